/*
 * store.h - the file: open, statements, entries, maps, rows of CSV in.
 */
#ifndef WH_STORE_H
#define WH_STORE_H

#include <pthread.h>
#include <sqlite3.h>

#include "base/base.h"

#define WH_NONE	INT64_MIN	/* an integer that is absent: NULL in SQL */

enum { WH_STMTS = 192, WH_REFS_MAX = 32 };

struct wh_aside;
struct wh_refs;
struct wh_router;
struct wh_standards;
struct wh_stages;
struct wh_ladder;
struct wh_places;
struct wh_metrics;

struct wh {
	struct wh_err		 err;
	struct wh_args		 args;
	struct wh_talk		 talk;
	char			*path;
	sqlite3			*db;
	struct wh_aside		*aside;	/* a job that uses db, or NULL */
	int			 rc;	/* SQLite's last complaint */
	struct wh_zone		 zone;
	bool			 write;
	bool			 zh;		/* people read Chinese */
	int64_t			 now;		/* Unix seconds */
	int64_t			 entry;		/* of the open transaction */
	int64_t			 as_of;		/* the entry that is looked at
						   as the last one, or 0 */
	char			*who;
	int64_t			 typist;	/* 1 + his unit; 0: not asked yet */
	bool			 made;		/* the file, by this handle */
	void			(*forget)(struct wh *); /* frees what follows */
	void			(*settle)(struct wh *); /* after a load */
	bool			 moved;		/* deadlines: tables changed */
	int64_t			 settled;	/* of them, how many */
	struct wh_calendar	*calendar;	/* grid/hours.c, on demand */
	struct wh_readings	*readings;	/* likewise */
	struct wh_router	*router;	/* grid/rules.c, on demand */
	struct wh_standards	*standards;	/* grid/standard.c, likewise */
	struct wh_stages	*stages; /* grid/stages.c, likewise */
	struct wh_ladder	*ladder; /* grid/ladder.c, likewise */
	struct wh_places	*places;	/* grid/place.c, likewise */
	struct wh_metrics	*metrics; /* report/list.c, likewise */
	void			(*unlist)(struct wh *); /* frees these */
	struct wh_refs		*refs[WH_REFS_MAX]; /* grid/refs.c */
	size_t			 nstmt;
	struct {
		const char	*sql;
		sqlite3_stmt	*stmt;
	}			 stmt[WH_STMTS];
};

/* open.c */

bool	 wh_exec(struct wh *, const char *);
bool	 wh_check(struct wh *, int);

extern const char wh_schema_sql[];
extern const char wh_views_sql[];

int	 wh_wait(void);

/* handle.c */

void	 wh_note(struct wh *, const char *, ...)
	    __attribute__((format(printf, 2, 3)));
char	*wh_share_path(struct wh *, const char *, const char *, const char *);

/* mode.c: WAL and back */

bool	 wh_mode_beside(struct wh *, const char *);
void	 wh_mode_rollback(struct wh *);
void	 wh_mode_wal(struct wh *);
bool	 wh_mode_recover(struct wh *);

/* stmt.c: statements are compiled once and kept, by their literal's address */

sqlite3_stmt	*wh_sql(struct wh *, const char *);
sqlite3_stmt	*wh_prepare(struct wh *, const char *);
void		 wh_bind(sqlite3_stmt *, const char *, ...);
bool		 wh_row(struct wh *, sqlite3_stmt *);
bool		 wh_done(struct wh *, sqlite3_stmt *);
bool		 wh_run(struct wh *, const char *, const char *, ...);
int64_t		 wh_int(struct wh *, int64_t, const char *, const char *, ...);
char		*wh_str(struct wh *, const char *, const char *, ...);
int64_t		 wh_col_int(sqlite3_stmt *, int);
const char	*wh_col_text(sqlite3_stmt *, int);

/* aside.c: jobs on a thread of their own */

bool	 wh_thread(struct wh_err *, pthread_t *, void *(*)(void *), void *);
bool	 wh_aside(struct wh *, int (*)(void *), void *);
bool	 wh_rest(struct wh *);
void	 wh_aside_end(struct wh *);

/* rows.c: many rows in memory, one statement */

struct wh_rows;

struct wh_rows	*wh_rows_open(struct wh *, const char *, size_t, size_t,
		    const char *);
bool		 wh_rows_add(struct wh_rows *, const char *, ...);
size_t		 wh_rows_bytes(const struct wh_rows *);
bool		 wh_rows_turn(struct wh_rows *);
int		 wh_rows_put(struct wh_rows *);
void		 wh_rows_close(struct wh_rows *);

/* cursor.c */

struct wh_cursor *wh_cursor_open(struct wh *, sqlite3_stmt *,
		    const struct wh_col *, size_t);
void	 wh_cursor_own(struct wh_cursor *, void *);
char	*wh_cursor_sql(const struct wh_cursor *);

/* entry.c */

const char *wh_who(struct wh *);
bool	 wh_rollback(struct wh *);
bool	 wh_try(struct wh *);
bool	 wh_tried(struct wh *, bool);
void	 wh_clock_read(struct wh *);
bool	 wh_time_arg(struct wh *, const char *, const char *, int64_t *);

/*
 * map.c: how the columns of a foreign CSV become ours; whistle-csv(5) has
 * the syntax.
 */

/* The properties of a column, as COLUMN.path. */
enum wh_map_prop {
	WH_MAP_FORMAT, WH_MAP_PATH, WH_MAP_UNDER, WH_MAP_UNKNOWN,
	WH_MAP_CARRY, WH_MAP_JOIN, WH_MAP_SPLIT, WH_MAP_PART, WH_MAP_WRONG,
	WH_MAP_MISSING, WH_MAP_PROPS
};
struct wh_map_value {
	char	*from, *to;	/* from "*": any other, "": empty */
	bool	 pattern;	/* from holds a * or a ? */
	long	 line;
};
struct wh_map_col {
	char		 *name;		/* our column */
	long		  line;		/* of the map, where it comes first */
	long		  at[WH_MAP_PROPS]; /* lines of its properties, or 0 */
	size_t		  ncol;
	char		**col;		/* their columns */
	char		 *constant;
	bool		  digest;	/* of the columns */
	size_t		  nformat;
	char		**format;	/* of times, tried in order */
	char		 *path;		/* what joins the names of a path */
	char		 *under;	/* where a path begins */
	char		 *unknown;	/* the key to use instead */
	bool		  make;		/* make what is unknown ... */
	char		 *parent;	/* ... under this, or at the top */
	bool		  carry;	/* empty: as in the row above */
	char		 *join;		/* between several; NULL: a blank */
	char		 *split;	/* between the pieces of one, or NULL */
	int		  part;		/* which piece; -1 is the last */
	bool		  finding;	/* keep what is wrong as a finding */
	bool		  optional;	/* their columns need not be there */
	size_t		  nvalue;
	struct wh_map_value *value;	/* in the order of the file */
	struct wh_map_value **exact;	/* nexact of them, by from */
	size_t		  nexact;
};
struct wh_map {
	char			*file;
	char			 digest[WH_SHA_HEX]; /* of its bytes */
	size_t			 ncol, nignore, nkeep, ntotals;
	struct wh_map_col	*col;
	char			**ignore;	/* "*": all that is not named */
	char			**keep;		/* go to extra as they are */
	char			**totals;	/* what begins a row of totals */
	bool			 last;		/* of an id that comes twice */
	bool			 fill;		/* fields missing are empty */
	char			 delimiter;
	int			 skip;		/* lines before the header */
	int			 header;	/* rows of it */
};

struct wh_map	*wh_map_open(struct wh *, const char *);
struct wh_map	*wh_map_read(struct wh *, const char *, FILE *);
const struct wh_map_col *wh_map_find(const struct wh_map *, const char *);
void		 wh_map_close(struct wh_map *);

/* feed.c: rows of a CSV, read ahead by a thread */

struct wh_feed;

struct wh_feed	*wh_feed_open(struct wh_err *, struct wh_csv *,
		    struct wh_enc *);
const struct wh_row *wh_feed_next(struct wh_feed *);
int64_t		 wh_feed_bytes(const struct wh_feed *);
void		 wh_feed_close(struct wh_feed *);

/* reader.c: rows of a CSV as values of our columns */

#define WH_PATH_SEP	"\x1f"	/* between the steps of a path of names */

struct wh_reject;

struct wh_reader {
	struct wh		*w;
	const char		*file;		/* for messages */
	FILE			*fp;
	struct wh_enc		*enc;
	struct wh_csv		*csv;
	struct wh_feed		*feed;		/* once the header is read */
	const struct wh_row	*row;
	struct wh_map		*map;		/* or NULL */
	char			 delimiter;	/* between their fields */
	const struct wh_col	*col;		/* our columns */
	size_t			 ncol, nhead;
	char			**head;		/* their header */
	struct wh_bind {			/* our column's origin */
		size_t			 n;
		size_t			*at;	/* indexes of theirs */
		const struct wh_map_col	*map;	/* or NULL */
		struct wh_buf		 buf;	/* of a joined value */
		struct wh_memo		 memo;	/* see wh_ref_bound */
		size_t			 made;	/* when it was true */
		struct wh_buf		 key;	/* of its steps */
		struct wh_buf		 piece;	/* of a split one */
	}			*bind;
	size_t			 nkeep, *keep;
	struct wh_buf		 extra;		/* kept columns, as JSON */
	const char		**v;		/* values; NULL is absent */
	struct wh_buf		 top;		/* above the rows, for -r */
	size_t			 error;		/* where _error stands */
	struct wh_carry {			/* a column of theirs */
		bool		 is;		/* is carried down */
		bool		 known;		/* s is what it says */
		long		 gap;		/* line that hides it, or 0 */
		struct wh_buf	 s;
	}			*carry;		/* or NULL */
	struct wh_buf		*catch;		/* takes messages, or NULL */
	struct wh_buf		 wrong, found;	/* of the row; found: findings */
	int64_t			 rows;
	int64_t			 totals;	/* rows passed over */
	int64_t			 refused;
	struct wh_reject	*reject;
	/* Hears of refusals, with what wh_reader_refuse is given, instead
	   of reject; or NULL. */
	void			(*hear)(void *, const char *, const char *,
				    const char *);
	void			*hearer;	/* its first argument */
};

struct wh_reader *wh_reader_open(struct wh *, const struct wh_args *,
		    const struct wh_col *, size_t);
struct wh_reader *wh_reader_values(struct wh *, const struct wh_col *,
		    size_t, const char **);
bool		 wh_reader_needs(struct wh_reader *);
bool		 wh_reader_has(const struct wh_reader *, const char *);
bool		 wh_reader_next(struct wh_reader *);
const char	*wh_reader_column(const struct wh_reader *, size_t);
bool		 wh_reader_spoilt(struct wh_reader *, size_t);
bool		 wh_reader_time(struct wh_reader *, size_t, int64_t *, bool *);
bool		 wh_reader_refuse(struct wh_reader *, const char *,
		    const char *, const char *, ...)
		    __attribute__((format(printf, 4, 5)));
void		 wh_reader_tick(struct wh_reader *);
bool		 wh_reader_end(struct wh_reader *);
void		 wh_reader_close(struct wh_reader *, bool);

/* bind.c: the header of a reader */

bool		 wh_bind_map(struct wh_reader *);
bool		 wh_bind_columns(struct wh_reader *);
bool		 wh_listed(char *const *, size_t, const char *);

/* head.c: their header, and what stands above the rows */

bool		 wh_head_read(struct wh_reader *);
bool		 wh_head_added(const char *);

/* shape.c: rows of totals, cells carried down, what spreadsheets have done */

void		 wh_unwrap(char *);
bool		 wh_shape_start(struct wh_reader *);
bool		 wh_shape_row(struct wh_reader *);
void		 wh_shape_end(struct wh_reader *);
void		 wh_shape_free(struct wh_reader *);

/* origin.c: a column of ours from theirs */

const char	*wh_origin(struct wh_reader *, size_t);

/* reject.c: refused rows, and the messages that go with them */

struct wh_reject *wh_reject_open(const struct wh_reader *, const char *);
void		 wh_reject_field(FILE *, const char *, char);
void		 wh_reject_row(struct wh_reject *, const struct wh_row *,
		    const char *);
void		 wh_reject_raw(struct wh_reject *, long, const char *,
		    const char *);
char		*wh_reject_text(struct wh_reject *, const struct wh_row *);
bool		 wh_reject_flush(struct wh_reject *);
void		 wh_reject_close(struct wh_reject *, bool);

#endif
