#!/bin/sh
# Row 66: topics that a campaign is about, and its report.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

# D: the five topics, some cases with two, in all ways to part them; a word
# that only begins like a topic is none.
cat >case.csv <<'!'
id,source,received,class,area,tags
T1,hotline,2026-01-26 09:00,E0108,110102001004,僵尸车
T2,hotline,2026-01-26 09:00,E0108,110102001004,"群租房,僵尸车"
T3,counter,2026-01-27 09:00,E0108,110102001004,违法建设 社区小广告
T4,counter,2026-01-28 09:00,E0108,110102010000,小门店；僵尸车
T5,counter,2026-01-28 09:00,E0108,110102010000,僵尸车辆
T6,counter,2026-01-28 09:00,E0108,110102010000,群租房、小门店，违法建设　重点
T7,counter,2026-01-28 09:00,E0108,110102010000,
T8,counter,2026-01-20 09:00,E0108,110102010000,僵尸车;其他
!
ok 'cases with topics' case-new -q -i case.csv
id() {
	case-list --id "$1" -o ids
}
t1=$(id T1) t2=$(id T2) t4=$(id T4) t6=$(id T6)
topics() {
	for t in 僵尸车 群租房 违法建设 社区小广告 小门店 重点; do
		echo "$t $(grid-report --week 2026-W05 --tag $t \
		    --fields received)"
	done
}
# R: T1 T2 T4; T2 T6; T3 T6; T3; T4 T6; T6.
same 'each topic' topics <<'!'
僵尸车 3
群租房 2
违法建设 2
社区小广告 1
小门店 2
重点 1
!
same 'by street, with the week before' grid-report --week 2026-W05 \
    --tag 僵尸车 --by street --before prev \
    --fields key,received,received_before <<'!'
110102001000	2	0
110102010000	1	1
total	3	1
!
same 'its cases' grid-report --week 2026-W05 --tag 僵尸车 --ids received \
    --fields number <<!
$t1
$t2
$t4
!
same 'what people read' sh -c "grid-report --week 2026-W05 --tag 僵尸车 \
    -o table --fields received | head -n 1" <<'!'
城市治理和诉求办理情况通报：2026-01-26 至 2026-02-01（7 个自然日），标签 僵尸车
!
ok 'a bulletin of it' grid-report -q --issue --week 2026-W05 --tag 小门店 \
    --by street --fields key,received
entry=$(sqlite3 whistle.db 'SELECT max(id) FROM entry')
ok 'a topic is taken away' case-log -q amend --field tags --value 群租房 "$t6"
same 'it differs today, by that case' sh -c 'grid-report --issued 1 \
    --compare | cut -f 1-6' <<!
110102010000	received	2	1	$t6	out
total	received	2	1	$t6	out
!
same 'as of then it is counted' grid-report --as-of "$entry" --week 2026-W05 \
    --tag 小门店 --fields received <<'!'
2
!
ok 'the bulletin can be counted again' grid-check issued
# A return, too, is of a case that has the topic.
case-route -q --all --to cm --filter 1 --reason r
case-log -q return --reason not_ours "$t1" "$(id T5)"
same 'what was returned of it' grid-report --week this --tag 僵尸车 \
    --fields returned <<'!'
1
!
for t in '' '僵尸车 群租房' a,b a；b; do
	status 2 "no tag: $t" grid-report --tag "$t"
	says 'not one tag, without blanks and commas' 'is refused'
done
finish
