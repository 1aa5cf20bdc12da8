-- views.sql - the public face of a Whistle file; whistle-schema(5).
--
-- Names, not ids; local times as text in the file's zone; yes and no as text.
-- Nothing here reads table private.  Every name is a subquery of its own, so
-- that a column which nobody asks for costs nothing and a case is found by its
-- number.

CREATE VIEW now(at, time, day) AS
SELECT t.at,
	datetime(t.at + z.offset, 'unixepoch'),
	date(t.at + z.offset, 'unixepoch')
FROM (SELECT unixepoch() AS at) t JOIN zone z ON z.since =
	(SELECT max(since) FROM zone WHERE since <= unixepoch());

CREATE VIEW v_case AS
SELECT c.no AS number,
	(SELECT datetime(c.received + offset, 'unixepoch') FROM zone
	    WHERE since <= c.received ORDER BY since DESC LIMIT 1) AS received,
	c.received AS received_at,
	iif(c.day_only, 'yes', 'no') AS day_only,
	(SELECT code FROM source WHERE id = c.source) AS source,
	(SELECT name FROM source WHERE id = c.source) AS source_name,
	(SELECT code FROM request_kind WHERE id = c.kind) AS kind,
	(SELECT name FROM request_kind WHERE id = c.kind) AS kind_name,
	(SELECT code FROM class WHERE id = c.class) AS class,
	(SELECT name FROM class WHERE id = c.class) AS class_name,
	(SELECT code FROM area WHERE id = c.area) AS area,
	(SELECT name FROM area WHERE id = c.area) AS area_name,
	(SELECT a.code FROM area_tree t JOIN area a ON a.id = t.top
	    JOIN level l ON l.id = a.level
	    WHERE t.id = c.area AND l.code = 'district') AS district,
	(SELECT a.code FROM area_tree t JOIN area a ON a.id = t.top
	    JOIN level l ON l.id = a.level
	    WHERE t.id = c.area AND l.code = 'street') AS street,
	(SELECT a.code FROM area_tree t JOIN area a ON a.id = t.top
	    JOIN level l ON l.id = a.level
	    WHERE t.id = c.area AND l.code = 'community') AS community,
	(SELECT code FROM road WHERE id = c.road) AS road,
	(SELECT name FROM road WHERE id = c.road) AS road_name,
	c.place AS place,
	c.title AS title,
	c.text AS text,
	c.lat AS lat,
	c.lon AS lon,
	c.tags AS tags,
	c.extra AS extra,
	(SELECT datetime(c.updated + offset, 'unixepoch') FROM zone
	    WHERE since <= c.updated ORDER BY since DESC LIMIT 1) AS updated,
	(SELECT code FROM state WHERE id = c.state) AS state,
	(SELECT name FROM state WHERE id = c.state) AS state_name,
	iif(c.state < 50, 'yes', 'no') AS open,
	c.filter AS filter,
	(SELECT code FROM unit WHERE id = c.unit) AS unit,
	(SELECT name FROM unit WHERE id = c.unit) AS unit_name,
	(SELECT code FROM unit WHERE id = c.first_unit) AS first_unit,
	(SELECT name FROM unit WHERE id = c.first_unit) AS first_unit_name,
	iif(c.assumed, 'yes', 'no') AS assumed,
	(SELECT code FROM rule WHERE id = c.rule) AS rule,
	(SELECT code FROM standard WHERE id = c.standard) AS standard,
	(SELECT datetime(c.due + offset, 'unixepoch') FROM zone
	    WHERE since <= c.due ORDER BY since DESC LIMIT 1) AS due,
	c.due AS due_at,
	iif(c.provisional, 'yes', 'no') AS provisional,
	(SELECT datetime(c.dispatched + offset, 'unixepoch') FROM zone
	    WHERE since <= c.dispatched ORDER BY since DESC LIMIT 1)
	    AS dispatched,
	(SELECT datetime(c.signed + offset, 'unixepoch') FROM zone
	    WHERE since <= c.signed ORDER BY since DESC LIMIT 1) AS signed,
	(SELECT datetime(c.handled + offset, 'unixepoch') FROM zone
	    WHERE since <= c.handled ORDER BY since DESC LIMIT 1) AS handled,
	(SELECT datetime(c.checked + offset, 'unixepoch') FROM zone
	    WHERE since <= c.checked ORDER BY since DESC LIMIT 1) AS checked,
	(SELECT datetime(c.closed + offset, 'unixepoch') FROM zone
	    WHERE since <= c.closed ORDER BY since DESC LIMIT 1) AS closed,
	(SELECT datetime(c.called + offset, 'unixepoch') FROM zone
	    WHERE since <= c.called ORDER BY since DESC LIMIT 1) AS called,
	c.close_kind AS close_kind,
	c.solved AS solved,
	c.rating AS rating,
	c.rework AS rework,
	c.returns AS returns,
	c.seq AS rows,
	c.entry AS entry,
	(SELECT datetime(c.verified + offset, 'unixepoch') FROM zone
	    WHERE since <= c.verified ORDER BY since DESC LIMIT 1) AS verified,
	(SELECT datetime(c.replied + offset, 'unixepoch') FROM zone
	    WHERE since <= c.replied ORDER BY since DESC LIMIT 1) AS replied,
	(SELECT datetime(c.source_due + offset, 'unixepoch') FROM zone
	    WHERE since <= c.source_due ORDER BY since DESC LIMIT 1)
	    AS source_due,
	(SELECT other FROM link WHERE no = c.no AND kind = 'duplicate')
	    AS duplicate_of,
	(SELECT code FROM area WHERE id = c.intake_area) AS intake_area,
	(SELECT name FROM area WHERE id = c.intake_area) AS intake_area_name,
	(SELECT code FROM channel WHERE id = c.channel) AS channel,
	(SELECT name FROM channel WHERE id = c.channel) AS channel_name,
	c.target AS target,
	c.collector AS collector,
	(SELECT name FROM person WHERE code = c.collector) AS collector_name,
	c.collator AS collator,
	(SELECT name FROM person WHERE code = c.collator) AS collator_name,
	c.photo AS photo
FROM cases c;

CREATE VIEW v_journal AS
SELECT j.no AS number,
	j.seq AS row,
	(SELECT code FROM act WHERE id = j.act) AS act,
	(SELECT name FROM act WHERE id = j.act) AS act_name,
	(SELECT datetime(j.at + offset, 'unixepoch') FROM zone
	    WHERE since <= j.at ORDER BY since DESC LIMIT 1) AS time,
	(SELECT who FROM entry WHERE id = j.entry) AS who,
	j.entry AS entry,
	j.whistle AS n,
	(SELECT code FROM unit WHERE id = j.holder) AS holder,
	(SELECT name FROM unit WHERE id = j.holder) AS holder_name,
	(SELECT code FROM unit WHERE id = j.unit) AS unit,
	(SELECT name FROM unit WHERE id = j.unit) AS unit_name,
	iif(j.flags & 1, 'yes', 'no') AS assumed,
	iif(j.flags & 2, 'yes', 'no') AS time_assumed,
	j.filter AS filter,
	(SELECT code FROM rule WHERE id = j.rule) AS rule,
	(SELECT code FROM standard WHERE id = j.standard) AS standard,
	(SELECT datetime(j.due + offset, 'unixepoch') FROM zone
	    WHERE since <= j.due ORDER BY since DESC LIMIT 1) AS due,
	iif(j.flags & 4, 'yes', 'no') AS provisional,
	(SELECT datetime(j.until + offset, 'unixepoch') FROM zone
	    WHERE since <= j.until ORDER BY since DESC LIMIT 1) AS until,
	j.used AS used,
	j.value AS value,
	j.reason AS reason,
	j.text AS text,
	j.field AS field,
	j.old AS old,
	j.new AS new,
	iif(j.flags & 64, 'yes', 'no') AS located
FROM journal j;

CREATE VIEW v_open AS
SELECT c.no AS number,
	(SELECT datetime(c.received + offset, 'unixepoch') FROM zone
	    WHERE since <= c.received ORDER BY since DESC LIMIT 1) AS received,
	(SELECT code FROM state WHERE id = c.state) AS state,
	(SELECT code FROM source WHERE id = c.source) AS source,
	(SELECT code FROM class WHERE id = c.class) AS class,
	(SELECT name FROM class WHERE id = c.class) AS class_name,
	(SELECT code FROM area WHERE id = c.area) AS area,
	(SELECT name FROM area WHERE id = c.area) AS area_name,
	c.filter AS filter,
	(SELECT code FROM unit WHERE id = c.unit) AS unit,
	(SELECT name FROM unit WHERE id = c.unit) AS unit_name,
	c.title AS title,
	(SELECT datetime(c.due + offset, 'unixepoch') FROM zone
	    WHERE since <= c.due ORDER BY since DESC LIMIT 1) AS due,
	c.due AS due_at,
	iif(c.provisional, 'yes', 'no') AS provisional,
	iif(c.handled IS NULL AND c.due < (SELECT at FROM now), 'yes', 'no')
	    AS overdue,
	iif(c.handled IS NULL,
	    round((c.due - (SELECT at FROM now)) / 3600.0, 1), NULL)
	    AS hours_left,
	(SELECT datetime(c.handled + offset, 'unixepoch') FROM zone
	    WHERE since <= c.handled ORDER BY since DESC LIMIT 1) AS handled
FROM cases c WHERE unlikely(c.state < 50);

CREATE VIEW v_overdue AS
SELECT number, received, state, source, class, class_name, area, area_name,
	filter, unit, unit_name, title, due, due_at, provisional,
	-hours_left AS hours_over
FROM v_open WHERE due_at < (SELECT at FROM now) AND handled IS NULL;

CREATE VIEW v_assist AS
SELECT s.no AS number,
	(SELECT code FROM unit WHERE id = s.unit) AS unit,
	(SELECT name FROM unit WHERE id = s.unit) AS unit_name
FROM assist s;

CREATE VIEW v_clock AS
SELECT k.no AS number,
	k.kind AS kind,
	nullif(k.whistle, 0) AS n,
	(SELECT code FROM unit WHERE id = k.unit) AS unit,
	(SELECT name FROM unit WHERE id = k.unit) AS unit_name,
	(SELECT datetime(k.started + offset, 'unixepoch') FROM zone
	    WHERE since <= k.started ORDER BY since DESC LIMIT 1) AS started,
	(SELECT datetime(k.due + offset, 'unixepoch') FROM zone
	    WHERE since <= k.due ORDER BY since DESC LIMIT 1) AS due,
	k.rung AS rung,
	(SELECT datetime(k.next + offset, 'unixepoch') FROM zone
	    WHERE since <= k.next ORDER BY since DESC LIMIT 1) AS next
FROM clock k;

CREATE VIEW v_whistle AS
SELECT h.no || '.' || h.n AS whistle,
	h.no AS number,
	h.n AS n,
	(SELECT code FROM whistle_kind WHERE id = h.kind) AS kind,
	(SELECT name FROM whistle_kind WHERE id = h.kind) AS kind_name,
	(SELECT code FROM unit WHERE id = h.raiser) AS raiser,
	(SELECT name FROM unit WHERE id = h.raiser) AS raiser_name,
	(SELECT datetime(h.raised + offset, 'unixepoch') FROM zone
	    WHERE since <= h.raised ORDER BY since DESC LIMIT 1) AS raised,
	(SELECT datetime(h.arrive_due + offset, 'unixepoch') FROM zone
	    WHERE since <= h.arrive_due ORDER BY since DESC LIMIT 1)
	    AS arrive_due,
	(SELECT datetime(h.finish_due + offset, 'unixepoch') FROM zone
	    WHERE since <= h.finish_due ORDER BY since DESC LIMIT 1)
	    AS finish_due,
	(SELECT datetime(h.accepted + offset, 'unixepoch') FROM zone
	    WHERE since <= h.accepted ORDER BY since DESC LIMIT 1)
	    AS accepted,
	h.rejects AS rejects,
	(SELECT datetime(h.ended + offset, 'unixepoch') FROM zone
	    WHERE since <= h.ended ORDER BY since DESC LIMIT 1) AS ended,
	iif(h.ended IS NULL, 'yes', 'no') AS open,
	(SELECT count(*) FROM whistle_unit u
	    WHERE u.no = h.no AND u.n = h.n) AS units,
	(SELECT count(u.arrived) FROM whistle_unit u
	    WHERE u.no = h.no AND u.n = h.n) AS arrived,
	(SELECT count(u.released) FROM whistle_unit u
	    WHERE u.no = h.no AND u.n = h.n) AS released
FROM whistle h;

CREATE VIEW v_whistle_unit AS
SELECT u.no || '.' || u.n AS whistle,
	u.no AS number,
	u.n AS n,
	(SELECT code FROM unit WHERE id = u.unit) AS unit,
	(SELECT name FROM unit WHERE id = u.unit) AS unit_name,
	(SELECT k.tier FROM unit t JOIN unit_kind k ON k.id = t.kind
	    WHERE t.id = u.unit) AS tier,
	(SELECT datetime(u.arrived + offset, 'unixepoch') FROM zone
	    WHERE since <= u.arrived ORDER BY since DESC LIMIT 1) AS arrived,
	(SELECT datetime(u.released + offset, 'unixepoch') FROM zone
	    WHERE since <= u.released ORDER BY since DESC LIMIT 1) AS released
FROM whistle_unit u;

CREATE VIEW v_external AS
SELECT (SELECT code FROM source WHERE id = e.source) AS source,
	e.id AS external,
	e.no AS number
FROM external e;

CREATE VIEW v_link AS
SELECT l.no AS number,
	l.kind AS kind,
	l.other AS other,
	(SELECT code FROM state WHERE id = (SELECT state FROM cases
	    WHERE no = l.other)) AS other_state,
	l.entry AS entry,
	(SELECT datetime(e.at + z.offset, 'unixepoch') FROM entry e
	    JOIN zone z ON z.since <= e.at WHERE e.id = l.entry
	    ORDER BY z.since DESC LIMIT 1) AS time
FROM link l;

CREATE VIEW v_finding AS
SELECT f.no AS number,
	f.kind AS kind,
	f.text AS text,
	f.entry AS entry,
	(SELECT datetime(e.at + z.offset, 'unixepoch') FROM entry e
	    JOIN zone z ON z.since <= e.at WHERE e.id = f.entry
	    ORDER BY z.since DESC LIMIT 1) AS time
FROM finding f;

CREATE VIEW v_entry AS
SELECT e.id AS entry,
	(SELECT datetime(e.at + offset, 'unixepoch') FROM zone
	    WHERE since <= e.at ORDER BY since DESC LIMIT 1) AS time,
	e.who AS who,
	e.command AS command,
	e.import AS import,
	e.filed + (SELECT count(*) FROM journal j WHERE j.entry = e.id
	    AND j.flags & 8 = 0) AS rows
FROM entry e;

-- A large import is several entries: the first says when and by whom.
CREATE VIEW v_import AS
SELECT i.id AS import,
	i.file AS file,
	i.digest AS digest,
	i.encoding AS encoding,
	i.bytes AS bytes,
	i.rows AS rows,
	i.new AS new,
	i.changed AS changed,
	i.same AS same,
	i.refused AS refused,
	(SELECT datetime(e.at + offset, 'unixepoch') FROM zone
	    WHERE since <= e.at ORDER BY since DESC LIMIT 1) AS time,
	e.who AS who,
	(SELECT datetime(max(l.at) + offset, 'unixepoch') FROM entry l
	    JOIN zone ON since = (SELECT max(since) FROM zone
	    WHERE since <= l.at) WHERE l.import = i.id) AS last,
	iif(i.line IS NULL, 'yes', 'no') AS finished,
	i.what AS what
FROM import i LEFT JOIN entry e ON e.id = (SELECT f.entry FROM
	(SELECT import, min(id) AS entry FROM entry
	    WHERE import IS NOT NULL GROUP BY import) f
	WHERE f.import = i.id);

CREATE VIEW v_issued AS
SELECT i.id AS issued,
	i.entry AS entry,
	(SELECT datetime(e.at + z.offset, 'unixepoch') FROM entry e
	    JOIN zone z ON z.since <= e.at WHERE e.id = i.entry
	    ORDER BY z.since DESC LIMIT 1) AS time,
	(SELECT who FROM entry WHERE id = i.entry) AS who,
	(SELECT datetime(i.clock + offset, 'unixepoch') FROM zone
	    WHERE since <= i.clock ORDER BY since DESC LIMIT 1) AS clock,
	i.options AS options,
	i.fields AS fields,
	(SELECT datetime(i."from" + offset, 'unixepoch') FROM zone
	    WHERE since <= i."from" ORDER BY since DESC LIMIT 1) AS begins,
	(SELECT datetime(i."to" + offset, 'unixepoch') FROM zone
	    WHERE since <= i."to" ORDER BY since DESC LIMIT 1) AS ends,
	i.heading AS heading,
	i.heading_zh AS heading_zh,
	i.notes AS notes,
	i.notes_zh AS notes_zh,
	(SELECT count(*) FROM issued_row r WHERE r.issued = i.id) AS rows
FROM issued i;

CREATE VIEW v_issued_figure AS
SELECT v.issued AS issued,
	v.row AS row,
	(SELECT key FROM issued_row r WHERE r.issued = v.issued
	    AND r.n = v.row) AS key,
	c.name AS figure,
	v.value AS value,
	c.en AS title,
	c.zh AS title_zh,
	c.definition AS definition,
	c.definition_zh AS definition_zh
FROM issued_value v JOIN issued_column c ON c.issued = v.issued
	AND c.n = v."column"
WHERE c.name NOT IN ('key', 'name');

CREATE VIEW v_area AS
SELECT a.code AS code,
	a.name AS name,
	(SELECT code FROM level WHERE id = a.level) AS level,
	(SELECT name FROM level WHERE id = a.level) AS level_name,
	(SELECT p.code FROM area p WHERE p.id = a.parent) AS parent,
	(SELECT group_concat(name, '/') FROM (SELECT p.name
	    FROM area_tree t JOIN area p ON p.id = t.top
	    WHERE t.id = a.id ORDER BY t.depth DESC)) AS path,
	(SELECT p.code FROM area p WHERE p.id = a.was) AS was,
	a.valid_from AS valid_from,
	a.valid_to AS valid_to,
	iif(a.reviewed, 'yes', 'no') AS reviewed
FROM area a;

CREATE VIEW v_unit AS
SELECT u.code AS code,
	u.name AS name,
	(SELECT code FROM unit_kind WHERE id = u.kind) AS kind,
	(SELECT name FROM unit_kind WHERE id = u.kind) AS kind_name,
	(SELECT tier FROM unit_kind WHERE id = u.kind) AS tier,
	(SELECT p.code FROM unit p WHERE p.id = u.parent) AS parent,
	(SELECT p.name FROM unit p WHERE p.id = u.parent) AS parent_name,
	(SELECT code FROM area WHERE id = u.area) AS area,
	(SELECT name FROM area WHERE id = u.area) AS area_name,
	u.contact AS contact,
	u.phone AS phone,
	u.valid_from AS valid_from,
	u.valid_to AS valid_to,
	iif(u.reviewed, 'yes', 'no') AS reviewed
FROM unit u;

CREATE VIEW v_person AS
SELECT q.code AS code,
	q.name AS name,
	(SELECT code FROM unit WHERE id = q.unit) AS unit,
	(SELECT name FROM unit WHERE id = q.unit) AS unit_name,
	(SELECT code FROM rank WHERE id = q.rank) AS rank,
	(SELECT name FROM rank WHERE id = q.rank) AS rank_name,
	q.force AS force
FROM person q;

CREATE VIEW v_class AS
SELECT c.code AS code,
	c.name AS name,
	c.name_en AS name_en,
	(SELECT p.code FROM class p WHERE p.id = c.parent) AS parent,
	(SELECT p.line FROM class_tree t JOIN class p ON p.id = t.top
	    WHERE t.id = c.id AND p.line IS NOT NULL
	    ORDER BY t.depth LIMIT 1) AS line,
	(SELECT group_concat(name, '/') FROM (SELECT p.name
	    FROM class_tree t JOIN class p ON p.id = t.top
	    WHERE t.id = c.id ORDER BY t.depth DESC)) AS path,
	c.valid_from AS valid_from,
	c.valid_to AS valid_to,
	iif(c.reviewed, 'yes', 'no') AS reviewed
FROM class c;

CREATE VIEW v_standard AS
SELECT s.code AS code,
	(SELECT code FROM class WHERE id = s.class) AS class,
	(SELECT name FROM class WHERE id = s.class) AS class_name,
	s.condition AS condition,
	s.within AS within,
	s.ord AS ord,
	s.valid_from AS valid_from,
	s.valid_to AS valid_to
FROM standard s;

CREATE VIEW v_rule AS
SELECT r.code AS code,
	(SELECT code FROM class WHERE id = r.class) AS class,
	(SELECT name FROM class WHERE id = r.class) AS class_name,
	(SELECT code FROM area WHERE id = r.area) AS area,
	(SELECT name FROM area WHERE id = r.area) AS area_name,
	(SELECT code FROM source WHERE id = r.source) AS source,
	r.filter AS filter,
	(SELECT code FROM unit_kind WHERE id = r.kind) AS kind,
	(SELECT code FROM unit WHERE id = r.unit) AS unit,
	r.assist AS assist,
	r.priority AS priority,
	r.valid_from AS valid_from,
	r.valid_to AS valid_to,
	r.note AS note
FROM rule r;

CREATE VIEW v_post AS
SELECT p.code AS code,
	p.role AS role,
	(SELECT code FROM road WHERE id = p.road) AS road,
	(SELECT name FROM road WHERE id = p.road) AS road_name,
	(SELECT code FROM area WHERE id = p.area) AS area,
	(SELECT name FROM area WHERE id = p.area) AS area_name,
	(SELECT code FROM person WHERE id = p.person) AS person,
	(SELECT name FROM person WHERE id = p.person) AS person_name,
	(SELECT k.code FROM person q JOIN rank k ON k.id = q.rank
	    WHERE q.id = p.person) AS rank,
	p.valid_from AS valid_from,
	p.valid_to AS valid_to,
	p.duty AS duty,
	iif((SELECT day FROM now) BETWEEN p.valid_from
	    AND coalesce(p.valid_to, '9999'), 'yes', 'no') AS present
FROM post p;

CREATE VIEW v_road AS
SELECT r.code AS code,
	r.name AS name,
	(SELECT code FROM road_class WHERE id = r.class) AS class,
	(SELECT name FROM road_class WHERE id = r.class) AS class_name,
	(SELECT code FROM area WHERE id = r.area) AS area,
	(SELECT name FROM area WHERE id = r.area) AS area_name,
	r.grade AS grade,
	(SELECT code FROM person WHERE id = p.person) AS chief,
	(SELECT name FROM person WHERE id = p.person) AS chief_name,
	(SELECT k.code FROM person q JOIN rank k ON k.id = q.rank
	    WHERE q.id = p.person) AS rank,
	p.valid_from AS since,
	p.code AS post,
	iif(p.id IS NULL, 'yes', 'no') AS vacant
FROM road r LEFT JOIN post p ON p.id = (SELECT t.id FROM post t
	WHERE t.road = r.id AND t.role = 'street_chief'
	AND (SELECT day FROM now) BETWEEN t.valid_from
	    AND coalesce(t.valid_to, '9999')
	ORDER BY t.valid_from DESC, t.id DESC LIMIT 1);
