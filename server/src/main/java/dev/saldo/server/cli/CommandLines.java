package dev.saldo.server.cli;

import dev.saldo.store.archive.ArchiveException;
import dev.saldo.store.database.DatabaseException;
import dev.saldo.store.embedded.EmbeddedPostgresException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/// How every command line of Saldo behaves: what it says about bad usage and about faults, and the
/// exit code of each.
public final class CommandLines {
  private static final Logger LOG = LoggerFactory.getLogger(CommandLines.class);

  private CommandLines() {}

  /// Gives a command line the house's manners; returns it.
  public static CommandLine prepare(CommandLine line, Terminal terminal) {
    return line.setExitCodeExceptionMapper(_ -> Exit.FAILED)
        .setParameterExceptionHandler((fault, _) -> badUsage(fault, terminal))
        .setExecutionExceptionHandler((fault, _, _) -> failed(fault, terminal))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true);
  }

  private static int badUsage(CommandLine.ParameterException fault, Terminal terminal) {
    terminal.fault(sentence(fault));
    terminal.fault(
        "see %s --help".formatted(fault.getCommandLine().getCommandSpec().qualifiedName()));
    return Exit.USAGE;
  }

  private static int failed(Exception fault, Terminal terminal) {
    return switch (fault) {
      case CommandFault known -> {
        terminal.fault(known.sentence());
        yield known.exit();
      }
      case DatabaseException _, EmbeddedPostgresException _, ArchiveException _ -> {
        terminal.fault(sentence(fault));
        yield Exit.FAILED;
      }
      default -> {
        LOG.error("A command failed", fault);
        terminal.fault("this failed unexpectedly: " + sentence(fault));
        yield Exit.FAILED;
      }
    };
  }

  /// The first line of what a fault says of itself.
  private static String sentence(Exception fault) {
    var message = fault.getMessage();
    return message == null || message.isBlank()
        ? fault.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
