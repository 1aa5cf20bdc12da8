#!/bin/sh
# case-new -i: values that contradict themselves, refused or kept as findings
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

findings() {
	query "SELECT x.external, f.kind, f.text FROM v_finding f
	    JOIN v_external x USING (number) ORDER BY 1, 2, 3"
}
grid-load -q unit <<! || exit 2
code,name,kind,area,valid_to
old,旧城管科,chengguan,110102001000,2025-12-31
!
for c in class area unit lat due dispatched handled closed state; do
	echo "$c.wrong = finding"
done >f.map
echo 'lat = 纬度' >>f.map
cat >in.csv <<!
id,source,received,class,area,unit,纬度,due,dispatched,handled,closed,state,lon
A1,hotline,2026-01-20 08:00,E0108,110102001004,s1-cg,39.9,2026-01-27,2026-01-20 09:00,2026-01-21 10:00,2026-01-19 11:00,closed,116.4
A2,hotline,2026-01-20 08:00,E0108,110102001004,s1-cg,91,1900-01-00,2026-01-20 09:00,1900-01-01,2027-01-19,handling,116.4
A3,hotline,2026-01-20 08:00,没有,110102001004,old,,,2026-01-20 09:00,,,dispatched,
A4,hotline,2026-01-20 08:00,E0108,110102001004,某队13812345678,,,,,,做完了,
A5,hotline,2025-12-30 08:00,E0108,110102001004,old,,,2025-12-31 09:00,2025-12-31 08:00,2026-01-02,closed,
A6,hotline,2026-01-20 08:00,E0108,110102001004,s1-cg,39.9,2026-01-19,,,,reported,116.4
!
sed '/wrong/d' f.map >r.map
cat >want1 <<!
case-new: in.csv:2: closed: "2026-01-19 11:00": before the case was received
case-new: in.csv:3: 纬度: "91": not degrees between -90 and 90; due: "1900-01-00": no such day; handled: "1900-01-01": before 1990; closed: "2027-01-19": in the future
case-new: in.csv:4: class: "没有": no such class, by code or by name; unit: "old": ended on 2025-12-31, before the case was received
case-new: in.csv:5: state: "做完了": not one of reported dispatched handling handled closed cancelled not_filed; unit: "某队138××××": no such unit, by code or by name
case-new: in.csv:7: due: "2026-01-19": before the case was received
case-new: in.csv: 5 of 6 rows are refused; nothing was done (-r FILE does the rest)
!
same 'without the property each row is refused once, with all that is wrong' \
    fails 2 case-new -i in.csv -m ./r.map <want1
status 1 'with -r' case-new -i in.csv -m ./r.map -r refused.csv -n
says 'refused 6; nothing was done' 'and what the course refuses, each once'
case-map --check -m ./f.map --fields column,filled,read,refused,findings \
    in.csv >o 2>err
says 'in.csv: UTF-8, 6 rows, 0 would be refused' 'case-map refuses none either'
same 'and counts findings apart from what is refused or made' \
    sh -c 'grep -v -e ^id -e ^source -e ^received -e ^area o' <<!
row	6	6	0	0
class	6	5	0	1
lat	3	2	0	1
lon	3	3	0	0
due	3	1	0	2
state	6	5	0	1
unit	6	4	0	2
dispatched	4	4	0	0
handled	3	1	0	2
closed	3	1	0	2
!
same 'each such value by its own word' sh -c "case-map --check --unknown \
    -m ./f.map --fields column,value,done,why in.csv 2>/dev/null |
    grep -e ^lat -e ^class -e ^closed" <<!
class	没有	finding	no such class, by code or by name
lat	91	finding	not degrees between -90 and 90
closed	2026-01-19 11:00	finding	before the case was received
closed	2027-01-19	finding	in the future
!
same 'with it every row is taken' sh -c \
    'case-new -i in.csv -m ./f.map 2>&1 >/dev/null' <<!
case-new: new 6, changed 0, same 0, refused 0
!
same 'and what was left out is a finding, masked' findings <<!
A1|value|closed: "2026-01-19 11:00": before the case was received
A2|value|closed: "2027-01-19": in the future
A2|value|due: "1900-01-00": no such day
A2|value|handled: "1900-01-01": before 1990
A2|value|纬度: "91": not degrees between -90 and 90
A3|value|class: "没有": no such class, by code or by name
A3|value|unit: "old": ended on 2025-12-31, before the case was received
A4|value|state: "做完了": not one of reported dispatched handling handled closed cancelled not_filed
A4|value|unit: "某队138××××": no such unit, by code or by name
A5|value|handled: "2025-12-31 08:00": before dispatched
A6|value|due: "2026-01-19": before the case was received
!
same 'the cases are what is left' query "SELECT x.external, state, class,
    unit, lat, source_due, handled, closed FROM v_case
    JOIN v_external x USING (number) ORDER BY 1" <<!
A1|closed|E0108|s1-cg|39.9|2026-01-27 23:59:59|2026-01-21 10:00:00|2026-01-21 10:00:00
A2|handling|E0108|s1-cg||||
A3|dispatched||s1||||
A4|reported|E0108|||||
A5|closed|E0108|old|||2026-01-02 23:59:59|2026-01-02 23:59:59
A6|dispatched|E0108|s1-cg|39.9|||
!
sed '2s/39.9/39.8/' in.csv >again.csv
same 'the next export' sh -c 'case-new -i again.csv -m ./f.map 2>&1' <<!
case-new: new 0, changed 1, same 5, refused 0
!
same 'says nothing twice' query 'SELECT count(*) FROM v_finding' <<!
11
!
ok 'case-show shows them' sh -c "case-show 20260120000001 |
    grep -F 'closed: \"2026-01-19 11:00\": before the case was received'"
status 1 'and grid-check lists them' grid-check findings
same 'each with its case' sh -c "grid-check findings | grep -c 'value: '" <<!
11
!
for c in id source received; do
	echo "$c.wrong = finding" >no.map
	status 2 "$c is never left out" case-new -i in.csv -m ./no.map
	says "no.map:1: \"$c\": a row that is wrong here is refused" 'by name'
done
echo 'class.wrong = maybe' >no.map
status 2 'there are two ways' case-new -i in.csv -m ./no.map
says '"maybe": neither refuse nor finding' 'by name'

# The source mends what was wrong: the findings end, and are kept.
stands() {
	query "SELECT x.external, substr(f.text, 1, instr(f.text, ':') - 1),
	    iif(ended IS NULL, '', 'ended') FROM v_finding f
	    JOIN v_external x USING (number) WHERE x.external IN ('A2', 'A4')
	    ORDER BY 1, 2"
}
printf '%s\n' id,source,received,title 'A2,hotline,2026-01-20 08:00,x' >part.csv
ok 'a file that does not speak of them' case-new -q -i part.csv
same 'mends nothing' stands <<!
A2|closed|
A2|due|
A2|handled|
A2|纬度|
A4|state|
A4|unit|
!
sed -e '3s/,91,1900-01-00,/,39.9,,/; 3s/1900-01-01/2026-01-21/' in.csv >mend.csv
ok 'a mended file' case-new -q -i mend.csv -m ./f.map
same 'ends what it mends, also by leaving it empty, and nothing else' stands <<!
A2|closed|
A2|due|ended
A2|handled|ended
A2|纬度|ended
A4|state|
A4|unit|
!
same 'which case-show passes over' sh -c "case-show 20260120000002 |
    grep -c -e 'not degrees' -e 'in the future'" <<!
1
!
same 'and grid-check' sh -c "grid-check findings | grep -c 'value: '" <<!
8
!
ok 'wrong again' case-new -q -i in.csv -m ./f.map
same 'they stand again' stands <<!
A2|closed|
A2|due|
A2|handled|
A2|纬度|
A4|state|
A4|unit|
!
cat >stage.csv <<!
id,source,received,class,area,unit,state,verified,dispatched,closed
B0,hotline,2026-01-21 08:00,E0108,110102001004,s1-cg,closed,,,2026
B4,hotline,2026-01-21 08:03,E0108,110102001004,s1-cg,dispatched,2026-01-21 10:00,2026-01-21 09:00,
!
same 'a rehearsal names also what the course refuses of other rows' \
    fails 2 case-new -n -i stage.csv <<!
case-new: stage.csv:2: closed: "2026": not a time; write 2026-01-05 08:30
case-new: stage.csv:3: dispatch: before it was verified
case-new: stage.csv: 2 of 2 rows are refused; nothing was done (-r FILE does the rest)
!

# Half a point is none.
cat >half.csv <<!
id,source,received,lat,lon
H1,hotline,2026-01-20 07:00,39.9,
H2,hotline,2026-01-20 07:00,,116.4
H3,hotline,2026-01-20 07:00,39.9,116.4
H4,hotline,2026-01-20 07:00,39.9,west
!
same 'half a point is refused' fails 2 case-new -i half.csv <<!
case-new: half.csv:2: lat: "39.9": no lon beside it
case-new: half.csv:3: lon: "116.4": no lat beside it
case-new: half.csv:5: lon: "west": not degrees between -180 and 180
case-new: half.csv: 3 of 4 rows are refused; nothing was done (-r FILE does the rest)
!
case-map --check half.csv >o 2>err
says 'half.csv: UTF-8, 4 rows, 3 would be refused' 'as case-map foretells'
status 2 'from options, too' case-new --source hotline --lat 39.9
says 'lat: "39.9": no lon beside it' 'by name'
printf 'lat.wrong = finding\nlon.wrong = finding\n' >half.map
case-new -q -i half.csv -m ./half.map
same 'or left out, as the map has it' query "SELECT x.external, lat, lon,
    f.text FROM v_case JOIN v_external x USING (number)
    LEFT JOIN v_finding f USING (number) WHERE x.external GLOB 'H*'
    ORDER BY 1" <<!
H1|||lat: "39.9": no lon beside it
H2|||lon: "116.4": no lat beside it
H3|39.9|116.4|
H4|39.9||lon: "west": not degrees between -180 and 180
!

# What a source tells of the stages beside dispatch and close.
cat >stage.csv <<!
id,source,received,class,area,unit,state,verified,dispatched,signed,replied,handled,closed,due,updated
B1,hotline,2026-01-21 08:00,E0108,110102001004,s1-cg,closed,2026-01-21 08:20,2026-01-21 09:00,2026-01-21 09:10,2026-01-21 09:40,2026-01-21,2026-01-21 16:00,2026-01-23 09:00,
B2,hotline,2026-01-21 08:01,E0108,110102001004,,not_filed,2026-01-21 08:30,,,2026-01-21 09:00,,,,
B3,hotline,2026-01-21 08:02,E0108,110102001004,,not_filed,,,,,,,,2026-01-21 12:00
B4,hotline,2026-01-21 08:03,E0108,110102001004,s1-cg,dispatched,2026-01-21 10:00,2026-01-21 09:00,,,,,,
!
status 1 'stages' case-new -q -i stage.csv -r bad.csv
says 'stage.csv:5: dispatch: before it was verified' \
    'nobody is sent a case that is yet to be verified'
same 'each is a row; a day alone is no later than what followed on it' query "
    SELECT x.external, act, time, value, time_assumed FROM v_journal
    JOIN v_external x USING (number)
    WHERE x.external IN ('B1', 'B2', 'B3') ORDER BY 1, row" <<!
B1|report|2026-01-21 08:00:00||no
B1|verify|2026-01-21 08:20:00|pass|no
B1|dispatch|2026-01-21 09:00:00||no
B1|sign|2026-01-21 09:10:00||no
B1|reply|2026-01-21 09:40:00||no
B1|handle|2026-01-21 16:00:00||no
B1|close|2026-01-21 16:00:00||no
B2|report|2026-01-21 08:01:00||no
B2|verify|2026-01-21 08:30:00|fail|no
B2|reply|2026-01-21 09:00:00||no
B3|report|2026-01-21 08:02:00||no
B3|verify|2026-01-21 12:00:00|fail|yes
!
b1=20260121000001 b2=20260121000002
same 'the case has them; the source'\''s deadline moves none of ours' query "
    SELECT verified, replied, source_due, due <> source_due, close_kind
    FROM v_case WHERE number = $b1;
    SELECT state, state_name, open, verified FROM v_case
    WHERE number = $b2" <<!
2026-01-21 08:20:00|2026-01-21 09:40:00|2026-01-23 09:00:00|1|normal
not_filed|不予立案|no|2026-01-21 08:30:00
!
same 'as case-list has it, at its end' case-list --id B1 \
    --fields source_due,number <<!
2026-01-23 09:00:00	$b1
!
sed '2s/01-23 09:00/01-24 09:00/; 2s/09:40/09:50/; 3s/not_filed/dispatched/' \
    stage.csv | sed '5,$d' >later.csv
case-new -q -i later.csv
same 'another deadline is amended like a fact' query "SELECT field, old, new
    FROM v_journal WHERE number = $b1 AND act = 'amend'" <<!
source_due|2026-01-23 09:00:00|2026-01-24 09:00:00
!
same 'another first reply, or a case not filed that goes on, is a finding' \
    query "SELECT number, text FROM v_finding WHERE number IN ($b1, $b2)
    ORDER BY 1" <<!
$b1|the source gives another time of the first reply
$b2|the source goes on with a case that was not filed
!
ok 'by hand' case-log -q amend --field source_due --value 2026-01-25 $b1
same 'too; a day means its end' query \
    "SELECT source_due FROM v_case WHERE number = $b1" <<!
2026-01-25 23:59:59
!
cat >filed.csv <<!
id,source,received,class,area,unit,state,verified,dispatched
B2,hotline,2026-01-21 08:01,E0108,110102001004,s1-cg,dispatched,2026-01-22 08:00,2026-01-22 09:00
!
ok 'verified again, and passed' case-new -q -i filed.csv
same 'it is filed and goes its way' query "SELECT act, time, value
    FROM v_journal WHERE number = $b2 AND row > 3" <<!
verify|2026-01-22 08:00:00|pass
dispatch|2026-01-22 09:00:00|
!
r=$(case-new --source hotline --class E0108 --area 110102001004 \
    --received '2026-01-22 07:30')
cat >acts.csv <<!
number,act,at,value
$r,verify,2026-01-22 08:00,fail
$r,verify,2026-01-22 08:30,pass
$r,reply,2026-01-22 09:00,
!
same 'by case-log' quietly case-log -i acts.csv <<!
$r	verify
$r	verify
$r	reply
!
status 2 'verify has its words' case-log verify --value yes "$r"
status 1 'and needs one' case-log verify "$r"
ok 'a reply again' case-log -q reply --at '2026-01-22 08:00' "$r"
same 'the earliest is the first' query "SELECT state, verified, replied
    FROM v_case WHERE number = $r" <<!
reported|2026-01-22 08:30:00|2026-01-22 08:00:00
!
same 'the journal leads to all of it' grid-check replay integrity </dev/null
finish
