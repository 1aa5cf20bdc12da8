/*
 * request.c - what a unit asks for, and what becomes of it: a part of the
 * pure function of course.c.
 */
#include <string.h>

#include "case/case.h"

/* A request that was neither granted nor denied ends with what it was for. */
void
wh_course_lapse(struct wh_course *c)
{
	c->pending = c->pending_step = 0;
	c->pending_until = WH_NONE;
}

/* When the work was done, or the case ended without it. */
static int64_t
ended(const struct wh_course *c)
{
	return c->handled != WH_NONE ? c->handled : c->closed;
}

/* extend, hang or appeal: the state stays until the request is granted. */
bool
wh_course_ask(struct wh_course *c, const struct wh_jrow *r)
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
bool
wh_course_answer(struct wh_course *c, const struct wh_jrow *r)
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
bool
wh_course_resume(struct wh_course *c, const struct wh_jrow *r)
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
