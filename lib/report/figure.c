/*
 * figure.c - printed numbers as they stand in bulletins, 1,234 or 12.5% or
 * 1.2万 or 下降0.24%, and whether one follows from others.
 */
#include <string.h>

#include "report/figure.h"

enum {
	DIGITS		= 15,	/* of a number */
	DECIMALS	= 5,	/* so that half of the last one is whole */
	TERMS		= 10000	/* of a sum */
};
static const int64_t greatest = 1000000000000;	/* a million millions */

const char *const wh_verdict_words[2][WH_VERDICTS] = { {
	"ok", "truncated", "half_even", "misrounded", "other_base",
	"points", "wrong", "cannot_tell"
}, {
	"相符", "舍尾", "四舍六入五成双", "舍入有误", "基数不同", "应为百分点",
	"不符", "无法核对"
} };
const char *const wh_check_words[2][WH_CHECKS] = { {
	"rate", "share", "sum", "avg", "change", "difference", "points",
	"part", "total"
}, {
	"率", "占比", "分项之和", "平均", "增减幅", "增减数", "百分点", "部分",
	"合计"
} };

/* Signs and words in front of a number, and what they make of it. */
static const struct {
	const char	*word;
	int		 sign;
} signs[] = {
	{ "+", 1 }, { "＋", 1 }, { "↑", 1 }, { "上升", 1 }, { "增长", 1 },
	{ "增加", 1 }, { "提高", 1 }, { "-", -1 }, { "－", -1 },
	{ "−", -1 }, { "↓", -1 }, { "下降", -1 }, { "减少", -1 },
	{ "降低", -1 }, { "回落", -1 }
};

static bool
skip(const char **s, const char *word)
{
	size_t	n = strlen(word);

	if (strncmp(*s, word, n) != 0)
		return false;
	*s += n;
	return true;
}

static int
read_sign(const char **s)
{
	size_t	i;

	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (skip(s, signs[i].word))
			return signs[i].sign;
	return 1;
}

static bool
is_digit(int c)
{
	return c >= '0' && c <= '9';
}

/* The character at s, a full-width one as its ASCII twin, and its bytes. */
static int
look(const char *s, int *bytes)
{
	const unsigned char	*u = (const unsigned char *)s;

	*bytes = 1;
	if (u[0] != 0xef || u[1] != 0xbc || u[2] <= 0x80)
		return u[0];
	*bytes = 3;
	return u[2] - 0x60;		/* U+FF01 is twin of U+0021 */
}

/* Is the character at s this one, with a digit behind it? */
static bool
joins(const char *s, char c)
{
	int	bytes;

	return look(s, &bytes) == c && is_digit(look(s + bytes, &bytes));
}

/* Digits, and commas between three of them; how many decimals there are. */
static bool
read_digits(const char **s, int64_t *v, int *decimals)
{
	const char	*p = *s;
	int		 c, bytes, n = 0, since = -1;	/* the last comma */

	*v = *decimals = 0;
	for (; is_digit(c = look(p, &bytes)) || (n > 0 && joins(p, ','));
	    p += bytes)
		if (c == ',') {
			if (since >= 0 ? since != 3 : n > 3)
				return false;
			since = 0;
		} else if (++n > DIGITS)
			return false;
		else {
			*v = *v * 10 + (c - '0');
			since += since >= 0;
		}
	if (n == 0 || (since >= 0 && since != 3))
		return false;
	if (joins(p, '.'))
		for (look(p, &bytes), p += bytes; is_digit(c = look(p,
		    &bytes)); p += bytes) {
			if (++n > DIGITS || ++*decimals > DECIMALS)
				return false;
			*v = *v * 10 + (c - '0');
		}
	*s = p;
	return true;
}

/* Read the number at *s and move behind it. */
static bool
read_one(const char **s, struct wh_figure *f)
{
	int64_t	v;
	int	sign, decimals;

	memset(f, 0, sizeof(*f));
	sign = read_sign(s);
	*s = wh_skip_blanks(*s);
	if (!read_digits(s, &v, &decimals))
		return false;
	f->ulp = WH_MILLION;
	if (skip(s, "万"))
		f->ulp *= 10000;
	else if (skip(s, "亿"))
		f->ulp *= 100000000;
	while (decimals-- > 0)
		f->ulp /= 10;
	*s = wh_skip_blanks(*s);
	if (skip(s, "%") || skip(s, "％"))
		f->mark = WH_PERCENT;
	else if (skip(s, "个百分点") || skip(s, "百分点"))
		f->mark = WH_POINTS;
	f->v = sign * v * f->ulp;
	f->err = f->ulp == WH_MILLION && f->mark == WH_PLAIN ? 0 :
	    f->ulp / 2;
	f->is = true;
	return v * f->ulp <= (wh_wide)greatest * WH_MILLION;
}

static const char no_number[] = "not a number such as 1,234 or 12.5% or 1.2万";

/*
 * Read one printed number; "" is none.  False, and why, if it is no number
 * or has more digits than anybody prints.
 */
bool
wh_figure_read(const char *s, struct wh_figure *f, const char **why)
{
	memset(f, 0, sizeof(*f));
	*why = no_number;
	s = wh_skip_blanks(s);
	return *s == '\0' || (read_one(&s, f) && *wh_skip_blanks(s) == '\0');
}

/*
 * Add to a sum, sign times: the errors add up whatever the sign.
 */
void
wh_figure_add(struct wh_figure *sum, const struct wh_figure *f, int sign)
{
	if (!f->is)
		return;
	sum->v += sign * f->v;
	sum->err += f->err;
	if (!sum->is) {
		sum->ulp = f->ulp;
		sum->mark = f->mark;
	} else if (f->ulp < sum->ulp)
		sum->ulp = f->ulp;
	sum->is = true;
}

/*
 * Read numbers joined by + and -; "" is none.  False, and why, as
 * wh_figure_read.
 */
bool
wh_figure_sum(const char *s, struct wh_figure *sum, const char **why)
{
	struct wh_figure	f;
	int			sign = 1, n = 0;

	memset(sum, 0, sizeof(*sum));
	*why = "not numbers joined by + or -";
	s = wh_skip_blanks(s);
	while (*s != '\0') {
		if (n > 0) {
			if (*s != '+' && *s != '-')
				return false;
			sign = *s++ == '+' ? 1 : -1;
			s = wh_skip_blanks(s);
		}
		if (n++ == TERMS || !read_one(&s, &f))
			return false;
		wh_figure_add(sum, &f, sign);
		s = wh_skip_blanks(s);
	}
	return true;
}

/* A quotient of numbers that are not exact: its furthest ends. */
static bool
divide(const struct wh_figure *a, const struct wh_figure *b, wh_wide times,
    struct wh_ratio *x)
{
	wh_wide	low = a->v - a->err, high = a->v + a->err;

	if (b->v - b->err <= 0)
		return false;
	x->n = a->v * times;
	x->d = b->v;
	x->low[0] = low * times;
	x->low[1] = low < 0 ? b->v - b->err : b->v + b->err;
	x->high[0] = high * times;
	x->high[1] = high < 0 ? b->v + b->err : b->v - b->err;
	return true;
}

/*
 * What a figure of this kind should be that is made of a and b (b is not
 * asked of a sum).  False if one of them is absent or b is no base.
 */
bool
wh_figure_make(enum wh_check check, const struct wh_figure *a,
    const struct wh_figure *b, struct wh_ratio *x)
{
	struct wh_figure	d = *a;
	wh_wide			hundred;

	if (!a->is || (check != WH_C_SUM && check != WH_C_TOTAL && !b->is))
		return false;
	x->exact = a->err == 0 && (check == WH_C_SUM ||
	    check == WH_C_TOTAL || b->err == 0);
	switch (check) {
	case WH_C_RATE:
	case WH_C_SHARE:
		return divide(a, b, 100 * WH_MILLION, x);
	case WH_C_AVERAGE:
		return divide(a, b, WH_MILLION, x);
	case WH_C_CHANGE:		/* 100 a / b - 100 */
		hundred = 100 * (wh_wide)WH_MILLION;
		if (!divide(a, b, hundred, x))
			return false;
		x->n -= hundred * x->d;
		x->low[0] -= hundred * x->low[1];
		x->high[0] -= hundred * x->high[1];
		return true;
	case WH_C_DIFFERENCE:
	case WH_C_POINTS:
	case WH_C_PART:
		wh_figure_add(&d, b, -1);
		break;
	default:
		break;
	}
	x->n = d.v;
	x->low[0] = d.v - d.err;
	x->high[0] = d.v + d.err;
	x->d = x->low[1] = x->high[1] = 1;
	return true;
}

/* n / d, n not negative, in units: half up, or what is below. */
static wh_wide
units(wh_wide n, wh_wide d, wh_wide unit, bool half_up)
{
	return half_up ? (2 * n + d * unit) / (2 * d * unit) : n / (d * unit);
}

/* n / d rounded to units, halves away from zero. */
static wh_wide
rounded(wh_wide n, wh_wide d, wh_wide unit)
{
	return n < 0 ? -unit * units(-n, d, unit, true) :
	    unit * units(n, d, unit, true);
}

/*
 * Does a printed figure follow: half up from what it should be, or in
 * another way, or not at all?
 */
enum wh_verdict
wh_figure_judge(const struct wh_ratio *x, const struct wh_figure *f)
{
	wh_wide	n = x->n < 0 ? -x->n : x->n, v = f->v, below;
	bool	even;

	if (v >= rounded(x->low[0], x->low[1], f->ulp) &&
	    v <= rounded(x->high[0], x->high[1], f->ulp))
		return WH_V_OK;
	if (n % (x->d * f->ulp) == 0 || !x->exact)
		return WH_V_WRONG;
	if (x->n < 0)
		v = -v;
	below = units(n, x->d, f->ulp, false);
	even = 2 * (n % (x->d * f->ulp)) == x->d * f->ulp && below % 2 == 0;
	if (v == below * f->ulp)
		return even ? WH_V_HALF_EVEN : WH_V_TRUNCATED;
	return v == (below + 1) * f->ulp ? WH_V_MISROUNDED : WH_V_WRONG;
}

/*
 * What a figure should be, as text: with the digits of the one printed if
 * they hold it, else with two more.  Returns s.
 */
char *
wh_figure_text(const struct wh_ratio *x, const struct wh_figure *f,
    char s[WH_FIGURE_TEXT])
{
	wh_wide	n = x->n < 0 ? -x->n : x->n, v, unit = f->ulp;
	int	decimals = 0;

	if (n % (x->d * unit) != 0)
		unit = unit >= 1000 ? unit / 100 : 10;
	if (unit > WH_MILLION)
		unit = WH_MILLION;
	v = unit * units(n, x->d, unit, true);
	for (; unit < WH_MILLION; unit *= 10)
		decimals++;
	snprintf(s, WH_FIGURE_TEXT, "%s%jd.%06d", x->n < 0 && v > 0 ? "-" :
	    "", (intmax_t)(v / WH_MILLION), (int)(v % WH_MILLION));
	s[strlen(s) - (decimals > 0 ? (size_t)(6 - decimals) : 7)] = '\0';
	return s;
}
