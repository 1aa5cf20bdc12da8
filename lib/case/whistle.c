/*
 * whistle.c - blowing the whistle: the street summons several units about a
 * case, watches them arrive, accepts the work and only then lets them go.
 */
#include <stdlib.h>
#include <string.h>

#include "case/case.h"

struct act {
	struct wh		*w;
	const struct wh_whistle	*o;
	int64_t			 no, n;
	struct wh_course	 c;
	struct wh_jrow		 r;
	char			 why[240];
};

static bool
refuse(struct act *a, const char *why)
{
	snprintf(a->why, sizeof(a->why), "%s: %s", a->o->act, why);
	return false;
}

/* Append the row that is at hand, with this act and unit. */
static bool
put(struct act *a, int64_t act, int64_t unit)
{
	a->r.act = act;
	a->r.unit = unit;
	a->r.whistle = a->n;
	if (wh_right(a->w, a->no, &a->c, &a->r) &&
	    wh_apply_masked(a->w, a->no, &a->c, &a->r))
		return true;
	snprintf(a->why, sizeof(a->why), "%s", a->c.why);
	return false;
}

/* Who blows: see wh_acting, else the street nearest above the case. */
static int64_t
raiser(struct act *a)
{
	return wh_acting(a->w, a->o->as, wh_street(a->w, wh_int(a->w, 0,
	    "SELECT area FROM cases WHERE no = ?", "i", a->no)));
}

/* Only kinds of unit that the whistle's kind names may blow it. */
static bool
may_raise(struct act *a, int64_t kind, int64_t unit)
{
	char	*raisers, *own;
	bool	 may;

	raisers = wh_str(a->w, "SELECT raisers FROM whistle_kind"
	    " WHERE id = ?", "i", kind);
	own = wh_str(a->w, "SELECT k.code FROM unit u JOIN unit_kind k"
	    " ON k.id = u.kind WHERE u.id = ?", "i", unit);
	may = raisers != NULL && ((own != NULL && wh_word_in(raisers, own)) ||
	    wh_word_in(raisers, wh_ref_code(a->w, "unit", unit)));
	free(raisers);
	free(own);
	return may;
}

/* Summon one unit: a row in the journal, its seat, its clock. */
static bool
summon(struct act *a, int64_t unit, int64_t due)
{
	if (unit == a->r.holder)
		return refuse(a, "the unit that blows cannot summon itself");
	if (wh_int(a->w, 0, "SELECT 1 FROM whistle_unit WHERE no = ? AND n = ?"
	    " AND unit = ?", "iii", a->no, a->n, unit))
		return refuse(a, "a unit is summoned twice");
	a->r.due = due;
	if (!put(a, WH_A_SUMMON, unit))
		return false;
	wh_run(a->w, "INSERT INTO whistle_unit(no, n, unit)"
	    " VALUES (?, ?, ?)", "iii", a->no, a->n, unit);
	if (due != WH_NONE)
		wh_run(a->w, "INSERT INTO clock(no, kind, whistle, unit,"
		    " started, due, next) VALUES (?1, 'arrive', ?2, ?3, ?4,"
		    " ?5, ?5)", "iiiii", a->no, a->n, unit, a->r.at, due);
	return a->w->err.status == WH_OK;
}

/* Do something for each unit of --unit. */
static bool
each_unit(struct act *a, bool (*act)(struct act *, int64_t, int64_t),
    int64_t due)
{
	char	*copy, *word, *save;
	int64_t	 unit;
	int	 n = 0;
	bool	 good = true;

	if (a->o->units == NULL)
		return wh_fail(&a->w->err, WH_FAIL, "%s: needs --unit",
		    a->o->act);
	if ((copy = strdup(a->o->units)) == NULL)
		return wh_nomem(&a->w->err);
	for (word = strtok_r(copy, ",", &save); good && word != NULL;
	    word = strtok_r(NULL, ",", &save), n++)
		good = (unit = wh_ref_arg(a->w, "--unit", "unit", word)) != 0
		    && act(a, unit, due);
	free(copy);
	return good && (n > 0 || wh_fail(&a->w->err, WH_FAIL, "--unit:"
	    " \"%s\": names no unit", a->o->units));
}

static bool
raise(struct act *a)
{
	char	*arrive, *finish;
	int64_t	 kind, due;

	if (a->o->kind == NULL || a->o->units == NULL)
		return wh_fail(&a->w->err, WH_FAIL, "raise: needs --kind and"
		    " --unit UNIT,...");
	if ((kind = wh_ref_arg(a->w, "--kind", "whistle_kind",
	    a->o->kind)) == 0)
		return false;
	if ((a->r.holder = raiser(a)) == 0)
		return refuse(a, "no street stands above its area; say who"
		    " blows: --as");
	if (!may_raise(a, kind, a->r.holder))
		return refuse(a, "its unit has no right to blow this kind of"
		    " whistle (say --as)");
	a->n = 1 + wh_int(a->w, 0, "SELECT max(n) FROM whistle WHERE no = ?",
	    "i", a->no);
	a->r.value = wh_ref_code(a->w, "whistle_kind", kind);
	arrive = wh_str(a->w, "SELECT arrive FROM whistle_kind WHERE id = ?",
	    "i", kind);
	finish = wh_str(a->w, "SELECT finish FROM whistle_kind WHERE id = ?",
	    "i", kind);
	due = wh_after(a->w, arrive, a->r.at);
	a->r.due = wh_after(a->w, finish, a->r.at);
	free(arrive);
	free(finish);
	if (!put(a, WH_A_RAISE, 0))
		return false;
	wh_run(a->w, "INSERT INTO whistle(no, n, kind, raiser, raised,"
	    " arrive_due, finish_due) VALUES (?, ?, ?, ?, ?, ?, ?)",
	    "iiiiiii", a->no, a->n, kind, a->r.holder, a->r.at, due,
	    a->r.due);
	a->r.value = a->r.text = a->r.reason = NULL;
	return each_unit(a, summon, due);
}

/* The unit must have been summoned, and not let go. */
static bool
summoned(struct act *a, int64_t unit)
{
	if (!wh_int(a->w, 0, "SELECT 1 FROM whistle_unit WHERE no = ?"
	    " AND n = ? AND unit = ?", "iii", a->no, a->n, unit))
		return refuse(a, "the unit was not summoned");
	return !wh_int(a->w, 0, "SELECT 1 FROM whistle_unit WHERE no = ?"
	    " AND n = ? AND unit = ? AND released IS NOT NULL", "iii", a->no,
	    a->n, unit) || refuse(a, "the unit was released already");
}

static bool
arrive(struct act *a, int64_t unit, int64_t unused)
{
	(void)unused;
	if (!summoned(a, unit))
		return false;
	if (wh_int(a->w, 0, "SELECT 1 FROM whistle_unit WHERE no = ?"
	    " AND n = ? AND unit = ? AND arrived IS NOT NULL", "iii", a->no,
	    a->n, unit))
		return refuse(a, "the unit has arrived already");
	return put(a, WH_A_ARRIVE, unit) && wh_run(a->w, "UPDATE whistle_unit"
	    " SET arrived = ? WHERE no = ? AND n = ? AND unit = ?", "iiii",
	    a->r.at, a->no, a->n, unit) && wh_run(a->w, "DELETE FROM clock"
	    " WHERE no = ? AND kind = 'arrive' AND whistle = ? AND unit = ?",
	    "iii", a->no, a->n, unit);
}

/*
 * Who judges is who blew, or a unit above it, never who did the work.
 */
static bool
may_judge(struct act *a)
{
	int64_t	raiser;

	raiser = wh_int(a->w, 0, "SELECT raiser FROM whistle WHERE no = ?"
	    " AND n = ?", "ii", a->no, a->n);
	a->r.holder = wh_acting(a->w, a->o->as, raiser);
	if (wh_int(a->w, 0, "SELECT 1 FROM whistle_unit WHERE no = ? AND n = ?"
	    " AND unit = ?", "iii", a->no, a->n, a->r.holder))
		return refuse(a, "the unit that does the work cannot judge"
		    " it");
	return a->r.holder == raiser || wh_int(a->w, 0, "SELECT 1 FROM"
	    " unit_tree WHERE top = ? AND id = ?", "ii", a->r.holder, raiser)
	    || refuse(a, "only the unit that blew, or one above it, may judge"
	    " the work");
}

static bool
judge(struct act *a, bool accept)
{
	if (!may_judge(a))
		return false;
	if (wh_int(a->w, 0, "SELECT 1 FROM whistle WHERE no = ? AND n = ?"
	    " AND accepted IS NOT NULL", "ii", a->no, a->n))
		return refuse(a, "its work was accepted already");
	if (!wh_int(a->w, 0, "SELECT 1 FROM whistle_unit WHERE no = ?"
	    " AND n = ? AND arrived IS NOT NULL", "ii", a->no, a->n))
		return refuse(a, "no unit has arrived yet");
	if (accept)
		return put(a, WH_A_ACCEPT, 0) && wh_run(a->w, "UPDATE whistle"
		    " SET accepted = ? WHERE no = ? AND n = ?", "iii",
		    a->r.at, a->no, a->n) && wh_run(a->w, "DELETE FROM clock"
		    " WHERE no = ? AND whistle = ?", "ii", a->no, a->n);
	return put(a, WH_A_REJECT, 0) && wh_run(a->w, "UPDATE whistle"
	    " SET rejects = rejects + 1 WHERE no = ? AND n = ?", "ii", a->no,
	    a->n);
}

/* Nobody leaves before the work is accepted. */
static bool
release(struct act *a, int64_t unit, int64_t unused)
{
	int64_t	accepted;

	(void)unused;
	if (!summoned(a, unit))
		return false;
	accepted = wh_int(a->w, WH_NONE, "SELECT accepted FROM whistle"
	    " WHERE no = ? AND n = ?", "ii", a->no, a->n);
	if (accepted == WH_NONE)
		return refuse(a, "the street has not accepted the work yet");
	if (a->r.at < accepted)
		return refuse(a, "before the work was accepted");
	return put(a, WH_A_RELEASE, unit) && wh_run(a->w,
	    "UPDATE whistle_unit SET released = ? WHERE no = ? AND n = ?"
	    " AND unit = ?", "iiii", a->r.at, a->no, a->n, unit) &&
	    wh_run(a->w, "UPDATE whistle SET ended = ?3 WHERE no = ?1"
	    " AND n = ?2 AND NOT EXISTS (SELECT 1 FROM whistle_unit"
	    " WHERE no = ?1 AND n = ?2 AND released IS NULL)", "iii", a->no,
	    a->n, a->r.at);
}

/*
 * The whistle meant by "number.n", or by the number alone if only one is
 * still going on.
 */
static bool
find(struct act *a, int64_t n)
{
	int64_t	raised;

	a->n = n;
	if (n == 0) {
		if (wh_int(a->w, 0, "SELECT count(*) FROM whistle"
		    " WHERE no = ? AND ended IS NULL", "i", a->no) > 1)
			return refuse(a, "several whistles are open; say"
			    " which: NUMBER.N");
		a->n = wh_int(a->w, 0, "SELECT n FROM whistle WHERE no = ?"
		    " AND ended IS NULL", "i", a->no);
	}
	raised = wh_int(a->w, WH_NONE, "SELECT raised FROM whistle"
	    " WHERE no = ? AND n = ?", "ii", a->no, a->n);
	if (raised == WH_NONE)
		return refuse(a, n == 0 ? "no whistle is open" :
		    "it has no whistle of this number");
	return a->r.at >= raised || refuse(a, "before the whistle was blown");
}

/* A letter to the unit that has the case, or to each of --unit. */
static bool
letter(struct act *a, int64_t unit, int64_t unused)
{
	char	number[WH_LETTER];

	(void)unused;
	a->r.act = WH_A_LETTER;
	a->r.unit = unit;
	if (wh_letter_complete(a->w, &a->c, &a->r, number))
		return put(a, WH_A_LETTER, a->r.unit);
	snprintf(a->why, sizeof(a->why), "%s", a->c.why);
	return false;
}

static bool
respond(struct act *a)
{
	char	number[WH_LETTER];

	a->r.act = WH_A_RESPOND;
	a->r.value = a->o->value;
	if (wh_respond_complete(a->w, a->no, &a->c, &a->r, number))
		return put(a, WH_A_RESPOND, a->r.unit);
	snprintf(a->why, sizeof(a->why), "%s", a->c.why);
	return false;
}

static bool
do_act(struct act *a, int64_t n)
{
	const char	*act = a->o->act;

	if (strcmp(act, "letter") == 0)
		return a->o->until != NULL && !wh_until_arg(a->w,
		    a->o->until, &a->r.until) ? false :
		    a->o->units != NULL ? each_unit(a, letter, WH_NONE) :
		    letter(a, 0, WH_NONE);
	if (strcmp(act, "respond") == 0)
		return respond(a);

	if (strcmp(act, "raise") == 0)
		return raise(a);
	if (!find(a, n))
		return false;
	if (strcmp(act, "arrive") == 0)
		return each_unit(a, arrive, WH_NONE);
	if (strcmp(act, "release") == 0)
		return each_unit(a, release, WH_NONE);
	return judge(a, strcmp(act, "accept") == 0);
}

/*
 * Do one act of case-escalate for a case, or for its whistle n (0: the open
 * one).  *done is the number of the whistle.  False if it is refused, with
 * *why, valid until the next call, or on an error; then nothing of it stays.
 */
bool
wh_whistle(struct wh *w, int64_t no, int64_t n, const struct wh_whistle *o,
    int64_t *done, const char **why)
{
	static struct act	a;
	bool			good;

	a = (struct act){ .w = w, .o = o, .no = no, .r = { WH_JROW } };
	*why = "no such case";
	if (!wh_course_load(w, no, &a.c))
		return false;
	a.r.at = w->now;
	if (o->at != NULL && !wh_act_time(w, o->at, &a.r.at))
		return false;
	a.r.holder = wh_acting(w, o->as, 0);
	a.r.reason = o->reason;
	a.r.text = o->text;
	*why = a.why;
	if (!wh_try(w))
		return false;
	good = do_act(&a, n);
	*done = a.n;
	return wh_tried(w, good && wh_course_save(w, no, &a.c));
}
