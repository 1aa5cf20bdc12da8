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
refuse_filing(struct wh_course *c, const struct wh_jrow *r)
{
	(void)r;
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
	if (!(r->flags & WH_F_BUNDLE) || c->began == WH_NONE) {
		c->began = r->at;
		c->paused = 0;
	}
	c->signed_at = c->attended = c->finished = WH_NONE;
	c->handler = 0;
	wh_course_lapse(c);
	return true;
}

/* Up a filter level, or more: what one level cannot solve goes to the next. */
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
unassign(struct wh_course *c, const struct wh_jrow *r)
{
	(void)r;
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
	c->close_kind = wh_word(r->value != NULL ? r->value :
	    c->due != WH_NONE && c->handled != WH_NONE &&
	    c->handled > c->due ? "late" : "normal");
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
give_back(struct wh_course *c, const struct wh_jrow *r)
{
	(void)r;
	if (c->forced)
		return wh_deny(c, "return: it was given to the unit for good:"
		    " the dispatch was forced");
	if (c->handler != 0)
		return wh_deny(c, "return: it is assigned to somebody; take"
		    " that back first: unassign");
	c->returns++;
	return true;
}

/*
 * The case is filed again; that it was done is no longer so, what was known
 * of it stays.  A new dispatch sets a new deadline.
 */
static bool
reopen(struct wh_course *c, const struct wh_jrow *r)
{
	if (c->filed == WH_NONE)
		c->filed = r->at;
	c->handled = c->finished = c->checked = c->closed = WH_NONE;
	c->close_kind = NULL;
	c->due = c->began = WH_NONE;
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

static bool
report(struct wh_course *c, const struct wh_jrow *r)
{
	c->reply_due = r->due;
	return true;
}

static bool
send(struct wh_course *c, const struct wh_jrow *r)
{
	(void)r;
	c->state = c->state == WH_S_REPORTED ? WH_S_PENDING_VERIFY :
	    WH_S_CHECKING;
	return true;
}

static bool
file(struct wh_course *c, const struct wh_jrow *r)
{
	c->filed = r->at;
	c->standard = r->standard;
	return true;
}

static bool
sign(struct wh_course *c, const struct wh_jrow *r)
{
	c->signed_at = r->at;
	return true;
}

static bool
attend(struct wh_course *c, const struct wh_jrow *r)
{
	if (r->at < c->dispatched)
		return wh_deny(c, "attend: before it was dispatched");
	if (c->attended == WH_NONE || r->at < c->attended)
		c->attended = r->at;
	return true;
}

static bool
is_screened_out(const struct wh_course *c)
{
	return c->screened != NULL && strcmp(c->screened, "out") == 0;
}

static bool
blow(struct wh_course *c, const struct wh_jrow *r)
{
	(void)r;
	if (is_screened_out(c))
		return wh_deny(c, "raise: it was screened out of the scope of"
		    " whistles; screen it in first");
	c->whistles++;
	return true;
}

/* Its work is accepted, or not wanted any more. */
static bool
settle(struct wh_course *c, const struct wh_jrow *r)
{
	(void)r;
	c->whistles -= c->whistles > 0;
	return true;
}

/* Whether it is one for a whistle; the last meeting decides. */
static bool
screen(struct wh_course *c, const struct wh_jrow *r)
{
	if (is(r, "out") && r->reason == NULL)
		return wh_deny(c, "screen: out needs a reason");
	if (is(r, "out") && c->whistles > 0)
		return wh_deny(c, "screen: a whistle is open; withdraw it"
		    " first");
	c->screened = wh_word(r->value);
	return true;
}

/* One digit: from the rung where it stands, or none, to another. */
static bool
climb(struct wh_course *c, const struct wh_jrow *r)
{
	int64_t	from = r->old != NULL ? *r->old - '0' : 0;
	int64_t	to = r->new != NULL ? *r->new - '0' : 0;

	if (from != c->rung || to < 1 || to > 9 || to == from)
		return wh_deny(c, "climb: not from the rung on which it"
		    " stands to another");
	if (to < from && r->reason == NULL)
		return wh_deny(c, "climb: down needs a reason");
	c->rung = to;
	return true;
}

static bool
cancel(struct wh_course *c, const struct wh_jrow *r)
{
	(void)r;
	c->whistles = 0;
	return true;
}

/* Acts that are not here do nothing beside. */
static bool (*const effects[])(struct wh_course *, const struct wh_jrow *) = {
	[WH_A_REPORT] = report, [WH_A_SEND] = send, [WH_A_VERIFY] = verify,
	[WH_A_FILE] = file, [WH_A_REFUSE] = refuse_filing,
	[WH_A_DISPATCH] = dispatch, [WH_A_PASS] = pass, [WH_A_SIGN] = sign,
	[WH_A_ASSIGN] = assign, [WH_A_UNASSIGN] = unassign,
	[WH_A_ATTEND] = attend, [WH_A_REPLY] = reply, [WH_A_HANDLE] = handle,
	[WH_A_CONFIRM] = confirm, [WH_A_CHECK] = check,
	[WH_A_CLOSE] = close_case, [WH_A_CALLBACK] = callback,
	[WH_A_RETURN] = give_back, [WH_A_EXTEND] = wh_course_ask,
	[WH_A_HANG] = wh_course_ask, [WH_A_APPEAL] = wh_course_ask,
	[WH_A_GRANT] = wh_course_answer, [WH_A_DENY] = wh_course_answer,
	[WH_A_RESUME] = wh_course_resume, [WH_A_REOPEN] = reopen,
	[WH_A_RECOMPUTE] = recompute, [WH_A_RAISE] = blow,
	[WH_A_ACCEPT] = settle, [WH_A_WITHDRAW] = settle,
	[WH_A_SCREEN] = screen, [WH_A_CLIMB] = climb, [WH_A_VOID] = cancel,
};

/*
 * What an act of the table does beside its change of state, and which state
 * it is where the act may lead to several.  False with c->why if it is
 * refused.
 */
bool
wh_course_effect(struct wh_course *c, const struct wh_jrow *r)
{
	size_t	i = (size_t)r->act;

	return i >= sizeof(effects) / sizeof(effects[0]) ||
	    effects[i] == NULL || effects[i](c, r);
}
