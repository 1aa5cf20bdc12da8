#!/bin/sh
# Row 13: members of a joint meeting are summoned; outcome and beneficiaries
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

on '02 10:00' raise --kind demand --unit sw,ga --text 葡萄种植户缺水 $a1
on '02 15:00' arrive --unit sw $a1
on '05 15:00' accept --value 135 --text 打井两眼 $a1
on '02 10:00' raise --kind demand --unit sw $a2
on '02 15:00' arrive --unit sw $a2
on '05 15:00' accept --value 7 --text 已清 $a2
same 'outcome and beneficiaries' case-escalate list whistles \
    --fields whistle,beneficiaries,outcome <<!
$a1.1	135	打井两眼
$a2.1	7	已清
!
same 'their sum' sh -c "case-escalate list kinds --fields kind,beneficiaries |
    grep demand" <<!
demand	142
!
on '02 10:00' raise --kind demand --unit sw $a3
on '02 15:00' arrive --unit sw $a3
for v in many -3 1.5 ''; do
	status 2 "\"$v\" is no number of people" case-escalate accept \
	    --value "$v" $a3
done
finish
