# audit.sh - checking the figures of a published bulletin; sourced after lib.sh.
# shellcheck shell=sh
audit() {	# without the counts on standard error
	grid-report --audit "$@" 2>counts
	echo "status $?"
	cat counts >&2
}
quiet() {
	audit "$@" 2>/dev/null
}
bad() {		# only what does not follow
	quiet "$@" --fields line,column,check,printed,computed,verdict |
	    awk -F '\t' '$6 != "ok"'
}
