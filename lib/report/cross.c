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
	const struct wh_metric	*metric[MOST];	/* of the fields */
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

static void
put_metric(struct cross *x, const struct wh_metric *m)
{
	put(x, "\"");
	put(x, m->col.name);
	put(x, "\"");
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
	    "SELECT count(*) FROM temp.sqlite_schema WHERE name GLOB"
	    " 'cell[0-9]*'", ""));
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
	put(x, x->q->o->no_total ? " AND c.rest2 < 3" : "");
}

/* A row for each cell. */
static struct wh_cursor *
long_form(struct cross *x)
{
	const struct wh_metrics	*l = x->q->list;
	const struct wh_metric	*m;

	put_rows(x);
	put(x, "c.key AS key, c.name AS name, c.key2 AS across,"
	    " c.name2 AS across_name");
	for (m = l->m; m < l->m + l->n; m++)
		if (wh_is_asked(x->q, m)) {
			put(x, ", c.");
			put_metric(x, m);
			put(x, " AS ");
			put_metric(x, m);
		}
	put_from(x);
	put(x, " ORDER BY n, c.col");
	return wh_query_figures(x->q);
}

/*
 * The key and, if it is among the fields, the name of each row; then of which
 * figures the cells are.
 */
static bool
read_fields(struct cross *x)
{
	static const struct wh_col	key =
	    { "key", WH_CODE, NULL, WH_KEY, "Key", "编码" };
	static const struct wh_col	name =
	    { "name", WH_TEXT, NULL, 0, "Name", "名称" };
	const char			*s = x->fields;
	size_t				 n;

	put(x, "t.key");
	add(x, key);
	if (wh_listed_name(s, "name", 4)) {
		put(x, ", t.name");
		add(x, name);
	}
	for (; *s != '\0'; s += n + (s[n] == ',')) {
		n = strcspn(s, ",");
		x->metric[x->nmetric] = wh_metric_find(x->q->list, s, n);
		if (x->metric[x->nmetric] != NULL && ++x->nmetric == MOST)
			break;
	}
	return x->nmetric > 0 || wh_fail(&x->q->w->err, WH_FAIL,
	    "--fields: \"%s\": no metric for the cells", x->fields);
}

/*
 * A figure of the cells of one column.  Where there is no cell there is no
 * case: 0 of a count, but nothing where its column or row has no figure.
 */
static void
put_cell(struct cross *x, int64_t n, const struct wh_metric *m)
{
	char	col[32];

	snprintf(col, sizeof(col), "%jd", (intmax_t)n);
	put(x, m->col.type == WH_INT ? ",\n coalesce(" : ",\n (");
	put(x, "max(c.");
	put_metric(x, m);
	put(x, ") FILTER (WHERE c.col = ");
	put(x, col);
	if (m->col.type == WH_INT) {
		put(x, "), 0 * max(t.");
		put_metric(x, m);
		put(x, ") + 0 * (SELECT ");
		put_metric(x, m);
		put(x, " FROM % WHERE rest = 3 AND col = ");
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
		col = x->metric[i]->col;
		for (k = 0; k < 3; k++)
			b[k].n = 0;
		good = (x->nmetric == 1 ? wh_buf_puts(&b[0], code) &&
		    wh_buf_puts(&b[1], name) && wh_buf_puts(&b[2], name) :
		    wh_buf_printf(&b[0], "%s.%s", code, col.name) &&
		    wh_buf_printf(&b[1], "%s\n%s", name, col.en) &&
		    wh_buf_printf(&b[2], "%s\n%s", name, col.zh)) ||
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
		const char	**of[] = {
			&col[i].name, &col[i].en, &col[i].zh
		};

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
	wh_bind(s, "i", x->q->o->no_total ? 3 : 4);
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

/*
 * Of which metric the figures in a column of a cross-table are, and how many
 * bytes of its name are the code of the other dimension; NULL if it is key or
 * name.
 */
const struct wh_metric *
wh_cross_metric(const struct wh_metrics *l, const struct wh_report *o,
    const struct wh_col *col, size_t *code)
{
	const struct wh_metric	*m, *one = NULL;
	const char		*s, *dot = strrchr(col->name, '.');
	size_t			 n, of = 0;

	if (col->type == WH_CODE || col->type == WH_TEXT)
		return NULL;
	for (s = o->fields; *s != '\0'; s += n + (s[n] == ',')) {
		n = strcspn(s, ",");
		if ((m = wh_metric_find(l, s, n)) != NULL) {
			one = m;
			of++;
		}
	}
	*code = strlen(col->name);
	if (of == 1 || dot == NULL)
		return one;
	*code = (size_t)(dot - col->name);
	return wh_metric_find(l, dot + 1, strlen(dot + 1));
}
