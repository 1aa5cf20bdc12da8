#!/bin/sh
# Facts of how a case came in: where, by which channel, for whom, who found and
# who sorted it, and its photos; by options, file and map, shown and amended.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

cat >staff.csv <<!
code,name,unit
p1,周采集,
p2,吴梳理,
!
grid-load -qi staff.csv person || exit 2
cat >posts.csv <<!
code,role,road,area,person,valid_from
c1,collator,,110102001004,p2,2026-01-01
!
ok 'a community has its collator' grid-load -qi posts.csv post

one=$(case-new --source counter --received '2026-02-02 09:00' \
    --area 110102001004 --intake-area 110102010 --channel 小程序 \
    --target property --collector p1 --photo 'a.jpg b.jpg' 2>err)
same 'options file them' case-list -o csv --fields \
    number,area,intake_area,channel,target,collector,collator,photo <<!
number,area,intake_area,channel,target,collector,collator,photo
$one,110102001004,110102010000,mini_program,property,p1,,a.jpg b.jpg
!
status 2 'a target is one of two words' case-new --source counter --target 居委会
says 'target: "居委会": not one of grid_worker property' 'which are named'
status 2 'a channel is a row' case-new --source counter --channel 烽火
says 'channel: "烽火": no such channel' 'it is named'

cat >day.csv <<!
id,source,received,area,intake_area,channel,target,collector,collator,photo
1,patrol,2026-02-01 08:00,110102010000,110102001004,phone,grid_worker,p1,吴梳理,http://p.cn/1.jpg
2,patrol,2026-02-01 09:00,110102010000,,,,,,
!
ok 'a file of our columns' case-new -qi day.csv
cat >their.csv <<!
编号,时间,受理点,渠道,对象,采集员,照片
3,2026-02-01 10:00,西长安街街道,来电,报物业,郑某 13812345678,/p/13912345678.jpg
4,2026-02-01 11:00,无此街道,来电,报物业,郑某,
!
cat >their.map <<!
source = 'patrol'
id = 编号
received = 时间
intake_area = 受理点
intake_area.unknown = make under 110102000000
channel = 渠道
channel[来电] = phone
target = 对象
target[报物业] = property
target[报网格员] = grid_worker
collector = 采集员
photo = 照片
!
ok 'a map translates them, and makes areas' \
    case-new -qi their.csv -m ./their.map
same 'as analysts see them, names beside codes' query \
    "SELECT x.external, intake_area_name, channel, channel_name, target,
    collector, collector_name, photo FROM v_case c JOIN v_external x
    ON x.number = c.number ORDER BY 1" <<!
1|府右街南社区|phone|电话|grid_worker|p1|周采集|http://p.cn/1.jpg
2|||||||
3|西长安街街道|phone|电话|property|郑某 138××××||/p/139××××.jpg
4|无此街道|phone|电话|property|郑某||
!
same 'what was masked is whole in the private room only' \
    case-list --reveal -o csv --id 3 --fields collector,photo <<!
collector,photo
郑某 13812345678,/p/13912345678.jpg
!
sqlite3 whistle.db .dump | grep -v 'INTO private' | grep -q 1381234
[ $? -eq 1 ]
result $? 'no other table has it'

ids() {
	case-list -o csv --fields id "$@" | sed 1d | paste -sd ' ' -
}
same 'cases taken in below an area' ids --intake-area 110102001 <<!
1 3
!
same 'of a channel' ids --channel 电话 <<!
1 3 4
!
same 'of a target' ids --target property --source patrol <<!
3 4
!
same 'of a collector' ids --collector p1 --source patrol <<!
1
!
same 'of a collator' ids --collator 吴梳理 <<!
1
!
status 2 'a target that is none' case-list --target king
says 'case-list: --target: "king": not one of grid_worker property' \
    'the two are named'

case-show --lang en $one | sed -n '/^Taken in/,/^Photos/p' >shown
same 'case-show has them' cat shown <<!
Taken in      110102010000 德胜街道
Channel       mini_program Mini program
Addressed to  property
Collector     p1 周采集
Photos        a.jpg b.jpg
!

# The collator sorts many at once.
case-list --unclassified --source patrol -o ids >heap
same 'cases without a class' wc -l heap <<!
4 heap
!
case-log -q --by p2 amend --field class --value E0104 --reason 梳理 - <heap
result $? 'a heap is classified in one go'
case-log -q --by p2 amend --field collator --value p2 - <heap
same 'by a collator who is recorded, each change in the journal' query \
    "SELECT c.class, c.collator, c.collator_name, count(DISTINCT c.number),
    count(*) FROM v_case c JOIN v_journal j ON j.number = c.number
    AND j.act = 'amend' AND j.who = 'p2' WHERE c.source = 'patrol'
    GROUP BY 1, 2, 3" <<!
E0104|p2|吴梳理|4|8
!
same 'then none waits' ids --unclassified --source patrol <<!

!
case-log -q amend --field intake_area --value 110102010 $one
case-log -q amend --field channel --value app $one
case-log -q amend --field target --value grid_worker $one
case-log -q amend --field photo --value 'c.jpg 13812345678' $one
case-log -q amend --field collector --value 王某 $one
same 'each fact can be amended; the same value is no amendment' query \
    "SELECT field, old, new FROM v_journal WHERE number = $one
    AND act = 'amend' ORDER BY row" <<!
channel|mini_program|app
target|property|grid_worker
photo|a.jpg b.jpg|c.jpg 138××××
collector|p1|王某
!
ok 'facts are what their last amendment says' grid-check replay
sed 's/,phone,/,wechat,/' day.csv >again.csv
same 'imported again only what the source says otherwise changes' sh -c '
    case-new -i again.csv 2>&1; case-list -o csv --id 1 --fields channel,collator' <<!
case-new: new 0, changed 1, same 1, refused 0
channel,collator
wechat,p2
!
same 'figures by channel' grid-report --from 2026-02-01 --to 2026-02-03 \
    --by channel -o csv --fields key,received <<!
key,received
app,1
phone,2
wechat,1
-,1
total,5
!
same 'case-map knows such columns and words' sh -c "case-map -d whistle.db \
    their.csv | grep -E '^(intake_area|channel|target|collector|photo)'" <<!
intake_area = 受理点
channel = 渠道
channel[来电] = phone
collector = 采集员
photo = 照片
!
finish
