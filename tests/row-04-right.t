#!/bin/sh
# Row 4: who may blow, by level: others are refused
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

same 'a community may not blow for enforcement' fails 1 case-escalate -q \
    raise --kind enforce --as cm --unit ga $a1 <<!
case-escalate: $a1: raise: cm, of kind community, has no right to blow enforce; that have units of: street (--as)
!
same 'nor a department' fails 1 case-escalate -q \
    raise --kind demand --as ga --unit sw $a1 <<!
case-escalate: $a1: raise: ga, of kind gongan, has no right to blow demand; that have units of: street community (--as)
!
ok 'the street may' case-escalate raise --kind enforce --unit ga $a1
same 'nothing of the refused is there' query \
    'SELECT raiser, count(*) FROM v_whistle' <<!
s1|1
!
# Who has approved it: the rank of the kind, in the unit that blows.
grid-load -q person <<!
code,name,unit,rank
p4,李某,s1,
!
cp whistle.db ranks.db
same 'a roster of people without ranks asks nobody' quietly case-escalate \
    -d ranks.db raise --kind enforce --by p4 --unit ga $a2 <<!
$a2.1	raise
!
same 'and does not take who types for an approver' sqlite3 ranks.db \
    "SELECT approver IS NULL FROM v_whistle WHERE number = $a2" <<!
1
!
same 'but one who is named has to have the rank' fails 1 case-escalate -q \
    -d ranks.db raise --kind enforce --approver p4 --unit ga $a3 <<!
case-escalate: $a3: raise: enforce needs the approval of a street_head or above of s1, not of p4: --approver
!
grid-load -q person <<!
code,name,unit,rank
p1,赵书记,s1,street_head
p2,钱副,s1,street_deputy
p3,孙书记,s10,street_head
p4,李某,s1,
!
needs="raise: enforce needs the approval of a street_head or above of s1, not of"
for p in p2 p3 p4; do
	same "not approved by $p" fails 1 case-escalate -q raise \
	    --kind enforce --approver $p --unit ga $a2 <<!
case-escalate: $a2: $needs $p: --approver
!
done
same 'who types is who approves' fails 1 case-escalate -q raise \
    --kind enforce --by p2 --unit ga $a2 <<!
case-escalate: $a2: $needs p2: --approver
!
same 'where the roster knows who might, nobody is too little' fails 1 \
    case-escalate -q raise --kind enforce --unit ga $a2 <<!
case-escalate: $a2: $needs nobody: --approver
!
status 2 'an approver whom nobody knows' case-escalate raise \
    --kind enforce --approver p9 --unit ga $a2
ok 'approved' case-escalate raise --kind enforce --approver p1 --unit ga $a2
ok 'a lower rank approves what asks for less' case-escalate raise \
    --kind resident --by p2 --unit ga $a3
grid-load -q unit <<!
code,name,kind,parent,area
s1,西长安街街道办,street,district_center,110102001000
!
grid-load -q person <<!
code,name,unit,rank
p5,周主任,district_center,street_head
p6,吴书记,,street_head
!
for to in p5:sw p6:s1-cg; do
	ok "${to%:*}, of a unit above or of none, approves, too" \
	    case-escalate raise --kind enforce --approver "${to%:*}" \
	    --unit "${to#*:}" $a1
done
same 'who it was is kept' query \
    "SELECT number, approver FROM v_whistle ORDER BY 1, n" <<!
$a1|
$a1|p5
$a1|p6
$a2|p1
$a3|p2
!
finish
