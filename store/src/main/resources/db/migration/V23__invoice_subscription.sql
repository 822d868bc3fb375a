-- Whose a subscription was that another has taken the place of.
CREATE INDEX invoice_subscription ON invoice (workspace_id, subscription_id)
  WHERE subscription_id IS NOT NULL;
