-- Each instant of a customer's subscription is on one invoice, as before. GiST sorts a uuid by its
-- first bits alone, which customers that came together share, and so it had to look at all of them;
-- a hash comes first now, by which they lie apart. That two customers' hashes are alike is harmless.
ALTER TABLE invoice DROP CONSTRAINT invoice_usage_once;
ALTER TABLE invoice ADD CONSTRAINT invoice_usage_once EXCLUDE USING gist (
  uuid_hash_extended(customer_id, 0) WITH =, customer_id WITH =, workspace_id WITH =,
  tstzrange(usage_from, usage_until) WITH &&)
  WHERE (usage_from IS NOT NULL AND kind = 'invoice' AND corrects IS NULL);
