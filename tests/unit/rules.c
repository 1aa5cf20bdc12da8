/*
 * rules.c - the rule that wins, of random rules and random questions
 *
 * The choice looks only into the chains that may hold a rule that fits; here
 * every rule is looked at, and what is more specific is said again by hand.
 */
#include <stdlib.h>

#include "../tap.h"
#include "grid/rules.h"

enum { RULES = 3000, QUESTIONS = 3000, AREAS = 40, CLASSES = 30 };

static uint32_t seed = 1;

static int
roll(int n)
{
	seed = seed * 1664525u + 1013904223u;
	return (int)(seed >> 8) % n;
}

/* Trees of three levels; of 40 areas the last ten have a square around 0,0. */
static void
fill(struct wh *w)
{
	static const char *const line[] = { NULL, "city", "order" };
	char			 code[16];
	int			 i;

	wh_exec(w, "DELETE FROM rule; DELETE FROM standard; DELETE FROM class;"
	    "INSERT INTO source(id, code, name) VALUES (91, 's1', 's1'),"
	    " (92, 's2', 's2')");
	for (i = 1; i <= AREAS; i++) {
		snprintf(code, sizeof(code), "a%02d", i);
		wh_run(w, "INSERT INTO area(id, code, name, parent) VALUES"
		    " (?1, ?2, ?2, ?3)", "itr", (int64_t)i, code,
		    i > AREAS - 10 ? 0 : (int64_t)(i / 4));
	}
	for (i = 1; i <= CLASSES; i++) {
		snprintf(code, sizeof(code), "c%02d", i);
		wh_run(w, "INSERT INTO class(id, code, name, parent, line)"
		    " VALUES (?1, ?2, ?2, ?3, ?4)", "itrt", (int64_t)i, code,
		    (int64_t)(i / 3), line[roll(3)]);
	}
	for (i = 0; i < RULES; i++) {
		snprintf(code, sizeof(code), "r%04d", i);
		wh_run(w, "INSERT INTO rule(code, class, area, source, line,"
		    " target, filter, unit, priority, valid_from, valid_to)"
		    " VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT min(id) FROM unit),"
		    " ?, ?, ?)", "trrrttiitt", code, (int64_t)roll(CLASSES),
		    (int64_t)roll(AREAS - 10),
		    (int64_t)(roll(3) ? 0 : 91 + roll(2)), line[roll(3)],
		    roll(4) ? (const char *)NULL : "property",
		    (int64_t)(1 + roll(3)), (int64_t)roll(3),
		    roll(4) ? (const char *)NULL : "2026-01-05",
		    roll(4) ? (const char *)NULL : "2026-01-25");
	}
}

static int
far(struct wh *w, const char *table, int64_t from, int64_t to)
{
	int	n;

	for (n = 0; from != 0 && from != to; n++)
		from = wh_ref_parent(w, table, from);
	return from == to ? n : to == 0 ? n : -1;
}

/* Does a fit and is it better than b, which fits or is NULL? */
static bool
beats(struct wh *w, const struct rule *a, const struct rule *b,
    const struct wh_question *q, int line)
{
	int	v[2][9], i, k;

	for (i = 0; i < 2; i++) {
		const struct rule	*p = i == 0 ? a : b;

		if (p == NULL)
			return true;
		v[i][0] = far(w, "class", q->class, p->class);
		v[i][1] = far(w, "area", q->area, p->area);
		if (i == 0 && (v[0][0] < 0 || v[0][1] < 0 ||
		    (p->source != 0 && p->source != q->source) ||
		    (p->line != 0 && p->line != line) ||
		    (p->target != 0 && p->target != q->target) ||
		    (q->level != 0 && p->filter != q->level) ||
		    q->day < p->from || q->day > p->to))
			return false;
		v[i][2] = p->source == 0;
		v[i][3] = p->line == 0;
		v[i][4] = p->target == 0;
		v[i][5] = p->filter;
		v[i][6] = -(int)p->priority;
	}
	for (k = 0; k < 7; k++)
		if (v[0][k] != v[1][k])
			return v[0][k] < v[1][k];
	return strcmp(a->code, b->code) < 0;
}

static bool
same(struct wh *w, struct wh_router *r, struct wh_question *q)
{
	const struct rule	*p, *first = NULL, *best = NULL;
	struct asked		 a;

	wh_asked(w, r, q, &a);
	for (p = r->rule; p < r->rule + r->nrule; p++) {
		if (first == NULL && wh_rule_misfit(p, &a) == WH_R_NOTHING)
			first = p;
		if (beats(w, p, best, q, a.line))
			best = p;
	}
	return wh_rule_best(r, &a) == best && first == best;
}

int
main(void)
{
	struct wh_args		 args = { WH_ARGS, .now = "2026-02-02 10:00:00" };
	struct wh		*w = wh_open(&args, WH_MEMORY, NULL);
	struct wh_router	*r;
	struct wh_question	 q = { 0 };
	int64_t			 day = 0;
	int			 i, good = 0, none = 0, order;
	struct asked		 a;

	wh_make(w, "Asia/Shanghai", NULL);
	wh_date_read("2026-01-01", &day);
	wh_begin(w);
	wh_exec(w, "INSERT INTO unit(code, name) VALUES ('u', 'u')");
	fill(w);
	wh_forget(w);
	ok(wh_message(w) == NULL);
	ok((r = wh_router(w)) != NULL && r->nrule == RULES);
	for (i = 1; i < RULES; i++)
		if (wh_rule_differ(&r->rule[i - 1], &r->rule[i], &order) >
		    WH_R_CODE || order >= 0)
			break;
	ok(i == RULES);			/* no two rules are equal */
	for (i = 0; i < QUESTIONS; i++) {
		q.class = roll(CLASSES + 1);
		q.area = roll(AREAS + 1);
		q.source = 90 + roll(3);
		q.target = roll(3);
		q.level = roll(2) ? 0 : 1 + roll(3);
		q.day = day + roll(31);
		wh_asked(w, r, &q, &a);
		none += wh_rule_best(r, &a) == NULL;
		good += same(w, r, &q);
	}
	ok(good == QUESTIONS);
	ok(none < QUESTIONS / 10);
	wh_rollback(w);
	wh_close(w);
	return finish();
}
