/*
 * datum.c - coordinates of Chinese maps: WGS-84, GCJ-02 and BD-09.
 *
 * GCJ-02 is what maps published in China must use, BD-09 is Baidu's shift of
 * it.  Neither is published; the formulas here are the approximation that is
 * known in public since 2010 (EvilTransform, coordtransform), on the ellipsoid
 * of Krasovsky, and agree with those maps to some metres.  They only lead
 * from WGS-84 outwards; the way back is found by iteration.
 */
#include <math.h>
#include <string.h>

#include "grid/place.h"

#define PI	3.14159265358979323846
#define AXIS	6378245.0		/* of Krasovsky's ellipsoid, metres */
#define ECC2	0.00669342162296594323	/* its eccentricity, squared */

/* The datum of this name, or -1. */
int
wh_datum_find(const char *name)
{
	static const char *const names[WH_DATUMS] = {
		[WH_WGS84] = "wgs84", [WH_GCJ02] = "gcj02",
		[WH_BD09] = "bd09",
	};
	int	i;

	for (i = WH_DATUMS - 1; i >= 0; i--)
		if (strcmp(names[i], name) == 0)
			break;
	return i;
}

/* Three waves of the published offset, at angles that grow with t. */
static double
wave(double t, double a, double b, double c)
{
	return a * sin(t * b * PI) + c;
}

/* From WGS-84, which outside China is not shifted. */
static void
to_gcj02(double p[2])
{
	double	x = p[0] - 105, y = p[1] - 35, lat, lon, s, k, both;

	if (p[0] < 72.004 || p[0] > 137.8347 || p[1] < 0.8293 ||
	    p[1] > 55.8271)
		return;
	both = wave(x, 20, 6, wave(x, 20, 2, 0));
	lat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y +
	    0.2 * sqrt(fabs(x)) + 2 / 3.0 * (both +
	    wave(y, 20, 1, wave(y / 3, 40, 1, 0)) +
	    wave(y / 12, 160, 1, wave(y / 30, 320, 1, 0)));
	lon = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y +
	    0.1 * sqrt(fabs(x)) + 2 / 3.0 * (both +
	    wave(x, 20, 1, wave(x / 3, 40, 1, 0)) +
	    wave(x / 12, 150, 1, wave(x / 30, 300, 1, 0)));
	s = sin(p[1] * PI / 180);
	k = 1 - ECC2 * s * s;
	lat = lat * 180 / (AXIS * (1 - ECC2) / (k * sqrt(k)) * PI);
	lon = lon * 180 / (AXIS / sqrt(k) * cos(p[1] * PI / 180) * PI);
	p[0] += lon;
	p[1] += lat;
}

/* From GCJ-02. */
static void
to_bd09(double p[2])
{
	double	k = PI * 3000 / 180;
	double	r = sqrt(p[0] * p[0] + p[1] * p[1]) +
		    0.00002 * sin(p[1] * k);
	double	angle = atan2(p[1], p[0]) + 0.000003 * cos(p[0] * k);

	p[0] = r * cos(angle) + 0.0065;
	p[1] = r * sin(angle) + 0.006;
}

/*
 * Take a shift back: the shift changes little from a point to the next, so
 * that what is wrong shrinks a hundredfold each time.  Where it jumps, on the
 * rim of the box around China, the bound ends the walk.
 */
static void
back(void (*shift)(double [2]), double p[2])
{
	double	q[2] = { p[0], p[1] }, r[2];
	int	i;

	for (i = 0; i < 20; i++) {
		memcpy(r, q, sizeof(r));
		shift(r);
		q[0] += p[0] - r[0];
		q[1] += p[1] - r[1];
		if (fabs(p[0] - r[0]) < 1e-12 && fabs(p[1] - r[1]) < 1e-12)
			break;
	}
	memcpy(p, q, sizeof(q));
}

/*
 * Convert a point, longitude and latitude in degrees, from one datum to
 * another.  There and back it is the same to less than a tenth of a
 * millimetre.
 */
void
wh_datum_convert(enum wh_datum from, enum wh_datum to, double p[2])
{
	if (from == WH_BD09 && to < WH_BD09)
		back(to_bd09, p);
	if (from >= WH_GCJ02 && to == WH_WGS84)
		back(to_gcj02, p);
	if (from == WH_WGS84 && to >= WH_GCJ02)
		to_gcj02(p);
	if (from < WH_BD09 && to == WH_BD09)
		to_bd09(p);
}
