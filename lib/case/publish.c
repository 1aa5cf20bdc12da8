/*
 * publish.c - cases in the open formats of others: Open311's bulk CSV of
 * service requests, and FixMyStreet's export of reports.
 *
 * Both are for the public, so nothing of the private room is in them, and of
 * a caller who asked for secrecy not what he wrote, nor the spot.  What these
 * formats have and we have not stays empty.
 */
#include "case/show.h"

/* The local time of an expression, and its offset as +08:00. */
#define LOCAL(t)	"strftime('%Y-%m-%dT%H:%M:%S', " t " + offset," \
	" 'unixepoch')"
#define OFFSET		"printf('%s%02d:%02d', iif(offset < 0, '-', '+')," \
	" abs(offset) / 3600, abs(offset) / 60 % 60)"
#define ZONE(t)		" FROM zone WHERE since <= " t \
	" ORDER BY since DESC LIMIT 1)"
#define BARE(t)		"(SELECT " LOCAL(t) ZONE(t)
#define STAMP(t)	"(SELECT " LOCAL(t) " || " OFFSET ZONE(t)
/* A time of receipt of which only the day is known says no more. */
#define DAY(t)		"(SELECT date(" t " + offset, 'unixepoch')" ZONE(t)

/* Names up or down a tree, joined; the rest leaves out the topmost. */
#define NAMES(table, order, sep, rest) \
	"(SELECT group_concat(name, '" sep "') FROM (SELECT k.name" \
	" FROM " table "_tree t JOIN " table " k ON k.id = t.top" \
	" WHERE t.id = c." table " ORDER BY t.depth " order rest "))"
#define DOWN(table)	NAMES(table, "DESC", " > ", "")
#define CATEGORY	NAMES("class", "DESC", "", " LIMIT 1")
#define SUBCATEGORY	NAMES("class", "DESC", " > ", " LIMIT -1 OFFSET 1")
#define CHANNEL		"(SELECT code FROM channel WHERE id = c.channel)"
#define SECRET		"EXISTS (SELECT 1 FROM private p WHERE p.no = c.no" \
	" AND p.confidential = 'yes')"
#define OPENLY(what)	"iif(" SECRET ", NULL, " what ")"
/* A unit holds it: a case that waits may still name who returned it. */
#define HELD(what)	"iif(c.state < 10, NULL, " what ")"

#define TEXT(name)	{ name, WH_TEXT, NULL, 0, NULL, NULL }

static const struct wh_col open311[] = {
	TEXT("service_request_id"), TEXT("requested_datetime"),
	TEXT("updated_datetime"), TEXT("closed_date"),
	TEXT("status_description"), TEXT("status_notes"), TEXT("source"),
	TEXT("service_name"), TEXT("service_subtype"), TEXT("description"),
	TEXT("agency_responsible"), TEXT("address"), TEXT("lat"),
	TEXT("long"),
};
static const char open311_sql[] = "SELECT c.no,"
	" iif(c.day_only, " DAY("c.received") ", " STAMP("c.received") "),"
	" (SELECT " LOCAL("u") " || " OFFSET " FROM zone, (SELECT e.at AS u"
	"  FROM journal j JOIN entry e ON e.id = j.entry WHERE j.no = c.no"
	"  ORDER BY j.seq DESC LIMIT 1) WHERE since <= u"
	"  ORDER BY since DESC LIMIT 1),"
	" iif(c.state = 50, " STAMP("c.closed") ", NULL),"
	" iif(c.state < 50, 'open', 'closed'), NULL,"
	" coalesce(" CHANNEL ","
	"  (SELECT code FROM source WHERE id = c.source)),"
	" " CATEGORY ", " SUBCATEGORY ","
	" " OPENLY("iif(c.title IS c.text, c.text,"
	"  coalesce(c.title || char(10) || c.text, c.title, c.text))") ","
	" " HELD(DOWN("unit")) ","
	" coalesce(" OPENLY("c.place") " || ', ' || "
	NAMES("area", "ASC", ", ", "") ", " OPENLY("c.place") ", "
	NAMES("area", "ASC", ", ", "") "),"
	" " OPENLY("c.lat") ", " OPENLY("c.lon");

static const struct wh_col fixmystreet[] = {
	TEXT("Report ID"), TEXT("Title"), TEXT("Detail"), TEXT("User Name"),
	TEXT("Category"), TEXT("Subcategory"), TEXT("Created"),
	TEXT("Confirmed"), TEXT("Acknowledged"), TEXT("Fixed"),
	TEXT("Closed"), TEXT("Status"), TEXT("Latitude"), TEXT("Longitude"),
	TEXT("Query"), TEXT("Ward"), TEXT("Easting"), TEXT("Northing"),
	TEXT("Report URL"), TEXT("Device Type"), TEXT("Site Used"),
	TEXT("Reported As"),
};
static const char fixmystreet_sql[] = "SELECT c.no,"
	" " OPENLY("c.title") ", " OPENLY("c.text") ", NULL,"
	" " CATEGORY ", " SUBCATEGORY ","
	" iif(c.day_only, " DAY("c.received") ", " BARE("c.received") "),"
	" iif(c.day_only, " DAY("c.received") ", " BARE("c.received") "),"
	" " HELD(BARE("c.dispatched")) ","
	" iif(c.state = 50, " BARE("c.handled") ", NULL),"
	" iif(c.state = 50, " BARE("c.closed") ", NULL),"
	" CASE WHEN c.state = 50 THEN 'closed' WHEN c.state > 10"
	"  THEN 'in progress' WHEN c.state = 10 THEN 'action scheduled'"
	"  ELSE 'confirmed' END,"
	" " OPENLY("c.lat") ", " OPENLY("c.lon") ", " OPENLY("c.place") ","
	" " DOWN("area") ", NULL, NULL, NULL, " CHANNEL ", NULL, NULL";

/*
 * The columns of an open format, n of them, and the SELECT that fills them
 * from cases c, without its FROM.  NULL, with an error, if the file is a copy
 * that no longer knows who asked for secrecy.
 */
const char *
wh_publish(struct wh *w, int format, const struct wh_col **col, size_t *n)
{
	bool	open = format == WH_OPEN311;

	if (!wh_room(w, open ? "-o open311" : "-o fixmystreet"))
		return NULL;
	*col = open ? open311 : fixmystreet;
	*n = open ? sizeof(open311) / sizeof(open311[0]) :
	    sizeof(fixmystreet) / sizeof(fixmystreet[0]);
	return open ? open311_sql : fixmystreet_sql;
}
