/*
 * link.c - links between cases: made and unmade by journal rows, and what
 * follows from them when a case is closed or void.
 *
 * Duplicates and bundles are stars: every link of them leads to the first
 * case, whichever case was named.  Repeats and relapses lead to an earlier
 * case.  A case has at most one link of a kind.
 */
#include <stdlib.h>
#include <string.h>

#include "case/log.h"

static bool refuse(struct wh_course *, const char *, ...)
	    __attribute__((format(printf, 2, 3)));

static bool
refuse(struct wh_course *c, const char *fmt, ...)
{
	va_list	ap;

	va_start(ap, fmt);
	vsnprintf(c->why, sizeof(c->why), fmt, ap);
	va_end(ap);
	return false;
}

/* Do all links of this kind lead to one first case? */
static bool
is_star(const char *kind)
{
	return strcmp(kind, "duplicate") == 0 || strcmp(kind, "bundle") == 0;
}

/* The case to which this one has a link of the kind, or 0. */
static int64_t
linked(struct wh *w, int64_t no, const char *kind)
{
	return wh_int(w, 0, "SELECT other FROM link WHERE no = ?"
	    " AND kind = ?", "it", no, kind);
}

/*
 * The cases that have a link of the kind to this one, n of them; the caller
 * frees.  NULL without memory.
 */
static int64_t *
followers(struct wh *w, int64_t no, const char *kind, size_t *n)
{
	sqlite3_stmt	*s;
	int64_t		*v;
	size_t		 max;

	*n = 0;
	max = (size_t)wh_int(w, 0, "SELECT count(*) FROM link WHERE other = ?"
	    " AND kind = ?", "it", no, kind);
	if ((v = calloc(max + 1, sizeof(*v))) == NULL) {
		wh_nomem(&w->err);
		return NULL;
	}
	s = wh_sql(w, "SELECT no FROM link WHERE other = ? AND kind = ?"
	    " ORDER BY no");
	wh_bind(s, "it", no, kind);
	while (*n < max && wh_row(w, s))
		v[(*n)++] = sqlite3_column_int64(s, 0);
	sqlite3_reset(s);
	return v;
}

/* Append a row of act link or unlink, and make or unmake the link. */
static bool
put(struct wh *w, int64_t no, struct wh_course *c, const struct wh_jrow *r,
    int64_t other)
{
	struct wh_jrow	row = *r;
	char		text[24];

	snprintf(text, sizeof(text), "%jd", (intmax_t)other);
	if (row.act == WH_A_LINK)
		row.new = text;
	else
		row.old = text;
	if (!wh_apply_masked(w, no, c, &row))
		return false;
	if (row.act == WH_A_UNLINK)
		return wh_run(w, "DELETE FROM link WHERE no = ? AND kind = ?",
		    "it", no, row.value);
	return wh_run(w, "INSERT INTO link(no, kind, other, entry)"
	    " VALUES (?, ?, ?, ?)", "itii", no, row.value, other, w->entry);
}

/* Links move no case: of its course they change how many rows it has. */
static bool
save_count(struct wh *w, int64_t no, const struct wh_course *c)
{
	return wh_run(w, "UPDATE cases SET seq = ?2 WHERE no = ?1", "ii", no,
	    c->seq);
}

/* The same for another case than the one that is at hand. */
static bool
put_there(struct wh *w, int64_t no, int64_t act, const struct wh_jrow *like,
    int64_t other, const char *reason)
{
	struct wh_course	c;
	struct wh_jrow		r = { WH_JROW, .act = act, .at = like->at,
	    .holder = like->holder, .value = like->value, .reason = reason };

	if (!wh_course_load(w, no, &c))
		return false;
	if (r.at < c.received)
		r.at = c.received;
	return put(w, no, &c, &r, other) && save_count(w, no, &c);
}

/*
 * May the case have this link?  *other becomes the first case of its chain.
 */
static bool
may_link(struct wh *w, int64_t no, struct wh_course *c, const char *kind,
    int64_t *other)
{
	struct wh_course	o;
	int64_t			first;

	if (!wh_course_load(w, *other, &o))
		return refuse(c, "link: %jd: no such case", (intmax_t)*other);
	if (is_star(kind) && (first = linked(w, *other, kind)) != 0) {
		*other = first;
		if (!wh_course_load(w, first, &o))
			return false;
	}
	if (*other == no)
		return refuse(c, "link: it is the first case itself; unlink"
		    " the other one first");
	if (o.state == WH_S_CANCELLED)
		return refuse(c, "link: %jd is void", (intmax_t)*other);
	if ((first = linked(w, no, kind)) != 0)
		return refuse(c, "link: it is a %s of %jd already; unlink it"
		    " first", kind, (intmax_t)first);
	if (!is_star(kind) && (o.received > c->received ||
	    (o.received == c->received && *other > no)))
		return refuse(c, "link: a %s is of an earlier case; %jd came"
		    " later", kind, (intmax_t)*other);
	return true;
}

/*
 * Link a case: r has the kind as its value and the other case, a number, as
 * what is new.  Cases that are linked to this one as their first follow it to
 * the other.  False if it is refused (c->why) or on an error; the caller
 * undoes what was done, or saves the course.
 */
bool
wh_link(struct wh *w, int64_t no, struct wh_course *c,
    const struct wh_jrow *r)
{
	struct wh_jrow	 row = *r;
	int64_t		 other = 0, *v = NULL;
	char		 why[64];
	size_t		 i, n = 0;
	bool		 good;

	if (row.value == NULL || row.new == NULL)
		return wh_course_step(c, r);	/* which says what it needs */
	wh_scan_uint(row.new, &other);
	if (!may_link(w, no, c, row.value, &other))
		return false;
	snprintf(why, sizeof(why), "%jd is a %s of %jd", (intmax_t)no,
	    row.value, (intmax_t)other);
	good = !is_star(row.value) ||
	    (v = followers(w, no, row.value, &n)) != NULL;
	for (i = 0; good && i < n; i++)
		good = put_there(w, v[i], WH_A_UNLINK, r, no, why);
	row.new = NULL;
	good = good && put(w, no, c, &row, other);
	for (i = 0; good && i < n; i++)
		good = put_there(w, v[i], WH_A_LINK, r, other, why);
	free(v);
	return good;
}

/*
 * Link a new case, which has no links yet, to an earlier one that is not void;
 * r has the kind as its value.  Of its course only the time of receipt, the
 * state and the number of rows are asked.  Returns as wh_link, but the course
 * is saved.
 */
bool
wh_link_new(struct wh *w, int64_t no, struct wh_course *c,
    const struct wh_jrow *r, int64_t other)
{
	int64_t	first = is_star(r->value) ? linked(w, other, r->value) : 0;

	return put(w, no, c, r, first != 0 ? first : other) &&
	    save_count(w, no, c);
}

/*
 * Unlink a case: r has the kind as its value and, if it was said, the other
 * case as what is old.  Returns as wh_link.
 */
bool
wh_unlink(struct wh *w, int64_t no, struct wh_course *c,
    const struct wh_jrow *r)
{
	struct wh_jrow	row = *r;
	int64_t		said = 0, other;

	if (row.value == NULL)
		return wh_course_step(c, r);
	if ((other = linked(w, no, row.value)) == 0)
		return refuse(c, "unlink: it is no %s of another case",
		    row.value);
	if (row.old != NULL)
		wh_scan_uint(row.old, &said);
	if (said != 0 && said != other)
		return refuse(c, "unlink: it is a %s of %jd, not of %jd",
		    row.value, (intmax_t)other, (intmax_t)said);
	row.old = NULL;
	return put(w, no, c, &row, other);
}

/*
 * May somebody void this case?  Not while others are its duplicates: a
 * person must say which of them is the first then.  False with c->why.
 */
bool
wh_link_may_void(struct wh *w, int64_t no, struct wh_course *c)
{
	int64_t	*v;
	size_t	 i, n, used;
	int	 k;

	if ((v = followers(w, no, "duplicate", &n)) == NULL)
		return false;
	if (n > 0) {
		k = snprintf(c->why, sizeof(c->why), "void: %zu %s of it:",
		    n, n == 1 ? "case is a duplicate" :
		    "cases are duplicates");
		used = k > 0 ? (size_t)k : 0;
		for (i = 0; i < n && i < 4; i++, used += k > 0 ? (size_t)k : 0)
			k = snprintf(c->why + used, sizeof(c->why) - used,
			    " %jd", (intmax_t)v[i]);
		snprintf(c->why + used, sizeof(c->why) - used, "%s; unlink"
		    " them or link it to one of them first", n > i ? " ..." :
		    "");
	}
	free(v);
	return n == 0 && w->err.status == WH_OK;
}

/* What is void is linked to nothing, and nothing to it. */
static bool
drop(struct wh *w, int64_t no, struct wh_course *c)
{
	static const char *const kinds[] = {
		"duplicate", "repeat", "relapse", "bundle"
	};
	struct wh_jrow	 r = { WH_JROW, .act = WH_A_UNLINK, .at = c->moved,
	    .reason = "the case is void" };
	char		 why[48];
	int64_t		 other, *v;
	size_t		 i, k, n;
	bool		 good = true;

	snprintf(why, sizeof(why), "%jd is void", (intmax_t)no);
	for (k = 0; good && k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		r.value = kinds[k];
		if ((other = linked(w, no, kinds[k])) != 0)
			good = put(w, no, c, &r, other);
		v = followers(w, no, kinds[k], &n);
		for (i = 0; good && i < n; i++)
			good = put_there(w, v[i], WH_A_UNLINK, &r, no, why);
		free(v);
	}
	return good;
}

/* Close an open duplicate with its original, but not under a whistle. */
static bool
close_with(struct wh *w, int64_t no, int64_t original, int64_t at)
{
	struct wh_course	c;
	struct wh_jrow		r = { WH_JROW, .act = WH_A_CLOSE, .at = at,
	    .value = "special" };
	char			text[64];

	if (!wh_course_load(w, no, &c))
		return false;
	if (c.state >= WH_S_ENDED || c.whistles > 0)
		return true;
	snprintf(text, sizeof(text), "closed with its original %jd",
	    (intmax_t)original);
	r.text = text;
	r.holder = c.unit;
	if (r.at < c.moved)
		r.at = c.moved;
	return wh_apply(w, no, &c, &r) && wh_course_save(w, no, &c) &&
	    wh_clock_set(w, no, &c, WH_K_ALL);
}

static bool
close_duplicates(struct wh *w, int64_t no, const struct wh_course *c)
{
	int64_t	*v;
	size_t	 i, n;
	bool	 good;

	if (wh_int(w, 0, "SELECT EXISTS (SELECT 1 FROM link WHERE other = ?"
	    " AND kind = 'duplicate') AND EXISTS (SELECT 1 FROM setting"
	    " WHERE code = 'duplicate_follows' AND value = 'yes')", "i",
	    no) == 0)
		return w->err.status == WH_OK;
	good = (v = followers(w, no, "duplicate", &n)) != NULL;
	for (i = 0; good && i < n; i++)
		good = close_with(w, v[i], no, c->closed);
	free(v);
	return good;
}

/*
 * What follows for links when a case has come from state was to where it is
 * now: with one that is void they go, and if the file's profile says so the
 * open duplicates of one that is closed are closed, too.  Called after the
 * rows of the case were put and before its course is saved.
 */
bool
wh_link_settle(struct wh *w, int64_t no, int64_t was, struct wh_course *c)
{
	if (c->state == was)
		return true;
	if (c->state == WH_S_CANCELLED)
		return drop(w, no, c);
	return c->state != WH_S_CLOSED || close_duplicates(w, no, c);
}
