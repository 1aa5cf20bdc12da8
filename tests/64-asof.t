#!/bin/sh
# The file as it was: a week of random acts and imports, bulletins printed
# meanwhile, and the same ones asked for afterwards as of then.
# shellcheck disable=SC2119,SC2120
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
WHISTLE_NOW='2026-01-19 07:00:00'
# shellcheck source=tests/town.sh
. "$here/town.sh"
SEED=${SEED:-7}
# shellcheck source=tests/lives.sh
. "$here/lives.sh"

# Every figure there is, told apart in several ways; of other periods in one.
fields=key,name,$(grid-report --define | cut -f 1 | paste -sd , -)
own=key,name,$(grid-report --define | cut -f 1 |
    grep -vE '_(before|change|diff|last_year)$' | paste -sd , -)
bulletins() {
	for by in street community unit class:2 source channel filter state \
	    reason first_unit; do
		grid-report "$@" --week 2026-W04 --by $by --fields "$own" -o csv
	done
	grid-report "$@" --week 2026-W04 --by unit --fields "$fields" \
	    --before prev,year -o csv
	grid-report "$@" --day yesterday --fields "$fields" \
	    --before prev,year
	grid-report "$@" --week last --area 110102001 --class E \
	    --source hotline -o json
	grid-report "$@" --month this --by community --ids received,open,late
	# The heading says as of which entry, which only one of the two has.
	grid-report "$@" --year this --by unit -o table --lang en |
	    sed '1s/; as of entry .*//'
}

snapshots=0
snapshot() {
	snapshots=$((snapshots + 1))
	bulletins >"then.$snapshots" 2>err || cat err >>"then.$snapshots"
	echo "$WHISTLE_NOW" >"time.$snapshots"
	# The clock of an entry is its own, that of a moment may be later.
	sqlite3 whistle.db "SELECT entry FROM v_entry WHERE time =
	    '$WHISTLE_NOW' ORDER BY entry DESC LIMIT 1" >"entry.$snapshots"
}
# And a whistle a day, of which the first summons is answered, the work sent
# back, then accepted; cases that come to their end withdraw the others.
whistles() {	# DAY
	grep "^202601$1" numbers | head -n 1 | while read -r a; do
		echo "case-escalate raise --kind resident --unit ga,sw $a"
		echo "case-escalate answer --unit ga $a"
		echo "case-escalate arrive --unit ga $a"
	done
	grep "^202601$(($1 - 1))" numbers | head -n 1 | while read -r a; do
		echo "case-escalate reject --reason more $a"
		echo "case-escalate excuse --unit sw --reason busy $a"
		echo "case-escalate accept $a"
		echo "case-escalate score --as ga --value 7$(($1 % 10)) $a"
		echo "case-escalate score --unit ga --value 40 $a"
		echo "case-escalate score --unit ga --value 60 $a"
	done
}
for day in 19 20 21 22 23 24 25; do
	WHISTLE_NOW="2026-01-$day 18:00:00"
	export_of "$day" >in.csv
	case-new -q -i in.csv || exit 2
	snapshot
	acts "$day" >todo
	whistles "$day" >>todo
	minute=0
	while read -r line; do
		minute=$((minute + 1))
		WHISTLE_NOW=$(printf '2026-01-%s 19:%02d:00' "$day" $minute)
		$line >/dev/null 2>&1 </dev/null
		[ $((minute % 10)) -ne 0 ] || snapshot
	done <todo
done
WHISTLE_NOW='2026-02-01 12:00:00'
case-log amend --field class --value E0101 --reason all \
    "$(case-list --fields number --limit 1)" >/dev/null 2>&1
ok 'it was a week of many acts' test "$(sqlite3 whistle.db 'SELECT
    count(DISTINCT act) > 10 AND count(*) > 150 FROM v_journal')" = 1
ok 'some of them were taken back' test "$(sqlite3 whistle.db "SELECT count(*)
    FROM v_journal WHERE act = 'takeback'")" -gt 2
ok 'whistles were blown, answered, sent back' test "$(sqlite3 whistle.db \
    "SELECT count(*) > 4 AND count(accepted) > 1 AND sum(rejects) > 1
    FROM v_whistle")" = 1
ok 'many a bulletin was printed' test $snapshots -ge 21
ok 'and they were not the same' test "$(sort -u then.* | wc -l)" -gt 300
ok 'the journal leads to the file' grid-check replay

i=0
while [ $i -lt $snapshots ]; do
	i=$((i + 1))
	same "as of $(cat "time.$i")" bulletins --as-of "$(cat "time.$i")" <"then.$i"
	[ ! -s "entry.$i" ] || same "as of entry $(cat "entry.$i")" \
	    bulletins --as-of "$(cat "entry.$i")" <"then.$i"
done
ok 'many of them at an entry' test "$(cat entry.* | wc -l)" -gt 9
differs() { bulletins | cmp -s - then.1; }
status 1 'and without it they are others' differs

# What reports read must be what --as-of puts back, or have no past: when this
# fails lib/report/asof.c has to learn about another table.
tables() {
	for by in street unit unit_kind class line source kind channel road \
	    filter state reason; do
		grid-report --sql --by $by --fields "$fields" --before prev,year
		grid-report --sql --by $by --ids received,overdue,relapse
	done >all.sql
	for by in day week month hour weekday age delay place; do
		grid-report --sql --by $by --across unit --fields received,open
	done >>all.sql
	grep -oE '(FROM|JOIN) [a-z_]+' all.sql | cut -d ' ' -f 2 | sort -u |
	    grep -vxE '[efgprstvw]|cell|json_each|(area|unit|class)(_tree)?|unit_kind|source|channel|request_kind|road|state|reason' |
	    grep -vx -e setting -e standard -e zone
}
same 'reports read no table that has a past and is not put back' tables <<!
cases
entry
journal
link
whistle
whistle_unit
!
finish
