package dev.saldo.server.cli;

import dev.saldo.server.audit.Audit;
import dev.saldo.server.audit.AuditReport;
import dev.saldo.store.database.Migrations;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `saldo audit`: recomputes every balance from the entries and checks every chain.
@Command(
    name = "audit",
    description = {
      "Recomputes every balance from the ledger's entries and checks every chain.",
      "A server may go on running meanwhile. Exits 1 on any difference."
    },
    mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Mixin private WorkspaceOptions workspaces = new WorkspaceOptions();

  @Option(names = "--json", description = "Prints the report as JSON.")
  private boolean json;

  AuditCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws SQLException {
    var terminal = invocation.terminal();
    var choice = workspaces.choice();
    AuditReport report;
    try (var reached = database.reach();
        var progress = terminal.progress()) {
      reached.server().ifPresent(_ -> Migrations.standard().run(reached.access()));
      report = new Audit(reached.access()).run(choice, new WatchedProgress(progress));
    }
    if (choice.isPresent() && report.workspaces().isEmpty()) {
      throw CommandFault.failed("there is no workspace " + choice.get().name());
    }
    if (json) {
      terminal.json(report.toJson());
    } else {
      AuditTables.print(report, terminal);
    }
    return report.isClean() ? Exit.OK : Exit.FAILED;
  }
}
