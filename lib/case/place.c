/*
 * place.c - which of their columns become which of ours: by name, by the end
 * of a name, by values.
 */
#include <stdlib.h>
#include <string.h>

#include "case/guess.h"

static bool
is_path(int role)
{
	return role == WH_C_CLASS || role == WH_C_AREA;
}

/* A source is part of what a case is known by: it must be one of ours. */
static bool
are_sources(const struct wh_guess *g, struct wh_theirs *t)
{
	const char	*why;
	size_t		 i, n = 0;

	for (i = 0; i < t->all.n; i++)
		n += wh_ref(g->w, "source", t->all.e[i].s, &why) != 0 ||
		    wh_word_value(&g->words, WH_C_SOURCE, t->all.e[i].s) !=
		    NULL;
	if (2 * n >= t->all.n)
		return true;
	t->why = "by its name a source, but most of its values are none here";
	return false;
}

/* Can the values be what the name says?  Else say why not. */
static bool
holds(const struct wh_guess *g, struct wh_theirs *t, int role)
{
	double	limit = role == WH_C_LAT ? 90 : 180;

	if (!t->nameable || (role == WH_C_SOURCE && !are_sources(g, t)))
		return false;
	if (t->filled == 0)
		return true;
	if (wh_case_cols[role].type == WH_TIME && !wh_is_time(t))
		t->why = "by its name a time, but its values are none that"
		    " can be read";
	else if (wh_case_cols[role].type == WH_REAL && (t->reals < t->all.n ||
	    t->least < -limit || t->greatest > limit))
		t->why = "by its name a coordinate, but not in degrees";
	else
		return true;
	return false;
}

static void
place(struct wh_guess *g, int role, size_t col, enum wh_by by)
{
	struct wh_ours	*o = &g->o[role];

	if (o->n == WH_PARTS)
		return;
	o->col[o->n++] = col;
	o->by = by;
	g->t[col].used = true;
}

/* The column whose name is the best word for this role and step, or ncol. */
static size_t
named(struct wh_guess *g, int role, int step)
{
	const struct wh_word	*w, *best = NULL;
	size_t			 i, found = g->s.ncol;

	for (i = 0; i < g->s.ncol; i++) {
		w = g->t[i].word;
		if (w == NULL || w->role != role || w->step != step ||
		    g->t[i].used || (best != NULL && w >= best) ||
		    !holds(g, &g->t[i], role))
			continue;
		best = w;
		found = i;
	}
	return found;
}

/* The steps of a path, or the one column that holds it. */
static void
place_path(struct wh_guess *g, int role)
{
	size_t	whole = named(g, role, 0), i, n = 0, step[WH_PARTS];
	int	k;

	for (k = 1; k < 6; k++)
		if ((i = named(g, role, k)) < g->s.ncol)
			step[n++] = i;
	if (whole < g->s.ncol && (n < 2 || (role == WH_C_AREA &&
	    10 * g->t[whole].codes >= 9 * g->t[whole].all.n))) {
		place(g, role, whole, WH_BY_NAME);
		return;
	}
	for (i = 0; i < n; i++)
		place(g, role, step[i], WH_BY_NAME);
}

/* Columns whose names end in a word, for those of ours that have none. */
static void
place_alike(struct wh_guess *g)
{
	const struct wh_word	*w;
	size_t			 i;

	for (i = 0; i < g->s.ncol; i++) {
		if (g->t[i].used || g->t[i].word != NULL)
			continue;
		w = wh_word_name(&g->words, g->s.last[i], true);
		if (w == NULL || w->role >= WH_C_COLS || is_path(w->role) ||
		    g->o[w->role].n > 0 || !holds(g, &g->t[i], w->role))
			continue;
		place(g, w->role, i, WH_BY_LIKE);
	}
}

/*
 * Place columns by their names.  All that are of the caller go to the caller:
 * kept as they are, everybody could read them.
 */
void
wh_place(struct wh_guess *g)
{
	int	role;
	size_t	i;

	for (role = 0; role < WH_C_COLS; role++)
		if (is_path(role))
			place_path(g, role);
		else
			while ((i = named(g, role, 0)) < g->s.ncol) {
				place(g, role, i, WH_BY_NAME);
				if (role != WH_C_CALLER &&
				    role != WH_C_ADDRESS)
					break;
			}
	place_alike(g);
}

/* A column that is not placed and has enough values to judge by. */
static bool
open_column(const struct wh_guess *g, size_t i)
{
	return !g->t[i].used && g->t[i].nameable && g->t[i].filled >= 3 &&
	    (g->t[i].word == NULL || g->t[i].word->role < WH_C_COLS);
}

/* Values that are words of a few, which say of themselves what they are. */
static bool
speaks(const struct wh_guess *g, size_t i, int role)
{
	const struct wh_values	*v = &g->t[i].all;
	size_t			 k, known = 0;

	for (k = 0; k < v->n && k < 40; k++) {
		if (strcmp(v->e[k].s, "是") == 0 ||
		    strcmp(v->e[k].s, "否") == 0)
			return false;
		known += wh_word_value(&g->words, role, v->e[k].s) != NULL;
	}
	return v->n >= 2 && v->n < 40 && !v->more && 10 * known >= 8 * v->n;
}

/* The column of times with the fewest empty cells, or ncol. */
static size_t
fullest(const struct wh_guess *g)
{
	size_t	i, best = g->s.ncol;

	for (i = 0; i < g->s.ncol; i++) {
		if (!open_column(g, i) || !wh_is_time(&g->t[i]) ||
		    g->t[i].reals == g->t[i].all.n)
			continue;
		if (best == g->s.ncol ||
		    g->t[i].filled > g->t[best].filled)
			best = i;
	}
	return best;
}

static void
place_value(struct wh_guess *g, size_t i)
{
	static const int	words[] = { WH_C_STATE, WH_C_RATING,
				    WH_C_SOLVED, WH_C_DIRECT, WH_C_KIND };
	struct wh_theirs	*t = &g->t[i];
	size_t			 k;

	if (g->o[WH_C_PHONE].n == 0 && 10 * t->mobiles >= 8 * t->all.n)
		place(g, WH_C_PHONE, i, WH_BY_VALUES);
	else if (g->o[WH_C_CALLER].n == 0 && 10 * t->people >= 8 * t->all.n)
		place(g, WH_C_CALLER, i, WH_BY_VALUES);
	else if (g->o[WH_C_AREA].n == 0 && t->codes == t->all.n &&
	    strlen(t->all.e[0].s) == 12)
		place(g, WH_C_AREA, i, WH_BY_VALUES);
	for (k = 0; !t->used && k < sizeof(words) / sizeof(words[0]); k++)
		if (g->o[words[k]].n == 0 && speaks(g, i, words[k]))
			place(g, words[k], i, WH_BY_VALUES);
}

/*
 * Place what names did not, where values leave no doubt: telephones, people,
 * codes of areas, words of a state.  If no column is the time of receipt,
 * the fullest one of times is.
 */
void
wh_place_by_values(struct wh_guess *g)
{
	size_t	i;

	for (i = 0; i < g->s.ncol; i++)
		if (open_column(g, i))
			place_value(g, i);
	if (g->o[WH_C_RECEIVED].n == 0 && (i = fullest(g)) < g->s.ncol)
		place(g, WH_C_RECEIVED, i, WH_BY_VALUES);
}
