/*
 * sketch.c - a first map as it is printed: settings that are sure, and what
 * is not as comments that say what to do.
 */
#include <stdlib.h>
#include <string.h>

#include "case/guess.h"

enum { LISTED = 12, EXAMPLES = 3 };

/* A value in a comment: masked, one line. */
static void
put_shown(FILE *fp, const char *s)
{
	char	*p, *shown = wh_value_shown(s);

	for (p = shown; p != NULL && (p = strchr(p, *WH_PATH_SEP)) != NULL; )
		*p = '>';
	fputs(shown != NULL ? shown : "", fp);
	free(shown);
}

/* A name as a map takes it: one with a comma in quotes. */
static void
put_name(FILE *fp, const char *s)
{
	bool	quote = strchr(s, ',') != NULL || *s == '\'';

	fprintf(fp, quote ? "\"%s\"" : "%s", s);
}

static void
put_names(const struct wh_guess *g, const struct wh_ours *o, FILE *fp)
{
	size_t	i;

	for (i = 0; i < o->n; i++) {
		fputs(i > 0 ? ", " : "", fp);
		put_name(fp, g->t[o->col[i]].name);
	}
}

static void
put_delimiter(FILE *fp, char c)
{
	static const struct { char c; const char *name; } names[] = {
		{ '\t', "tab" }, { ';', "semicolon" }, { '|', "bar" }
	};
	size_t	i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].c == c) {
			fprintf(fp, "delimiter = %s\n", names[i].name);
			return;
		}
	fprintf(fp, "delimiter = '%c'\n", c);
}

/*
 * Write the settings of the file that are not what they are without saying.
 */
void
wh_sketch_file(const struct wh_guess *g, FILE *fp)
{
	const struct wh_sample	*s = &g->s;
	size_t			 i;

	if (s->delimiter != ',')
		put_delimiter(fp, s->delimiter);
	if (s->skip > 0)
		fprintf(fp, "skip = %ld\n", s->skip);
	if (s->header != 1)
		fprintf(fp, "header = %d\n", s->header);
	for (i = 0; i < s->totals.n; i++)
		fprintf(fp, "%s%s", i > 0 ? ", " : "totals = ",
		    s->totals.e[i].s);
	if (s->totals.n > 0)
		putc('\n', fp);
	if (s->few > 0)
		fprintf(fp, "# %jd rows have fewer fields than the header,"
		    " the first is line %ld;\n# if those are only left out at"
		    " the end: ragged = fill\n", (intmax_t)s->few,
		    s->few_line);
	if (s->bad > 0)
		fprintf(fp, "# %jd rows cannot be read, the first is line"
		    " %ld; case-map --check tells why\n", (intmax_t)s->bad,
		    s->bad_line);
}

/* The most frequent values with how often they come. */
static void
put_counts(const struct wh_values *v, FILE *fp)
{
	size_t	i;

	fputs("#", fp);
	for (i = 0; i < v->n && i < LISTED; i++) {
		fprintf(fp, "%s %jd ", i > 0 ? "," : "", (intmax_t)v->e[i].n);
		put_shown(fp, v->e[i].s);
	}
	if (v->n > LISTED)
		fprintf(fp, ", %zu more", v->n - LISTED);
	putc('\n', fp);
}

/* One value: what it means, if that is known, else what could be said. */
static void
put_value(struct wh_guess *g, int role, const char *s, bool known, FILE *fp)
{
	const char	*ours = wh_word_value(&g->words, role, s);

	if (known || !wh_is_plain(s) || strchr(s, ']') != NULL)
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

/* The setting of one of our columns, and all that belongs to it. */
static void
put_ours(struct wh_guess *g, int role, FILE *fp)
{
	const struct wh_ours	*o = &g->o[role];
	const char		*name = wh_case_cols[role].name;

	if (o->n == 0)
		return;
	if (o->by == WH_BY_LIKE)
		fputs("# by the end of its name: is it that?\n", fp);
	else if (o->by == WH_BY_VALUES && !o->digest)
		fputs("# by its values: is it that?\n", fp);
	if (o->digest && g->unique < g->rows) {
		fputs("# ", fp);
		g->left = true;
	}
	fprintf(fp, "%s = %s", name, o->digest ? "digest(" : "");
	put_names(g, o, fp);
	fputs(o->digest ? ")\n" : "\n", fp);
	if (o->carry)
		fprintf(fp, "# an empty cell says what the one above it"
		    " says\n%s.carry = yes\n", name);
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
	putc('\n', fp);
}

/* What is said of the id before it. */
static void
put_id(struct wh_guess *g, FILE *fp)
{
	const struct wh_ours	*o = &g->o[WH_C_ID];
	const struct wh_theirs	*t = o->n > 0 ? &g->t[o->col[0]] : NULL;

	if (t == NULL) {
		fputs("# no column is an id, and none make rows differ:\n"
		    "# id = digest(COLUMN, COLUMN)\n\n", fp);
		g->left = true;
		return;
	}
	if (o->digest)
		fprintf(fp, "# no column is an id; rows that agree in all of"
		    " these are one case:\n# %zu of %zu rows%s\n", g->unique,
		    g->s.nrow, g->unique < g->rows ? ", but more differ:"
		    " which columns tell cases apart?" : "");
	else if (t->all.n < t->filled)
		fprintf(fp, "# %zu of %zu rows have an id that another row"
		    " has: if the last is to count,\n# duplicate = last\n",
		    t->filled - t->all.n, t->filled);
	if (!o->digest && t->filled < g->s.nrow)
		fprintf(fp, "# %zu rows have no id and will be refused\n",
		    g->s.nrow - t->filled);
}

static void
put_source(struct wh_guess *g, FILE *fp)
{
	const char	*base = strrchr(g->file, '/');
	sqlite3_stmt	*s;
	size_t		 n;

	if (g->o[WH_C_SOURCE].n > 0)
		return;
	base = base != NULL ? base + 1 : g->file;
	n = strcspn(base, "'\r\n");
	if (memrchr(base, '.', n) != NULL)
		n = (size_t)((const char *)memrchr(base, '.', n) - base);
	if (g->source != NULL)
		fputs("# by the name of the file: is it that?\n", fp);
	else {
		fputs("# where do these cases come from? one of\n#", fp);
		s = wh_sql(g->w, "SELECT code FROM source ORDER BY id");
		while (wh_row(g->w, s))
			fprintf(fp, " %s", wh_col_text(s, 0));
		fputs("\n# or load a new one: grid-load source\n", fp);
		g->left = true;
	}
	if (g->source != NULL)
		fprintf(fp, "source = '%s'\n\n", g->source);
	else
		fprintf(fp, "source = '%.*s'\n\n", (int)n, base);
}

/* What a column that has no place holds; names and the like are not shown. */
static void
put_contents(const struct wh_guess *g, const struct wh_theirs *t, FILE *fp)
{
	bool	personal = t->word != NULL && (t->word->role ==
		    WH_R_PERSONAL || t->word->role == WH_C_CALLER ||
		    t->word->role == WH_C_ADDRESS);
	size_t	i;

	fprintf(fp, "# %zu of %zu rows, %zu different%s", t->filled,
	    g->s.nrow, t->all.n, personal || t->all.n == 0 ? "" : ": ");
	for (i = 0; !personal && i < t->all.n && i < EXAMPLES; i++) {
		fputs(i > 0 ? " | " : "", fp);
		put_shown(fp, t->all.e[i].s);
	}
	putc('\n', fp);
	if (t->why != NULL)
		fprintf(fp, "# %s\n", t->why);
	else if (personal)
		fputs("# of a person: what is kept everybody can read; or"
		    " ignore = it\n", fp);
	else if (t->word != NULL && t->word->role < WH_C_COLS)
		fprintf(fp, "# %s would be another\n",
		    wh_case_cols[t->word->role].name);
	else if (wh_is_time(t) && t->reals < t->all.n)
		fputs("# times: one of received, dispatched, signed, handled,"
		    " checked, closed, called?\n", fp);
}

static void
put_rest(struct wh_guess *g, FILE *fp)
{
	struct wh_theirs	*t;
	bool			 nameless = false;
	size_t			 i, n = 0;

	for (i = 0, t = g->t; i < g->s.ncol; i++, t++) {
		if (t->used || t->name[0] == '_')
			continue;
		if (n++ == 0)
			fputs("# Not placed: kept with the case as they are."
			    "\n", fp);
		if (!t->nameable) {
			fprintf(fp, "# column %zu cannot be named here: give"
			    " it a name in the file, or lose it\n", i + 1);
			nameless = true;
		}
		put_contents(g, t, fp);
		if (!t->nameable)
			continue;
		if (t->word != NULL && t->word->role == WH_R_NUMBER)
			fputs("# the number of a line, which another export"
			    " gives to another case\nignore = ", fp);
		else
			fputs("keep = ", fp);
		put_name(fp, t->name);
		putc('\n', fp);
	}
	if (nameless)
		fputs("ignore = *\n", fp);
}

/* Is it a file of cases at all, and what would keep case-new from it? */
static void
put_doubts(struct wh_guess *g, FILE *fp)
{
	size_t	i, j, n = 0;

	for (i = 0; i < WH_C_COLS; i++)
		n += g->o[i].n > 0 && (i != WH_C_ID ||
		    g->o[i].by == WH_BY_NAME);
	for (i = j = 0; i < g->s.ncol; i++)
		j += wh_case_column(g->t[i].name) != WH_R_NONE;
	if (j == g->s.ncol)
		fputs("# These are the toolkit's own columns: no map is"
		    " needed.\n", fp);
	if (n < 3)
		fputs("# Few columns look like those of cases. Is it reference"
		    " data?  grid-load --tables\n# lists what that has.\n",
		    fp);
	if (g->o[WH_C_RECEIVED].n == 0) {
		fputs("# No column is the time of receipt, without which there"
		    " is no case:\n# received = COLUMN\n", fp);
		g->left = true;
	}
	for (i = 0; i < g->s.ncol; i++)
		for (j = 0; j < i; j++)
			if (*g->t[i].name != '\0' && strcmp(g->t[i].name,
			    g->t[j].name) == 0) {
				fprintf(fp, "# Columns %zu and %zu have one"
				    " name: give one of them another, in the"
				    " file.\n", j + 1, i + 1);
				g->left = true;
				break;
			}
}

/*
 * Write the map.  g->left is set if something in it is left to be decided.
 */
void
wh_sketch(struct wh_guess *g, FILE *fp)
{
	int	role;

	fprintf(fp, "# A first map of %s (%s, %zu rows of it), by case-map."
	    "\n# Read it; whistle-csv(5) explains every line.  Then:\n"
	    "# case-map --check -m MAP %s\n", g->file, g->s.enc, g->s.nrow,
	    g->file);
	put_doubts(g, fp);
	putc('\n', fp);
	wh_sketch_file(g, fp);
	putc('\n', fp);
	put_source(g, fp);
	put_id(g, fp);
	for (role = 0; role < WH_C_COLS; role++)
		put_ours(g, role, fp);
	put_rest(g, fp);
}
