package dev.saldo.server.customer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.saldo.server.customer.Lookups.Named;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.store.customer.Customer;
import dev.saldo.store.customer.Customers;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Customers as requests name them, kept in memory.
///
/// Ids never change and customers never go, so what is kept can be out of date in the name alone:
/// by ten minutes at most, on other nodes than the one that changed it. That there is no such
/// customer is never kept. Those that requests ask for at the same time are looked up together.
/// Safe for use by many threads.
public final class KnownCustomers implements CustomerDirectory {
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final int KEPT_MAX = 100_000;

  private final Customers customers;
  private final Lookups lookups = new Lookups(this::load);
  private final Cache<Named, Known> known =
      Caffeine.newBuilder().maximumSize(KEPT_MAX).expireAfterWrite(KEPT).build();

  public KnownCustomers(Customers customers) {
    this.customers = customers;
  }

  @Override
  public Optional<Known> find(long workspaceId, String reference) {
    var named = new Named(workspaceId, reference);
    var found = known.getIfPresent(named);
    return found == null ? lookups.find(named) : Optional.of(found);
  }

  @Override
  public void expect(long workspaceId, Collection<String> references) {
    var unknown =
        new HashSet<>(references)
            .stream()
                .map(reference -> new Named(workspaceId, reference))
                .filter(named -> known.getIfPresent(named) == null)
                .toList();
    if (!unknown.isEmpty()) {
      load(unknown);
    }
  }

  private Map<Named, Known> load(Collection<Named> wanted) {
    var byWorkspace = new HashMap<Long, Wanted>();
    for (var named : wanted) {
      var ofWorkspace = byWorkspace.computeIfAbsent(named.workspace(), _ -> new Wanted());
      PublicId.parse(IdKind.CUSTOMER, named.reference())
          .ifPresentOrElse(
              id -> ofWorkspace.ids.put(id, named),
              () -> ofWorkspace.externalIds.put(named.reference(), named));
    }
    var found = new HashMap<Named, Known>(wanted.size() * 2);
    byWorkspace.forEach((workspace, ofWorkspace) -> ofWorkspace.load(workspace, found));
    known.putAll(found);
    return found;
  }

  /// What is looked up in one workspace.
  private final class Wanted {
    private final Map<UUID, Named> ids = new HashMap<>();
    private final Map<String, Named> externalIds = new HashMap<>();

    void load(long workspace, Map<Named, Known> found) {
      List<Customers.Name> names = customers.named(workspace, ids.keySet(), externalIds.keySet());
      for (var name : names) {
        var customer = new Known(name.id(), name.externalId(), name.name(), name.currency());
        var byId = ids.get(name.id());
        if (byId != null) {
          found.put(byId, customer);
        }
        var byExternalId = externalIds.get(name.externalId());
        if (byExternalId != null) {
          found.put(byExternalId, customer);
        }
      }
    }
  }

  /// Forgets what it knew of a customer that was changed.
  void forget(long workspace, Customer customer) {
    known.invalidate(new Named(workspace, customer.externalId()));
    known.invalidate(new Named(workspace, PublicId.of(IdKind.CUSTOMER, customer.id())));
  }
}
