#!/bin/sh
# Row 38: found, handled, supervised, evaluated; loops that are broken.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
WHISTLE_NOW='2026-02-02 12:00'
# shellcheck source=tests/town.sh
. "$here/town.sh"

new() {
	no=$(case-new --source patrol --class E0108 --area 110102001004 \
	    --received '2026-02-02 08:00')
	case-route -q --at '2026-02-02 08:00' "$no"
}
# D and O: the four times of each case.
act() {
	at=$1
	shift
	case-log -q "$@" --at "2026-02-02 $at" "$no"
}
new			# whole
whole=$no
act 09:00 handle
act 10:00 check --value pass
act 10:30 close
act 11:00 callback --solved yes --rating satisfied
new			# the caller was not asked, and it is past time
silent=$no
act 09:00 handle
act 10:00 check --value pass
act 10:30 close
sqlite3 whistle.db "UPDATE clock SET due = 0
    WHERE no = $no AND kind = 'callback'"
new			# nor yet here, but there is time
waits=$no
act 09:00 handle
act 10:00 check --value pass
act 10:30 close
sqlite3 whistle.db "UPDATE clock SET due = 32503680000
    WHERE no = $no AND kind = 'callback'"
new			# closed by force: nobody did or saw anything
forced=$no
act 09:00 close --value forced
act 11:00 callback --solved no --rating unsatisfied
new			# open: its loop is not closed yet
act 09:00 handle

# R
same 'the four times of a loop' query "SELECT substr(found, 12), substr(handled,
    12), substr(supervised, 12), substr(evaluated, 12), lacks IS NULL
    FROM v_loop WHERE number = $whole" <<'!'
08:00:00|09:00:00|10:00:00|11:00:00|1
!
same 'broken loops, and what they lack' query "SELECT number, lacks
    FROM v_loop WHERE lacks IS NOT NULL ORDER BY number" <<!
$silent|evaluated
$forced|handled supervised
!
same 'those of closed cases only' query "SELECT number FROM v_loop
    ORDER BY number" <<!
$whole
$silent
$waits
$forced
!
finish
