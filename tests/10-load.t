#!/bin/sh
# grid-load: making a file, reference data in and out.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"

# What a command that fails says, as if it had printed it.
fails() {
	"$@" 2>&1
	test $? -eq 2
}
load() {
	cat >in.csv
	grid-load -i in.csv "$1"
}

ok 'help' grid-load --help
status 2 'a bad option' grid-load --nonsense
status 2 'no database' grid-load --dump area
says 'make one with grid-load --new' 'the way to make one is told'
status 2 'nothing to do' grid-load
status 2 'two tables' grid-load area unit
status 2 'a zone without --new' grid-load --zone UTC area
status 2 'unreviewed without --dump' grid-load --unreviewed area
status 2 '--new with a table' grid-load --new area

# the file
ok 'a new file can be tried' grid-load --new -n
status 1 'and none is there afterwards' test -e whistle.db
ok 'a new file is made' grid-load --new
status 2 'an existing file is refused' grid-load --new
same 'nobody else may read it' stat -c %a whistle.db <<!
600
!
same 'a profile is there at once' grid-load --dump whistle_kind --fields code -o tsv <<!
demand
emergency
enforce
resident
!
same 'the default zone has no summer time today' \
    sqlite3 whistle.db 'SELECT offset FROM zone ORDER BY since DESC LIMIT 1' <<!
28800
!
status 2 'an unknown zone' grid-load --new --zone Middle/Earth -d z.db
same 'leaves no file' sh -c 'ls z.db* 2>/dev/null; true' <<!
!
grid-load --new --profile none --zone +08:00 -d z.db
same 'a fixed offset is one row' sqlite3 z.db 'SELECT offset FROM zone' <<!
28800
!
same 'no profile, no rows' sqlite3 z.db \
    'SELECT (SELECT count(*) FROM class), (SELECT count(*) FROM setting)' <<!
0|1
!
if [ -e /usr/share/zoneinfo/America/New_York ]; then
	grid-load --new --zone America/New_York -d ny.db
	# 2018-07-01 12:00 there is 16:00 UTC
	case-new -d ny.db --source hotline --received '2018-07-01 12:00' >out
	same 'summer time counts' sqlite3 ny.db \
	    "SELECT datetime(received, 'unixepoch') FROM cases" <<!
2018-07-01 16:00:00
!
else
	skip 'no time zones here'
fi
mkdir p
grid-load --dump source -o csv >p/source.csv
ok 'a folder is a profile' grid-load --new --profile ./p -d p.db
same 'of which only that is loaded' sqlite3 p.db \
    'SELECT (SELECT count(*) FROM source) > 0, (SELECT count(*) FROM class)' <<!
1|0
!
ok 'a profile may be loaded later' grid-load -d p.db --profile default
status 2 'a folder without tables' grid-load --profile ./none
rm p/source.csv
echo 'code,name,x' >p/level.csv
status 2 'a profile that is wrong makes no file' \
    grid-load --new --profile ./p -d q.db
same 'not even a part' sh -c 'ls q.db* 2>/dev/null; true' <<!
!

# in
# shellcheck disable=SC2317
areas() {
	load area 2>/dev/null <<!
code,name
110102000000,西城区
110102001000,西长安街街道
110102001001,和平门社区
!
}
same 'the keys of what is new' areas <<!
110102000000
110102001000
110102001001
!
same 'the same again is nothing' areas </dev/null
same 'level and parent follow from the code' \
    grid-load --dump area -o tsv --fields code,level,parent <<!
110102000000	district	
110102001000	street	110102000000
110102001001	community	110102001000
!
printf 'code,name,level\n110102,Xicheng,\n' >in.csv
ok 'trailing zeros may be left out' grid-load -i in.csv area
same 'an empty level stays the one of the code' \
    sh -c 'grid-load -i in.csv area 2>&1' <<!
grid-load: new 0, changed 0, same 1, refused 0
!
printf 'code,name\n110102,西城\n' >in.csv
same 'a dry run counts' sh -c 'grid-load -n -i in.csv area 2>&1' <<!
grid-load: new 0, changed 1, same 0, refused 0; nothing was done
!
same 'and does nothing' sqlite3 whistle.db \
    "SELECT name FROM area WHERE code LIKE '110102000%'" <<!
Xicheng
!
same 'quiet is quiet' grid-load -q -i in.csv area </dev/null
same 'standard input is read' sh -c \
    'printf "code,name\nq1,Q\n" | grid-load -q class; \
    grid-load --dump class -o ids | grep q1' <<!
q1
!
printf 'code,name,parent\nk2,child,k1\nk1,top,\n' >in.csv
ok 'a child may stand before its parent' grid-load -i in.csv class
printf 'code,name,parent\nk2,child,\n' >in.csv
grid-load -q -i in.csv class
same 'a parent can be taken away' sqlite3 whistle.db \
    "SELECT parent IS NULL, (SELECT count(*) FROM class_tree t
    WHERE t.id = c.id) FROM class c WHERE code = 'k2'" <<!
1|1
!

# out, and in again
for t in $(grid-load --tables -o tsv --fields table | uniq | grep -v case); do
	grid-load --dump "$t" >dump.csv
	grid-load -i dump.csv "$t" >out 2>err
	echo "$t $(sed 's/same [0-9]*/same/' err)"
done >loaded
same 'what was dumped is loaded without a change' \
    sh -c "cut -d' ' -f2- loaded | sort -u" <<!
grid-load: new 0, changed 0, same, refused 0
!
same 'of every table' sh -c 'wc -l <loaded' <<!
36
!
same 'NUL ends records' sh -c \
    'grid-load --dump ladder -0 -o ids | tr "\0" ,; echo' <<!
arrive-0,arrive-1,contact-1,finish-0,finish-1,finish-2,handle-0,handle-1,handle-2,
!
status 2 'a full disk' sh -c 'grid-load --dump class >/dev/full'
status 2 'an unknown table is not dumped' grid-load --dump nothing
status 2 'its rows are never made' grid-load --dump rule --unreviewed
same 'nothing is unreviewed' grid-load --dump class --unreviewed -o ids </dev/null

# refused
same 'an unknown table' fails load nothing <<!
grid-load: nothing: no such table; grid-load --tables lists them
!
printf 'code,name,colour\n1,x,red\n' >in.csv
same "a column that is nobody's" fails grid-load -i in.csv area <<'!'
grid-load: in.csv: column "colour" is unknown; use a map (-m) that reads, keeps or ignores it
!
printf 'code\n1\n' >in.csv
same 'a column that must be there' fails grid-load -i in.csv area <<'!'
grid-load: in.csv: no column "name", which may not be empty
!
printf 'code,name\nz1,a\nz2,b\nz1,c\n' >in.csv
same 'a key that comes twice' fails grid-load -i in.csv class <<'!'
grid-load: in.csv:4: code: "z1": was in line 2 already, with other values
!
printf 'duplicate = last\n' >last.map
same 'the last one holds if the map says so' sh -c \
    'grid-load -n -q -i in.csv -m ./last.map class && echo taken' <<'!'
taken
!
printf 'code,name\nz1,a\nz2,b\nz1,a\n' >in.csv
same 'the same row twice counts once' sh -c \
    'grid-load -n -i in.csv class 2>&1' <<'!'
grid-load: new 2, changed 0, same 0, refused 0; nothing was done
!
printf 'code;name\nz1;a\n' >in.csv
same 'fields that no comma separates' fails grid-load -i in.csv class <<'!'
grid-load: in.csv:1: the header is one column: its fields are separated by semicolons; a map (-m) with "delimiter = semicolon" reads them
!
cp whistle.db late.db
printf 'code,name\n13,河北省\n130102001,街道\n' >in.csv
grid-load -q -d late.db -i in.csv area
printf 'code,name\n130102,长安区\n' | grid-load -q -d late.db area
same 'a district that is loaded late has its streets below it' sqlite3 \
    late.db "SELECT parent FROM v_area WHERE code = '130102001000'" <<'!'
130102000000
!
printf 'code,name,parent\nz1,a,z9\n' >in.csv
same 'a parent that is nowhere' fails grid-load -i in.csv class <<'!'
grid-load: in.csv:2: parent: "z9": no such class, by code or by name
!
printf 'code,name,parent\nz1,a,z2\nz2,b,z1\n' >in.csv
same 'a circle of parents' fails grid-load -i in.csv class <<'!'
grid-load: class: "z1": is its own ancestor
!
printf 'code,name,parent\nz1,a,z1\n' >in.csv
same 'its own parent' fails grid-load -i in.csv class <<'!'
grid-load: class: "z1": is its own ancestor
!
printf 'code,name,digits\nok,a,30\nz1,a,0\n' >in.csv
same 'a CHECK, with its line' fails grid-load -i in.csv level <<'!'
grid-load: in.csv:3: CHECK constraint failed: digits > 0
!
printf 'code,value\nzone,UTC\n' >in.csv
same 'another zone' fails grid-load -i in.csv setting <<'!'
grid-load: in.csv:2: zone: is set once, when the file is made
!
printf 'code,value\nweek_start,9\n' >in.csv
same 'a setting that is none of the words' fails grid-load -i in.csv setting <<'!'
grid-load: setting week_start: "9": not one of 1 2 3 4 5 6 7
!
printf 'code,value\noffice_hours,9-25\n' >in.csv
same 'office hours that are none' fails grid-load -i in.csv setting <<'!'
grid-load: office hours "9-25": write them like 08:00-12:00 14:00-18:00, one after the other, at most 16
!
printf 'code,name,digits\nz1,a,1.5\nz2,,3\nz3,c,13\n' >in.csv
same 'values are checked, all of them' fails grid-load -i in.csv level <<'!'
grid-load: in.csv:2: digits: "1.5": not a whole number
grid-load: in.csv:3: name: "": may not be empty
grid-load: in.csv: 2 of 3 rows are refused; nothing was done (-r FILE does the rest)
!
status 1 'or the good rows are taken' grid-load -r bad.csv -i in.csv level
same 'and the others can be mended' sh -c \
    "sed -i 's/,1\.5,/,17,/; s/^z2,,3/z2,b,16/' bad.csv && grid-load -i bad.csv level 2>/dev/null" <<!
z1
z2
!
printf 'day,kind\n2026-02-30,off\n' >in.csv
status 2 'a day that is none' grid-load -i in.csv calendar
says '"2026-02-30": not a day; write 2026-01-05' 'what a day looks like'
printf 'code,class,condition,within\nz,E01,x,2 weeks\n' >in.csv
status 2 'a limit that is none' grid-load -i in.csv standard
says 'not a limit; write a number and urgent_hour, natural_day' 'which limits there are'
printf 'code,class,condition,within\nz,E01,x,2工作日\n' >in.csv
status 2 'a limit that may mean two clocks' grid-load -i in.csv standard
says 'work_day_exact (eight working hours) or work_day_end (end of the n-th' \
    'names both'
printf '%s\n' code,value limit_hour,work_hour limit_day,work_day_exact \
    limit_work_day,work_day_end >in.csv
grid-load -q -i in.csv setting
printf '%s\n' code,class,condition,within z1,E01,x,2工作日 z2,E01,x,4小时 \
    z3,E01,x,１５天 z4,E01,已发现,1紧急工作时制止 >in.csv
ok 'with settings they are read' grid-load -q -i in.csv standard
same 'as they say' sqlite3 whistle.db "SELECT within, condition
    FROM standard WHERE code LIKE 'z_' ORDER BY code" <<'!'
2 work_day_end|x
4 work_hour|x
15 work_day_exact|x
1 urgent_hour|已发现（制止）
!
same 'words after a limit are put to the condition once' sh -c \
    'printf "code,class,condition,within\n%s\n" \
    "z4,E01,已发现（制止）,1紧急工作时制止" | grid-load standard 2>&1' <<'!'
grid-load: new 0, changed 0, same 1, refused 0
!
printf 'code,within\nz4,1紧急工作时拆除\n' >in.csv
status 2 'words without a condition' grid-load -i in.csv standard
printf 'code,clock,rung,after,act\nl,handle,9,1紧急工作时制止,urge\n' >in.csv
status 2 'words after a limit that has no condition' \
    grid-load -i in.csv ladder
says 'only a filing condition takes them' 'says who takes them'
printf 'code,value\nlimit_ri,work_hour\n' >in.csv
status 2 'a reading that no day has' grid-load -i in.csv setting
says 'setting limit_ri: "work_hour": not one of natural_day' 'says which'
printf 'code,windows,days\nh,8:00-12:00,\n' >in.csv
status 2 'office hours that are none' grid-load -i in.csv hours
says 'in.csv:2: windows: "8:00-12:00": write them like 08:00' 'are named'
printf 'code,windows,days\nh,08:00-12:00,0-5\n' >in.csv
status 2 'workdays that are none' grid-load -i in.csv hours
says 'in.csv:2: days: "0-5": write 1-5 or' 'are named, too'
printf 'code,windows,valid_from,valid_to\nh,08:00-12:00,2026-06-01,2026-05-31
' >in.csv
status 2 'hours that end before they begin' grid-load -i in.csv hours
printf 'code,name,unit\nz,x,nobody\n' >in.csv
status 2 'a unit that is nowhere' grid-load -i in.csv person
says 'in.csv:2: unit: "nobody": no such unit, by code or by name' 'is named'
printf 'code,name\nt1,同名\nt2,同名\n' >in.csv
grid-load -q -i in.csv unit
printf 'code,name,unit\nz,x,同名\n' >in.csv
status 2 'a name that fits several' grid-load -i in.csv person
says 'give a code: t2, t1' 'names them'

# chiefs
printf 'code,name,rank\nq1,赵,staff\nq2,钱,street_deputy\n' >in.csv
grid-load -q -i in.csv person
printf 'code,name,class\nr1,长安大街,avenue\n' >in.csv
grid-load -q -i in.csv road
printf 'code,role,road,person,valid_from\nc1,street_chief,r1,q1,2026-01-01\n' >in.csv
status 2 'a chief of too low a rank' grid-load -i in.csv post
says '赵: may not be chief of 长安大街: rank 科员, rule avenue asks for 街道副职 or above' 'the rank is told'
sed -i s/q1/q2/ in.csv
ok 'one of that rank' grid-load -i in.csv post
printf 'code,name,rank\nq2,钱,staff\n' >in.csv
status 2 'who is then not degraded' grid-load -i in.csv person
printf 'code,role,road,person,valid_from,valid_to\nc2,street_chief,r1,q2,2026-01-01,2025-01-01\n' >in.csv
status 2 'no term ends before it begins' grid-load -i in.csv post
says 'in.csv:2: valid_to: "2025-01-01": before the term begins' 'that is told by line'
# A load refuses what street-roster does: also later terms, and ranks too high.
printf 'code,road_class,least,most\nalley,alley,staff,deputy_section\n' >in.csv
grid-load -q -i in.csv rank_rule
printf 'code,name,rank\nq2,钱,street_deputy\n' >in.csv
grid-load -q -i in.csv person
printf 'code,name,class\nr3,力学胡同,alley\n' >in.csv
grid-load -q -i in.csv road
post='code,role,road,person,valid_from,valid_to'
printf '%s\nc3,street_chief,r3,q2,2026-01-01,\n' "$post" >in.csv
status 2 'a chief of too high a rank' grid-load -i in.csv post
says 'rule alley asks for 副科级 or below' 'that rank is told'
printf '%s\nc3,street_chief,r3,q2,2026-03-01,2026-04-01\n' "$post" >in.csv
status 2 'a term that is still to come' grid-load -i in.csv post
printf '%s\nc3,street_chief,r3,q2,2026-02-01,2026-02-02\n' "$post" >in.csv
status 2 'or ends today' grid-load -i in.csv post
printf '%s\nc3,street_chief,r3,q2,2025-01-01,2026-02-01\n' "$post" >in.csv
ok 'what is past is not judged' grid-load -i in.csv post

# What a row as a whole must be.
cat >in.csv <<!
code,filter,kind,unit,priority
ru1,1,community,,1
ru2,2,,,1
ru3,3,chengguan,t1,1
ru4,4,community,,1
!
status 1 'a rule has either kind or unit' \
    grid-load -r bad.csv -i in.csv rule
says 'in.csv:3: rule needs either kind or unit' 'neither is refused'
says 'in.csv:4: rule needs either kind or unit' 'so are both'
says 'in.csv:5: filter: "4": not one of 1 2 3' 'and a level that is none'
same 'the good row is there' grid-load --dump rule -o csv \
    --fields code,filter,kind,priority <<!
$(grid-load --dump rule -o csv --fields code,filter,kind,priority |
    grep -v '^ru')
ru1,1,community,1
!
printf '%s,area\nc9,alley_steward,,q2,2026-01-01,,\n' "$post" >in.csv
status 2 'a post is for a road or an area' grid-load -i in.csv post
says 'in.csv:2: post needs either road or area' 'that is told'

# Output options belong to lists.
for o in -0 '-o csv' '--fields code'; do
	# shellcheck disable=SC2086
	status 2 "$o is not for a load" grid-load $o -i in.csv post
done
says 'go with --dump and --tables' 'that is told, too'

# Two who make a file at once: one has it, the other is told.
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	for j in 1 2; do
		{
			grid-load -q --new -d "race$i.db" 2>/dev/null
			echo $? >"race$i.$j"
		} &
	done
	wait
done
# shellcheck disable=SC2016
same 'of two who make a file at once just one wins' sh -c '
    for i in $(seq 20); do sort race$i.? | paste -s -; done | uniq -c |
    tr -s " \t" " "' <<!
 20 0 2
!
# shellcheck disable=SC2016
same 'and its file is whole' sh -c 'for i in $(seq 20); do
    grid-check -q -d race$i.db integrity 2>&1
    sqlite3 race$i.db "SELECT count(*) > 10 FROM standard"
    done | sort | uniq -c | tr -s " "' <<!
 20 1
!

# what imports have made
printf "source = 'hotline'\nclass.unknown = make under E01\n" >new.map
printf 'id,received,class\n1,2026-01-05,新类\n' >cases.csv
case-new -q -i cases.csv -m ./new.map
same 'made rows are unreviewed' \
    grid-load --dump class --unreviewed -o tsv --fields name,parent,reviewed <<!
新类	E01	no
!
grid-load --dump class --unreviewed --fields code,name,parent >made.csv
ok 'until they are loaded' grid-load -i made.csv class
same 'which is the review' grid-load --dump class --unreviewed -o ids </dev/null
printf 'code,name\nw,W\n' >in.csv
cat >ny.map <<!
unit.unknown = make
!
printf 'code,name,unit\nz,x,nobody\n' >in.csv
status 2 'grid-load itself makes none' grid-load -m ./ny.map -i in.csv person

# Codes by which reports call rows and columns of their own.
reserved() {
	while read -r t col value; do
		for c in - total others key name; do
			printf 'code,name,%s\n%s,x,%s\n' "$col" "$c" "$value" |
			    grid-load -i - "$t" 2>&1 | grep -cF "standard input:2:\
 code: \"$c\": reports have a row or column of this name; no code is -, total,\
 others, key or name"
		done
	done <<-! | sort | uniq -c | tr -s ' '
	level digits 3
	unit_kind tier n
	request_kind name_en x
	channel name_en x
	source path searched
	area parent
	unit parent
	person unit w
	class parent
	reason act return
	road class alley
	!
}
same 'no code is that of a row that reports have' reserved <<!
 55 1
!
printf 'code,filter,kind\ntotal,1,gongan\n' >in.csv
ok 'other tables may have it' grid-load -i in.csv rule
mkdir made
grid-load --new -d made/t.db
printf 'id,source,received,unit,state\n%s\n%s\n' \
    '1,hotline,2026-01-27 09:00,total,handling' \
    '2,hotline,2026-01-27 09:00,dept,handling' >in.csv
ok 'units are made' case-new -d made/t.db -q -m ./ny.map -i in.csv
same 'with another code' grid-load -d made/t.db --dump unit --unreviewed \
    --fields code,name <<!
code,name
dept,dept
unit-1,total
!

# the manual
# shellcheck disable=SC2016
col='/^\.Sh TABLES/ { on = 1; next } /^\.Sh/ { on = 0 }
    on && /^\.Ss/ { t = $2 } on && /^\.It Cm/ { print t "\t" $3 }'
awk "$col" "$here/../man/whistle-csv.5" >manual
same 'the manual lists every column in order' \
    sh -c 'grid-load --tables -o tsv --fields table,column | diff - manual' </dev/null
finish
