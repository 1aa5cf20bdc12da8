/*
 * street.h - what happens on the streets: roads, posts, staffing.
 */
#ifndef WH_STREET_H
#define WH_STREET_H

#include "grid/grid.h"

/*
 * roster.c: post p is held by person q on road r of rank rule u, on the day
 * that is parameter ?1; k is the rank of q, l and m are the least and the
 * greatest of the rule.
 */
#define WH_PRESENT \
	" ?1 BETWEEN p.valid_from AND coalesce(p.valid_to, '9999-12-31')"
#define WH_RANK_JOINS \
	" JOIN road r ON r.id = p.road" \
	" JOIN person q ON q.id = p.person" \
	" JOIN rank_rule u ON u.road_class = r.class" \
	" LEFT JOIN rank k ON k.id = q.rank" \
	" LEFT JOIN rank l ON l.id = u.least" \
	" LEFT JOIN rank m ON m.id = u.most"
#define WH_RANK_BROKEN \
	" (coalesce(k.ord, l.ord - 1) < l.ord OR k.ord > m.ord)"

bool	 wh_day_arg(struct wh *, const char *, const char *,
	    char [WH_TIME_TEXT]);

#endif
