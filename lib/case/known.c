/*
 * known.c - exports that are known by their header: the maps that are
 * shipped.
 */
#include <dirent.h>
#include <errno.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>

#include "case/guess.h"

enum { LEAST = 5 };		/* columns by which an export is known */

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int
choose(const struct dirent *d)
{
	const char	*dot = strrchr(d->d_name, '.');

	return dot != NULL && strcmp(dot, ".map") == 0;
}

/* How many columns of the file the map reads or keeps, by name; 0 if one
   that it names, and needs, is not there. */
static size_t
reads(const struct wh_map *m, const struct wh_sample *s, bool *used)
{
	size_t	i, j, k, n = 0;
	char	**name;

	for (i = 0; i <= m->ncol; i++) {
		name = i < m->ncol ? m->col[i].col : m->keep;
		for (j = 0; j < (i < m->ncol ? m->col[i].ncol : m->nkeep);
		    j++) {
			if (strcmp(name[j], "*") == 0)
				continue;
			for (k = 0; k < s->ncol; k++)
				if (strcmp(s->name[k], name[j]) == 0)
					break;
			if (k < s->ncol) {
				n += !used[k];
				used[k] = true;
			} else if (i == m->ncol || !m->col[i].optional)
				return 0;
		}
	}
	return n;
}

/* Columns that the map knows nothing of: kept, so that nothing is lost. */
static void
print_more(struct wh_guess *g, const struct wh_map *m, const bool *used,
    FILE *fp)
{
	const char	*name;
	size_t		 i;

	for (i = 0; i < g->s.ncol; i++) {
		name = g->s.name[i];
		if (used[i] || *name == '_' ||
		    wh_listed(m->ignore, m->nignore, name) ||
		    wh_listed(m->keep, m->nkeep, name))
			continue;
		fputs("# It has a column more, so use this instead.\n", fp);
		if (wh_nameable(name)) {
			fputs("keep = ", fp);
			wh_put_name(fp, name);
			putc('\n', fp);
		} else
			fprintf(fp, "# column %zu cannot be named here: give"
			    " it a name in the file\n", i + 1);
		g->left = true;
	}
}

/* Is the file what a map takes it for that says nothing of its form? */
static bool
is_plain(const struct wh_sample *s)
{
	return s->delimiter == ',' && s->skip == 0 && s->header == 1 &&
	    s->totals.n == 0;
}

/* Print the map's file, after what it is. */
static bool
print(struct wh_guess *g, const struct wh_map *m, const char *name,
    const bool *used, FILE *fp)
{
	char	line[4096];
	FILE	*map;
	size_t	n = strlen(name) - strlen(".map");

	if ((map = fopen(m->file, "re")) == NULL)
		return wh_fail(&g->w->err, WH_FAIL, "%s: %s", m->file,
		    strerror(errno));
	if (is_plain(&g->s))
		fprintf(fp, "# %s: this export is known, use -m %.*s\n",
		    g->file, (int)n, name);
	else
		fprintf(fp, "# %s: this export is known, but of another form"
		    " than -m %.*s\n# reads: use this map, which says so.\n",
		    g->file, (int)n, name);
	wh_sketch_file(g, fp);
	print_more(g, m, used, fp);
	putc('\n', fp);
	while (fgets(line, sizeof(line), map) != NULL)
		fputs(line, fp);
	fclose(map);
	return true;
}

static bool
try(struct wh_guess *g, const char *dir, const char *name, FILE *fp)
{
	struct wh_map	*m;
	char		*path;
	bool		*used, found = false;

	if (asprintf(&path, "%s/%s", dir, name) == -1)
		return wh_nomem(&g->w->err);
	if ((used = calloc(g->s.ncol + 1, sizeof(*used))) != NULL &&
	    (m = wh_map_open(g->w, path)) != NULL) {
		found = reads(m, &g->s, used) >= LEAST &&
		    print(g, m, name, used, fp);
		wh_map_close(m);
	}
	free(used);
	free(path);
	return found;
}

/*
 * If the header is one that a shipped map reads, print that map and return
 * true.
 */
bool
wh_known_map(struct wh_guess *g, FILE *fp)
{
	struct dirent	**d;
	char		*path = wh_share_path(g->w, "map", "words", ".csv");
	const char	*dir;
	bool		 found = false;
	int		 i, n;

	if (path == NULL)
		return false;
	dir = dirname(path);
	n = scandir(dir, &d, choose, by_name);
	for (i = 0; i < n; i++) {
		if (!found && g->w->err.status == WH_OK)
			found = try(g, dir, d[i]->d_name, fp);
		free(d[i]);
	}
	if (n >= 0)
		free(d);
	free(path);
	return found;
}
