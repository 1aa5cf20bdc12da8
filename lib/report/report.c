/*
 * report.c - the figures of a period by one dimension, and their cases: what
 * the options ask for, and the answer as a list.
 */
#include <stdlib.h>
#include <string.h>

#include "base/out.h"
#include "report/report.h"

/* The row that --key means: "-", "total", or a code or name of its table. */
static bool
find_key(struct wh_query *q)
{
	const char	*k = q->o->key;
	int64_t		 id;

	q->key = k;
	if (k != NULL && q->o->ids == NULL)
		return wh_fail(&q->w->err, WH_FAIL, "--key needs --ids");
	if (k == NULL || strcmp(k, "total") == 0)
		q->key = NULL;
	else if (q->dim.col == NULL)
		return wh_fail(&q->w->err, WH_FAIL, "--key needs --by");
	else if (q->o->top != NULL && strcmp(k, "others") == 0)
		;
	else if (strcmp(k, "-") != 0 && q->dim.table != NULL) {
		id = wh_ref_arg(q->w, "--key", q->dim.table, k);
		q->key = wh_ref_code(q->w, q->dim.table, id);
	}
	return q->w->err.status == WH_OK;
}

static int64_t
subtree(struct wh_query *q, const char *option, const char *table,
    const char *s)
{
	return s == NULL ? 0 : wh_ref_arg(q->w, option, table, s);
}

/* Does the profile say that duplicates do not count? */
static bool
counts_once(struct wh *w)
{
	char	*s = wh_setting(w, "count_duplicates", "yes");
	bool	 once = s != NULL && strcmp(s, "no") == 0;

	free(s);
	return once;
}

/*
 * Understand the options of a query whose .w and .o are set.  False, with an
 * error, if they mean nothing.  What is open is counted at the end of the period
 * or, if that is still to come, now: what happens in this second has.
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
	if (q->w->err.status != WH_OK || !(o->period != NULL ||
	    wh_period_read(q->w, o, &q->p)) ||
	    !wh_dim_find(q, o->by) || !find_key(q) || !wh_find_whens(q) ||
	    !wh_find_metrics(q))
		return false;
	q->once = counts_once(q->w);
	if (o->no_total && o->by == NULL)
		return wh_fail(&q->w->err, WH_FAIL, "--no-total needs --by");
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
bind_all(const struct wh_query *q, sqlite3_stmt *s)
{
	enum wh_when	when;
	int		n;

	for (when = WH_NOW; when < WH_WHENS; when++) {
		bind(s, ":from", wh_suffix[when], q->p.span[when].from);
		bind(s, ":to", wh_suffix[when], q->p.span[when].to);
		bind(s, ":end", wh_suffix[when], q->end[when]);
		bind(s, ":now", wh_suffix[when], q->w->now);
	}
	wh_rank_bind(q, s);
	bind(s, ":level", "", q->level);
	bind(s, ":depth", "", q->depth);
	bind(s, ":area", "", q->area);
	bind(s, ":unit", "", q->unit);
	bind(s, ":class", "", q->class);
	bind(s, ":source", "", q->source);
	if ((n = sqlite3_bind_parameter_index(s, ":key")) != 0)
		sqlite3_bind_text(s, n, q->key, -1, SQLITE_TRANSIENT);
}

/* Compile what the options ask for, with its values bound. */
static sqlite3_stmt *
prepare(struct wh *w, const struct wh_report *o)
{
	struct wh_query	 q = { .w = w, .o = o };
	sqlite3_stmt	*s = NULL;

	if (wh_report_read(&q)) {
		if (o->ids != NULL)
			wh_sql_cases(&q);
		else
			wh_sql_figures(&q);
		if (w->err.status == WH_OK && (s = wh_prepare(w, q.sql.s)) !=
		    NULL)
			bind_all(&q, s);
	}
	wh_buf_free(&q.sql);
	return s;
}

/*
 * The columns of a statement of figures, in memory that the caller frees;
 * NULL on an error.
 */
static struct wh_col *
columns(struct wh *w, sqlite3_stmt *s)
{
	static const struct wh_col	 fixed[] = {
		{ "key", WH_CODE, NULL, WH_KEY, "Key", "编码" },
		{ "name", WH_TEXT, NULL, 0, "Name", "名称" },
	};
	const struct wh_metrics		*l = wh_metrics(w);
	const struct wh_metric		*m;
	const char			*name;
	struct wh_col			*col;
	int				 i, n = sqlite3_column_count(s);

	if (l == NULL || (col = calloc((size_t)n, sizeof(*col))) == NULL) {
		wh_nomem(&w->err);
		return NULL;
	}
	for (i = 0; i < n; i++) {
		name = sqlite3_column_name(s, i);
		m = wh_metric_find(l, name, strlen(name));
		col[i] = i < 2 ? fixed[i] : m != NULL ? m->col :
		    *wh_rank_field(name, strlen(name));
	}
	return col;
}

/*
 * The figures that the options ask for, a row for each key that has a case
 * and the total; with .ids the numbers of the cases behind figures.  NULL on
 * an error.
 */
struct wh_cursor *
wh_report(struct wh *w, const struct wh_report *o)
{
	static const struct wh_col	ids[] = {
		{ "number", WH_CODE, NULL, WH_KEY, "Number", "工单号" },
		{ "key", WH_CODE, NULL, 0, "Key", "编码" },
	};
	sqlite3_stmt			*s = prepare(w, o);
	struct wh_cursor		*c;
	struct wh_col			*col;

	if (s == NULL || o->ids != NULL)
		return wh_cursor_open(w, s, ids, 2);
	if ((col = columns(w, s)) == NULL) {
		sqlite3_finalize(s);
		return NULL;
	}
	c = wh_cursor_open(w, s, col, (size_t)sqlite3_column_count(s));
	wh_cursor_own(c, col);
	return c;
}

/*
 * The SQL that wh_report runs, with its values filled in.  The caller frees;
 * NULL on an error.
 */
char *
wh_report_sql(struct wh *w, const struct wh_report *o)
{
	sqlite3_stmt	*s = NULL;
	char		*sql, *copy = NULL;

	if (w->as_of != 0)
		wh_fail(&w->err, WH_FAIL, "--sql: does not go with --as-of:"
		    " what was then stands in tables of this run alone");
	else
		s = prepare(w, o);
	if (s == NULL)
		return NULL;
	if ((sql = sqlite3_expanded_sql(s)) == NULL ||
	    (copy = strdup(sql)) == NULL)
		wh_nomem(&w->err);
	sqlite3_free(sql);
	sqlite3_finalize(s);
	return copy;
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
	if (none)
		wh_buf_puts(b, zh ? "无此周" : "no such week");
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
	if (q.end[WH_NOW] != q.p.span[WH_NOW].to)
		wh_buf_printf(&b, w->zh ? "，未结数和超期未处置截至 %s" :
		    ", open and overdue as of %s",
		    wh_time_text(&w->zone, w->now, now));
	put_compared(&q, &b);
	if (w->as_of != 0)
		wh_buf_printf(&b, w->zh ? "；数据截至第 %jd 笔记录，%s" :
		    "; as of entry %jd, %s", (intmax_t)w->as_of,
		    wh_time_text(&w->zone, w->now, now));
	if (b.s != NULL)
		wh_defuse(b.s, false);
	return b.s;
}

/*
 * A line that says, in the language for people, whether duplicates are
 * counted, and how many were received in the period.  The caller frees; NULL
 * on an error.
 */
char *
wh_report_duplicates(struct wh *w, const struct wh_report *o)
{
	struct wh_query	 q = { .w = w, .o = o };
	sqlite3_stmt	*s = NULL;
	struct wh_buf	 b = { 0 };
	int64_t		 n = 0;

	if (wh_report_read(&q)) {
		wh_sql_duplicates(&q);
		if ((s = wh_prepare(w, q.sql.s)) != NULL)
			bind_all(&q, s);
		if (wh_row(w, s))
			n = sqlite3_column_int64(s, 0);
		sqlite3_finalize(s);
		wh_buf_printf(&b, w->zh ? "%s：本期受理 %jd 件\n" :
		    "%s: %jd received\n", w->zh ? q.once ? "重复件不计入" :
		    "重复件计入" : q.once ? "duplicates not counted" :
		    "duplicates counted", (intmax_t)n);
	}
	wh_buf_free(&q.sql);
	return b.s;
}
