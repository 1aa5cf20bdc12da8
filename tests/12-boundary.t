#!/bin/sh
# Boundaries of areas, and where a case lies that gives only a point.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

# A feature: the value that names its area, a type, its coordinates.
feature() {
	printf '{"type":"Feature","properties":{"code":%s},"geometry":{"type":"%s","coordinates":%s}}' \
	    "$1" "$2" "$3"
}
# A collection of features that are given as they are.
collection() {
	printf '{"type":"FeatureCollection","features":['
	printf '%s' "$1"
	shift
	[ $# -eq 0 ] || printf ',%s' "$@"
	echo ']}'
}
# A ring around a box: west south east north.
box() {
	echo "[[$1,$2],[$3,$2],[$3,$4],[$1,$4],[$1,$2]]"
}
# What loading one feature of the street 110102001 says.
wrong() {
	collection "$(feature '"110102001"' "$1" "$2")" >w.geojson
	fails 2 grid-load boundary -i w.geojson
}

# Two streets side by side, the western one with a hole and, in its north-east
# corner, a community that is a triangle; the eastern one in two parts.
west=$(feature '"110102001"' Polygon "[$(box 116 39 116.4 39.4),$(box 116.1 39.1 116.2 39.2)]")
east=$(feature '"德胜街道"' MultiPolygon "[[$(box 116.4 39 116.8 39.4)],[[[117,40],[117.1,40],[117.05,40.1],[117,40]]]]")
corner=$(feature 110102001004 Polygon '[[[116.3,39.3],[116.4,39.3],[116.4,39.4],[116.3,39.3]]]')
collection "$west" "$east" "$corner" >town.geojson

# the area of a case at a point
at() {
	case-new -q --source hotline --lon "$1" --lat "$2" >out.at || return
	query "SELECT coalesce(area, '-') FROM v_case WHERE number =
	    (SELECT max(number) FROM v_case)"
}
same 'without boundaries a point says nothing' at 116.05 39.05 <<!
-
!
same 'and is no finding' query 'SELECT count(*) FROM v_finding' <<!
0
!
same 'it can be tried' sh -c 'grid-load boundary -n -i town.geojson 2>&1' <<!
grid-load: new 3, changed 0, same 0, refused 0; nothing was done
!
same 'which does nothing' grid-load --dump boundary <<!
{"type":"FeatureCollection","features":[]}
!
same 'boundaries are loaded, by code or name' grid-load boundary -i town.geojson -q <<!
!
status 0 'and again' grid-load boundary -i town.geojson
says 'new 0, changed 0, same 3, refused 0' 'they are the same'
grid-load --dump boundary >dump.geojson
same 'what is written' cat dump.geojson <<!
{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"110102001000","name":"西长安街街道"},"geometry":{"type":"MultiPolygon","coordinates":[[[[116,39],[116.4,39],[116.4,39.4],[116,39.4],[116,39]],[[116.1,39.1],[116.2,39.1],[116.2,39.2],[116.1,39.2],[116.1,39.1]]]]}},
{"type":"Feature","properties":{"code":"110102001004","name":"府右街南社区"},"geometry":{"type":"MultiPolygon","coordinates":[[[[116.3,39.3],[116.4,39.3],[116.4,39.4],[116.3,39.3]]]]}},
{"type":"Feature","properties":{"code":"110102010000","name":"德胜街道"},"geometry":{"type":"MultiPolygon","coordinates":[[[[116.4,39],[116.8,39],[116.8,39.4],[116.4,39.4],[116.4,39]]],[[[117,40],[117.1,40],[117.05,40.1],[117,40]]]]}}
]}
!
ok 'is JSON' sqlite3 :memory: "SELECT json('$(cat dump.geojson)')"
status 0 'and can be loaded' grid-load boundary -i dump.geojson
says 'same 3' 'and is the same'

# where points lie
same 'inside' at 116.05 39.05 <<!
110102001000
!
same 'in a hole' at 116.15 39.15 <<!
-
!
same 'on the edge of a hole' at 116.1 39.15 <<!
110102001000
!
same 'the deepest area' at 116.39 39.35 <<!
110102001004
!
same 'on its slanted side' at 116.35 39.35 <<!
110102001004
!
same 'just beyond that' at 116.35 39.350001 <<!
110102001000
!
same 'the border goes to the smaller code' at 116.4 39.2 <<!
110102001000
!
same 'just beyond it' at 116.400001 39.2 <<!
110102010000
!
same 'a corner' at 116.8 39.4 <<!
110102010000
!
same 'level with corners, inside' at 116.5 39.4 <<!
110102010000
!
same 'level with corners, outside' at 115.9 39 <<!
-
!
same 'the other part' at 117.05 40.05 <<!
110102010000
!
same 'level with its top' at 117.04 40.1 <<!
-
!
same 'outside' at 118 41 <<!
-
!
same 'a point outside is a finding' query "SELECT text, count(*)
    FROM v_finding GROUP BY 1" <<!
the point lies in no loaded area|4
!
same 'the journal says where the area came from' query "SELECT located,
    count(*) FROM v_journal WHERE act = 'report' GROUP BY 1" <<!
no|5
yes|10
!
case-show 20260202000002 >shown
ok 'people see it, too' grep -q '区域按坐标推定' shown
ok 'the file is sound' grid-check integrity replay

# an area that is given stays, whatever the point
case-new -q --source hotline --lon 116.5 --lat 39.1 --area 110102001
same 'outside the given area is a finding' query "SELECT area, f.text
    FROM v_case c JOIN v_finding f ON f.number = c.number
    WHERE c.number = (SELECT max(number) FROM v_case)" <<!
110102001000|the point lies outside the area that is given
!
grid-load -q area <<'!'
code,name
110102001005,西单社区
110109000000,门头沟区
!
case-new -q --source hotline --lon 116.5 --lat 39.1 --area 110102001005
same 'of an area without boundary that above it decides' query "SELECT area,
    f.text FROM v_case c JOIN v_finding f ON f.number = c.number
    WHERE c.number = (SELECT max(number) FROM v_case)" <<!
110102001005|the point lies outside the area that is given
!
case-new -q --source hotline --lon 116.5 --lat 39.1 --area 110109
case-new -q --source hotline --lon 116.05 --lat 39.05 --area 110102
case-new -q --source hotline --lon 116.05 --lat 39.05 --area 110102001
same 'without any above, and inside, there is none' query "SELECT count(*)
    FROM v_finding f JOIN v_case c ON c.number = f.number
    WHERE f.text LIKE '%outside the area%'" <<!
2
!

# a file, and again
cat >p.csv <<!
id,source,received,lat,lon,area,title,unit
1,hotline,2026-01-05 08:00,39.05,116.05,,a,
2,hotline,2026-01-05 09:00,39.05,116.5,,b,
3,hotline,2026-01-05 10:00,41,118,,c,
4,hotline,2026-01-05 11:00,39.05,116.05,110102010,d,
5,hotline,2026-01-05 12:00,,,,e,
6,hotline,2026-01-05 13:00,39.05,116.05,,f,s10
!
areas() {
	query "SELECT e.external, coalesce(c.area, '-') FROM v_external e
	    JOIN v_case c ON c.number = e.number ORDER BY 1"
}
status 0 'a file' case-new -q -i p.csv
same 'is located' areas <<!
1|110102001000
2|110102010000
3|-
4|110102010000
5|-
6|110102001000
!
same 'its cases are those of the area' case-list --area 110102001 \
    --from 2026-01-05 -o ids --import 1 <<!
20260105000001
20260105000006
!
same 'case-route finds the unit of the place' sh -c \
    'case-new --source hotline --class E04 --lat 39.05 --lon 116.5 |
    case-route - 2>/dev/null | cut -f 3' <<!
s10
!
status 0 'the same file again' case-new -i p.csv
says 'new 0, changed 0, same 6' 'changes nothing'
same 'other boundaries' sh -c "grid-load boundary -q -i /dev/stdin <<x
$(collection "$(feature '"110102001"' Polygon "[$(box 116 39 116.01 39.01)]")" "$(feature '"110102010"' Polygon "[$(box 115 39 117 39.4)]")")
x" <<!
!
status 0 'and the same file' case-new -i p.csv
says 'new 0, changed 0, same 6' 'still change nothing'
sed 's/,a,$/,aa,/; s/^2,\(.*\),39.05,116.5,/2,\1,39.005,116.005,/' p.csv >q.csv
status 0 'what the source says anew' case-new -i q.csv
says 'changed 2' 'is taken'
same 'the area follows the point only when that moves' areas <<!
1|110102001000
2|110102001000
3|-
4|110102010000
5|-
6|110102001000
!
same 'as a journal row' query "SELECT field, old, new, located FROM v_journal
    WHERE number = 20260105000002 AND act = 'amend' AND field = 'area'" <<!
area|110102010000|110102001000|yes
!
case-log -q amend --field area --value 110102001004 20260105000002
sed 's/39.005,116.005/39.05,116.5/' q.csv >r.csv
case-new -q -i r.csv
same 'an area that was put right by hand stays' query "SELECT area, lon
    FROM v_case WHERE number = 20260105000002" <<!
110102001004|116.5
!
ok 'the file is sound after all' grid-check integrity replay

# a boundary that was not there when the case came in
grid-load -q boundary -i town.geojson
sed 's/,c,$/,cc,/; s/^3,\(.*\),41,118,/3,\1,39.1,116.7,/' r.csv >s.csv
case-new -q -i s.csv
same 'a case without area gets one when its row changes' query "SELECT area
    FROM v_case WHERE number = 20260105000003" <<!
110102010000
!
collection '{"type":"Feature","properties":{"code":"110102010"},"geometry":null}' >none.geojson
same 'a feature without geometry takes the boundary away' \
    sh -c 'grid-load boundary -i none.geojson 2>/dev/null' <<!
110102010000
!
same 'and then a point lies nowhere' at 116.5 39.1 <<!
-
!

# an area that was not there on the day
grid-load -q area <<'!'
code,name,valid_from,was
110102012000,新德胜街道,2026-01-01,110102010000
110102010000,德胜街道,,
!
printf 'code,name,valid_to\n110102010000,德胜街道,2025-12-31\n' | grid-load -q area
collection "$east" "$(feature '"110102012"' Polygon "[$(box 116.4 39 116.8 39.4)]")" |
    grid-load -q boundary -i -
on() {
	case-new -q --source hotline --received "$1" --lon 116.5 --lat 39.1
	query "SELECT area FROM v_case WHERE entry = (SELECT max(entry)
	    FROM v_case)"
}
same 'the area of the day: the old one' on 2025-12-31 <<!
110102010000
!
same 'the new one' on 2026-01-01 <<!
110102012000
!

# what is wrong with a file
head='grid-load: w.geojson'
end="$head: 1 of 1 features are refused; nothing was done
exit status 2"
end="$head: 1 of 1 features are refused; nothing was done"
same 'not closed' wrong Polygon '[[[116,39],[117,39],[117,40],[116,40]]]' <<!
$head: feature 1: ring 1: not closed: it begins at [116, 39] and ends at [116, 40]
$end
!
same 'too short' wrong Polygon '[[[116,39],[117,39],[116,39]]]' <<!
$head: feature 1: ring 1: 3 positions, a closed ring has four or more
$end
!
same 'swapped' wrong Polygon "[$(box 39 116 40 117)]" <<!
$head: feature 1: [39, 116]: latitude before longitude? GeoJSON has longitude first
$end
!
same 'metres' wrong Polygon "[$(box 448000 4410000 449000 4420000)]" <<!
$head: feature 1: [448000, 4410000]: not degrees of longitude and latitude
$end
!
same 'a point' wrong Point '[116,39]' <<!
$head: feature 1: geometry: "Point": not a Polygon or MultiPolygon
$end
!
same 'a Polygon that is a MultiPolygon' wrong Polygon "[[$(box 116 39 117 40)]]" <<!
$head: feature 1: coordinates: nested deeper than its type has them
$end
!
same 'a MultiPolygon that is a Polygon' wrong MultiPolygon "[$(box 116 39 117 40)]" <<!
$head: feature 1: coordinates: integer where a list should be
$end
!
same 'text' wrong Polygon '[[["116","39"]]]' <<!
$head: feature 1: coordinates: text where a number should be
$end
!
same 'a position without latitude' wrong Polygon '[[[116],[117],[118],[116]]]' <<!
$head: feature 1: a position has 1 numbers, it needs longitude and latitude
$end
!
same 'nothing' wrong MultiPolygon '[]' <<!
$head: feature 1: coordinates: there are none
$end
!
same 'infinite' wrong Polygon '[[[1e999,39],[117,39],[117,40],[1e999,39]]]' <<!
$head: feature 1: [inf, 39]: not degrees of longitude and latitude
$end
!
collection "$west" "$(feature '"110199"' Polygon "[$(box 1 1 2 2)]")" \
    "$(feature '"110102001000"' Polygon "[$(box 1 1 2 2)]")" 7 \
    '{"type":"Feature","properties":{"id":1},"geometry":null}' >w.geojson
same 'all that is wrong is told, by number' fails 2 grid-load boundary -i w.geojson <<!
$head: feature 4: not an object
$head: feature 5: no property "code" that names its area
$head: feature 2: code: "110199": no such area, by code or by name
$head: feature 3: code: "110102001000": its boundary is that of feature 1 already; make one MultiPolygon of them
$head: 4 of 5 features are refused; nothing was done
!
echo '{"type":"FeatureCollection","features":[' >w.geojson
same 'no JSON' fails 2 grid-load boundary -i w.geojson <<!
$head: not JSON
!
feature '"110102001"' Polygon "[$(box 116 39 117 40)]" >w.geojson
same 'no collection' fails 2 grid-load boundary -i w.geojson <<!
$head: not GeoJSON: no FeatureCollection with features
!
collection "$west" | sed 's/^{/{"crs":{"properties":{"name":"EPSG:3857"}},/' >w.geojson
same 'another projection' fails 2 grid-load boundary -i w.geojson <<!
$head: crs: "EPSG:3857": not degrees of longitude and latitude; convert it to EPSG:4326
!
: >w.geojson
same 'an empty file' fails 2 grid-load boundary -i w.geojson <<!
$head: empty
!
printf '[1\0]' >w.geojson
same 'a NUL' fails 2 grid-load boundary -i w.geojson <<!
$head: not UTF-8 text
!
status 2 'no file' grid-load boundary -i no.geojson
status 2 'a map' grid-load boundary -m hotline21 -i town.geojson
status 2 'refused rows' grid-load boundary -r r -i town.geojson
status 2 'a format' grid-load --dump boundary -o csv
status 2 'a datum for an area' grid-load --datum gcj02 area
status 2 'an unknown datum' grid-load --datum wgs boundary -i town.geojson

# by another property
collection "$west" | sed 's/"code"/"名称"/; s/110102001"/西长安街街道"/' >n.geojson
status 0 'another property' grid-load boundary --property 名称 -i n.geojson
says 'same 1' 'names the area'

# the datum: public examples of the formulas, to a tenth of a metre
rm -f whistle.db*
# shellcheck source=tests/town.sh
. "$here/town.sh"
from() {
	collection "$(feature '"110102001"' Polygon \
	    '[[[116.404,39.915],[116.5,39.915],[116.5,40],[116.404,39.915]]]')" |
	    grid-load -q boundary --datum "$1" -i - || return
	grid-load --dump boundary >d.json
	sqlite3 :memory: "SELECT printf('%.6f %.6f', value->>0, value->>1) FROM
	    json_each(readfile('d.json'), '$.features[0].geometry.coordinates[0][0]')
	    LIMIT 1"
}
same 'as it is' from wgs84 <<!
116.404000 39.915000
!
same 'from GCJ-02' from gcj02 <<!
116.397756 39.913596
!
same 'from BD-09' from bd09 <<!
116.391386 39.907255
!
same 'the same again' sh -c "grid-load --dump boundary | grid-load boundary -i - 2>&1" <<!
grid-load: new 0, changed 0, same 1, refused 0
!
printf 'code,value\ndatum,gcj02\n' >datum.csv
status 2 'the datum stays while there are boundaries' grid-load -i datum.csv setting
says 'datum: boundaries are loaded in another one' 'and why'
rm -f whistle.db*
# shellcheck source=tests/town.sh
. "$here/town.sh"
printf 'code,value\ndatum,gcj-02\n' >wrong.csv
status 2 'no such datum' grid-load -i wrong.csv setting
ok 'the datum of the file' grid-load -q -i datum.csv setting
same 'to GCJ-02' from wgs84 <<!
116.410244 39.916404
!
same 'as it is there' from gcj02 <<!
116.404000 39.915000
!
same 'a case of the same datum lies in it' at 116.49 39.95 <<!
110102001000
!
finish
