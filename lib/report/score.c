/*
 * score.c - what a score is, by its terms: in SQL and in words.
 *
 * A term looks at its metric as it is printed, in whole hundredths of what
 * that is of, and is rounded to hundredths of a point itself, half up, by its
 * amount; so who adds up what the report prints finds the score.  What has no
 * data makes the whole score have none, unless the term says otherwise.
 *
 * Scores that a score looks at stand beside it and not within it: SQLite reads
 * only some hundred brackets deep.
 */
#include "report/report.h"

/* Keep what this SQL tells within these bounds. */
static void
put_bounds(struct wh_buf *b, int64_t floor, int64_t cap, const char *s)
{
	if (floor != WH_NONE)
		wh_buf_printf(b, "max(%jd, ", (intmax_t)floor);
	if (cap != WH_NONE)
		wh_buf_printf(b, "min(%jd, ", (intmax_t)cap);
	wh_buf_printf(b, "%s%s%s", s, floor != WH_NONE ? ")" : "",
	    cap != WH_NONE ? ")" : "");
}

/*
 * How much a term is of a metric, of which column x has hundredths, in parts
 * of this many.
 */
static int
put_amount(struct wh_buf *b, const struct wh_item *i, const char *x)
{
	intmax_t	weight = i->weight, per = i->per;
	intmax_t	at = i->threshold == WH_NONE ? 0 : i->threshold;

	switch (i->mode) {
	case WH_T_SHARE:
		wh_buf_printf(b, "%jd * %s", weight, x);
		return 10000;
	case WH_T_REST:
		wh_buf_printf(b, "%jd * (10000 - %s)", weight, x);
		return 10000;
	case WH_T_FULL:
		wh_buf_printf(b, "%jd - (%jd) * max(%jd - %s, 0)",
		    100 * weight, per, at, x);
		return 100;
	case WH_T_EACH:
		wh_buf_printf(b, "%jd * max(%s - (%jd), 0)", per, x, at);
		return 100;
	default:
		wh_buf_printf(b, "%jd", weight);
		return 1;
	}
}

/* What a term adds, rounded. */
static void
put_item(struct wh_buf *b, const struct wh_item *i, const char *x)
{
	struct wh_buf	v = { 0 }, rounded = { 0 };
	int		of = put_amount(&v, i, x);

	wh_buf_printf(b, "CASE WHEN %s IS NULL THEN ", x);
	if (i->without == WH_NONE)
		wh_buf_puts(b, "NULL");
	else
		wh_buf_printf(b, "%jd", (intmax_t)i->without);
	if (i->least != WH_NONE)
		wh_buf_printf(b, " WHEN %s < %jd THEN 0", x,
		    (intmax_t)i->least);
	if (i->below != WH_NONE)
		wh_buf_printf(b, " WHEN %s >= %jd THEN 0", x,
		    (intmax_t)i->below);
	wh_buf_puts(b, " ELSE ");
	if (v.s != NULL && wh_buf_printf(&rounded, "(2 * abs(%s) + %d) / %d"
	    " * iif(%s < 0, -1, 1)", v.s, of, 2 * of, v.s))
		put_bounds(b, i->floor, i->cap, rounded.s);
	wh_buf_puts(b, " END");
	wh_buf_free(&v);
	wh_buf_free(&rounded);
}

/*
 * A score of a period.  It looks at each metric once, in one row; at scores by
 * the name that they have beside it, for SQLite parses 100 levels and no more.
 */
static void
put_score(struct wh_buf *b, const struct wh_score *score, enum wh_when when)
{
	const struct wh_metric	*m;
	struct wh_buf		 sum = { 0 };
	char			 x[32];
	size_t			 i;

	if (score->n == 0) {
		wh_buf_puts(b, "SELECT NULL AS s");
		return;
	}
	wh_buf_printf(&sum, "%jd", (intmax_t)(score->start == WH_NONE ? 0 :
	    score->start));
	for (i = 0; i < score->n; i++) {
		snprintf(x, sizeof(x), "x%zu", i);
		wh_buf_puts(&sum, " + ");
		put_item(&sum, &score->item[i], x);
	}
	wh_buf_puts(b, "SELECT ");
	put_bounds(b, score->floor, score->cap, sum.s != NULL ? sum.s : "");
	wh_buf_free(&sum);
	for (i = 0; i < score->n; i++) {
		wh_buf_puts(b, i == 0 ? " FROM (SELECT " : ", ");
		m = score->item[i].metric;
		if (m->score != NULL)
			wh_buf_printf(b, "(SELECT s FROM x_%s)", m->col.name);
		else
			wh_metric_part(b, m, when);
		wh_buf_printf(b, " AS x%zu", i);
	}
	wh_buf_puts(b, ")");
}

/* The scores that a score looks at, each once, what it looks at before it. */
static void
put_parts(struct wh_buf *b, const struct wh_score *score, enum wh_when when,
    struct wh_buf *done)
{
	const struct wh_metric	*m;
	size_t			 i;

	for (i = 0; i < score->n; i++) {
		m = score->item[i].metric;
		if (m->score == NULL || (done->n > 0 &&
		    wh_word_in(done->s, m->col.name)))
			continue;
		put_parts(b, m->score, when, done);
		wh_buf_printf(b, "%s x_%s(s) AS NOT MATERIALIZED (",
		    done->n > 0 ? "," : "WITH", m->col.name);
		put_score(b, m->score, when);
		wh_buf_puts(b, ")");
		wh_buf_printf(done, "%s%s", done->n > 0 ? " " : "",
		    m->col.name);
	}
}

/*
 * Append the SQL of a score of a period, in hundredths of a point.  Without
 * terms it has no data.
 */
void
wh_score_sql(struct wh_buf *b, const struct wh_score *score, enum wh_when when)
{
	struct wh_buf	done = { 0 };

	wh_buf_puts(b, "(");
	put_parts(b, score, when, &done);
	wh_buf_puts(b, done.n > 0 ? " " : "");
	put_score(b, score, when);
	wh_buf_puts(b, ")");
	wh_buf_free(&done);
}

/* Words and a number, if there is one: what is noted is in one bracket. */
static void
say_note(struct wh_buf *b, bool zh, size_t *notes, const char *name,
    const char *words, int64_t v)
{
	char	n[WH_TIME_TEXT];

	if (v != WH_NONE)
		wh_buf_printf(b, "%s%s%s%s", (*notes)++ == 0 ? " [" : zh ?
		    "，" : ", ", name, words, wh_score_text(v, n));
}

/* The number that leads a term, with the sign that joins it to the others. */
static void
say_number(struct wh_buf *b, int64_t v, bool first)
{
	char	n[WH_TIME_TEXT];

	if (!first)
		wh_buf_puts(b, v < 0 ? " - " : " + ");
	wh_buf_puts(b, wh_score_text(first || v > 0 ? v : -v, n));
}

/* What a term adds where it holds. */
static void
say_amount(struct wh_buf *b, const struct wh_item *i, const char *name,
    bool first)
{
	bool	rate = i->metric->num != NULL;
	char	n[WH_TIME_TEXT];

	say_number(b, i->mode == WH_T_EACH ? i->per : i->weight, first);
	if (i->mode == WH_T_SHARE)
		wh_buf_printf(b, " x %s%s", name, rate ? "" : " / 100");
	else if (i->mode == WH_T_REST)
		wh_buf_printf(b, rate ? " x (100%% - %s)" :
		    " x (100 - %s) / 100", name);
	else if (i->mode == WH_T_EACH && i->threshold != WH_NONE)
		wh_buf_printf(b, " x (%s - %s)", name,
		    wh_score_text(i->threshold, n));
	else if (i->mode == WH_T_EACH)
		wh_buf_printf(b, " x %s", name);
}

static void
say_item(struct wh_buf *b, const struct wh_item *i, bool zh, bool first)
{
	const char	*name = zh ? i->metric->col.zh : i->metric->col.name;
	size_t		 notes = 0;
	char		 n[WH_TIME_TEXT];

	say_amount(b, i, name, first);
	if (i->mode == WH_T_FULL) {
		say_note(b, zh, &notes, name, zh ? "低于 " : " below ",
		    i->threshold);
		wh_buf_printf(b, zh ? "，每低 1 扣 %s" : ": less by %s for"
		    " each 1", wh_score_text(i->per, n));
	} else if (i->mode == WH_T_EACH)
		say_note(b, zh, &notes, name, " > ", i->threshold);
	say_note(b, zh, &notes, name, " >= ", i->least);
	say_note(b, zh, &notes, name, " < ", i->below);
	say_note(b, zh, &notes, "", zh ? "最低 " : "at least ", i->floor);
	say_note(b, zh, &notes, "", zh ? "最高 " : "at most ", i->cap);
	say_note(b, zh, &notes, "", zh ? "无数据计 " : "without data ",
	    i->without);
	wh_buf_puts(b, notes > 0 ? "]" : "");
}

/* Append the formula of a score: its terms, in Chinese or in English. */
void
wh_score_words(struct wh_buf *b, const struct wh_score *score, bool zh)
{
	bool	first = score->start == WH_NONE || score->start == 0;
	size_t	i, notes = 1;

	if (score->n == 0)
		wh_buf_puts(b, zh ? "无计分项，无数据" : "no terms: no data");
	else if (!first)
		say_number(b, score->start, true);
	for (i = 0; i < score->n; i++, first = false)
		say_item(b, &score->item[i], zh, first);
	say_note(b, zh, &notes, "", zh ? "总分最低 " : "in all at least ",
	    score->floor);
	say_note(b, zh, &notes, "", zh ? "总分最高 " : "in all at most ",
	    score->cap);
}
