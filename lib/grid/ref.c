/*
 * ref.c - references: the row that a code or a name means.
 *
 * Names repeat, codes do not; a name that fits several rows is refused with
 * the candidates named.
 */
#include <string.h>

#include "grid/ref.h"

enum { ZEROS = 32 };		/* the longest code that may lose zeros */

/* The row of this code, or NULL. */
struct ref *
wh_refs_code(struct wh_refs *r, const char *code)
{
	char	padded[13];
	size_t	n = strlen(code);

	/* Statistical codes may leave out their trailing zeros. */
	if (strcmp(r->table, "area") == 0 && n < 12 && n > 1 &&
	    strspn(code, "0123456789") == n) {
		memset(padded, '0', 12);
		memcpy(padded, code, n);
		padded[12] = '\0';
		code = padded;
	}
	return wh_refs_exact(r, code);
}

/* Does row p lie below id?  Children are below at distance 1. */
static int
below(struct wh_refs *r, const struct ref *p, int64_t id)
{
	int	d;

	for (d = 1; p != NULL && d < 64; d++) {
		if (p->parent == id)
			return d;
		p = p->parent != 0 ? wh_refs_id(r, p->parent) : NULL;
	}
	return 0;
}

/* Name a row in r->why as one of several; *n is how long that is so far. */
void
wh_refs_candidate(struct wh_refs *r, size_t *n, const struct ref *p)
{
	int	k;

	k = snprintf(r->why + *n, sizeof(r->why) - *n, "%s %s",
	    *n == 0 ? "fits several, give a code:" : ",", p->code);
	if (k > 0 && *n + (size_t)k < sizeof(r->why))
		*n += (size_t)k;
}

enum { SEVERAL = 16 };

struct pick {			/* the one row of a name */
	const char	*name;
	int64_t		 under;		/* a row above it, or 0 */
	bool		 child;		/* only children of that count */
	const struct wh_days *days;
	bool		 held;		/* only rows that were there then */
	struct ref	*found[SEVERAL];
	size_t		 same;		/* how many */
	int		 best;		/* 1: a child, 2: further down */
	bool		 lost;		/* one was not there then, see why */
};

/*
 * Row p has the name: a child wins over those further down, which do not
 * count at all if only children are asked for: what may be made is only
 * looked for where it would be made.
 */
static void
consider(struct wh_refs *r, struct pick *k, struct ref *p)
{
	int	d = k->under != 0 ? below(r, p, k->under) :
		    p->parent == 0 && k->child ? 1 : 2;
	size_t	i;

	if (d == 0 || (d > 1 && (k->best == 1 || k->child)))
		return;
	if (k->held && !wh_ref_held(p, k->days))
		return;
	if (!k->held && r->dated && (p = wh_ref_then(r, p, k->days)) == NULL) {
		k->lost = true;
		return;
	}
	if (d == 1 && k->best != 1)
		k->same = 0;
	k->best = d == 1 ? 1 : 2;
	for (i = 0; i < k->same; i++)
		if (k->found[i] == p)
			return;
	if (k->same < SEVERAL)
		k->found[k->same++] = p;
}

/* All rows of the name, and those that had it then or, if late, before. */
static bool
consider_all(struct wh_refs *r, struct pick *k, bool late)
{
	int32_t	i;
	size_t	f;

	for (i = wh_refs_named(r, k->name); i >= 0 && !late;
	    i = r->row[i].name_next)
		if (strcmp(r->row[i].name, k->name) == 0)
			consider(r, k, &r->row[i]);
	if (r->nformer > 0)
		for (f = wh_refs_former(r, k->name); f < r->nformer &&
		    strcmp(r->former[f].name, k->name) == 0; f++)
			if ((r->former[f].until < k->days->from) == late)
				consider(r, k, &r->row[r->former[f].row]);
	return k->same > 0;
}

/*
 * The one row of this name below id (0: anywhere), as of these days: rows
 * that were there then come first, and the names that they had then.  NULL,
 * with r->why, if it is not one: also where one of several had ended and it
 * is not known what followed it.
 */
struct ref *
wh_refs_name(struct wh_refs *r, const char *name, int64_t id, bool child,
    const struct wh_days *days)
{
	struct pick	k = { .name = name, .under = id, .child = child,
			    .days = days, .held = r->dated };
	size_t		i, text = 0;

	r->why[0] = '\0';
	if (!consider_all(r, &k, false) && r->dated) {
		k.held = false;
		if (!consider_all(r, &k, false) && !k.lost)
			consider_all(r, &k, true);
	}
	if (k.lost || k.same == 1)
		return k.lost ? NULL : k.found[0];
	for (i = 0; i < k.same; i++)
		wh_refs_candidate(r, &text, k.found[i]);
	if (k.same == 0)
		snprintf(r->why, sizeof(r->why), id != 0 ?
		    "no such %s there" : "no such %s, by code or by name",
		    r->table);
	return NULL;
}

/*
 * The one row whose code is this text with zeros before it, which a
 * spreadsheet has taken off; NULL if there is none or several, which r->why
 * then names.  To be asked when there is neither such a code nor a name.
 */
struct ref *
wh_refs_zeros(struct wh_refs *r, const char *text)
{
	char		 code[ZEROS];
	struct ref	*p, *found = NULL;
	size_t		 n = strlen(text), k, at = 0, same = 0;

	if (n == 0 || n >= ZEROS || *text == '0' ||
	    strspn(text, "0123456789") != n)
		return NULL;
	memset(code, '0', ZEROS);
	memcpy(code + ZEROS - n - 1, text, n + 1);
	for (k = ZEROS - n - 1; k > 0; k--)
		if ((p = wh_refs_exact(r, code + k - 1)) != NULL) {
			wh_refs_candidate(r, &at, p);
			found = p;
			same++;
		}
	return same == 1 ? found : NULL;
}

/*
 * The row of this code, else the only one of this name, else the only one
 * whose code has lost its leading zeros; or NULL.
 */
struct ref *
wh_refs_any(struct wh_refs *r, const char *text)
{
	struct wh_days	 days = { r->today, r->today, false };
	struct ref	*p = wh_refs_code(r, text);

	if (p == NULL &&
	    (p = wh_refs_name(r, text, 0, false, &days)) == NULL &&
	    r->why[0] == 'n')
		p = wh_refs_zeros(r, text);
	return p;
}

/*
 * The row of a table that text means: its code, or its name if that is
 * unique, be it there today, which is preferred, or not.  Returns its id; 0
 * with *why, valid until the next call, if there is none.
 */
int64_t
wh_ref(struct wh *w, const char *table, const char *text, const char **why)
{
	struct wh_refs	*r;
	struct ref	*p;

	*why = "the database failed";
	if ((r = wh_refs(w, table)) == NULL)
		return 0;
	p = wh_refs_any(r, text);
	*why = r->why;
	return p != NULL ? p->id : 0;
}

/*
 * The row that option NAME means.  0, with an error, if there is none.
 */
int64_t
wh_ref_arg(struct wh *w, const char *name, const char *table,
    const char *text)
{
	const char	*why;
	int64_t		 id;

	if ((id = wh_ref(w, table, text, &why)) == 0)
		wh_fail(&w->err, WH_FAIL, "%s: \"%s\": %s", name, text, why);
	return id;
}

/* The code of a row, NULL if there is none; valid while the handle is. */
const char *
wh_ref_code(struct wh *w, const char *table, int64_t id)
{
	struct wh_refs	*r = wh_refs(w, table);
	struct ref	*p = r != NULL ? wh_refs_id(r, id) : NULL;

	return p != NULL ? p->code : NULL;
}

/* The name of a row, NULL if there is none; valid while the handle is. */
const char *
wh_ref_name(struct wh *w, const char *table, int64_t id)
{
	struct wh_refs	*r = wh_refs(w, table);
	struct ref	*p = r != NULL ? wh_refs_id(r, id) : NULL;

	return p != NULL ? p->name : NULL;
}

/* The parent of a row of a tree, 0 at the top. */
int64_t
wh_ref_parent(struct wh *w, const char *table, int64_t id)
{
	struct wh_refs	*r = wh_refs(w, table);
	struct ref	*p = r != NULL ? wh_refs_id(r, id) : NULL;

	return p != NULL ? p->parent : 0;
}

/* The last day of a row of a tree, WH_NONE while it lasts. */
int64_t
wh_ref_until(struct wh *w, const char *table, int64_t id)
{
	struct wh_refs	*r = wh_refs(w, table);
	struct ref	*p = r != NULL ? wh_refs_id(r, id) : NULL;

	return p != NULL && p->to != INT64_MAX ? p->to : WH_NONE;
}
