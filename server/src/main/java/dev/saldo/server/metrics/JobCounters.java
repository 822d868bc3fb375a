package dev.saldo.server.metrics;

import dev.saldo.server.jobs.Jobs;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// Counts how jobs end on this node.
public final class JobCounters implements Jobs.Metrics {
  private final Counter runs;

  public JobCounters(PrometheusRegistry registry) {
    runs =
        Counter.builder()
            .name("saldo_job_runs_total")
            .help("Runs of jobs on this node, by how they ended")
            .labelNames("job", "outcome")
            .register(registry);
  }

  @Override
  public void ended(String job, boolean well) {
    runs.labelValues(job, well ? "done" : "failed").inc();
  }
}
