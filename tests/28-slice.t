#!/bin/sh
# case-new -i: a file in slices, killed at any moment and continued
#
# Who waits for what was killed must see it dead: timeout without --foreground
# kills itself, too, and then a commit may still be on its way to the disk when
# the next command reads.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

KILLS=${KILLS:-6} SEED=${SEED:-1}

# Rows A to B of a source, in no order of time; every third is closed.
rows() {
	echo 'id,source,received,class,area,title,state,unit,dispatched,closed,place'
	awk -v a="$1" -v b="$2" 'BEGIN {
		for (i = a; i <= b; i++) {
			course = "closed,s1-cg,2026-01-29,2026-01-30"
			if (i % 3)
				course = "reported,,,"
			printf "K%d,hotline,2026-01-%02d %02d:00,E0108,", i,
			    i % 28 + 1, i % 24
			printf "110102001004,第%d件,%s,府右街%d号\n", i,
			    course, i % 40
		}
	}'
}
# All that a file says, but for when and in how many pieces it was written.
content() {
	sqlite3 "$1" "SELECT no, source, class, area, title, received, state,
	        unit, due, closed, seq FROM cases ORDER BY no;
	    SELECT no, seq, act, at, holder, unit, filter, rule, standard,
	        due, used, flags, value, text FROM journal ORDER BY no, seq;
	    SELECT source, id, no, digest FROM external ORDER BY source, id;
	    SELECT no, kind, text FROM finding ORDER BY 1, 2, 3;
	    SELECT no, kind, other FROM link ORDER BY 1, 2;
	    SELECT no, kind, started, due, rung, next FROM clock ORDER BY 1;
	    SELECT * FROM day ORDER BY 1;
	    SELECT file, digest, rows, new, changed, same, refused, finished
	        FROM v_import;
	    SELECT sum(rows) FROM v_entry WHERE import IS NOT NULL;
	    SELECT type, name, tbl_name, sql FROM sqlite_schema
	        ORDER BY 1, 2"
}
setting() {
	printf 'code,value\nimport_slice,%s\n' "$1" | grid-load -q setting
}
put_back() {	# FILE
	rm -f whistle.db whistle.db-*
	cp "$1" whistle.db
}

rows 1 600 >first.csv
rows 401 2600 >next.csv
sed '5s/E0108/none/' next.csv >bad.csv
sed '2,200s/第/又/' first.csv >again.csv

# one after the other
cp whistle.db whole.db
setting 250
cp whistle.db empty.db
for v in many 0 12x 1.5 99999999999999999999; do
	status 2 "a setting of $v rows is refused when it is loaded" setting $v
	says "setting import_slice: \"$v\": not a whole number from 1 to" \
	    'by name'
done
cp empty.db bad.db
sqlite3 bad.db "UPDATE setting SET value = 0 WHERE code = 'import_slice'"
same 'and just so when it stands there' \
    fails 2 case-new -d bad.db -i first.csv <<!
case-new: setting import_slice: "0": not a whole number from 1 to 1000000000
!
ok 'a file of several slices' sh -c 'case-new -i first.csv >numbers'
says 'new 600, changed 0, same 0, refused 0' 'counts them all'
same 'prints the numbers of all' sh -c 'sort -u numbers | wc -l' <<'!'
600
!
cp whistle.db kept.db
put_back empty.db
printf 'title.join = ,\n' >join.map
ok 'a map from a pipe' sh -c '
    cat join.map | case-new -q -i first.csv -m /dev/stdin'
same 'is known by all that it says' query 'SELECT map FROM import' <<!
$(sha256sum <join.map | cut -c 1-64)
!
put_back kept.db
same 'has an entry a slice' query 'SELECT rows > 0 FROM v_entry
    WHERE import = 1' <<'!'
1
1
1
!
same 'and is one import, which is finished' query 'SELECT rows, new, changed,
    same, refused, finished, last FROM v_import' <<'!'
600|600|0|0|0|yes|2026-02-02 10:00:00
!
same 'v_entry counts what the journal has' query "SELECT
    (SELECT sum(rows) FROM v_entry) - (SELECT count(*) FROM journal)" <<'!'
0
!
ok 'what is refused as it is read stops all slices' \
    sh -c '! case-new -q -i bad.csv'
same 'nothing of it is in' query 'SELECT count(*) FROM cases' <<'!'
600
!
sqlite3 whistle.db 'UPDATE entry SET filed = filed + 1 WHERE id = (SELECT
    max(id) FROM entry)'
same 'a wrong count of filed rows is found' sh -c 'grid-check | cut -f2,3' <<'!'
integrity	entry: 1201 journal rows were filed with their cases, the journal has 1200
!
sqlite3 whistle.db 'UPDATE entry SET filed = filed - 1 WHERE id = (SELECT
    max(id) FROM entry)'
same 'a rehearsal does nothing' sh -c 'case-new -n -i next.csv 2>&1' <<'!'
case-new: new 2000, changed 0, same 200, refused 0; nothing was done
!
ok 'facts that changed are amended in slices, too' case-new -i again.csv
says 'new 0, changed 199, same 401, refused 0' 'and counted'
grid-check >found 2>&1
ok 'the file is sound' grid-check

# Kill at a chosen call that changes the file, or count them.
preload() {	# FILE, with KILLAT or KILLCOUNT
	ASAN_OPTIONS=${ASAN_OPTIONS-}:verify_asan_link_order=0 \
	    LD_PRELOAD=$B/tests/killat.so case-new -q -i "$1" \
	    >>killed.out 2>&1
}

# What a new case's own row forbids is found before the first slice.
sed '28s/2026-01-29,2026-01-30/2026-01-30,2026-01-29/' first.csv >late.csv
put_back empty.db
same 'a course that contradicts itself is refused' fails 2 case-new -i \
    late.csv <<'!'
case-new: late.csv:28: close: before it was dispatched
case-new: late.csv: 1 of 600 rows are refused; nothing was done (-r FILE does the rest)
!
same 'before a slice is in' query 'SELECT (SELECT count(*) FROM cases),
    (SELECT count(*) FROM import)' <<'!'
0|0
!
ok 'with -r the rest goes in' sh -c '! case-new -q -i late.csv -r late.not'
same 'all of it' query 'SELECT new, refused, finished FROM v_import' <<'!'
599|1|yes
!

# A class that is made has its id only once it is; the rows are the same.
printf 'class.unknown = make\n' >make.map
sed 's/E0108/新类/' first.csv >made.csv
put_back empty.db
case-new -q -i made.csv -m ./make.map
query 'SELECT id, digest FROM external' >digests
ok 'rows that made a class come again' case-new -i made.csv -m ./make.map
says 'new 0, changed 0, same 600, refused 0' 'nothing is new'
same 'each is known by what it was' sh -c \
    "sqlite3 whistle.db 'SELECT id, digest FROM external' | diff digests -" <<'!'
!

# Stopped, another export comes in, and the first one goes on.
put_back empty.db
at=0
until [ "$(query 'SELECT count(*) FROM cases')" -gt 0 ]; do
	at=$((at + 5))
	KILLAT=$at preload first.csv 2>said
done
ok 'an import is stopped after a slice' test "$(query 'SELECT count(*)
    FROM cases')" -eq 250
case-new -q -i again.csv
case-new -q -i first.csv
same 'what was merged before is not merged again' query "SELECT title
    FROM cases JOIN external USING (no) WHERE id = 'K28'" <<'!'
又28件
!

# The same in one slice
put_back whole.db
case-new -q -i first.csv
case-new -q -i again.csv
case-new -q -i next.csv
content whistle.db >whole

# Killed at random moments, each time continued by the same command.  Which
# moments they are differs from machine to machine; how it ends does not.
random=$SEED kills=0
killed() {	# FILE: import it; killed $KILLS times if it takes as many
	k=0
	while [ $k -lt "$KILLS" ]; do
		k=$((k + 1))
		random=$(((random * 1103515245 + 12345) % 2147483648))
		timeout --foreground -s KILL "$(printf '0.%03d' \
		    $((random / 65536 % 90 + 5)))" case-new -q -i "$1" \
		    >>killed.out 2>&1
		[ $? -eq 137 ] || return
		kills=$((kills + 1))
		[ -z "$(query "SELECT 1 FROM v_import WHERE file = '$1'
		    AND finished = 'yes'")" ] || return
	done
	case-new -q -i "$1" >>killed.out 2>&1
}
odd='' rounds=0 slices=0
while [ $kills -lt "$KILLS" ] && [ $rounds -lt 100 ]; do
	rounds=$((rounds + 1))
	put_back empty.db
	for file in first again next; do
		killed $file.csv
	done
	content whistle.db | cmp -s - whole || odd="$odd $rounds"
	slices=$((slices + $(query 'SELECT count(*) FROM entry
	    WHERE import IS NOT NULL')))
done
echo "# $kills kills in $rounds rounds of three files, $slices slices"
ok 'imports were killed' test $kills -ge "$KILLS"
same 'killed and continued, the file is what it is without' echo "$odd" <<!

!
ok 'and sound' grid-check
same 'and nobody complains' sed '/^Killed/d' killed.out </dev/null

# Into a file without cases, all at once: nothing, or all.
rows 3001 5000 >fast.csv
put_back whole.db
case-new -q -i fast.csv
content whistle.db >whole
k=0 odd='' hot=0
while [ $k -lt "$KILLS" ]; do
	k=$((k + 1))
	put_back whole.db
	random=$(((random * 1103515245 + 12345) % 2147483648))
	timeout --foreground -s KILL "$(printf '0.%03d' $((random / 65536 % 120 + 5)))" \
	    case-new -q -i fast.csv >>killed.out 2>&1
	[ ! -e whistle.db-journal ] || hot=$((hot + 1))
	case-list -o ids >listed 2>&1
	case $(wc -l <listed) in
	0) case-new -q -i fast.csv ;;
	2000) ;;
	*) odd="$odd $k: $(cat listed)" ;;
	esac
	content whistle.db | cmp -s - whole || odd="$odd $k: content"
	case-log -q note --text x "$(case-list --limit 1 -o ids)"
	[ "$(query 'PRAGMA journal_mode')" = wal ] || odd="$odd $k: mode"
done
echo "# $hot of $k kills left a journal to be rolled back"
same 'killed while it is filled the file is empty, or whole' echo "$odd" <<!

!

# Killed at calls spread over all there are: at each with KILLS high enough.
each_call() {	# BASE FILE SLICE
	put_back "$1"
	KILLCOUNT=calls preload "$2"
	content whistle.db >whole
	calls=$(cat calls) odd='' kills=0
	step=$((calls / (5 * KILLS) + 1))
	at=$((SEED % step + 1))
	while [ $at -le "$calls" ]; do
		put_back "$1"
		KILLAT=$at preload "$2" 2>said
		[ $? -ne 137 ] || kills=$((kills + 1))
		there=$(case-list -o ids 2>&1 | wc -l)
		[ $((there % $3)) -eq 0 ] || odd="$odd $at: $there"
		[ "$(query "SELECT count(*) FROM v_import
		    WHERE finished = 'yes'")" = 1 ] ||
			case-new -q -i "$2" >>killed.out 2>&1
		content whistle.db | cmp -s - whole || odd="$odd $at"
		at=$((at + step))
	done
	echo "# $kills kills at $calls calls"
	[ $kills -gt "$KILLS" ] || odd="$odd, $kills kills"
	echo "$odd"
}
rows 1 300 >small.csv
grid-load -q -d empty.db setting <<!
code,value
import_slice,100
!
each_call empty.db small.csv 100 >said
same 'killed at any call: a slice or none, and it goes on' sed '/^#/d' said <<!

!
grep '^#' said
rows 1 1200 >small.csv
grid-load -q -d empty.db setting <<!
code,value
import_slice,400
links_at_intake,link
!
each_call empty.db small.csv 400 >said
same 'as it does while it fills the file and links' sed '/^#/d' said <<!

!
grep '^#' said
ok 'where there are links' test "$(query 'SELECT count(*) FROM link')" \
    -gt 1000
ok 'which are sound' grid-check

# What such a kill leaves behind, made by hand.
spill="PRAGMA journal_mode=DELETE; PRAGMA cache_size=1; BEGIN IMMEDIATE;
    UPDATE cases SET title = 'x' || title, text = hex(randomblob(2000));
    SELECT 'ready';"
left_behind() {
	rm -f ready
	mkfifo pipe
	sqlite3 whistle.db <pipe >ready &
	pid=$!
	exec 3>pipe
	echo "$spill" >&3
	until grep -q ready ready; do sleep 0.01; done
	kill -KILL $pid
	wait $pid 2>said
	exec 3>&-
	rm pipe
	[ -s whistle.db-journal ]
}
ok 'a transaction half written' left_behind
same 'is undone for one who only reads' sh -c \
    "case-list --fields title | grep -c '^x'
    case-list | wc -l" <<!
0
1200
!
same 'who leaves the file in WAL mode' query 'PRAGMA journal_mode' <<!
wal
!
ok 'half written again' left_behind
ok 'a writer undoes it, too' sh -c \
    'case-list --limit 1 | case-log note --text x -'
same 'and leaves the file in WAL mode' query 'PRAGMA journal_mode' <<!
wal
!
ok 'the file is sound' grid-check
finish
