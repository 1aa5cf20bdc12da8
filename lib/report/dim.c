/*
 * dim.c - the dimensions by which figures can be told apart.
 *
 * A dimension is a column of the case and the way up from it to a row: from
 * a grid to its street, from a class to its major.  The way is one indexed
 * lookup, made once for each value that occurs.
 */
#include <stdlib.h>
#include <string.h>

#include "report/report.h"

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

#define NAMED(name, col, up, table, named_en) \
	{ name, col, up, table, named_en, NULL, NULL, 0 }

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
	{ "collector", "c.collector", "e.d", NULL, false, PERSON, PERSON, 0 },
	NAMED("class", "c.class", UP_CLASS, "class", true),
	NAMED("source", "c.source", "e.d", "source", true),
	{ "path", "c.source", "(SELECT path FROM source WHERE id = e.d)",
	    NULL, false,
	    "CASE g.k WHEN 'assigned' THEN 'assigned from above'"
	    " WHEN 'collected' THEN 'collected from residents and units'"
	    " WHEN 'searched' THEN 'searched for on the spot' END",
	    "CASE g.k WHEN 'assigned' THEN '上级交办'"
	    " WHEN 'collected' THEN '定期收集'"
	    " WHEN 'searched' THEN '实地排查' END", 0 },
	NAMED("kind", "c.kind", "e.d", "request_kind", true),
	NAMED("channel", "c.channel", "e.d", "channel", true),
	NAMED("road", "c.road", "e.d", "road", false),
	NAMED("state", "c.state", "e.d", "state", true),
	{ "line", "c.class", UP_LINE, NULL, false,
	    "CASE g.k WHEN 'admin' THEN 'administration'"
	    " WHEN 'social' THEN 'social services'"
	    " WHEN 'city' THEN 'city management'"
	    " WHEN 'order' THEN 'public order'"
	    " WHEN 'emergency' THEN 'emergencies' END",
	    "CASE g.k WHEN 'admin' THEN '行政服务'"
	    " WHEN 'social' THEN '社会服务' WHEN 'city' THEN '城市管理'"
	    " WHEN 'order' THEN '社会管理' WHEN 'emergency' THEN '应急处置'"
	    " END", 0 },
	{ "filter", "c.filter", "e.d", NULL, false,
	    "CASE g.k WHEN 1 THEN 'first filter' WHEN 2 THEN 'second filter'"
	    " WHEN 3 THEN 'third filter' END",
	    "CASE g.k WHEN 1 THEN '一级过滤' WHEN 2 THEN '二级过滤'"
	    " WHEN 3 THEN '三级过滤' END", 0 },
	{ "reason", "c.reason", "(SELECT id FROM reason WHERE code = e.d)",
	    "reason", true, NULL, NULL, 1U << WH_P_RETURNED },
};
enum { DIMS = sizeof(dims) / sizeof(dims[0]) };

/* Say what --by may be, with the levels that this file has. */
static bool
no_dim(struct wh *w, const char *by)
{
	char	*levels;

	levels = wh_str(w, "SELECT group_concat(code, ', ') FROM"
	    " (SELECT code FROM level ORDER BY digits)", "");
	wh_fail(&w->err, WH_FAIL, "--by: \"%s\": not unit, first_unit,"
	    " unit_kind, unit_level, class, class:0 (or another depth), source,"
	    " path, kind, channel, road, chief, collector, line, filter, state,"
	    " reason or a level of areas (%s)", by,
	    levels ? levels : "none");
	free(levels);
	return false;
}

/* class:2 is the classes two below the root, class those one below. */
static bool
find_depth(struct wh_query *q, const char *s)
{
	q->depth = 1;
	if (*s == '\0')
		return true;
	return *s == ':' && (s = wh_scan_uint(s + 1, &q->depth)) != NULL &&
	    *s == '\0';
}

/*
 * Find what --by names, NULL for no dimension.  False, with an error, if
 * there is no such one.
 */
bool
wh_dim_find(struct wh_query *q, const char *by)
{
	size_t	i, n;

	if (by == NULL)
		return true;
	if (strncmp(by, "class", 5) == 0 && find_depth(q, by + 5))
		n = 5;
	else
		n = strlen(by);
	for (i = 0; i < DIMS; i++)
		if (strncmp(dims[i].name, by, n) == 0 &&
		    dims[i].name[n] == '\0') {
			q->dim = dims[i];
			return true;
		}
	q->level = wh_int(q->w, 0, "SELECT id FROM level WHERE code = ?",
	    "t", by);
	q->dim = level_dim;
	return q->level != 0 || no_dim(q->w, by);
}

