package dev.saldo.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.store.audit.Finding;
import dev.saldo.store.database.Database;
import dev.saldo.store.embedded.TemporaryPostgres;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AuditTest {
  private static TemporaryPostgres postgres;
  private static Database database;

  @BeforeAll
  static void trade() throws Exception {
    postgres = TemporaryPostgres.start();
    database = postgres.newDatabase();
    new Trading(database, 1, 11).trade(6, 120);
    new Trading(database, 2, 12).trade(3, 40);
  }

  @AfterAll
  static void stop() {
    database.close();
    postgres.close();
  }

  @Test
  void booksThatNobodyTouchedAreClean() throws Exception {
    var report = new Audit(database.access()).run();

    assertThat(report.particulars()).isEmpty();
    assertThat(report.isClean()).isTrue();
    assertThat(report.workspaces()).hasSize(2);
    assertThat(report.entries()).isGreaterThan(1_000);
  }

  @Test
  void everyCheckHadSomethingToLookAt() throws Exception {
    var examined = new HashMap<String, Long>();
    for (var workspace : new Audit(database.access()).run().workspaces()) {
      for (Finding finding : workspace.findings()) {
        examined.merge(finding.check(), finding.examined(), Long::sum);
      }
    }
    assertThat(
            examined.entrySet().stream()
                .filter(check -> check.getValue() == 0)
                .map(Map.Entry::getKey)
                // This world has no invoices; those of InvoicingTest are audited there.
                .filter(check -> !check.startsWith("invoice-")))
        .containsExactlyInAnyOrder("checkpoints", "checkpoint heads");
  }
}
