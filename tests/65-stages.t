#!/bin/sh
# 65-stages.t - what is to be verified, dispatched, replied to and checked, and
# done in time; how long handling took of its limit, and until a case is closed.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

# Monday, 26 January; all six come in at eight.
for i in a b c d e f; do
	eval "$i=$(case-new --source counter --class E0108 \
	    --area 110102001004 --received '2026-01-26 08:00')"
done
# on CASE DAY HOUR COMMAND...
on() {
	no=$1 at="2026-01-$2 $3"
	shift 3
	"$@" -q --at "$at" "$no"
}
route='case-route --to cm --filter 1 --reason r'
# A day to verify, two hours to dispatch, two working hours to check: a has all
# done in the last second, b a second later.
# shellcheck disable=SC2086,SC2154
acts() {
	for i in $a $b $c; do
		on "$i" 26 08:30 case-log send --unit cm || return
	done
	on $a 27 08:30 case-log verify --value pass &&
	    on $b 27 08:30:01 case-log verify --value pass &&
	    on $e 26 08:30 case-log verify --value pass || return
	for i in $a $b; do
		on "$i" 27 09:00 case-log file || return
	done
	on $d 26 08:00 case-log file &&
	    on $a 27 11:00 $route && on $b 27 11:00:01 $route &&
	    on $e 26 09:00 $route && on $f 26 09:00 $route &&
	    on $a 27 12:00 case-log handle && on $b 28 12:00 case-log handle &&
	    on $e 26 10:00 case-log handle && on $f 26 10:00 case-log handle &&
	    on $a 27 14:00 case-log send --unit cm &&
	    on $b 28 14:00 case-log send --unit cm &&
	    on $f 28 14:00 case-log send --unit cm &&
	    on $a 27 16:00 case-log check --value pass &&
	    on $b 28 16:00:01 case-log check --value pass &&
	    on $e 26 11:00 case-log check --value pass &&
	    on $a 27 16:00 case-log close && on $b 28 16:01 case-log close &&
	    on $e 26 18:00 case-log reply --text r &&
	    on $e 26 18:00 case-log close
}
ok 'all is done' acts
week() {
	grid-report --week 2026-W05 --fields "$@"
}
# a, b and c, which waits; e was seen, but nobody had been sent.
same 'verification' week need_verify,verified_on_time,verified_rate <<'!'
3	1	33.33
!
# a, b, e, f, and d, which waits; c is not filed.
same 'dispatch' week dispatch_judged,dispatched_on_time,\
dispatched_on_time_rate <<'!'
5	3	60.00
!
# a, b and f, which waits; to e nobody had been sent.
same 'checking' week handled,need_check,checked_on_time,checked_rate <<'!'
4	3	1	33.33
!
same 'replies' week reply_judged,replied,unreplied,unreplied_rate <<'!'
6	1	5	83.33
!
# 6 / 7; 32 h, 56 h and a minute, 10 h.
same 'a day, and until closed' week received_daily,closed,closed_timed,\
closing_hours,closing_hours_p50,closing_hours_p90 <<'!'
0.86	3	3	32.67	32.00	56.02
!
# b had a day of 8 working hours, and took 9 less a second: 1.12497.
same 'times of the limit' week late,late_timed,overtime_times <<'!'
1	1	1.12
!
# shellcheck disable=SC2046
ids() {
	for m in need_verify verified_on_time dispatch_judged \
	    dispatched_on_time need_check checked_on_time unreplied late_timed \
	    closing_hours; do
		echo $m $(grid-report --week 2026-W05 --ids $m --fields number |
		    tr '\n' ' ' | sed 's/2026012600000//g')
	done
}
same 'their cases' ids <<'!'
need_verify 1 2 3
verified_on_time 1
dispatch_judged 1 2 4 5 6
dispatched_on_time 1 5 6
need_check 1 2 6
checked_on_time 1
unreplied 1 2 3 4 6
late_timed 2
closing_hours 1 2 5
!
printf 'code,value\ndispatch_hours,3\n' | grid-load -q setting
same 'another limit for dispatch' week dispatch_judged,dispatched_on_time <<'!'
5	4
!
same 'the week after has none' grid-report --week 2026-W06 --before prev \
    --fields received_daily,received_daily_before,need_check_before,\
checked_rate,checked_rate_before,closing_hours_p50_before,\
overtime_times_before <<'!'
0.00	0.86	3		33.33	32.00	1.12
!
same 'as of Tuesday noon' grid-report --week 2026-W05 \
    --as-of "$(sqlite3 whistle.db "SELECT max(entry) FROM journal
	WHERE no = $b AND act = 12")" --fields need_verify,verified_on_time,\
dispatch_judged,need_check,closed_timed <<'!'
3	1	0	0	0
!
# What was taken back never was: u was dispatched on Tuesday after all, v not
# at all, w verified in time.  Of x the day is known, of y not when it was
# dispatched; z was in the last second, and zz one later, none of them filed
# before.
printf 'code,value\ndispatch_hours,2\n' | grid-load -q setting
for i in u v w; do
	eval "$i=$(case-new --source counter --class E0108 \
	    --area 110102001004 --received '2026-01-19 08:00')"
done
cat >told.csv <<'!'
id,source,received,class,area,state,unit,dispatched,handled
x,hotline,2026-01-19,E0108,110102001004,dispatched,cm,2026-01-19 09:00:00,
y,hotline,2026-01-19 08:00:00,E0108,110102001004,handled,cm,,2026-01-26 12:00
z,hotline,2026-01-19 08:00:00,E0108,110102001004,dispatched,cm,2026-01-19 10:00:00,
zz,hotline,2026-01-19 08:00:00,E0108,110102001004,dispatched,cm,2026-01-19 10:00:01,
!
# shellcheck disable=SC2086,SC2154
errors() {
	case-new -q -i told.csv && on $u 19 09:00 $route &&
	    case-log -q takeback --value dispatch --reason error $u &&
	    on $u 20 09:00 $route && on $v 19 08:30 case-log file &&
	    on $v 19 09:00 $route &&
	    case-log -q takeback --value dispatch --reason error $v &&
	    on $w 19 08:30 case-log send --unit cm &&
	    on $w 22 08:30 case-log verify --value pass &&
	    case-log -q takeback --value verify --reason error $w &&
	    on $w 19 10:30 case-log verify --value pass
}
ok 'errors are taken back' errors
same 'what was taken back never was' grid-report --week 2026-W04 \
    --ids dispatched_on_time,verified_on_time --fields number <<!
$w
$(case-list --id z -o ids)
!
same 'what is not known is not judged' grid-report --week 2026-W04 \
    --fields received,dispatched,dispatch_judged,need_verify <<'!'
7	5	4	1
!
same 'nor how long it took' week late,late_timed,overtime_times <<'!'
2	1	1.12
!
status 2 'hours are a number' sh -c 'printf "code,value\ndispatch_hours,x\n" |
    grid-load -q setting'
finish
