/*
 * make.c - filling a file that was just made, and reference data into one
 * that has cases: what follows of it for them is done with it.
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
		wh_load_tables(w, profile, &n);
	return wh_commit(w);
}

/*
 * Load one table from the CSV that the arguments name, as wh_load_table, and
 * find provisional deadlines anew that it may have moved.
 */
bool
wh_load(struct wh *w, const char *table, const struct wh_args *a,
    struct wh_counts *n, char **keys)
{
	bool	good;

	w->settle = wh_recompute;
	good = wh_load_table(w, table, a, n, keys);
	n->recomputed = w->settled;
	return good;
}

/* The same of every table that a profile has; see wh_load_tables. */
bool
wh_load_profile(struct wh *w, const char *name, struct wh_counts *n)
{
	bool	good;

	w->settle = wh_recompute;
	good = wh_load_tables(w, name, n);
	n->recomputed = w->settled;
	return good;
}
