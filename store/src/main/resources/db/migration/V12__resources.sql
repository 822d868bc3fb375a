-- Acts without a price, and things that customers have so many of.

-- The hold of an act without a price sets aside no credits and has no wallet.
ALTER TABLE hold ALTER wallet_id DROP NOT NULL;
ALTER TABLE hold ALTER amount DROP NOT NULL;
ALTER TABLE hold ALTER overage DROP NOT NULL;
ALTER TABLE hold ADD CONSTRAINT hold_reserved
  CHECK (num_nulls(wallet_id, amount, overage) IN (0, 3)) NOT VALID;
ALTER TABLE hold VALIDATE CONSTRAINT hold_reserved;
