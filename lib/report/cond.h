/*
 * cond.h - conditions and sums that the counts of metric.c share, as SQL.
 *
 * c is the case, or what the count's part has for one; g are the counts of
 * one row of the report.
 */
#ifndef WH_COND_H
#define WH_COND_H

#define OVERDUE \
	"c.due < :late AND (c.handled IS NULL OR c.handled >= :end)" \
	" AND c.exempt = 0" \
	" AND (c.hung_since IS NULL OR c.hung_since >= :end)"
#define IN(part)	.parts = 1U << WH_P_##part
#define STILL_OPEN	.parts = WH_STILL_OPEN
#define COUNT(m, part, which, in_en, in_zh) \
	[WH_M_##m] = { IN(part), .cond = which, .en = in_en, .zh = in_zh }
/* The same, of which less is better. */
#define LOW(m, part, which, in_en, in_zh) \
	[WH_M_##m] = { IN(part), .low = true, .cond = which, .en = in_en, \
	    .zh = in_zh }
/* Whether a deadline was kept; exempt cases may count as if it was. */
#define KEPT(at)	"(" at " <= c.due OR c.exempt = :excused)"
#define MISSED(at)	at " > c.due AND c.exempt = 0"
#define DONE		"coalesce(c.handled, c.closed)"
/* As view v_funnel has it. */
#define COLLECTED \
	"(c.screened IS NOT NULL OR (SELECT path FROM source s" \
	" WHERE s.id = c.source) IS 'collected')"
#define WHISTLED(which) \
	"EXISTS (SELECT 1 FROM whistle h WHERE h.no = c.no" which ")"
#define IN_SCOPE \
	COLLECTED " AND coalesce(c.screened = 'in', " WHISTLED("") ")"
/* Of all rows together: g has no total. */
#define ALL(m)		"(SELECT sum(" m ") FROM g)"
#define SHARE(m) \
	"(20000 * " m " + " ALL(m) ") / (2 * " ALL(m) ") / 100.0"
/* The mean of seconds in hours, in whole hundredths, half up. */
#define MEAN(sum, n) \
	"CASE WHEN " n " > 0 THEN printf('%.2f', (2 * " sum " + 36 * " n \
	") / (72 * " n ") / 100.0) END"
#define HOURS(v) \
	"CASE WHEN " v " IS NOT NULL THEN printf('%.2f', (2 * " v " + 36) / 72" \
	" / 100.0) END"
/* The mean of whole numbers, in whole hundredths, half up. */
#define MEAN_WHOLE(sum, n) \
	"CASE WHEN " n " > 0 THEN printf('%.2f', (200 * " sum " + " n \
	") / (2 * " n ") / 100.0) END"
/* No time was assumed; acts 2, 3 and 13 are dispatch, sign and reply. */
#define TOLD(acts, times) \
	" AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.no = c.no" \
	" AND j.act IN (" acts ") AND j.at IN (" times ") AND j.flags & 2)"
#define SENT		"c.dispatched >= c.received AND c.day_only = 0" \
			TOLD("2", "c.dispatched")
/* The first sign of life: signed for, or an earlier reply after dispatch. */
#define ANSWER		"iif(c.replied >= c.dispatched AND (c.signed IS NULL" \
			" OR c.replied < c.signed), c.replied, c.signed)"
#define ANSWERED	ANSWER " >= c.dispatched" \
			TOLD("2, 3, 13", "c.dispatched, " ANSWER)
#define TIMED		"c.handled >= c.dispatched" \
			TOLD("2, 4, 35", "c.dispatched, c.handled")

/* Its filing condition is one of those with a limit in urgent hours. */
#define URGENT \
	"EXISTS (SELECT 1 FROM standard s WHERE s.id = c.standard" \
	" AND s.within LIKE '%urgent_hour')"

#endif
