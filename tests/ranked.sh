# ranked.sh - a month of cases called back, of units that are ranked in groups;
# sourced after lib.sh.
# shellcheck shell=sh
WHISTLE_DB=t.db
export WHISTLE_DB

# Streets t1 to t8, of which t9 is ranked with the agencies; agencies a1, a2;
# a road crew of a kind that no group has.  Units of the profile have ended.
unit() {
	echo code,name,kind
	for i in 1 2 3 4 5 6 7 8 9; do
		echo "t$i,street $i,street"
	done
	echo a1,police,gongan
	echo a2,water,shuiwu
	echo c1,centre,district_center
}
member() {
	echo code,rank_group,unit
	echo t9,agency,t9
}
new() {
	rm -f t.db*
	grid-load --new &&
	sqlite3 t.db "UPDATE unit SET valid_to = '2020-01-01'" &&
	unit | grid-load -i - unit && member | grid-load -i - rank_member
}
# Cases called back: UNIT DAY SATISFIED UNSATISFIED UNRATED, one line each;
# received and handled the day before.
serial=0
cases() {
	while read -r u day s no none; do
		for r in satisfied:$s unsatisfied:$no unrated:$none; do
			serial=$((serial + 1000))
			echo "WITH RECURSIVE i(n) AS (SELECT 1 WHERE ${r#*:} > 0
			    UNION ALL SELECT n + 1 FROM i WHERE n < ${r#*:})
			INSERT INTO cases(no, entry, source, unit, received,
			    handled, due, called, closed, solved, rating,
			    state, seq)
			SELECT 2026000000000 + $serial * 100 + n, 1, 1,
			    (SELECT id FROM unit WHERE code = '$u'),
			    d, d, d, d + 86400, d + 90000, 'yes',
			    '${r%:*}', 50, 1
			FROM i, (SELECT unixepoch('$day', '-32 hours') AS d);"
		done
	done >cases.sql
	sqlite3 t.db <<-!
	INSERT OR IGNORE INTO entry(id, at, who, command)
	    VALUES (1, 0, 'test', 'test');
	$(cat cases.sql)
	!
}
ok 'a file with groups' new
cases <<!
t1 2026-01-10 10 0 2
t2 2026-01-10 3 0 0
t3 2026-01-10 17 3 0
t4 2026-01-10 1 2 0
t5 2026-01-10 1334 2669 0
t6 2026-01-10 0 0 4
t8 2026-01-10 0 4 0
t9 2026-01-10 1 0 0
a1 2026-01-10 9 1 0
a2 2026-01-10 46 4 0
c1 2026-01-10 2 1 0
zz 2026-01-10 1 1 0
t1 2025-12-10 4 1 0
t2 2025-12-10 0 1 0
t3 2025-12-10 9 1 0
t6 2025-12-10 5 0 0
t8 2025-12-10 2 0 0
a1 2025-12-10 1 1 0
a2 2025-12-10 1 0 0
!
sqlite3 t.db "UPDATE cases SET due = handled - 1 WHERE no IN (SELECT no
    FROM cases WHERE unit = (SELECT id FROM unit WHERE code = 'a2')
    AND handled > unixepoch('2026-01-01') LIMIT 3)"
month='--month 2026-01 --by unit'
rank() {
	# shellcheck disable=SC2086
	grid-report $month --rank "$@"
}
