package dev.saldo.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.checkpoint.CheckpointJob;
import dev.saldo.server.checkpoint.SigningKey;
import dev.saldo.server.engine.TimeOrderedIds;
import dev.saldo.store.access.Workspaces;
import dev.saldo.store.audit.Books;
import dev.saldo.store.audit.Difference;
import dev.saldo.store.audit.Watcher;
import dev.saldo.store.checkpoint.Checkpoints;
import dev.saldo.store.database.Database;
import dev.saldo.store.database.OwnerSession;
import dev.saldo.store.embedded.TemporaryPostgres;
import dev.saldo.store.sql.Transactions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What was signed holds, and whatever is changed of it is found.
class CheckpointAuditTest {
  private static TemporaryPostgres postgres;
  private static Database database;

  @BeforeAll
  static void sign() throws Exception {
    postgres = TemporaryPostgres.start();
    database = postgres.newDatabase();
    var clock = Clock.systemUTC();
    var ids = new TimeOrderedIds(clock, new SecureRandom()::nextLong);
    var transactions = new Transactions(database.reads());
    var workspaces = new Workspaces(transactions);
    var now = clock.instant();
    var workspace = workspaces.begin("default", ids.next(now), ids.next(now), now).getFirst().id();
    var job =
        new CheckpointJob(
            workspaces,
            new Checkpoints(transactions),
            SigningKey.of(Base64.getEncoder().encodeToString(new byte[32])),
            ids,
            clock);
    var trading = new Trading(database, workspace, 9);
    trading.trade(2, 20);
    assertThat(job.run()).isOne();
    trading.again(10);
    assertThat(job.run()).isOne();
  }

  @AfterAll
  static void stop() {
    database.close();
    postgres.close();
  }

  @Test
  void signedBooksAreClean() throws Exception {
    var report = new Audit(database.access()).run();

    assertThat(report.particulars()).isEmpty();
    assertThat(
            report.workspaces().stream()
                .flatMap(examined -> examined.findings().stream())
                .filter(finding -> finding.check().equals("checkpoints"))
                .mapToLong(finding -> finding.examined())
                .sum())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UPDATE checkpoint SET signature = set_byte(signature, 9, get_byte(signature, 9) # 1) | checkpoints
          UPDATE checkpoint SET digest = sha256(digest)                       | checkpoints
          UPDATE checkpoint SET taken_at = taken_at + interval '1 second'     | checkpoints
          UPDATE checkpoint SET wallets = wallets + 1                         | checkpoints
          UPDATE checkpoint SET previous = sha256(previous)                   | checkpoints
          DELETE FROM checkpoint WHERE previous = decode(repeat('00', 32), 'hex') | checkpoints
          UPDATE signing_key SET public_key = sha256(public_key)              | checkpoints
          DELETE FROM signing_key                                             | checkpoints
          UPDATE checkpoint_head SET head = sha256(head)                      | checkpoint heads
          UPDATE checkpoint_head SET sequence = sequence + 1                  | checkpoints
          DELETE FROM checkpoint_head                                         | checkpoints
          """)
  void whatIsChangedOfThemIsFound(String sql, String check) throws Exception {
    try (var owner = OwnerSession.open(database.access())) {
      owner.setAutoCommit(false);
      try (var statement = owner.createStatement()) {
        for (var table : Set.of("checkpoint", "checkpoint_head")) {
          statement.execute("ALTER TABLE " + table + " NO FORCE ROW LEVEL SECURITY");
        }
        assertThat(statement.executeUpdate(sql)).isPositive();
      }
      var found =
          Books.examine(owner, Optional.empty(), Watcher.NONE).stream()
              .flatMap(examined -> examined.findings().stream())
              .flatMap(finding -> finding.first().stream())
              .map(Difference::check)
              .collect(Collectors.toSet());
      owner.rollback();

      assertThat(found).contains(check);
    }
  }
}
