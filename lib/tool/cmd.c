/*
 * cmd.c - how every command starts, works through numbers, prints and ends.
 */
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/base.h"

/*
 * Say something that may hold text from a file or an argument: control bytes
 * never reach a terminal.
 */
static void
note(const char *msg)
{
	char		*s, *p;
	size_t		 n = strlen(msg), len;
	uint32_t	 cp;

	if ((s = strdup(msg)) == NULL)
		err(WH_FAIL, NULL);
	for (p = s; (len = wh_utf8_next(p, n, &cp)) > 0; p += len, n -= len)
		if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0xfffd)
			memset(p, '?', len);
	wh_tick_show(NULL, 0, 0, 0);
	warnx("%s", s);
	free(s);
}

static void __attribute__((format(printf, 1, 0)))
vsay(const char *fmt, va_list ap)
{
	char	*s;

	if (vasprintf(&s, fmt, ap) == -1)
		err(WH_FAIL, NULL);
	note(s);
	free(s);
}

/*
 * Say something on standard error, after the command's name; control bytes
 * in it become question marks.
 */
void
wh_say(const char *fmt, ...)
{
	va_list	ap;

	va_start(ap, fmt);
	vsay(fmt, ap);
	va_end(ap);
}

/*
 * Say what is wrong with the command line and exit 2.
 */
void
wh_usage(const char *fmt, ...)
{
	va_list	ap;

	va_start(ap, fmt);
	vsay(fmt, ap);
	va_end(ap);
	exit(WH_FAIL);
}

/*
 * Open the file that the options name, in one of enum wh_mode, or say why
 * not and exit.  The library's notes go to standard error.
 */
struct wh *
wh_start(const struct wh_args *a, int mode)
{
	static const struct wh_talk	 talk = { note, wh_tick_show };
	struct wh			*w;

	w = wh_open(a, (enum wh_mode)mode, &talk);
	if (wh_message(w) != NULL)
		exit(wh_finish(w, WH_FAIL));
	return w;
}

/* A case number, with or without a whistle's: 20260105000123.2 */
static bool
number(const char *s, struct wh_number *out)
{
	const char	*end;

	out->n = 0;
	end = wh_scan_uint(s, &out->no);
	if (end != NULL && *end == '.' &&
	    (end = wh_scan_uint(end + 1, &out->n)) != NULL && out->n == 0)
		return false;
	return end != NULL && *end == '\0';
}

/* Numbers as they are read; what is none is named and sets *status. */
struct numbers {
	struct wh_number	*v;
	size_t			 n, max;
	int			*status;
};

static void
take(struct numbers *l, const char *s)
{
	if (l->n == l->max) {
		l->max = l->max ? 2 * l->max : 256;
		l->v = reallocarray(l->v, l->max, sizeof(*l->v));
		if (l->v == NULL)
			err(WH_FAIL, NULL);
	}
	if (number(s, &l->v[l->n])) {
		l->n++;
		return;
	}
	wh_say("\"%s\": not a case number, such as 20260105000123", s);
	*l->status = WH_SOME;
}

/* The first tab-separated field of each line, ended by LF or NUL. */
static void
take_lines(struct numbers *l)
{
	char	*line = NULL, *next, *s;
	size_t	 size = 0;
	ssize_t	 len;

	if (isatty(STDIN_FILENO))
		wh_usage("no case numbers: give them as arguments or on"
		    " standard input");
	while ((len = getline(&line, &size, stdin)) != -1)
		for (s = line; s < line + len; s = next) {
			next = s + strlen(s) + 1;
			s[strcspn(s, "\t\r\n")] = '\0';
			if (*s != '\0')
				take(l, s);
		}
	if (ferror(stdin))
		err(WH_FAIL, "standard input");
	free(line);
}

/*
 * The case numbers a command is to work on: its arguments, or with none of
 * them, or with "-", the first field of each line of standard input.  All is
 * read before we return, so that no lock is held while a pipe keeps us
 * waiting.  A terminal there is a usage error.  What is no number is named
 * on standard error and sets *status to WH_SOME.  The caller frees.
 */
struct wh_number *
wh_args_numbers(int argc, char *argv[], size_t *n, int *status)
{
	struct numbers	l = { .status = status };
	int		i;

	if (argc == 0 || (argc == 1 && strcmp(argv[0], "-") == 0))
		take_lines(&l);
	else
		for (i = 0; i < argc; i++)
			take(&l, argv[i]);
	*n = l.n;
	if (l.v == NULL && (l.v = calloc(1, sizeof(*l.v))) == NULL)
		err(WH_FAIL, NULL);
	return l.v;
}

/* The numbers that the job finds by itself, in the form of those given. */
static struct wh_number *
find_numbers(struct wh *w, const struct wh_job *job, size_t *n)
{
	struct wh_number	*v;
	int64_t			*no;
	size_t			 i;

	if ((no = job->all(w, n)) == NULL)
		*n = 0;
	if ((v = calloc(*n + 1, sizeof(*v))) == NULL)
		err(WH_FAIL, NULL);
	for (i = 0; i < *n; i++)
		v[i].no = no[i];
	free(no);
	return v;
}

/*
 * Do a job for each number, as one entry: those refused are named, the
 * records of the others printed once they are committed.  Where nothing was
 * done there is no entry.  Returns the exit status.
 */
int
wh_each(const struct wh_args *a, const struct wh_job *job, int argc,
    char *argv[])
{
	struct wh_records	*out = wh_records_new(a, job->col, job->ncol);
	struct wh_number	*no = NULL;
	struct wh		*w;
	const char		*why;
	size_t			 i, n = 0, done = 0;
	int			 status = WH_OK;

	if (job->all == NULL)
		no = wh_args_numbers(argc, argv, &n, &status);
	w = wh_start(a, WH_WRITE);
	if (job->open != NULL)
		job->open(w);
	if (wh_begin(w) && job->all != NULL)
		no = find_numbers(w, job, &n);
	if (job->around != NULL)
		job->around(w, job->arg, n);
	for (i = 0; i < n && wh_message(w) == NULL; i++) {
		if (job->one(w, &no[i], job->arg, out, &why))
			done++;
		else if (wh_message(w) == NULL) {
			wh_say("%jd: %s", (intmax_t)no[i].no, why);
			status = WH_SOME;
		}
		wh_tick_of(w, job->verb, (int64_t)i, (int64_t)i, (int64_t)n);
	}
	if (job->around != NULL)
		job->around(w, job->arg, 0);
	if (done > 0)
		wh_commit(w);
	else
		wh_rollback(w);
	if (wh_message(w) == NULL) {
		wh_records_print(w, out, a);
		wh_count(a, "%zu of %zu: %s%s", done, n, job->verb, a->dry ?
		    "; nothing was done" : "");
	}
	free(no);
	return wh_finish(w, status);
}

/*
 * A count or summary for people, on standard error, unless -q.
 */
void
wh_count(const struct wh_args *a, const char *fmt, ...)
{
	va_list	ap;

	wh_tick_show(NULL, 0, 0, 0);
	if (a->out.quiet)
		return;
	va_start(ap, fmt);
	vwarnx(fmt, ap);
	va_end(ap);
}

/*
 * Print a list in the format that the arguments ask for and close it.
 * Returns how many records there were; errors are left to wh_finish.
 */
size_t
wh_print(struct wh *w, struct wh_cursor *c, const struct wh_args *a)
{
	const char *const	*v;
	const struct wh_col	*col;
	const char		*why;
	struct wh_out_opts	 o = a->out;
	struct wh_out		*out;
	size_t			 n = 0, ncol;

	if (c == NULL)
		return 0;
	o.zh = wh_chinese(w);
	col = wh_cursor_columns(c, &ncol);
	if ((out = wh_out_open(stdout, &o, col, ncol, &why)) == NULL)
		wh_usage("--fields: %s", why);
	for (; (v = wh_cursor_next(c)) != NULL; n++)
		wh_out_row(out, v);
	wh_out_close(out);
	wh_cursor_close(c);
	return n;
}

/*
 * The end of every command: report the library's error, or that standard
 * output could not be written, else return the status given.  When nobody
 * reads our output any more we die of SIGPIPE, even if it was ignored when
 * we started.  Closes the handle, which may be NULL.
 */
int
wh_finish(struct wh *w, int status)
{
	wh_tick_show(NULL, 0, 0, 0);
	if (w != NULL && wh_message(w) != NULL) {
		note(wh_message(w));
		status = wh_status(w);
	}
	if (fflush(stdout) == EOF || ferror(stdout)) {
		if (errno == EPIPE) {
			signal(SIGPIPE, SIG_DFL);
			raise(SIGPIPE);
		}
		warn("standard output");
		status = WH_FAIL;
	}
	if (w != NULL)
		wh_close(w);
	return status;
}
