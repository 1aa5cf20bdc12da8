#!/bin/sh
# A week of daily exports: yesterday's rows again, what moved on, what was
# corrected, taken back or closed meanwhile, and hand work in between.  All
# figures are worked out by hand, row by row.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
WHISTLE_NOW='2026-01-19 07:00:00'
# shellcheck source=tests/town.sh
. "$here/town.sh"

# What the import of a file says, on the evening of a day of January.
import() {
	{ case-new -i "$2" -m ./week.map --now "2026-01-$1 20:00" >/dev/null; } 2>&1
}
hand() {
	now=$1
	shift
	case-log -q --by 王某 --now "2026-01-$now" "$@" || exit 2
}
rows() {
	query 'SELECT count(*) FROM journal'
}
findings() {
	query "SELECT x.external, f.text FROM v_finding f
	    JOIN v_external x USING (number) ORDER BY 1, 2"
}
echo 'unit.unknown = make' >week.map
head=id,source,received,class,area,state,unit,dispatched,handled,closed,updated
a=110102001004

# Monday: five new ones with 1, 2, 2, 1 and 4 rows.
cat >d19.csv <<!
$head
W1,hotline,2026-01-19 08:00,E0108,$a,reported,,,,,2026-01-19 18:00
W2,hotline,2026-01-19 08:10,E0108,$a,dispatched,s1-cg,2026-01-19 09:00,,,2026-01-19 18:00
W3,hotline,2026-01-19 08:20,E0108,$a,dispatched,sw,2026-01-19 09:00,,,2026-01-19 18:00
W4,hotline,2026-01-19 08:30,E0108,$a,reported,,,,,2026-01-19 18:00
W5,hotline,2026-01-19 08:40,E0108,$a,closed,s1-cg,2026-01-19 09:00,2026-01-19 10:00,2026-01-19 11:00,2026-01-19 18:00
!
same 'Monday: five new ones' import 19 d19.csv <<!
case-new: new 5, changed 0, same 0, refused 0
!
w2=20260119000002 w3=20260119000003
hand '20 09:00' sign $w2
hand '20 15:00' return --reason 不属本单位职责 $w3
same 'with 10 rows, and two by hand' rows <<!
12
!

# Tuesday: W1 is sent out, W6 comes with a unit nobody knows, W7 is handled.
sed '2s/reported,,/dispatched,s1-cg,2026-01-20 08:30/; 2s/19 18:00/20 18:00/' \
    d19.csv >d20.csv
cat >>d20.csv <<!
W6,hotline,2026-01-20 08:00,E0108,$a,dispatched,新成立执法队,2026-01-20 09:00,,,2026-01-20 18:00
W7,hotline,2026-01-20 08:10,E0108,$a,handling,s1-cg,2026-01-20 09:00,,,2026-01-20 18:00
!
import 20 d20.csv >said
same 'Tuesday: two new ones, one sent out, yesterday'\''s four again' \
    grep "new 2" said <<!
case-new: new 2, changed 1, same 4, refused 0
!
same 'which is 1 row, 2 and 3' rows <<!
18
!
same 'a unit that is new is made, to be reviewed' query \
    'SELECT name FROM v_unit WHERE reviewed = "no"' <<!
新成立执法队
!

# Wednesday: W1 is handled, the class of W2 is mended, W4 is cancelled.
sed '2s/,2026-01-20 08:30,,,.*/,2026-01-20 08:30,2026-01-21 10:00,,2026-01-21 18:00/
    2s/dispatched/handled/; 3s/E0108/E0109/; 3s/19 18:00/21 18:00/
    5s/reported/cancelled/; 5s/19 18:00/21 12:00/' d20.csv >d21.csv
same 'Wednesday: handled, corrected, cancelled' import 21 d21.csv <<!
case-new: new 0, changed 3, same 4, refused 0
!
same 'which is a row each' rows <<!
21
!
same 'none of it is odd: we are ahead of the source by hand' findings </dev/null

# Thursday: W1 is closed; W3, which was returned here, was handled and closed
# there; W5 is open again; W7 is one step back.
sed '2s/21 10:00,,.*/21 10:00,2026-01-22 09:00,2026-01-22 18:00/; 2s/handled/closed/
    4s/09:00,,,.*/09:00,2026-01-21 10:00,2026-01-21 11:00,2026-01-22 18:00/
    4s/dispatched/closed/; 6s/closed,s1-cg,\([^,]*\),.*/handling,s1-cg,\1,,,2026-01-22 18:00/
    8s/handling/dispatched/; 8s/20 18:00/22 18:00/' d21.csv >d22.csv
same 'Thursday: two cases are closed, two step back' import 22 d22.csv <<!
case-new: new 0, changed 2, same 5, refused 0
!
same 'which is 1 row and 3' rows <<!
25
!
same 'what was returned here was dispatched again, then done' query "SELECT act,
    time, unit, time_assumed FROM v_journal WHERE number = $w3 AND row > 3" <<!
dispatch|2026-01-20 15:00:00|sw|yes
handle|2026-01-21 10:00:00||no
close|2026-01-21 11:00:00||no
!
cat >odd <<!
W3|it was returned here, and the source says that it was handled all the same
W5|the source steps back: it says the closed case is open
W7|the source steps back: to dispatched
!
same 'what does not fit is a finding' findings <odd

# Friday: the same file, as another program writes it.
iconv -f utf-8 -t gb18030 d22.csv >d23.csv
same 'Friday: the same in GB18030' import 23 d23.csv <<!
case-new: new 0, changed 0, same 7, refused 0
!
hand '23 21:00' amend --field class --value E0107 $w2

# Saturday: Tuesday's file turns up again.
same 'Saturday: an older file' import 24 d20.csv <<!
case-new: new 0, changed 0, same 7, refused 0
!
same 'changes nothing' rows <<!
26
!
same 'and says nothing' findings <odd

# Sunday: W5 is closed once more, W2 gets another class, W6 another unit, W7
# is handled, W8 is new.
sed '3s/E0109/E0106/; 3s/21 18:00/25 18:00/
    6s/handling,s1-cg,\([^,]*\),.*/closed,s1-cg,\1,2026-01-24 10:00,2026-01-24 11:00,2026-01-24 18:00/
    7s/新成立执法队,2026-01-20 09:00\(.*\)20 18:00/s1-cg,2026-01-24 09:00\124 18:00/
    8s/dispatched/handled/; 8s/09:00,,,.*/09:00,2026-01-23 16:00,,2026-01-23 18:00/' \
    d22.csv >d25.csv
echo "W8,hotline,2026-01-25 08:00,E0108,$a,reported,,,,,2026-01-25 18:00" \
    >>d25.csv
same 'Sunday' import 25 d25.csv <<!
case-new: new 1, changed 3, same 4, refused 0
!
same 'is four rows' rows <<!
30
!
cat >odd <<!
W3|it was returned here, and the source says that it was handled all the same
W5|the source gives another time of closing
W5|the source gives another time of handling
W5|the source steps back: it says the closed case is open
W7|the source steps back: to dispatched
!
same 'what was closed twice is closed as it was first' findings <odd

# A source that does not say when it touched a row: files count as they come.
cat >c19.csv <<!
${head%,updated}
C1,counter,2026-01-19 09:00,E0108,$a,reported,,,,
C2,counter,2026-01-19 09:10,E0108,$a,dispatched,s1-cg,2026-01-19 10:00,,
!
sed '2s/reported,,/dispatched,s1-cg,2026-01-20 10:00/' c19.csv >c20.csv
sed '2s/10:00,,/10:00,2026-01-21 10:00,2026-01-21 12:00/; 2s/dispatched/closed/
    3s/E0108/E0109/' c20.csv >c21.csv
for f in '26 c19' '27 c20' '28 c21' '29 c19' '30 c21'; do
	import "${f% *}" "${f#* }.csv"
done >said
same 'without a time of change the last file counts, also a late one' \
    cat said <<!
case-new: new 2, changed 0, same 0, refused 0
case-new: new 0, changed 1, same 1, refused 0
case-new: new 0, changed 2, same 0, refused 0
case-new: new 0, changed 1, same 1, refused 0
case-new: new 0, changed 1, same 1, refused 0
!
same 'facts follow it: 3, 1, 3, 1 and 1 rows' rows <<!
39
!
echo 'C1|the source steps back: it says the closed case is open' |
    cat - odd >odd2
same 'but no stage is taken back' findings <odd2

same 'at the end of the week' query "SELECT x.external, state, class, unit,
    rows, handled, closed FROM v_case JOIN v_external x USING (number)
    WHERE x.external NOT IN ('W6') ORDER BY 1;
    SELECT x.external, state, unit, first_unit_name, rows FROM v_case
    JOIN v_external x USING (number) WHERE x.external = 'W6'" <<!
C1|closed|E0108|s1-cg|4|2026-01-21 10:00:00|2026-01-21 12:00:00
C2|dispatched|E0109|s1-cg|5||
W1|closed|E0108|s1-cg|4|2026-01-21 10:00:00|2026-01-22 09:00:00
W2|handling|E0106|s1-cg|6||
W3|closed|E0108|sw|6|2026-01-21 10:00:00|2026-01-21 11:00:00
W4|cancelled|E0108||2||
W5|closed|E0108|s1-cg|4|2026-01-19 10:00:00|2026-01-19 11:00:00
W7|pending_check|E0108|s1-cg|4|2026-01-23 16:00:00|
W8|reported|E0108||1||
W6|dispatched|s1-cg|新成立执法队|3
!
same 'every case was given once' query 'SELECT count(*) FROM v_case' <<!
10
!
same 'a case that the source cancels is void from then on' query "SELECT time,
    reason FROM v_journal WHERE act = 'void'" <<!
2026-01-21 12:00:00|void in the source
!
same 'the imports have the same figures' query "SELECT sum(new), sum(changed),
    sum(same), sum(refused), count(*) FROM v_import" <<!
10|14|34|0|12
!
same 'the journal leads to all of it' grid-check replay integrity </dev/null
finish
