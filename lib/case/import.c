/*
 * import.c - filing cases: a whole file, or one case from options.
 *
 * Both go the same way: read and check everything, stage it, lock, merge,
 * commit.  A number that is printed is a committed one.
 */
#include <stdlib.h>
#include <string.h>

#include "case/merge.h"

/*
 * Does the file have all that cases need?  Where it has no column of ids
 * each row would be new every time.  False, with an error, if not.
 */
bool
wh_import_needs(struct wh_reader *r)
{
	if (wh_reader_has(r, "id"))
		return wh_reader_needs(r);
	return wh_fail(&r->w->err, WH_FAIL, "%s: no column \"id\": name the"
	    " source's number in a map, or make one: id = digest(columns)",
	    r->file);
}

/*
 * The name of the file as it is kept, for anybody to read: telephones in it
 * are masked.  The caller frees it; NULL, with an error, without memory.
 */
char *
wh_import_name(struct wh_reader *r)
{
	char	*name;

	if (!wh_mask(r->file, &name) ||
	    (name == NULL && (name = strdup(r->file)) == NULL))
		wh_nomem(&r->w->err);
	return name;
}

static void
stage_rows(struct wh_reader *r, struct wh_stage *s)
{
	struct wh_intake	in = { 0 };
	struct wh_rounded	ids = { 0 };
	char			*msg;

	while (wh_reader_next(r)) {
		if (wh_intake_read(r, &in)) {
			if (!wh_has(&in, WH_C_ID))
				wh_reader_refuse(r, wh_reader_column(r,
				    WH_C_ID), "", "may not be empty");
			else {
				wh_rounded_look(&ids, in.v[WH_C_ID].s);
				wh_stage_put(s, r, &in);
			}
		}
		wh_reader_tick(r);
	}
	wh_intake_clear(&in);
	if (wh_rounded_end(r, &ids, &msg))
		wh_fail(&r->w->err, WH_FAIL, "%s", msg);
	else if (msg != NULL)
		wh_note(r->w, "%s", msg);
	free(msg);
}

/*
 * Import the file of cases that the arguments name.  What was done is
 * counted in *n, all runs together if it was stopped before; the cases that are
 * new are those of n->import.  False, with an error, if it was not done, or
 * not to its end: an earlier slice stays, and a note says so.
 */
bool
wh_import(struct wh *w, const struct wh_args *a, struct wh_counts *n)
{
	struct wh_reader	*r;
	struct wh_stage		*s = NULL;
	bool			 done = false;

	memset(n, 0, sizeof(*n));
	w->args.refused = a->refused;
	if ((r = wh_reader_open(w, a, wh_case_cols, WH_C_COLS)) == NULL)
		return false;
	if (wh_import_needs(r) &&
	    wh_ref_map(w, r->map, wh_case_cols, WH_C_COLS) &&
	    (s = wh_stage_open(w)) != NULL) {
		stage_rows(r, s);
		/* A rehearsal goes on: the cases may refuse more. */
		done = wh_stage_rewind(s) && (a->dry || wh_reader_end(r)) &&
		    wh_merge_file(w, r, s, n);
	}
	n->refused = r->refused;
	wh_stage_close(s);
	wh_mode_wal(w);
	wh_reader_close(r, done && !a->dry);
	return done && w->err.status == WH_OK;
}

/*
 * File one case from texts, one for each of wh_case_cols, NULL for absent;
 * received may be absent and is then now.  False, with an error, if a value
 * is wrong.
 */
bool
wh_file(struct wh *w, const char **v)
{
	struct wh_reader	*r;
	struct wh_stage		*s = NULL;
	struct wh_intake	 in = { 0 };
	struct wh_merging	 g = { 0 };
	struct wh_counts	 n = { 0 };
	char			 now[WH_TIME_TEXT];
	bool			 done;

	if (v[WH_C_RECEIVED] == NULL)
		v[WH_C_RECEIVED] = wh_time_text(&w->zone, w->now, now);
	if ((r = wh_reader_values(w, wh_case_cols, WH_C_COLS, v)) == NULL)
		return false;
	done = wh_intake_read(r, &in) && (s = wh_stage_open(w)) != NULL &&
	    wh_stage_put(s, r, &in) && wh_stage_rewind(s) && wh_begin(w);
	g.r = r;
	g.s = s;
	if (done) {
		wh_merge(w, &g, &n, 1);
		done = wh_commit(w);
	}
	wh_intake_clear(&in);
	wh_stage_close(s);
	wh_reader_close(r, false);
	return done && w->err.status == WH_OK;
}
