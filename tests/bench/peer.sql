-- peer.sql - sqlite3(1) doing the whole job of an import: stage the hotline
-- export, join names to codes, insert cases, journals, foreign numbers and
-- personal data into the same tables with the same indexes.
--
-- It is spared what SQL cannot do: masking, deadlines, rules by area, checks
-- that name file and line.
PRAGMA cache_size = -65536;
PRAGMA temp_store = file;
PRAGMA foreign_keys = off;
CREATE TEMP TABLE path(path TEXT PRIMARY KEY, id INTEGER);
WITH RECURSIVE t(id, path) AS (
	SELECT id, name FROM class
	WHERE parent = (SELECT id FROM class WHERE code = 'H')
	UNION ALL SELECT c.id, t.path || '->' || c.name
	FROM t JOIN class c ON c.parent = t.id)
INSERT INTO path SELECT path, id FROM t;
CREATE TEMP TABLE place(street TEXT, name TEXT, id INTEGER,
	PRIMARY KEY (street, name));
INSERT INTO place SELECT s.name, c.name, c.id FROM area s
	JOIN area c ON c.parent = s.id
	WHERE s.code LIKE '110102%' AND s.code LIKE '%000';
INSERT INTO place SELECT name, '', id FROM area
	WHERE code LIKE '110102%' AND code LIKE '%000' AND parent IS NOT NULL
	ON CONFLICT DO NOTHING;
.mode csv
.import hotline.csv staged
BEGIN IMMEDIATE;
INSERT INTO entry(at, who, command) VALUES (unixepoch(), 'peer', 'peer');
CREATE TEMP TABLE typed AS
SELECT (2000 + substr(工单编号, 4, 2)) * 10000 + substr(工单编号, 6, 4) AS day,
	unixepoch('20' || substr(工单编号, 4, 2) || '-'
	    || substr(工单编号, 6, 2) || '-' || substr(工单编号, 8, 2))
	    - 28800 AS received,
	CASE WHEN 办结时间 <> '' THEN unixepoch(办结时间) - 28800 END AS closed,
	s.rowid AS line, p.id AS class, a.id AS area, k.id AS kind, s.*
FROM staged s
LEFT JOIN path p ON p.path = s.问题分类
LEFT JOIN place a ON a.street = s.被反映街乡镇 AND a.name = s.[村/社区]
LEFT JOIN request_kind k ON k.name = s.工单类型;
CREATE TEMP TABLE numbered AS
SELECT day * 1000000 + row_number() OVER (PARTITION BY day ORDER BY
	received, line) AS no,
	工单状态 <> '' AND NOT (工单状态 = '回复完成'
	    AND 处理受理方式 = '直接办理') AS sent,
	工单状态 = '回复完成' AS done, *
FROM typed;
INSERT INTO cases(no, entry, source, kind, class, area, place, title, text,
	tags, extra, received, day_only, state, unit, dispatched, handled,
	closed, called, solved, rating, seq)
SELECT no, (SELECT max(id) FROM entry),
	(SELECT id FROM source WHERE code = 'hotline'), kind, class, area,
	nullif(小区点位, ''), 标题, 主要内容, nullif(标签, ''),
	json_object('企业名称', 企业名称, '工单性质', 工单性质), received, 1,
	CASE 工单状态 WHEN '回复完成' THEN 50 WHEN '办理中' THEN 11
	    WHEN '已转派' THEN 10 ELSE 1 END,
	CASE WHEN sent THEN 1 END, CASE WHEN sent THEN received END,
	CASE WHEN sent THEN closed END, closed, closed,
	CASE 是否解决 WHEN '解决' THEN 'yes' WHEN '部分解决' THEN 'partly'
	    WHEN '未解决' THEN 'no' END,
	CASE 是否满意 WHEN '满意' THEN 'satisfied' WHEN '基本满意' THEN 'basic'
	    WHEN '不满意' THEN 'unsatisfied' WHEN '未评价' THEN 'unrated' END,
	1 + sent + (sent AND done) + 2 * done + (工单状态 = '办理中')
FROM numbered ORDER BY no;
INSERT INTO external SELECT (SELECT id FROM source WHERE code = 'hotline'),
	工单编号, no, NULL FROM numbered ORDER BY 2;
INSERT INTO private(no, caller, phone)
SELECT no, nullif(来电人, ''), nullif([来电人电话/账号], '') FROM numbered
	ORDER BY no;
INSERT INTO journal(no, seq, entry, act, at, unit, value, text, flags)
SELECT *, 8 FROM (
SELECT no, 1, (SELECT max(id) FROM entry), 1, received, NULL, NULL, NULL
FROM numbered
UNION ALL SELECT no, 2, (SELECT max(id) FROM entry), 2, received, 1, NULL,
	NULL FROM numbered WHERE sent
UNION ALL SELECT no, 3, (SELECT max(id) FROM entry), 3, received, 1, NULL,
	NULL FROM numbered WHERE 工单状态 = '办理中'
UNION ALL SELECT no, 3, (SELECT max(id) FROM entry), 4, closed, 1, NULL,
	办理结果 FROM numbered WHERE sent AND done
UNION ALL SELECT no, 2 + 2 * sent, (SELECT max(id) FROM entry), 6, closed,
	NULL, NULL, 回复内容 FROM numbered WHERE done
UNION ALL SELECT no, 3 + 2 * sent, (SELECT max(id) FROM entry), 7, closed,
	NULL, 是否解决 || 是否满意, NULL FROM numbered WHERE done)
ORDER BY 1, 2;
UPDATE entry SET filed = (SELECT sum(1 + sent + (sent AND done)
	+ 2 * done + (工单状态 = '办理中')) FROM numbered)
WHERE id = (SELECT max(id) FROM entry);
COMMIT;
DROP TABLE staged;
