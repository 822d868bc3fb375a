-- When an invoice was paid, declared void or given up, beside that it was, so that the books needn't
-- look for it in the customer's journal.
ALTER TABLE invoice ADD settled_at timestamptz;
GRANT UPDATE (settled_at) ON invoice TO ${app_role};

-- Of a finalized invoice nothing but its state changes, and with it the time of that.
CREATE OR REPLACE FUNCTION keep_finalized() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kept saldo.invoice := OLD;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.status <> OLD.status THEN
    kept.status := NEW.status;
    kept.settled_at := NEW.settled_at;
  END IF;
  IF TG_OP = 'DELETE' OR (OLD.sequence IS NOT NULL AND NEW IS DISTINCT FROM kept) THEN
    RAISE EXCEPTION 'a finalized invoice never changes' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (
      ('draft', 'empty'), ('draft', 'finalized'), ('draft', 'paid'), ('finalized', 'paid'),
      ('finalized', 'void'), ('finalized', 'uncollectible'), ('uncollectible', 'paid'),
      ('uncollectible', 'void')) THEN
    RAISE EXCEPTION 'an invoice never changes from % to %', OLD.status, NEW.status
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  RETURN NEW;
END $$;

-- What was settled before, of all workspaces.
ALTER TABLE invoice NO FORCE ROW LEVEL SECURITY;
ALTER TABLE command NO FORCE ROW LEVEL SECURITY;
ALTER TABLE invoice DISABLE TRIGGER immutable;
UPDATE invoice i SET settled_at = c.recorded_at
  FROM command c
 WHERE c.workspace_id = i.workspace_id AND c.customer_id = i.customer_id
   AND c.kind = 'invoice_state' AND c.source = 'saldo:due'
   AND c.key = 'invoice:' || i.id || ':' || i.status;
ALTER TABLE invoice ENABLE TRIGGER immutable;
ALTER TABLE command FORCE ROW LEVEL SECURITY;
ALTER TABLE invoice FORCE ROW LEVEL SECURITY;
