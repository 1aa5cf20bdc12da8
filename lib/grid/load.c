/*
 * load.c - reference data in: CSV rows checked against the table's
 * description, staged in memory, merged by key in one transaction.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "grid/grid.h"

struct cell {
	char	*s;		/* canonical text, NULL for absent */
	int64_t	 id;		/* of a reference; 0: look the code up */
};
struct staged {
	long		 line;
	struct cell	*cell;
};
struct load {
	struct wh		*w;
	const struct wh_spec	*spec;
	struct wh_reader	*r;
	size_t			 key;		/* column that is the key */
	size_t			 n, max;
	struct staged		*row;
};

/* Does column i refer to the very table that is loaded? */
static bool
self(const struct wh_spec *s, size_t i)
{
	return s->col[i].type == WH_REF && strcmp(s->col[i].ref, s->name) == 0;
}

static bool
stage_cell(struct load *l, struct staged *row, size_t i)
{
	const char	*text = l->r->v[i], *why;
	char		 buf[WH_TIME_TEXT], *s;

	if (text == NULL) {
		if (l->spec->col[i].flags & WH_MUST)
			return wh_reader_refuse(l->r, wh_reader_column(l->r,
			    i), "", "may not be empty");
		return true;
	}
	why = wh_value_check(l->w, &l->spec->col[i], self(l->spec, i) ? NULL :
	    &row->cell[i].id, wh_map_find(l->r->map, l->spec->col[i].name),
	    &text, buf);
	if (why != NULL)
		return wh_reader_refuse(l->r, wh_reader_column(l->r, i),
		    l->r->v[i], "%s%s", why == l->spec->col[i].ref ?
		    "not one of " : "", why);
	if (strcmp(l->spec->name, "area") == 0 && (i == l->key ||
	    self(l->spec, i)) && strlen(text) < 12 && strlen(text) > 1 &&
	    strspn(text, "0123456789") == strlen(text)) {
		if (asprintf(&s, "%s%.*s", text, 12 - (int)strlen(text),
		    "000000000000") == -1)
			return wh_nomem(&l->w->err);
	} else if ((s = strdup(text)) == NULL)
		return wh_nomem(&l->w->err);
	row->cell[i].s = s;
	return true;
}

/* The column of this name. */
static size_t
column(const struct wh_spec *s, const char *name)
{
	size_t	i;

	for (i = 0; strcmp(s->col[i].name, name) != 0; i++)
		;
	return i;
}

/*
 * What no single value can tell: just one of two columns is given, a term
 * does not end before it begins.
 */
static bool
check_row(struct load *l, const struct cell *c)
{
	static const struct { const char *table, *a, *b; } either[] = {
		{ "rule", "kind", "unit" },
		{ "post", "road", "area" },
	};
	const struct wh_spec	*s = l->spec;
	size_t			 i, a, b;

	for (i = 0; i < sizeof(either) / sizeof(either[0]); i++) {
		if (strcmp(either[i].table, s->name) != 0)
			continue;
		a = column(s, either[i].a);
		b = column(s, either[i].b);
		if ((c[a].s != NULL) == (c[b].s != NULL) && (c[a].s != NULL ||
		    (wh_reader_has(l->r, either[i].a) &&
		    wh_reader_has(l->r, either[i].b))))
			return wh_reader_refuse(l->r, NULL, NULL, "%s needs"
			    " either %s or %s", s->name, either[i].a,
			    either[i].b);
	}
	if (strcmp(s->name, "post") != 0)
		return true;
	a = column(s, "valid_from");
	b = column(s, "valid_to");
	return c[b].s == NULL || strcmp(c[a].s, c[b].s) <= 0 ||
	    wh_reader_refuse(l->r, wh_reader_column(l->r, b), c[b].s,
	    "before the term begins");
}

static bool
stage_row(struct load *l)
{
	struct staged	*row;
	size_t		 i;
	bool		 good = true;

	if (l->n == l->max) {
		l->max = l->max ? 2 * l->max : 256;
		row = reallocarray(l->row, l->max, sizeof(*row));
		if (row == NULL)
			return wh_nomem(&l->w->err);
		l->row = row;
	}
	row = &l->row[l->n];
	row->line = l->r->row->line;
	row->cell = calloc(l->spec->ncol, sizeof(*row->cell));
	if (row->cell == NULL)
		return wh_nomem(&l->w->err);
	for (i = 0; good && i < l->spec->ncol; i++)
		if (!(l->spec->col[i].flags & WH_AUTO))
			good = stage_cell(l, row, i);
	l->n++;
	if (good && check_row(l, row->cell))
		return true;
	for (i = 0; i < l->spec->ncol; i++)
		free(row->cell[i].s);
	free(row->cell);
	l->n--;
	return false;
}

static int
by_key(const void *a, const void *b, void *arg)
{
	const struct staged	*p = a, *q = b;
	size_t			 key = *(size_t *)arg;
	int			 d;

	d = strcmp(p->cell[key].s, q->cell[key].s);
	return d != 0 ? d : p->line < q->line ? -1 : p->line > q->line;
}

static int
find_key(const void *a, const void *b, void *arg)
{
	return strcmp(a, ((const struct staged *)b)->cell[*(size_t *)arg].s);
}

static const void *
search(const struct load *l, const char *code)
{
	size_t	lo = 0, hi = l->n, mid;
	int	d;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		d = find_key(code, &l->row[mid], (void *)(uintptr_t)&l->key);
		if (d == 0)
			return &l->row[mid];
		if (d < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}

static void
free_cells(const struct load *l, struct staged *row)
{
	size_t	i;

	for (i = 0; i < l->spec->ncol; i++)
		free(row->cell[i].s);
	free(row->cell);
}

static bool
same_cells(const struct load *l, const struct staged *a,
    const struct staged *b)
{
	const char	*s, *t;
	size_t		 i;

	for (i = 0; i < l->spec->ncol; i++) {
		s = a->cell[i].s;
		t = b->cell[i].s;
		if (s != t && (s == NULL || t == NULL || strcmp(s, t) != 0))
			return false;
	}
	return true;
}

/*
 * Sort by key.  A key that comes twice counts once if the rows are the same;
 * else the last one holds, if the map says so, or all is refused.
 */
static bool
check_keys(struct load *l)
{
	const struct wh_map	*m = l->r->map;
	size_t			 i, n = 0;

	if (l->n > 0)
		qsort_r(l->row, l->n, sizeof(*l->row), by_key, &l->key);
	for (i = 0; i < l->n; i++) {
		if (n == 0 || strcmp(l->row[i].cell[l->key].s,
		    l->row[n - 1].cell[l->key].s) != 0) {
			l->row[n++] = l->row[i];
			continue;
		}
		if (!same_cells(l, &l->row[i], &l->row[n - 1]) &&
		    (m == NULL || !m->last))
			wh_fail(&l->w->err, WH_FAIL, "%s:%ld: %s: \"%s\": was"
			    " in line %ld already, with other values",
			    l->r->file, l->row[i].line,
			    l->spec->col[l->key].name,
			    l->row[i].cell[l->key].s, l->row[n - 1].line);
		free_cells(l, &l->row[n - 1]);
		l->row[n - 1] = l->row[i];
	}
	l->n = n;
	return l->w->err.status == WH_OK;
}

/* A parent that is nowhere: all is refused. */
static bool
check_all(struct load *l)
{
	const struct wh_spec	*spec = l->spec;
	const struct cell	*c;
	const char		*why;
	size_t			 i, j;

	if (!check_keys(l))
		return false;
	for (i = 0; i < l->n; i++) {
		c = l->row[i].cell;
		for (j = 0; j < spec->ncol; j++)
			if (self(spec, j) && c[j].s != NULL &&
			    search(l, c[j].s) == NULL &&
			    wh_ref(l->w, spec->name, c[j].s, &why) == 0)
				return wh_fail(&l->w->err, WH_FAIL,
				    "%s:%ld: %s: \"%s\": %s", l->r->file,
				    l->row[i].line, spec->col[j].name,
				    c[j].s, why);
	}
	return true;
}

/* Is column i one that the file has and the upsert writes? */
static bool
is_stored(const struct load *l, size_t i)
{
	return wh_reader_has(l->r, l->spec->col[i].name) &&
	    !(l->spec->col[i].flags & WH_AUTO) && !self(l->spec, i);
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
 * The upsert for the columns that the file has.  References to the table
 * itself wait for link_sql, since parents may come after their children.
 */
static char *
merge_sql(const struct load *l)
{
	struct wh_buf	 into = { 0 }, set = { 0 }, is = { 0 };
	const char	*name, *key = l->spec->col[l->key].name;
	char		*sql = NULL, value[100];
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
		wh_buf_printf(&set, "%s\"%s\"=%s", n > 1 ? "," : "", name,
		    value);
		wh_buf_printf(&is, "%s\"%s\" IS NOT %s",
		    n > 1 ? " OR " : "", name, value);
	}
	if (l->spec->tree) {
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
	size_t	i;
	int	n = 1;

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
			if (self(l->spec, j) && wh_reader_has(l->r,
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

static void
unstage(struct load *l)
{
	while (l->n > 0)
		free_cells(l, &l->row[--l->n]);
	free(l->row);
}

/* Read and check the whole file. */
static bool
stage(struct load *l)
{
	if ((l->r = wh_reader_open(l->w, &l->w->args, l->spec->col,
	    l->spec->ncol)) == NULL)
		return false;
	for (; !(l->spec->col[l->key].flags & WH_KEY); l->key++)
		;
	if (!wh_reader_needs(l->r) || !wh_ref_map(l->w, l->r->map,
	    l->spec->col, l->spec->ncol))
		return false;
	while (wh_reader_next(l->r))
		stage_row(l);
	return wh_reader_end(l->r) && check_all(l);
}

/*
 * Load one table from the CSV that the arguments name, inside a transaction
 * if one is open, else in its own.  Counts are added to *n; *keys gets the
 * keys of new and changed rows, a line each, and is freed by the caller.
 */
bool
wh_load(struct wh *w, const char *table, const struct wh_args *a,
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
	if (stage(&l) && (!alone || wh_begin(w)) && merge(&l, n, &out))
		wh_loaded(w, table);
	if (l.r != NULL)
		n->refused += l.r->refused;
	if (alone)
		wh_commit(w);
	wh_reader_close(l.r, w->err.status == WH_OK && !w->args.dry);
	unstage(&l);
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
wh_load_profile(struct wh *w, const char *name, struct wh_counts *n)
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
			wh_load(w, wh_specs[i].name, &a, n, NULL);
			found++;
		}
		free(path);
	}
	if (found == 0)
		wh_fail(&w->err, WH_FAIL, "%s: no table of a profile in it",
		    dir);
	free(dir);
	if (alone)
		return wh_commit(w);
	return w->err.status == WH_OK;
}
