-- A segment is a condition, or the people who stood behind a number on a day: then it has the day, and these members.
ALTER TABLE segment ADD COLUMN day TEXT CHECK (day IS NULL OR day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]');

CREATE TABLE segment_member (
  id          INTEGER PRIMARY KEY,
  segment_id  INTEGER NOT NULL REFERENCES segment(id) ON DELETE CASCADE,
  customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
  UNIQUE (segment_id, customer_id)
) STRICT;
CREATE INDEX segment_member_customer ON segment_member(customer_id);
