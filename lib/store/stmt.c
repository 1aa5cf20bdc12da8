/*
 * stmt.c - statements: compiled once, bound in one call, stepped with the
 * error kept.
 */
#include <stdlib.h>
#include <string.h>

#include "store/store.h"

/*
 * The statement for this SQL, which must be a literal or live as long as the
 * handle: its address is the key.  Reset and with no values bound.  NULL on
 * an error, which the functions below take quietly.
 */
sqlite3_stmt *
wh_sql(struct wh *w, const char *sql)
{
	size_t	i;

	wh_rest(w);
	for (i = 0; i < w->nstmt; i++)
		if (w->stmt[i].sql == sql)
			break;
	if (i == w->nstmt) {
		if (i == WH_STMTS) {
			wh_fail(&w->err, WH_FAIL, "too many statements");
			return NULL;
		}
		if (w->err.status != WH_OK || !wh_check(w, sqlite3_prepare_v3(
		    w->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
		    &w->stmt[i].stmt, NULL)))
			return NULL;
		w->stmt[w->nstmt++].sql = sql;
	}
	sqlite3_reset(w->stmt[i].stmt);
	sqlite3_clear_bindings(w->stmt[i].stmt);
	return w->stmt[i].stmt;
}

/*
 * A statement that the caller finalizes, for SQL that was put together from
 * literals.  NULL on an error.
 */
sqlite3_stmt *
wh_prepare(struct wh *w, const char *sql)
{
	sqlite3_stmt	*s = NULL;

	if (wh_rest(w))
		wh_check(w, sqlite3_prepare_v2(w->db, sql, -1, &s, NULL));
	return s;
}

static void
bind(sqlite3_stmt *s, const char *types, va_list ap)
{
	int64_t	i;
	int	n = 1;

	for (; *types != '\0'; types++, n++)
		switch (*types) {
		case 'i':
			i = va_arg(ap, int64_t);
			if (i != WH_NONE)
				sqlite3_bind_int64(s, n, i);
			break;
		case 'r':
			if ((i = va_arg(ap, int64_t)) != 0)
				sqlite3_bind_int64(s, n, i);
			break;
		case 'd':
			sqlite3_bind_double(s, n, va_arg(ap, double));
			break;
		case 't':
			sqlite3_bind_text(s, n, va_arg(ap, const char *), -1,
			    SQLITE_STATIC);
			break;
		}
}

/*
 * Bind values from the first parameter on: i an int64_t (WH_NONE is NULL),
 * r an int64_t row id (0 is NULL), d a double, t a text that stays until the
 * statement is reset (NULL is NULL).
 */
void
wh_bind(sqlite3_stmt *s, const char *types, ...)
{
	va_list	ap;

	if (s == NULL)
		return;
	va_start(ap, types);
	bind(s, types, ap);
	va_end(ap);
}

/* Step to the next row; at the end or on an error false, and reset. */
bool
wh_row(struct wh *w, sqlite3_stmt *s)
{
	int	rc;

	if (s == NULL || !wh_rest(w))
		return false;
	if ((rc = sqlite3_step(s)) == SQLITE_ROW)
		return true;
	wh_check(w, rc);
	sqlite3_reset(s);
	return false;
}

/* Run a statement that returns no rows, and reset it. */
bool
wh_done(struct wh *w, sqlite3_stmt *s)
{
	if (s == NULL || !wh_rest(w))
		return false;
	wh_check(w, sqlite3_step(s));
	sqlite3_reset(s);
	return w->err.status == WH_OK;
}

/* Bind, see wh_bind, and run SQL that returns no rows. */
bool
wh_run(struct wh *w, const char *sql, const char *types, ...)
{
	sqlite3_stmt	*s;
	va_list		 ap;

	if ((s = wh_sql(w, sql)) == NULL)
		return false;
	va_start(ap, types);
	bind(s, types, ap);
	va_end(ap);
	return wh_done(w, s);
}

/* The first column of the first row, or dflt if there is none or NULL. */
int64_t
wh_int(struct wh *w, int64_t dflt, const char *sql, const char *types, ...)
{
	sqlite3_stmt	*s;
	va_list		 ap;

	if ((s = wh_sql(w, sql)) == NULL)
		return dflt;
	va_start(ap, types);
	bind(s, types, ap);
	va_end(ap);
	if (wh_row(w, s)) {
		if (sqlite3_column_type(s, 0) != SQLITE_NULL)
			dflt = sqlite3_column_int64(s, 0);
		sqlite3_reset(s);
	}
	return dflt;
}

/* The same as text, which the caller frees; NULL if there is none. */
char *
wh_str(struct wh *w, const char *sql, const char *types, ...)
{
	sqlite3_stmt	*s;
	va_list		 ap;
	char		*t = NULL;

	if ((s = wh_sql(w, sql)) == NULL)
		return NULL;
	va_start(ap, types);
	bind(s, types, ap);
	va_end(ap);
	if (wh_row(w, s)) {
		if (sqlite3_column_type(s, 0) != SQLITE_NULL &&
		    (t = strdup(wh_col_text(s, 0))) == NULL)
			wh_nomem(&w->err);
		sqlite3_reset(s);
	}
	return t;
}

/* An integer column, WH_NONE for NULL. */
int64_t
wh_col_int(sqlite3_stmt *s, int i)
{
	return sqlite3_column_type(s, i) == SQLITE_NULL ? WH_NONE :
	    sqlite3_column_int64(s, i);
}

/* A text column, NULL for NULL; valid until the next step. */
const char *
wh_col_text(sqlite3_stmt *s, int i)
{
	return (const char *)sqlite3_column_text(s, i);
}
