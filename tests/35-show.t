#!/bin/sh
# case-show: all about a case, in two languages and as JSON
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

esc=$(printf '\033') csi=$(printf '\302\233')
cat >case.csv <<!
id,source,received,class,area,title,text,caller,phone,address
A1,hotline,2026-02-02 09:00:00,E0101,110102001004,违建${csi}31m,"第一行
第二行${esc}[31m，回电13812345678",王某,13812345678,某院1号
A2,hotline,2026-02-01,E0108,110102010000,旧床,,,,
!
case-new -q -i case.csv || exit 2
a1=20260202000001 a2=20260201000001
case-route -q $a1
case-log -q note --text '已联系 13912345678' $a1
case-escalate -q raise --kind enforce --unit ga,sw $a1
case-escalate -q arrive --unit ga $a1

case-show --lang zh $a1 | cut -c 1-60 >shown
same 'facts and course in Chinese, names beside codes' \
    grep -E '^(工单号|状态|受理|来源 |类别|区域|过滤|承办|截止)' shown <<!
工单号        $a1
状态          dispatched 已派遣
受理时间      2026-02-02 09:00:00
来源          hotline 12345热线
类别          E0101 私搭乱建
区域          110102001004 府右街南社区
过滤级        3
承办单位      s1-cg 西长安街执法队
截止时间      2026-02-02 16:00:00
!
case-show --lang en $a1 >shown
same 'and in English' grep -E '^(Number|State|Class|Due)' shown <<!
Number        $a1
State         dispatched
Class         E0101 Unauthorised construction
Due           2026-02-02 16:00:00
!
grep -q "^  $a1.1  Joint enforcement whistle" shown &&
    grep -q '西城公安 (there)' shown
result $? 'a whistle with who has arrived'
grep -q '^  3  2026-02-02 10:00:00  note  .*已联系 139××××' shown
result $? 'the journal'
grep -q 'assisting ga' shown
result $? 'assisting units'
grep -q '^  hotline  A1' shown
result $? "the source's number"
[ "$(grep -c '第一行 第二行' shown)" -eq 1 ]
result $? 'a text of several lines stands on one'
case-show $a1 $a2 >shown; case-show --reveal $a1 $a2 >>shown
case-show -o json --reveal $a1 >>shown
! grep -q -e "$esc" -e "$csi" shown
result $? 'control characters never come out'
case-show $a1 >shown; case-show -o json $a1 >>shown
! grep -q -e 王某 -e 13812345678 -e 13912345678 -e 某院 shown
result $? 'personal data do not show'
case-show --reveal $a1 | grep -q '王某.*13812345678.*某院1号'
result $? '--reveal shows them'
case-show $a2 | grep -q '^受理时间      2026-02-01$'
result $? 'of a case without an hour only the day'

case-show -o json $a1 $a2 >lines
same 'json is one object a line that parses' sqlite3 :memory: "
    WITH t(j) AS (SELECT '[' || replace(rtrim(readfile('lines'), char(10)),
	'}' || char(10) || '{', '},{') || ']')
    SELECT json_valid(j), json_array_length(j), j ->> '\$[0].number',
	typeof(j ->> '\$[0].number'), j ->> '\$[0].state',
	json_array_length(j, '\$[0].journal'), j ->> '\$[0].whistles[0].kind',
	j ->> '\$[0].external[0].id', j ->> '\$[0].private' FROM t" <<!
1|2|$a1|text|dispatched|7|enforce|A1|
!
same 'json with --reveal has the private room' sqlite3 :memory: "
    SELECT j ->> '\$.private[0].phone', j ->> '\$.private[0].caller'
    FROM (SELECT '$(case-show -o json --reveal $a1)' AS j)" <<!
13812345678|王某
!
same 'json with -0 ends with NUL' \
    sh -c "case-show -0 -o json $a1 $a2 | tr -cd '\\0' | wc -c" <<!
2
!
status 1 'a number that does not exist is named' \
    case-show 20260202000009 $a1
says 'case-show: 20260202000009: no such case' 'it is named'
[ "$(head -n 1 out | cut -c 1-6)" != '' ] && grep -q $a1 out
result $? 'the others are shown, without an empty line before'
status 1 'also with -q' case-show -q 20260202000009
status 1 'what is no number is named' case-show abc
says '"abc": not a case number' 'with a number as it would be'
status 1 'a whistle has a number from 1 on' case-show $a1.0
ok 'an empty list is all of nothing' case-show
same 'numbers come from the first field of standard input' \
    sh -c "case-list --area 110102010 | case-show | head -n 1" <<!
工单号        $a2
!
same 'a dash is standard input' \
    sh -c "case-list -0 -o ids | case-show -o json - | wc -l" <<!
2
!
same '-q prints nothing' case-show -q $a1 </dev/null
status 2 'tables are for case-list' case-show -o csv $a1
status 2 'a bad option' case-show --all $a1
ok 'help' case-show --help
status 2 'no database' case-show -d nothing.db $a1
case-show $a1 >/dev/full 2>err
[ $? -eq 2 ]
result $? 'a full disk is an error'

WHISTLE_NOW='2026-12-31 10:00:00'
export WHISTLE_NOW
no=$(case-new --source patrol --class E0118 --area 110102010000 2>/dev/null)
case-route -q "$no"
# Three working days from the next: of 2027 no calendar says which they are.
case-show --lang en "$no" | grep -q '^Due .*2027-01-0.*(provisional)$'
result $? 'a deadline in a year without calendar is provisional'
same 'and analysts see it too' query \
    "SELECT provisional FROM v_case WHERE number = $no" <<!
yes
!

b1=$(case-new --source hotline --class E0108 --area 110102010000 2>/dev/null)
case-log -q note --text '回电 13712345678' "$b1"
case-show "$b1" >shown; case-show -o json "$b1" >>shown
! grep -q 13712345678 shown
result $? "the journal's whole texts do not show"
case-show --reveal "$b1" | grep -q '^  2  回电 13712345678$'
result $? '--reveal shows them, by row'
same 'so it does in JSON' sqlite3 :memory: "
    SELECT j ->> '\$.private_text[0].row', j ->> '\$.private_text[0].text'
    FROM (SELECT '$(case-show -o json --reveal "$b1")' AS j)" <<!
2|回电 13712345678
!
finish
