-- Search over what people wrote: names, identities, notes, comments, subjects.
--
-- A searchable text is known by one number, so that the newest is found first without sorting:
--   2 bits rank (3 customer, 2 identity, 0 the rest), 17 bits day (days since 1900-01-01, in UTC), 41 bits row id,
--   3 bits noun (1 customer, 2 identity, 3 interaction, 4 response, 5 ticket, 6 ticket_event).
-- Triggers only note that a text has changed, and only where there is one. The program folds and indexes what is noted
-- before the transaction ends, in the order of these numbers: in any other, FTS5 would write a segment a row.

-- The texts that changed since the index was brought up to date.
CREATE TABLE search_queue (id INTEGER PRIMARY KEY) STRICT;

-- The texts as they are searched: without case and accents, words set apart by blanks.
CREATE TABLE search_text (
  id     INTEGER PRIMARY KEY,
  folded TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE search USING fts5(folded, content='search_text', content_rowid='id', tokenize='ascii', columnsize=0, prefix='1 2 3');
INSERT INTO search(search, rank) VALUES ('hashsize', 8000000);

CREATE TRIGGER customer_search_add AFTER INSERT ON customer
WHEN new.name <> '' BEGIN
  INSERT INTO search_queue VALUES ((3 << 61) + ((new.id & 0x1FFFFFFFFFF) << 3) + 1)
  ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER customer_search_change AFTER UPDATE OF name ON customer
WHEN old.name <> new.name BEGIN
  INSERT INTO search_queue VALUES ((3 << 61) + ((old.id & 0x1FFFFFFFFFF) << 3) + 1),
    ((3 << 61) + ((new.id & 0x1FFFFFFFFFF) << 3) + 1)
  ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER customer_search_remove AFTER DELETE ON customer
WHEN old.name <> '' BEGIN
  INSERT INTO search_queue VALUES ((3 << 61) + ((old.id & 0x1FFFFFFFFFF) << 3) + 1)
  ON CONFLICT DO NOTHING;
END;
INSERT OR IGNORE INTO search_queue SELECT (3 << 61) + ((id & 0x1FFFFFFFFFF) << 3) + 1
FROM customer WHERE name <> '';

CREATE TRIGGER identity_search_add AFTER INSERT ON identity BEGIN
  INSERT INTO search_queue VALUES ((2 << 61) + ((new.id & 0x1FFFFFFFFFF) << 3) + 2)
  ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER identity_search_change AFTER UPDATE OF value ON identity
WHEN old.value <> new.value BEGIN
  INSERT INTO search_queue VALUES ((2 << 61) + ((old.id & 0x1FFFFFFFFFF) << 3) + 2),
    ((2 << 61) + ((new.id & 0x1FFFFFFFFFF) << 3) + 2)
  ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER identity_search_remove AFTER DELETE ON identity BEGIN
  INSERT INTO search_queue VALUES ((2 << 61) + ((old.id & 0x1FFFFFFFFFF) << 3) + 2)
  ON CONFLICT DO NOTHING;
END;
INSERT OR IGNORE INTO search_queue SELECT (2 << 61) + ((id & 0x1FFFFFFFFFF) << 3) + 2
FROM identity;

CREATE TRIGGER interaction_search_add AFTER INSERT ON interaction
WHEN new.note <> '' BEGIN
  INSERT INTO search_queue VALUES ((max(0, min(131071, coalesce(new.at / 86400000, unixepoch(new.day) / 86400, 0) + 25567)) << 44) + ((new.id & 0x1FFFFFFFFFF) << 3) + 3)
  ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER interaction_search_change AFTER UPDATE OF note, at, day ON interaction
WHEN (old.note <> '' OR new.note <> '') AND (old.note, old.at, old.day) IS NOT (new.note, new.at, new.day) BEGIN
  INSERT INTO search_queue VALUES ((max(0, min(131071, coalesce(old.at / 86400000, unixepoch(old.day) / 86400, 0) + 25567)) << 44) + ((old.id & 0x1FFFFFFFFFF) << 3) + 3),
    ((max(0, min(131071, coalesce(new.at / 86400000, unixepoch(new.day) / 86400, 0) + 25567)) << 44) + ((new.id & 0x1FFFFFFFFFF) << 3) + 3)
  ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER interaction_search_remove AFTER DELETE ON interaction
WHEN old.note <> '' BEGIN
  INSERT INTO search_queue VALUES ((max(0, min(131071, coalesce(old.at / 86400000, unixepoch(old.day) / 86400, 0) + 25567)) << 44) + ((old.id & 0x1FFFFFFFFFF) << 3) + 3)
  ON CONFLICT DO NOTHING;
END;
INSERT OR IGNORE INTO search_queue SELECT (max(0, min(131071, coalesce(at / 86400000, unixepoch(day) / 86400, 0) + 25567)) << 44) + ((id & 0x1FFFFFFFFFF) << 3) + 3
FROM interaction WHERE note <> '';

CREATE TRIGGER response_search_add AFTER INSERT ON response
WHEN new.comment <> '' BEGIN
  INSERT INTO search_queue VALUES ((max(0, min(131071, coalesce(new.at / 86400000, unixepoch(new.day) / 86400, 0) + 25567)) << 44) + ((new.id & 0x1FFFFFFFFFF) << 3) + 4)
  ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER response_search_change AFTER UPDATE OF comment, at, day ON response
WHEN (old.comment <> '' OR new.comment <> '') AND (old.comment, old.at, old.day) IS NOT (new.comment, new.at, new.day) BEGIN
  INSERT INTO search_queue VALUES ((max(0, min(131071, coalesce(old.at / 86400000, unixepoch(old.day) / 86400, 0) + 25567)) << 44) + ((old.id & 0x1FFFFFFFFFF) << 3) + 4),
    ((max(0, min(131071, coalesce(new.at / 86400000, unixepoch(new.day) / 86400, 0) + 25567)) << 44) + ((new.id & 0x1FFFFFFFFFF) << 3) + 4)
  ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER response_search_remove AFTER DELETE ON response
WHEN old.comment <> '' BEGIN
  INSERT INTO search_queue VALUES ((max(0, min(131071, coalesce(old.at / 86400000, unixepoch(old.day) / 86400, 0) + 25567)) << 44) + ((old.id & 0x1FFFFFFFFFF) << 3) + 4)
  ON CONFLICT DO NOTHING;
END;
INSERT OR IGNORE INTO search_queue SELECT (max(0, min(131071, coalesce(at / 86400000, unixepoch(day) / 86400, 0) + 25567)) << 44) + ((id & 0x1FFFFFFFFFF) << 3) + 4
FROM response WHERE comment <> '';

CREATE TRIGGER ticket_search_add AFTER INSERT ON ticket
WHEN new.ref || new.subject <> '' BEGIN
  INSERT INTO search_queue VALUES ((max(0, min(131071, new.opened_at / 86400000 + 25567)) << 44) + ((new.id & 0x1FFFFFFFFFF) << 3) + 5)
  ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER ticket_search_change AFTER UPDATE OF ref, subject, opened_at ON ticket
WHEN (old.ref || old.subject <> '' OR new.ref || new.subject <> '') AND (old.ref, old.subject, old.opened_at) IS NOT (new.ref, new.subject, new.opened_at) BEGIN
  INSERT INTO search_queue VALUES ((max(0, min(131071, old.opened_at / 86400000 + 25567)) << 44) + ((old.id & 0x1FFFFFFFFFF) << 3) + 5),
    ((max(0, min(131071, new.opened_at / 86400000 + 25567)) << 44) + ((new.id & 0x1FFFFFFFFFF) << 3) + 5)
  ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER ticket_search_remove AFTER DELETE ON ticket
WHEN old.ref || old.subject <> '' BEGIN
  INSERT INTO search_queue VALUES ((max(0, min(131071, old.opened_at / 86400000 + 25567)) << 44) + ((old.id & 0x1FFFFFFFFFF) << 3) + 5)
  ON CONFLICT DO NOTHING;
END;
INSERT OR IGNORE INTO search_queue SELECT (max(0, min(131071, opened_at / 86400000 + 25567)) << 44) + ((id & 0x1FFFFFFFFFF) << 3) + 5
FROM ticket WHERE ref || subject <> '';

CREATE TRIGGER ticket_event_search_add AFTER INSERT ON ticket_event
WHEN new.note <> '' BEGIN
  INSERT INTO search_queue VALUES ((max(0, min(131071, new.at / 86400000 + 25567)) << 44) + ((new.id & 0x1FFFFFFFFFF) << 3) + 6)
  ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER ticket_event_search_change AFTER UPDATE OF note, at ON ticket_event
WHEN (old.note <> '' OR new.note <> '') AND (old.note, old.at) IS NOT (new.note, new.at) BEGIN
  INSERT INTO search_queue VALUES ((max(0, min(131071, old.at / 86400000 + 25567)) << 44) + ((old.id & 0x1FFFFFFFFFF) << 3) + 6),
    ((max(0, min(131071, new.at / 86400000 + 25567)) << 44) + ((new.id & 0x1FFFFFFFFFF) << 3) + 6)
  ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER ticket_event_search_remove AFTER DELETE ON ticket_event
WHEN old.note <> '' BEGIN
  INSERT INTO search_queue VALUES ((max(0, min(131071, old.at / 86400000 + 25567)) << 44) + ((old.id & 0x1FFFFFFFFFF) << 3) + 6)
  ON CONFLICT DO NOTHING;
END;
INSERT OR IGNORE INTO search_queue SELECT (max(0, min(131071, at / 86400000 + 25567)) << 44) + ((id & 0x1FFFFFFFFFF) << 3) + 6
FROM ticket_event WHERE note <> '';
