/*
 * intake.h - rows of a file, or the options, on their way to be cases: typed
 * values, and where they wait.
 */
#ifndef WH_INTAKE_H
#define WH_INTAKE_H

#include "case/case.h"

/* intake.c: one row of a file, or the options, as typed values */

enum wh_case_col {
	WH_C_ID, WH_C_SOURCE, WH_C_RECEIVED, WH_C_KIND, WH_C_CLASS,
	WH_C_AREA, WH_C_ROAD, WH_C_PLACE, WH_C_TITLE, WH_C_TEXT, WH_C_LAT,
	WH_C_LON, WH_C_TAGS, WH_C_EXTRA, WH_C_CALLER, WH_C_PHONE,
	WH_C_ADDRESS, WH_C_CONFIDENTIAL, WH_C_INTAKE_AREA, WH_C_CHANNEL,
	WH_C_TARGET, WH_C_COLLECTOR, WH_C_COLLATOR, WH_C_PHOTO, WH_C_PROXY,
	WH_C_APPOINTMENT, WH_C_PROMISED, WH_C_DUE, WH_C_UPDATED,
	WH_C_STATE, WH_C_UNIT, WH_C_VERIFIED, WH_C_DISPATCHED,
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
	bool		 settled; /* once staged: all it mentions is there */
	uint64_t	 has;	/* 1 << column: a value is there */
	uint64_t	 dates;	/* 1 << column: a time that is only a day */
	union wh_value	 v[WH_C_COLS];
	const char	*whole[WH_C_COLS]; /* texts before masking, or NULL */
	char		*masked[WH_C_COLS]; /* freed by wh_intake_clear */
	const char	*found;	/* wrong values left out, a line each, NULL */
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

/* together.c: what the values of a row contradict of each other */

bool	 wh_intake_keeps(const struct wh_reader *, size_t);
void	 wh_intake_attend(struct wh_reader *, size_t);
void	 wh_intake_check(struct wh_reader *, struct wh_intake *);

/* import.c: what an import needs, and how it is called */

bool	 wh_import_needs(struct wh_reader *);
char	*wh_import_name(struct wh_reader *);

/* rounded.c: ids that a spreadsheet has rounded */

struct wh_rounded {
	int64_t	n;		/* ids that are long enough */
	bool	whole;		/* one of them at least is not rounded */
};

void	 wh_rounded_look(struct wh_rounded *, const char *);
bool	 wh_rounded_end(struct wh_reader *, const struct wh_rounded *, char **);

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

#endif
