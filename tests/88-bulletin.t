#!/bin/sh
# 88-bulletin.t - scripts/bulletin: a bulletin with all its parts on one page,
# whose figures are those of the file.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"
# shellcheck source=tests/counts.sh
. "$here/counts.sh"
BINDIR=$B
export BINDIR
ok "two Mondays' cases" sh -e -c ". '$here/counts.sh'
    counts_of 12 s1 s1-cg ga; counts_of 19 s1 s1-cg ga"
# A place with three cases, and a title that is no markup.
{
	echo id,source,received,class,area,place
	seq -f 'P%g,hotline,2026-01-20 09:00,E0108,110102001004,<b>东门' 3
} >case.csv
ok 'a place with three cases' case-new -q -i case.csv
bulletin() {
	"$here/../scripts/bulletin" "$@" >page.html
}
ok 'a bulletin' bulletin --week 2026-W04 --lang en
same 'its parts' sh -c "sed -n 's/^<h2>\(.*\)<.h2>/\1/p' page.html" <<'!'
Sources
Kinds
Classes
Ten most frequent classes
Units, by groups
Best and worst
Under a floor
Streets
Communities
Backlog
Repeat points
Definitions
!
figure() {
	sed -n "s/^<tr><th>$1<.th>//p" page.html | sed 's/<[^>]*>/ /g'
}
# 19 a Monday, one of them void, and three at a place: 21 / 18 = 1.16667.
same 'cases received' figure Received <<'!'
 21  18  16.67%  0    
!
from="'2026-01-19' AND '2026-01-26'"
ok 'as the file has them' [ 21 -eq "$(sqlite3 whistle.db "SELECT count(*)
    FROM v_case WHERE state <> 'cancelled' AND received BETWEEN $from")" ]
rate() {
	grid-report --week 2026-W04 --before prev --fields on_time_rate,\
on_time_rate_before,on_time_rate_change |
	    awk -F '\t' '{ printf " %s%%  %s%%  %s points      \n", $1, $2, $3 }'
}
rate >want.rate
same 'a rate, and its change in points' figure 'On-time rate' <want.rate
# The rows of a table add up to its last one.
sources() {
	sed -n '/<h2>Sources</,/<.table>/p' page.html | grep '^<tr><td' |
	    sed 's/<td class="n">/|/g; s/<[^>]*>//g' |
	    awk -F '|' '{ n[NR] = $2 } END { for (i = 1; i < NR; i++)
		sum += n[i]; print NR, sum, n[NR] }'
}
same 'sources add up' sources <<'!'
3 21 21
!
ok 'the place is text' grep -q '&lt;b&gt;东门</td><td class="n">3<' page.html
status 1 'and no element' grep '<b>' page.html
ok 'each definition once' sh -c \
    'grep "^<li>" page.html | sort | uniq -d | grep -q . && exit 1; exit 0'
balanced() {
	for i in table thead tbody tr td ul li h1 h2; do
		a=$(grep -o "<${i}[ >]" page.html | wc -l)
		b=$(grep -o "</$i>" page.html | wc -l)
		[ "$a" -gt 0 ] && [ "$a" -eq "$b" ] || echo "$i $a $b"
	done
	grep -c '<h1>' page.html
	grep -c '^<!DOCTYPE' page.html
}
same 'one page, and elements are closed' balanced <<'!'
1
1
!
ok 'of some cases, in Chinese' bulletin --week 2026-W04 --source hotline \
    --lang zh
same 'these alone' figure 受理数 <<'!'
 4  1  300.00%  0    
!
ok 'of nothing, too' bulletin --week 2019-W04 --area "$(sqlite3 whistle.db \
    'SELECT name FROM v_area LIMIT 1')"
status 1 'without lists of nobody' grep -E '排名前|超期未处置</h2>|重复投诉' page.html
status 2 'no such week' bulletin --week 2026-W99
says 'the year has no such week' 'is refused'
# A run that fails in the middle is no page.
mkdir broken
cat >broken/grid-report <<!
#!/bin/sh
case \$* in
*closed_before*)	exit 75 ;;
*)	exec "$B/grid-report" "\$@" ;;
esac
!
chmod +x broken/grid-report
broken() {
	BINDIR=$PWD/broken "$here/../scripts/bulletin" --week 2026-W04
}
status 75 'a locked file' broken
ok 'no half a page' test ! -s out
finish
