package dev.saldo.server.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;

/// The keeper of connection limits: so many per address, and so long for the headers of a request.
///
/// A sender that drips headers keeps its connection from being idle, so a sweep looks at how long
/// each connection has been inside the headers of one request.
final class ConnectionGuard implements Connection.Listener {

  /// How far a connection was when it was first seen there.
  private record Seen(long requests, boolean inHeaders, long sinceNanos) {}

  private final HttpSettings.Connections limits;
  private final HttpMetrics metrics;
  private final ConcurrentMap<InetAddress, Integer> open = new ConcurrentHashMap<>();

  /// Where each came from: a connection that is closed doesn't tell any more.
  private final ConcurrentMap<Connection, InetAddress> origins = new ConcurrentHashMap<>();

  private Map<EndPoint, Seen> seen = Map.of();

  ConnectionGuard(HttpSettings.Connections limits, HttpMetrics metrics) {
    this.limits = limits;
    this.metrics = metrics;
  }

  @Override
  public void onOpened(Connection connection) {
    metrics.connectionOpened();
    InetAddress address = address(connection);
    if (address == null || limits.perAddressMax() == 0) {
      return;
    }
    origins.put(connection, address);
    int count = open.merge(address, 1, Integer::sum);
    if (count > limits.perAddressMax()) {
      metrics.connectionRefused("per_address");
      connection.getEndPoint().close();
    }
  }

  @Override
  public void onClosed(Connection connection) {
    metrics.connectionClosed();
    InetAddress address = origins.remove(connection);
    if (address != null) {
      open.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  /// Sweeps again and again until the connector stops.
  void watch(ServerConnector connector) {
    long everyMs = Math.clamp(limits.headers().toMillis() / 4, 20, 1_000);
    connector
        .getScheduler()
        .schedule(
            () -> {
              sweep(connector);
              if (connector.isRunning()) {
                watch(connector);
              }
            },
            everyMs,
            TimeUnit.MILLISECONDS);
  }

  private void sweep(ServerConnector connector) {
    long now = System.nanoTime();
    Map<EndPoint, Seen> current = new HashMap<>();
    for (EndPoint endPoint : connector.getConnectedEndPoints()) {
      if (!(endPoint.getConnection() instanceof HttpConnection connection)) {
        continue;
      }
      var parser = connection.getParser();
      boolean inHeaders = parser.inHeaderState() && !parser.isStart();
      if (!inHeaders && !parser.isStart()) {
        continue;
      }
      Seen before = seen.get(endPoint);
      long requests = connection.getMessagesIn();
      Seen state =
          before != null && before.requests() == requests && before.inHeaders() == inHeaders
              ? before
              : new Seen(requests, inHeaders, now);
      current.put(endPoint, state);
      var allowed = inHeaders ? limits.headers() : limits.idle();
      if (now - state.sinceNanos() > allowed.toNanos()) {
        metrics.connectionRefused(inHeaders ? "headers" : "idle");
        endPoint.close();
      }
    }
    seen = current;
  }

  private static @Nullable InetAddress address(Connection connection) {
    return connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress socket
        ? socket.getAddress()
        : null;
  }
}
