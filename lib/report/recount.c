/*
 * recount.c - the proof of what stands beside the course of a case: facts
 * that were amended, whistles, running clocks and links are counted again
 * from the journal, all cases in one statement a check.
 */
#include "report/check.h"

#define FIND(sql) \
	"INSERT INTO temp.replay SELECT no, 'replay', what FROM (" sql ")"

/* 8 digits are what the journal holds of a coordinate. */
#define REAL(f) \
	" WHEN '" f "' THEN iif(abs(c." f " - a.new) <= 6e-8 * abs(c." f ")," \
	" a.new, c." f ")"
#define CODE(f, table) \
	" WHEN '" f "' THEN (SELECT code FROM " table " WHERE id = c." f ")"
#define TIME(f) \
	" WHEN '" f "' THEN (SELECT datetime(c." f " + offset, 'unixepoch')" \
	" FROM zone WHERE since <= c." f " ORDER BY since DESC LIMIT 1)"
#define TEXT(f)		" WHEN '" f "' THEN c." f

/* What is private never enters the journal, so there is nothing to compare. */
static const char facts[] = FIND(
	"WITH a AS (SELECT no, field, new, max(seq) FROM journal"
	" WHERE act = 10 AND field NOT IN ('caller', 'phone', 'address',"
	"  'confidential')"
	" GROUP BY no, field)"
	" SELECT a.no, a.field || ' is not what its last amendment says'"
	" AS what FROM a JOIN cases c ON c.no = a.no WHERE a.new IS NOT"
	" CASE a.field" CODE("kind", "request_kind") CODE("class", "class")
	CODE("area", "area") CODE("road", "road") TEXT("place")
	TEXT("title") TEXT("text") TEXT("tags") TEXT("extra")
	CODE("intake_area", "area") CODE("channel", "channel") TEXT("target")
	TEXT("collector") TEXT("collator") TEXT("photo")
	CODE("proxy", "person") TIME("appointment") TIME("promised")
	REAL("lat") REAL("lon") TIME("source_due") " END");

#define LEADS		" is not what the journal leads to'"
#define PART(f)		" WHEN w." f " IS NOT e." f " THEN '" f LEADS
#define UNIT_PART(f)	" WHEN w." f " IS NOT e." f " THEN ': " f LEADS

/* Views whistle_told and whistle_unit_told are what the journal says. */
static const char whistles[] = FIND(
	"SELECT no, 'whistle ' || n || ': ' || what AS what"
	" FROM (SELECT w.no, w.n, CASE"
	" WHEN e.no IS NULL THEN 'is not in the journal'"
	PART("raised") PART("raiser") PART("kind") PART("arrive_due")
	PART("finish_due") PART("accepted") PART("rejects") PART("withdrawn")
	PART("ended") " END AS what"
	" FROM whistle w LEFT JOIN whistle_told e ON e.no = w.no"
	" AND e.n = w.n) WHERE what IS NOT NULL"
	" UNION ALL SELECT no, 'whistle ' || n || ': is only in the journal'"
	" FROM whistle_told j WHERE NOT EXISTS (SELECT 1 FROM whistle w"
	" WHERE w.no = j.no AND w.n = j.n)");

#define UNIT_CODE(t) \
	"coalesce((SELECT code FROM unit WHERE id = " t ".unit), " t ".unit)"

static const char units[] = FIND(
	"SELECT no, 'whistle ' || n || ': unit ' || code || what AS what"
	" FROM (SELECT w.no, w.n, " UNIT_CODE("w") " AS code, CASE"
	" WHEN e.no IS NULL THEN ' is not in the journal'"
	UNIT_PART("summoned") UNIT_PART("arrive_due") UNIT_PART("signed")
	UNIT_PART("contacted") UNIT_PART("arrived") UNIT_PART("excused")
	UNIT_PART("released")
	" END AS what FROM whistle_unit w LEFT JOIN whistle_unit_told e"
	" ON e.no = w.no AND e.n = w.n AND e.unit = w.unit)"
	" WHERE what IS NOT NULL"
	" UNION ALL SELECT no, 'whistle ' || n || ': unit ' || "
	UNIT_CODE("j") " || ' is only in the journal' FROM whistle_unit_told j"
	" WHERE NOT EXISTS (SELECT 1 FROM whistle_unit u"
	" WHERE u.no = j.no AND u.n = j.n AND u.unit = j.unit)");

#define CLOCK(t) \
	"'clock ' || " t ".kind || iif(" t ".whistle = 0, '', ', whistle ' ||" \
	" " t ".whistle || ', unit ' || " UNIT_CODE(t) ") || ': ' || "

/*
 * What is waited for, as wh_clock_began and wh_seat_began have it: for
 * handling, the first reply, the end of a hang, and what a whistle has a time
 * for, a clock must run; for other stages it may, as there is a limit or not.
 * A clock that runs though its case is not open is found by integrity.
 */
static const char clocks[] = FIND(
	"WITH seat AS (SELECT u.* FROM whistle_unit u"
	" JOIN whistle w ON w.no = u.no AND w.n = u.n"
	" WHERE coalesce(w.accepted, w.withdrawn) IS NULL"
	" AND u.arrived IS NULL AND u.excused IS NULL),"
	" may(no, kind, whistle, unit) AS (SELECT no, 'contact', n, unit"
	" FROM seat WHERE contacted IS NULL UNION ALL SELECT no, 'sign', n,"
	" unit FROM seat WHERE coalesce(signed, contacted) IS NULL),"
	" e(no, kind, whistle, unit, due) AS ("
	" SELECT no, 'handle', 0, 0, due FROM cases"
	" WHERE state IN (10, 11, 12, 13) AND due IS NOT NULL"
	" AND handled IS NULL"
	" UNION ALL SELECT no, 'reply', 0, 0, reply_due FROM cases"
	" WHERE state < 50 AND reply_due IS NOT NULL AND replied IS NULL"
	" UNION ALL SELECT no, 'hang', 0, 0, hung_until FROM cases"
	" WHERE state = 13"
	" UNION ALL SELECT no, 'arrive', n, unit, arrive_due FROM seat"
	" WHERE arrive_due IS NOT NULL"
	" UNION ALL SELECT no, 'finish', n, 0, finish_due FROM whistle"
	" WHERE coalesce(accepted, withdrawn) IS NULL"
	" AND finish_due IS NOT NULL)"
	" SELECT e.no AS no, " CLOCK("e") "iif(k.no IS NULL, 'does not run',"
	" 'is due at another time than its case says') AS what"
	" FROM e LEFT JOIN clock k ON k.no = e.no AND k.kind = e.kind"
	" AND k.whistle = e.whistle AND k.unit = e.unit"
	" WHERE k.due IS NOT e.due"
	" UNION ALL SELECT k.no, " CLOCK("k")
	"'runs, but nothing is waited for'"
	" FROM clock k JOIN cases c ON c.no = k.no AND (c.state < 50 OR"
	" k.kind = 'callback') WHERE NOT coalesce(iif(k.whistle <> 0,"
	" (k.no, k.kind, k.whistle, k.unit) IN (SELECT no, kind, whistle, unit"
	" FROM e UNION ALL SELECT * FROM may),"
	" CASE k.kind WHEN 'verify' THEN c.state = 3"
	"  AND k.started = c.moved"
	" WHEN 'sign' THEN c.signed IS NULL AND k.started = c.dispatched"
	"  AND (c.state = 10 OR c.hung_from = 10)"
	" WHEN 'reply' THEN c.replied IS NULL AND c.reply_due IS NOT NULL"
	"  AND k.started = c.received"
	" WHEN 'arrive' THEN c.state IN (10, 11, 12, 13)"
	"  AND c.attended IS NULL AND k.started = c.dispatched"
	"  AND coalesce(c.checked < c.dispatched, 1)"
	" WHEN 'handle' THEN c.state IN (10, 11, 12, 13)"
	"  AND c.handled IS NULL AND k.started = c.began"
	" WHEN 'check' THEN c.state = 22 AND k.started = c.moved"
	" WHEN 'callback' THEN c.state = 50 AND k.started = c.closed"
	"  AND coalesce(c.called < c.closed, 1)"
	" WHEN 'hang' THEN c.state = 13 AND k.started = c.hung_since"
	" END), 0)");

/* The last row of each kind says whether there is a link, and to which. */
static const char links[] = FIND(
	"WITH j AS (SELECT no, value AS kind, max(seq) AS seq FROM journal"
	" WHERE act IN (14, 15) GROUP BY 1, 2),"
	" e AS (SELECT j.no, j.kind, CAST(x.new AS INTEGER) AS other, x.entry"
	" FROM j JOIN journal x ON x.no = j.no AND x.seq = j.seq"
	" WHERE x.act = 14)"
	" SELECT l.no, 'link ' || l.kind || ': ' || CASE"
	" WHEN e.no IS NULL THEN 'is not in the journal'"
	" WHEN e.other <> l.other THEN 'leads to ' || l.other ||"
	"  ', in the journal to ' || e.other"
	" WHEN e.entry <> l.entry THEN 'is of another entry in the journal'"
	" WHEN (SELECT state FROM cases c WHERE c.no = l.other) = 51"
	"  THEN 'leads to a case that is void'"
	" WHEN l.kind IN ('duplicate', 'bundle') AND EXISTS (SELECT 1"
	"  FROM link m WHERE m.no = l.other AND m.kind = l.kind)"
	"  THEN 'does not lead to the first case' END AS what"
	" FROM link l LEFT JOIN e ON e.no = l.no AND e.kind = l.kind"
	" UNION ALL SELECT no, 'link ' || kind || ': is only in the journal'"
	" FROM e WHERE NOT EXISTS (SELECT 1 FROM link l WHERE l.no = e.no"
	" AND l.kind = e.kind)") " WHERE what IS NOT NULL";

/*
 * Add to temp.replay, made by wh_replay, what of facts, whistles and clocks
 * is not what the journal leads to.
 */
bool
wh_recount(struct wh *w)
{
	return wh_run(w, facts, "") && wh_run(w, whistles, "") &&
	    wh_run(w, units, "") && wh_run(w, clocks, "") &&
	    wh_run(w, links, "");
}
