#!/bin/sh
# case-new -i: a file in slices, killed at any moment and continued
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

KILLS=${KILLS:-6} SEED=${SEED:-1}

# Rows A to B of a source, in no order of time; every third is closed.
rows() {
	echo 'id,source,received,class,area,title,state,unit,dispatched,closed'
	awk -v a="$1" -v b="$2" 'BEGIN {
		for (i = a; i <= b; i++) {
			course = "closed,s1-cg,2026-01-29,2026-01-30"
			if (i % 3)
				course = "reported,,,"
			printf "K%d,hotline,2026-01-%02d %02d:00,E0108,", i,
			    i % 28 + 1, i % 24
			printf "110102001004,第%d件,%s\n", i, course
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
same 'a setting that is no number is refused' sh -c '
    cp empty.db bad.db
    printf "code,value\nimport_slice,many\n" | grid-load -q -d bad.db setting
    case-new -d bad.db -i first.csv 2>&1
    echo $?' <<'!'
case-new: setting import_slice: "many": not a number of rows above 0
2
!
ok 'a file of several slices' sh -c 'case-new -i first.csv >numbers'
says 'new 600, changed 0, same 0, refused 0' 'counts them all'
same 'prints the numbers of all' sh -c 'sort -u numbers | wc -l' <<'!'
600
!
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
		timeout -s KILL "$(printf '0.%03d' \
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
	timeout -s KILL "$(printf '0.%03d' $((random / 65536 % 120 + 5)))" \
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
2000
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
