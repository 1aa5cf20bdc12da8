#!/bin/sh
# case-escalate --sweep: reminders, rungs of all clocks, letters and replies;
# once, whoever runs it and however it ends
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
WHISTLE_NOW='2026-01-04 15:00:00'
# shellcheck source=tests/town.sh
. "$here/town.sh"

# Three rungs of those that a file is made with, so that others can be added.
three() {
	query "DELETE FROM ladder
	    WHERE code NOT IN ('handle-1', 'handle-2', 'arrive-1')"
}
three
at() {
	WHISTLE_NOW=$1 same "$2" case-escalate --sweep
}
clock() {	# of the case: kind, rung, next
	query "SELECT kind, rung, next FROM v_clock WHERE number = $1
	    AND kind = '$2'"
}
cat >case.csv <<!
id,source,received,class,area,title
A1,hotline,2026-01-05 09:00:00,E0101,110102001004,违建
A2,hotline,2026-01-05 09:00:00,E0108,110102001004,旧床
A3,hotline,2026-01-05 09:00:00,E0108,110102001004,旧柜
!
WHISTLE_NOW='2026-01-05 09:00:00'
case-new -q -i case.csv || exit 2
a1=20260105000001 a2=20260105000002 a3=20260105000003

# A ladder: what is none is refused as a whole.
refused() {
	name=$1 why=$2
	printf 'code,clock,rung,before,after,act,reply\n%b' "$3" >in.csv
	status 2 "$name" grid-load -i in.csv ladder
	says "ladder: $why" 'and says which'
}
refused 'a gap' '"x": rung 4 of handle: there is no rung 3 below it' \
    'x,handle,4,,,urge,\n'
refused 'a first rung that is none' \
    '"x": rung 2 of reply: there is no rung 1 below it' 'x,reply,2,,,urge,\n'
refused 'a ladder that leads back to a rung' \
    '"x": rung 1 of handle: comes twice, also as handle-1' \
    'x,handle,1,,,urge,\n'
refused 'a reminder after the deadline' \
    '"x": rung 1 of reply: from 1 on it cannot remind' \
    'x,reply,1,2 work_hour,,remind,\n'
refused 'an urge before it' '"x": rung 0 of reply: below 1 it must remind' \
    'x,reply,0,2 work_hour,,urge,\n'
refused 'a reminder without a time' \
    '"x": rung 0 of reply: below 1 it must remind' 'x,reply,0,,,remind,\n'
refused 'a letter without a limit to reply' \
    '"x": rung 1 of reply: a letter needs a limit to reply' \
    'x,reply,1,,,letter,\n'
refused 'a rung of response for a case that is closed' \
    '"x": rung 1 of callback: a case that is closed does not climb' \
    'x,callback,1,,,climb,\n'
refused 'reminders in the wrong order' \
    '"y": rung 0 of handle: reminds no later than the rung below' \
    'x,handle,-1,1 work_hour,,remind,\ny,handle,0,3 work_hour,,remind,\n'
same 'nothing of them stays' query 'SELECT count(*) FROM ladder' <<!
3
!
cp whistle.db broken.db
sqlite3 broken.db "UPDATE ladder SET rung = 3 WHERE code = 'handle-2'"
same 'one that was broken in another way is found' fails 1 \
    grid-check -d broken.db -o tsv rules <<!
handle-2	rules	ladder: rung 3 of handle: there is no rung 2 below it
!
rm broken.db

# Reminders: A1 has 4 working hours from 10:00, till 16:00; A2 and A3 8, till
# Tuesday 10:00.
WHISTLE_NOW='2026-01-05 10:00:00'
case-route -q $a1 $a2 $a3 || exit 2
same 'a clock without reminders begins at the deadline' clock $a1 handle <<!
handle|1|2026-01-05 16:00:00
!
grid-load -q ladder <<'!' || exit 2
code,clock,rung,before,after,act,reply
early,handle,-1,3 work_hour,,remind,
late,handle,0,1 work_hour,,remind,
reply,reply,1,,2 urgent_hour,urge,
!
# Three working hours before 16:00: 11:00.  The reply: 24 hours from 09:00,
# and two.
same 'a ladder that is loaded moves clocks that run' clock $a1 handle <<!
handle|-1|2026-01-05 11:00:00
!
same 'also to rungs that come some time after' clock $a1 reply <<!
reply|1|2026-01-06 11:00:00
!
grid-load --dump ladder >ladder.csv
cp whistle.db again.db
WHISTLE_NOW='2026-01-05 12:00:00' grid-load -q -d again.db -i ladder.csv ladder
same 'loaded again it does not lose what is not swept yet' sqlite3 again.db \
    "SELECT rung, next FROM v_clock WHERE number = $a1 AND kind = 'handle'" <<!
-1|2026-01-05 11:00:00
!
rm again.db
at '2026-01-05 10:59:59' 'not yet' </dev/null
at '2026-01-05 11:00:00' 'the first reminder' <<!
$a1	remind	handle	s1-cg	2026-01-05 16:00:00
!
at '2026-01-05 11:30:00' 'once' </dev/null
WHISTLE_NOW='2026-01-05 12:00:00' grid-load -q -i ladder.csv ladder || exit 2
at '2026-01-05 12:00:00' 'nor again when the ladder is loaded again' \
    </dev/null
WHISTLE_NOW='2026-01-05 15:00:00'
same '-n shows what it would do' fails 0 case-escalate -n --sweep <<!
case-escalate: 1 would be done
$a1	remind	handle	s1-cg	2026-01-05 16:00:00
!
same 'and does not' query "SELECT count(*) FROM v_journal
    WHERE act = 'remind'" <<!
1
!
at '2026-01-05 15:00:00' 'the second reminder' <<!
$a1	remind	handle	s1-cg	2026-01-05 16:00:00
!
at '2026-01-05 16:00:00' 'the deadline' <<!
$a1	urge	handle	s1-cg	2026-01-05 16:00:00
!
# A2's reminders were at 17:00 on Monday and at 09:00 on Tuesday.
WHISTLE_NOW='2026-01-05 16:30:00'
case-log -q hang --until 2026-01-07 --reason 等雨停 $a3 &&
    case-log -q grant $a3 && case-log -q grant $a3 || exit 2
at '2026-01-06 09:30:00' 'of two reminders the late sweep sends the last' <<!
$a2	remind	handle	cm	2026-01-06 10:00:00
!
same 'while a case hangs its clock is not looked at' query "SELECT paused
    FROM v_clock WHERE number = $a3 AND kind = 'handle'" <<!
yes
!
at '2026-01-06 12:00:00' 'rungs of two clocks, the earliest first' <<!
$a2	urge	handle	cm	2026-01-06 10:00:00
$a1	urge	reply	s1-cg	2026-01-06 09:00:00
$a2	urge	reply	cm	2026-01-06 09:00:00
$a3	urge	reply	cm	2026-01-06 09:00:00
!
# A3 goes on at 24:00 of the 7th.  Of its 8 hours 4.5 were used until it hung;
# Thursday's first 3.5 are left: till 11:30, and an hour before is 10:30.
at '2026-01-08 10:00:00' 'a hang that ends, its reminder, and a letter' <<!
$a1	letter	handle	s1-cg	2026-01-05 16:00:00
$a2	letter	handle	cm	2026-01-06 10:00:00
$a3	resume	hang	cm	2026-01-07 23:59:59
$a3	remind	handle	cm	2026-01-08 11:30:00
!
same 'then its clock runs again' query "SELECT paused, next FROM v_clock
    WHERE number = $a3 AND kind = 'handle'" <<!
no|2026-01-08 10:30:00
!
at '2026-01-09 12:00:00' 'a sweep after the deadline does not remind' <<!
$a3	urge	handle	cm	2026-01-08 11:30:00
!

# A reminder whose deadline has passed is no reminder, also where the ladder
# ends with it: a clock that waits for nothing more is not looked at again.
cp whistle.db late.db
sqlite3 late.db 'DELETE FROM ladder'
WHISTLE_NOW='2026-01-09 12:00:00'
grid-load -q -d late.db ladder <<!
code,clock,rung,before,after,act,reply
reply-0,reply,0,2 urgent_hour,,remind,
!
late=$(case-new -d late.db --source hotline --class E0101 --area 110102001004)
same 'a clock whose ladder only reminds' sqlite3 late.db "SELECT next
    FROM v_clock WHERE number = $late AND kind = 'reply'" <<!
2026-01-10 10:00:00
!
WHISTLE_NOW='2026-01-10 12:00:00'
same 'is not reminded late' \
    case-escalate -d late.db --sweep </dev/null
same 'and is at rest' sqlite3 late.db "SELECT next IS NULL
    FROM v_clock WHERE number = $late AND kind = 'reply'" <<!
1
!
grid-load -q -d late.db ladder <<!
code,clock,rung,before,after,act,reply
reply-1,reply,1,,,urge,
!
same 'what nobody has is for the street' \
    case-escalate -d late.db --sweep <<!
$late	urge	reply	s1	2026-01-10 12:00:00
!
rm late.db

# Letters.
same 'letters are numbered, by year' query "SELECT letter, number, unit,
    clock, due, reply_due, open FROM v_letter ORDER BY 1" <<!
2026-000001|$a1|s1-cg|handle|2026-01-05 16:00:00|2026-01-13 18:00:00|yes
2026-000002|$a2|cm|handle|2026-01-06 10:00:00|2026-01-13 18:00:00|yes
!
WHISTLE_NOW='2026-01-12 10:00:00'
same 'what is overdue gets one by hand' sh -c \
    'case-list --overdue -o ids | case-escalate -o tsv letter \
    --text "电13812345678" - 2>&1 | sort' <<!
$a1	letter
$a2	letter
$a3	letter
case-escalate: 3 of 3: letter
!
same 'in the same row of numbers' query "SELECT group_concat(letter, ' ')
    FROM (SELECT letter FROM v_letter ORDER BY 1)" <<!
2026-000001 2026-000002 2026-000003 2026-000004 2026-000005
!
same 'its text is masked' query "SELECT DISTINCT text FROM v_letter
    WHERE letter > '2026-000002'" <<!
电138××××
!
# shellcheck disable=SC1111
same 'a letter to be printed' case-show --lang zh --letter=2026-000001 <<!
督办函

督办〔2026〕1号

西长安街执法队：

${a1}号工单“违建”由你单位承办或协办，请抓紧办结，并于2026-01-13 18:00:00前书面回复。
时限：2026-01-05 16:00:00
超期：3天

西长安街街道办
2026-01-08
!
same 'in English, too' case-show --lang en --letter=2026-000001 <<!
LETTER OF SUPERVISION

No. 1 of 2026

To 西长安街执法队:

Case $a1, "违建", in which you have a part, is to be handled.  Please see to it, and reply in writing by 2026-01-13 18:00:00.
Due: 2026-01-05 16:00:00
Days late: 3

西长安街街道办
2026-01-08
!
cp whistle.db pipe.db
same 'letters of what is overdue, printed by the next in the pipe' sh -c "
    export WHISTLE_DB=pipe.db; case-list --overdue --class E0101 |
    case-escalate letter - 2>/dev/null | case-show --lang zh --letter - |
    grep -c 督办函" <<!
3
!
rm pipe.db
grid-load -q setting <<'!'
code,value
letter_en,"{letter} {number}
{text}
{over}"
!
same 'by a template of its own; of two a form feed apart' sh -c \
    "case-show --lang en --letter $a1 | tr '\f' @" <<!
2026-000001 $a1
3
@2026-000003 $a1
电138××××
7
!
printf 'code,value\nletter_zh,{nummer} {due}\n' >in.csv
status 2 'a name that no letter has' grid-load -i in.csv setting
says 'setting letter_zh: "{nummer}": no name of a letter' 'is named'
status 1 'no such letter' case-show --letter=2026-000099
says '2026-000099: no such letter' 'is said'
status 2 'letters are text' case-show -o json --letter $a1
refuses() {
	why=$1 name=$2
	shift 2
	printf 'case-escalate: %s\n' "$why" >expect
	same "$name" fails 1 case-escalate -q "$@" <expect
}
refuses "$a1: respond: several letters wait for a reply; say which: --value" \
    'of two letters one is to be named' respond --text 已拆除 $a1
refuses "$a1: respond: it needs a text" 'a reply has a text' respond $a1
refuses "$a1: respond: no such letter of the case waits for a reply" \
    'nor is it to a letter of another case' \
    respond --value 2026-000002 --text x $a1
refuses "$a1: respond: before the letter was sent" 'not before the letter' \
    respond --value 2026-000001 --at '2026-01-08 09:59' --text x $a1
ok 'a reply' case-escalate respond --value 2026-000001 --text 已拆除 $a1
refuses "$a1: respond: no such letter of the case waits for a reply" \
    'is made once' respond --value 2026-000001 --text x $a1
ok 'then the other one is the only one' \
    case-escalate respond --text 又回 $a1
same 'letters without a reply' query "SELECT letter FROM v_letter
    WHERE open = 'yes' ORDER BY 1" <<!
2026-000002
2026-000004
2026-000005
!
same 'and a reply' query "SELECT replied, late, reply FROM v_letter
    WHERE letter = '2026-000001'" <<!
2026-01-12 10:00:00|no|已拆除
!
row="INTO journal(no, seq, entry, act, at, field, new)
    VALUES ($a2, 99, 1"
for how in INSERT 'INSERT OR REPLACE' 'INSERT OR IGNORE'; do
	sqlite3 whistle.db "$how $row, 31, 1767168000, 'letter',
	    '2026-000001')" >out 2>&1
	grep -q 'letter: its number is taken' out
	result $? "no number is given twice by $how"
	sqlite3 whistle.db "$how $row, 65, 1767168000, 'letter',
	    '2026-000005')" >out 2>&1
	grep -q 'respond: the case has no such letter' out
	result $? "nor replied to by another case by $how"
done
b1=$(WHISTLE_NOW='2027-01-05 10:00:00' case-new --source hotline \
    --class E0101 --area 110102001004)
WHISTLE_NOW='2027-01-05 11:00:00'
refuses "$b1: letter: no unit has it; say to whom: --unit" \
    'a letter goes to somebody' letter "$b1"
refuses "$a1: letter: --until is not later than the letter" \
    'and is replied to later' letter --until 2027-01-04 $a1
ok 'a letter of the next year' case-escalate -q letter --unit ga,sw \
    --until 2027-01-08 "$b1"
same 'has numbers of its own, one each unit' query "SELECT letter, unit,
    reply_due FROM v_letter WHERE letter LIKE '2027%' ORDER BY 1" <<!
2027-000001|ga|2027-01-08 23:59:59
2027-000002|sw|2027-01-08 23:59:59
!

# Whoever runs it: many clocks, two at a time, killed anywhere.
rm whistle.db*
WHISTLE_NOW='2026-01-05 09:00:00'
# shellcheck source=tests/town.sh
. "$here/town.sh"
three
seq -f 'B%g,hotline,2026-01-05 09:00:00,E0101,110102001004,x' 40 |
    sed '1i id,source,received,class,area,title' >many.csv
case-new -q -i many.csv && case-route -q --all || exit 2
case-escalate -q raise --kind emergency --unit ga,sw 20260105000040 || exit 2
same 'the plan: clocks that run, by the index of their time' sh -c "
    sqlite3 whistle.db \"EXPLAIN QUERY PLAN SELECT no, kind, whistle, unit,
    rung, due FROM clock WHERE next <= 1 AND still = 0 ORDER BY next, no\" |
    grep -c 'SEARCH clock USING INDEX clock_next (next<?)'" <<!
1
!
WHISTLE_NOW='2026-01-08 10:00:00'
cp whistle.db before.db
case-escalate --sweep >all
same 'all clocks of cases and whistles' sh -c \
    'cut -f 2,3,4 all | sort | uniq -c | sed "s/^ *//"' <<!
1 urge	arrive	ga
1 urge	arrive	sw
40 urge	handle	s1-cg
!
sqlite3 whistle.db "SELECT no, seq, act, at, unit, value, new FROM journal
    ORDER BY 1, 2" >after
cp before.db whistle.db
rm -f whistle.db-*
killed() {
	ASAN_OPTIONS=${ASAN_OPTIONS-}:verify_asan_link_order=0 \
	    LD_PRELOAD=$B/tests/killat.so case-escalate -q --sweep \
	    >/dev/null 2>&1
}
KILLCOUNT=$PWD/calls killed
calls=$(cat calls 2>/dev/null || echo 0)
if [ "$calls" -eq 0 ]; then
	skip 'killed half way: no killat.so'
	case-escalate -q --sweep
else
	k=1 wrong=0
	while [ "$k" -le "$calls" ]; do
		rm -f whistle.db-*
		cp before.db whistle.db
		KILLAT=$k killed
		urges=$(query "SELECT count(*) FROM v_journal
		    WHERE act = 'urge'")
		[ "$urges" = 0 ] || [ "$urges" = 42 ] || wrong=$((wrong + 1))
		case-escalate -q --sweep >out 2>err || wrong=$((wrong + 1))
		sqlite3 whistle.db "SELECT no, seq, act, at, unit, value, new
		    FROM journal ORDER BY 1, 2" | cmp -s - after ||
		    wrong=$((wrong + 1))
		k=$((k + 1 + calls / 20))
	done
	[ "$wrong" -eq 0 ]
	result $? 'killed half way and run again it is all done, once'
fi
# Letters are due now: eight sweeps at once.
WHISTLE_NOW='2026-01-09 18:00:00'
for i in 1 2 3 4 5 6 7 8; do
	case-escalate --sweep >"sweep$i" 2>&1 &
done
wait
same 'eight sweeps at once write each letter once' query "SELECT count(*),
    count(DISTINCT number), max(letter) FROM v_letter" <<!
40|40|2026-000040
!
same 'each is told once' sh -c 'cat sweep? | sort | uniq -d; cat sweep? |
    wc -l' <<!
40
!
same 'the journal leads to what is stored' grid-check replay integrity \
    rules </dev/null
finish
