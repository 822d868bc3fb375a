package dev.saldo.server.cli;

import dev.saldo.server.tabular.FlatTable;
import dev.saldo.server.tabular.TableFormat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `saldo export-table`: writes one flat table into a file, for a spreadsheet or a warehouse.
@Command(
    name = "export-table",
    description = {
      "Writes one table of a workspace into a file to compute with: CSV, JSON lines or Parquet.",
      "To move or keep all data, see `export`."
    },
    mixinStandardHelpOptions = true)
final class ExportTableCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(
      paramLabel = "WHAT",
      completionCandidates = Tables.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String what = "";

  @Option(names = "--format", paramLabel = "csv|json|parquet", description = "CSV by default.")
  private TableFormat format = TableFormat.CSV;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "The first moment, such as 2030-01-01T00:00:00Z.")
  private @Nullable String from;

  @Option(names = "--until", paramLabel = "TIME", description = "The first moment after.")
  private @Nullable String until;

  @Option(names = "--customer", paramLabel = "ID", description = "One customer's rows alone.")
  private @Nullable String customer;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The new file; named after the table when left out.")
  private @Nullable Path out;

  ExportTableCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  /// The tables' words.
  static final class Tables implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(FlatTable.values()).map(FlatTable::word).iterator();
    }
  }

  @Override
  public Integer call() {
    var table =
        Arrays.stream(FlatTable.values())
            .filter(one -> one.word().equals(what))
            .findFirst()
            .orElseThrow(() ->
                CommandFault.usage(
                    "there is no table %s; there are %s"
                        .formatted(what, String.join(", ", new Tables()))));
    var file = out == null ? Path.of("saldo-" + table.word() + "." + format.ending()) : out;
    var bytes = write(file.toAbsolutePath());
    invocation.terminal().line("%s bytes are in %s".formatted(Progress.grouped(bytes), file));
    return Exit.OK;
  }

  /// Written beside its place and moved there when it is whole; only its owner can read it, because
  /// personal data are in it.
  private long write(Path file) {
    if (Files.exists(file)) {
      throw CommandFault.failed("%s exists already; choose another name".formatted(file));
    }
    var fresh = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException _) {
      throw CommandFault.failed(
          "%s exists: another export writes it, or one was cut off; delete it".formatted(fresh));
    } catch (IOException e) {
      throw CommandFault.failed("%s can't be written: %s".formatted(file, e));
    }
    try {
      long bytes;
      try (var to = new BufferedOutputStream(Files.newOutputStream(fresh))) {
        bytes = api.api(invocation).download(path(), to);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      return bytes;
    } catch (IOException e) {
      throw CommandFault.failed("the table isn't whole and was thrown away: %s".formatted(e));
    } finally {
      discard(fresh);
    }
  }

  private static void discard(Path fresh) {
    try {
      Files.deleteIfExists(fresh);
    } catch (IOException e) {
      throw CommandFault.failed("%s can't be deleted: %s".formatted(fresh, e));
    }
  }

  private String path() {
    Map<String, @Nullable String> asked = new LinkedHashMap<>();
    asked.put("format", format.name().toLowerCase(java.util.Locale.ROOT));
    asked.put("from", from);
    asked.put("until", until);
    asked.put("customer", customer);
    return asked.entrySet().stream()
        .filter(one -> one.getValue() != null)
        .map(one -> one.getKey() + "=" + Api.part(String.valueOf(one.getValue())))
        .collect(Collectors.joining("&", "/v1/exports/" + Api.part(what) + "?", ""));
  }
}
