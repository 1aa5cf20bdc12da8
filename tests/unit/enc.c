/*
 * enc.c - which encoding a file has, and its bytes as UTF-8
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../tap.h"
#include "base/base.h"

enum { WINDOW = 64 << 10 };

static struct wh_err	err;
static struct wh_buf	out;		/* what read_all has read */
static char		name[64];	/* the encoding it found */
static char		digest[WH_SHA_HEX];
static int64_t		count;

/* Read fp to its end, step bytes at a time, into out. */
static void
read_all(FILE *fp, const char *encoding, size_t step)
{
	static char	 s[1 << 18];
	struct wh_enc	*x;
	ssize_t		 n;

	wh_err_clear(&err);
	wh_buf_free(&out);
	wh_buf_put(&out, "", 0);
	if ((x = wh_enc_open(&err, fp, encoding)) == NULL) {
		fclose(fp);
		return;
	}
	while ((n = wh_enc_read(x, s, step)) > 0)
		wh_buf_put(&out, s, (size_t)n);
	snprintf(name, sizeof(name), "%s", wh_enc_name(x));
	snprintf(digest, sizeof(digest), "%s", wh_enc_digest(x));
	count = wh_enc_bytes(x);
	wh_enc_close(x);
	fclose(fp);
}

static FILE *
memory(const char *s, size_t n)
{
	return n == 0 ? fopen("/dev/null", "r") :
	    fmemopen((void *)(uintptr_t)s, n, "r");
}

/*
 * Do the n bytes at s come out as want, from an encoding called as said, in
 * whatever steps they are read?
 */
static bool
reads(const char *s, size_t n, const char *encoding, const char *want,
    const char *called)
{
	static const size_t	step[] = { 16, 17, 4096, 1 << 18 };
	size_t			i;

	for (i = 0; i < sizeof(step) / sizeof(step[0]); i++) {
		read_all(memory(s, n), encoding, step[i]);
		if (err.msg != NULL || strcmp(out.s, want) != 0 ||
		    strcmp(name, called) != 0 || count != (int64_t)n)
			return false;
	}
	return true;
}
#define READS(s, enc, want, called) \
	ok(reads(s, sizeof(s) - 1, enc, want, called))

static void
test_mark(void)
{
	READS("\xef\xbb\xbf" "ab", NULL, "ab", "UTF-8");
	is(digest, "e54dd095f92262cbaf1ef453de08896f"
	    "ee09647d82be9433cc344752e643e43d");
	READS("\xef\xbb\xbf" "ab", "gbk", "ab", "UTF-8");
	READS("\xef\xbb\xbf", NULL, "", "UTF-8");
	READS("\xef\xbb", NULL, "\xe9\x94\x98", "GB18030");
	READS("\xff\xfe" "a\0\x2d\x4e\x3d\xd8\0\xde", NULL,
	    "a\xe4\xb8\xad\xf0\x9f\x98\x80", "UTF-16LE");
	READS("\xfe\xff" "\0a\x4e\x2d", "utf-8", "a\xe4\xb8\xad", "UTF-16BE");
	/* Half a pair is bad, and what follows stays in step. */
	READS("\xff\xfe" "\x3d\xd8" "a\0", NULL, "\xff" "a", "UTF-16LE");
	READS("\xff\xfe" "a\0b", NULL, "a\xff", "UTF-16LE");
}

/* Without a mark UTF-16 is where NULs stand in turn. */
static void
test_wide(void)
{
	READS("i\0d\0,\0a\0\n\0" "1\0,\0\x2d\x4e", NULL,
	    "id,a\n1,\xe4\xb8\xad", "UTF-16LE");
	READS("\0i\0d\0,\0a\0\n\0" "1\0,\x4e\x2d", NULL,
	    "id,a\n1,\xe4\xb8\xad", "UTF-16BE");
	/* U+4E00 has a NUL in its other byte. */
	READS("i\0d\0,\0a\0b\0c\0d\0\n\0\0\x4e", NULL,
	    "id,abcd\n\xe4\xb8\x80", "UTF-16LE");
	READS("\xd6\xd0", "utf-16be", "\xed\x9b\x90", "UTF-16BE");
	/* An encoding that is told is believed. */
	read_all(memory("i\0d\0,\0a\0", 8), "utf-8", 4096);
	ok(out.n == 8 && memcmp(out.s, "i\0d\0,\0a", 8) == 0);
	/* Neither a few NULs nor many in both places are UTF-16. */
	read_all(memory("a,b\n1,x\0y\n2,c\0\n", 17), NULL, 4096);
	is(name, "UTF-8");
	read_all(memory("\0\0\0\0\0\0\0\0\0\0\0\0", 12), NULL, 4096);
	is(name, "UTF-8");
}

static void
test_given(void)
{
	READS("", NULL, "", "UTF-8");
	READS("abc", NULL, "abc", "UTF-8");
	READS("\xe4\xb8\xad", NULL, "\xe4\xb8\xad", "UTF-8");
	READS("\xd6\xd0", NULL, "\xe4\xb8\xad", "GB18030");
	is(digest, "703b0c61f8d1992219404ea74b79ef3e"
	    "dc6638bdecf7499f94c93334f0086fe6");
	READS("\xd6\xd0", "gbk", "\xe4\xb8\xad", "GBK");
	READS("\xd6\xd0", "Gb18030", "\xe4\xb8\xad", "GB18030");
	READS("\xd6\xd0", "utf-8", "\xd6\xd0", "UTF-8");
	READS("\xd6\xd0", "UTF8", "\xd6\xd0", "UTF-8");
	READS("\xa4\xa4", "big5", "\xe4\xb8\xad", "BIG5");
	READS("caf\xe9", "iso-8859-1", "caf\xc3\xa9", "ISO-8859-1");
	/* 932 is no 32-bit encoding: one bad byte is one bad byte. */
	READS("\xff" "abcd", "cp932", "\xff" "abcd", "CP932");
}

static void
test_unknown(void)
{
	static const char *const	bad[] = {
		"klingon", "", "gbk//IGNORE",
		"a-name-which-is-longer-than-any-encoding-has"
	};
	size_t				i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		read_all(memory("ab", 2), bad[i], 4096);
		ok(err.status == WH_FAIL && out.n == 0);
		ok(strstr(err.msg, "unknown encoding") != NULL);
		ok(strncmp(err.msg, bad[i], strlen(bad[i])) == 0);
	}
}

/* Second bytes that are ASCII, four-byte characters, and broken ones. */
static void
test_gb18030(void)
{
	READS("\x96\x7c|\xb6\x5c\xb6\x40\xb6\x7e,", NULL,
	    "\xe6\x9d\xb1|\xe7\xa6\xb1\xe7\xa6\x93\xe7\xa7\xaa,", "GB18030");
	READS("\x95\x32\x82\x36\x81\x39\xee\x39", NULL,
	    "\xf0\xa0\x80\x80\xe3\x90\x80", "GB18030");
	/* A lone lead byte does not swallow the comma or the line end. */
	READS("\xd6\xd0\xd6,\xd6\n", NULL, "\xe4\xb8\xad\xff,\xff\n",
	    "GB18030");
	READS("\xd6\xd0\xff" "a", NULL, "\xe4\xb8\xad\xff" "a", "GB18030");
	READS("a\xd6", NULL, "a\xff", "GB18030");
	READS("\xd6\xd0\x95\x32\x82", NULL,
	    "\xe4\xb8\xad\xff" "2\xff", "GB18030");
}

/* A text of n bytes: ASCII, then last. */
static char *
after_ascii(size_t n, const char *last)
{
	size_t	 tail = strlen(last);
	char	*s = malloc(n + 1);

	memset(s, 'a', n);
	memcpy(s + n - tail, last, tail + 1);
	return s;
}

/* The first high byte may come late: nothing before it tells. */
static void
test_late(void)
{
	static const size_t	size[] = {
		2 * WINDOW - 1, 2 * WINDOW, 2 * WINDOW + 1, 2 * WINDOW + 2,
		300000
	};
	char			*s, *want;
	size_t			 i;

	for (i = 0; i < sizeof(size) / sizeof(size[0]); i++) {
		s = after_ascii(size[i], "\xd6\xd0");
		want = after_ascii(size[i] + 1, "\xe4\xb8\xad");
		ok(reads(s, size[i], NULL, want, "GB18030"));
		free(s);
		s = after_ascii(size[i] + 1, "\xe4\xb8\xad");
		ok(reads(s, size[i] + 1, NULL, want, "UTF-8"));
		free(s);
		s = after_ascii(size[i] + 1, "aa\xd6");
		want[size[i]] = '\xff';
		want[size[i] - 1] = want[size[i] - 2] = 'a';
		ok(reads(s, size[i] + 1, NULL, want, "GB18030"));
		free(s);
		free(want);
	}
}

/*
 * The window's end may cut a sequence of 2, 3 or 4 bytes anywhere; at the
 * end of the file it may not.  The text is UTF-8 followed by a bad byte that
 * lies behind the window, which is then too late to decide anything.
 */
static void
test_window(void)
{
	static const char *const	seq[] = {
		"\xc3\xa9", "\xe4\xb8\xad", "\xf0\xa0\x80\x80"
	};
	size_t				i, k, n, at;
	char				*s;

	for (i = 0; i < 3; i++)
		for (k = 1; k < i + 2; k++) {
			s = after_ascii(3 * WINDOW, "\xff" "b");
			at = 1000;
			memcpy(s + at, "\xc3\xa9", 2);
			memcpy(s + at + WINDOW - k, seq[i], i + 2);
			n = 3 * WINDOW;
			ok(reads(s, n, NULL, s, "UTF-8"));
			n = at + WINDOW;
			read_all(memory(s, n), NULL, 4096);
			is(name, "GB18030");
			free(s);
		}
}

/* A bad byte within the window makes the file GB18030. */
static void
test_inside(void)
{
	char	*s = after_ascii(2 * WINDOW, "b");

	memcpy(s, "\xd6\xd0", 2);
	read_all(memory(s, 2 * WINDOW), NULL, 4096);
	is(name, "GB18030");
	memcpy(s, "\xc3\xa9", 2);
	s[WINDOW - 1] = '\xff';
	read_all(memory(s, 2 * WINDOW), NULL, 4096);
	is(name, "GB18030");
	s[WINDOW - 1] = 'a';
	s[WINDOW] = '\xff';
	read_all(memory(s, 2 * WINDOW), NULL, 4096);
	is(name, "UTF-8");
	free(s);
}

/* Characters of four bytes across the ends of all our blocks. */
static void
test_blocks(void)
{
	enum { N = 100000 };
	char	*s = malloc(4 * N + 1), *want = malloc(4 * N + 2);
	size_t	 i;

	s[0] = want[0] = 'a';
	for (i = 0; i < N; i++) {
		memcpy(s + 1 + 4 * i, "\x95\x32\x82\x36", 4);
		memcpy(want + 1 + 4 * i, "\xf0\xa0\x80\x80", 4);
	}
	want[4 * N + 1] = '\0';
	ok(reads(s, 4 * N + 1, NULL, want, "GB18030"));
	free(s);
	free(want);
}

/* A pipe cannot seek, and a directory cannot be read. */
static void
test_files(void)
{
	int	 fd[2];
	FILE	*fp;

	ok(pipe(fd) == 0 && write(fd[1], "a,\xd6\xd0\n", 5) == 5 &&
	    close(fd[1]) == 0);
	read_all(fdopen(fd[0], "r"), NULL, 4096);
	ok(strcmp(out.s, "a,\xe4\xb8\xad\n") == 0 && count == 5);
	fp = fopen(".", "r");
	read_all(fp, NULL, 4096);
	ok(err.status == WH_FAIL);
	is(err.msg, "cannot read: Is a directory");
}

/* An error after the first block: all before it comes, then -1. */
static void
test_broken(void)
{
	struct wh_enc	*x;
	char		 s[4096];
	ssize_t		 n;
	int64_t		 sum = 0;
	FILE		*fp = tmpfile();
	size_t		 i;

	for (i = 0; i < 3 * WINDOW; i++)
		putc('a', fp);
	rewind(fp);
	wh_err_clear(&err);
	x = wh_enc_open(&err, fp, NULL);
	close(fileno(fp));
	while ((n = wh_enc_read(x, s, sizeof(s))) > 0)
		sum += n;
	ok(n == -1 && sum == wh_enc_bytes(x));
	is(err.msg, "cannot read: Bad file descriptor");
	ok(wh_enc_read(x, s, sizeof(s)) == -1);
	wh_enc_close(x);
	fclose(fp);
}

/* A bad byte where the bytes asked for end is put into the next ones. */
static void
test_full(void)
{
	static const char	 bytes[] = "0123456789abcdef\xff" "ghi";
	struct wh_enc		*x;
	FILE			*fp = memory(bytes, sizeof(bytes) - 1);
	char			 s[64];
	ssize_t			 n;

	wh_err_clear(&err);
	x = wh_enc_open(&err, fp, "gb18030");
	n = wh_enc_read(x, s, 16);
	ok(n == 16 && memcmp(s, "0123456789abcdef", 16) == 0);
	n = wh_enc_read(x, s, 16);
	ok(n == 4 && memcmp(s, "\xffghi", 4) == 0);
	ok(wh_enc_read(x, s, 16) == 0);
	wh_enc_close(x);
	fclose(fp);
}

int
main(void)
{
	test_mark();
	test_wide();
	test_given();
	test_unknown();
	test_gb18030();
	test_late();
	test_window();
	test_inside();
	test_blocks();
	test_files();
	test_broken();
	test_full();
	wh_enc_close(NULL);
	wh_err_clear(&err);
	wh_buf_free(&out);
	return finish();
}
