/*
 * listed.c - the fields of cases that are listed, and the SQL that fills them.
 */
#include "case/show.h"

/* The fields of case-list, in their order; new ones go to the end. */
static const struct wh_col cols[] = {
	{ "number", WH_CODE, NULL, 0, "Number", "工单号" },
	{ "state", WH_TEXT, NULL, 0, "State", "状态" },
	{ "received", WH_TIME, NULL, 0, "Received", "受理时间" },
	{ "due", WH_TIME, NULL, 0, "Due", "截止时间" },
	{ "filter", WH_INT, NULL, 0, "Filter", "过滤级" },
	{ "unit", WH_CODE, NULL, 0, "Unit", "承办单位" },
	{ "class", WH_CODE, NULL, 0, "Class", "类别" },
	{ "area", WH_CODE, NULL, 0, "Area", "区域" },
	{ "title", WH_TEXT, NULL, 0, "Title", "标题" },
	{ "source", WH_CODE, NULL, 0, "Source", "来源" },
	{ "id", WH_CODE, NULL, 0, "Source's number", "来源编号" },
	{ "kind", WH_CODE, NULL, 0, "Kind", "诉求类型" },
	{ "place", WH_TEXT, NULL, 0, "Place", "地点" },
	{ "text", WH_TEXT, NULL, 0, "Text", "内容" },
	{ "dispatched", WH_TIME, NULL, 0, "Dispatched", "派遣时间" },
	{ "handled", WH_TIME, NULL, 0, "Handled", "处置时间" },
	{ "closed", WH_TIME, NULL, 0, "Closed", "结案时间" },
	{ "solved", WH_TEXT, NULL, 0, "Solved", "是否解决" },
	{ "rating", WH_TEXT, NULL, 0, "Rating", "是否满意" },
	{ "unit_name", WH_TEXT, NULL, 0, "Unit's name", "单位名称" },
	{ "class_name", WH_TEXT, NULL, 0, "Class's name", "类别名称" },
	{ "area_name", WH_TEXT, NULL, 0, "Area's name", "区域名称" },
	{ "day_only", WH_BOOL, NULL, 0, "Day only", "仅日期" },
	{ "source_due", WH_TIME, NULL, 0, "Due at source", "来源时限" },
	{ "intake_area", WH_CODE, NULL, 0, "Taken in", "受理点" },
	{ "channel", WH_CODE, NULL, 0, "Channel", "渠道" },
	{ "target", WH_TEXT, NULL, 0, "Addressed to", "报送对象" },
	{ "collector", WH_TEXT, NULL, 0, "Collector", "采集人" },
	{ "collator", WH_TEXT, NULL, 0, "Collator", "梳理人" },
	{ "photo", WH_TEXT, NULL, 0, "Photos", "照片" },
	{ "proxy", WH_CODE, NULL, 0, "Proxy", "代办人" },
	{ "appointment", WH_TIME, NULL, 0, "Appointment", "预约时间" },
	{ "promised", WH_TIME, NULL, 0, "Promised", "承诺时限" },
	{ "caller", WH_TEXT, NULL, 0, "Caller", "诉求人" },
	{ "phone", WH_CODE, NULL, 0, "Telephone", "电话" },
	{ "address", WH_TEXT, NULL, 0, "Address", "地址" },
	{ "confidential", WH_BOOL, NULL, 0, "Confidential", "是否保密" },
};
enum { NCOL = sizeof(cols) / sizeof(cols[0]), NPUBLIC = NCOL - 4 };

/* Where it was taken in, and by which channel. */
#define TAKEN	"(SELECT code FROM area WHERE id = c.intake_area)," \
	" (SELECT code FROM channel WHERE id = c.channel)"
/* Who does it for the caller, and what was promised. */
#define PROMISE	" (SELECT code FROM person WHERE id = c.proxy)," \
	" c.appointment, c.promised"
/* The state is put in front of these: its key, or its name for people. */
#define PUBLIC " FROM state WHERE id = c.state)," \
	" c.received, c.due, c.filter," \
	" (SELECT code FROM unit WHERE id = c.unit)," \
	" (SELECT code FROM class WHERE id = c.class)," \
	" (SELECT code FROM area WHERE id = c.area), c.title," \
	" (SELECT code FROM source WHERE id = c.source)," \
	" (SELECT min(x.id) FROM external x WHERE x.no = c.no)," \
	" (SELECT code FROM request_kind WHERE id = c.kind), c.place," \
	" c.text, c.dispatched, c.handled, c.closed, c.solved, c.rating," \
	" (SELECT name FROM unit WHERE id = c.unit)," \
	" (SELECT name FROM class WHERE id = c.class)," \
	" (SELECT name FROM area WHERE id = c.area), c.day_only," \
	" c.source_due, " TAKEN ", c.target, c.collector, c.collator," \
	" c.photo," PROMISE
/* The same with the whole texts of the private room, p. */
#define REVEALED " FROM state WHERE id = c.state)," \
	" c.received, c.due, c.filter," \
	" (SELECT code FROM unit WHERE id = c.unit)," \
	" (SELECT code FROM class WHERE id = c.class)," \
	" (SELECT code FROM area WHERE id = c.area)," \
	" coalesce(p.title, c.title)," \
	" (SELECT code FROM source WHERE id = c.source)," \
	" (SELECT min(x.id) FROM external x WHERE x.no = c.no)," \
	" (SELECT code FROM request_kind WHERE id = c.kind)," \
	" coalesce(p.place, c.place), coalesce(p.text, c.text)," \
	" c.dispatched, c.handled, c.closed, c.solved, c.rating," \
	" (SELECT name FROM unit WHERE id = c.unit)," \
	" (SELECT name FROM class WHERE id = c.class)," \
	" (SELECT name FROM area WHERE id = c.area), c.day_only," \
	" c.source_due, " TAKEN ", c.target," \
	" coalesce(p.collector, c.collector)," \
	" coalesce(p.collator, c.collator), coalesce(p.photo, c.photo)," \
	PROMISE ","
/* Who called; s is there if he asked for secrecy. */
#define CALLER(word) " iif(s.no IS NULL, p.caller, '" word "')," \
	" iif(s.no IS NULL, p.phone, '" word "')," \
	" iif(s.no IS NULL, p.address, '" word "'), s.no IS NOT NULL"

/*
 * The fields of case-list, n of them, with personal data only if they are to
 * be revealed; the SELECT that fills them is added to sql, without its FROM:
 * of cases c and, if they are, of their private room p, of those who asked for
 * secrecy s.
 */
const struct wh_col *
wh_list_fields(struct wh *w, const struct wh_search *f, struct wh_buf *sql,
    size_t *n)
{
	bool	zh = f->people && w->zh;

	wh_buf_puts(sql, !f->people ? "SELECT c.no, (SELECT code" : zh ?
	    "SELECT c.no, (SELECT name" : "SELECT c.no, (SELECT name_en");
	wh_buf_puts(sql, f->reveal ? REVEALED : PUBLIC);
	if (f->reveal == WH_REVEAL_ALL)
		wh_buf_puts(sql, " p.caller, p.phone, p.address,"
		    " s.no IS NOT NULL");
	else if (f->reveal == WH_REVEAL)
		wh_buf_puts(sql, zh ? CALLER("保密") :
		    CALLER("confidential"));
	*n = f->reveal ? NCOL : NPUBLIC;
	return cols;
}
