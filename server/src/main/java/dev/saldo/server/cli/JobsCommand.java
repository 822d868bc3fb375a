package dev.saldo.server.cli;

import dev.saldo.store.database.Database;
import dev.saldo.store.database.PoolSizes;
import dev.saldo.store.jobs.JobTable;
import dev.saldo.store.sql.Transactions;
import java.time.Instant;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `saldo jobs`: what runs by the clock, and when it ran.
@Command(
    name = "jobs",
    description =
        "Shows what runs by the clock on the nodes of a database, and has it run at once.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "list|run")
final class JobsCommand {
  private final Invocation invocation;

  JobsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Command(
      name = "list",
      description = "Lists the jobs with their last and next times.",
      mixinStandardHelpOptions = true)
  int list(
      @Mixin DatabaseOptions database,
      @Option(names = "--json", description = "Prints one JSON object a line.") boolean json) {
    var terminal = invocation.terminal();
    var jobs = on(database, JobTable::all);
    if (json) {
      jobs.forEach(job ->
          terminal.json(out -> {
            out.text("name", job.name())
                .time("next_at", job.nextAt())
                .optionalText("running_on", job.runningOn())
                .optionalTime("last_success", job.lastSuccess())
                .optionalTime("last_failure", job.lastFailure())
                .integer("failures", job.failures());
          }));
      return Exit.OK;
    }
    if (jobs.isEmpty()) {
      terminal.line("No node has run any job on this database yet.");
      return Exit.OK;
    }
    var table =
        Table.of(
            Table.words("job"),
            Table.words("last success"),
            Table.words("last failure"),
            Table.figures("failures"),
            Table.words("next"),
            Table.words("running on"));
    for (var job : jobs) {
      table.row(
          job.name(),
          job.lastSuccess().map(Instant::toString).orElse(""),
          job.lastFailure().map(Instant::toString).orElse(""),
          job.failures(),
          job.nextAt(),
          job.runningOn().orElse(""));
    }
    terminal.table(table);
    return Exit.OK;
  }

  @Command(
      name = "run",
      description = {
        "Has a job begin at once, on whichever node looks first.",
        "Needs a server that runs on the database; `saldo bill run` bills without one."
      },
      mixinStandardHelpOptions = true)
  int run(
      @Mixin DatabaseOptions database,
      @Parameters(paramLabel = "JOB", description = "Its name, as `jobs list` shows it.")
          String name,
      @Option(names = "--json", description = "Prints what was asked for as JSON.") boolean json) {
    var now = Instant.now();
    var asked = on(database, jobs -> jobs.runNow(name, now));
    if (!asked) {
      throw CommandFault.failed(
          "there is no job %s that isn't running: see `saldo jobs list`".formatted(name));
    }
    if (json) {
      invocation.terminal().json(out -> out.text("name", name).time("next_at", now));
      return Exit.OK;
    }
    invocation.terminal().line("The job %s begins as soon as a node looks.".formatted(name));
    return Exit.OK;
  }

  private static <T> T on(DatabaseOptions database, Function<JobTable, T> work) {
    try (var reached = database.reach();
        var opened = Database.open(reached.access(), PoolSizes.small())) {
      return work.apply(new JobTable(new Transactions(opened.reads())));
    }
  }
}
