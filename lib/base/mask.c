/*
 * mask.c - telephone and identity numbers in running text.
 *
 * A number is looked for where a run of digits begins, never inside one, so
 * case numbers, area codes and amounts stay.  Digits may be full-width.
 */
#include <string.h>

#include "base/base.h"
#include "base/number.h"

static const char *const pluses[] = { "+", "＋", NULL };
static const char *const opens[] = { "(", "（", NULL };
static const char *const blanks[] = {
	" ", "\t", "\xC2\xA0", "\xE3\x80\x80", NULL
};
static const char *const moneys[] = { "$", "¥", "￥", NULL };
static const char *const turns[] = {
	"转分机", "分机", "转", "ext.", "ext", "Ext.", "Ext", "EXT", NULL
};

static bool
starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* The one of the words with which s begins, as its length in bytes, or 0. */
static size_t
one_of(const char *s, const char *const *word)
{
	for (; *word != NULL; word++)
		if (starts(s, *word))
			return strlen(*word);
	return 0;
}

/* Is s, which lies in text, preceded by one of the words?  Its length. */
static size_t
after(const char *text, const char *s, const char *const *word)
{
	size_t	n;

	for (; *word != NULL; word++) {
		n = strlen(*word);
		if ((size_t)(s - text) >= n && memcmp(s - n, *word, n) == 0)
			return n;
	}
	return 0;
}

/* The digit at s, ASCII or full-width, as its bytes, or 0. */
static size_t
digit(const char *s, char *d)
{
	if (*s >= '0' && *s <= '9') {
		*d = *s;
		return 1;
	}
	if (starts(s, "\xEF\xBC") && (unsigned char)s[2] >= 0x90 &&
	    (unsigned char)s[2] <= 0x99) {
		*d = (char)('0' + ((unsigned char)s[2] - 0x90));
		return 3;
	}
	return 0;
}

/* The first digit from s on, or the end of the text. */
static const char *
find(const char *s)
{
	static const bool	stop[256] = {
		[0] = true, ['0'] = true, ['1'] = true, ['2'] = true,
		['3'] = true, ['4'] = true, ['5'] = true, ['6'] = true,
		['7'] = true, ['8'] = true, ['9'] = true, [0xEF] = true
	};
	char			d;

	for (;; s++) {
		while (!stop[(unsigned char)*s])
			s++;
		if (*s == '\0' || digit(s, &d) > 0)
			return s;
	}
}

/* The sign at s that can be part of a joint, and its bytes. */
static enum wh_joint
sign(const char *s, size_t *len)
{
	static const struct {
		char		s[4];
		enum wh_joint	joint;
	} wide[] = {		/* hyphens: U+2010 to U+2014, minus, full */
		{ "\xC2\xA0", WH_BLANK }, { "\xE3\x80\x80", WH_BLANK },
		{ "‐", WH_HYPHEN }, { "\xE2\x80\x91", WH_HYPHEN },
		{ "‒", WH_HYPHEN }, { "–", WH_HYPHEN }, { "—", WH_HYPHEN },
		{ "−", WH_HYPHEN }, { "－", WH_HYPHEN }, { "．", WH_DOT },
		{ "·", WH_HYPHEN }, { "＿", WH_HYPHEN },
		{ "（", WH_OPEN }, { "）", WH_CLOSE },
		{ "\xE2\x80\xAF", WH_BLANK }, { "\xE2\x81\xA0", WH_BLANK },
		{ "\xE2\x81\x9F", WH_BLANK }, { "\xEF\xBB\xBF", WH_BLANK }
	};
	size_t	i;

	*len = 1;
	switch ((unsigned char)*s) {
	case ' ':
	case '\t':
	case '\v':
	case '\f':
		return WH_BLANK;
	case '-':
	case '_':
		return WH_HYPHEN;
	case '.':
		return WH_DOT;
	case '(':
		return WH_OPEN;
	case ')':
		return WH_CLOSE;
	case 0xC2: case 0xE2: case 0xE3: case 0xEF:
		break;
	default:
		return WH_END;
	}
	if (starts(s, "\xE2\x80") && (unsigned char)s[2] >= 0x80 &&
	    (unsigned char)s[2] <= 0x8D) {
		*len = 3;	/* U+2000 to U+200D: blanks of any width */
		return WH_BLANK;
	}
	for (i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (starts(s, wide[i].s)) {
			*len = strlen(wide[i].s);
			return wide[i].joint;
		}
	return WH_END;
}

/* Past the blanks at s; *j is the sign that follows, of len bytes. */
static const char *
skip_blanks(const char *s, enum wh_joint *j, size_t *len)
{
	while ((*j = sign(s, len)) == WH_BLANK)
		s += *len;
	return s;
}

/*
 * What joins the group that ends at s to digits, which begin at *next: one
 * sign, with blanks around it as people put them, or blanks alone.
 */
static enum wh_joint
join(const char *s, const char **next)
{
	enum wh_joint	j = WH_END;
	enum wh_joint	k;
	const char	*from = s;
	size_t		 n;
	char		 d;

	if (sign(s, &n) == WH_DOT) {
		*next = s + n;
		return digit(s + n, &d) > 0 ? WH_DOT : WH_END;
	}
	s = skip_blanks(s, &k, &n);
	if (k == WH_CLOSE || k == WH_HYPHEN) {
		j = k;
		s = skip_blanks(s + n, &k, &n);
	}
	if (j == WH_CLOSE && k == WH_HYPHEN)
		s = skip_blanks(s + n, &k, &n);
	if (k == WH_OPEN) {
		j = WH_OPEN;
		s = skip_blanks(s + n, &k, &n);
	}
	*next = s;
	if (digit(s, &d) == 0)
		return WH_END;
	return j == WH_END && s > from ? WH_BLANK : j;
}

/*
 * Read the digits at s; an X after the first 17 of a chain is one too.  The
 * digits that an earlier mask left are made too many for any shape.
 */
static void
read_group(struct wh_group *g, const char *s, size_t so_far)
{
	static const char *const	x[] = { "X", "x", "Ｘ", "ｘ", NULL };
	size_t				len;
	char				d;

	for (g->n = 0; (len = digit(s, &d)) > 0; s += len)
		if (g->n++ < WH_DIGITS)
			g->d[g->n - 1] = d;
	if (so_far + g->n == 17 && (len = one_of(s, x)) > 0) {
		g->d[g->n++] = 'X';
		s += len;
	}
	if (starts(s, "××××")) {
		memset(g->d, 0, sizeof(g->d));
		g->n = WH_DIGITS + 1;
	}
	g->end = s;
}

/*
 * Is the number from s to end money: ￥13812345678, 13812345678.50元?  A 元
 * alone does not say so: it begins 元旦 and 元大都, too, and nobody writes of
 * ten thousand millions to the last one.
 */
static bool
amount(const char *text, const char *s, const char *end)
{
	if (after(text, s, moneys) > 0)
		return true;
	return *end == '.' && starts(end + 1 + strspn(end + 1, "0123456789"),
	    "元");
}

/*
 * Read the chain of digits at s, which lies in text.  False if it is too
 * short for any number, as most are.
 */
static bool
read_chain(struct wh_chain *c, const char *text, const char *s)
{
	struct wh_group	*g;
	size_t		 total = 0;

	c->at = s;
	for (c->n = 0; c->n < WH_GROUPS;) {
		g = &c->g[c->n++];
		read_group(g, s, total);
		total += g->n;
		if ((g->joint = join(g->end, &s)) == WH_END)
			break;
	}
	if (total < 10)
		return false;
	c->plus = after(text, c->at, pluses) > 0;
	c->amount = amount(text, c->at, c->g[0].end);
	return true;
}

/*
 * Where the extension ends that follows the number's last group g, at most
 * six digits after a hyphen or a word; g's own end if there is none.
 */
static const char *
extension(const struct wh_chain *c, const struct wh_group *g)
{
	struct wh_group	 ext;
	const char	*s = g->end;
	size_t		 n;

	if (g->joint == WH_HYPHEN && g + 1 < c->g + c->n && g[1].n <= 6 &&
	    g[1].joint != WH_HYPHEN)
		return g[1].end;
	s += one_of(s, blanks);
	if ((n = one_of(s, turns)) == 0)
		return g->end;
	s += n;
	s += one_of(s, blanks);
	read_group(&ext, s, 0);
	return ext.n > 0 && ext.n <= 6 ? ext.end : g->end;
}

/*
 * Where the number begins: before a plus and a bracket that is its own,
 * unless they keep it from the digits before, which it must not run into.
 */
static const char *
begin(const struct wh_chain *c, const struct wh_digits *h, const char *text)
{
	const char	*s = c->at;
	size_t		 i;
	int		 unopened = 0;
	char		 d;

	for (i = 0; i + 1 < h->groups; i++)
		unopened += (c->g[i].joint == WH_CLOSE) -
		    (c->g[i].joint == WH_OPEN);
	if (h->prefix)
		s -= after(text, s, pluses);
	if (unopened > 0)
		s -= after(text, s, opens);
	if ((s > text && digit(s - 1, &d) > 0) ||
	    (s - text >= 3 && digit(s - 3, &d) == 3))
		return c->at;
	return s;
}

/*
 * Mask the telephone and identity numbers of a text: of a telephone number
 * the first three digits stay (without country code, in ASCII), of an
 * identity number four, and ×××× stands for the rest.  What is so masked is
 * left alone the next time.
 *
 * True: *out is the masked text, which the caller frees, or NULL if there
 * was nothing to mask.  False: out of memory, *out is NULL, and the text
 * must not be used as if it had none.
 */
bool
wh_mask(const char *text, char **out)
{
	struct wh_buf		 b = { NULL, 0, 0 };
	struct wh_chain		 c;
	struct wh_digits	 h;
	const char		*done = text;
	const char		*s = text;
	const char		*from;

	*out = NULL;
	c.before = WH_END;
	while (*(s = find(s)) != '\0') {
		if (!read_chain(&c, text, s) || !wh_number(&c, &h)) {
			c.before = c.g[0].joint;
			s = c.g[0].end;
			continue;
		}
		from = begin(&c, &h, done);
		s = c.g[h.groups - 1].end;
		if (h.tel)
			s = extension(&c, &c.g[h.groups - 1]);
		if (!wh_buf_put(&b, done, (size_t)(from - done)) ||
		    !wh_buf_puts(&b, h.keep) || !wh_buf_puts(&b, "××××"))
			goto nomem;
		done = s;
		c.before = WH_END;
	}
	if (done != text && !wh_buf_puts(&b, done))
		goto nomem;
	*out = b.s;
	return true;
nomem:
	wh_buf_free(&b);
	return false;
}
