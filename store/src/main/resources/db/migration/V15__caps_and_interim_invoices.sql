-- What a customer lets its use cost in a billed period, and invoices in the midst of a period.

-- The most that use may come to; in the currency that the customer is billed in.
ALTER TABLE account
  ADD spending_cap numeric(38, 12) CHECK (spending_cap >= 0 AND spending_cap < 'NaN'),
  ADD spending_cap_in text,
  ADD CONSTRAINT account_spending_cap CHECK ((spending_cap IS NULL) = (spending_cap_in IS NULL));

GRANT UPDATE (spending_cap, spending_cap_in) ON account TO ${app_role};

-- An interim invoice asks for a part of a period's use before the period ends; the invoice that
-- carries the period takes that part off. So each instant of use still is on one invoice, and an
-- interim one has no usage_from: it says when the period began of whose use it is.
ALTER TABLE invoice
  ADD interim_from timestamptz,
  ADD CONSTRAINT invoice_interim CHECK (interim_from IS NULL OR usage_from IS NULL);
CREATE INDEX invoice_interim ON invoice (workspace_id, customer_id, interim_from)
  WHERE interim_from IS NOT NULL;

-- As before, and the mark of an interim invoice stays too.
CREATE OR REPLACE FUNCTION keep_finalized() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.sequence IS NOT NULL AND
      (NEW.workspace_id, NEW.customer_id, NEW.id, NEW.kind, NEW.subscription_id, NEW.currency,
       NEW.usage_from, NEW.usage_until, NEW.interim_from, NEW.series, NEW.sequence,
       NEW.finalized_at, NEW.issued_on, NEW.due_on, NEW.net, NEW.tax, NEW.gross, NEW.due,
       NEW.document, NEW.digest)
      IS DISTINCT FROM
      (OLD.workspace_id, OLD.customer_id, OLD.id, OLD.kind, OLD.subscription_id, OLD.currency,
       OLD.usage_from, OLD.usage_until, OLD.interim_from, OLD.series, OLD.sequence,
       OLD.finalized_at, OLD.issued_on, OLD.due_on, OLD.net, OLD.tax, OLD.gross, OLD.due,
       OLD.document, OLD.digest)) THEN
    RAISE EXCEPTION 'a finalized invoice never changes' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  RETURN NEW;
END $$;
