/*
 * tick.c - how far a long job has come: one line on a terminal, after the
 * first second, wiped before anything else is said.
 */
#include <errno.h>
#include <time.h>
#include <unistd.h>

#include "base/base.h"

/* 1,234,567 */
static const char *
grouped(int64_t n, char buf[32])
{
	char	 digits[24];
	char	*to = buf;
	int	 i, len;

	len = snprintf(digits, sizeof(digits), "%jd", (intmax_t)n);
	for (i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			*to++ = ',';
		*to++ = digits[i];
	}
	*to = '\0';
	return buf;
}

/*
 * What a job says of itself after ms milliseconds and n rows, when part of
 * whole is done (0: nobody knows what the whole is); ms is above 0 and n is
 * not negative.
 */
char *
wh_tick_text(char *buf, size_t size, const char *what, int64_t ms, int64_t n,
    int64_t part, int64_t whole)
{
	char	rows[32], rate[32], left[32];
	int	len;

	len = snprintf(buf, size, "%s %s rows", what, grouped(n, rows));
	if (whole > 0 && part > 0 && len > 0 && (size_t)len < size)
		len += snprintf(buf + len, size - (size_t)len, ", %.0f %%",
		    100.0 * (double)part / (double)whole);
	if (len > 0 && (size_t)len < size)
		len += snprintf(buf + len, size - (size_t)len, ", %s rows/s",
		    grouped((int64_t)((double)n * 1000 / (double)ms), rate));
	if (whole > 0 && part > 0 && len > 0 && (size_t)len < size)
		snprintf(buf + len, size - (size_t)len, ", %s s left",
		    grouped((int64_t)((double)ms / 1000 * (double)(whole -
		    part) / (double)part + 0.5), left));
	return buf;
}

static int64_t
clock_ms(void)
{
	struct timespec	t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/*
 * Show progress on standard error, see wh_talk; with NULL for what the line
 * is wiped.  Shown at most once a second, and only on a terminal.
 */
void
wh_tick_show(const char *what, int64_t n, int64_t part, int64_t whole)
{
	static const char	*job;
	static int64_t		 start, last;
	static bool		 shown;
	char			 text[160];
	int64_t			 now = clock_ms();

	if (what == NULL) {
		if (shown)
			fputs("\r\033[K", stderr);
		shown = false;
		return;
	}
	if (job != what) {
		job = what;
		start = last = now;
	}
	if (now - last < 1000 || !isatty(STDERR_FILENO))
		return;
	last = now;
	shown = true;
	fprintf(stderr, "\r%s: %s\033[K", program_invocation_short_name,
	    wh_tick_text(text, sizeof(text), what, now - start, n, part,
	    whole));
}
