/*
 * response.c - the rungs of response, up which a case climbs by hand or by
 * the ladder of a clock.
 */
#include <stdio.h>

#include "case/case.h"

/* The rung that the rules say: by class, the nearest first, and filter. */
static int64_t
first(struct wh *w, int64_t no, int64_t at, const struct wh_course *c)
{
	struct wh_question	q;
	struct wh_decision	e = { 0 };

	if (!wh_question_of(w, no, at, &q))
		return 0;
	if ((e.filter = (int)c->filter) == 0)
		wh_decide(w, &q, &e);
	return wh_int(w, 0, "SELECT r.id FROM response r LEFT JOIN"
	    " class_tree t ON t.top = r.class AND t.id = ?1 WHERE"
	    " coalesce(r.class, r.filter) IS NOT NULL"
	    " AND (r.class IS NULL OR t.id IS NOT NULL)"
	    " AND (r.filter IS NULL OR r.filter = ?2)"
	    " ORDER BY coalesce(t.depth, 999), r.filter IS NULL, r.code"
	    " LIMIT 1", "ii", q.class, (int64_t)e.filter);
}

/*
 * The row of table response that a case is put on next: where the rules say,
 * or, if it stands on a rung already, the next above, by its class where
 * that has one of its own.  0 if there is none, or on an error.
 */
int64_t
wh_response_next(struct wh *w, int64_t no, int64_t at,
    const struct wh_course *c)
{
	if (c->rung == 0)
		return first(w, no, at, c);
	return wh_int(w, 0, "SELECT r.id FROM response r LEFT JOIN class_tree"
	    " t ON t.top = r.class AND t.id = (SELECT class FROM cases"
	    " WHERE no = ?1) WHERE r.rung > ?2 AND (r.class IS NULL OR t.id"
	    " IS NOT NULL) ORDER BY r.rung, coalesce(t.depth, 999), r.code"
	    " LIMIT 1", "ii", no, c->rung);
}

/* Let the row of act climb say from where to where; it points to up. */
void
wh_response_put(struct wh *w, const struct wh_course *c, int64_t id,
    struct wh_jrow *r, struct wh_climb *up)
{
	snprintf(up->from, sizeof(up->from), "%d", (int)c->rung);
	snprintf(up->to, sizeof(up->to), "%d", (int)wh_int(w, 0, "SELECT rung"
	    " FROM response WHERE id = ?", "i", id));
	r->value = wh_ref_code(w, "response", id);
	r->field = "rung";
	r->old = c->rung != 0 ? up->from : NULL;
	r->new = up->to;
}
