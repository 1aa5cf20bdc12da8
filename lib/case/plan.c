/*
 * plan.c - which journal rows bring a case to where its source says it is.
 *
 * For a new case all of them, for one that is known only those that are
 * missing: a source never takes a row back.  What the source leaves out is
 * filled in and marked as assumed; what does not fit is a finding.
 */
#include <string.h>

#include "case/case.h"

struct ctx {
	struct wh		*w;
	const struct wh_intake	*in;
	struct wh_course	*c;
	struct wh_plan		*p;
};

static int64_t
get(const struct ctx *x, enum wh_case_col c)
{
	return wh_has(x->in, c) ? x->in->v[c].i : WH_NONE;
}

static const char *
text(const struct ctx *x, enum wh_case_col c)
{
	return wh_has(x->in, c) ? x->in->v[c].s : NULL;
}

static void
finding(struct ctx *x, const char *what)
{
	if (x->p->nfinding < WH_PLAN_FINDINGS)
		x->p->finding[x->p->nfinding++] = what;
}

/* Step the course; a row that it takes becomes part of the plan. */
static bool
add(struct ctx *x, struct wh_jrow *r, const char *whole)
{
	if (x->p->n == WH_PLAN_ROWS)
		return false;
	wh_stop_clock(x->w, x->c, r);
	if (!wh_course_step(x->c, r))
		return false;
	x->p->whole[x->p->n] = whole;
	x->p->row[x->p->n++] = *r;
	return true;
}

/* The state that the source claims, by its word or by its times. */
static int64_t
wanted(struct ctx *x)
{
	static const struct { const char *word; int64_t state; } words[] = {
		{ "reported", WH_S_REPORTED },
		{ "dispatched", WH_S_DISPATCHED },
		{ "handling", WH_S_HANDLING },
		{ "handled", WH_S_PENDING_CHECK },
		{ "closed", WH_S_CLOSED },
		{ "cancelled", WH_S_CANCELLED },
	};
	const char	*s = text(x, WH_C_STATE);
	int64_t		 state = WH_S_REPORTED;
	size_t		 i;

	for (i = 0; s != NULL && i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].word, s) == 0)
			state = words[i].state;
	if (s == NULL && wh_has(x->in, WH_C_CLOSED))
		return WH_S_CLOSED;
	if (s != NULL && state < WH_S_CLOSED && wh_has(x->in, WH_C_CLOSED))
		finding(x, "the source has a closing time, but no closing"
		    " status; the status holds");
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

/*
 * To a unit: the one that the source names, else the one that the rules
 * name, which is then marked as assumed.
 */
static bool
dispatch(struct ctx *x)
{
	struct wh_jrow		r = { WH_JROW, .act = WH_A_DISPATCH };
	struct wh_question	q = { 0 };
	struct wh_decision	d;
	int64_t			unit = get(x, WH_C_UNIT);

	q.class = wh_has(x->in, WH_C_CLASS) ? x->in->v[WH_C_CLASS].i : 0;
	q.area = wh_has(x->in, WH_C_AREA) ? x->in->v[WH_C_AREA].i : 0;
	q.source = x->in->v[WH_C_SOURCE].i;
	q.day = wh_day_of(&x->w->zone, x->c->received);
	r.at = q.start = get(x, WH_C_DISPATCHED);
	if (r.at == WH_NONE) {
		r.at = q.start = x->c->received;
		r.flags |= WH_F_TIME;
		q.day_only = (x->in->dates >> WH_C_RECEIVED & 1) != 0;
	}
	wh_decide(x->w, &q, &d);
	if (unit == WH_NONE) {
		unit = d.unit;
		r.rule = d.rule;
		r.flags |= WH_F_UNIT;
	} else
		d.nassist = 0;	/* they would assist the rule's unit */
	if (unit == 0)
		return true;
	if (d.provisional)
		r.flags |= WH_F_PROVISIONAL;
	r.unit = unit;
	r.filter = d.filter;
	r.standard = d.standard;
	r.due = d.due;
	r.value = wh_assist_text(x->w, d.assist, d.nassist, x->p->assisting);
	x->p->nassist = d.nassist;
	memcpy(x->p->assist, d.assist, sizeof(d.assist));
	return add(x, &r, NULL);
}

static bool
sign(struct ctx *x)
{
	struct wh_jrow	r = { WH_JROW, .act = WH_A_SIGN };

	r.at = get(x, WH_C_SIGNED);
	if (r.at == WH_NONE) {
		r.at = x->c->dispatched;
		r.flags |= WH_F_TIME;
	}
	r.holder = x->c->unit;
	return add(x, &r, NULL);
}

/* Work whose end is not told ended when the case was closed. */
static bool
handle(struct ctx *x)
{
	struct wh_jrow	r = { WH_JROW, .act = WH_A_HANDLE };

	r.at = get(x, WH_C_HANDLED);
	if (r.at == WH_NONE) {
		r.at = get(x, WH_C_CHECKED);
		r.flags |= WH_F_TIME;
	}
	if (r.at == WH_NONE)
		r.at = get(x, WH_C_CLOSED);
	if (r.at == WH_NONE)
		r.at = get(x, WH_C_UPDATED);
	if (r.at == WH_NONE || (r.flags & WH_F_TIME && r.at < x->c->moved)) {
		finding(x, "the source does not say when it was handled");
		return true;
	}
	r.holder = x->c->unit;
	r.text = text(x, WH_C_RESULT);
	return add(x, &r, x->in->whole[WH_C_RESULT]);
}

static bool
check(struct ctx *x)
{
	struct wh_jrow	r = { WH_JROW, .act = WH_A_CHECK, .value = "pass" };

	r.at = get(x, WH_C_CHECKED);
	return add(x, &r, NULL);
}

/*
 * A case that is closed without a time is closed when the source says it was
 * updated, else when it was received; it is not judged as on time or late.
 */
static bool
close_case(struct ctx *x)
{
	struct wh_jrow	r = { WH_JROW, .act = WH_A_CLOSE };
	bool		direct = x->c->dispatched == WH_NONE;

	r.at = get(x, WH_C_CLOSED);
	if (r.at == WH_NONE) {
		r.flags |= WH_F_TIME;
		r.at = x->c->handled;
	}
	if (r.at == WH_NONE)
		r.at = get(x, WH_C_UPDATED);
	if (r.at == WH_NONE || r.at < x->c->received) {
		finding(x, "the source does not say when it was closed");
		r.at = x->c->received;
	}
	if (r.flags & WH_F_TIME && r.at < x->c->moved)
		r.at = x->c->moved;
	r.holder = x->c->unit;
	r.text = text(x, direct && !wh_has(x->in, WH_C_REPLY) ?
	    WH_C_RESULT : WH_C_REPLY);
	return add(x, &r, x->in->whole[direct &&
	    !wh_has(x->in, WH_C_REPLY) ? WH_C_RESULT : WH_C_REPLY]);
}

static const struct { const char *solved, *rating, *value; } calls[] = {
	{ "yes", "satisfied", "yes satisfied" }, { "yes", "basic", "yes basic" },
	{ "yes", "unsatisfied", "yes unsatisfied" },
	{ "yes", "unrated", "yes unrated" }, { "yes", "-", "yes -" },
	{ "partly", "satisfied", "partly satisfied" },
	{ "partly", "basic", "partly basic" },
	{ "partly", "unsatisfied", "partly unsatisfied" },
	{ "partly", "unrated", "partly unrated" }, { "partly", "-", "partly -" },
	{ "no", "satisfied", "no satisfied" }, { "no", "basic", "no basic" },
	{ "no", "unsatisfied", "no unsatisfied" },
	{ "no", "unrated", "no unrated" }, { "no", "-", "no -" },
	{ "-", "satisfied", "- satisfied" }, { "-", "basic", "- basic" },
	{ "-", "unsatisfied", "- unsatisfied" }, { "-", "unrated", "- unrated" },
};

/*
 * The value of a callback row for what the caller said, either of which may
 * be NULL but not both; NULL if a word is unknown.
 */
const char *
wh_callback_value(const char *solved, const char *rating)
{
	size_t	i;

	if (solved == NULL)
		solved = "-";
	if (rating == NULL)
		rating = "-";
	for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		if (strcmp(calls[i].solved, solved) == 0 &&
		    strcmp(calls[i].rating, rating) == 0)
			return calls[i].value;
	return NULL;
}

/* Is what the source says of the answer what we know? */
static bool
same_answer(const struct ctx *x)
{
	return (!wh_has(x->in, WH_C_SOLVED) ||
	    x->c->solved == wh_word(text(x, WH_C_SOLVED))) &&
	    (!wh_has(x->in, WH_C_RATING) ||
	    x->c->rating == wh_word(text(x, WH_C_RATING)));
}

static bool
callback(struct ctx *x)
{
	struct wh_jrow	r = { WH_JROW, .act = WH_A_CALLBACK };

	r.value = wh_callback_value(text(x, WH_C_SOLVED),
	    text(x, WH_C_RATING));
	if (r.value == NULL)
		return true;
	if (x->c->state != WH_S_CLOSED) {
		finding(x, "the source has a callback of a case that is not"
		    " closed");
		return true;
	}
	r.at = get(x, WH_C_CALLED);
	if (r.at == WH_NONE) {
		r.at = x->c->closed;
		r.flags |= WH_F_TIME;
	}
	/* The same answer again, or one older than ours, is no new one. */
	if (x->c->called != WH_NONE && (r.at < x->c->called ||
	    (same_answer(x) && (r.at == x->c->called ||
	    r.flags & WH_F_TIME))))
		return true;
	return add(x, &r, NULL);
}

static bool
cancel(struct ctx *x)
{
	struct wh_jrow	r = { WH_JROW, .act = WH_A_VOID,
			    .reason = "void in the source" };

	r.at = get(x, WH_C_CLOSED);
	if (r.at == WH_NONE || r.at < x->c->moved)
		r.at = x->c->moved;
	return add(x, &r, NULL);
}

/* Is a stage that is past told otherwise?  A day alone fits all its hours. */
static bool
differs(const struct ctx *x, enum wh_case_col col, int64_t ours)
{
	const struct wh_zone	*z = &x->w->zone;
	int64_t			 theirs = get(x, col);

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
compare(struct ctx *x)
{
	const struct {
		enum wh_case_col col;
		int64_t		 ours;
		const char	*what;
	} stages[] = {
		{ WH_C_HANDLED, x->c->handled,
		    "the source gives another time of handling" },
		{ WH_C_CHECKED, x->c->checked,
		    "the source gives another time of checking" },
		{ WH_C_CLOSED, x->c->closed,
		    "the source gives another time of closing" },
	};
	size_t	i;

	if (x->c->dispatched == WH_NONE)
		return true;
	for (i = 0; i < sizeof(stages) / sizeof(stages[0]); i++)
		if (differs(x, stages[i].col, stages[i].ours))
			finding(x, stages[i].what);
	if (!wh_has(x->in, WH_C_UNIT) || get(x, WH_C_UNIT) == x->c->unit)
		return true;
	if (x->c->state <= WH_S_HANDLING &&
	    get(x, WH_C_DISPATCHED) > x->c->moved)
		return dispatch(x);
	finding(x, "the source names another unit");
	return true;
}

/* From dispatch to close, whatever is wanted and not there yet. */
static bool
advance(struct ctx *x, int64_t want)
{
	const char	*direct = text(x, WH_C_DIRECT);

	if (!compare(x))
		return false;
	if (want >= WH_S_DISPATCHED && x->c->dispatched == WH_NONE &&
	    (direct == NULL || strcmp(direct, "no") == 0 ||
	    want != WH_S_CLOSED) && !dispatch(x))
		return false;
	if (want >= WH_S_DISPATCHED && want < WH_S_CLOSED &&
	    x->c->dispatched == WH_NONE)
		finding(x, "the source says it is being handled, but no unit"
		    " is known");
	if (x->c->state == WH_S_DISPATCHED && (want == WH_S_HANDLING ||
	    wh_has(x->in, WH_C_SIGNED)) && !sign(x))
		return false;
	if (want >= WH_S_PENDING_CHECK && (x->c->state == WH_S_DISPATCHED ||
	    x->c->state == WH_S_HANDLING) && !handle(x))
		return false;
	if (x->c->state == WH_S_PENDING_CHECK && wh_has(x->in, WH_C_CHECKED)
	    && !check(x))
		return false;
	if (want == WH_S_CLOSED && x->c->state < WH_S_ENDED)
		return close_case(x);
	return true;
}

/*
 * Plan the rows that are missing; the course is stepped through them.  A
 * course without rows is a new case's.  False if the source contradicts what
 * a case may do: c->why says how.
 */
bool
wh_plan(struct wh *w, const struct wh_intake *in, struct wh_course *c,
    struct wh_plan *p)
{
	struct ctx	x = { w, in, c, p };
	struct wh_jrow	report = { WH_JROW, .act = WH_A_REPORT };
	int64_t		want;

	p->n = p->nfinding = p->nassist = 0;
	report.at = c->received;
	if (c->seq == 0 && !add(&x, &report, NULL))
		return false;
	want = wanted(&x);
	if (c->state == WH_S_CANCELLED)
		return true;
	if (want == WH_S_CANCELLED)
		return cancel(&x);
	if (c->state == WH_S_CLOSED && want < WH_S_CLOSED) {
		finding(&x, "the source steps back: it says the closed case"
		    " is open");
		return true;
	}
	return advance(&x, want) && callback(&x);
}
