#!/bin/sh
# Row 65: roads are managed by class and by grade.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

# D: two grades of main streets, an alley of the first, and one without.
grid-load -q road <<'!' || exit 2
code,name,class,area,grade
m1,府右街,main_street,110102001000,1
m2,灵境胡同,main_street,110102001000,2
a1,大院胡同,alley,110102001000,1
a2,小院胡同,alley,110102001000,
!
# m1 three, m2 one, a1 two, a2 one, no road one; two of m1 are handled.
i_=0
{
	echo id,source,received,class,area,road,state,unit,dispatched,handled
	for i in m1 m1 m1 m2 a1 a1 a2 ''; do
		i_=$((i_ + 1))
		h=
		[ $i_ -gt 2 ] || h='handled,cm,2026-01-26 09:00,2026-01-26 10:00'
		echo "R$i_,hotline,2026-01-26 09:00,E0108,110102001004,$i,${h:-,,,}"
	done
} >case.csv
ok 'their cases' case-new -q -i case.csv
# R
same 'by class' grid-report --week 2026-W05 --by road_class \
    --fields key,received,handled <<'!'
alley	3	0
main_street	4	2
-	1	0
total	8	2
!
same 'by grade, for people' sh -c 'grid-report --week 2026-W05 --lang en \
    --by road_grade --fields key,name,received,handled -o table |
    sed -n "2,6s/  */ /gp"' <<'!'
Key Name Received Handled
1 grade 1 5 2
2 grade 2 1 0
- not placed 2 0
total total 8 2
!
same 'one across the other' grid-report --week 2026-W05 --by road_class \
    --across road_grade --fields received -o csv <<'!'
key,1,2,-,total
alley,2,0,1,3
main_street,3,1,0,4
-,0,0,1,1
total,5,1,2,8
!
same 'the cases of a grade' sh -c 'grid-report --week 2026-W05 \
    --by road_grade --ids received --key 1 --fields number | wc -l' <<'!'
5
!
finish
