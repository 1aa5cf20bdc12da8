/*
 * audit.h - a published table, or list of facts, checked: what audit.c and
 * bulletin.c share.
 */
#ifndef WH_AUDIT_H
#define WH_AUDIT_H

#include "report/figure.h"
#include "store/store.h"

/* What a heading, or the name of a row, says; bulletin.csv. */
enum wh_head_role {
	WH_H_NONE, WH_H_SKIP, WH_H_ABSENT, WH_H_TOTAL, WH_H_SUBTOTAL,
	WH_H_RATE, WH_H_SHARE, WH_H_CHANGE, WH_H_AVERAGE, WH_H_ROLES
};

struct wh_head_word {
	char			*s;	/* folded */
	enum wh_head_role	 role;
};

enum {
	WH_AU_LINE, WH_AU_ROW, WH_AU_COLUMN, WH_AU_CHECK, WH_AU_PRINTED,
	WH_AU_COMPUTED, WH_AU_VERDICT, WH_AU_WHY, WH_AU_COLS
};

struct wh_audit {
	struct wh		*w;
	struct wh_reader	*r;
	bool			 zh;	/* reasons are for people, in Chinese */
	size_t			 nbase;		/* told: "RATE=BASE" */
	char *const		*base;
	size_t			 nword;
	struct wh_head_word	*word;
	size_t			 n, max, next;	/* records */
	char			*(*rec)[WH_AU_COLS];
	int64_t			 count[WH_VERDICTS];
};

/* A reason, in the language of who reads it. */
#define WH_TELL(a, en, chinese)	((a)->zh ? chinese : en)

/* One figure that was looked at; NULL texts are absent. */
struct wh_finding {
	long			 line;
	const char		*row, *column, *printed;
	enum wh_check		 check;
	enum wh_verdict		 verdict;
	const char		*computed, *why;
};

bool	 wh_audit_add(struct wh_audit *, const struct wh_finding *);
bool	 wh_audit_stop(const struct wh_audit *);
bool	 wh_audit_end(struct wh_audit *);
enum wh_head_role wh_audit_role(const struct wh_audit *, const char *, bool);
enum wh_head_role wh_audit_total(const struct wh_audit *, const char *);
bool	 wh_audit_absent(const struct wh_audit *, const char *);

/* fact.c, bulletin.c: all records of a list of facts, of a table */

bool	 wh_audit_is_facts(struct wh_audit *);
bool	 wh_audit_facts(struct wh_audit *);
bool	 wh_audit_table(struct wh_audit *);

/*
 * relation.c: which columns of a table are made of which
 */

enum {
	WH_T_COLUMNS	= 40,
	WH_T_ROWS	= 2000,
	WH_T_LOOK	= 400	/* of these are looked at for relations */
};

struct wh_cell {
	struct wh_figure	 f;
	char			*text;	/* as printed, "" is none */
};
/* A column is made so of others: rate a / b, sum of a to b ... */
struct wh_relation {
	bool		is;
	enum wh_check	check;
	size_t		a, b;
	bool		pair;	/* sum: of a and b alone; rate: of a + b;
				   average: b is a column */
	bool		rows;	/* share: of what the rows add up to */
};
struct wh_column {
	const char		*head;
	char			*fold;
	enum wh_head_role	 role;
	bool			 number, percent;
	bool			 points;	/* as the heading says */
	struct wh_relation	 made;		/* as it should be */
	struct wh_relation	 fits;		/* as it seems to be */
	size_t			 told;		/* the base of a rate ... */
	bool			 is_told;	/* ... if one was */
};
struct wh_line {
	long			 line;
	const char		*name;
	enum wh_head_role	 role;		/* total, subtotal or none */
	struct wh_cell		*cell;
	struct wh_figure	*sum;		/* of a total: of its rows */
};
struct wh_table {
	struct wh_audit		*a;
	size_t			 ncol, nline, max;
	struct wh_column	*col;
	struct wh_line		*line;
	const struct wh_line	*total;		/* the last one, or NULL */
	struct wh_figure	*all;		/* what all rows add up to */
};

void	 wh_relation_find(struct wh_table *);

/* printed.c: a table as it was read */

bool	 wh_table_read(struct wh_table *);
void	 wh_table_added(const struct wh_table *, size_t, size_t *, size_t *);
size_t	 wh_table_add(const struct wh_table *, size_t, size_t, size_t,
	    struct wh_figure *);
void	 wh_table_free(struct wh_table *);
bool	 wh_column_counts(const struct wh_column *);
bool	 wh_relation_value(const struct wh_table *, const struct wh_relation *,
	    const struct wh_line *, bool, struct wh_ratio *);

#endif
