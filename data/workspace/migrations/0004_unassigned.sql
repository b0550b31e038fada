-- What a file called the customer of a record that more than one customer fits: the record is kept without one until
-- a person says who it is.
CREATE TABLE unassigned (
  id             INTEGER PRIMARY KEY,
  import_id      INTEGER REFERENCES import(id),
  ordinal        INTEGER,
  interaction_id INTEGER REFERENCES interaction(id) ON DELETE CASCADE, -- one of these three
  response_id    INTEGER REFERENCES response(id) ON DELETE CASCADE,
  ticket_id      INTEGER REFERENCES ticket(id) ON DELETE CASCADE,
  kind           TEXT NOT NULL CHECK (kind IN ('external', 'email', 'phone', 'handle', 'name')),
  source         TEXT NOT NULL DEFAULT '',
  value          TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX unassigned_interaction ON unassigned(interaction_id) WHERE interaction_id IS NOT NULL;
CREATE UNIQUE INDEX unassigned_response ON unassigned(response_id) WHERE response_id IS NOT NULL;
CREATE UNIQUE INDEX unassigned_ticket ON unassigned(ticket_id) WHERE ticket_id IS NOT NULL;
