-- What is billed: subscriptions, and the invoices that they bring about.

-- What is taken beside a plan, and how it is billed, stands in the rows that have the plan itself.
ALTER TABLE account
  ADD items json,
  ADD term_ended boolean NOT NULL DEFAULT false,
  ADD subscription json,
  -- Up to when usage is on a finalized invoice, and the first event that came after its own.
  ADD billed_until timestamptz,
  ADD late_from timestamptz;

ALTER TABLE term
  ADD items json,
  ADD term_ended boolean NOT NULL DEFAULT false;

-- Test customers' invoices are due by their own time.
CREATE INDEX account_test_clock ON account (workspace_id, id) WHERE test_clock IS NOT NULL;

GRANT UPDATE (items, term_ended, subscription, billed_until, late_from) ON account TO ${app_role};

-- How many acts counted, for the invoice that says what a line was counted from.
ALTER TABLE tally ADD acts bigint NOT NULL DEFAULT 0 CHECK (acts >= 0);
GRANT UPDATE (acts) ON tally TO ${app_role};

-- An invoice or credit note. What it says is fixed when it is finalized; from then on only its
-- state changes.
CREATE TABLE invoice (
  workspace_id    bigint NOT NULL,
  customer_id     uuid NOT NULL,
  id              uuid NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('invoice', 'credit_note')),
  status          text NOT NULL
    CHECK (status IN ('draft', 'empty', 'finalized', 'paid', 'void', 'uncollectible')),
  subscription_id uuid,
  currency        text NOT NULL,
  -- The use that it carries, and the whole period of which that is all or a part.
  usage_from      timestamptz,
  usage_until     timestamptz,
  whole_from      timestamptz,
  whole_until     timestamptz,
  drafted_at      timestamptz NOT NULL,
  -- When no further lines but those of use can come, and late events have been waited for.
  finalize_at     timestamptz,
  -- An invoice that this one gives back, replaces or corrects.
  corrects        uuid,
  reason          text,
  -- The request that made it, so that a repeat gets it again.
  request_key     text COLLATE "C",
  request_digest  bytea CHECK (length(request_digest) = 32),
  -- From here on: there once it is finalized.
  series          text COLLATE "C",
  sequence        bigint CHECK (sequence > 0),
  finalized_at    timestamptz,
  issued_on       date,
  due_on          date,
  net             numeric CHECK (net < 'NaN'),
  tax             numeric CHECK (tax < 'NaN'),
  gross           numeric CHECK (gross < 'NaN'),
  due             numeric CHECK (due >= 0 AND due < 'NaN'),
  -- All that stands on it, as JSON, and its SHA-256.
  document        text,
  digest          bytea CHECK (length(digest) = 32),
  PRIMARY KEY (workspace_id, customer_id, id),
  CHECK ((usage_from IS NULL) = (usage_until IS NULL)),
  CHECK (usage_until > usage_from),
  CHECK ((status IN ('draft', 'empty')) = (sequence IS NULL)),
  CHECK ((sequence IS NULL) = (document IS NULL)),
  CHECK ((sequence IS NULL) = (digest IS NULL))
) WITH (fillfactor = 70);

-- Numbers are given once in a series; that none is left out is the series' own row's doing.
CREATE UNIQUE INDEX invoice_number ON invoice (workspace_id, series, sequence)
  WHERE sequence IS NOT NULL;
CREATE UNIQUE INDEX invoice_request ON invoice (workspace_id, customer_id, request_key)
  WHERE request_key IS NOT NULL;
CREATE INDEX invoice_id ON invoice (workspace_id, id);
CREATE INDEX invoice_due ON invoice (finalize_at) WHERE status = 'draft' AND finalize_at IS NOT NULL;

-- Each instant of a customer's subscription is on one invoice.
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE invoice ADD CONSTRAINT invoice_usage_once EXCLUDE USING gist (
  workspace_id WITH =, customer_id WITH =, tstzrange(usage_from, usage_until) WITH &&)
  WHERE (usage_from IS NOT NULL AND kind = 'invoice' AND corrects IS NULL);

-- What an invoice will carry, written in the step that brought it about.
CREATE TABLE owed (
  workspace_id bigint NOT NULL,
  customer_id  uuid NOT NULL,
  invoice_id   uuid NOT NULL,
  id           uuid NOT NULL,
  item         json NOT NULL,
  PRIMARY KEY (workspace_id, customer_id, invoice_id, id)
);

-- The lines of a finalized invoice.
CREATE TABLE invoice_line (
  workspace_id bigint NOT NULL,
  customer_id  uuid NOT NULL,
  invoice_id   uuid NOT NULL,
  ordinal      int NOT NULL CHECK (ordinal > 0),
  kind         text NOT NULL,
  code         text NOT NULL,
  cost_centre  text,
  period_from  timestamptz,
  period_until timestamptz,
  quantity     numeric NOT NULL CHECK (quantity < 'NaN'),
  exact        numeric NOT NULL CHECK (exact < 'NaN'),
  net          numeric NOT NULL CHECK (net < 'NaN'),
  tax_category text NOT NULL,
  tax_percent  numeric NOT NULL,
  PRIMARY KEY (workspace_id, customer_id, invoice_id, ordinal)
);

-- The next number of each series, given under this row's lock, so that a number that was given is
-- an invoice that is there.
CREATE TABLE invoice_series (
  workspace_id bigint NOT NULL,
  series       text COLLATE "C" NOT NULL,
  last         bigint NOT NULL CHECK (last >= 0),
  PRIMARY KEY (workspace_id, series)
);

-- Who issues the workspace's invoices.
CREATE TABLE issuer (
  workspace_id bigint PRIMARY KEY,
  profile      json NOT NULL,
  updated_at   timestamptz NOT NULL
);

-- Whom a customer's invoices are made out to, and how they are taxed.
CREATE TABLE billing_profile (
  workspace_id bigint NOT NULL,
  customer_id  uuid NOT NULL,
  profile      json NOT NULL,
  updated_at   timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, customer_id)
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['invoice', 'owed', 'invoice_line', 'invoice_series', 'issuer',
    'billing_profile']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_workspace ON %I USING (workspace_id = '
      || '(SELECT nullif(current_setting(''saldo.workspace'', true), '''')::bigint))', name);
  END LOOP;
END $$;

GRANT SELECT, INSERT ON invoice, owed, invoice_line, invoice_series, issuer, billing_profile
  TO ${app_role};
GRANT UPDATE (kind, status, usage_from, usage_until, whole_from, whole_until, finalize_at, series,
  sequence, finalized_at, issued_on, due_on, net, tax, gross, due, document, digest)
  ON invoice TO ${app_role};
GRANT UPDATE (last) ON invoice_series TO ${app_role};
GRANT UPDATE (profile, updated_at) ON issuer, billing_profile TO ${app_role};

-- What was finalized says what it says, for the owner of the tables too.
CREATE FUNCTION keep_finalized() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.sequence IS NOT NULL AND
      (NEW.workspace_id, NEW.customer_id, NEW.id, NEW.kind, NEW.subscription_id, NEW.currency,
       NEW.usage_from, NEW.usage_until, NEW.series, NEW.sequence, NEW.finalized_at, NEW.issued_on,
       NEW.due_on, NEW.net, NEW.tax, NEW.gross, NEW.due, NEW.document, NEW.digest)
      IS DISTINCT FROM
      (OLD.workspace_id, OLD.customer_id, OLD.id, OLD.kind, OLD.subscription_id, OLD.currency,
       OLD.usage_from, OLD.usage_until, OLD.series, OLD.sequence, OLD.finalized_at, OLD.issued_on,
       OLD.due_on, OLD.net, OLD.tax, OLD.gross, OLD.due, OLD.document, OLD.digest)) THEN
    RAISE EXCEPTION 'a finalized invoice never changes' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON invoice
  FOR EACH ROW EXECUTE FUNCTION keep_finalized();
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON invoice
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON invoice_line
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON invoice_line
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON owed
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Which invoices are to be finalized, across workspaces: ids alone, the longest due first. A test
-- customer's own time is asked.
CREATE POLICY due_of_all ON invoice FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION due_invoices(until timestamptz, most int)
RETURNS TABLE (workspace_id bigint, customer_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT d.workspace_id, d.customer_id
    FROM (SELECT i.workspace_id, i.customer_id, i.finalize_at
            FROM saldo.invoice i
            JOIN saldo.account a ON a.workspace_id = i.workspace_id AND a.id = i.customer_id
           WHERE i.status = 'draft' AND i.finalize_at IS NOT NULL AND i.finalize_at <= until
             AND a.test_clock IS NULL
          UNION ALL
          SELECT i.workspace_id, i.customer_id, i.finalize_at
            FROM saldo.account a
            JOIN saldo.invoice i ON i.workspace_id = a.workspace_id AND i.customer_id = a.id
           WHERE a.test_clock IS NOT NULL
             AND i.status = 'draft' AND i.finalize_at IS NOT NULL
             AND i.finalize_at <= a.test_clock) AS d
   GROUP BY d.workspace_id, d.customer_id
   ORDER BY min(d.finalize_at) LIMIT most
$$;

REVOKE ALL ON FUNCTION due_invoices(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION due_invoices(timestamptz, int) TO ${app_role};
