-- Customers of one version of a catalog are moved to another, many at once.

-- Whom a version has.
CREATE INDEX account_catalog ON account (workspace_id, catalog, catalog_version, id)
  WHERE catalog IS NOT NULL;

-- What was asked for, and how far it is. Customers are moved in the order of their versions and ids,
-- or of their ids where they are named; those of the slice at hand are written down before any of
-- them is moved, so that whoever goes on after a crash counts each of them once.
CREATE TABLE catalog_migration (
  workspace_id   bigint NOT NULL,
  id             uuid NOT NULL,
  catalog        text COLLATE "C" NOT NULL,
  -- Empty for every older one.
  from_version   int CHECK (from_version > 0),
  to_version     int NOT NULL CHECK (to_version > 0),
  -- How plans are called there, where they are called otherwise.
  plans          json NOT NULL,
  at_period_end  boolean NOT NULL,
  collect        text NOT NULL CHECK (collect IN ('now', 'next', 'none')),
  grace_seconds  bigint CHECK (grace_seconds > 0),
  -- Empty for all.
  customers      uuid[],
  status         text NOT NULL CHECK (status IN ('running', 'done')),
  moved          bigint NOT NULL DEFAULT 0 CHECK (moved >= 0),
  refused        bigint NOT NULL DEFAULT 0 CHECK (refused >= 0),
  after_version  int NOT NULL DEFAULT 0,
  after_customer uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
  slice          uuid[] NOT NULL DEFAULT '{}',
  request_key    text COLLATE "C" NOT NULL,
  request_digest bytea NOT NULL CHECK (length(request_digest) = 32),
  created_by     text NOT NULL,
  created_at     timestamptz NOT NULL,
  ended_at       timestamptz,
  PRIMARY KEY (workspace_id, id),
  CHECK (from_version <> to_version),
  CHECK ((status = 'done') = (ended_at IS NOT NULL)),
  CHECK (status = 'running' OR slice = '{}')
);

CREATE UNIQUE INDEX catalog_migration_request ON catalog_migration (workspace_id, request_key);
CREATE INDEX catalog_migration_running ON catalog_migration (created_at) WHERE status = 'running';

-- Who couldn't be moved and why, in every language that it is read in.
CREATE TABLE catalog_migration_refusal (
  workspace_id bigint NOT NULL,
  migration_id uuid NOT NULL,
  customer_id  uuid NOT NULL,
  -- What the customer was on; empty for one that never was on a plan.
  catalog      text,
  version      int,
  plan         text,
  problem      json NOT NULL,
  refused_at   timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, migration_id, customer_id),
  CHECK (num_nulls(catalog, version, plan) IN (0, 3))
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['catalog_migration', 'catalog_migration_refusal']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_workspace ON %I USING (workspace_id = '
      || '(SELECT nullif(current_setting(''saldo.workspace'', true), '''')::bigint))', name);
  END LOOP;
END $$;

GRANT SELECT, INSERT ON catalog_migration, catalog_migration_refusal TO ${app_role};
GRANT UPDATE (status, moved, refused, after_version, after_customer, slice, ended_at)
  ON catalog_migration TO ${app_role};

-- Which are to be gone on with, across workspaces: ids alone, the oldest first.
CREATE POLICY running_of_all ON catalog_migration FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION running_migrations()
RETURNS TABLE (workspace_id bigint, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT m.workspace_id, m.id FROM saldo.catalog_migration m
   WHERE m.status = 'running' ORDER BY m.created_at
$$;

REVOKE ALL ON FUNCTION running_migrations() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION running_migrations() TO ${app_role};
