/*
 * digest.c - SHA-256, as FIPS 180-4 defines it.
 *
 * Every file that is imported is digested while it is read, so the rounds are
 * written out in eights: the compiler then keeps all eight words in registers
 * and renames them instead of moving them.
 */
#include <string.h>

#include "base/base.h"

#define ROR(x, n)	((x) >> (n) | (x) << (32 - (n)))

/* One round, FIPS 180-4 6.2.2 step 3; the caller turns the names by one. */
#define ROUND(a, b, c, d, e, f, g, h, k, w) do {			\
	(h) += (ROR(e, 6) ^ ROR(e, 11) ^ ROR(e, 25)) +			\
	    ((g) ^ ((e) & ((f) ^ (g)))) + (k) + (w);			\
	(d) += (h);							\
	(h) += (ROR(a, 2) ^ ROR(a, 13) ^ ROR(a, 22)) +			\
	    (((a) & (b)) | ((c) & ((a) | (b))));			\
} while (0)

static const uint32_t K[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b,
	0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01,
	0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7,
	0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
	0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152,
	0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
	0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
	0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
	0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08,
	0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
	0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
	0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
};

/* The message schedule of one block of 64 bytes, FIPS 180-4 6.2.2 step 1. */
static void
schedule(uint32_t w[64], const unsigned char *p)
{
	uint32_t	x, y;
	size_t		i;

	for (i = 0; i < 16; i++, p += 4)
		w[i] = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
		    (uint32_t)p[2] << 8 | (uint32_t)p[3];
	for (; i < 64; i++) {
		x = w[i - 15];
		y = w[i - 2];
		w[i] = w[i - 16] + w[i - 7] +
		    (ROR(x, 7) ^ ROR(x, 18) ^ x >> 3) +
		    (ROR(y, 17) ^ ROR(y, 19) ^ y >> 10);
	}
}

/* Work one block of 64 bytes into the eight words s. */
static void
block(uint32_t s[8], const unsigned char *p)
{
	uint32_t	w[64];
	uint32_t	a = s[0], b = s[1], c = s[2], d = s[3];
	uint32_t	e = s[4], f = s[5], g = s[6], h = s[7];
	size_t		i;

	schedule(w, p);
	for (i = 0; i < 64; i += 8) {
		ROUND(a, b, c, d, e, f, g, h, K[i], w[i]);
		ROUND(h, a, b, c, d, e, f, g, K[i + 1], w[i + 1]);
		ROUND(g, h, a, b, c, d, e, f, K[i + 2], w[i + 2]);
		ROUND(f, g, h, a, b, c, d, e, K[i + 3], w[i + 3]);
		ROUND(e, f, g, h, a, b, c, d, K[i + 4], w[i + 4]);
		ROUND(d, e, f, g, h, a, b, c, K[i + 5], w[i + 5]);
		ROUND(c, d, e, f, g, h, a, b, K[i + 6], w[i + 6]);
		ROUND(b, c, d, e, f, g, h, a, K[i + 7], w[i + 7]);
	}
	s[0] += a;
	s[1] += b;
	s[2] += c;
	s[3] += d;
	s[4] += e;
	s[5] += f;
	s[6] += g;
	s[7] += h;
}

/* Begin a digest. */
void
wh_sha_init(struct wh_sha *s)
{
	static const uint32_t	start[8] = {
		0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
		0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
	};

	memset(s, 0, sizeof(*s));
	memcpy(s->h, start, sizeof(start));
}

/* Add n bytes, in as many calls as the caller likes. */
void
wh_sha_add(struct wh_sha *s, const void *data, size_t n)
{
	const unsigned char	*p = data;
	size_t			 have = (size_t)(s->n % 64), part;

	if (n == 0)
		return;
	s->n += n;
	if (have > 0) {
		part = n < 64 - have ? n : 64 - have;
		memcpy(s->block + have, p, part);
		if (have + part < 64)
			return;
		block(s->h, s->block);
		p += part;
		n -= part;
	}
	for (; n >= 64; p += 64, n -= 64)
		block(s->h, p);
	memcpy(s->block, p, n);
}

/*
 * Write the digest of all bytes added so far, as lower-case hexadecimal.
 * The digest itself is left alone: more bytes may follow.
 */
void
wh_sha_hex(struct wh_sha *s, char hex[WH_SHA_HEX])
{
	static const char	digit[] = "0123456789abcdef";
	struct wh_sha		t = *s;
	unsigned char		tail[72] = { 0x80 };
	uint64_t		bits = s->n * 8;
	size_t			i, pad = 64 - (size_t)((s->n + 8) % 64);

	for (i = 0; i < 8; i++)
		tail[pad + i] = (unsigned char)(bits >> (56 - 8 * i));
	wh_sha_add(&t, tail, pad + 8);
	for (i = 0; i < 64; i++)
		hex[i] = digit[t.h[i / 8] >> (28 - 4 * (i % 8)) & 15];
	hex[64] = '\0';
}
