/*
 * case-escalate - whistles and the three rights; the sweep
 */
#include <string.h>

#include "whistle.h"

enum {
	KIND = WH_O_OWN, UNIT, VALUE, REASON, TEXT, UNTIL, APPROVER, PERSON,
	PLACE, MEETING, SWEEP
};

static const char synopsis[] =
    "[-0nq] [-o FORMAT] [OPTION ...] ACT [NUMBER ...]\n"
    "[-0] [-o FORMAT] [--fields LIST] list WHAT\n"
    "[-0nq] [-o FORMAT] --sweep";

static const struct wh_opt opts[] = {
	{ KIND, "kind", "KIND", "of whistle: resident, enforce, ..." },
	{ UNIT, "unit", "LIST", "whom to summon; who arrives, meets, leaves" },
	{ VALUE, "value", "WORD", "of screen, score, climb, accept, letter, respond" },
	{ REASON, "reason", "TEXT", "why" },
	{ TEXT, "text", "TEXT", "what is to be done, what was done, minutes" },
	{ UNTIL, "until", "DAY", "by when a letter is to be replied to" },
	{ APPROVER, "approver", "PERSON", "who has approved the whistle" },
	{ PERSON, "person", "PERSON", "the chief, or who is held to account" },
	{ PLACE, "place", "TEXT", "where units are to come, or met" },
	{ MEETING, "meeting", "TEXT", "which meeting has screened it" },
	{ SWEEP, "sweep", NULL, "do what running clocks ask for" },
	WH_OPTS_ACT,
	WH_OPTS_OUT,
	WH_OPTS_WRITE,
	WH_OPTS_COMMON
};

static const struct wh_col act_cols[] = {
	{ "whistle", WH_CODE, NULL, 0, "Whistle", "哨单" },
	{ "act", WH_TEXT, NULL, 0, "Act", "动作" },
};
static const struct wh_col sweep_cols[] = {
	{ "number", WH_CODE, NULL, 0, "Number", "工单号" },
	{ "act", WH_TEXT, NULL, 0, "Act", "动作" },
	{ "clock", WH_TEXT, NULL, 0, "Clock", "时钟" },
	{ "unit", WH_CODE, NULL, 0, "Unit", "单位" },
	{ "due", WH_TIME, NULL, 0, "Due", "截止时间" },
};

struct swept {
	struct wh_records	*out;
	size_t			 n, refused;
};

static void
told(void *arg, const struct wh_swept *s)
{
	struct swept	*done = arg;
	char		 number[24];
	const char	*v[5] = { number, s->act, s->clock, s->unit, s->due };

	if (s->why != NULL) {
		wh_say("%jd: %s: %s", (intmax_t)s->number, s->clock, s->why);
		done->refused++;
		return;
	}
	snprintf(number, sizeof(number), "%jd", (intmax_t)s->number);
	wh_records_add(done->out, v);
	done->n++;
}

/* Also with -n it prints what it would do: nobody could tell it otherwise. */
static int
sweep(const struct wh_args *a)
{
	struct swept	 done = { wh_records_new(a, sweep_cols, 5), 0, 0 };
	struct wh	*w = wh_start(a, WH_WRITE);
	struct wh_args	 shown = *a;

	if (wh_due_now(w) && wh_begin(w)) {
		if (wh_sweep(w, told, &done) > 0)
			wh_commit(w);
		else		/* another sweep was faster */
			wh_rollback(w);
		shown.dry = false;
		wh_records_print(w, done.out, &shown);
	}
	if (a->dry && wh_message(w) == NULL)
		wh_count(a, "%zu would be done", done.n);
	return wh_finish(w, done.refused > 0 ? WH_SOME : WH_OK);
}

/* A record: the whistle, or the case of an act that is of none. */
static bool
one(struct wh *w, const struct wh_number *no, void *arg,
    struct wh_records *out, const char **why)
{
	const struct wh_whistle	*o = arg;
	char			 key[48];
	const char		*v[2] = { key, o->act };
	int64_t			 n;

	if (!wh_check_whistle(w, o) ||
	    !wh_whistle(w, no->no, no->n, o, &n, why))
		return false;
	snprintf(key, sizeof(key), n != 0 ? "%jd.%jd" : "%jd",
	    (intmax_t)no->no, (intmax_t)n);
	wh_records_add(out, v);
	return true;
}

/* Print a list; the words of all there are where it is none. */
static int
list(const struct wh_args *a, const char *what)
{
	struct wh		*w = wh_start(a, WH_READ);
	struct wh_cursor	*c = wh_whistle_list(w, what);
	char			*words;

	if (c == NULL && wh_message(w) == NULL)
		wh_usage("%s: no such list; there are %s", what,
		    (words = wh_whistle_lists()) != NULL ? words : "");
	wh_print(w, c, a);
	return wh_finish(w, WH_OK);
}

static int
run_act(struct wh_args *a, struct wh_whistle *o, int argc, char *argv[])
{
	struct wh_job	 job = { .verb = o->act, .col = act_cols, .ncol = 2,
			     .one = one, .arg = o };
	char		 command[40], *words;

	if (!wh_is_act(o->act, "case-escalate"))
		wh_usage("%s: no such act; there are %s", o->act, (words =
		    wh_act_words("case-escalate")) != NULL ? words : "");
	o->at = a->at;
	o->as = a->as;
	snprintf(command, sizeof(command), "case-escalate %s", o->act);
	a->command = command;
	return wh_each(a, &job, argc, argv);
}

/* A sweep and a list are of all cases, whatever an option would pick. */
static void
no_options(const char *of, const struct wh_args *a,
    const struct wh_whistle *o)
{
	if (a->at != NULL || a->as != NULL || o->kind != NULL ||
	    o->units != NULL || o->value != NULL || o->until != NULL ||
	    o->reason != NULL || o->text != NULL || o->approver != NULL ||
	    o->person != NULL || o->place != NULL || o->meeting != NULL)
		wh_usage("%s: takes no option of an act", of);
}

int
main(int argc, char *argv[])
{
	struct wh_args		a = { WH_ARGS };
	struct wh_whistle	o = { 0 };
	bool			swept = false;
	int			c;

	while ((c = wh_getopt(argc, argv, opts, synopsis, &a)) != -1)
		switch (c) {
		case KIND: o.kind = optarg; break;
		case UNIT: o.units = optarg; break;
		case VALUE: o.value = optarg; break;
		case UNTIL: o.until = optarg; break;
		case REASON: o.reason = optarg; break;
		case TEXT: o.text = optarg; break;
		case APPROVER: o.approver = optarg; break;
		case PERSON: o.person = optarg; break;
		case PLACE: o.place = optarg; break;
		case MEETING: o.meeting = optarg; break;
		case SWEEP: swept = true; break;
		}
	if (swept) {
		if (optind < argc)
			wh_usage("%s: --sweep takes no arguments",
			    argv[optind]);
		no_options("--sweep", &a, &o);
		a.command = "case-escalate --sweep";
		return sweep(&a);
	}
	if (optind == argc)
		wh_usage("which act? case-log acts lists them");
	o.act = argv[optind++];
	if (strcmp(o.act, "list") == 0) {
		if (optind != argc - 1)
			wh_usage("list: which? whistles, units, ...");
		no_options("list", &a, &o);
		return list(&a, argv[optind]);
	}
	return run_act(&a, &o, argc - optind, argv + optind);
}
