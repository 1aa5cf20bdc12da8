#!/bin/sh
# Row 20: acceptance after completion, rework, first-pass rate
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

for c in $a1 $a2 $a3; do
	on '02 10:00' raise --kind enforce --unit ga "$c"
	on '02 12:00' arrive --unit ga "$c"
done
same 'nothing is accepted before somebody came' fails 1 case-escalate -q \
    accept --at '2026-02-02 11:00' $a1 <<!
case-escalate: $a1: accept: before a unit arrived
!
on '02 13:00' reject --reason 未拆净 $a1
on '02 14:00' reject --reason 未清运 $a1
on '02 15:00' accept $a1
on '02 15:00' accept $a2
on '02 16:00' reject --reason 未拆净 $a3
same 'inspector, time, how often it was sent back' query "SELECT number,
    inspector, accepted, rejects, first_pass FROM v_whistle ORDER BY 1" <<!
$a1|s1|2026-02-02 15:00:00|2|no
$a2|s1|2026-02-02 15:00:00|0|yes
$a3|||1|
!
# From 10 to 15, without the noon break; 6 hours of that Monday and ten working
# days of 8, the last a Saturday that is worked.
same 'how long the work took, and might have' query "SELECT used, allowed
    FROM v_journal WHERE act = 'accept' AND number = $a2" <<!
10800|309600
!
# Of two accepted one was at first.
same 'first-pass acceptance rate' sh -c "case-escalate list kinds --fields \
    kind,accepted,first_pass,first_pass_rate,rejects | grep enforce" <<!
enforce	2	1	50.00	3
!
# Where no right says whose it is, it is not that of who has the case.
cp whistle.db any.db
sqlite3 any.db 'DELETE FROM "right" WHERE act IN (23, 24)'
WHISTLE_DB=any.db on '05 10:00' raise --kind enforce --unit s1-cg $a3
WHISTLE_DB=any.db on '05 11:00' arrive --unit s1-cg $a3.2
WHISTLE_DB=any.db ok 'accept without --as' case-escalate accept $a3.2
same 'is by who blew' sqlite3 any.db "SELECT inspector FROM v_whistle
    WHERE number = $a3 AND n = 2" <<!
s1
!
same 'no rate of nothing' sh -c "case-escalate list kinds --fields \
    kind,accepted,first_pass_rate | grep demand" <<!
demand	0	
!
grid-load -q unit <<!
code,name,kind,parent,area
s1,西长安街街道办,street,district_center,110102001000
!
same 'whoever is above the street accepts, too' quietly case-escalate \
    accept --as district_center $a3 <<!
$a3.1	accept
!
finish
