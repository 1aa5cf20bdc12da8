# cases.sh - a small town in t.db, and cases that go straight into its table,
# because what they are to hold is exact to the second.
# shellcheck shell=sh
WHISTLE_DB=t.db
export WHISTLE_DB

# Areas T > T1, T2; T1 > T11 > T111 (a grid), T12; T2 > T21.
area() {
	cat <<-!
	code,name,level,parent
	880102000000,testqu,district,
	880102001000,east street,street,880102000000
	880102003000,west street,street,880102000000
	880102001001,c11,community,880102001000
	880102001002,c12,community,880102001000
	880102003001,c21,community,880102003000
	880102001001001,g111,grid,880102001001
	!
}
unit() {
	cat <<-!
	code,name,kind,parent
	ua,unit a,street,
	ub,unit b,,ua
	!
}
class() {
	cat <<-!
	code,name,name_en,parent,line
	T,test,,,
	T1,major one,,T,city
	T11,minor one,,T1,
	T2,major two,,T,social
	!
}
road() {
	printf 'code,name,class,area\nr1,long road,alley,880102001000\n'
}
new() {
	rm -f t.db*
	grid-load --new &&
	for t in area unit class road; do
		$t | grid-load -i - $t || return
	done
}

# Columns: no area class source unit filter road received state due handled
# closed called solved rating; a dash is absent, times are in the file's zone,
# which is eight hours east.
cases() {
	sed '/^#/d' >cases.txt
	sqlite3 t.db <<-'!'
	CREATE TEMP TABLE i(no, area, class, source, unit, filter, road, rec,
	    state, due, handled, closed, called, solved, rating);
	.mode csv
	.separator " "
	.import cases.txt i
	INSERT OR IGNORE INTO entry(id, at, who, command) VALUES (1, 0, 'test', 'test');
	INSERT INTO cases(no, entry, area, class, source, unit, filter, road,
	    received, state, due, handled, closed, called, solved, rating, seq)
	SELECT no, 1, (SELECT id FROM area WHERE code = i.area),
	    (SELECT id FROM class WHERE code = i.class),
	    (SELECT id FROM source WHERE code = i.source),
	    (SELECT id FROM unit WHERE code = i.unit),
	    nullif(filter, '-'), (SELECT id FROM road WHERE code = i.road),
	    unixepoch(rec, '-8 hours'),
	    (SELECT id FROM state WHERE code = i.state),
	    unixepoch(nullif(due, '-'), '-8 hours'),
	    unixepoch(nullif(handled, '-'), '-8 hours'),
	    unixepoch(nullif(closed, '-'), '-8 hours'),
	    unixepoch(nullif(called, '-'), '-8 hours'),
	    nullif(solved, '-'), nullif(rating, '-'), 1 FROM i;
	!
}
