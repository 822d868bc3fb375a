package dev.saldo.store.invoice;

import dev.saldo.core.invoicing.BillingProfile;
import dev.saldo.core.subscription.Subscription;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

/// A customer whose account this transaction has locked, as an invoice needs to know it.
///
/// @param now its own time
/// @param onTestClock whether that is a test clock's
public record BilledCustomer(
    UUID id,
    String name,
    Optional<String> email,
    ZoneId zone,
    Instant now,
    boolean onTestClock,
    Optional<Subscription> subscription,
    BillingProfile profile) {
  /// Whether use came late and no further period comes by itself that would bill it.
  public boolean isLateAtTheEnd() {
    return subscription.filter(one -> !one.isRunning() && one.lateFrom().isPresent()).isPresent();
  }

  /// The same customer with its subscription at another time.
  public BilledCustomer with(Optional<Subscription> then) {
    return new BilledCustomer(id, name, email, zone, now, onTestClock, then, profile);
  }
}
