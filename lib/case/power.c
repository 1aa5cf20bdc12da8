/*
 * power.c - exercising a power of the list: which one it is, and who holds
 * it.
 */
#include <stdlib.h>
#include <string.h>

#include "case/log.h"

/* The code of the power that --value means; NULL, with an error. */
const char *
wh_power_code(struct wh *w, const char *value)
{
	int64_t	id = wh_ref_arg(w, "--value", "power", value);

	return id != 0 ? wh_ref_code(w, "power", id) : NULL;
}

/*
 * Does the unit that acts hold the power of the row, on its day?  False with
 * c->why, which names who does, or on an error.
 */
bool
wh_power_held(struct wh *w, struct wh_course *c, const struct wh_jrow *r)
{
	char	*holders, *kind, day[WH_TIME_TEXT];
	bool	 held = false;

	wh_date_text(wh_day_of(&w->zone, r->at), day);
	holders = wh_str(w, "SELECT holders FROM power WHERE code = ?1"
	    " AND ?2 BETWEEN coalesce(valid_from, '')"
	    " AND coalesce(valid_to, '9999-12-31')", "tt", r->value, day);
	kind = wh_str(w, "SELECT k.code FROM unit u JOIN unit_kind k"
	    " ON k.id = u.kind WHERE u.id = ?", "i", r->holder);
	if (holders == NULL)
		snprintf(c->why, sizeof(c->why), "exercise: power %s is not"
		    " valid on that day", r->value);
	else if (r->holder == 0)
		snprintf(c->why, sizeof(c->why), "exercise: for which unit?"
		    " give --as; power %s is held by %s", r->value, holders);
	else if (!(held = (kind != NULL && wh_word_in(holders, kind)) ||
	    wh_word_in(holders, wh_ref_code(w, "unit", r->holder))))
		snprintf(c->why, sizeof(c->why), "exercise: power %s is held"
		    " by %s; %s is %s", r->value, holders, wh_ref_code(w,
		    "unit", r->holder), kind != NULL ? kind : "of no kind");
	free(holders);
	free(kind);
	return held && w->err.status == WH_OK;
}
