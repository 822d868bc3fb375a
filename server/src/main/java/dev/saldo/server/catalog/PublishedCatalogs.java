package dev.saldo.server.catalog;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReading;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.server.engine.CatalogLoader;
import dev.saldo.store.catalog.CatalogVersion;
import dev.saldo.store.catalog.CatalogVersions;
import java.util.List;
import java.util.Optional;

/// Published versions, read from their texts.
public final class PublishedCatalogs
    implements CatalogLoader, dev.saldo.server.account.CatalogVersions {
  private static final int NAMES_MAX = 200;

  private final CatalogVersions versions;

  public PublishedCatalogs(CatalogVersions versions) {
    this.versions = versions;
  }

  @Override
  public Optional<Catalog> load(long workspace, CatalogReference reference) {
    return versions
        .find(workspace, reference.name(), reference.version())
        .map(PublishedCatalogs::read);
  }

  /// The current version of a catalog.
  public Optional<Catalog> current(long workspace, String name) {
    return versions.latest(workspace, name).map(PublishedCatalogs::read);
  }

  @Override
  public List<String> names(long workspace) {
    return versions.list(workspace, "", NAMES_MAX).stream().map(CatalogVersion::name).toList();
  }

  @Override
  public Optional<CatalogReference> latest(long workspace, String name) {
    return versions
        .latest(workspace, name)
        .map(version -> new CatalogReference(version.name(), version.version()));
  }

  @Override
  public boolean has(long workspace, CatalogReference reference) {
    return versions.find(workspace, reference.name(), reference.version()).isPresent();
  }

  /// The catalog of a published text.
  static Catalog read(CatalogVersion version) {
    return switch (CatalogYaml.read(version.text())) {
      case CatalogReading.Readable(var catalog, var _) -> versioned(catalog, version.version());
      case CatalogReading.Faulty(var faults) ->
          throw new IllegalStateException(
              "%s@%d was published and can't be read: %s"
                  .formatted(version.name(), version.version(), faults.getFirst()));
    };
  }

  private static Catalog versioned(Catalog catalog, int version) {
    return new Catalog(
        new CatalogReference(catalog.reference().name(), version),
        catalog.units(),
        catalog.meters(),
        catalog.features(),
        catalog.rateCards(),
        catalog.actions(),
        catalog.quotas(),
        catalog.rates(),
        catalog.plans(),
        catalog.packs(),
        catalog.sale(),
        catalog.burnOrder(),
        catalog.refunds(),
        catalog.upgradeUrl(),
        catalog.resources());
  }
}
