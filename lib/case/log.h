/*
 * log.h - recording acts: what the files of case-log share.
 */
#ifndef WH_LOG_H
#define WH_LOG_H

#include "case/intake.h"

/* log.c: one row of them */

int64_t	 wh_acting(struct wh *, const char *, int64_t);
bool	 wh_act_time(struct wh *, const char *, int64_t *);
bool	 wh_until_arg(struct wh *, const char *, int64_t *);
bool	 wh_apply_masked(struct wh *, int64_t, struct wh_course *,
	    struct wh_jrow *);
bool	 wh_read_amend(struct wh *, const struct wh_log *, const char **,
	    struct wh_intake *, struct wh_reader **);
bool	 wh_check_log(struct wh *, const struct wh_log *);
bool	 wh_record_row(struct wh *, int64_t, const struct wh_log *,
	    const char *, bool *, const char **);

/* again.c: a row that was recorded before */

bool	 wh_recorded_row(struct wh *, int64_t, const struct wh_log *,
	    const struct wh_jrow *, const char *);

/* batch.c: what an entry did, row by row */

struct wh_cursor *wh_acts_done(struct wh *, const char *);

/* power.c: exercising a power */

const char *wh_power_code(struct wh *, const char *);
bool	 wh_power_held(struct wh *, struct wh_course *,
	    const struct wh_jrow *);

/* revert.c: taking back what an import made */

bool	 wh_untouched(struct wh *, int64_t, int64_t, char *, size_t);

#endif
