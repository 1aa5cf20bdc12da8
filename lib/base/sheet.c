/*
 * sheet.c - CSV, for programs (RFC 4180 with LF) and for spreadsheets.
 *
 * A spreadsheet takes what looks like a number for one, and drops zeros in
 * front and digits behind, and it runs what looks like a formula, also one
 * that a citizen wrote into a complaint.  So codes and long numbers are
 * written as ="110102001000", and an apostrophe stands before the rest.
 */
#include <string.h>

#include "base/out.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/*
 * The bytes of a value: quotes doubled if it stands in quotes, and U+FFFD
 * for control characters other than tab and line ends.
 */
static void
put_bytes(FILE *fp, const char *s, bool quoted)
{
	const char	*run;

	for (;; s++) {
		run = s;
		s = wh_span(s, WH_CONTROL | WH_QUOTE);
		fwrite_unlocked(run, 1, (size_t)(s - run), fp);
		if (*s == '\0')
			return;
		if (*s == '"' && quoted)
			putc_unlocked('"', fp);
		if (wh_is_c1(s))
			s++;
		else if ((wh_bytes[(unsigned char)*s] & WH_QUOTE) != 0 ||
		    *s == '\t' || *s == '\xC2') {
			putc_unlocked(*s, fp);
			continue;
		}
		fputs_unlocked("\xEF\xBF\xBD", fp);
	}
}

/* A value after lead, in quotes if it needs them; bits say for which. */
static void
put_value(FILE *fp, const char *lead, const char *s, int bits)
{
	const char	*end = wh_span(s, bits | WH_CONTROL);
	bool		 plain = *end == '\0';
	bool		 quoted;

	if (!plain)
		end += strlen(end);
	quoted = (!plain && *wh_span(s, bits) != '\0') ||
	    (end > s && (is_blank(*s) || is_blank(end[-1])));
	if (plain && !quoted) {
		fputs_unlocked(lead, fp);
		fwrite_unlocked(s, 1, (size_t)(end - s), fp);
		return;
	}
	if (quoted)
		putc_unlocked('"', fp);
	fputs_unlocked(lead, fp);
	put_bytes(fp, s, quoted);
	if (quoted)
		putc_unlocked('"', fp);
}

/* Would a spreadsheet spoil this number, or take a code for a number? */
static bool
needs_guard(enum wh_type type, const char *s)
{
	size_t	n = strspn(s, "0123456789");
	size_t	more = 0;
	size_t	i;

	if (n == 0)
		return false;
	if (type == WH_CODE) {
		for (i = 0; s[i] > ' ' && s[i] < 0x7F && s[i] != '"'; i++)
			;
		return s[i] == '\0';
	}
	if (s[n] == '\0')
		return type == WH_REF || n > 11 || (n > 1 && *s == '0');
	if (s[n] == '.' && type != WH_REAL && type != WH_RATE)
		more = strspn(s + n + 1, "0123456789");
	return more > 0 && s[n + 1 + more] == '\0' && n + more > 11;
}

/* Would it run this value, perhaps after dropping blanks before it? */
static bool
is_formula(const char *s)
{
	if (strchr("\t\r\n", *s) != NULL)
		return *s != '\0';
	for (;;)
		if (strchr(" \t\r\n", *s) != NULL && *s != '\0')
			s++;
		else if (starts(s, "\xC2\xA0"))
			s += 2;
		else if (starts(s, "\xE3\x80\x80"))
			s += 3;
		else
			break;
	return (*s != '\0' && strchr("=+-@", *s) != NULL) ||
	    starts(s, "＝") || starts(s, "＋") || starts(s, "－") ||
	    starts(s, "＠");
}

static void
put_guarded(FILE *fp, enum wh_type type, const char *s)
{
	bool	number = type == WH_INT || type == WH_REAL || type == WH_RATE;

	if (needs_guard(type, s))
		fprintf(fp, "\"=\"\"%s\"\"\"", s);
	else
		put_value(fp, is_formula(s) && !(number && wh_looks_number(s)) ?
		    "'" : "", s, WH_QUOTE | WH_GUARD);
}

static void
end_row(const struct wh_out *o)
{
	if (o->format == WH_EXCEL)
		putc_unlocked('\r', o->fp);
	putc_unlocked('\n', o->fp);
}

/*
 * The header, unless it is written: names, for spreadsheets Chinese
 * headings on demand, and before it the mark by which they know UTF-8.
 */
void
wh_sheet_head(struct wh_out *o)
{
	const char	*s;
	size_t		 i;

	if (o->begun)
		return;
	o->begun = true;
	if (o->format == WH_EXCEL)
		fputs_unlocked("\xEF\xBB\xBF", o->fp);
	for (i = 0; i < o->n; i++) {
		s = o->format == WH_EXCEL && o->zh ?
		    wh_heading(o->col[i], true) : o->col[i]->name;
		if (i > 0)
			putc_unlocked(',', o->fp);
		if (o->format == WH_EXCEL)
			put_guarded(o->fp, WH_CODE, s);
		else
			put_value(o->fp, "", s, WH_QUOTE);
	}
	end_row(o);
}

/*
 * One row.  Absent is empty; a row of one absent value is "", because
 * readers skip empty lines.
 */
void
wh_sheet_row(struct wh_out *o, const char *const *v)
{
	const char	*s;
	size_t		 i;

	wh_sheet_head(o);
	for (i = 0; i < o->n; i++) {
		s = v[o->from[i]];
		if (i > 0)
			putc_unlocked(',', o->fp);
		if (s == NULL || *s == '\0') {
			if (o->n == 1)
				fputs_unlocked("\"\"", o->fp);
		} else if (o->format == WH_EXCEL)
			put_guarded(o->fp, o->col[i]->type, s);
		else
			put_value(o->fp, "", s, WH_QUOTE);
	}
	end_row(o);
}
