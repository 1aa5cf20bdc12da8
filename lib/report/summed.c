/*
 * summed.c - the daily summary is made, brought up to date and counted again.
 *
 * A day is counted by the statement of a report of that day: what is in the
 * summary has no definition of its own.
 */
#include <string.h>

#include "report/check.h"
#include "report/sql.h"

enum {
	DAYS	= 7,		/* that are counted in one transaction */
	MANY	= 200000,	/* changes, after which days are counted anew */
	REACH	= 372,		/* days before the first case: its last year */
	MOST	= 3660		/* days back that are summed up */
};

/* Two keys in one number, which the schema keeps small, and each again. */
#define BOTH(high, low)	"(ifnull(" high ", 0) << 32 | ifnull(" low ", 0))"
#define HIGH(d)		d " >> 32"
#define LOW(d)		d " & 0xffffffff"
#define KEYS(n, key) \
	"SELECT " #n " AS dim, " key " AS k"
#define ADD_UP(q, keys) \
	put(q, keys), wh_sql_counts(q, ", sum(%) AS %", NULL), \
	put(q, " FROM e GROUP BY 2")

/* A query of what the summary holds, of one period. */
static struct wh_query
summing(struct wh *w)
{
	static const struct wh_report	o = { .no_daily = true };
	struct wh_query			q = { .w = w, .o = &o };
	size_t				i;

	q.summing = q.when[WH_NOW] = q.out[WH_X_VOID] = true;
	for (i = 0; i < WH_COUNTS; i++)
		q.read[WH_NOW][i] = wh_daily_holds(i);
	return q;
}

/*
 * Prepare to add a day to a table, of all cases or of what has changed since.
 * The cases are read once, by all four keys; these are told apart then, and
 * areas are brought to their level.
 */
static sqlite3_stmt *
sum_start(struct wh *w, const char *table, bool since)
{
	struct wh_query	q = summing(w);

	q.since = since;
	q.dim.col = BOTH("c.area", "c.unit");
	q.across.col = BOTH("c.class", "c.source");
	wh_buf_printf(&q.sql, "INSERT INTO %s(dim, day, key", table);
	wh_sql_counts(&q, ", %", NULL);
	put(&q, ")\n");
	wh_sql_count(&q);
	put(&q, "\nSELECT dim, :from, iif(dim = 1, " WH_DAILY_AREA("k")
	    ", k)");
	wh_sql_counts(&q, ", sum(%)", NULL);
	put(&q, " FROM (");
	ADD_UP(&q, KEYS(1, HIGH("d")));
	ADD_UP(&q, " UNION ALL " KEYS(2, LOW("d")));
	ADD_UP(&q, " UNION ALL " KEYS(3, HIGH("d2")));
	ADD_UP(&q, " UNION ALL " KEYS(4, LOW("d2")));
	put(&q, ") WHERE true GROUP BY 1, 3"
	    " ON CONFLICT DO UPDATE SET dim = dim");
	wh_sql_counts(&q, ", % = % + excluded.%", NULL);
	return wh_query_prepare(&q);
}

/*
 * Add a day; what is open is summed up as it is when the day has ended, also
 * of one that has not.
 */
static bool
sum_day(struct wh *w, sqlite3_stmt *s, int64_t start, int64_t stop)
{
	static const char *const	end[] = { ":to", ":end", ":late" };
	int				i;

	sqlite3_bind_int64(s, sqlite3_bind_parameter_index(s, ":from"), start);
	for (i = 0; i < 3; i++)
		sqlite3_bind_int64(s, sqlite3_bind_parameter_index(s, end[i]),
		    stop);
	return wh_done(w, s);
}

/* Add all days that are summed up and end after a time, or until then. */
static bool
sum_days(struct wh *w, sqlite3_stmt *t, int64_t from, int64_t to)
{
	sqlite3_stmt	*s = wh_prepare(w, "SELECT start, stop FROM daily_day"
			    " WHERE stop > ? AND stop <= ?");
	int64_t		 n = 0;

	wh_bind(s, "ii", from, to);
	while (t != NULL && wh_row(w, s) && sum_day(w, t,
	    sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1)))
		wh_tick(w, "summing up days", ++n);
	sqlite3_finalize(s);
	return w->err.status == WH_OK;
}

/* Make what has changed quick to find by its times. */
static bool
make_since(struct wh *w)
{
	return wh_daily_since(w) && wh_exec(w,
	    "CREATE INDEX temp.daily_since_1 ON daily_since(received);"
	    "CREATE INDEX temp.daily_since_2 ON daily_since(handled);"
	    "CREATE INDEX temp.daily_since_3 ON daily_since(closed);"
	    "CREATE INDEX temp.daily_since_4 ON daily_since(called)");
}

/*
 * Carry into the days what has changed; if that is much, forget the days for
 * which it counts, to count them anew.
 */
static bool
carry(struct wh *w)
{
	sqlite3_stmt	*t;
	int64_t		 first = wh_daily_first(w);

	if (wh_daily_behind(w, MANY))
		wh_run(w, "DELETE FROM daily_day WHERE stop > ?", "i", first);
	else if (first != WH_NONE && make_since(w)) {
		t = sum_start(w, "main.daily", true);
		sum_days(w, t, first, INT64_MAX);
		sqlite3_finalize(t);
	}
	return wh_exec(w, "UPDATE daily_upto SET entry = ifnull((SELECT"
	    " max(entry) FROM cases), 0); DELETE FROM daily_was");
}

/* The days that are to be there: until tomorrow. */
static void
reach(struct wh *w, int64_t *from, int64_t *to)
{
	int64_t	first = wh_int(w, w->now, "SELECT min(received) FROM cases",
		    "");

	*to = wh_day_of(&w->zone, w->now) + 1;
	*from = wh_day_of(&w->zone, first) - REACH;
	if (*from < *to - MOST)
		*from = *to - MOST;
}

/* Is a day still to be counted?  Then this is its start. */
static bool
is_missing(struct wh *w, int64_t day, int64_t *start)
{
	*start = wh_day_start(&w->zone, day);
	return wh_int(w, 1, "SELECT NOT EXISTS (SELECT 1 FROM daily_day"
	    " WHERE start = ?)", "i", *start) != 0;
}

/* Has anything changed, or a day begun? */
static bool
is_due(struct wh *w)
{
	int64_t	day, to, start;

	if (wh_int(w, 0, "SELECT count(*) FROM daily_upto", "") == 0)
		return false;
	if (wh_daily_behind(w, 0))
		return true;
	for (reach(w, &day, &to); day <= to; day++)
		if (is_missing(w, day, &start))
			return true;
	return false;
}

/*
 * Count the days that are missing, the last ones first, for those are asked
 * for; before the first case there is nothing to be counted.
 */
static bool
add_days(struct wh *w)
{
	sqlite3_stmt	*t = sum_start(w, "main.daily", false);
	int64_t		 from, day, start, stop, first;
	int		 n = 0;

	first = wh_int(w, INT64_MAX, "SELECT min(t) FROM (SELECT min(received)"
	    " AS t FROM cases UNION ALL SELECT min(handled) FROM cases"
	    " WHERE handled IS NOT NULL UNION ALL SELECT min(closed) FROM cases"
	    " WHERE closed IS NOT NULL UNION ALL SELECT min(called) FROM cases"
	    " WHERE called IS NOT NULL)", "");
	for (reach(w, &from, &day); day >= from && n < DAYS &&
	    w->err.status == WH_OK; day--) {
		if (!is_missing(w, day, &start))
			continue;
		stop = wh_day_start(&w->zone, day + 1);
		wh_run(w, "INSERT INTO daily_day VALUES (?, ?)", "ii", start,
		    stop);
		wh_run(w, "DELETE FROM daily WHERE dim IN (1, 2, 3, 4)"
		    " AND day = ?", "i", start);
		if (stop <= first)
			continue;
		sum_day(w, t, start, stop);
		n++;
	}
	sqlite3_finalize(t);
	return w->err.status == WH_OK;
}

/*
 * Its trigger costs every case that is filed, so it is there only with a
 * summary.
 */
static const char drop_all[] =
	"DELETE FROM daily; DELETE FROM daily_was; DELETE FROM daily_day;"
	"DELETE FROM daily_upto; DROP TRIGGER IF EXISTS cases_daily_insert";
static const char begin_all[] =
	"INSERT INTO daily_upto VALUES (1, ifnull((SELECT max(entry)"
	" FROM cases), 0), (SELECT id FROM level WHERE code = 'street'));"
	"CREATE TRIGGER cases_daily_insert BEFORE INSERT ON cases"
	" WHEN NEW.entry <= (SELECT entry FROM daily_upto)"
	" OR EXISTS (SELECT 1 FROM cases WHERE no = NEW.no)"
	" BEGIN DELETE FROM daily_day; END";

/*
 * The daily summary: "make" it, anew if there is one; "update" it if there is
 * one; "drop" it.  Each is done for good, some days at a time.  False on an
 * error, or for another word.
 */
bool
wh_daily(struct wh *w, const char *what)
{
	bool	make = strcmp(what, "make") == 0;
	bool	update = strcmp(what, "update") == 0;
	int64_t	n = 0;

	if (!make && !update && strcmp(what, "drop") != 0)
		return wh_fail(&w->err, WH_FAIL, "--daily: \"%s\": not make,"
		    " update or drop", what);
	if (!update && !(wh_exec(w, "BEGIN IMMEDIATE") &&
	    wh_exec(w, drop_all) && (!make || wh_exec(w, begin_all)) &&
	    wh_exec(w, "COMMIT")))
		return wh_rollback(w);
	while (is_due(w)) {
		/* While this waits for the lock another may have done it. */
		if (!wh_exec(w, "BEGIN IMMEDIATE") || (is_due(w) &&
		    !(carry(w) && add_days(w))) || !wh_exec(w, "COMMIT"))
			return wh_rollback(w);
		wh_tick(w, "summing up weeks", ++n);
	}
	return w->err.status == WH_OK;
}

/* Make a table like daily, empty. */
static bool
make_like(struct wh *w, const char *table)
{
	struct wh_query	q = summing(w);
	bool		done;

	wh_buf_printf(&q.sql, "DROP TABLE IF EXISTS temp.%s;"
	    "CREATE TEMP TABLE %s(dim, day, key", table, table);
	wh_sql_counts(&q, ", %", NULL);
	put(&q, ", PRIMARY KEY (dim, day, key)) WITHOUT ROWID");
	done = w->err.status == WH_OK && wh_exec(w, q.sql.s);
	wh_buf_free(&q.sql);
	return done;
}

/* Add what differs to temp.found. */
static bool
put_found(struct wh *w, int64_t to)
{
#define CODE(n, table) \
	" WHEN " #n " THEN '" table " ' || coalesce((SELECT code FROM " table \
	" WHERE id = key), '-')"
	struct wh_query	q = summing(w);
	bool		done;

	put(&q, "INSERT INTO temp.found SELECT 'daily', 'daily', (SELECT"
	    " date(day + offset, 'unixepoch') FROM zone WHERE since <= day"
	    " ORDER BY since DESC LIMIT 1) || ', ' || CASE dim"
	    CODE(1, "area") CODE(2, "unit") CODE(3, "class")
	    CODE(4, "source") " END || ': ' || what || ' is not what the"
	    " cases say; make the summary anew' FROM (SELECT dim, day, key,"
	    " CASE");
	wh_sql_counts(&q, " WHEN sum(sign * %) <> 0 THEN '%'", NULL);
	put(&q, " END AS what FROM (SELECT 1 AS sign, * FROM daily_counted"
	    " UNION ALL SELECT -1, dim, day, key");
	wh_sql_counts(&q, ", %", NULL);
	put(&q, " FROM daily UNION ALL SELECT -1, * FROM daily_changed)");
	wh_buf_printf(&q.sql, " WHERE day IN (SELECT start FROM daily_day"
	    " WHERE stop <= %jd) GROUP BY 1, 2, 3) WHERE what IS NOT NULL"
	    " ORDER BY dim, day, key", (intmax_t)to);
	done = w->err.status == WH_OK && wh_exec(w, q.sql.s);
	wh_buf_free(&q.sql);
	return done;
}

/* Sum up all days of the summary until then into a temporary table. */
static void
recount(struct wh *w, const char *table, bool since, int64_t to)
{
	sqlite3_stmt	*s = NULL;

	if (make_like(w, table))
		s = sum_start(w, table, since);
	sum_days(w, s, -INT64_MAX, to);
	sqlite3_finalize(s);
}

/*
 * Add to temp.found, of records of key, check and what, each day of the
 * summary that is not what the cases count for; not those that the next update
 * forgets.  Inside a transaction.
 */
bool
wh_daily_recount(struct wh *w)
{
	int64_t	to = INT64_MAX;

	if (wh_int(w, 0, "SELECT count(*) FROM daily_upto", "") == 0)
		return w->err.status == WH_OK;
	if (wh_daily_behind(w, MANY))
		to = wh_daily_first(w);
	recount(w, "daily_counted", false, to);
	if (to < INT64_MAX)
		make_like(w, "daily_changed");
	else if (make_since(w))
		recount(w, "daily_changed", true, to);
	return w->err.status == WH_OK && put_found(w, to);
}
