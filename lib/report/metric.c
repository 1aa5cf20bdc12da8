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
	COUNT(TRANSFERRED, "transferred", "Dispatched", "派遣数"),
	REAL(TRANSFER_HOURS, "transfer_hours", "Hours to dispatch",
	    "平均流转小时"),
	COUNT(RESPONDED, "responded", "Responded", "响应数"),
	REAL(RESPONSE_HOURS, "response_hours", "Hours to respond",
	    "平均响应小时"),
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
#define LINKED(kind) \
	"EXISTS (SELECT 1 FROM link l WHERE l.no = c.no AND l.kind = '" \
	kind "')"
#define IN(part)	.parts = 1U << WH_P_##part
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
	    .cond = "c.handled <= c.due",
	    .en = "of handled: not after their deadline",
	    .zh = "处置数中，处置时间不晚于时限的" },
	[WH_M_LATE] = { IN(HANDLED), .compared = true,
	    .cond = "c.handled > c.due AND c.exempt = 0",
	    .en = "of handled: after their deadline; not those that an appeal"
	    " exempts",
	    .zh = "处置数中，处置时间晚于时限的；申诉通过的不计" },
	[WH_M_OPEN] = { IN(OPEN) | 1U << WH_P_ENDED,
	    .en = "cases received and not ended at the end of the period",
	    .zh = "期末已受理而未结案的案件数" },
	[WH_M_OVERDUE] = { IN(OPEN) | 1U << WH_P_ENDED, .compared = true,
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
	[WH_M_DUPLICATE] = { IN(RECEIVED), .cond = LINKED("duplicate"),
	    .all = true,
	    .en = "cases received in the period that are linked as duplicates"
	    " of another, whether duplicates are counted or not",
	    .zh = "本期受理、已关联为重复件的案件数，不论重复件是否计入" },
	[WH_M_RELAPSE] = { IN(RECEIVED), .cond = LINKED("relapse"),
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
