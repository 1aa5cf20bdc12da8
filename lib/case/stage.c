/*
 * stage.c - the rows of an import, typed and checked, in a temporary database
 * of their own until the whole file has been read.
 *
 * An id that comes twice is found here: the same row again counts once,
 * another one is refused, or with the map's "duplicate = last" replaces it.
 * As long as each id is greater than the one before, as most sources give
 * them, there is none, and no index to look into.
 */
#include <stdlib.h>
#include <string.h>

#include "case/intake.h"

struct wh_stage {
	struct wh	*w;
	sqlite3		*db;		/* read while jobs run on w's */
	sqlite3_stmt	*put, *get, *twice, *drop;
	struct wh_buf	 pack;		/* the row that is put */
	struct wh_buf	 id;		/* the greatest so far */
	bool		 keyed;		/* there is an index of ids */
	bool		 sorted;	/* the file was in order of time */
	int64_t		 last;		/* time of the row before */
	int64_t		 rows;
};

/* Keep SQLite's complaint; true if there is no error, now or before. */
static bool
check(struct wh_stage *s, int rc)
{
	if (rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE)
		return s->w->err.status == WH_OK;
	return wh_fail(&s->w->err, WH_FAIL, "the temporary file: %s",
	    sqlite3_errmsg(s->db));
}

static bool
exec(struct wh_stage *s, const char *sql)
{
	return check(s, sqlite3_exec(s->db, sql, NULL, NULL, NULL));
}

static bool
prepare(struct wh_stage *s, sqlite3_stmt **stmt, const char *sql)
{
	return check(s, sqlite3_prepare_v2(s->db, sql, -1, stmt, NULL));
}

/* Run a statement that returns no rows. */
static bool
done(struct wh_stage *s, sqlite3_stmt *stmt)
{
	sqlite3_step(stmt);
	return check(s, sqlite3_reset(stmt));
}

/*
 * Start staging: what is staged is gone with wh_stage_close, or with the
 * process.  NULL on an error.
 */
struct wh_stage *
wh_stage_open(struct wh *w)
{
	struct wh_stage	*s;

	if ((s = calloc(1, sizeof(*s))) == NULL) {
		wh_nomem(&w->err);
		return NULL;
	}
	s->w = w;
	s->sorted = true;
	s->last = INT64_MIN;
	if (check(s, sqlite3_open_v2("", &s->db, SQLITE_OPEN_NOMUTEX |
	    SQLITE_OPEN_READWRITE, NULL)) &&
	    exec(s, "PRAGMA page_size=32768; PRAGMA cache_size=-32768;"
	    "PRAGMA journal_mode=OFF; CREATE TABLE stage(line INTEGER PRIMARY"
	    " KEY, hash, received, pack, id, source); BEGIN") &&
	    prepare(s, &s->put, "INSERT INTO stage VALUES (?, ?, ?, ?, ?, ?)"
	    " ON CONFLICT DO NOTHING") &&
	    prepare(s, &s->twice, "SELECT line, hash FROM stage"
	    " WHERE id = ? AND source = ?") &&
	    prepare(s, &s->drop, "DELETE FROM stage WHERE line = ?"))
		return s;
	wh_stage_close(s);
	return NULL;
}

/* An id that is not greater than all before it may be one of them. */
static bool
key(struct wh_stage *s, const struct wh_intake *in)
{
	const char	*id = in->v[WH_C_ID].s;

	if (s->keyed || !wh_has(in, WH_C_ID))
		return true;
	if (s->id.n > 0 && strcmp(id, s->id.s) <= 0)
		return s->keyed = exec(s, "CREATE UNIQUE INDEX stage_id"
		    " ON stage(id, source)");
	s->id.n = 0;
	return wh_buf_puts(&s->id, id) || wh_nomem(&s->w->err);
}

/* The id is there already: drop one of the two, or refuse this one. */
static bool
again(struct wh_stage *s, struct wh_reader *r, const struct wh_intake *in,
    int64_t hash)
{
	int64_t	line = 0, old = 0;

	wh_bind(s->twice, "ti", in->v[WH_C_ID].s, in->v[WH_C_SOURCE].i);
	if (sqlite3_step(s->twice) == SQLITE_ROW) {
		line = sqlite3_column_int64(s->twice, 0);
		old = sqlite3_column_int64(s->twice, 1);
	}
	if (!check(s, sqlite3_reset(s->twice)))
		return false;
	if (old == hash)
		return true;
	if (r->map == NULL || !r->map->last)
		return wh_reader_refuse(r, wh_reader_column(r, WH_C_ID),
		    in->v[WH_C_ID].s, "was in line %jd already, with other"
		    " values", (intmax_t)line);
	s->rows--;
	wh_bind(s->drop, "i", line);
	return done(s, s->drop) && wh_stage_put(s, r, in);
}

/* Only what a row that is staged mentions will be made. */
static void
use_refs(struct wh_stage *s, const struct wh_intake *in)
{
	size_t	i;

	for (i = 0; i < WH_C_COLS; i++)
		if (wh_case_cols[i].type == WH_REF &&
		    wh_has(in, (enum wh_case_col)i) && in->v[i].i < 0)
			wh_ref_use(s->w, wh_case_cols[i].ref, in->v[i].i);
}

/* Pack the row and bind it. */
static bool
bind(struct wh_stage *s, struct wh_reader *r, const struct wh_intake *in,
    int64_t hash)
{
	char	*raw = NULL;
	bool	 good;

	if (r->reject != NULL && r->row != NULL)
		raw = wh_reject_text(r->reject, r->row);
	good = wh_pack(&s->pack, in, raw);
	free(raw);
	if (!good)
		return wh_nomem(&s->w->err);
	wh_bind(s->put, "iii", (int64_t)in->line, hash,
	    in->v[WH_C_RECEIVED].i);
	sqlite3_bind_blob64(s->put, 4, s->pack.s, s->pack.n, SQLITE_STATIC);
	sqlite3_bind_text(s->put, 5, wh_has(in, WH_C_ID) ?
	    in->v[WH_C_ID].s : NULL, -1, SQLITE_STATIC);
	sqlite3_bind_int64(s->put, 6, in->v[WH_C_SOURCE].i);
	return true;
}

/*
 * Stage one row.  False if it was refused, or on an error.
 */
bool
wh_stage_put(struct wh_stage *s, struct wh_reader *r,
    const struct wh_intake *in)
{
	int64_t	hash = wh_pack_hash(s->w, in);

	if (!key(s, in) || !bind(s, r, in, hash) || !done(s, s->put))
		return false;
	if (sqlite3_changes(s->db) == 0)
		return again(s, r, in, hash);
	s->rows++;
	use_refs(s, in);
	if (in->v[WH_C_RECEIVED].i < s->last)
		s->sorted = false;
	s->last = in->v[WH_C_RECEIVED].i;
	return true;
}

/*
 * All rows are staged: get ready to read them by time, then by line.
 */
bool
wh_stage_rewind(struct wh_stage *s)
{
	return exec(s, "COMMIT") && prepare(s, &s->get, s->sorted ?
	    "SELECT line, hash, pack FROM stage ORDER BY line" :
	    "SELECT line, hash, pack FROM stage ORDER BY received, line");
}

/* How many rows are staged. */
int64_t
wh_stage_rows(const struct wh_stage *s)
{
	return s->rows;
}

/*
 * What the row mentions and was made since has an id now.  The digest is of
 * that, as it will be when the same row comes again.  True if all have one.
 */
static bool
resolve(struct wh_stage *s, struct wh_intake *in)
{
	bool	made = false;
	size_t	i;

	for (i = 0; i < WH_C_COLS; i++) {
		if (wh_case_cols[i].type != WH_REF || in->v[i].i >= 0)
			continue;
		in->v[i].i = wh_ref_real(s->w, wh_case_cols[i].ref,
		    in->v[i].i);
		if (in->v[i].i < 0)
			return false;
		made = true;
	}
	if (made)
		in->digest = wh_pack_hash(s->w, in);
	return true;
}

/*
 * The next staged row; its texts, and *raw (see wh_reject_raw, or NULL),
 * are valid until the next call.  False at the end or on an error.
 */
bool
wh_stage_next(struct wh_stage *s, struct wh_intake *in, const char **raw)
{
	const void	*p;
	int		 rc;

	if (s->w->err.status != WH_OK)
		return false;
	if ((rc = sqlite3_step(s->get)) != SQLITE_ROW) {
		check(s, rc);
		return false;
	}
	p = sqlite3_column_blob(s->get, 2);
	if (!wh_unpack(p, (size_t)sqlite3_column_bytes(s->get, 2), in, raw))
		return wh_fail(&s->w->err, WH_FAIL, "a staged row is damaged,"
		    " in the temporary file");
	in->line = (long)sqlite3_column_int64(s->get, 0);
	in->digest = sqlite3_column_int64(s->get, 1);
	in->settled = resolve(s, in);
	return true;
}

/* Drop what was staged; s may be NULL. */
void
wh_stage_close(struct wh_stage *s)
{
	if (s == NULL)
		return;
	sqlite3_finalize(s->put);
	sqlite3_finalize(s->get);
	sqlite3_finalize(s->twice);
	sqlite3_finalize(s->drop);
	sqlite3_close(s->db);
	wh_buf_free(&s->pack);
	wh_buf_free(&s->id);
	free(s);
}
