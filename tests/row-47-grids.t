#!/bin/sh
# Row 47: grids, and how many of them a community has.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"

# D: a second community; five grids in the first, one of them until January and
# two from February on, and one in the second.
grid-load -q area <<'!' || exit 2
code,name,level,parent,valid_from,valid_to
110102001005,和平门社区,community,110102001000,,
110102001004001,一网格,grid,110102001004,,
110102001004002,二网格,grid,110102001004,,
110102001004003,三网格,grid,110102001004,,2026-01-31
110102001004004,四网格,grid,110102001004,2026-02-01,
110102001004006,六网格,grid,110102001004,2026-02-01,
110102001005001,五网格,grid,110102001005,,
!
# R: five grids in two communities; a street without a community has no row.
same 'of each area' street-roster grids <<'!'
110102000000	西城区	district	2	5	2.50
110102001000	西长安街街道	street	2	5	2.50
110102001004	府右街南社区	community	1	4	4.00
110102001005	和平门社区	community	1	1	1.00
!
grid-load -q area <<'!' || exit 2
code,name,level,parent
110102010001,德胜社区,community,110102010000
!
# 5 / 3 = 1.6667.
same 'of a district' sh -c 'street-roster grids --fields code,communities,\
grids,mean | head -n 1' <<'!'
110102000000	3	5	1.67
!
same 'of a part of it' street-roster grids --area 110102010 --fields \
    code,communities,grids,mean <<'!'
110102010000	1	0	0.00
110102010001	1	0	0.00
!
same 'before that grid ended and two began' street-roster grids \
    --area 110102001004 --on 2026-01-15 --fields code,grids <<'!'
110102001004	3
!
same 'as many for an analyst' query "SELECT count(*) FROM v_area
    WHERE level = 'grid' AND coalesce(valid_to, '9999') >= '2026-02-02'" <<'!'
5
!
status 1 'an area without any' street-roster grids --area 110102001004001
status 2 'no such area' street-roster grids --area 999999
finish
