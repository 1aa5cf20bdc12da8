# town.sh - a district of two streets with the units that tests of cases
# need; sourced after lib.sh.  Units of the default profile stand anywhere.
# shellcheck shell=sh
grid-load -q --new || exit 2
grid-load -q area <<'!' || exit 2
code,name,level,parent
110102000000,西城区,district,
110102001000,西长安街街道,street,110102000000
110102001004,府右街南社区,community,110102001000
110102010000,德胜街道,street,110102000000
!
grid-load -q unit <<'!' || exit 2
code,name,kind,parent,area,contact
s1,西长安街街道办,street,,110102001000,
s1-cg,西长安街执法队,chengguan,s1,110102001000,
cm,府右街南居委会,community,s1,110102001004,
s10,德胜街道办,street,,110102010000,
ga,西城公安,gongan,,110102000000,
sw,西城水务,shuiwu,,110102000000,水务值班
!

# What a command that fails with this status says, as if it printed it.
fails() {
	want_status=$1
	shift
	"$@" 2>&1
	set -- $?
	[ "$1" -eq "$want_status" ] || echo "exit status $1"
}
# What an analyst sees: one value, or rows with | between columns.
query() {
	sqlite3 whistle.db "$1"
}
# Without the counts on standard error.
quietly() {
	"$@" 2>said || cat said >&2
}
