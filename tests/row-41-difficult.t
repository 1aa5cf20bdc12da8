#!/bin/sh
# Row 41: chiefs report difficult issues; topic meetings; what is open
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

grid-load -q person <<!
code,name,unit,rank
p1,赵街长,s1,street_deputy
p2,钱街长,s1,street_deputy
p3,孙管家,s1,
!
grid-load -q road <<!
code,name,class,area
r1,长安大街,avenue,110102001000
!
grid-load -q post <<!
code,role,road,person,valid_from,valid_to
c1,street_chief,r1,p2,2025-01-01,2026-01-31
c2,street_chief,r1,p1,2026-02-01,
c3,alley_steward,r1,p3,2026-02-01,
!
same 'a case without a road' fails 1 case-escalate -q difficult --by p1 \
    --text 难 $a1 <<!
case-escalate: $a1: difficult: it names no road: case-log amend --field road
!
case-log -q amend --field road --value r1 $a1 $a2 $a3 || exit 2
same 'who is chief no more' fails 1 case-escalate -q difficult --by p2 \
    --text 难 $a1 <<!
case-escalate: $a1: difficult: p2 is not the chief of road r1 then
!
same 'another who looks after the road' fails 1 case-escalate -q difficult \
    --by p3 --text 难 $a1 <<!
case-escalate: $a1: difficult: p3 is not the chief of road r1 then
!
same 'nobody' fails 1 case-escalate -q difficult --text 难 $a1 <<!
case-escalate: $a1: difficult: which chief reports it? --person
!
on '03 10:00' difficult --person p1 --text 产权不清 $a1
on '03 11:00' difficult --by p1 --text 管线迁改 $a2
on '03 12:00' difficult --by p1 --text 缺资金 $a3
on '04 10:00' consult --text 专题会议 $a1
case-log -q close --value special --reason x $a3 || exit 2
same 'open difficult issues, and meetings about them' case-escalate list \
    difficult --fields number,road,chief,meetings,text <<!
$a1	r1	p1	1	产权不清
$a2	r1	p1	0	管线迁改
!
finish
