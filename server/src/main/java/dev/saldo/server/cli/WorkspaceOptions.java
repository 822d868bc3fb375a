package dev.saldo.server.cli;

import dev.saldo.store.audit.Workspace;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which workspaces a command looks at; all, unless one is named.
final class WorkspaceOptions {
  @Option(names = "--workspace", paramLabel = "NAME", description = "One workspace instead of all.")
  private @Nullable String workspace;

  @Option(
      names = "--mode",
      paramLabel = "test|live",
      description = "One mode of it instead of both.")
  private dev.saldo.server.http.@Nullable Mode mode;

  Optional<Workspace.Choice> choice() {
    var word = Optional.ofNullable(mode).map(chosen -> chosen.name().toLowerCase(Locale.ROOT));
    if (workspace == null && word.isPresent()) {
      throw CommandFault.usage("--mode needs --workspace");
    }
    return Optional.ofNullable(workspace).map(name -> new Workspace.Choice(name, word));
  }
}
