/*
 * summon.c - the right to convene: who may blow a whistle, who has approved
 * it, and which units it summons.
 */
#include <stdlib.h>
#include <string.h>

#include "case/log.h"
#include "case/whistle.h"

/* Only kinds of unit that the whistle's kind names may blow it. */
static bool
may_raise(struct wh_deed *d, int64_t kind, int64_t unit)
{
	char	*raisers, *own;
	bool	 may;

	raisers = wh_str(d->w, "SELECT raisers FROM whistle_kind"
	    " WHERE id = ?", "i", kind);
	own = wh_str(d->w, "SELECT k.code FROM unit u JOIN unit_kind k"
	    " ON k.id = u.kind WHERE u.id = ?", "i", unit);
	may = raisers != NULL && ((own != NULL && wh_word_in(raisers, own)) ||
	    wh_word_in(raisers, wh_ref_code(d->w, "unit", unit)));
	if (!may)
		wh_refuse(d, "%s, of kind %s, has no right to blow %s; that"
		    " have units of: %s (--as)", wh_ref_code(d->w, "unit",
		    unit), own != NULL ? own : "none", wh_ref_code(d->w,
		    "whistle_kind", kind), raisers != NULL ? raisers : "");
	free(raisers);
	free(own);
	return may;
}

/*
 * A person who may approve: of the unit that blows or one above it, or of no
 * unit, and of this rank or above.
 */
#define APPROVERS \
	"SELECT 1 FROM person q JOIN rank k ON k.id = q.rank" \
	" JOIN rank m ON m.id = ?1 AND k.ord >= m.ord" \
	" WHERE (q.unit IS NULL OR EXISTS (SELECT 1 FROM unit_tree" \
	" WHERE top = q.unit AND id = ?2))"

/*
 * Has somebody of the rank that the kind asks for approved it, the person of
 * --approver or else who types?  Where the roster knows nobody who might, only
 * one who is named is asked for his rank.  The row keeps who it was.
 */
static bool
approve(struct wh_deed *d, int64_t kind, int64_t raiser)
{
	int64_t	least, person;
	bool	may;

	least = wh_int(d->w, 0, "SELECT approver FROM whistle_kind"
	    " WHERE id = ?", "i", kind);
	person = wh_deed_person(d, "--approver", d->o->approver);
	may = least == 0 || (person != 0 && wh_int(d->w, 0, APPROVERS
	    " AND q.id = ?3", "iii", least, raiser, person));
	if (may && person != 0) {
		d->r.field = "approver";
		d->r.new = wh_ref_code(d->w, "person", person);
	}
	if (may || d->w->err.status != WH_OK || (d->o->approver == NULL &&
	    !wh_int(d->w, 0, APPROVERS, "ii", least, raiser)))
		return d->w->err.status == WH_OK;
	return wh_refuse(d, "%s needs the approval of a %s or above of %s,"
	    " not of %s: --approver", wh_ref_code(d->w, "whistle_kind", kind),
	    wh_ref_code(d->w, "rank", least), wh_ref_code(d->w, "unit",
	    raiser), person != 0 ? wh_ref_code(d->w, "person", person) :
	    "nobody");
}

/* Units that come only when called need somebody who is to be called. */
static bool
has_contact(struct wh_deed *d, int64_t unit)
{
	return !wh_int(d->w, 0, "SELECT 1 FROM unit u JOIN unit_kind k"
	    " ON k.id = u.kind WHERE u.id = ? AND k.tier = 'n'"
	    " AND coalesce(u.contact, '') = ''", "i", unit) ||
	    wh_refuse(d, "%s is of tier n and has no contact; load one:"
	    " grid-load unit, column contact", wh_ref_code(d->w, "unit",
	    unit));
}

/* Nobody is called twice about one case before he was let go. */
static bool
is_free(struct wh_deed *d, int64_t unit)
{
	int64_t	n;

	n = wh_int(d->w, 0, "SELECT min(h.n) FROM whistle h JOIN whistle_unit u"
	    " ON u.no = h.no AND u.n = h.n WHERE h.no = ? AND h.n <> ?"
	    " AND u.unit = ? AND coalesce(h.accepted, h.withdrawn, u.excused)"
	    " IS NULL", "iii", d->no, d->n, unit);
	return n == 0 || wh_refuse(d, "%s is summoned already, by whistle"
	    " %jd.%jd", wh_ref_code(d->w, "unit", unit), (intmax_t)d->no,
	    (intmax_t)n);
}

/* There must still be such a unit. */
static bool
exists(struct wh_deed *d, int64_t unit)
{
	int64_t	until = wh_ref_until(d->w, "unit", unit);
	char	day[WH_TIME_TEXT];

	return until == WH_NONE || until >= wh_day_of(&d->w->zone, d->r.at) ||
	    wh_refuse(d, "%s ended on %s", wh_ref_code(d->w, "unit", unit),
	    wh_date_text(until, day));
}

/* Summon one unit: the row says by when it is to arrive. */
bool
wh_summon(struct wh_deed *d, int64_t unit)
{
	char	*within;

	if (unit == wh_int(d->w, 0, "SELECT raiser FROM whistle_told"
	    " WHERE no = ? AND n = ?", "ii", d->no, d->n))
		return wh_refuse(d, "the unit that blows cannot summon"
		    " itself");
	if (wh_int(d->w, 0, "SELECT 1 FROM whistle_unit_told WHERE no = ?"
	    " AND n = ? AND unit = ?", "iii", d->no, d->n, unit))
		return wh_refuse(d, "a unit is summoned twice");
	if (wh_int(d->w, 0, "SELECT 1 FROM whistle_told WHERE no = ?"
	    " AND n = ? AND coalesce(accepted, withdrawn) IS NOT NULL", "ii",
	    d->no, d->n))
		return wh_refuse(d, "its work was accepted, or it was"
		    " withdrawn");
	if (wh_int(d->w, 0, "SELECT count(*) FROM whistle_unit_told"
	    " WHERE no = ? AND n = ?", "ii", d->no, d->n) >= WH_SUMMONED)
		return wh_refuse(d, "a whistle summons at most %d units",
		    WH_SUMMONED);
	if (!exists(d, unit) || !is_free(d, unit) || !has_contact(d, unit))
		return false;
	within = wh_str(d->w, "SELECT arrive FROM whistle_kind WHERE id ="
	    " (SELECT kind FROM whistle_told WHERE no = ? AND n = ?)", "ii",
	    d->no, d->n);
	d->r.due = wh_after(d->w, within, d->r.at);
	free(within);
	d->r.field = d->detail != NULL ? "place" : NULL;
	d->r.new = d->detail;
	return wh_deed_put(d, WH_A_SUMMON, unit);
}

static void
add(struct wh_units *u, int64_t unit, int64_t but)
{
	size_t	i;

	for (i = 0; i < u->n; i++)
		if (u->id[i] == unit)
			return;
	if (unit != 0 && unit != but && u->n < WH_SUMMONED)
		u->id[u->n++] = unit;
}

/* Does a unit of the list have the kind of this one? */
static bool
has_kind(struct wh *w, const struct wh_units *u, int64_t unit)
{
	size_t	i;

	for (i = 0; i < u->n; i++)
		if (wh_int(w, 0, "SELECT a.kind = b.kind FROM unit a, unit b"
		    " WHERE a.id = ? AND b.id = ?", "ii", u->id[i], unit))
			return true;
	return false;
}

/* Units that have a post where the case is: in the smallest area first. */
static void
add_standing(struct wh_deed *d, int64_t but)
{
	sqlite3_stmt	*s;
	char		 day[WH_TIME_TEXT];

	wh_date_text(wh_day_of(&d->w->zone, d->r.at), day);
	s = wh_sql(d->w, "SELECT s.unit FROM cases c JOIN area_tree t"
	    " ON t.id = c.area JOIN standing s ON s.area = t.top WHERE"
	    " c.no = ?1 AND ?2 BETWEEN coalesce(s.valid_from, '') AND"
	    " coalesce(s.valid_to, '9999') ORDER BY t.depth, s.code");
	wh_bind(s, "it", d->no, day);
	while (wh_row(d->w, s))
		add(&d->units, sqlite3_column_int64(s, 0), but);
}

/* The units that the dispatch of the case, or else the rules, would use. */
static void
add_ruled(struct wh_deed *d, int64_t but)
{
	struct wh_units		 standing = d->units;
	struct wh_question	 q;
	struct wh_decision	 e = { 0 };
	sqlite3_stmt		*s;
	size_t			 i;

	if (d->c.unit != 0) {
		e.unit = d->c.unit;
		s = wh_sql(d->w, "SELECT unit FROM assist WHERE no = ?"
		    " ORDER BY unit");
		wh_bind(s, "i", d->no);
		while (wh_row(d->w, s))
			if (e.nassist < WH_ASSISTS)
				e.assist[e.nassist++] =
				    sqlite3_column_int64(s, 0);
	} else if (wh_question_of(d->w, d->no, d->r.at, &q))
		wh_decide(d->w, &q, &e);
	add(&d->units, e.unit, but);
	for (i = 0; i < e.nassist; i++)
		if (!has_kind(d->w, &standing, e.assist[i]))
			add(&d->units, e.assist[i], but);
}

/* Who blows: see wh_acting, else the street nearest above the case. */
static int64_t
raiser(struct wh_deed *d)
{
	return d->as != 0 ? d->as : wh_street(d->w, wh_int(d->w, 0,
	    "SELECT area FROM cases WHERE no = ?", "i", d->no));
}

/* Is it one for a whistle, where that has to be said before? */
static bool
is_screened(struct wh_deed *d)
{
	return d->c.screened != NULL || !wh_int(d->w, 0, "SELECT value = 'yes'"
	    " FROM setting WHERE code = 'whistle_screening'", "") ||
	    wh_refuse(d, "no joint meeting has screened it in: screen --value"
	    " in (setting whistle_screening)");
}

/* Blow a whistle: its own row, then one for each unit. */
bool
wh_raise(struct wh_deed *d)
{
	char	*within;
	int64_t	 kind;

	if ((kind = wh_ref_arg(d->w, "--kind", "whistle_kind",
	    d->o->kind)) == 0)
		return false;
	if ((d->as = raiser(d)) == 0)
		return wh_refuse(d, "no street stands above its area; say who"
		    " blows: --as");
	if (!may_raise(d, kind, d->as) || !is_screened(d) ||
	    !approve(d, kind, d->as))
		return false;
	if (d->units.n == 0) {
		add_standing(d, d->as);
		add_ruled(d, d->as);
	}
	if (d->units.n == 0)
		return wh_refuse(d, "no standing post and no rule names a"
		    " unit to summon: --unit");
	d->n = 1 + wh_int(d->w, 0, "SELECT max(n) FROM whistle WHERE no = ?",
	    "i", d->no);
	d->r.value = wh_ref_code(d->w, "whistle_kind", kind);
	within = wh_str(d->w, "SELECT finish FROM whistle_kind WHERE id = ?",
	    "i", kind);
	d->r.due = wh_after(d->w, within, d->r.at);
	free(within);
	if (!wh_deed_put(d, WH_A_RAISE, 0))
		return false;
	d->r.value = d->r.text = d->r.reason = NULL;
	return wh_deed_each(d, wh_summon);
}
