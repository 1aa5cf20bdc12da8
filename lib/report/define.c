/*
 * define.c - what a metric is in SQL, and which counts it needs.
 *
 * Percentages are reckoned in whole hundredths of a percent, half up (of
 * what is below zero: half down), which no floating point can blur; the last
 * step divides by 100.  Nothing to divide by is NULL: no data, not zero.
 */
#include <string.h>

#include "report/report.h"

/* A sum of counts of a period. */
static void
put_sum(struct wh_buf *b, const char *sum, enum wh_when when)
{
	struct wh_term	t = { 0 };
	const char	*terms;
	size_t		i, at = b->n;

	while (wh_sum_next(&sum, &t)) {
		if (b->n > at)
			wh_buf_printf(b, " %c ", t.sign);
		i = wh_count_find(t.name, t.n);
		terms = i < WH_COUNTS ? wh_counts[i].terms : NULL;
		if (terms != NULL) {
			wh_buf_puts(b, "(");
			put_sum(b, terms, when);
			wh_buf_puts(b, ")");
		} else
			wh_buf_printf(b, "%.*s%s", (int)t.n, t.name,
			    wh_suffix[when]);
	}
}

/*
 * A rate of a period in hundredths of a percent, rounded.  Where something
 * is taken away it can be below zero; a base that is not above it is none.
 */
static void
put_rate(struct wh_buf *b, const struct wh_metric *m, enum wh_when when)
{
	struct wh_buf	n = { 0 }, d = { 0 };

	put_sum(&n, m->num, when);
	put_sum(&d, m->den, when);
	if (n.s == NULL || d.s == NULL)
		;
	else if (strchr(m->num, '-') == NULL && strchr(m->den, '-') == NULL)
		wh_buf_printf(b, "(20000 * (%s) + (%s)) / (2 * (%s))", n.s,
		    d.s, d.s);
	else
		wh_buf_printf(b, "(CASE WHEN %s > 0 THEN (20000 * abs(%s) +"
		    " (%s)) / (2 * (%s)) * iif(%s < 0, -1, 1) END)", d.s, n.s,
		    d.s, d.s, n.s);
	wh_buf_free(&n);
	wh_buf_free(&d);
}

/* Is it in percent or points, so that its changes are points? */
bool
wh_metric_points(const struct wh_metric *m)
{
	return m->col.type == WH_RATE || m->score != NULL;
}

/* SQL made of counts, of a period. */
static void
put_expr(struct wh_buf *b, const char *s, enum wh_when when)
{
	size_t	n;

	for (; *s != '\0'; s += n) {
		n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_:");
		if (n == 0)
			wh_buf_put(b, s, n = 1);
		else
			wh_buf_printf(b, "%.*s%s", (int)n, s, *s == ':' ||
			    wh_count_find(s, n) < WH_COUNTS ?
			    wh_suffix[when] : "");
	}
}

/*
 * Append the SQL of a figure of a period in whole hundredths: of a case, of a
 * percent, of a point or of an hour.
 */
void
wh_metric_part(struct wh_buf *b, const struct wh_metric *m, enum wh_when when)
{
	if (m->num != NULL)
		put_rate(b, m, when);
	else if (m->score != NULL)
		wh_score_sql(b, m->score, when);
	else if (m->count->expr != NULL) {
		wh_buf_puts(b, "CAST(round(100 * (");
		put_expr(b, m->count->expr, when);
		wh_buf_puts(b, ")) AS INTEGER)");
	} else {
		wh_buf_puts(b, "100 * (");
		put_sum(b, m->col.name, when);
		wh_buf_puts(b, ")");
	}
}

/* Hundredths as a number of two decimals, which is no percentage. */
static void
put_points(struct wh_buf *b, const struct wh_buf *part)
{
	wh_buf_printf(b, "(SELECT CASE WHEN d IS NOT NULL THEN printf('%%.2f',"
	    " d / 100.0) END FROM (SELECT %s AS d))", part->s != NULL ?
	    part->s : "NULL");
}

/* A metric that is not compared, of a period. */
static void
put_value(struct wh_buf *b, const struct wh_metric *m, enum wh_when when)
{
	struct wh_buf	sum = { 0 };

	if (m->num != NULL) {
		put_rate(b, m, when);
		wh_buf_puts(b, " / 100.0");
	} else if (m->score != NULL) {
		wh_score_sql(&sum, m->score, when);
		put_points(b, &sum);
		wh_buf_free(&sum);
	} else if (m->count->expr != NULL)
		put_expr(b, m->count->expr, when);
	else {
		put_sum(&sum, m->col.name, when);
		wh_buf_printf(b, "%s", sum.s != NULL ? sum.s : "NULL");
		wh_buf_free(&sum);
	}
}

/*
 * A change: of a rate or score in points, which are not of type WH_RATE:
 * that would print them with a percent sign; of anything else in percent of it
 * then, or in its own unit.
 */
static void
put_change(struct wh_buf *b, const struct wh_metric *m)
{
	struct wh_buf	now = { 0 }, then = { 0 };

	if (wh_metric_points(m->of)) {
		wh_metric_hundredths(&now, m);
		put_points(b, &now);
	} else {
		wh_metric_part(&now, m->of, WH_NOW);
		wh_metric_part(&then, m->of, m->when);
		if (m->diff) {
			wh_buf_printf(&now, " - %s", then.s);
			if (m->col.type == WH_INT)
				wh_buf_printf(b, "(%s) / 100", now.s);
			else
				put_points(b, &now);
		} else
			wh_buf_printf(b, "(20000 * abs(%s - %s) + %s) /"
			    " (2 * %s) * ((%s > %s) - (%s < %s)) / 100.0",
			    now.s, then.s, then.s, then.s, now.s, then.s,
			    now.s, then.s);
	}
	wh_buf_free(&now);
	wh_buf_free(&then);
}

/* Append the SQL of a metric, of the counts of its periods. */
void
wh_metric_sql(struct wh_buf *b, const struct wh_metric *m)
{
	if (m->change)
		put_change(b, m);
	else
		put_value(b, m->of != NULL ? m->of : m, m->when);
}

/*
 * Append the SQL of the whole number of hundredths that a metric prints, by
 * which rows are compared: of rates and scores what they are reckoned in.
 */
void
wh_metric_hundredths(struct wh_buf *b, const struct wh_metric *m)
{
	const struct wh_metric	*of = m->of != NULL ? m->of : m;

	if (wh_metric_points(of)) {
		wh_metric_part(b, of, m->change ? WH_NOW : m->when);
		if (m->change) {
			wh_buf_puts(b, " - ");
			wh_metric_part(b, of, m->when);
		}
		return;
	}
	wh_buf_puts(b, "CAST(round(100 * ((");
	wh_metric_sql(b, m);
	wh_buf_puts(b, ") + 0)) AS INTEGER)");
}

static void
read_sum(const char *sum, bool read[WH_COUNTS])
{
	struct wh_term	t = { 0 };
	size_t		i;

	while (wh_sum_next(&sum, &t)) {
		if ((i = wh_count_find(t.name, t.n)) == WH_COUNTS)
			continue;
		if (wh_counts[i].terms != NULL)
			read_sum(wh_counts[i].terms, read);
		else
			read[i] = true;
	}
}

static void
read_value(const struct wh_metric *m, bool read[WH_COUNTS])
{
	size_t	i;

	if (m->score != NULL) {
		for (i = 0; i < m->score->n; i++)
			read_value(m->score->item[i].metric, read);
		return;
	}
	if (m->num != NULL) {
		read_sum(m->num, read);
		read_sum(m->den, read);
		return;
	}
	if (m->count->parts != 0 || m->count->rank != 0)
		read[m->count - wh_counts] = true;
	if (m->count->terms != NULL)
		read_sum(m->count->terms, read);
	if (m->count->base != NULL)
		read_sum(m->count->base, read);
}

/* Mark the counts that a metric is made of, by their periods. */
void
wh_metric_reads(const struct wh_metric *m, bool read[WH_WHENS][WH_COUNTS])
{
	if (m->of == NULL)
		read_value(m, read[WH_NOW]);
	else {
		read_value(m->of, read[m->when]);
		if (m->change)
			read_value(m->of, read[WH_NOW]);
	}
}

/*
 * Append the SQL of the cases of which a rate, a mean or a percentile is.
 * False if it is none of these.
 */
bool
wh_metric_den(struct wh_buf *b, const struct wh_metric *m)
{
	const struct wh_metric	*of = m->of != NULL ? m->of : m;

	if (m->change || (of->num == NULL && (of->count == NULL ||
	    of->count->base == NULL ||
	    (of->count->sum == NULL && of->count->rank == 0))))
		return false;
	put_sum(b, of->num != NULL ? of->den : of->count->base, m->when);
	return true;
}

/* Is less of a metric better?  Of a rate it is as of what it counts. */
bool
wh_metric_low(const struct wh_metric *m)
{
	struct wh_term	 t = { 0 };
	const char	*num;
	size_t		 i;

	if (m->of != NULL)
		m = m->of;
	if ((num = m->num) == NULL)
		return m->count != NULL && m->count->low;
	return wh_sum_next(&num, &t) &&
	    (i = wh_count_find(t.name, t.n)) < WH_COUNTS && wh_counts[i].low;
}

/*
 * Append the names of the counts whose cases are those of a metric, separated
 * by commas.
 */
void
wh_metric_base(struct wh_buf *b, const struct wh_metric *m)
{
	bool	read[WH_COUNTS] = { false };
	size_t	i, n = b->n;

	read_value(m->of != NULL ? m->of : m, read);
	for (i = 0; i < WH_COUNTS; i++)
		if (read[i] && wh_counts[i].rank == 0)
			wh_buf_printf(b, "%s%s", b->n > n ? "," : "",
			    wh_count_cols[i].name);
}
