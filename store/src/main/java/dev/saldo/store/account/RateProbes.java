package dev.saldo.store.account;

import dev.saldo.core.account.Catalogs;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.QuotaLimit;
import dev.saldo.core.catalog.RateWindow;
import dev.saldo.store.array.BinaryArray;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which acts of which rates are looked up: by how far they lie before the latest one.
final class RateProbes {
  final BinaryArray customers = BinaryArray.uuids(4);
  final BinaryArray rates = BinaryArray.texts(4);
  final BinaryArray backs = BinaryArray.longs(4);
  final BinaryArray counts = BinaryArray.longs(4);

  /// Some acts of a rate in a row.
  ///
  /// @param back how many acts before the one after the latest the first of them is
  record Probe(String rate, long back, long count) {}

  /// The acts that may be the N-th latest, for each window of N acts, while the customer's commands
  /// are decided one after the other. A command that changes the plan makes any plan of its catalog
  /// the next one's.
  void add(Gathering customer, Catalogs catalogs) {
    for (var term : customer.terms()) {
      var catalog = catalogs.catalog(term.catalog());
      add(customer, catalog, catalog.plan(term.plan()).orElseThrow());
    }
    for (var changed : customer.wanted.catalogs()) {
      var catalog = catalogs.catalog(changed);
      catalog.plans().values().forEach(plan -> add(customer, catalog, plan));
    }
  }

  private void add(Gathering customer, Catalog catalog, Plan plan) {
    var limited = plan.rates();
    for (var rate : catalog.rates().values()) {
      var windows = limited.get(rate.name());
      if (windows != null && meets(rate.eventTypes(), customer.wanted.actions())) {
        add(customer, rate.name(), windows);
      }
    }
    for (var quota : catalog.quotas().values()) {
      var limit = plan.quotas().get(quota.name());
      var meter = catalog.meters().get(quota.meter());
      if (limit != null
          && !limit.throttle().isEmpty()
          && meter != null
          && meets(meter.eventTypes(), customer.wanted.actions())) {
        add(customer, QuotaLimit.throttleKey(quota.name()), limit.throttle());
      }
    }
  }

  private void add(Gathering customer, String rate, List<RateWindow> windows) {
    var backs = new TreeSet<Integer>();
    backs.add(1);
    windows.forEach(window -> backs.add(window.max()));
    backs.forEach(back -> add(customer, new Probe(rate, back, customer.wanted.commands())));
  }

  private void add(Gathering customer, Probe probe) {
    var isKnown = customer.known.filter(known -> known.knows(probe));
    if (isKnown.isPresent()) {
      customer.remember(probe.rate(), isKnown.get());
      return;
    }
    customers.add(customer.locked.customer());
    rates.add(probe.rate());
    backs.add(probe.back());
    counts.add(probe.count());
  }

  private static boolean meets(Set<String> types, Set<String> actions) {
    for (var action : actions) {
      if (types.contains(action)) {
        return true;
      }
    }
    return false;
  }
}
