package dev.saldo.server.cli;

import dev.saldo.core.account.Ids;
import dev.saldo.server.catalog.PublishedCatalogs;
import dev.saldo.server.clock.ClockSettings;
import dev.saldo.server.clock.ClockWatch;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.server.engine.TimeOrderedIds;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.invoice.BillingRun;
import dev.saldo.store.catalog.CatalogVersions;
import dev.saldo.store.clock.ClockSeen;
import dev.saldo.store.database.Database;
import dev.saldo.store.database.PoolSizes;
import dev.saldo.store.invoice.InvoiceStore;
import dev.saldo.store.sql.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `saldo bill run`: finalizes every invoice whose time has come.
@Command(
    name = "bill",
    description = "Bills what is due.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class BillCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw CommandFault.usage("say what to do: `saldo bill run`");
  }

  /// Finalizes invoices.
  @Command(
      name = "run",
      description = {
        "Finalizes every invoice whose time has come, each in one transaction with its number.",
        "A server does so by itself every few seconds; running both at once bills nothing twice."
      },
      mixinStandardHelpOptions = true)
  static final class Run implements Callable<Integer> {
    private static final int SLICE_MAX = 10_000;

    private final Invocation invocation;

    @Mixin private DatabaseOptions database = new DatabaseOptions();

    @Option(
        names = "--slice",
        paramLabel = "N",
        description = "How many customers' invoices are finalized in one transaction.",
        defaultValue = "" + BillingRun.SLICE)
    private int slice = BillingRun.SLICE;

    @Option(
        names = "--approve-until",
        paramLabel = "INSTANT",
        description = {
          "Says that the clock is right though it is far ahead of the time at which a node was last",
          "at work, and may go on to this time, as 2026-03-01T00:00:00Z. Recorded for good; running",
          "servers take note of it within seconds."
        })
    private Optional<String> approveUntil = Optional.empty();

    @Option(
        names = "--clock-periods",
        paramLabel = "N",
        defaultValue = "${env:SALDO_CLOCK_PERIODS:-2}",
        description = "As `saldo serve` has it (SALDO_CLOCK_PERIODS; default: ${DEFAULT-VALUE}).")
    private int clockPeriods = ClockSettings.PERIODS;

    @Option(names = "--json", description = "Prints what was done as JSON.")
    private boolean json;

    Run(Invocation invocation) {
      this.invocation = invocation;
    }

    @Override
    public Integer call() {
      if (slice < 1 || slice > SLICE_MAX) {
        throw CommandFault.usage("--slice is from 1 to " + SLICE_MAX);
      }
      var settings = ClockPeriods.settings(clockPeriods);
      var approved = approveUntil.map(Run::instant);
      var terminal = invocation.terminal();
      var begun = System.nanoTime();
      BillingRun.Report report;
      try (var reached = database.reach();
          var opened = Database.open(reached.access(), PoolSizes.small());
          var watch = watch(opened, settings, approved);
          var progress = terminal.progress()) {
        progress.step("finalizing invoices");
        report =
            run(opened, watch)
                .all(done -> progress.step("%,d invoices finalized".formatted(done.finalized())));
      }
      var took = Duration.ofNanos(System.nanoTime() - begun);
      print(terminal, report, took);
      return report.stuck() == 0 ? Exit.OK : Exit.FAILED;
    }

    private static Instant instant(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException _) {
        throw CommandFault.usage("--approve-until is a time as 2026-03-01T00:00:00Z");
      }
    }

    /// The clock that invoices are finalized by, if it may be believed.
    private static ClockWatch watch(
        Database opened, ClockSettings settings, Optional<Instant> approved) {
      var memory = new ClockSeen(new Transactions(opened.reads()));
      approved.ifPresent(until ->
          memory.approve(
              until, settings.clock().instant(), System.getProperty("user.name", "unknown")));
      var watch = new ClockWatch(memory, settings);
      watch
          .fault()
          .ifPresent(fault -> {
            throw CommandFault.failed("nothing is billed: " + fault);
          });
      return watch;
    }

    private BillingRun run(Database opened, InstantSource clock) {
      Ids ids = new TimeOrderedIds(clock, () -> ThreadLocalRandom.current().nextLong());
      var versions = new CatalogVersions(new Transactions(opened.lookups()));
      var catalogs = new CatalogCache(new PublishedCatalogs(versions), 100);
      return new BillingRun(new InvoiceStore(opened.reads()), catalogs, ids, clock, slice);
    }

    private void print(Terminal terminal, BillingRun.Report report, Duration took) {
      if (json) {
        terminal.json(out ->
            out.integer("finalized", report.finalized())
                .integer("empty", report.empty())
                .integer("stuck", report.stuck())
                .objects(
                    "stuck_customers",
                    report.stuckCustomers(),
                    (item, one) -> item.text("customer", id(one)).text("reason", one.reason()))
                .integer("milliseconds", took.toMillis()));
        return;
      }
      terminal.line(
          "%,d invoices finalized, %,d drafts with nothing to bill, in %.1f s"
              .formatted(report.finalized(), report.empty(), took.toMillis() / 1_000.0));
      if (report.stuck() > 0) {
        terminal.line("%,d customers' invoices couldn't be made out:".formatted(report.stuck()));
        var table = Table.of(Table.words("customer"), Table.words("reason"));
        report.stuckCustomers().forEach(one -> table.row(id(one), one.reason()));
        terminal.table(table);
      }
    }

    private static String id(BillingRun.Stuck stuck) {
      return PublicId.of(IdKind.CUSTOMER, stuck.customer());
    }
  }
}
