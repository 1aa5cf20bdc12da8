/*
 * scores.c - what a score is made of, in whole hundredths of a point; what
 * can be wrong with its terms.
 */
#include <stdio.h>
#include <string.h>

#include "grid/grid.h"

/*
 * Read a number with at most five digits and two decimals, as hundredths: so
 * no product of it with a percentage or a count of cases overflows.
 */
bool
wh_score_read(const char *s, int64_t *v)
{
	const char	*p = *s == '-' ? s + 1 : s;
	const char	*end = wh_scan_uint(p, v);
	size_t		 n;

	if (end == NULL || end - p > 5)
		return false;
	*v *= 100;
	if (*end == '.') {
		n = strspn(++end, "0123456789");
		if (n < 1 || n > 2)
			return false;
		*v += (end[0] - '0') * 10 + (n > 1 ? end[1] - '0' : 0);
		end += n;
	}
	if (*s == '-')
		*v = -*v;
	return *end == '\0';
}

/* Hundredths in their shortest form, 0.5 or 30; returns buf. */
char *
wh_score_text(int64_t v, char buf[WH_TIME_TEXT])
{
	intmax_t	n = v < 0 ? -v : v;
	size_t		len;

	snprintf(buf, WH_TIME_TEXT, "%s%jd.%02jd", v < 0 ? "-" : "", n / 100,
	    n % 100);
	for (len = strlen(buf); buf[len - 1] == '0'; len--)
		;
	buf[len - (buf[len - 1] == '.')] = '\0';
	return buf;
}

/* Is there a count of cases, a rate or a score of this name? */
bool
wh_figure_known(struct wh *w, const char *name)
{
	return wh_word_in(WH_ADDED_WORDS, name) || wh_int(w, 0,
	    "SELECT 1 FROM main.metric WHERE code = ?1"
	    " UNION SELECT 1 FROM main.score WHERE code = ?1", "t", name) != 0;
}

/*
 * The first thing that is wrong with rates, scores and terms together, which
 * no row tells by itself.  True if there is none.
 */
bool
wh_scores_good(struct wh *w)
{
	sqlite3_stmt	*s = wh_sql(w, WH_SCORE_WRONG " LIMIT 1");

	if (wh_row(w, s))
		wh_fail(&w->err, WH_FAIL, "%s: \"%s\": %s", wh_col_text(s, 0),
		    wh_col_text(s, 1), wh_col_text(s, 2));
	return w->err.status == WH_OK;
}
