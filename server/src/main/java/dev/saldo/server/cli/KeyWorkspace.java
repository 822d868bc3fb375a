package dev.saldo.server.cli;

import dev.saldo.server.http.Mode;
import picocli.CommandLine.Option;

/// The one workspace and mode that keys are of.
final class KeyWorkspace {
  @Option(
      names = "--workspace",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "The workspace (default: ${DEFAULT-VALUE}); begun where it isn't there.")
  private String workspace = "default";

  @Option(
      names = "--mode",
      paramLabel = "test|live",
      defaultValue = "test",
      description = "Whether it reaches test or live customers (default: ${DEFAULT-VALUE}).")
  private Mode mode = Mode.TEST;

  String workspace() {
    return workspace;
  }

  Mode mode() {
    return mode;
  }
}
