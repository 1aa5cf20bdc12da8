#!/bin/sh
# Periods of every kind, what they are compared with, and what a day is.  The
# figures are counts of the list of times below, made by hand.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"

WHISTLE_DB=t.db WHISTLE_LANG=en
export WHISTLE_DB WHISTLE_LANG

# Cases that were received at these times of the file's zone, and no more.
received() {
	grep -v '^#' | awk -v OFS=, '
	BEGIN { print "id", "source", "received" }
	NF { print NR, "hotline", $1 " " $2 }' >cases.csv
	case-new -q -i cases.csv
}
is() {	# WANT FIELD OPTION...
	echo "$1" >is.want
	f=$2
	shift 2
	grid-report --fields "$f" "$@" | diff is.want -
}
head1() {
	grid-report -o table "$@" | sed -n '1s/^[^:]*: //p'
}
set_to() {
	printf 'code,value\n%s,%s\n' "$1" "$2" | grid-load -q setting
}
grid-load -q --new || exit 2
# The clock stands at Monday, 2 February 2026, 10:00.
received <<!
2024-02-29 08:00
2025-01-31 08:00
2025-02-01 08:00
2025-02-03 08:00
2025-02-28 08:00
2025-06-30 23:59:59
2025-07-01 00:00:00
2025-12-31 23:59:59
2026-01-01 00:00:00
2026-01-23 11:59:59
2026-01-23 12:00:00
2026-01-30 11:59:59
2026-01-30 12:00:00
2026-02-01 23:59:59
2026-02-02 09:59:59
!

# Months and their multiples.
ok 'a quarter' is 7 received --quarter 2026-Q1
ok 'this quarter' is 7 received --quarter this
ok 'the last one begins in October' is 1 received --quarter last
ok 'the second of 2025 ends with June' is 1 received --quarter 2025-Q2
ok 'half a year' is 5 received --half 2025-H1
ok 'the second half begins with July' is 2 received --half 2025-H2
ok 'last half' is 2 received --half last
ok 'this half' is 7 received --half this
ok 'a year' is 7 received --year 2025
ok 'last year' is 7 received --year last
ok 'this year' is 7 received --year this
ok 'a year of 366 days' is 1 received --year 2024
ok 'a month, with the one before and that of last year' is '5	1	1' \
    received,received_before,received_last_year --month 2026-01 \
    --before prev,year
ok 'a quarter: the one before is of last year' is '7	1	4' \
    received,received_before,received_last_year --quarter this \
    --before prev,year
ok 'half a year: 2025-H2 and 2025-H1' is '7	2	5' \
    received,received_before,received_last_year --half this \
    --before prev,year
ok 'a year: both are the same' is '7	7	7	0.00	0.00' \
    received,received_before,received_last_year,received_change,\
received_change_last_year --year this --before prev,year
same 'the heading says which is which' head1 --month last \
    --before prev,year <<!
2026-01-01 to 2026-01-31 (31 calendar days); period before: 2025-12-01 to 2025-12-31 (31 calendar days); last year: 2025-01-01 to 2025-01-31 (31 calendar days)
!
WHISTLE_LANG=zh
head_zh() {
	grid-report -o table "$@" | sed -n '1s/^[^：]*：//p'
}
same 'in Chinese, too' head_zh --week 2026-W05 --before year,prev <<!
2026-01-26 至 2026-02-01（7 个自然日）；环比（上期）：2026-01-19 至 2026-01-25（7 个自然日）；同比（去年同期，同一 ISO 周号）：2025-01-27 至 2025-02-02（7 个自然日）
!
columns() { grid-report -o table "$@" | sed -n 2p | tr -s ' '; }
same 'and so do the columns' columns --before prev,year --fields \
    received,received_change,received_change_last_year <<!
受理数 受理数环比 受理数同比
!
WHISTLE_LANG=en
same 'in English' columns --before prev,year --fields \
    received_change,received_change_last_year <<!
Received, change on period before Received, change on last year
!
ok '--compare is --before=prev' is '5	1' received,received_before \
    --month last --compare

# Days of February.
ok 'a day and the same of last year' is '1	1' \
    received,received_last_year --day 2026-02-01 --before year
ok '29 February is compared with the 28th' is '1	0' \
    received,received_last_year --day 2024-02-29 --before year
same 'and says so' head1 --day 2024-02-29 --before year <<!
2024-02-29 to 2024-02-29 (1 calendar day); last year: 2023-02-28 to 2023-02-28 (1 calendar day)
!
# Through 28 February of 2025, and of 2024 not the 29th.
ok 'free dates to the end of February' is '3	0' \
    received,received_last_year --from 2025-02-01 --to 2025-03-01 --before year
same 'their last day is that date' head1 --from 2025-02-01 --to 2025-03-01 \
    --before year <<!
2025-02-01 to 2025-02-28 (28 calendar days); last year: 2024-02-01 to 2024-02-28 (28 calendar days)
!
ok 'all of February has its 29th' is '3	1' received,received_last_year \
    --month 2025-02 --before year
# From noon of the 28th to noon of the 29th: last year that is no time at all.
ok 'of what last year had no such hours there is no data' is '1	' \
    received,received_last_year --from '2024-02-28 12:00' \
    --to '2024-02-29 12:00' --before year
same 'and the heading says so' head1 --from '2024-02-28 12:00' \
    --to '2024-02-29 12:00' --before year <<!
from 2024-02-28 12:00:00 to before 2024-02-29 12:00:00; last year: no such time
!
same 'free hours' head1 --from '2024-02-29 06:00' --to '2024-02-29 12:00' \
    --before prev,year <<!
from 2024-02-29 06:00:00 to before 2024-02-29 12:00:00; period before: from 2024-02-29 00:00:00 to before 2024-02-29 06:00:00; last year: from 2023-02-28 06:00:00 to before 2023-02-28 12:00:00
!

# Weeks: 26 January to 1 February is 2026-W05, a year before 27 January to 2
# February, with 31 January and 1 February.
ok 'a week: last year it is that of the same number' is '3	2	2' \
    received,received_before,received_last_year --week last \
    --before prev,year
ok 'how many more than each' is '1	1' received_diff,received_diff_last_year \
    --week last --before prev,year
# 3 / 7 and 2 / 7 as printed, 0.43 and 0.29.
ok 'of a mean in hundredths' is '0.14	0.14' \
    received_daily_diff,received_daily_diff_last_year --week last \
    --before prev,year
ok 'fewer are below zero' is '1	3	-2' received,received_before,received_diff \
    --week this --before prev
status 2 'a rate changes in points' grid-report --week last --before prev \
    --fields handled_rate_diff
status 2 'of a period that is not asked for' grid-report --fields received_diff
ok 'most years have no 53rd week' is '0	' received,received_last_year \
    --week 2026-W53 --before year
same 'no data is not zero' grid-report --week 2026-W53 --before year -o json \
    --fields received_last_year,received_change_last_year,handled_last_year,\
received_diff_last_year <<!
{"received_last_year":null,"received_change_last_year":null,"handled_last_year":null,"received_diff_last_year":null}
!
same 'and the heading says so' head1 --week 2026-W53 --before year <<!
2026-12-28 to 2027-01-03 (7 calendar days), open and overdue as of 2026-02-02 10:00:00; last year (same ISO week): no such week
!
set_to week_start 5
# 30 January to 5 February.
ok 'a week that begins on a Friday' is 4 received --week this
set_to week_hour 12
# Friday 23 January 12:00 to 30 January 12:00: its first and its last second.
ok 'a week from Friday noon to Friday noon' is 2 received --week last
ok 'the next one begins at noon' is 3 received --week this
same 'with its hours, and seven days' head1 --week last <<!
from 2026-01-23 12:00:00 to before 2026-01-30 12:00:00 (7 calendar days)
!
ok 'it is called by its Thursday, the 29th' is 2 received --week 2026-W05
ok 'a day names the week that begins on it' is 3 received --week 2026-01-30
ok 'or that it is in' is 2 received --week 2026-01-29
ok 'last year it is that of the same number, too' is '2	1' \
    received,received_last_year --week 2026-W05 --before year \
    --now '2026-02-02 10:00'
# Of 2025-W05 the Thursday is 30 January: from 24 to 31 January noon.
same 'from noon to noon' head1 --week 2026-W05 --before year <<!
from 2026-01-23 12:00:00 to before 2026-01-30 12:00:00 (7 calendar days); last year (same ISO week): from 2025-01-24 12:00:00 to before 2025-01-31 12:00:00 (7 calendar days)
!
ok 'before noon of Friday this week is still the old one' is 2 received \
    --week this --now '2026-01-30 11:59:59'
ok 'at noon it is the new one' is 3 received --week this \
    --now '2026-01-30 12:00:00'
weeks() {
	for w in 2025-W52 2026-W01 2026-W02 2026-W03 2026-W04 2026-W05 2026-W06
	do
		grid-report --fields received --week $w
	done | paste -sd ' '
}
# W01 begins on 26 December, and has 31 December and 1 January.
same 'weeks leave no gap and do not overlap' weeks <<!
0 2 0 0 1 2 3
!
set_to week_start 1
set_to week_hour 0

# What a day is.
ok 'today is a date' is 1 received --day today
ok 'or the 24 hours up to now' is 2 received --day today --days 24h
ok 'yesterday is then the 24 hours before' is 0 received --day yesterday \
    --days 24h
same 'and the heading says so' head1 --day today --days 24h --before prev <<!
from 2026-02-01 10:00:00 to before 2026-02-02 10:00:00 (1 day of 24 hours); period before: from 2026-01-31 10:00:00 to before 2026-02-01 10:00:00 (1 day of 24 hours)
!
set_to report_days 24h
ok 'the setting says it for all' is 2 received --day today
ok 'the option says otherwise' is 1 received --day today --days dates
ok 'weeks and months are dates all the same' is 3 received --week last
set_to report_days dates

# Where clocks change: on 29 March 2026 at 2:00 they are set to 3:00, on 25
# October at 3:00 to 2:00.
if [ -f /usr/share/zoneinfo/Europe/Berlin ]; then
	WHISTLE_DB=b.db WHISTLE_NOW=2026-12-31
	grid-load -q --new --zone Europe/Berlin
	received <<-!
	2026-03-28 00:00:00
	2026-03-29 00:00:00
	2026-03-29 23:30:00
	2026-03-30 00:00:00
	2026-10-25 23:30:00
	2026-10-26 00:30:00
	!
	ok 'a day of 23 hours' is '2	1' received,received_before \
	    --day 2026-03-29 --before prev
	ok 'as 24 hours it reaches into the next' is 3 received \
	    --day 2026-03-29 --days 24h
	ok 'a day of 25 hours' is 1 received --day 2026-10-25
	ok 'as 24 hours it ends an hour early' is 0 received \
	    --day 2026-10-25 --days 24h
	ok 'two dates, compared with two' is '3	1' received,received_before \
	    --from 2026-03-29 --to 2026-03-31 --before prev
	ok 'the week of the change' is 3 received --week 2026-W13
	same 'has seven days' head1 --week 2026-W13 <<-!
	2026-03-23 to 2026-03-29 (7 calendar days)
	!
	same 'as days of 24 hours there are seven less an hour' head1 \
	    --from 2026-03-23 --to 2026-03-30 --days 24h <<-!
	from 2026-03-23 00:00:00 to before 2026-03-30 00:00:00
	!
	set_to week_start 7
	set_to week_hour 2
	same 'a week that begins at an hour that the clock skips' head1 \
	    --week 2026-W14 <<-!
	from 2026-03-29 03:00:00 to before 2026-04-05 02:00:00 (7 calendar days)
	!
	same 'and the week before ends there' head1 --week 2026-W13 <<-!
	from 2026-03-22 02:00:00 to before 2026-03-29 03:00:00 (7 calendar days)
	!
	same 'an hour that comes twice is the first' head1 --week 2026-10-25 <<-!
	from 2026-10-25 02:00:00 to before 2026-11-01 02:00:00 (7 calendar days)
	!
	WHISTLE_DB=t.db WHISTLE_NOW='2026-02-02 10:00:00'
else
	skip 'no zone with summer time here'
fi

# Whatever the period, the cases are found by index: never by reading all.
# The few open ones are read whole.
plan() {
	{ echo 'EXPLAIN QUERY PLAN'; cat; } | sqlite3 t.db >plan
	grep -Eq '(SCAN|SEARCH) c' plan &&
	    ! grep 'SCAN [a-z]' plan | grep -v 'SCAN c USING COVERING INDEX cases_open' |
	    grep -v 'SCAN [egr]$'
}
planned() { grid-report --sql "$@" | plan; }
for period in --day=today --day=yesterday '--day=today --days=24h' \
    --week=last --week=2026-W05 --month=last --quarter=this --half=last \
    --year=2025 '--from=2026-01-01 --to=2026-01-31T12:00'; do
	# shellcheck disable=SC2086
	ok "the plan of $period" planned $period --by street --before prev,year
done

status 2 'two periods' grid-report --quarter last --month last
for wrong in --quarter=2026-Q5 --quarter=2026-Q0 --quarter=2026Q1 \
    --half=2026-H3 --half=H1 --year=26 --year=last-year --days=25h \
    --before=next --before=prev,next --week=2026-W54; do
	status 2 "refused: $wrong" grid-report "$wrong"
done
status 2 'a field of a period that is not asked for' grid-report \
    --fields received_last_year --before prev
says 'grid-report: --fields: "received_last_year": needs --before year' \
    'and it says what to say'
status 2 'the same of --sort' grid-report --sort received_change
says 'needs --before prev' 'and it says what to say'
status 2 'no such hour' set_to week_hour 24
status 2 'no such day' set_to report_days 24

# As of a moment or an entry; 64-asof.t has the proof.
status 2 'as of an entry that is not there' grid-report --as-of 99
status 2 'as of a time to come' grid-report --as-of 2026-02-03
status 2 'as of a time before the file' grid-report --as-of 2020-01-01
says 'before the first entry of the file' 'and it says so'
status 2 'as of nothing' grid-report --as-of whenever
status 2 'the SQL of what was' grid-report --as-of 2026-02-02 --sql
finish
