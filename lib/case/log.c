/*
 * log.c - recording what happened: one act for one case.
 */
#include <stdlib.h>
#include <string.h>

#include "case/log.h"

/*
 * A time given as --at: not in the future.  A day without an hour means its
 * end, as in imports, or now if it is today.  False with an error.
 */
bool
wh_act_time(struct wh *w, const char *s, int64_t *t)
{
	const char	*why;
	bool		 date = false;

	if (!wh_time_arg(w, "--at", s, t))
		return false;
	if (*t > w->now)
		return wh_fail(&w->err, WH_FAIL, "--at: \"%s\": in the"
		    " future", s);
	if (strcmp(s, "now") != 0 && strcmp(s, "today") != 0)
		wh_time_read(&w->zone, s, t, &date, &why);
	if (date || strcmp(s, "today") == 0)
		*t = wh_day_start(&w->zone, wh_day_of(&w->zone, *t) + 1) - 1;
	if (*t > w->now)
		*t = w->now;
	return true;
}

/*
 * For whom something is done: the unit that --as names, else the unit of who
 * types, if the roster knows him by code or by a name that only he has, else
 * dflt.  0, with an error, if --as is no unit.
 */
int64_t
wh_acting(struct wh *w, const char *as, int64_t dflt)
{
	if (as != NULL)
		return wh_ref_arg(w, "--as", "unit", as);
	if (w->typist == 0)
		w->typist = 1 + wh_int(w, 0, "SELECT min(unit) FROM person"
		    " WHERE code = ?1 OR name = ?1 HAVING count(*) = 1", "t",
		    wh_who(w));
	return w->typist > 1 ? w->typist - 1 : dflt;
}

/* What was masked of text and reason, whole, as one text; or NULL. */
static bool
whole_of(const struct wh_jrow *r, bool text, bool reason, char **whole)
{
	struct wh_buf	b = { 0 };
	bool		good = true;

	if (text)
		good = wh_buf_puts(&b, r->text);
	if (reason)
		good = good && (!text || wh_buf_puts(&b, "\n")) &&
		    wh_buf_puts(&b, r->reason);
	*whole = b.s;
	return good;
}

/*
 * Like wh_apply, with telephones and identity numbers in text and reason
 * masked; what they were goes to the private room.
 */
bool
wh_apply_masked(struct wh *w, int64_t no, struct wh_course *c,
    struct wh_jrow *r)
{
	struct wh_jrow	 row = *r;
	char		*text = NULL, *reason = NULL, *whole = NULL;
	bool		 good;

	if ((r->text != NULL && !wh_mask(r->text, &text)) ||
	    (r->reason != NULL && !wh_mask(r->reason, &reason)) ||
	    !whole_of(r, text != NULL, reason != NULL, &whole))
		good = wh_nomem(&w->err);
	else {
		if (text != NULL)
			row.text = text;
		if (reason != NULL)
			row.reason = reason;
		good = wh_apply(w, no, c, &row) &&
		    wh_whole_put(w, no, c->seq, whole);
	}
	free(text);
	free(reason);
	free(whole);
	return good;
}

/*
 * Read what amend --field F --value V says, by the checks of an import.
 * False with an error; in is to be cleared either way, *r to be closed.
 */
bool
wh_read_amend(struct wh *w, const struct wh_log *l, const char **v,
    struct wh_intake *in, struct wh_reader **r)
{
	int	col = l->field != NULL ? wh_fact_column(l->field) : -1;

	*r = NULL;
	if (col < 0 || col == WH_C_EXTRA)
		return wh_fail(&w->err, WH_FAIL, "--field: \"%s\": not one of"
		    " kind, class, area, road, place, title, text, lat, lon,"
		    " tags, intake_area, channel, target, collector, collator,"
		    " photo, proxy, appointment, promised, source_due,"
		    " caller, phone, address, confidential",
		    l->field != NULL ? l->field : "");
	if (l->value == NULL || *l->value == '\0')
		return wh_fail(&w->err, WH_FAIL, "--value: \"\": amend needs"
		    " what the %s shall be", l->field);
	v[col] = l->value;
	*r = wh_reader_values(w, wh_case_cols, WH_C_COLS, v);
	return *r != NULL && wh_intake_value(*r, in, (size_t)col);
}

/* Amend by the same journal rows as a re-import; no row without a change. */
static bool
amend(struct wh *w, int64_t no, const struct wh_log *l, struct wh_course *c,
    const struct wh_jrow *like)
{
	const char		*v[WH_C_COLS] = { NULL };
	struct wh_intake	 in = { 0 };
	struct wh_reader	*r;
	bool			 good;

	good = wh_read_amend(w, l, v, &in, &r) &&
	    wh_facts_amend(w, no, &in, c, like, false) >= 0;
	wh_intake_clear(&in);
	wh_reader_close(r, false);
	return good;
}

/*
 * A case that somebody here voids gives its foreign numbers back; a dispatch
 * that is taken back takes its assisting units along, but no other case.
 */
static bool
settle(struct wh *w, int64_t no, int64_t was, struct wh_course *c,
    const struct wh_jrow *r)
{
	if (r->act == WH_A_VOID)
		wh_run(w, "DELETE FROM external WHERE no = ?", "i", no);
	if (r->act == WH_A_TAKEBACK && wh_act_dispatches(wh_act_find(
	    r->value)->id))
		wh_assist_again(w, no);
	return (r->act == WH_A_TAKEBACK || wh_link_settle(w, no, was, c)) &&
	    wh_course_save(w, no, c) && wh_clock_set(w, no, c, WH_K_ALL);
}

static bool
takes(const struct wh_act *a, unsigned field)
{
	return ((a->need | a->may) & field) != 0;
}

/* Nothing that was said may be lost: what an act does not take is refused. */
static bool
check_given(struct wh *w, const struct wh_log *l, const struct wh_act *a)
{
	const struct {
		const char	*opt, *v;
		bool		 good;
	} given[] = {
		{ "--value", l->value, takes(a, WH_N_VALUE) &&
		    a->id != WH_A_CALLBACK },
		{ "--to", l->to, takes(a, WH_N_OTHER) },
		{ "--field", l->field, takes(a, WH_N_FIELD) },
		{ "--unit", l->unit, takes(a, WH_N_UNIT) },
		{ "--until", l->until, takes(a, WH_N_UNTIL) },
		{ "--solved", l->solved, a->id == WH_A_CALLBACK },
		{ "--rating", l->rating, a->id == WH_A_CALLBACK },
		{ "--text", l->text, a->id != WH_A_AMEND },
	};
	const char	*opt = NULL;
	size_t		 i;

	for (i = 0; i < sizeof(given) / sizeof(given[0]); i++)
		if (given[i].v != NULL && !given[i].good)
			opt = given[i].opt;
	return opt == NULL || wh_fail(&w->err, WH_FAIL, "%s: %s does not take"
	    " it", opt, l->act);
}

/* The other case of a link, as the digits of a number. */
static bool
take_other(struct wh *w, const struct wh_log *l, struct wh_jrow *r)
{
	const char	*end;
	int64_t		 no;

	if (l->to == NULL)
		return r->act != WH_A_LINK || wh_fail(&w->err, WH_FAIL,
		    "--to: \"\": link needs the other case");
	end = wh_scan_uint(l->to, &no);
	if (end == NULL || *end != '\0')
		return wh_fail(&w->err, WH_FAIL, "--to: \"%s\": not a case"
		    " number, such as 20260105000123", l->to);
	if (r->act == WH_A_LINK)
		r->new = l->to;
	else
		r->old = l->to;
	return true;
}

/* Which of the words of the caller's answer is none. */
static bool
bad_answer(struct wh *w, const struct wh_log *l)
{
	if (l->solved != NULL && wh_callback_value(l->solved, NULL) == NULL)
		return wh_fail(&w->err, WH_FAIL, "--solved: \"%s\": not one"
		    " of yes, partly, no", l->solved);
	return wh_fail(&w->err, WH_FAIL, "--rating: \"%s\": not one of"
	    " satisfied, basic, unsatisfied, unrated",
	    l->rating != NULL ? l->rating : "");
}

/*
 * The day until which something shall last: later than now, it may be; a day
 * without an hour means its end.  False with an error.
 */
bool
wh_until_arg(struct wh *w, const char *s, int64_t *t)
{
	const char	*why;
	bool		 date = false;

	if (!wh_time_arg(w, "--until", s, t))
		return false;
	wh_time_read(&w->zone, s, t, &date, &why);
	if (date)
		*t = wh_day_start(&w->zone, wh_day_of(&w->zone, *t) + 1) - 1;
	return true;
}

/* What was said, as a journal row; its holder is 0 if nobody is known. */
static bool
make_row(struct wh *w, const struct wh_log *l, struct wh_jrow *r)
{
	const struct wh_act	*a = wh_act_find(l->act);

	r->act = a->id;
	r->at = w->now;
	if (!check_given(w, l, a) ||
	    (l->at != NULL && !wh_act_time(w, l->at, &r->at)) ||
	    (l->until != NULL && !wh_until_arg(w, l->until, &r->until)) ||
	    (l->unit != NULL &&
	    (r->unit = wh_ref_arg(w, "--unit", "unit", l->unit)) == 0))
		return false;
	r->holder = wh_acting(w, l->as, 0);
	if (a->id != WH_A_AMEND)	/* whose value may be private */
		r->value = l->value;
	r->reason = l->reason != NULL && *l->reason != '\0' ?
	    wh_reason(w, a->id, l->reason) : NULL;
	r->text = l->text != NULL && *l->text != '\0' ? l->text : NULL;
	if (a->values != NULL && l->value != NULL &&
	    !wh_word_in(a->values, l->value))
		wh_fail(&w->err, WH_FAIL, "--value: \"%s\": not one of %s",
		    l->value, a->values);
	if (a->id == WH_A_LINK || a->id == WH_A_UNLINK)
		take_other(w, l, r);
	if (a->id == WH_A_EXERCISE && l->value != NULL)
		r->value = wh_power_code(w, l->value);
	if (a->id == WH_A_CALLBACK && (r->value =
	    wh_callback_value(l->solved, l->rating)) == NULL &&
	    (l->solved != NULL || l->rating != NULL))
		return bad_answer(w, l);
	return w->err.status == WH_OK;
}

/*
 * Could this be recorded, as far as can be said without its case?  False
 * with an error.
 */
bool
wh_check_log(struct wh *w, const struct wh_log *l)
{
	const char		*v[WH_C_COLS] = { NULL };
	struct wh_intake	 in = { 0 };
	struct wh_jrow		 row = { WH_JROW };
	struct wh_reader	*r = NULL;
	char			*words;
	bool			 good;

	if (!wh_is_act(l->act, "case-log")) {
		words = wh_act_words("case-log");
		wh_fail(&w->err, WH_FAIL, "act: \"%s\": not one of %s",
		    l->act, words != NULL ? words : "");
		free(words);
		return false;
	}
	good = make_row(w, l, &row) && (row.act != WH_A_AMEND ||
	    wh_read_amend(w, l, v, &in, &r));
	wh_intake_clear(&in);
	wh_reader_close(r, false);
	return good;
}

static bool
do_act(struct wh *w, int64_t no, const struct wh_log *l, struct wh_course *c,
    struct wh_jrow *r)
{
	switch (r->act) {
	case WH_A_AMEND:
		return amend(w, no, l, c, r);
	case WH_A_LINK:
		return wh_link(w, no, c, r);
	case WH_A_UNLINK:
		return wh_unlink(w, no, c, r);
	case WH_A_VOID:
		return wh_link_may_void(w, no, c) &&
		    wh_apply_masked(w, no, c, r);
	default:
		return wh_apply_masked(w, no, c, r);
	}
}

/* Does the act write one row of its own case and nothing of others? */
static bool
is_single(int64_t act)
{
	return act != WH_A_AMEND && act != WH_A_LINK && act != WH_A_UNLINK &&
	    act != WH_A_VOID && act != WH_A_CLOSE;
}

/*
 * Complete the row by what the rules say, and ask them whether this unit may
 * do it now.  What the state forbids is said first.
 */
static bool
allowed(struct wh *w, int64_t no, struct wh_course *c, struct wh_jrow *r,
    char row[24])
{
	if (!(wh_act_by_id(r->act)->from >> c->state & 1))
		return wh_course_allows(c, r);
	if (!wh_complete(w, no, c, r, row))
		return false;
	if (r->holder != 0)
		return wh_right(w, no, c, r) && wh_quota(w, c, r);
	r->holder = wh_turn(w, no, c, r, c->unit);
	return w->err.status == WH_OK && wh_quota(w, c, r);
}

/*
 * Record an act for one case.  Of a row of a file, whose digest is given,
 * *same says that it is there already, or changes nothing; of others digest
 * and same are NULL.  False if it is refused, with *why, valid until the
 * next call, or on an error; then nothing of it stays.
 */
bool
wh_record_row(struct wh *w, int64_t no, const struct wh_log *l,
    const char *digest, bool *same, const char **why)
{
	static struct wh_course	 c;
	struct wh_jrow		 r = { WH_JROW };
	char			 row[24];
	int64_t			 seq, was;
	bool			 good;

	*why = "no such case";
	if (!wh_course_load(w, no, &c) || !make_row(w, l, &r))
		return false;
	*why = c.why;
	if (digest != NULL && (*same = wh_recorded_row(w, no, l, &r, digest)))
		return true;
	if (l->import != 0 && !wh_untouched(w, no, l->import, c.why,
	    sizeof(c.why)))
		return false;
	was = c.state;
	if (!allowed(w, no, &c, &r, row))
		return false;
	/* The course refuses before anything is written: no piece to undo. */
	if (is_single(r.act))
		return wh_apply_masked(w, no, &c, &r) &&
		    settle(w, no, was, &c, &r);
	if (!wh_try(w))
		return false;
	seq = c.seq;
	good = do_act(w, no, l, &c, &r);
	if (digest != NULL)
		*same = good && r.act == WH_A_AMEND && c.seq == seq;
	return wh_tried(w, good && settle(w, no, was, &c, &r));
}

/*
 * Record an act of case-log for one case.  False if it is refused, with
 * *why, valid until the next call, or on an error; then nothing of it stays.
 */
bool
wh_record(struct wh *w, int64_t no, const struct wh_log *l, const char **why)
{
	return wh_record_row(w, no, l, NULL, NULL, why);
}
