/*
 * facts.c - what is known of a case, amended: each amendment is a journal
 * row with the old and the new value.
 */
#include <stdlib.h>
#include <string.h>

#include "case/log.h"

/* The facts in the order of their columns in table cases. */
static const struct {
	enum wh_case_col col;
	const char	*set;
} facts[] = {
	{ WH_C_KIND, "UPDATE cases SET kind = ?2 WHERE no = ?1" },
	{ WH_C_CLASS, "UPDATE cases SET class = ?2 WHERE no = ?1" },
	{ WH_C_AREA, "UPDATE cases SET area = ?2 WHERE no = ?1" },
	{ WH_C_ROAD, "UPDATE cases SET road = ?2 WHERE no = ?1" },
	{ WH_C_PLACE, "UPDATE cases SET place = ?2 WHERE no = ?1" },
	{ WH_C_TITLE, "UPDATE cases SET title = ?2 WHERE no = ?1" },
	{ WH_C_TEXT, "UPDATE cases SET text = ?2 WHERE no = ?1" },
	{ WH_C_LAT, "UPDATE cases SET lat = ?2 WHERE no = ?1" },
	{ WH_C_LON, "UPDATE cases SET lon = ?2 WHERE no = ?1" },
	{ WH_C_TAGS, "UPDATE cases SET tags = ?2 WHERE no = ?1" },
	{ WH_C_EXTRA, "UPDATE cases SET extra = ?2 WHERE no = ?1" },
	{ WH_C_INTAKE_AREA, "UPDATE cases SET intake_area = ?2 WHERE no = ?1" },
	{ WH_C_CHANNEL, "UPDATE cases SET channel = ?2 WHERE no = ?1" },
	{ WH_C_TARGET, "UPDATE cases SET target = ?2 WHERE no = ?1" },
	{ WH_C_COLLECTOR, "UPDATE cases SET collector = ?2 WHERE no = ?1" },
	{ WH_C_COLLATOR, "UPDATE cases SET collator = ?2 WHERE no = ?1" },
	{ WH_C_PHOTO, "UPDATE cases SET photo = ?2 WHERE no = ?1" },
	{ WH_C_PROXY, "UPDATE cases SET proxy = ?2 WHERE no = ?1" },
	{ WH_C_APPOINTMENT, "UPDATE cases SET appointment = ?2 WHERE no = ?1" },
	{ WH_C_PROMISED, "UPDATE cases SET promised = ?2 WHERE no = ?1" },
	{ WH_C_DUE, "UPDATE cases SET source_due = ?2 WHERE no = ?1" },
	{ WH_C_CALLER, "UPDATE private SET caller = ?2 WHERE no = ?1" },
	{ WH_C_PHONE, "UPDATE private SET phone = ?2 WHERE no = ?1" },
	{ WH_C_ADDRESS, "UPDATE private SET address = ?2 WHERE no = ?1" },
	{ WH_C_CONFIDENTIAL,
	    "UPDATE private SET confidential = ?2 WHERE no = ?1" },
};
enum { NFACT = sizeof(facts) / sizeof(facts[0]) };

/*
 * The columns whose whole text has a column of that name in private, in the
 * order in which wh_facts_amend selects them.
 */
static const struct {
	enum wh_case_col col;
	const char	*set;
} wholes[] = {
	{ WH_C_TITLE, "UPDATE private SET title = ?2 WHERE no = ?1" },
	{ WH_C_TEXT, "UPDATE private SET text = ?2 WHERE no = ?1" },
	{ WH_C_PLACE, "UPDATE private SET place = ?2 WHERE no = ?1" },
	{ WH_C_TAGS, "UPDATE private SET tags = ?2 WHERE no = ?1" },
	{ WH_C_EXTRA, "UPDATE private SET extra = ?2 WHERE no = ?1" },
	{ WH_C_COLLECTOR, "UPDATE private SET collector = ?2 WHERE no = ?1" },
	{ WH_C_COLLATOR, "UPDATE private SET collator = ?2 WHERE no = ?1" },
	{ WH_C_PHOTO, "UPDATE private SET photo = ?2 WHERE no = ?1" },
};
enum { NWHOLE = sizeof(wholes) / sizeof(wholes[0]) };

/* Keep the whole text of a journal row that was masked; NULL is none. */
bool
wh_whole_put(struct wh *w, int64_t no, int64_t seq, const char *whole)
{
	return whole == NULL || wh_run(w, "INSERT INTO private_text"
	    " VALUES (?, ?, ?)", "iit", no, seq, whole);
}

/* So is its whole text, if it has one: there a telephone may differ. */
static bool
equal_whole(sqlite3_stmt *s, const struct wh_intake *in, enum wh_case_col c)
{
	const char	*old;
	size_t		 i;

	for (i = 0; i < NWHOLE && wholes[i].col != c; i++)
		;
	if (i == NWHOLE || in->whole[c] == NULL)
		return true;
	old = wh_col_text(s, NFACT + (int)i);
	return old != NULL && strcmp(old, in->whole[c]) == 0;
}

/* Is what stands in column n of the statement what the row says? */
static bool
equal(sqlite3_stmt *s, int n, const struct wh_intake *in,
    enum wh_case_col c)
{
	const char	*old = wh_col_text(s, n);

	switch (wh_case_cols[c].type) {
	case WH_REF:
	case WH_TIME:
		return sqlite3_column_int64(s, n) == in->v[c].i;
	case WH_REAL:
		return old != NULL && sqlite3_column_double(s, n) >=
		    in->v[c].d && sqlite3_column_double(s, n) <= in->v[c].d;
	default:
		return old != NULL && strcmp(old, in->v[c].s) == 0 &&
		    equal_whole(s, in, c);
	}
}

/* A value as it goes into the journal: references by code. */
static char *
shown(struct wh *w, sqlite3_stmt *s, int n, enum wh_case_col c)
{
	char		 time[WH_TIME_TEXT];
	const char	*t;
	int64_t		 v = sqlite3_column_int64(s, n);

	if (sqlite3_column_type(s, n) == SQLITE_NULL)
		return NULL;
	if (wh_case_cols[c].type == WH_TIME)
		t = wh_time_text(&w->zone, v, time);
	else if (wh_case_cols[c].type == WH_REF)
		t = wh_ref_code(w, wh_case_cols[c].ref, v);
	else
		t = wh_col_text(s, n);
	return t != NULL ? strdup(t) : NULL;
}

static void
bind_new(sqlite3_stmt *s, const struct wh_intake *in, enum wh_case_col c)
{
	if (!wh_has(in, c))
		sqlite3_bind_null(s, 2);
	else if (wh_case_cols[c].type == WH_REF ||
	    wh_case_cols[c].type == WH_TIME)
		sqlite3_bind_int64(s, 2, in->v[c].i);
	else if (wh_case_cols[c].type == WH_REAL)
		sqlite3_bind_double(s, 2, in->v[c].d);
	else
		sqlite3_bind_text(s, 2, in->v[c].s, -1, SQLITE_STATIC);
}

/*
 * What the row says of a fact, as it goes into the journal; buf is for what
 * is no text.  NULL if it says nothing.
 */
const char *
wh_fact_text(struct wh *w, const struct wh_intake *in, enum wh_case_col k,
    char buf[WH_TIME_TEXT])
{
	if (!wh_has(in, k))
		return NULL;
	if (wh_case_cols[k].type == WH_TIME)
		return wh_time_text(&w->zone, in->v[k].i, buf);
	if (wh_case_cols[k].type == WH_REF)
		return wh_ref_code(w, wh_case_cols[k].ref, in->v[k].i);
	if (wh_case_cols[k].type != WH_REAL)
		return in->v[k].s;
	snprintf(buf, WH_TIME_TEXT, "%.8g", in->v[k].d);
	return buf;
}

/*
 * What a fact is called where it is amended: the source's deadline is not
 * ours.
 */
const char *
wh_fact_name(enum wh_case_col k)
{
	return k == WH_C_DUE ? "source_due" : wh_case_cols[k].name;
}

/* The index of the fact of this name, or -1. */
static int
fact_find(const char *name)
{
	int	f;

	for (f = NFACT - 1; f >= 0; f--)
		if (strcmp(wh_fact_name(facts[f].col), name) == 0)
			break;
	return f;
}

/* The column of the fact of this name, or -1. */
int
wh_fact_column(const char *name)
{
	int	f = fact_find(name);

	return f >= 0 ? (int)facts[f].col : -1;
}

/* Do the values of a fact stay out of the journal? */
bool
wh_fact_hidden(enum wh_case_col k)
{
	return k == WH_C_CALLER || k == WH_C_PHONE || k == WH_C_ADDRESS ||
	    k == WH_C_CONFIDENTIAL;
}

/* Is it kept in table private alone?  Secrecy is, but tells nothing. */
static bool
in_room(enum wh_case_col k)
{
	return wh_fact_hidden(k) && k != WH_C_CONFIDENTIAL;
}

/*
 * Keep what a private fact was beside the row that amends it, before what
 * may have been masked of its reason.
 */
static bool
old_put(struct wh *w, int64_t no, int64_t seq, const char *old)
{
	return old == NULL || wh_run(w, "INSERT INTO private_text"
	    " VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET text ="
	    " excluded.text || char(10) || text", "iit", no, seq, old);
}

/* Write one amendment: the journal row, the fact, its whole text. */
static bool
amend(struct wh *w, int64_t no, const struct wh_intake *in, size_t f,
    struct wh_course *c, const struct wh_jrow *like, const char *old)
{
	struct wh_jrow	 r = *like;
	char		 buf[WH_TIME_TEXT];
	sqlite3_stmt	*s;
	enum wh_case_col k = facts[f].col;
	size_t		 i;

	r.act = WH_A_AMEND;
	if (k == WH_C_AREA && in->point == WH_P_AREA)
		r.flags |= WH_F_AREA;
	r.field = wh_fact_name(k);
	r.old = wh_fact_hidden(k) ? NULL : old;
	r.new = wh_fact_hidden(k) ? "(private)" :
	    wh_fact_text(w, in, k, buf);
	if (!wh_apply_masked(w, no, c, &r) ||
	    (in_room(k) && !old_put(w, no, c->seq, old)))
		return false;
	if (wh_fact_hidden(k) || in->whole[k] != NULL)
		wh_run(w, "INSERT OR IGNORE INTO private(no) VALUES (?)",
		    "i", no);
	s = wh_sql(w, facts[f].set);
	wh_bind(s, "i", no);
	if (s != NULL)
		bind_new(s, in, k);
	if (!wh_done(w, s))
		return false;
	for (i = 0; i < NWHOLE; i++)
		if (wholes[i].col == k)
			return wh_run(w, wholes[i].set, "it", no,
			    in->whole[k]);
	return true;
}

/* Is this the old value, or does it begin with it, as old_put has it? */
static bool
was_said(const char *old, const char *said, bool begins)
{
	size_t	n = strlen(said);

	return old != NULL && strncmp(old, said, n) == 0 && (old[n] == '\0' ||
	    (begins && old[n] == '\n'));
}

/*
 * Was the fact amended here, by hand, from just what the source still says?
 * Then the source has nothing new to say of it, however often it was amended
 * since.  What was taken back (flag 16) waits for the source to say it again.
 * And the secrecy that a caller was promised is taken back by hand only.
 */
static bool
overruled(struct wh *w, int64_t no, const struct wh_intake *in,
    enum wh_case_col k)
{
	sqlite3_stmt	*s;
	char		 buf[WH_TIME_TEXT];
	const char	*said = wh_fact_text(w, in, k, buf);
	bool		 was = false;

	if (k == WH_C_CONFIDENTIAL)
		return strcmp(said, "no") == 0;
	s = wh_sql(w, "SELECT iif(?3, (SELECT text FROM private_text t WHERE"
	    " t.no = j.no AND t.seq = j.seq), j.old) FROM journal j"
	    " WHERE j.no = ?1 AND j.act = 10 AND j.field = ?2"
	    " AND j.seq > coalesce((SELECT max(s.seq) FROM journal s"
	    " JOIN entry e ON e.id = s.entry"
	    " LEFT JOIN import i ON i.id = e.import WHERE s.no = ?1"
	    " AND s.act = 10 AND s.field = ?2 AND (i.what = 'cases'"
	    " OR s.flags & 16)), 0) ORDER BY j.seq LIMIT 1");
	wh_bind(s, "iti", no, wh_fact_name(k), (int64_t)in_room(k));
	if (wh_row(w, s)) {
		was = said != NULL && was_said(wh_col_text(s, 0), said,
		    in_room(k));
		sqlite3_reset(s);
	}
	return was;
}

static sqlite3_stmt *
select_facts(struct wh *w, int64_t no)
{
	sqlite3_stmt	*s;

	s = wh_sql(w, "SELECT kind, class, area, road, c.place, c.title,"
	    " c.text, lat, lon, c.tags, c.extra, intake_area, channel, target,"
	    " c.collector, c.collator, c.photo, proxy, appointment, promised,"
	    " c.source_due, caller, phone, address,"
	    " coalesce(confidential, 'no'), p.title, p.text, p.place,"
	    " p.tags, p.extra, p.collector, p.collator, p.photo"
	    " FROM cases c"
	    " LEFT JOIN private p ON p.no = c.no WHERE c.no = ?");
	wh_bind(s, "i", no);
	return s;
}

/*
 * Set one fact to what the row says, or to nothing where it says nothing:
 * an amendment is taken back.  False if the case may not be amended (c->why)
 * or on an error.
 */
bool
wh_fact_restore(struct wh *w, int64_t no, const struct wh_intake *in,
    enum wh_case_col k, struct wh_course *c, const struct wh_jrow *like)
{
	sqlite3_stmt	*s = select_facts(w, no);
	int		 f = fact_find(wh_fact_name(k));
	char		*old = NULL;
	bool		 good;

	if (wh_row(w, s)) {
		old = shown(w, s, f, k);
		sqlite3_reset(s);
	}
	good = amend(w, no, in, (size_t)f, c, like, old);
	free(old);
	return good;
}

/*
 * Amend the facts of a case that the row says otherwise; like has the time,
 * the holder and the reason.  What the row does not say stays as it is.  The
 * course is stepped, the caller saves it.  What a source says again, though
 * it was amended here since, changes nothing.  Returns how many facts changed,
 * -1 on an error or if the case may not be amended (c->why).
 */
int
wh_facts_amend(struct wh *w, int64_t no, const struct wh_intake *in,
    struct wh_course *c, const struct wh_jrow *like, bool source)
{
	sqlite3_stmt	*s = select_facts(w, no);
	bool		 differs[NFACT] = { false };
	char		*old[NFACT] = { NULL };
	size_t		 f;
	int		 n = 0;

	if (wh_row(w, s)) {
		for (f = 0; f < NFACT; f++) {
			if (!wh_has(in, facts[f].col) ||
			    equal(s, (int)f, in, facts[f].col) ||
			    (source && overruled(w, no, in, facts[f].col)))
				continue;
			differs[f] = true;
			old[f] = shown(w, s, (int)f, facts[f].col);
		}
		sqlite3_reset(s);
	}
	for (f = 0; f < NFACT; f++) {
		if (differs[f] && n >= 0)
			n = amend(w, no, in, f, c, like, old[f]) ? n + 1 : -1;
		free(old[f]);
	}
	return w->err.status == WH_OK ? n : -1;
}
