/*
 * batch.c - recording many acts from a CSV file.
 *
 * The file is read and checked before the lock is taken; what only the case
 * can tell is found out inside the transaction, in the order of the file.
 */
#include <stdlib.h>
#include <string.h>

#include "case/case.h"

enum col {
	NUMBER, SOURCE, ID, ACT, AT, AS, REASON, TEXT, VALUE, SOLVED, RATING,
	FIELD, NCOL
};
static const struct wh_col cols[NCOL] = {
	[NUMBER] = { "number", WH_CODE, NULL, 0, "Number", "工单号" },
	[SOURCE] = { "source", WH_REF, "source", 0, "Source", "来源" },
	[ID] = { "id", WH_TEXT, NULL, 0, "Source's number", "来源编号" },
	[ACT] = { "act", WH_TEXT, NULL, 0, "Act", "动作" },
	[AT] = { "at", WH_TIME, NULL, 0, "When", "时间" },
	[AS] = { "as", WH_REF, "unit", 0, "For unit", "单位" },
	[REASON] = { "reason", WH_TEXT, NULL, 0, "Reason", "原因" },
	[TEXT] = { "text", WH_TEXT, NULL, 0, "Text", "内容" },
	[VALUE] = { "value", WH_TEXT, NULL, 0, "Value", "值" },
	[SOLVED] = { "solved", WH_TEXT, NULL, 0, "Solved", "是否解决" },
	[RATING] = { "rating", WH_TEXT, NULL, 0, "Rating", "是否满意" },
	[FIELD] = { "field", WH_TEXT, NULL, 0, "Field", "字段" },
};

struct deed {			/* one row, until the lock is had */
	long		 line;
	int64_t		 number, source;
	char		*id;
	char		*v[NCOL];	/* what wh_log points to */
	char		*raw;		/* see wh_reject_raw */
};
struct batch {
	struct wh		*w;
	struct wh_reader	*r;
	const struct wh_log	*dflt;	/* what the command line says */
	struct deed		*deed;
	size_t			 n, max;
};

/* The row as wh_record wants it; the file's values before the defaults. */
static struct wh_log
log_of(const struct batch *b, char *const *v)
{
	struct wh_log	l = *b->dflt;

	l.act = v[ACT] != NULL ? v[ACT] : l.act;
	l.at = v[AT] != NULL ? v[AT] : l.at;
	l.as = v[AS] != NULL ? v[AS] : l.as;
	l.reason = v[REASON] != NULL ? v[REASON] : l.reason;
	l.text = v[TEXT] != NULL ? v[TEXT] : l.text;
	l.value = v[VALUE] != NULL ? v[VALUE] : l.value;
	l.solved = v[SOLVED] != NULL ? v[SOLVED] : l.solved;
	l.rating = v[RATING] != NULL ? v[RATING] : l.rating;
	l.field = v[FIELD] != NULL ? v[FIELD] : l.field;
	return l;
}

/* The case, by our number or by its source's. */
static bool
read_number(struct wh_reader *r, struct deed *d)
{
	const char	*end, *why;

	if (r->v[NUMBER] != NULL) {
		end = wh_scan_uint(r->v[NUMBER], &d->number);
		return (end != NULL && *end == '\0') || wh_reader_refuse(r,
		    wh_reader_column(r, NUMBER), r->v[NUMBER], "not a case"
		    " number, such as 20260105000123");
	}
	if (r->v[SOURCE] == NULL || r->v[ID] == NULL)
		return wh_reader_refuse(r, wh_reader_column(r, NUMBER), "",
		    "neither a number nor a source and its id");
	d->source = wh_ref(r->w, "source", r->v[SOURCE], &why);
	return d->source != 0 || wh_reader_refuse(r,
	    wh_reader_column(r, SOURCE), r->v[SOURCE], "%s", why);
}

/*
 * Times are kept as they are written, or, where the map has formats, as we
 * write them.
 */
static bool
read_at(struct wh_reader *r, struct deed *d)
{
	char	text[WH_TIME_TEXT];
	int64_t	t;
	bool	date;

	if (r->v[AT] == NULL || strcmp(r->v[AT], "now") == 0 ||
	    strcmp(r->v[AT], "today") == 0)
		return true;
	if (!wh_reader_time(r, AT, &t, &date))
		return false;
	wh_time_text(&r->w->zone, t, text);
	if (date)
		text[10] = '\0';
	free(d->v[AT]);
	return (d->v[AT] = strdup(text)) != NULL || wh_nomem(&r->w->err);
}

/* What would be a wrong option in a command refuses only this row here. */
static bool
check(struct batch *b, struct deed *d)
{
	struct wh_log	 l = log_of(b, d->v);
	struct wh	*w = b->w;
	char		*why;

	if (l.act == NULL)
		return wh_reader_refuse(b->r, wh_reader_column(b->r, ACT), "",
		    "may not be empty");
	if (wh_check_log(w, &l))
		return true;
	why = w->err.msg != NULL ? strdup(w->err.msg) : NULL;
	wh_err_clear(&w->err);
	if (why == NULL)
		return wh_nomem(&w->err);
	wh_reader_refuse(b->r, NULL, NULL, "%s", why + strspn(why, "-"));
	free(why);
	return false;
}

static void
deed_free(struct deed *d)
{
	size_t	i;

	for (i = 0; i < NCOL; i++)
		free(d->v[i]);
	free(d->id);
	free(d->raw);
}

static bool
keep(struct batch *b, struct deed *d)
{
	struct deed	*p;

	if (b->n == b->max) {
		b->max = b->max ? 2 * b->max : 256;
		p = reallocarray(b->deed, b->max, sizeof(*p));
		if (p == NULL)
			return wh_nomem(&b->w->err);
		b->deed = p;
	}
	d->raw = wh_reject_text(b->r->reject, b->r->row);
	b->deed[b->n++] = *d;
	return true;
}

/* Read the whole file; rows that are wrong by themselves are refused. */
static bool
read_rows(struct batch *b)
{
	struct wh_reader	*r = b->r;
	struct deed		 d;
	size_t			 i;
	bool			 good;

	while (wh_reader_next(r)) {
		memset(&d, 0, sizeof(d));
		d.line = r->row->line;
		good = !wh_reader_spoilt(r, NUMBER) &&
		    !wh_reader_spoilt(r, SOURCE) &&
		    !wh_reader_spoilt(r, ID) && !wh_reader_spoilt(r, AS) &&
		    read_number(r, &d);
		if (good && d.source != 0)
			good = (d.id = strdup(r->v[ID])) != NULL ||
			    wh_nomem(&b->w->err);
		for (i = ACT; good && i < NCOL; i++)
			good = r->v[i] == NULL ||
			    (d.v[i] = strdup(r->v[i])) != NULL ||
			    wh_nomem(&b->w->err);
		if (!good || !read_at(r, &d) || !check(b, &d) || !keep(b, &d))
			deed_free(&d);
	}
	return wh_reader_end(r);
}

/* Record one row; refused ones are counted by the reader. */
static bool
record(struct batch *b, struct deed *d, struct wh_logged *out)
{
	struct wh_log	 l = log_of(b, d->v);
	const char	*why = "no such case";
	char		*msg;

	if (d->source != 0)
		d->number = wh_int(b->w, 0, "SELECT no FROM external"
		    " WHERE source = ? AND id = ?", "it", d->source, d->id);
	out->number = d->number;
	out->act = wh_act_find(l.act)->code;
	if (d->number != 0 && wh_record(b->w, d->number, &l, &why))
		return true;
	if (b->w->err.status != WH_OK)
		return false;
	if (d->source != 0)
		l.act = asprintf(&msg, "%s:%ld: id: \"%.80s\": %s", b->r->file,
		    d->line, d->id, why) == -1 ? NULL : l.act;
	else
		l.act = asprintf(&msg, "%s:%ld: number: \"%jd\": %s",
		    b->r->file, d->line, (intmax_t)d->number, why) == -1 ?
		    NULL : l.act;
	if (l.act == NULL)
		return wh_nomem(&b->w->err);
	b->r->refused++;
	wh_reject_raw(b->r->reject, d->line, d->raw != NULL ? d->raw : "",
	    msg);
	free(msg);
	return false;
}

static bool
record_all(struct batch *b, struct wh_logged *done, size_t *n)
{
	size_t	i;

	if (!wh_begin(b->w))
		return false;
	for (i = 0; i < b->n && b->w->err.status == WH_OK; i++)
		if (record(b, &b->deed[i], &done[*n]))
			(*n)++;
	wh_reader_end(b->r);
	if (*n > 0)
		return wh_commit(b->w);
	wh_rollback(b->w);	/* no entry tells of nothing */
	return b->w->err.status == WH_OK;
}

/*
 * Record the acts of the file that the arguments name; what its rows do not
 * say the command line does.  *done is what was recorded, n of it, to be
 * freed by the caller; *refused counts the rest, which -r takes.  False,
 * with an error, if nothing was done.
 */
bool
wh_record_file(struct wh *w, const struct wh_args *a, const struct wh_log *l,
    struct wh_logged **done, size_t *n, int64_t *refused)
{
	struct batch	b = { .w = w, .dflt = l };
	bool		good = false;

	*done = NULL;
	*n = 0;
	w->args.refused = a->refused;
	if ((b.r = wh_reader_open(w, a, cols, NCOL)) == NULL)
		return false;
	if (read_rows(&b)) {
		*done = calloc(b.n + 1, sizeof(**done));
		good = *done != NULL ? record_all(&b, *done, n) :
		    wh_nomem(&w->err);
	}
	*refused = b.r->refused;
	wh_reader_close(b.r, good && !a->dry);
	while (b.n > 0)
		deed_free(&b.deed[--b.n]);
	free(b.deed);
	return good && w->err.status == WH_OK;
}
