/*
 * grid-load - make a Whistle file; reference data in and out
 */
#include <stdlib.h>
#include <string.h>

#include "whistle.h"

enum {
	NEW = WH_O_OWN, ZONE, PROFILE, PROPERTY, DATUM, DUMP, UNREVIEWED, TABLES
};

static const char synopsis[] =
    "--new [--zone ZONE] [--profile NAME] [-d FILE]\n"
    "[-nq] [-i FILE] [-e ENCODING] [-m MAP] [-r FILE] TABLE\n"
    "[-nq] [-i FILE] [-e ENCODING] [--property NAME] [--datum DATUM]"
    " boundary\n"
    "[-nq] --profile NAME\n"
    "--dump TABLE [--unreviewed] [-0] [-o FORMAT]\n"
    "--tables [-o FORMAT]";

static const struct wh_opt opts[] = {
	{ NEW, "new", NULL, "make the file" },
	{ ZONE, "zone", "ZONE", "its zone (default Asia/Shanghai)" },
	{ PROFILE, "profile", "NAME", "load a folder of tables; none: none" },
	{ PROPERTY, "property", "NAME", "what names an area (default code)" },
	{ DATUM, "datum", "DATUM", "wgs84 (default), gcj02 or bd09" },
	{ DUMP, "dump", "TABLE", "print a table, fit to be loaded" },
	{ UNREVIEWED, "unreviewed", NULL, "only rows that an import has made" },
	{ TABLES, "tables", NULL, "print which tables and columns there are" },
	WH_OPTS_IN,
	WH_OPTS_OUT,
	WH_OPTS_WRITE,
	WH_OPTS_COMMON
};

struct task {
	const char	*zone, *profile, *property, *datum, *dump;
	bool		 new, unreviewed, tables;
};

/* Boundaries are GeoJSON, all else is CSV. */
static bool
is_boundary(const char *table)
{
	return table != NULL && strcmp(table, "boundary") == 0;
}

/* Print the keys that were loaded, a line each. */
static void
print_keys(char *keys, const struct wh_args *a)
{
	if (keys != NULL && !a->out.quiet && !a->dry)
		fputs(keys, stdout);
	free(keys);
}

static int
make(const struct wh_args *a, const struct task *t)
{
	struct wh	*w = wh_start(a, WH_CREATE);
	const char	*profile = t->profile != NULL ? t->profile : "default";
	const char	*zone = t->zone != NULL ? t->zone : "Asia/Shanghai";

	wh_make(w, zone, strcmp(profile, "none") == 0 ? NULL : profile);
	if (a->dry)
		wh_count(a, "the file can be made; nothing was done");
	if (wh_message(w) != NULL || a->dry)
		wh_unmake(w);
	return wh_finish(w, WH_OK);
}

static int
load(const struct wh_args *a, const struct task *t, const char *table)
{
	struct wh		*w = wh_start(a, WH_WRITE);
	struct wh_counts	 n = { 0 };
	char			*keys = NULL;
	bool			 good;

	if (t->profile != NULL)
		good = wh_load_profile(w, t->profile, &n);
	else if (is_boundary(table))
		good = wh_load_boundary(w, a, t->property, t->datum, &n,
		    &keys);
	else
		good = wh_load(w, table, a, &n, &keys);
	if (good) {
		print_keys(keys, a);
		if (n.recomputed > 0)
			wh_count(a, "recomputed %jd provisional deadlines",
			    (intmax_t)n.recomputed);
		wh_count(a, "new %jd, changed %jd, same %jd, refused %jd%s",
		    (intmax_t)n.fresh, (intmax_t)n.changed, (intmax_t)n.same,
		    (intmax_t)n.refused, a->dry ? "; nothing was done" : "");
	} else
		free(keys);
	return wh_finish(w, n.refused > 0 ? WH_SOME : WH_OK);
}

static int
dump(const struct wh_args *a, const struct task *t)
{
	struct wh	*w = wh_start(a, WH_READ);

	if (t->tables)
		wh_print(w, wh_describe(w), a);
	else if (is_boundary(t->dump))
		wh_dump_boundary(w, stdout);
	else
		wh_print(w, wh_dump(w, t->dump, t->unreviewed), a);
	return wh_finish(w, WH_OK);
}

/* What does not go together is refused, not passed over. */
static void
check_usage(const struct wh_args *a, const struct task *t, const char *table)
{
	int	n = t->new + (t->dump != NULL) + t->tables;

	if (n > 1)
		wh_usage("--new, --dump and --tables exclude each other");
	if (table != NULL && (n > 0 || t->profile != NULL))
		wh_usage("%s: only a table that is loaded is named so", table);
	if (table == NULL && n == 0 && t->profile == NULL)
		wh_usage("which table? grid-load --tables lists them");
	if (t->zone != NULL && !t->new)
		wh_usage("--zone goes with --new: it is set once");
	if (t->profile != NULL && n > t->new)
		wh_usage("--profile is loaded, with or without --new");
	if (t->unreviewed && t->dump == NULL)
		wh_usage("--unreviewed goes with --dump");
	if (table == NULL && (a->input || a->map || a->encoding ||
	    a->refused))
		wh_usage("-i, -m, -e and -r go with a table that is loaded");
	if ((t->property != NULL || t->datum != NULL) && !is_boundary(table))
		wh_usage("--property and --datum go with boundary");
	if (is_boundary(table) && (a->map != NULL || a->refused != NULL))
		wh_usage("boundary is GeoJSON, without -m, and loaded whole,"
		    " without -r");
	if (is_boundary(t->dump) && (a->out.nul || a->out.format != -1 ||
	    a->out.fields != NULL || t->unreviewed))
		wh_usage("--dump=boundary is GeoJSON, without -0, -o, --fields"
		    " and --unreviewed");
	if (t->dump == NULL && !t->tables && (a->out.nul ||
	    a->out.format != -1 || a->out.fields != NULL))
		wh_usage("-0, -o and --fields go with --dump and --tables");
}

int
main(int argc, char *argv[])
{
	struct wh_args	a = { WH_ARGS };
	struct task	t = { 0 };
	int		c;

	while ((c = wh_getopt(argc, argv, opts, synopsis, &a)) != -1)
		switch (c) {
		case NEW: t.new = true; break;
		case ZONE: t.zone = optarg; break;
		case PROFILE: t.profile = optarg; break;
		case PROPERTY: t.property = optarg; break;
		case DATUM: t.datum = optarg; break;
		case DUMP: t.dump = optarg; break;
		case UNREVIEWED: t.unreviewed = true; break;
		case TABLES: t.tables = true; break;
		}
	if (argc - optind > 1)
		wh_usage("%s: one table at a time", argv[optind + 1]);
	check_usage(&a, &t, argv[optind]);
	if (t.new)
		return make(&a, &t);
	if (t.dump != NULL || t.tables) {
		if (a.out.format == -1 && t.dump != NULL &&
		    !is_boundary(t.dump))
			a.out.format = WH_CSV;
		return dump(&a, &t);
	}
	if (a.input == NULL)
		a.input = "-";
	return load(&a, &t, argv[optind]);
}
