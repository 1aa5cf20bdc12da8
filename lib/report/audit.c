/*
 * audit.c - does what a bulletin prints follow from what else it prints?
 *
 * A list of facts says of each figure how it is made; a table of a bulletin
 * does not, and relation.c finds it out.  Both are read by the reader of all
 * CSV, and both give a record for each figure that was looked at.
 */
#include <stdlib.h>
#include <string.h>

#include "case/guess.h"
#include "report/audit.h"

static const struct wh_col cols[WH_AU_COLS] = {
	[WH_AU_LINE] = { "line", WH_INT, NULL, WH_KEY, "Line", "行号" },
	[WH_AU_ROW] = { "row", WH_TEXT, NULL, 0, "Row", "行" },
	[WH_AU_COLUMN] = { "column", WH_TEXT, NULL, 0, "Column", "列" },
	[WH_AU_CHECK] = { "check", WH_TEXT, NULL, 0, "Check", "核对" },
	[WH_AU_PRINTED] = { "printed", WH_TEXT, NULL, 0, "Printed", "所印" },
	[WH_AU_COMPUTED] = { "computed", WH_TEXT, NULL, 0, "Computed",
	    "应为" },
	[WH_AU_VERDICT] = { "verdict", WH_TEXT, NULL, 0, "Verdict", "结论" },
	[WH_AU_WHY] = { "why", WH_TEXT, NULL, 0, "Why", "依据" },
};

/*
 * The columns of an audit, and how many.
 */
const struct wh_col *
wh_audit_columns(size_t *n)
{
	*n = WH_AU_COLS;
	return cols;
}

/* Has something gone wrong, so that nothing more is to be done? */
bool
wh_audit_stop(const struct wh_audit *a)
{
	return a->w->err.status != WH_OK;
}

/*
 * All rows have been read: is each of them good?  A sum without a row that
 * was refused would be wrong.
 */
bool
wh_audit_end(struct wh_audit *a)
{
	if (!wh_audit_stop(a) && a->r->refused > 0)
		wh_fail(&a->w->err, WH_FAIL, "%s: %jd of %jd rows are"
		    " refused; nothing was checked", a->r->file,
		    (intmax_t)a->r->refused, (intmax_t)a->r->rows);
	return !wh_audit_stop(a);
}

static char *
copy(struct wh_audit *a, const char *s)
{
	char	*p = s != NULL ? strdup(s) : NULL;

	if (p == NULL && s != NULL)
		wh_nomem(&a->w->err);
	return p;
}

/*
 * Keep a record of a figure; false without memory.
 */
bool
wh_audit_add(struct wh_audit *a, const struct wh_finding *f)
{
	const char	*v[WH_AU_COLS] = {
		NULL, f->row, f->column, wh_check_words[a->zh][f->check],
		f->printed, f->computed, wh_verdict_words[a->zh][f->verdict],
		f->why
	};
	char		 line[24];
	void		*p;
	size_t		 i;

	snprintf(line, sizeof(line), "%ld", f->line);
	v[WH_AU_LINE] = line;
	if (a->n == a->max) {
		a->max = a->max > 0 ? 2 * a->max : 64;
		p = reallocarray(a->rec, a->max, sizeof(*a->rec));
		if (p == NULL)
			return wh_nomem(&a->w->err);
		a->rec = p;
	}
	for (i = 0; i < WH_AU_COLS; i++)
		a->rec[a->n][i] = copy(a, v[i]);
	a->n++;
	a->count[f->verdict]++;
	return !wh_audit_stop(a);
}

/* Does a folded heading say a word?  Of a Latin one it must be the end. */
static bool
says(const char *s, const struct wh_head_word *word, bool whole)
{
	size_t	n = strlen(s), len = strlen(word->s);

	if (whole || word->role == WH_H_SKIP)
		return strcmp(s, word->s) == 0;
	if ((unsigned char)*word->s >= 0x80)
		return strstr(s, word->s) != NULL;
	return n >= len && strcmp(s + n - len, word->s) == 0;
}

/*
 * What a heading says by the words of bulletin.csv: the longest of them in
 * it, or with whole the one that it is; of equals the last one of the file.
 */
enum wh_head_role
wh_audit_role(const struct wh_audit *a, const char *head, bool whole)
{
	enum wh_head_role	 role = WH_H_NONE;
	char			*s = wh_fold(head);
	size_t			 i, best = 0;

	if (s == NULL)
		wh_nomem(&a->w->err);
	for (i = 0; s != NULL && i < a->nword; i++)
		if (a->word[i].role != WH_H_ABSENT &&
		    strlen(a->word[i].s) >= best &&
		    says(s, &a->word[i], whole)) {
			best = strlen(a->word[i].s);
			role = a->word[i].role;
		}
	free(s);
	return role;
}

/*
 * What the name of a row says: it is a word for a total or a subtotal, or
 * ends with one for a subtotal; WH_H_NONE if neither.
 */
enum wh_head_role
wh_audit_total(const struct wh_audit *a, const char *name)
{
	enum wh_head_role	 role = wh_audit_role(a, name, true);
	char			*s;
	size_t			 i, n, len;

	if (role == WH_H_TOTAL || role == WH_H_SUBTOTAL)
		return role;
	if ((s = wh_fold(name)) == NULL) {
		wh_nomem(&a->w->err);
		return WH_H_NONE;
	}
	role = WH_H_NONE;
	n = strlen(s);
	for (i = 0; i < a->nword; i++) {
		len = strlen(a->word[i].s);
		if (a->word[i].role == WH_H_SUBTOTAL && n >= len &&
		    strcmp(s + n - len, a->word[i].s) == 0)
			role = WH_H_SUBTOTAL;
	}
	free(s);
	return role;
}

/*
 * Does a cell say that there is no number in it?
 */
bool
wh_audit_absent(const struct wh_audit *a, const char *cell)
{
	size_t	i;

	for (i = 0; i < a->nword; i++)
		if (a->word[i].role == WH_H_ABSENT &&
		    strcmp(a->word[i].s, cell) == 0)
			return true;
	return *cell == '\0';
}

/* Take a line of bulletin.csv. */
static bool
add_word(struct wh_audit *a, struct wh_reader *r)
{
	static const char *const	 roles[WH_H_ROLES] = {
		"", "skip", "absent", "total", "subtotal", "rate", "share",
		"change", "average"
	};
	struct wh_head_word		*p;
	int				 role;

	for (role = 1; role < WH_H_ROLES; role++)
		if (strcmp(r->v[0], roles[role]) == 0)
			break;
	if (role == WH_H_ROLES)
		return wh_fail(&a->w->err, WH_FAIL, "%s:%ld: \"%s\": no such"
		    " role", r->file, r->row->line, r->v[0]);
	p = reallocarray(a->word, a->nword + 1, sizeof(*p));
	if (p == NULL)
		return wh_nomem(&a->w->err);
	a->word = p;
	p[a->nword].role = (enum wh_head_role)role;
	/* What is absent is all marks, which folding takes away. */
	p[a->nword].s = role == WH_H_ABSENT ? strdup(r->v[1]) :
	    wh_fold(r->v[1]);
	return p[a->nword++].s != NULL || wh_nomem(&a->w->err);
}

static bool
read_words(struct wh_audit *a)
{
	static const struct wh_col	 col[] = {
		{ "role", WH_TEXT, NULL, WH_MUST, "Role", "作用" },
		{ "word", WH_TEXT, NULL, WH_MUST, "Word", "词" },
	};
	struct wh_args			 args = { WH_ARGS };
	struct wh_reader		*r = NULL;
	char				*path;

	path = wh_share_path(a->w, "map", "bulletin", ".csv");
	args.input = path;
	if (path != NULL)
		r = wh_reader_open(a->w, &args, col, 2);
	while (r != NULL && wh_reader_next(r))
		if (r->v[0] == NULL || r->v[1] == NULL)
			wh_reader_refuse(r, NULL, NULL, "a role and a word"
			    " are needed");
		else if (!add_word(a, r))
			break;
	if (r != NULL)
		wh_reader_end(r);
	wh_reader_close(r, false);
	free(path);
	return !wh_audit_stop(a);
}

/*
 * Audit the file that the arguments name (-i, -e, -m): a list of facts if it
 * has their columns, else a table.  people: reasons in the language for
 * people.  base are nbase texts RATE=BASE: the column that a rate claims as
 * its base.  NULL, with an error, if it cannot be read or a number in it is
 * none.  Close with wh_audit_close.
 */
struct wh_audit *
wh_audit(struct wh *w, const struct wh_args *args, bool people,
    char *const *base, size_t nbase)
{
	struct wh_audit	*a;

	if ((a = calloc(1, sizeof(*a))) == NULL) {
		wh_nomem(&w->err);
		return NULL;
	}
	a->w = w;
	a->zh = people && w->zh;
	a->base = base;
	a->nbase = nbase;
	if (read_words(a) &&
	    (a->r = wh_reader_open(w, args, NULL, 0)) != NULL &&
	    (wh_audit_is_facts(a) ? wh_audit_facts(a) : wh_audit_table(a)))
		return a;
	wh_audit_close(a);
	return NULL;
}

/* The next figure that was looked at; NULL at the end. */
const char *const *
wh_audit_next(struct wh_audit *a)
{
	return a->next < a->n ?
	    (const char *const *)a->rec[a->next++] : NULL;
}

/*
 * How many figures follow from others, and how many do not; of the rest of
 * .all nothing can be told.
 */
void
wh_audit_counts(const struct wh_audit *a, int64_t *all, int64_t *good,
    int64_t *bad)
{
	*all = (int64_t)a->n;
	*good = a->count[WH_V_OK];
	*bad = *all - *good - a->count[WH_V_CANNOT_TELL];
}

/* Free an audit, which may be NULL. */
void
wh_audit_close(struct wh_audit *a)
{
	size_t	i, j;

	if (a == NULL)
		return;
	for (i = 0; i < a->n; i++)
		for (j = 0; j < WH_AU_COLS; j++)
			free(a->rec[i][j]);
	for (i = 0; i < a->nword; i++)
		free(a->word[i].s);
	free(a->rec);
	free(a->word);
	wh_reader_close(a->r, false);
	free(a);
}
