#!/bin/sh
# Row 79: the first asked stays responsible; appointments, somebody who does it
# for the caller, and promises.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

# D
printf 'code,name,unit\np1,王芳,cm\np2,李强,cm\n' | grid-load -q person
new() {
	no=$(case-new --source counter --class E0108 \
	    --area 110102001004 "$@")
}
new --proxy 王芳 --appointment '2026-02-04 09:30' --promised 2026-02-06
one=$no
same 'a promise for a day is for its end' query "SELECT proxy, proxy_name,
    appointment, promised, promise_broken IS NOT NULL
    FROM v_case WHERE number = $no" <<'!'
p1|王芳|2026-02-04 09:30:00|2026-02-06 23:59:59|1
!
new --promised '2026-02-02 12:00'
two=$no
new --promised '2026-02-02 12:00'
three=$no
new --promised '2026-02-02 12:00'
case-log -q void --reason 误录 "$no"
new
status 2 'a proxy whom nobody knows' \
    case-new --source counter --proxy 无此人
says '"无此人"' 'is named'
status 2 'a promise for the time before' \
    case-new --source counter --promised 2026-02-01
says 'promised: "2026-02-01": before the case was received' 'is refused'
cat >c.csv <<'!'
id,source,received,proxy,promised
C1,counter,2026-02-02 09:00,p2,2027-01-31
!
ok 'in a file, too' case-new -i c.csv
same 'as they are listed' case-list --id C1 --fields proxy,promised <<'!'
p2	2027-01-31 23:59:59
!

# O: the case moves on, the first asked stays.
case-route -q "$one" "$two" "$three"
case-route -q --to sw --reason 转办 "$one"
case-log -q return --reason not_ours "$one"
case-route -q --to ga --reason 转办 "$one"
same 'the first asked unit never changes' query \
    "SELECT first_unit, unit FROM v_case WHERE number = $one" <<'!'
cm|ga
!
ok 'an appointment is put off' \
    case-log amend --field appointment --value '2026-02-05 14:00' "$one"
ok 'somebody else does it' case-log amend --field proxy --value p2 "$one"
same 'the journal has both' query "SELECT field, old, new FROM v_journal
    WHERE number = $one AND act = 'amend'" <<'!'
appointment|2026-02-04 09:30:00|2026-02-05 14:00:00
proxy|p1|p2
!
same 'case-show tells them' sh -c "case-show --lang en $one |
    sed -n '/^Proxy/,/^Prom/s/  */ /gp'" <<'!'
Proxy p2 李强
Appointment 2026-02-05 14:00:00
Promised 2026-02-06 23:59:59
!
# Two is done in the last second, three a second late.
case-log -q handle --now '2026-02-02 12:00:00' "$two"
case-log -q handle --now '2026-02-02 12:00:01' "$three"

# R
broken() {
	case-list --broken-promise -o ids --now "$1"
}
same 'broken: three, which was late; two was not, the void one is none' \
    broken '2026-02-06 23:59:59' <<!
$three
!
same 'one, a second after its day' broken '2026-02-07 00:00:00' <<!
$one
$three
!
same 'the view has the same of what is done' query "SELECT number,
    promise_broken FROM v_case WHERE number IN ($two, $three)" <<!
$two|no
$three|yes
!
same 'the journal leads to what is stored' grid-check replay </dev/null
finish
