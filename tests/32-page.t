#!/bin/sh
# 32-page.t - HTML and Markdown: pages to print and paste, on which what a
# citizen wrote is text.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

cat >cases.csv <<'!'
id,source,received,class,area,title,text
1,hotline,2026-01-26 09:00:00,E0108,110102001004,"<script>alert(""1"")</script> & 'x'",
2,hotline,2026-01-26 10:00:00,E0108,110102001004,"a|b *c* _d_ [e](f) `g` ~h~ \i $j$",
3,counter,2026-01-27 09:00:00,E0108,110102001004,"上
下",
4,counter,2026-01-28 09:00:00,E0108,110102010000,,
!
case-new -q -i cases.csv || exit 2
# Control bytes come in by other ways than an import, which refuses them.
sqlite3 whistle.db "UPDATE cases SET title = 'x' || char(27) || '[31m' ||
    char(155) || 'y' || char(9) || 'z' WHERE no = 20260128000001"

same 'a page of HTML' case-list -o html --fields number,title --lang en <<'!'
<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>Whistle</title>
<style>
body { font-family: sans-serif; margin: 2em }
h1 { font-size: 1.2em }
table { border-collapse: collapse }
th, td { border: 1px solid #888; padding: .2em .5em; text-align: left }
th { background: #eee }
.n { text-align: right }
tr { break-inside: avoid }
ul { font-size: .85em }
</style>
<table>
<thead>
<tr><th>Number</th><th>Title</th></tr>
</thead>
<tbody>
<tr><td>20260126000001</td><td>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;</td></tr>
<tr><td>20260126000002</td><td>a|b *c* _d_ [e](f) `g` ~h~ \i $j$</td></tr>
<tr><td>20260127000001</td><td>上<br>下</td></tr>
<tr><td>20260128000001</td><td>x�[31m�y z</td></tr>
</tbody>
</table>
!
same 'the same as Markdown' case-list -o markdown --fields number,title \
    --lang en <<'!'
| Number | Title |
|---|---|
| 20260126000001 | \<script\>alert("1")\</script\> \& 'x' |
| 20260126000002 | a\|b \*c\* \_d\_ \[e\](f) \`g\` \~h\~ \\i \$j\$ |
| 20260127000001 | 上<br>下 |
| 20260128000001 | x�\[31m�y z |
!
# The elements that are opened are closed, and none is made by a text.
whole() {
	"$@" -o html | tr -d '\n' | tr '<' '\n' | awk -F '[ >]' '
	    /^\// { sub("/", "", $1); if (stack[n--] != $1) bad = 1; next }
	    NR == 1 || /^!|^meta|^html|^br/ { next }
	    { stack[++n] = $1 } END { exit bad || n != 0 || NR < 9 }'
}
ok 'elements are closed' whole case-list
ok 'those of a bulletin, too' whole grid-report --week 2026-W05 --by street
ok 'and of a cross-table' whole grid-report --week 2026-W05 --by street \
    --across source --fields name,received,open
page() {
	grid-report --week 2026-W05 "$@" | sed -n '/<h1>/,$p'
}
# Two header rows: a source stands over its figures.
same 'a bulletin of two dimensions' page --by street --across source \
    --fields name,received,handled_rate -o html --lang en <<'!'
<h1>城市治理和诉求办理情况通报: 2026-01-26 to 2026-02-01 (7 calendar days)</h1>
<table>
<thead>
<tr><th rowspan="2">Key</th><th rowspan="2">Name</th><th colspan="2">Service counter</th><th colspan="2">12345 hotline</th><th colspan="2">total</th></tr>
<tr><th class="n">Received</th><th class="n">Handled rate</th><th class="n">Received</th><th class="n">Handled rate</th><th class="n">Received</th><th class="n">Handled rate</th></tr>
</thead>
<tbody>
<tr><td>110102001000</td><td>西长安街街道</td><td class="n">1</td><td class="n"></td><td class="n">2</td><td class="n"></td><td class="n">3</td><td class="n"></td></tr>
<tr><td>110102010000</td><td>德胜街道</td><td class="n">1</td><td class="n"></td><td class="n">0</td><td class="n"></td><td class="n">1</td><td class="n"></td></tr>
<tr><td>total</td><td>total</td><td class="n">2</td><td class="n"></td><td class="n">2</td><td class="n"></td><td class="n">4</td><td class="n"></td></tr>
</tbody>
</table>
<ul>
<li>received: cases received in the period</li>
<li>handled_rate: handled / (handled + overdue)</li>
<li>void cases not counted: 0 received</li>
<li>self-handled cases counted: 0 received</li>
<li>hung cases counted: 0 at the end</li>
<li>exempt cases counted: 0 handled</li>
<li>duplicates counted: 0 received</li>
</ul>
!
printf '%s\n' code,value 'title,"*Report* <b>"' | grid-load -q setting
printf '%s\n' code,name,num,den,note \
    'a_rate,1) 甲<i>率,received,received,"[x](y)"' \
    'b_rate,# 乙率,received,received,' | grid-load -q metric
same 'a percentage, a title and notes that are no markup' grid-report \
    --week 2026-W05 --fields received,a_rate,b_rate \
    -o markdown <<'!'
# \*Report\* \<b\>：2026-01-26 至 2026-02-01（7 个自然日）

| 受理数 | 1) 甲\<i\>率 | # 乙率 |
|--:|--:|--:|
| 4 | 100.00% | 100.00% |

- 受理数：本期受理的案件数
- 1\) 甲\<i\>率：受理数 / 受理数；\[x\](y)
- \# 乙率：受理数 / 受理数
- 作废件不计入：本期受理 0 件
- 自行处置件计入：本期受理 0 件
- 挂账件计入：期末 0 件
- 申诉豁免件计入：本期处置 0 件
- 重复件计入：本期受理 0 件
!
ok 'a bulletin is issued as a page' sh -c 'grid-report --issue -o html \
    --week 2026-W05 --by street --across source --fields received,open >a'
ok 'and a name changes' sqlite3 whistle.db "UPDATE source SET name = '别名'"
same 'it is printed again as it was' grid-report --issued 1 -o html <a
same 'an empty page has its headings' sh -c 'case-list --id none -o markdown \
    --fields number,title --lang en || echo $?' <<'!'
| Number | Title |
|---|---|
1
!
same '-q prints none' grid-report --week 2026-W05 -q -o html </dev/null
finish
