/*
 * clock.c - working time and deadlines, pure functions of a calendar.
 *
 * Office hours are local civil times.  They become Unix seconds day by day,
 * so that a clock change makes the window it falls into longer or shorter
 * and moves no other.  Working time is counted in elapsed seconds.
 *
 * The calendar knows the years 1970-2099; the weekly workdays hold before.
 * No working time is looked for after 2099.
 */
#include <stdlib.h>
#include <string.h>

#include "base/base.h"

enum {
	DAYS		= 47482,	/* 1970-01-01 to 2099-12-31 */
	YEARS		= 130,
	WINDOWS		= 16,
	N_MAX		= 99999,	/* the longest limit one can write */
	HOURS_MAX	= N_MAX * 24
};

/* 1900 to 2099: no start is earlier, no deadline is sought later. */
#define BEGIN	(-25567 * (int64_t)86400)
#define END	(DAYS * (int64_t)86400)

struct window {
	int	from, to;		/* seconds since local midnight */
};

struct wh_calendar {
	const struct wh_zone	*zone;
	struct window		 window[WINDOWS];
	size_t			 nwindow;
	bool			 week[7];	/* Monday first */
	bool			 work[DAYS];	/* is the day a workday? */
	bool			 loaded[YEARS];
};

#define READINGS	"work_day_exact (eight working hours) or " \
	"work_day_end (end of the n-th working day, counted from the next)"

/* How people write a limit, our own words first, in the order of kinds. */
static const struct {
	const char		*word;
	enum wh_clock_kind	 kind;
	const char		*why;
} words[] = {
	{ "urgent_hour",	WH_URGENT_HOUR,		NULL },
	{ "natural_day",	WH_NATURAL_DAY,		NULL },
	{ "work_hour",		WH_WORK_HOUR,		NULL },
	{ "work_day_exact",	WH_WORK_DAY_EXACT,	NULL },
	{ "work_day_end",	WH_WORK_DAY_END,	NULL },
	{ "紧急工作时",		WH_URGENT_HOUR,		NULL },
	{ "紧急工作日",		WH_NATURAL_DAY,		NULL },
	{ "自然日",		WH_NATURAL_DAY,		NULL },
	{ "工作时",		WH_WORK_HOUR,		NULL },
	{ "小时",		WH_WORK_HOUR,		NULL },
	{ "work_day",	0, "work_day is ambiguous; say " READINGS },
	{ "工作日",	0, "工作日 is ambiguous; say " READINGS },
	{ "天",		0, "天 is ambiguous; say natural_day, " READINGS },
	{ "日",		0, "日 is ambiguous; say natural_day, " READINGS },
};

static const char digits[] = "0123456789";

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
read_hours(struct wh_calendar *c, const char *p)
{
	struct window	*w;
	int		 last = 0;

	for (p = wh_skip_blanks(p); *p != '\0'; p = wh_skip_blanks(p)) {
		if (c->nwindow == WINDOWS)
			return false;
		w = &c->window[c->nwindow++];
		if ((p = read_hour(p, &w->from)) == NULL || *p != '-' ||
		    (p = read_hour(p + 1, &w->to)) == NULL ||
		    w->from < last || w->to <= w->from ||
		    (*p != '\0' && wh_skip_blanks(p) == p))
			return false;
		last = w->to;
	}
	return c->nwindow > 0;
}

/* Read the weekly workdays, 1-5 or 1,2,6; false if they are malformed. */
static bool
read_week(struct wh_calendar *c, const char *p)
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
			c->week[from++] = true;
		if (*p != ',')
			return *p == '\0';
	}
}

/* Is it a workday by the day of the week?  1970-01-01 was a Thursday. */
static bool
by_week(const struct wh_calendar *c, int64_t day)
{
	int64_t	weekday = (day + 3) % 7;

	return c->week[weekday < 0 ? weekday + 7 : weekday];
}

/*
 * Make a calendar in which no day is listed yet: the zone, which must
 * outlive it, the office hours ("08:00-12:00 14:00-18:00") and the weekly
 * workdays ("1-5", "1,2,6"; 1 is Monday).  NULL on failure.  Freed by
 * wh_calendar_free.
 */
struct wh_calendar *
wh_calendar_new(struct wh_err *e, const struct wh_zone *zone,
    const char *hours, const char *week)
{
	struct wh_calendar	*c = calloc(1, sizeof(*c));
	int			 day;

	if (c == NULL) {
		wh_nomem(e);
		return NULL;
	}
	c->zone = zone;
	if (!read_hours(c, hours))
		wh_fail(e, WH_FAIL, "office hours \"%s\": write them like "
		    "08:00-12:00 14:00-18:00, one after the other, at most %d",
		    hours, WINDOWS);
	else if (!read_week(c, week))
		wh_fail(e, WH_FAIL, "workdays \"%s\": write 1-5 or 1,2,3,4,5; "
		    "1 is Monday, 7 Sunday", week);
	else {
		for (day = 0; day < DAYS; day++)
			c->work[day] = by_week(c, day);
		return c;
	}
	wh_calendar_free(c);
	return NULL;
}

/*
 * List a day as a day off or as a make-up workday; the last word counts.
 * Its year is loaded from then on.  False for a day outside 1970-2099.
 */
bool
wh_calendar_day(struct wh_calendar *c, int64_t day, bool off)
{
	if (day < 0 || day >= DAYS)
		return false;
	c->work[day] = !off;
	c->loaded[wh_ymd(day) / 10000 - 1970] = true;
	return true;
}

/*
 * Free a calendar, or NULL.
 */
void
wh_calendar_free(struct wh_calendar *c)
{
	free(c);
}

/*
 * Is it a workday: by the list, else by the day of the week?
 */
bool
wh_workday(const struct wh_calendar *c, int64_t day)
{
	return day >= 0 && day < DAYS ? c->work[day] : by_week(c, day);
}

/* Is the calendar of the day's year loaded? */
static bool
loaded(const struct wh_calendar *c, int64_t day)
{
	return day >= 0 && day < DAYS && c->loaded[wh_ymd(day) / 10000 - 1970];
}

/*
 * Read a limit: a number and a kind, "2 work_day_end", or one of the Chinese
 * texts that can mean but one kind, "4小时".  An empty text is no limit.
 * On failure false, and *why is a constant text that says what is wrong.
 */
bool
wh_limit_read(const char *s, struct wh_limit *l, const char **why)
{
	const char	*p = wh_skip_blanks(s);
	size_t		 i, n;

	l->n = 0;
	l->kind = WH_URGENT_HOUR;
	*why = NULL;
	if (*p == '\0')
		return true;
	*why = "not a limit; write a number and urgent_hour, natural_day, "
	    "work_hour, work_day_exact or work_day_end";
	if ((n = strspn(p, digits)) == 0)
		return false;
	for (; n > 0; n--, p++)
		if (l->n <= N_MAX)
			l->n = l->n * 10 + *p - '0';
	p = wh_skip_blanks(p);
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		n = strlen(words[i].word);
		if (strncmp(p, words[i].word, n) == 0 &&
		    *wh_skip_blanks(p + n) == '\0')
			break;
	}
	if (i == sizeof(words) / sizeof(words[0]))
		return false;
	l->kind = words[i].kind;
	*why = words[i].why;
	if (*why == NULL && l->n == 0)
		*why = "a limit of zero; leave it empty for no limit";
	else if (*why == NULL && l->n > N_MAX)
		*why = "a limit above 99999";
	return *why == NULL;
}

/*
 * Write a limit as wh_limit_read reads it, "" for none.  Returns buf.
 */
char *
wh_limit_text(const struct wh_limit *l, char buf[WH_TIME_TEXT])
{
	buf[0] = '\0';
	if (l->n > 0)
		snprintf(buf, WH_TIME_TEXT, "%lld %s", (long long)l->n,
		    words[l->kind].word);
	return buf;
}

/*
 * The working seconds of a day that lie between two times.  At most max of
 * them are counted; *t is then the time at which they are full.  A window
 * that begins or ends in a gap of the clock does so after the gap.
 */
static int64_t
count(const struct wh_calendar *c, int64_t day, int64_t start, int64_t end,
    int64_t max, int64_t *t)
{
	const struct window	*w;
	int64_t			 from, to;
	int64_t			 n = 0;

	for (w = c->window; w < c->window + c->nwindow; w++) {
		wh_time_local(c->zone, day, w->from, &from);
		wh_time_local(c->zone, day, w->to, &to);
		if (to <= start || from >= end)
			continue;
		from = from > start ? from : start;
		to = to < end ? to : end;
		if (to - from >= max - n) {
			*t = from + max - n;
			return max;
		}
		if (to > from)
			n += to - from;
	}
	return n;
}

/* The time at which so many working seconds have passed since start. */
static int64_t
add_seconds(const struct wh_calendar *c, int64_t start, int64_t seconds,
    bool *provisional)
{
	int64_t	day, t;

	for (day = wh_day_of(c->zone, start); day < DAYS; day++) {
		if (!loaded(c, day))
			*provisional = true;
		if (!wh_workday(c, day))
			continue;
		seconds -= count(c, day, start, INT64_MAX, seconds, &t);
		if (seconds == 0)
			return t;
	}
	*provisional = true;
	return INT64_MAX;
}

/* The end of the n-th workday, counted from the day after start's. */
static int64_t
add_days(const struct wh_calendar *c, int64_t start, int64_t n,
    bool *provisional)
{
	int64_t	day, t;

	for (day = wh_day_of(c->zone, start) + 1; day < DAYS; day++) {
		if (!loaded(c, day))
			*provisional = true;
		if (!wh_workday(c, day) || --n > 0)
			continue;
		wh_time_local(c->zone, day, c->window[c->nwindow - 1].to, &t);
		return t;
	}
	*provisional = true;
	return INT64_MAX;
}

/*
 * When a limit that starts to run at start is over, in Unix seconds:
 *
 *	urgent_hour, natural_day	n hours or n times 24 hours later
 *	work_hour, work_day_exact	after n or 8n hours of working time
 *	work_day_end			end of the last office window of the
 *					n-th workday from the next day on
 *
 * The last second of a window belongs to it: 17:00 and an hour is 18:00.
 * *provisional is set if a day that was looked at lies in a year whose
 * calendar is not loaded, so that loading it may move the deadline; the
 * first two kinds ask no calendar and never are.  INT64_MAX is never: no
 * limit, or none that ends by 2099, which is provisional.
 */
int64_t
wh_deadline(const struct wh_calendar *c, int64_t start,
    const struct wh_limit *l, bool *provisional)
{
	*provisional = false;
	if (l->n <= 0)
		return INT64_MAX;
	if (l->n > HOURS_MAX || start < BEGIN || start >= END) {
		*provisional = true;
		return INT64_MAX;
	}
	switch (l->kind) {
	case WH_URGENT_HOUR:
		return start + l->n * 3600;
	case WH_NATURAL_DAY:
		return start + l->n * 86400;
	case WH_WORK_HOUR:
		return add_seconds(c, start, l->n * 3600, provisional);
	case WH_WORK_DAY_EXACT:
		return add_seconds(c, start, l->n * 8 * 3600, provisional);
	default:
		return add_days(c, start, l->n, provisional);
	}
}

/*
 * The seconds that a clock of this kind counts between two times: all of
 * them for urgent_hour and natural_day, else those of working time, also for
 * work_day_end, which has no seconds of its own.  0 if end is not later.
 * Working time is counted from 1900 to 2099.
 */
int64_t
wh_used(const struct wh_calendar *c, int64_t start, int64_t end,
    enum wh_clock_kind kind)
{
	int64_t	day, last, t;
	int64_t	n = 0;

	if (end <= start)
		return 0;
	if (kind == WH_URGENT_HOUR || kind == WH_NATURAL_DAY)
		return start < 0 && end > INT64_MAX + start ? INT64_MAX :
		    end - start;
	start = start > BEGIN ? start : BEGIN;
	end = end < END ? end : END;
	if (end <= start)
		return 0;
	last = wh_day_of(c->zone, end);
	for (day = wh_day_of(c->zone, start); day <= last; day++)
		if (wh_workday(c, day))
			n += count(c, day, start, end, INT64_MAX, &t);
	return n;
}

/*
 * Where a deadline moves when its clock stood still from one time to another:
 * by as much as it would have counted then.  For work_day_end that is as many
 * workdays as began meanwhile.  *provisional as in wh_deadline.
 */
int64_t
wh_moved(const struct wh_calendar *c, int64_t due, int64_t from, int64_t to,
    enum wh_clock_kind kind, bool *provisional)
{
	struct wh_limit	l = { 0, kind };
	int64_t		day, last, much, lo, hi, mid;

	*provisional = false;
	if (kind == WH_WORK_DAY_END) {
		last = wh_day_of(c->zone, to);
		for (day = wh_day_of(c->zone, from); day < last; )
			l.n += wh_workday(c, ++day);
		return l.n == 0 ? due : wh_deadline(c, due, &l, provisional);
	}
	if ((much = wh_used(c, from, to, kind)) == 0)
		return due;
	for (lo = due, hi = due + 40 * 86400 + 20 * much; lo < hi; ) {
		mid = lo + (hi - lo) / 2;
		if (wh_used(c, due, mid, kind) < much)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}
