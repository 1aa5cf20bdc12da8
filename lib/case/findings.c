/*
 * findings.c - what a survey has found, as records.
 */
#include <stdlib.h>
#include <string.h>

#include "case/survey.h"

enum { TOP = 3 };		/* wrong values that a column's record names */

static const struct wh_col columns[] = {
	{ "column", WH_TEXT, NULL, 0, "Column", "列" },
	{ "from", WH_TEXT, NULL, 0, "From", "来自" },
	{ "filled", WH_INT, NULL, 0, "Filled", "有值" },
	{ "read", WH_INT, NULL, 0, "Read", "读入" },
	{ "refused", WH_INT, NULL, 0, "Refused", "拒绝" },
	{ "made", WH_INT, NULL, 0, "Made", "新建" },
	{ "distinct", WH_INT, NULL, 0, "Distinct", "不同值" },
	{ "least", WH_TEXT, NULL, 0, "Least", "最小" },
	{ "greatest", WH_TEXT, NULL, 0, "Greatest", "最大" },
	{ "wrong", WH_TEXT, NULL, 0, "Wrong", "问题" },
	{ "examples", WH_TEXT, NULL, 0, "Examples", "示例" },
	{ "findings", WH_INT, NULL, 0, "Findings", "存疑" },
};
static const struct wh_col unknown[] = {
	{ "column", WH_TEXT, NULL, 0, "Column", "列" },
	{ "from", WH_TEXT, NULL, 0, "From", "来自" },
	{ "value", WH_TEXT, NULL, 0, "Value", "值" },
	{ "rows", WH_INT, NULL, 0, "Rows", "行数" },
	{ "line", WH_INT, NULL, 0, "Line", "行号" },
	{ "done", WH_TEXT, NULL, 0, "Done", "处理" },
	{ "why", WH_TEXT, NULL, 0, "Why", "原因" },
};
enum { FIELDS = sizeof(columns) / sizeof(columns[0]) };

/* A record more, of texts that are its own. */
static char **
record(struct wh_survey *s)
{
	char	**v;

	v = reallocarray(s->v, (s->nrec + 1) * s->nfield, sizeof(*v));
	if (v == NULL)
		return NULL;
	s->v = v;
	v += s->nrec++ * s->nfield;
	memset(v, 0, s->nfield * sizeof(*v));
	return v;
}

static char *
number(int64_t n)
{
	char	*s;

	return asprintf(&s, "%jd", (intmax_t)n) == -1 ? NULL : s;
}

/* The most frequent wrong values and why the first of them is wrong. */
static char *
wrong(struct wh_survey *s, struct wh_tally *t)
{
	struct wh_buf		 b = { 0 };
	struct wh_value_count	*e;
	char			*text;
	size_t			 i;

	if (t == &s->t[WH_C_ID] && s->twice.same + s->twice.other > 0)
		wh_buf_printf(&b, "%jd come again with the same values, %jd"
		    " with others", (intmax_t)s->twice.same,
		    (intmax_t)s->twice.other);
	if (t == &s->t[WH_C_ID] && s->twice.other > 0)
		wh_buf_printf(&b, ", first line %ld, which was line %ld",
		    s->twice.line, s->twice.first);
	for (i = 0; i < t->wrong.n && i < TOP; i++) {
		e = &t->wrong.e[i];
		if (b.n > 0)
			wh_buf_puts(&b, i > 0 ? ", " : "; ");
		text = wh_value_shown(e->s);
		wh_buf_printf(&b, t == s->row ? "%s (%jd)" : "\"%s\" (%jd)",
		    text != NULL ? text : "", (intmax_t)e->n);
		free(text);
	}
	if (t->wrong.n > TOP)
		wh_buf_printf(&b, ", %s%zu more", t->wrong.more ?
		    "more than " : "", t->wrong.n - TOP);
	if (t->wrong.n > 0 && t != s->row && t->wrong.e[0].why != NULL)
		wh_buf_printf(&b, ": %s", t->wrong.e[0].why);
	return b.s;
}

static char *
limit(struct wh_survey *s, const struct wh_tally *t, const union wh_value *v)
{
	char	text[WH_TIME_TEXT], *out;
	size_t	i = (size_t)(t - s->t);

	if (i >= s->nours || t->read <= 0)
		return NULL;
	if (wh_case_cols[i].type == WH_TIME)
		return strdup(wh_time_text(&s->w->zone, v->i, text));
	if (wh_case_cols[i].type != WH_REAL ||
	    asprintf(&out, "%.7g", v->d) == -1)
		return NULL;
	return out;
}

static char *
examples(const struct wh_tally *t)
{
	struct wh_buf	b = { 0 };
	size_t		i;

	for (i = 0; i < t->nexample; i++)
		if (t->example[i] != NULL)
			wh_buf_printf(&b, "%s%s", b.n > 0 ? " | " : "",
			    t->example[i]);
	return b.s;
}

static void
put_column(struct wh_survey *s, struct wh_tally *t)
{
	char	**v;

	if (t->from == NULL && t->refused == 0)
		return;
	if ((v = record(s)) == NULL) {
		wh_nomem(&s->w->err);
		return;
	}
	wh_values_sort(&t->wrong);
	v[0] = strdup(t->column);
	v[1] = t->from != NULL ? strdup(t->from) : NULL;
	v[2] = number(t->filled);
	v[3] = number(t->read);
	v[4] = number(t->refused);
	v[5] = number(t->made);
	if (t != s->row && t->all.more)
		v[6] = strdup("more than 4096");
	else if (t != s->row)
		v[6] = number((int64_t)t->all.n);
	v[7] = limit(s, t, &t->least);
	v[8] = limit(s, t, &t->greatest);
	v[9] = wrong(s, t);
	v[10] = examples(t);
	v[11] = number(t->found);
}

static void
put_values(struct wh_survey *s, const struct wh_tally *t,
    struct wh_values *list, const char *done)
{
	const struct wh_value_count	 *e;
	char				**v;
	size_t				  i;

	wh_values_sort(list);
	for (i = 0; i < list->n; i++) {
		e = &list->e[i];
		if ((v = record(s)) == NULL) {
			wh_nomem(&s->w->err);
			return;
		}
		v[0] = strdup(t->column);
		v[1] = t->from != NULL ? strdup(t->from) : NULL;
		v[2] = t == s->row ? NULL : strdup(e->s);
		v[3] = number(e->n);
		v[4] = number(e->line);
		v[5] = strdup(done);
		v[6] = t == s->row ? strdup(e->s) : e->why != NULL ?
		    strdup(e->why) : NULL;
	}
	if (list->more)
		wh_note(s->w, "%s: more than %d values; the others are not"
		    " listed", t->column, WH_VALUES);
}

/*
 * Make the records of what was read: for each value that is refused, kept as
 * a finding or made, or for the file and each column.
 */
void
wh_survey_report(struct wh_survey *s, bool values)
{
	size_t	i;

	s->nfield = values ? sizeof(unknown) / sizeof(unknown[0]) : FIELDS;
	if (!values)
		put_column(s, s->row);
	else
		put_values(s, s->row, &s->row->wrong, "refused");
	for (i = 0; i < s->n; i++)
		if (values) {
			put_values(s, &s->t[i], &s->t[i].wrong,
			    s->t[i].found > 0 ? "finding" : "refused");
			put_values(s, &s->t[i], &s->t[i].unknown, "made");
		} else
			put_column(s, &s->t[i]);
}

/* The columns of a survey, of values or of columns. */
const struct wh_col *
wh_survey_columns(bool values, size_t *n)
{
	*n = values ? sizeof(unknown) / sizeof(unknown[0]) : FIELDS;
	return values ? unknown : columns;
}

/* The next record, or NULL. */
const char *const *
wh_survey_next(struct wh_survey *s)
{
	if (s->next == s->nrec)
		return NULL;
	return (const char *const *)&s->v[s->next++ * s->nfield];
}
