#!/bin/sh
# Row 16: the street, the five, the N; arrivals by tier
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

grid-load -q unit <<!
code,name,kind,contact
gt,西城国土,guotu,国土值班
!
on '02 10:00' raise --kind enforce --unit s1-cg,ga,sw $a1
on '02 10:00' raise --kind enforce --unit ga,sw,gt $a2
on '02 10:00' raise --kind demand --as cm --unit s1 $a3
on '02 11:00' arrive --unit s1-cg,ga $a1
on '02 13:00' arrive --unit sw $a1
on '02 16:00' arrive --unit ga $a2
on '02 12:00' arrive --unit s1 $a3
# five: 1, 1 and 6 hours; n: 1 of 3 after 3 hours.
same 'arrivals by tier' case-escalate list tiers <<!
1	1	1	100.00	2.0
five	3	3	100.00	2.67
n	3	1	33.33	3.0
!
finish
