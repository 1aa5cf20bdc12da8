/*
 * reject.c - what an import refuses: messages, and with -r a CSV that can be
 * mended and imported as it is.
 *
 * The file has a BOM, the lines and the header that stand above the rows, the
 * original columns, _line and _error.  It is written beside its name and
 * renamed when the import has been committed; if nothing was refused there is
 * none.  What is no plain file, such as /dev/null or a
 * pipe, is written to as it is: a rename would replace it.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/store.h"

enum { MESSAGES = 20 };

struct wh_reject {
	struct wh	*w;
	const char	*file;		/* of the input, for messages */
	const char	*to;		/* -r FILE, or NULL */
	char		*beside;	/* NULL: to is no plain file */
	FILE		*fp;
	char *const	*head;		/* the reader's */
	size_t		 nhead;
	char		 delimiter;
	int64_t		 n;		/* refused so far */
};

/* Write a field, in quotes where it needs them. */
void
wh_reject_field(FILE *fp, const char *s, char delimiter)
{
	const char	special[] = { '"', '\r', '\n', delimiter, '\0' };

	if (s[strcspn(s, special)] == '\0' && *s != ' ' && *s != '\t') {
		fputs(s, fp);
		return;
	}
	putc('"', fp);
	for (; *s != '\0'; s++) {
		if (*s == '"')
			putc('"', fp);
		putc(*s, fp);
	}
	putc('"', fp);
}

/* The file's mode is the database's: refused rows hold personal data. */
static FILE *
create(struct wh *w, const char *path)
{
	struct stat	st;
	mode_t		mode = 0600;
	int		fd;

	if (stat(w->path, &st) == 0)
		mode = st.st_mode & 0777;
	unlink(path);
	if ((fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
	    mode)) == -1) {
		wh_fail(&w->err, WH_FAIL, "%s: %s", path, strerror(errno));
		return NULL;
	}
	return fdopen(fd, "w");
}

static bool
same_file(const char *a, const char *b)
{
	struct stat	st, other;

	return stat(a, &st) == 0 && stat(b, &other) == 0 &&
	    st.st_dev == other.st_dev && st.st_ino == other.st_ino;
}

/* Is this path the database, or one of the files that SQLite puts beside it? */
static bool
is_database(const struct wh *w, const char *path)
{
	static const char *const suffix[] = { "", "-wal", "-shm", "-journal" };
	char			*name;
	size_t			 i;
	bool			 same = false;

	for (i = 0; i < sizeof(suffix) / sizeof(suffix[0]); i++)
		if (asprintf(&name, "%s%s", w->path, suffix[i]) != -1) {
			same = same || same_file(path, name);
			free(name);
		}
	return same;
}

/* Open where the rows go to: beside the file, or what stands there. */
static bool
open_to(struct wh_reject *r)
{
	struct stat	st;

	if (strcmp(r->to, "-") == 0)
		return wh_fail(&r->w->err, WH_FAIL, "-r: -: not a file's name;"
		    " standard output is for what was done");
	if (is_database(r->w, r->to))
		return wh_fail(&r->w->err, WH_FAIL, "-r: %s: belongs to the"
		    " database", r->to);
	if (same_file(r->to, r->file))
		return wh_fail(&r->w->err, WH_FAIL, "-r: %s: is the file that"
		    " is read", r->to);
	if (stat(r->to, &st) == 0 && S_ISDIR(st.st_mode))
		return wh_fail(&r->w->err, WH_FAIL, "%s: %s", r->to,
		    strerror(EISDIR));
	if (stat(r->to, &st) == 0 && !S_ISREG(st.st_mode)) {
		r->fp = fopen(r->to, "we");
		return r->fp != NULL || wh_fail(&r->w->err, WH_FAIL,
		    "%s: %s", r->to, strerror(errno));
	}
	if (asprintf(&r->beside, "%s.part", r->to) == -1) {
		r->beside = NULL;
		return wh_nomem(&r->w->err);
	}
	if (is_database(r->w, r->beside))
		return wh_fail(&r->w->err, WH_FAIL, "-r: %s: belongs to the"
		    " database", r->beside);
	return (r->fp = create(r->w, r->beside)) != NULL;
}

/*
 * Collect what is refused of the file that r reads, which must outlive this;
 * to is where the rows go, or NULL.  NULL with an error if that cannot be
 * written.
 */
struct wh_reject *
wh_reject_open(const struct wh_reader *from, const char *to)
{
	struct wh_reject	*r;

	if ((r = calloc(1, sizeof(*r))) == NULL) {
		wh_nomem(&from->w->err);
		return NULL;
	}
	r->w = from->w;
	r->file = from->file;
	r->to = to;
	if (to == NULL)
		return r;
	r->head = from->head;
	r->nhead = from->nhead;
	r->delimiter = from->delimiter;
	if (!open_to(r)) {
		free(r->beside);
		free(r);
		return NULL;
	}
	fputs("\xef\xbb\xbf", r->fp);
	fwrite(from->top.s, 1, from->top.n, r->fp);
	return r;
}

/* Say why a line is refused: the first twenty, then no more. */
static void
say(struct wh_reject *r, const char *why)
{
	if (++r->n <= MESSAGES)
		wh_note(r->w, "%s", why);
	else if (r->n == MESSAGES + 1)
		wh_note(r->w, "%s: more rows are refused%s", r->file,
		    r->to != NULL ? ", see -r" : "");
}

/*
 * The row's fields, each followed by the delimiter; of a row that is none its
 * text stands in the first column, so that it is refused again until it is
 * mended.
 */
static void
put_row(const struct wh_reject *r, FILE *fp, const struct wh_row *row)
{
	const char	*raw = row->raw;
	size_t		 i;

	for (i = 0; i < r->nhead; i++) {
		if (wh_head_added(r->head[i]))
			continue;
		if (row->raw == NULL)
			wh_reject_field(fp, i < row->n ? row->v[i] : "",
			    r->delimiter);
		else if (raw != NULL)
			wh_reject_field(fp, raw, r->delimiter);
		raw = NULL;
		putc(r->delimiter, fp);
	}
}

/* The end of a row: on which line it was, and why it is refused. */
static void
put_why(const struct wh_reject *r, long line, const char *why)
{
	fprintf(r->fp, "%ld%c", line, r->delimiter);
	wh_reject_field(r->fp, why, r->delimiter);
	fputs("\r\n", r->fp);
}

/*
 * Refuse a row as it was read.  why is the whole message, with file and
 * line.
 */
void
wh_reject_row(struct wh_reject *r, const struct wh_row *row, const char *why)
{
	say(r, why);
	if (r->fp == NULL)
		return;
	put_row(r, r->fp, row);
	put_why(r, row->line, why);
}

/* Refuse a row of which only its text, from wh_reject_text, was kept. */
void
wh_reject_raw(struct wh_reject *r, long line, const char *raw,
    const char *why)
{
	say(r, why);
	if (r->fp == NULL)
		return;
	fputs(raw, r->fp);
	put_why(r, line, why);
}

/*
 * The fields of a row as CSV, each followed by the delimiter, for
 * wh_reject_raw; NULL if there is no -r.  The caller frees.
 */
char *
wh_reject_text(struct wh_reject *r, const struct wh_row *row)
{
	char	*s = NULL;
	size_t	 n;
	FILE	*fp;

	if (r->fp == NULL || (fp = open_memstream(&s, &n)) == NULL)
		return NULL;
	put_row(r, fp, row);
	fclose(fp);
	return s;
}

/*
 * Have all that was refused written before the rest is committed: a row that
 * is in neither would be lost.  False, with an error, if it cannot be.
 */
bool
wh_reject_flush(struct wh_reject *r)
{
	if (r->fp == NULL || (fflush(r->fp) == 0 && !ferror(r->fp)))
		return true;
	return wh_fail(&r->w->err, WH_FAIL, "%s: %s", r->to, strerror(errno));
}

/*
 * Finish: keep the file under its name if asked to and anything was refused,
 * else remove it.  What goes wrong now is only told: the rest has been
 * committed.
 */
void
wh_reject_close(struct wh_reject *r, bool keep)
{
	bool	good;

	if (r == NULL)
		return;
	if (r->fp != NULL) {
		good = !ferror(r->fp);
		if (fclose(r->fp) == EOF)
			good = false;
		if (r->beside != NULL && (!keep || r->n == 0))
			unlink(r->beside);
		else if (!good || (r->beside != NULL &&
		    rename(r->beside, r->to) == -1))
			wh_note(r->w, "%s: %s; refused rows are in %s", r->to,
			    strerror(errno), r->beside != NULL ? r->beside :
			    "it as far as it goes");
	}
	free(r->beside);
	free(r);
}
