/*
 * rules.c - the rules of the three-level filter, compiled in memory.
 *
 * There is one total order of rules, which does not depend on the case: the
 * more specific one stands before the other, and wh_rule_differ alone says
 * which that is.  The rule that wins is the first that fits; the chains only
 * find it sooner.
 */
#include <stdlib.h>
#include <string.h>

#include "grid/rules.h"

/* How far a row stands from the top of its tree, 1 at the top; 0 for none. */
static int
depth(struct wh *w, const char *table, int64_t id)
{
	int	n;

	for (n = 0; id != 0 && n < WH_CHAIN; n++)
		id = wh_ref_parent(w, table, id);
	return n;
}

/* Negative if a is the more specific by this aspect, 0 if they are equal. */
static int
by(const struct rule *a, const struct rule *b, enum wh_aspect what)
{
	switch (what) {
	case WH_R_CLASS:
		return b->class_depth - a->class_depth;
	case WH_R_POLYGON:
		return b->polygon_depth != a->polygon_depth ?
		    b->polygon_depth - a->polygon_depth :
		    strcmp(a->border, b->border);
	case WH_R_AREA:
		return b->area_depth - a->area_depth;
	case WH_R_SOURCE:
		return (b->source != 0) - (a->source != 0);
	case WH_R_LINE:
		return (b->line != 0) - (a->line != 0);
	case WH_R_TARGET:
		return (b->target != 0) - (a->target != 0);
	case WH_R_FILTER:
		return a->filter - b->filter;
	case WH_R_PRIORITY:
		return (a->priority < b->priority) -
		    (a->priority > b->priority);
	default:
		return strcmp(a->code, b->code);
	}
}

/*
 * The first aspect in which two rules differ; *order is negative if a comes
 * before b.  Every comparison of rules is this one.
 */
enum wh_aspect
wh_rule_differ(const struct rule *a, const struct rule *b, int *order)
{
	int	i;

	for (i = WH_R_CLASS; i < WH_R_CODE; i++)
		if ((*order = by(a, b, (enum wh_aspect)i)) != 0)
			return (enum wh_aspect)i;
	*order = by(a, b, WH_R_CODE);
	return WH_R_CODE;
}

static int
compare(const void *a, const void *b)
{
	int	order;

	wh_rule_differ(a, b, &order);
	return order;
}

/* The chain of the rules of a class, polygon and area. */
size_t
wh_rule_chain(int64_t class, int64_t polygon, int64_t area, size_t nhash)
{
	uint64_t	h = (uint64_t)class;

	h = h * 0x9e3779b97f4a7c15u + (uint64_t)polygon;
	h = h * 0x9e3779b97f4a7c15u + (uint64_t)area;
	h *= 0x9e3779b97f4a7c15u;
	return (size_t)(h ^ h >> 32) & (nhash - 1);
}

static void
read_rule(struct wh *w, sqlite3_stmt *s, struct rule *p)
{
	int64_t	day;

	memset(p, 0, sizeof(*p));
	p->id = sqlite3_column_int64(s, 0);
	p->class = sqlite3_column_int64(s, 1);
	p->polygon = sqlite3_column_int64(s, 2);
	p->area = sqlite3_column_int64(s, 3);
	p->source = sqlite3_column_int64(s, 4);
	p->unit = sqlite3_column_int64(s, 5);
	p->kind = sqlite3_column_int64(s, 6);
	p->priority = sqlite3_column_int64(s, 7);
	p->filter = sqlite3_column_int(s, 8);
	p->line = wh_word_at(WH_LINES, wh_col_text(s, 9));
	p->target = wh_word_at(WH_TARGETS, wh_col_text(s, 10));
	p->from = wh_day_or(s, 11, INT64_MIN);
	p->to = wh_day_or(s, 12, INT64_MAX);
	if ((day = wh_day_or(s, 13, INT64_MIN)) > p->from)
		p->from = day;
	if ((day = wh_day_or(s, 14, INT64_MAX)) < p->to)
		p->to = day;
	p->code = strdup(wh_col_text(s, 15));
	p->assist = wh_col_text(s, 16) != NULL ? strdup(wh_col_text(s, 16)) :
	    NULL;
	p->class_depth = depth(w, "class", p->class);
	p->polygon_depth = depth(w, "area", p->polygon);
	p->area_depth = depth(w, "area", p->area);
	p->border = p->polygon != 0 ? wh_ref_code(w, "area", p->polygon) : "";
	if (p->code == NULL)
		wh_nomem(&w->err);
}

/*
 * A rule that names nobody is its duty's: the owner of that item leads, for
 * as long as both are valid.
 */
static bool
read_rules(struct wh *w, struct wh_router *r)
{
	sqlite3_stmt	*s;
	struct rule	*p;

	s = wh_sql(w, "SELECT r.id, r.class, r.polygon, r.area, r.source,"
	    " coalesce(r.unit, d.unit), coalesce(r.kind, d.kind), r.priority,"
	    " r.filter, r.line, r.target, r.valid_from, r.valid_to,"
	    " d.valid_from, d.valid_to, r.code, r.assist FROM rule r"
	    " LEFT JOIN duty d ON d.id = r.duty AND r.kind IS NULL"
	    " AND r.unit IS NULL");
	while (wh_row(w, s)) {
		p = wh_more(w, r->rule, r->nrule, sizeof(*p));
		if (p == NULL)
			return false;
		r->rule = p;
		read_rule(w, s, &p[r->nrule++]);
	}
	if (w->err.status == WH_OK && r->nrule > 0)
		qsort(r->rule, r->nrule, sizeof(*r->rule), compare);
	return w->err.status == WH_OK;
}

/* Chain the rules from the last to the first: heads are the most specific. */
static bool
chain_rules(struct wh *w, struct wh_router *r)
{
	struct rule	*p;
	size_t		 i, h;

	for (i = 0; i < r->nrule; i++) {
		p = &r->rule[i];
		if ((size_t)p->class >= r->nclass)
			r->nclass = (size_t)p->class + 1;
		if ((size_t)p->polygon >= r->narea)
			r->narea = (size_t)p->polygon + 1;
	}
	for (r->nhash = 64; r->nhash < 2 * r->nrule; )
		r->nhash *= 2;
	r->head = malloc(r->nhash * sizeof(*r->head));
	r->has = calloc(r->nclass + 1, 1);
	r->border = calloc(r->narea + 1, 1);
	if (r->head == NULL || r->has == NULL || r->border == NULL)
		return wh_nomem(&w->err);
	memset(r->head, -1, r->nhash * sizeof(*r->head));
	for (i = r->nrule; i-- > 0; ) {
		p = &r->rule[i];
		h = wh_rule_chain(p->class, p->polygon, p->area, r->nhash);
		p->next = r->head[h];
		r->head[h] = (int32_t)i;
		r->has[p->class] |= (uint8_t)(WH_HAS_RULE |
		    (p->polygon != 0 ? WH_HAS_POLYGON : 0) |
		    (p->area != 0 ? WH_HAS_AREA : 0));
		r->border[p->polygon] = p->polygon != 0;
	}
	return true;
}

/* The line of business that classes name themselves. */
static bool
read_lines(struct wh *w, struct wh_router *r)
{
	sqlite3_stmt	*s;
	int64_t		 id;

	id = wh_int(w, 0, "SELECT max(id) FROM class", "");
	if ((size_t)id >= r->nclass)
		r->nclass = (size_t)id + 1;
	if ((r->line = calloc(r->nclass + 1, 1)) == NULL)
		return wh_nomem(&w->err);
	s = wh_sql(w, "SELECT id, line FROM class WHERE line IS NOT NULL");
	while (wh_row(w, s))
		r->line[sqlite3_column_int64(s, 0)] =
		    (uint8_t)wh_word_at(WH_LINES, wh_col_text(s, 1));
	return w->err.status == WH_OK;
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

/* The compiled rules, read when first asked for; NULL on an error. */
struct wh_router *
wh_router(struct wh *w)
{
	struct wh_router	*r;

	if (w->router != NULL)
		return w->router;
	wh_keeps(w);
	if ((r = w->router = calloc(1, sizeof(*r))) == NULL) {
		wh_nomem(&w->err);
		return NULL;
	}
	if (!read_lines(w, r) || !read_rules(w, r) || !chain_rules(w, r) ||
	    !read_seats(w, r)) {
		wh_router_free(r);
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
	free(r->line);
	free(r->has);
	free(r->border);
	free(r->held);
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

/*
 * The unit of a kind that stands nearest above an area, or anywhere; 0 if
 * there is none.
 */
int64_t
wh_seat(struct wh *w, const struct wh_router *r, int64_t kind, int64_t area)
{
	int64_t	unit;

	for (; area != 0; area = wh_ref_parent(w, "area", area))
		if ((unit = seat_at(r, kind, area)) != 0)
			return unit;
	return seat_at(r, kind, 0);
}
