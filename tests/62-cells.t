#!/bin/sh
# 62-cells.t - every figure of a report is counted again: from the cases that
# --ids names, and from the view v_case by SQL that shares nothing with the
# report's own.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
[ -x "$B/tests/hotline" ] || {
	skip 'no export of a hotline here: make tests'
	finish
	exit
}

# shellcheck source=tests/counts.sh
. "$here/counts.sh"

# A month of a hotline; of its cases every 40th becomes void, every 25th a
# duplicate and every 30th a relapse of the one before.  And in two weeks cases
# on which all is done that is counted.
fill() {
	grid-load -q --new &&
	for t in area unit road; do
		grid-load -qi "$share/demo/$t.csv" $t || return
	done
	"$B/tests/hotline" -a "$share/demo/area.csv" -n 1500 >hotline.csv &&
	case-new -q -i hotline.csv -m hotline21 && case-list -o ids >all &&
	awk 'NR % 40 == 0' all | case-log -q void --reason error - &&
	awk 'NR % 40 && NR % 25 == 0 && (NR - 1) % 40 && (NR - 1) % 25 {
	    print $1 ",duplicate," p } { p = $1 }' all >links &&
	awk 'NR % 40 && NR % 30 == 0 && (NR - 1) % 40 {
	    print $1 ",relapse," p } { p = $1 }' all >>links &&
	{ echo number,value,to; cat links; } | case-log -q -i - link &&
	for i in 12 19; do
		counts_of $i u110102001 u110102001-cg u110102003-cg || return
	done
	printf 'code,value\nstock_days,2\n' | grid-load -q setting
}
ok 'a file with cases of all kinds' fill

# The counts: what --define names and --ids has cases for.  This export tells
# days alone and no returns; what is counted of those is counted by hand in
# row-24-returned.t, row-52-sensing.t and row-69-reply.t, and in 65-counts.t
# the times of handling and the units of whistles that have several; urgent
# cases and those that fail many checks in 68-formulas.t; tasks of verification
# and checking in 65-stages.t.
grid-report --define --fields metric | grep -vx -e returned -e 'reply_.*' \
    -e 'transfer.*' -e 'respon.*' -e timed -e 'handling_hours.*' \
    -e 'overdue_days.*' -e 'scor.*' -e summoned -e reworked_often \
    -e 'urgent_.*' -e unreplied -e 'need_[vc].*' -e verified_on_time \
    -e checked_on_time -e 'closing_hours.*' -e overtime_times \
    >metric.all
while read -r m; do
	grid-report --ids "$m" >/dev/null 2>&1
	[ $? -lt 2 ] && echo "$m"
done <metric.all >counts
counts=$(paste -sd , counts)

# The same by hand; :from and :to are the period.
sent="SELECT number FROM v_journal j WHERE act = 'dispatch' AND
    time_assumed = 'no' AND NOT EXISTS (SELECT 1 FROM v_journal p WHERE
    p.number = j.number AND p.row < j.row AND p.act = 'dispatch')"
when() {
	echo "$1 >= '$from' AND $1 < '$to'"
}
condition() {
	open="received < '$to' AND (open = 'yes' OR closed >= '$to' OR
	    state = 'not_filed' AND (SELECT max(time) FROM v_journal j
	    WHERE j.number = c.number AND act IN ('refuse', 'verify')) >= '$to')"
	case $1 in
	received)	when received ;;
	handled)	when handled ;;
	on_time)	echo "$(when handled) AND handled <= due" ;;
	late)		echo "$(when handled) AND handled > due
			    AND exempt = 'no'" ;;
	open)		echo "$open" ;;
	overdue)	echo "$open AND due < '$to' AND
			    (handled IS NULL OR handled >= '$to')
			    AND exempt = 'no' AND
			    (hung_since IS NULL OR hung_since >= '$to')" ;;
	called)		when called ;;
	closed)		echo "$(when closed) AND state = 'closed'" ;;
	answered)	echo "$(when called) AND solved IN
			    ('yes', 'no', 'partly')" ;;
	solved)		echo "$(when called) AND solved = 'yes'" ;;
	rated)		echo "$(when called) AND rating IN
			    ('satisfied', 'basic', 'unsatisfied')" ;;
	satisfied)	echo "$(when called) AND rating IN
			    ('satisfied', 'basic')" ;;
	duplicate)	echo "$(when received) AND duplicate_of > 0" ;;
	relapse)	echo "$(when received) AND number IN (SELECT number
			    FROM v_link WHERE kind = 'relapse')" ;;
	filed)		echo "$(when received) AND filed IS NOT NULL" ;;
	refused)	echo "$(when received) AND state = 'not_filed'" ;;
	void)		when received ;;
	need_dispatch)	echo "$(when received) AND (number IN (SELECT number
			    FROM v_journal WHERE act = 'dispatch') OR
			    filed IS NOT NULL AND open = 'yes')" ;;
	dispatched)	echo "$(when received) AND unit IS NOT NULL" ;;
	dispatch_judged) echo "$(when received) AND (number IN ($sent)
			    OR number NOT IN (SELECT number FROM v_journal
			    WHERE act = 'dispatch') AND open = 'yes' AND
			    filed < '2026-02-02 08:00:00')" ;;
	dispatched_on_time) echo "$(when received) AND number IN
			    ($sent AND unixepoch(time) <= 7200 + coalesce(
			    (SELECT max(unixepoch(time)) FROM v_journal f
			    WHERE f.number = j.number AND f.row < j.row AND
			    f.act = 'file'), unixepoch(c.received)))" ;;
	late_timed)	echo "$(when handled) AND handled > due
			    AND exempt = 'no' AND number IN (SELECT number
			    FROM v_journal WHERE act = 'handle' AND
			    used > allowed) AND number NOT IN (SELECT number
			    FROM v_journal WHERE time_assumed = 'yes' AND
			    act IN ('dispatch', 'handle'))" ;;
	closed_timed)	echo "$(when closed) AND
			    state = 'closed' AND day_only = 'no' AND
			    number NOT IN (SELECT number FROM v_journal
			    WHERE act = 'close' AND time_assumed = 'yes')" ;;
	accurate)	echo "$(when received) AND unit IS NOT NULL AND
			    (SELECT count(DISTINCT unit) FROM v_journal j
			    WHERE j.number = c.number AND act IN ('dispatch',
			    'pass')) = 1 AND NOT EXISTS (SELECT 1 FROM
			    v_return r WHERE r.number = c.number)" ;;
	self_handled)	echo "$(when received) AND state = 'closed' AND
			    unit IS NULL" ;;
	replied)	echo "$(when received) AND reply_due > '' AND
			    replied > ''" ;;
	to_handle)	echo "$open AND dispatched < '$to' AND
			    coalesce(handled, '9999') >= '$to'" ;;
	to_close)	echo "$open AND handled < '$to'" ;;
	hung)		echo "$open AND hung_since < '$to'" ;;
	stock)		echo "$open AND hung_since <=
			    datetime('$to', '-2 days')" ;;
	exempt)		echo "$(when handled) AND exempt = 'yes'" ;;
	reworked | reworks) echo "$(when handled) AND number IN (SELECT number
			    FROM v_journal WHERE act = 'check' AND
			    value = 'fail')" ;;
	extended)	echo "$(when handled) AND number IN (SELECT number
			    FROM v_journal WHERE act = 'extend')" ;;
	was_hung)	echo "$(when handled) AND number IN (SELECT number
			    FROM v_journal WHERE act = 'resume')" ;;
	closed_on_time)	echo "$(when closed) AND state = 'closed' AND
			    coalesce(handled, closed) <= due" ;;
	closed_late)	echo "$(when closed) AND state = 'closed' AND
			    coalesce(handled, closed) > due
			    AND exempt = 'no'" ;;
	closed_filter*)	echo "$(when closed) AND state = 'closed' AND
			    filter = ${1#closed_filter}" ;;
	to_call)	echo "$(when closed) AND state = 'closed' AND
			    coalesce(called, '') < closed" ;;
	unsatisfied)	echo "$(when called) AND rating = 'unsatisfied'" ;;
	collected)	echo "$(when received) AND source = 'public'" ;;
	out_of_scope)	echo "$(when received) AND screened = 'out'" ;;
	in_scope)	echo "$(when received) AND source = 'public' AND
			    (screened = 'in' OR number IN
			    (SELECT number FROM v_whistle))" ;;
	whistled)	echo "$(when received) AND source = 'public' AND
			    number IN (SELECT number FROM v_whistle)" ;;
	scope_solved)	echo "$(when received) AND source = 'public' AND
			    number IN (SELECT number FROM v_whistle
			    WHERE accepted > '')" ;;
	whistles)	when raised ;;
	accepted)	echo "$(when raised) AND w.accepted > ''" ;;
	accepted_first)	echo "$(when raised) AND first_pass = 'yes'" ;;
	sent_back)	echo "$(when raised) AND rejects = 1" ;;
	finished_on_time) echo "$(when raised) AND
			    w.accepted <= finish_due" ;;
	finished_late)	echo "$(when raised) AND finish_due <
			    coalesce(w.accepted, withdrawn, '2026-02-02 10:00:00')" ;;
	withdrawn)	echo "$(when raised) AND withdrawn > ''" ;;
	signed)		echo "$(when summoned) AND w.signed > ''" ;;
	signed_on_time)	echo "$(when summoned) AND
			    unixepoch(w.signed) - unixepoch(summoned) <= 3600" ;;
	arrived)	echo "$(when summoned) AND arrived > ''" ;;
	arrived_on_time) echo "$(when summoned) AND arrived <= arrive_due" ;;
	arrived_late)	echo "$(when summoned) AND late = 'yes'" ;;
	excused)	echo "$(when summoned) AND excused > ''" ;;
	*)		echo "no_sql_for_$1" ;;
	esac
}
# The class one below the root, from class to class.
major="(WITH RECURSIVE up(code, parent) AS (
	SELECT code, parent FROM v_class WHERE code = c.class
	UNION ALL SELECT v.code, v.parent FROM up JOIN v_class v
	ON v.code = up.parent)
    SELECT code FROM up WHERE parent IN
	(SELECT code FROM v_class WHERE parent IS NULL))"
# Where the rows of a count are, and those of which it is; whistles are told
# apart by who blew them and who has to come.
rows_of() {	# METRIC DIMENSION
	rows='v_case c' valid="c.state <> 'cancelled'" key=c.$2
	[ "$2" != class ] || key=$major
	case $1 in
	void)
		valid="c.state = 'cancelled'" ;;
	whistles | accepted* | sent_back | finished* | withdrawn)
		rows='v_whistle w JOIN v_case c USING (number)'
		[ "$2" != unit ] || key=w.raiser ;;
	signed* | arrived* | excused)
		rows='v_whistle_unit w JOIN v_case c USING (number)'
		[ "$2" != unit ] || key=w.unit ;;
	esac
}
by_hand() {	# DIMENSION WITHOUT-DUPLICATES
	while read -r m; do
		rows_of "$m" "$1"
		once=
		[ "$2" = yes ] && [ "$m" != duplicate ] &&
		    once='AND duplicate_of IS NULL'
		echo "SELECT ifnull($key, '-') || ' $m ' || count(*)
		    FROM $rows WHERE $valid AND
		    $(condition "$m") $once GROUP BY $key;
		    SELECT 'total $m ' || count(*) FROM $rows WHERE
		    $valid AND $(condition "$m") $once
		    HAVING count(*) > 0;"
	done <counts | sqlite3 -bail -readonly whistle.db | LC_ALL=C sort
}
# The cells of a report that are not 0: key, metric, count.
cells() {
	grid-report --by "$@" --fields "key,$counts" |
	    awk -F '\t' -v names="$counts" 'BEGIN { split(names, m, ",") }
		{ for (i = 2; i <= NF; i++)
			if ($i != 0) print $1, m[i - 1], $i }' |
	    LC_ALL=C sort
}
from_ids() {
	while read -r m; do
		grid-report --by "$@" --ids "$m" | sort -u |
		    awk -F '\t' -v m="$m" '{ n[$2]++ }
			END { for (k in n) print k, m, n[k]
			    if (NR) print "total", m, NR }'
	done <counts | LC_ALL=C sort
}
filled() {	# each metric has a cell: nothing agrees by being empty
	cut -d ' ' -f 2 "$1" | sort -u >seen
	sort counts | diff - seen
}
again() {	# DIMENSION WEEK FROM TO DUPLICATES
	from=$3 to=$4
	cells "$1" --week "$2" >cells.out
	from_ids "$1" --week "$2" >ids.out
	by_hand "$1" "$5" >sql.out
	diff cells.out ids.out && diff cells.out sql.out &&
	    filled cells.out
}
ok 'there are counts' test "$(wc -l <counts)" -ge 50
for by in street unit class source kind community; do
	ok "every cell by $by, of a week" again $by 2026-W03 \
	    '2026-01-12 00:00:00' '2026-01-19 00:00:00' no
	ok "and of the next" again $by 2026-W04 \
	    '2026-01-19 00:00:00' '2026-01-26 00:00:00' no
done
# The facts that this export does not tell; roads that are none are not placed.
ok 'channels and roads' sh -c "printf 'code,name,class\nr1,甲,alley\n\
r2,乙,alley\n' | grid-load -q road &&
    sqlite3 whistle.db 'UPDATE cases SET channel = 1 + no % 4,
	road = (SELECT id FROM road WHERE code = \"r\" || (no % 3))'"
for by in channel road filter state first_unit; do
	ok "every cell by $by" again $by 2026-W03 \
	    '2026-01-12 00:00:00' '2026-01-19 00:00:00' no
done
by_cell() {
	cells street --week 2026-W03 | while read -r key m n; do
		grid-report --by street --week 2026-W03 --ids "$m" \
		    --key "$key" >one
		[ "$(sort -u one | wc -l)" -eq "$n" ] || echo "$key $m $n"
	done
}
# For a closed period an analyst's view gives the same: what happened in it.
view() {	# DIMENSION
	case $1 in
	class)	key=major ;;
	*)	key=$1 ;;
	esac
	cells "$1" --week 2026-W03 | awk '$2 ~ /^(received|handled|on_time|late|\
called|answered|solved|rated|satisfied|relapse|closed)$/' >cells.out
	{
		echo "CREATE TEMP VIEW e AS SELECT ifnull($key, '-') AS key, *
		    FROM v_event WHERE at BETWEEN unixepoch('2026-01-11')
		    AND unixepoch('2026-01-20') AND
		    day BETWEEN '2026-01-12' AND '2026-01-18';"
		cut -d ' ' -f 2 cells.out | sort -u | while read -r m; do
			echo "SELECT key || ' $m ' || sum($m) FROM e
			    GROUP BY key HAVING sum($m) > 0;
			    SELECT 'total $m ' || sum($m) FROM e;"
		done
	} | sqlite3 -bail -readonly whistle.db | LC_ALL=C sort >view.out
	test -s cells.out && diff cells.out view.out
}
for by in street unit class source kind community; do
	ok "v_event by $by gives the same figures" view $by
done
# So does the query of the manual for what was open at the end of a week, be
# it closed, refused, hung or exempted since.
still_open() {
	grid-report --by unit --week "$1" --no-total --fields key,open,overdue |
	    awk '$2 > 0' | LC_ALL=C sort >cells.out
	awk '/^WITH t\(t\)/, /;$/' "$here/../man/whistle-schema.5" |
	    sed "s/2026-01-12/$2/; s/SELECT unit, unit_name/\
		SELECT ifnull(unit, '-')/" |
	    sqlite3 -bail -readonly -separator '	' "${WHISTLE_DB:-whistle.db}" |
	    LC_ALL=C sort >view.out
	test -s cells.out && diff cells.out view.out
}
ok 'what was open is what the query of the manual finds' \
    still_open 2026-W03 2026-01-19
ok 'and a week later' still_open 2026-W04 2026-01-26
cp whistle.db since.db
t="unixepoch('2026-01-19', '-8 hours')"
sqlite3 since.db "UPDATE cases SET state = 52, moved = closed, closed = NULL
    WHERE no = (SELECT min(no) FROM cases WHERE state = 50 AND closed >= $t
	AND received < $t);
    UPDATE cases SET exempt = 1 WHERE no = (SELECT min(no) FROM cases
	WHERE received < $t AND due < $t AND handled >= $t AND state = 50)"
WHISTLE_DB=since.db
export WHISTLE_DB
ok 'also of one that was refused since, and one that was exempted' \
    still_open 2026-W03 2026-01-19
ok 'which there are' test "$(sqlite3 since.db 'SELECT sum(state = 52) > 0 AND
    sum(exempt) > 0 FROM cases')" = 1
unset WHISTLE_DB
same 'each cell asked for by its key' by_cell </dev/null
# Our own bulletin, published as CSV, stands its own audit.
audited() {
	grid-report --by "$1" --week 2026-W03 -o csv >own.csv &&
	grid-report --audit own.csv --fields column,check,verdict >audit.out &&
	grep -q "^received	total	ok" audit.out &&
	grep -q "^handled_rate	rate	ok" audit.out
}
for by in street unit class source kind community; do
	ok "a report by $by is one whose figures follow" audited $by
done
# Each count and rate of the week before is what that week said of itself.
list_of() {	# SUFFIX
	grid-report --define --fields metric >define.all
	sed -n 's/_before$//p' define.all | sed "s/\$/$1/" | paste -sd , -
}
before() {
	grid-report --by street --week 2026-W03 \
	    --fields "key,$(list_of '')" | data >was.out
	grid-report --by street --week 2026-W04 --before prev \
	    --fields "key,$(list_of _before)" | data >before.out
	[ "$(head -n 1 was.out | tr '\t' '\n' | wc -l)" -gt 25 ] &&
	    diff was.out before.out
}
data() {	# rows in which something is
	awk -F '\t' '{ n = 0
		for (i = 2; i <= NF; i++)
			n += $i != "" && $i != 0 }
		n'
}
ok 'what was before is what was said then' before
judged() {
	grid-report --by unit --week 2026-W03 \
	    --fields judged,on_time,late,overdue |
	    awk '{ bad += $1 != $2 + $3 + $4; n += $1 } END { exit bad || !n }'
}
ok 'judged is the sum of its counts' judged
sqlite3 whistle.db "INSERT INTO setting(code, value) VALUES
    ('count_duplicates', 'no') ON CONFLICT(code) DO UPDATE SET value = 'no'"
for by in street unit class; do
	ok "every cell by $by, without duplicates" again $by 2026-W03 \
	    '2026-01-12 00:00:00' '2026-01-19 00:00:00' yes
done
ok 'what was before, without duplicates' before
wrong() {	# a case that is missing would be found
	again street 2026-W03 '2026-01-13 00:00:00' '2026-01-19 00:00:00' yes
}
plan() {	# a part of v_event does not read all cases
	sqlite3 whistle.db "EXPLAIN QUERY PLAN SELECT street, sum(received)
	    FROM v_event WHERE at BETWEEN unixepoch('2026-01-11') AND
	    unixepoch('2026-01-20') AND day >= '2026-01-12' GROUP BY 1" >plan
	for i in received handled called; do
		grep -q "SEARCH cases USING .*INDEX cases_$i" plan || return
	done
	! grep 'SCAN c' plan
}
ok 'a part of v_event is found by its indexes' plan
status 1 'another count would be found' wrong

# v_event follows what the settings count, whichever they say.
for i in duplicates=yes void=yes self_handled=no hung=no exempt=no \
    exempt=on_time duplicates=no; do
	printf 'code,value\ncount_%s,%s\n' "${i%=*}" "${i#*=}" |
	    grid-load -q setting
	ok "v_event with count_$i gives the same figures" view unit
	cmp -s last.out cells.out && result 1 "which are others: $i"
	cp cells.out last.out
done
printf 'code,value\n%s\n' count_void,no count_self_handled,yes \
    count_hung,yes count_exempt,yes | grid-load -q setting

# Cells of two dimensions: from the long form, from the wide one, from the
# cases and from SQL.
column() {	# DIMENSION METRIC: SQL for its key
	case $1 in
	day)
		case $2 in
		handled|on_time|late)	echo 'substr(handled, 1, 10)' ;;
		closed)			echo 'substr(closed, 1, 10)' ;;
		received|relapse)	echo 'substr(received, 1, 10)' ;;
		*)			echo 'substr(called, 1, 10)' ;;
		esac ;;
	class)	echo "$major" ;;
	*)	echo "c.$1" ;;
	esac
}
crossed() {	# DIMENSION DIMENSION METRICS
	from='2026-01-12 00:00:00' to='2026-01-19 00:00:00'
	set -- "$1" "$2" "$3" --week 2026-W03 --by "$1" --across "$2"
	by=$1 across=$2 metrics=$3
	shift 3
	grid-report "$@" --cells --fields "key,across,$metrics" |
	    awk -F '\t' -v names="$metrics" 'BEGIN { split(names, m, ",") }
		{ for (i = 3; i <= NF; i++)
			if ($i != 0) print $1, $2, m[i - 2], $i }' |
	    LC_ALL=C sort >cells.out
	grid-report "$@" --fields "$metrics" -o csv |
	    awk -F , 'NR == 1 { for (i = 2; i <= NF; i++) {
			name[i] = $i; sub(/[.].*/, "", name[i])
			m[i] = $i; sub(/.*[.]/, "", m[i]) }; next }
		{ for (i = 2; i <= NF; i++)
			if ($i != 0) print $1, name[i], m[i], $i }' |
	    LC_ALL=C sort >wide.out
	for m in $(echo "$metrics" | tr , ' '); do
		grid-report "$@" --ids "$m" | awk -F '\t' -v m="$m" '
		    { n[$2 " " $3]++; n[$2 " total"]++; n["total " $3]++ }
		    END { for (k in n) print k, m, n[k]
			if (NR) print "total total", m, NR }'
	done | LC_ALL=C sort >ids.out
	for m in $(echo "$metrics" | tr , ' '); do
		a="ifnull($(column "$by" "$m"), '-')"
		b="ifnull($(column "$across" "$m"), '-')"
		for pair in "$a || ' ' || $b" "$a || ' total'" \
		    "'total ' || $b" "'total total'"; do
			echo "SELECT k || ' $m ' || count(*) FROM (SELECT $pair
			    AS k FROM v_case c WHERE state <> 'cancelled' AND
			    $(condition "$m") AND (duplicate_of IS NULL OR
			    '$m' = 'duplicate')) GROUP BY k;"
		done
	done | sqlite3 -bail -readonly whistle.db | LC_ALL=C sort >sql.out
	test -s cells.out && diff cells.out wide.out &&
	    diff cells.out ids.out && diff cells.out sql.out
}
ok 'every cell of streets and sources' crossed street source \
    received,handled,on_time,late,open,overdue,called,closed,answered,solved,rated,satisfied,duplicate,relapse
ok 'of sources and classes' crossed source class received,open,late,solved
ok 'of communities and units' crossed community unit received,handled,overdue
ok 'of streets and days' crossed street day \
    received,handled,on_time,late,called,answered,solved,rated,satisfied,closed

# So are the scores of cities, each of what its terms ask for.
for p in jinniu zhungeer wenzhou district jinhua; do
	grid-load -q --profile $p || exit 2
done
ok 'scores of before are what was said then' before

# Counts that are not read are not made: what is read does not depend on that.
alone() {	# each figure by itself is what it is among all
	# Of the many of other periods, those of each kind of figure.
	all=$(grid-report --define --fields metric | awk '
	    /(_before|_change|_diff|_last_year)$/ &&
	    !/^(received|open|on_time_rate|void)_/ { next } { print }' |
	    paste -sd , -)
	grid-report --week 2026-W03 --by street --before prev,year --fields "$all" >whole
	k=0
	for m in $(echo "$all" | tr , ' '); do
		k=$((k + 1))
		cut -f $k whole | LC_ALL=C sort >column
		grid-report --week 2026-W03 --by street --before prev,year \
		    --fields "$m" --sort on_time_rate | LC_ALL=C sort |
		    cmp -s - column || echo "$m"
	done
	[ $k -gt 30 ] || echo 'no metrics'
}
same 'a figure alone is what it is among all' alone </dev/null
finish
