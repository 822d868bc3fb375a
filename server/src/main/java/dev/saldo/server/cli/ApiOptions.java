package dev.saldo.server.cli;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which server a command asks, and with whose key.
final class ApiOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:SALDO_URL:-http://127.0.0.1:${env:SALDO_PORT:-8080}}",
      description = "The server (SALDO_URL; default: ${DEFAULT-VALUE}).")
  private String url = "";

  @Option(
      names = "--key",
      paramLabel = "SECRET",
      description = "The key to ask with; better left in SALDO_KEY, where others don't see it.")
  private @Nullable String key;

  @Option(
      names = "--language",
      paramLabel = "en|es|pt-BR",
      defaultValue = "en",
      description = "The language of answers (default: ${DEFAULT-VALUE}).")
  private String language = "en";

  String language() {
    return language;
  }

  Optional<String> key(Invocation invocation) {
    return Optional.ofNullable(key).or(() -> invocation.variable("SALDO_KEY"));
  }

  Api api(Invocation invocation) {
    var secret =
        key(invocation)
            .orElseThrow(() -> CommandFault.usage("which key? Set SALDO_KEY or give --key"));
    try {
      var server = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
      if (!"http".equals(server.getScheme()) && !"https".equals(server.getScheme())) {
        throw CommandFault.usage("--url must begin with http:// or https://");
      }
      return new Api(server, secret, language);
    } catch (IllegalArgumentException _) {
      throw CommandFault.usage("--url isn't an address: " + url);
    }
  }
}
