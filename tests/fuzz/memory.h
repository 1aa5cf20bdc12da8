/*
 * memory.h - a database, and files, of which nothing remains
 */
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "store/store.h"

/* A database in memory, made once. */
static inline struct wh *
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

/* The bytes as a file, which has a path as long as it is open. */
static inline int
file(const void *s, size_t n, char path[40])
{
	int	fd = memfd_create("fuzz", MFD_CLOEXEC);

	if (fd == -1 || write(fd, s, n) != (ssize_t)n)
		abort();
	snprintf(path, 40, "/proc/self/fd/%d", fd);
	return fd;
}
