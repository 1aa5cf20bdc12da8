#!/bin/sh
# whistles as objects: their clocks, what ends them, and what not even SQL may
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

refuses() {
	name=$1 why=$2
	shift 2
	printf 'case-escalate: %s\n' "$why" >expect
	same "$name" fails 1 case-escalate -q "$@" <expect
}
sqlite() {
	sqlite3 whistle.db "PRAGMA foreign_keys = ON; $1" 2>&1
}
# Refused: SQL fails, says why, and leaves what was there.
dump() {
	query 'SELECT * FROM whistle; SELECT * FROM whistle_unit;
	    SELECT no, seq, act FROM journal'
}
forbids() {
	dump >before
	sqlite "$3" >out 2>err
	grep -qF -- "$2" out && dump | diff before - >>out
	result $? "$1"
}

# Clocks.  Enforce: sign 1 hour, contact 24 hours, arrive 5 working days,
# finish 10, both ends of days counted from the next; Feb 14 is a make-up
# workday, the holiday is Feb 15 to 23.
on '02 10:00' raise --kind enforce --unit ga,sw $a1
same 'four clocks' query "SELECT kind, unit, started, due FROM v_clock
    WHERE n = 1 ORDER BY kind, unit" <<!
arrive|ga|2026-02-02 10:00:00|2026-02-09 18:00:00
arrive|sw|2026-02-02 10:00:00|2026-02-09 18:00:00
contact|ga|2026-02-02 10:00:00|2026-02-03 10:00:00
contact|sw|2026-02-02 10:00:00|2026-02-03 10:00:00
finish||2026-02-02 10:00:00|2026-02-14 18:00:00
sign|ga|2026-02-02 10:00:00|2026-02-02 11:00:00
sign|sw|2026-02-02 10:00:00|2026-02-02 11:00:00
!
on '02 10:20' answer --unit ga $a1
on '02 13:00' contact --unit ga $a1
on '03 09:00' summon --unit s1-cg $a1
on '04 10:00' arrive --unit sw $a1
same 'each stops by its act; who is there has signed' query "SELECT kind, unit
    FROM v_clock WHERE n = 1 ORDER BY kind, unit" <<!
arrive|ga
arrive|s1-cg
contact|s1-cg
finish|
sign|s1-cg
!
# Two working days of eight hours: two in the afternoon... counted from 10:00
# on Monday to 10:00 on Wednesday: 6 + 8 + 2 hours; five days end on Monday at
# 18:00: 6 + 4 * 8 + 8 hours.
same 'the row says how long a clock ran and might' query "SELECT act, used,
    allowed FROM v_journal WHERE n = 1 AND used IS NOT NULL ORDER BY row" <<!
answer|1200|3600
contact|10800|86400
arrive|57600|165600
!
refuses 'one signs once' "$a1: answer: ga has signed already" \
    answer --unit ga $a1
refuses 'and makes contact once' "$a1: contact: ga has made contact already" \
    contact --unit ga $a1
refuses 'not before it was summoned' \
    "$a1: arrive: before s1-cg was summoned" \
    arrive --unit s1-cg --at '2026-02-02 20:00' $a1
refuses 'only the unit itself signs' "$a1: answer: not by s1: by the unit that\
 was summoned, or below" answer --as s1 --unit s1-cg $a1
refuses 'nor does another one' "$a1: answer: not by sw: by the unit that was\
 summoned, or below" answer --as sw --unit s1-cg $a1
grid-load -q unit <<!
code,name,kind,parent
cg-1,西长安街执法一队,chengguan,s1-cg
!
ok 'but what is below it does' case-escalate answer --as cg-1 --unit s1-cg $a1
same 'replay agrees' grid-check replay integrity </dev/null

# Excuse, and who is left.
on '04 11:00' excuse --unit s1-cg --reason 抢险 $a1
refuses 'who is excused does not come' "$a1: arrive: s1-cg was excused" \
    arrive --unit s1-cg $a1
refuses 'nor is he excused twice' "$a1: excuse: s1-cg was excused already" \
    excuse --unit s1-cg --reason x $a1
refuses 'nobody excuses himself' "$a1: excuse: the unit that does the work\
 cannot judge it" excuse --as ga --unit ga --reason x $a1
refuses 'nor who was not summoned' "$a1: excuse: s10 was not summoned" \
    excuse --unit s10 --reason x $a1
on '04 12:00' excuse --unit ga --reason 不需 $a1
refuses 'somebody has to be left' \
    "$a1: excuse: no unit would be left; withdraw the whistle" \
    excuse --unit sw --reason x $a1
same 'no clock of theirs runs' query "SELECT kind, unit FROM v_clock
    WHERE n = 1" <<!
finish|
!

# Plain SQL, on a whistle that goes on.
id=$(query "SELECT id FROM unit WHERE code = 'sw'")
seq=99
row() {
	echo "INTO journal(no, seq, entry, act, at, whistle, holder, unit)
	    VALUES ($a1, $seq, 1, $1, 1770200000, $2, $3, $id)"
}
s1=$(query "SELECT id FROM unit WHERE code = 's1'")
why='the street has neither accepted the work, withdrawn the whistle nor excused the unit'
for how in INSERT 'INSERT OR REPLACE' 'INSERT OR IGNORE' 'INSERT OR FAIL'; do
	forbids "no release by $how" "$why" "$how $(row 25 1 "$s1")"
done
for act in 'accept 23' 'reject 24' 'withdraw 56' 'excuse 57'; do
	forbids "no ${act% *} by who did the work" \
	    'the unit that does the work cannot judge it' \
	    "INSERT $(row "${act#* }" 1 "$id")"
	forbids "no ${act% *} by nobody" 'nobody judges it' \
	    "INSERT $(row "${act#* }" 1 NULL)"
done
forbids 'no whistle is blown twice' 'as a whistle of a new number' \
    "INSERT $(row 20 1 "$id")"
forbids 'nor by nobody' 'as a whistle of a new number' \
    "INSERT $(row 20 2 NULL)"
forbids 'nor as none' 'as a whistle of a new number' \
    "INSERT $(row 20 NULL "$s1")"
forbids 'nothing of a whistle that nobody blew' 'it was not blown' \
    "INSERT $(row 23 7 "$s1")"
id=$(query "SELECT id FROM unit WHERE code = 's10'")
forbids 'nor of a unit that was not summoned' 'the unit was not summoned' \
    "INSERT $(row 22 1 "$s1")"
forbids 'a whistle is not accepted by UPDATE' 'not what the journal says' \
    'UPDATE whistle SET accepted = 1770200000'
forbids 'nor ended' 'not what the journal says' \
    'UPDATE whistle SET ended = 1770200000'
forbids 'nor blown by another' 'not what the journal says' \
    "UPDATE whistle SET raiser = $id"
forbids 'nor by UPDATE OR REPLACE' 'not what the journal says' \
    'UPDATE OR REPLACE whistle SET withdrawn = 1'
forbids 'no unit is released by UPDATE' 'not what the journal says' \
    'UPDATE whistle_unit SET released = 1770200000'
forbids 'nor away by DELETE' 'rows are never deleted' \
    'DELETE FROM whistle_unit'
forbids 'no whistle is' 'rows are never deleted' 'DELETE FROM whistle'
forbids 'no whistle is replaced' 'rows are never replaced' \
    'INSERT OR REPLACE INTO whistle SELECT * FROM whistle'
forbids 'no unit is replaced' 'rows are never replaced' \
    'REPLACE INTO whistle_unit SELECT * FROM whistle_unit'
forbids 'nor added' 'not what the journal says' \
    "INSERT INTO whistle_unit(no, n, unit, summoned) VALUES ($a1, 1, $id, 0)"
forbids 'nor moved to another whistle' 'not what the journal says' \
    'UPDATE whistle_unit SET n = 2'

# Withdraw.
refuses 'a withdrawal says why' "$a1: withdraw: it needs a reason" withdraw $a1
refuses 'and is of the street' "$a1: withdraw: the unit that does the work\
 cannot judge it" withdraw --as sw --reason x $a1
on '05 09:00' withdraw --reason 已由物业解决 $a1
same 'who is there stays until released' query \
    'SELECT withdrawn, open FROM v_whistle' <<!
2026-02-05 09:00:00|yes
!
refuses 'it is over' "$a1: accept: it was withdrawn" accept $a1
for act in answer contact; do
	refuses "$act comes too late" "$a1: $act: it was withdrawn" \
	    $act --unit sw $a1
done
refuses 'and so does an excuse' "$a1: excuse: it was withdrawn" \
    excuse --unit sw --reason x $a1
refuses 'nobody is summoned to it' \
    "$a1: summon: its work was accepted, or it was withdrawn" \
    summon --unit s10 $a1
refuses 'not released before' "$a1: release: before the work was accepted,\
 the whistle withdrawn or the unit excused" \
    release --unit sw --at '2026-02-05 08:59' $a1
for act in 21 22 23 24 51 52 56 57; do
	forbids "nor is it any more by SQL: act $act" \
	    'it is accepted or withdrawn already' \
	    "INSERT $(id=$(query "SELECT id FROM unit WHERE code = 'sw'")
	    row $act 1 "$s1")"
done
id=$(query "SELECT id FROM unit WHERE code = 'sw'")
forbids 'nor is a release from before that' \
    'the street has neither accepted the work' "INSERT $(row 25 1 "$s1")"
on '05 10:00' release $a1
same 'then it has ended, and the case may be closed' query \
    "SELECT open, ended FROM v_whistle; SELECT count(*) FROM v_clock
    WHERE n IS NOT NULL" <<!
no|2026-02-05 10:00:00
0
!

# A case that ends takes its whistle along.
on '02 10:00' raise --kind resident --unit ga,sw $a2
forbids 'nothing is accepted before somebody came' 'no unit had arrived' \
    "INSERT INTO journal(no, seq, entry, act, at, whistle, holder)
    VALUES ($a2, 99, 1, 23, 1770200000, 1, $s1)"
on '02 10:10' contact --unit sw $a2
same 'who makes contact has signed' query "SELECT kind FROM v_clock
    WHERE number = $a2 AND unit = 'sw'" <<!
arrive
!
on '02 12:00' arrive --unit ga $a2
forbids 'nor from before that' 'no unit had arrived' \
    "INSERT INTO journal(no, seq, entry, act, at, whistle, holder)
    VALUES ($a2, 99, 1, 23, 1770000000, 1, $s1)"
same 'nothing of a whistle is taken back, nor what was before' fails 1 \
    case-log -q takeback --reason x $a2 <<!
case-log: $a2: takeback: nothing may be taken back since the last arrive
!
case-log -q close --value special --reason 移交 $a2 </dev/null || exit 2
same 'which is then not taken back' fails 1 \
    case-log -q takeback --reason x $a2 <<!
case-log: $a2: takeback: a whistle was withdrawn when it was closed; reopen the case
!
same 'it is withdrawn' query "SELECT withdrawn, open FROM v_whistle
    WHERE number = $a2" <<!
2026-02-06 18:00:00|yes
!
ok 'and who is there may go' case-escalate release $a2
same 'nor is the close after that' fails 1 \
    case-log -q takeback --reason x $a2 <<!
case-log: $a2: takeback: nothing may be taken back since the last release
!
refuses 'a whistle on a closed case' "$a2: raise needs a case that is\
 reported, returned, pending_dispatch, dispatched, handling; this one is\
 closed" raise --kind resident --unit ga $a2

# Screening.
refuses 'screened out needs a reason' "$a3: screen: out needs a reason" \
    screen --value out $a3
status 2 'in or out' case-escalate screen --value maybe $a3
says '--value: "maybe": not one of in out' 'is named'
status 2 'or nothing' case-escalate screen $a3
on '02 10:00' screen --value out --reason 物业职责 --meeting 第1次联席会 $a3
refuses 'out of scope no whistle is blown' "$a3: raise: it was screened out of\
 the scope of whistles; screen it in first" raise --kind enforce --unit ga $a3
on '03 10:00' screen --value in --meeting 第2次联席会 $a3
same 'the last decision counts, with meeting and time' \
    case-escalate list screened <<!
$a3	in	2026-02-03 10:00:00	第2次联席会		
!
same 'screenings are found by their acts, not among all cases' sh -c '
    sqlite3 whistle.db "EXPLAIN QUERY PLAN SELECT * FROM v_screening
    ORDER BY number" | grep -c "SEARCH j USING INDEX journal_act (act=?)"' <<!
1
!
grid-load -q setting <<!
code,value
whistle_screening,yes
!
a4=$(WHISTLE_NOW='2026-02-06 12:00:00' case-new --source unit --class E0101 \
    --area 110102001004 2>/dev/null)
refuses 'where the setting asks, only what was screened in' "$a4: raise: no\
 joint meeting has screened it in: screen --value in (setting\
 whistle_screening)" raise --kind enforce --unit ga "$a4"
ok 'which that is' case-escalate raise --kind enforce --unit ga $a3
refuses 'with a whistle open it is not screened out' "$a3: screen: a whistle\
 is open; withdraw it first" screen --value out --reason x $a3
same 'nor is the case found to be nothing' fails 1 \
    case-log -q verify --value fail $a3 <<!
case-log: $a3: verify: a whistle is open; accept its work first, or void the case
!
same 'or refused' fails 1 case-log -q refuse --reason no_standard $a3 <<!
case-log: $a3: refuse: a whistle is open; accept its work first, or void the case
!
status 2 'the setting is yes or no' sh -c \
    'printf "code,value\nwhistle_screening,maybe\n" | grid-load setting'
# Collected: A2 by its source, A3 screened, A4 by its source; in scope are A2
# and A3, whistled; A2 was closed without being handled.
same 'the funnel' case-escalate list funnel <<!
2	3	0	2	2	0
!

# What an act does not take is refused, not dropped.
for o in '--kind enforce' '--approver x' '--person x' '--place x' \
    '--meeting x' '--value 3'; do
	# shellcheck disable=SC2086
	status 2 "answer does not take ${o% *}" \
	    case-escalate answer --unit ga $o $a3
	says "${o% *}: answer does not take it" 'and says so'
done
status 2 'an unknown list' case-escalate list everything
says 'there are whistles, units' 'names those there are'
status 2 'which list?' case-escalate list
same 'the journal leads to all of it' grid-check replay integrity </dev/null
finish
