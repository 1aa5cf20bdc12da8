#!/bin/sh
# Row 18: the right to convene: who, when, where, whom; response time
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

on '02 10:00' raise --kind enforce --unit ga,sw --place '东口13812345678' $a1
on '03 10:00' raise --kind enforce --unit ga --place 西口 $a3
on '03 11:00' summon --unit s1-cg $a3
same 'who summoned whom, when and where; numbers are masked' query \
    "SELECT whistle, unit, summoned, place FROM v_whistle_unit
    ORDER BY 1, 2; SELECT DISTINCT holder FROM v_journal
    WHERE act = 'summon'" <<!
$a1.1|ga|2026-02-02 10:00:00|东口138××××
$a1.1|sw|2026-02-02 10:00:00|东口138××××
$a3.1|ga|2026-02-03 10:00:00|西口
$a3.1|s1-cg|2026-02-03 11:00:00|
s1
!
on '02 10:30' answer --unit ga $a1
on '02 11:30' contact --unit ga $a1
on '02 16:00' arrive --unit ga $a1
on '03 11:00' arrive --unit ga $a3
on '03 13:00' arrive --unit s1-cg $a3
# ga: 6 hours and 1; s1-cg: 2.
same 'summons and response time' case-escalate list summons \
    --fields unit,summoned,signed,contacted,arrived,response_hours <<!
ga	2	1	1	2	3.5
s1-cg	1	0	0	1	2.0
sw	1	0	0	0	
!
finish
