/*
 * err.c - the first error, and a string that grows.
 */
#include <stdlib.h>
#include <string.h>

#include "base/base.h"

/*
 * Record an error: the exit status it asks for and its message, unless an
 * earlier one is there, of which this is likely a consequence.  Always
 * returns false, so that a function can fail in one line.
 */
bool
wh_fail(struct wh_err *e, int status, const char *fmt, ...)
{
	va_list	ap;

	if (e->status != WH_OK)
		return false;
	e->status = status;
	va_start(ap, fmt);
	if (vasprintf(&e->msg, fmt, ap) == -1)
		e->msg = NULL;
	va_end(ap);
	return false;
}

/*
 * Forget the error, if any, and free its message.
 */
void
wh_err_clear(struct wh_err *e)
{
	free(e->msg);
	e->msg = NULL;
	e->status = WH_OK;
}

/*
 * The error of malloc(3).  Returns false.
 */
bool
wh_nomem(struct wh_err *e)
{
	return wh_fail(e, WH_FAIL, "out of memory");
}

/*
 * Append n bytes and a NUL that is not counted.  False when out of memory;
 * the string is then as before.
 */
bool
wh_buf_put(struct wh_buf *b, const void *p, size_t n)
{
	char	*s;
	size_t	 max;

	if (b->n + n + 1 > b->max) {
		max = b->max < 64 ? 64 : b->max;
		while (max < b->n + n + 1)
			max *= 2;
		if ((s = realloc(b->s, max)) == NULL)
			return false;
		b->s = s;
		b->max = max;
	}
	if (n > 0)
		memcpy(b->s + b->n, p, n);
	b->s[b->n += n] = '\0';
	return true;
}

/* Append a string; see wh_buf_put. */
bool
wh_buf_puts(struct wh_buf *b, const char *s)
{
	return wh_buf_put(b, s, strlen(s));
}

/* Append what printf(3) would print; see wh_buf_put. */
bool
wh_buf_printf(struct wh_buf *b, const char *fmt, ...)
{
	va_list	 ap;
	char	*s;
	bool	 done;
	int	 n;

	va_start(ap, fmt);
	n = vasprintf(&s, fmt, ap);
	va_end(ap);
	if (n == -1)
		return false;
	done = wh_buf_put(b, s, (size_t)n);
	free(s);
	return done;
}

/* Free the bytes and make the string empty. */
void
wh_buf_free(struct wh_buf *b)
{
	free(b->s);
	memset(b, 0, sizeof(*b));
}
