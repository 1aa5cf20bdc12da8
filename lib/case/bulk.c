/*
 * bulk.c - what makes a file that has few cases take in many: a rollback
 * journal, into which new pages need not be copied, and indexes that are made
 * when all rows are in.
 */
#include <stdlib.h>

#include "case/case.h"

enum { WORTH = 1000 };		/* rows from which on it pays */

/* The indexes of the tables that grow with cases; keys stay. */
#define OF_CASES \
	" FROM (SELECT name, sql FROM sqlite_schema WHERE type = 'index'" \
	" AND sql LIKE 'CREATE INDEX%' AND tbl_name IN ('cases', 'external'," \
	" 'private', 'journal', 'clock') ORDER BY rowid)"

/*
 * Is it worth while to drop indexes and make them anew?  It is where more
 * cases are to come than there are: a new entry costs twice what one costs
 * that is sorted with all others.
 */
static bool
many(struct wh *w, int64_t fresh)
{
	return fresh >= WORTH && wh_int(w, 0, "SELECT count(*) FROM (SELECT 1"
	    " FROM cases LIMIT ?)", "i", fresh + 1) <= fresh;
}

/*
 * Drop the indexes of cases, in the transaction that brings about as many
 * new ones as are told, if that is worth while.  *make is then the SQL that
 * makes them again, for the caller to run before the commit and to free; a
 * rollback brings them back as well.  Nobody looks anything up in them
 * meanwhile: what is known is found by keys.
 */
bool
wh_bulk_drop(struct wh *w, int64_t fresh, char **make)
{
	char	*drop;

	*make = NULL;
	if (!many(w, fresh))
		return w->err.status == WH_OK;
	*make = wh_str(w, "SELECT group_concat(sql, ';')" OF_CASES, "");
	drop = wh_str(w, "SELECT group_concat('DROP INDEX ' || name, ';')"
	    OF_CASES, "");
	if (drop != NULL)
		wh_exec(w, drop);
	free(drop);
	return w->err.status == WH_OK;
}

/*
 * Before so many rows go into a file without cases, leave WAL mode; whoever
 * waits for the import has nothing to read yet.  Where others have the file
 * open it goes on in WAL.
 */
void
wh_bulk_rollback(struct wh *w, int64_t rows)
{
	if (w->err.status == WH_OK && rows >= WORTH && wh_int(w, 0,
	    "SELECT 1 FROM cases LIMIT 1", "") == 0)
		wh_mode_rollback(w);
}
