/*
 * out.h - what out.c, line.c, sheet.c, table.c and page.c share.
 */
#ifndef WH_OUT_H
#define WH_OUT_H

#include "base/base.h"

struct wh_table;

struct wh_out {
	FILE			*fp;
	int			 format;	/* enum wh_format */
	int			 eol;
	bool			 quiet;
	bool			 zh;
	bool			 begun;		/* the header is written */
	const struct wh_col	**col;		/* the columns to print */
	size_t			*from;		/* where each is in a row */
	size_t			 n;
	const char		*title, *notes;	/* the caller's, or NULL */
	struct wh_table		*table;		/* only for WH_TABLE */
};

/* out.c: what a byte may need; bits of wh_bytes */
enum {
	WH_CONTROL	= 1,	/* it is or may begin a control character */
	WH_ESCAPE	= 2,	/* in TSV */
	WH_QUOTE	= 4,	/* in CSV: comma, quote, line end */
	WH_GUARD	= 8	/* in a spreadsheet, which may split there */
};
extern const unsigned char wh_bytes[256];

/* The first byte of s that has one of the bits, or its end. */
static inline const char *
wh_span(const char *s, int bits)
{
	while ((wh_bytes[(unsigned char)*s] & bits) == 0)
		s++;
	return s;
}

/* Does U+0080 to U+009F stand at s? */
static inline bool
wh_is_c1(const char *s)
{
	return (unsigned char)s[0] == 0xC2 &&
	    ((unsigned char)s[1] & 0xE0) == 0x80;
}

bool	 wh_looks_number(const char *);
const char *wh_heading(const struct wh_col *, bool);
bool	 wh_is_number(const struct wh_col *);
const char *wh_unit(const struct wh_col *, const char *);

/* line.c */
void	 wh_json_row(const struct wh_out *, const char *const *);
void	 wh_tsv_row(const struct wh_out *, const char *const *, size_t);

/* sheet.c */
void	 wh_sheet_head(struct wh_out *);
void	 wh_sheet_row(struct wh_out *, const char *const *);

/* page.c */
void	 wh_page_row(struct wh_out *, const char *const *);
void	 wh_page_end(struct wh_out *);

/* table.c */
struct wh_table	*wh_table_new(const struct wh_out *);
void	 wh_table_row(struct wh_out *, const char *const *);
void	 wh_table_end(struct wh_out *);

#endif
