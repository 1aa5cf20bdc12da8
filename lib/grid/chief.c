/*
 * chief.c - the rule that says which rank the chief of a class of road must
 * have.  A load and street-roster refuse the same.
 */
#include "grid/grid.h"

#define COLUMNS \
	" q.name, r.name, u.code, k.name, l.name, m.name," \
	" coalesce(k.ord, l.ord - 1) < l.ord"

/* The error for the row of COLUMNS that breaks the rule, if there is one. */
static bool
refuse(struct wh *w, sqlite3_stmt *s)
{
	const char	*rank;
	bool		 low;

	if (!wh_row(w, s))
		return w->err.status == WH_OK;
	low = sqlite3_column_int(s, 6);
	rank = wh_col_text(s, 3);
	wh_fail(&w->err, WH_FAIL, "%s: may not be chief of %s: rank %s, rule"
	    " %s asks for %s or %s", wh_col_text(s, 0), wh_col_text(s, 1),
	    rank != NULL ? rank : "not known", wh_col_text(s, 2),
	    wh_col_text(s, low ? 4 : 5), low ? "above" : "below");
	sqlite3_reset(s);
	return false;
}

/* May this person be chief of this road?  False, with an error, if not. */
bool
wh_chief_check(struct wh *w, int64_t road, int64_t person)
{
	sqlite3_stmt	*s;

	s = wh_sql(w, "SELECT" COLUMNS " FROM (SELECT ?1 AS road,"
	    " ?2 AS person) p" WH_RANK_JOINS " WHERE" WH_RANK_BROKEN);
	wh_bind(s, "ii", road, person);
	return refuse(w, s);
}

/*
 * The same of every chief whose term has not ended before today: what is
 * past was right by the rule of its time.
 */
bool
wh_chiefs_check(struct wh *w)
{
	sqlite3_stmt	*s;
	char		 today[WH_TIME_TEXT];

	s = wh_sql(w, "SELECT" COLUMNS " FROM post p" WH_RANK_JOINS
	    " WHERE p.role = 'street_chief'"
	    " AND coalesce(p.valid_to, ?1) >= ?1 AND" WH_RANK_BROKEN
	    " ORDER BY length(p.code), p.code LIMIT 1");
	wh_bind(s, "t", wh_date_text(wh_day_of(&w->zone, w->now), today));
	return refuse(w, s);
}
