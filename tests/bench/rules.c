/*
 * rules.c - how long a million lookups of the most specific rule take
 *
 *	rules FILE N		N lookups by the rules of a file
 *
 * Prints milliseconds.  Classes, areas, sources and days come at random.
 */
#include <stdlib.h>
#include <time.h>

#include "grid/rules.h"

static uint64_t seed = 1;

static int64_t
roll(int64_t n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (int64_t)(seed >> 33) % n;
}

int
main(int argc, char *argv[])
{
	struct wh_args		 args = { WH_ARGS, .db = argc > 1 ? argv[1] :
				    NULL };
	struct wh		*w = wh_open(&args, WH_READ, NULL);
	struct wh_question	 q = { 0 };
	struct wh_router	*r = wh_router(w);
	struct timespec		 t[2];
	struct asked		 a;
	int64_t			 class, area, i, found = 0, n;

	n = argc > 2 ? atoll(argv[2]) : 1000000;
	class = wh_int(w, 1, "SELECT max(id) FROM class", "");
	area = wh_int(w, 1, "SELECT max(id) FROM area", "");
	if (r == NULL || wh_message(w) != NULL)
		return WH_FAIL;
	clock_gettime(CLOCK_MONOTONIC, &t[0]);
	for (i = 0; i < n; i++) {
		q.class = 1 + roll(class);
		q.area = 1 + roll(area);
		q.source = 1 + roll(8);
		q.day = 20454 + roll(30);
		wh_asked(w, r, &q, &a);
		found += wh_rule_best(r, &a) != NULL;
	}
	clock_gettime(CLOCK_MONOTONIC, &t[1]);
	printf("%jd\n", (intmax_t)((t[1].tv_sec - t[0].tv_sec) * 1000 +
	    (t[1].tv_nsec - t[0].tv_nsec) / 1000000));
	wh_close(w);
	return found > 0 ? WH_OK : WH_FAIL;
}
