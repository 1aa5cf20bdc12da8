/*
 * list.c - the metrics that there are: the counts, the rates of table metric,
 * and what each of them is in other periods.
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

/* What a metric was in another period, and how much it has changed since. */
static void
compare(struct wh *w, struct wh_metrics *l, const struct wh_metric *of,
    enum wh_when when)
{
	const struct wh_col	*c = &of->col;
	struct wh_metric	*m;
	bool			 year = when == WH_YEAR, rate = of->num != NULL;
	const char		*en = year ? "last year" : "period before";

	m = add(l, keep(w, l, "%s%s", c->name, wh_suffix[when]), c->type,
	    keep(w, l, "%s, %s", c->en, en),
	    keep(w, l, "%s%s", year ? "去年同期" : "上期", c->zh));
	m->of = of;
	m->when = when;
	m = add(l, keep(w, l, "%s_change%s", c->name, year ? wh_suffix[when] :
	    ""), rate ? WH_REAL : WH_RATE, keep(w, l, "%s, %s on %s", c->en,
	    rate ? "points" : "change", en), keep(w, l, "%s%s%s", c->zh,
	    year ? "同比" : "环比", rate ? "（百分点）" : ""));
	m->of = of;
	m->when = when;
	m->change = true;
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
	n = l->n;
	for (when = WH_BEFORE; when < WH_WHENS; when++)
		for (i = 0; w->err.status == WH_OK && i < n; i++)
			if (l->m[i].num != NULL ||
			    l->m[i].col.type == WH_INT)
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
	free(l);
}

/* All metrics; NULL on an error. */
const struct wh_metrics *
wh_metrics(struct wh *w)
{
	struct wh_metrics	*l;
	int64_t			 rates;
	size_t			 most;

	if (w->metrics != NULL)
		return w->metrics;
	wh_keeps(w);
	w->unlist = unlist;
	rates = wh_int(w, 0, "SELECT count(*) FROM main.metric", "");
	/* Each of them, and in each other period what it was, its change. */
	most = (WH_COUNTS + (size_t)rates) * (2 * WH_WHENS - 1);
	if ((l = w->metrics = calloc(1, sizeof(*l))) == NULL ||
	    (l->m = calloc(most, sizeof(*l->m))) == NULL)
		wh_nomem(&w->err);
	else
		fill(w, l, rates);
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
