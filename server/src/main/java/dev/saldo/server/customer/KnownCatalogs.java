package dev.saldo.server.customer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.server.account.CurrentCatalogs;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.store.customer.Customers;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// Which catalog version customers are on, some seconds old at most. That one is on no plan is
/// never kept. Of many who ask for one at once, one alone looks it up. Safe for use by many
/// threads.
public final class KnownCatalogs implements CurrentCatalogs {
  private static final Duration KEPT = Duration.ofSeconds(5);
  private static final int KEPT_MAX = 50_000;

  private final Customers customers;
  private final CatalogCache catalogs;
  private final Cache<Key, Optional<CatalogReference>> known =
      Caffeine.newBuilder().maximumSize(KEPT_MAX).expireAfterWrite(KEPT).build();

  private record Key(long workspace, UUID customer) {}

  public KnownCatalogs(Customers customers, CatalogCache catalogs) {
    this.customers = customers;
    this.catalogs = catalogs;
  }

  @Override
  public Optional<Catalog> of(long workspaceId, UUID customer) {
    Key key = new Key(workspaceId, customer);
    Optional<CatalogReference> found = known.get(key, this::load);
    if (found.isEmpty()) {
      known.asMap().remove(key, found);
      found = load(key);
    }
    return found.flatMap(reference -> catalogs.find(workspaceId, reference));
  }

  private Optional<CatalogReference> load(Key key) {
    return customers
        .find(key.workspace(), key.customer())
        .flatMap(one -> one.plan())
        .map(plan -> new CatalogReference(plan.catalog(), plan.version()));
  }
}
