/*
 * map.c - no bytes whatever upset the reader of maps
 *
 * A map that is not refused keeps its promises: settings within their
 * limits, and values in order, so that each can be found.
 */
#include <stdlib.h>
#include <string.h>

#include "store/store.h"

int	 LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* Stop here, so that the fuzzer keeps the input, unless the column is sound. */
static void
check(const struct wh_map *m, const struct wh_map_col *c)
{
	size_t	i;

	if (wh_map_find(m, c->name) != c || c->line < 1 ||
	    c->nexact != c->nvalue)
		abort();
	if ((c->constant != NULL && c->ncol > 0) ||
	    (c->at[WH_MAP_PART] != 0) != (c->part != 0) ||
	    (c->split != NULL && *c->split == '\0') ||
	    (c->path != NULL && *c->path == '\0'))
		abort();
	for (i = 1; i < c->nexact; i++)
		if (strcmp(c->exact[i - 1]->from, c->exact[i]->from) >= 0)
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct wh	 w = { .rc = SQLITE_OK };
	struct wh_map	*m;
	FILE		*fp;
	size_t		 i;

	if (n == 0)
		return 0;
	if ((fp = fmemopen((void *)(uintptr_t)data, n, "r")) == NULL)
		abort();
	m = wh_map_read(&w, "fuzz.map", fp);
	if ((m == NULL) != (w.err.status != WH_OK) ||
	    (m == NULL && strncmp(w.err.msg, "fuzz.map:", 9) != 0))
		abort();
	if (m != NULL && (m->header < 0 || m->header > 9 || m->skip < 0 ||
	    m->delimiter == '\0' || m->delimiter == '"' ||
	    (m->delimiter & 0x80) != 0))
		abort();
	for (i = 0; m != NULL && i < m->ncol; i++)
		check(m, &m->col[i]);
	wh_map_close(m);
	wh_err_clear(&w.err);
	fclose(fp);
	return 0;
}
