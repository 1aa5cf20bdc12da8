/*
 * gather.c - the rows of a table that is loaded: read, checked against its
 * description and against each other, and kept until they are merged.
 */
#include <stdlib.h>
#include <string.h>

#include "grid/load.h"

/* Does column i refer to the very table that is loaded? */
bool
wh_load_self(const struct wh_spec *s, size_t i)
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
	if (wh_reader_spoilt(l->r, i))
		return false;
	why = wh_value_check(l->w, &l->spec->col[i],
	    wh_load_self(l->spec, i) ? NULL : &row->cell[i].id,
	    wh_map_find(l->r->map, l->spec->col[i].name), &text, buf);
	if (why != NULL)
		return wh_reader_refuse(l->r, wh_reader_column(l->r, i),
		    l->r->v[i], "%s%s", why != l->spec->col[i].ref ? "" :
		    l->spec->col[i].flags & WH_SUM ? "not a sum of " :
		    "not one of ", why);
	if (strcmp(l->spec->name, "area") == 0 &&
	    (i == l->key || wh_load_self(l->spec, i)) &&
	    strlen(text) < 12 && strlen(text) > 1 &&
	    strspn(text, "0123456789") == strlen(text)) {
		if (asprintf(&s, "%s%.*s", text, 12 - (int)strlen(text),
		    "000000000000") == -1)
			return wh_nomem(&l->w->err);
	} else if ((s = strdup(text)) == NULL)
		return wh_nomem(&l->w->err);
	row->cell[i].s = s;
	return true;
}

/* The column of this name, or the number of columns if there is none. */
static size_t
column(const struct wh_spec *s, const char *name)
{
	size_t	i;

	for (i = 0; i < s->ncol && strcmp(s->col[i].name, name) != 0; i++)
		;
	return i;
}

/*
 * Two columns of which at most one is given; where one is needed, or a third
 * in their stead, or is NULL.
 */
static const struct either {
	const char	*table, *a, *b;
	bool		 needed;
	const char	*or;
} eithers[] = {
	{ "rule", "kind", "unit", true, "duty" },
	{ "post", "road", "area", true, NULL },
	{ "duty", "kind", "unit", false, NULL },
};

static bool
check_either(struct load *l, const struct cell *c, const struct either *e)
{
	const struct wh_spec	*s = l->spec;
	bool			 a = c[column(s, e->a)].s != NULL;
	bool			 b = c[column(s, e->b)].s != NULL;

	if (a && b)
		return wh_reader_refuse(l->r, NULL, NULL, "%s needs either %s"
		    " or %s", s->name, e->a, e->b);
	if (a || b || !e->needed || !wh_reader_has(l->r, e->a) ||
	    !wh_reader_has(l->r, e->b) ||
	    (e->or != NULL && c[column(s, e->or)].s != NULL))
		return true;
	return wh_reader_refuse(l->r, NULL, NULL, "%s needs either %s or %s%s"
	    "%s", s->name, e->a, e->b, e->or != NULL ? ", or else " : "",
	    e->or != NULL ? e->or : "");
}

/* A member of a ranking is one thing. */
static bool
check_member(struct load *l, const struct cell *c)
{
	static const char *const	one[] = { "unit", "area", "kind", "level" };
	size_t				i, n = 0, had = 0;

	if (strcmp(l->spec->name, "rank_member") != 0)
		return true;
	for (i = 0; i < sizeof(one) / sizeof(one[0]); i++) {
		n += c[column(l->spec, one[i])].s != NULL;
		had += wh_reader_has(l->r, one[i]);
	}
	return n == 1 || (n == 0 && had == 0) || wh_reader_refuse(l->r, NULL,
	    NULL, "rank_member needs one of unit, area, kind and level");
}

/*
 * What no single value can tell: just one of several columns is given, a term
 * does not end before it begins.
 */
static bool
check_row(struct load *l, const struct cell *c)
{
	const struct wh_spec	*s = l->spec;
	size_t			 i, a, b;

	for (i = 0; i < sizeof(eithers) / sizeof(eithers[0]); i++)
		if (strcmp(eithers[i].table, s->name) == 0 &&
		    !check_either(l, c, &eithers[i]))
			return false;
	if (!check_member(l, c))
		return false;
	a = column(s, "valid_from");
	b = column(s, "valid_to");
	return a == s->ncol || c[a].s == NULL || c[b].s == NULL ||
	    strcmp(c[a].s, c[b].s) <= 0 ||
	    wh_reader_refuse(l->r, wh_reader_column(l->r, b), c[b].s,
	    strcmp(s->name, "post") == 0 ? "before the term begins" :
	    "before its first day");
}

/*
 * Words after a limit, "1紧急工作时制止", say what is to be so by then: they go
 * to the filing condition, "... (制止)", unless it has them.
 */
static bool
keep_words(struct load *l, struct cell *c)
{
	struct wh_limit	 limit;
	const char	*why, *rest;
	char		*s, words[160];
	size_t		 i, condition;

	for (i = 0; i < l->spec->ncol &&
	    !(l->spec->col[i].flags & WH_WORDS); i++)
		;
	if (i == l->spec->ncol || c[i].s == NULL ||
	    !wh_limit_read(wh_readings(l->w), l->r->v[i], &limit, &rest,
	    &why) || *rest == '\0')
		return true;
	condition = column(l->spec, "condition");
	if (snprintf(words, sizeof(words), "（%s）", rest) >=
	    (int)sizeof(words) || c[condition].s == NULL)
		return wh_reader_refuse(l->r, wh_reader_column(l->r, i),
		    l->r->v[i], "words after the limit, and no condition to"
		    " put them to");
	if (strstr(c[condition].s, words) != NULL)
		return true;
	if (asprintf(&s, "%s%s", c[condition].s, words) == -1)
		return wh_nomem(&l->w->err);
	free(c[condition].s);
	c[condition].s = s;
	return true;
}

/* Office hours and workdays are texts of their own. */
static bool
check_hours(struct load *l, const struct cell *c)
{
	size_t		 i = column(l->spec, "windows");
	size_t		 j = column(l->spec, "days");
	const char	*why;

	if (c[i].s != NULL && (why = wh_windows_check(c[i].s)) != NULL)
		return wh_reader_refuse(l->r, wh_reader_column(l->r, i),
		    c[i].s, "%s", why);
	if (c[j].s != NULL && (why = wh_week_check(c[j].s)) != NULL)
		return wh_reader_refuse(l->r, wh_reader_column(l->r, j),
		    c[j].s, "%s", why);
	return true;
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
	if (good && check_row(l, row->cell) && keep_words(l, row->cell) &&
	    (strcmp(l->spec->name, "hours") != 0 ||
	    check_hours(l, row->cell)))
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
	struct cell		*c;
	const char		*why;
	int64_t			 id;
	size_t			 i, j;

	if (!check_keys(l))
		return false;
	for (i = 0; i < l->n; i++) {
		c = l->row[i].cell;
		for (j = 0; j < spec->ncol; j++) {
			if (!wh_load_self(spec, j) || c[j].s == NULL ||
			    search(l, c[j].s) != NULL)
				continue;
			id = wh_ref(l->w, spec->name, c[j].s, &why);
			if (id == 0)
				return wh_fail(&l->w->err, WH_FAIL,
				    "%s:%ld: %s: \"%s\": %s", l->r->file,
				    l->row[i].line, spec->col[j].name,
				    c[j].s, why);
			free(c[j].s);
			c[j].s = strdup(wh_ref_code(l->w, spec->name, id));
			if (c[j].s == NULL)
				return wh_nomem(&l->w->err);
		}
	}
	return true;
}

/* Free the rows. */
void
wh_load_unstage(struct load *l)
{
	while (l->n > 0)
		free_cells(l, &l->row[--l->n]);
	free(l->row);
}

/* Read and check the whole file.  False with an error. */
bool
wh_load_stage(struct load *l)
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
