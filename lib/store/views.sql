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
	c.photo AS photo,
	(SELECT code FROM unit WHERE id = c.handler) AS handler,
	(SELECT name FROM unit WHERE id = c.handler) AS handler_name,
	iif(c.forced, 'yes', 'no') AS forced,
	(SELECT datetime(c.filed + offset, 'unixepoch') FROM zone
	    WHERE since <= c.filed ORDER BY since DESC LIMIT 1)
	    AS filed,
	(SELECT datetime(c.reply_due + offset, 'unixepoch') FROM zone
	    WHERE since <= c.reply_due ORDER BY since DESC LIMIT 1)
	    AS reply_due,
	(SELECT datetime(c.attended + offset, 'unixepoch') FROM zone
	    WHERE since <= c.attended ORDER BY since DESC LIMIT 1)
	    AS attended,
	(SELECT datetime(c.finished + offset, 'unixepoch') FROM zone
	    WHERE since <= c.finished ORDER BY since DESC LIMIT 1)
	    AS finished,
	c.extended AS extended,
	c.hung AS hung,
	(SELECT datetime(c.hung_since + offset, 'unixepoch') FROM zone
	    WHERE since <= c.hung_since ORDER BY since DESC LIMIT 1)
	    AS hung_since,
	(SELECT datetime(c.hung_until + offset, 'unixepoch') FROM zone
	    WHERE since <= c.hung_until ORDER BY since DESC LIMIT 1)
	    AS hung_until,
	iif(c.hung_since IS NULL, NULL, iif((SELECT at FROM now) -
	    c.hung_since >= 86400 * coalesce((SELECT value FROM setting
	    WHERE code = 'stock_days'), 60), 'yes', 'no')) AS stock,
	c.paused AS paused,
	(SELECT code FROM act WHERE id = c.pending) AS pending,
	c.pending_step AS pending_step,
	(SELECT datetime(c.pending_until + offset, 'unixepoch') FROM zone
	    WHERE since <= c.pending_until ORDER BY since DESC LIMIT 1)
	    AS pending_until,
	iif(c.exempt, 'yes', 'no') AS exempt,
	c.reopened AS reopened,
	c.screened AS screened,
	c.rung AS rung,
	(SELECT code FROM person WHERE id = c.proxy) AS proxy,
	(SELECT name FROM person WHERE id = c.proxy) AS proxy_name,
	(SELECT datetime(c.appointment + offset, 'unixepoch') FROM zone
	    WHERE since <= c.appointment ORDER BY since DESC LIMIT 1)
	    AS appointment,
	(SELECT datetime(c.promised + offset, 'unixepoch') FROM zone
	    WHERE since <= c.promised ORDER BY since DESC LIMIT 1)
	    AS promised,
	iif(c.promised IS NULL OR c.state IN (51, 52), NULL,
	    iif(c.promised < coalesce(c.handled, c.closed,
	    (SELECT at FROM now)), 'yes', 'no')) AS promise_broken,
	(SELECT datetime(iif(c.state = 52, c.moved, c.closed) + offset,
	    'unixepoch') FROM zone
	    WHERE since <= iif(c.state = 52, c.moved, c.closed)
	    AND c.state >= 50 ORDER BY since DESC LIMIT 1) AS ended
FROM cases c;

-- Found, handled, supervised, evaluated: what a closed case lacks.  A callback
-- that is not due yet is not lacking.
CREATE VIEW v_loop AS
SELECT c.no AS number,
	(SELECT code FROM unit WHERE id = c.unit) AS unit,
	(SELECT name FROM unit WHERE id = c.unit) AS unit_name,
	(SELECT datetime(c.received + offset, 'unixepoch') FROM zone
	    WHERE since <= c.received ORDER BY since DESC LIMIT 1) AS found,
	(SELECT datetime(c.handled + offset, 'unixepoch') FROM zone
	    WHERE since <= c.handled ORDER BY since DESC LIMIT 1) AS handled,
	(SELECT datetime(c.checked + offset, 'unixepoch') FROM zone
	    WHERE since <= c.checked ORDER BY since DESC LIMIT 1)
	    AS supervised,
	(SELECT datetime(c.called + offset, 'unixepoch') FROM zone
	    WHERE since <= c.called ORDER BY since DESC LIMIT 1)
	    AS evaluated,
	nullif(substr(iif(c.handled IS NULL, ' handled', '') ||
	    iif(c.checked IS NULL, ' supervised', '') ||
	    iif(c.called IS NULL AND NOT EXISTS (SELECT 1 FROM clock k
	    WHERE k.no = c.no AND k.kind = 'callback'
	    AND k.due >= (SELECT at FROM now)), ' evaluated', ''), 2), '')
	    AS lacks,
	c.closed AS closed_at
FROM cases c WHERE c.state = 50;

-- Acts 8 and 37 are return and takeback.
CREATE VIEW v_return AS
SELECT j.no AS number,
	j.seq AS row,
	(SELECT datetime(j.at + offset, 'unixepoch') FROM zone
	    WHERE since <= j.at ORDER BY since DESC LIMIT 1) AS time,
	(SELECT code FROM unit WHERE id = coalesce(j.holder, c.unit)) AS unit,
	(SELECT name FROM unit WHERE id = coalesce(j.holder, c.unit))
	    AS unit_name,
	j.reason AS reason,
	(SELECT name FROM reason WHERE code = j.reason) AS reason_name,
	j.text AS text
FROM journal j INDEXED BY journal_return JOIN cases c ON c.no = j.no
WHERE j.act = 8 AND NOT EXISTS (SELECT 1 FROM journal t
	WHERE t.no = j.no AND t.act = 37 AND t.old = j.seq);

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
	iif(j.flags & 64, 'yes', 'no') AS located,
	j.allowed AS allowed,
	iif(j.flags & 32, 'yes', 'no') AS forced,
	iif(j.flags & 128, 'yes', 'no') AS last,
	(SELECT t.seq FROM journal t WHERE t.no = j.no AND t.act = 37
	    AND t.seq > j.seq AND t.old = j.seq LIMIT 1) AS taken_back
FROM journal j;

-- Acts 19 and 37 are pass and takeback: what was taken back is no pass.
CREATE VIEW v_pass AS
SELECT j.no AS number,
	j.seq AS row,
	(SELECT datetime(j.at + offset, 'unixepoch') FROM zone
	    WHERE since <= j.at ORDER BY since DESC LIMIT 1) AS time,
	p.filter AS from_filter,
	(SELECT code FROM unit WHERE id = p.unit) AS from_unit,
	j.filter AS filter,
	(SELECT code FROM unit WHERE id = j.unit) AS unit,
	(SELECT code FROM rule WHERE id = j.rule) AS rule,
	j.reason AS reason,
	(SELECT who FROM entry WHERE id = j.entry) AS who,
	j.entry AS entry
FROM journal j JOIN journal p ON p.no = j.no AND p.seq =
	(SELECT max(q.seq) FROM journal q WHERE q.no = j.no
	    AND q.seq < j.seq AND q.act IN (2, 19))
WHERE j.act = 19 AND NOT EXISTS (SELECT 1 FROM journal t
	WHERE t.no = j.no AND t.act = 37 AND t.old = j.seq);

-- What happened to cases, to be counted: an event has its own index, so that a
-- range of .at costs what happened in it.
CREATE VIEW v_event AS
SELECT c.no AS number,
	e.event AS event,
	(SELECT datetime(e.at + offset, 'unixepoch') FROM zone
	    WHERE since <= e.at ORDER BY since DESC LIMIT 1) AS time,
	e.at AS at,
	(SELECT date(e.at + offset, 'unixepoch') FROM zone
	    WHERE since <= e.at ORDER BY since DESC LIMIT 1) AS day,
	(SELECT code FROM source WHERE id = c.source) AS source,
	(SELECT name FROM source WHERE id = c.source) AS source_name,
	(SELECT code FROM request_kind WHERE id = c.kind) AS kind,
	(SELECT name FROM request_kind WHERE id = c.kind) AS kind_name,
	(SELECT code FROM class WHERE id = c.class) AS class,
	(SELECT name FROM class WHERE id = c.class) AS class_name,
	(SELECT k.code FROM class_tree t JOIN class k ON k.id = t.top
	    WHERE t.id = c.class AND t.depth = (SELECT max(depth)
	    FROM class_tree WHERE id = c.class) - 1) AS major,
	(SELECT k.name FROM class_tree t JOIN class k ON k.id = t.top
	    WHERE t.id = c.class AND t.depth = (SELECT max(depth)
	    FROM class_tree WHERE id = c.class) - 1) AS major_name,
	(SELECT code FROM area WHERE id = c.area) AS area,
	(SELECT name FROM area WHERE id = c.area) AS area_name,
	(SELECT a.code FROM area_tree t JOIN area a ON a.id = t.top
	    JOIN level l ON l.id = a.level
	    WHERE t.id = c.area AND l.code = 'street') AS street,
	(SELECT a.name FROM area_tree t JOIN area a ON a.id = t.top
	    JOIN level l ON l.id = a.level
	    WHERE t.id = c.area AND l.code = 'street') AS street_name,
	(SELECT a.code FROM area_tree t JOIN area a ON a.id = t.top
	    JOIN level l ON l.id = a.level
	    WHERE t.id = c.area AND l.code = 'community') AS community,
	(SELECT code FROM unit WHERE id = c.unit) AS unit,
	(SELECT name FROM unit WHERE id = c.unit) AS unit_name,
	e.event = 'received' AS received,
	e.event = 'handled' AS handled,
	e.event = 'handled' AND (ifnull(c.handled <= c.due, 0) OR c.exempt
	    AND (SELECT value FROM setting
	    WHERE code = 'count_exempt') IS 'on_time') AS on_time,
	e.event = 'handled' AND ifnull(c.handled > c.due, 0)
	    AND NOT c.exempt AS late,
	e.event = 'called' AS called,
	e.event = 'called' AND c.solved IS NOT NULL AS answered,
	e.event = 'called' AND ifnull(c.solved = 'yes', 0) AS solved,
	e.event = 'called' AND ifnull(c.rating <> 'unrated', 0) AS rated,
	e.event = 'called' AND ifnull(c.rating IN ('satisfied', 'basic'), 0)
	    AS satisfied,
	e.event = 'received' AND EXISTS (SELECT 1 FROM link WHERE no = c.no
	    AND kind = 'relapse') AS relapse,
	(SELECT other FROM link WHERE no = c.no AND kind = 'duplicate')
	    AS duplicate_of,
	e.event = 'closed' AS closed
FROM (SELECT no, 'received' AS event, received AS at FROM cases
	UNION ALL SELECT no, 'handled', handled FROM cases
	WHERE handled IS NOT NULL
	UNION ALL SELECT no, 'closed', closed FROM cases
	WHERE closed IS NOT NULL AND state = 50
	UNION ALL SELECT no, 'called', called FROM cases
	WHERE called IS NOT NULL) e
JOIN cases c ON c.no = e.no
WHERE NOT (c.state = 51 AND (SELECT value FROM setting
	WHERE code = 'count_void') IS NOT 'yes')
AND NOT (c.state = 50 AND c.dispatched IS NULL AND (SELECT value FROM setting
	WHERE code = 'count_self_handled') IS 'no')
AND NOT (c.hung_since IS NOT NULL AND (SELECT value FROM setting
	WHERE code = 'count_hung') IS 'no')
AND NOT (c.exempt AND (SELECT value FROM setting
	WHERE code = 'count_exempt') IS 'no')
AND NOT ((SELECT value FROM setting
	WHERE code = 'count_duplicates') IS 'no' AND EXISTS (SELECT 1 FROM link
	WHERE no = c.no AND kind = 'duplicate'));

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
	iif(c.handled IS NULL AND c.state <> 13
	    AND c.due < (SELECT at FROM now), 'yes', 'no') AS overdue,
	iif(c.handled IS NULL AND c.state <> 13,
	    round((c.due - (SELECT at FROM now)) / 3600.0, 1), NULL)
	    AS hours_left,
	(SELECT datetime(c.handled + offset, 'unixepoch') FROM zone
	    WHERE since <= c.handled ORDER BY since DESC LIMIT 1) AS handled
FROM cases c WHERE unlikely(c.state < 50);

CREATE VIEW v_overdue AS
SELECT number, received, state, source, class, class_name, area, area_name,
	filter, unit, unit_name, title, due, due_at, provisional,
	-hours_left AS hours_over
FROM v_open WHERE due_at < (SELECT at FROM now) AND handled IS NULL
	AND state <> 'suspended';

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
	    WHERE since <= k.next ORDER BY since DESC LIMIT 1) AS next,
	k.within AS within,
	iif(k.still, 'yes', 'no') AS paused
FROM clock k;

-- What the journal says of whistles.  One is withdrawn with its case, if that
-- is closed or void before the work is accepted (acts 6 and 11); it has ended
-- when the work is accepted or not wanted and nobody is there any more.
CREATE VIEW whistle_unit_told(no, n, unit, summoned, arrive_due, signed,
    contacted, arrived, excused, released) AS
SELECT no, whistle, unit,
	min(at) FILTER (WHERE act = 21),
	max(due) FILTER (WHERE act = 21),
	min(at) FILTER (WHERE act = 51),
	min(at) FILTER (WHERE act = 52),
	min(at) FILTER (WHERE act = 22),
	min(at) FILTER (WHERE act = 57),
	min(at) FILTER (WHERE act = 25)
FROM journal WHERE act IN (21, 22, 25, 51, 52, 57)
GROUP BY no, whistle, unit;

CREATE VIEW whistle_told(no, n, kind, raiser, raised, arrive_due, finish_due,
    accepted, rejects, withdrawn, ended) AS
SELECT no, n, kind, raiser, raised, arrive_due, finish_due, accepted,
	rejects, withdrawn,
	iif(EXISTS (SELECT 1 FROM journal a WHERE a.no = w.no
	    AND a.act = 22 AND a.whistle = w.n AND NOT EXISTS (SELECT 1
	    FROM journal r WHERE r.no = a.no AND r.act = 25
	    AND r.whistle = a.whistle AND r.unit = a.unit)), NULL,
	    max(coalesce(accepted, withdrawn), coalesce(released, 0)))
FROM (SELECT no, n, (SELECT id FROM whistle_kind WHERE code = kind) AS kind,
	raiser, raised, arrive_due, finish_due, accepted, rejects,
	iif(accepted IS NULL, coalesce(withdrawn, (SELECT max(at, raised)
	    FROM journal x WHERE x.no = j.no AND x.act IN (6, 11)
	    AND x.seq > j.row ORDER BY x.seq LIMIT 1)), NULL) AS withdrawn,
	released
    FROM (SELECT no, whistle AS n,
	max(value) FILTER (WHERE act = 20) AS kind,
	max(holder) FILTER (WHERE act = 20) AS raiser,
	max(at) FILTER (WHERE act = 20) AS raised,
	min(due) FILTER (WHERE act = 21) AS arrive_due,
	max(due) FILTER (WHERE act = 20) AS finish_due,
	max(at) FILTER (WHERE act = 23) AS accepted,
	count(*) FILTER (WHERE act = 24) AS rejects,
	max(at) FILTER (WHERE act = 56) AS withdrawn,
	max(at) FILTER (WHERE act = 25) AS released,
	max(seq) FILTER (WHERE act = 20) AS row
	FROM journal WHERE act BETWEEN 20 AND 25 OR act = 56
	GROUP BY no, whistle) j) w;

-- Acts 31 and 65 are letter and respond.
CREATE VIEW v_letter AS
SELECT j.new AS letter,
	j.no AS number,
	j.seq AS row,
	(SELECT datetime(j.at + offset, 'unixepoch') FROM zone
	    WHERE since <= j.at ORDER BY since DESC LIMIT 1) AS sent,
	(SELECT code FROM unit WHERE id = j.unit) AS unit,
	(SELECT name FROM unit WHERE id = j.unit) AS unit_name,
	j.value AS clock,
	j.whistle AS n,
	(SELECT datetime(j.due + offset, 'unixepoch') FROM zone
	    WHERE since <= j.due ORDER BY since DESC LIMIT 1) AS due,
	(SELECT datetime(j.until + offset, 'unixepoch') FROM zone
	    WHERE since <= j.until ORDER BY since DESC LIMIT 1) AS reply_due,
	(SELECT datetime(r.at + offset, 'unixepoch') FROM zone
	    WHERE since <= r.at ORDER BY since DESC LIMIT 1) AS replied,
	iif(r.no IS NULL, 'yes', 'no') AS open,
	iif(coalesce(r.at, (SELECT at FROM now)) > j.until, 'yes', 'no')
	    AS late,
	j.text AS text,
	r.text AS reply
FROM journal j LEFT JOIN journal r ON r.field = 'letter' AND r.new = j.new
	AND r.act = 65
WHERE j.field = 'letter' AND j.act = 31;

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
	    WHERE u.no = h.no AND u.n = h.n) AS released,
	(SELECT datetime(h.withdrawn + offset, 'unixepoch') FROM zone
	    WHERE since <= h.withdrawn ORDER BY since DESC LIMIT 1)
	    AS withdrawn,
	(SELECT code FROM class WHERE id = (SELECT class FROM cases
	    WHERE no = h.no)) AS class,
	(SELECT name FROM class WHERE id = (SELECT class FROM cases
	    WHERE no = h.no)) AS class_name,
	(SELECT new FROM journal j WHERE j.no = h.no AND j.act = 20
	    AND j.whistle = h.n AND j.field = 'approver') AS approver,
	iif(h.accepted IS NULL, NULL, iif(h.rejects = 0, 'yes', 'no'))
	    AS first_pass,
	(SELECT CAST(value AS INTEGER) FROM journal j WHERE j.no = h.no
	    AND j.act = 23 AND j.whistle = h.n) AS beneficiaries,
	(SELECT text FROM journal j WHERE j.no = h.no
	    AND j.act = 23 AND j.whistle = h.n) AS outcome,
	(SELECT code FROM unit WHERE id = (SELECT holder FROM journal j
	    WHERE j.no = h.no AND j.act = 23 AND j.whistle = h.n))
	    AS inspector
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
	    WHERE since <= u.released ORDER BY since DESC LIMIT 1) AS released,
	(SELECT datetime(u.summoned + offset, 'unixepoch') FROM zone
	    WHERE since <= u.summoned ORDER BY since DESC LIMIT 1)
	    AS summoned,
	(SELECT datetime(u.signed + offset, 'unixepoch') FROM zone
	    WHERE since <= u.signed ORDER BY since DESC LIMIT 1) AS signed,
	(SELECT datetime(u.contacted + offset, 'unixepoch') FROM zone
	    WHERE since <= u.contacted ORDER BY since DESC LIMIT 1)
	    AS contacted,
	(SELECT datetime(u.excused + offset, 'unixepoch') FROM zone
	    WHERE since <= u.excused ORDER BY since DESC LIMIT 1) AS excused,
	(SELECT datetime(u.arrive_due + offset, 'unixepoch') FROM zone
	    WHERE since <= u.arrive_due ORDER BY since DESC LIMIT 1)
	    AS arrive_due,
	(SELECT new FROM journal j WHERE j.no = u.no AND j.act = 21
	    AND j.whistle = u.n AND j.unit = u.unit) AS place,
	(SELECT contact FROM unit WHERE id = u.unit) AS contact,
	(SELECT phone FROM unit WHERE id = u.unit) AS phone,
	round((u.arrived - u.summoned) / 3600.0, 2) AS response_hours,
	iif(u.arrive_due IS NULL OR u.excused IS NOT NULL
	    AND u.arrived IS NULL, NULL, iif(coalesce(u.arrived,
	    h.accepted, h.withdrawn, (SELECT at FROM now)) > u.arrive_due,
	    'yes', 'no')) AS late,
	round((coalesce(u.released, h.ended, (SELECT at FROM now))
	    - u.arrived) / 3600.0, 2) AS site_hours
FROM whistle_unit u JOIN whistle h ON h.no = u.no AND h.n = u.n;

-- Figures of whistles: by kind, by class, by tier of units, by unit.
CREATE VIEW v_whistle_kind AS
SELECT k.code AS kind,
	k.name AS kind_name,
	count(h.no) AS whistles,
	count(*) FILTER (WHERE h.no IS NOT NULL AND h.ended IS NULL) AS open,
	count(h.accepted) AS accepted,
	count(h.accepted) FILTER (WHERE h.rejects = 0) AS first_pass,
	round(100.0 * count(h.accepted) FILTER (WHERE h.rejects = 0)
	    / nullif(count(h.accepted), 0), 2) AS first_pass_rate,
	coalesce(sum(h.rejects), 0) AS rejects,
	count(h.withdrawn) AS withdrawn,
	coalesce(sum((SELECT CAST(value AS INTEGER) FROM journal j
	    WHERE j.no = h.no AND j.act = 23 AND j.whistle = h.n)), 0)
	    AS beneficiaries
FROM whistle_kind k LEFT JOIN whistle h ON h.kind = k.id
GROUP BY k.id ORDER BY k.code;

CREATE VIEW v_whistle_class AS
SELECT (SELECT code FROM whistle_kind WHERE id = h.kind) AS kind,
	(SELECT code FROM class WHERE id = c.class) AS class,
	(SELECT name FROM class WHERE id = c.class) AS class_name,
	count(*) AS whistles,
	count(*) FILTER (WHERE h.ended IS NULL) AS open,
	count(h.accepted) AS accepted
FROM whistle h JOIN cases c ON c.no = h.no
GROUP BY h.kind, c.class ORDER BY 1, whistles DESC, class;

CREATE VIEW v_whistle_tier AS
SELECT k.tier AS tier,
	count(*) AS summoned,
	count(u.arrived) AS arrived,
	round(100.0 * count(u.arrived) / count(*), 2) AS arrived_rate,
	round(avg(u.arrived - u.summoned) / 3600.0, 2) AS response_hours
FROM whistle_unit u LEFT JOIN unit t ON t.id = u.unit
	LEFT JOIN unit_kind k ON k.id = t.kind
GROUP BY k.tier ORDER BY k.tier IS NULL, CASE k.tier WHEN '1' THEN 1
	WHEN 'five' THEN 2 ELSE 3 END;

CREATE VIEW v_summons AS
SELECT t.code AS unit,
	t.name AS unit_name,
	(SELECT tier FROM unit_kind WHERE id = t.kind) AS tier,
	count(*) AS summoned,
	count(u.signed) AS signed,
	count(u.contacted) AS contacted,
	count(u.arrived) AS arrived,
	count(u.excused) AS excused,
	round(avg(u.arrived - u.summoned) / 3600.0, 2) AS response_hours,
	round(coalesce(sum(coalesce(u.released, h.ended, (SELECT at
	    FROM now)) - u.arrived), 0) / 3600.0, 2) AS site_hours
FROM whistle_unit u JOIN unit t ON t.id = u.unit
	JOIN whistle h ON h.no = u.no AND h.n = u.n
GROUP BY u.unit ORDER BY summoned DESC, t.code;

-- Scores: acts 58, holder on unit; the last of each side counts.
CREATE VIEW v_score AS
SELECT h.no || '.' || h.n AS whistle,
	h.no AS number,
	h.n AS n,
	(SELECT code FROM unit WHERE id = h.raiser) AS raiser,
	(SELECT code FROM unit WHERE id = u.unit) AS unit,
	(SELECT name FROM unit WHERE id = u.unit) AS unit_name,
	CAST(d.value AS INTEGER) AS street_on_unit,
	d.text AS street_text,
	CAST(b.value AS INTEGER) AS unit_on_street,
	b.text AS unit_text
FROM whistle_unit u JOIN whistle h ON h.no = u.no AND h.n = u.n
LEFT JOIN journal d ON d.no = u.no AND d.seq = (SELECT max(seq)
	FROM journal j WHERE j.no = u.no AND j.act = 58 AND j.whistle = u.n
	AND j.unit = u.unit)
LEFT JOIN journal b ON b.no = u.no AND b.seq = (SELECT max(seq)
	FROM journal j WHERE j.no = u.no AND j.act = 58 AND j.whistle = u.n
	AND j.unit = h.raiser AND j.holder = u.unit);

-- Meetings: acts 53, joint, of a whistle, and 61, of a case.
CREATE VIEW v_meeting AS
SELECT j.no AS number,
	j.whistle AS n,
	iif(j.act = 53, 'joint', 'consult') AS kind,
	(SELECT datetime(j.at + offset, 'unixepoch') FROM zone
	    WHERE since <= j.at ORDER BY since DESC LIMIT 1) AS time,
	(SELECT code FROM unit WHERE id = j.holder) AS holder,
	iif(j.field = 'place', j.new, NULL) AS place,
	j.value AS units,
	j.text AS minutes
FROM journal j WHERE j.act >= 30 AND j.act IN (53, 61);

-- Teams: opened by act 54, closed by 55, or when the whistle has ended.
CREATE VIEW v_team AS
SELECT t.no || '.' || t.n AS whistle,
	t.no AS number,
	t.n AS n,
	(SELECT datetime(t.opened + offset, 'unixepoch') FROM zone
	    WHERE since <= t.opened ORDER BY since DESC LIMIT 1) AS opened,
	(SELECT datetime(t.closed + offset, 'unixepoch') FROM zone
	    WHERE since <= t.closed ORDER BY since DESC LIMIT 1) AS closed,
	iif(t.closed IS NULL, 'yes', 'no') AS open,
	t.units AS units,
	t.text AS text
FROM (SELECT j.no, j.whistle AS n, j.at AS opened, j.value AS units, j.text,
	coalesce((SELECT at FROM journal d WHERE d.no = j.no AND d.seq > j.seq
	    AND d.act = 55 AND d.whistle = j.whistle ORDER BY d.seq LIMIT 1),
	    (SELECT ended FROM whistle h WHERE h.no = j.no
	    AND h.n = j.whistle)) AS closed
    FROM journal j WHERE j.act >= 30 AND j.act = 54) t;

-- The last screening of each case: acts 50.
CREATE VIEW v_screening AS
SELECT c.no AS number,
	c.screened AS scope,
	(SELECT datetime(j.at + offset, 'unixepoch') FROM zone
	    WHERE since <= j.at ORDER BY since DESC LIMIT 1) AS time,
	iif(j.field = 'meeting', j.new, NULL) AS meeting,
	j.reason AS reason,
	j.text AS text
FROM journal j JOIN cases c ON c.no = j.no
WHERE j.act >= 30 AND j.act = 50 AND j.seq = (SELECT max(seq)
	FROM journal x WHERE x.no = j.no AND x.act = 50);

-- Collected, in scope, whistled, solved.  In scope is what was screened in,
-- or whistled without having been screened.
CREATE VIEW v_funnel AS
SELECT count(DISTINCT class) AS kinds,
	count(*) AS collected,
	count(*) FILTER (WHERE screened = 'out') AS out_of_scope,
	count(*) FILTER (WHERE in_scope) AS in_scope,
	count(*) FILTER (WHERE whistled) AS whistled,
	count(*) FILTER (WHERE in_scope AND solved) AS solved
FROM (SELECT class, screened, whistled, coalesce(screened = 'in', whistled)
	AS in_scope, solved FROM (SELECT c.class, c.screened,
	EXISTS (SELECT 1 FROM whistle h WHERE h.no = c.no) AS whistled,
	c.state = 50 AND c.handled IS NOT NULL OR EXISTS (SELECT 1
	    FROM whistle h WHERE h.no = c.no AND h.accepted IS NOT NULL)
	    AS solved
    FROM cases c JOIN source s ON s.id = c.source
    WHERE c.state <> 51 AND (s.path = 'collected'
	OR c.screened IS NOT NULL)));

-- Time on each rung of response: from one climb, act 63, to the next, or to
-- the end of the case.
CREATE VIEW v_response AS
SELECT r.no AS number,
	r.rung AS rung,
	r.code AS response,
	(SELECT name FROM response WHERE code = r.code) AS response_name,
	(SELECT k.code FROM response p JOIN unit_kind k ON k.id = p.owner
	    WHERE p.code = r.code) AS owner,
	(SELECT datetime(r.since + offset, 'unixepoch') FROM zone
	    WHERE since <= r.since ORDER BY since DESC LIMIT 1) AS since,
	(SELECT datetime(r.until + offset, 'unixepoch') FROM zone
	    WHERE since <= r.until ORDER BY since DESC LIMIT 1) AS until,
	round((coalesce(r.until, (SELECT at FROM now)) - r.since) / 3600.0, 2)
	    AS hours,
	iif(r.last, 'yes', 'no') AS last,
	r.reason AS reason
FROM (SELECT j.no, CAST(j.new AS INTEGER) AS rung, j.value AS code,
	j.at AS since, j.reason, x.seq IS NULL AS last,
	coalesce(x.at, iif(c.state >= 50, max(c.moved, j.at), NULL)) AS until
    FROM journal j JOIN cases c ON c.no = j.no
    LEFT JOIN journal x ON x.no = j.no AND x.seq = (SELECT min(seq)
	FROM journal n WHERE n.no = j.no AND n.seq > j.seq AND n.act = 63)
    WHERE j.act >= 30 AND j.act = 63) r;

CREATE VIEW v_response_rung AS
SELECT rung,
	count(DISTINCT number) AS cases,
	count(*) FILTER (WHERE last = 'yes') AS last,
	count(*) FILTER (WHERE until IS NULL) AS open,
	round(avg(hours), 2) AS hours
FROM v_response GROUP BY rung ORDER BY rung;

-- The five measures, of each case that has one: acts 60, 31, 53 and 61, 58,
-- 62.
CREATE VIEW v_measure AS
SELECT no AS number,
	ledger, letter, consult, score, account,
	iif(min(ledger, letter, consult, score, account) > 0, 'yes', 'no')
	    AS all_five
FROM (SELECT no,
	count(*) FILTER (WHERE act = 60) AS ledger,
	count(*) FILTER (WHERE act = 31) AS letter,
	count(*) FILTER (WHERE act IN (53, 61)) AS consult,
	count(*) FILTER (WHERE act = 58) AS score,
	count(*) FILTER (WHERE act = 62) AS account
    FROM journal WHERE act >= 30 AND act IN (31, 53, 58, 60, 61, 62)
    GROUP BY no);

-- Who was held to account: acts 62.
CREATE VIEW v_account AS
SELECT j.no AS number,
	(SELECT datetime(j.at + offset, 'unixepoch') FROM zone
	    WHERE since <= j.at ORDER BY since DESC LIMIT 1) AS time,
	(SELECT code FROM unit WHERE id = j.unit) AS unit,
	(SELECT name FROM unit WHERE id = j.unit) AS unit_name,
	iif(j.field = 'person', j.new, NULL) AS person,
	(SELECT name FROM person WHERE code = j.new) AS person_name,
	(SELECT code FROM unit WHERE id = j.holder) AS holder,
	j.reason AS reason,
	j.text AS text
FROM journal j WHERE j.act >= 30 AND j.act = 62;

-- What chiefs could not solve on their road: acts 59.
CREATE VIEW v_difficult AS
SELECT j.no AS number,
	(SELECT code FROM road WHERE id = c.road) AS road,
	(SELECT name FROM road WHERE id = c.road) AS road_name,
	j.new AS chief,
	(SELECT name FROM person WHERE code = j.new) AS chief_name,
	(SELECT datetime(j.at + offset, 'unixepoch') FROM zone
	    WHERE since <= j.at ORDER BY since DESC LIMIT 1) AS time,
	j.text AS text,
	iif(c.state < 50, 'yes', 'no') AS open,
	(SELECT count(*) FROM journal m WHERE m.no = j.no AND m.seq > j.seq
	    AND m.act IN (53, 61)) AS meetings
FROM journal j JOIN cases c ON c.no = j.no
WHERE j.act >= 30 AND j.act = 59;

CREATE VIEW v_standing AS
SELECT s.code AS code,
	(SELECT code FROM unit WHERE id = s.unit) AS unit,
	(SELECT name FROM unit WHERE id = s.unit) AS unit_name,
	(SELECT k.tier FROM unit t JOIN unit_kind k ON k.id = t.kind
	    WHERE t.id = s.unit) AS tier,
	(SELECT code FROM area WHERE id = s.area) AS area,
	(SELECT name FROM area WHERE id = s.area) AS area_name,
	(SELECT contact FROM unit WHERE id = s.unit) AS contact,
	(SELECT phone FROM unit WHERE id = s.unit) AS phone,
	s.valid_from AS valid_from,
	s.valid_to AS valid_to,
	iif((SELECT day FROM now) BETWEEN coalesce(s.valid_from, '')
	    AND coalesce(s.valid_to, '9999'), 'yes', 'no') AS present
FROM standing s;

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
	    ORDER BY z.since DESC LIMIT 1) AS time,
	(SELECT datetime(e.at + z.offset, 'unixepoch') FROM entry e
	    JOIN zone z ON z.since <= e.at WHERE e.id = f.ended
	    ORDER BY z.since DESC LIMIT 1) AS ended
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
	c.visits AS visits,
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
	r.note AS note,
	(SELECT code FROM area WHERE id = r.polygon) AS polygon,
	r.line AS line,
	r.target AS target,
	(SELECT code FROM duty WHERE id = r.duty) AS duty
FROM rule r;

CREATE VIEW v_duty AS
SELECT d.code AS code,
	d.name AS name,
	(SELECT code FROM unit_kind WHERE id = d.kind) AS kind,
	(SELECT code FROM unit WHERE id = d.unit) AS unit,
	(SELECT code FROM level WHERE id = d.level) AS level,
	d.basis AS basis,
	(SELECT code FROM unit WHERE id = d.handed_from) AS handed_from,
	d.staff AS staff,
	d.money AS money,
	d.goods AS goods,
	d.valid_from AS valid_from,
	d.valid_to AS valid_to
FROM duty d;

-- The duty list of each unit: its own items and those of its kind.
CREATE VIEW v_unit_duty AS
SELECT u.code AS unit,
	u.name AS unit_name,
	d.code AS duty,
	d.name AS name,
	d.basis AS basis,
	d.valid_from AS valid_from,
	d.valid_to AS valid_to
FROM unit u JOIN duty d ON d.unit = u.id OR d.kind = u.kind;

CREATE VIEW v_power AS
SELECT code, name, name_en, holders, basis, valid_from, valid_to FROM power;

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
