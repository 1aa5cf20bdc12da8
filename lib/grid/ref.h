/*
 * ref.h - the rows of a table that is referred to, as those see them that say
 * what a code, a name or a path means.
 */
#ifndef WH_REF_H
#define WH_REF_H

#include "grid/grid.h"

struct ref {
	int64_t	 id;		/* negative: to be made, see make() */
	bool	 used;		/* and by a row that was not refused */
	int64_t	 parent;
	char	*code, *name;
	int32_t	 code_next, name_next;
	int64_t	 from, to;	/* days on which it is there */
	int64_t	 was;		/* the row that it was before, or 0 */
	int32_t	 follower;	/* the first that was this row, or -1 */
	int32_t	 sibling;	/* the next that was the same row */
};
struct former {			/* a name that a row has had */
	char	*name;
	int32_t	 row;
	int64_t	 until;		/* the last day, INT64_MAX: it still has */
};
struct wh_days {		/* when a reference is to hold */
	int64_t	from, to;	/* on one of these days */
	bool	strict;		/* else any row, these preferred */
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
	bool		 dated;		/* days make a difference */
	int64_t		 today;
	size_t		 nformer;
	struct former	*former;	/* by name */
	char		 why[512];
};

/* refs.c: in memory */

struct wh_refs	*wh_refs(struct wh *, const char *);
struct ref	*wh_refs_add(struct wh_refs *, int64_t, int64_t, const char *,
		    const char *);
bool		 wh_refs_index(struct wh_refs *);
struct ref	*wh_refs_id(struct wh_refs *, int64_t);
struct ref	*wh_refs_exact(struct wh_refs *, const char *);
int32_t		 wh_refs_named(const struct wh_refs *, const char *);

/* ref.c: by code or name */

struct ref	*wh_refs_any(struct wh_refs *, const char *);
struct ref	*wh_refs_code(struct wh_refs *, const char *);
struct ref	*wh_refs_zeros(struct wh_refs *, const char *);
struct ref	*wh_refs_name(struct wh_refs *, const char *, int64_t, bool,
		    const struct wh_days *);
void		 wh_refs_candidate(struct wh_refs *, size_t *,
		    const struct ref *);

/* vintage.c */

bool		 wh_ref_held(const struct ref *, const struct wh_days *);
bool		 wh_refs_formerly(struct wh_refs *, const char *);
void		 wh_refs_vintages(struct wh_refs *);
size_t		 wh_refs_former(const struct wh_refs *, const char *);
struct ref	*wh_ref_then(struct wh_refs *, struct ref *,
		    const struct wh_days *);

#endif
