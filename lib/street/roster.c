/*
 * roster.c - who looks after what: roads, their chiefs, and the rule that
 * says which rank a chief of a class of road must have.
 *
 * A term is from day to day, both included; without a last day it goes on.
 * Only street chiefs are bound by the rank rule, and of them a road has one
 * at a time.
 */
#include <stdlib.h>
#include <string.h>

#include "street/street.h"

#define CHIEF	"street_chief"

/* A post that somebody wants to make; 0 and NULL are absent. */
struct offer {
	int64_t		 road, person;
	const char	*role, *from, *duty;
};

/*
 * A day that a user gave as option NAME, today or yesterday; without one the
 * clock's day.  False, with an error, if it is none.
 */
static bool
day_arg(struct wh *w, const char *name, const char *s,
    char text[WH_TIME_TEXT])
{
	int64_t	day = wh_day_of(&w->zone, w->now);

	if (s != NULL && strcmp(s, "yesterday") == 0)
		day--;
	else if (s != NULL && strcmp(s, "today") != 0 &&
	    !wh_date_read(s, &day))
		return wh_fail(&w->err, WH_FAIL, "%s: \"%s\": not a day;"
		    " write 2026-01-05, today or yesterday", name, s);
	wh_date_text(day, text);
	return true;
}

/*
 * A list over SQL whose ?1 is the day of option --on, NULL for today, and ?2
 * and ?3 are rows or 0.  NULL on an error.
 */
struct wh_cursor *
wh_list_on(struct wh *w, const char *sql, const char *on, int64_t a, int64_t b,
    const struct wh_col *col, size_t n)
{
	sqlite3_stmt	*s;
	char		 day[WH_TIME_TEXT];

	if (!day_arg(w, "--on", on, day) ||
	    (s = wh_prepare(w, sql)) == NULL)
		return NULL;
	sqlite3_bind_text(s, 1, day, -1, SQLITE_TRANSIENT);
	if (a != 0)
		sqlite3_bind_int64(s, 2, a);
	if (b != 0)
		sqlite3_bind_int64(s, 3, b);
	return wh_cursor_open(w, s, col, n);
}

#define LIST(w, sql, on, a, b, col) \
	wh_list_on(w, sql, on, a, b, col, sizeof(col) / sizeof((col)[0]))

/* Of two chiefs that a careless load has made the later one counts. */
#define ROADS \
	" FROM road r JOIN road_class c ON c.id = r.class" \
	" LEFT JOIN area a ON a.id = r.area" \
	" LEFT JOIN post p ON p.id = (SELECT p.id FROM post p" \
	"  WHERE p.road = r.id AND p.role = '" CHIEF "' AND" WH_PRESENT \
	"  ORDER BY p.valid_from DESC, p.id DESC LIMIT 1)" \
	" LEFT JOIN person q ON q.id = p.person" \
	" LEFT JOIN rank k ON k.id = q.rank" \
	" WHERE (?2 IS NULL OR r.area IN" \
	"  (SELECT id FROM area_tree WHERE top = ?2))" \
	" AND (?3 IS NULL OR r.class = ?3)"

/* The filters of the lists of roads; false, with an error. */
static bool
filters(struct wh *w, const char *area, const char *class, int64_t *a,
    int64_t *c)
{
	*a = *c = 0;
	if (area != NULL)
		*a = wh_ref_arg(w, "--area", "area", area);
	if (class != NULL)
		*c = wh_ref_arg(w, "--class", "road_class", class);
	return w->err.status == WH_OK;
}

/*
 * The roads in an area and below it, of a class (either may be NULL), by
 * code, with the chief that each has on a day (NULL: today).
 */
struct wh_cursor *
wh_roads(struct wh *w, const char *area, const char *class, const char *on)
{
	static const struct wh_col	col[] = {
		{ "code", WH_CODE, NULL, WH_KEY, "Road", "编码" },
		{ "name", WH_TEXT, NULL, 0, "Name", "街巷" },
		{ "class", WH_TEXT, NULL, 0, "Class", "等级" },
		{ "area", WH_CODE, NULL, 0, "Area", "区域" },
		{ "grade", WH_INT, NULL, 0, "Grade", "管理级别" },
		{ "chief", WH_TEXT, NULL, 0, "Chief", "街巷长" },
		{ "rank", WH_TEXT, NULL, 0, "Rank", "职级" },
		{ "since", WH_DATE, NULL, 0, "Since", "任职起" },
		{ "person", WH_CODE, NULL, 0, "Person", "人员" },
		{ "post", WH_CODE, NULL, 0, "Post", "岗位" },
	};
	int64_t				a, c;

	if (!filters(w, area, class, &a, &c))
		return NULL;
	return LIST(w, "SELECT r.code, r.name, c.code, a.code, r.grade,"
	    " q.name, k.code, p.valid_from, q.code, p.code" ROADS
	    " ORDER BY r.code", on, a, c, col);
}

/* The roads among them that have no chief on that day. */
struct wh_cursor *
wh_roads_vacant(struct wh *w, const char *area, const char *class,
    const char *on)
{
	static const struct wh_col	col[] = {
		{ "code", WH_CODE, NULL, WH_KEY, "Road", "编码" },
		{ "name", WH_TEXT, NULL, 0, "Name", "街巷" },
		{ "class", WH_TEXT, NULL, 0, "Class", "等级" },
		{ "area", WH_CODE, NULL, 0, "Area", "区域" },
		{ "grade", WH_INT, NULL, 0, "Grade", "管理级别" },
		{ "held_to", WH_DATE, NULL, 0, "Last held", "前任任期止" },
	};
	int64_t				a, c;

	if (!filters(w, area, class, &a, &c))
		return NULL;
	return LIST(w, "SELECT r.code, r.name, c.code, a.code, r.grade,"
	    " (SELECT max(o.valid_to) FROM post o WHERE o.road = r.id"
	    "  AND o.role = '" CHIEF "' AND o.valid_to < ?1)" ROADS
	    " AND p.id IS NULL ORDER BY r.code", on, a, c, col);
}

/* The posts of every role that are held on a day (NULL: today), by code. */
struct wh_cursor *
wh_posts(struct wh *w, const char *area, const char *on)
{
	static const struct wh_col	col[] = {
		{ "post", WH_CODE, NULL, WH_KEY, "Post", "岗位" },
		{ "role", WH_TEXT, NULL, 0, "Role", "角色" },
		{ "road", WH_CODE, NULL, 0, "Road", "街巷编码" },
		{ "road_name", WH_TEXT, NULL, 0, "Road name", "街巷" },
		{ "area", WH_CODE, NULL, 0, "Area", "区域" },
		{ "person", WH_CODE, NULL, 0, "Person", "人员" },
		{ "name", WH_TEXT, NULL, 0, "Name", "姓名" },
		{ "rank", WH_TEXT, NULL, 0, "Rank", "职级" },
		{ "valid_from", WH_DATE, NULL, 0, "From", "起" },
		{ "valid_to", WH_DATE, NULL, 0, "To", "止" },
		{ "duty", WH_TEXT, NULL, 0, "Duty", "职责" },
	};
	int64_t				a, c;

	if (!filters(w, area, NULL, &a, &c))
		return NULL;
	return LIST(w, "SELECT p.code, p.role, r.code, r.name, a.code,"
	    " q.code, q.name, k.code, p.valid_from, p.valid_to, p.duty"
	    " FROM post p JOIN person q ON q.id = p.person"
	    " LEFT JOIN rank k ON k.id = q.rank"
	    " LEFT JOIN road r ON r.id = p.road"
	    " LEFT JOIN area a ON a.id = coalesce(p.area, r.area)"
	    " WHERE" WH_PRESENT " AND (?2 IS NULL OR a.id IN"
	    "  (SELECT id FROM area_tree WHERE top = ?2))"
	    " ORDER BY length(p.code), p.code", on, a, 0, col);
}

/* The street chiefs of a day (NULL: today) whose rank breaks the rule. */
struct wh_cursor *
wh_rank_violations(struct wh *w, const char *on)
{
	static const struct wh_col	col[] = {
		{ "post", WH_CODE, NULL, WH_KEY, "Post", "岗位" },
		{ "road", WH_CODE, NULL, 0, "Road", "街巷编码" },
		{ "road_name", WH_TEXT, NULL, 0, "Road name", "街巷" },
		{ "person", WH_CODE, NULL, 0, "Person", "人员" },
		{ "name", WH_TEXT, NULL, 0, "Name", "姓名" },
		{ "rank", WH_TEXT, NULL, 0, "Rank", "职级" },
		{ "rule", WH_CODE, NULL, 0, "Rule", "规则" },
		{ "least", WH_TEXT, NULL, 0, "Least rank", "最低职级" },
		{ "most", WH_TEXT, NULL, 0, "Greatest rank", "最高职级" },
	};

	return LIST(w, "SELECT p.code, r.code, r.name, q.code, q.name,"
	    " k.code, u.code, l.code, m.code FROM post p" WH_RANK_JOINS
	    " WHERE p.role = '" CHIEF "' AND" WH_PRESENT " AND"
	    WH_RANK_BROKEN " ORDER BY length(p.code), p.code", on, 0, 0, col);
}

/* One chief at a time, and nobody twice in the same role. */
static bool
check_terms(struct wh *w, const struct offer *o)
{
	sqlite3_stmt	*s;
	const char	*to;

	s = wh_sql(w, "SELECT r.name, q.name, p.valid_from, p.valid_to,"
	    " p.code FROM post p JOIN road r ON r.id = p.road"
	    " JOIN person q ON q.id = p.person"
	    " WHERE p.road = ?1 AND p.role = ?2"
	    " AND coalesce(p.valid_to, '9999-12-31') >= ?3"
	    " AND (p.role = '" CHIEF "' OR p.person = ?4)"
	    " ORDER BY p.valid_from LIMIT 1");
	wh_bind(s, "itti", o->road, o->role, o->from, o->person);
	if (!wh_row(w, s))
		return w->err.status == WH_OK;
	to = wh_col_text(s, 3);
	wh_fail(&w->err, WH_FAIL, "%s: %s is %s from %s%s%s (post %s): end that"
	    " term first", wh_col_text(s, 0), wh_col_text(s, 1), o->role,
	    wh_col_text(s, 2), to != NULL ? " to " : "",
	    to != NULL ? to : "", wh_col_text(s, 4));
	sqlite3_reset(s);
	return false;
}

/* The next free code of the form p12. */
static int64_t
next_code(struct wh *w)
{
	return wh_int(w, 1, "SELECT max(CAST(substr(code, 2) AS INTEGER)) + 1"
	    " FROM post WHERE code GLOB 'p[0-9]*' AND length(code) < 16"
	    " AND substr(code, 2) NOT GLOB '*[^0-9]*'", "");
}

/* Check and insert a post; code gets its code. */
static bool
insert(struct wh *w, const struct offer *o, char code[WH_POST_CODE])
{
	if (strcmp(o->role, CHIEF) == 0 &&
	    !wh_chief_check(w, o->road, o->person))
		return false;
	if (!check_terms(w, o))
		return false;
	snprintf(code, WH_POST_CODE, "p%jd", (intmax_t)next_code(w));
	return wh_run(w, "INSERT INTO post(code, role, road, person,"
	    " valid_from, duty) VALUES (?, ?, ?, ?, ?, ?)", "ttiitt", code,
	    o->role, o->road, o->person, o->from, o->duty);
}

/* The road, the person and the first day, as they were given. */
static bool
read_offer(struct wh *w, const char *road, const char *person,
    const char *from, char day[WH_TIME_TEXT], struct offer *o)
{
	o->road = wh_ref_arg(w, "road", "road", road);
	if (o->road == 0)
		return false;
	o->person = wh_ref_arg(w, "person", "person", person);
	if (o->person == 0 || !day_arg(w, "--from", from, day))
		return false;
	o->from = day;
	return true;
}

/*
 * Make a person the holder of a role (NULL: street chief) on a road from a
 * day on (NULL: today), as one entry; duty may be NULL.  code gets the code
 * of the new post.  False, with an error, if the rank rule or another term
 * stands against it.
 */
bool
wh_assign(struct wh *w, const char *road, const char *person,
    const char *role, const char *from, const char *duty,
    char code[WH_POST_CODE])
{
	struct offer	o = { .role = role != NULL ? role : CHIEF,
			    .duty = duty };
	char		day[WH_TIME_TEXT];
	const char	*roles = "";
	size_t		 i;

	for (i = 0; i < wh_spec_find("post")->ncol; i++)
		if (strcmp(wh_spec_find("post")->col[i].name, "role") == 0)
			roles = wh_spec_find("post")->col[i].ref;
	if (!wh_word_in(roles, o.role))
		return wh_fail(&w->err, WH_FAIL, "--role: \"%s\": not one of"
		    " %s", o.role, roles);
	if (!read_offer(w, road, person, from, day, &o) || !wh_begin(w))
		return false;
	insert(w, &o, code);
	return wh_commit(w);
}

/* End the term of a post, whose last day must lie within it. */
static bool
end_term(struct wh *w, const char *code, const char *to)
{
	sqlite3_stmt	*s;
	const char	*from, *end;

	s = wh_sql(w, "SELECT valid_from, valid_to FROM post"
	    " WHERE code = ?");
	wh_bind(s, "t", code);
	if (!wh_row(w, s))
		return wh_fail(&w->err, WH_FAIL, "post: \"%s\": no such post,"
		    " by code", code);
	from = wh_col_text(s, 0);
	end = wh_col_text(s, 1);
	if (strcmp(to, from) < 0)
		wh_fail(&w->err, WH_FAIL, "post %s: cannot end on %s: its"
		    " term begins on %s", code, to, from);
	else if (end != NULL && strcmp(to, end) >= 0)
		wh_fail(&w->err, WH_FAIL, "post %s: its term ended on %s"
		    " already", code, end);
	sqlite3_reset(s);
	return wh_run(w, "UPDATE post SET valid_to = ? WHERE code = ?", "tt",
	    to, code);
}

/*
 * End the term of a post, given by its code, with a last day (NULL: today),
 * as one entry.  False, with an error, if that day is not within the term.
 */
bool
wh_post_end(struct wh *w, const char *post, const char *to)
{
	char	day[WH_TIME_TEXT];

	if (!day_arg(w, "--to", to, day) || !wh_begin(w))
		return false;
	end_term(w, post, day);
	return wh_commit(w);
}

/* End the term of the road's chief on the day before o->from. */
static bool
relieve(struct wh *w, const char *road, const struct offer *o)
{
	char	*post, eve[WH_TIME_TEXT];
	int64_t	 day;

	post = wh_str(w, "SELECT code FROM post p WHERE p.road = ?2"
	    " AND p.role = '" CHIEF "' AND" WH_PRESENT
	    " ORDER BY valid_from DESC, id DESC LIMIT 1", "ti", o->from,
	    o->road);
	if (post == NULL)
		return wh_fail(&w->err, WH_FAIL, "%s: has no chief on %s:"
		    " assign one", road, o->from);
	if (wh_int(w, 0, "SELECT person = ? FROM post WHERE code = ?", "it",
	    o->person, post) != 0)
		wh_fail(&w->err, WH_FAIL, "%s: its chief on %s is the same"
		    " person (post %s)", road, o->from, post);
	wh_date_read(o->from, &day);
	wh_date_text(day - 1, eve);
	end_term(w, post, eve);
	free(post);
	return w->err.status == WH_OK;
}

/*
 * Make a person chief of a road from a day on (NULL: today) and end the term
 * of the present chief on the day before, as one entry.  code gets the code
 * of the new post.
 */
bool
wh_hand_over(struct wh *w, const char *road, const char *person,
    const char *from, const char *duty, char code[WH_POST_CODE])
{
	struct offer	o = { .role = CHIEF, .duty = duty };
	char		day[WH_TIME_TEXT];

	if (!read_offer(w, road, person, from, day, &o) || !wh_begin(w))
		return false;
	if (relieve(w, road, &o))
		insert(w, &o, code);
	return wh_commit(w);
}
