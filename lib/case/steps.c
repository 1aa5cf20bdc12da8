/*
 * steps.c - why each clock of a case ends when it does: case-show --clocks.
 *
 * The days and windows are those that the walk over the calendar passes when
 * a deadline is found.
 */
#include <stdlib.h>
#include <string.h>

#include "base/out.h"
#include "case/steps.h"

static void
walk_limit(struct wh_tell *o, int64_t from, const struct wh_limit *l)
{
	struct wh_walk	k;

	if (wh_calendar(o->w) == NULL)
		return;
	wh_walk_limit(&k, wh_calendar(o->w), from, l);
	wh_tell_walk(o, &k);
}

/* Used, allowed, and how many times over that is. */
static void
put_used(const struct wh_tell *o, int64_t used, int64_t allowed)
{
	char	a[WH_TIME_TEXT], b[WH_TIME_TEXT];

	if (o->json) {
		wh_tell_int(o, "used", used);
		wh_tell_int(o, "allowed", allowed);
		if (used != WH_NONE && allowed > 0)
			fprintf(o->fp, ",\"multiple\":%.2f",
			    (double)used / (double)allowed);
		else
			fputs(",\"multiple\":null", o->fp);
		return;
	}
	if (used == WH_NONE || allowed == WH_NONE)
		return;
	fprintf(o->fp, wh_tell_say(o, ", used %s of %s hours",
	    ",已用 %s,限时 %s 小时"),
	    wh_tell_hours(used, a), wh_tell_hours(allowed, b));
	if (allowed > 0)
		fprintf(o->fp, wh_tell_say(o, " (%.2f times)", "(%.2f 倍)"),
		    (double)used / (double)allowed);
}

static const char *
act_of(const struct wh_tell *o, int64_t act)
{
	const struct wh_act	*a = wh_act_by_id(act);

	return o->w->zh && a != NULL ? a->zh : wh_act_code(act);
}

/* The limit of a filing condition, and where its words come from. */
static void
put_standard(const struct wh_tell *o, int64_t standard)
{
	const struct wh_limit	*l = wh_standard_limit(o->w, standard);
	char			*code, *cond, limit[WH_TIME_TEXT] = "";

	code = wh_str(o->w, "SELECT code FROM standard WHERE id = ?", "i",
	    standard);
	cond = wh_str(o->w, "SELECT condition FROM standard WHERE id = ?",
	    "i", standard);
	if (l != NULL)
		wh_limit_text(l, limit);
	if (o->json) {
		wh_tell_member(o, "limit", *limit != '\0' ? limit : NULL);
		wh_tell_member(o, "standard", code);
		wh_tell_member(o, "condition", cond);
	} else {
		fprintf(o->fp, ", %s", *limit != '\0' ? limit :
		    wh_tell_say(o, "no limit", "无时限"));
		fprintf(o->fp, wh_tell_say(o, " by condition %s ",
		    ",立案条件 %s "),
		    code != NULL ? code : "-");
		wh_tell_text(o, cond != NULL ? cond : "");
	}
	free(code);
	free(cond);
}

/* A step of the deadline of handling, without the days. */
static void
text_step(const struct wh_tell *o, const struct wh_step *p)
{
	char	buf[WH_TIME_TEXT];

	fprintf(o->fp, "  %s %s", act_of(o, p->act), wh_tell_at(o, p->at));
	switch (p->act) {
	case WH_A_DISPATCH:
	case WH_A_PASS:
		if (p->goes_on)
			fputs(wh_tell_say(o, ", on the clock that runs already",
			    ",沿用原时限"), o->fp);
		else
			put_standard(o, p->standard);
		break;
	case WH_A_GRANT:
		fprintf(o->fp, wh_tell_say(o, ", one limit more from %s",
		    ",自 %s 起延长一个时限"), wh_tell_at(o, p->from));
		break;
	case WH_A_RESUME:
		fprintf(o->fp, wh_tell_say(o, ", hung since %s", ",自 %s 挂账"),
		    wh_tell_at(o, p->from));
		if (p->paused != WH_NONE)
			fprintf(o->fp, wh_tell_say(o,
			    ", the clock stood %s hours", ",停计 %s 小时"),
			    wh_tell_hours(p->paused, buf));
		break;
	}
	putc('\n', o->fp);
}

static void
json_step(const struct wh_tell *o, const struct wh_step *p)
{
	fprintf(o->fp, "%s{\"act\":\"%s\",\"row\":%jd", o->sep,
	    wh_act_code(p->act), (intmax_t)p->seq);
	wh_tell_time(o, "time", p->at);
	wh_tell_time(o, "from", p->from);
	put_standard(o, p->standard);
	wh_tell_int(o, "paused", p->paused);
}

/* The end of a step, and what the journal says where that is otherwise. */
static void
end_step(const struct wh_tell *o, const struct wh_step *p)
{
	if (o->json) {
		wh_tell_time(o, "due", p->due);
		wh_tell_time(o, "recorded", p->said);
		fprintf(o->fp, ",\"provisional\":%s}", p->provisional ?
		    "true" : "false");
		return;
	}
	fprintf(o->fp, "    %s %s%s\n", wh_tell_say(o, "due", "截止"),
	    wh_tell_at(o, p->due), !p->provisional ? "" :
	    wh_tell_say(o, " (provisional)", "(暂定)"));
	if (p->said != p->due)
		fprintf(o->fp, wh_tell_say(o, "    recorded as %s: the calendar"
		    " or the limit is another one now\n",
		    "    原记为 %s:日历或时限已变更\n"),
		    wh_tell_at(o, p->said));
}

static void
put_step(struct wh_tell *o, const struct wh_step *p)
{
	const struct wh_limit	*l = wh_standard_limit(o->w, p->standard);
	struct wh_walk		 k;

	if (o->json)
		json_step(o, p);
	else
		text_step(o, p);
	if (p->act == WH_A_RESUME && wh_calendar(o->w) != NULL) {
		wh_walk_between(&k, wh_calendar(o->w), p->from, p->to);
		wh_tell_walk(o, &k);
	} else if ((wh_act_dispatches(p->act) && !p->goes_on) ||
	    p->act == WH_A_GRANT) {
		if (l != NULL && p->due != WH_NONE)
			walk_limit(o, p->from, l);
	}
	end_step(o, p);
}

/* A clock: the whistle and the unit it is of are 0 if it is of none. */
struct ticking {
	const char	*kind;
	int64_t		 whistle, unit;
	int64_t		 started, due;
};

/* The name of a clock, and the whistle's number and unit if it is of one. */
static void
put_clock(const struct wh_tell *o, const struct ticking *k)
{
	static const char *const	zh[WH_CLOCKS] = {
		"核实", "签收", "首次回复", "到场", "处置", "核查", "回访",
		"挂账", "对接", "办结"
	};
	int	i = o->w->zh ? wh_clock_find(k->kind) : -1;

	fputs(i >= 0 ? zh[i] : k->kind, o->fp);
	if (k->whistle != 0)
		fprintf(o->fp, ".%jd", (intmax_t)k->whistle);
	if (k->unit != 0) {
		putc(' ', o->fp);
		wh_tell_text(o, wh_ref_name(o->w, "unit", k->unit));
	}
}

static void
json_clock(const struct wh_tell *o, const struct ticking *k,
    const char *state)
{
	char	name[64];

	snprintf(name, sizeof(name), k->whistle != 0 ? "%s.%jd" : "%s",
	    k->kind, (intmax_t)k->whistle);
	fprintf(o->fp, "%s{\"clock\":\"%s\",\"state\":\"%s\"", o->sep,
	    name, state);
	if (k->unit != 0)
		wh_tell_member(o, "unit", wh_ref_code(o->w, "unit", k->unit));
	wh_tell_time(o, "started", k->started);
	wh_tell_time(o, "due", k->due);
}

/* Running or not, by when, and how much of it is used. */
static void
head(const struct wh_tell *o, const struct ticking *k, const char *state)
{
	static const char *const	zh[][2] = {
		{ "running", "计时中" }, { "paused", "停计" },
		{ "stopped", "已停" }
	};
	size_t	i;

	if (o->json) {
		json_clock(o, k, state);
		return;
	}
	for (i = 0; o->w->zh && strcmp(zh[i][0], state) != 0; i++)
		;
	put_clock(o, k);
	fprintf(o->fp, "%s%s", wh_tell_say(o, ": ", ":"),
	    o->w->zh ? zh[i][1] : state);
	if (k->started != WH_NONE)
		fprintf(o->fp, wh_tell_say(o, ", since %s", ",自 %s"),
		    wh_tell_at(o, k->started));
	if (k->due != WH_NONE)
		fprintf(o->fp, wh_tell_say(o, ", due %s", ",截止 %s"),
		    wh_tell_at(o, k->due));
}

/* The clock of handling, with all that moved its deadline. */
static void
put_handle(struct wh_tell *o, const struct wh_course *c,
    const struct wh_steps *x, const char *before)
{
	const struct wh_limit	*l = wh_standard_limit(o->w, c->standard);
	const struct wh_calendar *cal = wh_calendar(o->w);
	const struct ticking	 k = { "handle", 0, 0, c->began, c->due };
	int64_t			 until = c->handled, used = WH_NONE;
	int64_t			 allowed = WH_NONE;
	size_t			 i;

	if (x->n == 0 || cal == NULL)
		return;
	if (until == WH_NONE)
		until = c->state >= WH_S_ENDED ? c->closed :
		    c->state == WH_S_SUSPENDED ? c->hung_since : o->w->now;
	if (l != NULL && c->due != WH_NONE && c->began != WH_NONE &&
	    until != WH_NONE) {
		used = wh_clock_counted(cal, c->began, until, l->kind,
		    c->paused);
		allowed = wh_clock_counted(cal, c->began, c->due, l->kind,
		    c->paused);
	}
	o->sep = before;
	head(o, &k, wh_clock_began(c, WH_CLOCK_HANDLE) == WH_NONE ?
	    "stopped" : c->state == WH_S_SUSPENDED ? "paused" : "running");
	put_used(o, used, allowed);
	fputs(o->json ? ",\"steps\":[" : "\n", o->fp);
	for (o->sep = "", i = 0; i < x->n; i++) {
		put_step(o, &x->step[i]);
		o->sep = ",";
	}
	if (o->json)
		fputs("]}", o->fp);
	o->sep = ",";
}

/* A clock of the table other than that of handling, with its days. */
static void
put_running(struct wh_tell *o, sqlite3_stmt *s, const struct wh_course *c)
{
	struct wh_limit	 l;
	const char	*why, *within = wh_col_text(s, 3);
	struct ticking	 k = { wh_col_text(s, 0), sqlite3_column_int64(s, 4),
			     sqlite3_column_int64(s, 5),
			     sqlite3_column_int64(s, 1),
			     sqlite3_column_int64(s, 2) };
	bool		 limited;

	head(o, &k, c->state == WH_S_SUSPENDED && k.whistle == 0 &&
	    (strcmp(k.kind, "sign") == 0 || strcmp(k.kind, "arrive") == 0) ?
	    "paused" : "running");
	limited = wh_limit_read(NULL, within != NULL ? within : "", &l, NULL,
	    &why) && l.n > 0 && wh_calendar(o->w) != NULL;
	if (o->json)
		wh_tell_member(o, "limit", within);
	else if (within != NULL)
		fprintf(o->fp, ", %s", within);
	put_used(o, limited ? wh_used(wh_calendar(o->w), k.started,
	    o->w->now, l.kind) : WH_NONE, limited ? wh_used(wh_calendar(o->w),
	    k.started, k.due, l.kind) : WH_NONE);
	if (!o->json)
		putc('\n', o->fp);
	if (limited)
		walk_limit(o, k.started, &l);
	if (o->json)
		putc('}', o->fp);
	o->sep = ",";
}

static void
put_others(struct wh_tell *o, int64_t no, const struct wh_course *c)
{
	sqlite3_stmt	*s;

	s = wh_sql(o->w, "SELECT kind, started, due, within, whistle,"
	    " unit FROM clock WHERE no = ? AND kind <> 'handle'"
	    " ORDER BY started, kind, whistle, unit");
	wh_bind(s, "i", no);
	while (wh_row(o->w, s))
		put_running(o, s, c);
}

/* Clocks that an act has stopped, as its row says; 37 is takeback. */
static void
put_stopped(struct wh_tell *o, int64_t no)
{
	sqlite3_stmt	*s;
	struct ticking	 k = { .started = WH_NONE, .due = WH_NONE };
	int64_t		 act;
	int		 clock;

	s = wh_sql(o->w, "SELECT act, at, used, allowed, seq, whistle,"
	    " iif(whistle IS NULL, NULL, unit) FROM journal j"
	    " WHERE no = ?1 AND used IS NOT NULL AND allowed IS NOT NULL"
	    " AND NOT EXISTS (SELECT 1 FROM journal t WHERE t.no = ?1"
	    " AND t.act = 37 AND t.old = j.seq) ORDER BY seq");
	wh_bind(s, "i", no);
	while (wh_row(o->w, s)) {
		act = sqlite3_column_int64(s, 0);
		if ((clock = wh_act_clock(act)) < 0)
			continue;
		k.kind = wh_clock_words[clock];
		k.whistle = sqlite3_column_int64(s, 5);
		k.unit = sqlite3_column_int64(s, 6);
		head(o, &k, "stopped");
		if (o->json) {
			wh_tell_member(o, "by", wh_act_code(act));
			wh_tell_int(o, "row", sqlite3_column_int64(s, 4));
			wh_tell_time(o, "time", sqlite3_column_int64(s, 1));
		} else
			fprintf(o->fp, wh_tell_say(o, " by %s %s", ",%s %s"),
			    act_of(o, act),
			    wh_tell_at(o, sqlite3_column_int64(s, 1)));
		put_used(o, sqlite3_column_int64(s, 2),
		    sqlite3_column_int64(s, 3));
		fputs(o->json ? "}" : "\n", o->fp);
		o->sep = ",";
	}
}

/*
 * Write to fp, after sep, how every deadline of a case came about, as text or
 * as one JSON object without its line end.  False, with nothing written, if
 * there is no such case, or on an error.
 */
bool
wh_show_clocks(struct wh *w, int64_t no, bool json, FILE *fp, const char *sep)
{
	struct wh_tell		o = { .w = w, .fp = fp, .json = json,
				    .sep = "" };
	struct wh_course	c;
	struct wh_steps		x;
	bool			good;

	if (!wh_course_load(w, no, &c))
		return false;
	if ((good = wh_steps_read(w, no, &x))) {
		fprintf(fp, json ? "%s{\"number\":\"%jd\",\"clocks\":[" :
		    "%s%jd\n", sep, (intmax_t)no);
		put_handle(&o, &c, &x, "");
		put_others(&o, no, &c);
		put_stopped(&o, no);
		if (json)
			fputs("]}", fp);
	}
	wh_steps_free(&x);
	return good && w->err.status == WH_OK;
}
