/*
 * place.c - the area in whose boundary a point lies.
 *
 * Candidates come from the R*Tree, once for each cell of a grid, so that the
 * points of an import, which lie close together, seldom ask it; an exact test
 * decides.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "grid/place.h"
#include "grid/ref.h"

#define CELLS_A_DEGREE	128.0	/* a cell is some 700 m wide */

enum {
	CELLS = 1 << 17,	/* slots of the table, a power of two */
	CELLS_MOST = CELLS / 2,
	UNREAD = -1, NONE = -2	/* for areas */
};

struct place {
	int64_t		 area;
	int		 depth;		/* in the tree of areas */
	struct wh_edges	 edges;
};
struct cell {
	int64_t		 key;
	uint32_t	 first, n;	/* candidates; first is 1 more */
};
struct wh_places {
	bool		 any;
	size_t		 nplace, nat, ncell, nitem;
	struct place	*place;
	int32_t		*at;		/* place by area, UNREAD or NONE */
	struct cell	*cell;
	int32_t		*item;		/* candidates, the best one first */
};

/* Free what was kept of boundaries, which may be NULL. */
void
wh_places_free(struct wh_places *g)
{
	if (g == NULL)
		return;
	while (g->nplace > 0)
		wh_edges_free(&g->place[--g->nplace].edges);
	free(g->place);
	free(g->at);
	free(g->cell);
	free(g->item);
	free(g);
}

static struct wh_places *
places(struct wh *w)
{
	if (w->places != NULL)
		return w->places;
	wh_keeps(w);
	if ((w->places = calloc(1, sizeof(*w->places))) == NULL ||
	    (w->places->cell = calloc(CELLS, sizeof(struct cell))) == NULL) {
		wh_nomem(&w->err);
		return NULL;
	}
	w->places->any = wh_boundaries(w);
	return w->places;
}

/* Are boundaries loaded? */
bool
wh_placed(struct wh *w)
{
	struct wh_places	*g = places(w);

	return g != NULL && g->any;
}

/* Read the boundary of an area; false if it has none, or on an error. */
static bool
read_place(struct wh *w, struct place *p, int64_t area)
{
	sqlite3_stmt	*s;
	double		*xy;
	int64_t		 up;
	size_t		 bytes;

	memset(p, 0, sizeof(*p));
	p->area = area;
	s = wh_sql(w, "SELECT points FROM boundary WHERE area = ?");
	wh_bind(s, "i", area);
	while (wh_row(w, s)) {
		bytes = (size_t)sqlite3_column_bytes(s, 0);
		xy = wh_points_read(w, sqlite3_column_blob(s, 0), bytes);
		if (xy != NULL)
			wh_edges_add(w, &p->edges, xy, bytes / 16);
		free(xy);
	}
	for (up = area; p->depth < 64 && up != 0; p->depth++)
		up = wh_ref_parent(w, "area", up);
	return p->edges.nedge > 0 && wh_edges_sort(w, &p->edges) &&
	    w->err.status == WH_OK;
}

/* The boundary of an area as a number in g->place, or NONE. */
static int32_t
place_of(struct wh *w, struct wh_places *g, int64_t area)
{
	struct place	*p;
	int32_t		*at;
	size_t		 n;

	if ((size_t)area >= g->nat) {
		n = (size_t)area + 64;
		if ((at = reallocarray(g->at, n, sizeof(*at))) == NULL) {
			wh_nomem(&w->err);
			return NONE;
		}
		memset(at + g->nat, UNREAD, (n - g->nat) * sizeof(*at));
		g->at = at;
		g->nat = n;
	}
	if (g->at[area] != UNREAD)
		return g->at[area];
	if ((p = wh_more(w, g->place, g->nplace, sizeof(*p))) == NULL)
		return NONE;
	g->place = p;
	if (read_place(w, &p[g->nplace], area))
		return g->at[area] = (int32_t)g->nplace++;
	wh_edges_free(&p[g->nplace].edges);
	return g->at[area] = NONE;
}

/* The deepest area comes first, of equals the one with the smaller code. */
static bool
is_better(struct wh *w, const struct place *a, const struct place *b)
{
	if (a->depth != b->depth)
		return a->depth > b->depth;
	return strcmp(wh_ref_code(w, "area", a->area),
	    wh_ref_code(w, "area", b->area)) < 0;
}

/* Find the candidates of a cell: areas whose boxes touch it. */
static bool
fill_cell(struct wh *w, struct wh_places *g, struct cell *c, int64_t i,
    int64_t k)
{
	sqlite3_stmt	*s;
	int32_t		*item, at;
	size_t		 n;

	c->first = (uint32_t)g->nitem + 1;
	s = wh_sql(w, "SELECT area FROM boundary_box WHERE west <= ?2"
	    " AND east >= ?1 AND south <= ?4 AND north >= ?3");
	wh_bind(s, "dddd", (double)i / CELLS_A_DEGREE,
	    (double)(i + 1) / CELLS_A_DEGREE, (double)k / CELLS_A_DEGREE,
	    (double)(k + 1) / CELLS_A_DEGREE);
	while (wh_row(w, s)) {
		if ((at = place_of(w, g, sqlite3_column_int64(s, 0))) == NONE)
			continue;
		if ((item = wh_more(w, g->item, g->nitem, sizeof(*item))) ==
		    NULL)
			break;
		g->item = item;
		for (n = g->nitem++; n >= c->first && is_better(w,
		    &g->place[at], &g->place[item[n - 1]]); n--)
			item[n] = item[n - 1];
		item[n] = at;
		c->n++;
	}
	return w->err.status == WH_OK;
}

/* The cell of a point; NULL on an error. */
static const struct cell *
cell_of(struct wh *w, struct wh_places *g, double x, double y)
{
	int64_t		 i = (int64_t)floor(x * CELLS_A_DEGREE);
	int64_t		 k = (int64_t)floor(y * CELLS_A_DEGREE);
	int64_t		 key = i * 65536 + k;
	size_t		 h;
	struct cell	*c;

	if (g->ncell == CELLS_MOST) {
		memset(g->cell, 0, CELLS * sizeof(*g->cell));
		free(g->item);
		g->item = NULL;
		g->ncell = g->nitem = 0;
	}
	h = (size_t)(((uint64_t)key * 0x9e3779b97f4a7c15u) >> 40);
	for (; ; h++) {
		c = &g->cell[h & (CELLS - 1)];
		if (c->first == 0)
			break;
		if (c->key == key)
			return c;
	}
	c->key = key;
	g->ncell++;
	return fill_cell(w, g, c, i, k) ? c : NULL;
}

/*
 * Of the candidates of a cell from *i on the next one whose boundary holds
 * the point and that is there on this day: of want[], by id, if there is
 * any.  0 if there is none; *i is where to go on.
 */
static int64_t
next_holding(struct wh *w, const struct cell *c, size_t *i,
    const double at[2], int64_t day, const uint8_t *want, size_t nwant)
{
	struct wh_places	*g = w->places;
	struct wh_refs		*r = wh_refs(w, "area");
	const struct place	*p;
	const struct ref	*a;

	while (r != NULL && *i < c->n) {
		p = &g->place[g->item[c->first - 1 + (*i)++]];
		if ((want == NULL || ((size_t)p->area < nwant &&
		    want[p->area])) && wh_edges_hold(&p->edges, at[0], at[1]) &&
		    (a = wh_refs_id(r, p->area)) != NULL && a->from <= day &&
		    a->to >= day)
			return p->area;
	}
	return 0;
}

/*
 * The deepest area that was there on this day and whose boundary holds the
 * point, of equals the one with the smaller code; 0 if there is none, or on
 * an error.
 */
int64_t
wh_place_find(struct wh *w, double lon, double lat, int64_t day)
{
	const double		 at[2] = { lon, lat };
	const struct cell	*c;
	size_t			 i = 0;

	if (!wh_placed(w) || (c = cell_of(w, w->places, lon, lat)) == NULL)
		return 0;
	return next_holding(w, c, &i, at, day, NULL, 0);
}

/*
 * All such areas of those that want[] marks by id, in the same order.  They
 * are put into *to, which grows and is the caller's; returns how many.
 */
size_t
wh_place_holding(struct wh *w, double lon, double lat, int64_t day,
    const uint8_t *want, size_t nwant, int64_t **to, size_t *max)
{
	const double		 at[2] = { lon, lat };
	const struct cell	*c;
	int64_t			*more, area;
	size_t			 i = 0, n = 0;

	if (!wh_placed(w) || (c = cell_of(w, w->places, lon, lat)) == NULL)
		return 0;
	while ((area = next_holding(w, c, &i, at, day, want, nwant)) != 0) {
		if (n == *max) {
			if ((more = wh_more(w, *to, n, sizeof(**to))) == NULL)
				return 0;
			*to = more;
			*max = n == 0 ? 1 : 2 * n;
		}
		(*to)[n++] = area;
	}
	return n;
}

/*
 * May the point lie in the area?  Its boundary decides or, if it has none,
 * that of the nearest area above that has one; without any it may.
 */
bool
wh_place_fits(struct wh *w, int64_t area, double lon, double lat)
{
	struct wh_places	*g = places(w);
	int32_t			 at = NONE;
	int			 n;

	if (g == NULL || !g->any)
		return true;
	for (n = 0; n < 64 && area > 0; n++) {
		if ((at = place_of(w, g, area)) != NONE)
			break;
		area = wh_ref_parent(w, "area", area);
	}
	return at == NONE || wh_edges_hold(&g->place[at].edges, lon, lat);
}
