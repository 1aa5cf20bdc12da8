/*
 * hotline.c - makes a Beijing-style hotline export of 21 columns, any size.
 *
 * The same arguments give the same bytes everywhere: the numbers come from a
 * generator of our own and only integers are used.  The export is what one
 * would fetch at the end of the last day: an order that would be closed later
 * than that is still open.  Nobody and nothing in it is real but the areas,
 * which come from a CSV with columns code and name; twelve digits tell a
 * district (dddddd000000), a street (sssssssss000) and a community.  How busy
 * a place is and how much it solves hang on its code, not on the seed.
 * Memory grows with areas and days, never with rows.
 */
#include <err.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define LEN(a)	(sizeof(a) / sizeof((a)[0]))

enum { OUT = 1 << 16, CODE = 12, ROWS_MAX = 1000000000, DAYS_MAX = 3660,
	DAY_MAX = 999999, ALT_MAX = 24 };

static const char header[] = "\xEF\xBB\xBF"
    "工单编号,工单类型,问题分类,标签,标题,主要内容,工单状态,来电人,"
    "来电人电话/账号,被反映区,被反映街乡镇,办理结果,回复内容,处理受理方式,"
    "办结时间,企业名称,是否解决,是否满意,工单性质,村/社区,小区点位\r\n";

/* What orders are about.  The firm is what the one complained of deals in. */
static const struct class {
	unsigned	 weight;	/* of CLASS_MAX */
	const char	*path, *tag, *firm, *title, *text;
} classes[] = {
	{ 68, "城市管理->市容环境->占道经营", "每月一题", NULL,
	    "占道经营影响通行", "路口有多个摊贩占道摆卖，行人只能走机动车道" },
	{ 70, "城市管理->市容环境->垃圾清运不及时", "每月一题", NULL,
	    "垃圾清运不及时", "垃圾桶满溢无人清运，气味很大" },
	{ 45, "城市管理->市政设施->道路破损", "七有五性", NULL,
	    "道路破损存在隐患", "门前道路有坑洼，夜间骑车容易摔倒" },
	{ 35, "城市管理->违法建设->疑似违建", "每月一题", NULL,
	    "楼顶疑似搭建违建", "顶层住户正在楼顶搭建房屋" },
	{ 55, "住房城乡建设->物业管理->电梯故障", "每月一题", "物业服务",
	    "电梯反复故障停运", "电梯频繁停运，老人上下楼困难" },
	{ 110, "住房城乡建设->物业管理->停车管理", "七有五性", "物业服务",
	    "停车收费过高不公示", "物业上调停车费，未向业主公示" },
	{ 60, "住房城乡建设->房屋质量->渗漏与开裂", "每月一题", NULL,
	    "楼顶漏雨无人维修", "顶层房屋漏雨，墙皮大面积脱落" },
	{ 40, "市场管理->单用途预付卡->健身卡", "营商环境", "健身服务",
	    "健身房闭店不退费", "健身房突然闭店，会员卡余额无法退还" },
	{ 30, "市场管理->食品安全->餐饮卫生", "营商环境", "餐饮管理",
	    "餐馆后厨卫生较差", "餐馆后厨脏乱，就餐后身体不适" },
	{ 18, "交通运输->道路运输->非法营运", "多样性", NULL,
	    "黑车聚集揽客扰序", "地铁口有黑车聚集揽客，堵塞道路" },
	{ 20, "交通运输->公共交通->公交线路优化", "七有五性", NULL,
	    "公交间隔时间过长", "早高峰公交间隔过长，乘客上不了车" },
	{ 50, "生态环境->噪声->施工噪声", "每月一题", "建筑工程",
	    "夜间施工噪声扰民", "工地夜间仍在施工，噪声影响休息" },
	{ 45, "生态环境->噪声->邻里噪声", "接诉即办", NULL,
	    "楼上住户噪声扰民", "楼上住户深夜走动敲击，影响休息" },
	{ 20, "生态环境->大气污染->扬尘", "七有五性", "建筑工程",
	    "工地裸土未苫盖", "工地裸土未苫盖，刮风时尘土飞扬" },
	{ 45, "劳动和社会保障->拖欠工资->工程建设领域", "七有五性", "建筑工程",
	    "工地拖欠工人工资", "在工地干活，完工后工资一直未结清" },
	{ 30, "劳动和社会保障->社会保险->参保缴费", "七有五性", NULL,
	    "社保缴费记录有误", "本人缴费记录缺少月份，要求核对补正" },
	{ 30, "教育->校外培训->预收费纠纷", "每月一题", "教育咨询",
	    "培训机构不予退费", "培训机构停课后，拒绝退还剩余学费" },
	{ 18, "教育->入学与划片", "七有五性", NULL,
	    "学区划片入学政策", "孩子今年入学，不清楚所属划片学校" },
	{ 35, "医疗卫生->医疗服务->挂号与退费", "七有五性", NULL,
	    "医院退费流程过慢", "医院退号后，费用一直没有退回" },
	{ 15, "民政->养老服务->机构服务", "七有五性", "养老服务",
	    "养老机构护理不到位", "老人入住养老机构，护理不到位" },
	{ 12, "民政->社会救助", "七有五性", NULL,
	    "低保申请进度缓慢", "提交低保申请后，一直未收到结果" },
	{ 15, "农业农村->农村道路->路灯与排水", "七有五性", NULL,
	    "村内路灯长期不亮", "村内主路路灯不亮，夜间出行不便" },
	{ 30, "公共安全->消防安全->通道占用", "每月一题", "物业服务",
	    "消防通道长期被占", "消防通道被车辆占用，急救车进不来" },
	{ 40, "水务->供排水->停水与水质", "七有五性", NULL,
	    "突然停水未提前告知", "未接到通知就停水，生活受到影响" },
	{ 15, "园林绿化->公园管理->设施损坏", "多样性", NULL,
	    "公园健身器材损坏", "公园内健身器材损坏，孩子容易受伤" },
	{ 15, "市场监管->价格监管", "营商环境", "商贸",
	    "商超标价与结算不符", "货架标价与结算价不一致，拒退差价" },
	{ 12, "通信管理", "多样性", NULL,
	    "手机信号弱通话中断", "室内手机信号很弱，通话经常中断" },
	{ 6, "退役军人事务", "七有五性", NULL,
	    "退役军人优待证办理", "优待证申请已提交，至今没有领到" },
	{ 8, "科体文宣->文化", "七有五性", NULL,
	    "社区图书室常不开门", "社区图书室经常关门，无法借阅" },
	{ 8, "科体文宣->体育", "七有五性", NULL,
	    "球场夜间照明损坏", "球场照明损坏，晚上无法使用" },
	/* of no weight: only for orders of the kind 控烟 */
	{ 0, "市场管理->食品安全->餐饮卫生", "控烟", "餐饮管理",
	    "餐馆大堂有人吸烟", "餐馆大堂有顾客吸烟，店员不劝阻" },
};

static const struct kind {
	unsigned	 weight, direct;	/* of KIND_MAX; of 100 */
	const char	*name, *before, *after, *open, *ask;
} kinds[] = {
	{ 24, 90, "咨询", "咨询", "如何处理", "咨询：", "请告知办理渠道" },
	{ 36, 42, "求助", "请求解决", "", "求助：", "希望帮助解决" },
	{ 22, 40, "投诉", "投诉", "", "投诉：", "要求尽快处理" },
	{ 6, 38, "举报", "举报", "", "举报：", "要求依法查处" },
	{ 5, 45, "建议", "建议治理", "", "建议：", "建议加强管理" },
	{ 3, 95, "感谢", "感谢解决", "", "此前", "现已解决，特致感谢" },
	{ 3, 45, "其他", "反映", "", "反映：", "请相关部门关注" },
	{ 1, 20, "控烟", "举报", "", "举报：", "要求制止并处罚" },
};
enum { CLASS_MAX = 110, KIND_MAX = 36, SMOKING = LEN(kinds) - 1 };

/*
 * The texts.  Alternatives stand between bars, one as likely as the other;
 * # is any digit, %X the text X.  Small letters and X are what row() and
 * course() choose for the order: i number, k kind, p path, g tag, a tag or
 * another, b t f title, o x q content, e n estate and building, d s c places,
 * m mode, y day of closing, h trade, l firm, r course, w state while open.
 */
static const char *const texts[128] = {
	['R'] = "%i,%k,%p,%a,%T,%X,%r,%W,%c,%P\r\n",
	['T'] = "%b%t%f|%b%t%f|%b%t%f|%b%e%t%f",
	['P'] = "%e%n号楼",
	['L'] = "%o%P，%x%D",
	['D'] = "|||，已持续%U天|，已持续%U天",
	['U'] = "2|3|4|5|7|8|10|12|15|18|20|25",
	['Q'] = ",现场贴有\"\"正在处理\"\"的告示|,早晚更为严重,白天稍好|"
	    "\n补充：此前已来电一次|,对方称\"\"不归我管\"\",\n来电人不认可",
	['W'] = "主办|主办|主办|主办|主办|主办|主办|主办|主办|%V",
	['V'] = "协办|协办|协办|转办|转办",
	['C'] = "保密,%K|%S,%K|%S,%N|%S,%N|%S,%N|%S,%N|%S,%N",
	['K'] = "138××××|139××××",
	['N'] = "1380000####|1390000####",
	['S'] = "王%Y|李%Y|张%Y|刘%Y|陈%Y|杨%Y|赵%Y|黄%Y|周%Y|吴%Y|徐%Y|"
	    "孙%Y|胡%Y|朱%Y|高%Y|林%Y|何%Y|郭%Y|马%Y|罗%Y|欧阳%Y|诸葛%Y",
	['Y'] = "先生|女士",
	['Z'] = "%y %H:%5#:%5#",
	['H'] = "08|09|10|11|12|13|14|15|16|17|18|19",
	['5'] = "0|1|2|3|4|5",
	['G'] = "%g|%g|%g|%g|%g|%g|%g||||||||接诉即办|多样性",
	['I'] = "办理中|办理中|办理中|已转派",
	['J'] = "办理中|已转派|",
	['M'] = "办理中|办理中|",
	['E'] = "翠林家园|和安小区|清源里|朗悦苑|景和花园|福泽家园|嘉禾小区|"
	    "望春里|明远苑|安澜花园|丰宁家园|紫藤小区|榆香里|云麓苑|溪畔花园|"
	    "知秋家园|广益小区|晴川里|临风苑|听松花园",
	['O'] = "1|2|3|4|5|6|7|8|9|10|11|12",
	['F'] = "|||%A%B%h有限公司",
	['A'] = "甲|乙|丙|丁|戊|己|庚",
	['B'] = "子|丑|寅|卯|辰|巳",
	['1'] = "已现场处置，来电人认可。|已整改到位。",
	['2'] = "其余列入近期计划。|将持续跟进。",
	['3'] = "涉及多方权属，已作解释。|双方未达成一致。",
	['6'] = "满意|满意|满意|满意|满意|满意|满意|%8|基本满意|未评价",
	['7'] = "满意|满意|基本满意|基本满意|基本满意|不满意|不满意|未评价",
	['8'] = "基本满意|不满意|不满意|不满意|不满意|不满意|未评价|未评价",
};
/* From status to mood: solved, in part, not at all; and still open. */
static const char *const courses[] = {
	"回复完成,%C,%d,%s,已办结,%1,%m,%Z,%l,解决,%6",
	"回复完成,%C,%d,%s,部分办结,%2,%m,%Z,%l,部分解决,%7",
	"回复完成,%C,%d,%s,未办结,%3,%m,%Z,%l,未解决,%8",
	"%w,%C,%d,%s,,,%m,,%l,,",
};

struct place {
	char		 code[CODE + 1], *name;
	const char	*district, *street, *community;
	uint64_t	 hash;
	unsigned	 weight;	/* of PLACE_MAX */
	unsigned	 trouble;	/* 0-19: how little its street solves */
};
static const unsigned busy[] = { 2, 2, 2, 3, 3, 4, 4, 5, 6, 9, 16 };
enum { PLACE_MAX = 16 * 16 };

struct day {
	char		 ymd[11], id[16];	/* 2026-01-31, 热线-260131- */
	uint64_t	 upto;		/* its rows and all before */
};
struct gen {
	uint64_t	 state;
	struct place	*place;
	size_t		 places;
	struct day	*day;
	unsigned	 days;
	struct text {
		unsigned	 n;
		const char	*alt[ALT_MAX];
	}		 text[128];
	iconv_t		 cd;
	bool		 gb;
	size_t		 n;
	char		 out[OUT];
};

static uint64_t
mix(uint64_t x)
{
	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

/* A number below n.  Never two calls in one expression: the compiler may
 * choose their order. */
static unsigned
below(struct gen *g, size_t n)
{
	g->state += UINT64_C(0x9e3779b97f4a7c15);
	return (unsigned)((mix(g->state) >> 32) * n >> 32);
}

static void
flush(struct gen *g)
{
	char	 conv[2 * OUT], *in = g->out, *to = conv;
	size_t	 left = sizeof(conv), n = g->n;

	if (g->gb && iconv(g->cd, &in, &g->n, &to, &left) == (size_t)-1)
		err(2, "conversion to GB18030");
	if (g->gb)
		n = sizeof(conv) - left;
	if (fwrite(g->gb ? conv : g->out, 1, n, stdout) != n)
		err(2, "standard output");
	g->n = 0;
}

/* Only whole characters are put, so that a flush never splits one. */
static void
put(struct gen *g, const char *s, size_t n)
{
	if (n > OUT - g->n)
		flush(g);
	memcpy(g->out + g->n, s, n);
	g->n += n;
}

/* Find the alternatives of all texts; a letter that has no text gets one. */
static void
cut_texts(struct gen *g)
{
	struct text	*t;
	const char	*s;

	for (t = g->text; t < g->text + LEN(texts); t++) {
		t->n = 1;
		t->alt[0] = s = texts[t - g->text];
		while (s != NULL && (s = strchr(s, '|')) != NULL) {
			if (t->n == ALT_MAX)
				errx(2, "too many alternatives: %s", s);
			t->alt[t->n++] = ++s;
		}
	}
}

static const char *
choose(struct gen *g, const struct text *t)
{
	return t->alt[t->n == 1 ? 0 : below(g, t->n)];
}

static void
expand(struct gen *g, int c)
{
	const char	*s = choose(g, &g->text[c]), *p;

	for (;; s = p) {
		p = s;
		while (*p != '\0' && *p != '%' && *p != '|' && *p != '#')
			p++;
		put(g, s, (size_t)(p - s));
		if (*p == '#')
			put(g, &"0123456789"[below(g, 10)], 1);
		else if (*p == '%')
			expand(g, *++p);
		else
			return;
		p++;
	}
}

static int
by_code(const void *a, const void *b)
{
	return strcmp(((const struct place *)a)->code,
	    ((const struct place *)b)->code);
}

/* Read the areas of twelve digits.  The header is the line that has both
 * columns; a line with quotes is not understood, and no area needs one. */
static void
read_areas(struct gen *g, const char *path)
{
	struct place	*at;
	char		*line = NULL, *p, *s, *code, *name;
	size_t		 size = 0;
	int		 i, icode = -1, iname = -1;
	FILE		*fp;

	if ((fp = fopen(path, "r")) == NULL)
		err(2, "%s", path);
	while (getline(&line, &size, fp) != -1) {
		line[strcspn(line, "\r\n")] = '\0';
		p = line + (strncmp(line, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0);
		code = name = NULL;
		for (i = 0; (s = strsep(&p, ",")) != NULL; i++) {
			if (strcmp(s, "code") == 0)
				icode = i;
			else if (strcmp(s, "name") == 0)
				iname = i;
			else if (i == icode)
				code = s;
			else if (i == iname)
				name = s;
		}
		if (code == NULL || name == NULL || strlen(code) != CODE)
			continue;
		if (strlen(name) > 200 || strpbrk(name, "\"%|") != NULL)
			errx(2, "%s: %s: not a plain name", path, name);
		g->place = reallocarray(g->place, g->places + 1, sizeof(*at));
		if (g->place == NULL || (name = strdup(name)) == NULL)
			err(2, NULL);
		at = &g->place[g->places++];
		*at = (struct place){ .name = name };
		memcpy(at->code, code, CODE);
	}
	if (ferror(fp) || fclose(fp) != 0)
		err(2, "%s", path);
	if (g->places == 0)
		errx(2, "%s: no code of 12 digits", path);
	free(line);
}

/* Give every street and community its parents and its weight.  Orders that
 * fall to a street itself name no community: about one in twenty. */
static void
weigh_places(struct gen *g, const char *path)
{
	static const struct place none;
	const struct place	*d = &none, *s = &none;
	struct place		*p;

	qsort(g->place, g->places, sizeof(*g->place), by_code);
	for (p = g->place; p < g->place + g->places; p++) {
		p->hash = mix(strtoull(p->code, NULL, 10));
		if (strcmp(p->code + 6, "000000") == 0)
			d = p;
		else if (strcmp(p->code + 9, "000") == 0)
			s = p;
		if (p == d || strncmp(s->code, p->code, 9) != 0)
			continue;
		p->district = strncmp(d->code, p->code, 6) ? "" : d->name;
		p->street = s->name;
		p->community = p == s ? "" : p->name;
		p->trouble = (unsigned)(s->hash >> 8) % 20;
		p->weight = busy[s->hash % LEN(busy)] *
		    (p == s ? 4 : busy[p->hash % LEN(busy)]);
	}
	if (s == &none)
		errx(2, "%s: no street", path);
}

/* Share the rows out over the days: Mondays busy, weekends quiet. */
static void
make_days(struct gen *g, uint64_t rows, uint64_t seed, time_t t)
{
	static const unsigned	 week[] = { 5, 13, 11, 10, 10, 10, 6 };
	struct day		*d;
	struct tm		 tm;
	uint64_t		 sum = 0, before = 0;

	if ((g->day = calloc(g->days, sizeof(*g->day))) == NULL)
		err(2, NULL);
	for (d = g->day; d < g->day + g->days; d++, t += 86400) {
		gmtime_r(&t, &tm);
		strftime(d->ymd, sizeof(d->ymd), "%Y-%m-%d", &tm);
		strftime(d->id, sizeof(d->id), "热线-%y%m%d-", &tm);
		sum += week[tm.tm_wday] * 16 + mix(seed + (uint64_t)t) % 24;
		d->upto = sum;
	}
	for (d = g->day; d < g->day + g->days; before = d++->upto) {
		d->upto = rows * d->upto / sum;
		if (d->upto - before > DAY_MAX)
			errx(2, "%s: more than %d rows", d->ymd, DAY_MAX);
	}
}

static void
set(struct gen *g, int c, const char *s)
{
	g->text[c].alt[0] = s;
}

/* Choose a kind, a class and a place, each as often as its weight says. */
static void
topic(struct gen *g, const struct kind **k, const struct class **c,
    const struct place **p)
{
	do
		*k = &kinds[below(g, LEN(kinds))];
	while (below(g, KIND_MAX) >= (*k)->weight);
	*c = &classes[LEN(classes) - 1];
	if (*k != &kinds[SMOKING])
		do
			*c = &classes[below(g, LEN(classes))];
		while (below(g, CLASS_MAX) >= (*c)->weight);
	do
		*p = &g->place[below(g, g->places)];
	while (below(g, PLACE_MAX) >= (*p)->weight);
}

/* How an order of that day stands at the end of the last. */
static void
course(struct gen *g, const struct place *p, unsigned day, bool direct)
{
	unsigned	late, n;

	n = below(g, 100);
	late = n < 6 ? 11 : 1;
	late += below(g, n < 6 ? 20 : direct ? 2 : 5);
	if (!direct)
		late += below(g, 6);
	n = below(g, 100 + p->trouble);
	n = n < 80 ? 0 : n < 92 ? 1 : 2;
	if (below(g, 100) < 2 || day + late >= g->days)
		n = 3;
	else
		set(g, 'y', g->day[day + late].ymd);
	set(g, 'r', courses[n]);
	if (day + 2 < g->days)
		set(g, 'w', direct ? "办理中" : "%I");
	else
		set(g, 'w', direct ? "%M" : "%J");
}

static void
row(struct gen *g, unsigned day, unsigned seq)
{
	const struct kind	*k;
	const struct class	*c;
	const struct place	*p;
	char			 id[32];
	unsigned		 n;
	bool			 direct;

	topic(g, &k, &c, &p);
	direct = below(g, 100) < k->direct;
	course(g, p, day, direct);
	snprintf(id, sizeof(id), "%s%06u", g->day[day].id, seq);
	set(g, 'i', id);
	set(g, 'k', k->name);
	set(g, 'b', k->before);
	set(g, 'f', k->after);
	set(g, 'o', k->open);
	set(g, 'q', k->ask);
	set(g, 'p', c->path);
	set(g, 'g', c->tag);
	set(g, 't', c->title);
	set(g, 'x', c->text);
	set(g, 'h', c->firm);
	set(g, 'd', p->district);
	set(g, 's', p->street);
	set(g, 'c', p->community);
	set(g, 'm', direct ? "直接办理" : "转办");
	set(g, 'a', k == &kinds[SMOKING] ? "%g" : "%G");
	set(g, 'l', c->firm == NULL ? "" : "%F");
	n = below(g, 8);
	n = (unsigned)mix(p->hash + (n < 5 ? 0 : n)) % g->text['E'].n;
	set(g, 'e', g->text['E'].alt[n]);
	set(g, 'n', choose(g, &g->text['O']));
	n = below(g, 100);
	set(g, 'X', n == 0 ? "\"%L%Q。%q。\"" :
	    n < 6 ? "%L。%q。联系电话%N。" : "%L。%q。");
	expand(g, 'R');
}

static _Noreturn void
usage(void)
{
	fprintf(stderr, "usage: hotline [-e utf-8|gb18030] [-n rows] "
	    "[-s seed] [-f first-day] [-t days] -a area.csv\n");
	exit(2);
}

static uint64_t
count(const char *s, uint64_t max)
{
	char		*end;
	uint64_t	 n = strtoull(s, &end, 10);

	if (*s < '0' || *s > '9' || *end != '\0' || n > max)
		usage();
	return n;
}

/* A day from 2000 to 2080: its number holds two digits of the year. */
static time_t
date(const char *s)
{
	struct tm	 tm = { 0 };
	char		*end = strptime(s, "%Y-%m-%d", &tm), back[16];
	time_t		 t = timegm(&tm);

	strftime(back, sizeof(back), "%Y-%m-%d", &tm);
	if (end == NULL || strcmp(back, s) != 0 || tm.tm_year < 100 ||
	    tm.tm_year > 180)
		usage();
	return t;
}

int
main(int argc, char *argv[])
{
	static struct gen	 g = { .days = 31 };
	const char		*areas = NULL, *first = "2026-01-01";
	uint64_t		 rows = 2000, seed = 1, i;
	unsigned		 day = 0, seq = 0;
	int			 c;

	while ((c = getopt(argc, argv, "a:e:f:n:s:t:")) != -1)
		switch (c) {
		case 'a':
			areas = optarg;
			break;
		case 'e':
			g.gb = strcmp(optarg, "gb18030") == 0;
			if (!g.gb && strcmp(optarg, "utf-8") != 0)
				usage();
			break;
		case 'f':
			first = optarg;
			break;
		case 'n':
			rows = count(optarg, ROWS_MAX);
			break;
		case 's':
			seed = count(optarg, INT64_MAX);
			break;
		case 't':
			g.days = (unsigned)count(optarg, DAYS_MAX);
			break;
		default:
			usage();
		}
	if (areas == NULL || optind < argc || g.days == 0)
		usage();
	read_areas(&g, areas);
	weigh_places(&g, areas);
	make_days(&g, rows, seed, date(first));
	if (g.gb && (g.cd = iconv_open("GB18030", "UTF-8")) == (iconv_t)-1)
		err(2, "GB18030");
	g.state = mix(seed);
	cut_texts(&g);
	put(&g, header + (g.gb ? 3 : 0), strlen(header + (g.gb ? 3 : 0)));
	for (i = 0; i < rows; i++) {
		for (; i == g.day[day].upto; seq = 0)
			day++;
		row(&g, day, ++seq);
	}
	flush(&g);
	if (fflush(stdout) != 0)
		err(2, "standard output");
	return 0;
}
