#!/bin/sh
# Row 52: where cases are detected, how fast they are passed on and answered.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

# D
new() {
	no=$(case-new --source "$1" --class E0108 --area 110102001004 \
	    --received "2026-02-02 $2")
}
# O
at() {
	at=$1
	shift
	"$@" -q --at "2026-02-02 $at" "$no"
}
sign='case-log sign' reply='case-log reply --text 已知'
# shellcheck disable=SC2086
{
	new patrol 08:00:00	# passed on in 1800 s, signed 600 s later
	at 08:30:00 case-route
	at 08:40:00 $sign
	at 08:50:00 $reply
	new patrol 08:00:00	# in 3600 s, replied to 300 s later, signed then
	at 09:00:00 case-route
	at 09:05:00 $reply
	at 09:30:00 $sign
	new patrol 08:00:00	# in 0 s, not answered
	at 08:00:00 case-route
	new hotline 08:00:00	# in 7200 s, replied to only before: no answer
	at 09:00:00 $reply
	at 10:00:00 case-route
}
no=$(case-new --source video --class E0108)	# nowhere yet
# R: of 5: patrol 3 = 60 %, hotline 1 = 20 %, video 1 = 20 %.
# To dispatch: patrol (1800 + 3600 + 0) / 3 = 1800 s = 0.50 h; hotline 7200 s
# = 2.00 h; all 12600 / 4 = 3150 s = 0.875 h, half up 0.88.
# To respond: patrol (600 + 300) / 2 = 450 s = 0.125 h, half up 0.13.
same 'the mix of sources, transfer and response' grid-report --week this \
    --by source --fields \
    key,received_share,transferred,transfer_hours,responded,response_hours <<'!'
hotline	20.00	1	2.00	0	
patrol	60.00	3	0.50	2	0.13
video	20.00	0		0	
total	100.00	4	0.88	2	0.13
!
same 'the cases behind a mean are those it is of' sh -c 'grid-report \
    --week this --ids response_hours | grep -c total' <<'!'
2
!
# Imported the week before: D1 went out in two hours, of D2 the source does not
# tell when, nor of both when they were signed for, of D3 only the day is known on which it came in.
cat >case.csv <<'!'
id,source,received,class,area,unit,state,dispatched
D1,app,2026-01-26 08:00,E0108,110102001004,cm,handling,2026-01-26 10:00
D2,app,2026-01-26 08:00,E0108,110102001004,cm,handling,
D3,app,2026-01-26,E0108,110102001004,cm,dispatched,2026-01-26 10:00
!
case-new -q -i case.csv
same 'what is not known is in no mean' grid-report --week 2026-W05 \
    --fields received,transferred,transfer_hours,responded <<'!'
3	1	2.00	0
!
# By telephone two more, each in 1.5 hours: 3 hours together, still faster.
sed -n 1p case.csv >more.csv
for i in D4 D5; do
	echo "$i,hotline,2026-01-26 08:00,E0108,110102001004,cm,handling,2026-01-26 09:30"
done >>more.csv
case-new -q -i more.csv
same 'rows are sorted by the mean, not by all hours' grid-report --week \
    2026-W05 --by source --sort transfer_hours --fields key,transfer_hours <<'!'
app	2.00
hotline	1.50
total	1.67
!
# Points of a share: 20 - 40, of 2 of 5; percent of a mean: 2.00 / 1.50, and
# 0.88 / 1.67, as they are printed.
same 'the change since the week before' grid-report --week this --by source \
    --before prev --fields key,received_share_before,received_share_change,\
transfer_hours_before,transfer_hours_change <<'!'
app	60.00	-60.00	2.00	
hotline	40.00	-20.00	1.50	33.33
patrol	0.00	60.00		
video	0.00	20.00		
total	100.00	0.00	1.67	-47.31
!
finish
