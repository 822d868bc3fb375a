-- A level that was set where no more was allowed: how much of it isn't billed, as long as it lasts.
ALTER TABLE level ADD unbilled numeric(38, 12) NOT NULL DEFAULT 0
  CHECK (unbilled >= 0 AND unbilled <= level);
GRANT UPDATE (unbilled) ON level TO ${app_role};

-- A tally of a level whose average is billed counts level × microseconds: 15 digits more than the level
-- has. The check is put back as it was, and holds of every row already, so none is read for it.
ALTER TABLE tally
  DROP CONSTRAINT tally_consumed_check,
  ALTER consumed TYPE numeric(54, 12),
  ADD CONSTRAINT tally_consumed_check CHECK (consumed < 'NaN') NOT VALID;
