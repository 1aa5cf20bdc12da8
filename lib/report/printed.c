/*
 * printed.c - a table as it was published: its columns, rows and lines of
 * totals, what these should add up to, and what a relation makes of a line.
 */
#include <stdlib.h>
#include <string.h>

#include "case/guess.h"
#include "report/audit.h"

/* The columns of the file, without knowing what is in them yet. */
static bool
make_columns(struct wh_table *t)
{
	struct wh_reader	*r = t->a->r;
	struct wh_column	*c;

	if (r->nhead > WH_T_COLUMNS)
		return wh_fail(&r->w->err, WH_FAIL, "%s: more than %d columns",
		    r->file, WH_T_COLUMNS);
	t->ncol = r->nhead;
	t->col = calloc(t->ncol + 1, sizeof(*t->col));
	t->all = calloc(t->ncol + 1, sizeof(*t->all));
	if (t->col == NULL || t->all == NULL)
		return wh_nomem(&r->w->err);
	for (c = t->col; c < t->col + t->ncol; c++) {
		c->head = r->head[c - t->col];
		if ((c->fold = wh_fold(c->head)) == NULL)
			return wh_nomem(&r->w->err);
		c->role = wh_audit_role(t->a, c->head, false);
		if (r->map != NULL && wh_listed(r->map->ignore,
		    r->map->nignore, c->head))
			c->role = WH_H_SKIP;
		c->points = strstr(c->head, "百分点") != NULL ||
		    strstr(c->head, "points") != NULL;
		c->percent = c->points || strchr(c->head, '%') != NULL ||
		    strstr(c->head, "％") != NULL || c->role == WH_H_RATE ||
		    c->role == WH_H_SHARE;
	}
	return !wh_audit_stop(t->a);
}

/* Keep the row at hand. */
static bool
keep_line(struct wh_table *t)
{
	struct wh_reader	*r = t->a->r;
	struct wh_line		*l;
	const char		*why;
	void			*p;
	size_t			 i;

	if (t->nline == WH_T_ROWS)
		return wh_fail(&r->w->err, WH_FAIL, "%s: more than %d rows: no"
		    " bulletin", r->file, WH_T_ROWS);
	if (t->nline == t->max) {
		t->max = t->max > 0 ? 2 * t->max : 64;
		p = reallocarray(t->line, t->max, sizeof(*l));
		if (p == NULL)
			return wh_nomem(&r->w->err);
		t->line = p;
	}
	l = &t->line[t->nline++];
	memset(l, 0, sizeof(*l));
	l->line = r->row->line;
	if ((l->cell = calloc(t->ncol + 1, sizeof(*l->cell))) == NULL)
		return wh_nomem(&r->w->err);
	for (i = 0; i < t->ncol; i++) {
		l->cell[i].text = strdup(i < r->row->n ? r->row->v[i] : "");
		if (l->cell[i].text == NULL)
			return wh_nomem(&r->w->err);
		if (!wh_audit_absent(t->a, l->cell[i].text) &&
		    !wh_figure_read(l->cell[i].text, &l->cell[i].f, &why))
			l->cell[i].f.is = false;
	}
	return true;
}

/* Is it a percent?  A change with decimals is one, for counts have none. */
static bool
is_percent(const struct wh_column *c, const struct wh_figure *f)
{
	return f->mark != WH_PLAIN || (c->role == WH_H_CHANGE && f->is &&
	    f->ulp < WH_MILLION);
}

/*
 * A column is one of numbers if most of what is in it is a number; what is
 * none there is refused, for nothing could be added up.  A column that names
 * a total has names, be they digits.
 */
static void
classify(struct wh_table *t, size_t c)
{
	struct wh_reader	*r = t->a->r;
	struct wh_column	*col = &t->col[c];
	struct wh_cell		*cell;
	size_t			 i, words = 0, numbers = 0;

	for (i = 0; i < t->nline; i++) {
		cell = &t->line[i].cell[c];
		if (wh_audit_total(t->a, cell->text) != WH_H_NONE)
			return;
		numbers += cell->f.is;
		words += !cell->f.is && !wh_audit_absent(t->a, cell->text);
		col->percent = col->percent || is_percent(col, &cell->f);
	}
	col->number = col->role != WH_H_SKIP && numbers > words;
	col->percent = col->percent && col->number;
	for (i = 0; col->number && i < t->nline; i++) {
		cell = &t->line[i].cell[c];
		if (col->percent && cell->f.mark == WH_PLAIN)
			cell->f.err = cell->f.ulp / 2;
		if (cell->f.is || wh_audit_absent(t->a, cell->text))
			continue;
		r->refused++;
		wh_note(r->w, "%s:%ld: %s: \"%s\": no number, in a column of"
		    " numbers", r->file, t->line[i].line, col->head,
		    cell->text);
	}
}

/*
 * What the lines are: the first text of each says it, or of a line of totals
 * the one that calls it so.  Where there is nothing else subtotals are lines
 * like others.
 */
static void
name_lines(struct wh_table *t)
{
	struct wh_line	*l;
	const char	*s;
	size_t		 n, i, plain = 0;

	for (n = 0; n < t->nline; n++) {
		l = &t->line[n];
		l->name = "";
		for (i = 0; i < t->ncol && l->role == WH_H_NONE; i++) {
			if (t->col[i].number || t->col[i].role == WH_H_SKIP)
				continue;
			s = l->cell[i].text;
			l->role = wh_audit_total(t->a, s);
			if (*l->name == '\0' || l->role != WH_H_NONE)
				l->name = s;
		}
		plain += l->role == WH_H_NONE;
		if (l->role == WH_H_TOTAL)
			t->total = l;
	}
	for (n = 0; plain == 0 && n < t->nline; n++)
		if (t->line[n].role == WH_H_SUBTOTAL)
			t->line[n].role = WH_H_NONE;
}

/* A number of cases, which can be added: no rate, change or average. */
bool
wh_column_counts(const struct wh_column *c)
{
	return c->number && !c->percent && c->role != WH_H_CHANGE &&
	    c->role != WH_H_AVERAGE;
}

/* Does this line end what a line of totals of this role adds? */
static bool
ends_block(const struct wh_line *l, enum wh_head_role role)
{
	return l->role == role || (role == WH_H_SUBTOTAL &&
	    l->role == WH_H_TOTAL);
}

/*
 * The lines that a line of totals adds, as the first and the one behind the
 * last: those above it up to the line of totals before, or, where the first
 * one of the table has none above it, those below up to the next.
 */
void
wh_table_added(const struct wh_table *t, size_t at, size_t *from, size_t *to)
{
	enum wh_head_role	role = t->line[at].role;
	size_t			i, plain = 0;

	*from = 0;
	*to = at;
	for (i = 0; t->line[i].role != role; i++)
		plain += t->line[i].role == WH_H_NONE;
	if (plain > 0) {
		for (i = 0; i < at; i++)
			if (ends_block(&t->line[i], role))
				*from = i + 1;
		return;
	}
	*from = at + 1;
	for (*to = *from; *to < t->nline && !ends_block(&t->line[*to], role);
	    ++*to)
		;
}

/*
 * Add up a column over some lines, totals left out.  Returns how many of
 * them have no figure.
 */
size_t
wh_table_add(const struct wh_table *t, size_t c, size_t from, size_t to,
    struct wh_figure *sum)
{
	size_t	i, gaps = 0;

	memset(sum, 0, sizeof(*sum));
	for (i = from; i < to; i++)
		if (t->line[i].role == WH_H_NONE) {
			gaps += !t->line[i].cell[c].f.is;
			wh_figure_add(sum, &t->line[i].cell[c].f, 1);
		}
	return gaps;
}

/* Add up every column for every line of totals, and for the whole table. */
static bool
add_totals(struct wh_table *t)
{
	struct wh_line	*l;
	size_t		 i, c, from, to;

	for (c = 0; c < t->ncol; c++)
		wh_table_add(t, c, 0, t->nline, &t->all[c]);
	for (i = 0; i < t->nline; i++) {
		l = &t->line[i];
		if (l->role == WH_H_NONE)
			continue;
		if ((l->sum = calloc(t->ncol + 1, sizeof(*l->sum))) == NULL)
			return wh_nomem(&t->a->w->err);
		wh_table_added(t, i, &from, &to);
		for (c = 0; c < t->ncol; c++)
			if (wh_column_counts(&t->col[c]) &&
			    wh_table_add(t, c, from, to, &l->sum[c]) > 0)
				l->sum[c].is = false;
	}
	return true;
}

/* A figure of a line; of a total with truth what its rows add up to. */
static const struct wh_figure *
operand(const struct wh_line *l, size_t c, bool truth)
{
	return truth && l->sum != NULL && l->sum[c].is ? &l->sum[c] :
	    &l->cell[c].f;
}

/* The sum of the counts from a to b; absent if one of them is. */
static struct wh_figure
add_up(const struct wh_table *t, const struct wh_relation *r,
    const struct wh_line *l, bool truth)
{
	struct wh_figure	sum = { 0 };
	const struct wh_figure	*f;
	size_t			i;

	for (i = r->a; i <= r->b; i += r->pair ? r->b - r->a : 1) {
		if (!wh_column_counts(&t->col[i]))
			continue;
		f = operand(l, i, truth);
		if (!f->is) {
			sum.is = false;
			break;
		}
		wh_figure_add(&sum, f, 1);
	}
	return sum;
}

/* The base of a share: the total that is printed, or what the rows give. */
static const struct wh_figure *
whole(const struct wh_table *t, const struct wh_relation *r)
{
	return r->rows || t->total == NULL ? &t->all[r->a] :
	    &t->total->cell[r->a].f;
}

/*
 * What a relation makes of a line.  truth: of a line of totals that do not
 * add up what they should be, else what is printed.  False where a figure is
 * absent.
 */
bool
wh_relation_value(const struct wh_table *t, const struct wh_relation *r,
    const struct wh_line *l, bool truth, struct wh_ratio *x)
{
	struct wh_figure	f = { .is = true };

	if (r->check == WH_C_SUM) {
		f = add_up(t, r, l, truth);
		return wh_figure_make(WH_C_SUM, &f, NULL, x);
	}
	if (r->check == WH_C_SHARE)
		return wh_figure_make(WH_C_SHARE, operand(l, r->a, truth &&
		    r->rows), whole(t, r), x);
	if (r->check == WH_C_AVERAGE && !r->pair) {
		f.v = (wh_wide)r->b * WH_MILLION;
		return wh_figure_make(WH_C_AVERAGE, operand(l, r->a, truth),
		    &f, x);
	}
	f = *operand(l, r->b, truth);
	if (r->check == WH_C_RATE && r->pair && f.is)
		wh_figure_add(&f, operand(l, r->a, truth), 1);
	return wh_figure_make(r->check, operand(l, r->a, truth), &f, x);
}

/*
 * Read the table of the audit's file.  False, with an error, if a row or a
 * number is refused; either way free it with wh_table_free.
 */
bool
wh_table_read(struct wh_table *t)
{
	size_t	c;
	bool	good, numbers = false;

	good = make_columns(t);
	while (good && wh_reader_next(t->a->r))
		good = keep_line(t);
	for (c = 0; good && c < t->ncol; c++) {
		classify(t, c);
		numbers = numbers || t->col[c].number;
	}
	if (!good || !wh_audit_end(t->a))
		return false;
	if (t->nline > 0 && !numbers)
		return wh_fail(&t->a->w->err, WH_FAIL, "%s: no column of"
		    " numbers: nothing to check", t->a->r->file);
	name_lines(t);
	return add_totals(t) && !wh_audit_stop(t->a);
}

/* Free what a table has. */
void
wh_table_free(struct wh_table *t)
{
	size_t	i, c;

	for (i = 0; i < t->nline; i++) {
		for (c = 0; t->line[i].cell != NULL && c < t->ncol; c++)
			free(t->line[i].cell[c].text);
		free(t->line[i].cell);
		free(t->line[i].sum);
	}
	for (c = 0; t->col != NULL && c < t->ncol; c++)
		free(t->col[c].fold);
	free(t->line);
	free(t->col);
	free(t->all);
}
