#!/bin/sh
# Row 50: a verb for each of the six mechanisms: gather, find, coordinate,
# handle by level, enforce together, appraise in both directions.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

cat >case.csv <<'!'
id,source,received,class,area
A1,hotline,2026-02-02 08:00,E0108,110102001004
!
grid-load -q rule <<'!'
code,class,filter,kind
V1,E0108,1,community
V2,E0108,2,huanwei
V3,E0108,3,street
!
ok 'information is gathered: import' case-new -i case.csv
ok 'problems are found at the source: intake' \
    case-new --source chief --class E0108 --area 110102001004
no=$(case-list --id A1 -o ids)
ok 'tasks are coordinated: route' case-route "$no"
ok 'problems are handled by level: escalate' \
    case-route --up --reason 需专业设备 "$no"
ok 'once more, to the street' case-route --up --reason 需联合执法 "$no"
ok 'the street enforces with others: joint action' \
    case-escalate raise --kind enforce --as s1 --unit ga,s1-cg "$no"
ok 'they arrive' case-escalate arrive --unit ga,s1-cg "$no.1"
ok 'the street judges their work' case-escalate accept "$no.1"
ok 'they leave' case-escalate release --unit ga,s1-cg "$no.1"
case-log -q handle "$no"
case-log -q check --value pass "$no"
case-log -q close "$no"
ok 'and is judged by who called: appraisal from both sides' \
    case-log callback --solved yes --rating satisfied "$no"
same 'all of it is in the journal, in this order' query \
    "SELECT act FROM v_journal WHERE number = $no ORDER BY row" <<'!'
report
dispatch
pass
pass
raise
summon
summon
arrive
arrive
accept
release
release
handle
check
close
callback
!
finish
