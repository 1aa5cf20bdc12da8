/*
 * street-roster - who looks after what: roads, posts, vacancies
 *
 * The first argument is the act.  Acts that read take the output options and
 * a day; acts that write print the code of the post.
 */
#include <getopt.h>
#include <string.h>

#include "whistle.h"

static const char synopsis[] =
    "[OPTION]... roads|vacant [--area=AREA] [--class=CLASS] [--on=DAY]\n"
    "[OPTION]... chiefs [--area=AREA] [--on=DAY]\n"
    "[OPTION]... violations [--on=DAY]\n"
    "[OPTION]... grids [--area=AREA] [--on=DAY]\n"
    "[OPTION]... assign ROAD PERSON [--role=ROLE] [--from=DAY]"
    " [--duty=TEXT]\n"
    "[OPTION]... end POST [--to=DAY]\n"
    "[OPTION]... hand-over ROAD PERSON [--from=DAY] [--duty=TEXT]";

enum { AREA = WH_O_OWN, CLASS, ON, ROLE, FROM, TO, DUTY };

static const struct wh_opt opts[] = {
	WH_OPTS_OUT,
	WH_OPTS_WRITE,
	{ AREA, "area", "AREA", "only in this area and below it" },
	{ CLASS, "class", "CLASS", "only roads of this class" },
	{ ON, "on", "DAY", "as it is on a day (default today)" },
	{ ROLE, "role", "ROLE", "which role (default street_chief)" },
	{ FROM, "from", "DAY", "first day of the term (default today)" },
	{ TO, "to", "DAY", "last day of the term (default today)" },
	{ DUTY, "duty", "TEXT", "what the holder has to do" },
	WH_OPTS_COMMON
};

/* What the command line says, the options by their number. */
struct request {
	const char	*opt[DUTY - WH_O_OWN + 1];
	char		**v;		/* arguments after the act */
	char		 code[WH_POST_CODE];	/* of the post made, or "" */
};

static struct wh_cursor *
roads(struct wh *w, const struct request *r)
{
	return wh_roads(w, r->opt[0], r->opt[1], r->opt[2]);
}

static struct wh_cursor *
vacant(struct wh *w, const struct request *r)
{
	return wh_roads_vacant(w, r->opt[0], r->opt[1], r->opt[2]);
}

static struct wh_cursor *
chiefs(struct wh *w, const struct request *r)
{
	return wh_posts(w, r->opt[0], r->opt[2]);
}

static struct wh_cursor *
violations(struct wh *w, const struct request *r)
{
	return wh_rank_violations(w, r->opt[2]);
}

static struct wh_cursor *
grids(struct wh *w, const struct request *r)
{
	return wh_grids(w, r->opt[0], r->opt[2]);
}

static bool
assign(struct wh *w, struct request *r)
{
	return wh_assign(w, r->v[0], r->v[1], r->opt[3], r->opt[4],
	    r->opt[6], r->code);
}

static bool
end(struct wh *w, struct request *r)
{
	return wh_post_end(w, r->v[0], r->opt[5]);
}

static bool
hand_over(struct wh *w, struct request *r)
{
	return wh_hand_over(w, r->v[0], r->v[1], r->opt[4], r->opt[6],
	    r->code);
}

#define BIT(o)	(1u << ((o) - WH_O_OWN))

static const struct act {
	const char	*word, *command;
	int		 args;
	unsigned	 takes;		/* options of its own, as bits */
	int		 found;		/* status when the list has records */
	struct wh_cursor *(*list)(struct wh *, const struct request *);
	bool		(*write)(struct wh *, struct request *);
} acts[] = {
	{ "roads", "street-roster roads", 0, BIT(AREA) | BIT(CLASS) | BIT(ON),
	    WH_OK, roads, NULL },
	{ "vacant", "street-roster vacant", 0,
	    BIT(AREA) | BIT(CLASS) | BIT(ON), WH_OK, vacant, NULL },
	{ "chiefs", "street-roster chiefs", 0, BIT(AREA) | BIT(ON),
	    WH_OK, chiefs, NULL },
	{ "violations", "street-roster violations", 0, BIT(ON),
	    WH_SOME, violations, NULL },
	{ "grids", "street-roster grids", 0, BIT(AREA) | BIT(ON),
	    WH_OK, grids, NULL },
	{ "assign", "street-roster assign", 2,
	    BIT(ROLE) | BIT(FROM) | BIT(DUTY), WH_OK, NULL, assign },
	{ "end", "street-roster end", 1, BIT(TO), WH_OK, NULL, end },
	{ "hand-over", "street-roster hand-over", 2, BIT(FROM) | BIT(DUTY),
	    WH_OK, NULL, hand_over },
};

static const char *
option(int ch)
{
	const struct wh_opt	*o;

	for (o = opts; o->ch != ch; o++)
		;
	return o->name;
}

/* The act that the arguments name, with as many as it takes. */
static const struct act *
find(int argc, char *argv[], const struct request *r)
{
	const struct act	*a;
	int			 i;

	if (argc == 0)
		wh_usage("no act: roads, chiefs, vacant, violations, grids,"
		    " assign, end or hand-over");
	for (a = acts; strcmp(a->word, argv[0]) != 0; )
		if (++a == acts + sizeof(acts) / sizeof(acts[0]))
			wh_usage("\"%s\": no such act", argv[0]);
	if (argc - 1 != a->args)
		wh_usage("%s: takes %d arguments, not %d", a->word, a->args,
		    argc - 1);
	for (i = AREA; i <= DUTY; i++)
		if (r->opt[i - WH_O_OWN] != NULL && !(a->takes & BIT(i)))
			wh_usage("%s: takes no such option: --%s", a->word,
			    option(i));
	return a;
}

/* Acts that write print one code: there is nothing to choose. */
static void
check_output(const struct act *a, const struct wh_out_opts *o)
{
	if (a->write != NULL && (o->nul || o->format != -1 ||
	    o->fields != NULL))
		wh_usage("%s: prints a code; -0, -o and --fields go with"
		    " lists", a->word);
}

int
main(int argc, char *argv[])
{
	struct wh_args		 args = { WH_ARGS };
	struct request		 r = { .v = NULL };
	const struct act	*a;
	struct wh		*w;
	int			 c, status = WH_OK;

	while ((c = wh_getopt(argc, argv, opts, synopsis, &args)) != -1)
		r.opt[c - WH_O_OWN] = optarg;
	a = find(argc - optind, argv + optind, &r);
	check_output(a, &args.out);
	r.v = argv + optind + 1;
	args.command = a->command;
	w = wh_start(&args, a->list != NULL ? WH_READ : WH_WRITE);
	if (a->list != NULL)
		status = (wh_print(w, a->list(w, &r), &args) > 0) ==
		    (a->found == WH_OK) ? WH_OK : WH_SOME;
	else if (a->write(w, &r) && args.dry)
		wh_count(&args, "%s: can be done", a->word);
	else if (wh_message(w) == NULL && !args.out.quiet)
		puts(r.code[0] != '\0' ? r.code : r.v[0]);
	return wh_finish(w, status);
}
