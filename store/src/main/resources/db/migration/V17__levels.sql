-- What is billed by its level, such as storage: the level holds from when it was set until it is set
-- again, over the ends of periods too. Of two levels of one instant the higher one is kept, so that the
-- rows don't tell in which order they came.
CREATE TABLE level (
  workspace_id bigint NOT NULL,
  customer_id  uuid NOT NULL,
  meter        text COLLATE "C" NOT NULL CHECK (meter <> ''),
  at           timestamptz NOT NULL,
  level        numeric(38, 12) NOT NULL CHECK (level >= 0 AND level < 'NaN'),
  PRIMARY KEY (workspace_id, customer_id, meter, at)
);

ALTER TABLE level ENABLE ROW LEVEL SECURITY;
ALTER TABLE level FORCE ROW LEVEL SECURITY;
CREATE POLICY own_workspace ON level USING (workspace_id =
  (SELECT nullif(current_setting('saldo.workspace', true), '')::bigint));

GRANT SELECT, INSERT ON level TO ${app_role};
GRANT UPDATE (level) ON level TO ${app_role};
