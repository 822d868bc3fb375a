package dev.saldo.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.store.database.Database;
import dev.saldo.store.database.PoolSizes;
import dev.saldo.store.database.Readiness;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/// A server that dies is started again, and the pools find it without being told.
final class SupervisorTest {

  @Test
  void startsAKilledServerAgain() throws Exception {
    Path folder = TestServer.folder("rwxr-xr-x");
    try (var server = EmbeddedPostgres.start(folder, TestServer.options());
        var database = Database.open(server.provision("saldo"), PoolSizes.small())) {
      long killed = pid(server);
      assertThat(answer(database)).isEqualTo(1);

      ProcessHandle process = ProcessHandle.of(killed).orElseThrow();
      process.destroyForcibly();
      process.onExit().join();

      awaitAnother(server, killed);
      awaitAnswer(database);
      assertThat(database.ready()).isInstanceOf(Readiness.Ready.class);
    } finally {
      TestServer.delete(folder);
    }
  }

  private static long pid(EmbeddedPostgres server) {
    return server.state() instanceof ServerState.Running running ? running.pid() : -1;
  }

  private static void awaitAnother(EmbeddedPostgres server, long killed) {
    while (pid(server) == killed || pid(server) < 0) {
      Thread.onSpinWait();
    }
  }

  /// A connection that was used just before the server died may fail once; it is then dropped.
  private static void awaitAnswer(Database database) {
    for (boolean answered = false; !answered; ) {
      try {
        answered = answer(database) == 1;
      } catch (SQLException e) {
        assertThat(e.getSQLState()).isNotNull();
      }
    }
  }

  private static int answer(Database database) throws SQLException {
    try (Connection connection = database.reads().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT 1")) {
      row.next();
      return row.getInt(1);
    }
  }
}
