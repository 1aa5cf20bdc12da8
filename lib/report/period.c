/*
 * period.c - the period of a report: a day, a week, a month or any other, the
 * one before it, and that of the year before.
 *
 * All is reckoned in days of the file's zone.  A week begins on the day and at
 * the hour that the settings week_start and week_hour name.  It is called by
 * the year and week of ISO 8601 that the Thursday has which is one of the
 * seven days that follow its first midnight: every week has one, so for weeks
 * that begin on a Monday this is ISO 8601 itself.
 */
#include <stdlib.h>
#include <string.h>

#include "report/report.h"

enum { WEEK = 7, THURSDAY = 3, HOUR = 3600, DAY = 86400 };

/* Periods of whole months, and how they are written. */
static const struct wide {
	const char	*option;
	int		 months;
	const char	*between;	/* year and number */
	int		 digits;	/* of the number */
	const char	*example;
} wides[] = {
	{ "--month", 1, "-", 2, "a month such as 2026-01" },
	{ "--quarter", 3, "-Q", 1, "a quarter such as 2026-Q1" },
	{ "--half", 6, "-H", 1, "half a year such as 2026-H1" },
	{ "--year", 12, "", 0, "a year such as 2026" },
};
enum { WIDES = sizeof(wides) / sizeof(wides[0]) };

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

/* A whole number from min to max that a setting holds. */
static bool
setting(struct wh *w, const char *name, const char *dflt, int64_t min,
    int64_t max, int64_t *n)
{
	char		*s = wh_setting(w, name, dflt);
	const char	*end;

	if (s == NULL)
		return wh_nomem(&w->err);
	end = wh_scan_uint(s, n);
	if (end == NULL || *end != '\0' || *n < min || *n > max)
		wh_fail(&w->err, WH_FAIL, "setting %s: \"%s\": not %jd to %jd",
		    name, s, (intmax_t)min, (intmax_t)max);
	free(s);
	return w->err.status == WH_OK;
}

/* Is a day 24 hours long?  Else it is a date, whatever the clock does. */
static bool
read_days(struct wh *w, const char *option, bool *exact)
{
	char	*s = NULL;

	if (option == NULL && (option = s = wh_setting(w, "report_days",
	    "dates")) == NULL)
		return wh_nomem(&w->err);
	*exact = strcmp(option, "24h") == 0;
	if (!*exact && strcmp(option, "dates") != 0)
		refuse(w, s == NULL ? "--days" : "setting report_days",
		    option, "neither dates nor 24h");
	free(s);
	return w->err.status == WH_OK;
}

/* The same date a year before; 29 February becomes the 28th. */
static int64_t
last_year(int64_t day)
{
	int	y, m, d;

	wh_days_to(day, &y, &m, &d);
	return wh_days_from(y - 1, m, m == 2 && d == 29 ? 28 : d);
}

static int64_t
time_last_year(struct wh *w, int64_t t)
{
	int64_t	day = wh_day_of(&w->zone, t);
	int64_t	second = t + wh_zone_offset(&w->zone, t) - day * DAY;

	wh_time_local(&w->zone, last_year(day), (int)second, &t);
	return t;
}

static struct wh_span
dates(struct wh *w, int64_t from, int64_t to)
{
	return (struct wh_span){ wh_day_start(&w->zone, from),
	    wh_day_start(&w->zone, to) };
}

/*
 * A period of whole dates.  It is compared with as many dates before it, also
 * when a clock change made one of them longer.
 */
static bool
set_dates(struct wh *w, struct wh_period *p, int64_t from, int64_t to)
{
	p->days = WH_DATES;
	p->span[WH_NOW] = dates(w, from, to);
	p->span[WH_BEFORE] = dates(w, 2 * from - to, from);
	p->span[WH_YEAR] = dates(w, last_year(from), last_year(to - 1) + 1);
	return true;
}

/* A period of seconds; of days of 24 hours if it is exact. */
static bool
set_times(struct wh *w, struct wh_period *p, int64_t from, int64_t to,
    bool exact)
{
	int64_t	then = time_last_year(w, from);

	p->days = exact && (to - from) % DAY == 0 ? WH_24H : WH_HOURS;
	p->span[WH_NOW] = (struct wh_span){ from, to };
	p->span[WH_BEFORE] = (struct wh_span){ 2 * from - to, from };
	p->span[WH_YEAR] = (struct wh_span){ then, exact ? then + to - from :
	    time_last_year(w, to) };
	if (p->span[WH_YEAR].to <= then)
		p->span[WH_YEAR] = (struct wh_span){ 0, 0 };
	return true;
}

/* A day in the words that a user has for it. */
static bool
read_day(struct wh *w, const char *s, bool exact, struct wh_period *p)
{
	bool	yesterday = strcmp(s, "yesterday") == 0;
	int64_t	day = today(w) - yesterday, end = w->now - DAY * yesterday;

	if (!yesterday && strcmp(s, "today") != 0) {
		if (!wh_date_read(s, &day))
			return refuse(w, "--day", s, "not a day; write"
			    " 2026-01-05");
		end = wh_day_start(&w->zone, day) + DAY;
	}
	return exact ? set_times(w, p, end - DAY, end, true) :
	    set_dates(w, p, day, day + 1);
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

/*
 * Four digits, what stands between, so many digits and no more; n is 1 where
 * there are none.
 */
static bool
year_and(const char *s, const char *between, int digits, int *year, int *n)
{
	size_t	i, len = strlen(between);

	if (strlen(s) != 4 + len + (size_t)digits ||
	    strncmp(s + 4, between, len) != 0)
		return false;
	for (i = 0; s[i] != '\0'; i++)
		if ((i < 4 || i >= 4 + len) && (s[i] < '0' || s[i] > '9'))
			return false;
	*year = atoi(s);
	*n = digits > 0 ? atoi(s + 4 + len) : 1;
	return true;
}

/* A year whose dates wh_date_read takes; else an error. */
static bool
good_year(struct wh *w, const char *option, const char *s, int year)
{
	return (year >= 1900 && year < 2100) ||
	    refuse(w, option, s, "the year is not 1900 to 2099");
}

static struct wh_span
week(struct wh *w, int64_t day, int64_t hour)
{
	struct wh_span	s;

	wh_time_local(&w->zone, day, (int)hour * HOUR, &s.from);
	wh_time_local(&w->zone, day + WEEK, (int)hour * HOUR, &s.to);
	return s;
}

/*
 * The week that begins on a day, and the week of the same number of the year
 * before: most years have no 53rd.
 */
static bool
set_week(struct wh *w, struct wh_period *p, int64_t day, int64_t hour)
{
	int64_t	th = day + (THURSDAY - weekday(day) + WEEK) % WEEK;
	int64_t	then;
	int	year, m, d, n;

	p->days = WH_DATES;
	p->week = true;
	p->span[WH_NOW] = week(w, day, hour);
	p->span[WH_BEFORE] = week(w, day - WEEK, hour);
	p->span[WH_YEAR] = (struct wh_span){ 0, 0 };
	wh_days_to(th, &year, &m, &d);
	n = (int)(th - wh_days_from(year, 1, 1)) / WEEK + 1;
	if (thursday(year - 1, n, &then))
		p->span[WH_YEAR] = week(w, then - (th - day), hour);
	return true;
}

static bool
read_week(struct wh *w, const char *s, struct wh_period *p)
{
	bool	last = strcmp(s, "last") == 0;
	int64_t	day, start, hour;
	int	year, n;

	if (!setting(w, "week_start", "1", 1, WEEK, &start) ||
	    !setting(w, "week_hour", "0", 0, 23, &hour))
		return false;
	if (last || strcmp(s, "this") == 0)
		day = today(w);
	else if (year_and(s, "-W", 2, &year, &n)) {
		if (!good_year(w, "--week", s, year))
			return false;
		if (!thursday(year, n, &day))
			return refuse(w, "--week", s,
			    "the year has no such week");
	} else if (!wh_date_read(s, &day))
		return refuse(w, "--week", s, "not last, this, a week such as"
		    " 2026-W05 or a day of it such as 2026-01-30");
	day -= (weekday(day) - (start - 1) + WEEK) % WEEK;
	if (last || strcmp(s, "this") == 0) {
		if (week(w, day, hour).from > w->now)
			day -= WEEK;
		day -= last ? WEEK : 0;
	}
	return set_week(w, p, day, hour);
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
read_wide(struct wh *w, const struct wide *k, const char *s,
    struct wh_period *p)
{
	int64_t	day = today(w);
	int	year, m, d, n;

	wh_days_to(day, &year, &m, &d);
	n = (m - 1) / k->months;
	if (strcmp(s, "last") == 0)
		n--;
	else if (strcmp(s, "this") != 0) {
		if (!year_and(s, k->between, k->digits, &year, &n) || n < 1 ||
		    n > 12 / k->months)
			return wh_fail(&w->err, WH_FAIL, "%s: \"%s\": not"
			    " last, this or %s", k->option, s, k->example);
		if (!good_year(w, k->option, s, year))
			return false;
		n--;
	}
	day = month_start(wh_days_from(year, 1, 1), n * k->months);
	p->days = WH_DATES;
	p->span[WH_NOW] = dates(w, day, month_start(day, k->months));
	p->span[WH_BEFORE] = dates(w, month_start(day, -k->months), day);
	p->span[WH_YEAR] = dates(w, month_start(day, -12),
	    month_start(day, k->months - 12));
	return true;
}

/* A period given by its ends; whole dates, if both are midnights. */
static bool
read_free(struct wh *w, const struct wh_report *o, bool exact,
    struct wh_period *p)
{
	int64_t	from, to, first, end;

	if (o->from == NULL || o->to == NULL)
		return wh_fail(&w->err, WH_FAIL, "--from and --to go"
		    " together");
	if (!wh_time_arg(w, "--from", o->from, &from) ||
	    !wh_time_arg(w, "--to", o->to, &to))
		return false;
	if (from >= to)
		return refuse(w, "--to", o->to, "not after --from; the end is"
		    " not part of the period");
	first = wh_day_of(&w->zone, from);
	end = wh_day_of(&w->zone, to);
	if (!exact && wh_day_start(&w->zone, first) == from &&
	    wh_day_start(&w->zone, end) == to)
		return set_dates(w, p, first, end);
	return set_times(w, p, from, to, exact);
}

/*
 * The period that the options ask for, with those that it can be compared
 * with; without any the last whole week.  False, with an error, if there is
 * none or they name several.
 */
bool
wh_period_read(struct wh *w, const struct wh_report *o, struct wh_period *p)
{
	const char *const	wide[WIDES] = {
		o->month, o->quarter, o->half, o->year
	};
	bool			exact = false;
	size_t			i, n = 0, which = WIDES;

	memset(p, 0, sizeof(*p));
	for (i = 0; i < WIDES; i++)
		if (wide[i] != NULL) {
			which = i;
			n++;
		}
	if (n + (o->day != NULL) + (o->week != NULL) + (o->from != NULL ||
	    o->to != NULL) > 1)
		return wh_fail(&w->err, WH_FAIL, "only one of --day, --week,"
		    " --month, --quarter, --half, --year and --from with"
		    " --to");
	if (!read_days(w, o->days, &exact))
		return false;
	if (which < WIDES)
		return read_wide(w, &wides[which], wide[which], p);
	if (o->from != NULL || o->to != NULL)
		return read_free(w, o, exact, p);
	if (o->day != NULL)
		return read_day(w, o->day, exact, p);
	return read_week(w, o->week != NULL ? o->week : "last", p);
}

/* How many days it has, and of which sort they are. */
static bool
put_days(struct wh *w, int64_t n, bool exact, struct wh_buf *b)
{
	if (w->zh)
		return wh_buf_printf(b, exact ? "（%jd 天，每天 24 小时）" :
		    "（%jd 个自然日）", (intmax_t)n);
	return wh_buf_printf(b, exact ? " (%jd day%s of 24 hours)" :
	    " (%jd calendar day%s)", (intmax_t)n, n == 1 ? "" : "s");
}

/*
 * Append the period, or one that it is compared with, as people say it: first
 * and last date, or its ends with the hour, and which days it has.  False,
 * with an error, without memory.
 */
bool
wh_period_text(struct wh *w, const struct wh_period *p, enum wh_when when,
    struct wh_buf *b)
{
	struct wh_span	s = p->span[when];
	char		from[WH_TIME_TEXT], to[WH_TIME_TEXT];
	int64_t		first = wh_day_of(&w->zone, s.from);
	int64_t		end = wh_day_of(&w->zone, s.to);
	bool		ok;

	if (p->days == WH_DATES && wh_day_start(&w->zone, first) == s.from &&
	    wh_day_start(&w->zone, end) == s.to)
		ok = wh_buf_printf(b, w->zh ? "%s 至 %s" : "%s to %s",
		    wh_date_text(first, from), wh_date_text(end - 1, to));
	else
		ok = wh_buf_printf(b, w->zh ? "%s 起至 %s 前" :
		    "from %s to before %s",
		    wh_time_text(&w->zone, s.from, from),
		    wh_time_text(&w->zone, s.to, to));
	if (p->days == WH_24H)
		ok = ok && put_days(w, (s.to - s.from) / DAY, true, b);
	else if (p->days == WH_DATES)
		ok = ok && put_days(w, end - first, false, b);
	return ok || wh_nomem(&w->err);
}
