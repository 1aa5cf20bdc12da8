/*
 * fields.c - which metrics a report is asked for, of which periods.
 */
#include <stdio.h>
#include <string.h>

#include "report/report.h"

/* Which other periods are asked for: prev, year, or both. */
bool
wh_find_whens(struct wh_query *q)
{
	const char	*s = q->o->before;
	size_t		 n;

	q->when[WH_NOW] = true;
	for (; s != NULL && *s != '\0'; s += n + (s[n] == ',')) {
		n = strcspn(s, ",");
		if (wh_listed_name("prev", s, n))
			q->when[WH_BEFORE] = true;
		else if (wh_listed_name("year", s, n))
			q->when[WH_YEAR] = true;
		else
			return wh_fail(&q->w->err, WH_FAIL, "--before:"
			    " \"%.*s\": neither prev nor year", (int)n, s);
	}
	return true;
}

/* Is a metric to be reckoned: as a field, or to sort or choose rows by? */
bool
wh_is_asked(const struct wh_query *q, const struct wh_metric *m)
{
	return q->when[m->when] && (m == q->sort || m == q->least_of ||
	    q->o->fields == NULL || wh_metric_listed(q->o->fields, m));
}

/* Is the period there whose figure an option asks for? */
static bool
compared(struct wh_query *q, const char *option, const struct wh_metric *m)
{
	return q->when[m->when] || wh_fail(&q->w->err, WH_FAIL, "%s: \"%s\":"
	    " needs --before %s", option, m->col.name,
	    m->when == WH_YEAR ? "year" : "prev");
}

/*
 * The metric that an option names by the n bytes at s.  NULL, with an error,
 * if there is none, or its period is not asked for.
 */
const struct wh_metric *
wh_metric_arg(struct wh_query *q, const char *option, const char *s, size_t n)
{
	const struct wh_metric	*m = wh_metric_find(q->list, s, n);

	if (m == NULL)
		wh_fail(&q->w->err, WH_FAIL, "%s: \"%.*s\": no such metric;"
		    " --define lists them", option, (int)n, s);
	else if (!compared(q, option, m))
		m = NULL;
	return m;
}

static bool
find_sort(struct wh_query *q)
{
	const char	*s = q->o->sort;

	return s == NULL ||
	    (q->sort = wh_metric_arg(q, "--sort", s, strlen(s))) != NULL;
}

/* METRIC=N, which rows are to reach. */
static bool
find_least(struct wh_query *q)
{
	const char	*s = q->o->least, *n;
	size_t		 len;

	if (s == NULL)
		return true;
	if (q->dim.col == NULL || q->o->ids != NULL)
		return wh_fail(&q->w->err, WH_FAIL, "--least: %s",
		    q->o->ids != NULL ? "does not go with --ids; --key names"
		    " one row" : "needs --by");
	len = strcspn(s, "=");
	if (s[len] != '=' || (n = wh_scan_uint(s + len + 1, &q->least)) ==
	    NULL || *n != '\0')
		return wh_fail(&q->w->err, WH_FAIL, "--least: \"%s\": not a"
		    " metric and a whole number, such as received=3", s);
	q->least_of = wh_metric_arg(q, "--least", s, len);
	return q->least_of != NULL;
}

/* Every field must be there, and its period asked for. */
static bool
check_fields(struct wh_query *q)
{
	const struct wh_metric	*m;
	const char		*s = q->o->fields;
	size_t			 n;

	for (; s != NULL && *s != '\0'; s += n + (s[n] == ',')) {
		n = strcspn(s, ",");
		m = wh_metric_find(q->list, s, n);
		if (m == NULL && wh_rank_field(s, n) == NULL &&
		    !wh_listed_name(q->o->cells ?
		    "key,name,across,across_name" : "key,name", s, n))
			return wh_fail(&q->w->err, WH_FAIL, "--fields:"
			    " \"%.*s\": no such metric, nor key or name;"
			    " --define lists them", (int)n, s);
		if (m != NULL && !compared(q, "--fields", m))
			return false;
	}
	return true;
}

/* Which metrics are asked for, and which counts are read for them. */
bool
wh_find_metrics(struct wh_query *q)
{
	const struct wh_metric	*m;

	if ((q->list = wh_metrics(q->w)) == NULL)
		return false;
	if ((q->o->ids == NULL && !check_fields(q)) || !find_sort(q) ||
	    !find_least(q) || !wh_rank_read(q))
		return false;
	for (m = q->list->m; m < q->list->m + q->list->n; m++)
		if (wh_is_asked(q, m))
			wh_metric_reads(m, q->read);
	return true;
}

/* A usual field, if there is such a metric. */
static void
put_field(const struct wh_metrics *l, struct wh_buf *b, const char *name,
    const char *change, const char *suffix)
{
	char	full[64];

	snprintf(full, sizeof(full), "%s%s%s", name, change, suffix);
	if (wh_metric_find(l, full, strlen(full)) != NULL)
		wh_buf_printf(b, ",%s", full);
}

/*
 * The fields that are printed when --fields names none.  The caller frees;
 * NULL on an error.
 */
char *
wh_report_fields(struct wh *w, const struct wh_report *o)
{
	static const char *const usual[] = {
		"received", "handled", "on_time", "late", "open", "overdue",
		"handled_rate", "on_time_rate", "solved_rate", "satisfied_rate"
	};
	static const char *const then[] = {
		"received", "handled", "on_time_rate"
	};
	const struct wh_metrics	*l = wh_metrics(w);
	struct wh_query		 q = { .w = w, .o = o };
	struct wh_buf		 b = { 0 };
	enum wh_when		 when;
	size_t			 i;

	q.list = l;
	if (l == NULL || !wh_find_whens(&q) || !wh_rank_read(&q))
		return NULL;
	if (o->ids != NULL) {
		wh_buf_puts(&b, o->across != NULL ? "number,key,across" :
		    "number,key");
		return b.s;
	}
	if (o->rank != NULL || o->floor != NULL) {
		wh_buf_puts(&b, "key,name");
		wh_rank_fields(&q, &b);
		return b.s;
	}
	wh_buf_puts(&b, o->cells ? "key,name,across,across_name" : "key,name");
	for (i = 0; i < (o->across != NULL && !o->cells ? 1 :
	    sizeof(usual) / sizeof(usual[0])); i++)
		put_field(l, &b, usual[i], "", "");
	for (when = WH_BEFORE; when < WH_WHENS; when++)
		for (i = 0; q.when[when] && i < sizeof(then) / sizeof(then[0]);
		    i++) {
			put_field(l, &b, then[i], "", wh_suffix[when]);
			put_field(l, &b, then[i], "_change", when == WH_YEAR ?
			    wh_suffix[when] : "");
		}
	if (b.s == NULL)
		wh_nomem(&w->err);
	return b.s;
}
