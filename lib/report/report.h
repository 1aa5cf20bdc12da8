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
	WH_P_CLOSED, WH_P_RETURNED, WH_PARTS
};

/*
 * Conditions name the ends of a period :from and :to, and :end, when what is
 * open is counted; for another period they get its suffix.
 */
struct wh_cases {
	const char	*rows;	/* of the journal: what is had, or NULL */
	const char	*index;	/* by which they are found */
	const char	*cond;
};

struct wh_count {
	unsigned	 parts;	/* 1 << part: where it is counted */
	const char	*cond;	/* which of those cases, or NULL: all */
	bool		 all;	/* also of duplicates, whatever the profile */
	bool		 low;	/* less of it is better */
	const char	*sum;	/* added up instead of counted, or NULL */
	const char	*terms;	/* a sum of counts that it is, or NULL */
	const char	*expr;	/* SQL that it is, of counts, or NULL */
	const char	*base;	/* the sum of counts in expr */
	const char	*en, *zh;	/* the definition; NULL: its terms */
};

extern const char *const wh_suffix[WH_WHENS];
extern const struct wh_cases wh_parts[WH_PARTS];
extern const struct wh_count wh_counts[WH_COUNTS];

/* list.c: the metrics that there are */

/*
 * A metric is one of three: counted of cases, a rate of two sums of counts,
 * or what one of those was in another period, or has changed since.
 */
struct wh_metric {
	struct wh_col		 col;	/* its name, type, headings */
	const struct wh_count	*count;	/* counted, or NULL */
	const char		*num, *den;		/* a rate, or NULL */
	const char		*note, *note_en;	/* or NULL */
	const struct wh_metric	*of;	/* compared: which one, or NULL */
	enum wh_when		 when;	/* and the period that it needs */
	bool			 change;	/* since that */
};
struct wh_metrics {
	size_t			 n;
	struct wh_metric	*m;
	size_t			 ntext;
	char			**text;
};

extern const struct wh_col wh_count_cols[WH_COUNTS];

const struct wh_metrics	*wh_metrics(struct wh *);
const struct wh_metric	*wh_metric_find(const struct wh_metrics *,
			    const char *, size_t);
bool			 wh_listed_name(const char *, const char *, size_t);
bool			 wh_metric_listed(const char *, const struct wh_metric *);
size_t			 wh_count_find(const char *, size_t);

/* define.c: what a metric is, in SQL and in words */

void	 wh_metric_sql(struct wh_buf *, const struct wh_metric *);
void	 wh_metric_reads(const struct wh_metric *,
	    bool [WH_WHENS][WH_COUNTS]);
void	 wh_metric_base(struct wh_buf *, const struct wh_metric *);
bool	 wh_metric_den(struct wh_buf *, const struct wh_metric *);
bool	 wh_metric_low(const struct wh_metric *);
void	 wh_metric_words(struct wh_buf *, const struct wh_metric *, bool);

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

/* rank.c, ranked.c, ranknote.c: who stands where, and which rows that leaves */

enum { WH_FLOORS = 32 };

struct wh_floor {
	const struct wh_metric	*metric;
	int64_t			 value;	/* hundredths */
	int64_t			 group;	/* only for its members; 0: for all */
};
struct wh_ranking {
	const struct wh_metric	*metric[WH_WHENS];	/* or NULL */
	bool		 lowest;	/* comes first */
	int64_t		 least;		/* cases in the base */
	int64_t		 best, worst, top;	/* rows; 0: not asked */
	bool		 red, black;	/* only who is on these lists */
	size_t		 nfloor;
	struct wh_floor	 floor[WH_FLOORS];
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
	const struct wh_metrics	*list;
	const struct wh_metric	*sort;		/* or NULL */
	bool			 read[WH_WHENS][WH_COUNTS];
	bool			 once;		/* duplicates do not count */
	struct wh_ranking	 rank;
	struct wh_buf		 sql;
};

enum wh_rank_col {
	WH_R_GROUP, WH_R_GROUP_NAME, WH_R_BASE, WH_R_RANK, WH_R_TIE,
	WH_R_GRADE, WH_R_LIST, WH_R_UNDER, WH_R_RANK_BEFORE, WH_R_MOVE,
	WH_R_RANK_YEAR, WH_R_MOVE_YEAR, WH_RANK_COLS
};

bool	 wh_rank_read(struct wh_query *);
bool	 wh_rank_there(struct wh *, const struct wh_report *);
const struct wh_col	*wh_rank_field(const char *, size_t);
const char *wh_rank_name(enum wh_rank_col);
bool	 wh_rank_is_asked(const struct wh_query *, enum wh_rank_col);
bool	 wh_rank_selects(const struct wh_query *);
void	 wh_rank_fields(struct wh_query *, struct wh_buf *);

const char *wh_rank_members(const struct wh_query *);
const char *wh_rank_from(const struct wh_query *);
void	 wh_rank_rows(struct wh_query *);
void	 wh_rank_columns(struct wh_query *);
void	 wh_rank_where(struct wh_query *);
void	 wh_rank_order(struct wh_query *);
void	 wh_rank_top(struct wh_query *);
void	 wh_rank_printed(struct wh_query *);

void	 wh_rank_bind(const struct wh_query *, sqlite3_stmt *);

/* report.c */

bool	 wh_report_read(struct wh_query *);
void	 wh_defuse(char *, bool);

/* fields.c */

bool	 wh_find_whens(struct wh_query *);
bool	 wh_find_metrics(struct wh_query *);
const struct wh_metric *wh_metric_arg(struct wh_query *, const char *,
	    const char *, size_t);
bool	 wh_is_asked(const struct wh_query *, const struct wh_metric *);

/* dim.c */

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

void	 wh_sql_counts(struct wh_query *, const char *, const char *);
void	 wh_sql_figures(struct wh_query *);
void	 wh_sql_cases(struct wh_query *);
void	 wh_sql_duplicates(struct wh_query *);

#endif
