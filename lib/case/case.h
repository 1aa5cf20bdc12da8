/*
 * case.h - cases: facts, the journal, the course that follows from it.
 */
#ifndef WH_CASE_H
#define WH_CASE_H

#include "grid/grid.h"

/* course.c: the state function; pure, it knows neither clock nor file */

enum wh_state {			/* below 50 a case is open */
	WH_S_NONE	= 0,
	WH_S_REPORTED	= 1,
	WH_S_RETURNED	= 2,
	WH_S_DISPATCHED	= 10,
	WH_S_HANDLING	= 11,
	WH_S_PENDING_CHECK = 20,
	WH_S_PENDING_CLOSE = 21,
	WH_S_ENDED	= 50,		/* and above: not open any more */
	WH_S_CLOSED	= 50,
	WH_S_CANCELLED	= 51,
	WH_S_NOT_FILED	= 52
};
enum wh_act_id {
	WH_A_REPORT = 1, WH_A_DISPATCH = 2, WH_A_SIGN = 3, WH_A_HANDLE = 4,
	WH_A_CHECK = 5, WH_A_CLOSE = 6, WH_A_CALLBACK = 7, WH_A_RETURN = 8,
	WH_A_NOTE = 9, WH_A_AMEND = 10, WH_A_VOID = 11, WH_A_VERIFY = 12,
	WH_A_REPLY = 13, WH_A_LINK = 14, WH_A_UNLINK = 15,
	WH_A_RAISE = 20, WH_A_SUMMON = 21, WH_A_ARRIVE = 22,
	WH_A_ACCEPT = 23, WH_A_REJECT = 24, WH_A_RELEASE = 25,
	WH_A_URGE = 30, WH_A_LETTER = 31
};
enum {				/* what an act needs */
	WH_N_UNIT = 1, WH_N_REASON = 2, WH_N_VALUE = 4, WH_N_TEXT = 8,
	WH_N_FIELD = 16, WH_N_WHISTLE = 32, WH_N_OTHER = 64
};
enum {				/* flags of a journal row */
	WH_F_UNIT = 1,		/* the unit was assumed, by rule */
	WH_F_TIME = 2,		/* the time was assumed */
	WH_F_PROVISIONAL = 4,	/* the deadline: a calendar was missing */
	WH_F_FILED = 8,		/* written together with its case */
	WH_F_REVERT = 16,	/* it takes back what an import amended */
	WH_F_AREA = 64		/* the area is where the point lies */
};

struct wh_act {
	int		 id;
	const char	*code;
	uint64_t	 from;		/* 1 << state: where it is allowed */
	int		 to;		/* state, or 0: stays as it is */
	unsigned	 need;
	const char	*values;	/* words that value may be, or NULL */
	const char	*zh, *en;
};

/* One row of the journal; 0 is no row of another table, WH_NONE no time. */
struct wh_jrow {
	int64_t		 act, at, whistle, holder, unit, filter, rule;
	int64_t		 standard, due, until, used;
	unsigned	 flags;
	const char	*value, *reason, *text, *field, *old, *new;
};
#define WH_JROW	.due = WH_NONE, .until = WH_NONE, .used = WH_NONE

/* What the journal of a case says of it. */
struct wh_course {
	int64_t		 received;
	int64_t		 state, filter, unit, first_unit, assumed, rule;
	int64_t		 standard, due, provisional;
	int64_t		 dispatched, signed_at, handled, checked, closed;
	int64_t		 called, verified;
	int64_t		 replied;	/* times, WH_NONE if not yet */
	const char	*close_kind, *solved, *rating; /* words of course.c */
	int64_t		 moved;		/* when its state changed last */
	int64_t		 rework, returns, seq;
	int64_t		 whistles;	/* open ones; not stored in cases */
	char		 why[200];	/* why the last step was refused */
};

extern const struct wh_act wh_acts[];
extern const size_t wh_nacts;

const struct wh_act	*wh_act_find(const char *);
const char		*wh_act_code(int64_t);
const char		*wh_state_code(int64_t);
int64_t			 wh_state_find(const char *);
bool			 wh_install_words(struct wh *);
void			 wh_course_start(struct wh_course *, int64_t);
bool			 wh_course_step(struct wh_course *,
			    const struct wh_jrow *);

/* journal.c: rows in, courses in and out, running clocks */

bool	 wh_course_load(struct wh *, int64_t, struct wh_course *);
bool	 wh_course_save(struct wh *, int64_t, const struct wh_course *);
void	 wh_course_bind(sqlite3_stmt *, int, const struct wh_course *);
bool	 wh_journal_put(struct wh *, int64_t, const struct wh_course *,
	    const struct wh_jrow *);
void	 wh_jrow_read(sqlite3_stmt *, struct wh_jrow *);
void	 wh_stop_clock(struct wh *, const struct wh_course *,
	    struct wh_jrow *);
bool	 wh_clock_set(struct wh *, int64_t, const struct wh_course *);
char	*wh_journal_unguard(struct wh *);
bool	 wh_apply(struct wh *, int64_t, struct wh_course *,
	    struct wh_jrow *);

#define WH_COURSE_COLS "state, filter, unit, first_unit, assumed, rule," \
	" standard, due, provisional, dispatched, signed, handled, checked," \
	" closed, called, verified, replied, close_kind, solved, rating," \
	" rework, returns, seq"
#define WH_JOURNAL_COLS "act, at, whistle, holder, unit, filter, rule," \
	" standard, due, until, used, flags, value, reason, text, field," \
	" old, new"

/* route.c: the units that assist, as the journal holds them */

enum { WH_ASSIST_TEXT = 600 };

const char *wh_assist_text(struct wh *, const int64_t *, size_t,
	    char [WH_ASSIST_TEXT]);

/* intake.c: one row of a file, or the options, as typed values */

enum wh_case_col {
	WH_C_ID, WH_C_SOURCE, WH_C_RECEIVED, WH_C_KIND, WH_C_CLASS,
	WH_C_AREA, WH_C_ROAD, WH_C_PLACE, WH_C_TITLE, WH_C_TEXT, WH_C_LAT,
	WH_C_LON, WH_C_TAGS, WH_C_EXTRA, WH_C_CALLER, WH_C_PHONE,
	WH_C_ADDRESS, WH_C_CONFIDENTIAL, WH_C_INTAKE_AREA, WH_C_CHANNEL,
	WH_C_TARGET, WH_C_COLLECTOR, WH_C_COLLATOR, WH_C_PHOTO, WH_C_DUE,
	WH_C_UPDATED, WH_C_STATE, WH_C_UNIT, WH_C_VERIFIED, WH_C_DISPATCHED,
	WH_C_SIGNED, WH_C_HANDLED, WH_C_CHECKED, WH_C_CLOSED, WH_C_CALLED,
	WH_C_REPLIED, WH_C_RESULT, WH_C_REPLY, WH_C_SOLVED, WH_C_RATING,
	WH_C_DIRECT, WH_C_COLS
};

union wh_value {
	int64_t		 i;	/* times, references (0: none), words */
	double		 d;
	const char	*s;
};
struct wh_intake {
	long		 line;
	int64_t		 digest; /* of all values, once staged */
	uint64_t	 has;	/* 1 << column: a value is there */
	uint64_t	 dates;	/* 1 << column: a time that is only a day */
	union wh_value	 v[WH_C_COLS];
	const char	*whole[WH_C_COLS]; /* texts before masking, or NULL */
	char		*masked[WH_C_COLS]; /* freed by wh_intake_clear */
	const char	*found;	/* wrong values left out, a line each; or NULL */
	enum {			/* set by wh_intake_locate */
		WH_P_NONE,	/* nothing to say of the point */
		WH_P_AREA,	/* the area was taken from it */
		WH_P_NOWHERE,	/* it lies in no loaded area */
		WH_P_OUTSIDE	/* it lies outside the area that is given */
	}		 point;
};

extern const struct wh_col wh_case_cols[WH_C_COLS];

bool	 wh_intake_read(struct wh_reader *, struct wh_intake *);
bool	 wh_intake_value(struct wh_reader *, struct wh_intake *, size_t);
void	 wh_intake_clear(struct wh_intake *);
char	*wh_found_line(const char **);
bool	 wh_has(const struct wh_intake *, enum wh_case_col);
void	 wh_intake_locate(struct wh *, struct wh_intake *, int64_t);

/* together.c: what the values of a row contradict of each other */

bool	 wh_intake_keeps(const struct wh_reader *, size_t);
void	 wh_intake_attend(struct wh_reader *, size_t);
void	 wh_intake_check(struct wh_reader *, struct wh_intake *);

/* import.c */

bool	 wh_import_needs(struct wh_reader *);
char	*wh_import_name(struct wh_reader *);

/* pack.c: a row as one string of bytes */

bool	 wh_pack(struct wh_buf *, const struct wh_intake *, const char *);
bool	 wh_unpack(const void *, size_t, struct wh_intake *, const char **);
int64_t	 wh_pack_hash(struct wh *, const struct wh_intake *);

/* stage.c: rows of an import, beside the database until they are merged */

struct wh_stage;

struct wh_stage	*wh_stage_open(struct wh *);
bool	 wh_stage_put(struct wh_stage *, struct wh_reader *,
	    const struct wh_intake *);
bool	 wh_stage_rewind(struct wh_stage *);
int64_t	 wh_stage_rows(const struct wh_stage *);
bool	 wh_stage_next(struct wh_stage *, struct wh_intake *, const char **);
void	 wh_stage_close(struct wh_stage *);

/* rounded.c: ids that a spreadsheet has rounded */

struct wh_rounded {
	int64_t	n;		/* ids that are long enough */
	bool	whole;		/* one of them at least is not rounded */
};

void	 wh_rounded_look(struct wh_rounded *, const char *);
bool	 wh_rounded_end(struct wh_reader *, const struct wh_rounded *, char **);

/* plan.c: the journal rows that bring a case to where its source says */

enum { WH_PLAN_ROWS = 14, WH_PLAN_FINDINGS = 14 };

struct wh_plan {
	size_t		 n;
	struct wh_jrow	 row[WH_PLAN_ROWS];
	const char	*whole[WH_PLAN_ROWS];	/* text before masking */
	size_t		 nfinding;
	const char	*finding[WH_PLAN_FINDINGS];
	size_t		 nassist;
	int64_t		 assist[WH_ASSISTS];
	char		 assisting[WH_ASSIST_TEXT];	/* their codes */
};

bool	 wh_plan(struct wh *, int64_t, const struct wh_intake *,
	    struct wh_course *, struct wh_plan *);

const char *wh_callback_value(const char *, const char *);
const char *wh_word(const char *);

/* mended.c: findings that the source has mended */

void	 wh_findings_mend(struct wh *, const struct wh_reader *, int64_t,
	    const struct wh_intake *);

/* facts.c: what is known of a case, and amending it */

int	 wh_facts_amend(struct wh *, int64_t, const struct wh_intake *,
	    struct wh_course *, const struct wh_jrow *, bool);
bool	 wh_whole_put(struct wh *, int64_t, int64_t, const char *);
bool	 wh_fact_restore(struct wh *, int64_t, const struct wh_intake *,
	    enum wh_case_col, struct wh_course *, const struct wh_jrow *);
const char *wh_fact_text(struct wh *, const struct wh_intake *,
	    enum wh_case_col, char [WH_TIME_TEXT]);
const char *wh_fact_name(enum wh_case_col);
int	 wh_fact_column(const char *);
bool	 wh_fact_hidden(enum wh_case_col);

/* filing.c: new cases, all rows of many at once */

struct wh_filing;

struct wh_filing *wh_filing_open(struct wh *);
bool	 wh_filing_add(struct wh_filing *, int64_t, const struct wh_intake *,
	    const struct wh_course *, const struct wh_plan *);
bool	 wh_filing_flush(struct wh_filing *);
void	 wh_filing_close(struct wh_filing *);

/* link.c: what cases have to do with each other */

bool	 wh_link(struct wh *, int64_t, struct wh_course *,
	    const struct wh_jrow *);
bool	 wh_unlink(struct wh *, int64_t, struct wh_course *,
	    const struct wh_jrow *);
bool	 wh_link_may_void(struct wh *, int64_t, struct wh_course *);
bool	 wh_link_settle(struct wh *, int64_t, int64_t, struct wh_course *);

/* similar.c: links that an intake makes by itself */

bool	 wh_link_fresh(struct wh *);

/* log.c */

int64_t	 wh_acting(struct wh *, const char *, int64_t);
bool	 wh_act_time(struct wh *, const char *, int64_t *);
bool	 wh_apply_masked(struct wh *, int64_t, struct wh_course *,
	    struct wh_jrow *);
bool	 wh_check_log(struct wh *, const struct wh_log *);
bool	 wh_record_row(struct wh *, int64_t, const struct wh_log *,
	    const char *, bool *, const char **);

/* batch.c */

struct wh_cursor *wh_acts_done(struct wh *, const char *);

/* revert.c */

bool	 wh_untouched(struct wh *, int64_t, int64_t, char *, size_t);

/* secret.c: what --reveal may not show */

bool	 wh_room(struct wh *, const char *);
bool	 wh_secret(struct wh *, int64_t);

/* publish.c: cases in the open formats of others */

const char *wh_publish(struct wh *, int, const struct wh_col **, size_t *);

/* merge.c */

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

/* slice.c: an import in transactions of so many rows */

bool	 wh_merge_file(struct wh *, struct wh_reader *, struct wh_stage *,
	    struct wh_counts *);


#endif
