/*
 * ref.h - the rows of a table that is referred to, as ref.c and path.c see
 * them.
 */
#ifndef WH_REF_H
#define WH_REF_H

#include "grid/grid.h"

struct ref {
	int64_t	 id;		/* negative: to be made, see make() */
	bool	 used;		/* and by a row that was not refused */
	int64_t	 parent;
	int64_t	 until;		/* its last day, WH_NONE: it lasts */
	char	*code, *name;
	int32_t	 code_next, name_next;
};
struct wh_refs {
	const char	*table;
	struct ref	*row;
	size_t		 n, max;
	size_t		 nhash;		/* a power of two */
	int32_t		*code, *name;	/* heads of chains, -1 is the end */
	int32_t		*at;		/* index by id */
	size_t		 nat;
	size_t		 nmade, nused;
	int64_t		*real;		/* ids of made rows, once they exist */
	char		 why[512];
};

struct wh_refs	*wh_refs(struct wh *, const char *);
struct ref	*wh_refs_add(struct wh_refs *, int64_t, int64_t, const char *,
		    const char *);
struct ref	*wh_refs_any(struct wh_refs *, const char *);
bool		 wh_refs_index(struct wh_refs *);
struct ref	*wh_refs_id(struct wh_refs *, int64_t);
struct ref	*wh_refs_code(struct wh_refs *, const char *);
struct ref	*wh_refs_zeros(struct wh_refs *, const char *);
struct ref	*wh_refs_name(struct wh_refs *, const char *, int64_t, bool);

#endif
