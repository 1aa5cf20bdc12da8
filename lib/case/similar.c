/*
 * similar.c - earlier cases that a case may be a duplicate, a relapse or a
 * repeat of.
 *
 * Candidates have the same class, are not void and came in earlier, at most
 * similar_days ago.  They are found by the caller's telephone, by the area,
 * and near coordinates that another area may hold for the hours in which a
 * duplicate is likely; then each is judged by where and when it was.  A
 * caller who asked for secrecy is nobody's same caller.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "case/case.h"

enum { HOUR = 3600, DAY = 24 * HOUR };
/* Kinds, the most telling first. */
enum { DUPLICATE, RELAPSE, REPEAT, NONE };
static const char *const kinds[] = { "duplicate", "relapse", "repeat" };

struct rules {			/* what the profile says */
	int64_t	metres, hours, days, relapse;
	bool	index;		/* cases_alike is there */
};
struct spot {			/* a case, as far as others are like it */
	int64_t	 no, received, closed, class, area, same_caller;
	int64_t	 state, seq;	/* of the case that is asked about */
	bool	 located;
	double	 lat, lon;
	char	*place;		/* without blanks; "" if it is not known */
	char	*phone;		/* of the case that is asked about */
};
struct like {
	int64_t	no, age;
	int	kind;
	bool	caller;
	double	metres;		/* below 0: not known */
};
struct likes {
	struct like	*v;
	size_t		 n, max;
};

static bool
rules_read(struct wh *w, struct rules *r)
{
	r->metres = wh_setting_int(w, "similar_metres");
	r->hours = wh_setting_int(w, "similar_hours");
	r->days = wh_setting_int(w, "similar_days");
	r->relapse = wh_setting_int(w, "relapse_days");
	r->index = wh_int(w, 0, "SELECT 1 FROM sqlite_schema WHERE name ="
	    " 'cases_alike'", "") != 0;
	return w->err.status == WH_OK;
}

/* So many degrees of latitude are at least as far. */
#define DEGREES(m)	((double)((m) + 1) / 111000)
/* Blanks of any kind make no other place; the index cases_alike knows it. */
#define PLACE "replace(replace(replace(replace(coalesce(c.place, '')," \
	" ' ', ''), char(12288), ''), char(9), ''), char(10), '')"
#define COLS_IN(place) "SELECT c.no, c.received, c.closed, c.class," \
	" c.area, c.lat, c.lon, " place ", "
#define COLS COLS_IN(PLACE)
#define EARLIER " c.class = ?1 AND c.received BETWEEN ?2 AND ?3" \
	" AND (c.received < ?3 OR c.no < ?4) AND c.state <> 51"
#define SAME_CALLER "?5 IS NOT NULL AND EXISTS (SELECT 1 FROM private p" \
	" WHERE p.no = c.no AND p.phone = ?5 AND p.confidential IS NOT 'yes')"

/* A row of COLS and one more; the place is SQLite's. */
static void
spot_read(sqlite3_stmt *s, struct spot *x)
{
	x->no = sqlite3_column_int64(s, 0);
	x->received = sqlite3_column_int64(s, 1);
	x->closed = wh_col_int(s, 2);
	x->class = sqlite3_column_int64(s, 3);
	x->area = sqlite3_column_int64(s, 4);
	x->located = sqlite3_column_type(s, 5) != SQLITE_NULL &&
	    sqlite3_column_type(s, 6) != SQLITE_NULL;
	x->lat = sqlite3_column_double(s, 5);
	x->lon = sqlite3_column_double(s, 6);
}

/*
 * Does it tell one caller from all others?  Sources mask telephones, too, and
 * write 0 or - for none.
 */
static bool
is_phone(const char *s)
{
	size_t	n;

	if (s == NULL)
		return false;
	n = strspn(s, "+0123456789- ");
	return s[n] == '\0' && n >= 7 && strspn(s, "+0- ") < n;
}

/* The case that is asked about; false if nothing can be like it. */
static bool
spot_load(struct wh *w, int64_t no, struct spot *x)
{
	sqlite3_stmt	*s;
	bool		 found;

	memset(x, 0, sizeof(*x));
	s = wh_sql(w, COLS "(SELECT phone FROM private p WHERE p.no = c.no"
	    " AND p.confidential IS NOT 'yes'), state, seq"
	    " FROM cases c WHERE c.no = ? AND c.class IS NOT NULL"
	    " AND c.state <> 51");
	wh_bind(s, "i", no);
	if (!(found = wh_row(w, s)))
		return false;
	spot_read(s, x);
	x->place = strdup(wh_col_text(s, 7));
	if (is_phone(wh_col_text(s, 8)))
		x->phone = strdup(wh_col_text(s, 8));
	x->state = sqlite3_column_int64(s, 9);
	x->seq = sqlite3_column_int64(s, 10);
	if (x->place == NULL)
		found = wh_nomem(&w->err);
	sqlite3_reset(s);
	return found;
}

/*
 * The length of the great circle between two points, in metres, on a sphere
 * of the Earth's mean radius.
 */
static double
metres(const struct spot *a, const struct spot *b)
{
	const double	rad = M_PI / 180;
	double		u, v, h;

	u = sin((b->lat - a->lat) * rad / 2);
	v = sin((b->lon - a->lon) * rad / 2);
	h = u * u + cos(a->lat * rad) * cos(b->lat * rad) * v * v;
	return 2 * 6371008.8 * asin(sqrt(h < 1 ? h : 1));
}

/*
 * What x may be to the earlier case y.  Coordinates decide where both have
 * them, else area and place; where neither says anything the same caller
 * within the hours means the same thing.
 */
static int
judge(const struct rules *r, const struct spot *x, const struct spot *y,
    const char *place, double far)
{
	int64_t	age = x->received - y->received;
	bool	known, same, soon = age <= r->hours * HOUR;

	known = far >= 0 || (x->area != 0 && y->area != 0 &&
	    *x->place != '\0' && *place != '\0');
	same = far >= 0 ? far <= (double)r->metres : known &&
	    x->area == y->area && strcmp(x->place, place) == 0;
	if ((same || (!known && y->same_caller)) && soon)
		return DUPLICATE;
	if (same && (y->closed == WH_NONE || y->closed > x->received))
		return DUPLICATE;
	if (same && x->received - y->closed <= r->relapse * DAY)
		return RELAPSE;
	return y->same_caller ? REPEAT : NONE;
}

/* Keep a candidate; it may be found again by another way. */
static bool
keep(struct wh *w, struct likes *k, const struct like *l)
{
	struct like	*p;

	if (k->n == k->max) {
		k->max = k->max ? 2 * k->max : 16;
		p = reallocarray(k->v, k->max, sizeof(*p));
		if (p == NULL)
			return wh_nomem(&w->err);
		k->v = p;
	}
	k->v[k->n++] = *l;
	return true;
}

/* Judge the cases that a statement finds. */
static void
gather(struct wh *w, const struct rules *r, const struct spot *x,
    sqlite3_stmt *s, struct likes *k)
{
	struct spot	y;
	struct like	l;

	while (wh_row(w, s)) {
		spot_read(s, &y);
		y.same_caller = sqlite3_column_int(s, 8);
		l.no = y.no;
		l.age = x->received - y.received;
		l.caller = y.same_caller != 0;
		l.metres = x->located && y.located ? metres(x, &y) : -1;
		l.kind = judge(r, x, &y, wh_col_text(s, 7), l.metres);
		if (l.kind != NONE)
			keep(w, k, &l);
	}
}

static int
by_kind(const void *a, const void *b)
{
	const struct like	*x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind - y->kind;
	if (x->age != y->age)
		return x->age < y->age ? -1 : 1;
	return x->no == y->no ? 0 : x->no < y->no ? 1 : -1;
}

/* The most telling first, the latest of these first, each once. */
static void
sort(struct likes *k)
{
	size_t	i, n;

	if (k->n < 2)
		return;
	qsort(k->v, k->n, sizeof(*k->v), by_kind);
	for (i = n = 1; i < k->n; i++)
		if (k->v[i].no != k->v[i - 1].no)
			k->v[n++] = k->v[i];
	k->n = n;
}

/*
 * The least number of a case that came in about then: a number begins with
 * the day of receipt.
 */
static int64_t
number_at(struct wh *w, int64_t t)
{
	return (int64_t)wh_ymd(wh_day_of(&w->zone, t)) * 1000000;
}

#define CALLER_WHERE " ON c.no = p.no WHERE p.phone = ?5 AND p.no BETWEEN ?6" \
	" AND ?7 AND p.confidential IS NOT 'yes' AND" EARLIER

/* Those who called from the same telephone. */
static void
find_caller(struct wh *w, const struct rules *r, const struct spot *x,
    int64_t from, struct likes *k)
{
	sqlite3_stmt	*s;

	if (x->phone == NULL)
		return;
	s = r->index ? wh_sql(w, COLS "1 FROM private p CROSS JOIN cases c"
	    " INDEXED BY cases_number" CALLER_WHERE) :
	    wh_sql(w, COLS "1 FROM private p CROSS JOIN cases c"
	    CALLER_WHERE);
	wh_bind(s, "iiiitii", x->class, from, x->received, x->no, x->phone,
	    number_at(w, from - DAY), number_at(w, x->received + 2 * DAY));
	gather(w, r, x, s, k);
}

/* Those of the same text in the same area. */
static void
find_place(struct wh *w, const struct rules *r, const struct spot *x,
    int64_t from, struct likes *k)
{
	sqlite3_stmt	*s;

	if (x->area == 0 || *x->place == '\0')
		return;
	s = r->index ? wh_sql(w, COLS_IN("?7") SAME_CALLER " FROM cases c"
	    " INDEXED BY cases_alike WHERE c.area = ?6 AND " PLACE " = ?7 AND" EARLIER) :
	    wh_sql(w, COLS_IN("?7") SAME_CALLER " FROM cases c"
	    " INDEXED BY cases_area WHERE c.area = ?6 AND " PLACE " = ?7 AND" EARLIER);
	wh_bind(s, "iiiitit", x->class, from, x->received, x->no, x->phone,
	    x->area, x->place);
	gather(w, r, x, s, k);
}

/* Those nearby in the same area, or where none is known. */
static void
find_area(struct wh *w, const struct rules *r, const struct spot *x,
    int64_t from, struct likes *k)
{
	double		 d = DEGREES(r->metres);
	sqlite3_stmt	*s;

	if (!x->located)
		return;
	s = r->index ? wh_sql(w, COLS SAME_CALLER " FROM cases c INDEXED BY"
	    " cases_alike WHERE c.area IS ?6 AND" EARLIER
	    " AND c.lat BETWEEN ?7 AND ?8") :
	    wh_sql(w, COLS SAME_CALLER " FROM cases c INDEXED BY cases_area"
	    " WHERE c.area IS ?6 AND" EARLIER " AND c.lat BETWEEN ?7 AND ?8");
	wh_bind(s, "iiiitrdd", x->class, from, x->received, x->no, x->phone,
	    x->area, x->lat - d, x->lat + d);
	gather(w, r, x, s, k);
}

/* Those nearby within the hours, whichever area they were put in. */
static void
find_near(struct wh *w, const struct rules *r, const struct spot *x,
    int64_t from, struct likes *k)
{
	double		 d = DEGREES(r->metres);
	sqlite3_stmt	*s;

	if (!x->located)
		return;
	if (from < x->received - r->hours * HOUR)
		from = x->received - r->hours * HOUR;
	s = wh_sql(w, COLS SAME_CALLER " FROM cases c INDEXED BY"
	    " cases_received WHERE" EARLIER " AND c.lat BETWEEN ?6 AND ?7");
	wh_bind(s, "iiiitdd", x->class, from, x->received, x->no, x->phone,
	    x->lat - d, x->lat + d);
	gather(w, r, x, s, k);
}

/*
 * All candidates of a case, which becomes *x but for its texts, the most telling
 * first; k->v is freed by the caller.
 */
static bool
find(struct wh *w, const struct rules *r, int64_t no, struct spot *x,
    struct likes *k)
{
	int64_t	from;

	memset(k, 0, sizeof(*k));
	if (spot_load(w, no, x)) {
		from = x->received - r->days * DAY;
		find_caller(w, r, x, from, k);
		find_place(w, r, x, from, k);
		find_area(w, r, x, from, k);
		find_near(w, r, x, from, k);
		sort(k);
	}
	free(x->place);
	free(x->phone);
	x->place = x->phone = NULL;
	return w->err.status == WH_OK;
}

static bool
put(struct wh *w, int64_t no, const struct like *l)
{
	sqlite3_stmt	*s;

	s = wh_sql(w, "INSERT INTO temp.similar(no, kind, other, age, caller,"
	    " metres) VALUES (?, ?, ?, ?, ?, ?)");
	wh_bind(s, "itiii", no, kinds[l->kind], l->no, l->age,
	    (int64_t)l->caller);
	if (s != NULL && l->metres >= 0)
		sqlite3_bind_int64(s, 6, (int64_t)(l->metres + 0.5));
	return wh_done(w, s);
}

static bool
has_link(struct wh *w, int64_t no, int kind)
{
	return wh_int(w, 0, "SELECT 1 FROM link WHERE no = ? AND kind = ?",
	    "it", no, kinds[kind]) != 0;
}

/*
 * What the n cases may be duplicates, relapses or repeats of: a list of
 * number, value (the kind of link), to (the other case), its distance in
 * metres and age in hours, its state, title, place and text, whether its
 * caller is the same, and what this case is linked to already.  With best
 * it is only the likeliest of each case, and none of one that has such a link
 * already.  Uses a temporary table.  NULL on an error.
 */
struct wh_cursor *
wh_similar(struct wh *w, const int64_t *no, size_t n, bool best, bool people)
{
	static const struct wh_col	cols[] = {
		{ "number", WH_CODE, NULL, 0, "Number", "工单号" },
		{ "value", WH_TEXT, NULL, 0, "May be a", "疑为" },
		{ "to", WH_CODE, NULL, 0, "Of", "关联工单" },
		{ "distance", WH_INT, NULL, 0, "Metres", "距离（米）" },
		{ "age", WH_REAL, NULL, 0, "Hours", "间隔（小时）" },
		{ "state", WH_TEXT, NULL, 0, "State", "状态" },
		{ "title", WH_TEXT, NULL, 0, "Title", "标题" },
		{ "place", WH_TEXT, NULL, 0, "Place", "地点" },
		{ "text", WH_TEXT, NULL, 0, "Text", "内容" },
		{ "same_caller", WH_BOOL, NULL, 0, "Same caller", "同一来电" },
		{ "linked", WH_CODE, NULL, 0, "Linked to", "已关联" },
	};
	struct rules			r;
	struct likes			k;
	struct spot			x;
	size_t				i, j;

	if (!rules_read(w, &r) || !wh_exec(w, "CREATE TEMP TABLE IF NOT EXISTS"
	    " similar(no, kind, other, metres, age, caller);"
	    "DELETE FROM temp.similar"))
		return NULL;
	for (i = 0; i < n && find(w, &r, no[i], &x, &k); i++) {
		for (j = 0; j < k.n && (!best || j == 0); j++)
			if (!best || !has_link(w, no[i], k.v[j].kind))
				put(w, no[i], &k.v[j]);
		free(k.v);
		wh_tick(w, "comparing", (int64_t)i);
	}
	if (w->err.status != WH_OK)
		return NULL;
	return wh_cursor_open(w, wh_prepare(w, people && w->zh ?
	    "SELECT f.no, f.kind, f.other, metres, printf('%.1f', age /"
	    " 3600.0), s.name, c.title, c.place, c.text, caller, (SELECT other"
	    " FROM link l WHERE l.no = f.no AND l.kind = f.kind)"
	    " FROM temp.similar f JOIN cases c ON c.no = f.other JOIN state s"
	    " ON s.id = c.state ORDER BY f.rowid" :
	    "SELECT f.no, f.kind, f.other, metres, printf('%.1f', age /"
	    " 3600.0), s.code, c.title, c.place, c.text, caller, (SELECT other"
	    " FROM link l WHERE l.no = f.no AND l.kind = f.kind)"
	    " FROM temp.similar f JOIN cases c ON c.no = f.other JOIN state s"
	    " ON s.id = c.state ORDER BY f.rowid"), cols,
	    sizeof(cols) / sizeof(cols[0]));
}

/* Does who files one case want to see what is like it? */
bool
wh_shows_similar(struct wh *w)
{
	char	*how = wh_setting(w, "links_at_intake", "show");
	bool	 shows = how != NULL && strcmp(how, "off") != 0;

	free(how);
	return shows;
}

/* Link a new case to the likeliest of the cases that are like it. */
static bool
link_one(struct wh *w, const struct rules *r, int64_t no)
{
	struct wh_course	c;
	struct wh_jrow		row = { WH_JROW, .act = WH_A_LINK };
	struct likes		k;
	struct spot		x;

	if (find(w, r, no, &x, &k) && k.n > 0) {
		wh_course_start(&c, x.received);
		c.state = x.state;
		c.seq = x.seq;
		row.value = kinds[k.v[0].kind];
		row.at = w->now < c.received ? c.received : w->now;
		wh_link_new(w, no, &c, &row, k.v[0].no);
	}
	free(k.v);
	return w->err.status == WH_OK;
}

/* Does the file's profile say that an intake links new cases by itself? */
bool
wh_links_fresh(struct wh *w)
{
	char	*how = wh_setting(w, "links_at_intake", "show");
	bool	 on = how != NULL && strcmp(how, "link") == 0;

	free(how);
	return on;
}

/*
 * Link n new cases, which stand in the order of their times.  False on an
 * error.
 */
bool
wh_link_fresh(struct wh *w, const int64_t *no, size_t n)
{
	struct rules	 r;
	size_t		 i;

	if (n == 0 || !rules_read(w, &r))
		return w->err.status == WH_OK;
	for (i = 0; i < n && link_one(w, &r, no[i]); i++)
		;
	return w->err.status == WH_OK;
}
