/*
 * course.c - the life of a case as one pure function.
 *
 * wh_course_step turns (course, journal row) into the next course or refuses
 * with a reason.  It asks neither clock, rules nor calendar: each row carries
 * what was decided then.  What may be done in which state the table wh_acts
 * says, what an act does beside stands in effects.c.
 */
#include <string.h>

#include "case/case.h"

/*
 * The constant that equals s: courses keep close kinds and ratings without
 * owning them.  NULL for NULL and for any other text.
 */
const char *
wh_word(const char *s)
{
	static const char *const words[] = {
		"normal", "late", "special", "forced", "yes", "partly", "no",
		"satisfied", "basic", "unsatisfied", "unrated", "in", "out",
	};
	size_t	i;

	for (i = 0; s != NULL && i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i], s) == 0)
			return words[i];
	return NULL;
}

static const struct { const char *solved, *rating, *value; } calls[] = {
	{ "yes", "satisfied", "yes satisfied" },
	{ "yes", "basic", "yes basic" },
	{ "yes", "unsatisfied", "yes unsatisfied" },
	{ "yes", "unrated", "yes unrated" },
	{ "yes", "-", "yes -" },
	{ "partly", "satisfied", "partly satisfied" },
	{ "partly", "basic", "partly basic" },
	{ "partly", "unsatisfied", "partly unsatisfied" },
	{ "partly", "unrated", "partly unrated" },
	{ "partly", "-", "partly -" },
	{ "no", "satisfied", "no satisfied" },
	{ "no", "basic", "no basic" },
	{ "no", "unsatisfied", "no unsatisfied" },
	{ "no", "unrated", "no unrated" },
	{ "no", "-", "no -" },
	{ "-", "satisfied", "- satisfied" },
	{ "-", "basic", "- basic" },
	{ "-", "unsatisfied", "- unsatisfied" },
	{ "-", "unrated", "- unrated" },
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

/* The course of a case before its first row. */
void
wh_course_start(struct wh_course *c, int64_t received)
{
	memset(c, 0, sizeof(*c));
	c->received = received;
	c->due = c->dispatched = c->began = c->signed_at = c->handled = WH_NONE;
	c->checked = c->closed = c->called = WH_NONE;
	c->verified = c->replied = c->filed = c->finished = WH_NONE;
	c->attended = c->hung_since = c->hung_until = WH_NONE;
	c->pending_until = c->reply_due = WH_NONE;
	c->moved = received;
}

/* Say why a row is refused; false. */
bool
wh_deny(struct wh_course *c, const char *why)
{
	snprintf(c->why, sizeof(c->why), "%s", why);
	return false;
}

/* Name the state the case is in and those in which the act is allowed. */
static bool
refuse_state(struct wh_course *c, const struct wh_act *a)
{
	struct wh_buf	b = { 0 };

	wh_buf_printf(&b, "%s needs a case that is ", a->code);
	wh_state_list(&b, a->from);
	wh_buf_printf(&b, "; this one is %s", wh_state_code(c->state));
	wh_deny(c, b.s != NULL ? b.s : a->code);
	wh_buf_free(&b);
	return false;
}

static const char *
missing(const struct wh_act *a, const struct wh_jrow *r)
{
	if (a->need & WH_N_UNIT && r->unit == 0)
		return "it needs a unit";
	if (a->need & WH_N_REASON && r->reason == NULL)
		return "it needs a reason";
	if (a->need & WH_N_TEXT && r->text == NULL)
		return "it needs a text";
	if (a->need & WH_N_VALUE && r->value == NULL)
		return a->id == WH_A_CALLBACK ? "it needs solved, rating or"
		    " both" : a->values != NULL ? a->values :
		    "it needs a value";
	if (a->need & WH_N_FIELD && r->field == NULL)
		return "it needs a field and its new value";
	if (a->need & WH_N_WHISTLE && r->whistle == 0)
		return "it needs a whistle";
	if (a->need & WH_N_OTHER && r->old == NULL && r->new == NULL)
		return "it needs the other case";
	if (a->need & WH_N_UNTIL && r->until == WH_NONE)
		return "it needs the day when it ends";
	return NULL;
}

/* What brought the case to the state it is in. */
static const char *
moved_by(const struct wh_course *c)
{
	switch (c->state) {
	case WH_S_RETURNED:
		return "returned";
	case WH_S_PENDING_VERIFY:
		return "sent to be verified";
	case WH_S_PENDING_DISPATCH:
		return c->moved == c->filed ? "filed" : "reopened";
	case WH_S_DISPATCHED:
		return c->moved == c->dispatched ? "dispatched" : "resumed";
	case WH_S_HANDLING:
		return c->moved == c->signed_at ? "signed for" :
		    c->moved == c->checked ? "checked and failed" :
		    "taken in hand again";
	case WH_S_HANDLE_FINISH:
		return "handled";
	case WH_S_SUSPENDED:
		return "hung";
	case WH_S_PENDING_CHECK:
		return "handled";
	case WH_S_CHECKING:
		return "sent to be checked";
	case WH_S_PENDING_CLOSE:
		return "checked";
	case WH_S_CLOSED:
		return "closed";
	case WH_S_NOT_FILED:
		return c->moved == c->verified ? "verified" : "refused";
	default:
		return c->verified != WH_NONE ? "verified" : "received";
	}
}

/* What leads on, and what a unit asks for, is about the state that it is in. */
static bool
follows(const struct wh_act *a)
{
	return a->to != 0 || a->id == WH_A_EXTEND || a->id == WH_A_HANG ||
	    a->id == WH_A_APPEAL;
}

/*
 * Do state, time and needs allow the row?  False with c->why; the course is
 * as before either way.
 */
bool
wh_course_allows(struct wh_course *c, const struct wh_jrow *r)
{
	const struct wh_act	*a = wh_act_by_id(r->act);
	const char		*why;

	c->why[0] = '\0';
	if (a == NULL)
		return wh_deny(c, "no such act");
	if (!(a->from & (uint64_t)1 << c->state))
		return refuse_state(c, a);
	if (r->at < c->received) {
		snprintf(c->why, sizeof(c->why), "%s: before the case was"
		    " received", a->code);
		return false;
	}
	if (follows(a) && r->at < c->moved) {
		snprintf(c->why, sizeof(c->why), "%s: before it was %s",
		    a->code, moved_by(c));
		return false;
	}
	if ((why = missing(a, r)) == NULL && a->values != NULL &&
	    r->value != NULL && !wh_word_in(a->values, r->value))
		why = a->values;
	if (why == NULL)
		return true;
	snprintf(c->why, sizeof(c->why), "%s: %s%s", a->code,
	    why == a->values ? "its value is one of " : "", why);
	return false;
}

/*
 * The next course.  False if the row is refused: the course is as before
 * and c->why says which rule forbids it.  What takes an act back needs the
 * courses before it, so it goes to wh_fold_step.
 */
bool
wh_course_step(struct wh_course *c, const struct wh_jrow *r)
{
	const struct wh_act	*a = wh_act_by_id(r->act);
	const struct wh_act	*asked;
	int64_t			 was = c->state;

	if (!wh_course_allows(c, r))
		return false;
	if (a->id == WH_A_TAKEBACK)
		return wh_deny(c, "takeback: needs what the case was before");
	if (!wh_course_effect(c, r))
		return false;
	if (a->to != 0 && (a->to & (a->to - 1)) == 0)	/* only one */
		for (c->state = 0; a->to >> c->state != 1; c->state++)
			;
	if (a->to != 0 && (a->id != WH_A_GRANT || c->state != was))
		c->moved = r->at;
	asked = c->pending != 0 ? wh_act_by_id(c->pending) : NULL;
	if (asked != NULL && !(asked->from & (uint64_t)1 << c->state))
		wh_course_lapse(c);
	c->seq++;
	return true;
}
