/*
 * explain.c - which rules were considered for a case, and why all but one
 * lost: the same order and the same test as the choice, in words.
 */
#include <stdlib.h>
#include <string.h>

#include "base/out.h"
#include "grid/rules.h"

enum { SOME = 20 };	/* rules that people are shown unless they want all */

/* Why it did not fit. */
static const char *const misfit[] = {
	[WH_R_CLASS] = "another class",
	[WH_R_POLYGON] = "the point is not in its polygon",
	[WH_R_AREA] = "another area",
	[WH_R_SOURCE] = "another source",
	[WH_R_LINE] = "another line of business",
	[WH_R_TARGET] = "another target",
	[WH_R_FILTER] = "another filter level",
	[WH_R_DAY] = "not valid on the day of receipt",
};
/* Why it fitted and lost. */
static const char *const loss[] = {
	[WH_R_CLASS] = "one of a nearer class wins",
	[WH_R_POLYGON] = "one of a polygon, or of a nearer one, wins",
	[WH_R_AREA] = "one of a nearer area wins",
	[WH_R_SOURCE] = "one for its source wins",
	[WH_R_LINE] = "one for its line of business wins",
	[WH_R_TARGET] = "one for its target wins",
	[WH_R_FILTER] = "one of a lower filter level wins",
	[WH_R_PRIORITY] = "one of higher priority wins",
	[WH_R_CODE] = "one with a smaller code wins",
};

struct telling {
	const struct wh_router	*r;
	const struct rule	*win;
	bool			 stands;	/* its unit was found */
	struct asked		 a;
	size_t			 n;		/* rules so far */
	FILE			*fp;
};

static const char *
why(const struct telling *t, const struct rule *p)
{
	enum wh_aspect	m = wh_rule_misfit(p, &t->a);
	int		order;

	if (m != WH_R_NOTHING)
		return misfit[m];
	if (p == t->win)
		return t->stands ? "wins" :
		    "is the one, but no unit of its kind stands there";
	return loss[wh_rule_differ(t->win, p, &order)];
}

static void
put(struct telling *t, const struct rule *p, bool json)
{
	if (!json) {
		fprintf(t->fp, "\trule %s: %s\n", p->code, why(t, p));
		return;
	}
	fputs(t->n > 0 ? ",{\"rule\":" : "{\"rule\":", t->fp);
	wh_json_text(t->fp, p->code);
	fprintf(t->fp, ",\"why\":\"%s\"}", why(t, p));
}

/* Those that people are not shown, counted by their reason. */
static void
put_rest(struct telling *t)
{
	size_t	n[2 * WH_R_NOTHING] = { 0 }, i, rest = 0;
	const char *const *word[] = { misfit, loss };
	const struct rule *p;
	enum wh_aspect	m;
	int		order;

	for (p = t->r->rule; p < t->r->rule + t->r->nrule; p++) {
		m = wh_rule_misfit(p, &t->a);
		if (m == WH_R_CLASS || p == t->win || ++rest <= SOME)
			continue;
		n[m != WH_R_NOTHING ? (size_t)m : WH_R_NOTHING +
		    (size_t)wh_rule_differ(t->win, p, &order)]++;
	}
	if (rest <= SOME)
		return;
	for (i = 0; i < 2 * WH_R_NOTHING; i++)
		if (n[i] > 0)
			fprintf(t->fp, "\t%zu more: %s\n", n[i],
			    word[i / WH_R_NOTHING][i % WH_R_NOTHING]);
}

/*
 * Write which rules were considered for a question, those of its class and
 * of classes above it, most specific first, and why all but one lost: a line
 * each; all, or some and how many more; or all as a JSON array.
 */
void
wh_explain(struct wh *w, const struct wh_question *q,
    const struct wh_decision *d, FILE *fp, enum wh_explained how)
{
	struct wh_router	*r = wh_router(w);
	struct telling		 t = { .r = r, .fp = fp, .stands = d->rule != 0 };
	const struct rule	*p;

	if (r == NULL || !wh_asked(w, r, q, &t.a))
		return;
	t.win = wh_rule_best(r, &t.a);
	if (how == WH_EXPLAIN_JSON)
		putc('[', fp);
	for (p = r->rule; p < r->rule + r->nrule; p++) {
		if (wh_rule_misfit(p, &t.a) == WH_R_CLASS)
			continue;
		if (how != WH_EXPLAIN_SOME || t.n < SOME || p == t.win)
			put(&t, p, how == WH_EXPLAIN_JSON);
		t.n += p != t.win || how == WH_EXPLAIN_JSON;
	}
	if (how == WH_EXPLAIN_JSON)
		putc(']', fp);
	else if (how == WH_EXPLAIN_SOME)
		put_rest(&t);
	if (d->rule == 0 && how != WH_EXPLAIN_JSON)
		fprintf(fp, "\tno rule has a unit: territorial fallback, the"
		    " street\n");
}
