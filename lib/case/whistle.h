/*
 * whistle.h - whistles: what the files of them share.
 *
 * A whistle and its units follow from the journal: an act is checked, its row
 * is appended, and then wh_whistle_settle makes tables and clocks say what the
 * journal says.
 */
#ifndef WH_WHISTLE_H
#define WH_WHISTLE_H

#include "case/case.h"

enum { WH_SUMMONED = 64 };	/* units that one command may name */

struct wh_units {
	size_t	n;
	int64_t	id[WH_SUMMONED];
};

/* An act of case-escalate for one case, while it is being done. */
struct wh_deed {
	struct wh		*w;
	const struct wh_whistle	*o;
	int64_t			 no, n;	/* n: its whistle, 0 for none */
	int64_t			 as;	/* for whom it is done, 0: by turn */
	struct wh_course	 c;
	struct wh_jrow		 r;
	struct wh_units		 units;	/* of --unit */
	char			*detail; /* --place or --meeting, masked */
	struct wh_buf		 list;	/* codes of units */
	char			 why[240];
};

/* whistle.c */

bool	 wh_refuse(struct wh_deed *, const char *, ...)
	    __attribute__((format(printf, 2, 3)));
int64_t	 wh_deed_turn(struct wh_deed *);
bool	 wh_deed_put(struct wh_deed *, int64_t, int64_t);
bool	 wh_deed_each(struct wh_deed *, bool (*)(struct wh_deed *, int64_t));
int64_t	 wh_deed_person(struct wh_deed *, const char *, const char *);

/* summon.c: blowing it, and whom */

bool	 wh_raise(struct wh_deed *);
bool	 wh_summon(struct wh_deed *, int64_t);

/* judge.c: the three rights, and what units do */

bool	 wh_attend(struct wh_deed *, int64_t);
bool	 wh_judge(struct wh_deed *);
bool	 wh_withdraw(struct wh_deed *);
bool	 wh_excuse(struct wh_deed *, int64_t);
bool	 wh_release(struct wh_deed *);
bool	 wh_score(struct wh_deed *);

/* measure.c: what joins units, and what the street does beside */

bool	 wh_meet(struct wh_deed *);
bool	 wh_team(struct wh_deed *);
bool	 wh_disband(struct wh_deed *);
bool	 wh_climb(struct wh_deed *);
bool	 wh_difficult(struct wh_deed *);
bool	 wh_account(struct wh_deed *);
bool	 wh_letter(struct wh_deed *);
bool	 wh_letter_is_whistle(const struct wh_deed *);
bool	 wh_respond(struct wh_deed *);

/* seat.c: the units of a whistle and their clocks */

struct wh_seat {		/* WH_NONE: not yet */
	int64_t	raised, over;	/* accepted or withdrawn */
	int64_t	summoned, signed_at, contacted, arrived, excused;
};

int64_t	 wh_seat_began(const struct wh_seat *, int);

#endif
