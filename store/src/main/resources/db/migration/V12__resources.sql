-- Acts without a price, and things that customers have so many of.

-- The hold of an act without a price sets aside no credits and has no wallet.
ALTER TABLE hold ALTER wallet_id DROP NOT NULL;
ALTER TABLE hold ALTER amount DROP NOT NULL;
ALTER TABLE hold ALTER overage DROP NOT NULL;
ALTER TABLE hold ADD CONSTRAINT hold_reserved
  CHECK (num_nulls(wallet_id, amount, overage) IN (0, 3)) NOT VALID;
ALTER TABLE hold VALIDATE CONSTRAINT hold_reserved;

-- What a customer has claimed of the kinds that plans include so many of. Rows are never deleted; how
-- many are claimed stands in the tally resource:NAME.
CREATE TABLE resource (
  workspace_id bigint NOT NULL,
  customer_id  uuid NOT NULL,
  id           uuid NOT NULL,
  name         text COLLATE "C" NOT NULL CHECK (name <> ''),
  reference    text COLLATE "C" NOT NULL CHECK (reference <> ''),
  claimed_at   timestamptz NOT NULL,
  returned_at  timestamptz CHECK (returned_at >= claimed_at),
  PRIMARY KEY (workspace_id, customer_id, id)
) WITH (fillfactor = 80);

CREATE UNIQUE INDEX resource_claimed ON resource (workspace_id, customer_id, name, reference)
  WHERE returned_at IS NULL;
CREATE INDEX resource_of_kind ON resource (workspace_id, customer_id, name, id);
CREATE INDEX resource_id ON resource USING brin (id uuid_minmax_multi_ops)
  WITH (pages_per_range = 16, autosummarize = on);

-- Until when resources above a new plan's counts were agreed to stay.
CREATE TABLE resource_grace (
  workspace_id bigint NOT NULL,
  customer_id  uuid NOT NULL,
  given_at     timestamptz NOT NULL,
  until        timestamptz NOT NULL CHECK (until > given_at),
  PRIMARY KEY (workspace_id, customer_id, given_at)
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['resource', 'resource_grace']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_workspace ON %I USING (workspace_id = '
      || '(SELECT nullif(current_setting(''saldo.workspace'', true), '''')::bigint))', name);
  END LOOP;
END $$;

GRANT SELECT, INSERT ON resource, resource_grace TO ${app_role};
GRANT UPDATE (returned_at) ON resource TO ${app_role};
GRANT UPDATE (until) ON resource_grace TO ${app_role};
