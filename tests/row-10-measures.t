#!/bin/sh
# Row 10: five measures, one act each; all five per case
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

on '02 10:00' raise --kind resident --unit ga,sw $a1
on '02 11:00' ledger --text 一账 $a1
on '03 11:00' ledger --text 二账 $a1
on '03 12:00' letter --unit ga --text 请速办 $a1
on '03 13:00' consult --unit ga,sw --place 会议室 --text 会商 $a1
on '04 13:00' meet --text 会诊 $a1
on '04 14:00' score --unit ga,sw --value 80 $a1
on '05 15:00' ledger --text 三账 $a2
same 'a case with four of them, and one' case-escalate list measures <<!
$a1	2	1	2	2	0	no
$a2	1	0	0	0	0	no
!
on '05 15:00' account --unit ga --text 约谈 $a1
same 'with all five' case-escalate list measures --fields number,all_five <<!
$a1	yes
$a2	no
!
same 'a ledger without a text' fails 1 case-escalate -q ledger $a1 <<!
case-escalate: $a1: ledger: it needs a text
!
same 'nobody is held to account' fails 1 case-escalate -q account --text x \
    $a1 <<!
case-escalate: $a1: account: who? --unit or --person
!
same 'replay agrees' grid-check replay </dev/null
finish
