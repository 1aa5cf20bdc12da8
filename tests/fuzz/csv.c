/*
 * csv.c - no bytes whatever upset the readers of encodings and of rows
 *
 * The first byte chooses the delimiter and the number of columns.  A row that
 * is not refused must keep its promises: the right columns, valid UTF-8, and
 * lines that only grow.
 */
#include <stdlib.h>
#include <string.h>

#include "base/base.h"

int	 LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* Stop here, so that the fuzzer keeps the input, unless the row is sound. */
static void
check(const struct wh_row *r, long last, size_t columns)
{
	size_t	i;

	if (r->line <= last || r->v[r->n] != NULL)
		abort();
	for (i = 0; i < r->n; i++)
		if (strlen(r->v[i]) > WH_CSV_LINE || (r->err == NULL &&
		    !wh_utf8_ok(r->v[i], strlen(r->v[i]))))
			abort();
	if (r->err == NULL && columns > 0 && r->n != columns)
		abort();
	if ((r->err == NULL) != (r->raw == NULL))
		abort();
	if (r->raw != NULL && strpbrk(r->raw, "\r\n") != NULL)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char	delimiter[] = ",;\t|";
	const struct wh_row	*r;
	struct wh_err		 e = { WH_OK, NULL };
	struct wh_enc		*enc;
	struct wh_csv		*csv;
	FILE			*fp;
	size_t			 columns;
	long			 last = 0;

	if (n < 2)
		return 0;
	columns = data[0] / 4 % 8;
	fp = fmemopen((void *)(uintptr_t)(data + 1), n - 1, "r");
	if (fp == NULL || (enc = wh_enc_open(&e, fp, NULL)) == NULL)
		abort();
	if ((csv = wh_csv_open(&e, enc, delimiter[data[0] % 4])) == NULL)
		abort();
	wh_csv_columns(csv, columns);
	for (; (r = wh_csv_next(csv)) != NULL; last = r->line)
		check(r, last, columns);
	if (e.status != WH_OK || wh_enc_bytes(enc) != (int64_t)(n - 1))
		abort();
	wh_csv_close(csv);
	wh_enc_close(enc);
	fclose(fp);
	return 0;
}
