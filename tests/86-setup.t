#!/bin/sh
# scripts/setup: what it does where something is missing, and where nothing is.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
setup=$here/../scripts/setup
sh=$(command -v sh)

# A machine with nothing but the tools named.
machine() {
	rm -rf tools
	mkdir tools
	for tool; do
		ln -s "$(command -v "$tool")" tools/"$tool"
	done
}
fake() {	# NAME LINE: a tool that runs this line
	printf '#!%s\n%s\n' "$sh" "$2" >"tools/$1"
	chmod +x "tools/$1"
}
bare() {
	env PATH="$tmp/tools" "$sh" "$setup"
}

same 'it is silent where nothing is missing' "$setup" </dev/null

machine
status 1 'without apt-get it stops' bare
says 'no apt-get' 'says why'
says ' gcc' 'and what is missing'

machine env
# shellcheck disable=SC2016
fake apt-get 'echo "$DEBIAN_FRONTEND: $*" >>log'
fake id 'echo 0'
ok 'root installs what is missing' bare
says 'setup: installing with apt-get: gcc' 'and is told so before'
same 'lists first, then packages, asking nothing' sed 's/gcc.*/gcc/' log <<!
noninteractive: update -q
noninteractive: install -qy --no-install-recommends gcc
!

rm log
fake id 'echo 1000'
status 1 'others without sudo stop' bare
says 'neither root nor sudo' 'and are told why'
ok 'and nothing is done' [ ! -e log ]
# shellcheck disable=SC2016
fake sudo 'echo sudo >>log; exec "$@"'
ok 'with sudo they install' bare
same 'through it' sed 2q log <<!
sudo
noninteractive: update -q
!
fake apt-get 'exit 100'
status 100 'a failure of apt-get is passed on' bare
finish
