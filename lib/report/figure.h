/*
 * figure.h - printed numbers, and whether they follow from others.
 *
 * Numbers are whole millionths, quotients two of them: nothing is a double.
 * What was printed is as exact as its last digit; a count is exact.
 */
#ifndef WH_FIGURE_H
#define WH_FIGURE_H

#include "base/base.h"

__extension__ typedef __int128 wh_wide;

enum { WH_MILLION = 1000000 };

enum wh_mark { WH_PLAIN, WH_PERCENT, WH_POINTS };

struct wh_figure {
	bool		is;	/* there is one; "" is none */
	enum wh_mark	mark;	/* what stands behind it */
	wh_wide		v;	/* millionths */
	wh_wide		ulp;	/* what one more in its last digit means */
	wh_wide		err;	/* how far the truth may be from v */
};

/* What a figure should be, in millionths: between two quotients. */
struct wh_ratio {
	wh_wide	n, d;			/* of what is printed itself */
	wh_wide	low[2], high[2];	/* of the furthest it may stand for */
	bool	exact;			/* the three are one */
};

enum wh_verdict {
	WH_V_OK, WH_V_TRUNCATED, WH_V_HALF_EVEN, WH_V_MISROUNDED,
	WH_V_OTHER_BASE, WH_V_POINTS, WH_V_WRONG, WH_V_CANNOT_TELL,
	WH_VERDICTS
};

/* How figures are made of others; in tables also as which they are found. */
enum wh_check {
	WH_C_RATE, WH_C_SHARE, WH_C_SUM, WH_C_AVERAGE, WH_C_CHANGE,
	WH_C_DIFFERENCE, WH_C_POINTS, WH_C_PART, WH_C_TOTAL, WH_CHECKS
};

enum { WH_FIGURE_TEXT = 48 };

/* Keys, and the names that people read in Chinese. */
extern const char *const wh_verdict_words[2][WH_VERDICTS];
extern const char *const wh_check_words[2][WH_CHECKS];

bool	 wh_figure_read(const char *, struct wh_figure *, const char **);
bool	 wh_figure_sum(const char *, struct wh_figure *, const char **);
void	 wh_figure_add(struct wh_figure *, const struct wh_figure *, int);
bool	 wh_figure_make(enum wh_check, const struct wh_figure *,
	    const struct wh_figure *, struct wh_ratio *);
enum wh_verdict wh_figure_judge(const struct wh_ratio *,
	    const struct wh_figure *);
char	*wh_figure_text(const struct wh_ratio *, const struct wh_figure *,
	    char [WH_FIGURE_TEXT]);

#endif
