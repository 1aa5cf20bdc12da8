#!/bin/sh
# case-escalate --sweep: clocks climb the ladder: those of whistles; up the
# rungs of response; and past those whose act is refused
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

cat >ladder.csv <<!
code,clock,rung,before,after,act,reply
sign-1,sign,1,,,urge,
contact-1,contact,1,,,urge,
finish-1,finish,1,,,letter,3 work_day_end
!
ok 'a ladder for the clocks of whistles' grid-load -q -i ladder.csv ladder

# To sign within an hour, to make contact within 24, to arrive at the end of
# the third workday and to finish at that of the tenth: Saturday the 14th is
# a make-up workday.
on '02 10:00' raise --kind resident --unit s1-cg,ga,sw --as s1 "$a1"
on '02 10:30' answer --unit ga "$a1"
on '03 09:00' contact --unit ga "$a1"
on '03 09:30' excuse --unit sw --reason 无关 --as s1 "$a1"
at() {	# TIME NAME: what is raised then
	WHISTLE_NOW=$1 same "$2" case-escalate --sweep
}
at '2026-02-06 19:00:00' 'who has not signed, made contact, arrived is urged' <<!
$a1	urge	sign	s1-cg	2026-02-02 11:00:00
$a1	urge	contact	s1-cg	2026-02-03 10:00:00
$a1	urge	arrive	ga	2026-02-05 18:00:00
$a1	urge	arrive	s1-cg	2026-02-05 18:00:00
!
at '2026-02-14 18:00:00' 'work that is not done has a letter for each unit' <<!
$a1	letter	finish	ga	2026-02-14 18:00:00
$a1	letter	finish	s1-cg	2026-02-14 18:00:00
!
same 'but none for one that was excused, each with its number' query "
    SELECT letter, unit FROM v_letter ORDER BY 1" <<!
2026-000001|ga
2026-000002|s1-cg
!
at '2026-02-14 19:00:00' 'once' </dev/null
same 'the journal leads to what is stored' grid-check replay integrity \
    rules </dev/null

# A rung that puts the case on the next rung of response: A2, inside the
# community, has 8 working hours from Monday 09:40.
afresh() {
	rm whistle.db*
	# shellcheck source=tests/blow.sh
	. "$here/blow.sh"
	WHISTLE_NOW='2026-02-02 09:40:00'
}
afresh
cat >ladder.csv <<!
code,clock,rung,before,after,act,reply
handle-1,handle,1,,,urge,
handle-2,handle,2,,1 work_hour,climb,
handle-3,handle,3,,1 work_hour,climb,
handle-4,handle,4,,1 work_hour,climb,
handle-5,handle,5,,1 work_hour,climb,
handle-6,handle,6,,1 work_hour,climb,
handle-7,handle,7,,,urge,
finish-1,finish,1,,,climb,
!
ok 'a ladder with rungs of response' grid-load -q -i ladder.csv ladder
case-route -q "$a2" || exit 2
at '2026-02-03 09:40:00' 'the deadline' <<!
$a2	urge	handle	cm	2026-02-03 09:40:00
!
at '2026-02-03 10:39:59' 'not yet up' </dev/null
WHISTLE_NOW='2026-02-03 10:40:00'
for i in 1 2 3 4 5 6 7 8; do
	case-escalate --sweep >"sweep$i" 2>&1 &
done
wait
same 'eight sweeps at once put it on a rung once' sh -c 'cat sweep?' <<!
$a2	climb	handle	cm	2026-02-03 09:40:00
!
at '2026-02-03 10:40:00' 'and no other one does' </dev/null
at '2026-02-03 11:40:00' 'an hour later the next' <<!
$a2	climb	handle	cm	2026-02-03 09:40:00
!
# Twenty minutes before noon, forty from 14:00 on.
at '2026-02-03 14:40:00' 'the third' <<!
$a2	climb	handle	cm	2026-02-03 09:40:00
!
at '2026-02-03 15:40:00' 'the last' <<!
$a2	climb	handle	cm	2026-02-03 09:40:00
!
at '2026-02-03 16:40:00' 'nothing is above it, and the ladder goes on' <<!
$a2	urge	handle	cm	2026-02-03 09:40:00
!
same 'time on each rung, on the last until now' case-escalate list responses \
    --now '2026-02-03 17:10' --fields rung,response,since,until,hours <<!
1	community	2026-02-03 10:40:00	2026-02-03 11:40:00	1.0
2	street	2026-02-03 11:40:00	2026-02-03 14:40:00	3.0
3	county	2026-02-03 14:40:00	2026-02-03 15:40:00	1.0
4	city	2026-02-03 15:40:00		1.5
!
same 'also in the case' sh -c "case-show --lang en --now '2026-02-03 17:10' \
    $a2 | sed -n '/Rungs/,/^\$/p'" <<!
Rungs of response
  1  居民单位内部由社区大党委协调  2026-02-03 10:40:00  2026-02-03 11:40:00  1.0 h
  2  超出范围由街道定向吹哨  2026-02-03 11:40:00  2026-02-03 14:40:00  3.0 h
  3  多部门由县级组织部门会同会商  2026-02-03 14:40:00  2026-02-03 15:40:00  1.0 h
  4  重大或历史遗留问题由市县组织部门召集  2026-02-03 15:40:00  1.5 h

!
same 'as JSON' sh -c "case-show -o json --now '2026-02-03 17:10' $a2 |
    grep -o '\"responses\":.*\"whistles\"' | grep -o '\"hours\":[0-9.]*'" <<!
"hours":1.0
"hours":3.0
"hours":1.0
"hours":1.5
!
same 'whose reason is the clock' query "SELECT DISTINCT reason
    FROM v_response WHERE number = $a2" <<!
handle
!
WHISTLE_NOW='2026-02-06 18:00:00'
on '02 11:00' raise --kind resident --unit s1-cg,ga,sw --as s1 "$a3"
on '02 12:00' arrive --unit s1-cg,ga,sw "$a3"
at '2026-02-14 18:00:00' 'a case climbs once, however many units work on it' <<!
$a3	climb	finish	s1	2026-02-14 18:00:00
!
same 'to where the rules say' query "SELECT response FROM v_response
    WHERE number = $a3" <<!
county
!

# A clock whose act is refused: the case was spoilt by who writes SQL.
afresh
case-route -q $a1 $a2 $a3 || exit 2
query "UPDATE cases SET state = 51 WHERE no = $a1"
# Four working hours from 09:40 are over at 15:40.
WHISTLE_NOW='2026-02-02 15:40:00'
why="case-escalate: $a1: handle: urge needs a case that is open, closed; \
this one is cancelled"
same 'what it would be' fails 1 case-escalate -n --sweep <<!
$why
case-escalate: 1 would be done
$a3	urge	handle	s1-cg	2026-02-02 15:40:00
!
same 'it is named, the others are done' fails 1 case-escalate --sweep <<!
$why
$a3	urge	handle	s1-cg	2026-02-02 15:40:00
!
at '2026-02-02 15:50:00' 'it is not named every ten minutes' </dev/null
at '2026-02-03 09:40:00' 'nor does it stop what comes later' <<!
$a2	urge	handle	cm	2026-02-03 09:40:00
!
same 'it is found by who checks the file' fails 1 grid-check -o tsv integrity \
    <<!
$a1	integrity	clock handle: runs, but the case is not open
$a1	integrity	clock reply: runs, but the case is not open
$a1	integrity	clock sign: runs, but the case is not open
!
WHISTLE_NOW='2026-02-03 15:39:59' same 'a day later' case-escalate --sweep \
    </dev/null
WHISTLE_NOW='2026-02-03 15:40:00' same 'it is tried again' fails 1 \
    case-escalate --sweep <<!
$why
!
query "UPDATE cases SET state = 10 WHERE no = $a1"
query "INSERT INTO clock(no, kind, started, due, next)
    VALUES ($a2, 'hang', 1770000000, 1770000000, 1770000000)"
WHISTLE_NOW='2026-02-04 15:40:00'
same 'when it is mended it is done; a hang that is none is named' fails 1 \
    case-escalate --sweep --fields number,act,clock <<!
case-escalate: $a2: hang: resume needs a case that is suspended; this one is dispatched
$a3	letter	handle
$a1	urge	handle
!
query "DELETE FROM clock WHERE kind = 'hang'"
same 'the journal leads to what is stored' grid-check replay rules </dev/null

# The ladder that a file is made with: who makes no contact is urged; who has
# to arrive is reminded when two working hours are left; who has to finish at
# the end of the workday before, and gets a letter one workday after, which
# is that after the Spring Festival.
afresh
WHISTLE_NOW='2026-02-02 10:00:00'
case-escalate -q raise --kind resident --unit ga,sw --as s1 "$a1" &&
    case-escalate -q contact --unit sw "$a1" || exit 2
at '2026-02-03 10:00:00' 'no contact within 24 hours' <<!
$a1	urge	contact	ga	2026-02-03 10:00:00
!
at '2026-02-05 15:59:59' 'there is time to arrive' </dev/null
at '2026-02-05 16:00:00' 'two hours to arrive' <<!
$a1	remind	arrive	ga	2026-02-05 18:00:00
$a1	remind	arrive	sw	2026-02-05 18:00:00
!
case-escalate -q arrive --unit ga --now '2026-02-05 17:00' "$a1" || exit 2
at '2026-02-05 18:00:00' 'who is not there' <<!
$a1	urge	arrive	sw	2026-02-05 18:00:00
!
at '2026-02-13 18:00:00' 'a day to finish' <<!
$a1	remind	finish	ga	2026-02-14 18:00:00
$a1	remind	finish	sw	2026-02-14 18:00:00
!
at '2026-02-14 18:00:00' 'not finished' <<!
$a1	urge	finish	ga	2026-02-14 18:00:00
$a1	urge	finish	sw	2026-02-14 18:00:00
!
at '2026-02-24 17:59:59' 'nothing over the holiday' </dev/null
at '2026-02-24 18:00:00' 'then a letter to each' <<!
$a1	letter	finish	ga	2026-02-14 18:00:00
$a1	letter	finish	sw	2026-02-14 18:00:00
!
same 'to be answered in three workdays' query "SELECT DISTINCT reply_due
    FROM v_letter" <<!
2026-02-27 18:00:00
!
WHISTLE_NOW='2026-02-24 18:00:00'
grid-load -q ladder <<!
code,clock,rung,before,after,act,reply
finish-0,finish,0,9999 work_hour,,remind,
!
case-escalate -q raise --kind resident --unit ga --as s1 "$a2" || exit 2
same 'a reminder that would come before the clock began is none' query \
    "SELECT rung, next = due FROM v_clock WHERE number = $a2
    AND kind = 'finish'" <<!
1|1
!
same 'the journal leads to what is stored' grid-check replay integrity \
    rules </dev/null
finish
