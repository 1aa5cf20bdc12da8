/*
 * template.c - texts with {names} that stand for what is known of a letter.
 */
#include <string.h>

#include "grid/grid.h"

const char *const wh_letter_names[WH_LETTER_NAMES] = {
	"letter", "year", "n", "number", "title", "unit", "clock", "due",
	"over", "reply", "date", "from", "text"
};

/* Which name a brace begins, and what follows it; -1 if it begins none. */
static int
name_at(const char *p, const char **rest)
{
	size_t	n;
	int	i;

	for (i = 0; i < WH_LETTER_NAMES; i++) {
		n = strlen(wh_letter_names[i]);
		if (strncmp(p + 1, wh_letter_names[i], n) == 0 &&
		    p[n + 1] == '}') {
			*rest = p + n + 2;
			return i;
		}
	}
	return -1;
}

/* Where the first brace stands that begins no name; NULL if none does. */
const char *
wh_template_wrong(const char *s)
{
	const char	*rest;

	while ((s = strchr(s, '{')) != NULL) {
		if (name_at(s, &rest) < 0)
			return s;
		s = rest;
	}
	return NULL;
}

/* One line, up to p; true if it has names, all of which stand for nothing. */
static bool
put_line(struct wh_buf *b, const char *s, const char *end,
    const char *const v[WH_LETTER_NAMES])
{
	const char	*rest;
	size_t		 n = b->n;
	bool		 named = false;
	int		 i;

	for (; s < end; s = rest) {
		rest = s + 1;
		i = *s == '{' ? name_at(s, &rest) : -1;
		named = named || i >= 0;
		if (i < 0)
			wh_buf_put(b, s, 1);
		else if (v[i] != NULL)
			wh_buf_puts(b, v[i]);
	}
	return named && b->n == n;
}

/*
 * Add to b a template with its names replaced by v, NULL for nothing, and a
 * line end after each line.  A line of names that all stand for nothing is
 * left out.
 */
void
wh_template_put(struct wh_buf *b, const char *s,
    const char *const v[WH_LETTER_NAMES])
{
	const char	*end;

	for (; *s != '\0'; s = *end == '\0' ? end : end + 1) {
		end = s + strcspn(s, "\n");
		if (!put_line(b, s, end, v))
			wh_buf_put(b, "\n", 1);
	}
}
