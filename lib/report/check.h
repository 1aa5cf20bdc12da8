/*
 * check.h - is the file sound: what the checks share.
 */
#ifndef WH_CHECK_H
#define WH_CHECK_H

#include "street/street.h"

/*
 * replay.c: every case whose journal, replayed, does not give the course
 * that is stored; the columns are those of wh_check_findings.  Called inside
 * a reading transaction.
 */
struct wh_cursor *wh_replay(struct wh *);
/* recount.c: the part of it that is not the course. */
bool	 wh_recount(struct wh *);
/* differ.c: bulletins that do not follow from the file, into temp.found */
void	 wh_issued_check(struct wh *, const char *);
/* summed.c: the days of the summary that are not what the cases say */
bool	 wh_daily_recount(struct wh *);

#endif
