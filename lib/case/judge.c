/*
 * judge.c - the rights to supervise and to accept: units sign, make contact,
 * arrive; nobody leaves before the work is accepted, the whistle withdrawn or
 * the unit excused; each side scores the other.
 */
#include <stdlib.h>
#include <string.h>

#include "case/whistle.h"

/* When a unit did something, as the journal has it; WH_NONE if not yet. */
static int64_t
when(struct wh_deed *d, int64_t unit, int64_t act)
{
	return wh_int(d->w, WH_NONE, "SELECT min(at) FROM journal WHERE no = ?"
	    " AND whistle = ? AND unit = ? AND act = ?", "iiii", d->no, d->n,
	    unit, act);
}

/* When its work was accepted or it was withdrawn; WH_NONE if not yet. */
static int64_t
over(struct wh_deed *d)
{
	return wh_int(d->w, WH_NONE, "SELECT coalesce(accepted, withdrawn)"
	    " FROM whistle WHERE no = ? AND n = ?", "ii", d->no, d->n);
}

/* The unit must have been summoned, and not let go. */
static bool
is_there(struct wh_deed *d, int64_t unit)
{
	const char	*code = wh_ref_code(d->w, "unit", unit);
	int64_t		 at = when(d, unit, WH_A_SUMMON);

	if (at == WH_NONE)
		return wh_refuse(d, "%s was not summoned", code);
	if (when(d, unit, WH_A_RELEASE) != WH_NONE)
		return wh_refuse(d, "%s was released already", code);
	return d->r.at >= at || wh_refuse(d, "before %s was summoned", code);
}

/* The whistle must go on. */
static bool
goes_on(struct wh_deed *d)
{
	if (over(d) == WH_NONE)
		return true;
	return wh_refuse(d, wh_int(d->w, 0, "SELECT accepted IS NULL FROM"
	    " whistle WHERE no = ? AND n = ?", "ii", d->no, d->n) ?
	    "it was withdrawn" : "its work was accepted already");
}

/* A unit signs, makes contact or arrives, each once. */
bool
wh_attend(struct wh_deed *d, int64_t unit)
{
	const struct wh_act	*a = wh_act_find(d->o->act);
	const char		*code = wh_ref_code(d->w, "unit", unit);

	if (!is_there(d, unit) || !goes_on(d))
		return false;
	if (when(d, unit, WH_A_EXCUSE) != WH_NONE)
		return wh_refuse(d, "%s was excused", code);
	if (when(d, unit, a->id) != WH_NONE)
		return wh_refuse(d, a->id == WH_A_ANSWER ? "%s has signed"
		    " already" : a->id == WH_A_CONTACT ? "%s has made contact"
		    " already" : "%s has arrived already", code);
	return wh_deed_put(d, a->id, unit);
}

/* A unit of the whistle that the one who acts is, or stands below; or 0. */
static int64_t
seat_of(struct wh_deed *d)
{
	return d->as == 0 ? 0 : wh_int(d->w, 0, "SELECT u.unit FROM"
	    " whistle_unit u JOIN unit_tree t ON t.top = u.unit WHERE"
	    " u.no = ?1 AND u.n = ?2 AND t.id = ?3 AND (u.unit = ?3 OR ?3"
	    " NOT IN (SELECT raiser FROM whistle WHERE no = ?1 AND n = ?2))"
	    " ORDER BY t.depth LIMIT 1", "iii", d->no, d->n, d->as);
}

/* Who judges never did the work, as a unit or as part of one. */
static bool
is_impartial(struct wh_deed *d)
{
	d->r.act = wh_act_find(d->o->act)->id;
	d->as = wh_deed_turn(d);
	return seat_of(d) == 0 || wh_refuse(d, "the unit that does the work"
	    " cannot judge it");
}

/* More people than there are; the sum of all whistles stays a number. */
enum { MANY = 1000000000 };

/* How many people an accepted work has served: a whole number. */
static bool
is_count(struct wh_deed *d)
{
	const char	*end;
	int64_t		 n;

	if (d->r.value == NULL)
		return true;
	end = wh_scan_uint(d->r.value, &n);
	return (end != NULL && *end == '\0' && n <= MANY) ||
	    wh_fail(&d->w->err, WH_FAIL, "--value: \"%s\": not a number of"
	    " beneficiaries, at most %d", d->r.value, MANY);
}

/* Accept or reject the work. */
bool
wh_judge(struct wh_deed *d)
{
	int64_t	act = wh_act_find(d->o->act)->id, first;

	if (!is_count(d) || !is_impartial(d) || !goes_on(d))
		return false;
	first = wh_int(d->w, WH_NONE, "SELECT min(arrived) FROM whistle_unit"
	    " WHERE no = ? AND n = ?", "ii", d->no, d->n);
	if (first == WH_NONE)
		return wh_refuse(d, "no unit has arrived yet");
	if (d->r.at < first)
		return wh_refuse(d, "before a unit arrived");
	if (d->r.at < wh_int(d->w, d->r.at, "SELECT max(at) FROM journal"
	    " WHERE no = ? AND whistle = ? AND act = ?", "iii", d->no, d->n,
	    (int64_t)WH_A_REJECT))
		return wh_refuse(d, "before it was rejected");
	return wh_deed_put(d, act, 0);
}

/* The whistle is not wanted any more. */
bool
wh_withdraw(struct wh_deed *d)
{
	return is_impartial(d) && goes_on(d) &&
	    wh_deed_put(d, WH_A_WITHDRAW, 0);
}

/* One unit need not come, or may go; but somebody has to do the work. */
bool
wh_excuse(struct wh_deed *d, int64_t unit)
{
	if (!is_impartial(d) || !is_there(d, unit) || !goes_on(d))
		return false;
	if (when(d, unit, WH_A_EXCUSE) != WH_NONE)
		return wh_refuse(d, "%s was excused already",
		    wh_ref_code(d->w, "unit", unit));
	if (!wh_int(d->w, 0, "SELECT 1 FROM whistle_unit_told WHERE no = ?"
	    " AND n = ? AND unit <> ? AND excused IS NULL", "iii", d->no,
	    d->n, unit))
		return wh_refuse(d, "no unit would be left; withdraw the"
		    " whistle");
	return wh_deed_put(d, WH_A_EXCUSE, unit);
}

/* Nobody leaves before that is right. */
static bool
release(struct wh_deed *d, int64_t unit)
{
	int64_t	since = over(d), excused = when(d, unit, WH_A_EXCUSE);

	if (!is_there(d, unit))
		return false;
	if (since == WH_NONE || (excused != WH_NONE && excused < since))
		since = excused;
	if (since == WH_NONE)
		return wh_refuse(d, "the street has not accepted the work yet,"
		    " nor withdrawn the whistle or excused %s",
		    wh_ref_code(d->w, "unit", unit));
	if (d->r.at < since)
		return wh_refuse(d, "before the work was accepted, the whistle"
		    " withdrawn or the unit excused");
	if (d->r.at < when(d, unit, WH_A_ARRIVE))
		return wh_refuse(d, "before %s arrived", wh_ref_code(d->w,
		    "unit", unit));
	return wh_deed_put(d, WH_A_RELEASE, unit);
}

/* Those of --unit, or all that are there. */
bool
wh_release(struct wh_deed *d)
{
	sqlite3_stmt	*s;

	if (d->o->units == NULL) {
		s = wh_sql(d->w, "SELECT unit FROM whistle_unit WHERE no = ?"
		    " AND n = ? AND arrived IS NOT NULL AND released IS NULL");
		wh_bind(s, "ii", d->no, d->n);
		while (wh_row(d->w, s))
			if (d->units.n < WH_SUMMONED)
				d->units.id[d->units.n++] =
				    sqlite3_column_int64(s, 0);
		if (d->units.n == 0)
			return wh_refuse(d, "nobody is there");
	}
	return wh_deed_each(d, release);
}

static bool
score(struct wh_deed *d, int64_t unit)
{
	if (when(d, unit, WH_A_SUMMON) == WH_NONE)
		return wh_refuse(d, "%s was not summoned",
		    wh_ref_code(d->w, "unit", unit));
	return wh_deed_put(d, WH_A_SCORE, unit);
}

/*
 * The street scores the units of --unit; a unit that was summoned scores who
 * blew.  A later score of the same side takes the place of an earlier one.
 */
bool
wh_score(struct wh_deed *d)
{
	const char	*end = NULL;
	int64_t		 v = 0, seat = seat_of(d);

	if (d->r.value != NULL)
		end = wh_scan_uint(d->r.value, &v);
	if (end == NULL || *end != '\0' || v > 100)
		return wh_fail(&d->w->err, WH_FAIL, "--value: \"%s\": not a"
		    " score from 0 to 100", d->r.value != NULL ? d->r.value :
		    "");
	if (seat != 0 && d->units.n > 0)
		return wh_refuse(d, "%s was summoned: it scores who blew,"
		    " without --unit", wh_ref_code(d->w, "unit", seat));
	if (seat != 0) {
		d->as = seat;
		return wh_deed_put(d, WH_A_SCORE, wh_int(d->w, 0, "SELECT"
		    " raiser FROM whistle WHERE no = ? AND n = ?", "ii",
		    d->no, d->n));
	}
	if (d->units.n == 0)
		return wh_refuse(d, "which unit? --unit; or --as the unit that"
		    " scores who blew");
	return wh_deed_each(d, score);
}
