/*
 * bind.c - which of their columns become which of ours.
 */
#include <stdlib.h>
#include <string.h>

#include "store/store.h"

/* Where their column of this name stands, or nhead. */
static size_t
find(const struct wh_reader *r, const char *name)
{
	size_t	i;

	for (i = 0; i < r->nhead; i++)
		if (strcmp(r->head[i], name) == 0)
			break;
	return i;
}

/* Is the name in a list of a map, by itself or by its "*"? */
bool
wh_listed(char *const *v, size_t n, const char *name)
{
	size_t	i;

	for (i = 0; i < n; i++)
		if (strcmp(v[i], name) == 0 || strcmp(v[i], "*") == 0)
			return true;
	return false;
}

/* Let our column i come from theirs. */
static bool
bind_one(struct wh_reader *r, size_t i, bool *used)
{
	struct wh_bind		*b = &r->bind[i];
	const struct wh_map_col	*m;
	const char		*name;
	size_t			 j, n;

	m = b->map = wh_map_find(r->map, r->col[i].name);
	n = m != NULL && (m->ncol > 0 || m->constant != NULL) ? m->ncol : 1;
	if ((b->at = calloc(n + 1, sizeof(*b->at))) == NULL)
		return wh_nomem(&r->w->err);
	for (j = 0; j < n; j++) {
		name = m != NULL && m->ncol > 0 ? m->col[j] : r->col[i].name;
		b->at[b->n] = find(r, name);
		if (b->at[b->n] < r->nhead)
			used[b->at[b->n++]] = true;
		else if (m != NULL && m->ncol > 0 && !m->optional)
			return wh_fail(&r->w->err, WH_FAIL, "%s: no column"
			    " \"%s\", which %s takes for %s", r->file, name,
			    r->map->file, r->col[i].name);
	}
	return true;
}

/* Only cases have findings, and they need these columns to be cases. */
static bool
may_find(const struct wh_reader *r, const struct wh_col *col)
{
	size_t	i;

	for (i = 0; i < r->ncol; i++)
		if (strcmp(r->col[i].name, "received") == 0)
			break;
	return i < r->ncol && (col->flags & WH_MUST) == 0 &&
	    strcmp(col->name, "id") != 0;
}

/*
 * What the map says of our column must be something that it heeds; if not,
 * why, and *prop is the property.
 */
static const char *
map_column_why(const struct wh_reader *r, const struct wh_map_col *m,
    const struct wh_col *col, enum wh_map_prop *prop)
{
	bool	one = m->ncol <= 1 && m->constant == NULL && !m->digest;
	bool	ref = col->type == WH_REF;

	if (*prop = WH_MAP_FORMAT, col->type != WH_TIME && m->at[*prop] != 0)
		return "format is for times";
	for (*prop = WH_MAP_PATH; *prop <= WH_MAP_UNKNOWN; (*prop)++)
		if (!ref && m->at[*prop] != 0)
			return "path, under and unknown are for references";
	if (*prop = WH_MAP_JOIN, m->at[*prop] != 0 && ref)
		return "join is for texts; several columns of a reference"
		    " are a path";
	if (*prop = WH_MAP_SPLIT, m->at[*prop] != 0 &&
	    (!one || m->at[WH_MAP_PART] == 0))
		return one ? "split needs a part" : "split is for one column";
	if (*prop = WH_MAP_PART, m->at[*prop] != 0 && m->split == NULL)
		return "part needs a split";
	if (*prop = WH_MAP_CARRY, m->carry && (m->constant != NULL ||
	    (strcmp(col->name, "id") == 0 && !m->digest)))
		return m->constant != NULL ? "carry is for columns, not for a"
		    " constant" : "an id that is carried down would be two"
		    " rows'";
	if (*prop = WH_MAP_MISSING, m->optional && (m->constant != NULL ||
	    strcmp(col->name, "id") == 0))
		return m->constant != NULL ? "missing is for columns, not for"
		    " a constant" : "an id needs all of its columns";
	if (*prop = WH_MAP_WRONG, m->finding && !may_find(r, col))
		return "a row that is wrong here is refused; only other"
		    " columns of cases can be findings";
	return NULL;
}

static bool
check_map_column(struct wh_reader *r, const struct wh_map_col *m,
    const struct wh_col *col)
{
	enum wh_map_prop	 prop;
	const char		*why = map_column_why(r, m, col, &prop);

	return why == NULL || wh_fail(&r->w->err, WH_FAIL, "%s:%ld: \"%s\":"
	    " %s", r->map->file, m->at[prop], m->name, why);
}

/* Every name of the map must be a column of ours. */
bool
wh_bind_map(struct wh_reader *r)
{
	size_t	i, j;

	for (i = 0; r->map != NULL && i < r->map->ncol; i++) {
		for (j = 0; j < r->ncol; j++)
			if (strcmp(r->map->col[i].name, r->col[j].name) == 0)
				break;
		if (j == r->ncol)
			return wh_fail(&r->w->err, WH_FAIL, "%s:%ld: \"%s\":"
			    " no such column of ours; whistle-csv(5) lists"
			    " them", r->map->file, r->map->col[i].line,
			    r->map->col[i].name);
		if (!check_map_column(r, &r->map->col[i], &r->col[j]))
			return false;
	}
	return true;
}

/* Columns that are kept as they are go to extra, if the table has it. */
static bool
bind_keep(struct wh_reader *r, bool *used)
{
	size_t	i, at;

	if (r->map == NULL || r->map->nkeep == 0)
		return true;
	r->keep = calloc(r->map->nkeep + r->nhead, sizeof(*r->keep));
	if (r->keep == NULL)
		return wh_nomem(&r->w->err);
	for (i = 0; i < r->map->nkeep; i++) {
		if (strcmp(r->map->keep[i], "*") == 0)
			continue;
		at = find(r, r->map->keep[i]);
		if (at == r->nhead)
			return wh_fail(&r->w->err, WH_FAIL, "%s: no column"
			    " \"%s\", which %s keeps", r->file,
			    r->map->keep[i], r->map->file);
		r->keep[r->nkeep++] = at;
		used[at] = true;
	}
	for (at = 0; at < r->nhead && wh_listed(r->map->keep, r->map->nkeep,
	    "*"); at++)
		if (!used[at] && r->head[at][0] != '_' && !wh_listed(
		    r->map->ignore, r->map->nignore, r->head[at])) {
			r->keep[r->nkeep++] = at;
			used[at] = true;
		}
	return true;
}

/*
 * Let our columns come from theirs.  Nothing is left out unsaid: a column of
 * theirs that is neither used nor ignored and does not begin with _ is an
 * error.
 */
bool
wh_bind_columns(struct wh_reader *r)
{
	bool	*used, good = true;
	size_t	 i;

	used = calloc(r->nhead + 1, sizeof(*used));
	r->bind = calloc(r->ncol + 1, sizeof(*r->bind));
	r->v = calloc(r->ncol + 1, sizeof(*r->v));
	if (used == NULL || r->bind == NULL || r->v == NULL)
		good = wh_nomem(&r->w->err);
	for (i = 0; good && i < r->ncol; i++)
		good = bind_one(r, i, used);
	good = good && bind_keep(r, used);
	for (i = 0; good && i < r->nhead; i++)
		if (!used[i] && r->head[i][0] != '_' && (r->map == NULL ||
		    !wh_listed(r->map->ignore, r->map->nignore, r->head[i])))
			good = wh_fail(&r->w->err, WH_FAIL, "%s: column"
			    " \"%s\" is unknown; use a map (-m) that reads,"
			    " keeps or ignores it", r->file, r->head[i]);
	free(used);
	return good;
}
