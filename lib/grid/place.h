/*
 * place.h - boundaries of areas, and where a point lies.
 *
 * Coordinates are degrees, longitude first, in the datum of the file.
 */
#ifndef WH_PLACE_H
#define WH_PLACE_H

#include "grid/grid.h"

/* A point this near to an edge, in degrees, is on it: 0.1 mm. */
#define WH_BORDER	1e-9

/* datum.c */

enum wh_datum { WH_WGS84, WH_GCJ02, WH_BD09, WH_DATUMS };

int	 wh_datum_find(const char *);
void	 wh_datum_convert(enum wh_datum, enum wh_datum, double [2]);

/* geojson.c: the areas of a text, as they are written */

struct wh_ring {		/* closed: its last point is its first */
	int	 polygon;	/* of the area, from 0 on */
	size_t	 n;		/* points */
	double	*xy;		/* longitude, latitude, longitude ... */
};
struct wh_feature {
	long		 number;	/* in the text, from 1 on */
	char		*area;		/* as the text names it */
	size_t		 nring;		/* 0: it has no geometry */
	struct wh_ring	*ring;
};
struct wh_features {
	struct wh	*w;
	const char	*file;		/* for messages */
	const char	*property;	/* that names the area */
	size_t		 n;
	struct wh_feature *v;
	int64_t		 total, refused;
};

bool	 wh_geojson_read(struct wh_features *, const char *, size_t);
bool	 wh_feature_refuse(struct wh_features *, long, const char *, ...)
	    __attribute__((format(printf, 3, 4)));
void	 wh_features_free(struct wh_features *);

/* boundary.c */

bool	 wh_boundaries(struct wh *);
double	*wh_points_read(struct wh *, const unsigned char *, size_t);

/* edges.c: the edges of one boundary */

struct wh_edge {		/* from south to north, or west to east */
	double	x0, y0, x1, y1;
};
struct wh_edges {		/* zero, then wh_edges_add, wh_edges_sort */
	double		 south, scale;	/* bands a degree */
	size_t		 nedge, nband;
	struct wh_edge	*edge;
	uint32_t	*start;		/* of each band's edges, in item */
	uint32_t	*item;
};

bool	 wh_edges_add(struct wh *, struct wh_edges *, const double *, size_t);
bool	 wh_edges_sort(struct wh *, struct wh_edges *);
bool	 wh_edges_hold(const struct wh_edges *, double, double);
void	 wh_edges_free(struct wh_edges *);

#endif
