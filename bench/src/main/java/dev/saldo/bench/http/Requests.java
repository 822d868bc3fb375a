package dev.saldo.bench.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/// The requests of the load, as bytes.
///
/// @param port of the server
/// @param secret the API key's
/// @param customers how many customers there are to charge
public record Requests(int port, String secret, int customers) {

  /// A charge of any customer, with a key of its own.
  public byte[] charge(SplittableRandom random) {
    var body =
        "{\"customer\":\"c"
            + random.nextInt(customers)
            + "\",\"action\":\"model.call\",\"data\":"
            + data(random)
            + "}";
    return post("/v1/charges", "application/json", Optional.of(key(random)), body);
  }

  /// A stream of so many events of any customers.
  public byte[] events(SplittableRandom random, int count) {
    var lines = new StringBuilder(count * 220);
    for (var i = 0; i < count; i++) {
      lines.append("{\"specversion\":\"1.0\",\"id\":\"").append(key(random));
      lines.append("\",\"source\":\"bench\",\"type\":\"model.call\",\"subject\":\"c");
      lines.append(random.nextInt(customers)).append("\",\"data\":");
      lines.append(data(random)).append("}\n");
    }
    return post("/v1/events", "application/x-ndjson", Optional.empty(), lines.toString());
  }

  /// Reads something.
  public byte[] get(String path) {
    return (head("GET", path) + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  /// Sends something once, on a connection of its own.
  public Connection.Answer once(byte[] request) throws IOException {
    try (var connection = Connection.open(port)) {
      return connection.exchange(request);
    }
  }

  /// Sends a body to a route.
  public byte[] post(String path, String type, Optional<String> key, String body) {
    var head = new StringBuilder(head("POST", path));
    head.append("Content-Type: ").append(type).append("\r\n");
    key.ifPresent(name -> head.append("Idempotency-Key: ").append(name).append("\r\n"));
    head.append("Content-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length);
    head.append("\r\n\r\n").append(body);
    return head.toString().getBytes(StandardCharsets.UTF_8);
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

  private static String data(SplittableRandom random) {
    return "{\"model\":\"large\",\"input_tokens\":"
        + (1_000 + random.nextInt(4_000))
        + ",\"output_tokens\":"
        + (100 + random.nextInt(400))
        + "}";
  }

  private static String key(SplittableRandom random) {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
