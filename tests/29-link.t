#!/bin/sh
# Links: duplicates, repeats, relapses and bundles; what is like a case
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

# A degree of latitude is 111195 m; of longitude, at 39.9 degrees, 85306 m.
cat >case.csv <<'!'
id,source,received,class,area,place,lat,lon,title,caller,phone,closed
A1,hotline,2026-01-05 08:00:00,E0101,110102001004,府右街 1号,,,违建甲,王某,13811110001,
B1,hotline,2026-01-05 08:00:01,E0109,110102001004,,39.9,116.4,井盖甲,,,
B2,hotline,2026-01-05 09:00:01,E0109,110102010000,,39.90036,116.4,井盖乙,,,
A2,hotline,2026-01-05 09:30:00,E0101,110102001004,府右街1号,,,违建乙,,13811110002,
A3,hotline,2026-01-05 10:00:00,E0108,110102001004,府右街1号,,,旧床,,,
B3,hotline,2026-01-05 10:00:01,E0109,110102010000,,39.90045,116.4,井盖丙,,,
A4,hotline,2026-01-05 11:00:00,E0101,110102010000,府右街1号,,,违建丙,,,
A5,hotline,2026-01-05 12:00:00,E0101,110102001004,,,,违建丁,,13811110001,
C1,hotline,2026-01-05 13:00:00,E0104,110102001004,西门,,,垃圾,,,2026-01-06 13:00:00
B4,hotline,2026-01-08 10:00:01,E0109,110102001004,,39.9,116.4005,井盖丁,,,
A6,hotline,2026-01-10 12:00:00,E0101,110102010000,北门,,,违建戊,,13811110001,
C2,hotline,2026-01-20 13:00:00,E0104,110102001004,西门,,,又有垃圾,,,
!
case-new -q -i case.csv || exit 2
a1=20260105000001 b1=20260105000002 b2=20260105000003 a2=20260105000004
a3=20260105000005 b3=20260105000006 a4=20260105000007 a5=20260105000008
c1=20260105000009 b4=20260108000001 a6=20260110000001 c2=20260120000001

refuses() {
	name=$1 why=$2
	shift 2
	printf 'case-log: %s\n' "$why" >expect
	same "$name" fails 1 case-log -q "$@" <expect
}
links() {
	query 'SELECT number, kind, other FROM v_link ORDER BY 1, 2'
}

# What is like a case: the same class, and place or caller.
alike=number,value,to,distance,age,state,same_caller
cat >all <<!
$b2	duplicate	$b1	40	1.0	reported	no
$a2	duplicate	$a1		1.5	reported	no
$b3	duplicate	$b2	10	1.0	reported	no
$a5	duplicate	$a1		4.0	reported	yes
$b4	duplicate	$b1	43	74.0	reported	no
$a6	repeat	$a5		120.0	reported	yes
$a6	repeat	$a1		124.0	reported	yes
$c2	relapse	$c1		360.0	closed	no
!
same 'each case and the earlier ones that it may repeat' case-list --similar \
    --fields $alike <all
same 'of those that pass a filter' case-list --similar --from 2026-01-10 \
    --to 2026-01-11 --fields $alike <<!
$a6	repeat	$a5		120.0	reported	yes
$a6	repeat	$a1		124.0	reported	yes
!
same 'of one that is named' case-list --similar --fields $alike $b4 <<!
$b4	duplicate	$b1	43	74.0	reported	no
!
same 'or read' sh -c "echo $b4 | case-list --similar --fields $alike -" <<!
$b4	duplicate	$b1	43	74.0	reported	no
!
same 'all fields' case-list --similar -o csv $c2 <<!
number,value,to,distance,age,state,title,place,text,same_caller,linked
$c2,relapse,$c1,,360.0,closed,垃圾,西门,,no,
!
case-list --similar >out 2>&1
! grep -q 1381111 out
result $? 'no telephone is printed'
status 1 'none is like it' case-list --similar $a1
status 2 'numbers or filters' case-list --similar --open $a1
status 2 'no personal data' case-list --similar --reveal
status 2 'numbers only with --similar' case-list $a1
status 2 '--best only with --similar' case-list --best
same 'the likeliest of each' case-list --similar --best --fields \
    number,value,to $a6 $b3 <<!
$a6	repeat	$a5
$b3	duplicate	$b2
!

setting() {
	printf 'code,value\n%s,%s\n' "$1" "$2" | grid-load -q -i - setting
}
status 2 'a setting that is no number' setting similar_metres far
says 'setting similar_metres: "far": not a whole number' 'is named'
status 2 'a setting that is no word' setting links_at_intake always
ok 'the metres are a setting' setting similar_metres 39
same 'nothing within 39 but one' case-list --similar --class E0109 --fields \
    number,to,distance <<!
$b3	$b2	10
!
setting similar_metres 51
same 'a metre more finds one more' case-list --similar --fields \
    number,to,distance $b3 <<!
$b3	$b2	10
$b3	$b1	50
!
setting similar_metres 50
setting relapse_days 13
status 1 'closed 14 days before is no relapse in 13' \
    case-list --similar $c2
setting relapse_days 14
ok 'in 14 it is' case-list --similar $c2
setting relapse_days 90
setting similar_days 3
status 1 'no further back than so many days' case-list --similar $b4
setting similar_days 180

# By the index that a linking intake has, the same.
setting links_at_intake link
query "SELECT 'index' FROM sqlite_schema WHERE name = 'cases_alike'" >ix
[ -s ix ]
result $? 'an index is made for intakes that link'
same 'what it finds is the same' case-list --similar --fields $alike <all
setting links_at_intake show
same 'and it is gone with the setting' query \
    "SELECT name FROM sqlite_schema WHERE name = 'cases_alike'" </dev/null

# Linking by hand and by file.
same 'what was looked at is linked' sh -c "case-list --similar --best -o csv \
    --fields number,value,to | case-log -i - link 2>/dev/null" <<!
$b2	link
$a2	link
$b3	link
$a5	link
$b4	link
$a6	link
$c2	link
!
same 'duplicates to their first case, others to the one before' links <<!
$b2|duplicate|$b1
$a2|duplicate|$a1
$b3|duplicate|$b1
$a5|duplicate|$a1
$b4|duplicate|$b1
$a6|repeat|$a5
$c2|relapse|$c1
!
status 1 'what is linked is not likeliest again' \
    case-list --similar --best
same 'the journal says so' query "SELECT act, value, old, new FROM v_journal
    WHERE number = $b3 ORDER BY row DESC LIMIT 1" <<!
link|duplicate||$b1
!
refuses 'one link of a kind' \
    "$b3: link: it is a duplicate of $b1 already; unlink it first" \
    link --value duplicate --to $a3 $b3
refuses 'not to itself' \
    "$a3: link: it is the first case itself; unlink the other one first" \
    link --value duplicate --to $a3 $a3
refuses 'nor in a circle' \
    "$b1: link: it is the first case itself; unlink the other one first" \
    link --value duplicate --to $b3 $b1
refuses 'a relapse is of an earlier case' \
    "$c1: link: a relapse is of an earlier case; $c2 came later" \
    link --value relapse --to $c2 $c1
refuses 'not to what is not there' \
    "$a3: link: 20260105009999: no such case" \
    link --value bundle --to 20260105009999 $a3
status 2 'kinds are words' case-log link --value same --to $a1 $a3
says '--value: "same": not one of duplicate repeat relapse bundle' 'named'
status 2 'a link needs the other case' case-log link --value bundle $a3
status 2 'which is a number' case-log link --value bundle --to x $a3
says '--to: "x": not a case number, such as 20260105000123' 'by name'
refuses 'and a kind' \
    "$a3: link: its value is one of duplicate repeat relapse bundle" \
    link --to $a1 $a3
status 2 '--to is of links' case-log note --text x --to $a1 $a3

ok 'a first case becomes a duplicate itself' \
    case-log link --value duplicate --to $a4 $a1
same 'its duplicates follow it' links <<!
$a1|duplicate|$a4
$b2|duplicate|$b1
$a2|duplicate|$a4
$b3|duplicate|$b1
$a5|duplicate|$a4
$b4|duplicate|$b1
$a6|repeat|$a5
$c2|relapse|$c1
!
same 'by rows of their own' query "SELECT act, value, old, new, reason
    FROM v_journal WHERE number = $a2 ORDER BY row DESC LIMIT 2" <<!
link|duplicate||$a4|$a1 is a duplicate of $a4
unlink|duplicate|$a1||$a1 is a duplicate of $a4
!
refuses 'unlink needs a reason' "$a2: unlink: it needs a reason" \
    unlink --value duplicate $a2
refuses 'and a link' "$a3: unlink: it is no duplicate of another case" \
    unlink --value duplicate --reason x $a3
refuses 'the one that was said' \
    "$a2: unlink: it is a duplicate of $a4, not of $b1" \
    unlink --value duplicate --to $b1 --reason x $a2
ok 'then it is unlinked' case-log unlink --value duplicate --reason 听错 $a2
same 'v_case has the original' query "SELECT number, duplicate_of FROM v_case
    WHERE number IN ($a2, $a5)" <<!
$a2|
$a5|$a4
!
ok 'a bundle is one place, whatever the class' case-log -q link \
    --value bundle --to $a1 $a3 $a2
same 'case-show has links both ways' sh -c "case-show --lang en $a1 |
    sed -n '/^Links/,/^\$/p'" <<!
Links
  duplicate of $a4  reported
  has a bundle $a2  reported
  has a bundle $a3  reported

!
case-show -o json $a1 >shown.json
same 'also as JSON' query "SELECT json_extract(readfile('shown.json'),
    '\$.duplicate_of'), json_extract(readfile('shown.json'), '\$.links[0].kind'),
    json_extract(readfile('shown.json'), '\$.linked[1].kind')" <<!
$a4|duplicate|bundle
!
same 'the journal leads to the links' grid-check replay integrity </dev/null

# What a clumsy analyst cannot do.
spoil() {
	name=$1 why=$2
	sqlite3 whistle.db "PRAGMA foreign_keys=ON; $3" 2>&1 |
	    grep -q "$why"
	result $? "$name"
}
spoil 'no chain of duplicates' 'leads to the first case' \
    "INSERT INTO link VALUES ($a3, 'duplicate', $a5, 1)"
spoil 'no two links of a kind' UNIQUE \
    "INSERT INTO link VALUES ($a5, 'duplicate', $b1, 1)"
spoil 'no link to itself' CHECK \
    "INSERT INTO link VALUES ($c1, 'duplicate', $c1, 1)"
spoil 'no relapse of a later case' 'earlier case' \
    "INSERT INTO link VALUES ($a3, 'relapse', $c2, 1)"
spoil 'no other kind' CHECK "INSERT INTO link VALUES ($a3, 'x', $a1, 1)"
spoil 'no link is changed' 'made and unmade' "UPDATE link SET other = $a3"
cp whistle.db kept.db
query "DELETE FROM link WHERE no = $a5; INSERT INTO link
    VALUES ($a3, 'repeat', $a1, 1)" 2>/dev/null
status 1 'grid-check counts links again' grid-check replay
cp out found
same 'and names both' cat found <<!
$a3	replay	link repeat: is not in the journal
$a5	replay	link duplicate: is only in the journal
!
rm -f whistle.db-wal whistle.db-shm
cp kept.db whistle.db

# A case that is void has no links.
refuses 'not void while others are its duplicates' \
    "$b1: void: 3 cases are duplicates of it: $b2 $b3 $b4; unlink them or\
 link it to one of them first" void --reason 误报 $b1
ok 'a duplicate may be void' case-log void --reason 误报 $b4
ok 'so may the first of a bundle' case-log void --reason 误报 $a1
same 'then their links are gone' links <<!
$b2|duplicate|$b1
$b3|duplicate|$b1
$a5|duplicate|$a4
$a6|repeat|$a5
$c2|relapse|$c1
!
same 'with a row on either side' query "SELECT number, value, old, reason
    FROM v_journal WHERE act = 'unlink' AND number IN ($a1, $a3, $b4)" <<!
$a1|duplicate|$a4|the case is void
$a3|bundle|$a1|$a1 is void
$b4|duplicate|$b1|the case is void
!
refuses 'nothing is linked to what is void' "$a3: link: $a1 is void" \
    link --value bundle --to $a1 $a3
refuses 'nor it to anything' "$a1: link needs a case that is open,\
 closed; this one is cancelled" link --value bundle --to $a3 $a1
cat >void.csv <<!
id,source,received,class,area,title,state
A4,hotline,2026-01-05 11:00:00,E0101,110102010000,违建丙,cancelled
!
ok 'a source may void a first case' case-new -q -i void.csv
same 'its duplicates stand alone then' query "SELECT act, value, old, reason
    FROM v_journal WHERE number = $a5 ORDER BY row DESC LIMIT 1;
    SELECT count(*) FROM v_link WHERE $a4 IN (number, other)" <<!
unlink|duplicate|$a4|$a4 is void
0
!

# Reports count duplicates as the profile says, and say which way.
figures() {
	grid-report --week 2026-W02 "$@" --fields key,received,open,duplicate
}
# In that week 11 came in, 3 of them void now and 1 closed: B2 and B3 repeat.
same 'by default they count' figures <<!
total	8	7	2
!
grid-report --week 2026-W02 --lang en -o table | tail -n 1 >note
same 'and the table says so' cat note <<!
duplicates counted: 2 received
!
setting count_duplicates no
same 'or they do not' figures <<!
total	6	5	2
!
same 'in no row' figures --by class:2 --sort received <<!
E0101	3	3	0
E0104	1	0	0
E0108	1	1	0
E0109	1	1	2
total	6	5	2
!
grid-report --week 2026-W02 --lang en -o table | tail -n 1 >note
same 'which the table says as well' cat note <<!
duplicates not counted: 2 received
!
same 'the cases behind it agree' sh -c \
    'grid-report --week 2026-W02 --ids received | wc -l;
    grid-report --week 2026-W02 --ids open | wc -l
    grid-report --week 2026-W02 --ids duplicate -o ids' <<!
6
5
$b2
$b3
!
setting count_duplicates yes
same 'relapses and their rate' grid-report --month 2026-01 --by class \
    --fields key,received,relapse,relapse_rate --no-total <<!
E01	9	1	11.11
!

# Duplicates follow their original, if the profile says so.
case-route -q $b1 $b2 $b3
ok 'an original is closed' case-log close --value forced $b1
same 'its duplicates stay as they are' query "SELECT state FROM v_case
    WHERE number IN ($b1, $b2, $b3)" <<!
closed
dispatched
dispatched
!
cat >more.csv <<!
id,source,received,class,area,title
D1,hotline,2026-02-01 08:00:00,E0101,110102001004,甲
D2,hotline,2026-02-01 08:00:01,E0101,110102001004,乙
D3,hotline,2026-02-01 08:00:02,E0101,110102001004,丙
D4,hotline,2026-02-01 08:00:03,E0101,110102001004,丁
D5,hotline,2026-02-01 08:00:04,E0101,110102001004,戊
D6,hotline,2026-02-01 08:00:05,E0101,110102001004,己
!
case-new -q -i more.csv
d=2026020100000
case-log -q link --value duplicate --to ${d}1 ${d}2
case-log -q link --value duplicate --to ${d}3 ${d}4
case-log -q link --value duplicate --to ${d}5 ${d}6
case-route -q --at '2026-02-01 08:30' ${d}2
setting duplicate_follows yes
ok 'closed by command' case-log close --value special \
    --at '2026-02-01 09:00' ${d}1
printf 'number,act,value\n%s,close,special\n' ${d}3 >close.csv
ok 'closed by a file of acts' case-log -i close.csv
sed 's/title/title,closed/; s/$/,/; s/,戊,/,戊,2026-02-01 10:00:00/; 1s/,$//' \
    more.csv | sed -n '1p; /D5/p' >again.csv
ok 'closed by its source' case-new -q -i again.csv
same 'all follow, and name their original' query "SELECT c.number, c.state,
    c.close_kind, c.closed, j.text FROM v_case c JOIN v_journal j
    ON j.number = c.number AND j.act = 'close'
    WHERE c.number IN (${d}2, ${d}4, ${d}6)" <<!
${d}2|closed|special|2026-02-01 09:00:00|closed with its original ${d}1
${d}4|closed|special|2026-02-02 10:00:00|closed with its original ${d}3
${d}6|closed|special|2026-02-01 10:00:00|closed with its original ${d}5
!
same 'their clocks have stopped' query "SELECT count(*) FROM v_clock
    WHERE number = ${d}2 AND kind <> 'callback'" <<!
0
!
ok 'an original and its duplicate are reopened' \
    case-log reopen --reason 又来了 ${d}1 ${d}2
ok 'the former by mistake' case-log takeback --reason 点错了 ${d}1
same 'which closes but itself' query "SELECT number, state FROM v_case
    WHERE number IN (${d}1, ${d}2)" <<!
${d}1|closed
${d}2|pending_dispatch
!
same 'the journal leads to all this' grid-check replay integrity </dev/null

# At intake.
new() {
	case-new --source counter --class E0104 --area 110102001004 \
	    --place 西门 --title "$1" 2>&1
}
same 'who files one case sees what is like it' new 再有垃圾 <<!
case-new: 20260202000001: may be a duplicate of $c2: 309.0 h before, reported, 又有垃圾
case-new: 20260202000001: may be a relapse of $c1: 669.0 h before, closed, 垃圾
20260202000001
!
same 'and it stands alone' query "SELECT count(*) FROM v_link
    WHERE number = 20260202000001" <<!
0
!
setting links_at_intake off
same 'or nothing' new 垃圾三 <<!
20260202000002
!
setting links_at_intake link
same 'or it is linked' new 垃圾四 <<!
case-new: 20260202000003: linked as a duplicate of 20260202000002
case-new: 20260202000003: may be a relapse of $c1: 669.0 h before, closed, 垃圾
20260202000003
!
for phone in '138××××' 0000000000 12345; do
	case-new -q --source counter --class E0110 --phone "$phone"
	case-new -q --source counter --class E0110 --phone "$phone"
done
status 1 'what a source masked is nobody, nor is 0' \
    case-list --similar --class E0110
cat >secret.csv <<!
id,source,received,class,phone,confidential
S1,hotline,2026-01-25 08:00:00,E0111,13811110009,
S2,hotline,2026-01-25 09:00:00,E0111,13811110009,yes
S3,hotline,2026-01-25 10:00:00,E0111,13811110009,
!
ok 'callers' case-new -q -i secret.csv
same 'who asked for secrecy is nobody either' case-list --similar \
    --class E0111 --fields number,value,to,age,linked <<!
20260125000003	duplicate	20260125000001	2.0	20260125000001
!
rm whistle.db*
# shellcheck source=tests/town.sh
. "$here/town.sh"
setting links_at_intake link
ok 'an import that links' case-new -q -i case.csv
same 'links in the same transaction' query "SELECT number, kind, other
    FROM v_link ORDER BY 1; SELECT count(*) FROM v_entry WHERE command = 'case-new';
    SELECT count(DISTINCT entry) FROM v_link" <<!
$b2|duplicate|$b1
$a2|duplicate|$a1
$b3|duplicate|$b1
$a5|duplicate|$a1
$b4|duplicate|$b1
$a6|repeat|$a5
$c2|relapse|$c1
1
1
!
ok 'the same file again' case-new -q -i case.csv
same 'links nothing twice' query 'SELECT count(*) FROM v_link' <<!
7
!
same 'and the journal leads to it' grid-check replay integrity </dev/null
finish
