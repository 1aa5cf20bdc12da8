# blow.sh - three cases of a street about which whistles are blown; sourced
# after lib.sh.  Received on Monday, 2 February 2026 at 9, now it is Friday.
# shellcheck shell=sh
WHISTLE_NOW='2026-02-02 09:30:00'
# shellcheck source=tests/town.sh
. "$here/town.sh"
cat >case.csv <<!
id,source,received,class,area,title
A1,hotline,2026-02-02 09:00:00,E0101,110102001004,违建
A2,unit,2026-02-02 09:00:01,E0108,110102001004,旧床
A3,patrol,2026-02-02 09:00:02,E0101,110102001004,违建
!
case-new -q -i case.csv || exit 2
# shellcheck disable=SC2034
a1=20260202000001 a2=20260202000002 a3=20260202000003
WHISTLE_NOW='2026-02-06 18:00:00'

# An act of case-escalate, on that day of February and at that hour.
on() {
	when="2026-02-$1"
	shift
	case-escalate -q --at "$when" "$@" </dev/null || exit 2
}
