#!/bin/sh
# case-escalate in the hands of a beginner: acts by hand that the sweep does,
# too, lists of units, and what is dated out of order
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

acts=$(case-log acts </dev/null | cut -f1 | tr '\n' ' ')
words=$(case-escalate xxx $a1 2>&1 </dev/null | sed 's/.*there are //;s/,//g')
crashed() {
	for act in $words; do
		case-escalate -nq "$act" --unit ga --text x $a1 \
		    >said 2>&1 </dev/null
		[ $? -le 2 ] || echo "$act"
		grep -q "^$act$" seen || echo "$act is no act"
	done
}
echo "$acts" | tr ' ' '\n' >seen
same 'every act that it names is done or refused' crashed <<!
!
on '03 09:00' remind --unit ga,s1-cg $a1
on '03 10:00' urge --unit ga,s1-cg $a1
on '03 11:00' urge $a1
same 'a reminder and an urge by hand, to each unit that is named' query "SELECT
    act, unit FROM v_journal WHERE number = $a1 AND act IN ('remind', 'urge')
    ORDER BY row" <<!
remind|ga
remind|s1-cg
urge|ga
urge|s1-cg
urge|
!
finish
