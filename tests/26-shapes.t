#!/bin/sh
# Shapes of files: encodings, line ends, many columns, and what spreadsheets
# have done to numbers.
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
# What an import of in.csv says on standard error.
import() {
	{ case-new -i in.csv "$@" >/dev/null; } 2>&1
}

# One table in every encoding is the same cases; 㐀 takes four bytes in
# GB18030 and is not in GBK.
cat >plain.csv <<!
id,source,received,title
1,hotline,2026-01-05,㐀路灯𠀀
2,hotline,2026-01-05,"two
lines, ""said"" he"
3,hotline,2026-01-06,65°10'20.0"W
!
cp plain.csv in.csv
same 'UTF-8' import <<!
case-new: new 3, changed 0, same 0, refused 0
!
same 'is what was written' query "SELECT title FROM cases JOIN external
    USING (no) ORDER BY id" <<!
㐀路灯𠀀
two
lines, "said" he
65°10'20.0"W
!
same_cases() {
	same "$1" import <<!
case-new: new 0, changed 0, same 3, refused 0
!
}
{ printf '\357\273\277' && cat plain.csv; } >in.csv
same_cases 'UTF-8 with a mark'
iconv -t gb18030 plain.csv >in.csv
same_cases 'GB18030, four bytes a character'
iconv -t utf-16le plain.csv >in.csv
same_cases 'UTF-16 without a mark, found out'
iconv -t utf-16be plain.csv >in.csv
same_cases 'of either order'
{ printf '\377\376' && iconv -t utf-16le plain.csv; } >in.csv
same_cases 'UTF-16 with a mark'
{ printf '\376\377' && iconv -t utf-16be plain.csv; } >in.csv
same_cases 'of the other order'
sed 's/㐀路灯𠀀/路灯/' plain.csv | iconv -t gbk >in.csv
same 'GBK, which is told' import -e gbk <<!
case-new: new 0, changed 1, same 2, refused 0
!
{ printf 'id,source,received,title\n' && seq 4 | sed 's/.*/u&,hotline,2026-01-05,垃圾分类不清/'; } |
    iconv -t utf-16le >in.csv
same 'UTF-16 may be told' import -e utf-16le <<!
case-new: new 4, changed 0, same 0, refused 0
!
printf '编号,来源\n' | iconv -t utf-16le >in.csv
same 'what cannot be found out is refused with the cure' fails 2 case-new \
    -i in.csv <<!
case-new: in.csv:1: NUL byte; if the file is UTF-16, say -e utf-16le
!

# many columns, no rows, no lines
fresh
{
	seq 5000 | sed 's/^/x/' | paste -sd, | sed 's/^/id,source,received,/'
	for i in 1 2 3 4 5 6 7 8 9 10; do
		seq 5000 | paste -sd, | sed "s/^/$i,hotline,2026-01-05,/"
	done
} >in.csv
echo 'ignore = *' >all.map
same 'five thousand columns' timeout 20 sh -c \
    'case-new -i in.csv -m ./all.map 2>&1 | head -1' <<!
case-new: new 10, changed 0, same 0, refused 0
!
seq 5000 | sed 's/^/x/' | paste -sd, | sed 's/$/,x17/' >in.csv
same 'of which two have the same name' fails 2 import -m ./all.map <<!
case-new: in.csv:1: "x17": two columns of this name
!
echo id,source,received,title >in.csv
same 'a header only is no case' import <<!
case-new: new 0, changed 0, same 0, refused 0
!
printf 'id,source,received,,\n21,hotline,2026-01-05,,,,\n22,hotline,2026-01-05\n' >in.csv
same 'empty cells at the end are none' import <<!
case-new: new 2, changed 0, same 0, refused 0
!
printf 'id,source,received,,\n3,hotline,2026-01-05,,x\n' >in.csv
same 'others are' fails 2 case-new -i in.csv <<!
case-new: in.csv:2: 5 columns, expected 3
case-new: in.csv: 1 of 1 rows are refused; nothing was done (-r FILE does the rest)
!
printf 'id\tsource\treceived\n' >in.csv
same 'another delimiter is refused with the cure' fails 2 import <<!
case-new: in.csv:1: the header is one column: its fields are separated by tabs; a map (-m) with "delimiter = tab" reads them
!
printf '"id";"source"\n' >in.csv
same 'also in quotes' fails 2 import <<!
case-new: in.csv:1: the header is one column: its fields are separated by semicolons; a map (-m) with "delimiter = semicolon" reads them
!
echo 'delimiter = tab' >tab.map
echo 'id,source,received' >in.csv
same 'and the other way round' fails 2 import -m ./tab.map <<!
case-new: in.csv:1: the header is one column: its fields are separated by commas; a map (-m) with "delimiter = comma" reads them
!
{ echo id,source,received,title && printf '1,hotline,2026-01-05,' &&
    head -c 1100000 /dev/zero | tr '\0' x; } >in.csv
same 'a field that is too long' fails 2 case-new -i in.csv <<!
case-new: in.csv:2: field longer than 1048576 bytes
case-new: in.csv: 1 of 1 rows are refused; nothing was done (-r FILE does the rest)
!
{ echo id,source,received,title && printf '1,hotline,2026-01-05,' &&
    head -c 4200000 /dev/zero | tr '\0' x && echo &&
    echo 2,hotline,2026-01-05,y; } >in.csv
status 1 'a line that is too long' case-new -q -i in.csv -r r.csv
same 'is cut among the refused rows, which say so' \
    sh -c "tr -cd x <r.csv | wc -c && sed -n '2s/.*,_*2,//; 2s/\r//p' r.csv" <<!
4075
in.csv:2: line longer than 4194304 bytes; -r keeps only its beginning
!

# what spreadsheets do to numbers
fresh
lost='a number that a spreadsheet has shortened, its digits are lost; format the column as text and export again'
cat >in.csv <<!
id,source,received,area,unit,phone,text
1.10101E+11,hotline,2026-01-05,,,,
2,hotline,2026-01-05,1.10102E+11,,,
3,hotline,2026-01-05,,1E+11,,
4,hotline,2026-01-05,,,1.3800e+10,
5,hotline,2026-01-05,,,,1.3800E+10
1E11,hotline,2026-01-05,,,,
!
same 'ids, references and codes of which the digits are lost' fails 1 import -r bad.csv <<!
case-new: in.csv:2: id: "1.10101E+11": $lost
case-new: in.csv:3: area: "1.10102E+11": $lost
case-new: in.csv:4: unit: "1E+11": $lost
case-new: in.csv:5: phone: "1.3800e+10": $lost
case-new: new 2, changed 0, same 0, refused 4
!
printf 'number,act,text\n2.0260105E+13,note,x\n' >in.csv
same 'case numbers' fails 2 case-log -i in.csv <<!
case-log: in.csv:2: number: "2.0260105E+13": $lost
case-log: in.csv: 1 of 1 rows are refused; nothing was done (-r FILE does the rest)
!
printf 'code,name\n1.1E+11,x\n' >in.csv
same 'codes that are loaded' fails 2 grid-load -i in.csv class <<!
grid-load: in.csv:2: code: "1.1E+11": $lost
grid-load: in.csv: 1 of 1 rows are refused; nothing was done (-r FILE does the rest)
!
printf 'code,name\n0123,甲\n0045,乙\n00045,丙\n077,丁\n77,戊\n099,9\n' |
    grid-load -q class
cat >in.csv <<!
id,source,received,class,title
a,hotline,2026-01-05,123,
b,hotline,2026-01-05,="0045",="00123"
c,hotline,2026-01-05,77,"=""say """"it"""""""
d,hotline,2026-01-05,9,="a"&"b"
="00123",hotline,2026-01-05,0123,x
!
ok 'zeros that a spreadsheet has taken off, and its guard of texts' \
    case-new -i in.csv
same 'are put back, and taken off' query "SELECT e.id, k.code, title
    FROM cases c JOIN external e USING (no) JOIN class k ON k.id = c.class
    ORDER BY e.id" <<!
00123|0123|x
a|0123|
b|0045|00123
c|77|say "it"
d|099|="a"&"b"
!
printf 'id,source,received,class\ne,hotline,2026-01-05,45\nf,hotline,2026-01-05,46\n' >in.csv
same 'unless there are several' fails 2 case-new -i in.csv <<!
case-new: in.csv:2: class: "45": fits several, give a code: 0045, 00045
case-new: in.csv:3: class: "46": no such class, by code or by name
case-new: in.csv: 2 of 2 rows are refused; nothing was done (-r FILE does the rest)
!
echo 'class.unknown = make' >make.map
same 'a row that has lost its zeros is not made again' sh -c \
    "sed 's/,4[56]/,123/' in.csv >z.csv; case-new -q -i z.csv -m ./make.map
    sqlite3 whistle.db 'SELECT count(*) FROM class WHERE reviewed = 0'" <<!
0
!

# day numbers
fresh
cat >serial.map <<!
source          = 'hotline'
received.format = serial
!
cat >in.csv <<!
id,received
a,46027
b,46027.0
c,46027.354166666664
d,46026.999999999
!
ok 'days as numbers' case-new -i in.csv -m ./serial.map
same 'from 1900, and their fractions' query "SELECT e.id,
    datetime(received, 'unixepoch', '+8 hours') FROM cases c JOIN external e
    USING (no) ORDER BY e.id" <<!
a|2026-01-05 00:00:00
b|2026-01-05 00:00:00
c|2026-01-05 08:30:00
d|2026-01-05 00:00:00
!
printf 'id,received\nf,60\ng,0\nh,2026-01-05\n' >in.csv
same 'days that there are none of' fails 2 case-new -i in.csv -m ./serial.map <<!
case-new: in.csv:2: received: "60": no such day in the map's format, which is serial
case-new: in.csv:3: received: "0": no such day in the map's format, which is serial
case-new: in.csv:4: received: "2026-01-05": does not fit the map's format, which is serial
case-new: in.csv: 3 of 3 rows are refused; nothing was done (-r FILE does the rest)
!

# Long ids of which a spreadsheet has kept fifteen digits.
long() {
	echo id,source,received >in.csv
	for id; do
		echo "$id,hotline,2026-01-05"
	done >>in.csv
}
said='all ids of 16 digits or more'
why='have but zeros after the 15th, as a spreadsheet rounds numbers; format the column as text and export again'
fresh
long 1101022026010510 1101022026010520 1101022026010530 1101022026010540 \
    110102202601050000 12
same 'ids that are all rounded refuse the file, with -r too' \
    fails 2 import -r r.csv <<!
case-new: in.csv: id: $said (5) $why
!
status 1 'case-map foretells it' case-map --check in.csv
says "case-map: in.csv: id: $said (5) $why" 'in the same words'
says '6 rows, 6 would be refused' 'of every row'
sed -i 5d in.csv
same 'of few it is only told, for they may end so by chance' import <<!
case-new: in.csv: id: $said (4) $why
case-new: new 5, changed 0, same 0, refused 0
!
long 1101022026010610 1101022026010620 1101022026010630 1101022026010640 \
    1101022026010650 1101022026010651
same 'one that is whole says that nothing was rounded' import <<!
case-new: new 6, changed 0, same 0, refused 0
!
long 0101022026010610 0101022026010620 0101022026010630 0101022026010640 \
    0101022026010650
same 'so do zeros before them' import <<!
case-new: new 5, changed 0, same 0, refused 0
!
long A101022026010710 A101022026010720 A101022026010730 A101022026010740 \
    A101022026010750 110102202601070 110102202601080
same 'and what is no number, or short enough' import <<!
case-new: new 7, changed 0, same 0, refused 0
!
long 1101022026010710 1101022026010720 1101022026010730 1101022026010740 \
    1101022026010750
printf 'code,value\nrounded_ids,0\n' | grid-load -q setting
same 'a source whose ids do end so has a setting' import <<!
case-new: in.csv: id: $said (5) $why
case-new: new 5, changed 0, same 0, refused 0
!

# The character between the steps of a path is ours, not theirs.
fresh
printf 'id,source,received,class\n1,hotline,2026-01-05,E\0371\n2,%s\n3,%s\n' \
    "hotline,2026-01-05,$(printf '\037')" hotline,2026-01-05,E0108 >in.csv
step='a control character (U+001F), which no code or name has'
same 'a control character makes no path' fails 2 import <<!
case-new: in.csv:2: class: "E?1": $step
case-new: in.csv:3: class: "?": $step
case-new: in.csv: 2 of 3 rows are refused; nothing was done (-r FILE does the rest)
!
printf 'class.path = /\nclass.unknown = make\n' >path.map
same 'nor rows, where unknown ones are made' \
    fails 1 import -m ./path.map -r r.csv <<!
case-new: in.csv:2: class: "E?1": $step
case-new: in.csv:3: class: "?": $step
case-new: new 1, changed 0, same 0, refused 2
!
status 2 'nor from options' case-new --source hotline --class "$(printf 'E\037')"
printf 'code,name,parent\nEX,x,E\037E01\n' >in.csv
status 2 'nor in a table' grid-load class -i in.csv
says 'in.csv:2: parent: "E?E01": '"$step" 'by name'
finish
