/*
 * report.c - the figures of a period by one dimension, and their cases: what
 * the options ask for, and the answer as a list.
 */
#include <stdlib.h>
#include <string.h>

#include "base/out.h"
#include "report/sql.h"

static int64_t
subtree(struct wh_query *q, const char *option, const char *table,
    const char *s)
{
	return s == NULL ? 0 : wh_ref_arg(q->w, option, table, s);
}

/* Which cases the profile leaves out, and whether exempt ones are on time. */
static void
find_out(struct wh_query *q)
{
	enum wh_apart	 x;
	char		*s;

	for (x = WH_X_NONE + 1; x < WH_APARTS; x++) {
		s = wh_setting(q->w, wh_aparts[x].setting, wh_aparts[x].dflt);
		q->out[x] = s != NULL && strcmp(s, "no") == 0;
		q->excused = q->excused || (x == WH_X_EXEMPT && s != NULL &&
		    strcmp(s, "on_time") == 0);
		free(s);
	}
}

/*
 * Understand the options of a query whose .w and .o are set.  False, with an
 * error, if they mean nothing.  What is open is counted at the end of the
 * period or, if that is still to come, now: what happens in this second has.
 */
bool
wh_report_read(struct wh_query *q)
{
	const struct wh_report	*o = q->o;
	enum wh_when		 when;

	q->area = subtree(q, "--area", "area", o->area);
	q->unit = subtree(q, "--unit", "unit", o->unit);
	q->class = subtree(q, "--class", "class", o->class);
	q->source = subtree(q, "--source", "source", o->source);
	if (o->tag != NULL && (*o->tag == '\0' || wh_int(q->w, 0, "SELECT "
	    WH_TAGS("?1") " GLOB '* *'", "t", o->tag) != 0))
		return wh_fail(&q->w->err, WH_FAIL, "--tag: \"%s\": not one"
		    " tag, without blanks and commas", o->tag);
	if (q->w->err.status != WH_OK || !(o->period != NULL ||
	    wh_period_read(q->w, o, &q->p)) ||
	    !wh_dims_find(q) || !wh_find_whens(q) || !wh_find_metrics(q))
		return false;
	find_out(q);
	if (o->period != NULL)
		q->p = *o->period;
	for (when = WH_NOW; when < WH_WHENS; when++)
		q->end[when] = q->p.span[when].to <= q->w->now ?
		    q->p.span[when].to : q->w->now + 1;
	return true;
}

static void
bind(sqlite3_stmt *s, const char *name, const char *suffix, int64_t v)
{
	char	full[32];
	int	n;

	snprintf(full, sizeof(full), "%s%s", name, suffix);
	if ((n = sqlite3_bind_parameter_index(s, full)) != 0)
		sqlite3_bind_int64(s, n, v);
}

static void
bind_text(sqlite3_stmt *s, const char *name, const char *v)
{
	int	n = sqlite3_bind_parameter_index(s, name);

	if (n != 0)
		sqlite3_bind_text(s, n, v, -1, SQLITE_TRANSIENT);
}

static void
bind_all(const struct wh_query *q, sqlite3_stmt *s)
{
	enum wh_when	when;
	int64_t		to;

	for (when = WH_NOW; when < WH_WHENS; when++) {
		to = q->p.span[when].to;
		bind(s, ":from", wh_suffix[when], q->p.span[when].from);
		bind(s, ":to", wh_suffix[when], to);
		bind(s, ":end", wh_suffix[when], q->end[when]);
		bind(s, ":late", wh_suffix[when], to < q->w->now ? to :
		    q->w->now);
		bind(s, ":now", wh_suffix[when], q->w->now);
		if (q->excused)
			bind(s, ":excused", wh_suffix[when], 1);
	}
	bind(s, ":level", "", q->dim.level);
	bind(s, ":depth", "", q->dim.depth);
	bind(s, ":level", "2", q->across.level);
	bind(s, ":depth", "2", q->across.depth);
	bind(s, ":least", "", q->least);
	wh_rank_bind(q, s);
	bind(s, ":area", "", q->area);
	bind(s, ":unit", "", q->unit);
	bind(s, ":class", "", q->class);
	bind(s, ":source", "", q->source);
	bind_text(s, ":tag", q->o->tag);
	bind_text(s, ":key", q->key);
	bind_text(s, ":across_key", q->across_key);
}

/*
 * Compile the statement of a query and begin the next one.  NULL on an error.
 */
sqlite3_stmt *
wh_query_prepare(struct wh_query *q)
{
	sqlite3_stmt	*s = NULL;

	if (q->w->err.status == WH_OK && q->sql.s != NULL &&
	    (s = wh_prepare(q->w, q->sql.s)) != NULL)
		bind_all(q, s);
	wh_buf_free(&q->sql);
	return s;
}

/*
 * The columns of a statement of figures, in memory that the caller frees;
 * NULL on an error.
 */
static struct wh_col *
columns(struct wh_query *q, sqlite3_stmt *s)
{
	static const struct wh_col	 fixed[] = {
		{ "key", WH_CODE, NULL, WH_KEY, "Key", "编码" },
		{ "name", WH_TEXT, NULL, 0, "Name", "名称" },
		{ "across", WH_CODE, NULL, WH_KEY, "Column", "列编码" },
		{ "across_name", WH_TEXT, NULL, 0, "Name of column",
		    "列名称" },
	};
	const struct wh_metric		*m;
	const struct wh_col		*rank;
	const char			*name;
	struct wh_col			*col;
	int				 i, n = sqlite3_column_count(s);

	if ((col = calloc((size_t)n, sizeof(*col))) == NULL) {
		wh_nomem(&q->w->err);
		return NULL;
	}
	for (i = 0; i < n; i++) {
		name = sqlite3_column_name(s, i);
		m = wh_metric_find(q->list, name, strlen(name));
		rank = wh_rank_field(name, strlen(name));
		col[i] = i < 2 ? fixed[i] : m != NULL ? m->col :
		    rank != NULL ? *rank : fixed[i];
	}
	return col;
}

/* The list of a statement of figures; NULL on an error. */
struct wh_cursor *
wh_query_figures(struct wh_query *q)
{
	sqlite3_stmt		*s = wh_query_prepare(q);
	struct wh_cursor	*c;
	struct wh_col		*col;

	if (s == NULL)
		return NULL;
	if ((col = columns(q, s)) == NULL) {
		sqlite3_finalize(s);
		return NULL;
	}
	c = wh_cursor_open(q->w, s, col, (size_t)sqlite3_column_count(s));
	wh_cursor_own(c, col);
	return c;
}

/*
 * What the options ask for, as a list.  What had to run before its statement
 * is appended to *before if that is not NULL.
 */
static struct wh_cursor *
answer(struct wh *w, const struct wh_report *o, struct wh_buf *before)
{
	static const struct wh_col	 ids[] = {
		{ "number", WH_CODE, NULL, WH_KEY, "Number", "工单号" },
		{ "key", WH_CODE, NULL, 0, "Key", "编码" },
		{ "across", WH_CODE, NULL, 0, "Column", "列编码" },
	};
	struct wh_query			 q = { .w = w, .o = o };
	struct wh_cursor		*c = NULL;

	if (!wh_report_read(&q))
		return NULL;
	if (o->ids != NULL) {
		wh_sql_cases(&q);
		c = wh_cursor_open(w, wh_query_prepare(&q), ids,
		    q.across.col != NULL ? 3 : 2);
	} else if (o->across != NULL)
		c = wh_cross(&q, before);
	else {
		wh_sql_figures(&q);
		c = wh_query_figures(&q);
	}
	wh_buf_free(&q.sql);
	return c;
}

/*
 * The figures that the options ask for, a row for each key that has a case
 * and the total; with .ids the numbers of the cases behind figures.  NULL on
 * an error.
 */
struct wh_cursor *
wh_report(struct wh *w, const struct wh_report *o)
{
	return answer(w, o, NULL);
}

/*
 * The SQL that wh_report runs without the daily summary, with its values
 * filled in.  The caller frees; NULL on an error.
 */
char *
wh_report_sql(struct wh *w, const struct wh_report *o)
{
	struct wh_report	 r = *o;
	struct wh_cursor	*c = NULL;
	struct wh_buf		 b = { 0 };
	char			*sql = NULL, *usual = NULL;

	r.no_daily = true;
	if (r.fields == NULL)
		r.fields = usual = wh_report_fields(w, o);
	if (w->as_of != 0)
		wh_fail(&w->err, WH_FAIL, "--sql: does not go with --as-of:"
		    " what was then stands in tables of this run alone");
	else
		c = answer(w, &r, &b);
	if (c != NULL && ((sql = wh_cursor_sql(c)) == NULL ||
	    !wh_buf_puts(&b, sql)))
		wh_nomem(&w->err);
	free(sql);
	free(usual);
	wh_cursor_close(c);
	if (w->err.status == WH_OK)
		return b.s;
	wh_buf_free(&b);
	return NULL;
}

/* A restriction, as people read it. */
static void
put_limit(struct wh_query *q, struct wh_buf *b, const char *table, int64_t id)
{
	if (id != 0)
		wh_buf_printf(b, q->w->zh ? "，%s %s" : ", %s %s",
		    wh_ref_code(q->w, table, id),
		    wh_ref_name(q->w, table, id));
}

/* Which periods the figures are compared with, each by its name. */
static void
put_compared(struct wh_query *q, struct wh_buf *b)
{
	bool	zh = q->w->zh, none = q->p.span[WH_YEAR].to == 0;

	if (q->when[WH_BEFORE]) {
		wh_buf_puts(b, zh ? "；环比（上期）：" : "; period before: ");
		wh_period_text(q->w, &q->p, WH_BEFORE, b);
	}
	if (!q->when[WH_YEAR])
		return;
	wh_buf_puts(b, zh ? "；同比（去年同期" : "; last year");
	if (q->p.week)
		wh_buf_puts(b, zh ? "，同一 ISO 周号" : " (same ISO week)");
	wh_buf_puts(b, zh ? "）：" : ": ");
	if (none && q->p.week)
		wh_buf_puts(b, zh ? "无此周" : "no such week");
	else if (none)
		wh_buf_puts(b, zh ? "无此时段" : "no such time");
	else
		wh_period_text(q->w, &q->p, WH_YEAR, b);
}

/*
 * Names, titles and notes may hold what a terminal would obey; lines stay
 * lines where there are several.
 */
void
wh_defuse(char *s, bool lines)
{
	for (; *(s = (char *)wh_span(s, WH_CONTROL)) != '\0'; s++)
		if (lines && *s == '\n')
			;
		else if (*s != '\xC2')
			*s = '?';
		else if (wh_is_c1(s))
			s[0] = s[1] = '?';
}

/*
 * The line over a table for people: the title, the period, to what it is
 * restricted, and the time of open and overdue if that is not its end.  The
 * caller frees; NULL on an error.
 */
char *
wh_report_heading(struct wh *w, const struct wh_report *o)
{
	struct wh_query	 q = { .w = w, .o = o };
	struct wh_buf	 b = { 0 };
	char		*title;
	char		 now[WH_TIME_TEXT];

	if (!wh_report_read(&q))
		return NULL;
	title = wh_setting(w, "title", w->zh ? "案件情况通报" : "Case report");
	if (title != NULL)
		wh_buf_printf(&b, w->zh ? "%s：" : "%s: ", title);
	free(title);
	wh_period_text(w, &q.p, WH_NOW, &b);
	put_limit(&q, &b, "area", q.area);
	put_limit(&q, &b, "unit", q.unit);
	put_limit(&q, &b, "class", q.class);
	put_limit(&q, &b, "source", q.source);
	if (o->tag != NULL)
		wh_buf_printf(&b, w->zh ? "，标签 %s" : ", tag %s", o->tag);
	if (q.least_of != NULL)
		wh_buf_printf(&b, w->zh ? "，%s不少于 %jd" : ", %s at least"
		    " %jd", w->zh ? q.least_of->col.zh : q.least_of->col.name,
		    (intmax_t)q.least);
	if (q.end[WH_NOW] != q.p.span[WH_NOW].to)
		wh_buf_printf(&b, w->zh ? "，未结数和超期未处置截至 %s" :
		    ", open and overdue as of %s",
		    wh_time_text(&w->zone, w->now, now));
	put_compared(&q, &b);
	if (w->as_of != 0)
		wh_buf_printf(&b, w->zh ? "；数据截至第 %jd 笔记录，%s，名称、"
		    "区域、单位、指标和设置均为现行" : "; as of entry %jd, %s,"
		    " with tables and settings of today", (intmax_t)w->as_of,
		    wh_time_text(&w->zone, w->now, now));
	if (b.s != NULL)
		wh_defuse(b.s, false);
	return b.s;
}

/* How cases count that may be left out, and how many there are of them. */
static void
put_apart(const struct wh_query *q, enum wh_apart x, int64_t n,
    struct wh_buf *b)
{
	const struct wh_apart_rule	*r = &wh_aparts[x];
	bool				 zh = q->w->zh;
	const char			*how = zh ? "计入" : "counted";

	if (q->out[x])
		how = zh ? "不计入" : "not counted";
	else if (x == WH_X_EXEMPT && q->excused)
		how = zh ? "计入按期" : "counted as on time";
	if (zh)
		wh_buf_printf(b, "%s%s：%s %jd 件\n", r->zh, how, r->when_zh,
		    (intmax_t)n);
	else
		wh_buf_printf(b, "%s %s: %jd %s\n", r->en, how, (intmax_t)n,
		    r->when);
}

/*
 * Lines that say, in the language for people, which cases are counted that
 * the profile may leave out, and how many of them there were in the period.
 * The caller frees; NULL on an error.
 */
char *
wh_notes_counted(struct wh *w, const struct wh_report *o)
{
	struct wh_query	 q = { .w = w, .o = o };
	sqlite3_stmt	*s = NULL;
	struct wh_buf	 b = { 0 };
	enum wh_apart	 x;

	if (wh_report_read(&q)) {
		wh_sql_aparts(&q);
		s = wh_query_prepare(&q);
		if (wh_row(w, s))
			for (x = WH_X_NONE + 1; x < WH_APARTS; x++)
				put_apart(&q, x, sqlite3_column_int64(s,
				    (int)x - 1), &b);
		sqlite3_finalize(s);
	}
	wh_buf_free(&q.sql);
	return b.s;
}
