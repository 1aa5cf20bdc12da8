#!/bin/sh
# deadlines and a calendar that changes: years not loaded, what is provisional
#
# Expected times were counted by hand.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
WHISTLE_NOW='2026-02-02 09:00'
# shellcheck source=tests/town.sh
. "$here/town.sh"

act() {
	WHISTLE_NOW=$1
	shift
	case-log "$@" >said 2>&1 || cat said
}

# A year that is not loaded.
cat >year.csv <<'!'
id,source,received,class,area,title
C1,hotline,2026-12-31 16:00:00,E0109,110102001004,树
C2,hotline,2026-12-31 16:00:01,E0109,110102001004,树
C3,hotline,2026-12-30 08:00:00,E0109,110102001004,树
!
c1=20261231000001 c2=20261231000002 c3=20261230000001
WHISTLE_NOW='2026-12-31 17:00'
case-new -q -i year.csv
case-route -q --at '2026-12-30 09:00' $c3
case-route -q $c1 $c2
WHISTLE_NOW='2026-12-31 17:30'
case-log -q close --value special $c2
due() {
	query "SELECT number % 1000000000, due, provisional FROM v_case
	    WHERE number >= 20261230000000 ORDER BY number"
}
same 'a deadline beyond the loaded years is provisional' due <<'!'
230000001|2026-12-31 09:00:00|no
231000001|2027-01-01 17:00:00|yes
231000002|2027-01-01 17:00:00|yes
!
same 'and says so, day by day' sh -c "case-show --clocks --lang en $c1 |
    sed -n '4,6p'" <<'!'
    2026-12-31 Thu  17:00-18:00  1:00
    2027-01-01 Fri  workday (its year is not loaded)  08:00-12:00 14:00-17:00  7:00
    due 2027-01-01 17:00:00 (provisional)
!
cat >calendar.csv <<'!'
day,kind,name
2026-12-31,off,除夕
2027-01-01,off,元旦
2027-01-02,work,元旦
!
same 'a try recomputes nothing' sh -c \
    'grid-load -n -i calendar.csv calendar 2>&1' <<'!'
grid-load: recomputed 1 provisional deadlines
grid-load: new 3, changed 0, same 0, refused 0; nothing was done
!
same 'so it stands' due <<'!'
230000001|2026-12-31 09:00:00|no
231000001|2027-01-01 17:00:00|yes
231000002|2027-01-01 17:00:00|yes
!
# 31 December is off after all: all eight hours on the 2nd, from 8:00.
same 'loading the calendar finds it anew' sh -c \
    'grid-load -i calendar.csv calendar 2>&1 >keys' <<'!'
grid-load: recomputed 1 provisional deadlines
grid-load: new 3, changed 0, same 0, refused 0
!
same 'only that of an open case, only a provisional one' due <<'!'
230000001|2026-12-31 09:00:00|no
231000001|2027-01-02 18:00:00|no
231000002|2027-01-01 17:00:00|yes
!
same 'with a row of its own, and the clock follows' query "
    SELECT act, due, field, old, new FROM v_journal WHERE number = $c1
	ORDER BY row DESC LIMIT 1;
    SELECT due, next FROM v_clock WHERE number = $c1 AND kind = 'handle'" <<'!'
recompute|2027-01-02 18:00:00|due|2027-01-01 17:00:00|2027-01-02 18:00:00
2027-01-02 18:00:00|2027-01-02 16:00:00
!
same 'once' sh -c 'grid-load -i calendar.csv calendar 2>&1' <<'!'
grid-load: new 0, changed 0, same 3, refused 0
!
same 'where the calendar is another one now both times are told' sh -c \
    "case-show --clocks --lang en $c3 | sed -n '4,9p'" <<'!'
    2026-12-30 Wed  09:00-12:00 14:00-18:00  7:00
    2026-12-31 Thu  day off 除夕: skipped
    2027-01-01 Fri  day off 元旦: skipped
    2027-01-02 Sat  make-up workday 元旦  08:00-09:00  1:00
    due 2027-01-02 09:00:00
    recorded as 2026-12-31 09:00:00: the calendar or the limit is another one now
!

# What was allowed by one calendar is not judged by the next.
cat >next.csv <<'!'
id,source,received,class,area,title
E1,hotline,2028-01-06 08:00:00,E0110,110102001004,坑
E2,hotline,2028-01-06 08:00:01,E0110,110102001004,坑
!
e1=20280106000001 e2=20280106000002
WHISTLE_NOW='2028-01-06 09:00'
case-new -q -i next.csv && case-route -q $e1 $e2 || exit 2
act '2028-01-07 09:00' return --reason not_ours $e2
printf 'code,value\nredispatch_clock,bundle\n' | grid-load -q setting >said
WHISTLE_NOW='2028-01-07 10:00'
case-route -q $e2
act '2028-01-11 08:30' extend --reason 缺料 $e1
printf 'day,kind,name\n2029-01-01,off,元旦\n' >far.csv
next() {
	query "SELECT number % 10, due, provisional FROM v_case
	    WHERE number >= 20280106000000 ORDER BY number"
}
same 'another year changes nothing' sh -c \
    'grid-load -i far.csv calendar 2>&1 >keys' <<'!'
grid-load: new 1, changed 0, same 0, refused 0
!
same 'nor what is provisional on the clock of a bundle' next <<'!'
1|2028-01-11 09:00:00|yes
2|2028-01-11 09:00:00|yes
!
printf 'day,kind,name\n2028-01-08,work,元旦\n' >next.csv
same 'an extension stands that was asked for in time then' sh -c \
    'grid-load -i next.csv calendar 2>&1 >keys' <<'!'
grid-load: recomputed 2 provisional deadlines
grid-load: new 1, changed 0, same 0, refused 0
!
same 'by a calendar that ends both a day earlier' next <<'!'
1|2028-01-10 09:00:00|no
2|2028-01-10 09:00:00|no
!
ok 'and both are told' case-show --clocks $e1 $e2

# Hung for the eight hours of a Wednesday, which then had none.
WHISTLE_NOW='2027-01-06 08:00'
c4=$(case-new --source patrol --class E0110 --area 110102001004 --title 坑)
case-route -q "$c4" && act '2027-01-06 08:00' sign "$c4" && act "$WHISTLE_NOW" \
    hang --until 2027-01-07 --reason 待料 "$c4"
act "$WHISTLE_NOW" grant "$c4"
act "$WHISTLE_NOW" grant "$c4"
act '2027-01-06 18:00' resume "$c4"
echo '2027-01-06,off,临时' | sed '1i day,kind,name' |
    grid-load -q calendar >said 2>&1
act '2027-01-06 18:00' handle --text 完 "$c4"
same 'a clock has never used less than nothing' query "SELECT used, allowed
    FROM v_journal WHERE number = $c4 AND act = 'handle'" <<'!'
0|57600
!
same 'nor is it shown so' sh -c "case-show --clocks --lang en $c4 |
    sed -n '2s/.*used/used/p'" <<'!'
used 0:00 of 16:00 hours (0.00 times)
!
stopped() {
	case-show --clocks --lang en "$1" | grep 'handle: stopped by'
}
same 'a stopped clock is shown' stopped "$c4" <<'!'
handle: stopped by handle 2027-01-06 18:00:00, used 0:00 of 16:00 hours (0.00 times)
!
act '2027-01-06 18:00' takeback --reason 误点 "$c4"
status 1 'unless what stopped it was taken back' stopped "$c4"
same 'the journal leads to all this' grid-check replay integrity </dev/null
finish
