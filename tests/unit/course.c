/*
 * course.c - every act in every state is taken or refused as the manual's
 * table says, with a reason that names both
 */
#include <stdlib.h>

#include "../tap.h"
#include "case/case.h"

#define LEN(a)	(sizeof(a) / sizeof((a)[0]))

static const int states[] = {
	WH_S_NONE, WH_S_REPORTED, WH_S_RETURNED, WH_S_DISPATCHED,
	WH_S_HANDLING, WH_S_PENDING_CHECK, WH_S_PENDING_CLOSE, WH_S_CLOSED,
	WH_S_CANCELLED, WH_S_NOT_FILED
};

/*
 * By hand, from case-log(1): for each act a letter for each state above,
 * the state it leads to: . refused, = stays, else the index of the state.
 */
static const struct {
	int		 act;
	const char	*value, *to;
} table[] = {
	{ WH_A_REPORT, NULL,		"1........." },
	{ WH_A_VERIFY, "pass",		".1.......1" },
	{ WH_A_VERIFY, "fail",		".9.......9" },
	{ WH_A_DISPATCH, NULL,		".3333....." },
	{ WH_A_SIGN, NULL,		"...4......" },
	{ WH_A_REPLY, NULL,		".======..=" },
	{ WH_A_HANDLE, NULL,		"...55....." },
	{ WH_A_CHECK, "pass",		".....6...." },
	{ WH_A_CHECK, "fail",		".....4...." },
	{ WH_A_CLOSE, NULL,		".7...77..." },
	{ WH_A_CLOSE, "special",	".777777..." },
	{ WH_A_CLOSE, "forced",		".777777..." },
	{ WH_A_CALLBACK, "yes basic",	".......=.." },
	{ WH_A_RETURN, NULL,		"...22....." },
	{ WH_A_NOTE, NULL,		".=======.=" },
	{ WH_A_AMEND, NULL,		".=======.=" },
	{ WH_A_VOID, NULL,		".8888888.8" },
	{ WH_A_LINK, "duplicate",	".=======.." },
	{ WH_A_UNLINK, "duplicate",	".=========" },
	{ WH_A_RAISE, "enforce",	".====....." },
	{ WH_A_SUMMON, NULL,		".====....." },
	{ WH_A_ARRIVE, NULL,		".======..." },
	{ WH_A_ACCEPT, NULL,		".======..." },
	{ WH_A_REJECT, NULL,		".======..." },
	{ WH_A_RELEASE, NULL,		".=======.." },
	{ WH_A_URGE, NULL,		".======..." },
	{ WH_A_LETTER, NULL,		".======..." },
};

enum { RECEIVED = 1000, NOW = 9000 };

/* A course that might be in this state. */
static void
put_in(struct wh_course *c, int state)
{
	wh_course_start(c, RECEIVED);
	c->state = state;
	c->seq = state != WH_S_NONE;
	if (state == WH_S_NONE || state == WH_S_REPORTED)
		return;
	c->unit = c->first_unit = 7;
	c->dispatched = 2000;
	c->moved = 2000;
	if (state >= WH_S_PENDING_CHECK)
		c->moved = c->handled = 3000;
	if (state == WH_S_PENDING_CLOSE || state == WH_S_CLOSED)
		c->moved = c->checked = 4000;
	if (state == WH_S_CLOSED)
		c->moved = c->closed = 5000;
}

/* A row that lacks nothing. */
static struct wh_jrow
full(int act, const char *value)
{
	struct wh_jrow	r = { WH_JROW, .act = act, .at = NOW, .value = value };

	r.unit = 8;
	r.whistle = 1;
	r.reason = "reason";
	r.text = "text";
	r.field = "class";
	r.new = "E01";
	return r;
}

/* What must not have changed when a row was refused. */
static bool
same(const struct wh_course *a, const struct wh_course *b)
{
	return a->state == b->state && a->seq == b->seq &&
	    a->unit == b->unit && a->signed_at == b->signed_at &&
	    a->handled == b->handled && a->checked == b->checked &&
	    a->closed == b->closed && a->called == b->called &&
	    a->dispatched == b->dispatched && a->returns == b->returns &&
	    a->rework == b->rework && a->whistles == b->whistles;
}

/* One pair of act and state; 0 if it is as the table says. */
static int
pair(size_t t, size_t s)
{
	struct wh_course	c, was;
	struct wh_jrow		r = full(table[t].act, table[t].value);
	char			to = table[t].to[s];
	bool			taken;
	int			want;

	put_in(&c, states[s]);
	was = c;
	taken = wh_course_step(&c, &r);
	if (to == '.')
		want = !taken && same(&c, &was) &&
		    strstr(c.why, wh_act_code(r.act)) != NULL;
	else
		want = taken && c.seq == was.seq + 1 && c.state ==
		    (to == '=' ? states[s] : states[to - '0']);
	if (to == '.' && !strstr(c.why, "not handled") &&
	    states[s] != WH_S_NONE)
		want = want && strstr(c.why, wh_state_code(was.state)) != NULL;
	if (!want)
		printf("# %s %s in %s: %s\n", wh_act_code(r.act),
		    r.value ? r.value : "", wh_state_code(was.state), c.why);
	return !want;
}

static void
walk(void)
{
	size_t	t, s, i;
	int	bad = 0, missing = 0;

	for (t = 0; t < LEN(table); t++)
		for (s = 0; s < LEN(states); s++)
			bad += pair(t, s);
	for (i = 0; i < wh_nacts; i++) {
		for (t = 0; t < LEN(table); t++)
			if (table[t].act == wh_acts[i].id)
				break;
		missing += t == LEN(table);
	}
	ok(bad == 0);
	ok(missing == 0);	/* every act is in the table above */
}

/* Leave out one thing that an act needs; it must be refused by name. */
static void
needs(void)
{
	static const struct { unsigned need; const char *why; } n[] = {
		{ WH_N_UNIT, "it needs a unit" },
		{ WH_N_REASON, "it needs a reason" },
		{ WH_N_TEXT, "it needs a text" },
		{ WH_N_FIELD, "it needs a field" },
		{ WH_N_WHISTLE, "it needs a whistle" },
		{ WH_N_VALUE, "" },
		{ WH_N_OTHER, "it needs the other case" },
	};
	struct wh_course	c;
	struct wh_jrow		r;
	size_t			i, k, s;
	int			bad = 0, tried = 0;

	for (i = 0; i < wh_nacts; i++)
		for (k = 0; k < LEN(n); k++) {
			if (!(wh_acts[i].need & n[k].need))
				continue;
			for (s = 0; !(wh_acts[i].from >> states[s] & 1); s++)
				;
			r = full(wh_acts[i].id, "pass");
			if (n[k].need == WH_N_UNIT)
				r.unit = 0;
			if (n[k].need == WH_N_REASON)
				r.reason = NULL;
			if (n[k].need == WH_N_TEXT)
				r.text = NULL;
			if (n[k].need == WH_N_FIELD)
				r.field = NULL;
			if (n[k].need == WH_N_WHISTLE)
				r.whistle = 0;
			if (n[k].need == WH_N_VALUE)
				r.value = NULL;
			if (n[k].need == WH_N_OTHER)
				r.new = NULL;
			put_in(&c, states[s]);
			tried++;
			bad += wh_course_step(&c, &r) ||
			    strstr(c.why, n[k].why) == NULL ||
			    strncmp(c.why, wh_acts[i].code,
			    strlen(wh_acts[i].code)) != 0;
		}
	ok(tried > 10);
	ok(bad == 0);
}

/* Step from a state at a time; the reason, or "" if it was taken. */
static const char *
at(int state, int act, const char *value, int64_t when)
{
	static struct wh_course	c;
	struct wh_jrow		r = full(act, value);

	put_in(&c, state);
	r.at = when;
	return wh_course_step(&c, &r) ? "" : c.why;
}

static void
times(void)
{
	size_t	t, s;
	int	bad = 0;

	for (t = 0; t < LEN(table); t++)
		for (s = 0; s < LEN(states); s++)
			if (table[t].to[s] != '.')
				bad += strstr(at(states[s], table[t].act,
				    table[t].value, RECEIVED - 1),
				    "before the case was received") == NULL;
	ok(bad == 0);
	is(at(WH_S_REPORTED, WH_A_DISPATCH, NULL, RECEIVED), "");
	is(at(WH_S_RETURNED, WH_A_DISPATCH, NULL, 1999),
	    "dispatch: before it was returned");
	is(at(WH_S_DISPATCHED, WH_A_SIGN, NULL, 1999),
	    "sign: before it was dispatched");
	is(at(WH_S_DISPATCHED, WH_A_SIGN, NULL, 2000), "");
	is(at(WH_S_HANDLING, WH_A_HANDLE, NULL, 1999),
	    "handle: before it was signed for");
	is(at(WH_S_HANDLING, WH_A_RETURN, NULL, 1999),
	    "return: before it was signed for");
	is(at(WH_S_PENDING_CHECK, WH_A_CHECK, "pass", 2999),
	    "check: before it was handled");
	is(at(WH_S_PENDING_CLOSE, WH_A_CLOSE, NULL, 3999),
	    "close: before it was checked");
	is(at(WH_S_DISPATCHED, WH_A_CLOSE, "forced", 1999),
	    "close: before it was dispatched");
	is(at(WH_S_CLOSED, WH_A_CALLBACK, "yes -", 4999),
	    "callback: before it was closed");
	is(at(WH_S_CLOSED, WH_A_CALLBACK, "yes -", 5000), "");
	is(at(WH_S_CLOSED, WH_A_REPLY, NULL, 5000), "");
	is(at(WH_S_CLOSED, WH_A_REPLY, NULL, 5001), "reply: after it was"
	    " closed; what is said then is a callback");
	is(at(WH_S_HANDLING, WH_A_REPLY, NULL, RECEIVED), "");
}

/* What a row does beside its change of state. */
static void
effects(void)
{
	struct wh_course	c;
	struct wh_jrow		r = full(WH_A_CLOSE, NULL);

	put_in(&c, WH_S_PENDING_CLOSE);
	c.due = 2999;
	ok(wh_course_step(&c, &r));
	is(c.close_kind, "late");
	put_in(&c, WH_S_PENDING_CLOSE);
	c.due = 3000;
	ok(wh_course_step(&c, &r));
	is(c.close_kind, "normal");
	put_in(&c, WH_S_PENDING_CLOSE);
	c.whistles = 1;
	ok(!wh_course_step(&c, &r));
	ok(strstr(c.why, "a whistle is open") != NULL);
	r.value = "forced";
	ok(wh_course_step(&c, &r));
	put_in(&c, WH_S_PENDING_CHECK);
	r = full(WH_A_CHECK, "fail");
	ok(wh_course_step(&c, &r));
	ok(c.handled == WH_NONE && c.rework == 1 && c.checked == NOW);
	put_in(&c, WH_S_RETURNED);
	r = full(WH_A_DISPATCH, NULL);
	ok(wh_course_step(&c, &r));
	ok(c.unit == 8 && c.first_unit == 7 && c.signed_at == WH_NONE);
	put_in(&c, WH_S_CLOSED);
	r = full(WH_A_CALLBACK, "- satisfied");
	ok(wh_course_step(&c, &r));
	ok(c.solved == NULL);
	is(c.rating, "satisfied");
	put_in(&c, WH_S_HANDLING);
	r = full(WH_A_REPLY, NULL);
	ok(wh_course_step(&c, &r));
	ok(c.replied == NOW && c.moved == 2000);
	r.at = NOW - 1;
	ok(wh_course_step(&c, &r));
	r.at = NOW;
	ok(wh_course_step(&c, &r));
	ok(c.replied == NOW - 1);	/* the earliest is the first */
	put_in(&c, WH_S_REPORTED);
	r = full(WH_A_VERIFY, "fail");
	r.at = 1500;
	c.whistles = 1;
	ok(!wh_course_step(&c, &r));
	ok(strstr(c.why, "a whistle is open") != NULL);
	c.whistles = 0;
	ok(wh_course_step(&c, &r));
	ok(c.verified == 1500 && c.state == WH_S_NOT_FILED);
	r = full(WH_A_VERIFY, "pass");
	r.at = 1499;
	ok(!wh_course_step(&c, &r));
	is(c.why, "verify: before it was verified");
	r.at = 1600;
	ok(wh_course_step(&c, &r));
	r = full(WH_A_DISPATCH, NULL);
	r.at = 1599;
	ok(!wh_course_step(&c, &r));
	is(c.why, "dispatch: before it was verified");
	r.act = 999;
	ok(!wh_course_step(&c, &r));
	is(c.why, "no such act");
}

int
main(void)
{
	walk();
	needs();
	times();
	effects();
	return finish();
}
