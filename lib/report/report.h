/*
 * report.h - figures: periods, metrics, dimensions and the statement that
 * they make.
 */
#ifndef WH_REPORT_H
#define WH_REPORT_H

#include "grid/grid.h"

/* period.c: a period holds its first second and not its last, .to */

struct wh_period {
	int64_t	from, to;	/* Unix seconds */
	int64_t	before;		/* where the period before begins */
	bool	days;		/* both ends are midnights */
};

bool	 wh_period_read(struct wh *, const struct wh_report *,
	    struct wh_period *);
bool	 wh_period_text(struct wh *, const struct wh_period *,
	    struct wh_buf *);

/* metric.c: what is counted, in which part of the cases, and why */

enum wh_part {			/* the cases that one index finds */
	WH_P_RECEIVED, WH_P_HANDLED, WH_P_CALLED, WH_P_OPEN, WH_P_ENDED,
	WH_P_CLOSED, WH_P_RETURNED, WH_PARTS
};
enum { WH_NOW, WH_BEFORE };	/* the period, the period before */

struct wh_metric {
	unsigned	 parts;	/* 1 << part: where it is counted */
	const char	*cond[2];	/* which of those cases, or NULL: all */
	bool		 before;	/* --compare needs both periods */
	bool		 all;	/* also of duplicates, whatever the profile */
	const char	*sum;	/* added up instead of counted, or NULL */
	const char	*expr;	/* SQL over the counts, or NULL: the count */
	const char	*base;	/* and which counts lead to its cases */
	const char	*en, *zh;	/* the definition */
};

/*
 * The columns of a report in the order in which they can be asked for; from
 * WH_M_RECEIVED_BEFORE on only with --compare.
 */
enum {
	WH_M_KEY, WH_M_NAME,
	WH_M_RECEIVED, WH_M_HANDLED, WH_M_ON_TIME, WH_M_LATE, WH_M_OPEN,
	WH_M_OVERDUE, WH_M_HANDLED_RATE, WH_M_ON_TIME_RATE,
	WH_M_SOLVED_RATE, WH_M_SATISFIED_RATE,
	WH_M_JUDGED, WH_M_CALLED, WH_M_ANSWERED, WH_M_SOLVED, WH_M_RATED,
	WH_M_SATISFIED, WH_M_DUPLICATE, WH_M_RELAPSE, WH_M_RELAPSE_RATE,
	WH_M_RECEIVED_SHARE, WH_M_CLOSED, WH_M_CLOSED_SHARE, WH_M_RETURNED,
	WH_M_REPLY_JUDGED, WH_M_REPLY_ON_TIME, WH_M_REPLY_RATE,
	WH_M_TRANSFERRED, WH_M_TRANSFER_HOURS, WH_M_RESPONDED,
	WH_M_RESPONSE_HOURS,
	WH_M_RECEIVED_BEFORE, WH_M_RECEIVED_CHANGE, WH_M_HANDLED_BEFORE,
	WH_M_HANDLED_CHANGE, WH_M_ON_TIME_RATE_BEFORE,
	WH_M_ON_TIME_RATE_CHANGE,
	WH_METRICS
};
enum { WH_METRIC_FIRST = WH_M_RECEIVED, WH_METRICS_PLAIN =
	WH_M_RECEIVED_BEFORE };

extern const struct wh_col wh_report_cols[WH_METRICS];
extern const struct wh_metric wh_metrics[WH_METRICS];

int	 wh_metric_find(const char *, size_t);
bool	 wh_in_fields(const char *, const char *);

/* dim.c: the dimensions */

struct wh_dim {
	const char	*name;
	const char	*col;	/* of the case; NULL: no dimension */
	const char	*up;	/* SQL: from e.d to the row's key */
	const char	*table;	/* in which that is an id, or NULL */
	bool		 named_en;	/* the table has name_en */
	const char	*en, *zh;	/* SQL: names without a table */
	unsigned	 parts;	/* 1 << part: where it is known; 0: all */
};

/* What the options of a report mean. */
struct wh_query {
	struct wh		*w;
	const struct wh_report	*o;
	struct wh_period	 p;
	struct wh_dim		 dim;
	int64_t			 level, depth;	/* of areas, of classes */
	int64_t			 area, unit, class, source;	/* 0: all */
	int64_t			 end, end_before; /* open and overdue then */
	const char		*key;		/* NULL: all rows */
	int			 sort;		/* a metric, or 0 */
	bool			 once;		/* duplicates do not count */
	struct wh_buf		 sql;
};

bool	 wh_dim_find(struct wh_query *, const char *);

/* sql.c: the statement */

void	 wh_sql_figures(struct wh_query *);
void	 wh_sql_cases(struct wh_query *);
void	 wh_sql_duplicates(struct wh_query *);

#endif
