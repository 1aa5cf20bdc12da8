#!/bin/sh
# The open formats: Open311's and FixMyStreet's CSV, in and out
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

cat >cases.csv <<!
id,source,received,class,area,place,title,text,lat,lon,caller,phone,confidential,state,unit,dispatched,handled,closed,direct,channel,reply
A1,hotline,2026-01-05 09:00:00,E0108,110102001004,"门口, 东侧",旧沙发,"有人扔""沙发""，电话13812345678",39.91,116.37,王某,13812345678,no,closed,s1-cg,2026-01-05 10:00:00,2026-01-06 09:00:00,2026-01-06 10:00:00,no,phone,已清走
A2,patrol,2026-01-12,E01,110102001000,,搭建,,,,,,,handling,ga,2026-01-12 10:00:00,,,,visit,
A3,hotline,2026-01-20 09:00:00,,,西门,噪声,噪声,39.5,116.5,李某,13912345678,yes,reported,,,,,,app,
A4,patrol,2026-01-21 09:00:00,E0108,110102010000,,,,,,,,,dispatched,ga,2026-01-21 09:30:00,,,,,
A5,patrol,2026-01-22 09:00:00,E05,110102010000,,作废,,,,,,,cancelled,,,,,,,
A6,hotline,2026-01-23 09:00:00,,,,,咨询,,,,,,closed,,,,2026-01-23 09:10:00,yes,counter,
!
case-new -q -i cases.csv || exit 2
a1=20260105000001 a2=20260112000001 a3=20260120000001 a4=20260121000001
a6=20260123000001
e=$(query "SELECT name FROM class WHERE code = 'E'")
e01=$(query "SELECT name FROM class WHERE code = 'E01'")
e0108=$(query "SELECT name FROM class WHERE code = 'E0108'")

# All was recorded at 10:00 on 2 February in +08:00.
cat >want311 <<!
service_request_id,requested_datetime,updated_datetime,closed_date,status_description,status_notes,source,service_name,service_subtype,description,agency_responsible,address,lat,long
$a1,2026-01-05T09:00:00+08:00,2026-02-02T10:00:00+08:00,2026-01-06T10:00:00+08:00,closed,,phone,$e,$e01 > $e0108,"旧沙发
有人扔""沙发""，电话138××××",西长安街街道办 > 西长安街执法队,"门口, 东侧, 府右街南社区, 西长安街街道, 西城区",39.91,116.37
$a2,2026-01-12,2026-02-02T10:00:00+08:00,,open,,visit,$e,$e01,搭建,西城公安,"西长安街街道, 西城区",,
$a3,2026-01-20T09:00:00+08:00,2026-02-02T10:00:00+08:00,,open,,app,,,,,,,
$a4,2026-01-21T09:00:00+08:00,2026-02-02T10:00:00+08:00,,open,,patrol,$e,$e01 > $e0108,,西城公安,"德胜街道, 西城区",,
$a6,2026-01-23T09:00:00+08:00,2026-02-02T10:00:00+08:00,2026-01-23T09:10:00+08:00,closed,,counter,,,咨询,,,,
!
same 'open311 has its 14 columns, and no void case' case-list -o open311 \
    <want311
cat >wantfms <<!
Report ID,Title,Detail,User Name,Category,Subcategory,Created,Confirmed,Acknowledged,Fixed,Closed,Status,Latitude,Longitude,Query,Ward,Easting,Northing,Report URL,Device Type,Site Used,Reported As
$a1,旧沙发,"有人扔""沙发""，电话138××××",,$e,$e01 > $e0108,2026-01-05T09:00:00,2026-01-05T09:00:00,2026-01-05T10:00:00,2026-01-06T09:00:00,2026-01-06T10:00:00,closed,39.91,116.37,"门口, 东侧",西城区 > 西长安街街道 > 府右街南社区,,,,phone,,
$a2,搭建,,,$e,$e01,2026-01-12,2026-01-12,2026-01-12T10:00:00,,,in progress,,,,西城区 > 西长安街街道,,,,visit,,
$a3,,,,,,2026-01-20T09:00:00,2026-01-20T09:00:00,,,,confirmed,,,,,,,,app,,
$a4,,,,$e,$e01 > $e0108,2026-01-21T09:00:00,2026-01-21T09:00:00,2026-01-21T09:30:00,,,action scheduled,,,,西城区 > 德胜街道,,,,,,
$a6,,咨询,,,,2026-01-23T09:00:00,2026-01-23T09:00:00,,,2026-01-23T09:10:00,closed,,,,,,,,counter,,
!
same 'fixmystreet has its 22 columns' case-list -o fixmystreet <wantfms
case-list -o open311 --reveal=all >out 2>err
[ $? -eq 2 ]
result $? 'what is private is not published'
says 'case-list: --reveal: an open format is for the public' 'so it says'
status 2 'their columns are fixed' case-list -o fixmystreet --fields number
says 'case-list: --fields: an open format has columns of its own' 'so it says'
for c in 'case-new -i cases.csv' 'case-show 1' grid-report grid-check \
    'case-log acts' 'grid-load --tables' 'street-roster roads'; do
	# shellcheck disable=SC2086
	status 2 "$c does not write them" $c -o open311
	says '-o: "open311": only case-list writes it' 'and says who does'
done
status 2 'a format that is none' case-list -o open312
says 'markdown, open311, fixmystreet' 'these there are'
same 'filters and order are those of case-list' \
    sh -c 'case-list -o open311 --sort=-unit --open | cut -d, -f1 |
	tail -n +2' <<!
$a2
$a4
$a3
!
status 1 'no case is the header, and status 1' case-list -o open311 --id X
case-list -o open311 >o311.csv
"$here/../scripts/share" whistle.db copy.db
status 2 'a copy that does not know who asked for secrecy publishes none' \
    case-list -d copy.db -o open311
says 'case-list: -o open311: this is a copy that was shared' 'so it says'

# Into another file of the same district, and out again.
cp whistle.db first.db
other() {
	mv whistle.db old.db
	sqlite3 old.db ".backup whistle.db"
	rm -f whistle.db
	# shellcheck source=tests/town.sh
	. "$here/town.sh"
}
cut_own() {	# without number and time of update: those are the file's own
	sqlite3 :memory: '.mode csv' '.headers on' ".import '$1' t" 'SELECT
	    requested_datetime, closed_date, status_description, status_notes,
	    source, service_name, service_subtype, description, agency_responsible, address, lat,
	    long FROM t ORDER BY service_request_id'
}
other
ok 'open311 is read back' sh -c \
    'case-new -q -i - -m open311 <o311.csv >new'
case-list -o open311 >back.csv
# A4 has no channel: the source that stands for it is none of ours there.
cut_own o311.csv | sed 's/,patrol,/,other,/' >expect
same 'and says the same again' cut_own back.csv <expect
same 'of the same units and classes, none made' query "SELECT
    x.external, state, unit, class, day_only, c.source FROM v_case c
    JOIN v_external x USING (number) ORDER BY number" <<!
$a1|closed|s1-cg|E0108|no|open311
$a2|dispatched|ga|E01|yes|open311
$a3|reported|||no|open311
$a4|dispatched|ga|E0108|no|open311
$a6|closed|||no|open311
!
same 'a second time changes nothing' sh -c \
    'case-new -i - -m open311 <o311.csv 2>&1' <<!
case-new: new 0, changed 0, same 5, refused 0
!
case-list -d first.db -o fixmystreet >fms.csv
other
ok 'fixmystreet is read back' sh -c \
    'case-new -q -i - -m fixmystreet <fms.csv >new'
case-list -o fixmystreet >back.csv
same 'times, states, classes and wards are the same' query "SELECT
    x.external, state, class, area, received, handled, closed
    FROM v_case c JOIN v_external x USING (number) ORDER BY number" <<!
$a1|closed|E0108|110102001004|2026-01-05 09:00:00|2026-01-06 09:00:00|2026-01-06 10:00:00
$a2|handling|E01|110102001000|2026-01-12 00:00:00||
$a3|reported|||2026-01-20 09:00:00||
$a4|dispatched|E0108|110102010000|2026-01-21 09:00:00||
$a6|closed|||2026-01-23 09:00:00||2026-01-23 09:10:00
!
cut -d, -f2- fms.csv >expect
same 'and it says the same again' cut -d, -f2- back.csv <expect

# Files of other cities: times with offset and Z, more columns, other words.
other
cat >city.csv <<!
service_request_id,requested_datetime,updated_datetime,closed_date,status_description,status_notes,source,service_name,service_subtype,service_code,description,agency_responsible,address,lat,long,media_url,expected_datetime
S1,2026-01-05T08:30:00-05:00,2026-01-06T01:00:00Z,2026-01-05T20:00:00-05:00,Closed,done,web,Pothole,,P1,"Hole, call 212-555-0123",Streets,"1 Main St, Springfield",44.9,-93.2,http://x.example/1.jpg,2026-01-09T00:00:00Z
S2,2026-01-05T14:00:00Z,2026-01-05T15:00:00Z,,Processing,,phone,Noise,Bar,N2,Loud,Police,2 Main St,,,,
S3,2026-01-05T15:00:00Z,,,Hold,,phone,Noise,Street,N3,Loud,,3 Main St,,,,
S4,2026-01-05T16:00:00Z,,,Open,,phone,Noise,,N4,Loud,,3 Main St,,,,
!
# S3 is held, but by nobody: by rule the street has it, which is marked.
ok "a city's open311 file is read" case-new -q -i city.csv -m open311
same 'with times, states, agencies and services' query "SELECT x.external,
    received, closed, updated, state, unit_name, class_name, text, place,
    lat, lon FROM v_case c JOIN v_external x USING (number)
    ORDER BY x.external" <<!
S1|2026-01-05 21:30:00|2026-01-06 09:00:00|2026-01-06 09:00:00|closed|Streets|Pothole|Hole, call 212××××|1 Main St, Springfield|44.9|-93.2
S2|2026-01-05 22:00:00||2026-01-05 23:00:00|handling|Police|Bar|Loud|2 Main St||
S3|2026-01-05 23:00:00|||handling|街道办事处|Street|Loud|3 Main St||
S4|2026-01-06 00:00:00|||reported||Noise|Loud|3 Main St||
!
same 'what we have no column for is kept, and what was read of a word' query \
    "SELECT extra ->> 'status_notes', extra ->> 'service_code',
    extra ->> 'status_description', extra ->> 'source' FROM v_case c
    JOIN v_external x USING (number) WHERE x.external = 'S1'" <<!
done|P1|Closed|web
!
same 'notes, channel, deadline and photo, which not all publish' query "SELECT
    x.external, c.channel, source_due, photo, (SELECT text FROM v_journal j
    WHERE j.number = c.number AND act = 'close')
    FROM v_case c JOIN v_external x USING (number) ORDER BY x.external" <<!
S1|web|2026-01-09 08:00:00|http://x.example/1.jpg|done
S2|phone|||
S3|phone|||
S4|phone|||
!
same 'subtypes lie below their service, all to be reviewed' sh -c \
    'grid-load --dump class --unreviewed -o tsv --fields name | sort' <<!
Bar
Noise
Pothole
Street
!
sed -i 's/,Open,/,Parked,/' city.csv
status 2 'a status that is none is refused' case-new -i city.csv -m open311
says 'city.csv:5: status_description: "Parked"' 'by column and value'

other
cat >fms.csv <<!
Report ID,Title,Detail,User Name,Category,Subcategory,Created,Confirmed,Acknowledged,Fixed,Closed,Status,Latitude,Longitude,Query,Ward,Easting,Northing,Report URL,Device Type,Site Used,Reported As
11,Bin,Full,A. Smith,Waste,Bins,2026-01-05T08:30:00,2026-01-05T08:31:00,,2026-01-07T10:00:00,,fixed - council,51.5,-0.1,SW1A 1AA,North,530000,180000,http://x.example/11,website,x,
12,Lamp,Dark,B. Jones,Lights,,2026-01-06T08:30:00,2026-01-06T08:31:00,,,2026-01-08T09:00:00,unable to fix,51.5,-0.1,,South,,,,,,anonymous_user
13,Kerb,Low,C. Brown,Roads,,2026-01-06T09:30:00,2026-01-06T09:31:00,,,,confirmed,51.5,-0.1,,South,,,,,,body
!
# 11 is closed when it was fixed; 12 was neither acknowledged nor fixed, so it
# is closed by nobody.
ok 'a FixMyStreet export is read' case-new -q -i fms.csv -m fixmystreet
same 'with times, states and categories' query "SELECT x.external, received,
    state, handled, closed, class_name, area_name, title, text, place,
    extra ->> 'Status', extra ->> 'Confirmed', extra ->> 'Easting',
    extra ->> 'Northing', extra ->> 'Report URL', extra ->> 'Site Used',
    c.channel FROM v_case c JOIN v_external x USING (number) ORDER BY x.external" <<!
11|2026-01-05 08:30:00|closed|2026-01-07 10:00:00|2026-01-07 10:00:00|Bins|North|Bin|Full|SW1A 1AA|fixed - council|2026-01-05T08:31:00|530000|180000|http://x.example/11|x|web
12|2026-01-06 08:30:00|closed||2026-01-08 09:00:00|Lights|South|Lamp|Dark||unable to fix|2026-01-06T08:31:00|||||
13|2026-01-06 09:30:00|reported|||Roads|South|Kerb|Low||confirmed|2026-01-06T09:31:00|||||
!
same 'a subcategory lies below its category' query "SELECT p.name FROM
    v_class c JOIN v_class p ON p.code = c.parent WHERE c.name = 'Bins'" <<!
Waste
!
cut -d, -f1-5,7- fms.csv >old.csv
same 'which some exports do not have' sh -c 'case-new -n -i old.csv \
    -m fixmystreet 2>&1' <<!
case-new: new 0, changed 1, same 2, refused 0; nothing was done
!
status 2 'but other columns must be there' case-new -n -i city.csv -m fixmystreet
says 'no column "Report ID", which' 'or are named'
same 'no unit is made up for a case that nobody worked on' query "SELECT
    x.external, unit IS NOT NULL, assumed FROM v_case c JOIN v_external x
    USING (number) ORDER BY x.external" <<!
11|1|yes
12|0|no
13|0|no
!
same 'who reported is private, anonymous ones confidential' case-list \
    --reveal -o csv --fields id,caller,confidential <<!
id,caller,confidential
11,A. Smith,no
12,confidential,yes
13,C. Brown,no
!
finish
