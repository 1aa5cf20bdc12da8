# counts.sh - a Monday's nineteen cases, with which all is done that reports
# count; sourced after lib.sh.  There must be a street with the community
# 110102001004, and three units: the street, a team of it, and another.
# shellcheck shell=sh

# counts_of MONDAY STREET TEAM OTHER: the day is of January 2026; a case is
# named MONDAY-1 and so on, and received a minute after the one before.
counts_of() {
	monday=$1 street=$2 team=$3 other=$4
	{
		echo id,source,received,class,area,collector
		seq 19 | awk -v d="$monday" '{ printf "%s-%s,%s,2026-01-%s " \
		    "09:%02d,E0108,110102001004,%s\n", d, $1,
		    $1 == 19 ? "hotline" : "public", d, $1,
		    $1 < 4 ? "p001" : "" }'
	} >counts.csv
	case-new -q -i counts.csv && counts_filed && counts_asked &&
	    counts_closed && counts_whistled
}
of() {
	case-list --id "$monday-$1" -o ids
}
# log CASE DAYS-LATER HOUR ACT OPTION...
log() {
	no=$(of "$1") at="2026-01-$((monday + $2)) $3"
	shift 3
	case-log -q --at "$at" "$@" "$no"
}
escalate() {
	no=$(of "$1") at="2026-01-$((monday + $2)) $3"
	shift 3
	case-escalate -q --at "$at" "$@" "$no"
}
route() {	# CASE HOUR FILTER UNIT
	case-route -q --at "2026-01-$monday $2" --filter "$3" --to "$4" \
	    --reason r "$(of "$1")"
}
granted() {	# CASE DAYS-LATER HOUR WHAT
	log "$1" "$2" "$3:10" grant --value "$4" --as "$team" &&
	    log "$1" "$2" "$3:20" grant --value "$4" --as "$street"
}
# 1 not filed, 2 filed alone, 3 with a unit, 4 handed from one to another.
counts_filed() {
	log 1 0 10:00 refuse --reason not_found && log 2 0 10:00 file &&
	    route 3 10:00 1 "$team" && route 4 10:00 1 "$team" &&
	    route 4 11:00 1 "$other" &&
	    log 3 0 12:00 reply --text known
}
# 5 gets more time, 6 hangs for two hours, 7 hangs; 5 and 6 are handled the
# next morning at nine, which is in time.
counts_asked() {
	for i in 5 6 7; do
		route $i 10:00 1 "$team" || return
	done
	log 5 0 11:00 extend --reason more && granted 5 0 11 extend &&
	    log 6 0 11:00 hang --reason r --until 2026-01-30 &&
	    granted 6 0 11 hang && log 6 0 13:20 resume &&
	    log 7 0 11:00 hang --reason r --until 2026-02-20 &&
	    granted 7 0 11 hang &&
	    log 5 1 09:00 handle && log 6 1 09:00 handle
}
# 8 to 11 are closed, on filter levels 1, 2, 3, 3: 8 after a failed check, 10
# late, 11 late and exempted.  12 and 13 are closed where they came in.  12 is
# called back, and 13 not.
counts_closed() {
	route 8 10:00 1 "$team" && route 9 10:00 2 "$team" &&
	    route 10 10:00 3 "$team" && route 11 10:00 3 "$team" &&
	    log 8 0 14:00 handle && log 8 0 15:00 check --value fail || return
	for i in 8 9; do
		log $i 1 09:30 handle || return
	done
	for i in 10 11; do
		log $i 2 16:00 handle || return
	done
	for i in 8 9 10 11; do
		log $i 2 17:00 check --value pass && log $i 2 17:30 close ||
		    return
	done
	log 11 3 10:00 appeal --reason r && granted 11 3 11 appeal &&
	    log 12 0 10:00 close && log 13 0 10:00 close &&
	    log 12 1 10:00 callback --rating unsatisfied
}
# 14 is void, 15 out of scope, 16 in it.  Whistles are blown about 16 to 19: of
# 16 the unit signs, comes and is done at once, in time; 17 is sent back once,
# neither signed for in time nor arrived at; 18 summons two units, of which
# one is excused, and is withdrawn; of 19 nothing is heard.
counts_whistled() {
	log 14 0 10:00 void --reason error &&
	    escalate 15 0 10:00 screen --value out --meeting m --reason r &&
	    escalate 16 0 10:00 screen --value in --meeting m || return
	for i in 16 17 18 19; do
		to=$other
		[ $i -ne 18 ] || to=$other,$team
		escalate $i 0 10:30 raise --kind emergency --as "$street" \
		    --unit "$to" || return
	done
	escalate 16 0 11:00 answer --unit "$other" &&
	    escalate 16 0 11:30 arrive --unit "$other" &&
	    escalate 16 0 16:00 accept &&
	    escalate 17 0 12:00 answer --unit "$other" &&
	    escalate 17 2 10:00 arrive --unit "$other" &&
	    escalate 17 2 11:00 reject --reason r &&
	    escalate 17 2 12:00 accept &&
	    escalate 18 0 11:00 excuse --unit "$other" --reason r &&
	    escalate 18 0 12:00 withdraw --reason r
}
