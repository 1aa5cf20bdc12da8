#!/bin/sh
# 66-rank.t - rankings: groups, ties, no data, moves, lists, floors.  Every
# figure below was worked out by hand from the counts of cases beside it.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"

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

# Agencies: 1/1 = 100, 46/50 = 92, 9/10 = 90.  Streets: 10/10 and 3/3 are
# tied; 17/20 = 85; 1/3 and 1334/4003 = 33.325 both print 33.33; 0/4 is 0;
# t6 was called back and never rated; t7 has no case at all.  The centre is
# in no group, but of a kind.
same 'places within groups, ties, no data apart from 0' rank satisfied_rate \
    --fields group,key,satisfied_rate,rank_base,rank,tie,grade <<!
agency	t9	100.00	1	1	no	excellent
agency	a2	92.00	50	2	no	excellent
agency	a1	90.00	10	3	no	excellent
town	t1	100.00	10	1	yes	excellent
town	t2	100.00	3	1	yes	excellent
town	t3	85.00	20	3	no	good
town	t4	33.33	3	4	yes	
town	t5	33.33	4003	4	yes	
town	t8	0.00	4	6	no	
town	t6		0			
town	t7		0			
district_center	c1	66.67	3	1	no	pass
	-	50.00	2			
	total	34.66	4109			
!

# A base below 5: t2 and t4, t8 with 4, t9, c1.
same 'who has too few in the base is not ranked' rank satisfied_rate \
    --min-cases 5 --no-total --fields key,rank,tie,grade <<!
a2	1	no	excellent
a1	2	no	excellent
t9			
t1	1	no	excellent
t3	2	no	good
t5	3	no	
t2			
t4			
t8			
t6			
t7			
c1			
-			
!
# December, streets: t6 5/5 and t8 2/2 at 1, t3 9/10 at 3, t1 4/5 at 4, t2 0/1
# at 5; agencies a2 1/1, a1 1/2.
same 'moves: places before less places now' rank satisfied_rate \
    --before prev --no-total --fields key,rank,rank_before,move <<!
t9	1		
a2	2	1	-1
a1	3	2	-1
t1	1	4	3
t2	1	5	4
t3	3	3	0
t4	4		
t5	4		
t8	6	1	-5
t6		1	
t7			
c1	1		
-			
!
# With five in the base December leaves t3 9/10, t1 4/5 and t6 5/5.
same 'the minimum holds for the period before, too' rank satisfied_rate \
    --before prev --min-cases 5 --group town \
    --fields key,rank,rank_before,move <<!
t1	1	3	2
t3	2	2	0
t5	3		
t2			
t4			
t8			
t6		1	
t7			
!
# The rank of people is a number or a word, so it stands to the right.
words() {
	rank "$@" -o table | grep '^t[0-9]' | sed 's/  */ /g; s/ $//'
}
same 'people read names and moves' words satisfied_rate --before prev \
    --group town --lang en --fields key,rank,tie,grade,move <<!
t1 1 tied Excellent 4 > 1
t2 1 tied Excellent 5 > 1
t3 3 Good 3 > 3
t4 4 tied - > 4
t5 4 tied - > 4
t8 6 1 > 6
t6 no data 1 > -
t7 no data
!
same 'in Chinese, and who has too few' words satisfied_rate --lang zh \
    --group town --min-cases 4 --fields key,group_name,rank,tie,grade <<!
t1 街道和乡镇 1 优秀
t3 街道和乡镇 2 良好
t5 街道和乡镇 3
t8 街道和乡镇 4
t2 街道和乡镇 不足4件
t4 街道和乡镇 不足4件
t6 街道和乡镇 无数据
t7 街道和乡镇 无数据
!
# Called back, with those who did not rate: t1 12, t2 3, t3 20, t4 3, t5 4003,
# t6 4, t8 4; in December t1 5, t2 1, t3 10, t6 5, t8 2.
same 'of a count, the lowest first' rank called:lowest \
    --group town --before prev --fields key,called,rank,rank_before <<!
t2	3	1	1
t4	3	1	
t6	4	3	3
t8	4	3	2
t1	12	5	3
t3	20	6	5
t5	4003	7	
t7	0		
!
# Nobody was late: 0 is a place, but no case is none.  t1 and t3 had cases in
# December, t4 had none.
same 'a count of 0 has a place, where there is a case' rank late \
    --group town --before prev --fields key,late,rank,tie,rank_before <<!
t1	0	1	yes	1
t2	0	1	yes	1
t3	0	1	yes	1
t4	0	1	yes	
t5	0	1	yes	
t6	0	1	yes	1
t8	0	1	yes	1
t7	0			
!
no_case() {
	grid-report --month 2025-12 --by unit --rank late --group town \
	    --fields key,rank | grep '^t[457]'
}
same 'who only has cases in another period has no place' no_case <<!
t4	
t5	
t7	
!

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

# Areas: streets A and B have cases, C has none; D is of another district.
area() {
	cat <<-!
	code,name,level,parent
	880102000000,testqu,district,
	880103000000,otherqu,district,
	880102001000,A,street,880102000000
	880102002000,B,street,880102000000
	880102003000,C,street,880102000000
	880103001000,D,street,880103000000
	880102001001,A1,community,880102001000
	880102001002,A2,community,880102001000
	880102001003,A3,community,880102001000
	!
}
put() {	# UNIT AREA: its cases are there
	sqlite3 t.db "UPDATE cases SET area = (SELECT id FROM area
	    WHERE code = '$2') WHERE unit = (SELECT id FROM unit
	    WHERE code = '$1')"
}
place() {
	area | grid-load -q -i - area && put t1 880102001001 &&
	put t3 880102001002 && put a1 880102002000
}
ok 'streets and communities' place
# A: 10/10 and 17/20 are 27/30; B: 9/10.
same 'areas: those of a level that have no case, too' \
    grid-report --month 2026-01 --by street --rank satisfied_rate \
    --area 880102 --fields key,group,satisfied_rate,rank,tie <<!
880102001000	town	90.00	1	yes
880102002000	town	90.00	1	yes
880102003000	town			
total		90.00		
!
same 'a level without a group: only what has a case' \
    grid-report --month 2026-01 --by community --rank satisfied_rate \
    --area 880102 --no-total --fields key,group,rank <<!
880102001001	community	1
880102001002	community	2
-		
!
same 'what has no groups is one list' \
    grid-report --month 2026-01 --by source --rank satisfied_rate \
    --no-total --fields key,group,rank <<!
app		1
!

# Grades of a metric of its own go before those of every rate; a metric of
# which less is better, or a count, has only its own.
grades() {
	cat <<-!
	code,metric,least,name
	gold,satisfied_rate,92,金
	many,called,20,多
	!
}
ok 'grades of a metric' sh -c "echo '$(grades)' | grid-load -q -i - grade"
same 'are its own' rank satisfied_rate --group agency --fields key,grade <<!
t9	gold
a2	gold
a1	
!
same 'also of a count' rank called --group agency --fields key,rank,grade <<!
a2	1	many
a1	2	
t9	3	
!
same 'others have none where less is better' rank handled_rate:lowest \
    --group agency --fields key,rank,grade <<!
a1	1	
a2	1	
t9	1	
!
# 50, 10 and 1 of the 4115 that were received; 1, 2 and none the month before.
same 'nor for a share' rank received_share --group agency \
    --fields key,received_share,grade <<!
a2	1.22	
a1	0.24	
t9	0.02	
!
same 'nor for what has changed' rank received_change:highest --group agency \
    --before prev --fields key,received_change,grade <<!
a2	4900.00	
a1	400.00	
t9		
!
same 'and those of every rate elsewhere' rank handled_rate --group agency \
    --fields key,rank,grade <<!
a1	1	excellent
a2	1	excellent
t9	1	excellent
!

# Who is in which group on the last day of the period.
status 2 'nobody is in two groups' sh -c 'echo "code,rank_group,unit
again,town,t9" | grid-load -i - rank_member'
says 'rank_member: "again": is of the same member and time as "t9"' \
    'both are named'
status 2 'a member is one thing' sh -c 'echo "code,rank_group,unit,kind
x,town,t1,gongan" | grid-load -i - rank_member'
says 'rank_member needs one of unit, area, kind and level' 'that is said'
ok 'a member for a while' sh -c 'echo "code,rank_group,unit,valid_to
t9,agency,t9,2026-01-30" | grid-load -q -i - rank_member'
same 'is ranked by its kind after that' rank satisfied_rate --best 1 \
    --fields key,group,rank <<!
a2	agency	1
t1	town	1
t2	town	1
t9	town	1
c1	district_center	1
!

# Data: numbers are numbers.
same 'as JSON' rank satisfied_rate --group agency --before prev -o json \
    --fields key,rank,tie,rank_before,move <<!
{"key":"a2","rank":1,"tie":"no","rank_before":1,"move":0}
{"key":"a1","rank":2,"tie":"no","rank_before":2,"move":0}
!
same 'other rows first, where --sort says so' rank satisfied_rate \
    --group town --worst 3 --sort called --fields key,called,rank <<!
t5	4003	5
t8	4	7
t4	3	5
!
sql() {
	rank satisfied_rate --group town --best 2 --before prev --sql \
	    --fields key,satisfied_rate,rank,tie,move >q.sql &&
	    sqlite3 -readonly -separator '	' t.db <q.sql
}
same 'as SQL to be run' sql <<!
t1	street 1	100.0	1	yes	3
t2	street 2	100.0	1	yes	4
t9	street 9	100.0	1	yes	
!
notes() {
	rank "$@" -o table | sed -n '/^\(rank\|move\|only\|list\|who\|名次\)/p'
}
same 'people are told how' notes satisfied_rate --lang en --best 2 \
    --min-cases 5 --before prev --group town <<!
rank: by satisfied_rate, highest first, within each group; rows that print the same are tied; no data is not ranked
only group town
move: the place then > now, both in the groups of now
only the best 2 of each group, and who ties with the last of them
who has fewer than 5 cases in the base is neither ranked nor under a floor
!
same 'in Chinese' notes late --lang zh <<!
名次：按超期处置数由低到高，各组分别排名；所列数值相同的并列；无数据的不排名
!

# Refused.
same 'by the usual metric, and a metric that stands alone' sh -c "
    grid-report $month --rank --fields key,on_time_rate,rank >1
    grid-report $month --rank=on_time_rate --fields key,on_time_rate,rank >2
    grid-report $month --fields key,on_time_rate,rank --rank on_time_rate >3
    cmp 1 2; cmp 2 3; test -s 1" </dev/null
refused() {	# WHAT OPTION...
	what=$1
	shift
	# shellcheck disable=SC2086
	status 2 "refused: $*" grid-report $month "$@"
	says "$what" 'and why'
}
refused '--rank: "nosuch": no such metric' --rank nosuch
refused '--rank: ":low": neither :lowest nor :highest' --rank late:low
refused '--rank: "received_change": needs --before prev' --rank received_change
refused '--best: "0": not a whole number from 1 on' --rank late --best 0
refused '--best, --worst and --list need --rank' --worst 3
refused '--min-cases and --group need --rank or --floor' --group town
refused '--min-cases: "late": has no base of cases' --rank late \
    --min-cases 5
refused '--list: "green": neither red nor black' --rank late --list green
refused '--group: "nosuch": neither a group' --rank late --group nosuch
refused '--floor: "late": not METRIC=VALUE' --floor=late
refused '--floor: "late=x": not METRIC=VALUE' --floor=late=x
refused '--floor: "nosuch": no such metric' --floor=nosuch=1
refused '--top needs --sort and --by' --top 3
refused '--top: of a ranking take --best or --worst' --top 3 --sort late \
    --rank late
refused '--fields: "rank": needs --rank' --fields key,rank
refused '--fields: "under": needs --floor' --rank late --fields key,under
refused '--fields: "move": needs --before prev' --rank late --fields key,move
status 2 'a ranking of one row' grid-report --rank late
says '--rank and --floor need --by' 'is refused'
ok 'a floor of nothing' sh -c 'echo "code,metric,value
bad,nosuch,1" | grid-load -q -i - floor'
refused 'table floor: "nosuch": no such metric' --floor
ok 'and a grade' sh -c 'echo "code,metric,least,name
bad,nosuch,1,x" | grid-load -q -i - grade'
refused 'grade "bad": "nosuch": no such metric' --rank late
ok 'mended' sqlite3 t.db "DELETE FROM floor; DELETE FROM grade
    WHERE metric IS NOT NULL"
refused '--floor: table floor has no row' --floor

# Three of 50 cases of a2 were late, of a1 none.
ok 'a rate of a city' sh -c 'echo "code,name,num,den
late_rate,超期率,late,judged" | grid-load -q -i - metric'
same 'the lowest is first where it counts what should not be' \
    rank late_rate --group agency --fields key,late_rate,rank_base,rank,grade <<!
a1	0.00	10	1	
a2	6.00	50	2	
!

# What was issued stays; what is different today has its cases.
issue() {
	# shellcheck disable=SC2086
	grid-report --issue $month --rank satisfied_rate --before prev \
	    --fields key,name,satisfied_rate,rank,tie,move "$@"
}
ok 'a ranking is issued' issue --lang zh -o table
cp out issued.want
printf 'code,name\nt1,renamed\n' | grid-load -q -i - unit
sqlite3 t.db "DELETE FROM rank_member"
# shellcheck disable=SC2094
same 'and printed again as it was' grid-report --issued 1 --lang zh -o table \
    <issued.want

# Without groups each agency is ranked in its kind, alone.
compared() {
	grid-report --issued 1 --compare --fields key,figure,issued,today
}
status 1 'what is different today' compared
cp out out.1
same 'are the places that the groups have moved' cat out.1 <<!
a1	rank	2	1
!
ok 'is issued, by a rate of the city' issue --rank late_rate
ok 'that is no more' sqlite3 t.db "DELETE FROM metric WHERE code = 'late_rate'"
again() {
	grid-report --issued 2 --compare --fields key,figure,issued,today
}
status 1 'it is compared all the same' again
cp out out.2
same 'without places today' grep '^a2.rank' out.2 <<!
a2	rank	1	
!

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
