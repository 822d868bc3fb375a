package dev.saldo.server.http;

import java.time.Duration;

/// Where the server listens, and every limit it keeps.
///
/// @param port 0 for any free one
/// @param requireTls whether a key may come only over TLS, as the proxy in front says in
///   `X-Forwarded-Proto`; without that header only the loopback passes
public record HttpSettings(
    String host, int port, boolean requireTls, Connections connections, Bodies bodies) {

  /// Limits of connections.
  ///
  /// @param perAddressMax open connections of one IP address; 0 for no limit
  /// @param idle how long a connection may say nothing between requests
  /// @param headers how long the headers of one request may take
  /// @param headerBytesMax of the request line and all headers
  public record Connections(
      int perAddressMax, Duration idle, Duration headers, int headerBytesMax) {}

  /// Limits of bodies.
  ///
  /// @param jsonBytesMax of one JSON object, decoded
  /// @param batchBytesMax of a batch or of raw bytes, decoded
  /// @param batchItemsMax items of a batch
  /// @param streamBytesMax of a stream of lines, decoded
  /// @param lineBytesMax of one line
  /// @param bytesPerSecondMin how slow a body may come, after the grace
  /// @param grace how long a body may be slower than that
  /// @param memoryBytesMax of all large bodies that are held at one time
  public record Bodies(
      int jsonBytesMax,
      int batchBytesMax,
      int batchItemsMax,
      long streamBytesMax,
      int lineBytesMax,
      int bytesPerSecondMin,
      Duration grace,
      int memoryBytesMax) {}

  /// The limits in their defaults.
  public static HttpSettings of(String host, int port) {
    return new HttpSettings(
        host,
        port,
        false,
        new Connections(2_000, Duration.ofSeconds(60), Duration.ofSeconds(10), 16 * 1024),
        new Bodies(
            1024 * 1024,
            10 * 1024 * 1024,
            10_000,
            1024L * 1024 * 1024,
            256 * 1024,
            1024,
            Duration.ofSeconds(10),
            64 * 1024 * 1024));
  }

  public HttpSettings requiringTls() {
    return new HttpSettings(host, port, true, connections, bodies);
  }

  public HttpSettings with(Connections limits) {
    return new HttpSettings(host, port, requireTls, limits, bodies);
  }

  public HttpSettings with(Bodies limits) {
    return new HttpSettings(host, port, requireTls, connections, limits);
  }
}
