#!/bin/sh
# Rows 53 and 54: a centre and its departments inside a street, and the three
# levels district, street, community.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

# D: the departments of a street, and a rule that names their kind.
grid-load -q unit_kind <<'!'
code,name
centre,街区治理中心
dept_city,城市管理部
dept_safe,平安建设部
!
grid-load -q unit <<'!'
code,name,kind,parent,area
s1-c,西长安街治理中心,centre,s1,110102001000
s1-city,城市管理部,dept_city,s1-c,110102001000
s1-safe,平安建设部,dept_safe,s1-c,110102001000
!
printf 'code,name\nF1,市容\nF2,平安\n' | grid-load -q class
grid-load -q rule <<'!'
code,class,filter,kind
O1,F1,2,dept_city
O2,F2,2,dept_safe
!
{
	echo id,source,received,class,area
	echo A1,hotline,2026-02-02 08:00,F1,110102001004
	echo A2,hotline,2026-02-02 08:00,F1,110102001000
	echo A3,hotline,2026-02-02 08:00,F2,110102001004
	echo A4,hotline,2026-02-02 08:00,F2,110102010000
	echo A5,hotline,2026-02-02 08:00,F2,110102000000
} >case.csv
case-new -q -i case.csv
# O: route inside a street.
case-route -q --all
# R: s1-city A1, A2; s1-safe A3; s10 has no such department, and is asked
# itself; A5 lies above both streets: to the one that stands anywhere.
same 'to the department of the street, which it is in' query "SELECT
    x.external, unit FROM v_case JOIN v_external x USING (number)
    WHERE state = 'dispatched' ORDER BY 1" <<'!'
A1|s1-city
A2|s1-city
A3|s1-safe
A4|s10
A5|street
!
same 'the centre, with its departments' grid-report --week this --unit s1-c \
    --by unit --fields key,received <<'!'
s1-city	2
s1-safe	1
total	3
!
same 'units of units' query "SELECT code, parent FROM v_unit
    WHERE code GLOB 's1-[cs]*' ORDER BY 1" <<'!'
s1-c|s1
s1-cg|s1
s1-city|s1-c
s1-safe|s1-c
!
# Three levels add up to the same five: community 2, above it 3; street 4.
for level in 'community|110102001004	2|-	3' \
    'street|110102001000	3|110102010000	1|-	1' \
    'district|110102000000	5'; do
	echo "$level|total	5" | tr '|' '\n' | sed 1d >expect
	same "by ${level%%|*}" grid-report --week this --by "${level%%|*}" \
	    --fields key,received <expect
done
finish
