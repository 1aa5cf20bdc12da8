/*
 * words.c - what a metric is in words, for those who read its figures.
 */
#include <stdlib.h>
#include <string.h>

#include "report/report.h"

/* A sum in words, in brackets if there are several and it is one of two. */
static void
say_sum(struct wh_buf *b, const char *sum, bool zh, bool brackets)
{
	struct wh_term		t = { 0 };
	const struct wh_col	*c;
	size_t			i, at;

	brackets = brackets && sum[strcspn(sum, "+-")] != '\0';
	wh_buf_puts(b, brackets ? "(" : "");
	at = b->n;
	while (wh_sum_next(&sum, &t)) {
		if ((i = wh_count_find(t.name, t.n)) == WH_COUNTS)
			continue;
		c = &wh_count_cols[i];
		if (b->n > at)
			wh_buf_printf(b, " %c ", t.sign);
		wh_buf_puts(b, zh ? c->zh : c->name);
	}
	wh_buf_puts(b, brackets ? ")" : "");
}

/* What was in another period, and the change since. */
static void
say_compared(struct wh_buf *b, const struct wh_metric *m, bool zh)
{
	const struct wh_col	*c = &m->of->col;
	const char		*of = m->when == WH_YEAR ? "去年同期" : "上期";
	const char		*s = wh_suffix[m->when];
	bool			 points = wh_metric_points(m->of);

	if (zh && !m->change)
		wh_buf_printf(b, "%s%s%s", of, c->zh, m->when == WH_YEAR ?
		    "；周为去年同一 ISO 周号" : "");
	else if (zh && points)
		wh_buf_printf(b, "%s - %s%s，%s，按所列数值相减", c->zh, of,
		    c->zh, m->of->score != NULL ? "分" : "百分点");
	else if (zh && m->diff)
		wh_buf_printf(b, "%s - %s%s", c->zh, of, c->zh);
	else if (zh)
		wh_buf_printf(b, "(%s - %s%s) / %s%s", c->zh, of, c->zh, of,
		    c->zh);
	else if (!m->change)
		wh_buf_printf(b, "%s, of %s", c->name, m->when == WH_YEAR ?
		    "the same period of last year; of a week the week of that"
		    " ISO number" : "the period before");
	else if (points)
		wh_buf_printf(b, "%s - %s%s, in %s as printed", c->name,
		    c->name, s, m->of->score != NULL ? "points, of the scores" :
		    "percentage points, of the rates");
	else if (m->diff)
		wh_buf_printf(b, "%s - %s%s", c->name, c->name, s);
	else
		wh_buf_printf(b, "(%s - %s%s) / %s%s, in percent", c->name,
		    c->name, s, c->name, s);
}

/* Append the definition of a metric, in Chinese or in English. */
void
wh_metric_words(struct wh_buf *b, const struct wh_metric *m, bool zh)
{
	const char	*note = zh ? m->note : m->note_en;

	if (m->of != NULL)
		say_compared(b, m, zh);
	else if (m->score != NULL)
		wh_score_words(b, m->score, zh);
	else if (m->num != NULL) {
		say_sum(b, m->num, zh, true);
		wh_buf_puts(b, " / ");
		say_sum(b, m->den, zh, true);
	} else if (m->count->terms != NULL)
		say_sum(b, m->count->terms, zh, false);
	else
		wh_buf_puts(b, zh ? m->count->zh : m->count->en);
	if (note != NULL)
		wh_buf_printf(b, "%s%s", zh ? "；" : "; ", note);
}

/*
 * A line that says what a metric is, unless it was said; of a score then what
 * it looks at.  What was in another period is the same.
 */
static void
say(struct wh *w, struct wh_buf *b, const struct wh_metric *m, bool *said)
{
	bool	*now;
	size_t	 i;

	if (m->of != NULL && !m->change)
		m = m->of;
	now = &said[m - w->metrics->m];
	if (*now)
		return;
	*now = true;
	wh_buf_printf(b, "%s%s", w->zh ? m->col.zh : m->col.name, w->zh ?
	    "：" : ": ");
	wh_metric_words(b, m, w->zh);
	wh_buf_puts(b, "\n");
	for (i = 0; m->score != NULL && i < m->score->n; i++)
		say(w, b, m->score->item[i].metric, said);
}

/*
 * Lines that say, in the language for people, what the figures among these
 * fields are.
 */
static char *
notes_defined(struct wh *w, const char *fields)
{
	const struct wh_metrics	*l = wh_metrics(w);
	const struct wh_metric	*m;
	struct wh_buf		 b = { 0 };
	bool			*said;
	size_t			 n;

	if (l == NULL || (said = calloc(l->n, sizeof(*said))) == NULL) {
		wh_nomem(&w->err);
		return NULL;
	}
	wh_buf_puts(&b, "");
	for (; *fields != '\0'; fields += n + (fields[n] == ',')) {
		n = strcspn(fields, ",");
		if ((m = wh_metric_find(l, fields, n)) != NULL)
			say(w, &b, m, said);
	}
	free(said);
	if (b.s != NULL)
		wh_defuse(b.s, true);
	return b.s;
}

/*
 * The lines below a report, in the language for people: what its figures
 * are, how they were ranked, which cases they leave out.  The caller frees;
 * NULL on an error.
 */
char *
wh_report_notes(struct wh *w, const struct wh_report *o)
{
	char		*s[] = { notes_defined(w, o->fields),
			    wh_notes_ranked(w, o), wh_notes_counted(w, o) };
	struct wh_buf	 b = { 0 };
	size_t		 i;

	if (s[0] != NULL && s[1] != NULL && s[2] != NULL &&
	    !wh_buf_printf(&b, "%s%s%s", s[0], s[1], s[2]))
		wh_nomem(&w->err);
	for (i = 0; i < sizeof(s) / sizeof(s[0]); i++)
		free(s[i]);
	return b.s;
}

/* One metric as a JSON array: name, headings, definitions. */
static void
put_json(struct wh_buf *b, const struct wh_metric *m)
{
	struct wh_buf	en = { 0 }, zh = { 0 };
	const char	*v[] = { m->col.name, m->col.en, m->col.zh, NULL,
			    NULL };
	size_t		i;

	wh_metric_words(&en, m, false);
	wh_metric_words(&zh, m, true);
	v[3] = en.s;
	v[4] = zh.s;
	for (i = 0; i < sizeof(v) / sizeof(v[0]) && v[i] != NULL; i++) {
		wh_buf_puts(b, i == 0 ? "[" : ",");
		wh_json_put(b, v[i]);
	}
	wh_buf_puts(b, "]");
	wh_buf_free(&en);
	wh_buf_free(&zh);
}

/*
 * The definitions of all metrics, in both languages.  NULL on an error.
 */
struct wh_cursor *
wh_report_define(struct wh *w)
{
	static const struct wh_col	col[] = {
		{ "metric", WH_TEXT, NULL, WH_KEY, "Metric", "指标" },
		{ "en", WH_TEXT, NULL, 0, "English", "英文名" },
		{ "zh", WH_TEXT, NULL, 0, "Chinese", "中文名" },
		{ "definition", WH_TEXT, NULL, 0, "Definition", "英文定义" },
		{ "definition_zh", WH_TEXT, NULL, 0, "Definition in Chinese",
		    "定义" },
	};
	const struct wh_metrics		*l = wh_metrics(w);
	sqlite3_stmt			*s;
	struct wh_buf			b = { 0 };
	size_t				i;

	for (i = 0; l != NULL && i < l->n; i++) {
		wh_buf_puts(&b, i == 0 ? "[" : ",");
		put_json(&b, &l->m[i]);
	}
	wh_buf_puts(&b, "]");
	s = wh_prepare(w, "SELECT value ->> 0, value ->> 1, value ->> 2,"
	    " value ->> 3, value ->> 4 FROM json_each(?)");
	if (s != NULL && (b.s == NULL || sqlite3_bind_text(s, 1, b.s, -1,
	    SQLITE_TRANSIENT) != SQLITE_OK))
		wh_nomem(&w->err);
	wh_buf_free(&b);
	return wh_cursor_open(w, s, col, sizeof(col) / sizeof(col[0]));
}
