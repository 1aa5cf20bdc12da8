/*
 * sql.c - the statement behind a report, as far as it finds cases.
 *
 * Each part of the cases (received, handled, called back, open, ended since)
 * is found by its own index and counted by the case's own columns (e): so a
 * period costs what its cases cost.  What becomes of these few rows is in
 * rows.c.
 *
 * The text is put together from literals only; every value is bound.
 */
#include <string.h>

#include "report/sql.h"

/*
 * A condition, of another period with the suffix of that after the names of
 * its parameters.
 */
void
wh_sql_put_of(struct wh_query *q, const char *s, enum wh_when when)
{
	size_t	n;

	for (; *s != '\0'; s += n) {
		n = strcspn(s + 1, ":") + 1;
		if (*s == ':')
			n = strspn(s + 1, "abcdefghijklmnopqrstuvwxyz") + 1;
		wh_buf_put(&q->sql, s, n);
		if (*s == ':')
			put(q, wh_suffix[when]);
	}
}

/* And not of this kind. */
static void
put_not(struct wh_query *q, enum wh_apart x, const char *before)
{
	if (!wh_buf_printf(&q->sql, "%sNOT (%s)", before, wh_aparts[x].cond))
		wh_nomem(&q->w->err);
}

/* The rows that cases have in another table. */
static void
put_had(struct wh_query *q, const struct wh_cases *p, const char *from,
    const char *cases, enum wh_when when)
{
	put(q, "SELECT ");
	put(q, p->rows);
	put(q, " FROM ");
	put(q, from);
	put(q, " CROSS JOIN ");
	put(q, cases);
	put(q, " c ON c.no = j.no WHERE ");
	wh_sql_put_of(q, p->cond, when);
}

/*
 * Where the rows of a part are.  As of an entry cases that changed since, or
 * were filed, are left out and had from their copy.
 */
static void
put_rows(struct wh_query *q, int part, enum wh_when when)
{
	const struct wh_cases	*p = &wh_parts[part];
	bool			 then = q->w->as_of != 0;

	if (p->rows == NULL && !then) {
		put(q, q->since ? " FROM temp.daily_since c" :
		    " FROM cases c INDEXED BY ");
		put(q, q->since ? "" : p->index);
		put(q, " WHERE ");
		wh_sql_put_of(q, p->cond, when);
		return;
	}
	put(q, " FROM (");
	if (p->rows != NULL)
		put_had(q, p, then ? p->then : p->from, then ? "main.cases" :
		    "cases", when);
	else {
		put(q, "SELECT * FROM main.cases c INDEXED BY ");
		put(q, p->index);
		put(q, " WHERE ");
		wh_sql_put_of(q, p->cond, when);
	}
	put(q, then ? WH_UNCHANGED " UNION ALL " : "");
	if (then && p->rows != NULL)
		put_had(q, p, p->was, "was", when);
	else if (then) {
		put(q, "SELECT * FROM was c WHERE ");
		wh_sql_put_of(q, p->cond, when);
	}
	put(q, ") c WHERE true");
}

/* And only of the area, unit, class, source and tag that are asked for. */
void
wh_sql_put_only(struct wh_query *q)
{
	if (q->area != 0)
		put(q, " AND c.area IN"
		    " (SELECT id FROM area_tree WHERE top = :area)");
	if (q->unit != 0)
		put(q, " AND c.unit IN"
		    " (SELECT id FROM unit_tree WHERE top = :unit)");
	if (q->class != 0)
		put(q, " AND c.class IN"
		    " (SELECT id FROM class_tree WHERE top = :class)");
	if (q->source != 0)
		put(q, " AND c.source = :source");
	if (q->o->tag != NULL)
		put(q, " AND instr(' ' || " WH_TAGS("c.tags") " || ' ',"
		    " ' ' || :tag || ' ')");
}

/* FROM and WHERE of one part of the cases. */
void
wh_sql_put_part(struct wh_query *q, int part, enum wh_when when)
{
	enum wh_apart	x;

	put_rows(q, part, when);
	wh_sql_put_only(q);
	for (x = WH_X_NONE + 1; x < WH_APARTS; x++)
		if (wh_left_out(q, x, part, when))
			put_not(q, x, " AND ");
}

/*
 * Rankings and floors must know who has no case at all in a period: no data is
 * another thing than a count of 0.
 */
bool
wh_sql_has_seen(const struct wh_query *q, enum wh_when when)
{
	return q->when[when] && (q->o->rank != NULL || q->rank.nfloor > 0);
}

/* A format whose % stand for a name with the suffix of a period. */
static void
put_format(struct wh_query *q, const char *format, const char *name,
    enum wh_when when)
{
	for (; *format != '\0'; format++)
		if (*format != '%')
			wh_buf_put(&q->sql, format, 1);
		else {
			put(q, name);
			put(q, wh_suffix[when]);
		}
}

/*
 * The names of all counts, each as format has it; those of other periods
 * have a suffix.  What there is no period for has no figure: the format is
 * then absent, if that is not NULL.
 */
void
wh_sql_counts(struct wh_query *q, const char *format, const char *absent)
{
	const char	*s;
	enum wh_when	 when;
	size_t		 i;

	for (when = WH_NOW; when < WH_WHENS; when++) {
		s = absent != NULL && q->p.span[when].to == 0 ? absent :
		    format;
		for (i = 0; i < WH_COUNTS; i++)
			if (wh_counted(q, i, when))
				put_format(q, s, wh_count_cols[i].name, when);
		if (wh_sql_has_seen(q, when))
			put_format(q, s, "x_seen", when);
	}
}

/*
 * Which cases of a part a metric counts, after these words; nothing if it
 * counts all of them.  True if something was put.
 */
bool
wh_sql_put_cond(struct wh_query *q, const struct wh_count *m, int part,
    enum wh_when when, const char *before)
{
	const char	*cond = m->cond != NULL ? m->cond :
			    wh_aparts[m->apart].cond;
	enum wh_apart	 x;
	bool		 any = cond != NULL;

	if (any) {
		put(q, before);
		wh_sql_put_of(q, cond, when);
	}
	for (x = WH_X_NONE + 1; x < WH_APARTS; x++)
		if (q->out[x] && m->apart != x &&
		    !wh_left_out(q, x, part, when)) {
			put_not(q, x, any ? " AND " : before);
			any = true;
		}
	return any;
}

/*
 * Count among the cases of a part, or add up.  Of what changed since the daily
 * summary each has a sign.
 */
void
wh_sql_put_number(struct wh_query *q, const struct wh_count *m, int part,
    enum wh_when when)
{
	const char	*sum = q->since ? "c.sign" : m->sum;

	put(q, sum != NULL ? ",ifnull(sum(" : ",count(");
	wh_sql_put_of(q, sum != NULL ? sum : "*", when);
	put(q, ")");
	if (wh_sql_put_cond(q, m, part, when, " FILTER (WHERE "))
		put(q, ")");
	put(q, sum != NULL ? ", 0)" : "");
}

/* Count of a part what it has; what nobody reads costs no lookup. */
void
wh_sql_put_count(struct wh_query *q, size_t i, int part, enum wh_when when,
    bool now)
{
	if (now && wh_counts[i].parts & 1U << part && q->read[when][i])
		wh_sql_put_number(q, &wh_counts[i], part, when);
	else
		put(q, ",0");
}

/*
 * Do the cases of a part tell who has any?  Those of one that is aside only if
 * it is ranked or has a floor: then its own.
 */
bool
wh_sql_sees(const struct wh_query *q, int part, enum wh_when when,
    enum wh_apart *own)
{
	size_t	i;

	*own = WH_X_NONE;
	for (i = 0; wh_parts[part].aside && i < WH_COUNTS; i++)
		if (wh_counts[i].parts & 1U << part &&
		    q->rank.read[when][i]) {
			*own = wh_counts[i].apart;
			return true;
		}
	return !wh_parts[part].aside;
}

/* Count those of a part that count at all, whatever is read. */
static void
put_seen(struct wh_query *q, int part, enum wh_when when, bool now)
{
	struct wh_count	all = { 0 };

	if (now && wh_sql_sees(q, part, when, &all.apart))
		wh_sql_put_number(q, &all, part, when);
	else
		put(q, ",0");
}

static void
put_select(struct wh_query *q, int part, enum wh_when when)
{
	enum wh_when	k;
	size_t		i;

	if (wh_daily_has(q, part, when)) {
		wh_daily_put(q, part, when);
		return;
	}
	put(q, " SELECT ");
	wh_sql_put_column(q, &q->dim, part, when);
	put(q, ", ");
	wh_sql_put_column(q, &q->across, part, when);
	for (k = WH_NOW; k < WH_WHENS; k++) {
		for (i = 0; i < WH_COUNTS; i++)
			if (wh_counted(q, i, k))
				wh_sql_put_count(q, i, part, k, when == k);
		if (wh_sql_has_seen(q, k))
			put_seen(q, part, k, when == k);
	}
	wh_sql_put_part(q, part, when);
	put(q, " GROUP BY 1, 2\n");
}

/*
 * Write WITH and table e: of each part of each period so many cases of each
 * kind, and who is ranked without any.
 */
void
wh_sql_count(struct wh_query *q)
{
	enum wh_when	when;
	int		part;

	wh_daily_use(q);
	put(q, "WITH e(d, d2");
	wh_sql_counts(q, ", %", NULL);
	put(q, ") AS (\n");
	for (when = WH_NOW; when < WH_WHENS; when++)
		for (part = 0; q->when[when] && part < WH_PARTS; part++) {
			if (!wh_is_wanted(q, part, when) ||
			    wh_daily_joined(q, part, when))
				continue;
			if (part > 0 || when != WH_NOW)
				put(q, " UNION ALL\n");
			put_select(q, part, when);
		}
	if (wh_rank_members(q) != NULL) {
		put(q, " UNION ALL SELECT id, NULL");
		wh_sql_counts(q, ", 0", NULL);
		put(q, " FROM (");
		put(q, wh_rank_members(q));
		put(q, ")\n");
	}
	put(q, ")");
}

/*
 * Write the statement that counts the cases of the period that the profile
 * may leave out: a column for each kind.
 */
void
wh_sql_aparts(struct wh_query *q)
{
	enum wh_apart	x;
	size_t		i;
	int		part;

	wh_daily_use(q);
	for (x = WH_X_NONE + 1; x < WH_APARTS; x++) {
		i = (size_t)wh_aparts[x].count;
		memset(q->read, 0, sizeof(q->read));
		q->read[WH_NOW][i] = true;
		for (part = 0; (wh_counts[i].parts & 1U << part) == 0; part++)
			;
		put(q, q->sql.n == 0 ? "SELECT " : ",\n ");
		if (wh_daily_has(q, part, WH_NOW)) {
			wh_daily_put_number(q, i, part);
			continue;
		}
		put(q, "(SELECT count(*)");
		wh_sql_put_part(q, part, WH_NOW);
		wh_sql_put_cond(q, &wh_counts[i], part, WH_NOW, " AND ");
		put(q, ")");
	}
}
