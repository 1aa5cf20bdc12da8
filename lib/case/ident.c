/*
 * ident.c - by what rows are known: a column of ids, or a digest of those
 * that make rows differ; and the day of receipt, where only the id holds it.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "case/guess.h"

/*
 * Do most values count lines, as 1 2 3 or 101、102、103?  Numbers of more
 * than six digits do not.
 */
bool
wh_counts_lines(const struct wh_theirs *t)
{
	const char	*s;
	char		*end;
	size_t		 i, n = 0;
	long		 line, least = LONG_MAX, greatest = 0;

	for (i = 0; i < t->all.n; i++) {
		s = t->all.e[i].s;
		if (*s < '0' || *s > '9')
			continue;
		line = strtol(s, &end, 10);
		if (line > 999999 || strpbrk(end, "123456789") != NULL)
			continue;
		n++;
		least = line < least ? line : least;
		greatest = line > greatest ? line : greatest;
	}
	return 2 * n > t->all.n && (least <= 1 ||
	    greatest - least <= (long)t->filled);
}

/*
 * Is every value there, once?  A number of the line is no id; but what is
 * called a number, and does not count lines, is one also in a few rows.
 */
static bool
is_unique(const struct wh_guess *g, size_t i)
{
	const struct wh_theirs	*t = &g->t[i];
	bool			 number = t->word != NULL &&
				    t->word->role == WH_R_NUMBER;

	return !t->used && t->nameable && t->filled == g->s.nrow &&
	    (number || g->s.nrow >= 10) && t->all.n == t->filled &&
	    (number || t->word == NULL || t->word->role < WH_C_COLS) &&
	    !wh_is_time(t) && 2 * t->codes < t->all.n && !wh_counts_lines(t);
}

/*
 * Ids are short words of letters and digits, and no time of day; characters
 * that are not ASCII stand before the digits only, as in 热线-260105-000123.
 */
static bool
is_short(const struct wh_theirs *t)
{
	const char	*s;
	size_t		 i;

	for (i = 0; i < t->all.n; i++) {
		s = t->all.e[i].s;
		if (strlen(s) > 40 || strpbrk(s, " ,;:") != NULL ||
		    (s = strpbrk(s, "0123456789")) == NULL)
			return false;
		for (; *s != '\0'; s++)
			if ((unsigned char)*s >= 0x80)
				return false;
	}
	return t->all.n > 0;
}

/* Count the rows that these columns tell apart; NULL: all columns. */
static size_t
distinct(const struct wh_guess *g, const struct wh_ours *o)
{
	struct wh_values	v = { 0 };
	struct wh_buf		b = { 0 };
	size_t			i, k, n;

	for (i = 0; i < g->s.nrow; i++) {
		for (b.n = k = 0; k < (o != NULL ? o->n : g->s.ncol); k++)
			wh_buf_printf(&b, "%s\x1f", wh_cell(&g->s, i,
			    o != NULL ? o->col[k] : k));
		if (b.s != NULL)
			wh_values_add(&v, b.s, false);
	}
	n = v.n;
	wh_buf_free(&b);
	wh_values_free(&v);
	return n;
}

/* Let a column be part of the digest if it must, or tells more rows apart. */
static void
add_part(struct wh_guess *g, struct wh_ours *o, size_t col, bool must)
{
	size_t	n;

	if (o->n == WH_PARTS || !g->t[col].nameable ||
	    (!must && g->unique == g->rows))
		return;
	o->col[o->n++] = col;
	n = distinct(g, o);
	if (!must && n == g->unique)
		o->n--;
	g->unique = n;
}

/*
 * The columns that tell rows apart, of those that say what came in: what
 * becomes of a case changes, and would make another one of it.  Of the others
 * only those that have no place help out.  The time of receipt is always one
 * of them, with one more: a time alone tells the rows of a sample apart, but
 * not those to come, and without it a case would be taken for an old one.
 */
static void
place_digest(struct wh_guess *g)
{
	static const int	from[] = { WH_C_TEXT, WH_C_TITLE, WH_C_PLACE,
				    WH_C_PHONE, WH_C_CALLER, WH_C_CLASS,
				    WH_C_AREA, WH_C_LAT, WH_C_LON,
				    WH_C_KIND };
	struct wh_ours		*o = &g->o[WH_C_ID];
	const struct wh_ours	*p = &g->o[WH_C_RECEIVED];
	size_t			 i, k, times;

	g->rows = distinct(g, NULL);
	for (k = 0; k < p->n; k++)
		add_part(g, o, p->col[k], true);
	times = o->n;
	for (i = 0; i < sizeof(from) / sizeof(from[0]); i++) {
		p = &g->o[from[i]];
		for (k = 0; k < p->n; k++)
			add_part(g, o, p->col[k], o->n == times);
	}
	for (i = 0; i < g->s.ncol; i++)
		if (!g->t[i].used && (g->t[i].word == NULL ||
		    g->t[i].word->role != WH_R_NUMBER))
			add_part(g, o, i, false);
	g->time_alone = o->n == times;
	o->digest = o->n > 0;
	o->by = WH_BY_VALUES;
}

/* All ids begin with the same bytes; how many, no digit and no half
   character among them. */
static size_t
prefix(const struct wh_values *v)
{
	const char	*s = v->e[0].s;
	size_t		 i, n = strcspn(s, "0123456789");

	if (!wh_is_plain(s) || memchr(s, '%', n) != NULL ||
	    memchr(s, '*', n) != NULL)
		return 0;
	for (i = 1; i < v->n; i++)
		if (strncmp(v->e[i].s, s, n) != 0)
			return 0;
	return n;
}

/* No other column is a time: do the ids hold the day, as 热线-260105-0001? */
static void
place_day(struct wh_guess *g)
{
	static const char *const	days[] = { "%Y%m%d", "%y%m%d",
					    "%Y-%m-%d" };
	struct wh_ours			*o = &g->o[WH_C_RECEIVED];
	const struct wh_values		*v;
	const char			*why;
	char				*format;
	size_t				 i, k;
	int64_t				 t;
	bool				 date;

	if (o->n > 0 || g->o[WH_C_ID].n != 1 ||
	    g->o[WH_C_ID].by != WH_BY_NAME)
		return;
	v = &g->t[g->o[WH_C_ID].col[0]].all;
	for (k = 0; v->n > 2 && k < sizeof(days) / sizeof(days[0]); k++) {
		if (asprintf(&format, "%.*s%s*", (int)prefix(v), v->e[0].s,
		    days[k]) == -1)
			return;
		for (i = 0; i < v->n && wh_time_scan(&g->w->zone, format,
		    v->e[i].s, &t, &date, &why) && t < g->w->now &&
		    t > g->w->now - (int64_t)30 * 366 * 86400; i++)
			;
		if (i == v->n) {
			o->format = format;
			o->col[o->n++] = g->o[WH_C_ID].col[0];
			o->by = WH_BY_VALUES;
			return;
		}
		free(format);
	}
}

/*
 * Find the id, or make one; then the day of receipt, if ids hold it.  True
 * if rows can be known again by it.
 */
bool
wh_place_id(struct wh_guess *g)
{
	struct wh_ours	*o = &g->o[WH_C_ID];
	size_t		 i;

	for (i = 0; o->n == 0 && i < g->s.ncol; i++)
		if (is_unique(g, i) && is_short(&g->t[i])) {
			o->col[o->n++] = i;
			o->by = WH_BY_VALUES;
			g->t[i].used = true;
		}
	if (o->n == 0)
		place_digest(g);
	place_day(g);
	return o->n > 0;
}
