/*
 * route.c - dispatching a case: by the three-level filter, or to a unit that
 * somebody names.
 */
#include <stdlib.h>
#include <string.h>

#include "case/case.h"

/*
 * What the rules look at of a case whose clock starts then.  False if there
 * is no such case, or on an error.
 */
bool
wh_question_of(struct wh *w, int64_t no, int64_t at, struct wh_question *q)
{
	sqlite3_stmt	*s;

	s = wh_sql(w, "SELECT class, area, source, received, day_only"
	    " FROM cases WHERE no = ?");
	wh_bind(s, "i", no);
	if (!wh_row(w, s))
		return false;
	q->class = sqlite3_column_int64(s, 0);
	q->area = sqlite3_column_int64(s, 1);
	q->source = sqlite3_column_int64(s, 2);
	q->start = at;
	q->day = wh_day_of(&w->zone, sqlite3_column_int64(s, 3));
	q->day_only = false;
	q->standard = 0;
	sqlite3_reset(s);
	return true;
}

/* What somebody decided beats the rules; the limit is still theirs. */
static void
override(struct wh *w, const struct wh_route *o, struct wh_decision *d)
{
	if (o->to != NULL && (d->unit = wh_ref_arg(w, "--to", "unit",
	    o->to)) != 0) {
		d->rule = 0;
		d->nassist = 0;
	}
	if (o->filter != 0)
		d->filter = o->filter;
}

/*
 * The codes of the units that assist, separated by blanks, in buf; NULL if
 * there are none.
 */
const char *
wh_assist_text(struct wh *w, const int64_t *unit, size_t n,
    char buf[WH_ASSIST_TEXT])
{
	size_t	i, k = 0;

	for (i = 0; i < n && k < WH_ASSIST_TEXT; i++)
		k += (size_t)snprintf(buf + k, WH_ASSIST_TEXT - k, "%s%s",
		    i > 0 ? " " : "", wh_ref_code(w, "unit", unit[i]));
	return n > 0 ? buf : NULL;
}

static bool
put_assists(struct wh *w, int64_t no, const struct wh_decision *d)
{
	size_t	i;

	wh_run(w, "DELETE FROM assist WHERE no = ?", "i", no);
	for (i = 0; i < d->nassist; i++)
		wh_run(w, "INSERT INTO assist VALUES (?, ?)", "ii", no,
		    d->assist[i]);
	return w->err.status == WH_OK;
}

static void
result(struct wh *w, int64_t no, const struct wh_decision *d,
    struct wh_routed *out)
{
	out->number = no;
	out->filter = d->filter;
	out->unit = wh_ref_code(w, "unit", d->unit);
	out->rule = d->rule != 0 ? wh_ref_code(w, "rule", d->rule) : "";
	out->due[0] = '\0';
	if (d->due != WH_NONE)
		wh_time_text(&w->zone, d->due, out->due);
}

/*
 * Dispatch a case.  Without o->to only one that waits for it; with it also
 * one that a unit holds, which needs a reason.  o->explain, if not NULL, gets
 * the rules considered.  False if it is refused, with *why, or on an error.
 */
bool
wh_route(struct wh *w, int64_t no, const struct wh_route *o,
    struct wh_routed *out, const char **why)
{
	static char		 text[200];
	char			 assisting[WH_ASSIST_TEXT];
	struct wh_course	 c;
	struct wh_question	 q;
	struct wh_decision	 d;
	struct wh_jrow		 r = { WH_JROW, .act = WH_A_DISPATCH };

	*why = "no such case";
	if (!wh_course_load(w, no, &c) || !wh_question_of(w, no, w->now, &q))
		return false;
	r.at = w->now;
	if (o->at != NULL && !wh_act_time(w, o->at, &r.at))
		return false;
	q.start = r.at;
	q.standard = c.filed != WH_NONE ? c.standard : 0;
	if (!wh_decide(w, &q, &d) && w->err.status != WH_OK)
		return false;
	if (o->explain != NULL)
		wh_explain(w, &q, &d, o->explain);
	override(w, o, &d);
	*why = "no rule has a unit, and there is no street to fall back on";
	if (d.unit == 0)
		return false;
	if (c.state != WH_S_REPORTED && c.state != WH_S_RETURNED &&
	    c.state != WH_S_PENDING_DISPATCH && (o->to == NULL || o->reason == NULL)) {
		snprintf(text, sizeof(text), "it is %s; to dispatch it again"
		    " give --to and --reason", wh_state_code(c.state));
		*why = text;
		return false;
	}
	r.unit = d.unit;
	r.filter = d.filter;
	r.rule = d.rule;
	r.value = wh_assist_text(w, d.assist, d.nassist, assisting);
	r.reason = o->reason;
	r.flags = o->forced ? WH_F_FORCED : 0u;
	r.holder = wh_acting(w, o->as, 0);
	wh_rebegun(w, &c, &d, &r.flags);
	r.due = d.due;
	r.standard = d.standard;
	if (d.provisional)
		r.flags |= WH_F_PROVISIONAL;
	result(w, no, &d, out);
	if (wh_right(w, no, &c, &r) && wh_quota(w, &c, &r) &&
	    wh_apply_masked(w, no, &c, &r))
		return put_assists(w, no, &d) && wh_course_save(w, no, &c) &&
		    wh_clock_set(w, no, &c);
	snprintf(text, sizeof(text), "%s", c.why);
	*why = text;
	return false;
}

/*
 * The numbers of all cases that wait to be dispatched, ascending; NULL with
 * *n 0 if there are none.  The caller frees.
 */
int64_t *
wh_waiting(struct wh *w, size_t *n)
{
	sqlite3_stmt	*s;
	int64_t		*v = NULL, *p;
	size_t		 max = 0;

	*n = 0;
	s = wh_sql(w, "SELECT no FROM cases WHERE state IN (1, 2, 4)"
	    " AND state < 50 ORDER BY no");
	while (wh_row(w, s)) {
		if (*n == max) {
			max = max ? 2 * max : 1024;
			if ((p = reallocarray(v, max, sizeof(*v))) == NULL) {
				wh_nomem(&w->err);
				break;
			}
			v = p;
		}
		v[(*n)++] = sqlite3_column_int64(s, 0);
	}
	return v;
}
