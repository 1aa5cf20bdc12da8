/*
 * header.c - which line of a foreign file is its header, and what the columns
 * are called: titles may stand above it, and it may be two rows.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "case/guess.h"

static size_t
filled(const struct wh_rough *r)
{
	size_t	i, n = 0;

	for (i = 0; i < r->n; i++)
		n += *r->v[i] != '\0';
	return n;
}

/* How many cells are names that are known. */
static size_t
hits(const struct wh_words *words, const struct wh_rough *r)
{
	size_t	i, n = 0;

	for (i = 0; i < r->n; i++)
		n += *r->v[i] != '\0' &&
		    wh_word_name(words, r->v[i], false) != NULL;
	return n;
}

/* Names of columns hold neither digits nor colons; titles and data do. */
static bool
plain(const struct wh_rough *r)
{
	size_t	i;

	for (i = 0; i < r->n; i++)
		if (strpbrk(r->v[i], "0123456789:") != NULL ||
		    strstr(r->v[i], "：") != NULL)
			return false;
	return true;
}

/* Is up a row of groups above the names in r? */
static bool
above(const struct wh_rough *up, const struct wh_rough *r)
{
	size_t	i;

	if (up->n != r->n || filled(up) < 2 || !plain(up))
		return false;
	for (i = 1; i < r->n; i++)
		if (*up->v[i] == '\0' && *r->v[i] != '\0')
			return true;
	return false;
}

/* Is low a second row of names, under groups or beside names in r? */
static bool
below(const struct wh_words *words, const struct wh_rough *r,
    const struct wh_rough *low)
{
	size_t	i, gaps = 0, under = 0;

	if (low->n != r->n || !plain(low))
		return false;
	for (i = 0; i < r->n; i++) {
		gaps += *r->v[i] == '\0' && *low->v[i] != '\0';
		under += *r->v[i] != '\0' && *low->v[i] == '\0';
	}
	return (gaps > 0 && under > 0) || (filled(low) > 2 &&
	    2 * hits(words, low) > filled(low));
}

/* A row of which several cells are numbers is no header. */
static bool
is_data(const struct wh_rough *r)
{
	size_t	i, n = 0;

	for (i = 0; i < r->n; i++)
		n += *r->v[i] != '\0' &&
		    r->v[i][strspn(r->v[i], "0123456789.-:/ ")] == '\0';
	return n > 0;
}

/*
 * Find the header among the first n rows of a file that has width columns:
 * sets skip and header of the sample, and *first to the index of its first
 * row.  The row with most names that are known is it, else the first that is
 * half filled; one of numbers is none.
 */
void
wh_header_find(const struct wh_words *words, const struct wh_rough *r,
    size_t n, size_t width, struct wh_sample *s, size_t *first)
{
	size_t	i, k, best = 0, at = 0;

	for (i = 0; i < n; i++)
		if ((k = hits(words, &r[i])) > best &&
		    2 * filled(&r[i]) >= (width > 3 ? width : 2)) {
			best = k;
			at = i;
		}
	for (i = 0; best == 0 && i < n; i++)
		if (2 * filled(&r[i]) >= width) {
			at = i;
			break;
		}
	s->header = 1;
	if (at > 0 && above(&r[at - 1], &r[at])) {
		at--;
		s->header = 2;
	} else if (at + 1 < n && below(words, &r[at], &r[at + 1]))
		s->header = 2;
	else if (best == 0 && is_data(&r[at]))
		s->header = 0;
	s->skip = r[at].line - 1;
	*first = at;
}

/* How many columns the header has: empty cells at its end are none. */
size_t
wh_header_width(const struct wh_sample *s, const struct wh_rough *r)
{
	size_t	i, n = s->header == 0 ? r[0].n : 0;
	int	k;

	for (k = 0; k < s->header; k++) {
		for (i = r[k].n; i > 0 && *r[k].v[i - 1] == '\0'; i--)
			;
		n = i > n ? i : n;
	}
	return n;
}

/* A name may be broken into lines; the reader makes one of them. */
static void
unbreak(char *s)
{
	for (; (s = strpbrk(s, "\r\n")) != NULL; )
		*s = ' ';
}

/* Name the columns as the reader does. */
bool
wh_header_names(struct wh_sample *s, const struct wh_rough *r)
{
	const char	*up, *low;
	size_t		 i, left = 0;
	int		 n;

	s->name = calloc(s->ncol + 1, sizeof(*s->name));
	s->last = calloc(s->ncol + 1, sizeof(*s->last));
	if (s->name == NULL || s->last == NULL)
		return false;
	for (i = 0; i < s->ncol; i++) {
		up = i < r[0].n ? r[0].v[i] : "";
		low = s->header == 2 && i < r[1].n ? r[1].v[i] : "";
		if (s->header == 2 && *up != '\0')
			left = i;
		else if (s->header == 2 && left < r[0].n)
			up = r[0].v[left];
		if (s->header == 0)
			n = asprintf(&s->name[i], "%zu", i + 1);
		else
			n = asprintf(&s->name[i], "%s%s%s", up,
			    *up != '\0' && *low != '\0' ? " " : "", low);
		if (n == -1) {
			s->name[i] = NULL;
			return false;
		}
		unbreak(s->name[i]);
		if ((s->last[i] = strdup(*low != '\0' ? low : up)) == NULL)
			return false;
	}
	return true;
}
