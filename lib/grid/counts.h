/*
 * counts.h - what is counted of cases, by name: rows of tables refer to it.
 * How each figure is counted says lib/report/metric.c.
 */
#ifndef WH_COUNTS_H
#define WH_COUNTS_H

/*
 * F(constant, name, type, heading in English, in Chinese), in the order in
 * which they are listed.  Those of type INT are counts of cases, which can be
 * added to each other and compared with those of another period.
 */
#define WH_COUNT_LIST(F) \
	F(RECEIVED, "received", INT, "Received", "受理数") \
	F(HANDLED, "handled", INT, "Handled", "处置数") \
	F(ON_TIME, "on_time", INT, "On time", "按期处置数") \
	F(LATE, "late", INT, "Late", "超期处置数") \
	F(OPEN, "open", INT, "Open", "未结数") \
	F(OVERDUE, "overdue", INT, "Overdue", "超期未处置") \
	F(JUDGED, "judged", INT, "Judged", "应处置数") \
	F(CALLED, "called", INT, "Called back", "回访数") \
	F(ANSWERED, "answered", INT, "Answered", "回访有解决结果") \
	F(SOLVED, "solved", INT, "Solved", "已解决数") \
	F(RATED, "rated", INT, "Rated", "有评价数") \
	F(SATISFIED, "satisfied", INT, "Satisfied", "满意数") \
	F(DUPLICATE, "duplicate", INT, "Duplicates", "重复件数") \
	F(RELAPSE, "relapse", INT, "Relapses", "屡治屡返数") \
	F(RECEIVED_SHARE, "received_share", RATE, "Share", "受理占比") \
	F(CLOSED, "closed", INT, "Closed", "结案数") \
	F(CLOSED_SHARE, "closed_share", RATE, "Share", "结案占比") \
	F(RETURNED, "returned", INT, "Returned", "退单数") \
	F(REPLY_JUDGED, "reply_judged", INT, "Replies judged", "应回复数") \
	F(REPLY_ON_TIME, "reply_on_time", INT, "Replied in time", \
	    "按时回复数") \
	F(TRANSFERRED, "transferred", INT, "Dispatch timed", \
	    "有流转用时数") \
	F(TRANSFER_HOURS, "transfer_hours", REAL, "Hours to dispatch", \
	    "平均流转小时") \
	F(RESPONDED, "responded", INT, "Responded", "响应数") \
	F(RESPONSE_HOURS, "response_hours", REAL, "Hours to respond", \
	    "平均响应小时") \
	F(FILED, "filed", INT, "Filed", "立案数") \
	F(REFUSED, "refused", INT, "Not filed", "不予立案数") \
	F(VOID, "void", INT, "Void", "作废数") \
	F(NEED_DISPATCH, "need_dispatch", INT, "To dispatch", "应派遣数") \
	F(DISPATCHED, "dispatched", INT, "Dispatched", "派遣数") \
	F(ACCURATE, "accurate", INT, "Dispatched right", "准确派遣数") \
	F(SELF_HANDLED, "self_handled", INT, "Self-handled", "自行处置数") \
	F(REPLIED, "replied", INT, "Replied", "回复数") \
	F(TO_HANDLE, "to_handle", INT, "To handle", "未处置数") \
	F(TO_CLOSE, "to_close", INT, "To close", "待结案数") \
	F(HUNG, "hung", INT, "Hung", "挂账数") \
	F(STOCK, "stock", INT, "Stock", "积存数") \
	F(EXEMPT, "exempt", INT, "Exempt", "申诉豁免数") \
	F(REWORKED, "reworked", INT, "Reworked", "返工数") \
	F(REWORKS, "reworks", INT, "Times reworked", "返工次数") \
	F(EXTENDED, "extended", INT, "Extended", "延期数") \
	F(WAS_HUNG, "was_hung", INT, "Was hung", "历史挂账数") \
	F(TIMED, "timed", INT, "Handling timed", "有处置用时数") \
	F(HANDLING_HOURS, "handling_hours", REAL, "Hours to handle", \
	    "平均处置小时") \
	F(DUE_TO_CLOSE, "due_to_close", INT, "Due to close", "应结案数") \
	F(CLOSED_ON_TIME, "closed_on_time", INT, "Closed, on time", \
	    "按期结案数") \
	F(CLOSED_LATE, "closed_late", INT, "Closed, late", "超期结案数") \
	F(CLOSED_FILTER1, "closed_filter1", INT, "Closed, filter 1", \
	    "一级过滤结案数") \
	F(CLOSED_FILTER2, "closed_filter2", INT, "Closed, filter 2", \
	    "二级过滤结案数") \
	F(CLOSED_FILTER3, "closed_filter3", INT, "Closed, filter 3", \
	    "三级过滤结案数") \
	F(TO_CALL, "to_call", INT, "To call back", "待回访数") \
	F(UNSATISFIED, "unsatisfied", INT, "Unsatisfied", "不满意数") \
	F(COLLECTED, "collected", INT, "Collected", "收集数") \
	F(OUT_OF_SCOPE, "out_of_scope", INT, "Out of scope", "不纳入吹哨数") \
	F(IN_SCOPE, "in_scope", INT, "In scope", "纳入吹哨数") \
	F(WHISTLED, "whistled", INT, "Whistled", "已吹哨数") \
	F(SCOPE_SOLVED, "scope_solved", INT, "Solved, in scope", \
	    "纳入吹哨已解决数") \
	F(WHISTLES, "whistles", INT, "Whistles", "吹哨次数") \
	F(ACCEPTED, "accepted", INT, "Accepted", "验收数") \
	F(ACCEPTED_FIRST, "accepted_first", INT, "Accepted at first", \
	    "一次验收数") \
	F(SENT_BACK, "sent_back", INT, "Sent back", "验收退回次数") \
	F(FINISHED_ON_TIME, "finished_on_time", INT, "Finished on time", \
	    "按期完成哨数") \
	F(FINISHED_LATE, "finished_late", INT, "Finished late", \
	    "超期完成哨数") \
	F(WITHDRAWN, "withdrawn", INT, "Withdrawn", "撤哨数") \
	F(SUMMONED, "summoned", INT, "Summoned", "召集数") \
	F(SIGNED, "signed", INT, "Signed for", "应哨签收数") \
	F(SIGNED_ON_TIME, "signed_on_time", INT, "Signed in time", \
	    "按时签收数") \
	F(ARRIVED, "arrived", INT, "Arrived", "报到数") \
	F(ARRIVED_ON_TIME, "arrived_on_time", INT, "Arrived in time", \
	    "按时报到数") \
	F(ARRIVED_LATE, "arrived_late", INT, "Arrived late", "超时报到数") \
	F(EXCUSED, "excused", INT, "Excused", "免到数") \
	F(REWORKED_OFTEN, "reworked_often", INT, "Reworked often", \
	    "多次返工数") \
	F(URGENT_HANDLED, "urgent_handled", INT, "Urgent, handled", \
	    "紧急处置数") \
	F(URGENT_OVERDUE, "urgent_overdue", INT, "Urgent, overdue", \
	    "紧急超期未处置") \
	F(URGENT_CLOSED, "urgent_closed", INT, "Urgent, closed", \
	    "紧急结案数") \
	F(URGENT_CLOSED_ON_TIME, "urgent_closed_on_time", INT, \
	    "Urgent, closed, on time", "紧急按期结案数") \
	F(HANDLING_P50, "handling_hours_p50", REAL, \
	    "Hours to handle, half", "处置小时中位数") \
	F(HANDLING_P90, "handling_hours_p90", REAL, \
	    "Hours to handle, 90%", "处置小时 90 分位") \
	F(OVERDUE_DAYS, "overdue_days", REAL, "Days overdue", \
	    "平均超期天数") \
	F(OVERDUE_DAYS_MAX, "overdue_days_max", REAL, "Most days overdue", \
	    "最长超期天数") \
	F(SCORED, "scored", INT, "Times scored", "被评次数") \
	F(SCORE_HAD, "score_had", REAL, "Score had", "被评平均分") \
	F(SCORING, "scoring", INT, "Scores given", "评价次数") \
	F(SCORE_GIVEN, "score_given", REAL, "Score given", "评价平均分") \
	F(RECEIVED_DAILY, "received_daily", REAL, "Received a day", \
	    "日均受理") \
	F(DISPATCH_JUDGED, "dispatch_judged", INT, "Dispatch judged", \
	    "派遣考核数") \
	F(DISPATCHED_ON_TIME, "dispatched_on_time", INT, \
	    "Dispatched in time", "按时派遣数") \
	F(NEED_VERIFY, "need_verify", INT, "To verify", "应核实数") \
	F(VERIFIED_ON_TIME, "verified_on_time", INT, "Verified in time", \
	    "按时核实数") \
	F(NEED_CHECK, "need_check", INT, "To check", "应核查数") \
	F(CHECKED_ON_TIME, "checked_on_time", INT, "Checked in time", \
	    "按时核查数") \
	F(UNREPLIED, "unreplied", INT, "Not replied", "漏报数") \
	F(LATE_TIMED, "late_timed", INT, "Late, timed", "有超时倍数数") \
	F(OVERTIME_TIMES, "overtime_times", REAL, "Times the limit", \
	    "平均超时倍数") \
	F(CLOSED_TIMED, "closed_timed", INT, "Closing timed", \
	    "有结案用时数") \
	F(CLOSING_HOURS, "closing_hours", REAL, "Hours to close", \
	    "平均结案小时") \
	F(CLOSING_P50, "closing_hours_p50", REAL, "Hours to close, half", \
	    "结案小时中位数") \
	F(CLOSING_P90, "closing_hours_p90", REAL, "Hours to close, 90%", \
	    "结案小时 90 分位")

enum {
#define F(constant, name, type, en, zh)	WH_M_##constant,
	WH_COUNT_LIST(F)
#undef F
	WH_COUNTS
};

/* Their names as words: of those that can be added, and of all. */
#define WH_WORD_INT(name)	" " name
#define WH_WORD_REAL(name)
#define WH_WORD_RATE(name)
#define WH_WORD_ADDED(constant, name, type, en, zh)	WH_WORD_##type(name)
#define WH_WORD_ALL(constant, name, type, en, zh)	" " name
#define WH_ADDED_LIST	WH_COUNT_LIST(WH_WORD_ADDED)
#define WH_ADDED_WORDS	&(WH_ADDED_LIST)[1]
#define WH_COUNT_WORDS	WH_COUNT_LIST(WH_WORD_ALL)

/* One term of a sum of counts. */
struct wh_term {
	const char	*name;	/* NULL: before the first */
	size_t		 n;	/* bytes of it */
	char		 sign;
};

bool		 wh_sum_next(const char **, struct wh_term *);
bool		 wh_sum_good(const char *);
const char	*wh_metric_code_wrong(const char *);
const char	*wh_metric_wrong(const char *, const char *, const char *);

#endif
