/*
 * effects.c - what each act does to the course of a case beside its change
 * of state; part of the pure function of course.c.
 */
#include <string.h>

#include "case/case.h"

static bool
is(const struct wh_jrow *r, const char *value)
{
	return r->value != NULL && strcmp(r->value, value) == 0;
}

/* A request that was neither granted nor denied ends with what it was for. */
void
wh_course_lapse(struct wh_course *c)
{
	c->pending = c->pending_step = 0;
	c->pending_until = WH_NONE;
}

/*
 * pass or fail, on the spot, before the case is filed: one that fails is not
 * filed, until it is verified again and passes.
 */
static bool
verify(struct wh_course *c, const struct wh_jrow *r)
{
	bool	pass = is(r, "pass");

	if (!pass && c->whistles > 0)
		return wh_deny(c, "verify: a whistle is open; accept its work"
		    " first, or void the case");
	c->verified = r->at;
	c->state = pass ? WH_S_REPORTED : WH_S_NOT_FILED;
	return true;
}

static bool
refuse_filing(struct wh_course *c)
{
	if (c->whistles > 0)
		return wh_deny(c, "refuse: a whistle is open; accept its work"
		    " first, or void the case");
	c->filed = WH_NONE;
	return true;
}

/* What is dispatched has been filed; the new unit begins anew. */
static bool
dispatch(struct wh_course *c, const struct wh_jrow *r)
{
	c->unit = r->unit;
	if (c->first_unit == 0)
		c->first_unit = r->unit;
	if (c->filed == WH_NONE)
		c->filed = r->at;
	c->assumed = (r->flags & WH_F_UNIT) != 0;
	c->provisional = (r->flags & WH_F_PROVISIONAL) != 0;
	c->forced = (r->flags & WH_F_FORCED) != 0;
	c->filter = r->filter;
	c->rule = r->rule;
	c->standard = r->standard;
	c->due = r->due;
	c->dispatched = r->at;
	c->signed_at = c->attended = c->finished = WH_NONE;
	c->handler = 0;
	wh_course_lapse(c);
	return true;
}

/* Up one filter level, or more: what one level cannot solve goes to the next. */
static bool
pass(struct wh_course *c, const struct wh_jrow *r)
{
	if (c->filter >= 3)
		return wh_deny(c, "pass: it is on filter level 3, the last;"
		    " what comes next is a whistle: case-escalate raise");
	if (r->filter <= c->filter)
		return wh_deny(c, "pass: it goes up, to a greater filter"
		    " level");
	return dispatch(c, r);
}

/* Who assigns a case has signed for it. */
static bool
assign(struct wh_course *c, const struct wh_jrow *r)
{
	if (c->handler != 0)
		return wh_deny(c, "assign: it is assigned to somebody; take"
		    " that back first: unassign");
	c->handler = r->unit;
	if (c->signed_at == WH_NONE)
		c->signed_at = r->at;
	return true;
}

static bool
unassign(struct wh_course *c)
{
	if (c->handler == 0)
		return wh_deny(c, "unassign: it is assigned to nobody");
	c->handler = 0;
	return true;
}

/*
 * What a handler has done his unit confirms; the handling clock stops when
 * the unit says so, not when the handler does.
 */
static bool
handle(struct wh_course *c, const struct wh_jrow *r)
{
	if (c->handler != 0) {
		c->finished = r->at;
		c->state = WH_S_HANDLE_FINISH;
	} else {
		c->handled = r->at;
		c->state = WH_S_PENDING_CHECK;
	}
	return true;
}

static bool
confirm(struct wh_course *c, const struct wh_jrow *r)
{
	if (is(r, "fail")) {
		c->finished = WH_NONE;
		c->state = WH_S_HANDLING;
	} else {
		c->handled = r->at;
		c->state = WH_S_PENDING_CHECK;
	}
	return true;
}

/* Of several replies the earliest is the first. */
static bool
reply(struct wh_course *c, const struct wh_jrow *r)
{
	if (c->state == WH_S_CLOSED && r->at > c->closed)
		return wh_deny(c, "reply: after it was closed; what is said"
		    " then is a callback");
	if (c->replied == WH_NONE || r->at < c->replied)
		c->replied = r->at;
	return true;
}

/* pass or fail: a failed check sends the case back to be handled again. */
static bool
check(struct wh_course *c, const struct wh_jrow *r)
{
	c->checked = r->at;
	if (is(r, "pass")) {
		c->state = WH_S_PENDING_CLOSE;
		return true;
	}
	c->state = WH_S_HANDLING;
	c->rework++;
	c->handled = c->finished = WH_NONE;
	return true;
}

/* Was it given to a unit, and is its work not known to be done? */
static bool
is_undone(const struct wh_course *c)
{
	return c->dispatched != WH_NONE && c->state != WH_S_REPORTED &&
	    c->state != WH_S_PENDING_CHECK && c->state != WH_S_CHECKING &&
	    c->state != WH_S_PENDING_CLOSE;
}

/*
 * What was not handled closes only as special or forced, or directly, by
 * whoever took the call; or when an import does not know the time.
 */
static bool
close_case(struct wh_course *c, const struct wh_jrow *r)
{
	bool	special = is(r, "special") || is(r, "forced");

	if (is_undone(c) && !special && !(r->flags & WH_F_TIME))
		return wh_deny(c, "close: it is not handled; close it as"
		    " special or forced, or handle it first");
	if (c->whistles > 0 && !special)
		return wh_deny(c, "close: a whistle is open; accept its work,"
		    " or close as special or forced");
	c->closed = r->at;
	c->whistles = 0;
	c->hung_from = 0;
	c->hung_since = c->hung_until = WH_NONE;
	c->close_kind = r->value != NULL ? wh_word(r->value) :
	    c->due != WH_NONE && c->handled != WH_NONE &&
	    c->handled > c->due ? "late" : "normal";
	return true;
}

/* "SOLVED RATING", either may be - */
static bool
callback(struct wh_course *c, const struct wh_jrow *r)
{
	char		 solved[12], rating[16];
	const char	*sp = strchr(r->value, ' ');

	if (sp == NULL || (size_t)(sp - r->value) >= sizeof(solved))
		return wh_deny(c, "callback: say whether it was solved, or the"
		    " rating, or both");
	snprintf(solved, sizeof(solved), "%.*s", (int)(sp - r->value),
	    r->value);
	snprintf(rating, sizeof(rating), "%s", sp + 1);
	if (r->at < c->closed)
		return wh_deny(c, "callback: before it was closed");
	c->called = r->at;
	if (strcmp(solved, "-") != 0)
		c->solved = wh_word(solved);
	if (strcmp(rating, "-") != 0)
		c->rating = wh_word(rating);
	return true;
}

/* The unit says that it is not its own; what was known stays. */
static bool
give_back(struct wh_course *c)
{
	if (c->forced)
		return wh_deny(c, "return: it was given to the unit for good:"
		    " the dispatch was forced");
	if (c->handler != 0)
		return wh_deny(c, "return: it is assigned to somebody; take"
		    " that back first: unassign");
	c->returns++;
	return true;
}

/* When the work was done, or the case ended without it. */
static int64_t
ended(const struct wh_course *c)
{
	return c->handled != WH_NONE ? c->handled : c->closed;
}

/* extend, hang or appeal: the state stays until the request is granted. */
static bool
ask(struct wh_course *c, const struct wh_jrow *r)
{
	const char	*why = NULL;

	if (c->pending != 0)
		why = "a request is pending; it is granted or denied first";
	else if (r->act == WH_A_EXTEND && c->due == WH_NONE)
		why = "it has no deadline";
	else if (r->act == WH_A_EXTEND && r->at > c->due)
		why = "it is overdue";
	else if (r->act == WH_A_HANG && r->until <= r->at)
		why = "it would end before it begins";
	else if (r->act == WH_A_APPEAL && c->exempt)
		why = "an appeal was granted";
	else if (r->act == WH_A_APPEAL &&
	    (c->due == WH_NONE || ended(c) <= c->due))
		why = "it was not overdue";
	else if (r->act == WH_A_APPEAL && r->at < c->closed)
		why = "before it was closed";
	if (why != NULL) {
		snprintf(c->why, sizeof(c->why), "%s: %s",
		    wh_act_code(r->act), why);
		return false;
	}
	c->pending = r->act;
	c->pending_step = 0;
	c->pending_until = r->until;
	return true;
}

static bool
hang(struct wh_course *c, const struct wh_jrow *r)
{
	if (r->at >= c->pending_until)
		return wh_deny(c, "grant: the day until which it was to hang"
		    " has passed; deny the request");
	c->hung++;
	c->hung_from = c->state;
	c->hung_since = r->at;
	c->hung_until = c->pending_until;
	c->state = WH_S_SUSPENDED;
	return true;
}

/* grant or deny what was asked for; the last approval makes it so. */
static bool
answer(struct wh_course *c, const struct wh_jrow *r)
{
	const char	*act = wh_act_code(r->act);

	if (c->pending == 0 || (r->value != NULL &&
	    strcmp(r->value, wh_act_code(c->pending)) != 0)) {
		snprintf(c->why, sizeof(c->why), "%s: no request%s%s is"
		    " pending", act, r->value != NULL ? " to " : "",
		    r->value != NULL ? r->value : "");
		return false;
	}
	if (r->act == WH_A_GRANT && !(r->flags & WH_F_LAST)) {
		c->pending_step++;
		return true;
	}
	if (r->act == WH_A_GRANT && c->pending == WH_A_EXTEND) {
		if (r->due == WH_NONE)
			return wh_deny(c, "grant: it needs the new deadline");
		c->due = r->due;
		c->provisional = (r->flags & WH_F_PROVISIONAL) != 0;
		c->extended++;
	}
	if (r->act == WH_A_GRANT && c->pending == WH_A_APPEAL)
		c->exempt = 1;
	if (r->act == WH_A_GRANT && c->pending == WH_A_HANG && !hang(c, r))
		return false;
	wh_course_lapse(c);
	return true;
}

/* The row says how long the clock stood, and the deadline that follows. */
static bool
resume(struct wh_course *c, const struct wh_jrow *r)
{
	if (c->due != WH_NONE && r->due == WH_NONE)
		return wh_deny(c, "resume: it needs the new deadline");
	c->due = r->due;
	c->provisional = (r->flags & WH_F_PROVISIONAL) != 0;
	c->paused += r->used != WH_NONE ? r->used : 0;
	c->state = c->hung_from;
	c->hung_from = 0;
	c->hung_since = c->hung_until = WH_NONE;
	return true;
}

/*
 * The case is filed again; that it was done is no longer so, what was known
 * of it stays.  A new dispatch sets a new deadline.
 */
static bool
reopen(struct wh_course *c, const struct wh_jrow *r)
{
	if (c->state == WH_S_NOT_FILED)
		c->filed = r->at;
	c->handled = c->finished = c->checked = c->closed = WH_NONE;
	c->close_kind = NULL;
	c->due = WH_NONE;
	c->provisional = c->exempt = c->handler = c->paused = 0;
	c->reopened++;
	return true;
}

static bool
recompute(struct wh_course *c, const struct wh_jrow *r)
{
	if (c->due == WH_NONE || r->due == WH_NONE)
		return wh_deny(c, "recompute: it has no deadline");
	c->due = r->due;
	c->provisional = (r->flags & WH_F_PROVISIONAL) != 0;
	return true;
}

/*
 * What an act does beside its change of state, and which state it is where
 * the act may lead to several.  False with c->why if it is refused.
 */
bool
wh_course_effect(struct wh_course *c, const struct wh_jrow *r)
{
	switch (r->act) {
	case WH_A_REPORT:
		c->reply_due = r->due;
		return true;
	case WH_A_SEND:
		c->state = c->state == WH_S_REPORTED ? WH_S_PENDING_VERIFY :
		    WH_S_CHECKING;
		return true;
	case WH_A_VERIFY:
		return verify(c, r);
	case WH_A_FILE:
		c->filed = r->at;
		c->standard = r->standard;
		return true;
	case WH_A_REFUSE:
		return refuse_filing(c);
	case WH_A_REPLY:
		return reply(c, r);
	case WH_A_DISPATCH:
		return dispatch(c, r);
	case WH_A_PASS:
		return pass(c, r);
	case WH_A_SIGN:
		c->signed_at = r->at;
		return true;
	case WH_A_ASSIGN:
		return assign(c, r);
	case WH_A_UNASSIGN:
		return unassign(c);
	case WH_A_ATTEND:
		if (c->attended == WH_NONE || r->at < c->attended)
			c->attended = r->at;
		return true;
	case WH_A_HANDLE:
		return handle(c, r);
	case WH_A_CONFIRM:
		return confirm(c, r);
	case WH_A_CHECK:
		return check(c, r);
	case WH_A_CLOSE:
		return close_case(c, r);
	case WH_A_CALLBACK:
		return callback(c, r);
	case WH_A_RETURN:
		return give_back(c);
	case WH_A_EXTEND:
	case WH_A_HANG:
	case WH_A_APPEAL:
		return ask(c, r);
	case WH_A_GRANT:
	case WH_A_DENY:
		return answer(c, r);
	case WH_A_RESUME:
		return resume(c, r);
	case WH_A_REOPEN:
		return reopen(c, r);
	case WH_A_RECOMPUTE:
		return recompute(c, r);
	case WH_A_RAISE:
		c->whistles++;
		return true;
	case WH_A_ACCEPT:
		c->whistles -= c->whistles > 0;
		return true;
	case WH_A_VOID:
		c->whistles = 0;
		return true;
	default:
		return true;
	}
}
