#!/bin/sh
# Row 51: scores in two directions, side by side
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

on '02 10:00' raise --kind enforce --unit ga,sw,s1-cg $a1
on '02 12:00' arrive --unit ga,sw $a1
on '03 12:00' accept $a1
on '03 12:00' release $a1
on '03 13:00' score --unit ga --value 95 --text 快 $a1
on '03 13:00' score --unit sw --value 40 --text 慢 $a1
on '03 14:00' score --as ga --value 70 --text 组织有序 $a1
on '03 15:00' score --unit sw --value 60 --text 复核 $a1
same 'both directions, the last score of a side' case-escalate list scores \
    --fields whistle,unit,street_on_unit,street_text,unit_on_street,unit_text \
    <<!
$a1.1	ga	95	快	70	组织有序
$a1.1	s1-cg				
$a1.1	sw	60	复核		
!
same 'the earlier one stays in the journal' query "SELECT value FROM v_journal
    WHERE act = 'score' AND unit = 'sw' ORDER BY row" <<!
40
60
!
# Both tables side by side, of the week: ga has 95 and gave 70, sw has 60 at
# last, the street gave 95 and 60, (95 + 60) / 2, and has 70.
same 'what each unit has and gave' grid-report --week this --by unit \
    --no-total --fields key,scored,score_had,scoring,score_given <<!
ga	1	95.00	1	70.00
s1	1	70.00	2	77.50
sw	1	60.00	0	
-	0		0	
!
same 'the cases behind them' grid-report --week this --by unit \
    --ids scored,scoring --key s1 <<!
$a1	s1
!
same 'each way by class' grid-report --week this --by class:0 --no-total \
    --fields scored,score_had,scoring,score_given <<!
3	75.00	3	75.00
!
# On the 3rd at 14:30 sw had 40 still: it was scored again at 15.
same 'by the hour in which the last one was given' grid-report \
    --from '2026-02-03 13:00' --to '2026-02-03 15:00' \
    --fields scored,score_had <<!
2	82.50
!
entry=$(query "SELECT max(entry) FROM v_journal WHERE act = 'score'")
same 'as of the entry before the last' grid-report --week this --by unit \
    --as-of $((entry - 1)) --fields key,scored,score_had <<!
ga	1	95.00
s1	1	70.00
sw	1	40.00
-	0	
total	3	68.33
!
planned() {
	{ echo 'EXPLAIN QUERY PLAN'; grid-report --sql --week this --by unit \
	    --fields score_had,score_given; } | sqlite3 whistle.db >plan
	[ "$(grep -c 'SEARCH j USING INDEX journal_act (act=? AND at>? AND at<?)' \
	    plan)" -eq 2 ]
}
ok 'found by when they were given' planned
# Who stands below one that was summoned speaks for the nearest such unit.
grid-load -q unit <<!
code,name,kind,parent
ga-1,西城公安一队,gongan,ga
cg-1,西长安街执法一队,chengguan,s1-cg
!
on '04 10:00' raise --kind resident --as s10 --unit s1,s1-cg,ga $a2
on '04 11:00' score --as ga-1 --value 80 $a2
on '04 11:00' score --as cg-1 --value 30 $a2
same 'scores of parts of a unit are the unit'"'"'s' sh -c "
    case-escalate list scores --fields whistle,unit,unit_on_street |
    grep '^$a2'" <<!
$a2.1	ga	80
$a2.1	s1	
$a2.1	s1-cg	30
!
for v in 101 -1 x 9.5; do
	status 2 "no score: $v" case-escalate score --unit ga --value $v $a1
done
same 'a unit scores who blew, no other unit' fails 1 case-escalate -q score \
    --as ga --unit sw --value 1 $a1 <<!
case-escalate: $a1: score: ga was summoned: it scores who blew, without --unit
!
same 'who was not summoned is not scored' fails 1 case-escalate -q score \
    --unit s10 --value 1 $a1 <<!
case-escalate: $a1: score: s10 was not summoned
!
same 'nor does it score' fails 1 case-escalate -q score --as s10 --unit ga \
    --value 1 $a1 <<!
case-escalate: $a1: score: not by s10: by the unit that blew, s1, or above, or the unit that was summoned, or below
!
finish
