#!/bin/sh
# Row 17: a unit on call needs somebody to be called
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

grid-load -q unit <<!
code,name,kind,contact,phone
gh,西城规划,guihua,,
!
same 'without a contact it is refused, and how to load one is said' fails 1 \
    case-escalate -q raise --kind enforce --unit ga,gh $a1 <<!
case-escalate: $a1: raise: gh is of tier n and has no contact; load one: grid-load unit, column contact
!
on '02 10:00' raise --kind enforce --unit ga $a1
same 'also later' fails 1 case-escalate -q summon --unit gh $a1 <<!
case-escalate: $a1: summon: gh is of tier n and has no contact; load one: grid-load unit, column contact
!
same 'nothing of it is there' query 'SELECT units FROM v_whistle' <<!
1
!
grid-load -q unit <<!
code,name,kind,contact,phone
gh,西城规划,guihua,郭科长,010-00001301
!
on '02 11:00' summon --unit gh $a1
same 'whom to call' case-escalate list units --fields unit,tier,contact,phone \
    <<!
ga	five		
gh	n	郭科长	010-00001301
!
finish
