/*
 * calendar.c - office hours and workdays: what each day is.
 *
 * Office hours are local civil times.  A calendar has default ones and, for
 * spans of days as a summer, others.  It knows the years 1970-2099; before
 * and after only the default hours and weekly workdays hold.
 */
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"

static const char digits[] = "0123456789";
static const char bad_windows[] = "write them like 08:00-12:00 14:00-18:00,"
    " one after the other, at most 16";
static const char bad_week[] = "write 1-5 or 1,2,3,4,5; 1 is Monday, 7"
    " Sunday";

/* Read HH:MM into seconds; returns what follows, or NULL. */
static const char *
read_hour(const char *p, int *s)
{
	int	h, m;

	if (strspn(p, digits) != 2 || p[2] != ':' ||
	    strspn(p + 3, digits) != 2)
		return NULL;
	h = (p[0] - '0') * 10 + p[1] - '0';
	m = (p[3] - '0') * 10 + p[4] - '0';
	*s = h * 3600 + m * 60;
	return m > 59 || *s > 24 * 3600 ? NULL : p + 5;
}

/* Read the office hours of a day; false if they are malformed. */
static bool
read_windows(struct wh_hours *h, const char *p)
{
	int	from, to, last = 0;

	for (p = wh_skip_blanks(p); *p != '\0'; p = wh_skip_blanks(p)) {
		if (h->nwindow == WH_WINDOWS)
			return false;
		if ((p = read_hour(p, &from)) == NULL || *p != '-' ||
		    (p = read_hour(p + 1, &to)) == NULL ||
		    from < last || to <= from ||
		    (*p != '\0' && wh_skip_blanks(p) == p))
			return false;
		h->window[h->nwindow].from = from;
		h->window[h->nwindow++].to = last = to;
	}
	return h->nwindow > 0;
}

/* Read the weekly workdays, 1-5 or 1,2,6; false if they are malformed. */
static bool
read_week(struct wh_hours *h, const char *p)
{
	int	from, to;

	for (;; p++) {
		if (*p < '1' || *p > '7')
			return false;
		from = to = *p++ - '1';
		if (*p == '-') {
			to = p[1] - '1';
			p += 2;
		}
		if (to < from || to > 6)
			return false;
		while (from <= to)
			h->week[from++] = true;
		if (*p != ',')
			return *p == '\0';
	}
}

/* Why a text is no office hours of a day, or NULL. */
const char *
wh_windows_check(const char *s)
{
	struct wh_hours	h = { .nwindow = 0 };

	return read_windows(&h, s) ? NULL : bad_windows;
}

/* Why a text is no list of weekly workdays, or NULL. */
const char *
wh_week_check(const char *s)
{
	struct wh_hours	h = { .nwindow = 0 };

	return read_week(&h, s) ? NULL : bad_week;
}

/* Read hours into the next place of the calendar; NULL on failure. */
static struct wh_hours *
add_hours(struct wh_err *e, struct wh_calendar *c, const char *windows,
    const char *week)
{
	struct wh_hours	*h;

	h = reallocarray(c->hours, c->nhours + 1, sizeof(*h));
	if (h == NULL) {
		wh_nomem(e);
		return NULL;
	}
	c->hours = h;
	h += c->nhours;
	memset(h, 0, sizeof(*h));
	if (!read_windows(h, windows))
		wh_fail(e, WH_FAIL, "office hours \"%s\": %s", windows,
		    bad_windows);
	else if (week == NULL)
		memcpy(h->week, c->hours->week, sizeof(h->week));
	else if (!read_week(h, week))
		wh_fail(e, WH_FAIL, "workdays \"%s\": %s", week, bad_week);
	if (e->status != WH_OK)
		return NULL;
	c->nhours++;
	return h;
}

/*
 * Make a calendar in which no day is listed yet: the zone, which must
 * outlive it, the office hours ("08:00-12:00 14:00-18:00") and the weekly
 * workdays ("1-5", "1,2,6"; 1 is Monday).  NULL on failure.  Freed by
 * wh_calendar_free.
 */
struct wh_calendar *
wh_calendar_new(struct wh_err *e, const struct wh_zone *zone,
    const char *windows, const char *week)
{
	struct wh_calendar	*c = calloc(1, sizeof(*c));

	if (c == NULL) {
		wh_nomem(e);
		return NULL;
	}
	c->zone = zone;
	if (add_hours(e, c, windows, week) != NULL)
		return c;
	wh_calendar_free(c);
	return NULL;
}

/*
 * From one day to another, both included, the office hours and the weekly
 * workdays (NULL: the default ones) are others.  Of hours that overlap those
 * hold that were said last.  False if they are malformed, or too many.
 */
bool
wh_calendar_hours(struct wh_err *e, struct wh_calendar *c, int64_t from,
    int64_t to, const char *windows, const char *week)
{
	int64_t	day;

	if (c->nhours > WH_HOURS_MAX)
		return wh_fail(e, WH_FAIL, "more than %d office hours",
		    WH_HOURS_MAX);
	if (add_hours(e, c, windows, week) == NULL)
		return false;
	for (day = from > 0 ? from : 0; day <= to && day < WH_DAYS; day++)
		c->of[day] = (uint16_t)(c->nhours - 1);
	return true;
}

/*
 * List a day as a day off or as a make-up workday; the last word counts.
 * Its year is loaded from then on.  False for a day outside 1970-2099.
 */
bool
wh_calendar_day(struct wh_calendar *c, int64_t day, bool off)
{
	if (day < 0 || day >= WH_DAYS)
		return false;
	c->listed[day] = off ? WH_LISTED_OFF : WH_LISTED_WORK;
	c->loaded[wh_ymd(day) / 10000 - 1970] = true;
	return true;
}

/*
 * Free a calendar, or NULL.
 */
void
wh_calendar_free(struct wh_calendar *c)
{
	if (c != NULL)
		free(c->hours);
	free(c);
}

/* The office hours that hold on a day. */
const struct wh_hours *
wh_hours_of(const struct wh_calendar *c, int64_t day)
{
	return &c->hours[day >= 0 && day < WH_DAYS ? c->of[day] : 0];
}

/* Is it a workday by the day of the week?  1970-01-01 was a Thursday. */
static bool
by_week(const struct wh_calendar *c, int64_t day)
{
	int64_t	weekday = (day + 3) % 7;

	return wh_hours_of(c, day)->week[weekday < 0 ? weekday + 7 : weekday];
}

/*
 * What a day is: by the list, else by the day of the week.  A day that is
 * listed as what it would have been anyway is a plain one.
 */
enum wh_day_kind
wh_day_kind(const struct wh_calendar *c, int64_t day)
{
	int	listed = day >= 0 && day < WH_DAYS ? c->listed[day] : 0;
	bool	week = by_week(c, day);

	if (listed == WH_LISTED_OFF)
		return WH_DAY_OFF;
	if (listed == WH_LISTED_WORK && !week)
		return WH_DAY_MAKEUP;
	return week ? WH_DAY_WORK : WH_DAY_WEEKEND;
}

/*
 * Is it a workday: by the list, else by the day of the week?
 */
bool
wh_workday(const struct wh_calendar *c, int64_t day)
{
	enum wh_day_kind	kind = wh_day_kind(c, day);

	return kind == WH_DAY_WORK || kind == WH_DAY_MAKEUP;
}

/*
 * Is the calendar of the day's year loaded: is a day of it listed?
 */
bool
wh_day_loaded(const struct wh_calendar *c, int64_t day)
{
	return day >= 0 && day < WH_DAYS &&
	    c->loaded[wh_ymd(day) / 10000 - 1970];
}
