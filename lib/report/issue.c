/*
 * issue.c - bulletins that were issued: kept with all that they said, printed
 * again as they were.
 *
 * What is kept are the records of each field, for data and for people of
 * either language, and the texts around them; so a bulletin comes out of the
 * same writer in every format, whatever has become of names, definitions and
 * settings.  The options and the periods that they meant are kept to count
 * again.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "report/issue.h"

enum { MOST_FIELDS = 1024 };

/* What a bulletin asked for; no ids, for it has figures. */
static const struct {
	const char	*name;
	size_t		 at;
} options[] = {
#define OPTION(m)	{ #m, offsetof(struct wh_report, m) }
	OPTION(day), OPTION(week), OPTION(month), OPTION(quarter),
	OPTION(half), OPTION(year), OPTION(from), OPTION(to), OPTION(days),
	OPTION(by), OPTION(across), OPTION(area), OPTION(unit),
	OPTION(class), OPTION(source), OPTION(tag), OPTION(sort),
	OPTION(least), OPTION(before), OPTION(rank), OPTION(min_cases),
	OPTION(best), OPTION(worst), OPTION(group), OPTION(list),
	OPTION(floor), OPTION(top)
#undef OPTION
};
enum { OPTIONS = sizeof(options) / sizeof(options[0]) };
/* Besides them: ids, two keys, fields, three of type bool, and the period. */
_Static_assert(sizeof(struct wh_report) == (OPTIONS + 6) * sizeof(char *),
    "a bulletin keeps every option");
_Static_assert((int)WH_ISSUE_TEXTS > (int)OPTIONS, "and there is room");

static const char *const types[] = {	/* in the order of enum wh_type */
	"text", "code", "int", "real", "bool", "date", "time", "limit",
	"rate", "ref", "refs", "json"
};
enum { TYPES = sizeof(types) / sizeof(types[0]) };

/* The type that this word is for; text if it is none. */
enum wh_type
wh_issued_type(const char *word)
{
	unsigned	i;

	for (i = TYPES - 1; i > 0 && strcmp(types[i], word) != 0; i--)
		;
	return (enum wh_type)i;
}

static const char **
option(struct wh_report *o, size_t i)
{
	return (const char **)((char *)o + options[i].at);
}

/* What an option names, by its code: a name can be given to another. */
static void
put_code(struct wh *w, const char *option, const char *table, const char **s)
{
	int64_t	id = *s != NULL ? wh_ref_arg(w, option, table, *s) : 0;

	if (id != 0)
		*s = wh_ref_code(w, table, id);
}

static bool
put_options(struct wh *w, const struct wh_report *o, struct wh_buf *b)
{
	struct wh_report	copy = *o;
	const char		*s;
	size_t			 i;
	bool			 good = wh_buf_puts(b, "{");

	put_code(w, "--area", "area", &copy.area);
	put_code(w, "--unit", "unit", &copy.unit);
	put_code(w, "--class", "class", &copy.class);
	put_code(w, "--source", "source", &copy.source);
	for (i = 0; i < OPTIONS; i++)
		if ((s = *option(&copy, i)) != NULL)
			good = good && wh_buf_printf(b, "%s\"%s\":",
			    b->n > 1 ? "," : "", options[i].name) &&
			    wh_json_put(b, s);
	if (o->no_total)
		good = good && wh_buf_printf(b, "%s\"no_total\":\"yes\"",
		    b->n > 1 ? "," : "");
	return (good && wh_buf_puts(b, "}")) || wh_nomem(&w->err);
}

/* What stands over the figures, and below them, in one language. */
static bool
around(struct wh *w, const struct wh_report *o, int64_t number, bool zh,
    char *text[2])
{
	struct wh_buf	 b = { 0 };
	bool		 was = w->zh;
	char		*s;

	w->zh = zh;
	s = wh_report_heading(w, o);
	text[1] = wh_report_notes(w, o);
	w->zh = was;
	if (s != NULL && !wh_buf_printf(&b, zh ?
	    "%s；第 %jd 期，数据截至第 %jd 笔记录" : "%s; no. %jd, as of entry %jd",
	    s, (intmax_t)number, (intmax_t)w->entry))
		wh_nomem(&w->err);
	free(s);
	text[0] = b.s;
	return text[0] != NULL && text[1] != NULL;
}

/* The row of table issued: once it is there nothing can be added. */
static bool
seal(struct wh *w, const struct wh_report *o, const struct wh_period *p,
    int64_t number)
{
	struct wh_buf	 b = { 0 };
	char		*en[2] = { NULL, NULL }, *zh[2] = { NULL, NULL };

	if (put_options(w, o, &b) && around(w, o, number, false, en) &&
	    around(w, o, number, true, zh))
		wh_run(w, "INSERT INTO issued(id, entry, clock, options,"
		    " fields, \"from\", \"to\", before_from, before_to,"
		    " year_from, year_to, days, week, heading, heading_zh,"
		    " notes, notes_zh) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
		    " ?, ?, ?, ?, ?, ?, ?)", "iiittiiiiiiiitttt", number,
		    w->entry, w->now, b.s, o->fields, p->span[WH_NOW].from,
		    p->span[WH_NOW].to, p->span[WH_BEFORE].from,
		    p->span[WH_BEFORE].to, p->span[WH_YEAR].from,
		    p->span[WH_YEAR].to, (int64_t)p->days, (int64_t)p->week,
		    en[0], zh[0], en[1], zh[1]);
	wh_buf_free(&b);
	free(en[0]);
	free(en[1]);
	free(zh[0]);
	free(zh[1]);
	return w->err.status == WH_OK;
}

/*
 * Which columns the fields are, n of them; of a cross-table those that it has.
 * False if one is none.
 */
static bool
find_fields(struct wh *w, const struct wh_report *r, const struct wh_col *col,
    size_t ncol, size_t at[MOST_FIELDS], size_t *n)
{
	struct wh_out_opts	 o = { .fields = r->fields };
	const char		*why, *fields = r->fields;
	size_t			 i, len;

	*n = 0;
	if (r->across != NULL) {
		while (*n < ncol && *n < MOST_FIELDS) {
			at[*n] = *n;
			++*n;
		}
		return true;
	}
	why = wh_out_check(&o, col, ncol);
	if (why != NULL)
		return wh_fail(&w->err, WH_FAIL, "--fields: %s", why);
	for (;; fields += len + 1) {
		len = strcspn(fields, ",");
		for (i = 0; i < ncol && (strncmp(col[i].name, fields, len) !=
		    0 || col[i].name[len] != '\0'); i++)
			;
		if (*n == MOST_FIELDS)
			return wh_fail(&w->err, WH_FAIL, "--fields: more than"
			    " %d for one bulletin", MOST_FIELDS);
		at[(*n)++] = i;
		if (fields[len] == '\0')
			return true;
	}
}

/*
 * A field, with the definition that its figure has now; its headings are
 * those of the reader of each language.
 */
static bool
put_column(struct wh *w, const struct wh_report *o, int64_t number, int64_t n,
    const struct wh_col *col, const char *heading, const char *heading_zh)
{
	const struct wh_metrics	*l = wh_metrics(w);
	const struct wh_metric	*m;
	struct wh_buf		 en = { 0 }, zh = { 0 };
	size_t			 code;

	if (l == NULL)
		return false;
	m = o->across != NULL ? wh_cross_metric(l, o, col, &code) :
	    wh_metric_find(l, col->name, strlen(col->name));
	if (m != NULL) {
		wh_metric_words(&en, m, false);
		wh_metric_words(&zh, m, true);
	}
	wh_run(w, "INSERT INTO issued_column VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	    "iitttttt", number, n, col->name, types[col->type], heading,
	    heading_zh, en.s, zh.s);
	wh_buf_free(&en);
	wh_buf_free(&zh);
	return w->err.status == WH_OK;
}

/* The same rows for data and for people who read English and Chinese. */
enum { DATA, ENGLISH, CHINESE, READERS };

static const char *
unless_same(const char *s, const char *data)
{
	return s != NULL && data != NULL && strcmp(s, data) == 0 ? NULL : s;
}

static bool
put_rows(struct wh *w, struct wh_cursor *c[READERS], int64_t number,
    const size_t *at, size_t n)
{
	const char *const	*v[READERS];
	int64_t			 row;
	size_t			 i;

	for (row = 1;; row++) {
		for (i = 0; i < READERS; i++)
			if ((v[i] = wh_cursor_next(c[i])) == NULL)
				return w->err.status == WH_OK;
		wh_run(w, "INSERT INTO issued_row VALUES (?, ?, ?)", "iit",
		    number, row, v[DATA][0]);
		for (i = 0; i < n; i++)
			wh_run(w, "INSERT INTO issued_value"
			    " VALUES (?, ?, ?, ?, ?, ?)", "iiittt", number,
			    row, (int64_t)i, v[DATA][at[i]],
			    unless_same(v[ENGLISH][at[i]], v[DATA][at[i]]),
			    unless_same(v[CHINESE][at[i]], v[DATA][at[i]]));
	}
}

static bool
put_figures(struct wh *w, const struct wh_report *o, int64_t number)
{
	struct wh_report	 r = *o;
	struct wh_cursor	*c[READERS];
	const struct wh_col	*col[READERS];
	size_t			 at[MOST_FIELDS], ncol, i, n = 0;
	bool			 was = w->zh;

	for (i = 0; i < READERS; i++) {
		r.people = i != DATA;
		w->zh = i == CHINESE;
		c[i] = wh_report(w, &r);
	}
	w->zh = was;
	if (w->err.status == WH_OK) {
		for (i = 0; i < READERS; i++)
			col[i] = wh_cursor_columns(c[i], &ncol);
		find_fields(w, o, col[DATA], ncol, at, &n);
		for (i = 0; i < n; i++)
			put_column(w, o, number, (int64_t)i,
			    &col[DATA][at[i]], col[ENGLISH][at[i]].en,
			    col[CHINESE][at[i]].zh);
		put_rows(w, c, number, at, n);
	}
	for (i = 0; i < READERS; i++)
		wh_cursor_close(c[i]);
	return w->err.status == WH_OK;
}

/*
 * Issue the bulletin that the options ask for, with the fields that they name
 * or the usual ones; inside the transaction that wh_begin began.  Returns its
 * number, the next one, or 0 on an error.
 */
int64_t
wh_issue(struct wh *w, const struct wh_report *o)
{
	struct wh_report	r = *o;
	struct wh_period	p;
	char			*usual = NULL;
	int64_t			 number;

	if (r.ids != NULL || r.key != NULL) {
		wh_fail(&w->err, WH_FAIL, "--issue: what is issued are"
		    " figures, not cases: --ids and --key do not go with it");
		return 0;
	}
	if (r.cells) {
		wh_fail(&w->err, WH_FAIL, "--issue: what is issued is the"
		    " table, without --cells");
		return 0;
	}
	number = 1 + wh_int(w, 0, "SELECT max(id) FROM issued", "");
	if (r.fields == NULL)
		r.fields = usual = wh_report_fields(w, o);
	if (r.fields != NULL && wh_period_read(w, o, &p) &&
	    put_figures(w, &r, number))
		seal(w, &r, &p, number);
	free(usual);
	return w->err.status == WH_OK ? number : 0;
}

/*
 * Load what a bulletin asked for, to be freed by wh_bulletin_free.  False,
 * with an error, if there is none of this number.
 */
bool
wh_bulletin_load(struct wh *w, int64_t number, struct wh_bulletin *b)
{
	sqlite3_stmt	*s;
	size_t		 i;

	memset(b, 0, sizeof(*b));
	s = wh_sql(w, "SELECT entry, clock, \"from\", \"to\", before_from,"
	    " before_to, year_from, year_to, days, week FROM issued"
	    " WHERE id = ?");
	wh_bind(s, "i", number);
	if (!wh_row(w, s))
		return wh_fail(&w->err, WH_FAIL, "--issued: %jd: no such"
		    " bulletin; --issued alone lists them", (intmax_t)number);
	b->entry = sqlite3_column_int64(s, 0);
	b->clock = sqlite3_column_int64(s, 1);
	for (i = 0; i < WH_WHENS; i++)
		b->p.span[i] = (struct wh_span){
		    sqlite3_column_int64(s, (int)(2 + 2 * i)),
		    sqlite3_column_int64(s, (int)(3 + 2 * i)) };
	b->p.days = sqlite3_column_int(s, 8) == WH_DATES ? WH_DATES :
	    sqlite3_column_int(s, 8) == WH_24H ? WH_24H : WH_HOURS;
	b->p.week = sqlite3_column_int(s, 9) != 0;
	sqlite3_reset(s);
	for (i = 0; i < OPTIONS; i++)
		*option(&b->o, i) = b->text[i] = wh_str(w, "SELECT"
		    " json_extract(options, '$.' || ?2) FROM issued"
		    " WHERE id = ?1", "it", number, options[i].name);
	b->text[OPTIONS] = wh_str(w, "SELECT fields FROM issued WHERE id = ?",
	    "i", number);
	b->o.fields = b->text[OPTIONS];
	b->o.no_total = wh_int(w, 0, "SELECT json_extract(options,"
	    " '$.no_total') IS NOT NULL FROM issued WHERE id = ?", "i",
	    number) != 0;
	b->o.period = &b->p;
	return w->err.status == WH_OK;
}

void
wh_bulletin_free(struct wh_bulletin *b)
{
	size_t	i;

	for (i = 0; i < WH_ISSUE_TEXTS; i++)
		free(b->text[i]);
}
