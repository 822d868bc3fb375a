package dev.saldo.server.cli;

import dev.saldo.server.json.Json;
import dev.saldo.server.json.JsonReader;
import dev.saldo.server.problem.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A running server as the command line asks it, over its public API alone.
final class Api {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LONG_PATIENCE = Duration.ofMinutes(10);
  private static final Duration DOWNLOAD_PATIENCE = Duration.ofHours(6);

  private final URI server;
  private final String key;
  private final String language;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  Api(URI server, String key, String language) {
    this.server = server;
    this.key = key;
    this.language = language;
  }

  /// An answer: as it came, and read.
  record Answered(int status, byte[] body, Shown json) {}

  Answered get(String path) {
    return send(request(path).GET().build());
  }

  /// Asks for what has to be reckoned first.
  Answered getPatiently(String path) {
    return send(request(path).timeout(LONG_PATIENCE).GET().build());
  }

  Answered post(String path, String mediaType, byte[] body, String idempotencyKey) {
    return send(
        request(path)
            .header("Content-Type", mediaType)
            .header("Idempotency-Key", idempotencyKey)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build());
  }

  /// Writes an answer of any length to where it belongs, as it comes.
  ///
  /// @return how many bytes it had
  long download(String path, OutputStream out) throws IOException {
    // The whole may take long; that nothing comes any more is the connection's to notice.
    var request = request(path).timeout(DOWNLOAD_PATIENCE).GET().build();
    try {
      var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (var body = response.body()) {
        if (response.statusCode() >= 400) {
          answered(response.statusCode(), body.readAllBytes());
        }
        return body.transferTo(out);
      }
    } catch (ConnectException e) {
      throw unanswered(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw CommandFault.failed("interrupted");
    }
  }

  private CommandFault unanswered(IOException e) {
    return CommandFault.failed(
        "nobody answers at %s (%s): is `saldo serve` running there?"
            .formatted(server, e.getClass().getSimpleName()));
  }

  /// A part of a path, in which every character stands for itself.
  static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path) {
    try {
      return HttpRequest.newBuilder(URI.create(server + path))
          .timeout(PATIENCE)
          .header("Authorization", "Bearer " + key)
          .header("Accept-Language", language)
          .header("Accept", "application/json, application/problem+json");
    } catch (IllegalArgumentException _) {
      throw CommandFault.usage("the key or the address has characters that can't be sent");
    }
  }

  private Answered send(HttpRequest request) {
    try {
      var response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return answered(response.statusCode(), response.body());
    } catch (HttpConnectTimeoutException e) {
      throw unanswered(e);
    } catch (HttpTimeoutException _) {
      throw CommandFault.failed(server + " takes too long to answer");
    } catch (IOException e) {
      throw unanswered(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw CommandFault.failed("interrupted");
    }
  }

  /// @throws CommandFault where it is a no, or nothing that a Saldo says
  private Answered answered(int status, byte[] body) {
    Json json;
    try {
      json = JsonReader.read(body);
    } catch (ProblemException _) {
      throw CommandFault.failed(
          "%s answered %d with something that isn't JSON: is it a Saldo?"
              .formatted(server, status));
    }
    var shown = new Shown(json);
    if (status >= 400) {
      throw CommandFault.failed(refusal(status, shown));
    }
    return new Answered(status, body, shown);
  }

  private static String refusal(int status, Shown problem) {
    var words =
        new StringBuilder(problem.text("title").isEmpty() ? "refused" : problem.text("title"));
    if (!problem.text("detail").isEmpty()) {
      words.append(": ").append(problem.text("detail"));
    }
    for (var fault : problem.items("errors")) {
      words.append("; ").append(fault.text("pointer")).append(' ').append(fault.text("detail"));
    }
    return words.append(" (").append(status).append(')').toString();
  }
}
