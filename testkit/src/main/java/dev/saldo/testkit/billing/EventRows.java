package dev.saldo.testkit.billing;

import dev.saldo.store.database.DatabaseUrl;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// The rows of one subscription in the middle of its period, with many events behind it: in the
/// journal, and counted by PostgreSQL on its own for two plans, one after the other.
///
/// @param workspace which it belongs to
/// @param number makes it another subscription than others, from 1
/// @param events how many there are
/// @param now until when they happened; it is the clock's
public record EventRows(long workspace, int number, int events, Instant now) {
  /// What is sold: two plans that count the same events by meters of every kind.
  public static final String CATALOG =
      """
      catalog: eventful
      currency: EUR
      billing: {from: anniversary, zone: utc}
      meters:
        requests: {event: call, aggregate: count}
        tokens: {event: call, aggregate: sum, property: tokens, dimensions: [model]}
        failures: {event: call, aggregate: count, where: {outcome: [failed]}}
        peak: {event: call, aggregate: max, property: seats}
      plans:
        basic:
          title: Basic
          price: "19.99"
          usage:
            requests:
              included: "1000"
              price: {graduated: [{up_to: "100000", each: "0.002"}, {each: "0.001"}]}
            tokens: {price: {by: model, prices: {small: "0.000001", large: "0.00001"}}}
            failures: {included: "50", per: day, price: "0.01"}
            peak: {included: "3", price: "5.00"}
        pro:
          title: Pro
          price: "49.99"
          usage:
            requests:
              included: "1000"
              price: {graduated: [{up_to: "100000", each: "0.002"}, {each: "0.001"}]}
            tokens: {price: {by: model, prices: {small: "0.000001", large: "0.00001"}}}
            failures: {included: "50", per: day, price: "0.01"}
            peak: {included: "3", price: "5.00"}
      """;

  private static final int DAYS_BEFORE = 20;
  private static final int CHANGED_AFTER_DAYS = 8;

  /// The customer's id.
  public UUID customer() {
    return new UUID(0x01900000_0000_7000L, 0x8100_0000_0000_0000L | number);
  }

  /// The customer's id of the vendor's own.
  public String externalId() {
    return "eventful" + number;
  }

  /// When the period began.
  public Instant from() {
    return now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(DAYS_BEFORE));
  }

  private Instant changed() {
    return from().plus(Duration.ofDays(CHANGED_AFTER_DAYS)).plusSeconds(12_345);
  }

  private Instant until() {
    return from().atOffset(java.time.ZoneOffset.UTC).plusMonths(1).toInstant();
  }

  /// Puts them into a database in which the catalog is published as its version 1.
  public void lay(DatabaseUrl owner) throws SQLException {
    try (var connection = DriverManager.getConnection(owner.toJdbc(), owner.properties());
        var statement = connection.createStatement()) {
      statement.execute("SET search_path = saldo");
      statement.execute("SET saldo.workspace = '" + workspace + "'");
      subscription(statement);
      events(statement);
      counters(statement);
      statement.execute("VACUUM ANALYZE account, customer, term, tally, invoice, command");
    }
  }

  private void subscription(Statement statement) throws SQLException {
    statement.execute(
        filled(
            """
            INSERT INTO customer (workspace_id, id, external_id, name, locale, currency, metadata,
                                  created_at, updated_at)
            VALUES (:workspace, :customer, ':external', 'Eventful', 'en', 'EUR', '{}', :from, :from);
            INSERT INTO term (workspace_id, customer_id, ordinal, catalog, catalog_version, plan,
                              plan_started_at, term_from, grants_due)
            VALUES (:workspace, :customer, 1, 'eventful', 1, 'basic', :from, :from, '[]'),
                   (:workspace, :customer, 2, 'eventful', 1, 'pro', :from, :changed, '[]');
            INSERT INTO account (workspace_id, id, zone, last_at, next_due_at, term_ordinal, catalog,
                                 catalog_version, plan, plan_started_at, term_from, grants_due,
                                 has_tallies, subscription)
            VALUES (:workspace, :customer, 'UTC', :now, :until, 2, 'eventful', 1, 'pro', :from,
                    :changed, '[]', true,
                    json_build_object('id', :customer, 'status', 'active', 'currency', 'EUR',
                      'interval', 'month', 'zone', 'UTC', 'started_at', ':first', 'anchor', ':first',
                      'period', json_build_object('from', ':first', 'until', ':last'),
                      'invoice', :draft, 'coupons', '[]'::json, 'paid_setups', '[]'::json));
            INSERT INTO invoice (workspace_id, customer_id, id, kind, status, subscription_id,
                                 currency, drafted_at)
            VALUES (:workspace, :customer, :draft, 'invoice', 'draft', :customer, 'EUR', :from)
            """));
  }

  /// Ids are in the order of the times, as a server gives them; some events came an hour late.
  private void events(Statement statement) throws SQLException {
    statement.execute(
        filled(
            """
            INSERT INTO command (workspace_id, customer_id, id, source, key, key_hash, digest, kind,
                                 action, occurred_at, recorded_at, data, answer)
            SELECT :workspace, :customer,
                   (lpad(to_hex((extract(epoch FROM recorded_at) * 1000)::bigint), 12, '0')
                     || '70008' || lpad(to_hex(i), 15, '0'))::uuid,
                   'bench', 'e' || i, md5(:number || '/' || i)::uuid, sha256(i::text::bytea), 'usage', 'call',
                   recorded_at - CASE WHEN i % 50 = 0 THEN interval '1 hour' ELSE interval '0' END,
                   recorded_at,
                   ('{"model":"' || CASE WHEN i % 3 = 0 THEN 'large' ELSE 'small' END
                     || '","tokens":' || (i * 7919 % 4000 + 1) || '.' || (i % 7)
                     || ',"seats":' || (i * 104729 % 97)
                     || ',"region":"eu-' || (i % 5)
                     || '","outcome":"' || CASE WHEN i % 200 = 0 THEN 'failed' ELSE 'done' END
                     || '"}')::json,
                   '{}'
              FROM generate_series(1::bigint, :events) AS i,
                   LATERAL (SELECT date_trunc('milliseconds',
                     :from + interval '2 hours' + (:now - :from - interval '3 hours') * (i::float8 / :events)) AS recorded_at)
            """));
  }

  /// Apart from how Saldo counts: by PostgreSQL, from the same data.
  private void counters(Statement statement) throws SQLException {
    statement.execute(
        filled(
            """
            WITH event AS (
              SELECT occurred_at, data ->> 'model' AS model, (data ->> 'tokens')::numeric AS tokens,
                     (data ->> 'seats')::numeric AS seats, data ->> 'outcome' AS outcome,
                     CASE WHEN occurred_at < :changed THEN :from ELSE :changed END AS term
                FROM command WHERE workspace_id = :workspace AND customer_id = :customer)
            INSERT INTO tally (workspace_id, customer_id, period_from, subject, consumed, held, acts)
            SELECT :workspace, :customer, at, subject, consumed, 0, acts
              FROM (SELECT term AS at, 'usage:requests:' AS subject, count(*) AS consumed,
                           count(*) AS acts
                      FROM event GROUP BY term
                    UNION ALL
                    SELECT term, 'usage:tokens:' || model, sum(tokens), count(*)
                      FROM event GROUP BY term, model
                    UNION ALL
                    SELECT term, 'usage:peak:', max(seats), count(*) FROM event GROUP BY term
                    UNION ALL
                    SELECT date_trunc('day', occurred_at, 'UTC'), 'daily:failures:', count(*), count(*)
                      FROM event WHERE outcome = 'failed' GROUP BY 1) AS counted
            """));
  }

  private String filled(String sql) {
    return sql.replace(":workspace", Long.toString(workspace))
        .replace(":customer", "'" + customer() + "'::uuid")
        .replace(
            ":draft",
            "'" + new UUID(0x01900000_0000_7000L, 0x8200_0000_0000_0000L | number) + "'::uuid")
        .replace(":external", externalId())
        .replace(":number", Integer.toString(number))
        .replace(":events", Integer.toString(events))
        .replace(":first", from().toString())
        .replace(":last", until().toString())
        .replace(":from", time(from()))
        .replace(":changed", time(changed()))
        .replace(":until", time(until()))
        .replace(":now", time(now));
  }

  private static String time(Instant at) {
    return "timestamptz '" + at + "'";
  }
}
