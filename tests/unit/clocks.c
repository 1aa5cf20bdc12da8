/*
 * clocks.c - which clocks run follows from the course of a case, or from what
 * a unit of a whistle has done; that must be what the table of acts says they
 * start and stop
 *
 * Cases and units go through random acts.  A clock that begins must be one that the act
 * may start, one that ends one that it may stop, and each act that says it
 * starts or stops a clock must have done so somewhere.
 */
#include <stdlib.h>
#include <string.h>

#include "../tap.h"
#include "case/whistle.h"

/* What runs for whistles: not seen in the course. */
#define OF_WHISTLES	(WH_K_CONTACT | WH_K_FINISH)

static uint64_t seed = 88172645463325252;

static size_t
below(size_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (size_t)(seed % n);
}

/* One of the words of a list. */
static const char *
word(const char *list, char buf[32])
{
	size_t	n = 1, i;

	for (i = 0; list[i] != '\0'; i++)
		n += list[i] == ' ';
	for (n = below(n); n > 0; n--)
		list = strchr(list, ' ') + 1;
	snprintf(buf, 32, "%.*s", (int)strcspn(list, " "), list);
	return buf;
}

/* A row of an act with all that it needs. */
static void
make(struct wh_jrow *r, const struct wh_act *a, int64_t at, char buf[32])
{
	*r = (struct wh_jrow){ WH_JROW };
	r->act = a->id;
	r->at = at;
	r->unit = 1;
	r->filter = 1 + (int64_t)below(3);
	r->whistle = a->need & WH_N_WHISTLE ? 1 : 0;
	r->reason = r->text = "x";
	r->until = at + 500;
	r->due = at + 1000;
	r->standard = 1;
	r->flags = WH_F_LAST | (below(2) ? WH_F_BUNDLE : 0);
	if (a->values != NULL && (a->need & WH_N_VALUE || below(2)))
		r->value = word(a->values, buf);
	if (a->id == WH_A_CALLBACK)
		r->value = "yes -";
	if (a->id == WH_A_GRANT || a->id == WH_A_DENY)
		r->value = NULL;
}

/* The clocks that run at b, and at a did not, or since another time. */
static unsigned
fresh(const struct wh_course *a, const struct wh_course *b)
{
	unsigned	mask = 0;
	int		i;

	for (i = 0; i < WH_CLOCKS; i++)
		if (wh_clock_began(b, i) != WH_NONE &&
		    wh_clock_began(b, i) != wh_clock_began(a, i))
			mask |= 1u << i;
	return mask;
}

/* Some acts of a case; what each began and ended is kept. */
static bool
walk(unsigned began[], unsigned ended[])
{
	struct wh_course	 c, was;
	struct wh_jrow		 r;
	const struct wh_act	*a;
	char			 buf[32];
	unsigned		 up, down;
	size_t			 i;
	int64_t			 at = 1000;
	bool			 good = true;

	wh_course_start(&c, at);
	for (i = 0; i < 60; i++) {
		a = &wh_acts[i == 0 ? 0 : below(wh_nacts)];
		if (a->need & WH_N_WHISTLE)
			continue;
		if (a->id == WH_A_VOID && below(20) > 0)
			continue;	/* it ends all */
		make(&r, a, at += 1 + (int64_t)below(50), buf);
		was = c;
		if (a->id == WH_A_TAKEBACK || !wh_course_step(&c, &r))
			continue;
		up = fresh(&was, &c);
		down = fresh(&c, &was);
		if (up & ~a->starts || down & ~a->stops) {
			printf("# %s: began %x, ended %x\n", a->code, up,
			    down);
			good = false;
		}
		began[a - wh_acts] |= up;
		ended[a - wh_acts] |= down;
	}
	return good;
}

static unsigned
seat_fresh(const struct wh_seat *a, const struct wh_seat *b)
{
	unsigned	mask = 0;
	int		i;

	for (i = 0; i < WH_CLOCKS; i++)
		if (wh_seat_began(b, i) != WH_NONE &&
		    wh_seat_began(b, i) != wh_seat_began(a, i))
			mask |= 1u << i;
	return mask;
}

/* An act of a whistle, with one unit; each once, and none when it is over. */
static void
seat_act(struct wh_seat *s, int act, int64_t at)
{
	int64_t	*when = act == WH_A_RAISE ? &s->raised :
	    act == WH_A_SUMMON ? &s->summoned :
	    act == WH_A_ANSWER ? &s->signed_at :
	    act == WH_A_CONTACT ? &s->contacted :
	    act == WH_A_ARRIVE ? &s->arrived :
	    act == WH_A_EXCUSE ? &s->excused :
	    act == WH_A_ACCEPT || act == WH_A_WITHDRAW ? &s->over : NULL;

	if (when != NULL && *when == WH_NONE && s->over == WH_NONE &&
	    (act == WH_A_RAISE || s->raised != WH_NONE) &&
	    (act == WH_A_RAISE || act == WH_A_SUMMON ||
	    s->summoned != WH_NONE))
		*when = at;
}

static bool
seat_walk(unsigned began[], unsigned ended[])
{
	struct wh_seat	s, was;
	unsigned	up, down;
	size_t		i, k;
	bool		good = true;

	s.raised = s.over = s.summoned = s.signed_at = s.contacted = WH_NONE;
	s.arrived = s.excused = WH_NONE;
	for (i = 0; i < 200; i++) {
		k = below(wh_nacts);
		if (!(wh_acts[k].need & WH_N_WHISTLE))
			continue;
		was = s;
		seat_act(&s, wh_acts[k].id, 1000 + (int64_t)i);
		up = seat_fresh(&was, &s);
		down = seat_fresh(&s, &was);
		if (up & ~wh_acts[k].starts || down & ~wh_acts[k].stops)
			good = false;
		began[k] |= up;
		ended[k] |= down;
	}
	return good;
}

int
main(void)
{
	unsigned	 began[64] = { 0 }, ended[64] = { 0 };
	size_t		 i;
	bool		 good = true;

	for (i = 0; i < 30000; i++)
		good = walk(began, ended) && good;
	for (i = 0; i < 2000; i++)
		good = seat_walk(began, ended) && good;
	ok(good);
	for (i = 0; i < wh_nacts; i++) {
		if (!(wh_acts[i].need & WH_N_WHISTLE))
			ended[i] |= wh_acts[i].stops & OF_WHISTLES;
		good = began[i] == wh_acts[i].starts &&
		    ended[i] == wh_acts[i].stops;
		if (!good)
			printf("# %s: begins %x of %x, ends %x of %x\n",
			    wh_acts[i].code, began[i], wh_acts[i].starts,
			    ended[i], wh_acts[i].stops);
		ok(good);
	}
	ok(1 << WH_CLOCK_VERIFY == WH_K_VERIFY &&
	    1 << WH_CLOCK_SIGN == WH_K_SIGN &&
	    1 << WH_CLOCK_REPLY == WH_K_REPLY &&
	    1 << WH_CLOCK_ARRIVE == WH_K_ARRIVE &&
	    1 << WH_CLOCK_HANDLE == WH_K_HANDLE &&
	    1 << WH_CLOCK_CHECK == WH_K_CHECK &&
	    1 << WH_CLOCK_CALLBACK == WH_K_CALLBACK &&
	    1 << WH_CLOCK_HANG == WH_K_HANG &&
	    1 << WH_CLOCK_CONTACT == WH_K_CONTACT &&
	    1 << WH_CLOCK_FINISH == WH_K_FINISH);
	return finish();
}
