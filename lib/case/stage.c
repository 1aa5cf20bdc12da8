/*
 * stage.c - the rows of an import, typed and checked, in a temporary table
 * beside the database until the whole file has been read.
 *
 * An id that comes twice is found here: the same row again counts once,
 * another one is refused, or with the map's "duplicate = last" replaces it.
 */
#include <stdlib.h>
#include <string.h>

#include "case/case.h"

/* The columns whose whole text is staged beside the masked one. */
static const enum wh_case_col wholes[] = {
	WH_C_PLACE, WH_C_TITLE, WH_C_TEXT, WH_C_EXTRA, WH_C_RESULT,
	WH_C_REPLY
};
enum {
	NWHOLE = sizeof(wholes) / sizeof(wholes[0]),
	FIRST = 5,			/* line, hash, has, dates, raw */
	WHOLE = FIRST + WH_C_COLS,
	COLUMNS = WHOLE + NWHOLE
};

struct wh_stage {
	struct wh	*w;
	sqlite3_stmt	*put, *get, *twice;
	bool		 sorted;	/* the file was in order of time */
	int64_t		 last;		/* time of the row before */
};

static char *
insert_sql(void)
{
	struct wh_buf	b = { 0 };
	int		i;

	wh_buf_puts(&b, "INSERT INTO temp.stage VALUES (?");
	for (i = 1; i < COLUMNS; i++)
		wh_buf_puts(&b, ",?");
	wh_buf_puts(&b, ") ON CONFLICT DO NOTHING");
	return b.s;
}

static bool
create(struct wh *w)
{
	struct wh_buf	b = { 0 };
	size_t		i;
	bool		good;

	wh_buf_puts(&b, "DROP TABLE IF EXISTS temp.stage;"
	    "CREATE TEMP TABLE stage(line INTEGER PRIMARY KEY, hash, has,"
	    " dates, raw");
	for (i = 0; i < WH_C_COLS; i++)
		wh_buf_printf(&b, ",\"%s\"", wh_case_cols[i].name);
	for (i = 0; i < NWHOLE; i++)
		wh_buf_printf(&b, ",whole_%s", wh_case_cols[wholes[i]].name);
	wh_buf_puts(&b, ", UNIQUE(id, source)); BEGIN");
	good = b.s != NULL ? wh_exec(w, b.s) : wh_nomem(&w->err);
	wh_buf_free(&b);
	return good;
}

/*
 * Start staging; the transaction that this opens touches only temporary
 * tables and is ended by wh_stage_rewind.  NULL on an error.
 */
struct wh_stage *
wh_stage_open(struct wh *w)
{
	struct wh_stage	*s;
	char		*sql;

	if ((s = calloc(1, sizeof(*s))) == NULL) {
		wh_nomem(&w->err);
		return NULL;
	}
	s->w = w;
	s->sorted = true;
	s->last = INT64_MIN;
	if (create(w) && (sql = insert_sql()) != NULL) {
		s->put = wh_prepare(w, sql);
		s->twice = wh_prepare(w, "SELECT line, hash FROM temp.stage"
		    " WHERE id = ? AND source = ?");
		free(sql);
	}
	if (w->err.status == WH_OK)
		return s;
	wh_stage_close(s);
	return NULL;
}

static uint64_t
mix(uint64_t h, const void *p, size_t n)
{
	const unsigned char	*s = p;

	for (; n > 0; s++, n--)
		h = (h ^ *s) * 1099511628211u;
	return h;
}

static bool
is_text(size_t i)
{
	switch (wh_case_cols[i].type) {
	case WH_TIME: case WH_REF: case WH_REAL:
		return false;
	default:
		return true;
	}
}

/* What is to be made has no id yet that would mean the same tomorrow. */
static uint64_t
mix_made(struct wh *w, uint64_t h, const char *table, int64_t id)
{
	const char	*name;

	for (; id < 0; id = wh_ref_parent(w, table, id))
		if ((name = wh_ref_name(w, table, id)) != NULL)
			h = mix(h, name, strlen(name) + 1);
	return mix(h, &id, sizeof(id));
}

/* Bind the values of a row; returns a hash of them all. */
static int64_t
bind(struct wh_stage *s, const struct wh_intake *in)
{
	uint64_t	h = 14695981039346656037u;
	size_t		i;
	int		n;

	for (i = 0, n = FIRST + 1; i < WH_C_COLS; i++, n++) {
		if (!wh_has(in, (enum wh_case_col)i))
			continue;
		h = mix(h, &i, sizeof(i));
		if (is_text(i)) {
			sqlite3_bind_text(s->put, n, in->v[i].s, -1,
			    SQLITE_STATIC);
			h = mix(h, in->v[i].s, strlen(in->v[i].s) + 1);
		} else if (wh_case_cols[i].type == WH_REF &&
		    in->v[i].i < 0) {
			sqlite3_bind_int64(s->put, n, in->v[i].i);
			h = mix_made(s->w, h, wh_case_cols[i].ref,
			    in->v[i].i);
		} else {
			if (wh_case_cols[i].type == WH_REAL)
				sqlite3_bind_double(s->put, n, in->v[i].d);
			else
				sqlite3_bind_int64(s->put, n, in->v[i].i);
			h = mix(h, &in->v[i], sizeof(in->v[i]));
		}
	}
	for (i = 0; i < NWHOLE; i++, n++)
		if (in->whole[wholes[i]] != NULL) {
			sqlite3_bind_text(s->put, n, in->whole[wholes[i]],
			    -1, SQLITE_STATIC);
			h = mix(h, in->whole[wholes[i]],
			    strlen(in->whole[wholes[i]]) + 1);
		}
	return (int64_t)h;
}

/* The id is there already: drop one of the two, or refuse this one. */
static bool
again(struct wh_stage *s, struct wh_reader *r, const struct wh_intake *in,
    int64_t hash)
{
	int64_t	line = 0, old = 0;

	wh_bind(s->twice, "ti", in->v[WH_C_ID].s, in->v[WH_C_SOURCE].i);
	if (wh_row(s->w, s->twice)) {
		line = sqlite3_column_int64(s->twice, 0);
		old = sqlite3_column_int64(s->twice, 1);
	}
	sqlite3_reset(s->twice);
	if (old == hash)
		return true;
	if (r->map == NULL || !r->map->last)
		return wh_reader_refuse(r, wh_reader_column(r, WH_C_ID),
		    in->v[WH_C_ID].s, "was in line %jd already, with other"
		    " values", (intmax_t)line);
	return wh_run(s->w, "DELETE FROM temp.stage WHERE line = ?", "i",
	    line) && wh_stage_put(s, r, in);
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

/*
 * Stage one row.  False if it was refused, or on an error.
 */
bool
wh_stage_put(struct wh_stage *s, struct wh_reader *r,
    const struct wh_intake *in)
{
	int64_t	 hash;
	char	*raw = NULL;
	bool	 put;

	sqlite3_clear_bindings(s->put);
	hash = bind(s, in);
	if (r->reject != NULL && r->row != NULL)
		raw = wh_reject_text(r->reject, r->row);
	sqlite3_bind_int64(s->put, 1, in->line);
	sqlite3_bind_int64(s->put, 2, hash);
	sqlite3_bind_int64(s->put, 3, (int64_t)in->has);
	sqlite3_bind_int64(s->put, 4, (int64_t)in->dates);
	sqlite3_bind_text(s->put, 5, raw, -1, SQLITE_STATIC);
	put = wh_done(s->w, s->put);
	free(raw);
	if (!put)
		return false;
	if (sqlite3_changes(s->w->db) == 0)
		return again(s, r, in, hash);
	use_refs(s, in);
	if (in->v[WH_C_RECEIVED].i < s->last)
		s->sorted = false;
	s->last = in->v[WH_C_RECEIVED].i;
	return true;
}

/*
 * All rows are staged: end the temporary transaction and get ready to read
 * them by time, then by line.
 */
bool
wh_stage_rewind(struct wh_stage *s)
{
	wh_exec(s->w, "COMMIT");
	s->get = wh_prepare(s->w, s->sorted ? "SELECT * FROM temp.stage"
	    " ORDER BY line" : "SELECT * FROM temp.stage ORDER BY received,"
	    " line");
	return s->w->err.status == WH_OK;
}

/*
 * The next staged row; its texts, and *raw (see wh_reject_raw, or NULL),
 * are valid until the next call.  False at the end or on an error.
 */
bool
wh_stage_next(struct wh_stage *s, struct wh_intake *in, const char **raw)
{
	size_t	i;
	int	n;

	if (!wh_row(s->w, s->get))
		return false;
	memset(in, 0, sizeof(*in));
	in->line = (long)sqlite3_column_int64(s->get, 0);
	in->digest = sqlite3_column_int64(s->get, 1);
	in->has = (uint64_t)sqlite3_column_int64(s->get, 2);
	in->dates = (uint64_t)sqlite3_column_int64(s->get, 3);
	*raw = wh_col_text(s->get, 4);
	for (i = 0, n = FIRST; i < WH_C_COLS; i++, n++) {
		if (!wh_has(in, (enum wh_case_col)i))
			continue;
		if (is_text(i))
			in->v[i].s = wh_col_text(s->get, n);
		else if (wh_case_cols[i].type == WH_REAL)
			in->v[i].d = sqlite3_column_double(s->get, n);
		else if (wh_case_cols[i].type == WH_REF)
			in->v[i].i = wh_ref_real(s->w, wh_case_cols[i].ref,
			    sqlite3_column_int64(s->get, n));
		else
			in->v[i].i = sqlite3_column_int64(s->get, n);
	}
	for (i = 0; i < NWHOLE; i++, n++)
		in->whole[wholes[i]] = wh_col_text(s->get, n);
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
	free(s);
}
