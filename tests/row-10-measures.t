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

# Whose acts they are: the street's, or the district centre's; a score is for
# who blew and who was summoned, a reply for who got the letter, too.
not_by() {	# WHO WHY ACT ...
	who=$1 why=$2
	shift 2
	printf 'case-escalate: %s: %s: not by %s: by %s\n' "$a1" "$1" "$who" \
	    "$why" >expect
	same "$1 is not for $who" fails 1 case-escalate -q --as "$who" "$@" \
	    "$a1" <expect
}
street='the street s1, or a unit of kind district_center'
not_by ga "$street" ledger --text x
not_by ga "$street" letter --unit sw
not_by ga "$street" consult --text x
not_by ga "$street" account --unit sw --text x
not_by ga "$street" urge --unit sw
not_by ga "$street" remind --unit sw
not_by s10 'the unit that blew, s1, or above, or the unit that was summoned, or below' \
    score --unit ga --value 1
not_by sw "the unit it is about, ga, or below, or $street" respond --text x
on '05 15:00' ledger --as district_center --text 区账 $a3
on '05 16:00' letter --as s1 --unit sw,ga $a3
on '05 17:00' respond --as ga --value 2026-000003 --text 已办 $a3
on '05 17:30' respond --as s1 --value 2026-000002 --text 来函 $a3
on '05 17:40' respond --text 已办 $a1
same 'who may does, and says so; of a reply it is who got the letter' query \
    "SELECT act, holder, unit, text FROM v_journal WHERE act = 'respond'
    OR act = 'ledger' AND number = $a3" <<!
respond|ga|ga|已办
ledger|district_center||区账
respond|ga|ga|已办
respond|s1|sw|来函
!
on '05 18:00' urge --unit ga,sw $a1
on '05 18:00' remind --unit ga $a1
case-route -q $a3 || exit 2
on '06 18:00' urge $a3
same 'an urge to each of several units, or who has the case' query "SELECT act, unit
    FROM v_journal WHERE act IN ('urge', 'remind') ORDER BY number, row" <<!
urge|ga
urge|sw
remind|ga
urge|s1-cg
!
same 'replay agrees' grid-check replay </dev/null
finish
