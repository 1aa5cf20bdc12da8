/*
 * object.c - all about one case as a JSON object.
 */
#include <string.h>

#include "base/out.h"
#include "case/show.h"

/*
 * The columns of a row as members of a JSON object, without its braces.  The
 * kept columns are JSON already; case numbers are codes, no quantities.
 */
static void
put_members(FILE *fp, sqlite3_stmt *s)
{
	int	i;

	for (i = 0; i < sqlite3_column_count(s); i++) {
		if (i > 0)
			putc(',', fp);
		wh_json_text(fp, sqlite3_column_name(s, i));
		putc(':', fp);
		if (sqlite3_column_type(s, i) == SQLITE_NULL)
			fputs("null", fp);
		else if (strcmp(sqlite3_column_name(s, i), "extra") == 0)
			fputs(wh_col_text(s, i), fp);
		else if (sqlite3_column_type(s, i) == SQLITE_TEXT ||
		    strcmp(sqlite3_column_name(s, i), "number") == 0)
			wh_json_text(fp, wh_col_text(s, i));
		else
			fputs(wh_col_text(s, i), fp);
	}
}

/* The rows of a view about one case, as a member that is an array. */
static void
put_array(struct wh *w, const char *sql, const char *name, int64_t no,
    FILE *fp)
{
	sqlite3_stmt	*s;
	const char	*sep = "";

	s = wh_sql(w, sql);
	wh_bind(s, "i", no);
	fprintf(fp, ",\"%s\":[", name);
	for (; wh_row(w, s); sep = ",") {
		fprintf(fp, "%s{", sep);
		put_members(fp, s);
		putc('}', fp);
	}
	putc(']', fp);
}

/*
 * Write a case as one JSON object, without a line end: the row of v_case on
 * which s stands, then an array for each view that tells more; the private
 * room only if it is to be revealed, of callers who asked for secrecy only
 * that there is one, unless by WH_REVEAL_ALL.
 */
void
wh_show_object(struct wh *w, sqlite3_stmt *s, int64_t no,
    enum wh_reveal reveal, FILE *fp)
{
	static const struct { const char *name, *sql; } sub[] = {
		{ "external", "SELECT source, external AS id FROM v_external"
		    " WHERE number = ?" },
		{ "assist", "SELECT unit, unit_name FROM v_assist"
		    " WHERE number = ?" },
		{ "clocks", "SELECT kind, n, unit, started, due, rung, next,"
		    " within, paused FROM v_clock WHERE number = ?" },
		{ "responses", "SELECT rung, response, since, until, hours,"
		    " reason FROM v_response WHERE number = ?"
		    " ORDER BY since" },
		{ "whistles", "SELECT * FROM v_whistle WHERE number = ?" },
		{ "summoned", "SELECT * FROM v_whistle_unit"
		    " WHERE number = ?" },
		{ "links", "SELECT kind, other, other_state, entry, time"
		    " FROM v_link WHERE number = ?" },
		{ "linked", "SELECT kind, number, entry, time FROM v_link"
		    " WHERE other = ?" },
		{ "findings", "SELECT kind, text FROM v_finding"
		    " WHERE number = ? AND ended IS NULL" },
		{ "journal", "SELECT * FROM v_journal WHERE number = ?" },
	};
	size_t	i, n = sizeof(sub) / sizeof(sub[0]);
	bool	secret = reveal == WH_REVEAL && wh_secret(w, no);

	putc('{', fp);
	put_members(fp, s);
	for (i = 0; i < n; i++)
		put_array(w, sub[i].sql, sub[i].name, no, fp);
	if (reveal)
		put_array(w, secret ? "SELECT 'confidential' AS caller,"
		    " 'confidential' AS phone, 'confidential' AS address,"
		    " NULL AS title, NULL AS text, NULL AS place, NULL AS"
		    " tags, NULL AS extra, 'yes' AS confidential, NULL AS"
		    " collector, NULL AS collator, NULL AS photo"
		    " WHERE ? IS NOT NULL" : "SELECT caller, phone, address,"
		    " title, text, place, tags, extra, confidential,"
		    " collector, collator, photo FROM private WHERE no = ?",
		    "private", no, fp);
	if (reveal)
		put_array(w, secret ? "SELECT seq AS row FROM private_text"
		    " WHERE no = ? AND false" : "SELECT seq AS row, text"
		    " FROM private_text WHERE no = ?", "private_text", no,
		    fp);
	putc('}', fp);
}
