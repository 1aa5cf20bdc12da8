/*
 * guess.h - a first map of a foreign file: a sample of it, the words by which
 * columns are known, what was decided, and how it is written down.
 */
#ifndef WH_GUESS_H
#define WH_GUESS_H

#include "case/survey.h"

/* words.c: the names and values by which columns are known */

enum {				/* roles beside those of enum wh_case_col */
	WH_R_NONE = -1, WH_R_NUMBER = WH_C_COLS, WH_R_PERSONAL, WH_R_TOTALS
};
struct wh_word {
	int	 role, step;
	char	*theirs;	/* folded */
	char	*ours;		/* of a value, or NULL: a name */
};
struct wh_words {
	size_t		 n;
	struct wh_word	*word;
};

bool	 wh_words_read(struct wh *, struct wh_words *);
void	 wh_words_free(struct wh_words *);
char	*wh_fold(const char *);
bool	 wh_is_plain(const char *);
const struct wh_word *wh_word_name(const struct wh_words *, const char *,
	    bool);
const char *wh_word_value(const struct wh_words *, int, const char *);

/* sample.c: the first rows of a file, and its last */

struct wh_sample {
	char		*head, *tail;	/* bytes; no tail if head is whole */
	size_t		 nhead, ntail;
	const char	*encoding;	/* asked for, or NULL */
	char		 enc[32];	/* in force */
	char		 delimiter;
	long		 skip;		/* lines before the header */
	int		 header;	/* rows of it */
	size_t		 ncol, nrow;
	char		**name;		/* ncol, joined */
	char		**last;		/* of each the lowest part */
	struct wh_buf	 text;		/* of all cells */
	size_t		*cell;		/* where each begins, nrow * ncol */
	size_t		 maxcell;
	int64_t		 bad, few;	/* rows that are none; too short */
	long		 bad_line, few_line;
	struct wh_values totals;	/* what begins a row of totals */
};

bool	 wh_sample_read(struct wh *, const struct wh_args *,
	    const struct wh_words *, struct wh_sample *);
void	 wh_sample_free(struct wh_sample *);
const char *wh_cell(const struct wh_sample *, size_t, size_t);

/* header.c: which line is the header */

struct wh_rough {		/* a row as it stands in the file */
	size_t	 n;
	char	**v;
	long	 line;
};

void	 wh_header_find(const struct wh_words *, const struct wh_rough *,
	    size_t, size_t, struct wh_sample *, size_t *);
size_t	 wh_header_width(const struct wh_sample *, const struct wh_rough *);
bool	 wh_header_names(struct wh_sample *, const struct wh_rough *);

/* kinds.c: what the values of a column of theirs could be */

enum wh_by { WH_BY_NOTHING, WH_BY_NAME, WH_BY_LIKE, WH_BY_VALUES };

enum { WH_FORMATS = 3 };

struct wh_theirs {		/* a column of theirs */
	const char	*name;
	const char	*why;		/* why it is not placed, or NULL */
	const struct wh_word *word;	/* that its name is, or NULL */
	bool		 used;
	bool		 nameable; /* in a map */
	size_t		 filled;	/* cells of the sample */
	struct wh_values all;
	/* Of the distinct values, so many could be: */
	size_t		 times, phones, mobiles, reals, codes, people;
	bool		 serials;	/* times are day numbers */
	bool		 ambiguous;	/* month or day first */
	size_t		 nformat;
	const char	*format[WH_FORMATS];
	double		 least, greatest;
};

void	 wh_kinds(struct wh *, struct wh_theirs *);
bool	 wh_is_time(const struct wh_theirs *);

/* guess.c, place.c: what the columns are */

enum { WH_PARTS = 16 };		/* columns that one of ours may come from */

struct wh_ours {		/* a column of ours */
	size_t		 n;
	size_t		 col[WH_PARTS];	/* theirs */
	enum wh_by	 by;
	bool		 digest;
	bool		 carry;
	char		*format;	/* of an id that holds the time */
	const char	*path;
	char		*under;
	size_t		 known;		/* distinct references */
	struct wh_values values;	/* of references and words */
};
struct wh_guess {
	struct wh		*w;
	struct wh_sample	 s;
	struct wh_words		 words;
	struct wh_theirs	*t;
	struct wh_ours		 o[WH_C_COLS];
	char			*source;	/* what the file's name says */
	const char		*file;
	size_t			 unique;	/* rows that a digest tells
						   apart ... */
	size_t			 rows;	/* of so many that differ */
	bool			 time_alone; /* nothing else is in it */
	bool			 left;	/* something is left to decide */
};

void	 wh_place(struct wh_guess *);
void	 wh_place_by_values(struct wh_guess *);
bool	 wh_place_id(struct wh_guess *);
bool	 wh_counts_lines(const struct wh_theirs *);
bool	 wh_place_refs(struct wh_guess *);

/* sketch.c: the map as it is printed; meaning.c: what it says of values;
   known.c: maps that are shipped */

void	 wh_put_shown(FILE *, const char *);
void	 wh_sketch_values(struct wh_guess *, int, FILE *);
bool	 wh_nameable(const char *);
void	 wh_put_name(FILE *, const char *);
void	 wh_sketch_file(const struct wh_guess *, FILE *);
void	 wh_sketch(struct wh_guess *, FILE *);
bool	 wh_known_map(struct wh_guess *, FILE *);

#endif
