#!/bin/sh
# 66-rank.t - rankings: groups, ties, no data, moves, grades.  Every figure below
# was worked out by hand from the counts of cases beside it.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/ranked.sh
. "$here/ranked.sh"

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
same 'of a count, too' words called --lang en --group town --fields key,rank <<!
t5 1
t3 2
t1 3
t6 4
t8 4
t2 6
t4 6
t7 no data
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

# December: t1 5, t2 1, t3 10, t6 5, t8 2 called back; t4 and t5 had no case
# then, whatever they have now.
same 'by what was before, who had a case then' rank called_before:highest \
    --before prev --group town --fields key,called_before,rank <<!
t3	10	1
t1	5	2
t6	5	2
t8	2	4
t2	1	5
t4	0	
t5	0	
t7	0	
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
same 'of a unit only those where it has some' \
    grid-report --month 2026-01 --by street --rank satisfied_rate \
    --unit t1 --no-total --fields key,rank <<!
880102001000	1
!
one() {
	cp t.db one.db
	printf 'code,rank_group,area\none,county,880102001000\n' |
	    grid-load -q -d one.db rank_member
	grid-report -d one.db --month 2026-01 --by street \
	    --rank satisfied_rate --area 880102 --no-total --fields key,group,rank
}
same 'an area is in its own group, not in that of its level' one <<!
880102001000	county	1
880102002000	town	1
880102003000	town	
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
heads() {
	rank called --group agency -o table --lang en | sed -n 2p | tr -s ' '
}
same 'no two columns have one heading' heads <<!
Key Name Group Group name Called back Of Grade Rank Tie
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
ok 'a member until the last day' sh -c 'echo "code,rank_group,unit,valid_to
t9,agency,t9,2026-01-31" | grid-load -q -i - rank_member'
same 'is one on it' rank satisfied_rate --group agency --best 1 \
    --fields key,rank <<!
t9	1
!
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
	grid-report --issue $month --rank "${metric:-satisfied_rate}" \
	    --before prev --fields key,name,satisfied_rate,rank,tie,move "$@"
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
metric=late_rate
ok 'is issued, by a rate of the city' issue
ok 'that is no more' sqlite3 t.db "DELETE FROM metric WHERE code = 'late_rate'"
again() {
	grid-report --issued 2 --compare --fields key,figure,issued,today
}
status 1 'it is compared all the same' again
cp out out.2
same 'without places today' grep '^a2.rank' out.2 <<!
a2	rank	1	
!
finish
