#!/bin/sh
# Maps: the shapes of foreign tables, and what refuses a map.
# shellcheck disable=SC2119,SC2120
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"
cp whistle.db empty.db

fresh() {
	rm -f whistle.db*
	cp empty.db whistle.db
}
# What an import of in.csv by m.map says on standard error.
import() {
	{ case-new -i in.csv -m ./m.map "$@" >/dev/null; } 2>&1
}
# wrong NAME MAP MESSAGE: this map is refused with this message
wrong() {
	printf '%b\n' "$2" >m.map
	printf 'case-new: ./m.map:%s\n' "$3" >want.wrong
	same "$1" fails 2 case-new -i in.csv -m ./m.map <want.wrong
}

# what a map may not say
printf 'id,source,received\n1,hotline,2026-01-05\n' >in.csv
wrong 'a delimiter that is none' '\ndelimiter = comma tab' \
    '2: "comma tab": not comma, tab, semicolon, bar or another sign in '"'...'"
wrong 'nor is a letter one' "delimiter = 'x'" \
    '1: "x": not comma, tab, semicolon, bar or another sign in '"'...'"
wrong 'a setting of the file is said once' 'skip = 1\nskip = 2' \
    '2: "skip": said twice'
wrong 'lines to skip are a number' 'skip = few' \
    '1: "few": not a number from 0 to 10000'
wrong 'rows of a header are few' 'header = 10' \
    '1: "10": not a number from 0 to 9'
wrong 'ragged is one of two words' 'ragged = yes' \
    '1: "yes": neither refuse nor fill'
wrong 'totals are words' 'totals = 合计,,总计' \
    '1: "": a column without a name'
wrong 'names stand between commas' 'place = "甲, 乙" 丙, 丁' \
    '1: "丙, 丁": no comma before it'
wrong 'carry is yes or no' 'area = a\narea.carry = 1' \
    '2: "1": neither no nor yes'
wrong 'a property is said once' 'area.carry = no\narea.carry = yes' \
    '2: "carry": said twice'
wrong 'what splits is something' "place.split = ''" \
    '1: "": nothing stands between the pieces'
wrong 'there is no piece 0' 'place.part = 0' \
    '1: "0": not a number, 1 to 1000 or -1 for the last'
wrong 'wrong is one of two words' 'lat.wrong = keep' \
    '1: "keep": neither refuse nor finding'
wrong 'a backslash begins what is known' 'text.join = \\x' \
    "1: \"\\x\": after \\ there is n, t or another \\"
wrong 'a value is said once' 'state[a] = closed\nstate[b] = closed\nstate[a] = x' \
    '3: "a": said twice'
wrong 'a map is UTF-8' '# fine\nstate[\326\320] = closed' \
    '2: not UTF-8, which a map must be'
wrong 'a constant is not carried' "source = 'x'\nsource.carry = yes" \
    '2: "source": carry is for columns, not for a constant'
wrong 'nor is an id' 'id.carry = yes' \
    "1: \"id\": an id that is carried down would be two rows'"
wrong 'steps of a path are not joined' 'area.join = -' \
    '1: "area": join is for texts; several columns of a reference are a path'
wrong 'a split says which piece' 'place.split = -' \
    '1: "place": split needs a part'
wrong 'a piece is of a split' 'place.part = 1' \
    '1: "place": part needs a split'
wrong 'one column is split' 'place = a, b\nplace.split = -\nplace.part = 1' \
    '2: "place": split is for one column'
for c in id source received; do
	wrong "a wrong $c is no finding" "$c.wrong = finding" \
	    "1: \"$c\": a row that is wrong here is refused; only other columns of cases can be findings"
done
echo 'id.wrong = finding' >m.map
same 'nor does a table that is loaded have any' fails 2 grid-load -i in.csv \
    -m ./m.map class <<!
grid-load: ./m.map:1: "id": no such column of ours; whistle-csv(5) lists them
!
echo 'name.wrong = finding' >m.map
same 'whatever its column' fails 2 grid-load -i in.csv -m ./m.map class <<!
grid-load: ./m.map:1: "name": a row that is wrong here is refused; only other columns of cases can be findings
!
printf 'lat.wrong = finding\nlon.wrong = refuse\n' >m.map
ok 'others of a case may be findings' case-new -n -i in.csv -m ./m.map

# A table made for people: a title, two rows of header, cells that hold for
# those below, sums, and semicolons.
cat >m.map <<'!'
delimiter       = semicolon
skip            = 2
header          = 2
totals          = 小计, 合计
ragged          = fill
source          = 'hotline'
id              = 编号
received        = 受理时间
received.format = serial
area            = 区域 街道, 区域 社区
area.under      = 110102
area.carry      = yes
caller          = 反映人 姓名
phone           = 反映人 电话
place           = 坐标
place.split     = ' / '
place.part      = -1
text            = 内容, 备注
text.join       = '\n--\n'
ignore          = 序号
!
cat >table.csv <<'!'
"西城区; 诉求台账"
制表:某某

序号;编号;受理时间;区域;;反映人;;内容;备注;坐标
;;;街道;社区;姓名;电话;;;
1;a1;46027.5;西长安街街道;府右街南社区;张;="01066666666";路灯;急;甲 / 乙 / 丙
2;a2;46027.354166666664;;;李;;井盖
;小计;2
3;a3;46028;德胜街道;;王;;停水;;单
;合计;3;;;;;;;;
!
cp table.csv in.csv
same 'where the street changes, the community is not known' fails 2 import <<'!'
case-new: in.csv:9: 区域 社区: "": empty, where the column before it is another than in the row above
case-new: in.csv: 2 rows of totals passed over
case-new: in.csv: 1 of 3 rows are refused; nothing was done (-r FILE does the rest)
!
# The blank line before the header is one of no row.
status 1 'the others are done' case-new -i in.csv -m ./m.map -r bad.csv
says 'new 2, changed 0, same 0, refused 1' 'and counted'
same 'each with what the table says' query "SELECT external.id, datetime(received,
    'unixepoch', '+8 hours'), a.code, p.caller, p.phone, c.place,
    replace(c.text, char(10), '|') FROM cases c JOIN external USING (no)
    JOIN area a ON a.id = c.area LEFT JOIN private p USING (no) ORDER BY external.id" <<'!'
a1|2026-01-05 12:00:00|110102001004|张|01066666666|丙|路灯|--|急
a2|2026-01-05 08:30:00|110102001004|李|||井盖
!
same 'what is refused comes in the same shape' sh -c \
    "sed 's/^\xef\xbb\xbf//; s/\r//' bad.csv" <<'!'
"西城区; 诉求台账"
制表:某某
序号;编号;受理时间;区域;;反映人;;内容;备注;坐标;_line;_error
;;;街道;社区;姓名;电话;;;;;
3;a3;46028;德胜街道;;王;;停水;;单;9;"in.csv:9: 区域 社区: """": empty, where the column before it is another than in the row above"
!
sed -i 's/德胜街道;;/西长安街街道;府右街南社区;/' bad.csv
mv bad.csv in.csv
same 'and is read by the same map, mended' import -r bad.csv <<!
case-new: new 1, changed 0, same 0, refused 0
!

# What is carried down goes with the row, and nobody guesses behind a row
# that could not be read.
fresh
cat >m.map <<'!'
delimiter   = tab
source      = 'hotline'
area.carry  = yes
place.carry = yes
!
printf 'id\treceived\tarea\tplace\n1\t2026-01-05\t110102001\tp\n2\t2026-02-30\t\t\n3\t2026-01-05\n4\t2026-01-05\t\t\n5\t2026-01-06\t110102010\tq\n6\t2026-01-06\t\t\n' >in.csv
status 1 'two rows are wrong, one hangs on them' case-new -i in.csv \
    -m ./m.map -r bad.csv
says 'in.csv:5: area: "": empty, and line 4, which would say what it is, could not be read' 'and says so'
same 'they are written with what they say' sh -c \
    "sed 's/^\xef\xbb\xbf//; s/\r//; s/\"in.csv.*//; s/in.csv.*//' bad.csv | tr '\t' ';'" <<'!'
id;received;area;place;_line;_error
2;2026-02-30;110102001;p;3;
"3;2026-01-05";;;;4;
4;2026-01-05;;;5;
!
cp bad.csv in.csv
same 'unmended they are refused again' fails 2 import <<'!'
case-new: in.csv:2: received: "2026-02-30": no such day
case-new: in.csv:3: not mended: what was refused stands as text in the first column
case-new: in.csv:4: area: "": empty, and line 3, which would say what it is, could not be read
case-new: in.csv: 3 of 3 rows are refused; nothing was done (-r FILE does the rest)
!
sed -i 's/02-30/01-30/; s/^"3.2026-01-05"..../3\t2026-01-05\t110102010\tr\t/' in.csv
same 'mended they are read, and what hung on them' import <<!
case-new: new 3, changed 0, same 0, refused 0
!
same 'with the right cells' query "SELECT external.id, a.code, place FROM cases c
    JOIN external USING (no) JOIN area a ON a.id = c.area ORDER BY external.id" <<!
1|110102001000|p
2|110102001000|p
3|110102010000|r
4|110102010000|r
5|110102010000|q
6|110102010000|q
!
printf 'id\treceived\tarea\tplace\n1\t2026-01-05\t\t\n' >in.csv
same 'the first row has none above it' fails 2 import <<'!'
case-new: in.csv:2: area: "": empty, and no row above says what it is
case-new: in.csv: 1 of 1 rows are refused; nothing was done (-r FILE does the rest)
!

# a table without a header
fresh
cat >m.map <<!
header    = 0
delimiter = '^'
source    = 'hotline'
id        = 1
received  = 2
title     = 3
!
printf '1^2026-01-05^a\n2^2026-02-30^b\n3^2026-01-05\n' >in.csv
status 1 'columns are called by their number' case-new -i in.csv -m ./m.map \
    -r bad.csv
same 'refused rows stand below a row that names what was added' sh -c \
    "sed 's/^\xef\xbb\xbf//; s/\r//' bad.csv" <<'!'
^^^_line^_error
2^2026-02-30^b^2^"in.csv:2: 2: ""2026-02-30"": no such day"
"3^2026-01-05"^^^3^in.csv:3: 2 columns, expected 3
!
sed -i 's/02-30/01-30/; s/^"3^2026-01-05"^^^/3^2026-01-05^^/' bad.csv
mv bad.csv in.csv
same 'which the same map reads' import <<!
case-new: new 2, changed 0, same 0, refused 0
!
same 'each row was one case' query \
    'SELECT external.id, title FROM cases JOIN external USING (no) ORDER BY external.id' <<!
1|a
2|b
3|
!
printf '1^2026-01-05^a\n' >in.csv
same 'one row and no header is a table' import <<!
case-new: new 0, changed 0, same 1, refused 0
!

# three rows of header
fresh
printf '甲,,,乙\n,子,,\nid,a,b,\n1,2026-01-05,t,x\n' >in.csv
printf "header = 3\nsource = 'hotline'\nid = 甲 id\nreceived = 甲 子 a\ntitle = 甲 子 b\nkeep = 乙\n" >m.map
same 'a cell of a header reaches as far as the one above it' import <<!
case-new: new 1, changed 0, same 0, refused 0
!
printf '甲,,乙,\nid,received,,a\n' >in.csv
printf "header = 2\nskip = 9\n" >m.map
same 'what is skipped must be there' fails 2 import <<!
case-new: in.csv: no header: the file has no line 3, and ./m.map skips 9
!

# values
fresh
printf 'code,name,parent\nE,城市管理,\nE1,市容,E\nE11,乱堆,E1\nE2,其他,E\n' |
    grid-load -q class
cat >m.map <<'!'
source        = 'hotline'
class         = 大类, 小类
class[*]      = E
class[城市管理 > *灯*] = E2
class[城市管理 > ??]   = E1
class[城市管理 > 路灯] = E11
class[城市管理]        = E2
class[]       = E01
state         = 状态
state[办?]    = handling
state[已*结*] = closed
state[]       = reported
state[*]      = dispatched
title         = 大类
title.split   = '理'
title.part    = 1
tags          = 大类
tags.split    = '理'
tags.part     = 3
!
cat >in.csv <<'!'
id,received,大类,小类,状态
1,2026-01-05,城市管理,路灯,办理
2,2026-01-05,城市管理,红绿灯,已办结了
3,2026-01-05,城市管理,垃圾,办理中
4,2026-01-05,城市管理,垃圾桶,
5,2026-01-05,城市管理,,办
6,2026-01-05,,,已结
!
printf 'code,name\nE01,无类\n' | grid-load -q class
ok 'values with patterns, and by path' case-new -i in.csv -m ./m.map
same 'exact first, then in the order of the map, then any other' query \
    "SELECT external.id, k.code, s.code, title, tags FROM cases c JOIN external
    USING (no) JOIN state s ON s.id = c.state JOIN class k ON k.id = c.class
    ORDER BY external.id" <<!
1|E11|handling|城市管|
2|E2|closed|城市管|
3|E1|dispatched|城市管|
4|E|reported|城市管|
5|E2|dispatched|城市管|
6|E01|closed||
!
printf 'class = c\nclass.path = ->\nclass.under = E\nclass[城市管理 > 市容] = E2\nsource = s\n' >m.map
printf "id,received,c,s\n7,2026-01-05,城市管理 -> 市容,hotline\n8,2026-01-05,市容 -> 乱堆,hotline\n" >in.csv
ok 'a path in one column' case-new -i in.csv -m ./m.map
same 'has the same name in the map' query "SELECT external.id, k.code FROM cases c
    JOIN external USING (no) JOIN class k ON k.id = c.class WHERE external.id > '6'
    ORDER BY external.id" <<!
7|E2
8|E11
!

# other commands read the same way
printf 'delimiter = semicolon\nskip = 1\ntotals = Sum\nragged = fill\n' >t.map
printf 'Classes\ncode;name\nz1;one\nSum;1\nz2;two\n' >in.csv
same 'grid-load' sh -c 'grid-load -m ./t.map -i in.csv class 2>&1' <<!
grid-load: in.csv: 1 row of totals passed over
grid-load: new 2, changed 0, same 0, refused 0
z1
z2
!
printf 'Acts\nsource;id;act;text\nhotline;7;note;a\nSum\nhotline;8;note;b\n' >in.csv
status 0 'case-log' case-log -m ./t.map -i in.csv
says 'in.csv: 1 row of totals passed over' 'as well'

# The manual's example is one.
fresh
sed -n '/^编号;受理时间/,/^\.Ed/p' "$here/../man/whistle-csv.5" |
    grep -v '^\.' >in.csv
sed -n '/^delimiter  *= semicolon/,/^\.Ed/p' "$here/../man/whistle-csv.5" |
    grep -v '^\.' >m.map
grid-load -q source <<!
code,name,path
counter,窗口,collected
!
same 'the manual shows a table and its map' import <<!
case-new: in.csv: 1 row of totals passed over
case-new: new 2, changed 0, same 0, refused 0
!
same 'that fit each other' query "SELECT external.id, a.code, text, lat, lon
    FROM cases c JOIN external USING (no) JOIN area a ON a.id = c.area
    ORDER BY external.id" <<!
a1|110102001004|路灯不亮|39.91|116.38
a2|110102001004|井盖丢失||
!
finish
