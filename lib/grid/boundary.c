/*
 * boundary.c - boundaries of areas in and out, as GeoJSON.
 *
 * A row of table boundary is a ring: its points are doubles, longitude and
 * latitude, the least significant byte first, in the datum of the file.  An
 * R*Tree, made with the first of them, holds a box around each area.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "grid/place.h"

#define LARGEST	((size_t)1 << 29)	/* bytes of a GeoJSON text */

/*
 * Is R*Tree, with which SQLite may have been built or not, there?  An error
 * if not.
 */
static bool
has_rtree(struct wh *w)
{
	return wh_int(w, 0, "SELECT 1 FROM pragma_module_list"
	    " WHERE name = 'rtree'", "") != 0 ||
	    wh_fail(&w->err, WH_FAIL, "boundary: SQLite %s here was built"
	    " without R*Tree, which boundaries need", sqlite3_libversion());
}

/*
 * Are boundaries loaded?  False with an error if they are, but cannot be
 * used here.
 */
bool
wh_boundaries(struct wh *w)
{
	return wh_int(w, 0, "SELECT 1 FROM boundary LIMIT 1", "") != 0 &&
	    has_rtree(w);
}

/* The points of a blob, which the caller frees; NULL, with an error, if out
   of memory. */
double *
wh_points_read(struct wh *w, const unsigned char *s, size_t bytes)
{
	double		*xy = malloc(bytes + 1);
	uint64_t	 u;
	size_t		 i, k;

	if (xy == NULL)
		wh_nomem(&w->err);
	for (i = 0; xy != NULL && i < bytes / 8; i++) {
		for (k = 8, u = 0; k > 0; k--)
			u = u << 8 | s[8 * i + k - 1];
		memcpy(&xy[i], &u, 8);
	}
	return xy;
}

static unsigned char *
points_write(struct wh *w, const struct wh_ring *r)
{
	unsigned char	*s = malloc(16 * r->n);
	uint64_t	 u;
	size_t		 i, k;

	if (s == NULL)
		wh_nomem(&w->err);
	for (i = 0; s != NULL && i < 2 * r->n; i++) {
		memcpy(&u, &r->xy[i], 8);
		for (k = 0; k < 8; k++, u >>= 8)
			s[8 * i + k] = (unsigned char)(u & 0xff);
	}
	return s;
}

/* The whole text of the file that the arguments name; the caller frees. */
static bool
read_text(struct wh *w, const struct wh_args *a, const char *file,
    struct wh_buf *b)
{
	bool		 in = strcmp(a->input, "-") == 0;
	FILE		*fp = in ? stdin : fopen(a->input, "re");
	struct wh_enc	*enc;
	char		 s[65536];
	ssize_t		 n;

	if (fp == NULL)
		return wh_fail(&w->err, WH_FAIL, "%s: %s", file,
		    strerror(errno));
	if ((enc = wh_enc_open(&w->err, fp, a->encoding)) != NULL) {
		while (b->n < LARGEST && (n = wh_enc_read(enc, s,
		    sizeof(s))) > 0)
			if (!wh_buf_put(b, s, (size_t)n))
				wh_nomem(&w->err);
		wh_enc_close(enc);
	}
	if (!in)
		fclose(fp);
	if (b->n >= LARGEST)
		wh_fail(&w->err, WH_FAIL, "%s: larger than 512 MiB; load it"
		    " in parts", file);
	return w->err.status == WH_OK && (b->s != NULL ||
	    wh_fail(&w->err, WH_FAIL, "%s: empty", file));
}

/* The datum in which the file's cases give their points; -1 with an error. */
static int
own_datum(struct wh *w)
{
	char	*s = wh_setting(w, "datum", "wgs84");
	int	 d = s != NULL ? wh_datum_find(s) : -1;

	if (d == -1)
		wh_fail(&w->err, WH_FAIL, "setting datum: \"%s\": not one of"
		    " wgs84, gcj02, bd09", s != NULL ? s : "");
	free(s);
	return d;
}

/* The areas that the features name, each once. */
static bool
find_areas(struct wh_features *f, int64_t *area)
{
	const char	*why;
	size_t		 i, k;

	for (i = 0; i < f->n && f->w->err.status == WH_OK; i++) {
		area[i] = wh_ref(f->w, "area", f->v[i].area, &why);
		for (k = 0; area[i] != 0 && area[k] != area[i]; k++)
			;
		if (area[i] == 0)
			wh_feature_refuse(f, f->v[i].number, "%s: \"%.80s\":"
			    " %s", f->property, f->v[i].area, why);
		else if (k < i)
			wh_feature_refuse(f, f->v[i].number, "%s: \"%.80s\":"
			    " its boundary is that of feature %ld already;"
			    " make one MultiPolygon of them", f->property,
			    f->v[i].area, f->v[k].number);
	}
	return f->w->err.status == WH_OK && (f->refused == 0 ||
	    wh_fail(&f->w->err, WH_FAIL, "%s: %jd of %jd features are refused;"
	    " nothing was done", f->file, (intmax_t)f->refused,
	    (intmax_t)f->total));
}

/* Is the boundary that is stored just this one? */
static bool
is_same(struct wh *w, const struct wh_feature *p, int64_t area)
{
	sqlite3_stmt	*s;
	unsigned char	*points;
	const void	*old;
	size_t		 i = 0;
	bool		 same = true;

	s = wh_sql(w, "SELECT polygon, points FROM boundary WHERE area = ?"
	    " ORDER BY ring");
	wh_bind(s, "i", area);
	for (; wh_row(w, s); i++) {
		if (!same || i >= p->nring)
			continue;
		old = sqlite3_column_blob(s, 1);
		if ((points = points_write(w, &p->ring[i])) != NULL)
			same = sqlite3_column_int(s, 0) == p->ring[i].polygon
			    && (size_t)sqlite3_column_bytes(s, 1) ==
			    16 * p->ring[i].n &&
			    memcmp(old, points, 16 * p->ring[i].n) == 0;
		free(points);
	}
	return same && i == p->nring;
}

/*
 * The box around an area, a little wider than what counts as its border; the
 * R*Tree rounds to 32 bits, outwards.
 */
static bool
put_box(struct wh *w, const struct wh_feature *p, int64_t area)
{
	double		 b[4] = { 180, -180, 90, -90 };
	const double	*xy;
	sqlite3_stmt	*s;
	size_t		 i, k;

	for (i = 0; i < p->nring; i++)
		for (k = 0, xy = p->ring[i].xy; k < p->ring[i].n;
		    k++, xy += 2) {
			b[0] = xy[0] < b[0] ? xy[0] : b[0];
			b[1] = xy[0] > b[1] ? xy[0] : b[1];
			b[2] = xy[1] < b[2] ? xy[1] : b[2];
			b[3] = xy[1] > b[3] ? xy[1] : b[3];
		}
	s = wh_sql(w, "INSERT INTO boundary_box VALUES (?, ?, ?, ?, ?)");
	wh_bind(s, "idddd", area, b[0] - WH_BORDER, b[1] + WH_BORDER,
	    b[2] - WH_BORDER, b[3] + WH_BORDER);
	return wh_done(w, s);
}

/* Put the boundary of an area in the place of the one it has. */
static bool
put_boundary(struct wh *w, const struct wh_feature *p, int64_t area)
{
	sqlite3_stmt	*s;
	unsigned char	*points;
	size_t		 i;

	wh_run(w, "DELETE FROM boundary WHERE area = ?", "i", area);
	wh_run(w, "DELETE FROM boundary_box WHERE area = ?", "i", area);
	for (i = 0; i < p->nring && w->err.status == WH_OK; i++) {
		s = wh_sql(w, "INSERT INTO boundary(area, ring, polygon,"
		    " points) VALUES (?, ?, ?, ?)");
		wh_bind(s, "iii", area, (int64_t)i,
		    (int64_t)p->ring[i].polygon);
		if ((points = points_write(w, &p->ring[i])) != NULL &&
		    s != NULL)
			sqlite3_bind_blob64(s, 4, points, 16 * p->ring[i].n,
			    SQLITE_STATIC);
		wh_done(w, s);
		free(points);
	}
	return p->nring == 0 || put_box(w, p, area);
}

/* Write what differs; keys get the codes of these areas. */
static bool
merge(struct wh_features *f, const int64_t *area, struct wh_counts *n,
    struct wh_buf *keys)
{
	struct wh	*w = f->w;
	size_t		 i;
	bool		 had;

	wh_exec(w, "CREATE VIRTUAL TABLE IF NOT EXISTS boundary_box"
	    " USING rtree(area, west, east, south, north)");
	for (i = 0; i < f->n && w->err.status == WH_OK; i++) {
		had = wh_int(w, 0, "SELECT 1 FROM boundary WHERE area = ?"
		    " LIMIT 1", "i", area[i]) != 0;
		if (is_same(w, &f->v[i], area[i])) {
			n->same++;
			continue;
		}
		put_boundary(w, &f->v[i], area[i]);
		n->fresh += !had;
		n->changed += had;
		wh_buf_printf(keys, "%s\n", wh_ref_code(w, "area", area[i]));
	}
	return w->err.status == WH_OK;
}

static void
convert(struct wh_features *f, enum wh_datum from, enum wh_datum to)
{
	struct wh_ring	*r;
	size_t		 i, k, j;

	for (i = 0; from != to && i < f->n; i++)
		for (k = 0; k < f->v[i].nring; k++)
			for (r = &f->v[i].ring[k], j = 0; j < r->n; j++)
				wh_datum_convert(from, to, &r->xy[2 * j]);
}

/*
 * Load the boundaries of areas from the GeoJSON file that the arguments name,
 * in one transaction, all or none.  property (or NULL: code) names the area
 * of a feature by code or name, datum (or NULL: wgs84) is that of its
 * coordinates, which are converted to that of the file.  A boundary that is
 * there is replaced; a feature without geometry takes it away.  Counts are
 * added to *n; *keys gets the codes of what is new or changed, a line each,
 * and is freed by the caller.  False with an error.
 */
bool
wh_load_boundary(struct wh *w, const struct wh_args *a, const char *property,
    const char *datum, struct wh_counts *n, char **keys)
{
	struct wh_features	 f = { .w = w, .property = property != NULL ?
				    property : "code" };
	struct wh_buf		 text = { 0 }, out = { 0 };
	int			 from = wh_datum_find(datum != NULL ? datum :
				    "wgs84"), to;
	int64_t			*area = NULL;

	f.file = strcmp(a->input, "-") == 0 ? "standard input" : a->input;
	if (from == -1)
		return wh_fail(&w->err, WH_FAIL, "--datum: \"%s\": not one of"
		    " wgs84, gcj02, bd09", datum);
	if (has_rtree(w) && (to = own_datum(w)) != -1 &&
	    read_text(w, a, f.file, &text) &&
	    wh_geojson_read(&f, text.s, text.n)) {
		if ((area = calloc(f.n + 1, sizeof(*area))) == NULL)
			wh_nomem(&w->err);
		else if (find_areas(&f, area)) {
			convert(&f, (enum wh_datum)from, (enum wh_datum)to);
			if (wh_begin(w))
				merge(&f, area, n, &out);
			wh_commit(w);
		}
	}
	n->refused += f.refused;
	free(area);
	wh_buf_free(&text);
	wh_features_free(&f);
	wh_forget(w);
	*keys = out.s;
	return w->err.status == WH_OK;
}
