package dev.saldo.bench.engine;

import java.util.ArrayList;
import java.util.List;

/// The rows of many customers who are all alike.
final class Customers {
  private static final String CUSTOMER =
      "('01900000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid";
  private static final String WALLET =
      "('01900000-0000-7000-8001-' || lpad(to_hex(i), 12, '0'))::uuid";
  private static final String GRANT =
      "('01900000-0000-7000-8002-' || lpad(to_hex(i), 12, '0'))::uuid";

  private Customers() {}

  static List<String> sql(long workspace, int count, EngineLoad.Kind kind) {
    var limited = kind == EngineLoad.Kind.LIMITED;
    var from = " FROM generate_series(0, " + (count - 1) + ") AS i";
    var sql = new ArrayList<String>();
    sql.add(
        """
        INSERT INTO account (workspace_id, id, zone, last_at, next_due_at, term_ordinal, catalog,
                             catalog_version, plan, plan_started_at, term_from, grants_due,
                             has_budgets)
        SELECT %d, %s, 'Europe/Madrid', now(), '9999-12-31T00:00:00Z', 1, 'bench', 0, '%s', now(),
               now(), '[]', %s %s
        """
            .formatted(workspace, CUSTOMER, limited ? "limited" : "open", limited, from));
    sql.add(
        """
        INSERT INTO wallet (workspace_id, customer_id, id, name, unit, sequence, head, consumed,
                            debt, changed_at)
        SELECT %d, %s, %s, 'main', 'credit', 0, decode(repeat('00', 32), 'hex'), 0, 0, now() %s
        """
            .formatted(workspace, CUSTOMER, WALLET, from));
    sql.add(
        """
        INSERT INTO credit_grant (workspace_id, customer_id, wallet_id, id, kind, label, amount,
                                  remaining, held, floor, priority, granted_at, carried, state,
                                  live)
        SELECT %d, %s, %s, %s, 'purchased', 'pack', 1000000000000, 1000000000000, 0, 0, 100, now(),
               false, 'active', true %s
        """
            .formatted(workspace, CUSTOMER, WALLET, GRANT, from));
    if (limited) {
      for (var cadence : List.of("day", "week", "month")) {
        sql.add(budget(workspace, cadence, from));
      }
    }
    return sql;
  }

  private static String budget(long workspace, String cadence, String from) {
    return """
    INSERT INTO budget (workspace_id, customer_id, id, name, scope_kind, scope_reference,
                        cadence, ceiling, ceiling_unit, hard, notify_percent)
    SELECT %d, %s, gen_random_uuid(), '%s', 'customer', '', '%s', 1000000000000, 'credit', true,
           '["80"]' %s
    """
        .formatted(workspace, CUSTOMER, cadence, cadence, from);
  }
}
