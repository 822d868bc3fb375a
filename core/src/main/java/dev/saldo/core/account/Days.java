package dev.saldo.core.account;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// The days and months of a zone, for whoever asks for those of millions of times. Belongs to one
/// thread.
final class Days {
  private final ZoneId zone;

  /// Those that were looked at, by their beginning.
  private final Map<Cadence, TreeMap<Instant, Period>> calendar = new EnumMap<>(Cadence.class);

  /// Those that were asked for last.
  private final Map<Cadence, Period> latest = new EnumMap<>(Cadence.class);

  Days(ZoneId zone) {
    this.zone = zone;
  }

  Period containing(Cadence cadence, Instant at) {
    var last = latest.get(cadence);
    if (last == null || !last.contains(at)) {
      last = lookedUp(cadence, at);
      latest.put(cadence, last);
    }
    return last;
  }

  private Period lookedUp(Cadence cadence, Instant at) {
    var known = calendar.computeIfAbsent(cadence, _ -> new TreeMap<>());
    var before = known.floorEntry(at);
    if (before != null && before.getValue().contains(at)) {
      return before.getValue();
    }
    var period = cadence.containing(at, zone);
    known.put(period.from(), period);
    return period;
  }
}
