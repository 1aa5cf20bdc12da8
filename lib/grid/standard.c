/*
 * standard.c - filing conditions: what limit a class has, and when a case of
 * it is due.
 *
 * A class may have several conditions, the one with the smallest ord is the
 * default; a class without any has those of the nearest class above it.
 */
#include <stdlib.h>
#include <string.h>

#include "grid/grid.h"

struct standard {
	int64_t		 id, class, from, to;	/* days; valid on both */
	struct wh_limit	 limit;
};
struct wh_standards {
	size_t		 n;
	struct standard	*row;		/* by class, then by ord */
	bool		 same_day;	/* a day alone counts from its 00:00 */
};

static bool
read_rows(struct wh *w, struct wh_standards *r)
{
	sqlite3_stmt	*s;
	struct standard	*p;
	const char	*why;

	s = wh_sql(w, "SELECT id, class, valid_from, valid_to, within"
	    " FROM standard ORDER BY class, ord, code");
	while (wh_row(w, s)) {
		p = wh_more(w, r->row, r->n, sizeof(*p));
		if (p == NULL)
			return false;
		r->row = p;
		p += r->n++;
		p->id = sqlite3_column_int64(s, 0);
		p->class = sqlite3_column_int64(s, 1);
		p->from = wh_day_or(s, 2, INT64_MIN);
		p->to = wh_day_or(s, 3, INT64_MAX);
		memset(&p->limit, 0, sizeof(p->limit));
		if (wh_col_text(s, 4) != NULL &&
		    !wh_limit_read(NULL, wh_col_text(s, 4), &p->limit, NULL,
		    &why))
			return wh_fail(&w->err, WH_FAIL, "standard: \"%s\":"
			    " %s", wh_col_text(s, 4), why);
	}
	r->same_day = wh_int(w, 0, "SELECT value = 'same_day' FROM setting"
	    " WHERE code = 'date_only'", "") != 0;
	return w->err.status == WH_OK;
}

/* The conditions, read when first asked for; NULL on an error. */
static struct wh_standards *
standards(struct wh *w)
{
	if (w->standards != NULL)
		return w->standards;
	wh_keeps(w);
	if ((w->standards = calloc(1, sizeof(*w->standards))) == NULL) {
		wh_nomem(&w->err);
		return NULL;
	}
	if (!read_rows(w, w->standards)) {
		wh_standards_free(w->standards);
		w->standards = NULL;
	}
	return w->standards;
}

/* Free the conditions, which may be NULL. */
void
wh_standards_free(struct wh_standards *r)
{
	if (r != NULL)
		free(r->row);
	free(r);
}

/* The filing condition of a class, or of the nearest class above it. */
static const struct standard *
standard_of(struct wh *w, const struct wh_standards *r, int64_t class,
    int64_t day)
{
	const struct standard	*p;
	size_t			 lo, hi, mid;

	for (; class != 0; class = wh_ref_parent(w, "class", class)) {
		for (lo = 0, hi = r->n; lo < hi; ) {
			mid = lo + (hi - lo) / 2;
			if (r->row[mid].class < class)
				lo = mid + 1;
			else
				hi = mid;
		}
		for (p = &r->row[lo]; p < r->row + r->n &&
		    p->class == class; p++)
			if (p->from <= day && day <= p->to)
				return p;
	}
	return NULL;
}

/* The condition of this id, if it is one of the class or of one above it. */
static const struct standard *
chosen(struct wh *w, const struct wh_standards *r, int64_t id, int64_t class)
{
	const struct standard	*p;

	for (p = r->row; id != 0 && p < r->row + r->n; p++)
		for (; p->id == id && class != 0;
		    class = wh_ref_parent(w, "class", class))
			if (p->class == class)
				return p;
	return NULL;
}

/*
 * May a case of this class, received on this day, be filed by the condition?
 * It is one of the class or of a class above it, and holds.
 */
bool
wh_standard_fits(struct wh *w, int64_t standard, int64_t class, int64_t day)
{
	const struct wh_standards	*r = standards(w);
	const struct standard		*p;

	return r != NULL && (p = chosen(w, r, standard, class)) != NULL &&
	    p->from <= day && day <= p->to;
}

/*
 * The condition that a case was filed by, if it is one of its class or of a
 * class above it, else the first that its class has.
 */
static const struct standard *
condition(struct wh *w, const struct wh_standards *r,
    const struct wh_question *q)
{
	const struct standard	*p = chosen(w, r, q->standard, q->class);

	return p != NULL ? p : standard_of(w, r, q->class, q->day);
}

/*
 * When a limit that starts then is over; WH_NONE if never, or not judged.
 * A start that is only a day begins at 00:00 of the next day, unless the
 * setting date_only says same_day, and no limit in hours is judged on it.
 */
int64_t
wh_due_from(struct wh *w, const struct wh_limit *l, int64_t start,
    bool day_only, bool *provisional)
{
	const struct wh_calendar	*cal = wh_calendar(w);
	const struct wh_standards	*r = standards(w);
	int64_t				 due;

	*provisional = false;
	if (cal == NULL || r == NULL || l->n == 0 || (day_only &&
	    (l->kind == WH_URGENT_HOUR || l->kind == WH_WORK_HOUR)))
		return WH_NONE;
	if (day_only && !r->same_day)
		start = wh_day_start(&w->zone,
		    wh_day_of(&w->zone, start) + 1);
	due = wh_deadline(cal, start, l, provisional);
	return due == INT64_MAX ? WH_NONE : due;
}

/* Set standard, due and provisional of a decision. */
void
wh_due(struct wh *w, const struct wh_question *q, struct wh_decision *d)
{
	const struct wh_standards	*r = standards(w);
	const struct standard		*p;

	d->standard = 0;
	d->due = WH_NONE;
	d->provisional = false;
	if (r == NULL || (p = condition(w, r, q)) == NULL)
		return;
	d->standard = p->id;
	d->due = wh_due_from(w, &p->limit, q->start, q->day_only,
	    &d->provisional);
}

/* The limit of a condition; NULL if it has none, or is not known. */
const struct wh_limit *
wh_standard_limit(struct wh *w, int64_t standard)
{
	const struct wh_standards	*r = standards(w);
	const struct standard		*p;

	for (p = r != NULL ? r->row : NULL; p != NULL && p < r->row + r->n;
	    p++)
		if (p->id == standard)
			return p->limit.n > 0 ? &p->limit : NULL;
	return NULL;
}

/*
 * When a limit given as text ends that starts then, by the file's calendar;
 * WH_NONE for no limit: NULL or empty.
 */
int64_t
wh_after(struct wh *w, const char *within, int64_t start)
{
	struct wh_limit	 limit;
	const char	*why;
	bool		 provisional;

	if (within == NULL ||
	    !wh_limit_read(NULL, within, &limit, NULL, &why) || limit.n == 0)
		return WH_NONE;
	return wh_due_from(w, &limit, start, false, &provisional);
}
