/*
 * case-show - all about a case: facts, clocks, whistles, journal
 */
#include <err.h>
#include <stdlib.h>

#include "whistle.h"

enum { REVEAL = WH_O_OWN, CLOCKS, LETTER };

static const char synopsis[] = 
    "[-o json] [--clocks | --reveal[=all]] [NUMBER ...]\n"
    "--letter[=LETTER] [NUMBER ...]";

static const struct wh_opt opts[] = {
	{ REVEAL, "reveal", "[=all]",
	    "with personal data; all: confidential too" },
	{ CLOCKS, "clocks", NULL, "why each of its deadlines is when it is" },
	{ LETTER, "letter", "[=LETTER]", "its letters of supervision" },
	WH_OPTS_OUT,
	WH_OPTS_COMMON
};

/* Letters of cases as text to be printed; one that is named needs no case. */
static int
letters(const struct wh_args *a, const char *letter, int argc, char *argv[])
{
	struct wh_number	*no, own = { 0 };
	struct wh		*w;
	size_t			 i, n = 1;
	bool			 any = false;
	int			 status = WH_OK;

	if (a->out.format != -1 || a->out.fields != NULL)
		wh_usage("--letter prints text");
	no = letter != NULL && argc == 0 ? &own :
	    wh_args_numbers(argc, argv, &n, &status);
	w = wh_start(a, WH_READ);
	if (no == &own && (own.no = wh_letter_case(w, letter)) == 0 &&
	    wh_message(w) == NULL) {
		warnx("%s: no such letter", letter);
		return wh_finish(w, WH_SOME);
	}
	for (i = 0; i < n; i++)
		if (!wh_show_letters(w, no[i].no, letter, stdout, &any) &&
		    wh_message(w) == NULL) {
			warnx("%jd: no such letter", (intmax_t)no[i].no);
			status = WH_SOME;
		}
	if (no != &own)
		free(no);
	return wh_finish(w, status);
}

int
main(int argc, char *argv[])
{
	const char		*letter = NULL;
	struct wh_args		 a = { WH_ARGS };
	struct wh_number	*no;
	struct wh		*w;
	FILE			*fp = stdout;
	const char		*sep;
	size_t			 i, n, shown = 0;
	int			 c, status = WH_OK;
	enum wh_reveal		 reveal = WH_MASKED;
	bool			 json, clocks = false, lettered = false;

	while ((c = wh_getopt(argc, argv, opts, synopsis, &a)) != -1)
		if (c == REVEAL)
			reveal = wh_reveal_arg(optarg);
		else if (c == CLOCKS)
			clocks = true;
		else if (c == LETTER) {
			lettered = true;
			letter = optarg;
		}
	if (lettered && (clocks || reveal != WH_MASKED))
		wh_usage("--letter goes alone");
	if (lettered)
		return letters(&a, letter, argc - optind, argv + optind);
	if (clocks && reveal != WH_MASKED)
		wh_usage("--clocks shows no personal data: not with --reveal");
	json = a.out.format == WH_JSONL;
	if ((a.out.format != -1 && !json && a.out.format != WH_TABLE) ||
	    a.out.fields != NULL)
		wh_usage("prints text or, with -o json, one object a case;"
		    " fields and other formats are case-list's");
	no = wh_args_numbers(argc - optind, argv + optind, &n, &status);
	w = wh_start(&a, WH_READ);
	if (a.out.quiet)
		fp = fopen("/dev/null", "w");
	for (i = 0; i < n && fp != NULL; i++) {
		sep = shown > 0 ? "\n" : "";
		if (clocks ? wh_show_clocks(w, no[i].no, json, fp, sep) :
		    wh_show(w, no[i].no, json, reveal, fp, sep)) {
			if (json)
				putc(a.out.nul ? '\0' : '\n', fp);
			else
				shown++;
		} else if (wh_message(w) == NULL) {
			warnx("%jd: no such case", (intmax_t)no[i].no);
			status = WH_SOME;
		}
	}
	free(no);
	return wh_finish(w, status);
}
