/*
 * sql.c - the statement behind a report.
 *
 * Each part of the cases (received, handled, called back, open, ended since)
 * is found by its own index and counted by the case's own column (e); these
 * few rows are carried up to the dimension's rows and added (g), and get
 * their keys, names and the total (r).  So a period costs what its cases
 * cost, and the rows always add up to the total: what has no row of its own
 * is in the row "-".
 *
 * The text is put together from literals only; every value is bound.
 */
#include <string.h>

#include "report/report.h"

/* A case counts from its time of receipt, while it is not void. */
#define CASES(index)	"cases c INDEXED BY " index " WHERE "
#define VALID		" AND c.state <> 51"
#define WITHIN(col, from, to) \
	"c." col " >= " from " AND c." col " < " to VALID

/*
 * A return is a row of the journal, not a case: each one counts, for the unit
 * that gave the case back, whoever has it now.  Acts 8 and 37 are return and
 * takeback.
 */
#define RETURNS(from, to) \
	"(SELECT j.no, j.reason, coalesce(j.holder, c.unit) AS unit, c.area," \
	" c.class, c.source, c.kind, c.channel, c.road, c.state, c.filter" \
	" FROM journal j INDEXED BY journal_return CROSS JOIN cases c" \
	" ON c.no = j.no WHERE j.act = 8 AND j.at >= " from " AND j.at < " to \
	" AND NOT EXISTS (SELECT 1 FROM journal t WHERE t.no = j.no" \
	" AND t.act = 37 AND t.old = j.seq)) c WHERE 1" VALID

/*
 * The parts name the index by which their cases are found, so that the planner
 * cannot choose to read them all.
 */
static const char *const parts[WH_PARTS][2] = {
	[WH_P_RECEIVED] = {
		CASES("cases_received") WITHIN("received", ":from", ":to"),
		CASES("cases_received") WITHIN("received", ":before", ":from")
	},
	[WH_P_HANDLED] = {
		CASES("cases_handled") WITHIN("handled", ":from", ":to"),
		CASES("cases_handled") WITHIN("handled", ":before", ":from")
	},
	[WH_P_CALLED] = {
		CASES("cases_called") WITHIN("called", ":from", ":to"),
		CASES("cases_called") WITHIN("called", ":before", ":from")
	},
	/* Open then: not ended yet, or ended later. */
	[WH_P_OPEN] = {
		CASES("cases_open") "c.state < 50 AND c.received < :end",
		CASES("cases_open") "c.state < 50 AND c.received < :end_before"
	},
	[WH_P_ENDED] = {
		CASES("cases_closed") "c.closed >= :end AND c.state >= 50"
		    " AND c.received < :end" VALID,
		CASES("cases_closed") "c.closed >= :end_before"
		    " AND c.state >= 50 AND c.received < :end_before" VALID
	},
	[WH_P_CLOSED] = {
		CASES("cases_closed") "c.state = 50 AND "
		    WITHIN("closed", ":from", ":to"),
		CASES("cases_closed") "c.state = 50 AND "
		    WITHIN("closed", ":before", ":from")
	},
	[WH_P_RETURNED] = {
		RETURNS(":from", ":to"), RETURNS(":before", ":from")
	},
};

static void
put(struct wh_query *q, const char *s)
{
	if (!wh_buf_puts(&q->sql, s))
		wh_nomem(&q->w->err);
}

#define DUPLICATE "EXISTS (SELECT 1 FROM link l" \
	" WHERE l.no = c.no AND l.kind = 'duplicate')"

/*
 * Are duplicates left out of a whole part, where they do not count?  Of those
 * received in the period one metric counts them all the same.
 */
static bool
left_out(const struct wh_query *q, int part, int when)
{
	return q->once && (part != WH_P_RECEIVED || when != WH_NOW);
}

/* FROM and WHERE of one part of the cases. */
static void
put_part(struct wh_query *q, int part, int when)
{
	put(q, " FROM ");
	put(q, parts[part][when]);
	if (q->area != 0)
		put(q, " AND c.area IN"
		    " (SELECT id FROM area_tree WHERE top = :area)");
	if (q->unit != 0)
		put(q, " AND c.unit IN"
		    " (SELECT id FROM unit_tree WHERE top = :unit)");
	if (q->class != 0)
		put(q, " AND c.class IN"
		    " (SELECT id FROM class_tree WHERE top = :class)");
	if (q->source != 0)
		put(q, " AND c.source = :source");
	if (left_out(q, part, when))
		put(q, " AND NOT " DUPLICATE);
}

static const char *
column(const struct wh_query *q, int part)
{
	return q->dim.col != NULL && (q->dim.parts == 0 ||
	    q->dim.parts & 1U << part) ? q->dim.col : "NULL";
}

static const char *
up(const struct wh_query *q)
{
	return q->dim.col != NULL ? q->dim.up : "NULL";
}

/*
 * The names of all counts, each as format has it; those of the period before
 * have a suffix.
 */
static void
put_counts(struct wh_query *q, const char *format)
{
	const char	*s;
	int		 i, when;

	for (when = WH_NOW; when <= q->o->compare; when++)
		for (i = WH_METRIC_FIRST; i < WH_METRICS; i++) {
			if (wh_metrics[i].parts == 0 ||
			    (when == WH_BEFORE && !wh_metrics[i].before))
				continue;
			for (s = format; *s != '\0'; s++)
				if (*s != '%')
					wh_buf_put(&q->sql, s, 1);
				else {
					put(q, wh_report_cols[i].name);
					put(q, when == WH_BEFORE ?
					    "_before" : "");
				}
		}
}

/*
 * Which cases of a part a metric counts, after these words; nothing if it
 * counts all of them.  True if something was put.
 */
static bool
put_cond(struct wh_query *q, const struct wh_metric *m, int part, int when,
    const char *before)
{
	bool	once = q->once && !m->all && !left_out(q, part, when);

	if (m->cond[when] == NULL && !once)
		return false;
	put(q, before);
	if (m->cond[when] != NULL)
		put(q, m->cond[when]);
	if (once)
		put(q, m->cond[when] != NULL ? " AND NOT " DUPLICATE :
		    "NOT " DUPLICATE);
	return true;
}

/*
 * Is a count read: itself, as what rows are sorted by, or as part of a figure
 * that is?  The others cost lookups that nobody has asked for.
 */
static bool
is_read(const struct wh_query *q, int count)
{
	const char	*name = wh_report_cols[count].name;
	int		 i;

	if (q->o->fields == NULL)
		return true;
	for (i = WH_METRIC_FIRST; i < WH_METRICS; i++)
		if ((i == q->sort || wh_in_fields(q->o->fields,
		    wh_report_cols[i].name)) && (i == count ||
		    (wh_metrics[i].base != NULL &&
		    wh_in_fields(wh_metrics[i].base, name))))
			return true;
	return false;
}

/* Count one metric among the cases of a part, or add it up. */
static void
put_count(struct wh_query *q, int i, int part, int when, bool now)
{
	const struct wh_metric	*m = &wh_metrics[i];

	if (!now || (m->parts & 1U << part) == 0 || !is_read(q, i)) {
		put(q, ",0");
		return;
	}
	put(q, m->sum != NULL ? ",sum(" : ",count(");
	put(q, m->sum != NULL ? m->sum : "*");
	put(q, ")");
	if (put_cond(q, m, part, when, " FILTER (WHERE "))
		put(q, ")");
}

static void
put_select(struct wh_query *q, int part, int when)
{
	int	i;

	put(q, " SELECT ");
	put(q, column(q, part));
	for (i = WH_METRIC_FIRST; i < WH_METRICS; i++)
		if (wh_metrics[i].parts != 0)
			put_count(q, i, part, WH_NOW, when == WH_NOW);
	for (i = WH_METRIC_FIRST; i < WH_METRICS && q->o->compare; i++)
		if (wh_metrics[i].before)
			put_count(q, i, part, WH_BEFORE, when == WH_BEFORE);
	put_part(q, part, when);
	put(q, " GROUP BY 1\n");
}

/* Key and name of a row of g, and the join that they need. */
static void
put_names(struct wh_query *q, const char **join)
{
	const struct wh_dim	*d = &q->dim;
	bool			 zh = q->w->zh && q->o->people;

	*join = "";
	if (d->table == NULL) {
		put(q, "g.k IS NULL AS rest, coalesce(CAST(g.k AS TEXT),"
		    " '-') AS key, coalesce(");
		put(q, d->col == NULL ? "NULL" : zh ? d->zh : d->en);
	} else {
		*join = d->table;
		put(q, "n.id IS NULL AS rest, coalesce(n.code, '-') AS key,"
		    " coalesce(");
		put(q, d->named_en && q->o->people && !zh ? "n.name_en, n.name"
		    : "n.name");
	}
	put(q, zh ? ", '未归属') AS name" : ", 'not placed') AS name");
}

static void
put_join(struct wh_query *q, const char *table)
{
	if (*table == '\0')
		return;
	put(q, " LEFT JOIN ");
	put(q, table);
	put(q, " n ON n.id = g.k");
}

/* The columns that are printed, from the counts of r. */
static void
put_columns(struct wh_query *q)
{
	int	i;

	put(q, "SELECT key, name");
	for (i = WH_METRIC_FIRST; i < (q->o->compare ? WH_METRICS :
	    WH_METRICS_PLAIN); i++) {
		put(q, ",\n ");
		put(q, wh_metrics[i].expr != NULL ? wh_metrics[i].expr :
		    wh_report_cols[i].name);
		put(q, " AS ");
		put(q, wh_report_cols[i].name);
	}
}

/*
 * Write the statement that counts: key, name and the metrics.
 */
void
wh_sql_figures(struct wh_query *q)
{
	const char	*join;
	int		 part, when;

	put(q, "WITH e(d");
	put_counts(q, ", %");
	put(q, ") AS (\n");
	for (when = WH_NOW; when <= q->o->compare; when++)
		for (part = 0; part < WH_PARTS; part++) {
			if (part + when > 0)
				put(q, " UNION ALL\n");
			put_select(q, part, when);
		}
	put(q, "), g AS MATERIALIZED (\n SELECT ");
	put(q, up(q));
	put(q, " AS k");
	put_counts(q, ", sum(%) AS %");
	put(q, "\n FROM e GROUP BY 1\n), r AS (\n");
	if (q->dim.col != NULL) {
		put(q, " SELECT ");
		put_names(q, &join);
		put_counts(q, ", g.%");
		put(q, "\n FROM g");
		put_join(q, join);
		put(q, q->o->no_total ? "" : "\n UNION ALL\n");
	}
	if (!q->o->no_total) {
		put(q, q->w->zh && q->o->people ?
		    " SELECT 2 AS rest, 'total' AS key, '合计' AS name" :
		    " SELECT 2 AS rest, 'total' AS key, 'total' AS name");
		put_counts(q, ", ifnull(sum(%), 0) AS %");
		put(q, "\n FROM g");
	}
	put(q, "\n)\n");
	put_columns(q);
	put(q, "\nFROM r ORDER BY rest, ");
	if (q->sort != 0) {
		put(q, wh_report_cols[q->sort].name);
		put(q, " + 0 DESC, ");
	}
	put(q, "key");
}

/* The cases of one metric, in each of its parts. */
static bool
put_cases(struct wh_query *q, int i)
{
	const struct wh_metric	*m = &wh_metrics[i];
	int			 part;

	for (part = 0; part < WH_PARTS; part++) {
		if ((m->parts & 1U << part) == 0)
			continue;
		put(q, q->sql.n == 0 ? "WITH e(number, d) AS (\n" : " UNION\n");
		put(q, " SELECT c.no, ");
		put(q, column(q, part));
		put_part(q, part, WH_NOW);
		put_cond(q, m, part, WH_NOW, " AND ");
		put(q, "\n");
	}
	return m->parts != 0 || wh_fail(&q->w->err, WH_FAIL, "--ids: \"%s\":"
	    " is reckoned from other figures; ask for the cases of %s",
	    wh_report_cols[i].name, m->base);
}

/*
 * Write the statement that lists the cases of the metrics that --ids names,
 * each once in a row: number and key.  An unknown metric is an error.
 */
void
wh_sql_cases(struct wh_query *q)
{
	const char	*s, *join;
	size_t		 n;
	int		 i;

	for (s = q->o->ids;; s += n + 1) {
		n = strcspn(s, ",");
		if ((i = wh_metric_find(s, n)) == -1)
			wh_fail(&q->w->err, WH_FAIL, "--ids: \"%.*s\": no such"
			    " metric; --define lists them", (int)n, s);
		else
			put_cases(q, i);
		if (s[n] == '\0')
			break;
	}
	put(q, "), g AS (SELECT number, ");
	put(q, up(q));
	put(q, " AS k FROM e),\nr AS (SELECT g.number, ");
	if (q->dim.col != NULL) {
		put_names(q, &join);
		put(q, " FROM g");
		put_join(q, join);
	} else
		put(q, "'total' AS key FROM g");
	put(q, ")\nSELECT number, key FROM r");
	if (q->key != NULL)
		put(q, " WHERE key = :key");
	put(q, " GROUP BY number, key ORDER BY number");
}

/*
 * Write the statement that counts the duplicates received in the period.
 */
void
wh_sql_duplicates(struct wh_query *q)
{
	put(q, "SELECT count(*)");
	put_part(q, WH_P_RECEIVED, WH_NOW);
	put(q, " AND " DUPLICATE);
}
