-- An invoice's lines are written while it is a draft, its states follow one another as the API lets
-- them, and a series never falls: all of it for the owner of the tables too.
CREATE OR REPLACE FUNCTION keep_finalized() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kept saldo.invoice := OLD;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    kept.status := NEW.status;
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

-- All rows of a statement at once, each with one look at the index of invoices.
CREATE FUNCTION lines_of_drafts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM added a
     WHERE NOT EXISTS (
       SELECT FROM saldo.invoice i
        WHERE i.workspace_id = a.workspace_id AND i.customer_id = a.customer_id
          AND i.id = a.invoice_id AND i.status = 'draft')) THEN
    RAISE EXCEPTION 'lines of what is no draft never change' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER drafts_alone AFTER INSERT ON owed REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION lines_of_drafts();
CREATE TRIGGER drafts_alone AFTER INSERT ON invoice_line REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION lines_of_drafts();
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON owed
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION keep_series() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.last < OLD.last
      OR (NEW.workspace_id, NEW.series) IS DISTINCT FROM (OLD.workspace_id, OLD.series) THEN
    RAISE EXCEPTION 'numbers that were given never change' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER never_falls BEFORE UPDATE OR DELETE ON invoice_series
  FOR EACH ROW EXECUTE FUNCTION keep_series();
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON invoice_series
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
