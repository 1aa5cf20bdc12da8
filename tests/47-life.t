#!/bin/sh
# case-log: the life of a case by the field's rules: who may do what, why and
# how often; what is taken back
# Case numbers are digits; new takes a class, or none:
# shellcheck disable=SC2086,SC2119
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"
# shellcheck source=tests/life.sh
. "$here/life.sh"

at '02-13 09:00'

# verified, filed or refused
c=$(new)
ok 'somebody is sent to see' log send --unit cm $c
is 'and it waits' 'state' 'pending_verify' $c
why 'send needs who' "$c: send needs a case that is reported, pending_check;\
 this one is pending_verify" send --unit cm $c
ok 'he has seen it' log verify --value pass --as cm $c
why 'of another class is no condition' \
    "$c: file: \"T2-1\": no filing condition of its class" file --value T2-1 $c
ok 'filed by a condition' log file --value T1-2 $c
is 'it waits for dispatch' 'state, standard, filed, due' \
    'pending_dispatch|T1-2|2026-02-13 09:00:00|' $c
ok 'and is dispatched with all that waits' route --all
is 'by the limit of its condition: 8 hours on Friday, 8 on a worked Saturday' \
    'state, standard, due' 'dispatched|T1-2|2026-02-24 09:00:00' $c
c=$(new)
status 2 'a refusal needs a reason of the list' case-log refuse --reason 不想 $c
says 'not one of malicious (恶意重复来电)' 'which is told'
ok 'by its name' log refuse --reason 核实不属实 --text 无此事 $c
same 'the journal keeps the code, and the words beside' query "SELECT reason,
    text, holder FROM v_journal WHERE number = $c AND act = 'refuse'" <<!
not_found|无此事|s1
!
is 'it is not filed' 'state, open' 'not_filed|no' $c
why 'reopening needs a reason' "$c: reopen: it needs a reason" reopen $c
ok 'with one it is filed' log reopen --reason 再次反映 $c
is 'and counted' 'state, reopened' 'pending_dispatch|1' $c

# who may
c=$(new)
route $c
why 'another unit does not sign' \
    "$c: sign: not by ga: by the unit that has it, s1-cg, or below" \
    sign --as ga $c
ok 'one below does' log sign --as s1-cg-a $c
why 'a unit does not check its own work' \
    "$c: close: not by s1-cg: by the street s1, or a unit of kind district_center" \
    close --value forced --as s1-cg $c
same 'of a right nobody needs to be named: whose turn it is' query "SELECT act,
    holder FROM v_journal WHERE number = $c AND act IN ('dispatch', 'sign')" <<!
dispatch|
sign|s1-cg-a
!
why 'assign: one below it does not' \
    "$c: assign: not by s1-cg-a: by the unit that has it, s1-cg, or above" \
    assign --unit s1-cg-a --as s1-cg-a $c
why 'nor to a unit beside it' \
    "$c: assign: ga is not below the unit that has it, s1-cg" assign --unit ga $c
why 'nor to itself' "$c: assign: s1-cg is not below the unit that has it, s1-cg" \
    assign --unit s1-cg $c
ok 'the unit assigns' log assign --unit s1-cg-a $c
why 'only once' "$c: assign: it is assigned to somebody; take that back first:\
 unassign" assign --unit s1-cg-a $c
why 'what is assigned is not returned' "$c: return: it is assigned to somebody;\
 take that back first: unassign" return --reason not_ours $c
ok 'somebody is there' log attend --at '2026-02-13 09:00' $c
at '02-13 10:00'
ok 'the handler is done' log handle --text 清走 $c
is 'his unit has to confirm' 'state, finished, handled, handler' \
    'handle_finish|2026-02-13 10:00:00||s1-cg-a' $c
why 'not he himself' \
    "$c: confirm: not by s1-cg-a: by the unit that has it, s1-cg, or above" \
    confirm --as s1-cg-a $c
at '02-13 16:00'
ok 'it says no' log confirm --value fail $c
is 'then it is worked on' 'state, finished' 'handling|' $c
log handle $c
at '02-13 17:00'
ok 'it says yes' log confirm $c
is 'the clock stops there: delay inside counts' 'state, finished, handled' \
    'pending_check|2026-02-13 16:00:00|2026-02-13 17:00:00' $c
same 'so many seconds of office hours: 3 and 3' query "SELECT used FROM
    v_journal WHERE number = $c AND act = 'confirm' AND value IS NULL" <<!
21600
!
ok 'somebody is sent to check' log send --unit cm $c
ok 'it fails' log check --value fail $c
is 'its handler goes on' 'state, handler, rework, handled' \
    'handling|s1-cg-a|1|' $c
ok 'the assignment is taken back' log unassign --reason 休假 $c
ok 'without a handler the unit handles' log handle $c
ok 'check' log check --value pass --as dc $c
ok 'close' log close $c

begin 'filed, assigned, confirmed'
# returned too often
at '02-16 09:00'
c=$(new)
for u in s1-cg ga sw; do
	route --to $u --reason 轮到 $c
	log return --reason not_ours $c
done
is 'returned three times, and what was known is there' \
    'state, returns, unit, first_unit' 'returned|3|sw|s1-cg' $c
status 1 'a fourth unit is not asked' case-route --to s10 $c
says "$c: dispatch: it was returned 3 times; give it to a unit for good: --forced" \
    'and told what helps'
ok 'it is given for good' route --to ga --forced --reason 终审 $c
why 'then it stays' "$c: return: its quota of 3 is used up" \
    return --reason not_ours $c
c2=$(new)
route --forced $c2
why 'any forced dispatch does' "$c2: return: it was given to the unit for good:\
 the dispatch was forced" return --reason not_ours $c2
is 'the first owner is known' 'unit, first_unit, forced' 'ga|s1-cg|yes' $c
status 1 'who dispatches needs the right, too' case-route --as ga --to sw \
    --reason 推 $c
says "$c: dispatch: not by ga: by the street s1" 'and is told'
ok 'the district has it' route --as dc --to sw --reason 改派 --forced $c

begin returned
# in order: received at nine, dispatched at ten
at '02-13 09:00'
c=$(new)
at '02-13 10:00'
route $c
at '02-13 11:00'
why 'nobody is there before the dispatch' \
    "$c: attend: before it was dispatched" attend --at '2026-02-13 09:30' $c
why 'nor asks for more time' "$c: extend: before it was dispatched" \
    extend --reason 待料 --at '2026-02-13 09:30' $c
ok 'asked for at half past ten' \
    log extend --reason 待料 --at '2026-02-13 10:30' $c
why 'it is not granted before' "$c: grant: before the request" \
    grant --at '2026-02-13 10:15' $c
why 'nor denied' "$c: deny: before the request" \
    deny --reason 足够 --at '2026-02-13 10:15' $c
ok 'the unit agrees' log grant --at '2026-02-13 10:45' $c
why 'the street not before it' "$c: grant: before the approval before it" \
    grant --at '2026-02-13 10:40' $c
ok 'an approval is taken back' log takeback --reason 误点 $c
ok 'then it is no longer before anything' \
    log grant --at '2026-02-13 10:40' $c
ok 'at the same time' log grant --at '2026-02-13 10:40' $c
is 'extended' 'extended, pending' '1|' $c
ok 'what was done meanwhile is recorded later' \
    log handle --text 完 --at '2026-02-13 10:35' $c

begin 'in order'
# taken back
at '03-04 09:00'
c=$(new)
route $c
log sign --at '2026-03-04 09:00' $c
at '03-04 10:00'
log handle --text 错 $c
why 'why?' "$c: takeback: it needs a reason" takeback $c
why 'not by others' "$c: takeback: not by ga: by who did it, or the street s1,\
 or a unit of kind district_center" takeback --reason 误 --as ga $c
why 'not another act than the last' "$c: takeback: the last act is handle" \
    takeback --value sign --reason 误 $c
why 'not before it' "$c: takeback: before the handle that it takes back" \
    takeback --reason 误 --at '2026-03-04 09:30' $c
ok 'the last act is taken back' log takeback --reason 误 $c
is 'it is as it was' 'state, handled, signed, rows' \
    'handling||2026-03-04 09:00:00|5' $c
same 'its clock runs' query "SELECT kind FROM v_clock WHERE number = $c
    AND kind = 'handle'" <<!
handle
!
same 'the row says which' query "SELECT act, value, old, taken_back FROM
    v_journal WHERE number = $c AND row > 3" <<!
handle|||5
takeback|handle|4|
!
log note --text 其间 $c
ok 'further back, over a note' log takeback --reason 误 $c
ok 'and further' log takeback --reason 误 $c
is 'to where it began' 'state, unit, due, signed, dispatched' \
    'reported||||' $c
why 'not its beginning' \
    "$c: takeback: nothing may be taken back since the last report" \
    takeback --reason 误 $c
ok 'it goes on from there, also earlier than what was wrong' \
    route --at '2026-03-04 09:00' $c
case-escalate -q raise --kind enforce --unit ga $c </dev/null
why 'not what a whistle followed' \
    "$c: takeback: nothing may be taken back since the last summon" \
    takeback --reason 误 $c
cat >case.csv <<!
id,source,received,class,area,unit,dispatched
A1,hotline,2026-03-03 08:00,T1,110102001004,sw,2026-03-03 09:00
!
case-new -q -i case.csv
a1=$(query "SELECT number FROM v_external WHERE external = 'A1'")
why 'not what was imported' "$a1: takeback: the last act, dispatch, was\
 imported: its source has to mend it" takeback --reason 误 $a1

# a file of acts
cat >acts.csv <<!
number,act,unit,until,reason,value
$a1,assign,sw-a,,,
$a1,unassign,,,错人,
$a1,hang,,2026-06-01,待季节,
$a1,grant,,,,hang
!
same 'acts of a file, with unit and until' quietly case-log -i acts.csv <<!
$a1	assign
$a1	unassign
$a1	hang
$a1	grant
!
same 'the same file again' sh -c 'case-log -i acts.csv 2>&1' <<!
case-log: recorded 0, same 4, refused 0
!

# What the source says of a case that is ahead here changes nothing.
log grant $a1
at '03-05 09:00'
cat >again.csv <<!
id,source,received,class,area,unit,dispatched,state,title
A1,hotline,2026-03-03 08:00,T1,110102001004,sw,2026-03-03 09:00,dispatched,甲
!
ok 'a daily import of a case that is hung here' case-new -q -i again.csv
is 'leaves it so' 'state, title' 'suspended|甲' $a1
same 'and finds nothing' query \
    "SELECT text FROM v_finding WHERE number = $a1" </dev/null
cat >again.csv <<!
id,source,received,class,area,unit,dispatched,state,handled
A1,hotline,2026-03-03 08:00,T1,110102001004,sw,2026-03-03 09:00,closed,2026-03-05 08:30
!
ok 'one that it has handled all the same' case-new -q -i again.csv
is 'goes on and is closed' 'state, handled, hung_since' \
    'closed|2026-03-05 08:30:00|' $a1
same 'with a finding' query "SELECT text FROM v_finding WHERE number = $a1" <<!
it was hung here, and the source says that it was handled all the same
!
begin 'taken back, and imported'
# Acts at random, most of which are refused; the numbers are the same in every
# run.
at '03-02 09:00'
awk 'BEGIN {
	print "id,source,received,class,area"
	for (i = 0; i < 60; i++)
		printf "R%d,hotline,2026-03-02 08:00,T1,110102001004\n", i
}' >case.csv
case-new -q -i case.csv
case-list -o ids >numbers
route --all
at '03-31 09:00'
awk 'function draw(n) {
	x = (x * 16807) % 2147483647
	return x % n
}
BEGIN { x = 4711 }
{ no[NR] = $1 }
END {
	k = split("send verify file refuse sign assign unassign attend reply" \
	    " handle handle confirm check check close callback return extend" \
	    " hang appeal grant grant deny resume reopen takeback takeback" \
	    " takeback note", act, " ")
	split("pass fail", pf, " ")
	print "number,act,at,value,unit,until,reason,text,solved"
	for (i = 0; i < 4000; i++) {
		a = act[draw(k) + 1]
		c = no[draw(NR) + 1]
		value = a ~ /^(verify|check)$/ ? pf[draw(2) + 1] : \
		    a == "close" && draw(3) == 0 ? "special" : ""
		reason = a == "return" ? "not_ours" : a == "refuse" ? \
		    "not_found" : a ~ /^(un|ext|hang|app|deny|reop|take)/ ? \
		    "x" : ""
		printf "%s,%s,2026-03-%02d %02d:%02d,%s,%s,%s,%s,%s,%s\n", c, a,
		    3 + int(i / 160), 8 + int(i % 160 / 16), i % 16 * 3,
		    value, a ~ /^(send|assign)$/ ? "s1-cg-a" : "",
		    a == "hang" ? "2026-06-01" : "", reason,
		    a == "note" ? "x" : "", a == "callback" ? "yes" : ""
	}
}' numbers >random.csv
status 1 'four thousand acts at random' \
    case-log -i random.csv -r refused.csv -o tsv
cp err told
# shellcheck disable=SC2016
ok 'many fit, many do not' awk -F '[ ,]+' '/recorded/ {
	exit !($3 > 800 && $7 > 800) }' told
same 'each state and act was there' query "SELECT
    (SELECT group_concat(act, ' ') FROM (SELECT act FROM v_journal
	WHERE act NOT IN ('report', 'dispatch') GROUP BY act)),
    (SELECT count(*) > 100 FROM v_journal WHERE act = 'takeback')" <<!
appeal assign attend callback check close confirm deny extend file grant\
 handle hang note refuse reopen reply resume return send sign takeback\
 unassign verify|1
!
begin 'at random'
finish
