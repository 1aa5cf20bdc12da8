#!/bin/sh
# Imports: every kind of bad input, the same file again, refusing and mending.
# shellcheck disable=SC2119,SC2120
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"

sql() {
	sqlite3 whistle.db "$@"
}
# What an import of in.csv says on standard error.
import() {
	{ case-new -i in.csv "$@" >/dev/null; } 2>&1
}
fails() {
	"$@" 2>&1
	test $? -eq 2
}
# A file of cases on standard output, from rows: id, day, title
csv() {
	echo id,source,received,title
	for row; do
		echo "${row%%,*},hotline,2026-01-${row#*,}"
	done
}
fresh() {
	rm -f whistle.db*
	cp empty.db whistle.db
}
grid-load --new -d empty.db
sqlite3 empty.db 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
fresh

# bytes
one='case-new: new 1, changed 0, same 0, refused 0'
csv '1,05,垃圾' >plain.csv
{ printf '\357\273\277' && cat plain.csv; } >in.csv
same 'a BOM is no part of the first name' import <<!
$one
!
iconv -t gb18030 plain.csv >in.csv
again='case-new: new 0, changed 0, same 1, refused 0'
same 'GB18030 is found out' import <<!
$again
!
same 'or told' import -e gb18030 <<!
$again
!
sed 's/$/\r/' plain.csv >in.csv
same 'CRLF' import <<!
$again
!
tr '\n' '\r' <plain.csv >in.csv
same 'CR alone' import <<!
$again
!
printf '%s' "$(cat plain.csv)" >in.csv
same 'no line end at the end' import <<!
$again
!
{ sed 's/$/\n\n/' plain.csv && echo ,,,; } >in.csv
same 'blank rows are passed over' import <<!
$again
!
same 'all these were one case' sql 'SELECT count(*) FROM cases' <<!
1
!
same 'the encoding is kept with the import' sql \
    'SELECT DISTINCT encoding FROM import ORDER BY 1' <<!
GB18030
UTF-8
!
cat >in.csv <<!
id,source,received,title
2,hotline,2026-01-05,"two
lines, ""said"" he"
!
same 'quotes hold line ends, commas and quotes' import <<!
$one
!
same 'all of them' sql "SELECT title FROM cases WHERE title LIKE 'two%'" <<!
two
lines, "said" he
!

# rows that are none
why() {
	csv '7,05,x' >in.csv
	cat >>in.csv
	import >out.why
	test $? -eq 2 && sed -n "s/^case-new: in.csv:\([0-9]\)/line \1/p" out.why
}
row() {
	name=$1
	printf '%b\n' "$2" >row.in
	echo "$3" >row.want
	# shellcheck disable=SC2016
	same "$name" why_row <row.want
}
why_row() {
	why <row.in
}
row 'a NUL' '8,hotline,2026-01-05,a\0000b' 'line 3: NUL byte'
row 'bytes that are no text' '8,hotline,2026-01-05,垃\0377' \
    'line 3: not valid GB18030'
row 'a short row' '8,hotline' 'line 3: 2 columns, expected 4'
row 'a long row' '8,hotline,2026-01-05,a,b' 'line 3: 5 columns, expected 4'
row 'a quote that is never closed' \
    '8,hotline,2026-01-05,"a\n9,hotline,2026-01-05' \
    "line 3: quote never closed
line 4: 3 columns, expected 4"
row 'a quote inside' '8,hotline,2026-01-05,"a"b' \
    'line 3: quote inside a quoted field, or never closed'
row 'no id' ',hotline,2026-01-05,a' 'line 3: id: "": may not be empty'
row 'no source' '8,,2026-01-05,a' 'line 3: source: "": may not be empty'
row 'a source that is none' '8,hotlin,2026-01-05,a' \
    'line 3: source: "hotlin": no such source, by code or by name'
row 'a day that is none' '8,hotline,2026-02-30,a' \
    'line 3: received: "2026-02-30": no such day'
row 'the future' '8,hotline,2026-02-03,a' \
    'line 3: received: "2026-02-03": in the future'
row 'an id twice' '7,hotline,2026-01-05,y' \
    'line 3: id: "7": was in line 2 already, with other values'
row 'a terminal is told nothing' '8,hotline,\0033[31m,a' \
    'line 3: received: "?[31m": not a time; write 2026-01-05 08:30'
csv '7,05,x' '7,05,x' >in.csv
same 'the same row twice counts once' import -n <<!
case-new: new 1, changed 0, same 0, refused 0; nothing was done
!
csv '7,05,x' '7,05,y' >in.csv
echo 'duplicate = last' >last.map
same 'or the last one counts' import -m ./last.map <<!
$one
!
same 'if the map says so' sql "SELECT title FROM cases JOIN external
    USING (no) WHERE id = '7'" <<!
y
!
cat >in.csv <<!
id,source,received,closed,handled,lat,lon,state,updated
1,hotline,2026-01-05,2026-01-04,,,,,
2,hotline,2026-01-05 10:00,,2026-01-05 09:59,,,,
3,hotline,2026-01-05,,,91,,,
4,hotline,2026-01-05,,,,0x,,
5,hotline,2026-01-05,,,,,done,
6,hotline,2026-01-05,2026-03-01,,,,,
7,hotline,2026-01-05,,,,,,2026-03-01
!
same 'values that cannot be' fails import <<!
case-new: in.csv:2: closed: "2026-01-04": before the case was received
case-new: in.csv:3: handled: "2026-01-05 09:59": before the case was received
case-new: in.csv:4: lat: "91": not degrees between -90 and 90
case-new: in.csv:5: lon: "0x": not degrees between -180 and 180
case-new: in.csv:6: state: "done": not one of reported dispatched handling handled closed cancelled not_filed
case-new: in.csv:7: closed: "2026-03-01": in the future
case-new: in.csv:8: updated: "2026-03-01": in the future
case-new: in.csv: 7 of 7 rows are refused; nothing was done (-r FILE does the rest)
!
printf 'code,name\nn1,同名\nn2,同名\n' | grid-load -q class
printf 'id,source,received,class,area,unit\n1,hotline,2026-01-05,同名,,\n2,hotline,2026-01-05,,无处,\n3,hotline,2026-01-05,,,无人\n' >in.csv
same 'references that lead nowhere, or to several' fails import <<!
case-new: in.csv:2: class: "同名": fits several, give a code: n2, n1
case-new: in.csv:3: area: "无处": no such area, by code or by name
case-new: in.csv:4: unit: "无人": no such unit, by code or by name
case-new: in.csv: 3 of 3 rows are refused; nothing was done (-r FILE does the rest)
!
seq 30 | sed 's/.*/&,nobody,2026-01-05/; 1i id,source,received' >in.csv
# shellcheck disable=SC2016
same 'twenty messages are enough' sh -c \
    'case-new -i in.csv 2>&1 | sed -n "20,\$p"' <<!
case-new: in.csv:21: source: "nobody": no such source, by code or by name
case-new: in.csv: more rows are refused
case-new: in.csv: 30 of 30 rows are refused; nothing was done (-r FILE does the rest)
!

# files that are none
header() {
	printf '%b' "$1" >in.csv
	import
	test $? -eq 2
}
same 'an empty file' header '' <<!
case-new: in.csv: no header: the file is empty
!
same 'a name twice' header 'id,source,id\n' <<!
case-new: in.csv:1: "id": two columns of this name
!
same 'a column that is unknown' header 'id,source,received,colour\n' <<!
case-new: in.csv: column "colour" is unknown; use a map (-m) that reads, keeps or ignores it
!
same 'no ids' header 'source,received\n' <<!
case-new: in.csv: no column "id": name the source's number in a map, or make one: id = digest(columns)
!
same 'no time' header 'id,source\n' <<!
case-new: in.csv: no column "received", which may not be empty
!
same 'no file' fails case-new -i none.csv <<!
case-new: none.csv: No such file or directory
!
status 2 'an encoding that is none' case-new -i plain.csv -e klingon

# refuse and mend
fresh
chmod 640 whistle.db
cat >in.csv <<!
id,source,received,title,_own
1,hotline,2026-01-05,good,a
2,hotline,2026-02-30,"a, ""b""",b
3,hotline,2026-01-05
4,hotline,2026-01-06,$(printf '长%.0s' $(seq 40)),d
4,hotline,2026-01-06,other,d
!
status 1 'the rest is done' case-new -r bad.csv -i in.csv
says 'new 2, changed 0, same 0, refused 3' 'and counted'
same 'refused rows can be read by whom the database can' stat -c %a bad.csv <<!
640
!
same 'they come with line and reason' sh -c "sed 's/^\xef\xbb\xbf//; s/\r//' bad.csv" <<'!'
id,source,received,title,_own,_line,_error
2,hotline,2026-02-30,"a, ""b""",b,3,"in.csv:3: received: ""2026-02-30"": no such day"
"3,hotline,2026-01-05",,,,,4,"in.csv:4: 3 columns, expected 5"
4,hotline,2026-01-06,other,d,6,"in.csv:6: id: ""4"": was in line 5 already, with other values"
!
same 'a BOM first' sh -c 'head -c 3 bad.csv | od -An -tx1' <<!
 ef bb bf
!
sed -i 's/,2026-02-30,/,2026-02-28,/; s/^"3,hotline,2026-01-05",,/3,hotline,2026-01-05/
    s/^4,/5,/' bad.csv
sed -i 's/2026-02-28/2026-01-28/' bad.csv
mv bad.csv in.csv
same 'mended they are imported as they are' import -r bad.csv <<!
case-new: new 3, changed 0, same 0, refused 0
!
status 1 'and no file tells of nothing' test -e bad.csv
same 'what was written is what was meant' sql \
    "SELECT id, title FROM cases JOIN external USING (no) ORDER BY id" <<!
1|good
2|a, "b"
3|
4|$(printf '长%.0s' $(seq 40))
5|other
!
csv "8,xx,$(printf '长%.0s' $(seq 40))" >in.csv
case-new -q -r bad.csv -i in.csv 2>/dev/null
same 'long values are cut between characters' sh -c \
    'iconv -f utf-8 -t utf-16 bad.csv >/dev/null && echo fine' <<!
fine
!
rm -f bad.csv
status 2 'a failure' case-new -r bad.csv -i in.csv -m ./none
status 1 'leaves no refused rows' test -e bad.csv
status 1 'nor their beginnings' test -e bad.csv.part
mkfifo pipe
timeout 5 cat pipe >piped &
status 1 'what is no plain file is written, not replaced' \
    case-new -r pipe -i in.csv
wait
same 'a pipe is still one' sh -c '[ -p pipe ] && wc -l <piped' <<!
2
!
status 2 'refused rows that cannot be kept undo it all' \
    case-new -r /dev/full -i in.csv
status 2 'nor can a folder hold them' case-new -r . -i in.csv
for f in whistle.db ./whistle.db-wal whistle.db-shm; do
	status 2 "nor may ${f#./} take them" case-new -r $f -i in.csv
done
ln -s whistle.db link.csv
status 2 'nor a link to it' case-new -r link.csv -i in.csv
cp whistle.db two.part
status 2 'nor is it taken for a beginning' \
    case-new -d two.part -r two -i in.csv
ok 'the file is whole' grid-check integrity
rm -f two.part* link.csv

# -n
fresh
csv '1,05,a' '2,xx,b' >in.csv
status 1 'a dry run counts' case-new -n -r bad.csv -i in.csv
says 'new 1, changed 0, same 0, refused 1; nothing was done' 'what would be done'
status 1 'and leaves no refused rows' test -e bad.csv
same 'nothing else either' sql 'SELECT (SELECT count(*) FROM cases),
    (SELECT count(*) FROM entry), (SELECT count(*) FROM import)' <<!
0|1|0
!

# again
cat >in.csv <<!
id,source,received,class,area,title,phone,state,updated
1,hotline,2026-01-05 08:00,E0102,,a,13800000001,reported,2026-01-06
2,hotline,2026-01-05 09:00,E0102,,b,,dispatched,2026-01-06
!
import >/dev/null
before=$(sql 'SELECT (SELECT count(*) FROM journal), (SELECT count(*) FROM cases)')
same 'the same file changes nothing' import <<!
case-new: new 0, changed 0, same 2, refused 0
!
same 'no row is added' sql 'SELECT (SELECT count(*) FROM journal),
    (SELECT count(*) FROM cases)' <<!
$before
!
sed -i 's/^1,\(.*\)E0102/1,\1E0101/; s/2026-01-06$/2026-01-08/' in.csv
same 'a fact that differs is amended' import <<!
case-new: new 0, changed 1, same 1, refused 0
!
same 'with old and new' sql "SELECT field, old, new FROM journal
    WHERE act = (SELECT id FROM act WHERE code = 'amend')" <<!
class|E0102|E0101
!
sed 's/2026-01-08$/2026-01-07/; s/,b,/,older,/' in.csv >old.csv
same 'an older export changes nothing' sh -c 'case-new -i old.csv 2>&1' <<!
case-new: new 0, changed 0, same 2, refused 0
!
same 'also where the newer one had changed nothing' sql \
    "SELECT title FROM cases JOIN external USING (no) WHERE id = '2'" <<!
b
!
sed -i 's/13800000001/13800000002/' in.csv
import >/dev/null
same 'a telephone is amended without being told' sql \
    "SELECT field, old, new, (SELECT phone FROM private p WHERE p.no = j.no)
    FROM journal j WHERE field = 'phone'" <<!
phone||(private)|13800000002
!
sed -i 's/reported/handling/' in.csv
same 'a state moved on' import <<!
case-new: new 0, changed 1, same 1, refused 0
!
same 'adds its rows' sql "SELECT n.code FROM journal j JOIN external e
    USING (no) JOIN act n ON n.id = j.act WHERE e.id = '1' ORDER BY seq" <<!
report
amend
amend
dispatch
sign
!
sed -i 's/handling/reported/; s/08:00/08:01/' in.csv
same 'another time of receipt changes nothing' import <<!
case-new: new 0, changed 0, same 2, refused 0
!
same 'but is a finding, as is a state taken back' sql 'SELECT text
    FROM finding' <<!
the source now gives another time of receipt
the source steps back: to reported
!

# numbers
fresh
sql 'INSERT INTO day VALUES (20260105, 999998)'
csv '1,05,a' >in.csv
same 'the last number of a day' case-new -i in.csv -q </dev/null
same 'is 999999' sql 'SELECT no FROM cases' <<!
20260105999999
!
csv '2,05,b' '3,06,c' >in.csv
same 'then the day is full' fails import <<!
case-new: 20260105: more than 999999 cases on one day
!
same 'and nothing is filed' sql 'SELECT count(*) FROM cases' <<!
1
!

# personal data
fresh
tel=13912345678 ident=110101199003077774
cat >m.map <<!
keep = 备注
!
cat >in.csv <<!
id,source,received,title,text,place,result,reply,state,closed,caller,phone,address,备注
1,hotline,2026-01-05 08:00,打$tel,$ident,$tel旁,电$tel,回$tel,closed,2026-01-06 09:00,张,$tel,$tel号,有$tel
2,hotline,2026-01-05 08:00,x,,,,,reported,,,,,
!
case-new -q -i in.csv -m ./m.map
sed -i "s/,x,,,/,改$tel,改$ident,,/" in.csv
mv in.csv "电$tel.csv"
case-new -q -i "电$tel.csv" -m ./m.map
printf 'source,id,act,text\nhotline,1,note,记\n' >"记$tel.csv"
case-log -q -i "记$tel.csv"
for t in $(sql "SELECT name FROM sqlite_schema WHERE type = 'table'
    AND name NOT LIKE 'private%'"); do
	sql "SELECT '$t', * FROM $t"
done | grep -e $tel -e $ident >leaks
same 'numbers of people are masked everywhere' cat leaks </dev/null
same 'in the names of files, too' sql "SELECT file FROM v_import
    WHERE file LIKE '%×%' ORDER BY import" <<!
电139××××.csv
记139××××.csv
!
same 'and whole in one room' sh -c 'sqlite3 whistle.db "SELECT * FROM private;
    SELECT * FROM private_text" | grep -o -e 13912345678 -e 110101199003077774 | wc -l' <<!
10
!

# files of another kind, and who is first
fresh
csv '1,05,a' >in.csv
sqlite3 foreign.db 'CREATE TABLE t(x)'
status 2 'a foreign database' case-new -d foreign.db -i in.csv
says 'not a Whistle file' 'is told'
head -c 20000 whistle.db >short.db
status 2 'a truncated one' case-new -d short.db -i in.csv
echo nonsense, of more than a hundred bytes >text.db
status 2 'a text' case-new -d text.db -i in.csv
says 'not a database' 'is none'
status 2 'a folder' case-new -d . -i in.csv
if [ "$(id -u)" -ne 0 ]; then
	cp whistle.db ro.db
	chmod 400 ro.db
	status 2 'one that may only be read' case-new -d ro.db -i in.csv
else
	skip 'root may write everything'
fi
sqlite3 whistle.db <<! >/dev/null &
BEGIN IMMEDIATE;
.shell touch locked; sleep 2
!
timeout 5 sh -c "while [ ! -e locked ]; do sleep 0.05; done"
WHISTLE_WAIT=1
export WHISTLE_WAIT
status 75 'a file that stays locked' case-new -i in.csv
unset WHISTLE_WAIT
ok 'waiting helps' case-new -i in.csv
wait
seq 3000 | sed 's/.*/&,hotline,2026-01-05,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/
    1i id,source,received,title' >in.csv
fresh
limit() {
	( trap '' XFSZ && ulimit -f 900 && case-new -q -i in.csv )
}
status 2 'a disk that is full' limit
same 'nothing is filed' sql 'SELECT count(*) FROM cases; PRAGMA integrity_check' <<!
0
ok
!

# real files
if [ -e "$data/nyc311-1000.csv" ]; then
	fresh
	nyc=$data/nyc311-1000.csv
	status 1 'New York' case-new -r bad.csv -i "$nyc" -m nyc311
	says 'new 990, changed 0, same 0, refused 10' '10 are closed before received'
	same 'they are the refused ones' sh -c 'grep -c "before the case was" bad.csv' <<!
10
!
	sqlite3 nyc.db ".import --csv $nyc t" 2>/dev/null
	tail -n +2 bad.csv | cut -d, -f1 >keys
	sqlite3 nyc.db 'CREATE TABLE r(k)' '.import keys r'
	good='FROM t WHERE "Unique Key" NOT IN (SELECT k FROM r)'
	sqlite3 nyc.db "SELECT Agency, count(*) $good GROUP BY 1 ORDER BY 1" \
	    >agencies
	same 'agencies are as an independent count has them' sql "SELECT
	    u.name, count(*) FROM cases c JOIN unit u ON u.id = coalesce(
	    c.unit, c.first_unit) GROUP BY 1 ORDER BY 1" <agencies
	sqlite3 nyc.db "SELECT CASE Status WHEN 'Closed' THEN 'closed'
	    WHEN 'Open' THEN 'dispatched' WHEN 'Assigned' THEN 'dispatched'
	    WHEN 'Started' THEN 'handling' WHEN 'In Progress' THEN 'handling'
	    WHEN 'Pending' THEN 'handling' WHEN 'Email Sent' THEN 'closed'
	    ELSE Status END, count(*) $good
	    GROUP BY 1 ORDER BY 1" >states
	same 'and so are the states' sql "SELECT s.code, count(*) FROM cases c
	    JOIN state s ON s.id = c.state GROUP BY 1 ORDER BY 1" <states
	status 1 'again' case-new -r bad.csv -i "$nyc" -m nyc311
	says 'new 0, changed 0, same 990, refused 10' 'nothing changes'
else
	skip 'no sample of New York here'
fi
if [ -x "$B/tests/hotline" ]; then
	fresh
	grid-load -q -i "$share/demo/area.csv" area
	grid-load -q -i "$share/demo/unit.csv" unit
	"$B/tests/hotline" -n 300 -a "$share/demo/area.csv" >utf8.csv
	"$B/tests/hotline" -n 300 -a "$share/demo/area.csv" -e gb18030 >gbk.csv
	ok 'the hotline' case-new -i utf8.csv -m hotline21
	says 'changed 0, same 0, refused 0' 'every row is taken'
	same 'in GB18030 they are the same cases' sh -c \
	    'case-new -i gbk.csv -m hotline21 2>&1' <<!
case-new: new 0, changed 0, same 300, refused 0
!
else
	skip 'make check makes the hotline export'
fi
cp in.csv same.csv
status 2 '-r does not name the file that is read' \
    case-new -i same.csv -r ./same.csv
says 'is the file that is read' 'and says so'
ok 'which is left as it was' cmp in.csv same.csv
status 2 'a hyphen is no file for refused rows' case-new -i in.csv -r -
ok 'and none is made' [ ! -e ./- ]
finish
