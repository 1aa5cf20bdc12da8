/*
 * measure.c - what joins units, meetings and teams; and what the street may
 * do beside a whistle: put a case on a rung of response, take up a chief's
 * difficult issue, hold somebody to account.
 */
#include <stdlib.h>
#include <string.h>

#include "case/whistle.h"

/*
 * The codes of the units of --unit, else of those of the whistle that are not
 * gone or excused; NULL if there are none.
 */
static const char *
list(struct wh_deed *d)
{
	sqlite3_stmt	*s;
	size_t		 i;

	if (d->units.n == 0 && d->n != 0) {
		s = wh_sql(d->w, "SELECT unit FROM whistle_unit WHERE no = ?"
		    " AND n = ? AND excused IS NULL AND released IS NULL");
		wh_bind(s, "ii", d->no, d->n);
		while (wh_row(d->w, s))
			if (d->units.n < WH_SUMMONED)
				d->units.id[d->units.n++] =
				    sqlite3_column_int64(s, 0);
	}
	for (i = 0; i < d->units.n; i++)
		if (!wh_buf_printf(&d->list, "%s%s", i > 0 ? " " : "",
		    wh_ref_code(d->w, "unit", d->units.id[i])))
			wh_nomem(&d->w->err);
	return d->list.s;
}

/* A meeting: where, who was there, and what was said. */
bool
wh_meet(struct wh_deed *d)
{
	d->r.value = list(d);
	d->r.field = d->detail != NULL ? "place" : NULL;
	d->r.new = d->detail;
	return wh_deed_put(d, wh_act_find(d->o->act)->id, 0);
}

/* When the team that is open was; WH_NONE if none is. */
static int64_t
team_since(struct wh_deed *d)
{
	return wh_int(d->w, WH_NONE, "SELECT at FROM (SELECT act, at FROM"
	    " journal WHERE no = ? AND whistle = ? AND act IN (?, ?)"
	    " ORDER BY seq DESC LIMIT 1) WHERE act = ?", "iiiii", d->no, d->n,
	    (int64_t)WH_A_TEAM, (int64_t)WH_A_DISBAND, (int64_t)WH_A_TEAM);
}

/* Its members were summoned; a whistle has one team at a time. */
bool
wh_team(struct wh_deed *d)
{
	size_t	i;

	if (team_since(d) != WH_NONE)
		return wh_refuse(d, "a team is open; disband it first");
	for (i = 0; i < d->units.n; i++)
		if (!wh_int(d->w, 0, "SELECT 1 FROM whistle_unit WHERE no = ?"
		    " AND n = ? AND unit = ?", "iii", d->no, d->n,
		    d->units.id[i]))
			return wh_refuse(d, "%s was not summoned",
			    wh_ref_code(d->w, "unit", d->units.id[i]));
	if ((d->r.value = list(d)) == NULL)
		return wh_refuse(d, "nobody is left to join it");
	return wh_deed_put(d, WH_A_TEAM, 0);
}

bool
wh_disband(struct wh_deed *d)
{
	int64_t	since = team_since(d);

	if (since == WH_NONE)
		return wh_refuse(d, "no team is open");
	if (d->r.at < since)
		return wh_refuse(d, "before the team was opened");
	return wh_deed_put(d, WH_A_DISBAND, 0);
}

/* The rung that the rules say: by class, the nearest first, and filter. */
static int64_t
first_rung(struct wh_deed *d)
{
	struct wh_question	q;
	struct wh_decision	e = { 0 };

	if (!wh_question_of(d->w, d->no, d->r.at, &q))
		return 0;
	if ((e.filter = (int)d->c.filter) == 0)
		wh_decide(d->w, &q, &e);
	return wh_int(d->w, 0, "SELECT r.id FROM response r LEFT JOIN"
	    " class_tree t ON t.top = r.class AND t.id = ?1 WHERE"
	    " coalesce(r.class, r.filter) IS NOT NULL"
	    " AND (r.class IS NULL OR t.id IS NOT NULL)"
	    " AND (r.filter IS NULL OR r.filter = ?2)"
	    " ORDER BY coalesce(t.depth, 999), r.filter IS NULL, r.code"
	    " LIMIT 1", "ii", q.class, (int64_t)e.filter);
}

/*
 * Put a case on a rung of response: the one of --value, else where the rules
 * say, else, if it stands on one already, the next.
 */
bool
wh_climb(struct wh_deed *d)
{
	char	from[4], to[4];
	int64_t	id;

	if (d->o->value != NULL)
		id = wh_ref_arg(d->w, "--value", "response", d->o->value);
	else if (d->c.rung == 0)
		id = first_rung(d);
	else
		id = wh_int(d->w, 0, "SELECT id FROM response WHERE rung > ?"
		    " ORDER BY rung, code LIMIT 1", "i", d->c.rung);
	if (id == 0)
		return wh_refuse(d, d->c.rung == 0 ? "no row of table response"
		    " fits; say which: --value" : "it stands on the last"
		    " rung");
	d->r.value = wh_ref_code(d->w, "response", id);
	snprintf(from, sizeof(from), "%d", (int)d->c.rung);
	snprintf(to, sizeof(to), "%d", (int)wh_int(d->w, 0, "SELECT rung"
	    " FROM response WHERE id = ?", "i", id));
	d->r.field = "rung";
	d->r.old = d->c.rung != 0 ? from : NULL;
	d->r.new = to;
	return wh_deed_put(d, WH_A_CLIMB, 0);
}

/* The chief of the road of the case reports what he cannot solve there. */
bool
wh_difficult(struct wh_deed *d)
{
	char	day[WH_TIME_TEXT];
	int64_t	road, person;

	if ((road = wh_int(d->w, 0, "SELECT road FROM cases WHERE no = ?",
	    "i", d->no)) == 0)
		return wh_refuse(d, "it names no road: case-log amend --field"
		    " road");
	if ((person = wh_deed_person(d, "--person", d->o->person)) == 0)
		return wh_refuse(d, "which chief reports it? --person");
	wh_date_text(wh_day_of(&d->w->zone, d->r.at), day);
	d->r.field = "chief";
	d->r.new = wh_ref_code(d->w, "person", person);
	if (!wh_int(d->w, 0, "SELECT 1 FROM post p WHERE" WH_PRESENT
	    " AND p.road = ?2 AND p.person = ?3 AND p.role = 'street_chief'",
	    "tii", day, road, person))
		return wh_refuse(d, "%s is not the chief of road %s then",
		    d->r.new, wh_ref_code(d->w, "road", road));
	return wh_deed_put(d, WH_A_DIFFICULT, 0);
}

static bool
account(struct wh_deed *d, int64_t unit)
{
	return wh_deed_put(d, WH_A_ACCOUNT, unit);
}

/* Units or a person answer for what went wrong. */
bool
wh_account(struct wh_deed *d)
{
	if (d->o->person != NULL) {
		d->r.field = "person";
		d->r.new = wh_ref_code(d->w, "person", wh_ref_arg(d->w,
		    "--person", "person", d->o->person));
		if (d->w->err.status != WH_OK)
			return false;
	}
	if (d->units.n == 0 && d->o->person == NULL)
		return wh_refuse(d, "who? --unit or --person");
	return d->units.n == 0 ? wh_deed_put(d, WH_A_ACCOUNT, 0) :
	    wh_deed_each(d, account);
}
