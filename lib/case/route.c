/*
 * route.c - dispatching a case: by the three-level filter, or to a unit that
 * somebody names.
 */
#include <stdlib.h>
#include <string.h>

#include "case/log.h"

enum {
	ROUTE_WHY = 200,
	MANY = 1000	/* cases from which on it is worth the while */
};

/*
 * What the rules look at of a case whose clock starts then.  False if there
 * is no such case, or on an error.
 */
bool
wh_question_of(struct wh *w, int64_t no, int64_t at, struct wh_question *q)
{
	sqlite3_stmt	*s;

	s = wh_sql(w, "SELECT class, area, source, received, target, lat, lon"
	    " FROM cases WHERE no = ?");
	wh_bind(s, "i", no);
	if (!wh_row(w, s))
		return false;
	memset(q, 0, sizeof(*q));
	q->class = sqlite3_column_int64(s, 0);
	q->area = sqlite3_column_int64(s, 1);
	q->source = sqlite3_column_int64(s, 2);
	q->start = at;
	q->day = wh_day_of(&w->zone, sqlite3_column_int64(s, 3));
	q->target = wh_word_at(WH_TARGETS, wh_col_text(s, 4));
	q->point = sqlite3_column_type(s, 5) != SQLITE_NULL &&
	    sqlite3_column_type(s, 6) != SQLITE_NULL;
	q->lat = sqlite3_column_double(s, 5);
	q->lon = sqlite3_column_double(s, 6);
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

/* Of a case that was never dispatched nobody is there to go. */
static bool
put_assists(struct wh *w, int64_t no, const struct wh_decision *d, bool fresh)
{
	size_t	i;

	if (!fresh)
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
 * The condition: the one that is named, which must be of the case's class,
 * else the one by which the case was filed, if any.
 */
static bool
condition(struct wh *w, const struct wh_route *o, const struct wh_course *c,
    struct wh_question *q, char why[ROUTE_WHY])
{
	q->standard = c->standard;
	if (o->condition == NULL)
		return true;
	if ((q->standard = wh_ref_arg(w, "--condition", "standard",
	    o->condition)) == 0)
		return false;
	if (wh_standard_fits(w, q->standard, q->class, q->day))
		return true;
	snprintf(why, ROUTE_WHY, "condition %s is none of its class on the day"
	    " of receipt", wh_ref_code(w, "standard", q->standard));
	return false;
}

/* May it be dispatched, or passed up, as it is?  *why gets what is wrong. */
static bool
may_go(const struct wh_route *o, const struct wh_course *c,
    char why[ROUTE_WHY])
{
	if (o->up && c->filter == 0)
		snprintf(why, ROUTE_WHY, "it has no filter level yet; dispatch"
		    " it first");
	else if (!o->up && c->state != WH_S_REPORTED && c->state !=
	    WH_S_RETURNED && c->state != WH_S_PENDING_DISPATCH &&
	    (o->to == NULL || o->reason == NULL))
		snprintf(why, ROUTE_WHY, "it is %s; to dispatch it again give"
		    " --to and --reason", wh_state_code(c->state));
	else
		return true;
	return false;
}

/* There must still be such a unit at the time; else *why says so. */
static bool
lasts(struct wh *w, int64_t unit, int64_t at, char why[ROUTE_WHY])
{
	int64_t	until = wh_ref_until(w, "unit", unit);
	char	day[WH_TIME_TEXT];

	if (until == WH_NONE || until >= wh_day_of(&w->zone, at))
		return true;
	snprintf(why, ROUTE_WHY, "%s ended on %s", wh_ref_code(w, "unit",
	    unit), wh_date_text(until, day));
	return false;
}

/* What the rules, and who asked, say of the case. */
static bool
decide(struct wh *w, const struct wh_route *o, const struct wh_question *q,
    struct wh_decision *d)
{
	if (!wh_decide(w, q, d) && w->err.status != WH_OK)
		return false;
	if (o->explain != NULL)
		wh_explain(w, q, d, o->explain, o->all ? WH_EXPLAIN_ALL :
		    WH_EXPLAIN_SOME);
	if (o->json != NULL)
		wh_explain(w, q, d, o->json, WH_EXPLAIN_JSON);
	override(w, o, d);
	return w->err.status == WH_OK;
}

static bool
apply(struct wh *w, int64_t no, const struct wh_route *o,
    const struct wh_decision *d, struct wh_course *c, int64_t at,
    unsigned flags)
{
	char			 assisting[WH_ASSIST_TEXT];
	struct wh_jrow		 r = { WH_JROW };
	bool			 fresh = c->first_unit == 0;

	r.act = o->up ? WH_A_PASS : WH_A_DISPATCH;
	r.at = at;
	r.unit = d->unit;
	r.filter = d->filter;
	r.rule = d->rule;
	r.standard = d->standard;
	r.due = d->due;
	r.value = wh_assist_text(w, d->assist, d->nassist, assisting);
	r.reason = o->reason;
	r.flags = flags | (d->provisional ? WH_F_PROVISIONAL : 0u) |
	    (o->forced ? WH_F_FORCED : 0u);
	r.holder = wh_acting(w, o->as, 0);
	return w->err.status == WH_OK && wh_right(w, no, c, &r) &&
	    wh_quota(w, c, &r) && wh_apply_masked(w, no, c, &r) &&
	    put_assists(w, no, d, fresh) && wh_course_save(w, no, c) &&
	    wh_clock_set(w, no, c, WH_K_ALL);
}

/*
 * Dispatch a case.  Without o->to only one that waits for it; with it also
 * one that a unit holds, which needs a reason.  With o->up pass one that has
 * a filter level to the next: its owner is then the rule's of that level.
 * False if it is refused, with *why, valid until the next call, or on an
 * error.
 */
bool
wh_route(struct wh *w, int64_t no, const struct wh_route *o,
    struct wh_routed *out, const char **why)
{
	static char		 text[ROUTE_WHY];
	struct wh_course	 c;
	struct wh_question	 q;
	struct wh_decision	 d;
	unsigned		 flags = 0;

	*why = "no such case";
	if (!wh_course_load(w, no, &c) || !wh_question_of(w, no, w->now, &q))
		return false;
	if (o->at != NULL && !wh_act_time(w, o->at, &q.start))
		return false;
	*why = text;
	if (o->up)
		q.level = c.filter < 3 ? (int)c.filter + 1 : 3;
	if (!condition(w, o, &c, &q, text) || !decide(w, o, &q, &d))
		return false;
	if (d.unit == 0) {
		*why = "no rule has a unit, and there is no street to fall"
		    " back on";
		return false;
	}
	if (!may_go(o, &c, text) || !lasts(w, d.unit, q.start, text))
		return false;
	wh_rebegun(w, &c, &d, &flags);
	result(w, no, &d, out);
	if (apply(w, no, o, &d, &c, q.start, flags))
		return true;
	snprintf(text, sizeof(text), "%s", c.why);
	return false;
}

/*
 * Before the transaction of a command that dispatches: what its rows refer
 * to was read from the file within it, so SQLite need not look it up again.
 * False on an error.
 */
bool
wh_route_open(struct wh *w)
{
	return wh_exec(w, "PRAGMA foreign_keys=OFF");
}

/*
 * Before n cases are dispatched, and with 0 before the commit: of many the
 * journal's keys are new by construction, see wh_journal_unguard.  False on
 * an error.
 */
bool
wh_route_many(struct wh *w, struct wh_route *o, size_t n)
{
	bool	good = true;

	if (n >= MANY)
		return (o->guard = wh_journal_unguard(w)) != NULL;
	if (n == 0 && o->guard != NULL) {
		good = wh_exec(w, o->guard);
		free(o->guard);
		o->guard = NULL;
	}
	return good;
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
	/* +: open cases are sorted sooner than all cases are read. */
	s = wh_sql(w, "SELECT no FROM cases WHERE state IN (1, 2, 4)"
	    " AND state < 50 ORDER BY +no");
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
