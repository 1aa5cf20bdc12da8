/*
 * issue.h - bulletins that were issued: what issue.c, reprint.c and differ.c
 * share.
 */
#ifndef WH_ISSUE_H
#define WH_ISSUE_H

#include "report/report.h"

enum { WH_ISSUE_TEXTS = 32 };

struct wh_bulletin {		/* .p may not move once it is loaded */
	int64_t			 entry, clock;	/* counted as of them */
	struct wh_report	 o;
	struct wh_period	 p;
	char			*text[WH_ISSUE_TEXTS];	/* of o */
};

/* issue.c */

bool	 wh_bulletin_load(struct wh *, int64_t, struct wh_bulletin *);
void	 wh_bulletin_free(struct wh_bulletin *);
enum wh_type	 wh_issued_type(const char *);

#endif
