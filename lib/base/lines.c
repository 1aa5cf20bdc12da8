/*
 * lines.c - physical lines, cut from a stream at LF, CRLF or lone CR.
 *
 * The lines of the row that is being read stay in the buffer, so that the
 * reader of rows can go back to any of them by putting an earlier place into
 * `at'.  A place remembers how far LF and CR were looked for: no byte is
 * searched twice for either, whatever the file's line ends are.
 */
#include <stdlib.h>
#include <string.h>

#include "base/lines.h"

enum {
	BLOCK	= 64 << 10,	/* bytes asked of wh_enc_read at a time */
	FIRST	= 4 * BLOCK	/* the buffer, as long as no row needs more */
};

/* Lines from enc; false without memory.  Free with wh_lines_free. */
bool
wh_lines_open(struct wh_lines *l, struct wh_err *e, struct wh_enc *enc)
{
	memset(l, 0, sizeof(*l));
	l->e = e;
	l->enc = enc;
	l->max = FIRST;
	return (l->buf = malloc(FIRST)) != NULL || wh_nomem(e);
}

/* The row that is being read: its bytes up to at.pos, and what follows. */
char *
wh_lines_text(const struct wh_lines *l)
{
	return l->buf + l->start;
}

/* Bytes from the beginning of the row to the end of what was read. */
static size_t
have(const struct wh_lines *l)
{
	return l->n - l->start;
}

/* What was read up to the place is done with: a row begins there. */
void
wh_lines_begin(struct wh_lines *l)
{
	l->start += l->at.pos;
	l->gone += l->at.pos;
	l->at.lf -= l->at.pos;
	l->at.cr -= l->at.pos;
	l->at.pos = 0;
}

/* Room for a block behind what is there, moved to the front. */
static bool
room(struct wh_lines *l)
{
	size_t	 max = l->max;
	char	*p;

	if (l->start > 0)
		memmove(l->buf, l->buf + l->start, have(l));
	l->n -= l->start;
	l->start = 0;
	while (max - l->n < BLOCK)
		max *= 2;
	if (max == l->max)
		return true;
	if ((p = realloc(l->buf, max)) == NULL)
		return wh_nomem(l->e);
	l->buf = p;
	l->max = max;
	return true;
}

/* Read a block.  Sets eof at the end, and failed too after an error. */
static void
fill(struct wh_lines *l)
{
	ssize_t	n = -1;

	if (room(l))
		n = wh_enc_read(l->enc, l->buf + l->n, BLOCK);
	if (n > 0)
		l->n += (size_t)n;
	else
		l->eof = true;
	l->failed = n == -1;
}

/* The first ch at or behind offset at, or the end of what was read. */
static size_t
seek(const struct wh_lines *l, size_t at, int ch)
{
	const char	*s = wh_lines_text(l);
	const char	*p;

	if (at >= have(l) || s[at] == ch)
		return at;
	p = memchr(s + at, ch, have(l) - at);
	return p != NULL ? (size_t)(p - s) : have(l);
}

/*
 * Look for the end of the next line: its offset in *end.  False if it is not
 * in the buffer; a CR at the very end may yet be followed by LF.
 */
static bool
line_end(struct wh_lines *l, size_t *end)
{
	struct wh_place	*at = &l->at;

	at->lf = seek(l, at->lf, '\n');
	at->cr = seek(l, at->cr, '\r');
	*end = at->lf < at->cr ? at->lf : at->cr;
	if (*end < at->cr)
		return true;
	return *end + 1 < have(l) || l->eof;
}

/*
 * Bring the next line into the buffer; *end is the offset at which its text
 * ends.  A line of more than WH_CSV_LINE bytes is not read to its end.  END
 * also after an error; see failed.
 */
enum wh_line
wh_lines_find(struct wh_lines *l, size_t *end)
{
	bool	found;

	do {
		found = line_end(l, end);
		if (*end - l->at.pos > WH_CSV_LINE)
			return WH_LINE_LONG;
		if (!found)
			fill(l);
	} while (!found && !l->failed);
	return l->failed || l->at.pos == have(l) ? WH_LINE_END : WH_LINE;
}

/* Go on behind the line whose text ends at end. */
void
wh_lines_step(struct wh_lines *l, size_t end)
{
	struct wh_place	*at = &l->at;

	at->pos = end < have(l) ? end + 1 : end;
	if (end == at->cr && at->pos == at->lf && at->pos < have(l))
		at->pos++;
	at->lf = at->lf < at->pos ? at->pos : at->lf;
	at->cr = at->cr < at->pos ? at->pos : at->cr;
	at->line++;
}

/* Go on behind the next line, however long it is, without keeping it. */
void
wh_lines_skip(struct wh_lines *l)
{
	size_t	end;

	while (!line_end(l, &end) && !l->failed) {
		l->at.pos = end;
		wh_lines_begin(l);
		fill(l);
	}
	wh_lines_step(l, end);
}

/* Free the buffer; enc and e belong to the reader of rows. */
void
wh_lines_free(struct wh_lines *l)
{
	free(l->buf);
	l->buf = NULL;
}
