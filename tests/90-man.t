#!/bin/sh
# Manuals: every command has one, it lists the options that there are, and its
# examples run.
#
# An example is a line of a literal display (.Dl, .Bd -literal) in the section
# EXAMPLES of a page of section 1 or 7; a backslash at its end joins the next
# one to it, and one that begins with # is part of what the one above printed.
# The lines of a page run one after the other in a copy of a folder with a file
# made for the demonstration, hotline.csv that was imported there, and files
# that were not: cases.csv, in the toolkit's own columns, day.csv, of a hotline,
# and nyc.csv, of New York.  Status 0 and 1 are good, of
# sqlite3 only 0.
# shellcheck disable=SC2016
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
command -v mandoc >/dev/null || {
	skip 'no mandoc here'
	finish
	exit
}
man=$here/../man

# The options of a page and those of --help, in one form: "-o --output=".
page_options() {
	sed -n 's/^\.It Fl //p' "$1" | awk '{
		out = ""
		n = split($0, w, " ")
		for (i = 1; i <= n; i++) {
			if (w[i] == "Ns") {
				out = out (w[i + 1] == "=" ? "=" : "")
				break
			}
			if (w[i] ~ /^-/)
				out = out " -" w[i]
			else if (w[i] != "," && w[i] != "Fl")
				out = out " -" w[i]
		}
		print out
	}' | sort
}
help_options() {
	"$1" --help | sed -n 's/^  \(   *\)*\(-[^-]\)*,* *\(--[a-z-]*=*\).*/ \2 \3/p' |
	    sed 's/^  */ /' | sort
}
# The commands in the examples of a page, with what mdoc writes otherwise.
examples() {
	awk '
	    /^\.Sh / { on = ($2 == "EXAMPLES") }
	    /^\.Ed/ { literal = 0 }
	    on && (literal && !/^\./ || sub(/^\.Dl /, "")) {
		gsub(/\\e/, "\\")
		gsub(/\\&/, "")
		gsub(/\\-/, "-")
		gsub(/\\\(aq/, "\047")
		gsub(/\\\(dq/, "\"")
		line = line $0
		if (sub(/\\$/, "", line))
			next
		print line
		line = ""
	    }
	    /^\.Bd -literal/ { literal = 1 }' "$1"
}

for c in "$here"/../cmd/*.c; do
	c=${c##*/}
	c=${c%.c}
	ok "$c has a manual" [ -r "$man/$c.1" ]
	[ -r "$man/$c.1" ] || continue
	help_options "$c" >want.opt
	same "$c: the manual has the options of --help, no others" \
	    page_options "$man/$c.1" <want.opt
	same "$c: the manual names the command as itself" \
	    sed -n 's/^\.Nm \([a-z-]*\)$/\1/p; /^\.Nd/q' "$man/$c.1" <<!
$c
!
done
for page in "$man"/*.1; do
	c=${page##*/}
	ok "$c is of a command" [ -r "$here/../cmd/${c%.1}.c" ]
done
for page in "$man"/*.[1-8]; do
	ok "${page##*/} is clean mdoc" mandoc -Tlint -Wwarning "$page"
	ok "${page##*/}: cross references stand under their heading" \
	    awk '/^\.Sh / { see = ($0 == ".Sh SEE ALSO") }
	    /^\.Xr .* ,$/ && last ~ /^\.Xr .* ,$/ && !see { bad = 1 }
	    { last = $0; all = all || see } END { exit bad || !all }' "$page"
	ok "${page##*/}: a list of diagnostics ends its section" \
	    awk '/^\.Sh / { on = ($2 == "DIAGNOSTICS"); ended = 0; next }
	    on && ended { bad = 1 } on && /^\.El/ { ended = 1 }
	    END { exit bad }' "$page"
done
for page in "$man"/*.[17]; do
	examples "$page" >lines
	ok "${page##*/} has examples" [ -s lines ]
	ok "${page##*/}: no .Dl has quotes, which mdoc takes away" \
	    awk '/^\.Dl .*"/ { bad = 1 } END { exit bad }' "$page"
done

mkdir prepared
(
	cd prepared || exit
	grid-load --new
	for table in area unit road person post; do
		grid-load -qi "$share/demo/$table.csv" $table
	done
	"$B/tests/hotline" -a "$share/demo/area.csv" -n 2000 >hotline.csv
	case-new -q -i hotline.csv -m hotline21
	cp "$share/demo/cases.csv" "$share/demo/area.csv" .
	"$B/tests/hotline" -a area.csv -n 500 -s 7 -e gb18030 >day.csv
	# Three rows of 41 columns: closed, open, closed before it was created.
	awk 'BEGIN {
		n = split("Unique Key,Created Date,Closed Date,Agency," \
		    "Agency Name,Complaint Type,Descriptor,Location Type," \
		    "Incident Zip,Incident Address,Street Name," \
		    "Cross Street 1,Cross Street 2,Intersection Street 1," \
		    "Intersection Street 2,Address Type,City,Landmark," \
		    "Facility Type,Status,Due Date,Resolution Description," \
		    "Resolution Action Updated Date,Community Board,BBL," \
		    "Borough,X Coordinate (State Plane)," \
		    "Y Coordinate (State Plane),Open Data Channel Type," \
		    "Park Facility Name,Park Borough,Vehicle Type," \
		    "Taxi Company Borough,Taxi Pick Up Location," \
		    "Bridge Highway Name,Bridge Highway Direction,Road Ramp," \
		    "Bridge Highway Segment,Latitude,Longitude,Location",
		    name, ",")
		row(0)
		v["Unique Key"] = 1
		v["Created Date"] = "01/05/2026 09:14:00 AM"
		v["Closed Date"] = "01/06/2026 10:00:00 PM"
		v["Agency"] = "DOT"
		v["Complaint Type"] = "Street Light"
		v["Descriptor"] = "Lamp Out"
		v["Status"] = "Closed"
		v["Borough"] = "QUEENS"
		v["Open Data Channel Type"] = "PHONE"
		row(1)
		v["Unique Key"] = 2
		v["Closed Date"] = ""
		v["Status"] = "Open"
		row(1)
		v["Unique Key"] = 3
		v["Closed Date"] = "01/04/2026 08:00:00 AM"
		v["Status"] = "Closed"
		row(1)
	}
	function row(values, i) {
		for (i = 1; i <= n; i++)
			printf "%s%s", values ? v[name[i]] : name[i],
			    i < n ? "," : "\n"
	}' >nyc.csv
) >out 2>err
for page in "$man"/*.[17]; do
	examples "$page" >lines
	rm -rf copy
	cp -r prepared copy
	while IFS= read -r line; do
		case $line in
		'# '*)
			cat out err | grep -qF -- "${line#??}"
			result $? "${page##*/}: prints ${line#??}"
			continue
			;;
		esac
		(cd copy && timeout 20 sh -c "$line") >out 2>err </dev/null
		got=$? bound=1
		case $line in
		sqlite3*) bound=0 ;;
		esac
		[ $got -le $bound ] || echo "exit status $got" >>err
		[ $got -le $bound ]
		result $? "${page##*/}: $line"
	done <lines
done
finish
