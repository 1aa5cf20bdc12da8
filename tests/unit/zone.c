/*
 * zone.c - days, and zones whose clock changes
 *
 * Changes of the clock are those of the laws: in New York from 2007 the
 * second Sunday of March and the first of November at 2:00, in China the
 * table of 1986-1991.
 */
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "../tap.h"
#include "base/base.h"

#define LEN(a)	(sizeof(a) / sizeof((a)[0]))

/* New York in 2019, by hand: EDT from 03-10 07:00 UTC to 11-03 06:00 UTC. */
static struct wh_zone_row ny_rows[] = {
	{ -((int64_t)1 << 53), -18000 },
	{ 1552201200, -14400 },
	{ 1572760800, -18000 }
};
static const struct wh_zone ny = { 3, ny_rows };

/* A place that goes from 24:00 of 2020-03-31 to 01:00, back on 10-01 00:30. */
static struct wh_zone_row odd_rows[] = {
	{ -((int64_t)1 << 53), 0 },
	{ 1585699200, 3600 },			/* 2020-04-01 00:00 UTC */
	{ 1601508600, 0 }			/* 2020-09-30 23:30 UTC */
};
static const struct wh_zone odd = { 3, odd_rows };

/* A place that left out 2011-12-30. */
static struct wh_zone_row apia_rows[] = {
	{ -((int64_t)1 << 53), -36000 },
	{ 1325239200, 50400 }			/* 2011-12-30 10:00 UTC */
};
static const struct wh_zone apia = { 2, apia_rows };

static char buf[WH_TIME_TEXT];

/* Unix seconds of a text, or -1. */
static int64_t
unix_of(const struct wh_zone *z, const char *s)
{
	const char	*why;
	int64_t		 t;
	bool		 date_only;

	return wh_time_read(z, s, &t, &date_only, &why) ? t : -1;
}

/* Is there no such time, because the clock skips it? */
static bool
skipped(const struct wh_zone *z, const char *s)
{
	const char	*why;
	int64_t		 t;
	bool		 date_only;

	return !wh_time_read(z, s, &t, &date_only, &why) &&
	    strcmp(why, "no such time: the clock skips it") == 0;
}

/* The text of the time that a text says. */
static const char *
again(const struct wh_zone *z, const char *s)
{
	return wh_time_text(z, unix_of(z, s), buf);
}

/* Count through 500 years of the calendar. */
static bool
calendar_holds(void)
{
	static const int month[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	int64_t	day = -134774;			/* 1601-01-01 */
	int	y, m, d, yy, mm, dd, n;

	for (y = 1601; y <= 2100; y++)
		for (m = 1; m <= 12; m++) {
			n = month[m - 1];
			if (m == 2 && y % 4 == 0 &&
			    (y % 100 != 0 || y % 400 == 0))
				n = 29;
			for (d = 1; d <= n; d++, day++) {
				if (wh_days_from(y, m, d) != day)
					return false;
				wh_days_to(day, &yy, &mm, &dd);
				if (yy != y || mm != m || dd != d)
					return false;
			}
		}
	return day == wh_days_from(2101, 1, 1);
}

static void
days(void)
{
	int	y, m, d;

	ok(calendar_holds());
	ok(wh_days_from(1970, 1, 1) == 0);
	ok(wh_days_from(2026, 1, 5) == 20458);
	ok(wh_days_from(2000, 2, 30) == wh_days_from(2000, 3, 1));
	ok(wh_ymd(20458) == 20260105);
	ok(wh_ymd(-1) == 19691231);
	wh_days_to(-719529, &y, &m, &d);	/* the day before 0000-01-01 */
	ok(y == -1 && m == 12 && d == 31);
	is(wh_date_text(20458, buf), "2026-01-05");
	is(wh_date_text(-719528, buf), "0000-01-01");
	is(wh_date_text(-719529, buf), "day -719529");
}

static void
clock_changes(void)
{
	int64_t	t;

	ok(wh_zone_offset(&ny, 1552201199) == -18000);
	ok(wh_zone_offset(&ny, 1552201200) == -14400);
	ok(wh_zone_offset(&ny, -1) == -18000);
	is(wh_time_text(&ny, 1552201199, buf), "2019-03-10 01:59:59");
	is(wh_time_text(&ny, 1552201200, buf), "2019-03-10 03:00:00");
	ok(skipped(&ny, "2019-03-10 02:00"));
	ok(skipped(&ny, "2019-03-10 02:30"));
	is(again(&ny, "2019-03-10 01:59:59"), "2019-03-10 01:59:59");
	is(again(&ny, "2019-03-10 03:00"), "2019-03-10 03:00:00");
	ok(unix_of(&ny, "2019-03-10 03:00") == 1552201200);
	/* 01:30 EDT is 05:30 UTC, 01:30 EST an hour later */
	ok(unix_of(&ny, "2019-11-03 01:30") == 1572759000);
	ok(unix_of(&ny, "2019-11-03 01:30-05:00") == 1572762600);
	is(wh_time_text(&ny, 1572762600, buf), "2019-11-03 01:30:00");
	ok(unix_of(&ny, "2019-11-03 02:00") == 1572764400);
	ok(!wh_time_local(&ny, 17965, 2 * 3600 + 1800, &t));
	ok(t == 1552201200);
	ok(wh_time_local(&ny, 17964, 86400, &t) && t == 1552194000);
	ok(wh_day_of(&ny, 1552194000) == 17965);
	ok(wh_day_of(&ny, 1552193999) == 17964);
	ok(wh_day_start(&ny, 17966) - wh_day_start(&ny, 17965) == 23 * 3600);
}

static void
odd_midnights(void)
{
	int64_t	day;

	ok(wh_date_read("2020-04-01", &day));
	ok(wh_day_start(&odd, day) == 1585699200);
	is(wh_time_text(&odd, 1585699200, buf), "2020-04-01 01:00:00");
	is(again(&odd, "2020-04-01"), "2020-04-01 01:00:00");
	ok(skipped(&odd, "2020-04-01 00:30"));
	/* the day begins twice: at 23:00 UTC and again at 00:00 */
	ok(wh_date_read("2020-10-01", &day));
	ok(wh_day_start(&odd, day) == 1601506800);
	ok(skipped(&apia, "2011-12-30"));
	is(again(&apia, "2011-12-29"), "2011-12-29 00:00:00");
	ok(unix_of(&apia, "2011-12-31") == 1325239200);
}

static void
fixed_zones(void)
{
	static const char *const bad[] = {
		"", "/etc/passwd", "../x", "Asia/../x", "+8", "+08:60",
		"-99:00", "Mars/Phobos", "Asia", "utc offset", "+08:00:00:00:00:00:00:00"
	};
	struct wh_err	e = { WH_OK, NULL };
	struct wh_zone	z;
	size_t		i;

	ok(wh_zone_make(&e, &z, "+08:00"));
	ok(z.n == 1 && z.row[0].offset == 28800);
	ok(z.row[0].since == -((int64_t)1 << 53));
	wh_zone_free(&z);
	ok(wh_zone_make(&e, &z, "-05:30"));
	ok(z.n == 1 && z.row[0].offset == -19800);
	wh_zone_free(&z);
	ok(wh_zone_make(&e, &z, "UTC"));
	ok(z.n == 1 && z.row[0].offset == 0);
	wh_zone_free(&z);
	ok(z.n == 0 && wh_zone_offset(&z, 0) == 0);
	for (i = 0; i < LEN(bad); i++) {
		ok(!wh_zone_make(&e, &z, bad[i]) && z.n == 0);
		ok(e.status == WH_FAIL && strstr(e.msg, bad[i]) == e.msg);
		wh_err_clear(&e);
	}
	ok(!wh_zone_make(&e, &z, "Mars/Phobos"));
	is(e.msg, "Mars/Phobos: no such time zone here; install tzdata or "
	    "give an offset such as +08:00");
	wh_err_clear(&e);
}

/* Without tzdata only China's zone is known, and TZ stays as it was. */
static void
without_tzdata(void)
{
	struct wh_err	e = { WH_OK, NULL };
	struct wh_zone	z;

	setenv("TZDIR", "/nonexistent", 1);
	setenv("TZ", "EST5", 1);
	ok(wh_zone_make(&e, &z, "Asia/Shanghai"));
	ok(z.n == 1 && z.row[0].offset == 28800);
	wh_zone_free(&z);
	ok(!wh_zone_make(&e, &z, "America/New_York"));
	wh_err_clear(&e);
	is(getenv("TZ"), "EST5");
	unsetenv("TZDIR");
}

/* Do our rows and the C library agree, every few hours of 200 years? */
static bool
agrees(const struct wh_zone *z, const char *name)
{
	struct tm	tm;
	time_t		when;
	int64_t		t;
	bool		good = true;

	setenv("TZ", name, 1);
	tzset();
	for (t = -2208988800; good && t < 4102444800; t += 40001) {
		when = (time_t)t;
		localtime_r(&when, &tm);
		good = wh_zone_offset(z, t) == tm.tm_gmtoff;
	}
	unsetenv("TZ");
	tzset();
	return good;
}

static void
with_tzdata(void)
{
	struct wh_err	e = { WH_OK, NULL };
	struct wh_zone	z;

	setenv("TZ", "EST5", 1);
	ok(wh_zone_make(&e, &z, "Asia/Shanghai"));
	is(getenv("TZ"), "EST5");
	/* summer time from Sunday 1986-05-04 02:00 to 1986-09-14 02:00 */
	ok(skipped(&z, "1986-05-04 02:30"));
	ok(unix_of(&z, "1986-05-04 03:00") == 515527200);
	ok(unix_of(&z, "1986-09-14 01:30") == 527013000);
	ok(unix_of(&z, "1991-07-01 00:00") ==
	    unix_of(&z, "1991-06-30T15:00Z"));
	ok(unix_of(&z, "1992-07-01 00:00") ==
	    unix_of(&z, "1992-06-30T16:00Z"));
	ok(z.row[z.n - 1].offset == 28800 && z.row[z.n - 1].since < 700000000);
	ok(agrees(&z, ":Asia/Shanghai"));
	wh_zone_free(&z);
	unsetenv("TZ");
	ok(wh_zone_make(&e, &z, "America/New_York"));
	ok(getenv("TZ") == NULL);
	ok(skipped(&z, "2019-03-10 02:30"));
	ok(unix_of(&z, "2019-11-03 01:30") == 1572759000);
	/* 2099: summer time ends on Sunday, the first of November */
	ok(unix_of(&z, "2099-11-01 02:00") ==
	    unix_of(&z, "2099-11-01T07:00Z"));
	ok(agrees(&z, ":America/New_York"));
	wh_zone_free(&z);
}

int
main(void)
{
	days();
	clock_changes();
	odd_midnights();
	fixed_zones();
	without_tzdata();
	if (access("/usr/share/zoneinfo/America/New_York", R_OK) == 0)
		with_tzdata();
	return finish();
}
