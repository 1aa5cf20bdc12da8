#!/bin/sh
# grid-check: a sound file has no findings, and each fault is one
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"

# What a check finds, as if it had not failed.
found() {
	grid-check "$@"
	test $? -eq 1
}
sql() {
	sqlite3 whistle.db "$1"
}

grid-load --new || exit 1
ok "a new file is sound" grid-check
same "and has nothing to advise" grid-check unreviewed vacant </dev/null
for t in area unit person road post; do
	grid-load -q "$t" -i "$share/demo/$t.csv" >/dev/null
done
same "so is the demonstration" grid-check </dev/null
same "vacancies are told only when asked for" found vacant <<'!'
r004	vacant	road 正觉东胡同: has no chief
r013	vacant	road 银锭西胡同: has no chief
r020	vacant	road 琉璃厂里街: has no chief
r029	vacant	road 马连道里大街: has no chief
!
ok "cases filed in the usual way are sound" sh -c '
    case-new --source hotline --class E0102 --area 110102001 \
	--title 垃圾 --received "2026-01-05 08:30" >no && grid-check'
same "the clock says when" found vacant --now 2024-12-31 -o ids \
    --fields key <<!
$(sql "SELECT code FROM road ORDER BY id")
!

# integrity
sql "INSERT INTO entry(id, at, who, command, import) VALUES (900, 1578274200, '王', 'x', NULL);
INSERT INTO cases(no, entry, source, received, state, seq)
    VALUES (20200106000007, 900, 1, 1578270600, 50, 3);
INSERT INTO journal(no, seq, entry, act, at) VALUES
    (20200106000007, 1, 900, 1, 0), (20200106000007, 4, 900, 2, 0);
INSERT INTO clock(no, kind, started, due) VALUES (20200106000007, 'handle',
    0, 1)"
same "clock, journal, number" found integrity <<'!'
20200106000007	integrity	clock handle: runs, but the case is not open
20200106000007	integrity	journal: 2 rows, numbered from 1 to 4
20200106000007	integrity	case: says it has 3 journal rows, the last one is 4
20200106	integrity	day: number 7 was given, the counter says nothing
!
same "replay names it, too" sh -c 'grid-check replay | cut -f 1,2' <<'!'
20200106000007	replay
!
sql "INSERT INTO day VALUES (20200106, 6)"
same "a counter that is behind" sh -c 'grid-check integrity | tail -n 1' <<'!'
20200106	integrity	day: number 7 was given, the counter says 6
!
sql "UPDATE day SET last = 7 WHERE day = 20200106;
DELETE FROM clock WHERE no = 20200106000007;
UPDATE cases SET seq = 4 WHERE no = 20200106000007"
sql "DROP TRIGGER journal_update; UPDATE journal SET seq = 2 WHERE seq = 4;
UPDATE cases SET seq = 2 WHERE no = 20200106000007"
same "mended" grid-check integrity </dev/null
sql "UPDATE cases SET unit = 9999 WHERE no = 20200106000007"
same "a reference that leads nowhere" found integrity <<'!'
20200106000007	integrity	table cases: row 20200106000007: refers to a row of unit that is not there
!
sql "UPDATE cases SET unit = NULL WHERE no = 20200106000007;
DELETE FROM area_tree WHERE depth = 1
    AND id = (SELECT id FROM area WHERE code = '110102001001');
INSERT INTO area_tree SELECT p.id, c.id, 7 FROM area p, area c
    WHERE p.code = '110102003000' AND c.code = '110102001001'"
same "a closure that is not what the parents say" found integrity <<'!'
110102001001	integrity	area_tree: lacks its line to 110102001000 at distance 1
110102001001	integrity	area_tree: has too much: its line to 110102003000 at distance 7
!
sql "DELETE FROM area_tree WHERE depth = 7;
INSERT INTO area_tree SELECT p.id, c.id, 1 FROM area p, area c
    WHERE p.code = '110102001000' AND c.code = '110102001001'"
cp whistle.db damaged.db
sqlite3 damaged.db "PRAGMA writable_schema=ON; UPDATE sqlite_schema
    SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name =
    'unit_name') WHERE name = 'area_name'"
sqlite3 damaged.db "INSERT INTO day VALUES (20200101, -1)"
same "a damaged file is not looked at any further" \
    sh -c 'grid-check -d damaged.db | cut -f 1,2 | sort -u' <<'!'
file	integrity
!

# rules: cases were received in 2020 and 2026
sql "DELETE FROM calendar WHERE day < '2020-01-01' OR day LIKE '2022-%'
    OR day LIKE '2027-%'"
same "years without a calendar, from the first case to the last" \
    found rules <<'!'
2022	rules	calendar: no day of this year is loaded: deadlines in it are provisional
!
sql "INSERT INTO calendar(day, kind) VALUES ('2028-01-01', 'off')"
same "a gap between loaded years, though no case is there yet" \
    found rules <<'!'
2022	rules	calendar: no day of this year is loaded: deadlines in it are provisional
2027	rules	calendar: no day of this year is loaded: deadlines in it are provisional
!
sql "DELETE FROM calendar WHERE day LIKE '2028-%';
INSERT INTO hours(code, valid_from, valid_to, windows) VALUES
    ('summer', '2026-06-01', '2026-09-30', '07:00-11:00'),
    ('fair', '2026-09-30', NULL, '09:00-17:00'),
    ('later', '2027-06-01', '2027-09-30', '07:00-11:00');
INSERT INTO stage(code, clock, within, valid_from, valid_to) VALUES
    ('T1', 'check', '1 work_hour', NULL, '2020-12-31'),
    ('T2', 'check', '3 work_hour', '2020-06-01', '2020-09-30'),
    ('T3', 'reply', '3 work_hour', NULL, '2019-12-31');
DELETE FROM stage WHERE code IN ('check', 'reply');
INSERT INTO calendar(day, kind) VALUES ('2022-01-01', 'off')"
same "hours that overlap, stages with two limits at a time" \
    found rules <<'!'
fair	rules	hours: overlap those of summer, which they replace meanwhile
later	rules	hours: overlap those of fair, which they replace meanwhile
T2	rules	stage: the same clock, class and source as T1 at the same time
!
sql "DELETE FROM hours; DELETE FROM stage;
INSERT INTO class(id, code, name, valid_to) VALUES (901, 'K', '旧', '2025-12-31'),
    (902, 'K1', '新', NULL);
INSERT INTO class(id, code, name, parent) VALUES (903, 'K11', '细', 902);
INSERT INTO class_tree VALUES (901, 901, 0), (902, 902, 0), (903, 903, 0),
    (902, 903, 1)"
same "a leaf without condition and rule, unless it is out of use" \
    found rules <<'!'
K11	rules	class: no filing condition, nor has a class above it one: its cases have no deadline
K11	rules	class: no rule, nor has a class above it one: its cases go to the street
!
sql "INSERT INTO standard(code, class, condition, ord, valid_from, valid_to)
VALUES ('S1', 902, 'x', 10, NULL, '2026-06-30'),
    ('S2', 902, 'y', 10, '2026-06-30', NULL),
    ('S3', 902, 'y', 20, NULL, NULL);
INSERT INTO rule(code, class, filter, unit, priority, valid_from, valid_to)
SELECT column1, 902, 2, (SELECT id FROM unit WHERE code = 'u110102001' ||
    iif(column1 = 'R3', '-cg', '')),
    column2, column3, column4 FROM (VALUES
    ('R1', 0, NULL, '2026-03-31'), ('R2', 0, '2026-04-01', NULL),
    ('R3', 0, '2026-03-15', '2026-05-01'), ('R4', 1, '2026-06-01', NULL),
    ('R7', -1, '2026-04-01', '2026-12-31'))"
same "what nothing decides between, on the days that they share" \
    found rules <<'!'
R1	rules	rule: contradicts R3: the same conditions, level and priority at the same time, another result
R2	rules	rule: contradicts R3: the same conditions, level and priority at the same time, another result
R7	rules	rule: can never win: R2 has the same conditions and level and comes before it
S1	rules	standard: the same class and order as S2 at the same time
!
sql "DELETE FROM rule WHERE code IN ('R3', 'R7'); DELETE FROM standard WHERE code = 'S2';
INSERT INTO unit_kind(id, code, name) VALUES (901, 'moon', '月');
INSERT INTO unit(id, code, name, kind, valid_to)
    VALUES (901, 'm1', '月', 901, '2026-02-01');
INSERT INTO rule(code, class, filter, kind, unit) VALUES
    ('R5', 903, 2, 901, NULL), ('R6', 901, 2, NULL, 901);
INSERT INTO whistle_kind(code, name, raisers) VALUES ('w1', '哨', 'moon'),
    ('w2', '哨', 'moon street')"
same "units that are not there, or not any more" found rules <<'!'
R5	rules	rule: no unit of kind moon stands anywhere
R6	rules	rule: its unit m1 ended on 2026-02-01
w1	rules	whistle kind: nobody may blow it: no unit of moon
!
ok "they were there the day before" \
    grid-check rules --now '2026-02-01 23:59:59'

# findings, roster, unreviewed
sql "INSERT INTO finding VALUES
    (20200106000007, 'order', '先结后派', 900, NULL),
    (20200106000007, 'order', '已改正', 900, 900)"
same "findings" found findings <<'!'
20200106000007	findings	order: 先结后派
!
sql "INSERT INTO post(code, role, road, person, valid_from, valid_to) SELECT
    'z1', role, road, person, '2026-03-01', '2026-03-31' FROM post
    WHERE code = 'c001';
UPDATE person SET rank = NULL WHERE code = 'p002'"
same "a chief without a rank, and two chiefs" found roster <<'!'
c002	roster	喻建明 is chief of 府前里大街: rank not known, rule avenue asks for 街道副职 or above
z1	roster	road r001: has a chief at the same time by post c001
!
sql "UPDATE class SET reviewed = 0 WHERE code = 'K11'"
same "what nobody has reviewed" found unreviewed <<'!'
K11	unreviewed	class 细: made by an import, nobody has reviewed it
!

# duty lists
grid-load -q duty <<'!'
code,name,kind,unit,handed_from,staff,money,goods,valid_from,valid_to
X1,无主,,,,,,,,
X2,旧无主,,,,,,,,2026-01-31
X3,月球,moon,,,,,,,
X4,下放,street,,u110102001-cg,2人,,1辆车,,
X5,全数下放,street,,u110102001-cg,2人,5万元,1辆车,,
X6,全数下放,street,,,,,,2026-01-01,
!
same "items of duty lists" found duty <<'!'
X1	duty	duty 无主: nobody owns it
X3	duty	duty 月球: no unit of kind moon stands anywhere
X4	duty	duty 下放: handed down by u110102001-cg without money
X6	duty	duty 全数下放: is on the list at the same time as X5
!
sql "DELETE FROM duty WHERE code GLOB 'X*'; DELETE FROM rule WHERE code GLOB 'R[1-9]'"
same "lists of the default profile have no gap" grid-check duty </dev/null
echo 'code,value
duty_list,street  community moon mars' | grid-load -q setting
grid-load -q rule <<'!'
code,class,filter,kind,unit,duty,valid_to
Y1,E0102,1,community,,,
Y2,E0102,2,,u110102001,,
Y3,E0103,1,community,,,2026-02-01
Y4,E0104,1,community,,D07,
!
echo 'code,name,valid_to
D07,指导基层自治,2026-02-01' | grid-load -q duty
case-route -q "$(cat no)"
d=$(case-new --source hotline --class E0102 --area 110102001001)
case-route -q --to u110102001 "$d"
same "tasks outside a list that is complete, by rules and open cases" \
    found duty <<!
duty_list	duty	setting: mars: no such kind of units
R-H050102	duty	rule: a task for community that is outside its duty list: D07 is not valid today
Y1	duty	rule: a task for community that is outside its duty list
Y2	duty	rule: a task for street that is outside its duty list
Y4	duty	rule: a task for community that is outside its duty list: D07 is not valid today
$(cat no)	duty	case: a task for community that is outside the duty list of community, by rule Y1
$d	duty	case: a task for u110102001 that is outside the duty list of street, by no rule
!
grid-load -q area <<'!'
code,name
strip,沿线
!
grid-load -q duty <<'!'
code,name
X7,无主
!
grid-load -q rule <<'!'
code,class,area,polygon,line,filter,kind,duty
Z1,,,strip,,2,chengguan,
Z2,E01,,,order,2,chengguan,
Z3,E,,,order,2,chengguan,
Z4,E0105,110102001,,,2,,X7
!
same "rules that fit no case, or name nobody" sh -c \
    'grid-check rules | grep "^Z"' <<'!'
Z1	rules	rule: its polygon strip has no boundary loaded: it fits no case
Z2	rules	rule: asks for line order, but its class is of line city
Z4	rules	rule: names nobody but duty X7, which nobody owns
!

# what every command keeps
same "several checks, in the order of the manual" \
    sh -c '! grid-check unreviewed findings --fields check' <<'!'
findings
unreviewed
!
status 2 "a check that is none" grid-check finding
says '"finding": not one of integrity rules duty findings roster replay' \
    "and which there are"
same "quiet" sh -c 'grid-check -q findings; echo $?' <<'!'
1
!
status 2 "no database" grid-check -d none.db
status 2 "a bad option" grid-check --no-such
ok "help" grid-check --help
status 2 "a full disk" sh -c 'grid-check findings >/dev/full'
finish
