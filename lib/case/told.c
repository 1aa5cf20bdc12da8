/*
 * told.c - the journal rows of an import: each stage as its source tells it,
 * with what it leaves out filled in and marked as assumed.
 */
#include <string.h>

#include "case/plan.h"

/* The integer that the source gives in a column, or WH_NONE. */
int64_t
wh_told_get(const struct wh_told *x, enum wh_case_col c)
{
	return wh_has(x->in, c) ? x->in->v[c].i : WH_NONE;
}

/* The text that it gives, or NULL. */
const char *
wh_told_text(const struct wh_told *x, enum wh_case_col c)
{
	return wh_has(x->in, c) ? x->in->v[c].s : NULL;
}

/* What does not fit is kept as this. */
void
wh_told_finding(struct wh_told *x, const char *what)
{
	if (x->p->nfinding < WH_PLAN_FINDINGS)
		x->p->finding[x->p->nfinding++] = what;
}

/* What the limits of stages look at. */
void
wh_told_stage(const struct wh_told *x, struct wh_stage_of *o)
{
	o->class = wh_has(x->in, WH_C_CLASS) ? x->in->v[WH_C_CLASS].i : 0;
	o->source = x->in->v[WH_C_SOURCE].i;
	o->received = x->c->received;
	o->day_only = (x->in->dates >> WH_C_RECEIVED & 1) != 0;
}

/* Step the course; a row that it takes becomes part of the plan. */
bool
wh_told_add(struct wh_told *x, struct wh_jrow *r, const char *whole)
{
	struct wh_course	was = *x->c;
	struct wh_stage_of	of;

	if (x->p->n == WH_PLAN_ROWS || !wh_course_step(x->c, r))
		return false;
	wh_told_stage(x, &of);
	wh_clock_stopped(x->w, x->no, &was, x->c, &of, r);
	x->p->whole[x->p->n] = whole;
	x->p->row[x->p->n++] = *r;
	return true;
}

/* Verified on the spot, before it was filed: who files has seen it pass. */
bool
wh_plan_verify(struct wh_told *x)
{
	struct wh_jrow	r = { WH_JROW, .act = WH_A_VERIFY, .value = "pass" };

	r.at = wh_told_get(x, WH_C_VERIFIED);
	if (r.at == WH_NONE || x->c->verified == r.at)
		return true;
	if (x->c->state == WH_S_REPORTED ||
	    x->c->state == WH_S_PENDING_VERIFY ||
	    (x->c->state == WH_S_NOT_FILED && r.at > x->c->moved))
		return wh_told_add(x, &r, NULL);
	if (x->c->verified == WH_NONE)
		wh_told_finding(x, "the source says it was verified, but not"
		    " while it was reported here");
	return true;
}

/* Somebody is being sent here, and the source went on: then it passed. */
bool
wh_plan_pass(struct wh_told *x)
{
	struct wh_jrow	r = { WH_JROW, .act = WH_A_VERIFY, .value = "pass",
			    .flags = WH_F_TIME };

	if (x->c->state != WH_S_PENDING_VERIFY)
		return true;
	r.at = wh_told_get(x, WH_C_DISPATCHED);
	if (r.at == WH_NONE || r.at < x->c->moved)
		r.at = x->c->moved;
	return wh_told_add(x, &r, NULL);
}

/* What fails is not filed; without its time that is when it was closed. */
bool
wh_plan_not_filed(struct wh_told *x)
{
	struct wh_jrow	r = { WH_JROW, .act = WH_A_VERIFY, .value = "fail" };

	if (x->c->state == WH_S_NOT_FILED)
		return true;
	r.at = wh_told_get(x, WH_C_VERIFIED);
	if (r.at == WH_NONE)
		r.at = wh_told_get(x, WH_C_CLOSED);
	if (r.at == WH_NONE) {
		r.at = wh_told_get(x, WH_C_UPDATED);
		r.flags |= WH_F_TIME;
	}
	if (r.at == WH_NONE || (r.flags & WH_F_TIME && r.at < x->c->moved))
		r.at = x->c->moved;
	r.text = wh_told_text(x, wh_has(x->in, WH_C_REPLY) ? WH_C_REPLY :
	    WH_C_RESULT);
	return wh_told_add(x, &r, x->in->whole[wh_has(x->in, WH_C_REPLY) ?
	    WH_C_REPLY : WH_C_RESULT]);
}

/*
 * To a unit: the one that the source names, else the one that the rules
 * name, which is then marked as assumed.
 */
bool
wh_plan_dispatch(struct wh_told *x)
{
	struct wh_jrow		r = { WH_JROW, .act = WH_A_DISPATCH };
	struct wh_question	q = { 0 };
	struct wh_decision	d;
	int64_t			unit = wh_told_get(x, WH_C_UNIT);

	q.class = wh_has(x->in, WH_C_CLASS) ? x->in->v[WH_C_CLASS].i : 0;
	q.area = wh_has(x->in, WH_C_AREA) ? x->in->v[WH_C_AREA].i : 0;
	q.source = x->in->v[WH_C_SOURCE].i;
	q.target = wh_has(x->in, WH_C_TARGET) ? wh_word_at(WH_TARGETS,
	    x->in->v[WH_C_TARGET].s) : 0;
	if ((q.point = wh_has(x->in, WH_C_LAT) && wh_has(x->in, WH_C_LON))) {
		q.lat = x->in->v[WH_C_LAT].d;
		q.lon = x->in->v[WH_C_LON].d;
	}
	q.day = wh_day_of(&x->w->zone, x->c->received);
	r.at = q.start = wh_told_get(x, WH_C_DISPATCHED);
	if (r.at == WH_NONE || (x->c->state == WH_S_RETURNED &&
	    r.at < x->c->moved)) {
		r.at = q.start = x->c->moved;
		r.flags |= WH_F_TIME;
	}
	if (r.flags & WH_F_TIME && r.at == x->c->received)
		q.day_only = (x->in->dates >> WH_C_RECEIVED & 1) != 0;
	wh_decide(x->w, &q, &d);
	if (unit == WH_NONE) {
		unit = d.unit;
		r.rule = d.rule;
		r.flags |= WH_F_UNIT;
	} else
		d.nassist = 0;	/* they would assist the rule's unit */
	if (unit == 0)
		return true;
	wh_rebegun(x->w, x->c, &d, &r.flags);
	if (d.provisional)
		r.flags |= WH_F_PROVISIONAL;
	r.unit = unit;
	r.filter = d.filter;
	r.standard = d.standard;
	r.due = d.due;
	r.value = wh_assist_text(x->w, d.assist, d.nassist, x->p->assisting);
	x->p->nassist = d.nassist;
	memcpy(x->p->assist, d.assist, sizeof(d.assist));
	return wh_told_add(x, &r, NULL);
}

bool
wh_plan_sign(struct wh_told *x)
{
	struct wh_jrow	r = { WH_JROW, .act = WH_A_SIGN };

	r.at = wh_told_get(x, WH_C_SIGNED);
	if (r.at == WH_NONE) {
		r.at = x->c->dispatched;
		r.flags |= WH_F_TIME;
	}
	r.holder = x->c->unit;
	return wh_told_add(x, &r, NULL);
}

/* The first reply to the caller moves no state. */
bool
wh_plan_reply(struct wh_told *x)
{
	struct wh_jrow	r = { WH_JROW, .act = WH_A_REPLY };

	r.at = wh_told_get(x, WH_C_REPLIED);
	if (r.at == WH_NONE || x->c->replied != WH_NONE)
		return true;
	r.holder = x->c->unit;
	return wh_told_add(x, &r, NULL);
}

/* A case that is hung here was handled all the same. */
static bool
resume(struct wh_told *x, int64_t at)
{
	struct wh_jrow	r = { WH_JROW, .act = WH_A_RESUME, .at = at };

	if (x->c->state != WH_S_SUSPENDED)
		return true;
	wh_told_finding(x, "it was hung here, and the source says that it was"
	    " handled all the same");
	wh_deadline_moves(x->w, x->no, x->c, &r);
	return wh_told_add(x, &r, NULL);
}

/* Where a source says that work is done its unit has said so. */
static bool
confirm(struct wh_told *x, const struct wh_jrow *like)
{
	struct wh_jrow	r = { WH_JROW, .act = WH_A_CONFIRM };

	r.at = like->at;
	r.flags = like->flags;
	r.holder = x->c->unit;
	return wh_told_add(x, &r, NULL);
}

/* Work whose end is not told ended when the case was closed. */
bool
wh_plan_handle(struct wh_told *x)
{
	struct wh_jrow	r = { WH_JROW, .act = WH_A_HANDLE };

	r.at = wh_told_get(x, WH_C_HANDLED);
	if (r.at == WH_NONE) {
		r.at = wh_told_get(x, WH_C_CHECKED);
		r.flags |= WH_F_TIME;
	}
	if (r.at == WH_NONE)
		r.at = wh_told_get(x, WH_C_CLOSED);
	if (r.at == WH_NONE)
		r.at = wh_told_get(x, WH_C_UPDATED);
	if (r.at == WH_NONE || (r.flags & WH_F_TIME && r.at < x->c->moved)) {
		wh_told_finding(x, "the source does not say when it was"
		    " handled");
		return true;
	}
	r.holder = x->c->unit;
	r.text = wh_told_text(x, WH_C_RESULT);
	if (x->c->state == WH_S_HANDLE_FINISH)
		return confirm(x, &r);
	return resume(x, r.at) &&
	    wh_told_add(x, &r, x->in->whole[WH_C_RESULT]) &&
	    (x->c->state != WH_S_HANDLE_FINISH || confirm(x, &r));
}

bool
wh_plan_check(struct wh_told *x)
{
	struct wh_jrow	r = { WH_JROW, .act = WH_A_CHECK, .value = "pass" };

	r.at = wh_told_get(x, WH_C_CHECKED);
	return wh_told_add(x, &r, NULL);
}

/*
 * A case that is closed without a time is closed when the source says it was
 * updated, else when it was received; it is not judged as on time or late.
 */
bool
wh_plan_close(struct wh_told *x)
{
	struct wh_jrow	r = { WH_JROW, .act = WH_A_CLOSE };
	bool		direct = x->c->dispatched == WH_NONE;

	r.at = wh_told_get(x, WH_C_CLOSED);
	if (r.at == WH_NONE) {
		r.flags |= WH_F_TIME;
		r.at = x->c->handled;
	}
	if (r.at == WH_NONE)
		r.at = wh_told_get(x, WH_C_UPDATED);
	if (r.at == WH_NONE || r.at < x->c->received) {
		wh_told_finding(x, "the source does not say when it was"
		    " closed");
		r.at = x->c->received;
	}
	if (r.flags & WH_F_TIME && r.at < x->c->moved)
		r.at = x->c->moved;
	r.holder = x->c->unit;
	r.text = wh_told_text(x, direct && !wh_has(x->in, WH_C_REPLY) ?
	    WH_C_RESULT : WH_C_REPLY);
	return wh_told_add(x, &r, x->in->whole[direct &&
	    !wh_has(x->in, WH_C_REPLY) ? WH_C_RESULT : WH_C_REPLY]);
}

/* Is what the source says of the answer what we know? */
static bool
same_answer(const struct wh_told *x)
{
	return (!wh_has(x->in, WH_C_SOLVED) ||
	    x->c->solved == wh_word(wh_told_text(x, WH_C_SOLVED))) &&
	    (!wh_has(x->in, WH_C_RATING) ||
	    x->c->rating == wh_word(wh_told_text(x, WH_C_RATING)));
}

bool
wh_plan_callback(struct wh_told *x)
{
	struct wh_jrow	r = { WH_JROW, .act = WH_A_CALLBACK };

	r.value = wh_callback_value(wh_told_text(x, WH_C_SOLVED),
	    wh_told_text(x, WH_C_RATING));
	if (r.value == NULL)
		return true;
	if (x->c->state != WH_S_CLOSED) {
		wh_told_finding(x, "the source has a callback of a case that"
		    " is not closed");
		return true;
	}
	r.at = wh_told_get(x, WH_C_CALLED);
	if (r.at == WH_NONE) {
		r.at = x->c->closed;
		r.flags |= WH_F_TIME;
	}
	/* The same answer again, or one older than ours, is no new one. */
	if (x->c->called != WH_NONE && (r.at < x->c->called ||
	    (same_answer(x) && (r.at == x->c->called ||
	    r.flags & WH_F_TIME))))
		return true;
	return wh_told_add(x, &r, NULL);
}

bool
wh_plan_cancel(struct wh_told *x)
{
	struct wh_jrow	r = { WH_JROW, .act = WH_A_VOID,
			    .reason = "void in the source" };

	r.at = wh_told_get(x, WH_C_CLOSED);
	if (r.at == WH_NONE) {
		r.at = wh_told_get(x, WH_C_UPDATED);
		r.flags |= WH_F_TIME;
	}
	if (r.at == WH_NONE || r.at < x->c->moved) {
		r.at = x->c->moved;
		r.flags |= WH_F_TIME;
	}
	return wh_told_add(x, &r, NULL);
}
