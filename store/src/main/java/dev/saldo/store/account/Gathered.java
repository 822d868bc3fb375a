package dev.saldo.store.account;

import dev.saldo.store.array.BinaryArray;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/// The customers of a batch while their rows come in.
final class Gathered {
  private final Map<UUID, Gathering> byCustomer = new LinkedHashMap<>();

  void add(Gathering gathering) {
    byCustomer.put(gathering.locked.customer(), gathering);
  }

  Gathering of(UUID customer) {
    var gathering = byCustomer.get(customer);
    if (gathering == null) {
      throw new IllegalStateException("a row of customer " + customer + ", who isn't locked");
    }
    return gathering;
  }

  Collection<Gathering> all() {
    return byCustomer.values();
  }

  /// The customers of whom something holds.
  List<Gathering> where(Predicate<Gathering> condition) {
    return byCustomer.values().stream().filter(condition).toList();
  }

  static BinaryArray ids(Collection<Gathering> customers) {
    var ids = BinaryArray.uuids(customers.size());
    customers.forEach(customer -> ids.add(customer.locked.customer()));
    return ids;
  }
}
