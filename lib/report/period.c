/*
 * period.c - the period of a report: a day, a week, a month or any other.
 *
 * All is reckoned in days of the file's zone.  A week begins on the day that
 * the setting week_start names and is called by the year and week of ISO 8601
 * that its Thursday has: every week has one Thursday, so for weeks that begin
 * on a Monday this is ISO 8601 itself.
 */
#include <stdlib.h>
#include <string.h>

#include "report/report.h"

enum { WEEK = 7, THURSDAY = 3 };

static int64_t
today(const struct wh *w)
{
	return wh_day_of(&w->zone, w->now);
}

/* Monday is 0; day 0 of the epoch was a Thursday. */
static int
weekday(int64_t day)
{
	return (int)(((day + THURSDAY) % WEEK + WEEK) % WEEK);
}

static bool
refuse(struct wh *w, const char *option, const char *s, const char *why)
{
	return wh_fail(&w->err, WH_FAIL, "%s: \"%s\": %s", option, s, why);
}

/* A day in the words that a user has for it. */
static bool
read_day(struct wh *w, const char *option, const char *s, int64_t *day)
{
	if (strcmp(s, "today") == 0)
		*day = today(w);
	else if (strcmp(s, "yesterday") == 0)
		*day = today(w) - 1;
	else if (!wh_date_read(s, day))
		return refuse(w, option, s, "not a day; write 2026-01-05");
	return true;
}

/* The setting week_start, as days after Monday. */
static bool
week_start(struct wh *w, int *start)
{
	char	*s;
	bool	 ok;

	*start = 0;
	if ((s = wh_setting(w, "week_start", "1")) == NULL)
		return wh_nomem(&w->err);
	ok = s[0] >= '1' && s[0] <= '7' && s[1] == '\0';
	*start = s[0] - '1';
	if (!ok)
		refuse(w, "setting week_start", s, "not 1 (Monday) to 7");
	free(s);
	return ok && w->err.status == WH_OK;
}

static int64_t
week_of(int64_t day, int start)
{
	return day - (weekday(day) - start + WEEK) % WEEK;
}

/* The Thursday of week n of a year; the first is in 1 to 7 January. */
static bool
thursday(int year, int n, int64_t *day)
{
	int64_t	first = wh_days_from(year, 1, 1);

	first += (THURSDAY - weekday(first) + WEEK) % WEEK;
	*day = first + WEEK * (n - 1);
	return n > 0 && *day < wh_days_from(year + 1, 1, 1);
}

/* Four digits, what stands between, two digits, and no more. */
static bool
year_and(const char *s, const char *between, int *year, int *n)
{
	size_t	i, len = strlen(between);

	if (strlen(s) != 6 + len || strncmp(s + 4, between, len) != 0)
		return false;
	for (i = 0; s[i] != '\0'; i++)
		if ((i < 4 || i >= 4 + len) && (s[i] < '0' || s[i] > '9'))
			return false;
	*year = atoi(s);
	*n = atoi(s + 4 + len);
	return *year >= 1900 && *year < 2100;
}

static bool
read_week(struct wh *w, const char *s, int64_t *from)
{
	int64_t	day;
	int	start, year, n;

	if (!week_start(w, &start))
		return false;
	if (strcmp(s, "this") == 0)
		day = today(w);
	else if (strcmp(s, "last") == 0)
		day = today(w) - WEEK;
	else if (year_and(s, "-W", &year, &n)) {
		if (!thursday(year, n, &day))
			return refuse(w, "--week", s,
			    "the year has no such week");
	} else if (!wh_date_read(s, &day))
		return refuse(w, "--week", s, "not last, this, a week such as"
		    " 2026-W05 or a day of it such as 2026-01-30");
	*from = week_of(day, start);
	return true;
}

/* The first day of the month that lies n months after that of a day. */
static int64_t
month_start(int64_t day, int n)
{
	int	y, m, d;

	wh_days_to(day, &y, &m, &d);
	n += 12 * y + m - 1;
	return wh_days_from(n / 12, n % 12 + 1, 1);
}

static bool
read_month(struct wh *w, const char *s, int64_t *from)
{
	int	year, month;

	if (strcmp(s, "this") == 0 || strcmp(s, "last") == 0)
		*from = month_start(today(w), s[0] == 'l' ? -1 : 0);
	else if (year_and(s, "-", &year, &month) && month >= 1 && month <= 12)
		*from = wh_days_from(year, month, 1);
	else
		return refuse(w, "--month", s, "not last, this or a month such"
		    " as 2026-01");
	return true;
}

/* Make a period of whole days, and of those before it. */
static bool
set_days(struct wh *w, struct wh_period *p, int64_t before, int64_t from,
    int64_t to)
{
	p->before = wh_day_start(&w->zone, before);
	p->from = wh_day_start(&w->zone, from);
	p->to = wh_day_start(&w->zone, to);
	p->days = true;
	return true;
}

/*
 * A period given by its ends.  Whole days are compared with as many days,
 * also when a clock change made one of them longer.
 */
static bool
read_free(struct wh *w, const struct wh_report *o, struct wh_period *p)
{
	int64_t	from, to;

	if (o->from == NULL || o->to == NULL)
		return wh_fail(&w->err, WH_FAIL, "--from and --to go"
		    " together");
	if (!wh_time_arg(w, "--from", o->from, &p->from) ||
	    !wh_time_arg(w, "--to", o->to, &p->to))
		return false;
	if (p->from >= p->to)
		return refuse(w, "--to", o->to, "not after --from; the end is"
		    " not part of the period");
	from = wh_day_of(&w->zone, p->from);
	to = wh_day_of(&w->zone, p->to);
	if (wh_day_start(&w->zone, from) == p->from &&
	    wh_day_start(&w->zone, to) == p->to)
		return set_days(w, p, 2 * from - to, from, to);
	p->before = 2 * p->from - p->to;
	p->days = false;
	return true;
}

/*
 * The period that the options ask for; without any the last whole week.
 * False, with an error, if there is none or they name several.
 */
bool
wh_period_read(struct wh *w, const struct wh_report *o, struct wh_period *p)
{
	int64_t	day;

	if ((o->day != NULL) + (o->week != NULL) + (o->month != NULL) +
	    (o->from != NULL || o->to != NULL) > 1)
		return wh_fail(&w->err, WH_FAIL, "only one of --day, --week,"
		    " --month and --from with --to");
	if (o->from != NULL || o->to != NULL)
		return read_free(w, o, p);
	if (o->day != NULL)
		return read_day(w, "--day", o->day, &day) &&
		    set_days(w, p, day - 1, day, day + 1);
	if (o->month != NULL)
		return read_month(w, o->month, &day) && set_days(w, p,
		    month_start(day, -1), day, month_start(day, 1));
	return read_week(w, o->week != NULL ? o->week : "last", &day) &&
	    set_days(w, p, day - WEEK, day, day + WEEK);
}

/*
 * Append the period as people say it: first and last day and how many days,
 * or its ends with the hour.  False, with an error, without memory.
 */
bool
wh_period_text(struct wh *w, const struct wh_period *p, struct wh_buf *b)
{
	char	from[WH_TIME_TEXT], to[WH_TIME_TEXT];
	int64_t	day, last;
	bool	ok;

	if (!p->days)
		ok = wh_buf_printf(b, w->zh ? "%s 起至 %s 前" :
		    "from %s to before %s",
		    wh_time_text(&w->zone, p->from, from),
		    wh_time_text(&w->zone, p->to, to));
	else {
		day = wh_day_of(&w->zone, p->from);
		last = wh_day_of(&w->zone, p->to) - 1;
		ok = wh_buf_printf(b, w->zh ? "%s 至 %s（%lld 天）" :
		    last == day ? "%s to %s (%lld day)" :
		    "%s to %s (%lld days)", wh_date_text(day, from),
		    wh_date_text(last, to), (long long)(last - day + 1));
	}
	return ok || wh_nomem(&w->err);
}
