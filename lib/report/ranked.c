/*
 * ranked.c - the SQL of rankings: from the rows of r who is ranked with whom,
 * who stands where, and who is under a floor.
 *
 * Values are compared in whole hundredths, as they are printed, so that two
 * rows which print the same stand at the same place.  Names beginning with
 * x_ are no counts.
 */
#include <string.h>

#include "report/sql.h"

/* A format whose % stand for the suffix of a period. */
static void
put_for(struct wh_query *q, enum wh_when when, const char *format)
{
	size_t	n;

	for (; *format != '\0'; format += n + (format[n] == '%')) {
		n = strcspn(format, "%");
		wh_buf_put(&q->sql, format, n);
		if (format[n] == '%')
			put(q, wh_suffix[when]);
	}
}

/*
 * Value and base of the ranked metric in a period, or NULL, and how many cases
 * there were in the period that the value is of.
 */
static void
put_value(struct wh_query *q, enum wh_when when)
{
	const struct wh_metric	*m = q->rank.metric[when];

	put(q, ",\n ");
	if (m != NULL)
		wh_metric_hundredths(&q->sql, m);
	else
		put(q, "NULL");
	put_for(q, when, " AS x_value%, ");
	if (m == NULL || !wh_metric_den(&q->sql, m))
		put(q, "NULL");
	put_for(q, when, " AS x_base%, ");
	put_for(q, m == NULL || m->change ? when : m->when, "x_seen%");
	put_for(q, when, " AS x_had%");
}

#define HELD(t) \
	" coalesce(" t ".valid_from, '') <= :day" \
	" AND coalesce(" t ".valid_to, '9999') >= :day"

/* How the rows of a dimension come to groups, and to what is below them. */
static const struct way {
	const char	*table;
	const char	*group;		/* of row r, or NULL */
	const char	*kind, *of;	/* its code and names: table, column */
	const char	*members;	/* all that should be ranked */
} ways[] = {
	{ "unit",
	    "(SELECT b.rank_group FROM rank_member b, unit x"
	    " WHERE x.id = r.id AND (b.unit = x.id OR b.kind = x.kind) AND"
	    HELD("b") " ORDER BY b.unit IS NULL LIMIT 1)",
	    "kind", "unit_kind",
	    "SELECT x.id FROM unit x WHERE EXISTS (SELECT 1 FROM rank_member b"
	    " WHERE (b.unit = x.id OR b.kind = x.kind) AND" HELD("b") ") AND"
	    HELD("x") " AND (:unit = 0 OR x.id IN"
	    " (SELECT id FROM unit_tree WHERE top = :unit))"
	    " AND (:area = 0 OR x.area IN"
	    " (SELECT id FROM area_tree WHERE top = :area))" },
	{ "area",
	    "(SELECT b.rank_group FROM rank_member b, area x"
	    " WHERE x.id = r.id AND (b.area = x.id OR b.level = x.level) AND"
	    HELD("b") " ORDER BY b.area IS NULL LIMIT 1)",
	    "level", "level",
	    "SELECT x.id FROM area x WHERE x.level = :level AND EXISTS"
	    " (SELECT 1 FROM rank_member b WHERE (b.area = x.id"
	    " OR b.level = x.level) AND" HELD("b") ") AND" HELD("x")
	    " AND :unit = 0 AND (:area = 0 OR x.id IN"
	    " (SELECT id FROM area_tree WHERE top = :area))" },
	{ "road", NULL, "class", "road_class", NULL },
};

static const struct way *
way(const struct wh_query *q)
{
	size_t	i;

	for (i = 0; q->dim.table != NULL &&
	    i < sizeof(ways) / sizeof(ways[0]); i++)
		if (strcmp(ways[i].table, q->dim.table) == 0)
			return &ways[i];
	return NULL;
}

/*
 * The rows that a ranking has even if they have no case, a SELECT of their
 * ids: the members of its groups.  NULL if it has none, or is none.
 */
const char *
wh_rank_members(const struct wh_query *q)
{
	const struct way	*y = way(q);

	return q->o->rank != NULL && y != NULL ? y->members : NULL;
}

/* The group of a row of r, and code and part of whom it is ranked with. */
static void
put_group(struct wh_query *q)
{
	const struct way	*y = way(q);

	put(q, "SELECT r.*,\n ");
	put(q, y != NULL && y->group != NULL ? y->group : "NULL");
	put(q, " AS x_group,\n ");
	if (y == NULL) {
		put(q, "NULL AS x_kind");
		return;
	}
	wh_buf_printf(&q->sql, "(SELECT k.code FROM %s x, %s k"
	    " WHERE x.id = r.id AND k.id = x.%s) AS x_kind", y->table, y->of,
	    y->kind);
}

/* Is the row ranked in this period? */
#define RANKED \
	"(rest = 0 AND x_had% > 0 AND x_value% IS NOT NULL" \
	" AND coalesce(x_base%, :enough) >= :enough)"
#define PART	"x_group, iif(x_group IS NULL, x_kind, NULL), " RANKED

/* Places in one period: from above, from below, and how many share them. */
static void
put_places(struct wh_query *q, enum wh_when when)
{
	bool	low = q->rank.lowest;

	put_for(q, when, ",\n iif(" RANKED ", rank() OVER (PARTITION BY " PART
	    " ORDER BY x_value%");
	put(q, low ? "" : " DESC");
	put_for(q, when, "), NULL) AS x_rank%");
	if (when != WH_NOW)
		return;
	put_for(q, when, ",\n rank() OVER (PARTITION BY " PART
	    " ORDER BY x_value%");
	put(q, low ? " DESC" : "");
	put_for(q, when, ") AS x_last,\n count(*) OVER (PARTITION BY " PART
	    ", x_value%) AS x_same,\n"
	    " count(*) OVER (PARTITION BY " PART ") AS x_of");
}

/* Which floors a row is under: their texts, one after the other. */
static void
put_under(struct wh_query *q)
{
	const struct wh_ranking	*r = &q->rank;
	const struct wh_floor	*f;
	size_t			 i, k;

	put(q, ",\n nullif(substr(''");
	for (i = 0; i < r->nfloor; i++) {
		f = &r->floor[i];
		put_for(q, f->metric->change ? WH_NOW : f->metric->when,
		    "\n || iif(rest = 0 AND x_seen% > 0 AND ");
		wh_metric_hundredths(&q->sql, f->metric);
		wh_buf_printf(&q->sql, " %c :floor%zu",
		    wh_metric_low(f->metric) ? '>' : '<', i);
		if (f->group != 0)
			wh_buf_printf(&q->sql, " AND x_group = :of%zu", i);
		for (k = 0; f->group == 0 && k < r->nfloor; k++)
			if (r->floor[k].group != 0 &&
			    r->floor[k].metric == f->metric)
				wh_buf_printf(&q->sql,
				    " AND x_group IS NOT :of%zu", k);
		put(q, " AND (");
		if (!wh_metric_den(&q->sql, f->metric))
			put(q, ":enough");
		wh_buf_printf(&q->sql, ") >= :enough, :text%zu, '')", i);
	}
	put(q, ", 2), '') AS x_under");
}

static bool
is_asked(const struct wh_query *q)
{
	return q->o->rank != NULL || q->rank.nfloor > 0;
}

/* Where the figures are, with all that follows from them. */
const char *
wh_rank_from(const struct wh_query *q)
{
	return is_asked(q) ? "p" : "r";
}

/*
 * After r: p, which has all that r has, and what a ranking or floors add.
 */
void
wh_rank_rows(struct wh_query *q)
{
	enum wh_when	when;

	if (!is_asked(q))
		return;
	put(q, ", l AS (");
	put_group(q);
	put(q, " FROM r),\nm AS (SELECT l.*");
	for (when = WH_NOW; q->o->rank != NULL && when < WH_WHENS; when++)
		if (q->when[when])
			put_value(q, when);
	put_under(q);
	put(q, " FROM l),\np AS (SELECT m.*");
	for (when = WH_NOW; q->o->rank != NULL && when < WH_WHENS; when++)
		if (q->when[when])
			put_places(q, when);
	put(q, " FROM m)\n");
}

/* Never both lists, never more than half, and none where all are the same. */
#define LIST(red, black, r, b) \
	"CASE WHEN x_rank IS NULL OR x_same = x_of THEN NULL" \
	" WHEN x_rank <= min(" r ", x_of / 2) THEN " red \
	" WHEN x_last <= min(" b ", x_of / 2) THEN " black " END"
#define MANY(list) \
	"ifnull((SELECT " list " FROM rank_group WHERE id = x_group)," \
	" :" list ")"
#define LISTED(red, black)	LIST(red, black, MANY("red"), MANY("black"))
#define GRADE(name) \
	"iif(x_rank IS NULL, NULL, (SELECT " name " FROM grade" \
	" WHERE metric IS :graded AND round(100 * least) <= x_value" \
	" ORDER BY least DESC LIMIT 1))"
/* The code of the group, else of the kind. */
#define GROUP_CODE \
	"ifnull((SELECT code FROM rank_group WHERE id = x_group), x_kind)"

/* The name of the group, else of the kind. */
static void
put_group_name(struct wh_query *q)
{
	const struct way	*y = way(q);
	const char		*name = q->o->people && !q->w->zh ?
				    "ifnull(name_en, name)" : "name";

	wh_buf_printf(&q->sql, "ifnull((SELECT %s FROM rank_group"
	    " WHERE id = x_group), ", name);
	if (y == NULL)
		put(q, "NULL)");
	else
		wh_buf_printf(&q->sql, "(SELECT %s FROM %s WHERE code ="
		    " x_kind))", name, y->of);
}

/* Columns as data, for people in English and in Chinese. */
#define PLACE(none, few) \
	"CASE WHEN x_rank IS NOT NULL OR rest > 0 THEN x_rank" \
	" WHEN x_had = 0 OR x_value IS NULL THEN " none " ELSE " few " END"
#define MOVE(s) \
	"iif(coalesce(x_rank" s ", x_rank) IS NULL, NULL," \
	" ifnull(x_rank" s ", '-') || ' > ' || ifnull(x_rank, '-'))"
#define TIE(yes, no) \
	"iif(x_rank IS NULL, NULL, iif(x_same > 1, " yes ", " no "))"
static const char *const sql[WH_RANK_COLS][3] = {
	[WH_R_GROUP] = { "iif(rest > 0, NULL, " GROUP_CODE ")" },
	[WH_R_BASE] = { "x_base" },
	[WH_R_RANK] = { "x_rank", PLACE("'no data'", "'under ' || :enough"),
	    PLACE("'无数据'", "'不足' || :enough || '件'") },
	[WH_R_TIE] = { TIE("'yes'", "'no'"), TIE("'tied'", "NULL"),
	    TIE("'并列'", "NULL") },
	[WH_R_GRADE] = { GRADE("code"), GRADE("ifnull(name_en, name)"),
	    GRADE("name") },
	[WH_R_LIST] = { LISTED("'red'", "'black'"), NULL,
	    LISTED("'红榜'", "'黑榜'") },
	[WH_R_UNDER] = { "x_under" },
	[WH_R_RANK_BEFORE] = { "x_rank_before" },
	[WH_R_MOVE] = { "x_rank_before - x_rank", MOVE("_before") },
	[WH_R_RANK_YEAR] = { "x_rank_last_year" },
	[WH_R_MOVE_YEAR] = { "x_rank_last_year - x_rank",
	    MOVE("_last_year") },
};

/*
 * The columns of a ranking that are asked for, after those of the metrics.
 */
void
wh_rank_columns(struct wh_query *q)
{
	enum wh_rank_col	i;
	int			k;

	for (i = 0; i < WH_RANK_COLS; i++) {
		if (!wh_rank_is_asked(q, i))
			continue;
		put(q, ",\n ");
		k = !q->o->people ? 0 : q->w->zh ? 2 : 1;
		while (k > 0 && sql[i][k] == NULL)
			k--;
		if (i == WH_R_GROUP_NAME)
			put_group_name(q);
		else
			put(q, sql[i][k]);
		wh_buf_printf(&q->sql, " AS \"%s\"", wh_rank_name(i));
	}
}

/* Which of the rows are printed, if not all. */
void
wh_rank_where(struct wh_query *q)
{
	const struct wh_ranking	*r = &q->rank;

	if (!wh_rank_selects(q))
		return;
	put(q, " WHERE rest = 0");
	if (q->o->group != NULL)
		put(q, " AND " GROUP_CODE " = :group");
	if (r->nfloor > 0)
		put(q, " AND x_under IS NOT NULL");
	if (r->best > 0 || r->worst > 0)
		put(q, " AND x_rank IS NOT NULL"
		    " AND (x_rank <= :best OR x_last <= :worst)");
	if (r->red || r->black)
		put(q, " AND " LISTED(":is_red", ":is_black"));
}

/* By group, then by place; who is not ranked comes after who is. */
void
wh_rank_order(struct wh_query *q)
{
	if (!is_asked(q))
		return;
	put(q, "x_group IS NULL, (SELECT ord FROM rank_group"
	    " WHERE id = x_group), " GROUP_CODE ", ");
	if (q->o->rank != NULL)
		put(q, "x_rank IS NULL, x_rank, x_had = 0 OR x_value IS NULL,"
		    " ");
}

/*
 * After s: r, in which the rows after the first are added up in one.  By what
 * they are sorted is reckoned before, for SQLite parses 100 levels.
 */
void
wh_rank_top(struct wh_query *q)
{
	put(q, "), v AS (SELECT *, ");
	wh_metric_hundredths(&q->sql, q->sort);
	put(q, " AS x_sort FROM s), r AS (\n SELECT iif(x_over, 1, rest)"
	    " AS rest, NULL AS id, iif(x_over, 'others', key) AS key,"
	    " iif(x_over, ");
	put(q, q->w->zh && q->o->people ? "'其他'" : "'others'");
	put(q, ", name) AS name");
	wh_sql_counts(q, ", sum(%) AS %", NULL);
	wh_sql_put_ranks(q, ", max(%) FILTER (WHERE NOT x_over) AS %");
	put(q, "\n FROM (SELECT *, rest = 0 AND row_number() OVER"
	    " (PARTITION BY rest ORDER BY x_sort DESC, key) > :top AS x_over"
	    " FROM v) GROUP BY 1, 3, 4");
}

/*
 * Before all else, for the numbers of cases: the keys of the rows that the
 * report prints, unless it prints all of them.  True if anything was put.
 */
bool
wh_rank_printed(struct wh_query *q)
{
	if (q->rank.top == 0 && !wh_rank_selects(q))
		return false;
	put(q, "WITH printed AS MATERIALIZED (");
	wh_sql_figures(q);
	put(q, ")");
	return true;
}

/*
 * In the place of r, numbers with the keys of their rows: those of rows that
 * are printed; what is not among the first is among the others.
 */
void
wh_rank_numbers(struct wh_query *q)
{
	if (q->rank.top > 0)
		put(q, "(SELECT number, iif(key IN (SELECT key FROM printed"
		    " UNION SELECT '-'), key, 'others') AS key, key2 FROM r)");
	else if (wh_rank_selects(q))
		put(q, "(SELECT number, key, key2 FROM r WHERE key IN"
		    " (SELECT key FROM printed))");
	else
		put(q, "r");
}
