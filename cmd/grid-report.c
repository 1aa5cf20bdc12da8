/*
 * grid-report - figures of a period, by one dimension
 *
 * Data formats hold records and nothing else; a table for people has a line
 * with title and period over it and the definitions of its rates below.
 */
#include <stdlib.h>
#include <unistd.h>

#include "whistle.h"

enum {
	DAY = WH_O_OWN, WEEK, MONTH, FROM, TO, DIMENSION, AREA, UNIT, CLASS,
	SOURCE, COMPARE, SORT, NO_TOTAL, IDS, KEY, DEFINE, SQL, AUDIT, BASE
};

enum { BASES = 40 };		/* --base, at most */

static const char synopsis[] =
    "[-0q] [-d FILE] [-o FORMAT] [--day=DAY | --week=WEEK | --month=MONTH |"
    " --from=TIME --to=TIME] [--by=DIMENSION]\n"
    "[PERIOD] [--by=DIMENSION] --ids=METRIC[,METRIC] [--key=KEY]\n"
    "--define\n"
    "--sql [OPTION]\n"
    "--audit=FILE [-e ENCODING] [-m MAP] [--base=RATE=BASE ...]";

static const struct wh_opt opts[] = {
	{ DAY, "day", "DAY", "one day; also today, yesterday" },
	{ WEEK, "week", "WEEK", "last (default), this, 2026-W05 or a day" },
	{ MONTH, "month", "MONTH", "last, this or 2026-01" },
	{ FROM, "from", "TIME", "a free period, with --to" },
	{ TO, "to", "TIME", "its end, which is not part of it" },
	{ DIMENSION, "by", "DIMENSION", "a row for each street, unit, ..." },
	{ AREA, "area", "AREA", "only cases in this area" },
	{ UNIT, "unit", "UNIT", "only of this unit and those below it" },
	{ CLASS, "class", "CLASS", "only of this class" },
	{ SOURCE, "source", "SOURCE", "only of this source" },
	{ COMPARE, "compare", NULL, "with the period before" },
	{ SORT, "sort", "METRIC", "greatest first, then by key" },
	{ NO_TOTAL, "no-total", NULL, "without the last row" },
	{ IDS, "ids", "METRICS", "the cases behind these figures" },
	{ KEY, "key", "KEY", "with --ids: only of this row" },
	{ DEFINE, "define", NULL, "what each metric is" },
	{ SQL, "sql", NULL, "print the SQL instead of running it" },
	{ AUDIT, "audit", "FILE", "which figures of a bulletin do not follow" },
	{ BASE, "base", "RATE=BASE", "with --audit: of what a column is" },
	{ 'm', "map", "MAP", "with --audit: skip, header, delimiter" },
	{ 'e', "encoding", "NAME", "with --audit (default: found out)" },
	WH_OPTS_OUT,
	WH_OPTS_COMMON
};

/* Take one of our own options. */
static void
take(struct wh_report *r, int c)
{
	const char	**text[] = {
		&r->day, &r->week, &r->month, &r->from, &r->to, &r->by,
		&r->area, &r->unit, &r->class, &r->source
	};

	if (c >= DAY && c <= SOURCE)
		*text[c - DAY] = optarg;
	else if (c == SORT)
		r->sort = optarg;
	else if (c == IDS)
		r->ids = optarg;
	else if (c == KEY)
		r->key = optarg;
	else if (c == COMPARE)
		r->compare = true;
	else if (c == NO_TOTAL)
		r->no_total = true;
}

/* Print a text of the library's and free it. */
static void
say(char *s, const char *end)
{
	if (s != NULL)
		printf("%s%s", s, end);
	free(s);
}

/*
 * Print figures, or the cases behind them; people get the lines around.
 * Returns how many records there were.
 */
static size_t
report(struct wh *w, struct wh_report *r, struct wh_args *a)
{
	struct wh_cursor	*c;
	bool			 around;
	size_t			 n;

	around = r->people && r->ids == NULL && !a->out.quiet;
	if (a->out.fields == NULL)
		a->out.fields = wh_report_fields(r);
	r->fields = a->out.fields;
	if ((c = wh_report(w, r)) == NULL)
		return 0;
	if (around)
		say(wh_report_heading(w, r), "\n");
	n = wh_print(w, c, a);
	if (around) {
		say(wh_report_notes(w, a->out.fields), "");
		say(wh_report_duplicates(w, r), "");
	}
	return n;
}

/*
 * Check a bulletin that was published: no database is needed.  Returns the
 * exit status.
 */
static int
audit(struct wh_args *a, bool people, char *const *base, size_t nbase)
{
	struct wh		*w = wh_start(a, WH_MEMORY);
	struct wh_audit		*s;
	struct wh_records	*out;
	const struct wh_col	*col;
	const char *const	*v;
	int64_t			 all, good, bad = 0;
	size_t			 n;

	col = wh_audit_columns(&n);
	out = wh_records_new(a, col, n);
	if ((s = wh_audit(w, a, people, base, nbase)) != NULL) {
		while ((v = wh_audit_next(s)) != NULL)
			wh_records_add(out, v);
		wh_records_print(w, out, a);
		wh_audit_counts(s, &all, &good, &bad);
		wh_count(a, "%jd figures: %jd follow, %jd do not, of %jd"
		    " nothing can be told", (intmax_t)all, (intmax_t)good,
		    (intmax_t)bad, (intmax_t)(all - good - bad));
	}
	wh_audit_close(s);
	return wh_finish(w, bad > 0 ? WH_SOME : WH_OK);
}

int
main(int argc, char *argv[])
{
	struct wh_report	 r = { 0 };
	struct wh_args		 a = { WH_ARGS };
	struct wh		*w;
	bool			 define = false, sql = false;
	char			*base[BASES];
	size_t			 nbase = 0;
	int			 c, status = WH_OK;

	while ((c = wh_getopt(argc, argv, opts, synopsis, &a)) != -1)
		if (c == AUDIT)
			a.input = optarg;
		else if (c == BASE && nbase < BASES)
			base[nbase++] = optarg;
		else if (c == DEFINE)
			define = true;
		else if (c == SQL)
			sql = true;
		else
			take(&r, c);
	if (optind < argc)
		wh_usage("%s: takes no arguments; see --help", argv[optind]);
	r.people = a.out.format == WH_TABLE ||
	    (a.out.format == -1 && isatty(STDOUT_FILENO));

	if (a.input != NULL)
		return audit(&a, r.people, base, nbase);
	if (nbase > 0 || a.map != NULL || a.encoding != NULL)
		wh_usage("--base, -m and -e go with --audit");
	w = wh_start(&a, WH_READ);
	if (define)
		wh_print(w, wh_report_define(w), &a);
	else if (sql)
		say(wh_report_sql(w, &r), ";\n");
	else if (report(w, &r, &a) == 0 && r.ids != NULL)
		status = WH_SOME;
	return wh_finish(w, status);
}
