#!/bin/sh
# 69-percentile.t - percentiles of handling time, and how long what is overdue
# has been so.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/cases.sh
. "$here/cases.sh"

# Hours from dispatch, which is receipt here, to the end of handling.
new >load.out 2>&1
cases <<!
# ua, hotline: 1 2 3 4 6 10; patrol 7
20260105000001 880102001001 T11 hotline ua 1 - 2026-01-05T09:00:00 closed - 2026-01-05T10:00:00 2026-01-05T10:00:00 - - -
20260105000002 880102001001 T11 hotline ua 1 - 2026-01-05T09:00:00 closed - 2026-01-05T11:00:00 2026-01-05T11:00:00 - - -
20260105000003 880102001001 T11 hotline ua 1 - 2026-01-05T09:00:00 closed - 2026-01-05T12:00:00 2026-01-05T12:00:00 - - -
20260105000004 880102001001 T11 hotline ua 1 - 2026-01-05T09:00:00 closed - 2026-01-05T13:00:00 2026-01-05T13:00:00 - - -
20260105000005 880102001001 T11 hotline ua 1 - 2026-01-05T09:00:00 closed - 2026-01-05T15:00:00 2026-01-05T15:00:00 - - -
20260105000006 880102001001 T11 patrol ua 1 - 2026-01-05T09:00:00 closed - 2026-01-05T16:00:00 2026-01-05T16:00:00 - - -
20260105000007 880102001001 T11 hotline ua 1 - 2026-01-05T09:00:00 closed - 2026-01-05T19:00:00 2026-01-05T19:00:00 - - -
# ub, hotline: 0.505, 5, 20
20260106000001 880102003001 T2 hotline ub 1 - 2026-01-06T09:00:00 closed - 2026-01-06T09:30:18 2026-01-06T10:00:00 - - -
20260106000002 880102003001 T2 hotline ub 1 - 2026-01-06T09:00:00 closed - 2026-01-06T14:00:00 2026-01-06T15:00:00 - - -
20260106000003 880102003001 T2 hotline ub 1 - 2026-01-06T00:00:00 closed - 2026-01-06T20:00:00 2026-01-06T21:00:00 - - -
# nobody knows when: not dispatched, a time that was assumed
20260107000001 880102003001 T2 hotline ub 1 - 2026-01-07T09:00:00 closed - 2026-01-08T09:00:00 2026-01-08T09:00:00 - - -
20260107000002 880102003001 T2 hotline ub 1 - 2026-01-07T09:00:00 closed - 2026-01-08T09:00:00 2026-01-08T09:00:00 - - -
# the week after
20260107000003 880102003001 T2 hotline ub 1 - 2026-01-07T09:00:00 closed - 2026-01-12T09:00:00 2026-01-12T09:00:00 - - -
!
sqlite3 t.db "UPDATE cases SET dispatched = received WHERE no <> 20260107000001;
    INSERT INTO journal(no, seq, entry, act, at, flags) SELECT no, 9, 1, 4,
	handled, 2 FROM cases WHERE no = 20260107000002"
week() {
	grid-report --week 2026-W02 "$@"
}
all=timed,handling_hours,handling_hours_p50,handling_hours_p90
# ua 1 2 3 4 6 7 10: the 4th of 7, and the 7th for 0.9 * 7 = 6.3.  ub: the 2nd
# and the 3rd of 3.  All ten 0.51 1 2 3 4 5 6 7 10 20: the 5th and the 9th,
# which no sum or mean of rows gives.  33/7, 25.505/3, 58.505/10.
same 'by unit, and of all' week --by unit --fields key,handled,$all <<!
ua	7	7	4.71	4.00	10.00
ub	5	3	8.50	5.00	20.00
total	12	10	5.85	4.00	10.00
!
same 'one of them alone, in its order' week --by unit --no-total \
    --fields key,handling_hours_p90 --sort handling_hours_p50 <<!
ub	20.00
ua	10.00
!
same 'of all' week --fields handling_hours_p90,handling_hours_p50 <<!
10.00	4.00
!
enough() {
	week --by unit --rank handling_hours_p50 --min-cases 4 \
	    --fields key,handling_hours_p50,rank_base,rank | grep '^u'
}
same 'their base says who has enough' enough <<!
ua	4.00	7	1
ub	5.00	3	
!
# 1 2 3 4 6 10: the 3rd and the 6th; hotline 0.51 1 2 3 4 5 6 10 20: the 5th
# and, for 8.1, the 9th.
same 'of each cell, row and column' week --by unit --across source \
    --fields handling_hours_p50,handling_hours_p90 -o csv <<!
key,hotline.handling_hours_p50,hotline.handling_hours_p90,patrol.handling_hours_p50,patrol.handling_hours_p90,total.handling_hours_p50,total.handling_hours_p90
ua,3.00,10.00,7.00,7.00,4.00,10.00
ub,5.00,20.00,,,5.00,20.00
total,4.00,20.00,7.00,7.00,4.00,10.00
!
same 'half up, and no hour where none is known' week --by day \
    --unit ub --fields key,timed,handling_hours_p50 <<!
2026-01-06	3	5.00
2026-01-07	0	
2026-01-08	0	
-	0	
total	3	5.00
!
# The week after has one case, of 120 hours: 120 / 5, 120 / 4; 120 / 8.50.
same 'and of the week before, with the change' grid-report --week 2026-W03 \
    --before prev --by unit --fields key,handling_hours_p50,\
handling_hours_p50_before,handling_hours_p90_before,\
handling_hours_p50_change,handling_hours_before,handling_hours_change <<!
ua		4.00	10.00		4.71	
ub	120.00	5.00	20.00	2300.00	8.50	1311.76
total	120.00	4.00	10.00	2900.00	5.85	1951.28
!
same 'of each cell, too' grid-report --week 2026-W03 --before prev --by unit \
    --across source --fields handling_hours_p90_before -o csv <<!
key,hotline,patrol,total
ua,10.00,7.00,10.00
ub,20.00,,20.00
total,20.00,7.00,10.00
!
same 'and of last year, where there was none' grid-report --week 2026-W02 \
    --before year --fields handling_hours_p50,handling_hours_p50_last_year,\
handling_hours_p50_change_last_year,overdue_days_max_last_year <<!
4.00			
!
same 'the value that has occurred, half up' grid-report \
    --from '2026-01-06 09:00:00' --to '2026-01-06 10:00:00' \
    --fields handling_hours_p50 <<!
0.51
!
same 'of no case' grid-report --week 2019-W02 --by unit --fields $all <<!
0			
!
status 2 'a percentile has no cases of its own' week --ids handling_hours_p50
says 'ask for the cases of timed' 'and it says of which'
same 'the heading says how they are reckoned' sh -c "grid-report \
    --week 2026-W02 -o table --lang en --fields handling_hours_p90 |
    grep 'not exceed'" <<!
handling_hours_p90: the same of nine in ten: the least that 90% of them do not exceed
!

# Against values that are sorted elsewhere: 400 cases of two units and of none.
fill() {
	new >load.out 2>&1
	sqlite3 t.db "INSERT INTO entry(id, at, who, command)
	    VALUES (1, 0, 'test', 'test') ON CONFLICT(id) DO NOTHING;
	    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
		WHERE i < 400)
	    INSERT INTO cases(no, entry, source, area, unit, received, state,
		dispatched, handled, seq)
	    SELECT 20260105000000 + i, 1, 1 + i * 13 % 2,
		1 + i * 5 % 7, nullif(i * 7 % 3, 0), unixepoch('2026-01-05'), 20,
		unixepoch('2026-01-05') + i, unixepoch('2026-01-06') +
		i * i * 7919 % 86400 - i * 3 % 50, 1 FROM n"
}
ranked() {	# KEYS: the nearest ranks of the values of each key
	sqlite3 -separator ' ' t.db "SELECT $1, handled - dispatched FROM cases
	    ORDER BY 1, 2" | awk '
	    function done() {
		if (n)
			printf "%s %.2f %.2f\n", k,
			    int((2 * v[int((n * 50 + 99) / 100)] + 36) / 72) / 100,
			    int((2 * v[int((n * 90 + 99) / 100)] + 36) / 72) / 100
		n = 0
	    }
	    { key = $1; for (i = 2; i < NF; i++) key = key " " $i }
	    key != k { done(); k = key }
	    { v[++n] = $NF }
	    END { done() }'
}
against() {
	unit="ifnull((SELECT code FROM unit WHERE id = cases.unit), '-')"
	source="(SELECT code FROM source WHERE id = cases.source)"
	for pair in "$unit || ' ' || $source" "$unit || ' total'" \
	    "'total ' || $source" "'total total'"; do
		ranked "$pair"
	done | LC_ALL=C sort >sorted
	grid-report --week 2026-W02 --by unit --across source --cells --fields \
	    key,across,handling_hours_p50,handling_hours_p90 | tr '\t' ' ' |
	    LC_ALL=C sort | diff sorted - && [ "$(wc -l <sorted)" -eq 12 ]
}
ok 'many cases' fill
ok 'as sorted elsewhere' against
planned() {
	{ echo 'EXPLAIN QUERY PLAN'; grid-report --week 2026-W02 --by grid \
	    --sql --fields handling_hours_p50; } | sqlite3 t.db >plan
	[ "$(grep -c 'c USING INDEX cases_handled' plan)" -eq 2 ] &&
	    grep 'SEARCH p[0-9]* USING AUTOMATIC' plan
}
ok 'found by their index, and joined by one' planned

# How long: at the end of 30 January, from the deadline, in calendar days.
new >load.out 2>&1
cases <<!
# ua: due on the 28th and the 20th: 2 and 10 days, mean 6
20260119000001 880102001001 T11 hotline ua 1 - 2026-01-19T09:00:00 handling 2026-01-28T18:00:00 - - - - -
20260119000002 880102001001 T11 hotline ua 1 - 2026-01-19T09:00:00 handling 2026-01-20T09:00:00 - - - - -
# ub: due on the last day itself: 0 days; and 5 for one handled later
20260119000003 880102001001 T11 hotline ub 1 - 2026-01-19T09:00:00 handling 2026-01-30T09:00:00 - - - - -
20260119000004 880102001001 T11 hotline ub 1 - 2026-01-19T09:00:00 closed 2026-01-25T09:00:00 2026-01-31T09:00:00 2026-01-31T09:00:00 - - -
# nobody's: not due yet
20260119000005 880102001001 T11 hotline - 1 - 2026-01-19T09:00:00 reported 2026-02-05T09:00:00 - - - - -
!
same 'a backlog, the longest first' grid-report --day 2026-01-30 --by unit \
    --sort overdue_days_max --fields key,open,overdue,overdue_days,overdue_days_max <<!
ua	2	2	6.00	10
ub	2	2	2.50	5
-	1	0		
total	5	4	4.25	10
!
same 'by how long, too' grid-report --day 2026-01-30 --by unit --across delay \
    --fields overdue -o csv <<!
key,0-3,4-7,8-15,-,total
ua,1,0,1,0,2
ub,1,1,0,0,2
-,0,0,0,0,0
total,2,1,1,0,4
!
finish
