package dev.saldo.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.store.audit.Books;
import dev.saldo.store.audit.Difference;
import dev.saldo.store.audit.Watcher;
import dev.saldo.store.database.Database;
import dev.saldo.store.database.OwnerSession;
import dev.saldo.store.embedded.TemporaryPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whoever administers the database can change any row; whatever it is, the audit finds it.
///
/// Each tampering runs in a transaction of the superuser with triggers off, is audited within it,
/// and rolled back.
class TamperingTest {
  private static TemporaryPostgres postgres;
  private static Database database;

  @BeforeAll
  static void trade() throws Exception {
    postgres = TemporaryPostgres.start();
    database = postgres.newDatabase();
    var trading = new Trading(database, 1, 6);
    trading.trade(4, 100);
    trading.holdAtLast();
  }

  @AfterAll
  static void stop() {
    database.close();
    postgres.close();
  }

  /// A change to the rows, and a check that must tell of it.
  record Tampering(String sql, String check) {
    @Override
    public String toString() {
      return sql.strip().replaceAll("\\s+", " ");
    }
  }

  // The row in the middle of the longest chain, and the one after it.
  private static final String ENTRY =
      """
      (SELECT e.ctid FROM ledger_entry e JOIN wallet w ON w.id = e.wallet_id
        WHERE e.sequence = w.sequence / 2 ORDER BY w.sequence DESC LIMIT 1)
      """;

  static Stream<Tampering> tamperings() {
    return Stream.of(
            entries(),
            rows(),
            Stream.of(
                of("DELETE FROM ledger_entry WHERE ctid = " + ENTRY, "chains"),
                of(
                    """
                    DELETE FROM ledger_entry e USING wallet w
                     WHERE w.id = e.wallet_id AND e.sequence = w.sequence AND w.sequence > 5
                    """,
                    "heads"),
                of(
                    """
                    DELETE FROM ledger_entry e USING wallet w
                     WHERE w.id = e.wallet_id AND w.name = 'main' AND e.sequence = 1
                    """,
                    "chains"),
                of("DELETE FROM ledger_entry", "heads"),
                of(
                    """
                    INSERT INTO ledger_entry
                    SELECT workspace_id, customer_id, wallet_id, 1000000, cause, evidence, debit_id,
                           credit_id, amount, effective_at, hash
                      FROM ledger_entry WHERE ctid =\
                    """
                        + ENTRY,
                    "chains"),
                // Two entries trade their places, numbers and hashes staying where they were.
                of(
                    """
                    UPDATE ledger_entry e SET (cause, evidence, debit_id, credit_id, amount,
                        effective_at) = (SELECT o.cause, o.evidence, o.debit_id, o.credit_id,
                        o.amount, o.effective_at FROM ledger_entry o
                         WHERE o.wallet_id = e.wallet_id
                           AND o.sequence = CASE e.sequence WHEN 3 THEN 4 ELSE 3 END)
                     WHERE e.sequence IN (3, 4) AND e.wallet_id =
                       (SELECT id FROM wallet ORDER BY sequence DESC LIMIT 1)
                    """,
                    "chains"),
                // The last entry and the head go together, as if it had never been.
                of(
                    """
                    WITH last AS (SELECT id, sequence FROM wallet ORDER BY sequence DESC LIMIT 1),
                    gone AS (DELETE FROM ledger_entry e USING last
                              WHERE e.wallet_id = last.id AND e.sequence = last.sequence)
                    UPDATE wallet w SET sequence = w.sequence - 1, head = (SELECT hash
                        FROM ledger_entry e WHERE e.wallet_id = w.id
                         AND e.sequence = w.sequence - 1)
                      FROM last WHERE w.id = last.id
                    """,
                    "journal"),
                of(
                    "UPDATE tally SET consumed = consumed + 1 WHERE subject LIKE 'resource:%'",
                    "tallies"),
                of(
                    """
                    UPDATE resource SET returned_at = claimed_at
                     WHERE id = (SELECT id FROM resource WHERE returned_at IS NULL LIMIT 1)
                    """,
                    "tallies"),
                of("DELETE FROM resource WHERE returned_at IS NULL", "tallies"),
                of("DELETE FROM wallet WHERE name = 'main'", "heads"),
                of("DELETE FROM credit_grant WHERE remaining > 0", "grants")))
        .flatMap(all -> all);
  }

  /// Every byte of an entry counts.
  private static Stream<Tampering> entries() {
    var flip = "set_byte(%s, %d, get_byte(%s, %d) # 1)";
    return Stream.of(
            Stream.of(0, 15, 31)
                .map(at -> "evidence = " + flip.formatted("evidence", at, "evidence", at)),
            Stream.of(0, 15, 31).map(at -> "hash = " + flip.formatted("hash", at, "hash", at)),
            Stream.of(
                "amount = amount + 0.000000000001",
                "amount = amount * 10",
                "effective_at = effective_at + interval '1 microsecond'",
                "cause = '00000000-0000-0000-0000-00000000abcd'",
                "debit_id = '00000000-0000-0000-0000-000000000007'",
                "credit_id = '00000000-0000-0000-0000-000000000004'",
                "sequence = sequence + 100000",
                "wallet_id = '00000000-0000-0000-0000-00000000abcd'",
                "customer_id = '00000000-0000-0000-0000-00000000abcd'",
                "workspace_id = 99"))
        .flatMap(sets -> sets)
        .map(set -> of("UPDATE ledger_entry SET " + set + " WHERE ctid = " + ENTRY, "chains"));
  }

  /// What stands beside the chains.
  private static Stream<Tampering> rows() {
    return Stream.of(
        of("UPDATE wallet SET head = sha256(head)", "heads"),
        of("UPDATE wallet SET sequence = sequence + 1", "heads"),
        of("UPDATE wallet SET unit = 'gold'", "chains"),
        of("UPDATE wallet SET consumed = consumed + 0.000000000001", "used"),
        of("UPDATE wallet SET debt = debt + 1", "debts"),
        of("UPDATE credit_grant SET remaining = remaining + 1", "grants"),
        of("UPDATE credit_grant SET remaining = remaining + 1 WHERE paid > 0", "deferred revenue"),
        of("UPDATE credit_grant SET amount = amount + 1 WHERE state = 'active'", "granted"),
        of("UPDATE credit_grant SET held = held + 1 WHERE remaining - held >= 1", "holds"),
        of("DELETE FROM hold WHERE state = 'open' AND amount > overage", "holds"),
        of("UPDATE hold SET amount = amount + 1", "hold amounts"),
        of("UPDATE command SET credits = credits + 1 WHERE kind = 'charge'", "journal"),
        of("UPDATE command SET digest = sha256(digest) WHERE kind = 'charge'", "causes"),
        of("DELETE FROM command WHERE kind = 'charge'", "causes"),
        of("DELETE FROM command WHERE kind = 'hold'", "ended holds"),
        of("DELETE FROM command WHERE kind = 'hold'", "changes"),
        of("UPDATE past SET refunded = refunded + 1", "refunds"),
        of("UPDATE tally SET consumed = consumed + 0.5 WHERE subject LIKE 'budget:%'", "tallies"),
        of("UPDATE tally SET consumed = consumed - 1 WHERE subject LIKE 'quota:%'", "tallies"),
        of("UPDATE tally SET held = held + 1", "tallies"),
        of("DELETE FROM tally", "tallies"),
        of("DELETE FROM change_batch", "changes"),
        of("UPDATE account SET next_due_at = '9999-12-31T00:00:00Z'", "due"),
        of("UPDATE account SET has_tallies = false", "due"));
  }

  private static Tampering of(String sql, String check) {
    return new Tampering(sql, check);
  }

  @ParameterizedTest
  @MethodSource("tamperings")
  void isFound(Tampering tampering) throws Exception {
    try (var superuser = superuser()) {
      superuser.setAutoCommit(false);
      try (var statement = superuser.createStatement()) {
        statement.execute("SET LOCAL session_replication_role = replica");
        assertThat(statement.executeUpdate(tampering.sql())).isPositive();
      }
      var found = differences(superuser);
      superuser.rollback();

      assertThat(found.stream().map(Difference::check).collect(Collectors.toSet()))
          .contains(tampering.check());
      assertThat(found)
          .filteredOn(one -> one.check().equals(tampering.check()))
          .allSatisfy(one -> assertThat(one.customer()).isPresent())
          .allSatisfy(one -> assertThat(one.expected()).isNotEqualTo(one.found()));
    }
  }

  private static List<Difference> differences(Connection connection) throws Exception {
    return Books.examine(connection, Optional.empty(), Watcher.NONE).stream()
        .flatMap(examined -> examined.findings().stream())
        .flatMap(finding -> finding.first().stream())
        .toList();
  }

  private static Connection superuser() throws Exception {
    var url = database.access().owner();
    var properties = url.properties();
    properties.setProperty("user", "postgres");
    properties.setProperty(
        "password",
        java.nio.file.Files.readString(postgres.server().folder().resolve("secrets/superuser")));
    properties.setProperty("currentSchema", "saldo");
    return DriverManager.getConnection(url.toJdbc(), properties);
  }

  /// The owner of the tables alone can't do any of it.
  @org.junit.jupiter.api.Test
  void theOwnerIsRefused() throws Exception {
    try (var owner = OwnerSession.open(database.access());
        var statement = owner.createStatement()) {
      statement.execute("SELECT set_config('saldo.workspace', '1', false)");
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> statement.execute("UPDATE ledger_entry SET amount = 1"))
          .hasMessageContaining("never changed");
    }
  }
}
