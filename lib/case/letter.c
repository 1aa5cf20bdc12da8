/*
 * letter.c - letters of supervision: their numbers, their replies, and the
 * text that is printed.
 *
 * A letter is a row of the journal: its field is "letter" and new its number,
 * the year and a running number; the reply is another row of that number.
 */
#include <stdlib.h>
#include <string.h>

#include "case/case.h"

/*
 * The next letter of the year in which t lies, into number.  Inside the
 * transaction that writes it.
 */
void
wh_letter_next(struct wh *w, int64_t t, char number[WH_LETTER])
{
	char	from[WH_LETTER], to[WH_LETTER];
	int	year = wh_ymd(wh_day_of(&w->zone, t)) / 10000;
	int64_t	n;

	snprintf(from, sizeof(from), "%04d-", year);
	snprintf(to, sizeof(to), "%04d-~", year);
	n = wh_int(w, 0, "SELECT CAST(substr(new, 6) AS INTEGER) FROM journal"
	    " WHERE field = 'letter' AND act = ? AND new BETWEEN ? AND ?"
	    " ORDER BY new DESC LIMIT 1", "itt", (int64_t)WH_A_LETTER, from,
	    to);
	snprintf(number, WH_LETTER, "%04d-%06jd", year, (intmax_t)n + 1);
}

/* By when a letter about a clock is to be replied to that is written then. */
static int64_t
reply_due(struct wh *w, const char *clock, int64_t t)
{
	char	*reply;
	int64_t	 due;

	reply = wh_str(w, "SELECT reply FROM ladder WHERE act = 'letter'"
	    " AND reply IS NOT NULL ORDER BY clock <> ?, clock <> 'handle',"
	    " rung, code LIMIT 1", "t", clock);
	due = wh_after(w, reply, t);
	free(reply);
	return due;
}

/* A unit's part of a whistle: its clock, or that of the whole. */
#define SEATS \
	" FROM whistle_unit u JOIN clock k ON k.no = u.no AND k.whistle = u.n" \
	" AND k.unit IN (0, u.unit) WHERE u.no = ?1 AND u.n = ?2" \
	" AND k.kind = ?3 AND u.excused IS NULL AND u.released IS NULL"

/*
 * The units for which a clock of a whistle runs, into the list of max.
 * Returns how many.
 */
size_t
wh_letter_seats(struct wh *w, int64_t no, int64_t whistle, const char *clock,
    int64_t *list, size_t max)
{
	sqlite3_stmt	*s = wh_sql(w, "SELECT u.unit" SEATS " ORDER BY 1");
	size_t		 n = 0;

	wh_bind(s, "iit", no, whistle, clock);
	while (wh_row(w, s))
		if (n < max)
			list[n++] = sqlite3_column_int64(s, 0);
	return n;
}

/*
 * When that was due which the letter is about: the clock r->value must run,
 * for its unit, save that handling may be written about at any time.
 */
static bool
was_due(struct wh *w, int64_t no, struct wh_course *c, struct wh_jrow *r)
{
	if (r->whistle != 0)
		r->due = wh_int(w, WH_NONE, "SELECT k.due" SEATS
		    " AND u.unit = ?4", "iiti", no, r->whistle, r->value,
		    r->unit);
	else if (strcmp(r->value, "handle") == 0) {
		r->due = c->due;
		return true;
	} else
		r->due = wh_int(w, WH_NONE, "SELECT due FROM clock WHERE no = ?"
		    " AND kind = ? AND whistle = 0 AND unit = 0", "it", no,
		    r->value);
	if (r->due != WH_NONE)
		return true;
	snprintf(c->why, sizeof(c->why), "letter: the clock %s does not run"
	    " for %s", r->value, wh_ref_code(w, "unit", r->unit));
	return false;
}

/*
 * Complete a letter that a person writes, about the clock r->value of the
 * case or of r->whistle: its number, to whom, what was due, by when to reply.
 * False if it is refused, with c->why, or on an error.
 */
bool
wh_letter_complete(struct wh *w, int64_t no, struct wh_course *c,
    struct wh_jrow *r, char number[WH_LETTER])
{
	if (r->unit == 0 && (r->unit = c->unit) == 0)
		return wh_deny(c, "letter: no unit has it; say to whom:"
		    " --unit");
	if (!was_due(w, no, c, r))
		return false;
	if (r->until == WH_NONE && (r->until = reply_due(w, r->value,
	    r->at)) == WH_NONE)
		return wh_deny(c, "letter: the ladder has no limit to reply;"
		    " say --until");
	if (r->until <= r->at)
		return wh_deny(c, "letter: --until is not later than the"
		    " letter");
	wh_letter_next(w, r->at, number);
	r->field = "letter";
	r->new = number;
	return w->err.status == WH_OK;
}

/*
 * Complete a reply: to the letter of r->value, or to the only one of the case
 * that waits for one.
 */
bool
wh_respond_complete(struct wh *w, int64_t no, struct wh_course *c,
    struct wh_jrow *r, char number[WH_LETTER])
{
	sqlite3_stmt	*s;
	int64_t		 sent = WH_NONE, n = 0;

	if (r->text == NULL)
		return wh_deny(c, "respond: it needs a text");
	s = wh_sql(w, "SELECT new, at, unit FROM journal j WHERE no = ?1"
	    " AND act = ?2 AND field = 'letter' AND new = coalesce(?3, new)"
	    " AND NOT EXISTS (SELECT 1 FROM journal r WHERE r.field = 'letter'"
	    " AND r.new = j.new AND r.act = ?4) ORDER BY seq");
	wh_bind(s, "iiti", no, (int64_t)WH_A_LETTER, r->value,
	    (int64_t)WH_A_RESPOND);
	while (wh_row(w, s)) {
		snprintf(number, WH_LETTER, "%s", wh_col_text(s, 0));
		sent = sqlite3_column_int64(s, 1);
		r->unit = sqlite3_column_int64(s, 2);
		n++;
	}
	if (n != 1)
		return wh_deny(c, n == 0 ? "respond: no such letter of the"
		    " case waits for a reply" : "respond: several letters"
		    " wait for a reply; say which: --value");
	if (r->at < sent)
		return wh_deny(c, "respond: before the letter was sent");
	r->field = "letter";
	r->new = number;
	r->value = NULL;
	return w->err.status == WH_OK;
}

/* Begun days by which the letter comes after what was due. */
static int64_t
days_over(int64_t due, int64_t sent)
{
	return due == WH_NONE || sent <= due ? 0 :
	    (sent - due + 86399) / 86400;
}

/* Who writes: the unit of the row, else the street of the case. */
static const char *
sender(struct wh *w, int64_t holder, int64_t area)
{
	if (holder == 0)
		holder = wh_street(w, area);
	return holder != 0 ? wh_ref_name(w, "unit", holder) : NULL;
}

/* The row of the letter at hand as text. */
static void
put_letter(struct wh *w, sqlite3_stmt *s, int64_t no, const char *template,
    FILE *fp)
{
	const char	*v[WH_LETTER_NAMES] = { NULL }, *new;
	char		 year[8], n[16], number[24], over[24] = "";
	char		 due[WH_TIME_TEXT] = "", reply[WH_TIME_TEXT] = "";
	char		 date[WH_TIME_TEXT];
	struct wh_buf	 b = { 0 };
	int64_t		 t = sqlite3_column_int64(s, 1);
	int64_t		 late = days_over(wh_col_int(s, 3), t);

	new = wh_col_text(s, 0);
	snprintf(year, sizeof(year), "%.4s", new);
	snprintf(n, sizeof(n), "%d", atoi(new + 5));
	snprintf(number, sizeof(number), "%jd", (intmax_t)no);
	if (late > 0)
		snprintf(over, sizeof(over), "%jd", (intmax_t)late);
	if (wh_col_int(s, 3) != WH_NONE)
		wh_time_text(&w->zone, wh_col_int(s, 3), due);
	if (wh_col_int(s, 4) != WH_NONE)
		wh_time_text(&w->zone, wh_col_int(s, 4), reply);
	wh_date_text(wh_day_of(&w->zone, t), date);
	v[WH_L_LETTER] = new;
	v[WH_L_YEAR] = year;
	v[WH_L_N] = n;
	v[WH_L_NUMBER] = number;
	v[WH_L_TITLE] = wh_col_text(s, 7);
	v[WH_L_UNIT] = wh_col_text(s, 2);
	v[WH_L_CLOCK] = wh_clock_done(wh_col_text(s, 5), w->zh);
	v[WH_L_DUE] = due;
	v[WH_L_OVER] = over;
	v[WH_L_REPLY] = reply;
	v[WH_L_DATE] = date;
	v[WH_L_FROM] = sender(w, sqlite3_column_int64(s, 8),
	    sqlite3_column_int64(s, 9));
	v[WH_L_TEXT] = wh_col_text(s, 6);
	wh_template_put(&b, template, v);
	fputs(b.s != NULL ? b.s : "", fp);
	wh_buf_free(&b);
}

/*
 * Write to fp the letters of a case, or the one of this number, with a form
 * feed between two and, if *any, before the first.  False if there is none,
 * or on an error.
 */
bool
wh_show_letters(struct wh *w, int64_t no, const char *letter, FILE *fp,
    bool *any)
{
	const char	*code = w->zh ? "letter_zh" : "letter_en";
	sqlite3_stmt	*s;
	char		*template;
	bool		 found = false;

	template = wh_setting(w, code, "");
	if (template == NULL || *template == '\0') {
		free(template);
		return wh_fail(&w->err, WH_FAIL, "setting %s: is not set",
		    code);
	}
	s = wh_sql(w, "SELECT j.new, j.at, u.name, j.due, j.until, j.value,"
	    " j.text, c.title, j.holder, c.area FROM journal j JOIN cases c"
	    " ON c.no = j.no LEFT JOIN unit u ON u.id = j.unit"
	    " WHERE j.no = ? AND j.act = ? AND j.field = 'letter'"
	    " AND j.new = coalesce(?, j.new) ORDER BY j.seq");
	wh_bind(s, "iit", no, (int64_t)WH_A_LETTER, letter);
	while (wh_row(w, s)) {
		if (*any)
			putc('\f', fp);
		put_letter(w, s, no, template, fp);
		*any = found = true;
	}
	free(template);
	return found;
}

/* The case of a letter; 0 if there is no such letter. */
int64_t
wh_letter_case(struct wh *w, const char *letter)
{
	return wh_int(w, 0, "SELECT no FROM journal WHERE field = 'letter'"
	    " AND new = ? AND act = ?", "ti", letter, (int64_t)WH_A_LETTER);
}
