/*
 * text.c - UTF-8, the width of a text on a terminal, words, and hashes.
 *
 * Text inside Whistle is UTF-8 that was checked at the door, but nothing
 * here relies on it: a broken byte is one character, U+FFFD, one column
 * wide.  No locale is asked; cron has none.
 */
#include <string.h>

#include "base/base.h"
#include "base/width.h"

enum { REPLACEMENT = 0xFFFD };

static bool
trail(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

/*
 * The lengths of two bytes and more.  The second byte's range keeps out
 * overlong forms (E0, F0), surrogates (ED) and what is above U+10FFFF (F4).
 * 0 if the bytes are no character.
 */
static size_t
many(const unsigned char *s, size_t n, uint32_t *cp)
{
	unsigned char	lo = 0x80;
	unsigned char	hi = 0xBF;

	if (n < 2 || s[0] < 0xC2 || s[0] > 0xF4)
		return 0;
	if (s[0] < 0xE0) {
		*cp = (s[0] & 0x1FU) << 6 | (s[1] & 0x3FU);
		return trail(s[1]) ? 2 : 0;
	}
	if (s[0] == 0xE0)
		lo = 0xA0;
	else if (s[0] == 0xED)
		hi = 0x9F;
	else if (s[0] == 0xF0)
		lo = 0x90;
	else if (s[0] == 0xF4)
		hi = 0x8F;
	if (s[1] < lo || s[1] > hi || n < 3 || !trail(s[2]))
		return 0;
	*cp = (s[0] & 0x0FU) << 12 | (s[1] & 0x3FU) << 6 | (s[2] & 0x3FU);
	if (s[0] < 0xF0)
		return 3;
	if (n < 4 || !trail(s[3]))
		return 0;
	*cp = *cp << 6 | (s[3] & 0x3FU);
	return 4;
}

/* Three bytes of which the first says nothing of the second, as in Chinese. */
static bool
three(const unsigned char *s)
{
	return s[0] > 0xE0 && s[0] < 0xF0 && s[0] != 0xED && trail(s[1]) &&
	    trail(s[2]);
}

/*
 * The next character of the n bytes at s: its code point in *cp.  Returns
 * its length in bytes, 0 at the end (n is 0); for a byte that begins no
 * valid character 1, and *cp is U+FFFD.  A NUL byte is a character like
 * another.
 */
size_t
wh_utf8_next(const char *s, size_t n, uint32_t *cp)
{
	const unsigned char	*u = (const unsigned char *)s;
	size_t			 len;

	if (n == 0)
		return 0;
	if (u[0] < 0x80) {
		*cp = u[0];
		return 1;
	}
	if ((len = many(u, n, cp)) > 0)
		return len;
	*cp = REPLACEMENT;
	return 1;
}

/*
 * Are the n bytes at s valid UTF-8: no overlong form, no surrogate, nothing
 * above U+10FFFF, no character cut short?  NUL bytes are valid.
 */
bool
wh_utf8_ok(const char *s, size_t n)
{
	const unsigned char	*u = (const unsigned char *)s;
	const unsigned char	*end = u + n;
	uint64_t		 w;
	uint32_t		 cp;
	size_t			 len;

	while (u < end) {
		if (end - u >= 8) {
			memcpy(&w, u, sizeof(w));
			if ((w & UINT64_C(0x8080808080808080)) == 0) {
				u += 8;
				continue;
			}
		}
		if (end - u >= 3 && three(u))
			u += 3;
		else if (*u < 0x80)
			u++;
		else if ((len = many(u, (size_t)(end - u), &cp)) > 0)
			u += len;
		else
			return false;
	}
	return true;
}

/*
 * The columns that a text takes on a terminal.  Control characters and
 * broken bytes count 1, because one character is shown in their place.
 */
size_t
wh_width(const char *s)
{
	size_t		n = strlen(s);
	size_t		width = 0;
	size_t		len;
	uint32_t	cp;

	for (; (len = wh_utf8_next(s, n, &cp)) > 0; s += len, n -= len)
		width += wh_cp_width(cp);
	return width;
}

/*
 * The bytes of the blank with which s begins: space, tab, NBSP (U+00A0),
 * ideographic space (U+3000); 0 if with none.
 */
static size_t
blank(const char *s)
{
	if (*s == ' ' || *s == '\t')
		return 1;
	if (s[0] == '\xC2' && s[1] == '\xA0')
		return 2;
	return *s == '\xE3' && strncmp(s, "\xE3\x80\x80", 3) == 0 ? 3 : 0;
}

/* The bytes of the blank with which the n bytes at s end; 0 if with none. */
static size_t
blank_end(const char *s, size_t n)
{
	size_t	len;

	for (len = 1; len <= 3 && len <= n; len++)
		if (blank(s + n - len) == len)
			return len;
	return 0;
}

/*
 * Drop blanks, tabs, NBSP and ideographic spaces at both ends, in place.
 * Line ends stay.
 */
void
wh_trim(char *s)
{
	char	*from = s;
	size_t	 len, n;

	while ((len = blank(from)) > 0)
		from += len;
	n = strlen(from);
	while ((len = blank_end(from, n)) > 0)
		n -= len;
	if (from > s)
		memmove(s, from, n);
	s[n] = '\0';
}

/*
 * Read decimal digits, without sign or blanks, into *v.  Returns where they
 * end, or NULL, *v untouched, if there are none or they pass INT64_MAX.
 */
const char *
wh_scan_uint(const char *s, int64_t *v)
{
	const char	*p;
	int64_t		 n = 0;
	int		 digit;

	for (p = s; *p >= '0' && *p <= '9'; p++) {
		digit = *p - '0';
		if (n > (INT64_MAX - digit) / 10)
			return NULL;
		n = n * 10 + digit;
	}
	if (p == s)
		return NULL;
	*v = n;
	return p;
}

/*
 * A hash of n bytes, the same on every machine: FNV-1a, mixed so that its low
 * bits are as good as all.  h is 0, or the hash of what comes before them.
 */
uint64_t
wh_hash(uint64_t h, const void *p, size_t n)
{
	const unsigned char	*s = p;

	for (h ^= UINT64_C(14695981039346656037); n > 0; n--)
		h = (h ^ *s++) * UINT64_C(1099511628211);
	return h ^ h >> 32;
}
