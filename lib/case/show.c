/*
 * show.c - all about one case: facts, clocks, whistles, findings, journal.
 *
 * What there is to show are the documented views; here they become text for
 * people, in object.c one JSON object.
 */
#include <stdlib.h>
#include <string.h>

#include "base/out.h"
#include "case/show.h"

/* The facts and the course, as v_case has them, with their headings. */
static const struct {
	const char	*col, *en, *zh;
} lines[] = {
	{ "number", "Number", "工单号" },
	{ "state", "State", "状态" },
	{ "received", "Received", "受理时间" },
	{ "source", "Source", "来源" },
	{ "kind", "Kind", "诉求类型" },
	{ "class", "Class", "类别" },
	{ "area", "Area", "区域" },
	{ "road", "Road", "街巷" },
	{ "place", "Place", "地点" },
	{ "title", "Title", "标题" },
	{ "text", "Text", "内容" },
	{ "tags", "Tags", "标签" },
	{ "intake_area", "Taken in", "受理点" },
	{ "channel", "Channel", "渠道" },
	{ "target", "Addressed to", "报送对象" },
	{ "collector", "Collector", "采集人" },
	{ "collator", "Collator", "梳理人" },
	{ "photo", "Photos", "照片" },
	{ "proxy", "Proxy", "代办人" },
	{ "appointment", "Appointment", "预约时间" },
	{ "promised", "Promised", "承诺时限" },
	{ "extra", "Kept columns", "原列" },
	{ "filter", "Filter level", "过滤级" },
	{ "unit", "Unit", "承办单位" },
	{ "handler", "Handler", "处置人" },
	{ "forced", "For good", "指定承办" },
	{ "rule", "Rule", "派单规则" },
	{ "standard", "Condition", "立案条件" },
	{ "due", "Due", "截止时间" },
	{ "source_due", "Due at source", "来源时限" },
	{ "verified", "Verified", "核实时间" },
	{ "filed", "Filed", "立案时间" },
	{ "dispatched", "Dispatched", "派遣时间" },
	{ "signed", "Signed for", "签收时间" },
	{ "reply_due", "Reply due", "回复时限" },
	{ "replied", "First reply", "首次回复时间" },
	{ "attended", "On the spot", "到场时间" },
	{ "finished", "Work done", "处置完成时间" },
	{ "handled", "Handled", "处置时间" },
	{ "checked", "Checked", "核查时间" },
	{ "closed", "Closed", "结案时间" },
	{ "close_kind", "Closed as", "结案方式" },
	{ "called", "Called back", "回访时间" },
	{ "solved", "Solved", "是否解决" },
	{ "rating", "Rating", "是否满意" },
	{ "rework", "Rework", "返工次数" },
	{ "returns", "Returns", "退单次数" },
	{ "reopened", "Reopened", "重新立案次数" },
	{ "extended", "Extended", "延期次数" },
	{ "hung", "Hung", "挂账次数" },
	{ "hung_since", "Hung since", "挂账自" },
	{ "hung_until", "Hung until", "挂账至" },
	{ "paused", "Seconds paused", "暂停秒数" },
	{ "pending", "Asked for", "待审批" },
	{ "pending_step", "Approvals", "已审批" },
	{ "pending_until", "Until", "申请至" },
	{ "exempt", "Exempt", "统计豁免" },
	{ "duplicate_of", "Duplicate of", "重复于" },
};

/* A value on one line, a blank for each control character. */
static void
put_value(FILE *fp, const char *s)
{
	for (; *s != '\0'; s++)
		if (wh_is_c1(s)) {
			putc(' ', fp);
			s++;
		} else
			putc((unsigned char)*s < ' ' || *s == 0x7f ? ' ' : *s,
			    fp);
}

static void
put_line(FILE *fp, const char *head, const char *code, const char *name)
{
	size_t	n;

	fputs(head, fp);
	for (n = wh_width(head); n < 14; n++)
		putc(' ', fp);
	put_value(fp, code);
	if (name != NULL) {
		putc(' ', fp);
		put_value(fp, name);
	}
	putc('\n', fp);
}

static int
column(sqlite3_stmt *s, const char *name)
{
	int	i;

	for (i = sqlite3_column_count(s) - 1; i >= 0; i--)
		if (strcmp(sqlite3_column_name(s, i), name) == 0)
			break;
	return i;
}

/* Of a case whose hour is unknown only the day of receipt is shown. */
static const char *
value(sqlite3_stmt *s, const char *name, char day[WH_TIME_TEXT])
{
	const char	*v = wh_col_text(s, column(s, name));

	if (strcmp(name, "received") != 0 ||
	    strcmp(wh_col_text(s, column(s, "day_only")), "yes") != 0)
		return v;
	snprintf(day, WH_TIME_TEXT, "%.10s", v);
	return day;
}

/*
 * The name beside a code, in the language for people where we have it; of a
 * deadline that a calendar is missing.  NULL if there is none.
 */
static const char *
name_of(struct wh *w, sqlite3_stmt *s, const char *col, char **own)
{
	static const char *const english[][2] = {
		{ "state", "SELECT name_en FROM state WHERE code = ?" },
		{ "source", "SELECT name_en FROM source WHERE code = ?" },
		{ "kind", "SELECT name_en FROM request_kind WHERE code = ?" },
		{ "class", "SELECT name_en FROM class WHERE code = ?" },
		{ "channel", "SELECT name_en FROM channel WHERE code = ?" },
	};
	char	name[40];
	size_t	i;
	int	k;

	*own = NULL;
	if (strcmp(col, "due") == 0)
		return strcmp(wh_col_text(s, column(s, "provisional")),
		    "yes") != 0 ? NULL : w->zh ? "(暂定)" : "(provisional)";
	for (i = 0; !w->zh && i < sizeof(english) / sizeof(english[0]); i++)
		if (strcmp(english[i][0], col) == 0)
			*own = wh_str(w, english[i][1], "t",
			    wh_col_text(s, column(s, col)));
	snprintf(name, sizeof(name), "%s_name", col);
	k = column(s, name);
	if (*own != NULL)
		return strcmp(*own, wh_col_text(s, column(s, col))) == 0 ?
		    NULL : *own;
	return k >= 0 ? wh_col_text(s, k) : NULL;
}

/* A case that is neither forced nor exempt does not say so. */
static bool
is_plain(const char *col, const char *v)
{
	return strcmp(v, "no") == 0 && (strcmp(col, "forced") == 0 ||
	    strcmp(col, "exempt") == 0);
}

/* A line for each value of v_case that is there, names beside codes. */
static void
put_case(struct wh *w, sqlite3_stmt *s, FILE *fp)
{
	char		 day[WH_TIME_TEXT], *own;
	const char	*v;
	size_t		 i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		v = value(s, lines[i].col, day);
		if (v == NULL || strcmp(v, "0") == 0 ||
		    is_plain(lines[i].col, v))
			continue;
		put_line(fp, w->zh ? lines[i].zh : lines[i].en, v,
		    name_of(w, s, lines[i].col, &own));
		free(own);
	}
}

/* Rows of a statement under a heading, each as one line of its columns. */
static void
put_rows(struct wh *w, const char *sql, int64_t no, const char *head,
    FILE *fp)
{
	sqlite3_stmt	*s;
	const char	*v, *sep;
	int		 i, n = 0;

	s = wh_sql(w, sql);
	wh_bind(s, "ii", no, (int64_t)w->zh);
	while (wh_row(w, s)) {
		if (n++ == 0)
			fprintf(fp, "\n%s\n", head);
		for (i = 0, sep = "  "; i < sqlite3_column_count(s); i++) {
			if ((v = wh_col_text(s, i)) == NULL || *v == '\0')
				continue;
			fputs(sep, fp);
			put_value(fp, v);
			sep = "  ";
		}
		putc('\n', fp);
	}
}

/* What a case is to the other one; ?2 is whether people read Chinese. */
#define LINK_NAME "iif(NOT ?2, kind, CASE kind" \
	" WHEN 'duplicate' THEN '重复' WHEN 'repeat' THEN '重复诉求'" \
	" WHEN 'relapse' THEN '屡治屡返' ELSE '捆绑' END)"
#define STATE_NAME "iif(?2, s.name, s.code)"

/* The private room of a case, its title and texts as they were. */
static void
put_private(struct wh *w, int64_t no, enum wh_reveal reveal, FILE *fp)
{
	const char	*head = w->zh ? "个人信息" : "Personal data";

	if (reveal != WH_REVEAL_ALL && wh_secret(w, no)) {
		fprintf(fp, "\n%s\n  %s\n", head, w->zh ? "保密" :
		    "confidential");
		return;
	}
	put_rows(w, "SELECT caller, phone, address, title, text, place,"
	    " tags, extra, collector, collator, photo,"
	    " iif(confidential = 'yes', iif(?2, '保密',"
	    " 'confidential'), NULL) FROM private WHERE no = ?1", no, head,
	    fp);
	put_rows(w, "SELECT seq, text FROM private_text WHERE no = ?1"
	    " AND ?2 IS NOT NULL", no,
	    w->zh ? "经过原文" : "Journal, unmasked", fp);
}

static void
put_text(struct wh *w, int64_t no, FILE *fp)
{
	put_rows(w, "SELECT x.source, x.external FROM v_external x"
	    " WHERE x.number = ?1 AND ?2 IS NOT NULL", no,
	    w->zh ? "来源编号" : "Source's numbers", fp);
	put_rows(w, "SELECT iif(?2, '协办 ', 'assisting ') || unit, unit_name"
	    " FROM v_assist WHERE number = ?1", no,
	    w->zh ? "协办单位" : "Assisting units", fp);
	put_rows(w, "SELECT kind, iif(n IS NULL, NULL, '.' || n), unit_name,"
	    " started, iif(?2, '截止 ', 'due ') || due, iif(paused = 'yes',"
	    " iif(?2, '(停计)', '(paused)'), NULL) FROM v_clock"
	    " WHERE number = ?1", no, w->zh ? "时钟" : "Running clocks", fp);
	put_rows(w, "SELECT rung, response_name, since, until,"
	    " iif(?2, hours || ' 小时', hours || ' h') FROM v_response"
	    " WHERE number = ?1 ORDER BY since", no, w->zh ? "响应级" :
	    "Rungs of response", fp);
	put_rows(w, "SELECT w.whistle, (SELECT iif(?2, name,"
	    " coalesce(name_en, name)) FROM whistle_kind"
	    " WHERE code = w.kind), w.raised, (SELECT"
	    " group_concat(u.unit_name || iif(u.released IS NOT NULL,"
	    " iif(?2, '(已撤离)', ' (released)'), iif(u.arrived IS NOT NULL,"
	    " iif(?2, '(已报到)', ' (there)'), iif(u.excused IS NOT NULL,"
	    " iif(?2, '(免到)', ' (excused)'), ''))), ' ') FROM v_whistle_unit u"
	    " WHERE u.number = w.number AND u.n = w.n),"
	    " iif(w.accepted IS NULL, iif(?2, '撤哨 ', 'withdrawn ') ||"
	    " w.withdrawn, iif(?2, '验收 ', 'accepted ') || w.accepted)"
	    " FROM v_whistle w WHERE w.number = ?1", no,
	    w->zh ? "吹哨" : "Whistles", fp);
	put_rows(w, "SELECT " LINK_NAME " || iif(?2, '于 ', ' of ') || other,"
	    " (SELECT " STATE_NAME " FROM cases c JOIN state s"
	    " ON s.id = c.state WHERE c.no = other) FROM v_link"
	    " WHERE number = ?1 UNION ALL SELECT iif(?2, '另有', 'has a ') || "
	    LINK_NAME " || ' ' || number, (SELECT " STATE_NAME " FROM cases c"
	    " JOIN state s ON s.id = c.state WHERE c.no = number) FROM v_link"
	    " WHERE other = ?1", no, w->zh ? "关联" : "Links", fp);
	put_rows(w, "SELECT text FROM v_finding WHERE number = ?1"
	    " AND ended IS NULL AND ?2 IS NOT NULL", no,
	    w->zh ? "存疑" : "Findings", fp);
	put_rows(w, "SELECT row, time, iif(?2, act_name, act), value,"
	    " iif(act IN ('dispatch', 'pass'), iif(?2, '过滤级 ', 'level ') ||"
	    " filter, NULL), unit_name, coalesce(holder_name, ''), reason,"
	    " iif(act IN ('link', 'unlink', 'takeback'), coalesce(new, old),"
	    " field || ': ' ||"
	    " coalesce(old, '') || ' -> ' || coalesce(new, '')),"
	    " text, iif(time_assumed = 'yes', iif(?2, '(推定时间)',"
	    " '(time assumed)'), NULL), iif(assumed = 'yes',"
	    " iif(?2, '(推定单位)', '(unit assumed)'), NULL),"
	    " iif(located = 'yes', iif(?2, '(区域按坐标推定)',"
	    " '(area from the point)'), NULL), who"
	    " FROM v_journal WHERE number = ?1", no,
	    w->zh ? "经过" : "Journal", fp);
}

/*
 * Write all about a case to fp, after sep, as text or as one JSON object
 * without its line end; personal data only if they are to be revealed, of
 * callers who asked for secrecy only with WH_REVEAL_ALL.  False, with nothing
 * written, if there is no such case, or on an error, such as that the file
 * was shared without personal data.
 */
bool
wh_show(struct wh *w, int64_t no, bool json, enum wh_reveal reveal, FILE *fp,
    const char *sep)
{
	sqlite3_stmt	*s;

	if (reveal && !wh_room(w, "--reveal"))
		return false;

	s = wh_sql(w, "SELECT * FROM v_case WHERE number = ?");
	wh_bind(s, "i", no);
	if (!wh_row(w, s))
		return false;
	fputs(sep, fp);
	if (json)
		wh_show_object(w, s, no, reveal, fp);
	else {
		put_case(w, s, fp);
		put_text(w, no, fp);
		if (reveal)
			put_private(w, no, reveal, fp);
	}
	sqlite3_reset(s);
	return true;
}
