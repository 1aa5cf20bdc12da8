/*
 * template.c - texts with {names} that stand for what is known of a letter.
 */
#include <string.h>

#include "base/out.h"
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

/* What a name stands for: the lines of a text, but no other control bytes. */
static void
put_value(struct wh_buf *b, const char *s)
{
	for (; *s != '\0'; s++)
		if (wh_is_c1(s)) {
			wh_buf_put(b, " ", 1);
			s++;
		} else if (((unsigned char)*s < ' ' && *s != '\n') ||
		    *s == 0x7f)
			wh_buf_put(b, " ", 1);
		else
			wh_buf_put(b, s, 1);
}

/* One line, up to end; true if it has names, but all stand for nothing. */
static bool
put_line(struct wh_buf *b, const char *s, const char *end,
    const char *const v[WH_LETTER_NAMES])
{
	const char	*rest;
	bool		 named = false, said = false;
	int		 i;

	for (; s < end; s = rest) {
		rest = s + 1;
		i = *s == '{' ? name_at(s, &rest) : -1;
		named = named || i >= 0;
		if (i < 0)
			wh_buf_put(b, s, 1);
		else if (v[i] != NULL && *v[i] != '\0') {
			put_value(b, v[i]);
			said = true;
		}
	}
	return named && !said;
}

/*
 * Add to b a template with its names replaced by v, NULL for nothing, and a
 * line end after each line.  A line whose names all stand for nothing is left
 * out.
 */
void
wh_template_put(struct wh_buf *b, const char *s,
    const char *const v[WH_LETTER_NAMES])
{
	const char	*end;
	size_t		 n;

	for (; *s != '\0'; s = *end == '\0' ? end : end + 1) {
		end = s + strcspn(s, "\n");
		n = b->n;
		if (put_line(b, s, end, v) && b->s != NULL)
			b->s[b->n = n] = '\0';
		else
			wh_buf_put(b, "\n", 1);
	}
}
