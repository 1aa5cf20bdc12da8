/*
 * rules.c - the three-level filter: on which level a case is solved, which
 * unit leads, by when.
 *
 * The rule that is most specific by class wins, then by area, then by
 * source, then the greater priority, then the smaller code.  A rule names
 * its lead as a unit or as a kind of unit: then the unit of that kind which
 * stands nearest above the case's area leads.  Where there is no rule, or no
 * unit of the winner's kind, the street itself does (territorial fallback, on
 * filter level 2): a rule that was overruled is not asked again.
 */
#include <stdlib.h>
#include <string.h>

#include "grid/grid.h"

struct rule {
	int64_t		 id, class, area, source, unit, kind, priority;
	int64_t		 from, to;	/* days; valid on both */
	int		 filter;
	char		*code, *assist;
	int32_t		 next;		/* of the same class, area, source */
};
struct seat {			/* where a kind of unit stands */
	int64_t		 kind, area, unit;
};
struct wh_router {
	size_t		 nrule, nseat, nhash;
	struct rule	*rule;
	int32_t		*head;		/* rules by class, area, source */
	struct seat	*seat;		/* by kind, area */
	int64_t		 street;	/* the kind that is the fallback */
};

static size_t
hash(int64_t class, int64_t area, int64_t source)
{
	uint64_t	h = (uint64_t)class;

	h = h * 0x9e3779b97f4a7c15u + (uint64_t)area;
	h = h * 0x9e3779b97f4a7c15u + (uint64_t)source;
	return (size_t)(h ^ h >> 29);
}

/*
 * Rules come from the worst to the best of equals, so that the head of each
 * chain is the winner.
 */
static bool
read_rules(struct wh *w, struct wh_router *r)
{
	sqlite3_stmt	*s;
	struct rule	*p;
	size_t		 h;

	s = wh_sql(w, "SELECT id, class, area, source, unit, kind, priority,"
	    " valid_from, valid_to, filter, code, assist FROM rule"
	    " ORDER BY priority, code DESC");
	while (wh_row(w, s)) {
		p = wh_more(w, r->rule, r->nrule, sizeof(*p));
		if (p == NULL)
			return false;
		r->rule = p;
		p += r->nrule++;
		p->id = sqlite3_column_int64(s, 0);
		p->class = sqlite3_column_int64(s, 1);
		p->area = sqlite3_column_int64(s, 2);
		p->source = sqlite3_column_int64(s, 3);
		p->unit = sqlite3_column_int64(s, 4);
		p->kind = sqlite3_column_int64(s, 5);
		p->priority = sqlite3_column_int64(s, 6);
		p->from = wh_day_or(s, 7, INT64_MIN);
		p->to = wh_day_or(s, 8, INT64_MAX);
		p->filter = sqlite3_column_int(s, 9);
		p->code = strdup(wh_col_text(s, 10));
		p->assist = wh_col_text(s, 11) != NULL ?
		    strdup(wh_col_text(s, 11)) : NULL;
	}
	for (r->nhash = 64; r->nhash < 2 * r->nrule; )
		r->nhash *= 2;
	if ((r->head = malloc(r->nhash * sizeof(*r->head))) == NULL)
		return wh_nomem(&w->err);
	memset(r->head, -1, r->nhash * sizeof(*r->head));
	for (p = r->rule; p < r->rule + r->nrule; p++) {
		h = hash(p->class, p->area, p->source) & (r->nhash - 1);
		p->next = r->head[h];
		r->head[h] = (int32_t)(p - r->rule);
	}
	return true;
}

/*
 * The units there are today; of several of a kind in one area the one with
 * the smallest code.
 */
static bool
read_seats(struct wh *w, struct wh_router *r)
{
	sqlite3_stmt	*s;
	struct seat	*p;
	char		 today[WH_TIME_TEXT];

	s = wh_sql(w, "SELECT kind, coalesce(area, 0), id, min(code)"
	    " FROM unit WHERE kind IS NOT NULL"
	    " AND coalesce(valid_from, ?1) <= ?1"
	    " AND coalesce(valid_to, ?1) >= ?1"
	    " GROUP BY 1, 2 ORDER BY 1, 2");
	wh_bind(s, "t", wh_date_text(wh_day_of(&w->zone, w->now), today));
	while (wh_row(w, s)) {
		p = wh_more(w, r->seat, r->nseat, sizeof(*p));
		if (p == NULL)
			return false;
		r->seat = p;
		p += r->nseat++;
		p->kind = sqlite3_column_int64(s, 0);
		p->area = sqlite3_column_int64(s, 1);
		p->unit = sqlite3_column_int64(s, 2);
	}
	r->street = wh_int(w, 0, "SELECT id FROM unit_kind"
	    " WHERE code = 'street'", "");
	return w->err.status == WH_OK;
}

/* The compiled rules, read when first asked for. */
static struct wh_router *
router(struct wh *w)
{
	if (w->router != NULL)
		return w->router;
	wh_keeps(w);
	if ((w->router = calloc(1, sizeof(*w->router))) == NULL) {
		wh_nomem(&w->err);
		return NULL;
	}
	if (!read_rules(w, w->router) || !read_seats(w, w->router)) {
		wh_router_free(w->router);
		w->router = NULL;
	}
	return w->router;
}

/* Free compiled rules, which may be NULL. */
void
wh_router_free(struct wh_router *r)
{
	if (r == NULL)
		return;
	while (r->nrule > 0) {
		free(r->rule[--r->nrule].code);
		free(r->rule[r->nrule].assist);
	}
	free(r->rule);
	free(r->head);
	free(r->seat);
	free(r);
}

static int64_t
seat_at(const struct wh_router *r, int64_t kind, int64_t area)
{
	size_t		 lo = 0, hi = r->nseat, mid;
	struct seat	*p;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		p = &r->seat[mid];
		if (p->kind == kind && p->area == area)
			return p->unit;
		if (p->kind < kind || (p->kind == kind && p->area < area))
			lo = mid + 1;
		else
			hi = mid;
	}
	return 0;
}

/* The unit of a kind that stands nearest above an area, or anywhere. */
static int64_t
nearest(struct wh *w, const struct wh_router *r, int64_t kind, int64_t area)
{
	int64_t	unit;

	for (; area != 0; area = wh_ref_parent(w, "area", area))
		if ((unit = seat_at(r, kind, area)) != 0)
			return unit;
	return seat_at(r, kind, 0);
}

static const struct rule *
exact(const struct wh_router *r, int64_t class, int64_t area, int64_t source,
    int64_t day)
{
	const struct rule	*p;
	int32_t			 i;

	for (i = r->head[hash(class, area, source) & (r->nhash - 1)]; i >= 0;
	    i = p->next) {
		p = &r->rule[i];
		if (p->class == class && p->area == area &&
		    p->source == source && p->from <= day && day <= p->to)
			return p;
	}
	return NULL;
}

/* Class by class upward; for each area by area; for each with and without
   the source. */
static const struct rule *
best(struct wh *w, const struct wh_router *r, const struct wh_question *q)
{
	const struct rule	*p;
	int64_t			 c, a;

	for (c = q->class; ; c = wh_ref_parent(w, "class", c)) {
		for (a = q->area; ; a = wh_ref_parent(w, "area", a)) {
			if ((p = exact(r, c, a, q->source, q->day)) != NULL ||
			    (p = exact(r, c, a, 0, q->day)) != NULL)
				return p;
			if (a == 0)
				break;
		}
		if (c == 0)
			return NULL;
	}
}

static int64_t
lead(struct wh *w, const struct wh_router *r, const struct rule *p,
    int64_t area)
{
	return p->unit != 0 ? p->unit : nearest(w, r, p->kind, area);
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
		id = id != 0 ? nearest(w, r, id, q->area) :
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
	const struct wh_router	*r = router(w);
	const struct rule	*p;

	memset(d, 0, sizeof(*d));
	d->filter = 2;
	if (r == NULL)
		return false;
	if ((p = best(w, r, q)) != NULL &&
	    (d->unit = lead(w, r, p, q->area)) != 0) {
		d->filter = p->filter;
		d->rule = p->id;
		assisting(w, r, p, q, d);
	} else
		d->unit = nearest(w, r, r->street, q->area);
	wh_due(w, q, d);
	return d->unit != 0;
}

/* The street that stands nearest above an area, 0 if there is none. */
int64_t
wh_street(struct wh *w, int64_t area)
{
	const struct wh_router	*r = router(w);

	return r != NULL ? nearest(w, r, r->street, area) : 0;
}

static bool
under(struct wh *w, const char *table, int64_t id, int64_t top)
{
	for (; id != 0; id = wh_ref_parent(w, table, id))
		if (id == top)
			return true;
	return top == 0;
}

/* Why a rule was not the one, or NULL if it was. */
static const char *
lost(struct wh *w, const struct rule *p, const struct rule *win,
    const struct wh_question *q, const struct wh_decision *d)
{
	if (!under(w, "class", q->class, p->class))
		return "another class";
	if (!under(w, "area", q->area, p->area))
		return "another area";
	if (p->source != 0 && p->source != q->source)
		return "another source";
	if (q->day < p->from || q->day > p->to)
		return "not valid on the day of receipt";
	if (p == win)
		return d->rule != 0 ? NULL :
		    "is the one, but no unit of its kind stands there";
	if (p->class != win->class)
		return "one of a nearer class wins";
	if (p->area != win->area)
		return "one of a nearer area wins";
	if (p->source != win->source)
		return "one for its source wins";
	return p->priority != win->priority ? "one of higher priority wins" :
	    "one with a smaller code wins";
}

/*
 * Write which rules were considered for a question and why all but one lost:
 * a line each, rules of another class left out.
 */
void
wh_explain(struct wh *w, const struct wh_question *q,
    const struct wh_decision *d, FILE *fp)
{
	const struct wh_router	*r = router(w);
	const struct rule	*p, *win;
	const char		*why;

	if (r == NULL)
		return;
	win = best(w, r, q);
	for (p = r->rule; p < r->rule + r->nrule; p++) {
		if (!under(w, "class", q->class, p->class))
			continue;
		why = lost(w, p, win, q, d);
		fprintf(fp, "\trule %s: %s\n", p->code, why == NULL ?
		    "wins" : why);
	}
	if (d->rule == 0)
		fprintf(fp, "\tno rule has a unit: territorial fallback, the"
		    " street\n");
}
