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

/* part.c: where cases are looked for */

enum wh_part {			/* the cases that one index finds */
	WH_P_RECEIVED, WH_P_HANDLED, WH_P_CALLED, WH_P_OPEN, WH_P_ENDED,
	WH_P_LONG, WH_P_REFUSED, WH_P_CLOSED, WH_P_RETURNED, WH_P_VOID,
	WH_P_BLOWN, WH_P_SUMMONED, WH_P_SCORED, WH_P_SCORING, WH_PARTS
};

/* Where cases are that were open at the end of a period. */
#define WH_STILL_OPEN \
	(1U << WH_P_OPEN | 1U << WH_P_ENDED | 1U << WH_P_LONG | \
	1U << WH_P_REFUSED)

/*
 * Conditions name the ends of a period :from and :to, and :end, when what is
 * open is counted; what is due before :late is overdue then, which in this
 * second is not yet what is due now.  For another period they get its suffix.
 */
struct wh_cases {
	const char	*rows;	/* of another table: what is had, or NULL */
	const char	*from;	/* that table, with the index */
	const char	*then;	/* as of a past entry: of cases as they are */
	const char	*was;	/* and of those that changed since */
	const char	*index;	/* of cases, by which they are found */
	const char	*cond;
	const char	*time;	/* when it was, or NULL: as of the end */
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
	int		 count;	/* how many there were */
	const char	*en, *zh;	/* what they are called */
	const char	*when, *when_zh;	/* of when they are */
};

extern const struct wh_cases wh_parts[WH_PARTS];
extern const struct wh_apart_rule wh_aparts[WH_APARTS];

/* metric.c: what is counted, in which part of the cases, and why */

struct wh_count {
	unsigned	 parts;	/* 1 << part: where it is counted */
	const char	*cond;	/* which of those cases, or NULL: all */
	enum wh_apart	 apart;	/* or these, whatever the profile says */
	bool		 low;	/* less of it is better */
	const char	*sum;	/* added up instead of counted, or NULL */
	const char	*terms;	/* a sum of counts that it is, or NULL */
	const char	*expr;	/* SQL that it is, of counts, or NULL */
	const char	*base;	/* the sum of counts in expr */
	unsigned	 rank;	/* it is a percentile, or 0: see spread.c */
	size_t		 of;	/* then: of what this count adds up */
	const char	*en, *zh;	/* the definition; NULL: its terms */
};

extern const char *const wh_suffix[WH_WHENS];
extern const struct wh_count wh_counts[WH_COUNTS];

/* list.c: the metrics that there are */

/*
 * What a term of a score adds to it, in hundredths: of a point, and of what
 * its metric is of.  WH_NONE is absent.
 */
enum wh_term_mode {			/* WH_MODES */
	WH_T_SHARE, WH_T_REST, WH_T_FULL, WH_T_EACH, WH_T_FIXED
};

struct wh_item {
	const struct wh_metric	*metric;
	enum wh_term_mode		 mode;
	int64_t			 weight, per, threshold;
	int64_t			 least, below;	/* it holds from, and below */
	int64_t			 floor, cap;
	int64_t			 without;	/* what it is without data */
};
struct wh_score {
	int64_t			 start, floor, cap;
	size_t			 n;
	struct wh_item		*item;
};

/*
 * A metric is one of four: counted of cases, a rate of two sums of counts, a
 * score, or what one of those was in another period, or has changed since.
 */
struct wh_metric {
	struct wh_col		 col;	/* its name, type, headings */
	const struct wh_count	*count;	/* counted, or NULL */
	const char		*num, *den;		/* a rate, or NULL */
	struct wh_score		*score;			/* or NULL */
	const char		*note, *note_en;	/* or NULL */
	const struct wh_metric	*of;	/* compared: which one, or NULL */
	enum wh_when		 when;	/* and the period that it needs */
	bool			 change;	/* since that */
	bool			 diff;		/* and in its own unit */
};
struct wh_metrics {
	size_t			 n;
	struct wh_metric	*m;
	size_t			 nscore, nitem;
	struct wh_score		*score;
	struct wh_item		*item;
	size_t			 ntext;
	char			**text;
};

extern const struct wh_col wh_count_cols[WH_COUNTS];

const struct wh_metrics	*wh_metrics(struct wh *);
const struct wh_metric	*wh_metric_find(const struct wh_metrics *,
			    const char *, size_t);
bool			 wh_listed_name(const char *, const char *, size_t);
bool			 wh_metric_listed(const char *,
			    const struct wh_metric *);
size_t			 wh_count_find(const char *, size_t);

/* define.c: what a metric is in SQL */

void	 wh_metric_sql(struct wh_buf *, const struct wh_metric *);
void	 wh_metric_hundredths(struct wh_buf *, const struct wh_metric *);
void	 wh_metric_reads(const struct wh_metric *,
	    bool [WH_WHENS][WH_COUNTS]);
void	 wh_metric_base(struct wh_buf *, const struct wh_metric *);
bool	 wh_metric_den(struct wh_buf *, const struct wh_metric *);
bool	 wh_metric_low(const struct wh_metric *);
bool	 wh_metric_points(const struct wh_metric *);
void	 wh_metric_part(struct wh_buf *, const struct wh_metric *,
	    enum wh_when);

/* words.c: what a metric is in words */

void	 wh_metric_words(struct wh_buf *, const struct wh_metric *, bool);

/* score.c: the same of a score, by its terms */

void	 wh_score_sql(struct wh_buf *, const struct wh_score *, enum wh_when);
void	 wh_score_words(struct wh_buf *, const struct wh_score *, bool);

/* dim.c: the dimensions */

struct wh_dim {
	const char	*name;
	const char	*col;	/* of the case; NULL: no dimension */
	const char	*up;	/* SQL: from e.d to the row's key */
	const char	*table;	/* in which that is an id, or NULL */
	bool		 named_en;	/* the table has name_en */
	const char	*en, *zh;	/* SQL: names without a table */
	unsigned	 parts;	/* 1 << part: where it is known; 0: all */
	const char	*key;	/* SQL: from g.k to the key; NULL: as it is */
	bool		 timed;	/* @ in .col is the part's own time */
	bool		 dated;	/* other periods have other keys */
	int64_t		 level, depth;	/* of areas, of classes */
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
	bool		 read[WH_WHENS][WH_COUNTS];	/* for all these */
};

/* What the options of a report mean. */
struct wh_query {
	struct wh		*w;
	const struct wh_report	*o;
	struct wh_period	 p;
	struct wh_dim		 dim, across;
	int64_t			 area, unit, class, source;	/* 0: all */
	bool			 when[WH_WHENS];	/* periods asked for */
	int64_t			 end[WH_WHENS];	/* open and overdue then */
	const char		*key, *across_key;	/* NULL: all */
	const struct wh_metrics	*list;
	const struct wh_metric	*sort;		/* or NULL */
	const struct wh_metric	*least_of;	/* or NULL */
	int64_t			 least;		/* only rows that reach it */
	bool			 read[WH_WHENS][WH_COUNTS];
	bool			 out[WH_APARTS];	/* they do not count */
	bool			 excused;	/* exempt ones are on time */
	struct wh_ranking	 rank;
	int			 daily;	/* dimension of the summary, or 0 */
	bool			 has_days[WH_WHENS], has_end[WH_WHENS];
	bool			 summing;	/* only what it holds */
	bool			 since;	/* only what changed since */
	struct wh_buf		 sql;
};

/* part.c */

bool	 wh_counted(const struct wh_query *, size_t, enum wh_when);
bool	 wh_left_out(const struct wh_query *, enum wh_apart, int,
	    enum wh_when);
bool	 wh_is_wanted(const struct wh_query *, int, enum wh_when);

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
bool	 wh_rank_printed(struct wh_query *);
void	 wh_rank_numbers(struct wh_query *);

char	*wh_notes_ranked(struct wh *, const struct wh_report *);
void	 wh_rank_bind(const struct wh_query *, sqlite3_stmt *);

/* report.c */

bool	 wh_report_read(struct wh_query *);
void	 wh_defuse(char *, bool);
char	*wh_notes_counted(struct wh *, const struct wh_report *);

/* fields.c */

bool	 wh_find_whens(struct wh_query *);
bool	 wh_find_metrics(struct wh_query *);
const struct wh_metric *wh_metric_arg(struct wh_query *, const char *,
	    const char *, size_t);
bool	 wh_is_asked(const struct wh_query *, const struct wh_metric *);

/* dim.c */

bool	 wh_dims_find(struct wh_query *);
bool	 wh_dim_known(const struct wh_dim *, int);

/*
 * asof.c: the cases of an entry that is not the last.  Those that changed
 * since stand in table was as they were, the others satisfy this.
 */
#define WH_UNCHANGED \
	" AND c.entry <= (SELECT entry FROM as_of)" \
	" AND NOT EXISTS (SELECT 1 FROM was x WHERE x.no = c.no)"

bool	 wh_as_of_entry(struct wh *, int64_t);
bool	 wh_as_of_end(struct wh *);

/* report.c: a statement of a query, with its values bound, and its columns */

sqlite3_stmt	*wh_query_prepare(struct wh_query *);
struct wh_cursor *wh_query_figures(struct wh_query *);

/* cross.c: a table of two dimensions */

struct wh_cursor *wh_cross(struct wh_query *, struct wh_buf *);
const struct wh_metric *wh_cross_metric(const struct wh_metrics *,
	    const struct wh_report *, const struct wh_col *, size_t *);

/* sql.c, rows.c, ids.c: the statement */

void	 wh_sql_counts(struct wh_query *, const char *, const char *);
void	 wh_sql_figures(struct wh_query *);
void	 wh_sql_cells(struct wh_query *, const char *);
void	 wh_sql_where(struct wh_query *);
void	 wh_sql_order(struct wh_query *);
void	 wh_sql_cases(struct wh_query *);
void	 wh_sql_aparts(struct wh_query *);

#endif
