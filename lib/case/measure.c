/*
 * measure.c - what joins units, meetings and teams; and what the street may
 * do beside a whistle: put a case on a rung of response, take up a chief's
 * difficult issue, hold somebody to account, write a letter.
 */
#include <stdlib.h>
#include <string.h>

#include "case/log.h"
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

/*
 * Put a case on a rung of response: the one of --value, else where the rules
 * say, else, if it stands on one already, the next.
 */
bool
wh_climb(struct wh_deed *d)
{
	struct wh_climb	up;
	int64_t		id;

	id = d->o->value != NULL ? wh_ref_arg(d->w, "--value", "response",
	    d->o->value) : wh_response_next(d->w, d->no, d->r.at, &d->c);
	if (id == 0)
		return wh_refuse(d, d->c.rung == 0 ? "no row of table response"
		    " fits; say which: --value" : "it stands on the last"
		    " rung");
	if (d->r.at < wh_int(d->w, d->r.at, "SELECT max(at) FROM journal"
	    " WHERE no = ? AND act = ?", "ii", d->no, (int64_t)WH_A_CLIMB))
		return wh_refuse(d, "before it was put on its rung");
	wh_response_put(d->w, &d->c, id, &d->r, &up);
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

/* Is the letter about a clock that only whistles have? */
bool
wh_letter_is_whistle(const struct wh_deed *d)
{
	const char	*v = d->o->value;

	return v != NULL && (strcmp(v, "contact") == 0 ||
	    strcmp(v, "finish") == 0);
}

/* A letter to this unit; 0: to the one that has the case. */
static bool
send_letter(struct wh_deed *d, int64_t unit)
{
	char	number[WH_LETTER];

	d->r.act = WH_A_LETTER;
	d->r.whistle = d->n;
	d->r.unit = unit;
	if (wh_letter_complete(d->w, d->no, &d->c, &d->r, number))
		return wh_deed_put(d, WH_A_LETTER, d->r.unit);
	snprintf(d->why, sizeof(d->why), "%s", d->c.why);
	return false;
}

/* Letters to the units of --unit, else to all for whom the clock runs. */
bool
wh_letter(struct wh_deed *d)
{
	static const char	words[] = "verify sign reply arrive handle"
				    " check callback contact finish";

	if (d->r.value == NULL)
		d->r.value = d->n != 0 ? "finish" : "handle";
	if (!wh_word_in(words, d->r.value))
		return wh_fail(&d->w->err, WH_FAIL, "--value: \"%s\": not one"
		    " of %s", d->r.value, words);
	if (d->o->until != NULL &&
	    !wh_until_arg(d->w, d->o->until, &d->r.until))
		return false;
	if (d->n != 0 && d->units.n == 0) {
		d->units.n = wh_letter_seats(d->w, d->no, d->n, d->r.value,
		    d->units.id, WH_SUMMONED);
		if (d->units.n == 0)
			return wh_refuse(d, "the clock %s of the whistle runs"
			    " for nobody", d->r.value);
	}
	return d->units.n > 0 ? wh_deed_each(d, send_letter) :
	    send_letter(d, 0);
}

bool
wh_respond(struct wh_deed *d)
{
	char	number[WH_LETTER];

	d->r.act = WH_A_RESPOND;
	if (wh_respond_complete(d->w, d->no, &d->c, &d->r, number))
		return wh_deed_put(d, WH_A_RESPOND, d->r.unit);
	snprintf(d->why, sizeof(d->why), "%s", d->c.why);
	return false;
}
