/*
 * plan.c - what a report as of a past entry reads: its period, by index.
 *
 * Such a statement reads tables of its own run, so no other program can be
 * asked for its plan.
 */
#include <stdlib.h>

#include "../tap.h"
#include "report/report.h"

/* Does the plan of a report have a line with this in it? */
static bool
has(struct wh *w, const struct wh_report *o, const char *what)
{
	struct wh_query	 q = { .w = w, .o = o };
	struct wh_buf	 b = { 0 };
	sqlite3_stmt	*s;
	bool		 found = false;

	if (!wh_report_read(&q))
		return true;
	if (o->ids != NULL)
		wh_sql_cases(&q);
	else
		wh_sql_figures(&q);
	wh_buf_printf(&b, "EXPLAIN QUERY PLAN %s", q.sql.s);
	wh_buf_free(&q.sql);
	s = wh_prepare(w, b.s);
	while (wh_row(w, s))
		if (strstr(wh_col_text(s, 3), what) != NULL) {
			printf("# %s\n", wh_col_text(s, 3));
			found = true;
		}
	sqlite3_finalize(s);
	wh_buf_free(&b);
	return found || wh_message(w) != NULL;
}

int
main(void)
{
	static const char *const	by[] = {
		"unit", "first_unit", "chief", "class:2", "day", "age", "place"
	};
	struct wh_args		 args = {
		WH_ARGS, .now = "2026-02-02 10:00:00"
	};
	struct wh		*w = wh_open(&args, WH_MEMORY, NULL);
	struct wh_report	 r = { 0 };
	struct wh_report	 ids = { .by = "unit",
		.ids = "received,open,returned,whistles,summoned,scored,"
		    "scoring,relapse,whistled,signed_on_time" };
	size_t			 i;

	wh_make(w, "Asia/Shanghai", NULL);
	wh_exec(w, "INSERT INTO entry(id, at, who, command)"
	    " VALUES (99, 1, 'test', 'test')");
	ok(wh_as_of(w, "99"));
	for (i = 0; i < sizeof(by) / sizeof(by[0]); i++) {
		r.by = by[i];
		ok(!has(w, &r, "MATERIALIZE cases"));
		ok(!has(w, &r, "MATERIALIZE whistle"));
		ok(!has(w, &r, "MATERIALIZE journal"));
		ok(!has(w, &r, "SEARCH c USING AUTOMATIC"));
	}
	ok(!has(w, &ids, "MATERIALIZE"));
	ok(!has(w, &ids, "SEARCH c USING AUTOMATIC"));
	ok(has(w, &ids, "SEARCH j USING INDEX journal_return"));
	ok(has(w, &ids, "SEARCH h USING COVERING INDEX whistle_raised"));
	ok(has(w, &ids, "SEARCH j USING INDEX journal_act"));
	ok(wh_message(w) == NULL);
	wh_close(w);
	return finish();
}
