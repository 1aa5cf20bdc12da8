#!/bin/sh
# case-route: what rules look at, the three levels, duties, conditions
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

# new CLASS AREA [OPTION...]: a case, its number in $no
new() {
	class=$1 area=$2
	shift 2
	no=$(case-new --source hotline --class "$class" --area "$area" "$@") ||
	    exit 2
}
routed() {
	quietly case-route --fields filter,unit,rule "$no"
}

# Row 49, 73: the line of business, and to whom it was addressed.
grid-load -q rule <<'!' || exit 2
code,class,area,source,line,target,filter,kind,unit,priority
L1,,110102001,,city,,2,,sw,0
L2,,110102001,hotline,,,2,,ga,0
L3,,110102001,,order,property,2,,s10,9
L4,E05,110102001,,,,2,,s1-cg,0
L5,E05,110102001,,order,,2,,ga,0
L6,E05,110102001,,,property,2,wuye,,0
L7,E05,110102001,app,,,2,,cm,0
!
sqlite3 whistle.db "DELETE FROM rule WHERE code GLOB 'R-*'"
new C0118 110102001
same 'the source comes before the line of business' routed <<'!'
2	ga	L2
!
no=$(case-new --source patrol --class C0118 --area 110102001)
same 'the line of a class is that of the class above it' routed <<'!'
2	sw	L1
!
no=$(case-new --source patrol --class E0504 --area 110102001)
same 'a nearer class before all else, then the line' routed <<'!'
2	ga	L5
!
no=$(case-new --source patrol --class E0504 --area 110102001 \
    --target property)
same 'the line before the target' routed <<'!'
2	ga	L5
!
grid-load -q rule <<'!'
code,class,line,filter,unit,valid_to
L5,E05,order,2,ga,2026-01-01
!
no=$(case-new --source patrol --class E0504 --area 110102001 \
    --target property)
same 'reported to the property company, it goes there' routed <<'!'
2	wuye	L6
!
no=$(case-new --source patrol --class E0504 --area 110102001 \
    --target grid_worker)
same 'reported to the grid worker, it does not' routed <<'!'
2	s1-cg	L4
!
# Row 70: taken in anywhere, routed to where it is.
no=$(case-new --source patrol --class E0504 --area 110102010 \
    --intake-area 110102001004)
same 'the area counts, never the one where it was taken in' \
    routed <<'!'
2	s10	
!

# Polygons: two squares side by side, x 0..1 and 1..2, and one within the
# first; the case's own area does not matter.
grid-load -q area <<'!'
code,name,level,parent,valid_to
zb,东段,,,
za,西段,,,
zc,西段内,,za,
zd,已废,,,2026-01-31
!
square() {
	echo "{\"type\":\"Feature\",\"properties\":{\"code\":\"$1\"},
	    \"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[$2,0],
	    [$3,0],[$3,$4],[$2,$4],[$2,0]]]}}"
}
{
	echo '{"type":"FeatureCollection","features":['
	square za 0 1 1
	echo ,
	square zb 1 2 1
	echo ,
	square zc 0.2 0.4 0.4
	echo ,
	square zd 0 3 3
	echo ']}'
} >strips.json
grid-load -q boundary -i strips.json || exit 2
grid-load -q rule <<'!'
code,class,polygon,area,filter,kind,unit
P1,E05,za,,2,,s1
P2,E05,zb,,2,,ga
P3,E05,zc,,2,,cm
P4,E0505,,,2,,sw
P5,E05,zd,,2,,s10
!
at() {	# CLASS LON: a case at latitude 0.3, in the area where L4 rules
	no=$(case-new --source patrol --class "$1" --area 110102001 \
	    --lon "$2" --lat 0.3)
}
at E0504 0.5
same 'a polygon comes before the area' routed <<'!'
2	s1	P1
!
at E0504 1.5
same 'the polygon that holds the point' routed <<'!'
2	ga	P2
!
at E0504 1
same 'on the border the smaller code' routed <<'!'
2	s1	P1
!
at E0504 0.3
same 'the deeper of two polygons' routed <<'!'
2	cm	P3
!
at E0505 0.3
same 'a nearer class comes before a polygon' routed <<'!'
2	sw	P4
!
at E0504 2.5
same 'out of every polygon that is valid that day' routed <<'!'
2	s1-cg	L4
!
new E0504 110102001
same 'a case without a point is in none' routed <<'!'
2	s1-cg	L4
!
same 'imports route alike, and mark the unit as assumed' sh -c '
    printf "id,source,received,class,area,lat,lon,state\n" >i.csv
    printf "I1,patrol,2026-02-02 09:00,E0504,110102001,0.3,1.5,handling\n" \
	>>i.csv
    case-new -q -i i.csv; case-list --id I1 --fields unit,filter' <<'!'
ga	2
!

# --explain
at E0504 1
case-route -q --explain "$no" 2>said
same 'rules in the order in which they count' sed 1d said <<'!'
	rule P3: the point is not in its polygon
	rule P1: wins
	rule P2: one of a polygon, or of a nearer one, wins
	rule P5: the point is not in its polygon
	rule L7: another source
	rule L5: not valid on the day of receipt
	rule L6: another target
	rule L4: one of a polygon, or of a nearer one, wins
	rule L2: another source
	rule L3: another target
	rule L1: another line of business
!
at E0504 1
considered() {
	quietly case-route -o json --explain "$no" |
	    sed 's/.*"considered"://' | cut -c 1-105
}
same 'in JSON they are part of the record' considered <<'!'
[{"rule":"P3","why":"the point is not in its polygon"},{"rule":"P1","why":"wins"},{"rule":"P2","why":"one
!
{
	echo code,class,area,source,filter,unit
	for i in $(seq 40); do
		echo "M$i,E05,110102010,$([ $((i % 2)) = 0 ] || echo app),2,ga"
	done
} | grid-load -q rule
new E0504 110102001
case-route -q -n --explain "$no" 2>said
same 'people are shown some, and the rest counted' sh -c \
    'grep -c rule said; tail -n 5 said' <<'!'
21
	25 more: another area
	1 more: another line of business
	2 more: another target
	1 more: not valid on the day of receipt
	1 more: one of a nearer class wins
!
case-route -q --explain=all "$no" 2>said
same 'or all of them' grep -c 'rule [LPM]' said <<'!'
51
!
status 2 'an explanation of another kind' case-route --explain=some "$no"
says '--explain: "some": not all, nor nothing' 'is refused'
sqlite3 whistle.db "DELETE FROM rule WHERE code GLOB 'M*'"

# Row 15: three levels.
grid-load -q rule <<'!'
code,class,filter,kind,assist
V1,E0108,1,community,
V3,E0108,3,chengguan,guihua
V2,E01,2,huanwei,
W1,E0109,1,community,
!
new E0108 110102001004
same 'the lowest level that fits is taken first' routed <<'!'
1	cm	V1
!
first=$no
new E0109 110102001004
status 1 'what has no level yet is not passed' case-route --up --reason x "$no"
says "$no: it has no filter level yet; dispatch it first" 'and told why'
case-route -q "$no"
status 2 'a pass needs a reason' case-route --up "$no"
says '--up needs --reason' 'and says so'
for o in '--to ga' '--filter 3' '--forced' '--all'; do
	# shellcheck disable=SC2086
	status 2 "--up goes without $o" case-route --up --reason x $o
done
same 'level 2: the department that matches, of a class above' \
    quietly case-route --up --reason '搬不动，电话13812345678' \
    --fields filter,unit,rule "$first" <<'!'
2	huanwei	V2
!
same 'level 3: the rule of that level, with those it summons' \
    fails 0 case-route --up --at '2026-02-02 10:00' --reason 涉及违建 \
    --fields filter,unit,rule "$first" <<!
case-route: $first: on filter level 3 the street convenes; what comes next is case-escalate raise
case-route: 1 of 1: dispatched
3	s1-cg	V3
!
same 'who assists' query "SELECT unit FROM v_assist WHERE number = $first" <<'!'
guihua
!
status 1 'level 3 is the last' case-route --up --reason x "$first"
says 'it is on filter level 3, the last; what comes next is a whistle' \
    'and what comes next is said'
same 'each pass with level, reason and time' query "SELECT time, from_filter,
    from_unit, filter, unit, rule, reason FROM v_pass
    WHERE number = $first" <<'!'
2026-02-02 10:00:00|1|cm|2|huanwei|V2|搬不动，电话138××××
2026-02-02 10:00:00|2|huanwei|3|s1-cg|V3|涉及违建
!
case-show --lang en "$first" >shown
same 'case-show tells them' sh -c 'grep -c " pass .*level [23]" shown' <<'!'
2
!
same 'the first owner stays' query "SELECT first_unit, filter, unit
    FROM v_case WHERE number = $first" <<'!'
cm|3|s1-cg
!
case-route -q --up --reason a "$no"
same 'a level without a rule is the street' \
    quietly case-route --up --reason b --fields filter,unit,rule "$no" <<'!'
3	s1	
!
new E0109 110102001004
case-route -q "$no"
case-route -q --up --reason a "$no"
status 0 'a pass is taken back' case-log takeback --reason 误操作 "$no"
same 'then it was none' query "SELECT (SELECT count(*) FROM v_pass
    WHERE number = $no), filter, unit FROM v_case WHERE number = $no" <<'!'
0|1|cm
!
case-route -q --up --at '2026-02-02 10:00' --reason a "$first" 2>said
case-log -q takeback --reason 误操作 "$first"
same 'who was to assist on its level goes with it' query "SELECT filter,
    (SELECT count(*) FROM v_assist WHERE number = $first) FROM v_case
    WHERE number = $first" <<'!'
2|0
!
new E0109 110102001004
case-log -q void --reason x "$no"
status 1 'a void case is not passed' case-route --up --reason x "$no"

# Row 53: one centre and its departments inside a street.
grid-load -q unit_kind <<'!'
code,name
office_city,城市管理办
office_safe,平安建设办
!
grid-load -q unit <<'!'
code,name,kind,parent,area
s1-city,城市管理办,office_city,s1,110102001
s1-safe,平安建设办,office_safe,s1,110102001
s10-city,城市管理办,office_city,s10,110102010
!
grid-load -q class <<'!'
code,name,parent
E06,内设,
E0601,内设平安,E06
!
grid-load -q rule <<'!'
code,class,filter,kind
O1,E06,2,office_city
O2,E0601,2,office_safe
!
new E06 110102001004
same 'the office of the street that it lies in' routed <<'!'
2	s1-city	O1
!
new E06 110102010
same 'and that of another street' routed <<'!'
2	s10-city	O1
!
new E0601 110102010
same 'the street itself where it has no such office' routed <<'!'
2	s10	
!

# Row 83: a rule that names nobody but a duty.
grid-load -q duty <<'!'
code,name,kind,unit,valid_to
I1,施工监督,office_safe,,
I2,旧职责,,sw,2026-02-01
!
grid-load -q class <<'!'
code,name
E07,有职责
E08,旧职责
!
grid-load -q rule <<'!'
code,class,filter,duty
D1,E07,2,I1
D2,E08,2,I2
!
new E07 110102001004
same 'the owner of the duty leads' routed <<'!'
2	s1-safe	D1
!
new E08 110102001004
same 'as long as the item is valid' routed <<'!'
2	ga	L2
!
status 2 'a rule that names nobody' grid-load rule <<'!'
code,class,filter,kind,unit,duty
X1,E07,2,,,
!
printf 'code,class,filter,kind,unit,duty\nX1,E07,2,,,\n' >x.csv
status 2 'a rule that names nobody' grid-load rule -i x.csv
says 'rule needs either kind or unit, or else duty' 'says what it needs'
printf 'code,filter,kind,unit\nX1,2,street,s1\n' >x.csv
status 2 'a rule that names two' grid-load rule -i x.csv
printf 'code,name,kind,unit\nX1,x,street,s1\n' >x.csv
status 2 'a duty of two owners' grid-load duty -i x.csv
says 'duty needs either kind or unit' 'says so'
printf 'code,name,valid_from,valid_to\nX1,x,2026-02-02,2026-02-01\n' >x.csv
status 2 'a duty that ends before it begins' grid-load duty -i x.csv
says '"2026-02-01": before its first day' 'says so'
printf 'code,filter,unit,target\nX1,2,s1,me\n' >x.csv
status 2 'a target that is none' grid-load rule -i x.csv
says 'not one of grid_worker property' 'names those there are'
same 'duty lists go out as they came in' sh -c 'grid-load --dump duty >d.csv &&
    grid-load duty -i d.csv 2>&1' <<'!'
grid-load: new 0, changed 0, same 10, refused 0
!
same 'the list of one unit' query "SELECT group_concat(duty, ' ')
    FROM v_unit_duty WHERE unit = 's1'" <<'!'
D01 D02 D03 D04 D05 D06 D07 D08
!

# Row 85: powers.
new E07 110102001004
case-route -q "$no"
ok 'a power is exercised by a unit that holds it' \
    case-log exercise --value 规划建议权 --as s1 --text 建议 "$no"
same 'the journal keeps its code' query "SELECT act, value, holder
    FROM v_journal WHERE number = $no AND act = 'exercise'" <<'!'
exercise|plan|s1
!
status 1 'not by another' case-log exercise --value plan --as ga "$no"
says "$no: exercise: power plan is held by street; ga is gongan" \
    'the refusal names who holds it'
status 2 'a power that is none' case-log exercise --value x --as s1 "$no"
says '--value: "x": no such power' 'is named'
status 1 'an act without its power' case-log exercise --as s1 "$no"
printf 'code,name,holders,valid_to\nplan,规划建议权,street,2026-01-31\n' |
    grid-load -q power
status 1 'a power that has ended' case-log exercise --value plan --as s1 "$no"
says 'exercise: power plan is not valid on that day' 'says so'
printf 'code,name,holders\nplan,规划建议权,ga\n' | grid-load -q power
printf 'code,name,holders,valid_to\nplan,规划建议权,ga,\n' | grid-load -q power
ok 'a power may be held by one unit' \
    case-log exercise --value plan --as ga "$no"

# Conditions: S-C0118-2 is one working day, S-C0118-1 two urgent hours.
new C0118 110102001
same 'the first condition is the default' \
    quietly case-route --fields due "$no" <<'!'
2026-02-02 12:00:00
!
new C0118 110102001
same '--condition picks another' \
    quietly case-route --condition S-C0118-2 --fields due "$no" <<'!'
2026-02-03 10:00:00
!
case-log -q return --reason not_ours "$no"
case-route -q "$no"
same 'which it keeps when it is dispatched again' query "SELECT standard, due
    FROM v_case WHERE number = $no" <<'!'
S-C0118-2|2026-02-03 10:00:00
!
new C0118 110102001
status 1 'a condition of another class' case-route --condition S-C0102-1 "$no"
says "$no: condition S-C0102-1 is none of its class" 'is refused'
status 2 'a condition that is none' case-route --condition X "$no"
says '--condition: "X": no such standard' 'is named'
ok 'one of a class above will do' case-route --condition S-C-1 "$no"

# Final assignment.
new E0504 110102001004
case-route -q --to ga --reason 指定承办 --forced "$no"
status 1 'what was given for good does not come back' \
    case-log return --reason not_ours --as ga "$no"
says 'return: it was given to the unit for good' 'as the refusal says'
status 1 'nor is it given away by --forced alone' case-route --forced "$no"
says 'to dispatch it again give --to and --reason' 'which says what would do'
# Row 15, whose: the unit that has it, or the street.
new E0108 110102001004
case-route -q "$no"
status 1 'a unit that has it not does not pass it up' \
    case-route --up --reason x --as sw "$no"
says "$no: pass: not by sw: by the unit that has it, cm, or below" \
    'the refusal names who may'
ok 'the unit that has it does' case-route --up --reason x --as cm "$no"
ok 'and so does the street' case-route --up --reason x --as s1 "$no"

# Many at once: the guards of the journal are set aside, and stand again.
{
	echo id,source,received,class,area
	seq -f 'N%g,patrol,2026-02-02 09:00:00,E0504,110102010' 1100
} >many.csv
case-new -q -i many.csv
guards() {
	sqlite3 whistle.db "SELECT count(*) FROM sqlite_schema
	    WHERE type = 'trigger' AND tbl_name = 'journal'"
}
stood=$(guards)
case-list --unrouted -o ids >waiting
many=$(wc -l <waiting)
first=$(head -n 1 waiting)
{
	cat waiting
	echo "$first"
} >twice
case-route - <twice >sent 2>err
result $(($? - 1)) 'of many the rest is done'
says "case-route: $many of $((many + 1)): dispatched" 'and counted'
says "$first: it is dispatched" 'the second time is refused'
same 'all are printed' sh -c 'cut -f 1 sent | cmp - waiting' </dev/null
same 'the guards stand again' guards <<!
$stood
!
status 1 'none of many' sh -c 'case-route - <twice'
same 'and stand as well where all were refused' guards <<!
$stood
!
same 'the journal leads to what is stored' grid-check replay </dev/null
finish
