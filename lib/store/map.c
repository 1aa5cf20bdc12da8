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
 *	delimiter = semicolon			a setting of the file
 *	ignore = BBL				columns that are not read
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "store/map.h"

/* Refuse the line that is read: WHAT of it, and why. */
bool
wh_map_wrong(struct wh_map_parse *p, const char *what, const char *why)
{
	return wh_fail(&p->w->err, WH_FAIL, "%s:%ld: \"%s\": %s", p->m->file,
	    p->line, what, why);
}

/* Append a copy of s to a list of strings. */
bool
wh_map_add(struct wh_map_parse *p, char ***v, size_t *n, const char *s)
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
bool
wh_map_list(struct wh_map_parse *p, char ***v, size_t *n, char *s)
{
	char	*end, *next;

	for (; s != NULL; s = next) {
		s += strspn(s, " \t");
		if (*s == '"') {
			if ((end = strchr(++s, '"')) == NULL)
				return wh_map_wrong(p, s, "quote never closed");
			next = end + 1 + strspn(end + 1, " \t");
			if (*next != '\0' && *next != ',')
				return wh_map_wrong(p, next, "no comma before"
				    " it");
			next = *next == ',' ? next : NULL;
		} else {
			next = strchr(s, ',');
			end = next != NULL ? next : s + strlen(s);
		}
		*end = '\0';
		next = next != NULL ? next + 1 : NULL;
		wh_trim(s);
		if (*s == '\0')
			return wh_map_wrong(p, s, "a column without a name");
		if (!wh_map_add(p, v, n, s))
			return false;
	}
	return true;
}

/* Our column of this name, made if it is not there. */
static struct wh_map_col *
column(struct wh_map_parse *p, const char *name)
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
	c[i].line = p->line;
	if ((c[i].name = strdup(name)) == NULL) {
		wh_nomem(&p->w->err);
		return NULL;
	}
	p->m->ncol++;
	return &c[i];
}

/* Let *to be a copy of s. */
bool
wh_map_set(struct wh_map_parse *p, char **to, const char *s)
{
	free(*to);
	return (*to = strdup(s)) != NULL || wh_nomem(&p->w->err);
}

/* COLUMN = their columns, a 'constant', or digest(columns) */
static bool
origin(struct wh_map_parse *p, struct wh_map_col *c, char *s)
{
	size_t	n = strlen(s);

	if (c->ncol > 0 || c->constant != NULL)
		return wh_map_wrong(p, c->name, "named twice");
	if (n >= 2 && s[0] == '\'' && s[n - 1] == '\'') {
		s[n - 1] = '\0';
		return wh_map_set(p, &c->constant, s + 1);
	}
	if (strncmp(s, "digest(", 7) == 0 && s[n - 1] == ')') {
		s[n - 1] = '\0';
		c->digest = true;
		s += 7;
	}
	return wh_map_list(p, &c->col, &c->ncol, s);
}

/* COLUMN[their value] = our value */
static bool
value(struct wh_map_parse *p, struct wh_map_col *c, const char *from,
    const char *to)
{
	struct wh_map_value	*v;

	v = reallocarray(c->value, c->nvalue + 1, sizeof(*v));
	if (v == NULL)
		return wh_nomem(&p->w->err);
	c->value = v;
	v += c->nvalue;
	v->line = p->line;
	v->pattern = strpbrk(from, "*?") != NULL && strcmp(from, "*") != 0;
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
setting(struct wh_map_parse *p, char *s)
{
	struct wh_map_col	*c;
	char			*at, *open, *eq;
	bool			 is;

	open = strchr(s, '[');
	eq = strchr(s, '=');
	if (open != NULL && open < eq && (at = strstr(open, "] =")) != NULL)
		eq = at + 2;
	if (eq == NULL)
		return wh_map_wrong(p, s, "not NAME = VALUE");
	*eq++ = '\0';
	wh_trim(s);
	wh_trim(eq);
	if (!wh_map_setting(p, s, eq, &is) || is)
		return p->w->err.status == WH_OK;
	at = s + strcspn(s, ".[");
	open = *at == '[' ? at + 1 : NULL;
	if (*at != '\0')
		*at++ = '\0';
	if (open != NULL) {
		if (*open == '\0' || open[strlen(open) - 1] != ']')
			return wh_map_wrong(p, s, "a [ without its ]");
		open[strlen(open) - 1] = '\0';
	}
	if ((c = column(p, s)) == NULL)
		return false;
	if (open != NULL)
		return value(p, c, open, eq);
	return *at != '\0' ? wh_map_property(p, c, at, eq) : origin(p, c, eq);
}

static int
by_from(const void *a, const void *b)
{
	const struct wh_map_value *const	*x = a, *const *y = b;
	int					 d;

	d = strcmp((*x)->from, (*y)->from);
	return d != 0 ? d : (*x)->line < (*y)->line ? -1 : 1;
}

/* Order the values of a column so that one can be looked up by theirs. */
static bool
index_values(struct wh_map_parse *p, struct wh_map_col *c)
{
	size_t	i;

	if (c->nvalue == 0)
		return true;
	if ((c->exact = calloc(c->nvalue, sizeof(*c->exact))) == NULL)
		return wh_nomem(&p->w->err);
	for (i = 0; i < c->nvalue; i++)
		c->exact[i] = &c->value[i];
	qsort(c->exact, c->nvalue, sizeof(*c->exact), by_from);
	for (i = 1; i < c->nvalue; i++)
		if (strcmp(c->exact[i]->from, c->exact[i - 1]->from) == 0) {
			p->line = c->exact[i]->line;
			return wh_map_wrong(p, c->exact[i]->from,
			    "said twice");
		}
	c->nexact = c->nvalue;
	return true;
}

/* Read a line, of n bytes. */
static bool
read_line(struct wh_map_parse *p, char *line, size_t n)
{
	p->line++;
	if (strlen(line) != n || !wh_utf8_ok(line, n))
		return wh_fail(&p->w->err, WH_FAIL, "%s:%ld: not UTF-8, which"
		    " a map must be", p->m->file, p->line);
	if (p->line == 1 && strncmp(line, "\xef\xbb\xbf", 3) == 0)
		memmove(line, line + 3, n - 2);
	line[strcspn(line, "\r\n")] = '\0';
	wh_trim(line);
	return *line == '\0' || *line == '#' || setting(p, line);
}

/*
 * Read a map from fp, which stays the caller's; file names it in messages.
 * NULL, with an error that names the line, if it cannot be read.  Free with
 * wh_map_close.
 */
struct wh_map *
wh_map_read(struct wh *w, const char *file, FILE *fp)
{
	struct wh_map_parse	 p = { .w = w };
	struct wh_sha		 sha;
	char			*line = NULL;
	size_t			 size = 0, i;
	ssize_t			 n;

	if ((p.m = calloc(1, sizeof(*p.m))) == NULL ||
	    (p.m->file = strdup(file)) == NULL)
		wh_nomem(&w->err);
	else {
		p.m->delimiter = ',';
		p.m->header = 1;
	}
	wh_sha_init(&sha);
	while (w->err.status == WH_OK && (n = getline(&line, &size, fp)) > 0) {
		wh_sha_add(&sha, line, (size_t)n);
		read_line(&p, line, (size_t)n);
	}
	if (w->err.status == WH_OK && ferror(fp))
		wh_fail(&w->err, WH_FAIL, "%s: %s", file, strerror(errno));
	for (i = 0; w->err.status == WH_OK && i < p.m->ncol; i++)
		index_values(&p, &p.m->col[i]);
	free(line);
	if (w->err.status == WH_OK) {
		wh_sha_hex(&sha, p.m->digest);
		return p.m;
	}
	wh_map_close(p.m);
	return NULL;
}

/*
 * Read the map of this name; without a slash it is looked for among the
 * maps that are shipped.  As wh_map_read.
 */
struct wh_map *
wh_map_open(struct wh *w, const char *name)
{
	struct wh_map	*m = NULL;
	char		*path;
	FILE		*fp;

	if ((path = wh_share_path(w, "map", name, ".map")) == NULL ||
	    (fp = fopen(path, "re")) == NULL)
		wh_fail(&w->err, WH_FAIL, "%s: %s", name, strerror(errno));
	else {
		m = wh_map_read(w, path, fp);
		fclose(fp);
	}
	free(path);
	return m;
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
	size_t			 i;

	if (m == NULL)
		return;
	for (i = 0; i < m->ncol; i++) {
		c = &m->col[i];
		free(c->name);
		free_list(c->col, c->ncol);
		free(c->constant);
		free_list(c->format, c->nformat);
		free(c->path);
		free(c->under);
		free(c->unknown);
		free(c->parent);
		free(c->join);
		free(c->split);
		free(c->exact);
		while (c->nvalue > 0) {
			free(c->value[--c->nvalue].from);
			free(c->value[c->nvalue].to);
		}
		free(c->value);
	}
	free(m->col);
	free_list(m->ignore, m->nignore);
	free_list(m->keep, m->nkeep);
	free_list(m->totals, m->ntotals);
	free(m->file);
	free(m);
}
