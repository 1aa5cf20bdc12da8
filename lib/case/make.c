/*
 * make.c - filling a file that was just made.
 */
#include "case/case.h"

/*
 * Fill a file that was just made: its zone, the states and acts that the
 * program knows, and a profile, or none if profile is NULL.  One
 * transaction.
 */
bool
wh_make(struct wh *w, const char *zone, const char *profile)
{
	struct wh_counts	n = { 0 };
	size_t			i;

	if (!wh_zone_make(&w->err, &w->zone, zone) || !wh_begin(w))
		return false;
	for (i = 0; i < w->zone.n; i++)
		wh_run(w, "INSERT INTO zone VALUES (?, ?)", "ii",
		    w->zone.row[i].since, (int64_t)w->zone.row[i].offset);
	wh_run(w, "INSERT INTO setting(code, value, note)"
	    " VALUES ('zone', ?, 'set when the file was made')", "t", zone);
	wh_install_words(w);
	if (profile != NULL)
		wh_load_profile(w, profile, &n);
	return wh_commit(w);
}
