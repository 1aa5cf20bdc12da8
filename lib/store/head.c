/*
 * head.c - what stands above the rows of a foreign CSV: lines that are no
 * table, and the header, of one row, of several, or of none.
 *
 * All of it is kept as it has to stand above refused rows, so that a file of
 * these is read by the same map.
 */
#include <stdlib.h>
#include <string.h>

#include "store/store.h"

enum { ROWS = 9 };		/* of a header, at most; see setting.c */

struct cells {			/* a row of the header */
	char	**v;
	size_t	  n;
};

/* A column that an earlier import has added; it is not theirs. */
bool
wh_head_added(const char *name)
{
	return strcmp(name, "_line") == 0 || strcmp(name, "_error") == 0;
}

/* The cell of column i, "" where the row is too short. */
static const char *
cell(const struct cells *row, size_t i)
{
	return i < row->n ? row->v[i] : "";
}

/* Pass over the lines before the header. */
static bool
skip(struct wh_reader *r)
{
	const char	*s;
	int		 i, n = r->map != NULL ? r->map->skip : 0;

	for (i = 0; i < n; i++) {
		if ((s = wh_csv_line(r->csv)) == NULL)
			return wh_fail(&r->w->err, WH_FAIL, "%s: no header:"
			    " the file has no line %d, and %s skips %d",
			    r->file, i + 1, r->map->file, n);
		if (!wh_buf_puts(&r->top, s) || !wh_buf_puts(&r->top, "\r\n"))
			return wh_nomem(&r->w->err);
	}
	return true;
}

/* What stands most often in s of the signs that may separate fields. */
static const char *
separator(const char *s, char not, bool quoted)
{
	static const struct {
		char		 c;
		const char	*word;
	} signs[] = {
		{ '\t', "tab" }, { ';', "semicolon" }, { '|', "bar" },
		{ ',', "comma" }
	};
	const char	*p, *best = NULL;
	size_t		 i, n, most = 0;

	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		for (n = 0, p = s; (p = strchr(p, signs[i].c)) != NULL; p++)
			n += !quoted || (p > s && p[-1] == '"' &&
			    p[1] == '"');
		if (n > most && signs[i].c != not) {
			most = n;
			best = signs[i].word;
		}
	}
	return best;
}

/* The header is one column, or no row: perhaps of another delimiter. */
static bool
fail_delimiter(struct wh_reader *r, const char *word)
{
	return wh_fail(&r->w->err, WH_FAIL, "%s:%ld: the header is one column:"
	    " its fields are separated by %ss; a map (-m) with \"delimiter ="
	    " %s\" reads them", r->file, r->row->line, word, word);
}

/* Read the row that is, or begins, the header. */
static bool
read_row(struct wh_reader *r)
{
	const char	*word;

	r->row = wh_csv_next(r->csv);
	if (r->w->err.status != WH_OK)
		return false;
	if (r->row == NULL)
		return wh_fail(&r->w->err, WH_FAIL, "%s: no header: the file"
		    " is empty%s", r->file, r->top.n > 0 ? " below the lines"
		    " that are skipped" : "");
	if (r->row->err == NULL)
		return true;
	if ((word = separator(r->row->raw, r->delimiter, true)) != NULL)
		return fail_delimiter(r, word);
	return wh_fail(&r->w->err, WH_FAIL, "%s:%ld: %s%s", r->file,
	    r->row->line, r->row->err, strcmp(r->row->err, "NUL byte") == 0 ?
	    "; if the file is UTF-16, say -e utf-16le" : "");
}

/* Keep the row's cells: trimmed, in one line. */
static bool
keep(struct wh_reader *r, struct cells *to)
{
	size_t	 i;
	char	*p;

	if ((to->v = calloc(r->row->n + 1, sizeof(*to->v))) == NULL)
		return wh_nomem(&r->w->err);
	for (i = 0; i < r->row->n; i++) {
		wh_trim(r->row->v[i]);
		wh_unwrap(r->row->v[i]);
		for (p = r->row->v[i]; (p = strpbrk(p, "\r\n")) != NULL; )
			*p = ' ';
		if ((to->v[to->n++] = strdup(r->row->v[i])) == NULL)
			return wh_nomem(&r->w->err);
	}
	return true;
}

/*
 * The name of column i: its cells from above, joined by a blank.  An empty
 * cell of an upper row is the one to its left, as far as the cell above
 * reaches: that is how a spreadsheet writes cells that were made one.
 */
static bool
name(struct wh_reader *r, const struct cells *row, int n, size_t i)
{
	struct wh_buf	 b = { NULL, 0, 0 };
	const char	*s;
	size_t		 at, first = 0;
	int		 k;
	bool		 good = wh_buf_put(&b, "", 0);

	for (k = 0; good && k < n; k++) {
		at = i;
		while (k < n - 1 && at > first && *cell(&row[k], at) == '\0')
			at--;
		s = cell(&row[k], at);
		if (*s == '\0')
			continue;
		first = at;
		good = (b.n == 0 || wh_buf_puts(&b, " ")) &&
		    wh_buf_puts(&b, s);
	}
	r->head[i] = b.s;
	return good || wh_nomem(&r->w->err);
}

/* How many columns there are: empty cells at the end are none. */
static size_t
columns(const struct wh_reader *r, const struct cells *row, int n)
{
	bool	all = r->map != NULL && wh_listed(r->map->ignore,
		    r->map->nignore, "");
	size_t	most = 0, i;
	int	k;

	for (k = 0; k < n; k++) {
		for (i = row[k].n; !all && i > 0 && *row[k].v[i - 1] == '\0';
		    i--)
			;
		most = i > most ? i : most;
	}
	return most;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* No two columns may have the same name. */
static bool
check_names(struct wh_reader *r)
{
	char	**v;
	size_t	  i;

	if ((v = calloc(r->nhead + 1, sizeof(*v))) == NULL)
		return wh_nomem(&r->w->err);
	memcpy(v, r->head, r->nhead * sizeof(*v));
	qsort(v, r->nhead, sizeof(*v), by_text);
	for (i = 1; i < r->nhead; i++)
		if (*v[i] != '\0' && strcmp(v[i], v[i - 1]) == 0) {
			wh_fail(&r->w->err, WH_FAIL, "%s:%ld: \"%s\": two"
			    " columns of this name", r->file, r->row->line,
			    v[i]);
			break;
		}
	free(v);
	return r->w->err.status == WH_OK;
}

/* Write the header, and the two columns that refused rows have besides. */
static bool
put_top(struct wh_reader *r, const struct cells *row, int n)
{
	char	*s = NULL, c = r->delimiter;
	size_t	 len, i;
	int	 k;
	FILE	*fp;

	if ((fp = open_memstream(&s, &len)) == NULL)
		return wh_nomem(&r->w->err);
	for (k = 0; k < (n > 0 ? n : 1); k++) {
		for (i = 0; i < r->nhead; i++) {
			if (wh_head_added(r->head[i]))
				continue;
			wh_reject_field(fp, n > 0 ? cell(&row[k], i) : "", c);
			putc(c, fp);
		}
		if (k == 0)
			fprintf(fp, "_line%c_error\r\n", c);
		else
			fprintf(fp, "%c\r\n", c);
	}
	if (fclose(fp) == EOF || !wh_buf_put(&r->top, s, len))
		wh_nomem(&r->w->err);
	free(s);
	return r->w->err.status == WH_OK;
}

/* Give the columns the names that the n rows of the header make. */
static bool
read_names(struct wh_reader *r, struct cells *row, int n)
{
	const char	*word;
	int		 k;

	for (k = 0; k < n; k++)
		if (!read_row(r) || !keep(r, &row[k]))
			return false;
	k = (int)columns(r, row, n);
	if ((r->head = calloc((size_t)k + 1, sizeof(*r->head))) == NULL)
		return wh_nomem(&r->w->err);
	for (; r->nhead < (size_t)k; r->nhead++)
		if (!name(r, row, n, r->nhead))
			return false;
	if (r->nhead == 1 && (word = separator(r->head[0], r->delimiter,
	    false)) != NULL)
		return fail_delimiter(r, word);
	return (r->ncol == 0 || check_names(r)) && put_top(r, row, n);
}

/*
 * A table without a header: its columns are called 1, 2, 3 ...  The row that
 * stands above refused rows names the two that were added.
 */
static bool
number(struct wh_reader *r)
{
	char	text[24];
	size_t	i, n;
	bool	ours;

	if (!read_row(r))
		return false;
	n = r->row->n;
	ours = n > 2 && strcmp(r->row->v[n - 2], "_line") == 0 &&
	    strcmp(r->row->v[n - 1], "_error") == 0;
	for (i = 0; ours && i < n - 2; i++)
		ours = *r->row->v[i] == '\0';
	if ((r->head = calloc(n + 1, sizeof(*r->head))) == NULL)
		return wh_nomem(&r->w->err);
	for (i = 0; i < n; i++) {
		snprintf(text, sizeof(text), "%zu", i + 1);
		r->head[i] = strdup(ours && i >= n - 2 ? r->row->v[i] : text);
		if (r->head[i] == NULL)
			return wh_nomem(&r->w->err);
		r->nhead++;
	}
	if (!ours)
		wh_csv_again(r->csv);
	return put_top(r, NULL, 0);
}

/*
 * Read the header into r->head, no name twice if columns are to be bound by
 * it.  False, with an error, if there is none.
 */
bool
wh_head_read(struct wh_reader *r)
{
	struct cells	row[ROWS] = { { NULL, 0 } };
	size_t		i;
	int		n = r->map != NULL ? r->map->header : 1, k;
	bool		good;

	good = skip(r) && (n > 0 ? read_names(r, row, n) : number(r));
	for (k = 0; k < n; k++) {
		for (i = 0; i < row[k].n; i++)
			free(row[k].v[i]);
		free(row[k].v);
	}
	if (!good)
		return false;
	wh_csv_columns(r->csv, r->nhead);
	if (r->map != NULL && r->map->fill)
		wh_csv_fill(r->csv);
	return true;
}
