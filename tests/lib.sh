# lib.sh - a test writes TAP; run it with prove(1) or by hand.
#
#	ok NAME COMMAND...		COMMAND succeeds
#	status N NAME COMMAND...	COMMAND exits with N
#	same NAME COMMAND... <<!	COMMAND prints exactly this, and no error
#	says TEXT NAME			the last command said this on stderr
#
# stdout and stderr of the last command stay in $tmp/out and $tmp/err.  The
# commands come from $B (default bin), the clock stands still.
# shellcheck shell=sh
set -u
here=$(cd "$(dirname "$0")" && pwd)
B=${B:-$here/../bin}
B=$(cd "$B" && pwd) || exit 2
share=$here/../lib/share
# Real files lie beside the project, or nowhere: then tests of them skip.
# shellcheck disable=SC2034
data=$here/../../shared/data
PATH=$B:$PATH
LC_ALL=C.UTF-8 TZ=Antarctica/Troll WHISTLE_SHARE=$share
WHISTLE_NOW='2026-02-02 10:00:00'
export PATH LC_ALL TZ WHISTLE_SHARE WHISTLE_NOW
unset WHISTLE_DB WHISTLE_LANG WHISTLE_WAIT NO_COLOR
tmp=$(mktemp -d) || exit 2
trap 'chmod -R u+w "$tmp"; rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
cd "$tmp" || exit 2
n=0 bad=0

result() {
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		bad=$((bad + 1))
		head -n 40 out err | sed 's/^/# /'
	fi
}
status() {
	want=$1 name=$2
	shift 2
	"$@" >out 2>err </dev/null
	got=$?
	[ $got -eq "$want" ] || echo "exit status $got, not $want" >>err
	[ $got -eq "$want" ]
	result $? "$name"
}
ok() {
	status 0 "$@"
}
same() {
	name=$1
	shift
	cat >want
	"$@" >out 2>err </dev/null || echo "exit status $?" >>err
	diff -u want out >d && [ ! -s err ]
	set -- $?
	cat d >>err
	result "$1" "$name"
}
says() {
	grep -qF -- "$1" err
	result $? "$2"
}
skip() {
	n=$((n + 1))
	echo "ok $n # SKIP $1"
}
finish() {
	echo "1..$n"
	[ $bad -eq 0 ]
}
