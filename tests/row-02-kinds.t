#!/bin/sh
# Row 2: a comprehensive whistle addresses many agencies; whistles by kind
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

on '02 10:00' raise --kind enforce --unit ga,sw,s1-cg $a1
on '02 10:00' raise --kind resident --unit ga $a2
on '02 11:00' raise --kind enforce --unit ga,sw $a3
same 'many agencies per whistle' query "SELECT whistle, kind, units
    FROM v_whistle ORDER BY 1" <<!
$a1.1|enforce|3
$a2.1|resident|1
$a3.1|enforce|2
!
same 'whistles by kind' case-escalate list kinds \
    --fields kind,whistles,open,accepted <<!
demand	0	0	0
emergency	0	0	0
enforce	2	2	0
resident	1	1	0
!
finish
