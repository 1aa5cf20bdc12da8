/*
 * guess.c - a first map of a foreign file: a sample is read, columns are
 * placed by name and by value, and what they refer to is looked up.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "case/guess.h"

static const int	refs[] = {
	WH_C_CLASS, WH_C_AREA, WH_C_UNIT, WH_C_KIND, WH_C_SOURCE, WH_C_ROAD,
	WH_C_INTAKE_AREA, WH_C_CHANNEL
};
static const int	words[] = {
	WH_C_STATE, WH_C_SOLVED, WH_C_RATING, WH_C_DIRECT, WH_C_CONFIDENTIAL,
	WH_C_TARGET
};

/* Look at every column of the sample. */
static bool
look(struct wh_guess *g)
{
	struct wh_theirs	*t;
	const char		*s;
	size_t			 i, j;

	if ((g->t = calloc(g->s.ncol + 1, sizeof(*g->t))) == NULL)
		return wh_nomem(&g->w->err);
	for (i = 0, t = g->t; i < g->s.ncol; i++, t++) {
		t->name = g->s.name[i];
		t->nameable = *t->name != '\0' &&
		    strchr(t->name, '"') == NULL && wh_is_plain(t->name);
		t->word = wh_word_name(&g->words, t->name, false);
		if (t->word == NULL)
			t->word = wh_word_name(&g->words, g->s.last[i],
			    false);
		for (j = 0; j < g->s.nrow; j++) {
			if (*(s = wh_cell(&g->s, j, i)) == '\0')
				continue;
			t->filled++;
			wh_values_add(&t->all, s, true);
		}
		wh_values_sort(&t->all);
		wh_kinds(g->w, t);
	}
	return true;
}

/* What stands between the steps of most values of a column, or NULL. */
static const char *
separator(const struct wh_theirs *t)
{
	static const char *const	some[] = { "->", ">>", "→", "》", ">",
					    "/", "|", "\\" };
	size_t				i, k, n;

	for (k = 0; k < sizeof(some) / sizeof(some[0]); k++) {
		for (i = n = 0; i < t->all.n; i++)
			n += strstr(t->all.e[i].s, some[k]) != NULL;
		if (n > 0 && 10 * n >= 8 * t->all.n)
			return some[k];
	}
	return NULL;
}

/* The row's value of our column: a text, or the steps of a path. */
static void
value(const struct wh_guess *g, const struct wh_ours *o, size_t row,
    struct wh_buf *b)
{
	const char	*s, *end;
	size_t		 i;

	wh_buf_puts(b, "");
	for (b->n = i = 0; i < o->n; i++) {
		if (*(s = wh_cell(&g->s, row, o->col[i])) == '\0')
			continue;
		if (b->n > 0)
			wh_buf_puts(b, WH_PATH_SEP);
		for (; o->path != NULL && (end = strstr(s, o->path)) != NULL;
		    s = end + strlen(o->path)) {
			wh_buf_put(b, s, (size_t)(end - s));
			wh_buf_puts(b, WH_PATH_SEP);
		}
		wh_buf_puts(b, s);
	}
	if (b->n == 0 && b->s != NULL)
		b->s[0] = '\0';
}

/* How many of the distinct values are rows of the table, below under. */
static size_t
known(struct wh_guess *g, int role, const char *under)
{
	const struct wh_ours	*o = &g->o[role];
	struct wh_map_col	 m = { 0 };
	const char		*why;
	char			*copy = under != NULL ? strdup(under) : NULL;
	size_t			 i, n = 0;

	m.under = copy;
	for (i = 0; i < o->values.n; i++)
		n += wh_ref_path(g->w, wh_case_cols[role].ref,
		    o->values.e[i].s, &m, &why) > 0;
	free(copy);
	return n;
}

/* Of a tree the root below which most values are known, if that helps. */
static void
find_root(struct wh_guess *g, int role)
{
	static const char	*const sql = "SELECT code FROM class WHERE"
				    " parent IS NULL ORDER BY code";
	struct wh_ours		*o = &g->o[role];
	sqlite3_stmt		*s;
	char			*code;
	size_t			 n;

	if (role != WH_C_CLASS || o->known == o->values.n)
		return;
	s = wh_prepare(g->w, sql);
	while (wh_row(g->w, s)) {
		if ((code = strdup(wh_col_text(s, 0))) == NULL)
			break;
		if ((n = known(g, role, code)) > o->known) {
			o->known = n;
			free(o->under);
			o->under = code;
		} else
			free(code);
	}
	sqlite3_finalize(s);
}

/* The distinct values of our column, joined as an import joins them. */
static void
collect(struct wh_guess *g, int role)
{
	struct wh_ours	*o = &g->o[role];
	struct wh_buf	 b = { 0 };
	size_t		 i;

	for (i = 0; i < g->s.nrow; i++) {
		value(g, o, i, &b);
		if (b.s != NULL && *b.s != '\0')
			wh_values_add(&o->values, b.s, true);
	}
	wh_buf_free(&b);
	wh_values_sort(&o->values);
}

/*
 * Cells of merged rows: the first row has a value, half of the others have
 * none, and each value comes once.
 */
static bool
is_carried(const struct wh_guess *g, const struct wh_ours *o)
{
	const struct wh_theirs	*t;

	if (o->n == 0 || g->s.nrow < 6)
		return false;
	t = &g->t[o->col[0]];
	return *wh_cell(&g->s, 0, o->col[0]) != '\0' && t->filled >= 2 &&
	    t->all.n == t->filled && 2 * t->filled <= g->s.nrow;
}

static void
look_up(struct wh_guess *g)
{
	struct wh_ours	*o;
	size_t		 i;

	for (i = 0; i < sizeof(refs) / sizeof(refs[0]); i++) {
		o = &g->o[refs[i]];
		if (o->n == 1 && wh_spec_find(wh_case_cols[refs[i]].ref) !=
		    NULL && wh_spec_find(wh_case_cols[refs[i]].ref)->tree)
			o->path = separator(&g->t[o->col[0]]);
		collect(g, refs[i]);
		o->carry = is_carried(g, o);
		o->known = known(g, refs[i], NULL);
		find_root(g, refs[i]);
	}
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		collect(g, words[i]);
}

/* Does the word stand in the text, and not as a part of another? */
static bool
stands(const char *text, const char *word)
{
	const char	*p;
	size_t		 n = strlen(word);

	for (p = text; (p = strcasestr(p, word)) != NULL; p++)
		if ((p == text || !isalpha((unsigned char)p[-1])) &&
		    !isalpha((unsigned char)p[n]))
			return true;
	return false;
}

/* The source that the file's name tells, by a code or a name in it. */
static void
find_source(struct wh_guess *g)
{
	const char	*base = strrchr(g->file, '/');
	sqlite3_stmt	*s;

	base = base != NULL ? base + 1 : g->file;
	if (g->o[WH_C_SOURCE].n > 0)
		return;
	s = wh_prepare(g->w, "SELECT code, name FROM source ORDER BY id");
	while (g->source == NULL && wh_row(g->w, s))
		if (stands(base, wh_col_text(s, 0)) ||
		    strstr(base, wh_col_text(s, 1)) != NULL)
			g->source = strdup(wh_col_text(s, 0));
	sqlite3_finalize(s);
}

static void
forget(struct wh_guess *g)
{
	size_t	i;

	for (i = 0; g->t != NULL && i < g->s.ncol; i++)
		wh_values_free(&g->t[i].all);
	for (i = 0; i < WH_C_COLS; i++) {
		free(g->o[i].under);
		free(g->o[i].format);
		wh_values_free(&g->o[i].values);
	}
	free(g->t);
	free(g->source);
	wh_words_free(&g->words);
	wh_sample_free(&g->s);
}

/*
 * Look at the file that the arguments name and write a first map of it: one
 * that is shipped, if the header is the one that it reads, else what names
 * and values tell.  *left says whether something is left to be decided
 * before case-new takes it.  False, with an error, if the file cannot be
 * read; nothing is written then.
 */
bool
wh_guess(struct wh *w, const struct wh_args *a, FILE *fp, bool *left)
{
	struct wh_guess	g = { .w = w };

	g.file = strcmp(a->input, "-") == 0 ? "standard input" :
	    wh_is_plain(a->input) ? a->input : "a file";
	if (wh_words_read(w, &g.words) &&
	    wh_sample_read(w, a, &g.words, &g.s) && !wh_known_map(&g, fp) &&
	    w->err.status == WH_OK && look(&g)) {
		wh_place(&g);
		wh_place_by_values(&g);
		wh_place_id(&g);
		look_up(&g);
		find_source(&g);
		if (w->err.status == WH_OK)
			wh_sketch(&g, fp);
	}
	*left = g.left;
	forget(&g);
	return w->err.status == WH_OK;
}
