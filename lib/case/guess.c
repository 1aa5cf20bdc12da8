#include "case/survey.h"
bool wh_guess(struct wh *w, const struct wh_args *a, FILE *fp) { (void)w;(void)a;(void)fp; return true; }
