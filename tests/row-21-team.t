#!/bin/sh
# Row 21: a joint meeting, a joint team with its roster
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

on '02 10:00' raise --kind enforce --unit ga,sw,s1-cg $a1
on '02 12:00' meet --place 社区会议室 --unit ga,sw --text 先断水再拆 $a1
on '03 09:00' meet --text 全体 $a1
same 'meetings: where, who, minutes' case-escalate list meetings <<!
$a1	1	joint	2026-02-02 12:00:00	社区会议室	ga sw	先断水再拆
$a1	1	joint	2026-02-03 09:00:00		ga s1-cg sw	全体
!
on '03 10:00' team --unit ga,s1-cg --text 拆除组 $a1
same 'one team at a time' fails 1 case-escalate -q team $a1 <<!
case-escalate: $a1: team: a team is open; disband it first
!
same 'nor closed before it was opened' fails 1 case-escalate -q disband \
    --at '2026-02-03 09:59' $a1 <<!
case-escalate: $a1: disband: before the team was opened
!
on '04 10:00' disband $a1
same 'none is closed twice' fails 1 case-escalate -q disband $a1 <<!
case-escalate: $a1: disband: no team is open
!
same 'members were summoned' fails 1 case-escalate -q team --unit s10 $a1 <<!
case-escalate: $a1: team: s10 was not summoned
!
on '04 11:00' excuse --unit sw --reason x $a1
on '04 12:00' team $a1
on '04 12:00' arrive --unit ga $a1
on '05 12:00' accept $a1
on '05 13:00' release $a1
same 'roster of teams; the last closes with the whistle' case-escalate list \
    teams <<!
$a1.1	2026-02-03 10:00:00	2026-02-04 10:00:00	ga s1-cg	拆除组
$a1.1	2026-02-04 12:00:00	2026-02-05 13:00:00	ga s1-cg	
!
on '05 14:00' meet --text 总结 $a1.1
same 'who is gone does not meet' query "SELECT units FROM v_meeting
    WHERE minutes = '总结'" <<!
s1-cg
!

# As many as a whistle may have, with codes of 20 bytes and a blank between.
seq 64 | awk 'BEGIN { print "code,name,kind" }
    { printf "unit-of-a-long-co-%02d,单位%d,gongan\n", $1, $1 }' |
    grid-load -q unit
many=$(seq -f 'unit-of-a-long-co-%02g' -s , 64)
on '02 10:00' raise --kind enforce --unit "$many" $a3
same 'not one more' fails 1 case-escalate -q summon --unit ga $a3 <<!
case-escalate: $a3: summon: a whistle summons at most 64 units
!
status 2 'nor in one command' case-escalate meet --text x --unit "$many,ga" $a3
says '--unit: names more than 64 units' 'which it says'
on '02 11:00' meet --text 全体 $a3
same 'of a meeting of many each is named' query "SELECT length(units),
    substr(units, -20) FROM v_meeting WHERE number = $a3" <<!
1343|unit-of-a-long-co-64
!
same 'a meeting has minutes' fails 1 case-escalate -q consult $a2 <<!
case-escalate: $a2: consult: it needs a text
!
finish
