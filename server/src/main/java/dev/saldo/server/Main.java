package dev.saldo.server;

import dev.saldo.server.cli.CommandLines;
import dev.saldo.server.cli.Commands;
import dev.saldo.server.cli.Invocation;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The program's way in: one command with its subcommands.
@Command(
    name = "saldo",
    description = "Decides, charges and meters usage, durably and exactly.",
    mixinStandardHelpOptions = true,
    version = "saldo " + Wiring.VERSION,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ServeCommand.class})
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  // The command line's library fills it in before anything is run.
  @SuppressWarnings("NullAway.Init")
  Main() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? See --help.");
  }

  /// The command line, ready to be executed.
  public static CommandLine commandLine() {
    Invocation invocation = Invocation.ofProcess();
    CommandLine line = new CommandLine(new Main());
    Commands.all(invocation)
        .forEach(command -> line.addSubcommand(command.getCommandName(), command));
    return CommandLines.prepare(line, invocation.terminal());
  }

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }
}
