package dev.saldo.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.store.embedded.EmbeddedPostgres;
import dev.saldo.store.embedded.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Steps of the schema on a database that has been at work.
final class MigrationTest {
  private static final String HOLD =
      """
      INSERT INTO saldo.hold (workspace_id, customer_id, id, wallet_id, amount, overage, opened_at,
                              expires_at, state, action, act, open_for)
      VALUES (1, '%1$s', gen_random_uuid(), %2$s, %3$s, %3$s, now(), now() + interval '1 minute',
              'open', 'call', '{}', '%1$s')
      """;

  private static Path home = Path.of("");
  private static EmbeddedPostgres server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    home = TestServer.folder("rwxr-xr-x");
    server = EmbeddedPostgres.start(home, TestServer.options());
  }

  @AfterAll
  static void stop() {
    server.close();
    TestServer.delete(home);
  }

  /// The steps before one.
  private Migrations before(int version) throws IOException {
    try (var all = Files.list(Path.of("src/main/resources/db/migration"))) {
      for (var step : all.toList()) {
        var name = step.getFileName().toString();
        if (Integer.parseInt(name.substring(1, name.indexOf("__"))) < version) {
          Files.copy(step, folder.resolve(name));
        }
      }
    }
    return Migrations.in("filesystem:" + folder);
  }

  private static void execute(DatabaseAccess access, String sql) throws SQLException {
    try (var connection = Connections.open(access.owner());
        var statement = connection.createStatement()) {
      statement.execute("SET saldo.workspace = '1'");
      statement.execute(sql);
    }
  }

  private static long count(DatabaseAccess access, String sql) throws SQLException {
    try (var connection = Connections.open(access.owner());
        var statement = connection.createStatement()) {
      statement.execute("SET saldo.workspace = '1'");
      try (var rows = statement.executeQuery(sql)) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  @Test
  void holdsStayAsTheyAreWhenSomeMayBeWithoutAWallet() throws Exception {
    var access = server.provision("holds");
    before(12).run(access);
    var customer = UUID.randomUUID();
    execute(access, HOLD.formatted(customer, "gen_random_uuid()", "5"));
    var withoutWallet = HOLD.formatted(customer, "NULL", "NULL");
    assertThatThrownBy(() -> execute(access, withoutWallet)).hasMessageContaining("wallet_id");

    Migrations.standard().run(access);

    execute(access, withoutWallet);
    assertThat(count(access, "SELECT count(*) FROM saldo.hold WHERE amount = 5")).isEqualTo(1);
    assertThat(count(access, "SELECT count(*) FROM saldo.hold")).isEqualTo(2);
    assertThatThrownBy(() -> execute(access, HOLD.formatted(customer, "NULL", "5")))
        .hasMessageContaining("hold_reserved");
    assertThatThrownBy(
            () -> execute(access, "UPDATE saldo.hold SET amount = NULL WHERE amount = 5"))
        .hasMessageContaining("hold_reserved");
  }

  @Test
  void levelsAndCountersStayAndMoreFitsIn() throws Exception {
    var access = server.provision("averages");
    before(24).run(access);
    var customer = UUID.randomUUID();
    var level = "INSERT INTO saldo.level VALUES (1, '%s', 'storage', '%s', %s)";
    var tally =
        "INSERT INTO saldo.tally (workspace_id, customer_id, period_from, subject, consumed, held)"
            + " VALUES (1, '%s', '2039-01-01Z', '%s', %s, 0)";
    execute(access, level.formatted(customer, "2039-01-01Z", "5.5"));
    execute(access, tally.formatted(customer, "usage:calls:", "7.25"));
    var large = tally.formatted(customer, "usage:storage:", "1e35 + 0.000000000001");
    assertThatThrownBy(() -> execute(access, large)).hasMessageContaining("overflow");

    Migrations.standard().run(access);

    var kept = "SELECT count(*) FROM saldo.level WHERE level = 5.5 AND unbilled = 0";
    assertThat(count(access, kept)).isEqualTo(1);
    assertThat(count(access, "SELECT count(*) FROM saldo.tally WHERE consumed = 7.25")).isOne();
    execute(access, large);
    var exact = "SELECT count(*) FROM saldo.tally WHERE consumed = 1e35 + 0.000000000001";
    assertThat(count(access, exact)).isEqualTo(1);
    execute(access, level.formatted(customer, "2039-01-02Z", "5, 5"));
    for (var wrong : new String[] {"5, 6", "5, -1", "5, 'NaN'"}) {
      var row = level.formatted(customer, "2039-01-03Z", wrong);
      assertThatThrownBy(() -> execute(access, row)).as(wrong).hasMessageContaining("constraint");
    }
    var nothing = tally.formatted(customer, "usage:none:", "'NaN'");
    assertThatThrownBy(() -> execute(access, nothing)).hasMessageContaining("constraint");
  }

  @Test
  void aReferenceIsClaimedOnceAtATime() throws Exception {
    var access = server.provision("claims");
    Migrations.standard().run(access);
    var customer = UUID.randomUUID();
    var claim =
        """
        INSERT INTO saldo.resource (workspace_id, customer_id, id, name, reference, claimed_at)
        VALUES (1, '%s', gen_random_uuid(), 'agents', 'a', now())
        """
            .formatted(customer);
    execute(access, claim);
    assertThatThrownBy(() -> execute(access, claim)).hasMessageContaining("resource_claimed");
    execute(access, "UPDATE saldo.resource SET returned_at = now()");
    execute(access, claim);
    assertThatThrownBy(() ->
            execute(access, "UPDATE saldo.resource SET returned_at = claimed_at - interval '1 s'"))
        .hasMessageContaining("check constraint");
  }

  @Test
  void whatWasSettledBeforeGetsItsTime() throws Exception {
    var access = server.provision("settled");
    before(22).run(access);
    var customer = UUID.randomUUID();
    for (var invoice :
        new String[][] {
          {"0f000000-0000-7000-8000-000000000001", "void", "1"},
          {"0f000000-0000-7000-8000-000000000002", "finalized", "2"},
        }) {
      execute(
          access,
          """
          INSERT INTO saldo.invoice (workspace_id, customer_id, id, kind, status, currency, drafted_at,
                                     series, sequence, document, digest)
          VALUES (1, '%s', '%s', 'invoice', '%s', 'EUR', now(), 'INV', %s, '{}', sha256(''))
          """
              .formatted(customer, invoice[0], invoice[1], invoice[2]));
    }
    execute(
        access,
        """
        INSERT INTO saldo.command (workspace_id, customer_id, id, source, key, key_hash, digest, kind,
                                   occurred_at, recorded_at, answer)
        VALUES (1, '%s', gen_random_uuid(), 'saldo:due',
                'invoice:0f000000-0000-7000-8000-000000000001:void', gen_random_uuid(), sha256(''),
                'invoice_state', now(), '2026-01-02T03:04:05Z', '{}')
        """
            .formatted(customer));
    Migrations.standard().run(access);
    assertThat(
            count(
                access,
                "SELECT count(*) FROM saldo.invoice WHERE settled_at = '2026-01-02T03:04:05Z'"
                    + " AND status = 'void'"))
        .isEqualTo(1);
    assertThat(count(access, "SELECT count(*) FROM saldo.invoice WHERE settled_at IS NULL"))
        .isEqualTo(1);
    assertThat(
            count(
                access,
                "SELECT count(*) FROM pg_class WHERE relname IN ('invoice', 'command')"
                    + " AND relforcerowsecurity"))
        .isEqualTo(2);
    assertThatThrownBy(() -> execute(access, "UPDATE saldo.invoice SET settled_at = now()"))
        .hasMessageContaining("never changes");
  }

  @Test
  void whatWasCappedByNobodyAndInvoicedForAPeriodStaysSo() throws Exception {
    var access = server.provision("caps");
    before(15).run(access);
    var customer = UUID.randomUUID();
    execute(
        access,
        """
        INSERT INTO saldo.account (workspace_id, id, zone, last_at, next_due_at)
        VALUES (1, '%s', 'UTC', now(), now())
        """
            .formatted(customer));
    var invoice =
        """
        INSERT INTO saldo.invoice (workspace_id, customer_id, id, kind, status, currency, drafted_at,
                                   %s)
        VALUES (1, '%s', gen_random_uuid(), 'invoice', 'draft', 'EUR', now(), %s)
        """;
    var march = "'2039-03-01Z', '2039-04-01Z'";
    execute(access, invoice.formatted("usage_from, usage_until", customer, march));

    Migrations.standard().run(access);

    assertThat(count(access, "SELECT count(*) FROM saldo.account WHERE spending_cap IS NULL"))
        .isEqualTo(1);
    assertThat(count(access, "SELECT count(*) FROM saldo.invoice WHERE interim_from IS NULL"))
        .isEqualTo(1);
    execute(access, "UPDATE saldo.account SET spending_cap = 0, spending_cap_in = 'EUR'");
    for (var cap : new String[] {"-1, spending_cap_in = 'EUR'", "'NaN'", "NULL"}) {
      assertThatThrownBy(() -> execute(access, "UPDATE saldo.account SET spending_cap = " + cap))
          .as(cap)
          .hasMessageContaining("check constraint");
    }
    execute(access, invoice.formatted("interim_from", customer, "'2039-03-01Z'"));
    var both = "usage_from, usage_until, interim_from";
    var april = "'2039-04-01Z', '2039-05-01Z', '2039-04-01Z'";
    assertThatThrownBy(() -> execute(access, invoice.formatted(both, customer, april)))
        .hasMessageContaining("invoice_interim");
  }
}
