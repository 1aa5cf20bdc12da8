#!/bin/sh
# Row 3: a community whistles for what residents need; demands by category
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

on '02 10:00' raise --kind demand --as cm --unit s1,ga $a2
on '02 10:05' raise --kind demand --as cm --unit s1 $a1
on '02 10:10' raise --kind demand --as cm --unit s1 $a3
on '02 10:20' raise --kind enforce --unit ga $a3
on '02 12:00' arrive --unit s1 $a2
on '02 17:00' accept --as cm $a2
on '02 17:00' release $a2
same 'who blew is the community' query "SELECT DISTINCT raiser
    FROM v_whistle WHERE kind = 'demand'" <<!
cm
!
same 'demands by category' sh -c "case-escalate list classes |
    grep '^demand'" <<!
demand	E0101	$(query "SELECT name FROM v_class WHERE code = 'E0101'")	2	2	0
demand	E0108	$(query "SELECT name FROM v_class WHERE code = 'E0108'")	1	0	1
!
finish
