-- A subscription is found by its own id too.
CREATE INDEX account_subscription ON account (workspace_id, (subscription ->> 'id'))
  WHERE subscription IS NOT NULL;
