/*
 * rows.c - the statement behind a report, from what was counted to rows.
 *
 * The counts of sql.c (e) are carried up to the dimension's rows and added
 * (g), get their totals (t), keys and names (r), and figures are made of them.
 * So the rows always add up to the total: what has no row of its own is
 * in the row "-".
 *
 * With a second dimension the rows are cells: what belongs to it has the same
 * name with a 2 behind it, and each row and column has its total.
 */
#include <string.h>

#include "report/sql.h"

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
		"AS rest", "AS id", "AS ord", "AS key", "AS name"
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
void
wh_sql_put_column(struct wh_query *q, const struct wh_dim *d, int part,
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
		wh_sql_put_of(q, b.s, when);
	else
		wh_nomem(&q->w->err);
	wh_buf_free(&b);
}

/* From what leads to a row to its keys, of both dimensions. */
void
wh_sql_put_keys(struct wh_query *q)
{
	put_dim(q, &q->dim, q->dim.col != NULL ? q->dim.up : "NULL");
	put(q, " AS k, ");
	put_dim(q, &q->across, q->across.col != NULL ? q->across.up : "NULL");
	put(q, " AS k2");
}

/*
 * Of a row of t, here g: is it one of the dimension, what has no row, or the
 * total (0, 2, 3; 1 is of rows that --top adds up), its id, by what it is
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
	put_dim(q, d, "iif(g.total, 3, 2 * (g.k IS NULL)) AS rest, ");
	put_dim(q, d, d->table != NULL ? "called.id AS id, " :
	    "NULL AS id, ");
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

/* Keys and names of both dimensions. */
void
wh_sql_put_names(struct wh_query *q)
{
	put_names(q, &q->dim);
	put(q, ",\n  ");
	put_names(q, &q->across);
}

/* What they are joined to: g, or a table that is called so. */
void
wh_sql_put_from(struct wh_query *q, const char *table)
{
	put(q, "\n FROM ");
	put(q, table);
	put_join(q, &q->dim);
	put_join(q, &q->across);
}

/*
 * Is it known in which rows a count belongs?  Those that are not placed have
 * it anyway, and so has the total.
 */
static bool
known(const struct wh_dim *d, const struct wh_count *c)
{
	int	part;

	if (c->rank != 0)
		c = &wh_counts[c->of];
	for (part = 0; part < WH_PARTS; part++)
		if (c->parts & 1U << part && wh_dim_known(d, part))
			return true;
	return d->col == NULL;
}

/* A name, of another period with its suffix. */
static void
put_of(struct wh_query *q, const char *name, enum wh_when when)
{
	put(q, name);
	put(q, wh_suffix[when]);
}

/*
 * The counts of rows and totals.  What cannot be told by a dimension has no
 * figure in its rows: it is not 0.
 */
static void
put_known(struct wh_query *q)
{
	enum wh_when	when;
	bool		row, column;
	size_t		i;

	for (when = WH_NOW; when < WH_WHENS; when++) {
		for (i = 0; i < WH_COUNTS; i++) {
			if (!wh_counted(q, i, when))
				continue;
			row = known(&q->dim, &wh_counts[i]);
			column = known(&q->across, &wh_counts[i]);
			put(q, row ? ", " : ", iif(g.k IS NOT NULL, NULL, ");
			put(q, column ? "g." :
			    "iif(g.k2 IS NOT NULL, NULL, g.");
			put_of(q, wh_count_cols[i].name, when);
			put(q, row ? "" : ")");
			put(q, column ? " AS " : ") AS ");
			put_of(q, wh_count_cols[i].name, when);
		}
		if (wh_sql_has_seen(q, when)) {
			put(q, ", g.");
			put_of(q, "x_seen", when);
			put(q, " AS ");
			put_of(q, "x_seen", when);
		}
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
	static const char *const	by[] = {
		" GROUP BY k2", " GROUP BY k", ""
	};
	size_t				i = q->across.col != NULL ? 0 : 2;

	put(q, " SELECT false AS total, ");
	put(q, q->across.col == NULL ? "true AS total2, g.* FROM g" :
	    "false AS total2, g.* FROM g");
	for (; i < 3; i++) {
		put(q, "\n UNION ALL ");
		put(q, rows[i]);
		wh_sql_counts(q, i == 2 ? ", ifnull(sum(%), 0)" : ", sum(%)",
		    ", NULL");
		put(q, " FROM g");
		put(q, by[i]);
	}
}

/*
 * Is a figure made of counts that a dimension tells and of others?  Then even
 * the rest, which has all of these and a few of those, has none.
 */
static bool
mixed(const struct wh_dim *d, const struct wh_metric *m)
{
	bool	read[WH_WHENS][WH_COUNTS] = { { false } };
	bool	some = false, others = false;
	size_t	i, when;

	wh_metric_reads(m, read);
	for (when = 0; when < WH_WHENS; when++)
		for (i = 0; i < WH_COUNTS; i++)
			if (read[when][i] && known(d, &wh_counts[i]))
				some = true;
			else if (read[when][i])
				others = true;
	return some && others;
}

/*
 * The figures that are asked for, from the counts of r; those by which cells
 * are sorted or chosen, too.
 */
static void
put_figures(struct wh_query *q)
{
	const struct wh_metric	*m;
	bool			 row, column;

	for (m = q->list->m; m < q->list->m + q->list->n; m++) {
		if (!wh_is_asked(q, m) || (q->across.col == NULL &&
		    q->o->fields != NULL && !wh_metric_listed(q->o->fields, m)))
			continue;
		row = mixed(&q->dim, m);
		column = mixed(&q->across, m);
		put(q, row ? ",\n iif(rest = 2, NULL, " : ",\n ");
		put(q, column ? "iif(rest2 = 2, NULL, " : "");
		wh_metric_sql(&q->sql, m);
		put(q, row ? ")" : "");
		put(q, column ? ") AS \"" : " AS \"");
		put(q, m->col.name);
		put(q, "\"");
	}
}

/* Write all up to table r, or s if some of its rows are to be added up. */
static void
put_rows(struct wh_query *q)
{
	wh_sql_count(q);
	put(q, ", g AS MATERIALIZED (\n SELECT ");
	wh_sql_put_keys(q);
	wh_sql_counts(q, ", sum(%) AS %", ", NULL AS %");
	put(q, "\n FROM e GROUP BY 1, 2\n), t AS (\n");
	put_totals(q);
	put(q, "\n)");
	wh_sql_put_spreads(q);
	put(q, q->rank.top > 0 ? ", s AS (\n SELECT " : ", r AS (\n SELECT ");
	wh_sql_put_names(q);
	put_known(q);
	wh_sql_put_ranks(q, ", %");
	wh_sql_put_from(q, "t g");
	wh_sql_join_ranks(q);
	if (q->across.col == NULL && q->dim.col == NULL)
		put(q, " WHERE g.total");
	else if (q->across.col == NULL && q->o->no_total)
		put(q, " WHERE NOT g.total");
	if (q->rank.top > 0)
		wh_rank_top(q);
	put(q, "\n)\n");
}

/*
 * A figure as a number: a column of the cells; else reckoned from the counts,
 * for a mean stands there under the name of its sum.
 */
static void
put_metric(struct wh_query *q, const struct wh_metric *m, const char *after)
{
	bool	cells = q->across.col != NULL;

	put(q, cells ? "\"" : "(");
	if (cells)
		put(q, m->col.name);
	else
		wh_metric_sql(&q->sql, m);
	put(q, cells ? "\" + 0" : ") + 0");
	put(q, after);
}

/* Only rows that reach a number, after these words. */
static void
put_least(struct wh_query *q, const char *before)
{
	if (q->least_of == NULL)
		return;
	put(q, before);
	put(q, "rest = 0 AND ");
	put_metric(q, q->least_of, " >= :least");
}

/* Which rows of the cells, with their totals, are asked for. */
void
wh_sql_where(struct wh_query *q)
{
	put(q, q->o->no_total ? " WHERE rest2 = 3 AND rest < 3" :
	    " WHERE rest2 = 3");
	put_least(q, " AND ");
}

/* In which order they are. */
void
wh_sql_order(struct wh_query *q)
{
	put(q, " ORDER BY rest, ");
	if (q->sort != NULL && q->across.col != NULL)
		put_metric(q, q->sort, " DESC, ");
	else if (q->sort != NULL) {
		wh_metric_hundredths(&q->sql, q->sort);
		put(q, " DESC, ");
	} else
		wh_rank_order(q);
	put(q, q->rank.top > 0 ? "key" : "ord, key");
}

/*
 * Write the statement that counts: key, name, the metrics and the ranking.
 */
void
wh_sql_figures(struct wh_query *q)
{
	put_rows(q);
	wh_rank_rows(q);
	put(q, "SELECT key, name");
	put_figures(q);
	wh_rank_columns(q);
	put(q, "\nFROM ");
	put(q, wh_rank_from(q));
	wh_rank_where(q);
	put_least(q, wh_rank_selects(q) ? " AND " : " WHERE ");
	wh_sql_order(q);
}

/*
 * Write the statement that puts the cells of two dimensions into a temporary
 * table: their figures, and col, the number of the column from 1.
 */
void
wh_sql_cells(struct wh_query *q, const char *table)
{
	put(q, "CREATE TEMP TABLE ");
	put(q, table);
	put(q, " AS\n");
	put_rows(q);
	put(q, "SELECT *, dense_rank() OVER (ORDER BY rest2, ord2) AS col FROM"
	    " (SELECT rest, ord, key, name, rest2, ord2, key2, name2");
	put_figures(q);
	put(q, "\n FROM r)");
}
