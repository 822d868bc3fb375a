package dev.saldo.core.subscription;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.metering.Meter;
import java.math.BigDecimal;
import java.util.Optional;

/// A part of a billed period on one plan, with one set of items.
///
/// @param catalog the version whose prices hold for what was used in it
public record Segment(Catalog catalog, Plan plan, Items items, Period part) {
  /// What a meter's use costs in it, if it is billed.
  Optional<UsageTerms> usage(String meter) {
    return plan.sale().usage().stream().filter(terms -> terms.meter().equals(meter)).findFirst();
  }

  /// How a meter counts in it.
  Optional<Meter> meter(String name) {
    return Optional.ofNullable(catalog.meters().get(name));
  }

  /// Whether use above what is included is never billed, since it isn't allowed at all.
  boolean isBlocked(String meter) {
    return usage(meter).filter(terms -> terms.above() == UsageTerms.Above.BLOCKED).isPresent();
  }

  /// The included units for a whole period, month or day, as negotiated or listed.
  BigDecimal included(UsageTerms terms) {
    return items.overrides().included().getOrDefault(terms.meter(), terms.included());
  }

  /// The same, of a part of its time.
  Segment in(Period other) {
    return new Segment(catalog, plan, items, other);
  }

  BigDecimal seconds() {
    return Fees.seconds(part);
  }
}
