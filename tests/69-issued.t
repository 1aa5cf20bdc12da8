#!/bin/sh
# 69-issued.t - a cross-table and a list of repeat points that were issued,
# and a cross-table as of a past entry.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
WHISTLE_NOW='2026-01-19 07:00:00'
# shellcheck source=tests/town.sh
. "$here/town.sh"

a=110102001000 b=110102010000
cat >in.csv <<!
id,source,received,class,area,place,state,unit,dispatched,handled
1,hotline,2026-01-12 08:00,E0108,$a,东门,dispatched,s1-cg,2026-01-12 09:00,
2,hotline,2026-01-13 08:00,E0108,$a,东 门,handled,s1-cg,2026-01-13 08:30,2026-01-13 08:40
3,hotline,2026-01-14 08:00,E0108,$b,西门,handled,s10,2026-01-14 08:30,2026-01-14 08:40
4,counter,2026-01-15 08:00,E0109,$b,,dispatched,s10,2026-01-15 09:00,
5,counter,2026-01-16 08:00,E0109,$b,西门,reported,,,
!
case-new -q -i in.csv || exit 2
c1=20260112000001 c4=20260115000001 c5=20260116000001

sheet() {
	grid-report --week 2026-W03 --by street --across source \
	    --fields received,open "$@"
}
for format in tsv csv json table excel; do
	for lang in zh en; do
		sheet --issue -o $format --lang $lang >"was.$format-$lang" 2>said
	done
done
same 'as it is printed' cat was.csv-en <<!
key,counter.received,counter.open,hotline.received,hotline.open,total.received,total.open
$a,0,0,2,2,2,2
$b,2,2,1,1,3,3
total,2,2,3,3,5,5
!
again() {
	i=0
	for f in tsv-zh tsv-en csv-zh csv-en json-zh json-en table-zh table-en \
	    excel-zh excel-en; do
		i=$((i + 1))
		grid-report --issued $i -o "${f%-*}" --lang "${f#*-}" |
		    cmp - "was.$f" || return
	done
}
ok 'byte for byte in every format and language' again
same 'with headings of both languages' sh -c "sed -n 2p was.table-zh
    sed -n 2p was.table-en" <<!
编码          窗口 受理数  窗口 未结数  12345热线 受理数  12345热线 未结数  合计 受理数  合计 未结数
Key           Service counter Received  Service counter Open  12345 hotline Received  12345 hotline Open  total Received  total Open
!
# Of c1 the street was wrong, c5 is void, c4 is handled but stays open.
entry=$(query 'SELECT max(entry) FROM v_entry')
sheet >was.sheet
case-log -q amend --field area --value $b --reason 记错 $c1
case-log -q handle --at '2026-01-16 09:00' $c4
case-log -q void --reason 重复 $c5
ok 'as of then' sh -c "grid-report --week 2026-W03 --by street \
    --across source --fields received,open --as-of $entry | diff was.sheet -"
same 'and now' sheet <<!
$a	0	0	1	1	1	1
$b	1	1	2	2	3	3
total	1	1	3	3	4	4
!
same 'cells that differ, and their cases' fails 1 grid-report --issued 1 \
    --compare --fields key,figure,issued,today,number,move <<!
$a	hotline.received	2	1	$c1	out
$a	hotline.open	2	1	$c1	out
$a	total.received	2	1	$c1	out
$a	total.open	2	1	$c1	out
$b	counter.received	2	1	$c5	out
$b	counter.open	2	1	$c5	out
$b	hotline.received	1	2	$c1	in
$b	hotline.open	1	2	$c1	in
total	counter.received	2	1	$c5	out
total	counter.open	2	1	$c5	out
total	total.received	5	4	$c5	out
total	total.open	5	4	$c5	out
!
same 'analysts see the definition of a cell' query "SELECT DISTINCT figure,
    definition FROM v_issued_figure WHERE issued = 1 AND figure LIKE 'h%d'" <<!
hotline.received|cases received in the period
!
# One figure has the codes alone as names.
grid-report --issue --week 2026-W03 --by street --across source >/dev/null 2>&1
case-log -q amend --field area --value $a --reason 又错 $c1
same 'one figure' fails 1 grid-report --issued 11 --compare \
    --fields key,figure,issued,today,number,move <<!
$a	hotline	1	2	$c1	in
$a	total	1	2	$c1	in
$b	hotline	2	1	$c1	out
$b	total	3	2	$c1	out
!
# Places: c1 and c2 are at one of the first street; c3 alone is at its own.
same 'repeat points' grid-report --issue --week 2026-W03 --by place \
    --least received=2 --fields key,received -q </dev/null 2>/dev/null
case-new -q --source hotline --received '2026-01-18 06:00' --area $b --place 西门
case-new -q --source hotline --received '2026-01-18 06:00' --area $a --place 东门
same 'of rows that reach a number these are compared' fails 1 \
    grid-report --issued 12 --compare --fields key,issued,today,move <<!
$a 东门	2	3	in
!
same 'all of them count again' grid-check issued </dev/null
status 2 'cells are no table' grid-report --issue --by street --across source --cells
finish
