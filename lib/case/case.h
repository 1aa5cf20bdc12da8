/*
 * case.h - cases: facts, the journal, the course that follows from it.
 */
#ifndef WH_CASE_H
#define WH_CASE_H

#include "grid/grid.h"

/* acts.c: states and acts */

enum wh_state {			/* below 50 a case is open */
	WH_S_NONE	= 0,
	WH_S_REPORTED	= 1,
	WH_S_RETURNED	= 2,
	WH_S_PENDING_VERIFY = 3,
	WH_S_PENDING_DISPATCH = 4, /* filed */
	WH_S_DISPATCHED	= 10,
	WH_S_HANDLING	= 11,
	WH_S_HANDLE_FINISH = 12, /* by the handler; its unit has to confirm */
	WH_S_SUSPENDED	= 13,	/* hung */
	WH_S_PENDING_CHECK = 20,
	WH_S_PENDING_CLOSE = 21,
	WH_S_CHECKING	= 22,
	WH_S_ENDED	= 50,		/* and above: not open any more */
	WH_S_CLOSED	= 50,
	WH_S_CANCELLED	= 51,
	WH_S_NOT_FILED	= 52
};
enum wh_act_id {
	WH_A_REPORT = 1, WH_A_DISPATCH = 2, WH_A_SIGN = 3, WH_A_HANDLE = 4,
	WH_A_CHECK = 5, WH_A_CLOSE = 6, WH_A_CALLBACK = 7, WH_A_RETURN = 8,
	WH_A_NOTE = 9, WH_A_AMEND = 10, WH_A_VOID = 11, WH_A_VERIFY = 12,
	WH_A_REPLY = 13, WH_A_LINK = 14, WH_A_UNLINK = 15, WH_A_SEND = 16,
	WH_A_FILE = 17, WH_A_REFUSE = 18, WH_A_PASS = 19,
	WH_A_RAISE = 20, WH_A_SUMMON = 21, WH_A_ARRIVE = 22,
	WH_A_ACCEPT = 23, WH_A_REJECT = 24, WH_A_RELEASE = 25,
	WH_A_URGE = 30, WH_A_LETTER = 31,
	WH_A_ASSIGN = 32, WH_A_UNASSIGN = 33, WH_A_ATTEND = 34,
	WH_A_CONFIRM = 35, WH_A_REOPEN = 36, WH_A_TAKEBACK = 37,
	WH_A_EXTEND = 40, WH_A_HANG = 41, WH_A_APPEAL = 42,
	WH_A_GRANT = 43, WH_A_DENY = 44, WH_A_RESUME = 45,
	WH_A_RECOMPUTE = 46, WH_A_EXERCISE = 47,
	WH_A_SCREEN = 50, WH_A_ANSWER = 51, WH_A_CONTACT = 52,
	WH_A_MEET = 53, WH_A_TEAM = 54, WH_A_DISBAND = 55,
	WH_A_WITHDRAW = 56, WH_A_EXCUSE = 57, WH_A_SCORE = 58,
	WH_A_DIFFICULT = 59, WH_A_LEDGER = 60, WH_A_CONSULT = 61,
	WH_A_ACCOUNT = 62, WH_A_CLIMB = 63, WH_A_REMIND = 64,
	WH_A_RESPOND = 65
};
enum {				/* what an act needs, or may have */
	WH_N_UNIT = 1, WH_N_REASON = 2, WH_N_VALUE = 4, WH_N_TEXT = 8,
	WH_N_FIELD = 16, WH_N_WHISTLE = 32, WH_N_OTHER = 64, WH_N_UNTIL = 128
};
enum {				/* the clocks of a case or a whistle */
	WH_K_VERIFY = 1, WH_K_SIGN = 2, WH_K_REPLY = 4, WH_K_ARRIVE = 8,
	WH_K_HANDLE = 16, WH_K_CHECK = 32, WH_K_CALLBACK = 64,
	WH_K_HANG = 128, WH_K_CONTACT = 256, WH_K_FINISH = 512,
	WH_K_ALL = 1023
};
enum {				/* flags of a journal row */
	WH_F_UNIT = 1,		/* the unit was assumed, by rule */
	WH_F_TIME = 2,		/* the time was assumed */
	WH_F_PROVISIONAL = 4,	/* the deadline: a calendar was missing */
	WH_F_FILED = 8,		/* written together with its case */
	WH_F_REVERT = 16,	/* it takes back what an import amended */
	WH_F_FORCED = 32,	/* the unit cannot return what it was given */
	WH_F_AREA = 64,		/* the area is where the point lies */
	WH_F_LAST = 128,	/* of grant: the last approval */
	WH_F_BUNDLE = 256	/* of dispatch: the clock goes on that ran */
};

struct wh_act {
	int		 id;
	const char	*code, *zh, *en;
	const char	*by;	/* the command that records it */
	uint64_t	 from;	/* 1 << state: where it is allowed */
	uint64_t	 to;	/* where it may lead; 0: it stays as it is */
	unsigned	 need, may; /* WH_N_; reason and text all may have */
	const char	*values; /* words that value may be, or NULL */
	unsigned	 starts, stops;	/* WH_K_; see clocks.c */
	enum {
		WH_B_NEVER,	/* nor what was before it */
		WH_B_PASSED,	/* it moves nothing and stands */
		WH_B_TAKEN
	}		 back;	/* may it be taken back? */
};

extern const struct wh_act wh_acts[];
extern const size_t wh_nacts;

const struct wh_act	*wh_act_find(const char *);
const struct wh_act	*wh_act_by_id(int64_t);
const char		*wh_act_code(int64_t);
bool			 wh_act_dispatches(int64_t);
const char		*wh_state_code(int64_t);
int64_t			 wh_state_find(const char *);
void			 wh_state_words(struct wh_buf *, uint64_t,
			    const char *);
void			 wh_state_list(struct wh_buf *, uint64_t);
bool			 wh_install_words(struct wh *);

/* course.c: the state function; pure, it knows neither clock nor file */

/* One row of the journal; 0 is no row of another table, WH_NONE no time. */
struct wh_jrow {
	int64_t		 act, at, whistle, holder, unit, filter, rule;
	int64_t		 standard, due, until, used, allowed;
	unsigned	 flags;
	const char	*value, *reason, *text, *field, *old, *new;
};
#define WH_JROW	.due = WH_NONE, .until = WH_NONE, .used = WH_NONE, \
	.allowed = WH_NONE

/*
 * What the journal of a case says of it, as X(kind, member, column of table
 * cases), Y for the last one.  An INT is there always, a REF is absent when
 * 0, a TIME when WH_NONE, a WORD, of course.c, when NULL.
 */
#define WH_COURSE_FILED(X, Y) \
	X(INT, state, state) \
	X(REF, filter, filter) \
	X(REF, unit, unit) \
	X(REF, first_unit, first_unit)	/* never changes */ \
	X(INT, assumed, assumed) \
	X(REF, rule, rule) \
	X(REF, standard, standard) \
	X(TIME, due, due) \
	X(INT, provisional, provisional) \
	X(TIME, reply_due, reply_due) \
	X(TIME, verified, verified) \
	X(TIME, filed, filed) \
	X(TIME, dispatched, dispatched) \
	X(TIME, began, began)		/* the clock of handling */ \
	X(TIME, signed_at, signed) \
	X(TIME, replied, replied) \
	X(TIME, finished, finished)	/* the handler's work */ \
	X(TIME, handled, handled)	/* the clock stopped */ \
	X(TIME, checked, checked) \
	X(TIME, closed, closed) \
	X(TIME, called, called) \
	X(WORD, close_kind, close_kind) \
	X(WORD, solved, solved) \
	X(WORD, rating, rating) \
	X(INT, rework, rework) \
	X(INT, returns, returns) \
	X(TIME, moved, moved)		/* when its state changed last */ \
	Y(INT, seq, seq)
/* What no source tells comes last: so rows that are filed can leave it out. */
#define WH_COURSE_LATER(X, Y) \
	X(REF, handler, handler)	/* to whom the unit assigned it */ \
	X(INT, forced, forced)		/* the unit cannot return it */ \
	X(TIME, attended, attended) \
	X(INT, reopened, reopened) \
	X(INT, extended, extended) \
	X(INT, hung, hung)		/* times */ \
	X(REF, hung_from, hung_from)	/* the state before */ \
	X(TIME, hung_since, hung_since) \
	X(TIME, hung_until, hung_until) \
	X(INT, paused, paused)		/* seconds */ \
	X(INT, exempt, exempt) \
	X(REF, pending, pending)	/* the act of a request */ \
	X(INT, pending_step, pending_step)	/* approvals it has */ \
	X(TIME, pending_until, pending_until) \
	X(WORD, screened, screened)	/* in or out of whistle scope */ \
	Y(REF, rung, rung)		/* of response, 1 to 4 */
#define WH_COURSE(X, Y)	WH_COURSE_FILED(X, X) WH_COURSE_LATER(X, Y)

#define WH_COURSE_INT(m)	int64_t m;
#define WH_COURSE_REF(m)	int64_t m;
#define WH_COURSE_TIME(m)	int64_t m;
#define WH_COURSE_WORD(m)	const char *m;
#define WH_COURSE_MEMBER(kind, m, col)	WH_COURSE_##kind(m)
struct wh_course {
	WH_COURSE(WH_COURSE_MEMBER, WH_COURSE_MEMBER)
	int64_t		 received;
	int64_t		 whistles;	/* open ones; not stored in cases */
	char		 why[200];	/* why the last step was refused */
};

void	 wh_course_start(struct wh_course *, int64_t);
bool	 wh_course_allows(struct wh_course *, const struct wh_jrow *);
bool	 wh_course_step(struct wh_course *, const struct wh_jrow *);
bool	 wh_deny(struct wh_course *, const char *);
const char *wh_word(const char *);
const char *wh_callback_value(const char *, const char *);

/* effects.c: a part of it */

bool	 wh_course_effect(struct wh_course *, const struct wh_jrow *);

/* request.c: another part */

bool	 wh_course_ask(struct wh_course *, const struct wh_jrow *);
bool	 wh_course_answer(struct wh_course *, const struct wh_jrow *);
bool	 wh_course_resume(struct wh_course *, const struct wh_jrow *);
void	 wh_course_lapse(struct wh_course *);

/* fold.c: the whole journal, with what may be taken back */

struct wh_past {		/* before an act that may be taken back */
	struct wh_course c;
	int64_t		 act, at, seq;
};
struct wh_fold {		/* zero, then wh_fold_start */
	struct wh_course c;
	struct wh_past	*past;
	size_t		 n, max;
	int64_t		 stop;	/* the act at which taking back ends */
};

void	 wh_fold_start(struct wh_fold *, int64_t);
bool	 wh_fold_step(struct wh_fold *, const struct wh_jrow *);
const struct wh_past *wh_fold_last(struct wh_fold *);
void	 wh_fold_free(struct wh_fold *);

/* journal.c: rows in, courses in and out, running clocks */

bool	 wh_course_load(struct wh *, int64_t, struct wh_course *);
bool	 wh_course_save(struct wh *, int64_t, const struct wh_course *);
bool	 wh_course_gather(struct wh_rows *, const struct wh_course *);
bool	 wh_course_is_filed(const struct wh_course *);
const char *wh_course_differs(const struct wh_course *,
	    const struct wh_course *);
bool	 wh_journal_put(struct wh *, int64_t, const struct wh_course *,
	    const struct wh_jrow *);
void	 wh_jrow_read(sqlite3_stmt *, struct wh_jrow *);
int	 wh_act_clock(int64_t);
char	*wh_journal_unguard(struct wh *);
bool	 wh_apply(struct wh *, int64_t, struct wh_course *,
	    struct wh_jrow *);

#define WH_COURSE_COL(kind, m, col)	#col ", "
#define WH_COURSE_COL_LAST(kind, m, col) #col
#define WH_COURSE_COLS	WH_COURSE(WH_COURSE_COL, WH_COURSE_COL_LAST)
#define WH_COURSE_ONE(kind, m, col)	+ 1
enum { WH_COURSE_N = 0 WH_COURSE(WH_COURSE_ONE, WH_COURSE_ONE),
	WH_FILED_N = 0 WH_COURSE_FILED(WH_COURSE_ONE, WH_COURSE_ONE) };
#define WH_FILED_COLS	WH_COURSE_FILED(WH_COURSE_COL, WH_COURSE_COL_LAST)

#define WH_JOURNAL_COLS "act, at, whistle, holder, unit, filter, rule," \
	" standard, due, until, used, allowed, flags, value, reason, text," \
	" field, old, new"
enum { WH_JOURNAL_N = 19 };	/* of them */

/* right.c: who may do what, why, and how often, as rows */

int64_t	 wh_turn(struct wh *, int64_t, const struct wh_course *,
	    const struct wh_jrow *, int64_t);
bool	 wh_right(struct wh *, int64_t, struct wh_course *,
	    const struct wh_jrow *);
const char *wh_reason(struct wh *, int64_t, const char *);
int64_t	 wh_quota_steps(struct wh *, int64_t);
bool	 wh_quota(struct wh *, struct wh_course *, const struct wh_jrow *);

/* complete.c: what is decided when an act is recorded */

bool	 wh_complete(struct wh *, int64_t, struct wh_course *,
	    struct wh_jrow *, char [24]);
bool	 wh_take_back(struct wh *, int64_t, struct wh_course *,
	    const struct wh_jrow *);
bool	 wh_assist_again(struct wh *, int64_t);
bool	 wh_resume(struct wh *, int64_t, int64_t, struct wh_course *);

/* clocks.c: which clocks run, and until when */

struct wh_stage_of {		/* what the limits of stages look at */
	int64_t	class, source, received;
	bool	day_only;
};
struct wh_clock_row {
	int64_t		 started, due, rung, next;
	struct wh_limit	 limit;		/* n is 0 if it is not known */
};

int64_t	 wh_clock_began(const struct wh_course *, int);
int64_t	 wh_reply_due(struct wh *, const struct wh_stage_of *);
bool	 wh_clock_make(struct wh *, int64_t, const struct wh_course *, int,
	    const struct wh_stage_of *, struct wh_clock_row *);
bool	 wh_clock_set(struct wh *, int64_t, const struct wh_course *,
	    unsigned);
int64_t	 wh_clock_counted(const struct wh_calendar *, int64_t, int64_t,
	    enum wh_clock_kind, int64_t);
void	 wh_clock_stopped(struct wh *, int64_t, const struct wh_course *,
	    const struct wh_course *, const struct wh_stage_of *,
	    struct wh_jrow *);

/* seat.c: the units of whistles, and their clocks */

bool	 wh_whistle_settle(struct wh *, int64_t, int64_t);
bool	 wh_whistles_settle(struct wh *, int64_t);
void	 wh_seat_stopped(struct wh *, int64_t, int, struct wh_jrow *);

/* letter.c: letters of supervision */

enum { WH_LETTER = 32 };	/* bytes of a number, such as 2026-000017 */

void	 wh_letter_next(struct wh *, int64_t, char [WH_LETTER]);
size_t	 wh_letter_seats(struct wh *, int64_t, int64_t, const char *,
	    int64_t *, size_t);
bool	 wh_letter_complete(struct wh *, int64_t, struct wh_course *,
	    struct wh_jrow *, char [WH_LETTER]);
bool	 wh_respond_complete(struct wh *, int64_t, struct wh_course *,
	    struct wh_jrow *, char [WH_LETTER]);

/* response.c: rungs of response */

struct wh_climb {		/* as text, a digit each */
	char	from[4], to[4];
};

int64_t	 wh_response_next(struct wh *, int64_t, int64_t,
	    const struct wh_course *);
void	 wh_response_put(struct wh *, const struct wh_course *, int64_t,
	    struct wh_jrow *, struct wh_climb *);

/* deadline.c: the deadline of handling; its steps are in steps.h */

int64_t	 wh_hung_to(const struct wh_course *, int64_t);
bool	 wh_rebegun(struct wh *, const struct wh_course *,
	    struct wh_decision *, unsigned *);
void	 wh_deadline_moves(struct wh *, int64_t, const struct wh_course *,
	    struct wh_jrow *);
void	 wh_recompute(struct wh *);

/* route.c: what rules look at; units that assist, as the journal has them */

enum { WH_ASSIST_TEXT = 600 };

bool	 wh_question_of(struct wh *, int64_t, int64_t, struct wh_question *);
const char *wh_assist_text(struct wh *, const int64_t *, size_t,
	    char [WH_ASSIST_TEXT]);

/* link.c: what cases have to do with each other */

bool	 wh_link(struct wh *, int64_t, struct wh_course *,
	    const struct wh_jrow *);
bool	 wh_link_new(struct wh *, int64_t, struct wh_course *,
	    const struct wh_jrow *, int64_t);
bool	 wh_unlink(struct wh *, int64_t, struct wh_course *,
	    const struct wh_jrow *);
bool	 wh_link_may_void(struct wh *, int64_t, struct wh_course *);
bool	 wh_link_settle(struct wh *, int64_t, int64_t, struct wh_course *);

/* similar.c: links that an intake makes by itself */

bool	 wh_links_fresh(struct wh *);
bool	 wh_link_fresh(struct wh *, const int64_t *, size_t);

#endif
