/*
 * show.h - what is shown of cases, and what may not be.
 */
#ifndef WH_SHOW_H
#define WH_SHOW_H

#include "case/case.h"

/* listed.c: the fields of cases that are listed */

const struct wh_col *wh_list_fields(struct wh *,
	    const struct wh_search *, struct wh_buf *, size_t *);

/* object.c: a case as a JSON object */

void	 wh_show_object(struct wh *, sqlite3_stmt *, int64_t, enum wh_reveal,
	    FILE *);

/* secret.c: what --reveal may not show */

bool	 wh_room(struct wh *, const char *);
bool	 wh_secret(struct wh *, int64_t);

/* publish.c: cases in the open formats of others */

const char *wh_publish(struct wh *, int, const struct wh_col **, size_t *);

#endif
