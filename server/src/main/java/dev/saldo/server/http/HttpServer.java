package dev.saldo.server.http;

import dev.saldo.server.page.Cursors;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The HTTP server: one port, one table of routes, HTTP/1.1 with keep-alive.
///
/// Built on Jetty's core without servlets or a framework; each request runs on a virtual thread.
public final class HttpServer implements AutoCloseable {
  private static final long STOP_TIMEOUT_MS = 10_000;

  private final Server server;
  private final ServerConnector connector;
  private final ConnectionGuard guard;

  /// What the server is made of besides its settings and routes.
  ///
  /// @param random the source of request ids
  public record Parts(
      Authenticator authenticator,
      Cursors cursors,
      ProblemJson problems,
      HttpMetrics metrics,
      RandomGenerator random) {}

  public HttpServer(HttpSettings settings, List<Route> routes, Parts parts) {
    QueuedThreadPool pool = new QueuedThreadPool(64, 4);
    pool.setName("http");
    pool.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory()));
    server = new Server(pool);
    connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration(settings)));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(settings.connections().idle().toMillis());
    connector.setAcceptQueueSize(1_024);
    guard = new ConnectionGuard(settings.connections(), parts.metrics());
    connector.addBean(guard);
    server.addConnector(connector);

    RequestIds ids = new RequestIds(parts.random());
    server.setErrorHandler(new WireErrors(parts.problems(), ids, parts.metrics().unrouted()));
    server.setHandler(
        new Dispatcher(
            new RouteTable(routes, parts.metrics()),
            new Gate(parts.authenticator(), settings.requireTls()),
            new BodyIntake(settings.bodies()),
            new RequestContext.Shared(parts.cursors(), parts.problems()),
            ids,
            new ReplyWriter(parts.problems(), new AccessLog(), settings.requireTls()),
            parts.metrics().unrouted()));
    server.setStopTimeout(STOP_TIMEOUT_MS);
  }

  private static HttpConfiguration configuration(HttpSettings settings) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendXPoweredBy(false);
    configuration.setRequestHeaderSize(settings.connections().headerBytesMax());
    configuration.setIdleTimeout(settings.connections().idle().toMillis());
    configuration.setHttpCompliance(HttpCompliance.RFC9110);
    configuration.setUriCompliance(UriCompliance.DEFAULT);
    return configuration;
  }

  /// Opens the port.
  ///
  /// @throws IllegalStateException where it can't, for example because the port is taken
  public void start() {
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server can't start", e);
    }
    guard.watch(connector);
  }

  /// The port it listens on, once started.
  public int port() {
    return connector.getLocalPort();
  }

  /// Stops taking connections, lets running requests end for up to 10 s, and closes.
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server can't stop", e);
    }
  }
}
