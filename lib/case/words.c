/*
 * words.c - the names and values by which foreign columns are known: the
 * file words.csv beside the maps, where a city adds its own.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "case/guess.h"

enum { COLUMN, STEP, THEIRS, OURS, NCOL };

static const struct wh_col cols[NCOL] = {
	[COLUMN] = { "column", WH_TEXT, NULL, WH_MUST, "Column", "列" },
	[STEP] = { "step", WH_INT, NULL, 0, "Step", "层级" },
	[THEIRS] = { "theirs", WH_TEXT, NULL, WH_MUST, "Theirs", "对方" },
	[OURS] = { "ours", WH_TEXT, NULL, 0, "Ours", "我方" },
};

/* Does a text hold no control character, which a map cannot and a terminal
   must not get? */
bool
wh_is_plain(const char *s)
{
	size_t		n = strlen(s), len;
	uint32_t	cp;

	for (; (len = wh_utf8_next(s, n, &cp)) > 0; s += len, n -= len)
		if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0xfffd)
			return false;
	return true;
}

/*
 * A name without what does not tell names apart: letters are small and
 * narrow; blanks, marks and what follows a parenthesis are gone.  NULL
 * without memory.  The caller frees.
 */
char *
wh_fold(const char *s)
{
	static const char	*const drop = " \t\r\n_-./:*'\"#";
	struct wh_buf		 b = { 0 };
	size_t			 n = strlen(s), len;
	uint32_t		 cp;
	char			 c;

	for (; (len = wh_utf8_next(s, n, &cp)) > 0; s += len, n -= len) {
		if (cp >= 0xff01 && cp <= 0xff5e)
			cp -= 0xfee0;
		if (cp == '(' && b.n > 0)
			break;
		if (cp == 0x3000 || cp == 0x3001 || cp == 0xa0 ||
		    (cp < 0x80 && strchr(drop, (int)cp) != NULL))
			continue;
		if (cp < 0x80) {
			c = (char)tolower((int)cp);
			wh_buf_put(&b, &c, 1);
		} else
			wh_buf_put(&b, s, len);
	}
	return b.s != NULL ? b.s : strdup("");
}

/* What a word of the file's first column means, or WH_R_NONE. */
static int
role(const char *s)
{
	if (strcmp(s, "number") == 0)
		return WH_R_NUMBER;
	if (strcmp(s, "personal") == 0)
		return WH_R_PERSONAL;
	if (strcmp(s, "totals") == 0)
		return WH_R_TOTALS;
	return wh_case_column(s);
}

static bool
add(struct wh_reader *r, struct wh_words *words)
{
	struct wh_word	*v, w = { 0 };

	w.role = role(r->v[COLUMN]);
	if (w.role == WH_R_NONE)
		return wh_fail(&r->w->err, WH_FAIL, "%s:%ld: \"%s\": no such"
		    " column of ours", r->file, r->row->line, r->v[COLUMN]);
	w.step = r->v[STEP] != NULL ? atoi(r->v[STEP]) : 0;
	w.theirs = wh_fold(r->v[THEIRS]);
	if (r->v[OURS] != NULL)
		w.ours = strdup(r->v[OURS]);
	v = reallocarray(words->word, words->n + 1, sizeof(*v));
	if (v == NULL || w.theirs == NULL || (r->v[OURS] != NULL &&
	    w.ours == NULL)) {
		free(w.theirs);
		free(w.ours);
		words->word = v != NULL ? v : words->word;
		return wh_nomem(&r->w->err);
	}
	words->word = v;
	v[words->n++] = w;
	return true;
}

/* The names of our own columns come before all words. */
static bool
add_own(struct wh *w, struct wh_words *words)
{
	struct wh_word	*v;
	size_t		 i;

	v = reallocarray(words->word, words->n + WH_C_COLS, sizeof(*v));
	if (v == NULL)
		return wh_nomem(&w->err);
	words->word = v;
	for (i = 0; i < WH_C_COLS; i++) {
		if (i == WH_C_EXTRA)
			continue;
		memset(&v[words->n], 0, sizeof(*v));
		v[words->n].role = (int)i;
		v[words->n].theirs = strdup(wh_case_cols[i].name);
		if (v[words->n++].theirs == NULL)
			return wh_nomem(&w->err);
	}
	return true;
}

/* Read the words.  False, with an error, if they cannot be read. */
bool
wh_words_read(struct wh *w, struct wh_words *words)
{
	struct wh_args	 a = { WH_ARGS };
	struct wh_reader *r = NULL;
	char		*path = wh_share_path(w, "map", "words", ".csv");

	memset(words, 0, sizeof(*words));
	if (path == NULL)
		return false;
	a.input = path;
	if (add_own(w, words) &&
	    (r = wh_reader_open(w, &a, cols, NCOL)) != NULL)
		while (wh_reader_next(r) && (r->v[COLUMN] == NULL ||
		    r->v[THEIRS] == NULL || add(r, words)))
			;
	wh_reader_close(r, false);
	free(path);
	return w->err.status == WH_OK;
}

void
wh_words_free(struct wh_words *words)
{
	while (words->n > 0) {
		free(words->word[--words->n].theirs);
		free(words->word[words->n].ours);
	}
	free(words->word);
	words->word = NULL;
}

/* Do the last letters of a name say the word, which has four bytes or more? */
static bool
ends(const char *s, const char *word)
{
	size_t	n = strlen(s), k = strlen(word);

	return k >= 4 && n > k && strcmp(s + n - k, word) == 0;
}

/*
 * The word that a column's name is or, with like, ends in; the longest, of
 * these the first.  NULL if there is none.
 */
const struct wh_word *
wh_word_name(const struct wh_words *words, const char *name, bool like)
{
	const struct wh_word	*w, *best = NULL;
	char			*s = wh_fold(name);

	for (w = words->word; s != NULL && w < words->word + words->n; w++) {
		if (w->ours != NULL || w->role == WH_R_TOTALS)
			continue;
		if (!like && strcmp(s, w->theirs) == 0) {
			best = w;
			break;
		}
		if (like && w->step == 0 && ends(s, w->theirs) &&
		    (best == NULL ||
		    strlen(w->theirs) > strlen(best->theirs)))
			best = w;
	}
	free(s);
	return best;
}

/* What a value of this role means to us, or NULL. */
const char *
wh_word_value(const struct wh_words *words, int role_, const char *value)
{
	const struct wh_word	*w;
	const char		*found = NULL;
	char			*s = wh_fold(value);

	for (w = words->word; s != NULL && found == NULL &&
	    w < words->word + words->n; w++)
		if (w->role == role_ && (w->ours != NULL ||
		    role_ == WH_R_TOTALS) && strcmp(s, w->theirs) == 0)
			found = w->ours != NULL ? w->ours : w->theirs;
	free(s);
	return found;
}
