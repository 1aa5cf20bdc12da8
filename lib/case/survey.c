/*
 * survey.c - how a file of cases would be read: every value goes the way of
 * an import as far as its typed value, and is counted instead of staged.
 */
#include <stdlib.h>
#include <string.h>

#include "case/survey.h"

enum { SHOWN = 48 };		/* bytes of an example */

/*
 * A value as people may see it: masked, not longer than fits a line.  NULL
 * without memory.  The caller frees.
 */
char *
wh_value_shown(const char *s)
{
	char		*masked = NULL, *p;
	size_t		 len, at = 0, n;
	uint32_t	 cp;

	if (!wh_mask(s, &masked))
		return NULL;
	if (masked == NULL && (masked = strdup(s)) == NULL)
		return NULL;
	for (p = masked, n = strlen(p); (len = wh_utf8_next(p + at, n - at,
	    &cp)) > 0 && at + len <= SHOWN; at += len)
		if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0xfffd)
			memset(p + at, ' ', len);
	if (p[at] != '\0')
		strcpy(p + at, "");
	return masked;
}

/* Count a value of a column. */
static void
tell(struct wh_tally *t, const char *s)
{
	struct wh_value_count	*e;

	t->filled++;
	e = wh_values_add(&t->all, s, false);
	if (e != NULL && e->n == 1 && t->nexample < WH_EXAMPLES && !t->hidden)
		t->example[t->nexample++] = wh_value_shown(s);
}

/* Count a value that is not as it should be, and why it is not. */
static void
blame(struct wh_survey *s, struct wh_values *v, const char *text,
    const char *why)
{
	struct wh_value_count	*e = wh_values_add(v, text, true);

	if (e != NULL && e->n == 1) {
		e->line = s->r->row != NULL ? s->r->row->line : 0;
		e->why = why != NULL ? strdup(why) : NULL;
	}
}

/*
 * A value as people may see it whole: masked before it is cut anywhere, with
 * paths of names as they are written.  NULL without memory.
 */
static char *
readable(const char *s)
{
	char	*out = NULL, *p;

	if (!wh_mask(s != NULL ? s : "", &out))
		return NULL;
	if (out == NULL)
		out = strdup(s != NULL ? s : "");
	for (p = out; p != NULL && (p = strchr(p, *WH_PATH_SEP)) != NULL; )
		*p = '>';
	return out;
}

/* A wrong value: it refuses its row, or is left out as a finding. */
static void
refuse(struct wh_survey *s, size_t i, const char *why)
{
	char	*text = readable(s->r->v[i]);

	if (wh_intake_keeps(s->r, i))
		s->t[i].found++;
	else
		s->t[i].refused++;
	if (text != NULL)
		blame(s, &s->t[i].wrong, text, why);
	free(text);
}

/*
 * The reader's refusals come here; a row that is no CSV has no column, and
 * one that is refused before it comes to its values counts as that.
 */
static void
hear(void *arg, const char *col, const char *val, const char *why)
{
	struct wh_survey	*s = arg;
	char			*text;
	size_t			 i;

	for (i = 0; s->together && i < WH_C_COLS; i++)
		if (s->r->v[i] != NULL && s->r->v[i] == val)
			refuse(s, i, why);
	if (s->together)
		return;
	if (!s->looking) {
		s->row->refused++;
		if (asprintf(&text, "%s%s%s", col != NULL ? col : "",
		    col != NULL ? ": " : "", why) == -1)
			return;
		blame(s, &s->row->wrong, text, "");
		free(text);
		return;
	}
	free(s->why);
	s->why = strdup(why);
}

/* "A, B", or 'constant', or digest(A, B). */
static char *
origin(const struct wh_reader *r, const struct wh_bind *b)
{
	struct wh_buf	out = { 0 };
	size_t		i;

	if (b->map != NULL && b->map->constant != NULL)
		wh_buf_printf(&out, "'%s'", b->map->constant);
	else if (b->map != NULL && b->map->digest)
		wh_buf_puts(&out, "digest(");
	for (i = 0; i < b->n; i++)
		wh_buf_printf(&out, "%s%s", i > 0 ? ", " : "",
		    r->head[b->at[i]]);
	if (b->map != NULL && b->map->digest)
		wh_buf_puts(&out, ")");
	return out.s;
}

static bool
is_bound(const struct wh_bind *b)
{
	return b->n > 0 || (b->map != NULL && b->map->constant != NULL);
}

/* A tally for each of our columns, then for those of theirs that are kept
   or not read, then for the rows themselves. */
static bool
prepare(struct wh_survey *s)
{
	struct wh_reader	*r = s->r;
	bool			*used;
	size_t			 i, j;

	s->nours = r->ncol;
	s->t = calloc(s->nours + r->nhead + 1, sizeof(*s->t));
	s->at = calloc(s->nours + r->nhead + 1, sizeof(*s->at));
	used = calloc(r->nhead + 1, sizeof(*used));
	if (s->t == NULL || s->at == NULL || used == NULL) {
		free(used);
		return wh_nomem(&s->w->err);
	}
	for (i = 0; i < r->ncol; i++) {
		s->t[i].column = r->col[i].name;
		s->t[i].hidden = i == WH_C_CALLER || i == WH_C_PHONE ||
		    i == WH_C_ADDRESS;
		if (is_bound(&r->bind[i]))
			s->t[i].from = origin(r, &r->bind[i]);
		for (j = 0; j < r->bind[i].n; j++)
			used[r->bind[i].at[j]] = true;
	}
	for (s->n = s->nours, i = 0; i < r->nkeep; i++) {
		used[r->keep[i]] = true;
		s->t[s->n].column = "extra";
		s->at[s->n++] = r->keep[i];
	}
	for (i = 0; i < r->nhead; i++)
		if (!used[i]) {
			s->t[s->n].column = "-";
			s->at[s->n++] = i;
		}
	for (i = s->nours; i < s->n; i++)
		s->t[i].from = strdup(r->head[s->at[i]]);
	s->row = &s->t[s->n];
	s->row->column = "row";
	s->row->from = strdup(r->file);
	free(used);
	return true;
}

static void
range(struct wh_tally *t, const struct wh_intake *in, size_t i)
{
	bool	first = t->read == 1;

	if (wh_case_cols[i].type == WH_TIME) {
		if (first || in->v[i].i < t->least.i)
			t->least.i = in->v[i].i;
		if (first || in->v[i].i > t->greatest.i)
			t->greatest.i = in->v[i].i;
	} else if (wh_case_cols[i].type == WH_REAL) {
		if (first || in->v[i].d < t->least.d)
			t->least.d = in->v[i].d;
		if (first || in->v[i].d > t->greatest.d)
			t->greatest.d = in->v[i].d;
	}
}

/* Read our column i of the row at hand; false if it refuses the row. */
static bool
look(struct wh_survey *s, struct wh_intake *in, size_t i)
{
	struct wh_reader	*r = s->r;
	struct wh_tally		*t = &s->t[i];
	char			*text;

	if (i == WH_C_EXTRA && r->nkeep > 0)
		return wh_intake_value(r, in, i);
	if (r->v[i] != NULL && t->from != NULL)
		tell(t, r->v[i]);
	if (!wh_intake_value(r, in, i)) {
		refuse(s, i, s->why);
		return wh_intake_keeps(s->r, i);
	}
	if (!wh_has(in, (enum wh_case_col)i)) {
		if (i != WH_C_ID)
			return true;
		refuse(s, i, "may not be empty");
		return false;
	}
	t->read++;
	range(t, in, i);
	if (wh_case_cols[i].type == WH_REF && in->v[i].i < 0) {
		t->made++;
		if ((text = readable(r->v[i])) != NULL)
			blame(s, &t->unknown, text, "not known yet");
		free(text);
	}
	return true;
}

/* What values contradict of each other, each of them once. */
static bool
look_together(struct wh_survey *s, struct wh_intake *in)
{
	const uint64_t	had = in->has;
	size_t		i;
	bool		good = true;

	s->together = true;
	wh_intake_check(s->r, in);
	s->together = false;
	for (i = 0; i < WH_C_COLS; i++)
		if ((had & ~in->has) >> i & 1) {
			s->t[i].read--;
			good = good && wh_intake_keeps(s->r, i);
		}
	return good;
}

/* One row, column by column, so that all that is wrong with it counts. */
static bool
look_row(struct wh_survey *s, struct wh_intake *in, struct wh_seen *seen)
{
	struct wh_tally	*t;
	size_t		 i;
	bool		 good = true;

	wh_intake_clear(in);
	in->line = s->r->row->line;
	for (i = 0; i < s->nours; i++)
		if (!look(s, in, i))
			good = false;
	if (!look_together(s, in))
		good = false;
	for (t = s->t + s->nours, i = s->nours; i < s->n; i++, t++)
		if (*s->r->row->v[s->at[i]] != '\0') {
			tell(t, s->r->row->v[s->at[i]]);
			t->read += t->column[0] != '-';
		}
	for (i = 0; good && i < s->nours; i++)
		if (wh_case_cols[i].type == WH_REF && in->v[i].i < 0)
			wh_ref_use(s->w, wh_case_cols[i].ref, in->v[i].i);
	if (good)
		wh_rounded_look(&s->ids, in->v[WH_C_ID].s);
	return good && wh_seen_add(seen, in);
}

static void
read_rows(struct wh_survey *s, struct wh_seen *seen)
{
	struct wh_intake	in = { 0 };
	struct wh_tally		*id = &s->t[WH_C_ID];

	for (; wh_reader_next(s->r); s->looking = false) {
		s->looking = true;
		if (look_row(s, &in, seen))
			s->row->read++;
		else
			s->row->refused++;
		wh_tick(s->w, "reading", s->r->rows);
	}
	wh_intake_clear(&in);
	s->row->filled = s->r->rows;
	if (s->w->err.status != WH_OK || !wh_seen_end(seen, &s->twice) ||
	    (s->r->map != NULL && s->r->map->last))
		return;
	id->read -= s->twice.other;
	id->refused += s->twice.other;
	s->row->read -= s->twice.other;
	s->row->refused += s->twice.other;
}

/* Ids that a spreadsheet has rounded refuse all rows, if they are enough. */
static void
refuse_rounded(struct wh_survey *s)
{
	char	*msg;

	if (wh_rounded_end(s->r, &s->ids, &msg)) {
		s->row->read = 0;
		s->row->refused = s->r->rows;
	}
	if (msg != NULL)
		wh_note(s->w, "%s", msg);
	free(msg);
}

/*
 * Read the file of cases that the arguments name as case-new would, and
 * write nothing.  values says whether there is to be a record for each value
 * that is refused or made, or one for the file and each column.  NULL, with
 * an error, if the file cannot be read at all.  Close with wh_survey_close.
 */
struct wh_survey *
wh_survey(struct wh *w, const struct wh_args *a, bool values)
{
	struct wh_survey	*s;
	struct wh_seen		*seen = wh_seen_new(w);

	if ((s = calloc(1, sizeof(*s))) == NULL)
		wh_nomem(&w->err);
	else if (seen != NULL && (s->w = w, s->r = wh_reader_open(w, a,
	    wh_case_cols, WH_C_COLS)) != NULL && wh_import_needs(s->r) &&
	    wh_ref_map(w, s->r->map, wh_case_cols, WH_C_COLS) && prepare(s)) {
		s->r->hear = hear;
		s->r->hearer = s;
		read_rows(s, seen);
		refuse_rounded(s);
		wh_survey_report(s, values);
		wh_note(w, "%s: %s, %jd rows, %jd would be refused",
		    s->r->file, wh_enc_name(s->r->enc),
		    (intmax_t)s->r->rows, (intmax_t)s->row->refused);
	}
	wh_seen_free(seen);
	if (w->err.status == WH_OK)
		return s;
	wh_survey_close(s);
	return NULL;
}

/* How many rows of the file would be refused. */
int64_t
wh_survey_refused(const struct wh_survey *s)
{
	return s->row->refused;
}

/* Free a survey, which may be NULL. */
void
wh_survey_close(struct wh_survey *s)
{
	size_t	i, j;

	if (s == NULL)
		return;
	for (i = 0; s->t != NULL && i <= s->n; i++) {
		for (j = 0; j < s->t[i].nexample; j++)
			free(s->t[i].example[j]);
		free(s->t[i].from);
		wh_values_free(&s->t[i].all);
		wh_values_free(&s->t[i].wrong);
		wh_values_free(&s->t[i].unknown);
	}
	for (i = 0; i < s->nrec * s->nfield; i++)
		free(s->v[i]);
	wh_reader_close(s->r, false);
	free(s->v);
	free(s->t);
	free(s->at);
	free(s->why);
	free(s);
}
