/*
 * dim.c - the dimensions by which figures can be told apart.
 *
 * A dimension is a column of the case and the way up from it to a row: from
 * a grid to its street, from a class to its major.  The way is one indexed
 * lookup, made once for each value that occurs.  In a table of two dimensions
 * the statement says e.d2, g.k2 and :level2 for the second one.
 */
#include <stdlib.h>
#include <string.h>

#include "report/sql.h"

/* An area stands below at most one area of each level. */
#define UP_LEVEL \
	"(SELECT a.id FROM area_tree t CROSS JOIN area a ON a.id = t.top" \
	" WHERE t.id = e.d AND a.level = :level ORDER BY t.depth LIMIT 1)"
/* The depth of a class is its distance from the root above it. */
#define UP_CLASS \
	"(SELECT t.top FROM class_tree t WHERE t.id = e.d AND t.depth =" \
	" (SELECT max(depth) FROM class_tree WHERE id = e.d) - :depth)"
#define UP_LINE \
	"(SELECT k.line FROM class_tree t CROSS JOIN class k" \
	" ON k.id = t.top WHERE t.id = e.d AND k.line IS NOT NULL" \
	" ORDER BY t.depth LIMIT 1)"

/* A time of which only the day is known has no hour. */
#define HOURS		WH_LOCAL("@") " / 3600"
#define HOURS_KNOWN	"iif(c.day_only AND @ = c.received, NULL, " HOURS ")"
/* From the hours of local clocks, and from days. */
#define MONTH_OF(hours) "strftime('%Y-%m', " hours " * 3600, 'unixepoch')"
#define DATE(day)	"date(" day " * 86400, 'unixepoch')"
/* Monday is 1; day 0 of the epoch was a Thursday. */
#define WEEKDAY(day)	"((" day " + 3) % 7 + 1)"
#define SETTING(code, value) \
	"coalesce((SELECT CAST(value AS INTEGER) FROM setting" \
	" WHERE code = '" code "'), " value ")"
#define START		SETTING("week_start", "1")
/* The first day of the week, which period.c begins and names the same way. */
#define UP_WEEK \
	"(e.d + (4 - " START ") * 24 - " SETTING("week_hour", "0") ")" \
	" / 168 * 7 + " START " - 4"
#define THURSDAY	"(g.k + (11 - " START ") % 7) * 86400, 'unixepoch'"
#define KEY_WEEK \
	"printf('%s-W%02d', strftime('%Y', " THURSDAY ")," \
	" (strftime('%j', " THURSDAY ") - 1) / 7 + 1)"
#define WEEKDAYS(day, mon, tue, wed, thu, fri, sat, sun) \
	"CASE " WEEKDAY(day) " WHEN 1 THEN '" mon "' WHEN 2 THEN '" tue \
	"' WHEN 3 THEN '" wed "' WHEN 4 THEN '" thu "' WHEN 5 THEN '" fri \
	"' WHEN 6 THEN '" sat "' WHEN 7 THEN '" sun "' END"
#define IN_ENGLISH(day) \
	WEEKDAYS(day, "Monday", "Tuesday", "Wednesday", "Thursday", \
	    "Friday", "Saturday", "Sunday")
#define IN_CHINESE(day) \
	WEEKDAYS(day, "周一", "周二", "周三", "周四", "周五", "周六", "周日")

/* The limits of setting age_days; so many of them are below an age. */
#define AGES \
	"json_each('[' || coalesce((SELECT value FROM setting" \
	" WHERE code = 'age_days'), '3,7,15,30') || ']') a"
#define UP_AGE \
	"iif(e.d IS NULL, NULL, (SELECT count(*) FROM " AGES \
	" WHERE a.value < e.d))"
#define AGE_FROM	"coalesce((SELECT a.value + 1 FROM " AGES \
			" WHERE a.key = g.k - 1), 0)"
#define AGE_TO		"(SELECT a.value FROM " AGES " WHERE a.key = g.k)"
#define KEY_AGE \
	"printf(CASE WHEN " AGE_TO " IS NULL THEN '%d+' WHEN " AGE_TO " = " \
	AGE_FROM " THEN '%d' ELSE '%d-%d' END, " AGE_FROM ", " AGE_TO ")"

/* Where a case is, as far as a text or a cell of some 100 m tells. */
#define PLACE \
	"replace(replace(replace(replace(coalesce(c.place, ''), ' ', '')," \
	" char(12288), ''), char(9), ''), char(10), '')"
#define AT_PLACE \
	"CASE WHEN " PLACE " <> '' THEN ifnull(c.area, 0) || ' ' || " PLACE \
	" WHEN c.lat IS NOT NULL AND c.lon IS NOT NULL THEN" \
	" printf('%d %.3f,%.3f', ifnull(c.area, 0), c.lat, c.lon) END"
#define PLACE_AREA(col) \
	"coalesce((SELECT " col " FROM area" \
	" WHERE id = CAST(g.k AS INTEGER)), '-')"
#define PLACE_TEXT	"substr(g.k, instr(g.k, ' '))"

/* Who was street chief of the road or area when the case was received. */
#define CHIEF(posts, nearest) \
	"(SELECT p.person FROM " posts " AND p.role = 'street_chief'" \
	" AND (SELECT date(c.received + offset, 'unixepoch') FROM zone" \
	" WHERE since <= c.received ORDER BY since DESC LIMIT 1)" \
	" BETWEEN p.valid_from AND coalesce(p.valid_to, '9999')" \
	" ORDER BY " nearest "p.valid_from DESC, p.id DESC LIMIT 1)"
#define CHIEF_OF_ROAD	CHIEF("post p WHERE p.road = c.road", "")
#define CHIEF_OF_AREA \
	CHIEF("area_tree t CROSS JOIN post p ON p.area = t.top" \
	" WHERE t.id = c.area", "t.depth, ")
#define PERSON \
	"coalesce((SELECT name FROM person WHERE code = g.k), g.k)"

/* What somebody wrote who found it, but for words that reports have. */
#define COLLECTOR \
	"iif(c.collector IN ('-', 'total', 'others', 'key', 'name'), NULL," \
	" c.collector)"

#define NAMED(of, from, way, in, english) \
	{ .name = of, .col = from, .up = way, .table = in, \
	    .named_en = english }
#define OWN(of, from, way, english, chinese) \
	.name = of, .col = from, .up = way, .en = english, .zh = chinese

static const struct wh_dim level_dim =
    NAMED("level", "c.area", UP_LEVEL, "area", false);
static const struct wh_dim dims[] = {
	NAMED("unit", "c.unit", "e.d", "unit", false),
	NAMED("unit_kind", "c.unit", "(SELECT kind FROM unit WHERE id = e.d)",
	    "unit_kind", true),
	NAMED("unit_level", "c.unit", "(SELECT a.level FROM unit u JOIN area a"
	    " ON a.id = u.area WHERE u.id = e.d)", "level", true),
	NAMED("first_unit", "c.first_unit", "e.d", "unit", false),
	NAMED("chief", "coalesce(" CHIEF_OF_ROAD ", " CHIEF_OF_AREA ")",
	    "e.d", "person", false),
	{ OWN("collector", COLLECTOR, "e.d", PERSON, PERSON) },
	NAMED("class", "c.class", UP_CLASS, "class", true),
	NAMED("source", "c.source", "e.d", "source", true),
	{ OWN("path", "c.source", "(SELECT path FROM source WHERE id = e.d)",
	    "CASE g.k WHEN 'assigned' THEN 'assigned from above'"
	    " WHEN 'collected' THEN 'collected from residents and units'"
	    " WHEN 'searched' THEN 'searched for on the spot' END",
	    "CASE g.k WHEN 'assigned' THEN '上级交办'"
	    " WHEN 'collected' THEN '定期收集'"
	    " WHEN 'searched' THEN '实地排查' END") },
	NAMED("kind", "c.kind", "e.d", "request_kind", true),
	NAMED("channel", "c.channel", "e.d", "channel", true),
	NAMED("road", "c.road", "e.d", "road", false),
	NAMED("state", "c.state", "e.d", "state", true),
	{ OWN("line", "c.class", UP_LINE,
	    "CASE g.k WHEN 'admin' THEN 'administration'"
	    " WHEN 'social' THEN 'social services'"
	    " WHEN 'city' THEN 'city management'"
	    " WHEN 'order' THEN 'public order'"
	    " WHEN 'emergency' THEN 'emergencies' END",
	    "CASE g.k WHEN 'admin' THEN '行政服务'"
	    " WHEN 'social' THEN '社会服务' WHEN 'city' THEN '城市管理'"
	    " WHEN 'order' THEN '社会管理' WHEN 'emergency' THEN '应急处置'"
	    " END") },
	{ OWN("filter", "c.filter", "e.d",
	    "CASE g.k WHEN 1 THEN 'first filter' WHEN 2 THEN 'second filter'"
	    " WHEN 3 THEN 'third filter' END",
	    "CASE g.k WHEN 1 THEN '一级过滤' WHEN 2 THEN '二级过滤'"
	    " WHEN 3 THEN '三级过滤' END") },
	{ .name = "reason", .col = "c.reason",
	    .up = "(SELECT id FROM reason WHERE code = e.d)",
	    .table = "reason", .named_en = true,
	    .parts = 1U << WH_P_RETURNED },
	{ OWN("day", HOURS, "e.d / 24", IN_ENGLISH("g.k"),
	    IN_CHINESE("g.k")), .key = DATE("g.k"), .timed = true,
	    .dated = true },
	{ OWN("week", HOURS, UP_WEEK, "'from ' || " DATE("g.k"),
	    DATE("g.k") " || ' 起'"), .key = KEY_WEEK, .timed = true,
	    .dated = true },
	{ OWN("month", HOURS, MONTH_OF("e.d"), "g.k",
	    "substr(g.k, 1, 4) || ' 年 ' || ltrim(substr(g.k, 6), '0')"
	    " || ' 月'"), .timed = true, .dated = true },
	{ OWN("weekday", HOURS, WEEKDAY("e.d / 24"), IN_ENGLISH("(g.k + 3)"),
	    IN_CHINESE("(g.k + 3)")), .timed = true },
	{ OWN("hour", HOURS_KNOWN, "e.d % 24",
	    "printf('%02d:00 to %02d:59', g.k, g.k)",
	    "printf('%d 时', g.k)"), .key = "printf('%02d', g.k)",
	    .timed = true },
	{ OWN("age", WH_DAYS_SINCE("c.received"), UP_AGE,
	    KEY_AGE " || ' days'", KEY_AGE " || ' 天'"), .key = KEY_AGE,
	    .parts = WH_STILL_OPEN },
	{ OWN("delay", "iif(c.due < :late, " WH_DAYS_SINCE("c.due") ", NULL)",
	    UP_AGE, KEY_AGE " || ' days'", KEY_AGE " || ' 天'"),
	    .key = KEY_AGE, .parts = WH_STILL_OPEN },
	{ OWN("place", AT_PLACE, "e.d", PLACE_AREA("name") " || "
	    PLACE_TEXT, PLACE_AREA("name") " || " PLACE_TEXT),
	    .key = PLACE_AREA("code") " || " PLACE_TEXT },
};
enum { DIMS = sizeof(dims) / sizeof(dims[0]) };

/* Say what an option may be, with the levels that this file has. */
static bool
no_dim(struct wh *w, const char *option, const char *by)
{
	struct wh_buf	 b = { 0 };
	char		*levels;
	size_t		 i;

	levels = wh_str(w, "SELECT group_concat(code, ', ') FROM"
	    " (SELECT code FROM level ORDER BY digits)", "");
	for (i = 0; i < DIMS; i++)
		wh_buf_printf(&b, "%s%s%s", i > 0 ? ", " : "", dims[i].name,
		    strcmp(dims[i].name, "class") == 0 ?
		    ", class:0 (or another depth)" : "");
	wh_fail(&w->err, WH_FAIL, "%s: \"%s\": not %s or a level of areas"
	    " (%s)", option, by, b.s != NULL ? b.s : "", levels != NULL ?
	    levels : "none");
	wh_buf_free(&b);
	free(levels);
	return false;
}

/* class:2 is the classes two below the root, class those one below. */
static bool
find_depth(int64_t *depth, const char *s)
{
	*depth = 1;
	if (*s == '\0')
		return true;
	return *s == ':' && (s = wh_scan_uint(s + 1, depth)) != NULL &&
	    *s == '\0';
}

/*
 * Find the dimension that an option names, NULL for none.  False, with an
 * error, if there is no such one.
 */
static bool
find_dim(struct wh_query *q, const char *option, const char *by,
    struct wh_dim *dim)
{
	int64_t	depth = 0;
	size_t	i, n;

	if (by == NULL)
		return true;
	if (strncmp(by, "class", 5) == 0 && find_depth(&depth, by + 5))
		n = 5;
	else
		n = strlen(by);
	for (i = 0; i < DIMS; i++)
		if (strncmp(dims[i].name, by, n) == 0 &&
		    dims[i].name[n] == '\0') {
			*dim = dims[i];
			dim->depth = depth;
			return true;
		}
	*dim = level_dim;
	dim->level = wh_int(q->w, 0, "SELECT id FROM level WHERE code = ?",
	    "t", by);
	return dim->level != 0 || no_dim(q->w, option, by);
}

/*
 * The row or column that an option means: "-", "total", or a code or name of
 * its table.
 */
static bool
find_key(struct wh_query *q, const char *option, const char *k,
    const struct wh_dim *d, const char **key)
{
	int64_t	id;

	*key = k;
	if (k != NULL && q->o->ids == NULL)
		return wh_fail(&q->w->err, WH_FAIL, "%s needs --ids", option);
	if (k == NULL || strcmp(k, "total") == 0)
		*key = NULL;
	else if (d->col == NULL)
		return wh_fail(&q->w->err, WH_FAIL, "%s needs --%s", option,
		    d == &q->dim ? "by" : "across");
	else if (q->o->top != NULL && strcmp(k, "others") == 0)
		;
	else if (strcmp(k, "-") != 0 && d->table != NULL) {
		id = wh_ref_arg(q->w, option, d->table, k);
		*key = wh_ref_code(q->w, d->table, id);
	}
	return q->w->err.status == WH_OK;
}

/*
 * Find both dimensions and the keys in them.  False, with an error, if there
 * are none such, or they do not go with the other options.
 */
bool
wh_dims_find(struct wh_query *q)
{
	const struct wh_report	*o = q->o;

	if (!find_dim(q, "--by", o->by, &q->dim) ||
	    !find_dim(q, "--across", o->across, &q->across))
		return false;
	if (q->across.col != NULL && q->dim.col == NULL)
		return wh_fail(&q->w->err, WH_FAIL, "--across needs --by");
	if (o->cells && q->across.col == NULL)
		return wh_fail(&q->w->err, WH_FAIL, "--cells needs --across");
	if (q->across.col != NULL && (o->rank != NULL || o->floor != NULL ||
	    o->top != NULL))
		return wh_fail(&q->w->err, WH_FAIL, "--across: does not go"
		    " with --rank, --floor and --top");
	if (o->no_total && q->dim.col == NULL)
		return wh_fail(&q->w->err, WH_FAIL, "--no-total needs --by");
	if (o->before != NULL && (q->dim.dated || q->across.dated))
		return wh_fail(&q->w->err, WH_FAIL, "--before: does not go"
		    " with a row or column for each day, week or month: those"
		    " of another period are others");
	return find_key(q, "--key", o->key, &q->dim, &q->key) &&
	    find_key(q, "--across-key", o->across_key, &q->across,
	    &q->across_key);
}

/* Is it known of the cases of a part to which row of a dimension they go? */
bool
wh_dim_known(const struct wh_dim *d, int part)
{
	return d->col != NULL && (d->parts == 0 || d->parts & 1U << part) &&
	    (!d->timed || wh_parts[part].time != NULL);
}
