/*
 * mode.c - the journal of a file: WAL, but for the first large import, which
 * writes everything once into a rollback journal's file.  Both are safe.
 */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/store.h"

/* Is there a file of this suffix beside the database, or may there be? */
bool
wh_mode_beside(struct wh *w, const char *suffix)
{
	char	*path;
	bool	 there;

	if (asprintf(&path, "%s%s", w->path, suffix) == -1)
		return true;
	there = access(path, F_OK) == 0 || errno != ENOENT;
	free(path);
	return there;
}

/*
 * Leave WAL mode, if nobody else has the file open; else nothing happens.  An
 * import that is then killed is rolled back by the next who opens the file.
 */
void
wh_mode_rollback(struct wh *w)
{
	sqlite3_exec(w->db, "PRAGMA main.journal_mode=DELETE", NULL, NULL,
	    NULL);
}

/*
 * Back to WAL mode, also after an error.  If others keep the file busy it
 * stays as it is until the next writer opens it.
 */
void
wh_mode_wal(struct wh *w)
{
	sqlite3_exec(w->db, "PRAGMA main.journal_mode=WAL", NULL, NULL, NULL);
}

/*
 * Where an import was killed that had left WAL mode, he who may only read
 * must write once: roll it back.  True if that was so and is done; the error
 * is then forgotten.
 */
bool
wh_mode_recover(struct wh *w)
{
	sqlite3	*db = NULL;
	bool	 done;

	if (!wh_mode_beside(w, "-journal"))
		return false;
	done = sqlite3_open_v2(w->path, &db, SQLITE_OPEN_NOMUTEX |
	    SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
	    sqlite3_busy_timeout(db, wh_wait()) == SQLITE_OK &&
	    sqlite3_exec(db, "PRAGMA main.journal_mode=WAL", NULL, NULL,
	    NULL) == SQLITE_OK;
	sqlite3_close(db);
	if (done)
		wh_err_clear(&w->err);
	return done;
}
