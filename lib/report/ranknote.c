/*
 * ranknote.c - what a ranking needs to be told: the values of its statement,
 * and the lines for people that say how it was made.
 */
#include <stdlib.h>
#include <string.h>

#include "report/report.h"

static void
bind_int(sqlite3_stmt *s, const char *name, int64_t v)
{
	int	n = sqlite3_bind_parameter_index(s, name);

	if (n != 0)
		sqlite3_bind_int64(s, n, v);
}

static void
bind_text(sqlite3_stmt *s, const char *name, const char *v)
{
	int	n = sqlite3_bind_parameter_index(s, name);

	if (n != 0)
		sqlite3_bind_text(s, n, v, -1, SQLITE_TRANSIENT);
}

/* A floor as it is printed: satisfied_rate<85, or what people read. */
static bool
put_floor(const struct wh_query *q, const struct wh_floor *f, bool people,
    struct wh_buf *b)
{
	const struct wh_col	*col = &f->metric->col;
	int64_t			 v = f->value < 0 ? -f->value : f->value;
	char			 cents[8] = "";

	if (v % 100 != 0)
		snprintf(cents, sizeof(cents), v % 10 == 0 ? ".%d" : ".%02d",
		    (int)(v % 10 == 0 ? v % 100 / 10 : v % 100));
	return wh_buf_printf(b, "%s%c%s%jd%s", people && q->w->zh ? col->zh :
	    people ? col->en : col->name,
	    wh_metric_low(f->metric) ? '>' : '<', f->value < 0 ? "-" : "",
	    (intmax_t)(v / 100), cents);
}

static void
bind_floors(const struct wh_query *q, sqlite3_stmt *s)
{
	const struct wh_floor	*f;
	struct wh_buf		 b = { 0 };
	char			 name[32];
	size_t			 i;

	for (i = 0; i < q->rank.nfloor; i++) {
		f = &q->rank.floor[i];
		snprintf(name, sizeof(name), ":floor%zu", i);
		bind_int(s, name, f->value);
		snprintf(name, sizeof(name), ":of%zu", i);
		bind_int(s, name, f->group);
		snprintf(name, sizeof(name), ":text%zu", i);
		wh_buf_puts(&b, " ");
		if (!put_floor(q, f, q->o->people, &b))
			wh_nomem(&q->w->err);
		else
			bind_text(s, name, b.s);
		wh_buf_free(&b);
	}
}

/*
 * The grades of a metric: its own, else those of every rate of table metric
 * and every score of which more is better.  Shares and what has changed since
 * another period have none but their own.
 */
static void
bind_grades(const struct wh_query *q, sqlite3_stmt *s)
{
	const struct wh_metric	*m = q->rank.metric[WH_NOW];

	if ((m->num == NULL && m->score == NULL) || m->of != NULL ||
	    q->rank.lowest || wh_metric_low(m) || wh_int(q->w, 0,
	    "SELECT 1 FROM grade WHERE metric = ?", "t", m->col.name) != 0)
		bind_text(s, ":graded", m->col.name);
}

/* Give the statement of a ranking its values. */
void
wh_rank_bind(const struct wh_query *q, sqlite3_stmt *s)
{
	const struct wh_ranking	*r = &q->rank;
	char			 day[WH_TIME_TEXT];

	bind_int(s, ":top", r->top);
	bind_int(s, ":enough", r->least);
	if (q->o->rank == NULL && r->nfloor == 0)
		return;
	bind_text(s, ":day", wh_date_text(wh_day_of(&q->w->zone,
	    q->p.span[WH_NOW].to - 1), day));
	bind_int(s, ":best", r->best);
	bind_int(s, ":worst", r->worst);
	bind_int(s, ":is_red", r->red);
	bind_int(s, ":is_black", r->black);
	bind_int(s, ":red", wh_setting_int(q->w, "red_list"));
	bind_int(s, ":black", wh_setting_int(q->w, "black_list"));
	bind_text(s, ":group", q->o->group);
	if (q->o->rank != NULL)
		bind_grades(q, s);
	bind_floors(q, s);
}

/* How the rows were ranked. */
static void
put_ranking(const struct wh_query *q, struct wh_buf *b)
{
	const struct wh_ranking	*r = &q->rank;
	const struct wh_col	*col = &r->metric[WH_NOW]->col;
	bool			 zh = q->w->zh;

	wh_buf_printf(b, zh ? "名次：按%s由%s，各组分别排名；所列数值相同的并列；"
	    "无数据的不排名\n" : "rank: by %s, %s first, within each group;"
	    " rows that print the same are tied; no data is not ranked\n",
	    zh ? col->zh : col->name, zh ? r->lowest ? "低到高" : "高到低" :
	    r->lowest ? "lowest" : "highest");
	if (q->o->group != NULL)
		wh_buf_printf(b, zh ? "只列 %s 组\n" : "only group %s\n",
		    q->o->group);
	if (q->when[WH_BEFORE] || q->when[WH_YEAR])
		wh_buf_puts(b, zh ? "名次变化：原名次 > 本期名次，均按本期分组\n" :
		    "move: the place then > now, both in the groups of now\n");
	if (r->best > 0)
		wh_buf_printf(b, zh ? "只列各组前 %jd 名，与末位并列的均列出\n" :
		    "only the best %jd of each group, and who ties with the"
		    " last of them\n", (intmax_t)r->best);
	if (r->worst > 0)
		wh_buf_printf(b, zh ? "只列各组后 %jd 名，与末位并列的均列出\n" :
		    "only the worst %jd of each group, and who ties with the"
		    " last of them\n", (intmax_t)r->worst);
	if (q->o->list != NULL || (q->o->fields != NULL &&
	    wh_listed_name(q->o->fields, "list", 4)))
		wh_buf_puts(b, zh ? "红榜、黑榜：各组名次最前、最后的，均不超过"
		    "排名数的一半；与末位并列的均列入，不同时列入两榜\n" :
		    "list: the first and the last of each group, at most half"
		    " of those ranked, and who ties with the last of them;"
		    " nobody is on both\n");
}

/*
 * Lines that say, in the language for people, how rows were ranked, under
 * which floors they are and what was left out; "" where nothing of this was
 * asked.  The caller frees; NULL on an error.
 */
char *
wh_notes_ranked(struct wh *w, const struct wh_report *o)
{
	struct wh_query		 q = { .w = w, .o = o };
	const struct wh_ranking	*r = &q.rank;
	struct wh_buf		 b = { 0 };
	size_t			 i;
	bool			 zh = w->zh;

	if (!wh_report_read(&q) || !wh_buf_puts(&b, ""))
		return NULL;
	if (o->rank != NULL)
		put_ranking(&q, &b);
	if (r->least > 0)
		wh_buf_printf(&b, zh ? "基数不足 %jd 件的不排名、不比底线\n" :
		    "who has fewer than %jd cases in the base is neither"
		    " ranked nor under a floor\n", (intmax_t)r->least);
	for (i = 0; i < r->nfloor; i++) {
		wh_buf_puts(&b, i > 0 ? zh ? "；" : "; " : zh ?
		    "只列低于底线的：" : "only who is under a floor: ");
		put_floor(&q, &r->floor[i], true, &b);
	}
	wh_buf_puts(&b, r->nfloor > 0 ? "\n" : "");
	if (r->top > 0)
		wh_buf_printf(&b, zh ? "只列前 %jd 行，其余合计为“其他”\n" :
		    "the first %jd rows; all others are added up in one\n",
		    (intmax_t)r->top);
	if (b.s == NULL)
		wh_nomem(&w->err);
	else
		wh_defuse(b.s, true);
	return b.s;
}
