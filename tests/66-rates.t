#!/bin/sh
# Rates are rows of table metric: a city adds its own, and it is printed,
# defined, compared, sorted by, drilled into, had again as of then and issued
# like any other.  Figures are worked out by hand from the cases below.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
WHISTLE_NOW='2026-02-02 10:00:00'
# shellcheck source=tests/town.sh
. "$here/town.sh"

# Handled within ten minutes is on time, a day later is not; what was
# dispatched on Sunday is not due yet.
# Weeks begin on 19 and 26 January; that of number 5 in 2025 on the 27th.
a=110102001000 b=110102010000
cat >in.csv <<!
id,source,received,class,area,state,unit,dispatched,handled,closed
1,hotline,2026-01-26 08:00,E0108,$a,closed,s1-cg,2026-01-26 09:00,2026-01-26 09:10,2026-01-28 10:00
2,hotline,2026-01-26 08:00,E0108,$a,closed,s1-cg,2026-01-26 09:00,2026-01-26 09:10,2026-01-29 10:00
3,hotline,2026-01-27 08:00,E0108,$a,handled,s1-cg,2026-01-27 09:00,2026-01-28 10:00,
4,hotline,2026-01-27 08:00,E0108,$a,dispatched,s1-cg,2026-01-27 09:00,,
5,hotline,2026-01-28 08:00,E0108,$b,closed,s10,2026-01-28 09:00,2026-01-29 10:00,2026-01-30 10:00
6,hotline,2026-01-28 08:00,E0108,$b,dispatched,s10,2026-01-28 09:00,,
7,hotline,2026-02-01 08:00,E0108,$b,dispatched,s10,2026-02-01 09:00,,
8,hotline,2026-01-20 08:00,E0108,$a,closed,s1-cg,2026-01-20 09:00,2026-01-20 09:10,2026-01-22 10:00
9,hotline,2026-01-20 08:00,E0108,$a,closed,s1-cg,2026-01-20 09:00,2026-01-21 10:00,2026-01-26 10:00
10,hotline,2025-01-28 08:00,E0108,$b,closed,s10,2025-01-28 09:00,2025-01-29 10:00,2025-01-30 10:00
!
case-new -q -i in.csv || exit 2

# What was closed, of what was handled or is overdue.
rates() { # NUM DEN [NOTE NOTE_EN]
	printf '%s\n' 'code,name,name_en,num,den,note,note_en' \
	    "archive_rate,结案率,Archive rate,$1,$2,${3-},${4-}" |
	    grid-load -i - metric
}
same 'a city loads a rate of its own' quietly rates closed 'handled + overdue' <<!
archive_rate
!
dumped() { grid-load --dump metric | grep archive; }
same 'and has it back' dumped <<!
archive_rate,结案率,Archive rate,closed,handled + overdue,,
!
# First street: closed 1 2 9, handled 1 2 3, overdue 4: 3/(3+1).  Second:
# closed 5, handled 5, overdue 6: 1/(1+1).  Together 4/(4+2).
street() {
	grid-report --week 2026-W05 --by street "$@"
}
same 'it is printed' street --fields key,archive_rate <<!
$a	75.00
$b	50.00
total	66.67
!
same 'rows are sorted by it' street --sort archive_rate --no-total \
    --fields key <<!
$a
$b
!
# The week before: first street closed 8, handled 8 9, 1/2; second nothing.
# Last year: second closed and handled 10, 1/1; first nothing.
same 'it is compared, in points' street --before prev,year --fields \
key,archive_rate_before,archive_rate_change,archive_rate_last_year,\
archive_rate_change_last_year <<!
$a	50.00	25.00		
$b			100.00	-50.00
total	50.00	16.67	100.00	-33.33
!
same 'and so is any count' street --before prev,year --fields \
key,closed_before,closed_change,open_before,judged_before,judged_change,\
closed_change_last_year <<!
$a	1	200.00	1	2	100.00	
$b	0		0	0		0.00
total	1	300.00	1	2	200.00	300.00
!
defined() { grid-report --define | grep "^$1	"; }
same 'it is defined by its counts' defined archive_rate <<!
archive_rate	Archive rate	结案率	closed / (handled + overdue)	结案数 / (处置数 + 超期未处置)
!
same 'and what it was' defined archive_rate_change <<!
archive_rate_change	Archive rate, points on period before	结案率环比（百分点）	archive_rate - archive_rate_before, in percentage points, of the rates as printed	结案率 - 上期结案率，百分点，按所列数值相减
!
same 'as those of before are' defined on_time_rate <<!
on_time_rate	On-time rate	按期处置率	on_time / (on_time + late + overdue)	按期处置数 / (按期处置数 + 超期处置数 + 超期未处置)
!
note() { street -o table --fields archive_rate --lang "$1" | grep '/'; }
same 'people see its base' note zh <<!
结案率：结案数 / (处置数 + 超期未处置)
!
same 'and in English' note en <<!
archive_rate: closed / (handled + overdue)
!
same 'the way to its cases is told' fails 2 street --ids archive_rate <<!
grid-report: --ids: "archive_rate": is reckoned from other figures; ask for the cases of handled,overdue,closed
!
same 'and those are there' street --ids closed,overdue --key $b <<!
20260128000001	$b
20260128000002	$b
!
plan() {
	{ echo 'EXPLAIN QUERY PLAN'; grid-report --sql --by street --before \
	    prev,year --fields archive_rate_change; } | sqlite3 whistle.db >plan
	grep -q 'SEARCH c' plan && ! grep 'SCAN [a-z]' plan |
	    grep -v 'SCAN c USING COVERING INDEX cases_open' | grep -v 'SCAN [egr]$'
}
ok 'no case is read for it but those of its periods' plan

# Case 3 is closed, in that week: 4/(3+1).
entry=$(query 'SELECT max(id) FROM entry')
issued() { grid-report --issued 1 "$@"; }
ok 'it is issued' grid-report -q --issue --week 2026-W05 --by street \
    --fields key,archive_rate --sort archive_rate
ok 'a case is closed meanwhile' case-log -q close --at '2026-02-01 09:00' \
    20260127000001
same 'now it is another' street --fields key,archive_rate <<!
$a	100.00
$b	50.00
total	83.33
!
same 'as of then it was that' street --as-of "$entry" \
    --fields key,archive_rate <<!
$a	75.00
$b	50.00
total	66.67
!
same 'what was issued stays' issued <<!
$a	75.00
$b	50.00
total	66.67
!
differs() { fails 1 issued --compare --fields key,figure,issued,today; }
same 'and differs' differs <<!
$a	archive_rate	75.00	100.00
total	archive_rate	66.67	83.33
!
same 'but follows from the file as of then' grid-check issued </dev/null

# The city changes its mind: of what was received, 4/4, 1/3, 5/7.
same 'a rate is loaded anew' quietly rates closed received \
    作废不计 'without void ones' <<!
archive_rate
!
same 'and has another base' street --fields key,archive_rate <<!
$a	100.00
$b	33.33
total	71.43
!
same 'and a note' note zh <<!
结案率：结案数 / 受理数；作废不计
!
same 'in both languages' note en <<!
archive_rate: closed / received; without void ones
!
same 'the bulletin says what it said' issued <<!
$a	75.00
$b	50.00
total	66.67
!
kept() {
	query "SELECT definition, definition_zh FROM issued_column
	    WHERE name = 'archive_rate'"
}
same 'with the base that it had' kept <<!
closed / (handled + overdue)|结案数 / (处置数 + 超期未处置)
!
same 'today it is of another base' differs <<!
$a	archive_rate	75.00	100.00
$b	archive_rate	50.00	33.33
total	archive_rate	66.67	71.43
!
same 'that is why it cannot be counted again' fails 1 grid-check reloaded \
    --fields key,check <<!
issued 1	reloaded
!
query "DELETE FROM metric WHERE code = 'archive_rate'"
same 'nor when there is no such rate' differs <<!
$a	archive_rate	75.00	
$b	archive_rate	50.00	
total	archive_rate	66.67	
!

# A rate of which something is taken away.  Of 32 that were received on one
# day 31 were closed: -1/32 is -3.125 percent, rounded by its amount.  The
# second rate has a base below 0 then, and of 0 where all were closed.
{
	echo id,source,received,class,area,state,unit,dispatched,handled,closed
	awk -v a=$a 'BEGIN { for (i = 20; i < 52; i++)
		printf "%d,hotline,2026-01-05 08:00,E0108,%s,%s,s1-cg," \
		    "2026-01-05 09:00,2026-01-05 10:00,%s\n", i, a,
		    i == 20 ? "handled" : "closed",
		    i == 20 ? "" : "2026-01-05 11:00" }'
} >many.csv
case-new -q -i many.csv || exit 2
grid-load -q metric <<!
code,name,num,den
growth,净增率,closed - received,received
order,怪率,received,closed-received
timely,及时率,on_time,judged
!
same 'below zero, rounded by its amount' grid-report --day 2026-01-05 \
    --before prev --fields growth,growth_change,order <<!
-3.13		
!
# Week 5: closed 1 2 3 9 of received 1 2 3 4; closed 5 of received 5 6 7;
# the week before closed 8 of received 8 9, -50.00.
same 'and its change' street --before prev --fields key,growth,growth_change,order <<!
$a	0.00	50.00	
$b	-66.67		
total	-28.57	21.43	
!
same 'a base below zero is none' grid-report --week 2026-W04 --fields closed,received,order <<!
1	2	
!
# First street: on time 1 2, late 3, overdue 4; second: late 5, overdue 6.
# The week before on time 8, late 9.
same 'a count that is a sum, as a base' street --before prev \
    --fields key,timely,on_time_rate,timely_before,timely_change <<!
$a	50.00	50.00	50.00	0.00
$b	0.00	0.00		
total	33.33	33.33	50.00	-16.67
!
same 'defined by its name' defined timely <<!
timely	及时率	及时率	on_time / judged	按期处置数 / 应处置数
!
same 'its cases are those of the sum' fails 2 street --ids timely <<!
grid-report: --ids: "timely": is reckoned from other figures; ask for the cases of on_time,late,overdue
!

# What is no rate is refused at the door.
refused() { # CODE NUM DEN
	printf '%s\n' code,name,num,den "$1,x,$2,${3#-}" >rate.csv
	fails 2 grid-load -i rate.csv metric |
	    sed 's/ not a sum of received handled .*/ not a sum of .../
		/nothing was done/d'
}
while read -r what code num den why; do
	echo "grid-load: rate.csv:2: $why" >why
	same "refused: $what" refused "$code" "$num" "$den" <why
done <<'!'
an-unknown-count x closed+colour received num: "closed+colour": not a sum of ...
a-rate-of-a-rate x closed on_time_rate den: "on_time_rate": not a sum of ...
a-mean x transfer_hours received num: "transfer_hours": not a sum of ...
no-sum x closed+ received num: "closed+": not a sum of ...
a-name-of-a-count open closed received code: "open": is the name of another figure or column
a-name-of-a-column name closed received code: "name": is the name of another figure or column
another-period x_before closed received code: "x_before": ends as figures of another period do: _before, _change, _diff, _last_year
no-name Rate closed received code: "Rate": not small letters, digits and _, a letter first
no-base x closed - den: "": may not be empty
!
# What a terminal would obey reaches none: neither ESC nor CSI of a name or note.
printf 'code,name,num,den,note\nbell,A\033[2J%b,closed,received,\033]0;\n' \
    '\0302\0233' | grid-load -q -i - metric
obeyed() {
	street --rank bell -o table --lang zh --fields bell,rank >rung &&
	    grep -q '结案数 / 受理数' rung &&
	    LC_ALL=C grep -c "$(printf '\033\|\302\233')" rung
}
same 'nothing in a note is obeyed' fails 1 obeyed <<!
0
!
sqlite3 whistle.db "DELETE FROM metric WHERE code = 'bell'"
# By other means, too: the schema knows what a name is, the check the rest.
status 19 'a name that is none' sqlite3 whistle.db "INSERT INTO
    metric(code, name, num, den) VALUES ('a b', 'x', 'closed', 'received')"
query "INSERT INTO metric(code, name, num, den) VALUES
    ('open', 'x', 'closed', 'received'), ('x', 'x', 'closed', 'colour')"
same 'is found' fails 1 grid-check rules --fields key,what <<!
open	metric: is the name of another figure or column
x	metric: den is not a sum of counts
!
same 'and no figure is printed' fails 2 street <<!
grid-report: metric: "open": is the name of another figure or column
!
# Without rates there are the counts.
grid-load -q --new --profile none -d none.db
same 'a file without rates' grid-report -d none.db --compare <<!
total	total	0	0	0	0	0	0	0		0	
!
# The manual is of the default profile.
unnamed() {
	rm -f new.db*
	grid-load -q -d new.db --new &&
	grid-report -d new.db --define | cut -f 1 |
	    grep -vE '_(before|change|diff|last_year)$' | while read -r m; do
		grep -qE "^\\.(It )?(Cm|Ic) (.* )?$m( |\$)" \
		    "$here/../man/grid-report.1" || echo "$m"
	done
}
same 'the manual says what each figure is' unnamed <<!
!
finish
