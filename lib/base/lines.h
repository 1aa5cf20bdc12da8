/*
 * lines.h - physical lines of a file, for csv.c alone.
 */
#ifndef WH_LINES_H
#define WH_LINES_H

#include "base/base.h"

/* A place to read from.  Offsets count from where the row begins. */
struct wh_place {
	size_t	 pos;		/* the next line */
	size_t	 lf, cr;	/* neither occurs between pos and here */
	long	 line;		/* physical lines before pos */
};

struct wh_lines {
	struct wh_err	*e;
	struct wh_enc	*enc;
	char		*buf;		/* the row and what follows it */
	size_t		 start, n, max;	/* in buf: row, end, size */
	uint64_t	 gone;		/* bytes of the file before start */
	bool		 eof;		/* nothing follows n */
	bool		 failed;	/* an error is in e */
	struct wh_place	 at;		/* where we are */
};

enum wh_line { WH_LINE, WH_LINE_LONG, WH_LINE_END };

bool		 wh_lines_open(struct wh_lines *, struct wh_err *,
		    struct wh_enc *);
char		*wh_lines_text(const struct wh_lines *);
void		 wh_lines_begin(struct wh_lines *);
enum wh_line	 wh_lines_find(struct wh_lines *, size_t *);
void		 wh_lines_step(struct wh_lines *, size_t);
void		 wh_lines_skip(struct wh_lines *);
void		 wh_lines_free(struct wh_lines *);

#endif
