/*
 * pack.c - a staged row as one string of bytes, and back without copying.
 *
 * First three masks: the columns that have a value, those of them whose time
 * is only a day, and the columns whose whole text follows.  Then the values
 * in the order of the columns, 8 bytes each or a text; then the whole texts;
 * then the findings and the row as it was read, if the mask says so.  A text
 * is its length, its bytes and a NUL.  It lives only as long as the import, on
 * the machine that made it.
 */
#include <string.h>

#include "case/intake.h"

enum { FOUND = 62, RAW = 63 };	/* in the third mask */

_Static_assert((int)WH_C_COLS < FOUND, "a mask of columns has 64 bits");

static bool
is_text(size_t i)
{
	switch (wh_case_cols[i].type) {
	case WH_TIME: case WH_REF: case WH_REAL:
		return false;
	default:
		return true;
	}
}

static bool
put_text(struct wh_buf *b, const char *s)
{
	size_t		n = strlen(s);
	uint32_t	len = (uint32_t)n;

	return n < UINT32_MAX && wh_buf_put(b, &len, sizeof(len)) &&
	    wh_buf_put(b, s, n + 1);
}

/*
 * Pack a row into b, whose bytes are replaced; raw may be NULL.  False when
 * out of memory.
 */
bool
wh_pack(struct wh_buf *b, const struct wh_intake *in, const char *raw)
{
	uint64_t	mask[3] = { in->has, in->dates, 0 };
	size_t		i;
	bool		good;

	for (i = 0; i < WH_C_COLS; i++)
		if (in->whole[i] != NULL)
			mask[2] |= (uint64_t)1 << i;
	if (in->found != NULL)
		mask[2] |= (uint64_t)1 << FOUND;
	if (raw != NULL)
		mask[2] |= (uint64_t)1 << RAW;
	b->n = 0;
	good = wh_buf_put(b, mask, sizeof(mask));
	for (i = 0; i < WH_C_COLS; i++)
		if (wh_has(in, (enum wh_case_col)i))
			good = good && (is_text(i) ?
			    put_text(b, in->v[i].s) :
			    wh_buf_put(b, &in->v[i], sizeof(in->v[i])));
	for (i = 0; i < WH_C_COLS; i++)
		if (in->whole[i] != NULL)
			good = good && put_text(b, in->whole[i]);
	return good && (in->found == NULL || put_text(b, in->found)) &&
	    (raw == NULL || put_text(b, raw));
}

/* What is left to be read. */
struct bytes {
	const char	*s;
	size_t		 n;
};

static bool
get(struct bytes *b, void *to, size_t n)
{
	if (b->n < n)
		return false;
	memcpy(to, b->s, n);
	b->s += n;
	b->n -= n;
	return true;
}

static bool
get_text(struct bytes *b, const char **to)
{
	uint32_t	len;

	if (!get(b, &len, sizeof(len)) || b->n <= len || b->s[len] != '\0')
		return false;
	*to = b->s;
	b->s += len + (size_t)1;
	b->n -= len + (size_t)1;
	return true;
}

/*
 * Unpack the n bytes at p: texts of the row, and *raw, or NULL, point into
 * them.  False if they are no packed row.
 */
bool
wh_unpack(const void *p, size_t n, struct wh_intake *in, const char **raw)
{
	struct bytes	b = { p, n };
	uint64_t	mask[3];
	size_t		i;

	memset(in, 0, sizeof(*in));
	*raw = NULL;
	if (!get(&b, mask, sizeof(mask)) || mask[0] >> WH_C_COLS != 0)
		return false;
	in->has = mask[0];
	in->dates = mask[1];
	for (i = 0; i < WH_C_COLS; i++)
		if (wh_has(in, (enum wh_case_col)i) && !(is_text(i) ?
		    get_text(&b, &in->v[i].s) :
		    get(&b, &in->v[i], sizeof(in->v[i]))))
			return false;
	for (i = 0; i < WH_C_COLS; i++)
		if ((mask[2] >> i & 1) != 0 && !get_text(&b, &in->whole[i]))
			return false;
	if ((mask[2] >> FOUND & 1) != 0 && !get_text(&b, &in->found))
		return false;
	if ((mask[2] >> RAW & 1) != 0 && !get_text(&b, raw))
		return false;
	return b.n == 0;
}

/*
 * Mix n bytes into a hash, eight at a time.  Each step can be undone, so two
 * texts that differ only in one word of eight never become the same.
 */
static uint64_t
mix(uint64_t h, const char *s, size_t n)
{
	uint64_t	w;

	for (h ^= n; n > 0; s += sizeof(w), n -= sizeof(w)) {
		w = 0;
		memcpy(&w, s, n < sizeof(w) ? n : sizeof(w));
		h = (h ^ w) * UINT64_C(0x9fb21c651e98df25);
		h ^= h >> 32;
		if (n < sizeof(w))
			break;
	}
	return h;
}

/* What is to be made has no id yet that would mean the same tomorrow. */
static uint64_t
mix_made(struct wh *w, uint64_t h, const char *table, int64_t id)
{
	const char	*name;

	for (; id < 0; id = wh_ref_parent(w, table, id))
		if ((name = wh_ref_name(w, table, id)) != NULL)
			h = mix(h, name, strlen(name));
	return mix(h, (const char *)&id, sizeof(id));
}

/* A hash of all values of a row, by which the same row is known again. */
int64_t
wh_pack_hash(struct wh *w, const struct wh_intake *in)
{
	uint64_t	h = UINT64_C(14695981039346656037);
	const char	*s;
	size_t		i;

	for (i = 0; i < WH_C_COLS; i++) {
		if (!wh_has(in, (enum wh_case_col)i))
			continue;
		h ^= i + 1;
		if (is_text(i))
			h = mix(h, in->v[i].s, strlen(in->v[i].s));
		else if (wh_case_cols[i].type == WH_REF && in->v[i].i < 0)
			h = mix_made(w, h, wh_case_cols[i].ref, in->v[i].i);
		else
			h = mix(h, (const char *)&in->v[i],
			    sizeof(in->v[i]));
		if ((s = in->whole[i]) != NULL)
			h = mix(h, s, strlen(s));
	}
	if ((s = in->found) != NULL)
		h = mix(h, s, strlen(s));
	return (int64_t)h;
}
