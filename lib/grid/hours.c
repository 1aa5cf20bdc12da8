/*
 * hours.c - the file's calendar with its office hours, and what its words
 * for limits mean; read when first asked for and kept on the handle.
 */
#include <stdlib.h>
#include <string.h>

#include "grid/grid.h"

/* Office hours of other times of the year; of two the later beginning holds. */
static bool
read_hours(struct wh *w, struct wh_calendar *c)
{
	sqlite3_stmt	*s;

	s = wh_sql(w, "SELECT valid_from, valid_to, windows, days"
	    " FROM hours ORDER BY coalesce(valid_from, ''), code");
	while (wh_row(w, s))
		wh_calendar_hours(&w->err, c, wh_day_or(s, 0, INT64_MIN),
		    wh_day_or(s, 1, INT64_MAX), wh_col_text(s, 2),
		    wh_col_text(s, 3));
	return w->err.status == WH_OK;
}

static bool
read_days(struct wh *w, struct wh_calendar *c)
{
	sqlite3_stmt	*s;
	int64_t		 day;

	s = wh_sql(w, "SELECT day, kind = 'off' FROM calendar");
	while (wh_row(w, s))
		if (wh_date_read(wh_col_text(s, 0), &day))
			wh_calendar_day(c, day, sqlite3_column_int(s, 1));
	return w->err.status == WH_OK;
}

/*
 * The file's calendar with its office hours.  NULL on an error.
 */
const struct wh_calendar *
wh_calendar(struct wh *w)
{
	char	*hours, *week;

	if (w->calendar != NULL)
		return w->calendar;
	wh_keeps(w);
	hours = wh_setting(w, "office_hours", "08:00-12:00 14:00-18:00");
	week = wh_setting(w, "work_days", "1-5");
	if (hours != NULL && week != NULL)
		w->calendar = wh_calendar_new(&w->err, &w->zone, hours, week);
	free(hours);
	free(week);
	if (w->calendar != NULL && (!read_hours(w, w->calendar) ||
	    !read_days(w, w->calendar))) {
		wh_calendar_free(w->calendar);
		w->calendar = NULL;
	}
	return w->calendar;
}

/*
 * What the settings say that hours and days in the text of a limit mean.
 * NULL on an error.
 */
const struct wh_readings *
wh_readings(struct wh *w)
{
	static const char *const code[WH_LIMIT_WORDS] = {
		"limit_hour", "limit_day", "limit_ri", "limit_work_day"
	};
	struct wh_readings	*r = w->readings;
	char			*value;
	int			 i;

	if (r != NULL)
		return r;
	wh_keeps(w);
	if ((r = calloc(1, sizeof(*r))) == NULL) {
		wh_nomem(&w->err);
		return NULL;
	}
	w->readings = r;
	for (i = 0; i < WH_LIMIT_WORDS; i++) {
		if ((value = wh_setting(w, code[i], "")) == NULL)
			return NULL;
		r->said[i] = wh_reading((enum wh_limit_word)i, value,
		    &r->kind[i]);
		free(value);
	}
	return r;
}

/* Do deadlines depend on what this table holds? */
bool
wh_moves_deadlines(const char *table)
{
	return strcmp(table, "calendar") == 0 || strcmp(table, "hours") == 0 ||
	    strcmp(table, "setting") == 0;
}
