CREATE TABLE notes (
  workspace_id text NOT NULL,
  body text NOT NULL
);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE notes FORCE ROW LEVEL SECURITY;
CREATE POLICY own_workspace ON notes
  USING (workspace_id = current_setting('saldo.workspace_id', true));
GRANT SELECT, INSERT ON notes TO ${app_role};
