/*
 * merge.h - staged rows into cases: what is planned of each, and filed.
 */
#ifndef WH_MERGE_H
#define WH_MERGE_H

#include "case/plan.h"

/* mended.c: findings that the source has mended */

void	 wh_findings_mend(struct wh *, const struct wh_reader *, int64_t,
	    const struct wh_intake *);

/* filing.c: new cases, all rows of many at once */

struct wh_filing;

struct wh_filing *wh_filing_open(struct wh *);
bool	 wh_filing_add(struct wh_filing *, int64_t, const struct wh_intake *,
	    const struct wh_course *, const struct wh_plan *);
bool	 wh_filing_flush(struct wh_filing *);
void	 wh_filing_close(struct wh_filing *);

/* ids.c: the numbers that sources give to their cases */

struct wh_source_ids {		/* zero at first */
	int64_t	 source;	/* of which is known: */
	char	*greatest;	/* id before this merge, or NULL */
	bool	 zeros;		/* some ids begin with 0 */
};

bool	 wh_ids_may_have(struct wh *, struct wh_source_ids *,
	    const struct wh_intake *);
int64_t	 wh_ids_find(struct wh *, const struct wh_intake *, bool *);
bool	 wh_ids_zeros(struct wh *, const struct wh_source_ids *,
	    const struct wh_intake *, char *, size_t);
void	 wh_ids_free(struct wh_source_ids *);

/* merge.c: into cases and journals */

/* Staged rows on their way, in the order in which they are merged. */
struct wh_merging {
	struct wh_reader *r;
	struct wh_stage	*s;
	int64_t		 at, line;	/* of the last row that was merged */
	int64_t		 done;
	bool		 have;		/* the next row: */
	struct wh_intake in;
	const char	*raw;
};

bool	 wh_merge(struct wh *, struct wh_merging *, struct wh_counts *,
	    int64_t);
bool	 wh_rehearse(struct wh *, struct wh_reader *, struct wh_stage *);

/* slice.c: an import in transactions of so many rows */

bool	 wh_merge_file(struct wh *, struct wh_reader *, struct wh_stage *,
	    struct wh_counts *);

#endif
