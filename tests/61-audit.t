#!/bin/sh
# 61-audit.t - which figures of a published table do not follow from the
# others: rates, shares, changes, points; how a table is read.  The numbers are
# those of bulletins that were printed, rates, sums and changes worked out by
# hand; what was made up to complete a table is said so.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/audit.sh
. "$here/audit.sh"

# A month by source: what was received, and by how much it has changed.
# 12102/12120 - 1 = -0.1485 %, 633/696 - 1 = -9.0517, 9/7, 52/44, 1294/862;
# the sums are 13729 and 14090, +2.6295 %.
cat >source.csv <<'!'
案件来源,6月受理数(宗),7月受理数(宗),增/减幅(%)
信息采集,12120,12102,-0.15%
12345转办,696,633,-9.05%
公众举报,7,9,28.57%
微信微博APP,44,52,18.18%
其他,862,1294,50.12%
合计,13729,14090,2.63%
!
same 'a table without a fault' quiet source.csv <<'!'
2	信息采集	增/减幅(%)	change	-0.15%	-0.1485	ok	(7月受理数(宗) - 6月受理数(宗)) / 6月受理数(宗)
3	12345转办	增/减幅(%)	change	-9.05%	-9.0517	ok	(7月受理数(宗) - 6月受理数(宗)) / 6月受理数(宗)
4	公众举报	增/减幅(%)	change	28.57%	28.5714	ok	(7月受理数(宗) - 6月受理数(宗)) / 6月受理数(宗)
5	微信微博APP	增/减幅(%)	change	18.18%	18.1818	ok	(7月受理数(宗) - 6月受理数(宗)) / 6月受理数(宗)
6	其他	增/减幅(%)	change	50.12%	50.1160	ok	(7月受理数(宗) - 6月受理数(宗)) / 6月受理数(宗)
7	合计	6月受理数(宗)	total	13729	13729	ok	sum of its rows
7	合计	7月受理数(宗)	total	14090	14090	ok	sum of its rows
7	合计	增/减幅(%)	change	2.63%	2.6295	ok	(7月受理数(宗) - 6月受理数(宗)) / 6月受理数(宗)
status 0
!
status 0 'has status 0' grid-report --audit source.csv
says '8 figures: 8 follow, 0 do not, of 0 nothing can be told' 'and is counted'

# The bulletin of the same month by district: printed totals 12120 and
# 105.39 %, where the rows add up to 12102; its change, -18 or -0.15 %, is of
# 12102.  The first row is the printed one, the six others are made up to
# give the printed totals.  12102/11500 = 105.2348 %, 12120/11500 = 105.3913.
cat >district.csv <<'!'
单位,7月任务数,7月完成数,完成率,6月完成数(件),增/减(件),幅度
甲区,2600,2675,102.88%,2696,-21,-0.78%
乙区,2000,2100,105.00%,2090,10,0.48%
丙区,1900,2015,106.05%,2000,15,0.75%
丁区,1600,1652,103.25%,1670,-18,-1.08%
戊区,1500,1600,106.67%,1610,-10,-0.62%
己区,1200,1300,108.33%,1294,6,0.46%
庚区,700,760,108.57%,760,0,0.00%
合计,11500,12120,105.39%,12120,-18,-0.15%
!
same 'a total that was copied from the wrong column' bad district.csv <<'!'
9	7月完成数	total	12120	12102	wrong
9	完成率	rate	105.39%	105.2348	other_base
status 1
!
why() {
	grid-report --audit "$1" --fields column,verdict,why 2>&1 |
	    awk -F '\t' -v v="$2" '$2 == v'
}
same 'says which, and that the rate is of it' eval \
    'why district.csv wrong; why district.csv other_base' <<'!'
7月完成数	wrong	sum of its rows; printed is what 6月完成数(件) adds up to
完成率	other_base	7月完成数 / 7月任务数; printed is of printed totals that do not add up
!

# By class; no line of totals.
cat >class.csv <<'!'
案件类别,7月(宗),6月(宗),增/减(宗),结案数(宗),结案率(%)
市容环境,1420,1655,-235,1410,99.30
宣传广告,3620,3564,56,3619,99.97
施工管理,23,31,-8,23,100
突发事件,103,113,-10,103,100
街面秩序,7921,7280,641,7910,99.86
!
same 'differences and rates' bad class.csv <<'!'
status 0
!

# A hotline, two rows of header: all five rates of the unsatisfied are of the
# hotline alone (8/87 = 9.2, 6/70 = 8.6, 5/66 = 7.6, 3/63 = 4.8, 5/39 = 12.8),
# none of the total (8.1, 7.8, 7.4, 4.4, 12.2); of 77, 6 would print as 8 %.
cat >hotline.csv <<'!'
序号,单位,派遣案件总数,12345热线,政民互动,按时办结数,不满意数,不满意率
,,总计,按时办结,按时办结,,,
1,住建局,99,87,12,99,8,9%
2,公安局,77,70,7,77,6,9%
3,城管局,68,66,2,68,5,8%
4,卫健委,68,63,5,68,3,5%
5,市场监管局,41,39,2,41,5,13%
!
echo 'header = 2' >two.map
same 'rates of another base than the whole' bad hotline.csv -m ./two.map <<'!'
3	不满意率	rate	9%	8.08	other_base
4	不满意率	rate	9%	7.79	other_base
5	不满意率	rate	8%	7.35	other_base
6	不满意率	rate	5%	4.41	other_base
7	不满意率	rate	13%	12.20	other_base
status 1
!
base() {
	quiet hotline.csv -m ./two.map --fields line,verdict,why "$@" |
	    grep 不满意数
}
same 'it says which base they have' eval 'base | head -n 1' <<'!'
3	other_base	不满意数 / 派遣案件总数 总计; printed is 不满意数 / 12345热线 按时办结
!
same 'unless this is the base that was told' eval \
    'base --base "不满意率=12345热线 按时办结" | cut -f 1-2' <<'!'
3	ok
4	ok
5	ok
6	ok
7	ok
!

# Of a city 284406 were received, its shares are of 195532, what its kinds
# add up to.  The kinds are made up: 97766 is half of that.
cat >kinds.csv <<'!'
类别,件数,占比
咨询,97766,50.00%
求助,58660,30.00%
投诉,39106,20.00%
合计,284406,100.00%
!
same 'shares of what the rows add up to, not of the total' bad kinds.csv <<'!'
2	占比	share	50.00%	34.3755	other_base
3	占比	share	30.00%	20.6254	other_base
4	占比	share	20.00%	13.7501	other_base
5	件数	total	284406	195532	wrong
status 1
!
# Rates of two months and their difference, printed as percent.
cat >points.csv <<'!'
单位,上月结案率,本月结案率,升降
甲,99.95%,99.99%,0.04%
乙,98.10%,97.60%,-0.50%
丙,95.00%,96.25%,1.25%
!
same 'percentage points that are called percent; rates of nothing' \
    bad points.csv <<'!'
2	上月结案率	rate	99.95%		cannot_tell
2	本月结案率	rate	99.99%		cannot_tell
2	升降	points	0.04%	0.04	points
3	上月结案率	rate	98.10%		cannot_tell
3	本月结案率	rate	97.60%		cannot_tell
3	升降	points	-0.50%	-0.50	points
4	上月结案率	rate	95.00%		cannot_tell
4	本月结案率	rate	96.25%		cannot_tell
4	升降	points	1.25%	1.25	points
status 1
!
sed 's/升降/升降（百分点）/' points.csv >called.csv
same 'not where the heading says so' eval \
    '! bad called.csv | grep 升降' </dev/null

cat >codes.csv <<'!'
code,on time,late,on-time rate
101,3,1,75.00%
102,5,2,71.43%
103,9,0,100.00%
total,17,3,85.00%
!
same 'codes are names; a rate to what is on time or late' eval \
    'quiet codes.csv --fields line,row,check,verdict,why' <<'!'
2	101	rate	ok	on time / (on time + late)
3	102	rate	ok	on time / (on time + late)
4	103	rate	ok	on time / (on time + late)
5	total	total	ok	sum of its rows
5	total	total	ok	sum of its rows
5	total	rate	ok	on time / (on time + late)
status 0
!
cat >wide.csv <<'!'
单位,受理,办结,办结率,环比
甲,"１，２００",１１８８,９９．０％,－５．１％
乙,８００,796,99.5%,持平
合计,2000,1984,９９．２%,-3%
!
same 'full-width figures, and no change' bad wide.csv <<'!'
2	环比	change	－５．１％		cannot_tell
4	环比	change	-3%		cannot_tell
status 0
!
for i in '１，２３' '1,2345' '1234,567' '１２．'; do
	printf '单位,受理\n甲,5\n乙,6\n丙,"%s"\n' "$i" >wide.csv
	status 2 "no number: $i" grid-report --audit wide.csv
done

cat >rounded.csv <<'!'
单位,上月结案率(%),本月结案率(%),升降
甲,98.1,99.9,1.9个百分点
乙,97.0,97.5,0.5个百分点
丙,96.0,98.0,2.0个百分点
!
same 'a difference of rates that were rounded, in points' eval \
    'quiet rounded.csv --fields line,column,verdict | grep 升降' <<'!'
2	升降	ok
3	升降	ok
4	升降	ok
!
cat >notes.csv <<'!'
类别,件数,约数,主要问题
甲,1,2,占道
乙,2,3,12345
丙,4,9,噪音
!
same 'a number among words is no column of numbers' bad notes.csv <<'!'
status 0
!
sed 's/不满意率/热线不满意率/' hotline.csv >named.csv
same 'the base that the heading names is the one meant' \
    bad named.csv -m ./two.map <<'!'
status 0
!
status 2 'a rate is no base' grid-report --audit district.csv \
    --base 完成率=幅度
says 'not a column of percents and one of counts' 'which it says'
awk 'BEGIN { printf "类别"; for (i = 1; i < 41; i++) printf ",c%d", i
    print "" }' >broad.csv
status 2 'too many columns' grid-report --audit broad.csv
says 'broad.csv: more than 40 columns' 'which it says'
awk 'BEGIN { print "类别,件数"; for (i = 0; i < 2001; i++) print "x,1" }' >long.csv
status 2 'too many rows' grid-report --audit long.csv
says 'long.csv: more than 2000 rows: no bulletin' 'which it says'
printf 'ignore = 占比\n' >less.map
same 'a column that the map leaves out' quiet kinds.csv -m ./less.map \
    --fields column,verdict <<'!'
件数	wrong
status 1
!

# Encodings, people, refusals.
iconv -f utf-8 -t gb18030 district.csv >gb.csv
same 'GB18030' bad gb.csv <<'!'
9	7月完成数	total	12120	12102	wrong
9	完成率	rate	105.39%	105.2348	other_base
status 1
!
table() {
	grid-report --audit district.csv -o table --lang zh 2>/dev/null |
	    grep -o '所印是 6月完成数(件) 之和\|不符\|结论' | sort
}
same 'people read it in their language' table <<'!'
不符
所印是 6月完成数(件) 之和
结论
!
ok 'data does not change with the language' eval \
    'quiet district.csv >a; quiet district.csv --lang zh >b; cmp a b'
sed 's/2100/2l00/' district.csv >typo.csv
status 2 'a number that is none' grid-report --audit typo.csv
says 'typo.csv:3: 7月完成数: "2l00": no number, in a column of numbers' \
    'by file, line and column'
says '1 of 8 rows are refused; nothing was checked' 'and nothing is checked'
status 2 'no such column' grid-report --audit hotline.csv -m ./two.map \
    --base 满意率=总计
says '--base: "满意率": no such column in hotline.csv' 'which it says'
status 2 'a base of nothing' grid-report --audit hotline.csv \
    -m ./two.map --base 不满意率
status 2 'no such file' grid-report --audit nowhere.csv
printf '%s\n' 'Name  Received' 'a            1' >text.csv
status 2 'a table for people' grid-report --audit text.csv
says 'text.csv: no column of numbers: nothing to check' 'has no columns'

# What this program prints has no signs of percent.  19/157 = 12.1019,
# -6/118 = -5.0847, 30/148 = 20.2703, in all 43/423 = 10.1655.
cat >own.csv <<'!'
key,received,received_before,received_change,on_time_rate,on_time_rate_before,\
on_time_rate_change,received_last_year,received_change_last_year
a,176,157,12.10,27.94,33.33,-5.39,100,76.00
b,112,118,-5.08,50.00,40.00,10.00,50,124.00
c,178,148,20.27,61.17,60.50,0.67,200,-11.00
total,466,423,10.17,45.00,44.44,0.56,350,33.14
!
sed -e :a -e '/\\$/N; s/\\\n//; ta' own.csv >our.csv
own() {
	quiet our.csv --fields column,verdict | sort | uniq -c | tr -s ' '
}
same 'a bulletin of our own follows' own <<'!'
 4 on_time_rate	cannot_tell
 4 on_time_rate_before	cannot_tell
 4 on_time_rate_change	ok
 1 received	ok
 1 received_before	ok
 4 received_change	ok
 4 received_change_last_year	ok
 1 received_last_year	ok
 1 status 0
!
sed -i 's/-5.08/-5.09/; s/0.67/0.76/' our.csv
slips() {
	bad our.csv | grep -v cannot_tell
}
same 'and slips are found' slips <<!
3	received_change	change	-5.09	-5.0847	misrounded
4	on_time_rate_change	points	0.76	0.67	wrong
status 1
!
status 2 '--base without --audit' grid-report --base a=b
status 2 'full disk' sh -c 'grid-report --audit source.csv >/dev/full'
ok 'no database is needed' [ ! -e whistle.db ]

# Columns below other headings are others' figures: the few rates of b, which
# its own columns do not give, are not made of those of a, nor a share of what
# a column of b adds up to.
cat >across.csv <<'!'
key,a.received,a.handled,b.received,b.handled,b.handled_rate
x,4,3,7,5,75.00
y,5,2,9,1,40.00
z,8,5,9,9,62.50
total,17,10,25,15,80.00
!
across() {
	quiet across.csv --fields column,verdict | grep -v ok
}
same 'a cross-table is of its own columns' across <<'!'
b.handled_rate	cannot_tell
b.handled_rate	cannot_tell
b.handled_rate	cannot_tell
b.handled_rate	cannot_tell
status 0
!
# Two rates that some columns give by chance tell nothing of a third that they
# do not, the total.
cat >sparse.csv <<'!'
key,received,handled,handled_rate
x,1,3,25.00
y,1,1,50.00
z,3,0,
total,5,4,80.00
!
sparse() {
	quiet sparse.csv --fields column,verdict | grep -v ok
}
same 'two figures that fit by chance' sparse <<'!'
handled_rate	cannot_tell
handled_rate	cannot_tell
handled_rate	cannot_tell
status 0
!
finish
