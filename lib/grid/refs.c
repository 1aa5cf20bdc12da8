/*
 * refs.c - the rows of a table that is referred to, in memory.
 *
 * A table is read once, when first needed: imports look up millions.
 */
#include <stdlib.h>
#include <string.h>

#include "grid/ref.h"

/* The chain in which rows of this text are. */
static size_t
chain(const struct wh_refs *r, const char *s)
{
	return (size_t)wh_hash(0, s, strlen(s)) & (r->nhash - 1);
}

/* Put row i into the chains. */
static void
link_row(struct wh_refs *r, size_t i)
{
	size_t	c, n;

	c = chain(r, r->row[i].code);
	n = chain(r, r->row[i].name);
	r->row[i].code_next = r->code[c];
	r->row[i].name_next = r->name[n];
	r->code[c] = r->name[n] = (int32_t)i;
}

static bool
rehash(struct wh_refs *r)
{
	size_t	i;

	free(r->code);
	free(r->name);
	for (r->nhash = 64; r->nhash < 2 * r->max; )
		r->nhash *= 2;
	r->code = malloc(r->nhash * sizeof(*r->code));
	r->name = malloc(r->nhash * sizeof(*r->name));
	if (r->code == NULL || r->name == NULL)
		return false;
	memset(r->code, -1, r->nhash * sizeof(*r->code));
	memset(r->name, -1, r->nhash * sizeof(*r->name));
	for (i = 0; i < r->n; i++)
		link_row(r, i);
	return true;
}

/*
 * Add a row, copying its texts; NULL when out of memory.
 */
struct ref *
wh_refs_add(struct wh_refs *r, int64_t id, int64_t parent, const char *code,
    const char *name)
{
	struct ref	*p;

	if (r->n == r->max) {
		r->max = r->max ? 2 * r->max : 64;
		p = reallocarray(r->row, r->max, sizeof(*p));
		if (p == NULL)
			return NULL;
		r->row = p;
		if (!rehash(r))
			return NULL;
	}
	p = &r->row[r->n];
	p->id = id;
	p->used = false;
	p->parent = parent;
	p->from = INT64_MIN;
	p->to = INT64_MAX;
	p->was = 0;
	p->follower = p->sibling = -1;
	p->code = strdup(code);
	p->name = strdup(name);
	if (p->code == NULL || p->name == NULL)
		return NULL;
	link_row(r, r->n++);
	return p;
}

/* Let at[] lead from id to row; false when out of memory. */
bool
wh_refs_index(struct wh_refs *r)
{
	size_t	i;

	for (i = r->nat = 0; i < r->n; i++)
		if ((size_t)r->row[i].id >= r->nat)
			r->nat = (size_t)r->row[i].id + 1;
	if ((r->at = malloc((r->nat + 1) * sizeof(*r->at))) == NULL)
		return false;
	memset(r->at, -1, (r->nat + 1) * sizeof(*r->at));
	for (i = 0; i < r->n; i++)
		r->at[r->row[i].id] = (int32_t)i;
	return true;
}

/* Days and former names of the row that was read last. */
static bool
read_days(struct wh_refs *r, struct ref *p, sqlite3_stmt *s)
{
	p->from = wh_day_or(s, 4, INT64_MIN);
	p->to = wh_day_or(s, 5, INT64_MAX);
	p->was = sqlite3_column_int64(s, 6);
	return sqlite3_column_type(s, 7) == SQLITE_NULL ||
	    wh_refs_formerly(r, wh_col_text(s, 7));
}

static bool
read_rows(struct wh *w, struct wh_refs *r)
{
	const struct wh_spec	*spec = wh_spec_find(r->table);
	sqlite3_stmt		*s;
	struct ref		*p;
	char			 sql[200];
	bool			 named, tree = spec != NULL && spec->tree;

	named = strcmp(r->table, "rule") != 0 &&
	    strcmp(r->table, "standard") != 0;
	snprintf(sql, sizeof(sql), "SELECT id, %s, code, %s%s%s%s FROM %s",
	    tree ? "parent" : "NULL", named ? "name" : "code",
	    tree ? ", valid_from, valid_to, " : "", !tree ? "" :
	    strcmp(r->table, "area") == 0 ? "was" : "NULL",
	    tree ? ", formerly" : "", r->table);
	s = wh_prepare(w, sql);
	while (wh_row(w, s))
		if ((p = wh_refs_add(r, sqlite3_column_int64(s, 0),
		    sqlite3_column_int64(s, 1), wh_col_text(s, 2),
		    wh_col_text(s, 3))) == NULL ||
		    (tree && !read_days(r, p, s)))
			wh_nomem(&w->err);
	sqlite3_finalize(s);
	if (w->err.status != WH_OK)
		return false;
	if (!wh_refs_index(r))
		return wh_nomem(&w->err);
	wh_refs_vintages(r);
	return true;
}

static void
refs_free(struct wh_refs *r)
{
	while (r->n > 0) {
		free(r->row[--r->n].code);
		free(r->row[r->n].name);
	}
	while (r->nformer > 0)
		free(r->former[--r->nformer].name);
	free(r->former);
	free(r->row);
	free(r->code);
	free(r->name);
	free(r->at);
	free(r->real);
	free(r);
}

/* The rows of a table, read when first asked for; NULL on an error. */
struct wh_refs *
wh_refs(struct wh *w, const char *table)
{
	struct wh_refs	*r;
	size_t		 i;

	for (i = 0; i < WH_REFS_MAX && w->refs[i] != NULL; i++)
		if (strcmp(w->refs[i]->table, table) == 0)
			return w->refs[i];
	if (i == WH_REFS_MAX || (r = calloc(1, sizeof(*r))) == NULL) {
		wh_nomem(&w->err);
		return NULL;
	}
	wh_keeps(w);
	r->table = table;
	r->today = wh_day_of(&w->zone, w->now);
	if (!rehash(r) || !read_rows(w, r)) {
		refs_free(r);
		return NULL;
	}
	return w->refs[i] = r;
}

/* The row of this id, or NULL. */
struct ref *
wh_refs_id(struct wh_refs *r, int64_t id)
{
	size_t	i;

	if (id > 0)
		return (size_t)id < r->nat && r->at[id] >= 0 ?
		    &r->row[r->at[id]] : NULL;
	for (i = r->n; i > 0 && r->row[i - 1].id < 0; i--)
		if (r->row[i - 1].id == id)
			return &r->row[i - 1];
	return NULL;
}

/* The row of just this code, or NULL. */
struct ref *
wh_refs_exact(struct wh_refs *r, const char *code)
{
	int32_t	i;

	for (i = r->code[chain(r, code)]; i >= 0;
	    i = r->row[i].code_next)
		if (strcmp(r->row[i].code, code) == 0)
			return &r->row[i];
	return NULL;
}

/*
 * The index of the first row that may have this name, -1 for none; name_next
 * leads to the others.
 */
int32_t
wh_refs_named(const struct wh_refs *r, const char *name)
{
	return r->name[chain(r, name)];
}

/* Free what was read: the tables have changed, or the handle closes. */
void
wh_refs_forget(struct wh *w)
{
	size_t	i;

	for (i = 0; i < WH_REFS_MAX && w->refs[i] != NULL; i++) {
		refs_free(w->refs[i]);
		w->refs[i] = NULL;
	}
}
