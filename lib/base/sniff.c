/*
 * sniff.c - which encoding bytes are in, by the bytes themselves.
 *
 * Where NULs stand in turn it is UTF-16.  As long as they are ASCII nothing
 * needs deciding.  From the first high byte on, a window of 64 KiB is either
 * UTF-8 or the file is GB18030, which is what a Chinese spreadsheet saves.
 * One field would be too little: a pair of GBK characters is UTF-8 by chance
 * in 3 of 100 cases.
 */
#include <string.h>

#include "base/base.h"

enum { LEAST = 4 };		/* NUL bytes that tell of UTF-16 */

/* How many of the n bytes at s come before the first that is not ASCII. */
size_t
wh_sniff_ascii(const char *s, size_t n)
{
	uint64_t	w;
	size_t		i;

	for (i = 0; i + sizeof(w) <= n; i += sizeof(w)) {
		memcpy(&w, s + i, sizeof(w));
		if ((w & UINT64_C(0x8080808080808080)) != 0)
			break;
	}
	while (i < n && ((unsigned char)s[i] & 0x80) == 0)
		i++;
	return i;
}

/*
 * The encoding of which a byte order mark, of *len bytes, stands at the
 * beginning of the n bytes at s; NULL, and *len is 0, if there is none.
 */
const char *
wh_sniff_mark(const char *s, size_t n, size_t *len)
{
	static const struct {
		const char	*name, *bytes;
	} marks[] = {
		{ "UTF-8", "\xef\xbb\xbf" },
		{ "UTF-16LE", "\xff\xfe" },
		{ "UTF-16BE", "\xfe\xff" }
	};
	size_t	i;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		*len = strlen(marks[i].bytes);
		if (n >= *len && memcmp(s, marks[i].bytes, *len) == 0)
			return marks[i].name;
	}
	*len = 0;
	return NULL;
}

/*
 * UTF-16 without a mark: in the first KiB every other byte is NUL, or at
 * least a quarter of them, since only characters of ASCII have one there; a
 * few others, as 一, have one in the other byte.  In no other encoding does a
 * text hold any.  NULL if it is not that.
 */
const char *
wh_sniff_wide(const char *s, size_t n)
{
	size_t	nul[2] = { 0, 0 }, i;

	n = n < 1024 ? n / 2 : 512;
	for (i = 0; i < 2 * n; i++)
		nul[i % 2] += s[i] == '\0';
	for (i = 0; i < 2; i++)
		if (nul[i] >= LEAST && nul[i] * 4 >= n &&
		    nul[i] / 8 >= nul[1 - i])
			return i == 0 ? "UTF-16BE" : "UTF-16LE";
	return NULL;
}

/* Where a sequence begins that the end of the n bytes at s has cut off. */
static size_t
whole(const char *s, size_t n)
{
	size_t		i, need;
	unsigned char	c;

	for (i = 1; i <= 3 && i <= n; i++) {
		c = (unsigned char)s[n - i];
		if ((c & 0xc0) == 0x80)
			continue;
		need = c > 0xf4 ? 1 : c >= 0xf0 ? 4 : c >= 0xe0 ? 3 :
		    c >= 0xc2 ? 2 : 1;
		return need > i ? n - i : n;
	}
	return n;
}

/*
 * The encoding of the n bytes at s, of which the first is no ASCII.  cut: they
 * may end within a character.
 */
const char *
wh_sniff_high(const char *s, size_t n, bool cut)
{
	return wh_utf8_ok(s, cut ? whole(s, n) : n) ? "UTF-8" : "GB18030";
}
