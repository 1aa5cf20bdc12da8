/*
 * sql.c - the statement behind a report.
 *
 * Each part of the cases (received, handled, called back, open, ended since)
 * is found by its own index and counted by the case's own column (e); these
 * few rows are carried up to the dimension's rows and added (g), get their
 * totals (t), keys and names (r), and figures are made of the counts (f).  So
 * a period costs what its cases cost, and the rows always add up to the
 * total: what has no row of its own is in the row "-".
 *
 * With a second dimension the rows are cells: what belongs to it has the same
 * name with a 2 behind it, and each row and column has its total.
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

#define DUPLICATE "EXISTS (SELECT 1 FROM link l" \
	" WHERE l.no = c.no AND l.kind = 'duplicate')"

/*
 * Are duplicates left out of a whole part, where they do not count?  Of those
 * received in the period one metric counts them all the same.
 */
static bool
left_out(const struct wh_query *q, int part, enum wh_when when)
{
	return q->once && (part != WH_P_RECEIVED || when != WH_NOW);
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
		put(q, "(");
		put(q, p->rows);
		put(q, then ? " FROM main.journal" : " FROM journal");
		put(q, " j INDEXED BY ");
		put(q, p->index);
		put(q, " CROSS JOIN cases c ON c.no = j.no WHERE ");
		put_of(q, p->cond, when);
		put(q, then ? " AND j.entry <= (SELECT entry FROM as_of)" : "");
		put(q, ") c WHERE c.state <> 51");
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
	if (left_out(q, part, when))
		put(q, " AND NOT " DUPLICATE);
}

/* Does a word end here? */
static bool
ends(const char *s)
{
	return strchr("_abcdefghijklmnopqrstuvwxyz", *s) == NULL || *s == '\0';
}

/*
 * SQL about a dimension: if it is the second one, its own words get a 2 at
 * their end.
 */
static void
put_dim(struct wh_query *q, const struct wh_dim *d, const char *s)
{
	static const char *const	own[] = {
		"e.d", "g.k", "g.total", "called", ":level", ":depth",
		"AS rest", "AS ord", "AS key", "AS name"
	};
	size_t				i, n;

	for (; *s != '\0'; s += n) {
		n = 1;
		for (i = 0; i < sizeof(own) / sizeof(own[0]); i++)
			if (strncmp(s, own[i], strlen(own[i])) == 0 &&
			    ends(s + strlen(own[i])))
				n = strlen(own[i]);
		wh_buf_put(&q->sql, s, n);
		if (n > 1 && d == &q->across)
			put(q, "2");
	}
}

/* Of a case of a part: what leads to its row, NULL if that is not known. */
static void
put_column(struct wh_query *q, const struct wh_dim *d, int part,
    enum wh_when when)
{
	struct wh_buf	 b = { 0 };
	const char	*s;

	if (!wh_dim_known(d, part)) {
		put(q, "NULL");
		return;
	}
	for (s = d->col; *s != '\0'; s++)
		if (*s == '@')
			wh_buf_puts(&b, wh_parts[part].time);
		else
			wh_buf_put(&b, s, 1);
	if (b.s != NULL)
		put_of(q, b.s, when);
	else
		wh_nomem(&q->w->err);
	wh_buf_free(&b);
}

static void
put_up(struct wh_query *q, const struct wh_dim *d)
{
	put_dim(q, d, d->col != NULL ? d->up : "NULL");
}

/* Is the metric counted for this period? */
static bool
counted(const struct wh_query *q, int i, enum wh_when when)
{
	return q->when[when] && wh_metrics[i].parts != 0 &&
	    (when == WH_NOW || wh_metrics[i].compared);
}

static void
put_count_name(struct wh_query *q, int i, enum wh_when when)
{
	put(q, wh_report_cols[i].name);
	put(q, wh_suffix[when]);
}

/*
 * The names of all counts, each as format has it; those of other periods
 * have a suffix.  What there is no period for has no figure: the format is
 * then absent, if that is not NULL.
 */
static void
put_counts(struct wh_query *q, const char *format, const char *absent)
{
	const char	*s;
	enum wh_when	 when;
	int		 i;

	for (when = WH_NOW; when < WH_WHENS; when++)
		for (i = WH_METRIC_FIRST; i < WH_METRICS; i++) {
			if (!counted(q, i, when))
				continue;
			s = absent != NULL && q->p.span[when].to == 0 ?
			    absent : format;
			for (; *s != '\0'; s++)
				if (*s != '%')
					wh_buf_put(&q->sql, s, 1);
				else
					put_count_name(q, i, when);
		}
}

/*
 * Which cases of a part a metric counts, after these words; nothing if it
 * counts all of them.  True if something was put.
 */
static bool
put_cond(struct wh_query *q, const struct wh_metric *m, int part,
    enum wh_when when, const char *before)
{
	bool	once = q->once && !m->all && !left_out(q, part, when);

	if (m->cond == NULL && !once)
		return false;
	put(q, before);
	if (m->cond != NULL)
		put_of(q, m->cond, when);
	if (once)
		put(q, m->cond != NULL ? " AND NOT " DUPLICATE :
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
	const char	*s, *name = wh_report_cols[count].name;
	size_t		 n = strlen(name);
	int		 i;

	if (q->o->fields == NULL)
		return true;
	for (i = WH_METRIC_FIRST; i < WH_METRICS; i++) {
		s = wh_report_cols[i].name;
		if ((i == q->sort || i == q->least_of ||
		    wh_listed_name(q->o->fields, s, strlen(s))) &&
		    (i == count || (wh_metrics[i].base != NULL &&
		    wh_listed_name(wh_metrics[i].base, name, n))))
			return true;
	}
	return false;
}

/* Count one metric among the cases of a part, or add it up. */
static void
put_count(struct wh_query *q, int i, int part, enum wh_when when, bool now)
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
put_select(struct wh_query *q, int part, enum wh_when when)
{
	enum wh_when	k;
	int		i;

	put(q, " SELECT ");
	put_column(q, &q->dim, part, when);
	put(q, ", ");
	put_column(q, &q->across, part, when);
	for (k = WH_NOW; k < WH_WHENS; k++)
		for (i = WH_METRIC_FIRST; i < WH_METRICS; i++)
			if (counted(q, i, k))
				put_count(q, i, part, k, when == k);
	put_part(q, part, when);
	put(q, " GROUP BY 1, 2\n");
}

/*
 * Of a row of t, here g: is it the rest or the total (1, 2), by what it is
 * sorted among the others, its key and its name.
 */
static void
put_names(struct wh_query *q, const struct wh_dim *d)
{
	bool		 zh = q->w->zh && q->o->people;
	const char	*name = zh ? d->zh : d->en;

	if (d->col == NULL)
		name = "NULL";
	else if (d->table != NULL)
		name = d->named_en && q->o->people && !zh ?
		    "called.name_en, called.name" : "called.name";
	put_dim(q, d, "iif(g.total, 2, g.k IS NULL) AS rest, ");
	put_dim(q, d, d->table != NULL ? "called.code" : "g.k");
	put_dim(q, d, " AS ord,\n  CASE WHEN g.total THEN 'total'"
	    " WHEN g.k IS NULL THEN '-' ELSE ");
	put_dim(q, d, d->table != NULL ? "called.code" : d->key != NULL ?
	    d->key : "CAST(g.k AS TEXT)");
	put_dim(q, d, zh ? " END AS key,\n  CASE WHEN g.total THEN '合计'"
	    " WHEN g.k IS NULL THEN '未归属' ELSE coalesce(" : " END AS key,\n"
	    "  CASE WHEN g.total THEN 'total' WHEN g.k IS NULL THEN"
	    " 'not placed' ELSE coalesce(");
	put_dim(q, d, name);
	put_dim(q, d, d->table != NULL ? ", called.code) END AS name" :
	    ", CAST(g.k AS TEXT)) END AS name");
}

static void
put_join(struct wh_query *q, const struct wh_dim *d)
{
	if (d->table == NULL)
		return;
	put(q, " LEFT JOIN ");
	put(q, d->table);
	put_dim(q, d, " called ON called.id = g.k");
}

/*
 * Is a count known of each row?  Those that are not placed have it anyway,
 * and so has the total.
 */
static bool
known(const struct wh_dim *d, const struct wh_metric *m)
{
	int	part;

	for (part = 0; part < WH_PARTS; part++)
		if (m->parts & 1U << part && wh_dim_known(d, part))
			return true;
	return d->col == NULL;
}

/*
 * The counts of rows and totals.  What cannot be told by a dimension has no
 * figure in its rows: it is not 0.
 */
static void
put_known(struct wh_query *q)
{
	enum wh_when	when;
	int		i;

	for (when = WH_NOW; when < WH_WHENS; when++)
		for (i = WH_METRIC_FIRST; i < WH_METRICS; i++) {
			if (!counted(q, i, when))
				continue;
			put(q, known(&q->dim, &wh_metrics[i]) ? ", " :
			    ", iif(g.k IS NOT NULL, NULL, ");
			put(q, known(&q->across, &wh_metrics[i]) ? "g." :
			    "iif(g.k2 IS NOT NULL, NULL, g.");
			put_count_name(q, i, when);
			put(q, known(&q->dim, &wh_metrics[i]) ? "" : ")");
			put(q, known(&q->across, &wh_metrics[i]) ? " AS " :
			    ") AS ");
			put_count_name(q, i, when);
		}
}

/* Rows and the total that each of one dimension makes with all of the other. */
static void
put_totals(struct wh_query *q)
{
	static const char *const	rows[] = {
		"SELECT true AS total, false AS total2, NULL AS k, k2",
		"SELECT false AS total, true AS total2, k, NULL AS k2",
		"SELECT true AS total, true AS total2, NULL AS k, NULL AS k2"
	};
	static const char *const	by[] = { " GROUP BY k2", " GROUP BY k", "" };
	size_t				i = q->across.col != NULL ? 0 : 2;

	put(q, " SELECT false AS total, ");
	put(q, q->across.col == NULL ? "true AS total2, g.* FROM g" :
	    "false AS total2, g.* FROM g");
	for (; i < 3; i++) {
		put(q, "\n UNION ALL ");
		put(q, rows[i]);
		put_counts(q, i == 2 ? ", ifnull(sum(%), 0)" : ", sum(%)",
		    ", NULL");
		put(q, " FROM g");
		put(q, by[i]);
	}
}

/* Figures, from the counts of r. */
static void
put_figures(struct wh_query *q)
{
	int	i;

	for (i = WH_METRIC_FIRST; i < WH_METRICS; i++) {
		put(q, ",\n ");
		put(q, !q->when[wh_metrics[i].when] ? "NULL" :
		    wh_metrics[i].expr != NULL ? wh_metrics[i].expr :
		    wh_report_cols[i].name);
		put(q, " AS ");
		put(q, wh_report_cols[i].name);
	}
}

/*
 * Write WITH and the figures of all rows as table f: rest, ord, key, name,
 * those of the second dimension, and the metrics.
 */
static void
put_with(struct wh_query *q)
{
	enum wh_when	when;
	int		part;

	put(q, "WITH e(d, d2");
	put_counts(q, ", %", NULL);
	put(q, ") AS (\n");
	for (when = WH_NOW; when < WH_WHENS; when++)
		for (part = 0; q->when[when] && part < WH_PARTS; part++) {
			if (part > 0 || when != WH_NOW)
				put(q, " UNION ALL\n");
			put_select(q, part, when);
		}
	put(q, "), g AS MATERIALIZED (\n SELECT ");
	put_up(q, &q->dim);
	put(q, " AS k, ");
	put_up(q, &q->across);
	put(q, " AS k2");
	put_counts(q, ", sum(%) AS %", ", NULL AS %");
	put(q, "\n FROM e GROUP BY 1, 2\n), t AS (\n");
	put_totals(q);
	put(q, "\n), r AS (\n SELECT ");
	put_names(q, &q->dim);
	put(q, ",\n  ");
	put_names(q, &q->across);
	put_known(q);
	put(q, "\n FROM t g");
	put_join(q, &q->dim);
	put_join(q, &q->across);
	put(q, "\n), f AS (\n SELECT rest, ord, key, name,"
	    " rest2, ord2, key2, name2");
	put_figures(q);
	put(q, "\n FROM r\n)\n");
}

/* Which rows, with their totals, are asked for. */
void
wh_sql_where(struct wh_query *q)
{
	put(q, " WHERE rest2 = 2");
	if (q->least_of != 0) {
		put(q, " AND rest = 0 AND ");
		put(q, wh_report_cols[q->least_of].name);
		put(q, " + 0 >= :least");
	} else if (q->dim.col == NULL)
		put(q, " AND rest = 2");
	else if (q->o->no_total)
		put(q, " AND rest < 2");
}

/* In which order they are. */
void
wh_sql_order(struct wh_query *q)
{
	put(q, " ORDER BY rest, ");
	if (q->sort != 0) {
		put(q, wh_report_cols[q->sort].name);
		put(q, " + 0 DESC, ");
	}
	put(q, "ord, key");
}

/*
 * Write the statement that counts: key, name and the metrics.
 */
void
wh_sql_figures(struct wh_query *q)
{
	int	i;

	put_with(q);
	put(q, "SELECT key, name");
	for (i = WH_METRIC_FIRST; i < WH_METRICS; i++) {
		put(q, ", ");
		put(q, wh_report_cols[i].name);
	}
	put(q, "\nFROM f");
	wh_sql_where(q);
	wh_sql_order(q);
}

/*
 * Write the statement that puts the cells of two dimensions into a temporary
 * table: as table f, and col, the number of the column from 1.
 */
void
wh_sql_cells(struct wh_query *q, const char *table)
{
	put(q, "CREATE TEMP TABLE ");
	put(q, table);
	put(q, " AS\n");
	put_with(q);
	put(q, "SELECT *, dense_rank() OVER (ORDER BY rest2, ord2) AS col"
	    " FROM f");
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
		put(q, q->sql.n == 0 ? "WITH e(number, d, d2) AS (\n" :
		    " UNION\n");
		put(q, " SELECT c.no, ");
		put_column(q, &q->dim, part, WH_NOW);
		put(q, ", ");
		put_column(q, &q->across, part, WH_NOW);
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
	const char	*s;
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
	put(q, q->dim.col == NULL ? "true AS total, " : "false AS total, ");
	put(q, q->across.col == NULL ? "true AS total2, " :
	    "false AS total2, ");
	put_up(q, &q->dim);
	put(q, " AS k, ");
	put_up(q, &q->across);
	put(q, " AS k2 FROM e),\nr AS (SELECT number,\n  ");
	put_names(q, &q->dim);
	put(q, ",\n  ");
	put_names(q, &q->across);
	put(q, " FROM g");
	put_join(q, &q->dim);
	put_join(q, &q->across);
	put(q, ")\nSELECT number, key, key2 FROM r WHERE true");
	put(q, q->key != NULL ? " AND key = :key" : "");
	put(q, q->across_key != NULL ? " AND key2 = :across_key" : "");
	put(q, " GROUP BY number, key, key2 ORDER BY number");
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
