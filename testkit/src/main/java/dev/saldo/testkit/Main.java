package dev.saldo.testkit;

import dev.saldo.testkit.crash.CrashCommand;
import dev.saldo.testkit.scenario.ScenarioCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line of the testkit.
///
/// A further command is a class with its own [Command] annotation, added to `subcommands` here.
@Command(
    name = "saldo",
    description = "Tries Saldo on its promises.",
    mixinStandardHelpOptions = true,
    subcommands = {SoakCommand.class, ScenarioCommand.class, CrashCommand.class},
    synopsisSubcommandLabel = "COMMAND")
public final class Main {
  /// Ends the process with 0 when all promises held, 1 when one was broken, 2 on wrong usage.
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
