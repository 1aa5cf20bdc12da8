/*
 * again.c - a row of a file of acts that comes again: is it in the journal?
 */
#include <stdlib.h>
#include <string.h>

#include "case/log.h"

/* From when to when an act may have been that was given such a time. */
static bool
span(struct wh *w, const char *at, int64_t *from, int64_t *to)
{
	const char	*why;
	int64_t		 t;
	bool		 date = false;

	*from = INT64_MIN + 1;
	*to = INT64_MAX;
	if (at == NULL || strcmp(at, "now") == 0 || strcmp(at, "today") == 0 ||
	    !wh_time_read(&w->zone, at, &t, &date, &why))
		return false;
	*from = *to = t;
	if (date)
		*to = wh_day_start(&w->zone, wh_day_of(&w->zone, t) + 1) - 1;
	return true;
}

/*
 * Does the journal have this row, masked as it is there?  One whose time is
 * not told, or whose value is private, is known again only where it comes in
 * the same file, of this digest.
 */
static bool
find_row(struct wh *w, int64_t no, const struct wh_log *l,
    const struct wh_jrow *r, const char *digest)
{
	char		*text = NULL, *reason = NULL;
	int64_t		 from, to;
	bool		 told = span(w, l->at, &from, &to), found = false;

	if (r->new != NULL && strcmp(r->new, "(private)") == 0)
		told = false;
	if ((r->text == NULL || wh_mask(r->text, &text)) &&
	    (r->reason == NULL || wh_mask(r->reason, &reason)))
		found = wh_int(w, 0, "SELECT 1 FROM journal j JOIN entry e"
		    " ON e.id = j.entry LEFT JOIN import i ON i.id = e.import"
		    " WHERE j.no = ?1 AND j.act = ?2 AND j.at BETWEEN ?3"
		    " AND ?4 AND (j.value IS ?5 OR ?5 IS NULL AND j.act"
		    " IN (17, 37, 43, 44)) AND j.reason IS ?6"
		    " AND j.text IS ?7 AND j.field IS ?8 AND j.new IS ?9"
		    " AND (?10 IS NULL OR j.holder = ?10)"
		    " AND (?11 IS NULL OR (i.digest = ?11 AND e.id <> ?12))"
		    " AND (?13 IS NULL OR j.unit = ?13)"
		    " AND (?14 IS NULL OR j.until = ?14)"
		    " LIMIT 1", "iiiitttttrtiri", no, r->act, from, to,
		    r->value, reason != NULL ? reason : r->reason,
		    text != NULL ? text : r->text, r->field, r->new,
		    l->as != NULL ? r->holder : 0, told ? NULL : digest,
		    w->entry, r->unit, r->until) != 0;
	else
		wh_nomem(&w->err);
	free(text);
	free(reason);
	return found;
}

/*
 * Was the row, whose file has this digest, recorded by an earlier file, or is
 * it in this one already?
 */
bool
wh_recorded_row(struct wh *w, int64_t no, const struct wh_log *l,
    const struct wh_jrow *like, const char *digest)
{
	const char		*v[WH_C_COLS] = { NULL };
	struct wh_intake	 in = { 0 };
	struct wh_jrow		 r = *like;
	struct wh_reader	*rd = NULL;
	char			 buf[WH_TIME_TEXT];
	enum wh_case_col	 k;
	bool			 found = false;

	if (r.act != WH_A_AMEND)
		return find_row(w, no, l, &r, digest);
	if (wh_read_amend(w, l, v, &in, &rd)) {
		k = (enum wh_case_col)wh_fact_column(l->field);
		r.field = wh_fact_name(k);
		r.new = wh_fact_hidden(k) ? "(private)" :
		    wh_fact_text(w, &in, k, buf);
		found = find_row(w, no, l, &r, digest);
	}
	wh_intake_clear(&in);
	wh_reader_close(rd, false);
	return found;
}
