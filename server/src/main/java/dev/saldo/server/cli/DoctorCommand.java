package dev.saldo.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `saldo doctor`: looks for what would keep a server from serving, and says what to do.
@Command(
    name = "doctor",
    description = "Looks for what would keep a server from serving, and says what to do.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--port",
      defaultValue = "${env:SALDO_PORT:-8080}",
      description = "The port that is to be served (SALDO_PORT; default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--clock-periods",
      paramLabel = "N",
      defaultValue = "${env:SALDO_CLOCK_PERIODS:-2}",
      description = "As `saldo serve` has it (SALDO_CLOCK_PERIODS; default: ${DEFAULT-VALUE}).")
  private int clockPeriods;

  @Option(names = "--json", description = "Prints what was found as JSON.")
  private boolean json;

  DoctorCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var terminal = invocation.terminal();
    var symptoms = new Symptoms();
    MachineLook.at(symptoms, database, port);
    DatabaseLook.at(symptoms, database, ClockPeriods.settings(clockPeriods));
    if (json) {
      terminal.json(out ->
          out.flag("healthy", !symptoms.anyFailure())
              .objects(
                  "checks",
                  symptoms.all(),
                  (item, one) ->
                      item.text("check", one.check())
                          .text("state", one.state().word())
                          .text("found", one.found())
                          .text("advice", one.advice())));
    } else {
      var table = Table.of(Table.words(""), Table.words("check"), Table.words("found"));
      for (var one : symptoms.all()) {
        table.row(one.state().word(), one.check(), one.found());
        if (!one.advice().isEmpty()) {
          table.row("", "", "→ " + one.advice());
        }
      }
      terminal.table(table);
    }
    return symptoms.anyFailure() ? Exit.FAILED : Exit.OK;
  }
}
