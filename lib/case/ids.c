/*
 * ids.c - the numbers that sources give to their cases, and the case of each.
 */
#include <stdlib.h>
#include <string.h>

#include "case/merge.h"

/* Free what is held, not *k itself. */
void
wh_ids_free(struct wh_source_ids *k)
{
	free(k->greatest);
}

/*
 * May the file have a case of this foreign number?  Where numbers grow, as
 * most do, a new one is known without a search: rows of this merge are no
 * answer, for no two staged ones have the same.
 */
bool
wh_ids_may_have(struct wh *w, struct wh_source_ids *k,
    const struct wh_intake *in)
{
	if (!wh_has(in, WH_C_ID))
		return false;
	if (in->v[WH_C_SOURCE].i != k->source) {
		free(k->greatest);
		k->source = in->v[WH_C_SOURCE].i;
		k->greatest = wh_str(w, "SELECT max(id) FROM external"
		    " WHERE source = ?", "i", k->source);
		k->zeros = wh_int(w, 0, "SELECT 1 FROM external WHERE"
		    " source = ? AND id >= '0' AND id < '1' LIMIT 1", "i",
		    k->source) != 0;
	}
	return k->greatest != NULL &&
	    strcmp(in->v[WH_C_ID].s, k->greatest) <= 0;
}

/*
 * The case of this foreign number, or 0; *again if the source says of it
 * just what it said last time, so that what was done here since stands.
 */
int64_t
wh_ids_find(struct wh *w, const struct wh_intake *in, bool *again)
{
	sqlite3_stmt	*s;
	int64_t		 no = 0;

	s = wh_sql(w, "SELECT no, digest FROM external WHERE source = ?"
	    " AND id = ?");
	wh_bind(s, "it", in->v[WH_C_SOURCE].i, in->v[WH_C_ID].s);
	if (wh_row(w, s)) {
		no = sqlite3_column_int64(s, 0);
		*again = wh_col_int(s, 1) == in->digest;
		sqlite3_reset(s);
	}
	return no;
}

/*
 * Has the source an id that differs from this one by zeros before it alone?
 * A spreadsheet takes them off, and the case would be filed again; why then
 * names the other id.  To be asked after wh_ids_may_have.
 */
bool
wh_ids_zeros(struct wh *w, const struct wh_source_ids *k,
    const struct wh_intake *in, char *why, size_t size)
{
	const char	*id = in->v[WH_C_ID].s;
	sqlite3_stmt	*s;
	bool		 found;

	if (!wh_has(in, WH_C_ID) || k->greatest == NULL ||
	    id[strspn(id, "0123456789")] != '\0' || (*id != '0' && !k->zeros))
		return false;
	s = wh_sql(w, "SELECT id FROM external WHERE source = ?1 AND id IN"
	    " (ltrim(?2, '0'), '0' || ?2, '00' || ?2, '000' || ?2,"
	    " '0000' || ?2, '00000' || ?2, '000000' || ?2)");
	wh_bind(s, "it", k->source, id);
	if ((found = wh_row(w, s)))
		snprintf(why, size, "id: \"%s\": this source has %s, which is"
		    " another id only by the zeros before it; a spreadsheet"
		    " takes them off: format the column as text and export"
		    " again", id, wh_col_text(s, 0));
	sqlite3_reset(s);
	return found;
}
