#!/bin/sh
# Personal data has one room: what is planted at every door shows nowhere else.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"
share_script=$here/../scripts/share

# Every planted telephone begins with 13999, every identity number with
# 11010119770101, every caller's name has 赵钱, every address 密院; those of
# callers who asked for secrecy 孙李 and 隐院.
t=13999
mark="$t|11010119770101|赵钱|密院|孙李|隐院"
p() {
	printf '%s%06d' $t "$1"
}
i() {
	printf '11010119770101%03dX' "$1"
}

# A hotline's export in GB18030, by a map that keeps, joins, makes and has
# constants; row 3 is refused and then mended.
cat >town.map <<!
id = 编号
source = 'hotline'
received = 时间
title = 标题
text = 内容, 补充
place = 地点
tags = 标签
class = 类
class.unknown = make
unit = 单位
unit.unknown = make
state = 状态
closed = 办结
result = 结果
reply = 回复
caller = 姓名
phone = 电话
address = 住址
confidential = 是否保密
confidential[是] = yes
confidential[否] = no
keep = 备注
ignore = *
!
cat >in.csv <<!
编号,时间,标题,内容,补充,地点,标签,类,单位,状态,办结,结果,回复,姓名,电话,住址,是否保密,备注,弃
A1,2026-01-20 08:00,打$(p 1),致$(p 2)和$(p 3)；身份证$(i 1),另$(p 4),$(p 5)旁,急$(p 6),噪音,热线$(p 7),closed,2026-01-21 09:00,电$(p 8),回$(i 2),赵钱一,$(p 9),密院1号,否,注$(p 10),$(p 11)
A2,2026-01-20 08:10,打$(p 12),文$(p 13),,处$(p 14),,坏$(p 15),ga,dispatched,,,,孙李二,$(p 16),隐院2号,是,$(i 3),
A3,$(p 17),打$(p 18),文$(p 19),,处,,噪音,ga,reported,,,,赵钱三,$(p 20),密院3号,,$(i 4),
!
iconv -f UTF-8 -t GB18030 in.csv >gb.csv
cmds=0
run() {
	cmds=$((cmds + 1))
	"$@" >>all 2>&1 </dev/null
}
run case-new -i gb.csv -m ./town.map -o json
run case-new -n -i gb.csv -m ./town.map -r no.csv
run case-new -i gb.csv -m ./town.map -r refused.csv -o csv
same 'the file of refused rows is for its owner only' stat -c %a refused.csv <<!
600
!
grep -q "赵钱三,$(p 20)" refused.csv
result $? 'and has the row whole, to be mended'
! sed 's/.*,_error//; s/.*,4,//' refused.csv | grep -E "$mark"
result $? 'what is said of it is masked'
sed -i "4,\$s/^A3,$(p 17)/A3,2026-01-20 08:20/; 2s/^A3,$(p 17)/A3,2026-01-20 08:20/" refused.csv
run case-new -i refused.csv -m ./town.map -o table
a1=20260120000001 a2=20260120000002 a3=20260120000003
same 'all three are filed' query 'SELECT count(*) FROM cases' <<!
3
!
# The source's next export: other telephones, and a caller who now asks.
sed "s/$(p 1)/$(p 21)/; s/$(p 9)/$(p 22)/; s/$(p 13)/$(p 23)/" in.csv |
    grep -v '^A3' >next.csv
run case-new -i next.csv -m ./town.map

# options
run case-new --source counter --received '2026-01-21 08:00' --class E0108 \
    --area 110102001004 --title "题$(p 30)" --text "文$(p 31)，$(i 30)" \
    --place "处$(p 32)" --tags "签$(p 33)" --caller 赵钱四 \
    --phone "$(p 34)" --address 密院4号 -o json
run case-new --source counter --received '2026-01-21 09:00' --class E0108 \
    --area 110102001004 --text 噪声 --caller 孙李五 --phone "$(p 35)" \
    --address 隐院5号 --confidential yes
run case-new --source counter --received "$(p 36)" --title x
run case-new --source counter --class E0108 --lat "$(p 37)"
b1=20260121000001 b2=20260121000002

# acts, by options and from a file
run case-route --explain $b1 $b2
run case-route --to s1-cg --reason "因$(p 40)" $b1
run case-log sign $b1
run case-log note --text "记$(p 41)与$(i 40)" $b1
run case-log amend --field text --value "改$(p 42)" $b1
run case-log amend --field title --value "改$(p 43)" $b1
run case-log amend --field place --value "改$(p 44)" $b1
run case-log amend --field tags --value "改$(p 45)" $b1
run case-log amend --field caller --value 赵钱六 $b1
run case-log amend --field phone --value "$(p 46)" $b1
run case-log amend --field address --value 密院6号 $b1
run case-log amend --field confidential --value yes $a1
run case-log amend --field confidential --value no $a1
run case-log return --reason "退$(p 39)" $b1
run case-log return --reason other --text "退$(p 47)" $b1
run case-escalate raise --kind enforce --unit ga --text "哨$(p 48)" $b2
run case-escalate arrive --unit ga --text "到$(p 49)" $b2
run case-escalate reject --reason "拒$(p 50)" $b2
run case-escalate accept --text "收$(p 51)" $b2
cat >acts.csv <<!
number,act,text,reason,value,field,at
$b2,handle,办$(p 60),,,,
$a3,note,记$(p 61),,,,
$a3,amend,,,改$(p 62),text,
$a3,note,记$(p 63),,,,$(p 64)
$a3,check,,,$(p 65),,
$a3,amend,,,$(p 66),lat,
$a3,return,退$(p 67),other,,,
!
run case-log -i acts.csv
run case-log -i acts.csv -r acts-refused.csv
run case-escalate --sweep --now '2026-02-02 10:00'

# Everything that is printed, in every format.
for f in tsv csv json table ids excel; do
	run case-list -o $f
	run case-list -o $f --text 改
	run case-list -o $f --phone "$(p 34)"
	run grid-report --month 2026-01 --by unit -o $f
	run grid-report --month 2026-01 --ids received -o $f
	run grid-check -o $f
	run street-roster roads -o $f
	run grid-load --dump unit -o $f
	run grid-load --dump class -o $f
	run grid-load --dump setting -o $f
done
run case-list -o open311
run case-list -o fixmystreet
run case-show $a1 $a2 $a3 $b1 $b2
run case-show -o json --lang en $a1 $a2 $a3 $b1 $b2
run grid-report --month 2026-01 --by class --compare
run grid-check replay
! grep -nE "$mark" all
result $? 'no command prints what was planted'
[ $cmds -ge 70 ] && [ "$(grep -c . all)" -gt 200 ]
result $? 'though all were run, and spoke'

# Tables are taken from the schema, so that new ones are looked at as well.
tables() {
	sqlite3 "$1" "SELECT name FROM sqlite_schema WHERE type IN ('table',
	    'view') AND name NOT LIKE 'private%'"
}
dump() {
	for table in $(tables "$1"); do
		sqlite3 "$1" "SELECT '$table', * FROM \"$table\""
	done
}
dump whistle.db >dumped
! grep -nE "$mark" dumped
result $? 'no table or view has it'
grep -q 'cases|.*139××××' dumped && grep -q 'v_journal|.*139××××' dumped
result $? 'what they have is masked'
# In the room are 11 numbers of A1, 5 of A2, 6 of A3, 9 and 6 of the others:
# not those that were amended, refused, ignored, or names of what was made.
sqlite3 whistle.db 'SELECT * FROM private; SELECT * FROM private_text' >room
same 'every number is whole in the room' sh -c "grep -oE '${t}[0-9]{6}' room |
    sort -u | wc -l; grep -oE '11010119770101[0-9]{3}X' room | sort -u |
    wc -l" <<!
32
5
!

# Callers who asked for secrecy.
secret='孙李|隐院'
run_private() {
	case-list --reveal -o csv
	case-list --reveal -o table --lang zh
	case-list --reveal -o json
	case-show --reveal $a1 $a2 $a3 $b1 $b2
	case-show --reveal -o json $a1 $a2 $a3 $b1 $b2
}
run_private >revealed 2>&1
grep -q 赵钱六 revealed && grep -q 密院1号 revealed &&
    grep -q "改$(p 42)" revealed
result $? '--reveal shows callers and whole texts'
! grep -E "$secret" revealed
result $? 'but not of those who asked for secrecy'
! grep -E "$(p 12)|$(p 16)|$(p 23)|$(p 35)|$(p 48)|$(p 60)|$(i 3)" revealed
result $? 'nor their whole texts'
same 'it shows a word in their place' case-list --reveal --source counter \
    --fields number,caller,phone,address,confidential <<!
$b1	赵钱六	$(p 46)	密院6号	no
$b2	confidential	confidential	confidential	yes
!
case-list --reveal --source counter -o table --lang zh |
    grep -q "$b2.* 保密  *保密  *保密  *yes"
result $? 'for people in Chinese'
case-show --reveal --lang zh $b2 | tail -n 2 >out
printf '个人信息\n  保密\n' | diff - out
result $? 'case-show too'
same 'and JSON' sqlite3 :memory: "SELECT j ->> '\$.private[0].caller',
    j ->> '\$.private[0].phone', j ->> '\$.private[0].text',
    j ->> '\$.private_text' FROM
    (SELECT '$(case-show -o json --reveal $b2)' AS j)" <<!
confidential|confidential||[]
!
same '--reveal=all shows them' case-list --reveal=all --id A2 \
    --fields caller,phone,address,text,confidential <<!
孙李二	$(p 16)	隐院2号	文$(p 23)	yes
!
case-show --reveal=all $b2 | grep -q '孙李五.*隐院5号.*保密\|孙李五.*隐院5号.*confidential'
result $? 'so does case-show'
status 1 'by telephone they are not found' case-list --phone "$(p 16)"
status 1 'not with --reveal either' case-list --phone "$(p 16)" --reveal
same 'but with --reveal=all' case-list --phone "$(p 16)" --reveal=all \
    --fields number <<!
$a2
!
same 'others are found by it' case-list --phone "$(p 46)" --fields number <<!
$b1
!
status 2 'any other word is refused' case-list --reveal=most
says 'case-list: --reveal: "most": only --reveal or --reveal=all' 'by name'
status 2 'case-show does too' case-show --reveal=some $b1

# Amending it.
same 'the journal tells only that it changed' query "SELECT field, old, new
    FROM v_journal WHERE field = 'confidential'" <<!
confidential||(private)
confidential||(private)
!
ok 'one can ask later' case-log amend --field confidential --value yes $a1
sed -i "s/$(p 21)/$(p 70)/" next.csv
run case-new -i next.csv -m ./town.map
same 'the source saying no does not take it back' case-list --reveal --id A1 \
    --fields caller,confidential <<!
confidential	yes
!
sed -i "s/隐院2号,是/隐院2号,否/; s/$(p 70),/$(p 71),/" next.csv
run case-new -i next.csv -m ./town.map
same 'not its own yes either' case-list --reveal --id A2 \
    --fields caller,confidential <<!
confidential	yes
!
case-log -q amend --field confidential --value no $a1
sed -i "s/密院1号,否/密院1号,是/" next.csv
run case-new -i next.csv -m ./town.map
same 'a source that says yes makes it so' case-list --reveal --id A1 \
    --fields caller,confidential <<!
confidential	yes
!
status 2 'neither yes nor no is refused' \
    case-log amend --field confidential --value 是 $a1
ok 'the file is sound' grid-check replay

# What is shared.
case-list -o csv >public
ok 'a copy is shared' "$share_script" whistle.db 'a copy.db'
same 'for its owner only' stat -c %a 'a copy.db' <<!
600
!
same 'it has the same cases' case-list -d 'a copy.db' -o csv <public
ok 'and is sound' grid-check replay -d 'a copy.db'
! grep -aE "$mark" 'a copy.db'
result $? 'no byte of what is private is left'
grep -aqE "$mark" whistle.db
result $? 'as there is in the file itself'
same 'no row either' sqlite3 'a copy.db' "SELECT (SELECT count(*) FROM
    private) + (SELECT count(*) FROM private_text),
    (SELECT count(*) FROM external WHERE digest IS NOT NULL),
    (SELECT count(*) FROM import WHERE file LIKE '%csv' OR digest <> '')" <<!
0|0|0
!
same 'nothing is left beside it' sh -c 'ls -A | grep "^\.share"; :' </dev/null
status 2 '--reveal says that it has nothing' case-list -d 'a copy.db' --reveal
says 'case-list: --reveal: this is a copy that was shared without personal' \
    'so it says'
status 2 'so does case-show' case-show -d 'a copy.db' --reveal=all $a1
status 2 'and --phone' case-list -d 'a copy.db' --phone "$(p 46)"
ok 'a copy is copied as well' "$share_script" 'a copy.db' again.db
cp 'a copy.db' before
status 2 'a file that is there is never replaced' "$share_script" whistle.db \
    'a copy.db'
says 'share: a copy.db: is there already' 'by name'
ok 'and stays as it was' cmp before 'a copy.db'
ln -s nowhere.db link.db
status 2 'nor a link to nowhere followed' "$share_script" whistle.db link.db
status 2 'what is not there is not copied' "$share_script" none.db new.db
status 2 'nor what is no database' "$share_script" in.csv new.db
sqlite3 other.db 'CREATE TABLE t(x)'
status 2 'nor one that is not ours' "$share_script" other.db new.db
says 'share: other.db: no Whistle file' 'so it says'
status 2 'two files must be named' "$share_script" whistle.db
ok 'none of these leaves a file' [ ! -e new.db ]
# Somebody holds the lock for writing: the copy is of what was committed.
mkfifo go stop
(
	{
		echo "BEGIN IMMEDIATE; UPDATE cases SET title = '未提交';"
		echo '.system echo >go; read -r x <stop'
		echo 'ROLLBACK;'
	} | sqlite3 whistle.db >/dev/null 2>&1
) &
read -r _ <go
"$share_script" whistle.db meanwhile.db >out 2>err
result $? 'it is made while others write'
echo >stop
wait
same 'of what was committed' case-list -d meanwhile.db -o csv <public

# The statements of whistle-schema(5) that empty the room.
sed -n '/^PRAGMA secure_delete/,/^\.Ed/p' "$here/../man/whistle-schema.5" |
    sed "/^\.Ed/d; s/'now', '-2 years'/'2026-01-22'/" >empty.sql
query 'SELECT count(*) FROM journal' >rows
ok 'the room is emptied of old cases' sqlite3 -bail whistle.db '.read empty.sql'
status 0 'what they said is gone' case-list --reveal=all --id A1 \
    --fields caller,phone,address,title,confidential
grep -q '^			打139××××	yes$' out
result $? 'but not that the caller asked for secrecy'
same 'of others it stays' case-list --reveal=all --id A3 --fields caller <<!
赵钱三
!
same 'no journal row is touched' query 'SELECT count(*) FROM journal' <rows
grep -aqE '赵钱三' whistle.db && ! cat whistle.db* |
    grep -aE "$(p 22)|$(p 70)|$(p 71)|密院1号"
result $? 'and no byte is left'
finish
