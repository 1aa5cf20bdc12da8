/*
 * load.h - the rows of a table that are being loaded, staged in memory.
 */
#ifndef WH_LOAD_H
#define WH_LOAD_H

#include "grid/grid.h"

struct cell {
	char	*s;		/* canonical text, NULL for absent */
	int64_t	 id;		/* of a reference; 0: look the code up */
};
struct staged {
	long		 line;
	struct cell	*cell;
};
struct load {
	struct wh		*w;
	const struct wh_spec	*spec;
	struct wh_reader	*r;
	size_t			 key;		/* column that is the key */
	size_t			 n, max;
	struct staged		*row;
};

bool	 wh_load_self(const struct wh_spec *, size_t);
bool	 wh_load_stage(struct load *);
void	 wh_load_unstage(struct load *);

#endif
