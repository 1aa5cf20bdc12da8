/*
 * actlist.c - the acts that there are, told to people.
 */
#include <string.h>

#include "case/case.h"

/* Is it an act that this command records? */
bool
wh_is_act(const char *act, const char *by)
{
	const struct wh_act	*a = wh_act_find(act);

	return a != NULL && strcmp(a->by, by) == 0;
}

/* The acts that a command records, to be named; the caller frees. */
char *
wh_act_words(const char *by)
{
	struct wh_buf	 b = { 0 };
	const char	*sep = "";
	size_t		 i;

	for (i = 0; i < wh_nacts; i++)
		if (strcmp(wh_acts[i].by, by) == 0) {
			wh_buf_printf(&b, "%s%s", sep, wh_acts[i].code);
			sep = ", ";
		}
	return b.s;
}

/* The words whose bits are set, after blanks. */
static void
put_bits(struct wh_buf *b, unsigned bits, const char *const *words, size_t n)
{
	size_t	i;
	bool	any = false;

	for (i = 0; i < n; i++)
		if (bits >> i & 1) {
			wh_buf_printf(b, "%s%s", any ? " " : "", words[i]);
			any = true;
		}
}

/* An act as a row of SQL: literals only, none of which has a quote. */
static void
put_act(struct wh_buf *b, const struct wh_act *a, bool zh)
{
	static const char *const	needs[] = {
		"unit", "reason", "value", "text", "field", "whistle", "to",
		"until"
	};
	static const char *const	clocks[] = {
		"verify", "sign", "reply", "arrive", "handle", "check",
		"callback", "hang", "contact", "finish"
	};

	wh_buf_printf(b, "(%d,'%s','%s','", a->id, a->code,
	    zh ? a->zh : a->en);
	wh_state_words(b, a->from, " ");
	wh_buf_puts(b, "','");
	if (a->to != 0)
		wh_state_words(b, a->to, " ");
	wh_buf_puts(b, "','");
	put_bits(b, a->need, needs, sizeof(needs) / sizeof(needs[0]));
	wh_buf_puts(b, "','");
	put_bits(b, a->starts, clocks, sizeof(clocks) / sizeof(clocks[0]));
	wh_buf_puts(b, "','");
	put_bits(b, a->stops, clocks, sizeof(clocks) / sizeof(clocks[0]));
	wh_buf_puts(b, "')");
}

/*
 * The acts there are: key, name, from which states, to which states, whose
 * they are by the rights of this file, what they need, and which clocks they
 * start and stop.
 */
struct wh_cursor *
wh_list_acts(struct wh *w)
{
	static const struct wh_col	cols[] = {
		{ "act", WH_TEXT, NULL, 0, "Act", "动作" },
		{ "name", WH_TEXT, NULL, 0, "Name", "名称" },
		{ "from", WH_TEXT, NULL, 0, "From", "自" },
		{ "to", WH_TEXT, NULL, 0, "To", "至" },
		{ "whose", WH_TEXT, NULL, 0, "Whose", "权限" },
		{ "needs", WH_TEXT, NULL, 0, "Needs", "需要" },
		{ "starts", WH_TEXT, NULL, 0, "Starts clocks", "启动时钟" },
		{ "stops", WH_TEXT, NULL, 0, "Stops clocks", "停止时钟" },
	};
	struct wh_buf	 b = { 0 };
	struct wh_cursor *cur;
	size_t		 i;

	wh_buf_puts(&b, "WITH a(id, act, name, \"from\", \"to\", needs,"
	    " starts, stops) AS (VALUES ");
	for (i = 0; i < wh_nacts; i++) {
		wh_buf_puts(&b, i > 0 ? "," : "");
		put_act(&b, &wh_acts[i], w->zh);
	}
	wh_buf_puts(&b, ") SELECT act, name, \"from\", \"to\", coalesce((SELECT"
	    " group_concat(x, ' ') FROM (SELECT iif(k.code IS NULL, r.who,"
	    " k.code) || iif(r.step IS NULL, '', '.' || r.step) AS x"
	    " FROM \"right\" r LEFT JOIN unit_kind k ON k.id = r.kind"
	    " WHERE r.act = a.id ORDER BY r.code)), 'any'), needs, starts,"
	    " stops FROM a");
	cur = wh_cursor_open(w, b.s != NULL ? wh_prepare(w, b.s) : NULL, cols,
	    sizeof(cols) / sizeof(cols[0]));
	wh_buf_free(&b);
	return cur;
}
