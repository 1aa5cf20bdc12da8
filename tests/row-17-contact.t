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
same 'nor does it wait for a whistle to be found' sh -c \
    'grid-check -o tsv contact | grep "^gh	"' <<!
gh	contact	unit 西城规划: is of tier n, but has no contact: a whistle to it is refused
!
# The profile has a unit of each kind, without contacts; the town has one of
# tier n with a contact, and others of other tiers.
awk -F, 'NR == FNR { if ($4 == "n") n[$1]; next } $3 in n { print $1 }
    END { print "gh" }' "$share/profile/default/unit_kind.csv" \
    "$share/profile/default/unit.csv" | sort >expect
same 'with all others of that tier' sh -c 'grid-check -o ids contact | sort' \
    <expect
ok 'it only advises' sh -c '! grid-check | grep contact'
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
same 'then it is found no more' sh -c 'grid-check -o ids contact | grep -x gh;
    true' </dev/null
on '02 11:00' summon --unit gh $a1
same 'whom to call' case-escalate list units --fields unit,tier,contact,phone \
    <<!
ga	five		
gh	n	郭科长	010-00001301
!
finish
