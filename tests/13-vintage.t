#!/bin/sh
# Codes and names that change: which row a reference means on a day.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

# Until 2023-06-30 there was 旧街道 with 甲 and 乙, from the next day on 新街道
# with the same two; 东街道 was divided into two, 西街道 is just gone, and
# 丙 kept its name.
grid-load -q area <<'!' || exit 2
code,name,parent,was,valid_from,valid_to
110102101000,旧街道,110102000000,,,2023-06-30
110102101001,甲社区,110102101000,,,2023-06-30
110102101002,旧乙社区,110102101000,,,2023-06-30
110102101003,丙社区,110102101000,,,2023-06-30
110102102000,新街道,110102000000,110102101000,2023-07-01,
110102102001,甲社区,110102102000,110102101001,2023-07-01,
110102102002,新乙社区,110102102000,110102101002,2023-07-01,
110102102003,丙社区,110102102000,110102101003,2023-07-01,2024-12-31
110102102004,丙社区,110102102000,110102102003,2025-01-01,
110102103000,东街道,110102000000,,,2023-06-30
110102104000,东一街道,110102000000,110102103000,2023-07-01,
110102105000,东二街道,110102000000,110102103000,2023-07-01,
110102106000,西街道,110102000000,,,2023-06-30
!
# The area of a case of a day that gives it so, or why not.
on() {
	if case-new -q --source hotline --received "$1" --area "$2" 2>&1; then
		query 'SELECT area FROM v_case WHERE entry = (SELECT max(entry)
		    FROM v_case)'
	fi
}

same 'a code of the day is itself' on 2023-06-30 110102101001 <<!
110102101001
!
same 'a code that had ended is followed' on 2023-07-01 110102101001 <<!
110102102001
!
same 'a code that had not begun is what it was' on 2023-06-30 110102102001 <<!
110102101001
!
same 'as short as codes may be' on 2023-07-01 110102101 <<!
110102102000
!
same 'more than once' on 2025-03-01 110102101003 <<!
110102102004
!
same 'and back' on 2020-01-01 110102102004 <<!
110102101003
!
same 'as far as the day asks for' on 2024-01-01 110102102004 <<!
110102102003
!
same 'a name that had ended is followed' on 2023-07-01 旧乙社区 <<!
110102102002
!
same 'a name that had not begun is what it was' on 2023-06-30 新乙社区 <<!
110102101002
!
same 'a name that rows share is the one of the day' on 2023-06-30 甲社区 <<!
110102101001
!
same 'before and after' on 2023-07-01 甲社区 <<!
110102102001
!
same 'of three, too' on 2024-06-01 丙社区 <<!
110102102003
!
same 'what was divided is refused with its parts' on 2023-07-01 东街道 <<!
case-new: area: "东街道": fits several, give a code: 110102104000, 110102105000
!
same 'by code, too' on 2024-07-01 110102103 <<!
case-new: area: "110102103": fits several, give a code: 110102104000, 110102105000
!
same 'a part of it before was the whole' on 2023-06-01 东二街道 <<!
110102103000
!
same 'what is gone is refused' on 2023-07-01 西街道 <<!
case-new: area: "西街道": ended on 2023-06-30, before the case was received; no area that followed it is known
!
same 'but not before' on 2023-06-30 西街道 <<!
110102106000
!
grid-load -q area <<'!'
code,name,valid_from
110102107000,后街道,2025-01-01
110102108000,明街道,2027-01-01
!
same 'what was not there is refused' on 2024-12-31 后街道 <<!
case-new: area: "后街道": begins on 2025-01-01, after the case was received
!
same 'what is still to come, too' on 2026-02-01 明街道 <<!
case-new: area: "明街道": begins on 2027-01-01, which is still to come
!
same 'the case stays where it was filed' query "SELECT area, area_name
    FROM v_case WHERE number = 20230630000001" <<!
110102101001|甲社区
!

# options mean any row
ids() {
	case-list -o ids "$@"
}
same 'an option may name what has ended' ids --area 110102101 <<!
20200101000001
20230630000001
20230630000002
20230630000003
20230630000004
!
same 'a shared name is the one of today' sh -c 'case-list --area 甲社区 -o ids' <<!
20230701000001
20230701000004
!
same 'or the only one there is' ids --area 西街道 <<!
20230630000005
!

# files, paths, and what is below
printf "source = 'hotline'\narea = 街道, 社区\n" >path.map
printf "source = 'hotline'\narea.under = 新街道\n" >under.map
cat >path.csv <<!
id,received,街道,社区
1,2023-06-30,旧街道,甲社区
2,2023-06-30,新街道,甲社区
3,2023-07-01,旧街道,甲社区
4,2023-07-01,旧街道,旧乙社区
5,2023-07-01,新街道,旧乙社区
6,2023-07-01,旧街道,新乙社区
!
status 2 'a path may be wrong' case-new -i path.csv -m ./path.map
cp err said
same 'a step that is not below is refused' cat said <<!
case-new: path.csv:6: 街道: "新街道>旧乙社区": no such area there
case-new: path.csv: 1 of 6 rows are refused; nothing was done (-r FILE does the rest)
!
status 1 'the others are filed' case-new -q -i path.csv -m ./path.map -r /dev/null
same 'by paths of both vintages' query "SELECT e.external, c.area
    FROM v_external e JOIN v_case c ON c.number = e.number ORDER BY 1" <<!
1|110102101001
2|110102101001
3|110102102001
4|110102102002
6|110102102002
!
printf 'id,received,area\nu1,2023-06-30,甲社区\nu2,2023-07-02,甲社区\n' >under.csv
ok 'below a row of today' case-new -q -i under.csv -m ./under.map
same 'names lead to the day, too' query "SELECT c.area FROM v_external e
    JOIN v_case c ON c.number = e.number WHERE external LIKE 'u_' ORDER BY 1" <<!
110102101001
110102102001
!
status 0 'the same file again' case-new -i under.csv -m ./under.map
says 'same 2' 'changes nothing'

# names that change while the code stays
grid-load -q area <<'!'
code,name
110102010000,德胜门街道
!
same 'the old name is kept' grid-load --dump area --fields code,name,formerly \
    -o csv <<!
$(grid-load --dump area --fields code,name,formerly -o csv |
    sed 's/^110102010000,.*/110102010000,德胜门街道,德胜街道 2026-02-02/')
!
same 'it is followed' on 2025-05-05 德胜街道 <<!
110102010000
!
same 'the new one holds for the time before, too' on 2025-05-05 德胜门街道 <<!
110102010000
!
same 'an option takes either' sh -c 'case-list --area 德胜街道 -o ids' <<!
20250505000001
20250505000002
!
grid-load --dump area --fields code,name,formerly | sed -n '1p;/德胜门/p' >round.csv
status 0 'what is dumped may be loaded' grid-load -i round.csv area
says 'same 1' 'and is the same'
sed 's/德胜门/德外/' round.csv | grid-load -q area --now '2026-03-01 10:00'
same 'each name has its day' sqlite3 whistle.db "SELECT formerly FROM area
    WHERE code = '110102010000'" <<!
德胜街道 2026-02-02; 德胜门街道 2026-03-01
!
sed 's/德胜门/德外/' round.csv | grid-load -q area --now '2026-03-02 10:00'
same 'a file of before takes none away' sqlite3 whistle.db "SELECT formerly
    FROM area WHERE code = '110102010000'" <<!
德胜街道 2026-02-02; 德胜门街道 2026-03-01
!
printf 'code,name\n110102010000,德外街\n' |
    grid-load -q area --now '2026-03-05 10:00'
printf 'code,name\n110102010000,德外街道\n' |
    grid-load -q area --now '2026-03-05 11:00'
same 'a slip that was mended the same day is none' sqlite3 whistle.db "SELECT
    formerly FROM area WHERE code = '110102010000'" <<!
德胜街道 2026-02-02; 德胜门街道 2026-03-01; 德外街道 2026-03-05
!
WHISTLE_NOW='2026-03-05 12:00:00'
# Another area takes the name that this one has given up.
printf 'code,name\n110102011000,德胜街道\n' | grid-load -q area
same 'before the change nobody knows which' on 2026-01-05 德胜街道 <<!
case-new: area: "德胜街道": fits several, give a code: 110102011000, 110102010000
!
WHISTLE_NOW='2026-04-01 10:00:00'
same 'after it there is but one' case-new --source hotline --area 德胜街道 -o ids <<!
20260401000001
!
same 'the one that has it' query "SELECT area FROM v_case
    WHERE number = 20260401000001" <<!
110102011000
!
printf 'code,name,formerly\n110102010000,德外街道,-\n' | grid-load -q area
same 'a hyphen takes the former names away' on 2026-01-05 德胜街道 <<!
110102011000
!
printf 'code,name,formerly\n110102011000,德胜街道,德胜;六铺炕\n' |
    grid-load -q area
same 'a name without a day is another that it has' on 2026-01-06 六铺炕 <<!
110102011000
!

# classes and units
grid-load -q class <<'!'
code,name,valid_from,valid_to
A1,旧类,,2024-12-31
A2,新类,2025-01-01,
A3,同名,,2024-12-31
A4,同名,2025-01-01,
!
as() {
	if case-new -q --source hotline --received "$1" --class "$2" 2>&1; then
		query 'SELECT class FROM v_case WHERE entry = (SELECT max(entry)
		    FROM v_case)'
	fi
}
same 'a class of the day' as 2024-12-31 旧类 <<!
A1
!
same 'one that had ended is refused' as 2025-01-01 A1 <<!
case-new: class: "A1": ended on 2024-12-31, before the case was received
!
same 'one that had not begun, too' as 2024-12-31 A2 <<!
case-new: class: "A2": begins on 2025-01-01, after the case was received
!
same 'two of a name' as 2024-12-31 同名 <<!
A3
!
same 'in two catalogues' as 2025-01-01 同名 <<!
A4
!
grid-load -q unit <<'!'
code,name,kind,valid_from,valid_to
u1,甲所,gongan,,2025-06-30
u2,乙所,gongan,2025-07-01,
u3,丙所,gongan,2026-07-01,
!
unit() {
	printf 'id,source,received,unit\n%s,hotline,%s,%s\n' "$1" "$2" "$3" >u.csv
	case-new -q -i u.csv 2>&1 | head -n 1
	query "SELECT unit FROM v_case c JOIN v_external e ON e.number =
	    c.number WHERE external = '$1'"
}
same 'a unit that has ended since' unit n1 2025-06-01 u1 <<!
u1
!
same 'one that has begun since may work on it' unit n2 2025-06-01 乙所 <<!
u2
!
same 'one that had ended may not' unit n3 2025-07-01 u1 <<!
case-new: u.csv:2: unit: "u1": ended on 2025-06-30, before the case was received
!
same 'nor one that is still to come' unit n4 2025-07-01 u3 <<!
case-new: u.csv:2: unit: "u3": begins on 2026-07-01, which is still to come
!

# what the loader refuses
printf 'code,name,valid_from,valid_to\n9,x,2025-01-02,2025-01-01\n' >x.csv
status 2 'an area that ends before it begins' grid-load -i x.csv area
says 'valid_to: "2025-01-01": before its first day' 'and why'
printf 'code,name,parent\n110102101009,丁社区,新街道\n' >x.csv
ok 'a parent may be given by name' grid-load -q -i x.csv area
same 'and is found' query "SELECT p.name FROM area a JOIN area p
    ON p.id = a.parent WHERE a.code = '110102101009'" <<!
新街道
!

# Two real vintages: the streets of 2023 over the communities of 2020.
if [ -r "$data/beijing-communities-2020.csv" ]; then
	rm -f whistle.db*
	grid-load -q --new
	sed 's/\r$//' "$data/beijing-communities-2020.csv" | awk -F, '
	    BEGIN { OFS = ","; print "code,name" }
	    NR > 1 && !s[$3]++ { print $3 "000", $4 }
	    NR > 1 && !d[$5]++ { print $5 "000000", $6 }
	    NR > 1 { print $1, $2 }' >old.csv
	ok 'a vintage is loaded' grid-load -q -i old.csv area
	sed 's/\r$//' "$data/beijing-streets-2023.csv" | awk -F, '
	    BEGIN { OFS = ","; print "code,name" } NR > 1 { print $2, $3 }' >new.csv
	ok 'and another over it' grid-load -q -i new.csv area
	# The names that differ, by an independent join of the two files.
	changed=$(awk -F, 'FNR == 1 { f++; next } f == 1 { n[$1] = $2; next }
	    $1 in n && n[$1] != $2 { c++ } END { print c + 0 }' old.csv new.csv)
	same 'each name that changed is kept' query "SELECT count(*) FROM area
	    WHERE formerly IS NOT NULL" <<!
$changed
!
else
	skip 'no real vintages here'
	skip 'no real vintages here'
	skip 'no real vintages here'
fi
finish
