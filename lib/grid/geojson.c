/*
 * geojson.c - the boundaries in a GeoJSON text (RFC 7946), read with SQLite's
 * own JSON functions.
 *
 * The text comes from outside: what is self-evidently wrong in a feature
 * refuses it by its number, and the others are read on, so that all that is
 * wrong is told at once.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "grid/place.h"

enum { MESSAGES = 20, LEVELS = 5 };

/*
 * Refuse a feature, with its number and why: the first twenty are told.
 * Always returns false.
 */
bool
wh_feature_refuse(struct wh_features *f, long number, const char *fmt, ...)
{
	va_list	 ap;
	char	*why;
	int	 n;

	va_start(ap, fmt);
	n = vasprintf(&why, fmt, ap);
	va_end(ap);
	if (n == -1)
		return wh_nomem(&f->w->err);
	if (++f->refused <= MESSAGES)
		wh_note(f->w, "%s: feature %ld: %s", f->file, number, why);
	else if (f->refused == MESSAGES + 1)
		wh_note(f->w, "%s: more features are refused", f->file);
	free(why);
	return false;
}

static void
feature_free(struct wh_feature *p)
{
	while (p->nring > 0)
		free(p->ring[--p->nring].xy);
	free(p->ring);
	free(p->area);
}

/* Free what was read. */
void
wh_features_free(struct wh_features *f)
{
	while (f->n > 0)
		feature_free(&f->v[--f->n]);
	free(f->v);
}

/*
 * Where the walk through the coordinates of a feature is: the arrays that
 * are open, by their ids in the tree.  The innermost are positions; above
 * them are rings, then of a MultiPolygon polygons.
 */
struct walk {
	struct wh_features	*f;
	struct wh_feature	*p;
	int			 position;	/* level of positions: 2 or 3 */
	int			 level;		/* of the innermost open array */
	int64_t			 open[LEVELS];
	int			 nth;		/* number within the position */
	int			 polygon;
	double			 xy[2];
};

/* Add the position that was read to the last ring. */
static bool
end_position(struct walk *k)
{
	struct wh_feature	*p = k->p;
	struct wh_ring		*r;
	double			*xy;

	if (k->nth == -1)
		return true;
	if (k->nth < 2)
		return wh_feature_refuse(k->f, p->number, "a position has %d"
		    " numbers, it needs longitude and latitude", k->nth);
	if (fabs(k->xy[1]) > 90 && fabs(k->xy[1]) <= 180 &&
	    fabs(k->xy[0]) <= 90)
		return wh_feature_refuse(k->f, p->number, "[%.10g, %.10g]:"
		    " latitude before longitude? GeoJSON has longitude first",
		    k->xy[0], k->xy[1]);
	if (!(fabs(k->xy[0]) <= 180) || !(fabs(k->xy[1]) <= 90))
		return wh_feature_refuse(k->f, p->number, "[%.10g, %.10g]:"
		    " not degrees of longitude and latitude", k->xy[0],
		    k->xy[1]);
	r = &p->ring[p->nring - 1];
	xy = wh_more(k->f->w, r->xy, r->n, 2 * sizeof(*xy));
	if (xy == NULL)
		return false;
	r->xy = xy;
	memcpy(&xy[2 * r->n++], k->xy, sizeof(k->xy));
	k->nth = -1;
	return true;
}

/* The last ring is complete. */
static bool
end_ring(struct walk *k)
{
	struct wh_feature	*p = k->p;
	struct wh_ring		*r = &p->ring[p->nring - 1];

	if (!end_position(k))
		return false;
	if (p->nring == 0)
		return true;
	if (r->n < 4)
		return wh_feature_refuse(k->f, p->number, "ring %zu: %zu"
		    " positions, a closed ring has four or more", p->nring,
		    r->n);
	return memcmp(r->xy, &r->xy[2 * (r->n - 1)],
	    2 * sizeof(*r->xy)) == 0 || wh_feature_refuse(k->f, p->number,
	    "ring %zu: not closed: it begins at [%.10g, %.10g] and ends at"
	    " [%.10g, %.10g]", p->nring, r->xy[0], r->xy[1],
	    r->xy[2 * r->n - 2], r->xy[2 * r->n - 1]);
}

/* An array begins at this level. */
static bool
begin(struct walk *k, int64_t id)
{
	struct wh_feature	*p = k->p;
	struct wh_ring		*r;

	if (++k->level > k->position)
		return wh_feature_refuse(k->f, p->number, "coordinates: nested"
		    " deeper than its type has them");
	k->open[k->level] = id;
	if (k->level == k->position) {
		k->nth = 0;
		return true;
	}
	if (k->level == k->position - 2)
		k->polygon++;
	if (k->level != k->position - 1)
		return true;
	r = wh_more(k->f->w, p->ring, p->nring, sizeof(*r));
	if (r == NULL)
		return false;
	p->ring = r;
	memset(&r[p->nring], 0, sizeof(*r));
	r[p->nring++].polygon = k->polygon;
	return true;
}

/* Close the arrays that are not the parent of what comes next. */
static bool
leave(struct walk *k, int64_t parent)
{
	for (; k->level >= 0 && k->open[k->level] != parent; k->level--)
		if ((k->level == k->position && !end_position(k)) ||
		    (k->level == k->position - 1 && !end_ring(k)))
			return false;
	return true;
}

/* One node of the tree of coordinates. */
static bool
node(struct walk *k, sqlite3_stmt *s)
{
	const char	*type = wh_col_text(s, 0);

	if (!leave(k, wh_col_int(s, 3)))
		return false;
	if (strcmp(type, "array") == 0)
		return begin(k, wh_col_int(s, 2));
	if (k->level != k->position || (strcmp(type, "real") != 0 &&
	    strcmp(type, "integer") != 0))
		return wh_feature_refuse(k->f, k->p->number, "coordinates:"
		    " %s where a %s should be", type, k->level == k->position ?
		    "number" : "list");
	if (k->nth < 2)
		k->xy[k->nth] = sqlite3_column_double(s, 1);
	k->nth++;
	return true;
}

/* Read the rings of a feature whose coordinates are this text. */
static bool
read_rings(struct wh_features *f, struct wh_feature *p, const char *text,
    bool multi)
{
	struct walk	 k = { .f = f, .p = p, .position = multi ? 3 : 2,
			    .level = -1, .nth = -1, .polygon = -1 };
	sqlite3_stmt	*s;
	bool		 good = true;

	s = wh_sql(f->w, "SELECT type, atom, id, parent FROM json_tree(?)");
	wh_bind(s, "t", text);
	while (good && wh_row(f->w, s))
		good = node(&k, s);
	if (good)
		good = leave(&k, -1);
	else if (s != NULL)
		sqlite3_reset(s);
	if (!good || f->w->err.status != WH_OK)
		return false;
	return p->nring > 0 || wh_feature_refuse(f, p->number,
	    "coordinates: there are none");
}

/*
 * Read what names the area of a feature: text, or digits that were written
 * as a number.
 */
static bool
read_area(struct wh_features *f, struct wh_feature *p, const char *text)
{
	sqlite3_stmt	*s;
	bool		 found = false;

	s = wh_sql(f->w, "SELECT atom FROM json_each(?1, '$.properties')"
	    " WHERE key = ?2 AND type IN ('text', 'integer')");
	wh_bind(s, "tt", text, f->property);
	if (wh_row(f->w, s)) {
		found = true;
		p->area = strdup(wh_col_text(s, 0));
		sqlite3_reset(s);
		if (p->area == NULL)
			return wh_nomem(&f->w->err);
		wh_trim(p->area);
	}
	return found || (f->w->err.status == WH_OK && wh_feature_refuse(f,
	    p->number, "no property \"%s\" that names its area",
	    f->property));
}

/* Read the geometry of a feature; one that is null has none. */
static bool
read_geometry(struct wh_features *f, struct wh_feature *p, const char *text)
{
	sqlite3_stmt	*s;
	const char	*type, *where;
	char		*coordinates = NULL;
	bool		 multi = false, good = false;

	s = wh_sql(f->w, "SELECT json_type(?1, '$.geometry'),"
	    " json_extract(?1, '$.geometry.type'),"
	    " iif(json_type(?1, '$.geometry.coordinates') = 'array',"
	    " json_extract(?1, '$.geometry.coordinates'), NULL)");
	wh_bind(s, "t", text);
	if (!wh_row(f->w, s))
		return false;
	where = wh_col_text(s, 0);
	type = wh_col_text(s, 1);
	if (where != NULL && strcmp(where, "null") == 0) {
		sqlite3_reset(s);
		return true;
	}
	if (type != NULL && ((multi = strcmp(type, "MultiPolygon") == 0) ||
	    strcmp(type, "Polygon") == 0)) {
		if (wh_col_text(s, 2) == NULL)
			wh_feature_refuse(f, p->number, "no coordinates");
		else if ((coordinates = strdup(wh_col_text(s, 2))) == NULL)
			wh_nomem(&f->w->err);
	} else
		wh_feature_refuse(f, p->number, "geometry: \"%.80s\": not a"
		    " Polygon or MultiPolygon", type != NULL ? type : "");
	sqlite3_reset(s);
	if (coordinates != NULL)
		good = read_rings(f, p, coordinates, multi);
	free(coordinates);
	return good;
}

/* Read one feature, unless it is wrong. */
static bool
read_feature(struct wh_features *f, const char *type, const char *text)
{
	struct wh_feature	*p;

	f->total++;
	if (strcmp(type, "object") != 0)
		return wh_feature_refuse(f, (long)f->total, "not an object");
	if ((p = wh_more(f->w, f->v, f->n, sizeof(*p))) == NULL)
		return false;
	f->v = p;
	p += f->n;
	memset(p, 0, sizeof(*p));
	p->number = (long)f->total;
	if (read_area(f, p, text) && read_geometry(f, p, text)) {
		f->n++;
		return true;
	}
	feature_free(p);
	return false;
}

/* Is it JSON, a collection of features, in degrees of WGS 84 as it must be? */
static bool
check_text(struct wh_features *f, const char *text, size_t n)
{
	sqlite3_stmt	*s;
	const char	*why = NULL, *crs;

	if (memchr(text, '\0', n) != NULL || !wh_utf8_ok(text, n))
		return wh_fail(&f->w->err, WH_FAIL, "%s: not UTF-8 text",
		    f->file);
	s = wh_sql(f->w, "SELECT json_valid(?)");
	wh_bind(s, "t", text);
	if (!wh_row(f->w, s))
		return false;
	if (!sqlite3_column_int(s, 0))
		why = "not JSON";
	sqlite3_reset(s);
	if (why != NULL)
		return wh_fail(&f->w->err, WH_FAIL, "%s: %s", f->file, why);
	s = wh_sql(f->w, "SELECT json_extract(?1, '$.type')"
	    " IS 'FeatureCollection' AND json_type(?1, '$.features')"
	    " IS 'array', json_extract(?1, '$.crs.properties.name')");
	wh_bind(s, "t", text);
	if (!wh_row(f->w, s))
		return false;
	crs = wh_col_text(s, 1);
	if (!sqlite3_column_int(s, 0))
		wh_fail(&f->w->err, WH_FAIL, "%s: not GeoJSON: no"
		    " FeatureCollection with features", f->file);
	else if (crs != NULL && strstr(crs, "CRS84") == NULL &&
	    strstr(crs, "4326") == NULL && strstr(crs, "4490") == NULL)
		wh_fail(&f->w->err, WH_FAIL, "%s: crs: \"%.80s\": not degrees"
		    " of longitude and latitude; convert it to EPSG:4326",
		    f->file, crs);
	sqlite3_reset(s);
	return f->w->err.status == WH_OK;
}

/*
 * Read the features of a text of n bytes, which a NUL follows.  f says whose
 * and by which property, and gets what was read; wrong features are told by
 * number and counted.  False, with an error, if the text is no collection of
 * features.  Free with wh_features_free, in either case.
 */
bool
wh_geojson_read(struct wh_features *f, const char *text, size_t n)
{
	sqlite3_stmt	*s;

	if (!check_text(f, text, n))
		return false;
	s = wh_prepare(f->w, "SELECT type, value FROM"
	    " json_each(?, '$.features')");
	wh_bind(s, "t", text);
	while (wh_row(f->w, s))
		read_feature(f, wh_col_text(s, 0), wh_col_text(s, 1));
	sqlite3_finalize(s);
	return f->w->err.status == WH_OK;
}
