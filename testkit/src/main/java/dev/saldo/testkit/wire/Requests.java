package dev.saldo.testkit.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Requests to one server with one key, as bytes.
///
/// @param port of the server, on this machine
/// @param secret the API key's
public record Requests(int port, String secret) {

  /// Reads something.
  public byte[] get(String path) {
    return (head("GET", path) + "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  /// Sends a JSON body to a route.
  public byte[] post(String path, Optional<String> key, String body) {
    return send("POST", path, "application/json", key, body);
  }

  /// Sends a body of a media type to a route.
  public byte[] send(String method, String path, String type, Optional<String> key, String body) {
    var head = new StringBuilder(512).append(head(method, path));
    head.append("Content-Type: ").append(type).append("\r\n");
    key.ifPresent(name -> head.append("Idempotency-Key: ").append(name).append("\r\n"));
    head.append("Content-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length);
    head.append("\r\n\r\n").append(body);
    return head.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// Sends something once, on a connection of its own.
  public Connection.Answer once(byte[] request) throws IOException {
    try (var connection = Connection.open(port)) {
      return connection.exchange(request);
    }
  }

  /// The same, for what must be done.
  ///
  /// @throws IllegalStateException if it is refused
  public Connection.Answer must(byte[] request) throws IOException {
    var answer = once(request);
    if (answer.status() / 100 != 2) {
      throw new IllegalStateException(
          "a request was answered with %d: %s".formatted(answer.status(), answer.text()));
    }
    return answer;
  }

  private String head(String method, String path) {
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: 127.0.0.1:"
        + port
        + "\r\nAuthorization: Bearer "
        + secret
        + "\r\nAccept: application/json\r\n";
  }
}
