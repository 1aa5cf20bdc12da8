/*
 * entry.c - the clock of a run, and the writing transaction that is one row
 * of entry.
 */
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "store/store.h"

enum { AHEAD = 600 };	/* seconds between clocks that nobody minds */

/*
 * A time that a user gave as option NAME, in the file's zone; also the words
 * now and today.  False, with an error, if it is none.
 */
bool
wh_time_arg(struct wh *w, const char *name, const char *s, int64_t *t)
{
	const char	*why;
	bool		 date;

	if (strcmp(s, "now") == 0)
		*t = w->now;
	else if (strcmp(s, "today") == 0)
		*t = wh_day_start(&w->zone, wh_day_of(&w->zone, w->now));
	else if (!wh_time_read(&w->zone, s, t, &date, &why))
		return wh_fail(&w->err, WH_FAIL, "%s: \"%s\": %s", name, s,
		    why);
	return true;
}

/*
 * Set the handle's now from --now, $WHISTLE_NOW or the system.
 */
void
wh_clock_read(struct wh *w)
{
	const char	*s = w->args.now;

	w->now = (int64_t)time(NULL);
	if (s != NULL)
		wh_time_arg(w, "--now", s, &w->now);
	else if ((s = getenv("WHISTLE_NOW")) != NULL)
		wh_time_arg(w, "$WHISTLE_NOW", s, &w->now);
}

/*
 * Who types; valid while the handle is: --by, else the login name, else the
 * number of the user.
 */
const char *
wh_who(struct wh *w)
{
	struct passwd	*pw;

	if (w->args.by != NULL)
		return w->args.by;
	if (w->who == NULL && (pw = getpwuid(getuid())) != NULL)
		w->who = strdup(pw->pw_name);
	if (w->who == NULL && asprintf(&w->who, "%ju",
	    (uintmax_t)getuid()) == -1)
		w->who = NULL;
	return w->who != NULL ? w->who : "unknown";
}

/* The entry before this one is dated later: one of the two clocks is wrong. */
static void
note_ahead(struct wh *w, int64_t last)
{
	char	then[WH_TIME_TEXT], now[WH_TIME_TEXT];

	wh_time_text(&w->zone, last, then);
	wh_time_text(&w->zone, w->now, now);
	wh_note(w, "the last entry is of %s, but the clock says %s", then,
	    now);
}

/*
 * Lock the file and start an entry.  IMMEDIATE, because a deferred
 * transaction that turns writer midway fails at once, whatever the timeout.
 * The clock is read after the lock was had.  Entries never run backwards;
 * what is done is dated by the clock all the same, so that one mistyped time
 * does not move all that follows.
 */
bool
wh_begin(struct wh *w)
{
	int64_t	last;

	if (!wh_exec(w, "BEGIN IMMEDIATE"))
		return false;
	wh_clock_read(w);
	last = wh_int(w, 0, "SELECT at FROM entry ORDER BY id DESC LIMIT 1",
	    "");
	if (last - w->now > AHEAD)
		note_ahead(w, last);
	wh_run(w, "INSERT INTO entry(at, who, command) VALUES (?, ?, ?)",
	    "itt", w->now < last ? last : w->now, wh_who(w),
	    w->args.command != NULL ? w->args.command : "?");
	w->entry = sqlite3_last_insert_rowid(w->db);
	return w->err.status == WH_OK;
}

/*
 * Undo the transaction; an error that led here is kept.  Returns false.
 */
bool
wh_rollback(struct wh *w)
{
	if (!sqlite3_get_autocommit(w->db))
		sqlite3_exec(w->db, "ROLLBACK", NULL, NULL, NULL);
	w->entry = 0;
	return false;
}

/*
 * Begin a piece of the transaction that is done as a whole or not at all:
 * what is refused halfway must leave nothing behind in the commit of others.
 */
bool
wh_try(struct wh *w)
{
	return wh_exec(w, "SAVEPOINT piece");
}

/*
 * End the piece: keep it if it is good, else undo it.  True if it is kept.
 */
bool
wh_tried(struct wh *w, bool good)
{
	if (w->err.status != WH_OK)
		return false;
	if (!good && !wh_exec(w, "ROLLBACK TO piece"))
		return false;
	return wh_exec(w, "RELEASE piece") && good;
}

/*
 * Commit, or with -n undo what was done.  True if all went well; after an
 * error everything is undone and the error stays.
 */
bool
wh_commit(struct wh *w)
{
	if (w->err.status == WH_OK && !w->args.dry &&
	    wh_exec(w, "COMMIT"))
		return true;
	wh_rollback(w);
	return w->err.status == WH_OK;
}

/* The number of the entry that is open or was committed last. */
int64_t
wh_entry(const struct wh *w)
{
	return w->entry;
}
