/*
 * survey.h - looking at a foreign file: what its columns hold, and how they
 * would be read.
 */
#ifndef WH_SURVEY_H
#define WH_SURVEY_H

#include "case/intake.h"

/* values.c: distinct values and how often each occurs */

enum { WH_VALUES = 4096 };	/* so many are told apart */

struct wh_value_count {
	uint64_t	 hash;		/* 0: no entry */
	int64_t		 n;
	size_t		 order;		/* of its first occurrence */
	long		 line;		/* of that; the caller's to set */
	char		*s;		/* its first bytes, or NULL */
	char		*why;		/* the caller's; freed with the rest */
};
struct wh_values {
	size_t			 n, size;
	bool			 more;	/* others were not counted */
	struct wh_value_count	*e;
};

struct wh_value_count *wh_values_add(struct wh_values *, const char *, bool);
void	 wh_values_sort(struct wh_values *);
void	 wh_values_free(struct wh_values *);

/* seen.c: ids that come twice in a file */

struct wh_seen;
struct wh_twice {
	int64_t	same, other;	/* rows: with the same values, with others */
	long	line, first;	/* of the first other, and its first row */
};

struct wh_seen	*wh_seen_new(struct wh *);
bool	 wh_seen_add(struct wh_seen *, const struct wh_intake *);
bool	 wh_seen_end(struct wh_seen *, struct wh_twice *);
void	 wh_seen_free(struct wh_seen *);

/* survey.c, findings.c: how a file would be read */

enum { WH_EXAMPLES = 3 };

struct wh_tally {			/* of a column */
	const char	*column;	/* ours; extra, - for none */
	char		*from;		/* theirs */
	int64_t		 filled, read, refused, made;
	int64_t		 found;		/* wrong, but kept as findings */
	struct wh_values all, wrong, unknown;
	union wh_value	 least, greatest;
	bool		 hidden;	/* personal: no examples */
	size_t		 nexample;
	char		*example[WH_EXAMPLES];
};
struct wh_survey {
	struct wh		*w;
	struct wh_reader	*r;
	struct wh_tally		*t;	/* ours, theirs not bound, the row */
	struct wh_tally		*row;
	size_t			 n, nours;
	size_t			*at;	/* of theirs, from nours on */
	bool			 looking; /* at the values of a row ... */
	bool			 together; /* ... beside each other */
	struct wh_twice		 twice;
	struct wh_rounded	 ids;
	char			*why;	/* what was heard last */
	char			**v;	/* records, of nfield each */
	size_t			 nfield, nrec, next;
};

char	*wh_value_shown(const char *);
void	 wh_survey_report(struct wh_survey *, bool);

#endif
