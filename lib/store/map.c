/*
 * map.c - reading a map file: how the columns of a foreign CSV become ours.
 *
 * One setting a line; whistle-csv(5) describes them:
 *
 *	class = Complaint Type, Descriptor	our column = their columns
 *	source = 'nyc311'			a constant
 *	id = digest(Created, Address)		an id from other columns
 *	received.format = %m/%d/%Y		a property of our column
 *	state[Closed] = closed			a translated value
 *	ignore = BBL				columns that are not read
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "store/store.h"

struct parse {
	struct wh	*w;
	struct wh_map	*m;
	long		 line;
};

static bool
wrong(struct parse *p, const char *what, const char *why)
{
	return wh_fail(&p->w->err, WH_FAIL, "%s:%ld: \"%s\": %s", p->m->file,
	    p->line, what, why);
}

/* Append a copy of s to a list of strings. */
static bool
add(struct parse *p, char ***v, size_t *n, const char *s)
{
	char	**new;

	new = reallocarray(*v, *n + 1, sizeof(*new));
	if (new == NULL || (*v = new, new[*n] = strdup(s)) == NULL)
		return wh_nomem(&p->w->err);
	(*n)++;
	return true;
}

/*
 * Split "A, "B, C", D" at its commas; a name with a comma stands in double
 * quotes.
 */
static bool
add_list(struct parse *p, char ***v, size_t *n, char *s)
{
	char	*end, *next;

	for (; s != NULL; s = next) {
		s += strspn(s, " \t");
		if (*s == '"') {
			if ((end = strchr(++s, '"')) == NULL)
				return wrong(p, s, "quote never closed");
			next = strchr(end, ',');
		} else {
			next = strchr(s, ',');
			end = next != NULL ? next : s + strlen(s);
		}
		*end = '\0';
		next = next != NULL ? next + 1 : NULL;
		wh_trim(s);
		if (*s == '\0')
			return wrong(p, s, "a column without a name");
		if (!add(p, v, n, s))
			return false;
	}
	return true;
}

/* Our column of this name, made if it is not there. */
static struct wh_map_col *
column(struct parse *p, const char *name)
{
	struct wh_map_col	*c;
	size_t			 i;

	for (i = 0; i < p->m->ncol; i++)
		if (strcmp(p->m->col[i].name, name) == 0)
			return &p->m->col[i];
	c = reallocarray(p->m->col, i + 1, sizeof(*c));
	if (c == NULL) {
		wh_nomem(&p->w->err);
		return NULL;
	}
	p->m->col = c;
	memset(&c[i], 0, sizeof(*c));
	if ((c[i].name = strdup(name)) == NULL) {
		wh_nomem(&p->w->err);
		return NULL;
	}
	p->m->ncol++;
	return &c[i];
}

static bool
set(struct parse *p, char **to, const char *s)
{
	free(*to);
	return (*to = strdup(s)) != NULL || wh_nomem(&p->w->err);
}

/* COLUMN = their columns, a 'constant', or digest(columns) */
static bool
origin(struct parse *p, struct wh_map_col *c, char *s)
{
	size_t	n = strlen(s);

	if (c->ncol > 0 || c->constant != NULL)
		return wrong(p, c->name, "named twice");
	if (n >= 2 && s[0] == '\'' && s[n - 1] == '\'') {
		s[n - 1] = '\0';
		return set(p, &c->constant, s + 1);
	}
	if (strncmp(s, "digest(", 7) == 0 && s[n - 1] == ')') {
		s[n - 1] = '\0';
		c->digest = true;
		s += 7;
	}
	return add_list(p, &c->col, &c->ncol, s);
}

/* COLUMN.unknown = refuse, KEY, make, make under PARENT */
static bool
unknown(struct parse *p, struct wh_map_col *c, char *s)
{
	if (strcmp(s, "refuse") == 0)
		return true;
	if (strncmp(s, "make under ", 11) == 0) {
		c->make = true;
		wh_trim(s += 11);
		return set(p, &c->parent, s);
	}
	if (strcmp(s, "make") == 0)
		return c->make = true;
	return set(p, &c->unknown, s);
}

static bool
property(struct parse *p, struct wh_map_col *c, const char *name, char *s)
{
	if (strcmp(name, "format") == 0)
		return add(p, &c->format, &c->nformat, s);
	if (strcmp(name, "path") == 0)
		return set(p, &c->path, s);
	if (strcmp(name, "under") == 0)
		return set(p, &c->under, s);
	if (strcmp(name, "unknown") == 0)
		return unknown(p, c, s);
	return wrong(p, name, "no such property; there are format, path,"
	    " under and unknown");
}

/* COLUMN[their value] = our value */
static bool
value(struct parse *p, struct wh_map_col *c, const char *from, const char *to)
{
	struct wh_map_value	*v;

	v = reallocarray(c->value, c->nvalue + 1, sizeof(*v));
	if (v == NULL)
		return wh_nomem(&p->w->err);
	c->value = v;
	v += c->nvalue;
	v->from = strdup(from);
	v->to = strdup(to);
	c->nvalue++;
	return (v->from != NULL && v->to != NULL) || wh_nomem(&p->w->err);
}

/*
 * One setting.  The " = " that ends its name is the first one after a
 * closing bracket, so that a translated value may hold one.
 */
static bool
setting(struct parse *p, char *s)
{
	struct wh_map_col	*c;
	char			*at, *open, *eq;

	open = strchr(s, '[');
	eq = strchr(s, '=');
	if (open != NULL && open < eq && (at = strstr(open, "] =")) != NULL)
		eq = at + 2;
	if (eq == NULL)
		return wrong(p, s, "not NAME = VALUE");
	*eq++ = '\0';
	wh_trim(s);
	wh_trim(eq);
	if (strcmp(s, "ignore") == 0)
		return add_list(p, &p->m->ignore, &p->m->nignore, eq);
	if (strcmp(s, "keep") == 0)
		return add_list(p, &p->m->keep, &p->m->nkeep, eq);
	if (strcmp(s, "duplicate") == 0) {
		p->m->last = strcmp(eq, "last") == 0;
		return p->m->last || strcmp(eq, "refuse") == 0 ||
		    wrong(p, eq, "neither refuse nor last");
	}
	at = s + strcspn(s, ".[");
	open = *at == '[' ? at + 1 : NULL;
	if (*at != '\0')
		*at++ = '\0';
	if (open != NULL) {
		if (*open == '\0' || open[strlen(open) - 1] != ']')
			return wrong(p, s, "a [ without its ]");
		open[strlen(open) - 1] = '\0';
	}
	if ((c = column(p, s)) == NULL)
		return false;
	if (open != NULL)
		return value(p, c, open, eq);
	return *at != '\0' ? property(p, c, at, eq) : origin(p, c, eq);
}

/*
 * Read the map of this name; without a slash it is looked for among the
 * maps that are shipped.  NULL, with an error that names the line, if it
 * cannot be read.  Free with wh_map_close.
 */
struct wh_map *
wh_map_open(struct wh *w, const char *name)
{
	struct parse	 p = { .w = w };
	char		*line = NULL;
	size_t		 size = 0;
	FILE		*fp;

	if ((p.m = calloc(1, sizeof(*p.m))) == NULL) {
		wh_nomem(&w->err);
		return NULL;
	}
	if ((p.m->file = wh_share_path(w, "map", name, ".map")) == NULL ||
	    (fp = fopen(p.m->file, "re")) == NULL) {
		wh_fail(&w->err, WH_FAIL, "%s: %s", name, strerror(errno));
		wh_map_close(p.m);
		return NULL;
	}
	while (w->err.status == WH_OK && getline(&line, &size, fp) != -1) {
		p.line++;
		wh_trim(line);
		line[strcspn(line, "\r\n")] = '\0';
		if (strncmp(line, "\xef\xbb\xbf", 3) == 0)
			memmove(line, line + 3, strlen(line) - 2);
		wh_trim(line);
		if (*line != '\0' && *line != '#')
			setting(&p, line);
	}
	if (ferror(fp))
		wh_fail(&w->err, WH_FAIL, "%s: %s", name, strerror(errno));
	free(line);
	fclose(fp);
	if (w->err.status == WH_OK)
		return p.m;
	wh_map_close(p.m);
	return NULL;
}

/* What the map says of our column, or NULL; the map may be NULL. */
const struct wh_map_col *
wh_map_find(const struct wh_map *m, const char *name)
{
	size_t	i;

	for (i = 0; m != NULL && i < m->ncol; i++)
		if (strcmp(m->col[i].name, name) == 0)
			return &m->col[i];
	return NULL;
}

static void
free_list(char **v, size_t n)
{
	while (n > 0)
		free(v[--n]);
	free(v);
}

/* Free a map, which may be NULL. */
void
wh_map_close(struct wh_map *m)
{
	struct wh_map_col	*c;

	if (m == NULL)
		return;
	for (c = m->col; c < m->col + m->ncol; c++) {
		free(c->name);
		free_list(c->col, c->ncol);
		free(c->constant);
		free_list(c->format, c->nformat);
		free(c->path);
		free(c->under);
		free(c->unknown);
		free(c->parent);
		while (c->nvalue > 0) {
			free(c->value[--c->nvalue].from);
			free(c->value[c->nvalue].to);
		}
		free(c->value);
	}
	free(m->col);
	free_list(m->ignore, m->nignore);
	free_list(m->keep, m->nkeep);
	free(m->file);
	free(m);
}
