package dev.saldo.server.cli;

import dev.saldo.server.tabular.CsvTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `saldo accounting`: what was sold as money in the books.
@Command(
    name = "accounting",
    description = "What was sold as money in the books.",
    synopsisSubcommandLabel = "journal",
    mixinStandardHelpOptions = true)
final class AccountingCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw CommandFault.usage("which? `saldo accounting journal`");
  }

  /// `saldo accounting journal`.
  @Command(
      name = "journal",
      description = {
        "Shows the entries of some days, and that what is deferred is what grants are worth.",
        "Exits 1 where that doesn't come out to the last digit."
      },
      mixinStandardHelpOptions = true)
  static final class Journal implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin private ApiOptions api = new ApiOptions();

    @Option(names = "--from", required = true, paramLabel = "DAY", description = "The first day.")
    private String from = "";

    @Option(
        names = "--until",
        required = true,
        paramLabel = "DAY",
        description = "The first day after.")
    private String until = "";

    @Option(names = "--currency", paramLabel = "CODE", description = "One currency alone.")
    private @Nullable String currency;

    @Option(names = "--by", paramLabel = "day|period", description = "Whether days are summed up.")
    private String by = "day";

    @Option(
        names = "--csv",
        paramLabel = "FILE",
        description = "Writes two lines an entry, as ledgers read them, into a new file.")
    private @Nullable Path csv;

    @Option(names = "--json", description = "Prints the API's answer.")
    private boolean json;

    Journal(Invocation invocation) {
      this.invocation = invocation;
    }

    @Override
    public Integer call() {
      var terminal = invocation.terminal();
      var path =
          "/v1/accounting/journal?from=%s&until=%s&by=%s%s"
              .formatted(
                  Api.part(from),
                  Api.part(until),
                  Api.part(by),
                  Optional.ofNullable(currency)
                      .map(code -> "&currency=" + Api.part(code))
                      .orElse(""));
      var answered = api.api(invocation).getPatiently(path);
      var journal = answered.json();
      if (csv != null) {
        var bytes = new FreshFile(csv).write(to -> write(to, journal));
        Fetched.told(terminal, csv, bytes, json);
      } else if (json) {
        terminal.json(answered.body());
      } else {
        print(journal, terminal);
      }
      return journal.items("reconciliations").stream()
              .allMatch(one -> one.text("reconciles").equals("true"))
          ? Exit.OK
          : Exit.FAILED;
    }

    private static void print(Shown journal, Terminal terminal) {
      var entries =
          Table.of(
              Table.words("day"),
              Table.words("memo"),
              Table.words("debit"),
              Table.words("credit"),
              Table.figures("amount"),
              Table.words("currency"));
      for (var entry : journal.items("entries")) {
        entries.row(
            entry.text("day"),
            entry.text("memo"),
            entry.text("debit"),
            entry.text("credit"),
            entry.text("amount"),
            entry.text("currency"));
      }
      terminal.table(entries);
      for (var one : journal.items("reconciliations")) {
        terminal.line();
        terminal.line(
            one.text("currency")
                + (one.text("reconciles").equals("true")
                    ? ": what is deferred comes out to the last digit"
                    : ": what is deferred doesn't come out"));
      }
    }

    private static long write(OutputStream to, Shown journal) throws IOException {
      var lines = new ArrayList<List<String>>();
      lines.add(List.of("date", "account", "debit", "credit", "currency", "reference", "memo"));
      for (var entry : journal.items("entries")) {
        lines.add(leg(entry, entry.text("debit"), entry.text("amount"), ""));
        lines.add(leg(entry, entry.text("credit"), "", entry.text("amount")));
      }
      var text = lines.stream().map(Journal::line).collect(Collectors.joining());
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      to.write(bytes);
      return bytes.length;
    }

    private static List<String> leg(Shown entry, String account, String debit, String credit) {
      return List.of(
          entry.text("day"),
          account,
          debit,
          credit,
          entry.text("currency"),
          entry.text("reference"),
          CsvTable.safe(entry.text("memo")));
    }

    private static String line(List<String> cells) {
      return cells.stream()
          .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
          .collect(Collectors.joining(",", "", "\r\n"));
    }
  }
}
