/*
 * case-log - record what happened to cases
 */
#include <stdlib.h>
#include <string.h>

#include "whistle.h"

enum {
	REASON = WH_O_OWN, TEXT, VALUE, FIELD, SOLVED, RATING, IMPORT, LINK_TO,
	UNIT, UNTIL
};

static const char synopsis[] =
    "[-0nq] [-o FORMAT] [OPTION ...] ACT [NUMBER ...]\n"
    "[-0nq] [-o FORMAT] -i FILE [-m MAP] [-r FILE] [OPTION ...] [ACT]\n"
    "[-nq] [-o FORMAT] --import N --reason TEXT revert\n"
    "[-o FORMAT] acts";

static const struct wh_opt opts[] = {
	{ REASON, "reason", "TEXT", "why; of returns and refusals one of table reason" },
	{ TEXT, "text", "TEXT", "the result, the reply, the note" },
	{ VALUE, "value", "WORD",
	    "what the act says: pass, a word, a code" },
	{ UNIT, "unit", "UNIT", "who is sent, to whom it is assigned" },
	{ UNTIL, "until", "TIME", "of hang: the day when it ends" },
	{ LINK_TO, "to", "NUMBER", "the other case of a link" },
	{ FIELD, "field", "NAME", "what to amend" },
	{ SOLVED, "solved", "WORD", "of callback: yes, partly, no" },
	{ RATING, "rating", "WORD", "of callback: satisfied, basic, ..." },
	{ IMPORT, "import", "N", "of void: what import N filed; of revert" },
	WH_OPTS_ACT,
	WH_OPTS_IN,
	WH_OPTS_OUT,
	WH_OPTS_WRITE,
	WH_OPTS_COMMON
};

static const struct wh_col cols[] = {
	{ "number", WH_CODE, NULL, 0, "Number", "工单号" },
	{ "act", WH_TEXT, NULL, 0, "Act", "动作" },
};

static int
list_acts(const struct wh_args *a)
{
	struct wh	*w = wh_start(a, WH_READ);

	wh_print(w, wh_list_acts(w), a);
	return wh_finish(w, WH_OK);
}

/* Fields that are not there are told before anything is done. */
static struct wh *
start(const struct wh_args *a)
{
	wh_check_fields(a, cols, 2);
	return wh_start(a, WH_WRITE);
}

static int64_t
import_number(const char *s)
{
	char	*end;
	long	 v;

	v = strtol(s, &end, 10);
	if (v <= 0 || *end != '\0')
		wh_usage("--import: \"%s\": not the number of an import", s);
	return v;
}

static bool
one(struct wh *w, const struct wh_number *no, void *arg,
    struct wh_records *out, const char **why)
{
	const struct wh_log	*l = arg;
	char			 number[24];
	const char		*v[2] = { number, l->act };

	if (!wh_record(w, no->no, l, why))
		return false;
	snprintf(number, sizeof(number), "%jd", (intmax_t)no->no);
	wh_records_add(out, v);
	return true;
}

/* Record the rows of a file: all, or with -r those that are right. */
static int
run_file(const struct wh_args *a, const struct wh_log *l)
{
	struct wh		*w = start(a);
	struct wh_counts	 n = { 0 };

	if (wh_record_file(w, a, l, &n)) {
		if (!a->dry && n.fresh > 0 && !a->out.quiet)
			wh_print(w, wh_recorded(w), a);
		wh_count(a, "recorded %jd, same %jd, refused %jd%s",
		    (intmax_t)n.fresh, (intmax_t)n.same,
		    (intmax_t)n.refused, a->dry ? "; nothing was done" : "");
	}
	return wh_finish(w, n.refused > 0 ? WH_SOME : WH_OK);
}

/* Take back what an import amended. */
static int
revert(const struct wh_args *a, const struct wh_log *l)
{
	struct wh		*w;
	struct wh_reverted	 n = { 0 };

	if (l->import == 0 || l->reason == NULL || *l->reason == '\0')
		wh_usage("revert needs --import and --reason");
	w = start(a);
	if (wh_revert(w, l, &n)) {
		if (!a->dry && n.facts > 0 && !a->out.quiet)
			wh_print(w, wh_reverted_cases(w), a);
		wh_count(a, "reverted %jd facts of %jd cases, refused %jd%s",
		    (intmax_t)n.facts, (intmax_t)n.cases,
		    (intmax_t)n.refused, a->dry ? "; nothing was done" : "");
		if (n.acts > 0)
			wh_count(a, "what import %jd recorded stands in %jd"
			    " cases: grid-check findings", (intmax_t)l->import,
			    (intmax_t)n.acts);
		if (n.filed > 0)
			wh_count(a, "%jd cases that it filed stand: case-list"
			    " --import %jd", (intmax_t)n.filed,
			    (intmax_t)l->import);
	}
	return wh_finish(w, n.refused > 0 ? WH_SOME : WH_OK);
}

/* Record one act for each number that is given. */
static int
run_numbers(const struct wh_args *a, struct wh_log *l, int argc, char *argv[])
{
	struct wh_job	job = { .verb = l->act, .col = cols, .ncol = 2,
			    .one = one, .arg = l };

	if (a->map != NULL || a->encoding != NULL || a->refused != NULL)
		wh_usage("-m, -e and -r go with -i FILE");
	return wh_each(a, &job, argc, argv);
}

/* Is there such an act, and does --import go with it? */
static void
check_act(const char *word, const struct wh_log *l, const struct wh_args *a)
{
	bool	 back = word != NULL && strcmp(word, "revert") == 0;
	char	*words;

	if (word != NULL && !back && !wh_is_act(word, "case-log"))
		wh_usage("%s: no such act; there are %s, and revert", word,
		    (words = wh_act_words("case-log")) != NULL ? words : "");
	if (l->import != 0 && (a->input != NULL || word == NULL ||
	    (!back && strcmp(word, "void") != 0)))
		wh_usage("--import goes with void and revert");
}

int
main(int argc, char *argv[])
{
	struct wh_args	a = { WH_ARGS };
	struct wh_log	l = { 0 };
	char		command[40];
	int		c;

	while ((c = wh_getopt(argc, argv, opts, synopsis, &a)) != -1)
		switch (c) {
		case REASON: l.reason = optarg; break;
		case TEXT: l.text = optarg; break;
		case VALUE: l.value = optarg; break;
		case FIELD: l.field = optarg; break;
		case SOLVED: l.solved = optarg; break;
		case RATING: l.rating = optarg; break;
		case IMPORT: l.import = import_number(optarg); break;
		case LINK_TO: l.to = optarg; break;
		case UNIT: l.unit = optarg; break;
		case UNTIL: l.until = optarg; break;
		}
	if (optind == argc && a.input == NULL)
		wh_usage("which act? case-log acts lists them");
	l.act = argv[optind++];
	if (l.act != NULL && strcmp(l.act, "acts") == 0 && optind == argc)
		return list_acts(&a);
	check_act(l.act, &l, &a);
	l.at = a.at;
	l.as = a.as;
	snprintf(command, sizeof(command), "case-log%s%s", l.act != NULL ?
	    " " : "", l.act != NULL ? l.act : "");
	a.command = command;
	if (l.act != NULL && strcmp(l.act, "revert") == 0) {
		if (optind < argc || a.input != NULL)
			wh_usage("revert takes neither numbers nor -i");
		return revert(&a, &l);
	}
	if (a.input == NULL)
		return run_numbers(&a, &l, argc - optind, argv + optind);
	if (l.act != NULL && optind < argc)
		wh_usage("%s: -i takes no numbers", argv[optind]);
	return run_file(&a, &l);
}
