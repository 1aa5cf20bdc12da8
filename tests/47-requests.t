#!/bin/sh
# case-log: what has to be asked for, and by whom it is approved: an extension,
# hanging a case, an appeal
# Case numbers are digits; new takes a class, or none:
# shellcheck disable=SC2086,SC2119
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"
# shellcheck source=tests/life.sh
. "$here/life.sh"

# extended: by the test pair of a make-up Saturday before a long holiday
at '02-13 17:00'
c=$(new)
route $c
is 'a day from Friday evening ends on a worked Saturday' due \
    '2026-02-14 17:00:00' $c
at '02-14 09:00'
ok 'more time is asked for' log extend --reason 待料 $c
is 'that changes nothing' 'state, due, pending' \
    'dispatched|2026-02-14 17:00:00|extend' $c
why 'one request at a time' "$c: extend: a request is pending; it is granted or\
 denied first" extend --reason 再延 $c
same 'who approves finds it' case-list --pending extend -o ids <<!
$c
!
why 'the first step is not the street'\''s' "$c: grant: not by s10: by the unit\
 that has it, s1-cg, or above" grant --as s10 $c
ok 'the unit agrees' log grant --as s1-cg $c
is 'that is one of two' 'due, pending, pending_step, extended' \
    '2026-02-14 17:00:00|extend|1|0' $c
why 'the second step is the street'\''s' "$c: grant: not by s1-cg: by the street\
 s1, or a unit of kind district_center" grant --as s1-cg $c
ok 'the street agrees' sh -c 'case-list --pending extend |
    case-log -q grant -'
is 'one more limit from the deadline that was' 'due, pending, extended' \
    '2026-02-24 17:00:00||1' $c
status 1 'nobody waits any more' case-list --pending extend
ok 'again' log extend --reason 待料 $c
why 'denying needs a reason' "$c: deny: it needs a reason" deny $c
ok 'it is denied' log deny --reason 足够 $c
is 'which does not count' 'extended, pending, due' \
    '1||2026-02-24 17:00:00' $c
log extend --reason 待料 $c
log grant $c
log grant $c
is 'a second time: Wednesday' 'extended, due' '2|2026-02-25 17:00:00' $c
why 'not a third' "$c: extend: its quota of 2 is used up" \
    extend --reason 再延 $c
at '02-26 09:00'
c2=$(new)
route $c2
at '03-10 09:00'
why 'what is overdue is not extended' "$c2: extend: it is overdue" \
    extend --reason 晚了 $c2
c3=$(new T3)
route $c3
why 'nor what has no deadline' "$c3: extend: it has no deadline" \
    extend --reason 无 $c3

begin extended
# hung: an hour was used of eight when it was, two passed before it goes on
at '02-13 09:00'
c=$(new)
route $c
log sign $c
is 'due an hour into Saturday' due '2026-02-14 09:00:00' $c
why 'hang needs its end' "$c: hang: it needs the day when it ends" \
    hang --reason 待季节 $c
why 'which is not a year and a day off' \
    "$c: hang: until more than 365 days from then" \
    hang --reason 待季节 --until 2027-02-14 $c
why 'nor past' "$c: hang: it would end before it begins" \
    hang --reason 待季节 --until '2026-02-12' $c
ok 'asked for' log hang --reason 待季节 --until 2026-02-23 $c
at '02-13 10:00'
log grant $c
ok 'granted' log grant $c
is 'it hangs' 'state, hung, hung_since, hung_until' \
    'suspended|1|2026-02-13 10:00:00|2026-02-23 23:59:59' $c
why 'meanwhile nobody handles it' "$c: handle needs a case that is dispatched,\
 handling; this one is suspended" handle $c
same 'its clock stands still' query \
    "SELECT paused FROM v_clock WHERE number = $c AND kind = 'handle'" <<!
yes
!
at '02-20 09:00'
status 1 'it is not overdue' case-list --overdue --class T1 --from 2026-02-13 \
    --to 2026-02-14 --unit s1-cg --state suspended
same 'it is found' case-list --hung -o ids <<!
$c
!
status 1 'it is not stock yet' case-list --stock
same 'after sixty days it would be' \
    case-list --stock --now '2026-04-14 10:00' -o ids <<!
$c
!
status 1 'a second earlier not' case-list --stock --now '2026-04-14 09:59:59'
at '02-24 10:00'
ok 'it goes on' log resume $c
is 'as it was, with the seven hours it had, from its day: Tuesday' \
    'state, due, paused, hung_since' \
    'handling|2026-02-24 17:00:00|50400|' $c
same 'the row has what stood still: 6 and 8 hours' query "SELECT used, due
    FROM v_journal WHERE number = $c AND act = 'resume'" <<!
50400|2026-02-24 17:00:00
!
why 'only once' "$c: hang: its quota of 1 is used up" \
    hang --reason 待季节 --until 2026-03-23 $c
log handle $c
log check --value pass $c
log close $c
is 'it was on time' close_kind normal $c
why 'who was on time does not appeal' "$c: appeal: it was not overdue" \
    appeal --reason 冤 $c

begin hung
# appeal: the fact stays, the statistic not
at '03-02 09:00'
c=$(new)
route $c
at '03-03 10:00'
log handle $c
why 'not before it is closed' \
    "$c: appeal needs a case that is closed; this one is pending_check" \
    appeal --reason 停电 $c
log check --value pass $c
log close $c
late() {
	grid-report --month 2026-03 --by unit --fields key,on_time,late,judged |
	    grep ^s1-cg
}
same 'it is late' late <<!
s1-cg	0	1	1
!
log appeal --reason 停电 $c
log grant $c
ok 'the appeal is granted' log grant $c
same 'it counts no more' late <<!
s1-cg	0	0	0
!
is 'but is known' 'close_kind, exempt, handled > due' 'late|yes|1' $c
why 'one appeal' "$c: appeal: its quota of 1 is used up" appeal --reason 再 $c
ok 'reopened' log reopen --reason 反弹 $c
is 'what was done is not done any more' 'state, handled, closed, due, exempt,
    first_unit' 'pending_dispatch||||no|s1-cg' $c

begin exempted
finish
