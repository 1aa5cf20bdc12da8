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

static const struct wh_col cols[WH_RANK_COLS] = {
	[WH_R_GROUP] = { "group", WH_CODE, NULL, 0, "Group", "组" },
	[WH_R_GROUP_NAME] = TEXT("group_name", "Group name", "组别"),
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
	const struct wh_metric	*m, **at = r->metric;
	const char		*s = q->o->rank;
	size_t			 n;

	if (s == NULL)
		return true;
	n = strcspn(s, ":");
	if ((at[WH_NOW] = wh_metric_arg(q, "--rank", s, n)) == NULL)
		return false;
	for (m = q->list->m; m < q->list->m + q->list->n; m++)
		if (m->of == at[WH_NOW] && !m->change && q->when[m->when])
			at[m->when] = m;
	r->lowest = wh_metric_low(at[WH_NOW]);
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
	if ((f->metric = wh_metric_arg(q, option, s, n)) == NULL)
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
		good = wh_metric_find(q->list, name, strlen(name)) != NULL ||
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

/* The field of rankings whose name is the n bytes at s, or NULL. */
const struct wh_col *
wh_rank_field(const char *s, size_t n)
{
	size_t	i;

	for (i = 0; i < WH_RANK_COLS; i++)
		if (strncmp(cols[i].name, s, n) == 0 &&
		    cols[i].name[n] == '\0')
			return &cols[i];
	return NULL;
}

/* The name of a field of rankings. */
const char *
wh_rank_name(enum wh_rank_col i)
{
	return cols[i].name;
}

/* What a field needs that is not asked for, or NULL. */
static const char *
missing(const struct wh_query *q, enum wh_rank_col i)
{
	bool	rank = q->o->rank != NULL, floor = q->rank.nfloor > 0;

	switch (i) {
	case WH_R_UNDER:
		return floor ? NULL : "--floor";
	case WH_R_GROUP:
	case WH_R_GROUP_NAME:
		return rank || floor ? NULL : "--rank or --floor";
	case WH_R_RANK_BEFORE:
	case WH_R_MOVE:
		return !rank ? "--rank" : q->when[WH_BEFORE] ? NULL :
		    "--before prev";
	case WH_R_RANK_YEAR:
	case WH_R_MOVE_YEAR:
		return !rank ? "--rank" : q->when[WH_YEAR] ? NULL :
		    "--before year";
	default:
		return rank ? NULL : "--rank";
	}
}

static bool
is_listed(const struct wh_query *q, enum wh_rank_col i)
{
	return q->o->ids == NULL && q->o->fields != NULL &&
	    wh_listed_name(q->o->fields, cols[i].name, strlen(cols[i].name));
}

/* Is a field of rankings to be reckoned? */
bool
wh_rank_is_asked(const struct wh_query *q, enum wh_rank_col i)
{
	return missing(q, i) == NULL && (q->o->fields == NULL ||
	    is_listed(q, i));
}

static bool
check_fields(struct wh_query *q)
{
	enum wh_rank_col	i;

	for (i = 0; i < WH_RANK_COLS; i++)
		if (is_listed(q, i) && missing(q, i) != NULL)
			return wh_fail(&q->w->err, WH_FAIL, "--fields: \"%s\":"
			    " needs %s", cols[i].name, missing(q, i));
	return true;
}

/* Options that do not go together. */
static bool
check(struct wh_query *q)
{
	const struct wh_report	*o = q->o;
	const struct wh_ranking	*r = &q->rank;
	const char		*why = NULL;
	struct wh_buf		 den = { 0 };

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
	if (o->rank != NULL && r->least > 0 &&
	    !wh_metric_den(&den, r->metric[WH_NOW]))
		wh_fail(&q->w->err, WH_FAIL, "--min-cases: \"%s\": has no base"
		    " of cases", r->metric[WH_NOW]->col.name);
	wh_buf_free(&den);
	return q->w->err.status == WH_OK;
}

/* Mark the counts that are read to rank rows and compare them with floors. */
static void
mark(struct wh_query *q)
{
	struct wh_ranking	*r = &q->rank;
	enum wh_when		 when;
	size_t			 i;

	for (when = WH_NOW; when < WH_WHENS; when++)
		if (r->metric[when] != NULL)
			wh_metric_reads(r->metric[when], r->read);
	for (i = 0; i < r->nfloor; i++)
		wh_metric_reads(r->floor[i].metric, r->read);
	for (when = WH_NOW; when < WH_WHENS; when++)
		for (i = 0; i < WH_COUNTS; i++)
			q->read[when][i] |= r->read[when][i];
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
	mark(q);
	return check_fields(q) && (o->rank == NULL || check_grades(q));
}

/*
 * Are the metrics there that a ranking names?  A bulletin stays when its rate
 * goes.
 */
bool
wh_rank_there(struct wh *w, const struct wh_report *o)
{
	const struct wh_metrics	*l = wh_metrics(w);
	const char		*s = o->floor;

	if (l == NULL || (o->rank != NULL &&
	    wh_metric_find(l, o->rank, strcspn(o->rank, ":")) == NULL))
		return false;
	for (; s != NULL && *s != '\0'; s += strcspn(s, ","), s += *s == ',')
		if (wh_metric_find(l, s, strcspn(s, "=")) == NULL)
			return false;
	return true;
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

/* Append the fields of a ranking, or of who is under a floor. */
void
wh_rank_fields(struct wh_query *q, struct wh_buf *b)
{
	const struct wh_ranking	*r = &q->rank;
	size_t			 i;

	wh_buf_puts(b, ",group,group_name");
	if (q->o->rank != NULL) {
		add_field(b, r->metric[WH_NOW]->col.name);
		wh_buf_puts(b, ",rank_base,grade,rank,tie");
		if (q->when[WH_BEFORE])
			wh_buf_puts(b, ",rank_before,move");
		if (q->when[WH_YEAR])
			wh_buf_puts(b, ",rank_last_year,move_last_year");
		wh_buf_puts(b, q->o->list != NULL ? ",list" : "");
	}
	for (i = 0; i < r->nfloor; i++)
		add_field(b, r->floor[i].metric->col.name);
	if (!wh_buf_puts(b, r->nfloor > 0 ? ",under" : ""))
		wh_nomem(&q->w->err);
}
