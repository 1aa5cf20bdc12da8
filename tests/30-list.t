#!/bin/sh
# case-list: every filter finds what it says, and nothing else
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

grid-load -q road <<'!'
code,name,class,area,grade
r1,府右街,main_street,110102001000,1
!
esc=$(printf '\033')
cat >cases.csv <<!
id,source,received,kind,class,area,road,place,title,text,caller,phone,state,unit,dispatched,handled,closed,solved,rating
A1,hotline,2026-01-05 09:00:00,complain,E0108,110102001004,r1,门口,旧沙发,"有人扔沙发，电话13812345678",王某,13812345678,closed,cm,2026-01-05 10:00:00,2026-01-06 09:00:00,2026-01-06 10:00:00,yes,satisfied
A2,hotline,2026-01-12 09:00:00,help,E0101,110102001000,,,搭建,${esc}[31m红字,,,handling,s1-cg,2026-01-12 10:00:00,,,,
A3,patrol,2026-01-20 09:00:00,,E0504,110102010000,,,店外经营,,,,reported,,,,,,
A4,hotline,2026-02-02 09:00:00,complain,E0108,110102010000,,北门,=旧床,,,,dispatched,ga,2026-02-02 09:30:00,,,,
A5,patrol,2026-01-21,,E0502,110102000000,,,求助,,李某,13912345678,handled,s10,2026-01-21 12:00:00,2026-01-22 12:00:00,,,
A6,patrol,2026-01-22 09:00:00,,E05,110102010000,,,作废,,,,cancelled,,,,,,
!
case-new -q -i cases.csv || exit 2
a1=20260105000001 a2=20260112000001 a3=20260120000001
a4=20260202000001 a5=20260121000001 a6=20260122000001

ids() {
	want=$1 name=$2
	shift 2
	echo "$want" | tr ' ' '\n' >expect
	same "$name" case-list -o ids "$@" <expect
}

same 'the default is one case a line, the number first' \
    case-list --id A1 <<!
$a1	closed	2026-01-05 09:00:00	2026-01-06 10:00:00	1	cm	E0108	110102001004	旧沙发	hotline	A1	complain	门口	有人扔沙发，电话138××××	2026-01-05 10:00:00	2026-01-06 09:00:00	2026-01-06 10:00:00	yes	satisfied	府右街南居委会	废弃家具设备	府右街南社区	no										
!
ids "$a1 $a2 $a3 $a5 $a6 $a4" 'all cases, by number'
ids "$a1 $a2" '--area has the areas below' --area 110102001
ids "$a1" '--area takes a name' --area 府右街南社区
ids "$a1 $a2" '--unit has the units below' --unit s1
ids "$a1 $a4" '--class' --class E0108
ids "$a3 $a5 $a6" '--class has the classes below' --class E05
ids "$a3 $a5 $a6" '--source' --source patrol
ids "$a2" '--kind' --kind help
ids "$a1" '--road by name' --road 府右街
ids "$a3" '--state' --state reported
ids "$a1 $a3 $a6" '--state with a list' --state reported,closed,cancelled
ids "$a2 $a3 $a5 $a4" '--open is neither closed nor void' --open
ids "$a5 $a6 $a4" '--from is inclusive' --from 2026-01-21
ids "$a1 $a2 $a3" '--to is exclusive' --to 2026-01-21
# A2: 4 working hours from 10:00 on the 12th end at 16:00 that day.
ids "$a2" '--overdue: open, unhandled, late' --overdue
ids "$a2 $a5" '--due-before has what was handled' \
    --due-before '2026-02-02 10:00'
ids "$a3" '--unrouted' --unrouted
ids "$a1 $a2 $a3 $a5 $a6 $a4" '--import' --import 1
ids "$a1" '--phone finds the caller' --phone 13812345678
ids "$a4" '--id' --id A4
ids "$a1" '--text in the text' --text 扔沙发
ids "$a1 $a4" '--text in title or place' --text 门
ids "$a4" 'filters are all to hold' --area 110102010 --class E0108 \
    --state dispatched --source hotline --from 2026-02-01 --to 2026-03-01 \
    --unit ga --kind complain --open
ids "$a4 $a6" '--sort with -, and --limit' --sort -number --limit 2
ids "$a1 $a2 $a5 $a4" '--sort due: those without stand last' \
    --sort due --limit 4
ids "$a2 $a1" '--sort area is by code' --sort area --area 110102001
status 1 'nothing found is 1' case-list --class E02
status 1 'nothing made by such an import' case-list --import 99
status 2 'an unknown area' case-list --area 999999
says '--area: "999999": no such area' 'the area is named'
status 2 'an unknown unit' case-list --unit nobody
status 2 'an unknown class' case-list --class nothing
status 2 'an unknown source' case-list --source radio
status 2 'an unknown state' case-list --state open
says 'not one of reported, returned, pending_verify' 'the states are named'
status 2 'no state at all' case-list --state ,
status 2 'an unknown field to sort by' case-list --sort size
status 2 'a time that is none' case-list --from yesterday
status 2 '--limit 0' case-list --limit 0
status 2 'an unknown field' case-list --fields number,size
status 2 'caller is no field without --reveal' case-list --fields caller
status 2 'numbers are not taken' case-list "$a1"
status 2 'a bad option' case-list --colour
status 2 'an unknown format' case-list -o xml
ok 'help' case-list --help
status 2 'no database' case-list -d nothing.db
says 'grid-load --new' 'who makes one is said'
ok '-q' case-list -q
same '-q prints nothing' cat out </dev/null

same '--fields picks, in its order' \
    case-list --fields unit,number --id A2 <<!
s1-cg	$a2
!
same 'a whole text is masked, and whole with --reveal' sh -c '
    case-list --id A1 --fields text,title
    case-list --id A1 --fields text,caller,phone --reveal' <<!
有人扔沙发，电话138××××	旧沙发
有人扔沙发，电话13812345678	王某	13812345678
!
same 'csv has a header' case-list -o csv --fields number,title --id A4 <<!
number,title
$a4,=旧床
!
case-list -o excel --fields number,title --id A4 >out 2>err
head -c 3 out | od -An -tx1 | grep -q 'ef bb bf'
result $? 'excel has a BOM'
grep -q '=旧床' out && ! grep -q '^"*=旧床\|,"*=旧床' out
result $? 'excel: formulas are defused'
case-list -o json >lines
same 'json is one object a line that parses' sqlite3 :memory: \
    "SELECT count(*), min(json_valid(value)) FROM json_each('[' ||
    replace(rtrim(readfile('lines'), char(10)), '}' || char(10), '},') ||
    ']')" <<!
6|1
!
same '-0 ends with NUL' \
    sh -c 'case-list -0 -o ids --limit 2 | tr "\0" +; echo' <<!
$a1+$a2+
!
for f in tsv csv json table excel; do
	case-list -o $f
	case-list -o $f --reveal
done >out 2>err
! grep -q "$esc" out && [ ! -s err ]
result $? 'no format lets an escape through'
! case-list --limit 9 | grep -q '13[89]1234'
result $? 'telephones stay private'
same 'states are keys in data' case-list --id A2 --fields state -o csv <<!
state
handling
!
case-list --id A2 --fields state -o table >out 2>err
grep -q 处置中 out
result $? 'a table for people shows the name of the state'
case-list --id A2 --fields state -o table --lang en >out 2>err
grep -q 'being handled' out
result $? 'and in English with --lang en'
if script -qec true /dev/null >/dev/null 2>&1; then
	script -qec 'case-list --id A2 --fields number,state' /dev/null \
	    >out 2>err </dev/null
	grep -q 处置中 out && grep -q 工单号 out
	result $? 'on a terminal it is a table with headings'
else
	skip 'no script(1): a table on a terminal'
fi
case-list >/dev/full 2>err
[ $? -eq 2 ]
result $? 'a full disk is an error'
same 'standard input is not touched' sh -c '
    echo x | { case-list -o ids --limit 1 >/dev/null; cat; }' <<!
x
!

# What a query without the views finds must be what the command finds.
query "SELECT no FROM cases WHERE state < 50 AND handled IS NULL
    AND due < unixepoch('2026-02-02 02:00:00')" >expect
same 'overdue as an independent query counts it' \
    case-list --overdue -o ids <expect

finish
