/*
 * cross.c - a table of two dimensions: a row for each value of one, a column
 * for each value of the other, and the totals of both.
 *
 * The cells are counted once, into a temporary table, as rows of their own:
 * that is the long form.  The wide one has for each column the figures of the
 * cells that have its number.
 */
#include <stdlib.h>
#include <string.h>

#include "report/report.h"

enum { MOST = 200 };		/* columns */

struct cross {
	struct wh_query	*q;
	char		 table[32];
	const char	*fields;
	int		 metric[MOST];	/* those of the fields, in order */
	size_t		 nmetric;
	struct wh_col	 col[MOST];	/* without names, which are in text */
	size_t		 ncol;
	struct wh_buf	 text;		/* name, en and zh of each column */
};

/* Append SQL to the statement; % is the table of cells. */
static void
put(struct cross *x, const char *sql)
{
	bool	good = true;

	for (; *sql != '\0'; sql++)
		good = good && (*sql == '%' ? wh_buf_puts(&x->q->sql,
		    x->table) : wh_buf_put(&x->q->sql, sql, 1));
	if (!good)
		wh_nomem(&x->q->w->err);
}

/* A column; only so many can be read, and kept when they are issued. */
static bool
add(struct cross *x, struct wh_col col)
{
	const char	*s[] = { col.name, col.en, col.zh };
	size_t		 i;

	if (x->ncol == MOST)
		return wh_fail(&x->q->w->err, WH_FAIL, "--across: more than %d"
		    " columns; --cells has a row for each cell", (int)MOST);
	x->col[x->ncol++] = col;
	for (i = 0; i < 3; i++)
		if (!wh_buf_put(&x->text, s[i], strlen(s[i]) + 1))
			return wh_nomem(&x->q->w->err);
	return true;
}

/* Count the cells into a temporary table of a name that none has. */
static bool
count_cells(struct cross *x, struct wh_buf *before)
{
	struct wh	*w = x->q->w;
	sqlite3_stmt	*s;
	char		*sql;

	snprintf(x->table, sizeof(x->table), "cell%jd", (intmax_t)wh_int(w, 0,
	    "SELECT count(*) FROM temp.sqlite_schema", ""));
	wh_sql_cells(x->q, x->table);
	if ((s = wh_query_prepare(x->q)) == NULL)
		return false;
	if (before != NULL) {
		sql = sqlite3_expanded_sql(s);
		if (sql == NULL || !wh_buf_printf(before, "%s;\n", sql))
			wh_nomem(&w->err);
		sqlite3_free(sql);
	}
	wh_done(w, s);
	sqlite3_finalize(s);
	return w->err.status == WH_OK;
}

/* The rows that are asked for, by their totals, in their order. */
static void
put_rows(struct cross *x)
{
	put(x, "WITH t AS MATERIALIZED (SELECT row_number() OVER (");
	wh_sql_order(x->q);
	put(x, ") AS n, * FROM %");
	wh_sql_where(x->q);
	put(x, ")\nSELECT ");
}

static void
put_from(struct cross *x)
{
	put(x, "\nFROM t CROSS JOIN % c ON c.rest = t.rest AND c.key = t.key");
	put(x, x->q->o->no_total ? " AND c.rest2 < 2" : "");
}

/* A row for each cell. */
static struct wh_cursor *
long_form(struct cross *x)
{
	static const struct wh_col	second[] = {
		{ "across", WH_CODE, NULL, WH_KEY, "Column", "列编码" },
		{ "across_name", WH_TEXT, NULL, 0, "Name of column",
		    "列名称" },
	};
	struct wh_cursor		*c;
	struct wh_col			*col;
	size_t				 i;

	if ((col = calloc(WH_METRICS + 2, sizeof(*col))) == NULL) {
		wh_nomem(&x->q->w->err);
		return NULL;
	}
	memcpy(col, wh_report_cols, 2 * sizeof(*col));
	memcpy(col + 2, second, sizeof(second));
	memcpy(col + 4, wh_report_cols + 2, (WH_METRICS - 2) * sizeof(*col));
	put_rows(x);
	put(x, "c.key, c.name, c.key2, c.name2");
	for (i = WH_METRIC_FIRST; i < WH_METRICS; i++) {
		put(x, ", c.");
		put(x, wh_report_cols[i].name);
	}
	put_from(x);
	put(x, " ORDER BY n, c.col");
	c = wh_cursor_open(x->q->w, wh_query_prepare(x->q), col,
	    WH_METRICS + 2);
	wh_cursor_own(c, col);
	return c;
}

/*
 * The key and, if it is among the fields, the name of each row; then of which
 * figures the cells are.
 */
static bool
read_fields(struct cross *x)
{
	struct wh_err	*err = &x->q->w->err;
	const char	*s = x->fields;
	size_t		 n;
	int		 m;

	put(x, "t.key");
	add(x, wh_report_cols[WH_M_KEY]);
	if (wh_listed_name(s, "name", 4)) {
		put(x, ", t.name");
		add(x, wh_report_cols[WH_M_NAME]);
	}
	for (;; s += n + 1) {
		n = strcspn(s, ",");
		if ((m = wh_metric_find(s, n)) != -1 && x->nmetric < MOST)
			x->metric[x->nmetric++] = m;
		else if (!wh_listed_name("key,name", s, n))
			return wh_fail(err, WH_FAIL, "--fields: \"%.*s\":"
			    " neither key, name nor a metric", (int)n, s);
		if (s[n] == '\0')
			break;
	}
	return x->nmetric > 0 || wh_fail(err, WH_FAIL, "--fields: \"%s\": no"
	    " metric for the cells", x->fields);
}

/*
 * A figure of the cells of one column.  Where there is no cell there is no
 * case: 0 of a count, but nothing where its column or row has no figure.
 */
static void
put_cell(struct cross *x, int64_t n, int metric)
{
	const char	*m = wh_report_cols[metric].name;
	char		 col[32];

	snprintf(col, sizeof(col), "%jd", (intmax_t)n);
	put(x, wh_report_cols[metric].type == WH_INT ? ",\n coalesce(" :
	    ",\n (");
	put(x, "max(c.");
	put(x, m);
	put(x, ") FILTER (WHERE c.col = ");
	put(x, col);
	if (wh_report_cols[metric].type == WH_INT) {
		put(x, "), 0 * max(t.");
		put(x, m);
		put(x, ") + 0 * (SELECT ");
		put(x, m);
		put(x, " FROM % WHERE rest = 2 AND col = ");
		put(x, col);
	}
	put(x, "))");
}

/* The columns that one value of the second dimension has. */
static bool
add_columns(struct cross *x, int64_t n, const char *code, const char *name)
{
	struct wh_buf	 b[3] = { { 0 }, { 0 }, { 0 } };
	struct wh_col	 col;
	bool		 good = true;
	size_t		 i, k;

	for (i = 0; good && i < x->nmetric; i++) {
		put_cell(x, n, x->metric[i]);
		col = wh_report_cols[x->metric[i]];
		for (k = 0; k < 3; k++)
			b[k].n = 0;
		good = (x->nmetric == 1 ? wh_buf_puts(&b[0], code) &&
		    wh_buf_puts(&b[1], name) && wh_buf_puts(&b[2], name) :
		    wh_buf_printf(&b[0], "%s.%s", code, col.name) &&
		    wh_buf_printf(&b[1], "%s: %s", name, col.en) &&
		    wh_buf_printf(&b[2], "%s%s", name, col.zh)) ||
		    wh_nomem(&x->q->w->err);
		col.name = b[0].s;
		col.en = b[1].s;
		col.zh = b[2].s;
		good = good && add(x, col);
	}
	for (k = 0; k < 3; k++)
		wh_buf_free(&b[k]);
	return good;
}

/* The columns as one piece of memory with their names. */
static struct wh_col *
pack(struct cross *x)
{
	size_t		 i, k, size = x->ncol * sizeof(*x->col);
	struct wh_col	*col = malloc(size + x->text.n);
	const char	*s;

	if (col == NULL) {
		wh_nomem(&x->q->w->err);
		return NULL;
	}
	memcpy(col, x->col, size);
	memcpy((char *)col + size, x->text.s, x->text.n);
	s = (char *)col + size;
	for (i = 0; i < x->ncol; i++) {
		const char	**of[] = { &col[i].name, &col[i].en, &col[i].zh };

		for (k = 0; k < 3; k++, s += strlen(s) + 1)
			*of[k] = s;
	}
	return col;
}

/* A row for each row, with all columns that have a case, and the total's. */
static struct wh_cursor *
wide_form(struct cross *x)
{
	struct wh		*w = x->q->w;
	struct wh_buf		 b = { 0 };
	struct wh_cursor	*c;
	struct wh_col		*col = NULL;
	sqlite3_stmt		*s;
	bool			 good;

	wh_buf_printf(&b, "SELECT DISTINCT col, key2, name2 FROM %s"
	    " WHERE rest2 < ? ORDER BY col", x->table);
	put_rows(x);
	good = b.s != NULL && read_fields(x);
	s = good ? wh_prepare(w, b.s) : NULL;
	wh_bind(s, "i", x->q->o->no_total ? 2 : 3);
	while (good && wh_row(w, s))
		good = add_columns(x, sqlite3_column_int64(s, 0),
		    wh_col_text(s, 1), wh_col_text(s, 2));
	sqlite3_finalize(s);
	wh_buf_free(&b);
	put_from(x);
	put(x, " GROUP BY n ORDER BY n");
	if (!good || (col = pack(x)) == NULL)
		return NULL;
	c = wh_cursor_open(w, wh_query_prepare(x->q), col, x->ncol);
	wh_cursor_own(c, col);
	return c;
}

/*
 * The figures of a query by both dimensions; the statement that had to run
 * before is appended to *before if that is not NULL.  NULL on an error.
 */
struct wh_cursor *
wh_cross(struct wh_query *q, struct wh_buf *before)
{
	struct cross		*x = calloc(1, sizeof(*x));
	struct wh_cursor	*c = NULL;

	if (x == NULL) {
		wh_nomem(&q->w->err);
		return NULL;
	}
	x->q = q;
	x->fields = q->o->fields != NULL ? q->o->fields : "key,name,received";
	if (count_cells(x, before))
		c = q->o->cells ? long_form(x) : wide_form(x);
	wh_buf_free(&x->text);
	free(x);
	return c;
}
