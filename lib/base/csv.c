/*
 * csv.c - rows of a CSV file, by way of libcsv.
 *
 * libcsv pushes fields at callbacks and knows no lines.  We cut the input
 * into physical lines (LF, CRLF or lone CR) and feed one at a time, which
 * turns it into a pull parser and tells us where each row began.
 *
 * When a quote was not closed, or was one too many, only the line where the
 * row began is refused, and reading goes back to the line after it.  This
 * costs no more than reading twice: a row that begins on a line with an odd
 * number of quotes reaches as far as the next such line, and one on a line
 * with an even number is over at its end, so that two rows that go back can
 * never have swallowed the same line.
 */
#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/lines.h"

enum {
	GROWTH	= 4096,		/* of libcsv's field; its own is 128 */
	SLACK	= 64,		/* field bytes beside the text: quote, blanks */
	ROW	= WH_CSV_FIELD + WH_CSV_LINE,	/* the longest row */
	SHOWN	= 4096,		/* what is shown of a line that is too long */
	REASON	= 80,
	SUB	= 0x1a		/* ASCII's own sign for a byte that was bad */
};

struct wh_csv {
	struct wh_lines		 in;
	struct csv_parser	 p;
	unsigned char		 delimiter;
	size_t			 columns;	/* 0: not known yet */
	struct wh_place		 second;	/* the row's second line */
	size_t			 first;		/* bytes of its first line */
	size_t			 lines;		/* it has so far */
	bool			 done;		/* libcsv saw its end */
	bool			 nul;		/* it holds a NUL byte */
	bool			 wide;		/* a field is too long */
	struct wh_row		 row;
	size_t			 nfield, maxfield;
	size_t			*off;		/* of each field in text */
	struct wh_buf		 text;		/* the fields, each with NUL */
	struct wh_buf		 raw;		/* row.raw */
	char			 why[REASON];	/* row.err */
};

static const char	unclosed[] = "quote never closed";

/*
 * libcsv's realloc: refuses a field that is too long, for an unclosed quote
 * makes one field of the rest of the file.
 */
static void *
bounded(void *p, size_t n)
{
	return n > WH_CSV_FIELD + SLACK ? NULL : realloc(p, n);
}

/* A parser that is between rows; after an error libcsv's is not. */
static void
restart(struct wh_csv *c)
{
	csv_free(&c->p);
	csv_init(&c->p, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_delim(&c->p, c->delimiter);
	csv_set_realloc_func(&c->p, bounded);
	csv_set_blk_size(&c->p, GROWTH);
}

/* Room for one field more, and for the NULL behind it. */
static bool
grow(struct wh_csv *c)
{
	size_t	 max = 2 * c->maxfield + 32;
	void	*p;

	if (c->nfield + 1 < c->maxfield)
		return true;
	if ((p = reallocarray(c->off, max, sizeof(*c->off))) == NULL)
		return false;
	c->off = p;
	if ((p = reallocarray(c->row.v, max, sizeof(*c->row.v))) == NULL)
		return false;
	c->row.v = p;
	c->maxfield = max;
	return true;
}

/* Put SUB for each NUL in the n bytes at s, so that they are a string. */
static void
scrub(char *s, size_t n)
{
	char	*p;

	for (; (p = memchr(s, '\0', n)) != NULL; s = p) {
		*p++ = SUB;
		n -= (size_t)(p - s);
	}
}

/* libcsv's callback for a field: keep a copy, for its buffer moves. */
static void
field(void *s, size_t n, void *arg)
{
	struct wh_csv	*c = arg;
	size_t		 from = c->text.n;

	if (c->in.failed)
		return;
	if (!grow(c) || !wh_buf_put(&c->text, s, n) ||
	    !wh_buf_put(&c->text, "", 1)) {
		c->in.failed = true;
		wh_nomem(c->in.e);
		return;
	}
	c->off[c->nfield++] = from;
	if (n > WH_CSV_FIELD)
		c->wide = true;
	if (c->nul)
		scrub(c->text.s + from, n);
}

/* libcsv's callback for the end of a row. */
static void
end_row(int ch, void *arg)
{
	(void)ch;
	((struct wh_csv *)arg)->done = true;
}

/*
 * Rows from enc, which stays the caller's and must outlive the reader, as
 * must e.  The delimiter is one ASCII character.  NULL without memory; else
 * free with wh_csv_close.
 */
struct wh_csv *
wh_csv_open(struct wh_err *e, struct wh_enc *enc, char delimiter)
{
	struct wh_csv	*c;

	if ((c = calloc(1, sizeof(*c))) == NULL) {
		wh_nomem(e);
		return NULL;
	}
	c->delimiter = (unsigned char)delimiter;
	restart(c);
	if (wh_lines_open(&c->in, e, enc)) {
		if (grow(c))
			return c;
		wh_nomem(e);
	}
	wh_csv_close(c);
	return NULL;
}

/*
 * Say how many columns the header has: from here on a row with more or fewer
 * is refused.
 */
void
wh_csv_columns(struct wh_csv *c, size_t n)
{
	c->columns = n;
}

/* A row begins at the next line. */
static void
begin(struct wh_csv *c)
{
	wh_lines_begin(&c->in);
	c->lines = 0;
	c->nfield = 0;
	c->text.n = 0;
	c->nul = c->wide = c->done = false;
}

/*
 * Refuse the row.  back: perhaps only because of a quote on its first line;
 * the lines after it are to be read as rows of their own.
 */
static void
refuse(struct wh_csv *c, bool back, const char *why)
{
	c->row.err = why;
	c->raw.n = 0;
	if (!wh_buf_put(&c->raw, wh_lines_text(&c->in), c->first)) {
		c->in.failed = true;
		wh_nomem(c->in.e);
		return;
	}
	c->row.raw = c->raw.s;
	scrub(c->raw.s, c->raw.n);
	if (back && c->lines > 1)
		c->in.at = c->second;
}

/* The row's only line is longer than WH_CSV_LINE. */
static void
refuse_line(struct wh_csv *c)
{
	const char	*s = wh_lines_text(&c->in);

	c->first = SHOWN;
	while (c->first > SHOWN - 3 && (s[c->first] & 0xc0) == 0x80)
		c->first--;
	snprintf(c->why, sizeof(c->why), "line longer than %d bytes",
	    (int)WH_CSV_LINE);
	refuse(c, false, c->why);
	wh_lines_skip(&c->in);
}

/* A field is too long; over several lines it is rather a quote. */
static void
refuse_field(struct wh_csv *c)
{
	snprintf(c->why, sizeof(c->why), "field longer than %d bytes",
	    (int)WH_CSV_FIELD);
	refuse(c, true, c->lines > 1 ? unclosed : c->why);
}

/* libcsv stopped within a line. */
static void
refuse_parse(struct wh_csv *c)
{
	if (csv_error(&c->p) == CSV_EPARSE)
		refuse(c, true, "quote inside a field, or never closed");
	else if (csv_get_buffer_size(&c->p) >= WH_CSV_FIELD)
		refuse_field(c);
	else {
		c->in.failed = true;
		wh_nomem(c->in.e);
	}
	restart(c);
}

/* Feed libcsv the line whose text ends at end; false if that ends the row. */
static bool
feed(struct wh_csv *c, size_t end)
{
	const char	*s = wh_lines_text(&c->in) + c->in.at.pos;
	size_t		 n = c->in.at.pos;

	wh_lines_step(&c->in, end);
	n = c->in.at.pos - n;
	if (c->lines++ == 0) {
		c->row.line = c->in.at.line;
		c->first = end;
		c->second = c->in.at;
	}
	if (memchr(s, '\0', n) != NULL)
		c->nul = true;
	if (csv_parse(&c->p, s, n, field, end_row, c) != n)
		refuse_parse(c);
	else if (!c->done && c->in.at.pos > ROW) {
		snprintf(c->why, sizeof(c->why), "row longer than %d bytes",
		    (int)ROW);
		refuse(c, true, c->why);
		restart(c);
	} else if (!c->done && c->p.pstate == 0)	/* a blank line */
		begin(c);
	return !c->done && c->row.err == NULL;
}

/* The input is over, perhaps in the middle of a row. */
static void
finish(struct wh_csv *c)
{
	if (!c->in.failed && csv_fini(&c->p, field, end_row, c) != 0) {
		refuse(c, true, unclosed);
		restart(c);
	}
}

/* Read a row, good or bad; false at the end of the input. */
static bool
read_row(struct wh_csv *c)
{
	enum wh_line	what;
	size_t		end;

	begin(c);
	c->row.err = NULL;
	do {
		what = wh_lines_find(&c->in, &end);
		if (what == WH_LINE_END)
			finish(c);
		else if (what == WH_LINE_LONG && c->lines > 0) {
			refuse(c, true, unclosed);
			restart(c);
		} else if (what == WH_LINE_LONG) {
			c->row.line = c->in.at.line + 1;
			refuse_line(c);
		}
	} while (what == WH_LINE && feed(c, end));
	return !c->in.failed && (c->done || c->row.err != NULL);
}

/* Refuse the row, which libcsv took, if it is not what it should be. */
static void
check(struct wh_csv *c)
{
	bool	fits = c->columns == 0 || c->nfield == c->columns;

	if (c->wide)
		refuse_field(c);
	else if (fits || c->lines == 1) {
		if (c->nul)
			refuse(c, false, "NUL byte");
		else if (!wh_utf8_ok(wh_lines_text(&c->in), c->in.at.pos)) {
			snprintf(c->why, sizeof(c->why), "not valid %s",
			    wh_enc_name(c->in.enc));
			refuse(c, false, c->why);
		}
	}
	if (c->row.err == NULL && !fits) {
		snprintf(c->why, sizeof(c->why), "%zu column%s, expected %zu",
		    c->nfield, c->nfield == 1 ? "" : "s", c->columns);
		refuse(c, true, c->why);
	}
}

/*
 * The next row, valid until the next call; NULL at the end of the input, or
 * after an error, which is then in the struct wh_err.  Blank lines, and rows
 * all of whose fields are empty, are passed over.  A row that is none has
 * err set, the text of the line where it began in raw (NUL bytes in it as
 * 0x1A), and in v the fields that were read; reading then goes on.
 */
const struct wh_row *
wh_csv_next(struct wh_csv *c)
{
	size_t	i;

	do {
		if (c->in.failed || !read_row(c))
			return NULL;
	} while (c->row.err == NULL && c->text.n == c->nfield);
	if (c->row.err == NULL)
		check(c);
	if (c->in.failed)
		return NULL;
	for (i = 0; i < c->nfield; i++)
		c->row.v[i] = c->text.s + c->off[i];
	c->row.v[i] = NULL;
	c->row.n = c->nfield;
	if (c->row.err == NULL)
		c->row.raw = NULL;
	return &c->row;
}

/* Free the reader, and the last row with it.  NULL is allowed. */
void
wh_csv_close(struct wh_csv *c)
{
	if (c == NULL)
		return;
	csv_free(&c->p);
	wh_lines_free(&c->in);
	free(c->row.v);
	free(c->off);
	wh_buf_free(&c->text);
	wh_buf_free(&c->raw);
	free(c);
}
