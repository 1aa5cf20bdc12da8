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
	F(TRANSFERRED, "transferred", INT, "Dispatched", "派遣数") \
	F(TRANSFER_HOURS, "transfer_hours", REAL, "Hours to dispatch", \
	    "平均流转小时") \
	F(RESPONDED, "responded", INT, "Responded", "响应数") \
	F(RESPONSE_HOURS, "response_hours", REAL, "Hours to respond", \
	    "平均响应小时") \
	F(TIMED, "timed", INT, "Handling timed", "有处置用时数") \
	F(HANDLING_HOURS, "handling_hours", REAL, "Hours to handle", \
	    "平均处置小时") \
	F(HANDLING_P50, "handling_hours_p50", REAL, \
	    "Hours to handle, half", "处置小时中位数") \
	F(HANDLING_P90, "handling_hours_p90", REAL, \
	    "Hours to handle, 90%", "处置小时 90 分位") \
	F(OVERDUE_DAYS, "overdue_days", REAL, "Days overdue", \
	    "平均超期天数") \
	F(OVERDUE_DAYS_MAX, "overdue_days_max", REAL, "Most days overdue", \
	    "最长超期天数")

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
#define WH_ADDED_WORDS	&(WH_COUNT_LIST(WH_WORD_ADDED))[1]
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
