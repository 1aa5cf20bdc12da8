/*
 * deadline.c - what must hold of every deadline
 *
 * Deadlines are compared with a count of every minute of a year, in which
 * the civil time of each minute is looked at by itself.
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

/* The statutory days of 2026. */
static struct wh_calendar *
china(void)
{
	static const struct {
		int	m, d, n;
		bool	off;
	} t[] = {
		{ 1, 1, 3, true }, { 2, 15, 9, true }, { 4, 4, 3, true },
		{ 5, 1, 5, true }, { 6, 19, 3, true }, { 9, 25, 3, true },
		{ 10, 1, 7, true }, { 1, 4, 1, false }, { 2, 14, 1, false },
		{ 2, 28, 1, false }, { 5, 9, 1, false }, { 9, 20, 1, false },
		{ 10, 10, 1, false }
	};
	struct wh_calendar	*c = wh_calendar_new(&err, &cn, office, "1-5");
	size_t			 i;
	int			 k;

	if (c == NULL)
		abort();
	for (i = 0; i < LEN(t); i++)
		for (k = 0; k < t[i].n; k++)
			wh_calendar_day(c, wh_days_from(2026, t[i].m,
			    t[i].d + k), t[i].off);
	return c;
}

enum { MINUTES = 430 * 1440 };		/* a year and some weeks */

/* Office hours, in hours of the day; by month they may differ. */
struct office {
	const int	(*hours)[2];
	size_t		 n;
	const int	(*summer)[2];	/* June to September, or NULL */
};

/* Working minutes before each minute, by the civil time of every minute. */
static int32_t *
naive(const struct wh_calendar *c, const struct wh_zone *z, int64_t from,
    const struct office *o)
{
	const int	(*hours)[2];
	int32_t		*sum = calloc(MINUTES + 1, sizeof(*sum));
	int64_t		 t, local;
	size_t		 k;
	int		 i, of_day, y, m, d;

	if (sum == NULL)
		abort();
	for (i = 0; i < MINUTES; i++) {
		t = from + (int64_t)i * 60;
		local = t + wh_zone_offset(z, t);
		of_day = (int)(local % 86400 / 60);
		wh_days_to(local / 86400, &y, &m, &d);
		hours = o->summer != NULL && m >= 6 && m <= 9 ? o->summer :
		    o->hours;
		sum[i + 1] = sum[i];
		for (k = 0; k < o->n; k++)
			if (of_day >= hours[k][0] * 60 &&
			    of_day < hours[k][1] * 60 &&
			    wh_workday(c, local / 86400))
				sum[i + 1]++;
	}
	return sum;
}

/*
 * The end of the n-th workday after that of minute i: minutes are looked at
 * until the first without work after the last with work of that day.
 */
static int
naive_day(const struct wh_zone *z, int64_t from, const int32_t *sum, int i,
    int n)
{
	int64_t	day, seen, t;
	int	last = 0;

	day = seen = wh_day_of(z, from + (int64_t)i * 60);
	for (; i < MINUTES; i++) {
		t = from + (int64_t)i * 60;
		day = (t + wh_zone_offset(z, t)) / 86400;
		if (n == 0 && day != seen)
			return last;
		if (sum[i + 1] == sum[i])
			continue;
		if (day != seen) {
			seen = day;
			n--;
		}
		last = i + 1;
	}
	return -1;
}

/* Every 31st minute of a year, for some limits. */
static bool
same_as_naive(const struct wh_calendar *c, int64_t from, const int32_t *sum,
    enum wh_clock_kind kind, int per)
{
	static const int	ns[] = { 1, 2, 3, 8, 40, 100 };
	struct wh_limit		l = { 0, kind };
	int64_t			t;
	size_t			k;
	int			i, j;
	bool			provisional;

	for (k = 0; k < LEN(ns) && ns[k] * per <= 150; k++) {
		l.n = ns[k];
		for (i = j = 0; i < 365 * 1440; i += 31) {
			while (sum[j] - sum[i] < l.n * per * 60)
				j++;
			t = wh_deadline(c, from + i * (int64_t)60, &l,
			    &provisional);
			if (t != from + j * (int64_t)60)
				return false;
			if (wh_used(c, from + i * (int64_t)60, t + 120,
			    l.kind) != (sum[j + 2] - sum[i]) * 60)
				return false;
		}
	}
	return true;
}

/* Every 173rd minute of a year, for some limits, to the ends of workdays. */
static bool
same_days(const struct wh_calendar *c, const struct wh_zone *z, int64_t from,
    const int32_t *sum)
{
	static const int	ns[] = { 1, 2, 3, 5, 15 };
	struct wh_limit		l = { 0, WH_WORK_DAY_END };
	size_t			k;
	int			i;
	bool			provisional;

	for (k = 0; k < LEN(ns); k++)
		for (i = 0; i < 365 * 1440; i += 173) {
			l.n = ns[k];
			if (wh_deadline(c, from + i * (int64_t)60, &l,
			    &provisional) != from + (int64_t)60 *
			    naive_day(z, from, sum, i, ns[k]))
				return false;
		}
	return true;
}

static void
against_naive(void)
{
	static const int	day_hours[][2] = { { 8, 12 }, { 14, 18 } };
	static const int	hot_hours[][2] = { { 7, 11 }, { 15, 19 } };
	static const int	night_hours[][2] = { { 0, 3 }, { 22, 24 } };
	struct office		o = { day_hours, 2, NULL };
	struct wh_calendar	*c = china();
	int64_t			 from = wh_day_start(&cn, 20454);
	int32_t			*sum = naive(c, &cn, from, &o);

	ok(same_as_naive(c, from, sum, WH_WORK_HOUR, 1));
	ok(same_as_naive(c, from, sum, WH_WORK_DAY_EXACT, 8));
	ok(same_days(c, &cn, from, sum));
	free(sum);
	/* office hours of another summer */
	ok(wh_calendar_hours(&err, c, wh_days_from(2026, 6, 1),
	    wh_days_from(2026, 9, 30), "07:00-11:00 15:00-19:00", NULL));
	o.summer = hot_hours;
	sum = naive(c, &cn, from, &o);
	ok(same_as_naive(c, from, sum, WH_WORK_HOUR, 1));
	ok(same_as_naive(c, from, sum, WH_WORK_DAY_EXACT, 8));
	ok(same_days(c, &cn, from, sum));
	free(sum);
	wh_calendar_free(c);
	/* clock changes at night, which have workers */
	o = (struct office){ night_hours, 2, NULL };
	c = wh_calendar_new(&err, &ny, "00:00-03:00 22:00-24:00", "2-7");
	from = wh_day_start(&ny, 17897);
	sum = naive(c, &ny, from, &o);
	ok(same_as_naive(c, from, sum, WH_WORK_HOUR, 1));
	ok(same_as_naive(c, from, sum, WH_WORK_DAY_EXACT, 8));
	ok(same_days(c, &ny, from, sum));
	free(sum);
	wh_calendar_free(c);
}

static uint64_t seed = 88172645463325252;

static int64_t
below(int64_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (int64_t)(seed % (uint64_t)n);
}

/* Does the second before t lie in office hours of a workday? */
static bool
in_office(const struct wh_calendar *c, const struct wh_zone *z, int64_t t)
{
	int64_t	local = t - 1 + wh_zone_offset(z, t - 1);
	int64_t	s = local % 86400;

	return wh_workday(c, local / 86400) &&
	    ((s >= 8 * 3600 && s < 12 * 3600) ||
	    (s >= 14 * 3600 && s < 18 * 3600));
}

/* What must hold for any start, to the second, and any limit. */
static bool
holds(const struct wh_calendar *c, const struct wh_zone *z, int64_t start)
{
	struct wh_limit	l = { 1 + below(60), WH_CLOCK_KINDS };
	struct wh_limit	more = l;
	int64_t		t, later;
	int		kind;
	bool		p, good = true;

	for (kind = 0; kind < WH_CLOCK_KINDS; kind++) {
		l.kind = more.kind = (enum wh_clock_kind)kind;
		more.n = l.n + 1;
		t = wh_deadline(c, start, &l, &p);
		later = wh_deadline(c, start + 1 + below(99999), &l, &p);
		good = good && t > start && later >= t &&
		    wh_deadline(c, start, &more, &p) > t;
		if (kind == WH_URGENT_HOUR || kind == WH_WORK_HOUR)
			good = good &&
			    wh_used(c, start, t, l.kind) == l.n * 3600;
		if (kind == WH_NATURAL_DAY)
			good = good &&
			    wh_used(c, start, t, l.kind) == l.n * 86400;
		if (kind == WH_WORK_DAY_EXACT)
			good = good &&
			    wh_used(c, start, t, l.kind) == l.n * 28800;
		if (kind >= WH_WORK_HOUR)
			good = good && in_office(c, z, t);
	}
	return good;
}

/*
 * Whenever a clock stands still, as much of the limit is left after as was
 * before; one that never does leaves the deadline where it was.
 */
static bool
pauses(const struct wh_calendar *c, int64_t start)
{
	struct wh_limit	l = { 1 + below(60), WH_CLOCK_KINDS };
	int64_t		due, from, to, then;
	int		kind;
	bool		p, good = true;

	for (kind = 0; kind < WH_CLOCK_KINDS; kind++) {
		l.kind = (enum wh_clock_kind)kind;
		due = wh_deadline(c, start, &l, &p);
		from = start + below(due - start + 1);
		to = from + below(20 * 86400);
		then = wh_moved(c, due, from, to, l.kind, &p);
		good = good && then >= due &&
		    wh_moved(c, due, from, from, l.kind, &p) == due;
		if (kind != WH_WORK_DAY_END)
			good = good && (then <= to ||
			    wh_used(c, to, then, l.kind) ==
			    wh_used(c, from, due, l.kind));
	}
	return good;
}

static void
properties(void)
{
	struct wh_calendar	*c = china();
	int64_t			 from = wh_day_start(&cn, 20454);
	int			 i;
	bool			 good = true;

	for (i = 0; i < 10000; i++)
		good = good && holds(c, &cn, from + below(365 * 86400)) &&
		    pauses(c, from + below(365 * 86400));
	ok(good);
	wh_calendar_free(c);
	c = wh_calendar_new(&err, &ny, office, "1-5");
	from = wh_day_start(&ny, 17897);
	for (i = 0; i < 10000; i++)
		good = good && holds(c, &ny, from + below(365 * 86400));
	ok(good);
	wh_calendar_free(c);
}

int
main(void)
{
	against_naive();
	properties();
	return finish();
}
