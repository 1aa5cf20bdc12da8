/*
 * map.h - a map file while it is read, for map.c and setting.c alone.
 */
#ifndef WH_MAP_H
#define WH_MAP_H

#include "store/store.h"

struct wh_map_parse {
	struct wh	*w;
	struct wh_map	*m;
	long		 line;
	unsigned	 seen;		/* settings of the file, as bits */
};

/* map.c */

bool	 wh_map_wrong(struct wh_map_parse *, const char *, const char *);
bool	 wh_map_add(struct wh_map_parse *, char ***, size_t *, const char *);
bool	 wh_map_list(struct wh_map_parse *, char ***, size_t *, char *);
bool	 wh_map_set(struct wh_map_parse *, char **, const char *);

/* setting.c */

bool	 wh_map_setting(struct wh_map_parse *, const char *, char *, bool *);
bool	 wh_map_property(struct wh_map_parse *, struct wh_map_col *,
	    const char *, char *);

#endif
