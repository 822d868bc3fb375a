package dev.saldo.store.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// All checks of one workspace's books, on a connection that is inside a transaction and sees them.
public final class Examination {
  private Examination() {}

  /// Runs every check.
  ///
  /// @param connection in a transaction with one snapshot, for the checks to agree
  public static List<Finding> run(Connection connection, long workspace, Watcher watcher)
      throws SQLException {
    try (var statement =
        connection.prepareStatement("SELECT set_config('saldo.workspace', ?, true)")) {
      statement.setString(1, Long.toString(workspace));
      statement.execute();
    }
    var findings = new ArrayList<Finding>();
    watcher.step("walking the chains");
    findings.addAll(ChainCheck.run(connection, workspace, watcher::done));
    for (var checks :
        List.of(BalanceChecks.ALL, JournalChecks.ALL, LimitChecks.ALL, InvoiceChecks.ALL)) {
      for (var check : checks) {
        watcher.step("checking " + check.name());
        findings.add(check.run(connection, workspace));
      }
    }
    watcher.step("checking deferred revenue");
    findings.add(RevenueCheck.run(connection, workspace));
    watcher.step("checking checkpoints");
    findings.addAll(CheckpointCheck.run(connection, workspace));
    return findings;
  }
}
