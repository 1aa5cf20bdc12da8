#!/bin/sh
# case-log -i: departments' returns and callbacks, again and again, by map;
# and what an import did is taken back
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

# What a file of acts says on standard error.
log() {
	{ case-log -i "$@" >/dev/null; } 2>&1
}
journal() {
	query "SELECT row, act, time, value, holder, text FROM v_journal
	    WHERE number = $1 AND row > 2 ORDER BY row"
}
cat >case.csv <<!
id,source,received,class,area,unit,dispatched
A1,hotline,2026-01-20 08:00,E0108,110102001004,s1-cg,2026-01-20 09:00
A2,hotline,2026-01-20 08:10,E0108,110102001004,s1-cg,2026-01-20 09:00
A3,hotline,2026-01-20 08:20,E0108,110102001004,sw,2026-01-20 09:00
!
case-new -q -i case.csv || exit 2
a1=20260120000001 a2=20260120000002 a3=20260120000003

# The form of a department: their words, their times, in GB18030.
cat >dept.map <<!
source       = 'hotline'
id           = 工单编号
act          = 办理情况
act[已签收]  = sign
act[已办结]  = handle
act[回访]    = callback
act[退回]    = return
at           = 时间
at.format    = %Y年%m月%d日 %H:%M
at.format    = %Y年%m月%d日
as           = 单位
text         = 说明
reason       = 退回原因
reason[不属水务] = not_ours
solved       = 解决
solved[是]   = yes
solved[否]   = no
ignore       = 序号
!
cat >dept.csv <<!
序号,工单编号,办理情况,时间,单位,说明,退回原因,解决
1,A1,已签收,2026年1月20日 09:30,西长安街执法队,,,
2,A1,已办结,2026年1月21日,西长安街执法队,清走，电13812345678,,
3,A3,退回,2026年1月20日 10:00,西城水务,,不属水务,
4,A2,已签收,2026年1月20日 09:40,,,,
!
iconv -f utf-8 -t gb18030 dept.csv >gb.csv
same 'a department'\''s form, in its own words and bytes' \
    quietly case-log -i gb.csv -m ./dept.map <<!
$a1	sign
$a1	handle
$a3	return
$a2	sign
!
same 'is recorded, act by act' sh -c "sqlite3 whistle.db \"SELECT number, act,
    time, holder, reason, text FROM v_journal WHERE entry =
    (SELECT max(entry) FROM v_entry) ORDER BY number, row\"" <<!
$a1|sign|2026-01-20 09:30:00|s1-cg||
$a1|handle|2026-01-21 23:59:59|s1-cg||清走，电138××××
$a2|sign|2026-01-20 09:40:00|s1-cg||
$a3|return|2026-01-20 10:00:00|sw|not_ours|
!
same 'as an import, found by its number' query "SELECT import, file, rows,
    new, changed, same, refused, what,
    (SELECT command FROM v_entry e WHERE e.import = i.import)
    FROM v_import i ORDER BY import" <<!
1|case.csv|3|3|0|0|0|cases|case-new
2|gb.csv|4|0|4|0|0|acts|case-log
!
same 'the same file again' log gb.csv -m ./dept.map <<!
case-log: recorded 0, same 4, refused 0
!
cat >>dept.csv <<!
5,A2,已办结,2026年1月21日 15:00,,已清,,
5,A2,已办结,2026年1月21日 15:00,,已清,,
6,A1,已签收,2026年1月20日 09:31,西长安街执法队,,,
!
same 'tomorrow'\''s file, with yesterday'\''s rows and one twice' \
    fails 1 log dept.csv -m ./dept.map -r bad.csv <<!
case-log: dept.csv:8: 工单编号: "A1": sign needs a case that is dispatched; this one is pending_check
case-log: recorded 1, same 5, refused 1
!
cat >wrong.csv <<!
序号,工单编号,办理情况,时间,单位,说明,退回原因,解决
1,A2,待研究,2026年1月21日,,,,
2,A2,回访,2026年1月21日,,,,也许
!
log wrong.csv -m ./dept.map -n >o 2>&1
same 'what is wrong is said of their columns' sed 's/: not one.*//' o <<!
case-log: wrong.csv:2: 办理情况: "待研究"
case-log: wrong.csv:3: 解决: "也许"
case-log: wrong.csv: 2 of 2 rows are refused; nothing was done (-r FILE does the rest)
!
# A rehearsal says what the run will: of rows wrong in themselves, and of those
# that only their cases refuse.
cat >both.csv <<!
number,act,at,text
$a2,note,2026-01-21 16:00,已阅
$a2,study,2026-01-21 16:00,
$a2,sign,2026-01-21 16:30,
!
log both.csv -n -r both.r >rehearsed
cp whistle.db rehearsed.db
sed 's/; nothing was done//' rehearsed >want.log
same 'a rehearsal with -r counts as the run does' \
    fails 1 log both.csv -r both.r -d rehearsed.db <want.log
same 'all that is refused' tail -n 1 rehearsed <<!
case-log: recorded 1, same 0, refused 2; nothing was done
!
log both.csv -n >rehearsed
same 'and without it names both kinds' sh -c \
    "grep -o -e study -e 'sign needs' -e '[0-9] of.*refused' rehearsed" <<!
study
sign needs
2 of 3 rows are refused
!
same 'one row came new' journal $a2 <<!
3|sign|2026-01-20 09:40:00||s1-cg|
4|handle|2026-01-21 15:00:00||s1-cg|已清
!
same 'what was recorded by hand is there already, too' sh -c "
    case-log -q check --value pass --at '2026-01-22 09:00' $a1
    printf 'number,act,at,value\n$a1,check,2026-01-22 09:00,pass\n' |
    case-log -i - 2>&1" <<!
case-log: recorded 0, same 1, refused 0
!

# Rows without a time: only the same file is the same.
printf 'number,text\n%s,已电话联系\n%s,已电话联系\n' $a2 $a3 >note.csv
same 'rows without a time are done now' log note.csv note <<!
case-log: recorded 2, same 0, refused 0
!
same 'the same file says nothing new' log note.csv note <<!
case-log: recorded 0, same 2, refused 0
!
printf 'number,text\n%s,已电话联系\n' $a2 >other.csv
same 'another file does' log other.csv note <<!
case-log: recorded 1, same 0, refused 0
!
cat >turn.csv <<!
number,act,reason
$a3,sign,
$a3,return,不属本单位职责
!
case-route -q --to sw --reason 再派 $a3
same 'a course with a turn in it' log turn.csv <<!
case-log: recorded 2, same 0, refused 0
!
case-route -q --to sw --reason 再派 $a3
same 'comes once' log turn.csv <<!
case-log: recorded 0, same 2, refused 0
!
sed 3d turn.csv >turn2.csv
same 'but the same act in a later file is a new one' log turn2.csv <<!
case-log: recorded 1, same 0, refused 0
!

# Amendments.
cat >amend.csv <<!
number,act,field,value,at
$a1,amend,class,E0109,2026-01-22 10:00
$a1,amend,phone,13812345678,2026-01-22 10:00
$a2,amend,class,E0108,2026-01-22 10:00
!
same 'an amendment that changes nothing is the same' log amend.csv <<!
case-log: recorded 2, same 1, refused 0
!
case-log -q amend --field class --value E0107 $a1
same 'a file that comes again does not undo what was done since' \
    log amend.csv <<!
case-log: recorded 0, same 3, refused 0
!
same 'nor what is private' query "SELECT class,
    (SELECT count(*) FROM v_journal j WHERE j.number = c.number
    AND act = 'amend') FROM v_case c WHERE number = $a1" <<!
E0107|3
!
sed '1s/$/,title/; 2,$s/$/,题/' case.csv >title.csv
case-log -q amend --field class --value E0109 $a2
case-new -q -i title.csv
same 'what a department amended stands against what the source still says' \
    query "SELECT number, class, title FROM v_case ORDER BY 1" <<!
$a1|E0107|题
$a2|E0109|题
$a3|E0108|题
!
entries=$(query 'SELECT count(*) FROM v_entry')
status 1 'a file of which all is refused' sh -c "
    printf 'number,act\n$a1,sign\n' | case-log -i - -r bad.csv"
status 2 'or refuses all' sh -c "printf 'number,act\n$a1,sign\n' |
    case-log -i -"
[ "$(query 'SELECT count(*) FROM v_entry')" -eq "$entries" ]
result $? 'is no import'
same '-n counts and does nothing' log other.csv -n reply <<!
case-log: recorded 1, same 0, refused 0; nothing was done
!
status 2 'fields that are not there' case-log -i other.csv --fields x reply
same 'the journal leads to what is stored' grid-check replay integrity \
    </dev/null

# A bad import is taken back: two of its cases have been touched since.
cat >bad.csv <<!
id,source,received,class,area,title
A1,hotline,2026-01-20 08:00,E0105,110102001004,坏
A2,hotline,2026-01-20 08:10,E0105,110102001004,坏
A3,hotline,2026-01-20 08:20,E0105,110102001004,坏
B1,hotline,2026-01-25 08:00,E0105,110102001004,坏
B2,hotline,2026-01-25 08:10,E0105,110102001004,坏
B3,hotline,2026-01-25 08:20,E0105,110102001004,坏
B4,hotline,2026-01-25 08:20,E0105,110102001004,坏
!
case-new -q -i bad.csv
imp=$(query 'SELECT max(import) FROM v_import')
b1=20260125000001 b2=20260125000002 b3=20260125000003 b4=20260125000004
case-log -q note --text x --by 王某 --at '2026-01-26 09:00' $b2
for t in 10 11 12; do
	case-log -q note --text $t --by 王某 --at "2026-01-26 $t:00" $b3
done
case-log -q amend --field title --value 人工 --by 李某 $a2
case-log -q amend --field class --value E0109 $a3
case-list --import "$imp" >list
same 'of its cases those that nobody touched are void' fails 1 sh -c "
    { cut -f 1 list; echo $a1; } |
    case-log void --import $imp --reason 错表 -" <<!
case-log: $b2: void: since the import: note 2026-01-26 09:00:00 by 王某
case-log: $b3: void: since the import: note 2026-01-26 10:00:00 by 王某, note 2026-01-26 11:00:00 by 王某, and more
case-log: $a1: void: import $imp did not file it
case-log: 2 of 5: void
$b1	void
$b4	void
!
cat >said <<!
case-log: $a2: title: amended since: 2026-02-02 10:00:00 by 李某
case-log: $a3: class: amended since: 2026-02-02 10:00:00 by $(id -un)
case-log: reverted 4 facts of 3 cases, refused 2
case-log: 2 cases that it filed stand: case-list --import $imp
$a1	amend
$a2	amend
$a3	amend
!
same 'what it amended has its old value, unless it was amended since' \
    fails 1 case-log revert --import "$imp" --reason 错表 <said
same 'by rows that say why' query "SELECT number, field, old, new, reason
    FROM v_journal WHERE entry = (SELECT max(entry) FROM v_entry)" <<!
$a1|class|E0105|E0107|错表
$a1|title|坏|题|错表
$a2|class|E0105|E0109|错表
$a3|title|坏|题|错表
!
entries=$(query 'SELECT count(*) FROM v_entry')
same 'once' sh -c "case-log revert --import $imp --reason 错表 2>&1 |
    grep reverted" <<!
case-log: reverted 0 facts of 0 cases, refused 2
!
[ "$(query 'SELECT count(*) FROM v_entry')" -eq "$entries" ]
result $? 'what reverts nothing is no entry'
sed 's/坏/好/' bad.csv >good.csv
same 'the mended file' sh -c 'case-new -i good.csv 2>&1 >new' <<!
case-new: new 2, changed 5, same 0, refused 0
!
same 'files anew what is void and amends again; what people said stands' query "
    SELECT x.external, class, title FROM v_case JOIN v_external x
    USING (number) ORDER BY 1" <<!
A1|E0105|好
A2|E0105|好
A3|E0109|好
B1|E0105|好
B2|E0105|好
B3|E0105|好
B4|E0105|好
!
status 2 'revert names an import' case-log revert --reason x
status 2 'one that there is' case-log revert --import 99 --reason x
says '--import: 99: no such import' 'by number'
status 2 'and a reason' case-log revert --import 1
status 2 'and no cases' case-log revert --import 1 --reason x $a1
status 2 '--import is of void and revert' case-log sign --import 1 $a1
status 2 'and a number' case-log void --import x --reason x $a1
status 2 'not of a file' case-log void --import 1 -i other.csv

# What it emptied, what is private, and the acts that stand.
cat >part.csv <<!
id,source,received,class,area,unit,dispatched,place,phone,due,state,closed
A2,hotline,2026-01-20 08:10,,,,,东门,13900000001,2026-01-27,closed,2026-01-23 09:00
!
case-new -q -i part.csv
imp=$(query 'SELECT max(import) FROM v_import')
same 'a fact that was none is none again; private ones are for people' \
    fails 1 case-log revert --import "$imp" --reason 错表 <<!
case-log: $a2: phone: private: amend it by hand
case-log: reverted 2 facts of 1 cases, refused 1
case-log: what import $imp recorded stands in 1 cases: grid-check findings
$a2	amend
!
same 'they are' query "SELECT place IS NULL, source_due IS NULL, state
    FROM v_case WHERE number = $a2" <<!
1|1|closed
!
same 'and the case says what stands' query "SELECT kind, text FROM v_finding
    WHERE number = $a2 AND kind = 'import'" <<!
import|import $imp was reverted; what it recorded stands: close
!
stands() {
	query "SELECT ended IS NULL FROM v_finding WHERE number = $a2
	    AND kind = 'import'"
}
sed 's/01-23 09:00/01-23 10:00/; s/13900000001//' part.csv >other.csv
case-new -q -i other.csv
same 'it stands while the source says otherwise' stands <<!
1
!
sed 's/13900000001//; s/东门/南门/' part.csv >good.csv
case-new -q -i good.csv
same 'and ends when it says the same' stands <<!
0
!
case-log -q revert --reason 错表 \
    --import "$(query 'SELECT max(import) FROM v_import')"
same 'unless that is taken back, too' stands <<!
1
!
# So it is of acts that have a text and a value.
cat >told.csv <<!
id,source,received,class,area,unit,dispatched,place,state,closed,reply,solved,rating
C1,hotline,2026-01-20 08:10,,110102001004,,,东门,reported,,,,
!
case-new -q -i told.csv
cat >told.csv <<!
id,source,received,class,area,unit,dispatched,place,state,closed,reply,solved,rating
C1,hotline,2026-01-20 08:10,,110102001004,s1-cg,2026-01-21 09:00,西门,closed,2026-01-23 09:00,已答复,yes,satisfied
!
case-new -q -i told.csv
case-log -q revert --reason 错表 \
    --import "$(query 'SELECT max(import) FROM v_import')" 2>said
told() {
	query "SELECT ended IS NULL FROM v_finding JOIN v_external USING
	    (number) WHERE external = 'C1' AND kind = 'import'"
}
same 'acts with a text and a value stand' told <<!
1
!
sed 's/西门/北门/' told.csv >again.csv
case-new -q -i again.csv
same 'until the source tells them again' told <<!
0
!
imp=$(query "SELECT min(import) FROM v_import WHERE file = 'amend.csv'")
same 'a file of acts is taken back in the same way' \
    fails 1 case-log revert --import "$imp" --reason 错表 <<!
case-log: $a1: class: amended since: 2026-02-02 10:00:00 by $(id -un)
case-log: $a1: phone: private: amend it by hand
case-log: reverted 0 facts of 0 cases, refused 2
!

# When the source changed a case: what held before the import holds again.
up() {	# FILE UPDATED TITLE...
	f=$1 day=$2
	shift 2
	echo id,source,received,updated,title >"$f"
	for title; do
		echo "U$title,hotline,2026-01-20 12:00,2026-01-$day,$f"
	done >>"$f"
	{ case-new -i "$f" >/dev/null; } 2>&1
}
titles() {
	query "SELECT x.external, title, updated FROM v_case
	    JOIN v_external x USING (number) WHERE x.external GLOB 'U[0-9]'
	    ORDER BY 1"
}
revert() {
	case-log -q revert --reason 错表 --import "$(query "SELECT max(import)
	    FROM v_import WHERE file = '$1'")" 2>&1
}
up first 21 1 2 3 >/dev/null
up old 23 1 2 3 >/dev/null
up bad 25 1 2 3 >/dev/null
up since 27 3 >/dev/null
revert bad >said
same 'a reverted case has the time again that the source told before' titles <<!
U1|old|2026-01-23 00:00:00
U2|old|2026-01-23 00:00:00
U3|since|2026-01-27 00:00:00
!
same 'so that an older export changes nothing' up first2 22 1 2 3 <<!
case-new: new 0, changed 0, same 3, refused 0
!
same 'the mended file does, but not what was said since' up good 25 1 2 3 <<!
case-new: new 0, changed 2, same 1, refused 0
!
same 'in the cases of its time' titles <<!
U1|good|2026-01-25 00:00:00
U2|good|2026-01-25 00:00:00
U3|since|2026-01-27 00:00:00
!
revert since
revert old >>said
same 'whichever is reverted first' titles <<!
U1|good|2026-01-25 00:00:00
U2|good|2026-01-25 00:00:00
U3|bad|2026-01-21 00:00:00
!
sed 's/2026-01-25/2026-01-29/' good >later
case-new -q -i later
revert later
same 'also of an import that changed nothing else' titles <<!
U1|good|2026-01-25 00:00:00
U2|good|2026-01-25 00:00:00
U3|bad|2026-01-21 00:00:00
!
case-list --limit 1 -o ids </dev/null >one
awk '{ print "number,act,text"
	for (i = 0; i < 6000; i++) printf "%s,note,%0300d\n", $1, i }' \
    one >notes.csv
status 0 'a file of many rows is no full disk' case-log -q -i notes.csv
same 'the file is sound' grid-check replay integrity </dev/null
finish
