/*
 * sql.h - what sql.c and rows.c share of writing the statement.
 */
#ifndef WH_SQL_H
#define WH_SQL_H

#include "report/report.h"

static inline void
put(struct wh_query *q, const char *s)
{
	if (!wh_buf_puts(&q->sql, s))
		wh_nomem(&q->w->err);
}

/* Tags that are parted by commas and the like are parted by blanks. */
#define WH_TAGS(s) \
	"replace(replace(replace(replace(replace(replace(" s ", ',', ' ')," \
	" ';', ' '), '，', ' '), '；', ' '), '、', ' '), '　', ' ')"
/* Local time of t, as seconds of a clock that knows no zones. */
#define WH_LOCAL(t) \
	"(" t " + (SELECT offset FROM zone WHERE since <= " t \
	" ORDER BY since DESC LIMIT 1))"
/* Calendar days from the time t to the last second that counts. */
#define WH_DAYS_SINCE(t) \
	WH_LOCAL("(:end - 1)") " / 86400 - " WH_LOCAL(t) " / 86400"

/* sql.c */

void	 wh_sql_put_of(struct wh_query *, const char *, enum wh_when);
void	 wh_sql_put_only(struct wh_query *);
void	 wh_sql_put_part(struct wh_query *, int, enum wh_when);
bool	 wh_sql_put_cond(struct wh_query *, const struct wh_count *, int,
	    enum wh_when, const char *);
bool	 wh_sql_has_seen(const struct wh_query *, enum wh_when);
bool	 wh_sql_sees(const struct wh_query *, int, enum wh_when,
	    enum wh_apart *);
void	 wh_sql_put_count(struct wh_query *, size_t, int, enum wh_when, bool);
void	 wh_sql_put_number(struct wh_query *, const struct wh_count *, int,
	    enum wh_when);
void	 wh_sql_count(struct wh_query *);

/* rows.c */

void	 wh_sql_put_column(struct wh_query *, const struct wh_dim *, int,
	    enum wh_when);
void	 wh_sql_put_keys(struct wh_query *);
void	 wh_sql_put_names(struct wh_query *);
void	 wh_sql_put_from(struct wh_query *, const char *);

/* daily.c: the daily summary */

enum { WH_DAILY_DIMS = 4 };

/* SQL: the area that an area is summed up to; there is a street above it. */
#define WH_DAILY_AREA(area) \
	"coalesce((SELECT a.id FROM area_tree t CROSS JOIN area a" \
	" ON a.id = t.top WHERE t.id = " area " AND a.level = (SELECT level" \
	" FROM daily_upto) ORDER BY t.depth LIMIT 1), " area ")"

extern const char *const wh_daily_dims[WH_DAILY_DIMS];

bool	 wh_daily_holds(size_t);
size_t	 wh_daily_own(int);
bool	 wh_daily_behind(struct wh *, int64_t);
bool	 wh_daily_since(struct wh *);
int64_t	 wh_daily_first(struct wh *);
void	 wh_daily_use(struct wh_query *);
bool	 wh_daily_has(const struct wh_query *, int, enum wh_when);
bool	 wh_daily_joined(const struct wh_query *, int, enum wh_when);
void	 wh_daily_put(struct wh_query *, int, enum wh_when);
void	 wh_daily_put_number(struct wh_query *, size_t, int);

/* spread.c */

void	 wh_sql_put_spreads(struct wh_query *);
void	 wh_sql_put_ranks(struct wh_query *, const char *);
void	 wh_sql_join_ranks(struct wh_query *);

#endif
