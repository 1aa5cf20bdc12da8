/*
 * reader.c - rows of a CSV file as values of our columns.
 *
 * Bytes become UTF-8, UTF-8 becomes rows, and here each row becomes one text
 * for each of our columns, by name or by map: joined, translated, or a path
 * of names.  What the texts mean is for those who call.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store/store.h"

enum { SHOWN = 81 };		/* bytes of a value in a message, and NUL */

/*
 * Open the file that the arguments name (-i, -e, -m, -r) and bind its
 * columns to ours.  NULL, with an error, if it cannot be read, has a column
 * that nobody wants or lacks one that the map names.  With no columns of
 * ours rows are read and nothing is bound.  Close with wh_reader_end or
 * wh_reader_close.
 */
struct wh_reader *
wh_reader_open(struct wh *w, const struct wh_args *a,
    const struct wh_col *col, size_t ncol)
{
	struct wh_reader	*r;
	bool			 in = strcmp(a->input, "-") == 0;

	if ((r = calloc(1, sizeof(*r))) == NULL) {
		wh_nomem(&w->err);
		return NULL;
	}
	r->w = w;
	r->col = col;
	r->ncol = ncol;
	r->file = in ? "standard input" : a->input;
	if (a->map != NULL && (r->map = wh_map_open(w, a->map)) == NULL)
		goto fail;
	r->delimiter = r->map != NULL ? r->map->delimiter :
	    a->delimiter != '\0' ? a->delimiter : ',';
	if (ncol > 0 && !wh_bind_map(r))
		goto fail;
	if ((r->fp = in ? stdin : fopen(a->input, "re")) == NULL) {
		wh_fail(&w->err, WH_FAIL, "%s: %s", a->input,
		    strerror(errno));
		goto fail;
	}
	if ((r->enc = wh_enc_open(&w->err, r->fp, a->encoding)) == NULL ||
	    (r->csv = wh_csv_open(&w->err, r->enc, r->delimiter)) == NULL ||
	    !wh_head_read(r) ||
	    (ncol > 0 && !wh_bind_columns(r)) || !wh_shape_start(r) ||
	    (r->reject = wh_reject_open(r, a->refused)) == NULL)
		goto fail;
	return r;
fail:
	wh_reader_close(r, false);
	return NULL;
}

/*
 * A reader of one row that is no file's: texts for each of our columns,
 * owned by the caller.  What is refused becomes the handle's error.
 */
struct wh_reader *
wh_reader_values(struct wh *w, const struct wh_col *col, size_t ncol,
    const char **v)
{
	struct wh_reader	*r;

	if ((r = calloc(1, sizeof(*r))) == NULL ||
	    (r->v = calloc(ncol + 1, sizeof(*r->v))) == NULL) {
		wh_nomem(&w->err);
		free(r);
		return NULL;
	}
	r->w = w;
	r->col = col;
	r->ncol = ncol;
	r->file = "";
	memcpy(r->v, v, ncol * sizeof(*v));
	return r;
}

/*
 * Every column that may not be empty must be there, in the file or in its
 * map: one message for the file instead of one for each row.
 */
bool
wh_reader_needs(struct wh_reader *r)
{
	size_t	i;

	for (i = 0; i < r->ncol; i++)
		if (r->col[i].flags & WH_MUST &&
		    !wh_reader_has(r, r->col[i].name))
			return wh_fail(&r->w->err, WH_FAIL, "%s: no column"
			    " \"%s\", which may not be empty", r->file,
			    r->col[i].name);
	return true;
}

/* Does the file, or its map, say anything of our column? */
bool
wh_reader_has(const struct wh_reader *r, const char *name)
{
	size_t	i;

	if (strcmp(name, "extra") == 0 && r->nkeep > 0)
		return true;
	for (i = 0; i < r->ncol; i++)
		if (strcmp(r->col[i].name, name) == 0)
			return r->bind[i].n > 0 || (r->bind[i].map != NULL &&
			    r->bind[i].map->constant != NULL);
	return false;
}

/* Their name of our column i, for messages. */
const char *
wh_reader_column(const struct wh_reader *r, size_t i)
{
	return r->bind != NULL && r->bind[i].n > 0 ?
	    r->head[r->bind[i].at[0]] : r->col[i].name;
}

/* The kept columns as one JSON object, or NULL if all are empty. */
static const char *
kept(struct wh_reader *r)
{
	struct wh_buf	*b = &r->extra;
	size_t		 i;
	bool		 good = true;

	b->n = 0;
	for (i = 0; i < r->nkeep; i++)
		if (*r->row->v[r->keep[i]] != '\0')
			good = good && wh_buf_puts(b, b->n > 0 ? "," : "{") &&
			    wh_json_put(b, r->head[r->keep[i]]) &&
			    wh_buf_puts(b, ":") &&
			    wh_json_put(b, r->row->v[r->keep[i]]);
	if (!good || (b->n > 0 && !wh_buf_puts(b, "}")))
		wh_nomem(&r->w->err);
	return b->n > 0 ? b->s : NULL;
}

/*
 * Read the next row that is CSV, is no row of totals and says what its cells
 * are into r->v; others are refused or passed over.  False at the end or on
 * an error.
 */
bool
wh_reader_next(struct wh_reader *r)
{
	size_t	i;

	if (r->feed == NULL && (r->feed = wh_feed_open(&r->w->err, r->csv,
	    r->enc)) == NULL)
		return false;
	do {
		if ((r->row = wh_feed_next(r->feed)) == NULL ||
		    r->w->err.status != WH_OK) {
			wh_shape_end(r);
			return false;
		}
	} while (!wh_shape_row(r));
	for (i = 0; i < r->ncol; i++) {
		r->v[i] = wh_origin(r, i);
		if (r->nkeep > 0 && r->col[i].type == WH_JSON &&
		    strcmp(r->col[i].name, "extra") == 0)
			r->v[i] = kept(r);
	}
	return r->w->err.status == WH_OK;
}

/* Tell how far reading has come; of what is no file the end is not known. */
void
wh_reader_tick(struct wh_reader *r)
{
	struct stat	st;
	int64_t		whole = 0;

	if (r->rows % 4096 != 0)
		return;
	if (r->fp != NULL && fstat(fileno(r->fp), &st) == 0 &&
	    S_ISREG(st.st_mode))
		whole = st.st_size;
	wh_tick_of(r->w, "reading", r->rows, wh_feed_bytes(r->feed), whole);
}

/*
 * As much of a value as a message shows: whole characters, none that a
 * terminal would obey, and no telephone, for messages end up in logs.
 */
static const char *
shown(const char *whole, char buf[SHOWN])
{
	uint32_t	 cp;
	size_t		 len, at = 0, n;
	char		*masked = NULL;
	const char	*s;

	if (whole == NULL || !wh_mask(whole, &masked))
		whole = "";
	s = masked != NULL ? masked : whole;
	n = strlen(s);
	for (; (len = wh_utf8_next(s, n, &cp)) > 0 && at + len < SHOWN;
	    s += len, n -= len, at += len)
		if (cp < 0x20 || cp == 0x7f)
			buf[at] = '?';
		else if (cp >= 0x80 && (cp < 0xa0 || cp == 0xfffd))
			memset(buf + at, '?', len);
		else
			memcpy(buf + at, s, len);
	buf[at] = '\0';
	free(masked);
	return buf;
}

/*
 * Put a message where those of this row are gathered; findings are a line
 * each.
 */
static bool
caught(struct wh_reader *r, const char *col, const char *val, const char *why)
{
	struct wh_buf	*b = r->catch;
	char		 name[SHOWN], buf[SHOWN];

	return wh_buf_printf(b, "%s%s: \"%s\": %s", b->n == 0 ? "" :
	    b == &r->found ? "\n" : "; ", shown(col, name), shown(val, buf),
	    why) || wh_nomem(&r->w->err);
}

/*
 * Refuse the row at hand: by column name, its value and why, or with both
 * NULL only why.  While r->catch is set only the message is put there.
 * Always returns false.
 */
bool
wh_reader_refuse(struct wh_reader *r, const char *col, const char *val,
    const char *fmt, ...)
{
	va_list	 ap;
	char	*why, *msg, *masked, buf[SHOWN];
	int	 n;

	va_start(ap, fmt);
	n = vasprintf(&why, fmt, ap);
	va_end(ap);
	if (n == -1)
		return wh_nomem(&r->w->err);
	if (r->hear != NULL || (r->catch != NULL && col != NULL)) {
		if (r->hear == NULL)
			caught(r, col, val, why);
		else {
			r->refused++;
			r->hear(r->hearer, col, val, why);
		}
		free(why);
		return false;
	}
	if (r->csv == NULL) {
		wh_fail(&r->w->err, WH_FAIL, "%s: \"%s\": %s", col,
		    shown(val, buf), why);
		free(why);
		return false;
	}
	if (col == NULL) {	/* then why may quote the value itself */
		if (!wh_mask(why, &masked)) {
			free(why);
			return wh_nomem(&r->w->err);
		}
		n = asprintf(&msg, "%s:%ld: %s", r->file, r->row->line,
		    masked != NULL ? masked : why);
		free(masked);
	} else
		n = asprintf(&msg, "%s:%ld: %s: \"%s\": %s", r->file,
		    r->row->line, col, shown(val, buf), why);
	free(why);
	if (n == -1)
		return wh_nomem(&r->w->err);
	r->refused++;
	wh_reject_row(r->reject, r->row, msg);
	free(msg);
	return false;
}

/*
 * The time in our column i, by the map's formats or as times are written.
 * True with WH_NONE if it is absent; false if the row was refused.
 */
bool
wh_reader_time(struct wh_reader *r, size_t i, int64_t *t, bool *date)
{
	const struct wh_map_col	*m = r->bind != NULL ? r->bind[i].map : NULL;
	const char		*s = r->v[i], *why = NULL;
	size_t			 j;

	*t = WH_NONE;
	*date = false;
	if (s == NULL)
		return true;
	for (j = 0; m != NULL && j < m->nformat; j++)
		if (wh_time_scan(&r->w->zone, m->format[j], s, t, date, &why))
			return true;
	if (why != NULL)
		return wh_reader_refuse(r, wh_reader_column(r, i), s,
		    "%s, which is %s%s", why, m->format[m->nformat - 1],
		    m->nformat > 1 ? ", nor any before it" : "");
	return wh_time_read(&r->w->zone, s, t, date, &why) ||
	    wh_reader_refuse(r, wh_reader_column(r, i), s, "%s", why);
}

/*
 * All rows have been read: true if the import may go on, that is nothing was
 * refused or -r has taken it.  Else an error that counts the refused rows.
 */
bool
wh_reader_end(struct wh_reader *r)
{
	if (r->w->err.status != WH_OK)
		return false;
	if (r->refused > 0 && r->w->args.refused == NULL)
		return wh_fail(&r->w->err, WH_FAIL, "%s: %jd of %jd rows are"
		    " refused; nothing was done (-r FILE does the rest)",
		    r->file, (intmax_t)r->refused, (intmax_t)r->rows);
	return r->reject == NULL || wh_reject_flush(r->reject);
}

/*
 * Free everything.  keep says whether refused rows are to stay in the file
 * of -r, which is right once the rest has been committed.
 */
void
wh_reader_close(struct wh_reader *r, bool keep)
{
	size_t	i;

	if (r == NULL)
		return;
	wh_feed_close(r->feed);
	wh_reject_close(r->reject, keep);
	if (r->csv != NULL)
		wh_csv_close(r->csv);
	if (r->enc != NULL)
		wh_enc_close(r->enc);
	if (r->fp != NULL && r->fp != stdin)
		fclose(r->fp);
	for (i = 0; r->bind != NULL && i < r->ncol; i++) {
		free(r->bind[i].at);
		wh_buf_free(&r->bind[i].buf);
		wh_memo_free(&r->bind[i].memo);
		wh_buf_free(&r->bind[i].key);
		wh_buf_free(&r->bind[i].piece);
	}
	wh_shape_free(r);
	for (i = 0; i < r->nhead; i++)
		free(r->head[i]);
	free(r->head);
	free(r->bind);
	free(r->keep);
	free(r->v);
	wh_buf_free(&r->extra);
	wh_buf_free(&r->top);
	wh_buf_free(&r->wrong);
	wh_buf_free(&r->found);
	wh_map_close(r->map);
	free(r);
}
