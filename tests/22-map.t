#!/bin/sh
# case-map: a first map of a foreign file, how a map reads it, its rows.
# shellcheck disable=SC2016
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

# The settings of a map, without comments and blank lines.
settings() {
	case-map "$@" | grep -v '^#' | grep -v '^$'
}
# What case-new makes of a file with the map that case-map prints.
tries() {
	case-map "$1" >first.map
	case-new -n -i "$1" -m ./first.map 2>&1
}

# exports that are known
cat >known.csv <<'!'
工单编号,工单类型,问题分类,标签,标题,主要内容,工单状态,来电人,来电人电话/账号,被反映区,被反映街乡镇,办理结果,回复内容,处理受理方式,办结时间,企业名称,是否解决,是否满意,工单性质,村/社区,小区点位
热线-260105-000001,求助,,,路灯不亮,,已转派,,,,,,,转办,,,,,,,
!
status 0 'an export that is known by its header' case-map known.csv
cp out o
same 'is told by the name of its map' head -n 1 o <<!
# known.csv: this export is known, use -m hotline21
!
case-map known.csv | sed 1,2d >known.map
ok 'and the map itself follows' cmp known.map "$share/map/hotline21.map"
sed 's/小区点位/小区点位,督办/; s/,,$/,,,领导/' known.csv >more.csv
status 1 'one with a column more is told from it' case-map more.csv
cp out o
ok 'and what it has more is kept' grep -x 'keep = 督办' o
same 'so that its map is taken' tries more.csv <<!
case-new: new 1, changed 0, same 0, refused 0; nothing was done
!
sed 's/督办/"督办, 领导"/' more.csv >comma.csv
same 'also where its name has a comma' tries comma.csv <<!
case-new: new 1, changed 0, same 0, refused 0; nothing was done
!
sed '1s/^/,/; 2s/^/x,/' known.csv >nameless.csv
status 1 'one that has no name' case-map nameless.csv
cp out o
ok 'is told, and nothing is kept' sh -c "
    grep -q '^# column 1 cannot be named' o && ! grep '^keep = *\$' o"

tr , ';' <known.csv >form.csv
case-map form.csv >form.map
ok 'one in another form is not sent to a map that refuses it' \
    grep -q 'of another form than -m hotline21$' form.map
same 'but to the one that is printed' sh -c \
    'case-new -n -i form.csv -m ./form.map 2>&1' <<!
case-new: new 1, changed 0, same 0, refused 0; nothing was done
!
printf '%s\n' 案件编号,上报时间,工单状态 A1,2026-01-05,问13812345678 >tel.csv
case-map tel.csv >o
ok 'a telephone in a state is masked in every comment' \
    sh -c 'grep -q "问138×" o && ! grep -q 13812345678 o'

printf '%s\n' "service_request_id,requested_datetime,updated_datetime,closed_date,\
status_description,status_notes,source,service_name,service_subtype,\
description,agency_responsible,address,lat,long" \
    '1,2026-01-05T08:00:00Z,,,Open,,Phone,Litter,,x,,,,' >t.csv
case-map t.csv >o
ok "Open311's" grep -q 'use -m open311$' o
printf '%s\n' "Report ID,Title,Detail,User Name,Category,Created,Confirmed,\
Acknowledged,Fixed,Closed,Status,Latitude,Longitude,Query,Ward,Easting,\
Northing,Report URL,Device Type,Site Used,Reported As" \
    '1,x,y,,Litter,2026-01-05T08:00:00,,,,,confirmed,,,,,,,,,,' >t.csv
case-map t.csv >o
ok "FixMyStreet's" grep -q 'use -m fixmystreet$' o

# names and values
cat >hotline.csv <<'!'
序号,案件编号,来电时间,诉求人,联系电话,街道,社区,问题描述,工单状态,满意度,办结时间,受理员,备注
1,A-1,2026-01-05 08:30,张三,13812345678,西长安街街道,府右街南社区,路灯不亮,已办结,满意,2026-01-06 10:00,李四,请回电13912345678
2,A-2,2026-01-05 09:30,王五,,西长安街街道,,井盖丢失,办理中,,,李四,
3,A-3,2026-01-06 09:30,,,德胜街道,,占道经营,待研究,,,李四,
!
status 1 'a map with something left to decide is status 1' case-map hotline.csv
same 'columns are known by their names' settings hotline.csv <<!
source = 'hotline'
id = 案件编号
received = 来电时间
area = 街道, 社区
text = 问题描述
caller = 诉求人
phone = 联系电话
state = 工单状态
state[已办结] = closed
state[办理中] = handling
closed = 办结时间
rating = 满意度
rating[满意] = satisfied
ignore = 序号
keep = 受理员
keep = 备注
!
case-map hotline.csv >o
ok 'a word that is not known is left to be decided' \
    grep -x '# state\[待研究\] =' o
ok 'values are counted' grep -x '# 1 已办结, 1 办理中, 1 待研究' o
ok 'telephones in examples are masked' sh -c '! grep -q 13912345678 o'
ok 'and the example is there' grep -q 请回电 o
ok 'names of people are not shown' sh -c '! grep -q 李四 o'
tries hotline.csv >said
ok 'what is not decided case-new refuses' grep -q '待研究' said
sed 's/待研究/待受理/' hotline.csv >x && mv x hotline.csv
status 0 'nothing is left' case-map hotline.csv
same 'then case-new takes it' tries hotline.csv <<!
case-new: new 3, changed 0, same 0, refused 0; nothing was done
!
sed '1s/工单状态/甲/; 1s/联系电话/乙/; 1s/来电时间/丙/; s/,,西/,13712345678,西/
    s/,,德/,13612345678,德/' hotline.csv >unnamed-hotline.csv
same 'where names tell nothing values do' settings unnamed-hotline.csv <<!
source = 'hotline'
id = 案件编号
received = 丙
area = 街道, 社区
text = 问题描述
caller = 诉求人
phone = 乙
state = 甲
state[已办结] = closed
state[办理中] = handling
state[待受理] = reported
closed = 办结时间
rating = 满意度
rating[满意] = satisfied
ignore = 序号
keep = 受理员
keep = 备注
!
cp "$share/demo/cases.csv" own.csv
status 0 'our own columns' case-map own.csv
cp out o
ok 'need no map' grep -q 'no map is needed' o

printf '%s\n' id,source,created,是否保密 1,hotline,2026-01-05,是 >t.csv
ok 'who asked for secrecy' \
    sh -c 'case-map t.csv | grep -x "confidential\[是\] = yes"'

# times
dates() {
	echo id,source,created
	printf 'a%s,hotline,%s\n' 1 "$1" 2 "$2" 3 "$3"
}
dates '01/25/2026 08:30:00 PM' '01/05/2026 09:00:00 AM' \
    '01/06/2026 09:00:00 AM' >t.csv
same 'a format of times is found' settings t.csv <<!
id = id
source = source
received = created
received.format = %m/%d/%Y %I:%M:%S %p
!
dates 25.01.2026 05.01.2026 06.01.2026 >t.csv
ok 'another one' sh -c 'case-map t.csv | grep -x "received.format = %d.%m.%Y"'
dates 25/01/2026 05/01/2026 06/01/2026 >t.csv
ok 'day first, by one value' \
    sh -c 'case-map t.csv | grep -x "received.format = %d/%m/%Y"'
dates 01/02/2026 02/01/2026 01/01/2026 >t.csv
status 1 'month or day first is not guessed' case-map t.csv
cp out o
ok 'both are offered' grep -x '# received.format = %d/%m/%Y' o
status 2 'and case-new refuses until one is chosen' sh -c \
    'case-map t.csv >t.map; case-new -n -i t.csv -m ./t.map'
dates 46030 46031.5 46032 >t.csv
ok 'day numbers of a spreadsheet' \
    sh -c 'case-map t.csv | grep -x "received.format = serial"'
printf '%s\n' id,source,note T20260105-1,hotline,x T20260106-2,hotline,y \
    T20260107-3,hotline,z >t.csv
ok 'the day of receipt may be in the id' \
    sh -c 'case-map t.csv | grep -x "received.format = T%Y%m%d\*"'

# ids
printf '%s\n' 上报时间,问题描述,状态 2026-01-05,a,办结 2026-01-05,b,办结 \
    2026-01-06,a,在办 >app.csv
same 'without ids those columns that tell rows apart make one' \
    settings app.csv <<!
source = 'app'
id = digest(上报时间, 问题描述)
received = 上报时间
text = 问题描述
state = 状态
state[办结] = closed
state[在办] = handling
!
printf '%s\n' 案件编号,上报时间 1,2026-01-05 1,2026-01-06 2,2026-01-06 >app.csv
case-map app.csv >o
ok 'an id that comes twice is told' grep -q 'duplicate = last' o
printf '%s\n' 上报时间,状态 2026-01-05,办结 2026-01-05,在办 >app.csv
status 1 'no id is made of what changes' case-map app.csv
cp out o
ok 'but asked for' grep -q '^# id = digest' o
printf '%s\n' 编号,上报时间,问题描述 2026010500101,2026-01-05,a \
    2026010500102,2026-01-05,b 2026010500103,2026-01-05,c >app.csv
same 'a number that counts no lines is an id, be they few' \
    sh -c 'case-map app.csv | grep "id =\|编号"' <<!
id = 编号
!
printf '%s\n' 编号,上报时间,问题描述 1,2026-01-05,a 2,2026-01-05,b \
    3,2026-01-05,c >app.csv
ok 'one that counts lines is not' \
    sh -c 'case-map app.csv | grep -x "ignore = 编号"'
printf '%s\n' 上报时间,问题描述 '2026-01-05 08:00,a' '2026-01-05 08:01,a' \
    >app.csv
ok 'times that differ today do not make an id alone' \
    sh -c 'case-map app.csv | grep -x "id = digest(上报时间, 问题描述)"'
printf '%s\n' 上报时间,问题描述 2026-01-05,a 2026-01-05,b >app.csv
ok 'and a day is in it, for the same will be said on another' \
    sh -c 'case-map app.csv | grep -x "id = digest(上报时间, 问题描述)"'
printf '%s\n' 上报时间,状态 2026-01-05,办结 2026-01-06,在办 >app.csv
status 1 'where nothing but the time differs' case-map app.csv
cp out o
ok 'what else does is asked' grep -q 'by their time alone: what else' o
{
	echo 日期,时刻,问题描述
	for i in 1 2 3 4 5 6 7 8 9 10; do
		echo "2026-01-05,8:0$i,灯$i"
	done
} >app.csv
same 'neither a time of day nor a text is an id' \
    sh -c 'case-map app.csv | grep "^id ="' <<!
id = digest(日期, 问题描述)
!

# the shape of the file
{
	printf '%s\r\n' '城市管理案件明细表（2026年1月）' \
	    '案件信息;;;处置信息;' '案件编号;上报时间;大类;处置部门;处置时间' \
	    '1;2026-01-05 08:00;市容;城管;' '2;2026-01-05 09:00;市容;环卫;' \
	    '3;2026-01-05 10:00;街面;城管;2026-01-06' '合计;3;;;'
} | iconv -t gb18030 | tr ';' '\t' >city.csv
status 1 'title, two rows of header, tabs, totals, GB18030' case-map city.csv
cp out o
grep -E '^(delimiter|skip|header|totals|id|class|unit) ' o >shape
same 'all are found' cat shape <<!
delimiter = tab
skip = 1
header = 2
totals = 合计
id = 案件信息 案件编号
class = 案件信息 大类
unit = 处置信息 处置部门
!
ok 'and the encoding is told' grep -q '(GB18030, 3 rows of it)' o
cp city.csv city-hotline.csv
tries city-hotline.csv >o
ok 'case-new takes it with that map' grep -x \
    'case-new: new 3, changed 0, same 0, refused 0; nothing was done' o
case-map --rows -m ./first.map -o json city-hotline.csv >o
ok 'and so do its rows, without the totals' sh -c '[ "$(wc -l <o)" = 3 ]'
same 'under the names of both rows' sh -c 'head -n 1 o' <<'!'
{"案件信息 案件编号":"1","案件信息 上报时间":"2026-01-05 08:00","案件信息 大类":"市容","处置信息 处置部门":"城管","处置信息 处置时间":""}
!
printf '%s\n' '2026-01-05;a;1,5' '2026-01-06;b;2,5' '2026-01-07;c;3,5' >t.csv
case-map t.csv >o
ok 'a file without a header' grep -x 'header = 0' o
ok 'whose commas are in numbers' grep -x 'delimiter = semicolon' o
{
	echo '大类|案件编号|受理时间'
	echo '市容|1|2026-01-05'
	printf '|%s|2026-01-05\n' 2 3 4
	echo '街面|5|2026-01-05'
	printf '|%s|2026-01-05\n' 6 7 8
} >hotline-2.csv
tries hotline-2.csv >o
ok 'cells of merged rows' grep -x 'class.carry = yes' first.map
ok 'which case-new fills' grep -q 'new 8, .* refused 0' o
printf 'id,created,a\n1,2026-01-05,x\n2,2026-01-05\n' >t.csv
case-map t.csv >o
ok 'short rows are told, not filled' grep -q '^# .*line 3;' o
{
	echo 'id,created,text'
	awk 'BEGIN { for (i = 1; i < 60000; i++)
	    printf "N%d,2026-01-05 08:00,%080d\n", i, 0 }'
	echo '合计,59999,'
} >long.csv
case-map long.csv >o
ok 'totals at the end of a long file' grep -x 'totals = 合计' o
# shellcheck disable=SC2002
cat long.csv | case-map - >o
ok 'also of a pipe' grep -x 'totals = 合计' o
: >empty.csv
status 2 'an empty file' case-map empty.csv
says 'empty.csv: no header: the file is empty' 'says so'
status 2 'a file that is not there' case-map none.csv
printf 'a,b\n1,2\n' >t.csv
status 1 'a file of something else' case-map t.csv
cp out o
ok 'is doubted' grep -q 'Few columns look like those of cases' o
(
	unset WHISTLE_DB
	mkdir -p bare && cd bare && case-map ../hotline.csv
) >out 2>err
says 'no database: codes and names are those of the default profile' \
    'without a database the default profile'
ok 'and none is made' sh -c '! ls bare/*'

printf 'id,created,\033[1mx,"a\nb"\n1,2026-01-05,\033c,q\n' >t.csv
case-map t.csv >o
ok 'control characters do not come through' sh -c '! grep -q "$(printf "\033")" o'
ok 'columns that a map cannot name are told' grep -q 'column 3 cannot be named' o
ok 'a name that is broken into lines is one' grep -x 'keep = a b' o

# --check
cat >in.csv <<'!'
id,source,received,class,state,closed,note
1,hotline,2026-01-05 08:00,E0104,closed,2026-01-06 08:00,x
2,hotline,2026-01-05 09:00,E9999,办结,2026-01-04 08:00,y
3,hotline,2026-01-32,E9999,closed,,z
3,hotline,2026-01-05 10:00,,,,z
4,hotline,2026-01-05 10:00,,,,z
4,hotline,2026-01-05 10:00,,,,z
5,hotline,2026-01-05 10:00,,,,z
5,hotline,2026-01-05 11:00,,,,z
!
echo 'keep = note' >in.map
status 1 'rows that would be refused are status 1' \
    case-map --check -m ./in.map in.csv
cp out o
says 'in.csv: UTF-8, 8 rows, 3 would be refused' 'and in all'
same 'each column with its counts' cut -f1-7 o <<!
row	in.csv	8	5	3	0	
id	id	8	7	1	0	5
source	source	8	8	0	0	1
received	received	8	7	1	0	5
class	class	3	1	2	0	2
state	state	3	2	1	0	2
closed	closed	2	1	1	0	2
extra	note	8	8	0	0	3
!
case-new -n -i in.csv -m ./in.map 2>said
ok 'which is what case-new says' \
    grep -q '3 of 8 rows are refused; nothing was done' said
same 'the range of times' sh -c "awk -F'\t' '\$1 == \"received\" {
    print \$8, \$9 }' o" <<!
2026-01-05 08:00:00 2026-01-05 11:00:00
!
case-map --check -m ./in.map in.csv >o 2>err
same 'ids that come twice, with the same and with other values' \
    sh -c "awk -F'\t' '\$1 == \"id\" { print \$10 }' o" <<!
1 come again with the same values, 1 with others, first line 9, which was line 8
!
case-map --check --unknown -m ./in.map in.csv 2>err | cut -f1,3-6 >o
same 'every wrong value with its count and first line' cat o <<!
received	2026-01-32	1	4	refused
class	E9999	2	3	refused
state	办结	1	3	refused
closed	2026-01-04 08:00	1	3	refused
!
echo 'duplicate = last' >>in.map
case-map --check -q -m ./in.map in.csv >o
case-map --check -m ./in.map -o json --fields column,refused in.csv 2>err |
    head -n 2 >o
same 'a map that lets the last count' cat o <<!
{"column":"row","refused":2}
{"column":"id","refused":0}
!
printf '%s\n' 'class.unknown = make' 'state[办结] = closed' >>in.map
case-map --check --unknown -m ./in.map in.csv 2>err | cut -f1,3,4,6 >o
ok 'what would be made is told' grep -q '^class.E9999.*made$' o
status 2 'a column that the map does not read' case-map --check in.csv
says 'column "note" is unknown' 'is named'
printf 'id,source,received\n1,hotline,2026-01-05\n' >t.csv
status 0 'nothing to refuse is status 0' case-map --check t.csv
printf 'id,source,received\n1,hotline,2026-01-05\n2,hotline\n' >t.csv
status 1 'a row that is none' case-map --check --unknown t.csv
cp out o
ok 'is told, with why' grep -q '2 columns, expected 3' o
# A number is masked before a value is cut, wherever in it it stands.
long=$(printf '%0111d' 0 | tr 0 x)
printf 'id,source,received,class\n1,hotline,2026-01-05,%s13912345678\n' \
    "$long" >t.csv
status 1 'a long value with a telephone' case-map --check --unknown t.csv
cp out o
ok 'is masked to its end' sh -c 'grep -q "x139×××" o && ! grep x1391 o'
printf '%s\n' 工单编号,来电时间,工单状态 1,2026-01-05,已办结 \
    2,2026-01-05,回13912345678 >t.csv
status 1 'one that is to be translated' case-map t.csv
cp out o
ok 'is not in the map' sh -c 'grep -q 139×××× o && ! grep 1391 o'

# --rows: the shapes of the csv-spectrum, each in a file of our own
shape() {
	printf %b "$2" >t.csv
	same "rows: $1" case-map --rows -o json t.csv
}
shape 'commas in quotes' 'name,street,zip\nWu,"Lane 3, West",00123' <<'!'
{"name":"Wu","street":"Lane 3, West","zip":"00123"}
!
shape 'empty fields, quoted' 'x,y,z\n1,"",""\n2,3,4' <<'!'
{"x":"1","y":"","z":""}
{"x":"2","y":"3","z":"4"}
!
shape 'and with CRLF' 'x,y,z\r\n1,"",""\r\n2,3,4' <<'!'
{"x":"1","y":"","z":""}
{"x":"2","y":"3","z":"4"}
!
shape 'doubled quotes' 'x,y\n1,"oh ""oh"" oh"\n3,4\n' <<'!'
{"x":"1","y":"oh \"oh\" oh"}
{"x":"3","y":"4"}
!
shape 'JSON in a field' 'k,v\n1,"{""at"": [116.4, 39.9], ""s"": ""a""}"\n' <<'!'
{"k":"1","v":"{\"at\": [116.4, 39.9], \"s\": \"a\"}"}
!
shape 'quotes in a field that does not begin with one' \
    "phone,at,city\n0005550100,39\0357\0277\027554'27.0\"N 116\0357\0277\027523'17.0\"E,Xi" <<'!'
{"phone":"0005550100","at":"39�54'27.0\"N 116�23'17.0\"E","city":"Xi"}
!
shape 'newlines in a field' 'x,y,z\n1,2,3\n"long \nago",5,6\n7,8,9\n' <<'!'
{"x":"1","y":"2","z":"3"}
{"x":"long \nago","y":"5","z":"6"}
{"x":"7","y":"8","z":"9"}
!
shape 'and with CRLF' \
    'x,y,z\r\n1,2,3\r\n"long \r\nago",5,6\r\n7,8,9\r\n' <<'!'
{"x":"1","y":"2","z":"3"}
{"x":"long \r\nago","y":"5","z":"6"}
{"x":"7","y":"8","z":"9"}
!
shape 'quotes and newlines' 'x,y\n1,"oh \n""oh"" \noh"\n3,4\n' <<'!'
{"x":"1","y":"oh \n\"oh\" \noh"}
{"x":"3","y":"4"}
!
shape 'simple' 'x,y,z\n1,2,3\n' <<'!'
{"x":"1","y":"2","z":"3"}
!
shape 'simple with CRLF' 'x,y,z\r\n1,2,3\r\n' <<'!'
{"x":"1","y":"2","z":"3"}
!
shape 'UTF-8' 'x,y,z\n1,2,3\n4,5,\0312\0244街\n' <<'!'
{"x":"1","y":"2","z":"3"}
{"x":"4","y":"5","z":"ʤ街"}
!
# The files themselves, where they are.  The two of location_coordinates tell
# different telephones, 2095257564 and 1234567890, and agree in all else.
if [ -d "$data/csv-spectrum" ]; then
	for f in "$data"/csv-spectrum/csvs/*.csv; do
		name=${f##*/}
		name=${name%.csv}
		sed 's/"1234567890"/"2095257564"/' \
		    "$data/csv-spectrum/json/$name.json" >theirs.json
		case-map --rows -o json "$f" | sed 's/$/,/; $s/,$//' |
		    { echo '[' && cat && echo ']'; } >ours.json
		ok "csv-spectrum: $name" perl -MJSON::PP -e '
			sub slurp { local (@ARGV, $/) = @_; <> }
			my $j = JSON::PP->new->utf8->canonical;
			my ($x, $y) = map { $j->encode($j->decode(slurp($_))) }
			    @ARGV;
			s/^(?!\[)(.*)$/[$1]/s for $x, $y;
			exit($x ne $y)' theirs.json ours.json
	done
else
	skip 'no csv-spectrum here'
fi
printf 'a\tb\n1\t"x\ty"\n' >t.tsv
same 'another delimiter' case-map --rows --delimiter=tab -o json t.tsv <<'!'
{"a":"1","b":"x\ty"}
!
same 'as itself' sh -c "tr '\t' '^' <t.tsv |
    case-map --rows --delimiter='^' -o csv -" <<'!'
a,b
1,x^y
!
printf 'a,b\n1,2\n' >t.csv
status 2 'a header that it leaves one column is refused' \
    case-map --rows --delimiter=semicolon t.csv
says 'separated by commas' 'with what it has'
printf 'a,a,,a (2)\n1,2,3,4\n' >t.csv
same 'names that come twice, and none' case-map --rows -o json t.csv <<'!'
{"a":"1","a (2)":"2","3":"3","a (2) (2)":"4"}
!
printf '_line,_error\n1,x\n' >t.csv
same 'no column but those that refused rows have' \
    case-map --rows -o csv t.csv <<!
_line,_error
1,x
!
printf 'a,b\n1,2\n3\n' >t.csv
status 1 'a row that is none is refused, the others are printed' \
    case-map --rows t.csv
cp out o
says 't.csv:3: 1 column, expected 2' 'and named'
awk 'BEGIN { for (r = 0; r < 2; r++) for (i = 1; i <= 5000; i++)
    printf "%s%s", r ? i : "c" i, i < 5000 ? "," : "\n" }' >wide.csv
case-map --rows -o json --fields c1,c5000 wide.csv >o
same 'thousands of columns' cat o <<'!'
{"c1":"1","c5000":"5000"}
!
printf 'a\n\344\366\n' >t.csv
same 'an encoding' case-map --rows -e latin1 -o json t.csv <<'!'
{"a":"äö"}
!

# usage
status 2 'without a file' case-map
says 'give one file' 'it is asked for'
status 2 'check and rows' case-map --check --rows t.csv
status 2 'a map for nothing' case-map -m hotline21 t.csv
cp out o
status 2 'a delimiter that is none' case-map --rows --delimiter=xx t.csv
finish
