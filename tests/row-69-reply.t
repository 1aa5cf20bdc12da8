#!/bin/sh
# Row 69: residents are replied to within 24 hours.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
WHISTLE_NOW='2026-02-09 09:00'
# shellcheck source=tests/town.sh
. "$here/town.sh"

# D: the default profile's limit for a reply, 24 hours by the clock.
new() {
	no=$(case-new --source hotline --class E0108 --area 110102001004 \
	    --received "2026-$1")
}
# O
replied() {
	case-log -q reply --text 已联系 --at "2026-$1" "$no"
}
new '02-06 17:00:00'	# Friday evening: the weekend counts
same 'the deadline is 24 hours later' query \
    "SELECT reply_due FROM v_case WHERE number = $no" <<'!'
2026-02-07 17:00:00
!
replied '02-06 18:00:00'	# in time
new '02-06 17:00:00'
replied '02-07 17:00:00'	# in the last second
new '02-06 17:00:00'
late=$no
replied '02-07 17:00:01'	# late
replied '02-07 18:00:00'	# again: the first one counts
new '02-06 17:00:00'
never=$no			# never
new '02-06 17:00:00'		# void: nobody to reply to
case-log -q void --reason 误录 "$no"
new '02-08 12:00:00'		# time until Monday noon
# R: Monday 10:00: judged 4, in time 2.  At noon it is not past, a second later
# 5 are judged: 2/5.
report() {
	grid-report --week 2026-W06 --now "$1" \
	    --fields received,reply_judged,reply_on_time,reply_rate
}
same 'the reply-in-time rate' report '2026-02-09 10:00' <<'!'
5	4	2	50.00
!
same 'what is due now is not past' report '2026-02-09 12:00:00' <<'!'
5	4	2	50.00
!
same 'a second later it is' report '2026-02-09 12:00:01' <<'!'
5	5	2	40.00
!
same 'without those in time, the others' sh -c '
    grid-report --week 2026-W06 --now "2026-02-09 10:00" --ids reply_judged |
	cut -f 1 >judged
    grid-report --week 2026-W06 --now "2026-02-09 10:00" --ids reply_on_time |
	cut -f 1 >in_time
    comm -23 judged in_time' <<!
$late
$never
!
# Imported: I1 ended, and its source tells no reply: not judged.  I2 was replied
# to in two hours.  I3 is open and nobody has replied.  1 of 2.
cat >case.csv <<'!'
id,source,received,class,area,state,closed,replied
I1,hotline,2026-01-26 10:00,E0108,110102001004,closed,2026-01-28 10:00,
I2,hotline,2026-01-26 10:00,E0108,110102001004,closed,2026-01-28 10:00,2026-01-26 12:00
I3,hotline,2026-01-26 10:00,E0108,110102001004,handling,,
!
case-new -q -i case.csv
same 'what a source does not tell is not held against anybody' grid-report \
    --week 2026-W05 --fields received,reply_judged,reply_on_time,reply_rate <<'!'
3	2	1	50.00
!
finish
