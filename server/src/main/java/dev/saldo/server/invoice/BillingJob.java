package dev.saldo.server.invoice;

/// The billing run as a job: all that is due, and a failure where some of it can't be made out.
public final class BillingJob {
  private final BillingRun billing;
  private final Metrics metrics;

  /// Told of what runs come to.
  @FunctionalInterface
  public interface Metrics {
    void ran(BillingRun.Report report);
  }

  public BillingJob(BillingRun billing, Metrics metrics) {
    this.billing = billing;
    this.metrics = metrics;
  }

  /// Finalizes all that is due.
  ///
  /// @throws IllegalStateException when everything else is done, where customers are left whose
  ///   invoice can't be made out
  public void run() {
    var report = billing.all(_ -> {});
    metrics.ran(report);
    if (!report.stuckCustomers().isEmpty()) {
      throw new IllegalStateException(
          "%,d customers' invoices can't be made out; `saldo bill run` says whose and why"
              .formatted(report.stuck()));
    }
  }
}
