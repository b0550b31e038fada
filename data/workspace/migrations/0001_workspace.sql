-- The settings that hold for the whole workspace; content.
CREATE TABLE setting (
  key   TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What the program remembers about the file itself: revision, stored digest.
CREATE TABLE meta (
  key   TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE import (
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  source   TEXT NOT NULL,
  at       INTEGER NOT NULL,
  read     INTEGER NOT NULL DEFAULT 0,
  imported INTEGER NOT NULL DEFAULT 0,
  updated  INTEGER NOT NULL DEFAULT 0,
  same     INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  records  INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE import_reject (
  id        INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES import(id) ON DELETE CASCADE,
  line      INTEGER NOT NULL,
  reason    TEXT NOT NULL,
  raw       TEXT NOT NULL
) STRICT;
CREATE INDEX import_reject_import ON import_reject(import_id);

CREATE TABLE stage (
  id         INTEGER PRIMARY KEY,
  rank       INTEGER NOT NULL UNIQUE CHECK (rank >= 0),
  key        TEXT NOT NULL DEFAULT '',
  name       TEXT NOT NULL UNIQUE,
  role       TEXT NOT NULL DEFAULT '',
  technology TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE stage_rule (
  id        INTEGER PRIMARY KEY,
  stage_id  INTEGER NOT NULL REFERENCES stage(id) ON DELETE CASCADE,
  condition TEXT NOT NULL
) STRICT;
CREATE INDEX stage_rule_stage ON stage_rule(stage_id);

CREATE TABLE channel (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL DEFAULT '' CHECK (kind IN ('', 'self-service', 'assisted', 'public'))
) STRICT;

CREATE TABLE touchpoint (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE,
  category TEXT NOT NULL CHECK (category IN ('marketing', 'engagement', 'sales', 'service', 'exception', 'social'))
) STRICT;

CREATE TABLE activity (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('marketing', 'web', 'enquiry', 'proposal', 'purchase', 'refund', 'usage',
                                     'service', 'complaint', 'referral', 'survey', 'cancel', 'other')),
  push TEXT NOT NULL CHECK (push IN ('push', 'pull', 'transactional'))
) STRICT;

CREATE TABLE product (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE leave_reason (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE customer (
  id         INTEGER PRIMARY KEY,
  uid        TEXT UNIQUE,
  import_id  INTEGER REFERENCES import(id),
  ordinal    INTEGER,
  name       TEXT NOT NULL DEFAULT '',
  attributes TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(attributes)),
  CHECK ((uid IS NULL) <> (import_id IS NULL))
) STRICT;
CREATE INDEX customer_name ON customer(name);

-- In the two tables below the checks avoid IN: for a list of three or more it would build a temporary table for each row.
CREATE TABLE identity (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
  kind        TEXT NOT NULL CHECK (kind = 'external' OR kind = 'email' OR kind = 'phone' OR kind = 'handle'),
  source      TEXT NOT NULL DEFAULT '',
  value       TEXT NOT NULL CHECK (value <> '')
) STRICT;
CREATE INDEX identity_customer ON identity(customer_id);
CREATE INDEX identity_value ON identity(value, kind);
CREATE UNIQUE INDEX identity_external ON identity(source, value) WHERE kind = 'external';

CREATE TABLE interaction (
  id            INTEGER PRIMARY KEY,
  uid           TEXT,
  import_id     INTEGER REFERENCES import(id),
  ordinal       INTEGER,
  fingerprint   INTEGER,
  customer_id   INTEGER REFERENCES customer(id) ON DELETE CASCADE,
  activity_id   INTEGER NOT NULL REFERENCES activity(id),
  channel_id    INTEGER REFERENCES channel(id),
  touchpoint_id INTEGER REFERENCES touchpoint(id),
  product_id    INTEGER REFERENCES product(id),
  at            INTEGER,
  day           TEXT CHECK (day IS NULL OR day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  requested     INTEGER NOT NULL DEFAULT 0 CHECK (requested BETWEEN 0 AND 2),
  phase         TEXT NOT NULL DEFAULT '' CHECK (phase = '' OR phase = 'planning' OR phase = 'anticipation'
                                                OR phase = 'usage' OR phase = 'memories'),
  emotion       INTEGER CHECK (emotion BETWEEN -2 AND 2),
  outcome       TEXT NOT NULL DEFAULT '',
  order_ref     TEXT NOT NULL DEFAULT '',
  quantity      REAL,
  amount        INTEGER,
  note          TEXT NOT NULL DEFAULT '',
  CHECK ((at IS NULL) <> (day IS NULL)),
  CHECK ((uid IS NULL) <> (import_id IS NULL))
) STRICT;
CREATE INDEX interaction_customer ON interaction(customer_id);

CREATE TABLE subscription (
  id            INTEGER PRIMARY KEY,
  uid           TEXT,
  import_id     INTEGER REFERENCES import(id),
  ordinal       INTEGER,
  fingerprint   INTEGER,
  customer_id   INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
  product_id    INTEGER REFERENCES product(id),
  reason_id     INTEGER REFERENCES leave_reason(id),
  start_day     TEXT NOT NULL CHECK (start_day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  end_day       TEXT CHECK (end_day IS NULL OR end_day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  monthly       INTEGER,
  dates_derived INTEGER NOT NULL DEFAULT 0 CHECK (dates_derived IN (0, 1)),
  CHECK (end_day IS NULL OR end_day >= start_day),
  CHECK ((uid IS NULL) <> (import_id IS NULL))
) STRICT;
CREATE INDEX subscription_customer ON subscription(customer_id);
CREATE INDEX subscription_fingerprint ON subscription(fingerprint) WHERE fingerprint IS NOT NULL;

CREATE TABLE stage_change (
  id            INTEGER PRIMARY KEY,
  uid           TEXT,
  import_id     INTEGER REFERENCES import(id),
  ordinal       INTEGER,
  customer_id   INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
  stage_id      INTEGER NOT NULL REFERENCES stage(id),
  day           TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  evidence_kind TEXT NOT NULL CHECK (evidence_kind IN ('interaction', 'subscription', 'reason')),
  evidence_id   INTEGER,
  reason        TEXT NOT NULL DEFAULT '',
  CHECK ((evidence_kind = 'reason') = (evidence_id IS NULL)),
  CHECK (evidence_kind <> 'reason' OR reason <> ''),
  CHECK ((uid IS NULL) <> (import_id IS NULL))
) STRICT;
CREATE INDEX stage_change_customer ON stage_change(customer_id);

CREATE TABLE segment (
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL UNIQUE,
  condition TEXT NOT NULL
) STRICT;
