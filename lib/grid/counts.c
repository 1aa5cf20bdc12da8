/*
 * counts.c - sums of counts, of which rows of tables make figures; and what
 * such a figure may be called.
 */
#include <stdio.h>
#include <string.h>

#include "grid/grid.h"

#define NAME	"abcdefghijklmnopqrstuvwxyz0123456789_"

/*
 * The next term of a sum, counts joined by + or -.  False at the end, to
 * which *s then points, or where it is no sum.
 */
bool
wh_sum_next(const char **s, struct wh_term *t)
{
	const char	*p = *s + strspn(*s, " ");

	t->sign = '+';
	if (t->name != NULL) {
		if (*p != '+' && *p != '-')
			return false;
		t->sign = *p++;
		p += strspn(p, " ");
	}
	if ((t->n = strspn(p, NAME)) == 0)
		return false;
	t->name = p;
	*s = p + t->n + strspn(p + t->n, " ");
	return true;
}

/* Is it a sum, and of counts that there are? */
bool
wh_sum_good(const char *s)
{
	struct wh_term	t = { 0 };
	char		name[64];

	while (wh_sum_next(&s, &t)) {
		snprintf(name, sizeof(name), "%.*s", (int)t.n, t.name);
		if (t.n >= sizeof(name) || !wh_word_in(WH_ADDED_WORDS, name))
			return false;
	}
	return *s == '\0' && t.name != NULL;
}

static bool
ends(const char *s, const char *end)
{
	size_t	n = strlen(s), m = strlen(end);

	return n >= m && strcmp(s + n - m, end) == 0;
}

/* Why a figure that is made of counts cannot have this code, or NULL. */
const char *
wh_metric_code_wrong(const char *s)
{
	if (*s < 'a' || *s > 'z' || s[strspn(s, NAME)] != '\0')
		return "not small letters, digits and _, a letter first";
	if (wh_word_in("key name rest id group group_name rank rank_base tie"
	    " grade list under move ord rest2 id2 ord2 key2 name2 across"
	    " across_name col n" WH_COUNT_WORDS, s))
		return "is the name of another figure or column";
	if (ends(s, "_before") || ends(s, "_change") || ends(s, "_diff") ||
	    ends(s, "_last_year"))
		return "ends as figures of another period do: _before,"
		    " _change, _diff, _last_year";
	if (strncmp(s, "x_", 2) == 0)
		return "begins with x_";
	return NULL;
}

/* Why a row of table metric, or of a score, without sums, is wrong; or NULL. */
const char *
wh_metric_wrong(const char *code, const char *num, const char *den)
{
	return wh_metric_code_wrong(code) != NULL ?
	    wh_metric_code_wrong(code) : num == NULL ? NULL :
	    !wh_sum_good(num) ?
	    "num is not a sum of counts" : !wh_sum_good(den) ?
	    "den is not a sum of counts" : NULL;
}
