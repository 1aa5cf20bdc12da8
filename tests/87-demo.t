#!/bin/sh
# scripts/demo: runs to its end, the same each time, and harms no other folder;
# the README's tour through what it leaves prints what stands there.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
demo() {
	env -u MAKEFLAGS -u MAKELEVEL B="$B" "$here/../scripts/demo" "$@"
}

ok 'it runs to its end' demo folder
cp out first
same 'the file is sound at its end' sh -c 'grep -A1 grid-check first' <<!
\$ grid-check && echo sound
sound
!
same 'what was not new was not filed again' grep '^case-new:' first <<!
case-new: new 2000, changed 0, same 0, refused 0
case-new: new 0, changed 0, same 2000, refused 0
!
# shellcheck disable=SC2016
same 'the report counts what the file has' \
    awk '/^total/ && !seen[$2]++ { print $2 }' first <<!
$(sqlite3 folder/whistle.db "SELECT count(*) FROM v_case
    WHERE received >= '2026-01-26' AND received < '2026-02-02'")
!
same 'each step is shown, the last three commands as well' sh -c \
    'grep -c "^\\$ " first; tail -n 3 first | cut -d" " -f1' <<!
$(grep -c '^$ ' first)
case-list
case-list
grid-report
!
ok 'the three commands run' sh -c \
    'cd folder && tail -n 3 ../first >three-commands && sh three-commands'
touch folder/mine
ok 'a demo is made anew' demo folder
cp out second
same 'and is the same' diff first second </dev/null
ok 'what was there is gone' [ ! -e folder/mine ]
mkdir other
touch other/precious
status 2 'a folder that is no demo is refused' demo other
says 'not an old demo' 'and why is said'
ok 'and left alone' [ -e other/precious ]
mkdir new
ok 'an empty one will do' demo new

# The commands of the tour into files do.1, do.2, ..., what they print, where
# that is shown, into want.1, ...: indented lines from the one with a dollar.
tour() {
	awk '
	/^## / { on = $0 == "## A short tour" }
	!on || !/^    / { to = ""; next }
	{ line = substr($0, 5) }
	line ~ /^\$ / { n++; to = "do." n; line = substr(line, 3) }
	to != "" { print line >to }
	to ~ /^do/ && line !~ /\\$/ { to = "want." n }
	END { print n }' "$here/../README.md"
}
walk() (
	cd new || return
	export WHISTLE_NOW='2026-02-02 10:00' WHISTLE_LANG=en
	i=0
	while [ $((i += 1)) -le "$1" ]; do
		sh "../do.$i" >../got 2>&1
		[ ! -e "../want.$i" ] || expand ../got >"../got.$i"
		[ ! -e "../want.$i" ] || expand "../want.$i" |
		    diff - "../got.$i" || cat "../do.$i"
	done
)
ok 'the README has a tour' [ "$(tour | tee steps)" -ge 7 ]
same 'it prints what stands there' walk "$(cat steps)" </dev/null
finish
