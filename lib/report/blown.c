/*
 * blown.c - lists and figures of whistles, as case-escalate list prints them:
 * each is a view of the same question.
 */
#include <string.h>

#include "street/street.h"

#define CODE(n, en, zh)	{ n, WH_CODE, NULL, 0, en, zh }
#define TEXT(n, en, zh)	{ n, WH_TEXT, NULL, 0, en, zh }
#define INT(n, en, zh)	{ n, WH_INT, NULL, 0, en, zh }
#define REAL(n, en, zh)	{ n, WH_REAL, NULL, 0, en, zh }
#define RATE(n, en, zh)	{ n, WH_RATE, NULL, 0, en, zh }
#define WHISTLE		CODE("whistle", "Whistle", "哨单")
#define NUMBER		CODE("number", "Number", "工单号")
#define UNIT		CODE("unit", "Unit", "单位")
#define UNIT_NAME	TEXT("unit_name", "Unit's name", "单位名称")
#define TIER		TEXT("tier", "Tier", "层次")
#define TIME		TEXT("time", "Time", "时间")
#define SUMMONED	INT("summoned", "Summoned", "召集")
#define ARRIVED		INT("arrived", "Arrived", "报到")
#define RESPONSE	REAL("response_hours", "Hours to arrive", "到场用时")

static const struct wh_col whistles[] = {
	WHISTLE, TEXT("kind", "Kind", "类别"),
	CODE("raiser", "Blown by", "吹哨单位"),
	TEXT("raised", "Blown", "吹哨时间"),
	TEXT("finish_due", "Finish by", "完成时限"),
	INT("units", "Units", "单位数"), ARRIVED,
	TEXT("accepted", "Accepted", "验收时间"),
	INT("rejects", "Rejects", "返工次数"),
	TEXT("withdrawn", "Withdrawn", "撤哨时间"),
	TEXT("ended", "Ended", "结束时间"),
	INT("beneficiaries", "Beneficiaries", "受益人数"),
	TEXT("outcome", "Outcome", "成效"),
};
static const struct wh_col units[] = {
	WHISTLE, UNIT, UNIT_NAME, TIER,
	TEXT("contact", "Contact", "联系人"),
	CODE("phone", "Telephone", "电话"),
	TEXT("summoned", "Summoned", "召集时间"),
	TEXT("signed", "Signed", "签收时间"),
	TEXT("contacted", "Made contact", "对接时间"),
	TEXT("arrived", "Arrived", "报到时间"),
	TEXT("excused", "Excused", "免到时间"),
	TEXT("released", "Released", "撤离时间"), RESPONSE,
	TEXT("late", "Late", "超时"),
	REAL("site_hours", "Hours on site", "在场时长"),
};
static const struct wh_col kinds[] = {
	TEXT("kind", "Kind", "类别"), TEXT("kind_name", "Name", "名称"),
	INT("whistles", "Whistles", "吹哨数"), INT("open", "Open", "在办"),
	INT("accepted", "Accepted", "验收数"),
	INT("first_pass", "At first", "一次通过"),
	RATE("first_pass_rate", "At first %", "一次通过率"),
	INT("rejects", "Rejects", "返工次数"),
	INT("withdrawn", "Withdrawn", "撤哨数"),
	INT("beneficiaries", "Beneficiaries", "受益人数"),
};
static const struct wh_col classes[] = {
	TEXT("kind", "Kind", "类别"), CODE("class", "Class", "事项"),
	TEXT("class_name", "Name", "名称"),
	INT("whistles", "Whistles", "吹哨数"), INT("open", "Open", "在办"),
	INT("accepted", "Accepted", "验收数"),
};
static const struct wh_col tiers[] = {
	TIER, SUMMONED, ARRIVED, RATE("arrived_rate", "Arrived %", "报到率"),
	RESPONSE,
};
static const struct wh_col summons[] = {
	UNIT, UNIT_NAME, TIER, SUMMONED, INT("signed", "Signed", "签收"),
	INT("contacted", "Made contact", "对接"), ARRIVED,
	INT("excused", "Excused", "免到"), RESPONSE,
	REAL("site_hours", "Hours on site", "在场时长"),
};
static const struct wh_col scores[] = {
	WHISTLE, CODE("raiser", "Street", "街道"), UNIT, UNIT_NAME,
	INT("street_on_unit", "Street on unit", "街道评部门"),
	TEXT("street_text", "Why", "说明"),
	INT("unit_on_street", "Unit on street", "部门评街道"),
	TEXT("unit_text", "Why", "说明"),
};
static const struct wh_col measures[] = {
	NUMBER, INT("ledger", "Ledger", "台账"), INT("letter", "Letters", "函告"),
	INT("consult", "Meetings", "会商"), INT("score", "Scores", "考核"),
	INT("account", "Accounts", "追责"),
	TEXT("all_five", "All five", "五项齐全"),
};
static const struct wh_col accounts[] = {
	NUMBER, TIME, UNIT, UNIT_NAME, CODE("person", "Person", "人员"),
	TEXT("person_name", "Name", "姓名"), TEXT("reason", "Reason", "理由"),
	TEXT("text", "Text", "说明"),
};
static const struct wh_col responses[] = {
	NUMBER, INT("rung", "Rung", "响应级"), TEXT("response", "Code", "编码"),
	TEXT("response_name", "Name", "名称"), TEXT("owner", "Owner", "责任主体"),
	TEXT("since", "Since", "起"), TEXT("until", "Until", "止"),
	REAL("hours", "Hours", "时长"),
};
static const struct wh_col rungs[] = {
	INT("rung", "Rung", "响应级"), INT("cases", "Cases", "工单数"),
	INT("last", "Now or at last", "最后停留"), INT("open", "Open", "在办"),
	REAL("hours", "Mean hours", "平均时长"),
};
static const struct wh_col letters[] = {
	CODE("letter", "Letter", "督办函"), NUMBER,
	INT("n", "Whistle", "哨单"), TEXT("clock", "Clock", "时钟"),
	UNIT, UNIT_NAME, TEXT("sent", "Sent", "发函时间"),
	TEXT("due", "Due", "截止时间"),
	TEXT("reply_due", "Reply by", "回函时限"),
	TEXT("replied", "Replied", "回函时间"), TEXT("late", "Late", "超时"),
	TEXT("text", "Text", "说明"), TEXT("reply", "Reply", "回函"),
};
static const struct wh_col meetings[] = {
	NUMBER, INT("n", "Whistle", "哨单"), TEXT("kind", "Kind", "类别"), TIME,
	TEXT("place", "Place", "地点"), TEXT("units", "Units", "单位"),
	TEXT("minutes", "Minutes", "纪要"),
};
static const struct wh_col teams[] = {
	WHISTLE, TEXT("opened", "Opened", "组建时间"),
	TEXT("closed", "Closed", "撤销时间"), TEXT("units", "Units", "单位"),
	TEXT("text", "Text", "说明"),
};
static const struct wh_col difficult[] = {
	NUMBER, CODE("road", "Road", "街巷"), TEXT("road_name", "Name", "名称"),
	CODE("chief", "Chief", "街巷长"), TEXT("chief_name", "Name", "姓名"),
	TIME, TEXT("open", "Open", "在办"), INT("meetings", "Meetings", "会议数"),
	TEXT("text", "Text", "难点"),
};
static const struct wh_col standing[] = {
	CODE("code", "Code", "编码"), UNIT, UNIT_NAME, TIER,
	CODE("area", "Area", "区域"), TEXT("area_name", "Name", "名称"),
	TEXT("contact", "Contact", "联系人"), CODE("phone", "Telephone", "电话"),
	TEXT("valid_from", "From", "起"), TEXT("valid_to", "To", "止"),
};
static const struct wh_col screened[] = {
	NUMBER, TEXT("scope", "Scope", "范围"), TIME,
	TEXT("meeting", "Meeting", "会议"), TEXT("reason", "Reason", "理由"),
	TEXT("text", "Text", "说明"),
};
static const struct wh_col funnel[] = {
	INT("kinds", "Kinds", "类数"), INT("collected", "Collected", "收集"),
	INT("out_of_scope", "Out of scope", "不纳入"),
	INT("in_scope", "In scope", "纳入吹哨"),
	INT("whistled", "Whistled", "已吹哨"), INT("solved", "Solved", "已解决"),
};

#define LIST(w, v, c)	{ w, v, c, sizeof(c) / sizeof((c)[0]) }
static const struct list {
	const char		*word, *from;
	const struct wh_col	*col;
	size_t			 ncol;
} lists[] = {
	LIST("whistles", "v_whistle ORDER BY number, n", whistles),
	LIST("units", "v_whistle_unit ORDER BY number, n, unit", units),
	LIST("kinds", "v_whistle_kind", kinds),
	LIST("classes", "v_whistle_class", classes),
	LIST("tiers", "v_whistle_tier", tiers),
	LIST("summons", "v_summons", summons),
	LIST("scores", "v_score ORDER BY number, n, unit", scores),
	LIST("measures", "v_measure ORDER BY number", measures),
	LIST("accounts", "v_account ORDER BY number, time", accounts),
	LIST("responses", "v_response ORDER BY number, since", responses),
	LIST("rungs", "v_response_rung", rungs),
	LIST("letters", "v_letter ORDER BY letter", letters),
	LIST("unanswered", "v_letter WHERE open = 'yes' AND late = 'yes'"
	    " ORDER BY reply_due, letter", letters),
	LIST("meetings", "v_meeting ORDER BY number, time", meetings),
	LIST("teams", "v_team ORDER BY number, n, opened", teams),
	LIST("difficult", "v_difficult WHERE open = 'yes' ORDER BY number,"
	    " time", difficult),
	LIST("standing", "v_standing WHERE ?1 BETWEEN coalesce(valid_from,"
	    " '') AND coalesce(valid_to, '9999') ORDER BY area, code",
	    standing),
	LIST("screened", "v_screening ORDER BY number", screened),
	LIST("funnel", "v_funnel", funnel),
};

/* The words of the lists, to be named; the caller frees. */
char *
wh_whistle_lists(void)
{
	struct wh_buf	 b = { 0 };
	size_t		 i;

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		wh_buf_printf(&b, "%s%s", i > 0 ? ", " : "", lists[i].word);
	return b.s;
}

/*
 * A list of whistles, or what they come to, by its word; NULL if there is
 * none of that word, or with an error.
 */
struct wh_cursor *
wh_whistle_list(struct wh *w, const char *word)
{
	const struct list	*l = lists;
	struct wh_buf		 b = { 0 };
	sqlite3_stmt		*s;
	char			 day[WH_TIME_TEXT];
	size_t			 i;

	for (i = 0; strcmp(l->word, word) != 0; l++)
		if (++i == sizeof(lists) / sizeof(lists[0]))
			return NULL;
	for (i = 0; i < l->ncol; i++)
		wh_buf_printf(&b, "%s\"%s\"", i > 0 ? ", " : "SELECT ",
		    l->col[i].name);
	wh_buf_printf(&b, " FROM %s", l->from);
	s = b.s != NULL ? wh_prepare(w, b.s) : NULL;
	wh_buf_free(&b);
	wh_date_text(wh_day_of(&w->zone, w->now), day);
	if (s != NULL && sqlite3_bind_parameter_count(s) > 0)
		sqlite3_bind_text(s, 1, day, -1, SQLITE_TRANSIENT);
	return wh_cursor_open(w, s, l->col, l->ncol);
}
