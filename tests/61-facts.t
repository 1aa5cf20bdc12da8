#!/bin/sh
# 61-facts.t - which facts of a published bulletin, a list of figures with what
# they are made of, do not follow.  Worked out by hand.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/audit.sh
. "$here/audit.sh"

facts() {
	{ echo 'source,kind,label,a,b,printed'; cat; } >facts.csv
}

# Of a city 284406 were received, its shares are of 195532, what its kinds add
# up to.  The kinds are made up: 97766 is half of that.
facts <<'!'
t,sum,合计,97766+58660+39106,,195532
t,share,咨询,97766,284406,50.00
u,share,咨询,97766,284406,50.00
!
same 'as facts: the other base is one of the same bulletin' \
    quiet facts.csv --fields line,verdict,why <<'!'
2	ok	97766+58660+39106
3	other_base	97766 / 284406; base 195532, a of line 2 (合计)
4	wrong	97766 / 284406
status 1
!

same 'in the language of who reads it' eval 'grid-report --audit facts.csv \
    -o table --lang zh 2>/dev/null | grep -o "基数为.*"' <<'!'
基数为 195532，即 a，第 2 行（合计）
!

# 3291 handled by collectors and 16604 dispatched are 19895, not 19903; of 23
# problems collected 253 were solved; a change of the rate of 0.04 points
# printed as percent; 0.125 % by four roundings.
facts <<'!'
x,sum,发现,3291+16604,,19903
s,part,解决,253,23,
s,part,解决,23,253,
f,change,结案率同比,99.99%,99.95%,上升0.04%
f,points,结案率,99.99%,99.95%,0.04个百分点
f,change,受理量环比,71184,71355,下降0.24%
r,rate,half up,1,800,0.13
r,rate,half even,1,800,0.12
r,rate,half even is up,3,800,0.37
r,rate,cut,2,300,0.66
r,rate,up,1,300,0.34
r,rate,off,1,300,0.35
r,avg,a day,71412,7,"10,202"
r,rate,of a rounded count,50,1.2万,0.42%
r,rate,of a rounded count,50,1.2万,0.44%
r,rate,no base,5,0,100
!
same 'facts that do not follow' quiet facts.csv \
    --fields line,check,printed,computed,verdict <<'!'
2	sum	19903	19895	wrong
3	part			wrong
4	part			ok
5	change	上升0.04%	0.04	points
6	points	0.04个百分点	0.04	ok
7	change	下降0.24%	-0.2396	ok
8	rate	0.13	0.1250	ok
9	rate	0.12	0.1250	half_even
10	rate	0.37	0.3750	truncated
11	rate	0.66	0.6667	truncated
12	rate	0.34	0.3333	misrounded
13	rate	0.35	0.3333	wrong
14	avg	10,202	10201.71	ok
15	rate	0.42%	0.4167	ok
16	rate	0.44%	0.4167	wrong
17	rate	100		cannot_tell
status 1
!
same 'and why' quiet facts.csv --fields line,why <<'!'
2	3291+16604; printed is off by 8
3	253 <= 23
4	23 <= 253
5	99.99% - 99.95%; a difference of rates is in percentage points; the figures do not say whether it is 环比 (the period before) or 同比 (last year)
6	99.99% - 99.95%
7	(71184 - 71355) / 71355; the figures do not say whether it is 环比 (the period before) or 同比 (last year)
8	1 / 800
9	1 / 800
10	3 / 800
11	2 / 300
12	1 / 300
13	1 / 300
14	71412 / 7
15	50 / 1.2万
16	50 / 1.2万
17	5 / 0
status 1
!

# What a sum, a base or an error may be.  50 / 1.15万 to 1.25万 is 0.40 to 0.43
# %; three times 1.2万 is 3.45万 to 3.75万, printed as 3.4 to 3.8.
facts <<'!'
a,sum,great,1亿+2000万,,1.2亿
a,rate,least,50,1.2万,0.40%
a,sum,three,1.2万+1.2万+1.2万,,3.8万
a,sum,three,1.2万+1.2万+1.2万,,3.9万
a,change,a fall cut,71184,71355,-0.23%
a,part,all,23,23,
b,points,rates are no base,20%,10%,10个百分点
b,rate,of them,5,100,25%
c,rate,nor is a fact its own,5,4,100%
!
same 'the bounds of what follows' bad facts.csv <<'!'
5	three	sum	3.9万	36000	wrong
6	a fall cut	change	-0.23%	-0.2396	truncated
9	of them	rate	25%	5	wrong
10	nor is a fact its own	rate	100%	125	wrong
status 1
!

for i in 'x,colour,l,1,2,3' 'x,rate,l,1o,2,3' 'x,rate,l,1,"1,23",3' \
    'x,rate,l,1,2,' 'x,rate,l,1,2,1.2.3' 'x,sum,l,1,2,3' \
    'x,rate,l,9999999999999999,2,3' 'x,rate,l,1,2'; do
	echo "$i" | facts
	status 2 "refused: $i" grid-report --audit facts.csv
	says 'facts.csv:2: ' 'by file and line'
done
says 'facts.csv:2: 5 columns, expected 6' 'a short row'

# The list of facts of real bulletins agrees with what its own columns say.
sample() {
	cut -d , -f 8 "$data/bulletin-facts-sample.csv" | tr -d '\r' |
	    tail -n +2 >said
	quiet "$data/bulletin-facts-sample.csv" --fields verdict | head -n -1 |
	    diff said -
}
if [ -r "$data/bulletin-facts-sample.csv" ]; then
	ok 'facts of real bulletins, as they were judged by hand' sample
else
	skip 'no real bulletins here'
fi
finish
