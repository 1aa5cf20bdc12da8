/*
 * part.c - where cases are looked for to be counted, and which of them the
 * profile may leave out.
 *
 * A part names the index by which its cases are found, so that the planner
 * cannot choose to read them all.
 */
#include "report/sql.h"

#define ENDED		" AND c.state IN (50, 51) AND c.received < :end"
#define WITHIN(col)	"c." col " >= :from AND c." col " < :to"

/*
 * Rows of another table are told apart like cases, by the facts of theirs;
 * but the unit is that of the row.
 */
#define OF_CASE(unit) \
	unit " AS unit, c.no, c.area, c.class, c.source, c.kind, c.channel," \
	" c.road, c.state, c.filter, c.first_unit, c.collector, c.received," \
	" c.dispatched, c.hung_since, c.exempt, c.place, c.lat, c.lon," \
	" c.day_only, c.tags"
/*
 * As of a past entry each of these is two tables, that of cases as they are and
 * what was of those that changed since: a view of both would be read as a
 * whole.  Of the journal those rows count that were there.
 */
#define RECORDED	" CROSS JOIN as_of a ON j.entry <= a.entry"
/* Acts 8 and 37 are return and takeback. */
#define RETURNS(in)	in "journal j INDEXED BY journal_return"
#define BLOWN(in, was, index)	in "whistle" was " j" index
#define SUMMONED(in, was, index) \
	in "whistle" was " h" index " CROSS JOIN " in "whistle_unit" was \
	" j ON j.no = h.no AND j.n = h.n"
/*
 * Act 58 is score.  Of a unit and of who blew the last one counts, for the
 * street whoever gave it.
 */
#define SCORED(in, of, was) \
	in "journal j INDEXED BY journal_act CROSS JOIN " of "whistle" was \
	" h ON h.no = j.no AND h.n = j.whistle"
#define LAST_SCORE \
	"j.act >= 30 AND j.act = 58 AND j.at >= :from AND j.at < :to" \
	" AND NOT EXISTS (SELECT 1 FROM journal l WHERE l.no = j.no" \
	" AND l.act = 58 AND l.whistle = j.whistle AND l.unit = j.unit" \
	" AND (l.unit <> h.raiser OR l.holder = j.holder) AND l.seq > j.seq)"
#define BY_RAISED	" INDEXED BY whistle_raised"

const struct wh_cases wh_parts[WH_PARTS] = {
	[WH_P_RECEIVED] = { .index = "cases_received",
	    .cond = WITHIN("received"), .time = "c.received" },
	[WH_P_HANDLED] = { .index = "cases_handled",
	    .cond = WITHIN("handled"), .time = "c.handled" },
	[WH_P_CALLED] = { .index = "cases_called",
	    .cond = WITHIN("called"), .time = "c.called" },
	/*
	 * Open then: not ended yet, or closed or refused later; after more
	 * than a month only those that took so long, so that it costs no
	 * history.
	 */
	[WH_P_OPEN] = { .index = "cases_open",
	    .cond = "c.state < 50 AND c.received < :end" },
	[WH_P_ENDED] = { .index = "cases_closed",
	    .cond = "c.closed >= :end AND c.closed < :end + 2592000" ENDED },
	[WH_P_LONG] = { .index = "cases_long",
	    .cond = "c.closed - c.received > 2592000"
	    " AND c.closed >= :end + 2592000" ENDED },
	[WH_P_REFUSED] = { .index = "cases_refused",
	    .cond = "c.state = 52 AND c.moved >= :end"
	    " AND c.received < :end" },
	[WH_P_CLOSED] = { .index = "cases_closed",
	    .cond = "c.state = 50 AND " WITHIN("closed"), .time = "c.closed" },
	/*
	 * A return is a row of the journal, not a case: each one counts, for
	 * the unit that gave the case back, whoever has it now.
	 */
	[WH_P_RETURNED] = {
	    .rows = "j.reason, j.at, " OF_CASE("coalesce(j.holder, c.unit)"),
	    .from = RETURNS(""), .then = RETURNS("main."),
	    .was = RETURNS("main.") RECORDED,
	    .cond = "j.act = 8 AND j.at >= :from AND j.at < :to"
	    " AND NOT EXISTS (SELECT 1 FROM journal t WHERE t.no = j.no"
	    " AND t.act = 37 AND t.old = j.seq)", .time = "c.at" },
	[WH_P_VOID] = { .index = "cases_received",
	    .cond = "c.state = 51 AND " WITHIN("received"),
	    .time = "c.received", .aside = true },
	/* Both ways: a whistle of who blew it, a summons of who has to come. */
	[WH_P_BLOWN] = { .rows = "j.raised, j.accepted, j.rejects,"
	    " j.finish_due, j.withdrawn, " OF_CASE("j.raiser"),
	    .from = BLOWN("", "", BY_RAISED),
	    .then = BLOWN("main.", "", BY_RAISED), .was = BLOWN("", "_was", ""),
	    .cond = "j.raised >= :from AND j.raised < :to",
	    .time = "c.raised", .aside = true },
	[WH_P_SUMMONED] = { .rows = "j.n, h.raised, j.summoned, j.signed,"
	    " j.arrived, j.arrive_due, j.excused,"
	    " coalesce(h.accepted, h.withdrawn) AS over, " OF_CASE("j.unit"),
	    .from = SUMMONED("", "", BY_RAISED),
	    .then = SUMMONED("main.", "", BY_RAISED),
	    .was = SUMMONED("", "_was", ""),
	    .cond = "h.raised >= :from AND h.raised < :to",
	    .time = "c.raised", .aside = true },
	/* Both ways again: of who was scored, and of who gave it. */
	[WH_P_SCORED] = { .rows = "j.value, j.at, " OF_CASE("j.unit"),
	    .from = SCORED("", "", ""), .then = SCORED("main.", "main.", ""),
	    .was = SCORED("main.", "", "_was") RECORDED, .cond = LAST_SCORE,
	    .time = "c.at", .aside = true },
	[WH_P_SCORING] = { .rows = "j.value, j.at, "
	    OF_CASE("iif(j.unit = h.raiser, j.holder, h.raiser)"),
	    .from = SCORED("", "", ""), .then = SCORED("main.", "main.", ""),
	    .was = SCORED("main.", "", "_was") RECORDED, .cond = LAST_SCORE,
	    .time = "c.at", .aside = true },
};

const struct wh_apart_rule wh_aparts[WH_APARTS] = {
	[WH_X_VOID] = { "count_void", "no", "c.state = 51", WH_M_VOID,
	    "void cases", "作废件", "received", "本期受理" },
	[WH_X_SELF] = { "count_self_handled", "yes",
	    "c.state = 50 AND c.dispatched IS NULL",
	    WH_M_SELF_HANDLED, "self-handled cases", "自行处置件",
	    "received", "本期受理" },
	[WH_X_HUNG] = { "count_hung", "yes", "c.hung_since IS NOT NULL",
	    WH_M_HUNG, "hung cases", "挂账件", "at the end", "期末" },
	[WH_X_EXEMPT] = { "count_exempt", "yes", "c.exempt = 1", WH_M_EXEMPT,
	    "exempt cases", "申诉豁免件", "handled", "本期处置" },
	[WH_X_DUPLICATE] = { "count_duplicates", "yes",
	    "EXISTS (SELECT 1 FROM link l WHERE l.no = c.no"
	    " AND l.kind = 'duplicate')",
	    WH_M_DUPLICATE, "duplicates", "重复件", "received", "本期受理" },
};

/*
 * Is it counted for this period?  All are of the period itself, so that the
 * rows do not depend on what is read; put_count sees that it costs nothing.
 * But the daily summary has what is read, and no more.
 */
bool
wh_counted(const struct wh_query *q, size_t i, enum wh_when when)
{
	return q->when[when] && wh_counts[i].parts != 0 &&
	    ((when == WH_NOW && !q->summing) || q->read[when][i]);
}

/*
 * Are cases that do not count left out of a whole part?  Not where a metric
 * counts them all the same.
 */
bool
wh_left_out(const struct wh_query *q, enum wh_apart x, int part,
    enum wh_when when)
{
	size_t	i;

	for (i = 0; q->out[x] && i < WH_COUNTS; i++)
		if (wh_counts[i].apart == x && wh_counted(q, i, when) &&
		    wh_counts[i].parts & 1U << part)
			return false;
	return q->out[x];
}

/*
 * Are the cases of a part wanted: always, or only where they are read?  The
 * daily summary has not all parts.
 */
bool
wh_is_wanted(const struct wh_query *q, int part, enum wh_when when)
{
	size_t	i;

	if (q->summing && wh_daily_own(part) == WH_COUNTS)
		return false;
	for (i = 0; wh_parts[part].aside && i < WH_COUNTS; i++)
		if (wh_counts[i].parts & 1U << part && q->read[when][i])
			return true;
	return !wh_parts[part].aside;
}
