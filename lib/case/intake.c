/*
 * intake.c - one row of a file, or the options of case-new, as typed values.
 *
 * The door: every value is checked here before SQLite sees it, and every
 * text leaves with its telephones and identity numbers masked; what it was
 * before goes to the private room.
 */
#include <stdlib.h>
#include <string.h>

#include "case/intake.h"

#define TIME(n, en, zh)	{ n, WH_TIME, NULL, 0, en, zh }
#define TEXT(n, en, zh)	{ n, WH_TEXT, NULL, 0, en, zh }

/* The columns of a file of cases; whistle-csv(5) explains each. */
const struct wh_col wh_case_cols[WH_C_COLS] = {
	[WH_C_ID] = TEXT("id", "Source's number", "来源编号"),
	[WH_C_SOURCE] = { "source", WH_REF, "source", WH_MUST, "Source",
	    "来源" },
	[WH_C_RECEIVED] = { "received", WH_TIME, NULL, WH_MUST, "Received",
	    "受理时间" },
	[WH_C_KIND] = { "kind", WH_REF, "request_kind", 0, "Kind", "诉求类型" },
	[WH_C_CLASS] = { "class", WH_REF, "class", 0, "Class", "类别" },
	[WH_C_AREA] = { "area", WH_REF, "area", 0, "Area", "区域" },
	[WH_C_ROAD] = { "road", WH_REF, "road", 0, "Road", "街巷" },
	[WH_C_PLACE] = TEXT("place", "Place", "地点"),
	[WH_C_TITLE] = TEXT("title", "Title", "标题"),
	[WH_C_TEXT] = TEXT("text", "Text", "内容"),
	[WH_C_LAT] = { "lat", WH_REAL, NULL, 0, "Latitude", "纬度" },
	[WH_C_LON] = { "lon", WH_REAL, NULL, 0, "Longitude", "经度" },
	[WH_C_TAGS] = TEXT("tags", "Tags", "标签"),
	[WH_C_EXTRA] = { "extra", WH_JSON, NULL, WH_AUTO, "Kept columns",
	    "原列" },
	[WH_C_CALLER] = TEXT("caller", "Caller", "诉求人"),
	[WH_C_PHONE] = { "phone", WH_CODE, NULL, 0, "Telephone", "电话" },
	[WH_C_ADDRESS] = TEXT("address", "Caller's address", "诉求人地址"),
	[WH_C_CONFIDENTIAL] = { "confidential", WH_TEXT, "yes no", 0,
	    "Confidential", "是否保密" },
	[WH_C_INTAKE_AREA] = { "intake_area", WH_REF, "area", 0, "Taken in",
	    "受理点" },
	[WH_C_CHANNEL] = { "channel", WH_REF, "channel", 0, "Channel", "渠道" },
	[WH_C_TARGET] = { "target", WH_TEXT, "grid_worker property", 0,
	    "Addressed to", "报送对象" },
	[WH_C_COLLECTOR] = TEXT("collector", "Collector", "采集人"),
	[WH_C_COLLATOR] = TEXT("collator", "Collator", "梳理人"),
	[WH_C_PHOTO] = TEXT("photo", "Photos", "照片"),
	[WH_C_PROXY] = { "proxy", WH_REF, "person", 0, "Proxy", "代办人" },
	[WH_C_APPOINTMENT] = TIME("appointment", "Appointment", "预约时间"),
	[WH_C_PROMISED] = TIME("promised", "Promised", "承诺时限"),
	[WH_C_DUE] = TIME("due", "Due at source", "来源时限"),
	[WH_C_UPDATED] = TIME("updated", "Updated", "更新时间"),
	[WH_C_STATE] = { "state", WH_TEXT, "reported dispatched handling"
	    " handled closed cancelled not_filed", 0, "State", "状态" },
	[WH_C_UNIT] = { "unit", WH_REF, "unit", 0, "Unit", "承办单位" },
	[WH_C_VERIFIED] = TIME("verified", "Verified", "核实时间"),
	[WH_C_DISPATCHED] = TIME("dispatched", "Dispatched", "派遣时间"),
	[WH_C_SIGNED] = TIME("signed", "Signed for", "签收时间"),
	[WH_C_HANDLED] = TIME("handled", "Handled", "处置时间"),
	[WH_C_CHECKED] = TIME("checked", "Checked", "核查时间"),
	[WH_C_CLOSED] = TIME("closed", "Closed", "结案时间"),
	[WH_C_CALLED] = TIME("called", "Called back", "回访时间"),
	[WH_C_REPLIED] = TIME("replied", "First reply", "首次回复时间"),
	[WH_C_RESULT] = TEXT("result", "Result", "办理结果"),
	[WH_C_REPLY] = TEXT("reply", "Reply", "回复内容"),
	[WH_C_SOLVED] = { "solved", WH_TEXT, "yes partly no", 0, "Solved",
	    "是否解决" },
	[WH_C_RATING] = { "rating", WH_TEXT,
	    "satisfied basic unsatisfied unrated", 0, "Rating", "是否满意" },
	[WH_C_DIRECT] = { "direct", WH_TEXT, "yes no", 0, "Answered directly",
	    "直接办理" },
};

/* The index of our column of this name, or -1. */
int
wh_case_column(const char *name)
{
	int	i;

	for (i = WH_C_COLS - 1; i >= 0; i--)
		if (strcmp(wh_case_cols[i].name, name) == 0)
			break;
	return i;
}

/* Is there a value in this column? */
bool
wh_has(const struct wh_intake *in, enum wh_case_col c)
{
	return (in->has >> c & 1) != 0;
}

/* Free what a row holds, for the next one. */
void
wh_intake_clear(struct wh_intake *in)
{
	size_t	i;

	for (i = 0; in->has != 0 && i < WH_C_COLS; i++)
		free(in->masked[i]);
	memset(in, 0, sizeof(*in));
}

/*
 * The next line of findings, which the caller frees, *at behind it; NULL at
 * the end, or with *at before a line when out of memory.
 */
char *
wh_found_line(const char **at)
{
	size_t	 n;
	char	*line;

	if (*at == NULL || **at == '\0')
		return NULL;
	n = strcspn(*at, "\n");
	if ((line = strndup(*at, n)) != NULL)
		*at += n + ((*at)[n] != '\0');
	return line;
}

/* Stage times that are only a day mean its end: nothing is late by an hour
   that nobody wrote down. */
static bool
read_time(struct wh_reader *r, struct wh_intake *in, size_t i)
{
	bool	date;

	if (!wh_reader_time(r, i, &in->v[i].i, &date))
		return false;
	if (in->v[i].i == WH_NONE)
		return true;
	in->has |= (uint64_t)1 << i;
	if (date)
		in->dates |= (uint64_t)1 << i;
	if (date && (i > WH_C_UPDATED || i == WH_C_DUE || i == WH_C_PROMISED))
		in->v[i].i = wh_day_start(&r->w->zone,
		    wh_day_of(&r->w->zone, in->v[i].i) + 1) - 1;
	return true;
}

/*
 * What a code or a name means, on the day of receipt where days make a
 * difference.  The unit may have come later, while the case was open.
 */
static int64_t
refer(struct wh_reader *r, const struct wh_intake *in, size_t i,
    const char **why)
{
	const struct wh_map_col	*m = r->bind != NULL ? r->bind[i].map : NULL;
	const char		*table = wh_case_cols[i].ref;
	const struct wh_zone	*z = &r->w->zone;
	int64_t			 day;

	if (!wh_has(in, WH_C_RECEIVED) || !wh_ref_dated(r->w, table))
		return r->bind != NULL ? wh_ref_bound(r->w, table, r->v[i],
		    &r->bind[i], why) : wh_ref_path(r->w, table, r->v[i], m,
		    why);
	day = wh_day_of(z, in->v[WH_C_RECEIVED].i);
	return wh_ref_on(r->w, table, r->v[i], m, day, i == WH_C_UNIT ?
	    wh_day_of(z, r->w->now) : day, why);
}

static bool
read_ref(struct wh_reader *r, struct wh_intake *in, size_t i)
{
	const char	*why;
	char		*s, *p;

	in->v[i].i = refer(r, in, i, &why);
	if (in->v[i].i != 0) {
		in->has |= (uint64_t)1 << i;
		return true;
	}
	if ((s = strdup(r->v[i])) == NULL)
		return wh_nomem(&r->w->err);
	for (p = s; (p = strchr(p, *WH_PATH_SEP)) != NULL; )
		*p = '>';
	wh_reader_refuse(r, wh_reader_column(r, i), s, "%s", why);
	free(s);
	return false;
}

static bool
read_real(struct wh_reader *r, struct wh_intake *in, size_t i)
{
	double	 limit = i == WH_C_LAT ? 90 : 180;
	char	*end;

	in->v[i].d = strtod(r->v[i], &end);
	if (*end != '\0' || !(in->v[i].d >= -limit && in->v[i].d <= limit))
		return wh_reader_refuse(r, wh_reader_column(r, i), r->v[i],
		    "not degrees between -%g and %g", limit, limit);
	in->has |= (uint64_t)1 << i;
	return true;
}

/* Texts that anybody may read are masked; the whole is kept aside. */
static bool
read_text(struct wh_reader *r, struct wh_intake *in, size_t i)
{
	const struct wh_col	*col = &wh_case_cols[i];
	char			*masked = NULL;

	if (col->ref != NULL && !wh_word_in(col->ref, r->v[i]))
		return wh_reader_refuse(r, wh_reader_column(r, i), r->v[i],
		    "not one of %s", col->ref);
	in->has |= (uint64_t)1 << i;
	in->v[i].s = r->v[i];
	if (col->ref != NULL || i == WH_C_ID || i == WH_C_CALLER ||
	    i == WH_C_PHONE || i == WH_C_ADDRESS)
		return true;
	if (!wh_mask(r->v[i], &masked))
		return wh_nomem(&r->w->err);
	if (masked != NULL) {
		in->v[i].s = in->masked[i] = masked;
		in->whole[i] = r->v[i];
	}
	return true;
}

/*
 * Read our column i of the row at hand.  False if it was refused.
 */
bool
wh_intake_value(struct wh_reader *r, struct wh_intake *in, size_t i)
{
	if (r->v[i] == NULL) {
		if (wh_case_cols[i].flags & WH_MUST)
			return wh_reader_refuse(r, wh_reader_column(r, i), "",
			    "may not be empty");
		return true;
	}
	if (wh_reader_spoilt(r, i))
		return false;
	switch (wh_case_cols[i].type) {
	case WH_TIME:
		return read_time(r, in, i);
	case WH_REF:
		return read_ref(r, in, i);
	case WH_REAL:
		return read_real(r, in, i);
	default:
		return read_text(r, in, i);
	}
}

/*
 * The row at hand as typed values; texts point into the reader's row.  False
 * if it was refused, by one message that names all that is wrong.  What the
 * map leaves out is in in->found.
 */
bool
wh_intake_read(struct wh_reader *r, struct wh_intake *in)
{
	bool	good = true;
	size_t	i;

	wh_intake_clear(in);
	in->line = r->row != NULL ? r->row->line : 0;
	r->wrong.n = r->found.n = 0;
	for (i = 0; i < WH_C_COLS; i++) {
		wh_intake_attend(r, i);
		good = wh_intake_value(r, in, i) && good;
	}
	wh_intake_check(r, in);
	r->catch = NULL;
	in->found = r->found.n > 0 ? r->found.s : NULL;
	if (r->wrong.n > 0)
		return wh_reader_refuse(r, NULL, NULL, "%s", r->wrong.s);
	return (good || r->csv != NULL) && r->w->err.status == WH_OK;
}

/*
 * Is the area of a known case still to be taken from its point: it has none,
 * or it had it from a point that is now another?
 */
static bool
is_open(struct wh *w, const struct wh_intake *in, int64_t no)
{
	sqlite3_stmt	*s;
	bool		 open = false;

	s = wh_sql(w, "SELECT area IS NULL OR ((lat IS NOT ?2 OR lon IS NOT ?3)"
	    " AND (SELECT flags & 64 FROM journal j WHERE j.no = c.no"
	    " AND (seq = 1 OR (act = 10 AND field = 'area'))"
	    " ORDER BY seq DESC LIMIT 1) <> 0) FROM cases c WHERE no = ?1");
	wh_bind(s, "idd", no, in->v[WH_C_LAT].d, in->v[WH_C_LON].d);
	if (wh_row(w, s)) {
		open = sqlite3_column_int(s, 0) != 0;
		sqlite3_reset(s);
	}
	return open;
}

/*
 * Where boundaries are loaded: give a row that names no area, but has a
 * point, the area in which that lies, and say what is odd about the point.
 * no is the case, 0 for a new one.  This comes after the digest of the row,
 * which is of what the source says and not of what is loaded here.
 */
void
wh_intake_locate(struct wh *w, struct wh_intake *in, int64_t no)
{
	double	lat = in->v[WH_C_LAT].d, lon = in->v[WH_C_LON].d;
	int64_t	area;

	if (!wh_has(in, WH_C_LAT) || !wh_has(in, WH_C_LON) || !wh_placed(w))
		return;
	if (wh_has(in, WH_C_AREA)) {
		if (!wh_place_fits(w, in->v[WH_C_AREA].i, lon, lat))
			in->point = WH_P_OUTSIDE;
		return;
	}
	if (no != 0 && !is_open(w, in, no))
		return;
	area = wh_place_find(w, lon, lat, wh_day_of(&w->zone,
	    in->v[WH_C_RECEIVED].i));
	in->point = area != 0 ? WH_P_AREA : WH_P_NOWHERE;
	if (area == 0)
		return;
	in->v[WH_C_AREA].i = area;
	in->has |= (uint64_t)1 << WH_C_AREA;
}
