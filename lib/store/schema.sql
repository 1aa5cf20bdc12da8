-- schema.sql - the tables of a Whistle file.
--
-- Private to lib/: analysts read the views of views.sql.  Times are Unix
-- seconds, days are text; words that people see live in small tables.

CREATE TABLE setting(
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	value TEXT NOT NULL,
	note TEXT
) STRICT;

-- The file's zone, as rows: $TZ is never asked.  Its name is only told: days
-- and numbers were given by it, so it stays what it was.
CREATE TABLE zone(
	since INTEGER PRIMARY KEY,
	offset INTEGER NOT NULL CHECK (abs(offset) < 90000)
) STRICT;
CREATE TRIGGER setting_zone BEFORE UPDATE OF value ON setting
WHEN OLD.code = 'zone' AND NEW.value IS NOT OLD.value
BEGIN SELECT raise(ABORT, 'zone: is set once, when the file is made'); END;

-- Who recorded what, when.
CREATE TABLE import(
	id INTEGER PRIMARY KEY,
	file TEXT NOT NULL,
	digest TEXT NOT NULL,
	map TEXT NOT NULL DEFAULT '',	-- digest of the map
	encoding TEXT NOT NULL,
	bytes INTEGER NOT NULL,
	rows INTEGER NOT NULL,
	new INTEGER NOT NULL DEFAULT 0,
	changed INTEGER NOT NULL DEFAULT 0,
	same INTEGER NOT NULL DEFAULT 0,
	refused INTEGER NOT NULL DEFAULT 0,
	at INTEGER, line INTEGER,	-- merged up to here; NULL: to the end
	what TEXT NOT NULL DEFAULT 'cases' CHECK (what IN ('cases', 'acts'))
) STRICT;
CREATE TABLE entry(
	id INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	who TEXT NOT NULL,
	command TEXT NOT NULL,
	import INTEGER REFERENCES import,
	filed INTEGER NOT NULL DEFAULT 0	-- journal rows with flag 8
) STRICT;
CREATE INDEX entry_import ON entry(import) WHERE import IS NOT NULL;

-- Small tables: lists that grow.
CREATE TABLE level(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL, name_en TEXT,
	digits INTEGER NOT NULL UNIQUE CHECK (digits > 0)
) STRICT;
CREATE TABLE unit_kind(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL, name_en TEXT,
	tier TEXT CHECK (tier IN ('1', 'five', 'n'))
) STRICT;
CREATE TABLE rank(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL, name_en TEXT, ord INTEGER NOT NULL UNIQUE
) STRICT;
CREATE TABLE road_class(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL, name_en TEXT, ord INTEGER NOT NULL UNIQUE
) STRICT;
CREATE TABLE request_kind(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL, name_en TEXT
) STRICT;
CREATE TABLE channel(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL, name_en TEXT
) STRICT;
CREATE TABLE source(
	id INTEGER PRIMARY KEY CHECK (id > 0 AND id < 1 << 31),
	code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL, name_en TEXT,
	path TEXT CHECK (path IN ('assigned', 'collected', 'searched'))
) STRICT;
-- One row a state and an act; the rows come from the table in the library.
CREATE TABLE state(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL, name_en TEXT NOT NULL,
	open INTEGER NOT NULL CHECK (open = (id < 50))
) STRICT;
CREATE TABLE act(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL, name_en TEXT NOT NULL
) STRICT;

-- Place: a tree of statistical codes, with its closure.
CREATE TABLE area(
	id INTEGER PRIMARY KEY CHECK (id > 0 AND id < 1 << 31),
	code TEXT NOT NULL UNIQUE CHECK (length(code) > 0),
	name TEXT NOT NULL,
	level INTEGER REFERENCES level,
	parent INTEGER REFERENCES area DEFERRABLE INITIALLY DEFERRED,
	was INTEGER REFERENCES area DEFERRABLE INITIALLY DEFERRED,
	valid_from TEXT, valid_to TEXT,
	reviewed INTEGER NOT NULL DEFAULT 1,
	formerly TEXT
) STRICT;
CREATE INDEX area_parent ON area(parent);
CREATE INDEX area_name ON area(name);
CREATE TABLE area_tree(
	top INTEGER NOT NULL, id INTEGER NOT NULL, depth INTEGER NOT NULL,
	PRIMARY KEY (top, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX area_tree_id ON area_tree(id, depth);
-- The rings of an area's boundary: points are doubles, longitude and
-- latitude, least significant byte first, in the datum of the file.  A table
-- boundary_box, made with the first of them, is an R*Tree of their areas.
CREATE TABLE boundary(
	area INTEGER NOT NULL REFERENCES area,
	ring INTEGER NOT NULL CHECK (ring >= 0),
	polygon INTEGER NOT NULL CHECK (polygon >= 0),
	points BLOB NOT NULL
	    CHECK (length(points) >= 64 AND length(points) % 16 = 0),
	PRIMARY KEY (area, ring)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER setting_datum BEFORE INSERT ON setting
WHEN NEW.code = 'datum' AND EXISTS (SELECT 1 FROM boundary)
    AND NEW.value IS NOT coalesce((SELECT value FROM setting
    WHERE code = 'datum'), 'wgs84')
BEGIN SELECT raise(ABORT, 'datum: boundaries are loaded in another one'); END;

-- Who works: a tree of units of any depth, and the people in it.
CREATE TABLE unit(
	id INTEGER PRIMARY KEY CHECK (id > 0 AND id < 1 << 31),
	code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	kind INTEGER REFERENCES unit_kind,
	parent INTEGER REFERENCES unit DEFERRABLE INITIALLY DEFERRED,
	area INTEGER REFERENCES area,
	contact TEXT, phone TEXT,
	valid_from TEXT, valid_to TEXT,
	reviewed INTEGER NOT NULL DEFAULT 1,
	formerly TEXT
) STRICT;
CREATE INDEX unit_name ON unit(name);
CREATE TABLE unit_tree(
	top INTEGER NOT NULL, id INTEGER NOT NULL, depth INTEGER NOT NULL,
	PRIMARY KEY (top, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_tree_id ON unit_tree(id, depth);
CREATE TABLE person(
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	unit INTEGER REFERENCES unit,
	rank INTEGER REFERENCES rank,
	force TEXT CHECK (force IN ('cadre', 'social_worker', 'enforcer',
	    'activist', 'volunteer'))
) STRICT;

-- What cases are about, what is due when, and whose it is.
CREATE TABLE class(
	id INTEGER PRIMARY KEY CHECK (id > 0 AND id < 1 << 31),
	code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL, name_en TEXT,
	parent INTEGER REFERENCES class DEFERRABLE INITIALLY DEFERRED,
	line TEXT CHECK (line IN ('admin', 'social', 'city', 'order',
	    'emergency')),
	visits INTEGER CHECK (visits >= 0),	-- that a caller has to make
	valid_from TEXT, valid_to TEXT,
	reviewed INTEGER NOT NULL DEFAULT 1,
	formerly TEXT
) STRICT;
CREATE INDEX class_parent ON class(parent);
CREATE INDEX class_name ON class(name);
CREATE TABLE class_tree(
	top INTEGER NOT NULL, id INTEGER NOT NULL, depth INTEGER NOT NULL,
	PRIMARY KEY (top, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX class_tree_id ON class_tree(id, depth);
CREATE TABLE standard(
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	class INTEGER NOT NULL REFERENCES class,
	condition TEXT NOT NULL,
	within TEXT,
	ord INTEGER NOT NULL DEFAULT 1,
	valid_from TEXT, valid_to TEXT
) STRICT;
-- What a unit has to do, and what it may: an item that was handed down says
-- what came with it.
CREATE TABLE duty(
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	kind INTEGER REFERENCES unit_kind,
	unit INTEGER REFERENCES unit,
	level INTEGER REFERENCES level,
	basis TEXT,
	handed_from INTEGER REFERENCES unit,
	staff TEXT, money TEXT, goods TEXT,
	valid_from TEXT, valid_to TEXT,
	CHECK (kind IS NULL OR unit IS NULL)
) STRICT;
CREATE TABLE power(
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL, name_en TEXT,
	holders TEXT NOT NULL,
	basis TEXT,
	valid_from TEXT, valid_to TEXT
) STRICT;
CREATE TABLE rule(
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	class INTEGER REFERENCES class,
	polygon INTEGER REFERENCES area,
	area INTEGER REFERENCES area,
	source INTEGER REFERENCES source,
	line TEXT CHECK (line IN ('admin', 'social', 'city', 'order',
	    'emergency')),
	target TEXT CHECK (target IN ('grid_worker', 'property')),
	filter INTEGER NOT NULL CHECK (filter IN (1, 2, 3)),
	kind INTEGER REFERENCES unit_kind,
	unit INTEGER REFERENCES unit,
	duty INTEGER REFERENCES duty,
	assist TEXT,
	priority INTEGER NOT NULL DEFAULT 0,
	valid_from TEXT, valid_to TEXT,
	note TEXT,
	CHECK (kind IS NULL OR unit IS NULL),
	CHECK (coalesce(kind, unit, duty) IS NOT NULL)
) STRICT;
CREATE TABLE calendar(
	id INTEGER PRIMARY KEY,
	day TEXT NOT NULL UNIQUE CHECK (date(day, '+0 days') IS day),
	kind TEXT NOT NULL CHECK (kind IN ('off', 'work')),
	name TEXT
) STRICT;
-- Office hours and workdays of other times of the year than the settings say.
CREATE TABLE hours(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	valid_from TEXT, valid_to TEXT,
	windows TEXT NOT NULL,
	days TEXT
) STRICT;
-- How long the stages beside handling may take.
CREATE TABLE stage(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	clock TEXT NOT NULL CHECK (clock IN ('verify', 'sign', 'reply',
	    'arrive', 'check', 'callback')),
	class INTEGER REFERENCES class,
	source INTEGER REFERENCES source,
	within TEXT,
	valid_from TEXT, valid_to TEXT
) STRICT;

-- Who may do what with a case, why, and how often.
CREATE TABLE "right"(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	act INTEGER NOT NULL REFERENCES act,
	who TEXT NOT NULL DEFAULT 'any' CHECK (who IN ('holder', 'handler',
	    'lead', 'street', 'doer', 'raiser', 'summoned', 'unit', 'any')),
	kind INTEGER REFERENCES unit_kind,
	step INTEGER CHECK (step > 0),
	note TEXT
) STRICT;
CREATE INDEX right_act ON "right"(act, code);
CREATE TABLE reason(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	act INTEGER NOT NULL REFERENCES act,
	name TEXT NOT NULL, name_en TEXT
) STRICT;
CREATE INDEX reason_act ON reason(act);
CREATE TABLE quota(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,	-- an act
	times INTEGER CHECK (times > 0),
	steps INTEGER CHECK (steps > 0),
	days INTEGER CHECK (days > 0)
) STRICT;

-- Whistles and what follows a deadline.
CREATE TABLE whistle_kind(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL, name_en TEXT,
	raisers TEXT NOT NULL,
	approver INTEGER REFERENCES rank,
	sign TEXT, contact TEXT, arrive TEXT, finish TEXT
) STRICT;
-- Who owns the answer to a case: rungs from the community to the city.  A
-- case is put on the first by its filter and class, and climbs from there.
CREATE TABLE response(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL, name_en TEXT,
	rung INTEGER NOT NULL CHECK (rung BETWEEN 1 AND 9),
	owner INTEGER REFERENCES unit_kind,
	filter INTEGER CHECK (filter IN (1, 2, 3)),
	class INTEGER REFERENCES class
) STRICT;
-- Units that have a post in an area: they are summoned first.
CREATE TABLE standing(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	unit INTEGER NOT NULL REFERENCES unit,
	area INTEGER NOT NULL REFERENCES area,
	valid_from TEXT, valid_to TEXT
) STRICT;
CREATE INDEX standing_area ON standing(area);
CREATE TABLE ladder(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	clock TEXT NOT NULL CHECK (clock IN ('verify', 'sign', 'reply',
	    'arrive', 'handle', 'check', 'callback', 'contact', 'finish')),
	-- 1 is the first at or after the deadline, below are reminders.
	rung INTEGER NOT NULL,
	before TEXT, after TEXT,
	act TEXT NOT NULL CHECK (act IN ('remind', 'urge', 'letter', 'climb')),
	reply TEXT
) STRICT;

-- Rates: num / den, each counts joined by + or -.
CREATE TABLE metric(
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE CHECK (code GLOB '[a-z]*'
	    AND code NOT GLOB '*[^a-z0-9_]*'),
	name TEXT NOT NULL, name_en TEXT,
	num TEXT NOT NULL CHECK (num <> ''),
	den TEXT NOT NULL CHECK (den <> ''),
	note TEXT, note_en TEXT
) STRICT;

-- Scores, and the terms that are added to what one starts with.  Points are
-- numbers with at most two decimals.
CREATE TABLE score(
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE CHECK (code GLOB '[a-z]*'
	    AND code NOT GLOB '*[^a-z0-9_]*'),
	name TEXT NOT NULL, name_en TEXT,
	start TEXT, floor TEXT, cap TEXT,
	note TEXT, note_en TEXT,
	CONSTRAINT "floor is above cap"
	    CHECK (CAST(floor AS REAL) <= CAST(cap AS REAL))
) STRICT;
CREATE TABLE term(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	score INTEGER NOT NULL REFERENCES score,
	metric TEXT NOT NULL,	-- a count, a rate or a score
	mode TEXT NOT NULL
	    CHECK (mode IN ('share', 'rest', 'full', 'each', 'fixed')),
	weight TEXT, per TEXT, threshold TEXT,
	least TEXT, below TEXT, floor TEXT, cap TEXT, without TEXT,
	CONSTRAINT "share, rest and fixed need weight, and no per or threshold"
	    CHECK (mode NOT IN ('share', 'rest', 'fixed') OR weight IS NOT NULL
	    AND per IS NULL AND threshold IS NULL),
	CONSTRAINT "full needs weight, per and threshold"
	    CHECK (mode <> 'full' OR weight IS NOT NULL AND per IS NOT NULL
	    AND threshold IS NOT NULL),
	CONSTRAINT "each needs per, and no weight"
	    CHECK (mode <> 'each' OR per IS NOT NULL AND weight IS NULL),
	CONSTRAINT "below is not above least"
	    CHECK (CAST(least AS REAL) < CAST(below AS REAL)),
	CONSTRAINT "floor is above cap"
	    CHECK (CAST(floor AS REAL) <= CAST(cap AS REAL))
) STRICT;
CREATE INDEX term_score ON term(score);

-- Roads, who looks after them, and of which rank.
CREATE TABLE road(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	class INTEGER NOT NULL REFERENCES road_class,
	area INTEGER REFERENCES area,
	grade INTEGER CHECK (grade > 0)
) STRICT;
CREATE INDEX road_name ON road(name);
CREATE TABLE rank_rule(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	road_class INTEGER NOT NULL UNIQUE REFERENCES road_class,
	least INTEGER REFERENCES rank,
	most INTEGER REFERENCES rank
) STRICT;
CREATE TABLE post(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	role TEXT NOT NULL,
	road INTEGER REFERENCES road,
	area INTEGER REFERENCES area,
	person INTEGER NOT NULL REFERENCES person,
	valid_from TEXT NOT NULL, valid_to TEXT,
	duty TEXT,
	CHECK ((road IS NULL) <> (area IS NULL)),
	CHECK (valid_to IS NULL OR valid_to >= valid_from)
) STRICT;
CREATE INDEX post_road ON post(road, valid_from);
CREATE INDEX post_area ON post(area, valid_from) WHERE area IS NOT NULL;

-- Rankings: who is ranked with whom, and what a value is called.
CREATE TABLE rank_group(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL, name_en TEXT,
	ord INTEGER NOT NULL DEFAULT 0,
	red INTEGER CHECK (red >= 0), black INTEGER CHECK (black >= 0)
) STRICT;
CREATE TABLE rank_member(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	rank_group INTEGER NOT NULL REFERENCES rank_group,
	unit INTEGER REFERENCES unit,
	area INTEGER REFERENCES area,
	kind INTEGER REFERENCES unit_kind,
	level INTEGER REFERENCES level,
	valid_from TEXT, valid_to TEXT,
	CHECK ((unit IS NOT NULL) + (area IS NOT NULL) + (kind IS NOT NULL)
	    + (level IS NOT NULL) = 1),
	CHECK (valid_to IS NULL OR valid_from IS NULL
	    OR valid_to >= valid_from)
) STRICT;
CREATE INDEX rank_member_unit ON rank_member(unit) WHERE unit IS NOT NULL;
CREATE INDEX rank_member_area ON rank_member(area) WHERE area IS NOT NULL;
CREATE TABLE grade(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	metric TEXT,			-- NULL: every rate
	least REAL NOT NULL,
	name TEXT NOT NULL, name_en TEXT
) STRICT;
CREATE TABLE floor(
	id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
	metric TEXT NOT NULL,
	rank_group INTEGER REFERENCES rank_group,	-- NULL: all
	value REAL NOT NULL
) STRICT;

-- The case: facts, then the course that follows from its journal.
CREATE TABLE day(
	day INTEGER PRIMARY KEY,
	last INTEGER NOT NULL CHECK (last <= 999999)
) STRICT;
CREATE TABLE cases(
	no INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL REFERENCES entry,
	source INTEGER NOT NULL REFERENCES source,
	kind INTEGER REFERENCES request_kind,
	class INTEGER REFERENCES class,
	area INTEGER REFERENCES area,
	road INTEGER REFERENCES road,
	place TEXT, title TEXT, text TEXT,
	lat REAL CHECK (lat BETWEEN -90 AND 90),
	lon REAL CHECK (lon BETWEEN -180 AND 180),
	tags TEXT,
	extra TEXT,
	intake_area INTEGER REFERENCES area,	-- where it was taken in
	channel INTEGER REFERENCES channel,
	target TEXT CHECK (target IN ('grid_worker', 'property')),
	collector TEXT, collator TEXT,	-- a name, or the code of a person
	photo TEXT,
	proxy INTEGER REFERENCES person,	-- who does it for the caller
	appointment INTEGER, promised INTEGER,
	received INTEGER NOT NULL,
	day_only INTEGER NOT NULL DEFAULT 0 CHECK (day_only IN (0, 1)),
	updated INTEGER,
	source_due INTEGER,	-- the deadline as the source has it
	state INTEGER NOT NULL REFERENCES state,
	-- IN a list of more than two makes SQLite build a table for each row.
	filter INTEGER CHECK (filter BETWEEN 1 AND 3),
	unit INTEGER REFERENCES unit,
	first_unit INTEGER REFERENCES unit,
	assumed INTEGER NOT NULL DEFAULT 0 CHECK (assumed IN (0, 1)),
	rule INTEGER REFERENCES rule,
	standard INTEGER REFERENCES standard,
	due INTEGER,
	provisional INTEGER NOT NULL DEFAULT 0 CHECK (provisional IN (0, 1)),
	reply_due INTEGER,
	verified INTEGER, filed INTEGER, dispatched INTEGER,
	began INTEGER,		-- the clock of handling; dispatched, or before
	signed INTEGER,
	replied INTEGER, finished INTEGER, handled INTEGER,
	checked INTEGER, closed INTEGER, called INTEGER,
	close_kind TEXT, solved TEXT, rating TEXT,
	rework INTEGER NOT NULL DEFAULT 0,
	returns INTEGER NOT NULL DEFAULT 0,
	moved INTEGER,				-- when the state changed last
	seq INTEGER NOT NULL,
	-- What a case is not filed with stands last.
	handler INTEGER REFERENCES unit,
	forced INTEGER NOT NULL DEFAULT 0 CHECK (forced IN (0, 1)),
	attended INTEGER,
	reopened INTEGER NOT NULL DEFAULT 0,
	extended INTEGER NOT NULL DEFAULT 0,
	hung INTEGER NOT NULL DEFAULT 0,	-- times
	hung_from INTEGER REFERENCES state,	-- where it goes back to
	hung_since INTEGER, hung_until INTEGER,
	paused INTEGER NOT NULL DEFAULT 0,	-- seconds, when it was hung
	exempt INTEGER NOT NULL DEFAULT 0 CHECK (exempt IN (0, 1)),
	pending INTEGER REFERENCES act,		-- what is asked for
	pending_step INTEGER NOT NULL DEFAULT 0,
	pending_until INTEGER,
	screened TEXT CHECK (screened IN ('in', 'out')),
	rung INTEGER CHECK (rung > 0)		-- of response
) STRICT;
CREATE INDEX cases_entry ON cases(entry);
-- What is usual of a period is counted in the index by its time, without a
-- look at the case: see lib/report/part.c.
CREATE INDEX cases_received ON cases(received, area, class, source, state,
    unit);
CREATE INDEX cases_area ON cases(area, received);
CREATE INDEX cases_handled ON cases(handled, due, exempt, state, area, unit,
    class, source) WHERE handled IS NOT NULL;
CREATE INDEX cases_closed ON cases(closed, received, state, due, handled,
    exempt, hung_since, area, unit, class, source) WHERE closed IS NOT NULL;
CREATE INDEX cases_long ON cases(closed, received, state, due, handled, exempt,
    hung_since, area, unit, class, source)
    WHERE closed - received > 2592000;	-- 30 days
-- State 52 is not filed: until when those were open.
CREATE INDEX cases_refused ON cases(moved) WHERE state = 52;
CREATE INDEX cases_promised ON cases(promised) WHERE promised IS NOT NULL;
CREATE INDEX cases_called ON cases(called, solved, rating, state, area, unit,
    class, source) WHERE called IS NOT NULL;
CREATE INDEX cases_open ON cases(due, received, state, handled, exempt,
    hung_since, area, unit, class, source) WHERE state < 50;
CREATE INDEX cases_unit ON cases(unit, state);
CREATE INDEX cases_pending ON cases(pending) WHERE pending IS NOT NULL;

CREATE TABLE external(
	source INTEGER NOT NULL REFERENCES source,
	id TEXT NOT NULL,
	no INTEGER NOT NULL REFERENCES cases,
	digest INTEGER,		-- of the source's row as it came in last
	PRIMARY KEY (source, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX external_no ON external(no);

-- What updated of a case was before an entry changed it, so that a revert
-- can say it again.  A row that is deleted hands that on to the next one, or
-- back to the case.
CREATE TABLE updated(
	no INTEGER NOT NULL REFERENCES cases,
	entry INTEGER NOT NULL REFERENCES entry,
	was INTEGER,
	PRIMARY KEY (no, entry)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER updated_delete AFTER DELETE ON updated
BEGIN
	UPDATE cases SET updated = OLD.was WHERE no = OLD.no AND NOT EXISTS
	    (SELECT 1 FROM updated WHERE no = OLD.no AND entry > OLD.entry);
	UPDATE updated SET was = OLD.was WHERE no = OLD.no AND entry =
	    (SELECT min(entry) FROM updated WHERE no = OLD.no
	    AND entry > OLD.entry);
END;

CREATE TABLE assist(
	no INTEGER NOT NULL REFERENCES cases,
	unit INTEGER NOT NULL REFERENCES unit,
	PRIMARY KEY (no, unit)
) STRICT, WITHOUT ROWID;

-- The one room for personal data: every table whose name begins with
-- private, so that copies for others can leave it out.
CREATE TABLE private(
	no INTEGER PRIMARY KEY REFERENCES cases,
	title TEXT, text TEXT, place TEXT, extra TEXT, tags TEXT,
	collector TEXT, collator TEXT, photo TEXT,
	caller TEXT, phone TEXT, address TEXT,
	confidential TEXT CHECK (confidential IN ('yes', 'no'))
) STRICT;
CREATE INDEX private_phone ON private(phone) WHERE phone IS NOT NULL;
-- The whole texts of journal rows that were masked, and before them what
-- caller, phone or address were that the row amended.
CREATE TABLE private_text(
	no INTEGER NOT NULL REFERENCES cases,
	seq INTEGER NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (no, seq)
) STRICT, WITHOUT ROWID;

-- What a case has to do with an earlier one.  It has at most one link of a
-- kind; duplicates and bundles are stars around their first case, repeats
-- and relapses lead back in time: so no links run in a circle.
CREATE TABLE link(
	no INTEGER NOT NULL REFERENCES cases,
	kind TEXT NOT NULL CHECK (kind IN ('duplicate', 'repeat', 'relapse',
	    'bundle')),
	other INTEGER NOT NULL REFERENCES cases CHECK (other <> no),
	entry INTEGER NOT NULL REFERENCES entry,
	PRIMARY KEY (no, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_other ON link(other, kind);

-- What was found odd in a case when it came in, and is kept, also when the
-- source has mended it.
CREATE TABLE finding(
	no INTEGER NOT NULL REFERENCES cases,
	kind TEXT NOT NULL,
	text TEXT NOT NULL,
	entry INTEGER NOT NULL REFERENCES entry,
	ended INTEGER REFERENCES entry,
	PRIMARY KEY (no, kind, text)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal(
	no INTEGER NOT NULL REFERENCES cases,
	seq INTEGER NOT NULL,
	entry INTEGER NOT NULL REFERENCES entry,
	act INTEGER NOT NULL REFERENCES act,
	at INTEGER NOT NULL,
	holder INTEGER REFERENCES unit,
	unit INTEGER REFERENCES unit,
	filter INTEGER, rule INTEGER REFERENCES rule,
	standard INTEGER REFERENCES standard,
	due INTEGER,
	used INTEGER, allowed INTEGER,	-- seconds of the clock that stopped
	flags INTEGER NOT NULL DEFAULT 0,
	value TEXT, reason TEXT, text TEXT,
	-- What a case is not filed with stands last.
	whistle INTEGER, until INTEGER,
	field TEXT, old TEXT, new TEXT,
	PRIMARY KEY (no, seq)
) STRICT, WITHOUT ROWID;
-- Flag 8 marks rows that were filed together with their case, most of all:
-- table entry has their count.
CREATE INDEX journal_entry ON journal(entry) WHERE flags & 8 = 0;
-- Act 8 is return: how often units do it in a period.
CREATE INDEX journal_return ON journal(at) WHERE act = 8;
-- Acts 31 and 65: letters have numbers of their own, each has one reply.
CREATE UNIQUE INDEX journal_letter ON journal(new, act)
    WHERE field = 'letter';

-- A whistle and the units that it summons.  Both follow from the journal:
-- views whistle_told and whistle_unit_told are what it says of them, and
-- triggers let nothing else in.
CREATE TABLE whistle(
	no INTEGER NOT NULL REFERENCES cases,
	n INTEGER NOT NULL CHECK (n > 0),
	kind INTEGER NOT NULL REFERENCES whistle_kind,
	raiser INTEGER NOT NULL REFERENCES unit,
	raised INTEGER NOT NULL,
	arrive_due INTEGER, finish_due INTEGER,
	accepted INTEGER,
	rejects INTEGER NOT NULL DEFAULT 0,
	withdrawn INTEGER,
	ended INTEGER,
	PRIMARY KEY (no, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE whistle_unit(
	no INTEGER NOT NULL, n INTEGER NOT NULL,
	unit INTEGER NOT NULL REFERENCES unit,
	summoned INTEGER NOT NULL, arrive_due INTEGER,
	signed INTEGER, contacted INTEGER, arrived INTEGER,
	excused INTEGER, released INTEGER,
	PRIMARY KEY (no, n, unit),
	FOREIGN KEY (no, n) REFERENCES whistle
) STRICT, WITHOUT ROWID;
-- Those blown in a period.
CREATE INDEX whistle_raised ON whistle(raised);
CREATE INDEX whistle_unit_unit ON whistle_unit(unit);

-- Acts that imports do not record, to be found by what they are and when.
CREATE INDEX journal_act ON journal(act, at) WHERE act >= 30;

-- A running clock is a row: unit 0 is the case's own, next is when the
-- sweep has something to do for it; still, that it does not run meanwhile.
CREATE TABLE clock(
	no INTEGER NOT NULL REFERENCES cases,
	kind TEXT NOT NULL,
	whistle INTEGER NOT NULL DEFAULT 0,
	unit INTEGER NOT NULL DEFAULT 0,
	started INTEGER NOT NULL,
	due INTEGER NOT NULL,
	within TEXT,		-- the limit it runs by
	rung INTEGER NOT NULL DEFAULT 1,
	next INTEGER,
	still INTEGER NOT NULL DEFAULT 0 CHECK (still IN (0, 1)),
	PRIMARY KEY (no, kind, whistle, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX clock_next ON clock(next) WHERE next IS NOT NULL AND still = 0;

-- Bulletins as they were issued: what was asked for, the periods that it
-- meant then, and each figure as it was printed.  The row of table issued is
-- written last and seals the others.
CREATE TABLE issued(
	id INTEGER PRIMARY KEY CHECK (id > 0),
	entry INTEGER NOT NULL REFERENCES entry,	-- counted as of it
	clock INTEGER NOT NULL,
	options TEXT NOT NULL,		-- as JSON
	fields TEXT NOT NULL,
	"from" INTEGER NOT NULL, "to" INTEGER NOT NULL,
	before_from INTEGER NOT NULL, before_to INTEGER NOT NULL,
	year_from INTEGER NOT NULL, year_to INTEGER NOT NULL, -- 0: none
	days INTEGER NOT NULL, week INTEGER NOT NULL,
	heading TEXT NOT NULL, heading_zh TEXT NOT NULL,
	notes TEXT NOT NULL, notes_zh TEXT NOT NULL
) STRICT;
CREATE TABLE issued_column(
	issued INTEGER NOT NULL
	    REFERENCES issued DEFERRABLE INITIALLY DEFERRED,
	n INTEGER NOT NULL,		-- its place in the records
	name TEXT NOT NULL, type TEXT NOT NULL,
	en TEXT, zh TEXT,
	definition TEXT, definition_zh TEXT,
	PRIMARY KEY (issued, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE issued_row(
	issued INTEGER NOT NULL
	    REFERENCES issued DEFERRABLE INITIALLY DEFERRED,
	n INTEGER NOT NULL,
	key TEXT NOT NULL,
	PRIMARY KEY (issued, n)
) STRICT, WITHOUT ROWID;
-- What people read is the value, too, unless it stands there.
CREATE TABLE issued_value(
	issued INTEGER NOT NULL
	    REFERENCES issued DEFERRABLE INITIALLY DEFERRED,
	row INTEGER NOT NULL,
	"column" INTEGER NOT NULL,
	value TEXT, value_en TEXT, value_zh TEXT,
	PRIMARY KEY (issued, row, "column")
) STRICT, WITHOUT ROWID;

-- The daily summary, a cache of what reports count: see lib/report/daily.c.
-- It is there while daily_upto has its row, of all cases that were filed up to
-- an entry, as they were then; and of the days that daily_day has.
CREATE TABLE daily_upto(
	id INTEGER PRIMARY KEY CHECK (id = 1),
	entry INTEGER NOT NULL,
	level INTEGER REFERENCES level	-- areas are summed up to this one
) STRICT;
CREATE TABLE daily_day(
	start INTEGER PRIMARY KEY,
	stop INTEGER NOT NULL UNIQUE CHECK (stop > start)
) STRICT;
CREATE TABLE daily(
	dim INTEGER NOT NULL,	-- 1 area, 2 unit, 3 class, 4 source
	day INTEGER NOT NULL,	-- its start
	key INTEGER NOT NULL,	-- a row of that table; 0: none
	received INTEGER NOT NULL, handled INTEGER NOT NULL,
	on_time INTEGER NOT NULL, late INTEGER NOT NULL,
	closed INTEGER NOT NULL, called INTEGER NOT NULL,
	answered INTEGER NOT NULL, solved INTEGER NOT NULL,
	rated INTEGER NOT NULL, satisfied INTEGER NOT NULL,
	open INTEGER NOT NULL, overdue INTEGER NOT NULL, -- when the day ends
	void INTEGER NOT NULL, self_handled INTEGER NOT NULL,
	hung INTEGER NOT NULL, exempt INTEGER NOT NULL,
	PRIMARY KEY (dim, day, key)
) STRICT, WITHOUT ROWID;
-- What a case was when it was summed up that has changed since.
CREATE TABLE daily_was(
	no INTEGER PRIMARY KEY,
	area INTEGER, unit INTEGER, class INTEGER, source INTEGER,
	state INTEGER, received INTEGER, dispatched INTEGER, handled INTEGER,
	due INTEGER, exempt INTEGER, hung_since INTEGER, closed INTEGER,
	moved INTEGER, called INTEGER, solved TEXT, rating TEXT
) STRICT;
CREATE TRIGGER cases_daily_update BEFORE UPDATE OF area, unit, class, source,
    state, received, dispatched, handled, due, exempt, hung_since, closed,
    moved, called, solved, rating ON cases
WHEN OLD.entry <= (SELECT entry FROM daily_upto)
BEGIN
	INSERT INTO daily_was SELECT no, area, unit, class, source, state, received,
	    dispatched, handled, due, exempt, hung_since, closed, moved,
	    called, solved, rating
	    FROM cases WHERE no = OLD.no
	    AND NOT EXISTS (SELECT 1 FROM daily_was WHERE no = OLD.no);
END;
CREATE TRIGGER cases_daily_delete BEFORE DELETE ON cases
WHEN OLD.entry <= (SELECT entry FROM daily_upto)
BEGIN
	INSERT INTO daily_was SELECT no, area, unit, class, source, state, received,
	    dispatched, handled, due, exempt, hung_since, closed, moved,
	    called, solved, rating
	    FROM cases WHERE no = OLD.no
	    AND NOT EXISTS (SELECT 1 FROM daily_was WHERE no = OLD.no);
END;
-- What nobody does but by hand: then all days are to be counted anew.  While
-- there is a summary, cases_daily_insert is there for who files a case with an
-- entry of before, or replaces one.
CREATE TRIGGER cases_daily_number AFTER UPDATE OF no, entry ON cases
BEGIN
	DELETE FROM daily_day;
END;
-- So they are where areas stand elsewhere; a new one, which is not in the tree
-- yet, has no case.
CREATE TRIGGER area_daily_update AFTER UPDATE OF id, level, parent ON area
WHEN (NEW.id <> OLD.id OR NEW.level IS NOT OLD.level
    OR NEW.parent IS NOT OLD.parent)
    AND EXISTS (SELECT 1 FROM area_tree WHERE id = OLD.id)
BEGIN
	DELETE FROM daily_day;
END;
-- REPLACE deletes without a trigger; what it replaces stands in the tree still.
CREATE TRIGGER area_daily_insert AFTER INSERT ON area
WHEN EXISTS (SELECT 1 FROM area_tree WHERE id = NEW.id)
BEGIN
	DELETE FROM daily_day;
END;
CREATE TRIGGER area_daily_delete AFTER DELETE ON area
BEGIN
	DELETE FROM daily_day;
END;

-- The journal only grows.  REPLACE deletes without firing delete triggers
-- unless recursive_triggers is on, so a taken key is refused by hand.
CREATE TRIGGER journal_update BEFORE UPDATE ON journal
BEGIN SELECT raise(ABORT, 'journal: rows are never changed'); END;
CREATE TRIGGER journal_delete BEFORE DELETE ON journal
BEGIN SELECT raise(ABORT, 'journal: rows are never deleted'); END;
CREATE TRIGGER journal_replace BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal WHERE no = NEW.no AND seq = NEW.seq)
BEGIN SELECT raise(ABORT, 'journal: rows are never replaced'); END;
CREATE TRIGGER journal_numbered BEFORE INSERT ON journal
WHEN NEW.field = 'letter'
BEGIN
	SELECT raise(ABORT, 'letter: its number is taken, or it was replied to')
	WHERE EXISTS (SELECT 1 FROM journal WHERE field = 'letter'
	    AND new = NEW.new AND act = NEW.act);
	SELECT raise(ABORT, 'respond: the case has no such letter')
	WHERE NEW.act = 65 AND NOT EXISTS (SELECT 1 FROM journal
	    WHERE field = 'letter' AND new = NEW.new AND act = 31
	    AND no = NEW.no);
END;
-- The three rights.  Acts are 20 raise, 21 summon, 22 arrive, 23 accept,
-- 24 reject, 25 release, 51 answer, 52 contact, 56 withdraw, 57 excuse.
CREATE TRIGGER journal_raise BEFORE INSERT ON journal
WHEN NEW.act = 20
BEGIN
	SELECT raise(ABORT, 'raise: by a unit, as a whistle of a new number')
	WHERE NEW.holder IS NULL OR NEW.whistle IS NULL OR EXISTS (SELECT 1
	    FROM journal WHERE no = NEW.no AND act = 20
	    AND whistle = NEW.whistle);
END;
CREATE TRIGGER journal_whistle BEFORE INSERT ON journal
WHEN NEW.act IN (21, 22, 23, 24, 25, 51, 52, 56, 57)
BEGIN
	SELECT raise(ABORT, 'whistle: it was not blown') WHERE NOT EXISTS
	    (SELECT 1 FROM journal WHERE no = NEW.no AND act = 20
	    AND whistle = NEW.whistle);
	SELECT raise(ABORT, 'whistle: the unit was not summoned')
	WHERE NEW.act IN (22, 25, 51, 52, 57) AND NOT EXISTS (SELECT 1
	    FROM journal WHERE no = NEW.no AND act = 21
	    AND whistle = NEW.whistle AND unit = NEW.unit);
	SELECT raise(ABORT, 'whistle: it is accepted or withdrawn already')
	WHERE NEW.act <> 25 AND EXISTS (SELECT 1 FROM whistle_told
	    WHERE no = NEW.no AND n = NEW.whistle
	    AND coalesce(accepted, withdrawn) IS NOT NULL);
	SELECT raise(ABORT, 'accept: no unit had arrived')
	WHERE NEW.act IN (23, 24) AND NOT EXISTS (SELECT 1 FROM journal
	    WHERE no = NEW.no AND act = 22 AND whistle = NEW.whistle
	    AND at <= NEW.at);
	SELECT raise(ABORT, 'whistle: nobody judges it')
	WHERE NEW.act IN (23, 24, 56, 57) AND NEW.holder IS NULL;
	SELECT raise(ABORT,
	    'whistle: the unit that does the work cannot judge it')
	WHERE NEW.act IN (23, 24, 56, 57) AND EXISTS (SELECT 1
	    FROM journal j JOIN unit_tree t ON t.top = j.unit
	    WHERE j.no = NEW.no AND j.act = 21 AND j.whistle = NEW.whistle
	    AND t.id = NEW.holder AND (j.unit = NEW.holder OR NOT EXISTS
	    (SELECT 1 FROM journal b WHERE b.no = NEW.no AND b.act = 20
	    AND b.whistle = NEW.whistle AND b.holder = NEW.holder)));
	SELECT raise(ABORT, 'release: the street has neither accepted the work, withdrawn the whistle nor excused the unit')
	WHERE NEW.act = 25 AND NOT EXISTS (SELECT 1 FROM whistle_told
	    WHERE no = NEW.no AND n = NEW.whistle
	    AND NEW.at >= coalesce(accepted, withdrawn))
	    AND NOT EXISTS (SELECT 1 FROM journal WHERE no = NEW.no
	    AND act = 57 AND whistle = NEW.whistle AND unit = NEW.unit
	    AND NEW.at >= at);
	SELECT raise(ABORT, 'release: before it arrived')
	WHERE NEW.act = 25 AND EXISTS (SELECT 1 FROM journal
	    WHERE no = NEW.no AND act = 22 AND whistle = NEW.whistle
	    AND unit = NEW.unit AND at > NEW.at);
END;
CREATE TRIGGER whistle_insert BEFORE INSERT ON whistle
BEGIN
	SELECT raise(ABORT, 'whistle: rows are never replaced')
	WHERE EXISTS (SELECT 1 FROM whistle WHERE no = NEW.no AND n = NEW.n);
	SELECT raise(ABORT, 'whistle: is not what the journal says')
	WHERE NOT EXISTS (SELECT 1 FROM whistle_told WHERE no = NEW.no
	    AND n = NEW.n AND (kind, raiser, raised) = (NEW.kind, NEW.raiser,
	    NEW.raised) AND arrive_due IS NEW.arrive_due
	    AND finish_due IS NEW.finish_due AND accepted IS NEW.accepted
	    AND rejects = NEW.rejects AND withdrawn IS NEW.withdrawn
	    AND ended IS NEW.ended);
END;
CREATE TRIGGER whistle_update BEFORE UPDATE ON whistle
WHEN NEW.no <> OLD.no OR NEW.n <> OLD.n OR NOT EXISTS (SELECT 1
    FROM whistle_told WHERE no = NEW.no
    AND n = NEW.n AND (kind, raiser, raised) = (NEW.kind, NEW.raiser,
    NEW.raised) AND arrive_due IS NEW.arrive_due
    AND finish_due IS NEW.finish_due AND accepted IS NEW.accepted
    AND rejects = NEW.rejects AND withdrawn IS NEW.withdrawn
    AND ended IS NEW.ended)
BEGIN SELECT raise(ABORT, 'whistle: is not what the journal says'); END;
CREATE TRIGGER whistle_delete BEFORE DELETE ON whistle
BEGIN SELECT raise(ABORT, 'whistle: rows are never deleted'); END;
CREATE TRIGGER whistle_unit_insert BEFORE INSERT ON whistle_unit
BEGIN
	SELECT raise(ABORT, 'whistle_unit: rows are never replaced')
	WHERE EXISTS (SELECT 1 FROM whistle_unit WHERE no = NEW.no
	    AND n = NEW.n AND unit = NEW.unit);
	SELECT raise(ABORT, 'whistle_unit: is not what the journal says')
	WHERE NOT EXISTS (SELECT 1 FROM whistle_unit_told WHERE no = NEW.no
	    AND n = NEW.n AND unit = NEW.unit AND summoned = NEW.summoned
	    AND arrive_due IS NEW.arrive_due AND signed IS NEW.signed AND contacted IS NEW.contacted
	    AND arrived IS NEW.arrived AND excused IS NEW.excused
	    AND released IS NEW.released);
END;
CREATE TRIGGER whistle_unit_update BEFORE UPDATE ON whistle_unit
WHEN NEW.no <> OLD.no OR NEW.n <> OLD.n OR NEW.unit <> OLD.unit OR NOT EXISTS
    (SELECT 1 FROM whistle_unit_told WHERE no = NEW.no
    AND n = NEW.n AND unit = NEW.unit AND summoned = NEW.summoned
    AND arrive_due IS NEW.arrive_due AND signed IS NEW.signed AND contacted IS NEW.contacted
    AND arrived IS NEW.arrived AND excused IS NEW.excused
    AND released IS NEW.released)
BEGIN SELECT raise(ABORT, 'whistle_unit: is not what the journal says'); END;
CREATE TRIGGER whistle_unit_delete BEFORE DELETE ON whistle_unit
BEGIN SELECT raise(ABORT, 'whistle_unit: rows are never deleted'); END;

-- What was issued stays as it was.
CREATE TRIGGER issued_update BEFORE UPDATE ON issued
BEGIN SELECT raise(ABORT, 'issued: is never changed'); END;
CREATE TRIGGER issued_delete BEFORE DELETE ON issued
BEGIN SELECT raise(ABORT, 'issued: is never deleted'); END;
CREATE TRIGGER issued_replace BEFORE INSERT ON issued
WHEN EXISTS (SELECT 1 FROM issued WHERE id = NEW.id)
BEGIN SELECT raise(ABORT, 'issued: is never replaced'); END;
CREATE TRIGGER issued_column_update BEFORE UPDATE ON issued_column
BEGIN SELECT raise(ABORT, 'issued: is never changed'); END;
CREATE TRIGGER issued_column_delete BEFORE DELETE ON issued_column
BEGIN SELECT raise(ABORT, 'issued: is never deleted'); END;
CREATE TRIGGER issued_column_insert BEFORE INSERT ON issued_column
WHEN EXISTS (SELECT 1 FROM issued WHERE id = NEW.issued)
BEGIN SELECT raise(ABORT, 'issued: nothing is added'); END;
CREATE TRIGGER issued_row_update BEFORE UPDATE ON issued_row
BEGIN SELECT raise(ABORT, 'issued: is never changed'); END;
CREATE TRIGGER issued_row_delete BEFORE DELETE ON issued_row
BEGIN SELECT raise(ABORT, 'issued: is never deleted'); END;
CREATE TRIGGER issued_row_insert BEFORE INSERT ON issued_row
WHEN EXISTS (SELECT 1 FROM issued WHERE id = NEW.issued)
BEGIN SELECT raise(ABORT, 'issued: nothing is added'); END;
CREATE TRIGGER issued_value_update BEFORE UPDATE ON issued_value
BEGIN SELECT raise(ABORT, 'issued: is never changed'); END;
CREATE TRIGGER issued_value_delete BEFORE DELETE ON issued_value
BEGIN SELECT raise(ABORT, 'issued: is never deleted'); END;
CREATE TRIGGER issued_value_insert BEFORE INSERT ON issued_value
WHEN EXISTS (SELECT 1 FROM issued WHERE id = NEW.issued)
BEGIN SELECT raise(ABORT, 'issued: nothing is added'); END;

-- Links keep their shape whoever makes them; state 51 is cancelled.
CREATE TRIGGER link_insert BEFORE INSERT ON link
BEGIN
	SELECT raise(ABORT, 'link: a case that is void has none')
	WHERE EXISTS (SELECT 1 FROM cases
	    WHERE no IN (NEW.no, NEW.other) AND state = 51);
	SELECT raise(ABORT, 'link: leads to the first case, which has no link')
	WHERE NEW.kind IN ('duplicate', 'bundle') AND EXISTS (SELECT 1
	    FROM link WHERE kind = NEW.kind
	    AND (no = NEW.other OR other = NEW.no));
	SELECT raise(ABORT, 'link: leads to an earlier case')
	WHERE NEW.kind IN ('repeat', 'relapse') AND NOT EXISTS (SELECT 1
	    FROM cases a JOIN cases b ON b.no = NEW.other
	    WHERE a.no = NEW.no AND (b.received, b.no) < (a.received, a.no));
END;
CREATE TRIGGER link_update BEFORE UPDATE ON link
BEGIN SELECT raise(ABORT, 'link: is made and unmade, not changed'); END;
