/*
 * pack.c - a staged row as bytes comes back as it was, or not at all
 */
#include <stdlib.h>
#include <string.h>

#include "../tap.h"
#include "case/intake.h"

/* A row with a value of every type, a day, whole texts. */
static void
fill(struct wh_intake *in)
{
	memset(in, 0, sizeof(*in));
	in->has = 1U << WH_C_ID | 1U << WH_C_SOURCE | 1U << WH_C_RECEIVED |
	    1U << WH_C_TITLE | 1U << WH_C_LAT | 1U << WH_C_EXTRA;
	in->dates = 1U << WH_C_RECEIVED;
	in->v[WH_C_ID].s = "热线-1";
	in->v[WH_C_SOURCE].i = -3;
	in->v[WH_C_RECEIVED].i = INT64_C(1767571200);
	in->v[WH_C_TITLE].s = "电138××××";
	in->whole[WH_C_TITLE] = "电13812345678";
	in->v[WH_C_LAT].d = 39.9;
	in->v[WH_C_EXTRA].s = "";
}

static bool
same(const char *a, const char *b)
{
	return (a == NULL && b == NULL) ||
	    (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* A part of the bytes, in memory of its own that sanitizers watch. */
static bool
unpack_part(const struct wh_buf *b, size_t n)
{
	struct wh_intake	 in;
	const char		*raw;
	char			*copy = malloc(n + 1);
	bool			 done;

	memcpy(copy, b->s, n);
	copy = realloc(copy, n > 0 ? n : 1);
	done = wh_unpack(copy, n, &in, &raw);
	free(copy);
	return done;
}

int
main(void)
{
	struct wh_buf		 b = { 0 };
	struct wh_intake	 in, out;
	const char		*raw;
	size_t			 n, taken;

	fill(&in);
	ok(wh_pack(&b, &in, "a,b,"));
	ok(wh_unpack(b.s, b.n, &out, &raw));
	ok(out.has == in.has && out.dates == in.dates);
	is(out.v[WH_C_ID].s, "热线-1");
	ok(out.v[WH_C_SOURCE].i == -3);
	ok(out.v[WH_C_RECEIVED].i == INT64_C(1767571200));
	is(out.v[WH_C_TITLE].s, "电138××××");
	is(out.whole[WH_C_TITLE], "电13812345678");
	ok(out.v[WH_C_LAT].d > 39.89 && out.v[WH_C_LAT].d < 39.91);
	is(out.v[WH_C_EXTRA].s, "");
	ok(same(out.whole[WH_C_TEXT], NULL) && same(raw, "a,b,"));

	for (n = taken = 0; n < b.n; n++)
		taken += unpack_part(&b, n);
	ok(taken == 0);
	ok(wh_buf_put(&b, "", 1) && !unpack_part(&b, b.n));
	b.s[7] = (char)0x80;
	ok(!unpack_part(&b, b.n - 1));

	ok(wh_pack(&b, &in, NULL) && wh_unpack(b.s, b.n, &out, &raw));
	ok(raw == NULL);
	memset(b.s + 24, 0xff, 4);
	ok(!unpack_part(&b, b.n));

	in.v[WH_C_SOURCE].i = 3;
	ok(wh_pack_hash(NULL, &in) == wh_pack_hash(NULL, &in));
	out = in;
	out.whole[WH_C_TITLE] = "电13812345679";
	ok(wh_pack_hash(NULL, &in) != wh_pack_hash(NULL, &out));
	out = in;
	out.v[WH_C_EXTRA].s = "x";
	ok(wh_pack_hash(NULL, &in) != wh_pack_hash(NULL, &out));
	out.v[WH_C_EXTRA].s = "";
	ok(wh_pack_hash(NULL, &in) == wh_pack_hash(NULL, &out));
	wh_buf_free(&b);
	return finish();
}
