#!/bin/sh
# Several commands on one file: in a pipeline, at once, killed, cut off.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"

count() {
	sqlite3 -cmd '.timeout 10000' whistle.db "SELECT count(*) FROM $1"
}
is() {	# NAME WANT GOT
	[ "$2" = "$3" ] || echo "want $2, got $3" >err
	[ "$2" = "$3" ]
	result $? "$1"
}
rows() {	# FROM TO
	echo 'source,id,received,class,area,title'
	awk -v a="$1" -v b="$2" 'BEGIN { for (i = a; i <= b; i++)
	    printf "counter,%d,2026-02-01 08:00:00,E0104,110102001001,垃圾\n",
	    i }'
}
# Hold the file for so many seconds; returns when it is held.
hold() {
	rm -f held
	{
		echo 'BEGIN IMMEDIATE; SELECT 1;'
		sleep "$1"
	} | sqlite3 -cmd '.timeout 10000' whistle.db >held &
	holder=$!
	until [ -s held ]; do sleep 0.01; done
}

grid-load --new
for table in area unit; do
	grid-load -q -i "$share/demo/$table.csv" $table >/dev/null
done
cp whistle.db fresh.db

# One pipeline, one file.
rows 1 3000 >a.csv
rows 3001 3100 >b.csv
ok 'case-new | case-route' sh -c 'case-new -q -i a.csv &&
    case-list --limit 2000 -o ids | case-route - | case-log sign -'
is 'each of them waited for the one before' 2000 \
    "$(count "cases WHERE state = (SELECT id FROM state
    WHERE code = 'handling')")"
ok 'case-list | case-route' sh -c 'case-list --unrouted | case-route -'
is 'everything is dispatched' 0 "$(case-list --unrouted | wc -l)"
ok 'case-list | case-escalate raise' sh -c 'case-list --limit 3 |
    case-escalate raise --kind resident --unit gongan - | cut -f1 >raised'
ok 'its records are good for the next' sh -c \
    'case-escalate arrive --unit gongan - <raised'
is 'each whistle has its unit' 3 \
    "$(count 'whistle_unit WHERE arrived IS NOT NULL')"
ok 'NUL ends suit xargs -0' sh -c \
    'case-list --limit 5 -0 -o ids | xargs -0 case-show'
is 'and case-log' 2 \
    "$(case-list --limit 2 -0 | case-log note --text x 2>said | wc -l)"

# Several writers.
cp fresh.db whistle.db
rm -f whistle.db-wal whistle.db-shm
case-new -i a.csv >n1 2>e1 &
case-new -i b.csv >n2 2>e2 &
wait
is 'two imports at once lose and double nothing' 3100 "$(count cases)"
is 'and print each number once' 3100 "$(sort -u n1 n2 | wc -l)"
is 'each is one entry' 2 "$(count 'entry WHERE import IS NOT NULL')"
for i in 1 2 3 4 5 6 7 8; do
	for k in 1 2 3 4 5; do
		case-new -q --source counter --area 110102001001 \
		    --class E0104 --title "$i $k"
	done >w$i 2>&1 &
done
wait
is 'eight writers at once lose and double nothing' 3140 "$(count cases)"
ok 'and the file is sound' grid-check

# Two acts on one case at once: one wins, the other says what it found.
no=$(case-list --unrouted --limit 1 -o ids)
case-route -q "$no"
for i in 1 2 3 4; do
	case-log sign "$no" >s$i 2>x$i &
done
wait
is 'of four who sign a case at once one does' 1 "$(cat s1 s2 s3 s4 | wc -l)"
is 'the others are told what they found' 3 "$(cat x1 x2 x3 x4 |
    grep -c "$no: sign needs a case that is dispatched; this one is handling")"
case-log handle "$no" >s1 2>x1 &
case-log return --reason not_ours "$no" >s2 2>x2 &
wait
is 'who handles and who returns it cannot both' 1 "$(cat s1 s2 | wc -l)"
ok 'nor is the journal mixed up' grid-check replay

# A writer that holds the file.
hold 1
ok 'a writer waits for another' case-new -q --source counter --class E0104
wait $holder
is 'and does its work then' 3141 "$(count cases)"
before=$(count entry)
hold 2.5
WHISTLE_WAIT=1 case-new --source counter --class E0104 >said 2>saidwhy
is 'beyond WHISTLE_WAIT the status is 75' 75 $?
ok 'nothing is printed, and why is said' sh -c '! test -s said &&
    grep -q locked saidwhy'
ok 'who only reads waits for nobody' env WHISTLE_WAIT=0 case-list --limit 1
wait $holder
is 'and nothing was done' "$before" "$(count entry)"

# An import that is killed, at ten moments of its run.
rows 1 20000 >big.csv
cp fresh.db whistle.db
rm -f whistle.db-wal whistle.db-shm
start=$(date +%s%N)
case-new -q -i big.csv
took=$((($(date +%s%N) - start) / 1000000))
cp fresh.db whistle.db
rm -f whistle.db-wal whistle.db-shm
find . ! -name 'whistle.db*' >files
bad_counts='' done_at=
for i in 1 2 3 4 5 6 7 8 9 10; do
	case-new -q -i big.csv >/dev/null 2>&1 &
	ms=$((took * i / 11))
	sleep "$((ms / 1000)).$(printf %03d $((ms % 1000)))"
	kill -9 $! 2>/dev/null
	wait $! 2>/dev/null
	got=$(count cases)
	case $got in
	0)	[ -z "$done_at" ] || bad_counts="$bad_counts $got" ;;
	20000)	done_at=$i ;;
	*)	bad_counts="$bad_counts $got" ;;
	esac
done
is 'a killed import leaves nothing, or all' '' "$bad_counts"
find . ! -name 'whistle.db*' | diff files - >out 2>&1
result $? 'nor a file of its own'
is 'the file is whole' ok "$(sqlite3 whistle.db 'PRAGMA integrity_check')"
ok 'the same command completes it' case-new -q -i big.csv
is 'with every case once' 20000 "$(count cases)"
ok 'and the journal agrees' grid-check replay

# Nobody reads on.
{
	case-list 2>why
	echo $? >got
} | head -n 1 >/dev/null
is 'case-list | head dies of SIGPIPE' 141 "$(cat got)"
is 'and says nothing' '' "$(cat why)"
(
	trap '' PIPE
	{
		case-list 2>why
		echo $? >got
	} | head -n 1 >/dev/null
)
is 'also when its parent ignores SIGPIPE' 141 "$(cat got)"
is 'and says nothing then' '' "$(cat why)"

# No room.
for c in case-list grid-report 'grid-load --dump class' 'grid-load --tables' \
    'case-log acts'; do
	status 2 "$c: a full disk on standard output" sh -c "$c >/dev/full"
done
says 'standard output' 'is named'
status 2 'also when the work is done' sh -c \
    'case-new --source counter --class E0104 >/dev/full'
is 'which is kept' 20001 "$(count cases)"
{
	rows 30001 30001
	echo counter,x,2026-02-30,E0104,110102001001,no such day
} >odd.csv
case-new -i odd.csv -r refused.csv >&- 2>said
is 'a closed standard output is an error' 2 $?
same 'and no file takes its place' cut -d, -f1-3 refused.csv <<!
﻿source,id,received
counter,x,2026-02-30
!
ok 'nor that of standard error' sh -c \
    'case-new -i odd.csv -r refused.csv 2>&-; ! grep case-new refused.csv'
cp fresh.db whistle.db
rm -f whistle.db-wal whistle.db-shm
status 2 'a full disk under the database' sh -c \
    'trap "" XFSZ; ulimit -f 2000; exec case-new -q -i big.csv'
is 'leaves nothing' 0 "$(count cases)"
is 'and a whole file' ok "$(sqlite3 whistle.db 'PRAGMA integrity_check')"
finish
