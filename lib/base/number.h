/*
 * number.h - chains of digits, for mask.c, which reads them, and number.c,
 * which says what they are.  138-1234-5678 is a chain of three groups and
 * two joints.
 */
#ifndef WH_NUMBER_H
#define WH_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

enum {
	WH_GROUPS	= 6,	/* the longest shape, a prefix, an extension */
	WH_DIGITS	= 20	/* of a group that are kept */
};

/* What stands between two groups; bits, so that a shape can allow some. */
enum wh_joint {
	WH_END		= 0,	/* nothing that joins */
	WH_BLANK	= 1,
	WH_HYPHEN	= 2,
	WH_DOT		= 4,
	WH_CLOSE	= 8,	/* a bracket, then perhaps a blank or hyphen */
	WH_OPEN		= 16	/* perhaps a blank or hyphen, then a bracket */
};

struct wh_group {
	const char	*end;
	size_t		 n;	/* how many digits; may pass WH_DIGITS */
	char		 d[WH_DIGITS];	/* in ASCII; X may end the chain */
	enum wh_joint	 joint;	/* to the next group */
};

struct wh_chain {
	const char	*at;
	struct wh_group	 g[WH_GROUPS];
	size_t		 n;
	bool		 plus;	/* a plus sign stands before it */
	bool		 amount;	/* its first group is money */
	enum wh_joint	 before;	/* from digits that are no number */
};

/* A number that was found at the beginning of a chain. */
struct wh_digits {
	size_t	groups;		/* how many it takes, counted from the first */
	char	keep[5];	/* the digits that stay */
	bool	prefix;		/* it has a country code */
	bool	tel;		/* it may have an extension */
};

bool	 wh_number(const struct wh_chain *, struct wh_digits *);

#endif
