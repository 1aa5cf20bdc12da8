#!/bin/sh
# Scores are rows of terms: each mode, bands, bounds and what has no data is
# worked out by hand; a score is compared, sorted by, defined, had again as of
# then and issued like any other figure, and what is none is refused.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

# The cases of 66-rates.t.  Week 5 of 2026, first street: handled 1 2 3, of
# them on time 1 2, overdue 4; second: handled 5, late, overdue 6.  The week
# before, first street: handled 8 on time, 9 late.  Nobody was called back.
a=110102001000 b=110102010000
cat >in.csv <<!
id,source,received,class,area,state,unit,dispatched,handled,closed
1,hotline,2026-01-26 08:00,E0108,$a,closed,s1-cg,2026-01-26 09:00,2026-01-26 09:10,2026-01-28 10:00
2,hotline,2026-01-26 08:00,E0108,$a,closed,s1-cg,2026-01-26 09:00,2026-01-26 09:10,2026-01-29 10:00
3,hotline,2026-01-27 08:00,E0108,$a,handled,s1-cg,2026-01-27 09:00,2026-01-28 10:00,
4,hotline,2026-01-27 08:00,E0108,$a,dispatched,s1-cg,2026-01-27 09:00,,
5,hotline,2026-01-28 08:00,E0108,$b,closed,s10,2026-01-28 09:00,2026-01-29 10:00,2026-01-30 10:00
6,hotline,2026-01-28 08:00,E0108,$b,dispatched,s10,2026-01-28 09:00,,
7,hotline,2026-02-01 08:00,E0108,$b,dispatched,s10,2026-02-01 09:00,,
8,hotline,2026-01-20 08:00,E0108,$a,closed,s1-cg,2026-01-20 09:00,2026-01-20 09:10,2026-01-22 10:00
9,hotline,2026-01-20 08:00,E0108,$a,closed,s1-cg,2026-01-20 09:00,2026-01-21 10:00,2026-01-26 10:00
!
case-new -q -i in.csv || exit 2
street() { # FIELDS [OPTION]...
	fields=key,$1
	shift
	grid-report --week 2026-W05 --by street --fields "$fields" "$@"
}
# A score of these terms, without their code and score.
score() { # CODE [START [FLOOR [CAP]]] <<TERMS
	printf 'code,name,start,floor,cap\n%s,评分,%s,%s,%s\n' "$1" \
	    "${2-}" "${3-}" "${4-}" | grid-load -q score &&
	awk -v s="$1" 'BEGIN { print "code,score,metric,mode,weight,per," \
	    "threshold,least,below,floor,cap,without" }
	    { print s "-" NR "," s "," $0 }' | grid-load -q term
}
of() { score "$1" <one; street "$1"; }
one() { # NAME TERM <<FIGURES
	echo "$2" >one
	k=${k-}x
	same "$1" of "$k"
}
# handled_rate: 3/4, 1/2, 4/6; on_time_rate: 2/4, 0/2, 2/6.
one 'a share of a weight' handled_rate,share,30,,,,,,, <<!
$a	22.50
$b	15.00
total	20.00
!
one 'of the rate as it is printed: 99.99 x 66.67% = 66.66' \
    handled_rate,share,99.99,,,,,,, <<!
$a	74.99
$b	50.00
total	66.66
!
one 'what is left of a weight: 20 x (100% - 75%)' \
    handled_rate,rest,20,,,,,,, <<!
$a	5.00
$b	10.00
total	6.67
!
one 'half a hundredth is rounded up: 0.375, 0.25, 0.33335' \
    handled_rate,share,0.5,,,,,,, <<!
$a	0.38
$b	0.25
total	0.33
!
one 'and by its amount below zero' handled_rate,share,-0.5,,,,,,, <<!
$a	-0.38
$b	-0.25
total	-0.33
!
# 50 - 20 x 1, 50 - 70 x 1, 50 - 36.67 x 1.
one 'in full from a threshold on, less for each point below' \
    on_time_rate,full,50,1,70,,,,, <<!
$a	30.00
$b	-20.00
total	13.33
!
one 'a threshold that is reached is enough' \
    on_time_rate,full,50,2,50,,,,, <<!
$a	50.00
$b	-50.00
total	16.66
!
one 'bounds of a term' on_time_rate,full,50,1,70,,,0,25.5, <<!
$a	25.50
$b	0.00
total	13.33
!
one 'points for each' handled,each,,-0.2,,,,,, <<!
$a	-0.60
$b	-0.20
total	-0.80
!
one 'for each beyond a threshold' handled,each,,1.25,1,,,,, <<!
$a	2.50
$b	0.00
total	3.75
!
one 'for each point of a rate' handled_rate,each,,0.01,60,,,,, <<!
$a	0.15
$b	0.00
total	0.07
!
one 'fixed points from here to below there' \
    handled_rate,fixed,7,,,50,75,,, <<!
$a	0.00
$b	7.00
total	7.00
!
# Nobody was called back: solved_rate has no data, and that is not 0.
one 'no data is none' solved_rate,share,35,,,,,,, <<!
$a	
$b	
total	
!
one 'unless the term says what it is' solved_rate,share,35,,,,,,,12.5 <<!
$a	12.50
$b	12.50
total	12.50
!

# All of a score: 100 - 0.2 for each handled, but 0.5 once for three or more,
# - 10 where a third or more is late, at least 90.
all() {
	score all 100 90 99.4 <<!
handled,each,,-0.2,,,3,,,
handled,fixed,-0.5,,,3,,,,
on_time_rate,fixed,-10,,,,34,,,
!
}
ok 'a score of several terms' all
# First: 100 - 0.5; second: 100 - 0.2 - 10 = 89.8; together 100 - 0.5 - 10.
same 'the terms are added, within the bounds of the score' street all <<!
$a	99.40
$b	90.00
total	90.00
!
part() {
	score whole '' <<!
all,share,40,,,,,,,
x,share,200,,,,,,,
on_time_rate,share,10,,,,,,,
solved_rate,share,10,,,,,,,0
!
}
ok 'a score of scores' part
# 40 x 99.4% + 200 x 22.5% + 10 x 50%; 40 x 90% + 200 x 15% + 0; 36 +
# 200 x 20% + 10 x 33.33%.
same 'which are parts of a hundred' street whole <<!
$a	89.76
$b	66.00
total	79.33
!
same 'rows are sorted by it' street name --sort whole --no-total <<!
$a	西长安街街道
$b	德胜街道
!
same 'and ranked, the highest first' street x,rank --rank x --no-total <<!
$a	22.50	1
$b	15.00	2
!
same 'with the grades of every rate' street whole,grade --rank whole \
    --no-total <<!
$a	89.76	good
$b	66.00	pass
!
graded() {
	printf 'code,metric,least,name\nx-good,x,20,良好\n' |
	    grid-load -q grade &&
	    street grade --rank x --no-total
}
same 'or its own' graded <<!
$a	x-good
$b	
!
# SQLite reads only some hundred brackets deep.
deep() {
	score over '' <<-! && score top '' 0 100 <<-!
	whole,share,100,,,,,,,
	!
	over,share,100,,,,,,,0
	!
	street top,list --rank top --before prev --list red,black \
	    --floor=top=99.4 --no-total
}
same 'through four scores, with all that a ranking has' deep <<!
$a	89.76	red
$b	66.00	black
!
cases_of() {
	for o in '--sort top --top 1' '--rank top --floor=top=99.4 --best 1' \
	    '--sort top_change --top 1 --before prev' \
	    '--rank top_change --floor=top_change=1 --before prev,year'; do
		# shellcheck disable=SC2086
		grid-report --week 2026-W05 --by street $o --ids handled |
		    cut -f 2 | sort | uniq -c | tr -s ' '
	done
}
# The week before: 100 of the first, and 0 of the second, without data.
same 'also where their cases are asked for' cases_of <<!
 3 $a
 1 others
 3 $a
 1 $b
 3 others
 3 $a
!

turned() { score low 100 <<!
handled_rate,share,-100,,,,,,,
!
	street low --sort low --no-total
}
same 'greatest first' turned <<!
$b	50.00
$a	25.00
!
# The week before, first street: 2/2 handled, 1/2 on time.  The second has no
# case then: none of its rates has data.
same 'it is compared, in points' street whole,x_before,x_change,all_before \
    --before prev <<!
$a	89.76	30.00	-7.50	99.40
$b	66.00			
total	79.33	30.00	-10.00	99.40
!
same 'and with last year' street x_last_year,x_change_last_year \
    --before year <<!
$a		
$b		
total		
!
json() { street x -o json | head -n 1; }
same 'a number in JSON' json <<!
{"key":"$a","x":22.50}
!
fraction() { # with --fields of all parts the score can be added up
	street handled_rate,x |
	    awk -F '\t' '{ printf "%s\t%.2f\n", $1, 30 * $2 / 100 - $3 }'
}
same 'who multiplies what is printed finds it' fraction <<!
$a	0.00
$b	0.00
total	0.00
!

defined() { grid-report --define | grep "^$1	" | cut -f 4,5 | tr '\t' '\n'; }
same 'its formula' defined all <<!
100 - 0.2 x handled [handled < 3] - 0.5 [handled >= 3] - 10 [on_time_rate < 34], in all at least 90, in all at most 99.4
100 - 0.2 x 处置数 [处置数 < 3] - 0.5 [处置数 >= 3] - 10 [按期处置率 < 34]，总分最低 90，总分最高 99.4
!
same 'of scores' defined whole <<!
40 x all / 100 + 200 x x / 100 + 10 x on_time_rate + 10 x solved_rate [without data 0]
40 x 评分 / 100 + 200 x 评分 / 100 + 10 x 按期处置率 + 10 x 解决率 [无数据计 0]
!
same 'in full from a threshold on' defined xxxxxxxx <<!
50 [on_time_rate below 70: less by 1 for each 1, at least 0, at most 25.5]
50 [按期处置率低于 70，每低 1 扣 1，最低 0，最高 25.5]
!
same 'of each beyond it' defined xxxxxxxxxx <<!
1.25 x (handled - 1) [handled > 1]
1.25 x (处置数 - 1) [处置数 > 1]
!
same 'of what is left' defined xxx <<!
20 x (100% - handled_rate)
20 x (100% - 处置率)
!
same 'its change' defined x_change <<!
x - x_before, in points, of the scores as printed
评分 - 上期评分，分，按所列数值相减
!
note() {
	street whole,x,received -o table --lang "$1" | grep '[：:].*[/x] '
}
same 'people see it, and what it looks at, once each' note zh <<!
评分：40 x 评分 / 100 + 200 x 评分 / 100 + 10 x 按期处置率 + 10 x 解决率 [无数据计 0]
评分：100 - 0.2 x 处置数 [处置数 < 3] - 0.5 [处置数 >= 3] - 10 [按期处置率 < 34]，总分最低 90，总分最高 99.4
按期处置率：按期处置数 / (按期处置数 + 超期处置数 + 超期未处置)
评分：30 x 处置率
处置率：处置数 / (处置数 + 超期未处置)
解决率：已解决数 / 回访有解决结果；部分解决不计为已解决
!
same 'and in English' note en <<!
whole: 40 x all / 100 + 200 x x / 100 + 10 x on_time_rate + 10 x solved_rate [without data 0]
all: 100 - 0.2 x handled [handled < 3] - 0.5 [handled >= 3] - 10 [on_time_rate < 34], in all at least 90, in all at most 99.4
on_time_rate: on_time / (on_time + late + overdue)
x: 30 x handled_rate
handled_rate: handled / (handled + overdue)
solved_rate: solved / answered; partly solved is not solved
!
same 'the way to its cases is told' fails 2 grid-report --ids whole <<!
grid-report: --ids: "whole": is reckoned from other figures; ask for the cases of handled,on_time,late,overdue,answered,solved
!

entry=$(query 'SELECT max(id) FROM entry')
issued() { grid-report --issued 1 "$@"; }
ok 'it is issued' grid-report -q --issue --week 2026-W05 --by street \
    --fields key,x --sort x
ok 'a case is handled meanwhile' case-log -q handle --at '2026-02-01 09:00' \
    20260127000002
same 'now it is another: 30 x 4/4, 30 x 5/6' street x <<!
$a	30.00
$b	15.00
total	25.00
!
same 'as of then it was that' street x --as-of "$entry" <<!
$a	22.50
$b	15.00
total	20.00
!
same 'what was issued stays' issued <<!
$a	22.50
$b	15.00
total	20.00
!
same 'and differs' fails 1 issued --compare \
    --fields key,figure,issued,today <<!
$a	x	22.50	30.00
total	x	20.00	25.00
!
same 'but follows from the file as of then' grid-check issued </dev/null
kept() {
	query "SELECT definition, definition_zh FROM issued_column
	    WHERE name = 'x'"
}
same 'with its formula' kept <<!
30 x handled_rate|30 x 处置率
!

dumped() { grid-load --dump "$1" | grep all; }
same 'scores are had back' dumped score <<!
all,评分,,100,90,99.4,,
!
same 'and their terms' dumped term <<!
all-1,all,handled,each,,-0.2,,,3,,,
all-2,all,handled,fixed,-0.5,,,3,,,,
all-3,all,on_time_rate,fixed,-10,,,,34,,,
whole-1,whole,all,share,40,,,,,,,
!
again() { # an unchanged table is loaded without a change
	for t in score term; do
		grid-load --dump $t >dump.csv && grid-load -i dump.csv $t 2>&1
	done | sed 's/same [0-9]*/same/'
}
same 'and loaded again' again <<!
grid-load: new 0, changed 0, same, refused 0
grid-load: new 0, changed 0, same, refused 0
!

refused() { # TABLE HEADER ROW
	printf '%s\n' "$2" "$3" >row.csv
	fails 2 grid-load -i row.csv "$1" | grep -v 'nothing was done'
}
term=code,score,metric,mode,weight,per,threshold,least,below,floor,cap,without
while read -r what row why; do
	echo "grid-load: $why" >why
	same "refused: $what" refused term $term "$row" <why
done <<'!'
no-such-figure t,x,colour,share,1,,,,,,, row.csv:2: metric: "colour": no count, rate or score; grid-report --define lists them
a-mean t,x,response_hours,each,,1,,,,,, row.csv:2: metric: "response_hours": no count, rate or score; grid-report --define lists them
another-period t,x,handled_before,each,,1,,,,,, row.csv:2: metric: "handled_before": no count, rate or score; grid-report --define lists them
no-such-mode t,x,handled,half,1,,,,,,, row.csv:2: mode: "half": not one of share rest full each fixed
no-such-score t,y,handled,each,,1,,,,,, row.csv:2: score: "y": no such score, by code or by name
three-decimals t,x,handled,each,,0.125,,,,,, row.csv:2: per: "0.125": not a number with at most five digits and two decimals
no-number t,x,handled,each,,1e3,,,,,, row.csv:2: per: "1e3": not a number with at most five digits and two decimals
no-weight t,x,handled_rate,share,,,,,,,, row.csv:2: CHECK constraint failed: share, rest and fixed need weight, and no per or threshold
a-threshold t,x,handled_rate,rest,1,,2,,,,, row.csv:2: CHECK constraint failed: share, rest and fixed need weight, and no per or threshold
no-threshold t,x,handled_rate,full,1,1,,,,,, row.csv:2: CHECK constraint failed: full needs weight, per and threshold
a-weight t,x,handled,each,1,1,,,,,, row.csv:2: CHECK constraint failed: each needs per, and no weight
an-empty-band t,x,handled,each,,1,,10,9.5,,, row.csv:2: CHECK constraint failed: below is not above least
bounds-that-cross t,x,handled,each,,1,,,,1,0.5, row.csv:2: CHECK constraint failed: floor is above cap
a-share-of-a-count t,x,handled,share,1,,,,,,, term: "t": share is of a rate or a score, not of handled
itself t,xx,xx,share,1,,,,,,, score: "xx": its terms lead back to it, or through more than 4 scores
a-circle t,x,whole,share,1,,,,,,, score: "over": its terms lead back to it, or through more than 4 scores
!
while read -r what row why; do
	echo "grid-load: $why" >why
	same "refused: $what" refused score code,name,start,floor,cap "$row" \
	    <why
done <<'!'
a-name-of-a-count open,x,,, row.csv:2: code: "open": is the name of another figure or column
a-name-of-a-rate on_time_rate,x,,, score: "on_time_rate": is the name of a rate, too
another-period x_before,x,,, row.csv:2: code: "x_before": ends as figures of another period do: _before, _change, _diff, _last_year
bounds-that-cross y,x,,9,8 row.csv:2: CHECK constraint failed: floor is above cap
!
same 'refused: a rate of the name of a score' refused metric \
    code,name,num,den whole,x,handled,received <<!
grid-load: score: "whole": is the name of a rate, too
!

# As deep as scores may go, wherever they stand in a statement.
{
	echo code,name,start,floor,cap
	printf 'deep%s,深,1,0,100\n' 1 2 3 4
} | grid-load -q score
{
	echo code,score,metric,mode,weight,per,threshold,least,below,floor,cap,without
	echo t1,deep1,closed_on_time_rate,full,50,1,70,1,99,0,50,3
	echo t2,deep2,deep1,full,50,1,70,1,99,0,50,3
	echo t3,deep3,deep2,full,50,1,70,1,99,0,50,3
	echo t4,deep4,deep3,full,50,1,70,1,99,0,50,3
} | grid-load -q term
anywhere() {
	while read -r options; do
		# shellcheck disable=SC2086
		grid-report --week 2026-W05 --by street --before prev,year \
		    $options >deep.out 2>&1 || [ $? -eq 1 ] || cat deep.out
	done <<-'!'
	--fields key,deep4,deep4_before,deep4_change
	--rank deep4
	--rank deep4 --best 3 --ids received
	--rank deep4_change --floor=deep4_change=0,deep4=80
	--rank deep4_before --ids received --worst 1
	--sort deep4 --top 1 --fields key,deep4
	--sort deep4 --top 1 --ids received
	--sort deep4_change --top 1 --ids received
	--least deep4=1 --sort deep4_change --top 1
	--across source --fields deep4,deep4_change --sort deep4
	--across source --cells --fields deep4,deep4_change --sort deep4_change
	!
}
same 'scores as deep as they may be in all that takes a figure' anywhere </dev/null

printf 'code,name\nbare,空\n' | grid-load -q score
same 'a score without terms has no data' street bare <<!
$a	
$b	
total	
!
same 'and the check names it' fails 1 grid-check rules --fields key,what <<!
bare	score: no terms: it has no data
!
query "INSERT INTO term(code, score, metric, mode, weight) SELECT 'odd', id,
    'colour', 'share', 5 FROM score WHERE code = 'bare'"
same 'a term made wrong by other means is found' fails 1 \
    grid-check rules --fields key,what <<!
odd	term: colour is no count, rate or score
!
same 'and no figure is printed' fails 2 street received <<!
grid-report: term: "odd": colour is no count, rate or score
!
query "UPDATE term SET metric = 'on_time_rate', weight = 'ten' WHERE code = 'odd'"
same 'nor where a weight is none' fails 2 street received <<!
grid-report: score: "ten": not a number with at most five digits and two decimals
!
finish
