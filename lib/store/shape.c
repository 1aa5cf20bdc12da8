/*
 * shape.c - rows that are written for people: totals between them, cells
 * that say the same as the one above, and what spreadsheets have done to
 * numbers.
 */
#include <stdlib.h>
#include <string.h>

#include "store/store.h"

/*
 * Take off the guard with which a spreadsheet keeps a text a text, ="00123",
 * in place.  A longer formula stays as it is.
 */
void
wh_unwrap(char *s)
{
	size_t	 n;
	char	*p, *to;

	if (s[0] != '=' || s[1] != '"' || (n = strlen(s)) < 3 ||
	    s[n - 1] != '"')
		return;
	for (p = s + 2; p < s + n - 1; p++)
		if (*p == '"' && (p[1] != '"' || ++p == s + n - 1))
			return;
	for (p = s + 2, to = s; p < s + n - 1; p++) {
		if (*p == '"')
			p++;
		*to++ = *p;
	}
	*to = '\0';
	wh_trim(s);
}

/*
 * Find out which columns of theirs are carried down, and where the reasons
 * of earlier refusals stand.
 */
bool
wh_shape_start(struct wh_reader *r)
{
	const struct wh_bind	*b;
	size_t			 i, j;

	for (r->error = 0; r->error < r->nhead; r->error++)
		if (strcmp(r->head[r->error], "_error") == 0)
			break;
	for (i = 0; i < r->ncol; i++) {
		b = &r->bind[i];
		if (b->map == NULL || !b->map->carry)
			continue;
		if (r->carry == NULL && (r->carry = calloc(r->nhead + 1,
		    sizeof(*r->carry))) == NULL)
			return wh_nomem(&r->w->err);
		for (j = 0; j < b->n; j++)
			r->carry[b->at[j]].is = true;
	}
	return true;
}

/* Is it a row of totals: is the first thing it says one of the map's words? */
static bool
is_total(const struct wh_reader *r)
{
	size_t	i, j;

	if (r->map == NULL || r->map->ntotals == 0)
		return false;
	for (i = 0; i < r->row->n && *r->row->v[i] == '\0'; i++)
		;
	for (j = 0; i < r->row->n && j < r->map->ntotals; j++)
		if (strcmp(r->row->v[i], r->map->totals[j]) == 0)
			return true;
	return false;
}

/*
 * Does the row still stand as it was refused, a text in its first column?
 * The other columns might make a row of it.
 */
static bool
is_unmended(const struct wh_reader *r)
{
	const char	 c[] = { r->delimiter, '"', '\0' };
	size_t		 i, first = 0;

	while (first < r->nhead && wh_head_added(r->head[first]))
		first++;
	if (first == r->nhead || r->error == r->nhead ||
	    *r->row->v[r->error] == '\0')
		return false;
	for (i = 0; i < r->nhead; i++)
		if (i != first && *r->row->v[i] != '\0' &&
		    !wh_head_added(r->head[i]))
			return false;
	return r->carry != NULL || r->row->v[first][strcspn(
	    r->row->v[first], c)] != '\0';
}

/* From here on nobody knows what the cell above says. */
static void
lose(struct wh_carry *c, long line)
{
	c->known = false;
	c->gap = line;
}

/* Fill the empty cells of one column of ours from the row above. */
static bool
fill(struct wh_reader *r, size_t i)
{
	const struct wh_bind	*b = &r->bind[i];
	struct wh_carry		*c;
	const char		*s, *name;
	size_t			 j;
	bool			 same = true, known;

	for (j = 0; j < b->n; j++) {
		c = &r->carry[b->at[j]];
		s = r->row->v[b->at[j]];
		name = r->head[b->at[j]];
		known = c->known;
		if (*s != '\0') {
			same = same && known && strcmp(s, c->s.s) == 0;
			continue;
		}
		if (known && same) {
			r->row->v[b->at[j]] = c->s.s;
			continue;
		}
		if (known)
			lose(c, r->row->line);
		if (known)
			return wh_reader_refuse(r, name, "", "empty, where the"
			    " column before it is another than in the row"
			    " above");
		if (c->gap == 0)
			return wh_reader_refuse(r, name, "", "empty, and no"
			    " row above says what it is");
		return wh_reader_refuse(r, name, "", "empty, and line %ld,"
		    " which would say what it is, could not be read", c->gap);
	}
	return true;
}

/* Fill the row's empty cells, and remember it for the next. */
static bool
carry(struct wh_reader *r)
{
	struct wh_carry	*c;
	size_t		 i;
	bool		 good = true;

	for (i = 0; good && i < r->ncol; i++)
		if (r->bind[i].map != NULL && r->bind[i].map->carry)
			good = fill(r, i);
	for (i = 0; i < r->nhead; i++) {
		c = &r->carry[i];
		if (!c->is || *r->row->v[i] == '\0' ||
		    r->row->v[i] == c->s.s)
			continue;
		c->s.n = 0;
		c->known = wh_buf_puts(&c->s, r->row->v[i]);
		if (!c->known)
			return wh_nomem(&r->w->err);
	}
	return good;
}

/*
 * Look at the row that was read: true if it is one of ours to read, false if
 * it was refused, or passed over as one of totals.
 */
bool
wh_shape_row(struct wh_reader *r)
{
	size_t	i;

	for (i = 0; i < r->row->n; i++)
		if (r->row->v[i][0] == '=')
			wh_unwrap(r->row->v[i]);
	if (is_total(r)) {
		r->totals++;
		return false;
	}
	r->rows++;
	if (r->row->err != NULL) {
		for (i = 0; r->carry != NULL && i < r->nhead; i++)
			lose(&r->carry[i], r->row->line);
		return wh_reader_refuse(r, NULL, NULL, "%s", r->row->err);
	}
	if (is_unmended(r)) {
		for (i = 0; r->carry != NULL && i < r->nhead; i++)
			lose(&r->carry[i], r->row->line);
		return wh_reader_refuse(r, NULL, NULL, "not mended: what was"
		    " refused stands as text in the first column");
	}
	return r->carry == NULL || carry(r);
}

/* All rows were read: tell of those that were passed over, once. */
void
wh_shape_end(struct wh_reader *r)
{
	if (r->totals > 0 && r->w->err.status == WH_OK)
		wh_note(r->w, "%s: %jd row%s of totals passed over", r->file,
		    (intmax_t)r->totals, r->totals == 1 ? "" : "s");
	r->totals = 0;
}

/* Is it a number of which a spreadsheet has kept a few digits, 1.1E+11? */
static bool
is_shortened(const char *s)
{
	size_t	n = strspn(s, "0123456789");

	if (n == 0)
		return false;
	s += n;
	if (*s == '.')
		s += 1 + strspn(s + 1, "0123456789");
	if ((*s != 'E' && *s != 'e') || s[1] != '+')
		return false;
	n = strspn(s + 2, "0123456789");
	return n > 0 && (s[2 + n] == '\0' || s[2 + n] == *WH_PATH_SEP);
}

/*
 * Does a reference hold the character that stands between the steps of a path,
 * without the map having put it there?
 */
static bool
is_stepped(const struct wh_reader *r, size_t i)
{
	const struct wh_bind	*b = r->bind != NULL ? &r->bind[i] : NULL;
	size_t			 j;

	if (r->col[i].type != WH_REF || strchr(r->v[i], *WH_PATH_SEP) == NULL)
		return false;
	for (j = 0; b != NULL && j < b->n; j++)
		if (strchr(r->row->v[b->at[j]], *WH_PATH_SEP) != NULL)
			return true;
	return b == NULL;
}

/*
 * Is what our column i says a number that a spreadsheet has shortened, where
 * the digits are the thing: in an id, a code, a reference?  Two of them
 * would become one.  If so the row is refused, as it is for a reference with
 * a control character that would make a path of it.
 */
bool
wh_reader_spoilt(struct wh_reader *r, size_t i)
{
	const struct wh_col	*c = &r->col[i];
	const char		*s = r->v[i];

	if (s == NULL || (c->type != WH_CODE && c->type != WH_REF &&
	    c->type != WH_REFS && strcmp(c->name, "id") != 0))
		return false;
	if (is_stepped(r, i)) {
		wh_reader_refuse(r, wh_reader_column(r, i), s, "a control"
		    " character (U+001F), which no code or name has");
		return true;
	}
	while (!is_shortened(s)) {
		if (c->type != WH_REF || (s = strchr(s, *WH_PATH_SEP)) == NULL)
			return false;
		s++;
	}
	wh_reader_refuse(r, wh_reader_column(r, i), r->v[i], "a number that a"
	    " spreadsheet has shortened, its digits are lost; format the"
	    " column as text and export again");
	return true;
}

/* Free what cells were carried down. */
void
wh_shape_free(struct wh_reader *r)
{
	size_t	i;

	for (i = 0; r->carry != NULL && i < r->nhead; i++)
		wh_buf_free(&r->carry[i].s);
	free(r->carry);
}
