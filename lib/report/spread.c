/*
 * spread.c - percentiles: figures of rows that are not made by adding.
 *
 * The values that a count adds up (hours, days) are kept apart by the case's
 * own columns (v) and carried up to the rows and each total (s); there they
 * are ranked anew, for the percentile of a total is not made of those of its
 * rows (p).  It is the nearest rank: the least of the values that so many
 * percent of them do not exceed, one that has occurred.
 */
#include <stdio.h>

#include "report/sql.h"

/* SQL with the number of a count and the suffix of a period for each %. */
static void
put_at(struct wh_query *q, const char *sql, size_t n, enum wh_when when)
{
	char	number[32], c[2] = { 0 };

	snprintf(number, sizeof(number), "%zu%s", n, wh_suffix[when]);
	for (; *sql != '\0'; sql++) {
		c[0] = *sql;
		put(q, *sql == '%' ? number : c);
	}
}

/* Is it a percentile that is read, of what this count adds up? */
static bool
is_read(const struct wh_query *q, size_t rank, size_t of, enum wh_when when)
{
	return wh_counts[rank].rank != 0 && wh_counts[rank].of == of &&
	    q->read[when][rank];
}

/* Is any? */
static bool
spreads(const struct wh_query *q, size_t of, enum wh_when when)
{
	size_t	i;

	for (i = 0; i < WH_COUNTS && !is_read(q, i, of, when); i++)
		;
	return i < WH_COUNTS;
}

/* How often each value occurs. */
static void
put_values(struct wh_query *q, size_t of, enum wh_when when)
{
	const struct wh_count	*m = &wh_counts[of];
	const char		*before = "";
	int			 part;

	put_at(q, ", v%(d, d2, v, n) AS (\n", of, when);
	for (part = 0; part < WH_PARTS; part++) {
		if ((m->parts & 1U << part) == 0)
			continue;
		put(q, before);
		put(q, " SELECT ");
		wh_sql_put_column(q, &q->dim, part, when);
		put(q, ", ");
		wh_sql_put_column(q, &q->across, part, when);
		put(q, ", ");
		wh_sql_put_of(q, m->sum, when);
		put(q, ", count(*)");
		wh_sql_put_part(q, part, when);
		wh_sql_put_cond(q, m, part, when, " AND ");
		put(q, " GROUP BY 1, 2, 3\n");
		before = " UNION ALL\n";
	}
	put(q, ")");
}

/* The values of each row, and of all that have a total. */
static void
put_rows(struct wh_query *q, size_t of, enum wh_when when)
{
	put_at(q, ", w%(k, k2, v, n) AS MATERIALIZED (SELECT ", of, when);
	wh_sql_put_keys(q);
	put_at(q, ", v, n FROM v% e),\ns%(total, total2, k, k2, v, n) AS ("
	    "SELECT false, ", of, when);
	put_at(q, q->across.col != NULL ? "false, w%.* FROM w%\n UNION ALL"
	    " SELECT false, true, k, NULL, v, n FROM w%\n UNION ALL"
	    " SELECT true, false, NULL, k2, v, n FROM w%" :
	    "true, w%.* FROM w%", of, when);
	put_at(q, "\n UNION ALL SELECT true, true, NULL, NULL, v, n"
	    " FROM w%)", of, when);
}

/* Their percentiles. */
static void
put_percentiles(struct wh_query *q, size_t of, enum wh_when when)
{
	size_t	i;

	put_at(q, ",\np% AS MATERIALIZED (SELECT total, total2, k, k2", of,
	    when);
	for (i = 0; i < WH_COUNTS; i++)
		if (is_read(q, i, of, when)) {
			put_at(q, ", min(v) FILTER (WHERE 100 * upto >= % *"
			    " whole) AS ", wh_counts[i].rank, WH_NOW);
			put(q, wh_count_cols[i].name);
			put(q, wh_suffix[when]);
		}
	put_at(q, "\n FROM (SELECT *, sum(n) OVER (PARTITION BY total, total2,"
	    " k, k2 ORDER BY v) AS upto, sum(n) OVER (PARTITION BY total,"
	    " total2, k, k2) AS whole FROM s%) GROUP BY 1, 2, 3, 4)", of, when);
}

/* Write the tables of all percentiles that are read. */
void
wh_sql_put_spreads(struct wh_query *q)
{
	enum wh_when	when;
	size_t		of;

	for (when = WH_NOW; when < WH_WHENS; when++)
		for (of = 0; of < WH_COUNTS; of++)
			if (spreads(q, of, when)) {
				put_values(q, of, when);
				put_rows(q, of, when);
				put_percentiles(q, of, when);
			}
}

/* Their names, each as format has it. */
void
wh_sql_put_ranks(struct wh_query *q, const char *format)
{
	enum wh_when	 when;
	const char	*s;
	size_t		 i;

	for (when = WH_NOW; when < WH_WHENS; when++)
		for (i = 0; i < WH_COUNTS; i++) {
			if (wh_counts[i].rank == 0 || !q->read[when][i])
				continue;
			for (s = format; *s != '\0'; s++)
				if (*s != '%')
					wh_buf_put(&q->sql, s, 1);
				else {
					put(q, wh_count_cols[i].name);
					put(q, wh_suffix[when]);
				}
		}
}

/* And the tables that they stand in. */
void
wh_sql_join_ranks(struct wh_query *q)
{
	enum wh_when	when;
	size_t		of;

	for (when = WH_NOW; when < WH_WHENS; when++)
		for (of = 0; of < WH_COUNTS; of++)
			if (spreads(q, of, when))
				put_at(q, "\n LEFT JOIN p% ON p%.total ="
				    " g.total AND p%.total2 = g.total2 AND"
				    " p%.k IS g.k AND p%.k2 IS g.k2", of,
				    when);
}
