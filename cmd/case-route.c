/*
 * case-route - the three-level filter: level, owner and deadline by rule
 */
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "whistle.h"

enum { EXPLAIN = WH_O_OWN, TO, FILTER, REASON, ALL, FORCED };

static const char synopsis[] =
    "[-0nq] [-o FORMAT] [--explain] [NUMBER ...]\n"
    "[-0nq] --to UNIT [--filter LEVEL] [--reason TEXT] [--forced] [NUMBER ...]\n"
    "[-0nq] [-o FORMAT] [--explain] --all";

static const struct wh_opt opts[] = {
	{ EXPLAIN, "explain", NULL, "say which rules were considered" },
	{ TO, "to", "UNIT", "to this unit, whatever the rules say" },
	{ FILTER, "filter", "LEVEL", "on this level: 1, 2 or 3" },
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
};

/* Route one case; what was considered is told as soon as it is known. */
static bool
one(struct wh *w, const struct wh_number *no, void *arg,
    struct wh_records *out, const char **why)
{
	struct wh_route		*o = arg;
	struct wh_routed	 r;
	const char		*v[5];
	char			 number[24], filter[12], *rules = NULL;
	size_t			 n = 0;
	FILE			*fp = NULL;
	bool			 done;

	if (o->explain != NULL && (fp = open_memstream(&rules, &n)) == NULL)
		err(WH_FAIL, NULL);
	o->explain = fp;
	done = wh_route(w, no->no, o, &r, why);
	if (fp != NULL) {
		fclose(fp);
		fprintf(stderr, "%jd:\n%s", (intmax_t)no->no, rules);
		free(rules);
		o->explain = stderr;
	}
	if (!done)
		return false;
	snprintf(number, sizeof(number), "%jd", (intmax_t)r.number);
	snprintf(filter, sizeof(filter), "%d", r.filter);
	v[0] = number;
	v[1] = filter;
	v[2] = r.unit;
	v[3] = r.due[0] != '\0' ? r.due : NULL;
	v[4] = r.rule[0] != '\0' ? r.rule : NULL;
	wh_records_add(out, v);
	return true;
}

int
main(int argc, char *argv[])
{
	struct wh_args	a = { WH_ARGS };
	struct wh_route	o = { 0 };
	struct wh_job	job = { .verb = "dispatched", .col = cols, .ncol = 5,
			    .one = one, .arg = &o };
	int		c;

	while ((c = wh_getopt(argc, argv, opts, synopsis, &a)) != -1)
		switch (c) {
		case EXPLAIN: o.explain = stderr; break;
		case TO: o.to = optarg; break;
		case REASON: o.reason = optarg; break;
		case FORCED: o.forced = true; break;
		case ALL: job.all = wh_waiting; break;
		case FILTER:
			o.filter = atoi(optarg);
			if (strlen(optarg) != 1 || o.filter < 1 ||
			    o.filter > 3)
				wh_usage("--filter: \"%s\": not 1, 2 or 3",
				    optarg);
			break;
		}
	o.at = a.at;
	o.as = a.as;
	if (job.all != NULL && optind < argc)
		wh_usage("%s: --all takes no numbers", argv[optind]);
	return wh_each(&a, &job, argc - optind, argv + optind);
}
