/*
 * grid-check - is the file sound: integrity, rules, findings, roster, replay
 */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "whistle.h"

static const char synopsis[] = "[OPTION]... [CHECK]...";

static const struct wh_opt opts[] = {
	WH_OPTS_OUT,
	WH_OPTS_COMMON
};

/* The arguments as one list separated by blanks. */
static char *
join(int argc, char *argv[])
{
	char	*s;
	size_t	 n = 1;
	int	 i;

	for (i = 0; i < argc; i++)
		n += strlen(argv[i]) + 1;
	if ((s = calloc(n, 1)) == NULL)
		wh_usage("out of memory");
	for (i = 0; i < argc; i++) {
		if (i > 0)
			strcat(s, " ");
		strcat(s, argv[i]);
	}
	return s;
}

int
main(int argc, char *argv[])
{
	struct wh_args	 args = { WH_ARGS };
	struct wh	*w;
	char		*what;
	size_t		 n;

	while (wh_getopt(argc, argv, opts, synopsis, &args) != -1)
		;
	what = join(argc - optind, argv + optind);
	w = wh_start(&args, WH_READ);
	n = wh_print(w, wh_check_findings(w, what), &args);
	free(what);
	return wh_finish(w, n > 0 ? WH_SOME : WH_OK);
}
