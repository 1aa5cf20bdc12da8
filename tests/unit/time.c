/*
 * time.c - times from text and back
 *
 * Unix times were worked out with date -u.
 */
#include "../tap.h"
#include "base/base.h"

#define LEN(a)	(sizeof(a) / sizeof((a)[0]))

static const struct wh_zone utc = { 0, NULL };

/* New York in 2019, by hand: EDT from 03-10 07:00 UTC to 11-03 06:00 UTC. */
static struct wh_zone_row ny_rows[] = {
	{ -((int64_t)1 << 53), -18000 },
	{ 1552201200, -14400 },
	{ 1572760800, -18000 }
};
static const struct wh_zone ny = { 3, ny_rows };

static struct wh_zone_row cn_rows[] = { { -((int64_t)1 << 53), 28800 } };
static const struct wh_zone cn = { 1, cn_rows };

static char buf[WH_TIME_TEXT];

/* What a text says: "T 2026-01-05 08:30:00", "D 2026-01-05", or why not. */
static const char *
said(bool good, const struct wh_zone *z, int64_t t, bool date_only,
    const char *why)
{
	static char	s[2 * WH_TIME_TEXT];

	if (!good)
		return why;
	if (why != NULL)
		return "a reason, but no failure";
	if (date_only && t == wh_day_start(z, wh_day_of(z, t)))
		snprintf(s, sizeof(s), "D %s",
		    wh_date_text(wh_day_of(z, t), buf));
	else
		snprintf(s, sizeof(s), "%c %s", date_only ? '?' : 'T',
		    wh_time_text(z, t, buf));
	return s;
}

static const char *
read_in(const struct wh_zone *z, const char *s)
{
	const char	*why = "unset";
	int64_t		 t = 0;
	bool		 date_only = false;
	bool		 good = wh_time_read(z, s, &t, &date_only, &why);

	return said(good, z, t, date_only, why);
}

static int64_t
unix_of(const struct wh_zone *z, const char *s)
{
	const char	*why;
	int64_t		 t;
	bool		 date_only;

	return wh_time_read(z, s, &t, &date_only, &why) ? t : -1;
}

static void
forms(void)
{
	static const struct {
		const char	*s, *want;
	} good[] = {
		{ "2026-01-05", "D 2026-01-05" },
		{ "2026-1-5", "D 2026-01-05" },
		{ "2026/1/5", "D 2026-01-05" },
		{ "2026.1.5", "D 2026-01-05" },
		{ "2026年1月5日", "D 2026-01-05" },
		{ "20260105", "D 2026-01-05" },
		{ " \t2026-01-05\r\n", "D 2026-01-05" },
		{ "　2026-01-05　", "D 2026-01-05" },
		{ "2026-01-05 08:30", "T 2026-01-05 08:30:00" },
		{ "2026-01-05T08:30:09", "T 2026-01-05 08:30:09" },
		{ "2026/1/5  8:30", "T 2026-01-05 08:30:00" },
		{ "2026.1.5　8:30", "T 2026-01-05 08:30:00" },
		{ "20260105 0:00", "T 2026-01-05 00:00:00" },
		{ "20260105T23:59:59.999", "T 2026-01-05 23:59:59" },
		{ "2026年1月5日 8时3分", "T 2026-01-05 08:03:00" },
		{ "2026年1月5日8时30分9秒", "T 2026-01-05 08:30:09" },
		{ "2026年01月05日08:30", "T 2026-01-05 08:30:00" },
		{ "2026-01-05T00:30:00Z", "T 2026-01-05 08:30:00" },
		{ "2026-01-05 08:30+08:00", "T 2026-01-05 08:30:00" },
		{ "2026-01-05 08:30:00 +0800", "T 2026-01-05 08:30:00" },
		{ "2026-01-04T19:30:00.5-05:00", "T 2026-01-05 08:30:00" },
		{ "@1767225600", "T 2026-01-01 08:00:00" },
		{ " @0 ", "T 1970-01-01 08:00:00" },
		{ "@-1", "T 1970-01-01 07:59:59" },
		{ "2024-02-29", "D 2024-02-29" },
		{ "2000-02-29", "D 2000-02-29" },
		{ "1900-01-01", "D 1900-01-01" },
		{ "2099-12-31 23:59:59", "T 2099-12-31 23:59:59" }
	};
	size_t	i;

	for (i = 0; i < LEN(good); i++)
		is(read_in(&cn, good[i].s), good[i].want);
	ok(unix_of(&cn, "2026-01-05 08:30") == 1767573000);
	ok(unix_of(&utc, "2024-02-29 12:00:00") == 1709208000);
}

static void
refused(void)
{
	static const char not_a_time[] =
	    "not a time; write 2026-01-05 08:30";
	static const char *const none[] = {
		"", " ", "x", "2026", "2026-01", "2026-01-05x", "2026-1/5",
		"26-01-05", "202601055", "2026010", "12026-01-05",
		"2026-001-05", "2026年1月5", "2026-01-0508:30",
		"2026010508:30", "2026-01-05T", "2026-01-05T 8:30",
		"2026-01-05 8", "2026-01-05 8:3", "2026-01-05 8:30:5",
		"2026-01-05 8:30:05.", "2026-01-05 8:300", "2026-01-05 8时",
		"2026-01-05 8时30", "2026-01-05 8时30分5", "2026-01-05Z",
		"2026-01-05 +08:00", "2026-01-05 8:30+8", "2026-01-05 8:30+08",
		"2026-01-05 8:30+08:60", "2026-01-05 8:30z",
		"2026-01-05 8:30 x", "2026-01-05 8:30Z8", "@", "@-", "@x",
		"@1x", "@ 1", "２０２６-01-05", "\xe3\x80", "2026-01-05\xe3"
	};
	static const char *const no_day[] = {
		"2026-02-29", "2026-1-0", "1900-02-29", "2026-00-10",
		"2026-13-01", "2026-04-31", "2026-01-32", "2026-12-32",
		"2026-01-00", "20260231 08:30", "2026-01-99", "20269999"
	};
	size_t	i;

	for (i = 0; i < LEN(none); i++)
		is(read_in(&cn, none[i]), not_a_time);
	for (i = 0; i < LEN(no_day); i++)
		is(read_in(&cn, no_day[i]), "no such day");
	is(read_in(&cn, "1899-12-31"), "year outside 1900-2099");
	is(read_in(&cn, "2100-01-01"), "year outside 1900-2099");
	is(read_in(&cn, "@9999999999"), "year outside 1900-2099");
	is(read_in(&cn, "@99999999999999999999999"), "year outside 1900-2099");
	is(read_in(&cn, "@-9999999999"), "year outside 1900-2099");
	is(read_in(&cn, "2099-12-31T20:00Z"), "year outside 1900-2099");
	is(read_in(&cn, "2026-01-05 24:00:00"),
	    "24:00 is no time of day; write 00:00 of the next day");
	is(read_in(&cn, "2026-01-05 24:00"),
	    "24:00 is no time of day; write 00:00 of the next day");
	ok(strncmp(read_in(&cn, "2026-01-05 24:00:01"), "no such time", 12)
	    == 0);
	/* its seconds add up to a day */
	ok(strncmp(read_in(&cn, "2026-01-05 23:60"), "no such time of", 15)
	    == 0);
	ok(strncmp(read_in(&cn, "2026-01-05 08:60"), "no such time of", 15)
	    == 0);
	ok(strncmp(read_in(&cn, "2026-01-05 08:30:60"), "no such time of", 15)
	    == 0);
	ok(strncmp(read_in(&cn, "2026-01-05 08:30+14:01"), "no such offset",
	    14) == 0);
	is(read_in(&cn, "2026-01-05 08:30-14:00"), "T 2026-01-06 06:30:00");
}

static void
dates(void)
{
	int64_t	day = 0;

	ok(wh_date_read(" 2026年1月5日 ", &day) && day == 20458);
	ok(wh_date_read("20260105", &day) && day == 20458);
	ok(!wh_date_read("2026-01-05 08:30", &day));
	ok(!wh_date_read("2026-02-29", &day));
	ok(!wh_date_read("1899-12-31", &day));
	ok(!wh_date_read("", &day));
}

static void
texts(void)
{
	is(wh_time_text(&cn, 1767573000, buf), "2026-01-05 08:30:00");
	is(wh_time_text(&utc, -1, buf), "1969-12-31 23:59:59");
	is(wh_time_text(&cn, INT64_MAX, buf), "@9223372036854775807");
	is(wh_time_text(&cn, INT64_MIN, buf), "@-9223372036854775808");
}

/* What is written is read back, every local time that is there once. */
static bool
comes_back(const struct wh_zone *z)
{
	const char	*why;
	char		 s[WH_TIME_TEXT];
	int64_t		 t, back;
	bool		 date_only;

	for (t = -2208900000; t < 4102300000; t += 100003) {
		wh_time_text(z, t, s);
		if (!wh_time_read(z, s, &back, &date_only, &why) || date_only)
			return false;
		if (back != t && (back != t - 3600 ||
		    wh_zone_offset(z, back) == wh_zone_offset(z, t)))
			return false;
	}
	return true;
}

int
main(void)
{
	forms();
	refused();
	dates();
	texts();
	ok(comes_back(&utc) && comes_back(&cn) && comes_back(&ny));
	return finish();
}
