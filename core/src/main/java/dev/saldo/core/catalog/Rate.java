package dev.saldo.core.catalog;

import java.util.Set;

/// Something whose acts are counted against the rate limits of plans: each act of one of the event
/// types is one.
public record Rate(String name, String title, Set<String> eventTypes) {
  public Rate {
    eventTypes = Set.copyOf(eventTypes);
  }
}
