#!/bin/sh
# grid-check replay: facts, whistles and clocks are what the journal says
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
WHISTLE_NOW='2025-12-31 15:00:00'
# shellcheck source=tests/town.sh
. "$here/town.sh"

cat >case.csv <<!
id,source,received,class,area,title,caller
A1,hotline,2025-12-31 14:00:00,E0101,110102001004,违建,王某
A2,hotline,2025-12-31 14:00:01,E0108,110102001004,旧床,
A3,hotline,2025-12-31 14:00:02,E0101,110102001004,违建,
A4,hotline,2025-12-31 14:00:03,E0101,110102001004,违建,
A5,hotline,2025-12-31 14:00:04,E0101,110102001004,违建,
A6,hotline,2025-12-31 14:00:05,E0108,110102001004,旧床,
!
a1=20251231000001 a2=20251231000002 a3=20251231000003
a4=20251231000004 a5=20251231000005 a6=20251231000006
each() {
	for command; do
		# shellcheck disable=SC2086
		$command >/dev/null 2>said || { cat said >&2 && return 1; }
	done
}
each 'case-new -q -i case.csv' "case-route -q $a1 $a2 $a3 $a4 $a5 $a6" || exit 2

# Every fact is amended, one of them twice; every end that a whistle has.
same 'a day of work is recorded' each \
    "case-log amend --field kind --value complain $a1" \
    "case-log amend --field class --value E0108 $a1" \
    "case-log amend --field class --value E0109 $a1" \
    "case-log amend --field area --value 110102010000 $a1" \
    "case-log amend --field place --value 北门 $a1" \
    "case-log amend --field title --value 树挂13812340000 $a1" \
    "case-log amend --field text --value 电话13812340001 $a1" \
    "case-log amend --field lat --value 39.90000049 $a1" \
    "case-log amend --field lon --value 116.3912345678 $a1" \
    "case-log amend --field tags --value 夜间 $a1" \
    "case-log amend --field caller --value 李某 $a1" \
    "case-log amend --field phone --value 13812340002 $a1" \
    "case-log amend --field address --value 某院 $a1" \
    "case-escalate raise --kind enforce --unit s1-cg,ga $a1" \
    "case-escalate arrive --unit ga $a1" \
    "case-escalate reject --reason 不净 $a1" \
    "case-escalate accept $a1" \
    "case-escalate raise --kind enforce --unit s1-cg,sw $a1" \
    "case-escalate arrive --unit sw $a1.2" \
    "case-escalate raise --kind enforce --unit ga,sw $a2" \
    "case-escalate arrive --unit ga $a2" \
    "case-escalate accept $a2" \
    "case-escalate release --unit ga,sw $a2" \
    "case-escalate raise --kind enforce --unit ga $a3" \
    "case-log close --value special --reason 无人 $a3" \
    "case-log void --reason 重复 $a3" \
    "case-escalate raise --kind enforce --unit ga,sw $a4" \
    "case-escalate arrive --unit ga $a4" \
    "case-escalate accept $a4" \
    "case-escalate release --unit ga $a4" \
    "case-log void --reason 重复 $a4" \
    "case-escalate raise --kind enforce --unit ga $a5" \
    "case-log return --reason not_ours $a5" \
    "case-log sign $a6" </dev/null
same 'and is sound' grid-check integrity replay </dev/null
same 'nothing was passed over: whistles, open ones, clocks' query "SELECT
    (SELECT count(*) FROM whistle),
    (SELECT count(*) FROM whistle WHERE ended IS NULL),
    (SELECT group_concat(kind || (no % 10)) FROM
	(SELECT kind, no FROM clock ORDER BY no, kind))" <<!
6|3|arrive1,contact1,finish1,handle1,reply1,sign1,sign1,handle2,reply2,sign2,arrive5,contact5,finish5,reply5,sign5,handle6,reply6
!
cat >again.csv <<!
id,source,received,class,area,title,state,closed
A5,hotline,2025-12-31 14:00:04,E0101,110102001004,违建,cancelled,2025-12-31 15:00:00
!
same 'nor what the source says later: it is void' quietly \
    case-new -q -i again.csv </dev/null
ok 'is sound, too' grid-check integrity replay
same 'the sweep changes nothing of it' sh -c \
    'case-escalate --sweep -q --now 2026-03-01 && grid-check replay' </dev/null

# Break a copy by SQL; the one record is what the here-document says.
breaks() {
	cp whistle.db broken.db
	sqlite3 broken.db "$(query "SELECT group_concat('DROP TRIGGER '
	    || name, ';') FROM sqlite_schema WHERE type = 'trigger'
	    AND tbl_name LIKE 'whistle%'"); $2"
	same "$1" fails 1 grid-check -d broken.db replay
}

fact() {
	breaks "$1 is proved" "UPDATE cases SET $1 = $2 WHERE no = $a1" <<!
$a1	replay	$1 is not what its last amendment says
!
}
fact kind NULL
fact class "(SELECT id FROM class WHERE code = 'E0108')"
fact area "(SELECT id FROM area WHERE code = '110102001004')"
fact place "'南门'"
fact title "'树挂13812340000'"
fact text NULL
fact lat 39.91
fact lat NULL
fact lon 116.39124
fact tags "'夜间 '"
same 'a fact that was never amended is not, nor a private one' sh -c '
    cp whistle.db broken.db && sqlite3 broken.db "UPDATE cases
	SET title = 1 WHERE no % 10 = 2; UPDATE private SET caller = 1" &&
    grid-check -d broken.db replay' </dev/null

whistle() {
	breaks "a whistle: $1" "UPDATE whistle SET $1 = $2
	    WHERE no = $3 AND n = 1" <<!
$3	replay	whistle 1: $1 is not what the journal leads to
!
}
whistle raised 1767100000 $a1
whistle raiser "(SELECT id FROM unit WHERE code = 'cm')" $a1
whistle kind "(SELECT id FROM whistle_kind WHERE code = 'demand')" $a1
whistle arrive_due 'arrive_due + 1' $a2
whistle finish_due NULL $a1
whistle accepted 'accepted + 1' $a1
whistle rejects 0 $a1
whistle ended NULL $a2
whistle ended 'ended + 1' $a3
whistle withdrawn 1767100000 $a1
whistle ended NULL $a4
breaks 'a whistle that nobody blew' "INSERT INTO whistle(no, n, kind, raiser,
    raised) SELECT no, 2, kind, raiser, raised FROM whistle
    WHERE no = $a2" <<!
$a2	replay	whistle 2: is not in the journal
!
breaks 'a whistle that is lost, with its unit' "PRAGMA foreign_keys = OFF;
    DELETE FROM whistle WHERE no = $a3;
    DELETE FROM whistle_unit WHERE no = $a3" <<!
$a3	replay	whistle 1: is only in the journal
$a3	replay	whistle 1: unit ga is only in the journal
!
breaks 'a unit that came' "UPDATE whistle_unit SET arrived = NULL
    WHERE no = $a2 AND arrived IS NOT NULL" <<!
$a2	replay	whistle 1: unit ga: arrived is not what the journal leads to
!
breaks 'a unit that was let go' "UPDATE whistle_unit SET released = 0
    WHERE no = $a2 AND arrived IS NULL" <<!
$a2	replay	whistle 1: unit sw: released is not what the journal leads to
!
breaks 'a unit that nobody summoned' "INSERT INTO whistle_unit(no, n, unit,
    summoned) SELECT $a2, 1, id, 0 FROM unit WHERE code = 's10'" <<!
$a2	replay	whistle 1: unit s10 is not in the journal
!

breaks 'a clock that does not run' "DELETE FROM clock WHERE no = $a6" <<!
$a6	replay	clock handle: does not run
$a6	replay	clock reply: does not run
!
breaks 'nor that of a unit' "DELETE FROM clock WHERE kind = 'arrive'" <<!
$a1	replay	clock arrive, whistle 2, unit s1-cg: does not run
!
breaks 'a clock with another time' "UPDATE clock SET due = due + 1
    WHERE no = $a6" <<!
$a6	replay	clock handle: is due at another time than its case says
$a6	replay	clock reply: is due at another time than its case says
!
breaks 'a clock that nobody needs' "INSERT INTO clock(no, kind, whistle, unit,
    started, due) SELECT $a1, 'arrive', 2, id, 0, 0 FROM unit
    WHERE code = 'sw'" <<!
$a1	replay	clock arrive, whistle 2, unit sw: runs, but nothing is waited for
!
finish
