#!/bin/sh
# Rows 83 to 87: duty lists and powers; what is nobody's, what is outside the
# list, and what was handed down without the means.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

# D, row 83: items with owner and legal basis.
printf 'code,name\noffice_safe,平安建设办\n' | grid-load -q unit_kind
grid-load -q unit <<'!'
code,name,kind,parent,area
s1-safe,平安办,office_safe,s1,110102001000
!
cat >duty.csv <<'!'
code,name,kind,unit,basis,handed_from,staff,money,goods,valid_from,valid_to
N1,施工监督,office_safe,,施工监督办法,,,,,,
N2,招商引资,,s1,旧三定规定,,,,,,2020-12-31
N3,养犬管理,,,养犬管理规定,,,,,,
N4,燃气安全,,s1,燃气条例,ga,2人,10万元,,,
N5,供热督查,,s1,供热条例,sw,1人,5万元,1辆车,,
N6,噪声管理,,s1,三定规定（新）,,,,,2026-03-01,
!
ok 'a duty list' grid-load duty -i duty.csv
# O: route by item.
printf 'code,name\nF1,有职责\nF2,无职责\n' | grid-load -q class
cat >rule.csv <<'!'
code,class,filter,unit,duty
D1,F1,2,,N1
D2,F2,2,s1,
!
ok 'a rule names an item' grid-load rule -i rule.csv
new() {
	no=$(case-new --source hotline --class "$1" --area 110102001004)
}
new F1
same 'its owner in this street gets the case' quietly case-route \
    --fields unit,rule "$no" <<'!'
s1-safe	D1
!
# R, rows 83 and 87: N3 has no owner; N4 came without goods, N5 with all three;
# N2 is over and N6 has not begun.
duty() {
	grid-check duty | grep -v '^[0-9]' | cut -f 1,3
}
same 'what nobody owns, and what came without its means' duty <<'!'
N3	duty 养犬管理: nobody owns it
N4	duty 燃气安全: handed down by ga without goods
!
sqlite3 whistle.db "DELETE FROM duty WHERE code IN ('N3', 'N4')"
same 'then it is complete' duty </dev/null

# Row 84: the street's list is closed.
echo 'code,value
duty_list,street' | grid-load -q setting
new F2
case-route -q "$no"
same 'a task outside the list' sh -c "grid-check duty | grep -E '^(D2|$no)'" <<!
D2	duty	rule: a task for street that is outside its duty list
$no	duty	case: a task for s1 that is outside the duty list of street, by rule D2
!
printf 'code,class,filter,unit,duty\nD2,F2,2,s1,N5\n' | grid-load -q rule
same 'within it is none' sh -c "grid-check duty | grep -c '^D2'; :" <<'!'
0
!

# Row 86: items by version.
same 'the list of the street: eight of the profile, and its own by day' query \
    "SELECT duty, name, basis, valid_from, valid_to FROM v_unit_duty
    WHERE unit = 's1' AND duty GLOB 'N*'" <<'!'
N2|招商引资|旧三定规定||2020-12-31
N5|供热督查|供热条例||
N6|噪声管理|三定规定（新）|2026-03-01|
!

# Row 85: five powers, and their exercise on the record.
same 'five powers, held by streets' query \
    "SELECT group_concat(code, ' '), group_concat(DISTINCT holders)
    FROM (SELECT * FROM v_power ORDER BY code)" <<'!'
advise assess consent manage plan|street
!
ok 'one is exercised' case-log exercise --value consent --as s1 \
    --text 同意任命 "$no"
status 1 'another unit does not hold it' \
    case-log exercise --value consent --as ga "$no"
says 'power consent is held by street; ga is gongan' 'as the refusal says'
same 'how often, by whom' query "SELECT value, holder, count(*)
    FROM v_journal WHERE act = 'exercise' GROUP BY 1, 2" <<'!'
consent|s1|1
!
finish
