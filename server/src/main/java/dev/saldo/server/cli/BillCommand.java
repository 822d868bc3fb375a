package dev.saldo.server.cli;

import dev.saldo.core.account.Ids;
import dev.saldo.server.catalog.PublishedCatalogs;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.server.engine.TimeOrderedIds;
import dev.saldo.server.invoice.BillingRun;
import dev.saldo.store.catalog.CatalogVersions;
import dev.saldo.store.database.Database;
import dev.saldo.store.database.PoolSizes;
import dev.saldo.store.invoice.InvoiceStore;
import dev.saldo.store.sql.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
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
      var terminal = invocation.terminal();
      var begun = System.nanoTime();
      BillingRun.Report report;
      try (var reached = database.reach();
          var opened = Database.open(reached.access(), PoolSizes.small());
          var progress = terminal.progress()) {
        progress.step("finalizing invoices");
        report =
            run(opened)
                .all(done -> progress.step("%,d invoices finalized".formatted(done.finalized())));
      }
      var took = Duration.ofNanos(System.nanoTime() - begun);
      print(terminal, report, took);
      return report.stuck() == 0 ? Exit.OK : Exit.FAILED;
    }

    private BillingRun run(Database opened) {
      InstantSource clock = Clock.tickMillis(Clock.systemUTC().getZone());
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
                .integer("milliseconds", took.toMillis()));
        return;
      }
      terminal.line(
          "%,d invoices finalized, %,d drafts with nothing to bill, in %.1f s"
              .formatted(report.finalized(), report.empty(), took.toMillis() / 1_000.0));
      if (report.stuck() > 0) {
        terminal.line(
            "%,d customers' invoices couldn't be made out; the log says why"
                .formatted(report.stuck()));
      }
    }
  }
}
