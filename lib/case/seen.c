/*
 * seen.c - ids that come twice in a file, in constant memory.
 *
 * Of each row two hashes are kept, of its id and of all its values; where
 * memory is not to hold them all they go to a temporary file, which is then
 * read as often as needed, each time for another part of the ids.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "case/survey.h"

enum { ROWS = 1 << 20 };	/* in memory at a time, 24 bytes each */

struct seen {
	uint64_t	id, all;
	int64_t		line;
};
struct wh_seen {
	struct wh	*w;
	FILE		*fp;		/* NULL while memory holds them */
	uint64_t	 rows;		/* in all */
	size_t		 n;
	struct seen	 row[ROWS];
};

/* No rows yet.  NULL, with an error, without memory. */
struct wh_seen *
wh_seen_new(struct wh *w)
{
	struct wh_seen	*s;

	if ((s = malloc(sizeof(*s))) == NULL) {
		wh_nomem(&w->err);
		return NULL;
	}
	s->w = w;
	s->fp = NULL;
	s->rows = 0;
	s->n = 0;
	return s;
}

static bool
failed(struct wh_seen *s)
{
	return wh_fail(&s->w->err, WH_FAIL, "temporary file: %s",
	    strerror(errno));
}

static bool
spill(struct wh_seen *s)
{
	if (s->fp == NULL && (s->fp = tmpfile()) == NULL)
		return failed(s);
	if (fwrite(s->row, sizeof(s->row[0]), s->n, s->fp) != s->n)
		return failed(s);
	s->n = 0;
	return true;
}

/* Remember a row that was read well and has an id; false on an error. */
bool
wh_seen_add(struct wh_seen *s, const struct wh_intake *in)
{
	struct seen	*p;

	if (s->n == ROWS && !spill(s))
		return false;
	p = &s->row[s->n++];
	p->id = wh_hash(wh_hash(0, in->v[WH_C_ID].s,
	    strlen(in->v[WH_C_ID].s)), &in->v[WH_C_SOURCE].i,
	    sizeof(in->v[WH_C_SOURCE].i));
	p->all = (uint64_t)wh_pack_hash(s->w, in);
	p->line = in->line;
	s->rows++;
	return true;
}

static int
by_id(const void *a, const void *b)
{
	const struct seen	*x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return x->line < y->line ? -1 : x->line > y->line;
}

/* Count among the rows in memory, of which the first of each id stays. */
static void
count(struct wh_seen *s, struct wh_twice *t)
{
	const struct seen	*p;
	size_t			 kept = 0;

	qsort(s->row, s->n, sizeof(s->row[0]), by_id);
	for (p = s->row; p < s->row + s->n; p++) {
		if (kept == 0 || p->id != s->row[kept - 1].id)
			s->row[kept++] = *p;
		else if (p->all == s->row[kept - 1].all)
			t->same++;
		else {
			t->other++;
			if (t->line == 0 || p->line < t->line) {
				t->line = (long)p->line;
				t->first = (long)s->row[kept - 1].line;
			}
		}
	}
	s->n = kept;
}

/*
 * All rows have been seen: which ids came twice.  False on an error.
 */
bool
wh_seen_end(struct wh_seen *s, struct wh_twice *t)
{
	struct seen	p;
	uint64_t	part, parts;

	memset(t, 0, sizeof(*t));
	if (s->fp == NULL) {
		count(s, t);
		return true;
	}
	parts = s->rows / (ROWS / 2) + 1;	/* half full, by chance */
	if (!spill(s))
		return false;
	for (part = 0; part < parts; part++) {
		rewind(s->fp);
		for (s->n = 0; fread(&p, sizeof(p), 1, s->fp) == 1; ) {
			if (p.id / 7 % parts != part)
				continue;
			if (s->n == ROWS)
				count(s, t);
			if (s->n < ROWS)
				s->row[s->n++] = p;
		}
		if (ferror(s->fp))
			return failed(s);
		count(s, t);
	}
	return true;
}

/* Free it; NULL is allowed. */
void
wh_seen_free(struct wh_seen *s)
{
	if (s != NULL && s->fp != NULL)
		fclose(s->fp);
	free(s);
}
