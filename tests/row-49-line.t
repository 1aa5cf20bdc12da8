#!/bin/sh
# Row 49: five lines of business, and how much there is of each.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

# D: the line of a class is its own or that of the nearest above: C0118 a
# component (city), E01 litter (city), E0401 a sudden event (emergency), E0504 street
# order (order), H0601 labour (social), H15 telecommunications
# (admin); E has none.
{
	echo id,source,received,class,area
	i=0
	for c in C0118 E01 E0108 E0401 E0504 E0504 H0601 H15 E ''; do
		i=$((i + 1))
		echo "N$i,hotline,2026-02-02 08:00,$c,110102001004"
	done
} >case.csv
ok 'cases of every line' case-new -i case.csv
# R: city 3, order 2, admin, emergency, social 1 each; one of the root, one of
# no class.
same 'volume by line' grid-report --week this --by line --lang en \
    --fields key,name,received,received_share <<'!'
admin	administration	1	10.00
city	city management	3	30.00
emergency	emergencies	1	10.00
order	public order	2	20.00
social	social services	1	10.00
-	not placed	2	20.00
total	total	10	100.00
!
finish
