/*
 * case-log - record what happened to cases
 */
#include <stdlib.h>
#include <string.h>

#include "whistle.h"

enum {
	REASON = WH_O_OWN, TEXT, VALUE, FIELD, SOLVED, RATING
};

static const char synopsis[] =
    "[-0nq] [-o FORMAT] [OPTION ...] ACT [NUMBER ...]\n"
    "[-0nq] [-o FORMAT] -i FILE [-m MAP] [-r FILE] [OPTION ...] [ACT]\n"
    "[-o FORMAT] acts";

static const struct wh_opt opts[] = {
	{ REASON, "reason", "TEXT", "why: of return and void" },
	{ TEXT, "text", "TEXT", "the result, the reply, the note" },
	{ VALUE, "value", "WORD", "of verify, check, close and amend" },
	{ FIELD, "field", "NAME", "what to amend" },
	{ SOLVED, "solved", "WORD", "of callback: yes, partly, no" },
	{ RATING, "rating", "WORD", "of callback: satisfied, basic, ..." },
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

static void
add(struct wh_records *out, int64_t no, const char *act)
{
	char		 number[24];
	const char	*v[2] = { number, act };

	snprintf(number, sizeof(number), "%jd", (intmax_t)no);
	wh_records_add(out, v);
}

static bool
one(struct wh *w, const struct wh_number *no, void *arg,
    struct wh_records *out, const char **why)
{
	const struct wh_log	*l = arg;

	if (!wh_record(w, no->no, l, why))
		return false;
	add(out, no->no, l->act);
	return true;
}

/* Record the rows of a file: all, or with -r those that are right. */
static int
run_file(const struct wh_args *a, const struct wh_log *l)
{
	struct wh_records	*out = wh_records_new(a, cols, 2);
	struct wh		*w = wh_start(a, WH_WRITE);
	struct wh_logged	*done;
	size_t			 i, n;
	int64_t			 refused = 0;

	if (wh_record_file(w, a, l, &done, &n, &refused)) {
		for (i = 0; i < n; i++)
			add(out, done[i].number, done[i].act);
		wh_records_print(w, out, a);
		wh_count(a, "recorded %zu, refused %jd%s", n,
		    (intmax_t)refused, a->dry ? "; nothing was done" : "");
	}
	free(done);
	return wh_finish(w, refused > 0 ? WH_SOME : WH_OK);
}

int
main(int argc, char *argv[])
{
	struct wh_args	a = { WH_ARGS };
	struct wh_log	l = { 0 };
	struct wh_job	job = { .col = cols, .ncol = 2, .one = one, .arg = &l };
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
		}
	if (optind == argc && a.input == NULL)
		wh_usage("which act? case-log acts lists them");
	l.act = argv[optind++];
	if (l.act != NULL && strcmp(l.act, "acts") == 0 && optind == argc)
		return list_acts(&a);
	if (l.act != NULL && !wh_is_log(l.act))
		wh_usage("%s: no such act; there are verify, sign, reply,"
		    " handle, check, close, callback, return, note, amend,"
		    " void and revert", l.act);
	l.at = a.at;
	l.as = a.as;
	snprintf(command, sizeof(command), "case-log%s%s", l.act != NULL ?
	    " " : "", l.act != NULL ? l.act : "");
	a.command = command;
	if (a.input == NULL) {
		if (a.map != NULL || a.encoding != NULL || a.refused != NULL)
			wh_usage("-m, -e and -r go with -i FILE");
		job.verb = l.act;
		return wh_each(&a, &job, argc - optind, argv + optind);
	}
	if (l.act != NULL && optind < argc)
		wh_usage("%s: -i takes no numbers", argv[optind]);
	return run_file(&a, &l);
}
