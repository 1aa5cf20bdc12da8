/*
 * mended.c - findings that the source has mended since: they end, and stay
 * for who asks what was wrong.
 */
#include <string.h>

#include "case/merge.h"

static bool
end_finding(struct wh *w, int64_t no, const char *kind, const char *text)
{
	return wh_run(w, "UPDATE finding SET ended = ?4 WHERE no = ?1"
	    " AND kind = ?2 AND ended IS NULL AND (?3 IS NULL OR text = ?3)",
	    "itti", no, kind, text, w->entry);
}

/* Does the file have the column of which the finding tells? */
static bool
speaks_of(const struct wh_reader *r, const char *text)
{
	const char	*name;
	size_t		 i, n;

	for (i = 0; r->bind != NULL && i < WH_C_COLS; i++) {
		if (r->bind[i].n == 0)
			continue;
		name = wh_reader_column(r, i);
		n = strlen(name);
		if (strncmp(text, name, n) == 0 && text[n] == ':')
			return true;
	}
	return false;
}

/*
 * End the values that were left out, of columns that the file has; to be
 * called before those that it has still are put.
 */
static void
end_values(struct wh *w, const struct wh_reader *r, int64_t no)
{
	sqlite3_stmt	*s;
	const char	*text;

	s = wh_sql(w, "SELECT text FROM finding WHERE no = ? AND kind ="
	    " 'value' AND ended IS NULL");
	wh_bind(s, "i", no);
	while (wh_row(w, s))
		if ((text = wh_col_text(s, 0)) != NULL && speaks_of(r, text))
			end_finding(w, no, "value", text);
}

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Is the act among the rows of a plan?  Times that were assumed are no word. */
static bool
is_planned(const struct wh_plan *p, const struct wh_jrow *j)
{
	const struct wh_jrow	*r;

	for (r = p->row; r < p->row + p->n; r++)
		if (r->act == j->act && r->unit == j->unit &&
		    (r->at == j->at || ((r->flags | j->flags) & WH_F_TIME)) &&
		    same_text(r->value, j->value) &&
		    same_text(r->text, j->text))
			return true;
	return false;
}

/*
 * What reverted imports recorded stands; the finding of that ends when the
 * source tells all of it, so that a new case of this row would have it, too.
 */
static void
end_imports(struct wh *w, int64_t no, const struct wh_intake *in)
{
	struct wh_plan		 p;
	struct wh_course	 c;
	struct wh_jrow		 j;
	sqlite3_stmt		*s;
	bool			 any = false, all = true;

	s = wh_sql(w, "SELECT act, j.at, whistle, holder, unit, filter, rule,"
	    " standard, due, until, used, allowed, flags, value, reason,"
	    " j.text, field, old, new FROM finding f CROSS JOIN journal j"
	    " ON j.no = f.no JOIN entry e ON e.id = j.entry WHERE f.no = ?"
	    " AND f.kind = 'import' AND f.ended IS NULL AND j.act <> 10"
	    " AND j.flags & 8 = 0 AND f.text GLOB 'import ' || e.import ||"
	    " ' was reverted*'");
	wh_bind(s, "i", no);
	while (wh_row(w, s)) {
		if (!any) {
			wh_course_start(&c, in->v[WH_C_RECEIVED].i);
			all = wh_plan(w, 0, in, &c, &p);
		}
		any = true;
		wh_jrow_read(s, &j);
		all = all && is_planned(&p, &j);
	}
	if (any && all)
		end_finding(w, no, "import", NULL);
}

/*
 * End the findings of a case that is known which the row at hand has mended.
 * Those that it finds again are put afterwards.
 */
void
wh_findings_mend(struct wh *w, const struct wh_reader *r, int64_t no,
    const struct wh_intake *in)
{
	end_values(w, r, no);
	end_imports(w, no, in);
}
