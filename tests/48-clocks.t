#!/bin/sh
# the clocks of a case: stages, extension, hang, bundle
#
# Expected times were counted on the calendar of 2026 by hand.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
WHISTLE_NOW='2026-02-02 09:00'
# shellcheck source=tests/town.sh
. "$here/town.sh"

# Somebody has to be on the spot within four working hours.
grid-load -q stage <<'!' || exit 2
code,clock,class,source,within,valid_from,valid_to
arrive-1,arrive,E01,,6 work_hour,,
arrive-2,arrive,E0110,,8 work_hour,,
arrive-3,arrive,E0110,hotline,4 work_hour,,
arrive-4,arrive,E0110,hotline,1 work_hour,,2025-12-31
arrive-5,arrive,,hotline,2 work_hour,,
!
cat >case.csv <<'!'
id,source,received,class,area,title
A1,hotline,2026-02-02 08:00:00,E0110,110102001004,坑
A2,patrol,2026-02-02 08:00:01,E0110,110102001004,坑
A3,hotline,2026-02-02 08:00:02,E0104,110102001004,脏
!
case-new -q -i case.csv || exit 2
a1=20260202000001 a2=20260202000002 a3=20260202000003
clocks() {
	query "SELECT kind, started, due, within FROM v_clock
	    WHERE number = $1 ORDER BY kind"
}
act() {
	WHISTLE_NOW=$1
	shift
	case-log "$@" >said 2>&1 || cat said
}
used() {
	query "SELECT act, used, allowed FROM v_journal WHERE number = $1
	    AND used IS NOT NULL ORDER BY row DESC LIMIT 1"
}

same 'an intake waits for a first reply' clocks $a1 <<'!'
reply|2026-02-02 08:00:00|2026-02-03 08:00:00|24 urgent_hour
!
case-route -q $a1 $a2 $a3 || exit 2
same 'a dispatch for a signature, somebody there, and the work' clocks $a1 <<'!'
arrive|2026-02-02 09:00:00|2026-02-02 15:00:00|4 work_hour
handle|2026-02-02 09:00:00|2026-02-05 09:00:00|3 work_day_exact
reply|2026-02-02 08:00:00|2026-02-03 08:00:00|24 urgent_hour
sign|2026-02-02 09:00:00|2026-02-03 18:00:00|1 work_day_end
!
same 'of limits of a stage the most specific by class, then by source' query \
    "SELECT number % 10, within FROM v_clock WHERE kind = 'arrive'" <<'!'
1|4 work_hour
2|8 work_hour
3|6 work_hour
!
act '2026-02-02 10:00' sign $a1
same 'who signs keeps what he used: an hour of fifteen' used $a1 <<'!'
sign|3600|54000
!
act '2026-02-02 14:30' attend $a1
same 'being there: three and a half hours of four' used $a1 <<'!'
attend|12600|14400
!
act '2026-02-02 20:00' reply $a1
same 'the reply: twelve hours of the day' used $a1 <<'!'
reply|43200|86400
!
same 'only the work is waited for now' clocks $a1 <<'!'
handle|2026-02-02 09:00:00|2026-02-05 09:00:00|3 work_day_exact
!

# One original limit more, from the deadline as it is.
act '2026-02-03 10:00' extend --reason 缺料 $a1
act '2026-02-03 11:00' grant $a1
act '2026-02-03 12:00' grant $a1
same 'an extension is one limit more' clocks $a1 <<'!'
handle|2026-02-02 09:00:00|2026-02-10 09:00:00|3 work_day_exact
!
act '2026-02-04 10:00' hang --until '2026-02-06 10:00' --reason 等料 $a1
act '2026-02-04 10:30' grant $a1
act '2026-02-04 11:00' grant $a1
same 'the end of a hang is a clock' clocks $a1 <<'!'
handle|2026-02-02 09:00:00|2026-02-10 09:00:00|3 work_day_exact
hang|2026-02-04 11:00:00|2026-02-06 10:00:00|
!
WHISTLE_NOW='2026-02-04 12:00'
case-log -q handle $a2 $a3 || exit 2
same 'its clock stands still' sh -c "case-show --clocks --lang en $a1 |
    sed -n 2p" <<'!'
handle: paused, since 2026-02-02 09:00:00, due 2026-02-10 09:00:00, used 18:00 of 48:00 hours (0.38 times)
!
WHISTLE_NOW='2026-02-06 09:59:59'
same 'before its day the sweep has no work' case-escalate --sweep </dev/null
WHISTLE_NOW='2026-02-06 12:00'
same 'when it has come the case goes on by itself' case-escalate --sweep <<!
$a1	resume	hang	shizheng	2026-02-06 10:00:00
!
same 'once' case-escalate --sweep </dev/null
same 'its deadline has moved by the fifteen hours that it hung' query \
    "SELECT state, due, (SELECT used FROM v_journal j
	WHERE j.number = c.number AND act = 'resume') FROM v_case c
    WHERE number = $a1" <<'!'
handling|2026-02-11 18:00:00|54000
!
act '2026-02-12 11:00' handle $a1
same 'the work took 51 hours of 48' used $a1 <<'!'
handle|183600|172800
!
same 'every step is told' case-show --clocks --lang en $a1 <<!
$a1
handle: stopped, since 2026-02-02 09:00:00, due 2026-02-11 18:00:00, used 51:00 of 48:00 hours (1.06 times)
  dispatch 2026-02-02 09:00:00, 3 work_day_exact by condition S-E0110-1 坑洼或破损，不影响通行
    2026-02-02 Mon  09:00-12:00 14:00-18:00  7:00
    2026-02-03 Tue  08:00-12:00 14:00-18:00  8:00
    2026-02-04 Wed  08:00-12:00 14:00-18:00  8:00
    2026-02-05 Thu  08:00-09:00  1:00
    due 2026-02-05 09:00:00
  grant 2026-02-03 12:00:00, one limit more from 2026-02-05 09:00:00
    2026-02-05 Thu  09:00-12:00 14:00-18:00  7:00
    2026-02-06 Fri  08:00-12:00 14:00-18:00  8:00
    2026-02-07 Sat - 2026-02-08 Sun  weekend: skipped
    2026-02-09 Mon  08:00-12:00 14:00-18:00  8:00
    2026-02-10 Tue  08:00-09:00  1:00
    due 2026-02-10 09:00:00
  resume 2026-02-06 10:00:00, hung since 2026-02-04 11:00:00, the clock stood 15:00 hours
    2026-02-04 Wed  11:00-12:00 14:00-18:00  5:00
    2026-02-05 Thu  08:00-12:00 14:00-18:00  8:00
    2026-02-06 Fri  08:00-10:00  2:00
    due 2026-02-11 18:00:00
sign: stopped by sign 2026-02-02 10:00:00, used 1:00 of 15:00 hours (0.07 times)
arrive: stopped by attend 2026-02-02 14:30:00, used 3:30 of 4:00 hours (0.88 times)
reply: stopped by reply 2026-02-02 20:00:00, used 12:00 of 24:00 hours (0.50 times)
handle: stopped by handle 2026-02-12 11:00:00, used 51:00 of 48:00 hours (1.06 times)
!
same 'in Chinese, too' sh -c "case-show --clocks --lang zh $a1 |
    sed -n '2,3p;16p'" <<'!'
处置:已停,自 2026-02-02 09:00:00,截止 2026-02-11 18:00:00,已用 51:00,限时 48:00 小时(1.06 倍)
  派遣 2026-02-02 09:00:00, 3 work_day_exact,立案条件 S-E0110-1 坑洼或破损，不影响通行
  销账 2026-02-06 10:00:00,自 2026-02-04 11:00:00 挂账,停计 15:00 小时
!
case-show --clocks -o json $a1 >clocks.json
same 'as JSON with seconds' sqlite3 :memory: "SELECT
    json_extract(j, '\$.clocks[0].used', '\$.clocks[0].steps[1].days[2].kind',
	'\$.clocks[0].steps[2].paused', '\$.clocks[2].multiple')
    FROM (SELECT readfile('clocks.json') AS j)" <<'!'
[183600,"weekend",54000,0.88]
!
status 1 'a case that is not there' case-show --clocks 20260202000099
status 2 'no personal data with the clocks' case-show --clocks --reveal $a1

# Stages after the work.
act '2026-02-12 12:00' send --unit cm $a1
same 'who is sent to check has two working hours' clocks $a1 <<'!'
check|2026-02-12 12:00:00|2026-02-12 16:00:00|2 work_hour
!
act '2026-02-12 15:00' check --value fail $a1
same 'a failed check starts handling again, with the deadline it had' \
    clocks $a1 <<'!'
handle|2026-02-02 09:00:00|2026-02-11 18:00:00|3 work_day_exact
!
act '2026-02-12 16:00' takeback --reason 误判 $a1
same 'what is taken back sets the clocks as they were' clocks $a1 <<'!'
check|2026-02-12 12:00:00|2026-02-12 16:00:00|2 work_hour
!
act '2026-02-12 16:30' check --value pass $a1
act '2026-02-12 17:00' close $a1
same 'after closing the caller is called back' clocks $a1 <<'!'
callback|2026-02-12 17:00:00|2026-02-13 18:00:00|1 work_day_end
!
act '2026-02-13 10:00' callback --solved yes $a1
same 'then nothing runs' clocks $a1 </dev/null
grid-load -q ladder <<'!'
code,clock,rung,after,act,reply
reply-1,reply,1,,urge,
!
WHISTLE_NOW='2026-02-13 10:00'
same 'a rung for another clock is one more row of the ladder' \
    case-escalate --sweep <<!
$a2	urge	reply	shizheng	2026-02-03 08:00:01
$a3	urge	reply	huanwei	2026-02-03 08:00:02
!

grid-load -q ladder <<'!'
code,clock,rung,after,act,reply
callback-1,callback,1,,urge,
!
act '2026-02-13 10:00' check --value pass $a2
act '2026-02-13 11:00' close $a2
WHISTLE_NOW='2026-02-14 18:00'
same 'also for the callback of a closed case' case-escalate --sweep <<!
$a2	urge	callback	shizheng	2026-02-14 18:00:00
!

# A case that is dispatched again.
cat >again.csv <<'!'
id,source,received,class,area,title
B1,hotline,2026-03-02 08:00:00,E0110,110102001004,坑
B2,hotline,2026-03-02 08:00:01,E0110,110102001004,坑
!
b1=20260302000001 b2=20260302000002
WHISTLE_NOW='2026-03-02 09:00'
case-new -q -i again.csv && case-route -q $b1 $b2 || exit 2
act '2026-03-03 09:00' return --reason not_ours $b1
same 'a return stops the clock, after eight hours of 24' used $b1 <<'!'
return|28800|86400
!
WHISTLE_NOW='2026-03-04 09:00'
case-route -q $b1
same 'dispatched again it has a new one' clocks $b1 <<'!'
arrive|2026-03-04 09:00:00|2026-03-04 15:00:00|4 work_hour
handle|2026-03-04 09:00:00|2026-03-09 09:00:00|3 work_day_exact
reply|2026-03-02 08:00:00|2026-03-03 08:00:00|24 urgent_hour
sign|2026-03-04 09:00:00|2026-03-05 18:00:00|1 work_day_end
!
printf 'code,value\nredispatch_clock,bundle\n' | grid-load -q setting >said
act '2026-03-04 10:00' return --reason not_ours $b2
WHISTLE_NOW='2026-03-05 08:00'
case-route -q $b2
same 'or goes on with the clock of the bundle' sh -c "
    sqlite3 whistle.db \"SELECT kind, started, due FROM v_clock
	WHERE number = $b2 AND kind IN ('handle', 'sign')\"
    case-show --clocks --lang en $b2 | sed -n '2p;9,10p'" <<'!'
handle|2026-03-02 09:00:00|2026-03-05 09:00:00
sign|2026-03-05 08:00:00|2026-03-06 18:00:00
handle: running, since 2026-03-02 09:00:00, due 2026-03-05 09:00:00, used 23:00 of 24:00 hours (0.96 times)
  dispatch 2026-03-05 08:00:00, on the clock that runs already
    due 2026-03-05 09:00:00
!
WHISTLE_NOW='2026-03-05 12:00'
case-log -q handle $b2
same 'what was used counts from its first dispatch' used $b2 <<'!'
handle|97200|86400
!

# Hangs, taken back and not.
printf 'code,value\nredispatch_clock,new\n' | grid-load -q setting >said
cat >hung.csv <<'!'
id,source,received,class,area,title
D1,hotline,2026-04-13 08:00:00,E0110,110102001004,坑
D2,hotline,2026-04-13 08:00:01,E0110,110102001004,坑
!
d1=20260413000001 d2=20260413000002
WHISTLE_NOW='2026-04-13 09:00'
case-new -q -i hung.csv && case-route -q $d1 $d2 || exit 2
hang() {
	act "$1" hang --until '2026-04-20 10:00' --reason 等料 "$2"
	act "$1" grant "$2"
	act "$1" grant "$2"
}
hang '2026-04-13 10:00' $d1
act '2026-04-13 12:00' resume $d1
arrive() {
	query "SELECT kind, due FROM v_clock WHERE number = $d1
	    AND kind IN ('arrive', 'sign', 'handle') ORDER BY kind"
}
same 'two working hours of hanging move who has to be there by two' arrive <<'!'
arrive|2026-04-13 17:00:00
handle|2026-04-16 11:00:00
sign|2026-04-14 18:00:00
!
act '2026-04-13 12:30' takeback --reason 未到料 $d1
same 'a resume that is taken back moves nothing' arrive <<'!'
arrive|2026-04-13 15:00:00
handle|2026-04-16 09:00:00
sign|2026-04-14 18:00:00
!
act '2026-04-13 14:30' resume $d1
same 'and one that follows moves them once: by two and a half hours' arrive <<'!'
arrive|2026-04-13 17:30:00
handle|2026-04-16 11:30:00
sign|2026-04-14 18:00:00
!
act '2026-04-13 15:30' sign $d1
act '2026-04-13 16:00' takeback --reason 误签 $d1
act '2026-04-13 16:30' attend $d1
same 'the time that it hung is not used: an hour before it, two after' \
    used $d1 <<'!'
attend|10800|14400
!
act '2026-04-13 16:40' takeback --reason 未到 $d1
same 'nor lost to a clock that runs again' arrive <<'!'
arrive|2026-04-13 17:30:00
handle|2026-04-16 11:30:00
sign|2026-04-14 18:00:00
!
hang '2026-04-13 10:00' $d2
act '2026-04-14 10:00' close --value special $d2
same 'nor is it by a case that is closed while it hangs' used $d2 <<'!'
close|3600|86400
!

# Its day has come, and nobody has swept: 57 hours until the 20th at ten, of
# which it hung two.
cat >late.csv <<'!'
id,source,received,class,area,title
F1,hotline,2026-05-11 08:00:00,E0110,110102001004,坑
F2,hotline,2026-05-11 08:00:01,E0110,110102001004,坑
F3,hotline,2026-05-11 08:00:02,E0110,110102001004,坑
!
f1=20260511000001 f2=20260511000002 f3=20260511000003
WHISTLE_NOW='2026-05-11 09:00'
case-new -q -i late.csv && case-route -q $f1 $f2 $f3 || exit 2
for f in $f1 $f2 $f3; do
	WHISTLE_NOW='2026-05-11 10:00'
	case-log -q hang --until '2026-05-11 12:00' --reason 等料 "$f" &&
	    case-log -q grant "$f" && case-log -q grant "$f" || exit 2
done
act '2026-05-20 10:00' resume $f1
{
	sed '1s/$/,updated,handled/;1!d' late.csv
	sed '3s/$/,2026-05-20 10:00:00,2026-05-20 10:00:00/;3!d' late.csv
} >handled.csv
WHISTLE_NOW='2026-05-20 10:00'
case-new -q -i handled.csv
act '2026-05-20 10:00' close --value special $f3
same 'the clock stood until its day, not until somebody saw it' query \
    "SELECT c.number % 10, state, due, (SELECT used FROM v_journal j
	WHERE j.number = c.number AND act = 'resume'),
	(SELECT used FROM v_journal j WHERE j.number = c.number
	AND act = 'close') FROM v_case c WHERE number >= $f1 ORDER BY 1" <<'!'
1|dispatched|2026-05-14 11:00:00|7200|
2|pending_check|2026-05-14 11:00:00|7200|
3|closed|2026-05-14 09:00:00||198000
!
case-show --clocks --lang en $f1 >told
same 'as it is told' sed -n '/resume/,/due/p' told <<'!'
  resume 2026-05-20 10:00:00, hung since 2026-05-11 10:00:00, the clock stood 2:00 hours
    2026-05-11 Mon  10:00-12:00  2:00
    due 2026-05-14 11:00:00
!

# An import that comes again starts no more than the first one did.
cat >told.csv <<'!'
id,source,received,class,area,title,unit,dispatched,closed
G1,hotline,2026-05-25 08:00:00,E0110,110102001004,坑,s1-cg,2026-05-25 09:00:00,
G2,hotline,2026-05-25 08:00:01,E0110,110102001004,坑,s1-cg,2026-05-25 09:00:00,
!
WHISTLE_NOW='2026-05-26 10:00'
case-new -q -i told.csv || exit 2
sed 's/,坑,s1-cg\(.*\)$/,大坑,s1-cg\1/;3s/$/2026-05-26 09:00:00/' told.csv >again.csv
case-new -q -i again.csv
same 'an import starts handling and the first reply only' query \
    "SELECT number % 10, kind FROM v_clock WHERE number >= 20260525000001" <<'!'
1|handle
1|reply
!
same 'the journal leads to all this' grid-check replay integrity </dev/null
finish
