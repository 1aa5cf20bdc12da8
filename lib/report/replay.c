/*
 * replay.c - the proof of the journal: every case is replayed by the state
 * function and compared with what the file says of it.
 */
#include <stdlib.h>
#include <string.h>

#include "case/case.h"
#include "report/check.h"

static bool
put(struct wh *w, int64_t no, const char *what, const char *which)
{
	return wh_run(w, "INSERT INTO temp.replay VALUES (?, 'replay',"
	    " printf(?, ?))", "itt", no, what, which);
}

/* Replay one case from the rows that s stands on; s moves to the next. */
static bool
replay(struct wh *w, sqlite3_stmt *s, int64_t no, struct wh_fold *f)
{
	struct wh_course	stored;
	struct wh_jrow		r = { WH_JROW };
	const char		*what;
	bool			good = true, more;

	if (!wh_course_load(w, no, &stored)) {
		put(w, no, "it has a journal, but there is no such case%s", "");
		wh_course_start(&stored, INT64_MIN);
		good = false;
	}
	wh_fold_start(f, stored.received);
	do {
		wh_jrow_read(s, &r);
		if (good && !wh_fold_step(f, &r)) {
			put(w, no, "the journal breaks a rule: %s", f->c.why);
			good = false;
		}
		more = wh_row(w, s);
	} while (more && sqlite3_column_int64(s, WH_JOURNAL_N) == no);
	if (good && (what = wh_course_differs(&f->c, &stored)) != NULL)
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
	struct wh_fold	 f = { 0 };
	sqlite3_stmt	*s;
	int64_t		 n;

	wh_exec(w, "DROP TABLE IF EXISTS temp.replay; CREATE TEMP TABLE"
	    " replay(no INTEGER, \"check\" TEXT, what TEXT)");
	s = wh_prepare(w, "SELECT " WH_JOURNAL_COLS ", no FROM journal"
	    " ORDER BY no, seq");
	if (wh_row(w, s))
		for (n = 1; replay(w, s, sqlite3_column_int64(s,
		    WH_JOURNAL_N), &f); n++)
			wh_tick(w, "replaying", n);
	sqlite3_finalize(s);
	wh_fold_free(&f);
	wh_exec(w, "INSERT INTO temp.replay SELECT no, 'replay', 'it has no"
	    " journal' FROM cases c WHERE NOT EXISTS (SELECT 1 FROM journal j"
	    " WHERE j.no = c.no)");
	wh_recount(w);
	return wh_cursor_open(w, wh_prepare(w, "SELECT no, \"check\", what"
	    " FROM temp.replay ORDER BY no, rowid"), cols,
	    sizeof(cols) / sizeof(cols[0]));
}
