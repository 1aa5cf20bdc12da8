#!/bin/sh
# case-escalate --sweep: the clocks of whistles climb the ladder
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

cat >ladder.csv <<!
code,clock,rung,before,after,act,reply
sign-1,sign,1,,,urge,
contact-1,contact,1,,,urge,
finish-1,finish,1,,,letter,3 work_day_end
!
ok 'a ladder for the clocks of whistles' grid-load -q -i ladder.csv ladder

# To sign within an hour, to make contact within 24, to arrive at the end of
# the third workday and to finish at that of the tenth: Saturday the 14th is
# a make-up workday.
on '02 10:00' raise --kind resident --unit s1-cg,ga,sw --as s1 "$a1"
on '02 10:30' answer --unit ga "$a1"
on '03 09:00' contact --unit ga "$a1"
on '03 09:30' excuse --unit sw --reason 无关 --as s1 "$a1"
at() {	# TIME NAME: what is raised then
	WHISTLE_NOW=$1 same "$2" case-escalate --sweep
}
at '2026-02-06 19:00:00' 'who has not signed, made contact, arrived is urged' <<!
$a1	urge	sign	s1-cg	2026-02-02 11:00:00
$a1	urge	contact	s1-cg	2026-02-03 10:00:00
$a1	urge	arrive	ga	2026-02-05 18:00:00
$a1	urge	arrive	s1-cg	2026-02-05 18:00:00
!
at '2026-02-14 18:00:00' 'work that is not done has a letter for each unit' <<!
$a1	letter	finish	ga	2026-02-14 18:00:00
$a1	letter	finish	s1-cg	2026-02-14 18:00:00
!
same 'but none for one that was excused, each with its number' query "
    SELECT letter, unit FROM v_letter ORDER BY 1" <<!
2026-000001|ga
2026-000002|s1-cg
!
at '2026-02-14 19:00:00' 'once' </dev/null
same 'the journal leads to what is stored' grid-check replay integrity \
    rules </dev/null
finish
