#!/bin/sh
# Row 24: who shoves cases off, how often, and why.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
WHISTLE_NOW='2026-01-30 08:00'
# shellcheck source=tests/town.sh
. "$here/town.sh"

at() {
	export WHISTLE_NOW="2026-$1"
}
new() {
	no=$(case-new --source hotline --class E0108 --area 110102001004)
}
to() {
	case-route -q --to "$1" --reason 指定 "$no"
}
back() {
	case-log -q return --reason "$1" "$no"
}

# D: the reasons of the default profile.  O: units return cases.
# January: the team returns one.
at '01-30 09:00'
new
to s1-cg
back not_ours
# February: a goes team, back; police, back; team, back again; then water
# works keep it.  b goes team, back, but that was a mistake.  c goes police,
# back.  d, returned by the police, is void afterwards.  e is returned after
# the week.
at '02-02 09:00'
new
a=$no
to s1-cg
back not_ours
to ga
back not_ours
to s1-cg
back need_other
case-route -q --to sw --reason 终审 --forced "$no"
new
to s1-cg
back not_ours
case-log -q takeback --reason 误操作 "$no"
new
c=$no
to ga
back not_our_area
new
to ga
back other
case-log -q void --reason 重复 "$no"
at '02-09 00:00'
new
to ga
back other

# R: the team 2 (both of a), the police 2 (a and c); sw, which has a now, 0.
same 'returns count for the unit that returned' grid-report \
    --week 2026-W06 --by unit --fields key,returned <<'!'
ga	2
s1-cg	2
sw	0
total	4
!
same 'the last second of the week is in it, the next one not' grid-report \
    --from '2026-02-02 09:00:00' --to '2026-02-02 09:00:01' \
    --fields returned <<'!'
4
!
same 'by reason' grid-report --week 2026-W06 --by reason --lang en \
    --fields key,name,returned --sort returned <<'!'
not_ours	不属本单位职责	2
need_other	需其他单位牵头	1
not_our_area	不属本单位辖区	1
-	not placed	0
total	total	4
!
same 'of one unit and those below it' grid-report --week 2026-W06 --unit s1 \
    --fields returned <<'!'
2
!
same 'each case once behind them, though one was returned thrice' \
    grid-report --week 2026-W06 --ids returned <<!
$a	total
$c	total
!
same 'and once for each unit that returned it' grid-report --week 2026-W06 \
    --by unit --ids returned <<!
$a	ga
$a	s1-cg
$c	ga
!
same 'as rows, void cases too, what was taken back not' query "SELECT unit,
    reason, reason_name, time FROM v_return
    ORDER BY time, number, row LIMIT 5" <<'!'
s1-cg|not_ours|不属本单位职责|2026-01-30 09:00:00
s1-cg|not_ours|不属本单位职责|2026-02-02 09:00:00
ga|not_ours|不属本单位职责|2026-02-02 09:00:00
s1-cg|need_other|需其他单位牵头|2026-02-02 09:00:00
ga|not_our_area|不属本单位辖区|2026-02-02 09:00:00
!
# The query of the manual counts the same; of all time there are one more of
# the team, on 30 January, and one of the police, on 9 February.
returns() {
	awk '/^SELECT r\.unit_name/, /;$/' "$here/../man/whistle-schema.5" |
	    sqlite3 whistle.db | LC_ALL=C sort
}
same 'as the query of the manual counts them' returns <<'!'
西城公安|不属本单位职责|1
西城公安|不属本单位辖区|1
西城公安|其他|1
西长安街执法队|不属本单位职责|2
西长安街执法队|需其他单位牵头|1
!
same 'what was known of it is there' query "SELECT returns, first_unit, unit,
    forced FROM v_case WHERE number = $a" <<'!'
3|s1-cg|sw|yes
!
finish
