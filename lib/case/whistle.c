/*
 * whistle.c - blowing the whistle: the street summons several units about a
 * case, watches them arrive, accepts the work and only then lets them go.
 * Here an act of case-escalate is read and done; what each is stands in
 * summon.c, judge.c and measure.c.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "case/log.h"
#include "case/whistle.h"

/* Say why an act is refused, after its word; false. */
bool
wh_refuse(struct wh_deed *d, const char *fmt, ...)
{
	va_list	ap;
	int	n;

	n = snprintf(d->why, sizeof(d->why), "%s: ", d->o->act);
	va_start(ap, fmt);
	vsnprintf(d->why + n, sizeof(d->why) - (size_t)n, fmt, ap);
	va_end(ap);
	return false;
}

/*
 * For whom the act of the row is done: as was said, else whose turn it is,
 * else who blew the whistle.
 */
int64_t
wh_deed_turn(struct wh_deed *d)
{
	d->r.whistle = d->n;
	return d->as != 0 ? d->as : wh_turn(d->w, d->no, &d->c, &d->r,
	    wh_int(d->w, d->c.unit, "SELECT raiser FROM whistle WHERE no = ?"
	    " AND n = ?", "ii", d->no, d->n));
}

/*
 * Append the row that is at hand, with this act and unit, if the rights
 * allow it.  False if it is refused, with d->why, or on an error.
 */
bool
wh_deed_put(struct wh_deed *d, int64_t act, int64_t unit)
{
	d->r.act = act;
	d->r.unit = unit;
	d->r.holder = wh_deed_turn(d);
	if (wh_right(d->w, d->no, &d->c, &d->r) &&
	    wh_apply_masked(d->w, d->no, &d->c, &d->r))
		return true;
	snprintf(d->why, sizeof(d->why), "%s", d->c.why);
	return false;
}

/* Do something for each unit of --unit, of which there must be one. */
bool
wh_deed_each(struct wh_deed *d, bool (*f)(struct wh_deed *, int64_t))
{
	size_t	i;

	for (i = 0; i < d->units.n; i++)
		if (!f(d, d->units.id[i]))
			return false;
	return true;
}

/*
 * The person of the roster that an option names, else who types; 0 if that
 * is nobody, or, with an error, if the option is none.
 */
int64_t
wh_deed_person(struct wh_deed *d, const char *opt, const char *code)
{
	return code != NULL ? wh_ref_arg(d->w, opt, "person", code) :
	    wh_int(d->w, 0, "SELECT min(id) FROM person WHERE code = ?1"
	    " OR name = ?1 HAVING count(*) = 1", "t", wh_who(d->w));
}

static bool
answer(struct wh_deed *d)
{
	return wh_deed_each(d, wh_attend);
}

static bool
summon(struct wh_deed *d)
{
	return wh_deed_each(d, wh_summon);
}

static bool
excuse(struct wh_deed *d)
{
	return wh_deed_each(d, wh_excuse);
}

static bool
put_unit(struct wh_deed *d, int64_t unit)
{
	return wh_deed_put(d, wh_act_find(d->o->act)->id, unit);
}

/* What needs no more than its row, or one for each unit of --unit. */
static bool
plain(struct wh_deed *d)
{
	return d->units.n > 0 ? wh_deed_each(d, put_unit) : put_unit(d, 0);
}

/* The units of --unit, else the one that has the case, if one has. */
static bool
urge(struct wh_deed *d)
{
	return d->units.n > 0 ? plain(d) : put_unit(d, d->c.unit);
}

static bool
screen(struct wh_deed *d)
{
	d->r.field = d->detail != NULL ? "meeting" : NULL;
	d->r.new = d->detail;
	return plain(d);
}

enum {				/* options that an act takes */
	KIND = 1, APPROVER = 2, PERSON = 4, PLACE = 8, MEETING = 16,
	UNITS = 32		/* --unit it must have */
};
static const struct deed_act {
	int64_t	 act;
	bool	(*f)(struct wh_deed *);
	unsigned options;
} acts[] = {
	{ WH_A_RAISE, wh_raise, KIND | APPROVER | PLACE },
	{ WH_A_SUMMON, summon, PLACE | UNITS },
	{ WH_A_ANSWER, answer, UNITS },
	{ WH_A_CONTACT, answer, UNITS },
	{ WH_A_ARRIVE, answer, UNITS },
	{ WH_A_MEET, wh_meet, PLACE },
	{ WH_A_TEAM, wh_team, 0 },
	{ WH_A_DISBAND, wh_disband, 0 },
	{ WH_A_ACCEPT, wh_judge, 0 },
	{ WH_A_REJECT, wh_judge, 0 },
	{ WH_A_WITHDRAW, wh_withdraw, 0 },
	{ WH_A_EXCUSE, excuse, UNITS },
	{ WH_A_RELEASE, wh_release, 0 },
	{ WH_A_SCORE, wh_score, 0 },
	{ WH_A_SCREEN, screen, MEETING },
	{ WH_A_DIFFICULT, wh_difficult, PERSON },
	{ WH_A_CLIMB, wh_climb, 0 },
	{ WH_A_LEDGER, plain, 0 },
	{ WH_A_CONSULT, wh_meet, PLACE },
	{ WH_A_ACCOUNT, wh_account, PERSON },
	{ WH_A_URGE, urge, 0 },
	{ WH_A_REMIND, urge, 0 },
	{ WH_A_LETTER, wh_letter, 0 },
	{ WH_A_RESPOND, wh_respond, 0 },
};

static const struct deed_act *
find_act(int64_t act)
{
	size_t	i;

	for (i = 0; acts[i].act != act; i++)
		;
	return &acts[i];
}

/*
 * Does the act take what was said, and is all said that it needs whatever
 * the case?  False with an error.
 */
bool
wh_check_whistle(struct wh *w, const struct wh_whistle *o)
{
	const struct wh_act	*a = wh_act_find(o->act);
	unsigned		 takes = find_act(a->id)->options;
	unsigned		 may = a->need | a->may;
	const struct {
		const char	*opt, *v;
		bool		 good;
	} given[] = {
		{ "--kind", o->kind, takes & KIND },
		{ "--approver", o->approver, takes & APPROVER },
		{ "--person", o->person, takes & PERSON },
		{ "--place", o->place, takes & PLACE },
		{ "--meeting", o->meeting, takes & MEETING },
		{ "--unit", o->units, may & WH_N_UNIT },
		{ "--until", o->until, may & WH_N_UNTIL },
		{ "--value", o->value, may & WH_N_VALUE &&
		    !(takes & KIND) },
	};
	size_t			 i;

	for (i = 0; i < sizeof(given) / sizeof(given[0]); i++)
		if (given[i].v != NULL && !given[i].good)
			return wh_fail(&w->err, WH_FAIL, "%s: %s does not"
			    " take it", given[i].opt, o->act);
	if (takes & KIND && o->kind == NULL)
		return wh_fail(&w->err, WH_FAIL, "%s: needs --kind", o->act);
	if (takes & UNITS && o->units == NULL)
		return wh_fail(&w->err, WH_FAIL, "%s: needs --unit", o->act);
	if (a->values != NULL && (o->value == NULL ||
	    !wh_word_in(a->values, o->value)))
		return wh_fail(&w->err, WH_FAIL, "--value: \"%s\": not one of"
		    " %s", o->value != NULL ? o->value : "", a->values);
	return true;
}

/* One unit of --unit more.  False if it is refused, or on an error. */
static bool
add_unit(struct wh_deed *d, const char *word)
{
	int64_t	unit = wh_ref_arg(d->w, "--unit", "unit", word);
	size_t	i;

	if (d->w->err.status != WH_OK)
		return false;
	for (i = 0; i < d->units.n; i++)
		if (d->units.id[i] == unit)
			return wh_refuse(d, "%s is named twice",
			    wh_ref_code(d->w, "unit", unit));
	if (d->units.n == WH_SUMMONED)
		return wh_fail(&d->w->err, WH_FAIL, "--unit: names more than"
		    " %d units", WH_SUMMONED);
	d->units.id[d->units.n++] = unit;
	return true;
}

/* The units of --unit.  False if they are refused, or on an error. */
static bool
read_units(struct wh_deed *d)
{
	char	*copy, *word, *save;
	bool	 good = true;

	if (d->o->units == NULL)
		return true;
	if ((copy = strdup(d->o->units)) == NULL)
		return wh_nomem(&d->w->err);
	for (word = strtok_r(copy, ",", &save); good && word != NULL;
	    word = strtok_r(NULL, ",", &save))
		good = add_unit(d, word);
	free(copy);
	return good && (d->units.n > 0 || wh_fail(&d->w->err, WH_FAIL,
	    "--unit: \"%s\": names no unit", d->o->units));
}

/* What was said, as far as all acts understand it alike. */
static bool
read_deed(struct wh_deed *d)
{
	const struct wh_whistle	*o = d->o;
	const char		*detail = o->place != NULL ? o->place :
				    o->meeting;

	d->r.at = d->w->now;
	d->as = wh_acting(d->w, o->as, 0);
	d->r.value = o->value;
	d->r.reason = o->reason != NULL && *o->reason != '\0' ?
	    wh_reason(d->w, wh_act_find(o->act)->id, o->reason) : NULL;
	d->r.text = o->text != NULL && *o->text != '\0' ? o->text : NULL;
	if (detail != NULL && (!wh_mask(detail, &d->detail) ||
	    (d->detail == NULL && (d->detail = strdup(detail)) == NULL)))
		return wh_nomem(&d->w->err);
	return read_units(d) && (o->at == NULL ||
	    wh_act_time(d->w, o->at, &d->r.at)) && d->w->err.status == WH_OK;
}

/*
 * The whistle meant by "number.n", or by the number alone: the only one that
 * is still going on; to score, else, the last.
 */
static bool
find(struct wh_deed *d, int64_t n, int64_t act)
{
	int64_t	raised;

	d->n = n;
	if (n == 0) {
		if (wh_int(d->w, 0, "SELECT count(*) FROM whistle"
		    " WHERE no = ? AND ended IS NULL", "i", d->no) > 1)
			return wh_refuse(d, "several whistles are open; say"
			    " which: NUMBER.N");
		d->n = wh_int(d->w, 0, "SELECT max(n) FROM whistle"
		    " WHERE no = ? AND (ended IS NULL OR ? AND NOT EXISTS"
		    " (SELECT 1 FROM whistle WHERE no = ? AND ended IS NULL))",
		    "iii", d->no, (int64_t)(act == WH_A_SCORE), d->no);
	}
	raised = wh_int(d->w, WH_NONE, "SELECT raised FROM whistle"
	    " WHERE no = ? AND n = ?", "ii", d->no, d->n);
	if (raised == WH_NONE)
		return wh_refuse(d, n == 0 ? "no whistle is open" :
		    "it has no whistle of this number");
	return d->r.at >= raised || wh_refuse(d, "before the whistle was"
	    " blown");
}

/* Does the state of the case allow it?  That is said first. */
static bool
state_allows(struct wh_deed *d, const struct wh_act *a)
{
	if (a->from >> d->c.state & 1)
		return true;
	d->r.act = a->id;
	wh_course_allows(&d->c, &d->r);
	snprintf(d->why, sizeof(d->why), "%s", d->c.why);
	return false;
}

/* Is it about a whistle that was blown?  A letter is where that is said. */
static bool
is_of_whistle(const struct wh_deed *d, const struct wh_act *a, int64_t n)
{
	return a->id == WH_A_LETTER ? n != 0 || wh_letter_is_whistle(d) :
	    a->need & WH_N_WHISTLE && a->id != WH_A_RAISE;
}

static bool
do_act(struct wh_deed *d, int64_t n)
{
	const struct wh_act	*a = wh_act_find(d->o->act);

	if (is_of_whistle(d, a, n) && !find(d, n, a->id))
		return false;
	return state_allows(d, a) && find_act(a->id)->f(d) &&
	    wh_course_save(d->w, d->no, &d->c) &&
	    (d->n == 0 || wh_whistle_settle(d->w, d->no, d->n));
}

/*
 * Do one act of case-escalate, which wh_check_whistle has seen, for a case,
 * or for its whistle n (0: the open one).  *done is the number of the
 * whistle, 0 for an act of the case.  False if it is refused, with *why,
 * valid until the next call, or on an error; then nothing of it stays.
 */
bool
wh_whistle(struct wh *w, int64_t no, int64_t n, const struct wh_whistle *o,
    int64_t *done, const char **why)
{
	static struct wh_deed	d;
	bool			good;

	d = (struct wh_deed){ .w = w, .o = o, .no = no, .r = { WH_JROW } };
	*why = "no such case";
	if (!wh_course_load(w, no, &d.c))
		return false;
	*why = d.why;
	good = read_deed(&d) && wh_try(w);
	if (good)
		good = wh_tried(w, do_act(&d, n));
	*done = d.n;
	free(d.detail);
	wh_buf_free(&d.list);
	return good;
}
