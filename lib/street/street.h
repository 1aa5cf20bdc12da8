/*
 * street.h - what happens on the streets: roads, posts, staffing.
 */
#ifndef WH_STREET_H
#define WH_STREET_H

#include "grid/grid.h"

/* roster.c: a list over SQL whose ?1 is a day and ?2, ?3 are rows or 0 */

struct wh_cursor *wh_list_on(struct wh *, const char *, const char *, int64_t,
	    int64_t, const struct wh_col *, size_t);

#endif
