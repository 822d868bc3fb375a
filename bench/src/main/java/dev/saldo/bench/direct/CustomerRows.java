package dev.saldo.bench.direct;

import dev.saldo.store.database.DatabaseUrl;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/// The rows of many customers who are all alike, each with a wallet and a grant too large to be
/// used up.
///
/// @param workspace which they belong to
/// @param catalogVersion of the catalog `bench`
/// @param limited whether each has three budgets and three rate limits as well
/// @param named whether each has the row it is found by over HTTP, with an external id of `c` and
///   its number
public record CustomerRows(
    long workspace, int count, int catalogVersion, boolean limited, boolean named) {
  private static final String CUSTOMER =
      "('01900000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid";
  private static final String WALLET =
      "('01900000-0000-7000-8001-' || lpad(to_hex(i), 12, '0'))::uuid";
  private static final String GRANT =
      "('01900000-0000-7000-8002-' || lpad(to_hex(i), 12, '0'))::uuid";

  /// The id of one of them.
  public static UUID id(int number) {
    return new UUID(0x01900000_0000_7000L, 0x8000_0000_0000_0000L | number);
  }

  /// Puts them into a database.
  public void lay(DatabaseUrl owner) throws SQLException {
    try (var connection = DriverManager.getConnection(owner.toJdbc(), owner.properties());
        var statement = connection.createStatement()) {
      statement.execute("SET search_path = saldo");
      statement.execute("SET saldo.workspace = '" + workspace + "'");
      account(statement);
      wallet(statement);
      grant(statement);
      if (limited) {
        for (var cadence : List.of("day", "week", "month")) {
          budget(statement, cadence);
        }
      }
      if (named) {
        customer(statement);
      }
      statement.execute("VACUUM ANALYZE account, wallet, credit_grant, budget, customer");
    }
  }

  private void account(Statement statement) throws SQLException {
    statement.execute(
        """
        INSERT INTO account (workspace_id, id, zone, last_at, next_due_at, term_ordinal, catalog,
                             catalog_version, plan, plan_started_at, term_from, grants_due,
                             has_budgets)
        SELECT %d, %s, 'Europe/Madrid', now(), '9999-12-31T00:00:00Z', 1, 'bench', %d, '%s', now(),
               now(), '[]', %s %s
        """
            .formatted(
                workspace,
                CUSTOMER,
                catalogVersion,
                limited ? "limited" : "open",
                limited,
                numbers()));
  }

  private void wallet(Statement statement) throws SQLException {
    statement.execute(
        """
        INSERT INTO wallet (workspace_id, customer_id, id, name, unit, sequence, head, consumed,
                            debt)
        SELECT %d, %s, %s, 'main', 'credit', 0, decode(repeat('00', 32), 'hex'), 0, 0 %s
        """
            .formatted(workspace, CUSTOMER, WALLET, numbers()));
  }

  private void grant(Statement statement) throws SQLException {
    statement.execute(
        """
        INSERT INTO credit_grant (workspace_id, customer_id, wallet_id, id, kind, label, amount,
                                  remaining, held, floor, priority, granted_at, carried, state,
                                  live)
        SELECT %d, %s, %s, %s, 'purchased', 'pack', 1000000000000, 1000000000000, 0, 0, 100, now(),
               false, 'active', true %s
        """
            .formatted(workspace, CUSTOMER, WALLET, GRANT, numbers()));
  }

  private void budget(Statement statement, String cadence) throws SQLException {
    statement.execute(
        """
        INSERT INTO budget (workspace_id, customer_id, id, name, scope_kind, scope_reference,
                            cadence, ceiling, ceiling_unit, hard, notify_percent)
        SELECT %d, %s, gen_random_uuid(), '%s', 'customer', '', '%s', 1000000000000, 'credit', true,
               '["80"]' %s
        """
            .formatted(workspace, CUSTOMER, cadence, cadence, numbers()));
  }

  private void customer(Statement statement) throws SQLException {
    statement.execute(
        """
        INSERT INTO customer (workspace_id, id, external_id, name, locale, currency, metadata,
                              created_at, updated_at)
        SELECT %d, %s, 'c' || i, 'Customer ' || i, 'en', 'USD', '{}', now(), now() %s
        """
            .formatted(workspace, CUSTOMER, numbers()));
  }

  private String numbers() {
    return " FROM generate_series(0, " + (count - 1) + ") AS i";
  }
}
