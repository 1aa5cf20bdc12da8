#!/bin/sh
# 65-counts.t - what a bulletin counts beside received, handled and open, of a
# Monday's nineteen cases; which of them the profile leaves out; who looked
# after them.  Each figure was worked out by hand from tests/counts.sh.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
WHISTLE_NOW='2026-01-16 18:00:00'
# shellcheck source=tests/town.sh
. "$here/town.sh"
# shellcheck source=tests/counts.sh
. "$here/counts.sh"
ok 'nineteen cases' counts_of 12 s1 s1-cg ga
report() {	# FIELD,FIELD OPTION...
	f=$1
	shift
	grid-report --week 2026-W03 --fields "$f" "$@"
}
numbers() {	# of the cases behind these counts
	report number --ids "$1" | sed 's/^2026011200000*//; s/^0//' |
	    paste -sd ' ' -
}

# 14 is void, so 18.  1 refused; 2 to 11 filed, 3 to 11 dispatched, 4 to two.
same 'received to dispatched' report \
    received,refused,filed,need_dispatch,dispatched,accurate,void <<!
18	1	10	10	9	8	1
!
# 1 was refused at ten and void then was 14, 2 to 11 had been filed: of these
# and 12 and 13, closed at ten, and 15 to 19 all were open before.
same 'what is refused was open until then' grid-report --from 2026-01-12 \
    --to '2026-01-12 10:00' --fields open <<!
18
!
same 'and not after' grid-report --from 2026-01-12 --to '2026-01-12 10:00:01' \
    --fields open <<!
15
!
# Handled 5 6 8 9 10 11; of 3 4 7 not, 7 hangs; 5 and 6 wait for a check.
same 'handling' report \
    handled,to_handle,overdue,due_to_close,to_close,hung,stock <<!
6	3	2	8	2	1	0
!
same 'before they were dispatched' grid-report --from 2026-01-12 \
    --to '2026-01-12 09:45' --fields to_handle,to_close,hung <<!
0	0	0
!
same 'of handled' report on_time,late,exempt,reworked,extended,was_hung <<!
4	1	1	1	1	1
!
# Closed 8 to 13.  12 and 13 have no deadline.
same 'of closed' report closed,closed_on_time,closed_late,closed_filter1,\
closed_filter2,closed_filter3,self_handled,to_call,unsatisfied <<!
6	2	1	1	1	2	2	5	1
!
# Public are 1 to 18 but 14; whistles of 16 17 18, and of 19, not collected.
same 'the funnel' report collected,out_of_scope,in_scope,whistled,scope_solved <<!
17	1	3	3	2
!
for m in accurate:'3 5 6 7 8 9 10 11' to_handle:'3 4 7' to_close:'5 6' \
    hung:7 exempt:11 reworks:8 extended:5 was_hung:6 closed_late:10 \
    closed_on_time:'8 9' closed_filter3:'10 11' self_handled:'12 13' \
    to_call:'8 9 10 11 13' void:14 due_to_close:; do
	case $m in
	due_to_close:)
		status 2 'a sum of counts has no cases of its own' report \
		    number --ids due_to_close
		says 'ask for the cases of handled,overdue' 'says whose' ;;
	*)	same "the cases of ${m%%:*}" numbers "${m%%:*}" <<!
${m#*:}
!
	esac
done

# The last dispatch was at 10.  5 6: 23 h, 8 9: 23.5 h, 10 11: 54 h; 201 / 6.
same 'the mean time of handling' report timed,handling_hours <<!
6	33.50
!
same 'by level' report key,timed,handling_hours --by filter <<!
1	3	23.17
2	1	23.50
3	2	54.00
-	0	
total	6	33.50
!

# Whistles both ways: s1 blew four; ga was summoned by all, s1-cg by 18.  The
# emergency whistle is signed for within an hour, as is the arrival, and
# finished in a day.
same 'by unit' report key,whistles,accepted,accepted_first,sent_back,\
finished_on_time,finished_late,withdrawn --by unit <<!
ga	0	0	0	0	0	0	0
s1	4	2	1	1	1	2	1
s1-cg	0	0	0	0	0	0	0
-	0	0	0	0	0	0	0
total	4	2	1	1	1	2	1
!
same 'and by who is summoned' report key,summoned,signed,signed_on_time,\
arrived,arrived_on_time,arrived_late,excused --by unit <<!
ga	4	2	1	2	1	2	1
s1-cg	1	0	0	0	0	1	0
-	0	0	0	0	0	0	0
total	5	2	1	2	1	3	1
!
same 'by street both side by side' report key,whistles,accepted,summoned,arrived \
    --by street --no-total <<!
110102001000	4	2	5	2
!
same 'the cases of one side' sh -c 'grid-report --week 2026-W03 --by unit \
    --ids arrived_late --key ga | cut -f 1' <<!
20260112000017
20260112000019
!
same 'they make no row where they are not asked for' report key,received \
    --by unit <<!
ga	1
s1-cg	8
-	9
total	18
!
same 'views of whistles say the same' query "SELECT count(*), count(accepted),
    sum(first_pass = 'yes'), sum(rejects), count(withdrawn) FROM v_whistle;
    SELECT count(*), count(signed), count(arrived), sum(late = 'yes'),
    count(excused) FROM v_whistle_unit" <<!
4|2|1|1|1
5|2|2|3|1
!

# Rates of the default profile.  10/18, 2/18, 8/10.
same 'rates of received' report filed_rate,self_handled_rate,accurate_rate <<!
55.56	11.11	80.00
!
# Of the 8 that are due to close: closed 6, 2 on time, 1 late; 1, 1.
same 'rates of what is due to close' report close_rate,closed_on_time_rate,\
closed_late_rate,rework_rate,extended_rate <<!
75.00	25.00	12.50	12.50	12.50
!
# On filter 1 that is 5 6 8 handled, 3 4 overdue, of which 8 was reworked; on 2
# it is 9, on 3 it is 10 11.
same 'of rework less is better' report key,rework_rate,rank --by filter \
    --rank rework_rate --no-total <<!
2	0.00	1
3	0.00	1
1	20.00	3
-		
!
# The 11 open ones should have been replied to by now, 3 was.
same 'of replies and callbacks' report answer_rate,unsatisfied_rate <<!
9.09	100.00
!
same 'of closed, by filter' report closed_filter1_rate,closed_filter2_rate,\
closed_filter3_rate <<!
16.67	16.67	33.33
!
# 3/17, 2/3; 1/5, 1/4, 1/2, 1/3.
same 'of whistles' report whistle_rate,scope_solved_rate,signed_rate,\
arrived_rate,accepted_first_rate,finished_rate <<!
17.65	66.67	20.00	25.00	50.00	33.33
!
# And of a week without a case.
same 'no data is not zero' grid-report --week 2026-W01 --fields \
    close_rate,arrived_rate,whistle_rate,whistles,handling_hours <<!
			0	
!

# What the profile leaves out, and what the notes say of it.
set_to() {
	printf 'code,value\n%s,%s\n' "$1" "$2" | grid-load -q setting
}
notes() {
	report key,received -o table --lang "$1" | tail -n 5
}
same 'how they count by themselves' notes en <<!
void cases not counted: 1 received
self-handled cases counted: 2 received
hung cases counted: 1 at the end
exempt cases counted: 1 handled
duplicates counted: 0 received
!
same 'in Chinese' notes zh <<!
作废件不计入：本期受理 1 件
自行处置件计入：本期受理 2 件
挂账件计入：期末 1 件
申诉豁免件计入：本期处置 1 件
重复件计入：本期受理 0 件
!
figures=received,handled,on_time,late,open,closed,to_handle
figures=$figures,void,self_handled,hung,exempt
same 'all of them' report $figures <<!
18	6	4	1	11	6	3	1	2	1	1
!
set_to count_void yes
same 'void cases count' report $figures <<!
19	6	4	1	11	6	3	1	2	1	1
!
set_to count_void no
set_to count_self_handled no
same 'self-handled ones do not' report $figures <<!
16	6	4	1	11	4	3	1	2	1	1
!
same 'in no row' report key,received,closed --by filter <<!
1	6	1
2	1	1
3	2	2
-	7	0
total	16	4
!
same 'nor among the cases' numbers closed <<!
8 9 10 11
!
same 'but for their own' numbers self_handled <<!
12 13
!
set_to count_self_handled yes
set_to count_hung no
same 'hung ones do not' report $figures <<!
17	6	4	1	10	6	2	1	2	1	1
!
set_to count_hung yes
set_to count_exempt no
same 'exempt ones do not' report $figures <<!
17	5	4	1	11	5	3	1	2	1	1
!
set_to count_exempt on_time
same 'or are on time' report $figures,closed_on_time <<!
18	6	5	1	11	6	3	1	2	1	1	3
!
same 'of another period, too' grid-report --week 2026-W04 --before prev \
    --fields handled_before,on_time_rate_before <<!
6	62.50
!
for s in hung self_handled exempt; do
	set_to count_$s no
done
same 'none of them' report $figures <<!
14	5	4	1	10	3	2	1	2	1	1
!
same 'nor of another period' grid-report --week 2026-W04 --before prev \
    --fields received_before,handled_before <<!
14	5
!
same 'and the notes say so' notes en <<!
void cases not counted: 1 received
self-handled cases not counted: 2 received
hung cases not counted: 1 at the end
exempt cases not counted: 1 handled
duplicates counted: 0 received
!
for s in hung self_handled exempt; do
	set_to count_$s yes
done
status 2 'another word' set_to count_hung on_time
says 'setting count_hung: "on_time": not one of yes no' 'is refused'

# Stock: after so many days.  7 hangs since the 12th at 11:20.
set_to stock_days 4
same 'hung for four days' report hung,stock <<!
1	1
!
same 'to the second' report hung,stock --now '2026-01-16 11:19:59' <<!
1	1
!
same 'not a second before' report hung,stock --now '2026-01-16 11:19:58' <<!
1	0
!

# Work that is sent back twice: 5 on the 14th.
log 5 2 10:00 check --value fail
log 5 2 11:00 handle
log 5 2 12:00 check --value fail
log 5 2 13:00 handle
same 'a case reworked, the times' report reworked,reworks <<!
2	3
!
same 'the cases behind the times' numbers reworks <<!
5 8
!

# Called back, but closed again since.
log 12 2 10:00 reopen --reason more
same 'what was closed without a dispatch and reopened waits for one' \
    numbers need_dispatch <<!
2 3 4 5 6 7 8 9 10 11 12
!
log 12 3 10:00 close
same 'is called back once more' numbers to_call <<!
8 9 10 11 12 13
!

# A case that came back, though the same unit has it again.
log 3 3 09:00 return --reason other
case-route -q --at '2026-01-15 10:00' --to s1-cg --reason r "$(of 3)"
same 'was not dispatched right at first' report dispatched,accurate <<!
9	7
!

# Who looked after them.
grid-load -q person <<!
code,name,rank
p001,Wang,
p1,Li,
p2,Zhao,
p3,Qian,deputy_section
!
grid-load -q road <<!
code,name,class,area
r1,Long Road,alley,110102001004
!
grid-load -q post <<!
code,role,road,area,person,valid_from,valid_to
c1,street_chief,,110102001000,p1,2026-01-01,2026-01-12
c2,street_chief,,110102001000,p2,2026-01-13,
c3,street_chief,r1,,p3,2026-01-01,
c4,alley_steward,,110102001004,p001,2026-01-01,
c5,street_chief,,110102010000,p001,2026-01-01,2026-01-12
!
# The last second of one term, the first of the next, a road, another street,
# where a term has ended.
while read -r id received area road; do
	echo "$id,hotline,$received,E0108,$area,$road"
done <<! | sed '1i id,source,received,class,area,road' | tr T ' ' >case.csv
C1 2026-01-12T23:59:59 110102001004
C2 2026-01-13T00:00:00 110102001004
C3 2026-01-13T00:00:01 110102001004 r1
C4 2026-01-13T00:00:02 110102010000
!
case-new -q -i case.csv
same 'the chief of that time, of the road before the area' report \
    key,name,received --by chief --lang en <<!
p1	Li	19
p2	Zhao	1
p3	Qian	1
-	not placed	1
total	total	22
!
same 'the cases of one' report number --by chief --ids received --key p3 <<!
20260113000002
!
same 'who found them' report key,name,received --by collector --lang en <<!
p001	Wang	3
-	not placed	19
total	total	22
!
nobody() {
	cat <<-! >nobody.csv
	id,source,received,collector
	n1,patrol,2026-01-05 09:00,total
	n2,patrol,2026-01-05 09:01,-
	n3,patrol,2026-01-05 09:02,others
	n4,patrol,2026-01-05 09:03,Li
	!
	sqlite3 whistle.db "VACUUM INTO 'n.db'" &&
	    case-new -q -d n.db -i nobody.csv &&
	    grid-report -d n.db --week 2026-W02 --by collector \
	    --fields key,received
}
same 'but no name that is a row' nobody <<!
Li	1
-	3
total	4
!
same 'who had them first' report key,received,accurate --by first_unit <<!
s1-cg	9	7
-	13	0
total	22	7
!
same 'how far up they went' report key,received,closed --by unit_level <<!
district	1	0
street	8	4
-	13	2
total	22	6
!
status 2 'of no such dimension' report received --by nobody
says 'not unit, unit_kind, unit_level, first_unit, chief, collector, class' 'the others are named'

# How they are found.
plan() {
	{ echo 'EXPLAIN QUERY PLAN'; grid-report --sql "$@"; } |
	    sqlite3 whistle.db >plan
	! grep 'SCAN [a-z]' plan |
	    grep -Ev -e 'SCAN c USING (COVERING )?INDEX cases_open' -e 'SCAN [egrsw][0-9]*(_before|_last_year)?$'
}
all=$(grid-report --define --fields metric | paste -sd , -)
for by in unit street chief collector first_unit unit_level; do
	ok "the plan of all counts by $by" plan --by $by --fields "$all" \
	    --before prev,year
done
ok 'whistles by their index' grep -q 'INDEX whistle_raised' plan
ok 'void ones by that of received' plan --ids void
ok 'so they are' grep -q 'c USING .*INDEX cases_received' plan
cat >case.csv <<!
id,source,received,class,area,unit,state,dispatched,handled
T1,app,2026-01-05 08:00,E0108,110102001004,cm,handled,2026-01-05 10:00,2026-01-05 11:00
T2,app,2026-01-05 08:00,E0108,110102001004,cm,handled,,2026-01-05 11:00
!
case-new -q -i case.csv
same 'not of times that no source tells' grid-report --week 2026-W02 \
    --fields handled,timed,handling_hours <<!
2	1	1.00
!
same 'replay agrees' grid-check replay </dev/null
finish
