#!/bin/sh
# case-escalate letter: about any clock of a case or a whistle; which letters
# there are, and which were not replied to in time
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

# To sign by 11:00, to make contact by Tuesday 10:00, to arrive by Thursday
# 18:00 and to finish by Saturday the 14th, a workday.
on '02 10:00' raise --kind resident --unit ga,sw --as s1 "$a1"
on '03 09:00' contact --unit sw "$a1"
refuses() {
	why=$1 name=$2
	shift 2
	printf 'case-escalate: %s\n' "$why" >expect
	same "$name" fails 1 case-escalate -q letter "$@" <expect
}
on '03 12:00' letter --value contact "$a1"
same 'one about contact goes to who made none' case-escalate list letters \
    --fields letter,number,n,clock,unit,due,reply_due <<!
2026-000001	$a1	1	contact	ga	2026-02-03 10:00:00	2026-02-06 18:00:00
!
on '05 19:00' letter --value arrive "$a1.1"
same 'one about arriving to each that is not there' case-escalate list \
    letters --fields letter,clock,unit,due,reply_due <<!
2026-000001	contact	ga	2026-02-03 10:00:00	2026-02-06 18:00:00
2026-000002	arrive	ga	2026-02-05 18:00:00	2026-02-10 18:00:00
2026-000003	arrive	sw	2026-02-05 18:00:00	2026-02-10 18:00:00
!
refuses "$a1: letter: the clock sign does not run for sw" \
    'who made contact has signed' --value sign --unit sw "$a1.1"
refuses "$a1: letter: the clock finish does not run for s1-cg" \
    'who was not summoned has no part in it' --unit s1-cg "$a1.1"
refuses "$a1: letter: no unit has it; say to whom: --unit" \
    'the number of the case alone is about the case' --value arrive "$a1"
refuses "$a1: letter: the clock arrive does not run for ga" \
    'whose clock does not run' --value arrive --unit ga "$a1"
refuses "$a2: letter: no whistle is open" \
    'what only whistles have needs one' --value finish "$a2"
status 2 'a clock that is none' case-escalate letter --value hang "$a1"
says '--value: "hang": not one of verify sign reply' 'is said'
on '06 10:00' letter "$a1.1"
same 'of a whistle it is about the end by itself' case-escalate list letters \
    --fields letter,clock,unit,due,reply_due <<!
2026-000001	contact	ga	2026-02-03 10:00:00	2026-02-06 18:00:00
2026-000002	arrive	ga	2026-02-05 18:00:00	2026-02-10 18:00:00
2026-000003	arrive	sw	2026-02-05 18:00:00	2026-02-10 18:00:00
2026-000004	finish	ga	2026-02-14 18:00:00	2026-02-11 18:00:00
2026-000005	finish	sw	2026-02-14 18:00:00	2026-02-11 18:00:00
!
says_due() {	# LETTER LANG: the sentence
	case-show --lang "$2" "--letter=$1" | grep -o "$3"
}
same 'the letter says what was waited for' says_due 2026-000001 zh \
    '抓紧..\|^[时超].*' <<!
抓紧对接
时限：2026-02-03 10:00:00
超期：1天
!
same 'and how late it is: an hour is a day' says_due 2026-000003 zh \
    '抓紧..\|^[时超].*' <<!
抓紧到场
时限：2026-02-05 18:00:00
超期：1天
!
same 'in English, too' says_due 2026-000003 en \
    'is to be [a-z]*\|^D[ua].*' <<!
is to be attended
Due: 2026-02-05 18:00:00
Days late: 1
!
case-route -q --at '2026-02-02 10:00' "$a2" || exit 2
on '06 11:00' letter --value sign "$a2"
same 'a clock of the case, to who has it' case-escalate list letters \
    --fields letter,number,n,clock,unit,due -o csv <<!
letter,number,n,clock,unit,due
2026-000001,$a1,1,contact,ga,2026-02-03 10:00:00
2026-000002,$a1,1,arrive,ga,2026-02-05 18:00:00
2026-000003,$a1,1,arrive,sw,2026-02-05 18:00:00
2026-000004,$a1,1,finish,ga,2026-02-14 18:00:00
2026-000005,$a1,1,finish,sw,2026-02-14 18:00:00
2026-000006,$a2,,sign,cm,2026-02-03 18:00:00
!

# Replies: the first was due on Friday, those about arriving on Tuesday.
same 'none is missing yet' case-escalate list unanswered </dev/null
WHISTLE_NOW='2026-02-09 10:00:00'
same 'one is' case-escalate list unanswered --fields letter,unit,reply_due,late \
    <<!
2026-000001	ga	2026-02-06 18:00:00	yes
!
WHISTLE_NOW='2026-02-11 10:00:00'
case-escalate -q respond --value 2026-000002 --text 迟复 "$a1" || exit 2
case-escalate -q respond --value 2026-000004 --text 按时 "$a1" || exit 2
same 'one that came late is not missing' case-escalate list unanswered \
    --fields letter,unit <<!
2026-000001	ga
2026-000003	sw
!
same 'but late' case-escalate list letters \
    --fields letter,replied,late,reply <<!
2026-000001		yes	
2026-000002	2026-02-11 10:00:00	yes	迟复
2026-000003		yes	
2026-000004	2026-02-11 10:00:00	no	按时
2026-000005		no	
2026-000006		no	
!
same 'the list leads to its letters' sh -c "case-escalate list unanswered \
    --fields number | uniq | case-show --lang zh --letter - | grep -c 督办函" <<!
5
!
case-escalate -q excuse --unit ga --reason 无关 "$a1.1" || exit 2
refuses "$a1: letter: the clock finish does not run for ga" \
    'who was excused has no part in it any more' --unit ga "$a1.1"
case-escalate -q withdraw --reason 已解决 "$a1.1" || exit 2
refuses "$a1: letter: the clock finish of the whistle runs for nobody" \
    'a whistle that is over needs none' "$a1.1"
same 'the journal leads to what is stored' grid-check replay integrity \
    </dev/null
finish
