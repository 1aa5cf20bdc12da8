/*
 * path.c - references of an import: paths of names down a tree, and the rows
 * that are made because the map says so.
 *
 * A row that is to be made has a negative id until the writing transaction
 * settles it.
 */
#include <stdlib.h>
#include <string.h>

#include "grid/ref.h"

/* Make what the map says should be made; its id is negative until settled. */
static struct ref *
make_row(struct wh_refs *r, const char *name, int64_t parent)
{
	char		 code[128];
	struct ref	*up = parent != 0 ? wh_refs_id(r, parent) : NULL, *p;
	size_t		 n = r->nmade;

	if (strcmp(r->table, "unit") == 0 && strlen(name) < sizeof(code) &&
	    wh_row_code_wrong(name) == NULL)
		strcpy(code, name);
	else
		do
			snprintf(code, sizeof(code), "%.90s%s%zu",
			    up != NULL ? up->code : r->table,
			    up != NULL && up->id < 0 ? "." : "-", ++n);
		while (wh_refs_code(r, code) != NULL);
	if (wh_refs_code(r, code) != NULL)
		return NULL;
	p = wh_refs_add(r, -(int64_t)(r->nmade + 1), parent, code, name);
	if (p != NULL)
		r->nmade++;
	return p;
}

/*
 * The row of this name under a parent, made if need be.  Its name is text
 * that somebody typed, so telephones in it are masked like in any other.
 */
static struct ref *
find_or_make(struct wh_refs *r, const char *name, int64_t parent,
    const struct wh_days *days)
{
	char		*masked;
	struct ref	*p = NULL;

	if (!wh_mask(name, &masked))
		return NULL;
	if (masked != NULL)
		p = wh_refs_name(r, masked, parent, true, days);
	if (p == NULL)
		p = make_row(r, masked != NULL ? masked : name, parent);
	free(masked);
	return p;
}

/*
 * One step of a path, below id: the row of this name or, of a path that is
 * but one step, of this code.  A step that others follow only leads to them,
 * so that it need not be there on the days.  Where the row above ended, what
 * followed that is looked at, too.
 */
static struct ref *
step(struct wh_refs *r, const char *s, int64_t id, bool make, bool only,
    const struct wh_days *days)
{
	struct ref	*p, *up;

	if (only && (p = wh_refs_code(r, s)) != NULL)
		return wh_ref_then(r, p, days);
	if ((p = wh_refs_name(r, s, id, make, days)) == NULL && only &&
	    r->why[0] == 'n' && (p = wh_refs_zeros(r, s)) != NULL)
		return wh_ref_then(r, p, days);
	if (p != NULL ||
	    !r->dated || id <= 0 || r->why[0] != 'n' ||
	    (up = wh_refs_id(r, id)) == NULL || wh_ref_held(up, days))
		return p;
	up = wh_ref_then(r, up, &(struct wh_days){ days->from, days->to,
	    true });
	return wh_refs_name(r, s, up != NULL ? up->id : id, make, days);
}

static int64_t
walk(struct wh *w, const char *table, const char *path,
    const struct wh_map_col *m, struct wh_days days, const char **why)
{
	struct wh_refs	*r;
	struct ref	*p = NULL;
	char		*copy, *s, *next;
	int64_t		 id = 0;
	bool		 strict = days.strict, make = m != NULL && m->make;

	*why = "the database failed";
	if ((r = wh_refs(w, table)) == NULL || (copy = strdup(path)) == NULL)
		return 0;
	if (m != NULL && m->under != NULL)
		id = wh_ref(w, table, m->under, why);
	if (m != NULL && m->parent != NULL && id == 0)
		id = wh_ref(w, table, m->parent, why);
	for (s = copy; s != NULL; s = next) {
		if ((next = strstr(s, WH_PATH_SEP)) != NULL)
			*next++ = '\0';
		wh_trim(s);
		if (*s == '\0')
			continue;
		days.strict = strict && next == NULL;
		r->why[0] = '\0';
		p = step(r, s, id, make, s == copy && next == NULL, &days);
		if (p == NULL && make && r->why[0] == 'n')
			p = find_or_make(r, s, id, &days);
		if (p == NULL && m != NULL && m->unknown != NULL &&
		    r->why[0] == 'n') {
			p = wh_refs_any(r, m->unknown);
			next = NULL;
		}
		if ((id = p != NULL ? p->id : 0) == 0)
			break;
	}
	free(copy);
	*why = r->why;
	return id;
}

/*
 * Walk a path of names, separated by WH_PATH_SEP: the first may be a code or
 * a name anywhere (or below the map's .under), each other one lies below the
 * one before it.  What is unknown is refused, replaced or made, as the map
 * column (or NULL) says.  Any row will do, one that is there today is
 * preferred.  Returns an id, negative for what is to be made, or 0 with *why.
 */
int64_t
wh_ref_path(struct wh *w, const char *table, const char *path,
    const struct wh_map_col *m, const char **why)
{
	int64_t	today = wh_day_of(&w->zone, w->now);

	return walk(w, table, path, m, (struct wh_days){ today, today,
	    false }, why);
}

/*
 * The same for a row that must have been there on one of the days, the last
 * not before the first: one that had ended is followed to the one that came
 * after it, one that had not begun to the one that it was, and where that is
 * not one row the reference is refused.
 */
int64_t
wh_ref_on(struct wh *w, const char *table, const char *path,
    const struct wh_map_col *m, int64_t first, int64_t last,
    const char **why)
{
	return walk(w, table, path, m, (struct wh_days){ first, last, true },
	    why);
}

/*
 * wh_ref_path for a column of a file, whose texts repeat: what one meant is
 * remembered until a row is made that might mean it, too.  Not where days make
 * a difference, see wh_ref_dated.
 */
int64_t
wh_ref_bound(struct wh *w, const char *table, const char *path,
    struct wh_bind *b, const char **why)
{
	struct wh_refs	*r = wh_refs(w, table);
	int64_t		 id;

	if (r != NULL && b->made == r->nmade &&
	    (id = wh_memo_get(&b->memo, path)) != 0)
		return id;
	id = wh_ref_path(w, table, path, b->map, why);
	if (r != NULL && b->made != r->nmade) {
		wh_memo_free(&b->memo);
		b->made = r->nmade;
	}
	if (id != 0)
		wh_memo_put(&b->memo, path, id);
	return id;
}

/* One property of a map that names a row, or NULL. */
static bool
check_property(struct wh *w, const struct wh_map *m, const char *table,
    const char *name, const char *text)
{
	const char	*why;

	return text == NULL || wh_ref(w, table, text, &why) != 0 ||
	    wh_fail(&w->err, WH_FAIL, "%s: %s: \"%s\": %s", m->file, name,
	    text, why);
}

/*
 * Check that what a map (or NULL) says of columns that refer to tables can
 * be done: the rows that it names are there, and made are only rows of trees.
 */
bool
wh_ref_map(struct wh *w, const struct wh_map *m, const struct wh_col *col,
    size_t n)
{
	const struct wh_map_col	*c;
	const struct wh_spec	*spec;

	for (; n > 0 && w->err.status == WH_OK; n--, col++) {
		if (col->type != WH_REF ||
		    (c = wh_map_find(m, col->name)) == NULL)
			continue;
		spec = wh_spec_find(col->ref);
		if (c->make && (spec == NULL || !spec->tree))
			wh_fail(&w->err, WH_FAIL, "%s: \"%s\": only areas,"
			    " units and classes can be made", m->file,
			    col->name);
		else if (check_property(w, m, col->ref, "under", c->under) &&
		    check_property(w, m, col->ref, "unknown", c->unknown))
			check_property(w, m, col->ref, "make under",
			    c->parent);
	}
	return w->err.status == WH_OK;
}

/* How many rows of a table are to be made, or were. */
size_t
wh_ref_made(struct wh *w, const char *table)
{
	size_t	i;

	for (i = 0; i < WH_REFS_MAX && w->refs[i] != NULL; i++)
		if (strcmp(w->refs[i]->table, table) == 0)
			return w->refs[i]->nused;
	return 0;
}

/*
 * A row that was not refused refers to what is to be made: so it, and what is
 * above it, will be.
 */
void
wh_ref_use(struct wh *w, const char *table, int64_t id)
{
	struct wh_refs	*r = wh_refs(w, table);
	struct ref	*p;

	for (; id < 0 && r != NULL && (p = wh_refs_id(r, id)) != NULL &&
	    !p->used; id = p->parent) {
		p->used = true;
		r->nused++;
	}
}

/* The real id of what wh_ref_path returned; before it was settled, that. */
int64_t
wh_ref_real(struct wh *w, const char *table, int64_t id)
{
	struct wh_refs	*r;

	if (id >= 0)
		return id;
	r = wh_refs(w, table);
	return r->real != NULL ? r->real[-id] : id;
}

/* The id of the row of this name and parent in the file, or 0. */
static int64_t
made_meanwhile(struct wh *w, const struct wh_refs *r, const struct ref *p,
    int64_t parent)
{
	char		 sql[120];
	sqlite3_stmt	*s;
	int64_t		 id = 0;

	snprintf(sql, sizeof(sql), "SELECT id FROM %s WHERE name = ?"
	    " AND parent IS ?", r->table);
	s = wh_prepare(w, sql);
	wh_bind(s, "tr", p->name, parent);
	if (wh_row(w, s))
		id = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return id;
}

/*
 * Insert one made row, unless somebody else has made it since we read the
 * table.  If only the code has been taken since, it gets a longer one.
 */
static bool
settle_row(struct wh *w, struct wh_refs *r, const struct ref *p)
{
	char		 sql[200], *code;
	sqlite3_stmt	*s;
	int64_t		 parent = p->parent < 0 ? r->real[-p->parent] :
			    p->parent, id;
	int		 n;

	id = made_meanwhile(w, r, p, parent);
	snprintf(sql, sizeof(sql), "INSERT INTO %s(code, name, parent,"
	    " reviewed) VALUES (?, ?, ?, 0) ON CONFLICT(code) DO NOTHING",
	    r->table);
	s = wh_prepare(w, sql);
	for (n = 1; id == 0 && w->err.status == WH_OK; n++) {
		if (asprintf(&code, n == 1 ? "%s" : "%s.%d", p->code, n) == -1)
			return wh_nomem(&w->err);
		wh_bind(s, "ttr", code, p->name, parent);
		if (wh_done(w, s) && sqlite3_changes(w->db) > 0)
			id = sqlite3_last_insert_rowid(w->db);
		free(code);
	}
	sqlite3_finalize(s);
	r->real[-p->id] = id;
	return w->err.status == WH_OK;
}

/* The made rows have their ids now, by which they are found from here on. */
static bool
settled(struct wh_refs *r)
{
	size_t	i;

	for (i = 0; i < r->n; i++) {
		if (r->row[i].parent < 0)
			r->row[i].parent = r->real[-r->row[i].parent];
		if (r->row[i].id < 0)
			r->row[i].id = r->real[-r->row[i].id];
	}
	free(r->at);
	return wh_refs_index(r);
}

/*
 * Insert the rows that are to be made, as unreviewed; parents come before
 * their children.  To be called inside the writing transaction.
 */
bool
wh_ref_settle(struct wh *w)
{
	struct wh_refs	*r;
	size_t		 i, k;

	for (k = 0; k < WH_REFS_MAX && (r = w->refs[k]) != NULL; k++) {
		if (r->nused == 0)
			continue;
		r->real = calloc(r->nmade + 1, sizeof(*r->real));
		if (r->real == NULL)
			return wh_nomem(&w->err);
		for (i = 0; i < r->n; i++)
			if (r->row[i].used &&
			    !settle_row(w, r, &r->row[i]))
				return false;
		if (!settled(r))
			return wh_nomem(&w->err);
		if (!wh_tree_rebuild(w, r->table))
			return false;
	}
	return true;
}
