#!/bin/sh
# Row 73: one key to report to the grid worker or to the property company, with
# photos.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

# D: rules by target; cases with channel, target and photo.
grid-load -q rule <<'!'
code,class,target,filter,kind
P1,E0108,property,1,wuye
P2,E0108,grid_worker,1,community
!
new() {
	case-new --source app --channel mini_program --class E0108 \
	    --area 110102001004 "$@"
}
p=$(new --target property --photo '/p/1.jpg /p/2.jpg')
g=$(new --target grid_worker)
o=$(new)
status 2 'a third target' new --target mayor
# O
case-route -q --all
# R
same 'each went where it was addressed to' query "SELECT number, target, rule,
    unit, photo FROM v_case ORDER BY number" <<!
$p|property|P1|wuye|/p/1.jpg /p/2.jpg
$g|grid_worker|P2|cm|
$o||R-E0108|cm|
!
same 'what the property company got' case-list --target property \
    --fields number,channel,photo <<!
$p	mini_program	/p/1.jpg /p/2.jpg
!
finish
