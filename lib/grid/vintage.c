/*
 * vintage.c - which row a reference means on a day: rows end, others follow
 * them, and names change.
 *
 * A row that had ended on the day leads to the row that followed it, one that
 * had not begun to the row that it was; where that is not one row the
 * reference is refused, never guessed.
 */
#include <stdlib.h>
#include <string.h>

#include "grid/ref.h"

enum { CHAIN = 16 };		/* of rows that were one another */

/* Was row p there on these days? */
bool
wh_ref_held(const struct ref *p, const struct wh_days *d)
{
	return p->from <= d->to && p->to >= d->from;
}

static bool
add_former(struct wh_refs *r, int32_t row, const char *name, int64_t until)
{
	struct former	*p;

	p = reallocarray(r->former, r->nformer + 1, sizeof(*p));
	if (p == NULL)
		return false;
	r->former = p;
	p += r->nformer;
	p->row = row;
	p->until = until;
	if ((p->name = strdup(name)) == NULL)
		return false;
	r->nformer++;
	return true;
}

/*
 * Add the names that the last row had or has besides its name: separated by
 * semicolons, each with the last day on which it held, or without one.
 * False when out of memory.
 */
bool
wh_refs_formerly(struct wh_refs *r, const char *list)
{
	char	*copy = strdup(list), *s, *day, *save = NULL;
	int64_t	 until;
	bool	 good = copy != NULL;

	for (s = good ? strtok_r(copy, ";", &save) : NULL; s != NULL && good;
	    s = strtok_r(NULL, ";", &save)) {
		wh_trim(s);
		until = INT64_MAX;
		if ((day = strrchr(s, ' ')) != NULL &&
		    wh_date_read(day + 1, &until)) {
			*day = '\0';
			wh_trim(s);
		}
		if (*s != '\0' && strcmp(s, "-") != 0)
			good = add_former(r, (int32_t)r->n - 1, s, until);
	}
	free(copy);
	return good;
}

static int
by_name(const void *a, const void *b)
{
	const struct former	*p = a, *q = b;
	int			 d = strcmp(p->name, q->name);

	return d != 0 ? d : p->row < q->row ? -1 : p->row > q->row;
}

/* Link rows to those that followed them, and sort former names. */
void
wh_refs_vintages(struct wh_refs *r)
{
	struct ref	*p, *was;
	size_t		 i;

	r->dated = r->nformer > 0;
	for (i = r->n; i-- > 0; ) {
		p = &r->row[i];
		if (p->from != INT64_MIN || p->to != INT64_MAX)
			r->dated = true;
		if (p->was == 0 || (was = wh_refs_id(r, p->was)) == NULL)
			continue;
		p->sibling = was->follower;
		was->follower = (int32_t)i;
	}
	if (r->nformer > 0)
		qsort(r->former, r->nformer, sizeof(*r->former), by_name);
}

/* The first of the former names that are not less than name. */
size_t
wh_refs_former(const struct wh_refs *r, const char *name)
{
	size_t	lo = 0, hi = r->nformer, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (strcmp(r->former[mid].name, name) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

struct heirs {
	struct ref	*found;
	size_t		 n, text;
};

/* The rows that followed p, at any distance, and were there on the days. */
static void
follow(struct wh_refs *r, const struct ref *p, const struct wh_days *d,
    int depth, struct heirs *h)
{
	struct ref	*q;
	int32_t		 i;

	for (i = p->follower; i >= 0; i = q->sibling) {
		q = &r->row[i];
		if (wh_ref_held(q, d)) {
			wh_refs_candidate(r, &h->text, q);
			h->found = q;
			h->n++;
		} else if (depth < CHAIN)
			follow(r, q, d, depth + 1, h);
	}
}

/*
 * The row that p means on these days: itself if it was there, the one that
 * followed it or the one that it was.  NULL, with r->why, if that is not one.
 */
struct ref *
wh_ref_then(struct wh_refs *r, struct ref *p, const struct wh_days *d)
{
	struct heirs	h = { NULL, 0, 0 };
	struct ref	*q = p;
	char		day[WH_TIME_TEXT];
	int		n;

	if (p == NULL || !d->strict || wh_ref_held(p, d))
		return p;
	if (p->to < d->from) {
		follow(r, p, d, 0, &h);
		if (h.n == 0)
			snprintf(r->why, sizeof(r->why), "ended on %s, before"
			    " the case was received%s", wh_date_text(p->to,
			    day), strcmp(r->table, "area") == 0 ?
			    "; no area that followed it is known" : "");
		return h.n == 1 ? h.found : NULL;
	}
	for (n = 0; n < CHAIN && q != NULL && q->from > d->to; n++)
		q = q->was != 0 ? wh_refs_id(r, q->was) : NULL;
	if (q != NULL && wh_ref_held(q, d))
		return q;
	snprintf(r->why, sizeof(r->why), "begins on %s, %s",
	    wh_date_text(p->from, day), p->from > r->today ?
	    "which is still to come" : "after the case was received");
	return NULL;
}

/*
 * May what a code or a name of the table means depend on the day?  If not,
 * it may be kept from one row of an import to the next.
 */
bool
wh_ref_dated(struct wh *w, const char *table)
{
	struct wh_refs	*r = wh_refs(w, table);

	return r != NULL && r->dated;
}
