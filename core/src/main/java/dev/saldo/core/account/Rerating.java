package dev.saldo.core.account;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Area;
import dev.saldo.core.metering.Level;
import dev.saldo.core.metering.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Counts a customer's events again, one by one and from nothing but what they say, as they were
/// counted when they were decided: what comes out is to equal the counters that are billed by.
///
/// Events may come in any order, and parts of them may be counted apart and put together. Belongs
/// to one thread. What it can't know is the order within one instant: an act of the very instant in
/// which a plan was changed is taken for the new plan's.
public final class Rerating {
  private final List<Term> terms;
  private final Instant since;
  private final Instant until;

  /// The latest last.
  private final List<Stretch> stretches = new ArrayList<>();

  private long events;

  /// @param terms all of the customer's, the latest last
  /// @param zone whose midnight the customer's days begin at, in terms that name none
  /// @param since when the period begins whose events are counted, if no earlier one has that day
  /// @param until when it ends: a level that is set then or later belongs to the next one, whose
  ///   term needn't have begun
  public Rerating(List<Term> terms, Catalogs catalogs, ZoneId zone, Instant since, Instant until) {
    this.terms = List.copyOf(terms);
    this.since = since;
    this.until = until;
    var zones = new HashMap<ZoneId, Days>();
    for (var term : terms) {
      var days = zones.computeIfAbsent(term.zone().orElse(zone), Days::new);
      stretches.add(new Stretch(term, catalogs.catalog(term.catalog()), days));
    }
  }

  /// How much is counted, as it grows.
  private static final class Sum {
    private BigDecimal counted = BigDecimal.ZERO;
    private long acts;

    private void add(BigDecimal more) {
      counted = counted.add(more);
      acts++;
    }

    private Tally tally() {
      return new Tally(counted, BigDecimal.ZERO, acts);
    }
  }

  /// A counter before it is known which of its dimension's values it counts.
  ///
  /// Most events grow the sum that the one before them grew, so that one is kept at hand.
  private static final class Counter {
    private final Counting counting;
    private final Map<Instant, Map<String, Sum>> sums = new HashMap<>();

    /// By what the term's counters of cost centres are called.
    private final Map<TallyKey, Sum> centres = new HashMap<>();

    /// Those whose average is billed: what each adds depends on its neighbours, so all are kept.
    private final TreeMap<Instant, Level> levels = new TreeMap<>();

    private Instant lastFrom = Instant.MIN;
    private String lastValue = "";
    private Sum last = new Sum();

    private Counter(Counting counting) {
      this.counting = counting;
    }

    private boolean averages() {
      return counting.meter().averages();
    }

    private void set(Level level) {
      levels.merge(level.at(), level, Level::over);
    }

    private Sum centre(TallyKey key) {
      return centres.computeIfAbsent(key, _ -> new Sum());
    }

    private Sum sum(Instant from, String value) {
      if (!from.equals(lastFrom) || !value.equals(lastValue)) {
        last =
            sums.computeIfAbsent(from, _ -> new HashMap<>()).computeIfAbsent(value, _ -> new Sum());
        lastFrom = from;
        lastValue = value;
      }
      return last;
    }
  }

  /// A term with its counters by the type of the events that they look at.
  private static final class Stretch {
    private final Term term;
    private final Instant from;
    private final Catalog catalog;
    private final Days days;
    private final boolean byCostCentre;
    private final List<Counter> all = new ArrayList<>();
    private final Map<String, List<Counter>> counters = new HashMap<>();

    private Stretch(Term term, Catalog catalog, Days days) {
      this.term = term;
      this.from = term.from();
      this.catalog = catalog;
      this.days = days;
      this.byCostCentre = catalog.sale().billing().byCostCentre();
      if (!term.ended()) {
        for (var counting : Counting.of(catalog, term)) {
          var counter = new Counter(counting);
          all.add(counter);
          for (var type : counting.meter().eventTypes()) {
            counters.computeIfAbsent(type, _ -> new ArrayList<>()).add(counter);
          }
        }
      }
    }
  }

  /// The properties of events' data that decide anything; a reader may leave out all others.
  public Set<String> properties() {
    var properties = new HashSet<String>();
    for (var stretch : stretches) {
      for (var counter : stretch.all) {
        var counting = counter.counting;
        counting.meter().property().ifPresent(properties::add);
        counting.terms().dimension().ifPresent(properties::add);
        properties.addAll(counting.meter().filter().keySet());
      }
    }
    return properties;
  }

  /// Counts an event, a charge or a capture.
  ///
  /// @param occurredAt when it happened; for a capture, when its hold was opened
  /// @param recordedAt when it was decided: what is reported ahead of its time counts on the plan
  ///   that was there then
  /// @param costCentre where the customer books it; each has a counter here, however many there are
  public void add(
      String type,
      Instant occurredAt,
      Instant recordedAt,
      Map<String, Value> data,
      Optional<String> costCentre) {
    events++;
    var stretch = at(occurredAt.isBefore(recordedAt) ? occurredAt : recordedAt);
    if (stretch < 0) {
      return;
    }
    set(stretches.get(at(occurredAt)), type, occurredAt, data);
    var term = stretches.get(stretch);
    for (var counter : term.counters.getOrDefault(type, List.of())) {
      var counting = counter.counting;
      if (!counter.averages() && counting.takes(type, data)) {
        var from = counting.from(term.from, cadence -> term.days.containing(cadence, occurredAt));
        var value = counting.value(data);
        var sum = counter.sum(from, value);
        var more = counting.more(data, sum.counted);
        sum.add(more);
        if (term.byCostCentre && costCentre.isPresent() && !counting.meter().isLevel()) {
          var meter = counting.meter().name();
          var begun = centresFrom(term, counting, occurredAt);
          counter.centre(TallyKey.centre(meter, value, costCentre, begun)).add(more);
        }
      }
    }
  }

  /// Levels belong to the term in which they are set by their own time.
  private void set(Stretch term, String type, Instant at, Map<String, Value> data) {
    for (var counter : term.counters.getOrDefault(type, List.of())) {
      var counting = counter.counting;
      if (counter.averages() && counting.takes(type, data)) {
        counter.sum(term.from, "").add(BigDecimal.ZERO);
        counting
            .level(data, at)
            .filter(level -> !level.at().isBefore(term.from) && level.at().isBefore(until))
            .ifPresent(counter::set);
      }
    }
  }

  private Instant centresFrom(Stretch term, Counting counting, Instant at) {
    return counting.terms().per() == UsageTerms.Per.DAY
        ? DayTerm.from(
            terms,
            term.term,
            term.catalog,
            counting.meter().name(),
            term.days.containing(Cadence.DAY, at),
            since)
        : term.from;
  }

  /// Counts what no cost centre did.
  public void add(String type, Instant occurredAt, Instant recordedAt, Map<String, Value> data) {
    add(type, occurredAt, recordedAt, data, Optional.empty());
  }

  /// What was counted here and there together.
  ///
  /// @param other over other events of the same customer, with the same terms
  public void add(Rerating other) {
    if (other.stretches.size() != stretches.size()) {
      throw new IllegalArgumentException("counted over other terms");
    }
    events += other.events;
    for (var i = 0; i < stretches.size(); i++) {
      var mine = stretches.get(i).all;
      var theirs = other.stretches.get(i).all;
      for (var j = 0; j < mine.size(); j++) {
        add(mine.get(j), theirs.get(j));
      }
    }
  }

  private static void add(Counter mine, Counter theirs) {
    theirs.levels.values().forEach(mine::set);
    var takesMost = mine.counting.meter().takesMost();
    theirs.sums.forEach((from, values) ->
        values.forEach((value, sum) -> {
          var into = mine.sum(from, value);
          into.counted = takesMost ? into.counted.max(sum.counted) : into.counted.add(sum.counted);
          into.acts += sum.acts;
        }));
    theirs.centres.forEach((key, sum) -> {
      var into = mine.centre(key);
      into.counted = into.counted.add(sum.counted);
      into.acts += sum.acts;
    });
  }

  /// How many events were looked at.
  public long events() {
    return events;
  }

  /// What came out. A day on which the plan changed has one counter for both terms.
  public Map<TallyKey, Tally> counters() {
    var counters = new HashMap<TallyKey, Tally>();
    for (var stretch : stretches) {
      for (var counter : stretch.all) {
        var takesMost = counter.counting.meter().takesMost();
        counter.sums.forEach((from, values) ->
            values.forEach((value, sum) ->
                counters.merge(
                    counter.counting.key(value, from),
                    counter.averages() ? area(counter, sum.acts) : sum.tally(),
                    (one, other) -> together(one, other, takesMost))));
        counter.centres.forEach((key, sum) ->
            counters.merge(key, sum.tally(), (one, other) -> together(one, other, false)));
      }
    }
    return counters;
  }

  private static Tally area(Counter counter, long acts) {
    return new Tally(Area.inner(counter.levels.values()).all(), BigDecimal.ZERO, acts);
  }

  private static Tally together(Tally one, Tally other, boolean takesMost) {
    var consumed =
        takesMost ? one.consumed().max(other.consumed()) : one.consumed().add(other.consumed());
    return new Tally(consumed, BigDecimal.ZERO, one.acts() + other.acts());
  }

  /// The latest term that had begun; the first one for what lies before it.
  private int at(Instant at) {
    for (var i = stretches.size() - 1; i > 0; i--) {
      if (!stretches.get(i).from.isAfter(at)) {
        return i;
      }
    }
    return stretches.isEmpty() ? -1 : 0;
  }
}
