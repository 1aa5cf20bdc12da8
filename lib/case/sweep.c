/*
 * sweep.c - what cron runs: the running clocks whose time has come, each rung
 * of the ladder once; a hang that ends.
 */
#include <stdlib.h>
#include <string.h>

#include "case/case.h"

struct clock {
	int64_t	no, whistle, unit, rung, due;
	char	kind[16];
};

/*
 * Clocks whose time has come; one that stands on no rung has no work, and
 * while a case hangs those of handling stand still.
 */
#define DUE \
	" FROM clock k LEFT JOIN ladder l ON l.clock = k.kind" \
	" AND l.rung = k.rung WHERE k.next <= ? AND (k.kind = 'hang'" \
	" OR (l.rung IS NOT NULL AND (k.whistle <> 0 OR k.kind NOT IN" \
	" ('sign', 'arrive', 'handle') OR NOT EXISTS (SELECT 1 FROM clock h" \
	" WHERE h.no = k.no AND h.kind = 'hang'))))"

/*
 * Has the time of any clock come?  On a quiet day the sweep writes nothing,
 * not even an entry.
 */
bool
wh_due_now(struct wh *w)
{
	return wh_int(w, 0, "SELECT 1" DUE " LIMIT 1", "i", w->now) != 0;
}

/* A clock whose time has come, with the rung of the ladder it stands on. */
static bool
next_clock(struct wh *w, struct clock *k, struct wh_swept *out)
{
	sqlite3_stmt	*s;
	bool		 found;

	s = wh_sql(w, "SELECT k.no, k.kind, k.whistle, k.unit, k.rung, k.due,"
	    " coalesce(l.act, 'resume')" DUE " ORDER BY k.next, k.no LIMIT 1");
	wh_bind(s, "i", w->now);
	if ((found = wh_row(w, s))) {
		k->no = sqlite3_column_int64(s, 0);
		snprintf(k->kind, sizeof(k->kind), "%s", wh_col_text(s, 1));
		k->whistle = sqlite3_column_int64(s, 2);
		k->unit = sqlite3_column_int64(s, 3);
		k->rung = sqlite3_column_int64(s, 4);
		k->due = sqlite3_column_int64(s, 5);
		snprintf(out->act, sizeof(out->act), "%s", wh_col_text(s, 6));
		sqlite3_reset(s);
	}
	return found;
}

/* Set the clock to its next rung, or to rest if there is none. */
static bool
climb(struct wh *w, const struct clock *k)
{
	char	*within;
	int64_t	 next = WH_NONE;

	if (wh_int(w, 0, "SELECT 1 FROM ladder WHERE clock = ? AND rung = ?",
	    "ti", k->kind, k->rung + 1)) {
		within = wh_str(w, "SELECT after FROM ladder WHERE clock = ?"
		    " AND rung = ?", "ti", k->kind, k->rung + 1);
		next = wh_after(w, within, w->now);
		if (next == WH_NONE)
			next = w->now;
		free(within);
	}
	return wh_run(w, "UPDATE clock SET rung = ?, next = ? WHERE no = ?"
	    " AND kind = ? AND whistle = ? AND unit = ?", "iiitii",
	    k->rung + 1, next, k->no, k->kind, k->whistle, k->unit);
}

/* The row of the rung: an urge, or a letter with the day of its reply. */
static bool
record(struct wh *w, const struct clock *k, struct wh_swept *out)
{
	struct wh_course	c;
	struct wh_jrow		r = { WH_JROW };
	char			*reply;

	if (!wh_course_load(w, k->no, &c))
		return false;
	r.act = wh_act_find(out->act)->id;
	r.at = w->now;
	r.whistle = k->whistle;
	r.unit = k->unit != 0 ? k->unit : c.unit;
	r.due = k->due;
	r.value = k->kind;
	reply = wh_str(w, "SELECT reply FROM ladder WHERE clock = ?"
	    " AND rung = ?", "ti", k->kind, k->rung);
	r.until = wh_after(w, reply, w->now);
	free(reply);
	if (!wh_apply(w, k->no, &c, &r))
		return wh_fail(&w->err, WH_FAIL, "%jd: %s", (intmax_t)k->no,
		    c.why);
	out->number = k->no;
	out->unit = r.unit != 0 ? wh_ref_code(w, "unit", r.unit) : "";
	snprintf(out->clock, sizeof(out->clock), "%s", k->kind);
	wh_time_text(&w->zone, k->due, out->due);
	return wh_course_save(w, k->no, &c);
}

/* The hang is over: the case goes on by itself, from that time. */
static bool
resume(struct wh *w, const struct clock *k, struct wh_swept *out)
{
	struct wh_course	c;

	if (!wh_resume(w, k->no, k->due, &c))
		return wh_fail(&w->err, WH_FAIL, "%jd: %s", (intmax_t)k->no,
		    c.why);
	out->number = k->no;
	out->unit = c.unit != 0 ? wh_ref_code(w, "unit", c.unit) : "";
	snprintf(out->clock, sizeof(out->clock), "%s", k->kind);
	wh_time_text(&w->zone, k->due, out->due);
	return true;
}

/*
 * Do the next thing that a clock asks for, inside a transaction.  False when
 * there is nothing more to do, or on an error.
 */
bool
wh_sweep(struct wh *w, struct wh_swept *out)
{
	struct clock	k;

	if (!next_clock(w, &k, out))
		return false;
	return strcmp(k.kind, "hang") == 0 ? resume(w, &k, out) :
	    record(w, &k, out) && climb(w, &k);
}
