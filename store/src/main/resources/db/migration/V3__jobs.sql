-- Recurring work, which one node does at a time: db-scheduler's table, in the form that it asks for.
CREATE TABLE scheduled_tasks (
  task_name            text NOT NULL,
  task_instance        text NOT NULL,
  task_data            bytea,
  execution_time       timestamptz NOT NULL,
  picked               boolean NOT NULL,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint NOT NULL,
  priority             smallint,
  PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_tasks_execution ON scheduled_tasks (execution_time);

GRANT SELECT, INSERT, UPDATE, DELETE ON scheduled_tasks TO ${app_role};

-- Acts come in time order, so that those that have left every window lie together.
CREATE INDEX rate_act_at ON rate_act USING brin (at);
