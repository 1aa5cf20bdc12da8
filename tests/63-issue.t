#!/bin/sh
# Bulletins that were issued: printed again byte for byte, compared with today,
# counted again, and safe from everybody.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
WHISTLE_NOW='2026-01-19 07:00:00'
# shellcheck source=tests/town.sh
. "$here/town.sh"

# Five cases of the week of 12 January: two of the first street, three of the
# second; one of each was handled on time, none late.
a=110102001000 b=110102010000
cat >in.csv <<!
id,source,received,class,area,state,unit,dispatched,handled
1,hotline,2026-01-12 08:00,E0108,$a,dispatched,s1-cg,2026-01-12 09:00,
2,hotline,2026-01-13 08:00,E0108,$a,handled,s1-cg,2026-01-13 08:30,2026-01-13 08:40
3,hotline,2026-01-14 08:00,E0108,$b,handled,s10,2026-01-14 08:30,2026-01-14 08:40
4,counter,2026-01-15 08:00,E0109,$b,dispatched,s10,2026-01-15 09:00,
5,counter,2026-01-16 08:00,E0109,$b,reported,,,
!
case-new -q -i in.csv || exit 2
c1=20260112000001 c3=20260114000001 c4=20260115000001 c5=20260116000001

issue() { grid-report --issue --week last --by street --before prev,year "$@"; }
# What is printed at issue in each format is what is printed ever after.
n=0
numbers=
for format in tsv csv json table ids excel; do
	for lang in zh en; do
		numbers="$numbers $format-$lang"
		grid-report --issue --week last --by street --before prev,year \
		    -o $format --lang $lang >"was.$format-$lang" 2>said || exit 2
	done
done
ok 'it says which number it is' grep -qx 'grid-report: issued as no. 12' said
same 'the figures are those of the week' grid-report --issued 1 \
    --fields key,received,handled,open,received_before,received_last_year <<!
$a	2	1	2	0	0
$b	3	1	3	0	0
total	5	2	5	0	0
!
again() {
	i=0
	for f in $numbers; do
		i=$((i + 1))
		grid-report --issued $i -o "${f%-*}" --lang "${f#*-}" |
		    cmp - "was.$f" || return
		grid-report --issued 1 -o "${f%-*}" --lang "${f#*-}" |
		    sed 's/\(no\. \|第 \)1\( 期\|, as\)/\1N\2/' >one
		sed "s/\\(no\\. \\|第 \\)$i\\( 期\\|, as\\)/\\1N\\2/" \
		    "was.$f" | sed 's/entry [0-9]*/entry N/; s/第 [0-9]* 笔/第 N 笔/' >other
		sed 's/entry [0-9]*/entry N/; s/第 [0-9]* 笔/第 N 笔/' one |
		    cmp - other || return
	done
}
ok 'byte for byte in every format and language' again
same 'and people see its number' sed -n 1p was.table-en <<!
城市治理和诉求办理情况通报: 2026-01-12 to 2026-01-18 (7 calendar days); period before: 2026-01-05 to 2026-01-11 (7 calendar days); last year (same ISO week): 2025-01-13 to 2025-01-19 (7 calendar days); no. 8, as of entry 12
!

# Names, settings, definitions of weeks and cases change; it does not.
printf 'code,name\n%s,新名街道\n' $a | grid-load -q area
printf 'code,value\ntitle,另一标题\nweek_start,5\nlang,en\n' |
    grid-load -q setting
case-log -q void --reason 重复 $c5
ok 'also when names, settings and cases are others' again
today() { grid-report --week 2026-W03 --by street -o table --lang zh; }
today >t
ok 'as they are' grep -q 新名街道 t
same 'other fields were not issued' sh -c \
    'grid-report --issued 1 --fields key,called 2>&1 | cut -c -40' <<!
grid-report: --fields: "called": no such
!

# What is different today.  c5 is void; c1 is moved to the other street; c4
# was handled on Friday, which is only said now, within its limit or not.
case-log -q amend --field area --value $b --reason 记错 $c1
case-log -q handle --at '2026-01-16 09:00' $c4
compare() {
	grid-report --issued 1 --compare --fields \
	    key,figure,issued,today,number,move "$@" |
	    grep -E '	(received|handled|open)	'
}
same 'figures that differ, and the cases that make the difference' compare <<!
$a	received	2	1	$c1	out
$a	open	2	1	$c1	out
$b	handled	1	2	$c4	in
total	received	5	4	$c5	out
total	handled	2	3	$c4	in
total	open	5	4	$c5	out
!
since() {
	grid-report --issued 1 --compare --fields number,since |
	    grep -v '^	' | sort -u
}
same 'with what was done since' since <<!
$c1	amend area $a > $b
$c4	handle
$c5	void
!
rates() {
	grid-report --issued 1 --compare | grep '	handled_rate	'
}
# The first street had 1 handled, and c1 overdue, the second 1 and c4.
same 'a rate is there, without cases' rates <<!
$a	handled_rate	50.00	100.00			
$b	handled_rate	50.00	66.67			
total	handled_rate	50.00	75.00			
!
status 1 'a difference is 1' grid-report --issued 1 --compare
grid-report --issue --day 2026-01-15 >/dev/null 2>&1
status 0 'none is 0' grid-report --issued 13 --compare
case-new -q --source hotline --received '2026-01-19 06:00' --area $a
same 'a day that is over is not changed by another' \
    grid-report --issued 13 --compare </dev/null

# A period that goes on: what is open is counted now, and cases come in.
grid-report --issue --week 2026-W04 --by street >/dev/null 2>&1
case-new -q --source hotline --received '2026-01-19 06:30' --area $b
same 'a case that was filed since' fails 1 grid-report --issued 14 --compare \
    --fields key,figure,issued,today,move,since <<!
$b	received	0	1	in	filed
$b	open	3	4	in	filed
total	received	1	2	in	filed
total	open	5	6	in	filed
!

# Weeks begin on a Friday by now: that of 16 January has c4 handled and c1
# overdue, the one before c2 and c3 handled and c1 overdue.  c3 goes.
grid-report --issue --week 2026-W04 --before prev >/dev/null 2>&1
case-log -q void --reason 重复 $c3
same 'a case of the period before' fails 1 grid-report --issued 15 \
    --compare --fields figure,issued,today,number,move <<!
open	6	5	$c3	out
received_before	4	3	$c3	out
received_change	-50.00	-33.33		
handled_before	2	1	$c3	out
handled_change	-50.00	0.00		
on_time_rate_before	66.67	50.00		
on_time_rate_change	-16.67	0.00		
!

same 'the list' grid-report --issued --fields issued,entry,rows,options <<!
1	5	3	{"week":"last","by":"street","before":"prev,year"}
2	6	3	{"week":"last","by":"street","before":"prev,year"}
3	7	3	{"week":"last","by":"street","before":"prev,year"}
4	8	3	{"week":"last","by":"street","before":"prev,year"}
5	9	3	{"week":"last","by":"street","before":"prev,year"}
6	10	3	{"week":"last","by":"street","before":"prev,year"}
7	11	3	{"week":"last","by":"street","before":"prev,year"}
8	12	3	{"week":"last","by":"street","before":"prev,year"}
9	13	3	{"week":"last","by":"street","before":"prev,year"}
10	14	3	{"week":"last","by":"street","before":"prev,year"}
11	15	3	{"week":"last","by":"street","before":"prev,year"}
12	16	3	{"week":"last","by":"street","before":"prev,year"}
13	22	1	{"day":"2026-01-15"}
14	24	3	{"week":"2026-W04","by":"street"}
15	26	1	{"week":"2026-W04","before":"prev"}
!
same 'analysts see the figures' query "SELECT key, value, title, definition
    FROM v_issued_figure WHERE issued = 1 AND figure = 'received'" <<!
$a|2|Received|cases received in the period
$b|3|Received|cases received in the period
total|5|Received|cases received in the period
!
same 'and the period' query 'SELECT begins, ends, rows, clock FROM v_issued
    WHERE issued = 1' <<!
2026-01-12 00:00:00|2026-01-19 00:00:00|3|2026-01-19 07:00:00
!

# -n keeps nothing; what cannot be issued is refused.
cp whistle.db before.db
count() { query 'SELECT count(*) FROM v_issued; SELECT max(entry) FROM v_entry'; }
count >counted
same '-n issues nothing' sh -c 'grid-report --issue -n --week last 2>&1' <<!
grid-report: would be issued as no. 16; nothing was done
!
same 'and there is no entry' count <counted
status 2 'no such field' grid-report --issue --fields key,colour
status 2 'cases are no figures' grid-report --issue --ids received
status 2 'what was is not issued' grid-report --issue --as-of 3
status 2 'no such period' grid-report --issue --week 2026-W99
same 'nothing of these was done' count <counted
status 2 'no such bulletin' grid-report --issued 99
says '--issued: 99: no such bulletin; --issued alone lists them' \
    'and it says where to look'
status 2 'not a number' grid-report --issued=last
status 2 'compare which?' grid-report --issued --compare
status 2 'options of figures' grid-report --issued 1 --by unit
status 2 'only one of them' grid-report --issue --issued 1
status 2 '-n without --issue' grid-report -n

# It is safe: from changes, deletes, replacements and additions.
refused() {
	sqlite3 whistle.db "PRAGMA foreign_keys = ON; $2" >out 2>&1 && {
		result 1 "$1"
		return
	}
	grep -q 'issued: ' out
	result $? "$1"
}
for t in issued issued_column issued_row issued_value; do
	refused "$t: not deleted" "DELETE FROM $t"
	refused "$t: not replaced" "INSERT OR REPLACE INTO $t SELECT * FROM $t"
done
for t in issued_column issued_row issued_value; do
	refused "$t: not changed" "UPDATE $t SET issued = 1"
done
refused 'a figure is not changed' "UPDATE issued_value SET value = '9'"
refused 'nor is a heading' "UPDATE issued SET heading = 'x'"
refused 'nothing is added' "INSERT INTO issued_row VALUES (1, 9, 'x')"
ok 'still the same' again

# Bulletins follow from the file as of their entry; tables were loaded since
# the first twelve, whose rows are of streets that are named otherwise now.
same 'they count again' grid-check 'issued reloaded' </dev/null
cp whistle.db bad.db
sqlite3 bad.db "DROP TRIGGER issued_value_update;
    UPDATE issued_value SET value = '6' WHERE issued = 14 AND row = 1
    AND \"column\" = 2;
    UPDATE issued_value SET value = '6' WHERE issued = 2 AND row = 1
    AND \"column\" = 2"
same 'one that does not is found' fails 1 grid-check -d bad.db issued <<!
issued 14	issued	received of $a was 6, as of its entry it is 1
!
same 'one of before a table was loaded only by its own word' \
    fails 1 grid-check -d bad.db reloaded <<!
issued 2	reloaded	received of $a was 6, as of its entry it is 2
!

# The name that a bulletin was asked with goes to another unit; c2 stays with
# the one that it was.
WHISTLE_DB=names.db
export WHISTLE_DB
cp whistle.db names.db
grid-report -q --issue --week 2026-W03 --unit 西长安街执法队
printf 'code,name,kind,parent\n%s\n%s\n' s1-cg,城管一队,chengguan,s1 \
    sw,西长安街执法队,shuiwu, | grid-load -q unit
status 0 'a unit stays the same by another name' \
    grid-report --issued 16 --compare
same 'it is kept by its code' grid-report --issued 16 --fields name,handled <<!
total	1
!
asked() { grid-report --issued --fields options | tail -n 1; }
same 'and listed so' asked <<!
{"week":"2026-W03","unit":"s1-cg"}
!

# One that cannot be asked for again is told, the others are looked at.
grid-report -q --issue --week 2026-W03 --by unit --floor
grid-report -q --issue --week 2026-W03
sqlite3 names.db "DELETE FROM floor; DROP TRIGGER issued_value_update;
    UPDATE issued_value SET value = '9' WHERE issued = 18 AND \"column\" = 2"
same 'a bulletin without its floors' fails 1 grid-check issued <<!
issued 17	issued	cannot be counted again: --floor: table floor has no row; write --floor METRIC=VALUE
issued 18	issued	received of total was 9, as of its entry it is 3
!

# What is gone from a damaged file is told, and so is a bulletin that the
# journal does not lead to any more; the rest is looked at.
damage() {	# SQL: of a fresh copy without its guards
	cp names.db bad.db
	sqlite3 bad.db "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_schema
	    WHERE type = 'trigger' AND (tbl_name LIKE 'issued%' OR
	    tbl_name = 'journal')" >drop
	{ cat drop; echo "$1"; } | sqlite3 bad.db
}
told() { grid-check -d bad.db issued | sed '/17	\|18	/d'; }
damage 'DELETE FROM issued_value WHERE issued = 13 AND "column" = 1'
same 'figures that are gone' told <<!
issued 13	issued	some of its figures are gone
!
damage 'DELETE FROM issued_column WHERE issued = 13'
same 'all of them' told <<!
issued 13	issued	some of its figures are gone
!
same 'which cannot be printed' fails 2 grid-report -d bad.db --issued 13 <<!
grid-report: --issued: 13: its figures are gone; see grid-check issued
!
damage 'DELETE FROM issued WHERE id IN (4, 5)'
same 'a bulletin that is gone' told <<!
issued 5	issued	is gone: numbers have no gap
!
damage "UPDATE issued SET options = '{' WHERE id = 17"
same 'options that nobody can read' eval \
    'grid-check -d bad.db issued reloaded | grep 17' <<!
issued 17	issued	cannot be counted again: bad.db: malformed JSON
!
damage "UPDATE journal SET act = 5 WHERE no = $c4 AND seq = 1"
grid-check -d bad.db "issued reloaded" >list
ok 'a journal that breaks a rule leaves no bulletin to count again' \
    grep -q "cannot be counted again: $c4: the journal breaks a rule" list
ok 'and the check goes on to say so of the case' \
    eval "grid-check -d bad.db | grep -q '^$c4	replay	the journal breaks'"
# What there is more of differs by the cases of both periods.
ok 'a week that had two more than the one before' [ 2 -eq "$(grid-report \
    --issue --day 2026-01-19 --before prev --fields received_diff 2>said)" ]
last=$(sed 's/.*no. //' said)
day=$(case-list --from 2026-01-19 -o ids | head -n 1)
case-log -q void --reason 重复 "$day"
new=$(case-new --source hotline --received '2026-01-18 09:00' --area $a)
same 'cases of both days' fails 1 grid-report --issued "$last" --compare \
    --fields figure,issued,today,number,move <<!
received_diff	2	0	$new	in
received_diff	2	0	$day	out
!
finish
