/*
 * csv.c - rows, line numbers and broken input
 *
 * What comes out is written as a text to compare with: a good row as
 * "line[field][field]", a refused one as "line!why!".
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../tap.h"
#include "base/base.h"

#define STRAY	"quote inside a quoted field, or never closed"
#define OPEN	"quote never closed"
#define LONG	"line longer than 4194304 bytes; -r keeps only its beginning"

static struct wh_err	 err;
static struct wh_buf	 got, raw;	/* rows; raw text of the refused */

struct in {
	FILE		*fp;
	struct wh_enc	*enc;
	struct wh_csv	*csv;
};

static struct in
from(const char *s, size_t n, char delimiter)
{
	struct in	i;

	wh_err_clear(&err);
	i.fp = fmemopen((void *)(uintptr_t)s, n, "r");
	i.enc = wh_enc_open(&err, i.fp, NULL);
	i.csv = wh_csv_open(&err, i.enc, delimiter);
	return i;
}

static void
done(struct in *i)
{
	wh_csv_close(i->csv);
	wh_enc_close(i->enc);
	fclose(i->fp);
}

/* All rows of the n bytes at s; the first tells how many columns there are. */
static const char *
rows(const char *s, size_t n, char delimiter)
{
	const struct wh_row	*r;
	struct in		 in = from(s, n, delimiter);
	size_t			 i;
	bool			 first = true;

	wh_buf_free(&got);
	wh_buf_free(&raw);
	wh_buf_put(&got, "", 0);
	for (; (r = wh_csv_next(in.csv)) != NULL; first = false) {
		if (first)
			wh_csv_columns(in.csv, r->n);
		wh_buf_printf(&got, "%ld", r->line);
		if (r->err != NULL) {
			wh_buf_printf(&got, "!%s!", r->err);
			wh_buf_printf(&raw, "<%s>", r->raw);
			continue;
		}
		for (i = 0; i < r->n; i++)
			wh_buf_printf(&got, "[%s]", r->v[i]);
	}
	done(&in);
	return err.msg != NULL ? err.msg : got.s;
}
#define ROWS(s, want)		is(rows(s, sizeof(s) - 1, ','), want)
#define DELIM(c, s, want)	is(rows(s, sizeof(s) - 1, c), want)

static void
test_lines(void)
{
	ROWS("\n", "");
	ROWS("a", "1[a]");
	ROWS("a,b\nc,d\n", "1[a][b]2[c][d]");
	ROWS("a,b\r\nc,d\r\n", "1[a][b]2[c][d]");
	ROWS("a,b\rc,d\r", "1[a][b]2[c][d]");
	ROWS("a,b\rc,d\r\re,f", "1[a][b]2[c][d]4[e][f]");
	ROWS("a,b\nc,d", "1[a][b]2[c][d]");
	ROWS("a,b\nc,", "1[a][b]2[c][]");
	ROWS("a,b\nc,\"d\"", "1[a][b]2[c][d]");
	ROWS("\n\na,b\n\r\n \t \nc,d\n\n", "3[a][b]6[c][d]");
	ROWS("a,b\n,\n\"\",\nc,d\n", "1[a][b]4[c][d]");
	ROWS("a,b\n,,,\nc,d\n", "1[a][b]3[c][d]");
	ROWS("a,b\nc,d\n   ", "1[a][b]2[c][d]");
	ROWS("a\n\rb\r\n\rc", "1[a]3[b]5[c]");
}

static void
test_fields(void)
{
	ROWS("\xef\xbb\xbf\"id\",\"t\"\r\n\r\n1,\"x\ny\"\r\n2,last",
	    "1[id][t]3[1][x\ny]5[2][last]");
	ROWS("a,b\n\"x\r\n\r\ny\",\"1,2\"\nz,w\n",
	    "1[a][b]2[x\r\n\r\ny][1,2]5[z][w]");
	ROWS("a\r\"x\ry\"\rz\r", "1[a]2[x\ry]4[z]");
	ROWS("a\n\"say \"\"yes\"\"\"\n\"\"\"\"\n", "1[a]2[say \"yes\"]3[\"]");
	ROWS("a,b\n  x y  , \"z \"  \n", "1[a][b]2[x y][z ]");
	ROWS("a,b\n\"\",x\n,x\n", "1[a][b]2[][x]3[][x]");
	DELIM('\t', "a\tb\n\tx,y;z\n1 \t\n", "1[a][b]2[][x,y;z]3[1][]");
	DELIM(';', "a;b\n1,5;\"x;y\"\n", "1[a][b]2[1,5][x;y]");
	DELIM('|', "a|b\n\x96\x7c|\xb6\x5c\n",
	    "1[a][b]2[\xe6\x9d\xb1][\xe7\xa6\xb1]");
}

static void
test_columns(void)
{
	ROWS("a,b,c\n1,2\n1,2,3\n1,2,3,4\nx\n", "1[a][b][c]"
	    "2!2 columns, expected 3!3[1][2][3]4!4 columns, expected 3!"
	    "5!1 column, expected 3!");
	is(raw.s, "<1,2><1,2,3,4><x>");
}

/* The fields of a row with too many or too few are still there. */
static void
test_kept(void)
{
	static const char	 s[] = "a,b\n1,2,3\n4,\"\n5\"\n6,7\n";
	const struct wh_row	*r;
	struct in		 in = from(s, sizeof(s) - 1, ',');

	r = wh_csv_next(in.csv);
	ok(r->n == 2 && r->err == NULL && r->raw == NULL);
	wh_csv_columns(in.csv, 2);
	r = wh_csv_next(in.csv);
	ok(r->n == 3 && r->line == 2 && r->v[3] == NULL);
	is(r->err, "3 columns, expected 2");
	is(r->raw, "1,2,3");
	is(r->v[2], "3");
	r = wh_csv_next(in.csv);
	ok(r->n == 2 && r->line == 3 && r->err == NULL);
	is(r->v[1], "\n5");
	r = wh_csv_next(in.csv);
	ok(r->line == 5);
	ok(wh_csv_next(in.csv) == NULL);
	ok(wh_csv_next(in.csv) == NULL);
	done(&in);
}

/* A quote in a field that does not begin with one is text. */
static void
test_literal(void)
{
	ROWS("a,b\n1,x\"y\n2,c\n", "1[a][b]2[1][x\"y]3[2][c]");
	ROWS("a,b\n1,5\"\n2\",c\"\"\n", "1[a][b]2[1][5\"]3[2\"][c\"\"]");
	ROWS("a,b\nx \"y\" z,65\xc2\xb0" "10'20.0\"W\r\n", "1[a][b]"
	    "2[x \"y\" z][65\xc2\xb0" "10'20.0\"W]");
	ROWS("a\n=\"00123\"\nb\"", "1[a]2[=\"00123\"]3[b\"]");
	ROWS("a,b\n1,x\"\"\"\"\"\"y\n", "1[a][b]2[1][x\"\"\"\"\"\"y]");
	/* Only then: a field that begins with a quote ends with the next. */
	ROWS("a,b\n1,\"x\"\"y\"\n2,\"x\"y\n3,c\n",
	    "1[a][b]2[1][x\"y]3!" STRAY "!4[3][c]");
	ROWS("a,b\n1, \"x\" y\n3,c\n", "1[a][b]2!" STRAY "!3[3][c]");
	DELIM('\t', "a\tb\n5\"\t6\"\n", "1[a][b]2[5\"][6\"]");
	/* A stray quote and an open one in one line. */
	ROWS("a,b\nx\"y,\"z\nw\"\n1,2\n", "1[a][b]2[x\"y][z\nw]4[1][2]");
	ROWS("a,b\nx\"y,\"z\n1,2\n",
	    "1[a][b]2!" OPEN "!3[1][2]");
}

/* What csv-spectrum asks of a reader, with words of our own. */
static void
test_spectrum(void)
{
	ROWS("n,road,no\nLi,\"1, East Lane\",\"0,8\"\n",
	    "1[n][road][no]2[Li][1, East Lane][0,8]");
	ROWS("a,b,c\n1,\"\",\"\"\n2,3,4\n", "1[a][b][c]2[1][][]3[2][3][4]");
	ROWS("a,b,c\r\n1,\"\",\"\"\r\n2,3,4\r\n",
	    "1[a][b][c]2[1][][]3[2][3][4]");
	ROWS("a,b\n1,\"lane \"\"five\"\" north\"\n",
	    "1[a][b]2[1][lane \"five\" north]");
	ROWS("k,v\n7,\"{\"\"type\"\": \"\"Point\"\", \"\"at\"\": [1,2]}\"\n",
	    "1[k][v]2[7][{\"type\": \"Point\", \"at\": [1,2]}]");
	ROWS("a,b,c\n1,2,3\n\"Two \nlines\",5,6\n7,8,9\n",
	    "1[a][b][c]2[1][2][3]3[Two \nlines][5][6]5[7][8][9]");
	ROWS("a,b\r\n1,\"x\r\ny\"\r\n", "1[a][b]2[1][x\r\ny]");
	ROWS("a,b\n1,\"x \n\"\"y\"\"\"\n", "1[a][b]2[1][x \n\"y\"]");
	ROWS("a,b\n1,\xe4\xb8\xad\n4,\xca\xa4\n",
	    "1[a][b]2[1][\xe4\xb8\xad]3[4][\xca\xa4]");
}

/* Rows that are shorter or longer than the header. */
static void
test_ragged(void)
{
	static const char	 s[] = "a,b,c\n1\n2,\"x\ny\"\n3,\"x\n4,y\"\n"
				    "5,6,7,,\n8,9,0,,1\n";
	static const char	*want[] = {
		"", "1", "x\ny", NULL, NULL, "6", NULL
	};
	const struct wh_row	*r;
	struct in		 in = from(s, sizeof(s) - 1, ',');
	size_t			 i;

	ROWS("a,b\n1,2,\n1,2,,,,\n1,2, ,\n1,2,3\n", "1[a][b]2[1][2]3[1][2]"
	    "4[1][2]5!3 columns, expected 2!");
	wh_csv_columns(in.csv, 3);
	wh_csv_fill(in.csv);
	for (i = 0; (r = wh_csv_next(in.csv)) != NULL && i < 7; i++) {
		if (i == 1)
			ok(r->n == 3 && strcmp(r->v[0], want[i]) == 0 &&
			    r->v[1][0] == '\0' && r->v[2][0] == '\0');
		else if (i == 2)
			ok(r->n == 3 && strcmp(r->v[1], want[i]) == 0);
		else if (i == 3)	/* rather two rows and a quote */
			is(r->err, "2 columns, expected 3");
		else if (i == 4)
			is(r->v[1], "y\"");
		else if (i == 5)
			ok(r->n == 3 && strcmp(r->v[1], want[i]) == 0);
		else if (i == 6)
			is(r->err, "5 columns, expected 3");
	}
	ok(i == 7 && r == NULL);
	done(&in);
}

/* Lines before the header, and a row that comes again. */
static void
test_before(void)
{
	static const char	 s[] = "Title, \"open\r\n\r\na,b\r\n1,2\r\n";
	struct in		 in = from(s, sizeof(s) - 1, ',');

	is(wh_csv_line(in.csv), "Title, \"open");
	is(wh_csv_line(in.csv), "");
	is(wh_csv_next(in.csv)->v[0], "a");
	wh_csv_again(in.csv);
	is(wh_csv_next(in.csv)->v[1], "b");
	ok(wh_csv_next(in.csv)->line == 4);
	ok(wh_csv_line(in.csv) == NULL && wh_csv_next(in.csv) == NULL);
	done(&in);
}

/* Only the line with the bad quote is lost, not those it swallows. */
static void
test_quotes(void)
{
	ROWS("a,b\n1,\"x\n3,c\n4,d\n5,e\n",
	    "1[a][b]2!" OPEN "!3[3][c]4[4][d]5[5][e]");
	is(raw.s, "<1,\"x>");
	ROWS("a,b\r1,\"x\r3,c\r4,d", "1[a][b]2!" OPEN "!3[3][c]4[4][d]");
	ROWS("a,b\n1,c\n2,\"x", "1[a][b]2[1][c]3!" OPEN "!");
	is(raw.s, "<2,\"x>");
	ROWS("a,b\n1,c\n2,\"x\r\n", "1[a][b]2[1][c]3!" OPEN "!");
	is(raw.s, "<2,\"x>");
	ROWS("a,b\n1,\"x\"y\n2,c\n", "1[a][b]2!" STRAY "!3[2][c]");
	/* The quote is closed by a later one, which shows as stray. */
	ROWS("a,b\n1,\"x\n2,\"c\"\n3,d\n", "1[a][b]2!" STRAY "!3[2][c]4[3][d]");
	/* Or by one after which the columns do not fit. */
	ROWS("a,b\n1,\"x\n2,c\n\",d,e\n5,f\n", "1[a][b]"
	    "2!4 columns, expected 2!3[2][c]4!" OPEN "!5[5][f]");
	ROWS("\"a\nb,c\n", "1!" OPEN "!2[b][c]");
	ROWS("\"", "1!" OPEN "!");
	ROWS("a\n\"\n\"\n\"\n", "1[a]2[\n]4!" OPEN "!");
}

/* Bytes that no text holds refuse their row, wherever they are. */
static void
test_bytes(void)
{
	ROWS("a,b\n1,x\0y\n2,c\n", "1[a][b]2!NUL byte!3[2][c]");
	is(raw.s, "<1,x\x1ay>");
	ROWS("a,b\n1,\"x\n\0\"\n2,c\n", "1[a][b]2!NUL byte!4[2][c]");
	ROWS("a,b\n\0\n2,c\n", "1[a][b]2!NUL byte!3[2][c]");
	ROWS("a\n\xe4\xb8\xad\n\xff\n", "1[a]2!not valid GB18030!"
	    "3!not valid GB18030!");
	ROWS("\xef\xbb\xbf" "a\n\xe4\xb8\xad\n\xff\n\xe4\xb8\n",
	    "1[a]2[\xe4\xb8\xad]3!not valid UTF-8!4!not valid UTF-8!");
	ROWS("\xef\xbb\xbf" "a\n\xed\xa0\x80\nb\n",
	    "1[a]2!not valid UTF-8!3[b]");
	/* A lone lead byte eats neither the delimiter nor the line end. */
	ROWS("a,b\n\xd6\xd0,1\n2,\xd6\n\xd6,3\n4,\xd6\xd0\n",
	    "1[a][b]2[\xe4\xb8\xad][1]3!not valid GB18030!"
	    "4!not valid GB18030!5[4][\xe4\xb8\xad]");
	/* More likely than bad bytes: a quote that swallowed them. */
	ROWS("\xef\xbb\xbf" "a,b\n1,\"x\n\xff\",c,d\n",
	    "1[a][b]2!4 columns, expected 2!3!not valid UTF-8!");
	ROWS("\xff\xfe" "a\0,\0\x2d\x4e\r\0\n\0" "1\0,\0" "2\0",
	    "1[a][\xe4\xb8\xad]2[1][2]");
}

/* A file: head, then n times c, then tail; the caller frees it. */
static char *
big(const char *head, int c, size_t n, const char *tail, size_t *size)
{
	size_t	 h = strlen(head);
	char	*s = malloc(h + n + strlen(tail) + 1);

	memcpy(s, head, h);
	memset(s + h, c, n);
	strcpy(s + h + n, tail);
	*size = h + n + strlen(tail);
	return s;
}

/* Does such a file give these rows?  A field of n times c is written *. */
static bool
gives(const char *head, int c, size_t n, const char *tail, const char *want)
{
	size_t	 size;
	char	*s = big(head, c, n, tail, &size), *p, *q;
	bool	 same;

	rows(s, size, ',');
	for (p = q = got.s; *q != '\0'; p++) {
		*p = *q;
		q += *q == c && strspn(q, (char []){ (char)c, '\0' }) == n ?
		    (*p = '*', n) : 1;
	}
	*p = '\0';
	same = err.msg == NULL && strcmp(got.s, want) == 0;
	if (!same)
		printf("# %.200s\n", got.s);
	free(s);
	return same;
}

static void
test_limits(void)
{
	const size_t	max = WH_CSV_FIELD, line = WH_CSV_LINE;

	ok(gives("a\n", 'x', max, "\nb\n", "1[a]2[*]3[b]"));
	ok(gives("a\n\"", 'x', max, "\"\nb\n", "1[a]2[*]3[b]"));
	ok(gives("a\n", 'x', max + 1, "\nb\n",
	    "1[a]2!field longer than 1048576 bytes!3[b]"));
	ok(gives("a\n\"", 'x', max + 1, "\"\nb\n",
	    "1[a]2!field longer than 1048576 bytes!3[b]"));
	ok(gives("a\n", 'x', 2 * max, "\nb\n",
	    "1[a]2!field longer than 1048576 bytes!3[b]"));
	ok(gives("a,b\n\"y\nz,", 'x', 2 * max, "\nb,c\n", "1[a][b]"
	    "2!" OPEN "!3!field longer than 1048576 bytes!4[b][c]"));
	ok(gives("a\n", ' ', line, "\nb\n", "1[a]3[b]"));
	ok(gives("a\n", ' ', line + 1, "\nb\n",
	    "1[a]2!" LONG "!3[b]"));
	ok(gives("a\r\n", 'x', line + 1, "\r\nb\r\n",
	    "1[a]2!" LONG "!3[b]"));
	ok(gives("a\r", 'x', 5 * line, "\rb\r",
	    "1[a]2!" LONG "!3[b]"));
	ok(strlen(raw.s) == 4096 + 2 && strncmp(raw.s, "<xxx", 4) == 0);
	ok(gives("a\n", '\0', 2 * line, "",
	    "1[a]2!" LONG "!"));
	ok(gives("a\n\"y\n", 'x', 2 * line, "\nb", "1[a]2!" OPEN "!"
	    "3!" LONG "!4[b]"));
	ok(gives("", '\n', 100000, "a\n", "100001[a]"));
	ok(gives("", '\r', 100000, "a\n", "100001[a]"));
}

/* What a cut line shows of itself ends with a whole character. */
static void
test_shown(void)
{
	size_t	 n = (size_t)WH_CSV_LINE + 100, size, i;
	char	*s = big("", 'x', n, "\n", &size);

	for (i = 0; i + 3 <= 6000; i += 3)
		memcpy(s + i, "\xe4\xb8\xad", 3);
	rows(s, size, ',');
	ok(strlen(raw.s) == 4095 + 2);		/* 1365 times 3 bytes */
	ok(wh_utf8_ok(raw.s, raw.n));
	free(s);
}

/*
 * Files of many lines: a head, one line n times, a tail.  How many rows there
 * are, how many are refused for this reason, and on which line the last is.
 */
static const struct {
	const char	*head, *repeat;
	int		 n;
	const char	*tail, *why;
	long		 rows, bad, last;
} many[] = {
	/* No field of this row is too long, but all of it is. */
	{ "a\n\"\n", "\",\",\",\"\n", 1000000, "",
	    "row longer than 5242880 bytes", 1000002, 1, 2 },
	/* Every line opens a quote, but none is read a million times. */
	{ "", "\"x\n", 1000000, "", STRAY, 1000000, 999999, 999999 },
	/* Each opens a quote and closes the one before: of two regions, of
	   which a row fills the first, 17 rows are read to the end. */
	{ "a,b\n", "x\",\"y\n", 1000000, "", "quote open at the end of the"
	    " line, as in many before it", 1000001, 999966, 1000001 },
	/* Far behind the window bad UTF-8 refuses its row only. */
	{ "", "\xe4\xb8\xad\xe6\x96\x87,x\n", 15000, "\xe4\xb8,x\nb\n",
	    "not valid UTF-8", 15002, 1, 15001 }
};

static void
test_many(void)
{
	const struct wh_row	*r;
	struct wh_buf		 b = { NULL, 0, 0 };
	struct in		 in;
	long			 n, bad, last;
	size_t			 k;
	int			 i;

	for (k = 0; k < sizeof(many) / sizeof(many[0]); k++) {
		wh_buf_puts(&b, many[k].head);
		for (i = 0; i < many[k].n; i++)
			wh_buf_puts(&b, many[k].repeat);
		wh_buf_puts(&b, many[k].tail);
		in = from(b.s, b.n, ',');
		bad = last = 0;
		for (n = 0; (r = wh_csv_next(in.csv)) != NULL; n++)
			if (r->err != NULL &&
			    strcmp(r->err, many[k].why) == 0) {
				bad++;
				last = r->line;
			}
		ok(n == many[k].rows);
		ok(last == many[k].last);
		ok(bad == many[k].bad);
		done(&in);
		wh_buf_free(&b);
	}
}

/* Ten thousand rows with each kind of line end have their own numbers. */
static void
test_numbers(void)
{
	static const char *const	end[] = { "\n", "\r\n", "\r" };
	const struct wh_row		*r;
	struct wh_buf			 b = { NULL, 0, 0 };
	struct in			 in;
	long				 i, good;
	size_t				 k;

	for (k = 0; k < 3; k++) {
		b.n = 0;
		for (i = 1; i <= 10000; i++)
			wh_buf_printf(&b, "%ld,\"a%sb\"%s%s", i * 3 - 2,
			    end[k], end[k], end[k]);
		in = from(b.s, b.n, ',');
		good = 0;
		while ((r = wh_csv_next(in.csv)) != NULL)
			good += r->n == 2 && r->line == atol(r->v[0]);
		ok(good == 10000);
		done(&in);
	}
	wh_buf_free(&b);
}

/* A file that breaks off by an error ends with it, not with half a row. */
static void
test_broken(void)
{
	struct in	in;
	int		i;

	wh_err_clear(&err);
	in.fp = tmpfile();
	for (i = 0; i < 20000; i++)
		fputs("some text,more\n", in.fp);
	rewind(in.fp);
	in.enc = wh_enc_open(&err, in.fp, NULL);
	in.csv = wh_csv_open(&err, in.enc, ',');
	close(fileno(in.fp));
	for (i = 0; wh_csv_next(in.csv) != NULL; i++)
		;
	ok(i == 131072 / 15);		/* the whole lines of one block */
	is(err.msg, "cannot read: Bad file descriptor");
	ok(wh_csv_next(in.csv) == NULL);
	done(&in);
}

int
main(void)
{
	test_lines();
	test_fields();
	test_columns();
	test_kept();
	test_literal();
	test_spectrum();
	test_ragged();
	test_before();
	test_quotes();
	test_bytes();
	test_limits();
	test_shown();
	test_many();
	test_numbers();
	test_broken();
	wh_csv_close(NULL);
	wh_err_clear(&err);
	wh_buf_free(&got);
	wh_buf_free(&raw);
	return finish();
}
