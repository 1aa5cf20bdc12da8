#!/bin/sh
# case-route: level, owner and deadline by rule
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

# Of these two kinds no unit is to stand anywhere: only where the town says.
grid-load -q unit <<'!' || exit 2
code,name,valid_to
street,街道,2025-12-31
chengguan,城管,2025-12-31
!
cat >case.csv <<!
id,source,received,class,area
A1,hotline,2026-02-02 09:00:00,E0101,110102001004
A2,hotline,2026-02-02 09:00:01,E0108,110102001004
A3,patrol,2026-02-02 09:00:02,E0508,110102010000
A4,patrol,2026-02-02 09:00:03,E0101,110102010000
A5,patrol,2026-02-02 09:00:04,,110102010000
A6,patrol,2026-02-01,E0504,110102001000
A7,patrol,2026-02-02 09:00:06,E0599,110102001000
!
case-new -q -i case.csv || exit 2
a6=20260201000001 a1=20260202000001 a2=20260202000002 a3=20260202000003
a4=20260202000004 a5=20260202000005 a7=20260202000006

case-route -n $a1 $a2 >out 2>err && [ ! -s out ] &&
    grep -q '2 of 2: dispatched; nothing was done' err
result $? '-n counts, prints no numbers'
same 'and writes nothing' query 'SELECT count(*) FROM v_case
    WHERE unit IS NOT NULL' <<!
0
!
# E0101: 4 working hours from 10:00: two till noon, two from 14:00.
same 'level 3: the lead is the unit nearest above the area' \
    quietly case-route $a1 <<!
$a1	3	s1-cg	2026-02-02 16:00:00	R-E0101
!
same 'assisting units are kept' query \
    "SELECT unit FROM v_assist WHERE number = $a1 ORDER BY 1" <<!
ga
guihua
!
# E0108: 8 working hours: six today, two tomorrow.
same 'level 1: the community; csv has a header' \
    quietly case-route -o csv $a2 <<!
number,filter,unit,due,rule
$a2,1,cm,2026-02-03 10:00:00,R-E0108
!
# E0508: 2 working hours or so: what the standard says, nothing else.
query "SELECT '$a3	2	ga	' || '2026-02-02 12:00:00' || '	R-E0508'
    FROM v_standard WHERE class = 'E0508' AND within = '2 work_hour'" >expect
same 'level 2: the district has the nearest unit' \
    quietly case-route $a3 <expect
same 'no unit of the kind: the street, level 2, its limit stays' \
    quietly case-route $a4 <<!
$a4	2	s10	2026-02-02 16:00:00	
!
same 'no class: the street, no limit' quietly case-route $a5 <<!
$a5	2	s10		
!
status 1 'a case that a unit holds is refused' case-route $a1 $a6
says "$a1: it is dispatched; to dispatch it again give --to and --reason" \
    'with what would do'
grep -q "^$a6	" out
result $? 'the others are done'
status 1 '--to alone does not do' case-route --to ga $a1
same '--to with --reason dispatches again' \
    quietly case-route --to ga --reason '执法队回避 13812345678' $a1 <<!
$a1	3	ga	2026-02-02 16:00:00	
!
same 'its reason is masked in the journal, whole in the private room' \
    query "SELECT (SELECT reason FROM v_journal WHERE number = $a1 AND
    row = 3), (SELECT text FROM private_text WHERE no = $a1)" <<!
执法队回避 138××××|执法队回避 13812345678
!
same 'whoever was to assist the rule does not assist any more' query \
    "SELECT count(*) FROM v_assist WHERE number = $a1" <<!
0
!
same '--to and --filter at first' \
    quietly case-route --to cm --filter 1 $a7 <<!
$a7	1	cm	2026-02-02 16:00:00	
!
case-log -q return --reason 不属本单位辖区 $a7
same 'a returned case is routed again by rule' \
    quietly case-route --filter 3 --fields number,filter,unit $a7 <<!
$a7	3	s1-cg
!
same 'the first unit stays known' query \
    "SELECT first_unit, unit, returns FROM v_case WHERE number = $a7" <<!
cm|s1-cg|1
!
same 'the clocks of handling and signing run from dispatch' query \
    "SELECT kind, started, due, rung FROM v_clock WHERE number = $a2" <<!
handle|2026-02-02 10:00:00|2026-02-03 10:00:00|0
reply|2026-02-02 09:00:01|2026-02-03 09:00:01|1
sign|2026-02-02 10:00:00|2026-02-03 18:00:00|1
!

# Rules that compete for one case.
grid-load -q rule <<'!'
code,class,area,source,filter,kind,unit,priority,valid_from,valid_to
T1,E05,110102001000,,1,,cm,0,,
T2,E0510,,,2,,sw,0,,
T3,E0510,110102000000,,2,,s1,0,,
T4,E0510,110102000000,video,2,,s1-cg,0,,
T5,E0510,110102000000,,2,,ga,7,,
T6,E0510,110102000000,,2,,s10,7,,
T7,E0510,110102001000,,2,,s10,9,,2026-01-31
T8,E0510,110102001000,,2,,s10,9,2026-02-03,
!
case-new -q --source video --class E0510 --area 110102001004 || exit 2
case-new -q --source app --class E0510 --area 110102001004 || exit 2
case-new -q --source app --class E0511 --area 110102001004 || exit 2
v=20260202000007 w=20260202000008 x=20260202000009
same 'area before source, source before priority' \
    quietly case-route --fields unit,rule $v <<!
s1-cg	T4
!
case-route $w >routed 2>err
same 'priority before code; validity by the day of receipt' \
    cat routed <<!
$w	2	ga	$(query "SELECT due FROM v_case WHERE number = $w")	T5
!
case-route -q --explain --to ga --reason again $w >out 2>err
sort err >lines
same '--explain says why each rule lost' cat lines <<!
	rule R-E05: one of a nearer class wins
	rule R-E: one of a nearer class wins
	rule T1: one of a nearer class wins
	rule T2: one of a nearer area wins
	rule T3: one of higher priority wins
	rule T4: another source
	rule T5: wins
	rule T6: one with a smaller code wins
	rule T7: not valid on the day of receipt
	rule T8: not valid on the day of receipt
$w:
!
same 'class before area: a rule of the case class beats one of its area' \
    quietly case-route --fields unit,rule $x <<!
cm	R-E0511
!
case-new -q --source app --class E0101 --area 110102010000 || exit 2
case-route --explain 20260202000010 >out 2>said
same '--explain says of the winner that it has no unit' \
    grep -e 'E0101' -e 'no rule' said <<!
	rule R-E0101: is the one, but no unit of its kind stands there
	no rule has a unit: territorial fallback, the street
!
grid-load -q unit <<'!'
code,name,kind,area,valid_to
old,旧执法队,chengguan,110102010000,2026-02-01
new,新执法队,chengguan,110102010000,2026-12-31
!
case-new -q --source app --class E0101 --area 110102010000 || exit 2
same 'a unit that has ended leads no more, one that will end does' \
    quietly case-route --fields unit 20260202000011 <<!
new
!

case-new -q --source app --class E0504 --area 110102001000 || exit 2
case-new -q --source app --class E0504 --area 110102010000 || exit 2
same '--all is every case that waits' quietly case-route --all -o ids <<!
20260202000012
20260202000013
!
same 'when none waits --all has done all it was asked' \
    fails 0 case-route --all <<!
case-route: 0 of 0: dispatched
!
case-new -q --source app --class E0504 --area 110102010000 || exit 2
y=20260202000014
status 2 'a time in the future' case-route --at '2026-02-02 10:00:01' $y
says '--at: "2026-02-02 10:00:01": in the future' 'is named'
status 2 'a time without a date' case-route --at 09:30 $y
status 1 'a time before the case' case-route --at '2026-02-02 09:30' $y
says "$y: dispatch: before the case was received" 'is refused by number'
status 2 'an unknown unit' case-route --to nobody $y
says '--to: "nobody": no such unit' 'is named'
status 2 '--filter 4' case-route --filter 4 $y
status 1 'a number that does not exist' case-route 20260202000099
says '20260202000099: no such case' 'is named'
case-log -q void --reason test $y
status 1 'a void case' case-route --to ga --reason x $y
says 'this one is cancelled' 'says so'
status 2 '--all takes no numbers' case-route --all $y
status 2 'a bad option' case-route --unit ga $y
ok 'help' case-route --help
status 2 'no database' case-route -d nothing.db $y
for area in 110102001000 110102010000 110102001004; do
	case-new -q --source app --class E0504 --area $area || exit 2
done
same 'numbers from standard input, NUL out' sh -c 'case-list --unrouted |
    case-route -0 -o ids --at "2026-02-02 10:00" - 2>/dev/null |
    tr "\0" +; echo' <<!
20260202000015+20260202000016+20260202000017+
!
case-new -q --source app --class E0504 --area 110102010000 || exit 2
case-route 20260202000018 >/dev/full 2>err
[ $? -eq 2 ]
result $? 'a full disk is an error'

# Only the street is left where a file has no rules; nobody where it has none.
same 'no street above: refused' fails 1 sh -c '
    case-new -q --source app --area 110102 && case-route 20260202000019' <<!
case-route: 20260202000019: no rule has a unit, and there is no street to fall back on
case-route: 0 of 1: dispatched
!
grid-load -q unit <<'!' || exit 2
code,name,valid_to
jiedao,旧单位,2026-01-31
!
same 'a unit that has ended gets no case' fails 1 \
    case-route --to jiedao 20260202000019 <<!
case-route: 20260202000019: jiedao ended on 2026-01-31
case-route: 0 of 1: dispatched
!
# It was still there on its last day.
case-new -q --source app --area 110102 --received '2026-01-31 09:00' || exit 2
same 'one of its last day does' sh -c '
    case-route --to jiedao --at "2026-01-31 18:00" 20260131000001 2>/dev/null |
    cut -f 1,3' <<!
20260131000001	jiedao
!
# A case of which only the day is known starts its clock when dispatched.
same 'a case without an hour: from its dispatch' query \
    "SELECT dispatched, due > dispatched FROM v_case WHERE number = $a6" <<!
2026-02-02 10:00:00|1
!
same 'the journal leads to what is stored' grid-check replay </dev/null
finish
