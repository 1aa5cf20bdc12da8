/*
 * open.c - the database file: make, open, check, close.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/store.h"

#define APPLICATION_ID	0x77680001	/* "wh", format 1 */
#define WAIT_SECONDS	60
#define OLDEST_SQLITE	3040000

/*
 * The user_version of files whose tables, views and words are those of this
 * program: raised whenever they change, as 80-schema.t will demand.
 */
enum { VERSION = 19 };

/*
 * Keep SQLite's complaint, if rc is one; status 75 when the file is locked.
 * Returns true if there is no error, now or before.
 */
bool
wh_check(struct wh *w, int rc)
{
	if (rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE)
		return w->err.status == WH_OK;
	w->rc = rc &= 0xff;
	return wh_fail(&w->err, rc == SQLITE_BUSY || rc == SQLITE_LOCKED ?
	    WH_BUSY : WH_FAIL, "%s: %s", w->path,
	    rc == SQLITE_NOTADB ? "not a database" : sqlite3_errmsg(w->db));
}

/* Run SQL that takes no parameters and returns no rows. */
bool
wh_exec(struct wh *w, const char *sql)
{
	return wh_rest(w) &&
	    wh_check(w, sqlite3_exec(w->db, sql, NULL, NULL, NULL));
}

static int
pragma(struct wh *w, const char *sql)
{
	sqlite3_stmt	*s = NULL;
	int		 v = -1;

	if (wh_check(w, sqlite3_prepare_v2(w->db, sql, -1, &s, NULL)) &&
	    wh_check(w, sqlite3_step(s)))
		v = sqlite3_column_int(s, 0);
	sqlite3_finalize(s);
	return v;
}

/* Fill an empty file with tables and views, in one transaction. */
static bool
fill(struct wh *w)
{
	char	sql[80];

	wh_exec(w, "BEGIN IMMEDIATE");
	wh_exec(w, wh_schema_sql);
	wh_exec(w, wh_views_sql);
	snprintf(sql, sizeof(sql), "PRAGMA user_version=%d;"
	    "PRAGMA application_id=%d", VERSION, APPLICATION_ID);
	wh_exec(w, sql);
	if (w->err.status == WH_OK)
		return wh_exec(w, "COMMIT");
	sqlite3_exec(w->db, "ROLLBACK", NULL, NULL, NULL);
	return false;
}

/* Is it ours, and has it the tables that this program knows? */
static bool
known(struct wh *w)
{
	int	v;

	v = pragma(w, "PRAGMA application_id");
	if (w->err.status != WH_OK)
		return false;
	if (v != APPLICATION_ID)
		return wh_fail(&w->err, WH_FAIL, "%s: not a Whistle file;"
		    " make one with grid-load --new", w->path);
	v = pragma(w, "PRAGMA user_version");
	return w->err.status == WH_OK && (v == VERSION || wh_fail(&w->err,
	    WH_FAIL, "%s: made by another version of Whistle (schema %d, this"
	    " one knows %d); make it anew with grid-load --new", w->path, v,
	    VERSION));
}

static bool
load_zone(struct wh *w)
{
	sqlite3_stmt	*s;
	void		*p;

	s = wh_sql(w, "SELECT since, offset FROM zone ORDER BY since");
	while (wh_row(w, s)) {
		p = reallocarray(w->zone.row, w->zone.n + 1,
		    sizeof(*w->zone.row));
		if (p == NULL)
			return wh_nomem(&w->err);
		w->zone.row = p;
		w->zone.row[w->zone.n].since = sqlite3_column_int64(s, 0);
		w->zone.row[w->zone.n++].offset = sqlite3_column_int(s, 1);
	}
	return w->err.status == WH_OK;
}

/*
 * Language for people: --lang, else $WHISTLE_LANG, else the file's profile,
 * else the locale.
 */
static bool
chinese(struct wh *w)
{
	const char	*lang = w->args.lang;
	char		*set = NULL;
	bool		 zh;

	if (lang == NULL)
		lang = getenv("WHISTLE_LANG");
	if (lang == NULL && w->zone.n > 0)
		lang = set = wh_str(w, "SELECT value FROM setting"
		    " WHERE code = 'lang'", "");
	if (lang == NULL && (lang = getenv("LC_ALL")) == NULL &&
	    (lang = getenv("LC_MESSAGES")) == NULL)
		lang = getenv("LANG");
	zh = lang != NULL && strncmp(lang, "zh", 2) == 0;
	free(set);
	return zh;
}

/* $WHISTLE_WAIT, or a minute, in milliseconds. */
int
wh_wait(void)
{
	const char	*s = getenv("WHISTLE_WAIT");
	int64_t		 n;

	if (s == NULL || (s = wh_scan_uint(s, &n)) == NULL || *s != '\0' ||
	    n > 86400)
		n = WAIT_SECONDS;
	return (int)n * 1000;
}

/* The clock that views take, as --now and $WHISTLE_NOW have it. */
static void
now(sqlite3_context *c, int n, sqlite3_value **v)
{
	const struct wh	*w = sqlite3_user_data(c);

	(void)n;
	(void)v;
	sqlite3_result_int64(c, w->now);
}

/*
 * EXTRA, because in a rollback journal's mode, see mode.c, a commit is the
 * removal of a file, which FULL does not wait for.
 */
static void
configure(struct wh *w)
{
	sqlite3_extended_result_codes(w->db, 1);
	sqlite3_busy_timeout(w->db, wh_wait());
	sqlite3_db_config(w->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(w->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(w->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	sqlite3_db_config(w->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(w->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	wh_check(w, sqlite3_create_function(w->db, "unixepoch", 0, SQLITE_UTF8
	    | SQLITE_INNOCUOUS, w, now, NULL, NULL));
	wh_exec(w, "PRAGMA cache_size=-131072; PRAGMA temp.cache_size=-32768;"
	    "PRAGMA synchronous=EXTRA");
}

/*
 * Remove a file that this handle has made and could not fill: half a file is
 * worse than none.  A file of others stays.
 */
void
wh_unmake(struct wh *w)
{
	static const char *const suffix[] = { "", "-wal", "-shm", "-journal" };
	char			*path;
	size_t			 i;

	if (!w->made)
		return;
	for (i = 0; i < sizeof(suffix) / sizeof(suffix[0]); i++)
		if (asprintf(&path, "%s%s", w->path, suffix[i]) != -1) {
			unlink(path);
			free(path);
		}
}

/*
 * A file at rest in a folder we may not write to cannot be opened in WAL
 * mode; it can be read as immutable, as long as neither a -wal nor a -journal
 * file lies beside it.
 */
static bool
open_immutable(struct wh *w)
{
	char	*uri;
	bool	 rest;

	if (wh_mode_beside(w, "-wal") || wh_mode_beside(w, "-journal"))
		return false;
	if ((uri = sqlite3_mprintf("file:%s?immutable=1", w->path)) == NULL)
		return wh_nomem(&w->err);
	sqlite3_close(w->db);
	rest = sqlite3_open_v2(uri, &w->db, SQLITE_OPEN_NOMUTEX |
	    SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL) == SQLITE_OK;
	sqlite3_free(uri);
	if (rest)
		wh_err_clear(&w->err);
	configure(w);
	return rest;
}

/* Make the file, empty: of two who do so at once one makes it. */
static bool
create(struct wh *w)
{
	int	fd;

	fd = open(w->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd == -1)
		return wh_fail(&w->err, WH_FAIL, "%s: %s", w->path,
		    errno == EEXIST ? "there is such a file already" :
		    strerror(errno));
	close(fd);
	return w->made = true;
}

static bool
open_new(struct wh *w)
{
	if (!create(w))
		return false;
	if (wh_check(w, sqlite3_open_v2(w->path, &w->db, SQLITE_OPEN_NOMUTEX |
	    SQLITE_OPEN_READWRITE, NULL))) {
		configure(w);
		wh_exec(w, "PRAGMA page_size=8192; PRAGMA journal_mode=WAL");
		if (fill(w))
			return true;
	}
	wh_unmake(w);
	return false;
}

/* A file of which nothing remains, for a command that needs none. */
static bool
open_memory(struct wh *w)
{
	if (!wh_check(w, sqlite3_open_v2(":memory:", &w->db,
	    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE, NULL)))
		return false;
	configure(w);
	return fill(w);
}

static bool
open_file(struct wh *w, enum wh_mode mode)
{
	int	fl = SQLITE_OPEN_NOMUTEX | (mode == WH_READ ?
		    SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);

	if (mode == WH_CREATE)
		return open_new(w);
	if (mode == WH_MEMORY)
		return open_memory(w);
	if (access(w->path, F_OK) == -1)
		return wh_fail(&w->err, WH_FAIL, "%s: %s; make one with"
		    " grid-load --new", w->path, strerror(errno));
	if (!wh_check(w, sqlite3_open_v2(w->path, &w->db, fl, NULL)))
		return false;
	configure(w);
	if (mode == WH_WRITE && sqlite3_db_readonly(w->db, "main") == 1)
		return wh_fail(&w->err, WH_FAIL, "%s: may only be read",
		    w->path);
	if (known(w)) {
		if (w->write)
			wh_mode_wal(w);
		return true;
	}
	if (mode == WH_READ && w->rc == SQLITE_READONLY && wh_mode_recover(w))
		return known(w);
	return mode == WH_READ && access(w->path, R_OK) == 0 &&
	    (w->rc == SQLITE_CANTOPEN || w->rc == SQLITE_READONLY) &&
	    open_immutable(w) && known(w);
}

static struct wh nomem = {
	.err = { WH_FAIL, (char *)(uintptr_t)"out of memory" }
};

/*
 * Open the file that the arguments name; a colon in front means no more to
 * SQLite than to us.  WH_READ opens read-only; WH_CREATE
 * makes it, mode 0600, and refuses one that is there; WH_MEMORY makes an
 * empty one in memory, whatever the arguments name.  Never returns NULL:
 * whether it worked, wh_message() tells.  talk may be NULL.  Close with
 * wh_close.
 */
struct wh *
wh_open(const struct wh_args *a, enum wh_mode mode,
    const struct wh_talk *talk)
{
	const char	*path = a->db;
	struct wh	*w;

	if (path == NULL && (path = getenv("WHISTLE_DB")) == NULL)
		path = "whistle.db";
	if ((w = calloc(1, sizeof(*w))) == NULL ||
	    asprintf(&w->path, "%s%s", *path == ':' ? "./" : "",
	    path) == -1) {
		free(w);
		return &nomem;
	}
	w->args = *a;
	if (talk != NULL)
		w->talk = *talk;
	w->write = mode != WH_READ;
	if (sqlite3_libversion_number() < OLDEST_SQLITE) {
		wh_fail(&w->err, WH_FAIL, "SQLite %s is too old, 3.40 or newer"
		    " is needed", sqlite3_libversion());
		return w;
	}
	/* What a statement would undo stays in memory up to here: a file of
	   64 KB and more, written anew for each case, costs more than the
	   statement.  SQLite writes it out in one go, of which it cuts off
	   what is beyond 17 bits, and calls the disk full: this is the most.
	   Refused, and not missed, once SQLite has begun. */
	sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, (1 << 17) - 1);
	if (open_file(w, mode) && load_zone(w)) {
		w->zh = chinese(w);
		wh_clock_read(w);
	}
	w->args.out.zh = w->zh;
	return w;
}

/* Close the file and free the handle; an open transaction is undone. */
void
wh_close(struct wh *w)
{
	if (w == &nomem)
		return;
	while (w->nstmt > 0)
		sqlite3_finalize(w->stmt[--w->nstmt].stmt);
	if (w->forget != NULL)
		w->forget(w);
	sqlite3_close_v2(w->db);
	wh_zone_free(&w->zone);
	wh_err_clear(&w->err);
	free(w->who);
	free(w->path);
	free(w);
}
