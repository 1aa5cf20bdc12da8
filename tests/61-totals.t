#!/bin/sh
# 61-totals.t - sums, totals and subtotals of a published table: what they add,
# and where nothing can be told.  Worked out by hand.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/audit.sh
. "$here/audit.sh"

# A week of a hotline: shares, a daily average, subtotals.
cat >week.csv <<'!'
类别,受理数,占比,日均
咨询,34000,47.61%,4857
求助,20987,29.39%,2998
小 计,54987,77.00%,7855
建议,11139,15.60%,1591
投诉举报,3539,4.95%,506
感谢,192,0.27%,27
其他,1555,2.18%,222
合　计,71412,100%,"10,202"
!
same 'shares, averages a day, subtotals; one share is cut' bad week.csv <<'!'
6	占比	share	4.95%	4.9557	truncated
status 1
!
same 'with how they are made' eval \
    'quiet week.csv --fields line,check,why | sed -n "/^4/p"' <<'!'
4	total	sum of its rows
4	share	受理数 / its total
4	avg	受理数 / 7
!

# One wrong figure in a row sum is found in its row.
cat >rows.csv <<'!'
unit,hotline,net,walk-in,total
a,5,7,2,14
b,11,3,1,15
c,8,6,4,19
d,9,1,3,13
total,33,17,10,61
!
same 'a row that does not add up' bad rows.csv <<'!'
4	total	sum	19	18	wrong
6	total	sum	61	60	wrong
status 1
!

cat >gaps.csv <<'!'
unit,cases
a,5
b,无数据
c,-
total,5
!
same 'where a figure is absent nothing can be told' bad gaps.csv <<'!'
5	cases	total	5	5	cannot_tell
status 0
!

# Components 4400 and events 29528 were filed, 33928 in all, as printed of a
# month of one city (the rows of components are cut short: 1894 + 815 + 1518 +
# 5 + 116 + 52).
groups() {	# a table by groups: its totals alone
	quiet groups.csv --fields line,row,printed,computed,verdict
}
cat >groups.csv <<'!'
大类,小类,件数
部件,公用设施,1894
部件,园林绿化,815
部件,其他,1691
部件,小计,4400
事件,街面秩序,15266
事件,其他,14262
事件,小计,29528
合计,,33928
!
same 'subtotals that the second column names' groups <<'!'
5	小计	4400	4400	ok
8	小计	29528	29528	ok
9	合计	33928	33928	ok
status 0
!
sed 's/,小计,/小计,,/' groups.csv >g && mv g groups.csv
same 'whose names end so' groups <<'!'
5	部件小计	4400	4400	ok
8	事件小计	29528	29528	ok
9	合计	33928	33928	ok
status 0
!
cat >groups.csv <<'!'
类别,件数
合计,33929
部件小计,4400
公用设施,1894
其他,2506
事件小计,29528
街面秩序,15266
其他,14262
!
same 'that stand above what they add, as the total does' groups <<'!'
2	合计	33929	33928	wrong
3	部件小计	4400	4400	ok
6	事件小计	29528	29528	ok
status 1
!
cat >groups.csv <<'!'
区域,件数
五城区合计,221861
县市合计,56063
合计,277924
!
same 'and are rows where there are no others' groups <<'!'
4	合计	277924	277924	ok
status 0
!

cat >gaps.csv <<'!'
单位,热线,网络,受理,办结,办结率
甲,6,4,10,9,90.00%
乙,无数据,无数据,无数据,无数据,无数据
丙,15,5,20,17,85.00%
丁,4,—,8,6,75.00%
戊,3,2,5,5,100.00%
合计,33,15,48,41,85.42%
!
same 'nobody is accused where a part is absent' bad gaps.csv <<'!'
5	受理	sum	8		cannot_tell
7	热线	total	33	28	cannot_tell
7	网络	total	15	11	cannot_tell
7	受理	total	48	43	cannot_tell
7	办结	total	41	37	cannot_tell
status 0
!
cat >stacked.csv <<'!'
类别,件数
甲,1
乙,2
小计,3
丙,3
合计,6
丁,4
小计,4
!
same 'a subtotal does not reach over a total' bad stacked.csv <<'!'
status 0
!
cat >chance.csv <<'!'
单位,甲类,乙类,丙类
东,1,2,3
西,2,3,5
!
same 'two rows that happen to add up are no sum' quiet chance.csv <<'!'
status 0
!
finish
