/*
 * metric.c - every count: its definition, how it is counted.
 *
 * A count has the parts of the cases in which it is looked for, and a
 * condition.  The part names the index by which its cases are found, so that
 * the planner cannot choose to read them all.  Of counts are made shares and
 * means, here, and rates, which are rows of table metric; so every figure
 * leads to its cases.
 */
#include "report/sql.h"

/* A case counts from its time of receipt, while it is not void. */
#define VALID		" AND c.state <> 51"
#define WITHIN(col)	"c." col " >= :from AND c." col " < :to" VALID

/*
 * A return is a row of the journal, not a case: each one counts, for the unit
 * that gave the case back, whoever has it now.  Acts 8 and 37 are return and
 * takeback.
 */
#define RETURNS \
	"SELECT j.no, j.reason, coalesce(j.holder, c.unit) AS unit, c.area," \
	" c.class, c.source, c.kind, c.channel, c.road, c.state, c.filter," \
	" c.place, c.lat, c.lon, c.received, c.day_only, j.at"

const struct wh_cases wh_parts[WH_PARTS] = {
	[WH_P_RECEIVED] = { NULL, "cases_received", WITHIN("received"),
	    "c.received" },
	[WH_P_HANDLED] = { NULL, "cases_handled", WITHIN("handled"),
	    "c.handled" },
	[WH_P_CALLED] = { NULL, "cases_called", WITHIN("called"), "c.called" },
	/* Open then: not ended yet, or ended later. */
	[WH_P_OPEN] = { NULL, "cases_open", "c.state < 50 AND c.received < :end",
	    NULL },
	[WH_P_ENDED] = { NULL, "cases_closed", "c.closed >= :end AND c.state >= 50"
	    " AND c.received < :end" VALID, NULL },
	[WH_P_CLOSED] = { NULL, "cases_closed", "c.state = 50 AND "
	    WITHIN("closed"), "c.closed" },
	[WH_P_RETURNED] = { RETURNS, "journal_return", "j.act = 8"
	    " AND j.at >= :from AND j.at < :to AND NOT EXISTS (SELECT 1"
	    " FROM journal t WHERE t.no = j.no AND t.act = 37"
	    " AND t.old = j.seq)", "c.at" },
};

/* What the counts of another period are called, after the count's name. */
const char *const wh_suffix[WH_WHENS] = { "", "_before", "_last_year" };

#define OVERDUE \
	"c.due < :end AND (c.handled IS NULL OR c.handled >= :end)" \
	" AND c.exempt = 0" \
	" AND (c.hung_since IS NULL OR c.hung_since >= :end)"
#define LINKED(kind) \
	"EXISTS (SELECT 1 FROM link l WHERE l.no = c.no AND l.kind = '" \
	kind "')"
#define IN(part)	.parts = 1U << WH_P_##part
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
/* The mean of days, in whole hundredths, half up. */
#define MEAN_DAYS(sum, n) \
	"CASE WHEN " n " > 0 THEN printf('%.2f', (200 * " sum " + " n \
	") / (2 * " n ") / 100.0) END"
/* No time was assumed; acts 2, 3 and 13 are dispatch, sign and reply. */
#define TOLD(acts, times) \
	" AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.no = c.no" \
	" AND j.act IN (" acts ") AND j.at IN (" times ") AND j.flags & 2)"
#define SENT		"c.dispatched >= c.received AND c.day_only = 0" \
			TOLD("2", "c.dispatched")
#define TIMED		"c.handled >= c.dispatched" \
			TOLD("2, 4, 35", "c.dispatched, c.handled")
/* The first sign of life: signed for, or an earlier reply after dispatch. */
#define ANSWER		"iif(c.replied >= c.dispatched AND (c.signed IS NULL" \
			" OR c.replied < c.signed), c.replied, c.signed)"
#define ANSWERED	ANSWER " >= c.dispatched" \
			TOLD("2, 3, 13", "c.dispatched, " ANSWER)

const struct wh_count wh_counts[WH_COUNTS] = {
	[WH_M_RECEIVED] = { IN(RECEIVED),
	    .en = "cases received in the period",
	    .zh = "本期受理的案件数" },
	[WH_M_HANDLED] = { IN(HANDLED),
	    .en = "cases whose handling ended in the period",
	    .zh = "本期处置完毕的案件数" },
	[WH_M_ON_TIME] = { IN(HANDLED),
	    .cond = "c.handled <= c.due",
	    .en = "of handled: not after their deadline",
	    .zh = "处置数中，处置时间不晚于时限的" },
	[WH_M_LATE] = { IN(HANDLED),
	    .cond = "c.handled > c.due AND c.exempt = 0",
	    .en = "of handled: after their deadline; not those that an appeal"
	    " exempts",
	    .zh = "处置数中，处置时间晚于时限的；申诉通过的不计" },
	[WH_M_OPEN] = { IN(OPEN) | 1U << WH_P_ENDED,
	    .en = "cases received and not ended at the end of the period",
	    .zh = "期末已受理而未结案的案件数" },
	[WH_M_OVERDUE] = { IN(OPEN) | 1U << WH_P_ENDED,
	    .cond = OVERDUE,
	    .en = "of open: past their deadline and not handled at the end of"
	    " the period; not those hung then, nor exempted by an appeal",
	    .zh = "未结数中，期末已过时限仍未处置的；期末挂账和申诉通过的不计" },
	[WH_M_JUDGED] = { .terms = "on_time + late + overdue" },
	[WH_M_CALLED] = { IN(CALLED),
	    .en = "cases last called back in the period",
	    .zh = "最近一次回访在本期的案件数" },
	[WH_M_ANSWERED] = { IN(CALLED), .cond = "c.solved IS NOT NULL",
	    .en = "of called: known whether solved",
	    .zh = "回访数中，知道是否解决的" },
	[WH_M_SOLVED] = { IN(CALLED), .cond = "c.solved = 'yes'",
	    .en = "of called: solved; partly solved does not count",
	    .zh = "回访数中，已解决的；部分解决不计" },
	[WH_M_RATED] = { IN(CALLED), .cond = "c.rating <> 'unrated'",
	    .en = "of called: with a rating",
	    .zh = "回访数中，有评价的" },
	[WH_M_SATISFIED] = { IN(CALLED),
	    .cond = "c.rating IN ('satisfied', 'basic')",
	    .en = "of called: rated satisfied or basically satisfied",
	    .zh = "回访数中，评价为满意或基本满意的" },
	[WH_M_DUPLICATE] = { IN(RECEIVED), .cond = LINKED("duplicate"),
	    .all = true,
	    .en = "cases received in the period that are linked as duplicates"
	    " of another, whether duplicates are counted or not",
	    .zh = "本期受理、已关联为重复件的案件数，不论重复件是否计入" },
	[WH_M_RELAPSE] = { IN(RECEIVED), .cond = LINKED("relapse"),
	    .en = "of received: linked as relapses of an earlier case",
	    .zh = "受理数中，已关联为屡治屡返的" },
	[WH_M_RECEIVED_SHARE] = { .expr = SHARE("received"),
	    .base = "received",
	    .en = "received / received of all rows",
	    .zh = "受理数 / 各行受理数之和" },
	[WH_M_CLOSED] = { IN(CLOSED),
	    .en = "cases closed in the period; neither void nor refused",
	    .zh = "本期结案的案件数；作废和不予立案的不计" },
	[WH_M_CLOSED_SHARE] = { .expr = SHARE("closed"),
	    .base = "closed",
	    .en = "closed / closed of all rows",
	    .zh = "结案数 / 各行结案数之和" },
	[WH_M_RETURNED] = { IN(RETURNED),
	    .en = "times that a unit returned a case in the period, unless"
	    " taken back; a case counts each time",
	    .zh = "本期单位退单的次数，撤销的不计；同一案件退几次计几次" },
	[WH_M_REPLY_JUDGED] = { IN(RECEIVED),
	    .cond = "c.reply_due IS NOT NULL AND (c.replied IS NOT NULL"
	    " OR (c.reply_due < :now AND (c.state < 50 OR NOT EXISTS (SELECT 1"
	    " FROM entry n WHERE n.id = c.entry AND n.import IS NOT NULL))))",
	    .en = "of received: with a time limit for the reply, and replied to"
	    " or past it now; imported ones that ended without a reply, of"
	    " which the source need not tell, are left out",
	    .zh = "受理数中，有回复时限，且已回复或现已过时限的；导入的案件已结束"
	    "而来源未提供回复时间的不计" },
	[WH_M_REPLY_ON_TIME] = { IN(RECEIVED),
	    .cond = "c.replied <= c.reply_due",
	    .en = "of received: first replied to not after that limit",
	    .zh = "受理数中，首次回复不晚于回复时限的" },
	[WH_M_TRANSFERRED] = { IN(RECEIVED), .cond = SENT,
	    .en = "of received: dispatched, where the times of both are known",
	    .zh = "受理数中，已派遣且两个时间均已知的" },
	[WH_M_TRANSFER_HOURS] = { IN(RECEIVED), .cond = SENT,
	    .sum = "c.dispatched - c.received",
	    .expr = MEAN("transfer_hours", "transferred"),
	    .base = "transferred",
	    .en = "hours by the clock from receipt to the last dispatch, the"
	    " mean of transferred",
	    .zh = "受理至最近一次派遣的自然小时，按派遣数平均" },
	[WH_M_RESPONDED] = { IN(RECEIVED),
	    .cond = ANSWERED,
	    .en = "of received: signed for or replied to since the last"
	    " dispatch, where the times of both are known",
	    .zh = "受理数中，最近一次派遣后已签收或已回复且时间均已知的" },
	[WH_M_RESPONSE_HOURS] = { IN(RECEIVED),
	    .cond = ANSWERED,
	    .sum = ANSWER " - c.dispatched",
	    .expr = MEAN("response_hours", "responded"),
	    .base = "responded",
	    .en = "hours by the clock from the last dispatch to whichever of"
	    " these was first, the mean of responded",
	    .zh = "最近一次派遣至其中较早者的自然小时，按响应数平均" },
	[WH_M_TIMED] = { IN(HANDLED), .cond = TIMED,
	    .en = "of handled: the times of dispatch and handling are known",
	    .zh = "处置数中，派遣和处置时间均已知的" },
	[WH_M_HANDLING_HOURS] = { IN(HANDLED), .cond = TIMED,
	    .sum = "c.handled - c.dispatched",
	    .expr = MEAN("handling_hours", "timed"),
	    .base = "timed",
	    .en = "hours by the clock from the last dispatch to the end of"
	    " handling, hung ones included, the mean of timed",
	    .zh = "最近一次派遣至处置完毕的自然小时，含挂账期间，按有处置用时数平均" },
	[WH_M_HANDLING_P50] = { .rank = 50, .of = WH_M_HANDLING_HOURS,
	    .expr = HOURS("handling_hours_p50"), .base = "timed",
	    .en = "the same hours, within which half of timed were handled:"
	    " the least that 50% of them do not exceed",
	    .zh = "上述小时数的中位数：有处置用时数中 50% 不超过的最小值" },
	[WH_M_HANDLING_P90] = { .rank = 90, .of = WH_M_HANDLING_HOURS,
	    .expr = HOURS("handling_hours_p90"), .base = "timed",
	    .en = "the same of nine in ten: the least that 90% of them do not"
	    " exceed",
	    .zh = "上述小时数的 90 分位：有处置用时数中 90% 不超过的最小值" },
	[WH_M_OVERDUE_DAYS] = { IN(OPEN) | 1U << WH_P_ENDED, .cond = OVERDUE,
	    .sum = WH_DAYS_SINCE("c.due"),
	    .expr = MEAN_DAYS("overdue_days", "overdue"), .base = "overdue",
	    .en = "calendar days from the deadline to the end of the period,"
	    " the mean of overdue",
	    .zh = "时限至期末的自然日，按超期未处置平均" },
	[WH_M_OVERDUE_DAYS_MAX] = { .rank = 100, .of = WH_M_OVERDUE_DAYS,
	    .expr = "overdue_days_max", .base = "overdue",
	    .en = "the most of these days", .zh = "上述天数的最大值" },
};
