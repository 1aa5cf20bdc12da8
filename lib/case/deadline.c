/*
 * deadline.c - how the deadline of handling came about, step by step.
 *
 * The journal says when it was set and moved: by a dispatch, an extension, a
 * hang that ended.  Walking these rows again, by the calendar as it is now,
 * explains a deadline; and it finds what a provisional one is to be.
 */
#include <stdlib.h>
#include <string.h>

#include "case/steps.h"

/*
 * The limit that the clock of handling runs by: that of its condition when it
 * began, which table clock has as long as it runs; NULL if there is none.
 */
static const struct wh_limit *
limit_of(struct wh *w, int64_t no, int64_t standard, struct wh_limit *own)
{
	char		*within;
	const char	*why;

	within = wh_str(w, "SELECT within FROM clock WHERE no = ? AND"
	    " kind = 'handle' AND whistle = 0 AND unit = 0", "i", no);
	if (within == NULL ||
	    !wh_limit_read(NULL, within, own, NULL, &why))
		own->n = 0;
	free(within);
	return own->n > 0 ? own : wh_standard_limit(w, standard);
}

/* The new deadline that an extension gives: one original limit later. */
static int64_t
extended(struct wh *w, const struct wh_limit *l, const struct wh_course *c,
    bool *provisional)
{
	*provisional = false;
	return l == NULL || c->due == WH_NONE ? WH_NONE :
	    wh_due_from(w, l, c->due, false, provisional);
}

/*
 * Until when a hung case hung that goes on at this time: not beyond its day,
 * for from then on its clock runs, whether or not anybody has seen it.
 */
int64_t
wh_hung_to(const struct wh_course *c, int64_t at)
{
	return c->hung_until != WH_NONE && c->hung_until < at ?
	    c->hung_until : at;
}

/* How long the clock of a hung case stood, and the deadline that follows. */
static int64_t
resumed(struct wh *w, const struct wh_limit *l, const struct wh_course *c,
    int64_t at, int64_t *paused, bool *provisional)
{
	const struct wh_calendar *cal = wh_calendar(w);

	*provisional = false;
	at = wh_hung_to(c, at);
	*paused = at - c->hung_since;
	if (cal == NULL || c->due == WH_NONE)
		return WH_NONE;
	if (l == NULL)
		return c->due + *paused;
	*paused = wh_used(cal, c->hung_since, at, l->kind);
	return wh_moved(cal, c->due, c->hung_since, at, l->kind, provisional);
}

/*
 * Put what an act does to the deadline into its row: the last approval of an
 * extension, and resume.  c is the course before it.
 */
void
wh_deadline_moves(struct wh *w, int64_t no, const struct wh_course *c,
    struct wh_jrow *r)
{
	const struct wh_limit	*l;
	struct wh_limit		 own;
	bool			 provisional = false;

	if ((r->act != WH_A_RESUME || c->state != WH_S_SUSPENDED ||
	    r->at < c->hung_since) && (r->act != WH_A_GRANT ||
	    c->pending != WH_A_EXTEND || !(r->flags & WH_F_LAST)))
		return;
	l = limit_of(w, no, c->standard, &own);
	if (r->act == WH_A_RESUME)
		r->due = resumed(w, l, c, r->at, &r->used, &provisional);
	else
		r->due = extended(w, l, c, &provisional);
	if (r->due != WH_NONE && (provisional || c->provisional))
		r->flags |= WH_F_PROVISIONAL;
}

/*
 * A case that is dispatched again keeps its clock and deadline, if the
 * setting redispatch_clock is bundle: then the decision and the flags of the
 * row say so.  True if it does.
 */
bool
wh_rebegun(struct wh *w, const struct wh_course *c, struct wh_decision *d,
    unsigned *flags)
{
	if (c->began == WH_NONE || c->due == WH_NONE || wh_int(w, 0,
	    "SELECT value = 'bundle' FROM setting WHERE code ="
	    " 'redispatch_clock'", "") == 0)
		return false;
	d->due = c->due;
	d->standard = c->standard;
	d->provisional = c->provisional != 0;
	*flags |= WH_F_BUNDLE;
	return true;
}

/* Does a row dispatch the case on a clock that began before? */
static bool
goes_on(const struct wh_course *c, const struct wh_jrow *r)
{
	return r->flags & WH_F_BUNDLE && c->began != WH_NONE;
}

/* The limit of a step: the running clock's, if it is of this condition. */
static const struct wh_limit *
step_limit(struct wh *w, const struct wh_steps *x, int64_t standard)
{
	return x->limit.n > 0 && standard == x->standard ? &x->limit :
	    wh_standard_limit(w, standard);
}

/*
 * Find anew what the row says of the deadline of a case with this course;
 * false if it says nothing.
 */
static bool
find(struct wh *w, const struct wh_steps *x, const struct wh_course *c,
    struct wh_jrow *r)
{
	const struct wh_limit	*l;
	bool			 provisional = false;

	switch (r->act) {
	case WH_A_DISPATCH:
	case WH_A_PASS:
		l = step_limit(w, x, r->standard);
		if (goes_on(c, r))
			r->due = c->due;
		else if (r->due != WH_NONE && l != NULL)
			r->due = wh_due_from(w, l, r->at, x->day_only &&
			    r->flags & WH_F_TIME && r->at == c->received,
			    &provisional);
		break;
	case WH_A_GRANT:
		if (c->pending != WH_A_EXTEND || !(r->flags & WH_F_LAST))
			return false;
		r->due = extended(w, step_limit(w, x, c->standard), c,
		    &provisional);
		break;
	case WH_A_RESUME:
		r->due = resumed(w, step_limit(w, x, c->standard), c, r->at,
		    &r->used, &provisional);
		break;
	case WH_A_RECOMPUTE:
		r->due = c->due;
		break;
	default:
		return false;
	}
	provisional = provisional || (c->provisional &&
	    (!wh_act_dispatches(r->act) || goes_on(c, r)));
	r->flags = (r->flags & ~(unsigned)WH_F_PROVISIONAL) |
	    (provisional ? WH_F_PROVISIONAL : 0);
	return true;
}

/* Keep what was found as a step. */
static bool
keep(struct wh *w, struct wh_steps *x, const struct wh_course *was,
    const struct wh_jrow *r, int64_t said)
{
	struct wh_step	*p;

	p = wh_more(w, x->step, x->n, sizeof(*p));
	if (p == NULL)
		return false;
	x->step = p;
	p += x->n++;
	p->act = r->act;
	p->at = r->at;
	p->seq = x->fold.c.seq;
	p->standard = wh_act_dispatches(r->act) ? r->standard : was->standard;
	p->goes_on = wh_act_dispatches(r->act) && goes_on(was, r);
	p->from = r->act == WH_A_RESUME ? was->hung_since :
	    r->act == WH_A_GRANT ? was->due : r->at;
	p->to = r->act == WH_A_RESUME ? wh_hung_to(was, r->at) : WH_NONE;
	p->paused = r->act == WH_A_RESUME ? r->used : WH_NONE;
	p->due = r->due;
	p->provisional = (r->flags & WH_F_PROVISIONAL) != 0;
	p->said = said;
	return true;
}

/* Take the steps back that the journal takes back. */
static void
forget(struct wh_steps *x, const char *seq)
{
	int64_t	row;

	if (seq == NULL || wh_scan_uint(seq, &row) == NULL)
		return;
	while (x->n > 0 && x->step[x->n - 1].seq >= row)
		x->n--;
}

/* Put the deadline that was found last in the place of the journal's. */
static void
as_found(const struct wh_steps *x, struct wh_course *c)
{
	if (x->n == 0 || c->due == WH_NONE)
		return;
	c->due = x->step[x->n - 1].due;
	c->provisional = x->step[x->n - 1].provisional;
}

/*
 * The steps by which the deadline of a case came about, by the calendar as
 * it is now; x->fold.c is the case as it would be.  What was allowed then is
 * not judged again by a deadline that came out otherwise.  False on an error;
 * to be freed by wh_steps_free either way.
 */
bool
wh_steps_read(struct wh *w, int64_t no, struct wh_steps *x)
{
	const struct wh_limit	*l;
	struct wh_limit		 own;
	struct wh_course	 was;
	struct wh_jrow		 r, found;
	sqlite3_stmt		*s;
	bool			 sets;

	memset(x, 0, sizeof(*x));
	x->standard = wh_int(w, 0, "SELECT standard FROM cases WHERE no = ?",
	    "i", no);
	if ((l = limit_of(w, no, x->standard, &own)) != NULL)
		x->limit = *l;
	x->day_only = wh_int(w, 0, "SELECT day_only FROM cases WHERE no = ?",
	    "i", no) != 0;
	wh_fold_start(&x->fold, wh_int(w, 0, "SELECT received FROM cases"
	    " WHERE no = ?", "i", no));
	s = wh_prepare(w, "SELECT " WH_JOURNAL_COLS " FROM journal"
	    " WHERE no = ? ORDER BY seq");
	wh_bind(s, "i", no);
	while (wh_row(w, s)) {
		wh_jrow_read(s, &r);
		was = x->fold.c;
		as_found(x, &was);
		found = r;
		sets = find(w, x, &was, &found);
		if (!wh_fold_step(&x->fold, &r))
			wh_fail(&w->err, WH_FAIL, "%jd: %s", (intmax_t)no,
			    x->fold.c.why);
		else if (r.act == WH_A_TAKEBACK)
			forget(x, r.old);
		else if (sets)
			keep(w, x, &was, &found, r.due);
	}
	sqlite3_finalize(s);
	as_found(x, &x->fold.c);
	return w->err.status == WH_OK;
}

/* Free them. */
void
wh_steps_free(struct wh_steps *x)
{
	wh_fold_free(&x->fold);
	free(x->step);
	x->step = NULL;
	x->n = 0;
}

/* The provisional deadline of an open case, found anew; true if it changed. */
static bool
recompute(struct wh *w, int64_t no)
{
	struct wh_course	c;
	struct wh_steps		x;
	struct wh_jrow		r = { WH_JROW, .act = WH_A_RECOMPUTE };
	char			old[WH_TIME_TEXT], new[WH_TIME_TEXT];
	bool			changed = false;

	if (wh_steps_read(w, no, &x) && wh_course_load(w, no, &c) &&
	    c.due != WH_NONE && x.fold.c.due != WH_NONE &&
	    (x.fold.c.due != c.due || x.fold.c.provisional != c.provisional)) {
		r.at = w->now;
		r.due = x.fold.c.due;
		r.flags = x.fold.c.provisional ? WH_F_PROVISIONAL : 0;
		r.field = "due";
		r.old = wh_time_text(&w->zone, c.due, old);
		r.new = wh_time_text(&w->zone, r.due, new);
		if (wh_apply(w, no, &c, &r))
			changed = wh_course_save(w, no, &c) &&
			    wh_clock_set(w, no, &c, WH_K_ALL);
		else
			wh_fail(&w->err, WH_FAIL, "%jd: %s", (intmax_t)no,
			    c.why);
	}
	wh_steps_free(&x);
	return changed;
}

/*
 * Find the provisional deadlines of open cases anew, inside the transaction
 * that has changed the calendar; those that come out otherwise, or are
 * provisional no more, get a row.  w->settled is how many.
 */
void
wh_recompute(struct wh *w)
{
	sqlite3_stmt	*s;
	int64_t		*no = NULL, *p;
	size_t		 i, many = 0;

	/* +: open cases are sorted sooner than all cases are read. */
	s = wh_sql(w, "SELECT no FROM cases WHERE provisional AND state < 50"
	    " ORDER BY +no");
	while (wh_row(w, s)) {
		if ((p = wh_more(w, no, many, sizeof(*no))) == NULL)
			break;
		no = p;
		no[many++] = sqlite3_column_int64(s, 0);
	}
	sqlite3_reset(s);
	for (i = 0, w->settled = 0; i < many && w->err.status == WH_OK; i++)
		w->settled += recompute(w, no[i]);
	free(no);
}
