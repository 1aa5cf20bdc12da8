/*
 * list.c - the metrics that there are: the counts, the rates of table metric,
 * the scores of table score, and what each of them is in other periods.
 *
 * The list is made when first asked for and kept by the handle until a table
 * is loaded.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "report/report.h"

const struct wh_col wh_count_cols[WH_COUNTS] = {
#define F(constant, name, type, en, zh) \
	[WH_M_##constant] = { name, WH_##type, NULL, 0, en, zh },
	WH_COUNT_LIST(F)
#undef F
};

/* A text that lives as long as the list; NULL, with an error, if none can. */
__attribute__((format(printf, 3, 4)))
static const char *
keep(struct wh *w, struct wh_metrics *l, const char *format, ...)
{
	va_list	 ap;
	char	*s, **p;

	va_start(ap, format);
	if (vasprintf(&s, format, ap) == -1)
		s = NULL;
	va_end(ap);
	if (s == NULL)
		wh_nomem(&w->err);
	else if ((p = wh_more(w, l->text, l->ntext, sizeof(*p))) == NULL)
		free(s);
	else {
		l->text = p;
		return p[l->ntext++] = s;
	}
	return NULL;
}

/* A text of a row; NULL if it is absent. */
static const char *
keep_col(struct wh *w, struct wh_metrics *l, sqlite3_stmt *s, int i)
{
	const char	*text = wh_col_text(s, i);

	return text != NULL ? keep(w, l, "%s", text) : NULL;
}

static struct wh_metric *
add(struct wh_metrics *l, const char *name, enum wh_type type, const char *en,
    const char *zh)
{
	struct wh_metric	*m = &l->m[l->n++];

	m->col = (struct wh_col){ name, type, NULL, 0, en, zh };
	return m;
}

static const struct wh_metric *
find(const struct wh_metrics *l, const char *name)
{
	return wh_metric_find(l, name, strlen(name));
}

/* A rate that is none was put there by other means than grid-load. */
static void
read_rates(struct wh *w, struct wh_metrics *l, int64_t most)
{
	struct wh_metric	*m;
	sqlite3_stmt		*s;
	const char		*wrong;

	s = wh_sql(w, "SELECT code, num, den, coalesce(name_en, name), name,"
	    " note, coalesce(note_en, note) FROM main.metric ORDER BY code"
	    " LIMIT ?");
	wh_bind(s, "i", most);
	while (wh_row(w, s)) {
		wrong = wh_metric_wrong(wh_col_text(s, 0), wh_col_text(s, 1),
		    wh_col_text(s, 2));
		if (wrong != NULL)
			wh_fail(&w->err, WH_FAIL, "metric: \"%s\": %s",
			    wh_col_text(s, 0), wrong);
		m = add(l, keep_col(w, l, s, 0), WH_RATE, keep_col(w, l, s, 3),
		    keep_col(w, l, s, 4));
		m->num = keep_col(w, l, s, 1);
		m->den = keep_col(w, l, s, 2);
		m->note = keep_col(w, l, s, 5);
		m->note_en = keep_col(w, l, s, 6);
	}
}

/* Points of a row, in hundredths; WH_NONE if they are absent. */
static int64_t
points(struct wh *w, sqlite3_stmt *s, int i)
{
	const char	*text = wh_col_text(s, i);
	int64_t		 v = WH_NONE;

	if (text != NULL && !wh_score_read(text, &v))
		wh_fail(&w->err, WH_FAIL, "score: \"%s\": not a number with"
		    " at most five digits and two decimals", text);
	return v;
}

static void
read_scores(struct wh *w, struct wh_metrics *l)
{
	struct wh_score		*score = l->score;
	struct wh_metric	*m;
	sqlite3_stmt		*s;
	const char		*wrong;

	wh_scores_good(w);
	s = wh_sql(w, "SELECT code, coalesce(name_en, name), name, note,"
	    " coalesce(note_en, note), start, floor, cap FROM main.score"
	    " ORDER BY code LIMIT ?");
	wh_bind(s, "i", (int64_t)l->nscore);
	for (; wh_row(w, s); score++) {
		wrong = wh_metric_wrong(wh_col_text(s, 0), NULL, NULL);
		if (wrong != NULL)
			wh_fail(&w->err, WH_FAIL, "score: \"%s\": %s",
			    wh_col_text(s, 0), wrong);
		m = add(l, keep_col(w, l, s, 0), WH_REAL, keep_col(w, l, s, 1),
		    keep_col(w, l, s, 2));
		m->note = keep_col(w, l, s, 3);
		m->note_en = keep_col(w, l, s, 4);
		m->score = score;
		score->start = points(w, s, 5);
		score->floor = points(w, s, 6);
		score->cap = points(w, s, 7);
	}
}

/* A term of a row, of a metric that is in the list. */
static void
read_item(struct wh *w, sqlite3_stmt *s, struct wh_item *i)
{
	i->mode = (enum wh_term_mode)(wh_word_at(WH_MODES,
	    wh_col_text(s, 2)) - 1);
	i->weight = points(w, s, 3);
	i->per = points(w, s, 4);
	i->threshold = points(w, s, 5);
	i->least = points(w, s, 6);
	i->below = points(w, s, 7);
	i->floor = points(w, s, 8);
	i->cap = points(w, s, 9);
	i->without = points(w, s, 10);
}

static void
read_terms(struct wh *w, struct wh_metrics *l)
{
	const struct wh_metric	*m;
	struct wh_item		*i = l->item;
	sqlite3_stmt		*s;

	s = wh_sql(w, "SELECT s.code, t.metric, t.mode, t.weight, t.per,"
	    " t.threshold, t.least, t.below, t.floor, t.cap, t.without"
	    " FROM main.term t JOIN main.score s ON s.id = t.score"
	    " ORDER BY s.code, t.code LIMIT ?");
	wh_bind(s, "i", (int64_t)l->nitem);
	for (; wh_row(w, s); i++) {
		m = find(l, wh_col_text(s, 0));
		i->metric = find(l, wh_col_text(s, 1));
		if (m == NULL || m->score == NULL || i->metric == NULL) {
			wh_fail(&w->err, WH_FAIL, "term: \"%s\": changes just"
			    " now; try again", wh_col_text(s, 1));
			continue;
		}
		if (m->score->n++ == 0)
			m->score->item = i;
		read_item(w, s, i);
	}
}

/* How many more or less than in another period: of what has a unit. */
static void
differ(struct wh *w, struct wh_metrics *l, const struct wh_metric *of,
    enum wh_when when)
{
	const struct wh_col	*c = &of->col;
	struct wh_metric	*m;
	bool			 year = when == WH_YEAR;

	m = add(l, keep(w, l, "%s_diff%s", c->name, year ? wh_suffix[when] :
	    ""), c->type, keep(w, l, "%s, difference from %s", c->en, year ?
	    "last year" : "period before"), keep(w, l, "%s较%s增减", c->zh,
	    year ? "去年同期" : "上期"));
	m->of = of;
	m->when = when;
	m->change = m->diff = true;
}

/* What a metric was in another period, and how much it has changed since. */
static void
compare(struct wh *w, struct wh_metrics *l, const struct wh_metric *of,
    enum wh_when when)
{
	const struct wh_col	*c = &of->col;
	struct wh_metric	*m;
	bool			 year = when == WH_YEAR;
	bool			 rate = wh_metric_points(of);
	const char		*en = year ? "last year" : "period before";

	m = add(l, keep(w, l, "%s%s", c->name, wh_suffix[when]), c->type,
	    keep(w, l, "%s, %s", c->en, en),
	    keep(w, l, "%s%s", year ? "去年同期" : "上期", c->zh));
	m->of = of;
	m->when = when;
	m = add(l, keep(w, l, "%s_change%s", c->name, year ? wh_suffix[when] :
	    ""), rate ? WH_REAL : WH_RATE, keep(w, l, "%s, %s on %s", c->en,
	    rate ? "points" : "change", en), keep(w, l, "%s%s%s", c->zh,
	    year ? "同比" : "环比", of->score != NULL ? "（分）" :
	    rate ? "（百分点）" : ""));
	m->of = of;
	m->when = when;
	m->change = true;
	if (!rate)
		differ(w, l, of, when);
}

static void
fill(struct wh *w, struct wh_metrics *l, int64_t rates)
{
	const struct wh_col	*c = wh_count_cols;
	enum wh_when		 when;
	size_t			 i, n;

	for (i = 0; i < WH_COUNTS; i++)
		add(l, c[i].name, c[i].type, c[i].en, c[i].zh)->count =
		    &wh_counts[i];
	read_rates(w, l, rates);
	read_scores(w, l);
	if (w->err.status == WH_OK)
		read_terms(w, l);
	n = l->n;
	for (when = WH_BEFORE; when < WH_WHENS; when++)
		for (i = 0; w->err.status == WH_OK && i < n; i++)
			compare(w, l, &l->m[i], when);
}

/* Free the handle's list. */
static void
unlist(struct wh *w)
{
	struct wh_metrics	*l = w->metrics;

	w->metrics = NULL;
	if (l == NULL)
		return;
	while (l->ntext > 0)
		free(l->text[--l->ntext]);
	free(l->text);
	free(l->m);
	free(l->score);
	free(l->item);
	free(l);
}

static size_t
rows(struct wh *w, const char *sql)
{
	return (size_t)wh_int(w, 0, sql, "");
}

/* All metrics; NULL on an error. */
const struct wh_metrics *
wh_metrics(struct wh *w)
{
	struct wh_metrics	*l;
	size_t			 rates, most;

	if (w->metrics != NULL)
		return w->metrics;
	wh_keeps(w);
	w->unlist = unlist;
	if ((l = w->metrics = calloc(1, sizeof(*l))) == NULL) {
		wh_nomem(&w->err);
		return NULL;
	}
	rates = rows(w, "SELECT count(*) FROM main.metric");
	l->nscore = rows(w, "SELECT count(*) FROM main.score");
	l->nitem = rows(w, "SELECT count(*) FROM main.term");
	/* Each of them, and in each other period what it was, both changes. */
	most = (WH_COUNTS + rates + l->nscore) * (3 * WH_WHENS - 2);
	if ((l->m = calloc(most, sizeof(*l->m))) == NULL ||
	    (l->score = calloc(l->nscore + 1, sizeof(*l->score))) == NULL ||
	    (l->item = calloc(l->nitem + 1, sizeof(*l->item))) == NULL)
		wh_nomem(&w->err);
	else
		fill(w, l, (int64_t)rates);
	if (w->err.status != WH_OK)
		unlist(w);
	return w->metrics;
}

/* The metric whose name is the n bytes at s, or NULL. */
const struct wh_metric *
wh_metric_find(const struct wh_metrics *l, const char *s, size_t n)
{
	size_t	i;

	for (i = 0; i < l->n; i++)
		if (strncmp(l->m[i].col.name, s, n) == 0 &&
		    l->m[i].col.name[n] == '\0')
			return &l->m[i];
	return NULL;
}

/* Which count it is whose name is the n bytes at s; WH_COUNTS if none. */
size_t
wh_count_find(const char *s, size_t n)
{
	const struct wh_col	*c = wh_count_cols;
	size_t			 i;

	for (i = 0; i < WH_COUNTS && (strncmp(c[i].name, s, n) != 0 ||
	    c[i].name[n] != '\0'); i++)
		;
	return i;
}

/* Are the n bytes at s one of the names of a list, separated by commas? */
bool
wh_listed_name(const char *list, const char *s, size_t n)
{
	size_t	len;

	for (; *list != '\0'; list += len + (list[len] == ',')) {
		len = strcspn(list, ",");
		if (len == n && strncmp(list, s, n) == 0)
			return true;
	}
	return false;
}

/* Is a metric one of these fields? */
bool
wh_metric_listed(const char *fields, const struct wh_metric *m)
{
	return wh_listed_name(fields, m->col.name, strlen(m->col.name));
}
