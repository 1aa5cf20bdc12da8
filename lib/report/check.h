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
/* differ.c: does a bulletin follow from the file; if not, why it does not */
bool	 wh_issued_recount(struct wh *, int64_t, char **);
/* summed.c: the days of the summary that are not what the cases say */
bool	 wh_daily_recount(struct wh *);

#endif
