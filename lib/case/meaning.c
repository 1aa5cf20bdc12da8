/*
 * meaning.c - what a first map says of the values of a column: which of ours
 * they are, as far as that is known, and what is left to be said.
 */
#include <stdlib.h>
#include <string.h>

#include "case/guess.h"

enum { LISTED = 12 };

/* Write a value in a comment: masked, one line. */
void
wh_put_shown(FILE *fp, const char *s)
{
	char	*p, *shown = wh_value_shown(s);

	for (p = shown; p != NULL && (p = strchr(p, *WH_PATH_SEP)) != NULL; )
		*p = '>';
	fputs(shown != NULL ? shown : "", fp);
	free(shown);
}

/* The most frequent values with how often they come. */
static void
put_counts(const struct wh_values *v, FILE *fp)
{
	size_t	i;

	fputs("#", fp);
	for (i = 0; i < v->n && i < LISTED; i++) {
		fprintf(fp, "%s %jd ", i > 0 ? "," : "", (intmax_t)v->e[i].n);
		wh_put_shown(fp, v->e[i].s);
	}
	if (v->n > LISTED)
		fprintf(fp, ", %zu more", v->n - LISTED);
	putc('\n', fp);
}

/* A value that a map can name: whole, on a line, and no telephone. */
static bool
is_sayable(const char *s)
{
	char	*masked = NULL;
	bool	 good = wh_mask(s, &masked) && masked == NULL;

	free(masked);
	return good && wh_is_plain(s) && strchr(s, ']') == NULL;
}

/* One value: what it means, if that is known, else what could be said. */
static void
put_value(struct wh_guess *g, int role, const char *s, bool known, FILE *fp)
{
	const char	*ours = wh_word_value(&g->words, role, s);

	if (known || !is_sayable(s))
		return;
	if (ours != NULL) {
		fprintf(fp, "%s[%s] = %s\n", wh_case_cols[role].name, s,
		    ours);
		return;
	}
	g->left = true;
	fprintf(fp, "# %s[%s] =\n", wh_case_cols[role].name, s);
}

/* Words of a few: each value that is not ours already. */
static void
put_words(struct wh_guess *g, int role, FILE *fp)
{
	const struct wh_ours	*o = &g->o[role];
	size_t			 i;

	if (o->values.n == 0)
		return;
	put_counts(&o->values, fp);
	fprintf(fp, "# each is to be one of: %s\n", wh_case_cols[role].ref);
	for (i = 0; i < o->values.n && i < 4 * LISTED; i++)
		put_value(g, role, o->values.e[i].s,
		    wh_word_in(wh_case_cols[role].ref, o->values.e[i].s), fp);
	if (o->values.n > 4 * LISTED || o->values.more)
		fputs("# there are more: case-map --check --unknown lists"
		    " them\n", fp);
}

/* Kinds, sources and channels, which are rows, but not ones that are made. */
static void
put_rows(struct wh_guess *g, int role, FILE *fp)
{
	const struct wh_ours	*o = &g->o[role];
	const char		*table = wh_case_cols[role].ref, *why;
	size_t			 i;
	bool			 other = false, there;

	if (o->values.n == 0)
		return;
	put_counts(&o->values, fp);
	for (i = 0; i < o->values.n && i < 4 * LISTED; i++) {
		there = wh_ref(g->w, table, o->values.e[i].s, &why) != 0;
		if (!there && wh_word_value(&g->words, role,
		    o->values.e[i].s) == NULL)
			other = true;
		else
			put_value(g, role, o->values.e[i].s, there, fp);
	}
	if (other && wh_ref(g->w, table, "other", &why) != 0)
		fprintf(fp, "# those that are not known; or name each: "
		    "%s[theirs] = ours\n%s.unknown = other\n",
		    wh_case_cols[role].name, wh_case_cols[role].name);
	else if (other)
		g->left = true;
}

/* Rows of a tree: where they begin, and what becomes of unknown ones. */
static void
put_tree(struct wh_guess *g, int role, FILE *fp)
{
	const struct wh_ours	*o = &g->o[role];
	const char		*name = wh_case_cols[role].name;

	if (o->path != NULL)
		fprintf(fp, "%s.path = %s\n", name, o->path);
	if (o->under != NULL)
		fprintf(fp, "%s.under = %s\n", name, o->under);
	if (o->values.n == 0)
		return;
	fprintf(fp, "# %zu of %zu different ones are known here", o->known,
	    o->values.n);
	if (o->known == o->values.n) {
		fputs("\n", fp);
		return;
	}
	fprintf(fp, "; load the others first, or have them made,\n"
	    "# to be reviewed: grid-load --dump %s --unreviewed\n"
	    "%s.unknown = make\n", wh_case_cols[role].ref, name);
}

static void
put_formats(struct wh_guess *g, int role, FILE *fp)
{
	const struct wh_ours	*o = &g->o[role];
	const struct wh_theirs	*t = &g->t[o->col[0]];
	const char		*name = wh_case_cols[role].name;
	size_t			 i;

	if (o->format != NULL) {
		fprintf(fp, "%s.format = %s\n", name, o->format);
		return;
	}
	if (t->serials)
		fprintf(fp, "# day numbers of a spreadsheet\n"
		    "%s.format = serial\n", name);
	for (i = 0; i < t->nformat && !t->ambiguous; i++)
		fprintf(fp, "%s.format = %s\n", name, t->format[i]);
	if (!t->ambiguous)
		return;
	g->left = true;
	fprintf(fp, "# month or day first? the values do not tell; uncomment"
	    " one:\n# %s.format = %s\n# %s.format = %%d%c%%m%s\n", name,
	    t->format[0], name, t->format[0][2], t->format[0] + 5);
}

/* Write what is said of the values of our column, which has an origin. */
void
wh_sketch_values(struct wh_guess *g, int role, FILE *fp)
{
	if (wh_case_cols[role].type == WH_TIME)
		put_formats(g, role, fp);
	else if (role == WH_C_CLASS || role == WH_C_AREA ||
	    role == WH_C_UNIT || role == WH_C_INTAKE_AREA)
		put_tree(g, role, fp);
	else if (role == WH_C_KIND || role == WH_C_SOURCE ||
	    role == WH_C_CHANNEL)
		put_rows(g, role, fp);
	else if (wh_case_cols[role].ref != NULL && role != WH_C_ROAD)
		put_words(g, role, fp);
}
