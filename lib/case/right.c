/*
 * right.c - the rules of record that are rows: who may do what with a case,
 * for which reasons, how often.
 *
 * They are asked where a person acts, never of imports and never when the
 * journal is replayed: what was decided is in its row.
 */
#include <stdlib.h>
#include <string.h>

#include "case/case.h"

/* A unit that acts, and what it is asked about. */
struct asked {
	struct wh		*w;
	int64_t			 no, street;
	const struct wh_course	*c;
	const struct wh_jrow	*r;
};

/* Rights of an act; of an approval those of its step, or of the last before. */
#define RIGHTS \
	" FROM right r LEFT JOIN unit_kind k ON k.id = r.kind" \
	" WHERE r.act = ?1 AND (r.step IS NULL OR r.step = (SELECT max(step)" \
	" FROM right WHERE act = ?1 AND step <= ?2)) ORDER BY r.code"

static sqlite3_stmt *
rights(struct wh *w, int64_t act, const struct wh_course *c)
{
	sqlite3_stmt	*s;

	s = wh_sql(w, "SELECT r.who, r.kind, k.code" RIGHTS);
	wh_bind(s, "ii", act, c->pending_step + 1);
	return s;
}

static int64_t
street_of(struct wh *w, int64_t no)
{
	return wh_street(w, wh_int(w, 0, "SELECT area FROM cases WHERE no = ?",
	    "i", no));
}

/* Is the unit b, or does it stand above it? */
static bool
above(struct wh *w, int64_t a, int64_t b)
{
	return b != 0 && (a == b || wh_int(w, 0, "SELECT 1 FROM unit_tree"
	    " WHERE top = ? AND id = ?", "ii", a, b) != 0);
}

/* Who recorded the act that is taken back. */
static int64_t
doer(const struct asked *a)
{
	return a->r->old == NULL ? 0 : wh_int(a->w, 0, "SELECT holder"
	    " FROM journal WHERE no = ? AND seq = ?", "it", a->no, a->r->old);
}

/* The unit that blew the whistle that the row is about. */
static int64_t
raiser(struct wh *w, int64_t no, const struct wh_jrow *r)
{
	return wh_int(w, 0, "SELECT holder FROM journal WHERE no = ?"
	    " AND act = ? AND whistle = ?", "iii", no, (int64_t)WH_A_RAISE,
	    r->whistle);
}

/*
 * Is it the unit that the row is about, or below it?  Who scores is another
 * one of the whistle.
 */
static bool
is_summoned(const struct asked *a, int64_t unit)
{
	return wh_int(a->w, 0, "SELECT 1 FROM journal j JOIN unit_tree t"
	    " ON t.top = j.unit AND t.id = ? WHERE j.no = ? AND j.act = ?"
	    " AND j.whistle = ? AND (j.unit = ? OR ?)", "iiiiii", unit, a->no,
	    (int64_t)WH_A_SUMMON, a->r->whistle, a->r->unit,
	    (int64_t)(a->r->act == WH_A_SCORE)) != 0;
}

static bool
is_one(const struct asked *a, const char *who)
{
	int64_t	unit = a->r->holder;

	switch (*who) {
	case 'h':
		return strcmp(who, "handler") == 0 ?
		    above(a->w, a->c->handler, unit) :
		    above(a->w, a->c->unit, unit);
	case 'l':
		return above(a->w, unit, a->c->unit);
	case 'r':
		return above(a->w, unit, raiser(a->w, a->no, a->r));
	case 's':
		return strcmp(who, "summoned") == 0 ? is_summoned(a, unit) :
		    above(a->w, unit, a->street);
	case 'd':
		return doer(a) == unit;
	case 'u':
		return above(a->w, a->r->unit, unit);
	default:
		return true;
	}
}

/*
 * The unit whose turn it is: that of the first right to the act which can be
 * said without asking who acts; dflt where there is none.
 */
int64_t
wh_turn(struct wh *w, int64_t no, const struct wh_course *c,
    const struct wh_jrow *r, int64_t dflt)
{
	struct asked	 a = { .w = w, .no = no, .c = c, .r = r };
	sqlite3_stmt	*s = rights(w, r->act, c);
	const char	*who;
	int64_t		 unit = 0;

	while (unit == 0 && wh_row(w, s)) {
		who = wh_col_text(s, 0);
		unit = strcmp(who, "handler") == 0 ? c->handler :
		    *who == 'h' || *who == 'l' ? c->unit :
		    strcmp(who, "summoned") == 0 || *who == 'u' ? r->unit :
		    *who == 'r' ? raiser(w, no, r) :
		    *who == 's' ? street_of(w, no) :
		    *who == 'd' ? doer(&a) : 0;
	}
	sqlite3_reset(s);
	return unit != 0 ? unit : dflt;
}

/* Who would have to be the unit, by the rights that were asked. */
static void
name_rights(struct asked *a, struct wh_buf *b)
{
	sqlite3_stmt	*s = rights(a->w, a->r->act, a->c);
	const char	*who, *sep = "";

	for (; wh_row(a->w, s); sep = ", or ") {
		who = wh_col_text(s, 0);
		wh_buf_puts(b, sep);
		if (strcmp(who, "handler") == 0)
			wh_buf_puts(b, "the handler");
		else if (*who == 'h' || *who == 'l')
			wh_buf_printf(b, *who == 'h' ? "the unit that has it,"
			    " %s, or below" : "the unit that has it, %s, or"
			    " above", wh_ref_code(a->w, "unit", a->c->unit));
		else if (*who == 'r')
			wh_buf_printf(b, "the unit that blew, %s, or above",
			    wh_ref_code(a->w, "unit",
			    raiser(a->w, a->no, a->r)));
		else if (strcmp(who, "summoned") == 0)
			wh_buf_puts(b, "the unit that was summoned, or"
			    " below");
		else if (*who == 's')
			wh_buf_printf(b, "the street%s%s", a->street != 0 ?
			    " " : "", a->street != 0 ?
			    wh_ref_code(a->w, "unit", a->street) : "");
		else if (*who == 'd')
			wh_buf_puts(b, "who did it");
		else if (*who == 'u')
			wh_buf_printf(b, "the unit it is about, %s, or below",
			    wh_ref_code(a->w, "unit", a->r->unit));
		if (wh_col_text(s, 2) != NULL)
			wh_buf_printf(b, "%sa unit of kind %s", *who == 'a' ?
			    "" : " as ", wh_col_text(s, 2));
	}
}

/*
 * May the unit r->holder do this?  Nobody is refused where none is known.
 * False with c->why, which names act, unit and who might; or on an error.
 */
bool
wh_right(struct wh *w, int64_t no, struct wh_course *c,
    const struct wh_jrow *r)
{
	struct asked	 a = { .w = w, .no = no, .c = c, .r = r };
	struct wh_buf	 b = { 0 };
	sqlite3_stmt	*s;
	int64_t		 kind;
	bool		 any = false, may = false;

	if (r->holder == 0)
		return true;
	kind = wh_int(w, 0, "SELECT kind FROM unit WHERE id = ?", "i",
	    r->holder);
	a.street = street_of(w, no);
	s = rights(w, r->act, c);
	while (!may && wh_row(w, s)) {
		any = true;
		may = (sqlite3_column_int64(s, 1) == 0 ||
		    sqlite3_column_int64(s, 1) == kind) &&
		    is_one(&a, wh_col_text(s, 0));
	}
	sqlite3_reset(s);
	if (may || !any)
		return w->err.status == WH_OK;
	name_rights(&a, &b);
	snprintf(c->why, sizeof(c->why), "%s: not by %s: by %s",
	    wh_act_code(r->act), wh_ref_code(w, "unit", r->holder),
	    b.s != NULL ? b.s : "?");
	wh_buf_free(&b);
	return false;
}

/*
 * The reason of an act that has a list of them, as its code, which stays
 * until the handle is closed; any other act's as it is.  NULL, with an error,
 * if it is none of the list.
 */
const char *
wh_reason(struct wh *w, int64_t act, const char *reason)
{
	struct wh_buf	 b = { 0 };
	sqlite3_stmt	*s;
	char		*masked = NULL;
	int64_t		 id;

	id = wh_int(w, 0, "SELECT id FROM reason WHERE act = ?1 AND (code = ?2"
	    " OR name = ?2 OR name_en = ?2) ORDER BY code <> ?2 LIMIT 1",
	    "it", act, reason);
	if (id != 0)
		return wh_ref_code(w, "reason", id);
	if (wh_int(w, 0, "SELECT 1 FROM reason WHERE act = ?", "i", act) == 0)
		return reason;
	s = wh_sql(w, "SELECT code, name FROM reason WHERE act = ?"
	    " ORDER BY id");
	wh_bind(s, "i", act);
	while (wh_row(w, s))
		wh_buf_printf(&b, "%s%s (%s)", b.n > 0 ? ", " : "",
		    wh_col_text(s, 0), wh_col_text(s, 1));
	if (!wh_mask(reason, &masked))
		wh_nomem(&w->err);
	wh_fail(&w->err, WH_FAIL, "--reason: \"%s\": not one of %s; free"
	    " words go to --text", masked != NULL ? masked : reason,
	    b.s != NULL ? b.s : "");
	free(masked);
	wh_buf_free(&b);
	return NULL;
}

/* A number of the quota of an act, or dflt where it sets none. */
static int64_t
quota(struct wh *w, const char *sql, int64_t act, int64_t dflt)
{
	return wh_int(w, dflt, sql, "t", wh_act_code(act));
}

/* How many approvals a request of this kind needs. */
int64_t
wh_quota_steps(struct wh *w, int64_t act)
{
	return quota(w, "SELECT coalesce(steps, 1) FROM quota"
	    " WHERE code = ?", act, 1);
}

static int64_t
used(const struct wh_course *c, int64_t act)
{
	return act == WH_A_EXTEND ? c->extended : act == WH_A_HANG ? c->hung :
	    act == WH_A_APPEAL ? c->exempt : act == WH_A_RETURN ?
	    c->returns : 0;
}

/* A case that was returned as often as it may be is given away for good. */
static bool
may_dispatch(struct wh *w, struct wh_course *c, const struct wh_jrow *r)
{
	if (c->returns == 0 || r->flags & WH_F_FORCED ||
	    c->returns < quota(w, "SELECT times FROM quota WHERE code = ?",
	    WH_A_RETURN, INT64_MAX))
		return w->err.status == WH_OK;
	snprintf(c->why, sizeof(c->why), "dispatch: it was returned %jd times;"
	    " give it to a unit for good: --forced", (intmax_t)c->returns);
	return false;
}

/*
 * Is the act within its quota?  What was denied is not counted.  False with
 * c->why.
 */
bool
wh_quota(struct wh *w, struct wh_course *c, const struct wh_jrow *r)
{
	int64_t	times, days;

	if (r->act == WH_A_DISPATCH)
		return may_dispatch(w, c, r);
	times = quota(w, "SELECT times FROM quota WHERE code = ?", r->act,
	    INT64_MAX);
	if (times > 0 && used(c, r->act) >= times) {
		snprintf(c->why, sizeof(c->why), "%s: its quota of %jd is used"
		    " up", wh_act_code(r->act), (intmax_t)times);
		return false;
	}
	days = quota(w, "SELECT days FROM quota WHERE code = ?", r->act, 0);
	if (days > 0 && r->until != WH_NONE && wh_day_of(&w->zone, r->until) -
	    wh_day_of(&w->zone, r->at) > days) {
		snprintf(c->why, sizeof(c->why), "%s: until more than %jd days"
		    " from then", wh_act_code(r->act), (intmax_t)days);
		return false;
	}
	return w->err.status == WH_OK;
}
