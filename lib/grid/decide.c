/*
 * decide.c - the three-level filter: on which level a case is solved, which
 * unit leads, by when.
 *
 * Of the rules that fit the most specific wins, see rules.c.  A rule names
 * its lead as a unit or as a kind of unit: then the unit of that kind which
 * stands nearest above the case's area leads.  Where there is no rule, or no
 * unit of the winner's kind, the street itself does (territorial fallback): a
 * rule that was overruled is not asked again.
 */
#include <stdlib.h>
#include <string.h>

#include "grid/rules.h"

/* A row and those above it, then 0; how many that is. */
static size_t
chain(struct wh *w, const char *table, int64_t id, int64_t to[WH_CHAIN])
{
	size_t	n;

	for (n = 0; id != 0 && n < WH_CHAIN - 1; n++) {
		to[n] = id;
		id = wh_ref_parent(w, table, id);
	}
	to[n++] = 0;
	return n;
}

/*
 * Work out what a question means to the rules: *a is good until the next
 * call.  False on an error.
 */
bool
wh_asked(struct wh *w, struct wh_router *r, const struct wh_question *q,
    struct asked *a)
{
	size_t	i;

	a->q = q;
	a->nclass = chain(w, "class", q->class, a->class);
	a->narea = chain(w, "area", q->area, a->area);
	a->line = 0;
	for (i = 0; a->line == 0 && i < a->nclass; i++)
		if (a->class[i] > 0 && (size_t)a->class[i] < r->nclass)
			a->line = r->line[a->class[i]];
	a->nheld = 0;
	if (q->point && r->narea > 0)
		a->nheld = wh_place_holding(w, q->lon, q->lat, q->day,
		    r->border, r->narea, &r->held, &r->nheld);
	a->held = r->held;
	return w->err.status == WH_OK;
}

static bool
is_in(const int64_t *v, size_t n, int64_t id)
{
	size_t	i;

	for (i = 0; i < n; i++)
		if (v[i] == id)
			return true;
	return false;
}

/* What keeps a rule from fitting, or WH_R_NOTHING. */
enum wh_aspect
wh_rule_misfit(const struct rule *p, const struct asked *a)
{
	const struct wh_question	*q = a->q;

	if (!is_in(a->class, a->nclass, p->class))
		return WH_R_CLASS;
	if (p->polygon != 0 && !is_in(a->held, a->nheld, p->polygon))
		return WH_R_POLYGON;
	if (!is_in(a->area, a->narea, p->area))
		return WH_R_AREA;
	if (p->source != 0 && p->source != q->source)
		return WH_R_SOURCE;
	if (p->line != 0 && p->line != a->line)
		return WH_R_LINE;
	if (p->target != 0 && p->target != q->target)
		return WH_R_TARGET;
	if (q->level != 0 && p->filter != q->level)
		return WH_R_FILTER;
	return q->day < p->from || q->day > p->to ? WH_R_DAY : WH_R_NOTHING;
}

/* The first rule of a chain that fits and stands before win. */
static size_t
follow(const struct wh_router *r, const struct asked *a, int64_t class,
    int64_t polygon, int64_t area, size_t win)
{
	int32_t	i;

	for (i = r->head[wh_rule_chain(class, polygon, area, r->nhash)];
	    i >= 0 && (size_t)i < win; i = r->rule[i].next)
		if (wh_rule_misfit(&r->rule[i], a) == WH_R_NOTHING)
			return (size_t)i;
	return win;
}

/*
 * The first rule that fits, or NULL.  Only chains that may hold one are
 * looked into; of what they offer the one that stands first wins.
 */
const struct rule *
wh_rule_best(const struct wh_router *r, const struct asked *a)
{
	size_t	c, h, i, win = r->nrule;
	int64_t	class;
	uint8_t	has;

	for (c = 0; c < a->nclass; c++) {
		class = a->class[c];
		if (class < 0 || (size_t)class >= r->nclass ||
		    (has = r->has[class]) == 0)
			continue;
		for (h = 0; h <= (has & WH_HAS_POLYGON ? a->nheld : 0); h++)
			for (i = has & WH_HAS_AREA ? 0 : a->narea - 1;
			    i < a->narea; i++)
				win = follow(r, a, class, h == 0 ? 0 :
				    a->held[h - 1], a->area[i], win);
	}
	return win < r->nrule ? &r->rule[win] : NULL;
}

static void
assisting(struct wh *w, const struct wh_router *r, const struct rule *p,
    const struct wh_question *q, struct wh_decision *d)
{
	const char	*why;
	char		*copy, *word, *save;
	int64_t		 id;

	if (p->assist == NULL || (copy = strdup(p->assist)) == NULL)
		return;
	for (word = strtok_r(copy, " ", &save); word != NULL &&
	    d->nassist < WH_ASSISTS; word = strtok_r(NULL, " ", &save)) {
		id = wh_ref(w, "unit_kind", word, &why);
		id = id != 0 ? wh_seat(w, r, id, q->area) :
		    wh_ref(w, "unit", word, &why);
		if (id != 0 && id != d->unit)
			d->assist[d->nassist++] = id;
	}
	free(copy);
}

/*
 * Answer a question by the rules: level, lead and assisting units, rule,
 * condition and deadline.  False if nobody was found (d->unit is 0) or on an
 * error.
 */
bool
wh_decide(struct wh *w, const struct wh_question *q, struct wh_decision *d)
{
	struct wh_router	*r = wh_router(w);
	const struct rule	*p;
	struct asked		 a;

	memset(d, 0, sizeof(*d));
	d->filter = q->level != 0 ? q->level : 2;
	if (r == NULL || !wh_asked(w, r, q, &a))
		return false;
	if ((p = wh_rule_best(r, &a)) != NULL && (d->unit = p->unit != 0 ?
	    p->unit : wh_seat(w, r, p->kind, q->area)) != 0) {
		d->filter = p->filter;
		d->rule = p->id;
		assisting(w, r, p, q, d);
	} else
		d->unit = wh_seat(w, r, r->street, q->area);
	wh_due(w, q, d);
	return d->unit != 0;
}

/* The street that stands nearest above an area, 0 if there is none. */
int64_t
wh_street(struct wh *w, int64_t area)
{
	const struct wh_router	*r = wh_router(w);

	return r != NULL ? wh_seat(w, r, r->street, area) : 0;
}
