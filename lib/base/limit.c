/*
 * limit.c - limits as people write them: a number and a clock.
 *
 * What cities mean by an hour or a day differs, so a text that may mean
 * several clocks is read only where the settings of the file say which.
 */
#include <string.h>

#include "base/base.h"

static const char digits[] = "0123456789";
static const char not_a_limit[] = "not a limit; write a number and "
    "urgent_hour, natural_day, work_hour, work_day_exact or work_day_end";

#define EXACT	"work_day_exact (eight working hours)"
#define END	"work_day_end (end of the n-th working day, counted from the" \
		" next)"
#define HOUR	"urgent_hour (day and night) or work_hour (in office hours)"

enum { PLAIN = WH_LIMIT_WORDS };	/* means but one thing */

/* Our own words first, in the order of kinds; longer ones before shorter. */
static const struct {
	const char		*word;
	enum wh_clock_kind	 kind;
	int			 of;	/* enum wh_limit_word, or PLAIN */
	const char		*why;	/* it is refused if nobody said which */
} words[] = {
	{ "urgent_hour",	WH_URGENT_HOUR,		PLAIN, NULL },
	{ "natural_day",	WH_NATURAL_DAY,		PLAIN, NULL },
	{ "work_hour",		WH_WORK_HOUR,		PLAIN, NULL },
	{ "work_day_exact",	WH_WORK_DAY_EXACT,	PLAIN, NULL },
	{ "work_day_end",	WH_WORK_DAY_END,	PLAIN, NULL },
	{ "紧急工作时",		WH_URGENT_HOUR,		PLAIN, NULL },
	{ "紧急工作日",		WH_NATURAL_DAY,		PLAIN, NULL },
	{ "自然日",		WH_NATURAL_DAY,		PLAIN, NULL },
	{ "自然天",		WH_NATURAL_DAY,		PLAIN, NULL },
	{ "工作小时",		WH_WORK_HOUR,		PLAIN, NULL },
	{ "工作时",		WH_WORK_HOUR,		PLAIN, NULL },
	{ "小时",	0, WH_W_HOUR, "小时 is ambiguous; say " HOUR ", or set"
	    " limit_hour" },
	{ "work_day",	0, WH_W_WORK_DAY, "work_day is ambiguous; say " EXACT
	    " or " END ", or set limit_work_day" },
	{ "工作日",	0, WH_W_WORK_DAY, "工作日 is ambiguous; say " EXACT
	    " or " END ", or set limit_work_day" },
	{ "天",		0, WH_W_DAY, "天 is ambiguous; say natural_day, " EXACT
	    " or " END ", or set limit_day" },
	{ "日",		0, WH_W_RI, "日 is ambiguous; say natural_day, " EXACT
	    " or " END ", or set limit_ri" },
};

/*
 * What a setting may say that an ambiguous word means: false if it is not
 * the name of a clock that could be meant.
 */
bool
wh_reading(enum wh_limit_word word, const char *s, enum wh_clock_kind *kind)
{
	size_t	i;
	bool	hour;

	for (i = 0; i < WH_CLOCK_KINDS; i++) {
		hour = i == WH_URGENT_HOUR || i == WH_WORK_HOUR;
		if (strcmp(words[i].word, s) != 0 ||
		    hour != (word == WH_W_HOUR) ||
		    (word == WH_W_WORK_DAY && i == WH_NATURAL_DAY))
			continue;
		*kind = words[i].kind;
		return true;
	}
	return false;
}

/* Digits, also those as wide as Chinese ones; NULL if there are none. */
static const char *
read_number(const char *p, int64_t *n)
{
	const unsigned char	*u;
	int			 digit;
	bool			 any = false;

	for (*n = 0;; any = true) {
		u = (const unsigned char *)p;
		if (strspn(p, digits) > 0) {
			digit = *p++ - '0';
		} else if (u[0] == 0xef && u[1] == 0xbc && u[2] >= 0x90 &&
		    u[2] <= 0x99) {
			digit = u[2] - 0x90;
			p += 3;
		} else
			return any ? p : NULL;
		if (*n <= WH_LIMIT_MAX)
			*n = *n * 10 + digit;
	}
}

static const char *
skip_word(const char *p, const char *word)
{
	size_t	n = strlen(word);

	return strncmp(p, word, n) == 0 ? p + n : p;
}

/*
 * What stands behind a clock: nothing, or "within", or Chinese words that
 * are not of the limit.  A number, or what makes the limit another one, may
 * not be among them.  NULL if it is none of that.
 */
static const char *
read_rest(const char *word, const char *p)
{
	static const char *const within[] = { "以内", "之内", "内" };
	static const char *const more[] = { "半", "或", "至", "后" };
	const char		*s;
	size_t			 i;
	int64_t			 n;

	p = wh_skip_blanks(p);
	if (*p != '\0' && ((*p & 0x80) == 0 || (*word & 0x80) == 0))
		return NULL;
	for (i = 0; i < sizeof(within) / sizeof(within[0]); i++)
		p = skip_word(p, within[i]);
	p = wh_skip_blanks(p);
	for (i = 0; i < sizeof(more) / sizeof(more[0]); i++)
		if (strstr(p, more[i]) != NULL)
			return NULL;
	for (s = p; *s != '\0'; s++)
		if (read_number(s, &n) != NULL)
			return NULL;
	return p;
}

/* The word that p begins with, and what follows it; -1 if there is none. */
static int
find_word(const char *p, const char **rest)
{
	size_t	i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (skip_word(p, words[i].word) != p && (*rest =
		    read_rest(words[i].word, skip_word(p, words[i].word)))
		    != NULL)
			return (int)i;
	return -1;
}

/*
 * Read a limit: a number and a kind, "2 work_day_end", or a Chinese text,
 * "4工作时", "15天"; those with several meanings have that of r, which may be
 * NULL.  An empty text is no limit.  What stands behind a Chinese limit, as
 * in "1紧急工作时制止", is no part of it: *rest points there, to "" if there
 * is nothing; where rest is NULL it is refused.  On failure false, and *why
 * is a constant text that says what is wrong.
 */
bool
wh_limit_read(const struct wh_readings *r, const char *s, struct wh_limit *l,
    const char **rest, const char **why)
{
	const char	*p = wh_skip_blanks(s), *tail;
	int		 i;

	l->n = 0;
	l->kind = WH_URGENT_HOUR;
	*why = NULL;
	if (rest != NULL)
		*rest = "";
	if (*p == '\0')
		return true;
	*why = not_a_limit;
	if ((p = read_number(p, &l->n)) == NULL)
		return false;
	p = skip_word(wh_skip_blanks(p), "个");
	if ((i = find_word(p, &tail)) < 0)
		return false;
	l->kind = words[i].kind;
	*why = words[i].why;
	if (words[i].of != PLAIN && r != NULL && r->said[words[i].of]) {
		l->kind = r->kind[words[i].of];
		*why = NULL;
	}
	if (*why == NULL && l->n == 0)
		*why = "a limit of zero; leave it empty for no limit";
	else if (*why == NULL && l->n > WH_LIMIT_MAX)
		*why = "a limit above 99999";
	else if (*why == NULL && *tail != '\0' && rest == NULL)
		*why = "words after the limit; only a filing condition takes"
		    " them";
	if (rest != NULL)
		*rest = tail;
	return *why == NULL;
}

/*
 * Write a limit as wh_limit_read reads it, "" for none.  Returns buf.
 */
char *
wh_limit_text(const struct wh_limit *l, char buf[WH_TIME_TEXT])
{
	buf[0] = '\0';
	if (l->n > 0)
		snprintf(buf, WH_TIME_TEXT, "%lld %s", (long long)l->n,
		    words[l->kind].word);
	return buf;
}
