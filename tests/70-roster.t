#!/bin/sh
# street-roster: who looks after what, and the rule of ranks
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"

# What a command that fails says, as if it had printed it.
fails() {
	"$@" 2>&1
	test $? -eq 2
}

grid-load --new || exit 1
WHISTLE_DB=$PWD/whistle.db
export WHISTLE_DB
grid-load -q area <<'!'
code,name
110102000000,西城区
110102001000,西长安街街道
110102010000,德胜街道
!
grid-load -q person <<'!'
code,name,rank
q1,赵一,street_deputy
q2,钱二,section_chief
q3,孙三,deputy_section
q4,李四,staff
q5,周五,
q6,吴六,street_deputy
!
grid-load -q road <<'!'
code,name,class,area,grade
r1,长安大街,avenue,110102001000,1
r2,府右街,main_street,110102001000,2
r3,力学胡同,alley,110102010000,
!

same "every road is vacant at first" street-roster vacant <<'!'
r1	长安大街	avenue	110102001000	1	
r2	府右街	main_street	110102001000	2	
r3	力学胡同	alley	110102010000		
!
status 1 "nobody holds a post: an empty selection" street-roster chiefs
same "assign prints the post" street-roster assign r1 q1 <<'!'
p1
!
same "road and person by name, a first day and a duty" \
    street-roster assign 力学胡同 孙三 --from 2026-01-05 --duty 发现问题 <<'!'
p2
!
same "roads with chief, rank and since" street-roster roads <<'!'
r1	长安大街	avenue	110102001000	1	赵一	street_deputy	2026-02-02	q1	p1
r2	府右街	main_street	110102001000	2					
r3	力学胡同	alley	110102010000		孙三	deputy_section	2026-01-05	q3	p2
!
same "the day before his term he is no chief" \
    street-roster roads --on 2026-02-01 --class avenue --fields code,chief <<'!'
r1	
!
same "a district has the roads of its streets" \
    street-roster roads --area 110102 -o ids <<'!'
r1
r2
r3
!
same "a street has its own only" \
    street-roster roads --area 德胜街道 --fields code,name -o csv <<'!'
code,name
r3,力学胡同
!
same "vacant knows areas and classes" \
    street-roster vacant --area 110102001 --class main_street -o ids <<'!'
r2
!
status 1 "nothing vacant: an empty selection" \
    street-roster vacant --class alley
same "chiefs of a day, with duty" street-roster chiefs --on 2026-01-31 <<'!'
p2	street_chief	r3	力学胡同	110102010000	q3	孙三	deputy_section	2026-01-05		发现问题
!
same "NUL ends records" sh -c 'street-roster roads -0 -o ids | tr "\0" ,; echo' <<'!'
r1,r2,r3,
!

# the rule of ranks
same "a rank below the least is refused, the rule is named" \
    fails street-roster assign r2 q3 <<'!'
street-roster: 孙三: may not be chief of 府右街: rank 副科级, rule main_street asks for 科长 or above
!
same "staff may not even have an alley" \
    fails street-roster assign r3 q4 --from 2026-05-01 <<'!'
street-roster: 李四: may not be chief of 力学胡同: rank 科员, rule alley asks for 副科级 or above
!
same "no rank is below every rank" fails street-roster assign r2 q5 <<'!'
street-roster: 周五: may not be chief of 府右街: rank not known, rule main_street asks for 科长 or above
!
same "stewards need no rank" \
    street-roster assign r3 q4 --role alley_steward <<'!'
p3
!
same "but nobody is the same steward twice" \
    fails street-roster assign r3 q4 --role alley_steward <<'!'
street-roster: 力学胡同: 李四 is alley_steward from 2026-02-02 (post p3): end that term first
!
same "several stewards may share an alley" \
    street-roster assign r3 q5 --role alley_steward <<'!'
p4
!

# terms
same "a second chief is refused, with whose term to end" \
    fails street-roster assign r1 q6 --from 2027-01-01 <<'!'
street-roster: 长安大街: 赵一 is street_chief from 2026-02-02 (post p1): end that term first
!
same "nor may a term reach into a later one" \
    fails street-roster assign r3 q2 --from 2026-01-01 <<'!'
street-roster: 力学胡同: 孙三 is street_chief from 2026-01-05 (post p2): end that term first
!
same "end" street-roster end p1 --to 2026-02-10 <<'!'
p1
!
same "a term that has ended is not ended later" \
    fails street-roster end p1 --to 2026-02-11 <<'!'
street-roster: post p1: its term ended on 2026-02-10 already
!
same "a term does not end before it begins" \
    fails street-roster end p2 --to 2026-01-04 <<'!'
street-roster: post p2: cannot end on 2026-01-04: its term begins on 2026-01-05
!
same "the last day belongs to the term" \
    fails street-roster assign r1 q6 --from 2026-02-10 <<'!'
street-roster: 长安大街: 赵一 is street_chief from 2026-02-02 to 2026-02-10 (post p1): end that term first
!
same "the day after it is free" \
    street-roster assign r1 q6 --from 2026-02-11 <<'!'
p5
!
same "one is chief on the last day" \
    street-roster roads --class avenue --on 2026-02-10 --fields chief <<'!'
赵一
!
same "the other on the next" \
    street-roster roads --class avenue --on 2026-02-11 --fields chief <<'!'
吴六
!
same "a vacancy tells the last day held" \
    street-roster vacant --on 2026-02-02 <<'!'
r2	府右街	main_street	110102001000	2	
!
street-roster end p5 --to 2026-03-31 >/dev/null
same "also when it comes later" \
    street-roster vacant --class avenue --on 2026-04-01 <<'!'
r1	长安大街	avenue	110102001000	1	2026-03-31
!

# hand over
same "hand over" street-roster hand-over r3 q2 --from 2026-03-01 <<'!'
p6
!
same "one term ends on the eve of the other" sqlite3 whistle.db "SELECT
    person_name, valid_from, valid_to FROM v_post WHERE road = 'r3'
    AND role = 'street_chief' ORDER BY valid_from" <<'!'
孙三|2026-01-05|2026-02-28
钱二|2026-03-01|
!
same "a hand-over that the rule refuses changes nothing" \
    fails street-roster hand-over r3 q4 --from 2026-05-01 <<'!'
street-roster: 李四: may not be chief of 力学胡同: rank 科员, rule alley asks for 副科级 or above
!
same "the present chief stays" \
    street-roster roads --on 2026-05-01 --class alley --fields chief <<'!'
钱二
!
same "not to the same person" \
    fails street-roster hand-over r3 q2 --from 2026-05-01 <<'!'
street-roster: r3: its chief on 2026-05-01 is the same person (post p6)
!
same "not on the first day of the term" \
    fails street-roster hand-over r3 q3 --from 2026-03-01 <<'!'
street-roster: post p6: cannot end on 2026-02-28: its term begins on 2026-03-01
!
same "nobody hands over a vacant road" \
    fails street-roster hand-over r2 q2 <<'!'
street-roster: r2: has no chief on 2026-02-02: assign one
!

# entries, dry runs
street-roster assign r2 q2 -n --by 王 >dry 2>dry.err
same "a dry run prints no post" cat dry </dev/null
same "and says so" cat dry.err <<'!'
street-roster: assign: can be done
!
same "and does nothing" street-roster vacant -o ids <<'!'
r2
!
same "who and what is an entry" sh -c 'street-roster assign r2 q2 --by 王 &&
    sqlite3 whistle.db "SELECT who, command, time FROM v_entry
	ORDER BY entry DESC LIMIT 1"' <<'!'
p7
王|street-roster assign|2026-02-02 10:00:00
!
same "the next free number, whatever else codes look like" \
    sh -c 'sqlite3 whistle.db "UPDATE post SET code = '\''p41x'\'' WHERE
	code = '\''p3'\''; UPDATE post SET code = '\''p12'\'' WHERE
	code = '\''p4'\''" &&
    street-roster assign r2 q4 --role building_chief' <<'!'
p13
!

# violations
ok "no violation" street-roster violations
sqlite3 whistle.db "UPDATE person SET rank = (SELECT id FROM rank
    WHERE code = 'staff') WHERE code = 'q1';
    UPDATE rank_rule SET most = (SELECT id FROM rank
    WHERE code = 'deputy_section') WHERE code = 'alley'"
status 1 "a violation is a finding" street-roster violations
same "below the least" sh -c '! street-roster violations' <<'!'
p1	r1	长安大街	q1	赵一	staff	avenue	street_deputy	
!
same "above the greatest" \
    sh -c '! street-roster violations --on 2026-03-01' <<'!'
p6	r3	力学胡同	q2	钱二	section_chief	alley	deputy_section	deputy_section
!
same "assign knows the greatest rank, too" \
    fails street-roster hand-over r3 q6 --from 2026-06-01 <<'!'
street-roster: 吴六: may not be chief of 力学胡同: rank 街道副职, rule alley asks for 副科级 or below
!

# what cannot be
same "an unknown road" fails street-roster assign r9 q1 <<'!'
street-roster: road: "r9": no such road, by code or by name
!
same "an unknown person" fails street-roster assign r2 q9 <<'!'
street-roster: person: "q9": no such person, by code or by name
!
same "an unknown post" fails street-roster end p99 <<'!'
street-roster: post: "p99": no such post, by code
!
same "an unknown area" fails street-roster roads --area 999999 <<'!'
street-roster: --area: "999999": no such area, by code or by name
!
same "a role that is none" fails street-roster assign r2 q2 --role king <<'!'
street-roster: --role: "king": not one of street_chief alley_steward building_chief community_commissioner collator
!
same "a day that is none" fails street-roster roads --on 2026-02-30 <<'!'
street-roster: --on: "2026-02-30": not a day; write 2026-01-05, today or yesterday
!
status 2 "an act is needed" street-roster
status 2 "an act that is none" street-roster paint
status 2 "too few arguments" street-roster assign r2
status 2 "too many" street-roster vacant r2
same "an option of another act" fails street-roster roads --to 2026-01-05 <<'!'
street-roster: roads: takes no such option: --to
!
status 2 "a bad option" street-roster --no-such
ok "help" street-roster --help
status 2 "no database" street-roster -d none.db roads
status 2 "a full disk" sh -c 'street-roster roads >/dev/full'
for o in -0 '-o csv' '--fields post'; do
	# shellcheck disable=SC2086
	status 2 "$o is not for acts that write" street-roster $o end p1
done
finish
