/*
 * case-route - the three-level filter: level, owner and deadline by rule
 */
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "whistle.h"

enum { EXPLAIN = WH_O_OWN, TO, FILTER, CONDITION, UP, FORCED, REASON, ALL };

static const char synopsis[] =
    "[-0nq] [-o FORMAT] [--explain[=all]] [--condition CODE] [NUMBER ...]\n"
    "[-0nq] --to UNIT [--filter LEVEL] [--reason TEXT] [--forced]"
    " [NUMBER ...]\n"
    "[-0nq] [-o FORMAT] [--explain[=all]] --up --reason TEXT [NUMBER ...]\n"
    "[-0nq] [-o FORMAT] [--explain[=all]] --all";

static const struct wh_opt opts[] = {
	{ EXPLAIN, "explain", "[=all]", "say which rules were considered" },
	{ TO, "to", "UNIT", "to this unit, whatever the rules say" },
	{ FILTER, "filter", "LEVEL", "on this level: 1, 2 or 3" },
	{ CONDITION, "condition", "CODE", "filed by this condition" },
	{ UP, "up", NULL, "pass it to the next filter level" },
	{ REASON, "reason", "TEXT", "why; needed to dispatch again" },
	{ FORCED, "forced", NULL, "for good: the unit cannot return it" },
	{ ALL, "all", NULL, "every case that waits to be dispatched" },
	{ WH_O_AT, "at", "TIME", "when it was dispatched (default now)" },
	{ WH_O_AS, "as", "UNIT", "who dispatches it" },
	WH_OPTS_OUT,
	WH_OPTS_WRITE,
	WH_OPTS_COMMON
};

static const struct wh_col cols[] = {
	{ "number", WH_CODE, NULL, 0, "Number", "工单号" },
	{ "filter", WH_INT, NULL, 0, "Filter", "过滤级" },
	{ "unit", WH_CODE, NULL, 0, "Unit", "承办单位" },
	{ "due", WH_TIME, NULL, 0, "Due", "截止时间" },
	{ "rule", WH_CODE, NULL, 0, "Rule", "派单规则" },
	{ "considered", WH_JSON, NULL, 0, "Considered", "备选规则" },
};
enum { NCOL = sizeof(cols) / sizeof(cols[0]) };

struct task {
	struct wh_route	 how;
	bool		 explain, json, quiet;
};

/* A text that grows, or die. */
static FILE *
memory(char **s, size_t *n)
{
	FILE	*fp = open_memstream(s, n);

	if (fp == NULL)
		err(WH_FAIL, NULL);
	return fp;
}

/*
 * Route one case.  Which rules were considered is told as soon as it is
 * known, or, in JSON, with the record.
 */
static bool
route(struct wh *w, int64_t no, struct task *t, struct wh_routed *r,
    char **considered, const char **why)
{
	char	*rules = NULL;
	size_t	 n[2];
	bool	 done;

	*considered = NULL;
	if (!t->explain)
		return wh_route(w, no, &t->how, r, why);
	if (t->json)
		t->how.json = memory(considered, &n[0]);
	else
		t->how.explain = memory(&rules, &n[1]);
	done = wh_route(w, no, &t->how, r, why);
	fclose(t->json ? t->how.json : t->how.explain);
	if (!t->json)
		fprintf(stderr, "%jd:\n%s", (intmax_t)no, rules);
	free(rules);
	return done;
}

static bool
one(struct wh *w, const struct wh_number *no, void *arg,
    struct wh_records *out, const char **why)
{
	struct task		*t = arg;
	struct wh_routed	 r;
	const char		*v[NCOL] = { NULL };
	char			 number[24], filter[12], *considered;
	bool			 done;

	if ((done = route(w, no->no, t, &r, &considered, why))) {
		snprintf(number, sizeof(number), "%jd", (intmax_t)r.number);
		snprintf(filter, sizeof(filter), "%d", r.filter);
		v[0] = number;
		v[1] = filter;
		v[2] = r.unit;
		v[3] = r.due[0] != '\0' ? r.due : NULL;
		v[4] = r.rule[0] != '\0' ? r.rule : NULL;
		if (t->json)
			v[5] = considered;
		if (!t->quiet)
			wh_records_add(out, v);
		if (t->how.up && r.filter == 3 && !t->quiet)
			wh_say("%s: on filter level 3 the street convenes;"
			    " what comes next is case-escalate raise", number);
	}
	free(considered);
	return done;
}

static bool
around(struct wh *w, void *arg, size_t n)
{
	return wh_route_many(w, &((struct task *)arg)->how, n);
}

/* What does not go together is refused, not passed over. */
static void
check_usage(const struct task *t, bool all, const char *number)
{
	const struct wh_route	*o = &t->how;

	if (all && number != NULL)
		wh_usage("%s: --all takes no numbers", number);
	if (o->up && (o->to != NULL || o->filter != 0 || all || o->forced))
		wh_usage("--up goes without --to, --filter, --forced and"
		    " --all");
	if (o->up && o->reason == NULL)
		wh_usage("--up needs --reason: why this level cannot solve it");
}

int
main(int argc, char *argv[])
{
	struct wh_args	a = { WH_ARGS };
	struct task	t = { .how = { 0 } };
	struct wh_job	job = { .verb = "dispatched", .col = cols,
			    .one = one, .arg = &t,
			    .open = wh_route_open, .around = around };
	int		c;

	while ((c = wh_getopt(argc, argv, opts, synopsis, &a)) != -1)
		switch (c) {
		case EXPLAIN:
			t.explain = true;
			t.how.all = optarg != NULL;
			if (optarg != NULL && strcmp(optarg, "all") != 0)
				wh_usage("--explain: \"%s\": not all, nor"
				    " nothing", optarg);
			break;
		case TO: t.how.to = optarg; break;
		case CONDITION: t.how.condition = optarg; break;
		case UP: t.how.up = true; break;
		case FORCED: t.how.forced = true; break;
		case REASON: t.how.reason = optarg; break;
		case ALL: job.all = wh_waiting; break;
		case FILTER:
			t.how.filter = atoi(optarg);
			if (strlen(optarg) != 1 || t.how.filter < 1 ||
			    t.how.filter > 3)
				wh_usage("--filter: \"%s\": not 1, 2 or 3",
				    optarg);
			break;
		}
	t.how.at = a.at;
	t.how.as = a.as;
	t.quiet = a.out.quiet;
	t.json = t.explain && a.out.format == WH_JSONL && !a.dry;
	job.ncol = t.json ? NCOL : NCOL - 1;
	check_usage(&t, job.all != NULL, argv[optind]);
	return wh_each(&a, &job, argc - optind, argv + optind);
}
