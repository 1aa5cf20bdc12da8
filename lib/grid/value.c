/*
 * value.c - one value of a table that is loaded, checked by the type of its
 * column.
 */
#include <stdlib.h>
#include <string.h>

#include "base/out.h"
#include "grid/grid.h"

/* Each of several codes: a unit kind, or where units may stand, a unit. */
static const char *
check_list(struct wh *w, const char *list, const char *table)
{
	const char	*why = NULL;
	char		*copy, *word, *save;

	if ((copy = strdup(list)) == NULL)
		return "out of memory";
	for (word = strtok_r(copy, " ", &save); word != NULL && why == NULL;
	    word = strtok_r(NULL, " ", &save))
		if (wh_ref(w, table, word, &why) != 0 ||
		    wh_ref(w, "unit", word, &why) != 0)
			why = NULL;
	free(copy);
	return why;
}

/* An integer in canonical form, or why it is none. */
static const char *
check_int(const char *s, char buf[WH_TIME_TEXT])
{
	const char	*end;
	int64_t		 n;

	end = wh_scan_uint(*s == '-' ? s + 1 : s, &n);
	if (end == NULL || *end != '\0')
		return "not a whole number";
	snprintf(buf, WH_TIME_TEXT, "%s%jd", *s == '-' ? "-" : "",
	    (intmax_t)n);
	return NULL;
}

/*
 * Why no row of a report could be called by this code, or NULL: reports have
 * rows and columns of their own.
 */
const char *
wh_row_code_wrong(const char *s)
{
	return wh_word_in("- total others key name", s) ? "reports have a row"
	    " or column of this name; no code is -, total, others, key or"
	    " name" : NULL;
}

/*
 * Check one value of a column and put its canonical text into *text, which
 * may use buf.  A reference is looked up, as the map column (or NULL) says,
 * and its row put into *id; where id is NULL that waits until all rows are
 * read.  Returns why the value is wrong, col->ref itself if it is none of
 * these words, or NULL.
 */
const char *
wh_value_check(struct wh *w, const struct wh_col *col, int64_t *id,
    const struct wh_map_col *m, const char **text, char buf[WH_TIME_TEXT])
{
	const char		*why = NULL;
	const char		*rest;
	struct wh_limit		 limit;
	int64_t			 day, n;

	switch (col->type) {
	case WH_INT:
		why = check_int(*text, buf);
		*text = buf;
		return why != NULL || col->ref == NULL ||
		    wh_word_in(col->ref, buf) ? why : col->ref;
	case WH_REAL:
		if (!wh_score_read(*text, &n))
			return "not a number with at most five digits and two"
			    " decimals";
		*text = wh_score_text(n, buf);
		return NULL;
	case WH_DATE:
		if (!wh_date_read(*text, &day))
			return "not a day; write 2026-01-05";
		*text = wh_date_text(day, buf);
		return NULL;
	case WH_LIMIT:
		if (!wh_limit_read(wh_readings(w), *text, &limit,
		    col->flags & WH_WORDS ? &rest : NULL, &why))
			return why;
		*text = wh_limit_text(&limit, buf);
		return NULL;
	case WH_REF:
		if (id == NULL)
			return NULL;
		*id = wh_ref_path(w, col->ref, *text, m, &why);
		return *id > 0 ? NULL : *id < 0 ?
		    "only a case import can make rows" : why;
	case WH_REFS:
		return check_list(w, *text, col->ref);
	case WH_TEXT:
		if (col->ref != NULL && !(col->flags & WH_SUM ?
		    wh_sum_good(*text) : wh_word_in(col->ref, *text)))
			return col->ref;
		return col->flags & WH_NAMED && !wh_figure_known(w, *text) ?
		    "no count, rate or score; grid-report --define lists them" :
		    NULL;
	case WH_CODE:
		return col->flags & WH_FIGURE ? wh_metric_code_wrong(*text) :
		    col->flags & WH_DIM ? wh_row_code_wrong(*text) : NULL;
	default:
		return NULL;
	}
}
