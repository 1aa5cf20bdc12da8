#!/bin/sh
# Row 11: the funnel, by the published figures of one city: 69 kinds, 950
# collected, 570 in whistle scope, 360 solved
#
# Of the n-th case, three of five are in scope, 950 * 3/5 = 570, and of these
# twelve of nineteen were solved, 570 * 12/19 = 360.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

# What comes from above is not collected, and neither counts nor adds a kind.
grid-load --dump class --fields code -o tsv | grep '^[EH]....$' | sort >classes
head -n 69 classes | awk '
	BEGIN { print "id,source,received,class,area,title" }
	{ code[NR] = $1 }
	END {
		split("public counter app unit", from)
		for (n = 1; n <= 950; n++)
			printf "%d,%s,2026-02-02 09:00:00,%s,110102001004,t%d\n",
			    n, from[n % 4 + 1], code[n % 69 + 1], n
	}' >collected.csv
{
	cat collected.csv
	sed -n '70{p;q;}' classes | awk '{ for (n = 951; n <= 980; n++)
		printf "%d,hotline,2026-02-02 09:00:00,%s,110102001004,t%d\n",
		    n, $1, n }'
} >case.csv
# shellcheck disable=SC2016
same 'the kinds and cases of the CSV' awk -F, 'NR > 1 && !($4 in seen) {
	seen[$4]; kinds++ } END { print kinds, NR - 1 }' collected.csv <<X
69 950
X
ok 'all are filed' case-new -q -i case.csv --now '2026-02-02 09:30:00'

# Numbers by what a meeting, and then the street, decided on each.
case-list --limit 1000 --fields number,title -o tsv | sed 's/\tt/\t/' >numbers
awk -F'\t' '$2 <= 950 && $2 % 5 < 3 { print $1 }' numbers >in
awk -F'\t' '$2 <= 950 && $2 % 5 > 2 { print $1 }' numbers >out.ids
awk 'NR % 19 < 12' in >solved
same 'the lists' sh -c 'wc -l <in; wc -l <out.ids; wc -l <solved' <<X
570
380
360
X
on() {
	list=$1 when=$2
	shift 2
	case-escalate -q --at "2026-02-$when" "$@" - <"$list"
}
WHISTLE_NOW='2026-02-06 18:00:00'
same 'before a meeting nothing is in scope' case-escalate list funnel <<X
69	950	0	0	0	0
X
on in '03 09:00' screen --value in --meeting 2026-1
on out.ids '03 09:00' screen --value out --meeting 2026-1 --reason 社区可解决
same 'a meeting has decided' case-escalate list funnel <<X
69	950	380	570	0	0
X
on in '03 10:00' raise --kind enforce --unit ga
same 'whistles are blown' case-escalate list funnel <<X
69	950	380	570	570	0
X
on solved '04 10:00' arrive --unit ga
on solved '05 10:00' accept
on solved '05 11:00' release
same 'work is accepted' case-escalate list funnel <<X
69	950	380	570	570	360
X
# Told apart by what reports tell apart: the n-th case is of app if n % 4 is 2,
# so 2, 6 ... 950 are, and in scope if n % 5 < 3: of each twenty 3 of 5, 141 up to
# 940, and then 942, 946 and 950.
same 'a report has the same funnel' grid-report --week 2026-W06 --fields \
    collected,out_of_scope,in_scope,whistled,scope_solved <<X
950	380	570	570	360
X
same 'of a part of it' grid-report --week 2026-W06 --source app --fields \
    collected,in_scope,whistled <<X
238	144	144
X
same 'by any dimension' sh -c "grid-report --week 2026-W06 --by source \
    --no-total --fields collected,in_scope,whistled,scope_solved | awk '
    { for (i = 1; i < 5; i++) n[i] += \$i } END {
    print NR, n[1], n[2], n[3], n[4] }'" <<X
5 950 570 570 360
X
same 'the cases behind it' sh -c 'grid-report --week 2026-W06 \
    --ids scope_solved | cut -f 1 | LC_ALL=C sort >ids; sort solved |
    comm -3 - ids | wc -l' <<X
0
X

# The same from the journal, without the view or the columns it reads.
count() {
	query "SELECT count(DISTINCT number) FROM v_journal WHERE $1"
}
journal() {
	count "act = 'screen' AND value = 'in'"
	count "act = 'raise'"
	count "act = 'accept'"
}
same 'the journal says the same' journal <<X
570
570
360
X
same 'the screenings are listed' sh -c "case-escalate list screened \
    --fields scope,meeting,reason | sort | uniq -c | sed 's/^ *//'" <<X
570 in	2026-1	
380 out	2026-1	社区可解决
X
head -n 5 out.ids >five
case-route -q - <five
for act in sign handle 'check --value pass' close; do
	# shellcheck disable=SC2086
	case-log -q $act - <five
done
same 'five out of scope are handled and closed' query "SELECT count(*)
    FROM v_case WHERE state = 'closed' AND handled IS NOT NULL" <<X
5
X
same 'what was solved out of scope is not in the funnel' \
    case-escalate list funnel <<X
69	950	380	570	570	360
X
# Two more: a void case leaves it, and one screened again leaves the scope.
comm -23 in solved | head -n 2 >rest
on rest '05 12:00' withdraw --reason 另案处理
head -n 1 rest >one
sed 1d rest >two
case-log -q void --reason 误报 - <one
on two '06 12:00' screen --value out --meeting 2026-2 --reason 不属吹哨范围
same 'void or screened out later' case-escalate list funnel <<X
69	949	381	568	569	360
X
same 'replay agrees' grid-check replay </dev/null
finish
