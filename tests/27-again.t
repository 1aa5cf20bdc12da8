#!/bin/sh
# case-new -i: the source's next export, while the case was worked on here
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

import() {
	case-new -q -i "$1"
}
journal() {
	query "SELECT row, act, time, unit, value FROM v_journal
	    WHERE number = $1 ORDER BY row"
}
findings() {
	query "SELECT text FROM v_finding WHERE number = $1 ORDER BY text"
}

cat >day1.csv <<!
id,source,received,class,area,state,unit,dispatched,handled,closed,solved,rating
A1,hotline,2026-01-20 08:00,E0108,110102001004,handled,s1-cg,2026-01-20 09:00,2026-01-21 10:00,,,
A2,hotline,2026-01-20 08:10,E0108,110102001004,closed,s1-cg,2026-01-20 09:00,2026-01-21 10:00,2026-01-21 11:00,no,unsatisfied
A3,hotline,2026-01-20 08:20,E0108,110102001004,dispatched,s1-cg,2026-01-20 09:00,,,,
A4,hotline,2026-01-20 08:30,E0108,110102001004,dispatched,s1-cg,2026-01-20 09:00,,,,
A5,hotline,2026-01-20 08:40,E0108,110102001004,reported,,,,,,
!
import day1.csv
a1=20260120000001 a2=20260120000002 a3=20260120000003 a4=20260120000004
a5=20260120000005
case-log -q check --value fail --at '2026-01-22 09:00' $a1
case-log -q callback --solved yes --rating satisfied --at '2026-01-22' $a2
case-log -q amend --field class --value E0109 $a3
case-route -q --to sw --reason 管线 --at '2026-01-22' $a4
query 'SELECT count(*) FROM journal' >before
ok 'the same export again' import day1.csv
same 'undoes nothing that was done here' query \
    'SELECT count(*) FROM journal' <before
same 'not one fact, state, unit or answer' query "SELECT number, state, class,
    unit, solved, rating FROM v_case ORDER BY number LIMIT 4" <<!
$a1|handling|E0108|s1-cg||
$a2|closed|E0108|s1-cg|yes|satisfied
$a3|dispatched|E0109|s1-cg||
$a4|dispatched|E0108|sw||
!

# Something else changed at the source: its title.
sed -e '1s/$/,title/' -e '2,$s/$/,新标题/' day1.csv >day2.csv
ok 'an export with one more fact' import day2.csv
same 'amends that fact, and lets stand what was done here' query "SELECT
    number, state, class, unit, solved, rating, title FROM v_case
    ORDER BY number LIMIT 4" <<!
$a1|handling|E0108|s1-cg|||新标题
$a2|closed|E0108|s1-cg|yes|satisfied|新标题
$a3|dispatched|E0109|s1-cg|||新标题
$a4|dispatched|E0108|sw|||新标题
!
same 'what the source says otherwise of the past is a finding' findings $a1 <<!
handle: before it was checked and failed
!
same 'so is a unit that it still names' findings $a4 <<!
the source names another unit
!

# The source itself sends a case on, later than our last dispatch.
cat >day3.csv <<!
id,source,received,class,area,state,unit,dispatched
A3,hotline,2026-01-20 08:20,E0108,110102001004,dispatched,ga,2026-01-24 09:00
!
ok 'a case that the source sends on' import day3.csv
same 'goes to its new unit' query "SELECT act, time, unit FROM v_journal
    WHERE number = $a3 ORDER BY row DESC LIMIT 1" <<!
dispatch|2026-01-24 09:00:00|ga
!

cat >call1.csv <<!
id,source,received,class,area,state,unit,closed,solved,rating
B1,hotline,2026-01-20 10:00,E0108,110102001004,closed,s1-cg,2026-01-21 11:00,yes,
!
sed 's/yes,$/,basic/' call1.csv >call2.csv
sed 's/E0108/E0107/' call2.csv >call3.csv
for f in call1 call2 call3; do
	import $f.csv
done
same 'an answer that comes in two parts is two callbacks, not more' query "
    SELECT value FROM v_journal WHERE act = 'callback'
    AND number = 20260120000006 ORDER BY row" <<!
yes -
- basic
!

case-route -q $a5
case-escalate -q raise --kind resident --unit sw --as s1 $a5
sed -n '1p;6s/reported/cancelled/p' day1.csv >void.csv
ok 'a case that the source cancels' import void.csv
same 'ends with its whistle' query "SELECT c.state, w.ended IS NOT NULL
    FROM cases c JOIN whistle w ON w.no = c.no WHERE c.no = $a5" <<!
51|1
!
ok 'and is not filed anew by the next export' import void.csv
same 'for its number stays' query "SELECT count(*) FROM v_external
    WHERE external = 'A5'" <<!
1
!

cat >made.map <<!
class.unknown = make under E
!
cat >made.csv <<!
id,source,received,class
C1,hotline,2026-01-20 10:00,新类甲
C2,hotline,2027-01-20 10:00,新类乙
!
status 1 'only what accepted rows mention is made' \
    case-new -q -i made.csv -m ./made.map -r refused.csv
same 'and nothing else' query "SELECT name FROM class WHERE reviewed = 0" <<!
新类甲
!

case=$(case-new --source hotline --class E0101 --area 110102001004)
case-route -q "$case"
same 'the journal holds which units assist' query "SELECT value FROM v_journal
    WHERE number = $case AND act = 'dispatch'" <<!
guihua ga
!
cat >named.csv <<!
id,source,received,class,area,unit
D1,hotline,2026-01-20 10:00,E0101,110102001004,guihua
!
import named.csv
same 'no rule lends assistants to a unit that the source names' query \
    "SELECT count(*) FROM v_assist a JOIN v_external e USING (number)
    WHERE e.external = 'D1'" <<!
0
!
# Tuesday 09:00 to Wednesday 10:00 is 3 + 4 and 2 working hours.
same 'handling says how long its clock ran' query "SELECT used / 3600
    FROM v_journal WHERE number = $a2 AND act = 'handle'" <<!
9
!
# Zeros before an id, which a spreadsheet takes off.
printf '%s\n' id,source,received 000123,hotline,2026-01-20 \
    9,counter,2026-01-20 >zeros.csv
import zeros.csv
printf '%s\n' id,source,received 123,hotline,2026-01-20 \
    124,hotline,2026-01-20 123,counter,2026-01-20 >lost.csv
status 2 'an id that lost its zeros is refused' case-new -i lost.csv
says 'lost.csv:2: id: "123": this source has 000123' \
    'with the one that it was'
status 1 'and not filed again beside others' case-new -q -i lost.csv -r r.csv
same 'of its source, or of another one' query "SELECT source, external FROM
    v_external WHERE external LIKE '%12_' ORDER BY 1, 2" <<!
counter|123
hotline|000123
hotline|124
!
printf '%s\n' id,source,received 0009,counter,2026-01-20 >zeros.csv
status 2 'nor is one that was first imported without them' \
    case-new -n -i zeros.csv

same 'the file is sound' grid-check integrity replay <<!
!
finish
