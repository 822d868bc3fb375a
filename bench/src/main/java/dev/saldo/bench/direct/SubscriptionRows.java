package dev.saldo.bench.direct;

import dev.saldo.store.database.DatabaseUrl;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// The rows of many subscriptions whose period has ended: each with a fee for the next one and
/// counters of five meters, and a draft that is due.
///
/// @param workspace which they belong to
public record SubscriptionRows(long workspace, int count) {
  /// What they have subscribed to: a fee, and five meters with tiers.
  public static final String CATALOG =
      """
      catalog: billed
      currency: EUR
      meters:
        m1: {event: e1, aggregate: count}
        m2: {event: e2, aggregate: count}
        m3: {event: e3, aggregate: count}
        m4: {event: e4, aggregate: count}
        m5: {event: e5, aggregate: count}
      plans:
        pro:
          title: Pro
          price: "49.99"
          usage:
            m1: {included: "100", price: {graduated: [{up_to: "1000", each: "0.02"}, {each: "0.015"}]}}
            m2: {included: "100", price: {graduated: [{up_to: "1000", each: "0.02"}, {each: "0.015"}]}}
            m3: {price: "0.003"}
            m4: {price: {package: "5.00", of: "1000"}}
            m5: {price: {volume: [{up_to: "1000", each: "0.02"}, {each: "0.01"}]}}
      """;

  private static final String FROM = "timestamptz '2026-09-01T00:00:00Z'";
  private static final String UNTIL = "timestamptz '2026-10-01T00:00:00Z'";
  private static final String CUSTOMER = id("8000");
  private static final String DRAFT = id("8001");
  private static final String NEXT = id("8002");
  private static final String FEE = id("8003");

  private static String id(String kind) {
    return "('01900000-0000-7000-" + kind + "-' || lpad(to_hex(i), 12, '0'))::uuid";
  }

  /// Puts them into a database.
  public void lay(DatabaseUrl owner) throws SQLException {
    try (var connection = DriverManager.getConnection(owner.toJdbc(), owner.properties());
        var statement = connection.createStatement()) {
      statement.execute("SET search_path = saldo");
      statement.execute("SET saldo.workspace = '" + workspace + "'");
      customers(statement);
      accounts(statement);
      drafts(statement);
      counters(statement);
      statement.execute("VACUUM ANALYZE account, customer, term, tally, invoice, owed");
    }
  }

  private void customers(Statement statement) throws SQLException {
    statement.execute(
        """
        INSERT INTO customer (workspace_id, id, external_id, name, locale, currency, metadata,
                              created_at, updated_at)
        SELECT %d, %s, 's' || i, 'Customer ' || i, 'en', 'EUR', '{}', %s, %s %s
        """
            .formatted(workspace, CUSTOMER, FROM, FROM, numbers()));
  }

  private void accounts(Statement statement) throws SQLException {
    var subscription =
        """
        json_build_object('id', %s, 'status', 'active', 'currency', 'EUR', 'interval', 'month',
          'zone', 'UTC', 'started_at', '2026-09-01T00:00:00Z', 'anchor', '2026-09-01T00:00:00Z',
          'period', json_build_object('from', '2026-10-01T00:00:00Z', 'until', '2026-11-01T00:00:00Z'),
          'invoice', %s, 'coupons', '[]'::json, 'paid_setups', '[]'::json)
        """
            .formatted(CUSTOMER, NEXT);
    statement.execute(
        """
        INSERT INTO account (workspace_id, id, zone, last_at, next_due_at, term_ordinal, catalog,
                             catalog_version, plan, plan_started_at, term_from, grants_due,
                             has_tallies, subscription)
        SELECT %d, %s, 'UTC', %s, '9999-12-31T00:00:00Z', 2, 'billed', 1, 'pro', %s, %s, '[]', true,
               %s %s
        """
            .formatted(workspace, CUSTOMER, UNTIL, FROM, UNTIL, subscription, numbers()));
    for (var term : new String[][] {{"1", FROM}, {"2", UNTIL}}) {
      statement.execute(
          """
          INSERT INTO term (workspace_id, customer_id, ordinal, catalog, catalog_version, plan,
                            plan_started_at, term_from, grants_due)
          SELECT %d, %s, %s, 'billed', 1, 'pro', %s, %s, '[]' %s
          """
              .formatted(workspace, CUSTOMER, term[0], FROM, term[1], numbers()));
    }
  }

  private void drafts(Statement statement) throws SQLException {
    statement.execute(
        """
        INSERT INTO invoice (workspace_id, customer_id, id, kind, status, subscription_id, currency,
                             usage_from, usage_until, whole_from, whole_until, drafted_at,
                             finalize_at)
        SELECT %1$d, %2$s, %3$s, 'invoice', 'draft', %2$s, 'EUR', %4$s, %5$s, %4$s, %5$s, %4$s,
               %5$s + interval '1 day' %6$s
        """
            .formatted(workspace, CUSTOMER, DRAFT, FROM, UNTIL, numbers()));
    statement.execute(
        """
        INSERT INTO owed (workspace_id, customer_id, invoice_id, id, item)
        SELECT %d, %s, %s, %s,
               '{"kind":"plan","code":"pro","title":"Pro","quantity":"1","unit_price":"49.99",
                 "amount":"49.99","currency":"EUR",
                 "period":{"from":"2026-10-01T00:00:00Z","until":"2026-11-01T00:00:00Z"}}' %s
        """
            .formatted(workspace, CUSTOMER, DRAFT, FEE, numbers()));
  }

  private void counters(Statement statement) throws SQLException {
    statement.execute(
        """
        INSERT INTO tally (workspace_id, customer_id, period_from, subject, consumed, held)
        SELECT %d, %s, %s, 'usage:m' || m || ':', 500 + (i %% 1000) + m, 0 %s,
               generate_series(1, 5) AS m
        """
            .formatted(workspace, CUSTOMER, FROM, numbers()));
  }

  private String numbers() {
    return " FROM generate_series(1, " + count + ") AS i";
  }
}
