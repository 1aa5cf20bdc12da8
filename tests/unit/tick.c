/*
 * tick.c - what a long job says of itself
 */
#include "../tap.h"
#include "base/base.h"

int
main(void)
{
	char	b[160];

	is(wh_tick_text(b, sizeof(b), "reading", 10000, 1200000, 45, 100),
	    "reading 1,200,000 rows, 45 %, 120,000 rows/s, 12 s left");
	is(wh_tick_text(b, sizeof(b), "reading", 2000, 4096, 8192, 0),
	    "reading 4,096 rows, 2,048 rows/s");
	is(wh_tick_text(b, sizeof(b), "filing", 1000, 999, 999, 999),
	    "filing 999 rows, 100 %, 999 rows/s, 0 s left");
	is(wh_tick_text(b, sizeof(b), "filing", 1000, 0, 0, 10),
	    "filing 0 rows, 0 rows/s");
	is(wh_tick_text(b, 12, "reading", 1000, 1, 1, 2), "reading 1 r");
	return finish();
}
