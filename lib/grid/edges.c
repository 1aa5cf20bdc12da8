/*
 * edges.c - the edges of one boundary, and whether a point lies within.
 *
 * They are kept by bands of latitude, so that only a few of many thousand are
 * looked at.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "grid/place.h"

enum { BANDS = 4096 };		/* at most */

/* Free what is held, not *p itself. */
void
wh_edges_free(struct wh_edges *p)
{
	free(p->edge);
	free(p->start);
	free(p->item);
}

/*
 * Add the edges of a ring: n points, longitude and latitude in turn, the last
 * one as the first.  Each edge leads the same way whichever area it bounds: so
 * two neighbours agree about a point near the border between them.  False if
 * there is no memory.
 */
bool
wh_edges_add(struct wh *w, struct wh_edges *p, const double *xy, size_t n)
{
	struct wh_edge	*e;
	size_t		 i;
	bool		 up;

	e = reallocarray(p->edge, p->nedge + n, sizeof(*e));
	if (e == NULL)
		return wh_nomem(&w->err);
	p->edge = e;
	for (i = 0; i + 1 < n; i++, xy += 2) {
		up = xy[1] < xy[3] || (!(xy[3] < xy[1]) && xy[0] < xy[2]);
		e = &p->edge[p->nedge++];
		e->x0 = up ? xy[0] : xy[2];
		e->y0 = up ? xy[1] : xy[3];
		e->x1 = up ? xy[2] : xy[0];
		e->y1 = up ? xy[3] : xy[1];
	}
	return true;
}

static size_t
band(const struct wh_edges *p, double y)
{
	double	b = (y - p->south) * p->scale;

	return b <= 0 ? 0 : b >= (double)(p->nband - 1) ? p->nband - 1 :
	    (size_t)b;
}

/* How many entries edges have in all bands; start[] gets those of each. */
static size_t
count_bands(struct wh_edges *p)
{
	size_t	i, b, n = 0;

	memset(p->start, 0, (p->nband + 1) * sizeof(*p->start));
	for (i = 0; i < p->nedge; i++)
		for (b = band(p, p->edge[i].y0 - WH_BORDER);
		    b <= band(p, p->edge[i].y1 + WH_BORDER); b++, n++)
			p->start[b + 1]++;
	return n;
}

/*
 * Sort the edges, of which there are some, into bands: fewer where many edges
 * are tall.  To be called once, when all are added.  False if there is no
 * memory.
 */
bool
wh_edges_sort(struct wh *w, struct wh_edges *p)
{
	double	 north = -90;
	size_t	 i, b, n;

	p->south = 90;
	for (i = 0; i < p->nedge; i++) {
		p->south = fmin(p->south, p->edge[i].y0);
		north = fmax(north, p->edge[i].y1);
	}
	p->nband = p->nedge / 2 < BANDS ? p->nedge / 2 : BANDS;
	p->start = malloc((p->nband + 2) * sizeof(*p->start));
	if (p->start == NULL)
		return wh_nomem(&w->err);
	for (n = SIZE_MAX; ; p->nband /= 2) {
		p->scale = (double)p->nband / fmax(north - p->south, 1e-6);
		if ((n = count_bands(p)) <= 16 * p->nedge || p->nband < 2)
			break;
	}
	if ((p->item = malloc(n * sizeof(*p->item))) == NULL)
		return wh_nomem(&w->err);
	for (b = 0; b < p->nband; b++)
		p->start[b + 1] += p->start[b];
	for (i = p->nedge; i-- > 0; )
		for (b = band(p, p->edge[i].y0 - WH_BORDER);
		    b <= band(p, p->edge[i].y1 + WH_BORDER); b++)
			p->item[--p->start[b + 1]] = (uint32_t)i;
	/* Each start now stands one place too late in the array. */
	memmove(p->start, p->start + 1, p->nband * sizeof(*p->start));
	p->start[p->nband] = (uint32_t)n;
	return true;
}

/* Is the point on an edge, as near as a tenth of a millimetre? */
static bool
on_edge(const struct wh_edge *e, double x, double y)
{
	double	dx = e->x1 - e->x0, dy = e->y1 - e->y0;
	double	cross = dx * (y - e->y0) - dy * (x - e->x0);

	return cross * cross <= WH_BORDER * WH_BORDER * (dx * dx + dy * dy) &&
	    x >= fmin(e->x0, e->x1) - WH_BORDER &&
	    x <= fmax(e->x0, e->x1) + WH_BORDER &&
	    y >= e->y0 - WH_BORDER && y <= e->y1 + WH_BORDER;
}

/*
 * Do the edges, which are sorted, hold the point?  A border, and that of a
 * hole, does.
 */
bool
wh_edges_hold(const struct wh_edges *p, double x, double y)
{
	const struct wh_edge	*e;
	size_t			 b = band(p, y), i;
	bool			 in = false;

	for (i = p->start[b]; i < p->start[b + 1]; i++) {
		e = &p->edge[p->item[i]];
		if (on_edge(e, x, y))
			return true;
		if (e->y0 <= y && y < e->y1 && (e->x1 - e->x0) * (y - e->y0) >
		    (x - e->x0) * (e->y1 - e->y0))
			in = !in;
	}
	return in;
}
