/*
 * boundary.c - no text whatever upsets the reader of GeoJSON
 *
 * What is read must keep its promises: rings that are closed, of four points
 * or more, in degrees, polygons that only count up, and an area by name.
 */
#include <stdlib.h>
#include <string.h>

#include "grid/place.h"

int	 LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static struct wh w;

static void
check_ring(const struct wh_ring *r)
{
	size_t	i;

	if (r->n < 4 || memcmp(r->xy, &r->xy[2 * (r->n - 1)],
	    2 * sizeof(*r->xy)) != 0)
		abort();
	for (i = 0; i < r->n; i++)
		if (!(r->xy[2 * i] >= -180 && r->xy[2 * i] <= 180 &&
		    r->xy[2 * i + 1] >= -90 && r->xy[2 * i + 1] <= 90))
			abort();
}

/* A datum changes a point little, and back it is the same. */
static void
check_datum(const double *xy)
{
	double	p[2] = { xy[0], xy[1] };

	if (xy[0] < 73 || xy[0] > 135 || xy[1] < 4 || xy[1] > 53)
		return;
	wh_datum_convert(WH_WGS84, WH_BD09, p);
	if (p[0] < xy[0] - 0.05 || p[0] > xy[0] + 0.05)
		abort();
	wh_datum_convert(WH_BD09, WH_WGS84, p);
	if (p[0] < xy[0] - 1e-9 || p[0] > xy[0] + 1e-9 ||
	    p[1] < xy[1] - 1e-9 || p[1] > xy[1] + 1e-9)
		abort();
}

static void
check(const struct wh_features *f)
{
	const struct wh_feature	*p;
	size_t			 i, k;
	int			 polygon;

	if ((int64_t)f->n + f->refused != f->total)
		abort();
	for (i = 0; i < f->n; i++) {
		p = &f->v[i];
		if (p->area == NULL || (i > 0 && p->number <= p[-1].number))
			abort();
		for (k = 0, polygon = 0; k < p->nring; k++) {
			check_ring(&p->ring[k]);
			check_datum(p->ring[k].xy);
			if (p->ring[k].polygon < polygon)
				abort();
			polygon = p->ring[k].polygon;
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct wh_features	 f = { .w = &w, .file = "fuzz",
				    .property = "code" };
	char			*s = malloc(n + 1);

	if (w.db == NULL && sqlite3_open(":memory:", &w.db) != SQLITE_OK)
		abort();
	if (s == NULL)
		return 0;
	memcpy(s, data, n);
	s[n] = '\0';
	w.path = (char *)(uintptr_t)"fuzz";
	if (wh_geojson_read(&f, s, n) != (w.err.status == WH_OK))
		abort();
	if (w.err.status == WH_OK)
		check(&f);
	wh_features_free(&f);
	wh_err_clear(&w.err);
	free(s);
	return 0;
}
