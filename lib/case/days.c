/*
 * days.c - the days that a walk over the calendar passes, told to people or
 * as JSON; nothing is computed here.
 */
#include <stdlib.h>
#include <string.h>

#include "base/out.h"
#include "case/steps.h"

/* The words of people, in both languages; keys are those of the data. */
const char *
wh_tell_say(const struct wh_tell *o, const char *en, const char *zh)
{
	return o->w->zh ? zh : en;
}

void
wh_tell_text(const struct wh_tell *o, const char *s)
{
	char	*copy = strdup(s), *p;

	for (p = copy; p != NULL && *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = ' ';
	if (copy != NULL)
		fputs(copy, o->fp);
	free(copy);
}

/* A member of a JSON object; NULL is null. */
void
wh_tell_member(const struct wh_tell *o, const char *name, const char *v)
{
	fprintf(o->fp, ",\"%s\":", name);
	if (v == NULL)
		fputs("null", o->fp);
	else
		wh_json_text(o->fp, v);
}

void
wh_tell_time(const struct wh_tell *o, const char *name, int64_t t)
{
	char	buf[WH_TIME_TEXT];

	wh_tell_member(o, name, t == WH_NONE ? NULL :
	    wh_time_text(&o->w->zone, t, buf));
}

void
wh_tell_int(const struct wh_tell *o, const char *name, int64_t n)
{
	if (n == WH_NONE)
		fprintf(o->fp, ",\"%s\":null", name);
	else
		fprintf(o->fp, ",\"%s\":%jd", name, (intmax_t)n);
}

const char *
wh_tell_at(const struct wh_tell *o, int64_t t)
{
	static char	buf[WH_TIME_TEXT];

	return t == WH_NONE ? "-" : wh_time_text(&o->w->zone, t, buf);
}

/* Seconds as hours, 26:30 or 26:30:05. */
const char *
wh_tell_hours(int64_t s, char buf[WH_TIME_TEXT])
{
	intmax_t	h = s / 3600, m = s / 60 % 60, r = s % 60;

	snprintf(buf, WH_TIME_TEXT, r != 0 ? "%jd:%02jd:%02jd" :
	    "%jd:%02jd", h, m, r);
	return buf;
}

static const char *const kinds[] = { "work", "makeup", "weekend", "off" };

/* What a day is, for people. */
static const char *
kind_of(const struct wh_tell *o, int what)
{
	static const char *const	en[] = {
		"workday", "make-up workday", "weekend", "day off"
	};
	static const char *const	zh[] = {
		"工作日", "调休上班日", "周末", "放假"
	};

	return wh_tell_say(o, en[what], zh[what]);
}

static void
put_date(const struct wh_tell *o, int64_t day)
{
	static const char *const	en[] = {
		"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"
	};
	static const char *const	zh[] = {
		"一", "二", "三", "四", "五", "六", "日"
	};
	char	date[WH_TIME_TEXT];
	int	k = (int)(((day + 3) % 7 + 7) % 7);

	fprintf(o->fp, wh_tell_say(o, "%s %s", "%s 周%s"),
	    wh_date_text(day, date), wh_tell_say(o, en[k], zh[k]));
}

/* The name that the calendar gives a day, "" for none. */
static void
name_day(const struct wh_tell *o, int64_t day, char name[80])
{
	char	date[WH_TIME_TEXT], *s;

	s = wh_str(o->w, "SELECT name FROM calendar WHERE day = ?", "t",
	    wh_date_text(day, date));
	snprintf(name, 80, "%s", s != NULL ? s : "");
	free(s);
}

/* What follows a day: its kind, its name, whether its year is loaded. */
static void
put_kind(const struct wh_tell *o, int what, const char *name, bool loaded)
{
	fprintf(o->fp, "  %s", kind_of(o, what));
	if (*name != '\0') {
		putc(' ', o->fp);
		wh_tell_text(o, name);
	}
	if (!loaded)
		fputs(wh_tell_say(o, " (its year is not loaded)",
		    "(该年日历未导入)"), o->fp);
}

/* Tell the days that were put off, and that they were skipped. */
static void
flush_off(struct wh_tell *o)
{
	if (o->off.what < 0)
		return;
	fputs("    ", o->fp);
	put_date(o, o->off.first);
	if (o->off.last > o->off.first) {
		fputs(" - ", o->fp);
		put_date(o, o->off.last);
	}
	put_kind(o, o->off.what, o->off.name, o->off.loaded);
	fputs(wh_tell_say(o, ": skipped\n", ":跳过\n"), o->fp);
	o->off.what = -1;
}

/* A day on which nothing is counted: told together with those like it. */
static void
put_off(struct wh_tell *o, const struct wh_walk *k, const char *name)
{
	if (o->off.what == (int)k->what && o->off.last + 1 == k->day &&
	    o->off.loaded == k->loaded && strcmp(o->off.name, name) == 0) {
		o->off.last = k->day;
		return;
	}
	flush_off(o);
	o->off.first = o->off.last = k->day;
	o->off.what = (int)k->what;
	o->off.loaded = k->loaded;
	snprintf(o->off.name, sizeof(o->off.name), "%s", name);
}

static void
put_windows(const struct wh_tell *o, const struct wh_walk *k)
{
	char	from[WH_TIME_TEXT], to[WH_TIME_TEXT];
	size_t	i;

	for (i = 0; i < k->n; i++) {
		wh_time_text(&o->w->zone, k->span[i].from, from);
		wh_time_text(&o->w->zone, k->span[i].to, to);
		/* :00 is not said */
		from[strcmp(from + 16, ":00") == 0 ? 16 : 19] = '\0';
		to[strcmp(to + 16, ":00") == 0 ? 16 : 19] = '\0';
		fprintf(o->fp, "%s%s-%s", i > 0 || !o->json ? " " : "",
		    from + 11, to + 11);
	}
}

static void
json_day(struct wh_tell *o, const struct wh_walk *k, const char *name)
{
	char	date[WH_TIME_TEXT];

	fprintf(o->fp, "%s{\"day\":\"%s\",\"kind\":\"%s\"", o->sep,
	    wh_date_text(k->day, date), kinds[k->what]);
	wh_tell_member(o, "name", *name != '\0' ? name : NULL);
	fprintf(o->fp, ",\"loaded\":%s", k->loaded ? "true" : "false");
	fputs(",\"windows\":\"", o->fp);
	put_windows(o, k);
	putc('"', o->fp);
	wh_tell_int(o, k->days ? "days" : "seconds", k->counted);
	putc('}', o->fp);
	o->sep = ",";
}

static void
put_day(struct wh_tell *o, const struct wh_walk *k)
{
	char	name[80], buf[WH_TIME_TEXT];

	name_day(o, k->day, name);
	if (o->json) {
		json_day(o, k, name);
		return;
	}
	if (k->what == WH_DAY_WEEKEND || k->what == WH_DAY_OFF) {
		put_off(o, k, name);
		return;
	}
	flush_off(o);
	fputs("    ", o->fp);
	put_date(o, k->day);
	if (k->what != WH_DAY_WORK || !k->loaded || *name != '\0')
		put_kind(o, (int)k->what, name, k->loaded);
	if (k->days)
		fputs(wh_tell_say(o, "  counts", "  计一日"), o->fp);
	else if (k->n == 0)
		fputs(wh_tell_say(o, "  after hours", "  已下班"), o->fp);
	else {
		putc(' ', o->fp);
		put_windows(o, k);
		fprintf(o->fp, "  %s", wh_tell_hours(k->counted, buf));
	}
	putc('\n', o->fp);
}

/* The days that a walk passes, as an array in JSON. */
void
wh_tell_walk(struct wh_tell *o, struct wh_walk *k)
{
	o->off.what = -1;
	if (o->json) {
		fputs(",\"days\":[", o->fp);
		o->sep = "";
	}
	while (wh_walk_next(k))
		put_day(o, k);
	if (o->json)
		putc(']', o->fp);
	else
		flush_off(o);
}
