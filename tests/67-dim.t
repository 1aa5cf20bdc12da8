#!/bin/sh
# 67-dim.t - figures by time, by age and by place.  Every figure below was
# worked out by hand from the list of cases.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/cases.sh
. "$here/cases.sh"

new >load.out 2>&1
# The week is Monday 26 January to Sunday 1 February.
cases <<!
# its first second, and the last one of that day; handled in the last second
# of the deadline, and in the first after it
20260126000001 880102001001 T11 hotline ua 1 r1 2026-01-26T00:00:00 closed 2026-01-28T18:00:00 2026-01-28T18:00:00 2026-01-29T09:00:00 2026-01-30T09:00:00 yes satisfied
20260126000002 880102001002 T11 hotline ua 2 r1 2026-01-26T23:59:59 closed 2026-01-28T00:00:00 2026-01-28T00:00:01 2026-01-29T09:00:00 2026-01-30T23:00:00 no unsatisfied
# overdue since 30 January
20260128000001 880102003001 T2 patrol ub 3 - 2026-01-28T08:30:00 handling 2026-01-30T10:00:00 - - - - -
# no deadline
20260201000001 880102000000 T hotline - - - 2026-02-01T23:59:59 reported - - - - - -
# of the second before the week, not due yet
20260125000001 880102003001 T2 hotline ub 1 - 2026-01-25T23:59:59 handling 2026-02-05T10:00:00 - - - - -
# overdue since 20 January, handled after the week
20260110000001 880102001001 T11 hotline ua 1 - 2026-01-10T12:00:00 closed 2026-01-20T10:00:00 2026-02-02T08:00:00 2026-02-02T09:00:00 - - -
!

# Received 0126-1 0126-2, 0128-1, 0201-1; handled and so on at their own time.
# What is open at the end, and a rate with it, is of no day; 1/(1+1+2).
same 'by day, each count by its own time' grid-report --by day --fields \
    key,name,received,handled,on_time,called,closed,open,on_time_rate <<!
2026-01-26	Monday	2	0	0	0	0		
2026-01-28	Wednesday	1	2	1	0	0		
2026-01-29	Thursday	0	0	0	0	2		
2026-01-30	Friday	0	0	0	2	0		
2026-02-01	Sunday	1	0	0	0	0		
-	not placed	0	0	0	0	0	4	
total	total	4	2	1	2	2	4	25.00
!
same 'by weekday' grid-report --by weekday --fields key,name,received --no-total <<!
1	Monday	2
3	Wednesday	1
4	Thursday	0
5	Friday	0
7	Sunday	1
-	not placed	0
!
same 'by hour' grid-report --by hour --fields key,name,received,handled <<!
00	00:00 to 00:59	1	1
08	08:00 to 08:59	1	0
09	09:00 to 09:59	0	0
18	18:00 to 18:59	0	1
23	23:00 to 23:59	2	0
-	not placed	0	0
total	total	4	2
!
same 'by week, of a month' grid-report --month 2026-01 --by week \
    --fields key,name,received,handled <<!
2026-W02	from 2026-01-05	1	0
2026-W04	from 2026-01-19	1	0
2026-W05	from 2026-01-26	3	2
-	not placed	0	0
total	total	5	2
!
same 'by month, of a year' grid-report --year 2026 --by month \
    --fields key,received,handled,closed <<!
2026-01	5	2	2
2026-02	1	1	1
-	0	0	0
total	6	3	3
!
same 'days and months for people who read Chinese' sh -c "
    grid-report --lang zh -o table --by day --fields key,name,received |
	sed -n '3{s/  */ /g;p;}'
    grid-report --lang zh -o table --year 2026 --by month --fields name,received |
	sed -n '3{s/  */ /g;p;}'" <<!
2026-01-26 周一 2
2026 年 1 月 5
!
same 'the cases of a day' grid-report --by day --ids handled,received \
    --key 2026-01-28 <<!
20260126000001	2026-01-28
20260126000002	2026-01-28
20260128000001	2026-01-28
!
same 'what is open has no day' grid-report --by day --ids open --key - <<!
20260110000001	-
20260125000001	-
20260128000001	-
20260201000001	-
!
# Only the day is known on which it came in: it has no hour.
sqlite3 t.db 'UPDATE cases SET day_only = 1 WHERE no = 20260126000001'
same 'no hour of a day' grid-report --by hour --ids received --key - <<!
20260126000001	-
!
same 'but of what was done to it' grid-report --by hour --ids handled \
    --key 18 <<!
20260126000001	18
!
# A week as --week has it, wherever weeks begin: the case in it is the same.
weeks() {
	for start in 1 2 3 4 5 6 7; do
		for hour in 0 12; do
			sqlite3 t.db "UPDATE setting SET value = $start
			    WHERE code = 'week_start';
			    UPDATE setting SET value = $hour
			    WHERE code = 'week_hour'"
			grid-report --year 2026 --by week --no-total \
			    --fields key,received | grep -v '^-' |
			while read -r key count; do
				grid-report --week "$key" --fields received |
				    grep -qx "$count" ||
				    echo "$start $hour $key $count"
			done
		done
	done
	sqlite3 t.db "UPDATE setting SET value = 1 WHERE code = 'week_start';
	    UPDATE setting SET value = 0 WHERE code = 'week_hour'"
}
same 'by week and --week agree' weeks </dev/null
status 2 'days of another period are others' grid-report --by day --compare
says 'those of another period are others' 'and it says so'
same 'hours can be compared' grid-report --by hour --before prev \
    --fields key,received,received_before --week 2026-02-02 --no-total <<!
00	0	0
08	0	1
09	0	0
18	0	0
23	0	2
-	0	1
!

# Calendar days from receipt to Sunday 1 February: 0128-1 4, 0201-1 0,
# 0125-1 7, 0110-1 22.
cat >age.want <<!
0-3	0-3 days	1	0
4-7	4-7 days	2	1
16-30	16-30 days	1	1
-	not placed	0	0
total	total	4	2
!
same 'by age of what is open' grid-report --by age \
    --fields key,name,open,overdue <age.want
same 'what is not open has no age' grid-report --by age \
    --fields key,received,open <<!
0-3		1
4-7		2
16-30		1
-	4	0
total	4	4
!
# From the deadline: 0128-1 2, 0110-1 12.
same 'by days past the deadline' grid-report --by delay \
    --fields key,open,overdue <<!
0-3	1	1
8-15	1	1
-	2	0
total	4	2
!
same 'the cases of an age' grid-report --by age --ids open --key 4-7 <<!
20260125000001	4-7
20260128000001	4-7
!
sqlite3 t.db "UPDATE setting SET value = '0,6' WHERE code = 'age_days'"
same 'other limits' grid-report --by age --fields key,open <<!
0	1
1-6	1
7+	2
-	0
total	4
!
for ages in 3,x 7,3 3,3 -1 '3,' 3,,7 1.5; do
	printf 'code,value\nage_days,"%s"\n' "$ages" >bad.csv
	status 2 "no limits of age: $ages" grid-load -i bad.csv setting
done
says 'setting age_days: "1.5": not whole numbers, each greater' 'and it says why'
printf 'code,value\nage_days,"3,7,15,30"\n' >good.csv
ok 'limits of age' grid-load -i good.csv setting
same 'as they were' grid-report --by age --fields key,name,open,overdue <age.want
# At the end of the week before, 25 January, 0125-1 and 0110-1 were open, since
# 0 and 15 days; 0110-1 was 5 days past its deadline.
same 'the age at the end of another week' grid-report --week 2026-W04 \
    --by age --fields key,open,overdue <<!
0-3	1	0
8-15	1	1
-	0	0
total	2	1
!
same 'and the delay' grid-report --week 2026-W04 --by delay \
    --fields key,open,overdue --no-total <<!
4-7	1	1
-	1	0
!

# Places: 0126-1 and 0128-1 are in other communities, so at two places of one
# name; blanks make no other place.  Without a text coordinates tell, a cell of
# a thousandth of a degree: 39.9041 and 39.9044 are in one.
sqlite3 t.db "UPDATE cases SET place = 'gate 1' WHERE no = 20260126000001;
    UPDATE cases SET place = ' gate　1', area = (SELECT area FROM cases
	WHERE no = 20260126000001) WHERE no = 20260126000002;
    UPDATE cases SET place = 'gate1' WHERE no = 20260128000001;
    UPDATE cases SET place = ' ', lat = 39.9041, lon = 116.3872
	WHERE no = 20260201000001;
    UPDATE cases SET lat = 39.9044, lon = 116.3869, area = (SELECT area FROM
	cases WHERE no = 20260201000001) WHERE no = 20260125000001"
same 'by place' grid-report --from 2026-01-01 --to 2026-02-02 --by place \
    --fields key,name,received <<!
880102000000 39.904,116.387	testqu 39.904,116.387	2
880102001001 gate1	c11 gate1	2
880102003001 gate1	c21 gate1	1
-	not placed	1
total	total	6
!
same 'repeat points: those that reach a number, and no total' grid-report \
    --month 2026-01 --by place --least received=2 --sort received \
    --fields key,received <<!
880102001001 gate1	2
!
same 'the cases of one' grid-report --month 2026-01 --by place --ids received \
    --key '880102001001 gate1' <<!
20260126000001	880102001001 gate1
20260126000002	880102001001 gate1
!
same 'of all that there are none reaches more' grid-report --by place \
    --least received=3 </dev/null
heading() {
	grid-report --by place --least received=2 -o table "$@" | head -n 1
}
same 'the heading says so' heading --lang en <<!
城市治理和诉求办理情况通报: 2026-01-26 to 2026-02-01 (7 calendar days), received at least 2
!
same 'and in Chinese' heading --lang zh <<!
城市治理和诉求办理情况通报：2026-01-26 至 2026-02-01（7 个自然日），受理数不少于 2
!
status 2 'a number of what' grid-report --by place --least received
status 2 'no number' grid-report --by place --least received=x
status 2 'at least of nothing' grid-report --by place --least colour=2
status 2 'one row is none among others' grid-report --least received=2
status 2 'cases of many rows' grid-report --by place --least received=2 \
    --ids received
finish
