package dev.saldo.server.cli;

import dev.saldo.server.audit.AuditReport;
import dev.saldo.store.archive.ArchiveLimits;
import dev.saldo.store.archive.Import;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `saldo import`: reads an export into an empty database.
@Command(
    name = "import",
    description = {
      "Reads an export into an empty database or a new data folder.",
      "All of it or nothing: the books are audited before the import counts."
    },
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Parameters(paramLabel = "FILE", description = "What `saldo export` wrote.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Prints the audit's report as JSON.")
  private boolean json;

  ImportCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws SQLException {
    var terminal = invocation.terminal();
    var result = read(terminal);
    var report = new AuditReport(result.examined());
    if (json) {
      terminal.json(report.toJson());
    } else {
      AuditTables.print(report, terminal);
      terminal.line(
          result.isImported()
              ? "imported %s rows".formatted(Progress.grouped(result.manifest().rows()))
              : "nothing was imported: the books in the archive don't agree");
    }
    return result.isImported() ? Exit.OK : Exit.FAILED;
  }

  private Import.Result read(Terminal terminal) throws SQLException {
    try (var reached = database.reachOrBegin();
        var progress = terminal.progress()) {
      return Import.read(
          reached.access(), file, ArchiveLimits.STANDARD, new WatchedProgress(progress));
    }
  }
}
