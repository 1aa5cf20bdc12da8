/*
 * fact.c - a list of facts: figures of which it is said how they are made.
 */
#include <stdlib.h>
#include <string.h>

#include "report/audit.h"

enum { SOURCE, KIND, LABEL, A, B, PRINTED, COLS };

struct fact {
	long			 line;
	char			*text[COLS];
	enum wh_check		 check;
	struct wh_figure	 a, b, printed;
};
struct facts {
	struct wh_audit	*a;
	size_t		 at[COLS];	/* columns of the file */
	size_t		 n, max;
	struct fact	*fact;
};

/* The columns by their names; .printed is also called published. */
static bool
find_columns(const struct wh_audit *a, size_t at[COLS])
{
	static const char *const	 name[COLS] = {
		"source", "kind", "label", "a", "b", "printed"
	};
	const char			*s;
	size_t				 i, j, found = 0;

	for (i = 0; i < COLS; i++)
		for (j = 0; j < a->r->nhead; j++) {
			s = a->r->head[j];
			if (strcmp(s, name[i]) == 0 ||
			    (i == PRINTED && strcmp(s, "published") == 0)) {
				at[i] = j;
				found++;
				break;
			}
		}
	return found == COLS;
}

/* Has the file the columns of a list of facts? */
bool
wh_audit_is_facts(struct wh_audit *a)
{
	size_t	at[COLS];

	return find_columns(a, at);
}

static bool
refuse(struct facts *l, const struct fact *f, int i, const char *why)
{
	return wh_reader_refuse(l->a->r, l->a->r->head[l->at[i]], f->text[i],
	    "%s", why);
}

/* Understand the texts of a fact, or refuse its row. */
static bool
understand(struct facts *l, struct fact *f)
{
	const char	*why;
	int		 i;

	for (i = 0; i < WH_C_TOTAL; i++)
		if (strcmp(f->text[KIND], wh_check_words[0][i]) == 0)
			break;
	if (i == WH_C_TOTAL)
		return refuse(l, f, KIND, "not rate, share, sum, avg, change,"
		    " difference, points or part");
	f->check = (enum wh_check)i;
	if (!wh_figure_sum(f->text[A], &f->a, &why))
		return refuse(l, f, A, why);
	if (!wh_figure_sum(f->text[B], &f->b, &why))
		return refuse(l, f, B, why);
	if (!wh_figure_read(f->text[PRINTED], &f->printed, &why))
		return refuse(l, f, PRINTED, why);
	if (f->check == WH_C_SUM && f->b.is)
		return refuse(l, f, B, "a sum has none; a has all its parts");
	if (!f->printed.is && f->check != WH_C_PART)
		return refuse(l, f, PRINTED, "nothing to check");
	return true;
}

/* Read the row at hand into the list. */
static bool
read_fact(struct facts *l)
{
	struct wh_err	*e = &l->a->w->err;
	struct fact	*f;
	void		*p;
	int		 i;

	if (l->n == l->max) {
		l->max = l->max > 0 ? 2 * l->max : 64;
		p = reallocarray(l->fact, l->max, sizeof(*f));
		if (p == NULL)
			return wh_nomem(e);
		l->fact = p;
	}
	f = &l->fact[l->n++];
	memset(f, 0, sizeof(*f));
	f->line = l->a->r->row->line;
	for (i = 0; i < COLS; i++)
		if ((f->text[i] = strdup(l->a->r->row->v[l->at[i]])) == NULL)
			return wh_nomem(e);
	return understand(l, f);
}

/* Would this number be the base of the fact? */
static bool
explains(const struct fact *f, const struct wh_figure *base)
{
	struct wh_ratio	x;

	return wh_figure_make(f->check, &f->a, base, &x) &&
	    wh_figure_judge(&x, &f->printed) == WH_V_OK;
}

/*
 * Another number of the same bulletin that explains a rate: what a fact is
 * of, its sum, its base.  Says which in why.
 */
static bool
other_base(const struct facts *l, const struct fact *f, struct wh_buf *why)
{
	const struct fact	*g;
	const struct wh_figure	*base[3];
	static const char *const part[] = { "a", "b", "printed" };
	struct wh_ratio		 x;
	char			 s[WH_FIGURE_TEXT];
	size_t			 i;
	int			 j;

	if (f->check != WH_C_RATE && f->check != WH_C_SHARE &&
	    f->check != WH_C_CHANGE && f->check != WH_C_AVERAGE)
		return false;
	for (i = 0; i < l->n; i++) {
		g = &l->fact[i];
		if (strcmp(g->text[SOURCE], f->text[SOURCE]) != 0)
			continue;
		base[0] = &g->a;
		base[1] = &g->b;
		base[2] = &g->printed;
		for (j = 0; j < 3; j++)
			if (g != f && base[j]->mark == WH_PLAIN &&
			    explains(f, base[j]) && wh_figure_make(WH_C_TOTAL,
			    base[j], NULL, &x))
				return wh_buf_printf(why, WH_TELL(l->a,
				    "base %s, %s of line %ld (%s)",
				    "基数为 %s，即 %s，第 %ld 行（%s）"),
				    wh_figure_text(&x, base[j], s), part[j],
				    g->line, g->text[LABEL]);
	}
	return false;
}

/* A change between two rates is their difference. */
static enum wh_check
kind(const struct fact *f)
{
	return f->check == WH_C_CHANGE && f->a.mark == WH_PERCENT &&
	    f->b.mark == WH_PERCENT ? WH_C_POINTS : f->check;
}

/* Say how a fact is made, from its own texts. */
static void
say_formula(const struct fact *f, struct wh_buf *why)
{
	static const char *const	op[WH_CHECKS] = {
		[WH_C_RATE] = " / ", [WH_C_SHARE] = " / ",
		[WH_C_SUM] = "", [WH_C_AVERAGE] = " / ",
		[WH_C_DIFFERENCE] = " - ", [WH_C_POINTS] = " - ",
		[WH_C_PART] = " <= "
	};

	if (kind(f) == WH_C_CHANGE)
		wh_buf_printf(why, "(%s - %s) / %s", f->text[A], f->text[B],
		    f->text[B]);
	else
		wh_buf_printf(why, "%s%s%s", f->text[A], op[kind(f)],
		    f->text[B]);
}

/* What of a label cannot be checked, and how far a count is off. */
static void
say_more(const struct facts *l, const struct fact *f, const struct wh_ratio *x,
    enum wh_verdict v, struct wh_buf *why)
{
	struct wh_ratio	 off = *x;
	char		 s[WH_FIGURE_TEXT];
	const char	*label = f->text[LABEL];

	if (v == WH_V_POINTS)
		wh_buf_puts(why, WH_TELL(l->a, "; a difference of rates is in"
		    " percentage points", "；率的差是百分点，不是百分数"));
	if (v == WH_V_WRONG && f->check != WH_C_PART && x->d == 1) {
		off.n = f->printed.v - x->n;
		wh_buf_printf(why, WH_TELL(l->a, "; printed is off by %s",
		    "；所印相差 %s"), wh_figure_text(&off, &f->printed, s));
	}
	if (strstr(label, "同比") != NULL || strstr(label, "环比") != NULL)
		wh_buf_puts(why, WH_TELL(l->a, "; the figures do not say"
		    " whether it is 环比 (the period before) or 同比 (last"
		    " year)", "；从数字看不出是环比还是同比"));
}

static enum wh_verdict
judge(const struct facts *l, const struct fact *f, struct wh_ratio *x,
    struct wh_buf *why)
{
	enum wh_verdict	v;

	if (!wh_figure_make(kind(f), &f->a, &f->b, x)) {
		x->d = 0;
		return WH_V_CANNOT_TELL;
	}
	if (f->check == WH_C_PART)
		return x->n > 0 ? WH_V_WRONG : WH_V_OK;
	v = wh_figure_judge(x, &f->printed);
	if (v == WH_V_OK && kind(f) == WH_C_POINTS &&
	    f->printed.mark == WH_PERCENT)
		return WH_V_POINTS;
	if (v != WH_V_WRONG)
		return v;
	wh_buf_puts(why, "; ");
	if (other_base(l, f, why))
		return WH_V_OTHER_BASE;
	why->s[why->n -= 2] = '\0';
	return v;
}

static bool
check_fact(struct facts *l, const struct fact *f)
{
	struct wh_buf		why = { 0 };
	struct wh_ratio		x = { 0 };
	struct wh_finding	r = {
		f->line, f->text[SOURCE], f->text[LABEL], f->text[PRINTED],
		f->check, WH_V_OK, NULL, NULL
	};
	char			s[WH_FIGURE_TEXT];
	bool			good;

	say_formula(f, &why);
	if (why.s == NULL)
		return wh_nomem(&l->a->w->err);
	r.verdict = judge(l, f, &x, &why);
	if (x.d != 0 && f->check != WH_C_PART)
		r.computed = wh_figure_text(&x, &f->printed, s);
	say_more(l, f, &x, r.verdict, &why);
	r.why = why.s;
	good = wh_audit_add(l->a, &r);
	wh_buf_free(&why);
	return good;
}

static void
free_facts(struct facts *l)
{
	size_t	i;
	int	j;

	for (i = 0; i < l->n; i++)
		for (j = 0; j < COLS; j++)
			free(l->fact[i].text[j]);
	free(l->fact);
}

/*
 * Check every fact of the file; false, with an error, if one is refused.
 */
bool
wh_audit_facts(struct wh_audit *a)
{
	struct facts	l = { .a = a };
	size_t		i;
	bool		good = true;

	find_columns(a, l.at);
	while (wh_reader_next(a->r))
		read_fact(&l);
	good = wh_audit_end(a);
	for (i = 0; good && i < l.n; i++)
		good = check_fact(&l, &l.fact[i]);
	free_facts(&l);
	return good;
}
