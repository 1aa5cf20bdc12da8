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
	"CASE WHEN " v " IS NOT NULL THEN" \
	" printf('%.2f', (2 * " v " + 36) / 72 / 100.0) END"
/* The mean of whole numbers, in whole hundredths, half up. */
#define MEAN_WHOLE(sum, n) \
	"CASE WHEN " n " > 0 THEN printf('%.2f', (200 * " sum " + " n \
	") / (2 * " n ") / 100.0) END"
/* And of whole hundredths. */
#define MEAN_HUNDREDTHS(sum, n) \
	"CASE WHEN " n " > 0 THEN printf('%.2f'," \
	" (2 * " sum " + " n ") / (2 * " n ") / 100.0) END"
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

/* With a limit for the reply that is met or past. */
#define JUDGED_REPLY \
	"c.reply_due IS NOT NULL AND (c.replied IS NOT NULL" \
	" OR (c.reply_due < :now AND (c.state < 50 OR NOT EXISTS (SELECT 1" \
	" FROM entry n WHERE n.id = c.entry AND n.import IS NOT NULL))))"
#define CLOSED_TOLD	"c.closed >= c.received AND c.day_only = 0" \
			TOLD("6", "c.closed")
#define SPREAD(m, percent, sum, name, n, in_en, in_zh) \
	[WH_M_##m] = { .low = true, .rank = percent, .of = WH_M_##sum, \
	    .expr = HOURS(name), .base = n, .en = in_en, .zh = in_zh }
/* A row of the journal that was not taken back: act 37. */
#define STANDS \
	" AND NOT EXISTS (SELECT 1 FROM journal t WHERE t.no = j.no" \
	" AND t.act = 37 AND t.old = j.seq)"
/*
 * When it was first dispatched, act 2; since when it waited for that: filed or
 * reopened, acts 17 and 36 (dispatch files, too, but nothing waits for it), or
 * received, if not only the day is known; and the limit, in seconds.
 */
#define FIRST_SENT \
	"(SELECT min(j.at) FROM journal j WHERE j.no = c.no AND j.act = 2" \
	STANDS ")"
#define PENDING \
	"coalesce((SELECT max(j.at) FROM journal j WHERE j.no = c.no" \
	" AND j.act IN (17, 36) AND j.at <= ifnull(" FIRST_SENT ", :now)" \
	STANDS "), iif(c.day_only, NULL, c.received))"
#define WITHIN_HOURS \
	"3600 * coalesce((SELECT CAST(value AS INTEGER) FROM setting" \
	" WHERE code = 'dispatch_hours'), 2)"
#define SENT_LATE \
	"ifnull(" FIRST_SENT ", :now) > " PENDING " + " WITHIN_HOURS
#define JUDGED_SENT \
	PENDING " IS NOT NULL AND (" FIRST_SENT " IS NOT NULL" \
	" OR c.filed IS NOT NULL AND c.state < 50 AND " SENT_LATE ")" \
	TOLD("2", FIRST_SENT)
/*
 * An act's clock ran out or not: of those that had a limit and whose time was
 * told.  Acts 12 and 5 are verify and check, states 3 and 22 wait for them.
 */
#define CLOCKED(acts, which) \
	"EXISTS (SELECT 1 FROM journal j WHERE j.no = c.no" \
	" AND j.act IN (" acts ") AND j.used " which " j.allowed" \
	" AND j.flags & 2 = 0" STANDS ")"
#define AWAITED(act, state) \
	"(c.state = " state " OR " CLOCKED(act, ">= 0 *") ")"
#define IN_TIME(act, state) \
	"c.state <> " state " AND " CLOCKED(act, "<=") \
	" AND NOT " CLOCKED(act, ">")
/* The limit's part that handling took, in hundredths; 4 and 35 end it. */
#define TIMES \
	"(SELECT (200 * j.used + j.allowed) / (2 * j.allowed) FROM journal j" \
	" WHERE j.no = c.no AND j.act IN (4, 35) AND j.at = c.handled" \
	" AND j.allowed > 0 ORDER BY j.seq DESC LIMIT 1)"
/* Days of the period, at least half of one. */
#define DAYS		"CAST(round((:to - :from) / 86400.0) AS INTEGER)"

/* Its filing condition is one of those with a limit in urgent hours. */
#define URGENT \
	"EXISTS (SELECT 1 FROM standard s WHERE s.id = c.standard" \
	" AND s.within LIKE '%urgent_hour')"

#endif
