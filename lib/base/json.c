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
 * Write the n bytes at s as a JSON string, in its quotes.  Escaped are
 * quotes, backslashes and control characters, DEL and U+0080 to U+009F too,
 * so that none reaches a terminal; a byte that is not UTF-8 becomes \ufffd.
 * Whether it was written, ferror(3) tells.
 */
void
wh_json_bytes(FILE *fp, const char *s, size_t n)
{
	const char	*run = s;
	const char	*to;
	char		 buf[8];
	size_t		 len;
	uint32_t	 cp;

	putc_unlocked('"', fp);
	for (; (len = wh_utf8_next(s, n, &cp)) > 0; s += len, n -= len) {
		if ((to = escape(cp, len, buf)) == NULL)
			continue;
		fwrite_unlocked(run, 1, (size_t)(s - run), fp);
		fputs_unlocked(to, fp);
		run = s + len;
	}
	fwrite_unlocked(run, 1, (size_t)(s - run), fp);
	putc_unlocked('"', fp);
}

/* Write a whole text as a JSON string; see wh_json_bytes. */
void
wh_json_text(FILE *fp, const char *s)
{
	wh_json_bytes(fp, s, strlen(s));
}
