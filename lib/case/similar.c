/*
 * similar.c - what is made of earlier cases that are like one: a list, or
 * links of new cases.
 */
#include <stdlib.h>
#include <string.h>

#include "case/alike.h"

static const char *const kinds[] = { "duplicate", "relapse", "repeat" };

static bool
put(struct wh *w, int64_t no, const struct wh_alike *l)
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
	struct wh_alike_rules		r;
	struct wh_alikes		k;
	sqlite3_stmt			*s;
	size_t				i, j;

	if (!wh_alike_rules(w, &r) || !wh_exec(w, "CREATE TEMP TABLE"
	    " IF NOT EXISTS similar(no, kind, other, metres, age, caller);"
	    "DELETE FROM temp.similar"))
		return NULL;
	for (i = 0; i < n && w->err.status == WH_OK; i++) {
		if (wh_alike(w, &r, no[i], &k))
			for (j = 0; j < k.n && (!best || j == 0); j++)
				if (!best || !has_link(w, no[i], k.v[j].kind))
					put(w, no[i], &k.v[j]);
		free(k.v);
		wh_tick(w, "comparing", (int64_t)i);
	}
	s = wh_prepare(w, "SELECT f.no, f.kind, f.other, metres,"
	    " printf('%.1f', age / 3600.0), iif(?, s.name, s.code), c.title,"
	    " c.place, c.text, caller, (SELECT other FROM link l"
	    " WHERE l.no = f.no AND l.kind = f.kind)"
	    " FROM temp.similar f JOIN cases c ON c.no = f.other"
	    " JOIN state s ON s.id = c.state ORDER BY f.rowid");
	if (s != NULL)
		sqlite3_bind_int(s, 1, people && w->zh);
	return wh_cursor_open(w, s, cols, sizeof(cols) / sizeof(cols[0]));
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
link_one(struct wh *w, const struct wh_alike_rules *r, int64_t no)
{
	struct wh_course	c;
	struct wh_jrow		row = { WH_JROW, .act = WH_A_LINK };
	struct wh_alikes	k;

	if (wh_alike(w, r, no, &k) && k.n > 0) {
		wh_course_start(&c, k.received);
		c.state = k.state;
		c.seq = k.seq;
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
	struct wh_alike_rules	 r;
	size_t		 i;

	if (n == 0 || !wh_alike_rules(w, &r))
		return w->err.status == WH_OK;
	for (i = 0; i < n && link_one(w, &r, no[i]); i++)
		;
	return w->err.status == WH_OK;
}
