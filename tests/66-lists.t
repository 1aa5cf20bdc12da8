#!/bin/sh
# 66-lists.t - of a ranking the best and worst, red and black lists, floors, the
# first rows; places as of an entry, and by SQL that shares nothing with ours.
# Every figure below was worked out by hand.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/ranked.sh
. "$here/ranked.sh"

same 'the best of each group, ties with the last kept' rank satisfied_rate \
    --best 1 --fields key,rank <<!
t9	1
t1	1
t2	1
c1	1
!
# Rank 3 of streets is t3; t4 and t5 are second from below.
same 'the worst, too' rank satisfied_rate --worst 2 --fields key,rank <<!
a2	2
a1	3
t4	4
t5	4
t8	6
c1	1
!
same 'both' rank satisfied_rate --best 1 --worst 1 --group town \
    --fields key,rank <<!
t1	1
t2	1
t8	6
!
# Ten on each list, but at most half: 3 of 6 streets, 1 of 3 agencies, none of
# one.  From below t8 is first, t4 and t5 are second.
same 'red and black lists hold at most half' rank satisfied_rate \
    --list red,black --fields key,list <<!
t9	red
a1	black
t1	red
t2	red
t3	red
t4	black
t5	black
t8	black
!
ok 'a group says how many' sh -c 'echo "code,name,red,black
town,街道和乡镇,1,2" |
    grid-load -q -i - rank_group'
same 'as many as the group says, ties with the last kept' \
    rank satisfied_rate --list red --group town --fields key,list <<!
t1	red
t2	red
!
same 'and of the black one' rank satisfied_rate --list black --group town \
    --fields key,list <<!
t4	black
t5	black
t8	black
!
same 'there is no list where all are the same' rank late --group town \
    --list red,black <<!
!

# Floors: 85 for all, as loaded; 85.00 is not under it, no data is not, nor is
# what has no unit.
# shellcheck disable=SC2086
same 'who is under the floors that are loaded' grid-report $month --floor <<!
t4	street 4	town	街道和乡镇		33.33	satisfied_rate<85
t5	street 5	town	街道和乡镇		33.33	satisfied_rate<85
t8	street 8	town	街道和乡镇		0.00	satisfied_rate<85
c1	centre	district_center	区指挥中心		66.67	satisfied_rate<85
!
# shellcheck disable=SC2086
same 'under floors that are given, and with enough in the base' \
    grid-report $month --floor=satisfied_rate=85.01,on_time_rate=100 \
    --min-cases 4 --fields key,under <<!
a2	on_time_rate<100
t3	satisfied_rate<85.01
t5	satisfied_rate<85.01
t8	satisfied_rate<85.01
!
# Three of a2 were late; less is better.
# shellcheck disable=SC2086
same 'of what less is better, who has more' \
    grid-report $month --floor=late=2.5 --fields key,late,under <<!
a2	3	late>2.5
!
# shellcheck disable=SC2086
same 'but not who has as many' grid-report $month --floor=late=3 <<!
!
ok 'a floor of one group' sh -c 'echo "code,metric,rank_group,value
town,satisfied_rate,town,90" | grid-load -q -i - floor'
# shellcheck disable=SC2086
same 'the floor of a group goes before that of all' \
    grid-report $month --floor --fields key,under <<!
t3	satisfied_rate<90
t4	satisfied_rate<90
t5	satisfied_rate<90
t8	satisfied_rate<90
c1	satisfied_rate<85
!

# Called back: t6 4, t8 4, t2 3, t4 3, t9 1, c1 3; t7 has no case at all.
same 'who is ranked without a case has no data and is under no floor' \
    rank called --floor=called=5 --fields key,called,rank,under <<!
t9	1	3	called<5
t6	4	4	called<5
t8	4	4	called<5
t2	3	6	called<5
t4	3	6	called<5
c1	3	1	called<5
!
# The only case of t9 is a duplicate, and these do not count.
cp t.db once.db
sqlite3 once.db "INSERT INTO link SELECT no, 'duplicate', (SELECT min(no)
    FROM cases WHERE unit = (SELECT id FROM unit WHERE code = 't1')), 1
    FROM cases WHERE unit = (SELECT id FROM unit WHERE code = 't9');
    INSERT INTO setting(code, value) VALUES ('count_duplicates', 'no')
    ON CONFLICT(code) DO UPDATE SET value = 'no'"
same 'a duplicate that does not count is no data' rank received -d once.db \
    --group agency --fields key,received,rank <<!
a2	50	1
a1	10	2
t9	0	
!
# Called back: 4003, 50, 2 without a unit; the others are 4115 less these, and
# of 54 who rated 43 are satisfied.
top="$month --sort called --top 2"
# shellcheck disable=SC2086
same 'the first rows, and the others in one' \
    grid-report $top --fields key,name,called,satisfied_rate <<!
t5	street 5	4003	33.33
a2	water	50	92.00
others	others	60	79.63
-	not placed	2	50.00
total	total	4115	34.66
!
# shellcheck disable=SC2086
of() {
	grid-report "$@" >ids
	wc -l <ids
}
# shellcheck disable=SC2086
same 'the cases of the others' of $top --ids called --key others <<!
60
!
# shellcheck disable=SC2086
same 'and of a row' of $top --ids called --key t5 <<!
4003
!
# shellcheck disable=SC2086
same 'all cases have their row' sh -c "grid-report $top --ids called |
    cut -f 2 | sort | uniq -c | sed 's/^ *//'" <<!
2 -
50 a2
60 others
4003 t5
!
# Satisfied of t4, t5, t8 and c1: 1 + 1334 + 0 + 2; t3 with 17.
# shellcheck disable=SC2086
same 'cases of the rows that are printed' of $month --floor --ids satisfied <<!
1354
!
# shellcheck disable=SC2086
same 'of the best' of $month --rank satisfied_rate --best 1 --group agency \
    --ids rated <<!
1
!

# Every figure can be ranked by and be a floor; of the manual's list less is
# better, and of rates that begin with one of its counts.
grid-report --define | cut -f 1 | grep -vE '_(before|change|diff|last_year)$' >figures
each() {
	while read -r m; do
		# shellcheck disable=SC2086
		grid-report $month --rank "$m" --min-cases 1 -o table \
		    --lang en >printed 2>said
		case $?:$(cat said) in
		0:* | 2:*'has no base of cases')
			;;
		*)	echo "$m: $(cat said)" ;;
		esac
		# shellcheck disable=SC2086
		grid-report $month --floor="$m=1" >out.1 2>&1 ||
		    echo "$m: $(cat out.1)"
	done <figures
}
same 'every figure can be ranked by and be a floor' each <<!
!
low() {
	while read -r m; do
		# shellcheck disable=SC2086
		grid-report $month --rank "$m" -o table --lang en |
		    sed -n 's/^rank: by \([a-z0-9_]*\), lowest first.*/\1/p'
	done <figures | grep -v '_rate$' | sort
}
sed -n '/^The highest is in the first place, but of/,/^of which less/p' \
    "$here/../man/grid-report.1" | sed -n 's/^\.Cm //p' | tr -d ' ' |
    tr , '\n' | grep . | sort >named
same 'of those that the manual names less is better' low <"$tmp/named"

# Cases of two sources; later the one with fewer gets more.
ok 'a new file' sh -c 'rm -f t.db*; grid-load -q --new'
file() {
	{
		echo id,source,received,title
		for i in "$@"; do
			echo "$i,${i%?},2026-01-10 09:00,x"
		done
	} >in.csv
	case-new -q -i in.csv
}
ok 'two of one source, one of another' file hotline1 hotline2 counter1
entry=$(sqlite3 t.db 'SELECT max(id) FROM entry')
ok 'and two more' file counter2 counter3
sources() {
	grid-report --month 2026-01 --by source --rank received \
	    --no-total --fields key,received,rank "$@"
}
same 'now' sources <<!
counter	3	1
hotline	2	2
!
same 'as of an entry' sources --as-of "$entry" <<!
hotline	2	1
counter	1	2
!

# Property companies over two quarters: in the first company i has 100 rated
# and 100 - i satisfied, so it is in place i.  In the second the 54th has 197
# of 200, between 99 and 98: it is in place 2, and 2 to 53 move down by one.
companies() {
	echo code,name,kind
	i=1
	while [ $i -le 60 ]; do
		echo "p$i,company $i,wuye"
		i=$((i + 1))
	done
}
rated() {
	i=1
	while [ $i -le 60 ]; do
		echo "p$i 2025-08-10 $((100 - i)) $i 0"
		[ $i -eq 54 ] || echo "p$i 2025-11-10 $((100 - i)) $i 0"
		i=$((i + 1))
	done
	echo 'p54 2025-11-10 197 3 0'
}
ok 'two quarters of companies' sh -c 'rm -f t.db*; grid-load -q --new'
companies | grid-load -q -i - unit
rated >rated.txt
cases <rated.txt
quarter() {
	grid-report --quarter 2025-Q4 --by unit --rank satisfied_rate \
	    --group wuye --before prev "$@"
}
same 'the red list, ten of sixty' quarter --list red \
    --fields key,satisfied_rate,rank,rank_before,move,list <<!
p1	99.00	1	1	0	red
p54	98.50	2	54	52	red
p2	98.00	3	2	-1	red
p3	97.00	4	3	-1	red
p4	96.00	5	4	-1	red
p5	95.00	6	5	-1	red
p6	94.00	7	6	-1	red
p7	93.00	8	7	-1	red
p8	92.00	9	8	-1	red
p9	91.00	10	9	-1	red
!
same 'the black one' quarter --list black --fields key,rank,move <<!
p50	51	-1
p51	52	-1
p52	53	-1
p53	54	-1
p55	55	0
p56	56	0
p57	57	0
p58	58	0
p59	59	0
p60	60	0
!
moved() {
	quarter --list red -o table --lang zh --fields key,list,move |
	    grep '^p54' | sed 's/  */ /g; s/ $//'
}
same 'as people read the move' moved <<!
p54 红榜 54 > 2
!
ok 'three are enough' sh -c 'echo "code,value
red_list,3" | grid-load -q -i - setting'
same 'if the setting says so' quarter --list red --fields key <<!
p1
p54
p2
!

# A month of a hotline, ranked again by SQL that shares nothing with ours.
fill() {
	rm -f t.db* && grid-load -q --new &&
	for t in area unit road; do
		grid-load -qi "$share/demo/$t.csv" $t || return
	done
	"$B/tests/hotline" -a "$share/demo/area.csv" -n 3000 >hotline.csv &&
	case-new -q -i hotline.csv -m hotline21
}
by_sql() {
	sqlite3 -readonly -separator '	' t.db "WITH c AS (
	    SELECT x.code, CASE WHEN k.code = 'street' THEN 'town'
		WHEN k.tier IN ('five', 'n') AND k.code <> 'wuye'
		AND k.code <> 'district_center' THEN 'agency'
		ELSE k.code END AS league,
		total(v.rating IN ('satisfied', 'basic')) AS good,
		count(*) AS rated
	    FROM v_case v JOIN unit x ON x.code = v.unit
	    JOIN unit_kind k ON k.id = x.kind
	    WHERE v.called >= '2026-01-01' AND v.called < '2026-02-01'
	    AND v.rating IN ('satisfied', 'basic', 'unsatisfied')
	    AND v.state <> 'cancelled' GROUP BY 1, 2),
	    p AS (SELECT *, floor(10000 * good / rated + 0.5) AS v FROM c
		WHERE rated >= 3)
	SELECT code, (SELECT count(*) + 1 FROM p o WHERE o.league = p.league
	    AND o.v > p.v) FROM p" | LC_ALL=C sort
}
by_us() {
	grid-report --month 2026-01 --by unit --rank satisfied_rate \
	    --min-cases 3 --no-total --fields key,rank |
	    awk -F '\t' '$2 != ""' | LC_ALL=C sort
}
agrees() {
	by_sql >sql.out && by_us >us.out && diff sql.out us.out &&
	    [ "$(wc -l <us.out)" -gt 5 ]
}
if [ -x "$B/tests/hotline" ]; then
	ok 'a month of a hotline' fill
	ok 'has the places that SQL of its own gives' agrees
else
	skip 'no export of a hotline here: make tests'
fi

finish
