/*
 * relation.c - which columns of a published table are made of which.
 *
 * A bulletin does not say what its shares are of.  So every way in which a
 * column can be made of one or two others is tried, and one is taken that
 * gives all of its figures but a few; where several do, the one that gives
 * most, and then the one whose headings agree.  What any way would give, such
 * as 100 % of what is equal, tells nothing.  Sums come first: a rate of a
 * part of a sum should perhaps be of the whole.  Only they cross headings that
 * stand over several columns.
 */
#include <string.h>

#include "report/audit.h"

struct score {
	int	fits;		/* figures that it gives and that tell */
	int	misses;		/* that it does not give */
	int	points;		/* for all, more for those half up */
	int	prefer;		/* what the headings say for it */
	bool	total;		/* it gives the figure of the totals, too */
};

/* Have two headings two characters that follow each other in common? */
static bool
alike(const struct wh_column *x, const struct wh_column *y)
{
	const char	*s = x->fold;
	char		 two[9] = "";
	size_t		 n = strlen(s), len, next;
	uint32_t	 cp;

	for (; (len = wh_utf8_next(s, n, &cp)) > 0; s += len, n -= len) {
		next = wh_utf8_next(s + len, n - len, &cp);
		if (next == 0)
			break;
		memcpy(two, s, len + next);
		two[len + next] = '\0';
		if (strstr(y->fold, two) != NULL)
			return true;
	}
	return false;
}

/*
 * Do two headings stand below different ones, as hotline.closed and
 * total.closed_rate do?
 */
static bool
apart(const struct wh_column *x, const struct wh_column *y)
{
	size_t	n = strcspn(x->head, "."), m = strcspn(y->head, ".");

	return n > 0 && m > 0 && strlen(x->head) > n + 1 &&
	    strlen(y->head) > m + 1 && x->head[n + 1] != ' ' &&
	    y->head[m + 1] != ' ' && (n != m ||
	    strncmp(x->head, y->head, n) != 0);
}

/*
 * Does a figure tell that this relation made it?  A rate of nothing or all
 * and a sum with nothing to add could be another's.
 */
static bool
tells(const struct wh_relation *r, const struct wh_line *l,
    const struct wh_ratio *x)
{
	if (r->check == WH_C_SUM)
		return l->cell[r->a].f.v != 0 && l->cell[r->b].f.v != 0;
	return x->n != 0 && (r->check != WH_C_RATE ||
	    x->n != 100 * (wh_wide)WH_MILLION * x->d);
}

/* Does a relation give the figure of the last line of totals, as printed? */
static bool
gives_total(const struct wh_table *t, size_t c, const struct wh_relation *r)
{
	struct wh_ratio	x;
	int		truth;

	if (t->total == NULL || !t->total->cell[c].f.is)
		return true;
	for (truth = 0; truth <= 1; truth++)
		if (wh_relation_value(t, r, t->total, truth, &x) &&
		    wh_figure_judge(&x, &t->total->cell[c].f) == WH_V_OK)
			return true;
	return false;
}

/* How well a relation gives the figures of column c; totals repeat slips. */
static struct score
rate(const struct wh_table *t, size_t c, const struct wh_relation *r)
{
	static const int	points[WH_VERDICTS] = {
		[WH_V_OK] = 4, [WH_V_TRUNCATED] = 3, [WH_V_HALF_EVEN] = 3,
		[WH_V_MISROUNDED] = 1
	};
	struct score		s = { 0 };
	struct wh_ratio		x;
	const struct wh_line	*l;
	int			n;
	size_t			i;

	for (i = 0; i < t->nline && i < WH_T_LOOK; i++) {
		l = &t->line[i];
		if (l->role != WH_H_NONE || !l->cell[c].f.is)
			continue;
		n = wh_relation_value(t, r, l, true, &x) ?
		    points[wh_figure_judge(&x, &l->cell[c].f)] : 0;
		s.points += n;
		s.fits += n >= 3 && tells(r, l, &x);
		if (n < 3 && ++s.misses > 1 + (int)t->nline / 10)
			break;
	}
	s.total = gives_total(t, c, r);
	return s;
}

/*
 * Is it how the column was made?  A slip or two are no reason to doubt it if
 * the rest tells, and the totals, or the heading.
 */
static bool
is_meant(const struct wh_column *c, const struct wh_relation *r,
    const struct score *s)
{
	bool	named = c->role != WH_H_NONE;

	if (s->misses == 0 && !s->total)
		return s->fits > 2;
	if (s->misses == 0)
		return s->fits > 1 || (named && s->points > 0);
	return s->fits > 1 && s->fits >= 2 * s->misses &&
	    s->misses <= 1 + s->fits / 10 &&
	    (s->total || (named && c->role != WH_H_RATE &&
	    r->check != WH_C_RATE));
}

/* Which of the relations that give as many figures is the one meant? */
static int
prefer(const struct wh_table *t, size_t c, const struct wh_relation *r)
{
	const struct wh_column	*col = &t->col[c];
	int			 n = 0;

	if (r->check == WH_C_SUM)
		return (int)(r->b - r->a) + !r->pair;
	n += 4 * alike(col, &t->col[r->a]);
	n += 8 * (r->check == (col->role == WH_H_SHARE ? WH_C_SHARE :
	    col->role == WH_H_CHANGE ? WH_C_CHANGE : WH_C_RATE));
	if (r->check == WH_C_RATE)
		n += 2 * (t->col[r->b].role == WH_H_TOTAL) + !r->pair;
	return n + (r->check == WH_C_SHARE && !r->rows);
}

static bool
better(const struct score *x, const struct score *y)
{
	if (x->misses != y->misses)
		return x->misses < y->misses;
	if (x->points != y->points)
		return x->points > y->points;
	return x->prefer > y->prefer;
}

/* Try a relation; keep it if it gives column c and is the best so far. */
static void
try(const struct wh_table *t, size_t c, struct wh_relation r,
    struct score *best)
{
	const struct wh_column	*col = &t->col[c];
	struct wh_relation	*fits = &t->col[c].fits;
	struct score		 s;

	if ((r.check != WH_C_SHARE && r.a == c) || (col->percent &&
	    (apart(col, &t->col[r.a]) || (r.check != WH_C_SHARE &&
	    apart(col, &t->col[r.b])))))
		return;
	s = rate(t, c, &r);
	s.prefer = prefer(t, c, &r);
	if (!is_meant(col, &r, &s) || (fits->is && !better(&s, best)) ||
	    (r.check == WH_C_SUM && s.fits < (col->role == WH_H_TOTAL ? 2 :
	    3)))
		return;
	*fits = r;
	fits->is = true;
	*best = s;
}

/* All sums of counts that stand side by side, and of any two. */
static void
try_sums(struct wh_table *t, size_t c)
{
	struct wh_relation	r = { .check = WH_C_SUM };
	struct score		best = { 0 };

	for (r.a = 0; r.a < t->ncol; r.a++)
		for (r.b = r.a + 1; r.b < t->ncol; r.b++) {
			if (r.a == c || r.b == c ||
			    !wh_column_counts(&t->col[r.a]) ||
			    !wh_column_counts(&t->col[r.b]))
				continue;
			r.pair = true;
			try(t, c, r, &best);
			r.pair = false;
			if (r.b > r.a + 1 && (c < r.a || c > r.b))
				try(t, c, r, &best);
		}
}

/* All differences and averages of counts. */
static void
try_counts(struct wh_table *t, size_t c)
{
	static const size_t	 days[] = {
		5, 7, 10, 28, 29, 30, 31, 90, 91, 92, 181, 182, 183, 184,
		365, 366
	};
	bool			 change = t->col[c].role == WH_H_CHANGE;
	struct wh_relation	 r = { 0 };
	struct score		 best = { 0 };
	size_t			 i;

	for (r.a = 0; r.a < t->ncol; r.a++) {
		if (!wh_column_counts(&t->col[r.a]))
			continue;
		r.check = change ? WH_C_DIFFERENCE : WH_C_AVERAGE;
		r.pair = true;
		for (r.b = 0; r.b < t->ncol; r.b++)
			if (r.b != r.a && wh_column_counts(&t->col[r.b]))
				try(t, c, r, &best);
		r.pair = false;
		for (i = 0; !change && i < sizeof(days) / sizeof(days[0]);
		    i++) {
			r.b = days[i];
			try(t, c, r, &best);
		}
	}
}

/* All rates, changes and shares of counts, all differences of rates. */
static void
try_percents(struct wh_table *t, size_t c)
{
	bool			change = t->col[c].role == WH_H_CHANGE ||
				    t->col[c].points;
	struct wh_relation	r = { 0 };
	struct score		best = { 0 };
	size_t			a, b;

	for (a = 0; a < t->ncol; a++) {
		for (b = 0; b < t->ncol; b++) {
			r.a = a;
			r.b = b;
			r.rows = false;
			if (a == b || b == c)
				continue;
			r.check = WH_C_POINTS;
			if (change && t->col[a].percent && t->col[b].percent)
				try(t, c, r, &best);
			if (!wh_column_counts(&t->col[a]) ||
			    !wh_column_counts(&t->col[b]))
				continue;
			r.check = WH_C_CHANGE;
			try(t, c, r, &best);
			r.check = WH_C_RATE;
			try(t, c, r, &best);
			r.pair = true;
			try(t, c, r, &best);
			r.pair = false;
		}
		if (!wh_column_counts(&t->col[a]))
			continue;
		r.check = WH_C_SHARE;
		for (r.rows = 0; ; r.rows = true) {
			try(t, c, r, &best);
			if (r.rows)
				break;
		}
	}
}

/* Is column c one of those that a sum adds? */
static bool
is_part(const struct wh_relation *r, size_t c)
{
	return r->is && r->check == WH_C_SUM && (r->pair ? c == r->a ||
	    c == r->b : c >= r->a && c <= r->b);
}

/*
 * The column that a rate should be of: the one that was told, or where its
 * base is a part of a sum, and the heading does not say so, the whole.
 */
static size_t
base(const struct wh_table *t, size_t c)
{
	const struct wh_column	*col = &t->col[c];
	size_t			 i, best = col->fits.b;

	if (col->is_told)
		return col->told;
	if (alike(col, &t->col[best]))
		return best;
	for (i = t->ncol; i-- > 0;)
		if (is_part(&t->col[i].fits, col->fits.b) &&
		    i != col->fits.a && (best == col->fits.b ||
		    t->col[i].role == WH_H_TOTAL))
			best = i;
	return best;
}

/* A column as it should be made, from how it seems to be. */
static void
expect(struct wh_table *t, size_t c)
{
	struct wh_column	*col = &t->col[c];
	const struct wh_figure	*f;
	size_t			 i;

	if (!col->fits.is && col->is_told) {
		for (i = 0; i < t->ncol; i++)
			if (wh_column_counts(&t->col[i]) && i != col->told &&
			    alike(col, &t->col[i]))
				break;
		col->fits = (struct wh_relation){ .is = i < t->ncol,
		    .check = WH_C_RATE, .a = i, .b = col->told };
	}
	col->made = col->fits;
	if (col->fits.is && col->fits.check == WH_C_RATE &&
	    (!col->fits.pair || col->is_told)) {
		col->made.pair = false;
		col->made.b = base(t, c);
	}
	if (!col->fits.is || col->fits.check != WH_C_SHARE ||
	    t->total == NULL)
		return;
	f = &t->total->cell[col->fits.a].f;
	if (f->is && f->v != t->all[col->fits.a].v)
		col->made.rows = false;
}

/*
 * Find out how each column of a table is made.
 */
void
wh_relation_find(struct wh_table *t)
{
	const struct wh_column	*col;
	size_t			 c;

	for (c = 0; c < t->ncol; c++) {
		col = &t->col[c];
		if (col->number && !col->percent)
			(wh_column_counts(col) ? try_sums : try_counts)(t, c);
	}
	for (c = 0; c < t->ncol; c++)
		if (t->col[c].percent)
			try_percents(t, c);
	for (c = 0; c < t->ncol; c++)
		expect(t, c);
}
