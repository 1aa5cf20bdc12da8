/*
 * setting.c - what a map says of the whole file, and the properties of its
 * columns.
 */
#include <stdlib.h>
#include <string.h>

#include "store/map.h"

enum {
	MOST_SKIP	= 10000,	/* lines before a header */
	MOST_HEADER	= 9,		/* rows of it */
	MOST_PART	= 1000		/* pieces of a text */
};

/*
 * A text that may stand in '...', to keep its blanks; \n, \t and \\ are a
 * newline, a tab and a backslash.  Changed in place; NULL if it is wrong.
 */
static char *
text(struct wh_map_parse *p, char *s)
{
	size_t	 n = strlen(s);
	char	*from, *to;

	if (n >= 2 && s[0] == '\'' && s[n - 1] == '\'') {
		s[n - 1] = '\0';
		s++;
	}
	for (from = to = s; *from != '\0'; from++) {
		if (*from == '\\') {
			if (*++from == '\0' || strchr("nt\\", *from) == NULL) {
				wh_map_wrong(p, s, "after \\ there is n, t or"
				    " another \\");
				return NULL;
			}
			*to++ = *from == 'n' ? '\n' : *from == 't' ? '\t' :
			    '\\';
		} else
			*to++ = *from;
	}
	*to = '\0';
	return s;
}

/* Which of two words s is: *second, or an error. */
static bool
either(struct wh_map_parse *p, const char *s, const char *one,
    const char *two, bool *second)
{
	char	why[80];

	*second = strcmp(s, two) == 0;
	if (*second || strcmp(s, one) == 0)
		return true;
	snprintf(why, sizeof(why), "neither %s nor %s", one, two);
	return wh_map_wrong(p, s, why);
}

/* A whole number from min to max, but not 0 if min is negative. */
static bool
number(struct wh_map_parse *p, const char *s, int min, int max, int *to)
{
	char	why[80], *end;
	long	n = strtol(s, &end, 10);

	*to = (int)n;
	if (*s != '\0' && *end == '\0' && n >= min && n <= max &&
	    (n != 0 || min == 0))
		return true;
	snprintf(why, sizeof(why), min < 0 ? "not a number, 1 to %d or -1"
	    " for the last" : "not a number from 0 to %d", max);
	return wh_map_wrong(p, s, why);
}

/* delimiter = comma, tab, semicolon, bar or a character in quotes */
static bool
delimiter(struct wh_map_parse *p, char *s)
{
	static const struct {
		const char	*name;
		char		 c;
	} names[] = {
		{ "comma", ',' }, { "tab", '\t' }, { "semicolon", ';' },
		{ "bar", '|' }
	};
	size_t	i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(s, names[i].name) == 0) {
			p->m->delimiter = names[i].c;
			return true;
		}
	if (*s == '\'' && (s = text(p, s)) == NULL)
		return false;
	p->m->delimiter = *s;
	return (strlen(s) == 1 && strchr(",\t;|:!#$%&*+/<=>?@^_~", *s) !=
	    NULL) || wh_map_wrong(p, s, "not comma, tab, semicolon, bar or"
	    " another sign in '...'");
}

static const char *const	settings[] = {
	"ignore", "keep", "totals", "duplicate", "ragged", "delimiter",
	"skip", "header"
};
enum { IGNORE, KEEP, TOTALS, DUPLICATE, RAGGED, DELIMITER, SKIP, HEADER,
	SETTINGS };

/*
 * A setting of the whole file; *is says whether NAME is one.  Those that are
 * lists may come several times.
 */
bool
wh_map_setting(struct wh_map_parse *p, const char *name, char *s, bool *is)
{
	struct wh_map	*m = p->m;
	unsigned	 i;

	for (i = 0; i < SETTINGS && strcmp(settings[i], name) != 0; i++)
		;
	if (!(*is = i < SETTINGS))
		return true;
	if (i > TOTALS && (p->seen & 1U << i) != 0)
		return wh_map_wrong(p, name, "said twice");
	p->seen |= 1U << i;
	switch (i) {
	case IGNORE:
		return wh_map_list(p, &m->ignore, &m->nignore, s);
	case KEEP:
		return wh_map_list(p, &m->keep, &m->nkeep, s);
	case TOTALS:
		return wh_map_list(p, &m->totals, &m->ntotals, s);
	case DUPLICATE:
		return either(p, s, "refuse", "last", &m->last);
	case RAGGED:
		return either(p, s, "refuse", "fill", &m->fill);
	case DELIMITER:
		return delimiter(p, s);
	case SKIP:
		return number(p, s, 0, MOST_SKIP, &m->skip);
	default:
		return number(p, s, 0, MOST_HEADER, &m->header);
	}
}

/* COLUMN.unknown = refuse, KEY, make, make under PARENT */
static bool
unknown(struct wh_map_parse *p, struct wh_map_col *c, char *s)
{
	if (strcmp(s, "refuse") == 0)
		return true;
	if (strncmp(s, "make under ", 11) == 0) {
		c->make = true;
		wh_trim(s += 11);
		return wh_map_set(p, &c->parent, s);
	}
	if (strcmp(s, "make") == 0)
		return c->make = true;
	return wh_map_set(p, &c->unknown, s);
}

/* What stands between pieces, in the map's words; it may not be nothing. */
static bool
between(struct wh_map_parse *p, char **to, char *s)
{
	if ((s = text(p, s)) == NULL)
		return false;
	return *s != '\0' ? wh_map_set(p, to, s) :
	    wh_map_wrong(p, s, "nothing stands between the pieces");
}

/* COLUMN.NAME = s */
bool
wh_map_property(struct wh_map_parse *p, struct wh_map_col *c,
    const char *name, char *s)
{
	static const char *const	names[WH_MAP_PROPS] = {
		"format", "path", "under", "unknown", "carry", "join",
		"split", "part", "wrong", "missing"
	};
	int				i;

	for (i = 0; i < WH_MAP_PROPS && strcmp(names[i], name) != 0; i++)
		;
	if (i == WH_MAP_PROPS)
		return wh_map_wrong(p, name, "no such property; there are"
		    " format, path, under, unknown, carry, join, split, part,"
		    " wrong and missing");
	if (c->at[i] != 0 && i != WH_MAP_FORMAT)
		return wh_map_wrong(p, name, "said twice");
	c->at[i] = p->line;
	switch ((enum wh_map_prop)i) {
	case WH_MAP_FORMAT:
		return wh_map_add(p, &c->format, &c->nformat, s);
	case WH_MAP_PATH:
		return *s != '\0' ? wh_map_set(p, &c->path, s) :
		    wh_map_wrong(p, s, "nothing stands between the steps");
	case WH_MAP_UNDER:
		return wh_map_set(p, &c->under, s);
	case WH_MAP_UNKNOWN:
		return unknown(p, c, s);
	case WH_MAP_CARRY:
		return either(p, s, "no", "yes", &c->carry);
	case WH_MAP_JOIN:
		return (s = text(p, s)) != NULL && wh_map_set(p, &c->join, s);
	case WH_MAP_SPLIT:
		return between(p, &c->split, s);
	case WH_MAP_PART:
		return number(p, s, -MOST_PART, MOST_PART, &c->part);
	case WH_MAP_WRONG:
		return either(p, s, "refuse", "finding", &c->finding);
	default:
		return either(p, s, "refuse", "empty", &c->optional);
	}
}
