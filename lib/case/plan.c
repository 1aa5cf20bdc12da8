/*
 * plan.c - which journal rows bring a case to where its source says it is.
 *
 * For a new case all of them, for one that is known only those that are
 * missing: a source never takes a row back.  What the source leaves out is
 * filled in and marked as assumed; what does not fit is a finding.
 */
#include <string.h>

#include "case/plan.h"

/* The state that the source claims, by its word or by its times. */
static int64_t
wanted(struct wh_told *x)
{
	static const struct { const char *word; int64_t state; } words[] = {
		{ "reported", WH_S_REPORTED },
		{ "dispatched", WH_S_DISPATCHED },
		{ "handling", WH_S_HANDLING },
		{ "handled", WH_S_PENDING_CHECK },
		{ "closed", WH_S_CLOSED },
		{ "cancelled", WH_S_CANCELLED },
		{ "not_filed", WH_S_NOT_FILED },
	};
	const char	*s = wh_told_text(x, WH_C_STATE);
	int64_t		 state = WH_S_REPORTED;
	size_t		 i;

	for (i = 0; s != NULL && i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].word, s) == 0)
			state = words[i].state;
	if (s == NULL && wh_has(x->in, WH_C_CLOSED))
		return WH_S_CLOSED;
	if (s != NULL && state < WH_S_CLOSED && wh_has(x->in, WH_C_CLOSED))
		wh_told_finding(x, "the source has a closing time, but no"
		    " closing status; the status holds");
	if (s == NULL && (wh_has(x->in, WH_C_HANDLED) ||
	    wh_has(x->in, WH_C_CHECKED)))
		return WH_S_PENDING_CHECK;
	if (s == NULL && wh_has(x->in, WH_C_SIGNED))
		return WH_S_HANDLING;
	if (state == WH_S_REPORTED && (wh_has(x->in, WH_C_UNIT) ||
	    wh_has(x->in, WH_C_DISPATCHED)))
		return WH_S_DISPATCHED;
	return state;
}

/* The state that the case has here came from the source, not by hand. */
static bool
from_source(struct wh_told *x)
{
	return wh_int(x->w, 0, "SELECT coalesce(i.what = 'cases', 0)"
	    " FROM journal j JOIN entry e ON e.id = j.entry"
	    " LEFT JOIN import i ON i.id = e.import WHERE j.no = ?"
	    " AND j.act IN (2, 3, 4, 5, 6, 8, 12, 16, 17, 18, 19, 32, 33, 35,"
	    " 36, 37, 43, 45) ORDER BY j.seq DESC LIMIT 1",
	    "i", x->no) != 0;
}

/*
 * Does the source take back a state that it gave?  What was done here since
 * is ahead of it: that is no step back.
 */
static void
step_back(struct wh_told *x, int64_t want)
{
	int64_t	is = x->c->state;

	if (!wh_has(x->in, WH_C_STATE) || is == WH_S_RETURNED ||
	    x->no == 0 || want >= is)
		return;
	if (is == WH_S_CLOSED)
		wh_told_finding(x, "the source steps back: it says the closed"
		    " case is open");
	else if (want < WH_S_PENDING_CHECK && is < WH_S_ENDED &&
	    from_source(x))
		wh_told_finding(x, want < WH_S_DISPATCHED ? "the source steps"
		    " back: to reported" : want < WH_S_HANDLING ? "the source"
		    " steps back: to dispatched" : "the source steps back:"
		    " to handling");
}

/* Is a stage that is past told otherwise?  A day alone fits all its hours. */
static bool
differs(const struct wh_told *x, enum wh_case_col col, int64_t ours)
{
	const struct wh_zone	*z = &x->w->zone;
	int64_t			 theirs = wh_told_get(x, col);

	if (theirs == WH_NONE || ours == WH_NONE)
		return false;
	return x->in->dates >> col & 1 ? wh_day_of(z, theirs) !=
	    wh_day_of(z, ours) : theirs != ours;
}

/*
 * A known case that the source gives to another unit: since our last
 * dispatch, then it goes there; else that is a finding, as is any other time
 * than ours of a stage that is past.
 */
static bool
compare(struct wh_told *x)
{
	const struct {
		enum wh_case_col col;
		int64_t		 ours;
		const char	*what;
	} stages[] = {
		{ WH_C_VERIFIED, x->c->state >= WH_S_DISPATCHED ?
		    x->c->verified : WH_NONE,
		    "the source gives another time of verification" },
		{ WH_C_REPLIED, x->c->replied,
		    "the source gives another time of the first reply" },
		{ WH_C_HANDLED, x->c->handled,
		    "the source gives another time of handling" },
		{ WH_C_CHECKED, x->c->checked,
		    "the source gives another time of checking" },
		{ WH_C_CLOSED, x->c->closed,
		    "the source gives another time of closing" },
	};
	size_t	i;

	for (i = 0; i < sizeof(stages) / sizeof(stages[0]); i++)
		if (differs(x, stages[i].col, stages[i].ours))
			wh_told_finding(x, stages[i].what);
	if (x->c->dispatched == WH_NONE || !wh_has(x->in, WH_C_UNIT) ||
	    (wh_told_get(x, WH_C_UNIT) == x->c->unit &&
	    x->c->state != WH_S_RETURNED))
		return true;
	if (x->c->state <= WH_S_HANDLING &&
	    wh_told_get(x, WH_C_DISPATCHED) > x->c->moved)
		return wh_plan_dispatch(x);
	if (wh_told_get(x, WH_C_UNIT) != x->c->unit)
		wh_told_finding(x, "the source names another unit");
	return true;
}

/* Did a unit have it once, and was it returned or reopened here since? */
static bool
waits_again(const struct wh_course *c)
{
	return c->state == WH_S_RETURNED ||
	    (c->state == WH_S_PENDING_DISPATCH && c->dispatched != WH_NONE);
}

/*
 * The source says that a case which waits again here was handled or closed
 * since: then somebody had it.  A source that gives no time says so now.
 */
static bool
take_up(struct wh_told *x, int64_t want)
{
	int64_t	done = wh_told_get(x, WH_C_HANDLED);
	bool	back = x->c->state == WH_S_RETURNED;

	if (!waits_again(x->c) || want < WH_S_PENDING_CHECK)
		return true;
	if (want == WH_S_CLOSED && (done == WH_NONE || done < x->c->moved) &&
	    wh_has(x->in, WH_C_CLOSED))
		done = wh_told_get(x, WH_C_CLOSED);
	if (done == WH_NONE)
		done = wh_told_get(x, WH_C_UPDATED);
	if (done != WH_NONE && done < x->c->moved) {
		wh_told_finding(x, back ? "the source says it was handled, but"
		    " not after it was returned here" : "the source says it"
		    " was handled, but not after it was reopened here");
		return true;
	}
	if (back)
		wh_told_finding(x, "it was returned here, and the source says"
		    " that it was handled all the same");
	return wh_plan_dispatch(x);
}

/* From dispatch to close, whatever is wanted and not there yet. */
static bool
advance(struct wh_told *x, int64_t want)
{
	const char	*direct = wh_told_text(x, WH_C_DIRECT);

	if (!wh_plan_verify(x) || !compare(x) || !take_up(x, want) ||
	    (want >= WH_S_DISPATCHED && !wh_plan_pass(x)))
		return false;
	if (waits_again(x->c))
		return wh_plan_reply(x);
	if (x->c->state == WH_S_NOT_FILED) {
		if (want != WH_S_REPORTED)
			wh_told_finding(x, "the source goes on with a case"
			    " that was not filed");
		return wh_plan_reply(x);
	}
	if (want >= WH_S_DISPATCHED && x->c->dispatched == WH_NONE &&
	    (direct == NULL || strcmp(direct, "no") == 0 ||
	    want != WH_S_CLOSED) && !wh_plan_dispatch(x))
		return false;
	if (want >= WH_S_DISPATCHED && want < WH_S_CLOSED &&
	    x->c->dispatched == WH_NONE)
		wh_told_finding(x, "the source says it is being handled, but"
		    " no unit is known");
	if (x->c->state == WH_S_DISPATCHED && (want == WH_S_HANDLING ||
	    wh_has(x->in, WH_C_SIGNED)) && !wh_plan_sign(x))
		return false;
	if (!wh_plan_reply(x))
		return false;
	if (want >= WH_S_PENDING_CHECK && x->c->state >= WH_S_DISPATCHED &&
	    x->c->state <= WH_S_SUSPENDED && !wh_plan_handle(x))
		return false;
	if ((x->c->state == WH_S_PENDING_CHECK ||
	    x->c->state == WH_S_CHECKING) && wh_has(x->in, WH_C_CHECKED)
	    && !wh_plan_check(x))
		return false;
	if (want == WH_S_CLOSED && x->c->state < WH_S_ENDED)
		return wh_plan_close(x);
	return true;
}

/*
 * Plan the rows that are missing; the course is stepped through them.  A
 * course without rows is a new case's, whose number is 0.  False if the
 * source contradicts what a case may do: c->why says how, and the rows before
 * it are planned.
 */
bool
wh_plan(struct wh *w, int64_t no, const struct wh_intake *in,
    struct wh_course *c, struct wh_plan *p)
{
	struct wh_told	x = { w, no, in, c, p };
	struct wh_jrow	report = { WH_JROW, .act = WH_A_REPORT };
	struct wh_stage_of of;
	int64_t		want;

	p->n = p->nfinding = p->nassist = 0;
	report.at = c->received;
	wh_told_stage(&x, &of);
	if (c->seq == 0)
		report.due = wh_reply_due(w, &of);
	if (in->point == WH_P_AREA)
		report.flags |= WH_F_AREA;
	if (in->point == WH_P_NOWHERE)
		wh_told_finding(&x, "the point lies in no loaded area");
	if (in->point == WH_P_OUTSIDE)
		wh_told_finding(&x, "the point lies outside the area that is"
		    " given");
	if (c->seq == 0 && !wh_told_add(&x, &report, NULL))
		return false;
	want = wanted(&x);
	if (c->state == WH_S_CANCELLED)
		return true;
	if (want == WH_S_CANCELLED)
		return wh_plan_cancel(&x);
	if (want == WH_S_NOT_FILED)
		return wh_plan_not_filed(&x) && wh_plan_reply(&x);
	step_back(&x, want);
	if (c->state == WH_S_CLOSED && want < WH_S_CLOSED)
		return true;
	return advance(&x, want) && wh_plan_callback(&x);
}
