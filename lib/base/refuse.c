/*
 * refuse.c - rows of a CSV that are none, and where reading goes on.
 *
 * csv.c tells how often it may go back.
 */
#include <string.h>

#include "base/csvrow.h"

enum {
	SHOWN	= 4096,		/* what is shown of a line that is too long */
	TIMES	= 16,		/* see csv.c */
	SUB	= 0x1a		/* ASCII's own sign for a byte that was bad */
};

const char	wh_csv_unclosed[] = "quote never closed";

/* Put SUB for each NUL in the n bytes at s, so that they are a string. */
void
wh_csv_scrub(char *s, size_t n)
{
	char	*p;

	for (; (p = memchr(s, '\0', n)) != NULL; s = p) {
		*p++ = SUB;
		n -= (size_t)(p - s);
	}
}

/* Go back to the row's second line. */
static void
go_back(struct wh_csv *c)
{
	uint64_t	end = c->in.gone + c->in.at.pos;

	if (c->in.gone >= c->reach) {
		c->from = c->in.gone;
		c->spent = 0;
	}
	c->spent += end - c->in.gone;
	c->reach = end > c->reach ? end : c->reach;
	c->in.at = c->second;
}

/* Does the row begin where others have gone back too often? */
bool
wh_csv_tired(const struct wh_csv *c)
{
	return c->in.gone < c->reach &&
	    c->spent > TIMES * (c->reach - c->from);
}

/*
 * Refuse the row.  back: perhaps only because of a quote on its first line;
 * the lines after it are to be read as rows of their own.
 */
void
wh_csv_refuse(struct wh_csv *c, bool back, const char *why)
{
	c->row.err = why;
	c->raw.n = 0;
	if (!wh_buf_put(&c->raw, wh_lines_text(&c->in), c->first)) {
		c->in.failed = true;
		wh_nomem(c->in.e);
		return;
	}
	c->row.raw = c->raw.s;
	wh_csv_scrub(c->raw.s, c->raw.n);
	if (back && c->lines > 1)
		go_back(c);
}

/* The row's only line is longer than WH_CSV_LINE. */
void
wh_csv_refuse_line(struct wh_csv *c)
{
	const char	*s = wh_lines_text(&c->in);

	c->first = SHOWN;
	while (c->first > SHOWN - 3 && (s[c->first] & 0xc0) == 0x80)
		c->first--;
	snprintf(c->why, sizeof(c->why), "line longer than %d bytes; -r keeps"
	    " only its beginning", (int)WH_CSV_LINE);
	wh_csv_refuse(c, false, c->why);
	wh_lines_skip(&c->in);
}

/* A field is too long; over several lines it is rather a quote. */
void
wh_csv_refuse_field(struct wh_csv *c)
{
	snprintf(c->why, sizeof(c->why), "field longer than %d bytes",
	    (int)WH_CSV_FIELD);
	wh_csv_refuse(c, true, c->lines > 1 ? wh_csv_unclosed : c->why);
}

/*
 * Does a field hold, behind a line end, what separates fields?  Then a quote
 * may have made one row of several.
 */
static bool
swallowed(const struct wh_csv *c)
{
	const char	*p;
	size_t		 i;

	for (i = 0; c->lines > 1 && i < c->nfield; i++)
		if ((p = strpbrk(c->text.s + c->off[i], "\r\n")) != NULL &&
		    strchr(p, c->delimiter) != NULL)
			return true;
	return false;
}

/* Drop empty fields beyond the columns, or add those that are missing. */
static void
fit(struct wh_csv *c)
{
	static char	none[1];

	while (c->nfield > c->columns &&
	    c->text.s[c->off[c->nfield - 1]] == '\0')
		c->nfield--;
	if (!c->fill || c->nfield == c->columns || swallowed(c))
		return;
	while (c->nfield < c->columns)
		wh_csv_field(none, 0, c);
}

/* Refuse the row, which libcsv took, if it is not what it should be. */
void
wh_csv_check(struct wh_csv *c)
{
	bool	fits;

	if (c->columns > 0 && c->nfield != c->columns)
		fit(c);
	fits = c->columns == 0 || c->nfield == c->columns;
	if (c->wide)
		wh_csv_refuse_field(c);
	else if (fits || c->lines == 1) {
		if (c->nul)
			wh_csv_refuse(c, false, "NUL byte");
		else if (!wh_utf8_ok(wh_lines_text(&c->in), c->in.at.pos)) {
			snprintf(c->why, sizeof(c->why), "not valid %s",
			    wh_enc_name(c->in.enc));
			wh_csv_refuse(c, false, c->why);
		}
	}
	if (c->row.err == NULL && !fits) {
		snprintf(c->why, sizeof(c->why), "%zu column%s, expected %zu",
		    c->nfield, c->nfield == 1 ? "" : "s", c->columns);
		wh_csv_refuse(c, true, c->why);
	}
}
