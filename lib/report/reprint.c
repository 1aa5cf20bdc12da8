/*
 * reprint.c - bulletins that were issued, as they were: what is read is what
 * was kept, and nothing is reckoned.
 */
#include <stdlib.h>
#include <string.h>

#include "report/issue.h"

/* Append a text to those behind the columns and return it. */
static const char *
keep(char **to, const char *s)
{
	char	*at = *to;

	if (s == NULL)
		return NULL;
	*to = stpcpy(at, s) + 1;
	return at;
}

/*
 * The fields of a bulletin as columns, n of them, in one piece of memory
 * with their names; the caller frees.  NULL on an error.
 */
static struct wh_col *
columns(struct wh *w, int64_t number, size_t *n)
{
	struct wh_col	*col;
	sqlite3_stmt	*s;
	char		*text;
	int64_t		 bytes;

	*n = (size_t)wh_int(w, 0, "SELECT count(*) FROM issued_column"
	    " WHERE issued = ?", "i", number);
	bytes = wh_int(w, 0, "SELECT sum(length(CAST(concat AS BLOB)) + 3)"
	    " FROM (SELECT name || coalesce(en, '') || coalesce(zh, '') AS"
	    " concat FROM issued_column WHERE issued = ?)", "i", number);
	if ((col = calloc(1, (*n + 1) * sizeof(*col) + (size_t)bytes)) ==
	    NULL) {
		wh_nomem(&w->err);
		return NULL;
	}
	text = (char *)(col + *n + 1);
	s = wh_sql(w, "SELECT name, type, en, zh FROM issued_column"
	    " WHERE issued = ? ORDER BY n");
	wh_bind(s, "i", number);
	for (*n = 0; wh_row(w, s); (*n)++) {
		col[*n].name = keep(&text, wh_col_text(s, 0));
		col[*n].type = wh_issued_type(wh_col_text(s, 1));
		col[*n].en = keep(&text, wh_col_text(s, 2));
		col[*n].zh = keep(&text, wh_col_text(s, 3));
	}
	return col;
}

/*
 * The records of a bulletin, as data or as people of this language read
 * them.  NULL, with an error, if there is none of this number.
 */
struct wh_cursor *
wh_issued(struct wh *w, int64_t number, bool people)
{
	struct wh_buf		 b = { 0 };
	struct wh_col		*col;
	struct wh_cursor	*c = NULL;
	sqlite3_stmt		*s;
	size_t			 i, n;

	if (wh_int(w, 0, "SELECT 1 FROM issued WHERE id = ?", "i", number) ==
	    0) {
		wh_fail(&w->err, WH_FAIL, "--issued: %jd: no such bulletin;"
		    " --issued alone lists them", (intmax_t)number);
		return NULL;
	}
	if ((col = columns(w, number, &n)) == NULL)
		return NULL;
	if (n == 0)
		wh_fail(&w->err, WH_FAIL, "--issued: %jd: its figures are"
		    " gone; see grid-check issued", (intmax_t)number);
	for (i = 0; i < n; i++)
		wh_buf_printf(&b, "%smax(%s) FILTER (WHERE \"column\" = %zu)",
		    i > 0 ? ", " : "SELECT ", !people ? "value" : w->zh ?
		    "coalesce(value_zh, value)" : "coalesce(value_en, value)",
		    i);
	wh_buf_puts(&b, " FROM issued_value WHERE issued = ? GROUP BY row"
	    " ORDER BY row");
	if (b.s == NULL)
		wh_nomem(&w->err);
	else if ((s = wh_prepare(w, b.s)) != NULL) {
		wh_bind(s, "i", number);
		c = wh_cursor_open(w, s, col, n);
	}
	wh_buf_free(&b);
	wh_cursor_own(c, col);
	return c;
}

/*
 * What stood over a bulletin, or below it, in the language for people.  The
 * caller frees; NULL on an error.
 */
char *
wh_issued_text(struct wh *w, int64_t number, bool below)
{
	if (below)
		return wh_str(w, w->zh ? "SELECT notes_zh FROM issued"
		    " WHERE id = ?" : "SELECT notes FROM issued WHERE id = ?",
		    "i", number);
	return wh_str(w, w->zh ? "SELECT heading_zh FROM issued WHERE id = ?" :
	    "SELECT heading FROM issued WHERE id = ?", "i", number);
}

/* All bulletins, by number; as data, or as people read them. */
struct wh_cursor *
wh_issued_list(struct wh *w, bool people)
{
	static const struct wh_col	col[] = {
		{ "issued", WH_INT, NULL, WH_KEY, "No.", "期号" },
		{ "time", WH_TEXT, NULL, 0, "Issued", "印发时间" },
		{ "who", WH_TEXT, NULL, 0, "By", "经办" },
		{ "entry", WH_INT, NULL, 0, "Entry", "数据截至记录" },
		{ "rows", WH_INT, NULL, 0, "Rows", "行数" },
		{ "options", WH_JSON, NULL, 0, "Options", "选项" },
		{ "heading", WH_TEXT, NULL, 0, "Heading", "标题" },
	};

	return wh_cursor_open(w, wh_prepare(w, w->zh && people ?
	    "SELECT issued, time,"
	    " who, entry, rows, options, heading_zh FROM v_issued" :
	    "SELECT issued, time, who, entry, rows, options, heading"
	    " FROM v_issued"), col, sizeof(col) / sizeof(col[0]));
}
