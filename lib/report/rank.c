/*
 * rank.c - rankings: what the options ask for, which fields and words follow
 * from it.  The SQL is in ranked.c.
 */
#include <stdlib.h>
#include <string.h>

#include "base/out.h"
#include "report/report.h"

#define TEXT(n, en, zh)	{ n, WH_TEXT, NULL, 0, en, zh }
#define INT(n, en, zh)	{ n, WH_INT, NULL, 0, en, zh }

const struct wh_col wh_rank_cols[WH_RANK_COLS] = {
	[WH_R_GROUP] = { "group", WH_CODE, NULL, 0, "Group", "组" },
	[WH_R_GROUP_NAME] = TEXT("group_name", "Group", "组别"),
	[WH_R_BASE] = INT("rank_base", "Of", "基数"),
	[WH_R_RANK] = INT("rank", "Rank", "名次"),
	[WH_R_TIE] = TEXT("tie", "Tie", "并列"),
	[WH_R_GRADE] = TEXT("grade", "Grade", "等次"),
	[WH_R_LIST] = TEXT("list", "List", "红黑榜"),
	[WH_R_UNDER] = TEXT("under", "Under the floor", "低于底线"),
	[WH_R_RANK_BEFORE] = INT("rank_before", "Rank before", "上期名次"),
	[WH_R_MOVE] = INT("move", "Move", "名次变化"),
	[WH_R_RANK_YEAR] = INT("rank_last_year", "Rank last year",
	    "去年同期名次"),
	[WH_R_MOVE_YEAR] = INT("move_last_year", "Move on last year",
	    "同比名次变化"),
};

/* An option that is a whole number from 1 on; 0 if it is not given. */
static bool
read_number(struct wh_query *q, const char *option, const char *s, int64_t *n)
{
	const char	*end;

	*n = 0;
	if (s == NULL)
		return true;
	end = wh_scan_uint(s, n);
	return (end != NULL && *end == '\0' && *n > 0) ||
	    wh_fail(&q->w->err, WH_FAIL, "%s: \"%s\": not a whole number"
	    " from 1 on", option, s);
}

/* METRIC, METRIC:lowest or METRIC:highest. */
static bool
read_metric(struct wh_query *q)
{
	struct wh_ranking	*r = &q->rank;
	const char		*s = q->o->rank;
	size_t			 n;

	if (s == NULL)
		return true;
	n = strcspn(s, ":");
	if ((r->metric = wh_metric_arg(q, "--rank", s, n)) == -1)
		return false;
	r->lowest = wh_metrics[r->metric].low;
	if (s[n] == '\0')
		return true;
	r->lowest = strcmp(s + n, ":lowest") == 0;
	return r->lowest || strcmp(s + n, ":highest") == 0 ||
	    wh_fail(&q->w->err, WH_FAIL, "--rank: \"%s\": neither :lowest nor"
	    " :highest first", s + n);
}

/* Which lists are asked for: red, black, or both. */
static bool
read_list(struct wh_query *q)
{
	const char	*s = q->o->list;
	size_t		 n;

	for (; s != NULL && *s != '\0'; s += n + (s[n] == ',')) {
		n = strcspn(s, ",");
		if (wh_listed_name("red", s, n))
			q->rank.red = true;
		else if (wh_listed_name("black", s, n))
			q->rank.black = true;
		else
			return wh_fail(&q->w->err, WH_FAIL, "--list: \"%.*s\":"
			    " neither red nor black", (int)n, s);
	}
	return true;
}

static bool
add_floor(struct wh_query *q, const char *option, const char *s, size_t n,
    int64_t value, int64_t group)
{
	struct wh_ranking	*r = &q->rank;
	struct wh_floor		*f = &r->floor[r->nfloor];

	if (r->nfloor == WH_FLOORS)
		return wh_fail(&q->w->err, WH_FAIL, "--floor: more than %d",
		    WH_FLOORS);
	f->value = value;
	f->group = group;
	if ((f->metric = wh_metric_arg(q, option, s, n)) == -1)
		return false;
	r->nfloor++;
	return true;
}

/* METRIC=VALUE, and more after commas. */
static bool
read_floors(struct wh_query *q, const char *s)
{
	char	number[32];
	size_t	n, len;

	for (;; s += n + 1) {
		n = strcspn(s, ",");
		len = strcspn(s, "=");
		if (len < n && n - len - 1 < sizeof(number))
			snprintf(number, sizeof(number), "%.*s",
			    (int)(n - len - 1), s + len + 1);
		if (len >= n || n - len - 1 >= sizeof(number) ||
		    !wh_looks_number(number))
			return wh_fail(&q->w->err, WH_FAIL, "--floor:"
			    " \"%.*s\": not METRIC=VALUE, such as"
			    " satisfied_rate=85", (int)n, s);
		if (!add_floor(q, "--floor", s, len, wh_int(q->w, 0, "SELECT"
		    " CAST(round(100 * ?) AS INTEGER)", "t", number), 0))
			return false;
		if (s[n] == '\0')
			return true;
	}
}

/* The floors that are loaded. */
static bool
load_floors(struct wh_query *q)
{
	sqlite3_stmt	*s;
	const char	*name;
	bool		 good = true;

	s = wh_prepare(q->w, "SELECT metric, CAST(round(100 * value) AS"
	    " INTEGER), ifnull(rank_group, 0) FROM floor ORDER BY code");
	while (good && wh_row(q->w, s)) {
		name = wh_col_text(s, 0);
		good = add_floor(q, "table floor", name, strlen(name),
		    sqlite3_column_int64(s, 1), sqlite3_column_int64(s, 2));
	}
	sqlite3_finalize(s);
	return good && (q->rank.nfloor > 0 || wh_fail(&q->w->err, WH_FAIL,
	    "--floor: table floor has no row; write --floor METRIC=VALUE"));
}

/* Every grade is of a metric that there is. */
static bool
check_grades(struct wh_query *q)
{
	sqlite3_stmt	*s;
	const char	*name;
	bool		 good = true;

	s = wh_prepare(q->w, "SELECT metric, code FROM grade"
	    " WHERE metric IS NOT NULL");
	while (good && wh_row(q->w, s)) {
		name = wh_col_text(s, 0);
		good = wh_metric_find(name, strlen(name)) != -1 ||
		    wh_fail(&q->w->err, WH_FAIL, "grade \"%s\": \"%s\": no"
		    " such metric; --define lists them", wh_col_text(s, 1),
		    name);
	}
	sqlite3_finalize(s);
	return good && q->w->err.status == WH_OK;
}

static bool
check_group(struct wh_query *q)
{
	return q->o->group == NULL || wh_int(q->w, 0, "SELECT 1 FROM (SELECT"
	    " code FROM rank_group UNION ALL SELECT code FROM unit_kind"
	    " UNION ALL SELECT code FROM level UNION ALL SELECT code"
	    " FROM road_class) WHERE code = ?", "t", q->o->group) != 0 ||
	    wh_fail(&q->w->err, WH_FAIL, "--group: \"%s\": neither a group"
	    " of rankings nor a kind, a level or a class of roads",
	    q->o->group);
}

/* A field of rankings whose option is not there. */
static bool
check_fields(struct wh_query *q)
{
	const char	*name, *needs;
	int		 i;

	for (i = 0; q->o->fields != NULL && i < WH_RANK_COLS; i++) {
		name = wh_rank_cols[i].name;
		if (!wh_listed_name(q->o->fields, name, strlen(name)))
			continue;
		needs = i == WH_R_UNDER ? q->rank.nfloor > 0 ? NULL :
		    "--floor" : q->rank.metric == 0 && (i > WH_R_GROUP_NAME ||
		    q->rank.nfloor == 0) ? "--rank" :
		    i >= WH_R_RANK_YEAR && !q->when[WH_YEAR] ?
		    "--before year" : i >= WH_R_RANK_BEFORE &&
		    i < WH_R_RANK_YEAR && !q->when[WH_BEFORE] ?
		    "--before prev" : NULL;
		if (needs != NULL)
			return wh_fail(&q->w->err, WH_FAIL, "--fields: \"%s\":"
			    " needs %s", name, needs);
	}
	return true;
}

/* Options that do not go together. */
static bool
check(struct wh_query *q)
{
	const struct wh_report	*o = q->o;
	const struct wh_ranking	*r = &q->rank;
	const char		*why = NULL;

	if (o->by == NULL && (o->rank != NULL || o->floor != NULL))
		why = "--rank and --floor need --by";
	else if (o->rank == NULL && (o->best != NULL || o->worst != NULL ||
	    o->list != NULL))
		why = "--best, --worst and --list need --rank";
	else if (o->rank == NULL && o->floor == NULL &&
	    (o->min_cases != NULL || o->group != NULL))
		why = "--min-cases and --group need --rank or --floor";
	else if (o->top != NULL && (o->rank != NULL || o->floor != NULL))
		why = "--top: of a ranking take --best or --worst";
	else if (o->top != NULL && (o->sort == NULL || o->by == NULL))
		why = "--top needs --sort and --by";
	if (why != NULL)
		return wh_fail(&q->w->err, WH_FAIL, "%s", why);
	return r->metric == 0 || r->least == 0 ||
	    wh_metrics[r->metric].den != NULL || wh_fail(&q->w->err, WH_FAIL,
	    "--min-cases: \"%s\": is a count, without a base",
	    wh_report_cols[r->metric].name);
}

/*
 * Understand the options of rankings, floors and the first rows.  False, with
 * an error, if they mean nothing.
 */
bool
wh_rank_read(struct wh_query *q)
{
	const struct wh_report	*o = q->o;
	struct wh_ranking	*r = &q->rank;

	if (!read_number(q, "--min-cases", o->min_cases, &r->least) ||
	    !read_number(q, "--best", o->best, &r->best) ||
	    !read_number(q, "--worst", o->worst, &r->worst) ||
	    !read_number(q, "--top", o->top, &r->top) || !read_metric(q) ||
	    !read_list(q) || !check(q) || !check_group(q))
		return false;
	if (o->floor != NULL && !(*o->floor == '\0' ? load_floors(q) :
	    read_floors(q, o->floor)))
		return false;
	return check_fields(q) && (r->metric == 0 || check_grades(q));
}

/*
 * Is a count of other periods read, too, to rank the rows of those?
 */
bool
wh_rank_then(const struct wh_query *q, int i)
{
	int		 m = q->rank.metric;
	const char	*name = wh_report_cols[i].name;

	return m != 0 && (m == i || (wh_metrics[m].base != NULL &&
	    wh_listed_name(wh_metrics[m].base, name, strlen(name))));
}

/* Is a metric read to rank rows, or to compare them with a floor? */
bool
wh_rank_reads(const struct wh_query *q, int i)
{
	size_t	k;

	for (k = 0; k < q->rank.nfloor; k++)
		if (q->rank.floor[k].metric == i)
			return true;
	return q->rank.metric == i;
}

/* Are only some of the rows printed, so that they make no total? */
bool
wh_rank_selects(const struct wh_query *q)
{
	const struct wh_ranking	*r = &q->rank;

	return r->best > 0 || r->worst > 0 || r->red || r->black ||
	    r->nfloor > 0 || q->o->group != NULL;
}

/* Add a field, unless it is there. */
static void
add_field(struct wh_buf *b, const char *name)
{
	if (!wh_listed_name(b->s, name, strlen(name)))
		wh_buf_printf(b, ",%s", name);
}

/* The fields of a ranking, or of who is under a floor. */
void
wh_rank_fields(struct wh_query *q, struct wh_buf *b)
{
	const struct wh_ranking	*r = &q->rank;
	size_t			 i;

	wh_buf_puts(b, "key,name,group,group_name");
	if (r->metric != 0) {
		add_field(b, wh_report_cols[r->metric].name);
		wh_buf_puts(b, ",rank_base,grade,rank,tie");
		if (q->when[WH_BEFORE])
			wh_buf_puts(b, ",rank_before,move");
		if (q->when[WH_YEAR])
			wh_buf_puts(b, ",rank_last_year,move_last_year");
		wh_buf_puts(b, q->o->list != NULL ? ",list" : "");
	}
	for (i = 0; i < r->nfloor; i++)
		add_field(b, wh_report_cols[r->floor[i].metric].name);
	wh_buf_puts(b, r->nfloor > 0 ? ",under" : "");
}
