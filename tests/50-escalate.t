#!/bin/sh
# case-escalate: whistles and their rights; the sweep
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
WHISTLE_NOW='2025-12-31 15:00:00'
# shellcheck source=tests/town.sh
. "$here/town.sh"

cat >case.csv <<!
id,source,received,class,area,title
A1,hotline,2025-12-31 15:00:00,E0101,110102001004,违建
A2,hotline,2025-12-31 15:00:01,E0108,110102001004,旧床
A3,hotline,2025-12-31 15:00:02,E0101,110102001004,违建
A4,hotline,2025-12-31 15:00:03,E0101,110102,无街道
!
WHISTLE_NOW='2025-12-31 16:00:00'
case-new -q -i case.csv || exit 2
a1=20251231000001 a2=20251231000002 a3=20251231000003 a4=20251231000004
case-route -q $a1 $a2 || exit 2

refuses() {
	name=$1 why=$2
	shift 2
	printf 'case-escalate: %s\n' "$why" >expect
	same "$name" fails 1 case-escalate -q "$@" <expect
}

# Raise.
refuses 'no unit is summoned twice' "$a1: raise: ga is named twice" \
    raise --kind enforce --unit ga,sw,ga $a1
refuses 'no unit of tier n without a contact' "$a1: raise: guihua is of tier n\
 and has no contact; load one: grid-load unit, column contact" \
    raise --kind enforce --unit ga,guihua $a1
same 'what is refused halfway leaves nothing behind' query "SELECT
    (SELECT rows FROM v_case WHERE number = $a1),
    (SELECT count(*) FROM v_journal WHERE number = $a1),
    (SELECT count(*) FROM v_whistle), (SELECT count(*) FROM v_whistle_unit)
    " <<!
2|2|0|0
!
refuses 'nobody summons himself' \
    "$a1: raise: the unit that blows cannot summon itself" \
    raise --kind enforce --unit ga,s1 $a1
refuses 'a community may not blow for enforcement' "$a1: raise: cm, of\
 kind community, has no right to blow enforce; that have units of: street\
 (--as)" \
    raise --kind enforce --as cm --unit ga $a1
status 2 'an unknown unit' case-escalate raise --kind enforce --unit x $a1
says '--unit: "x": no such unit' 'is named'
status 2 'an unknown kind' case-escalate raise --kind loud --unit ga $a1
says '--kind: "loud": no such whistle_kind' 'is named'
status 2 'raise needs --kind' case-escalate raise --unit ga $a1
refuses 'without --unit the rules name units, which need a contact' "$a1:\
 raise: guihua is of tier n and has no contact; load one: grid-load unit,\
 column contact" raise --kind enforce $a1
status 2 'a list without units' \
    case-escalate raise --kind enforce --unit , $a1
status 2 'an unknown --as' \
    case-escalate raise --kind enforce --unit ga --as x $a1
same '-n blows no whistle' fails 0 case-escalate -n raise --kind enforce \
    --unit ga $a1 <<!
case-escalate: 1 of 1: raise; nothing was done
!
same 'the street nearest above the area blows' quietly case-escalate raise \
    --kind enforce --unit s1-cg,西城公安 --text '请到场 13812345678' $a1 <<!
$a1.1	raise
!
# enforce: arrive 5 working days, finish 10, ends of days counted from the
# next: Jan 4 (a Sunday worked), 5, 6, 7, 8; then 9, 12, 13, 14, 15.
same 'with its deadlines' query "SELECT raiser, kind, raised, arrive_due,
    finish_due, units FROM v_whistle" <<!
s1|enforce|2025-12-31 16:00:00|2026-01-08 18:00:00|2026-01-15 18:00:00|2
!
same 'a clock runs for each unit that is to come' query "SELECT unit, due
    FROM v_clock WHERE kind = 'arrive' ORDER BY 1" <<!
ga|2026-01-08 18:00:00
s1-cg|2026-01-08 18:00:00
!
same 'its text is masked' query "SELECT text FROM v_journal
    WHERE act = 'raise'" <<!
请到场 138××××
!
same 'a community blows a demand whistle; where it is not dispatched too' \
    quietly case-escalate raise --kind demand --as cm --unit s1,ga $a3 <<!
$a3.1	raise
!

# Arrive.
refuses 'who was not summoned does not arrive' \
    "$a1: arrive: sw was not summoned" arrive --unit sw $a1
status 2 'arrive needs --unit' case-escalate arrive $a1
refuses 'not before the whistle' "$a1: arrive: before the whistle was blown" \
    arrive --unit ga --at '2025-12-31 15:59' $a1
status 2 'not in the future' \
    case-escalate arrive --unit ga --at '2025-12-31 16:01' $a1
refuses 'nothing to accept before anybody came' \
    "$a1: accept: no unit has arrived yet" accept $a1
ok 'arrive' case-escalate arrive --unit ga $a1
refuses 'twice is once too often' \
    "$a1: arrive: ga has arrived already" arrive --unit ga $a1
same 'the clock of who came stops, the other runs' query "SELECT unit
    FROM v_clock WHERE kind = 'arrive' AND number = $a1" <<!
s1-cg
!

# Accept, reject, release.
refuses 'nobody leaves before the work is accepted' \
    "$a1: release: the street has not accepted the work yet, nor withdrawn\
 the whistle or excused ga" \
    release --unit ga $a1
id=$(query "SELECT id FROM unit WHERE code = 'ga'")
row="INTO journal(no, seq, entry, act, at, whistle, unit)
    VALUES ($a1, 99, 1, 25, 1767168000, 1, $id)"
for how in INSERT 'INSERT OR REPLACE' 'INSERT OR IGNORE'; do
	sqlite3 whistle.db "$how $row" >out 2>&1
	grep -q 'release: the street has neither accepted the work' out
	result $? "nor by $how"
done
sqlite3 whistle.db "REPLACE INTO journal(no, seq, entry, act, at)
    VALUES ($a1, 1, 1, 9, 1767168000)" >out 2>&1
grep -q 'rows are never replaced' out
result $? 'no row of a journal is replaced'
same 'the journal is as it was' query \
    "SELECT count(*) FROM v_journal WHERE number = $a1" <<!
6
!
refuses 'who does the work does not judge it' \
    "$a1: accept: the unit that does the work cannot judge it" \
    accept --as ga $a1
refuses 'nor does another street' "$a1: accept: not by s10: by the unit that\
 blew, s1, or above" accept --as s10 $a1
refuses 'a reject says why' "$a1: reject: it needs a reason" reject $a1
ok 'reject' case-escalate reject --reason 未拆净 $a1
same 'is counted, the whistle stays open' query \
    "SELECT rejects, accepted IS NULL, open FROM v_whistle WHERE number = $a1" <<!
1|1|yes
!
case-log -q handle $a1
case-log -q check --value pass $a1
same 'an open whistle keeps the case open' fails 1 case-log -q close $a1 <<!
case-log: $a1: close: a whistle is open; accept its work, or close as special or forced
!
ok 'accept' case-escalate accept $a1
refuses 'once' "$a1: accept: its work was accepted already" accept $a1
refuses 'and for good' "$a1: reject: its work was accepted already" \
    reject --reason x $a1
same 'no clock of it runs any more' query \
    "SELECT count(*) FROM v_clock WHERE number = $a1
        AND kind IN ('handle', 'arrive')" <<!
0
!
ok 'now the case closes' case-log close $a1
same 'and the units are released, several at once' \
    quietly case-escalate release --unit ga,s1-cg $a1.1 <<!
$a1.1	release
!
same 'then the whistle has ended' query "SELECT open, ended, released
    FROM v_whistle WHERE number = $a1" <<!
no|2025-12-31 16:00:00|2
!
refuses 'who is released is gone' \
    "$a1: release: ga was released already" release --unit ga $a1.1
refuses 'no whistle is open now' "$a1: arrive: no whistle is open" \
    arrive --unit ga $a1
refuses 'there is no such whistle' \
    "$a1: arrive: it has no whistle of this number" arrive --unit ga $a1.7
status 1 'whistles are numbered from 1' \
    case-escalate arrive --unit ga $a1.0
refuses 'a closed case has no whistle blown' "$a1: raise needs a case that is\
 reported, returned, pending_dispatch, dispatched, handling; this one is\
 closed" \
    raise --kind enforce --unit ga $a1
refuses 'no street above: --as is asked for' \
    "$a4: raise: ga, of kind gongan, has no right to blow demand; that have\
 units of: street community (--as)" \
    raise --kind demand --as ga --unit sw $a4

# Two whistles at a time.
case-escalate -q raise --kind resident --unit ga $a2
case-escalate -q raise --kind enforce --unit sw $a2
refuses 'of two open whistles one is to be named' \
    "$a2: arrive: several whistles are open; say which: NUMBER.N" \
    arrive --unit sw $a2
same 'by its number' quietly case-escalate arrive --unit sw $a2.2 <<!
$a2.2	arrive
!
ok 'accept the second' case-escalate accept $a2.2
ok 'release from the second' case-escalate release --unit sw $a2.2
ok 'then the number alone is the first' case-escalate arrive --unit ga $a2
case-log -q void --reason 重复 $a2
same 'who voids a case withdraws its whistles' query \
    "SELECT n, withdrawn IS NULL, open FROM v_whistle WHERE number = $a2
        ORDER BY n" <<!
1|0|yes
2|1|no
!
ok 'who is there may go then' case-escalate release --unit ga $a2
same 'and the whistle has ended' query \
    "SELECT open FROM v_whistle WHERE number = $a2 AND n = 1" <<!
no
!

same 'numbers from standard input; those refused are named' sh -c "
    printf '%s\n' $a3.1 20251231000099 | case-escalate -0 -o ids arrive \
    --unit ga - 2>said | tr '\0' '\n'; cat said" <<!
$a3.1
case-escalate: 20251231000099: no such case
case-escalate: 1 of 2: arrive
!
case-escalate arrive --unit s1 $a3 >/dev/full 2>err
[ $? -eq 2 ]
result $? 'a full disk is an error'
status 2 'no act' case-escalate
status 2 'no such act' case-escalate shout $a3
each_act() {
	case-escalate shout $a3 2>&1 | sed 's/.*there are//; s/,//g' |
	    tr ' ' '\n' | while read -r act; do
		[ -n "$act" ] || continue
		case-escalate "$act" 20990101000001 >/dev/null 2>&1
		[ $? -le 2 ] || echo "$act"
	done
}
same 'each that is named is one' each_act </dev/null
status 2 'a bad option' case-escalate --loud
ok 'help' case-escalate --help
status 2 'no database' case-escalate -d nothing.db --sweep
status 2 '--sweep takes no numbers' case-escalate --sweep $a3

# Every act that case-log acts lists as one of case-escalate is one.
case-log acts | sed -n '/^screen	/,$p' | cut -f 1 >words
while read -r act; do
	case-escalate -n "$act" $a3 >/dev/null 2>&1 </dev/null
	[ $? -le 2 ] || echo "$act"
done <words >out
[ "$(wc -l <words)" -gt 20 ] && [ ! -s out ]
result $? 'each act is known here, and refused or done'
same 'reminders by hand, one for each unit' sh -c "
    case-escalate -q remind --unit ga,s1 $a3
    case-escalate -q urge --unit s1,ga $a3
    sqlite3 whistle.db \"SELECT act, unit FROM v_journal
	WHERE act IN ('remind', 'urge') ORDER BY number, row\"" <<!
remind|ga
remind|s1
urge|s1
urge|ga
!

# The sweep, on a file of its own.
rm whistle.db*
WHISTLE_NOW='2025-12-31 15:00:00'
# shellcheck source=tests/town.sh
. "$here/town.sh"
WHISTLE_NOW='2025-12-31 16:00:00'
case-new -q -i case.csv || exit 2
case-route -q $a1 $a2 || exit 2
# A1: 4 working hours from 16:00: two today, two on Sunday Jan 4, till 10:00.
# A2: 8 of them: two today, four that morning, two after noon, till 16:00.
# Each is reminded when two of them are left.
same 'the clocks are set' query \
    'SELECT number % 10, next FROM v_clock WHERE next IS NOT NULL
        ORDER BY 1' <<!
1|2026-01-04 08:00:00
2|2026-01-04 14:00:00
!
at() {
	WHISTLE_NOW=$1 same "$2" case-escalate --sweep
}
entries=$(query 'SELECT count(*) FROM v_entry')
at '2026-01-04 07:59:59' 'a quiet day prints nothing' </dev/null
at '2026-01-01 12:00:00' 'a day off neither' </dev/null
[ "$(query 'SELECT count(*) FROM v_entry')" -eq "$entries" ]
result $? 'and is no entry'
at '2026-01-04 08:00:00' 'a reminder before the deadline' <<!
$a1	remind	handle	s1-cg	2026-01-04 10:00:00
!
at '2026-01-04 09:59:59' 'once' </dev/null
WHISTLE_NOW='2026-01-04 10:00:00'
same '-n shows and counts' fails 0 case-escalate -n --sweep <<!
case-escalate: 1 would be done
$a1	urge	handle	s1-cg	2026-01-04 10:00:00
!
at '2026-01-04 10:00:00' 'the first rung: an urge' <<!
$a1	urge	handle	s1-cg	2026-01-04 10:00:00
!
at '2026-01-04 10:00:00' 'a rung is climbed once' </dev/null
at '2026-01-04 14:00:00' 'the next case is reminded' <<!
$a2	remind	handle	cm	2026-01-04 16:00:00
!
at '2026-01-04 15:59:59' 'and is not yet due' </dev/null
at '2026-01-04 16:00:00' 'then it is' <<!
$a2	urge	handle	cm	2026-01-04 16:00:00
!
# One working day after the urge, counted from the next: Monday, 18:00.
at '2026-01-05 17:59:59' 'the second rung waits a working day' </dev/null
case-log -q handle $a2 --now '2026-01-05 17:59:59'
at '2026-01-05 18:00:00' 'what was handled meanwhile gets no letter' <<!
$a1	letter	handle	s1-cg	2026-01-04 10:00:00
!
# The reply: three working days from the next: Tuesday to Thursday.
same 'a letter says when the reply is due' query "SELECT value, due, until,
    unit FROM v_journal WHERE act = 'letter'" <<!
handle|2026-01-04 10:00:00|2026-01-08 18:00:00|s1-cg
!
at '2026-12-01 10:00:00' 'the ladder ends there' </dev/null

# Eight sweeps at once do each thing once.
WHISTLE_NOW='2026-01-06 10:00:00'
seq -f 'B%g,hotline,2026-01-06 09:00:00,E0101,110102001004,x' 40 |
    sed '1i id,source,received,class,area,title' >many.csv
case-new -q -i many.csv && case-route -q --all || exit 2
WHISTLE_NOW='2026-01-07 10:00:00'
for i in 1 2 3 4 5 6 7 8; do
	case-escalate --sweep >"sweep$i" 2>&1 &
done
wait
same 'eight sweeps at once do each thing once' sh -c '
    cat sweep* | cut -f 1,2 | sort | uniq -d; cat sweep* | wc -l' <<!
42
!
# 40 cases and the two that --all found besides; one sweep wrote.
same 'in one entry' query "SELECT count(DISTINCT entry), count(*)
    FROM v_journal WHERE act = 'urge' AND time = '2026-01-07 10:00:00';
    SELECT count(*) FROM v_entry WHERE command LIKE '%sweep%'
    AND time = '2026-01-07 10:00:00'" <<!
1|42
1
!
# A sweep that is killed has done nothing, or all.
WHISTLE_NOW='2026-01-09 10:00:00'
case-escalate --sweep >first 2>&1 &
kill -9 $! 2>/dev/null
wait
case-escalate --sweep >second 2>&1
same 'a sweep that was killed is done by the next' query "SELECT count(*)
    FROM v_journal WHERE act = 'letter' AND time = '2026-01-09 10:00:00';
    SELECT count(*) FROM (SELECT 1 FROM v_journal WHERE act = 'letter'
    GROUP BY number HAVING count(*) > 1)" <<!
42
0
!
same 'the journal leads to what is stored' grid-check replay integrity \
    </dev/null

# Clocks that stand on no rung: there is no work, no lock, no entry.
WHISTLE_NOW='2026-01-12 10:00:00'
b1=$(case-new --source hotline --class E0101 --area 110102001004)
case-route -q "$b1"
sqlite3 whistle.db 'CREATE TABLE spare AS SELECT * FROM ladder;
    DELETE FROM ladder'
entries=$(query 'SELECT count(*) FROM v_entry')
echo 'BEGIN IMMEDIATE; SELECT 1; SELECT 2;
.shell until [ -e swept ]; do sleep 0.01; done' |
    timeout 20 sqlite3 whistle.db >held &
until [ -s held ]; do sleep 0.01; done
WHISTLE_NOW='2026-06-01 10:00:00' WHISTLE_WAIT=0 \
    same 'without a ladder a sweep does not even lock' \
    case-escalate --sweep </dev/null
touch swept
wait
[ "$(query 'SELECT count(*) FROM v_entry')" -eq "$entries" ]
result $? 'and writes nothing'
same 'the clocks still run' query \
    "SELECT count(*) FROM v_clock WHERE number = $b1 AND next IS NOT NULL" <<!
1
!
sqlite3 whistle.db 'INSERT INTO ladder SELECT * FROM spare; DROP TABLE spare'
WHISTLE_NOW='2026-06-01 10:00:00' case-escalate --sweep |
    grep -q "^$b1	urge"
result $? 'a ladder that comes later finds them'
finish
