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

static void
put(struct wh_query *q, const char *s)
{
	if (!wh_buf_puts(&q->sql, s))
		wh_nomem(&q->w->err);
}

/*
 * A condition, of another period with the suffix of that after the names of
 * its parameters.
 */
static void
put_of(struct wh_query *q, const char *s, enum wh_when when)
{
	size_t	n;

	for (; *s != '\0'; s += n) {
		n = strcspn(s + 1, ":") + 1;
		if (*s == ':')
			n = strspn(s + 1, "abcdefghijklmnopqrstuvwxyz") + 1;
		wh_buf_put(&q->sql, s, n);
		if (*s == ':')
			put(q, wh_suffix[when]);
	}
}

/* And not of this kind. */
static void
put_not(struct wh_query *q, enum wh_apart x, const char *before)
{
	if (!wh_buf_printf(&q->sql, "%sNOT (%s)", before, wh_aparts[x].cond))
		wh_nomem(&q->w->err);
}

/*
 * Where the rows of a part are.  As of an entry cases that changed since, or
 * were filed, are left out and had from their copy.
 */
static void
put_rows(struct wh_query *q, int part, enum wh_when when)
{
	const struct wh_cases	*p = &wh_parts[part];
	bool			 then = q->w->as_of != 0;

	put(q, " FROM ");
	if (p->rows != NULL) {
		put(q, "(SELECT ");
		put(q, p->rows);
		put(q, " FROM ");
		put(q, then ? p->then : p->from);
		put(q, " CROSS JOIN cases c ON c.no = j.no WHERE ");
		put_of(q, p->cond, when);
		put(q, ") c WHERE true");
		return;
	}
	put(q, then ? "(SELECT * FROM main.cases c INDEXED BY " :
	    "cases c INDEXED BY ");
	put(q, p->index);
	put(q, " WHERE ");
	put_of(q, p->cond, when);
	if (then) {
		put(q, WH_UNCHANGED " UNION ALL SELECT * FROM was c WHERE ");
		put_of(q, p->cond, when);
		put(q, ") c WHERE true");
	}
}

/* FROM and WHERE of one part of the cases. */
static void
put_part(struct wh_query *q, int part, enum wh_when when)
{
	enum wh_apart	x;

	put_rows(q, part, when);
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
	for (x = WH_X_NONE + 1; x < WH_APARTS; x++)
		if (wh_left_out(q, x, part, when))
			put_not(q, x, " AND ");
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
 * Rankings and floors must know who has no case at all in a period: no data is
 * another thing than a count of 0.
 */
static bool
has_seen(const struct wh_query *q, enum wh_when when)
{
	return q->when[when] && (q->o->rank != NULL || q->rank.nfloor > 0);
}

/* A format whose % stand for a name with the suffix of a period. */
static void
put_name(struct wh_query *q, const char *format, const char *name,
    enum wh_when when)
{
	for (; *format != '\0'; format++)
		if (*format != '%')
			wh_buf_put(&q->sql, format, 1);
		else {
			put(q, name);
			put(q, wh_suffix[when]);
		}
}

/*
 * The names of all counts, each as format has it; those of other periods
 * have a suffix.  What there is no period for has no figure: the format is
 * then absent, if that is not NULL.
 */
void
wh_sql_counts(struct wh_query *q, const char *format, const char *absent)
{
	const char	*s;
	enum wh_when	 when;
	size_t		 i;

	for (when = WH_NOW; when < WH_WHENS; when++) {
		s = absent != NULL && q->p.span[when].to == 0 ? absent :
		    format;
		for (i = 0; i < WH_COUNTS; i++)
			if (wh_counted(q, i, when))
				put_name(q, s, wh_count_cols[i].name, when);
		if (has_seen(q, when))
			put_name(q, s, "x_seen", when);
	}
}

/*
 * Which cases of a part a metric counts, after these words; nothing if it
 * counts all of them.  True if something was put.
 */
static bool
put_cond(struct wh_query *q, const struct wh_count *m, int part,
    enum wh_when when, const char *before)
{
	const char	*cond = m->cond != NULL ? m->cond :
			    wh_aparts[m->apart].cond;
	enum wh_apart	 x;
	bool		 any = cond != NULL;

	if (any) {
		put(q, before);
		put_of(q, cond, when);
	}
	for (x = WH_X_NONE + 1; x < WH_APARTS; x++)
		if (q->out[x] && m->apart != x &&
		    !wh_left_out(q, x, part, when)) {
			put_not(q, x, any ? " AND " : before);
			any = true;
		}
	return any;
}

/*
 * Count among the cases of a part, or add up; what nobody reads costs no
 * lookup.
 */
static void
put_count(struct wh_query *q, size_t i, int part, enum wh_when when, bool now)
{
	const struct wh_count	*m = &wh_counts[i];

	if (!now || (m->parts & 1U << part) == 0 || !q->read[when][i]) {
		put(q, ",0");
		return;
	}
	put(q, m->sum != NULL ? ",ifnull(sum(" : ",count(");
	put(q, m->sum != NULL ? m->sum : "*");
	put(q, ")");
	if (put_cond(q, m, part, when, " FILTER (WHERE "))
		put(q, ")");
	put(q, m->sum != NULL ? ", 0)" : "");
}

/* Count those of a part that count at all, whatever is read. */
static void
put_seen(struct wh_query *q, int part, enum wh_when when, bool now)
{
	static const struct wh_count	all = { 0 };

	if (!now || wh_parts[part].aside) {
		put(q, ",0");
		return;
	}
	put(q, ",count(*)");
	if (put_cond(q, &all, part, when, " FILTER (WHERE "))
		put(q, ")");
}

static void
put_select(struct wh_query *q, int part, enum wh_when when)
{
	enum wh_when	k;
	size_t		i;

	put(q, " SELECT ");
	put(q, column(q, part));
	for (k = WH_NOW; k < WH_WHENS; k++) {
		for (i = 0; i < WH_COUNTS; i++)
			if (wh_counted(q, i, k))
				put_count(q, i, part, k, when == k);
		if (has_seen(q, k))
			put_seen(q, part, k, when == k);
	}
	put_part(q, part, when);
	put(q, " GROUP BY 1\n");
}

/*
 * Key and name of a row of g, and the join that they need; rest is 0 of rows,
 * 1 of the others added up, 2 of what has no row, 3 of the total.
 */
static void
put_names(struct wh_query *q, const char **join)
{
	const struct wh_dim	*d = &q->dim;
	bool			 zh = q->w->zh && q->o->people;

	*join = "";
	if (d->table == NULL) {
		put(q, "2 * (g.k IS NULL) AS rest, NULL AS id,"
		    " coalesce(CAST(g.k AS TEXT), '-') AS key, coalesce(");
		put(q, d->col == NULL ? "NULL" : zh ? d->zh : d->en);
	} else {
		*join = d->table;
		put(q, "2 * (n.id IS NULL) AS rest, n.id AS id,"
		    " coalesce(n.code, '-') AS key, coalesce(");
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

/* The columns that are asked for, from the counts of r. */
static void
put_columns(struct wh_query *q)
{
	const struct wh_metric	*m;

	put(q, "SELECT key, name");
	for (m = q->list->m; m < q->list->m + q->list->n; m++) {
		if (!wh_is_asked(q, m))
			continue;
		put(q, ",\n ");
		wh_metric_sql(&q->sql, m);
		put(q, " AS \"");
		put(q, m->col.name);
		put(q, "\"");
	}
}

/* The rows of e: the parts of the cases, and who is ranked without any. */
static void
put_parts(struct wh_query *q)
{
	enum wh_when	when;
	int		part;

	for (when = WH_NOW; when < WH_WHENS; when++)
		for (part = 0; q->when[when] && part < WH_PARTS; part++) {
			if (!wh_is_wanted(q, part, when))
				continue;
			if (part > 0 || when != WH_NOW)
				put(q, " UNION ALL\n");
			put_select(q, part, when);
		}
	if (wh_rank_members(q) == NULL)
		return;
	put(q, " UNION ALL SELECT id");
	wh_sql_counts(q, ", 0", NULL);
	put(q, " FROM (");
	put(q, wh_rank_members(q));
	put(q, ")\n");
}

/* The rows of g with their names, and the total. */
static void
put_named(struct wh_query *q)
{
	const char	*join;

	if (q->dim.col != NULL) {
		put(q, " SELECT ");
		put_names(q, &join);
		wh_sql_counts(q, ", g.%", NULL);
		put(q, "\n FROM g");
		put_join(q, join);
		put(q, q->o->no_total ? "" : "\n UNION ALL\n");
	}
	if (q->o->no_total)
		return;
	put(q, " SELECT 3 AS rest, NULL AS id, 'total' AS key, ");
	put(q, q->w->zh && q->o->people ? "'合计' AS name" : "'total' AS name");
	wh_sql_counts(q, ", ifnull(sum(%), 0) AS %", ", NULL AS %");
	put(q, "\n FROM g");
}

/*
 * Write the statement that counts: key, name, the metrics and the ranking.
 */
void
wh_sql_figures(struct wh_query *q)
{
	put(q, "WITH e(d");
	wh_sql_counts(q, ", %", NULL);
	put(q, ") AS (\n");
	put_parts(q);
	put(q, "), g AS MATERIALIZED (\n SELECT ");
	put(q, up(q));
	put(q, " AS k");
	wh_sql_counts(q, ", sum(%) AS %", ", NULL AS %");
	put(q, "\n FROM e GROUP BY 1\n), ");
	put(q, q->rank.top > 0 ? "s AS (\n" : "r AS (\n");
	put_named(q);
	if (q->rank.top > 0)
		wh_rank_top(q);
	put(q, "\n)\n");
	wh_rank_rows(q);
	put_columns(q);
	wh_rank_columns(q);
	put(q, "\nFROM ");
	put(q, wh_rank_from(q));
	wh_rank_where(q);
	put(q, " ORDER BY rest, ");
	if (q->sort != NULL) {
		put(q, "(");
		wh_metric_sql(&q->sql, q->sort);
		put(q, ") + 0 DESC, ");
	} else
		wh_rank_order(q);
	put(q, "key");
}

/* The cases of one metric, in each of its parts. */
static bool
put_cases(struct wh_query *q, const struct wh_metric *m)
{
	const struct wh_count	*c = m->count;
	struct wh_buf		 base = { 0 };
	int			 part;

	if (c == NULL || c->parts == 0) {
		wh_metric_base(&base, m);
		wh_fail(&q->w->err, WH_FAIL, "--ids: \"%s\": is reckoned from"
		    " other figures; ask for the cases of %s", m->col.name,
		    base.s);
		wh_buf_free(&base);
		return false;
	}
	for (part = 0; part < WH_PARTS; part++) {
		if ((c->parts & 1U << part) == 0)
			continue;
		put(q, q->sql.n == 0 ? "WITH e(number, d) AS (\n" : " UNION\n");
		put(q, " SELECT c.no, ");
		put(q, column(q, part));
		put_part(q, part, WH_NOW);
		put_cond(q, c, part, WH_NOW, " AND ");
		put(q, "\n");
	}
	return true;
}

/*
 * Write the statement that lists the cases of the metrics that --ids names,
 * each once in a row: number and key.  An unknown metric is an error.
 */
void
wh_sql_cases(struct wh_query *q)
{
	const struct wh_metric	*m;
	const char		*s, *join;
	size_t			 n;

	for (s = q->o->ids;; s += n + 1) {
		n = strcspn(s, ",");
		if ((m = wh_metric_find(q->list, s, n)) == NULL)
			wh_fail(&q->w->err, WH_FAIL, "--ids: \"%.*s\": no such"
			    " metric; --define lists them", (int)n, s);
		else
			put_cases(q, m);
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
	put(q, ")\nSELECT number, key FROM ");
	wh_rank_printed(q);
	if (q->key != NULL)
		put(q, " WHERE key = :key");
	put(q, " GROUP BY number, key ORDER BY number");
}

/*
 * Write the statement that counts the cases of the period that the profile
 * may leave out: a column for each kind.
 */
void
wh_sql_aparts(struct wh_query *q)
{
	const struct wh_count	*m;
	enum wh_apart		 x;
	int			 part;

	for (x = WH_X_NONE + 1; x < WH_APARTS; x++) {
		m = &wh_counts[wh_aparts[x].count];
		for (part = 0; (m->parts & 1U << part) == 0; part++)
			;
		put(q, q->sql.n == 0 ? "SELECT (SELECT count(*)" :
		    ",\n (SELECT count(*)");
		put_part(q, part, WH_NOW);
		put_cond(q, m, part, WH_NOW, " AND ");
		put(q, ")");
	}
}
