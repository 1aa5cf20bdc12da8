/*
 * digest.c - SHA-256 against the examples of FIPS 180-4 and NIST's CAVP
 */
#include <string.h>

#include "../tap.h"
#include "base/base.h"

static char	hex[WH_SHA_HEX];

/* The digest of n bytes, added step bytes at a time. */
static const char *
sha(const char *s, size_t n, size_t step)
{
	struct wh_sha	d;
	size_t		i;

	wh_sha_init(&d);
	for (i = 0; i < n; i += step)
		wh_sha_add(&d, s + i, n - i < step ? n - i : step);
	wh_sha_hex(&d, hex);
	return hex;
}

/* Examples whose digests NIST prints. */
static void
test_examples(void)
{
	static const char	two[] =
	    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
	static const char	four[] =
	    "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
	    "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu";

	is(sha("", 0, 1), "e3b0c44298fc1c149afbf4c8996fb924"
	    "27ae41e4649b934ca495991b7852b855");
	is(sha("abc", 3, 3), "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad");
	is(sha(two, 56, 56), "248d6a61d20638b8e5c026930c3e6039"
	    "a33ce45964ff2167f6ecedd419db06c1");
	is(sha(four, 112, 112), "cf5b16a778af8380036ce59e7b049237"
	    "0b249b11e8f07a51afac45037afee9d1");
	is(sha("\xbd", 1, 1), "68325720aabd7c82f30f554b313d0570"
	    "c95accbb7dc4b5aae11204c08ffe732b");
	is(sha("\xc9\x8c\x8e\x55", 4, 4), "7abc22c0ae5af26ce93dbb94433a0e0b"
	    "2e119d014f8e7f65bd56c61ccccd9504");
}

/* Zeros around the length at which the padding needs a block of its own. */
static void
test_padding(void)
{
	static const char	zero[64];

	is(sha(zero, 55, 55), "02779466cdec163811d078815c633f21"
	    "901413081449002f24aa3e80f0b88ef7");
	is(sha(zero, 56, 56), "d4817aa5497628e7c77e6b606107042b"
	    "bba3130888c5f47a375e6179be789fbb");
	is(sha(zero, 57, 57), "65a16cb7861335d5ace3c60718b5052e"
	    "44660726da4cd13bb745381b235a1785");
	is(sha(zero, 64, 64), "f5a5fd42d16a20302798ef6ed309979b"
	    "43003d2320d9f0e8ea9831a92759fb4b");
}

/* A million times the letter a, however it is cut. */
static void
test_long(void)
{
	static const char	want[] = "cdc76e5c9914fb9281a1c7e284d73e67"
	    "f1809a48a497200e046d39ccc7112cd0";
	static char		a[1000000];

	memset(a, 'a', sizeof(a));
	is(sha(a, sizeof(a), sizeof(a)), want);
	is(sha(a, sizeof(a), 1), want);
	is(sha(a, sizeof(a), 63), want);
	is(sha(a, sizeof(a), 65), want);
	is(sha(a, sizeof(a), 4096), want);
}

/* A digest may be looked at and then go on. */
static void
test_running(void)
{
	struct wh_sha	d;

	wh_sha_init(&d);
	wh_sha_add(&d, "a", 1);
	wh_sha_hex(&d, hex);
	is(hex, "ca978112ca1bbdcafac231b39a23dc4d"
	    "a786eff8147c4e72b9807785afee48bb");
	wh_sha_add(&d, NULL, 0);
	wh_sha_add(&d, "bc", 2);
	wh_sha_hex(&d, hex);
	is(hex, "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad");
}

int
main(void)
{
	test_examples();
	test_padding();
	test_long();
	test_running();
	return finish();
}
