/*
 * import.c - no bytes whatever upset an import, and what it refuses is what a
 * survey of the same file has said
 *
 * The first byte chooses the map.
 */
#include <string.h>

#include "memory.h"

int	 LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const char *const	maps[] = {
	"source = 'hotline'\nid = a\nreceived = b\ntext = c\nkeep = *\n",
	"source = 'hotline'\nid = digest(a, b)\nreceived = b\n"
	    "received.format = %m/%d/%Y %I:%M\nreceived.format = serial\n"
	    "class = c\nclass.path = >\nclass.unknown = make\nclass.carry = yes\n"
	    "ignore = *\nragged = fill\nduplicate = last\n",
	"source = 'hotline'\nid = 1\nreceived = 2\ntext = 3\ntext.split = ;\n"
	    "text.part = -1\nheader = 0\nkeep = *\ntotals = x\n",
	"source = 'hotline'\nid = a d\nreceived = b\nstate = c\n"
	    "state[x*] = closed\nstate[*] =\nclosed = b\nclosed.wrong = finding\n"
	    "phone = c\nheader = 2\nskip = 1\nignore = *\ndelimiter = tab\n",
	"source = 'hotline'\nid = _line\nreceived = '2026-01-05'\n"
	    "lat = a\nlat.wrong = finding\nlon = b\nlon.wrong = finding\n"
	    "title = a, b\ntitle.join = ' - '\nignore = *\n",
};

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct wh_args		 a = { WH_ARGS, .dry = true,
				    .now = "2026-02-02" };
	struct wh_counts	 c;
	struct wh_survey	*s;
	struct wh		*w;
	const char		*map;
	char			 path[2][40];
	int64_t			 refused = -1;
	int			 fd[2];
	bool			 good;

	if (n < 1)
		return 0;
	map = maps[data[0] % (sizeof(maps) / sizeof(maps[0]))];
	fd[0] = file(data + 1, n - 1, path[0]);
	fd[1] = file(map, strlen(map), path[1]);
	a.input = path[0];
	a.map = path[1];
	w = database(&a);
	w->args.dry = true;
	if ((s = wh_survey(w, &a, n % 2 == 0)) != NULL) {
		while (wh_survey_next(s) != NULL)
			;
		refused = wh_survey_refused(s);
	}
	wh_survey_close(s);
	wh_err_clear(&w->err);
	good = wh_import(w, &a, &c);
	if (refused > 0 && (good || c.refused != refused))
		abort();
	if (refused == -1 && good)
		abort();
	wh_err_clear(&w->err);
	close(fd[0]);
	close(fd[1]);
	return 0;
}
