/*
 * mask.c - no text may break the mask, and what is masked stays as it is
 */
#include <stdlib.h>
#include <string.h>

#include "base/base.h"

int	 LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	char	*s = malloc(n + 1);
	char	*once = NULL;
	char	*twice = NULL;

	if (s == NULL)
		return 0;
	memcpy(s, p, n);
	s[n] = '\0';
	if (!wh_mask(s, &once) || (once != NULL && !wh_mask(once, &twice)))
		abort();
	if (once != NULL && wh_utf8_ok(s, strlen(s)) &&
	    !wh_utf8_ok(once, strlen(once)))
		abort();
	if (twice != NULL)
		abort();
	free(s);
	free(once);
	free(twice);
	return 0;
}
