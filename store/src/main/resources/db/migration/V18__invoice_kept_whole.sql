-- Of a finalized invoice nothing but its state changes, whatever columns there are.
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
  RETURN NEW;
END $$;
