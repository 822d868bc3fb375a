package dev.saldo.server.metrics;

import dev.saldo.server.engine.EngineMetrics;
import dev.saldo.server.engine.Reply;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;

/// Counts what the engine tells of its work.
public final class EngineCounters implements EngineMetrics {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Counter commands;
  private final CounterDataPoint accepted;
  private final CounterDataPoint refused;
  private final CounterDataPoint unavailable;
  private final CounterDataPoint other;
  private final Counter halved;
  private final Counter skipped;
  private final Histogram batchCommands;
  private final Histogram batchSeconds;
  private final Histogram waitSeconds;

  public EngineCounters(PrometheusRegistry registry) {
    commands =
        Counter.builder()
            .name("saldo_engine_commands_total")
            .help("Commands answered")
            .labelNames("outcome")
            .register(registry);
    accepted = commands.labelValues("accepted");
    refused = commands.labelValues("refused");
    unavailable = commands.labelValues("unavailable");
    other = commands.labelValues("other");
    halved =
        Counter.builder()
            .name("saldo_engine_halved_total")
            .help("Batches that failed and were run again in parts")
            .register(registry);
    skipped =
        Counter.builder()
            .name("saldo_engine_skipped_total")
            .help("Commands that waited for accounts locked elsewhere")
            .register(registry);
    batchCommands =
        Histogram.builder()
            .name("saldo_engine_batch_commands")
            .help("Commands in one transaction")
            .classicUpperBounds(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000)
            .classicOnly()
            .register(registry);
    batchSeconds = seconds(registry, "saldo_engine_batch_seconds", "From first lock to commit");
    waitSeconds =
        seconds(registry, "saldo_engine_command_seconds", "From a command's arrival to its answer");
  }

  private static Histogram seconds(PrometheusRegistry registry, String name, String help) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .classicUpperBounds(.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5)
        .classicOnly()
        .register(registry);
  }

  @Override
  public void batch(int commandsOfIt, int customers, Duration took) {
    batchCommands.observe(commandsOfIt);
    batchSeconds.observe(took.toNanos() / NANOS_PER_SECOND);
  }

  @Override
  public void reply(Reply reply, Duration waited) {
    switch (reply) {
      case Reply.Accepted _ -> accepted.inc();
      case Reply.Refused _ -> refused.inc();
      case Reply.Unavailable _ -> unavailable.inc();
      case Reply.UpToDate _, Reply.NoSuchCustomer _ -> other.inc();
    }
    waitSeconds.observe(waited.toNanos() / NANOS_PER_SECOND);
  }

  @Override
  public void halved(int commandsOfIt) {
    halved.inc();
  }

  @Override
  public void skipped(int commandsOfIt) {
    skipped.inc(commandsOfIt);
  }
}
