#!/bin/sh
# Refusals: every message that refuses a file, a row, a value, a map or an act
# stands in a manual, with its cure: whistle-import(7), or case-log(1) for acts,
# case-escalate(1) for those of whistles, case-route(1) for dispatches.
#
# They are found in the sources, in statements that refuse or say why.  Of a
# message that is put together the longest piece must be there.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
command -v mandoc >/dev/null || {
	skip 'no mandoc here'
	finish
	exit
}

# The messages of some sources, a line each: where, a tab, the longest piece.
messages() {
	perl -CSD -e '
	for my $file (@ARGV) {
		local $/;
		open my $fh, "<", $file or die "$file: $!\n";
		my $t = <$fh>;
		$t =~ s{/\*.*?\*/}{}gs;
		$t =~ s/"\s*"//gs;
		my $text = qr/"((?:[^"\\\n]|\\.)*)"/;
		while ($t =~ /((?:$text|\x27(?:[^\x27\\]|\\.)\x27|[^;{}"\x27])+)/gs) {
			my $s = $1;
			next unless $s =~ /\b(?:wh_fail|\w*refuse\w*|\w*wrong|
			    \w*why|leave_out|wh_told_finding|\w*unclosed|
			    not_a_time|no_act)\b|^\s*return\b|[?]/x;
			while ($s =~ /$text/g) {
				my $m = $1;
				next if $m =~ /\?\d|\b(?:SELECT|INSERT|DELETE|DROP|PRAGMA|FROM)\b/
				    || $m =~ /\bUPDATE\b|^(?:\w+ ){9}/
				    || $m eq "standard input";
				$m =~ s/\\(.)/$1/g;
				my ($piece) = sort { length $b <=> length $a }
				    split /%[-.0-9]*(?:jd|l?[dsugc]|zu)/, $m;
				$piece =~ s/^[\s:;",]+|[\s:;",]+$//g;
				print "$file\t$piece\n" if $piece =~ /\w \w/;
			}
		}
	}' "$@" | sed 's,^.*/lib/,lib/,' | sort -u
}
# A page as one long word.
page() {
	mandoc -T ascii "$here/../man/$1" | sed 's/.\x08//g' | tr -d ' \t\n'
}
# Is each of the messages on the page?
explained() {
	page "$1" >words
	shift
	messages "$@" >list
	while IFS="$(printf '\t')" read -r file piece; do
		grep -qF -- "$(printf %s "$piece" | tr -d ' \t')" words ||
		    echo "$file: $piece"
	done <list
}
lib=$here/../lib
same 'what files, rows, values and maps are refused for' explained \
    whistle-import.7 "$lib"/base/csv.c "$lib"/base/enc.c \
    "$lib"/base/refuse.c "$lib"/base/scan.c "$lib"/base/time.c \
    "$lib"/store/bind.c "$lib"/store/head.c "$lib"/store/map.c \
    "$lib"/store/reader.c "$lib"/store/reject.c "$lib"/store/setting.c \
    "$lib"/store/shape.c "$lib"/store/feed.c "$lib"/grid/path.c \
    "$lib"/grid/ref.c "$lib"/grid/vintage.c "$lib"/case/import.c \
    "$lib"/case/ids.c "$lib"/case/intake.c "$lib"/case/merge.c \
    "$lib"/case/plan.c "$lib"/case/rounded.c \
    "$lib"/case/slice.c "$lib"/case/stage.c "$lib"/case/told.c \
    "$lib"/case/together.c </dev/null
ok 'they were found' [ "$(wc -l <list)" -gt 90 ]
same 'what acts are refused for' explained case-log.1 "$lib"/case/batch.c \
    "$lib"/case/complete.c "$lib"/case/course.c "$lib"/case/effects.c \
    "$lib"/case/link.c "$lib"/case/log.c "$lib"/case/power.c \
    "$lib"/case/request.c "$lib"/case/right.c \
    "$lib"/case/revert.c </dev/null
ok 'they were found, too' [ "$(wc -l <list)" -gt 30 ]
same 'what whistles are refused for' explained case-escalate.1 \
    "$lib"/case/whistle.c "$lib"/case/summon.c "$lib"/case/judge.c \
    "$lib"/case/measure.c "$lib"/case/response.c </dev/null
ok 'and they were found' [ "$(wc -l <list)" -gt 40 ]
same 'what a dispatch is refused for' explained case-route.1 \
    "$lib"/case/route.c </dev/null
ok 'and they were found' [ "$(wc -l <list)" -ge 5 ]
finish
