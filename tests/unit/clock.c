/*
 * clock.c - workdays, limits and deadlines
 *
 * The calendar is that of 2026 in China.  Expected times were counted on it
 * by hand.
 */
#include <stdlib.h>

#include "../tap.h"
#include "base/base.h"

#define LEN(a)	(sizeof(a) / sizeof((a)[0]))

static const char office[] = "08:00-12:00 14:00-18:00";

static struct wh_zone_row cn_rows[] = {
	{ -((int64_t)1 << 53), 28800 },
	{ 515527200, 32400 },			/* 1986-05-04 02:00 */
	{ 527014800, 28800 }			/* 1986-09-14 02:00 */
};
static const struct wh_zone cn = { 3, cn_rows };

static struct wh_zone_row ny_rows[] = {
	{ -((int64_t)1 << 53), -18000 },
	{ 1552201200, -14400 },			/* 2019-03-10 02:00 */
	{ 1572760800, -18000 }			/* 2019-11-03 02:00 */
};
static const struct wh_zone ny = { 3, ny_rows };

static struct wh_err err;

static int64_t
day(const char *s)
{
	int64_t	d = -999999;

	return wh_date_read(s, &d) ? d : -999999;
}

static int64_t
at(const struct wh_zone *z, const char *s)
{
	const char	*why;
	int64_t		 t;
	bool		 date_only;

	return wh_time_read(z, s, &t, &date_only, &why) ? t : -1;
}

static void
list(struct wh_calendar *c, const char *first, int n, bool off)
{
	int64_t	d = day(first);

	while (n-- > 0)
		if (!wh_calendar_day(c, d++, off))
			abort();
}

/* The statutory days of 2026. */
static struct wh_calendar *
china(void)
{
	static const char *const worked[] = {
		"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09",
		"2026-09-20", "2026-10-10"
	};
	struct wh_calendar	*c = wh_calendar_new(&err, &cn, office, "1-5");
	size_t			 i;

	if (c == NULL)
		abort();
	list(c, "2026-01-01", 3, true);
	list(c, "2026-02-15", 9, true);
	list(c, "2026-04-04", 3, true);
	list(c, "2026-05-01", 5, true);
	list(c, "2026-06-19", 3, true);
	list(c, "2026-09-25", 3, true);
	list(c, "2026-10-01", 7, true);
	for (i = 0; i < LEN(worked); i++)
		list(c, worked[i], 1, false);
	return c;
}

/* The deadline as text, with a ? if it is provisional. */
static const char *
due(const struct wh_calendar *c, const struct wh_zone *z, const char *start,
    const char *limit)
{
	static char	 s[WH_TIME_TEXT + 1];
	const char	*why;
	struct wh_limit	 l;
	int64_t		 t;
	bool		 provisional;

	if (!wh_limit_read(NULL, limit, &l, NULL, &why))
		return why;
	t = wh_deadline(c, at(z, start), &l, &provisional);
	if (t == INT64_MAX)
		strcpy(s, "never");
	else
		wh_time_text(z, t, s);
	return strcat(s, provisional ? "?" : "");
}

static const struct {
	const char	*start, *limit, *want;
} cases[] = {
	/* across the Spring Festival, with a worked Saturday */
	{ "2026-02-13 17:00", "1 work_day_exact",
	    "2026-02-14 17:00:00" },
	{ "2026-02-14 17:00", "1 work_day_exact",
	    "2026-02-24 17:00:00" },
	{ "2026-02-13 17:00", "1 work_day_end", "2026-02-14 18:00:00" },
	{ "2026-02-13 17:00", "2 work_day_end", "2026-02-24 18:00:00" },
	{ "2026-02-13 17:00", "6 work_day_end", "2026-02-28 18:00:00" },
	{ "2026-02-13 17:00", "7 work_day_end", "2026-03-02 18:00:00" },
	{ "2026-02-14 00:00", "1 work_day_end", "2026-02-24 18:00:00" },
	{ "2026-02-16 03:00", "1 work_day_end", "2026-02-24 18:00:00" },
	/* the edges of the windows, Monday 5 January */
	{ "2026-01-05 07:00", "1 work_hour", "2026-01-05 09:00:00" },
	{ "2026-01-05 08:00", "4 work_hour", "2026-01-05 12:00:00" },
	{ "2026-01-05 08:00:01", "4 work_hour", "2026-01-05 14:00:01" },
	{ "2026-01-05 08:00", "5 work_hour", "2026-01-05 15:00:00" },
	{ "2026-01-05 11:30", "1 work_hour", "2026-01-05 14:30:00" },
	{ "2026-01-05 12:00", "1 work_hour", "2026-01-05 15:00:00" },
	{ "2026-01-05 13:00", "4 work_hour", "2026-01-05 18:00:00" },
	{ "2026-01-05 17:00", "1 work_hour", "2026-01-05 18:00:00" },
	{ "2026-01-05 17:00:01", "1 work_hour", "2026-01-06 08:00:01" },
	{ "2026-01-05 18:00", "1 work_hour", "2026-01-06 09:00:00" },
	{ "2026-01-05 08:00", "8 work_hour", "2026-01-05 18:00:00" },
	{ "2026-01-05 09:00", "2 work_day_exact",
	    "2026-01-07 09:00:00" },
	{ "2026-01-09 17:30", "1 work_hour", "2026-01-12 08:30:00" },
	{ "2026-01-03 10:00", "1 work_hour", "2026-01-04 09:00:00" },
	{ "2026-01-05 23:59:59", "1 work_day_end",
	    "2026-01-06 18:00:00" },
	/* the wall's clocks */
	{ "2026-01-05 23:30", "2 urgent_hour", "2026-01-06 01:30:00" },
	{ "2026-02-14 17:00", "3 natural_day", "2026-02-17 17:00:00" },
	{ "2028-02-28 17:00", "1 natural_day", "2028-02-29 17:00:00" },
	{ "2026-12-31 17:00", "1 natural_day", "2027-01-01 17:00:00" },
	{ "2026-01-05 08:00", "", "never" },
	/* years that are not loaded */
	{ "2026-12-31 17:00", "1 work_hour", "2026-12-31 18:00:00" },
	{ "2026-12-31 17:00", "2 work_hour", "2027-01-01 09:00:00?" },
	{ "2026-12-30 17:00", "1 work_day_end", "2026-12-31 18:00:00" },
	{ "2026-12-31 17:00", "1 work_day_end",
	    "2027-01-01 18:00:00?" },
	{ "2025-12-31 17:00", "1 work_day_end", "2026-01-04 18:00:00" },
	{ "2025-12-31 17:00", "1 work_hour", "2025-12-31 18:00:00?" },
	{ "1969-12-31 17:00", "2 work_hour", "1970-01-01 09:00:00?" },
	{ "2026-01-05 08:00", "99999 work_day_end", "never?" },
	/* summer time began on Sunday 1986-05-04 */
	{ "1986-05-03 17:00", "1 work_hour", "1986-05-05 09:00:00?" },
	{ "1986-05-03 17:00", "1 natural_day", "1986-05-04 18:00:00" },
	{ "1986-05-02 17:00", "1 work_day_exact",
	    "1986-05-05 17:00:00?" }
};

static void
deadlines(void)
{
	struct wh_calendar	*c = china();
	size_t			 i;

	for (i = 0; i < LEN(cases); i++)
		is(due(c, &cn, cases[i].start, cases[i].limit), cases[i].want);
	ok(wh_workday(c, day("2026-02-13")));
	ok(!wh_workday(c, day("2026-02-16")));
	ok(wh_workday(c, day("2026-02-28")));
	ok(!wh_workday(c, day("2026-03-01")));
	ok(wh_workday(c, day("1969-12-31")));	/* a Wednesday */
	ok(!wh_workday(c, day("1969-12-28")));
	ok(wh_calendar_day(c, day("2099-12-31"), true));
	ok(!wh_workday(c, day("2099-12-31")));
	ok(wh_calendar_day(c, day("2099-12-31"), false));
	ok(wh_workday(c, day("2099-12-31")));
	ok(!wh_calendar_day(c, day("2099-12-31") + 1, true));
	ok(!wh_calendar_day(c, -1, true));
	wh_calendar_free(c);
}

/* Windows that a clock change meets; all days are workdays. */
static void
clock_changes(void)
{
	static const struct {
		const char	*hours, *start, *limit, *want;
	} t[] = {
		/* an hour long in March, three in November */
		{ "01:00-03:00", "2019-03-10", "1 work_hour",
		    "2019-03-10 03:00:00?" },
		{ "01:00-03:00", "2019-03-10", "2 work_hour",
		    "2019-03-11 02:00:00?" },
		{ "01:00-03:00", "2019-11-03", "3 work_hour",
		    "2019-11-03 03:00:00?" },
		{ "01:00-03:00", "2019-11-03", "4 work_hour",
		    "2019-11-04 02:00:00?" },
		/* gone altogether; ending in the gap */
		{ "02:00-02:45", "2019-03-09", "1 work_hour",
		    "2019-03-11 02:15:00?" },
		{ "01:00-02:30", "2019-03-09", "1 work_day_end",
		    "2019-03-10 03:00:00?" },
		{ "20:00-24:00", "2019-03-09", "1 work_day_end",
		    "2019-03-11 00:00:00?" },
		{ "20:00-24:00", "2019-03-09", "4 work_hour",
		    "2019-03-10 00:00:00?" },
		{ "00:00-24:00", "2019-03-10", "23 work_hour",
		    "2019-03-11 00:00:00?" },
		{ "00:00-24:00", "2019-11-03", "25 work_hour",
		    "2019-11-04 00:00:00?" },
		{ "00:00-24:00", "2019-03-09 12:00", "1 natural_day",
		    "2019-03-10 13:00:00" }
	};
	struct wh_calendar	*c;
	size_t			 i;

	for (i = 0; i < LEN(t); i++) {
		c = wh_calendar_new(&err, &ny, t[i].hours, "1-7");
		is(due(c, &ny, t[i].start, t[i].limit), t[i].want);
		wh_calendar_free(c);
	}
	c = wh_calendar_new(&err, &ny, "00:00-24:00", "1-7");
	ok(wh_used(c, at(&ny, "2019-03-10"), at(&ny, "2019-03-11"),
	    WH_WORK_HOUR) == 23 * 3600);
	wh_calendar_free(c);
}

static void
used(void)
{
	struct wh_calendar	*c = china();
	int64_t			 a = at(&cn, "2026-01-05 11:00");
	int64_t			 b = at(&cn, "2026-01-06 09:30");

	ok(wh_used(c, a, b, WH_WORK_HOUR) == (1 + 4) * 3600 + 5400);
	ok(wh_used(c, a, b, WH_WORK_DAY_EXACT) == (1 + 4) * 3600 + 5400);
	ok(wh_used(c, a, b, WH_WORK_DAY_END) == (1 + 4) * 3600 + 5400);
	ok(wh_used(c, a, b, WH_URGENT_HOUR) == b - a);
	ok(wh_used(c, a, b, WH_NATURAL_DAY) == b - a);
	ok(wh_used(c, b, a, WH_WORK_HOUR) == 0);
	ok(wh_used(c, b, a, WH_URGENT_HOUR) == 0);
	ok(wh_used(c, a, a, WH_WORK_HOUR) == 0);
	ok(wh_used(c, at(&cn, "2026-02-15"), at(&cn, "2026-02-24"),
	    WH_WORK_HOUR) == 0);
	ok(wh_used(c, INT64_MIN, INT64_MAX, WH_URGENT_HOUR) == INT64_MAX);
	ok(wh_used(c, INT64_MAX - 1, INT64_MAX, WH_WORK_HOUR) == 0);
	ok(wh_used(c, INT64_MIN, INT64_MIN + 1, WH_WORK_HOUR) == 0);
	/*
	 * 1900-2099 are 10 435 weeks and Monday to Thursday: 52 179 workdays,
	 * of which 2026 has 19 off and 6 others worked.
	 */
	ok(wh_used(c, INT64_MIN, INT64_MAX, WH_WORK_HOUR) ==
	    (int64_t)52166 * 8 * 3600);
	wh_calendar_free(c);
}

static void
malformed(void)
{
	static const char *const hours[] = {
		"", " ", "08:00", "8:00-12:00", "08:00-12:00,14:00-18:00",
		"08:00-12:0", "12:00-08:00", "08:00-08:00", "08:00 -12:00",
		"14:00-18:00 08:00-12:00", "08:00-12:00 11:00-18:00",
		"08:00-24:01", "24:00-24:00", "08:60-12:00", "08:00-25:00",
		"08:00-12:00x", "08:00-12:0014:00-18:00", "0a:00-12:00"
	};
	static const char *const week[] = {
		"", "0-5", "1-8", "5-1", "1-", "-5", "1,", ",1", "1 2", "1-5x",
		"mon-fri"
	};
	static const char *const fine[] = {
		"1-5", "1-6", "7", "1,2,3,4,5", "1-3,5"
	};
	struct wh_calendar	*c;
	size_t			 i;

	for (i = 0; i < LEN(hours); i++) {
		ok(wh_calendar_new(&err, &cn, hours[i], "1-5") == NULL);
		ok(err.status == WH_FAIL &&
		    strncmp(err.msg, "office hours", 12) == 0);
		wh_err_clear(&err);
	}
	for (i = 0; i < LEN(week); i++) {
		ok(wh_calendar_new(&err, &cn, office, week[i]) == NULL);
		ok(err.status == WH_FAIL &&
		    strncmp(err.msg, "workdays", 8) == 0);
		wh_err_clear(&err);
	}
	for (i = 0; i < LEN(fine); i++) {
		c = wh_calendar_new(&err, &cn, "00:00-12:00 12:00-24:00",
		    fine[i]);
		ok(c != NULL);
		ok(wh_workday(c, day("2026-01-11")) == (i == 2));
		ok(wh_workday(c, day("2026-01-08")) == (i < 2 || i == 3));
		wh_calendar_free(c);
	}
}

/* Calendars and limits without an end. */
static void
endless(void)
{
	struct wh_calendar	*c = china();
	struct wh_limit		 l = { INT64_MAX, WH_URGENT_HOUR };
	bool			 provisional;

	ok(wh_deadline(c, 0, &l, &provisional) == INT64_MAX && provisional);
	l.n = 1;
	ok(wh_deadline(c, INT64_MAX, &l, &provisional) == INT64_MAX);
	ok(provisional);
	l.kind = WH_WORK_HOUR;
	ok(wh_deadline(c, INT64_MIN, &l, &provisional) == INT64_MAX);
	ok(provisional);
	list(c, "1970-01-01", 47482, true);
	is(due(c, &cn, "2026-01-05", "1 work_hour"), "never?");
	is(due(c, &cn, "2026-01-05", "1 work_day_end"), "never?");
	wh_calendar_free(c);
}

/* From June to September the office closes for lunch for three hours. */
static void
summer(void)
{
	struct wh_calendar	*c = china();

	ok(wh_calendar_hours(&err, c, day("2026-06-01"), day("2026-09-30"),
	    "08:00-12:00 15:00-18:30", NULL));
	ok(wh_calendar_hours(&err, c, day("2026-08-03"), day("2026-08-08"),
	    "09:00-11:00", "1-6"));
	is(due(c, &cn, "2026-05-29 17:00", "2 work_hour"),
	    "2026-06-01 09:00:00");
	is(due(c, &cn, "2026-05-29 17:00", "1 work_day_end"),
	    "2026-06-01 18:30:00");
	is(due(c, &cn, "2026-06-01 11:00", "2 work_hour"),
	    "2026-06-01 16:00:00");
	is(due(c, &cn, "2026-09-30 18:00", "1 work_hour"),
	    "2026-10-08 08:30:00");
	/* the inner span holds, with its Saturday */
	is(due(c, &cn, "2026-07-31 18:00", "3 work_hour"),
	    "2026-08-04 09:30:00");
	is(due(c, &cn, "2026-08-07 10:00", "2 work_hour"),
	    "2026-08-08 10:00:00");
	is(due(c, &cn, "2026-08-07 10:00", "1 work_day_end"),
	    "2026-08-08 11:00:00");
	is(due(c, &cn, "2026-08-08 10:00", "1 work_day_end"),
	    "2026-08-10 18:30:00");
	ok(wh_day_kind(c, day("2026-08-08")) == WH_DAY_WORK);
	ok(wh_day_kind(c, day("2026-08-15")) == WH_DAY_WEEKEND);
	ok(wh_day_kind(c, day("2026-02-14")) == WH_DAY_MAKEUP);
	ok(wh_day_kind(c, day("2026-06-19")) == WH_DAY_OFF);
	ok(!wh_calendar_hours(&err, c, 0, 1, "8-12", NULL));
	wh_err_clear(&err);
	wh_calendar_free(c);
}

/* The deadline after the clock stood still, as text. */
static const char *
then(const struct wh_calendar *c, const char *d, const char *from,
    const char *to, enum wh_clock_kind kind)
{
	static char	s[WH_TIME_TEXT + 1];
	bool		provisional;
	int64_t		t;

	t = wh_moved(c, at(&cn, d), at(&cn, from), at(&cn, to), kind,
	    &provisional);
	return strcat(wh_time_text(&cn, t, s), provisional ? "?" : "");
}

static void
moved(void)
{
	struct wh_calendar	*c = china();
	const char		*d = "2026-01-12 10:00";

	/* Thursday 2 hours, Friday 8, Monday 1: eleven */
	is(then(c, d, "2026-01-08 16:00", "2026-01-12 09:00", WH_WORK_HOUR),
	    "2026-01-13 15:00:00");
	is(then(c, d, "2026-01-10 08:00", "2026-01-11 20:00",
	    WH_WORK_DAY_EXACT), "2026-01-12 10:00:00");
	is(then(c, d, "2026-01-08 16:00", "2026-01-09 16:00",
	    WH_URGENT_HOUR), "2026-01-13 10:00:00");
	/* Friday and Monday began meanwhile: two days later */
	is(then(c, "2026-01-13 18:00", "2026-01-08 16:00",
	    "2026-01-12 09:00", WH_WORK_DAY_END), "2026-01-15 18:00:00");
	is(then(c, "2026-01-13 18:00", "2026-01-12 09:00",
	    "2026-01-12 17:00", WH_WORK_DAY_END), "2026-01-13 18:00:00");
	/* into a year that is not loaded */
	is(then(c, "2026-12-31 18:00", "2026-12-30 08:00",
	    "2026-12-30 09:00", WH_WORK_HOUR), "2027-01-01 09:00:00?");
	wh_calendar_free(c);
}

/* How long before a deadline a reminder comes. */
static void
before(void)
{
	static const struct {
		const char	*due, *want;
		struct wh_limit	 l;
	} t[] = {
		/* Monday; across noon, then across the weekend */
		{ "2026-01-12 15:00", "2026-01-12 11:00",
		    { 2, WH_WORK_HOUR } },
		{ "2026-01-12 16:00", "2026-01-12 14:00",
		    { 2, WH_WORK_HOUR } },
		{ "2026-01-12 10:00", "2026-01-12 08:00",
		    { 2, WH_WORK_HOUR } },
		{ "2026-01-12 09:00", "2026-01-09 17:00",
		    { 2, WH_WORK_HOUR } },
		{ "2026-01-12 18:00", "2026-01-12 08:00",
		    { 1, WH_WORK_DAY_EXACT } },
		{ "2026-01-12 18:00", "2026-01-09 18:00",
		    { 1, WH_WORK_DAY_END } },
		{ "2026-01-12 18:00", "2026-01-11 18:00",
		    { 1, WH_NATURAL_DAY } },
		{ "2026-01-12 01:00", "2026-01-11 22:00",
		    { 3, WH_URGENT_HOUR } },
	};
	struct wh_calendar	*c = china();
	struct wh_limit		 l = { WH_LIMIT_MAX, WH_WORK_DAY_EXACT };
	char			 text[WH_TIME_TEXT];
	size_t			 i;

	for (i = 0; i < LEN(t); i++) {
		wh_time_text(&cn, wh_before(c, at(&cn, t[i].due), &t[i].l),
		    text);
		ok(strncmp(text, t[i].want, 16) == 0);
	}
	ok(wh_before(c, at(&cn, "2026-01-12 09:00"), &l) == INT64_MIN);
	l.kind = WH_WORK_DAY_END;
	ok(wh_before(c, at(&cn, "2026-01-12 09:00"), &l) == INT64_MIN);
	wh_calendar_free(c);
}

/* Across the Spring Festival: what the walk says of each day. */
static void
walked(void)
{
	static const struct {
		const char		*day;
		enum wh_day_kind	 what;
		int64_t			 counted;
	} want[] = {
		{ "2026-02-14", WH_DAY_MAKEUP, 3600 },
		{ "2026-02-15", WH_DAY_OFF, 0 },
		{ "2026-02-16", WH_DAY_OFF, 0 }
	};
	struct wh_calendar	*c = china();
	struct wh_limit		 l = { 1, WH_WORK_DAY_EXACT };
	struct wh_walk		 k;
	int64_t			 sum = 0;
	size_t			 n;
	bool			 good = true;

	wh_walk_limit(&k, c, at(&cn, "2026-02-14 17:00"), &l);
	for (n = 0; wh_walk_next(&k); n++) {
		good = good && k.loaded && (n >= LEN(want) ||
		    (k.day == day(want[n].day) && k.what == want[n].what &&
		    k.counted == want[n].counted));
		sum += k.counted;
	}
	ok(good && n == 11 && sum == 8 * 3600);
	ok(k.at == at(&cn, "2026-02-24 17:00") && !k.provisional);
	ok(k.n == 2 && k.span[1].from == at(&cn, "2026-02-24 14:00") &&
	    k.span[1].to == k.at);
	wh_calendar_free(c);
}

/*
 * Starts in the hour that a clock change skips or repeats.  The first of the
 * two hours is meant; the second is 3600 seconds later.
 */
static void
the_hour(void)
{
	struct wh_calendar	*c;
	struct wh_limit		 l = { 1, WH_WORK_HOUR };
	const char		*why;
	int64_t			 t, first;
	bool			 p;

	c = wh_calendar_new(&err, &ny, "00:00-24:00", "1-7");
	ok(!wh_time_read(&ny, "2019-03-10 02:30", &t, &p, &why));
	first = at(&ny, "2019-11-03 01:30");
	ok(wh_deadline(c, first, &l, &p) == first + 3600);
	is(due(c, &ny, "2019-11-03 01:30", "1 work_hour"),
	    "2019-11-03 01:30:00?");	/* the second */
	ok(wh_deadline(c, first + 3600, &l, &p) == at(&ny,
	    "2019-11-03 02:30"));
	ok(wh_used(c, first, at(&ny, "2019-11-03 02:30"), WH_WORK_HOUR) ==
	    7200);
	l.kind = WH_WORK_DAY_END;
	ok(wh_deadline(c, first, &l, &p) ==
	    wh_deadline(c, first + 3600, &l, &p));
	is(due(c, &ny, "2019-03-10 01:59:59", "1 work_hour"),
	    "2019-03-10 03:59:59?");
	wh_calendar_free(c);
}

int
main(void)
{
	deadlines();
	clock_changes();
	used();
	summer();
	moved();
	before();
	walked();
	the_hour();
	malformed();
	endless();
	return finish();
}
