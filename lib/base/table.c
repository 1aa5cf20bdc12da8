/*
 * table.c - an aligned table for people.
 *
 * The first rows are held back to learn how wide the columns are; later
 * ones use these widths, so that a long list needs no memory and begins to
 * appear.  A wider value later pushes its row to the right and widens the
 * column from there on.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/out.h"
#include "base/width.h"

enum {
	HELD	= 1000,		/* rows to learn from */
	GAP	= 2,		/* blanks between columns */
	LEAST	= 10		/* of the last column, however narrow */
};

struct wh_table {
	size_t		*width;		/* of each column, in columns */
	struct wh_buf	 text;		/* values held, each ended by NUL */
	size_t		 rows;
	size_t		 screen;	/* 0: not a terminal, or unknown */
	bool		 bold;
};

/* What the line being written looks like so far. */
struct line {
	FILE	*fp;
	size_t	 at;		/* columns written or owed */
	size_t	 owed;		/* blanks, written when something follows */
};

/*
 * A table for o; NULL when out of memory.  wh_table_end frees it.
 */
struct wh_table *
wh_table_new(const struct wh_out *o)
{
	struct wh_table	*t;
	struct winsize	 ws;
	const char	*no = getenv("NO_COLOR");
	size_t		 i;

	if ((t = calloc(1, sizeof(*t))) == NULL ||
	    (t->width = calloc(o->n + 1, sizeof(*t->width))) == NULL) {
		free(t);
		return NULL;
	}
	for (i = 0; i < o->n; i++)
		t->width[i] = wh_width(wh_heading(o->col[i], o->zh));
	if (isatty(fileno(o->fp))) {
		t->bold = no == NULL || *no == '\0';
		if (ioctl(fileno(o->fp), TIOCGWINSZ, &ws) == 0)
			t->screen = ws.ws_col;
	}
	return t;
}

static void
put_char(struct line *l, const char *s, size_t len, uint32_t cp)
{
	l->at += wh_cp_width(cp);
	if (cp == ' ' || cp == '\t' || cp == '\n' || cp == '\r') {
		l->owed++;
		return;
	}
	for (; l->owed > 0; l->owed--)
		putc_unlocked(' ', l->fp);
	if (cp < 0x20 || (cp >= 0x7F && cp <= 0x9F) ||
	    (cp == 0xFFFD && len == 1))
		putc_unlocked('?', l->fp);
	else
		fwrite_unlocked(s, 1, len, l->fp);
}

/* A value, of which at most max columns, the last of them an ellipsis. */
static void
put_text(struct line *l, const char *s, size_t max)
{
	size_t		n = strlen(s);
	size_t		limit = l->at + max;
	bool		cut = wh_width(s) > max;
	size_t		len;
	uint32_t	cp;

	for (; (len = wh_utf8_next(s, n, &cp)) > 0; s += len, n -= len) {
		if (cut && l->at + wh_cp_width(cp) + 1 > limit) {
			put_char(l, "…", 3, 0x2026);
			return;
		}
		put_char(l, s, len, cp);
	}
}

static void
pad(struct line *l, size_t n)
{
	l->at += n;
	l->owed += n;
}

/* A value in column i, or its heading. */
static void
put_cell(const struct wh_out *o, struct line *l, size_t i, const char *s,
    const char *after)
{
	const struct wh_table	*t = o->table;
	size_t			 width = wh_width(s) + strlen(after);
	size_t			 room = width < t->width[i] ?
	    t->width[i] - width : 0;
	size_t			 max = SIZE_MAX / 2;

	if (i > 0)
		pad(l, GAP);
	if (wh_is_number(o->col[i]))
		pad(l, room);
	else if (i + 1 == o->n && t->screen > 0)
		max = t->screen > l->at + LEAST ? t->screen - l->at : LEAST;
	put_text(l, s, max);
	put_text(l, after, max);
	if (!wh_is_number(o->col[i]))
		pad(l, room);
}

static void
put_head(const struct wh_out *o)
{
	struct line	l = { o->fp, 0, 0 };
	size_t		i;

	if (o->table->bold)
		fputs_unlocked("\033[1m", o->fp);
	for (i = 0; i < o->n; i++)
		put_cell(o, &l, i, wh_heading(o->col[i], o->zh), "");
	if (o->table->bold)
		fputs_unlocked("\033[0m", o->fp);
	putc_unlocked('\n', o->fp);
}

/* The title and the headings, unless they are written. */
static void
begin(struct wh_out *o)
{
	if (o->begun)
		return;
	o->begun = true;
	if (o->title != NULL)
		fprintf(o->fp, "%s\n", o->title);
	if (o->table->rows > 0)
		put_head(o);
}

/* Widen column i for the value s. */
static void
learn(const struct wh_out *o, size_t i, const char *s)
{
	size_t	width = wh_width(s) + strlen(wh_unit(o->col[i], s));

	if (width > o->table->width[i])
		o->table->width[i] = width;
}

static const char *
value(const struct wh_out *o, const char *const *v, size_t i)
{
	const char	*s = v[o->from[i]];

	return s == NULL ? "" : s;
}

/* Write the rows held, and the header if it is not yet written. */
static void
flush(struct wh_out *o)
{
	struct wh_table	*t = o->table;
	const char	*s = t->text.s;
	struct line	 l;
	size_t		 i;

	begin(o);
	for (; t->rows > 0; t->rows--) {
		l = (struct line){ o->fp, 0, 0 };
		for (i = 0; i < o->n; i++, s += strlen(s) + 1)
			put_cell(o, &l, i, s, wh_unit(o->col[i], s));
		putc_unlocked('\n', o->fp);
	}
	wh_buf_free(&t->text);
}

static bool
hold(struct wh_out *o, const char *const *v)
{
	struct wh_table	*t = o->table;
	const char	*s;
	size_t		 had = t->text.n;
	size_t		 i;

	for (i = 0; i < o->n; i++) {
		s = value(o, v, i);
		if (!wh_buf_put(&t->text, s, strlen(s) + 1)) {
			t->text.n = had;
			return false;
		}
	}
	t->rows++;
	return true;
}

/*
 * One row.  Without memory to hold it, what was learned so far must do.
 */
void
wh_table_row(struct wh_out *o, const char *const *v)
{
	struct line	l = { o->fp, 0, 0 };
	const char	*s;
	size_t		i;

	for (i = 0; i < o->n; i++)
		learn(o, i, value(o, v, i));
	if (!o->begun && o->table->rows < HELD && hold(o, v))
		return;
	if (!o->begun)
		flush(o);
	for (i = 0; i < o->n; i++) {
		s = value(o, v, i);
		put_cell(o, &l, i, s, wh_unit(o->col[i], s));
	}
	putc_unlocked('\n', o->fp);
}

/*
 * Write what is held and free the table.  Of an empty one nothing is seen but
 * its title and notes.
 */
void
wh_table_end(struct wh_out *o)
{
	if (!o->quiet) {
		flush(o);
		fputs_unlocked(o->notes != NULL ? o->notes : "", o->fp);
	}
	wh_buf_free(&o->table->text);
	free(o->table->width);
	free(o->table);
	o->table = NULL;
}
