#!/bin/sh
# whistle-schema(5): what analysts see, and what even they cannot break
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"

grid-load --new || exit 1
man=$here/../man/whistle-schema.5

# Refused: SQL must fail and say so.
refused() {
	sqlite3 whistle.db "PRAGMA foreign_keys=ON; $2" >out.refused 2>&1
	status 1 "$1" test $? -eq 0
	cp out.refused said
}

# the file
same "application_id" sqlite3 whistle.db "PRAGMA application_id" <<'!'
2003304449
!
# What is in a new file, as a number: when that changes, raise VERSION in
# lib/store/open.c and write both here.  Files of before are then refused.
same "version, and what it stands for" sh -c '
    sqlite3 whistle.db "PRAGMA user_version"
    sqlite3 whistle.db "SELECT type, name, sql FROM sqlite_schema
	ORDER BY type, name" "SELECT * FROM state" "SELECT * FROM act" | cksum' <<'!'
19
2879367545 82441
!
cp whistle.db newer.db
sqlite3 newer.db 'PRAGMA user_version = 99'
knows=$(sqlite3 whistle.db "PRAGMA user_version")
newer() {
	status 2 "$1: a file of another version" "$@"
	says "$1: newer.db: made by another version of Whistle (schema 99, this one knows $knows); make it anew with grid-load --new" \
	    "is refused, with both numbers"
}
export WHISTLE_DB=newer.db
newer case-escalate --sweep
newer case-list
newer case-log sign 20260105000001
newer case-map --check "$share/demo/cases.csv"
newer case-new --source counter
newer case-route 20260105000001
newer case-show 20260105000001
newer grid-check
newer grid-load area
newer grid-report
newer street-roster roads
same "all commands were asked" sh -c "ls '$here/../cmd' | wc -l" <<'!'
11
!
sqlite3 newer.db 'PRAGMA user_version = 1'
status 2 "an older file" case-list
says "(schema 1, this one knows $knows)" "is none that is brought up to date"
unset WHISTLE_DB
same "WAL" sqlite3 whistle.db "PRAGMA journal_mode" <<'!'
wal
!
same "nobody else may read it" stat -c %a whistle.db <<'!'
600
!
ok "may be read only" sqlite3 -readonly whistle.db "SELECT * FROM v_case"

# the manual and the file name the same views and columns
columns="SELECT m.name || '.' || p.name FROM sqlite_schema m,
    pragma_table_info(m.name) p WHERE m.type = 'view' ORDER BY 1"
sqlite3 whistle.db "$columns" >file.columns
LC_ALL=C awk '/^\.Ss / { view = $2 }
    /^\.It Va / { for (i = 3; i <= NF; i++)
	if ($i != ",") print view "." $i }' "$man" | LC_ALL=C sort >man.columns
ok "there are views" test "$(wc -l <file.columns)" -gt 200
same "each column is in the manual, and none else" \
    diff man.columns file.columns </dev/null

# each view works, empty or not, and each column can be named as it is
views() {
	tr . ' ' <file.columns | while read -r view column; do
		echo "SELECT $column FROM $view LIMIT 1;"
	done >each.sql
	sqlite3 -bail -readonly whistle.db <each.sql >/dev/null
}
ok "each column of each view, empty" views

sqlite3 -bail whistle.db >fill 2>&1 <<'!'
PRAGMA foreign_keys=ON;
INSERT INTO import(id, file, digest, encoding, bytes, rows, new)
VALUES (1, 'a.csv', 'd1', 'GB18030', 99, 4, 4);
INSERT INTO entry(id, at, who, command, import) VALUES
(900, 1578274200, '王', 'case-new', 1),
(901, 1578277800, '李', 'case-new', 1);
INSERT INTO area(id, code, name, level, parent) VALUES
(901, '110102000000', '西城区', (SELECT id FROM level WHERE code = 'district'),
NULL),
(902, '110102010000', '德胜街道', (SELECT id FROM level WHERE code = 'street'),
901),
(903, '110102010001', '甲社区',
(SELECT id FROM level WHERE code = 'community'), 902);
INSERT INTO area_tree VALUES (901, 901, 0), (902, 902, 0), (903, 903, 0),
(901, 902, 1), (902, 903, 1), (901, 903, 2);
INSERT INTO unit(id, code, name, area) VALUES (901, 'u1', '德胜街道', 902),
(902, 'u2', '城管队', 902), (903, 'u3', '派出所', 902);
INSERT INTO class(id, code, name, line) VALUES (901, 'K', '总类', 'social');
INSERT INTO class(id, code, name, parent) VALUES (902, 'K1', '细类', 901);
INSERT INTO class_tree VALUES (901, 901, 0), (902, 902, 0), (901, 902, 1);
-- 2020-01-06 08:30 in Shanghai is 00:30 in Greenwich
INSERT INTO cases(no, entry, source, class, area, title, text, received,
state, filter, unit, due, dispatched, handled, closed, seq) VALUES
(20200106000001, 900, (SELECT id FROM source WHERE code = 'hotline'), 902,
903, '甲', '电话138****5678', 1578270600, 11, 2, 901, 1578357000, 1578274200,
NULL, NULL, 2),
(20200106000002, 900, (SELECT id FROM source WHERE code = 'hotline'), 902,
902, '乙', '乙', 1578270600, 50, 1, 901, 1578357000, 1578274200, 1578470400,
1578474000, 1),
(20200106000003, 900, (SELECT id FROM source WHERE code = 'patrol'), NULL,
NULL, '丙', NULL, 583718400, 10, 2, 902, 32503680000, NULL, NULL, NULL, 1),
(20200106000004, 901, (SELECT id FROM source WHERE code = 'patrol'), 902,
902, '丁', NULL, 1578270600, 20, 2, 902, 1578357000, NULL, 1578470400, NULL,
1);
INSERT INTO journal(no, seq, entry, act, at, flags) VALUES
(20200106000001, 1, 900, (SELECT id FROM act WHERE code = 'report'),
1578270600, 2),
(20200106000002, 1, 900, (SELECT id FROM act WHERE code = 'report'),
1578270600, 0);
INSERT INTO journal(no, seq, entry, act, at, holder, reason) VALUES
(20200106000001, 2, 901, (SELECT id FROM act WHERE code = 'return'),
1578277800, 902, '无管辖权');
INSERT INTO journal(no, seq, entry, act, at, whistle, holder, unit, value, due)
VALUES
(20200106000001, 3, 901, 20, 1578274200, 1, 901, NULL, 'resident', NULL),
(20200106000001, 4, 901, 21, 1578274200, 1, 901, 902, NULL, 1578357000),
(20200106000001, 5, 901, 21, 1578274200, 1, 901, 903, NULL, 1578357000),
(20200106000001, 6, 901, 22, 1578277800, 1, 901, 903, NULL, NULL);
INSERT INTO private(no, text, caller, phone)
VALUES (20200106000001, '电话13812345678', '赵秘密', '13812345678');
INSERT INTO external VALUES
((SELECT id FROM source WHERE code = 'hotline'), 'HX-7', 20200106000001, NULL);
INSERT INTO finding VALUES (20200106000001, 'order', '先结后派', 901, 901);
INSERT INTO assist VALUES (20200106000001, 903);
INSERT INTO clock(no, kind, started, due, next)
VALUES (20200106000001, 'handle', 1578274200, 1578357000, 1578357000);
INSERT INTO whistle(no, n, kind, raiser, raised, arrive_due) VALUES
(20200106000001, 1, (SELECT id FROM whistle_kind WHERE code = 'resident'),
901, 1578274200, 1578357000);
INSERT INTO whistle_unit(no, n, unit, summoned, arrive_due, arrived)
VALUES (20200106000001, 1, 902, 1578274200, 1578357000, NULL),
(20200106000001, 1, 903, 1578274200, 1578357000, 1578277800);
INSERT INTO road(id, code, name, class, area) VALUES
(901, 'r1', '长安大街', (SELECT id FROM road_class WHERE code = 'avenue'), 902),
(902, 'r2', '府右街', (SELECT id FROM road_class WHERE code = 'alley'), 902);
INSERT INTO person(id, code, name, rank) VALUES (901, 'q1', '赵一',
(SELECT id FROM rank WHERE code = 'street_deputy'));
INSERT INTO post(code, role, road, person, valid_from, valid_to) VALUES
('c1', 'street_chief', 901, 901, '2020-01-01', NULL),
('c2', 'street_chief', 902, 901, '2020-01-01', '2020-12-31');
!
same "a case with all that belongs to it" cat fill </dev/null
ok "each column of each view, filled" views

same "names, not ids; local times" sqlite3 whistle.db "SELECT number, received,
    source, source_name, class_name, area_name, district, street, community,
    state, open, unit_name, due, closed, text FROM v_case
    WHERE number BETWEEN 20200106000001 AND 20200106000002" <<'!'
20200106000001|2020-01-06 08:30:00|hotline|12345热线|细类|甲社区|110102000000|110102010000|110102010001|handling|yes|德胜街道|2020-01-07 08:30:00||电话138****5678
20200106000002|2020-01-06 08:30:00|hotline|12345热线|细类|德胜街道|110102000000|110102010000||closed|no|德胜街道|2020-01-07 08:30:00|2020-01-08 17:00:00|乙
!
same "summer time, as it was in 1988; years to come" sqlite3 whistle.db "SELECT
    received, due FROM v_case WHERE number = 20200106000003" <<'!'
1988-07-01 09:00:00|3000-01-01 08:00:00
!
same "open cases" sqlite3 whistle.db "SELECT number, overdue, hours_left < 0,
    handled FROM v_open ORDER BY due_at, number" <<'!'
20200106000001|yes|1|
20200106000004|no||2020-01-08 16:00:00
20200106000003|no|0|
!
same "overdue cases: open, not handled" sqlite3 whistle.db "SELECT number,
    unit, due, hours_over > 50000 FROM v_overdue" <<'!'
20200106000001|u1|2020-01-07 08:30:00|1
!
same "the journal" sqlite3 whistle.db "SELECT number, row, act, time, who,
    entry, time_assumed, holder_name, reason FROM v_journal
    WHERE n IS NULL ORDER BY number, row" <<'!'
20200106000001|1|report|2020-01-06 08:30:00|王|900|yes||
20200106000001|2|return|2020-01-06 10:30:00|李|901|no|城管队|无管辖权
20200106000002|1|report|2020-01-06 08:30:00|王|900|no||
!
same "whistles" sqlite3 whistle.db "SELECT whistle, raiser_name, raised, open,
    units, arrived, released FROM v_whistle;
    SELECT whistle, unit_name, arrived FROM v_whistle_unit ORDER BY unit" <<'!'
20200106000001.1|德胜街道|2020-01-06 09:30:00|yes|2|1|0
20200106000001.1|城管队|
20200106000001.1|派出所|2020-01-06 10:30:00
!
same "an import in two entries is one row" sqlite3 whistle.db "SELECT import,
    file, new, time, who FROM v_import;
    SELECT entry, rows FROM v_entry WHERE import = 1" <<'!'
1|a.csv|4|2020-01-06 09:30:00|王
900|2
901|5
!
same "paths from the top down; the line of business is inherited" \
    sqlite3 whistle.db "SELECT path FROM v_area WHERE code = '110102010001';
    SELECT path, line FROM v_class WHERE code = 'K1'" <<'!'
西城区/德胜街道/甲社区
总类/细类|social
!
same "roads and posts" sqlite3 whistle.db "SELECT code, chief_name, rank,
    since, vacant FROM v_road ORDER BY code;
    SELECT code, present FROM v_post WHERE road_name LIKE '%街'
    ORDER BY code" <<'!'
r1|赵一|street_deputy|2020-01-01|no
r2||||yes
c1|yes
c2|no
!
same "the rest" sqlite3 whistle.db "SELECT * FROM v_external;
    SELECT number, kind, text, time, ended FROM v_finding;
    SELECT number, unit FROM v_assist;
    SELECT number, kind, n, unit, started, due FROM v_clock;
    SELECT count(*), length(time), day = substr(time, 1, 10) FROM now" <<'!'
hotline|HX-7|20200106000001
20200106000001|order|先结后派|2020-01-06 10:30:00|2020-01-06 10:30:00
20200106000001|u3
20200106000001|handle|||2020-01-06 09:30:00|2020-01-07 08:30:00
1|19|1
!

# no view shows what is private
sqlite3 whistle.db "SELECT 'SELECT * FROM ' || name || ';' FROM sqlite_schema
    WHERE type = 'view'" >all.sql
sqlite3 whistle.db <all.sql >all.out
ok "all views were read" grep -q 'HX-7' all.out
status 1 "no view shows a caller's name" grep -q '赵秘密' all.out
status 1 "nor a telephone" grep -q '13812345678' all.out

# plans
plan() {
	sqlite3 whistle.db "EXPLAIN QUERY PLAN $1" >plan
	ok "$2" grep -q "$3" plan
}
plan "SELECT * FROM v_case WHERE number = 20200106000001" \
    "a case is found by its number" 'SEARCH c USING INTEGER PRIMARY KEY'
plan "SELECT * FROM v_case WHERE received_at BETWEEN 1578270600 AND 1578357000" \
    "cases of a period are found by time" 'SEARCH c USING INDEX cases_received'
plan "SELECT * FROM v_journal WHERE number = 20200106000001" \
    "so is a journal" 'SEARCH j USING PRIMARY KEY'
plan "SELECT * FROM v_open" \
    "open cases are read without the others" 'USING INDEX cases_open'
plan "SELECT * FROM v_open WHERE number = 20200106000001" \
    "an open case is found by its number" 'SEARCH c USING INTEGER PRIMARY KEY'
plan "SELECT * FROM v_overdue" \
    "overdue cases are found by deadline" 'USING INDEX cases_open (due<?)'
for view in v_measure v_meeting v_team v_response v_difficult v_account; do
	plan "SELECT number FROM $view" \
	    "$view looks at no journal but its own rows" \
	    'USING \(COVERING \)*INDEX journal_act'
done
plan "SELECT * FROM v_whistle WHERE number = 20200106000001" \
    "a whistle is found by its case" 'SEARCH h USING PRIMARY KEY'
plan "SELECT * FROM v_whistle_unit WHERE number = 20200106000001" \
    "and so are its units" 'SEARCH u USING PRIMARY KEY'
ok "without a look at other journals" sh -c '! grep "SCAN journal" plan'
plan "SELECT * FROM whistle_told WHERE no = 1 AND n = 1" \
    "what is told of a whistle, too" 'SEARCH journal USING PRIMARY KEY'
plan "SELECT number FROM v_open WHERE number = 1" \
    "columns that are not asked for cost nothing" '^`--SEARCH c'
ok "nothing else is looked at" test "$(grep -c SEARCH plan)" -eq 1

# the worked queries of the manual; the figures are counted by hand from the
# cases above, of which the second was called back on 9 January
sqlite3 whistle.db "UPDATE cases SET called = 1578560400, solved = 'yes'
    WHERE no = 20200106000002"
awk '/^\.Bd -literal/ { on = 1; next } /^\.Ed/ { on = 0; print "" } on' \
    "$man" >worked.sql
same "ten worked queries" grep -c ';$' worked.sql <<'!'
10
!
sed 's/due, hours_over/due/; s/20260/20200/g; s/2026-/2020-/g; s/2025-/2019-/g' \
    worked.sql >worked.txt
same "they run" sh -c 'sqlite3 -bail -readonly whistle.db <worked.txt' <<'!'
20200106000001|德胜街道|甲|2020-01-07 08:30:00
110102010000|细类|3
||1
城管队|无管辖权|1
20200106000001.1|城管队|2020-01-07 08:30:00
德胜街道|府右街
110102010000|德胜街道|3|2|0|2
u1|德胜街道|1|1
u2|城管队|2|0
u1|德胜街道|1|1|100.0
2020-01-06|3|0|0
2020-01-08|0|2|0
2020-01-09|0|0|1
K1|细类|3||3
!

# the journal only grows
refused "a journal row is not changed" \
    "UPDATE journal SET reason = 'x' WHERE no = 20200106000001"
ok "and says so" grep -q 'journal: rows are never changed' said
refused "nor deleted" "DELETE FROM journal WHERE no = 20200106000001"
ok "and says so" grep -q 'journal: rows are never deleted' said
refused "nor replaced" "INSERT OR REPLACE INTO journal(no, seq, entry, act,
    at) VALUES (20200106000001, 1, 900, 1, 0)"
ok "and says so" grep -q 'journal: rows are never replaced' said
refused "nor replaced by REPLACE" "REPLACE INTO journal(no, seq, entry, act,
    at) VALUES (20200106000001, 1, 900, 1, 0)"
refused "nor by UPDATE OR REPLACE" "UPDATE OR REPLACE journal SET seq = 2
    WHERE no = 20200106000001 AND seq = 1"
refused "nor by an upsert" "INSERT INTO journal(no, seq, entry, act, at)
    VALUES (20200106000001, 1, 900, 1, 0)
    ON CONFLICT DO UPDATE SET reason = 'x'"
same "it is as it was" sqlite3 whistle.db "SELECT no, seq, at, reason
    FROM journal WHERE whistle IS NULL ORDER BY no, seq" <<'!'
20200106000001|1|1578270600|
20200106000001|2|1578277800|无管辖权
20200106000002|1|1578270600|
!

# what else cannot be written
for set in "filter = 4" "filter = 0" "state = 19" "state = NULL" \
    "unit = 99999" "area = 99999" "class = 99999" "lat = 91" "lon = -181" \
    "assumed = 2" "day_only = 2" "provisional = 2" "received = 'x'" \
    "due = 'soon'"; do
	refused "a case cannot have $set" "UPDATE cases SET $set
	    WHERE no = 20200106000001"
done
refused "a case that others refer to cannot be deleted" \
    "DELETE FROM cases WHERE no = 20200106000001"
refused "nor a unit" "DELETE FROM unit WHERE code = 'u1'"
refused "a number of another system has one case" "INSERT INTO external
    SELECT source, id, 20200106000002, NULL FROM external"
refused "a day has no more than 999999 numbers" \
    "INSERT INTO day VALUES (20200106, 1000000)"
refused "codes are unique" \
    "INSERT INTO area(code, name) VALUES ('110102000000', 'x')"
refused "a rule has a kind or a unit" \
    "INSERT INTO rule(code, filter) VALUES ('x', 1)"
refused "not both" "INSERT INTO rule(code, filter, kind, unit) VALUES ('x', 1,
    (SELECT min(id) FROM unit_kind), 901)"
refused "nor filter 4" \
    "INSERT INTO rule(code, filter, unit) VALUES ('x', 4, 901)"
refused "a term does not end before it begins" \
    "UPDATE post SET valid_to = '2019-12-31' WHERE code = 'c1'"
refused "a post is for a road or an area" \
    "UPDATE post SET area = 902 WHERE code = 'c1'"
refused "a calendar day is a day" \
    "INSERT INTO calendar(day, kind) VALUES ('2026-13-01', 'off')"
refused "a whistle is about a case" "INSERT INTO whistle(no, n, kind, raiser,
    raised) VALUES (1, 1, 1, 901, 0)"
refused "a state is open below 50" \
    "INSERT INTO state VALUES (60, 'odd', 'odd', 'odd', 1)"
finish
