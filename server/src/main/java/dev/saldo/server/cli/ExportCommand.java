package dev.saldo.server.cli;

import dev.saldo.store.archive.Export;
import dev.saldo.store.archive.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `saldo export`: writes all data into one portable file.
@Command(
    name = "export",
    description = {
      "Writes all data into one file, as they stand at one moment; a server may go on running.",
      "The file is a zip of CSV files with a manifest. It holds personal data and the digests of"
          + " keys: keep it like the database.",
      "For one table to compute with, see `export-table`."
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Invocation invocation;

  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Mixin private WorkspaceOptions workspaces = new WorkspaceOptions();

  @Parameters(
      paramLabel = "FILE|FOLDER",
      description = "The new file, or a folder that gets a file named after the time.")
  private Path target = Path.of(".");

  @Option(names = "--json", description = "Prints what was written as JSON.")
  private boolean json;

  ExportCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws SQLException {
    var terminal = invocation.terminal();
    var now = Instant.now();
    var file =
        Files.isDirectory(target)
            ? target.resolve("saldo-" + STAMP.format(now) + ".zip")
            : target.toAbsolutePath();
    var manifest = write(terminal, file, now);
    if (json) {
      terminal.json(out ->
          out.text("file", file.toString())
              .integer("rows", manifest.rows())
              .integer("files", manifest.parts().size())
              .text("schema", manifest.schema()));
    } else {
      terminal.line(
          "%s rows in %d files are in %s"
              .formatted(Progress.grouped(manifest.rows()), manifest.parts().size(), file));
    }
    return Exit.OK;
  }

  private Manifest write(Terminal terminal, Path file, Instant now) throws SQLException {
    try (var reached = database.reach();
        var progress = terminal.progress()) {
      return Export.write(
          reached.access(), file, workspaces.choice(), now, new WatchedProgress(progress));
    }
  }
}
