/*
 * secret.c - what --reveal may not show: callers who asked for secrecy, and
 * what a copy made by scripts/share does not have.
 */
#include "case/show.h"

/*
 * Is there a private room to look into?  False, with an error that begins
 * with the option, in a copy that was shared without it: an empty answer
 * would look as if nobody had left his name.
 */
bool
wh_room(struct wh *w, const char *opt)
{
	return wh_int(w, 0, "SELECT 1 FROM setting WHERE code = 'shared'",
	    "") == 0 || wh_fail(&w->err, WH_FAIL, "%s: this is a copy that"
	    " was shared without personal data", opt);
}

/* Has the caller of this case asked for secrecy? */
bool
wh_secret(struct wh *w, int64_t no)
{
	return wh_int(w, 0, "SELECT 1 FROM private WHERE no = ?"
	    " AND confidential = 'yes'", "i", no) != 0;
}
