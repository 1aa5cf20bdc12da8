/*
 * metric.c - every count: its definition, how it is counted.
 *
 * A count has the parts of the cases in which it is looked for, and a
 * condition.  Of counts are made shares and means, here, and rates, which are
 * rows of table metric; so every figure leads to its cases.
 */
#include "report/sql.h"

/* What the counts of another period are called, after the count's name. */
const char *const wh_suffix[WH_WHENS] = { "", "_before", "_last_year" };

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

const struct wh_count wh_counts[WH_COUNTS] = {
	[WH_M_RECEIVED] = { IN(RECEIVED),
	    .en = "cases received in the period",
	    .zh = "本期受理的案件数" },
	[WH_M_HANDLED] = { IN(HANDLED),
	    .en = "cases whose handling ended in the period",
	    .zh = "本期处置完毕的案件数" },
	[WH_M_ON_TIME] = { IN(HANDLED),
	    .cond = KEPT("c.handled"),
	    .en = "of handled: not after their deadline, and if the profile"
	    " says so those that an appeal exempts",
	    .zh = "处置数中，处置时间不晚于时限的，以及按设置计入的申诉通过的" },
	[WH_M_LATE] = { IN(HANDLED), .low = true,
	    .cond = MISSED("c.handled"),
	    .en = "of handled: after their deadline; not those that an appeal"
	    " exempts",
	    .zh = "处置数中，处置时间晚于时限的；申诉通过的不计" },
	[WH_M_OPEN] = { STILL_OPEN, .low = true,
	    .en = "cases received and not ended at the end of the period",
	    .zh = "期末已受理而未结案的案件数" },
	[WH_M_OVERDUE] = { STILL_OPEN, .low = true,
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
	[WH_M_DUPLICATE] = { IN(RECEIVED), .low = true, .apart = WH_X_DUPLICATE,
	    .en = "cases received in the period that are linked as duplicates"
	    " of another, whether duplicates are counted or not",
	    .zh = "本期受理、已关联为重复件的案件数，不论重复件是否计入" },
	[WH_M_RELAPSE] = { IN(RECEIVED), .low = true,
	    .cond = "EXISTS (SELECT 1 FROM link l WHERE l.no = c.no"
	    " AND l.kind = 'relapse')",
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
	[WH_M_RETURNED] = { IN(RETURNED), .low = true,
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
	[WH_M_TRANSFER_HOURS] = { IN(RECEIVED), .low = true, .cond = SENT,
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
	[WH_M_RESPONSE_HOURS] = { IN(RECEIVED), .low = true,
	    .cond = ANSWERED,
	    .sum = ANSWER " - c.dispatched",
	    .expr = MEAN("response_hours", "responded"),
	    .base = "responded",
	    .en = "hours by the clock from the last dispatch to whichever of"
	    " these was first, the mean of responded",
	    .zh = "最近一次派遣至其中较早者的自然小时，按响应数平均" },
	COUNT(FILED, RECEIVED, "c.filed IS NOT NULL",
	    "of received: filed",
	    "受理数中，已立案的"),
	COUNT(REFUSED, RECEIVED, "c.state = 52",
	    "of received: not filed, by refusal or after verification",
	    "受理数中，不予立案的"),
	[WH_M_VOID] = { IN(VOID), .apart = WH_X_VOID,
	    .en = "cases received in the period that were made void, whether"
	    " these are counted or not",
	    .zh = "本期受理而作废的案件数，不论作废件是否计入" },
	COUNT(NEED_DISPATCH, RECEIVED,
	    "(c.dispatched IS NOT NULL OR c.filed IS NOT NULL AND"
	    " c.state < 50)",
	    "of received: dispatched, or filed and still to be"
	    " dispatched",
	    "受理数中，已派遣的，以及已立案尚待派遣的"),
	COUNT(DISPATCHED, RECEIVED, "c.dispatched IS NOT NULL",
	    "of received: dispatched to a unit",
	    "受理数中，已派遣的"),
	COUNT(ACCURATE, RECEIVED, "c.dispatched IS NOT NULL AND c.returns = 0"
	    " AND c.unit = c.first_unit",
	    "of dispatched: never returned, and with the unit that had"
	    " it first",
	    "派遣数中，未曾退单且仍由首次派遣单位承办的"),
	[WH_M_SELF_HANDLED] = { IN(RECEIVED), .apart = WH_X_SELF,
	    .en = "cases received in the period that were closed by who took"
	    " or found them, without a dispatch, whether these are counted or"
	    " not",
	    .zh = "本期受理、未派遣而由受理或采集人员直接办结的案件数，不论自行"
	    "处置件是否计入" },
	COUNT(REPLIED, RECEIVED,
	    "c.reply_due IS NOT NULL AND c.replied IS NOT NULL",
	    "of reply_judged: replied to, in time or not",
	    "应回复数中，已回复的，不论是否按时"),
	[WH_M_TO_HANDLE] = { STILL_OPEN, .low = true,
	    .cond = "c.dispatched < :end"
	    " AND (c.handled IS NULL OR c.handled >= :end)",
	    .en = "of open: last dispatched before the end of the period and"
	    " not handled at it; overdue is the part past its deadline",
	    .zh = "未结数中，最近一次派遣在期末之前而期末未处置的；超期未处置为其中"
	    "已过时限的" },
	[WH_M_TO_CLOSE] = { STILL_OPEN, .low = true, .cond = "c.handled < :end",
	    .en = "of open: handled before the end of the period",
	    .zh = "未结数中，期末之前已处置的" },
	[WH_M_HUNG] = { IN(OPEN), .low = true, .apart = WH_X_HUNG,
	    .cond = "c.hung_since < :end",
	    .en = "cases hung at the end of the period and ever since,"
	    " whether hung ones are counted or not",
	    .zh = "期末挂账且至今未销账的案件数，不论挂账件是否计入" },
	[WH_M_STOCK] = { IN(OPEN), .low = true, .apart = WH_X_HUNG,
	    .cond = "c.hung_since <= :end - 86400 * coalesce((SELECT"
	    " CAST(value AS INTEGER) FROM setting WHERE code = 'stock_days'),"
	    " 60)",
	    .en = "of hung: for as many days as the setting stock_days says,"
	    " or longer",
	    .zh = "挂账数中，挂账已满设置 stock_days 所定天数的" },
	[WH_M_EXEMPT] = { IN(HANDLED), .apart = WH_X_EXEMPT,
	    .en = "cases handled in the period that were late and that an"
	    " appeal exempts, whether these are counted or not",
	    .zh = "本期处置完毕、曾超期而申诉通过的案件数，不论豁免件是否计入" },
	LOW(REWORKED, HANDLED, "c.rework > 0",
	    "of handled: failed a check before, and were handled again",
	    "处置数中，核查不通过而返工的案件数"),
	[WH_M_REWORKS] = { IN(HANDLED), .low = true, .cond = "c.rework > 0",
	    .sum = "c.rework",
	    .en = "times that these failed a check",
	    .zh = "返工案件核查不通过的次数" },
	LOW(EXTENDED, HANDLED, "c.extended > 0",
	    "of handled: their deadline had been extended",
	    "处置数中，曾获准延期的"),
	LOW(WAS_HUNG, HANDLED, "c.hung > 0",
	    "of handled: they had been hung",
	    "处置数中，曾挂账的"),
	COUNT(TIMED, HANDLED, TIMED,
	    "of handled: the times of dispatch and handling are known",
	    "处置数中，派遣和处置时间均已知的"),
	[WH_M_HANDLING_HOURS] = { IN(HANDLED), .low = true, .cond = TIMED,
	    .sum = "c.handled - c.dispatched",
	    .expr = MEAN("handling_hours", "timed"),
	    .base = "timed",
	    .en = "hours by the clock from the last dispatch to the end of"
	    " handling, hung ones included, the mean of timed",
	    .zh = "最近一次派遣至处置完毕的自然小时，含挂账期间，按有处置用时数平均" },
	[WH_M_DUE_TO_CLOSE] = { .terms = "handled + overdue" },
	COUNT(CLOSED_ON_TIME, CLOSED, KEPT(DONE),
	    "of closed: handled, or closed without that, not after"
	    " their deadline, and if the profile says so those that an appeal"
	    " exempts",
	    "结案数中，处置（未处置即结案的为结案）时间不晚于处置时限的，"
	    "以及按设置计入的申诉通过的"),
	LOW(CLOSED_LATE, CLOSED, MISSED(DONE),
	    "of closed: after it; not those that an appeal exempts",
	    "结案数中，晚于处置时限的；申诉通过的不计"),
	COUNT(CLOSED_FILTER1, CLOSED, "c.filter = 1",
	    "of closed: on filter level 1, in the community and its grids",
	    "结案数中，过滤级别为一级的（网格、社区解决）"),
	COUNT(CLOSED_FILTER2, CLOSED, "c.filter = 2",
	    "of closed: on filter level 2, by one unit",
	    "结案数中，过滤级别为二级的（单一部门解决）"),
	COUNT(CLOSED_FILTER3, CLOSED, "c.filter = 3",
	    "of closed: on filter level 3, by several units that the street"
	    " summons",
	    "结案数中，过滤级别为三级的（街道召集多部门解决）"),
	LOW(TO_CALL, CLOSED, "(c.called IS NULL OR c.called < c.closed)",
	    "of closed: not called back since",
	    "结案数中，结案后尚未回访的"),
	LOW(UNSATISFIED, CALLED, "c.rating = 'unsatisfied'",
	    "of called: rated unsatisfied",
	    "回访数中，评价为不满意的"),
	COUNT(COLLECTED, RECEIVED, COLLECTED,
	    "of received: from a source that collects what residents"
	    " and units want, or screened by a joint meeting",
	    "受理数中，来源为收集类的，以及经联席会议审定的"),
	COUNT(OUT_OF_SCOPE, RECEIVED, "c.screened = 'out'",
	    "of collected: screened out of the scope of whistles",
	    "收集数中，审定不纳入吹哨的"),
	COUNT(IN_SCOPE, RECEIVED, IN_SCOPE,
	    "of collected: screened in, or whistled unscreened",
	    "收集数中，审定纳入吹哨的，以及未经审定已吹哨的"),
	COUNT(WHISTLED, RECEIVED, COLLECTED " AND " WHISTLED(""),
	    "of collected: a whistle was blown about them",
	    "收集数中，已吹哨的"),
	COUNT(SCOPE_SOLVED, RECEIVED,
	    IN_SCOPE " AND (c.state = 50 AND c.handled IS NOT NULL OR "
	    WHISTLED(" AND h.accepted IS NOT NULL") ")",
	    "of in_scope: handled and closed, or the work of a whistle"
	    " was accepted",
	    "纳入吹哨数中，已处置结案或哨单已验收的"),
	[WH_M_WHISTLES] = { IN(BLOWN),
	    .en = "whistles blown in the period, for the unit that blew them",
	    .zh = "本期吹哨的次数，计入吹哨单位" },
	COUNT(ACCEPTED, BLOWN, "c.accepted IS NOT NULL",
	    "of whistles: their work was accepted",
	    "吹哨次数中，已验收的"),
	COUNT(ACCEPTED_FIRST, BLOWN,
	    "c.accepted IS NOT NULL AND c.rejects = 0",
	    "of accepted: without having been sent back",
	    "验收数中，未曾退回的"),
	[WH_M_SENT_BACK] = { IN(BLOWN), .low = true, .cond = "c.rejects > 0",
	    .sum = "c.rejects",
	    .en = "times that the work of these whistles was sent back",
	    .zh = "本期所吹的哨验收不通过的次数" },
	COUNT(FINISHED_ON_TIME, BLOWN, "c.accepted <= c.finish_due",
	    "of accepted: not after the time limit for it",
	    "验收数中，不晚于完成时限的"),
	LOW(FINISHED_LATE, BLOWN,
	    "coalesce(c.accepted, c.withdrawn, :now) > c.finish_due",
	    "of whistles: neither accepted nor withdrawn at that limit",
	    "吹哨次数中，到完成时限仍未验收也未撤哨的"),
	COUNT(WITHDRAWN, BLOWN, "c.withdrawn IS NOT NULL",
	    "of whistles: withdrawn, or their case ended before",
	    "吹哨次数中，撤哨的，以及案件先行结束的"),
	[WH_M_SUMMONED] = { IN(SUMMONED),
	    .en = "units summoned by whistles blown in the period, for the"
	    " unit that has to come",
	    .zh = "本期所吹的哨召集单位的次数，计入应报到单位" },
	COUNT(SIGNED, SUMMONED, "c.signed IS NOT NULL",
	    "of summoned: signed for it",
	    "召集数中，已签收的"),
	COUNT(SIGNED_ON_TIME, SUMMONED,
	    "EXISTS (SELECT 1 FROM journal j WHERE j.no = c.no"
	    " AND j.act = 51 AND j.whistle = c.n AND j.unit = c.unit"
	    " AND j.used <= j.allowed)",
	    "of signed: within the limit for it, as its clock counts",
	    "应哨签收数中，按其时钟未超签收时限的"),
	COUNT(ARRIVED, SUMMONED, "c.arrived IS NOT NULL",
	    "of summoned: arrived",
	    "召集数中，已报到的"),
	COUNT(ARRIVED_ON_TIME, SUMMONED, "c.arrived <= c.arrive_due",
	    "of arrived: not after the time limit for it",
	    "报到数中，不晚于报到时限的"),
	LOW(ARRIVED_LATE, SUMMONED,
	    "(c.arrived IS NOT NULL OR c.excused IS NULL) AND"
	    " coalesce(c.arrived, c.over, :now) > c.arrive_due",
	    "of summoned: arrived after that limit or, past it, not"
	    " yet; not those excused, nor whose whistle was over before",
	    "召集数中，晚于报到时限报到或过时限尚未报到的；免到的和此前哨单已"
	    "了结的不计"),
	COUNT(EXCUSED, SUMMONED, "c.excused IS NOT NULL",
	    "of summoned: excused by the street",
	    "召集数中，准予免到的"),
	LOW(REWORKED_OFTEN, HANDLED, "c.rework >= 3",
	    "of reworked: they failed three checks or more",
	    "返工数中，核查不通过三次及以上的"),
	COUNT(URGENT_HANDLED, HANDLED, URGENT,
	    "of handled: the limit of their filing condition is in urgent"
	    " hours",
	    "处置数中，立案条件的时限以紧急工作时计的"),
	[WH_M_URGENT_OVERDUE] = { STILL_OPEN, .low = true,
	    .cond = OVERDUE " AND " URGENT,
	    .en = "of overdue: those urgent ones",
	    .zh = "超期未处置中，上述紧急的" },
	COUNT(URGENT_CLOSED, CLOSED, URGENT,
	    "of closed: those urgent ones",
	    "结案数中，上述紧急的"),
	COUNT(URGENT_CLOSED_ON_TIME, CLOSED, KEPT(DONE) " AND " URGENT,
	    "of closed_on_time: those urgent ones",
	    "按期结案数中，上述紧急的"),
	[WH_M_HANDLING_P50] = { .low = true, .rank = 50, .of = WH_M_HANDLING_HOURS,
	    .expr = HOURS("handling_hours_p50"), .base = "timed",
	    .en = "the same hours, within which half of timed were handled:"
	    " the least that 50% of them do not exceed",
	    .zh = "上述小时数的中位数：有处置用时数中 50% 不超过的最小值" },
	[WH_M_HANDLING_P90] = { .low = true, .rank = 90, .of = WH_M_HANDLING_HOURS,
	    .expr = HOURS("handling_hours_p90"), .base = "timed",
	    .en = "the same of nine in ten: the least that 90% of them do not"
	    " exceed",
	    .zh = "上述小时数的 90 分位：有处置用时数中 90% 不超过的最小值" },
	[WH_M_OVERDUE_DAYS] = { STILL_OPEN, .low = true, .cond = OVERDUE,
	    .sum = WH_DAYS_SINCE("c.due"),
	    .expr = MEAN_WHOLE("overdue_days", "overdue"), .base = "overdue",
	    .en = "calendar days from the deadline to the end of the period,"
	    " the mean of overdue",
	    .zh = "时限至期末的自然日，按超期未处置平均" },
	[WH_M_OVERDUE_DAYS_MAX] = { .low = true, .rank = 100, .of = WH_M_OVERDUE_DAYS,
	    .expr = "overdue_days_max", .base = "overdue",
	    .en = "the most of these days", .zh = "上述天数的最大值" },
	[WH_M_SCORED] = { IN(SCORED),
	    .en = "scores of whistles given in the period, for the unit that"
	    " was scored; of each side the last one",
	    .zh = "本期双向评价的次数，计入被评单位；每方以最后一次为准" },
	[WH_M_SCORE_HAD] = { IN(SCORED), .sum = "CAST(c.value AS INTEGER)",
	    .expr = MEAN_WHOLE("score_had", "scored"), .base = "scored",
	    .en = "points, 0 to 100, the mean of scored",
	    .zh = "得分（0 至 100），按被评次数平均" },
	[WH_M_SCORING] = { IN(SCORING),
	    .en = "the same scores, for the unit that gave them: the street"
	    " that blew, or who was summoned",
	    .zh = "上述评价的次数，计入评价单位：吹哨街道或应哨单位" },
	[WH_M_SCORE_GIVEN] = { IN(SCORING),
	    .sum = "CAST(c.value AS INTEGER)",
	    .expr = MEAN_WHOLE("score_given", "scoring"), .base = "scoring",
	    .en = "points, 0 to 100, the mean of scoring",
	    .zh = "所评分数（0 至 100），按评价次数平均" },
};
