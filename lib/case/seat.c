/*
 * seat.c - the units of a whistle: tables whistle and whistle_unit, which
 * follow from the journal, and the clocks that run for them.
 */
#include <stdlib.h>
#include <string.h>

#include "case/whistle.h"

/*
 * When a clock of a whistle began that runs for a unit, or, to finish, for
 * the whistle itself; WH_NONE if it does not run, whether or not there is a
 * limit.  Who is there has signed, and who made contact too.
 */
int64_t
wh_seat_began(const struct wh_seat *s, int clock)
{
	if (s->over != WH_NONE)
		return WH_NONE;
	if (clock == WH_CLOCK_FINISH)
		return s->raised;
	if (s->excused != WH_NONE || s->arrived != WH_NONE)
		return WH_NONE;
	switch (clock) {
	case WH_CLOCK_SIGN:
		return s->signed_at == WH_NONE && s->contacted == WH_NONE ?
		    s->summoned : WH_NONE;
	case WH_CLOCK_CONTACT:
		return s->contacted == WH_NONE ? s->summoned : WH_NONE;
	case WH_CLOCK_ARRIVE:
		return s->summoned;
	default:
		return WH_NONE;
	}
}

/* The tables say what the journal says. */
static bool
store(struct wh *w, int64_t no, int64_t n)
{
	return wh_run(w, "INSERT INTO whistle SELECT * FROM whistle_told"
	    " WHERE no = ?1 AND n = ?2 AND NOT EXISTS (SELECT 1 FROM whistle"
	    " WHERE no = ?1 AND n = ?2)", "ii", no, n) &&
	    wh_run(w, "UPDATE whistle SET (accepted, rejects, withdrawn,"
	    " ended) = (SELECT accepted, rejects, withdrawn, ended"
	    " FROM whistle_told WHERE no = ?1 AND n = ?2)"
	    " WHERE no = ?1 AND n = ?2", "ii", no, n) &&
	    wh_run(w, "INSERT INTO whistle_unit SELECT *"
	    " FROM whistle_unit_told WHERE no = ?1 AND n = ?2 AND unit NOT IN"
	    " (SELECT unit FROM whistle_unit WHERE no = ?1 AND n = ?2)", "ii",
	    no, n) &&
	    wh_run(w, "UPDATE whistle_unit AS u SET (signed, contacted,"
	    " arrived, excused, released) = (SELECT signed, contacted,"
	    " arrived, excused, released FROM whistle_unit_told t"
	    " WHERE t.no = ?1 AND t.n = ?2 AND t.unit = u.unit)"
	    " WHERE no = ?1 AND n = ?2", "ii", no, n);
}

#define LIMIT(col) \
	"SELECT " col " FROM whistle_kind WHERE id = (SELECT kind" \
	" FROM whistle WHERE no = ? AND n = ?)"

/* Let one clock run or not; unit is 0 for the whistle's own. */
static bool
set_clock(struct wh *w, int64_t no, int64_t n, int64_t unit, int clock,
    int64_t began)
{
	static const char *const	limit[WH_CLOCKS] = {
		[WH_CLOCK_SIGN] = LIMIT("sign"),
		[WH_CLOCK_CONTACT] = LIMIT("contact"),
		[WH_CLOCK_ARRIVE] = LIMIT("arrive"),
		[WH_CLOCK_FINISH] = LIMIT("finish"),
	};
	const char	*word = wh_clock_words[clock];
	char		*within;
	int64_t		 due, rung, next;
	bool		 good;

	if (began == WH_NONE)
		return wh_run(w, "DELETE FROM clock WHERE no = ? AND kind = ?"
		    " AND whistle = ? AND unit = ?", "itii", no, word, n,
		    unit);
	if (wh_int(w, 0, "SELECT 1 FROM clock WHERE no = ? AND kind = ?"
	    " AND whistle = ? AND unit = ?", "itii", no, word, n, unit))
		return true;
	within = wh_str(w, limit[clock], "ii", no, n);
	due = wh_after(w, within, began);
	if (due != WH_NONE)
		wh_rung_first(w, clock, began, due, &rung, &next);
	good = due == WH_NONE || wh_run(w, "INSERT INTO clock(no, kind,"
	    " whistle, unit, started, due, within, rung, next) VALUES (?, ?,"
	    " ?, ?, ?, ?, ?, ?, ?)", "itiiiitii", no, word, n, unit, began,
	    due, within, rung, next);
	free(within);
	return good && w->err.status == WH_OK;
}

/* The seats of a whistle, in a list that the caller frees; NULL on an error. */
static struct wh_seat *
seats(struct wh *w, int64_t no, int64_t n, struct wh_units *u)
{
	struct wh_seat	*all = NULL, *s;
	sqlite3_stmt	*q;

	u->n = 0;
	q = wh_sql(w, "SELECT u.unit, h.raised, coalesce(h.accepted,"
	    " h.withdrawn), u.summoned, u.signed, u.contacted, u.arrived,"
	    " u.excused FROM whistle h JOIN whistle_unit u ON u.no = h.no"
	    " AND u.n = h.n WHERE h.no = ? AND h.n = ?");
	wh_bind(q, "ii", no, n);
	if ((all = calloc(WH_SUMMONED, sizeof(*all))) == NULL)
		wh_nomem(&w->err);
	while (all != NULL && u->n < WH_SUMMONED && wh_row(w, q)) {
		s = &all[u->n];
		u->id[u->n++] = sqlite3_column_int64(q, 0);
		s->raised = wh_col_int(q, 1);
		s->over = wh_col_int(q, 2);
		s->summoned = wh_col_int(q, 3);
		s->signed_at = wh_col_int(q, 4);
		s->contacted = wh_col_int(q, 5);
		s->arrived = wh_col_int(q, 6);
		s->excused = wh_col_int(q, 7);
	}
	if (q != NULL)
		sqlite3_reset(q);
	return all;
}

/*
 * Make a whistle, its units and its clocks what the journal says.  Called
 * when the last row of an act is in.
 */
bool
wh_whistle_settle(struct wh *w, int64_t no, int64_t n)
{
	static const int	each[] = {
		WH_CLOCK_SIGN, WH_CLOCK_CONTACT, WH_CLOCK_ARRIVE
	};
	struct wh_units	 u;
	struct wh_seat	*s;
	size_t		 i, k;

	if (!store(w, no, n) || (s = seats(w, no, n, &u)) == NULL)
		return false;
	for (i = 0; i < u.n; i++)
		for (k = 0; k < sizeof(each) / sizeof(each[0]); k++)
			set_clock(w, no, n, u.id[i], each[k],
			    wh_seat_began(&s[i], each[k]));
	if (u.n > 0)
		set_clock(w, no, n, 0, WH_CLOCK_FINISH,
		    wh_seat_began(&s[0], WH_CLOCK_FINISH));
	free(s);
	return w->err.status == WH_OK;
}

/* All whistles of a case: it was closed, or is void. */
bool
wh_whistles_settle(struct wh *w, int64_t no)
{
	int64_t	n = wh_int(w, 0, "SELECT max(n) FROM whistle WHERE no = ?",
	    "i", no);

	for (; n > 0; n--)
		if (!wh_whistle_settle(w, no, n))
			return false;
	return w->err.status == WH_OK;
}

/*
 * What stops a clock of a whistle says how long it ran and might have, as
 * wh_clock_stopped does.
 */
void
wh_seat_stopped(struct wh *w, int64_t no, int clock, struct wh_jrow *r)
{
	struct wh_limit	 limit;
	sqlite3_stmt	*s;
	const char	*why;
	int64_t		 started, due;

	s = wh_sql(w, "SELECT started, due, coalesce(within, '') FROM clock"
	    " WHERE no = ? AND kind = ? AND whistle = ? AND unit = ?");
	wh_bind(s, "itii", no, wh_clock_words[clock], r->whistle,
	    clock == WH_CLOCK_FINISH ? 0 : r->unit);
	if (!wh_row(w, s))
		return;
	started = sqlite3_column_int64(s, 0);
	due = sqlite3_column_int64(s, 1);
	wh_limit_read(NULL, wh_col_text(s, 2), &limit, NULL, &why);
	sqlite3_reset(s);
	r->used = wh_used(wh_calendar(w), started, r->at, limit.kind);
	r->allowed = wh_used(wh_calendar(w), started, due, limit.kind);
}
