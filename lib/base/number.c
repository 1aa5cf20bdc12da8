/*
 * number.c - which chains of digits are telephone or identity numbers.
 *
 * A chain is compared with the shapes in which people write numbers.  Where
 * it could be either it is taken for a number: the whole text is kept in
 * the private room, and what leaks elsewhere leaks everywhere.
 *
 * Left alone on purpose: local numbers without area code, which look like
 * dates, short numbers (110, 12345), and 400 and 800 service lines.
 */
#include <stdio.h>
#include <string.h>

#include "base/number.h"

/* A reading of the chain that may leave out a prefix. */
struct view {
	const struct wh_chain	*c;
	size_t			 i;	/* the first group */
	size_t			 off;	/* digits of it to leave out */
};

/* The digits in each group; 0 ends. */
enum { SHAPE = 6 };
typedef const unsigned char shape[SHAPE];

/*
 * The first digits of a view, at most max, across its groups and ended by
 * NUL: enough to look at a number without minding how it is grouped.
 */
static void
flatten(const struct view *v, char *d, size_t max)
{
	size_t	i;
	size_t	k;
	size_t	n = 0;

	for (i = v->i; i < v->c->n && n < max; i++)
		for (k = i == v->i ? v->off : 0; n < max &&
		    k < v->c->g[i].n && k < WH_DIGITS; k++)
			d[n++] = v->c->g[i].d[k];
	d[n] = '\0';
}

/*
 * Does the view begin with groups of these lengths, ended by 0, joined by
 * some of these joints?  Dots join only if there are two and nothing else,
 * for one is a decimal point.  Returns how many groups, or 0.
 */
static size_t
shaped(const struct view *v, const unsigned char *want, unsigned joints)
{
	const struct wh_group	*g = v->c->g + v->i;
	unsigned		 seen = 0;
	size_t			 k;

	for (k = 0; want[k] != 0; k++) {
		if (v->i + k >= v->c->n ||
		    g[k].n != want[k] + (k == 0 ? v->off : 0))
			return 0;
		if (k > 0)
			seen |= (unsigned)g[k - 1].joint;
	}
	if (seen == WH_DOT)
		return k > 2 && (joints & WH_DOT) ? k : 0;
	return (seen & ~(joints & ~(unsigned)WH_DOT)) == 0 ? k : 0;
}

/* The first of n shapes that the view has, as its number of groups. */
static size_t
any_shape(const struct view *v, shape *want, size_t n, unsigned joints)
{
	size_t	groups = 0;

	while (n-- > 0 && groups == 0)
		groups = shaped(v, *want++, joints);
	return groups;
}

/* A number was found: the view's first groups. */
static bool
found(struct wh_digits *h, const struct view *v, size_t groups, size_t keep)
{
	h->groups = v->i + groups;
	h->prefix = v->i > 0 || v->off > 0;
	h->tel = false;
	flatten(v, h->keep, keep);
	return true;
}

static int
two(const char *d)
{
	return (d[0] - '0') * 10 + d[1] - '0';
}

static bool
birthday(const char *md)
{
	int	month = two(md);
	int	day = two(md + 2);

	return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* Does a province begin with these digits?  11-15, 21-23, ... 91. */
static bool
province(const char *d)
{
	static const char	last[] = "0537645131";

	return (d[1] >= '1' && d[1] <= last[d[0] - '0']) || two(d) == 50;
}

/*
 * Identity numbers: 18 characters with the year of birth, or 15 with its
 * last two digits.  In groups they must name a province, for a case number
 * and what follows it can look like one.  The short form ended with those
 * born in 1999, and 15 digits are also a grid code (area code and three
 * more), whose digits 7 and 8 are 00-19 for streets and towns: so years
 * from 20 on.
 */
static bool
identity(const struct wh_chain *c, struct wh_digits *h)
{
	static shape		 now[] = {
		{ 18 }, { 6, 8, 4 }, { 6, 4, 4, 4 }, { 3, 3, 4, 4, 4 },
		{ 4, 4, 4, 4, 2 }, { 6, 6, 6 }, { 6, 12 }, { 14, 4 },
		{ 10, 8 }
	};
	static shape		 old[] = { { 15 }, { 6, 6, 3 } };
	const struct view	 v = { c, 0, 0 };
	char			 d[19];
	size_t			 n;

	flatten(&v, d, 18);
	n = any_shape(&v, now, 9, WH_BLANK | WH_HYPHEN);
	if (n > 0 && (n == 1 ? d[0] != '0' : province(d)) &&
	    two(d + 6) >= 18 && two(d + 6) <= 20 && birthday(d + 10))
		return found(h, &v, n, 4);
	n = any_shape(&v, old, 2, WH_BLANK | WH_HYPHEN);
	if (n > 0 && province(d) && two(d + 6) >= 20 && birthday(d + 8))
		return found(h, &v, n, 4);
	return false;
}

/* Mobiles: 11 digits from 13 on, in the groups that people make. */
static bool
mobile(const struct view *v, struct wh_digits *h)
{
	static shape	 ways[] = {
		{ 11 }, { 3, 4, 4 }, { 3, 8 }, { 7, 4 }, { 4, 4, 3 },
		{ 4, 3, 4 }, { 3, 3, 5 }, { 4, 7 }
	};
	size_t		 n;
	char		 d[3];

	flatten(v, d, 2);
	if (d[0] != '1' || d[1] < '3')
		return false;
	n = any_shape(v, ways, 8, WH_BLANK | WH_HYPHEN | WH_DOT | WH_CLOSE);
	return n > 0 && found(h, v, n, 3);
}

/*
 * The length of the area code with which d begins, or 0: 010 and 02x, else
 * four digits.  After the country code the zero may be missing.  030x-060x
 * and 080x, which look like rooms and hours, are given to nobody.
 */
static size_t
area_code(const char *d, bool country)
{
	size_t	zero = d[0] == '0';

	if (!zero && !country)
		return 0;
	d += zero;
	if (d[0] == '1')
		return d[1] == '0' ? zero + 2 : 0;
	if (d[0] == '2')
		return zero + 2;
	if (d[0] < '3' || (d[1] == '0' && d[0] != '7' && d[0] != '9'))
		return 0;
	return zero + 3;
}

/*
 * How many groups after the area code's are the subscriber's, or 0.  A date
 * of this century after four digits and a blank is a date after an hour.
 */
static size_t
subscriber(const struct view *v)
{
	static shape		 ways[] = {
		{ 8 }, { 7 }, { 4, 4 }, { 3, 4 }
	};
	const struct view	 rest = { v->c, v->i + 1, 0 };
	const struct wh_group	*g = &v->c->g[v->i];
	size_t			 n;

	if ((g->joint & (WH_BLANK | WH_HYPHEN | WH_CLOSE)) == 0 ||
	    g[1].d[0] < '2')
		return 0;
	if (g[0].n == 4 && g[0].joint == WH_BLANK && g[1].n == 8 &&
	    two(g[1].d) == 20 && birthday(g[1].d + 4))
		return 0;
	n = any_shape(&rest, ways, 4, WH_BLANK | WH_HYPHEN);
	return n == 0 ? 0 : n + 1;
}

/* Landlines with their area code: 01088886666, (0755) 8888 6666. */
static bool
landline(const struct view *v, bool country, struct wh_digits *h)
{
	const struct wh_group	*g = &v->c->g[v->i];
	struct view		 half = *v;
	size_t			 area;
	size_t			 n = 0;
	size_t			 left;
	char			 d[6];

	flatten(v, d, 5);
	area = area_code(d, country);
	if (area == 0 || g->n < v->off + area)
		return false;
	left = g->n - v->off - area;
	if (left == 0)
		n = subscriber(v);
	else if (g->d[v->off + area] < '2')
		return false;
	else if (left == 8 || (left == 7 && area + (d[0] != '0') == 4))
		n = 1;
	else if (left == 4) {
		half.off += area;
		n = shaped(&half, (shape){ 4, 4 }, WH_BLANK | WH_HYPHEN);
	}
	if (n == 0)
		return false;
	found(h, v, n, 3);
	if (d[0] != '0')
		snprintf(h->keep, sizeof(h->keep), "0%.2s", d);
	return h->tel = true;
}

/* Is the view ten digits that can be an American number? */
static bool
american(const struct view *v)
{
	char	d[5];

	flatten(v, d, 4);
	return d[0] >= '2' && d[3] >= '2' && strncmp(d, "400", 3) != 0 &&
	    strncmp(d, "800", 3) != 0;
}

/*
 * North American numbers: only in groups, or after +1, and not out of a
 * longer list whose members are joined in the same way.
 */
static bool
overseas(const struct wh_chain *c, struct wh_digits *h)
{
	const struct wh_group	*g = c->g;
	struct view		 v = { c, 0, 0 };
	size_t			 n;

	if (g->d[0] == '1' && g->n == 11 && c->plus)
		v.off = 1;
	else if (g->d[0] == '1' && g->n == 1 && g->joint != WH_END)
		v.i = 1;
	if (!american(&v))
		return false;
	if ((n = shaped(&v, (shape){ 10 }, 0)) > 0 && c->plus && g->d[0] == '1')
		return found(h, &v, n, 3) && (h->tel = true);
	n = shaped(&v, (shape){ 3, 3, 4 },
	    WH_BLANK | WH_HYPHEN | WH_DOT | WH_CLOSE);
	if (n == 0)
		n = shaped(&v, (shape){ 3, 7 }, WH_CLOSE);
	if (n == 0)
		return false;
	g = &c->g[v.i + n - 1];
	if (!c->plus && g->joint != WH_END && g->joint == g[-1].joint)
		return false;
	if (v.i == 0 && c->before != WH_END && c->before == g[-1].joint)
		return false;
	return found(h, &v, n, 3) && (h->tel = true);
}

/*
 * Leave out the country code of China, apart or not, or the 0 that some
 * still dial before a mobile.  False if there is none.
 */
static bool
skip_prefix(struct view *v)
{
	const struct wh_group	*g = &v->c->g[v->i];
	size_t			 n;

	if (g->n >= 4 && memcmp(g->d, "0086", 4) == 0)
		n = 4;
	else if (g->n >= 2 && memcmp(g->d, "86", 2) == 0)
		n = 2;
	else if (g->n == 12 && g->d[0] == '0')
		n = 1;
	else
		return false;
	if (g->n > n)
		v->off = n;
	else if (g->joint != WH_END && g->joint != WH_DOT)
		v->i++;
	else
		return false;
	return true;
}

/*
 * Does the chain begin with a telephone or identity number?  If so *h says
 * how far it goes.
 */
bool
wh_number(const struct wh_chain *c, struct wh_digits *h)
{
	struct view	v = { c, 0, 0 };

	if (c->amount)
		return false;
	if (identity(c, h) || mobile(&v, h) || landline(&v, false, h) ||
	    overseas(c, h))
		return true;
	if (!skip_prefix(&v))
		return false;
	if (mobile(&v, h))
		return true;
	return (c->plus || v.i == 1 || v.off == 4) && landline(&v, true, h);
}
