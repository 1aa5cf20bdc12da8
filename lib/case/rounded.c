/*
 * rounded.c - ids of which a spreadsheet has kept fifteen digits.
 *
 * It takes 110102202601050123 for a number and saves 110102202601050000: ten
 * or a thousand ids become one, cases are lost and, with the next good
 * export, filed twice.  No single id shows it; that all of them end so does.
 */
#include <string.h>

#include "case/intake.h"

enum { KEPT = 15 };		/* digits of a double that are sure */

/* Look at the id of a row. */
void
wh_rounded_look(struct wh_rounded *c, const char *id)
{
	size_t	n = strspn(id, "0123456789");

	if (id[n] != '\0' || n <= KEPT)
		return;
	c->n++;
	if (*id == '0' || id[KEPT + strspn(id + KEPT, "0")] != '\0')
		c->whole = true;
}

/*
 * All ids have been looked at: true if the file is to be refused, for which
 * it takes as many of them as the setting says.  *msg, which the caller frees,
 * says what was seen; NULL if nothing was.
 */
bool
wh_rounded_end(struct wh_reader *r, const struct wh_rounded *c, char **msg)
{
	int64_t	most;

	*msg = NULL;
	if (c->n == 0 || c->whole ||
	    (most = wh_setting_int(r->w, "rounded_ids")) == -1)
		return false;
	if (asprintf(msg, "%s: %s: all ids of 16 digits or more (%jd) have but"
	    " zeros after the 15th, as a spreadsheet rounds numbers; format"
	    " the column as text and export again", r->file,
	    wh_reader_column(r, WH_C_ID), (intmax_t)c->n) == -1) {
		*msg = NULL;
		return !wh_nomem(&r->w->err);
	}
	return most > 0 && c->n >= most;
}
