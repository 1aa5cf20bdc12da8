/*
 * grids.c - how many communities and grids an area has.
 */
#include "street/street.h"

#define HELD(t) \
	" coalesce(" t ".valid_from, '') <= ?1" \
	" AND coalesce(" t ".valid_to, '9999') >= ?1"
#define OF(level) \
	"count(*) FILTER (WHERE k.code = '" level "')"

/*
 * The areas in an area and with it (NULL: all) that have a community, the
 * greatest first, by code: each with its communities, its grids and the mean
 * of grids, to hundredths, half up, as they are on a day (NULL: today).
 */
struct wh_cursor *
wh_grids(struct wh *w, const char *area, const char *on)
{
	static const struct wh_col	col[] = {
		{ "code", WH_CODE, NULL, WH_KEY, "Area", "编码" },
		{ "name", WH_TEXT, NULL, 0, "Name", "区域" },
		{ "level", WH_TEXT, NULL, 0, "Level", "层级" },
		{ "communities", WH_INT, NULL, 0, "Communities", "社区数" },
		{ "grids", WH_INT, NULL, 0, "Grids", "网格数" },
		{ "mean", WH_REAL, NULL, 0, "Grids each", "平均网格数" },
	};
	int64_t				a = 0;

	if (area != NULL && (a = wh_ref_arg(w, "--area", "area", area)) == 0)
		return NULL;
	return wh_list_on(w, "SELECT code, name, level, c, g,"
	    " printf('%.2f', (200 * g + c) / (2 * c) / 100.0) FROM"
	    " (SELECT a.code, a.name, l.code AS level, l.digits, "
	    OF("community") " AS c, " OF("grid") " AS g"
	    " FROM area a JOIN level l ON l.id = a.level"
	    " CROSS JOIN area_tree t ON t.top = a.id"
	    " CROSS JOIN area x ON x.id = t.id"
	    " JOIN level k ON k.id = x.level"
	    " WHERE" HELD("a") " AND" HELD("x") " AND (?2 IS NULL OR a.id IN"
	    "  (SELECT id FROM area_tree WHERE top = ?2))"
	    " GROUP BY a.id HAVING c > 0) ORDER BY digits, code", on, a, 0,
	    col, sizeof(col) / sizeof(col[0]));
}
