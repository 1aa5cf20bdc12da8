/*
 * kinds.c - what the values of a foreign column could be: times, and in which
 * format, telephones, numbers, codes of areas, people.
 */
#include <stdlib.h>
#include <string.h>

#include "case/guess.h"

/* Formats that times come in, beside those that need none. */
static const char *const formats[] = {
	"%m/%d/%Y %I:%M:%S %p", "%d/%m/%Y %I:%M:%S %p",
	"%m/%d/%Y %I:%M %p", "%d/%m/%Y %I:%M %p",
	"%m/%d/%Y %H:%M:%S", "%d/%m/%Y %H:%M:%S",
	"%m/%d/%Y %H:%M", "%d/%m/%Y %H:%M",
	"%m/%d/%Y", "%d/%m/%Y",
	"%m-%d-%Y %H:%M:%S", "%d-%m-%Y %H:%M:%S",
	"%m-%d-%Y %H:%M", "%d-%m-%Y %H:%M",
	"%m-%d-%Y", "%d-%m-%Y",
	"%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y",
	"%Y%m%d%H%M%S", "%Y%m%d%H%M", "%Y%m%d %H:%M:%S", "%Y%m%d %H%M%S",
	"%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S.%f",
	"%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%d-%H.%M.%S",
	"%Y-%m-%d %H-%M-%S", "%Y-%m-%d %I:%M:%S %p",
	"%Y-%m-%d %p%I:%M:%S", "%Y/%m/%d %p%I:%M:%S",
	"%Y年%m月%d日 %p%I:%M:%S", "%Y年%m月%d日%H:%M:%S",
	"%Y年%m月%d日%H:%M", "%Y年%m月%d日%H时%M分",
	"%y-%m-%d %H:%M:%S", "%y/%m/%d %H:%M:%S", "%y-%m-%d %H:%M",
	"%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M",
	"%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y/%m/%d"
};
enum { FORMATS = sizeof(formats) / sizeof(formats[0]), TRIED = 400 };

static bool
scan(struct wh *w, const char *format, const char *s)
{
	const char	*why;
	int64_t		 t;
	bool		 date;

	if (format == NULL)
		return wh_time_read(&w->zone, s, &t, &date, &why);
	return wh_time_scan(&w->zone, format, s, &t, &date, &why);
}

/* Which distinct values, of those that are tried, has no format read yet? */
static size_t
count(struct wh *w, const struct wh_theirs *t, const char *format,
    bool *done, bool mark)
{
	size_t	i, n = 0;

	for (i = 0; i < t->all.n && i < TRIED; i++) {
		if (done[i] || !scan(w, format, t->all.e[i].s))
			continue;
		n++;
		if (mark)
			done[i] = true;
	}
	return n;
}

/* The format that reads most of what is left, and whether the other order
   of day and month reads as much. */
static size_t
best(struct wh *w, const struct wh_theirs *t, bool *done, size_t *which,
    bool *ambiguous)
{
	size_t	i, n, most = 0;

	for (i = 0; i < FORMATS; i++) {
		n = count(w, t, formats[i], done, false);
		if (n > most) {
			most = n;
			*which = i;
			*ambiguous = false;
		} else if (n > 0 && n == most && i == *which + 1 &&
		    (strncmp(formats[*which], "%m/%d", 5) == 0 ||
		    strncmp(formats[*which], "%m-%d", 5) == 0))
			*ambiguous = true;
	}
	return most;
}

/*
 * Find out how many of the distinct values are times, and by which formats;
 * none if they need none.
 */
static void
times(struct wh *w, struct wh_theirs *t)
{
	bool	done[TRIED] = { false };
	size_t	n, which = 0, all = t->all.n < TRIED ? t->all.n : TRIED;

	t->times = count(w, t, NULL, done, false);
	if (100 * t->times >= 98 * all || all == 0)
		return;
	for (t->times = 0; t->nformat < WH_FORMATS &&
	    t->times < all; t->times += n) {
		n = best(w, t, done, &which, &t->ambiguous);
		if (n == 0 || 50 * n < all)
			break;
		t->format[t->nformat++] = formats[which];
		count(w, t, formats[which], done, true);
		if (t->ambiguous)
			n = all - t->times;
	}
}

/* 30000 to 60000 are days from 1982 to 2064, as spreadsheets count them. */
static bool
is_serial(const char *s)
{
	char	*end;
	double	 d = strtod(s, &end);

	return *end == '\0' && d >= 30000 && d < 60000 &&
	    s[strspn(s, "0123456789.")] == '\0';
}

static bool
is_phone(const char *s)
{
	size_t	n = 0, stars = 0;

	if (strncmp(s, "+86", 3) == 0)
		s += 3;
	for (; *s != '\0'; s++)
		if (*s >= '0' && *s <= '9')
			n++;
		else if (*s == '*')
			stars++;
		else if (strchr(" -()", *s) == NULL)
			return false;
	return n + stars >= 10 && n + stars <= 12 && n >= 6;
}

/* A mobile number of the mainland: nothing else looks like it. */
static bool
is_mobile(const char *s)
{
	return is_phone(s) && strlen(s) == 11 && s[0] == '1' && s[1] >= '3';
}

static bool
is_code(const char *s)
{
	size_t	n = strspn(s, "0123456789");

	return s[n] == '\0' && (n == 6 || n == 9 || n == 12) &&
	    s[0] >= '1' && s[0] <= '8' && strncmp(s + 2, "00", 2) != 0;
}

static bool
is_person(const char *s)
{
	static const char *const	end[] = { "先生", "女士", "某", "某某",
					    "小姐", "同志" };
	size_t				i, k, n = strlen(s);

	for (i = 0; i < sizeof(end) / sizeof(end[0]); i++) {
		k = strlen(end[i]);
		if (n > k && n <= k + 9 && strcmp(s + n - k, end[i]) == 0)
			return true;
	}
	return false;
}

static void
numbers(struct wh_theirs *t, const char *s)
{
	char	*end;
	double	 d = strtod(s, &end);

	if (*end != '\0' || end == s || !(d > -1e300 && d < 1e300))
		return;
	if (t->reals++ == 0)
		t->least = t->greatest = d;
	t->least = d < t->least ? d : t->least;
	t->greatest = d > t->greatest ? d : t->greatest;
}

/*
 * Look at the distinct values of a column and count what they could be.
 */
void
wh_kinds(struct wh *w, struct wh_theirs *t)
{
	const char	*s;
	size_t		 i, serials = 0;

	times(w, t);
	for (i = 0; i < t->all.n; i++) {
		s = t->all.e[i].s;
		t->phones += is_phone(s);
		t->mobiles += is_mobile(s);
		t->codes += is_code(s);
		t->people += is_person(s);
		serials += is_serial(s);
		numbers(t, s);
	}
	if (t->all.n > 0 && t->times == 0 && serials == t->all.n) {
		t->serials = true;
		t->times = serials < TRIED ? serials : TRIED;
	}
}

/* Are nearly all of the values times? */
bool
wh_is_time(const struct wh_theirs *t)
{
	size_t	n = t->all.n < TRIED ? t->all.n : TRIED;

	return n > 0 && 10 * t->times >= 9 * n;
}
