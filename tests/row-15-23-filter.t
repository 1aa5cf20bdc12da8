#!/bin/sh
# Rows 15 and 23: three filter levels, the share solved on each, and how much
# never left the community.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

# D: a rule for each level.
grid-load -q rule <<'!' || exit 2
code,class,filter,kind,assist,priority
V1,E0108,1,community,,9
V2,E0108,2,huanwei,,9
V3,E0108,3,chengguan,guihua,9
!
# Nine cases of one class: all begin with the community.  Five stay there, two
# go up once, one twice; the ninth stays open there.  A tenth is refused.
{
	echo id,source,received,class,area
	seq -f 'L%g,hotline,2026-02-02 08:00,E0108,110102001004' 10
} >case.csv
case-new -q -i case.csv
id() {
	case-list --id "$1" -o ids
}
# O: route at the lowest level that fits, pass up, close.
case-log -q refuse --reason not_found "$(id L10)"
case-route -q --all --at '2026-02-02 08:30'
same 'all begin on the lowest level that fits' query "SELECT filter, unit,
    count(*) FROM v_case WHERE open = 'yes' GROUP BY 1, 2" <<'!'
1|cm|9
!
up() {
	case-route -q --up --at "2026-02-02 09:$1" --reason "$2" "$(id "$3")"
}
up 00 搬不动 L6
up 05 没有车 L7
up 10 没有车 L8
up 20 涉及违建 L8
for i in 1 2 3 4 5 6 7 8; do
	no=$(id L$i)
	case-log -q handle "$no"
	case-log -q check --value pass "$no"
	case-log -q close "$no"
done
same 'each pass has its reason and its time' query "SELECT e.external, time,
    from_filter, p.filter, p.unit, reason FROM v_pass p JOIN v_external e
    USING (number) ORDER BY 1, 2" <<'!'
L6|2026-02-02 09:00:00|1|2|huanwei|搬不动
L7|2026-02-02 09:05:00|1|2|huanwei|没有车
L8|2026-02-02 09:10:00|1|2|huanwei|没有车
L8|2026-02-02 09:20:00|2|3|s1-cg|涉及违建
!
# R: 8 closed: 5/8 = 62.5 %, 2/8 = 25 %, 1/8 = 12.5 %.  The refused case is not
# closed, the ninth is open.
same 'the share solved per level' grid-report --week this --by filter \
    --fields key,closed,closed_share,open <<'!'
1	5	62.50	1
2	2	25.00	0
3	1	12.50	0
-	0	0.00	0
total	8	100.00	1
!
same 'shares are the same without a total' grid-report --week this \
    --by filter --no-total --fields key,closed_share <<'!'
1	62.50
2	25.00
3	12.50
-	0.00
!
same 'the cases behind a share' sh -c 'grid-report --week this --by filter \
    --ids closed --key 3 | cut -f 1' <<!
$(id L8)
!
status 2 'a share itself has none' grid-report --ids closed_share
says 'ask for the cases of closed' 'and says which has'
# Row 23, in two steps: small things do not leave the community (5/8), great
# ones not the street: the team of the street is the third level (1/8).
same 'what did not leave the community' grid-report --week this \
    --by unit_kind --sort closed --no-total --fields key,closed,closed_share \
    <<'!'
community	5	62.50
huanwei	2	25.00
chengguan	1	12.50
-	0	0.00
!
same 'nothing closed: no share, not zero' grid-report --week 2026-W01 \
    --by filter --fields key,closed,closed_share <<'!'
total	0	
!
finish
