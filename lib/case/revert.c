/*
 * revert.c - taking a bad import back: which of its cases nobody has touched
 * since, and the facts that it amended.
 *
 * Rows that were written together with their case (flag 8) are what it
 * filed; all others it did to cases that were there.
 */
#include <stdlib.h>
#include <string.h>

#include "case/log.h"

/*
 * Was the case filed by this import, and has nobody acted on it since?  If
 * not, why says what was done, when and by whom.
 */
bool
wh_untouched(struct wh *w, int64_t no, int64_t import, char *why, size_t size)
{
	sqlite3_stmt	*s;
	size_t		 n = 0;
	int		 k, rows;

	why[0] = '\0';
	if (wh_int(w, 0, "SELECT 1 FROM cases c JOIN entry e"
	    " ON e.id = c.entry WHERE c.no = ? AND e.import = ?", "ii", no,
	    import) == 0) {
		snprintf(why, size, "void: import %jd did not file it",
		    (intmax_t)import);
		return false;
	}
	s = wh_sql(w, "SELECT v.act, v.time, v.who FROM v_journal v JOIN"
	    " entry e ON e.id = v.entry WHERE v.number = ?"
	    " AND e.import IS NOT ? ORDER BY v.row");
	wh_bind(s, "ii", no, import);
	for (rows = 0; wh_row(w, s); rows++) {
		if (rows == 2)
			snprintf(why + n, size - n, ", and more");
		if (rows >= 2)
			continue;
		k = snprintf(why + n, size - n, "%s %s %s by %.30s",
		    rows == 0 ? "void: since the import:" : ",",
		    wh_col_text(s, 0), wh_col_text(s, 1), wh_col_text(s, 2));
		n += k > 0 && (size_t)k < size - n ? (size_t)k : 0;
	}
	return rows == 0 && w->err.status == WH_OK;
}

/* A fact that an import amended; its texts stay until s is reset. */
struct undo {
	sqlite3_stmt	*s;
	int64_t		 id, no;
	const char	*field, *old;
};

static bool
create(struct wh *w)
{
	return wh_exec(w, "DROP TABLE IF EXISTS temp.undo; CREATE TEMP TABLE"
	    " undo(id INTEGER PRIMARY KEY, no, field, old, done)");
}

/* Of each fact the value before the import's first amendment. */
static bool
collect(struct wh *w, int64_t import)
{
	return wh_run(w, "INSERT INTO temp.undo(no, field, old) SELECT no,"
	    " field, old FROM (SELECT j.no, j.field, j.old, min(j.seq) AS seq"
	    " FROM entry e JOIN journal j ON j.entry = e.id"
	    " WHERE e.import = ? AND j.act = 10 AND j.flags & 8 = 0"
	    " AND j.flags & 16 = 0"
	    " GROUP BY j.no, j.field) ORDER BY no, seq", "i", import);
}

static bool
next(struct wh *w, struct undo *u)
{
	u->s = wh_sql(w, "SELECT id, no, field, old FROM temp.undo"
	    " WHERE id > ? ORDER BY id LIMIT 1");
	wh_bind(u->s, "i", u->id);
	if (!wh_row(w, u->s))
		return false;
	u->id = sqlite3_column_int64(u->s, 0);
	u->no = sqlite3_column_int64(u->s, 1);
	u->field = wh_col_text(u->s, 2);
	u->old = wh_col_text(u->s, 3);
	return true;
}

/* The fact keeps its value; the reason is named. */
static bool
stays(struct wh *w, const struct undo *u, struct wh_reverted *n,
    const char *why)
{
	if (w->err.status != WH_OK)
		return false;
	wh_note(w, "%jd: %s: %s", (intmax_t)u->no, u->field, why);
	n->refused++;
	return false;
}

/*
 * May it be taken back?  Not what somebody amended since; silently not what
 * was taken back already.
 */
static bool
due_back(struct wh *w, int64_t import, const struct undo *u,
    struct wh_reverted *n)
{
	char		 why[160] = "";
	sqlite3_stmt	*s;
	bool		 last = false;

	s = wh_sql(w, "SELECT e.import IS ?3, j.flags & 16, v.time, v.who"
	    " FROM journal j JOIN entry e ON e.id = j.entry JOIN v_journal v"
	    " ON v.number = j.no AND v.row = j.seq WHERE j.no = ?1"
	    " AND j.act = 10 AND j.field = ?2 ORDER BY j.seq DESC LIMIT 1");
	wh_bind(s, "iti", u->no, u->field, import);
	if (!wh_row(w, s))
		return false;
	if (!(last = sqlite3_column_int(s, 0)) && sqlite3_column_int(s, 1) == 0)
		snprintf(why, sizeof(why), "amended since: %s by %.60s",
		    wh_col_text(s, 2), wh_col_text(s, 3));
	sqlite3_reset(s);
	if (*why != '\0')
		return stays(w, u, n, why);
	if (last && wh_fact_hidden((enum wh_case_col)wh_fact_column(u->field)))
		return stays(w, u, n, "private: amend it by hand");
	return last;
}

/* What a fact was, as typed value; none where there was none. */
static bool
read_old(struct wh *w, const struct undo *u, const char **v,
    struct wh_intake *in, struct wh_reader **r)
{
	int	k = wh_fact_column(u->field);

	*r = NULL;
	if (u->old == NULL)
		return true;
	v[k] = u->old;
	*r = wh_reader_values(w, wh_case_cols, WH_C_COLS, v);
	return *r != NULL && wh_intake_value(*r, in, (size_t)k);
}

/* Give one fact its old value back, or say why not. */
static bool
restore(struct wh *w, const struct wh_log *l, const struct undo *u,
    struct wh_reverted *n)
{
	const char		*v[WH_C_COLS] = { NULL };
	struct wh_intake	 in = { 0 };
	struct wh_course	 c;
	struct wh_jrow		 r = { WH_JROW };
	struct wh_reader	*rd;
	bool			 good;

	if (!wh_course_load(w, u->no, &c))
		return false;
	r.at = w->now;
	if (l->at != NULL && !wh_act_time(w, l->at, &r.at))
		return false;
	r.holder = wh_acting(w, l->as, c.unit);
	r.reason = l->reason;
	r.flags = WH_F_REVERT;
	good = read_old(w, u, v, &in, &rd) && wh_try(w) &&
	    wh_tried(w, wh_fact_restore(w, u->no, &in,
	    (enum wh_case_col)wh_fact_column(u->field), &c, &r) &&
	    wh_course_save(w, u->no, &c));
	wh_intake_clear(&in);
	wh_reader_close(rd, false);
	return good || stays(w, u, n, c.why);
}

/*
 * The sources may say again what was taken back: that they said it is
 * forgotten, and when, but not what was said before the import or since, so
 * that an older export stays one.  What it mended is wrong again.  Returns
 * how many times were handed back.
 */
static int
forget(struct wh *w, int64_t import)
{
	wh_run(w, "UPDATE finding SET ended = NULL WHERE ended IN (SELECT id"
	    " FROM entry WHERE import = ?)", "i", import);
	wh_run(w, "UPDATE external SET digest = NULL WHERE no IN (SELECT no"
	    " FROM journal WHERE flags & 8 = 0 AND entry IN (SELECT id"
	    " FROM entry WHERE import = ?1) UNION ALL SELECT no FROM updated"
	    " WHERE entry IN (SELECT id FROM entry WHERE import = ?1))", "i",
	    import);
	return wh_run(w, "DELETE FROM updated WHERE entry IN (SELECT id"
	    " FROM entry WHERE import = ?)", "i", import) ?
	    sqlite3_changes(w->db) : 0;
}

/*
 * Count what was done.  Acts that the import recorded for cases of others
 * stand; each such case has a finding.
 */
static bool
settle(struct wh *w, int64_t import, struct wh_reverted *n)
{
	n->cases = wh_int(w, 0, "SELECT count(DISTINCT no) FROM temp.undo"
	    " WHERE done", "");
	n->filed = wh_int(w, 0, "SELECT count(*) FROM cases c WHERE state"
	    " <> 51 AND c.entry IN (SELECT id FROM entry WHERE import = ?)",
	    "i", import);
	if (wh_run(w, "INSERT INTO finding(no, kind, text, entry) SELECT no,"
	    " 'import', 'import ' || ?1 || ' was reverted; what it recorded"
	    " stands: ' || group_concat(code, ', '), ?2 FROM (SELECT j.no,"
	    " a.code FROM entry e JOIN journal j ON j.entry = e.id"
	    " JOIN act a ON a.id = j.act WHERE e.import = ?1 AND j.act <> 10"
	    " AND j.flags & 8 = 0 ORDER BY j.no, j.seq)"
	    " GROUP BY no HAVING true ON CONFLICT DO NOTHING", "ii", import,
	    w->entry))
		n->acts = sqlite3_changes(w->db);
	return w->err.status == WH_OK;
}

/*
 * Take back what import l->import amended: each fact has its old value again
 * by a journal row with the reason, unless somebody amended it since; such
 * are named.  False, with an error, if nothing was done.
 */
bool
wh_revert(struct wh *w, const struct wh_log *l, struct wh_reverted *n)
{
	struct undo	u = { 0 };
	int		times;

	memset(n, 0, sizeof(*n));
	if (!create(w) || !wh_begin(w))
		return false;
	if (wh_int(w, 0, "SELECT 1 FROM import WHERE id = ?", "i",
	    l->import) == 0)
		wh_fail(&w->err, WH_FAIL, "--import: %jd: no such import",
		    (intmax_t)l->import);
	collect(w, l->import);
	while (next(w, &u)) {
		if (due_back(w, l->import, &u, n) && restore(w, l, &u, n)) {
			n->facts++;
			wh_run(w, "UPDATE temp.undo SET done = 1"
			    " WHERE id = ?", "i", u.id);
		}
		sqlite3_reset(u.s);
		wh_tick(w, "reverting", u.id);
	}
	times = forget(w, l->import);
	if (settle(w, l->import, n) && n->facts + n->acts + times > 0)
		return wh_commit(w);
	wh_rollback(w);		/* no entry tells of nothing */
	return w->err.status == WH_OK;
}

/* The cases that wh_revert has changed: number, act. */
struct wh_cursor *
wh_reverted_cases(struct wh *w)
{
	return wh_acts_done(w, "SELECT DISTINCT no, 'amend' FROM temp.undo"
	    " WHERE done ORDER BY no");
}
