/*
 * bulletin.c - which figures of a published table do not follow from the
 * others.
 */
#include <string.h>

#include "report/audit.h"

/* The columns that were told as bases: RATE=BASE. */
static bool
find_column(const struct wh_table *t, const char *s, size_t n, size_t *c)
{
	for (*c = 0; *c < t->ncol; ++*c)
		if (strncmp(t->col[*c].head, s, n) == 0 &&
		    t->col[*c].head[n] == '\0')
			return true;
	return wh_fail(&t->a->w->err, WH_FAIL, "--base: \"%.*s\": no such"
	    " column in %s", (int)n, s, t->a->r->file);
}

static bool
take_bases(struct wh_table *t)
{
	const char	*s, *p;
	size_t		 i, rate, of;

	for (i = 0; i < t->a->nbase; i++) {
		s = t->a->base[i];
		if ((p = strchr(s, '=')) == NULL)
			return wh_fail(&t->a->w->err, WH_FAIL, "--base:"
			    " \"%s\": not RATE=BASE, two columns", s);
		if (!find_column(t, s, (size_t)(p - s), &rate) ||
		    !find_column(t, p + 1, strlen(p + 1), &of))
			return false;
		if (!t->col[rate].percent || !wh_column_counts(&t->col[of]))
			return wh_fail(&t->a->w->err, WH_FAIL, "--base:"
			    " \"%s\": not a column of percents and one of"
			    " counts", s);
		t->col[rate].told = of;
		t->col[rate].is_told = true;
	}
	return true;
}

/* A record of the figure in column c, which should be x if there is one. */
static bool
tell(struct wh_table *t, const struct wh_line *l, size_t c,
    enum wh_check check, enum wh_verdict v, const struct wh_ratio *x,
    struct wh_buf *why)
{
	struct wh_finding	f = {
		l->line, l->name, t->col[c].head, l->cell[c].text, check, v,
		NULL, why->s
	};
	char			s[WH_FIGURE_TEXT];
	bool			good;

	if (x != NULL)
		f.computed = wh_figure_text(x, &l->cell[c].f, s);
	good = wh_audit_add(t->a, &f);
	wh_buf_free(why);
	return good;
}

/* Say how a relation is made, in the headings of the table. */
static void
say_relation(const struct wh_table *t, const struct wh_relation *r,
    struct wh_buf *b)
{
	const char	*x = t->col[r->a].head;
	size_t		 i;

	if (r->check == WH_C_AVERAGE && !r->pair)
		wh_buf_printf(b, "%s / %zu", x, r->b);
	else if (r->check == WH_C_SHARE)
		wh_buf_printf(b, !r->rows && t->total != NULL ?
		    WH_TELL(t->a, "%s / its total", "%s / 合计") :
		    WH_TELL(t->a, "%s / sum of its rows", "%s / 各行之和"), x);
	else if (r->check == WH_C_SUM && !r->pair)
		for (i = r->a; i <= r->b; i++) {
			if (wh_column_counts(&t->col[i]))
				wh_buf_printf(b, "%s%s", i > r->a ? " + " :
				    "", t->col[i].head);
		}
	else if (r->check == WH_C_CHANGE)
		wh_buf_printf(b, "(%s - %s) / %s", x, t->col[r->b].head,
		    t->col[r->b].head);
	else if (r->check == WH_C_RATE && r->pair)
		wh_buf_printf(b, "%s / (%s + %s)", x, x, t->col[r->b].head);
	else
		wh_buf_printf(b, "%s %s %s", x, r->check == WH_C_SUM ? "+" :
		    r->check == WH_C_DIFFERENCE || r->check == WH_C_POINTS ?
		    "-" : "/", t->col[r->b].head);
}

/* Where a total is another column's, by a slip, say so. */
static void
say_slip(const struct wh_table *t, const struct wh_line *l, size_t c,
    struct wh_buf *why)
{
	size_t	i;

	for (i = 0; i < t->ncol; i++)
		if (i != c && l->sum[i].is &&
		    l->sum[i].v == l->cell[c].f.v) {
			wh_buf_printf(why, WH_TELL(t->a, "; printed is what"
			    " %s adds up to", "；所印是 %s 之和"),
			    t->col[i].head);
			return;
		}
}

/* Does a total add up? */
static bool
check_total(struct wh_table *t, size_t at, size_t c)
{
	const struct wh_line	*l = &t->line[at];
	struct wh_figure	 sum;
	struct wh_ratio		 x;
	struct wh_buf		 why = { 0 };
	enum wh_verdict		 v = WH_V_CANNOT_TELL;
	size_t			 from, to, gaps;

	wh_table_added(t, at, &from, &to);
	gaps = wh_table_add(t, c, from, to, &sum);
	if (!wh_figure_make(WH_C_TOTAL, &sum, NULL, &x))
		return true;
	wh_buf_printf(&why, WH_TELL(t->a, "sum of its rows",
	    "各行之和"));
	if (gaps == 0)
		v = wh_figure_judge(&x, &l->cell[c].f);
	else
		wh_buf_printf(&why, WH_TELL(t->a, "; %zu of them empty",
		    "；其中 %zu 行为空"), gaps);
	if (v == WH_V_WRONG)
		say_slip(t, l, c, &why);
	return tell(t, l, c, WH_C_TOTAL, v, &x, &why);
}

/*
 * A figure that does not follow as it should: is it of the base that its
 * column seems to have, or of printed totals that do not add up, or is it a
 * rate of another base than the rest of the column?
 */
static bool
of_other(const struct wh_table *t, const struct wh_line *l, size_t c,
    struct wh_buf *why)
{
	const struct wh_column	*col = &t->col[c];
	const struct wh_figure	*f = &l->cell[c].f;
	struct wh_relation	 r = col->fits;
	struct wh_ratio		 x;

	if (wh_relation_value(t, &col->made, l, false, &x) &&
	    wh_figure_judge(&x, f) == WH_V_OK) {
		wh_buf_puts(why, WH_TELL(t->a, "; printed is of printed totals"
		    " that do not add up", "；所印是按不等于各行之和的合计"
		    "算的"));
		return true;
	}
	if (!wh_relation_value(t, &r, l, true, &x) ||
	    wh_figure_judge(&x, f) != WH_V_OK) {
		if (r.check != WH_C_RATE || f->ulp >= WH_MILLION)
			return false;
		r.pair = false;
		for (r.b = 0; r.b < t->ncol; r.b++)
			if (r.b != r.a && wh_column_counts(&t->col[r.b]) &&
			    wh_relation_value(t, &r, l, true, &x) &&
			    wh_figure_judge(&x, f) == WH_V_OK)
				break;
		if (r.b == t->ncol)
			return false;
	}
	wh_buf_puts(why, WH_TELL(t->a, "; printed is ", "；所印是 "));
	say_relation(t, &r, why);
	return true;
}

/* Does a figure follow from others of its line? */
static bool
check_line(struct wh_table *t, const struct wh_line *l, size_t c)
{
	const struct wh_column	*col = &t->col[c];
	const struct wh_figure	*f = &l->cell[c].f;
	struct wh_ratio		 x;
	struct wh_buf		 why = { 0 };
	enum wh_verdict		 v;
	bool			 made;

	if (!col->made.is) {
		wh_buf_puts(&why, WH_TELL(t->a, "no other columns give this"
		    " one", "没有其他列能得出这一列"));
		return tell(t, l, c, col->role == WH_H_SHARE ? WH_C_SHARE :
		    col->role == WH_H_CHANGE ? WH_C_CHANGE : WH_C_RATE,
		    WH_V_CANNOT_TELL, NULL, &why);
	}
	say_relation(t, &col->made, &why);
	made = wh_relation_value(t, &col->made, l, true, &x);
	v = made ? wh_figure_judge(&x, f) : WH_V_CANNOT_TELL;
	if (v != WH_V_OK && made && of_other(t, l, c, &why))
		v = WH_V_OTHER_BASE;
	if (v == WH_V_OK && col->made.check == WH_C_POINTS && !col->points &&
	    (f->mark == WH_PERCENT || strchr(col->head, '%') != NULL ||
	    strstr(col->head, "％") != NULL)) {
		v = WH_V_POINTS;
		wh_buf_puts(&why, WH_TELL(t->a, "; a difference of rates is in"
		    " percentage points", "；率的差是百分点，不是百分数"));
	}
	return tell(t, l, c, col->made.check, v, made ? &x : NULL, &why);
}

/* All figures, line by line. */
static bool
check_table(struct wh_table *t)
{
	const struct wh_column	*col;
	size_t			 i, c;
	bool			 good = true;

	for (i = 0; good && i < t->nline; i++)
		for (c = 0; good && c < t->ncol; c++) {
			col = &t->col[c];
			if (!col->number || !t->line[i].cell[c].f.is)
				continue;
			if (t->line[i].role != WH_H_NONE && !col->percent &&
			    col->role != WH_H_AVERAGE)
				good = check_total(t, i, c);
			if (good && (col->made.is || col->percent))
				good = check_line(t, &t->line[i], c);
		}
	return good;
}

/*
 * Check the figures of a published table; false, with an error, if a row or
 * a number is refused.
 */
bool
wh_audit_table(struct wh_audit *a)
{
	struct wh_table	t = { .a = a };
	bool		good;

	good = wh_table_read(&t) && take_bases(&t);
	if (good) {
		wh_relation_find(&t);
		good = check_table(&t);
	}
	wh_table_free(&t);
	return good;
}
