/*
 * merge.c - staged rows into cases and journals: the writing half of an
 * import, inside a transaction.
 */
#include <stdlib.h>
#include <string.h>

#include "case/merge.h"

enum { DAY_LAST = 999999, BATCH = 500 };

struct merge {
	struct wh		*w;
	struct wh_reader	*r;
	struct wh_counts	*n;
	int64_t			 ymd;		/* whose counter is held */
	int64_t			 last;		/* its last number */
	struct wh_filing	*filing;
	struct wh_source_ids	 ids;
	struct wh_plan		 plan;
	bool			 links;		/* new cases are linked */
	int64_t			 fresh[BATCH];	/* to be linked */
	size_t			 nfresh;
};

/* Write the held counter back. */
static bool
put_counter(struct merge *m)
{
	return m->ymd == 0 || wh_run(m->w, "INSERT INTO day VALUES (?1, ?2)"
	    " ON CONFLICT DO UPDATE SET last = ?2", "ii", m->ymd, m->last);
}

/*
 * The next number of the local day of receipt: YYYYMMDD and six digits.
 * Returns 0, with an error, when the day is full.
 */
static int64_t
next_number(struct merge *m, int64_t received)
{
	int64_t	ymd = wh_ymd(wh_day_of(&m->w->zone, received));

	if (ymd != m->ymd) {
		if (!put_counter(m))
			return 0;
		m->ymd = ymd;
		m->last = wh_int(m->w, 0, "SELECT last FROM day"
		    " WHERE day = ?", "i", ymd);
	}
	if (m->last >= DAY_LAST) {
		wh_fail(&m->w->err, WH_FAIL, "%jd: more than %d cases on one"
		    " day", (intmax_t)ymd, DAY_LAST);
		return 0;
	}
	return ymd * 1000000 + ++m->last;
}

/* Refuse a staged row: with -r it goes there, else everything is undone. */
static bool
refuse(struct merge *m, const struct wh_intake *in, const char *raw,
    const char *why)
{
	char	*msg;

	if (m->r->csv == NULL) {
		wh_fail(&m->w->err, WH_FAIL, "%s", why);
		return false;
	}
	if (asprintf(&msg, "%s:%ld: %s", m->r->file, in->line, why) == -1)
		return wh_nomem(&m->w->err);
	m->r->refused++;
	wh_reject_raw(m->r->reject, in->line, raw != NULL ? raw : "", msg);
	free(msg);
	return false;
}

/* Values that were left out, a line each; a known finding is none. */
static bool
put_found(struct merge *m, int64_t no, const struct wh_intake *in)
{
	const char	*at = in->found;
	char		*line;

	while ((line = wh_found_line(&at)) != NULL) {
		wh_run(m->w, "INSERT INTO finding(no, kind, text, entry)"
		    " VALUES (?, 'value', ?, ?) ON CONFLICT DO UPDATE"
		    " SET ended = NULL",
		    "iti", no, line, m->w->entry);
		free(line);
	}
	return at == NULL || *at == '\0' || wh_nomem(&m->w->err);
}

static bool
put_findings(struct merge *m, int64_t no, const struct wh_intake *in)
{
	size_t	i;

	if (!put_found(m, no, in))
		return false;
	for (i = 0; i < m->plan.nfinding; i++)
		wh_run(m->w, "INSERT INTO finding(no, kind, text, entry)"
		    " VALUES (?, 'source', ?, ?) ON CONFLICT DO NOTHING",
		    "iti", no, m->plan.finding[i], m->w->entry);
	return m->w->err.status == WH_OK;
}

/* Write the planned rows; the course has been stepped through them all. */
static bool
put_rows(struct merge *m, int64_t no, const struct wh_course *c)
{
	struct wh_course	at = *c;
	size_t			i;

	for (i = 0; i < m->plan.n; i++) {
		at.seq = c->seq - (int64_t)(m->plan.n - 1 - i);
		if (!wh_journal_put(m->w, no, &at, &m->plan.row[i]) ||
		    !wh_whole_put(m->w, no, at.seq, m->plan.whole[i]))
			return false;
	}
	for (i = 0; i < m->plan.nassist; i++)
		wh_run(m->w, "INSERT INTO assist VALUES (?, ?)"
		    " ON CONFLICT DO NOTHING", "ii", no, m->plan.assist[i]);
	return true;
}

/*
 * File what was gathered and link it, while its pages are in the cache: what
 * cases are linked to came before them.
 */
static bool
file_fresh(struct merge *m)
{
	size_t	n = m->nfresh;

	m->nfresh = 0;
	return wh_filing_flush(m->filing) &&
	    wh_link_fresh(m->w, m->fresh, n);
}

/* Plan the course of a case that is not in the file, or refuse the row. */
static bool
plan(struct merge *m, const struct wh_intake *in, struct wh_course *c,
    const char *raw)
{
	char	why[400];

	if (wh_ids_zeros(m->w, &m->ids, in, why, sizeof(why)))
		return refuse(m, in, raw, why);
	wh_course_start(c, in->v[WH_C_RECEIVED].i);
	return wh_plan(m->w, 0, in, c, &m->plan) || refuse(m, in, raw, c->why);
}

static bool
fresh(struct merge *m, const struct wh_intake *in, const char *raw)
{
	struct wh_course	c;
	int64_t			no;

	if (!plan(m, in, &c, raw))
		return false;
	if ((no = next_number(m, c.received)) == 0 ||
	    !wh_filing_add(m->filing, no, in, &c, &m->plan))
		return false;
	m->n->fresh++;
	if (!m->links)
		return true;
	m->fresh[m->nfresh++] = no;
	return m->nfresh < BATCH || file_fresh(m);
}

/* The number holds the day of receipt, so that time stays what it was. */
static void
other_time(struct merge *m, int64_t no)
{
	wh_run(m->w, "INSERT INTO finding(no, kind, text, entry) VALUES (?,"
	    " 'source', 'the source now gives another time of receipt', ?)"
	    " ON CONFLICT DO NOTHING", "ii", no, m->w->entry);
}

/* When the source changed the case last; what that was is kept. */
static void
put_updated(struct wh *w, int64_t no, int64_t updated)
{
	wh_run(w, "INSERT INTO updated SELECT no, ?2, updated FROM cases"
	    " WHERE no = ?1 ON CONFLICT DO NOTHING", "ii", no, w->entry);
	wh_run(w, "UPDATE cases SET updated = ?2 WHERE no = ?1", "ii", no,
	    updated);
}

/*
 * A case that is known: facts that differ are amended, rows that are missing
 * are added, nothing is taken back.  An export older than what we have
 * changes nothing; what our own course forbids becomes a finding.
 */
static bool
known(struct merge *m, const struct wh_intake *in, int64_t no)
{
	struct wh_course	c;
	struct wh_jrow		like = { WH_JROW, .at = m->w->now };
	int64_t			updated, was;
	int			amended;

	updated = wh_int(m->w, WH_NONE, "SELECT updated FROM cases"
	    " WHERE no = ?", "i", no);
	if ((wh_has(in, WH_C_UPDATED) && updated != WH_NONE &&
	    in->v[WH_C_UPDATED].i < updated) ||
	    !wh_course_load(m->w, no, &c)) {
		m->n->same++;
		return m->w->err.status == WH_OK;
	}
	was = c.state;
	if ((amended = c.state == WH_S_CANCELLED ? 0 :
	    wh_facts_amend(m->w, no, in, &c, &like, true)) < 0)
		return false;
	if (in->v[WH_C_RECEIVED].i != c.received)
		other_time(m, no);
	if (!wh_plan(m->w, no, in, &c, &m->plan))
		m->plan.finding[m->plan.nfinding == WH_PLAN_FINDINGS ?
		    WH_PLAN_FINDINGS - 1 : m->plan.nfinding++] = c.why;
	wh_findings_mend(m->w, m->r, no, in);
	put_findings(m, no, in);
	wh_run(m->w, "UPDATE external SET digest = ?3 WHERE source = ?1"
	    " AND id = ?2", "iti", in->v[WH_C_SOURCE].i, in->v[WH_C_ID].s,
	    in->digest);
	if (wh_has(in, WH_C_UPDATED) && in->v[WH_C_UPDATED].i != updated)
		put_updated(m->w, no, in->v[WH_C_UPDATED].i);
	if (amended == 0 && m->plan.n == 0) {
		m->n->same++;
		return m->w->err.status == WH_OK;
	}
	m->n->changed++;
	return put_rows(m, no, &c) &&
	    wh_link_settle(m->w, no, was, &c) &&
	    wh_course_save(m->w, no, &c) &&
	    wh_clock_set(m->w, no, &c, WH_K_HANDLE | WH_K_REPLY);
}

/* Was this row merged before the import was stopped, if it could be? */
static bool
before(const struct wh_merging *g)
{
	int64_t	at = g->in.v[WH_C_RECEIVED].i;

	return at < g->at || (at == g->at && g->in.line <= g->line);
}

/*
 * Merge a row.  One that was passed before the import was stopped has been
 * counted, and what its case is now came later; if it was refused then, as it
 * has no case, its time comes now.
 */
static void
merge_row(struct merge *m, struct wh_merging *g)
{
	bool	past = before(g), again = false;
	int64_t	no;

	no = wh_ids_may_have(m->w, &m->ids, &g->in) ?
	    wh_ids_find(m->w, &g->in, &again) : 0;
	if (no == 0 || !(again || past))
		wh_intake_locate(m->w, &g->in, no);
	if (no == 0)
		fresh(m, &g->in, g->raw);
	else if (!past && again)
		m->n->same++;
	else if (!past)
		known(m, &g->in, no);
	if (!past) {
		g->at = g->in.v[WH_C_RECEIVED].i;
		g->line = g->in.line;
	}
}

/*
 * Merge up to max staged rows by time, then by line; g->have says if there
 * are more.  Counts are added to *n.  False on an error; refused rows are
 * counted by the reader.
 */
bool
wh_merge(struct wh *w, struct wh_merging *g, struct wh_counts *n,
    int64_t max)
{
	struct merge	m = { .w = w, .r = g->r, .n = n };

	if ((m.filing = wh_filing_open(w)) == NULL)
		return false;
	m.links = wh_links_fresh(w);
	if (!g->have)
		g->have = wh_stage_next(g->s, &g->in, &g->raw);
	for (; g->have && max > 0 && w->err.status == WH_OK; max--) {
		merge_row(&m, g);
		g->done++;
		wh_tick_of(w, "filing", g->done, g->done,
		    wh_stage_rows(g->s));
		g->have = wh_stage_next(g->s, &g->in, &g->raw);
	}
	file_fresh(&m);
	wh_filing_close(m.filing);
	wh_ids_free(&m.ids);
	return put_counter(&m) && w->err.status == WH_OK;
}

/*
 * Refuse before the first slice what no slice may take: a row whose case is
 * not in the file is planned as it will be when it is filed.  One that
 * mentions what is yet to be made waits for that.  False, with an error, if
 * any is refused.
 */
bool
wh_rehearse(struct wh *w, struct wh_reader *r, struct wh_stage *s)
{
	struct merge		m = { .w = w, .r = r };
	struct wh_intake	in;
	struct wh_course	c;
	const char		*raw;
	int64_t			done = 0;
	bool			again;

	wh_exec(w, "BEGIN");
	while (wh_stage_next(s, &in, &raw)) {
		wh_tick_of(w, "checking", done, done, wh_stage_rows(s));
		done++;
		if (!in.settled || (wh_ids_may_have(w, &m.ids, &in) &&
		    wh_ids_find(w, &in, &again) != 0))
			continue;
		wh_intake_locate(w, &in, 0);
		plan(&m, &in, &c, raw);
	}
	wh_ids_free(&m.ids);
	wh_exec(w, "COMMIT");
	return wh_reader_end(r);
}
