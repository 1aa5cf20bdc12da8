#!/bin/sh
# Row 7: three paths, four responses, five measures
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

same 'three paths of collection' query "SELECT s.path, count(*) FROM v_case v
    JOIN source s ON s.code = v.source GROUP BY 1 ORDER BY 1" <<!
assigned|1
collected|1
searched|1
!
# Nothing is dispatched: the rules say filter 3 for E0101, 1 for E0108.
on '02 10:00' climb $a1 $a2
for day in 03 04 05; do
	on "$day 10:00" climb $a2
done
same 'four classes of response' case-escalate list rungs \
    --fields rung,cases,last,open <<!
1	1	0	0
2	1	0	0
3	2	1	1
4	1	1	1
!
on '02 10:30' raise --kind resident --unit ga $a1
on '02 11:00' ledger --text 入账 $a1
on '02 12:00' letter --unit ga --text 请速办 $a1
on '02 13:00' consult --unit ga,sw --text 分工 $a1
on '02 14:00' score --unit ga --value 80 $a1
on '02 15:00' account --unit ga --text 约谈 $a1
on '02 15:00' ledger --text 入账 $a2
same 'five measures' case-escalate list measures <<!
$a1	1	1	1	1	1	yes
$a2	1	0	0	0	0	no
!
finish
