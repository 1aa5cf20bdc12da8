/*
 * rows.c - rows in memory that one statement puts into a table.
 *
 * A statement costs more than the row that it inserts.  So rows that are
 * alike are gathered here and read by "INSERT ... SELECT * FROM NAME", where
 * NAME is a virtual table of this connection that holds the rows gathered.
 */
#include <stdlib.h>
#include <string.h>

#include "store/store.h"

struct cell {
	enum { NOTHING, INTEGER, REAL, TEXT } type;
	int	len;			/* of a text */
	union {
		int64_t	i;
		double	d;
		size_t	at;		/* of a text */
	}	v;
};

struct sheaf {
	struct cell	*cell;		/* row after row */
	size_t		 n, size;	/* of cells */
	struct wh_buf	 text;		/* each text with its NUL */
};
struct place {				/* of a row that is put by a text */
	const char	*by;
	size_t		 at;		/* its first cell */
};
struct wh_rows {
	struct wh	*w;
	const char	*name;
	sqlite3_stmt	*put;
	size_t		 ncol;
	size_t		 by;		/* see wh_rows_open */
	struct sheaf	 in;		/* where rows are added */
	struct sheaf	 out;		/* what the statement reads */
	struct place	*order;		/* of the rows in out, or NULL */
};

struct table {
	sqlite3_vtab	 base;
	struct wh_rows	*rows;
};
struct cursor {
	sqlite3_vtab_cursor base;
	struct wh_rows	*rows;
	size_t		 at;		/* the row */
};

static int
connect_table(sqlite3 *db, void *arg, int argc, const char *const *argv,
    sqlite3_vtab **vtab, char **why)
{
	struct wh_rows	*r = arg;
	struct table	*t;
	struct wh_buf	 b = { 0 };
	size_t		 i;
	int		 rc = SQLITE_NOMEM;

	(void)argc, (void)argv, (void)why;
	wh_buf_puts(&b, "CREATE TABLE x(c0");
	for (i = 1; i < r->ncol; i++)
		wh_buf_printf(&b, ", c%zu", i);
	wh_buf_puts(&b, ")");
	if (b.s != NULL && (t = sqlite3_malloc(sizeof(*t))) != NULL) {
		memset(t, 0, sizeof(*t));
		t->rows = r;
		*vtab = &t->base;
		rc = sqlite3_declare_vtab(db, b.s);
	}
	wh_buf_free(&b);
	return rc;
}

static int
disconnect(sqlite3_vtab *t)
{
	sqlite3_free(t);
	return SQLITE_OK;
}

static int
best_index(sqlite3_vtab *t, sqlite3_index_info *info)
{
	(void)t;
	info->estimatedCost = 1000;
	info->estimatedRows = 1000;
	return SQLITE_OK;
}

static int
open_cursor(sqlite3_vtab *t, sqlite3_vtab_cursor **cursor)
{
	struct cursor	*c = sqlite3_malloc(sizeof(*c));

	if (c == NULL)
		return SQLITE_NOMEM;
	memset(c, 0, sizeof(*c));
	c->rows = ((struct table *)t)->rows;
	*cursor = &c->base;
	return SQLITE_OK;
}

static int
close_cursor(sqlite3_vtab_cursor *c)
{
	sqlite3_free(c);
	return SQLITE_OK;
}

static int
filter(sqlite3_vtab_cursor *c, int n, const char *s, int argc,
    sqlite3_value **argv)
{
	(void)n, (void)s, (void)argc, (void)argv;
	((struct cursor *)c)->at = 0;
	return SQLITE_OK;
}

static int
next(sqlite3_vtab_cursor *cursor)
{
	((struct cursor *)cursor)->at++;
	return SQLITE_OK;
}

static int
at_end(sqlite3_vtab_cursor *cursor)
{
	const struct cursor	*c = (struct cursor *)cursor;

	return (c->at + 1) * c->rows->ncol > c->rows->out.n;
}

static int
column(sqlite3_vtab_cursor *cursor, sqlite3_context *x, int i)
{
	const struct cursor	*c = (struct cursor *)cursor;
	const struct wh_rows	*r = c->rows;
	const struct cell	*v = &r->out.cell[(size_t)i + (r->order != NULL ?
				    r->order[c->at].at : c->at * r->ncol)];

	switch (v->type) {
	case INTEGER:
		sqlite3_result_int64(x, v->v.i);
		break;
	case REAL:
		sqlite3_result_double(x, v->v.d);
		break;
	case TEXT:
		sqlite3_result_text(x, r->out.text.s + v->v.at, v->len,
		    SQLITE_STATIC);
		break;
	case NOTHING:
		break;
	}
	return SQLITE_OK;
}

static int
row_id(sqlite3_vtab_cursor *cursor, sqlite3_int64 *id)
{
	*id = (sqlite3_int64)((struct cursor *)cursor)->at;
	return SQLITE_OK;
}

/* No xCreate: the table is there by its name alone, in no schema. */
static const sqlite3_module module = {
	.xConnect = connect_table, .xDisconnect = disconnect,
	.xBestIndex = best_index,
	.xOpen = open_cursor, .xClose = close_cursor, .xFilter = filter,
	.xNext = next, .xEof = at_end, .xColumn = column, .xRowid = row_id,
};

/*
 * Gather rows of ncol values for the statement sql, which reads them from
 * the virtual table name, a literal as sql is: as they were added, or in the
 * order of the texts of column by, where that is not 0.  NULL, with an error,
 * if there is no such table to put them into.  Close with wh_rows_close.
 */
struct wh_rows *
wh_rows_open(struct wh *w, const char *name, size_t ncol, size_t by,
    const char *sql)
{
	struct wh_rows	*r;

	if ((r = calloc(1, sizeof(*r))) == NULL) {
		wh_nomem(&w->err);
		return NULL;
	}
	r->w = w;
	r->name = name;
	r->ncol = ncol;
	r->by = by;
	if (wh_check(w, sqlite3_create_module(w->db, name, &module, r)) &&
	    (r->put = wh_prepare(w, sql)) != NULL)
		return r;
	wh_rows_close(r);
	return NULL;
}

/* Room for one more value. */
static struct cell *
more(struct wh_rows *r)
{
	struct sheaf	*s = &r->in;
	void		*p;

	if (s->n == s->size) {
		p = reallocarray(s->cell, 2 * s->size + 4096,
		    sizeof(*s->cell));
		if (p == NULL) {
			wh_nomem(&r->w->err);
			return NULL;
		}
		s->cell = p;
		s->size = 2 * s->size + 4096;
	}
	return &s->cell[s->n++];
}

static void
put_text(struct wh_rows *r, struct cell *c, const char *s)
{
	size_t	len;

	c->type = NOTHING;
	if (s == NULL)
		return;
	len = strlen(s);
	c->type = TEXT;
	c->len = (int)len;
	c->v.at = r->in.text.n;
	if (!wh_buf_put(&r->in.text, s, len + 1))
		wh_nomem(&r->w->err);
}

/*
 * Add values, of the types that wh_bind has; texts are copied.  A row may be
 * added in several pieces.  False, with an error, when out of memory.
 */
bool
wh_rows_add(struct wh_rows *r, const char *types, ...)
{
	va_list		 ap;
	struct cell	*c;
	int64_t		 none;

	va_start(ap, types);
	for (; *types != '\0' && (c = more(r)) != NULL; types++)
		switch (*types) {
		case 't':
			put_text(r, c, va_arg(ap, const char *));
			break;
		case 'd':
			c->type = REAL;
			c->v.d = va_arg(ap, double);
			break;
		default:
			none = *types == 'r' ? 0 : WH_NONE;
			c->v.i = va_arg(ap, int64_t);
			c->type = c->v.i == none ? NOTHING : INTEGER;
		}
	va_end(ap);
	return r->w->err.status == WH_OK;
}

/* How much memory the rows take that were added and not turned yet. */
size_t
wh_rows_bytes(const struct wh_rows *r)
{
	return r->in.n * sizeof(*r->in.cell) + r->in.text.n;
}

static int
by_text(const void *a, const void *b)
{
	const struct place	*x = a, *y = b;
	int			 c = strcmp(x->by, y->by);

	return c != 0 ? c : (x->at > y->at) - (x->at < y->at);
}

/* Let order lead to the rows that are to be put; one without text is first. */
static bool
sort(struct wh_rows *r)
{
	const struct cell	*c;
	size_t			 i, n = r->out.n / r->ncol;

	free(r->order);
	r->order = NULL;
	if (r->by == 0 || n < 2)
		return true;
	if ((r->order = reallocarray(NULL, n, sizeof(*r->order))) == NULL)
		return wh_nomem(&r->w->err);
	for (i = 0; i < n; i++) {
		r->order[i].at = i * r->ncol;
		c = &r->out.cell[r->order[i].at + r->by];
		r->order[i].by = c->type == TEXT ? r->out.text.s + c->v.at :
		    "";
	}
	qsort(r->order, n, sizeof(*r->order), by_text);
	return true;
}

/*
 * The rows that were added are now those to be put; others can be added.
 * False, with an error, when out of memory.
 */
bool
wh_rows_turn(struct wh_rows *r)
{
	struct sheaf	was = r->out;

	r->out = r->in;
	r->in = was;
	r->in.n = r->in.text.n = 0;
	return sort(r);
}

/*
 * Put the rows, once, into their table, also as a job (see aside.c) while
 * others are added.  Returns a code of SQLite's.
 */
int
wh_rows_put(struct wh_rows *r)
{
	if (r->out.n == 0)
		return SQLITE_OK;
	sqlite3_step(r->put);
	r->out.n = 0;
	return sqlite3_reset(r->put);
}

/* Free everything; rows that were not put are forgotten.  r may be NULL. */
void
wh_rows_close(struct wh_rows *r)
{
	if (r == NULL)
		return;
	sqlite3_finalize(r->put);
	sqlite3_create_module(r->w->db, r->name, NULL, NULL);
	wh_buf_free(&r->in.text);
	wh_buf_free(&r->out.text);
	free(r->in.cell);
	free(r->out.cell);
	free(r->order);
	free(r);
}
