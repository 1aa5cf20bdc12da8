#!/bin/sh
# case-new: one case from options; a batch; what a map does.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"

# What a command that fails says, as if it had printed it.
fails() {
	"$@" 2>&1
	test $? -eq 2
}
sql() {
	sqlite3 whistle.db "$@"
}
# The summary of an import of in.csv by the map m.map.
import() {
	{ case-new -m ./m.map -i in.csv >/dev/null; } 2>&1
}

ok 'help' case-new --help
status 2 'a bad option' case-new --nonsense
status 2 'no database' case-new --source hotline
says 'make one with grid-load --new' 'the way to make one is told'
grid-load --new
printf 'code,name\n110102,西城区\n110102001,西长安街街道\n110102001001,和平门社区\n110105,朝阳区\n110105001,和平门社区\n' |
    grid-load -q area

# one
same 'a case gets the number of its day' case-new --source hotline \
    --received '2026-01-05 08:30' --class 暴露垃圾 --area 110102001 \
    --title '垃圾' --caller 王 --phone 13812345678 --id A-1 <<!
20260105000001
!
same 'what was said is there' case-list -o csv \
    --fields id,source,received,class,area,title,state <<!
id,source,received,class,area,title,state
A-1,hotline,2026-01-05 08:30:00,E0102,110102001000,垃圾,reported
!
same 'the caller is in the private room' sql \
    'SELECT caller, phone FROM private' <<!
王|13812345678
!
same 'the default time is now' case-new --source public --lat 39.9 --lon 116.4 <<!
20260202000001
!
same 'numbers go on' case-new --source public <<!
20260202000002
!
same 'other fields can be had' case-new --source public --fields number,source -o csv <<!
number,source
20260202000003,public
!
status 2 'a field that is none' case-new --source public --fields colour
same 'files nothing' sql 'SELECT count(*) FROM cases' <<!
4
!
same 'a dry run gives no number' sh -c \
    'case-new -n --source public 2>counted' </dev/null
same 'but a count' cat counted <<!
case-new: new 1; nothing was done
!
same 'and does nothing' sql 'SELECT count(*), (SELECT count(*) FROM entry) FROM cases' <<!
4|6
!
same 'quiet files all the same' sh -c \
    'case-new -q --source public; sqlite3 whistle.db "SELECT count(*) FROM cases"' <<!
5
!
same 'NUL ends records' sh -c 'case-new --source public -0 | tr "\0" ,; echo' <<!
20260202000005,
!
status 2 'a full disk' sh -c 'case-new --source public >/dev/full'
same 'has filed the case before' sql 'SELECT count(*) FROM cases' <<!
7
!
same 'who typed is an entry' sh -c 'case-new -q --by 王 --source public;
    sqlite3 whistle.db "SELECT who, command FROM entry ORDER BY id DESC LIMIT 1"' <<!
王|case-new
!
status 2 'no source' case-new --title x
says 'source: "": may not be empty' 'is told'
same 'an unknown class' fails case-new --source public --class X9 <<'!'
case-new: class: "X9": no such class, by code or by name
!
same 'an area whose name fits several' \
    fails case-new --source public --area 和平门社区 <<'!'
case-new: area: "和平门社区": fits several, give a code: 110105001000, 110102001001
!
same 'the future' fails case-new --source public --received '2026-02-02 10:01' <<'!'
case-new: received: "2026-02-02 10:01": in the future
!
same 'a day that is none' fails case-new --source public --received 2026-02-30 <<'!'
case-new: received: "2026-02-30": no such day
!
status 2 'a place off the earth' case-new --source public --lat 91
status 2 'options and a file' case-new --source public -i in.csv
status 2 'options and a map' case-new --source public -m nyc311
status 2 'neither' case-new
status 2 'an argument' case-new in.csv

# a batch
cat >a.csv <<!
id,source,received,title
3,hotline,2026-01-07 09:00,c
1,hotline,2026-01-06 09:00,a
2,hotline,2026-01-06 08:00,b
4,hotline,2026-01-06 09:00,d
!
same 'numbers follow time, then the file' case-new -q -i a.csv </dev/null
same 'whatever the order of the file' sql "SELECT no, title FROM cases
    WHERE no BETWEEN 20260106000000 AND 20260108000000" <<!
20260106000001|b
20260106000002|a
20260106000003|d
20260107000001|c
!
same 'standard input' sh -c "sed 's/hotline/patrol/' a.csv | case-new -q -i -;
    sqlite3 whistle.db 'SELECT file, rows, new, same FROM import ORDER BY id'" <<!
a.csv|4|4|0
standard input|4|4|0
!
same 'the same ids of another source are other cases' sql \
    'SELECT id, count(*) FROM external GROUP BY id HAVING count(*) > 1' <<!
1|2
2|2
3|2
4|2
!
same 'a file of no rows' sh -c 'head -n 1 a.csv | case-new -i - 2>&1' <<!
case-new: new 0, changed 0, same 0, refused 0
!
cat >b.csv <<!
id,source,received,class,area,dispatched,signed,handled,checked,closed,called,solved,rating,result,unit
9,hotline,2026-01-08 09:00,E0102,110102001,2026-01-08 09:30,2026-01-08 10:00,2026-01-08 15:00,2026-01-08 16:00,2026-01-08 17:00,2026-01-09 09:00,yes,basic,已清理,huanwei
8,hotline,2026-01-08,E0102,,,,,,2026-01-09,,,,,
!
case-new -q -i b.csv 2>err
same 'an archive comes with its journal' sql "SELECT group_concat(n.code || ' '
    || strftime('%H:%M', j.at, 'unixepoch', '8 hours'), ', ')
    FROM journal j JOIN act n ON n.id = j.act
    JOIN external e ON e.no = j.no AND e.id = '9'" <<!
report 09:00, dispatch 09:30, sign 10:00, handle 15:00, check 16:00, close 17:00, callback 09:00
!
same "a unit that nobody names is the rule's, and assumed" sql "SELECT
    c.assumed, c.day_only, c.unit IS NOT NULL, s.code FROM cases c
    JOIN external e ON e.no = c.no JOIN state s ON s.id = c.state
    WHERE e.id = '8'" <<!
1|1|1|closed
!
same 'a day without an hour ends it' sql "SELECT datetime(closed,
    'unixepoch', '8 hours') FROM cases JOIN external USING (no)
    WHERE id = '8'" <<!
2026-01-09 23:59:59
!

# maps
cat >m.map <<!
source = 'counter'
id = digest(编号日期, 内容)
received = 编号日期
received.format = N%y%m%d-*
class = 大类, 小类
class.under = E
title = 内容
state = 状态
state[] = reported
state[a = b] = dispatched
state[*] = cancelled
tags = "逗,号"
keep = 备注, 空
ignore = 多余
!
head='编号日期,大类,小类,内容,状态,"逗,号",备注,空,多余'
cat >in.csv <<!
$head
N260110-17,市容环境,暴露垃圾,甲,,t1,"say ""x""",,z
N260110-18,市容环境,暴露垃圾,乙,a = b,,,,z
N260110-19,市容环境,,丙,别的,,,,z
!
same 'a map reads a foreign file' import <<!
case-new: new 3, changed 0, same 0, refused 0
!
same 'its values are ours' sql "SELECT title, (SELECT code FROM class k
    WHERE k.id = c.class), s.code, tags, extra, day_only FROM cases c
    JOIN state s ON s.id = c.state JOIN source o ON o.id = c.source
    WHERE o.code = 'counter' ORDER BY title DESC" <<'!'
甲|E0102|reported|t1|{"备注":"say \"x\""}|1
乙|E0102|dispatched|||1
丙|E01|cancelled|||1
!
cat >in.csv <<!
$head
N260110-17,市容环境,暴露垃圾,甲,,t1,"say ""x""",,other
!
same 'a digest is an id' import <<!
case-new: new 0, changed 0, same 1, refused 0
!
# columns a, b, and what the class may be
class() {
	printf "source = 'patrol'\nclass = a, b\n%b\n" "$1" >m.map
	printf 'id,received,a,b\n%s,2026-01-11,%s\n' "$2" "$3" >in.csv
	import
}
same 'unknown = refuse' fails class 'class.under = E\nclass.unknown = refuse' u1 市容环境,新类 <<'!'
case-new: in.csv:2: a: "市容环境>新类": no such class there
case-new: in.csv: 1 of 1 rows are refused; nothing was done (-r FILE does the rest)
!
same 'unknown = KEY' class 'class.under = E\nclass.unknown = E0101' u2 市容环境,新类 <<'!'
case-new: new 1, changed 0, same 0, refused 0
!
same 'takes that' sql "SELECT k.code FROM external e JOIN cases c USING (no)
    JOIN class k ON k.id = c.class WHERE e.id = 'u2'" <<!
E0101
!
same 'unknown = make makes a path' class 'class.unknown = make' u3 新大类,新小类 <<'!'
case-new: new 1, changed 0, same 0, refused 0
case-new: made 2 unreviewed: grid-load --dump class --unreviewed
!
same 'one below the other' sql "SELECT k.name, p.name, k.reviewed,
    (SELECT count(*) FROM class_tree t WHERE t.id = k.id)
    FROM external e JOIN cases c USING (no) JOIN class k ON k.id = c.class
    JOIN class p ON p.id = k.parent WHERE e.id = 'u3'" <<!
新小类|新大类|0|2
!
same 'made once' class 'class.unknown = make' u4 新大类,新小类 <<'!'
case-new: new 1, changed 0, same 0, refused 0
!
same 'make under' class 'class.unknown = make under E01' u5 新类, <<'!'
case-new: new 1, changed 0, same 0, refused 0
case-new: made 1 unreviewed: grid-load --dump class --unreviewed
!
same 'makes it there' sql "SELECT p.code FROM class k JOIN class p
    ON p.id = k.parent WHERE k.name = '新类'" <<!
E01
!
same 'a dry run makes none' sh -c 'printf "id,received,a,b\nu6,2026-01-11,x,y\n" |
    case-new -n -m ./m.map -i - 2>&1;
    sqlite3 whistle.db "SELECT count(*) FROM class WHERE name = '"'x'"'"' <<'!'
case-new: new 1, changed 0, same 0, refused 0; nothing was done
case-new: would make 2 rows of table class
0
!
same 'a made class is told in an amendment' class 'class.unknown = make' u5 新类二, <<'!'
case-new: new 0, changed 1, same 0, refused 0
case-new: made 1 unreviewed: grid-load --dump class --unreviewed
!
same 'by code, old and new' sql "SELECT old = (SELECT code FROM class
    WHERE name = '新类'), new = (SELECT code FROM class WHERE name = '新类二')
    FROM journal WHERE field = 'class' ORDER BY entry DESC LIMIT 1" <<!
1|1
!
same 'a map of a name that is not shipped' fails case-new -i in.csv -m nowhere <<!
case-new: nowhere: no such map, in \$WHISTLE_SHARE, /usr/local/share/whistle or beside the program; a file here is ./nowhere.map
!
wrong() {
	echo "$1" >m.map
	fails case-new -i in.csv -m ./m.map
}
printf 'id,source,received\n1,hotline,2026-01-11\n' >in.csv
same "a map's line that is none" wrong 'colour' <<'!'
case-new: ./m.map:1: "colour": not NAME = VALUE
!
same 'a column that is not ours' wrong 'colour = x' <<'!'
case-new: ./m.map:1: "colour": no such column of ours; whistle-csv(5) lists them
!
same 'a property that is none' wrong 'class.colour = x' <<'!'
case-new: ./m.map:1: "colour": no such property; there are format, path, under, unknown, carry, join, split, part, wrong and missing
!
same 'a bracket that is not closed' wrong 'state[x = y' <<'!'
case-new: ./m.map:1: "state": a [ without its ]
!
same 'an empty bracket that is not closed' wrong 'state[ = y' <<'!'
case-new: ./m.map:1: "state": a [ without its ]
!
same 'a column named twice' wrong 'title = a
title = b' <<'!'
case-new: ./m.map:2: "title": named twice
!
same 'a format of what is no time' wrong 'title.format = %Y' <<'!'
case-new: ./m.map:1: "title": format is for times
!
same 'a path of what is no reference' wrong 'title.path = /' <<'!'
case-new: ./m.map:1: "title": path, under and unknown are for references
!
same 'what cannot be made' wrong 'kind.unknown = make' <<'!'
case-new: ./m.map: "kind": only areas, units and classes can be made
!
same 'a key that is not there' wrong 'class.unknown = E99' <<'!'
case-new: ./m.map: unknown: "E99": no such class, by code or by name
!
same 'a root that is not there' wrong 'class.under = E99' <<'!'
case-new: ./m.map: under: "E99": no such class, by code or by name
!
same 'a parent that is not there' wrong 'class.unknown = make under E99' <<'!'
case-new: ./m.map: make under: "E99": no such class, by code or by name
!
same 'a column that the file lacks' wrong 'title = 标题' <<'!'
case-new: in.csv: no column "标题", which ./m.map takes for title
!
same 'an id may not lack any' wrong 'id = digest(id, 标题)
id.missing = empty' <<'!'
case-new: ./m.map:2: "id": an id needs all of its columns
!
same 'nor is a constant missing' wrong "title = 'x'
title.missing = empty" <<'!'
case-new: ./m.map:2: "title": missing is for columns, not for a constant
!
same 'missing is refused or empty' wrong 'title.missing = yes' <<'!'
case-new: ./m.map:1: "yes": neither refuse nor empty
!
same 'a column that is kept and not there' wrong 'keep = 标题' <<'!'
case-new: in.csv: no column "标题", which ./m.map keeps
!
same 'neither refuse nor last' wrong 'duplicate = first' <<'!'
case-new: ./m.map:1: "first": neither refuse nor last
!

case-new -o tsv --source public >line 2>/dev/null
[ "$(tr -cd '\t' <line | wc -c)" -gt 5 ]
result $? 'a format that is asked for has all fields'
# One mistyped clock: entries do not run backwards, what follows is not moved.
echo 'code,name,ord
x1,x,99' | grid-load -q --now '2036-01-01 00:00:00' road_class
no=$(case-new --source public 2>said)
same 'a clock that was wrong once does not move later acts' sql \
    "SELECT count(*), datetime(received, 'unixepoch', '+8 hours'),
    datetime(at, 'unixepoch', '+8 hours') FROM cases
    JOIN entry ON entry.id = entry WHERE no = $no" <<!
1|2026-02-02 10:00:00|2036-01-01 00:00:00
!
same 'that is told' cat said <<!
case-new: the last entry is of 2036-01-01 00:00:00, but the clock says 2026-02-02 10:00:00
!
status 2 'a value that is not UTF-8' \
    case-new --source counter --title "$(printf 'a\377b')"
says 'not UTF-8' 'is refused at the door'
finish
