/*
 * ladder.c - what is done about a clock that runs out, and when.
 *
 * The rungs of a clock are numbered without a gap.  1 is the first at or
 * after the deadline; 0, -1, ... are reminders before it, so that who adds
 * some moves no clock that stands on a later rung.
 */
#include <stdlib.h>
#include <string.h>

#include "grid/grid.h"

struct wh_ladder {
	size_t		 n;
	struct wh_rung	*row;			/* by clock and rung */
};

static bool
read_rows(struct wh *w, struct wh_ladder *l)
{
	sqlite3_stmt	*s;
	struct wh_rung	*p;
	const char	*why;

	s = wh_sql(w, "SELECT clock, rung, act, coalesce(before, after, ''),"
	    " coalesce(reply, '') FROM main.ladder ORDER BY clock, rung,"
	    " code");
	while (wh_row(w, s)) {
		if ((p = wh_more(w, l->row, l->n, sizeof(*p))) == NULL)
			return false;
		l->row = p;
		p += l->n++;
		p->clock = wh_clock_find(wh_col_text(s, 0));
		p->n = sqlite3_column_int64(s, 1);
		snprintf(p->act, sizeof(p->act), "%s", wh_col_text(s, 2));
		if (!wh_limit_read(NULL, wh_col_text(s, 3), &p->limit, NULL,
		    &why) || !wh_limit_read(NULL, wh_col_text(s, 4),
		    &p->reply, NULL, &why))
			return wh_fail(&w->err, WH_FAIL, "ladder: %s rung"
			    " %jd: %s", wh_col_text(s, 0), (intmax_t)p->n,
			    why);
	}
	return w->err.status == WH_OK;
}

/* The rows, read when first asked for; NULL on an error. */
static const struct wh_ladder *
ladder(struct wh *w)
{
	if (w->ladder != NULL)
		return w->ladder;
	wh_keeps(w);
	if ((w->ladder = calloc(1, sizeof(*w->ladder))) == NULL) {
		wh_nomem(&w->err);
		return NULL;
	}
	if (!read_rows(w, w->ladder)) {
		wh_ladder_free(w->ladder);
		w->ladder = NULL;
	}
	return w->ladder;
}

/* Free it; l may be NULL. */
void
wh_ladder_free(struct wh_ladder *l)
{
	if (l != NULL)
		free(l->row);
	free(l);
}

/* A rung of a clock; NULL if there is none, or on an error. */
const struct wh_rung *
wh_rung(struct wh *w, int clock, int64_t n)
{
	const struct wh_ladder	*l = ladder(w);
	size_t			 i;

	for (i = 0; l != NULL && i < l->n; i++)
		if (l->row[i].clock == clock && l->row[i].n == n)
			return &l->row[i];
	return NULL;
}

/*
 * When a rung is to be climbed by a clock that is due then and has climbed
 * the one below at another time, which counts from rung 2 on.  INT64_MIN if
 * a reminder would come before all calendars.
 */
int64_t
wh_rung_time(struct wh *w, const struct wh_rung *r, int64_t due,
    int64_t climbed)
{
	int64_t	from = r->n > 1 ? climbed : due, t;
	bool	provisional;

	if (wh_calendar(w) == NULL)
		return due;
	if (r->n < 1)
		return wh_before(wh_calendar(w), due, &r->limit);
	t = wh_due_from(w, &r->limit, from, false, &provisional);
	return t == WH_NONE ? from : t;
}

/* By when a letter of this rung is to be replied to; WH_NONE for no limit. */
int64_t
wh_rung_reply(struct wh *w, const struct wh_rung *r, int64_t t)
{
	bool	provisional;

	return wh_due_from(w, &r->reply, t, false, &provisional);
}

/*
 * Where a clock that is due then begins to climb: the first rung whose time
 * is later than from, or the one after the deadline.  *next is WH_NONE if
 * there is none: such a clock is left alone, so that the sweep need not pass
 * over it.
 */
void
wh_rung_first(struct wh *w, int clock, int64_t from, int64_t due,
    int64_t *rung, int64_t *next)
{
	const struct wh_ladder	*l = ladder(w);
	const struct wh_rung	*r;
	size_t			 i;

	*rung = 1;
	*next = WH_NONE;
	for (i = 0; l != NULL && i < l->n; i++) {
		r = &l->row[i];
		if (r->clock != clock || r->n > 1)
			continue;
		*next = wh_rung_time(w, r, due, due);
		*rung = r->n;
		if (r->n == 1 || *next > from)
			return;
		*next = WH_NONE;
	}
	*rung = 1;
}

/* What is wrong with the ladder, as the check of the file says it, too. */
static bool
check(struct wh *w)
{
	sqlite3_stmt	*s = wh_sql(w, WH_LADDER_WRONG " LIMIT 1");

	return !wh_row(w, s) || wh_fail(&w->err, WH_FAIL, "ladder: \"%s\": %s",
	    wh_col_text(s, 0), wh_col_text(s, 1));
}

/* A running clock on a ladder that has changed: its rung and its time. */
static void
stand(struct wh *w, int clock, int64_t due, int64_t *rung, int64_t *next)
{
	const struct wh_rung	*r = wh_rung(w, clock, *rung);
	int64_t			 from = w->now;

	if (*rung <= 1) {
		if (*next != WH_NONE && *next <= from)
			from = *next - 1;	/* not swept yet */
		wh_rung_first(w, clock, from, due, rung, next);
	} else if (r == NULL)
		*next = WH_NONE;
	else if (*next == WH_NONE)
		*next = wh_rung_time(w, r, due, w->now);
}

/*
 * A ladder was loaded: refuse one that is none, and let running clocks stand
 * on it.  Reminders whose time is over are not sent any more.
 */
bool
wh_ladder_loaded(struct wh *w)
{
	sqlite3_stmt	*s;
	int64_t		 rung, next, was_rung, was;
	int		 clock;

	wh_ladder_free(w->ladder);
	w->ladder = NULL;
	if (!check(w))
		return false;
	s = wh_sql(w, "SELECT kind, rung, next, due, no, whistle, unit"
	    " FROM clock WHERE kind <> 'hang'"
	    " ORDER BY no, kind, whistle, unit");
	while (wh_row(w, s)) {
		clock = wh_clock_find(wh_col_text(s, 0));
		was_rung = rung = sqlite3_column_int64(s, 1);
		was = next = wh_col_int(s, 2);
		stand(w, clock, sqlite3_column_int64(s, 3), &rung, &next);
		if (rung != was_rung || next != was)
			wh_run(w, "UPDATE clock SET rung = ?, next = ?"
			    " WHERE no = ? AND kind = ? AND whistle = ?"
			    " AND unit = ?", "iiitii", rung, next,
			    sqlite3_column_int64(s, 4), wh_clock_words[clock],
			    sqlite3_column_int64(s, 5),
			    sqlite3_column_int64(s, 6));
	}
	return w->err.status == WH_OK;
}
