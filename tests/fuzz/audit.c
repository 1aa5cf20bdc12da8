/*
 * audit.c - no bytes whatever upset the audit of a bulletin
 */
#include "memory.h"

int	 LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct wh	*w;
	struct wh_args		 a = { WH_ARGS };
	struct wh_audit		*s;
	char			 path[40];
	int64_t			 all, good, bad, rows = 0;
	int			 fd;

	if (w == NULL)
		w = wh_open(&a, WH_MEMORY, NULL);
	fd = file(data, n, path);
	a.input = path;
	if ((s = wh_audit(w, &a, n % 2, NULL, 0)) != NULL) {
		wh_audit_counts(s, &all, &good, &bad);
		while (wh_audit_next(s) != NULL)
			rows++;
		if (rows != all || good < 0 || bad < 0 || good + bad > all)
			abort();
	} else if (w->err.status == WH_OK)
		abort();
	wh_audit_close(s);
	wh_err_clear(&w->err);
	close(fd);
	return 0;
}
