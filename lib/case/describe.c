/*
 * describe.c - what may stand in a CSV: every table that is loaded, and a
 * file of cases.
 */
#include "case/intake.h"

/*
 * All columns that are read: table, column, type, what it refers to or which
 * words it takes, and whether it is the key or must not be empty.  Cases are
 * the last table.  NULL on an error.
 */
struct wh_cursor *
wh_describe(struct wh *w)
{
	static const struct wh_col	col[] = {
		{ "table", WH_TEXT, NULL, 0, "Table", "表" },
		{ "column", WH_TEXT, NULL, 0, "Column", "列" },
		{ "type", WH_TEXT, NULL, 0, "Type", "类型" },
		{ "of", WH_TEXT, NULL, 0, "Of", "取值" },
		{ "need", WH_TEXT, NULL, 0, "Need", "要求" },
	};
	struct wh_buf			 b = { 0 };
	sqlite3_stmt			*s;

	wh_describe_tables(&b);
	wh_describe_columns(&b, "case", wh_case_cols, WH_C_COLS);
	s = b.s != NULL ? wh_prepare(w, b.s) : NULL;
	wh_buf_free(&b);
	return wh_cursor_open(w, s, col, sizeof(col) / sizeof(col[0]));
}
