/*
 * complete.c - what is decided when an act is recorded and then stands in
 * its row: a filing condition, a new deadline, which act is taken back.
 */
#include <string.h>

#include "case/log.h"

/*
 * File by the condition that r->value names, which must be one of the case's
 * class or of a class above it; by default the first one that holds.
 */
static bool
complete_file(struct wh *w, int64_t no, struct wh_course *c,
    struct wh_jrow *r)
{
	struct wh_question	q = { 0 };
	struct wh_decision	d;

	q.class = wh_int(w, 0, "SELECT class FROM cases WHERE no = ?", "i",
	    no);
	if (r->value == NULL) {
		q.start = r->at;
		q.day = wh_day_of(&w->zone, c->received);
		wh_due(w, &q, &d);
		r->standard = d.standard;
		r->value = d.standard != 0 ? wh_ref_code(w, "standard",
		    d.standard) : NULL;
		return true;
	}
	r->standard = wh_int(w, 0, "SELECT s.id FROM standard s JOIN"
	    " class_tree t ON t.top = s.class WHERE s.code = ? AND t.id = ?",
	    "ti", r->value, q.class);
	if (r->standard == 0)
		snprintf(c->why, sizeof(c->why), "file: \"%.60s\": no filing"
		    " condition of its class", r->value);
	return r->standard != 0;
}

/* An extension is one more of the limit that the case was given. */
static bool
may_extend(struct wh *w, struct wh_course *c)
{
	return c->due == WH_NONE || wh_standard_limit(w, c->standard) != NULL
	    || wh_deny(c, "extend: its filing condition has no limit");
}

/* Is it the last approval, and what follows from that? */
static void
complete_grant(struct wh *w, int64_t no, const struct wh_course *c,
    struct wh_jrow *r)
{
	if (c->pending_step + 1 < wh_quota_steps(w, c->pending))
		return;
	r->flags |= WH_F_LAST;
	wh_deadline_moves(w, no, c, r);
}

/* No answer comes before the request, or the approval before it. */
static bool
in_order(struct wh *w, int64_t no, struct wh_course *c,
    const struct wh_jrow *r)
{
	int64_t	asked;

	if (c->pending == 0)
		return true;
	asked = wh_int(w, r->at, "SELECT at FROM journal j WHERE no = ?1"
	    " AND act IN (?2, ?3) AND NOT EXISTS (SELECT 1 FROM journal t"
	    " WHERE t.no = ?1 AND t.act = ?4 AND t.old = j.seq)"
	    " ORDER BY seq DESC LIMIT 1", "iiii", no, c->pending,
	    (int64_t)WH_A_GRANT, (int64_t)WH_A_TAKEBACK);
	if (asked <= r->at)
		return true;
	snprintf(c->why, sizeof(c->why), "%s: before the %s",
	    wh_act_code(r->act), c->pending_step > 0 ? "approval before it" :
	    "request");
	return false;
}

/* Who works on it for the unit is below it; others are dispatched to. */
static bool
may_assign(struct wh *w, struct wh_course *c, const struct wh_jrow *r)
{
	if (r->unit == 0 || wh_int(w, 0, "SELECT 1 FROM unit_tree"
	    " WHERE top = ?1 AND id = ?2 AND id <> top", "ii", c->unit,
	    r->unit) != 0)
		return true;
	snprintf(c->why, sizeof(c->why), "assign: %s is not below the unit"
	    " that has it, %s", wh_ref_code(w, "unit", r->unit),
	    wh_ref_code(w, "unit", c->unit));
	return false;
}

/* A case through its journal, into f.  False on an error. */
static bool
fold(struct wh *w, int64_t no, const struct wh_course *c, struct wh_fold *f)
{
	struct wh_jrow	 r = { WH_JROW };
	sqlite3_stmt	*s;
	bool		 good = true;

	wh_fold_start(f, c->received);
	s = wh_sql(w, "SELECT " WH_JOURNAL_COLS " FROM journal WHERE no = ?"
	    " ORDER BY seq");
	wh_bind(s, "i", no);
	while (good && wh_row(w, s)) {
		wh_jrow_read(s, &r);
		if (!(good = wh_fold_step(f, &r)))
			wh_fail(&w->err, WH_FAIL, "%jd: the journal breaks a"
			    " rule: %s", (intmax_t)no, f->c.why);
	}
	if (s != NULL)
		sqlite3_reset(s);
	return good && w->err.status == WH_OK;
}

/* May the act p be taken back, beside what the journal says? */
static bool
may_take_back(struct wh *w, int64_t no, struct wh_course *c,
    const struct wh_past *p)
{
	if (wh_int(w, 0, "SELECT i.what = 'cases' FROM journal j JOIN entry e"
	    " ON e.id = j.entry JOIN import i ON i.id = e.import"
	    " WHERE j.no = ? AND j.seq = ?", "ii", no, p->seq)) {
		snprintf(c->why, sizeof(c->why), "takeback: the last act, %s,"
		    " was imported: its source has to mend it",
		    wh_act_code(p->act));
		return false;
	}
	return wh_int(w, 0, "SELECT 1 FROM whistle w WHERE no = ?"
	    " AND withdrawn = max(?, raised) AND ? AND NOT EXISTS"
	    " (SELECT 1 FROM journal j WHERE j.no = w.no AND j.act = 56"
	    " AND j.whistle = w.n)", "iii", no,
	    p->at, (int64_t)(p->act == WH_A_CLOSE)) == 0 ||
	    wh_deny(c, "takeback: a whistle was withdrawn when it was"
	    " closed; reopen the case");
}

/* Which act is taken back: the last one; a value that is given must be it. */
static bool
complete_takeback(struct wh *w, int64_t no, struct wh_course *c,
    struct wh_jrow *r, char row[24])
{
	struct wh_fold		 f = { 0 };
	const struct wh_past	*p;
	bool			 good;

	if (!wh_course_allows(c, r) || !fold(w, no, c, &f))
		return false;
	if ((p = wh_fold_last(&f)) == NULL)
		wh_deny(c, f.c.why);
	good = p != NULL && may_take_back(w, no, c, p);
	if (good) {
		snprintf(row, 24, "%jd", (intmax_t)p->seq);
		r->old = row;
		if (r->value == NULL)
			r->value = wh_act_code(p->act);
	}
	wh_fold_free(&f);
	return good;
}

/*
 * Complete a row that a person asks for by what the rules and the case say;
 * row keeps a number that it may point to.  False if it is refused, with
 * c->why, or on an error.
 */
bool
wh_complete(struct wh *w, int64_t no, struct wh_course *c, struct wh_jrow *r,
    char row[24])
{
	switch (r->act) {
	case WH_A_FILE:
		return complete_file(w, no, c, r);
	case WH_A_EXTEND:
		return may_extend(w, c);
	case WH_A_ASSIGN:
		return may_assign(w, c, r);
	case WH_A_GRANT:
		complete_grant(w, no, c, r);
		/* FALLTHROUGH */
	case WH_A_DENY:
		if (!in_order(w, no, c, r))
			return false;
		if (r->value == NULL && c->pending != 0)
			r->value = wh_act_code(c->pending);
		return true;
	case WH_A_RESUME:
		wh_deadline_moves(w, no, c, r);
		return true;
	case WH_A_EXERCISE:
		return wh_power_held(w, c, r);
	case WH_A_TAKEBACK:
		return complete_takeback(w, no, c, r, row);
	default:
		return true;
	}
}

/*
 * The course after a row that takes an act back, found by going through the
 * journal.  False with c->why, or on an error.
 */
bool
wh_take_back(struct wh *w, int64_t no, struct wh_course *c,
    const struct wh_jrow *r)
{
	struct wh_fold	f = { 0 };
	int64_t		whistles = c->whistles;
	bool		good;

	if (!fold(w, no, c, &f))
		good = false;
	else if ((good = wh_fold_step(&f, r))) {
		*c = f.c;
		c->whistles = whistles;
	} else
		wh_deny(c, f.c.why);
	wh_fold_free(&f);
	return good;
}

/* The units that assist are those of the dispatch that holds again. */
bool
wh_assist_again(struct wh *w, int64_t no)
{
	return wh_run(w, "DELETE FROM assist WHERE no = ?", "i", no) &&
	    wh_run(w, "INSERT INTO assist SELECT ?1, u.id FROM unit u JOIN"
	    " (SELECT ' ' || value || ' ' AS v FROM journal j WHERE no = ?1"
	    " AND act IN (2, 19) AND NOT EXISTS (SELECT 1 FROM journal t WHERE"
	    " t.no = ?1 AND t.act = 37 AND t.old = j.seq)"
	    " ORDER BY seq DESC LIMIT 1)"
	    " WHERE instr(v, ' ' || u.code || ' ') > 0", "i", no);
}

/*
 * Resume a case that is hung, as of that time, inside a transaction: for the
 * sweep, when its day has come.  False if it is refused, with c->why, or on
 * an error.
 */
bool
wh_resume(struct wh *w, int64_t no, int64_t at, struct wh_course *c)
{
	struct wh_jrow	r = { WH_JROW, .act = WH_A_RESUME, .at = at };

	if (!wh_course_load(w, no, c))
		return false;
	wh_deadline_moves(w, no, c, &r);
	return wh_apply(w, no, c, &r) && wh_course_save(w, no, c) &&
	    wh_clock_set(w, no, c, WH_K_ALL);
}
