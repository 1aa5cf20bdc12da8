/*
 * dump.c - reference data out, as it would be loaded.
 */
#include <stdlib.h>
#include <string.h>

#include "grid/grid.h"

/*
 * The rows of a table by key, references as codes.  unreviewed lists only
 * the rows that an import has made.  NULL, with an error, if there is no
 * such table.
 */
struct wh_cursor *
wh_dump(struct wh *w, const char *table, bool unreviewed)
{
	const struct wh_spec	*spec = wh_spec_find(table);
	const struct wh_col	*c;
	struct wh_buf		 b = { 0 };
	sqlite3_stmt		*s;
	size_t			 i;

	if (spec == NULL || (unreviewed && !spec->tree)) {
		wh_fail(&w->err, WH_FAIL, spec == NULL ? "%s: no such table;"
		    " grid-load --tables lists them" : "%s: its rows are never"
		    " made by an import", table);
		return NULL;
	}
	for (i = 0; i < spec->ncol; i++) {
		c = &spec->col[i];
		wh_buf_puts(&b, i == 0 ? "SELECT " : ",");
		if (c->type == WH_REF)
			wh_buf_printf(&b, "(SELECT code FROM %s WHERE id ="
			    " t.\"%s\")", c->ref, c->name);
		else
			wh_buf_printf(&b, "t.\"%s\"", c->name);
	}
	wh_buf_printf(&b, " FROM %s t%s ORDER BY 1", table,
	    unreviewed ? " WHERE reviewed = 0" : "");
	s = b.s != NULL ? wh_prepare(w, b.s) : NULL;
	wh_buf_free(&b);
	return wh_cursor_open(w, s, spec->col, spec->ncol);
}

static const char *const type_name[] = {
	[WH_TEXT] = "text", [WH_CODE] = "code", [WH_INT] = "integer",
	[WH_REAL] = "number", [WH_BOOL] = "yes or no", [WH_DATE] = "day",
	[WH_TIME] = "time", [WH_LIMIT] = "limit", [WH_RATE] = "percent",
	[WH_REF] = "one of", [WH_REFS] = "some of", [WH_JSON] = "JSON",
};

/*
 * Append one row of VALUES for each column: table, column, type, what it
 * refers to, and whether it is the key or must not be empty.
 */
void
wh_describe_columns(struct wh_buf *b, const char *table,
    const struct wh_col *c, size_t n)
{
	for (; n > 0; n--, c++)
		wh_buf_printf(b, "%s('%s','%s','%s','%s','%s')",
		    b->n == 0 ? "VALUES " : ",", table, c->name,
		    type_name[c->type], c->ref ? c->ref : "",
		    c->flags & WH_KEY ? "key" : c->flags & WH_MUST ?
		    "always" : c->flags & WH_AUTO ? "set by us" : "");
}

/* The same for every table of reference data. */
void
wh_describe_tables(struct wh_buf *b)
{
	const struct wh_spec	*spec;

	for (spec = wh_specs; spec < wh_specs + wh_nspecs; spec++)
		wh_describe_columns(b, spec->name, spec->col, spec->ncol);
}
