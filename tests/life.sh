# life.sh - a town whose cases are acted on, in parts; sourced after town.sh.
# shellcheck shell=sh
grid-load -q unit <<'!' || exit 2
code,name,kind,parent,area
s1-cg-a,执法一组,,s1-cg,
sw-a,清扫一组,,sw,
dc,区指挥中心,district_center,,110102000000
!
grid-load -q class <<'!' || exit 2
code,name
T1,试类
T2,别类
T3,无时限
!
grid-load -q standard <<'!' || exit 2
code,class,condition,within,ord
T1-1,T1,一日,1 work_day_exact,1
T1-2,T1,二日,2 work_day_exact,2
T2-1,T2,别的,1 urgent_hour,1
!
grid-load -q rule <<'!' || exit 2
code,class,filter,kind
T1,T1,2,chengguan
T2,T2,2,chengguan
T3,T3,2,chengguan
!

sqlite3 whistle.db 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
cp whistle.db town.db
# Each part begins with the town alone, for the clock only goes on; before
# that the part before is proved.
begin() {
	same "$1: the journal leads to what is stored" \
	    grid-check integrity replay </dev/null
	rm -f whistle.db*
	cp town.db whistle.db
}
# The clock of all that follows; a case of class $1 (T1), received then.
at() {
	WHISTLE_NOW="2026-$1"
	export WHISTLE_NOW
}
new() {
	case-new --source hotline --class "${1:-T1}" --area 110102001004
}
log() {
	case-log -q "$@" </dev/null
}
route() {
	case-route -q "$@" </dev/null
}
why() {		# name, why, act and its arguments
	name=$1
	echo "case-log: $2" >wanted
	shift 2
	case-log -q "$@" >out 2>err </dev/null
	diff -u wanted err >d
	set -- $?
	cat d >>err
	result "$1" "$name"
}
is() {		# name, columns of v_case, what they are, case
	same "$1" query "SELECT $2 FROM v_case WHERE number = $4" <<!
$3
!
}
