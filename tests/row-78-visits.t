#!/bin/sh
# Row 78: how often somebody has to come for an item: once at most, or never.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

# D
cat >items.csv <<'!'
code,name,visits
S,办事,
S01,居住证明,0
S02,贫困证明,1
S03,生育登记,3
S04,未定,
!
ok 'items with their visits' grid-load class -i items.csv
printf 'code,name,visits\nS05,x,-1\n' >bad.csv
status 2 'fewer than none' grid-load class -i bad.csv
says 'bad.csv:2: visits: "-1": not one of 0 1 2' 'is refused, with the place'
printf 'code,name,visits\nS05,x,twice\n' >bad.csv
status 2 'a word' grid-load class -i bad.csv
# O: an item that takes fewer visits now.
printf 'code,name,visits\nS03,生育登记,2\n' | grid-load -q class
# R
same 'items for which one has to come more than once' query "SELECT code, name,
    visits FROM v_class WHERE visits > 1" <<'!'
S03|生育登记|2
!
same 'the share of items with one visit at most: 2 of 3' query "SELECT
    sum(visits <= 1) || ' of ' || count(visits) FROM v_class" <<'!'
2 of 3
!
same 'the catalogue has them' sh -c \
    'grid-load --dump class | grep ^S0 | cut -d , -f 1,6' <<'!'
S01,0
S02,1
S03,2
S04,
!
finish
