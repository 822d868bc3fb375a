package dev.saldo.server.http;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// What is counted of requests: how many by route and status, and how long they took.
public final class HttpMetrics {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Counter requests;
  private final Histogram seconds;
  private final Counter refusedConnections;
  private final Gauge openConnections;
  private final OfRoute unrouted;

  public HttpMetrics(PrometheusRegistry registry) {
    requests =
        Counter.builder()
            .name("saldo_http_requests_total")
            .help("Requests answered")
            .labelNames("method", "route", "status")
            .register(registry);
    seconds =
        Histogram.builder()
            .name("saldo_http_request_seconds")
            .help("Time from a request's headers to its reply")
            .labelNames("method", "route")
            .classicUpperBounds(.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10)
            .classicOnly()
            .register(registry);
    refusedConnections =
        Counter.builder()
            .name("saldo_http_connections_refused_total")
            .help("Connections closed by a limit")
            .labelNames("limit")
            .register(registry);
    openConnections =
        Gauge.builder()
            .name("saldo_http_connections_open")
            .help("Connections open now")
            .register(registry);
    unrouted = new OfRoute(this, "ANY", "unknown");
  }

  OfRoute ofRoute(Route route) {
    return new OfRoute(this, route.verb().name(), route.template());
  }

  OfRoute unrouted() {
    return unrouted;
  }

  void connectionRefused(String limit) {
    refusedConnections.labelValues(limit).inc();
  }

  void connectionOpened() {
    openConnections.inc();
  }

  void connectionClosed() {
    openConnections.dec();
  }

  /// One route's counters, found once.
  static final class OfRoute {
    private final HttpMetrics metrics;
    private final String method;
    private final String route;
    private final DistributionDataPoint seconds;
    private final ConcurrentMap<Integer, CounterDataPoint> byStatus = new ConcurrentHashMap<>();

    private OfRoute(HttpMetrics metrics, String method, String route) {
      this.metrics = metrics;
      this.method = method;
      this.route = route;
      this.seconds = metrics.seconds.labelValues(method, route);
    }

    void answered(int status, long nanos) {
      CounterDataPoint counter = byStatus.get(status);
      if (counter == null) {
        counter = byStatus.computeIfAbsent(status, this::counter);
      }
      counter.inc();
      seconds.observe(nanos / NANOS_PER_SECOND);
    }

    private CounterDataPoint counter(int status) {
      return metrics.requests.labelValues(method, route, Integer.toString(status));
    }
  }
}
