/*
 * whistle.h - all that a command needs, in the order of lib/.
 *
 * Every command includes this and nothing else of ours.  No function here
 * prints or exits, save those of the last room, tool.
 */
#ifndef WHISTLE_H
#define WHISTLE_H

#include <getopt.h>		/* optarg, optind */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

/* Exit status of every command; see whistle(7). */
enum {
	WH_OK	= 0,		/* did all it was asked */
	WH_SOME	= 1,		/* nothing selected, or part was refused */
	WH_FAIL	= 2,		/* usage, I/O, database; nothing was done */
	WH_BUSY	= 75		/* the file stayed locked; nothing was done */
};

/* base/out.c: one record a line, in every format */

enum wh_type {
	WH_TEXT,		/* UTF-8 */
	WH_CODE,		/* digits that are no number: 110102001000 */
	WH_INT,			/* 64 bits, signed */
	WH_REAL,		/* coordinates; of tables: two decimals */
	WH_BOOL,		/* yes or no */
	WH_DATE,		/* 2026-01-05, a calendar day */
	WH_TIME,		/* 2026-01-05 08:30:00, the file's zone */
	WH_LIMIT,		/* 2 work_day_end */
	WH_RATE,		/* percent, two decimals; absent is no data */
	WH_REF,			/* the code of a row of another table */
	WH_REFS,		/* several codes, separated by blanks */
	WH_JSON			/* a JSON text, put into JSON as it is */
};

/* One column of a table that is loaded or printed. */
struct wh_col {
	const char	*name;	/* in CSV, JSON and --fields */
	enum wh_type	 type;
	const char	*ref;	/* table of WH_REF, WH_REFS; words of WH_TEXT */
	unsigned	 flags;	/* WH_KEY ... */
	const char	*en;	/* heading for people */
	const char	*zh;
};
enum {
	WH_KEY	= 1,		/* part of the row's key */
	WH_MUST	= 2,		/* may not be empty */
	WH_AUTO	= 4,		/* set by the toolkit, dumped, not loaded */
	WH_ZERO	= 8,		/* absent means 0 */
	WH_WORDS = 16,		/* words after a limit go to the condition */
	WH_SUM	= 32,		/* words of ref joined by + or - */
	WH_FIGURE = 64,		/* the name of a figure of its own */
	WH_NAMED = 128,		/* the name of a figure that there is */
	WH_DIM	= 256		/* a code by which reports call a row */
};

enum wh_format {
	WH_TSV, WH_CSV, WH_JSONL, WH_TABLE, WH_IDS, WH_EXCEL, WH_HTML,
	WH_MARKDOWN, WH_OPEN311, WH_FIXMYSTREET	/* CSV with columns of their own */
};

struct wh_out_opts {
	int		 format;	/* enum wh_format; -1: by the file */
	bool		 nul;		/* end lines with NUL */
	bool		 quiet;		/* print nothing */
	const char	*fields;	/* "no,unit": which, in which order */
	bool		 zh;		/* headings in Chinese */
	const char	*title;		/* for people: over the rows, or NULL */
	const char	*notes;		/* lines below them, or NULL */
};

struct wh_out;

int		 wh_format(const char *);
bool		 wh_for_people(int);
struct wh_out	*wh_out_open(FILE *, const struct wh_out_opts *,
		    const struct wh_col *, size_t, const char **);
const char	*wh_out_check(const struct wh_out_opts *,
		    const struct wh_col *, size_t);
void		 wh_out_row(struct wh_out *, const char *const *);
void		 wh_out_close(struct wh_out *);

/* What the shared options said; commands start from { WH_ARGS }. */
struct wh_args {
	struct wh_out_opts	 out;
	const char		*db;	/* -d: the file, or NULL */
	const char		*now;	/* --now: the clock, as text */
	const char		*by;	/* --by: who types */
	const char		*as;	/* --as: the unit for whom it is done */
	const char		*at;	/* --at: when it happened */
	const char		*lang;	/* --lang: zh or en */
	const char		*input;	/* -i: a file, - is standard input */
	const char		*map;	/* -m */
	const char		*encoding; /* -e */
	char			 delimiter; /* of fields, 0: as the map says */
	const char		*refused; /* -r: where refused rows go */
	bool			 dry;	/* -n: everything but the commit */
	bool			 publish; /* -o takes the open formats, too */
	const char		*command; /* name and act, for the entry */
};
#define WH_ARGS	.out = { .format = -1 }

struct wh;
struct wh_cursor;

/* store/open.c: the file; store/handle.c: what its handle tells */

enum wh_mode { WH_READ, WH_WRITE, WH_CREATE, WH_MEMORY };

/* How the library speaks: it neither prints nor exits. */
struct wh_talk {
	void	(*note)(const char *);		/* what people should know */
	/* a long job has done so many rows, this part of that whole or 0 */
	void	(*tick)(const char *, int64_t, int64_t, int64_t);
};

struct wh	*wh_open(const struct wh_args *, enum wh_mode,
		    const struct wh_talk *);
const char	*wh_message(const struct wh *);
int		 wh_status(const struct wh *);
bool		 wh_chinese(const struct wh *);
void		 wh_tick(struct wh *, const char *, int64_t);
void		 wh_tick_of(struct wh *, const char *, int64_t, int64_t,
		    int64_t);
void		 wh_unmake(struct wh *);
void		 wh_close(struct wh *);

/* store/cursor.c: a list that is being read */

const struct wh_col	*wh_cursor_columns(const struct wh_cursor *, size_t *);
const char *const	*wh_cursor_next(struct wh_cursor *);
void			 wh_cursor_close(struct wh_cursor *);

/* store/raw.c: the rows of a CSV as they are, under their own names */

struct wh_raw;

struct wh_raw	*wh_raw_open(struct wh *, const struct wh_args *);
const struct wh_col *wh_raw_columns(const struct wh_raw *, size_t *);
const char *const *wh_raw_next(struct wh_raw *, int64_t *);
void		 wh_raw_close(struct wh_raw *);

/* store/entry.c: every writing transaction is one row of entry */

bool	 wh_begin(struct wh *);
bool	 wh_commit(struct wh *);
bool	 wh_rollback(struct wh *);
int64_t	 wh_entry(const struct wh *);

/* grid: reference data in and out */

struct wh_counts {		/* what a load or an import did */
	int64_t	fresh, changed, same, refused;
	int64_t	import;		/* the import's number, or 0 */
	int64_t	recomputed;	/* deadlines that a load has moved */
};

void	 wh_made(struct wh *, const struct wh_args *);
bool	 wh_load(struct wh *, const char *, const struct wh_args *,
	    struct wh_counts *, char **);
bool	 wh_load_profile(struct wh *, const char *, struct wh_counts *);
struct wh_cursor *wh_dump(struct wh *, const char *, bool);
bool	 wh_load_boundary(struct wh *, const struct wh_args *, const char *,
	    const char *, struct wh_counts *, char **);
bool	 wh_dump_boundary(struct wh *, FILE *);

/* case: making the file, filing, listing, showing, acting */

bool	 wh_make(struct wh *, const char *, const char *);

/* A case given on the command line: a text for each column, in the order of
   enum wh_case_col; wh_case_column says which one a name is, or -1. */
enum { WH_CASE_COLUMNS = 44 };

int	 wh_case_column(const char *);
bool	 wh_file(struct wh *, const char **);
bool	 wh_import(struct wh *, const struct wh_args *, struct wh_counts *);
struct wh_cursor *wh_describe(struct wh *);

/* case/guess.c: a first map of a foreign file; case/survey.c: how a file
   would be read, a record a column or a record a value that is refused */

struct wh_survey;

bool	 wh_guess(struct wh *, const struct wh_args *, FILE *, bool *);
struct wh_survey *wh_survey(struct wh *, const struct wh_args *, bool);
const struct wh_col *wh_survey_columns(bool, size_t *);
const char *const *wh_survey_next(struct wh_survey *);
int64_t	 wh_survey_refused(const struct wh_survey *);
void	 wh_survey_close(struct wh_survey *);

enum wh_reveal {		/* how much of the private room is shown */
	WH_MASKED,
	WH_REVEAL,		/* not of callers who asked for secrecy */
	WH_REVEAL_ALL
};

struct wh_search {		/* filters of case-list; NULL, 0: any */
	const char	*area, *unit, *class, *source, *kind, *road;
	const char	*intake_area, *channel, *target, *collector, *collator;
	const char	*state;		/* words, separated by commas */
	const char	*from, *to;	/* time of receipt, to is exclusive */
	const char	*due_before;
	const char	*phone, *id, *text;
	const char	*sort;		/* a field, "-" before it: descending */
	int64_t		 import, entry, limit;
	bool		 open, overdue, unrouted, unclassified, hung, stock,
			 broken_promise;
	const char	*pending;	/* extend, hang or appeal */
	bool		 people;	/* names of states, not their keys */
	enum wh_reveal	 reveal;
	int		 publish;	/* WH_OPEN311, WH_FIXMYSTREET, or 0 */
};

struct wh_cursor *wh_search(struct wh *, const struct wh_search *);
struct wh_cursor *wh_similar(struct wh *, const int64_t *, size_t, bool,
	    bool);
bool	 wh_shows_similar(struct wh *);
bool	 wh_show_letters(struct wh *, int64_t, const char *, FILE *, bool *);
int64_t	 wh_letter_case(struct wh *, const char *);
bool	 wh_show_clocks(struct wh *, int64_t, bool, FILE *, const char *);
bool	 wh_show(struct wh *, int64_t, bool, enum wh_reveal, FILE *,
	    const char *);

struct wh_route {		/* how to dispatch */
	const char	*to;		/* a unit, or NULL: by rule */
	const char	*condition;	/* by which it is filed, or NULL */
	const char	*reason, *at;
	const char	*as;		/* who dispatches, or NULL */
	int		 filter;	/* 1, 2, 3, or 0: by rule */
	bool		 up;		/* to the next filter level */
	bool		 forced;	/* to's for good: it may not return it */
	FILE		*explain;	/* gets the rules considered, or NULL */
	FILE		*json;		/* gets all of them as JSON, or NULL */
	bool		 all;		/* explain them all */
	char		*guard;		/* see wh_route_many */
};
struct wh_routed {		/* where a case went */
	int64_t		 number;
	int		 filter;
	const char	*unit, *rule;	/* codes; "" for no rule */
	char		 due[32];	/* "" for no limit */
};

bool	 wh_route_open(struct wh *);
bool	 wh_route_many(struct wh *, struct wh_route *, size_t);
bool	 wh_route(struct wh *, int64_t, const struct wh_route *,
	    struct wh_routed *, const char **);
int64_t	*wh_waiting(struct wh *, size_t *);

struct wh_log {			/* what case-log was told */
	const char	*act, *at, *as, *reason, *text, *value;
	const char	*field, *solved, *rating;
	int64_t		 import;	/* void: only what it filed; or 0 */
	const char	*to;		/* the other case of a link */
	const char	*unit, *until;
};

bool	 wh_record(struct wh *, int64_t, const struct wh_log *,
	    const char **);
bool	 wh_record_file(struct wh *, const struct wh_args *,
	    const struct wh_log *, struct wh_counts *);
struct wh_cursor *wh_recorded(struct wh *);

struct wh_reverted {		/* what taking an import back did */
	int64_t	facts, cases;	/* that have their old values again */
	int64_t	refused;	/* facts that keep the new one */
	int64_t	acts;		/* cases whose acts stand */
	int64_t	filed;		/* cases that it filed; they stand */
};

bool	 wh_revert(struct wh *, const struct wh_log *, struct wh_reverted *);
struct wh_cursor *wh_reverted_cases(struct wh *);
bool	 wh_is_act(const char *, const char *);
char	*wh_act_words(const char *);
struct wh_cursor *wh_list_acts(struct wh *);

struct wh_whistle {		/* what case-escalate was told */
	const char	*act, *at, *as, *kind, *units, *reason, *text, *value;
	const char	*until;			/* a letter is replied to */
	const char	*approver, *person;	/* of the roster */
	const char	*place, *meeting;
};
struct wh_swept {		/* what the sweep did */
	int64_t		 number;
	char		 act[16], clock[16];
	const char	*unit;
	char		 due[32];
	const char	*why;		/* it was refused; NULL: it was done */
};

bool	 wh_whistle(struct wh *, int64_t, int64_t, const struct wh_whistle *,
	    int64_t *, const char **);
bool	 wh_check_whistle(struct wh *, const struct wh_whistle *);
bool	 wh_due_now(struct wh *);
int64_t	 wh_sweep(struct wh *, void (*)(void *, const struct wh_swept *),
	    void *);

/* street/roster.c: roads, who looks after them, and of which rank */

enum { WH_POST_CODE = 32 };		/* bytes for the code of a new post */

struct wh_cursor *wh_roads(struct wh *, const char *, const char *,
	    const char *);
struct wh_cursor *wh_roads_vacant(struct wh *, const char *, const char *,
	    const char *);
struct wh_cursor *wh_posts(struct wh *, const char *, const char *);
struct wh_cursor *wh_rank_violations(struct wh *, const char *);
bool	 wh_assign(struct wh *, const char *, const char *, const char *,
	    const char *, const char *, char [WH_POST_CODE]);
bool	 wh_post_end(struct wh *, const char *, const char *);
bool	 wh_hand_over(struct wh *, const char *, const char *, const char *,
	    const char *, char [WH_POST_CODE]);

/* report/check.c: is the file sound */

struct wh_cursor *wh_check_findings(struct wh *, const char *);

/* report/blown.c: lists and figures of whistles, by word */

struct wh_cursor *wh_whistle_list(struct wh *, const char *);
char		*wh_whistle_lists(void);

/* report: figures of a period, by one dimension; see grid-report(1) */

struct wh_period;

struct wh_report {
	const char	*day, *week, *month, *quarter, *half, *year;
	const char	*from, *to;	/* a free period */
	const char	*days;		/* dates, 24h, or NULL: as set */
	const char	*by;		/* a dimension, or NULL: one row */
	const char	*across;	/* another, of which columns are made */
	const char	*area, *unit, *class, *source;	/* only these cases */
	const char	*tag;		/* only those that have it, or NULL */
	const char	*sort;		/* a metric, greatest first, or NULL */
	const char	*ids;		/* metrics whose cases to list, or NULL */
	const char	*key;		/* of which row, or NULL: of all */
	const char	*across_key;	/* of which column, or NULL: of all */
	const char	*least;		/* METRIC=N that rows reach, or NULL */
	const char	*before;	/* compared with: prev, year, both */
	const char	*rank;		/* a metric, or METRIC:lowest, or NULL */
	const char	*min_cases;	/* in its base, of who is ranked */
	const char	*best, *worst;	/* how many of each group, or NULL */
	const char	*group;		/* only this one, or NULL */
	const char	*list;		/* only who is on it: red, black */
	const char	*floor;		/* METRIC=VALUE,..; "": as loaded */
	const char	*top;		/* how many rows, the rest in one */
	const char	*fields;	/* that will be printed, or NULL: usual */
	bool		 no_total;
	bool		 cells;		/* with .across: a row for each cell */
	bool		 people;	/* names in the language for people */
	const struct wh_period	*period; /* instead of the options, or NULL */
};

bool		 wh_as_of(struct wh *, const char *);
struct wh_cursor *wh_report(struct wh *, const struct wh_report *);
char		*wh_report_fields(struct wh *, const struct wh_report *);
char		*wh_report_sql(struct wh *, const struct wh_report *);
char		*wh_report_heading(struct wh *, const struct wh_report *);
char		*wh_report_notes(struct wh *, const struct wh_report *);
struct wh_cursor *wh_report_define(struct wh *);

/* report/issue.c, reprint.c, differ.c: bulletins that were issued */

int64_t	 wh_issue(struct wh *, const struct wh_report *);
struct wh_cursor *wh_issued(struct wh *, int64_t, bool);
char	*wh_issued_text(struct wh *, int64_t, bool);
struct wh_cursor *wh_issued_list(struct wh *, bool);
struct wh_cursor *wh_issued_changes(struct wh *, int64_t);

/* report/audit.c: does what a bulletin prints follow from the rest of it? */

struct wh_audit;

struct wh_audit	*wh_audit(struct wh *, const struct wh_args *, bool,
		    char *const *, size_t);
const struct wh_col *wh_audit_columns(size_t *);
const char *const *wh_audit_next(struct wh_audit *);
void	 wh_audit_counts(const struct wh_audit *, int64_t *, int64_t *,
	    int64_t *);
void	 wh_audit_close(struct wh_audit *);

/*
 * tool: how every command starts, works through numbers, prints and ends;
 * the only room that prints or exits
 */

/* tool/opt.c: one table feeds getopt_long(3), the usage line and --help */

struct wh_opt {
	int		 ch;	/* letter, or above 255: long only */
	const char	*name;
	const char	*arg;	/* what it takes, NULL: a flag; [=X]: if any */
	const char	*help;
};

enum {
	WH_O_NOW = 256, WH_O_LANG, WH_O_FIELDS, WH_O_BY, WH_O_AS, WH_O_AT,
	WH_O_OWN		/* a command's own long options start here */
};
#define WH_OPTS_COMMON \
	{ 'd', "db", "FILE", "the database (default $WHISTLE_DB, whistle.db)" }, \
	{ WH_O_LANG, "lang", "LANG", "zh or en, for what people read" }, \
	{ WH_O_NOW, "now", "TIME", "the clock, for tests and repeats" }, \
	{ 'q', "quiet", NULL, "print no records and no counts" }, \
	{ 'h', "help", NULL, "show this help" }, \
	{ 'V', "version", NULL, "show the version" }, \
	{ 0, NULL, NULL, NULL }
#define WH_OPTS_OUT \
	{ '0', "null", NULL, "end records with NUL, for xargs -0" }, \
	{ 'o', "output", "FORMAT", "tsv, csv, json, table, ids, excel, html" \
	    " or markdown" }, \
	{ WH_O_FIELDS, "fields", "LIST", "which fields, in which order" }
#define WH_OPTS_WRITE \
	{ 'n', "dry-run", NULL, "do everything but the commit" }, \
	{ WH_O_BY, "by", "NAME", "who types (default the login name)" }
#define WH_OPTS_ACT \
	{ WH_O_AT, "at", "TIME", "when it happened (default now)" }, \
	{ WH_O_AS, "as", "UNIT", "for whom it is done (default: see whistle(7))" }
#define WH_OPTS_IN \
	{ 'i', "input", "FILE", "a CSV file, - is standard input" }, \
	{ 'm', "map", "MAP", "how its columns are to be read" }, \
	{ 'e', "encoding", "NAME", "its encoding (default: found out)" }, \
	{ 'r', "refused", "FILE", "do the rest, write refused rows there" }

int	 wh_getopt(int, char *[], const struct wh_opt *, const char *,
	    struct wh_args *);
enum wh_reveal	 wh_reveal_arg(const char *);

/* tool/cmd.c: start, numbers, records, end */

void	 wh_say(const char *, ...) __attribute__((format(printf, 1, 2)));
void	 wh_usage(const char *, ...)
	    __attribute__((format(printf, 1, 2), noreturn));
struct wh *wh_start(const struct wh_args *, int);

struct wh_number {		/* 20260105000123.2: whistle 2 of a case */
	int64_t	no, n;		/* n is 0 where none was given */
};
struct wh_number *wh_args_numbers(int, char *[], size_t *, int *);

struct wh_records;		/* lines that wait for the commit */

struct wh_job {			/* the same for each of many cases */
	const char		*verb;	/* for the count: 2 of 3 VERB */
	const struct wh_col	*col;	/* of its records */
	size_t			 ncol;
	/* Do it to one and add its record, or say why not. */
	bool	(*one)(struct wh *, const struct wh_number *, void *,
		    struct wh_records *, const char **);
	void			*arg;	/* for one */
	/* Before the transaction; or NULL. */
	bool	(*open)(struct wh *);
	/* In it, before the first, of how many, and after the last, with 0;
	   or NULL. */
	bool	(*around)(struct wh *, void *, size_t);
	/* Which, where neither arguments nor input say it; or NULL. */
	int64_t	*(*all)(struct wh *, size_t *);
};

int	 wh_each(const struct wh_args *, const struct wh_job *, int, char *[]);
void	 wh_check_fields(const struct wh_args *, const struct wh_col *,
	    size_t);
struct wh_records *wh_records_new(const struct wh_args *,
	    const struct wh_col *, size_t);
void	 wh_records_add(struct wh_records *, const char *const *);
void	 wh_records_print(struct wh *, struct wh_records *,
	    const struct wh_args *);
size_t	 wh_print(struct wh *, struct wh_cursor *, const struct wh_args *);
int	 wh_finish(struct wh *, int);
void	 wh_count(const struct wh_args *, const char *, ...)
	    __attribute__((format(printf, 2, 3)));

#endif
