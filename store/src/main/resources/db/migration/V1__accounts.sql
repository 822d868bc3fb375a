-- What a customer has and may do, and the journal and books of what became of it.
--
-- Every table's key begins with the workspace and, where a row belongs to a customer, the customer:
-- no statement crosses customers, so the schema shards by them. A workspace_id stands for one
-- workspace in one mode, live or test. Rows of a customer are written under the lock of its row in
-- account alone. No table here refers to another by a foreign key: the account's code is the one
-- writer, its rows are locked, and a check for each row would double what a charge costs.

CREATE TABLE account (
  workspace_id     bigint NOT NULL,
  id               uuid NOT NULL,
  zone             text NOT NULL,
  hard_limit       boolean,
  preventive_block numeric(6, 3) CHECK (preventive_block BETWEEN 0 AND 100),
  -- Counts the decisions that changed anything of the customer's, so that what was read beside an
  -- earlier version is known to hold while this stands.
  version          bigint NOT NULL DEFAULT 0 CHECK (version >= 0),
  last_at          timestamptz NOT NULL,
  test_clock       timestamptz,
  next_due_at      timestamptz NOT NULL,
  -- The current term; earlier ones are in the table term.
  term_ordinal     int NOT NULL DEFAULT 0 CHECK (term_ordinal >= 0),
  catalog          text,
  catalog_version  int,
  plan             text,
  plan_started_at  timestamptz,
  term_from        timestamptz,
  grants_due       json,
  -- What needn't be looked for.
  has_budgets      boolean NOT NULL DEFAULT false,
  has_consents     boolean NOT NULL DEFAULT false,
  has_tallies      boolean NOT NULL DEFAULT false,
  has_rate_acts    boolean NOT NULL DEFAULT false,
  -- No open hold lives longer.
  holds_until      timestamptz,
  PRIMARY KEY (workspace_id, id),
  CHECK ((term_ordinal = 0) = (plan IS NULL))
) WITH (fillfactor = 80);

CREATE INDEX account_due ON account (next_due_at)
  WHERE test_clock IS NULL AND next_due_at < '9999-12-31T00:00:00Z';

CREATE TABLE term (
  workspace_id    bigint NOT NULL,
  customer_id     uuid NOT NULL,
  ordinal         int NOT NULL CHECK (ordinal > 0),
  catalog         text NOT NULL,
  catalog_version int NOT NULL,
  plan            text NOT NULL,
  plan_started_at timestamptz NOT NULL,
  term_from       timestamptz NOT NULL,
  -- As of the end of the term; while it is the current one, the account's row has them.
  grants_due      json NOT NULL,
  PRIMARY KEY (workspace_id, customer_id, ordinal)
);

CREATE TABLE wallet (
  workspace_id bigint NOT NULL,
  customer_id  uuid NOT NULL,
  id           uuid NOT NULL,
  name         text COLLATE "C" NOT NULL,
  unit         text COLLATE "C" NOT NULL,
  sequence     bigint NOT NULL CHECK (sequence >= 0),
  head         bytea NOT NULL CHECK (length(head) = 32),
  consumed     numeric(38, 12) NOT NULL CHECK (consumed < 'NaN'),
  debt         numeric(38, 12) NOT NULL CHECK (debt >= 0 AND debt < 'NaN'),
  PRIMARY KEY (workspace_id, customer_id, id),
  UNIQUE (workspace_id, customer_id, name)
) WITH (fillfactor = 70);

CREATE TABLE credit_grant (
  workspace_id bigint NOT NULL,
  customer_id  uuid NOT NULL,
  wallet_id    uuid NOT NULL,
  id           uuid NOT NULL,
  kind         text NOT NULL
    CHECK (kind IN ('plan', 'purchased', 'promotional', 'trial', 'overdraft')),
  label        text NOT NULL,
  amount       numeric(38, 12) NOT NULL CHECK (amount >= 0 AND amount < 'NaN'),
  remaining    numeric(38, 12) NOT NULL CHECK (remaining < 'NaN'),
  held         numeric(38, 12) NOT NULL CHECK (held >= 0 AND held < 'NaN'),
  floor        numeric(38, 12) NOT NULL CHECK (floor <= 0),
  priority     int NOT NULL,
  granted_at   timestamptz NOT NULL,
  expires_at   timestamptz,
  paid         numeric(38, 12) CHECK (paid < 'NaN'),
  paid_in      text,
  carried      boolean NOT NULL,
  state        text NOT NULL CHECK (state IN ('pending', 'active', 'expired')),
  -- Whether it is still part of the wallet: not expired, or held in part.
  live         boolean NOT NULL,
  PRIMARY KEY (workspace_id, customer_id, id),
  CHECK (remaining >= floor AND remaining - held >= floor),
  CHECK ((paid IS NULL) = (paid_in IS NULL)),
  CHECK (live = (state <> 'expired' OR held > 0))
) WITH (fillfactor = 70);

CREATE INDEX credit_grant_live ON credit_grant (workspace_id, customer_id, wallet_id) WHERE live;

CREATE TABLE hold (
  workspace_id bigint NOT NULL,
  customer_id  uuid NOT NULL,
  id           uuid NOT NULL,
  wallet_id    uuid NOT NULL,
  amount       numeric(38, 12) NOT NULL CHECK (amount >= 0 AND amount < 'NaN'),
  overage      numeric(38, 12) NOT NULL CHECK (overage >= 0 AND overage < 'NaN'),
  opened_at    timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL CHECK (expires_at > opened_at),
  state        text NOT NULL CHECK (state IN ('open', 'captured', 'released', 'expired')),
  -- The customer while it is open: what open holds are found by, among any number that have ended.
  open_for     uuid,
  action       text NOT NULL,
  root_id      uuid,
  captured_by  uuid,
  -- The terms it keeps: what was expected, plan, lots, what is set aside on limits, for whom.
  act          json NOT NULL,
  PRIMARY KEY (workspace_id, customer_id, id),
  CHECK ((state = 'captured') = (captured_by IS NOT NULL)),
  CHECK (CASE state WHEN 'open' THEN open_for IS NOT DISTINCT FROM customer_id ELSE open_for IS NULL END)
) WITH (fillfactor = 80);

CREATE INDEX hold_open ON hold (workspace_id, open_for, expires_at) WHERE open_for IS NOT NULL;

CREATE TABLE ledger_entry (
  workspace_id bigint NOT NULL,
  customer_id  uuid NOT NULL,
  wallet_id    uuid NOT NULL,
  sequence     bigint NOT NULL CHECK (sequence > 0),
  -- The line of the journal that brought it about, and the digest of what was asked.
  cause        uuid NOT NULL,
  evidence     bytea NOT NULL CHECK (length(evidence) = 32),
  debit_id     uuid NOT NULL,
  credit_id    uuid NOT NULL,
  amount       numeric(38, 12) NOT NULL CHECK (amount > 0 AND amount < 'NaN'),
  effective_at timestamptz NOT NULL,
  hash         bytea NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (workspace_id, customer_id, wallet_id, sequence),
  CHECK (debit_id <> credit_id)
);

-- The journal: one row for each command that took effect. Ids are in time order, so that the key is
-- an index of time too.
CREATE TABLE command (
  workspace_id bigint NOT NULL,
  customer_id  uuid NOT NULL,
  id           uuid NOT NULL,
  source       text COLLATE "C" NOT NULL,
  key          text COLLATE "C" NOT NULL,
  -- The first half of the SHA-256 of customer, source and key. It makes a key unique within its
  -- customer with half the index, and no other index comes close to it for looking a key up.
  key_hash     uuid NOT NULL,
  digest       bytea NOT NULL CHECK (length(digest) = 32),
  kind         text COLLATE "C" NOT NULL,
  action       text COLLATE "C",
  occurred_at  timestamptz NOT NULL,
  recorded_at  timestamptz NOT NULL,
  wallet_id    uuid,
  credits      numeric(38, 12) CHECK (credits < 'NaN'),
  unfunded     numeric(38, 12) CHECK (unfunded >= 0 AND unfunded < 'NaN'),
  overage      numeric(38, 12) CHECK (overage >= 0 AND overage < 'NaN'),
  root_id      uuid,
  member       text,
  cost_centre  text,
  automation   text,
  agent_run    text,
  api_key      text,
  data         json,
  -- What a refund needs: from which lots, and what was added to limits.
  settlement   text,
  -- The first answer, as it was given.
  answer       text NOT NULL,
  UNIQUE (workspace_id, key_hash),
  PRIMARY KEY (workspace_id, customer_id, id)
);

-- What became of an earlier charge: a row once something was refunded or tried a second time.
CREATE TABLE past (
  workspace_id  bigint NOT NULL,
  customer_id   uuid NOT NULL,
  charge_id     uuid NOT NULL,
  refunded      numeric(38, 12) NOT NULL CHECK (refunded >= 0 AND refunded < 'NaN'),
  regenerations int NOT NULL CHECK (regenerations >= 0),
  PRIMARY KEY (workspace_id, customer_id, charge_id)
) WITH (fillfactor = 80);

CREATE TABLE budget (
  workspace_id     bigint NOT NULL,
  customer_id      uuid NOT NULL,
  id               uuid NOT NULL,
  name             text NOT NULL,
  parent_id        uuid,
  scope_kind       text NOT NULL CHECK (scope_kind IN
    ('agent_run', 'api_key', 'automation', 'member', 'cost_centre', 'customer')),
  scope_reference  text NOT NULL,
  cadence          text NOT NULL CHECK (cadence IN ('day', 'week', 'month', 'year', 'once')),
  ceiling          numeric(38, 12) NOT NULL CHECK (ceiling >= 0 AND ceiling < 'NaN'),
  ceiling_unit     text,
  ceiling_currency text,
  hard             boolean NOT NULL,
  notify_percent   json NOT NULL,
  removed          boolean NOT NULL DEFAULT false,
  PRIMARY KEY (workspace_id, customer_id, id),
  CHECK ((ceiling_unit IS NULL) <> (ceiling_currency IS NULL))
);

CREATE TABLE consent (
  workspace_id bigint NOT NULL,
  customer_id  uuid NOT NULL,
  action       text NOT NULL,
  granted_by   text NOT NULL,
  granted_at   timestamptz NOT NULL,
  ceiling      numeric(38, 12) CHECK (ceiling >= 0 AND ceiling < 'NaN'),
  ceiling_unit text,
  withdrawn    boolean NOT NULL DEFAULT false,
  PRIMARY KEY (workspace_id, customer_id, action),
  CHECK ((ceiling IS NULL) = (ceiling_unit IS NULL))
);

CREATE TABLE tally (
  workspace_id bigint NOT NULL,
  customer_id  uuid NOT NULL,
  period_from  timestamptz NOT NULL,
  subject      text COLLATE "C" NOT NULL,
  consumed     numeric(38, 12) NOT NULL CHECK (consumed < 'NaN'),
  held         numeric(38, 12) NOT NULL CHECK (held >= 0 AND held < 'NaN'),
  PRIMARY KEY (workspace_id, customer_id, period_from, subject)
) WITH (fillfactor = 70);

-- The acts that rate limits have seen. Those that have left every window may be deleted.
CREATE TABLE rate_act (
  workspace_id bigint NOT NULL,
  customer_id  uuid NOT NULL,
  rate         text COLLATE "C" NOT NULL,
  number       bigint NOT NULL CHECK (number > 0),
  at           timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, customer_id, rate, number)
);

-- The lines of the journal by the transaction that committed them. Ids and times don't commit in
-- order; a reader that stops before pg_snapshot_xmin(pg_current_snapshot()) misses nothing.
CREATE TABLE change_batch (
  workspace_id bigint NOT NULL,
  xid          xid8 NOT NULL DEFAULT pg_current_xact_id(),
  customers    uuid[] NOT NULL,
  commands     uuid[] NOT NULL CHECK (cardinality(commands) = cardinality(customers)),
  PRIMARY KEY (workspace_id, xid)
);

ALTER TABLE change_batch ALTER customers SET STORAGE EXTERNAL;
ALTER TABLE change_batch ALTER commands SET STORAGE EXTERNAL;

-- Notifying thresholds that were crossed: part of the changes too.
CREATE TABLE notice (
  workspace_id bigint NOT NULL,
  customer_id  uuid NOT NULL,
  id           bigint GENERATED ALWAYS AS IDENTITY,
  xid          xid8 NOT NULL DEFAULT pg_current_xact_id(),
  level        text NOT NULL,
  name         text NOT NULL,
  percent      numeric NOT NULL CHECK (percent < 'NaN'),
  at           timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, customer_id, id)
);

CREATE INDEX notice_changes ON notice (workspace_id, xid);

-- Signed heads of the wallets' chains: what stands in the books up to a checkpoint can't be changed
-- unseen, not even by who administers the database.
CREATE TABLE checkpoint (
  workspace_id bigint NOT NULL,
  id           uuid NOT NULL,
  taken_at     timestamptz NOT NULL,
  wallets      bigint NOT NULL CHECK (wallets >= 0),
  digest       bytea NOT NULL CHECK (length(digest) = 32),
  previous     bytea NOT NULL CHECK (length(previous) = 32),
  key_id       text NOT NULL,
  signature    bytea NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

CREATE TABLE checkpoint_head (
  workspace_id  bigint NOT NULL,
  customer_id   uuid NOT NULL,
  wallet_id     uuid NOT NULL,
  checkpoint_id uuid NOT NULL,
  sequence      bigint NOT NULL,
  head          bytea NOT NULL CHECK (length(head) = 32),
  PRIMARY KEY (workspace_id, customer_id, wallet_id, checkpoint_id)
);

CREATE INDEX checkpoint_head_of ON checkpoint_head (workspace_id, checkpoint_id);

-- The application sees and writes the rows of the workspace that its transaction has named, and
-- nothing when it has named none.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['account', 'term', 'wallet', 'credit_grant', 'hold', 'ledger_entry',
    'command', 'past', 'budget', 'consent', 'tally', 'rate_act', 'change_batch', 'notice',
    'checkpoint', 'checkpoint_head']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_workspace ON %I USING (workspace_id = '
      || '(SELECT nullif(current_setting(''saldo.workspace'', true), '''')::bigint))', name);
  END LOOP;
END $$;

GRANT SELECT, INSERT ON account, term, wallet, credit_grant, hold, ledger_entry, command, past,
  budget, consent, tally, rate_act, change_batch, notice, checkpoint, checkpoint_head
  TO ${app_role};
GRANT UPDATE (version, zone, hard_limit, preventive_block, last_at, test_clock, next_due_at, term_ordinal,
  catalog, catalog_version, plan, plan_started_at, term_from, grants_due, has_budgets, has_consents,
  has_tallies, has_rate_acts, holds_until) ON account TO ${app_role};
GRANT UPDATE (grants_due) ON term TO ${app_role};
GRANT UPDATE (sequence, head, consumed, debt) ON wallet TO ${app_role};
GRANT UPDATE (amount, remaining, held, floor, state, live) ON credit_grant TO ${app_role};
GRANT UPDATE (expires_at, state, open_for, captured_by) ON hold TO ${app_role};
GRANT UPDATE (refunded, regenerations) ON past TO ${app_role};
GRANT UPDATE (name, parent_id, scope_kind, scope_reference, cadence, ceiling, ceiling_unit,
  ceiling_currency, hard, notify_percent, removed) ON budget TO ${app_role};
GRANT UPDATE (granted_by, granted_at, ceiling, ceiling_unit, withdrawn) ON consent TO ${app_role};
GRANT UPDATE (consumed, held) ON tally TO ${app_role};
GRANT DELETE ON rate_act TO ${app_role};

-- Posted is posted, for the owner of the tables too. Only a superuser who switches triggers off
-- gets past this, and the chain of hashes tells of it.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'object_not_in_prerequisite_state';
END $$;

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON ledger_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON ledger_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON command
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON command
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whose accounts have something due, across workspaces: ids alone, soonest first.
CREATE POLICY due_of_all ON account FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION due_accounts(until timestamptz, most int)
RETURNS TABLE (workspace_id bigint, customer_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT a.workspace_id, a.id FROM saldo.account a
   WHERE a.test_clock IS NULL AND a.next_due_at < '9999-12-31T00:00:00Z'
     AND a.next_due_at <= until
   ORDER BY a.next_due_at LIMIT most
$$;

REVOKE ALL ON FUNCTION due_accounts(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION due_accounts(timestamptz, int) TO ${app_role};
