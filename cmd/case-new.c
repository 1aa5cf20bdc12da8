/*
 * case-new - file cases: one from options, or a batch from CSV
 */
#include <stdlib.h>
#include <string.h>

#include "whistle.h"

static const char synopsis[] =
    "[-nq] --source SOURCE [--class CLASS] [--area AREA] ... [-o FORMAT]\n"
    "[-nq] -i FILE [-m MAP] [-e ENCODING] [-r FILE] [-o FORMAT]";

/* Options of a case stand for its columns, in whistle.h's order. */
enum { FIRST = WH_O_OWN };

static const struct wh_opt opts[] = {
	{ FIRST, "id", "TEXT", "its number at the source" },
	{ FIRST + 1, "source", "SOURCE", "where it comes from" },
	{ FIRST + 2, "received", "TIME", "when it came in (default now)" },
	{ FIRST + 3, "kind", "KIND", "consult, help, complain, report, ..." },
	{ FIRST + 4, "class", "CLASS", "what it is about" },
	{ FIRST + 5, "area", "AREA", "where it is" },
	{ FIRST + 6, "road", "ROAD", "on which road" },
	{ FIRST + 7, "place", "TEXT", "the spot, in words" },
	{ FIRST + 8, "title", "TEXT", "in one line" },
	{ FIRST + 9, "text", "TEXT", "in full" },
	{ FIRST + 10, "lat", "DEGREES", "latitude" },
	{ FIRST + 11, "lon", "DEGREES", "longitude" },
	{ FIRST + 12, "tags", "TEXT", "tags" },
	{ FIRST + 14, "caller", "NAME", "who raised it; private" },
	{ FIRST + 15, "phone", "NUMBER", "the caller's telephone; private" },
	{ FIRST + 16, "address", "TEXT", "the caller's address; private" },
	{ FIRST + 17, "confidential", "WORD", "yes: the caller asked for it" },
	{ FIRST + 18, "intake-area", "AREA", "where it was taken in" },
	{ FIRST + 19, "channel", "CHANNEL", "phone, counter, mini_program, ..." },
	{ FIRST + 20, "target", "WORD", "grid_worker or property" },
	{ FIRST + 21, "collector", "TEXT", "who found it, by name or code" },
	{ FIRST + 22, "collator", "TEXT", "who sorted it, by name or code" },
	{ FIRST + 23, "photo", "TEXT", "paths or addresses of photos" },
	{ FIRST + 24, "proxy", "PERSON", "who does it for the caller" },
	{ FIRST + 25, "appointment", "TIME", "agreed with the caller" },
	{ FIRST + 26, "promised", "TIME", "until when it was promised" },
	WH_OPTS_IN,
	WH_OPTS_OUT,
	WH_OPTS_WRITE,
	WH_OPTS_COMMON
};

static int
summary(struct wh *w, const struct wh_args *a, const struct wh_counts *n)
{
	wh_count(a, "new %jd, changed %jd, same %jd, refused %jd%s",
	    (intmax_t)n->fresh, (intmax_t)n->changed, (intmax_t)n->same,
	    (intmax_t)n->refused, a->dry ? "; nothing was done" : "");
	wh_made(w, a);
	return n->refused > 0 ? WH_SOME : WH_OK;
}

/* The list of new cases has its columns before there are any. */
static void
check_fields(struct wh *w, const struct wh_args *a)
{
	struct wh_search	 none = { .entry = -1 };
	struct wh_cursor	*c = wh_search(w, &none);
	const struct wh_col	*col;
	size_t			 n;

	if (c == NULL)
		return;
	col = wh_cursor_columns(c, &n);
	wh_check_fields(a, col, n);
	wh_cursor_close(c);
}

/* The link that was made, once for all that are like the case. */
static void
tell_link(const char *const *v, char kind[16])
{
	if (strcmp(kind, v[1]) != 0)
		wh_say("%s: linked as a %s of %s", v[0], v[1], v[10]);
	snprintf(kind, 16, "%s", v[1]);
}

/*
 * Tell who files a case which earlier ones it may repeat: a duplicate is best
 * seen now.
 */
static void
tell_similar(struct wh *w)
{
	struct wh_search	 f = { .entry = wh_entry(w) };
	struct wh_cursor	*c;
	const char *const	*v;
	char			 kind[16] = "";
	int64_t			 no = 0;
	size_t			 n;

	if (!wh_shows_similar(w))
		return;
	c = wh_search(w, &f);
	if ((v = wh_cursor_next(c)) != NULL)
		no = strtoll(v[0], NULL, 10);
	wh_cursor_close(c);
	c = wh_similar(w, &no, no != 0, false, false);
	for (n = 0; (v = wh_cursor_next(c)) != NULL; )
		if (v[10] != NULL)
			tell_link(v, kind);
		else if (n++ < 5)
			wh_say("%s: may be a %s of %s:%s%s%s %s h before, %s%s"
			    "%s", v[0], v[1], v[2], v[3] != NULL ? " " : "",
			    v[3] != NULL ? v[3] : "", v[3] != NULL ? " m," :
			    "", v[4], v[5], v[6] != NULL ? ", " : "",
			    v[6] != NULL ? v[6] : "");
	wh_cursor_close(c);
	if (n > 5)
		wh_say("%jd: and %zu more: case-list --similar %jd",
		    (intmax_t)no, n - 5, (intmax_t)no);
}

int
main(int argc, char *argv[])
{
	struct wh_args		 a = { WH_ARGS };
	struct wh_search	 f = { 0 };
	struct wh_counts	 n = { 0 };
	struct wh		*w;
	const char		*v[WH_CASE_COLUMNS] = { NULL };
	bool			 options = false;
	int			 c, status = WH_OK;

	while ((c = wh_getopt(argc, argv, opts, synopsis, &a)) != -1) {
		v[c - FIRST] = optarg;
		options = true;
	}
	if (optind < argc)
		wh_usage("%s: takes no arguments", argv[optind]);
	if (options == (a.input != NULL))
		wh_usage("give either the options of one case, or -i FILE");
	if (options && (a.map || a.encoding || a.refused))
		wh_usage("-m, -e and -r go with -i");
	w = wh_start(&a, WH_WRITE);
	check_fields(w, &a);
	if (options && wh_file(w, v) && a.dry)
		wh_count(&a, "new 1; nothing was done");
	else if (!options && wh_import(w, &a, &n))
		status = summary(w, &a, &n);
	if (wh_message(w) == NULL && !a.dry && !a.out.quiet) {
		f.import = n.import;
		if (n.import == 0)
			f.entry = wh_entry(w);
		if (a.out.fields == NULL && a.out.format == -1)
			a.out.format = WH_IDS;
		wh_print(w, wh_search(w, &f), &a);
		if (options)
			tell_similar(w);
	}
	return wh_finish(w, status);
}
