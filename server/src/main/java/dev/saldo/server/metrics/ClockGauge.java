package dev.saldo.server.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.function.Supplier;

/// Shows how far the node's clock has leapt ahead, so that somebody is woken by it.
public final class ClockGauge {
  private ClockGauge() {}

  /// @param leapt how far ahead a clock is that isn't believed; zero while it is
  public static void register(PrometheusRegistry registry, Supplier<Duration> leapt) {
    GaugeWithCallback.builder()
        .name("saldo_clock_leap_seconds")
        .help("How far the clock is ahead of the time last seen, while it isn't believed; else 0")
        .callback(value -> value.call(leapt.get().toSeconds()))
        .register(registry);
  }
}
