/*
 * fold.c - a case through its whole journal, with what it was before each
 * act that may be taken back.
 *
 * The last act is taken back by a row of its own: then the course is what it
 * was before that act, but for its number of rows.  Several such rows go
 * further and further back.  Some acts are passed over, as they move
 * nothing; at others taking back ends.
 */
#include <stdlib.h>
#include <string.h>

#include "case/case.h"

/* A case before its first row.  Free with wh_fold_free. */
void
wh_fold_start(struct wh_fold *f, int64_t received)
{
	wh_course_start(&f->c, received);
	f->n = 0;
	f->stop = 0;
}

/* Free what a fold keeps; it may be started again. */
void
wh_fold_free(struct wh_fold *f)
{
	free(f->past);
	f->past = NULL;
	f->n = f->max = 0;
}

/* Keep what the case was before this row. */
static bool
push(struct wh_fold *f, const struct wh_course *was, const struct wh_jrow *r)
{
	struct wh_past	*p;
	size_t		 max = f->max > 0 ? 2 * f->max : 16;

	if (f->n == f->max) {
		if ((p = reallocarray(f->past, max, sizeof(*p))) == NULL)
			return false;
		f->past = p;
		f->max = max;
	}
	p = &f->past[f->n++];
	p->c = *was;
	p->act = r->act;
	p->at = r->at;
	p->seq = f->c.seq;
	return true;
}

/*
 * The last act that may be taken back, or NULL with f->c.why: there is none
 * since one at which taking back ends.
 */
const struct wh_past *
wh_fold_last(struct wh_fold *f)
{
	if (f->n > 0)
		return &f->past[f->n - 1];
	snprintf(f->c.why, sizeof(f->c.why), "takeback: nothing may be taken"
	    " back since the last %s", wh_act_code(f->stop));
	return NULL;
}

static bool
take_back(struct wh_fold *f, const struct wh_jrow *r)
{
	const struct wh_past	*p = wh_fold_last(f);
	char			 row[24];
	int64_t			 seq = f->c.seq;

	if (p == NULL)
		return false;
	snprintf(row, sizeof(row), "%jd", (intmax_t)p->seq);
	if (r->at < p->at)
		snprintf(f->c.why, sizeof(f->c.why), "takeback: before the %s"
		    " that it takes back", wh_act_code(p->act));
	else if (r->value == NULL || r->old == NULL ||
	    strcmp(r->old, row) != 0 ||
	    strcmp(r->value, wh_act_code(p->act)) != 0)
		snprintf(f->c.why, sizeof(f->c.why), "takeback: the last act"
		    " is %s", wh_act_code(p->act));
	else {
		f->c = p->c;
		f->c.seq = seq + 1;
		f->n--;
		return true;
	}
	return false;
}

/*
 * The next row of the journal.  False if it is refused: the fold is as
 * before, and f->c.why says which rule forbids it.
 */
bool
wh_fold_step(struct wh_fold *f, const struct wh_jrow *r)
{
	const struct wh_act	*a = wh_act_by_id(r->act);
	struct wh_course	 was = f->c;

	if (a != NULL && a->id == WH_A_TAKEBACK)
		return wh_course_allows(&f->c, r) && take_back(f, r);
	if (!wh_course_step(&f->c, r))
		return false;
	if (a->back == WH_B_NEVER) {
		f->n = 0;
		f->stop = a->id;
	}
	if (a->back != WH_B_TAKEN || push(f, &was, r))
		return true;
	f->c = was;
	snprintf(f->c.why, sizeof(f->c.why), "out of memory");
	return false;
}
