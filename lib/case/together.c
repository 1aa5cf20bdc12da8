/*
 * together.c - what the values of a row, each read by itself, contradict of
 * each other; such a one is refused, or left out as a finding.
 */
#include "case/intake.h"

enum { FIRST_DAY = 7305 };	/* 1990-01-01; before it times are damage */

/* Is what is wrong with this column left out and kept as a finding? */
bool
wh_intake_keeps(const struct wh_reader *r, size_t i)
{
	return r->bind != NULL && r->bind[i].map != NULL &&
	    r->bind[i].map->finding;
}

/* From now on messages are of our column i; those of options stop at once. */
void
wh_intake_attend(struct wh_reader *r, size_t i)
{
	r->catch = r->csv == NULL ? NULL : wh_intake_keeps(r, i) ?
	    &r->found : &r->wrong;
}

/* The value in column i cannot be: without it the row may be taken. */
static void
leave_out(struct wh_reader *r, struct wh_intake *in, size_t i,
    const char *why, const char *than)
{
	wh_intake_attend(r, i);
	wh_reader_refuse(r, wh_reader_column(r, i), r->v[i], "%s%s", why,
	    than);
	in->has &= ~((uint64_t)1 << i);
	in->dates &= ~((uint64_t)1 << i);
}

/*
 * A time that cannot be: of a spreadsheet's empty cell, in the future, or
 * before the case was received.  What is only today's day means now.
 */
static void
check_time(struct wh_reader *r, struct wh_intake *in, size_t i)
{
	const struct wh_zone	*z = &r->w->zone;
	int64_t			 t = in->v[i].i;

	if (wh_day_of(z, t) < FIRST_DAY)
		leave_out(r, in, i, "before 1990", "");
	else if (i > WH_C_UPDATED && t > r->w->now && (in->dates >> i & 1) &&
	    wh_day_of(z, t) == wh_day_of(z, r->w->now))
		in->v[i].i = r->w->now;
	/* An updated of tomorrow would make every later export an older one. */
	else if ((i < WH_C_APPOINTMENT || i > WH_C_DUE) && t > r->w->now)
		leave_out(r, in, i, "in the future", "");
	else if (i != WH_C_UPDATED && i != WH_C_RECEIVED &&
	    wh_has(in, WH_C_RECEIVED) && t < in->v[WH_C_RECEIVED].i)
		leave_out(r, in, i, "before the case was received", "");
}

/*
 * Stages follow each other.  A day alone is no later than what followed on
 * it; of two that contradict each other the one that may be left out is, the
 * later stage first.  Where neither may, the course of the case refuses it.
 */
static void
check_order(struct wh_reader *r, struct wh_intake *in)
{
	const struct wh_zone	*z = &r->w->zone;
	size_t			 i, k;

	for (i = WH_C_CALLED; i-- > WH_C_VERIFIED; )
		for (k = i + 1; k <= WH_C_CALLED; k++)
			if (wh_has(in, (enum wh_case_col)i) &&
			    wh_has(in, (enum wh_case_col)k) &&
			    in->dates >> i & 1 && in->v[k].i < in->v[i].i &&
			    wh_day_of(z, in->v[k].i) ==
			    wh_day_of(z, in->v[i].i))
				in->v[i].i = in->v[k].i;
	for (i = WH_C_DISPATCHED; i <= WH_C_CALLED; i++)
		for (k = WH_C_VERIFIED; k < i; k++)
			if (!wh_has(in, (enum wh_case_col)i) ||
			    !wh_has(in, (enum wh_case_col)k) ||
			    in->v[k].i <= in->v[i].i)
				continue;
			else if (wh_intake_keeps(r, i))
				leave_out(r, in, i, "before ",
				    wh_case_cols[k].name);
			else if (wh_intake_keeps(r, k))
				leave_out(r, in, k, "after ",
				    wh_case_cols[i].name);
}

/* A unit that had ended when it was given the case. */
static void
check_unit(struct wh_reader *r, struct wh_intake *in)
{
	enum wh_case_col	at = wh_has(in, WH_C_DISPATCHED) ?
				    WH_C_DISPATCHED : WH_C_RECEIVED;
	int64_t			until;
	char			day[WH_TIME_TEXT];

	if (!wh_has(in, WH_C_UNIT) || !wh_has(in, at))
		return;
	until = wh_ref_until(r->w, "unit", in->v[WH_C_UNIT].i);
	if (until != WH_NONE && until < wh_day_of(&r->w->zone, in->v[at].i))
		leave_out(r, in, WH_C_UNIT, "a unit that ended on ",
		    wh_date_text(until, day));
}

/* Half a point; that the other half is wrong was told already. */
static void
check_point(struct wh_reader *r, struct wh_intake *in)
{
	if (wh_has(in, WH_C_LAT) && r->v[WH_C_LON] == NULL)
		leave_out(r, in, WH_C_LAT, "no lon beside it", "");
	if (wh_has(in, WH_C_LON) && r->v[WH_C_LAT] == NULL)
		leave_out(r, in, WH_C_LON, "no lat beside it", "");
}

/*
 * Refuse what the values of the row at hand, each read by itself, contradict:
 * times that cannot be, stages out of order, a unit that had ended, half a
 * point.  Such a value is taken out of in->has.
 */
void
wh_intake_check(struct wh_reader *r, struct wh_intake *in)
{
	size_t	i;

	for (i = 0; i < WH_C_COLS; i++)
		if (wh_case_cols[i].type == WH_TIME &&
		    wh_has(in, (enum wh_case_col)i))
			check_time(r, in, i);
	check_order(r, in);
	check_unit(r, in);
	check_point(r, in);
}
