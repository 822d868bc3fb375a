package dev.saldo.core.account;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Aggregation;
import dev.saldo.core.metering.Level;
import dev.saldo.core.metering.Meter;
import dev.saldo.core.metering.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What a meter that a plan bills counts of an event, and on which counter: the same for an event
/// that is decided now and for one that is rated again.
record Counting(UsageTerms terms, Meter meter) {
  private static final int VALUE_LENGTH_MAX = 100;

  /// What a term's plan bills by meters, in its order.
  static List<Counting> of(Catalog catalog, Term term) {
    var usage = catalog.plan(term.plan()).orElseThrow().sale().usage();
    if (usage.isEmpty()) {
      return List.of();
    }
    var countings = new ArrayList<Counting>(usage.size());
    for (var terms : usage) {
      var meter = catalog.meters().get(terms.meter());
      if (meter != null) {
        countings.add(new Counting(terms, meter));
      }
    }
    return countings;
  }

  boolean takes(String type, Map<String, Value> data) {
    return meter.takes(type, data);
  }

  /// When the counter begins: with the term; with the day, which terms don't cut; with the month,
  /// or with the term within it.
  ///
  /// @param term when the term begins
  /// @param calendar the calendar's day or month in which the act happened
  Instant from(Instant term, Function<Cadence, Period> calendar) {
    return switch (terms.per()) {
      case DAY -> calendar.apply(Cadence.DAY).from();
      case MONTH -> later(term, calendar.apply(Cadence.MONTH).from());
      case PERIOD -> term;
    };
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  TallyKey key(String value, Instant from) {
    return terms.per() == UsageTerms.Per.DAY
        ? TallyKey.daily(meter.name(), value, from)
        : TallyKey.usage(meter.name(), value, from);
  }

  /// The value of the dimension; use without it counts as a value of its own.
  String value(Map<String, Value> data) {
    if (terms.dimension().isEmpty()) {
      return "";
    }
    var value = data.get(terms.dimension().get());
    if (value == null) {
      return "";
    }
    var label = value.label();
    return label.length() > VALUE_LENGTH_MAX ? label.substring(0, VALUE_LENGTH_MAX) : label;
  }

  /// What an event adds where so much is counted already: a peak grows by what the new level is
  /// above it, everything else by the event's quantity. Of an average it is [Leveling] that says
  /// it.
  BigDecimal more(Map<String, Value> data, BigDecimal counted) {
    var quantity = quantity(meter, data);
    return meter.takesMost() ? quantity.subtract(counted).max(BigDecimal.ZERO) : quantity;
  }

  /// The level that an event sets, all of which is billed; empty where the meter has none.
  Optional<Level> level(Map<String, Value> data, Instant at) {
    return meter.isLevel()
        ? Optional.of(new Level(at.truncatedTo(ChronoUnit.MICROS), quantity(meter, data)))
        : Optional.empty();
  }

  /// The quantity that a meter sees in an event; never below zero.
  static BigDecimal quantity(Meter meter, Map<String, Value> data) {
    if (meter.aggregation() == Aggregation.COUNT || meter.property().isEmpty()) {
      return meter.aggregation() == Aggregation.COUNT ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    return data.get(meter.property().get()) instanceof Value.Number(var number)
        ? number.max(BigDecimal.ZERO)
        : BigDecimal.ZERO;
  }
}
