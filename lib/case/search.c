/*
 * search.c - selecting cases, of which listed.c says what is shown.
 *
 * The SQL is put together from literal conditions, one for each filter that
 * was given, so that each can use its index; every value is bound.
 */
#include <stdlib.h>
#include <string.h>

#include "case/intake.h"
#include "case/show.h"

/* The private room: p for all there is, s if he asked for secrecy. */
#define JOINED " LEFT JOIN private s ON s.no = c.no" \
	" AND s.confidential = 'yes' LEFT JOIN private p ON p.no = c.no"

struct query {
	struct wh	*w;
	struct wh_buf	 sql;
	size_t		 n;
	union {
		int64_t		 i;
		const char	*s;
	}		 v[32];
	char		 type[33];
	bool		 where;
	bool		 open;		/* state < 50 is a condition */
};

static void
cond(struct query *q, const char *sql)
{
	wh_buf_puts(&q->sql, q->where ? " AND " : " WHERE ");
	wh_buf_puts(&q->sql, sql);
	q->where = true;
}

/* A condition with one ? for an integer, or for a text. */
static void
cond_int(struct query *q, const char *sql, int64_t v)
{
	cond(q, sql);
	q->type[q->n] = 'i';
	q->v[q->n++].i = v;
}

static void
cond_text(struct query *q, const char *sql, const char *v)
{
	cond(q, sql);
	q->type[q->n] = 't';
	q->v[q->n++].s = v;
}

static void
cond_ref(struct query *q, const char *opt, const char *table, const char *v,
    const char *sql)
{
	if (v != NULL)
		cond_int(q, sql, wh_ref_arg(q->w, opt, table, v));
}

static void
cond_time(struct query *q, const char *opt, const char *v, const char *sql)
{
	int64_t	t = 0;

	if (v == NULL)
		return;
	wh_time_arg(q->w, opt, v, &t);
	cond_int(q, sql, t);
}

static void
no_state(struct query *q, const char *word)
{
	struct wh_buf	b = { 0 };

	wh_state_words(&b, 0, ", ");
	wh_fail(&q->w->err, WH_FAIL, "--state: \"%s\": not one of %s", word,
	    b.s != NULL ? b.s : "");
	wh_buf_free(&b);
}

/* One state or several, separated by commas. */
static void
cond_states(struct query *q, const char *list)
{
	char	*copy, *word, *save;
	bool	 open = true;
	int	 n = 0;
	int64_t	 id;

	if (list == NULL)
		return;
	if ((copy = strdup(list)) == NULL) {
		wh_nomem(&q->w->err);
		return;
	}
	cond(q, "c.state IN (");
	for (word = strtok_r(copy, ",", &save); word != NULL && n < 14;
	    word = strtok_r(NULL, ",", &save)) {
		if ((id = wh_state_find(word)) == 0)
			no_state(q, word);
		open = open && id < WH_S_ENDED;
		wh_buf_puts(&q->sql, n++ > 0 ? ",?" : "?");
		q->type[q->n] = 'i';
		q->v[q->n++].i = id;
	}
	wh_buf_puts(&q->sql, ")");
	if (n == 0 || word != NULL)
		wh_fail(&q->w->err, WH_FAIL, "--state: \"%s\": from one to"
		    " fourteen states, separated by commas", list);
	q->open = open;
	free(copy);
}

/* Where a case was taken in, for whom, and who found and sorted it. */
static void
taken(struct query *q, const struct wh_search *f)
{
	cond_ref(q, "--intake-area", "area", f->intake_area,
	    "c.intake_area IN (SELECT id FROM area_tree WHERE top = ?)");
	cond_ref(q, "--channel", "channel", f->channel, "c.channel = ?");
	if (f->target != NULL && !wh_word_in(wh_case_cols[WH_C_TARGET].ref,
	    f->target))
		wh_fail(&q->w->err, WH_FAIL, "--target: \"%s\": not one of %s",
		    f->target, wh_case_cols[WH_C_TARGET].ref);
	if (f->target != NULL)
		cond_text(q, "c.target = ?", f->target);
	if (f->collector != NULL)
		cond_text(q, "c.collector = ?", f->collector);
	if (f->collator != NULL)
		cond_text(q, "c.collator = ?", f->collator);
	if (f->unclassified)
		cond(q, "c.class IS NULL");
}

/*
 * What is asked for, hung or promised; 13 is suspended, 51 void, 52 refused,
 * as in the table of states.
 */
static void
conditions_held(struct query *q, const struct wh_search *f)
{
	if (f->pending != NULL && !wh_word_in("extend hang appeal",
	    f->pending))
		wh_fail(&q->w->err, WH_FAIL, "--pending: \"%s\": not one of"
		    " extend, hang, appeal", f->pending);
	else if (f->pending != NULL)
		cond_int(q, "c.pending = ?",
		    wh_act_find(f->pending)->id);
	if (f->hung)
		cond(q, "c.state = 13");
	if (f->stock)
		cond_int(q, "c.state = 13 AND c.hung_since <= ? - 86400 *"
		    " coalesce((SELECT CAST(value AS INTEGER) FROM setting"
		    " WHERE code = 'stock_days'), 60)", q->w->now);
	if (f->broken_promise)
		cond_int(q, "c.promised < ? AND ifnull(c.promised <"
		    " coalesce(c.handled, c.closed), 1)"
		    " AND c.state NOT IN (51, 52)", q->w->now);
}

static void
conditions(struct query *q, const struct wh_search *f)
{
	cond_ref(q, "--area", "area", f->area,
	    "c.area IN (SELECT id FROM area_tree WHERE top = ?)");
	cond_ref(q, "--unit", "unit", f->unit,
	    "c.unit IN (SELECT id FROM unit_tree WHERE top = ?)");
	cond_ref(q, "--class", "class", f->class,
	    "c.class IN (SELECT id FROM class_tree WHERE top = ?)");
	cond_ref(q, "--source", "source", f->source, "c.source = ?");
	cond_ref(q, "--kind", "request_kind", f->kind, "c.kind = ?");
	cond_ref(q, "--road", "road", f->road, "c.road = ?");
	taken(q, f);
	cond_states(q, f->state);
	if (f->unrouted)
		cond(q, "c.state IN (1, 2, 4)");
	q->open = q->open || f->open || f->unrouted || f->hung || f->stock;
	if (q->open)
		cond(q, f->unit != NULL ? "unlikely(c.state < 50)" :
		    "c.state < 50");
	cond_time(q, "--from", f->from, "c.received >= ?");
	cond_time(q, "--to", f->to, "c.received < ?");
	cond_time(q, "--due-before", f->due_before,
	    "c.state < 50 AND c.due < ?");
	if (f->overdue)
		cond_int(q, "c.state < 50 AND c.handled IS NULL"
		    " AND c.state <> 13 AND c.due < ?", q->w->now);
	conditions_held(q, f);
	if (f->entry != 0)
		cond_int(q, "c.entry = ?", f->entry);
	if (f->import != 0)
		cond_int(q, "c.entry IN (SELECT id FROM entry"
		    " WHERE import = ?)", f->import);
	if (f->phone != NULL)	/* finding a case by it tells who called */
		cond_text(q, f->reveal == WH_REVEAL_ALL ? "c.no IN"
		    " (SELECT no FROM private WHERE phone = ?)" : "c.no IN"
		    " (SELECT no FROM private WHERE phone = ?"
		    " AND confidential IS NOT 'yes')", f->phone);
	if (f->publish)		/* there is no word for void in them */
		cond(q, "c.state <> 51");
	if (f->id != NULL)
		cond_text(q, "c.no IN (SELECT no FROM external WHERE id = ?"
		    " AND source IN (SELECT id FROM source))", f->id);
	if (f->text != NULL)
		cond_text(q, "instr(coalesce(c.title, '') || char(10) ||"
		    " coalesce(c.text, '') || char(10) ||"
		    " coalesce(c.place, ''), ?) > 0", f->text);
}

/*
 * Only the index of open cases helps: the planner would rather read all
 * cases, which are in the order that is asked for.
 */
static bool
only_open(const struct query *q, const struct wh_search *f)
{
	return q->open && f->unit == NULL && f->from == NULL &&
	    f->to == NULL && f->import == 0 && f->entry == 0 &&
	    f->phone == NULL && f->id == NULL;
}

#define CODE(t)	" ORDER BY (SELECT code FROM " t " WHERE id = c." t ")"

/*
 * A field to sort by, "-" before it for the greatest first.  By number cases
 * lie as they are stored, which is best unless few of them are meant: those of
 * a unit, those that were promised.
 */
static void
order(struct query *q, const struct wh_search *f)
{
	static const char *const sorts[][3] = {
		{ "number", " ORDER BY +c.no", " ORDER BY +c.no DESC" },
		{ "received", " ORDER BY c.received, c.no",
		    " ORDER BY c.received DESC, c.no DESC" },
		{ "due", " ORDER BY c.due IS NULL, c.due, c.no",
		    " ORDER BY c.due DESC, c.no DESC" },
		{ "closed", " ORDER BY c.closed IS NULL, c.closed, c.no",
		    " ORDER BY c.closed DESC, c.no DESC" },
		{ "unit", CODE("unit") ", c.no", CODE("unit") " DESC, c.no" },
		{ "area", CODE("area") ", c.no", CODE("area") " DESC, c.no" },
		{ "class", CODE("class") ", c.no",
		    CODE("class") " DESC, c.no" },
	};
	const char	*by = f->sort != NULL ? f->sort : "number";
	bool		 desc = *by == '-';
	size_t		 i;

	if (strcmp(by + desc, "number") == 0 && f->unit == NULL &&
	    !f->broken_promise) {
		wh_buf_puts(&q->sql, desc ? " ORDER BY c.no DESC" :
		    " ORDER BY c.no");
		return;
	}
	for (i = 0; i < sizeof(sorts) / sizeof(sorts[0]); i++)
		if (strcmp(by + desc, sorts[i][0]) == 0) {
			wh_buf_puts(&q->sql, sorts[i][desc ? 2 : 1]);
			return;
		}
	wh_fail(&q->w->err, WH_FAIL, "--sort: \"%s\": not one of number,"
	    " received, due, closed, unit, area, class", by + desc);
}

/* Where it comes from. */
static void
select_from(struct query *q, const struct wh_search *f)
{
	wh_buf_puts(&q->sql, only_open(q, f) ? " FROM cases c INDEXED BY"
	    " cases_open" : " FROM cases c");
	if (f->reveal)
		wh_buf_puts(&q->sql, JOINED);
	if (f->reveal == WH_REVEAL)
		wh_buf_puts(&q->sql, " AND s.no IS NULL");
}

/*
 * The cases that pass every filter given, see case-list(1).  NULL, with an
 * error, if a filter cannot be understood.
 */
struct wh_cursor *
wh_search(struct wh *w, const struct wh_search *f)
{
	struct query	 q = { .w = w };
	struct wh_buf	 where;
	sqlite3_stmt	*s;
	const struct wh_col *col;
	const char	*publish = NULL;
	size_t		 i, ncol;

	if ((f->reveal && !wh_room(w, "--reveal")) ||
	    (f->phone != NULL && !wh_room(w, "--phone")))
		return NULL;
	if (f->publish &&
	    (publish = wh_publish(w, f->publish, &col, &ncol)) == NULL)
		return NULL;
	conditions(&q, f);
	where = q.sql;
	memset(&q.sql, 0, sizeof(q.sql));
	if (publish != NULL)
		wh_buf_puts(&q.sql, publish);
	else
		col = wh_list_fields(w, f, &q.sql, &ncol);
	select_from(&q, f);
	if (where.s != NULL)
		wh_buf_puts(&q.sql, where.s);
	wh_buf_free(&where);
	order(&q, f);
	if (f->limit > 0) {
		wh_buf_puts(&q.sql, " LIMIT ?");
		q.type[q.n] = 'i';
		q.v[q.n++].i = f->limit;
	}
	s = q.sql.s != NULL ? wh_prepare(w, q.sql.s) : NULL;
	for (i = 0; s != NULL && i < q.n; i++)
		if (q.type[i] == 'i')
			sqlite3_bind_int64(s, (int)i + 1, q.v[i].i);
		else
			sqlite3_bind_text(s, (int)i + 1, q.v[i].s, -1,
			    SQLITE_TRANSIENT);
	wh_buf_free(&q.sql);
	return wh_cursor_open(w, s, col, ncol);
}
