/*
 * handle.c - what a handle tells its command: errors, notes, progress, the
 * language; and where shared files are.
 */
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/store.h"

/* The first error's message, or NULL. */
const char *
wh_message(const struct wh *w)
{
	return w->err.status == WH_OK ? NULL : w->err.msg != NULL ?
	    w->err.msg : "out of memory";
}

/* The exit status that the first error asks for, or WH_OK. */
int
wh_status(const struct wh *w)
{
	return w->err.status;
}

/*
 * A long job has come to row n; every 4,096th is told, so that a command can
 * show progress.
 */
void
wh_tick(struct wh *w, const char *what, int64_t n)
{
	wh_tick_of(w, what, n, 0, 0);
}

/* The same of a job of which part of the whole is done; 0: not known. */
void
wh_tick_of(struct wh *w, const char *what, int64_t n, int64_t part,
    int64_t whole)
{
	if (n % 4096 == 0 && w->talk.tick != NULL)
		w->talk.tick(what, n, part, whole);
}

/* Do people read Chinese here?  See wh_open. */
bool
wh_chinese(const struct wh *w)
{
	return w->zh;
}

/* Tell people something that is no error, by the command's callback. */
void
wh_note(struct wh *w, const char *fmt, ...)
{
	va_list	 ap;
	char	*s;
	int	 n;

	va_start(ap, fmt);
	n = vasprintf(&s, fmt, ap);
	va_end(ap);
	if (n == -1)
		return;
	if (w->talk.note != NULL)
		w->talk.note(s);
	free(s);
}

/*
 * The path of a shared file: NAME itself if it has a slash, else
 * DIR/NAME+SUFFIX in $WHISTLE_SHARE, where it was installed, or beside the
 * binary, be it installed under another root or just built.  NULL, with an
 * error, if there is none.  The caller frees.
 */
char *
wh_share_path(struct wh *w, const char *dir, const char *name,
    const char *suffix)
{
	char		 exe[4096], installed[4128], *path;
	const char	*base[4] = { getenv("WHISTLE_SHARE"), WH_SHARE, NULL };
	ssize_t		 n;
	size_t		 i;

	if (strchr(name, '/') != NULL)
		return strdup(name);
	n = readlink("/proc/self/exe", exe, sizeof(exe) - 32);
	if (n > 0) {
		exe[n] = '\0';
		dirname(exe);
		snprintf(installed, sizeof(installed), "%s/../share/whistle",
		    exe);
		base[2] = installed;
		base[3] = strcat(exe, "/../lib/share");
	}
	for (i = 0; i < 4; i++) {
		if (base[i] == NULL || asprintf(&path, "%s/%s/%s%s", base[i],
		    dir, name, suffix) == -1)
			continue;
		if (access(path, R_OK) == 0)
			return path;
		free(path);
	}
	wh_fail(&w->err, WH_FAIL, "%s: no such %s, in $WHISTLE_SHARE, %s or"
	    " beside the program; a file here is ./%s%s", name, dir,
	    WH_SHARE, name, suffix);
	return NULL;
}
