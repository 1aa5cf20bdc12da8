#!/bin/sh
# Row 5: a whistle goes to the standing post first; agencies on duty
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

grid-load -q unit <<!
code,name,kind,parent,area,contact
zs-ga,驻站公安,gongan,ga,,
zs-xf,驻站消防,xiaofang,,,消防值班
gh,西城规划,guihua,,110102000000,规划值班
zs-hw,驻社区环卫,huanwei,,,环卫值班
!
grid-load -q standing <<!
code,unit,area,valid_from,valid_to
b1,zs-xf,110102001000,2026-01-01,
b2,zs-ga,110102001000,,2026-02-05
b3,sw,110102001000,2025-01-01,2026-01-31
b4,sw,110102010000,,
b5,ga,110102001000,2026-03-01,
b6,s1,110102001000,,
z1,zs-hw,110102001004,,
!
# E0101: chengguan leads, guihua and gongan assist.  Police stand at the post.
on '05 10:00' raise --kind enforce $a1
same 'who stands nearest, then who leads, then who assists and does not stand' \
    query "SELECT unit FROM v_journal WHERE number = $a1
    AND act = 'summon' ORDER BY row" <<!
zs-hw
zs-xf
zs-ga
s1-cg
gh
!
on '06 10:00' raise --kind enforce $a3
same 'a day later the police is gone' query "SELECT unit FROM v_journal
    WHERE number = $a3 AND act = 'summon' ORDER BY row" <<!
zs-hw
zs-xf
s1-cg
gh
ga
!
case-route -q --to sw --reason 渗水 $a2 </dev/null || exit 2
on '06 18:00' raise --kind enforce $a2
same 'whoever has the case already leads' query "SELECT unit FROM v_journal
    WHERE number = $a2 AND act = 'summon' ORDER BY row" <<!
zs-hw
zs-xf
sw
!
same 'who is on duty' case-escalate list standing --fields code,unit,area \
    --now 2026-02-05 <<!
b1	zs-xf	110102001000
b2	zs-ga	110102001000
b6	s1	110102001000
z1	zs-hw	110102001004
b4	sw	110102010000
!
finish
