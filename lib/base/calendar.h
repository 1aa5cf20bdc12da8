/*
 * calendar.h - what calendar.c and clock.c know of a calendar.
 */
#ifndef WH_CALENDAR_H
#define WH_CALENDAR_H

#include "base/base.h"

enum {
	WH_DAYS		= 47482,	/* 1970-01-01 to 2099-12-31 */
	WH_YEARS	= 130,
	WH_HOURS_MAX	= 1000		/* office hours that differ by date */
};

struct wh_hours {
	struct {
		int	from, to;	/* seconds since local midnight */
	}	window[WH_WINDOWS];
	size_t	nwindow;
	bool	week[7];		/* Monday first */
};

struct wh_calendar {
	const struct wh_zone	*zone;
	struct wh_hours		*hours;		/* the first: the default */
	size_t			 nhours;
	uint16_t		 of[WH_DAYS];	/* which hours a day has */
	unsigned char		 listed[WH_DAYS]; /* 0, or enum below */
	bool			 loaded[WH_YEARS];
};
enum { WH_LISTED_OFF = 1, WH_LISTED_WORK };

const struct wh_hours *wh_hours_of(const struct wh_calendar *, int64_t);

#endif
