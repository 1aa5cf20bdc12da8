/*
 * setup.c - what follows from loaded tables: trees, defaults; what a handle
 * keeps of all this.
 */
#include <stdlib.h>
#include <string.h>

#include "grid/grid.h"

/* The day in a text column, or dflt if it is absent. */
int64_t
wh_day_or(sqlite3_stmt *s, int i, int64_t dflt)
{
	const char	*text = wh_col_text(s, i);
	int64_t		 day;

	return text != NULL && wh_date_read(text, &day) ? day : dflt;
}

/*
 * Room for one more in an array that holds n of this size: it doubles at
 * each power of two.  NULL, with an error, when out of memory.
 */
void *
wh_more(struct wh *w, void *v, size_t n, size_t size)
{
	void	*p;

	if ((n & (n - 1)) != 0)
		return v;
	if ((p = reallocarray(v, n == 0 ? 1 : 2 * n, size)) == NULL)
		wh_nomem(&w->err);
	return p;
}

/*
 * A setting's value, or dflt.  The caller frees; NULL when out of memory.
 */
char *
wh_setting(struct wh *w, const char *code, const char *dflt)
{
	char	*s;

	s = wh_str(w, "SELECT value FROM setting WHERE code = ?", "t", code);
	return s != NULL ? s : strdup(dflt);
}

/* Settings that are whole numbers, and what they are where none is given. */
static const struct number {
	const char	*code, *dflt;
	int64_t		 least, most;
} numbers[] = {
	{ "import_slice", "1000000", 1, 1000000000 },
	{ "rounded_ids", "5", 0, 9999 },
	{ "similar_metres", "50", 0, 9999 },
	{ "similar_hours", "24", 0, 9999 },
	{ "similar_days", "180", 0, 9999 },
	{ "relapse_days", "90", 0, 9999 },
	{ "stock_days", "60", 0, 9999 },
	{ "dispatch_hours", "2", 0, 9999 },
	{ "red_list", "10", 0, 9999 },
	{ "black_list", "10", 0, 9999 },
};
enum { NUMBERS = sizeof(numbers) / sizeof(numbers[0]) };

/* The value of one of the settings above; -1 with an error if it is none. */
int64_t
wh_setting_int(struct wh *w, const char *code)
{
	const struct number	*n = numbers;
	const char		*end = NULL;
	char			*s;
	int64_t			 v = -1;

	while (n < numbers + NUMBERS - 1 && strcmp(n->code, code) != 0)
		n++;
	if ((s = wh_setting(w, code, n->dflt)) == NULL)
		wh_nomem(&w->err);
	else if ((end = wh_scan_uint(s, &v)) == NULL || *end != '\0' ||
	    v < n->least || v > n->most) {
		wh_fail(&w->err, WH_FAIL, "setting %s: \"%s\": not a whole"
		    " number from %jd to %jd", code, s, (intmax_t)n->least,
		    (intmax_t)n->most);
		v = -1;
	}
	free(s);
	return v;
}

/* The handle keeps something of the tables, which wh_close is to free. */
void
wh_keeps(struct wh *w)
{
	w->forget = wh_forget;
}

/* Drop what the handle keeps of the tables: they have changed. */
void
wh_forget(struct wh *w)
{
	wh_refs_forget(w);
	wh_calendar_free(w->calendar);
	w->calendar = NULL;
	free(w->readings);
	w->readings = NULL;
	wh_router_free(w->router);
	w->router = NULL;
	wh_standards_free(w->standards);
	w->standards = NULL;
	wh_stages_free(w->stages);
	w->stages = NULL;
	wh_ladder_free(w->ladder);
	w->ladder = NULL;
	wh_places_free(w->places);
	w->places = NULL;
	if (w->unlist != NULL)
		w->unlist(w);
}

/*
 * Derive level and parent of areas that do not name theirs from their
 * 12-digit code: 2 digits province, 4 city, 6 district, 9 street.
 */
static bool
derive_areas(struct wh *w)
{
	return wh_exec(w,
	    "UPDATE area SET level = (SELECT id FROM level l WHERE l.digits ="
	    "  CASE WHEN length(area.code) > 12 THEN length(area.code)"
	    "  WHEN area.code LIKE '%0000000000' THEN 2"
	    "  WHEN area.code LIKE '%00000000' THEN 4"
	    "  WHEN area.code LIKE '%000000' THEN 6"
	    "  WHEN area.code LIKE '%000' THEN 9 ELSE 12 END)"
	    " WHERE level IS NULL AND length(code) >= 12"
	    " AND code NOT GLOB '*[^0-9]*';"
	    "UPDATE area SET parent = (SELECT p.id FROM area p"
	    "  WHERE p.code <> area.code AND p.code IN ("
	    "   CASE WHEN length(area.code) > 12"
	    "    THEN substr(area.code, 1, 12) END,"
	    "   substr(area.code, 1, 9) || '000',"
	    "   substr(area.code, 1, 6) || '000000',"
	    "   substr(area.code, 1, 4) || '00000000',"
	    "   substr(area.code, 1, 2) || '0000000000')"
	    "  ORDER BY length(rtrim(p.code, '0')) DESC LIMIT 1)"
	    " WHERE length(code) >= 12 AND code NOT GLOB '*[^0-9]*'"
	    " AND (parent IS NULL OR EXISTS (SELECT 1 FROM area q"
	    "  WHERE q.id = area.parent AND area.code LIKE"
	    "  rtrim(q.code, '0') || '%'))");
}

/*
 * Make the closure table of a tree anew.  A row that is its own ancestor is
 * an error that names it.
 */
bool
wh_tree_rebuild(struct wh *w, const char *t)
{
	char		 sql[400];
	sqlite3_stmt	*s;

	snprintf(sql, sizeof(sql), "WITH RECURSIVE t(id) AS (SELECT id FROM"
	    " %s WHERE parent IS NULL UNION SELECT c.id FROM t JOIN %s c"
	    " ON c.parent = t.id) SELECT code FROM %s WHERE id NOT IN t"
	    " LIMIT 1", t, t, t);
	s = wh_prepare(w, sql);
	if (wh_row(w, s))
		wh_fail(&w->err, WH_FAIL, "%s: \"%s\": is its own ancestor",
		    t, wh_col_text(s, 0));
	sqlite3_finalize(s);
	snprintf(sql, sizeof(sql), "DELETE FROM %s_tree;"
	    "WITH RECURSIVE t(top, id, depth) AS (SELECT id, id, 0 FROM %s"
	    " UNION ALL SELECT t.top, c.id, t.depth + 1 FROM t JOIN %s c"
	    " ON c.parent = t.id) INSERT INTO %s_tree SELECT * FROM t",
	    t, t, t, t);
	return wh_exec(w, sql);
}

/* Limits of age in days, which reports make groups of. */
static bool
check_ages(struct wh *w)
{
	char		*value = wh_setting(w, "age_days", "0");
	const char	*s = value;
	int64_t		 n, before = -1;

	while (s != NULL && (s = wh_scan_uint(s, &n)) != NULL && n > before &&
	    *s == ',') {
		before = n;
		s++;
	}
	if (s == NULL || *s != '\0' || n <= before)
		wh_fail(&w->err, WH_FAIL, "setting age_days: \"%s\": not whole"
		    " numbers, each greater than the one before, such as"
		    " 3,7,15,30", value != NULL ? value : "");
	free(value);
	return w->err.status == WH_OK;
}

/* Settings that are words of ours or numbers; the calendar checks its own. */
static bool
check_settings(struct wh *w)
{
	sqlite3_stmt	*s;
	const char	*wrong;
	size_t		 i;

	s = wh_sql(w, "WITH t(code, words) AS (VALUES ('lang', ' zh en '),"
	    " ('week_start', ' 1 2 3 4 5 6 7 '),"
	    " ('week_hour', ' 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18"
	    " 19 20 21 22 23 '),"
	    " ('report_days', ' dates 24h '),"
	    " ('date_only', ' next_day same_day '),"
	    " ('datum', ' wgs84 gcj02 bd09 '),"
	    " ('limit_hour', ' urgent_hour work_hour '),"
	    " ('limit_day', ' natural_day work_day_exact work_day_end '),"
	    " ('limit_ri', ' natural_day work_day_exact work_day_end '),"
	    " ('limit_work_day', ' work_day_exact work_day_end '),"
	    " ('redispatch_clock', ' new bundle '),"
	    " ('links_at_intake', ' off show link '),"
	    " ('duplicate_follows', ' yes no '),"
	    " ('whistle_screening', ' yes no '),"
	    " ('count_duplicates', ' yes no '), ('count_void', ' yes no '),"
	    " ('count_hung', ' yes no '), ('count_self_handled', ' yes no '),"
	    " ('count_exempt', ' yes no on_time '))"
	    " SELECT s.code, value, trim(words) FROM setting s JOIN t"
	    " ON t.code = s.code WHERE instr(words, ' ' || value || ' ') = 0"
	    " LIMIT 1");
	if (wh_row(w, s))
		wh_fail(&w->err, WH_FAIL, "setting %s: \"%s\": not one of %s",
		    wh_col_text(s, 0), wh_col_text(s, 1), wh_col_text(s, 2));
	check_ages(w);
	for (i = 0; i < NUMBERS; i++)
		wh_setting_int(w, numbers[i].code);
	s = wh_sql(w, "SELECT code, value FROM setting WHERE code IN"
	    " ('letter_zh', 'letter_en')");
	while (wh_row(w, s))
		if ((wrong = wh_template_wrong(wh_col_text(s, 1))) != NULL)
			wh_fail(&w->err, WH_FAIL, "setting %s: \"%.*s\": no"
			    " name of a letter", wh_col_text(s, 0),
			    (int)strcspn(wrong, "}\n") + 1, wrong);
	return w->err.status == WH_OK;
}

/* A quota is that of an act which knows one. */
static bool
check_quotas(struct wh *w)
{
	sqlite3_stmt	*s;

	s = wh_sql(w, "SELECT code FROM quota WHERE code NOT IN ('extend',"
	    " 'hang', 'appeal', 'return') LIMIT 1");
	return !wh_row(w, s) || wh_fail(&w->err, WH_FAIL, "quota: \"%s\":"
	    " not one of extend, hang, appeal, return", wh_col_text(s, 0));
}

/* Nobody is ranked in two groups at once. */
static bool
check_members(struct wh *w)
{
	sqlite3_stmt	*s;

	s = wh_sql(w, "SELECT b.code, a.code FROM rank_member a"
	    " JOIN rank_member b ON b.id > a.id AND (a.unit = b.unit"
	    " OR a.area = b.area OR a.kind = b.kind OR a.level = b.level)"
	    " WHERE coalesce(a.valid_from, '') <= coalesce(b.valid_to, '9999')"
	    " AND coalesce(b.valid_from, '') <= coalesce(a.valid_to, '9999')"
	    " ORDER BY 1, 2 LIMIT 1");
	return !wh_row(w, s) || wh_fail(&w->err, WH_FAIL, "rank_member:"
	    " \"%s\": is of the same member and time as \"%s\"",
	    wh_col_text(s, 0), wh_col_text(s, 1));
}

/*
 * Only an intake that links every case by itself needs this index, so only
 * then is it there to be kept; lib/case/similar.c asks for places by it.
 */
static bool
set_index(struct wh *w)
{
	char	*how = wh_setting(w, "links_at_intake", "show");
	bool	 good;

	good = how != NULL && wh_exec(w, strcmp(how, "link") == 0 ?
	    "CREATE INDEX IF NOT EXISTS cases_alike ON cases(class, area,"
	    " replace(replace(replace(replace(coalesce(place, ''), ' ', ''),"
	    " char(12288), ''), char(9), ''), char(10), ''), received, lat, lon,"
	    " closed) WHERE state <> 51; CREATE INDEX IF NOT EXISTS"
	    " cases_number ON cases(no, class, received)" :
	    "DROP INDEX IF EXISTS cases_alike;"
	    "DROP INDEX IF EXISTS cases_number");
	free(how);
	return good;
}

/*
 * What must follow when a table has been loaded; called inside the
 * transaction.
 */
bool
wh_loaded(struct wh *w, const char *table)
{
	const struct wh_spec	*spec = wh_spec_find(table);

	if (strcmp(table, "area") == 0)
		derive_areas(w);
	if (spec->tree)
		wh_tree_rebuild(w, table);
	if (strcmp(table, "post") == 0 || strcmp(table, "person") == 0 ||
	    strcmp(table, "road") == 0 || strcmp(table, "rank_rule") == 0)
		wh_chiefs_check(w);
	if (strcmp(table, "quota") == 0)
		check_quotas(w);
	if (strcmp(table, "rank_member") == 0)
		check_members(w);
	if (strcmp(table, "setting") == 0 && check_settings(w))
		set_index(w);
	if (wh_moves_deadlines(table)) {
		w->moved = true;
		wh_forget(w);
		wh_calendar(w);
	}
	if (strcmp(table, "ladder") == 0)
		wh_ladder_loaded(w);
	if (wh_word_in("metric score term", table))
		wh_scores_good(w);
	return w->err.status == WH_OK;
}

/*
 * Say how many rows of reference tables the import has made, so that
 * somebody reviews them.
 */
void
wh_made(struct wh *w, const struct wh_args *a)
{
	size_t	i, n;

	for (i = 0; !a->out.quiet && i < wh_nspecs; i++)
		if (wh_specs[i].tree &&
		    (n = wh_ref_made(w, wh_specs[i].name)) > 0)
			wh_note(w, a->dry ? "would make %zu rows of table %s" :
			    "made %zu unreviewed: grid-load --dump %s"
			    " --unreviewed", n, wh_specs[i].name);
}
