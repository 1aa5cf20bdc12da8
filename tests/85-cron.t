#!/bin/sh
# What cron runs: sweep and weekly, with nothing in the environment.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
scripts=$here/../scripts

# Run a script as cron would, with standard input closed as well.
cron() {
	script=$1
	shift
	env -i BINDIR="$B" WHISTLE_NOW="$WHISTLE_NOW" \
	    WHISTLE_WAIT="${WHISTLE_WAIT:-60}" "$scripts/$script" "$@" <&-
}
bare() {
	env -i WHISTLE_SHARE="$share" WHISTLE_NOW="$WHISTLE_NOW" "$@" <&-
}

mkdir quiet busy empty
ok 'a file is made without HOME, LANG and TZ, standard input closed' \
    bare "$B/grid-load" --new -d quiet/whistle.db
cp quiet/whistle.db busy
for table in area unit; do
	grid-load -q -d busy/whistle.db -i "$share/demo/$table.csv" $table \
	    >/dev/null
done
cat >two.csv <<!
source,id,received,class,area,title
counter,1,2026-01-26 09:00:00,E0104,110102001001,路面有垃圾
counter,2,2026-01-27 09:00:00,E0104,110102003000,路面有垃圾
!
ok 'cases are filed in the same way' bare "$B/case-new" -q -i two.csv \
    -d busy/whistle.db
ok 'and dispatched' bare "$B/case-route" --all -q -d busy/whistle.db \
    --at '2026-01-27 10:00:00'

same 'a quiet day: sweep prints nothing' cron sweep quiet </dev/null
same 'weekly prints nothing' cron weekly quiet </dev/null
same 'and neither leaves a file' find quiet -type f ! -name 'whistle.db*' \
    </dev/null
before=$(sqlite3 quiet/whistle.db 'SELECT count(*) FROM entry')
cron sweep quiet
ok 'nor an entry' [ "$before" = \
    "$(sqlite3 quiet/whistle.db 'SELECT count(*) FROM entry')" ]

same 'a busy day: sweep prints nothing' cron sweep busy </dev/null
same 'but writes what it raised, a line a case' sh -c \
    'cut -f2,3,4 busy/sweep-*Z.tsv' <<!
urge	handle	huanwei
urge	handle	huanwei
!
same 'into one file, for its owner only' sh -c 'stat -c %a busy/sweep-*' <<!
600
!
cron sweep busy
same 'what was raised is not raised again' sh -c 'ls busy/sweep-* | wc -l' <<!
1
!
same 'weekly prints nothing on a busy week' cron weekly busy </dev/null
same 'its files are called by the first day of the week' sh -c \
    'cd busy && ls week-*' <<!
week-2026-01-26.csv
week-2026-01-26.html
week-2026-01-26.txt
!
same 'the page is for its owner only' stat -c %a busy/week-2026-01-26.html <<!
600
!
same 'the spreadsheet has a row for each street, and the total' sh -c \
    'wc -l <busy/week-2026-01-26.csv' <<!
4
!
same 'the text has both tables' grep -c ^total busy/week-2026-01-26.txt <<!
2
!
ok 'a second run replaces them' cron weekly busy
same 'and leaves nothing behind' find busy -name '.*' </dev/null

# A case that comes in while the first table is made: by a grid-report that
# files one whenever it is run, and then reports.
mkdir meddle
cat >meddle/grid-report <<!
#!/bin/sh
stat -c %a .weekly.*.db >>modes 2>/dev/null
"$B/case-new" -q --source hotline --class E0104 --area 110102001001 \\
    --title 又有垃圾 --received '2026-01-28 09:00' -d whistle.db >/dev/null
exec "$B/grid-report" "\$@"
!
chmod +x meddle/grid-report
for t in case-new case-list; do
	ln -s "$B/$t" "meddle/$t"
done
cp -R busy moving
same 'all tables are of one state of the file' env -i \
    BINDIR="$PWD/meddle" PATH="$PATH" WHISTLE_NOW="$WHISTLE_NOW" \
    "$scripts/weekly" moving </dev/null
totals() {
	awk '$1 == "total" { print $3 }' moving/week-2026-01-26.txt
	awk -F, 'END { print $3 }' moving/week-2026-01-26.csv
}
same 'whoever writes meanwhile' totals <<!
2
2
2
!
same 'the copy is for its owner only' sort -u moving/modes <<!
600
!
same 'and is removed' find moving -name '.*' </dev/null
mkdir bare
for t in sh dirname mktemp rm cat sed mv date env awk grep; do
	ln -s "$(command -v $t)" "bare/$t"
done
ok 'without sqlite3 it reads the file itself' env -i BINDIR="$B" \
    PATH="$PWD/bare" WHISTLE_NOW="$WHISTLE_NOW" \
    "$(command -v sh)" "$scripts/weekly" moving
cases=$(sqlite3 moving/whistle.db 'SELECT count(*) FROM v_case')
same 'as it is now' totals <<!
$cases
$cases
$cases
!

# Somebody holds the file.
sqlite3 busy/whistle.db "UPDATE clock SET rung = 1, next = due"
(
	echo 'BEGIN IMMEDIATE; SELECT 1;'
	sleep 2
) | sqlite3 busy/whistle.db >held &
until [ -s held ]; do sleep 0.01; done
WHISTLE_WAIT=0 cron sweep busy >said 2>&1
ok 'a locked file is status 75' [ $? -eq 75 ]
ok 'and quiet, so that cron mails nothing' [ ! -s said ]
ok 'who only reads does not wait' cron weekly busy
wait
ok 'the next run does it' cron sweep busy
same 'into a file of its own' sh -c 'ls busy/sweep-* | wc -l' <<!
2
!

status 2 'no folder is an error' cron sweep
status 2 'a folder that is not there too' cron weekly nowhere
status 2 'and one without a database' cron sweep empty
says 'grid-load --new' 'which is said, for cron to mail'
same 'and leaves nothing' ls -A empty </dev/null
finish
