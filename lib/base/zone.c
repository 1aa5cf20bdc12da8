/*
 * zone.c - calendar days, and the file's own zone.
 *
 * Days are counted since 1970-01-01 in the Gregorian calendar, also before
 * it was introduced; seconds are Unix seconds.  A zone is asked of the
 * system once, when a file is made, and is from then on a list of rows
 * (since, offset), so that a file reads the same everywhere and for ever.
 * A zone without rows is UTC.
 *
 * Any day number or time of the years from -9999 to 9999 may be given.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/base.h"

enum {
	DAY	= 86400,		/* seconds */
	FIRST	= 1900,			/* the years whose clock changes */
	LAST	= 2099			/* are looked up */
};

#define ALWAYS	(-((int64_t)1 << 53))	/* since: before all */

/* Divide by a positive number, rounding down. */
static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/*
 * The day number of a date.  The month must be from 1 to 12; the day may lie
 * outside its month and is then counted on.
 */
int64_t
wh_days_from(int y, int m, int d)
{
	int64_t	year = y;

	/* Years begin in March here, so that a leap day is the last. */
	if ((m -= 3) < 0) {
		m += 12;
		year--;
	}
	return 365 * year + floor_div(year, 4) - floor_div(year, 100) +
	    floor_div(year, 400) + (153 * m + 2) / 5 + d - 719469;
}

/*
 * The date of a day number.
 */
void
wh_days_to(int64_t day, int *y, int *m, int *d)
{
	int64_t	n = day + 719468;	/* since 0000-03-01 */
	int64_t	ages = floor_div(n, 146097);
	int64_t	century, fours, years, month;

	/* The last century, and the last year of four, has one day more. */
	n -= ages * 146097;
	century = n / 36524 - n / 146096;
	n -= century * 36524;
	fours = n / 1461;
	n -= fours * 1461;
	years = n / 365 - n / 1460;
	n -= years * 365;
	month = (5 * n + 2) / 153;
	*d = (int)(n - (153 * month + 2) / 5 + 1);
	*m = (int)(month < 10 ? month + 3 : month - 9);
	*y = (int)(ages * 400 + century * 100 + fours * 4 + years +
	    (month >= 10));
}

/*
 * The date of a day number as one number, such as 20260105.
 */
int
wh_ymd(int64_t day)
{
	int	y, m, d;

	wh_days_to(day, &y, &m, &d);
	return y * 10000 + m * 100 + d;
}

/* Index of the row in force at t. */
static size_t
row_at(const struct wh_zone *z, int64_t t)
{
	size_t	lo = 0;
	size_t	hi = z->n;
	size_t	mid;

	if (t >= z->row[z->n - 1].since)
		return z->n - 1;
	while (hi - lo > 1) {
		mid = lo + (hi - lo) / 2;
		if (z->row[mid].since <= t)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

/*
 * The offset in force at a time, in seconds east of Greenwich.
 */
int32_t
wh_zone_offset(const struct wh_zone *z, int64_t t)
{
	return z->n == 0 ? 0 : z->row[row_at(z, t)].offset;
}

/*
 * The local day of a time.
 */
int64_t
wh_day_of(const struct wh_zone *z, int64_t t)
{
	return floor_div(t + wh_zone_offset(z, t), DAY);
}

/*
 * Turn the local civil time, a day and the seconds since its midnight, into
 * Unix seconds.  Of a time that occurs twice it is the earlier.  False when
 * a clock change skips it; *t is then the first second after the gap.
 */
bool
wh_time_local(const struct wh_zone *z, int64_t day, int second, int64_t *t)
{
	int64_t	local = day * DAY + second;
	size_t	i;

	*t = local;
	if (z->n == 0)
		return true;
	/* No offset is a day long: the row is this one or soon follows. */
	for (i = row_at(z, local - DAY); i < z->n; i++) {
		*t = local - z->row[i].offset;
		if (i > 0 && *t < z->row[i].since) {
			*t = z->row[i].since;
			return false;
		}
		if (i + 1 == z->n || *t < z->row[i + 1].since)
			break;
	}
	return true;
}

/*
 * The first second of a local day.  When a clock change skips midnight it is
 * the first second after the change; that may belong to the next day, of a
 * day that was skipped whole.
 */
int64_t
wh_day_start(const struct wh_zone *z, int64_t day)
{
	int64_t	t;

	wh_time_local(z, day, 0, &t);
	return t;
}

static bool
push(struct wh_err *e, struct wh_zone *z, int64_t since, int32_t offset)
{
	struct wh_zone_row	*row;

	row = reallocarray(z->row, z->n + 1, sizeof(*row));
	if (row == NULL)
		return wh_nomem(e);
	row[z->n].since = since;
	row[z->n++].offset = offset;
	z->row = row;
	return true;
}

/* The offset in force at a time, by $TZ. */
static int32_t
probe(int64_t t)
{
	struct tm	 tm;
	time_t		 when = (time_t)t;

	if (localtime_r(&when, &tm) == NULL)
		return 0;
	return (int32_t)tm.tm_gmtoff;
}

/* The first second after lo, where the offset is o, at which it is not. */
static int64_t
change(int64_t lo, int64_t hi, int32_t o)
{
	int64_t	mid;

	while (hi - lo > 1) {
		mid = lo + (hi - lo) / 2;
		if (probe(mid) == o)
			lo = mid;
		else
			hi = mid;
	}
	return hi;
}

/*
 * Find the rows of $TZ, looking once a day: no two changes of any zone known
 * were so near that one undid the other within a day.
 */
static bool
walk(struct wh_err *e, struct wh_zone *z)
{
	int64_t	t = wh_days_from(FIRST, 1, 1) * DAY;
	int64_t	end = wh_days_from(LAST + 1, 1, 1) * DAY;
	int32_t	o = probe(t);

	if (!push(e, z, ALWAYS, o))
		return false;
	while (t < end) {
		if (probe(t + DAY) == o) {
			t += DAY;
			continue;
		}
		t = change(t, t + DAY, o);
		o = probe(t);
		if (!push(e, z, t, o))
			return false;
	}
	return true;
}

/* Is there a zone of that name?  The C library would silently take UTC. */
static bool
known(const char *name)
{
	const char	*dir = getenv("TZDIR");
	char		 path[PATH_MAX], magic[4];
	FILE		*fp;
	int		 n;
	bool		 good;

	if (dir == NULL || *dir == '\0')
		dir = "/usr/share/zoneinfo";
	n = snprintf(path, sizeof(path), "%s/%s", dir, name);
	if (n < 0 || (size_t)n >= sizeof(path))
		return false;
	if ((fp = fopen(path, "re")) == NULL)
		return false;
	good = fread(magic, sizeof(magic), 1, fp) == 1 &&
	    memcmp(magic, "TZif", sizeof(magic)) == 0;
	fclose(fp);
	return good;
}

/* Walk under the zone's TZ, then put back what was there. */
static bool
walk_name(struct wh_err *e, struct wh_zone *z, const char *name)
{
	const char	*tz = getenv("TZ");
	char		*old = tz == NULL ? NULL : strdup(tz);
	char		*new;
	bool		 done = false;

	if ((tz != NULL && old == NULL) || asprintf(&new, ":%s", name) == -1) {
		free(old);
		return wh_nomem(e);
	}
	if (setenv("TZ", new, 1) == -1)
		wh_nomem(e);
	else {
		tzset();
		done = walk(e, z);
	}
	if (old == NULL)
		unsetenv("TZ");
	else if (setenv("TZ", old, 1) == -1)
		done = wh_nomem(e);
	tzset();
	free(new);
	free(old);
	return done;
}

/* A fixed offset is written as after a time, so it is read there. */
static bool
fixed(struct wh_err *e, struct wh_zone *z, const char *name)
{
	static const struct wh_zone	 utc = { 0, NULL };
	const char			*why;
	char				 s[WH_TIME_TEXT];
	int64_t				 t = 0;
	bool				 date_only;
	int				 n;

	n = snprintf(s, sizeof(s), "1970-01-01 00:00%s", name);
	if (n < 0 || (size_t)n >= sizeof(s) ||
	    !wh_time_read(&utc, s, &t, &date_only, &why))
		return wh_fail(e, WH_FAIL,
		    "%s: not an offset from UTC; write +08:00", name);
	return push(e, z, ALWAYS, (int32_t)-t);
}

/*
 * Make the rows of a zone: an IANA name such as Asia/Shanghai, whose changes
 * from 1900 to 2099 are asked of the system; a fixed offset, +08:00; or UTC.
 * Not to be called while another thread reads $TZ.  The rows are freed by
 * wh_zone_free; on failure there are none.
 */
bool
wh_zone_make(struct wh_err *e, struct wh_zone *z, const char *name)
{
	bool	done;

	z->n = 0;
	z->row = NULL;
	if (strcmp(name, "UTC") == 0)
		done = push(e, z, ALWAYS, 0);
	else if (*name == '+' || *name == '-')
		done = fixed(e, z, name);
	else if (*name == '\0' || *name == '/' || strstr(name, "..") != NULL)
		done = wh_fail(e, WH_FAIL, "%s: not the name of a time zone; "
		    "write Asia/Shanghai or +08:00", name);
	else if (known(name))
		done = walk_name(e, z, name);
	else if (strcmp(name, "Asia/Shanghai") == 0)
		/* China has known no summer time since 1991 (IANA tz, asia). */
		done = push(e, z, ALWAYS, 8 * 3600);
	else
		done = wh_fail(e, WH_FAIL, "%s: no such time zone here; "
		    "install tzdata or give an offset such as +08:00", name);
	if (!done)
		wh_zone_free(z);
	return done;
}

/*
 * Free the rows; what is left is UTC.
 */
void
wh_zone_free(struct wh_zone *z)
{
	free(z->row);
	z->row = NULL;
	z->n = 0;
}
