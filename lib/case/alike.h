/*
 * alike.h - earlier cases that a case may be a duplicate, a relapse or a
 * repeat of: what the files that find and use them share.
 */
#ifndef WH_ALIKE_H
#define WH_ALIKE_H

#include "case/case.h"

/* Kinds, the most telling first. */
enum { WH_DUPLICATE, WH_RELAPSE, WH_REPEAT, WH_UNLIKE };

struct wh_alike_rules {		/* what the profile says */
	int64_t	metres, hours, days, relapse;
	bool	index;		/* cases_alike is there */
};
struct wh_alike {		/* an earlier case */
	int64_t	no, age;
	int	kind;
	bool	caller;
	double	metres;		/* below 0: not known */
};
struct wh_alikes {		/* the most telling first; free v */
	struct wh_alike	*v;
	size_t		 n, max;
	int64_t		 received, state, seq;	/* of the case asked about */
};

bool	 wh_alike_rules(struct wh *, struct wh_alike_rules *);
bool	 wh_alike(struct wh *, const struct wh_alike_rules *, int64_t,
	    struct wh_alikes *);

#endif
