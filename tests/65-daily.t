#!/bin/sh
# The daily summary: at any moment of a week of random acts and imports each
# figure is the same with and without it, and grid-check finds one that is not.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
WHISTLE_NOW='2026-01-19 07:00:00'
# shellcheck source=tests/town.sh
. "$here/town.sh"
SEED=${SEED:-11}
# shellcheck source=tests/lives.sh
. "$here/lives.sh"

# What the summary holds, all that is reckoned from it, and all there is.
held='received handled on_time late closed called answered solved rated
    satisfied open overdue void self_handled hung exempt'
fields=key,$(echo "$held" | tr -s ' \n' ',' | sed 's/,$//'),handled_rate
fields=$fields,on_time_rate,solved_rate,satisfied_rate,judged,received_share
fields=$fields,closed_share
every=key,name,$(grid-report --define | cut -f 1 |
    grep -vE '_(before|change|diff|last_year)$' | paste -sd , -)
two=key,name,$(grid-report --define | cut -f 1 | paste -sd , -)
bulletins() {	# [--no-daily]
	for by in district street unit unit_kind unit_level class:0 class \
	    class:2 line source path; do
		grid-report "$@" --week 2026-W04 --by $by --fields "$fields"
		grid-report "$@" --day yesterday --by $by --before prev,year \
		    --sort received
	done
	grid-report "$@" --week 2026-W04 --before prev,year --fields "$two"
	grid-report "$@" --from 2026-01-20 --to 2026-01-23 --fields "$fields"
	grid-report "$@" --month this --fields "$fields"
	grid-report "$@" --year this --by street --fields "$fields"
	grid-report "$@" --week last --area 110102001 --fields "$fields"
	grid-report "$@" --day today --by street --area 110102001
	grid-report "$@" --week 2026-W04 --by class:2 --class E01
	grid-report "$@" --week 2026-W04 --by unit --unit s1
	grid-report "$@" --week 2026-W04 --by source --source hotline
	grid-report "$@" --week 2026-W04 --by unit --across unit_kind --cells
	grid-report "$@" --week 2026-W04 --by unit --rank on_time_rate \
	    --before prev
	grid-report "$@" --week 2026-W04 --by street --rank received:lowest
	grid-report "$@" --week 2026-W04 --by class --sort open --top 1
	grid-report "$@" --week 2026-W04 --by unit --least received=2
	grid-report "$@" --week 2026-W04 --by unit --fields void
	grid-report "$@" --week 2026-W04 --by street --lang en -o table
	# What it does not hold, or cannot tell apart.
	for by in community grid channel state first_unit filter reason day; do
		grid-report "$@" --week 2026-W04 --by $by --fields "$fields"
	done
	grid-report "$@" --week 2026-W04 --by street --fields "$every"
	grid-report "$@" --week 2026-W04 --by street --source hotline
	grid-report "$@" --week 2026-W04 --by street --across source --cells
	grid-report "$@" --week 2026-W04 --area 110102001004
	grid-report "$@" --week 2026-W04 --by unit --fields \
	    "$fields,duplicate,returned,relapse,stock"
	grid-report "$@" --from '2026-01-19 12:00' --to '2026-01-23 12:00' \
	    --by street --fields "$fields"
	grid-report "$@" --day yesterday --days 24h --by street
	grid-report "$@" --week 2026-W04 --by street --ids received,open
}
both() {
	bulletins >with && bulletins --no-daily >without &&
	    test "$(wc -l <without)" -gt 90 && diff without with >differs
}
rows() {	# of a table of the summary
	query "SELECT count(*) FROM $1"
}
ok 'without a summary there is nothing to bring up to date' \
    grid-report --daily update
same 'and none is made' rows daily_day <<!
0
!
ok 'one is made of no case' grid-report --daily make

compared=0 changed=0 wrong=0
compare() {
	compared=$((compared + 1))
	[ "$(rows daily_was)" -eq 0 ] || changed=$((changed + 1))
	both && grid-check daily >found 2>&1 && return
	wrong=$((wrong + 1))
	head -n 20 differs found | sed 's/^/# /'
}
for day in 19 20 21 22 23 24 25; do
	WHISTLE_NOW="2026-01-$day 18:00:00"
	export_of "$day" >in.csv
	case-new -q -i in.csv || exit 2
	compare
	acts "$day" >todo
	minute=0
	while read -r line; do
		minute=$((minute + 1))
		WHISTLE_NOW=$(printf '2026-01-%s %02d:%02d:00' "$day" \
		    $((19 + minute / 60)) $((minute % 60)))
		$line >/dev/null 2>&1 </dev/null
		[ $((minute % 25)) -ne 0 ] || compare
		[ $((minute % 28)) -ne 0 ] || grid-report --daily update
	done <todo
	[ $((day % 2)) -eq 0 ] || grid-report --daily update
done
WHISTLE_NOW='2026-01-26 18:00:00'
import=$(query 'SELECT max(import) FROM v_entry')
ok 'an import is reverted' case-log revert --import "$import" --reason wrong
compare
ok 'many a bulletin was compared' test $compared -ge 15
ok 'most of them with changes since the last update' test $changed -ge 10
same 'all figures were the same with and without it' echo $wrong <<!
0
!
ok 'there were cases void, late and taken back' test "$(query \
    "SELECT (SELECT count(*) > 0 FROM v_case WHERE state = 'cancelled')
    + (SELECT count(*) > 0 FROM v_case WHERE handled > due)
    + (SELECT count(*) > 0 FROM v_journal WHERE act = 'takeback')")" -eq 3
issued() {
	grid-report --issue --week 2026-W04 --by street >/dev/null &&
	    grid-check issued && grid-report --issued 1 --compare
}
ok 'a bulletin issued from it follows from the cases' issued

# Those who write by hand are seen as well, whatever they do.
by_hand() {
	sqlite3 whistle.db "$1" && both && grid-check daily
}
ok 'another area' by_hand "UPDATE cases SET area =
    (SELECT max(id) FROM area) WHERE no % 3 = 0"
ok 'and a number of times' by_hand "
    UPDATE OR REPLACE cases SET closed = closed + 86400, due = due - 86400
    WHERE no % 2 = 0;
    UPDATE cases SET exempt = 1 WHERE no % 5 = 0;
    UPDATE cases SET hung_since = received + 86400 WHERE no % 7 = 0;
    UPDATE cases SET closed = received - 99999 WHERE state = 50 AND no % 4 = 1;
    UPDATE cases SET closed = NULL WHERE state = 50 AND no % 8 = 3"
ok 'a state, a case refused' by_hand "UPDATE cases SET state = 52, moved =
    received + 100000 WHERE no % 11 = 0"
ok 'a case deleted' by_hand "DELETE FROM cases WHERE no =
    (SELECT max(no) FROM cases)"
ok 'the summary is that of before, with changes' test "$(rows daily_was)" -gt 9
ok 'brought up to date' grid-report --daily update
same 'no change is left' rows daily_was <<!
0
!
ok 'and the same again' both
ok 'and sound' grid-check daily

ok 'a dispatch' by_hand "UPDATE cases SET dispatched = NULL
    WHERE state = 50 AND no % 2 = 0"

# What nobody does but by hand.
refilled() {	# SQL
	cp whistle.db kept.db
	by_hand "$1" && test "$(rows daily_day)" -eq 0 &&
	    grid-report --daily update && test "$(rows daily_day)" -gt 0 &&
	    both && grid-check daily
	set -- $?
	cp kept.db whistle.db
	return "$1"
}
ok 'a case replaced' refilled "CREATE TEMP TABLE x AS SELECT * FROM cases
    WHERE no % 2 = 1 LIMIT 3; UPDATE x SET received = received - 86400;
    INSERT OR REPLACE INTO cases SELECT * FROM x"
ok 'one numbered anew' refilled "UPDATE cases SET no = no + 777 WHERE no IN
    (SELECT no FROM cases LIMIT 2)"
ok 'one instead of another' refilled "UPDATE OR REPLACE cases SET no = no + 1
    WHERE no = (SELECT a.no FROM cases a JOIN cases b ON b.no = a.no + 1
    LIMIT 1)"
ok 'one filed with an entry of before' refilled "CREATE TEMP TABLE x AS
    SELECT * FROM cases LIMIT 1; UPDATE x SET no = no + 99, entry = 1;
    INSERT INTO cases SELECT * FROM x"
ok 'one with an entry of later' refilled "UPDATE cases SET entry = 99999
    WHERE no % 13 = 0"

# Figures do come from it, and a wrong one is found.
cp whistle.db good.db
tampered() {	# COUNT DIM BY
	cp good.db whistle.db
	sqlite3 whistle.db "UPDATE daily SET $1 = $1 + 1 WHERE dim = $2 AND
	    datetime(day, 'unixepoch', '+8 hours') = '2026-01-25 00:00:00'"
	a=$(grid-report --week 2026-W04 --by "$3" --fields "$1")
	b=$(grid-report --week 2026-W04 --by "$3" --fields "$1" --no-daily)
	grid-check daily >found
	[ $? -eq 1 ] && [ "$a" != "$b" ] &&
	    grep -q "2026-01-25, .*: $1 is not what the cases say" found
}
for c in $held; do
	ok "$c is had from the summary, and a wrong one found" \
	    tampered "$c" 1 street
done
noted() {	# COUNT WORDS: below a table for people
	cp good.db whistle.db
	sqlite3 whistle.db "UPDATE daily SET $1 = $1 + 1000 WHERE dim = 4"
	grid-report --week 2026-W04 --lang en -o table >notes &&
	    grep -Eq "$2: [0-9]{4,}" notes
}
ok 'void cases below a table are' noted void 'void cases not counted'
ok 'those handled without a dispatch are' noted self_handled \
    'self-handled cases counted'
ok 'exempt ones are' noted exempt 'exempt cases counted'
ok 'and hung ones' noted hung 'hung cases counted'
ok 'by unit' tampered received 2 unit
ok 'by class' tampered received 3 class
ok 'by source' tampered received 4 source
cp good.db whistle.db
sqlite3 whistle.db 'UPDATE daily SET received = received + 7, open = open + 1,
    handled = handled + 1'
differs() { both; }
status 1 'this one is wrong' differs
same_with() {	# [OPTION...]: it makes no difference
	grid-report "$@" >with && grid-report --no-daily "$@" | diff - with
}
same_week() {
	same_with --week 2026-W04 "$@"
}
ok 'two dimensions are counted' same_week --by street --source hotline
ok 'so is another one' same_week --by state
ok 'a level below the streets' same_week --by community
ok 'an area below them' same_week --by street --area 110102001004
ok 'a tag' same_week --by street --tag noise
ok 'the cases' same_week --ids received
ok 'as of then' same_week --as-of '2026-01-22 12:00'
ok 'part of a day' same_with --from '2026-01-19 12:00' --to '2026-01-23 12:00'
ok 'another figure' same_week --by street --fields received,duplicate
ok 'the SQL' same_week --sql
for set in count_void=yes count_self_handled=no count_hung=no count_exempt=no \
    count_exempt=on_time count_duplicates=no; do
	sqlite3 whistle.db "BEGIN; CREATE TEMP TABLE old AS SELECT * FROM
	    setting; INSERT INTO setting(code, value) VALUES ('${set%=*}',
	    '${set#*=}') ON CONFLICT(code) DO UPDATE SET value = excluded.value;
	    COMMIT"
	ok "and all with $set" same_week --by street --before prev
	cp whistle.db "$set.db"
	sqlite3 whistle.db "DELETE FROM setting WHERE code = '${set%=*}'"
done
status 1 'but not without these' same_week --by street --before prev
ok 'made anew' grid-report --daily make
ok 'it is right' both
ok 'and sound' grid-check daily

# Where areas stand elsewhere all days are counted anew.
moved() {
	grid-load -q area <<-!
		code,name,level,parent
		110102001004,府右街南社区,community,110102010000
	!
	both && grid-check daily
}
ok 'a community that moves to another street' moved
same 'no day is left' rows daily_day <<!
0
!
ok 'until the next update' grid-report --daily update
ok 'which is right' both
ok 'and from the summary' tampered received 1 street
cp good.db whistle.db
cat >area.csv <<!
code,name,level,parent
110102001004,府右街南社区,community,110102001000
110102001005,新社区,community,110102001000
!
ok 'areas as they were, and a new one' grid-load -q area -i area.csv
ok 'leave it alone' tampered received 1 street
cp good.db whistle.db

# Killed anywhere, also while others write.
sqlite3 whistle.db 'UPDATE cases SET due = due + 3600 WHERE no % 2 = 1'
cp whistle.db before.db
killed() {
	ASAN_OPTIONS=${ASAN_OPTIONS-}:verify_asan_link_order=0 \
	    LD_PRELOAD=$B/tests/killat.so grid-report --daily "$1" \
	    >/dev/null 2>&1
}
for word in update make; do
	rm -f calls whistle.db-*
	cp before.db whistle.db
	KILLCOUNT=$PWD/calls killed $word
	calls=$(cat calls 2>/dev/null || echo 0)
	if [ "$calls" -eq 0 ]; then
		skip "$word, killed half way: no killat.so"
		continue
	fi
	k=1 wrong=0
	while [ "$k" -le "$calls" ]; do
		rm -f whistle.db-*
		cp before.db whistle.db
		KILLAT=$k killed $word
		grid-check daily >found 2>&1 && same_week --by street --before prev ||
		    wrong=$((wrong + 1))
		k=$((k + 1 + calls / 12))
	done
	same "$word, killed half way, leaves a summary that is right" \
	    echo "$wrong" <<-!
	0
	!
done

# A zone with summer time: days are those of the calendar.
summer() {
	grid-load -q -d berlin.db --new --zone Europe/Berlin &&
	seq -f 'B%g,hotline,E0101' 400 | awk -F , -v OFS=, '{
	    day = 1 + NR % 28; month = NR % 2 ? "01" : "07"
	    print $0, sprintf("2025-%s-%02d %02d:30:00", month, day, NR % 24) }' |
	    sed '1i id,source,class,received' >berlin.csv &&
	case-new -q -d berlin.db -i berlin.csv &&
	grid-report -d berlin.db --daily make || return
	for month in 2025-01 2025-03 2025-07 2025-10; do
		grid-report -d berlin.db --month $month --by class >with &&
		grid-report -d berlin.db --month $month --by class \
		    --no-daily >without && diff without with || return
	done
	sqlite3 berlin.db 'UPDATE daily SET received = received + 1'
	for month in 2025-01 2025-07; do
		test "$(grid-report -d berlin.db --month $month \
		    --fields received)" -gt 200 || return
	done
}
ok 'in a zone with summer time it is right in both' summer

# Far behind: the cases are counted until the next update.
behind() {
	grid-load -q -d far.db --new && grid-report -d far.db --daily make &&
	seq -f 'B%g,hotline,E0101,2026-01-21 09:00:00' "$1" |
	    sed '1i id,source,class,received' >far.csv &&
	case-new -q -d far.db -i far.csv && sqlite3 far.db "INSERT INTO daily
	    VALUES (4, unixepoch('2026-01-20 16:00'), 0, 5, 0, 0, 0, 0, 0, 0,
	    0, 0, 0, 0, 0, 0, 0, 0, 0)" &&
	grid-report -d far.db --week 2026-W04 --fields received &&
	    rm far.db*
}
same 'not far behind it is the summary, this one wrong, and what is new' \
    behind 20000 <<!
20005
!
same 'far behind it is all the cases' behind 20001 <<!
20001
!

ok 'it is dropped' grid-report --daily drop
same 'all of it' query 'SELECT (SELECT count(*) FROM daily),
    (SELECT count(*) FROM daily_was), (SELECT count(*) FROM daily_day),
    (SELECT count(*) FROM daily_upto), (SELECT count(*) FROM sqlite_schema
    WHERE name = "cases_daily_insert")' <<!
0|0|0|0|0
!
ok 'figures are as before' both
ok 'and changes are no longer kept' sqlite3 whistle.db \
    'UPDATE cases SET due = due + 1'
same 'none' rows daily_was <<!
0
!
status 2 'another word' grid-report --daily often
says '--daily: "often": not make, update or drop' 'says so'
status 2 'with a period' grid-report --daily make --week last
says '--daily: goes with no option of figures' 'says so'
finish
