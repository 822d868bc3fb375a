package dev.saldo.server.cli;

import dev.saldo.core.subscription.LineItem;
import dev.saldo.server.catalog.PublishedCatalogs;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.server.invoice.ExportedEvents;
import dev.saldo.server.invoice.PeriodCheck;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.store.catalog.CatalogVersions;
import dev.saldo.store.invoice.PeriodReads;
import dev.saldo.store.reading.ReadSide;
import dev.saldo.store.sql.Transactions;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `saldo rerate`: rates a customer's period again from every single event.
@Command(
    name = "rerate",
    description = {
      "Rates a customer's billed period again from every single event, and holds what comes out",
      "against the counters that are billed by. Nothing is written; a server may go on running",
      "meanwhile. Exits 1 on any difference."
    },
    mixinStandardHelpOptions = true)
final class RerateCommand implements Callable<Integer> {
  private static final int VERSIONS_MAX = 100;

  private final Invocation invocation;

  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Mixin private KeyWorkspace workspace = new KeyWorkspace();

  @Parameters(paramLabel = "CUSTOMER", description = "Its id, or your own id for it.")
  private String customer = "";

  @Option(
      names = "--period",
      paramLabel = "TIME",
      description = "Any moment of it, such as 2030-01-01T00:00:00Z; the current one by default.")
  private @Nullable String period;

  @Option(
      names = "--from",
      paramLabel = "FILE.parquet",
      description = "Takes the events from an exported table of usage instead of the journal.")
  private @Nullable Path file;

  @Option(names = "--json", description = "Prints the outcome as JSON.")
  private boolean json;

  RerateCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var at = Optional.ofNullable(period).map(RerateCommand::time);
    PeriodCheck.Result result;
    try (var desk = KeyDesk.open(database, workspace)) {
      var id = desk.customer(customer);
      var versions = new CatalogVersions(new Transactions(desk.database().lookups()));
      var catalogs = new CatalogCache(new PublishedCatalogs(versions), VERSIONS_MAX);
      var check = new PeriodCheck(new PeriodReads(new ReadSide(desk.database().reads())), catalogs);
      result =
          checked(check, desk.workspace(), id, at)
              .orElseThrow(
                  () -> CommandFault.failed("customer %s has no such period".formatted(customer)));
    }
    if (json) {
      invocation.terminal().json(out -> write(out, result));
    } else {
      print(result);
    }
    return result.isClean() ? Exit.OK : Exit.FAILED;
  }

  private Optional<PeriodCheck.Result> checked(
      PeriodCheck check, long ofWorkspace, UUID id, Optional<Instant> at) {
    if (file == null) {
      return check.check(ofWorkspace, id, at);
    }
    if (!Files.isReadable(file)) {
      throw CommandFault.usage(file + " can't be read");
    }
    try {
      var workers = Runtime.getRuntime().availableProcessors();
      return check.check(ofWorkspace, id, at, new ExportedEvents(file, id, workers));
    } catch (UncheckedIOException e) {
      throw CommandFault.failed(String.valueOf(e.getMessage()));
    }
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw CommandFault.usage(text + " isn't a time, such as 2030-01-01T00:00:00Z");
    }
  }

  private void print(PeriodCheck.Result result) {
    var terminal = invocation.terminal();
    if (!result.differences().isEmpty()) {
      var table =
          Table.of(
              Table.words("counter"),
              Table.words("from"),
              Table.figures("events"),
              Table.figures("counted"));
      for (var one : result.differences()) {
        table.row(
            one.counter().subject(),
            one.counter().from(),
            one.counted().toPlainString(),
            one.stored().toPlainString());
      }
      terminal.table(table);
    }
    terminal.line(
        "%s until %s: %s events on %d counters, %s"
            .formatted(
                result.period().from(),
                result.period().until(),
                Progress.grouped(result.events()),
                result.counters(),
                result.isClean() ? "nothing differs" : "the books differ"));
    if (!result.lines().equals(result.rerated())) {
      terminal.line("billed by counters: " + amounts(result.lines()));
      terminal.line("by events:          " + amounts(result.rerated()));
    }
  }

  private static String amounts(List<LineItem> lines) {
    return lines.stream()
        .map(line -> line.code() + " " + line.amount())
        .reduce((one, other) -> one + ", " + other)
        .orElse("nothing");
  }

  private static void write(JsonWriter out, PeriodCheck.Result result) {
    out.time("from", result.period().from())
        .time("until", result.period().until())
        .integer("events", result.events())
        .integer("counters", result.counters())
        .integer("differences", result.differences().size())
        .flag("clean", result.isClean());
  }
}
