#!/bin/sh
# Row 9: a class of response by rule, climbing, time on each rung
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

case-route -q --now "2026-02-02 09:40" $a2 || exit 2	# filter 1: inside the community
on '02 10:00' climb $a2
on '03 10:00' climb $a2
on '03 16:00' climb --reason 历史遗留 $a2
on '05 16:00' climb --value community --reason 误报 $a2
same 'the first by its filter, then one up; down with a reason' query \
    "SELECT row, value, old, new, reason FROM v_journal
    WHERE number = $a2 AND act = 'climb'" <<!
3|community||1|
4|street|1|2|
5|county|2|3|历史遗留
6|community|3|1|误报
!
case-log -q close --value special --reason x --at '2026-02-06 10:00' $a2 || exit
same 'time on each rung' case-escalate list responses \
    --fields rung,owner,since,until,hours <<!
1	community	2026-02-02 10:00:00	2026-02-03 10:00:00	24.0
2	street	2026-02-03 10:00:00	2026-02-03 16:00:00	6.0
3	district_center	2026-02-03 16:00:00	2026-02-05 16:00:00	48.0
1	community	2026-02-05 16:00:00	2026-02-06 10:00:00	18.0
!
same 'cases per class; the mean of 24 and 18 is 21' case-escalate list rungs \
    <<!
1	1	1	0	21.0
2	1	0	0	6.0
3	1	0	0	48.0
!
grid-load -q response <<!
code,name,rung,owner,filter,class
demolish,违建专班,4,district_center,,E01
!
ok 'a row with a class' case-escalate -q climb $a1
same 'is nearer than one with a filter' query \
    "SELECT response, rung FROM v_response WHERE number = $a1" <<!
demolish|4
!
grid-load -q response <<!
code,name,rung,owner,filter,class
a-stall,摊贩专班,2,district_center,,E05
z-street,市容专班,2,street,,E01
!
on '06 09:00' climb --value community $a3
on '06 09:30' climb $a3
same 'so is the next rung of its own class; of another it is none' query \
    "SELECT response FROM v_response WHERE number = $a3" <<!
community
z-street
!
same 'nothing is above the last rung' fails 1 case-escalate -q climb $a1 <<!
case-escalate: $a1: climb: it stands on the last rung
!
same 'down needs a reason' fails 1 case-escalate -q climb --value street $a1 <<!
case-escalate: $a1: climb: down needs a reason
!
status 2 'a rung that is none' case-escalate climb --value x $a1
same 'replay agrees' grid-check replay </dev/null
finish
