/*
 * outline.c - the boundaries that are loaded, as GeoJSON again.
 */
#include <stdlib.h>

#include "base/out.h"
#include "grid/place.h"

/* The shortest decimal that is read as the same number. */
static void
put_number(FILE *fp, double d)
{
	char	s[32];

	snprintf(s, sizeof(s), "%.15g", d);
	if (strtod(s, NULL) < d || strtod(s, NULL) > d)
		snprintf(s, sizeof(s), "%.17g", d);
	fputs(s, fp);
}

static bool
put_ring(struct wh *w, FILE *fp, sqlite3_stmt *s)
{
	size_t	 i, n = (size_t)sqlite3_column_bytes(s, 3) / 16;
	double	*xy = wh_points_read(w, sqlite3_column_blob(s, 3), 16 * n);

	for (i = 0; xy != NULL && i < n; i++) {
		fputs(i == 0 ? "[[" : ",[", fp);
		put_number(fp, xy[2 * i]);
		putc(',', fp);
		put_number(fp, xy[2 * i + 1]);
		putc(']', fp);
	}
	putc(']', fp);
	free(xy);
	return w->err.status == WH_OK;
}

/*
 * Write the boundaries that are loaded, by code, as one FeatureCollection of
 * MultiPolygons with properties code and name, a line each, in the datum of
 * the file.  False on an error.
 */
bool
wh_dump_boundary(struct wh *w, FILE *fp)
{
	sqlite3_stmt	*s;
	int64_t		 area = 0, polygon = 0;

	fputs("{\"type\":\"FeatureCollection\",\"features\":[", fp);
	s = wh_sql(w, "SELECT b.area, code, polygon, points, name"
	    " FROM boundary b JOIN area a ON a.id = b.area"
	    " ORDER BY code, ring");
	while (wh_row(w, s)) {
		if (sqlite3_column_int64(s, 0) != area) {
			fputs(area == 0 ? "\n" : "]]}},\n", fp);
			fputs("{\"type\":\"Feature\",\"properties\":{\"code\":",
			    fp);
			wh_json_text(fp, wh_col_text(s, 1));
			fputs(",\"name\":", fp);
			wh_json_text(fp, wh_col_text(s, 4));
			fputs("},\"geometry\":{\"type\":\"MultiPolygon\","
			    "\"coordinates\":[[", fp);
		} else
			fputs(sqlite3_column_int64(s, 2) != polygon ? "],[" :
			    ",", fp);
		area = sqlite3_column_int64(s, 0);
		polygon = sqlite3_column_int64(s, 2);
		if (!put_ring(w, fp, s))
			break;
	}
	fputs(area == 0 ? "]}\n" : "]]}}\n]}\n", fp);
	return w->err.status == WH_OK;
}
