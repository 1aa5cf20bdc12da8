/*
 * ranked.c - the SQL of rankings: from the rows of r who is ranked with whom,
 * who stands where, and who is under a floor.
 *
 * Values are compared in whole hundredths, as they are printed, so that two
 * rows which print the same stand at the same place.  Names beginning with
 * x_ are no counts.
 */
#include <string.h>

#include "report/report.h"

static void
put(struct wh_query *q, const char *s)
{
	if (!wh_buf_puts(&q->sql, s))
		wh_nomem(&q->w->err);
}

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

/* The whole number of hundredths that a figure prints. */
static void
put_hundredths(struct wh_query *q, const char *expr)
{
	put(q, "CAST(round(100 * ((");
	put(q, expr);
	put(q, ") + 0)) AS INTEGER)");
}

static const char *
figure(int i)
{
	return wh_metrics[i].expr != NULL ? wh_metrics[i].expr :
	    wh_report_cols[i].name;
}

/*
 * What a period has in the place of this: the counts of that period, called
 * as those of now, so that every expression over them does.
 */
static void
put_then(struct wh_query *q, int i, enum wh_when when)
{
	const char	*s = wh_metrics[i].base;
	const char	*name = wh_report_cols[i].name;
	size_t		 n;

	if (when == WH_NOW)
		return;
	put(q, " FROM (SELECT");
	if (wh_metrics[i].parts != 0)
		wh_buf_printf(&q->sql, " %s%s AS %s", name, wh_suffix[when],
		    name);
	if (wh_metrics[i].parts != 0 && s != NULL)
		put(q, ",");
	for (; s != NULL; s = s[n] == ',' ? s + n + 1 : NULL) {
		n = strcspn(s, ",");
		wh_buf_printf(&q->sql, " %.*s%s AS %.*s", (int)n, s,
		    wh_suffix[when], (int)n + (s[n] == ','), s);
	}
	put(q, ")");
}

/* Value and base of the ranked metric in a period, or NULL. */
static void
put_value(struct wh_query *q, enum wh_when when)
{
	int		 i = q->rank.metric;
	const char	*den = wh_metrics[i].den;
	bool		 none = wh_metrics[i].when != WH_NOW && when != WH_NOW;

	put(q, ",\n (SELECT ");
	if (none)
		put(q, "NULL");
	else
		put_hundredths(q, figure(i));
	put_then(q, i, when);
	put_for(q, when, ") AS x_value%, (SELECT ");
	put(q, none || den == NULL ? "NULL" : den);
	put_then(q, i, when);
	put_for(q, when, ") AS x_base%");
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

	return q->rank.metric != 0 && y != NULL ? y->members : NULL;
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
	"(rest = 0 AND x_seen% > 0 AND x_value% IS NOT NULL" \
	" AND coalesce(x_base%, :least) >= :least)"
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
		put(q, "\n || iif(rest = 0 AND ");
		put_hundredths(q, figure(f->metric));
		wh_buf_printf(&q->sql, " %c :floor%zu",
		    wh_metrics[f->metric].low ? '>' : '<', i);
		if (f->group != 0)
			wh_buf_printf(&q->sql, " AND x_group = :of%zu", i);
		for (k = 0; f->group == 0 && k < r->nfloor; k++)
			if (r->floor[k].group != 0 &&
			    r->floor[k].metric == f->metric)
				wh_buf_printf(&q->sql,
				    " AND x_group IS NOT :of%zu", k);
		if (wh_metrics[f->metric].den != NULL)
			wh_buf_printf(&q->sql, " AND (%s) >= :least",
			    wh_metrics[f->metric].den);
		wh_buf_printf(&q->sql, ", :text%zu, '')", i);
	}
	put(q, ", 2), '') AS x_under");
}

static bool
is_asked(const struct wh_query *q)
{
	return q->rank.metric != 0 || q->rank.nfloor > 0;
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
	for (when = WH_NOW; q->rank.metric != 0 && when < WH_WHENS; when++)
		if (q->when[when])
			put_value(q, when);
	put_under(q);
	put(q, " FROM l),\np AS (SELECT m.*");
	for (when = WH_NOW; q->rank.metric != 0 && when < WH_WHENS; when++)
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
	"ifnull((SELECT " list " FROM rank_group WHERE id = x_group), :" list ")"
#define LISTED(red, black)	LIST(red, black, MANY("red"), MANY("black"))
#define GRADE(name) \
	"iif(x_rank IS NULL, NULL, (SELECT " name " FROM grade" \
	" WHERE metric IS :graded AND round(100 * least) <= x_value" \
	" ORDER BY least DESC LIMIT 1))"
/* Code and names of the group, else of the kind. */
#define CODE	"ifnull((SELECT code FROM rank_group WHERE id = x_group), x_kind)"

static void
put_group_name(struct wh_query *q)
{
	const struct way	*y = way(q);
	const char		*name = q->o->people && !q->w->zh ?
				    "ifnull(name_en, name)" : "name";

	wh_buf_printf(&q->sql, ",\n ifnull((SELECT %s FROM rank_group"
	    " WHERE id = x_group), ", name);
	if (y == NULL)
		put(q, "NULL)");
	else
		wh_buf_printf(&q->sql, "(SELECT %s FROM %s WHERE code ="
		    " x_kind))", name, y->of);
}

/* The place of a row, for people with the reason if it has none. */
static void
put_rank(struct wh_query *q)
{
	bool	zh = q->w->zh;

	if (!q->o->people)
		put(q, ",\n x_rank");
	else {
		put(q, ",\n CASE WHEN x_rank IS NOT NULL OR rest > 0 THEN"
		    " x_rank WHEN x_seen = 0 OR x_value IS NULL THEN ");
		put(q, zh ? "'无数据' ELSE '不足' || :least || '件' END" :
		    "'no data' ELSE 'under ' || :least END");
	}
	put(q, ",\n iif(x_rank IS NULL, NULL, ");
	put(q, !q->o->people ? "iif(x_same > 1, 'yes', 'no'))" : zh ?
	    "iif(x_same > 1, '并列', NULL))" :
	    "iif(x_same > 1, 'tied', NULL))");
	put(q, ",\n ");
	put(q, !q->o->people ? GRADE("code") : zh ? GRADE("name") :
	    GRADE("ifnull(name_en, name)"));
	put(q, ",\n ");
	put(q, !q->o->people || !zh ? LISTED("'red'", "'black'") :
	    LISTED("'红榜'", "'黑榜'"));
}

/* The place then, and from where to where the row has moved. */
static void
put_move(struct wh_query *q, enum wh_when when)
{
	if (q->rank.metric == 0 || !q->when[when])
		put(q, ", NULL, NULL");
	else if (!q->o->people)
		put_for(q, when, ",\n x_rank%, x_rank% - x_rank");
	else
		put_for(q, when, ",\n x_rank%, iif(coalesce(x_rank%, x_rank)"
		    " IS NULL, NULL, ifnull(x_rank%, '-') || ' > ' ||"
		    " ifnull(x_rank, '-'))");
}

/*
 * The columns of wh_rank_cols, after those of the metrics.
 */
void
wh_rank_columns(struct wh_query *q)
{
	if (!is_asked(q)) {
		put(q, ",\n NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
		    " NULL, NULL, NULL, NULL");
		return;
	}
	put(q, ",\n iif(rest > 0, NULL, " CODE ")");
	put_group_name(q);
	put(q, q->rank.metric != 0 ? ",\n x_base" : ", NULL");
	if (q->rank.metric != 0)
		put_rank(q);
	else
		put(q, ", NULL, NULL, NULL, NULL");
	put(q, ",\n x_under");
	put_move(q, WH_BEFORE);
	put_move(q, WH_YEAR);
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
		put(q, " AND " CODE " = :group");
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
	    " WHERE id = x_group), " CODE ", ");
	if (q->rank.metric != 0)
		put(q, "x_rank IS NULL, x_rank, x_seen = 0 OR x_value IS NULL,"
		    " ");
}
