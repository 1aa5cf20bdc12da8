/*
 * sample.c - the first rows of a foreign file, and the last lines of it,
 * where totals stand; what separates its fields.
 *
 * A file of any size is looked at in constant time and memory; only of a
 * pipe the rest must be read to come to its end.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "case/guess.h"

enum {
	HEAD	= 4 << 20,	/* bytes that are looked at, from the start */
	TAIL	= 64 << 10,	/* and from the end */
	SNIFF	= 256 << 10,	/* to find the delimiter */
	LINES	= 200,		/* rows that show it */
	WIDTHS	= 4096,		/* fields in them that are told apart */
	FIRST	= 16,		/* rows among which the header is */
	ROWS	= 4000,		/* of the sample, below WH_VALUES */
	LAST	= 5		/* rows at the end that may be totals */
};

struct source {			/* rows from memory */
	FILE		*fp;
	struct wh_enc	*enc;
	struct wh_csv	*csv;
};

static void
shut(struct source *f)
{
	if (f->csv != NULL)
		wh_csv_close(f->csv);
	wh_enc_close(f->enc);
	if (f->fp != NULL)
		fclose(f->fp);
}

static bool
rows_of(struct wh *w, struct source *f, const char *p, size_t n,
    const char *encoding, char delimiter)
{
	memset(f, 0, sizeof(*f));
	if (n == 0)
		return false;
	if ((f->fp = fmemopen((void *)(uintptr_t)p, n, "r")) == NULL)
		return wh_nomem(&w->err);
	f->enc = wh_enc_open(&w->err, f->fp, encoding);
	if (f->enc != NULL)
		f->csv = wh_csv_open(&w->err, f->enc, delimiter);
	return f->csv != NULL;
}

/* The last bytes of a pipe, read to its end. */
static bool
read_on(struct wh_sample *s, FILE *fp)
{
	char	*p;
	size_t	 n;

	if ((p = malloc(2 * TAIL)) == NULL)
		return false;
	s->tail = p;
	while ((n = fread(p + s->ntail, 1, 2 * TAIL - s->ntail, fp)) > 0) {
		s->ntail += n;
		if (s->ntail > TAIL) {
			memmove(p, p + s->ntail - TAIL, TAIL);
			s->ntail = TAIL;
		}
	}
	return true;
}

static bool
read_bytes(struct wh *w, struct wh_sample *s, FILE *fp, const char *file)
{
	char	*end;

	if ((s->head = malloc(HEAD)) == NULL)
		return wh_nomem(&w->err);
	errno = 0;
	s->nhead = fread(s->head, 1, HEAD, fp);
	if (s->nhead == HEAD) {
		if (fseeko(fp, -TAIL, SEEK_END) == -1 && errno != ESPIPE)
			return wh_fail(&w->err, WH_FAIL, "%s: %s", file,
			    strerror(errno));
		clearerr(fp);
		if (!read_on(s, fp))
			return wh_nomem(&w->err);
		if ((end = memrchr(s->head, '\n', s->nhead)) != NULL)
			s->nhead = (size_t)(end + 1 - s->head);
	}
	if (ferror(fp))
		return wh_fail(&w->err, WH_FAIL, "%s: %s", file,
		    strerror(errno));
	return s->nhead > 0 || wh_fail(&w->err, WH_FAIL, "%s: no header: the"
	    " file is empty", file);
}

/*
 * How well a delimiter fits: how many of the first rows, in thousandths,
 * have the most frequent number of fields, which goes to *width.
 */
static int
fits(struct wh *w, struct wh_sample *s, char delimiter, size_t *width)
{
	struct source		 f;
	const struct wh_row	*r;
	int			 n[WIDTHS] = { 0 };
	size_t			 i, rows = 0, best = 0;

	if (rows_of(w, &f, s->head, s->nhead < SNIFF ? s->nhead : SNIFF,
	    s->encoding, delimiter))
		for (; rows < LINES && (r = wh_csv_next(f.csv)) != NULL;
		    rows++)
			if (r->err == NULL)
				n[r->n < WIDTHS ? r->n : WIDTHS - 1]++;
	if (f.enc != NULL)
		snprintf(s->enc, sizeof(s->enc), "%s", wh_enc_name(f.enc));
	shut(&f);
	for (i = 1; i < WIDTHS; i++)
		if (n[i] > n[best])
			best = i;
	*width = best;
	return best < 2 || rows == 0 ? 0 : (int)(1000 * (size_t)n[best] /
	    rows);
}

/* The delimiter that most rows agree on, of these the one of most fields. */
static void
sniff(struct wh *w, struct wh_sample *s, size_t *width)
{
	static const char	some[] = ",\t;|^~";
	size_t			i, n;
	int			fit, best = -1;

	*width = 1;
	s->delimiter = ',';
	for (i = 0; some[i] != '\0' && w->err.status == WH_OK; i++) {
		fit = fits(w, s, some[i], &n);
		if (fit > best + 20 || (fit > 0 && fit >= best - 20 &&
		    n > *width)) {
			best = fit;
			s->delimiter = some[i];
			*width = n > 1 ? n : 1;
		}
	}
}

static void
free_rough(struct wh_rough *r, size_t n)
{
	size_t	i;

	for (; n > 0; n--, r++) {
		for (i = 0; i < r->n; i++)
			free(r->v[i]);
		free(r->v);
	}
}

/* A copy of a row, trimmed. */
static bool
copy(struct wh_rough *to, const struct wh_row *r)
{
	to->line = r->line;
	to->n = 0;
	if ((to->v = calloc(r->n + 1, sizeof(*to->v))) == NULL)
		return false;
	for (; to->n < r->n; to->n++) {
		wh_trim(r->v[to->n]);
		wh_unwrap(r->v[to->n]);
		if ((to->v[to->n] = strdup(r->v[to->n])) == NULL)
			return false;
	}
	return true;
}

/* Find and read the header; false, with an error, if there is none. */
static bool
find_header(struct wh *w, struct wh_sample *s, const struct wh_words *words,
    size_t width, const char *file)
{
	struct source		 f;
	struct wh_rough		 r[FIRST];
	const struct wh_row	*row;
	size_t			 n = 0, first = 0;
	bool			 good = true;

	if (rows_of(w, &f, s->head, s->nhead, s->encoding, s->delimiter))
		while (good && n < FIRST &&
		    (row = wh_csv_next(f.csv)) != NULL)
			if (row->err == NULL)
				good = copy(&r[n++], row);
	shut(&f);
	if (good && n > 0) {
		wh_header_find(words, r, n, width, s, &first);
		s->ncol = wh_header_width(s, &r[first]);
		good = wh_header_names(s, &r[first]);
	}
	free_rough(r, n);
	if (w->err.status != WH_OK || !good)
		return wh_nomem(&w->err);
	return n > 0 || wh_fail(&w->err, WH_FAIL, "%s: no row of it can be"
	    " read", file);
}

/* The first value of a row that is not empty. */
static const char *
first_value(const struct wh_row *r)
{
	size_t	i;

	for (i = 0; i < r->n; i++)
		if (*r->v[i] != '\0')
			return r->v[i];
	return "";
}

static bool
is_totals(struct wh_sample *s, const struct wh_words *words,
    const struct wh_row *r)
{
	if (!wh_is_plain(first_value(r)) || wh_word_value(words, WH_R_TOTALS,
	    first_value(r)) == NULL)
		return false;
	wh_values_add(&s->totals, first_value(r), true);
	return true;
}

/* A row of data: its cells, in order. */
static bool
put_row(struct wh_sample *s, const struct wh_row *r)
{
	size_t	i, max;
	void	*p;

	if ((s->nrow + 1) * s->ncol > s->maxcell) {
		max = 2 * s->maxcell + 64 * s->ncol;
		if ((p = reallocarray(s->cell, max, sizeof(*s->cell))) == NULL)
			return false;
		s->cell = p;
		s->maxcell = max;
	}
	for (i = 0; i < s->ncol; i++) {
		s->cell[s->nrow * s->ncol + i] = s->text.n;
		if (!wh_buf_put(&s->text, i < r->n ? r->v[i] : "",
		    (i < r->n ? strlen(r->v[i]) : 0) + 1))
			return false;
	}
	s->nrow++;
	return true;
}

static bool
take(struct wh_sample *s, const struct wh_words *words,
    const struct wh_row *r)
{
	size_t	i;

	for (i = s->ncol; r->err == NULL && i < r->n && *r->v[i] == '\0'; i++)
		;
	if (r->err != NULL || i < r->n) {
		if (s->bad++ == 0)
			s->bad_line = r->line;
		return true;
	}
	for (i = 0; i < r->n; i++) {
		wh_trim(r->v[i]);
		wh_unwrap(r->v[i]);
	}
	if (is_totals(s, words, r))
		return true;
	if (r->n < s->ncol && s->few++ == 0)
		s->few_line = r->line;
	return r->n < s->ncol || put_row(s, r);
}

/* The rows below the header. */
static bool
read_rows(struct wh *w, struct wh_sample *s, const struct wh_words *words)
{
	struct source		 f;
	const struct wh_row	*r;
	int			 header = 0;
	bool			 good = true;

	if (rows_of(w, &f, s->head, s->nhead, s->encoding, s->delimiter))
		while (good && s->nrow < ROWS &&
		    (r = wh_csv_next(f.csv)) != NULL)
			if (r->line > s->skip && header++ >= s->header)
				good = take(s, words, r);
	if (f.enc != NULL)
		snprintf(s->enc, sizeof(s->enc), "%s", wh_enc_name(f.enc));
	shut(&f);
	return good || wh_nomem(&w->err);
}

/* The last rows, of which some may be totals. */
static void
read_tail(struct wh *w, struct wh_sample *s, const struct wh_words *words)
{
	struct source		 f;
	struct wh_rough		 last[LAST] = { 0 };
	const struct wh_row	*r;
	struct wh_row		 row = { 0 };
	const char		*p;
	size_t			 i, n = 0;

	if (s->tail == NULL || (strncmp(s->enc, "U", 1) == 0 &&
	    strcmp(s->enc, "UTF-8") != 0) ||
	    (p = memchr(s->tail, '\n', s->ntail)) == NULL)
		return;
	p++;
	if (rows_of(w, &f, p, s->ntail - (size_t)(p - s->tail), s->enc,
	    s->delimiter))
		while ((r = wh_csv_next(f.csv)) != NULL) {
			if (r->err != NULL)
				continue;
			free_rough(&last[n % LAST], last[n % LAST].v != NULL);
			if (!copy(&last[n++ % LAST], r))
				break;
		}
	shut(&f);
	for (i = 0; i < LAST; i++) {
		row.v = last[i].v;
		row.n = last[i].n;
		is_totals(s, words, &row);
		free_rough(&last[i], last[i].v != NULL);
	}
}

/*
 * Read a sample of the file that the arguments name.  False, with an error,
 * if it cannot be read.  Free it with wh_sample_free in any case.
 */
bool
wh_sample_read(struct wh *w, const struct wh_args *a,
    const struct wh_words *words, struct wh_sample *s)
{
	FILE	*fp = strcmp(a->input, "-") == 0 ? stdin :
		    fopen(a->input, "re");
	size_t	 width;
	bool	 good;

	memset(s, 0, sizeof(*s));
	s->encoding = a->encoding;
	if (fp == NULL)
		return wh_fail(&w->err, WH_FAIL, "%s: %s", a->input,
		    strerror(errno));
	good = read_bytes(w, s, fp, fp == stdin ? "standard input" :
	    a->input);
	if (fp != stdin)
		fclose(fp);
	if (!good)
		return false;
	sniff(w, s, &width);
	if (w->err.status != WH_OK || !find_header(w, s, words, width,
	    fp == stdin ? "standard input" : a->input) ||
	    !read_rows(w, s, words))
		return false;
	read_tail(w, s, words);
	wh_values_sort(&s->totals);
	return w->err.status == WH_OK;
}

/* What stands in a cell of the sample. */
const char *
wh_cell(const struct wh_sample *s, size_t row, size_t col)
{
	return s->text.s + s->cell[row * s->ncol + col];
}

void
wh_sample_free(struct wh_sample *s)
{
	size_t	i;

	for (i = 0; s->name != NULL && i < s->ncol; i++)
		free(s->name[i]);
	for (i = 0; s->last != NULL && i < s->ncol; i++)
		free(s->last[i]);
	free(s->name);
	free(s->last);
	free(s->head);
	free(s->tail);
	free(s->cell);
	wh_buf_free(&s->text);
	wh_values_free(&s->totals);
}
