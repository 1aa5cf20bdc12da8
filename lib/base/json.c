/*
 * json.c - a text as a JSON string.
 */
#include <string.h>

#include "base/base.h"

/*
 * What stands for the character cp in a JSON string, or NULL if it stands
 * for itself.  buf holds at least 8 bytes.
 */
static const char *
escape(uint32_t cp, size_t len, char *buf)
{
	switch (cp) {
	case '"':
		return "\\\"";
	case '\\':
		return "\\\\";
	case '\t':
		return "\\t";
	case '\n':
		return "\\n";
	case '\r':
		return "\\r";
	case 0xFFFD:
		return len == 1 ? "\\ufffd" : NULL;
	default:
		if (cp >= 0x20 && cp != 0x7F && (cp < 0x80 || cp > 0x9F))
			return NULL;
		snprintf(buf, 8, "\\u%04x", (unsigned)cp & 0xFFU);
		return buf;
	}
}

/*
 * The bytes at the beginning of the n at s that stand for themselves.  *to
 * is what stands for the character behind them, whose bytes are *len, or
 * NULL at the end.
 */
static size_t
plain(const char *s, size_t n, const char **to, size_t *len, char *buf)
{
	const char	*from = s;
	uint32_t	 cp;

	*to = NULL;
	while ((*len = wh_utf8_next(s, n, &cp)) > 0) {
		if ((*to = escape(cp, *len, buf)) != NULL)
			break;
		s += *len;
		n -= *len;
	}
	return (size_t)(s - from);
}

/*
 * Write the n bytes at s as a JSON string, in its quotes.  Escaped are
 * quotes, backslashes and control characters, DEL and U+0080 to U+009F too,
 * so that none reaches a terminal; a byte that is not UTF-8 becomes \ufffd.
 * Whether it was written, ferror(3) tells.
 */
void
wh_json_bytes(FILE *fp, const char *s, size_t n)
{
	const char	*to;
	char		 buf[8];
	size_t		 run, len;

	putc_unlocked('"', fp);
	for (; n > 0; s += run + len, n -= run + len) {
		run = plain(s, n, &to, &len, buf);
		fwrite_unlocked(s, 1, run, fp);
		if (to != NULL)
			fputs_unlocked(to, fp);
	}
	putc_unlocked('"', fp);
}

/* Write a whole text as a JSON string; see wh_json_bytes. */
void
wh_json_text(FILE *fp, const char *s)
{
	wh_json_bytes(fp, s, strlen(s));
}

/* Append a text as a JSON string.  False when out of memory. */
bool
wh_json_put(struct wh_buf *b, const char *s)
{
	const char	*to;
	char		 buf[8];
	size_t		 run, len, n = strlen(s);

	if (!wh_buf_puts(b, "\""))
		return false;
	for (; n > 0; s += run + len, n -= run + len) {
		run = plain(s, n, &to, &len, buf);
		if (!wh_buf_put(b, s, run) ||
		    (to != NULL && !wh_buf_puts(b, to)))
			return false;
	}
	return wh_buf_puts(b, "\"");
}
