-- Who may ask, whom a workspace sells to, and what it sells.
--
-- A workspace has one row for each mode, live and test; all that belongs to it names the row of its
-- mode, so that the two never meet.

CREATE TABLE workspace (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id  uuid NOT NULL UNIQUE,
  name       text COLLATE "C" NOT NULL,
  mode       text NOT NULL CHECK (mode IN ('live', 'test')),
  created_at timestamptz NOT NULL,
  UNIQUE (name, mode)
);

-- Secrets are never kept, only their digests: 256 random bits need no salt.
CREATE TABLE api_key (
  workspace_id  bigint NOT NULL,
  id            uuid NOT NULL,
  hash          bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
  name          text NOT NULL,
  prefix        text NOT NULL,
  scopes        text[] NOT NULL,
  customer_id   uuid,
  automation_id uuid,
  cap           numeric(38, 12) CHECK (cap >= 0 AND cap < 'NaN'),
  cap_unit      text,
  budget_id     uuid,
  created_by    text NOT NULL,
  created_at    timestamptz NOT NULL,
  expires_at    timestamptz,
  revoked_at    timestamptz,
  -- When it was first seen in an address, where it may have been logged.
  exposed_at    timestamptz,
  PRIMARY KEY (workspace_id, id),
  CHECK (automation_id IS NULL OR customer_id IS NOT NULL),
  CHECK ((cap IS NULL) = (cap_unit IS NULL)),
  CHECK ((cap IS NULL) = (budget_id IS NULL))
);

CREATE TABLE portal_session (
  workspace_id bigint NOT NULL,
  customer_id  uuid NOT NULL,
  id           uuid NOT NULL,
  hash         bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
  scopes       text[] NOT NULL,
  created_by   text NOT NULL,
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  revoked_at   timestamptz,
  PRIMARY KEY (workspace_id, customer_id, id)
);

CREATE INDEX portal_session_ended ON portal_session (expires_at);

-- The customer's time zone is its account's, which counts days and months by it.
CREATE TABLE customer (
  workspace_id bigint NOT NULL,
  id           uuid NOT NULL,
  external_id  text COLLATE "C" NOT NULL,
  name         text NOT NULL,
  email        text,
  locale       text NOT NULL,
  currency     text NOT NULL,
  metadata     json NOT NULL,
  created_at   timestamptz NOT NULL,
  updated_at   timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, external_id)
);

-- Somebody or something inside a customer that acts are attributed to: members, cost centres and
-- automations. Removed ones stay, because books name them.
CREATE TABLE party (
  workspace_id      bigint NOT NULL,
  customer_id       uuid NOT NULL,
  id                uuid NOT NULL,
  kind              text COLLATE "C" NOT NULL CHECK (kind IN ('member', 'cost_centre', 'automation')),
  external_id       text COLLATE "C" NOT NULL,
  name              text NOT NULL,
  email             text,
  minutes_saved     numeric(38, 12) CHECK (minutes_saved >= 0 AND minutes_saved < 'NaN'),
  hourly_cost       numeric(38, 12) CHECK (hourly_cost >= 0 AND hourly_cost < 'NaN'),
  market_price      numeric(38, 12) CHECK (market_price >= 0 AND market_price < 'NaN'),
  estimated_credits numeric(38, 12) CHECK (estimated_credits >= 0 AND estimated_credits < 'NaN'),
  created_at        timestamptz NOT NULL,
  updated_at        timestamptz NOT NULL,
  removed_at        timestamptz,
  PRIMARY KEY (workspace_id, customer_id, id),
  UNIQUE (workspace_id, customer_id, kind, external_id),
  CHECK (kind = 'automation'
    OR coalesce(minutes_saved, hourly_cost, market_price, estimated_credits) IS NULL),
  CHECK (kind = 'member' OR email IS NULL)
);

CREATE TABLE catalog_version (
  workspace_id bigint NOT NULL,
  name         text COLLATE "C" NOT NULL,
  version      int NOT NULL CHECK (version > 0),
  text         text NOT NULL,
  digest       bytea NOT NULL CHECK (length(digest) = 32),
  published_by text NOT NULL,
  published_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, name, version)
);

-- What all nodes share and nobody else needs: the key that cursors are signed with.
CREATE TABLE node_secret (
  name  text PRIMARY KEY,
  value bytea NOT NULL
);

-- The public halves of the keys that checkpoints were signed with.
CREATE TABLE signing_key (
  id         text PRIMARY KEY,
  public_key bytea NOT NULL,
  first_used timestamptz NOT NULL
);

DO $$
DECLARE
  name text;
  own text := '(SELECT nullif(current_setting(''saldo.workspace'', true), '''')::bigint)';
BEGIN
  FOREACH name IN ARRAY ARRAY['api_key', 'portal_session', 'customer', 'party', 'catalog_version']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_workspace ON %I USING (workspace_id = %s)', name, own);
  END LOOP;
  ALTER TABLE workspace ENABLE ROW LEVEL SECURITY;
  ALTER TABLE workspace FORCE ROW LEVEL SECURITY;
  EXECUTE format('CREATE POLICY own_workspace ON workspace FOR SELECT USING (id = %s)', own);
END $$;

GRANT SELECT ON workspace TO ${app_role};
GRANT SELECT, INSERT ON api_key, portal_session, customer, party, catalog_version, node_secret,
  signing_key TO ${app_role};
GRANT UPDATE (revoked_at) ON api_key TO ${app_role};
GRANT UPDATE (revoked_at) ON portal_session TO ${app_role};
GRANT UPDATE (name, email, locale, currency, metadata, updated_at) ON customer TO ${app_role};
GRANT UPDATE (name, email, minutes_saved, hourly_cost, market_price, estimated_credits, updated_at,
  removed_at) ON party TO ${app_role};

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON catalog_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON catalog_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What must be known before the workspace is: the functions below run as the tables' owner, and
-- answer no more than their one question.
CREATE POLICY of_all ON workspace TO CURRENT_USER USING (true);
CREATE POLICY of_all ON api_key TO CURRENT_USER USING (true);
CREATE POLICY of_all ON portal_session TO CURRENT_USER USING (true);

-- Whose secret has this digest.
CREATE FUNCTION caller_of(secret bytea)
RETURNS TABLE (kind text, id uuid, workspace_id bigint, workspace uuid, mode text, scopes text[],
  customer_id uuid, automation_id uuid, expires_at timestamptz, revoked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT 'api_key', k.id, w.id, w.public_id, w.mode, k.scopes, k.customer_id, k.automation_id,
         k.expires_at, k.revoked_at
    FROM saldo.api_key k JOIN saldo.workspace w ON w.id = k.workspace_id WHERE k.hash = secret
  UNION ALL
  SELECT 'portal_session', s.id, w.id, w.public_id, w.mode, s.scopes, s.customer_id, NULL,
         s.expires_at, s.revoked_at
    FROM saldo.portal_session s JOIN saldo.workspace w ON w.id = s.workspace_id
   WHERE s.hash = secret
$$;

-- Remembers that a key stood in an address.
CREATE FUNCTION expose_key(secret bytea, seen_at timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE saldo.api_key SET exposed_at = seen_at WHERE hash = secret AND exposed_at IS NULL
$$;

-- Begins a workspace in both modes, unless there is one of that name.
CREATE FUNCTION begin_workspace(called text, live_id uuid, test_id uuid, at timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO saldo.workspace (public_id, name, mode, created_at)
  VALUES (live_id, called, 'live', at), (test_id, called, 'test', at)
  ON CONFLICT (name, mode) DO NOTHING
$$;

CREATE FUNCTION all_workspaces()
RETURNS TABLE (id bigint, public_id uuid, name text, mode text, has_keys boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT w.id, w.public_id, w.name, w.mode,
         EXISTS (SELECT 1 FROM saldo.api_key k WHERE k.workspace_id = w.id)
    FROM saldo.workspace w ORDER BY w.id
$$;

-- Sessions that ended long ago mean nothing any more.
CREATE FUNCTION forget_portal_sessions(ended_before timestamptz) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH gone AS (DELETE FROM saldo.portal_session WHERE expires_at < ended_before RETURNING 1)
  SELECT count(*) FROM gone
$$;

REVOKE ALL ON FUNCTION caller_of(bytea), expose_key(bytea, timestamptz),
  begin_workspace(text, uuid, uuid, timestamptz), all_workspaces(),
  forget_portal_sessions(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION caller_of(bytea), expose_key(bytea, timestamptz),
  begin_workspace(text, uuid, uuid, timestamptz), all_workspaces(),
  forget_portal_sessions(timestamptz) TO ${app_role};
