#!/bin/sh
# case-log: what happened, one act for many cases, or a file of acts
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

cat >case.csv <<!
id,source,received,class,area,title,text,caller,phone,address
A1,hotline,2026-02-02 08:00:00,E0101,110102001004,违建,屋顶加盖,王某,13812345678,某院1号
A2,hotline,2026-02-02 08:00:01,E0108,110102001004,旧床,,,,
A3,hotline,2026-02-02 08:00:02,E0108,110102001004,旧桌,,,,
A4,hotline,2026-02-02 08:00:03,E0108,110102001004,旧椅,,,,
A5,hotline,2026-02-02 08:00:04,E0108,110102001004,旧柜,,,,
!
case-new -q -i case.csv || exit 2
a1=20260202000001 a2=20260202000002 a3=20260202000003 a4=20260202000004
a5=20260202000005
case-route -q --at '2026-02-02 08:30' $a1 $a2 $a3 $a4 || exit 2

refuses() {
	name=$1 why=$2
	shift 2
	printf 'case-log: %s\n' "$why" >expect
	same "$name" fails 1 case-log -q "$@" <expect
}

same 'prints number and act' quietly case-log sign --at '2026-02-02 08:40' \
    $a1 $a2 <<!
$a1	sign
$a2	sign
!
refuses 'an act that the state does not allow names both' \
    "$a1: sign needs a case that is dispatched; this one is handling" sign $a1
refuses 'a case that is not dispatched is not handled' \
    "$a5: handle needs a case that is dispatched, handling; this one is reported" \
    handle $a5
status 1 'what does not exist is named, the others are done' \
    case-log handle --text '已拆除，回电13912345678' --at '2026-02-02 09:00' \
    20260202000099 abc $a1
says '20260202000099: no such case' 'by number'
says '"abc": not a case number' 'or as text'
says '1 of 2: handle' 'and counted'
same 'a text is masked in the journal, whole in the private room' query "
    SELECT text FROM v_journal WHERE number = $a1 AND act = 'handle';
    SELECT text FROM private_text WHERE no = $a1" <<!
已拆除，回电139××××
已拆除，回电13912345678
!
refuses 'a check says pass or fail' \
    "$a1: check: its value is one of pass fail" check $a1
status 2 'no other word' case-log check --value good $a1
says '--value: "good": not one of pass fail' 'it is named'
refuses 'a check before the work' "$a1: check: before it was handled" \
    check --value pass --at '2026-02-02 08:50' $a1
ok 'a check that fails' case-log check --value fail $a1
same 'sends it back, with its clock running again' query "
    SELECT state, rework, handled IS NULL FROM v_case WHERE number = $a1;
    SELECT kind, due FROM v_clock WHERE number = $a1 AND kind = 'handle'" <<!
handling|1|1
handle|2026-02-02 14:30:00
!
ok 'handled again' case-log handle $a1
same 'stops the clock' query "SELECT count(*) FROM v_clock
    WHERE number = $a1 AND kind = 'handle'" <<!
0
!
ok 'a check that passes' case-log check --value pass $a1
refuses 'no callback before the close' \
    "$a1: callback needs a case that is closed; this one is pending_close" \
    callback --solved yes $a1
ok 'close' case-log close --text 已回复 $a1
refuses 'a callback says something' \
    "$a1: callback: it needs solved, rating or both" callback $a1
status 2 'in known words' case-log callback --solved maybe $a1
ok 'solved and rating' case-log callback --solved partly --rating basic $a1
ok 'a later one may say less' case-log callback --rating satisfied $a1
same 'the last word of each holds' query "SELECT state, close_kind, solved,
    rating FROM v_case WHERE number = $a1" <<!
closed|normal|partly|satisfied
!
refuses 'a closed case is not closed again' "$a1: close needs a case that is\
 open; this one is closed" close $a1
refuses 'what was not handled does not close' "$a2: close: it is not\
 handled; close it as special or forced, or handle it first" close $a2
status 2 'close has its words' case-log close --value quick $a2
ok 'as forced it does' case-log close --value forced $a2
same 'and says so' query \
    "SELECT close_kind FROM v_case WHERE number = $a2" <<!
forced
!
refuses 'a return needs a reason' "$a3: return: it needs a reason" return $a3
ok 'with one it is returned' case-log return --at '2026-02-02 08:50' --reason 不属本单位职责 --text 属物业 $a3
refuses 'a note needs a text' "$a3: note: it needs a text" note $a3
ok 'a note in any open state' case-log note --text 已协调 $a3 $a4 $a5
status 2 'a time in the future' case-log note --text x --at 2026-02-03 $a4
says '--at: "2026-02-03": in the future' 'is named'
status 2 'a time without a day' case-log note --text x --at 09:00 $a4
refuses 'a time before the case' \
    "$a4: note: before the case was received" note --text x --at 2026-02-01 $a4
refuses 'signed before it was dispatched' \
    "$a4: sign: before it was dispatched" sign --at '2026-02-02 08:29' $a4
ok 'today is now: no hour that nobody wrote' \
    case-log note --text x --at 2026-02-02 $a4
same 'the journal has the time of the note' query "SELECT max(time) FROM
    v_journal WHERE number = $a4" <<!
2026-02-02 10:00:00
!
status 2 '--as an unknown unit' case-log sign --as nobody $a4
says '--as: "nobody": no such unit' 'is named'
ok '--as is the holder of the row' case-log sign --as cm $a4
same 'by default the holder is who has the case' query "SELECT act, holder
    FROM v_journal WHERE act = 'sign' AND number IN ($a1, $a4)" <<!
sign|s1-cg
sign|cm
!
status 2 'what an act does not take is refused' \
    case-log note --text x --value 13812345678 $a4
says '--value: note does not take it' 'by name'
status 2 'solved is of a callback' case-log handle --solved yes $a4

amend() {
	ok "amend $1" case-log amend --field "$1" --value "$2" $a5
}
amend kind complain
amend class E0109
amend area 110102010
amend place 北门
amend title '树挂 13812340000'
amend text '电话13812340001'
amend lat 39.9
amend lon 116.4
amend tags 夜间
amend caller 李某
amend phone 13812340002
amend address 某院2号
same 'each amendment is a row with the old and the new value' query "
    SELECT field, old, new FROM v_journal WHERE number = $a5
    AND act = 'amend'" <<!
kind||complain
class|E0108|E0109
area|110102001004|110102010000
place||北门
title|旧柜|树挂 138××××
text||电话138××××
lat||39.9
lon||116.4
tags||夜间
caller||(private)
phone||(private)
address||(private)
!
same 'the private room has what is private' query "SELECT caller, phone,
    address, title, text FROM private WHERE no = $a5" <<!
李某|13812340002|某院2号|树挂 13812340000|电话13812340001
!
ok 'amend again to the same' case-log amend --field class --value E0109 $a5
same 'makes no row' query "SELECT count(*) FROM v_journal
    WHERE number = $a5 AND act = 'amend'" <<!
12
!
case-log -q amend --field place --value 南门 --reason '听错 13812340003' $a5
same 'a reason is kept, masked' query "SELECT old, new, reason
    FROM v_journal WHERE number = $a5 AND reason IS NOT NULL" <<!
北门|南门|听错 138××××
!
! query 'SELECT * FROM journal' | grep -q -e 1381234 -e 李某 -e 某院
result $? 'no personal data in any journal'
status 2 'no such field' case-log amend --field size --value 1 $a5
says '--field: "size": not one of kind, class, area' 'says which there are'
status 2 'the time of receipt is not amended' \
    case-log amend --field received --value 2026-01-01 $a5
status 2 'a value that is wrong' case-log amend --field class --value X $a5
says 'class: "X": no such class' 'is named'
status 2 'no value' case-log amend --field class $a5
status 2 'a latitude that is none' case-log amend --field lat --value 91 $a5

refuses 'void needs a reason' "$a5: void: it needs a reason" void $a5
ok 'void' case-log void --reason 重复 $a5
for act in sign handle 'close --value forced' 'note --text x' \
    'amend --field place --value 东门' 'void --reason x'; do
	# shellcheck disable=SC2086
	status 1 "a void case refuses ${act%% *}" case-log $act $a5
done
same 'and stays as it was' query \
    "SELECT place, state, rows FROM v_case WHERE number = $a5" <<!
南门|cancelled|16
!
case-new -i case.csv >out 2>said
same "void gives the source's number back: a new case" cat said <<!
case-new: new 1, changed 0, same 4, refused 0
!

same '-n writes nothing' sh -c "case-log -n note --text n $a3 2>&1
    case-show $a3 | grep -c '  note  .*  n  ' || :" <<!
case-log: 1 of 1: note; nothing was done
0
!
same 'standard input; a whistle is taken as its case; NUL out' sh -c "
    printf '%s\n%s.1\trest\n' $a3 $a4 |
    case-log -0 -q -o ids note --text x - ; case-log -0 -o ids note \
    --text x $a3 2>said | tr '\0' +; echo" <<!
$a3+
!
ok 'an empty list is all of nothing' case-log sign
same '-q prints nothing' case-log -q note --text x $a3 </dev/null
case-log note --text x $a3 >/dev/full 2>err
[ $? -eq 2 ]
result $? 'a full disk is an error'
status 2 'no act' case-log
status 2 'an act of another command' case-log dispatch $a3
status 2 'accept is no act of case-log' case-log accept
status 2 'a bad option' case-log note --unit x $a3
ok 'help' case-log --help
status 2 'no database' case-log -d nothing.db note --text x $a3

# A file of acts.
case-route -q --at '2026-02-02 09:00' $a3 20260202000006 || exit 2
b=20260202000006
cat >returns.csv <<!
number,source,id,act,at,text,value,solved,rating,reason
$b,,,sign,2026-02-02 09:10,,,,,
$b,,,handle,2026-02-02 09:20,清走 13812340009,,,,
$b,,,check,2026-02-02 09:30,,pass,,,
,hotline,A5,close,2026-02-02 09:40,,,,,
,hotline,A5,callback,2026-02-02 09:50,,,yes,satisfied,
!
same 'a file of acts, in its order, by either number' \
    quietly case-log -i returns.csv <<!
$b	sign
$b	handle
$b	check
$b	close
$b	callback
!
same 'the course follows' query "SELECT state, signed, handled, checked,
    closed, called, solved, rating FROM v_case WHERE number = $b" <<!
closed|2026-02-02 09:10:00|2026-02-02 09:20:00|2026-02-02 09:30:00|2026-02-02 09:40:00|2026-02-02 09:50:00|yes|satisfied
!
cat >bad.csv <<!
number,act,at,as,text
$a3,note,,,第一
$a3,note,2027-01-01,,第二
$a3,fly,,,第三
$a3,note,,nobody,第四
$a3,sign,,,
$b,sign,,,
20260202000099,note,,,第七
x,note,,,第八
,note,,,第九
$a3,note,,,
!
before=$(query 'SELECT count(*) FROM journal')
status 2 'all or nothing: one bad row refuses a file' case-log -i bad.csv
says 'bad.csv:3: at: "2027-01-01": in the future' 'a time'
says 'bad.csv:4: act: "fly": not one of send, verify, file' 'an act'
says 'bad.csv:5: as: "nobody": no such unit' 'a unit'
says 'bad.csv:9: number: "x": not a case number' 'a number that is none'
says 'bad.csv:10: number: "": neither a number nor a source' 'no number'
[ "$(query 'SELECT count(*) FROM journal')" -eq "$before" ]
result $? 'nothing was done'
ok '-n with -r counts' sh -c \
    'case-log -n -i bad.csv -r no.csv 2>said; test $? -eq 1; cat said >&2'
says 'recorded 2, same 0, refused 8; nothing was done' 'and says so'
[ ! -e no.csv ]
result $? 'and leaves no file'
status 1 '-r: the rest is done' case-log -i bad.csv -r refused.csv
says "bad.csv:7: number: \"$b\": sign needs a case that is dispatched" \
    'what the state does not allow'
says 'bad.csv:8: number: "20260202000099": no such case' 'no such case'
says "bad.csv:11: number: \"$a3\": note: it needs a text" 'what it needs'
same 'the right ones are in' query "SELECT act, text FROM v_journal
    WHERE entry = (SELECT max(entry) FROM v_journal)" <<!
note|第一
sign|
!
same 'the refused ones can be mended' sh -c \
    'tail -n +2 refused.csv | cut -d , -f 1-6 | tr -d "\r"' <<!
$a3,note,2027-01-01,,第二,3
$a3,fly,,,第三,4
$a3,note,,nobody,第四,5
x,note,,,第八,9
,note,,,第九,10
$b,sign,,,,7
20260202000099,note,,,第七,8
$a3,note,,,,11
!
printf 'number\n%s\n' $a4 | case-log -q -o ids -i - handle --text 完成 &&
    [ "$(query "SELECT state FROM v_case WHERE number = $a4")" = \
    pending_check ]
result $? 'the act and more may come from the command line'
printf '工号\t1\n' >map
status 2 'an unknown column' case-log -i map handle
status 2 'an empty file' case-log -i /dev/null handle
status 2 '-r goes with -i' case-log -r x.csv note --text x $a3
status 2 'numbers do not go with -i' case-log -i returns.csv sign $a3

case-log acts --lang en >table
same 'acts lists what may be done where' grep -e ^sign -e ^check table <<!
sign	sign	dispatched	handling	holder			sign
check	check	pending_check checking	handling pending_close	street district_center	value	handle	check
!
page=$here/../man/case-log.1
if [ -e "$page" ]; then
	sed -n '/^\.\\" acts/,/^\.El/p' "$page" | sed -n '/^\.It/{
		s/^\.It Cm //
		N
		s/\n/	/p
	}' >there
	awk -F '\t' '{
		gsub(/ /, ", ", $3)
		sub(/reported, .*, checking/, "any open", $3)
		if ($1 == "report") $3 = "how a case begins"
		gsub(/ /, ", ", $4)
		gsub(/ /, ", ", $6)
		print $1 "\t" $3 ($4 == "" ? "" : "; to " $4) \
		    ($6 == "" ? "" : "; needs " $6)
	}' table >expect
	same 'the manual has the table of acts' cat there <expect
	# Each step of the way is an act that leads from there to there.
	sed -n '/^\.\\" diagram/,/^\.Ed/p' "$page" | grep ' > ' >steps
	ok 'the manual shows the way of a case' test "$(wc -l <steps)" -ge 18
	awk -F '\t' 'NR == FNR { from[$1] = " " $3 " "; to[$1] = " " $4 " "
	    next }
	    { split($1, state, " > "); n = split($2, act, ", ")
	    for (i = 1; i <= n; i++) {
		split(act[i], word, " ")
		if (!index(from[word[1]], " " state[1] " ") ||
		    !index(to[word[1]], " " state[2] " "))
			print act[i] ": not " $1
	    } }' table steps >wrong
	same 'by acts that lead there' cat wrong </dev/null
else
	skip 'no manual of case-log'
fi
same 'the journal leads to what is stored' grid-check replay integrity \
    </dev/null
printf 'code,name,unit\nliu,刘某,s10\nma1,马某,sw\nma2,马某,ga\n' >person.csv
grid-load -q -i person.csv person || exit 2
b1=$(case-new --source hotline --class E0108 --area 110102001004)
case-log -q note --text 甲 --by liu "$b1"
case-log -q note --text 乙 --by 刘某 "$b1"
case-log -q note --text 丙 --by 马某 "$b1"
case-log -q note --text 丁 --by liu --as ga "$b1"
same 'it is done for the unit of who types, if the roster knows just him' \
    query "SELECT text, holder FROM v_journal WHERE number = $b1
    AND text IN ('甲', '乙', '丙', '丁') ORDER BY row" <<!
甲|s10
乙|s10
丙|
丁|ga
!

# What is refused altogether is no entry.
entries=$(query 'SELECT count(*) FROM v_entry')
status 1 'an act on no case' case-log sign 20260202009999
printf 'number,act\n20260202009999,sign\n' >none.csv
status 1 'a file of them' case-log -r bad.csv -i none.csv
status 1 'the same to dispatch' case-route 20260202009999
status 1 'and to whistle' case-escalate accept 20260202009999
[ "$(query 'SELECT count(*) FROM v_entry')" -eq "$entries" ]
result $? 'none is an entry'

# Control bytes of arguments and of standard input never reach a terminal.
esc=$(printf '\033') csi=$(printf '\302\233')
case-log sign "1${esc}[31m" "2${csi}x" 2>err
# shellcheck disable=SC2129
printf '3%s\n' "$esc" | case-log sign - 2>>err
case-log "x$esc" 2>>err
case-log --x"$esc" sign 2>>err
case-log sign -"$esc" 2>>err
case-log --lang "$esc" sign 2>>err
case-log note --as "$esc" --text x "$b1" 2>>err
case-log note --at "$esc" --text x "$b1" 2>>err
[ "$(wc -l <err)" -ge 7 ] && ! grep -q -e "$esc" -e "$csi" err
result $? 'control bytes of arguments never come out'
finish
