/*
 * out.c - records, in every format: TSV, ids and JSON are in line.c, CSV for
 * programs and spreadsheets in sheet.c, tables for people in table.c, HTML and
 * Markdown in page.c.
 *
 * No format lets a control byte through to a terminal: TSV, ids and JSON
 * escape it, the others put another character in its place.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/out.h"

static const char *const formats[] = {	/* in the order of enum wh_format */
	"tsv", "csv", "json", "table", "ids", "excel", "html", "markdown",
	"open311", "fixmystreet"
};

enum {
	END	= WH_CONTROL | WH_ESCAPE | WH_QUOTE | WH_GUARD,
	C	= WH_CONTROL,
	TAB	= WH_CONTROL | WH_GUARD,
	LINE	= WH_CONTROL | WH_QUOTE
};
const unsigned char wh_bytes[256] = {	/* U+0080 and on begin with 0xC2 */
	END, C, C, C, C, C, C, C, C, TAB, LINE, C, C, LINE, C, C,
	C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C,
	['\\'] = WH_ESCAPE, [','] = WH_QUOTE, ['"'] = WH_QUOTE,
	[';'] = WH_GUARD, [0x7F] = C, [0xC2] = C
};

/*
 * The enum wh_format of a name as -o takes it, or -1.
 */
int
wh_format(const char *name)
{
	size_t	i;

	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (strcmp(name, formats[i]) == 0)
			return (int)i;
	return -1;
}

/*
 * Do people read this format, or what is written without one, -1, here?
 */
bool
wh_for_people(int format)
{
	return format == WH_TABLE || format == WH_HTML ||
	    format == WH_MARKDOWN || (format == -1 && isatty(STDOUT_FILENO));
}

/*
 * A column's heading for people, or its name if it has none.  What is
 * before a line break in it stands over several columns.
 */
const char *
wh_heading(const struct wh_col *col, bool zh)
{
	const char	*s = zh ? col->zh : col->en;

	return s != NULL ? s : col->name;
}

/* Is it a column of numbers, which stand to the right? */
bool
wh_is_number(const struct wh_col *col)
{
	return col->type == WH_INT || col->type == WH_REAL ||
	    col->type == WH_RATE;
}

/* What people read after a value: a percent sign after a rate. */
const char *
wh_unit(const struct wh_col *col, const char *s)
{
	return col->type == WH_RATE && wh_looks_number(s) ? "%" : "";
}

static const char *
digits(const char *s)
{
	return s + strspn(s, "0123456789");
}

/*
 * Is s a number as JSON writes it: -5, 0.25, 1e6, but not 007, +5 or .5?
 */
bool
wh_looks_number(const char *s)
{
	const char	*p;

	if (*s == '-')
		s++;
	if ((p = digits(s)) == s || (*s == '0' && p > s + 1))
		return false;
	if (*p == '.') {
		s = p + 1;
		if ((p = digits(s)) == s)
			return false;
	}
	if (*p == 'e' || *p == 'E') {
		s = p + 1;
		if (*s == '+' || *s == '-')
			s++;
		if ((p = digits(s)) == s)
			return false;
	}
	return *p == '\0';
}

/*
 * Say which columns there are besides the word of n bytes that names none
 * (or one twice).
 */
static const char *
refuse(const char *word, size_t n, const char *what, const struct wh_col *cols,
    size_t ncols)
{
	static _Thread_local char	why[1024];
	size_t				len;
	size_t				i;

	snprintf(why, sizeof(why), "\"%.*s\": %s, the columns are",
	    n > 64 ? 64 : (int)n, word, what);
	for (i = 0; i < ncols; i++) {
		len = strlen(why);
		if (len + strlen(cols[i].name) + 6 > sizeof(why)) {
			strcpy(why + len, " ...");
			break;
		}
		sprintf(why + len, "%s %s", i > 0 ? "," : "", cols[i].name);
	}
	return why;
}

/* Choose the columns that fields names.  NULL, or why not. */
static const char *
pick(struct wh_out *o, const char *fields, const struct wh_col *cols, size_t n)
{
	size_t	len;
	size_t	i;
	size_t	k;

	for (;; fields += len + 1) {
		len = strcspn(fields, ",");
		for (i = 0; i < n; i++)
			if (strncmp(fields, cols[i].name, len) == 0 &&
			    cols[i].name[len] == '\0')
				break;
		if (i == n)
			return refuse(fields, len, "no such column", cols, n);
		for (k = 0; k < o->n; k++)
			if (o->from[k] == i)
				return refuse(fields, len, "named twice",
				    cols, n);
		o->col[o->n] = &cols[i];
		o->from[o->n++] = i;
		if (fields[len] == '\0')
			return NULL;
	}
}

static const char *
choose(struct wh_out *o, const struct wh_out_opts *opts,
    const struct wh_col *cols, size_t n)
{
	o->col = calloc(n + 1, sizeof(*o->col));
	o->from = calloc(n + 1, sizeof(*o->from));
	if (o->col == NULL || o->from == NULL)
		return "out of memory";
	if (opts->fields != NULL)
		return pick(o, opts->fields, cols, n);
	for (; o->n < n; o->n++) {
		o->col[o->n] = &cols[o->n];
		o->from[o->n] = o->n;
	}
	return NULL;
}

static void
discard(struct wh_out *o)
{
	if (o == NULL)
		return;
	free(o->col);
	free(o->from);
	free(o);
}

/*
 * Begin to write rows of the n columns cols, which stay the caller's and in
 * place until wh_out_close, to fp.  Without a format in opts it is a table
 * on a terminal and TSV elsewhere.  Nothing is written before the first row
 * or the close, so that a command that fails in between prints nothing.
 *
 * NULL if opts->fields names a column that is not there, or one twice, or
 * out of memory: *why then says so, in memory that stays until the same
 * thread fails here again, and is not freed.
 */
struct wh_out *
wh_out_open(FILE *fp, const struct wh_out_opts *opts,
    const struct wh_col *cols, size_t n, const char **why)
{
	struct wh_out	*o;

	*why = "out of memory";
	if ((o = calloc(1, sizeof(*o))) == NULL)
		return NULL;
	o->fp = fp;
	o->format = opts->format;
	if (o->format == -1)
		o->format = isatty(fileno(fp)) ? WH_TABLE : WH_TSV;
	if (o->format == WH_OPEN311 || o->format == WH_FIXMYSTREET)
		o->format = WH_CSV;	/* what is theirs are the columns */
	o->eol = opts->nul ? '\0' : '\n';
	o->quiet = opts->quiet;
	o->zh = opts->zh;
	o->title = opts->title;
	o->notes = opts->notes;
	if ((*why = choose(o, opts, cols, n)) == NULL &&
	    o->format == WH_TABLE && (o->table = wh_table_new(o)) == NULL)
		*why = "out of memory";
	if (*why == NULL)
		return o;
	discard(o);
	return NULL;
}

/*
 * Would wh_out_open take these options?  NULL, or why not.  A command that
 * writes asks before it does, lest the work be done and the record lost.
 */
const char *
wh_out_check(const struct wh_out_opts *opts, const struct wh_col *cols,
    size_t n)
{
	struct wh_out	*o = calloc(1, sizeof(*o));
	const char	*why = "out of memory";

	if (o != NULL)
		why = choose(o, opts, cols, n);
	discard(o);
	return why;
}

/*
 * Write a row: a value for every column that wh_out_open was given, NULL
 * where there is none.  Of the columns chosen, WH_IDS writes the first.
 * Write errors stay on the file, for ferror(3).
 */
void
wh_out_row(struct wh_out *o, const char *const *v)
{
	if (o->quiet)
		return;
	switch (o->format) {
	case WH_CSV:
	case WH_EXCEL:
		wh_sheet_row(o, v);
		break;
	case WH_JSONL:
		wh_json_row(o, v);
		break;
	case WH_TABLE:
		wh_table_row(o, v);
		break;
	case WH_HTML:
	case WH_MARKDOWN:
		wh_page_row(o, v);
		break;
	default:
		wh_tsv_row(o, v, o->format == WH_IDS ? o->n > 0 : o->n);
	}
}

/*
 * Write what is still held, a header and what stands around the rows at
 * least, and free; NULL is nothing.  The file is neither flushed nor closed.
 */
void
wh_out_close(struct wh_out *o)
{
	if (o == NULL)
		return;
	if (!o->quiet && (o->format == WH_CSV || o->format == WH_EXCEL))
		wh_sheet_head(o);
	if (!o->quiet && (o->format == WH_HTML || o->format == WH_MARKDOWN))
		wh_page_end(o);
	if (o->table != NULL)
		wh_table_end(o);
	discard(o);
}
