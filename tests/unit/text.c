/*
 * text.c - UTF-8, width, blanks, digits and hashes
 */
#include <stdlib.h>

#include "../tap.h"
#include "base/base.h"

#define valid(s)	wh_utf8_ok((s), sizeof(s) - 1)

static void
utf8(void)
{
	ok(valid(""));
	ok(valid("plain ASCII, longer than eight bytes\n\t\x7f"));
	ok(valid("\0"));
	ok(valid("街道办事处网格"));
	ok(valid("eight by井te"));
	ok(valid("\xC2\x80 \xDF\xBF"));
	ok(valid("\xE0\xA0\x80 \xED\x9F\xBF \xEE\x80\x80 \xEF\xBF\xBF"));
	ok(valid("\xF0\x90\x80\x80 \xF4\x8F\xBF\xBF"));
	ok(!valid("\x80"));
	ok(!valid("\xBF"));
	ok(!valid("\xC0\x80"));
	ok(!valid("\xC1\xBF"));
	ok(!valid("\xE0\x80\x80"));
	ok(!valid("\xE0\x9F\xBF"));
	ok(!valid("\xED\xA0\x80"));
	ok(!valid("\xED\xBF\xBF"));
	ok(!valid("\xF0\x80\x80\x80"));
	ok(!valid("\xF0\x8F\xBF\xBF"));
	ok(!valid("\xF4\x90\x80\x80"));
	ok(!valid("\xF5\x80\x80\x80"));
	ok(!valid("\xFF"));
	ok(!valid("\xE4\xBA"));
	ok(!valid("\xE4"));
	ok(!valid("\xF0\x9F\x98"));
	ok(!valid("\xC3("));
	ok(!valid("\xE4\xBA("));
	ok(!valid("\xF0\x9F\x98("));
	ok(!valid("12345678\x80"));
	ok(!valid("1234567\x80"));
	ok(!valid("\xB2\xE2\xCA\xD4"));	/* GBK */
}

/*
 * Every code point, encoded here by the definition, must be read back; its
 * bytes cut short must not.
 */
static bool
all_read(void)
{
	uint32_t	cp;
	uint32_t	got;
	char		s[4];
	size_t		n;

	for (cp = 0x80; cp <= 0x10FFFF; cp++) {
		n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
		s[0] = (char)((n == 2 ? 0xC0 : n == 3 ? 0xE0 : 0xF0) |
		    cp >> (6 * (n - 1)));
		s[n - 1] = (char)(0x80 | (cp & 63));
		if (n > 2)
			s[n - 2] = (char)(0x80 | (cp >> 6 & 63));
		if (n > 3)
			s[1] = (char)(0x80 | (cp >> 12 & 63));
		if (cp >= 0xD800 && cp <= 0xDFFF) {
			if (wh_utf8_ok(s, n) || wh_utf8_next(s, n, &got) != 1)
				return false;
			continue;
		}
		if (!wh_utf8_ok(s, n) || wh_utf8_ok(s, n - 1) ||
		    wh_utf8_next(s, n, &got) != n || got != cp ||
		    wh_utf8_next(s, n - 1, &got) != 1 || got != 0xFFFD)
			return false;
	}
	return true;
}

static void
next(void)
{
	uint32_t	cp;

	ok(wh_utf8_next("", 0, &cp) == 0);
	ok(wh_utf8_next("a", 1, &cp) == 1 && cp == 'a');
	ok(wh_utf8_next("\0", 1, &cp) == 1 && cp == 0);
	ok(wh_utf8_next("井", 3, &cp) == 3 && cp == 0x4E95);
	ok(wh_utf8_next("\xFF", 1, &cp) == 1 && cp == 0xFFFD);
	ok(wh_utf8_next("\xEF\xBF\xBD", 3, &cp) == 3 && cp == 0xFFFD);
	ok(all_read());
}

static void
width(void)
{
	ok(wh_width("") == 0);
	ok(wh_width("abc") == 3);
	ok(wh_width("朝阳街道") == 8);
	ok(wh_width("A座3楼") == 6);
	ok(wh_width("，。（）１２") == 12);
	ok(wh_width("\xE3\x80\x80") == 2);		/* U+3000 */
	ok(wh_width("e\xCC\x81") == 1);			/* e, U+0301 */
	ok(wh_width("\xE2\x80\x8B\xEF\xBB\xBF") == 0);	/* ZWSP, BOM */
	ok(wh_width("\xC2\xAD") == 1);			/* soft hyphen */
	ok(wh_width("한국") == 4);
	ok(wh_width("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB") == 2);
	ok(wh_width("ｱ") == 1);				/* half-width */
	ok(wh_width("…—“”×·") == 6);			/* ambiguous */
	ok(wh_width("\xF0\x9F\x98\x80") == 2);		/* U+1F600 */
	ok(wh_width("\xF0\xA0\x80\x80") == 2);		/* U+20000 */
	ok(wh_width("\xF0\xB3\x80\x80") == 2);		/* U+33000 */
	ok(wh_width("\xF4\x8F\xBF\xBF") == 1);		/* the last one */
	ok(wh_width("\t\n\x1B\x7F\xC2\x9B") == 5);
	ok(wh_width("\xFF\xE4\xBA") == 3);
}

static bool
trims(const char *s, const char *want)
{
	char	*copy = strdup(s);
	bool	 same;

	wh_trim(copy);
	same = strcmp(copy, want) == 0;
	free(copy);
	return same;
}

static void
trim(void)
{
	ok(trims("", ""));
	ok(trims("a", "a"));
	ok(trims(" \ta b\t ", "a b"));
	ok(trims("\xE3\x80\x80 朝阳\xC2\xA0\xE3\x80\x80", "朝阳"));
	ok(trims("\xC2\xA0 \xE3\x80\x80\t", ""));
	ok(trims("朝 \xE3\x80\x80阳", "朝 \xE3\x80\x80阳"));
	ok(trims("\n a \n", "\n a \n"));
	ok(trims("  、", "、"));		/* E3 80 81 */
	ok(trims("\xE3\x80", "\xE3\x80"));
	ok(trims("à", "à"));			/* C3 A0 */
}

/* The bytes that are read as digits, -1 for a refusal; the number in *v. */
static int
scanned(const char *s, int64_t *v)
{
	const char	*end = wh_scan_uint(s, v);

	return end == NULL ? -1 : (int)(end - s);
}

static void
scan(void)
{
	int64_t	v = -1;

	ok(scanned("", &v) == -1);
	ok(scanned("x1", &v) == -1);
	ok(scanned("-1", &v) == -1);
	ok(scanned("+1", &v) == -1);
	ok(scanned(" 1", &v) == -1);
	ok(scanned("9223372036854775808", &v) == -1);
	ok(scanned("99999999999999999999", &v) == -1);
	ok(v == -1);
	ok(scanned("0", &v) == 1 && v == 0);
	ok(scanned("20260105000123.2", &v) == 14 && v == 20260105000123);
	ok(scanned("9223372036854775807 ", &v) == 19 && v == INT64_MAX);
	ok(scanned("0000000000000000000000007", &v) == 25 && v == 7);
}

/* The known FNV-1a of "a", mixed; parts of a text hash apart. */
static void
hash(void)
{
	const uint64_t	a = UINT64_C(0xaf63dc4c8601ec8c);

	ok(wh_hash(0, "a", 1) == (a ^ a >> 32));
	ok(wh_hash(0, "ab", 1) == wh_hash(0, "a", 1));
	ok(wh_hash(wh_hash(0, "a", 1), "b", 1) !=
	    wh_hash(wh_hash(0, "b", 1), "a", 1));
}

int
main(void)
{
	utf8();
	next();
	width();
	trim();
	scan();
	hash();
	return finish();
}
