#!/bin/sh
# 60-report.t - figures of a period.  Every figure below was worked out by
# hand from the list of cases; the comments show how.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"

# shellcheck source=tests/cases.sh
. "$here/cases.sh"

new >load.out 2>&1
# The week is Monday 26 January to Sunday 1 February.
cases <<!
# on time to the second; received in the week's first second
20260126000001 880102001001001 T11 hotline ua 1 r1 2026-01-26T00:00:00 closed 2026-01-28T18:00:00 2026-01-28T18:00:00 2026-01-29T09:00:00 2026-01-30T09:00:00 yes satisfied
# late by a second
20260126000002 880102001002 T11 hotline ua 2 r1 2026-01-27T09:00:00 closed 2026-01-28T00:00:00 2026-01-28T00:00:01 2026-01-29T09:00:00 2026-01-30T09:00:00 partly unrated
# never handled, overdue
20260127000001 880102003001 T2 patrol ub 3 - 2026-01-27T10:00:00 handling 2026-01-30T10:00:00 - - - - -
# open, not due yet; filed for the whole street
20260128000001 880102003000 T2 hotline ub 3 - 2026-01-28T10:00:00 handling 2026-02-05T10:00:00 - - - - -
# in the week's last second; filed above all streets, no unit, no deadline
20260201000001 880102000000 T hotline - - - 2026-02-01T23:59:59 reported - - - - - -
# void: never counts, whatever it says
20260201000002 - - hotline ua 1 - 2026-02-01T10:00:00 cancelled 2026-02-01T11:00:00 2026-02-01T12:00:00 2026-02-01T13:00:00 2026-02-01T14:00:00 yes satisfied
# in the next week's first second
20260202000001 880102001001 T11 hotline ua 1 - 2026-02-02T00:00:00 handling 2026-02-03T10:00:00 - - - - -
# of the week before, handled in the week's first second, late; closed in
# the first second after it, so it is open at its end
20260120000001 880102001001 T11 hotline ua 1 - 2026-01-20T10:00:00 closed 2026-01-25T10:00:00 2026-01-26T00:00:00 2026-02-02T00:00:00 - - -
# of the week before and handled in it; called back in the week
20260121000001 880102003001 T2 hotline ub 1 - 2026-01-21T10:00:00 closed 2026-01-22T10:00:00 2026-01-21T12:00:00 2026-01-21T13:00:00 2026-01-27T09:00:00 no unsatisfied
# of the week before, overdue at the week's end, handled after it
20260122000001 880102001002 T11 hotline ua 2 - 2026-01-22T10:00:00 closed 2026-01-23T10:00:00 2026-02-02T08:00:00 2026-02-02T09:00:00 - - -
# void, of the week before
20260123000001 880102001002 T11 hotline ua 1 - 2026-01-23T10:00:00 cancelled 2026-01-24T10:00:00 - - - - -
!
is() {	# the total of one field: is WANT FIELD OPTION...
	f=$2
	echo "$1" >is.want
	shift 2
	grid-report --fields "$f" "$@" | tail -n 1 | diff is.want -
}
ok 'the test file is there' test -s t.db

# Received 0126-1 0126-2 0127-1 0128-1 0201-1; handled 0126-1 0126-2 0120-1,
# of these on time 0126-1; open 0127-1 0128-1 0201-1 0120-1 0122-1, of these
# overdue 0127-1 0122-1.  3/(3+2), 1/(1+2+2).  Called back 0126-1 0126-2
# 0121-1: solved one of three, satisfied one of two who rated.
same 'without options: last week, one row' grid-report <<!
total	total	5	3	1	2	5	2	60.00	20.00	33.33	50.00
!
# east: received 0126-1 0126-2; handled as above; open 0120-1 0122-1.
# 3/(3+1), 1/(1+2+1).  west: 0127-1 0128-1, 0/1; called back 0121-1.
# What lies above the streets has a row of its own, without rates.
cat >street.want <<!
880102001000	east street	2	3	1	2	2	1	75.00	25.00	50.00	100.00
880102003000	west street	2	0	0	0	2	1	0.00	0.00	0.00	0.00
-	not placed	1	0	0	0	1	0				
total	total	5	3	1	2	5	2	60.00	20.00	33.33	50.00
!
same 'by street, and the rows add up' grid-report --by street <street.want
same 'data does not change with the language' \
    grid-report --by street --lang en --week last -o tsv <street.want
# Communities: c11 has its grid's case 0126-1 and 0120-1; c12 0126-2 and
# 0122-1; c21 0127-1 and 0121-1; the rest lies above.
same 'by community' grid-report --by community --no-total \
    --fields key,received,handled,on_time,open,overdue <<!
880102001001	1	2	1	1	0
880102001002	1	1	0	1	1
880102003001	1	0	0	1	1
-	2	0	0	2	0
!
same 'by class: what lies one below the root' \
    grid-report --by class --fields key,name,received,handled,open <<!
T1	major one	2	3	2
T2	major two	2	0	2
-	not placed	1	0	1
total	total	5	3	5
!
same 'by class:0, the roots' \
    grid-report --by class:0 --no-total --fields key,received,handled,open <<!
T	5	3	5
!
same 'by class:2; what is filed above is in no row but "-"' \
    grid-report --by class:2 --fields key,received,handled,open <<!
T11	2	3	2
-	3	0	3
total	5	3	5
!
same 'by line: that of the nearest class above which has one' \
    grid-report --by line --fields key,name,received --no-total <<!
city	city management	2
social	social services	2
-	not placed	1
!
same 'by unit, open and not' grid-report --by unit --no-total \
    --fields key,name,received,open,called <<!
ua	unit a	2	2	2
ub	unit b	2	2	1
-	not placed	1	1	0
!
same 'by kind of unit' \
    grid-report --by unit_kind --fields key,received --no-total <<!
street	2
-	3
!
same 'by source' grid-report --by source --fields key,received --no-total <<!
hotline	4
patrol	1
!
# In filter 1: 0126-1 received, 0120-1 open, 0121-1 called back.
same 'by filter' grid-report --by filter --no-total \
    --fields key,received,open,called <<!
1	1	1	2
2	1	1	1
3	2	2	0
-	1	1	0
!
same 'by road' grid-report --by road --fields key,name,received --no-total <<!
r1	long road	2
-	not placed	3
!
same 'by state' grid-report --by state --fields key,received --no-total <<!
closed	2
handling	2
reported	1
!
same 'by kind of request: none is known here' \
    grid-report --by kind --fields key,received <<!
-	5
total	5
!

# The week before: received 0120-1 0121-1 0122-1; handled 0121-1, on time;
# overdue at its end 0120-1 0122-1: 1/3.  (5-3)/3; (3-1)/1; 20.00-33.33.
# east 2 and 2; 0 and 3, no base; 0/2.  west 1 and 2; 1 and 0; 1/1.
same 'the period before, in percent and in points' \
    grid-report --compare --by street --fields key,received_before,\
received_change,handled_before,handled_change,on_time_rate_before,\
on_time_rate_change <<!
880102001000	2	0.00	0		0.00	25.00
880102003000	1	100.00	1	-100.00	100.00	-100.00
-	0		0			
total	3	66.67	1	200.00	33.33	-13.33
!
ok 'the week before is what the week itself said' \
    is '3	1	33.33' received,handled,on_time_rate --week 2026-W04
same 'counts that are not printed unless asked for' \
    grid-report --fields judged,called,answered,solved,rated,satisfied <<!
5	3	3	1	2	1
!

# Every cell again from its cases.
metrics='received handled on_time late open overdue called answered solved'
metrics="$metrics rated satisfied"
recount() {
	for m in $metrics; do
		grid-report "$@" --ids "$m" >ids
		while read -r line; do
			echo "$m	$line"
		done <ids
	done >cases.out
	grid-report "$@" --no-total --fields "key,$(echo "$metrics" |
	    tr ' ' ,)" | awk -F '\t' -v metrics="$metrics" '
		BEGIN { n = split(metrics, m, " ") }
		FILENAME == "cases.out" { c[$3, $1]++; bad += twice[$0]++ }
		FILENAME != "cases.out" {
			for (i = 1; i <= n; i++) {
				bad += c[$1, m[i]] + 0 != $(i + 1)
				c[$1, m[i]] = 0; sum += $(i + 1)
			}
		}
		END { for (k in c) bad += c[k] > 0; exit bad || !sum }
	    ' cases.out -
}
for by in district street community grid unit class class:2 source line \
    filter state road; do
	ok "every figure by $by leads to its cases" recount --by $by
done
ok 'also for last month' recount --by street --month last
ok 'and of a part of the cases' recount --by class --area 880102003000
sums() {
	grid-report "$@" | awk -F '\t' '
		$1 == "total" { for (i = 3; i < 9; i++) bad += s[i] != $i
			exit bad }
		{ for (i = 3; i < 9; i++) s[i] += $i }'
}
for by in street unit class source line grid; do
	ok "the rows by $by add up" sums --by $by --week this
done

same 'the cases behind a figure, with their row' \
    grid-report --by street --ids overdue --key 880102001 <<!
20260122000001	880102001000
!
same 'without a key, of all rows' grid-report --by street --ids overdue <<!
20260122000001	880102001000
20260127000001	880102003000
!
same 'the cases of several figures, each once' \
    grid-report --by street --ids overdue,open,late --key 'east street' <<!
20260120000001	880102001000
20260122000001	880102001000
20260126000002	880102001000
!
same 'of a row that is a number' grid-report --by filter --ids open --key 3 <<!
20260127000001	3
20260128000001	3
!
same 'the cases that are in no row' \
    grid-report --by street --ids open --key - <<!
20260201000001	-
!
same 'without a dimension' grid-report --ids on_time -o json <<!
{"number":"20260126000001","key":"total"}
!
status 1 'no such case is 1' grid-report --ids satisfied --by street --key -

# Parts of the cases.
ok 'an area, with what lies in it' is '2	3' received,handled --area 880102001
ok 'a unit, with those below it' is 4 received --unit ua
ok 'a unit alone' is 2 received --unit ub
ok 'a class, with those below it' is 2 received --class T1
ok 'a source' is 1 received --source patrol
ok 'all at once' is 1 received --source patrol --unit ua --class T --area 880102

# Periods.
ok 'this week' is '1	1	0	1	4	1' \
    received,handled,on_time,late,open,overdue --week this
# At 08:00 sharp 0122-1 is handled, and so no longer overdue.
ok 'what happens this second has happened' is '1	5	1' \
    handled,open,overdue --week this --now '2026-02-02 08:00:00'
# 0127-1 is, 0202-1 is due at 10:00:00 on the 3rd; so say case-list and views.
due() {
	is "$1" overdue --week this --now "$2" &&
	[ "$(case-list --overdue --now "$2" -o ids | wc -l)" -eq "$1" ]
}
ok 'what is due in this second is not overdue' due 1 '2026-02-03 10:00:00'
ok 'in the next one it is' due 2 '2026-02-03 10:00:01'
ok 'nor is it by delay' test "$(grid-report --week this --by delay \
    --now '2026-02-03 10:00:00' --fields key,open --no-total | head -n 1)" = \
    "$(printf '4-7\t1')"
ok 'a week of the year' is 5 received --week 2026-W05
ok 'a week by its last day' is 5 received --week 2026-02-01
ok 'a day' is 1 received --day 2026-02-01
ok 'yesterday' is 1 received --day yesterday
ok 'today' is 1 received --day today
# January: all but those of February and the void ones.
ok 'a month' is '7	0' received,received_before --compare --month 2026-01
ok 'last month' is 7 received --month last
ok 'this month, and the month before' \
    is '2	7' received,received_before --compare --month this
# Without the first and the last second of the week.
ok 'a free period, without its end' is 3 received \
    --from '2026-01-26 00:00:01' --to '2026-02-01 23:59:59'
# Two days: 0128-1 and none; before them 0126-1 (26th), two on the 27th.
ok 'free days, compared with as many days' is '1	3' \
    received,received_before --compare --from 2026-01-28 --to 2026-01-30
same 'a period without cases is zero, its rates are not' \
    grid-report --day 2020-01-01 --by street <<!
total	total	0	0	0	0	0	0				
!
sqlite3 t.db "UPDATE setting SET value = '5' WHERE code = 'week_start'"
# Friday 23 to Thursday 29 January: 0126-1 0126-2 0127-1 0128-1.
ok 'weeks that begin on a Friday' is 4 received --week last
ok 'and are called by their Thursday' is 4 received --week 2026-W05
ok 'and hold the next Thursday' is 2 received --week 2026-01-30
ok 'this one began last Friday' is 2 received --week this
head1() {
	grid-report -o table --lang en "$@" >h && head -n 1 h
}
sqlite3 t.db "UPDATE setting SET value = 'Bulletin' WHERE code = 'title'"
same 'people see which days' head1 --week 2026-W05 <<!
Bulletin: 2026-01-23 to 2026-01-29 (7 calendar days)
!
sqlite3 t.db "UPDATE setting SET value = '8' WHERE code = 'week_start'"
status 2 'a week that begins on no day' grid-report
sqlite3 t.db "UPDATE setting SET value = '1' WHERE code = 'week_start'"
same 'and of when open and overdue are' head1 --week this --area 880102 <<!
Bulletin: 2026-02-02 to 2026-02-08 (7 calendar days), 880102000000 testqu, open and overdue as of 2026-02-02 10:00:00
!
zh() { grid-report -o table --lang zh --by street >zh.out; }
ok 'a table in Chinese' zh
ok 'with the definition of its rates' grep -q '^满意率：满意数 / 有评价数' zh.out
ok 'with the names in Chinese' grep -q '^- *未归属' zh.out
sqlite3 t.db "UPDATE setting SET value = 'a' || char(27) || '[2J' || char(155)
    WHERE code = 'title'"
escape() { head1 --week last | LC_ALL=C grep -q "$(printf '[\033\233]')"; }
status 1 'a title cannot speak to the terminal' escape

same 'the greatest first, ties by key' grid-report --by community \
    --sort handled --fields key,handled <<!
880102001001	2
880102001002	1
880102003001	0
-	0
total	3
!
# Rates: east 25.00, west 0.00.
same 'sorted by a rate; no data comes last' grid-report --by street \
    --sort on_time_rate_change --compare --no-total --fields key <<!
880102001000
880102003000
-
!
same 'csv has a header' grid-report -o csv --fields key,received <<!
key,received
total,5
!
same 'no data is null' grid-report -o json --day 2020-01-01 \
    --fields key,handled,handled_rate <<!
{"key":"total","handled":0,"handled_rate":null}
!
defined() {
	grid-report --before prev,year -o csv --fields "$(grid-report --define |
	    cut -f 1 | paste -sd ,)" && ! grid-report --define | grep '		'
}
ok 'every figure is defined, in both languages' defined

# Percentages are half up.  The first street has 800 cases of which 1 was
# handled on time, 0.125 %, and 799 the week after; the second 8 with 1, the
# third 3 with 2.
new >load.out 2>&1
street() {	# WEEK AREA CASES ON-TIME FIRST-NUMBER
	awk -v d="$1" -v a="$2" -v n="$3" -v t="$4" -v no="$5" 'BEGIN {
		for (i = 0; i < n; i++) printf "%.0f %s T hotline ua 1 -" \
		    " %sT10:00:00 closed %sT12:00:00 %sT%d:00:00" \
		    " %sT14:00:00 - - -\n", no + i, a, d, d, d,
		    i < t ? 11 : 13, d }'
}
{
	street 2026-01-20 880102001000 800 1 20260120000001
	street 2026-01-27 880102001000 799 1 20260127000001
	street 2026-01-27 880102003000 8 1 20260128000001
	street 2026-01-27 880102000000 3 2 20260129000001
} | cases
ok '0.125 is 0.13' is '800	1	0.13' judged,on_time,on_time_rate --week 2026-W04
# 1/799 is 0.12516, which rounds to 0.13 as well; (799-800)/800 is -0.125.
same 'a fall by 0.125 is -0.13, 1/8 is 12.50, 2/3 is 66.67' \
    grid-report --by street --compare --fields key,on_time_rate,\
received_change,on_time_rate_change <<!
880102001000	0.13	-0.13	0.00
880102003000	12.50		
-	66.67		
total	0.49	1.25	0.36
!

# How the cases are found: never by reading all of them.  c is the table of
# cases in our SQL.
plan() {
	{ echo 'EXPLAIN QUERY PLAN'; cat; } | sqlite3 t.db >plan
	grep -Eq '(SCAN|SEARCH) c' plan &&
	    ! grep 'SCAN [a-z]' plan | grep -v 'SCAN [egr]$' |
	    grep -Ev 'SCAN c USING (COVERING )?INDEX cases_open'
}
planned() { grid-report --sql "$@" | plan; }
for by in street grid unit unit_kind class source line road state; do
	ok "the plan by $by" planned --by $by
done
ok 'the plan with the week before, of a part' planned --by community \
    --compare --area 880102 --unit ua --class T --source hotline
ok 'the plan of the cases' planned --by street --ids overdue,open,late --key -
ok 'the plan of the total' planned --compare
for i in received handled called open closed long refused; do
	ok "the plan uses cases_$i" grep -q "c USING .*INDEX cases_$i" plan
done
# The usual figures are counted in the indexes alone, without the cases but
# the few that were refused or returned.
covered() {
	grid-report --sql "$@" --fields "key,received,handled,on_time,late,\
open,overdue,closed,handled_rate,on_time_rate,solved_rate,satisfied_rate" |
	    plan && ! grep ' c USING' plan | grep -v -e 'COVERING INDEX cases_' \
	    -e 'INDEX cases_refused' -e 'c USING INTEGER PRIMARY KEY'
}
for by in street unit unit_kind class line source; do
	ok "the indexes cover what is usual by $by" covered --by $by \
	    --area 880102 --unit ua --class T --source hotline
done
not_covered() { covered --by road; }
status 1 'a plan that is not covered would be found' not_covered
ended() { grep -c "cases_$1 ($2)" plan; }
planned --by street
same 'what ended later is looked for in a month' ended closed \
    'closed>? AND closed<?' <<!
2
!
same 'or among the cases that took longer' ended long 'closed>?' <<!
1
!
bad() { echo 'SELECT count(title) FROM cases c' | plan; }
status 1 'and a bad plan would be found' bad
sql() { grid-report --sql --by street | sqlite3 -separator ' ' t.db | cut -d' ' -f1; }
same 'the SQL runs in sqlite3' sql <<!
880102001000
880102003000
-
total
!

status 2 'two periods' grid-report --day today --week last
status 2 'half a period' grid-report --from 2026-01-01
status 2 'a period that ends before it begins' \
    grid-report --from 2026-01-02 --to 2026-01-02
status 2 'no such day' grid-report --day 2026-02-30
status 2 'no such week' grid-report --week 2025-W53
ok 'but 2026 has 53' grid-report --week 2026-W53
status 2 'no such month' grid-report --month 2026-13
status 2 'no such dimension' grid-report --by colour
says 'place or a level of areas (province, city, district, street,' \
    'and it says which there are'
status 2 'no such metric' grid-report --sort colour
status 2 'a change without --compare' grid-report --sort received_change
status 2 'no such figure' grid-report --ids colour
status 2 'a rate has no cases of its own' grid-report --ids on_time_rate
says 'on_time,late,overdue' 'and it says which to ask for'
status 2 '--key without --ids' grid-report --by street --key 880102001
status 2 '--key without --by' grid-report --ids open --key 880102001
status 2 'no such row' grid-report --by street --ids open --key nowhere
status 2 'no such area' grid-report --area nowhere
status 2 'no row at all' grid-report --no-total
status 2 'no such field' grid-report --fields colour
status 2 'takes no arguments' grid-report week
status 2 'no such option' grid-report --nonsense
status 2 'no database' grid-report -d nowhere.db
status 2 'full disk' sh -c 'grid-report >/dev/full'
ok 'help' grid-report --help
for i in --year=9999 --month=1899-12 --week=2100-W01 --half=2100-H1; do
	status 2 "$i" grid-report "$i"
	says 'the year is not 1900 to 2099' 'is refused, and which there are'
done
ok 'the last year' grid-report --year 2099
# Which of two is meant?
status 2 'an option twice' grid-report --class E01 --by street --class=E02
says 'grid-report: --class: given twice' 'is refused'
status 2 'by letter and by name' grid-report -o csv --output=tsv
says 'grid-report: --output: given twice' 'is refused'
status 0 'a flag twice says the same' grid-report -q -q
finish
