package dev.saldo.server.migration;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.server.problem.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Whether plans are called in their versions as it is said.
final class PlanNames {
  /// In how many older versions old names are looked for: each has to be read and understood.
  static final int VERSIONS_MOST = 100;

  private final CatalogCache catalogs;
  private final long workspace;

  PlanNames(CatalogCache catalogs, long workspace) {
    this.catalogs = catalogs;
    this.workspace = workspace;
  }

  /// Adds a fault for each name that there isn't. Every version is looked at once for all of them,
  /// from the newest on, until all are found. A name that may stand in a version too far back for
  /// that is taken as it is: one that nobody's plan has does nothing.
  ///
  /// @param plans what plans are called in the new version, by their old names
  /// @param from the version that they are moved from; empty for every one older
  void check(Map<String, String> plans, Catalog to, Optional<Integer> from, List<Fault> faults) {
    var missing = new TreeSet<String>();
    plans.forEach((old, fresh) -> {
      if (to.plan(fresh).isEmpty()) {
        faults.add(MigrationBodies.unknown("/plans/" + old, "plan", fresh));
      } else {
        missing.add(old);
      }
    });
    var newest = from.orElse(to.reference().version() - 1);
    var oldest = from.orElse(1);
    var last = Math.max(oldest, newest - VERSIONS_MOST + 1);
    for (var version = newest; version >= last && !missing.isEmpty(); version--) {
      catalogs
          .find(workspace, new CatalogReference(to.reference().name(), version))
          .ifPresent(catalog -> missing.removeAll(catalog.plans().keySet()));
    }
    if (last == oldest) {
      missing.forEach(old -> faults.add(MigrationBodies.unknown("/plans/" + old, "plan", old)));
    }
  }
}
