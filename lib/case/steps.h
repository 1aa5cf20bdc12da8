/*
 * explain.h - the clocks of a case, told to people or as JSON.
 */
#ifndef WH_EXPLAIN_H
#define WH_EXPLAIN_H

#include "case/case.h"

struct wh_tell {
	struct wh	*w;
	FILE		*fp;
	bool		 json;
	const char	*sep;		/* before the next member of an array */
	struct {			/* days that are told as one */
		int64_t	 first, last;
		int	 what;		/* -1: none */
		bool	 loaded;
		char	 name[80];
	}		 off;
};

const char *wh_tell_say(const struct wh_tell *, const char *, const char *);
void	 wh_tell_text(const struct wh_tell *, const char *);
void	 wh_tell_member(const struct wh_tell *, const char *, const char *);
void	 wh_tell_time(const struct wh_tell *, const char *, int64_t);
void	 wh_tell_int(const struct wh_tell *, const char *, int64_t);
const char *wh_tell_at(const struct wh_tell *, int64_t);
const char *wh_tell_hours(int64_t, char [WH_TIME_TEXT]);
void	 wh_tell_walk(struct wh_tell *, struct wh_walk *);

#endif
