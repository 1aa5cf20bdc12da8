/*
 * records.c - records that wait for the commit: what a command did is printed
 * when it is in the file, and memory does not grow with how much that is.
 */
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "base/base.h"

enum { SPILL = 4 << 20 };	/* bytes in memory before a file takes them */

/* Fields one after the other: a byte 1 and a text with its NUL, or a byte 0. */
struct wh_records {
	const struct wh_col	*col;
	size_t			 ncol, n;
	struct wh_buf		 buf;
	FILE			*fp;		/* the ones before, or NULL */
};

/*
 * Exit 2 if --fields names a column that is not there: before anything is
 * written, because 2 means that nothing was done.
 */
void
wh_check_fields(const struct wh_args *a, const struct wh_col *col,
    size_t ncol)
{
	const char	*why = wh_out_check(&a->out, col, ncol);

	if (why != NULL)
		wh_usage("--fields: %s", why);
}

/*
 * A list of records of these columns.  It lives as long as the process.
 */
struct wh_records *
wh_records_new(const struct wh_args *a, const struct wh_col *col, size_t ncol)
{
	static struct wh_records	r;

	wh_check_fields(a, col, ncol);
	r.col = col;
	r.ncol = ncol;
	return &r;
}

/* Move what is in memory to the file. */
static void
spill(struct wh_records *r)
{
	if ((r->fp == NULL && (r->fp = tmpfile()) == NULL) ||
	    fwrite(r->buf.s, 1, r->buf.n, r->fp) != r->buf.n)
		err(WH_FAIL, "temporary file");
	r->buf.n = 0;
}

/* Add a copy of a record. */
void
wh_records_add(struct wh_records *r, const char *const *v)
{
	size_t	i;

	for (i = 0; i < r->ncol; i++)
		if (!wh_buf_put(&r->buf, v[i] != NULL ? "\1" : "", 1) ||
		    (v[i] != NULL && !wh_buf_put(&r->buf, v[i],
		    strlen(v[i]) + 1)))
			err(WH_FAIL, NULL);
	r->n++;
	if (r->buf.n >= SPILL)
		spill(r);
}

/* The records as a file to be read, or die; NULL if there are none. */
static FILE *
reread(struct wh_records *r)
{
	FILE	*fp;

	if (r->n == 0)
		return NULL;
	if (r->fp == NULL) {
		if ((fp = fmemopen(r->buf.s, r->buf.n, "r")) == NULL)
			err(WH_FAIL, NULL);
		return fp;
	}
	spill(r);
	if (fflush(r->fp) == EOF || fseek(r->fp, 0, SEEK_SET) == -1)
		err(WH_FAIL, "temporary file");
	return r->fp;
}

/* The next record: its fields into v, their bytes into text. */
static void
read_record(const struct wh_records *r, FILE *fp, const char **v,
    char **text, size_t *size)
{
	size_t	i;

	for (i = 0; i < r->ncol; i++) {
		v[i] = NULL;
		if (getc(fp) != 1)
			continue;
		if (getdelim(&text[i], &size[i], '\0', fp) == -1)
			err(WH_FAIL, "temporary file");
		v[i] = text[i];
	}
}

/*
 * Print the records, unless an error or -n has undone what they tell.
 */
void
wh_records_print(struct wh *w, struct wh_records *r, const struct wh_args *a)
{
	struct wh_out_opts	 o = a->out;
	struct wh_out		*out;
	const char		*why, **v;
	char			**text;
	size_t			 i, *size;
	FILE			*fp;

	if (wh_message(w) != NULL || a->dry)
		return;
	o.zh = wh_chinese(w);
	if ((out = wh_out_open(stdout, &o, r->col, r->ncol, &why)) == NULL)
		wh_usage("--fields: %s", why);
	v = calloc(r->ncol, sizeof(*v));
	text = calloc(r->ncol, sizeof(*text));
	size = calloc(r->ncol, sizeof(*size));
	if (v == NULL || text == NULL || size == NULL)
		err(WH_FAIL, NULL);
	fp = reread(r);
	for (i = 0; i < r->n; i++) {
		read_record(r, fp, v, text, size);
		wh_out_row(out, v);
	}
	wh_out_close(out);
	for (i = 0; i < r->ncol; i++)
		free(text[i]);
	free(v);
	free(text);
	free(size);
	if (fp != NULL)
		fclose(fp);
	wh_buf_free(&r->buf);
}
