package dev.saldo.server.metrics;

import dev.saldo.server.invoice.BillingJob;
import dev.saldo.server.invoice.BillingRun;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// Counts what the billing runs of this node come to.
public final class BillingCounters implements BillingJob.Metrics {
  private final Counter finalized;
  private final Gauge stuck;

  public BillingCounters(PrometheusRegistry registry) {
    finalized =
        Counter.builder()
            .name("saldo_billing_finalized_total")
            .help("Invoices that this node's runs have finalized")
            .register(registry);
    stuck =
        Gauge.builder()
            .name("saldo_billing_stuck_customers")
            .help("Customers whose invoice couldn't be made out in this node's latest run")
            .register(registry);
  }

  @Override
  public void ran(BillingRun.Report report) {
    finalized.inc(report.finalized());
    stuck.set(report.stuck());
  }
}
