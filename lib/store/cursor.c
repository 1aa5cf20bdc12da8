/*
 * cursor.c - a list that is being read: a statement and what its columns
 * are, each row as text.
 */
#include <stdlib.h>
#include <string.h>
#include <string.h>

#include "store/store.h"

struct wh_cursor {
	struct wh		*w;
	sqlite3_stmt		*stmt;
	const struct wh_col	*col;
	size_t			 ncol;
	const char		**v;
	char			(*text)[WH_TIME_TEXT];	/* one a column */
	void			*own;			/* freed with it */
};

/*
 * Read the rows of a statement, which the cursor finalizes, as columns of
 * these types.  NULL, with an error, if stmt is NULL or memory is short.
 */
struct wh_cursor *
wh_cursor_open(struct wh *w, sqlite3_stmt *stmt, const struct wh_col *col,
    size_t ncol)
{
	struct wh_cursor	*c;

	if (stmt == NULL)
		return NULL;
	c = calloc(1, sizeof(*c));
	if (c == NULL || (c->v = calloc(ncol, sizeof(*c->v))) == NULL ||
	    (c->text = calloc(ncol, sizeof(*c->text))) == NULL) {
		wh_nomem(&w->err);
		sqlite3_finalize(stmt);
		if (c != NULL)
			free(c->v);
		free(c);
		return NULL;
	}
	c->w = w;
	c->stmt = stmt;
	c->col = col;
	c->ncol = ncol;
	return c;
}

/* Let a cursor, which may be NULL, free this at its end, as its columns. */
void
wh_cursor_own(struct wh_cursor *c, void *own)
{
	if (c != NULL)
		c->own = own;
	else
		free(own);
}

/* The columns of a list, and how many. */
const struct wh_col *
wh_cursor_columns(const struct wh_cursor *c, size_t *n)
{
	*n = c->ncol;
	return c->col;
}

/*
 * The SQL behind a list, its values filled in.  The caller frees; NULL
 * without memory.
 */
char *
wh_cursor_sql(const struct wh_cursor *c)
{
	char	*sql = sqlite3_expanded_sql(c->stmt);
	char	*copy = sql != NULL ? strdup(sql) : NULL;

	sqlite3_free(sql);
	return copy;
}

static const char *
text(struct wh_cursor *c, size_t i)
{
	int	n = (int)i;

	if (sqlite3_column_type(c->stmt, n) == SQLITE_NULL)
		return NULL;
	switch (c->col[i].type) {
	case WH_TIME:
		return wh_time_text(&c->w->zone,
		    sqlite3_column_int64(c->stmt, n), c->text[i]);
	case WH_BOOL:
		return sqlite3_column_int(c->stmt, n) ? "yes" : "no";
	case WH_RATE:
		snprintf(c->text[i], WH_TIME_TEXT, "%.2f",
		    sqlite3_column_double(c->stmt, n));
		return c->text[i];
	default:
		return wh_col_text(c->stmt, n);
	}
}

/*
 * The next row as text, NULL for what is absent; valid until the next call.
 * NULL at the end or on an error, and for a cursor that is NULL.
 */
const char *const *
wh_cursor_next(struct wh_cursor *c)
{
	size_t	i;

	if (c == NULL || !wh_row(c->w, c->stmt))
		return NULL;
	for (i = 0; i < c->ncol; i++)
		c->v[i] = text(c, i);
	return c->v;
}

/* Free a cursor, which may be NULL. */
void
wh_cursor_close(struct wh_cursor *c)
{
	if (c == NULL)
		return;
	sqlite3_finalize(c->stmt);
	free(c->v);
	free(c->text);
	free(c->own);
	free(c);
}
