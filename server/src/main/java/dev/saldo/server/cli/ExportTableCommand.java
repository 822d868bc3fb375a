package dev.saldo.server.cli;

import dev.saldo.server.tabular.FlatTable;
import dev.saldo.server.tabular.TableFormat;
import java.nio.file.Path;
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

  @Option(names = "--json", description = "Prints the file and its size as JSON.")
  private boolean json;

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
    var asked = api.api(invocation);
    var bytes = new FreshFile(file).write(to -> asked.download(path(), to));
    return Fetched.told(invocation.terminal(), file, bytes, json);
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
