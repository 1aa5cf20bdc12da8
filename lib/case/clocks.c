/*
 * clocks.c - the clocks of a case: which of them run, until when, and how
 * much of its limit one has used that stops.
 *
 * Which clocks run follows from the course alone, so whatever brought a case
 * where it is, an act, an import or a takeback, table clock is put right by
 * one function.  wh_acts says which act may start and stop which.
 */
#include <stdlib.h>
#include <string.h>

#include "case/steps.h"

#define AT(s)	((uint64_t)1 << WH_S_##s)
#define HELD	(AT(DISPATCHED) | AT(HANDLING) | AT(HANDLE_FINISH) | \
		AT(SUSPENDED))

/* Does a case in this state, before it was hung if it hangs, wait for sign? */
static bool
is_unsigned(const struct wh_course *c)
{
	return c->signed_at == WH_NONE && (c->state == WH_S_DISPATCHED ||
	    (c->state == WH_S_SUSPENDED && c->hung_from == WH_S_DISPATCHED));
}

/*
 * When a clock began that runs for a case of this course; WH_NONE if it does
 * not run, whether or not there is a limit.  While a case hangs, those of
 * handling stand still.
 */
int64_t
wh_clock_began(const struct wh_course *c, int clock)
{
	bool	held = HELD >> c->state & 1;

	switch (clock) {
	case WH_CLOCK_VERIFY:
		return c->state == WH_S_PENDING_VERIFY ? c->moved : WH_NONE;
	case WH_CLOCK_SIGN:
		return is_unsigned(c) ? c->dispatched : WH_NONE;
	case WH_CLOCK_REPLY:
		return c->state != WH_S_NONE && c->state < WH_S_ENDED &&
		    c->replied == WH_NONE ?
		    c->received : WH_NONE;
	case WH_CLOCK_ARRIVE:
		return held && c->attended == WH_NONE &&
		    (c->checked == WH_NONE || c->checked < c->dispatched) ?
		    c->dispatched : WH_NONE;
	case WH_CLOCK_HANDLE:
		return held && c->handled == WH_NONE ? c->began : WH_NONE;
	case WH_CLOCK_CHECK:
		return c->state == WH_S_CHECKING ? c->moved : WH_NONE;
	case WH_CLOCK_CALLBACK:
		return c->state == WH_S_CLOSED && (c->called == WH_NONE ||
		    c->called < c->closed) ? c->closed : WH_NONE;
	case WH_CLOCK_HANG:
		return c->state == WH_S_SUSPENDED ? c->hung_since : WH_NONE;
	default:
		return WH_NONE;
	}
}

/* What the limits of stages look at of a case. */
static void
stage_of(struct wh *w, int64_t no, struct wh_stage_of *o)
{
	sqlite3_stmt	*s;

	memset(o, 0, sizeof(*o));
	s = wh_sql(w, "SELECT class, source, received, day_only FROM cases"
	    " WHERE no = ?");
	wh_bind(s, "i", no);
	if (!wh_row(w, s))
		return;
	o->class = sqlite3_column_int64(s, 0);
	o->source = sqlite3_column_int64(s, 1);
	o->received = sqlite3_column_int64(s, 2);
	o->day_only = sqlite3_column_int(s, 3) != 0;
	sqlite3_reset(s);
}

/* The limit of a stage, by the rows that held on the day of receipt. */
static const struct wh_limit *
stage_limit(struct wh *w, int clock, const struct wh_stage_of *o)
{
	return wh_stage_limit(w, clock, o->class, o->source,
	    wh_day_of(&w->zone, o->received));
}

/* By when the caller is to have a first reply; WH_NONE if by no time. */
int64_t
wh_reply_due(struct wh *w, const struct wh_stage_of *o)
{
	const struct wh_limit	*l = stage_limit(w, WH_CLOCK_REPLY, o);
	bool			 provisional;

	return l == NULL ? WH_NONE : wh_due_from(w, l, o->received,
	    o->day_only, &provisional);
}

/*
 * How long the case hung since a clock began, in seconds as the clock counts
 * them; *due, unless NULL, moves by that.  A hang that goes on is not in it.
 */
static int64_t
hung(struct wh *w, int64_t no, const struct wh_course *c,
    const struct wh_clock_row *k, int64_t *due)
{
	const struct wh_calendar	*cal = wh_calendar(w);
	struct wh_steps			 x;
	const struct wh_step		*p;
	int64_t				 much = 0;
	bool				 provisional;

	if (c->hung == 0 || cal == NULL)
		return 0;
	wh_steps_read(w, no, &x);
	for (p = x.step; p < x.step + x.n; p++) {
		if (p->act != WH_A_RESUME || p->from < k->started)
			continue;
		much += wh_used(cal, p->from, p->to, k->limit.kind);
		if (due != NULL)
			*due = wh_moved(cal, *due, p->from, p->to,
			    k->limit.kind, &provisional);
	}
	wh_steps_free(&x);
	return much;
}

/*
 * When a clock of a stage is over that began then, with the times that the
 * case hung since; WH_NONE if never.
 */
static int64_t
stage_due(struct wh *w, int64_t no, const struct wh_course *c,
    const struct wh_clock_row *k)
{
	bool	provisional;
	int64_t	due = wh_due_from(w, &k->limit, k->started, false,
	    &provisional);

	if (due != WH_NONE)
		hung(w, no, c, k, &due);
	return due;
}

/*
 * The limit of a running clock and when it is over, for a case with this
 * course; o is NULL where it has to be looked up.  False if it has none.
 */
static bool
clock_limit(struct wh *w, int64_t no, const struct wh_course *c, int clock,
    const struct wh_stage_of *o, struct wh_clock_row *k)
{
	const struct wh_limit	*l;
	struct wh_stage_of	 own;

	k->limit.n = 0;
	if (clock == WH_CLOCK_HANG) {
		k->due = c->hung_until;
		return true;
	}
	k->due = clock == WH_CLOCK_REPLY ? c->reply_due : c->due;
	if ((clock == WH_CLOCK_REPLY || clock == WH_CLOCK_HANDLE) &&
	    k->due == WH_NONE)
		return false;
	if (clock != WH_CLOCK_HANDLE && o == NULL) {
		stage_of(w, no, &own);
		o = &own;
	}
	l = clock == WH_CLOCK_HANDLE ? wh_standard_limit(w, c->standard) :
	    stage_limit(w, clock, o);
	if (l != NULL)
		k->limit = *l;
	if (clock == WH_CLOCK_REPLY || clock == WH_CLOCK_HANDLE)
		return true;
	k->due = l == NULL ? WH_NONE : stage_due(w, no, c, k);
	return k->due != WH_NONE;
}

/* A clock begins to climb: a hang ends when it is due. */
static void
stand(struct wh *w, int clock, struct wh_clock_row *k)
{
	k->rung = 1;
	k->next = k->due;
	if (clock != WH_CLOCK_HANG)
		wh_rung_first(w, clock, k->started, k->due, &k->rung,
		    &k->next);
}

/* A running clock as it would be put into the table; false if there is none. */
bool
wh_clock_make(struct wh *w, int64_t no, const struct wh_course *c, int clock,
    const struct wh_stage_of *o, struct wh_clock_row *k)
{
	k->started = wh_clock_began(c, clock);
	if (k->started == WH_NONE || !clock_limit(w, no, c, clock, o, k))
		return false;
	stand(w, clock, k);
	return true;
}

static bool
put(struct wh *w, int64_t no, int clock, const struct wh_clock_row *k)
{
	char	within[WH_TIME_TEXT];

	return wh_run(w, "INSERT OR REPLACE INTO clock(no, kind, started,"
	    " due, within, rung, next) VALUES (?, ?, ?, ?, ?, ?, ?)",
	    "itiitii", no, wh_clock_words[clock], k->started, k->due,
	    k->limit.n > 0 ? wh_limit_text(&k->limit, within) : NULL,
	    k->rung, k->next);
}

/* The clocks of a case as the table has them; started is WH_NONE if not. */
static void
load(struct wh *w, int64_t no, struct wh_clock_row k[WH_CLOCKS])
{
	sqlite3_stmt	*s;
	const char	*why;
	int		 i;

	for (i = 0; i < WH_CLOCKS; i++)
		k[i].started = WH_NONE;
	s = wh_sql(w, "SELECT kind, started, due, coalesce(within, ''), rung,"
	    " next FROM clock WHERE no = ? AND whistle = 0 AND unit = 0");
	wh_bind(s, "i", no);
	while (wh_row(w, s)) {
		if ((i = wh_clock_find(wh_col_text(s, 0))) < 0)
			continue;
		k[i].started = sqlite3_column_int64(s, 1);
		k[i].due = sqlite3_column_int64(s, 2);
		wh_limit_read(NULL, wh_col_text(s, 3), &k[i].limit, NULL,
		    &why);
		k[i].rung = sqlite3_column_int64(s, 4);
		k[i].next = wh_col_int(s, 5);
	}
}

/* The next rung of a clock that was late already moves by a hang, too. */
static int64_t
next_rung(struct wh *w, const struct wh_course *c,
    const struct wh_clock_row *k, const struct wh_clock_row *hang)
{
	bool	provisional;

	return k->next == WH_NONE || hang->started == WH_NONE ||
	    wh_calendar(w) == NULL ? k->next : wh_moved(wh_calendar(w),
	    k->next, hang->started, hang->due < c->moved ? hang->due :
	    c->moved, k->limit.kind, &provisional);
}

/*
 * Change a clock that goes on: the course knows when handling and the reply
 * are due; others stand still when a hang begins, and when it ends, by its
 * day or because it was taken back, they follow.  A clock that was late
 * already stays on its rung.
 */
static bool
go_on(struct wh *w, int64_t no, int clock, const struct wh_course *c,
    struct wh_clock_row *k, const struct wh_clock_row *hang)
{
	int64_t			 due = k->due;
	const struct wh_rung	*r;
	bool			 turned;

	turned = (hang->started != WH_NONE) != (c->state == WH_S_SUSPENDED) &&
	    clock != WH_CLOCK_REPLY && clock != WH_CLOCK_HANG;
	if (clock == WH_CLOCK_HANDLE)
		k->due = c->due;
	else if (clock == WH_CLOCK_REPLY)
		k->due = c->reply_due;
	else if (turned)
		k->due = stage_due(w, no, c, k);
	if (k->due == due)
		return true;
	if (turned && k->rung > 1)
		k->next = next_rung(w, c, k, hang);
	else if (turned && (r = wh_rung(w, clock, k->rung)) != NULL)
		k->next = wh_rung_time(w, r, k->due, k->due);
	else
		stand(w, clock, k);
	return put(w, no, clock, k);
}

/* While a case hangs those of handling stand still: the sweep passes by. */
static bool
stand_still(struct wh *w, int64_t no, const struct wh_course *c)
{
	return wh_run(w, "UPDATE clock SET still = ? WHERE no = ?"
	    " AND whistle = 0 AND kind IN ('sign', 'arrive', 'handle')", "ii",
	    (int64_t)(c->state == WH_S_SUSPENDED), no);
}

/*
 * Let the clocks of a case run or not, as its course says; of those that do
 * not run yet only the ones in begin (WH_K_), for an import tells of stages
 * that nobody here is waiting for.
 */
bool
wh_clock_set(struct wh *w, int64_t no, const struct wh_course *c,
    unsigned begin)
{
	struct wh_clock_row	 k[WH_CLOCKS], fresh, hang;
	int64_t			 began;
	int			 i;

	if (c->state >= WH_S_ENDED && !wh_whistles_settle(w, no))
		return false;
	load(w, no, k);
	hang = k[WH_CLOCK_HANG];
	for (i = 0; i < WH_CLOCKS && w->err.status == WH_OK; i++) {
		began = wh_clock_began(c, i);
		if ((i == WH_CLOCK_HANDLE && c->due == WH_NONE) ||
		    (i == WH_CLOCK_REPLY && c->reply_due == WH_NONE))
			began = WH_NONE;
		if (began != WH_NONE && began == k[i].started)
			go_on(w, no, i, c, &k[i], &hang);
		else if (begin >> i & 1 &&
		    wh_clock_make(w, no, c, i, NULL, &fresh))
			put(w, no, i, &fresh);
		else if (k[i].started != WH_NONE)
			wh_run(w, "DELETE FROM clock WHERE no = ? AND kind = ?"
			    " AND whistle = 0", "it", no, wh_clock_words[i]);
	}
	return w->err.status == WH_OK && ((hang.started == WH_NONE &&
	    c->state != WH_S_SUSPENDED) || stand_still(w, no, c));
}

/*
 * The seconds that a clock counted between two times without those in which
 * it stood.  These were counted when it went on: if the calendar says now
 * that there were fewer, nothing is left of the time, not less than nothing.
 */
int64_t
wh_clock_counted(const struct wh_calendar *cal, int64_t from, int64_t to,
    enum wh_clock_kind kind, int64_t paused)
{
	int64_t	n = wh_used(cal, from, to, kind) - paused;

	return n > 0 ? n : 0;
}

/*
 * What stops a clock says how long it ran and how long it might have: r->used
 * and r->allowed, in seconds as its limit counts them, without those in which
 * the case hung.  was and c are the course before and after the row; o as for
 * wh_clock_make.
 */
void
wh_clock_stopped(struct wh *w, int64_t no, const struct wh_course *was,
    const struct wh_course *c, const struct wh_stage_of *o, struct wh_jrow *r)
{
	struct wh_clock_row	 k, all[WH_CLOCKS];
	int			 i = wh_act_clock(r->act);
	int64_t			 paused = 0;

	if (i >= 0 && r->whistle != 0) {
		wh_seat_stopped(w, no, i, r);
		return;
	}
	if (i < 0 || (k.started = wh_clock_began(was, i)) == WH_NONE ||
	    wh_clock_began(c, i) == k.started || wh_calendar(w) == NULL)
		return;
	if (i == WH_CLOCK_HANDLE || i == WH_CLOCK_REPLY) {
		if (!clock_limit(w, no, was, i, o, &k) || k.limit.n == 0)
			return;
		paused = i == WH_CLOCK_HANDLE ? was->paused : 0;
	} else {
		load(w, no, all);
		if (all[i].started != k.started)
			return;
		k = all[i];
		paused = hung(w, no, was, &k, NULL);
	}
	r->allowed = wh_clock_counted(wh_calendar(w), k.started, k.due,
	    k.limit.kind, paused);
	if (i == WH_CLOCK_HANDLE && was->state == WH_S_SUSPENDED)
		paused += wh_used(wh_calendar(w), was->hung_since,
		    wh_hung_to(was, r->at), k.limit.kind);
	r->used = wh_clock_counted(wh_calendar(w), k.started, r->at,
	    k.limit.kind, paused);
}
