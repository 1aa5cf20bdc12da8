/*
 * base.h - what every room of the library stands on: errors, bytes, text,
 * width, time, CSV in, output.  Nothing here knows of SQLite or of cases.
 *
 * A function that can fail takes a struct wh_err, returns false, NULL or -1
 * and leaves a message there; the first error sticks.
 */
#ifndef WH_BASE_H
#define WH_BASE_H

#include <stdarg.h>

#include "whistle.h"

/* err.c */

struct wh_err {
	int	 status;	/* WH_OK, or the exit status it asks for */
	char	*msg;		/* "what: why"; freed by wh_err_clear */
};

bool	 wh_fail(struct wh_err *, int, const char *, ...)
	    __attribute__((format(printf, 3, 4)));
void	 wh_err_clear(struct wh_err *);
bool	 wh_nomem(struct wh_err *);

/* A growing string of bytes, always ended by NUL once something was put. */
struct wh_buf {
	char	*s;
	size_t	 n, max;
};

bool	 wh_buf_put(struct wh_buf *, const void *, size_t);
bool	 wh_buf_puts(struct wh_buf *, const char *);
bool	 wh_buf_printf(struct wh_buf *, const char *, ...)
	    __attribute__((format(printf, 2, 3)));
void	 wh_buf_free(struct wh_buf *);

/* digest.c: SHA-256 (FIPS 180-4) */

struct wh_sha {
	uint32_t	 h[8];
	uint64_t	 n;		/* bytes so far */
	unsigned char	 block[64];
};
enum { WH_SHA_HEX = 65 };		/* 64 hexadecimal digits and NUL */

void	 wh_sha_init(struct wh_sha *);
void	 wh_sha_add(struct wh_sha *, const void *, size_t);
void	 wh_sha_hex(struct wh_sha *, char [WH_SHA_HEX]);

/* text.c: UTF-8, width on a terminal, words */

bool	 wh_utf8_ok(const char *, size_t);
size_t	 wh_utf8_next(const char *, size_t, uint32_t *);
size_t	 wh_width(const char *);
void	 wh_trim(char *);
const char *wh_scan_uint(const char *, int64_t *);
uint64_t wh_hash(uint64_t, const void *, size_t);

/* mask.c: telephones and identity numbers in running text */

bool	 wh_mask(const char *, char **);

/* sniff.c: which encoding bytes are in */

size_t	 wh_sniff_ascii(const char *, size_t);
const char *wh_sniff_mark(const char *, size_t, size_t *);
const char *wh_sniff_wide(const char *, size_t);
const char *wh_sniff_high(const char *, size_t, bool);

/* enc.c: bytes of any encoding in, UTF-8 out */

struct wh_enc;

struct wh_enc	*wh_enc_open(struct wh_err *, FILE *, const char *);
ssize_t		 wh_enc_read(struct wh_enc *, char *, size_t);
const char	*wh_enc_name(const struct wh_enc *);
const char	*wh_enc_digest(struct wh_enc *);
int64_t		 wh_enc_bytes(const struct wh_enc *);
void		 wh_enc_hand(struct wh_enc *, struct wh_err *, int);
void		 wh_enc_close(struct wh_enc *);

/* csv.c: rows of a CSV file, by way of libcsv */

enum {
	WH_CSV_FIELD	= 1 << 20,	/* the longest field, in bytes */
	WH_CSV_LINE	= 4 << 20	/* the longest physical line */
};

struct wh_row {
	char	**v;		/* fields, ended by NUL; "" is absent */
	size_t	  n;
	long	  line;		/* physical line on which the row begins */
	const char *err;	/* why it is no row, or NULL */
	const char *raw;	/* the refused line as it was read, if err */
};
struct wh_csv;

struct wh_csv	*wh_csv_open(struct wh_err *, struct wh_enc *, char);
void		 wh_csv_columns(struct wh_csv *, size_t);
void		 wh_csv_fill(struct wh_csv *);
void		 wh_csv_again(struct wh_csv *);
const char	*wh_csv_line(struct wh_csv *);
const struct wh_row *wh_csv_next(struct wh_csv *);
void		 wh_csv_hand(struct wh_csv *, struct wh_err *, int);
void		 wh_csv_close(struct wh_csv *);

/* zone.c, time.c, scan.c: Unix seconds and the file's own zone */

struct wh_zone {
	size_t	 n;
	struct wh_zone_row {
		int64_t	since;		/* Unix seconds */
		int32_t	offset;		/* seconds east of Greenwich */
	}	*row;			/* ascending; freed by wh_zone_free */
};

enum { WH_TIME_TEXT = 32 };

bool	 wh_zone_make(struct wh_err *, struct wh_zone *, const char *);
void	 wh_zone_free(struct wh_zone *);
int32_t	 wh_zone_offset(const struct wh_zone *, int64_t);
int64_t	 wh_days_from(int, int, int);
void	 wh_days_to(int64_t, int *, int *, int *);
int64_t	 wh_day_of(const struct wh_zone *, int64_t);
int64_t	 wh_day_start(const struct wh_zone *, int64_t);
int	 wh_ymd(int64_t);
bool	 wh_time_local(const struct wh_zone *, int64_t, int, int64_t *);
const char *wh_skip_blanks(const char *);
bool	 wh_time_read(const struct wh_zone *, const char *, int64_t *, bool *,
	    const char **);
bool	 wh_time_scan(const struct wh_zone *, const char *, const char *,
	    int64_t *, bool *, const char **);
bool	 wh_date_read(const char *, int64_t *);
char	*wh_time_text(const struct wh_zone *, int64_t, char [WH_TIME_TEXT]);
char	*wh_date_text(int64_t, char [WH_TIME_TEXT]);

/* limit.c: limits as people write them */

enum wh_clock_kind {
	WH_URGENT_HOUR, WH_NATURAL_DAY, WH_WORK_HOUR, WH_WORK_DAY_EXACT,
	WH_WORK_DAY_END, WH_CLOCK_KINDS
};
enum { WH_LIMIT_MAX = 99999 };		/* the longest one can write */

struct wh_limit {
	int64_t			n;	/* 0: no limit */
	enum wh_clock_kind	kind;
};

/* Words that mean one thing here and another there. */
enum wh_limit_word {
	WH_W_HOUR, WH_W_DAY, WH_W_RI, WH_W_WORK_DAY, WH_LIMIT_WORDS
};
struct wh_readings {
	bool			said[WH_LIMIT_WORDS];
	enum wh_clock_kind	kind[WH_LIMIT_WORDS];
};

bool	 wh_limit_read(const struct wh_readings *, const char *,
	    struct wh_limit *, const char **, const char **);
char	*wh_limit_text(const struct wh_limit *, char [WH_TIME_TEXT]);
bool	 wh_reading(enum wh_limit_word, const char *, enum wh_clock_kind *);

/* calendar.c: office hours and workdays */

enum { WH_WINDOWS = 16 };		/* of a day's office hours */
enum wh_day_kind {
	WH_DAY_WORK, WH_DAY_MAKEUP,	/* an off day that is worked */
	WH_DAY_WEEKEND, WH_DAY_OFF
};

struct wh_calendar;

struct wh_calendar *wh_calendar_new(struct wh_err *, const struct wh_zone *,
	    const char *, const char *);
const char *wh_windows_check(const char *);
const char *wh_week_check(const char *);
bool	 wh_calendar_hours(struct wh_err *, struct wh_calendar *, int64_t,
	    int64_t, const char *, const char *);
bool	 wh_calendar_day(struct wh_calendar *, int64_t, bool);
void	 wh_calendar_free(struct wh_calendar *);
enum wh_day_kind wh_day_kind(const struct wh_calendar *, int64_t);
bool	 wh_workday(const struct wh_calendar *, int64_t);
bool	 wh_day_loaded(const struct wh_calendar *, int64_t);

/* clock.c: working time and deadlines, pure functions of a calendar */

struct wh_walk {			/* over the days of a calendar */
	const struct wh_calendar *cal;
	int64_t		 start, end;	/* counts between them */
	int64_t		 left;		/* seconds or days still to count */
	int64_t		 at;		/* when nothing was left */
	bool		 days;		/* counts ends of workdays */
	bool		 over, provisional;
	int64_t		 day;		/* walked last: */
	enum wh_day_kind what;
	bool		 loaded;	/* its year */
	int64_t		 counted;	/* of it: seconds, or 1 as a day */
	size_t		 n;		/* windows that were counted */
	struct {
		int64_t	 from, to;
	}		 span[WH_WINDOWS];
};

void	 wh_walk_limit(struct wh_walk *, const struct wh_calendar *, int64_t,
	    const struct wh_limit *);
void	 wh_walk_between(struct wh_walk *, const struct wh_calendar *,
	    int64_t, int64_t);
bool	 wh_walk_next(struct wh_walk *);
int64_t	 wh_deadline(const struct wh_calendar *, int64_t,
	    const struct wh_limit *, bool *);
int64_t	 wh_before(const struct wh_calendar *, int64_t,
	    const struct wh_limit *);
int64_t	 wh_used(const struct wh_calendar *, int64_t, int64_t,
	    enum wh_clock_kind);
int64_t	 wh_moved(const struct wh_calendar *, int64_t, int64_t, int64_t,
	    enum wh_clock_kind, bool *);

/* tool/tick.c */

char	*wh_tick_text(char *, size_t, const char *, int64_t, int64_t, int64_t,
	    int64_t);
void	 wh_tick_show(const char *, int64_t, int64_t, int64_t);

/* memo.c */

struct wh_memo {			/* text to number; all 0 is empty */
	struct wh_kept	*place;
};

int64_t	 wh_memo_get(const struct wh_memo *, const char *);
void	 wh_memo_put(struct wh_memo *, const char *, int64_t);
void	 wh_memo_free(struct wh_memo *);

/* json.c */

bool	 wh_json_put(struct wh_buf *, const char *);
void	 wh_json_bytes(FILE *, const char *, size_t);
void	 wh_json_text(FILE *, const char *);

#endif
