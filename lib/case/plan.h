/*
 * plan.h - what a source tells of a case, and the rows that follow from it.
 */
#ifndef WH_PLAN_H
#define WH_PLAN_H

#include "case/intake.h"

/* plan.c: the journal rows that bring a case to where its source says */

enum { WH_PLAN_ROWS = 14, WH_PLAN_FINDINGS = 14 };

struct wh_plan {
	size_t		 n;
	struct wh_jrow	 row[WH_PLAN_ROWS];
	const char	*whole[WH_PLAN_ROWS];	/* text before masking */
	size_t		 nfinding;
	const char	*finding[WH_PLAN_FINDINGS];
	size_t		 nassist;
	int64_t		 assist[WH_ASSISTS];
	char		 assisting[WH_ASSIST_TEXT];	/* their codes */
};

bool	 wh_plan(struct wh *, int64_t, const struct wh_intake *,
	    struct wh_course *, struct wh_plan *);

/*
 * told.c: the rows; each wh_plan_ function adds at most one and returns false
 * if the course refuses it
 */

struct wh_told {
	struct wh		*w;
	int64_t			 no;	/* 0: a new case */
	const struct wh_intake	*in;
	struct wh_course	*c;	/* stepped through the rows */
	struct wh_plan		*p;
};

int64_t	 wh_told_get(const struct wh_told *, enum wh_case_col);
const char *wh_told_text(const struct wh_told *, enum wh_case_col);
void	 wh_told_stage(const struct wh_told *, struct wh_stage_of *);
void	 wh_told_finding(struct wh_told *, const char *);
bool	 wh_told_add(struct wh_told *, struct wh_jrow *, const char *);

bool	 wh_plan_verify(struct wh_told *);
bool	 wh_plan_pass(struct wh_told *);
bool	 wh_plan_not_filed(struct wh_told *);
bool	 wh_plan_dispatch(struct wh_told *);
bool	 wh_plan_sign(struct wh_told *);
bool	 wh_plan_reply(struct wh_told *);
bool	 wh_plan_handle(struct wh_told *);
bool	 wh_plan_check(struct wh_told *);
bool	 wh_plan_close(struct wh_told *);
bool	 wh_plan_callback(struct wh_told *);
bool	 wh_plan_cancel(struct wh_told *);

#endif
