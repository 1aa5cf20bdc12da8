/*
 * out.c - every format, byte for byte
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "../tap.h"
#include "base/base.h"

static const struct wh_col cols[] = {
	{ "no",		WH_CODE, NULL,	 WH_KEY, "case",   "工单" },
	{ "unit",	WH_REF,	 "unit", 0,	 "unit",   "单位" },
	{ "text",	WH_TEXT, NULL,	 0,	 "text",   "内容" },
	{ "n",		WH_INT,	 NULL,	 0,	 "count",  "件数" },
	{ "rate",	WH_RATE, NULL,	 0,	 "rate",   "办结率" },
	{ "open",	WH_BOOL, NULL,	 0,	 "open",   "在办" },
	{ "areas",	WH_REFS, "area", 0,	 "areas",  "区域" },
	{ "more",	WH_JSON, NULL,	 0,	 "more",   "其他" }
};
enum { COLS = sizeof(cols) / sizeof(cols[0]) };

static const char *const plain[COLS] = {
	"20260105000123", "110102", "路灯不亮", "5", "98.50", "yes",
	"110101 110102", "{\"a\":1}"
};

static char	*text;		/* what the last call of rows() wrote */
static size_t	 size;

/* Write n rows in a format and give what was written. */
static const char *
rows(int format, const char *fields, bool zh, bool nul,
    const char *const (*v)[COLS], size_t n)
{
	struct wh_out_opts	 opts = { .format = format, .nul = nul,
				    .fields = fields, .zh = zh };
	struct wh_out		*o;
	const char		*why;
	FILE			*fp;
	size_t			 i;

	free(text);
	fp = open_memstream(&text, &size);
	o = wh_out_open(fp, &opts, cols, COLS, &why);
	if (o == NULL)
		fputs(why, fp);
	for (i = 0; o != NULL && i < n; i++)
		wh_out_row(o, v[i]);
	wh_out_close(o);
	fclose(fp);
	return text;
}

/* One value in the column named, in a format. */
static const char *
one(int format, const char *name, const char *s)
{
	const char	*v[1][COLS] = { { NULL } };
	size_t		 i;

	for (i = 0; i < COLS; i++)
		if (strcmp(cols[i].name, name) == 0)
			v[0][i] = s;
	return rows(format, name, false, false,
	    (const char *const (*)[COLS])v, 1);
}

#define all(format)	rows((format), NULL, false, false, &plain, 1)

static void
opening(void)
{
	struct wh_out_opts	opts = { .format = -1, .quiet = true };
	const char		*why;

	ok(wh_format("tsv") == WH_TSV && wh_format("csv") == WH_CSV);
	ok(wh_format("json") == WH_JSONL && wh_format("table") == WH_TABLE);
	ok(wh_format("ids") == WH_IDS && wh_format("excel") == WH_EXCEL);
	ok(wh_format("html") == WH_HTML &&
	    wh_format("markdown") == WH_MARKDOWN);
	ok(wh_format("xml") == -1 && wh_format("") == -1);

	is(rows(WH_TSV, "n,no", false, false, &plain, 1),
	    "5\t20260105000123\n");
	is(rows(WH_CSV, "n,no", false, false, &plain, 1),
	    "n,no\n5,20260105000123\n");
	is(rows(WH_TSV, "no,nix", false, false, &plain, 1),
	    "\"nix\": no such column, the columns are no, unit, text, n, "
	    "rate, open, areas, more");
	is(rows(WH_TSV, "no,n,no", false, false, &plain, 1),
	    "\"no\": named twice, the columns are no, unit, text, n, "
	    "rate, open, areas, more");
	ok(strncmp(rows(WH_TSV, "", false, false, &plain, 1), "\"\": ", 4)
	    == 0);
	ok(strncmp(rows(WH_TSV, "no,", false, false, &plain, 1), "\"\": ", 4)
	    == 0);
	ok(strncmp(rows(WH_TSV, "unitx", false, false, &plain, 1), "\"unitx",
	    6) == 0);

	/* quiet still looks at its options */
	opts.fields = "nix";
	ok(wh_out_open(stdout, &opts, cols, COLS, &why) == NULL);
	opts.fields = NULL;
	opts.format = WH_CSV;
	wh_out_close(wh_out_open(stdout, &opts, cols, COLS, &why));
	wh_out_close(NULL);
}

static void
tsv(void)
{
	is(all(WH_TSV), "20260105000123\t110102\t路灯不亮\t5\t98.50\tyes\t"
	    "110101 110102\t{\"a\":1}\n");
	is(all(-1), "20260105000123\t110102\t路灯不亮\t5\t98.50\tyes\t"
	    "110101 110102\t{\"a\":1}\n");
	is(rows(WH_TSV, NULL, false, false, &plain, 0), "");
	is(one(WH_TSV, "text", NULL), "\n");
	is(one(WH_TSV, "text", "a\tb\nc\rd\\e"), "a\\tb\\nc\\rd\\\\e\n");
	is(one(WH_TSV, "text", "\x1B[2J\x01\x1F\x7F"),
	    "\\x1b[2J\\x01\\x1f\\x7f\n");
	is(one(WH_TSV, "text", "\xC2\x80\xC2\x9B\xC2\x9F"),
	    "\\x80\\x9b\\x9f\n");
	is(one(WH_TSV, "text", "\xC2\xA0\xC2\xB7\xC2"), "\xC2\xA0\xC2\xB7\xC2"
	    "\n");
	is(one(WH_TSV, "text", "=1,\"x\""), "=1,\"x\"\n");
	is(one(WH_IDS, "text", "a\tb"), "a\\tb\n");
	is(all(WH_IDS), "20260105000123\n");
	is(rows(WH_IDS, "unit,no", false, false, &plain, 1), "110102\n");
	ok(rows(WH_IDS, NULL, false, true, &plain, 1) != NULL && size == 15 &&
	    memcmp(text, "20260105000123", 15) == 0);
	ok(rows(WH_TSV, "n,unit", false, true, &plain, 1) != NULL &&
	    size == 9 && memcmp(text, "5\t110102", 9) == 0);
	ok(rows(WH_JSONL, "n", false, true, &plain, 1) != NULL &&
	    size == 8 && memcmp(text, "{\"n\":5}", 8) == 0);
}

static void
csv(void)
{
	is(all(WH_CSV), "no,unit,text,n,rate,open,areas,more\n"
	    "20260105000123,110102,路灯不亮,5,98.50,yes,110101 110102,"
	    "\"{\"\"a\"\":1}\"\n");
	is(rows(WH_CSV, "no,n", false, false, &plain, 0), "no,n\n");
	is(one(WH_CSV, "text", "a,b"), "text\n\"a,b\"\n");
	is(one(WH_CSV, "text", "say \"hi\""), "text\n\"say \"\"hi\"\"\"\n");
	is(one(WH_CSV, "text", "a\nb"), "text\n\"a\nb\"\n");
	is(one(WH_CSV, "text", "a\rb"), "text\n\"a\rb\"\n");
	is(one(WH_CSV, "text", "a\tb;c'd"), "text\na\tb;c'd\n");
	is(one(WH_CSV, "text", " a"), "text\n\" a\"\n");
	is(one(WH_CSV, "text", "a "), "text\n\"a \"\n");
	is(one(WH_CSV, "text", "\ta"), "text\n\"\ta\"\n");
	is(one(WH_CSV, "text", NULL), "text\n\"\"\n");
	is(one(WH_CSV, "text", "a\x1B\x7F\xC2\x9B\xC2\xA0z"),
	    "text\na\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xC2\xA0z\n");
	is(one(WH_CSV, "text", "\x1B,"), "text\n\"\xEF\xBF\xBD,\"\n");
	is(one(WH_CSV, "text", "\x1B "), "text\n\"\xEF\xBF\xBD \"\n");
	is(one(WH_CSV, "text", "=1+1"), "text\n=1+1\n");
	is(one(WH_CSV, "no", "007"), "no\n007\n");
}

/* What a spreadsheet gets for a value of the column named. */
static bool
cell(const char *name, const char *s, const char *want)
{
	const char	*got = one(WH_EXCEL, name, s);
	size_t		 head = 3 + strlen(name) + 2;
	size_t		 n = strlen(want);

	return memcmp(got, "\xEF\xBB\xBF", 3) == 0 &&
	    memcmp(got + 3, name, strlen(name)) == 0 &&
	    memcmp(got + head - 2, "\r\n", 2) == 0 &&
	    strlen(got + head) == n + 2 && strcmp(got + head + n, "\r\n") == 0
	    && memcmp(got + head, want, n) == 0;
}

static void
excel(void)
{
	is(rows(WH_EXCEL, "no,text", true, false, &plain, 1),
	    "\xEF\xBB\xBF工单,内容\r\n\"=\"\"20260105000123\"\"\",路灯不亮"
	    "\r\n");
	is(rows(WH_EXCEL, "no,n", false, false, &plain, 0),
	    "\xEF\xBB\xBFno,n\r\n");
	ok(cell("no", "110102001000", "\"=\"\"110102001000\"\"\""));
	ok(cell("no", "5", "\"=\"\"5\"\"\""));
	ok(cell("no", "20260105000123.2", "\"=\"\"20260105000123.2\"\"\""));
	ok(cell("no", "1E5", "\"=\"\"1E5\"\"\""));
	ok(cell("no", "S01", "S01"));
	ok(cell("no", "1\"2", "\"1\"\"2\""));
	ok(cell("no", "1号", "1号"));
	ok(cell("no", "-5", "'-5"));
	ok(cell("unit", "110102", "\"=\"\"110102\"\"\""));
	ok(cell("unit", "city", "city"));
	ok(cell("text", "13812345678", "13812345678"));
	ok(cell("text", "123456789012", "\"=\"\"123456789012\"\"\""));
	ok(cell("text", "20260105000123.2",
	    "\"=\"\"20260105000123.2\"\"\""));
	ok(cell("text", "007", "\"=\"\"007\"\"\""));
	ok(cell("text", "0", "0"));
	ok(cell("text", "0.5", "0.5"));
	ok(cell("n", "123456789012", "\"=\"\"123456789012\"\"\""));
	ok(cell("text", "=1+1", "'=1+1"));
	ok(cell("text", "=HYPERLINK(\"x\",\"y\")",
	    "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""));
	ok(cell("text", "+86", "'+86"));
	ok(cell("text", "-5", "'-5"));
	ok(cell("text", "@SUM(A1)", "'@SUM(A1)"));
	ok(cell("text", "\t=1", "\"'\t=1\""));
	ok(cell("text", "\tx", "\"'\tx\""));
	ok(cell("text", "\rx", "\"'\rx\""));
	ok(cell("text", "\nx", "\"'\nx\""));
	ok(cell("text", " =1", "\"' =1\""));
	ok(cell("text", "\xE3\x80\x80=1", "'\xE3\x80\x80=1"));
	ok(cell("text", "＝1", "'＝1"));
	ok(cell("text", "＋1", "'＋1"));
	ok(cell("text", "－1", "'－1"));
	ok(cell("text", "＠1", "'＠1"));
	ok(cell("text", "a=1", "a=1"));
	ok(cell("text", "a;=1", "\"a;=1\""));
	ok(cell("text", "a\t=1", "\"a\t=1\""));
	ok(cell("n", "-5", "-5"));
	ok(cell("n", "-5+cmd", "'-5+cmd"));
	ok(cell("n", "+5", "'+5"));
	ok(cell("n", "=5", "'=5"));
	ok(cell("rate", "-0.50", "-0.50"));
	ok(cell("text", "x\x1B", "x\xEF\xBF\xBD"));
	ok(cell("text", NULL, "\"\""));
}

static void
json(void)
{
	is(all(WH_JSONL), "{\"no\":\"20260105000123\",\"unit\":\"110102\","
	    "\"text\":\"路灯不亮\",\"n\":5,\"rate\":98.50,\"open\":true,"
	    "\"areas\":[\"110101\",\"110102\"],\"more\":{\"a\":1}}\n");
	is(one(WH_JSONL, "text", NULL), "{\"text\":null}\n");
	is(one(WH_JSONL, "text", ""), "{\"text\":\"\"}\n");
	is(one(WH_JSONL, "text", "5"), "{\"text\":\"5\"}\n");
	is(one(WH_JSONL, "text", "\"\\/\b\t\n\r\x1B\x7F\xC2\x9B"),
	    "{\"text\":\"\\\"\\\\/\\u0008\\t\\n\\r\\u001b\\u007f\\u009b\"}"
	    "\n");
	is(one(WH_JSONL, "text", "a\xFF\xE4\xBA\xEF\xBF\xBD"),
	    "{\"text\":\"a\\ufffd\\ufffd\\ufffd\xEF\xBF\xBD\"}\n");
	is(one(WH_JSONL, "n", "-12"), "{\"n\":-12}\n");
	is(one(WH_JSONL, "n", "-0.5e+3"), "{\"n\":-0.5e+3}\n");
	is(one(WH_JSONL, "n", "0"), "{\"n\":0}\n");
	is(one(WH_JSONL, "n", "007"), "{\"n\":\"007\"}\n");
	is(one(WH_JSONL, "n", "+5"), "{\"n\":\"+5\"}\n");
	is(one(WH_JSONL, "n", ".5"), "{\"n\":\".5\"}\n");
	is(one(WH_JSONL, "n", "5."), "{\"n\":\"5.\"}\n");
	is(one(WH_JSONL, "n", "1e"), "{\"n\":\"1e\"}\n");
	is(one(WH_JSONL, "n", "-"), "{\"n\":\"-\"}\n");
	is(one(WH_JSONL, "n", ""), "{\"n\":\"\"}\n");
	is(one(WH_JSONL, "n", "NaN"), "{\"n\":\"NaN\"}\n");
	is(one(WH_JSONL, "open", "no"), "{\"open\":false}\n");
	is(one(WH_JSONL, "open", "maybe"), "{\"open\":\"maybe\"}\n");
	is(one(WH_JSONL, "areas", ""), "{\"areas\":[]}\n");
	is(one(WH_JSONL, "areas", " a  b\""),
	    "{\"areas\":[\"a\",\"b\\\"\"]}\n");
	is(one(WH_JSONL, "areas", NULL), "{\"areas\":null}\n");
	is(one(WH_JSONL, "more", ""), "{\"more\":null}\n");
	is(one(WH_JSONL, "more", "[1,\n\t\"\x7F\xC2\x9B\xC2\xB7\"]"),
	    "{\"more\":[1,  \"\\u007f\\u009b\xC2\xB7\"]}\n");
}

static void
table(void)
{
	static const char *const	v[][COLS] = {
		{ "1", "u", "路灯", "5", "98.50", "yes", NULL, NULL },
		{ "22", NULL, "a\nb\x1B\xC2\x9B", "123", NULL, "no", NULL,
		    NULL },
		{ "3", "long unit", "", "-7", "100", NULL, NULL, NULL }
	};

	is(rows(WH_TABLE, "no,unit,text,n,rate,open", false, false, v, 3),
	    "case  unit       text   count    rate  open\n"
	    "1     u          路灯       5  98.50%  yes\n"
	    "22               a b??    123          no\n"
	    "3     long unit            -7    100%\n");
	is(rows(WH_TABLE, "text,rate,no", true, false, v, 2),
	    "内容   办结率  工单\n"
	    "路灯   98.50%  1\n"
	    "a b??          22\n");
	is(rows(WH_TABLE, "unit,n", false, false, v, 2),
	    "unit  count\n"
	    "u         5\n"
	    "        123\n");
	is(rows(WH_TABLE, NULL, false, false, v, 0), "");
	is(one(WH_TABLE, "text", "a \xFF "), "text\na ?\n");
	is(one(WH_MARKDOWN, "text", "a \xFF|"),
	    "| text |\n|---|\n| a \xEF\xBF\xBD\\| |\n");
}

/* Rows after the first thousand keep to the widths learned so far. */
static void
long_table(void)
{
	static const char	*v[1003][COLS];
	const char		*s;
	size_t			 i;

	for (i = 0; i < 1003; i++) {
		v[i][0] = i == 1001 ? "123456" : "12345";
		v[i][2] = "x";
	}
	s = rows(WH_TABLE, "no,text", false, false,
	    (const char *const (*)[COLS])v, 1003);
	ok(strncmp(s, "case   text\n12345  x\n12345  x\n", 30) == 0);
	ok(size == 12 + 1001 * 9 + 2 * 10);
	is(s + 12 + 1000 * 9, "12345  x\n123456  x\n12345   x\n");
}

/*
 * What a terminal of so many columns gets, in buf.  It comes in pieces, and
 * ends with an error when the other side is closed.
 */
static const char *
terminal(unsigned short width, char *buf, size_t max)
{
	static const char *const	v[COLS] = {
		"1", NULL, "路灯不亮已经三天", NULL
	};
	struct wh_out_opts	 opts = { .format = -1, .fields = "no,text" };
	struct winsize		 ws = { 24, width, 0, 0 };
	struct wh_out		*o;
	const char		*why;
	FILE			*fp;
	size_t			 len = 0;
	ssize_t			 n;
	int			 fd;

	buf[0] = '\0';
	fd = posix_openpt(O_RDWR | O_NOCTTY);
	if (fd == -1 || grantpt(fd) == -1 || unlockpt(fd) == -1 ||
	    (fp = fopen(ptsname(fd), "w")) == NULL)
		return NULL;
	ioctl(fd, TIOCSWINSZ, &ws);
	o = wh_out_open(fp, &opts, cols, COLS, &why);
	wh_out_row(o, v);
	wh_out_close(o);
	fclose(fp);
	while (len < max - 1 && (n = read(fd, buf + len, max - 1 - len)) > 0)
		len += (size_t)n;
	buf[len] = '\0';
	close(fd);
	return buf;
}

/* The terminal itself makes CRLF of LF. */
static void
on_terminal(void)
{
	char	buf[256];

	setenv("NO_COLOR", "", 1);
	if (terminal(22, buf, sizeof(buf)) == NULL) {
		printf("ok %d # skip no terminal here\n", ++tap_n);
		return;
	}
	is(buf, "\033[1mcase  text\033[0m\r\n1     路灯不亮已经三天\r\n");
	setenv("NO_COLOR", "1", 1);
	is(terminal(22, buf, sizeof(buf)),
	    "case  text\r\n1     路灯不亮已经三天\r\n");
	is(terminal(21, buf, sizeof(buf)),
	    "case  text\r\n1     路灯不亮已经三…\r\n");
	is(terminal(20, buf, sizeof(buf)),
	    "case  text\r\n1     路灯不亮已经…\r\n");
	is(terminal(5, buf, sizeof(buf)),
	    "case  text\r\n1     路灯不亮…\r\n");
	is(terminal(0, buf, sizeof(buf)),
	    "case  text\r\n1     路灯不亮已经三天\r\n");
}

int
main(void)
{
	opening();
	tsv();
	csv();
	excel();
	json();
	table();
	long_table();
	on_terminal();
	free(text);
	return finish();
}
