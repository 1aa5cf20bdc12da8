/*
 * grid.h - the reference data: what areas, units, people, classes, rules and
 * calendars there are, and what they say of a case.
 */
#ifndef WH_GRID_H
#define WH_GRID_H

#include "store/store.h"
#include "grid/counts.h"

/* tables.c: each table that people load, described once */

struct wh_spec {
	const char		*name;	/* of the table, in SQL and for users */
	const struct wh_col	*col;
	size_t			 ncol;
	bool			 tree;	/* has parent, and a closure table */
};

extern const struct wh_spec wh_specs[];
extern const size_t wh_nspecs;

const struct wh_spec	*wh_spec_find(const char *);
bool			 wh_word_in(const char *, const char *);
int			 wh_word_at(const char *, const char *);

/* Lines of business, and to whom a case may be addressed. */
#define WH_LINES	"admin social city order emergency"
#define WH_TARGETS	"grid_worker property"

/* ref.c, refs.c: codes and names to rows, in memory */

int64_t		 wh_ref(struct wh *, const char *, const char *,
		    const char **);
int64_t		 wh_ref_path(struct wh *, const char *, const char *,
		    const struct wh_map_col *, const char **);
int64_t	 wh_ref_bound(struct wh *, const char *, const char *,
	    struct wh_bind *, const char **);
int64_t		 wh_ref_on(struct wh *, const char *, const char *,
		    const struct wh_map_col *, int64_t, int64_t,
		    const char **);
bool		 wh_ref_dated(struct wh *, const char *);
bool		 wh_ref_map(struct wh *, const struct wh_map *,
		    const struct wh_col *, size_t);
int64_t		 wh_ref_arg(struct wh *, const char *, const char *,
		    const char *);
const char	*wh_ref_code(struct wh *, const char *, int64_t);
const char	*wh_ref_name(struct wh *, const char *, int64_t);
int64_t		 wh_ref_parent(struct wh *, const char *, int64_t);
int64_t	 wh_ref_until(struct wh *, const char *, int64_t);
void		 wh_ref_use(struct wh *, const char *, int64_t);
size_t		 wh_ref_made(struct wh *, const char *);
bool		 wh_ref_settle(struct wh *);
int64_t		 wh_ref_real(struct wh *, const char *, int64_t);
void		 wh_refs_forget(struct wh *);

/* dump.c */

void	 wh_describe_tables(struct wh_buf *);
void	 wh_describe_columns(struct wh_buf *, const char *,
	    const struct wh_col *, size_t);

/* value.c */

const char	*wh_row_code_wrong(const char *);
const char	*wh_value_check(struct wh *, const struct wh_col *,
		    int64_t *, const struct wh_map_col *, const char **,
		    char [WH_TIME_TEXT]);

/* load.c */

bool	 wh_load_table(struct wh *, const char *, const struct wh_args *,
	    struct wh_counts *, char **);
bool	 wh_load_tables(struct wh *, const char *, struct wh_counts *);
bool	 wh_tree_rebuild(struct wh *, const char *);

/* place.c: where a point lies */

bool	 wh_placed(struct wh *);
int64_t	 wh_place_find(struct wh *, double, double, int64_t);
bool	 wh_place_fits(struct wh *, int64_t, double, double);
size_t	 wh_place_holding(struct wh *, double, double, int64_t,
	    const uint8_t *, size_t, int64_t **, size_t *);
void	 wh_places_free(struct wh_places *);

/* setup.c */

int64_t	 wh_day_or(sqlite3_stmt *, int, int64_t);
void	*wh_more(struct wh *, void *, size_t, size_t);
char	*wh_setting(struct wh *, const char *, const char *);
int64_t	 wh_setting_int(struct wh *, const char *);
bool	 wh_loaded(struct wh *, const char *);
void	 wh_keeps(struct wh *);
void	 wh_forget(struct wh *);

/* hours.c: the calendar, and what words for limits mean */

const struct wh_calendar *wh_calendar(struct wh *);
const struct wh_readings *wh_readings(struct wh *);
bool	 wh_moves_deadlines(const char *);

/*
 * chief.c: post p is held by person q on road r of rank rule u, on the day
 * that is parameter ?1; k is the rank of q, l and m are the least and the
 * greatest of the rule.
 */
#define WH_PRESENT \
	" ?1 BETWEEN p.valid_from AND coalesce(p.valid_to, '9999-12-31')"
#define WH_RANK_JOINS \
	" JOIN road r ON r.id = p.road" \
	" JOIN person q ON q.id = p.person" \
	" JOIN rank_rule u ON u.road_class = r.class" \
	" LEFT JOIN rank k ON k.id = q.rank" \
	" LEFT JOIN rank l ON l.id = u.least" \
	" LEFT JOIN rank m ON m.id = u.most"
#define WH_RANK_BROKEN \
	" (coalesce(k.ord, l.ord - 1) < l.ord OR k.ord > m.ord)"

bool	 wh_chief_check(struct wh *, int64_t, int64_t);
bool	 wh_chiefs_check(struct wh *);

/* decide.c: the three-level filter: whose is it, on which level, by when */

enum { WH_ASSISTS = 16 };

struct wh_question {		/* what the rules look at */
	int64_t	class, area, source;
	int	target;		/* in WH_TARGETS, as wh_word_at; 0: nobody */
	int	level;		/* only rules of this filter level; 0: any */
	bool	point;		/* it has coordinates: */
	double	lat, lon;
	int64_t	start;		/* when the clock starts, Unix seconds */
	int64_t	day;		/* local day of receipt: which rules hold */
	bool	day_only;	/* start is a day without an hour */
	int64_t	standard;	/* it was filed by, if of its class; or 0 */
};
struct wh_decision {
	int	 filter;		/* 1, 2, 3 */
	int64_t	 unit;			/* 0: nobody was found */
	int64_t	 rule;			/* 0: territorial fallback */
	int64_t	 standard;		/* 0: no limit is known */
	int64_t	 due;			/* WH_NONE: none, or not judged */
	bool	 provisional;		/* a calendar was missing */
	size_t	 nassist;
	int64_t	 assist[WH_ASSISTS];
};

bool	 wh_decide(struct wh *, const struct wh_question *,
	    struct wh_decision *);
int64_t	 wh_street(struct wh *, int64_t);
void	 wh_router_free(struct wh_router *);

/* explain.c: which rules were considered, and why all but one lost */

enum wh_explained { WH_EXPLAIN_SOME, WH_EXPLAIN_ALL, WH_EXPLAIN_JSON };

void	 wh_explain(struct wh *, const struct wh_question *,
	    const struct wh_decision *, FILE *, enum wh_explained);

/* stages.c: how long each stage beside handling may take */

enum wh_clock {
	WH_CLOCK_VERIFY, WH_CLOCK_SIGN, WH_CLOCK_REPLY, WH_CLOCK_ARRIVE,
	WH_CLOCK_HANDLE, WH_CLOCK_CHECK, WH_CLOCK_CALLBACK, WH_CLOCK_HANG,
	WH_CLOCK_CONTACT, WH_CLOCK_FINISH, /* of whistles alone */
	WH_CLOCKS
};

extern const char *const wh_clock_words[WH_CLOCKS];

int	 wh_clock_find(const char *);
const char *wh_clock_done(const char *, bool);
const struct wh_limit *wh_stage_limit(struct wh *, int, int64_t, int64_t,
	    int64_t);
void	 wh_stages_free(struct wh_stages *);

/* ladder.c: what is done about a clock that runs out */

struct wh_rung {
	int		 clock;
	int64_t		 n;	/* 1: the first after it is due; see there */
	char		 act[8];
	struct wh_limit	 limit;	/* before it is due, or after; n 0: none */
	struct wh_limit	 reply;	/* to a letter */
};

const struct wh_rung *wh_rung(struct wh *, int, int64_t);
int64_t	 wh_rung_time(struct wh *, const struct wh_rung *, int64_t, int64_t);
int64_t	 wh_rung_reply(struct wh *, const struct wh_rung *, int64_t);
void	 wh_rung_first(struct wh *, int, int64_t, int64_t, int64_t *,
	    int64_t *);
bool	 wh_ladder_loaded(struct wh *);
void	 wh_ladder_free(struct wh_ladder *);

/* Rows of a ladder that are wrong: their code, and why. */
#define WH_LADDER_WRONG \
	"SELECT code, 'rung ' || rung || ' of ' || clock || CASE" \
	" WHEN rung = below THEN ': comes twice, also as ' || other" \
	" WHEN rung > coalesce(below, 0) + 1" \
	" THEN ': there is no rung ' || (rung - 1) || ' below it'" \
	" WHEN rung < 1 AND (act <> 'remind' OR before IS NULL" \
	" OR after IS NOT NULL)" \
	" THEN ': below 1 it must remind, so long before the deadline'" \
	" WHEN rung > 0 AND (act = 'remind' OR before IS NOT NULL)" \
	" THEN ': from 1 on it cannot remind before the deadline'" \
	" WHEN act = 'letter' AND reply IS NULL" \
	" THEN ': a letter needs a limit to reply'" \
	" WHEN act = 'climb' AND clock = 'callback'" \
	" THEN ': a case that is closed does not climb'" \
	" ELSE ': reminds no later than the rung below' END AS what FROM" \
	" (SELECT *, lag(rung) OVER w AS below, lag(code) OVER w AS other," \
	" lag(before) OVER w AS earlier FROM main.ladder" \
	" WINDOW w AS (PARTITION BY clock ORDER BY rung, code))" \
	" WHERE rung = below OR rung > coalesce(below, 0) + 1" \
	" OR (rung < 1) <> (act = 'remind') OR (rung < 1) <>" \
	" (before IS NOT NULL) OR (rung < 1 AND after IS NOT NULL)" \
	" OR (act = 'letter' AND reply IS NULL)" \
	" OR (act = 'climb' AND clock = 'callback')" \
	" OR (substr(before, instr(before, ' ')) =" \
	" substr(earlier, instr(earlier, ' ')) AND CAST(before AS INTEGER)" \
	" >= CAST(earlier AS INTEGER))"

/* scores.c: what scores are made of */

#define WH_MODES	"share rest full each fixed"

bool	 wh_score_read(const char *, int64_t *);
char	*wh_score_text(int64_t, char [WH_TIME_TEXT]);
bool	 wh_figure_known(struct wh *, const char *);
bool	 wh_scores_good(struct wh *);

/* A score of scores of scores may go so deep, and no deeper. */
#define WH_SCORE_DEPTH	"4"

/* Rows of rates, scores and terms that are wrong: table, code, and why. */
#define WH_SCORE_WRONG \
	"SELECT 'score' AS tab, code, 'is the name of a rate, too' AS what" \
	" FROM main.score WHERE code IN (SELECT code FROM main.metric)" \
	" UNION ALL SELECT 'term', code, metric || ' is no count, rate or score'" \
	" FROM main.term WHERE instr('" WH_ADDED_LIST " '," \
	" ' ' || metric || ' ') = 0" \
	" AND metric NOT IN (SELECT code FROM main.metric)" \
	" AND metric NOT IN (SELECT code FROM main.score)" \
	" UNION ALL SELECT 'term', code, mode || ' is of a rate or a score,'" \
	" || ' not of ' || metric FROM main.term" \
	" WHERE mode IN ('share', 'rest') AND instr('" WH_ADDED_LIST " '," \
	" ' ' || metric || ' ') > 0" \
	" UNION ALL SELECT 'score', code, 'its terms lead back to it, or" \
	" through more than " WH_SCORE_DEPTH " scores' FROM (WITH RECURSIVE" \
	" d(score, last, depth) AS (SELECT id, id, 1 FROM main.score" \
	" UNION SELECT d.score, s.id, d.depth + 1 FROM d JOIN main.term t" \
	" ON t.score = d.last JOIN main.score s ON s.code = t.metric" \
	" WHERE d.depth <= " WH_SCORE_DEPTH ") SELECT DISTINCT s.code FROM d" \
	" JOIN main.score s ON s.id = d.score" \
	" WHERE d.depth > " WH_SCORE_DEPTH ")"

/* template.c: texts with {names}, of letters */

enum {				/* what they stand for, in their order */
	WH_L_LETTER, WH_L_YEAR, WH_L_N, WH_L_NUMBER, WH_L_TITLE, WH_L_UNIT,
	WH_L_CLOCK, WH_L_DUE, WH_L_OVER, WH_L_REPLY, WH_L_DATE, WH_L_FROM,
	WH_L_TEXT, WH_LETTER_NAMES
};

extern const char *const wh_letter_names[WH_LETTER_NAMES];

const char *wh_template_wrong(const char *);
void	 wh_template_put(struct wh_buf *, const char *,
	    const char *const [WH_LETTER_NAMES]);

/* standard.c: filing conditions and deadlines */

int64_t	 wh_after(struct wh *, const char *, int64_t);
const struct wh_limit *wh_standard_limit(struct wh *, int64_t);
int64_t	 wh_due_from(struct wh *, const struct wh_limit *, int64_t, bool,
	    bool *);
void	 wh_due(struct wh *, const struct wh_question *, struct wh_decision *);
bool	 wh_standard_fits(struct wh *, int64_t, int64_t, int64_t);
void	 wh_standards_free(struct wh_standards *);

#endif
