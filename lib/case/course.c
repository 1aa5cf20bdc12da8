/*
 * course.c - the life of a case as one table and one pure function.
 *
 * wh_acts says what may be done in which state and where it leads;
 * wh_course_step turns (course, journal row) into the next course or refuses
 * with a reason.  It asks neither clock, rules nor calendar: each row carries
 * what was decided then.
 */
#include <string.h>

#include "case/case.h"

#define AT(s)	((uint64_t)1 << WH_S_##s)
#define HELD	(AT(DISPATCHED) | AT(HANDLING))
#define WAITING	(AT(REPORTED) | AT(RETURNED))
#define OPEN	(HELD | WAITING | AT(PENDING_CHECK) | AT(PENDING_CLOSE))
#define KEPT	(OPEN | AT(CLOSED) | AT(NOT_FILED))

static const struct {
	int		 id;
	const char	*code, *zh, *en;
} states[] = {
	{ WH_S_REPORTED, "reported", "待派遣", "reported, not dispatched" },
	{ WH_S_RETURNED, "returned", "已退单", "returned by the unit" },
	{ WH_S_DISPATCHED, "dispatched", "已派遣", "dispatched" },
	{ WH_S_HANDLING, "handling", "处置中", "being handled" },
	{ WH_S_PENDING_CHECK, "pending_check", "待核查", "handled, unchecked" },
	{ WH_S_PENDING_CLOSE, "pending_close", "待结案", "checked, not closed" },
	{ WH_S_CLOSED, "closed", "已结案", "closed" },
	{ WH_S_CANCELLED, "cancelled", "已作废", "void" },
	{ WH_S_NOT_FILED, "not_filed", "不予立案", "verified, not filed" },
};

#define CLOSE_KINDS	"normal late special forced"
#define LINK_KINDS	"duplicate repeat relapse bundle"

const struct wh_act wh_acts[] = {
	{ WH_A_REPORT, "report", AT(NONE), WH_S_REPORTED, 0, NULL,
	    "上报", "report" },
	{ WH_A_VERIFY, "verify", AT(REPORTED) | AT(NOT_FILED), 0, WH_N_VALUE,
	    "pass fail", "核实", "verify before filing" },
	{ WH_A_DISPATCH, "dispatch", WAITING | HELD, WH_S_DISPATCHED,
	    WH_N_UNIT, NULL, "派遣", "dispatch" },
	{ WH_A_SIGN, "sign", AT(DISPATCHED), WH_S_HANDLING, 0, NULL,
	    "签收", "sign" },
	{ WH_A_REPLY, "reply", KEPT, 0, 0, NULL, "首次回复",
	    "reply to the caller" },
	{ WH_A_HANDLE, "handle", HELD, WH_S_PENDING_CHECK, 0, NULL,
	    "处置", "handle" },
	{ WH_A_CHECK, "check", AT(PENDING_CHECK), 0, WH_N_VALUE, "pass fail",
	    "核查", "check" },
	{ WH_A_CLOSE, "close", OPEN, WH_S_CLOSED, 0, CLOSE_KINDS,
	    "结案", "close" },
	{ WH_A_CALLBACK, "callback", AT(CLOSED), 0, WH_N_VALUE, NULL,
	    "回访", "call back" },
	{ WH_A_RETURN, "return", HELD, WH_S_RETURNED, WH_N_REASON, NULL,
	    "退单", "return" },
	{ WH_A_NOTE, "note", KEPT, 0, WH_N_TEXT, NULL,
	    "备注", "note" },
	{ WH_A_AMEND, "amend", KEPT, 0, WH_N_FIELD, NULL,
	    "更正", "amend" },
	{ WH_A_VOID, "void", KEPT, WH_S_CANCELLED, WH_N_REASON, NULL,
	    "作废", "void" },
	{ WH_A_LINK, "link", OPEN | AT(CLOSED), 0, WH_N_VALUE | WH_N_OTHER,
	    LINK_KINDS, "关联", "link" },
	{ WH_A_UNLINK, "unlink", KEPT | AT(CANCELLED), 0,
	    WH_N_REASON | WH_N_VALUE | WH_N_OTHER, LINK_KINDS,
	    "取消关联", "unlink" },
	{ WH_A_RAISE, "raise", WAITING | HELD, 0, WH_N_VALUE | WH_N_WHISTLE,
	    NULL, "吹哨", "blow the whistle" },
	{ WH_A_SUMMON, "summon", WAITING | HELD, 0, WH_N_UNIT | WH_N_WHISTLE,
	    NULL, "召集", "summon" },
	{ WH_A_ARRIVE, "arrive", OPEN, 0, WH_N_UNIT | WH_N_WHISTLE, NULL,
	    "报到", "arrive" },
	{ WH_A_ACCEPT, "accept", OPEN, 0, WH_N_WHISTLE, NULL,
	    "验收", "accept" },
	{ WH_A_REJECT, "reject", OPEN, 0, WH_N_REASON | WH_N_WHISTLE, NULL,
	    "验收不通过", "reject" },
	{ WH_A_RELEASE, "release", OPEN | AT(CLOSED), 0,
	    WH_N_UNIT | WH_N_WHISTLE, NULL, "撤离", "release" },
	{ WH_A_URGE, "urge", OPEN, 0, 0, NULL, "催办", "urge" },
	{ WH_A_LETTER, "letter", OPEN, 0, 0, NULL, "函告督办",
	    "letter of supervision" },
};
const size_t wh_nacts = sizeof(wh_acts) / sizeof(wh_acts[0]);

/* The act of this word, or NULL. */
const struct wh_act *
wh_act_find(const char *code)
{
	size_t	i;

	for (i = 0; i < wh_nacts; i++)
		if (strcmp(wh_acts[i].code, code) == 0)
			return &wh_acts[i];
	return NULL;
}

static const struct wh_act *
act_by_id(int64_t id)
{
	size_t	i;

	for (i = 0; i < wh_nacts; i++)
		if (wh_acts[i].id == id)
			return &wh_acts[i];
	return NULL;
}

/* The word of an act, "?" if there is none. */
const char *
wh_act_code(int64_t id)
{
	const struct wh_act	*a = act_by_id(id);

	return a != NULL ? a->code : "?";
}

/* The word of a state, "?" if there is none. */
const char *
wh_state_code(int64_t id)
{
	size_t	i;

	for (i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (states[i].id == id)
			return states[i].code;
	return "?";
}

/* The state of this word, or 0. */
int64_t
wh_state_find(const char *code)
{
	size_t	i;

	for (i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (strcmp(states[i].code, code) == 0)
			return states[i].id;
	return 0;
}

/*
 * Make the tables state and act say what the program knows.  To be called
 * inside a transaction.
 */
bool
wh_install_words(struct wh *w)
{
	size_t	i;

	for (i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		wh_run(w, "INSERT INTO state VALUES (?, ?, ?, ?, ?)",
		    "ittti", (int64_t)states[i].id, states[i].code,
		    states[i].zh, states[i].en,
		    (int64_t)(states[i].id < WH_S_ENDED));
	for (i = 0; i < wh_nacts; i++)
		wh_run(w, "INSERT INTO act VALUES (?, ?, ?, ?)", "ittt",
		    (int64_t)wh_acts[i].id, wh_acts[i].code, wh_acts[i].zh,
		    wh_acts[i].en);
	return w->err.status == WH_OK;
}

/* The course of a case before its first row. */
void
wh_course_start(struct wh_course *c, int64_t received)
{
	memset(c, 0, sizeof(*c));
	c->received = received;
	c->due = c->dispatched = c->signed_at = c->handled = WH_NONE;
	c->checked = c->closed = c->called = WH_NONE;
	c->verified = c->replied = WH_NONE;
	c->moved = received;
}

static bool
refuse(struct wh_course *c, const char *why)
{
	snprintf(c->why, sizeof(c->why), "%s", why);
	return false;
}

/* Name the state the case is in and those in which the act is allowed. */
static bool
refuse_state(struct wh_course *c, const struct wh_act *a)
{
	size_t	i, n;
	int	k;

	k = snprintf(c->why, sizeof(c->why), "%s needs a case that is",
	    a->code);
	n = k > 0 ? (size_t)k : 0;
	for (i = 0; i < sizeof(states) / sizeof(states[0]) &&
	    n < sizeof(c->why); i++)
		if (a->from & (uint64_t)1 << states[i].id) {
			k = snprintf(c->why + n, sizeof(c->why) - n, " %s,",
			    states[i].code);
			n += k > 0 ? (size_t)k : 0;
		}
	if (n < sizeof(c->why))
		snprintf(c->why + n - 1, sizeof(c->why) - n + 1,
		    "; this one is %s", wh_state_code(c->state));
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
	return NULL;
}

static void
dispatch(struct wh_course *c, const struct wh_jrow *r)
{
	c->unit = r->unit;
	if (c->first_unit == 0)
		c->first_unit = r->unit;
	c->assumed = (r->flags & WH_F_UNIT) != 0;
	c->provisional = (r->flags & WH_F_PROVISIONAL) != 0;
	c->filter = r->filter;
	c->rule = r->rule;
	c->standard = r->standard;
	c->due = r->due;
	c->dispatched = r->at;
	c->signed_at = WH_NONE;
}

/*
 * pass or fail, on the spot, before the case is filed: one that fails is not
 * filed, until it is verified again and passes.
 */
static bool
verify(struct wh_course *c, const struct wh_jrow *r)
{
	bool	pass = strcmp(r->value, "pass") == 0;

	if (!pass && c->whistles > 0)
		return refuse(c, "verify: a whistle is open; accept its work"
		    " first, or void the case");
	c->verified = r->at;
	c->state = pass ? WH_S_REPORTED : WH_S_NOT_FILED;
	return true;
}

/* Of several replies the earliest is the first. */
static bool
reply(struct wh_course *c, const struct wh_jrow *r)
{
	if (c->state == WH_S_CLOSED && r->at > c->closed)
		return refuse(c, "reply: after it was closed; what is said"
		    " then is a callback");
	if (c->replied == WH_NONE || r->at < c->replied)
		c->replied = r->at;
	return true;
}

/* pass or fail: a failed check sends the case back to be handled again. */
static void
check(struct wh_course *c, const struct wh_jrow *r)
{
	c->checked = r->at;
	if (strcmp(r->value, "pass") == 0) {
		c->state = WH_S_PENDING_CLOSE;
		return;
	}
	c->state = WH_S_HANDLING;
	c->rework++;
	c->handled = WH_NONE;
}

/*
 * What was not handled closes only as special or forced, or directly, by
 * whoever took the call; or when an import does not know the time.
 */
static bool
close_case(struct wh_course *c, const struct wh_jrow *r)
{
	bool	special;

	special = r->value != NULL && (strcmp(r->value, "special") == 0 ||
	    strcmp(r->value, "forced") == 0);
	if ((c->state == WH_S_DISPATCHED || c->state == WH_S_HANDLING ||
	    c->state == WH_S_RETURNED) && !special &&
	    !(r->flags & WH_F_TIME))
		return refuse(c, "close: it is not handled; close it as"
		    " special or forced, or handle it first");
	if (c->whistles > 0 && !special)
		return refuse(c, "close: a whistle is open; accept its work,"
		    " or close as special or forced");
	c->closed = r->at;
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
		return refuse(c, "callback: say whether it was solved, or the"
		    " rating, or both");
	snprintf(solved, sizeof(solved), "%.*s", (int)(sp - r->value),
	    r->value);
	snprintf(rating, sizeof(rating), "%s", sp + 1);
	if (r->at < c->closed)
		return refuse(c, "callback: before it was closed");
	c->called = r->at;
	if (strcmp(solved, "-") != 0)
		c->solved = wh_word(solved);
	if (strcmp(rating, "-") != 0)
		c->rating = wh_word(rating);
	return true;
}

/* What an act does beside its change of state. */
static bool
effect(struct wh_course *c, const struct wh_jrow *r)
{
	switch (r->act) {
	case WH_A_VERIFY:
		return verify(c, r);
	case WH_A_REPLY:
		return reply(c, r);
	case WH_A_DISPATCH:
		dispatch(c, r);
		return true;
	case WH_A_SIGN:
		c->signed_at = r->at;
		return true;
	case WH_A_HANDLE:
		c->handled = r->at;
		return true;
	case WH_A_CHECK:
		check(c, r);
		return true;
	case WH_A_CLOSE:
		return close_case(c, r);
	case WH_A_CALLBACK:
		return callback(c, r);
	case WH_A_RETURN:
		c->returns++;
		return true;
	case WH_A_RAISE:
		c->whistles++;
		return true;
	case WH_A_ACCEPT:
		c->whistles -= c->whistles > 0;
		return true;
	default:
		return true;
	}
}

/* Does the act change the state?  Such acts follow each other in time. */
static bool
moves(const struct wh_act *a)
{
	return a->to != 0 || a->id == WH_A_CHECK || a->id == WH_A_VERIFY;
}

/* What brought the case to the state it is in. */
static const char *
moved_by(const struct wh_course *c)
{
	switch (c->state) {
	case WH_S_RETURNED:
		return "returned";
	case WH_S_DISPATCHED:
		return "dispatched";
	case WH_S_HANDLING:
		return c->rework > 0 && c->moved == c->checked ?
		    "checked and failed" : "signed for";
	case WH_S_PENDING_CHECK:
		return "handled";
	case WH_S_PENDING_CLOSE:
		return "checked";
	case WH_S_CLOSED:
		return "closed";
	default:
		return c->verified != WH_NONE ? "verified" : "received";
	}
}

/*
 * The next course.  False if the row is refused: the course is as before
 * and c->why says which rule forbids it.
 */
bool
wh_course_step(struct wh_course *c, const struct wh_jrow *r)
{
	const struct wh_act	*a = act_by_id(r->act);
	const char		*why;

	c->why[0] = '\0';
	if (a == NULL)
		return refuse(c, "no such act");
	if (!(a->from & (uint64_t)1 << c->state))
		return refuse_state(c, a);
	if (r->at < c->received) {
		snprintf(c->why, sizeof(c->why), "%s: before the case was"
		    " received", a->code);
		return false;
	}
	if (moves(a) && r->at < c->moved) {
		snprintf(c->why, sizeof(c->why), "%s: before it was %s",
		    a->code, moved_by(c));
		return false;
	}
	if ((why = missing(a, r)) == NULL && a->values != NULL &&
	    r->value != NULL && !wh_word_in(a->values, r->value))
		why = a->values;
	if (why != NULL) {
		snprintf(c->why, sizeof(c->why), "%s: %s%s", a->code,
		    why == a->values ? "its value is one of " : "", why);
		return false;
	}
	if (!effect(c, r))
		return false;
	if (a->to != 0)
		c->state = a->to;
	if (moves(a))
		c->moved = r->at;
	c->seq++;
	return true;
}
