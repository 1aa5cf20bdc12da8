/*
 * bind.c - the header of a foreign CSV: which of their columns become which
 * of ours.
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

static bool
listed(char *const *v, size_t n, const char *name)
{
	size_t	i;

	for (i = 0; i < n; i++)
		if (strcmp(v[i], name) == 0 || strcmp(v[i], "*") == 0)
			return true;
	return false;
}

/*
 * Read the header into r->head: trimmed, no name twice.  False, with an
 * error, if there is none.
 */
bool
wh_bind_header(struct wh_reader *r)
{
	size_t	i;

	r->row = wh_csv_next(r->csv);
	if (r->w->err.status != WH_OK)
		return false;
	if (r->row == NULL)
		return wh_fail(&r->w->err, WH_FAIL, "%s: no header: the file"
		    " is empty", r->file);
	if (r->row->err != NULL)
		return wh_fail(&r->w->err, WH_FAIL, "%s:%ld: %s", r->file,
		    r->row->line, r->row->err);
	if ((r->head = calloc(r->row->n + 1, sizeof(*r->head))) == NULL)
		return wh_nomem(&r->w->err);
	for (i = 0; i < r->row->n; i++) {
		wh_trim(r->row->v[i]);
		if (r->row->v[i][0] != '\0' &&
		    find(r, r->row->v[i]) < r->nhead)
			return wh_fail(&r->w->err, WH_FAIL, "%s:%ld: \"%s\":"
			    " two columns of this name", r->file,
			    r->row->line, r->row->v[i]);
		if ((r->head[r->nhead++] = strdup(r->row->v[i])) == NULL)
			return wh_nomem(&r->w->err);
	}
	wh_csv_columns(r->csv, r->nhead);
	if (r->nhead == 1 && strpbrk(r->head[0], ";\t|") != NULL)
		return wh_fail(&r->w->err, WH_FAIL, "%s:%ld: the header is"
		    " one column: fields are separated by commas, not by %s",
		    r->file, r->row->line, strchr(r->head[0], '\t') != NULL ?
		    "tabs" : "semicolons or bars");
	return true;
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
		else if (m != NULL && m->ncol > 0)
			return wh_fail(&r->w->err, WH_FAIL, "%s: no column"
			    " \"%s\", which %s takes for %s", r->file, name,
			    r->map->file, r->col[i].name);
	}
	return true;
}

/* What the map says of our column must be something that it heeds. */
static bool
check_map_column(struct wh_reader *r, const struct wh_map_col *m,
    const struct wh_col *col)
{
	const char	*what = NULL;

	if (col->type != WH_TIME && m->nformat > 0)
		what = "format is for times";
	else if (col->type != WH_REF && (m->path != NULL || m->under != NULL ||
	    m->unknown != NULL || m->make))
		what = "path, under and unknown are for references";
	return what == NULL || wh_fail(&r->w->err, WH_FAIL, "%s: \"%s\": %s",
	    r->map->file, m->name, what);
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
			return wh_fail(&r->w->err, WH_FAIL, "%s: \"%s\": no"
			    " such column of ours; whistle-csv(5) lists them",
			    r->map->file, r->map->col[i].name);
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
	for (at = 0; at < r->nhead && listed(r->map->keep, r->map->nkeep,
	    "*"); at++)
		if (!used[at] && r->head[at][0] != '_' && !listed(
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
		    !listed(r->map->ignore, r->map->nignore, r->head[i])))
			good = wh_fail(&r->w->err, WH_FAIL, "%s: column"
			    " \"%s\" is unknown; use a map (-m) that reads,"
			    " keeps or ignores it", r->file, r->head[i]);
	free(used);
	return good;
}
