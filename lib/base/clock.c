/*
 * clock.c - working time and deadlines, pure functions of a calendar.
 *
 * Office hours become Unix seconds day by day, so that a clock change makes
 * the window it falls into longer or shorter and moves no other.  Working
 * time is counted in elapsed seconds.
 *
 * One walk over the calendar does all of it: it goes from day to day and
 * says of each what it counted there, so whoever explains a deadline repeats
 * the steps by which it was found.  No working time is looked for after 2099.
 */
#include "base/calendar.h"

enum { HOURS_MAX = WH_LIMIT_MAX * 24 };

/* 1900 to 2099: no start is earlier, no deadline is sought later. */
#define BEGIN	(-25567 * (int64_t)86400)
#define END	(WH_DAYS * (int64_t)86400)

/* The seconds of one unit of a limit; of work_day_end a unit is a day. */
static int64_t
unit(enum wh_clock_kind kind)
{
	switch (kind) {
	case WH_URGENT_HOUR:
	case WH_WORK_HOUR:
		return 3600;
	case WH_NATURAL_DAY:
		return 86400;
	case WH_WORK_DAY_EXACT:
		return 8 * 3600;
	default:
		return 1;
	}
}

static bool
is_wall(enum wh_clock_kind kind)
{
	return kind == WH_URGENT_HOUR || kind == WH_NATURAL_DAY;
}

/*
 * Begin to walk from start until so much is counted: seconds of the kind's
 * time or, of work_day_end, ends of workdays after start's day.
 */
static void
walk(struct wh_walk *k, const struct wh_calendar *c, int64_t start,
    int64_t much, enum wh_clock_kind kind)
{
	k->cal = c;
	k->days = kind == WH_WORK_DAY_END;
	k->start = start;
	k->end = INT64_MAX;
	k->left = much;
	k->at = INT64_MAX;
	k->provisional = false;
	k->over = is_wall(kind);
	if (much > HOURS_MAX * (int64_t)3600 || start < BEGIN || start >= END) {
		k->provisional = k->over = true;
		return;
	}
	if (k->over)
		k->at = start + much;
	else
		k->day = wh_day_of(c->zone, start) - !k->days;
}

/*
 * Begin to walk from start to where a limit is over.  Days of the wall's
 * clocks are not walked.
 */
void
wh_walk_limit(struct wh_walk *k, const struct wh_calendar *c, int64_t start,
    const struct wh_limit *l)
{
	int64_t	n = l->n < HOURS_MAX ? l->n : HOURS_MAX + 1;

	walk(k, c, start, n * unit(l->kind), l->kind);
	k->over = k->over || n <= 0;
	if (n <= 0)
		k->at = INT64_MAX;
}

/*
 * Begin to walk from start to end, over all working time between them.
 */
void
wh_walk_between(struct wh_walk *k, const struct wh_calendar *c,
    int64_t start, int64_t end)
{
	start = start > BEGIN ? start : BEGIN;
	walk(k, c, start, 0, WH_WORK_HOUR);
	k->left = INT64_MAX;
	k->end = end < END ? end : END;
	k->over = k->end <= start;
}

/*
 * Count the windows of the day that lie between start and end, and no more
 * than is left.  One that begins or ends in a gap of the clock does so after
 * the gap.
 */
static void
count(struct wh_walk *k, const struct wh_hours *h)
{
	int64_t	from, to;
	size_t	i;

	for (i = 0; i < h->nwindow && k->left > 0; i++) {
		wh_time_local(k->cal->zone, k->day, h->window[i].from, &from);
		wh_time_local(k->cal->zone, k->day, h->window[i].to, &to);
		from = from > k->start ? from : k->start;
		to = to < k->end ? to : k->end;
		if (to <= from)
			continue;
		if (to - from >= k->left)
			k->at = to = from + k->left;
		k->left -= to - from;
		k->counted += to - from;
		k->span[k->n].from = from;
		k->span[k->n++].to = to;
	}
}

/* The day counts as a whole; its end is that of its last window. */
static void
count_day(struct wh_walk *k, const struct wh_hours *h)
{
	int64_t	end;

	k->counted = 1;
	if (--k->left > 0)
		return;
	wh_time_local(k->cal->zone, k->day, h->window[h->nwindow - 1].to,
	    &end);
	k->at = end;
}

/*
 * Walk the next day: what it is, and what was counted of it.  False when
 * there is none to walk any more: k->at is then when all was counted,
 * INT64_MAX if that is never, and k->provisional says whether a day was
 * walked whose year is not loaded.
 */
bool
wh_walk_next(struct wh_walk *k)
{
	const struct wh_hours	*h;

	if (k->over || k->left == 0)
		return false;
	if (k->day + 1 >= WH_DAYS) {
		k->provisional = k->over = true;
		return false;
	}
	k->day++;
	k->counted = 0;
	k->n = 0;
	k->what = wh_day_kind(k->cal, k->day);
	k->loaded = wh_day_loaded(k->cal, k->day);
	if (!k->loaded)
		k->provisional = true;
	h = wh_hours_of(k->cal, k->day);
	if (k->what == WH_DAY_WORK || k->what == WH_DAY_MAKEUP) {
		if (k->days)
			count_day(k, h);
		else
			count(k, h);
	}
	if (k->end < INT64_MAX && k->day >= wh_day_of(k->cal->zone, k->end))
		k->over = true;
	return true;
}

/* Walk to the end. */
static int64_t
arrive(struct wh_walk *k, bool *provisional)
{
	while (wh_walk_next(k))
		;
	*provisional = k->provisional;
	return k->at;
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
	struct wh_walk	k;

	wh_walk_limit(&k, c, start, l);
	return arrive(&k, provisional);
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
	struct wh_walk	k;
	int64_t		n = 0;

	if (end <= start)
		return 0;
	if (is_wall(kind))
		return start < 0 && end > INT64_MAX + start ? INT64_MAX :
		    end - start;
	wh_walk_between(&k, c, start, end);
	while (wh_walk_next(&k))
		n += k.counted;
	return n;
}

/* The end of the n-th workday before a time; INT64_MIN if there is none. */
static int64_t
day_before(const struct wh_calendar *c, int64_t due, int64_t n)
{
	const struct wh_hours	*h;
	int64_t			 day = wh_day_of(c->zone, due), t;

	while (n > 0 && day > 0)
		n -= wh_workday(c, --day);
	if (n > 0)
		return INT64_MIN;
	h = wh_hours_of(c, day);
	wh_time_local(c->zone, day, h->window[h->nwindow - 1].to, &t);
	return t;
}

/*
 * The last time at which so much of a clock is left until it is due; of
 * work_day_end the end of the n-th workday before.  INT64_MIN if that is
 * before all calendars.
 */
int64_t
wh_before(const struct wh_calendar *c, int64_t due, const struct wh_limit *l)
{
	struct wh_walk	k;
	int64_t		much = l->n * unit(l->kind), back = 86400, used;
	bool		provisional;

	if (is_wall(l->kind))
		return due - much;
	if (l->kind == WH_WORK_DAY_END)
		return day_before(c, due, l->n);
	while ((used = wh_used(c, due - back, due, l->kind)) < much)
		if (due - (back *= 2) < BEGIN)
			return INT64_MIN;
	/* The second after it is the first of those that are left. */
	walk(&k, c, due - back, used - much + 1, l->kind);
	return arrive(&k, &provisional) - 1;
}

/* The workdays after a day, up to another one. */
static int64_t
workdays(const struct wh_calendar *c, int64_t day, int64_t last)
{
	int64_t	n = 0;

	while (day < last)
		n += wh_workday(c, ++day);
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
	struct wh_walk	k;
	int64_t		much;

	*provisional = false;
	much = kind != WH_WORK_DAY_END ? wh_used(c, from, to, kind) :
	    from < BEGIN || to >= END ? 0 : workdays(c, wh_day_of(c->zone,
	    from), wh_day_of(c->zone, to));
	if (much <= 0)
		return due;
	walk(&k, c, due, much, kind);
	return arrive(&k, provisional);
}
