#!/bin/sh
# Row 8: three paths by which problems come in, and who collected them
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

# D: a source is of one of three paths, or of none that is known.
printf 'code,name,path\nx,甲,found\n' >in.csv
status 2 'a fourth path' grid-load -i in.csv source
says '"found": not one of assigned collected searched' 'is none'
grid-load -q source <<!
code,name,path
cadre,干部下沉,searched
paper,来信,
!

# O: each source takes in its own, with the name of who collected it.
new() {	# SOURCE [COLLECTOR]
	case-new -q --source "$1" --class E0108 --area 110102001004 \
	    ${2:+--collector "$2"} || exit 2
}
new leader			# assigned
new unit 王芳			# collected
new unit 王芳
new patrol 李强			# searched for
new cadre 李强
new paper
cat >hotline.csv <<!
id,source,received,class,area
H1,hotline,2026-02-02 09:00,E0108,110102001004
H2,hotline,2026-02-02 09:10,E0108,110102001004
!
case-new -q -i hotline.csv || exit 2	# assigned
same 'who collected what' sh -c 'case-list --reveal=all --fields \
    collector,source 2>/dev/null | grep . | sort | uniq -c | sed "s/^ *//"' <<!
2 	hotline
1 	leader
1 	paper
1 李强	cadre
1 李强	patrol
2 王芳	unit
!

# R: 2 + 1 were assigned, 2 collected, 1 + 1 searched for, of 8.
same 'intake by path' grid-report --week this --by path \
    --fields key,received,received_share <<!
assigned	3	37.50
collected	2	25.00
searched	2	25.00
-	1	12.50
total	8	100.00
!
same 'by source' grid-report --week this --by source --fields key,received \
    <<!
cadre	1
hotline	2
leader	1
paper	1
patrol	1
unit	2
total	8
!
same 'with names' sh -c "grid-report --week this --by path --lang zh \
    --fields name,received -o table | awk '/ [0-9]$/ { print \$1, \$NF }'" <<!
上级交办 3
定期收集 2
实地排查 2
未归属 1
合计 8
!
same 'the cases behind a path' sh -c 'grid-report --week this --by path \
    --ids received | grep -c searched' <<!
2
!
same 'a list by source' case-list --source unit --fields source,class <<!
unit	E0108
unit	E0108
!
finish
