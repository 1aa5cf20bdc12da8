#!/bin/sh
# make install: what is installed works where it is, without the source.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
command -v make >/dev/null || {
	skip 'no make here'
	finish
	exit
}
top=$here/..
unset WHISTLE_SHARE MAKEFLAGS MAKELEVEL MFLAGS

# Nothing is built: the commands are those under test.
install() {
	make -s -C "$top" -o all install B="$B" DESTDIR="$tmp/root" "$@"
}
# Run an installed command, with nothing else of ours in reach.
run() {
	command=$1
	shift
	env -i PATH=/usr/bin:/bin WHISTLE_NOW="$WHISTLE_NOW" \
	    "$tmp/root/usr/bin/$command" "$@"
}

ok 'make install' install PREFIX=/usr
for c in "$top"/cmd/*.c; do
	c=${c##*/}
	c=${c%.c}
	ok "$c is there and runs" run "$c" --version
done
for page in "$top"/man/*.[1-8]; do
	section=${page##*.}
	ok "${page##*/} is in its section" \
	    cmp "$page" "root/usr/share/man/man$section/${page##*/}"
done
ok 'all shared files are there' \
    diff -r -x scripts "$share" root/usr/share/whistle
same 'nothing else is installed' ls root root/usr root/usr/share <<!
root:
usr

root/usr:
bin
share

root/usr/share:
man
whistle
!
ok 'the profile is found' run grid-load --new -d x.db
for table in area unit; do
	run grid-load -q -d x.db \
	    -i root/usr/share/whistle/demo/$table.csv $table >/dev/null
done
"$B/tests/hotline" -a "$share/demo/area.csv" -n 10 >hotline.csv
ok 'a map is found' run case-new -q -d x.db -i hotline.csv -m hotline21
same 'and read' sh -c 'sqlite3 x.db "SELECT count(*) FROM cases"' <<!
10
!
status 2 'a map that is nowhere' run case-new -d x.db -i hotline.csv -m nosuch
says 'no such map' 'is named'
ok 'packagers may move what they like' install PREFIX=/opt/w \
    BINDIR=/opt/w/sbin MANDIR=/opt/man
ok 'and find it there' sh -c \
    'test -x root/opt/w/sbin/case-list && test -d root/opt/man/man1'
cp -r "$top/Makefile" "$top/man" "$top/lib" "$top/scripts" .
ok 'a relative DESTDIR is below where make runs' \
    make -s -o all install B="$B" DESTDIR=rel PREFIX=/usr
ok 'and has all' diff -r -x scripts "$share" rel/usr/share/whistle
cp x.db whistle.db
ok 'the scripts for cron find what they were installed with' env -i \
    "$tmp/root/usr/share/whistle/scripts/sweep" "$tmp"
finish
