package dev.saldo.core.subscription;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a plan with some use would cost for a first paid interval, by the very rules that bill it:
/// fees of all of it, and the use of each of its months, which is billed by itself.
///
/// Whether all of it is sold is looked at before.
public final class Quote {
  private static final ZoneId ZONE = ZoneOffset.UTC;

  private final Catalog catalog;
  private final Items items;
  private final Interval interval;
  private final Currency currency;
  private final Period period;
  private final Map<String, Map<String, BigDecimal>> usage;

  /// @param period a whole month or year in UTC
  /// @param usage what is used in all of it, by meter and value of the price's dimension, the empty
  ///   one where there is none; used evenly over what something is included for: days or months
  public Quote(
      Catalog catalog,
      Items items,
      Interval interval,
      Currency currency,
      Period period,
      Map<String, Map<String, BigDecimal>> usage) {
    this.catalog = catalog;
    this.items = items;
    this.interval = interval;
    this.currency = currency;
    this.period = period;
    this.usage = usage;
  }

  /// The calendar's month or year in UTC that contains a time.
  public static Period period(Interval interval, Instant at) {
    return interval.cadence().containing(at, ZONE);
  }

  /// What credits that a plan includes don't cover.
  ///
  /// @param packs the lines of packs that are bought
  /// @param bought the credits in them that count towards a commitment
  /// @param overage credits that are billed, by action
  public record Beyond(List<LineItem> packs, BigDecimal bought, Map<String, BigDecimal> overage) {
    /// Nothing.
    public static final Beyond NOTHING = new Beyond(List.of(), BigDecimal.ZERO, Map.of());

    public Beyond {
      packs = List.copyOf(packs);
      overage = Map.copyOf(overage);
    }
  }

  /// What a commitment asks for in the period when nothing is bought; empty without one.
  public Optional<CommittedMonth> committed() {
    return items
        .commitment()
        .flatMap(catalog.sale()::commitment)
        .map(one -> CommittedMonth.begun(one, currency, period.from(), ZONE));
  }

  /// The lines: fees, what is paid once, packs, what is missing of a commitment, the use of each
  /// month. Credits that are billed stand together with the first.
  public List<LineItem> lines(Plan plan, Beyond beyond) {
    var fees = new Fees(catalog, plan, items, currency, interval);
    var lines = new ArrayList<>(fees.of(period));
    lines.addAll(fees.setups(Set.of()));
    lines.addAll(beyond.packs());
    committed()
        .flatMap(month -> month.withBought(beyond.bought()).shortfall(period.until()))
        .ifPresent(lines::add);
    var counters = new HashMap<TallyKey, Tally>();
    beyond
        .overage()
        .forEach(
            (action, credits) -> add(counters, TallyKey.billed(action, period.from()), credits));
    for (var terms : plan.sale().usage()) {
      usage
          .getOrDefault(terms.meter(), Map.of())
          .forEach((value, quantity) -> count(counters, terms, value, quantity));
    }
    for (var from : starts(Cadence.MONTH, period)) {
      lines.addAll(use(plan, Cadence.MONTH.containing(from, ZONE), counters));
    }
    return lines;
  }

  private List<LineItem> use(Plan plan, Period month, Map<TallyKey, Tally> counters) {
    var own = new HashMap<>(counters);
    own.keySet().removeIf(key -> !month.contains(key.from()));
    var segment = new Segment(catalog, plan, items, month);
    return UsageBill.lines(new Usage(month, List.of(segment), own, currency, ZONE));
  }

  /// What lines come to on an invoice, before tax: each rounded once.
  public Money total(List<LineItem> lines) {
    return lines.stream()
        .map(line -> line.amount().rounded())
        .reduce(Money.zero(currency), Money::plus);
  }

  private void count(
      Map<TallyKey, Tally> counters, UsageTerms terms, String value, BigDecimal quantity) {
    var known = terms.dimension().isPresent() ? value : "";
    var froms = froms(terms.per(), period);
    var each =
        quantity.divide(BigDecimal.valueOf(froms.size()), Decimals.SCALE_MAX, RoundingMode.DOWN);
    var left = quantity;
    for (var i = 0; i < froms.size(); i++) {
      var amount = i == froms.size() - 1 ? left : each;
      add(counters, key(terms, known, froms.get(i)), amount);
      left = left.subtract(amount);
    }
  }

  private static TallyKey key(UsageTerms terms, String value, Instant from) {
    return terms.per() == UsageTerms.Per.DAY
        ? TallyKey.daily(terms.meter(), value, from)
        : TallyKey.usage(terms.meter(), value, from);
  }

  /// How many times a period brings what is included.
  public static int times(UsageTerms.Per per, Period period) {
    return froms(per, period).size();
  }

  /// How many times something begins anew in a period; once where it is as long.
  public static int times(Cadence cadence, Period period) {
    return switch (cadence) {
      case DAY, WEEK, MONTH -> starts(cadence, period).size();
      case YEAR, ONCE -> 1;
    };
  }

  /// A period cut where days, weeks or months begin in UTC.
  public static List<Period> parts(Cadence cadence, Period period) {
    var starts = starts(cadence, period);
    var parts = new ArrayList<Period>();
    for (var i = 0; i < starts.size(); i++) {
      var until = i + 1 < starts.size() ? starts.get(i + 1) : period.until();
      parts.add(new Period(starts.get(i), until));
    }
    return parts;
  }

  /// When the counters of a period begin.
  private static List<Instant> froms(UsageTerms.Per per, Period period) {
    return switch (per) {
      case DAY -> starts(Cadence.DAY, period);
      case MONTH, PERIOD -> starts(Cadence.MONTH, period);
    };
  }

  private static List<Instant> starts(Cadence cadence, Period period) {
    var starts = new ArrayList<Instant>();
    for (var at = period.from(); at.isBefore(period.until()); ) {
      starts.add(at);
      at = cadence.containing(at, ZONE).until();
    }
    return starts;
  }

  private static void add(Map<TallyKey, Tally> counters, TallyKey key, BigDecimal quantity) {
    var before = counters.getOrDefault(key, Tally.NONE);
    counters.put(key, before.plus(quantity, BigDecimal.ZERO));
  }
}
