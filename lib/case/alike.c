/*
 * alike.c - finding earlier cases that a case may be a duplicate, a relapse
 * or a repeat of.
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

#include "case/alike.h"

enum { HOUR = 3600, DAY = 24 * HOUR };

struct spot {			/* a case, as far as others are like it */
	int64_t	 no, received, closed, class, area, same_caller;
	bool	 located;
	double	 lat, lon;
	char	*place;		/* without blanks; "" if it is not known */
	char	*phone;		/* of the case that is asked about */
};
struct search {
	struct wh			*w;
	const struct wh_alike_rules	*r;
	struct spot			 x;	/* what is asked about */
	int64_t				 from;	/* the earliest receipt */
	struct wh_alikes		*k;	/* what was found */
};

/* What the profile says, and whether the index for it is there. */
bool
wh_alike_rules(struct wh *w, struct wh_alike_rules *r)
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
spot_load(struct search *o, int64_t no)
{
	sqlite3_stmt	*s;
	const char	*phone;
	bool		 found;

	s = wh_sql(o->w, COLS "(SELECT phone FROM private p WHERE p.no = c.no"
	    " AND p.confidential IS NOT 'yes'), state, seq"
	    " FROM cases c WHERE c.no = ? AND c.class IS NOT NULL"
	    " AND c.state <> 51");
	wh_bind(s, "i", no);
	if (!(found = wh_row(o->w, s)))
		return false;
	spot_read(s, &o->x);
	phone = wh_col_text(s, 8);
	if ((o->x.place = strdup(wh_col_text(s, 7))) == NULL ||
	    (is_phone(phone) && (o->x.phone = strdup(phone)) == NULL))
		found = wh_nomem(&o->w->err);
	o->k->received = o->x.received;
	o->k->state = sqlite3_column_int64(s, 9);
	o->k->seq = sqlite3_column_int64(s, 10);
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
 * What the case may be to the earlier case y.  Coordinates decide where both
 * have them, else area and place; where neither says anything the same caller
 * within the hours means the same thing.
 */
static int
judge(const struct search *o, const struct spot *y, const char *place,
    double far)
{
	const struct spot	*x = &o->x;
	int64_t			 age = x->received - y->received;
	bool			 known, same, soon;

	soon = age <= o->r->hours * HOUR;
	known = far >= 0 || (x->area != 0 && y->area != 0 &&
	    *x->place != '\0' && *place != '\0');
	same = far >= 0 ? far <= (double)o->r->metres : known &&
	    x->area == y->area && strcmp(x->place, place) == 0;
	if ((same || (!known && y->same_caller)) && soon)
		return WH_DUPLICATE;
	if (same && (y->closed == WH_NONE || y->closed > x->received))
		return WH_DUPLICATE;
	if (same && x->received - y->closed <= o->r->relapse * DAY)
		return WH_RELAPSE;
	return y->same_caller ? WH_REPEAT : WH_UNLIKE;
}

/* Keep a candidate; it may be found again by another way. */
static bool
keep(struct search *o, const struct wh_alike *l)
{
	struct wh_alikes	*k = o->k;
	struct wh_alike		*p;

	if (k->n == k->max) {
		k->max = k->max ? 2 * k->max : 16;
		p = reallocarray(k->v, k->max, sizeof(*p));
		if (p == NULL)
			return wh_nomem(&o->w->err);
		k->v = p;
	}
	k->v[k->n++] = *l;
	return true;
}

/* Judge the cases that a statement finds. */
static void
gather(struct search *o, sqlite3_stmt *s)
{
	struct wh_alike	l;
	struct spot	y;

	while (wh_row(o->w, s)) {
		spot_read(s, &y);
		y.same_caller = sqlite3_column_int(s, 8);
		l.no = y.no;
		l.age = o->x.received - y.received;
		l.caller = y.same_caller != 0;
		l.metres = o->x.located && y.located ? metres(&o->x, &y) : -1;
		l.kind = judge(o, &y, wh_col_text(s, 7), l.metres);
		if (l.kind != WH_UNLIKE)
			keep(o, &l);
	}
}

static int
by_kind(const void *a, const void *b)
{
	const struct wh_alike	*x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind - y->kind;
	if (x->age != y->age)
		return x->age < y->age ? -1 : 1;
	return x->no == y->no ? 0 : x->no < y->no ? 1 : -1;
}

/* The most telling first, the latest of these first, each once. */
static void
sort(struct wh_alikes *k)
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
find_caller(struct search *o)
{
	const struct spot	*x = &o->x;
	sqlite3_stmt		*s;

	if (x->phone == NULL)
		return;
	s = o->r->index ? wh_sql(o->w, COLS "1 FROM private p CROSS JOIN cases"
	    " c INDEXED BY cases_number" CALLER_WHERE) :
	    wh_sql(o->w, COLS "1 FROM private p CROSS JOIN cases c"
	    CALLER_WHERE);
	wh_bind(s, "iiiitii", x->class, o->from, x->received, x->no, x->phone,
	    number_at(o->w, o->from - DAY),
	    number_at(o->w, x->received + 2 * DAY));
	gather(o, s);
}

#define PLACE_WHERE " WHERE c.area = ?6 AND " PLACE " = ?7 AND" EARLIER

/* Those of the same text in the same area. */
static void
find_place(struct search *o)
{
	const struct spot	*x = &o->x;
	sqlite3_stmt		*s;

	if (x->area == 0 || *x->place == '\0')
		return;
	s = o->r->index ? wh_sql(o->w, COLS_IN("?7") SAME_CALLER " FROM cases"
	    " c INDEXED BY cases_alike" PLACE_WHERE) :
	    wh_sql(o->w, COLS_IN("?7") SAME_CALLER " FROM cases c"
	    " INDEXED BY cases_area" PLACE_WHERE);
	wh_bind(s, "iiiitit", x->class, o->from, x->received, x->no, x->phone,
	    x->area, x->place);
	gather(o, s);
}

#define AREA_WHERE " WHERE c.area IS ?6 AND" EARLIER \
	" AND c.lat BETWEEN ?7 AND ?8"

/* Those nearby in the same area, or where none is known. */
static void
find_area(struct search *o)
{
	const struct spot	*x = &o->x;
	double			 d = DEGREES(o->r->metres);
	sqlite3_stmt		*s;

	if (!x->located)
		return;
	s = o->r->index ? wh_sql(o->w, COLS SAME_CALLER " FROM cases c"
	    " INDEXED BY cases_alike" AREA_WHERE) :
	    wh_sql(o->w, COLS SAME_CALLER " FROM cases c"
	    " INDEXED BY cases_area" AREA_WHERE);
	wh_bind(s, "iiiitrdd", x->class, o->from, x->received, x->no, x->phone,
	    x->area, x->lat - d, x->lat + d);
	gather(o, s);
}

/* Those nearby within the hours, whichever area they were put in. */
static void
find_near(struct search *o)
{
	const struct spot	*x = &o->x;
	double			 d = DEGREES(o->r->metres);
	int64_t			 from = x->received - o->r->hours * HOUR;
	sqlite3_stmt		*s;

	if (!x->located)
		return;
	s = wh_sql(o->w, COLS SAME_CALLER " FROM cases c INDEXED BY"
	    " cases_received WHERE" EARLIER " AND c.lat BETWEEN ?6 AND ?7");
	wh_bind(s, "iiiitdd", x->class, from > o->from ? from : o->from,
	    x->received, x->no, x->phone, x->lat - d, x->lat + d);
	gather(o, s);
}

/*
 * All candidates of a case, the most telling first; k->v is freed by the
 * caller.  False on an error.
 */
bool
wh_alike(struct wh *w, const struct wh_alike_rules *r, int64_t no,
    struct wh_alikes *k)
{
	struct search	o = { .w = w, .r = r, .k = k };

	memset(k, 0, sizeof(*k));
	if (spot_load(&o, no)) {
		o.from = o.x.received - r->days * DAY;
		find_caller(&o);
		find_place(&o);
		find_area(&o);
		find_near(&o);
		sort(k);
	}
	free(o.x.place);
	free(o.x.phone);
	return w->err.status == WH_OK;
}
