/*
 * values.c - the distinct values of a column with how often each occurs, as
 * many as a few megabytes hold.
 */
#include <stdlib.h>
#include <string.h>

#include "case/survey.h"

enum { KEPT = 120 };		/* bytes that are kept of a value */

/* As much of s as is kept, whole characters. */
static char *
keep(const char *s)
{
	size_t	n = strlen(s);

	if (n > KEPT)
		for (n = KEPT; n > 0 && (s[n] & 0xc0) == 0x80; n--)
			;
	return strndup(s, n);
}

static struct wh_value_count *
slot(const struct wh_values *v, uint64_t h)
{
	size_t	i = (size_t)h & (v->size - 1);

	while (v->e[i].hash != 0 && v->e[i].hash != h)
		i = (i + 1) & (v->size - 1);
	return &v->e[i];
}

static bool
grow(struct wh_values *v)
{
	struct wh_values	new = *v;
	size_t			i;

	new.size = v->size > 0 ? 4 * v->size : 64;
	if ((new.e = calloc(new.size, sizeof(*new.e))) == NULL)
		return false;
	for (i = 0; i < v->size; i++)
		if (v->e[i].hash != 0)
			*slot(&new, v->e[i].hash) = v->e[i];
	free(v->e);
	*v = new;
	return true;
}

/*
 * Count a value.  Returns its entry, whose n is 1 if it is new; NULL if
 * there are WH_VALUES already and this is another, or without memory, which
 * v->more tells.  Text is kept only if asked for.
 */
struct wh_value_count *
wh_values_add(struct wh_values *v, const char *s, bool text)
{
	struct wh_value_count	*e;
	uint64_t		 h = wh_hash(0, s, strlen(s)) | 1;

	if (2 * v->n >= v->size && v->n < WH_VALUES && !grow(v)) {
		v->more = true;
		return NULL;
	}
	if ((e = slot(v, h))->hash == 0) {
		if (v->n == WH_VALUES) {
			v->more = true;
			return NULL;
		}
		if (text && (e->s = keep(s)) == NULL) {
			v->more = true;
			return NULL;
		}
		e->hash = h;
		e->order = v->n++;
	}
	e->n++;
	return e;
}

static int
by_count(const void *a, const void *b)
{
	const struct wh_value_count	*x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/*
 * Sort the entries to the front, the most frequent first, those as frequent
 * as they came.  Nothing can be added any more.
 */
void
wh_values_sort(struct wh_values *v)
{
	if (v->n > 0)
		qsort(v->e, v->size, sizeof(*v->e), by_count);
}

void
wh_values_free(struct wh_values *v)
{
	size_t	i;

	for (i = 0; i < v->size; i++) {
		free(v->e[i].s);
		free(v->e[i].why);
	}
	free(v->e);
	memset(v, 0, sizeof(*v));
}
