/*
 * figure.c - no text may break the reader of printed numbers
 *
 * The input is numbers joined by + and -, and perhaps a newline and one
 * number: what the first make is held against the second.
 */
#include <stdlib.h>
#include <string.h>

#include "report/figure.h"

int	 LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* What is printed follows from itself, and its text is read as the same. */
static void
check(const struct wh_figure *f)
{
	struct wh_figure	back;
	struct wh_ratio		x;
	const char		*why;
	char			s[WH_FIGURE_TEXT];

	if (!wh_figure_make(WH_C_TOTAL, f, NULL, &x))
		return;
	if (wh_figure_judge(&x, f) != WH_V_OK)
		abort();
	wh_figure_text(&x, f, s);
	if (!wh_figure_read(s, &back, &why) || back.v != f->v)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct wh_figure	 sum, f = { 0 };
	struct wh_ratio		 x;
	const char		*why;
	char			 text[WH_FIGURE_TEXT];
	char			*s = malloc(n + 1), *one;
	enum wh_check		 c;

	if (s == NULL)
		return 0;
	memcpy(s, p, n);
	s[n] = '\0';
	if ((one = strchr(s, '\n')) != NULL)
		*one++ = '\0';
	else
		one = s;
	if (wh_figure_read(one, &f, &why))
		check(&f);
	else if (why == NULL)
		abort();
	if (wh_figure_sum(s, &sum, &why) && f.is && f.ulp > 0)
		for (c = WH_C_RATE; c < WH_CHECKS; c++) {
			if (wh_figure_make(c, &sum, &f, &x)) {
				wh_figure_judge(&x, &f);
				wh_figure_text(&x, &f, text);
			}
			if (wh_figure_make(c, &f, &sum, &x))
				wh_figure_judge(&x, &f);
		}
	free(s);
	return 0;
}
