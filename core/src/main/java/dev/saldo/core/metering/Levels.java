package dev.saldo.core.metering;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is known of a customer's levels, by meter: not all, but the neighbours of every instant
/// that is asked about. Whoever loads them must bring, for such an instant, what was set at it, the
/// last one before and the first one after it.
///
/// @param byMeter in the order of time
public record Levels(Map<String, NavigableMap<Instant, Level>> byMeter) {
  public static final Levels NONE = new Levels(Map.of());

  public Levels {
    byMeter = Collections.unmodifiableMap(byMeter);
  }

  /// Levels in whatever order, and some twice.
  public static Levels of(Map<String, ? extends Collection<Level>> levels) {
    var all = new HashMap<String, NavigableMap<Instant, Level>>();
    levels.forEach((meter, some) -> {
      var ofMeter = new TreeMap<Instant, Level>();
      some.forEach(level -> ofMeter.merge(level.at(), level, Level::over));
      all.put(meter, ofMeter);
    });
    return new Levels(all);
  }

  /// The same with one more, which changes nothing where as high a one was set at its instant.
  public Levels with(String meter, Level level) {
    var ofMeter = new TreeMap<Instant, Level>(of(meter));
    ofMeter.merge(level.at(), level, Level::over);
    var all = new HashMap<>(byMeter);
    all.put(meter, ofMeter);
    return new Levels(all);
  }

  public Set<String> meters() {
    return byMeter.keySet();
  }

  public Optional<Level> at(String meter, Instant at) {
    return Optional.ofNullable(of(meter).get(at));
  }

  /// The last one that was set before an instant.
  public Optional<Level> before(String meter, Instant at) {
    return entry(of(meter).lowerEntry(at));
  }

  /// The one in force at an instant: set at it or before.
  public Optional<Level> inForce(String meter, Instant at) {
    return entry(of(meter).floorEntry(at));
  }

  /// The first one that was set after an instant.
  public Optional<Level> after(String meter, Instant at) {
    return entry(of(meter).higherEntry(at));
  }

  /// The first one that was set at an instant or after it.
  public Optional<Level> notBefore(String meter, Instant at) {
    return entry(of(meter).ceilingEntry(at));
  }

  /// Those that are known from one instant on, until another.
  public List<Level> between(String meter, Instant from, Instant until) {
    return from.isBefore(until)
        ? List.copyOf(of(meter).subMap(from, true, until, false).values())
        : List.of();
  }

  private NavigableMap<Instant, Level> of(String meter) {
    return byMeter.getOrDefault(meter, Collections.emptyNavigableMap());
  }

  private static Optional<Level> entry(Map.@Nullable Entry<Instant, Level> entry) {
    return entry == null ? Optional.empty() : Optional.of(entry.getValue());
  }
}
