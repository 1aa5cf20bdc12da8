/*
 * check.c - is the file sound: the database itself, the rules in it, what
 * was found odd at the door, the roster.
 *
 * Each check is one statement that puts what it finds into a temporary
 * table; all of them look at the same state of the file.
 */
#include <stdlib.h>
#include <string.h>

#include "report/check.h"

#define FIND(word, sql) \
	{ word, "WITH q(key, what) AS (" sql ") INSERT INTO temp.found" \
	  " SELECT key, '" word "', what FROM q" }
#define HELD(x)		" ?1 BETWEEN coalesce(" x ".valid_from, '')" \
			" AND coalesce(" x ".valid_to, '9999-12-31')"
#define OVERLAP		" coalesce(a.valid_from, '') <=" \
			" coalesce(b.valid_to, '9999-12-31')" \
			" AND coalesce(b.valid_from, '') <=" \
			" coalesce(a.valid_to, '9999-12-31')"

/* Rules of the same conditions on the same level, and what they say. */
#define ALIKE		" a.class IS b.class AND a.polygon IS b.polygon" \
			" AND a.area IS b.area AND a.source IS b.source" \
			" AND a.line IS b.line AND a.target IS b.target" \
			" AND a.filter = b.filter"
#define SAME_RESULT	" (a.kind IS b.kind AND a.unit IS b.unit AND" \
			" a.assist IS b.assist AND (a.duty IS b.duty OR" \
			" coalesce(a.kind, a.unit) IS NOT NULL))"
/* The kinds of units whose duty list is complete, as rows of word. */
#define LISTED_WORDS	" (SELECT value AS word FROM json_each('[' ||" \
			" replace(json_quote((SELECT value FROM setting" \
			" WHERE code = 'duty_list')), ' ', '\",\"') || ']'))"

/*
 * The closure table of a tree must hold just the pairs that follow from the
 * parents; the bound on depth ends the walk around a cycle.
 */
#define TREE_WALK(t) \
	"WITH RECURSIVE w(top, id, depth) AS (SELECT id, id, 0 FROM " t \
	" UNION ALL SELECT w.top, c.id, w.depth + 1 FROM w JOIN " t " c" \
	" ON c.parent = w.id WHERE w.depth < 64)"
#define TREE_PAIR(t, what) \
	" SELECT coalesce((SELECT code FROM " t " x WHERE x.id = d.id)," \
	" d.id), '" t "_tree: " what " its line to '" \
	" || coalesce((SELECT code FROM " t " x WHERE x.id = d.top), d.top)" \
	" || ' at distance ' || d.depth FROM "
#define TREE(t) \
	FIND("integrity", TREE_WALK(t) TREE_PAIR(t, "lacks") \
	  "(SELECT * FROM w EXCEPT SELECT top, id, depth FROM " t "_tree) d"), \
	FIND("integrity", TREE_WALK(t) \
	  TREE_PAIR(t, "has too much:") \
	  "(SELECT top, id, depth FROM " t "_tree EXCEPT SELECT * FROM w) d")

#define UNREVIEWED(t) \
	FIND("unreviewed", "SELECT code, '" t " ' || name ||" \
	  " ': made by an import, nobody has reviewed it' FROM " t \
	  " WHERE reviewed = 0")

/* ?1 is today. */
static const struct {
	const char	*word, *sql;
} checks[] = {
	FIND("integrity", "SELECT iif(\"table\" = 'cases',"
	  " rowid, \"table\"), 'table ' || \"table\" || coalesce(': row ' ||"
	  " rowid, '') || ': refers to a row of ' || parent || ' that is not"
	  " there' FROM pragma_foreign_key_check"),
	FIND("integrity", "SELECT k.no, 'clock ' || k.kind ||"
	  " ': runs, but the case is not open' FROM clock k"
	  " JOIN cases c ON c.no = k.no WHERE c.state >= 50"
	  " AND (k.kind <> 'callback' OR c.state <> 50)"),
	FIND("integrity", "SELECT no, 'journal: ' || count(*)"
	  " || ' rows, numbered from ' || min(seq) || ' to ' || max(seq)"
	  " FROM journal GROUP BY no"
	  " HAVING min(seq) <> 1 OR max(seq) <> count(*)"),
	FIND("integrity", "SELECT no, 'case: says it has ' ||"
	  " seq || ' journal rows, the last one is ' || coalesce(last,"
	  " 'missing') FROM (SELECT no, seq, (SELECT max(seq) FROM journal j"
	  " WHERE j.no = c.no) AS last FROM cases c) WHERE seq IS NOT last"),
	FIND("integrity", "SELECT 'file', 'entry: ' || said || ' journal"
	  " rows were filed with their cases, the journal has ' || n"
	  " FROM (SELECT (SELECT count(*) FROM journal WHERE flags & 8) AS n,"
	  " (SELECT coalesce(sum(filed), 0) FROM entry) AS said)"
	  " WHERE n <> said"),
	FIND("integrity", "SELECT d, 'day: number ' || used ||"
	  " ' was given, the counter says ' || coalesce(last, 'nothing')"
	  " FROM (SELECT d, used, (SELECT last FROM day WHERE day = d) AS last"
	  " FROM (SELECT no / 1000000 AS d, max(no % 1000000) AS used"
	  " FROM cases GROUP BY 1)) WHERE used > coalesce(last, 0)"),
	TREE("area"),
	TREE("unit"),
	TREE("class"),

	FIND("rules", "SELECT r.code, 'rule: no unit of kind ' ||"
	  " k.code || ' stands anywhere' FROM rule r JOIN unit_kind k"
	  " ON k.id = r.kind WHERE" HELD("r") " AND NOT EXISTS (SELECT 1"
	  " FROM unit u WHERE u.kind = r.kind AND" HELD("u") ")"),
	FIND("rules", "SELECT r.code, 'rule: its unit ' || u.code"
	  " || ' ended on ' || u.valid_to FROM rule r JOIN unit u"
	  " ON u.id = r.unit WHERE" HELD("r") " AND u.valid_to < ?1"),
	FIND("rules", "SELECT c.code, 'class: no filing condition,"
	  " nor has a class above it one: its cases have no deadline'"
	  " FROM class c WHERE" HELD("c") " AND NOT EXISTS (SELECT 1"
	  " FROM class d WHERE d.parent = c.id) AND NOT EXISTS (SELECT 1"
	  " FROM class_tree t JOIN standard s ON s.class = t.top"
	  " WHERE t.id = c.id AND" HELD("s") ")"),
	FIND("rules", "SELECT c.code, 'class: no rule, nor has a"
	  " class above it one: its cases go to the street' FROM class c"
	  " WHERE" HELD("c") " AND NOT EXISTS (SELECT 1 FROM class d"
	  " WHERE d.parent = c.id) AND NOT EXISTS (SELECT 1 FROM rule r"
	  " WHERE (r.class IS NULL OR r.class IN (SELECT top FROM class_tree"
	  " WHERE id = c.id)) AND" HELD("r") ")"),
	FIND("rules", "SELECT code, 'ladder: ' || what FROM (" WH_LADDER_WRONG
	  ")"),
	FIND("rules", "SELECT code, tab || ': ' || what FROM ("
	  WH_SCORE_WRONG ")"),
	FIND("rules", "SELECT code, 'score: no terms: it has no data'"
	  " FROM score WHERE id NOT IN (SELECT score FROM term)"),
	FIND("rules", "SELECT a.code, 'rule: contradicts ' || b.code ||"
	  " ': the same conditions, level and priority at the same time,"
	  " another result' FROM rule a JOIN rule b ON" ALIKE
	  " AND a.priority = b.priority AND a.code < b.code"
	  " WHERE" OVERLAP " AND NOT" SAME_RESULT),
	FIND("rules", "SELECT b.code, 'rule: can never win: ' || min(a.code) ||"
	  " ' has the same conditions and level and comes before it'"
	  " FROM rule a JOIN rule b ON" ALIKE
	  " AND (a.priority > b.priority OR (a.priority = b.priority"
	  " AND a.code < b.code)) WHERE coalesce(a.valid_from, '') <="
	  " coalesce(b.valid_from, '') AND coalesce(a.valid_to,"
	  " '9999-12-31') >= coalesce(b.valid_to, '9999-12-31')"
	  " GROUP BY b.id"),
	FIND("rules", "SELECT r.code, 'rule: its polygon ' || p.code ||"
	  " ' has no boundary loaded: it fits no case' FROM rule r"
	  " JOIN area p ON p.id = r.polygon WHERE NOT EXISTS"
	  " (SELECT 1 FROM boundary b WHERE b.area = p.id)"),
	FIND("rules", "SELECT r.code, 'rule: asks for line ' || r.line ||"
	  " ', but its class is of line ' || l.line FROM rule r"
	  " JOIN v_class l ON l.code = (SELECT code FROM class"
	  " WHERE id = r.class) WHERE r.line <> l.line AND NOT EXISTS"
	  " (SELECT 1 FROM class_tree t JOIN class c ON c.id = t.id"
	  " WHERE t.top = r.class AND c.line = r.line)"),
	FIND("rules", "SELECT r.code, 'rule: names nobody but duty ' ||"
	  " d.code || ', which nobody owns' FROM rule r JOIN duty d"
	  " ON d.id = r.duty WHERE r.kind IS NULL AND r.unit IS NULL"
	  " AND d.kind IS NULL AND d.unit IS NULL AND" HELD("r")),

	FIND("duty", "SELECT d.code, 'duty ' || d.name || ': nobody owns it'"
	  " FROM duty d WHERE d.kind IS NULL AND d.unit IS NULL AND"
	  HELD("d")),
	FIND("duty", "SELECT d.code, 'duty ' || d.name || ': no unit of kind '"
	  " || k.code || ' stands anywhere' FROM duty d JOIN unit_kind k"
	  " ON k.id = d.kind WHERE" HELD("d") " AND NOT EXISTS (SELECT 1"
	  " FROM unit u WHERE u.kind = d.kind AND" HELD("u") ")"),
	FIND("duty", "SELECT d.code, 'duty ' || d.name || ': handed down by '"
	  " || u.code || ' without ' || substr(iif(d.staff IS NULL, ', staff',"
	  " '') || iif(d.money IS NULL, ', money', '') || iif(d.goods IS NULL,"
	  " ', goods', ''), 3) FROM duty d JOIN unit u ON u.id = d.handed_from"
	  " WHERE" HELD("d") " AND (d.staff IS NULL OR d.money IS NULL OR"
	  " d.goods IS NULL)"),
	FIND("duty", "SELECT b.code, 'duty ' || b.name || ': is on the list"
	  " at the same time as ' || a.code FROM duty a JOIN duty b"
	  " ON a.name = b.name AND a.code < b.code AND a.kind IS b.kind"
	  " AND a.unit IS b.unit WHERE" OVERLAP),
	FIND("duty", "SELECT 'duty_list', 'setting: ' || word || ': no such"
	  " kind of units' FROM" LISTED_WORDS " WHERE word NOT IN"
	  " ('none', '') AND word NOT IN (SELECT code FROM unit_kind)"),
	FIND("duty", "SELECT r.code, 'rule: a task for ' || k.code || ' that"
	  " is outside its duty list' || coalesce(': ' || d.code || ' is not"
	  " valid today', '') FROM rule r LEFT JOIN duty d ON d.id = r.duty"
	  " JOIN unit_kind k ON k.id = coalesce(r.kind, (SELECT kind FROM unit"
	  " WHERE id = r.unit)) WHERE k.code IN (SELECT word FROM"
	  LISTED_WORDS ") AND" HELD("r") " AND (d.id IS NULL OR NOT"
	  HELD("d") ")"),
	FIND("duty", "SELECT c.no, 'case: a task for ' || u.code || ' that is"
	  " outside the duty list of ' || k.code || coalesce(', by rule ' ||"
	  " r.code, ', by no rule') FROM cases c JOIN unit u ON u.id = c.unit"
	  " JOIN unit_kind k ON k.id = u.kind LEFT JOIN rule r"
	  " ON r.id = c.rule LEFT JOIN duty d ON d.id = r.duty"
	  " WHERE c.state BETWEEN 10 AND 49 AND k.code IN (SELECT word FROM"
	  LISTED_WORDS ") AND (d.id IS NULL OR NOT" HELD("d") ")"),
	FIND("rules", "SELECT a.code, 'standard: the same class and"
	  " order as ' || b.code || ' at the same time' FROM standard a"
	  " JOIN standard b ON a.class = b.class AND a.ord = b.ord"
	  " AND a.code < b.code WHERE" OVERLAP),
	FIND("rules", "WITH RECURSIVE y(year, last) AS (SELECT"
	  " (SELECT strftime('%Y', t + offset, 'unixepoch') + 0 FROM zone"
	  "  WHERE since <= t ORDER BY since DESC LIMIT 1),"
	  " (SELECT strftime('%Y', u + offset, 'unixepoch') + 0 FROM zone"
	  "  WHERE since <= u ORDER BY since DESC LIMIT 1)"
	  " FROM (SELECT (SELECT min(received) FROM cases) AS t,"
	  "  (SELECT max(received) FROM cases) AS u)"
	  " UNION ALL SELECT year + 1, last FROM y WHERE year < last),"
	  " z(year, last) AS (SELECT substr(min(day), 1, 4) + 0,"
	  "  substr(max(day), 1, 4) + 0 FROM calendar UNION ALL"
	  "  SELECT year + 1, last FROM z WHERE year < last)"
	  " SELECT year, 'calendar: no day of this year is loaded: deadlines"
	  " in it are provisional' FROM (SELECT year FROM y UNION"
	  " SELECT year FROM z) WHERE year IS NOT NULL"
	  " AND NOT EXISTS (SELECT 1 FROM calendar"
	  " WHERE day BETWEEN year || '-01-01' AND year || '-12-31')"),
	FIND("rules", "SELECT b.code, 'hours: overlap those of ' || a.code ||"
	  " ', which they replace meanwhile' FROM hours a JOIN hours b ON"
	  " (coalesce(a.valid_from, ''), a.code) <"
	  " (coalesce(b.valid_from, ''), b.code) WHERE" OVERLAP),
	FIND("rules", "SELECT b.code, 'stage: the same clock, class and"
	  " source as ' || a.code || ' at the same time' FROM stage a"
	  " JOIN stage b ON a.clock = b.clock AND a.class IS b.class"
	  " AND a.source IS b.source AND a.code < b.code WHERE" OVERLAP),
	FIND("rules", "SELECT h.code, 'whistle kind: nobody may blow"
	  " it: no unit of ' || h.raisers FROM whistle_kind h WHERE NOT EXISTS"
	  " (SELECT 1 FROM unit u LEFT JOIN unit_kind k ON k.id = u.kind"
	  " WHERE" HELD("u") " AND (instr(' ' || h.raisers || ' ',"
	  " ' ' || k.code || ' ') OR instr(' ' || h.raisers || ' ',"
	  " ' ' || k.name || ' ') OR instr(' ' || h.raisers || ' ',"
	  " ' ' || u.code || ' ')))"),

	FIND("findings", "SELECT no, kind || ': ' || text"
	  " FROM finding WHERE ended IS NULL"),

	FIND("issued", "SELECT 'issued ' || (id - 1), 'is gone: numbers have"
	  " no gap' FROM issued WHERE id > 1 AND id - 1 NOT IN (SELECT id"
	  " FROM issued)"),
	FIND("issued", "SELECT 'issued ' || id, 'some of its figures are"
	  " gone' FROM (SELECT id, (SELECT count(*) FROM issued_column"
	  "  WHERE issued = id) AS columns, (SELECT count(*) FROM issued_row"
	  "  WHERE issued = id) AS rows, (SELECT count(*) FROM issued_value"
	  "  WHERE issued = id) AS figures FROM issued)"
	  " WHERE columns = 0 OR figures <> columns * rows"),

	FIND("roster", "SELECT p.code, q.name || ' is chief of ' ||"
	  " r.name || ': rank ' || coalesce(k.name, 'not known') ||"
	  " ', rule ' || u.code || ' asks for ' || iif(k.ord > m.ord,"
	  " m.name || ' or below', l.name || ' or above') FROM post p"
	  WH_RANK_JOINS " WHERE p.role = 'street_chief' AND" WH_PRESENT
	  " AND" WH_RANK_BROKEN),
	FIND("roster", "SELECT b.code, 'road ' || r.code ||"
	  " ': has a chief at the same time by post ' || a.code FROM post a"
	  " JOIN post b ON a.road = b.road AND a.role = b.role"
	  " AND (a.valid_from, a.id) < (b.valid_from, b.id)"
	  " JOIN road r ON r.id = a.road WHERE a.role = 'street_chief'"
	  " AND" OVERLAP),

	UNREVIEWED("area"),
	UNREVIEWED("unit"),
	UNREVIEWED("class"),
	FIND("contact", "SELECT u.code, 'unit ' || u.name || ': is of tier n,"
	  " but has no contact: a whistle to it is refused' FROM unit u"
	  " JOIN unit_kind k ON k.id = u.kind WHERE k.tier = 'n' AND" HELD("u")
	  " AND coalesce(u.contact, '') = ''"),
	FIND("vacant", "SELECT r.code, 'road ' || r.name ||"
	  " ': has no chief' FROM road r WHERE NOT EXISTS (SELECT 1"
	  " FROM post p WHERE p.road = r.id AND p.role = 'street_chief' AND"
	  WH_PRESENT ")"),
};

static const char words[] =
    "integrity rules duty findings roster replay issued daily unreviewed"
    " contact vacant reloaded";
static const char usual[] =
    "integrity rules duty findings roster replay issued";

/* Every word that the user gave must be one of ours. */
static bool
known(struct wh *w, const char *what)
{
	char	word[16];
	size_t	n;

	for (; *what != '\0'; what += n, what += strspn(what, " ")) {
		n = strcspn(what, " ");
		snprintf(word, sizeof(word), "%.*s", (int)n, what);
		if (n >= sizeof(word) || !wh_word_in(words, word))
			return wh_fail(&w->err, WH_FAIL, "\"%.*s\": not one of"
			    " %s", (int)n, what, words);
	}
	return true;
}

static bool
put(struct wh *w, const char *key, const char *word, const char *what)
{
	return wh_run(w, "INSERT INTO temp.found VALUES (?, ?, ?)", "ttt",
	    key, word, what);
}

/* SQLite's own check; false if the file is damaged, or on an error. */
static bool
undamaged(struct wh *w)
{
	sqlite3_stmt	*s = wh_prepare(w, "PRAGMA main.integrity_check");
	const char	*why;
	bool		 good = true;

	while (wh_row(w, s)) {
		why = wh_col_text(s, 0);
		if (why == NULL || strcmp(why, "ok") == 0)
			continue;
		good = false;
		put(w, "file", "integrity", why);
	}
	sqlite3_finalize(s);
	return good && w->err.status == WH_OK;
}

static void
replay(struct wh *w)
{
	struct wh_cursor	*c = wh_replay(w);
	const char *const	*v;

	while ((v = wh_cursor_next(c)) != NULL)
		put(w, v[0], "replay", v[2]);
	wh_cursor_close(c);
}

/* Rates and scores that no report can print. */
static void
rates(struct wh *w)
{
	sqlite3_stmt	*s = wh_sql(w, "SELECT code, num, den, 'metric'"
	    " FROM metric UNION ALL SELECT code, NULL, NULL, 'score'"
	    " FROM score ORDER BY 4, 1");
	const char	*why;
	char		 what[120];

	while (wh_row(w, s)) {
		why = wh_metric_wrong(wh_col_text(s, 0), wh_col_text(s, 1),
		    wh_col_text(s, 2));
		snprintf(what, sizeof(what), "%s: %s", wh_col_text(s, 3), why);
		if (why != NULL)
			put(w, wh_col_text(s, 0), "rules", what);
	}
}

/*
 * What is wrong with the file: a cursor of records of key, check and what,
 * by the checks that are named in what, separated by blanks; those that
 * are usual if what is empty.  A damaged file is not looked at any
 * further.  NULL, with an error, if there is no such check.
 */
struct wh_cursor *
wh_check_findings(struct wh *w, const char *what)
{
	static const struct wh_col	col[] = {
		{ "key", WH_CODE, NULL, WH_KEY, "Key", "编号" },
		{ "check", WH_TEXT, NULL, 0, "Check", "检查" },
		{ "what", WH_TEXT, NULL, 0, "What", "问题" },
	};
	char				today[WH_TIME_TEXT];
	size_t				i;

	if (!known(w, what))
		return NULL;
	if (*what == '\0')
		what = usual;
	wh_date_text(wh_day_of(&w->zone, w->now), today);
	wh_exec(w, "CREATE TEMP TABLE IF NOT EXISTS found(key, word, what);"
	    "DELETE FROM temp.found; BEGIN");
	if (!wh_word_in(what, "integrity") || undamaged(w)) {
		for (i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
			if (wh_word_in(what, checks[i].word))
				wh_run(w, checks[i].sql, "t", today);
		if (wh_word_in(what, "rules"))
			rates(w);
		if (wh_word_in(what, "replay"))
			replay(w);
		if (wh_word_in(what, "daily"))
			wh_daily_recount(w);
		wh_issued_check(w, what);
	}
	if (!wh_exec(w, "COMMIT"))
		return NULL;
	return wh_cursor_open(w, wh_prepare(w, "SELECT key, word, what"
	    " FROM temp.found ORDER BY rowid"), col,
	    sizeof(col) / sizeof(col[0]));
}
