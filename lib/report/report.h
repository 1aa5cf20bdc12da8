/*
 * report.h - figures: periods, metrics, dimensions and the statement that
 * they make.
 */
#ifndef WH_REPORT_H
#define WH_REPORT_H

#include "case/case.h"

/* period.c */

/* The period, the one before, the same of last year: 本期, 环比, 同比. */
enum wh_when { WH_NOW, WH_BEFORE, WH_YEAR, WH_WHENS };

/* A span holds its first second and not .to; both are 0 if there is none. */
struct wh_span {
	int64_t	from, to;
};
struct wh_period {
	struct wh_span	span[WH_WHENS];
	enum {
		WH_HOURS,	/* counted as no days */
		WH_DATES,	/* of whole dates, or weeks */
		WH_24H		/* of days of 24 hours */
	}		days;
	bool		week;	/* last year means the week of that number */
};

bool	 wh_period_read(struct wh *, const struct wh_report *,
	    struct wh_period *);
bool	 wh_period_text(struct wh *, const struct wh_period *, enum wh_when,
	    struct wh_buf *);

/* metric.c: what is counted, in which part of the cases, and why */

enum wh_part {			/* the cases that one index finds */
	WH_P_RECEIVED, WH_P_HANDLED, WH_P_CALLED, WH_P_OPEN, WH_P_ENDED,
	WH_P_REFUSED, WH_P_CLOSED, WH_P_RETURNED, WH_P_VOID, WH_P_BLOWN, WH_P_SUMMONED,
	WH_PARTS
};

/*
 * Conditions name the ends of a period :from and :to, and :end, when what is
 * open is counted; for another period they get its suffix.
 */
struct wh_cases {
	const char	*rows;	/* of another table: what is had, or NULL */
	const char	*from;	/* then that table, with the index */
	const char	*then;	/* and as of a past entry */
	const char	*index;	/* of cases, by which they are found */
	const char	*cond;
	bool		 aside;	/* they are rows only where they are read */
};

/*
 * Cases that the profile may leave out of every figure but those that say how
 * many of them there were.
 */
enum wh_apart {
	WH_X_NONE, WH_X_VOID, WH_X_SELF, WH_X_HUNG, WH_X_EXEMPT,
	WH_X_DUPLICATE, WH_APARTS
};
struct wh_apart_rule {
	const char	*setting, *dflt;	/* no: they are left out */
	const char	*cond;	/* never NULL */
	int		 metric;	/* how many there were */
	const char	*en, *zh;	/* what they are called */
	const char	*when, *when_zh;	/* of when they are */
};

struct wh_metric {
	unsigned	 parts;	/* 1 << part: where it is counted */
	const char	*cond;	/* which of those cases, or NULL: all */
	bool		 compared;	/* counted for other periods, too */
	enum wh_apart	 apart;	/* these count, whatever the profile says */
	enum wh_when	 when;	/* without parts: the other period it needs */
	const char	*sum;	/* added up instead of counted, or NULL */
	const char	*expr;	/* SQL over the counts, or NULL: the count */
	const char	*base;	/* and which counts lead to its cases */
	const char	*en, *zh;	/* the definition */
};

/*
 * The columns of a report in the order in which they can be asked for.
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
	WH_M_FILED, WH_M_REFUSED, WH_M_VOID, WH_M_NEED_DISPATCH,
	WH_M_DISPATCHED, WH_M_ACCURATE, WH_M_SELF_HANDLED, WH_M_REPLIED,
	WH_M_TO_HANDLE, WH_M_TO_CLOSE, WH_M_HUNG, WH_M_STOCK,
	WH_M_EXEMPT, WH_M_REWORKED, WH_M_REWORKS, WH_M_EXTENDED,
	WH_M_WAS_HUNG, WH_M_TIMED, WH_M_HANDLING_HOURS, WH_M_DUE_TO_CLOSE,
	WH_M_CLOSED_ON_TIME, WH_M_CLOSED_LATE, WH_M_CLOSED_1,
	WH_M_CLOSED_2, WH_M_CLOSED_3, WH_M_TO_CALL, WH_M_UNSATISFIED,
	WH_M_COLLECTED, WH_M_OUT_OF_SCOPE, WH_M_IN_SCOPE, WH_M_WHISTLED,
	WH_M_SCOPE_SOLVED,
	WH_M_WHISTLES, WH_M_ACCEPTED, WH_M_ACCEPTED_FIRST, WH_M_SENT_BACK,
	WH_M_FINISHED_ON_TIME, WH_M_FINISHED_LATE, WH_M_WITHDRAWN,
	WH_M_SUMMONED, WH_M_SIGNED, WH_M_SIGNED_ON_TIME, WH_M_ARRIVED,
	WH_M_ARRIVED_ON_TIME, WH_M_ARRIVED_LATE, WH_M_EXCUSED,
	WH_M_RECEIVED_BEFORE, WH_M_RECEIVED_BEFORE_CHANGE,
	WH_M_HANDLED_BEFORE, WH_M_HANDLED_BEFORE_CHANGE,
	WH_M_ON_TIME_RATE_BEFORE, WH_M_ON_TIME_RATE_BEFORE_CHANGE,
	WH_M_RECEIVED_YEAR, WH_M_RECEIVED_YEAR_CHANGE,
	WH_M_HANDLED_YEAR, WH_M_HANDLED_YEAR_CHANGE,
	WH_M_ON_TIME_RATE_YEAR, WH_M_ON_TIME_RATE_YEAR_CHANGE,
	WH_METRICS
};
enum { WH_METRIC_FIRST = WH_M_RECEIVED };

extern const char *const wh_suffix[WH_WHENS];
extern const struct wh_cases wh_parts[WH_PARTS];
extern const struct wh_apart_rule wh_aparts[WH_APARTS];
extern const struct wh_col wh_report_cols[WH_METRICS];
extern const struct wh_metric wh_metrics[WH_METRICS];

int	 wh_metric_find(const char *, size_t);
bool	 wh_listed_name(const char *, const char *, size_t);

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
	bool			 when[WH_WHENS];	/* periods asked for */
	int64_t			 end[WH_WHENS];	/* open and overdue then */
	const char		*key;		/* NULL: all rows */
	int			 sort;		/* a metric, or 0 */
	bool			 out[WH_APARTS];	/* they do not count */
	bool			 excused;	/* exempt ones are on time */
	struct wh_buf		 sql;
};

bool	 wh_dim_find(struct wh_query *, const char *);

/*
 * asof.c: the cases of an entry that is not the last.  Those that changed
 * since stand in table was as they were, the others satisfy this.
 */
#define WH_UNCHANGED \
	" AND c.entry <= (SELECT entry FROM as_of)" \
	" AND NOT EXISTS (SELECT 1 FROM was x WHERE x.no = c.no)"

bool	 wh_as_of_entry(struct wh *, int64_t);
bool	 wh_as_of_end(struct wh *);

/* sql.c: the statement */

void	 wh_sql_figures(struct wh_query *);
void	 wh_sql_cases(struct wh_query *);
void	 wh_sql_aparts(struct wh_query *);

#endif
