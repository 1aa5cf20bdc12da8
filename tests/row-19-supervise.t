#!/bin/sh
# Row 19: nobody leaves before the work is done; hours on site
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

on '02 10:00' raise --kind enforce --unit ga,sw,s1-cg $a1
on '02 12:00' arrive --unit ga $a1
on '02 14:00' arrive --unit sw $a1
same 'release is refused while the work goes on' fails 1 case-escalate -q \
    release --unit ga $a1 <<!
case-escalate: $a1: release: the street has not accepted the work yet, nor withdrawn the whistle or excused ga
!
same 'an excuse says why' fails 1 case-escalate -q excuse --unit sw $a1 <<!
case-escalate: $a1: excuse: it needs a reason
!
on '02 18:00' excuse --unit sw --reason 另有险情 $a1
on '02 19:30' release --unit sw $a1
same 'one that is excused may go, others not' fails 1 case-escalate -q \
    release $a1 <<!
case-escalate: $a1: release: the street has not accepted the work yet, nor withdrawn the whistle or excused ga
!
# Of A3: ga is excused at 12:30, s1-cg comes at 15:00, the work is accepted
# as of 14:00.
on '02 10:00' raise --kind enforce --unit ga,s1-cg $a3
on '02 12:00' arrive --unit ga $a3
on '02 12:30' excuse --unit ga --reason x $a3
on '02 15:00' arrive --unit s1-cg $a3
on '02 14:00' accept $a3
same 'who was excused first may have gone before the acceptance' quietly \
    case-escalate release --unit ga --at '2026-02-02 13:00' $a3 <<!
$a3.1	release
!
same 'not before he was' fails 1 case-escalate -q release --unit s1-cg \
    --at '2026-02-02 13:00' $a3 <<!
case-escalate: $a3: release: before the work was accepted, the whistle withdrawn or the unit excused
!
same 'and nobody before he came' fails 1 case-escalate -q release \
    --at '2026-02-02 14:30' $a3 <<!
case-escalate: $a3: release: before s1-cg arrived
!
sqlite3 whistle.db "INSERT INTO journal(no, seq, entry, act, at, whistle, unit)
    SELECT $a3, 99, 1, 25, at - 1, 1, unit FROM journal WHERE no = $a3
    AND act = 22 ORDER BY seq DESC LIMIT 1" >out 2>&1
grep -q 'release: before it arrived' out
result $? 'nor by SQL'
on '03 12:00' accept $a1
on '03 13:00' release $a1
same 'hours on site: 25, 5.5, and who never came' sh -c "
    case-escalate list units --fields whistle,unit,arrived,released,site_hours |
    sed -n 's/^$a1.1	//p'" <<!
ga	2026-02-02 12:00:00	2026-02-03 13:00:00	25.0
s1-cg			
sw	2026-02-02 14:00:00	2026-02-02 19:30:00	5.5
!
same 'the whistle has ended' query "SELECT open, ended FROM v_whistle
    WHERE number = $a1" <<!
no|2026-02-03 13:00:00
!
finish
