/*
 * time.c - dates and times from text and back.
 *
 * All of it is done by hand: strptime(3) and mktime(3) ask $TZ and the
 * locale, take 31 February for 3 March, and are slow for a million rows.
 * A blank is a blank of ASCII or the wide one of Chinese text, U+3000.
 */
#include <string.h>

#include "base/base.h"

enum { YEAR_MIN = 1900, YEAR_MAX = 2099, OFFSET_MAX = 14 * 3600 };

/* What a text says, before it is known whether there is such a time. */
struct civil {
	int	y, m, d;
	int	hour, minute, second;
	int	half;		/* of %p: 0 morning, 1 afternoon */
	int	offset;		/* from UTC, if zoned */
	bool	clock;		/* has a time of day */
	bool	zoned;
};

static const char not_a_time[] = "not a time; write 2026-01-05 08:30";
static const char no_day[] = "no such day";
static const char no_time[] =
    "no such time of day; write 00:00 to 23:59, seconds to 59";
static const char next_day[] =
    "24:00 is no time of day; write 00:00 of the next day";
static const char no_offset[] = "no such offset from UTC; write +08:00";
static const char bad_year[] = "year outside 1900-2099";
static const char skipped[] = "no such time: the clock skips it";

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/*
 * The first place that is no blank: the end of the string, if need be.
 */
const char *
wh_skip_blanks(const char *p)
{
	for (;;)
		if (*p == ' ' || (*p >= '\t' && *p <= '\r'))
			p++;
		else if (strncmp(p, "\xe3\x80\x80", 3) == 0)
			p += 3;
		else
			return p;
}

/*
 * The small parsers below return the place after what they read, or NULL
 * when it is not there, also when p is NULL; so they can be chained.
 */

static const char *
literal(const char *p, const char *s)
{
	size_t	n = strlen(s);

	return p != NULL && strncmp(p, s, n) == 0 ? p + n : NULL;
}

/* A number of min to max digits. */
static const char *
number(const char *p, int min, int max, int *v)
{
	int	n;

	if (p == NULL)
		return NULL;
	*v = 0;
	for (n = 0; n < max && is_digit(p[n]); n++)
		*v = *v * 10 + p[n] - '0';
	return n < min ? NULL : p + n;
}

static const char *
digits(const char *p)
{
	if (!is_digit(*p))
		return NULL;
	while (is_digit(*p))
		p++;
	return p;
}

static const char *
read_date(const char *p, struct civil *c)
{
	const char	*q;
	char		 sep[2] = "";
	int		 n;

	if ((q = number(p, 8, 8, &n)) != NULL) {
		c->y = n / 10000;
		c->m = n / 100 % 100;
		c->d = n % 100;
		return q;
	}
	if ((p = number(p, 4, 4, &c->y)) == NULL)
		return NULL;
	if (*p == '-' || *p == '/' || *p == '.') {
		sep[0] = *p;
		p = number(p + 1, 1, 2, &c->m);
		return number(literal(p, sep), 1, 2, &c->d);
	}
	p = number(literal(p, "年"), 1, 2, &c->m);
	p = number(literal(p, "月"), 1, 2, &c->d);
	return literal(p, "日");
}

static const char *
read_clock(const char *p, struct civil *c)
{
	c->clock = true;
	if ((p = number(p, 1, 2, &c->hour)) == NULL)
		return NULL;
	if (*p != ':') {
		p = number(literal(p, "时"), 1, 2, &c->minute);
		p = literal(p, "分");
		if (p != NULL && is_digit(*p))
			p = literal(number(p, 1, 2, &c->second), "秒");
		return p;
	}
	p = number(p + 1, 2, 2, &c->minute);
	if (p != NULL && *p == ':') {
		p = number(p + 1, 2, 2, &c->second);
		if (p != NULL && *p == '.')
			p = digits(p + 1);
	}
	return p;
}

static const char *
read_offset(const char *p, struct civil *c)
{
	int	h, m;
	char	sign = *p;

	c->zoned = true;
	c->offset = 0;
	if (sign == 'Z')
		return p + 1;
	if (sign != '+' && sign != '-')
		return NULL;
	if ((p = number(p + 1, 2, 2, &h)) == NULL)
		return NULL;
	p = number(*p == ':' ? p + 1 : p, 2, 2, &m);
	if (p == NULL || m > 59)
		return NULL;
	c->offset = (h * 3600 + m * 60) * (sign == '-' ? -1 : 1);
	return p;
}

/* The day number, or why there is no such day. */
static const char *
settle_day(const struct civil *c, int64_t *day)
{
	int	y, m, d;

	if (c->y < YEAR_MIN || c->y > YEAR_MAX)
		return bad_year;
	if (c->m < 1 || c->m > 12 || c->d < 1)
		return no_day;
	*day = wh_days_from(c->y, c->m, c->d);
	wh_days_to(*day, &y, &m, &d);
	return m == c->m ? NULL : no_day;
}

/* A time that was given absolutely must be of a local year we accept. */
static const char *
check_year(const struct wh_zone *z, int64_t t)
{
	int	y, m, d;

	wh_days_to(wh_day_of(z, t), &y, &m, &d);
	return y < YEAR_MIN || y > YEAR_MAX ? bad_year : NULL;
}

/* Unix seconds, or why there is no such time. */
static const char *
settle(const struct wh_zone *z, const struct civil *c, int64_t *t,
    bool *date_only)
{
	const char	*why;
	int64_t		 day;
	int		 second;

	if ((why = settle_day(c, &day)) != NULL)
		return why;
	*date_only = !c->clock;
	if (!c->clock) {
		*t = wh_day_start(z, day);
		return wh_day_of(z, *t) == day ? NULL : skipped;
	}
	second = c->hour * 3600 + c->minute * 60 + c->second;
	if (second == 24 * 3600 && c->hour == 24)
		return next_day;
	if (c->hour > 23 || c->minute > 59 || c->second > 59)
		return no_time;
	if (!c->zoned)
		return wh_time_local(z, day, second, t) ? NULL : skipped;
	if (c->offset > OFFSET_MAX || c->offset < -OFFSET_MAX)
		return no_offset;
	*t = day * 24 * 3600 + second - c->offset;
	return check_year(z, *t);
}

/* Unix seconds, after the @. */
static const char *
read_unix(const struct wh_zone *z, const char *p, int64_t *t)
{
	const char	*end;
	bool		 minus = *p == '-';

	p += minus;
	if ((end = digits(p)) == NULL || *wh_skip_blanks(end) != '\0')
		return not_a_time;
	if (end - p > 10)		/* ten digits reach to 2286 */
		return bad_year;
	for (*t = 0; p < end; p++)
		*t = *t * 10 + *p - '0';
	if (minus)
		*t = -*t;
	return check_year(z, *t);
}

/* A date, a time of day if any, an offset if any, and nothing else. */
static bool
read_civil(const char *p, struct civil *c)
{
	const char	*q;
	bool		 closed;

	if ((p = read_date(p, c)) == NULL)
		return false;
	closed = !is_digit(p[-1]);		/* by 日 */
	q = wh_skip_blanks(p);
	if (*q == '\0')
		return true;
	if (*p == 'T')
		p = read_clock(p + 1, c);
	else
		p = q > p || closed ? read_clock(q, c) : NULL;
	if (p == NULL)
		return false;
	p = wh_skip_blanks(p);
	if (*p != '\0' && (p = read_offset(p, c)) == NULL)
		return false;
	return *wh_skip_blanks(p) == '\0';
}

/*
 * Read a time: YYYY-MM-DD, YYYY/M/D, YYYY.M.D, YYYYMMDD or YYYY年M月D日;
 * then, after blanks or a T, H:MM, H:MM:SS, H:MM:SS.fff or H时M分S秒; then
 * Z, +08:00 or +0800; or @ and Unix seconds.  Without a time of day t is
 * the start of the day and *date_only is set.  On failure false, and *why is
 * a constant text that says what is wrong; t and date_only mean nothing.
 */
bool
wh_time_read(const struct wh_zone *z, const char *s, int64_t *t,
    bool *date_only, const char **why)
{
	struct civil	 c = { 0 };
	const char	*p = wh_skip_blanks(s);

	*date_only = false;
	if (*p == '@')
		*why = read_unix(z, p + 1, t);
	else if (read_civil(p, &c))
		*why = settle(z, &c, t, date_only);
	else
		*why = not_a_time;
	return *why == NULL;
}

/*
 * Read a calendar day in any of the forms of wh_time_read, without a time of
 * day.  False if it is none, or outside 1900-2099.
 */
bool
wh_date_read(const char *s, int64_t *day)
{
	struct civil	 c = { 0 };
	const char	*p = read_date(wh_skip_blanks(s), &c);

	return p != NULL && *wh_skip_blanks(p) == '\0' &&
	    settle_day(&c, day) == NULL;
}

static char *
put(char *p, int v, int width, char after)
{
	int	i;

	for (i = width; i-- > 0; v /= 10)
		p[i] = (char)('0' + v % 10);
	p[width] = after;
	return p + width + 1;
}

/*
 * Write a day as 2026-01-05.  Returns buf.  A day that no date of ours can
 * be, outside the years 0 to 9999, is written as its number.
 */
char *
wh_date_text(int64_t day, char buf[WH_TIME_TEXT])
{
	char	*p;
	int	 y, m, d;

	if (day < -719528 || day > 2932896) {
		snprintf(buf, WH_TIME_TEXT, "day %lld", (long long)day);
		return buf;
	}
	wh_days_to(day, &y, &m, &d);
	p = put(buf, y, 4, '-');
	p = put(p, m, 2, '-');
	put(p, d, 2, '\0');
	return buf;
}

/*
 * Write a time as 2026-01-05 08:30:00, local time of the zone.  Returns buf.
 * What is outside the years 0 to 9999 is written as @ and Unix seconds.
 */
char *
wh_time_text(const struct wh_zone *z, int64_t t, char buf[WH_TIME_TEXT])
{
	char	*p;
	int64_t	 day;
	int	 s;

	if (t < -719527 * (int64_t)86400 || t >= 2932896 * (int64_t)86400) {
		snprintf(buf, WH_TIME_TEXT, "@%lld", (long long)t);
		return buf;
	}
	day = wh_day_of(z, t);
	s = (int)(t + wh_zone_offset(z, t) - day * 86400);
	wh_date_text(day, buf);
	buf[10] = ' ';
	p = put(buf + 11, s / 3600, 2, ':');
	p = put(p, s / 60 % 60, 2, ':');
	put(p, s % 60, 2, '\0');
	return buf;
}
