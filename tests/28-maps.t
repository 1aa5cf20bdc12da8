#!/bin/sh
# Maps: the shapes of foreign tables, and what refuses a map.
# shellcheck disable=SC2119,SC2120
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/town.sh
. "$here/town.sh"
cp whistle.db empty.db

fresh() {
	rm -f whistle.db*
	cp empty.db whistle.db
}
# What an import of in.csv by m.map says on standard error.
import() {
	{ case-new -i in.csv -m ./m.map "$@" >/dev/null; } 2>&1
}
# wrong NAME MAP MESSAGE: this map is refused with this message
wrong() {
	printf '%b\n' "$2" >m.map
	printf 'case-new: ./m.map:%s\n' "$3" >want.wrong
	same "$1" fails 2 case-new -i in.csv -m ./m.map <want.wrong
}

# what a map may not say
printf 'id,source,received\n1,hotline,2026-01-05\n' >in.csv
wrong 'a delimiter that is none' '\ndelimiter = comma tab' \
    '2: "comma tab": not comma, tab, semicolon, bar or another sign in '"'...'"
wrong 'nor is a letter one' "delimiter = 'x'" \
    '1: "x": not comma, tab, semicolon, bar or another sign in '"'...'"
wrong 'a setting of the file is said once' 'skip = 1\nskip = 2' \
    '2: "skip": said twice'
wrong 'lines to skip are a number' 'skip = few' \
    '1: "few": not a number from 0 to 10000'
wrong 'rows of a header are few' 'header = 10' \
    '1: "10": not a number from 0 to 9'
wrong 'ragged is one of two words' 'ragged = yes' \
    '1: "yes": neither refuse nor fill'
wrong 'totals are words' 'totals = 合计,,总计' \
    '1: "": a column without a name'
wrong 'carry is yes or no' 'area = a\narea.carry = 1' \
    '2: "1": neither no nor yes'
wrong 'a property is said once' 'area.carry = no\narea.carry = yes' \
    '2: "carry": said twice'
wrong 'what splits is something' "place.split = ''" \
    '1: "": nothing stands between the pieces'
wrong 'there is no piece 0' 'place.part = 0' \
    '1: "0": not a number, 1 to 1000 or -1 for the last'
wrong 'wrong is one of two words' 'lat.wrong = keep' \
    '1: "keep": neither refuse nor finding'
wrong 'a backslash begins what is known' 'text.join = \\x' \
    "1: \"\\x\": after \\ there is n, t or another \\"
wrong 'a value is said once' 'state[a] = closed\nstate[b] = closed\nstate[a] = x' \
    '3: "a": said twice'
wrong 'a map is UTF-8' '# fine\nstate[\326\320] = closed' \
    '2: not UTF-8, which a map must be'
finish
