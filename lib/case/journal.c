/*
 * journal.c - journal rows into the file, courses in and out.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "case/case.h"

/* The stored parts of a course, in the order of WH_COURSE_COLS. */
static const struct part {
	enum { INT, REF, TIME, WORD } kind;
	size_t		 at;
	const char	*name;
} parts[] = {
#define PART(kind, m, col)	{ kind, offsetof(struct wh_course, m), #col },
	WH_COURSE(PART, PART)
#undef PART
};
#define MARK(kind, m, col)	"?, "
#define LAST_MARK(kind, m, col)	"?"
#define COURSE_MARKS		WH_COURSE(MARK, LAST_MARK)

/* A part that is a number; WH_NONE if it is absent. */
static int64_t
number(const struct wh_course *c, const struct part *p)
{
	int64_t	v;

	memcpy(&v, (const char *)c + p->at, sizeof(v));
	return p->kind == REF && v == 0 ? WH_NONE : v;
}

static const char *
word(const struct wh_course *c, const struct part *p)
{
	const char	*v;

	memcpy(&v, (const char *)c + p->at, sizeof(v));
	return v;
}

/* Set a part to a column of a row. */
static void
set(struct wh_course *c, const struct part *p, sqlite3_stmt *s, int col)
{
	const char	*text;
	int64_t		 v;

	if (p->kind == WORD) {
		text = wh_word(wh_col_text(s, col));
		memcpy((char *)c + p->at, &text, sizeof(text));
		return;
	}
	v = p->kind == TIME ? wh_col_int(s, col) :
	    sqlite3_column_int64(s, col);
	memcpy((char *)c + p->at, &v, sizeof(v));
}

/* Add a course to rows that are gathered, as WH_FILED_COLS has it. */
bool
wh_course_gather(struct wh_rows *r, const struct wh_course *c)
{
	const struct part	*p;

	for (p = parts; p < parts + WH_FILED_N; p++)
		if (!(p->kind == WORD ? wh_rows_add(r, "t", word(c, p)) :
		    wh_rows_add(r, "i", number(c, p))))
			return false;
	return true;
}

/* Is it told whole by WH_FILED_COLS: nothing else of it has begun? */
bool
wh_course_is_filed(const struct wh_course *c)
{
	const struct part	*p;

	for (p = parts + WH_FILED_N; p < parts + WH_COURSE_N; p++)
		if (p->kind == WORD ? word(c, p) != NULL :
		    number(c, p) != (p->kind == INT ? 0 : WH_NONE))
			return false;
	return true;
}

static bool
same_word(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* The column of the first part in which two courses differ, or NULL. */
const char *
wh_course_differs(const struct wh_course *a, const struct wh_course *b)
{
	const struct part	*p;

	for (p = parts; p < parts + WH_COURSE_N; p++)
		if (p->kind == WORD ? !same_word(word(a, p), word(b, p)) :
		    number(a, p) != number(b, p))
			return p->name;
	return NULL;
}

/*
 * The course of a case as it is stored.  False if there is no such case, or
 * on an error.
 */
bool
wh_course_load(struct wh *w, int64_t no, struct wh_course *c)
{
	sqlite3_stmt	*s;
	int		 i;

	s = wh_sql(w, "SELECT " WH_COURSE_COLS ", received, (SELECT count(*)"
	    " FROM whistle w WHERE w.no = c.no AND accepted IS NULL"
	    " AND withdrawn IS NULL) FROM cases c WHERE no = ?");
	wh_bind(s, "i", no);
	if (!wh_row(w, s))
		return false;
	wh_course_start(c, sqlite3_column_int64(s, WH_COURSE_N));
	for (i = 0; i < WH_COURSE_N; i++)
		set(c, &parts[i], s, i);
	c->whistles = sqlite3_column_int64(s, WH_COURSE_N + 1);
	sqlite3_reset(s);
	return true;
}

/* Store the course of a case. */
bool
wh_course_save(struct wh *w, int64_t no, const struct wh_course *c)
{
	const struct part	*p;
	sqlite3_stmt		*s;
	int			 n = 1;

	s = wh_sql(w, "UPDATE cases SET (" WH_COURSE_COLS ") = ("
	    COURSE_MARKS ") WHERE no = ?");
	for (p = parts; s != NULL && p < parts + WH_COURSE_N; p++, n++)
		if (p->kind == WORD)
			sqlite3_bind_text(s, n, word(c, p), -1,
			    SQLITE_STATIC);
		else if (number(c, p) == WH_NONE)
			sqlite3_bind_null(s, n);
		else
			sqlite3_bind_int64(s, n, number(c, p));
	if (s != NULL)
		sqlite3_bind_int64(s, n, no);
	return wh_done(w, s);
}

/*
 * Append a row to the journal of a case; its number is the course's, after
 * the step.
 */
bool
wh_journal_put(struct wh *w, int64_t no, const struct wh_course *c,
    const struct wh_jrow *r)
{
	return wh_run(w, "INSERT INTO journal(no, seq, entry, "
	    WH_JOURNAL_COLS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
	    " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "iiiiirrrrrriiiiitttttt", no,
	    c->seq, w->entry, r->act, r->at, r->whistle, r->holder, r->unit,
	    r->filter, r->rule, r->standard, r->due, r->until, r->used,
	    r->allowed, (int64_t)r->flags, r->value, r->reason, r->text,
	    r->field, r->old, r->new);
}

/* A row as it was read by a SELECT of WH_JOURNAL_COLS; texts stay SQLite's. */
void
wh_jrow_read(sqlite3_stmt *s, struct wh_jrow *r)
{
	r->act = sqlite3_column_int64(s, 0);
	r->at = sqlite3_column_int64(s, 1);
	r->whistle = sqlite3_column_int64(s, 2);
	r->holder = sqlite3_column_int64(s, 3);
	r->unit = sqlite3_column_int64(s, 4);
	r->filter = sqlite3_column_int64(s, 5);
	r->rule = sqlite3_column_int64(s, 6);
	r->standard = sqlite3_column_int64(s, 7);
	r->due = wh_col_int(s, 8);
	r->until = wh_col_int(s, 9);
	r->used = wh_col_int(s, 10);
	r->allowed = wh_col_int(s, 11);
	r->flags = (unsigned)sqlite3_column_int(s, 12);
	r->value = wh_col_text(s, 13);
	r->reason = wh_col_text(s, 14);
	r->text = wh_col_text(s, 15);
	r->field = wh_col_text(s, 16);
	r->old = wh_col_text(s, 17);
	r->new = wh_col_text(s, 18);
}

/*
 * Step a course and append the row, with what it does to the deadline and to
 * clocks.  The caller saves the course and sets the clocks when its last row
 * is in.  False if the row is refused (c->why) or on an error.
 */
bool
wh_apply(struct wh *w, int64_t no, struct wh_course *c, struct wh_jrow *r)
{
	struct wh_course	was = *c;

	if (!(r->act == WH_A_TAKEBACK ? wh_take_back(w, no, c, r) :
	    wh_course_step(c, r)))
		return false;
	wh_clock_stopped(w, no, &was, c, NULL, r);
	return wh_journal_put(w, no, c, r);
}

/* The clock of which an act's row says how long it ran; -1 for none. */
int
wh_act_clock(int64_t act)
{
	switch (act) {
	case WH_A_VERIFY:
		return WH_CLOCK_VERIFY;
	case WH_A_SIGN:
	case WH_A_ASSIGN:
	case WH_A_ANSWER:
		return WH_CLOCK_SIGN;
	case WH_A_REPLY:
		return WH_CLOCK_REPLY;
	case WH_A_ATTEND:
	case WH_A_ARRIVE:
		return WH_CLOCK_ARRIVE;
	case WH_A_DISPATCH:
	case WH_A_PASS:
	case WH_A_HANDLE:
	case WH_A_CONFIRM:
	case WH_A_RETURN:
	case WH_A_CLOSE:
		return WH_CLOCK_HANDLE;
	case WH_A_CHECK:
		return WH_CLOCK_CHECK;
	case WH_A_CALLBACK:
		return WH_CLOCK_CALLBACK;
	case WH_A_CONTACT:
		return WH_CLOCK_CONTACT;
	case WH_A_ACCEPT:
		return WH_CLOCK_FINISH;
	default:
		return -1;
	}
}

/*
 * Drop the triggers that guard the journal's keys, for the length of a
 * transaction that appends millions of rows whose keys are new by
 * construction: looking each up again is an eighth of an import.  Returns
 * the SQL that makes them again, which the caller runs before the commit and
 * frees; a rollback brings them back as well.  NULL on an error.
 */
char *
wh_journal_unguard(struct wh *w)
{
	char	*drop, *make;

	make = wh_str(w, "SELECT group_concat(sql, ';') FROM sqlite_schema"
	    " WHERE type = 'trigger' AND tbl_name = 'journal'"
	    " AND sql LIKE '%BEFORE INSERT%'", "");
	drop = wh_str(w, "SELECT group_concat('DROP TRIGGER ' || name, ';')"
	    " FROM sqlite_schema WHERE type = 'trigger'"
	    " AND tbl_name = 'journal' AND sql LIKE '%BEFORE INSERT%'", "");
	if (drop != NULL)
		wh_exec(w, drop);
	free(drop);
	return make;
}
