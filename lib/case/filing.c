/*
 * filing.c - new cases: all rows of some hundred of them are gathered and
 * put into their tables together, for a statement costs more than a row.
 * While they are put the next are gathered.
 */
#include <stdlib.h>
#include <string.h>

#include "case/merge.h"

enum {
	BATCH	= 500,		/* cases: their rows stay in the cache */
	CALLERS	= 20 << 20	/* bytes of them that wait: see turn */
};

/* In the order in which they are put: rows refer to those before them. */
enum { CASES, EXTERNAL, ASSIST, PRIVATE, WHOLE, FINDING, JOURNAL, CLOCK,
	TABLES };

struct wh_filing {
	struct wh	*w;
	struct wh_rows	*row[TABLES];
	size_t		 n;		/* cases that wait */
	int64_t		 filed;		/* their journal rows */
};

/*
 * OR FAIL, because an error undoes the whole transaction: so SQLite need not
 * remember how each table was before the statement.  The columns stand as
 * they do in the table: so it need not move each value into its place.
 */
#define PUT(table)	"INSERT OR FAIL INTO " table
static const struct {
	const char	*name;
	size_t		 ncol;
	size_t		 by;		/* see wh_rows_open */
	const char	*sql;
} tables[TABLES] = {
	[CASES] = { "new_cases", 27 + WH_FILED_N, 0, PUT("cases(no, entry,"
	    " source, kind, class, area, road, place, title, text, lat, lon,"
	    " tags, extra, intake_area, channel, target, collector, collator,"
	    " photo, proxy, appointment, promised, received, day_only,"
	    " updated, source_due, " WH_FILED_COLS ")"
	    " SELECT * FROM new_cases") },
	[EXTERNAL] = { "new_external", 4, 0, PUT("external(source, id, no,"
	    " digest) SELECT * FROM new_external") },
	[ASSIST] = { "new_assist", 2, 0, "INSERT OR IGNORE INTO"
	    " assist(no, unit) SELECT * FROM new_assist" },
	[PRIVATE] = { "new_private", 13, 10, PUT("private(no, title, text,"
	    " place, extra, tags, collector, collator, photo, caller, phone,"
	    " address, confidential)"
	    " SELECT * FROM new_private") },
	[WHOLE] = { "new_whole", 3, 0, PUT("private_text(no, seq, text)"
	    " SELECT * FROM new_whole") },
	[FINDING] = { "new_finding", 4, 0, "INSERT OR IGNORE INTO finding(no,"
	    " kind, text, entry) SELECT * FROM new_finding" },
	[JOURNAL] = { "new_journal", 17, 0, PUT("journal(no, seq, entry, act,"
	    " at, holder, unit, filter, rule, standard, due, used, allowed,"
	    " flags, value, reason, text) SELECT * FROM new_journal") },
	[CLOCK] = { "new_clock", 7, 0, PUT("clock(no, kind, started, due,"
	    " within, rung, next)"
	    " SELECT * FROM new_clock") },
};

/* Start filing, in a transaction.  NULL on an error. */
struct wh_filing *
wh_filing_open(struct wh *w)
{
	struct wh_filing	*f;
	size_t			 i;

	if ((f = calloc(1, sizeof(*f))) == NULL) {
		wh_nomem(&w->err);
		return NULL;
	}
	f->w = w;
	for (i = 0; i < TABLES; i++)
		if ((f->row[i] = wh_rows_open(w, tables[i].name,
		    tables[i].ncol, tables[i].by, tables[i].sql)) == NULL) {
			wh_filing_close(f);
			return NULL;
		}
	return f;
}

static int64_t
ref(const struct wh_intake *in, enum wh_case_col c)
{
	return wh_has(in, c) ? in->v[c].i : 0;
}

static const char *
text(const struct wh_intake *in, enum wh_case_col c)
{
	return wh_has(in, c) ? in->v[c].s : NULL;
}

static int64_t
moment(const struct wh_intake *in, enum wh_case_col c)
{
	return wh_has(in, c) ? in->v[c].i : WH_NONE;
}

static void
add_real(struct wh_rows *r, const struct wh_intake *in, enum wh_case_col c)
{
	if (wh_has(in, c))
		wh_rows_add(r, "d", in->v[c].d);
	else
		wh_rows_add(r, "t", (const char *)NULL);
}

static void
add_case(struct wh_filing *f, int64_t no, const struct wh_intake *in,
    const struct wh_course *c)
{
	struct wh_rows	*r = f->row[CASES];

	wh_rows_add(r, "iiirrrrttt", no, f->w->entry, ref(in, WH_C_SOURCE),
	    ref(in, WH_C_KIND), ref(in, WH_C_CLASS), ref(in, WH_C_AREA),
	    ref(in, WH_C_ROAD), text(in, WH_C_PLACE), text(in, WH_C_TITLE),
	    text(in, WH_C_TEXT));
	add_real(r, in, WH_C_LAT);
	add_real(r, in, WH_C_LON);
	wh_rows_add(r, "ttrrttttriiiiii", text(in, WH_C_TAGS),
	    text(in, WH_C_EXTRA), ref(in, WH_C_INTAKE_AREA),
	    ref(in, WH_C_CHANNEL), text(in, WH_C_TARGET),
	    text(in, WH_C_COLLECTOR), text(in, WH_C_COLLATOR),
	    text(in, WH_C_PHOTO), ref(in, WH_C_PROXY),
	    moment(in, WH_C_APPOINTMENT), moment(in, WH_C_PROMISED),
	    c->received,
	    (int64_t)(in->dates >> WH_C_RECEIVED & 1),
	    moment(in, WH_C_UPDATED), moment(in, WH_C_DUE));
	wh_course_gather(r, c);
	if (wh_has(in, WH_C_ID))
		wh_rows_add(f->row[EXTERNAL], "itii", in->v[WH_C_SOURCE].i,
		    in->v[WH_C_ID].s, no, in->digest);
}

/*
 * Is anything of the row for the private room?  That a caller asked for no
 * secrecy is what everybody takes it to be without a row.
 */
static bool
is_private(const struct wh_intake *in)
{
	static const enum wh_case_col	col[] = {
		WH_C_TITLE, WH_C_TEXT, WH_C_PLACE, WH_C_EXTRA, WH_C_TAGS,
		WH_C_COLLECTOR, WH_C_COLLATOR, WH_C_PHOTO
	};
	size_t				i;

	for (i = 0; i < sizeof(col) / sizeof(col[0]); i++)
		if (in->whole[col[i]] != NULL)
			return true;
	return wh_has(in, WH_C_CALLER) || wh_has(in, WH_C_PHONE) ||
	    wh_has(in, WH_C_ADDRESS) || (wh_has(in, WH_C_CONFIDENTIAL) &&
	    strcmp(in->v[WH_C_CONFIDENTIAL].s, "yes") == 0);
}

/* The whole text where it was masked, else NULL: it stands in cases. */
static void
add_private(struct wh_filing *f, int64_t no, const struct wh_intake *in)
{
	if (is_private(in))
		wh_rows_add(f->row[PRIVATE], "itttttttttttt", no,
		    in->whole[WH_C_TITLE], in->whole[WH_C_TEXT],
		    in->whole[WH_C_PLACE], in->whole[WH_C_EXTRA],
		    in->whole[WH_C_TAGS], in->whole[WH_C_COLLECTOR],
		    in->whole[WH_C_COLLATOR], in->whole[WH_C_PHOTO],
		    text(in, WH_C_CALLER),
		    text(in, WH_C_PHONE), text(in, WH_C_ADDRESS),
		    text(in, WH_C_CONFIDENTIAL));
}

/*
 * A row of a kind that a case is filed with is gathered; one that says more
 * is put as it is.
 */
static bool
add_row(struct wh_filing *f, int64_t no, const struct wh_course *c,
    const struct wh_jrow *row)
{
	struct wh_jrow	r = *row;

	r.flags |= WH_F_FILED;
	f->filed++;
	if (r.whistle != 0 || r.until != WH_NONE || r.field != NULL ||
	    r.old != NULL || r.new != NULL)
		return wh_filing_flush(f) && wh_journal_put(f->w, no, c, &r);
	return wh_rows_add(f->row[JOURNAL], "iiiiirrrrriiiittt", no, c->seq,
	    f->w->entry, r.act, r.at, r.holder, r.unit, r.filter, r.rule,
	    r.standard, r.due, r.used, r.allowed, (int64_t)r.flags, r.value,
	    r.reason, r.text);
}

static bool
add_plan(struct wh_filing *f, int64_t no, const struct wh_course *c,
    const struct wh_plan *p)
{
	struct wh_course	at = *c;
	size_t			i;

	for (i = 0; i < p->n; i++) {
		at.seq = c->seq - (int64_t)(p->n - 1 - i);
		if (p->whole[i] != NULL)
			wh_rows_add(f->row[WHOLE], "iit", no, at.seq,
			    p->whole[i]);
		if (!add_row(f, no, &at, &p->row[i]))
			return false;
	}
	for (i = 0; i < p->nassist; i++)
		wh_rows_add(f->row[ASSIST], "ii", no, p->assist[i]);
	for (i = 0; i < p->nfinding; i++)
		wh_rows_add(f->row[FINDING], "itti", no, "source",
		    p->finding[i], f->w->entry);
	return f->w->err.status == WH_OK;
}

/* Values that were left out of the row. */
static bool
add_found(struct wh_filing *f, int64_t no, const struct wh_intake *in)
{
	const char	*at = in->found;
	char		*line;

	while ((line = wh_found_line(&at)) != NULL) {
		wh_rows_add(f->row[FINDING], "itti", no, "value", line,
		    f->w->entry);
		free(line);
	}
	return at == NULL || *at == '\0' || wh_nomem(&f->w->err);
}

/* A job, see aside.c: put what was gathered before. */
static int
put(void *arg)
{
	struct wh_filing	*f = arg;
	int			 rc = SQLITE_OK;
	size_t			 i;

	for (i = 0; i < TABLES && rc == SQLITE_OK; i++)
		rc = wh_rows_put(f->row[i]);
	return rc;
}

/*
 * What was gathered until now is to be put next.  Telephones come in no
 * order, and their index outgrows the cache: so callers wait for many more,
 * unless all are to go, and go in the order of their telephones.
 */
static bool
turn(struct wh_filing *f, bool all)
{
	size_t	i;

	if (!wh_rest(f->w))
		return false;
	if (wh_rows_bytes(f->row[PRIVATE]) >= CALLERS)
		all = true;
	for (i = 0; i < TABLES; i++)
		if ((i != PRIVATE || all) && !wh_rows_turn(f->row[i]))
			return false;
	f->n = 0;
	return true;
}

/* Of a case that comes in, handling and the first reply are waited for. */
static void
add_clock(struct wh_filing *f, int64_t no, const struct wh_intake *in,
    const struct wh_course *c, int clock)
{
	struct wh_stage_of	of = { ref(in, WH_C_CLASS),
				    ref(in, WH_C_SOURCE), c->received,
				    in->dates >> WH_C_RECEIVED & 1 };
	struct wh_clock_row	k;
	char			within[WH_TIME_TEXT];

	if (wh_clock_make(f->w, no, c, clock, &of, &k))
		wh_rows_add(f->row[CLOCK], "itiitii", no,
		    wh_clock_words[clock], k.started, k.due,
		    k.limit.n > 0 ? wh_limit_text(&k.limit, within) : NULL,
		    k.rung, k.next);
}

/*
 * File a new case: its facts, the course after its planned journal rows, and
 * those rows.  It is in the file once wh_filing_flush was called.  False on an
 * error.
 */
bool
wh_filing_add(struct wh_filing *f, int64_t no, const struct wh_intake *in,
    const struct wh_course *c, const struct wh_plan *p)
{
	add_case(f, no, in, c);
	add_private(f, no, in);
	if (!add_plan(f, no, c, p) || !add_found(f, no, in))
		return false;
	if (c->state < WH_S_ENDED) {
		add_clock(f, no, in, c, WH_CLOCK_HANDLE);
		add_clock(f, no, in, c, WH_CLOCK_REPLY);
	}
	if (!wh_course_is_filed(c))
		return wh_filing_flush(f) && wh_course_save(f->w, no, c);
	return ++f->n < BATCH ? f->w->err.status == WH_OK :
	    turn(f, false) && wh_aside(f->w, put, f);
}

/*
 * Put what was gathered; the entry says how many journal rows were filed
 * with their cases.  False on an error.
 */
bool
wh_filing_flush(struct wh_filing *f)
{
	int64_t	filed = f->filed;

	f->filed = 0;
	return turn(f, true) && wh_check(f->w, put(f)) && (filed == 0 ||
	    wh_run(f->w, "UPDATE entry SET filed = filed + ? WHERE id = ?",
	    "ii", filed, f->w->entry));
}

/* Forget what was not put, and free; f may be NULL. */
void
wh_filing_close(struct wh_filing *f)
{
	size_t	i;

	if (f == NULL)
		return;
	wh_aside_end(f->w);
	for (i = 0; i < TABLES; i++)
		wh_rows_close(f->row[i]);
	free(f);
}
