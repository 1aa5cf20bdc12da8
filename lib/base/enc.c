/*
 * enc.c - bytes of any encoding in, UTF-8 out.
 *
 * A byte order mark decides; else the encoding that was asked for; else the
 * bytes themselves, see sniff.c.
 *
 * What cannot be converted becomes the byte 0xFF, which never occurs in
 * UTF-8: the reader of rows then refuses the one row that holds it.
 */
#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/base.h"

enum {
	WINDOW	= 64 << 10,	/* bytes that decide on an encoding */
	RAW	= 2 * WINDOW,	/* bytes read at a time */
	NAME	= 32		/* the longest name of an encoding, and NUL */
};

struct wh_enc {
	struct wh_err	*e;
	FILE		*fp;
	int		 fd;		/* its own, or -1: not a real file */
	int		 stop;		/* see wh_enc_hand, or -1 */
	iconv_t		 cd;		/* NONE: bytes pass unchanged */
	size_t		 unit;		/* bytes of its smallest code */
	size_t		 at, n;		/* raw[at] to raw[n - 1] are to come */
	int64_t		 bytes;		/* read from fp so far */
	struct wh_sha	 sha;		/* of these */
	bool		 open;		/* not yet decided, ASCII so far */
	bool		 eof;		/* nothing more comes from fp */
	bool		 failed;	/* because of an error */
	char		 name[NAME];
	char		 hex[WH_SHA_HEX];
	char		 raw[RAW];
};

#define NONE	((iconv_t)-1)

/*
 * Wait until there is something to read, or until reading is to stop: then
 * false.
 */
static bool
ready(struct wh_enc *x)
{
	struct pollfd	p[2] = {
		{ .fd = x->fd, .events = POLLIN },
		{ .fd = x->stop, .events = POLLIN }
	};

	if (x->stop == -1)
		return true;
	while (poll(p, 2, -1) == -1)
		if (errno != EINTR && errno != EAGAIN)
			return true;
	return p[1].revents == 0;
}

/*
 * Like fread(3), but it can be told to stop; *bad is set after an error.  A
 * FILE that is a file is read below its buffer, which nobody else fills.
 */
static size_t
read_all(struct wh_enc *x, char *p, size_t n, bool *bad)
{
	size_t	got = 0;
	ssize_t	part = 1;

	if (x->fd == -1) {
		got = fread(p, 1, n, x->fp);
		*bad = ferror(x->fp) != 0;
		return got;
	}
	while (got < n && part != 0 && !*bad && ready(x)) {
		part = read(x->fd, p + got, n - got);
		if (part > 0)
			got += (size_t)part;
		else if (part == -1)
			*bad = errno != EINTR;
	}
	return got;
}

/*
 * Read at most n bytes of the file to p.  Returns their number; fewer than
 * n mean the end of the file, or an error, which is left in x->e.
 */
static size_t
take(struct wh_enc *x, char *p, size_t n)
{
	size_t	got;
	bool	bad = false;

	if (x->eof)
		return 0;
	errno = 0;
	got = read_all(x, p, n, &bad);
	if (got < n) {
		x->eof = true;
		if (bad) {
			x->failed = true;
			wh_fail(x->e, WH_FAIL, "cannot read: %s",
			    strerror(errno));
		}
	}
	wh_sha_add(&x->sha, p, got);
	x->bytes += (int64_t)got;
	return got;
}

/* Move what is left to the front of raw and fill the rest from the file. */
static void
fill(struct wh_enc *x)
{
	if (x->at > 0)
		memmove(x->raw, x->raw + x->at, x->n - x->at);
	x->n -= x->at;
	x->at = 0;
	x->n += take(x, x->raw + x->n, RAW - x->n);
}

/* Bytes to skip when one is bad: a wide encoding must stay in step. */
static size_t
unit(const char *name)
{
	static const struct {
		const char	*name;
		size_t		 unit;
	} wide[] = {
		{ "UTF-16", 2 }, { "UTF16", 2 }, { "UCS-2", 2 }, { "UCS2", 2 },
		{ "UTF-32", 4 }, { "UTF32", 4 }, { "UCS-4", 4 }, { "UCS4", 4 }
	};
	size_t	i;

	for (i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (strncmp(name, wide[i].name, strlen(wide[i].name)) == 0)
			return wide[i].unit;
	return 1;
}

/*
 * Use an encoding from here on.  False, without a message, if iconv(3) does
 * not know it.  A slash would give iconv options such as //IGNORE, which
 * drops bytes silently, and no name at all means that of the locale.
 */
static bool
use(struct wh_enc *x, const char *name)
{
	size_t	i;

	if (*name == '\0' || strlen(name) >= NAME || strchr(name, '/') != NULL)
		return false;
	if (x->cd != NONE)
		iconv_close(x->cd);
	x->cd = NONE;
	x->open = false;
	if (strcasecmp(name, "utf-8") == 0 || strcasecmp(name, "utf8") == 0)
		name = "UTF-8";
	else if ((x->cd = iconv_open("UTF-8", name)) == NONE)
		return false;
	for (i = 0; name[i] != '\0'; i++)
		x->name[i] = (char)toupper((unsigned char)name[i]);
	x->name[i] = '\0';
	x->unit = unit(x->name);
	return true;
}

/* use, with a message if the encoding is unknown. */
static bool
must_use(struct wh_enc *x, const char *name)
{
	if (use(x, name))
		return true;
	x->failed = true;
	return wh_fail(x->e, WH_FAIL, "%s: unknown encoding; try utf-8, "
	    "gb18030 or a name from \"iconv -l\"", name);
}

/*
 * If the file begins with a byte order mark, drop it and believe it; else
 * look for UTF-16 unless an encoding was asked for.
 */
static bool
begin(struct wh_enc *x)
{
	const char	*name;

	if ((name = wh_sniff_mark(x->raw, x->n, &x->at)) == NULL && x->open)
		name = wh_sniff_wide(x->raw, x->n);
	return name == NULL || must_use(x, name);
}

/* raw[at] is the first high byte: choose between UTF-8 and GB18030. */
static bool
decide(struct wh_enc *x)
{
	size_t	n;

	while (x->n - x->at < WINDOW && !x->eof)
		fill(x);
	n = x->n - x->at;
	return must_use(x, wh_sniff_high(x->raw + x->at,
	    n < WINDOW ? n : WINDOW, n > WINDOW || !x->eof));
}

/*
 * Read from fp, which stays the caller's.  encoding is utf-8, gb18030, gbk
 * or whatever iconv(3) knows; NULL finds out.  A byte order mark overrules
 * it.  NULL, with a message in e, for an unknown encoding, a file that
 * cannot be read, or without memory; else free with wh_enc_close.
 */
struct wh_enc *
wh_enc_open(struct wh_err *e, FILE *fp, const char *encoding)
{
	struct wh_enc	*x;

	if ((x = malloc(sizeof(*x))) == NULL) {
		wh_nomem(e);
		return NULL;
	}
	memset(x, 0, offsetof(struct wh_enc, raw));
	x->e = e;
	x->fp = fp;
	x->fd = fileno(fp);
	x->stop = -1;
	x->cd = NONE;
	wh_sha_init(&x->sha);
	use(x, "UTF-8");
	x->open = encoding == NULL;
	if (encoding == NULL || must_use(x, encoding)) {
		fill(x);
		if (!x->failed && begin(x))
			return x;
	}
	wh_enc_close(x);
	return NULL;
}

/*
 * Convert from raw to the n bytes at s, as much as is there and fits.
 * Returns the number of bytes written; 0 means that more input is needed.
 * iconv may find a bad byte when there is no room left to say so: that byte
 * is met again the next time.
 */
static size_t
convert(struct wh_enc *x, char *s, size_t n)
{
	char	*in = x->raw + x->at, *out = s;
	size_t	 nin = x->n - x->at, skip;

	while (nin > 0 && n > 0 &&
	    iconv(x->cd, &in, &nin, &out, &n) == (size_t)-1) {
		if (n == 0 || errno == E2BIG || (errno == EINVAL && !x->eof))
			break;
		skip = x->unit < nin ? x->unit : nin;
		in += skip;
		nin -= skip;
		*out++ = (char)0xff;
		n--;
	}
	x->at = x->n - nin;
	return (size_t)(out - s);
}

/* The last bytes that iconv holds back, at the end of the file. */
static size_t
flush(struct wh_enc *x, char *s, size_t n)
{
	char	*out = s;

	if (x->cd != NONE)
		iconv(x->cd, NULL, NULL, &out, &n);
	return (size_t)(out - s);
}

/* Pass at most n bytes unchanged; while undecided only ASCII. */
static size_t
pass(struct wh_enc *x, char *s, size_t n)
{
	if (x->at == x->n && !x->open)
		return take(x, s, n);
	n = n < x->n - x->at ? n : x->n - x->at;
	if (x->open)
		n = wh_sniff_ascii(x->raw + x->at, n);
	memcpy(s, x->raw + x->at, n);
	x->at += n;
	return n;
}

/*
 * Read UTF-8 to s, at most n bytes; n must be at least 16, and is best the
 * size of a block.  Bytes that cannot be converted are 0xFF; bytes that were
 * UTF-8 from the start are not checked.  Returns the number of bytes, 0 at
 * the end, or -1 after an error, with a message.
 */
ssize_t
wh_enc_read(struct wh_enc *x, char *s, size_t n)
{
	size_t	got = 0;

	while (got == 0 && !x->failed) {
		if (x->cd != NONE)
			got = convert(x, s, n);
		else
			got = pass(x, s, n);
		if (got > 0)
			break;
		if (x->open && x->at < x->n)
			decide(x);
		else if (x->eof) {
			got = flush(x, s, n);
			break;
		} else
			fill(x);
	}
	return got == 0 && x->failed ? -1 : (ssize_t)got;
}

/* The encoding in force, in capitals; "UTF-8" while all was ASCII. */
const char *
wh_enc_name(const struct wh_enc *x)
{
	return x->name;
}

/*
 * SHA-256, in hexadecimal, of all bytes read from the file so far, before
 * any conversion: after the end that of the whole file.  Kept by x.
 */
const char *
wh_enc_digest(struct wh_enc *x)
{
	wh_sha_hex(&x->sha, x->hex);
	return x->hex;
}

/* How many bytes were read from the file so far. */
int64_t
wh_enc_bytes(const struct wh_enc *x)
{
	return x->bytes;
}

/*
 * Hand x to a thread, or back: errors go to e from here on.  When the file
 * descriptor stop (-1: none) has something to read, or is a pipe that was
 * closed, the file is at its end, even in the middle of waiting for more.
 */
void
wh_enc_hand(struct wh_enc *x, struct wh_err *e, int stop)
{
	x->e = e;
	x->stop = stop;
}

/* Free x; the FILE is left open.  NULL is allowed. */
void
wh_enc_close(struct wh_enc *x)
{
	if (x == NULL)
		return;
	if (x->cd != NONE)
		iconv_close(x->cd);
	free(x);
}
