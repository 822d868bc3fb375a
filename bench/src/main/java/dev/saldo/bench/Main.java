package dev.saldo.bench;

import dev.saldo.server.cli.CommandLines;
import dev.saldo.server.cli.Terminal;
import dev.saldo.testkit.process.QuietLogs;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program behind `./saldo bench`.
@Command(name = "saldo", synopsisSubcommandLabel = "COMMAND")
public final class Main {
  private Main() {}

  /// @param arguments the name of the command and what follows it
  public static void main(String[] arguments) {
    QuietLogs.choose();
    var terminal = Terminal.system();
    var line = new CommandLine(new Main()).addSubcommand(new BenchCommand(terminal));
    var exit = CommandLines.prepare(line, terminal).execute(arguments);
    terminal.flush();
    System.exit(exit);
  }
}
