/*
 * journal.c - journal rows into the file, courses in and out, and the
 * running clock of a case.
 */
#include <stdlib.h>
#include <string.h>

#include "case/case.h"

/* Bind a course from parameter n on, in the order of WH_COURSE_COLS. */
void
wh_course_bind(sqlite3_stmt *s, int n, const struct wh_course *c)
{
	const int64_t	v[] = {
		c->state, c->filter, c->unit, c->first_unit, c->assumed,
		c->rule, c->standard, c->due, c->provisional, c->dispatched,
		c->signed_at, c->handled, c->checked, c->closed, c->called,
		c->verified, c->replied
	};
	/* references and the filter are absent when they are 0 */
	const unsigned	ref = 1u << 1 | 1u << 2 | 1u << 3 | 1u << 5 | 1u << 6;
	unsigned	i;

	for (i = 0; i < sizeof(v) / sizeof(v[0]); i++, n++)
		if (v[i] == WH_NONE || (v[i] == 0 && (ref >> i & 1)))
			sqlite3_bind_null(s, n);
		else
			sqlite3_bind_int64(s, n, v[i]);
	sqlite3_bind_text(s, n++, c->close_kind, -1, SQLITE_STATIC);
	sqlite3_bind_text(s, n++, c->solved, -1, SQLITE_STATIC);
	sqlite3_bind_text(s, n++, c->rating, -1, SQLITE_STATIC);
	sqlite3_bind_int64(s, n++, c->rework);
	sqlite3_bind_int64(s, n++, c->returns);
	sqlite3_bind_int64(s, n, c->seq);
}

/*
 * The course of a case as it is stored.  False if there is no such case, or
 * on an error.
 */
bool
wh_course_load(struct wh *w, int64_t no, struct wh_course *c)
{
	int64_t		*v[] = {
		&c->state, &c->filter, &c->unit, &c->first_unit, &c->assumed,
		&c->rule, &c->standard, &c->due, &c->provisional,
		&c->dispatched, &c->signed_at, &c->handled, &c->checked,
		&c->closed, &c->called, &c->verified, &c->replied
	};
	sqlite3_stmt	*s;
	int		 i;

	s = wh_sql(w, "SELECT " WH_COURSE_COLS ", received, (SELECT count(*)"
	    " FROM whistle w WHERE w.no = c.no AND accepted IS NULL),"
	    " (SELECT max(at) FROM journal j WHERE j.no = c.no"
	    " AND act IN (1, 2, 3, 4, 5, 6, 8, 11, 12)) FROM cases c WHERE no = ?");
	wh_bind(s, "i", no);
	if (!wh_row(w, s))
		return false;
	wh_course_start(c, sqlite3_column_int64(s, 23));
	for (i = 0; i < 17; i++)
		if (i == 7 || i > 8)
			*v[i] = wh_col_int(s, i);
		else
			*v[i] = sqlite3_column_int64(s, i);
	c->close_kind = wh_word(wh_col_text(s, 17));
	c->solved = wh_word(wh_col_text(s, 18));
	c->rating = wh_word(wh_col_text(s, 19));
	c->rework = sqlite3_column_int64(s, 20);
	c->returns = sqlite3_column_int64(s, 21);
	c->seq = sqlite3_column_int64(s, 22);
	c->whistles = sqlite3_column_int64(s, 24);
	c->moved = sqlite3_column_int64(s, 25);
	sqlite3_reset(s);
	return true;
}

/* Store the course of a case. */
bool
wh_course_save(struct wh *w, int64_t no, const struct wh_course *c)
{
	sqlite3_stmt	*s;

	s = wh_sql(w, "UPDATE cases SET (" WH_COURSE_COLS ") = (?2, ?3, ?4,"
	    " ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,"
	    " ?18, ?19, ?20, ?21, ?22, ?23, ?24) WHERE no = ?1");
	wh_bind(s, "i", no);
	if (s != NULL)
		wh_course_bind(s, 2, c);
	return wh_done(w, s);
}

/*
 * Append a row to the journal of a case; its number is the course's, after
 * the step.
 */
bool
wh_journal_put(struct wh *w, int64_t no, const struct wh_course *c,
    const struct wh_jrow *r)
{
	return wh_run(w, "INSERT INTO journal(no, seq, entry, "
	    WH_JOURNAL_COLS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
	    " ?, ?, ?, ?, ?, ?, ?, ?, ?)", "iiiiirrrrrriiiitttttt", no,
	    c->seq, w->entry, r->act, r->at, r->whistle, r->holder, r->unit,
	    r->filter, r->rule, r->standard, r->due, r->until, r->used,
	    (int64_t)r->flags, r->value, r->reason, r->text, r->field,
	    r->old, r->new);
}

/* A row as it was read by a SELECT of WH_JOURNAL_COLS; texts stay SQLite's. */
void
wh_jrow_read(sqlite3_stmt *s, struct wh_jrow *r)
{
	r->act = sqlite3_column_int64(s, 0);
	r->at = sqlite3_column_int64(s, 1);
	r->whistle = sqlite3_column_int64(s, 2);
	r->holder = sqlite3_column_int64(s, 3);
	r->unit = sqlite3_column_int64(s, 4);
	r->filter = sqlite3_column_int64(s, 5);
	r->rule = sqlite3_column_int64(s, 6);
	r->standard = sqlite3_column_int64(s, 7);
	r->due = wh_col_int(s, 8);
	r->until = wh_col_int(s, 9);
	r->used = wh_col_int(s, 10);
	r->flags = (unsigned)sqlite3_column_int(s, 11);
	r->value = wh_col_text(s, 12);
	r->reason = wh_col_text(s, 13);
	r->text = wh_col_text(s, 14);
	r->field = wh_col_text(s, 15);
	r->old = wh_col_text(s, 16);
	r->new = wh_col_text(s, 17);
}

/*
 * What stops the handling clock says how long it ran: r->used, in seconds as
 * the limit counts them.  c is the course before the row.
 */
void
wh_stop_clock(struct wh *w, const struct wh_course *c, struct wh_jrow *r)
{
	if ((r->act == WH_A_HANDLE || r->act == WH_A_RETURN) &&
	    c->standard != 0 && c->dispatched != WH_NONE)
		r->used = wh_limit_used(w, c->standard, c->dispatched, r->at);
}

/*
 * Let the clocks of a case run or not, as its course says: the handling clock
 * runs from dispatch until the work was handled; with a case that is void
 * end its whistles, with one that is closed those whose work nobody accepted.
 */
bool
wh_clock_set(struct wh *w, int64_t no, const struct wh_course *c)
{
	if (c->state >= WH_S_ENDED)
		return wh_run(w, "UPDATE whistle SET ended = ?2 WHERE no = ?1"
		    " AND ended IS NULL AND (accepted IS NULL OR ?3)", "iii",
		    no, c->moved, (int64_t)(c->state == WH_S_CANCELLED)) &&
		    wh_run(w, "DELETE FROM clock WHERE no = ?", "i", no);
	if (c->due == WH_NONE || c->handled != WH_NONE ||
	    (c->state != WH_S_DISPATCHED && c->state != WH_S_HANDLING))
		return wh_run(w, "DELETE FROM clock WHERE no = ?"
		    " AND kind = 'handle'", "i", no);
	return wh_run(w, "INSERT INTO clock(no, kind, started, due, next)"
	    " VALUES (?1, 'handle', ?2, ?3, ?3) ON CONFLICT DO UPDATE SET"
	    " started = ?2, due = ?3, next = ?3, rung = 1"
	    " WHERE due <> ?3 OR started <> ?2", "iii", no, c->dispatched, c->due);
}

/*
 * Step a course and append the row.  The caller saves the course and sets
 * the clock when its last row is in.  False if the row is refused (c->why)
 * or on an error.
 */
bool
wh_apply(struct wh *w, int64_t no, struct wh_course *c, struct wh_jrow *r)
{
	wh_stop_clock(w, c, r);
	return wh_course_step(c, r) && wh_journal_put(w, no, c, r);
}

/*
 * Drop the triggers that guard the journal's keys, for the length of a
 * transaction that appends millions of rows whose keys are new by
 * construction: looking each up again is an eighth of an import.  Returns
 * the SQL that makes them again, which the caller runs before the commit and
 * frees; a rollback brings them back as well.  NULL on an error.
 */
char *
wh_journal_unguard(struct wh *w)
{
	char	*drop, *make;

	make = wh_str(w, "SELECT group_concat(sql, ';') FROM sqlite_schema"
	    " WHERE type = 'trigger' AND tbl_name = 'journal'"
	    " AND sql LIKE '%BEFORE INSERT%'", "");
	drop = wh_str(w, "SELECT group_concat('DROP TRIGGER ' || name, ';')"
	    " FROM sqlite_schema WHERE type = 'trigger'"
	    " AND tbl_name = 'journal' AND sql LIKE '%BEFORE INSERT%'", "");
	if (drop != NULL)
		wh_exec(w, drop);
	free(drop);
	return make;
}
