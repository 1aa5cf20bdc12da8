/*
 * sweep.c - what cron runs: the running clocks whose time has come, each rung
 * of the ladder once; a hang that ends.
 */
#include <stdlib.h>
#include <string.h>

#include "case/case.h"

struct clock {
	int64_t	no, whistle, unit, rung, due;
	int	kind;
};
struct sweep {
	struct wh	*w;
	size_t		 n;
	struct clock	*clock;		/* whose time has come */
	size_t		 moved;		/* of them in this pass */
	char		 why[200];	/* it was refused; or "" */
	void		(*told)(void *, const struct wh_swept *);
	void		*arg;
};

/*
 * Has the time of any clock come?  On a quiet day the sweep writes nothing,
 * not even an entry.  A clock stands on no rung only if somebody changed the
 * ladder behind the commands.
 */
bool
wh_due_now(struct wh *w)
{
	return wh_int(w, 0, "SELECT 1 FROM clock k WHERE next <= ?"
	    " AND still = 0 AND (kind = 'hang' OR EXISTS (SELECT 1"
	    " FROM ladder l WHERE l.clock = k.kind AND l.rung = k.rung))"
	    " LIMIT 1", "i", w->now) != 0;
}

/* All clocks whose time has come, the earliest first. */
static bool
gather(struct sweep *o)
{
	sqlite3_stmt	*s;
	struct clock	*k;

	o->n = o->moved = 0;
	s = wh_sql(o->w, "SELECT no, kind, whistle, unit, rung, due"
	    " FROM clock WHERE next <= ? AND still = 0 ORDER BY next, no");
	wh_bind(s, "i", o->w->now);
	while (wh_row(o->w, s)) {
		if ((k = wh_more(o->w, o->clock, o->n, sizeof(*k))) == NULL) {
			sqlite3_reset(s);
			return false;
		}
		o->clock = k;
		k += o->n;
		k->no = sqlite3_column_int64(s, 0);
		k->kind = wh_clock_find(wh_col_text(s, 1));
		k->whistle = sqlite3_column_int64(s, 2);
		k->unit = sqlite3_column_int64(s, 3);
		k->rung = sqlite3_column_int64(s, 4);
		k->due = sqlite3_column_int64(s, 5);
		o->n += k->kind >= 0;
	}
	return o->w->err.status == WH_OK;
}

/*
 * The rung to climb.  Of reminders and what follows the deadline only the
 * last is done whose time has come, so that a sweep which comes late does not
 * remind of what is over.  NULL if there is nothing to do.
 */
static const struct wh_rung *
rung_of(struct wh *w, const struct clock *k)
{
	const struct wh_rung	*r = wh_rung(w, k->kind, k->rung), *up;

	while (r != NULL && r->n < 1 && (up = wh_rung(w, k->kind,
	    r->n + 1)) != NULL && wh_rung_time(w, up, k->due, k->due) <=
	    w->now)
		r = up;
	return r;
}

/*
 * Set the clock on its next rung, or to rest if there is none.  False if it
 * is not where it was: what was done before has stopped or moved it.
 */
static bool
climb(struct wh *w, const struct clock *k, int64_t n)
{
	const struct wh_rung	*up = wh_rung(w, k->kind, n + 1);
	int64_t			 next = up == NULL ? WH_NONE :
				    wh_rung_time(w, up, k->due, w->now);

	return wh_run(w, "UPDATE clock SET rung = ?, next = ? WHERE no = ?"
	    " AND kind = ? AND whistle = ? AND unit = ? AND rung = ?"
	    " AND due = ? AND next <= ? AND still = 0", "iiitiiiii", n + 1,
	    next, k->no, wh_clock_words[k->kind], k->whistle, k->unit,
	    k->rung, k->due, w->now) && sqlite3_changes(w->db) > 0;
}

static void
tell(struct sweep *o, const struct clock *k, const char *act, int64_t unit)
{
	struct wh_swept	out;

	out.number = k->no;
	snprintf(out.act, sizeof(out.act), "%s", act);
	snprintf(out.clock, sizeof(out.clock), "%s",
	    wh_clock_words[k->kind]);
	out.unit = unit != 0 ? wh_ref_code(o->w, "unit", unit) : "";
	wh_time_text(&o->w->zone, k->due, out.due);
	out.why = o->why[0] != '\0' ? o->why : NULL;
	o->told(o->arg, &out);
}

/*
 * What the clock asks for was refused, before anything was written: it stays
 * where it was and asks again a day later, in case somebody mends it.
 */
static bool
put_off(struct sweep *o, const struct clock *k, const char *act)
{
	tell(o, k, act, k->unit);
	o->why[0] = '\0';
	return wh_run(o->w, "UPDATE clock SET rung = ?, next = ? WHERE no = ?"
	    " AND kind = ? AND whistle = ? AND unit = ?", "iiitii", k->rung,
	    o->w->now + 86400, k->no, wh_clock_words[k->kind], k->whistle,
	    k->unit);
}

/* Keep why it was refused; false. */
static bool
refused(struct sweep *o, const struct wh_course *c)
{
	snprintf(o->why, sizeof(o->why), "%s", c->why);
	return false;
}

/*
 * Whom it concerns: each unit's own clock, else the street that blew the
 * whistle, who has the case, or whose turn it is to give it to somebody.
 */
static int64_t
unit_of(struct wh *w, const struct clock *k, const struct wh_course *c)
{
	if (k->whistle != 0 && k->unit == 0)
		return wh_int(w, 0, "SELECT raiser FROM whistle WHERE no = ?"
		    " AND n = ?", "ii", k->no, k->whistle);
	if (k->unit != 0 || c->unit != 0)
		return k->unit != 0 ? k->unit : c->unit;
	return wh_street(w, wh_int(w, 0, "SELECT area FROM cases"
	    " WHERE no = ?", "i", k->no));
}

/* What the row of a rung points to. */
struct said {
	char		number[WH_LETTER];
	struct wh_climb	up;
};

/* Complete the row by what its act needs; false if there is nothing to do. */
static bool
complete(struct wh *w, const struct clock *k, const struct wh_rung *g,
    const struct wh_course *c, struct wh_jrow *r, struct said *said)
{
	int64_t	id;

	r->value = wh_clock_words[k->kind];
	if (r->act == WH_A_LETTER) {
		wh_letter_next(w, w->now, said->number);
		r->field = "letter";
		r->new = said->number;
		r->until = wh_rung_reply(w, g, w->now);
	} else if (r->act == WH_A_CLIMB) {
		if ((id = wh_response_next(w, k->no, w->now, c)) == 0)
			return false;
		r->reason = r->value;
		wh_response_put(w, c, id, r, &said->up);
	}
	return true;
}

/*
 * The row of the rung, for one unit, or 0: see unit_of.  It changes nothing
 * of the case but its number of rows and its rung of response.  False if it
 * is refused, or on an error.
 */
static bool
record(struct sweep *o, const struct clock *k, const struct wh_rung *g,
    int64_t unit)
{
	struct wh		*w = o->w;
	struct wh_course	 c;
	struct wh_jrow		 r = { WH_JROW };
	struct said		 said;

	if (!wh_course_load(w, k->no, &c))
		return false;
	r.act = wh_act_find(g->act)->id;
	r.at = w->now;
	r.whistle = k->whistle;
	r.unit = unit != 0 ? unit : unit_of(w, k, &c);
	r.due = k->due;
	if (!complete(w, k, g, &c, &r, &said))
		return w->err.status == WH_OK;
	if (!wh_course_step(&c, &r))
		return refused(o, &c);
	tell(o, k, g->act, r.unit);
	return wh_journal_put(w, k->no, &c, &r) && wh_run(w, "UPDATE cases"
	    " SET seq = ?, rung = nullif(?, 0) WHERE no = ?", "iii", c.seq,
	    c.rung, k->no);
}

/*
 * The clock of a whistle's work runs for all who are to do it: a row for each
 * that was neither excused nor released; where there is none the street has
 * only to accept.  A case climbs once, whoever works on it.
 */
static bool
record_all(struct sweep *o, const struct clock *k, const struct wh_rung *g)
{
	int64_t	unit = 0;
	bool	any = false, good = true;

	while (good && k->whistle != 0 && k->unit == 0 &&
	    wh_act_find(g->act)->id != WH_A_CLIMB &&
	    (unit = wh_int(o->w, 0, "SELECT min(unit) FROM whistle_unit"
	    " WHERE no = ? AND n = ? AND unit > ? AND excused IS NULL"
	    " AND released IS NULL", "iii", k->no, k->whistle, unit)) != 0) {
		good = record(o, k, g, unit);
		any = true;
	}
	return any ? good : record(o, k, g, 0);
}

/* The hang is over: the case goes on by itself, from that time. */
static bool
resume(struct sweep *o, const struct clock *k)
{
	struct wh_course	c;

	if (!wh_resume(o->w, k->no, k->due, &c))
		return refused(o, &c);
	tell(o, k, "resume", c.unit);
	return true;
}

/* What one clock asks for.  False on an error. */
static bool
do_clock(struct sweep *o, const struct clock *k)
{
	const struct wh_rung	*r = NULL;
	bool			 good;

	if (k->kind == WH_CLOCK_HANG)
		good = resume(o, k);
	else if ((r = rung_of(o->w, k)) == NULL || !climb(o->w, k, r->n))
		return o->w->err.status == WH_OK;
	else			/* it may be too late to remind */
		good = (r->n < 1 && k->due <= o->w->now) ||
		    record_all(o, k, r);
	o->moved++;
	return o->w->err.status == WH_OK && (good || put_off(o, k,
	    r != NULL ? r->act : "resume"));
}

/*
 * Do what clocks ask for whose time has come, inside a transaction, and tell
 * of each, also of what is refused.  What that brings up, a hang that ends or
 * a rung at once, is done in another pass over the clocks.  How many clocks
 * have moved, whether there was anything to tell or not; -1 on an error.
 */
int64_t
wh_sweep(struct wh *w, void (*told)(void *, const struct wh_swept *),
    void *arg)
{
	struct sweep	o = { .w = w, .told = told, .arg = arg };
	int64_t		moved = 0;
	size_t		i;

	do {
		if (!gather(&o))
			break;
		for (i = 0; i < o.n && do_clock(&o, &o.clock[i]); i++)
			;
		moved += (int64_t)o.moved;
	} while (o.moved > 0 && w->err.status == WH_OK);
	free(o.clock);
	return w->err.status == WH_OK ? moved : -1;
}
