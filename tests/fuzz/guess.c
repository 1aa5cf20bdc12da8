/*
 * guess.c - no bytes whatever upset the guessing of a map, and a map that it
 * prints is one that can be read
 */
#include "memory.h"

int	 LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct wh_args	 a = { WH_ARGS };
	struct wh	*w;
	struct wh_map	*m;
	char		 path[40], *map = NULL;
	size_t		 size;
	bool		 left;
	FILE		*fp;
	int		 fd;

	fd = file(data, n, path);
	if ((fp = open_memstream(&map, &size)) == NULL)
		abort();
	a.input = path;
	w = database(&a);
	if (wh_guess(w, &a, fp, &left)) {
		fclose(fp);
		fp = fmemopen(map, size, "r");
		if (fp == NULL || (m = wh_map_read(w, "map", fp)) == NULL)
			abort();
		wh_map_close(m);
	} else
		wh_err_clear(&w->err);
	fclose(fp);
	free(map);
	close(fd);
	return 0;
}
