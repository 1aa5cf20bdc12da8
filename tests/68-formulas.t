#!/bin/sh
# The formulas of cities that are shipped, each on figures of which the points
# are worked out by hand.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
WHISTLE_NOW='2026-01-16 18:00:00'
# shellcheck source=tests/town.sh
. "$here/town.sh"
# shellcheck source=tests/counts.sh
. "$here/counts.sh"
ok "a Monday's nineteen cases" counts_of 12 s1 s1-cg ga
# Nobody was asked but about 12, who was not satisfied; ask about 8, 9 and 10.
called() {
	log 8 4 09:00 callback --rating satisfied --solved yes &&
	    log 9 4 09:00 callback --rating satisfied --solved yes &&
	    log 10 4 09:00 callback --rating unsatisfied --solved no
}
ok 'three more are called back' called
for p in jinniu zhungeer wenzhou district; do
	ok "the profile $p is loaded after the default" \
	    grid-load -q --profile $p
done
week() {
	grid-report --week 2026-W03 --fields "$1"
}
# As 65-counts.t has them.
same 'the figures of that week' week handled,to_handle,on_time,overdue,\
due_to_close,closed,closed_on_time,reworked,extended,reply_judged,\
reply_on_time,answered,solved,rated,satisfied <<!
6	3	4	2	8	6	2	1	1	11	1	3	2	4	2
!
# Of 9 that are to be handled: 30 x 6/9 = 30 x 66.67% = 20.00, 20 x 4/9 =
# 20 x 44.44% = 8.89, 20 x (100% - 1/8) = 20 x 87.50% = 17.50, 20 x (100% -
# 2/9) = 20 x 77.78% = 15.56, 10 x (100% - 1/9) = 10 x 88.89% = 8.89.
same 'Jinniu: 20.00 + 8.89 + 17.50 + 15.56 + 8.89' week jinniu <<!
70.84
!
# 30 x 1/11 = 30 x 9.09% = 2.73, 35 x 2/3 = 35 x 66.67% = 23.33, 35 x 2/4 =
# 17.50.
same 'three rates: 2.73 + 23.33 + 17.50' week zhungeer <<!
43.56
!
# A quarter of what each lacks of 100: 2/8 lacks 75, 6/8 lacks 25, 2/3 lacks
# 33.33, which is 8.3325 and so 8.33, 2/4 lacks 50.
same 'by deduction: 100 - 18.75 - 6.25 - 8.33 - 12.50' week wenzhou <<!
54.17
!
same 'of regular cases: 60 x 2/8' week district_regular <<!
15.00
!
same 'a week without a case has no score, not 0' grid-report \
    --week 2026-W01 --fields jinniu,zhungeer,wenzhou,district_regular <<!
			
!
defined() {
	grid-report --define | grep "^$1	" | cut -f "${2-4}"
}
same 'the formula is printed' defined jinniu <<!
30 x disposal_rate + 20 x disposal_on_time_rate + 20 x (100% - rework_rate) + 20 x (100% - pending_overdue_rate) + 10 x (100% - postponed_rate), in all at least 0, in all at most 100
!
same 'what is not known of it, too' defined wenzhou 5 <<!
100 + 0 [按期结案率低于 100，每低 1 扣 0.25] + 0 [结案率低于 100，每低 1 扣 0.25] + 0 [解决率低于 100，每低 1 扣 0.25] + 0 [满意率低于 100，每低 1 扣 0.25]，总分最低 0，总分最高 100；四项扣分标准未公布，此处各按每低 1 个百分点扣 0.25 分
!

# Jinhua does not count cases that hang: 7.
ok 'the profile jinhua is loaded' grid-load -q --profile jinhua
same 'what hangs does not count' week to_handle,due_to_close <<!
2	8
!
# Closed on time 2/8 = 25%: 50 - 45; closed 6/8 = 75%: 20 - 15; nothing urgent:
# 10; reworked once: 20 - 0.2.
same 'Jinhua: 5.00 + 5.00 + 10.00 + 19.80' week \
    jinhua_urgent,jinhua_quality,jinhua <<!
10.00	19.80	39.80
!
# The week before: twenty gas leaks, limit an hour, all closed, 18 in time.
{
	echo id,source,received,class,area,state,unit,dispatched,handled,closed
	awk 'BEGIN { for (i = 1; i <= 20; i++)
		printf "u%d,hotline,2026-01-05 08:00,E0403,110102001004,%s\n",
		    i, "closed,s1-cg,2026-01-05 09:00,2026-01-05 " \
		    (i > 18 ? "11:00" : "09:30") ",2026-01-05 12:00" }'
} >urgent.csv
ok 'urgent cases' case-new -q -i urgent.csv
before() {
	grid-report --week 2026-W02 --fields "$1"
}
same 'they are urgent' before urgent_handled,urgent_overdue,urgent_closed,\
urgent_closed_on_time <<!
20	0	20	18
!
same 'their cases, where not in time' sh -c "grid-report --week 2026-W02 \
    --ids urgent_closed >a; grid-report --week 2026-W02 \
    --ids urgent_closed_on_time >b; diff a b | grep -c '<'" <<!
2
!
# All closed: 10; on time 90%, which is 5 less than 95: 10 - 2.5.  Closed on
# time 90%, 50; closed 100%, 20; nothing reworked, 20.
same 'urgent ones: 50.00 + 20.00 + 7.50 + 20.00' before \
    jinhua_urgent,jinhua_quality,jinhua <<!
7.50	20.00	97.50
!
# Another is still to be handled: closed 20/21 = 95.24%: 10 - 2.38; on time
# 18/21 = 85.71%: - 4.645, which is 4.65.  Closed on time 50, closed 20.
cat >more.csv <<!
id,source,received,class,area,state,unit,dispatched
u21,hotline,2026-01-05 08:00,E0403,110102001004,dispatched,s1-cg,2026-01-05 09:00
!
ok 'one is overdue' case-new -q -i more.csv
same 'and takes away: 50.00 + 20.00 + 2.97 + 20.00' before \
    urgent_overdue,jinhua_urgent,jinhua <<!
1	2.97	92.97
!
# Three checks are failed by one case: 0.2 + 0.3 off.
often() {
	no=$(case-list --id u21 -o ids)
	for day in 06 07 08; do
		case-log -q --at "2026-01-$day 09:00" handle "$no" &&
		    case-log -q --at "2026-01-$day 10:00" check --value fail \
		    "$no" || return
	done
	case-log -q --at '2026-01-09 09:00' handle "$no"
}
ok 'a case fails three checks' often
same 'and costs half a point' before reworked,reworked_often,jinhua_quality <<!
1	1	19.50
!
# The change from that week: on time 18/21 = 85.71%, 50; closed 20/21, 20;
# 2.97; 19.50 - so 92.47; to 39.80.
same 'the change in points' grid-report --week 2026-W03 --before prev \
    --fields jinhua,jinhua_before,jinhua_change <<!
39.80	92.47	-52.67
!
same 'what is left out is said' defined jinhua 4 <<!
50 [closed_on_time_rate below 70: less by 1 for each 1, at least 0] + 20 [close_rate below 90: less by 1 for each 1, at least 0] + 100 x jinhua_urgent / 100 + 100 x jinhua_quality / 100, in all at least 0, in all at most 100; cases of leaders and media count once; nothing is taken away for fraud and shirking
!
same 'the check has nothing to say' grid-check integrity replay </dev/null
finish
