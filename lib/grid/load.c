/*
 * load.c - reference data in: staged rows merged by key in one transaction.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "grid/load.h"

/* Is column i one that the file has and the upsert writes? */
static bool
is_stored(const struct load *l, size_t i)
{
	return wh_reader_has(l->r, l->spec->col[i].name) &&
	    !(l->spec->col[i].flags & WH_AUTO) && !wh_load_self(l->spec, i);
}

/* Level and parent of an area that does not name them follow from its code. */
static bool
is_derived(const struct wh_spec *s, size_t i)
{
	return strcmp(s->name, "area") == 0 &&
	    (strcmp(s->col[i].name, "level") == 0 ||
	    strcmp(s->col[i].name, "parent") == 0);
}

/*
 * What formerly is to be: as the file says, but a file that does not know of
 * the last names takes none away; a hyphen takes them all.
 */
#define SAID \
	"iif(excluded.formerly='-',NULL,iif(instr(coalesce(formerly,'')," \
	"coalesce(excluded.formerly,''))=1,formerly,excluded.formerly))"
/*
 * A name that is loaded in the place of another: files that came before still
 * have the old one, so it is kept, unless it is there already or was but of
 * this day, ?20.
 */
#define RENAMED(list) \
	",formerly=iif(name IS excluded.name OR " list " LIKE '% ' || ?20" \
	" OR instr('; ' || " list ", '; ' || name || ' ')," list \
	",coalesce(" list " || '; ','') || name || ' ' || ?20)"

/*
 * The upsert for the columns that the file has.  References to the table
 * itself wait for link_row, since parents may come after their children.
 */
static char *
merge_sql(const struct load *l)
{
	struct wh_buf	 into = { 0 }, set = { 0 }, is = { 0 };
	const char	*name, *key = l->spec->col[l->key].name;
	char		*sql = NULL, value[160];
	size_t		 i;
	int		 n = 0;

	for (i = 0; i < l->spec->ncol; i++) {
		name = l->spec->col[i].name;
		if (!is_stored(l, i))
			continue;
		wh_buf_printf(&into, "%s\"%s\"", n++ ? "," : "", name);
		snprintf(value, sizeof(value), is_derived(l->spec, i) ?
		    "coalesce(excluded.\"%s\",\"%s\")" : "excluded.\"%s\"",
		    name, name);
		if (strcmp(name, "formerly") == 0)
			strcpy(value, SAID);
		else
			wh_buf_printf(&set, "%s\"%s\"=%s", n > 1 ? "," : "",
			    name, value);
		wh_buf_printf(&is, "%s\"%s\" IS NOT %s",
		    n > 1 ? " OR " : "", name, value);
	}
	if (l->spec->tree) {
		wh_buf_puts(&set, wh_reader_has(l->r, "formerly") ?
		    RENAMED(SAID) : RENAMED("formerly"));
		wh_buf_puts(&set, ",reviewed=1");
		wh_buf_puts(&is, " OR reviewed=0");
	}
	if (into.s == NULL || asprintf(&sql, "INSERT INTO %s(%s) VALUES"
	    " (?%.*s) ON CONFLICT(%s) DO UPDATE SET %s WHERE %s",
	    l->spec->name, into.s, 2 * (n - 1), ",?,?,?,?,?,?,?,?,?,?,?,?,?,?"
	    ",?,?,?,?,?", key, set.s, is.s) == -1) {
		wh_nomem(&l->w->err);
		sql = NULL;
	}
	wh_buf_free(&into);
	wh_buf_free(&set);
	wh_buf_free(&is);
	return sql;
}

static void
bind_row(const struct load *l, sqlite3_stmt *s, const struct staged *row)
{
	char	today[WH_TIME_TEXT];
	size_t	i;
	int	n = 1;

	if (l->spec->tree)
		sqlite3_bind_text(s, 20, wh_date_text(wh_day_of(&l->w->zone,
		    l->w->now), today), -1, SQLITE_TRANSIENT);
	for (i = 0; i < l->spec->ncol; i++) {
		if (!is_stored(l, i))
			continue;
		if (l->spec->col[i].type == WH_REF && row->cell[i].s != NULL)
			sqlite3_bind_int64(s, n++, row->cell[i].id);
		else if (l->spec->col[i].flags & WH_ZERO &&
		    row->cell[i].s == NULL)
			sqlite3_bind_int64(s, n++, 0);
		else
			sqlite3_bind_text(s, n++, row->cell[i].s, -1,
			    SQLITE_STATIC);
	}
}

/* Write one row; what the schema does not allow is told with its line. */
static bool
put_row(struct load *l, sqlite3_stmt *s, long line)
{
	int	rc = sqlite3_step(s);

	if ((rc & 0xff) == SQLITE_CONSTRAINT)
		wh_fail(&l->w->err, WH_FAIL, "%s:%ld: %s", l->r->file, line,
		    sqlite3_errmsg(l->w->db));
	else
		wh_check(l->w, rc);
	sqlite3_reset(s);
	return l->w->err.status == WH_OK;
}

/* Set one column that refers to the table itself; true if it changed. */
static bool
link_row(struct load *l, const struct staged *row, size_t i)
{
	char		 sql[300];
	const char	*t = l->spec->name, *col = l->spec->col[i].name;
	sqlite3_stmt	*s;

	snprintf(sql, sizeof(sql), "UPDATE %s SET %s = (SELECT id FROM %s"
	    " WHERE code = ?2) WHERE code = ?1 AND %s IS NOT (SELECT id"
	    " FROM %s WHERE code = ?2)", t, col, t, col, t);
	s = wh_prepare(l->w, sql);
	wh_bind(s, "tt", row->cell[l->key].s, row->cell[i].s);
	wh_done(l->w, s);
	sqlite3_finalize(s);
	return sqlite3_changes(l->w->db) > 0;
}

/* Merge every row; keys that are new or changed go to keys, a line each. */
static bool
merge(struct load *l, struct wh_counts *n, struct wh_buf *keys)
{
	sqlite3_stmt	*s, *old;
	char		*sql, find[80];
	bool		*changed;
	size_t		 i, j;
	bool		 was;

	snprintf(find, sizeof(find), "SELECT 1 FROM %s WHERE %s = ?",
	    l->spec->name, l->spec->col[l->key].name);
	if ((sql = merge_sql(l)) == NULL)
		return false;
	s = wh_prepare(l->w, sql);
	old = wh_prepare(l->w, find);
	free(sql);
	changed = calloc(2 * l->n + 1, sizeof(*changed));
	if (changed == NULL)
		wh_nomem(&l->w->err);
	for (i = 0; l->w->err.status == WH_OK && i < l->n; i++) {
		wh_bind(old, "t", l->row[i].cell[l->key].s);
		changed[2 * i] = was = wh_row(l->w, old);
		sqlite3_reset(old);
		bind_row(l, s, &l->row[i]);
		if (!put_row(l, s, l->row[i].line))
			break;
		changed[2 * i + 1] = !was || sqlite3_changes(l->w->db) > 0;
	}
	for (i = 0; l->w->err.status == WH_OK && i < l->n; i++) {
		for (j = 0; j < l->spec->ncol; j++)
			if (wh_load_self(l->spec, j) && wh_reader_has(l->r,
			    l->spec->col[j].name) &&
			    (l->row[i].cell[j].s != NULL ||
			    !is_derived(l->spec, j)) &&
			    link_row(l, &l->row[i], j))
				changed[2 * i + 1] = true;
		if (!changed[2 * i])
			n->fresh++;
		else if (changed[2 * i + 1])
			n->changed++;
		else
			n->same++;
		if (changed[2 * i + 1])
			wh_buf_printf(keys, "%s\n", l->row[i].cell[l->key].s);
	}
	free(changed);
	sqlite3_finalize(s);
	sqlite3_finalize(old);
	return l->w->err.status == WH_OK;
}

/* What cases have of the tables that were loaded follows them. */
static void
settle(struct wh *w)
{
	if (w->err.status == WH_OK && w->moved && w->settle != NULL)
		w->settle(w);
	w->moved = false;
}

/*
 * Load one table from the CSV that the arguments name, inside a transaction
 * if one is open, else in its own.  Counts are added to *n; *keys gets the
 * keys of new and changed rows, a line each, and is freed by the caller.
 */
bool
wh_load_table(struct wh *w, const char *table, const struct wh_args *a,
    struct wh_counts *n, char **keys)
{
	struct load	 l = { .w = w, .spec = wh_spec_find(table) };
	struct wh_buf	 out = { 0 };
	bool		 alone = sqlite3_get_autocommit(w->db);

	if (l.spec == NULL)
		return wh_fail(&w->err, WH_FAIL, "%s: no such table;"
		    " grid-load --tables lists them", table);
	w->args.input = a->input;
	w->args.map = a->map;
	w->args.encoding = a->encoding;
	w->args.refused = a->refused;
	if (wh_load_stage(&l) && (!alone || wh_begin(w)) && merge(&l, n, &out))
		wh_loaded(w, table);
	if (l.r != NULL)
		n->refused += l.r->refused;
	if (alone) {
		settle(w);
		wh_commit(w);
	}
	wh_reader_close(l.r, w->err.status == WH_OK && !w->args.dry);
	wh_load_unstage(&l);
	wh_forget(w);
	if (keys != NULL)
		*keys = out.s;
	else
		wh_buf_free(&out);
	return w->err.status == WH_OK;
}

/*
 * Load every table that a profile has, in the order in which they depend on
 * each other, as one transaction.  A profile is a folder of TABLE.csv; a
 * name without a slash is looked for among those that are shipped.
 */
bool
wh_load_tables(struct wh *w, const char *name, struct wh_counts *n)
{
	struct wh_args	 a = w->args;
	char		*dir, *path;
	size_t		 i, found = 0;
	bool		 alone = sqlite3_get_autocommit(w->db);

	a.map = a.encoding = a.refused = NULL;
	if ((dir = wh_share_path(w, "profile", name, "")) == NULL)
		return false;
	if (alone)
		wh_begin(w);
	for (i = 0; w->err.status == WH_OK && i < wh_nspecs; i++) {
		if (asprintf(&path, "%s/%s.csv", dir, wh_specs[i].name) == -1)
			break;
		a.input = path;
		if (access(path, F_OK) == 0) {
			wh_load_table(w, wh_specs[i].name, &a, n, NULL);
			found++;
		}
		free(path);
	}
	if (found == 0)
		wh_fail(&w->err, WH_FAIL, "%s: no table of a profile in it",
		    dir);
	free(dir);
	if (alone) {
		settle(w);
		return wh_commit(w);
	}
	return w->err.status == WH_OK;
}
