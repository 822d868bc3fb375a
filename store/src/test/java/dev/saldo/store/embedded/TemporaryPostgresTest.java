package dev.saldo.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.store.database.Readiness;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// A throw-away server hands out databases that don't share anything, and leaves nothing behind.
final class TemporaryPostgresTest {

  @Test
  void handsOutSeparateDatabasesAndDeletesAllInTheEnd() throws Exception {
    var postgres = TemporaryPostgres.start();
    try (var one = postgres.newDatabase();
        var two = postgres.newDatabase()) {
      assertThat(one.ready()).isInstanceOf(Readiness.Ready.class);
      assertThat(one.serverVersion()).startsWith("18.");
      assertThat(one.access().application().database())
          .isNotEqualTo(two.access().application().database());
    } finally {
      postgres.close();
    }
    assertThat(Files.exists(postgres.server().folder())).isFalse();
  }
}
