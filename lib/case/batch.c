/*
 * batch.c - recording many acts from a CSV file.
 *
 * The file is read and checked before the lock is taken; what only the case
 * can tell is found out inside the transaction, in the order of the file.
 */
#include <stdlib.h>
#include <string.h>

#include "case/log.h"

enum col {
	NUMBER, SOURCE, ID, ACT, AT, AS, REASON, TEXT, VALUE, SOLVED, RATING,
	FIELD, TO, UNIT, UNTIL, NCOL
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
	[TO] = { "to", WH_CODE, NULL, 0, "Other case", "关联工单" },
	[UNIT] = { "unit", WH_REF, "unit", 0, "Unit", "承办人" },
	[UNTIL] = { "until", WH_TIME, NULL, 0, "Until", "至" },
};

struct deed {			/* one row, until the lock is had */
	long		 line;
	int64_t		 number, source;
	const char	*id;
	const char	*v[NCOL];	/* what wh_log points to */
	const char	*raw;		/* see wh_reject_raw */
	char		 at[WH_TIME_TEXT], until[WH_TIME_TEXT];
};
struct batch {
	struct wh		*w;
	struct wh_reader	*r;
	const struct wh_log	*dflt;	/* what the command line says */
	struct wh_counts	*n;
	const char		*digest; /* of the file */
};

/* The row as wh_record wants it; the file's values before the defaults. */
static struct wh_log
log_of(const struct batch *b, const char *const *v)
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
	l.to = v[TO] != NULL ? v[TO] : l.to;
	l.unit = v[UNIT] != NULL ? v[UNIT] : l.unit;
	l.until = v[UNTIL] != NULL ? v[UNTIL] : l.until;
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
read_time(struct wh_reader *r, enum col c, const char **v,
    char text[WH_TIME_TEXT])
{
	int64_t	t;
	bool	date;

	if (r->v[c] == NULL || strcmp(r->v[c], "now") == 0 ||
	    strcmp(r->v[c], "today") == 0)
		return true;
	if (!wh_reader_time(r, c, &t, &date))
		return false;
	wh_time_text(&r->w->zone, t, text);
	if (date)
		text[10] = '\0';
	*v = text;
	return true;
}

/*
 * What is wrong with an option, said of the column of the file that holds it.
 * The caller frees it; NULL without memory.
 */
static char *
of_column(const struct wh_reader *r, const char *why)
{
	char	*msg;
	size_t	 i, n;

	why += strspn(why, "-");
	n = strcspn(why, ":");
	for (i = 0; i < NCOL; i++)
		if (strlen(cols[i].name) == n &&
		    strncmp(cols[i].name, why, n) == 0)
			return asprintf(&msg, "%s%s", wh_reader_column(r, i),
			    why + n) == -1 ? NULL : msg;
	return strdup(why);
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
	why = w->err.msg != NULL ? of_column(b->r, w->err.msg) : NULL;
	wh_err_clear(&w->err);
	if (why == NULL)
		return wh_nomem(&w->err);
	wh_reader_refuse(b->r, NULL, NULL, "%s", why);
	free(why);
	return false;
}

/* The rows wait beside the database, however many there are. */
static bool
create(struct wh *w)
{
	return wh_exec(w, "DROP TABLE IF EXISTS temp.deed; CREATE TEMP TABLE"
	    " deed(line INTEGER PRIMARY KEY, number, source, id, act, at,"
	    " holder, reason, text, value, solved, rating, field, other,"
	    " unit, until, raw, done); BEGIN");
}

static bool
keep(struct batch *b, const struct deed *d)
{
	const char *const	*v = d->v;
	char			*raw;
	bool			 good;

	raw = wh_reject_text(b->r->reject, b->r->row);
	good = wh_run(b->w, "INSERT INTO temp.deed VALUES (?, ?, ?, ?, ?, ?,"
	    " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
	    "irrtttttttttttttt",
	    (int64_t)d->line, d->number, d->source, d->id, v[ACT], v[AT],
	    v[AS], v[REASON], v[TEXT], v[VALUE], v[SOLVED], v[RATING],
	    v[FIELD], v[TO], v[UNIT], v[UNTIL], raw);
	free(raw);
	return good;
}

/*
 * Read the whole file; rows that are wrong by themselves are refused.  A
 * rehearsal goes on all the same, for the cases may refuse more.
 */
static bool
read_rows(struct batch *b)
{
	struct wh_reader	*r = b->r;
	struct deed		 d;

	if (!create(b->w))
		return false;
	while (wh_reader_next(r)) {
		memset(&d, 0, sizeof(d));
		d.line = r->row->line;
		memcpy(d.v + ACT, r->v + ACT, (NCOL - ACT) * sizeof(*d.v));
		if (!wh_reader_spoilt(r, NUMBER) &&
		    !wh_reader_spoilt(r, SOURCE) &&
		    !wh_reader_spoilt(r, ID) && !wh_reader_spoilt(r, AS) &&
		    !wh_reader_spoilt(r, UNIT) && read_number(r, &d) &&
		    read_time(r, AT, &d.v[AT], d.at) &&
		    read_time(r, UNTIL, &d.v[UNTIL], d.until) &&
		    check(b, &d)) {
			d.id = d.source != 0 ? r->v[ID] : NULL;
			keep(b, &d);
		}
		wh_tick(b->w, "reading", r->rows);
	}
	return wh_exec(b->w, "COMMIT") &&
	    (b->w->args.dry || wh_reader_end(r));
}

/*
 * The next row that waits, after d->line.  Its texts stay until the
 * statement is reset, which the caller does once it is recorded.
 */
static sqlite3_stmt *
next(struct batch *b, struct deed *d)
{
	sqlite3_stmt	*s;
	int		 i;

	s = wh_sql(b->w, "SELECT line, number, source, id, act, at, holder,"
	    " reason, text, value, solved, rating, field, other, unit,"
	    " until, raw FROM temp.deed WHERE line > ? ORDER BY line LIMIT 1");
	wh_bind(s, "i", (int64_t)d->line);
	if (!wh_row(b->w, s))
		return NULL;
	d->line = (long)sqlite3_column_int64(s, 0);
	d->number = sqlite3_column_int64(s, 1);
	d->source = sqlite3_column_int64(s, 2);
	d->id = wh_col_text(s, 3);
	for (i = ACT; i < NCOL; i++)
		d->v[i] = wh_col_text(s, 4 + i - ACT);
	d->raw = wh_col_text(s, 4 + NCOL - ACT);
	return s;
}

/* Refuse a row that its case does not allow; the reader counts it. */
static bool
refuse(struct batch *b, const struct deed *d, const char *why)
{
	char	*msg, *masked = NULL;
	int	 n;

	if (b->w->err.status != WH_OK)
		return false;
	if (d->source != 0 && !wh_mask(d->id, &masked))
		return wh_nomem(&b->w->err);
	if (d->source != 0)
		n = asprintf(&msg, "%s:%ld: %s: \"%.80s\": %s", b->r->file,
		    d->line, wh_reader_column(b->r, ID),
		    masked != NULL ? masked : d->id, why);
	else
		n = asprintf(&msg, "%s:%ld: %s: \"%jd\": %s", b->r->file,
		    d->line, wh_reader_column(b->r, NUMBER),
		    (intmax_t)d->number, why);
	free(masked);
	if (n == -1)
		return wh_nomem(&b->w->err);
	b->r->refused++;
	wh_reject_raw(b->r->reject, d->line, d->raw != NULL ? d->raw : "",
	    msg);
	free(msg);
	return false;
}

/* Record one row, or count it as one that is there already. */
static bool
record(struct batch *b, struct deed *d)
{
	struct wh_log	 l = log_of(b, d->v);
	const char	*why = "no such case";
	bool		 same = false;

	if (d->source != 0)
		d->number = wh_int(b->w, 0, "SELECT no FROM external"
		    " WHERE source = ? AND id = ?", "it", d->source, d->id);
	if (d->number == 0 || !wh_record_row(b->w, d->number, &l, b->digest,
	    &same, &why))
		return refuse(b, d, why);
	if (same) {
		b->n->same++;
		return true;
	}
	b->n->fresh++;
	return wh_run(b->w, "UPDATE temp.deed SET number = ?2, act = ?3,"
	    " done = 1 WHERE line = ?1", "iit", (int64_t)d->line, d->number,
	    wh_act_find(l.act)->code);
}

/* The file is an import, found and taken back by its number. */
static bool
put_import(struct batch *b)
{
	struct wh	*w = b->w;
	char		*name = wh_import_name(b->r);

	wh_run(w, "INSERT INTO import(file, digest, encoding, bytes, rows,"
	    " changed, same, refused, what) VALUES (?, ?, ?, ?, ?, ?, ?, ?,"
	    " 'acts')", "tttiiiii", name, b->digest,
	    wh_enc_name(b->r->enc), wh_enc_bytes(b->r->enc), b->r->rows,
	    b->n->fresh, b->n->same, b->r->refused);
	free(name);
	return wh_run(w, "UPDATE entry SET import = ? WHERE id = ?", "ii",
	    (int64_t)sqlite3_last_insert_rowid(w->db), w->entry);
}

static bool
record_all(struct batch *b)
{
	struct deed	 d = { .line = 0 };
	sqlite3_stmt	*s;
	int64_t		 n = 0;

	b->digest = wh_enc_digest(b->r->enc);
	if (!wh_begin(b->w))
		return false;
	while ((s = next(b, &d)) != NULL) {
		record(b, &d);
		sqlite3_reset(s);
		wh_tick(b->w, "recording", ++n);
	}
	wh_reader_end(b->r);
	if (b->n->fresh + b->n->same > 0)
		return put_import(b) && wh_commit(b->w);
	wh_rollback(b->w);	/* no entry tells of nothing */
	return b->w->err.status == WH_OK;
}

/*
 * Record the acts of the file that the arguments name; what its rows do not
 * say the command line does.  n->fresh counts those recorded, n->same those
 * that are there already, n->refused the rest, which -r takes; wh_recorded
 * lists the first.  False, with an error, if nothing was done.
 */
bool
wh_record_file(struct wh *w, const struct wh_args *a, const struct wh_log *l,
    struct wh_counts *n)
{
	struct batch	b = { .w = w, .dflt = l, .n = n };
	bool		good;

	memset(n, 0, sizeof(*n));
	w->args.refused = a->refused;
	if ((b.r = wh_reader_open(w, a, cols, NCOL)) == NULL)
		return false;
	good = read_rows(&b) && record_all(&b);
	n->refused = b.r->refused;
	wh_reader_close(b.r, good && !a->dry);
	return good && w->err.status == WH_OK;
}

/* Cases with the acts that were recorded: number and act, by a SELECT. */
struct wh_cursor *
wh_acts_done(struct wh *w, const char *sql)
{
	static const struct wh_col	col[] = {
		{ "number", WH_CODE, NULL, 0, "Number", "工单号" },
		{ "act", WH_TEXT, NULL, 0, "Act", "动作" },
	};

	return wh_cursor_open(w, wh_prepare(w, sql), col, 2);
}

/* What wh_record_file has recorded, in the order of the file: number, act. */
struct wh_cursor *
wh_recorded(struct wh *w)
{
	return wh_acts_done(w, "SELECT number, act FROM temp.deed WHERE done"
	    " ORDER BY line");
}
