/*
 * limit.c - limits as people write them
 */
#include <string.h>

#include "../tap.h"
#include "base/base.h"

#define LEN(a)	(sizeof(a) / sizeof((a)[0]))

static char buf[WH_TIME_TEXT];

/* A city where 小时 is an office hour, and so on. */
static const struct wh_readings said = {
	{ true, true, true, true },
	{ WH_WORK_HOUR, WH_WORK_DAY_EXACT, WH_NATURAL_DAY, WH_WORK_DAY_END }
};

static void
plain(void)
{
	static const struct {
		const char	*s, *text;
	} good[] = {
		{ "", "" }, { "  ", "" },
		{ "2 urgent_hour", "2 urgent_hour" },
		{ " 3  natural_day　", "3 natural_day" },
		{ "4work_hour", "4 work_hour" },
		{ "1 work_day_exact", "1 work_day_exact" },
		{ "99999 work_day_end", "99999 work_day_end" },
		{ "2紧急工作时", "2 urgent_hour" },
		{ "1紧急工作日", "1 natural_day" },
		{ "15 自然日", "15 natural_day" },
		{ "4工作时", "4 work_hour" }, { "4工作小时", "4 work_hour" },
		{ "007 work_hour", "7 work_hour" },
		{ "２工作时", "2 work_hour" },
		{ "１2 个工作时内", "12 work_hour" },
		{ "36500 natural_day", "36500 natural_day" }
	};
	const char	*why;
	struct wh_limit	 l = { INT64_MAX, WH_WORK_DAY_EXACT };
	size_t		 i;

	ok(strlen(wh_limit_text(&l, buf)) < sizeof(buf));
	for (i = 0; i < LEN(good); i++) {
		ok(wh_limit_read(NULL, good[i].s, &l, NULL, &why) &&
		    why == NULL);
		is(wh_limit_text(&l, buf), good[i].text);
	}
}

static void
refused(void)
{
	static const struct {
		const char	*s, *why;
	} bad[] = {
		{ "0 work_hour", "a limit of zero" },
		{ "０工作时", "a limit of zero" },
		{ "100000 work_hour", "above 99999" },
		{ "99999999999999999999 work_hour", "above 99999" },
		{ "2", "not a limit" }, { "work_hour", "not a limit" },
		{ "-1 work_hour", "not a limit" },
		{ "1.5 work_hour", "not a limit" },
		{ "1 work_hours", "not a limit" },
		{ "1 work_hour x", "not a limit" },
		{ "1 work_hour 制止", "not a limit" },
		{ "1紧急工作时制止", "words after the limit" },
		{ "1工作时半", "not a limit" },
		{ "4工作时制止3工作日拆除", "not a limit" },
		{ "1 WORK_HOUR", "not a limit" }, { "4工作", "not a limit" }
	};
	const char	*why;
	struct wh_limit	 l;
	size_t		 i;

	for (i = 0; i < LEN(bad); i++)
		ok(!wh_limit_read(NULL, bad[i].s, &l, NULL, &why) &&
		    strstr(why, bad[i].why) != NULL);
}

/* Every reading is named, and what would be said to choose one. */
static void
ambiguous(void)
{
	static const struct {
		const char	*s, *one, *other, *setting, *text;
	} t[] = {
		{ "4小时", "urgent_hour (", "work_hour (", "limit_hour",
		    "4 work_hour" },
		{ "15天", "natural_day", "work_day_end (", "limit_day",
		    "15 work_day_exact" },
		{ "3日", "natural_day", "work_day_exact (", "limit_ri",
		    "3 natural_day" },
		{ "2工作日", "work_day_exact (", "work_day_end (",
		    "limit_work_day", "2 work_day_end" },
		{ "2 work_day", "work_day_exact (", "work_day_end (",
		    "limit_work_day", "2 work_day_end" },
		{ "５个工作日内", "work_day_exact (", "work_day_end (",
		    "limit_work_day", "5 work_day_end" }
	};
	const char	*why;
	struct wh_limit	 l;
	size_t		 i;

	for (i = 0; i < LEN(t); i++) {
		ok(!wh_limit_read(NULL, t[i].s, &l, NULL, &why) &&
		    strstr(why, "ambiguous") != NULL &&
		    strstr(why, t[i].one) != NULL &&
		    strstr(why, t[i].other) != NULL &&
		    strstr(why, t[i].setting) != NULL);
		ok(wh_limit_read(&said, t[i].s, &l, NULL, &why));
		is(wh_limit_text(&l, buf), t[i].text);
	}
	ok(!wh_limit_read(&said, "0天", &l, NULL, &why));
}

static void
words_after(void)
{
	const char	*why, *rest;
	struct wh_limit	 l;

	ok(wh_limit_read(NULL, "1紧急工作时制止", &l, &rest, &why));
	is(wh_limit_text(&l, buf), "1 urgent_hour");
	is(rest, "制止");
	ok(wh_limit_read(&said, "3日 内  拆除", &l, &rest, &why));
	is(rest, "拆除");
	ok(wh_limit_read(NULL, "4 work_hour ", &l, &rest, &why));
	is(rest, "");
	ok(wh_limit_read(NULL, "", &l, &rest, &why));
	is(rest, "");
}

static void
settings(void)
{
	enum wh_clock_kind	kind;

	ok(wh_reading(WH_W_HOUR, "work_hour", &kind) &&
	    kind == WH_WORK_HOUR);
	ok(wh_reading(WH_W_DAY, "natural_day", &kind) &&
	    kind == WH_NATURAL_DAY);
	ok(wh_reading(WH_W_WORK_DAY, "work_day_end", &kind) &&
	    kind == WH_WORK_DAY_END);
	ok(!wh_reading(WH_W_WORK_DAY, "natural_day", &kind));
	ok(!wh_reading(WH_W_HOUR, "work_day_end", &kind));
	ok(!wh_reading(WH_W_DAY, "work_hour", &kind));
	ok(!wh_reading(WH_W_DAY, "", &kind));
}

int
main(void)
{
	plain();
	refused();
	ambiguous();
	words_after();
	settings();
	return finish();
}
