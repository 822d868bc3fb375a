-- A migration can be stopped: it moves nobody more, and takes back what it arranged and hasn't
-- happened yet, in slices like those in which it moves.
ALTER TABLE catalog_migration
  DROP CONSTRAINT catalog_migration_status_check,
  DROP CONSTRAINT catalog_migration_check1,
  DROP CONSTRAINT catalog_migration_check2;

ALTER TABLE catalog_migration
  ADD taken_back bigint NOT NULL DEFAULT 0 CHECK (taken_back >= 0),
  -- The key that asked for it to be stopped.
  ADD stopped_by text,
  -- Whether what is arranged for the slice's customers is taken back, instead of moving them: a
  -- slice that was being moved is finished first.
  ADD slice_back boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT catalog_migration_status
    CHECK (status IN ('running', 'done', 'stopping', 'stopped')),
  ADD CONSTRAINT catalog_migration_ended
    CHECK ((status IN ('done', 'stopped')) = (ended_at IS NOT NULL)),
  ADD CONSTRAINT catalog_migration_slice
    CHECK (status IN ('running', 'stopping') OR slice = '{}'),
  ADD CONSTRAINT catalog_migration_stopped
    CHECK ((status IN ('stopping', 'stopped')) = (stopped_by IS NOT NULL));

DROP INDEX catalog_migration_running;
CREATE INDEX catalog_migration_running ON catalog_migration (created_at)
  WHERE status IN ('running', 'stopping');

GRANT UPDATE (taken_back, stopped_by, slice_back) ON catalog_migration TO ${app_role};

-- For whom a migration has arranged what hasn't happened yet.
CREATE INDEX account_arranged_by ON account
  (workspace_id, (subscription -> 'arranged' ->> 'migration'), id)
  WHERE subscription -> 'arranged' ->> 'migration' IS NOT NULL;

CREATE OR REPLACE FUNCTION running_migrations()
RETURNS TABLE (workspace_id bigint, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT m.workspace_id, m.id FROM saldo.catalog_migration m
   WHERE m.status IN ('running', 'stopping') ORDER BY m.created_at
$$;
