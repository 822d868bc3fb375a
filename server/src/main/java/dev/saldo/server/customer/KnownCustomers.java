package dev.saldo.server.customer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.store.customer.Customer;
import dev.saldo.store.customer.Customers;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// Customers as requests name them, kept in memory.
///
/// Ids never change and customers never go, so what is kept can be out of date in the name alone:
/// by ten minutes at most, on other nodes than the one that changed it. That there is no such
/// customer is never kept. Of many who ask for one at once, one alone looks it up. Safe for use by
/// many threads.
public final class KnownCustomers implements CustomerDirectory {
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final int KEPT_MAX = 100_000;

  private final Customers customers;
  private final Cache<Named, Optional<Known>> known =
      Caffeine.newBuilder().maximumSize(KEPT_MAX).expireAfterWrite(KEPT).build();

  private record Named(long workspace, String reference) {}

  public KnownCustomers(Customers customers) {
    this.customers = customers;
  }

  @Override
  public Optional<Known> find(long workspaceId, String reference) {
    Named named = new Named(workspaceId, reference);
    Optional<Known> found = known.get(named, this::load);
    if (found.isEmpty()) {
      // Others may have looked before the customer was put in: an absence is found out alone.
      known.asMap().remove(named, found);
      return load(named);
    }
    return found;
  }

  private Optional<Known> load(Named named) {
    Optional<UUID> id = PublicId.parse(IdKind.CUSTOMER, named.reference());
    return (id.isPresent()
            ? customers.find(named.workspace(), id.get())
            : customers.findByExternalId(named.workspace(), named.reference()))
        .map(customer -> new Known(customer.id(), customer.externalId(), customer.name()));
  }

  /// Forgets what it knew of a customer that was changed.
  void forget(long workspace, Customer customer) {
    known.invalidate(new Named(workspace, customer.externalId()));
    known.invalidate(new Named(workspace, PublicId.of(IdKind.CUSTOMER, customer.id())));
  }
}
