package dev.saldo.core.subscription;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.UsageTerms.Per;
import dev.saldo.core.limit.TallyKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Use with an allowance for the billed period, or for each calendar month in it: a pool for each
/// of them, which the segments draw on in the order of time.
///
/// Months cut the segments: what a segment has of a month is counted by itself, so that a month
/// that a period's boundary cuts is two allowances, each its share by the second.
final class PooledUse {
  private final Usage usage;
  private final String meter;
  private final Set<Instant> seen = new HashSet<>();

  PooledUse(Usage usage, String meter) {
    this.usage = usage;
    this.meter = meter;
  }

  /// A part of a segment with a counter of its own, which begins with it.
  ///
  /// @param segment with the part alone
  record Piece(int at, Segment segment) {
    Instant from() {
      return segment.part().from();
    }

    private boolean isMonth(String meter) {
      return segment.usage(meter).filter(own -> own.per() == Per.MONTH).isPresent();
    }
  }

  List<Drawn> drawn() {
    var drawn = new ArrayList<Drawn>();
    var pieces = pieces(Per.PERIOD, usage.period());
    drawn.addAll(drawn(pool(usage.whole(), pieces, carried()), pieces));
    for (var month : months()) {
      var ofMonth = pieces(Per.MONTH, month);
      drawn.addAll(drawn(pool(month, ofMonth, Map.of()), ofMonth));
    }
    return drawn;
  }

  /// What is left of the period's included units, of those that its last plan names its allowance
  /// by; nothing where it has none for the period.
  BigDecimal unused() {
    var pieces = pieces(Per.PERIOD, usage.period());
    if (pieces.isEmpty() || pieces.getLast().at() < usage.segments().size() - 1) {
      return BigDecimal.ZERO;
    }
    var pool = pool(usage.whole(), pieces, carried());
    drawn(pool, pieces);
    return pool.unused(pieces.getLast().segment().usage(meter).orElseThrow().own());
  }

  private Map<String, BigDecimal> carried() {
    var from = usage.period().from();
    var prefix = TallyKey.carried(meter, "", from).subject();
    var carried = new HashMap<String, BigDecimal>();
    usage
        .counters()
        .forEach((key, tally) -> {
          if (key.from().equals(from) && key.subject().startsWith(prefix)) {
            carried.put(key.subject().substring(prefix.length()), tally.consumed());
          }
        });
    return carried;
  }

  private Pool pool(Period window, List<Piece> pieces, Map<String, BigDecimal> carried) {
    var end = earlier(window.until(), usage.whole().until());
    return new Pool(meter, window, end, pieces.stream().map(Piece::segment).toList(), carried);
  }

  /// When the counters begin that were looked at.
  Set<Instant> seen() {
    return seen;
  }

  private List<Period> months() {
    var months = new ArrayList<Period>();
    if (pieces(Per.MONTH, usage.period()).isEmpty()) {
      return months;
    }
    for (var at = usage.period().from(); at.isBefore(usage.period().until()); ) {
      months.add(Cadence.MONTH.containing(at, usage.zone()));
      at = months.getLast().until();
    }
    return months;
  }

  private List<Piece> pieces(Per per, Period window) {
    var pieces = new ArrayList<Piece>();
    for (var i = 0; i < usage.segments().size(); i++) {
      var segment = usage.segments().get(i);
      var from = later(segment.part().from(), window.from());
      var until = earlier(segment.part().until(), window.until());
      if (from.isBefore(until)
          && segment.usage(meter).filter(own -> own.per() == per).isPresent()) {
        pieces.add(new Piece(i, segment.in(new Period(from, until))));
      }
    }
    return pieces;
  }

  private List<Drawn> drawn(Pool pool, List<Piece> pieces) {
    var drawn = new ArrayList<Drawn>();
    for (var i = 0; i < pieces.size(); i++) {
      var piece = pieces.get(i);
      var used = new HashMap<String, BigDecimal>();
      var noted = new TreeMap<String, BigDecimal>();
      var acts = new HashMap<String, Long>();
      count(piece, used, noted, acts);
      var free = pool.draw(i, used);
      drawn.add(Drawn.of(piece.at(), used, free.all(), free.carried(), noted, acts));
    }
    return drawn;
  }

  /// A month may have been counted from another instant, where its zone wasn't the period's.
  private boolean counts(Piece piece, Instant at) {
    return at.equals(piece.from())
        || piece.isMonth(meter) && piece.segment().part().contains(at) && !isDay(at);
  }

  /// Days once were called as terms are: one in which a later plan began to count by the day is no
  /// month of the plan before.
  private boolean isDay(Instant at) {
    var day = Cadence.DAY.containing(at, usage.zone());
    return day.from().equals(at)
        && usage.segments().stream()
            .filter(segment -> segment.part().from().isAfter(at))
            .filter(segment -> segment.part().from().isBefore(day.until()))
            .anyMatch(
                segment -> segment.usage(meter).filter(own -> own.per() == Per.DAY).isPresent());
  }

  private void count(
      Piece piece,
      Map<String, BigDecimal> used,
      Map<String, BigDecimal> noted,
      Map<String, Long> acts) {
    var prefix = TallyKey.usage(meter, "", piece.from()).subject();
    usage
        .counters()
        .forEach((key, tally) -> {
          if (key.subject().startsWith(prefix) && counts(piece, key.from())) {
            var value = key.subject().substring(prefix.length());
            seen.add(key.from());
            acts.merge(value, tally.acts(), Long::sum);
            if (tally.consumed().signum() != 0) {
              used.merge(value, tally.consumed(), BigDecimal::add);
            }
            var unbilled =
                piece.segment().isBlocked(meter) ? tally.consumed() : usage.used(key.unbilled());
            noted.merge(value, unbilled, BigDecimal::add);
          }
        });
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
