/*
 * memo.c - the number that a text meant the last time.
 *
 * Columns repeat: a million cases have some hundred classes.  There is one
 * place for each hash of a text, so memory is bounded, and a text that is
 * not found, or was pushed out, only costs what it would have cost anyway.
 */
#include <stdlib.h>
#include <string.h>

#include "base/base.h"

enum {
	PLACES	= 4096,		/* a power of two */
	LONGEST	= 255		/* bytes of a text that is kept */
};

struct wh_kept {
	char	*text;		/* of room bytes, or NULL */
	size_t	 room;
	int64_t	 v;
};

/* The text's place; *n is its length. */
static struct wh_kept *
place(const struct wh_memo *m, const char *text, size_t *n)
{
	*n = strlen(text);
	return &m->place[wh_hash(0, text, *n) % PLACES];
}

/* What was kept for this text, or 0. */
int64_t
wh_memo_get(const struct wh_memo *m, const char *text)
{
	const struct wh_kept	*p;
	size_t				 n;

	if (m->place == NULL)
		return 0;
	p = place(m, text, &n);
	return p->text != NULL && strcmp(p->text, text) == 0 ? p->v : 0;
}

/* Keep v, which is not 0, for this text, if there is room. */
void
wh_memo_put(struct wh_memo *m, const char *text, int64_t v)
{
	struct wh_kept	*p;
	size_t			 n;
	char			*s;

	if (m->place == NULL &&
	    (m->place = calloc(PLACES, sizeof(*m->place))) == NULL)
		return;
	p = place(m, text, &n);
	if (n > LONGEST)
		return;
	if (p->room <= n) {
		if ((s = realloc(p->text, n + 1)) == NULL)
			return;
		p->text = s;
		p->room = n + 1;
	}
	memcpy(p->text, text, n + 1);
	p->v = v;
}

/* Forget everything, and free it. */
void
wh_memo_free(struct wh_memo *m)
{
	size_t	i;

	for (i = 0; m->place != NULL && i < PLACES; i++)
		free(m->place[i].text);
	free(m->place);
	m->place = NULL;
}
