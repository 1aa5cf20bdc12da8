# lives.sh - cases that live: exports that move on from day to day, and random
# acts by hand; sourced after town.sh.  $SEED chooses them.
# shellcheck shell=sh

# A day's export: cases of the two streets, which move on from day to day.
export_of() {	# DAY
	awk -v day="$1" -v seed="$SEED" '
	BEGIN {
		srand(seed)
		print "id,source,received,class,area,state,unit,dispatched," \
		    "handled,closed,called,solved,rating,updated"
		for (d = 17; d <= day; d++)
			for (i = 1; i <= 6; i++)
				one(d, i, day)
	}
	function pick(list, n, a) {
		n = split(list, a, " ")
		return a[1 + int(rand() * n)]
	}
	function at(d, h) {
		return sprintf("2026-01-%02d %02d:%02d", d, h, 5)
	}
	function one(d, i, day, area, class, unit, k, step, c) {
		area = pick("110102001004 110102001000 110102010000")
		class = pick("E0108 E0109 E0107")
		unit = pick("s1-cg s1 sw")
		c = pick("yes no partly")
		step = 1 + int(rand() * 3)
		k = rand()
		if (k < .3 && day > d + 1)	# corrected there
			class = "E0106"
		if (k > .8 && day > d)
			area = "110102010000"
		k = int((day - d) * step)	# how far it is
		state = k >= 4 ? "closed" : k == 3 ? "handled" : "dispatched"
		if (k == 0)
			state = "reported"
		printf("X%d-%d,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n", d, i,
		    i % 3 ? "hotline" : "counter", at(d, 8), class, area,
		    state, k > 0 ? unit : "", k > 0 ? at(d, 10) : "",
		    k >= 3 ? at(d + 1, 11) : "", k >= 4 ? at(d + 1, 13) : "",
		    k >= 5 ? at(d + 1, 15) : "", k >= 5 ? c : "",
		    k >= 5 ? "satisfied" : "", at(day, 17))
	}'
}

# Random acts by hand; what a case refuses is refused.
acts() {	# DAY
	case-list --fields number >numbers
	awk -v day="$1" -v seed="$SEED" '
	FILENAME == "numbers" { no[++n] = $1; next }
	{ act[FNR] = $0 }
	END {
		srand(seed * 100 + day)
		for (i = 1; i <= 30; i++) {
			a = no[1 + int(rand() * n)]
			b = no[1 + int(rand() * n)]
			k = 1 + int(rand() * 14)
			print act[k] (k == 11 ? " --to " b : ""), a
			split(act[k], word, " ")
			if (k < 6 && rand() < .5)
				print "case-log takeback --reason error" \
				    " --value " word[2], a
		}
	}' numbers - <<-'!'
		case-log sign
		case-log handle
		case-log check --value pass
		case-log check --value fail
		case-log close --value special
		case-log callback --solved no --rating basic
		case-log return --reason none
		case-log amend --field area --value 110102010000
		case-log amend --field class --value E0105
		case-log void --reason twice
		case-log link --value duplicate
		case-log unlink --value duplicate --reason no
		case-route
		case-log amend --field channel --value phone
	!
}
