#!/bin/sh
# Reading ahead, and filing beside: what is refused, found twice, unreadable or
# not to be filed is told as if the rows were taken one after the other,
# wherever they stand.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"

grid-load -q --new
sqlite3 whistle.db 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
cp whistle.db empty.db
fresh() {
	rm -f whistle.db*
	cp empty.db whistle.db
}
# Rows FROM to TO of a file of cases; a batch is 256 of them.
rows() {
	awk -v a="$1" -v b="$2" 'BEGIN { for (i = a; i <= b; i++)
	    printf "%d,hotline,2026-01-05,case %d\n", i, i }'
}
head='id,source,received,title'
import() {
	{ case-new "$@" >/dev/null; } 2>&1 || true
}
count() {
	sqlite3 whistle.db 'SELECT count(*) FROM cases'
}

# behind the first batches
{
	echo "$head"
	rows 1 300
	printf '301,hotline,2026-01-05,\377\n'
	rows 302 511
	echo 512,hotline
	rows 513 1100
	echo 7,hotline,2026-01-05,other
	rows 9 9
	echo 1200,nobody,2026-01-05,x
} >in.csv
same 'rows are refused in their order, over batches' import -e utf-8 \
    -i in.csv -r bad.csv <<!
case-new: in.csv:302: not valid UTF-8
case-new: in.csv:513: 2 columns, expected 4
case-new: in.csv:1102: id: "7": was in line 8 already, with other values
case-new: in.csv:1104: source: "nobody": no such source, by code or by name
case-new: new 1098, changed 0, same 0, refused 4
!
same 'all others are filed' count <<!
1098
!
same 'what was refused is in -r, as it was read' sh -c \
    'tail -n +2 bad.csv | tr -d "\377\r" | cut -d, -f1,2,3' <<!
"301,hotline,2026-01-05
"512,hotline",
7,hotline,2026-01-05
1200,nobody,2026-01-05
!
fresh
same 'without -r nothing is' import -e utf-8 -i in.csv <<!
case-new: in.csv:302: not valid UTF-8
case-new: in.csv:513: 2 columns, expected 4
case-new: in.csv:1102: id: "7": was in line 8 already, with other values
case-new: in.csv:1104: source: "nobody": no such source, by code or by name
case-new: in.csv: 4 of 1103 rows are refused; nothing was done (-r FILE does the rest)
!
{
	echo "$head"
	rows 1 300
	echo '301,hotline,2026-01-05,"a'
	rows 302 900
} >in.csv
status 1 'a quote that is never closed, far from the end' \
    case-new -i in.csv -r bad.csv
says 'new 899, changed 0, same 0, refused 1' 'costs its own row'

# ids that grow, until one does not
numbered() {	# FROM TO: ids that are in order as texts
	awk -v a="$1" -v b="$2" 'BEGIN { for (i = a; i <= b; i++)
	    printf "N%05d,hotline,2026-01-05,case %d\n", i, i }'
}
fresh
{
	echo "$head"
	numbered 1001 1900
	numbered 1700 1700
	echo N01300,hotline,2026-01-05,other
	numbered 1950 1950
	numbered 950 950
} >in.csv
same 'an id of long ago is found, though ids grew' import -i in.csv \
    -r bad.csv <<!
case-new: in.csv:903: id: "N01300": was in line 301 already, with other values
case-new: new 902, changed 0, same 0, refused 1
!
{
	echo "$head"
	numbered 940 960
	numbered 1850 2000
} >more.csv
same 'old ids and new ones are told apart in any order' import -i more.csv <<!
case-new: new 119, changed 0, same 53, refused 0
!
same 'and no case is there twice' sqlite3 whistle.db "SELECT count(*),
    count(DISTINCT title) FROM cases" <<!
1021|1021
!

# a row that the file itself does not take, among others that are being filed
fresh
sqlite3 whistle.db "CREATE TRIGGER full BEFORE INSERT ON cases
    WHEN NEW.title = 'case 700' BEGIN SELECT raise(ABORT, 'no room'); END"
{ echo "$head"; numbered 1 3000; } >in.csv
same 'an error while the next rows are planned is told' import -i in.csv <<!
case-new: whistle.db: no room
!
same 'and nothing is filed' sqlite3 whistle.db "SELECT (SELECT count(*)
    FROM cases), (SELECT count(*) FROM journal), (SELECT count(*) FROM day),
    (SELECT count(*) FROM import)" <<!
0|0|0|0
!

# a pipe
fresh
{ echo "$head"; rows 1 1000; } >in.csv
# shellcheck disable=SC2016
ok 'standard input' sh -c 'cat in.csv | case-new -q -i -'
same 'is a file like another' sh -c 'sqlite3 whistle.db "SELECT digest, bytes,
    rows FROM import" | tr "|" " "' <<!
$(sha256sum <in.csv | cut -d' ' -f1) $(wc -c <in.csv | tr -d ' ') 1000
!
same 'the same file from the disk changes nothing' import -i in.csv <<!
case-new: new 0, changed 0, same 1000, refused 0
!
fresh
ok 'rows may come slowly' sh -c '{ head -n 700 in.csv; sleep 0.3
    tail -n +701 in.csv; } | case-new -q -i -'
same 'and none is lost' count <<!
1000
!

# Who stops early does not wait for a pipe that says nothing: here as soon as
# the staged rows outgrow memory and then the file that they may be put in.
fresh
mkfifo pipe
{
	echo "$head"
	awk 'BEGIN { x = sprintf("%1500s", ""); gsub(" ", "x", x)
	    for (i = 1; i <= 40000; i++)
		printf "%d,hotline,2026-01-05,%s\n", i, x }'
	exec sleep 20
} >pipe &
writer=$!
limited() {
	( trap '' XFSZ && ulimit -f 2000 && exec timeout 15 case-new -q -i pipe )
}
status 2 'an error ends reading while the pipe is silent' limited
says 'disk' 'which is told'
kill $writer 2>/dev/null
wait $writer 2>/dev/null
same 'and nothing is filed' count <<!
0
!

# progress
if script -qec true /dev/null >/dev/null 2>&1; then
	cat >slow.sh <<-'!'
	{
		echo id,source,received,title
		awk 'BEGIN { for (i = 1; i <= 6000; i++)
		    printf "%d,hotline,2026-01-05,a\n", i }'
		sleep 1.2
		awk 'BEGIN { for (i = 6001; i <= 30000; i++)
		    printf "%d,hotline,2026-01-05,a\n", i }'
	} | case-new -n -i -
	!
	script -qec 'sh slow.sh' /dev/null >seen </dev/null
	ok 'a terminal is shown how far it is' grep -Eq \
	    'case-new: reading [0-9]+,[0-9]+ rows, [0-9,]+ rows/s' seen
	sh slow.sh >seen 2>&1
	ok 'nobody else is' sh -c '! grep -q reading seen'
else
	skip 'no script(1) here'
	skip 'no script(1) here'
fi
finish
