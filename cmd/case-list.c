/*
 * case-list - select cases, one a line
 *
 * The number is the first field, so that the output is fit input for every
 * command that takes numbers.  Like grep(1), exits 1 if nothing was found.
 */
#include <err.h>
#include <stdlib.h>

#include "whistle.h"

enum {
	AREA = WH_O_OWN, UNIT, CLASS, SOURCE, KIND, ROAD, STATE, OPEN, FROM,
	TO, DUE, OVERDUE, UNROUTED, UNCLASSIFIED, INTAKE, CHANNEL, TARGET,
	COLLECTOR, COLLATOR, IMPORT, PHONE, ID, TEXT, SORT, LIMIT, REVEAL,
	SIMILAR, BEST, PENDING, HUNG, STOCK, BROKEN
};

static const char synopsis[] =
    "[-0q] [-o FORMAT] [--fields LIST] [FILTER ...]\n"
    "--similar [-0q] [-o FORMAT] [--fields LIST] [FILTER ... | NUMBER ...]";

static const struct wh_opt opts[] = {
	{ AREA, "area", "AREA", "in this area or below" },
	{ UNIT, "unit", "UNIT", "held by this unit or one below" },
	{ CLASS, "class", "CLASS", "of this class or below" },
	{ SOURCE, "source", "SOURCE", "from this source" },
	{ KIND, "kind", "KIND", "of this kind of request" },
	{ ROAD, "road", "ROAD", "on this road" },
	{ STATE, "state", "LIST", "in one of these states, by comma" },
	{ OPEN, "open", NULL, "neither closed nor void" },
	{ FROM, "from", "TIME", "received then or later" },
	{ TO, "to", "TIME", "received before then" },
	{ DUE, "due-before", "TIME", "open and due before then" },
	{ OVERDUE, "overdue", NULL, "open, unhandled, past its deadline" },
	{ UNROUTED, "unrouted", NULL, "waiting to be dispatched" },
	{ UNCLASSIFIED, "unclassified", NULL, "of no class yet" },
	{ INTAKE, "intake-area", "AREA", "taken in there or below" },
	{ CHANNEL, "channel", "CHANNEL", "by this channel" },
	{ TARGET, "target", "WORD", "addressed to grid_worker or property" },
	{ COLLECTOR, "collector", "TEXT", "found by this name or code" },
	{ COLLATOR, "collator", "TEXT", "sorted by this name or code" },
	{ PENDING, "pending", "WORD", "with this request: extend, hang, appeal" },
	{ HUNG, "hung", NULL, "hung" },
	{ STOCK, "stock", NULL, "hung for longer than stock_days" },
	{ BROKEN, "broken-promise", NULL, "promised, and not kept" },
	{ IMPORT, "import", "N", "made by import N" },
	{ PHONE, "phone", "NUMBER", "raised from this telephone" },
	{ ID, "id", "TEXT", "with this number at its source" },
	{ TEXT, "text", "TEXT", "with this in title, text or place" },
	{ SORT, "sort", "FIELD", "by this field; -FIELD: greatest first" },
	{ LIMIT, "limit", "N", "at most so many" },
	{ REVEAL, "reveal", "[=all]",
	    "with personal data; all: confidential too" },
	{ SIMILAR, "similar", NULL, "earlier cases that these may repeat" },
	{ BEST, "best", NULL, "with --similar: the likeliest, if not linked" },
	{ '0', "null", NULL, "end records with NUL, for xargs -0" },
	{ 'o', "output", "FORMAT", "tsv, csv, json, table, ids, excel,"
	    " html, markdown, open311, fixmystreet" },
	{ WH_O_FIELDS, "fields", "LIST", "which fields, in which order" },
	WH_OPTS_COMMON
};

static int64_t
count(const char *name, const char *s)
{
	char	*end;
	long	 n = strtol(s, &end, 10);

	if (*s == '\0' || *end != '\0' || n < 1)
		wh_usage("%s: \"%s\": not a number from 1 on", name, s);
	return n;
}

static void
filter(struct wh_search *f, int c, const char *v)
{
	switch (c) {
	case AREA: f->area = v; break;
	case UNIT: f->unit = v; break;
	case CLASS: f->class = v; break;
	case SOURCE: f->source = v; break;
	case KIND: f->kind = v; break;
	case ROAD: f->road = v; break;
	case STATE: f->state = v; break;
	case OPEN: f->open = true; break;
	case FROM: f->from = v; break;
	case TO: f->to = v; break;
	case DUE: f->due_before = v; break;
	case OVERDUE: f->overdue = true; break;
	case UNROUTED: f->unrouted = true; break;
	case UNCLASSIFIED: f->unclassified = true; break;
	case INTAKE: f->intake_area = v; break;
	case CHANNEL: f->channel = v; break;
	case TARGET: f->target = v; break;
	case COLLECTOR: f->collector = v; break;
	case COLLATOR: f->collator = v; break;
	case PENDING: f->pending = v; break;
	case HUNG: f->hung = true; break;
	case STOCK: f->stock = true; break;
	case BROKEN: f->broken_promise = true; break;
	case IMPORT: f->import = count("--import", v); break;
	case PHONE: f->phone = v; break;
	case ID: f->id = v; break;
	case TEXT: f->text = v; break;
	case SORT: f->sort = v; break;
	case LIMIT: f->limit = count("--limit", v); break;
	case REVEAL: f->reveal = wh_reveal_arg(v); break;
	}
}

/* Open formats have columns of their own, and are for the public. */
static void
check_publish(const struct wh_args *a, const struct wh_search *f)
{
	if (a->out.fields != NULL)
		wh_usage("--fields: an open format has columns of its own");
	if (f->reveal)
		wh_usage("--reveal: an open format is for the public");
}

/* The numbers of the cases that pass the filters; freed by the caller. */
static int64_t *
select_numbers(struct wh *w, const struct wh_search *f, size_t *n)
{
	struct wh_cursor	*c = wh_search(w, f);
	const char *const	*v;
	int64_t			*no = NULL;
	size_t			 max = 0;

	for (*n = 0; (v = wh_cursor_next(c)) != NULL; (*n)++) {
		if (*n == max) {
			max = max ? 2 * max : 256;
			no = reallocarray(no, max, sizeof(*no));
			if (no == NULL)
				err(WH_FAIL, NULL);
		}
		no[*n] = strtoll(v[0], NULL, 10);
	}
	wh_cursor_close(c);
	return no;
}

/* What the cases may repeat: those named, else those that pass the filters. */
static int
similar(struct wh_args *a, const struct wh_search *f, bool best, int argc,
    char *argv[])
{
	struct wh_number	*given = NULL;
	struct wh		*w;
	int64_t			*no;
	size_t			 i, n;
	int			 status = WH_OK;

	if (argc > 0)
		given = wh_args_numbers(argc, argv, &n, &status);
	w = wh_start(a, WH_READ);
	if (given == NULL)
		no = select_numbers(w, f, &n);
	else if ((no = calloc(n + 1, sizeof(*no))) == NULL)
		err(WH_FAIL, NULL);
	else
		for (i = 0; i < n; i++)
			no[i] = given[i].no;
	free(given);
	if (f->people && a->out.fields == NULL)
		a->out.fields = "number,value,to,distance,age,state,title,"
		    "place";
	if (wh_print(w, wh_similar(w, no, n, best, f->people), a) == 0)
		status = WH_SOME;
	free(no);
	return wh_finish(w, status);
}

int
main(int argc, char *argv[])
{
	struct wh_args		 a = { WH_ARGS, .publish = true };
	struct wh_search	 f = { 0 };
	struct wh		*w;
	bool			 alike = false, best = false, filters = false;
	int			 c;

	while ((c = wh_getopt(argc, argv, opts, synopsis, &a)) != -1)
		if (c == SIMILAR)
			alike = true;
		else if (c == BEST)
			best = true;
		else {
			filter(&f, c, optarg);
			filters = true;
		}
	if (optind < argc && !alike)
		wh_usage("%s: takes no arguments; numbers go to case-show",
		    argv[optind]);
	if (best && !alike)
		wh_usage("--best goes with --similar");
	if (alike && (f.reveal || a.out.format >= WH_OPEN311 ||
	    (optind < argc && filters)))
		wh_usage("--similar takes filters or numbers, neither"
		    " --reveal nor an open format");
	if (a.out.format >= WH_OPEN311) {
		f.publish = a.out.format;
		check_publish(&a, &f);
	}
	f.people = wh_for_people(a.out.format);
	if (alike)
		return similar(&a, &f, best, argc - optind, argv + optind);
	if (f.people && !f.reveal && a.out.fields == NULL)
		a.out.fields = "number,state,received,due,filter,unit,class,"
		    "area,title";
	w = wh_start(&a, WH_READ);
	return wh_finish(w, wh_print(w, wh_search(w, &f), &a) > 0 ? WH_OK :
	    WH_SOME);
}
