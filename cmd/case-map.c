/*
 * case-map - look at a foreign CSV: a first map of it, how a map would read
 * it, or its rows as they are
 *
 * It writes to no database.  What --check says is what case-new would do, for
 * both read by the same code.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "whistle.h"

enum { CHECK = WH_O_OWN, UNKNOWN, ROWS, DELIMITER };

static const char synopsis[] =
    "[-d FILE] [-e ENCODING] FILE\n"
    "--check [--unknown] [-m MAP] [-o FORMAT] FILE\n"
    "--rows [-m MAP | --delimiter=X] [-e ENCODING] [-o FORMAT] FILE";

static const struct wh_opt opts[] = {
	{ CHECK, "check", NULL, "tell how every column would be read" },
	{ UNKNOWN, "unknown", NULL, "tell every value refused, left out or made" },
	{ ROWS, "rows", NULL, "print the rows as they are" },
	{ 'm', "map", "MAP", "how the columns are to be read" },
	{ 'e', "encoding", "NAME", "its encoding (default: found out)" },
	{ DELIMITER, "delimiter", "X", "comma, tab, semicolon, bar or any" },
	WH_OPTS_OUT,
	WH_OPTS_COMMON
};

struct task {
	bool	check, unknown, rows;
};

/* What separates the fields, by name or as itself. */
static char
delimiter(const char *s)
{
	static const struct { const char *name; char c; } names[] = {
		{ "comma", ',' }, { "tab", '\t' }, { "semicolon", ';' },
		{ "bar", '|' }, { "\\t", '\t' }
	};
	size_t	i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(s, names[i].name) == 0)
			return names[i].c;
	if (s[0] == '\0' || s[1] != '\0' || strchr("\"\r\n ", s[0]) != NULL ||
	    (unsigned char)s[0] >= 0x80)
		wh_usage("--delimiter: \"%s\": neither comma, tab, semicolon,"
		    " bar nor one ASCII character", s);
	return s[0];
}

/*
 * The reference data that values are held against: the database, or where
 * there is none the default profile, in memory.
 */
static struct wh *
start(const struct wh_args *a)
{
	struct wh	*w;

	if (a->db != NULL || getenv("WHISTLE_DB") != NULL ||
	    access("whistle.db", F_OK) == 0)
		return wh_start(a, WH_READ);
	w = wh_start(a, WH_MEMORY);
	if (wh_make(w, "Asia/Shanghai", "default"))
		wh_count(a, "no database: codes and names are those of the"
		    " default profile");
	return w;
}

static struct wh_out *
output(struct wh *w, const struct wh_args *a, const struct wh_col *col,
    size_t n)
{
	struct wh_out_opts	 o = a->out;
	struct wh_out		*out;
	const char		*why;

	o.zh = wh_chinese(w);
	if ((out = wh_out_open(stdout, &o, col, n, &why)) == NULL)
		wh_usage("--fields: %s", why);
	return out;
}

static int
check(const struct wh_args *a, bool unknown)
{
	struct wh		*w;
	struct wh_survey	*s;
	struct wh_out		*out;
	const struct wh_col	*col;
	const char *const	*v;
	size_t			 n;
	int			 status = WH_OK;

	col = wh_survey_columns(unknown, &n);
	wh_check_fields(a, col, n);
	w = start(a);
	if ((s = wh_survey(w, a, unknown)) != NULL) {
		out = output(w, a, col, n);
		while ((v = wh_survey_next(s)) != NULL)
			wh_out_row(out, v);
		wh_out_close(out);
		if (wh_survey_refused(s) > 0)
			status = WH_SOME;
	}
	wh_survey_close(s);
	return wh_finish(w, status);
}

static int
rows(const struct wh_args *a)
{
	struct wh		*w = wh_start(a, WH_MEMORY);
	struct wh_raw		*r;
	struct wh_out		*out;
	const struct wh_col	*col;
	const char *const	*v;
	int64_t			 refused = 0;
	size_t			 n;

	if ((r = wh_raw_open(w, a)) != NULL) {
		col = wh_raw_columns(r, &n);
		out = output(w, a, col, n);
		while ((v = wh_raw_next(r, &refused)) != NULL)
			wh_out_row(out, v);
		wh_out_close(out);
	}
	wh_raw_close(r);
	return wh_finish(w, refused > 0 ? WH_SOME : WH_OK);
}

static int
guess(const struct wh_args *a)
{
	struct wh	*w = start(a);
	bool		 left = false;

	wh_guess(w, a, stdout, &left);
	return wh_finish(w, left ? WH_SOME : WH_OK);
}

/* What does not go together is refused, not passed over. */
static void
check_usage(const struct wh_args *a, const struct task *t)
{
	if (t->check && t->rows)
		wh_usage("--check and --rows exclude each other");
	if (t->unknown && !t->check)
		wh_usage("--unknown goes with --check");
	if (a->delimiter != '\0' && (!t->rows || a->map != NULL))
		wh_usage("--delimiter goes with --rows; a map has a line for"
		    " it: delimiter = tab");
	if (!t->check && !t->rows && (a->map != NULL || a->out.nul ||
	    a->out.format != -1 || a->out.fields != NULL))
		wh_usage("-m, -0, -o and --fields go with --check and --rows");
}

int
main(int argc, char *argv[])
{
	struct wh_args	a = { WH_ARGS };
	struct task	t = { 0 };
	int		c;

	while ((c = wh_getopt(argc, argv, opts, synopsis, &a)) != -1)
		switch (c) {
		case CHECK: t.check = true; break;
		case UNKNOWN: t.unknown = true; break;
		case ROWS: t.rows = true; break;
		case DELIMITER: a.delimiter = delimiter(optarg); break;
		}
	check_usage(&a, &t);
	if (argc - optind != 1)
		wh_usage("give one file; - is standard input");
	a.input = argv[optind];
	if (t.rows)
		return rows(&a);
	return t.check ? check(&a, t.unknown) : guess(&a);
}
