#!/bin/sh
# case-escalate in the hands of a beginner: acts by hand that the sweep does,
# too, lists of units, and what is dated out of order
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/blow.sh
. "$here/blow.sh"

acts=$(case-log acts </dev/null | cut -f1 | tr '\n' ' ')
words=$(case-escalate xxx $a1 2>&1 </dev/null | sed 's/.*there are //;s/,//g')
crashed() {
	for act in $words; do
		case-escalate -nq "$act" --unit ga --text x $a1 \
		    >said 2>&1 </dev/null
		[ $? -le 2 ] || echo "$act"
		grep -q "^$act$" seen || echo "$act is no act"
	done
}
echo "$acts" | tr ' ' '\n' >seen
same 'every act that it names is done or refused' crashed <<!
!
on '03 09:00' remind --unit ga,s1-cg $a1
on '03 10:00' urge --unit ga,s1-cg $a1
on '03 11:00' urge $a1
same 'a reminder and an urge by hand, to each unit that is named' query "SELECT
    act, unit FROM v_journal WHERE number = $a1 AND act IN ('remind', 'urge')
    ORDER BY row" <<!
remind|ga
remind|s1-cg
urge|ga
urge|s1-cg
urge|
!

# The same command again blows no second whistle.
on '03 13:00' raise --kind enforce --unit ga $a1
same 'nobody is called twice before he was let go' fails 1 case-escalate -q \
    raise --kind enforce --unit sw,ga $a1 <<!
case-escalate: $a1: raise: ga is summoned already, by whistle $a1.1
!
on '03 13:10' raise --kind enforce --unit sw $a1
same 'not by summon, either' fails 1 case-escalate -q summon --unit ga \
    $a1.2 <<!
case-escalate: $a1: summon: ga is summoned already, by whistle $a1.1
!
on '03 13:20' withdraw --reason x $a1.2
on '03 13:20' withdraw --reason x $a1.1

# Two whistles of one case, the first withdrawn; ga is excused from the second.
on '03 14:00' raise --kind enforce --unit ga $a1
on '03 15:00' withdraw --reason 重复 $a1
on '03 15:00' raise --kind enforce --unit ga,sw $a1
on '03 16:00' arrive --unit sw $a1
shown() {
	case-show "$@" $a1 | sed -n '/^Whistles/,/^$/p;/^吹哨/,/^$/p'
}
case-escalate -q excuse --unit ga --reason x --at '2026-02-03 17:00' $a1
same 'what became of each whistle' shown --lang en <<!
Whistles
  $a1.1  Joint enforcement whistle  2026-02-03 13:00:00  西城公安  withdrawn 2026-02-03 13:20:00
  $a1.2  Joint enforcement whistle  2026-02-03 13:10:00  西城水务  withdrawn 2026-02-03 13:20:00
  $a1.3  Joint enforcement whistle  2026-02-03 14:00:00  西城公安  withdrawn 2026-02-03 15:00:00
  $a1.4  Joint enforcement whistle  2026-02-03 15:00:00  西城公安 (excused) 西城水务 (there)

!
on '03 18:00' summon --unit s1-cg $a1
heads() {
	case-show --clocks "$@" $a1 | grep '^[^ 0-9]' | grep -v '^handle\|^reply\|^处置\|^首次' |
	    sed 's/[,;].*//'
}
same 'a clock of a whistle says of which unit it is' heads --lang en <<!
finish.4: running
arrive.4 西长安街执法队: running
contact.4 西长安街执法队: running
sign.4 西长安街执法队: running
arrive.4 西城水务: stopped by arrive 2026-02-03 16:00:00
!
same 'and has a name in Chinese, too' heads --lang zh <<!
办结.4:计时中
到场.4 西长安街执法队:计时中
对接.4 西长安街执法队:计时中
签收.4 西长安街执法队:计时中
到场.4 西城水务:已停
!

# Voiding withdraws a whistle: whom it called has no right to that.
status 1 'no unit gets away by a void' case-log void --as sw --reason x $a1
says 'void: not by sw: by the street s1' 'it says who may'

# A void whose time is earlier, as one that a source gives.
on '03 10:00' raise --kind enforce --unit ga $a2
on '03 10:00' raise --kind enforce --unit ga $a3
case-log -q void --reason x --at '2026-02-03 09:00' $a2 || exit 2
case-log -q close --value special --reason x --at '2026-02-03 09:00' $a3 ||
    exit 2
same 'no whistle is withdrawn before it was blown' query "SELECT number, raised,
    withdrawn, ended FROM v_whistle WHERE number <> $a1" <<!
$a2|2026-02-03 10:00:00|2026-02-03 10:00:00|2026-02-03 10:00:00
$a3|2026-02-03 10:00:00|2026-02-03 10:00:00|2026-02-03 10:00:00
!
status 1 'what withdrew a whistle is not taken back' \
    case-log takeback --reason x $a3
same 'replay agrees' grid-check replay </dev/null

# Letters: nothing late is said of what is not, and nothing hides in a text.
case-escalate -q letter --at '2026-02-02 10:00' --unit ga --text "$(printf \
    'one\ntwo\f\033[31m\302\2332J')" $a1
letter() {
	case-show --letter="$1" --lang "$2" | sed -n '/^Case /,$p;/号工/,$p'
}
same 'a letter about what has no deadline' letter 2026-000001 en <<!
Case $a1, "违建", in which you have a part, is to be handled.  Please see to it, and reply in writing by 2026-02-05 18:00:00.
one
two  [31m 2J

西长安街街道办
2026-02-02
!
case-route -q $a1 && case-escalate -q letter $a1 || exit 2
# shellcheck disable=SC1111
same 'and before the deadline' letter 2026-000002 zh <<!
${a1}号工单“违建”由你单位承办或协办，请抓紧办结，并于2026-02-11 18:00:00前书面回复。
时限：$(query "SELECT due FROM v_case WHERE number = $a1")

西长安街街道办
2026-02-06
!

# Out of order in time.
case-escalate -q withdraw --reason x $a1.4
case-escalate -q release $a1.4
on '04 09:00' raise --kind demand --unit ga,sw $a1
on '04 10:00' arrive --unit ga,sw $a1
on '04 12:00' reject --reason x $a1
refuses() {
	name=$1 why=$2
	shift 2
	printf 'case-escalate: %s\n' "$a1: $why" >expect
	same "$name" fails 1 case-escalate -q "$@" $a1 <expect
}
refuses 'not accepted before it was rejected' \
    'accept: before it was rejected' accept --at '2026-02-04 11:00'
on '04 09:30' excuse --unit ga --reason x $a1
refuses 'nobody leaves before he came' 'release: before ga arrived' \
    release --unit ga --at '2026-02-04 09:45'
sqlite() {
	sqlite3 whistle.db "$1" 2>&1
}
sqlite "INSERT INTO journal(no, seq, entry, act, at, whistle, holder, unit)
    SELECT no, 999, entry, 25, $(date -u -d '2026-02-04 01:45' +%s), whistle,
    holder, unit FROM journal WHERE no = $a1 AND whistle = 5 AND act = 57" \
    >said
ok 'nor by SQL' grep -q 'release: before it arrived' said
grid-load -q unit <<!
code,name,kind,valid_to
s1-cg,西长安街执法队,chengguan,2026-02-03
!
refuses 'a unit that has ended is not called' \
    'summon: s1-cg ended on 2026-02-03' \
    summon --unit s1-cg --at '2026-02-04 13:00'
refuses 'nobody is named twice' 'letter: ga is named twice' \
    letter --unit ga,sw,西城公安

# Units that are called about a duplicate do not go because its original does.
cat >more.csv <<!
id,source,received,class,area,title
D1,hotline,2026-02-05 08:00:00,E0101,110102001004,甲
D2,hotline,2026-02-05 08:00:01,E0101,110102001004,乙
D3,hotline,2026-02-05 08:00:02,E0101,110102001004,丙
!
case-new -q -i more.csv || exit 2
d=2026020500000
printf 'code,value\nduplicate_follows,yes\n' | grid-load -q setting
case-log -q link --value duplicate --to ${d}1 ${d}2 ${d}3
on '05 09:00' raise --kind enforce --unit ga ${d}2
case-log -q close --value special --at '2026-02-05 10:00' ${d}1
same 'a duplicate with a whistle stays open' query "SELECT number, state,
    (SELECT withdrawn FROM v_whistle w WHERE w.number = c.number)
    FROM v_case c WHERE number > ${d}1" <<!
${d}2|reported|
${d}3|closed|
!

# What would be done to all, or shown of all, is not asked for one.
for opt in --unit=ga --kind=enforce --value=x --reason=x --text=x --until=x \
    --approver=x --person=x --place=x --meeting=x --at='2026-02-03' --as=ga; do
	status 2 "no sweep with $opt" case-escalate -n --sweep "$opt"
	status 2 "no list with $opt" case-escalate list units "$opt"
done
says 'list: takes no option of an act' 'the message says why'
# More people than there are would make the sum of all no number any more.
status 2 'beneficiaries can be counted' case-escalate accept \
    --value 1000000000000 $a1
on '04 15:00' climb --value street $a1
refuses 'nobody climbs before he stood where he stands' \
    'climb: before it was put on its rung' \
    climb --value county --at '2026-02-04 14:00'
on '04 14:00' accept --value 1000000000 $a1
same 'and summed' case-escalate list kinds --fields kind,beneficiaries \
    <<!
demand	1000000000
emergency	0
enforce	0
resident	0
!
finish
