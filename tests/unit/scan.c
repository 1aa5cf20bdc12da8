/*
 * scan.c - times in the formats of maps
 */
#include "../tap.h"
#include "base/base.h"

#define LEN(a)	(sizeof(a) / sizeof((a)[0]))

static struct wh_zone_row cn_rows[] = { { -((int64_t)1 << 53), 28800 } };
static const struct wh_zone cn = { 1, cn_rows };

/* "T 2026-01-05 08:30:00", "D 2026-01-05" without a time of day, or why. */
static const char *
scan(const char *format, const char *s)
{
	static char	 said[2 + WH_TIME_TEXT];
	const char	*why = "unset";
	int64_t		 t = 0;
	bool		 date_only = false;

	if (!wh_time_scan(&cn, format, s, &t, &date_only, &why))
		return why;
	said[0] = date_only ? 'D' : 'T';
	said[1] = ' ';
	wh_time_text(&cn, t, said + 2);
	if (date_only && strcmp(said + 12, " 00:00:00") == 0)
		said[12] = '\0';
	return said;
}

static const char no[] = "does not fit the map's format";

static const struct {
	const char	*format, *s, *want;
} cases[] = {
	{ "热线-%y%m%d-*", "热线-260105-000123", "D 2026-01-05" },
	{ "热线-%y%m%d-*", "热线-26015-000123", no },
	{ "%m/%d/%Y %I:%M:%S %p", "04/18/2019 09:55:45 PM",
	    "T 2019-04-18 21:55:45" },
	{ "%m/%d/%Y %I:%M:%S %p", "4/18/2019  12:05:45  am",
	    "T 2019-04-18 00:05:45" },
	{ "%Y/%m/%d %p%I:%M", "2026/1/5 下午3:07",
	    "T 2026-01-05 15:07:00" },
	{ "%Y/%m/%d %p%I:%M", "2026/1/5 上午12:07",
	    "T 2026-01-05 00:07:00" },
	{ "%Y/%m/%d %p%I:%M", "2026/1/5 下午12:07",
	    "T 2026-01-05 12:07:00" },
	{ "%Y%m%d%H%M%S", "20260105083009",
	    "T 2026-01-05 08:30:09" },
	{ "%Y%m%d%H%M%S", "2026010583009", no },
	{ "%Y-%m-%dT%H:%M:%S.%f%z", "2026-01-05T00:30:00.000000Z",
	    "T 2026-01-05 08:30:00" },
	{ "%Y-%m-%dT%H:%M:%S%z", "2026-01-04T19:30:00-0500",
	    "T 2026-01-05 08:30:00" },
	{ "%Y-%m-%d %H:%M %z", "2026-01-05 08:30 +08:00",
	    "T 2026-01-05 08:30:00" },
	{ "%Y-%m-%d %H:%M:%S%f", "2026-01-05 08:30:09123",
	    "T 2026-01-05 08:30:09" },
	{ "serial", " 46027 ", "D 2026-01-05" },
	{ "serial", "46027.354166666664", "T 2026-01-05 08:30:00" },
	{ "serial", "46027.00000001", "T 2026-01-05 00:00:00" },
	{ "serial", "46027.999999", "T 2026-01-06 00:00:00" },
	{ "serial", "46027.9999", "T 2026-01-05 23:59:51" },
	{ "serial", "46027.0", "D 2026-01-05" },
	{ "serial", "46027.", no },
	{ "serial", "46027,5", no },
	{ "serial", "4.6E+4", no },
	{ "serial", "-1", no },
	{ "serial", "", no },
	{ "serial", "0", "no such day in the map's format" },
	{ "serial", "1", "D 1900-01-01" },
	{ "serial", "59.5", "T 1900-02-28 12:00:00" },
	{ "serial", "60", "no such day in the map's format" },
	{ "serial", "60.5", "no such day in the map's format" },
	{ "serial", "61", "D 1900-03-01" },
	{ "serial", "73050", "D 2099-12-31" },
	{ "serial", "2958465", "year outside 1900-2099" },
	{ "serial", "2958465.9999999", no },
	{ "serial", "2958466", no },
	{ "serial", "99999999999999999999", no },
	{ "serial1904", "0", "D 1904-01-01" },
	{ "serial1904", "60", "D 1904-03-01" },
	{ "serial1904", "44565.5", "T 2026-01-05 12:00:00" },
	{ "serial1904", "2957003", "year outside 1900-2099" },
	{ "serial1904", "2957004", no },
	{ "serial2000", "1", "the map's format lacks the year, month or day" },
	{ "%%m%d/%m/%Y", "%m5/1/2026", "D 2026-01-05" },
	{ "*%d%m %Y", "5 0501 2026", "D 2026-01-05" },
	{ "%d.%m.%y", " 5.1.26 ", "D 2026-01-05" },
	{ "%d.%m.%y", "5.1.68", "D 2068-01-05" },
	{ "%d.%m.%y", "5.1.69", "D 1969-01-05" },
	{ "%d.%m.%y", "5.1.126", no },
	{ "*%m/%d/%Y*", "on 104/18/2019 or so", "D 2019-04-18" },
	{ "*%d", "5 07", "the map's format lacks the year, month or "
	    "day" },
	{ "*%Y-%m-%d", "1-2-3 2019-4-18", "D 2019-04-18" },
	{ "*%Y-%m-%d", "2018-4-17 2019-4-18", "D 2019-04-18" },
	{ "%Y*%m*%d", "2019 and 4 and 18", "D 2019-04-18" },
	{ "*(%Y)*-%m-*%d", "x(x(2019)-a-4-b18", "D 2019-04-18" },
	{ "%Y-%m-%d*", "2019-4-18", "D 2019-04-18" },
	{ "%Y-%m-%d**", "2019-4-18x", "D 2019-04-18" },
	{ "%Y %m %d", "2019 4　\t18", "D 2019-04-18" },
	{ "%Y %m %d", "20194 18", no },
	{ " %Y-%m-%d ", "2019-4-18", "D 2019-04-18" },
	{ "%Y-%m-%d", "2019-4-18x", no },
	{ "%Y-%m-%d", "", no },
	{ "*%Y-%m-%d", "", no },
	{ "%%%Y-%m-%d", "%2019-4-18", "D 2019-04-18" },
	{ "%%%Y-%m-%d", "2019-4-18", no },
	{ "%Y-%m-%d%%", "2019-4-18%", "D 2019-04-18" },
	{ "%Y-%m-%d", "2019-2-29", "no such day" },
	{ "%Y-%m-%d", "1819-2-28", "year outside 1900-2099" },
	{ "%Y-%m-%d %H", "2019-2-28 7", "T 2019-02-28 07:00:00" },
	{ "%Y-%m-%d %H", "2019-2-28 24",
	    "24:00 is no time of day; write 00:00 of the next day" },
	{ "%Y-%m-%d %H%z", "2019-2-28 7+08:75", no },
	{ "%Y-%m-%d %H%z", "2019-2-28 7+8", no },
	{ "%Y-%m-%d %p%I", "2019-2-28 XX7", no },
	{ "%Y-%m-%d %M", "", "the map's format lacks the hour" },
	{ "%Y-%m-%d %z", "", "the map's format lacks the hour" },
	{ "%Y-%m-%d %I", "",
	    "in the map's format %I and %p go together" },
	{ "%Y-%m-%d %H %p", "",
	    "in the map's format %I and %p go together" }
};

static void
formats(void)
{
	size_t	i;

	for (i = 0; i < LEN(cases); i++)
		is(scan(cases[i].format, cases[i].s), cases[i].want);
	ok(strncmp(scan("%Y-%m-%d %q", ""), "the map's format has", 20) == 0);
	ok(strncmp(scan("%Y-%m-%d%", ""), "the map's format has", 20) == 0);
	ok(strncmp(scan("%Y%m%d %p%I", "20190228 PM13"), "no such time of", 15)
	    == 0);
	ok(strncmp(scan("%Y%m%d %p%I", "20190228 AM0"), "no such time of", 15)
	    == 0);
}

/* A long text of blanks would be looked through again from each of them. */
static void
long_text(void)
{
	static char	s[1 << 20];

	memset(s, ' ', sizeof(s) - 1);
	s[0] = s[sizeof(s) - 2] = 'x';
	is(scan("* %Y-%m-%d", s),
	    "a text of more than 4096 bytes; it is no time");
	s[4095] = 'x';
	s[4096] = '\0';
	is(scan("* %Y-%m-%d", s), "does not fit the map's format");
	memcpy(s + 4086, "2026-01-05", 10);
	is(scan("* %Y-%m-%d", s), "D 2026-01-05");
}

int
main(void)
{
	formats();
	long_text();
	return finish();
}
