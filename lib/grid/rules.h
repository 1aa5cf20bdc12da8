/*
 * rules.h - the rules of the three-level filter, compiled: what rules.c,
 * decide.c and explain.c share.
 */
#ifndef WH_RULES_H
#define WH_RULES_H

#include "grid/grid.h"

/*
 * What may tell two rules apart, in the order in which it counts, and then
 * what may only keep a rule from fitting.
 */
enum wh_aspect {
	WH_R_CLASS, WH_R_POLYGON, WH_R_AREA, WH_R_SOURCE, WH_R_LINE,
	WH_R_TARGET, WH_R_FILTER, WH_R_PRIORITY, WH_R_CODE, WH_R_ORDER,
	WH_R_DAY = WH_R_ORDER, WH_R_NOTHING
};

struct rule {
	int64_t		 id, class, polygon, area, source, unit, kind, priority;
	int64_t		 from, to;	/* days; valid on both */
	int		 filter, line, target;	/* the latter as wh_word_at */
	int		 class_depth, polygon_depth, area_depth; /* 0: none */
	const char	*border;	/* the polygon's code, or "" */
	char		*code, *assist;
	int32_t		 next;		/* in its chain, further down; or -1 */
};
struct seat {			/* where a kind of unit stands */
	int64_t		 kind, area, unit;
};
struct wh_router {
	size_t		 nrule, nseat, nhash, nclass, narea, nheld;
	struct rule	*rule;		/* the most specific first */
	int32_t		*head;		/* chains by class, polygon, area */
	uint8_t		*line;		/* by class: its own line, or 0 */
	uint8_t		*has;		/* by class: enum has */
	uint8_t		*border;	/* by area: is it a rule's polygon? */
	int64_t		*held;		/* scratch, see wh_place_holding */
	struct seat	*seat;		/* by kind, area */
	int64_t		 street;	/* the kind that is the fallback */
};
enum { WH_HAS_RULE = 1, WH_HAS_POLYGON = 2, WH_HAS_AREA = 4 };

/* What a question means to the rules, worked out once. */
enum { WH_CHAIN = 64 };
struct asked {
	const struct wh_question *q;
	size_t		 nclass, narea, nheld;
	int64_t		 class[WH_CHAIN], area[WH_CHAIN]; /* nearest first, then 0 */
	const int64_t	*held;		/* polygons that hold the point */
	int		 line;
};

/* rules.c */

struct wh_router *wh_router(struct wh *);
size_t		 wh_rule_chain(int64_t, int64_t, int64_t, size_t);
enum wh_aspect	 wh_rule_differ(const struct rule *, const struct rule *,
		    int *);
int64_t		 wh_seat(struct wh *, const struct wh_router *, int64_t,
		    int64_t);

/* decide.c */

bool		 wh_asked(struct wh *, struct wh_router *,
		    const struct wh_question *, struct asked *);
enum wh_aspect	 wh_rule_misfit(const struct rule *, const struct asked *);
const struct rule *wh_rule_best(const struct wh_router *,
		    const struct asked *);

#endif
