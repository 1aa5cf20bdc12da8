#!/bin/sh
# 68-cross.t - tables of two dimensions.  Every figure below was worked out by
# hand from the list of cases.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/cases.sh
. "$here/cases.sh"

# The sheet of a county: units down, 12345 and another source across, each with
# what was done on time, too late and not at all.  January 2026.
new >load.out 2>&1
cases <<!
# ua, hotline: on time three, late one, open one
20260105000001 880102001001 T11 hotline ua 1 - 2026-01-05T09:00:00 closed 2026-01-12T09:00:00 2026-01-06T09:00:00 2026-01-07T09:00:00 2026-01-08T09:00:00 yes satisfied
20260105000002 880102001001 T11 hotline ua 1 - 2026-01-05T09:00:00 closed 2026-01-12T09:00:00 2026-01-12T09:00:00 2026-01-13T09:00:00 2026-01-13T10:00:00 no unsatisfied
20260106000001 880102001002 T11 hotline ua 1 - 2026-01-06T09:00:00 closed 2026-01-13T09:00:00 2026-01-07T09:00:00 2026-01-07T10:00:00 - - -
20260107000001 880102003001 T2 hotline ua 1 - 2026-01-07T09:00:00 closed 2026-01-14T09:00:00 2026-01-14T09:00:01 2026-01-15T09:00:00 - - -
20260130000001 880102003001 T2 hotline ua 1 - 2026-01-30T09:00:00 handling 2026-02-06T09:00:00 - - - - -
# ua, video: on time one
20260108000001 880102001001 T11 video ua 1 - 2026-01-08T09:00:00 closed 2026-01-15T09:00:00 2026-01-09T09:00:00 2026-01-09T10:00:00 2026-01-10T09:00:00 yes satisfied
# ub, hotline: open one, overdue
20260109000001 880102003001 T2 hotline ub 1 - 2026-01-09T09:00:00 handling 2026-01-16T09:00:00 - - - - -
# ub, video: on time two, late one; received the month before, one of them
20260110000001 880102001001 T2 video ub 1 - 2026-01-10T09:00:00 closed 2026-01-20T09:00:00 2026-01-11T09:00:00 2026-01-12T09:00:00 - - -
20251220000001 880102001001 T2 video ub 1 - 2025-12-20T09:00:00 closed 2026-01-20T09:00:00 2026-01-11T09:00:00 2026-01-12T09:00:00 - - -
20260111000001 880102003001 T2 video ub 1 - 2026-01-11T09:00:00 closed 2026-01-12T09:00:00 2026-01-13T09:00:00 2026-01-14T09:00:00 - - -
# nobody's, video: open
20260112000001 880102003001 T2 video - - - 2026-01-12T09:00:00 reported - - - - - -
# void
20260112000002 880102003001 T2 patrol ua 1 - 2026-01-12T09:00:00 cancelled - - - - - -
!
sheet() {
	grid-report --month 2026-01 --by unit --across source "$@"
}
same "a county's sheet" sheet --fields key,on_time,late,open -o csv <<!
key,hotline.on_time,hotline.late,hotline.open,video.on_time,video.late,video.open,total.on_time,total.late,total.open
ua,3,1,1,1,0,0,4,1,1
ub,0,0,1,2,1,0,2,1,1
-,0,0,0,0,0,1,0,0,1
total,3,1,2,3,1,1,6,2,3
!
same 'one figure, the codes as names' sheet -o csv --fields key,name,received <<!
key,name,hotline,video,total
ua,unit a,5,1,6
ub,unit b,1,2,3
-,not placed,0,1,1
total,total,6,4,10
!
same 'that is the usual one, and the key is always there' sheet --fields received <<!
ua	5	1	6
ub	1	2	3
-	0	1	1
total	6	4	10
!
same 'names as headings for people' sh -c "grid-report --month 2026-01 \
    --by unit --across source --fields name,on_time,open -o table --lang zh |
    sed -n 2p | sed 's/  */ /g'" <<!
编码 名称 12345热线 按期处置数 12345热线 未结数 视频 按期处置数 视频 未结数 合计 按期处置数 合计 未结数
!
# A rate is one of the sums: ua 4/(4+1+0), ub 2/(2+1+1); hotline 3/(3+1+1), video
# 3/(3+1+0); all 6/(6+2+1).  No data is empty.
same 'a rate of each cell, of rows and columns' sheet \
    --fields on_time_rate,satisfied_rate <<!
ua	75.00	50.00	100.00	100.00	80.00	66.67
ub	0.00		66.67		50.00	
-						
total	60.00	50.00	75.00	100.00	66.67	66.67
!
same 'in another order, by the totals' sheet --fields received --sort late <<!
ua	5	1	6
ub	1	2	3
-	0	1	1
total	6	4	10
!
same 'and by what is not shown' sheet --fields received --sort overdue --no-total <<!
ub	1	2
ua	5	1
-	0	1
!
same 'rows that reach a number in all' sheet --fields received \
    --least received=4 <<!
ua	5	1	6
!
same 'a row for each cell' sheet --cells --fields \
    key,name,across,across_name,received,on_time_rate <<!
ua	unit a	hotline	12345热线	5	75.00
ua	unit a	video	视频	1	100.00
ua	unit a	total	total	6	80.00
ub	unit b	hotline	12345热线	1	0.00
ub	unit b	video	视频	2	66.67
ub	unit b	total	total	3	50.00
-	not placed	video	视频	1	
-	not placed	total	total	1	
total	total	hotline	12345热线	6	60.00
total	total	video	视频	4	75.00
total	total	total	total	10	66.67
!
same 'sorted, without totals' sheet --cells --no-total --sort overdue --fields \
    key,across,received <<!
ub	hotline	1
ub	video	2
ua	hotline	5
ua	video	1
-	video	1
!
same 'as objects' sheet --fields received -o json --sort overdue <<!
{"key":"ub","hotline":1,"video":2,"total":3}
{"key":"ua","hotline":5,"video":1,"total":6}
{"key":"-","hotline":0,"video":1,"total":1}
{"key":"total","hotline":6,"video":4,"total":10}
!
same 'the cases of a cell' sheet --ids on_time --key ub --across-key video <<!
20251220000001	ub	video
20260110000001	ub	video
!
same 'by names, too' sheet --ids on_time --key 'unit b' --across-key 视频 \
    --fields number <<!
20251220000001
20260110000001
!
same 'of a column' sheet --ids received --across-key video --fields number,key <<!
20260108000001	ua
20260110000001	ub
20260111000001	ub
20260112000001	-
!
same 'of a row' sheet --ids received --key - <<!
20260112000001	-	video
!
same 'a column of what is not placed' grid-report --month 2026-01 \
    --by source --across unit --fields received <<!
hotline	5	1	0	6
video	1	2	1	4
total	6	3	1	10
!
# Classes of two depths: T11 is below T1.
same 'two depths of one dimension' grid-report --month 2026-01 --by class \
    --across class:2 --fields received -o csv <<!
key,T11,-,total
T1,4,0,4
T2,0,6,6
total,4,6,10
!
same 'two levels of areas' grid-report --month 2026-01 --by street \
    --across community --fields received -o csv <<!
key,880102001001,880102001002,880102003001,total
880102001000,4,1,0,5
880102003000,0,0,5,5
total,4,1,5,10
!
# On the last day of January: 0130-1 is 1 day old, 0109-1 22, 0112-1 19.
same 'the backlog by unit and age' grid-report --month 2026-01 --by unit \
    --across age --fields open,overdue -o csv <<!
key,0-3.open,0-3.overdue,16-30.open,16-30.overdue,-.open,-.overdue,total.open,total.overdue
ua,1,0,0,0,0,0,1,0
ub,0,0,1,1,0,0,1,1
-,0,0,1,0,0,0,1,0
total,1,0,2,1,0,0,3,1
!
# What a column cannot tell is not 0.
same 'what has no age' grid-report --month 2026-01 --by unit --across age \
    --fields received <<!
ua			6	6
ub			3	3
-			1	1
total			10	10
!
same 'nor has a row' grid-report --month 2026-01 --by age --across source \
    --fields received,open <<!
0-3		1		0		1
16-30		1		1		2
-	6	0	4	0	10	0
total	6	2	4	1	10	3
!
same 'the months of a year by source' grid-report --year 2025 --by month \
    --across source --fields received -o csv <<!
key,video,total
2025-12,1,1
-,0,0
total,1,1
!
same 'a period without cases' grid-report --year 2019 --by unit \
    --across source --fields received -o csv <<!
key,total
total,0
!
same 'with the month before' sheet --before prev \
    --fields received,received_before,received_change <<!
ua	5	0		1	0		6	0	
ub	1	0		2	1	100.00	3	1	200.00
-	0	0		1	0		1	0	
total	6	0		4	1	300.00	10	1	900.00
!
runs() {
	sheet --sql --fields received --sort late | sqlite3 -separator ' ' -readonly t.db
}
same 'the SQL of it runs' runs <<!
ua 5 1 6
ub 1 2 3
- 0 1 1
total 6 4 10
!
# Cases are found as without a second dimension, and nothing is made of all.
planned() {
	sheet --sql "$@" | sed '/;$/q' | sed 's/^CREATE TEMP TABLE cell[0-9]* AS//' |
	    { echo 'EXPLAIN QUERY PLAN'; cat; } | sqlite3 t.db >plan
	for i in received handled called open closed; do
		grep -q "c USING .*INDEX cases_$i" plan || return
	done
	! grep 'SCAN [a-z]' plan | grep -v 'SCAN c USING COVERING INDEX cases_open' |
	    grep -v 'SCAN [aefgrt]$'
}
ok 'the plan of a cross-table' planned
ok 'and of its cells' planned --cells

status 2 'across what' grid-report --across source
status 2 'no ranking of columns' grid-report --by unit --across source \
    --rank received
status 2 'cells of one dimension' grid-report --by unit --cells
status 2 'no such dimension' grid-report --by unit --across colour
says -- '--across: "colour": not unit' 'and it says so'
status 2 'no figure' sheet --fields key,name
status 2 'no such figure' sheet --fields key,colour
status 2 'no such column' sheet --ids received --across-key tree
status 2 'a column of one dimension' grid-report --by unit --ids received \
    --across-key video
many() {
	sqlite3 t.db "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1
	    FROM n WHERE i < 200) INSERT INTO class(code, name, parent)
	    SELECT printf('X%03d', i), i, (SELECT id FROM class WHERE code = 'T')
	    FROM n;
	    INSERT INTO class_tree SELECT id, id, 0 FROM class
	    WHERE code LIKE 'X%' UNION ALL SELECT parent, id, 1 FROM class
	    WHERE code LIKE 'X%';
	    INSERT INTO cases(no, entry, class, source, received, state, seq)
	    SELECT 20260113000000 + substr(code, 2), 1, id, 1,
	    unixepoch('2026-01-13'), 1, 1 FROM class WHERE code LIKE 'X%'"
}
many
status 2 'too many columns' grid-report --month 2026-01 --by unit --across class
says 'more than 200 columns; --cells has a row for each cell' 'and it says what to do'
ok 'so many cells' grid-report --month 2026-01 --by unit --across class --cells
finish
