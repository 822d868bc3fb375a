package dev.saldo.testkit.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What clients have learned from answers, by customer.
final class Known {
  private final Map<UUID, Things> things = new HashMap<>();

  /// Ids that later requests can name.
  static final class Things {
    final List<UUID> charges = new ArrayList<>();
    final List<UUID> images = new ArrayList<>();
    final List<UUID> holds = new ArrayList<>();
    final List<UUID> grants = new ArrayList<>();
  }

  Things of(UUID customer) {
    return things.computeIfAbsent(customer, _ -> new Things());
  }
}
