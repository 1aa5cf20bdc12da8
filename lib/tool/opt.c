/*
 * opt.c - options from one table.
 *
 * The options that many commands share are taken here; a command sees only
 * its own.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/base.h"

enum { MAXOPT = 64 };
#define VERSION	"0.1"

/* An argument in brackets may be left out: --reveal[=all]. */
static bool
optional(const struct wh_opt *o)
{
	return o->arg != NULL && *o->arg == '[';
}

/*
 * May an option be given once only?  The last one would win, which nobody
 * means; a flag says the same again, and dots say that all of them count.
 */
static bool
once(const struct wh_opt *o)
{
	size_t	n = o->arg != NULL ? strlen(o->arg) : 0;

	return n > 0 && (n < 3 || strcmp(o->arg + n - 3, "...") != 0);
}

/* Note that an option was given; exits 2 if that is once too often. */
static void
give(const struct wh_opt *tab, int c, bool given[MAXOPT])
{
	size_t	i;

	for (i = 0; i < MAXOPT && tab[i].name != NULL && tab[i].ch != c; i++)
		;
	if (i == MAXOPT || tab[i].name == NULL)
		return;
	if (given[i] && once(&tab[i]))
		wh_usage("--%s: given twice", tab[i].name);
	given[i] = true;
}

/*
 * Print the synopsis, one line for each form of the command, and on request
 * a line for each option.
 */
static void
usage(FILE *fp, const struct wh_opt *o, const char *synopsis, bool full)
{
	const char	*s;
	size_t		 n;
	int		 pad;

	for (s = synopsis; *s != '\0'; s += n + (s[n] == '\n')) {
		n = strcspn(s, "\n");
		fprintf(fp, "%s %s %.*s\n", s == synopsis ? "usage:" :
		    "      ", program_invocation_short_name, (int)n, s);
	}
	for (; full && o->name != NULL; o++) {
		if (o->ch < 256)
			fprintf(fp, "  -%c, ", o->ch);
		else
			fputs("      ", fp);
		pad = 20 - (int)strlen(o->name) -
		    (o->arg ? (int)strlen(o->arg) + !optional(o) : 0);
		fprintf(fp, "--%s%s%s%*s%s\n", o->name,
		    o->arg && !optional(o) ? "=" : "",
		    o->arg ? o->arg : "", pad > 1 ? pad : 1, "", o->help);
	}
}

/* Take a shared option; false if it is the command's own. */
static bool
shared(struct wh_args *a, int c)
{
	switch (c) {
	case 'd':	a->db = optarg; return true;
	case 'q':	a->out.quiet = true; return true;
	case '0':	a->out.nul = true; return true;
	case 'n':	a->dry = true; return true;
	case 'i':	a->input = optarg; return true;
	case 'm':	a->map = optarg; return true;
	case 'e':	a->encoding = optarg; return true;
	case 'r':	a->refused = optarg; return true;
	case WH_O_FIELDS: a->out.fields = optarg; return true;
	case WH_O_BY:	a->by = optarg; return true;
	case WH_O_AS:	a->as = optarg; return true;
	case WH_O_AT:	a->at = optarg; return true;
	case WH_O_NOW:	a->now = optarg; return true;
	case WH_O_LANG:
		if (strcmp(optarg, "zh") != 0 && strcmp(optarg, "en") != 0)
			wh_usage("--lang: \"%s\": neither zh nor en", optarg);
		a->lang = optarg;
		return true;
	case 'o':
		a->out.format = wh_format(optarg);
		if (a->out.format == -1)
			wh_usage("-o: \"%s\": not one of tsv, csv, json,"
			    " table, ids, excel, html, markdown%s", optarg,
			    a->publish ? ", open311, fixmystreet" : "");
		if (a->out.format >= WH_OPEN311 && !a->publish)
			wh_usage("-o: \"%s\": only case-list writes it",
			    optarg);
		return true;
	default:
		return false;
	}
}

/*
 * A file that we open must not become standard input, output or error, where
 * it would get our messages.  What was closed is filled such that reading it,
 * or writing to it, still fails.
 */
static void
fill_standard(void)
{
	int	fd;

	for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) == -1 && open("/dev/null",
		    fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
			_exit(WH_FAIL);
}

/*
 * Say which option getopt_long(3) stumbled over; left to itself it would
 * print the bytes of the argument as they are.
 */
static void
complain(char *argv[], int c)
{
	const char	*why = c == ':' ? "takes an argument" : "bad option";
	const char	*last = argv[optind - 1];

	if (strncmp(last, "--", 2) == 0 || (c == '?' && optopt == 0))
		wh_say("%s: %s", last, why);
	else
		wh_say("-%c: %s", optopt, why);
}

/*
 * Like getopt_long(3) driven by the table, and final about trouble: --help
 * and --version print to standard output and exit 0, a bad option prints to
 * standard error and exits 2.  Returns the next option that is the command's
 * own, or -1 at the end.
 */
int
wh_getopt(int argc, char *argv[], const struct wh_opt *tab,
    const char *synopsis, struct wh_args *a)
{
	struct option	 lo[MAXOPT] = { { 0 } };
	char		 so[2 * MAXOPT + 2] = ":", *s = so + 1;
	static bool	 given[MAXOPT];	/* a command has one command line */
	size_t		 i;
	int		 c;

	for (i = 0; tab[i].name != NULL && i < MAXOPT - 1; i++) {
		lo[i].name = tab[i].name;
		lo[i].has_arg = optional(&tab[i]) ? optional_argument :
		    tab[i].arg != NULL ? required_argument : no_argument;
		lo[i].val = tab[i].ch;
		if (tab[i].ch < 256) {
			*s++ = (char)tab[i].ch;
			if (tab[i].arg != NULL)
				*s++ = ':';
		}
	}
	*s = '\0';
	opterr = 0;
	fill_standard();
	if (a->command == NULL)
		a->command = program_invocation_short_name;
	while ((c = getopt_long(argc, argv, so, lo, NULL)) != -1) {
		give(tab, c, given);
		if (c == 'h') {
			usage(stdout, tab, synopsis, true);
			exit(wh_finish(NULL, WH_OK));
		} else if (c == 'V') {
			printf("%s (Whistle) %s\n",
			    program_invocation_short_name, VERSION);
			exit(wh_finish(NULL, WH_OK));
		} else if (c == '?' || c == ':') {
			complain(argv, c);
			usage(stderr, tab, synopsis, false);
			exit(WH_FAIL);
		} else if (!shared(a, c)) {
			if (optarg != NULL &&
			    !wh_utf8_ok(optarg, strlen(optarg)))
				wh_usage("%s: not UTF-8", optarg);
			return c;
		}
	}
	return -1;
}

/*
 * How much --reveal shows, by its argument, NULL for none; exits 2 if it is
 * no word that it takes.
 */
enum wh_reveal
wh_reveal_arg(const char *arg)
{
	if (arg == NULL)
		return WH_REVEAL;
	if (strcmp(arg, "all") != 0)
		wh_usage("--reveal: \"%s\": only --reveal or --reveal=all",
		    arg);
	return WH_REVEAL_ALL;
}
