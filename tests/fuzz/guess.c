/*
 * guess.c - no bytes whatever upset the guessing of a map, and a map that it
 * prints is one that can be read
 */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "store/store.h"

int	 LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* A database in memory, made once. */
static struct wh *
database(const struct wh_args *a)
{
	static struct wh	*w;

	if (w == NULL) {
		w = wh_open(a, WH_MEMORY, NULL);
		if (!wh_make(w, "Asia/Shanghai", "default"))
			abort();
	}
	return w;
}

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

	if ((fd = memfd_create("fuzz", MFD_CLOEXEC)) == -1 ||
	    write(fd, data, n) != (ssize_t)n ||
	    (fp = open_memstream(&map, &size)) == NULL)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
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
