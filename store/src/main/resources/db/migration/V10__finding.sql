-- How a thing is found by its id alone, and what is read by time.
--
-- Ids are in time order and rows are put in as they come, so that a summary of each stretch of the
-- table leads to the right one at next to no cost for a charge. Budgets and grants are few.

CREATE INDEX command_id ON command USING brin (id uuid_minmax_multi_ops)
  WITH (pages_per_range = 16, autosummarize = on);
CREATE INDEX hold_id ON hold USING brin (id uuid_minmax_multi_ops)
  WITH (pages_per_range = 16, autosummarize = on);
CREATE INDEX credit_grant_id ON credit_grant (workspace_id, id);
CREATE INDEX budget_id ON budget (workspace_id, id);
