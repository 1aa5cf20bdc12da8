/*
 * time.c - no text may break the readers of times, dates and limits
 *
 * The input is a text, or a format, a newline and a text.  What is read must
 * be written so that it is read again as the same.
 */
#include <stdlib.h>
#include <string.h>

#include "base/base.h"

int	 LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static struct wh_zone_row rows[] = {
	{ -((int64_t)1 << 53), -18000 },
	{ 1552201200, -14400 },
	{ 1572760800, -18000 }
};
static const struct wh_zone zones[] = { { 0, NULL }, { 3, rows } };

static void
check_time(const struct wh_zone *z, int64_t t)
{
	const char	*why;
	char		 s[WH_TIME_TEXT];
	int64_t		 back;
	bool		 date_only;

	wh_time_text(z, t, s);
	if (!wh_time_read(z, s, &back, &date_only, &why) || date_only)
		abort();
	if (back != t && back != t - 3600)	/* the earlier of two */
		abort();
}

static void
check_times(const char *format, const char *s)
{
	const char	*why;
	int64_t		 t;
	size_t		 i;
	bool		 date_only;

	for (i = 0; i < 2; i++) {
		if (wh_time_read(&zones[i], s, &t, &date_only, &why))
			check_time(&zones[i], t);
		else if (why == NULL)
			abort();
		if (wh_time_scan(&zones[i], format, s, &t, &date_only, &why))
			check_time(&zones[i], t);
		else if (why == NULL)
			abort();
	}
}

static void
check_date(const char *s)
{
	char	buf[WH_TIME_TEXT];
	int64_t	day, back;

	if (wh_date_read(s, &day) &&
	    (!wh_date_read(wh_date_text(day, buf), &back) || back != day))
		abort();
}

static void
check_limit(const char *s)
{
	static const struct wh_readings said = {
		{ true, true, true, true },
		{ WH_WORK_HOUR, WH_WORK_DAY_EXACT, WH_NATURAL_DAY,
		    WH_WORK_DAY_END }
	};
	struct wh_limit	 l, back;
	const char	*why, *rest;
	char		 buf[WH_TIME_TEXT];

	if (!wh_limit_read(&said, s, &l, &rest, &why)) {
		if (why == NULL)
			abort();
	} else if (rest < s && *rest != '\0')
		abort();
	else if (!wh_limit_read(NULL, wh_limit_text(&l, buf), &back, NULL,
	    &why) || back.n != l.n || back.kind != l.kind)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	char	*format = malloc(n + 1);
	char	*s;

	if (format == NULL)
		return 0;
	memcpy(format, p, n);
	format[n] = '\0';
	if ((s = strchr(format, '\n')) != NULL)
		*s++ = '\0';
	else
		s = format;
	check_times(format, s);
	check_date(s);
	check_limit(s);
	free(format);
	return 0;
}
