/*
 * page.c - a page for people: HTML to be printed or sent, Markdown to be
 * pasted.
 *
 * Whatever a citizen wrote is text there: no character of it is obeyed as
 * markup.  A head ends with </style>, so that several pages are one if those
 * of all but the first are left out.
 */
#include <string.h>

#include "base/out.h"

static const char *
entity(uint32_t cp)
{
	switch (cp) {
	case '&':	return "&amp;";
	case '<':	return "&lt;";
	case '>':	return "&gt;";
	case '"':	return "&quot;";
	case '\'':	return "&#39;";
	default:	return NULL;
	}
}

/*
 * One character.  Control characters and bytes that are no UTF-8 are seen,
 * and do nothing.
 */
static void
put_char(const struct wh_out *o, const char *s, size_t len, uint32_t cp)
{
	const char	*as = NULL;

	if (cp == '\n')
		as = "<br>";
	else if (cp == '\t' || cp == '\r')
		as = " ";
	else if (cp < 0x20 || (cp >= 0x7F && cp <= 0x9F) ||
	    (cp == 0xFFFD && len == 1))
		as = "\xEF\xBF\xBD";
	else if (o->format == WH_HTML)
		as = entity(cp);
	else if (cp < 0x7F && strchr("\\`*_[]<>&|~$", (int)cp) != NULL)
		putc_unlocked('\\', o->fp);
	if (as != NULL)
		fputs_unlocked(as, o->fp);
	else
		fwrite_unlocked(s, 1, len, o->fp);
}

static void
put_text(const struct wh_out *o, const char *s, size_t n)
{
	size_t		len;
	uint32_t	cp;

	for (; (len = wh_utf8_next(s, n, &cp)) > 0; s += len, n -= len)
		put_char(o, s, len, cp);
}

/* Lines below the table; Markdown takes no list or heading in them for one. */
static void
put_notes(const struct wh_out *o)
{
	bool		 html = o->format == WH_HTML;
	const char	*s = o->notes;
	size_t		 n, digits;

	if (s == NULL || *s == '\0')
		return;
	fputs_unlocked(html ? "<ul>\n" : "\n", o->fp);
	for (; *s != '\0'; s += n + (s[n] == '\n')) {
		n = strcspn(s, "\n");
		fputs_unlocked(html ? "<li>" : "- ", o->fp);
		digits = html ? 0 : strspn(s, "0123456789");
		fwrite_unlocked(s, 1, digits, o->fp);
		if (!html && digits < n && strchr(digits > 0 ? ".)" : "#+-=",
		    s[digits]) != NULL)
			putc_unlocked('\\', o->fp);
		put_text(o, s + digits, n - digits);
		fputs_unlocked(html ? "</li>\n" : "\n", o->fp);
	}
	fputs_unlocked(html ? "</ul>\n" : "", o->fp);
}

/* A cell of HTML: td or th, and its attributes; numbers are to the right. */
static void
put_cell(const struct wh_out *o, const char *tag, const char *with, size_t i,
    const char *s)
{
	fprintf(o->fp, wh_is_number(o->col[i]) ? "<%s class=\"n\"%s>" :
	    "<%s%s>", tag, with);
	put_text(o, s, strlen(s));
	fprintf(o->fp, "%s</%s>", wh_unit(o->col[i], s), tag);
}

/* How many bytes of a heading stand over several columns; 0 for none. */
static size_t
over(const struct wh_out *o, size_t i, const char **s)
{
	const char	*p;

	*s = wh_heading(o->col[i], o->zh);
	p = strchr(*s, '\n');
	return p == NULL ? 0 : (size_t)(p - *s);
}

/* The upper row of headings, and cells that are as high as both. */
static void
put_upper(const struct wh_out *o)
{
	const char	*s, *t;
	size_t		 i, k, n;

	fputs_unlocked("<tr>", o->fp);
	for (i = 0; i < o->n; i += k) {
		k = 1;
		if ((n = over(o, i, &s)) == 0) {
			put_cell(o, "th", " rowspan=\"2\"", i, s);
			continue;
		}
		while (i + k < o->n && over(o, i + k, &t) == n &&
		    memcmp(s, t, n) == 0)
			k++;
		fprintf(o->fp, "<th colspan=\"%zu\">", k);
		put_text(o, s, n);
		fputs_unlocked("</th>", o->fp);
	}
	fputs_unlocked("</tr>\n", o->fp);
}

static void
put_heading(const struct wh_out *o)
{
	const char	*s;
	bool		 two = false;
	size_t		 i, n;

	for (i = 0; i < o->n; i++)
		two = two || over(o, i, &s) > 0;
	fputs_unlocked("<table>\n<thead>\n", o->fp);
	if (two)
		put_upper(o);
	fputs_unlocked("<tr>", o->fp);
	for (i = 0; i < o->n; i++) {
		n = over(o, i, &s);
		if (n > 0 || !two)
			put_cell(o, "th", "", i, s + n + (n > 0));
	}
	fputs_unlocked("</tr>\n</thead>\n<tbody>\n", o->fp);
}

static void
put_html_head(const struct wh_out *o)
{
	const char	*title = o->title != NULL ? o->title : "Whistle";

	fprintf(o->fp, "<!DOCTYPE html>\n<html lang=\"%s\">\n"
	    "<meta charset=\"utf-8\">\n<title>", o->zh ? "zh-CN" : "en");
	put_text(o, title, strlen(title));
	fputs_unlocked("</title>\n<style>\n"
	    "body { font-family: sans-serif; margin: 2em }\n"
	    "h1 { font-size: 1.2em }\n"
	    "table { border-collapse: collapse }\n"
	    "th, td { border: 1px solid #888; padding: .2em .5em;"
	    " text-align: left }\n"
	    "th { background: #eee }\n"
	    ".n { text-align: right }\n"
	    "tr { break-inside: avoid }\n"
	    "ul { font-size: .85em }\n"
	    "</style>\n", o->fp);
	if (o->title != NULL) {
		fputs_unlocked("<h1>", o->fp);
		put_text(o, o->title, strlen(o->title));
		fputs_unlocked("</h1>\n", o->fp);
	}
	put_heading(o);
}

static void
put_markdown_head(const struct wh_out *o)
{
	const char	*s;
	size_t		 i;

	if (o->title != NULL) {
		fputs_unlocked("# ", o->fp);
		put_text(o, o->title, strlen(o->title));
		fputs_unlocked("\n\n", o->fp);
	}
	for (i = 0; i < o->n; i++) {
		s = wh_heading(o->col[i], o->zh);
		fputs_unlocked("| ", o->fp);
		put_text(o, s, strlen(s));
		putc_unlocked(' ', o->fp);
	}
	fputs_unlocked("|\n", o->fp);
	for (i = 0; i < o->n; i++)
		fputs_unlocked(wh_is_number(o->col[i]) ? "|--:" : "|---",
		    o->fp);
	fputs_unlocked("|\n", o->fp);
}

/* All that stands over the rows, unless it is written. */
static void
put_head(struct wh_out *o)
{
	if (o->begun)
		return;
	o->begun = true;
	if (o->format == WH_HTML)
		put_html_head(o);
	else
		put_markdown_head(o);
}

/* One row. */
void
wh_page_row(struct wh_out *o, const char *const *v)
{
	bool		 html = o->format == WH_HTML;
	const char	*s;
	size_t		 i;

	put_head(o);
	fputs_unlocked(html ? "<tr>" : "", o->fp);
	for (i = 0; i < o->n; i++) {
		s = v[o->from[i]] != NULL ? v[o->from[i]] : "";
		if (html) {
			put_cell(o, "td", "", i, s);
			continue;
		}
		fputs_unlocked("| ", o->fp);
		put_text(o, s, strlen(s));
		fputs_unlocked(wh_unit(o->col[i], s), o->fp);
		putc_unlocked(' ', o->fp);
	}
	fputs_unlocked(html ? "</tr>\n" : "|\n", o->fp);
}

/* What stands below the rows; of an empty table the headings, too. */
void
wh_page_end(struct wh_out *o)
{
	put_head(o);
	if (o->format == WH_HTML)
		fputs_unlocked("</tbody>\n</table>\n", o->fp);
	put_notes(o);
}
