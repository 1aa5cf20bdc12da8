/*
 * stages.c - how long each stage beside handling may take.
 *
 * For a case the most specific row by class wins, then by source, then the
 * smaller code.
 */
#include <stdlib.h>
#include <string.h>

#include "grid/grid.h"

struct stage {
	int		 clock;
	int64_t		 class, source, from, to; /* 0: any; days, both in */
	struct wh_limit	 limit;
};
struct wh_stages {
	size_t		 n;
	struct stage	*row;			/* by code */
};

const char *const wh_clock_words[WH_CLOCKS] = {
	"verify", "sign", "reply", "arrive", "handle", "check", "callback",
	"hang", "contact", "finish"
};

/* The clock of this word, or -1. */
int
wh_clock_find(const char *word)
{
	int	i;

	for (i = 0; i < WH_CLOCKS; i++)
		if (strcmp(wh_clock_words[i], word) == 0)
			return i;
	return -1;
}

/* What should have been done with the case while the clock of this word ran. */
const char *
wh_clock_done(const char *word, bool zh)
{
	static const char *const	done[WH_CLOCKS][2] = {
		{ "verified", "核实" }, { "signed for", "签收" },
		{ "replied to", "首次回复" }, { "attended", "到场" },
		{ "handled", "办结" }, { "checked", "核查" },
		{ "called back about", "回访" }, { "resumed", "销账" },
		{ "taken up with the street", "对接" }, { "finished", "完成" }
	};
	int				i = wh_clock_find(word);

	return i >= 0 ? done[i][zh] : word;
}

static bool
read_rows(struct wh *w, struct wh_stages *r)
{
	sqlite3_stmt	*s;
	struct stage	*p;
	const char	*why;

	s = wh_sql(w, "SELECT clock, class, source, valid_from, valid_to,"
	    " coalesce(within, '') FROM main.stage ORDER BY code");
	while (wh_row(w, s)) {
		if ((p = wh_more(w, r->row, r->n, sizeof(*p))) == NULL)
			return false;
		r->row = p;
		p += r->n++;
		p->clock = wh_clock_find(wh_col_text(s, 0));
		p->class = sqlite3_column_int64(s, 1);
		p->source = sqlite3_column_int64(s, 2);
		p->from = wh_day_or(s, 3, INT64_MIN);
		p->to = wh_day_or(s, 4, INT64_MAX);
		if (!wh_limit_read(NULL, wh_col_text(s, 5), &p->limit, NULL,
		    &why))
			return wh_fail(&w->err, WH_FAIL, "stage: \"%s\": %s",
			    wh_col_text(s, 5), why);
	}
	return w->err.status == WH_OK;
}

/* The rows, read when first asked for; NULL on an error. */
static const struct wh_stages *
stages(struct wh *w)
{
	if (w->stages != NULL)
		return w->stages;
	wh_keeps(w);
	if ((w->stages = calloc(1, sizeof(*w->stages))) == NULL) {
		wh_nomem(&w->err);
		return NULL;
	}
	if (!read_rows(w, w->stages)) {
		wh_stages_free(w->stages);
		w->stages = NULL;
	}
	return w->stages;
}

/* Free them; r may be NULL. */
void
wh_stages_free(struct wh_stages *r)
{
	if (r != NULL)
		free(r->row);
	free(r);
}

/*
 * The limit of a clock for a case of this class and source, 0 if not known,
 * that was received on this day; NULL for none, or on an error.
 */
const struct wh_limit *
wh_stage_limit(struct wh *w, int clock, int64_t class, int64_t source,
    int64_t day)
{
	const struct wh_stages	*r = stages(w);
	const struct stage	*p, *best = NULL;

	for (; r != NULL && best == NULL; class = wh_ref_parent(w, "class",
	    class)) {
		for (p = r->row; p < r->row + r->n; p++)
			if (p->clock == clock && p->class == class &&
			    (p->source == 0 || p->source == source) &&
			    p->from <= day && day <= p->to && (best == NULL ||
			    (best->source == 0 && p->source != 0)))
				best = p;
		if (class == 0)
			break;
	}
	return best != NULL && best->limit.n > 0 ? &best->limit : NULL;
}
