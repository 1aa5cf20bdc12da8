#!/bin/sh
# Row 14: whether a community may blow is a row, not code
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

status 1 'not by default' case-escalate raise --kind enforce --as cm \
    --unit ga $a1
grid-load -q whistle_kind <<!
code,name,raisers
enforce,综合执法哨,street community
!
ok 'where it is loaded it may' case-escalate raise --kind enforce --as cm \
    --unit ga $a1
grid-load -q whistle_kind <<!
code,name,raisers
enforce,综合执法哨,cm
!
ok 'or one community alone, by its code' case-escalate raise --kind enforce \
    --as cm --unit ga $a2
status 1 'then not even the street' case-escalate raise --kind enforce \
    --unit ga $a3
same 'they were blown by it' query 'SELECT raiser, count(*) FROM v_whistle' <<!
cm|2
!
finish
