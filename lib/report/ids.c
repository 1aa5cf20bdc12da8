/*
 * ids.c - the statement that lists the cases behind figures.
 */
#include <string.h>

#include "report/sql.h"

/* The cases of one metric, in each of its parts, after those of others. */
static bool
put_cases(struct wh_query *q, const struct wh_metric *m, bool *others)
{
	const struct wh_count	*c = m->count;
	struct wh_buf		 base = { 0 };
	int			 part;

	if (c == NULL || c->parts == 0) {
		wh_metric_base(&base, m);
		wh_fail(&q->w->err, WH_FAIL, "--ids: \"%s\": is reckoned from"
		    " other figures; ask for the cases of %s", m->col.name,
		    base.s != NULL ? base.s : "others");
		wh_buf_free(&base);
		return false;
	}
	for (part = 0; part < WH_PARTS; part++) {
		if ((c->parts & 1U << part) == 0)
			continue;
		put(q, *others ? " UNION\n SELECT c.no, " : " SELECT c.no, ");
		*others = true;
		wh_sql_put_column(q, &q->dim, part, WH_NOW);
		put(q, ", ");
		wh_sql_put_column(q, &q->across, part, WH_NOW);
		wh_sql_put_part(q, part, WH_NOW);
		wh_sql_put_cond(q, c, part, WH_NOW, " AND ");
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
	const char		*s;
	size_t			 n;
	bool			 others = false;

	put(q, wh_rank_printed(q) ? ",\n" : "WITH ");
	put(q, "e(number, d, d2) AS (\n");
	for (s = q->o->ids;; s += n + 1) {
		n = strcspn(s, ",");
		if ((m = wh_metric_find(q->list, s, n)) == NULL)
			wh_fail(&q->w->err, WH_FAIL, "--ids: \"%.*s\": no such"
			    " metric; --define lists them", (int)n, s);
		else
			put_cases(q, m, &others);
		if (s[n] == '\0')
			break;
	}
	put(q, "), g AS (SELECT number, ");
	put(q, q->dim.col == NULL ? "true AS total, " : "false AS total, ");
	put(q, q->across.col == NULL ? "true AS total2, " :
	    "false AS total2, ");
	wh_sql_put_keys(q);
	put(q, " FROM e),\nr AS (SELECT number,\n  ");
	wh_sql_put_names(q);
	wh_sql_put_from(q, "g");
	put(q, ")\nSELECT number, key, key2 FROM ");
	wh_rank_numbers(q);
	put(q, " WHERE true");
	put(q, q->key != NULL ? " AND key = :key" : "");
	put(q, q->across_key != NULL ? " AND key2 = :across_key" : "");
	put(q, " GROUP BY number, key, key2 ORDER BY number");
}
