package dev.saldo.server.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.server.catalog.PublishedCatalogs;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.server.problem.Fault;
import dev.saldo.store.catalog.CatalogVersions;
import dev.saldo.store.sql.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Names of plans are looked for in so many versions at most, each of them once.
class PlanNamesTest {
  private static final String CATALOG =
      """
      catalog: bounded
      currency: EUR
      plans:
        basic: {title: Basic, price: "%s"}
      """;

  private static Catalog published(Fleet fleet) {
    var transactions = new Transactions(fleet.node.wiring().storage().database().reads());
    return new PublishedCatalogs(new CatalogVersions(transactions))
        .load(fleet.node.testWorkspace(), new CatalogReference("bounded", 1))
        .orElseThrow();
  }

  @Test
  void soManyVersionsAreReadOnceForAllNames() {
    try (var fleet = new Fleet()) {
      fleet.node.publish(CATALOG.formatted("20"));
      var one = published(fleet);
      var read = new AtomicInteger();
      var names =
          new PlanNames(
              new CatalogCache(
                  (_, _) -> {
                    read.incrementAndGet();
                    return Optional.empty();
                  },
                  10),
              1);
      var plans = new TreeMap<String, String>();
      for (var i = 0; i < 1_000; i++) {
        plans.put("old" + i, "basic");
      }
      assertThat(faults(names, plans, at(one, 50))).hasSize(1_000);
      assertThat(read.getAndSet(0)).isEqualTo(49);
      // What may stand further back isn't called wrong.
      assertThat(faults(names, plans, at(one, 1_000_000))).isEmpty();
      assertThat(read.getAndSet(0)).isEqualTo(PlanNames.VERSIONS_MOST);
      assertThat(faults(names, Map.of("old", "nothing"), at(one, 1_000_000))).hasSize(1);
      assertThat(read.get()).isZero();
    }
  }

  private static List<Fault> faults(PlanNames names, Map<String, String> plans, Catalog to) {
    var faults = new ArrayList<Fault>();
    names.check(plans, to, Optional.empty(), faults);
    return faults;
  }

  private static Catalog at(Catalog catalog, int version) {
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
        catalog.upgradeUrl());
  }
}
