/*
 * metric.c - every figure: its name, its definition, how it is counted.
 *
 * A count has the parts of the cases in which it is looked for, and a
 * condition; a rate is made of counts.  The part names the index by which
 * its cases are found, so that the planner cannot choose to read them all.
 * A figure that is not here cannot be printed, and one that is here leads to
 * its cases.
 *
 * Percentages are reckoned in whole hundredths of a percent, half up (of a
 * fall: half down), which no floating point can blur; the last step divides
 * by 100.  A division by zero is NULL in SQLite: no data, not zero.
 */
#include <string.h>

#include "report/report.h"

#define WITHIN(col)	"c." col " >= :from AND c." col " < :to"

/*
 * Rows of another table are told apart like cases, by the facts of theirs;
 * but the unit is that of the row.
 */
#define OF_CASE(unit) \
	unit " AS unit, c.no, c.area, c.class, c.source, c.kind, c.channel," \
	" c.road, c.state, c.filter, c.first_unit, c.collector, c.received," \
	" c.dispatched, c.hung_since, c.exempt"
/* Acts 8 and 37 are return and takeback. */
#define RETURNS		"journal j INDEXED BY journal_return"
#define RETURNS_THEN \
	"(SELECT * FROM main." RETURNS " WHERE j.act = 8" \
	" AND j.entry <= (SELECT entry FROM as_of)) j"
#define BLOWN(index)	"whistle j" index
#define SUMMONED(index) \
	"whistle h" index " CROSS JOIN whistle_unit j" \
	" ON j.no = h.no AND j.n = h.n"
#define BY_RAISED	" INDEXED BY whistle_raised"

const struct wh_cases wh_parts[WH_PARTS] = {
	[WH_P_RECEIVED] = { .index = "cases_received",
	    .cond = WITHIN("received") },
	[WH_P_HANDLED] = { .index = "cases_handled",
	    .cond = WITHIN("handled") },
	[WH_P_CALLED] = { .index = "cases_called", .cond = WITHIN("called") },
	/* Open then: not ended yet, or closed or refused later. */
	[WH_P_OPEN] = { .index = "cases_open",
	    .cond = "c.state < 50 AND c.received < :end" },
	[WH_P_ENDED] = { .index = "cases_closed",
	    .cond = "c.closed >= :end AND c.state >= 50"
	    " AND c.received < :end" },
	[WH_P_REFUSED] = { .index = "cases_refused",
	    .cond = "c.state = 52 AND c.moved >= :end"
	    " AND c.received < :end" },
	[WH_P_CLOSED] = { .index = "cases_closed",
	    .cond = "c.state = 50 AND " WITHIN("closed") },
	/*
	 * A return is a row of the journal, not a case: each one counts, for
	 * the unit that gave the case back, whoever has it now.
	 */
	[WH_P_RETURNED] = {
	    .rows = "j.reason, " OF_CASE("coalesce(j.holder, c.unit)"),
	    .from = RETURNS, .then = RETURNS_THEN,
	    .cond = "j.act = 8 AND j.at >= :from AND j.at < :to AND NOT EXISTS (SELECT 1"
	    " FROM journal t WHERE t.no = j.no AND t.act = 37"
	    " AND t.old = j.seq)" },
	[WH_P_VOID] = { .index = "cases_received",
	    .cond = "c.state = 51 AND " WITHIN("received"), .aside = true },
	/* Both ways: a whistle of who blew it, a summons of who has to come. */
	[WH_P_BLOWN] = { .rows = "j.accepted, j.rejects, j.finish_due,"
	    " j.withdrawn, " OF_CASE("j.raiser"),
	    .from = BLOWN(BY_RAISED), .then = BLOWN(""),
	    .cond = "j.raised >= :from AND j.raised < :to", .aside = true },
	[WH_P_SUMMONED] = { .rows = "j.n, j.summoned, j.signed, j.arrived,"
	    " j.arrive_due, j.excused, coalesce(h.accepted, h.withdrawn)"
	    " AS over, " OF_CASE("j.unit"),
	    .from = SUMMONED(BY_RAISED), .then = SUMMONED(""),
	    .cond = "h.raised >= :from AND h.raised < :to", .aside = true },
};

#define DUPLICATE	"EXISTS (SELECT 1 FROM link l WHERE l.no = c.no" \
			" AND l.kind = 'duplicate')"
#define RELAPSE		"EXISTS (SELECT 1 FROM link l WHERE l.no = c.no" \
			" AND l.kind = 'relapse')"
#define SELF_HANDLED	"(c.state = 50 AND c.dispatched IS NULL)"

const struct wh_apart_rule wh_aparts[WH_APARTS] = {
	[WH_X_VOID] = { "count_void", "no", "c.state = 51", WH_M_VOID,
	    "void cases", "作废件", "received", "本期受理" },
	[WH_X_SELF] = { "count_self_handled", "yes", SELF_HANDLED,
	    WH_M_SELF_HANDLED, "self-handled cases", "自行处置件",
	    "received", "本期受理" },
	[WH_X_HUNG] = { "count_hung", "yes", "c.hung_since IS NOT NULL",
	    WH_M_HUNG, "hung cases", "挂账件", "at the end", "期末" },
	[WH_X_EXEMPT] = { "count_exempt", "yes", "c.exempt = 1", WH_M_EXEMPT,
	    "exempt cases", "申诉豁免件", "handled", "本期处置" },
	[WH_X_DUPLICATE] = { "count_duplicates", "yes", DUPLICATE,
	    WH_M_DUPLICATE, "duplicates", "重复件", "received", "本期受理" },
};

/* What the counts of another period are called, after the count's name. */
const char *const wh_suffix[WH_WHENS] = { "", "_before", "_last_year" };

#define COUNT(m, name, en, zh) \
	[WH_M_##m] = { name, WH_INT, NULL, 0, en, zh }
#define PERCENT(m, name, en, zh) \
	[WH_M_##m] = { name, WH_RATE, NULL, 0, en, zh }
#define REAL(m, name, en, zh) \
	[WH_M_##m] = { name, WH_REAL, NULL, 0, en, zh }
/* What was then, and the change since: the suffixes of both. */
#define COMPARED(M, then, change, en, zh, on) \
	COUNT(RECEIVED_##M, "received" then, "Received, " en, \
	    zh "受理数"), \
	PERCENT(RECEIVED_##M##_CHANGE, "received_change" change, \
	    "Change on " en, "受理数" on), \
	COUNT(HANDLED_##M, "handled" then, "Handled, " en, \
	    zh "处置数"), \
	PERCENT(HANDLED_##M##_CHANGE, "handled_change" change, \
	    "Change on " en, "处置数" on), \
	PERCENT(ON_TIME_RATE_##M, "on_time_rate" then, \
	    "On-time rate, " en, zh "按期处置率"), \
	REAL(ON_TIME_RATE_##M##_CHANGE, "on_time_rate_change" change, \
	    "Points on " en, "按期处置率" on "（百分点）")

const struct wh_col wh_report_cols[WH_METRICS] = {
	[WH_M_KEY] = { "key", WH_CODE, NULL, WH_KEY, "Key", "编码" },
	[WH_M_NAME] = { "name", WH_TEXT, NULL, 0, "Name", "名称" },
	COUNT(RECEIVED, "received", "Received", "受理数"),
	COUNT(HANDLED, "handled", "Handled", "处置数"),
	COUNT(ON_TIME, "on_time", "On time", "按期处置数"),
	COUNT(LATE, "late", "Late", "超期处置数"),
	COUNT(OPEN, "open", "Open", "未结数"),
	COUNT(OVERDUE, "overdue", "Overdue", "超期未处置"),
	PERCENT(HANDLED_RATE, "handled_rate", "Handled rate", "处置率"),
	PERCENT(ON_TIME_RATE, "on_time_rate", "On-time rate", "按期处置率"),
	PERCENT(SOLVED_RATE, "solved_rate", "Solved rate", "解决率"),
	PERCENT(SATISFIED_RATE, "satisfied_rate", "Satisfied rate", "满意率"),
	COUNT(JUDGED, "judged", "Judged", "应处置数"),
	COUNT(CALLED, "called", "Called back", "回访数"),
	COUNT(ANSWERED, "answered", "Answered", "回访有解决结果"),
	COUNT(SOLVED, "solved", "Solved", "已解决数"),
	COUNT(RATED, "rated", "Rated", "有评价数"),
	COUNT(SATISFIED, "satisfied", "Satisfied", "满意数"),
	COUNT(DUPLICATE, "duplicate", "Duplicates", "重复件数"),
	COUNT(RELAPSE, "relapse", "Relapses", "屡治屡返数"),
	PERCENT(RELAPSE_RATE, "relapse_rate", "Relapse rate", "屡治屡返率"),
	PERCENT(RECEIVED_SHARE, "received_share", "Share", "受理占比"),
	COUNT(CLOSED, "closed", "Closed", "结案数"),
	PERCENT(CLOSED_SHARE, "closed_share", "Share", "结案占比"),
	COUNT(RETURNED, "returned", "Returned", "退单数"),
	COUNT(REPLY_JUDGED, "reply_judged", "Replies judged", "应回复数"),
	COUNT(REPLY_ON_TIME, "reply_on_time", "Replied in time", "按时回复数"),
	PERCENT(REPLY_RATE, "reply_rate", "Reply-in-time rate", "按时回复率"),
	COUNT(TRANSFERRED, "transferred", "Dispatch timed", "有流转用时数"),
	REAL(TRANSFER_HOURS, "transfer_hours", "Hours to dispatch",
	    "平均流转小时"),
	COUNT(RESPONDED, "responded", "Responded", "响应数"),
	REAL(RESPONSE_HOURS, "response_hours", "Hours to respond",
	    "平均响应小时"),
	COUNT(FILED, "filed", "Filed", "立案数"),
	COUNT(REFUSED, "refused", "Not filed", "不予立案数"),
	COUNT(VOID, "void", "Void", "作废数"),
	COUNT(NEED_DISPATCH, "need_dispatch", "To dispatch", "应派遣数"),
	COUNT(DISPATCHED, "dispatched", "Dispatched", "派遣数"),
	COUNT(ACCURATE, "accurate", "Dispatched right", "准确派遣数"),
	COUNT(SELF_HANDLED, "self_handled", "Self-handled", "自行处置数"),
	COUNT(REPLIED, "replied", "Replied", "回复数"),
	COUNT(TO_HANDLE, "to_handle", "To handle", "未处置数"),
	COUNT(TO_CLOSE, "to_close", "To close", "待结案数"),
	COUNT(HUNG, "hung", "Hung", "挂账数"),
	COUNT(STOCK, "stock", "Stock", "积存数"),
	COUNT(EXEMPT, "exempt", "Exempt", "申诉豁免数"),
	COUNT(REWORKED, "reworked", "Reworked", "返工数"),
	COUNT(REWORKS, "reworks", "Times reworked", "返工次数"),
	COUNT(EXTENDED, "extended", "Extended", "延期数"),
	COUNT(WAS_HUNG, "was_hung", "Was hung", "历史挂账数"),
	COUNT(TIMED, "timed", "Handling timed", "有处置用时数"),
	REAL(HANDLING_HOURS, "handling_hours", "Hours to handle",
	    "平均处置小时"),
	COUNT(DUE_TO_CLOSE, "due_to_close", "Due to close", "应结案数"),
	COUNT(CLOSED_ON_TIME, "closed_on_time", "Closed, on time",
	    "按期结案数"),
	COUNT(CLOSED_LATE, "closed_late", "Closed, late", "超期结案数"),
	COUNT(CLOSED_1, "closed_filter1", "Closed, filter 1",
	    "一级过滤结案数"),
	COUNT(CLOSED_2, "closed_filter2", "Closed, filter 2",
	    "二级过滤结案数"),
	COUNT(CLOSED_3, "closed_filter3", "Closed, filter 3",
	    "三级过滤结案数"),
	COUNT(TO_CALL, "to_call", "To call back", "待回访数"),
	COUNT(UNSATISFIED, "unsatisfied", "Unsatisfied", "不满意数"),
	COUNT(COLLECTED, "collected", "Collected", "收集数"),
	COUNT(OUT_OF_SCOPE, "out_of_scope", "Out of scope", "不纳入吹哨数"),
	COUNT(IN_SCOPE, "in_scope", "In scope", "纳入吹哨数"),
	COUNT(WHISTLED, "whistled", "Whistled", "已吹哨数"),
	COUNT(SCOPE_SOLVED, "scope_solved", "Solved, in scope",
	    "纳入吹哨已解决数"),
	COUNT(WHISTLES, "whistles", "Whistles", "吹哨次数"),
	COUNT(ACCEPTED, "accepted", "Accepted", "验收数"),
	COUNT(ACCEPTED_FIRST, "accepted_first", "Accepted at first",
	    "一次验收数"),
	COUNT(SENT_BACK, "sent_back", "Sent back", "验收退回次数"),
	COUNT(FINISHED_ON_TIME, "finished_on_time", "Finished on time",
	    "按期完成哨数"),
	COUNT(FINISHED_LATE, "finished_late", "Finished late",
	    "超期完成哨数"),
	COUNT(WITHDRAWN, "withdrawn", "Withdrawn", "撤哨数"),
	COUNT(SUMMONED, "summoned", "Summoned", "召集数"),
	COUNT(SIGNED, "signed", "Signed for", "应哨签收数"),
	COUNT(SIGNED_ON_TIME, "signed_on_time", "Signed in time",
	    "按时签收数"),
	COUNT(ARRIVED, "arrived", "Arrived", "报到数"),
	COUNT(ARRIVED_ON_TIME, "arrived_on_time", "Arrived in time",
	    "按时报到数"),
	COUNT(ARRIVED_LATE, "arrived_late", "Arrived late", "超时报到数"),
	COUNT(EXCUSED, "excused", "Excused", "免到数"),
	COMPARED(BEFORE, "_before", "", "period before", "上期", "环比"),
	COMPARED(YEAR, "_last_year", "_last_year", "last year", "去年同期",
	    "同比"),
};

/* In hundredths of a percent. */
#define PART(n, d)	"(20000 * (" n ") + (" d ")) / (2 * (" d "))"
#define RATE(n, d)	PART(n, d) " / 100.0"
#define CHANGE(m, then) \
	"(20000 * abs(" m " - " m then ") + " m then ") / (2 * " m then ")" \
	" * ((" m " > " m then ") - (" m " < " m then ")) / 100.0"
/* Not of type WH_RATE, which would print them with a percent sign. */
#define POINTS(d) \
	"CASE WHEN " d " IS NOT NULL THEN printf('%.2f', (" d ") / 100.0) END"
#define JUDGED		"on_time + late + overdue"
#define JUDGED_THEN(s)	"on_time" s " + late" s " + overdue" s
#define OVERDUE \
	"c.due < :end AND (c.handled IS NULL OR c.handled >= :end)" \
	" AND c.exempt = 0" \
	" AND (c.hung_since IS NULL OR c.hung_since >= :end)"
#define IN(part)	.parts = 1U << WH_P_##part
#define STILL_OPEN	IN(OPEN) | 1U << WH_P_ENDED | 1U << WH_P_REFUSED
/* A deadline that was kept: 1 or NULL, as the profile says of exempt cases. */
#define KEPT(at)	"(" at " <= c.due OR c.exempt = :excused)"
#define MISSED(at)	at " > c.due AND c.exempt = 0"
#define ENDED		"coalesce(c.handled, c.closed)"
/* As view v_funnel has it. */
#define COLLECTED \
	"(c.screened IS NOT NULL OR (SELECT path FROM source s" \
	" WHERE s.id = c.source) IS 'collected')"
#define WHISTLED \
	"EXISTS (SELECT 1 FROM whistle h WHERE h.no = c.no)"
#define IN_SCOPE \
	COLLECTED " AND coalesce(c.screened = 'in', " WHISTLED ")"
#define ON_FILTER(m, n, of, zh_of) \
	[WH_M_CLOSED_##m] = { IN(CLOSED), .cond = "c.filter = " #m, \
	    .en = "of closed: on filter level " #m ", " of, \
	    .zh = "结案数中，过滤级别为" n "的（" zh_of "）" }
/* Of all rows together: g has no total. */
#define SHARE(m)	RATE(m, "(SELECT sum(" m ") FROM g)")
/* The mean of seconds in hours, in whole hundredths, half up. */
#define MEAN(sum, n) \
	"CASE WHEN " n " > 0 THEN printf('%.2f', (2 * " sum " + 36 * " n \
	") / (72 * " n ") / 100.0) END"
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
/* What was then, and the change since; s is the suffix of counts of then. */
#define DEFINED(M, s, of, zh_of, zh_note) \
	[WH_M_RECEIVED_##M] = { .when = WH_##M, .expr = "received" s, \
	    .base = "received", .en = "received, of " of, \
	    .zh = zh_of "受理数" zh_note }, \
	[WH_M_RECEIVED_##M##_CHANGE] = { .when = WH_##M, \
	    .expr = CHANGE("received", s), .base = "received", \
	    .en = "(received - received" s ") / received" s ", in percent", \
	    .zh = "(受理数 - " zh_of "受理数) / " zh_of "受理数" }, \
	[WH_M_HANDLED_##M] = { .when = WH_##M, .expr = "handled" s, \
	    .base = "handled", .en = "handled, of " of, \
	    .zh = zh_of "处置数" zh_note }, \
	[WH_M_HANDLED_##M##_CHANGE] = { .when = WH_##M, \
	    .expr = CHANGE("handled", s), .base = "handled", \
	    .en = "(handled - handled" s ") / handled" s ", in percent", \
	    .zh = "(处置数 - " zh_of "处置数) / " zh_of "处置数" }, \
	[WH_M_ON_TIME_RATE_##M] = { .when = WH_##M, \
	    .expr = RATE("on_time" s, JUDGED_THEN(s)), \
	    .base = "on_time,late,overdue", .en = "on_time_rate, of " of, \
	    .zh = zh_of "按期处置率" zh_note }, \
	[WH_M_ON_TIME_RATE_##M##_CHANGE] = { .when = WH_##M, \
	    .expr = POINTS(PART("on_time", JUDGED) " - " \
	    PART("on_time" s, JUDGED_THEN(s))), \
	    .base = "on_time,late,overdue", \
	    .en = "on_time_rate - on_time_rate" s ", in percentage points," \
	    " of the rates as printed", \
	    .zh = "按期处置率 - " zh_of "按期处置率，百分点，按所列数值相减" }

const struct wh_metric wh_metrics[WH_METRICS] = {
	[WH_M_RECEIVED] = { IN(RECEIVED), .compared = true,
	    .en = "cases received in the period",
	    .zh = "本期受理的案件数" },
	[WH_M_HANDLED] = { IN(HANDLED), .compared = true,
	    .en = "cases whose handling ended in the period",
	    .zh = "本期处置完毕的案件数" },
	[WH_M_ON_TIME] = { IN(HANDLED), .compared = true,
	    .cond = KEPT("c.handled"),
	    .en = "of handled: not after their deadline, and if the profile"
	    " says so those that an appeal exempts",
	    .zh = "处置数中，处置时间不晚于时限的，以及按设置计入的申诉通过的" },
	[WH_M_LATE] = { IN(HANDLED), .compared = true,
	    .cond = MISSED("c.handled"),
	    .en = "of handled: after their deadline; not those that an appeal"
	    " exempts",
	    .zh = "处置数中，处置时间晚于时限的；申诉通过的不计" },
	[WH_M_OPEN] = { STILL_OPEN,
	    .en = "cases received and not ended at the end of the period",
	    .zh = "期末已受理而未结案的案件数" },
	[WH_M_OVERDUE] = { STILL_OPEN, .compared = true,
	    .cond = OVERDUE,
	    .en = "of open: past their deadline and not handled at the end of"
	    " the period; not those hung then, nor exempted by an appeal",
	    .zh = "未结数中，期末已过时限仍未处置的；期末挂账和申诉通过的不计" },
	[WH_M_HANDLED_RATE] = { .expr = RATE("handled", "handled + overdue"),
	    .base = "handled,overdue",
	    .en = "handled / (handled + overdue)",
	    .zh = "处置数 / (处置数 + 超期未处置)" },
	[WH_M_ON_TIME_RATE] = { .expr = RATE("on_time", JUDGED),
	    .base = "on_time,late,overdue",
	    .en = "on_time / (on_time + late + overdue)",
	    .zh = "按期处置数 / (按期处置数 + 超期处置数 + 超期未处置)" },
	[WH_M_SOLVED_RATE] = { .expr = RATE("solved", "answered"),
	    .base = "solved,answered",
	    .en = "solved / answered; partly solved is not solved",
	    .zh = "已解决数 / 回访有解决结果；部分解决不计为已解决" },
	[WH_M_SATISFIED_RATE] = { .expr = RATE("satisfied", "rated"),
	    .base = "satisfied,rated",
	    .en = "satisfied / rated; who did not rate is not in the base",
	    .zh = "满意数 / 有评价数；未评价的不计入基数" },
	[WH_M_JUDGED] = { .expr = JUDGED, .base = "on_time,late,overdue",
	    .en = "on_time + late + overdue",
	    .zh = "按期处置数 + 超期处置数 + 超期未处置" },
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
	[WH_M_DUPLICATE] = { IN(RECEIVED), .cond = DUPLICATE,
	    .apart = WH_X_DUPLICATE,
	    .en = "cases received in the period that are linked as duplicates"
	    " of another, whether duplicates are counted or not",
	    .zh = "本期受理、已关联为重复件的案件数，不论重复件是否计入" },
	[WH_M_RELAPSE] = { IN(RECEIVED), .cond = RELAPSE,
	    .en = "of received: linked as relapses of an earlier case",
	    .zh = "受理数中，已关联为屡治屡返的" },
	[WH_M_RELAPSE_RATE] = { .expr = RATE("relapse", "received"),
	    .base = "relapse,received",
	    .en = "relapse / received",
	    .zh = "屡治屡返数 / 受理数" },
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
	[WH_M_REPLY_RATE] = { .expr = RATE("reply_on_time", "reply_judged"),
	    .base = "reply_on_time,reply_judged",
	    .en = "reply_on_time / reply_judged",
	    .zh = "按时回复数 / 应回复数" },
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
	[WH_M_FILED] = { IN(RECEIVED), .cond = "c.filed IS NOT NULL",
	    .en = "of received: filed",
	    .zh = "受理数中，已立案的" },
	[WH_M_REFUSED] = { IN(RECEIVED), .cond = "c.state = 52",
	    .en = "of received: not filed, by refusal or after verification",
	    .zh = "受理数中，不予立案的" },
	[WH_M_VOID] = { IN(VOID), .apart = WH_X_VOID,
	    .en = "cases received in the period that were made void, whether"
	    " these are counted or not",
	    .zh = "本期受理而作废的案件数，不论作废件是否计入" },
	[WH_M_NEED_DISPATCH] = { IN(RECEIVED),
	    .cond = "(c.dispatched IS NOT NULL OR c.filed IS NOT NULL AND"
	    " c.state < 50)",
	    .en = "of received: dispatched, or filed and still to be"
	    " dispatched",
	    .zh = "受理数中，已派遣的，以及已立案尚待派遣的" },
	[WH_M_DISPATCHED] = { IN(RECEIVED),
	    .cond = "c.dispatched IS NOT NULL",
	    .en = "of received: dispatched to a unit",
	    .zh = "受理数中，已派遣的" },
	[WH_M_ACCURATE] = { IN(RECEIVED),
	    .cond = "c.dispatched IS NOT NULL AND c.returns = 0"
	    " AND c.unit = c.first_unit",
	    .en = "of dispatched: never returned, and with the unit that had"
	    " it first",
	    .zh = "派遣数中，未曾退单且仍由首次派遣单位承办的" },
	[WH_M_SELF_HANDLED] = { IN(RECEIVED), .apart = WH_X_SELF,
	    .cond = SELF_HANDLED,
	    .en = "cases received in the period that were closed by who took"
	    " or found them, without a dispatch, whether these are counted or"
	    " not",
	    .zh = "本期受理、未派遣而由受理或采集人员直接办结的案件数，不论自行"
	    "处置件是否计入" },
	[WH_M_REPLIED] = { IN(RECEIVED),
	    .cond = "c.reply_due IS NOT NULL AND c.replied IS NOT NULL",
	    .en = "of reply_judged: replied to, in time or not",
	    .zh = "应回复数中，已回复的，不论是否按时" },
	[WH_M_TO_HANDLE] = { STILL_OPEN,
	    .cond = "c.dispatched < :end"
	    " AND (c.handled IS NULL OR c.handled >= :end)",
	    .en = "of open: last dispatched before the end of the period and"
	    " not handled at it; overdue is the part past its deadline",
	    .zh = "未结数中，最近一次派遣在期末之前而期末未处置的；超期未处置为其中"
	    "已过时限的" },
	[WH_M_TO_CLOSE] = { STILL_OPEN, .cond = "c.handled < :end",
	    .en = "of open: handled before the end of the period",
	    .zh = "未结数中，期末之前已处置的" },
	[WH_M_HUNG] = { IN(OPEN), .apart = WH_X_HUNG,
	    .cond = "c.hung_since < :end",
	    .en = "cases hung at the end of the period and ever since,"
	    " whether hung ones are counted or not",
	    .zh = "期末挂账且至今未销账的案件数，不论挂账件是否计入" },
	[WH_M_STOCK] = { IN(OPEN), .apart = WH_X_HUNG,
	    .cond = "c.hung_since <= :end - 86400 * coalesce((SELECT"
	    " CAST(value AS INTEGER) FROM setting WHERE code = 'stock_days'),"
	    " 60)",
	    .en = "of hung: for as many days as the setting stock_days says,"
	    " or longer",
	    .zh = "挂账数中，挂账已满设置 stock_days 所定天数的" },
	[WH_M_EXEMPT] = { IN(HANDLED), .apart = WH_X_EXEMPT,
	    .cond = "c.exempt = 1",
	    .en = "cases handled in the period that were late and that an"
	    " appeal exempts, whether these are counted or not",
	    .zh = "本期处置完毕、曾超期而申诉通过的案件数，不论豁免件是否计入" },
	[WH_M_REWORKED] = { IN(HANDLED), .cond = "c.rework > 0",
	    .en = "of handled: failed a check before, and were handled again",
	    .zh = "处置数中，核查不通过而返工的案件数" },
	[WH_M_REWORKS] = { IN(HANDLED), .cond = "c.rework > 0",
	    .sum = "c.rework",
	    .en = "times that these failed a check",
	    .zh = "返工案件核查不通过的次数" },
	[WH_M_EXTENDED] = { IN(HANDLED), .cond = "c.extended > 0",
	    .en = "of handled: their deadline had been extended",
	    .zh = "处置数中，曾获准延期的" },
	[WH_M_WAS_HUNG] = { IN(HANDLED), .cond = "c.hung > 0",
	    .en = "of handled: they had been hung",
	    .zh = "处置数中，曾挂账的" },
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
	[WH_M_DUE_TO_CLOSE] = { .expr = "handled + overdue",
	    .base = "handled,overdue",
	    .en = "handled + overdue; what is in handling and not yet due is"
	    " not in it",
	    .zh = "处置数 + 超期未处置；未到时限仍在处置的不计" },
	[WH_M_CLOSED_ON_TIME] = { IN(CLOSED), .cond = KEPT(ENDED),
	    .en = "of closed: handled, or closed without that, not after"
	    " their deadline, and if the profile says so those that an appeal"
	    " exempts",
	    .zh = "结案数中，处置（未处置即结案的为结案）时间不晚于处置时限的，"
	    "以及按设置计入的申诉通过的" },
	[WH_M_CLOSED_LATE] = { IN(CLOSED), .cond = MISSED(ENDED),
	    .en = "of closed: after it; not those that an appeal exempts",
	    .zh = "结案数中，晚于处置时限的；申诉通过的不计" },
	ON_FILTER(1, "一级", "solved in the community and its grids",
	    "网格、社区解决"),
	ON_FILTER(2, "二级", "solved by one unit", "单一部门解决"),
	ON_FILTER(3, "三级", "solved by several units that the street"
	    " summons", "街道召集多部门解决"),
	[WH_M_TO_CALL] = { IN(CLOSED),
	    .cond = "(c.called IS NULL OR c.called < c.closed)",
	    .en = "of closed: not called back since",
	    .zh = "结案数中，结案后尚未回访的" },
	[WH_M_UNSATISFIED] = { IN(CALLED), .cond = "c.rating = 'unsatisfied'",
	    .en = "of called: rated unsatisfied",
	    .zh = "回访数中，评价为不满意的" },
	[WH_M_COLLECTED] = { IN(RECEIVED), .cond = COLLECTED,
	    .en = "of received: from a source that collects what residents"
	    " and units want, or screened by a joint meeting",
	    .zh = "受理数中，来源为收集类的，以及经联席会议审定的" },
	[WH_M_OUT_OF_SCOPE] = { IN(RECEIVED), .cond = "c.screened = 'out'",
	    .en = "of collected: screened out of the scope of whistles",
	    .zh = "收集数中，审定不纳入吹哨的" },
	[WH_M_IN_SCOPE] = { IN(RECEIVED), .cond = IN_SCOPE,
	    .en = "of collected: screened in, or whistled unscreened",
	    .zh = "收集数中，审定纳入吹哨的，以及未经审定已吹哨的" },
	[WH_M_WHISTLED] = { IN(RECEIVED), .cond = COLLECTED " AND " WHISTLED,
	    .en = "of collected: a whistle was blown about them",
	    .zh = "收集数中，已吹哨的" },
	[WH_M_SCOPE_SOLVED] = { IN(RECEIVED),
	    .cond = IN_SCOPE " AND (c.state = 50 AND c.handled IS NOT NULL OR"
	    " EXISTS (SELECT 1 FROM whistle h WHERE h.no = c.no"
	    " AND h.accepted IS NOT NULL))",
	    .en = "of in_scope: handled and closed, or the work of a whistle"
	    " was accepted",
	    .zh = "纳入吹哨数中，已处置结案或哨单已验收的" },
	[WH_M_WHISTLES] = { IN(BLOWN),
	    .en = "whistles blown in the period, for the unit that blew them",
	    .zh = "本期吹哨的次数，计入吹哨单位" },
	[WH_M_ACCEPTED] = { IN(BLOWN), .cond = "c.accepted IS NOT NULL",
	    .en = "of whistles: their work was accepted",
	    .zh = "吹哨次数中，已验收的" },
	[WH_M_ACCEPTED_FIRST] = { IN(BLOWN),
	    .cond = "c.accepted IS NOT NULL AND c.rejects = 0",
	    .en = "of accepted: without having been sent back",
	    .zh = "验收数中，未曾退回的" },
	[WH_M_SENT_BACK] = { IN(BLOWN), .cond = "c.rejects > 0",
	    .sum = "c.rejects",
	    .en = "times that the work of these whistles was sent back",
	    .zh = "本期所吹的哨验收不通过的次数" },
	[WH_M_FINISHED_ON_TIME] = { IN(BLOWN),
	    .cond = "c.accepted <= c.finish_due",
	    .en = "of accepted: not after the time limit for it",
	    .zh = "验收数中，不晚于完成时限的" },
	[WH_M_FINISHED_LATE] = { IN(BLOWN),
	    .cond = "coalesce(c.accepted, c.withdrawn, :now) > c.finish_due",
	    .en = "of whistles: neither accepted nor withdrawn at that limit",
	    .zh = "吹哨次数中，到完成时限仍未验收也未撤哨的" },
	[WH_M_WITHDRAWN] = { IN(BLOWN), .cond = "c.withdrawn IS NOT NULL",
	    .en = "of whistles: withdrawn, or their case ended before",
	    .zh = "吹哨次数中，撤哨的，以及案件先行结束的" },
	[WH_M_SUMMONED] = { IN(SUMMONED),
	    .en = "units summoned by whistles blown in the period, for the"
	    " unit that has to come",
	    .zh = "本期所吹的哨召集单位的次数，计入应报到单位" },
	[WH_M_SIGNED] = { IN(SUMMONED), .cond = "c.signed IS NOT NULL",
	    .en = "of summoned: signed for it",
	    .zh = "召集数中，已签收的" },
	[WH_M_SIGNED_ON_TIME] = { IN(SUMMONED),
	    .cond = "EXISTS (SELECT 1 FROM journal j WHERE j.no = c.no"
	    " AND j.act = 51 AND j.whistle = c.n AND j.unit = c.unit"
	    " AND j.used <= j.allowed)",
	    .en = "of signed: within the limit for it, as its clock counts",
	    .zh = "应哨签收数中，按其时钟未超签收时限的" },
	[WH_M_ARRIVED] = { IN(SUMMONED), .cond = "c.arrived IS NOT NULL",
	    .en = "of summoned: arrived",
	    .zh = "召集数中，已报到的" },
	[WH_M_ARRIVED_ON_TIME] = { IN(SUMMONED),
	    .cond = "c.arrived <= c.arrive_due",
	    .en = "of arrived: not after the time limit for it",
	    .zh = "报到数中，不晚于报到时限的" },
	[WH_M_ARRIVED_LATE] = { IN(SUMMONED),
	    .cond = "(c.arrived IS NOT NULL OR c.excused IS NULL) AND"
	    " coalesce(c.arrived, c.over, :now) > c.arrive_due",
	    .en = "of summoned: arrived after that limit or, past it, not"
	    " yet; not those excused, nor whose whistle was over before",
	    .zh = "召集数中，晚于报到时限报到或过时限尚未报到的；免到的和此前哨单已"
	    "了结的不计" },
	[WH_M_EXCUSED] = { IN(SUMMONED), .cond = "c.excused IS NOT NULL",
	    .en = "of summoned: excused by the street",
	    .zh = "召集数中，准予免到的" },
	DEFINED(BEFORE, "_before", "the period before", "上期", ""),
	DEFINED(YEAR, "_last_year", "the same period of last year; of a week"
	    " the week of that ISO number", "去年同期",
	    "；周为去年同一 ISO 周号"),
};

/*
 * The metric whose name is the n bytes at s, as an index, or -1.
 */
int
wh_metric_find(const char *s, size_t n)
{
	int	i;

	for (i = WH_METRIC_FIRST; i < WH_METRICS; i++)
		if (strncmp(wh_report_cols[i].name, s, n) == 0 &&
		    wh_report_cols[i].name[n] == '\0')
			return i;
	return -1;
}

/*
 * Are the n bytes at s one of the names of a list, separated by commas?
 */
bool
wh_listed_name(const char *list, const char *s, size_t n)
{
	size_t	len;

	for (; *list != '\0'; list += len + (list[len] == ',')) {
		len = strcspn(list, ",");
		if (len == n && strncmp(list, s, n) == 0)
			return true;
	}
	return false;
}

/*
 * Lines that say, in the language for people, what the rates and
 * changes among these fields are.  The caller frees; NULL without memory.
 */
char *
wh_report_notes(struct wh *w, const char *fields)
{
	struct wh_buf		b = { 0 };
	const struct wh_col	*col;
	size_t			i;

	wh_buf_puts(&b, "");
	for (i = WH_METRIC_FIRST; i < WH_METRICS; i++) {
		col = &wh_report_cols[i];
		if (col->type != WH_INT && wh_listed_name(fields,
		    col->name, strlen(col->name)))
			wh_buf_printf(&b, "%s%s%s\n", w->zh ? col->zh :
			    col->name, w->zh ? "：" : ": ", w->zh ?
			    wh_metrics[i].zh : wh_metrics[i].en);
	}
	return b.s;
}

/*
 * The definitions of all metrics, in both languages.  NULL on an error.
 */
struct wh_cursor *
wh_report_define(struct wh *w)
{
	static const struct wh_col	col[] = {
		{ "metric", WH_TEXT, NULL, WH_KEY, "Metric", "指标" },
		{ "en", WH_TEXT, NULL, 0, "English", "英文名" },
		{ "zh", WH_TEXT, NULL, 0, "Chinese", "中文名" },
		{ "definition", WH_TEXT, NULL, 0, "Definition", "英文定义" },
		{ "definition_zh", WH_TEXT, NULL, 0, "Definition in Chinese",
		    "定义" },
	};
	struct wh_buf			b = { 0 };
	sqlite3_stmt			*s = NULL;
	const struct wh_col		*m;
	size_t				i;

	for (i = WH_METRIC_FIRST; i < WH_METRICS; i++) {
		m = &wh_report_cols[i];
		wh_buf_printf(&b, "%s('%s','%s','%s','%s','%s')",
		    b.n == 0 ? "VALUES " : ",", m->name, m->en, m->zh,
		    wh_metrics[i].en, wh_metrics[i].zh);
	}
	if (b.s != NULL)
		s = wh_prepare(w, b.s);
	else
		wh_nomem(&w->err);
	wh_buf_free(&b);
	return wh_cursor_open(w, s, col, sizeof(col) / sizeof(col[0]));
}
