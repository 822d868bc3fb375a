package dev.saldo.server.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.saldo.core.account.Catalogs;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.rating.Rating;
import java.util.Optional;

/// Published catalogs with their prepared prices, kept in memory: a published version never
/// changes, so what is kept is never stale. Safe for use by many threads.
public final class CatalogCache {
  private final CatalogLoader loader;
  private final Cache<Key, Entry> entries;

  private record Key(long workspace, CatalogReference reference) {}

  private record Entry(Catalog catalog, Rating rating) {}

  /// @param versionsMax how many versions are kept
  public CatalogCache(CatalogLoader loader, int versionsMax) {
    this.loader = loader;
    this.entries = Caffeine.newBuilder().maximumSize(versionsMax).build();
  }

  /// The catalogs of one workspace.
  public Catalogs of(long workspace) {
    return new OfWorkspace(workspace);
  }

  /// A published version; empty when there is none.
  public Optional<Catalog> find(long workspace, CatalogReference reference) {
    return entry(new Key(workspace, reference)).map(Entry::catalog);
  }

  private Optional<Entry> entry(Key key) {
    var known = entries.getIfPresent(key);
    if (known != null) {
      return Optional.of(known);
    }
    var loaded = loader.load(key.workspace, key.reference).map(CatalogCache::entry);
    loaded.ifPresent(entry -> entries.put(key, entry));
    return loaded;
  }

  private static Entry entry(Catalog catalog) {
    return new Entry(catalog, Rating.of(catalog));
  }

  /// The cache as a decision sees it.
  private final class OfWorkspace implements Catalogs {
    private final long workspace;

    OfWorkspace(long workspace) {
      this.workspace = workspace;
    }

    @Override
    public Catalog catalog(CatalogReference reference) {
      return known(reference).catalog;
    }

    @Override
    public Rating rating(CatalogReference reference) {
      return known(reference).rating;
    }

    private Entry known(CatalogReference reference) {
      return entry(new Key(workspace, reference))
          .orElseThrow(() -> new IllegalArgumentException("no catalog " + reference));
    }
  }
}
