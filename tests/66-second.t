#!/bin/sh
# 66-second.t - limits of whistles, to the second: what is done in the last one
# is on time.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

# To be signed for and answered by coming within the hour, finished in a day.
blow() {	# CASE SECOND
	on "02 10:00:00" raise --kind emergency --unit ga "$1" >/dev/null
	on "02 11:00:0$2" answer --unit ga "$1" >/dev/null
	on "02 11:00:0$2" arrive --unit ga "$1" >/dev/null
	on "03 10:00:0$2" accept "$1" >/dev/null
}
blow "$a1" 0
same 'in the last second' grid-report --week this --fields signed,\
signed_on_time,arrived_on_time,arrived_late,finished_on_time,finished_late <<!
1	1	1	0	1	0
!
blow "$a2" 1
same 'and a second later' grid-report --week this --fields signed,\
signed_on_time,arrived_on_time,arrived_late,finished_on_time,finished_late <<!
2	1	1	1	1	1
!
# Nobody comes, and nothing is done.
on '05 10:00:00' raise --kind emergency --unit ga "$a3" >/dev/null
at() {
	grid-report --day 2026-02-05 --now "2026-02-0$1" \
	    --fields arrived_late,finished_late
}
same 'not late in the last second' at '5 11:00:00' <<!
0	0
!
same 'late in the next' at '5 11:00:01' <<!
1	0
!
same 'nor is the work' at '6 10:00:00' <<!
1	0
!
same 'until then' at '6 10:00:01' <<!
1	1
!
finish
