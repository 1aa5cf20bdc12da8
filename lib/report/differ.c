/*
 * differ.c - bulletins that were issued, counted again: which figures are
 * others today, and which cases make the difference; and whether they still
 * follow from the file as of their entry.
 */
#include <stdlib.h>
#include <string.h>

#include "report/check.h"
#include "report/issue.h"

/* What was said, and what is counted now: key, figure, value as text. */
static const char tables[] =
	"DROP TABLE IF EXISTS temp.said; DROP TABLE IF EXISTS temp.counted;"
	"DROP TABLE IF EXISTS temp.behind; DROP TABLE IF EXISTS temp.differs;"
	"CREATE TEMP TABLE said(key TEXT, figure TEXT, value TEXT, row,"
	" PRIMARY KEY (key, figure)) WITHOUT ROWID;"
	"CREATE TEMP TABLE counted(key TEXT, figure TEXT, value TEXT, row,"
	" PRIMARY KEY (key, figure)) WITHOUT ROWID;"
	"DROP TABLE IF EXISTS temp.now_picked;"
	"CREATE TEMP TABLE now_picked(key TEXT PRIMARY KEY);"
	"CREATE TEMP TABLE differs(key TEXT, figure TEXT, said TEXT,"
	" counted TEXT, row);"
	/* Cases of a figure as of the bulletin (side 0) and now (side 1). */
	"CREATE TEMP TABLE behind(figure TEXT, no INTEGER, key TEXT, side,"
	" PRIMARY KEY (figure, no, key, side)) WITHOUT ROWID;";

/*
 * A row that is left out has counts of 0, and no rates; nor has it a place,
 * which unlike a count has no definition.  Where rows were picked, ?2, nothing
 * is known of those that were not told.
 */
#define NAUGHT		"c.type = 'int' AND c.definition IS NOT NULL"
#define SAID		"iif(" NAUGHT " AND NOT ?2, coalesce(s.value, '0')," \
			" s.value)"
#define COUNTED		"iif(" NAUGHT ", coalesce(n.value, '0'), n.value)"
static const char compare[] =
	"INSERT INTO differs SELECT k.key, k.figure, " SAID ", "
	COUNTED ", k.row FROM (SELECT key, figure, min(row) AS row FROM"
	" (SELECT key, figure, row FROM said UNION ALL"
	"  SELECT key, figure, row FROM counted) GROUP BY key, figure) k"
	" JOIN issued_column c ON c.issued = ?1 AND c.name = k.figure"
	" LEFT JOIN said s ON s.key = k.key AND s.figure = k.figure"
	" LEFT JOIN counted n ON n.key = k.key AND n.figure = k.figure"
	" WHERE " SAID " IS NOT " COUNTED " ORDER BY k.row, c.n";

/* All rows, without places. */
static void
unrank(struct wh_report *o)
{
	o->rank = o->min_cases = o->best = o->worst = o->group = o->list =
	    o->floor = NULL;
}

/* Those of the bulletin's fields that there still are: a rate is a row. */
static bool
put_fields(struct wh *w, const char *fields, bool ranked, struct wh_buf *b)
{
	const struct wh_metrics	*l = wh_metrics(w);
	size_t			 n;

	wh_buf_puts(b, "key");
	for (; l != NULL && *fields != '\0'; fields += n + (fields[n] == ',')) {
		n = strcspn(fields, ",");
		if (wh_metric_find(l, fields, n) != NULL ||
		    (ranked && wh_rank_field(fields, n) != NULL))
			wh_buf_printf(b, ",%.*s", (int)n, fields);
	}
	return l != NULL && (b->s != NULL || wh_nomem(&w->err));
}

/* Are the rows some of those that there are, by their figures? */
static bool
picks(const struct wh_report *o)
{
	return o->top != NULL || o->best != NULL || o->worst != NULL ||
	    o->list != NULL || o->floor != NULL;
}

/* Put the figures of a report into temp.counted, unless they are there. */
static bool
put_counted(struct wh *w, struct wh_report o, const char *fields, bool ranked)
{
	struct wh_buf		 b = { 0 };
	struct wh_cursor	*c = NULL;
	const struct wh_col	*col;
	const char *const	*v;
	size_t			 i, n;
	int64_t			 row = 0;

	if (put_fields(w, fields, ranked, &b)) {
		o.fields = b.s;
		c = wh_report(w, &o);
	}
	wh_buf_free(&b);
	if (c == NULL)
		return false;
	col = wh_cursor_columns(c, &n);
	while ((v = wh_cursor_next(c)) != NULL)
		/* Behind key and name, which a cross-table has not. */
		for (i = o.across != NULL ? 1 : 2, row++; i < n; i++)
			if (o.across != NULL || wh_listed_name(fields,
			    col[i].name, strlen(col[i].name)))
				wh_run(w, "INSERT OR IGNORE INTO"
				    " counted VALUES (?, ?, ?, ?)", "ttti",
				    v[0], col[i].name, v[i], row);
	wh_cursor_close(c);
	return w->err.status == WH_OK;
}

/*
 * Count the bulletin's figures from the file as reports read it now.  What
 * was told and would not be picked now has figures all the same.
 */
static bool
count(struct wh *w, const struct wh_bulletin *b)
{
	struct wh_report	o = b->o;
	bool			picked = picks(&o);

	if (!wh_rank_there(w, &o))
		unrank(&o);
	o.least = NULL;
	if (o.sort != NULL && wh_metric_find(wh_metrics(w), o.sort,
	    strlen(o.sort)) == NULL)
		o.sort = o.top = NULL;
	if (!put_counted(w, o, b->o.fields, o.rank != NULL ||
	    o.floor != NULL))
		return false;
	if (picked) {
		wh_run(w, "INSERT OR IGNORE INTO now_picked SELECT key"
		    " FROM counted", "");
		unrank(&o);
		o.top = NULL;
		put_counted(w, o, b->o.fields, false);
	}
	/* Of those that reach a number only they were told. */
	if (picked || b->o.least != NULL)
		wh_run(w, "DELETE FROM counted WHERE key NOT IN"
		    " (SELECT key FROM said UNION SELECT key FROM now_picked)",
		    "");
	return w->err.status == WH_OK;
}

/*
 * Put the figures that differ from what the bulletin said into temp.differs.
 */
static bool
differ(struct wh *w, int64_t number, const struct wh_bulletin *b)
{
	return wh_exec(w, tables) &&
	    wh_run(w, "INSERT OR IGNORE INTO said SELECT key, figure,"
	    " CAST(value AS TEXT), row FROM v_issued_figure"
	    " WHERE issued = ?", "i", number) && count(w, b) &&
	    wh_run(w, compare, "ii", number, (int64_t)picks(&b->o));
}

/* The cases behind one figure of one of the bulletin's periods. */
static bool
put_cases(struct wh *w, const struct wh_bulletin *b, const char *figure,
    const char *counts, enum wh_when when, int64_t side)
{
	struct wh_report	 o = b->o;
	struct wh_period	 p = b->p;
	struct wh_cursor	*c;
	const char *const	*v;

	p.span[WH_NOW] = p.span[when];
	o.period = &p;
	o.fields = o.sort = o.before = o.top = o.least = NULL;
	unrank(&o);
	o.ids = counts;
	o.no_total = false;
	c = wh_report(w, &o);
	while ((v = wh_cursor_next(c)) != NULL)
		wh_run(w, "INSERT OR IGNORE INTO behind VALUES (?, ?, ?, ?)",
		    "ttti", figure, v[0], v[1], side);
	wh_cursor_close(c);
	return w->err.status == WH_OK;
}

/* Each figure that differs, with the column in which it was. */
static const char figures[] =
	"SELECT DISTINCT c.name FROM issued_column c JOIN differs d"
	" ON d.figure = c.name WHERE c.issued = ? AND c.type = 'int'"
	" ORDER BY c.n";

/*
 * The cases of all counts that differ; a rate differs because they do.  Of a
 * cross-table those of the column.
 */
static bool
put_behind(struct wh *w, int64_t number, struct wh_bulletin *b, int64_t side)
{
	const struct wh_metrics	*l = wh_metrics(w);
	const struct wh_metric	*m;
	struct wh_buf		 base = { 0 }, key = { 0 };
	struct wh_col		 col = { .type = WH_INT };
	sqlite3_stmt		*s = wh_prepare(w, figures);
	size_t			 code;

	wh_bind(s, "i", number);
	while (l != NULL && wh_row(w, s)) {
		col.name = wh_col_text(s, 0);
		m = b->o.across != NULL ?
		    wh_cross_metric(l, &b->o, &col, &code) :
		    wh_metric_find(l, col.name, strlen(col.name));
		if (m == NULL)
			continue;
		base.n = key.n = 0;
		wh_metric_base(&base, m);
		if (b->o.across != NULL && wh_buf_put(&key, col.name, code))
			b->o.across_key = key.s;
		put_cases(w, b, col.name, base.s, m->when, side);
		if (m->change)
			put_cases(w, b, col.name, base.s, WH_NOW, side);
	}
	b->o.across_key = NULL;
	sqlite3_finalize(s);
	wh_buf_free(&base);
	wh_buf_free(&key);
	return w->err.status == WH_OK;
}

/*
 * What was done to a case since: acts with what they changed, or that it was
 * filed.  ?1 is the bulletin's entry.
 */
#define SINCE \
	"iif((SELECT entry FROM cases c WHERE c.no = x.no) > ?1, 'filed', '')" \
	" || coalesce((SELECT group_concat(act || t, '; ') FROM (SELECT act," \
	"  coalesce(' ' || field || ' ' || coalesce(old, '-') || ' > ' ||" \
	"  coalesce(new, '-'), ' ' || value, '') AS t FROM v_journal j" \
	"  WHERE j.number = x.no AND j.entry > ?1 AND (SELECT entry FROM" \
	" cases c WHERE c.no = x.no) <= ?1 ORDER BY j.row)), '')"

static const char cases[] =
	"WITH x AS (SELECT d.rowid AS d, b.no, max(b.side) AS side"
	"  FROM differs d JOIN behind b ON b.figure = d.figure"
	"  AND (d.key = b.key OR d.key = 'total' OR (d.key = 'others' AND"
	"   NOT EXISTS (SELECT 1 FROM said s WHERE s.key = b.key)))"
	"  GROUP BY d.rowid, b.no HAVING min(b.side) = max(b.side))"
	" SELECT d.key, d.figure, d.said, d.counted, x.no,"
	" iif(x.side = 1, 'in', iif(x.side = 0, 'out', NULL)),"
	" iif(x.no IS NOT NULL, coalesce(nullif(" SINCE ", ''),"
	"  'nothing: a table, a setting or the clock has changed'), NULL)"
	" FROM differs d LEFT JOIN x ON x.d = d.rowid"
	" ORDER BY d.rowid, x.no";

/*
 * The figures of a bulletin that are others today, with the cases that came
 * in or went out: a record for each case of each figure, and one without a
 * case for a rate, or where cases do not explain it.  NULL on an error.
 */
struct wh_cursor *
wh_issued_changes(struct wh *w, int64_t number)
{
	static const struct wh_col	col[] = {
		{ "key", WH_CODE, NULL, WH_KEY, "Key", "编码" },
		{ "figure", WH_TEXT, NULL, 0, "Figure", "指标" },
		{ "issued", WH_TEXT, NULL, 0, "Issued", "印发数" },
		{ "today", WH_TEXT, NULL, 0, "Today", "现数" },
		{ "number", WH_CODE, NULL, 0, "Number", "工单号" },
		{ "move", WH_TEXT, NULL, 0, "Move", "进出" },
		{ "since", WH_TEXT, NULL, 0, "Since then", "其后" },
	};
	struct wh_bulletin		 b;
	struct wh_cursor		*c = NULL;
	sqlite3_stmt			*s;
	int64_t				 now = w->now;

	if (!wh_bulletin_load(w, number, &b))
		return NULL;
	wh_exec(w, "BEGIN");
	if (differ(w, number, &b) && put_behind(w, number, &b, 1)) {
		w->now = b.clock;
		if (wh_as_of_entry(w, b.entry))
			put_behind(w, number, &b, 0);
		w->now = now;
		wh_as_of_end(w);
		if ((s = wh_prepare(w, cases)) != NULL)
			wh_bind(s, "i", b.entry);
		c = wh_cursor_open(w, s, col, sizeof(col) / sizeof(col[0]));
	}
	wh_bulletin_free(&b);
	return c;
}

/*
 * Take the error as what is wrong with a bulletin: what it asked for cannot
 * be asked any more.
 */
static void
take_error(struct wh *w, char **why)
{
	if (w->err.status != WH_FAIL || w->err.msg == NULL ||
	    asprintf(why, "cannot be counted again: %s", w->err.msg) == -1) {
		*why = NULL;
		wh_nomem(&w->err);
	} else
		wh_err_clear(&w->err);
}

/*
 * Does a bulletin follow from the file as of its entry?  If not *why says
 * which figure does not; the caller frees it.  False on an error.
 */
static bool
recount(struct wh *w, int64_t number, char **why)
{
	struct wh_bulletin	b;
	int64_t			now = w->now;

	*why = NULL;
	if (wh_bulletin_load(w, number, &b))
		w->now = b.clock;
	if (w->err.status != WH_OK || !wh_as_of_entry(w, b.entry) ||
	    !differ(w, number, &b))
		take_error(w, why);
	else
		*why = wh_str(w, "SELECT figure || ' of ' || key || ' was ' ||"
		    " coalesce(said, 'without data') || ', as of its entry it"
		    " is ' || coalesce(counted, 'without data') || iif(n > 1,"
		    " '; ' || (n - 1) || ' more are others, too', '')"
		    " FROM (SELECT *, count(*) OVER () AS n FROM differs)"
		    " ORDER BY row LIMIT 1", "");
	w->now = now;
	wh_as_of_end(w);
	wh_bulletin_free(&b);
	return w->err.status == WH_OK;
}

/*
 * Put into temp.found each bulletin that does not follow from the file as of
 * its entry, if what asks for it.  Reference tables have no past, so if one
 * was loaded since that may be why, and its word is another.  In a
 * transaction.
 */
void
wh_issued_check(struct wh *w, const char *what)
{
	const char	*word;
	char		 key[32], *why;
	int64_t		 n = 0;

	/* One by one: no table is dropped while a statement is open. */
	while ((n = wh_int(w, 0, "SELECT min(id) FROM issued WHERE id > ?",
	    "i", n)) != 0) {
		word = wh_int(w, 0, "SELECT EXISTS (SELECT 1 FROM entry e"
		    " JOIN issued i ON i.id = ? WHERE e.id > i.entry"
		    " AND (e.command LIKE 'grid-load%'"
		    " OR e.command LIKE 'street-roster%'))", "i", n) ?
		    "reloaded" : "issued";
		if (!wh_word_in(what, word) ||
		    !recount(w, n, &why) || why == NULL)
			continue;
		snprintf(key, sizeof(key), "issued %jd", (intmax_t)n);
		wh_run(w, "INSERT INTO temp.found VALUES (?, ?, ?)", "ttt",
		    key, word, why);
		free(why);
	}
}
