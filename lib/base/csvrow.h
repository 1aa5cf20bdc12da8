/*
 * csvrow.h - the reader of rows from within, for csv.c and refuse.c alone.
 */
#ifndef WH_CSVROW_H
#define WH_CSVROW_H

#include <csv.h>

#include "base/lines.h"

enum {
	WH_CSV_SLACK	= 64	/* field bytes beside the text: quote, blanks */
};

struct wh_csv {
	struct wh_lines		 in;
	struct csv_parser	 p;
	unsigned char		 delimiter;
	size_t			 columns;	/* 0: not known yet */
	struct wh_place		 second;	/* the row's second line */
	size_t			 first;		/* bytes of its first line */
	size_t			 lines;		/* it has so far */
	uint64_t		 from, reach;	/* bytes: what went back read */
	uint64_t		 spent;		/* on it so far */
	bool			 fill;		/* fields missing are empty */
	bool			 again;		/* the row is to come again */
	bool			 done;		/* libcsv saw its end */
	bool			 nul;		/* it holds a NUL byte */
	bool			 wide;		/* a field is too long */
	struct wh_row		 row;
	size_t			 nfield, maxfield;
	size_t			*off;		/* of each field in text */
	struct wh_buf		 text;		/* the fields, each with NUL */
	struct wh_buf		 raw;		/* row.raw */
	char			 why[80];	/* row.err */
};

extern const char wh_csv_unclosed[];

void	 wh_csv_field(void *, size_t, void *);
void	 wh_csv_scrub(char *, size_t);
void	 wh_csv_refuse(struct wh_csv *, bool, const char *);
void	 wh_csv_refuse_line(struct wh_csv *);
void	 wh_csv_refuse_field(struct wh_csv *);
bool	 wh_csv_tired(const struct wh_csv *);
void	 wh_csv_check(struct wh_csv *);

#endif
