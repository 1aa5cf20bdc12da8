/*
 * scan.c - times in the format of a map.
 *
 * A format says where the numbers stand in a foreign text.  They are put
 * into the one form that wh_time_read knows, which then decides whether
 * there is such a time; so both refuse the same things in the same words.
 */
#include <string.h>
#include <strings.h>

#include "base/base.h"

/* A longer text is no time; a * with blanks takes the square of its length. */
enum { LONGEST = 4096 };

enum { LAST_SERIAL = 2958465 };		/* 9999-12-31 in a spreadsheet */
#define FRACTIONS	UINT64_C(100000000000000)

/* Directives that read digits, then the others. */
static const char directives[] = "YymdHIMSfzp";
enum {
	YEAR, YEAR2, MONTH, DAY, HOUR, HOUR12, MINUTE, SECOND, FRACTION,
	NUMBERS
};

struct fields {
	int		 v[NUMBERS];	/* by place in directives */
	bool		 joined;	/* the step before was a number */
	bool		 afternoon;	/* of %p */
	const char	*zone;		/* of %z, not ended */
	size_t		 nzone;
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The place of a directive in the list, or -1. */
static int
place(char c)
{
	const char	*p = c == '\0' ? NULL : strchr(directives, c);

	return p == NULL ? -1 : (int)(p - directives);
}

/* Does the format have one of these directives, given as bits? */
static bool
has(unsigned seen, const char *some)
{
	for (; *some != '\0'; some++)
		if (seen & 1U << place(*some))
			return true;
	return false;
}

/*
 * Say what is wrong with a format, or NULL and the bits of its directives.
 */
static const char *
check(const char *format, unsigned *seen)
{
	int	i;

	*seen = 0;
	while ((format = strchr(format, '%')) != NULL) {
		if (format[1] != '%') {
			if ((i = place(format[1])) == -1)
				return "the map's format has a directive that "
				    "is none of %Y %y %m %d %H %I %M %S %p %z "
				    "%f %%";
			*seen |= 1U << i;
		}
		format += 2;
	}
	if (!has(*seen, "Yy") || !has(*seen, "m") || !has(*seen, "d"))
		return "the map's format lacks the year, month or day";
	if (has(*seen, "I") != has(*seen, "p"))
		return "in the map's format %I and %p go together";
	if (has(*seen, "MSfz") && !has(*seen, "HI"))
		return "the map's format lacks the hour";
	return NULL;
}

/* Morning or afternoon; returns what follows, or NULL. */
static const char *
half(const char *p, bool *afternoon)
{
	if (strncmp(p, "上午", 6) == 0 || strncmp(p, "下午", 6) == 0) {
		*afternoon = strncmp(p, "下午", 6) == 0;
		return p + 6;
	}
	if (strncasecmp(p, "am", 2) != 0 && strncasecmp(p, "pm", 2) != 0)
		return NULL;
	*afternoon = *p == 'p' || *p == 'P';
	return p + 2;
}

/* An offset: Z, +08:00 or +0800; returns what follows, or NULL. */
static const char *
zone(const char *p)
{
	int	i;

	if (*p == 'Z')
		return p + 1;
	if (*p != '+' && *p != '-')
		return NULL;
	for (p++, i = 0; i < 4; i++, p++) {
		if (i == 2 && *p == ':')
			p++;
		if (!is_digit(*p) || (i == 2 && *p > '5'))
			return NULL;
	}
	return p;
}

/* A number of min to max digits; returns what follows, or NULL. */
static const char *
number(const char *p, int min, int max, int *v)
{
	int	n;

	*v = 0;
	for (n = 0; n < max && is_digit(p[n]); n++)
		*v = *v * 10 + p[n] - '0';
	return n < min ? NULL : p + n;
}

/* Any digits; returns what follows, or NULL. */
static const char *
fraction(const char *p)
{
	if (!is_digit(*p))
		return NULL;
	while (is_digit(*p))
		p++;
	return p;
}

/*
 * Match one directive, of which f is the letter.  A number of two digits
 * may be one digit, unless another number stands beside it: of 260105 with
 * a digit lost nobody can say which.
 */
static const char *
directive(const char *f, const char *p, struct fields *to)
{
	int	i = place(*f);
	int	next = f[1] == '%' ? place(f[2]) : -1;
	int	min = to->joined || (next != -1 && next < NUMBERS) ? 2 : 1;

	to->joined = i < NUMBERS;
	switch (*f) {
	case 'Y':
		return number(p, 4, 4, &to->v[i]);
	case 'f':
		return fraction(p);
	case 'p':
		return half(p, &to->afternoon);
	case 'z':
		to->zone = p;
		if ((p = zone(p)) != NULL)
			to->nzone = (size_t)(p - to->zone);
		return p;
	default:
		return number(p, min, 2, &to->v[i]);
	}
}

/* Match one step of the format, which is moved on. */
static const char *
step(const char **format, const char *p, struct fields *to)
{
	const char	*f = *format;
	const char	*q;

	if (*f == '%' && f[1] != '%') {
		*format = f + 2;
		return directive(f + 1, p, to);
	}
	to->joined = false;
	if ((*format = wh_skip_blanks(f)) > f) {
		q = wh_skip_blanks(p);
		return q > p || **format == '\0' ? q : NULL;
	}
	*format = f + (*f == '%' ? 2 : 1);
	return *p == *f ? p + 1 : NULL;
}

/*
 * Match a text with a format.  Only the last * seen is ever lengthened: what
 * stands between two of them is taken where it is first found, and to find
 * it later would help nothing.
 */
static bool
match(const char *f, const char *p, struct fields *to)
{
	const char	*star = NULL;
	const char	*mark = NULL;
	const char	*next;

	for (;;) {
		if (*f == '*') {
			star = ++f;
			mark = p;
			to->joined = false;
			continue;
		}
		if (*f == '\0') {
			if (star == f || *wh_skip_blanks(p) == '\0')
				return true;
			next = NULL;
		} else
			next = step(&f, p, to);
		if (next != NULL)
			p = next;
		else if (star == NULL || *mark == '\0')
			return false;
		else {
			p = ++mark;
			f = star;
			to->joined = false;
		}
	}
}

/* Write a number over the zeros of the template. */
static void
put(char *p, int v, int width)
{
	while (width-- > 0) {
		p[width] = (char)('0' + v % 10);
		v /= 10;
	}
}

/* The fields in the form of wh_time_read. */
static void
compose(const struct fields *c, unsigned seen, char s[WH_TIME_TEXT])
{
	int	year = c->v[YEAR];
	int	hour = c->v[HOUR];

	if (!has(seen, "Y"))
		year = c->v[YEAR2] + (c->v[YEAR2] < 69 ? 2000 : 1900);
	if (has(seen, "I")) {
		hour = c->v[HOUR12] % 12 + (c->afternoon ? 12 : 0);
		if (c->v[HOUR12] < 1 || c->v[HOUR12] > 12)
			hour = 99;		/* to be refused */
	}
	strcpy(s, "0000-00-00 00:00:00");
	put(s, year, 4);
	put(s + 5, c->v[MONTH], 2);
	put(s + 8, c->v[DAY], 2);
	put(s + 11, hour, 2);
	put(s + 14, c->v[MINUTE], 2);
	put(s + 17, c->v[SECOND], 2);
	if (!has(seen, "HI"))
		s[10] = '\0';
	else if (has(seen, "z")) {
		memcpy(s + 19, c->zone, c->nzone);
		s[19 + c->nzone] = '\0';
	}
}

/*
 * A day number of a spreadsheet, in the form of wh_time_read; false if it is
 * none, with *why.  Those that count from 1900 have a day 60 that never was,
 * 1900-02-29: the days before it are one more than they seem.  A fraction is
 * the time of day, to the second; fourteen digits of it are more than a
 * spreadsheet has.
 */
static bool
serial(const char *p, bool mac, char s[WH_TIME_TEXT], const char **why)
{
	uint64_t	 part = 0, whole = 1;
	int64_t		 day, seconds;
	const char	*end;
	int		 y, m, d;

	*why = "does not fit the map's format";
	if ((end = wh_scan_uint(p, &day)) == NULL || day > LAST_SERIAL)
		return false;
	if (*end == '.') {
		if (!is_digit(*++end))
			return false;
		for (; is_digit(*end); end++)
			if (whole < FRACTIONS) {
				part = part * 10 + (uint64_t)(*end - '0');
				whole *= 10;
			}
	}
	if (*wh_skip_blanks(end) != '\0')
		return false;
	if (!mac && (day == 0 || day == 60)) {
		*why = "no such day in the map's format";
		return false;
	}
	seconds = (int64_t)((part * 86400 + whole / 2) / whole);
	day += mac ? wh_days_from(1904, 1, 1) : wh_days_from(1899, 12, 30) +
	    (day < 60);
	wh_days_to(day + seconds / 86400, &y, &m, &d);
	if (y > 9999)
		return false;
	seconds %= 86400;
	strcpy(s, "0000-00-00 00:00:00");
	put(s, y, 4);
	put(s + 5, m, 2);
	put(s + 8, d, 2);
	put(s + 11, (int)(seconds / 3600), 2);
	put(s + 14, (int)(seconds / 60 % 60), 2);
	put(s + 17, (int)(seconds % 60), 2);
	if (part == 0)
		s[10] = '\0';
	return true;
}

/*
 * Read a time by a format.  %Y %m %d %H %M %S are numbers, %y is a year of
 * two digits (00-68 is 20xx), %I the hour of twelve with %p (AM, PM, 上午,
 * 下午), %z Z or +08:00 or +0800, %f digits of which nothing is kept, %% a
 * percent sign.  A blank matches blanks, * the shortest text that lets the
 * rest match, at the end the rest; anything else matches itself.  The
 * formats serial and serial1904 are day numbers of a spreadsheet.  Blanks
 * around the text do not matter.  The results, and what is refused, are
 * those of wh_time_read; *why does not repeat the format.
 */
bool
wh_time_scan(const struct wh_zone *z, const char *format, const char *s,
    int64_t *t, bool *date_only, const char **why)
{
	struct fields	 to = { 0 };
	char		 text[WH_TIME_TEXT];
	unsigned	 seen;

	if (strcmp(format, "serial") == 0 || strcmp(format, "serial1904") == 0)
		return serial(wh_skip_blanks(s), format[6] != '\0', text,
		    why) && wh_time_read(z, text, t, date_only, why);
	if ((*why = check(format, &seen)) != NULL)
		return false;
	if (strnlen(s, LONGEST + 1) > LONGEST) {
		*why = "a text of more than 4096 bytes; it is no time";
		return false;
	}
	if (!match(wh_skip_blanks(format), wh_skip_blanks(s), &to)) {
		*why = "does not fit the map's format";
		return false;
	}
	compose(&to, seen, text);
	return wh_time_read(z, text, t, date_only, why);
}
