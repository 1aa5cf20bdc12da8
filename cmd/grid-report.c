/*
 * grid-report - figures of a period, by one dimension
 *
 * Data formats hold records and nothing else; a table for people has a line
 * with title and period over it and the definitions of its rates below.
 */
#include <stdlib.h>

#include "whistle.h"

enum {
	DAY = WH_O_OWN, WEEK, MONTH, QUARTER, HALF, YEAR, FROM, TO, DAYS,
	DIMENSION, ACROSS, AREA, UNIT, CLASS, SOURCE, TAG, SORT, LEAST, IDS,
	KEY, ACROSS_KEY, BEFORE, RANK, MIN_CASES, BEST, WORST, GROUP, LIST,
	FLOOR, TOP, COMPARE, NO_TOTAL, NO_DAILY, CELLS, AS_OF, ISSUE, ISSUED,
	DAILY, DEFINE, SQL, AUDIT, BASE
};

enum { BASES = 40 };		/* --base, at most */

static const char synopsis[] =
    "[-0q] [-d FILE] [-o FORMAT] [PERIOD] [--by=DIMENSION]"
    " [--across=DIMENSION] [--before=prev,year] [--as-of=ENTRY|TIME]\n"
    "    [--sort=METRIC [--top=N]] [--rank[=METRIC] [OPTION]]"
    " [--floor[=METRIC=VALUE]]\n"
    "[PERIOD] [--by=DIMENSION] --ids=METRIC[,METRIC] [--key=KEY]\n"
    "--issue [-n] [OPTION]\n"
    "--issued [NUMBER [--compare]]\n"
    "--daily=make|update|drop\n"
    "--define\n"
    "--sql [OPTION]\n"
    "--audit=FILE [-e ENCODING] [-m MAP] [--base=RATE=BASE ...]";

static const struct wh_opt opts[] = {
	{ DAY, "day", "DAY", "one day; also today, yesterday" },
	{ WEEK, "week", "WEEK", "last (default), this, 2026-W05 or a day" },
	{ MONTH, "month", "MONTH", "last, this or 2026-01" },
	{ QUARTER, "quarter", "QUARTER", "last, this or 2026-Q1" },
	{ HALF, "half", "HALF", "half a year: last, this or 2026-H1" },
	{ YEAR, "year", "YEAR", "last, this or 2026" },
	{ FROM, "from", "TIME", "a free period, with --to" },
	{ TO, "to", "TIME", "its end, which is not part of it" },
	{ DAYS, "days", "WHAT", "what a day is: dates or 24h" },
	{ DIMENSION, "by", "DIMENSION", "a row for each street, unit, ..." },
	{ ACROSS, "across", "DIMENSION", "a column for each of another" },
	{ CELLS, "cells", NULL, "with --across: a row for each cell" },
	{ AREA, "area", "AREA", "only cases in this area" },
	{ UNIT, "unit", "UNIT", "only of this unit and those below it" },
	{ CLASS, "class", "CLASS", "only of this class" },
	{ SOURCE, "source", "SOURCE", "only of this source" },
	{ TAG, "tag", "TAG", "only with this tag" },
	{ BEFORE, "before", "WHICH", "with the period before (prev), the same"
	    " of last year (year), or both: prev,year" },
	{ COMPARE, "compare", NULL, "the same as --before=prev; with --issued"
	    " what is different today" },
	{ AS_OF, "as-of", "WHEN", "as it was at an entry or a time" },
	{ SORT, "sort", "METRIC", "greatest first, then by key" },
	{ LEAST, "least", "METRIC=N", "only rows that reach N" },
	{ TOP, "top", "N", "with --sort: N rows, the others in one" },
	{ RANK, "rank", "[=METRIC]", "places within groups (default: by"
	    " on_time_rate); METRIC:lowest first" },
	{ MIN_CASES, "min-cases", "N", "rank who has N cases in the base" },
	{ BEST, "best", "N", "the first N of each group" },
	{ WORST, "worst", "N", "the last N of each group" },
	{ GROUP, "group", "GROUP", "of a ranking or floors: only this one" },
	{ LIST, "list", "LISTS", "who is on them: red, black" },
	{ FLOOR, "floor", "[=METRIC=VALUE]", "who is under a floor" },
	{ NO_TOTAL, "no-total", NULL, "without the last row" },
	{ NO_DAILY, "no-daily", NULL, "count the cases, not the days of the"
	    " daily summary" },
	{ IDS, "ids", "METRICS", "the cases behind these figures" },
	{ KEY, "key", "KEY", "with --ids: only of this row" },
	{ ACROSS_KEY, "across-key", "KEY", "with --ids: only of this column" },
	{ ISSUE, "issue", NULL, "print it and keep it, numbered" },
	{ ISSUED, "issued", "[=NUMBER]", "as it was issued; alone: all that"
	    " were" },
	{ 'n', "dry-run", NULL, "with --issue: keep nothing" },
	{ DAILY, "daily", "WORD", "the daily summary: make, update, drop" },
	{ DEFINE, "define", NULL, "what each metric is" },
	{ SQL, "sql", NULL, "print the SQL instead of running it" },
	{ AUDIT, "audit", "FILE", "which figures of a bulletin do not follow" },
	{ BASE, "base", "RATE=BASE...", "with --audit: of what a column is" },
	{ 'm', "map", "MAP", "with --audit: skip, header, delimiter" },
	{ 'e', "encoding", "NAME", "with --audit (default: found out)" },
	WH_OPTS_OUT,
	WH_OPTS_COMMON
};

/* What the command line asks for. */
struct asked {
	struct wh_report	 r;
	struct wh_args		 a;
	const char		*as_of, *issued, *daily;
	bool			 compare, define, sql, issue, reprint;
	bool			 figures;	/* an option of them is there */
	int64_t			 number;	/* of --issued; 0: the list */
	char			*base[BASES];
	size_t			 nbase;
};

/* Take one of our own options. */
static void
take(struct asked *q, int c)
{
	struct wh_report	*r = &q->r;
	const char		**text[] = {	/* from DAY to TOP */
		&r->day, &r->week, &r->month, &r->quarter, &r->half, &r->year,
		&r->from, &r->to, &r->days, &r->by, &r->across, &r->area,
		&r->unit, &r->class, &r->source, &r->tag, &r->sort, &r->least,
		&r->ids, &r->key, &r->across_key, &r->before, &r->rank,
		&r->min_cases, &r->best, &r->worst, &r->group, &r->list,
		&r->floor, &r->top
	};

	q->figures = q->figures || (c >= DAY && c < COMPARE) ||
	    (c >= NO_TOTAL && c <= AS_OF);
	if (c >= DAY && c <= TOP)
		*text[c - DAY] = optarg != NULL ? optarg : "";
	else if (c == COMPARE)
		q->compare = true;
	else if (c == NO_TOTAL)
		r->no_total = true;
	else if (c == NO_DAILY)
		r->no_daily = true;
	else if (c == CELLS)
		r->cells = true;
	else if (c == AS_OF)
		q->as_of = optarg;
	else if (c == ISSUE)
		q->issue = true;
	else if (c == ISSUED) {
		q->reprint = true;
		q->issued = optarg;
	} else if (c == DAILY)
		q->daily = optarg;
	else if (c == DEFINE)
		q->define = true;
	else if (c == SQL)
		q->sql = true;
	else if (c == AUDIT)
		q->a.input = optarg;
	else if (c == BASE && q->nbase < BASES)
		q->base[q->nbase++] = optarg;
}

/*
 * The metric of --rank where it is not joined to the option: the word after
 * it, or the usual one.
 */
static char *
rank_word(int argc, char *argv[])
{
	static char	usual[] = "on_time_rate";

	return optind < argc && *argv[optind] != '-' ? argv[optind++] : usual;
}

/* Options that do not go together, and the number of --issued. */
static void
check(struct asked *q, int argc, char *argv[])
{
	char	*end;

	if (q->reprint && q->issued == NULL && argc == 1) {
		q->issued = argv[0];
		argc = 0;
	}
	if (argc > 0)
		wh_usage("%s: takes no arguments; see --help", argv[0]);
	if (q->issued != NULL) {
		q->number = strtoll(q->issued, &end, 10);
		if (*end != '\0' || q->number <= 0)
			wh_usage("--issued: \"%s\": not the number of a"
			    " bulletin", q->issued);
	}
	if (q->issue + q->reprint + q->define + q->sql +
	    (q->daily != NULL) + (q->a.input != NULL) > 1)
		wh_usage("only one of --issue, --issued, --daily, --define,"
		    " --sql and --audit");
	if (q->daily != NULL && q->figures)
		wh_usage("--daily: goes with no option of figures");
	if (q->a.input == NULL && (q->nbase > 0 || q->a.map != NULL ||
	    q->a.encoding != NULL))
		wh_usage("--base, -m and -e go with --audit");
	if (q->reprint && q->figures)
		wh_usage("--issued: what was issued is printed as it is; it"
		    " takes no period and no other option of figures");
	if (q->reprint && q->compare && q->number == 0)
		wh_usage("--compare: which bulletin? --issued NUMBER");
	if (q->issue && q->as_of != NULL)
		wh_usage("--issue: what is issued is as of now, without"
		    " --as-of");
	if (q->a.dry && !q->issue)
		wh_usage("-n: only --issue writes");
	if (q->compare && q->r.before == NULL)
		q->r.before = "prev";
	q->r.fields = q->a.out.fields;
}

/*
 * Print figures, or the cases behind them; people get the lines around.
 * Returns how many records there were.
 */
static size_t
report(struct wh *w, struct asked *q)
{
	struct wh_report	*r = &q->r;
	struct wh_args		 a = q->a;
	struct wh_cursor	*c;
	char			*usual = NULL;
	char			*title = NULL, *below = NULL;
	size_t			 n;

	if (a.out.fields == NULL)
		r->fields = a.out.fields = usual = wh_report_fields(w, r);
	c = wh_report(w, r);
	if (r->across != NULL && !r->cells && r->ids == NULL)
		a.out.fields = NULL;	/* of each column: all there are */
	if (r->people && r->ids == NULL && !a.out.quiet && c != NULL) {
		a.out.title = title = wh_report_heading(w, r);
		a.out.notes = below = wh_report_notes(w, r);
	}
	n = wh_print(w, c, &a);
	free(title);
	free(below);
	free(usual);
	return n;
}

/*
 * Check a bulletin that was published: no database is needed.  Returns the
 * exit status.
 */
static int
audit(struct asked *q)
{
	struct wh_args		*a = &q->a;
	struct wh		*w = wh_start(a, WH_MEMORY);
	struct wh_audit		*s;
	struct wh_records	*out;
	const struct wh_col	*col;
	const char *const	*v;
	int64_t			 all, good, bad = 0;
	size_t			 n;

	col = wh_audit_columns(&n);
	out = wh_records_new(a, col, n);
	if ((s = wh_audit(w, a, q->r.people, q->base, q->nbase)) != NULL) {
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

/* Print a bulletin as it was issued. */
static void
reprint(struct wh *w, const struct asked *q)
{
	struct wh_args		 a = q->a;
	struct wh_cursor	*c = wh_issued(w, q->number, q->r.people);
	char			*title = NULL, *below = NULL;

	if (c != NULL && q->r.people) {
		a.out.title = title = wh_issued_text(w, q->number, false);
		a.out.notes = below = wh_issued_text(w, q->number, true);
	}
	wh_print(w, c, &a);
	free(title);
	free(below);
}

/* Print the statement instead of running it. */
static void
say_sql(struct wh *w, const struct wh_report *r)
{
	char	*s = wh_report_sql(w, r);

	if (s != NULL)
		printf("%s;\n", s);
	free(s);
}

/* Keep a bulletin, and print it as it will be printed ever after. */
static void
issue(struct wh *w, struct asked *q)
{
	if (wh_begin(w))
		q->number = wh_issue(w, &q->r);
	if (!wh_commit(w))
		return;
	q->a.out.fields = NULL;
	if (!q->a.dry)
		reprint(w, q);
	wh_count(&q->a, q->a.dry ? "would be issued as no. %jd; nothing was"
	    " done" : "issued as no. %jd", (intmax_t)q->number);
}

/* Print what was issued, or what of it is different today. */
static int
issued(struct wh *w, const struct asked *q)
{
	if (q->number == 0)
		wh_print(w, wh_issued_list(w, q->r.people), &q->a);
	else if (!q->compare)
		reprint(w, q);
	else if (wh_print(w, wh_issued_changes(w, q->number), &q->a) > 0)
		return WH_SOME;
	return WH_OK;
}

int
main(int argc, char *argv[])
{
	struct asked	 q = { .a = { WH_ARGS } };
	struct wh	*w;
	int		 c, status = WH_OK;

	while ((c = wh_getopt(argc, argv, opts, synopsis, &q.a)) != -1) {
		if (c == RANK && optarg == NULL)
			optarg = rank_word(argc, argv);
		take(&q, c);
	}
	check(&q, argc - optind, argv + optind);
	q.r.people = wh_for_people(q.a.out.format);

	if (q.a.input != NULL)
		return audit(&q);
	w = wh_start(&q.a, q.issue || q.daily != NULL ? WH_WRITE : WH_READ);
	if (q.as_of != NULL && !wh_as_of(w, q.as_of))
		return wh_finish(w, WH_FAIL);
	if (q.daily != NULL)
		wh_daily(w, q.daily);
	else if (q.define)
		wh_print(w, wh_report_define(w), &q.a);
	else if (q.sql)
		say_sql(w, &q.r);
	else if (q.issue)
		issue(w, &q);
	else if (q.reprint)
		status = issued(w, &q);
	else if (report(w, &q) == 0 && q.r.ids != NULL)
		status = WH_SOME;
	return wh_finish(w, status);
}
