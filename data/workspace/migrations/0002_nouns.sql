-- The rest of the nouns: surveys, trouble to resolve, consent, tasks, saved views; and the history that undo reads.

CREATE TABLE metric (
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL UNIQUE,
  kind      TEXT NOT NULL CHECK (kind IN ('nps', 'csat', 'ces', 'trust', 'other')),
  low       REAL NOT NULL,
  high      REAL NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('high', 'low')), -- which end is good
  question  TEXT NOT NULL DEFAULT '',
  CHECK (low < high)
) STRICT;

CREATE TABLE response (
  id            INTEGER PRIMARY KEY,
  uid           TEXT,
  import_id     INTEGER REFERENCES import(id),
  ordinal       INTEGER,
  fingerprint   INTEGER,
  customer_id   INTEGER REFERENCES customer(id) ON DELETE CASCADE,
  metric_id     INTEGER NOT NULL REFERENCES metric(id),
  channel_id    INTEGER REFERENCES channel(id),
  touchpoint_id INTEGER REFERENCES touchpoint(id),
  at            INTEGER,
  day           TEXT CHECK (day IS NULL OR day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  score         REAL NOT NULL,
  comment       TEXT NOT NULL DEFAULT '',
  CHECK ((at IS NULL) <> (day IS NULL)),
  CHECK ((uid IS NULL) <> (import_id IS NULL))
) STRICT;
CREATE INDEX response_customer ON response(customer_id);

CREATE TABLE ticket (
  id               INTEGER PRIMARY KEY,
  uid              TEXT,
  import_id        INTEGER REFERENCES import(id),
  ordinal          INTEGER,
  fingerprint      INTEGER,
  customer_id      INTEGER REFERENCES customer(id) ON DELETE CASCADE,
  ref              TEXT NOT NULL DEFAULT '', -- the client's number of it
  subject          TEXT NOT NULL DEFAULT '',
  category         TEXT NOT NULL DEFAULT '',
  channel_id       INTEGER REFERENCES channel(id),
  priority         TEXT NOT NULL DEFAULT '' CHECK (priority IN ('', 'low', 'normal', 'high', 'urgent')),
  opened_at        INTEGER NOT NULL,
  due_at           INTEGER,
  promised_at      INTEGER,
  right_first_time INTEGER NOT NULL DEFAULT 0 CHECK (right_first_time IN (0, 1, 2)),
  cause            TEXT NOT NULL DEFAULT '',
  CHECK ((uid IS NULL) <> (import_id IS NULL))
) STRICT;
CREATE INDEX ticket_customer ON ticket(customer_id);

CREATE TABLE ticket_event (
  id        INTEGER PRIMARY KEY,
  ticket_id INTEGER NOT NULL REFERENCES ticket(id) ON DELETE CASCADE,
  import_id INTEGER REFERENCES import(id),
  ordinal   INTEGER,
  at        INTEGER NOT NULL,
  status    TEXT NOT NULL,
  note      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX ticket_event_ticket ON ticket_event(ticket_id);

ALTER TABLE interaction ADD COLUMN ticket_id INTEGER REFERENCES ticket(id) ON DELETE SET NULL;
CREATE INDEX interaction_ticket ON interaction(ticket_id) WHERE ticket_id IS NOT NULL;

CREATE TABLE consent (
  id          INTEGER PRIMARY KEY,
  uid         TEXT NOT NULL,
  customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
  purpose     TEXT NOT NULL CHECK (purpose <> ''),
  given       INTEGER NOT NULL CHECK (given IN (0, 1)),
  day         TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')
) STRICT;
CREATE INDEX consent_customer ON consent(customer_id);

CREATE TABLE task (
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL,
  customer_id    INTEGER REFERENCES customer(id) ON DELETE CASCADE,
  interaction_id INTEGER REFERENCES interaction(id) ON DELETE SET NULL, -- the promise it comes from
  what           TEXT NOT NULL CHECK (what <> ''),
  due            TEXT CHECK (due IS NULL OR due GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  done           TEXT CHECK (done IS NULL OR done GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')
) STRICT;
CREATE INDEX task_customer ON task(customer_id);

CREATE TABLE saved_view (
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE,
  screen TEXT NOT NULL,
  state  TEXT NOT NULL CHECK (json_valid(state))
) STRICT;

-- History: one row a labelled transaction. undone rows are those that redo can bring back.
CREATE TABLE change (
  id        INTEGER PRIMARY KEY,
  at        INTEGER NOT NULL,
  label     TEXT NOT NULL,
  rows      INTEGER NOT NULL,
  bytes     INTEGER NOT NULL, -- of its blocks
  undone    INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
  import_id INTEGER -- the rows that this import added are found by it, not in a changeset
) STRICT;

-- What undo and redo need, in order: changesets, and the rows that an import added while they are taken out.
CREATE TABLE change_block (
  id        INTEGER PRIMARY KEY,
  change_id INTEGER NOT NULL REFERENCES change(id) ON DELETE CASCADE,
  kind      TEXT NOT NULL CHECK (kind IN ('changeset', 'added')),
  block     BLOB NOT NULL
) STRICT;
CREATE INDEX change_block_change ON change_block(change_id);
