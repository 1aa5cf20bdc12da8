/*
 * asof.c - the file as it was at an entry: what reports read is put in place
 * of what is there now, for the rest of this run.
 *
 * Rows of cases are copied for those cases alone that have a journal row of a
 * later entry; facts that were amended since get the old value of the first
 * such amendment, and the course is what the journal leads to up to the entry.
 * Cases filed later are left out.  So it costs what has changed since.
 *
 * SQLite finds a temporary table or view before one of the file: the views
 * cases, link, journal, whistle and whistle_unit that are made here stand
 * before the tables of that name.  Reference tables have no past: they are as
 * they are now.
 */
#include <stdlib.h>
#include <string.h>

#include "report/report.h"

/*
 * While courses are put back table cases is the copy, so that they are saved
 * there; then it is called was.
 */
static const char before[] =
	"CREATE TEMP TABLE as_of(entry INTEGER);"
	"CREATE TEMP TABLE changed(no INTEGER PRIMARY KEY);"
	"CREATE TEMP TABLE undo(no INTEGER, field TEXT, old TEXT,"
	" seq INTEGER, PRIMARY KEY (field, no)) WITHOUT ROWID;"
	"CREATE TEMP TABLE link_was(no INTEGER, kind TEXT, other INTEGER,"
	" entry INTEGER, PRIMARY KEY (no, kind)) WITHOUT ROWID;";
static const char changed[] =
	"INSERT INTO changed SELECT DISTINCT j.no FROM main.journal j"
	" INDEXED BY journal_entry CROSS JOIN main.cases c ON c.no = j.no"
	" WHERE j.entry > ?1 AND j.flags & 8 = 0 AND c.entry <= ?1";
static const char copy[] =
	"CREATE TEMP TABLE cases AS SELECT c.* FROM temp.changed x"
	" CROSS JOIN main.cases c ON c.no = x.no;"
	"CREATE UNIQUE INDEX temp.was_no ON cases(no)";
static const char undo[] =
	"INSERT INTO undo SELECT j.no, j.field, j.old, min(j.seq)"
	" FROM changed x CROSS JOIN main.journal j ON j.no = x.no"
	" WHERE j.act = 10 AND j.entry > ?1 GROUP BY j.field, j.no";
static const char links[] =
	"INSERT INTO link_was SELECT no, value, CAST(new AS INTEGER), entry"
	" FROM (SELECT j.no, j.value, j.new, j.entry, j.act, max(j.seq)"
	"  FROM changed x CROSS JOIN main.journal j ON j.no = x.no"
	"  WHERE j.act IN (14, 15) AND j.entry <= ?1 GROUP BY j.no, j.value)"
	" WHERE act = 14";
static const char after[] =
	"ALTER TABLE temp.cases RENAME TO was;"
	"CREATE TEMP VIEW cases AS SELECT * FROM main.cases c WHERE true"
	WH_UNCHANGED " UNION ALL SELECT * FROM was;"
	"CREATE TEMP VIEW link AS SELECT * FROM main.link l"
	" WHERE l.entry <= (SELECT entry FROM as_of)"
	" AND NOT EXISTS (SELECT 1 FROM changed x WHERE x.no = l.no)"
	" UNION ALL SELECT * FROM link_was;"
	"CREATE TEMP VIEW journal AS SELECT * FROM main.journal j"
	" WHERE j.entry <= (SELECT entry FROM as_of)";
/* Whistles of cases that changed are what the journal said of them then. */
#define WHISTLES(t) \
	"CREATE TEMP TABLE " t "_was AS SELECT * FROM main." t " LIMIT 0;" \
	"CREATE TEMP VIEW " t " AS SELECT h.* FROM main." t " h WHERE" \
	" NOT EXISTS (SELECT 1 FROM changed x WHERE x.no = h.no)" \
	" UNION ALL SELECT * FROM " t "_was;"
static const char whistles[] = WHISTLES("whistle") WHISTLES("whistle_unit");
static const char told[] =	/* the same view, of the journal of then */
	"SELECT group_concat('CREATE TEMP ' || substr(sql, 8), ';')"
	" FROM main.sqlite_schema WHERE type = 'view'"
	" AND name IN ('whistle_told', 'whistle_unit_told')";
#define WHISTLES_END(t) \
	"DROP VIEW IF EXISTS temp." t "; DROP VIEW IF EXISTS temp." t "_told;" \
	"DROP TABLE IF EXISTS temp." t "_was;"
static const char end[] =
	WHISTLES_END("whistle") WHISTLES_END("whistle_unit")
	"DROP VIEW IF EXISTS temp.cases; DROP VIEW IF EXISTS temp.link;"
	"DROP VIEW IF EXISTS temp.journal; DROP TABLE IF EXISTS temp.was;"
	"DROP TABLE IF EXISTS temp.link_was; DROP TABLE IF EXISTS temp.undo;"
	"DROP TABLE IF EXISTS temp.changed; DROP TABLE IF EXISTS temp.as_of";

/* A fact gets the value that the journal has as old. */
#define FACT(f, value) \
	"UPDATE temp.cases SET " f " = (SELECT " value " FROM undo u" \
	" WHERE u.field = '" f "' AND u.no = cases.no) WHERE no IN" \
	" (SELECT no FROM undo WHERE field = '" f "')"
#define CODE(f, table) \
	FACT(f, "(SELECT id FROM " table " r WHERE r.code = u.old)")
#define TEXT(f)		FACT(f, "u.old")
#define REAL(f)		FACT(f, "CAST(u.old AS REAL)")
#define TIME(f) \
	FACT(f, "(SELECT unixepoch(u.old) - offset FROM zone" \
	    " WHERE since <= unixepoch(u.old) - offset" \
	    " ORDER BY since DESC LIMIT 1)")

/* Those in the private room are in no figure. */
static const char *const facts[] = {
	CODE("kind", "request_kind"), CODE("class", "class"),
	CODE("area", "area"), CODE("road", "road"),
	CODE("intake_area", "area"), CODE("channel", "channel"),
	TEXT("place"), TEXT("title"), TEXT("text"), TEXT("tags"),
	TEXT("extra"), TEXT("target"), TEXT("collector"), TEXT("collator"),
	TEXT("photo"), REAL("lat"), REAL("lon"),
	CODE("proxy", "person"), TIME("appointment"), TIME("promised"),
	TIME("source_due"),
};

/* Put the course of one case back to what its journal was at the entry. */
static bool
put_course(struct wh *w, struct wh_fold *f, int64_t no, int64_t entry)
{
	struct wh_jrow	 r = { WH_JROW };
	sqlite3_stmt	*s;

	wh_fold_start(f, wh_int(w, 0, "SELECT received FROM main.cases"
	    " WHERE no = ?", "i", no));
	s = wh_sql(w, "SELECT " WH_JOURNAL_COLS " FROM main.journal"
	    " WHERE no = ? AND entry <= ? ORDER BY seq");
	wh_bind(s, "ii", no, entry);
	while (wh_row(w, s)) {
		wh_jrow_read(s, &r);
		if (wh_fold_step(f, &r))
			continue;
		sqlite3_reset(s);
		return wh_fail(&w->err, WH_FAIL, "%jd: the journal breaks a"
		    " rule: %s; see grid-check replay", (intmax_t)no, f->c.why);
	}
	return wh_course_save(w, no, &f->c);
}

static bool
put_courses(struct wh *w, int64_t entry)
{
	sqlite3_stmt	*s = wh_prepare(w, "SELECT no FROM temp.changed");
	struct wh_fold	 f = { 0 };
	int64_t		 n = 0;

	while (wh_row(w, s) && put_course(w, &f, sqlite3_column_int64(s, 0),
	    entry))
		wh_tick(w, "going back", ++n);
	sqlite3_finalize(s);
	wh_fold_free(&f);
	return w->err.status == WH_OK;
}

static bool
put_whistles(struct wh *w)
{
	char		*sql = wh_str(w, told, "");
	sqlite3_stmt	*s = NULL;
	int64_t		 no;

	if (sql != NULL && wh_exec(w, whistles) && wh_exec(w, sql))
		s = wh_prepare(w, "SELECT DISTINCT h.no FROM changed x"
		    " CROSS JOIN main.whistle h ON h.no = x.no");
	while (wh_row(w, s)) {
		no = sqlite3_column_int64(s, 0);
		wh_run(w, "INSERT INTO whistle_was SELECT *"
		    " FROM temp.whistle_told WHERE no = ?", "i", no);
		wh_run(w, "INSERT INTO whistle_unit_was SELECT *"
		    " FROM temp.whistle_unit_told WHERE no = ?", "i", no);
	}
	sqlite3_finalize(s);
	free(sql);
	return w->err.status == WH_OK;
}

/* Drop what stands before the file; after an error that is a part of it. */
static bool
clear(struct wh *w)
{
	if (wh_int(w, 0, "SELECT count(*) FROM temp.sqlite_schema"
	    " WHERE name = 'cases' AND type = 'table'", "") > 0)
		wh_exec(w, "DROP TABLE temp.cases");
	return wh_exec(w, end);
}

/*
 * Let reports read the file as it was at an entry; in a transaction, so that
 * no later one comes in between.  False on an error.
 */
bool
wh_as_of_entry(struct wh *w, int64_t entry)
{
	size_t	i;

	if (sqlite3_get_autocommit(w->db))
		wh_exec(w, "BEGIN");
	clear(w);
	wh_exec(w, before);
	wh_run(w, "INSERT INTO as_of VALUES (?)", "i", entry);
	wh_run(w, changed, "i", entry);
	wh_exec(w, copy);
	wh_run(w, undo, "i", entry);
	wh_run(w, links, "i", entry);
	for (i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		wh_run(w, facts[i], "");
	if (w->err.status != WH_OK || !put_courses(w, entry) ||
	    !wh_exec(w, after) || !put_whistles(w))
		return false;
	w->as_of = entry;
	return true;
}

/* Let them read it as it is again. */
bool
wh_as_of_end(struct wh *w)
{
	w->as_of = 0;
	return clear(w);
}

/*
 * The last entry at a moment that a user gave, a date meaning its end, and
 * the clock of then; 0, with an error, if there is none.
 */
static int64_t
entry_at(struct wh *w, const char *s, int64_t *clock)
{
	const char	*why;
	bool		 date = false;
	int64_t		 entry;

	if (!wh_time_arg(w, "--as-of", s, clock))
		return 0;
	if (strcmp(s, "now") != 0 && strcmp(s, "today") != 0)
		wh_time_read(&w->zone, s, clock, &date, &why);
	if (date || strcmp(s, "today") == 0)
		*clock = wh_day_start(&w->zone,
		    wh_day_of(&w->zone, *clock) + 1) - 1;
	if ((date || strcmp(s, "today") == 0) && *clock > w->now &&
	    wh_day_of(&w->zone, *clock) == wh_day_of(&w->zone, w->now))
		*clock = w->now;
	if (*clock > w->now) {
		wh_fail(&w->err, WH_FAIL, "--as-of: \"%s\": in the future", s);
		return 0;
	}
	entry = wh_int(w, 0, "SELECT id FROM entry WHERE at <= ?"
	    " ORDER BY id DESC LIMIT 1", "i", *clock);
	if (entry == 0)
		wh_fail(&w->err, WH_FAIL, "--as-of: \"%s\": before the first"
		    " entry of the file", s);
	return entry;
}

/*
 * Let reports read the file as it was at an entry, a number of digits alone,
 * or at a moment; the clock stands there, too.  False, with an error, if
 * there is no such entry, or none yet then.
 */
bool
wh_as_of(struct wh *w, const char *s)
{
	const char	*stop;
	int64_t		 entry, clock = w->now;

	if ((stop = wh_scan_uint(s, &entry)) != NULL && *stop == '\0') {
		clock = wh_int(w, WH_NONE, "SELECT at FROM entry WHERE id = ?",
		    "i", entry);
		if (clock == WH_NONE)
			return wh_fail(&w->err, WH_FAIL, "--as-of: \"%s\": no"
			    " such entry; a date is written 2026-01-05", s);
	} else if ((entry = entry_at(w, s, &clock)) == 0)
		return false;
	w->now = clock;
	return wh_as_of_entry(w, entry);
}
