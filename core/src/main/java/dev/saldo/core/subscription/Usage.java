package dev.saldo.core.subscription;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/// What was used in a billed period.
///
/// @param whole the period by the calendar or anniversary, of which the segments tile all or, after
///   a start or before an end, a part
/// @param segments in the order of time
/// @param beyond what follows them within a day: a day that begins in the period belongs to it,
///   though another plan may be there at its end
/// @param counters every tally of usage and of billed credits that begins in the period, by key;
///   with what was carried into it, and the levels in force where its segments begin; of an
///   average, what each segment has of it
/// @param zone whose days are counted
public record Usage(
    Period whole,
    List<Segment> segments,
    List<Beyond> beyond,
    Map<TallyKey, Tally> counters,
    Currency currency,
    ZoneId zone) {
  public Usage {
    segments = List.copyOf(segments);
    beyond = List.copyOf(beyond);
  }

  /// A period that nothing follows.
  public Usage(
      Period whole,
      List<Segment> segments,
      Map<TallyKey, Tally> counters,
      Currency currency,
      ZoneId zone) {
    this(whole, segments, List.of(), counters, currency, zone);
  }

  /// A segment of a period to come.
  ///
  /// @param zone whose days are counted in it
  public record Beyond(Segment segment, ZoneId zone) {}

  BigDecimal used(TallyKey key) {
    return counters.getOrDefault(key, Tally.NONE).consumed();
  }

  long acts(TallyKey key) {
    return counters.getOrDefault(key, Tally.NONE).acts();
  }

  /// The period that the segments make together.
  Period period() {
    return new Period(segments.getFirst().part().from(), segments.getLast().part().until());
  }
}
