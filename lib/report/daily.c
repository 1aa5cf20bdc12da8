/*
 * daily.c - the daily summary, a cache: whether a report may have a part of
 * its counts from it, and the SQL that has.
 *
 * Table daily holds, for each day and each area, unit, class and source, what
 * a report of that day counts.  It was counted by the statement of such a
 * report (summed.c), of all cases as they were after the entry of daily_upto.
 * A case of theirs that changes leaves what it was in daily_was, by a trigger,
 * so that no writer need know of the summary; what was filed since is found by
 * its entry.  So at any moment
 *
 *	daily - what changed cases were + what they are + what was filed since
 *
 * is what all cases count for, and that is what a report reckons.
 */
#include <string.h>

#include "report/sql.h"

enum { FEW = 20000 };	/* cases that are read beside the summary */

/*
 * What is summed up, by the names of these columns.  Each is a number of cases
 * that satisfy a condition on columns of table daily_was and the ends of the
 * period; one of each part has all cases that count there.
 */
static const size_t held[] = {
	WH_M_RECEIVED, WH_M_HANDLED, WH_M_ON_TIME, WH_M_LATE, WH_M_CLOSED,
	WH_M_CALLED, WH_M_ANSWERED, WH_M_SOLVED, WH_M_RATED, WH_M_SATISFIED,
	WH_M_OPEN, WH_M_OVERDUE, WH_M_VOID, WH_M_SELF_HANDLED, WH_M_HUNG,
	WH_M_EXEMPT
};
enum { HELD = sizeof(held) / sizeof(held[0]) };

const char *const wh_daily_dims[WH_DAILY_DIMS] = {
	"c.area", "c.unit", "c.class", "c.source"
};

/* Table temp.daily_since: what has changed, to be subtracted or added. */
#define FACTS(t) \
	t ".unit, " t ".class, " t ".source, " t ".state, " t ".received, " \
	t ".dispatched, " t ".handled, " t ".due, " t ".exempt, " \
	t ".hung_since, " t ".closed, " t ".moved, " t ".called, " \
	t ".solved, " t ".rating"
#define CHANGED \
	"SELECT -1 AS sign, w.* FROM main.daily_was w" \
	" UNION ALL SELECT 1, c.no, c.area, " FACTS("c") \
	" FROM main.daily_was w CROSS JOIN main.cases c ON c.no = w.no" \
	" WHERE c.entry <= (SELECT entry FROM daily_upto)" \
	" UNION ALL SELECT 1, c.no, c.area, " FACTS("c") \
	" FROM main.cases c INDEXED BY cases_entry" \
	" WHERE c.entry > (SELECT entry FROM daily_upto)"
static const char make_since[] =
	"DROP TABLE IF EXISTS temp.daily_since;"
	"CREATE TEMP TABLE daily_since AS SELECT sign, "
	WH_DAILY_AREA("x.area") " AS area, " FACTS("x")
	" FROM (" CHANGED ") x";

/* Is a count summed up? */
bool
wh_daily_holds(size_t count)
{
	size_t	i;

	for (i = 0; i < HELD && held[i] != count; i++)
		;
	return i < HELD;
}

/* The count that has all cases of a part, or WH_COUNTS: none is summed up. */
size_t
wh_daily_own(int part)
{
	const struct wh_count	*c;
	size_t			 i;

	for (i = 0; i < HELD; i++) {
		c = &wh_counts[held[i]];
		if (c->parts & 1U << part && c->cond == NULL &&
		    (c->apart == WH_X_NONE || wh_parts[part].aside))
			return held[i];
	}
	return WH_COUNTS;
}

/* The parts that are summed up together with this one. */
static unsigned
together(int part)
{
	return WH_STILL_OPEN & 1U << part ? WH_STILL_OPEN : 1U << part;
}

/*
 * Does the summary hold what is read of a part, for the days of this period?
 */
bool
wh_daily_has(const struct wh_query *q, int part, enum wh_when when)
{
	unsigned	parts = together(part);
	size_t		i;

	if (q->daily == 0 || wh_daily_own(part) == WH_COUNTS ||
	    !(parts == WH_STILL_OPEN ? q->has_end : q->has_days)[when])
		return false;
	for (i = 0; i < WH_COUNTS; i++)
		if (q->read[when][i] && wh_counts[i].parts & parts &&
		    !wh_daily_holds(i))
			return false;
	return true;
}

/* Is a count one of these parts, and summed up? */
static bool
is_of(size_t count, unsigned parts)
{
	return wh_counts[count].parts & parts && wh_daily_holds(count);
}

/* The counts of the days themselves. */
static void
put_days(struct wh_query *q, int part, enum wh_when when)
{
	unsigned	parts = together(part);
	size_t		i;

	wh_sql_put_column(q, &q->dim, part, when);
	put(q, " AS d, ");
	wh_sql_put_column(q, &q->across, part, when);
	put(q, " AS d2");
	for (i = 0; i < WH_COUNTS; i++)
		if (is_of(i, parts)) {
			put(q, ", ");
			put(q, wh_count_cols[i].name);
		}
	put(q, ", ");
	put(q, wh_count_cols[wh_daily_own(part)].name);
	put(q, " AS seen FROM (SELECT *, nullif(key, 0) AS ");
	put(q, wh_daily_dims[q->daily - 1] + strlen("c."));
	wh_buf_printf(&q->sql, " FROM daily WHERE dim = %d AND ", q->daily);
	wh_sql_put_of(q, parts == WH_STILL_OPEN ?
	    "day = (SELECT start FROM daily_day WHERE stop = :end)" :
	    "day >= :from AND day < :to", when);
	put(q, ") c WHERE true");
	wh_sql_put_only(q);
}

/* What has changed since, as the cases themselves are counted. */
static void
put_since(struct wh_query *q, int part, enum wh_when when)
{
	size_t	i;

	q->since = true;
	put(q, "\n  UNION ALL SELECT ");
	wh_sql_put_column(q, &q->dim, part, when);
	put(q, ", ");
	wh_sql_put_column(q, &q->across, part, when);
	for (i = 0; i < WH_COUNTS; i++)
		if (is_of(i, together(part)))
			wh_sql_put_count(q, i, part, when, true);
	wh_sql_put_number(q, &wh_counts[wh_daily_own(part)], part, when);
	wh_sql_put_part(q, part, when);
	put(q, " GROUP BY 1, 2");
	q->since = false;
}

/* FROM the days, and what has changed since: d, d2, counts and all that is. */
static void
put_from(struct wh_query *q, int part, enum wh_when when)
{
	int	p;

	put(q, " FROM (SELECT ");
	put_days(q, part, when);
	for (p = 0; p < WH_PARTS; p++)
		if (together(part) & 1U << p)
			put_since(q, p, when);
	put(q, ")");
}

/*
 * Write a count alone from the summary, which must have it, as a number.
 */
void
wh_daily_put_number(struct wh_query *q, size_t count, int part)
{
	wh_buf_printf(&q->sql, "(SELECT ifnull(sum(%s), 0)",
	    wh_count_cols[count].name);
	put_from(q, part, WH_NOW);
	put(q, ")");
}

/*
 * Write the SELECT of a part from the summary, with those that are summed up
 * with it; nothing for these, of which the first has them all.  A key has a
 * row if it has a case, as when those are counted.
 */
void
wh_daily_put(struct wh_query *q, int part, enum wh_when when)
{
	unsigned	parts = together(part);
	enum wh_apart	own;
	enum wh_when	k;
	size_t		i;

	put(q, " SELECT d, d2");
	for (k = WH_NOW; k < WH_WHENS; k++) {
		for (i = 0; i < WH_COUNTS; i++) {
			if (!wh_counted(q, i, k))
				continue;
			if (k == when && q->read[k][i] && is_of(i, parts))
				wh_buf_printf(&q->sql, ",sum(%s)",
				    wh_count_cols[i].name);
			else
				put(q, ",0");
		}
		if (wh_sql_has_seen(q, k))
			put(q, k == when && wh_sql_sees(q, part, k, &own) ?
			    ",sum(seen)" : ",0");
	}
	put_from(q, part, when);
	put(q, " GROUP BY 1, 2 HAVING sum(seen) > 0\n");
}

/* Does a part stand in the SELECT of one before it? */
bool
wh_daily_joined(const struct wh_query *q, int part, enum wh_when when)
{
	return wh_daily_has(q, part, when) &&
	    together(part) & ((1U << part) - 1);
}

/* Are areas of a level, or one area, summed up to themselves? */
static bool
is_above(struct wh *w, const char *sql, int64_t id)
{
	return wh_int(w, 0, sql, "i", id) != 0;
}

static const char level_above[] = "SELECT NOT EXISTS (SELECT 1 FROM area x"
	" WHERE x.level = ? AND x.id <> " WH_DAILY_AREA("x.id") ")";
static const char area_above[] = "SELECT ?1 = " WH_DAILY_AREA("?1");

/*
 * The dimension of the summary that tells the cases apart that the query asks
 * for, or 0 if that takes two of them, or another one.
 */
static int
dimension(const struct wh_query *q)
{
	const int64_t			 only[WH_DAILY_DIMS] = {
		q->area, q->unit, q->class, q->source
	};
	const struct wh_dim *const	 by[] = { &q->dim, &q->across };
	size_t				 k;
	int				 i, dim = 0;
	bool				 used;

	for (k = 0; k < 2; k++) {
		for (i = 0; by[k]->col != NULL && i < WH_DAILY_DIMS &&
		    strcmp(by[k]->col, wh_daily_dims[i]) != 0; i++)
			;
		if (i == WH_DAILY_DIMS || (by[k]->level != 0 &&
		    !is_above(q->w, level_above, by[k]->level)))
			return 0;
	}
	for (i = 0; i < WH_DAILY_DIMS; i++) {
		used = only[i] != 0;
		for (k = 0; k < 2; k++)
			used = used || (by[k]->col != NULL &&
			    strcmp(by[k]->col, wh_daily_dims[i]) == 0);
		if (used && dim != 0)
			return 0;
		dim = used ? i + 1 : dim;
	}
	if (q->area != 0 && !is_above(q->w, area_above, q->area))
		return 0;
	return dim != 0 ? dim : WH_DAILY_DIMS;
}

/* Only void cases are left out of what is summed up. */
static bool
is_usual(const struct wh_query *q)
{
	enum wh_apart	x;

	for (x = WH_X_NONE + 1; x < WH_APARTS; x++)
		if (q->out[x] != (x == WH_X_VOID))
			return false;
	return !q->excused;
}

/* More cases than so many have changed since. */
bool
wh_daily_behind(struct wh *w, int64_t n)
{
	return wh_int(w, 0, "SELECT count(*) FROM (SELECT 1 FROM daily_was"
	    " UNION ALL SELECT 1 FROM main.cases INDEXED BY cases_entry"
	    " WHERE entry > (SELECT entry FROM daily_upto) LIMIT ?)", "i",
	    n + 1) > n;
}

/* Make temp.daily_since.  False on an error. */
bool
wh_daily_since(struct wh *w)
{
	return wh_exec(w, make_since);
}

/*
 * The first time for which a case counts that has changed since; WH_NONE if
 * none has.
 */
int64_t
wh_daily_first(struct wh *w)
{
	return wh_int(w, WH_NONE, "SELECT min(min(received, ifnull(handled,"
	    " received), ifnull(closed, received), ifnull(called, received)))"
	    " FROM (" CHANGED ")", "");
}

/*
 * Find out what a query may have from the summary, for the rest of the
 * transaction, which is begun if there is none: nothing if there is no
 * summary, or so much has changed since that cases are counted faster.
 */
void
wh_daily_use(struct wh_query *q)
{
	const struct wh_span	*p;
	enum wh_when		 when;
	int			 dim;

	if (q->o->no_daily || q->o->tag != NULL || q->w->as_of != 0 ||
	    !is_usual(q))
		return;
	if (sqlite3_get_autocommit(q->w->db))
		wh_exec(q->w, "BEGIN");
	if (wh_int(q->w, 0, "SELECT count(*) FROM daily_upto", "") == 0 ||
	    (dim = dimension(q)) == 0 || wh_daily_behind(q->w, FEW) ||
	    !wh_daily_since(q->w))
		return;
	q->daily = dim;
	for (when = WH_NOW; when < WH_WHENS; when++) {
		p = &q->p.span[when];
		q->has_days[when] = q->when[when] && wh_int(q->w, 0,
		    "SELECT ifnull(min(start) = ?1 AND max(stop) = ?2"
		    " AND sum(stop - start) = ?2 - ?1, 0) FROM daily_day"
		    " WHERE start >= ?1 AND start < ?2", "ii", p->from,
		    p->to) != 0;
		q->has_end[when] = q->when[when] && p->to <= q->w->now &&
		    wh_int(q->w, 0, "SELECT EXISTS (SELECT 1 FROM daily_day"
		    " WHERE stop = ?)", "i", p->to) != 0;
	}
}
