/*
 * origin.c - the text of one of our columns, from theirs: split, joined,
 * translated, or a digest.
 */
#include <stdlib.h>
#include <string.h>

#include "store/store.h"

/* Between the steps of a path, as the values of a map name it. */
static const char	step[] = " > ";

/* The character after the one at s. */
static const char *
next(const char *s)
{
	do
		s++;
	while ((*s & 0xc0) == 0x80);
	return s;
}

/*
 * Does s fit a pattern, in which * is any text and ? one character?  Only
 * the last * seen is ever lengthened: see scan.c.
 */
static bool
fits(const char *p, const char *s)
{
	const char	*star = NULL, *mark = NULL;

	for (;;) {
		if (*p == '*') {
			star = ++p;
			mark = s;
		} else if (*s == '\0')
			return *p == '\0';
		else if (*p == '?') {
			p++;
			s = next(s);
		} else if (*p == *s) {
			p++;
			s++;
		} else if (star != NULL) {
			p = star;
			s = mark = next(mark);
		} else
			return false;
	}
}

static int
by_from(const void *key, const void *p)
{
	return strcmp(key, (*(struct wh_map_value *const *)p)->from);
}

/* What key means: by itself, by a pattern, or as any other; else s. */
static const char *
translate(const struct wh_map_col *m, const char *key, const char *s)
{
	struct wh_map_value	**v;
	const char		 *other = NULL;
	size_t			  i;

	v = bsearch(key, m->exact, m->nexact, sizeof(*m->exact), by_from);
	if (v != NULL)
		return (*v)->to;
	for (i = 0; *key != '\0' && i < m->nvalue; i++)
		if (m->value[i].pattern && fits(m->value[i].from, key))
			return m->value[i].to;
		else if (strcmp(m->value[i].from, "*") == 0)
			other = m->value[i].to;
	return other != NULL ? other : s;
}

/* The piece of s that the map asks for, in *b; "" if there is none. */
static const char *
piece(const struct wh_map_col *m, const char *s, struct wh_buf *b)
{
	size_t		 len = strlen(m->split);
	const char	*end;
	int		 i, n = 1;

	for (end = s; (end = strstr(end, m->split)) != NULL; end += len)
		n++;
	i = m->part > 0 ? m->part : n + 1 + m->part;
	if (i < 1 || i > n)
		return "";
	for (; i > 1; i--)
		s = strstr(s, m->split) + len;
	end = strstr(s, m->split);
	b->n = 0;
	if (!wh_buf_put(b, s, end != NULL ? (size_t)(end - s) : strlen(s)))
		return NULL;
	wh_trim(b->s);
	return b->s;
}

/* Append n bytes, trimmed, after sep; nothing if they are blank. */
static bool
put_step(struct wh_buf *b, const char *s, size_t n, const char *sep)
{
	size_t	was = b->n, from;

	if (was > 0 && !wh_buf_puts(b, sep))
		return false;
	from = b->n;
	if (!wh_buf_put(b, s, n))
		return false;
	wh_trim(b->s + from);
	n = strlen(b->s + from);
	b->n = n > 0 ? from + n : was;
	b->s[b->n] = '\0';
	return true;
}

/* Append a text, in the steps that the map's separator makes of it. */
static bool
put_steps(struct wh_buf *b, const char *s, const char *path, const char *sep)
{
	const char	*end;

	while ((end = path != NULL ? strstr(s, path) : NULL) != NULL) {
		if (!put_step(b, s, (size_t)(end - s), sep))
			return false;
		s = end + strlen(path);
	}
	return put_step(b, s, strlen(s), sep);
}

/*
 * Several columns, or a path in one: their texts with sep between them.
 * Empty ones are passed over.
 */
static const char *
join(struct wh_reader *r, const struct wh_bind *b, struct wh_buf *to,
    const char *one, const char *sep)
{
	size_t	j;
	bool	good = true;

	to->n = 0;
	if (one != NULL)
		good = put_steps(to, one, b->map->path, sep);
	for (j = 0; good && one == NULL && j < b->n; j++)
		if (*r->row->v[b->at[j]] != '\0')
			good = put_steps(to, r->row->v[b->at[j]],
			    b->map->path, sep);
	if (!good)
		wh_nomem(&r->w->err);
	return good && to->n > 0 ? to->s : "";
}

static const char *
digest(struct wh_reader *r, struct wh_bind *b)
{
	struct wh_sha	 sha;
	char		 hex[WH_SHA_HEX];
	size_t		 j;

	wh_sha_init(&sha);
	for (j = 0; j < b->n; j++)
		wh_sha_add(&sha, r->row->v[b->at[j]],
		    strlen(r->row->v[b->at[j]]) + 1);
	wh_sha_hex(&sha, hex);
	hex[32] = '\0';
	b->buf.n = 0;
	if (!wh_buf_puts(&b->buf, hex))
		wh_nomem(&r->w->err);
	return b->buf.s;
}

/* The text of a column that has a map. */
static const char *
mapped(struct wh_reader *r, size_t i)
{
	struct wh_bind		*b = &r->bind[i];
	const struct wh_map_col	*m = b->map;
	const char		*one = NULL, *s, *key;
	const char		*sep = m->join != NULL ? m->join : " ";

	if (m->digest)
		return digest(r, b);
	if (b->n == 1)
		one = r->row->v[b->at[0]];
	if (m->split != NULL &&
	    (one = piece(m, one, &b->piece)) == NULL) {
		wh_nomem(&r->w->err);
		return NULL;
	}
	if (b->n == 1 && m->path == NULL)
		return m->nvalue > 0 ? translate(m, one, one) : one;
	if (r->col[i].type == WH_REF)
		sep = WH_PATH_SEP;
	s = join(r, b, &b->buf, one, sep);
	if (m->nvalue == 0)
		return s;
	key = join(r, b, &b->key, one, step);
	return translate(m, key, s);
}

/*
 * The text of our column i in the row at hand, NULL if it is absent or
 * empty; valid until the next row.
 */
const char *
wh_origin(struct wh_reader *r, size_t i)
{
	const struct wh_bind	*b = &r->bind[i];
	const char		*s;

	if (b->map != NULL && b->map->constant != NULL)
		s = b->map->constant;
	else if (b->n == 0)
		return NULL;
	else
		s = b->map != NULL ? mapped(r, i) : r->row->v[b->at[0]];
	return s != NULL && *s != '\0' ? s : NULL;
}
