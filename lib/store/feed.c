/*
 * feed.c - rows of a CSV file, read ahead by a thread of their own.
 *
 * The thread reads and digests bytes, makes UTF-8 and rows of them, trims
 * the fields and fills batches in turn; who calls wh_feed_next works on one
 * batch while the thread fills the others.  A batch belongs to the thread,
 * or to the caller, as the two counters say; nothing else is shared.  Of an
 * error the caller hears behind the rows that came before it, as if it had
 * read them itself.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/store.h"

enum {
	BATCHES	= 4,
	ROWS	= 256,		/* in a batch, or as many as reach ... */
	BYTES	= 256 << 10	/* ... these bytes of fields */
};

struct batch {
	struct wh_buf	 text;		/* fields, reasons, refused lines */
	struct wh_row	 row[ROWS];
	struct from {			/* where a row's texts are */
		size_t	 v;		/* in v and off: its first field */
		size_t	 err, raw;	/* in text, if it is none */
	}		 from[ROWS];
	size_t		 n;
	char		**v;		/* fields; NULL ends each row's */
	size_t		*off;		/* the same as offsets in text */
	size_t		 nv, maxv;
	int64_t		 bytes;		/* of the file, read so far */
	bool		 last;
};

struct wh_feed {
	struct wh_csv	*csv;		/* the thread's, as are enc and err */
	struct wh_enc	*enc;
	struct wh_err	 err;
	struct wh_err	*e;		/* the caller's */
	struct batch	 batch[BATCHES];
	struct batch	*at;		/* that is being taken, or NULL */
	size_t		 next;		/* row of it */
	pthread_t	 thread;
	bool		 running;	/* it is yet to be joined */
	int		 stop[2];	/* a pipe: closed when all is over */
	pthread_mutex_t	 lock;		/* of what follows */
	pthread_cond_t	 moved;
	size_t		 filled, taken;	/* batches since the beginning */
	bool		 over;		/* nobody wants more */
};

static bool
grow(struct batch *b, size_t n)
{
	size_t	 max = b->maxv > 0 ? b->maxv : 1024;
	void	*p;

	while (max < b->nv + n)
		max *= 2;
	if (max == b->maxv)
		return true;
	if ((p = reallocarray(b->v, max, sizeof(*b->v))) == NULL)
		return false;
	b->v = p;
	if ((p = reallocarray(b->off, max, sizeof(*b->off))) == NULL)
		return false;
	b->off = p;
	b->maxv = max;
	return true;
}

/* Append a text and its NUL; *at is where it is. */
static bool
put_text(struct batch *b, const char *s, size_t *at)
{
	*at = b->text.n;
	return wh_buf_put(&b->text, s, strlen(s) + 1);
}

static bool
put_row(struct batch *b, const struct wh_row *row)
{
	struct from	*from = &b->from[b->n];
	size_t		 i;
	bool		 good = grow(b, row->n + 1);

	b->row[b->n++] = *row;
	from->v = b->nv;
	for (i = 0; good && i < row->n; i++) {
		if (row->err == NULL)
			wh_trim(row->v[i]);
		good = put_text(b, row->v[i], &b->off[b->nv++]);
	}
	if (good)
		b->off[b->nv++] = SIZE_MAX;
	if (good && row->err != NULL)
		good = put_text(b, row->err, &from->err) &&
		    put_text(b, row->raw, &from->raw);
	return good;
}

/* The batch is full and its texts stay where they are: point at them. */
static void
point(struct batch *b)
{
	size_t	i;

	for (i = 0; i < b->nv; i++)
		b->v[i] = b->off[i] == SIZE_MAX ? NULL :
		    b->text.s + b->off[i];
	for (i = 0; i < b->n; i++) {
		b->row[i].v = b->v + b->from[i].v;
		if (b->row[i].err != NULL) {
			b->row[i].err = b->text.s + b->from[i].err;
			b->row[i].raw = b->text.s + b->from[i].raw;
		}
	}
}

/* Fill a batch; the last one has what came before the end, or an error. */
static void
fill(struct wh_feed *f, struct batch *b)
{
	const struct wh_row	*row;

	b->text.n = b->n = b->nv = 0;
	while (!b->last && b->n < ROWS && b->text.n < BYTES)
		if ((row = wh_csv_next(f->csv)) == NULL)
			b->last = true;
		else if (!put_row(b, row)) {
			wh_nomem(&f->err);
			b->n--;
			b->last = true;
		}
	point(b);
	b->bytes = wh_enc_bytes(f->enc);
}

/* Wait for a batch to fill; NULL when nobody wants one. */
static struct batch *
empty(struct wh_feed *f)
{
	struct batch	*b = NULL;

	pthread_mutex_lock(&f->lock);
	while (!f->over && f->filled - f->taken == BATCHES)
		pthread_cond_wait(&f->moved, &f->lock);
	if (!f->over)
		b = &f->batch[f->filled % BATCHES];
	pthread_mutex_unlock(&f->lock);
	return b;
}

static void *
run(void *arg)
{
	struct wh_feed	*f = arg;
	struct batch	*b;
	bool		 last = false;

	while (!last && (b = empty(f)) != NULL) {
		fill(f, b);
		last = b->last;
		pthread_mutex_lock(&f->lock);
		f->filled++;
		pthread_cond_signal(&f->moved);
		pthread_mutex_unlock(&f->lock);
	}
	return NULL;
}

/*
 * Read the rows of csv, whose bytes come from enc, ahead.  Until the end was
 * reached, or wh_feed_close, both belong to the thread.  NULL with an error.
 */
struct wh_feed *
wh_feed_open(struct wh_err *e, struct wh_csv *csv, struct wh_enc *enc)
{
	struct wh_feed	*f;

	if ((f = calloc(1, sizeof(*f))) == NULL) {
		wh_nomem(e);
		return NULL;
	}
	f->csv = csv;
	f->enc = enc;
	f->e = e;
	pthread_mutex_init(&f->lock, NULL);
	pthread_cond_init(&f->moved, NULL);
	if (pipe2(f->stop, O_CLOEXEC) == -1) {
		wh_fail(e, WH_FAIL, "cannot make a pipe: %s",
		    strerror(errno));
		free(f);
		return NULL;
	}
	wh_csv_hand(csv, &f->err, f->stop[0]);
	f->running = wh_thread(e, &f->thread, run, f);
	if (f->running)
		return f;
	wh_feed_close(f);
	return NULL;
}

/* The batch that was taken is done with; wait for the next. */
static struct batch *
take(struct wh_feed *f)
{
	struct batch	*b;

	pthread_mutex_lock(&f->lock);
	if (f->at != NULL) {
		f->taken++;
		pthread_cond_signal(&f->moved);
	}
	while (f->filled == f->taken)
		pthread_cond_wait(&f->moved, &f->lock);
	b = &f->batch[f->taken % BATCHES];
	pthread_mutex_unlock(&f->lock);
	return b;
}

/* The thread has come to its end: what was its is the caller's again. */
static void
join(struct wh_feed *f)
{
	if (!f->running)
		return;
	pthread_join(f->thread, NULL);
	f->running = false;
	wh_csv_hand(f->csv, f->e, -1);
	if (f->err.status != WH_OK)
		wh_fail(f->e, f->err.status, "%s", f->err.msg != NULL ?
		    f->err.msg : "out of memory");
	wh_err_clear(&f->err);
}

/*
 * The next row, as of wh_csv_next, with its fields trimmed; valid until the
 * next call.  NULL at the end, or with an error.
 */
const struct wh_row *
wh_feed_next(struct wh_feed *f)
{
	while (f->at == NULL || f->next == f->at->n) {
		if (f->at != NULL && f->at->last) {
			join(f);
			return NULL;
		}
		f->at = take(f);
		f->next = 0;
	}
	return &f->at->row[f->next++];
}

/* How many bytes of the file have been read for the rows taken so far. */
int64_t
wh_feed_bytes(const struct wh_feed *f)
{
	return f->at != NULL ? f->at->bytes : 0;
}

/*
 * Stop the thread, wherever it is, and free all; csv and enc are the
 * caller's again.  f may be NULL.
 */
void
wh_feed_close(struct wh_feed *f)
{
	size_t	i;

	if (f == NULL)
		return;
	pthread_mutex_lock(&f->lock);
	f->over = true;
	pthread_cond_signal(&f->moved);
	pthread_mutex_unlock(&f->lock);
	close(f->stop[1]);
	join(f);
	close(f->stop[0]);
	for (i = 0; i < BATCHES; i++) {
		wh_buf_free(&f->batch[i].text);
		free(f->batch[i].v);
		free(f->batch[i].off);
	}
	pthread_cond_destroy(&f->moved);
	pthread_mutex_destroy(&f->lock);
	free(f);
}
