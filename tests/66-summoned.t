#!/bin/sh
# 66-summoned.t - who is ranked by whistles, summonses and scores: units that
# have no case of their own.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

# Two summonses of ga, of which one is answered in the 24 hours; one of sw,
# which never comes.  The cases are with no unit.
on '02 10:00' raise --kind resident --unit ga,sw "$a1" >/dev/null
on '02 11:00' answer --unit ga "$a1" >/dev/null
on '02 12:00' arrive --unit ga "$a1" >/dev/null
on '02 13:00' raise --kind resident --unit ga "$a2" >/dev/null
ranked() {
	grid-report --week this --by unit --group agency --rank "$@" |
	    grep -E '^(ga|sw|huanwei)	'
}
same 'a rate of summonses: ga 1 of 2, sw 0 of 1, others have no data' \
    ranked arrived_rate --fields key,arrived_rate,rank_base,rank <<!
ga	50.00	2	1
sw	0.00	1	2
huanwei		0	
!
same 'a count of them, whatever fields are read' ranked summoned \
    --fields key,rank <<!
ga	1
sw	2
huanwei	
!
same 'who is summoned has no cases that others are ranked by' \
    ranked received --fields key,summoned,rank <<!
ga	2	
huanwei	0	
sw	1	
!
same 'who is under a floor of summonses' grid-report --week this --by unit \
    --floor=arrived_rate=60 --fields key,arrived_rate,under <<!
ga	50.00	arrived_rate<60
sw	0.00	arrived_rate<60
!
blew() {
	grid-report --week this --by unit --rank whistles --no-total \
	    --fields key,whistles,rank | awk '$2 > 0'
}
raiser=$(query 'SELECT DISTINCT raiser FROM v_whistle')
same 'who blew' blew <<!
$raiser	2	1
!
finish
