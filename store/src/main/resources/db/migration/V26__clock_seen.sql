-- The latest time at which any node was at work on this database, by the node's own clock. A clock that is far
-- ahead of it has jumped, or nobody was there; which of the two, a person has to say. On a database that is older
-- than this table, the step that makes it was the first to look.
CREATE TABLE clock_seen (
  single  boolean PRIMARY KEY DEFAULT true CHECK (single),
  seen_at timestamptz NOT NULL CHECK (isfinite(seen_at))
);

INSERT INTO clock_seen (seen_at) VALUES (clock_timestamp());

-- Who said that the clock is right, and until when: rows are added and never changed.
CREATE TABLE clock_approval (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  approved_until timestamptz NOT NULL CHECK (isfinite(approved_until)),
  seen_at        timestamptz NOT NULL,
  clock_at       timestamptz NOT NULL,
  approved_by    text NOT NULL CHECK (length(approved_by) BETWEEN 1 AND 200),
  recorded_at    timestamptz NOT NULL DEFAULT clock_timestamp()
);

GRANT SELECT, UPDATE ON clock_seen TO ${app_role};
GRANT SELECT, INSERT ON clock_approval TO ${app_role};
