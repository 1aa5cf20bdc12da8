/*
 * tables.c - each table that people load, described once.
 *
 * From here come CSV import with its checks, the dump, the column table of
 * whistle-csv(5) and the headings.  What a description cannot say is a CHECK
 * of the schema or a plain function called after the rows are in.  The order
 * is the order in which a profile is loaded: what is referred to comes first.
 */
#include <string.h>

#include "grid/grid.h"

#define CODE		{ "code", WH_CODE, NULL, WH_KEY | WH_MUST, "Code", "编码" }
#define ROW_CODE	{ "code", WH_CODE, NULL, WH_KEY | WH_MUST | WH_DIM, \
	"Code", "编码" }
#define NAME		{ "name", WH_TEXT, NULL, WH_MUST, "Name", "名称" }
#define NAME_EN		{ "name_en", WH_TEXT, NULL, 0, "English name", "英文名" }
#define VALID_FROM	{ "valid_from", WH_DATE, NULL, 0, "From", "起" }
#define VALID_TO	{ "valid_to", WH_DATE, NULL, 0, "To", "止" }
#define FORMERLY	{ "formerly", WH_TEXT, NULL, 0, "Formerly", "曾用名" }
#define LINE		{ "line", WH_TEXT, WH_LINES, 0, "Line", "业务线" }
#define REVIEWED	{ "reviewed", WH_BOOL, NULL, WH_AUTO, "Reviewed", "已审核" }

static const struct wh_col setting[] = {
	CODE,
	{ "value", WH_TEXT, NULL, WH_MUST, "Value", "值" },
	{ "note", WH_TEXT, NULL, 0, "Note", "说明" },
};
static const struct wh_col level[] = {
	ROW_CODE, NAME, NAME_EN,
	{ "digits", WH_INT, NULL, WH_MUST, "Digits", "位数" },
};
static const struct wh_col unit_kind[] = {
	ROW_CODE, NAME, NAME_EN,
	{ "tier", WH_TEXT, "1 five n", 0, "Tier", "层次" },
};
static const struct wh_col ordered[] = {
	CODE, NAME, NAME_EN,
	{ "ord", WH_INT, NULL, WH_MUST, "Order", "序" },
};
static const struct wh_col named[] = {
	ROW_CODE, NAME, NAME_EN,
};
static const struct wh_col source[] = {
	ROW_CODE, NAME, NAME_EN,
	{ "path", WH_TEXT, "assigned collected searched", 0, "Path", "路径" },
};
static const struct wh_col area[] = {
	ROW_CODE, NAME,
	{ "level", WH_REF, "level", 0, "Level", "层级" },
	{ "parent", WH_REF, "area", 0, "Parent", "上级" },
	{ "was", WH_REF, "area", 0, "Was", "原编码" },
	VALID_FROM, VALID_TO, REVIEWED, FORMERLY,
};
static const struct wh_col unit[] = {
	ROW_CODE, NAME,
	{ "kind", WH_REF, "unit_kind", 0, "Kind", "类别" },
	{ "parent", WH_REF, "unit", 0, "Parent", "上级" },
	{ "area", WH_REF, "area", 0, "Area", "区域" },
	{ "contact", WH_TEXT, NULL, 0, "Contact", "联系人" },
	{ "phone", WH_CODE, NULL, 0, "Telephone", "电话" },
	VALID_FROM, VALID_TO, REVIEWED, FORMERLY,
};
static const struct wh_col person[] = {
	ROW_CODE, NAME,
	{ "unit", WH_REF, "unit", 0, "Unit", "单位" },
	{ "rank", WH_REF, "rank", 0, "Rank", "职级" },
	{ "force", WH_TEXT, "cadre social_worker enforcer activist volunteer",
	    0, "Force", "力量" },
};
static const struct wh_col class[] = {
	ROW_CODE, NAME, NAME_EN,
	{ "parent", WH_REF, "class", 0, "Parent", "上级" },
	LINE,
	{ "visits", WH_INT, "0 1 2 3 4 5 6 7 8 9", 0, "Visits",
	    "跑动次数" },
	VALID_FROM, VALID_TO, REVIEWED, FORMERLY,
};
static const struct wh_col standard[] = {
	CODE,
	{ "class", WH_REF, "class", WH_MUST, "Class", "类别" },
	{ "condition", WH_TEXT, NULL, WH_MUST, "Filing condition", "立案条件" },
	{ "within", WH_LIMIT, NULL, WH_WORDS, "Limit", "时限" },
	{ "ord", WH_INT, NULL, WH_ZERO, "Order", "序" },
	VALID_FROM, VALID_TO,
};
static const struct wh_col duty[] = {
	CODE, NAME,
	{ "kind", WH_REF, "unit_kind", 0, "Owner's kind", "承担类别" },
	{ "unit", WH_REF, "unit", 0, "Owner", "承担单位" },
	{ "level", WH_REF, "level", 0, "Held at", "承担层级" },
	{ "basis", WH_TEXT, NULL, 0, "Basis", "依据" },
	{ "handed_from", WH_REF, "unit", 0, "Handed down by", "划转单位" },
	{ "staff", WH_TEXT, NULL, 0, "Staff", "划转人员" },
	{ "money", WH_TEXT, NULL, 0, "Money", "划转经费" },
	{ "goods", WH_TEXT, NULL, 0, "Goods", "划转物资" },
	VALID_FROM, VALID_TO,
};
static const struct wh_col power[] = {
	CODE, NAME, NAME_EN,
	{ "holders", WH_REFS, "unit_kind", WH_MUST, "Held by", "行使者" },
	{ "basis", WH_TEXT, NULL, 0, "Basis", "依据" },
	VALID_FROM, VALID_TO,
};
static const struct wh_col rule[] = {
	CODE,
	{ "class", WH_REF, "class", 0, "Class", "类别" },
	{ "polygon", WH_REF, "area", 0, "Polygon", "范围" },
	{ "area", WH_REF, "area", 0, "Area", "区域" },
	{ "source", WH_REF, "source", 0, "Source", "来源" },
	LINE,
	{ "target", WH_TEXT, WH_TARGETS, 0, "Addressed to", "报送对象" },
	{ "filter", WH_INT, "1 2 3", WH_MUST, "Filter", "过滤级" },
	{ "kind", WH_REF, "unit_kind", 0, "Lead kind", "主办类别" },
	{ "unit", WH_REF, "unit", 0, "Lead unit", "主办单位" },
	{ "duty", WH_REF, "duty", 0, "Duty", "职责" },
	{ "assist", WH_REFS, "unit_kind", 0, "Assisting", "协办" },
	{ "priority", WH_INT, NULL, WH_ZERO, "Priority", "优先级" },
	VALID_FROM, VALID_TO,
	{ "note", WH_TEXT, NULL, 0, "Note", "说明" },
};
static const struct wh_col calendar[] = {
	{ "day", WH_DATE, NULL, WH_KEY | WH_MUST, "Day", "日期" },
	{ "kind", WH_TEXT, "off work", WH_MUST, "Kind", "类型" },
	{ "name", WH_TEXT, NULL, 0, "Name", "名称" },
};
static const struct wh_col right[] = {
	CODE,
	{ "act", WH_REF, "act", WH_MUST, "Act", "动作" },
	{ "who", WH_TEXT, "holder handler lead street doer raiser summoned"
	    " unit any", WH_MUST, "Who", "权限" },
	{ "kind", WH_REF, "unit_kind", 0, "Kind of unit", "单位类别" },
	{ "step", WH_INT, NULL, 0, "Step", "审批环节" },
	{ "note", WH_TEXT, NULL, 0, "Note", "说明" },
};
static const struct wh_col reason[] = {
	ROW_CODE,
	{ "act", WH_REF, "act", WH_MUST, "Act", "动作" },
	NAME, NAME_EN,
};
static const struct wh_col quota[] = {
	CODE,
	{ "times", WH_INT, NULL, 0, "Times", "次数" },
	{ "steps", WH_INT, NULL, 0, "Approvals", "审批级数" },
	{ "days", WH_INT, NULL, 0, "Days", "天数" },
};
static const struct wh_col hours[] = {
	CODE, VALID_FROM, VALID_TO,
	{ "windows", WH_TEXT, NULL, WH_MUST, "Windows", "时段" },
	{ "days", WH_TEXT, NULL, 0, "Workdays", "工作日" },
};
static const struct wh_col stage[] = {
	CODE,
	{ "clock", WH_TEXT, "verify sign reply arrive check callback",
	    WH_MUST, "Clock", "时钟" },
	{ "class", WH_REF, "class", 0, "Class", "类别" },
	{ "source", WH_REF, "source", 0, "Source", "来源" },
	{ "within", WH_LIMIT, NULL, 0, "Limit", "时限" },
	VALID_FROM, VALID_TO,
};
static const struct wh_col whistle_kind[] = {
	CODE, NAME, NAME_EN,
	{ "raisers", WH_REFS, "unit_kind", WH_MUST, "May blow", "可吹哨" },
	{ "approver", WH_REF, "rank", 0, "Approver", "审批" },
	{ "sign", WH_LIMIT, NULL, 0, "Sign", "签收" },
	{ "contact", WH_LIMIT, NULL, 0, "Contact", "联系" },
	{ "arrive", WH_LIMIT, NULL, 0, "Arrive", "报到" },
	{ "finish", WH_LIMIT, NULL, 0, "Finish", "完成" },
};
static const struct wh_col response[] = {
	CODE, NAME, NAME_EN,
	{ "rung", WH_INT, NULL, WH_MUST, "Rung", "级" },
	{ "owner", WH_REF, "unit_kind", 0, "Owner", "责任主体" },
	{ "filter", WH_INT, "1 2 3", 0, "Filter", "过滤级" },
	{ "class", WH_REF, "class", 0, "Class", "类别" },
};
static const struct wh_col standing[] = {
	CODE,
	{ "unit", WH_REF, "unit", WH_MUST, "Unit", "单位" },
	{ "area", WH_REF, "area", WH_MUST, "Area", "区域" },
	VALID_FROM, VALID_TO,
};
static const struct wh_col ladder[] = {
	CODE,
	{ "clock", WH_TEXT, "verify sign reply arrive handle check callback"
	    " contact finish",
	    WH_MUST, "Clock", "时钟" },
	{ "rung", WH_INT, NULL, WH_MUST, "Rung", "级" },
	{ "before", WH_LIMIT, NULL, 0, "Before", "提前" },
	{ "after", WH_LIMIT, NULL, 0, "After", "其后" },
	{ "act", WH_TEXT, "remind urge letter climb", WH_MUST, "Act", "动作" },
	{ "reply", WH_LIMIT, NULL, 0, "Reply within", "答复时限" },
};
static const struct wh_col road[] = {
	ROW_CODE, NAME,
	{ "class", WH_REF, "road_class", WH_MUST, "Class", "等级" },
	{ "area", WH_REF, "area", 0, "Area", "区域" },
	{ "grade", WH_INT, NULL, 0, "Grade", "管理级别" },
};
static const struct wh_col rank_rule[] = {
	CODE,
	{ "road_class", WH_REF, "road_class", WH_MUST, "Road class", "道路等级" },
	{ "least", WH_REF, "rank", 0, "Least rank", "最低职级" },
	{ "most", WH_REF, "rank", 0, "Greatest rank", "最高职级" },
};
static const struct wh_col post[] = {
	CODE,
	{ "role", WH_TEXT, "street_chief alley_steward building_chief"
	    " community_commissioner collator", WH_MUST, "Role", "角色" },
	{ "road", WH_REF, "road", 0, "Road", "街巷" },
	{ "area", WH_REF, "area", 0, "Area", "区域" },
	{ "person", WH_REF, "person", WH_MUST, "Person", "人员" },
	{ "valid_from", WH_DATE, NULL, WH_MUST, "From", "起" },
	VALID_TO,
	{ "duty", WH_TEXT, NULL, 0, "Duty", "职责" },
};

static const struct wh_col rank_group[] = {
	CODE, NAME, NAME_EN,
	{ "ord", WH_INT, NULL, WH_ZERO, "Order", "序" },
	{ "red", WH_INT, NULL, 0, "On the red list", "红榜数" },
	{ "black", WH_INT, NULL, 0, "On the black list", "黑榜数" },
};
static const struct wh_col rank_member[] = {
	CODE,
	{ "rank_group", WH_REF, "rank_group", WH_MUST, "Group", "排名组" },
	{ "unit", WH_REF, "unit", 0, "Unit", "单位" },
	{ "area", WH_REF, "area", 0, "Area", "区域" },
	{ "kind", WH_REF, "unit_kind", 0, "Kind of unit", "单位类别" },
	{ "level", WH_REF, "level", 0, "Level", "层级" },
	VALID_FROM, VALID_TO,
};
static const struct wh_col grade[] = {
	CODE,
	{ "metric", WH_TEXT, NULL, 0, "Metric", "指标" },
	{ "least", WH_REAL, NULL, WH_MUST, "Least", "最低值" },
	NAME, NAME_EN,
};
static const struct wh_col floors[] = {
	CODE,
	{ "metric", WH_TEXT, NULL, WH_MUST, "Metric", "指标" },
	{ "rank_group", WH_REF, "rank_group", 0, "Group", "排名组" },
	{ "value", WH_REAL, NULL, WH_MUST, "Value", "底线" },
};
static const struct wh_col metric[] = {
	{ "code", WH_CODE, NULL, WH_KEY | WH_MUST | WH_FIGURE, "Code", "编码" },
	NAME, NAME_EN,
	{ "num", WH_TEXT, WH_ADDED_WORDS, WH_MUST | WH_SUM, "Numerator",
	    "分子" },
	{ "den", WH_TEXT, WH_ADDED_WORDS, WH_MUST | WH_SUM, "Denominator",
	    "分母" },
	{ "note", WH_TEXT, NULL, 0, "Note", "说明" },
	{ "note_en", WH_TEXT, NULL, 0, "Note in English", "英文说明" },
};

static const struct wh_col score[] = {
	{ "code", WH_CODE, NULL, WH_KEY | WH_MUST | WH_FIGURE, "Code", "编码" },
	NAME, NAME_EN,
	{ "start", WH_REAL, NULL, 0, "Start", "起始分" },
	{ "floor", WH_REAL, NULL, 0, "Floor", "最低分" },
	{ "cap", WH_REAL, NULL, 0, "Cap", "最高分" },
	{ "note", WH_TEXT, NULL, 0, "Note", "说明" },
	{ "note_en", WH_TEXT, NULL, 0, "Note in English", "英文说明" },
};
static const struct wh_col term[] = {
	CODE,
	{ "score", WH_REF, "score", WH_MUST, "Score", "得分" },
	{ "metric", WH_TEXT, NULL, WH_MUST | WH_NAMED, "Figure", "指标" },
	{ "mode", WH_TEXT, WH_MODES, WH_MUST, "Mode",
	    "计分方式" },
	{ "weight", WH_REAL, NULL, 0, "Weight", "分值" },
	{ "per", WH_REAL, NULL, 0, "Per unit", "每单位分" },
	{ "threshold", WH_REAL, NULL, 0, "Threshold", "基准值" },
	{ "least", WH_REAL, NULL, 0, "From", "下限（含）" },
	{ "below", WH_REAL, NULL, 0, "Below", "上限（不含）" },
	{ "floor", WH_REAL, NULL, 0, "Floor", "最低分" },
	{ "cap", WH_REAL, NULL, 0, "Cap", "最高分" },
	{ "without", WH_REAL, NULL, 0, "Without data", "无数据计分" },
};

#define SPEC(n, c, t)	{ n, c, sizeof(c) / sizeof((c)[0]), t }

const struct wh_spec wh_specs[] = {
	SPEC("setting", setting, false),
	SPEC("level", level, false),
	SPEC("unit_kind", unit_kind, false),
	SPEC("rank", ordered, false),
	SPEC("road_class", ordered, false),
	SPEC("request_kind", named, false),
	SPEC("channel", named, false),
	SPEC("source", source, false),
	SPEC("area", area, true),
	SPEC("unit", unit, true),
	SPEC("person", person, false),
	SPEC("class", class, true),
	SPEC("standard", standard, false),
	SPEC("duty", duty, false),
	SPEC("power", power, false),
	SPEC("rule", rule, false),
	SPEC("calendar", calendar, false),
	SPEC("right", right, false),
	SPEC("reason", reason, false),
	SPEC("quota", quota, false),
	SPEC("hours", hours, false),
	SPEC("stage", stage, false),
	SPEC("whistle_kind", whistle_kind, false),
	SPEC("response", response, false),
	SPEC("standing", standing, false),
	SPEC("ladder", ladder, false),
	SPEC("road", road, false),
	SPEC("rank_rule", rank_rule, false),
	SPEC("post", post, false),
	SPEC("rank_group", rank_group, false),
	SPEC("rank_member", rank_member, false),
	SPEC("grade", grade, false),
	SPEC("floor", floors, false),
	SPEC("metric", metric, false),
	SPEC("score", score, false),
	SPEC("term", term, false),
};
const size_t wh_nspecs = sizeof(wh_specs) / sizeof(wh_specs[0]);

/* The description of the table of this name, or NULL. */
const struct wh_spec *
wh_spec_find(const char *name)
{
	size_t	i;

	for (i = 0; i < wh_nspecs; i++)
		if (strcmp(wh_specs[i].name, name) == 0)
			return &wh_specs[i];
	return NULL;
}

/* Is s one of the words of a list separated by blanks? */
bool
wh_word_in(const char *list, const char *s)
{
	size_t	n = strlen(s);

	for (; *list != '\0'; list += strcspn(list, " "),
	    list += strspn(list, " "))
		if (n > 0 && strncmp(list, s, n) == 0 &&
		    (list[n] == ' ' || list[n] == '\0'))
			return true;
	return false;
}

/* Which word of a list it is, from 1 on; 0 if it is none of them, or NULL. */
int
wh_word_at(const char *list, const char *s)
{
	int	n;

	if (s == NULL || !wh_word_in(list, s))
		return 0;
	for (n = 1; strncmp(list, s, strlen(s)) != 0 ||
	    (list[strlen(s)] != ' ' && list[strlen(s)] != '\0'); n++)
		list += strcspn(list, " ") + 1;
	return n;
}
