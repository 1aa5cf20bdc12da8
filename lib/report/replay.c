/*
 * replay.c - the proof of the journal: every case is replayed by the state
 * function and compared with what the file says of it.
 */
#include <stdlib.h>
#include <string.h>

#include "case/case.h"
#include "report/check.h"

static bool
same_word(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* The name of the first part in which two courses differ, or NULL. */
static const char *
difference(const struct wh_course *a, const struct wh_course *b)
{
#define SAME(f)	do { if (a->f != b->f) return #f; } while (0)
	SAME(state); SAME(filter); SAME(unit); SAME(first_unit);
	SAME(assumed); SAME(rule); SAME(standard); SAME(due);
	SAME(provisional); SAME(dispatched); SAME(signed_at); SAME(handled);
	SAME(checked); SAME(closed); SAME(called); SAME(verified); SAME(replied);
	SAME(rework); SAME(returns); SAME(seq);
#undef SAME
	if (!same_word(a->close_kind, b->close_kind))
		return "close_kind";
	if (!same_word(a->solved, b->solved))
		return "solved";
	return same_word(a->rating, b->rating) ? NULL : "rating";
}

static bool
put(struct wh *w, int64_t no, const char *what, const char *which)
{
	return wh_run(w, "INSERT INTO temp.replay VALUES (?, 'replay',"
	    " printf(?, ?))", "itt", no, what, which);
}

/* Replay one case from the rows that s stands on; s moves to the next. */
static bool
replay(struct wh *w, sqlite3_stmt *s, int64_t no)
{
	struct wh_course	c, stored;
	struct wh_jrow		r = { WH_JROW };
	const char		*what;
	bool			good = true, more;

	if (!wh_course_load(w, no, &stored)) {
		put(w, no, "it has a journal, but there is no such case%s", "");
		wh_course_start(&stored, INT64_MIN);
		good = false;
	}
	wh_course_start(&c, stored.received);
	do {
		wh_jrow_read(s, &r);
		if (good && !wh_course_step(&c, &r)) {
			put(w, no, "the journal breaks a rule: %s", c.why);
			good = false;
		}
		more = wh_row(w, s);
	} while (more && sqlite3_column_int64(s, 18) == no);
	c.whistles = stored.whistles;
	if (good && (what = difference(&c, &stored)) != NULL)
		put(w, no, "%s is not what the journal leads to", what);
	return more;
}

/*
 * Replay all cases, and count again what stands beside them.  A list of what
 * was found: number, check, what; empty if the file is what its journal says.
 * Uses a temporary table.
 */
struct wh_cursor *
wh_replay(struct wh *w)
{
	static const struct wh_col	cols[] = {
		{ "key", WH_CODE, NULL, 0, "Key", "编号" },
		{ "check", WH_TEXT, NULL, 0, "Check", "检查" },
		{ "what", WH_TEXT, NULL, 0, "What", "问题" },
	};
	sqlite3_stmt	*s;
	int64_t		 n;

	wh_exec(w, "DROP TABLE IF EXISTS temp.replay; CREATE TEMP TABLE"
	    " replay(no INTEGER, \"check\" TEXT, what TEXT)");
	s = wh_prepare(w, "SELECT " WH_JOURNAL_COLS ", no FROM journal"
	    " ORDER BY no, seq");
	if (wh_row(w, s))
		for (n = 1; replay(w, s, sqlite3_column_int64(s, 18)); n++)
			wh_tick(w, "replaying", n);
	sqlite3_finalize(s);
	wh_exec(w, "INSERT INTO temp.replay SELECT no, 'replay', 'it has no"
	    " journal' FROM cases c WHERE NOT EXISTS (SELECT 1 FROM journal j"
	    " WHERE j.no = c.no)");
	wh_recount(w);
	return wh_cursor_open(w, wh_prepare(w, "SELECT no, \"check\", what"
	    " FROM temp.replay ORDER BY no, rowid"), cols,
	    sizeof(cols) / sizeof(cols[0]));
}
