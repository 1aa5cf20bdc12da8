/*
 * course.c - every act in every state is taken or refused as the manual's
 * table says, with a reason that names both
 */
#include <stdlib.h>

#include "../tap.h"
#include "case/case.h"

#define LEN(a)	(sizeof(a) / sizeof((a)[0]))

static const int states[] = {
	WH_S_NONE, WH_S_REPORTED, WH_S_RETURNED, WH_S_PENDING_VERIFY,
	WH_S_PENDING_DISPATCH, WH_S_DISPATCHED, WH_S_HANDLING,
	WH_S_HANDLE_FINISH, WH_S_SUSPENDED, WH_S_PENDING_CHECK,
	WH_S_CHECKING, WH_S_PENDING_CLOSE, WH_S_CLOSED, WH_S_CANCELLED,
	WH_S_NOT_FILED
};
static const char digits[] = "0123456789abcde";

/*
 * By hand, from case-log(1): for each act a letter for each state above,
 * the state it leads to: . refused, = stays, else the index of the state.
 * PENDING_DISPATCH is one that was reopened; some are of a case that is assigned to a handler.  A closed case has been
 * closed before the reply; one that was only reported has no deadline.
 */
static const struct {
	int		 act;
	const char	*value, *to;
	bool		 assigned;
} table[] = {
	{ WH_A_REPORT, NULL,		"1..............", false },
	{ WH_A_SEND, NULL,		".3.......a.....", false },
	{ WH_A_VERIFY, "pass",		".1.1..........1", false },
	{ WH_A_VERIFY, "fail",		".e.e..........e", false },
	{ WH_A_FILE, NULL,		".4.............", false },
	{ WH_A_REFUSE, NULL,		".eeee..........", false },
	{ WH_A_DISPATCH, NULL,		".55.555........", false },
	{ WH_A_DISPATCH, NULL,		".55.555........", true },
	{ WH_A_PASS, NULL,		"..5..55........", false },
	{ WH_A_PASS, NULL,		"..5..55........", true },
	{ WH_A_SIGN, NULL,		".....6.........", false },
	{ WH_A_ASSIGN, NULL,		".....66........", false },
	{ WH_A_ASSIGN, NULL,		"...............", true },
	{ WH_A_UNASSIGN, NULL,		"...............", false },
	{ WH_A_UNASSIGN, NULL,		"......6........", true },
	{ WH_A_ATTEND, NULL,		".....==........", false },
	{ WH_A_REPLY, NULL,		".===========..=", false },
	{ WH_A_HANDLE, NULL,		".....99........", false },
	{ WH_A_HANDLE, NULL,		".....77........", true },
	{ WH_A_CONFIRM, NULL,		".......9.......", true },
	{ WH_A_CONFIRM, "pass",		".......9.......", true },
	{ WH_A_CONFIRM, "fail",		".......6.......", true },
	{ WH_A_CHECK, "pass",		".........bb....", false },
	{ WH_A_CHECK, "fail",		".........66....", false },
	{ WH_A_CLOSE, NULL,		".c.c.....ccc...", false },
	{ WH_A_CLOSE, "special",	".ccccccccccc...", false },
	{ WH_A_CLOSE, "forced",		".ccccccccccc...", false },
	{ WH_A_CALLBACK, "yes basic",	"............=..", false },
	{ WH_A_RETURN, NULL,		".....22........", false },
	{ WH_A_RETURN, NULL,		"...............", true },
	{ WH_A_EXTEND, NULL,		".....==........", false },
	{ WH_A_HANG, NULL,		".....==........", false },
	{ WH_A_APPEAL, NULL,		"............=..", false },
	{ WH_A_GRANT, "extend",		".....==........", false },
	{ WH_A_GRANT, "hang",		".....88........", false },
	{ WH_A_GRANT, "appeal",		"............=..", false },
	{ WH_A_DENY, "extend",		".....==........", false },
	{ WH_A_DENY, "hang",		".....==........", false },
	{ WH_A_DENY, "appeal",		"............=..", false },
	{ WH_A_RESUME, NULL,		"........6......", false },
	{ WH_A_RECOMPUTE, NULL,		"..=.========...", false },
	{ WH_A_REOPEN, NULL,		"............4.4", false },
	{ WH_A_EXERCISE, "advice",	".============..", false },
	{ WH_A_NOTE, NULL,		".============.=", false },
	{ WH_A_AMEND, NULL,		".============.=", false },
	{ WH_A_VOID, NULL,		".dddddddddddd.d", false },
	{ WH_A_LINK, "duplicate",	".============..", false },
	{ WH_A_UNLINK, "duplicate",	".==============", false },
	{ WH_A_SCREEN, "in",		".===========...", false },
	{ WH_A_SCREEN, "out",		".===========...", false },
	{ WH_A_RAISE, "enforce",	".==.===........", false },
	{ WH_A_SUMMON, NULL,		".===========...", false },
	{ WH_A_ANSWER, NULL,		".===========...", false },
	{ WH_A_CONTACT, NULL,		".===========...", false },
	{ WH_A_ARRIVE, NULL,		".===========...", false },
	{ WH_A_MEET, NULL,		".===========...", false },
	{ WH_A_TEAM, NULL,		".===========...", false },
	{ WH_A_DISBAND, NULL,		".==============", false },
	{ WH_A_ACCEPT, NULL,		".===========...", false },
	{ WH_A_REJECT, NULL,		".===========...", false },
	{ WH_A_WITHDRAW, NULL,		".===========...", false },
	{ WH_A_EXCUSE, NULL,		".===========...", false },
	{ WH_A_RELEASE, NULL,		".==============", false },
	{ WH_A_SCORE, "80",		".============..", false },
	{ WH_A_DIFFICULT, NULL,		".===========...", false },
	{ WH_A_CLIMB, "county",		".===========...", false },
	{ WH_A_LEDGER, NULL,		".============..", false },
	{ WH_A_CONSULT, NULL,		".============..", false },
	{ WH_A_ACCOUNT, NULL,		".============..", false },
	{ WH_A_URGE, NULL,		".============..", false },
	{ WH_A_LETTER, NULL,		".============..", false },
	{ WH_A_REMIND, NULL,		".============..", false },
	{ WH_A_RESPOND, NULL,		".==============", false },
};

enum { RECEIVED = 1000, NOW = 9000 };

/* A course that might be in this state, with the request of this word. */
static void
put_in(struct wh_course *c, int state, const char *request)
{
	bool	held = state == WH_S_DISPATCHED || state == WH_S_HANDLING;

	wh_course_start(c, RECEIVED);
	c->state = state;
	c->seq = state != WH_S_NONE;
	if (state == WH_S_NONE || state == WH_S_REPORTED ||
	    state == WH_S_PENDING_VERIFY)
		return;
	c->unit = c->first_unit = 7;
	c->filed = c->moved = c->dispatched = 2000;
	c->due = state == WH_S_CLOSED ? 2500 : 20000;
	if (state == WH_S_HANDLING)
		c->signed_at = 2000;
	if (state == WH_S_SUSPENDED) {
		c->hung = 1;
		c->hung_from = WH_S_HANDLING;
		c->hung_since = 2500;
		c->hung_until = 9500;
	}
	if (state >= WH_S_PENDING_CHECK && state != WH_S_NOT_FILED)
		c->moved = c->handled = 3000;
	if (state == WH_S_PENDING_CLOSE || state == WH_S_CLOSED)
		c->moved = c->checked = 4000;
	if (state == WH_S_CLOSED)
		c->moved = c->closed = 5000;
	if (request != NULL && (strcmp(request, "appeal") == 0 ?
	    state == WH_S_CLOSED : held)) {
		c->pending = wh_act_find(request)->id;
		c->pending_until = 9500;
	}
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
	r.new = act == WH_A_CLIMB ? "3" : "E01";
	r.due = r.until = 30000;
	r.filter = 3;
	r.flags = WH_F_LAST;
	return r;
}

static const char *
request_of(int act, const char *value)
{
	return act == WH_A_GRANT || act == WH_A_DENY ? value : NULL;
}

/* One pair of act and state; 0 if it is as the table says. */
static int
pair(size_t t, size_t s)
{
	struct wh_course	c, was;
	struct wh_jrow		r = full(table[t].act, table[t].value);
	char			to = table[t].to[s];
	bool			taken, want;

	put_in(&c, states[s], request_of(table[t].act, table[t].value));
	if (table[t].assigned && c.dispatched != WH_NONE)
		c.handler = 9;
	was = c;
	taken = wh_course_step(&c, &r);
	if (to == '.')
		want = !taken && wh_course_differs(&c, &was) == NULL &&
		    c.whistles == was.whistles &&
		    strstr(c.why, wh_act_code(r.act)) != NULL;
	else
		want = taken && c.seq == was.seq + 1 && c.state ==
		    (to == '=' ? states[s] :
		    states[strchr(digits, to) - digits]);
	if (to == '.' && !(wh_act_by_id(r.act)->from >> states[s] & 1) &&
	    states[s] != WH_S_NONE)
		want = want && strstr(c.why, wh_state_code(was.state)) != NULL;
	if (!want)
		printf("# %s %s in %s: %s\n", wh_act_code(r.act),
		    r.value ? r.value : "", wh_state_code(was.state), c.why);
	return !want;
}

/* Taking back is allowed where the table says, and needs the fold there. */
static int
takeback_in(size_t s)
{
	static const char	taken[] = ".============.=";
	struct wh_course	c;
	struct wh_jrow		r = full(WH_A_TAKEBACK, "sign");

	put_in(&c, states[s], NULL);
	return wh_course_allows(&c, &r) != (taken[s] == '=') ||
	    wh_course_step(&c, &r);
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
	for (s = 0; s < LEN(states); s++)
		bad += takeback_in(s);
	ok(bad == 0);
	ok(missing == 1);	/* every act but takeback is above */
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
		{ WH_N_UNTIL, "it needs the day when it ends" },
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
			if (n[k].need == WH_N_UNTIL)
				r.until = WH_NONE;
			put_in(&c, states[s], NULL);
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

	put_in(&c, state, request_of(act, value));
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
				bad += table[t].assigned ? 0 :
				    strstr(at(states[s], table[t].act,
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

	put_in(&c, WH_S_PENDING_CLOSE, NULL);
	c.due = 2999;
	ok(wh_course_step(&c, &r));
	is(c.close_kind, "late");
	put_in(&c, WH_S_PENDING_CLOSE, NULL);
	c.due = 3000;
	ok(wh_course_step(&c, &r));
	is(c.close_kind, "normal");
	put_in(&c, WH_S_PENDING_CLOSE, NULL);
	c.whistles = 1;
	ok(!wh_course_step(&c, &r));
	ok(strstr(c.why, "a whistle is open") != NULL);
	r.value = "forced";
	ok(wh_course_step(&c, &r));
	put_in(&c, WH_S_PENDING_CHECK, NULL);
	r = full(WH_A_CHECK, "fail");
	ok(wh_course_step(&c, &r));
	ok(c.handled == WH_NONE && c.rework == 1 && c.checked == NOW);
	put_in(&c, WH_S_RETURNED, NULL);
	r = full(WH_A_DISPATCH, NULL);
	ok(wh_course_step(&c, &r));
	ok(c.unit == 8 && c.first_unit == 7 && c.signed_at == WH_NONE);
	put_in(&c, WH_S_HANDLING, NULL);
	c.filter = 1;
	r = full(WH_A_PASS, NULL);
	r.filter = 1;
	ok(!wh_course_step(&c, &r));
	is(c.why, "pass: it goes up, to a greater filter level");
	r.filter = 2;
	ok(wh_course_step(&c, &r));
	ok(c.unit == 8 && c.first_unit == 7 && c.filter == 2 &&
	    c.dispatched == NOW);
	r.filter = 3;
	ok(wh_course_step(&c, &r) && c.filter == 3);
	ok(!wh_course_step(&c, &r));
	is(c.why, "pass: it is on filter level 3, the last; what comes next is"
	    " a whistle: case-escalate raise");
	put_in(&c, WH_S_CLOSED, NULL);
	r = full(WH_A_CALLBACK, "- satisfied");
	ok(wh_course_step(&c, &r));
	ok(c.solved == NULL);
	is(c.rating, "satisfied");
	put_in(&c, WH_S_HANDLING, NULL);
	r = full(WH_A_REPLY, NULL);
	ok(wh_course_step(&c, &r));
	ok(c.replied == NOW && c.moved == 2000);
	r.at = NOW - 1;
	ok(wh_course_step(&c, &r));
	r.at = NOW;
	ok(wh_course_step(&c, &r));
	ok(c.replied == NOW - 1);	/* the earliest is the first */
	put_in(&c, WH_S_REPORTED, NULL);
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

/* The next pseudo-random number below n; the same in every run. */
static unsigned
draw(unsigned n)
{
	static uint64_t	x = 88172645463325252u;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return (unsigned)(x % n);
}

/* A row that may or may not fit, later than the case was moved last. */
static struct wh_jrow
any_row(const struct wh_course *c)
{
	size_t		t = draw(LEN(table));
	struct wh_jrow	r = full(table[t].act, table[t].value);

	r.at = c->moved + draw(50);
	r.unit = 1 + draw(9);
	r.due = r.at + draw(2000);
	r.until = r.at + 1 + draw(2000);
	r.used = draw(100);
	r.flags = draw(3) > 0 ? WH_F_LAST : draw(20) == 0 ? WH_F_FORCED : 0;
	return r;
}

/* The row that takes the last act back. */
static struct wh_jrow
undo(const struct wh_past *p, int64_t at, char row[24])
{
	struct wh_jrow	r = full(WH_A_TAKEBACK, wh_act_code(p->act));

	snprintf(row, 24, "%jd", (intmax_t)p->seq);
	r.old = row;
	r.at = at;
	return r;
}

enum { WALKS = 20000, STEPS = 40 };

/*
 * From a walk's last state all is taken back that may be; each course must be
 * the one that was there before the act, but for its number of rows.  How
 * many acts were taken back.
 */
static int
unwind(struct wh_fold *f, const struct wh_course *before, int *bad)
{
	const struct wh_past	*p;
	struct wh_course	was;
	struct wh_jrow		r;
	char			row[24];
	int64_t			seq;
	int			n = 0;

	while ((p = wh_fold_last(f)) != NULL) {
		was = before[p->seq];
		seq = f->c.seq;
		r = undo(p, INT64_MAX, row);
		r.value = "report";
		*bad += wh_fold_step(f, &r) || f->c.seq != seq;
		r = undo(p, p->at - 1, row);
		*bad += wh_fold_step(f, &r) || f->c.seq != seq;
		r = undo(p, p->at, row);
		*bad += !wh_fold_step(f, &r) || f->c.seq != seq + 1;
		was.seq = f->c.seq;
		*bad += wh_course_differs(&f->c, &was) != NULL;
		n++;
	}
	return n;
}

/*
 * Walk at random; what is refused changes nothing, a course that is folded
 * is the one that is stepped.
 */
static void
walks(void)
{
	static struct wh_course	before[STEPS + 2];
	struct wh_fold		f = { 0 };
	struct wh_course	c;
	struct wh_jrow		r;
	int			i, k, bad = 0, taken = 0, back = 0;
	uint64_t		seen = 0;

	for (i = 0; i < WALKS; i++) {
		wh_fold_start(&f, RECEIVED);
		r = full(WH_A_REPORT, NULL);
		r.at = RECEIVED;
		bad += !wh_fold_step(&f, &r);
		for (k = 0; k < STEPS; k++) {
			c = f.c;
			before[c.seq + 1] = c;
			r = any_row(&c);
			if (wh_course_step(&c, &r) != wh_fold_step(&f, &r) ||
			    wh_course_differs(&c, &f.c) != NULL ||
			    f.c.whistles < 0)
				bad++;
			taken += f.c.seq == c.seq && c.why[0] == '\0';
			seen |= (uint64_t)1 << f.c.state;
		}
		back += unwind(&f, before, &bad);
	}
	wh_fold_free(&f);
	ok(bad == 0);
	ok(taken > WALKS && back > WALKS / 2);
	for (k = 1; k < (int)LEN(states); k++)
		bad += !(seen >> states[k] & 1);
	ok(bad == 0);		/* every state was walked through */
	if (taken <= WALKS || back <= WALKS / 2)
		printf("# taken %d, back %d\n", taken, back);
}

/* What requests do, whose rows and effects the table does not show. */
static void
requests(void)
{
	struct wh_course	c;
	struct wh_jrow		r = full(WH_A_EXTEND, NULL);

	put_in(&c, WH_S_HANDLING, NULL);
	r.at = 20001;
	ok(!wh_course_step(&c, &r));
	is(c.why, "extend: it is overdue");
	r.at = 20000;
	ok(wh_course_step(&c, &r) && c.pending == WH_A_EXTEND);
	r = full(WH_A_HANG, NULL);
	r.at = 20000;
	ok(!wh_course_step(&c, &r));
	r = full(WH_A_GRANT, "hang");
	ok(!wh_course_step(&c, &r));
	is(c.why, "grant: no request to hang is pending");
	r = full(WH_A_GRANT, NULL);
	r.flags = 0;
	ok(wh_course_step(&c, &r) && c.pending_step == 1 && c.due == 20000);
	r.flags = WH_F_LAST;
	ok(wh_course_step(&c, &r) && c.due == 30000 && c.extended == 1 &&
	    c.pending == 0 && c.moved == 2000);
	r = full(WH_A_EXTEND, NULL);
	ok(wh_course_step(&c, &r));
	r = full(WH_A_HANDLE, NULL);
	ok(wh_course_step(&c, &r) && c.pending == 0);	/* it lapsed */
	put_in(&c, WH_S_DISPATCHED, "hang");
	r = full(WH_A_GRANT, NULL);
	r.at = 9500;
	ok(!wh_course_step(&c, &r));	/* its end has passed */
	r.at = 9499;
	ok(wh_course_step(&c, &r) && c.state == WH_S_SUSPENDED &&
	    c.hung == 1 && c.hung_until == 9500 && c.moved == 9499);
	r = full(WH_A_RESUME, NULL);
	r.at = 9498;
	ok(!wh_course_step(&c, &r));
	is(c.why, "resume: before it was hung");
	r.at = 9600;
	r.used = 77;
	ok(wh_course_step(&c, &r) && c.state == WH_S_DISPATCHED &&
	    c.paused == 77 && c.due == 30000 && c.hung_since == WH_NONE);
	put_in(&c, WH_S_CLOSED, NULL);
	c.due = 3000;			/* when it was handled */
	r = full(WH_A_APPEAL, NULL);
	ok(!wh_course_step(&c, &r));
	c.due = 2999;
	ok(wh_course_step(&c, &r));
	r = full(WH_A_GRANT, NULL);
	ok(wh_course_step(&c, &r) && c.exempt == 1 && c.due == 2999 &&
	    c.handled == 3000);
	r = full(WH_A_REOPEN, NULL);
	ok(wh_course_step(&c, &r) && c.exempt == 0 && c.closed == WH_NONE &&
	    c.handled == WH_NONE && c.due == WH_NONE && c.reopened == 1 &&
	    c.first_unit == 7);
}

/* The reason for which a course refuses a row, or "". */
static const char *
step(struct wh_course *c, int act, const char *value, const char *reason,
    const char *old, const char *new)
{
	struct wh_jrow	r = full(act, value);

	r.reason = reason;
	r.old = old;
	r.new = new;
	return wh_course_step(c, &r) ? "" : c->why;
}

/* Scope and response: what decides is what was decided last. */
static void
scope(void)
{
	struct wh_course	c;

	put_in(&c, WH_S_DISPATCHED, NULL);
	is(step(&c, WH_A_SCREEN, "out", NULL, NULL, NULL),
	    "screen: out needs a reason");
	is(step(&c, WH_A_SCREEN, "out", "x", NULL, NULL), "");
	is(step(&c, WH_A_RAISE, "enforce", NULL, NULL, NULL), "raise: it was"
	    " screened out of the scope of whistles; screen it in first");
	is(step(&c, WH_A_SCREEN, "in", NULL, NULL, NULL), "");
	is(step(&c, WH_A_RAISE, "enforce", NULL, NULL, NULL), "");
	is(step(&c, WH_A_SCREEN, "out", "x", NULL, NULL),
	    "screen: a whistle is open; withdraw it first");
	is(step(&c, WH_A_WITHDRAW, NULL, "x", NULL, NULL), "");
	is(step(&c, WH_A_SCREEN, "out", "x", NULL, NULL), "");
	ok(c.whistles == 0);
	is(step(&c, WH_A_CLIMB, "county", NULL, "2", "3"), "climb: not from"
	    " the rung on which it stands to another");
	is(step(&c, WH_A_CLIMB, "county", NULL, NULL, "3"), "");
	is(step(&c, WH_A_CLIMB, "street", NULL, "3", "2"),
	    "climb: down needs a reason");
	is(step(&c, WH_A_CLIMB, "street", "x", "3", "2"), "");
	ok(c.rung == 2);
}

int
main(void)
{
	requests();
	walks();
	walk();
	scope();
	needs();
	times();
	effects();
	return finish();
}
