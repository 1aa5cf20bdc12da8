/*
 * steps.h - the clocks of a case, told to people or as JSON.
 */
#ifndef WH_STEPS_H
#define WH_STEPS_H

#include "case/case.h"

/* deadline.c: how the deadline of handling came about */

struct wh_step {
	int64_t	act, at, seq, standard;
	int64_t	from, to;		/* its limit, or the hang, began;
					 * the hang ended */
	int64_t	paused;			/* seconds, or WH_NONE */
	int64_t	due, said;		/* found now; in the journal */
	bool	provisional, goes_on;	/* on the clock that ran */
};
struct wh_steps {
	struct wh_fold	 fold;		/* the case as it would be now */
	struct wh_limit	 limit;		/* of the clock that runs, n 0: none */
	int64_t		 standard;	/* whose limit that is */
	bool		 day_only;
	size_t		 n;
	struct wh_step	*step;
};

bool	 wh_steps_read(struct wh *, int64_t, struct wh_steps *);
void	 wh_steps_free(struct wh_steps *);

/* steps.c: told */

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
