/*
 * line.c - a record as a line, in TSV or JSON.
 */
#include <string.h>

#include "base/out.h"

/* What a control character is written as after the backslash. */
static void
put_escape(FILE *fp, unsigned char c)
{
	static const char	hex[] = "0123456789abcdef";

	putc_unlocked('\\', fp);
	switch (c) {
	case '\\':
		putc_unlocked('\\', fp);
		break;
	case '\t':
		putc_unlocked('t', fp);
		break;
	case '\n':
		putc_unlocked('n', fp);
		break;
	case '\r':
		putc_unlocked('r', fp);
		break;
	default:
		putc_unlocked('x', fp);
		putc_unlocked(hex[c >> 4], fp);
		putc_unlocked(hex[c & 15], fp);
	}
}

/*
 * A value in TSV: backslash, tab, LF and CR are \\ \t \n \r, every other
 * control character \xNN, also U+0080 to U+009F.
 */
static void
put_tsv(FILE *fp, const char *s)
{
	const char	*run;

	for (;; s++) {
		run = s;
		s = wh_span(s, WH_CONTROL | WH_ESCAPE);
		fwrite_unlocked(run, 1, (size_t)(s - run), fp);
		if (*s == '\0')
			return;
		if (wh_is_c1(s))
			s++;
		else if (*s == '\xC2') {
			putc_unlocked('\xC2', fp);
			continue;
		}
		put_escape(fp, (unsigned char)*s);
	}
}

/*
 * JSON that comes as it is: a line end or tab can only stand between its
 * words and becomes a blank, so that the object stays on one line; other
 * control characters can only stand in strings and are escaped.
 */
static void
put_raw(FILE *fp, const char *s)
{
	const char	*run;

	if (*s == '\0')
		s = "null";
	for (;; s++) {
		run = s;
		s = wh_span(s, WH_CONTROL);
		fwrite_unlocked(run, 1, (size_t)(s - run), fp);
		if (*s == '\0')
			return;
		if (strchr("\t\n\r", *s) != NULL)
			putc_unlocked(' ', fp);
		else if (*s == '\xC2' && !wh_is_c1(s))
			putc_unlocked(*s, fp);
		else {
			s += *s == '\xC2';
			fprintf(fp, "\\u%04x", (unsigned char)*s);
		}
	}
}

/* Codes separated by blanks, as an array of strings. */
static void
put_array(FILE *fp, const char *s)
{
	const char	*sep = "";
	size_t		 len;

	putc_unlocked('[', fp);
	for (; *(s += strspn(s, " ")) != '\0'; s += len) {
		len = strcspn(s, " ");
		fputs_unlocked(sep, fp);
		wh_json_bytes(fp, s, len);
		sep = ",";
	}
	putc_unlocked(']', fp);
}

static void
put_json(FILE *fp, enum wh_type type, const char *s)
{
	if (s == NULL)
		fputs_unlocked("null", fp);
	else if (type == WH_JSON)
		put_raw(fp, s);
	else if (type == WH_REFS)
		put_array(fp, s);
	else if (type == WH_BOOL && strcmp(s, "yes") == 0)
		fputs_unlocked("true", fp);
	else if (type == WH_BOOL && strcmp(s, "no") == 0)
		fputs_unlocked("false", fp);
	else if ((type == WH_INT || type == WH_REAL || type == WH_RATE) &&
	    wh_looks_number(s))
		fputs_unlocked(s, fp);
	else
		wh_json_text(fp, s);
}

/* A row as an object. */
void
wh_json_row(const struct wh_out *o, const char *const *v)
{
	size_t	i;

	putc_unlocked('{', o->fp);
	for (i = 0; i < o->n; i++) {
		if (i > 0)
			putc_unlocked(',', o->fp);
		wh_json_text(o->fp, o->col[i]->name);
		putc_unlocked(':', o->fp);
		put_json(o->fp, o->col[i]->type, v[o->from[i]]);
	}
	putc_unlocked('}', o->fp);
	putc_unlocked(o->eol, o->fp);
}

/* The first n columns that were chosen. */
void
wh_tsv_row(const struct wh_out *o, const char *const *v, size_t n)
{
	size_t	i;

	for (i = 0; i < n; i++) {
		if (i > 0)
			putc_unlocked('\t', o->fp);
		if (v[o->from[i]] != NULL)
			put_tsv(o->fp, v[o->from[i]]);
	}
	putc_unlocked(o->eol, o->fp);
}
