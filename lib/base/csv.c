/*
 * csv.c - rows of a CSV file, by way of libcsv.
 *
 * libcsv pushes fields at callbacks and knows no lines.  We cut the input
 * into physical lines (LF, CRLF or lone CR) and feed one at a time, which
 * turns it into a pull parser and tells us where each row began.
 *
 * A quote inside a field that does not begin with one is text, as it is for
 * spreadsheets; libcsv's strict mode, which we want for what follows a
 * closing quote, is left for this one character.
 *
 * When a quote was not closed, or was one too many, only the line where the
 * row began is refused, and reading goes back to the line after it.  Rows
 * that go back one after the other may swallow the same lines again and
 * again; so what they have read is counted, and when it is sixteen times
 * what lies between the first of them and the farthest line that any has
 * reached, a row that begins there and is not over at its line's end is
 * refused at once.  No file costs more than reading it eighteen times.
 */
#include <stdlib.h>
#include <string.h>

#include "base/csvrow.h"

enum {
	GROWTH	= 4096,		/* of libcsv's field; its own is 128 */
	ROW	= WH_CSV_FIELD + WH_CSV_LINE,	/* the longest row */
	OPTIONS	= CSV_STRICT | CSV_STRICT_FINI
};

static const char	open_again[] = "quote open at the end of the line, as"
			    " in many before it";

/*
 * libcsv's realloc: refuses a field that is too long, for an unclosed quote
 * makes one field of the rest of the file.
 */
static void *
bounded(void *p, size_t n)
{
	return n > WH_CSV_FIELD + WH_CSV_SLACK ? NULL : realloc(p, n);
}

/* A parser that is between rows; after an error libcsv's is not. */
static void
restart(struct wh_csv *c)
{
	csv_free(&c->p);
	csv_init(&c->p, OPTIONS);
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

/* libcsv's callback for a field: keep a copy, for its buffer moves. */
void
wh_csv_field(void *s, size_t n, void *arg)
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
		wh_csv_scrub(c->text.s + from, n);
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

/*
 * Take a row with fewer fields than columns as one whose last are empty,
 * unless it looks like several rows of which a quote made one.
 */
void
wh_csv_fill(struct wh_csv *c)
{
	c->fill = true;
}

/* Let the row that was read last come again. */
void
wh_csv_again(struct wh_csv *c)
{
	c->again = true;
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

/* libcsv stopped within a line. */
static void
refuse_parse(struct wh_csv *c)
{
	if (csv_error(&c->p) == CSV_EPARSE)
		wh_csv_refuse(c, true, "quote inside a quoted field, or never"
		    " closed");
	else if (csv_get_buffer_size(&c->p) >= WH_CSV_FIELD)
		wh_csv_refuse_field(c);
	else {
		c->in.failed = true;
		wh_nomem(c->in.e);
	}
	restart(c);
}

/*
 * Feed libcsv n bytes; returns how many it took.  Where it stops at a quote
 * in a field that is not quoted, this is text.
 */
static size_t
parse(struct wh_csv *c, const char *s, size_t n)
{
	size_t	at = 0;

	for (;;) {
		at += csv_parse(&c->p, s + at, n - at, wh_csv_field, end_row,
		    c);
		if (at == n || csv_error(&c->p) != CSV_EPARSE || c->p.quoted)
			return at;
		csv_set_opts(&c->p, CSV_STRICT_FINI);
		at += csv_parse(&c->p, s + at, 1, wh_csv_field, end_row, c);
		csv_set_opts(&c->p, OPTIONS);
		if (at == n)
			return at;
	}
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
	if (parse(c, s, n) != n)
		refuse_parse(c);
	else if (!c->done && c->in.at.pos > ROW) {
		snprintf(c->why, sizeof(c->why), "row longer than %d bytes",
		    (int)ROW);
		wh_csv_refuse(c, true, c->why);
		restart(c);
	} else if (!c->done && c->p.pstate == 0)	/* a blank line */
		begin(c);
	else if (!c->done && c->lines == 1 && wh_csv_tired(c)) {
		wh_csv_refuse(c, false, open_again);
		restart(c);
	}
	return !c->done && c->row.err == NULL;
}

/* The input is over, perhaps in the middle of a row. */
static void
finish(struct wh_csv *c)
{
	if (!c->in.failed && csv_fini(&c->p, wh_csv_field, end_row, c) != 0) {
		wh_csv_refuse(c, true, wh_csv_unclosed);
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
			wh_csv_refuse(c, true, wh_csv_unclosed);
			restart(c);
		} else if (what == WH_LINE_LONG) {
			c->row.line = c->in.at.line + 1;
			wh_csv_refuse_line(c);
		}
	} while (what == WH_LINE && feed(c, end));
	return !c->in.failed && (c->done || c->row.err != NULL);
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

	if (c->again) {
		c->again = false;
		return &c->row;
	}
	do {
		if (c->in.failed || !read_row(c))
			return NULL;
	} while (c->row.err == NULL && c->text.n == c->nfield);
	if (c->row.err == NULL)
		wh_csv_check(c);
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

/*
 * The next physical line as text, valid until the next call, its NUL bytes
 * as 0x1A; NULL at the end of the input, or if it is too long.  To be called
 * between rows.
 */
const char *
wh_csv_line(struct wh_csv *c)
{
	size_t	end;

	begin(c);
	if (c->in.failed || wh_lines_find(&c->in, &end) != WH_LINE)
		return NULL;
	wh_lines_step(&c->in, end);
	c->raw.n = 0;
	if (!wh_buf_put(&c->raw, wh_lines_text(&c->in), end)) {
		c->in.failed = true;
		wh_nomem(c->in.e);
		return NULL;
	}
	wh_csv_scrub(c->raw.s, c->raw.n);
	return c->raw.s;
}

/*
 * Hand the reader, and the encoding below it, to a thread or back: errors go
 * to e from here on, and reading ends when stop says so, see wh_enc_hand.
 */
void
wh_csv_hand(struct wh_csv *c, struct wh_err *e, int stop)
{
	c->in.e = e;
	wh_enc_hand(c->in.enc, e, stop);
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
