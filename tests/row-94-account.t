#!/bin/sh
# Row 94: who is held to account, per case and person
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

grid-load -q person <<!
code,name,unit
p1,赵某,ga
!
on '03 10:00' account --person p1 --text 约谈 --reason 推诿 $a1
on '04 10:00' account --unit ga,sw --text 通报批评 $a1
on '05 10:00' account --unit ga --person p1 --text 诫勉 $a2
same 'per case and person' case-escalate list accounts \
    --fields number,time,unit,person,person_name,reason,text <<!
$a1	2026-02-03 10:00:00		p1	赵某	推诿	约谈
$a1	2026-02-04 10:00:00	ga				通报批评
$a1	2026-02-04 10:00:00	sw				通报批评
$a2	2026-02-05 10:00:00	ga	p1	赵某		诫勉
!
status 2 'a person whom nobody knows' case-escalate account --person p9 \
    --text x $a1
finish
