/*
 * raw.c - the rows of a CSV as they are read, under their own names.
 */
#include <stdlib.h>
#include <string.h>

#include "store/store.h"

struct wh_raw {
	struct wh_reader	*r;
	struct wh_col		*col;
	char			**name;
	size_t			 n;	/* columns */
	size_t			 named;	/* of which have a name by now */
	const char		**v;
};

static bool
taken(const struct wh_raw *s, const char *name)
{
	size_t	i;

	for (i = 0; i < s->named; i++)
		if (strcmp(s->name[i], name) == 0)
			return true;
	return false;
}

/*
 * What column i is called: its name, else its number; where two have one
 * name the later is "name (2)", for an object cannot have a key twice.
 */
static char *
name(const struct wh_raw *s, size_t i)
{
	const char	*head = s->r->head[i];
	char		 number[24], *name;
	size_t		 k = 1;

	snprintf(number, sizeof(number), "%zu", i + 1);
	if (*head == '\0')
		head = number;
	name = strdup(head);
	while (name != NULL && taken(s, name)) {
		free(name);
		if (asprintf(&name, "%s (%zu)", head, ++k) == -1)
			return NULL;
	}
	return name;
}

static bool
name_columns(struct wh_raw *s)
{
	s->n = s->r->nhead;
	s->col = calloc(s->n + 1, sizeof(*s->col));
	s->name = calloc(s->n + 1, sizeof(*s->name));
	s->v = calloc(s->n + 1, sizeof(*s->v));
	if (s->col == NULL || s->name == NULL || s->v == NULL)
		return wh_nomem(&s->r->w->err);
	for (; s->named < s->n; s->named++) {
		if ((s->name[s->named] = name(s, s->named)) == NULL)
			return wh_nomem(&s->r->w->err);
		s->col[s->named].name = s->name[s->named];
		s->col[s->named].en = s->name[s->named];
		s->col[s->named].zh = s->name[s->named];
		s->col[s->named].type = WH_TEXT;
	}
	return true;
}

/*
 * Read the file that the arguments name (-i, -e, -m, the delimiter) row by
 * row.  NULL, with an error, if it cannot be read.  Close with wh_raw_close.
 */
struct wh_raw *
wh_raw_open(struct wh *w, const struct wh_args *a)
{
	struct wh_raw	*s;

	if ((s = calloc(1, sizeof(*s))) == NULL) {
		wh_nomem(&w->err);
		return NULL;
	}
	if ((s->r = wh_reader_open(w, a, NULL, 0)) != NULL && name_columns(s))
		return s;
	wh_raw_close(s);
	return NULL;
}

/* The columns of the file, all of them texts, and how many. */
const struct wh_col *
wh_raw_columns(const struct wh_raw *s, size_t *n)
{
	*n = s->n;
	return s->col;
}

/*
 * The next row, a value for each column, "" for an empty one, valid until
 * the next call; NULL at the end or on an error.  What is no row is told as
 * an import tells it, and counted in *refused.
 */
const char *const *
wh_raw_next(struct wh_raw *s, int64_t *refused)
{
	bool	more = wh_reader_next(s->r);
	size_t	i;

	wh_tick(s->r->w, "reading", s->r->rows);
	*refused = s->r->refused;
	if (!more)
		return NULL;
	for (i = 0; i < s->n; i++)
		s->v[i] = i < s->r->row->n ? s->r->row->v[i] : "";
	return s->v;
}

/* Free a list of rows, which may be NULL. */
void
wh_raw_close(struct wh_raw *s)
{
	if (s == NULL)
		return;
	while (s->named > 0)
		free(s->name[--s->named]);
	wh_reader_close(s->r, false);
	free(s->name);
	free(s->col);
	free(s->v);
	free(s);
}
