#!/bin/sh
# The profile of one city beside the default one: its approvers and clocks
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

ok 'it is loaded after the default' grid-load -q --profile gulou
same 'two kinds beside those that there are' query \
    'SELECT code FROM whistle_kind ORDER BY code' <<!
demand
emergency
enforce
hard
push
resident
!
grid-load -q person <<!
code,name,unit,rank
m,班子成员,s1,street_deputy
h,书记,s1,street_head
k,科长,s1,section_chief
!
blow() {
	case-escalate -q raise --at '2026-02-02 10:00' --kind "$1" \
	    --approver "$2" --unit ga "$3"
}
same 'a section chief approves not even an ordinary one' fails 1 \
    blow push k $a1 <<!
case-escalate: $a1: raise: push needs the approval of a street_deputy or above of s1, not of k: --approver
!
ok 'any member of the leading group does' blow push m $a1
same 'but no hard one' fails 1 blow hard m $a2 <<!
case-escalate: $a2: raise: hard needs the approval of a street_head or above of s1, not of m: --approver
!
ok 'the secretary does' blow hard h $a2
ok 'and an ordinary one, too' blow push h $a3

# Monday, 2 February 2026, at 10: 1 hour, 24 hours, and the end of the third
# and fifth working day, of Thursday and of the next Monday.
same 'sign, contact, arrive; none to finish' query "SELECT w.kind, c.kind,
    c.due FROM v_clock c JOIN v_whistle w ON w.number = c.number AND w.n = c.n
    WHERE c.number <> $a3 ORDER BY w.kind DESC, c.due" <<!
push|sign|2026-02-02 11:00:00
push|contact|2026-02-03 10:00:00
push|arrive|2026-02-05 18:00:00
hard|sign|2026-02-02 11:00:00
hard|contact|2026-02-03 10:00:00
hard|arrive|2026-02-09 18:00:00
!
same 'replay agrees' grid-check replay </dev/null

# Alone: its folder laid over a copy of the default one.
cp -r "$share/profile/default" city
cp "$share/profile/gulou/"*.csv city
ok 'a city of one folder' grid-load --new --profile ./city -d city.db
same 'has these kinds only' sqlite3 city.db \
    'SELECT code FROM whistle_kind ORDER BY code' <<!
hard
push
!
finish
