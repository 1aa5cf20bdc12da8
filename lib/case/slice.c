/*
 * slice.c - an import, slice by slice: each is a transaction and an entry of
 * its own, so that nobody waits for more rows than table setting allows.
 *
 * The import's row says how far it has come, in the order in which rows are
 * merged.  So the same file with the same map goes on where it was stopped,
 * and its counts are those of an import that never was.
 */
#include <stdlib.h>
#include <string.h>

#include "case/merge.h"

enum { WORTH = 1000 };		/* rows from which on it pays to leave WAL */

/*
 * The import's own row, of which the entry is a part: that of the same file
 * which was stopped, else a new one.  The map is part of what an import is:
 * another reads the file otherwise.
 */
static bool
put_import(struct wh *w, struct wh_reader *r, struct wh_counts *n)
{
	const char	*map = r->map != NULL ? r->map->digest : "";
	char		*name;

	if (n->import == 0)
		n->import = wh_int(w, 0, "SELECT max(id) FROM import"
		    " WHERE digest = ? AND map = ? AND encoding = ?"
		    " AND line IS NOT NULL", "ttt", wh_enc_digest(r->enc), map,
		    wh_enc_name(r->enc));
	if (n->import == 0) {
		name = wh_import_name(r);
		wh_run(w, "INSERT INTO import(file, digest, map, encoding,"
		    " bytes, rows, line) VALUES (?, ?, ?, ?, ?, ?, 0)",
		    "ttttii", name, wh_enc_digest(r->enc), map,
		    wh_enc_name(r->enc), wh_enc_bytes(r->enc), r->rows);
		free(name);
		n->import = sqlite3_last_insert_rowid(w->db);
	}
	return wh_run(w, "UPDATE entry SET import = ? WHERE id = ?", "ii",
	    n->import, w->entry);
}

/* How far the import is: what it has counted, and where it stands. */
static bool
load(struct wh *w, struct wh_counts *n, struct wh_merging *p)
{
	sqlite3_stmt	*s;

	s = wh_sql(w, "SELECT new, changed, same, at, line FROM import"
	    " WHERE id = ?");
	wh_bind(s, "i", n->import);
	if (!wh_row(w, s))
		return false;
	n->fresh = sqlite3_column_int64(s, 0);
	n->changed = sqlite3_column_int64(s, 1);
	n->same = sqlite3_column_int64(s, 2);
	p->at = wh_col_int(s, 3);
	p->line = sqlite3_column_int64(s, 4);
	if (sqlite3_column_type(s, 4) == SQLITE_NULL)
		p->at = INT64_MAX;	/* another process has ended it */
	sqlite3_reset(s);
	return true;
}

static bool
save(struct wh *w, const struct wh_counts *n, const struct wh_merging *p)
{
	return wh_run(w, "UPDATE import SET new = ?2, changed = ?3,"
	    " same = ?4, refused = ?5, at = ?6, line = ?7 WHERE id = ?1",
	    "iiiiiii", n->import, n->fresh, n->changed, n->same, n->refused,
	    p->have ? p->at : WH_NONE, p->have ? p->line : WH_NONE);
}

/* Without -r a refused row undoes its slice; those before it stay. */
static bool
refused(struct wh_reader *r, const struct wh_counts *n)
{
	int64_t	in = n->fresh + n->changed + n->same;

	if (r->refused == 0 || r->w->args.refused != NULL || in == 0)
		return !wh_reader_end(r);
	wh_fail(&r->w->err, WH_FAIL, "%s: %jd of %jd rows are refused, and"
	    " with them those of their slice (-r FILE does the rest)",
	    r->file, (intmax_t)r->refused, (intmax_t)r->rows);
	return true;
}

/*
 * One slice, the first or another.  What happened so far is in *n, also when
 * this slice fails.
 */
static bool
slice(struct wh *w, struct wh_merging *g, struct wh_counts *n, int64_t max,
    bool first)
{
	struct wh_counts	 is = *n;
	char			*guard = NULL;

	if (!wh_begin(w))
		return false;
	if (put_import(w, g->r, &is) && load(w, &is, g)) {
		if (first)
			*n = is;
		if (!first || wh_ref_settle(w))
			guard = wh_journal_unguard(w);
	}
	wh_merge(w, g, &is, max);
	if (guard != NULL)
		wh_exec(w, guard);
	free(guard);
	is.refused = g->r->refused;
	if (w->err.status == WH_OK && !refused(g->r, n))
		save(w, &is, g);
	if (!wh_commit(w))
		return false;
	*n = is;
	return true;
}

/*
 * Rows that go into a file without cases are new pages, which a rollback
 * journal need not hold, and whoever waits for them has nothing to read yet.
 * Where others have the file open it goes on in WAL.
 */
static void
leave_wal(struct wh *w, int64_t rows)
{
	if (w->err.status == WH_OK && rows >= WORTH && wh_int(w, 0,
	    "SELECT 1 FROM cases LIMIT 1", "") == 0)
		wh_mode_rollback(w);
}

/*
 * Merge the staged rows of a file, slice by slice; with -n in one, which is
 * undone.  False, with an error, if a slice failed: those before it are in
 * the file, and n says what they did.
 */
bool
wh_merge_file(struct wh *w, struct wh_reader *r, struct wh_stage *s,
    struct wh_counts *n)
{
	struct wh_merging	g = { .r = r, .s = s };
	int64_t			max, in;
	bool			good;

	if ((max = wh_setting_int(w, "import_slice")) == -1)
		return false;
	if (w->args.dry)
		max = INT64_MAX;
	if (wh_stage_rows(s) > max && w->args.refused == NULL &&
	    !wh_rehearse(w, r, s))
		return false;
	/* Each reference was looked up when its row was read, and rows of
	   reference tables are never deleted: a tenth of the time. */
	wh_exec(w, "PRAGMA foreign_keys=OFF");
	leave_wal(w, r->rows);
	good = slice(w, &g, n, max, true);
	while (good && g.have)
		good = slice(w, &g, n, max, false);
	in = n->fresh + n->changed + n->same;
	if (!good && in > 0)
		wh_note(w, "%s: %jd of %jd rows are in the file; the same"
		    " command goes on with the others", r->file, (intmax_t)in,
		    (intmax_t)r->rows);
	return good;
}
