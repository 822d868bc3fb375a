package dev.saldo.core.account;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CreditPack;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.PlanCredits;
import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.CheapestPacks;
import dev.saldo.core.subscription.CommittedMonth;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.OverageBill;
import dev.saldo.core.subscription.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What covers the credits that acts of a quoted period cost on a plan: its own credits, the first
/// to end first; then packs and overage, whichever is cheaper, by the calendar's month. A plan that
/// refuses overage is served by packs alone, and a catalog without them doesn't serve.
///
/// Acts are even over the period and pay in the order in which they stand. Packs are bought where a
/// month begins; what is left of one is there for the next month while it lives. A preventive block
/// and an overdraft aren't counted on.
final class QuotedCredits {
  private final Catalog catalog;
  private final Plan plan;
  private final Items items;
  private final Currency currency;
  private final Period period;
  private final PricedActs acts;
  private final Optional<CommittedMonth> committed;

  QuotedCredits(
      Catalog catalog,
      Plan plan,
      Quoting.Asked asked,
      Items items,
      PricedActs acts,
      Optional<CommittedMonth> committed) {
    this.catalog = catalog;
    this.plan = plan;
    this.items = items;
    this.currency = asked.currency();
    this.period = asked.period();
    this.acts = acts;
    this.committed = committed;
  }

  /// What came of it.
  sealed interface Result {
    /// All is covered.
    record Covered(List<Quoting.InCredits> acts, List<Quoting.Funded> funded, Quote.Beyond beyond)
        implements Result {}

    /// It isn't.
    record Short(Refusal refusal) implements Result {}
  }

  Result covered() {
    var parts = parts();
    var cost = acts.cost(parts);
    var funded = new ArrayList<Quoting.Funded>();
    var packs = new LinkedHashMap<CheapestPacks.Offer, BigDecimal>();
    var overage = new LinkedHashMap<String, BigDecimal>();
    var counted = BigDecimal.ZERO;
    for (var unit : units()) {
      var one = new OfUnit(unit, parts, cost);
      var refusal = one.cover();
      if (refusal.isPresent()) {
        return new Result.Short(refusal.get());
      }
      funded.add(one.funded());
      one.packs.forEach((offer, count) -> packs.merge(offer, count, BigDecimal::add));
      one.overage.forEach((action, credits) -> overage.merge(action, credits, BigDecimal::add));
      counted = counted.add(committed(unit).isPresent() ? one.bought : BigDecimal.ZERO);
    }
    var lines = new ArrayList<LineItem>();
    packs.forEach((offer, count) -> lines.add(Buying.line(offer.pack(), offer.price(), count)));
    return new Result.Covered(inCredits(cost), funded, new Quote.Beyond(lines, counted, overage));
  }

  private List<Quoting.InCredits> inCredits(PricedActs.Cost cost) {
    var all = new ArrayList<Quoting.InCredits>();
    for (var i = 0; i < acts.all().size(); i++) {
      var priced = acts.all().get(i);
      var sum = BigDecimal.ZERO;
      for (var part : cost.credits()) {
        sum = sum.add(part.get(i));
      }
      var credits = sum;
      all.add(
          new Quoting.InCredits(
              priced.act(),
              priced.action(),
              priced.rated().map(one -> one.price()),
              priced.rated().map(one -> new Credits(one.price().unit(), credits)),
              cost.free().get(i)));
    }
    return all;
  }

  /// Units in which acts are priced or the plan includes credits.
  private Set<CreditUnit> units() {
    var units = new LinkedHashSet<CreditUnit>();
    acts.all().forEach(act -> act.rated().ifPresent(one -> units.add(one.price().unit())));
    plan.credits().forEach(credits -> units.add(credits.credits().unit()));
    return units;
  }

  private Optional<CommittedMonth> committed(CreditUnit unit) {
    return committed.filter(month -> month.credits().unit().equals(unit));
  }

  /// The parts of the period in which no credits or free units begin or end: months, or days.
  private List<Period> parts() {
    var ofPlan =
        plan.credits().stream()
            .anyMatch(credits ->
                credits.livesFor().isPresent() || isWithinMonth(credits.reset().cadence()));
    var ofActs =
        acts.all().stream()
            .flatMap(act -> act.action().free().stream())
            .anyMatch(free -> isWithinMonth(free.reset().cadence()));
    return Quote.parts(ofPlan || ofActs ? Cadence.DAY : Cadence.MONTH, period);
  }

  private static boolean isWithinMonth(Cadence cadence) {
    return switch (cadence) {
      case DAY, WEEK -> true;
      case MONTH, YEAR, ONCE -> false;
    };
  }

  /// Credits that are there until they end.
  private static final class Lot {
    private final Instant until;
    private BigDecimal left;

    Lot(BigDecimal left, Instant until) {
      this.left = left;
      this.until = until;
    }

    BigDecimal take(BigDecimal most, Instant end) {
      var taken = until.isBefore(end) ? BigDecimal.ZERO : left.min(most);
      left = left.subtract(taken);
      return taken;
    }
  }

  /// What covers the acts of one unit.
  private final class OfUnit {
    private final CreditUnit unit;
    private final List<Period> parts;
    private final PricedActs.Cost cost;
    private final List<Lot> packed = new ArrayList<>();
    private final Map<CheapestPacks.Offer, BigDecimal> packs = new LinkedHashMap<>();
    private final Map<String, BigDecimal> overage = new LinkedHashMap<>();
    private BigDecimal needed = BigDecimal.ZERO;
    private BigDecimal included = BigDecimal.ZERO;
    private BigDecimal covered = BigDecimal.ZERO;
    private BigDecimal bought = BigDecimal.ZERO;

    OfUnit(CreditUnit unit, List<Period> parts, PricedActs.Cost cost) {
      this.unit = unit;
      this.parts = parts;
      this.cost = cost;
    }

    Quoting.Funded funded() {
      return new Quoting.Funded(
          credits(needed),
          credits(included),
          credits(covered),
          credits(bought),
          credits(overage.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add)));
    }

    private Credits credits(BigDecimal amount) {
      return new Credits(unit, amount);
    }

    /// @return why it isn't covered, if it isn't
    Optional<Refusal> cover() {
      for (var entry : shortfalls().entrySet()) {
        var month = entry.getKey();
        var pieces = beyondPacks(month, entry.getValue());
        var sum = sum(pieces.stream().map(CheapestPacks.Piece::credits).toList());
        if (sum.signum() == 0) {
          continue;
        }
        var isRefused = plan.overage() == Plan.Overage.BLOCKED;
        var chosen =
            new CheapestPacks(
                    offers(),
                    isRefused ? Optional.empty() : Optional.of(pieces),
                    committed(unit).map(one -> one.withBought(bought)))
                .cover(sum);
        if (chosen.isEmpty()) {
          return Optional.of(tooFew());
        }
        buy(month, chosen.get(), sum);
      }
      return Optional.empty();
    }

    private void buy(Period month, CheapestPacks.Chosen chosen, BigDecimal shortfall) {
      var left = shortfall;
      for (var entry : chosen.packs().entrySet()) {
        var pack = entry.getKey().pack();
        var credits = pack.credits().amount().multiply(entry.getValue());
        var lot = new Lot(credits, pack.livesFor().map(month.from()::plus).orElse(Instant.MAX));
        left = left.subtract(lot.take(left, month.from()));
        packed.add(lot);
        packs.merge(entry.getKey(), entry.getValue(), BigDecimal::add);
        bought = bought.add(credits);
      }
      packed.sort(Comparator.comparing((Lot lot) -> lot.until));
      chosen.overage().forEach((action, of) -> overage.merge(action, of, BigDecimal::add));
    }

    private Refusal tooFew() {
      var all = sum(cost.credits().stream().map(this::ofPart).toList());
      return new Refusal.InsufficientCredits(
          credits(all), credits(included), credits(included), credits(all.subtract(covered)));
    }

    private BigDecimal ofPart(List<BigDecimal> part) {
      var sum = BigDecimal.ZERO;
      for (var i = 0; i < part.size(); i++) {
        sum = acts.all().get(i).isIn(unit) ? sum.add(part.get(i)) : sum;
      }
      return sum;
    }

    /// What the plan's credits leave of each act, by month.
    private Map<Period, List<BigDecimal>> shortfalls() {
      var lots = new ArrayList<Lot>();
      var byMonth = new LinkedHashMap<Period, List<BigDecimal>>();
      for (var part = 0; part < parts.size(); part++) {
        open(lots, part);
        var month = Cadence.MONTH.containing(parts.get(part).from(), ZoneOffset.UTC);
        var row =
            byMonth.computeIfAbsent(
                month,
                _ -> new ArrayList<>(acts.all().stream().map(_ -> BigDecimal.ZERO).toList()));
        for (var i = 0; i < row.size(); i++) {
          if (acts.all().get(i).isIn(unit)) {
            var price = cost.credits().get(part).get(i);
            var left = taken(lots, price, parts.get(part).until());
            needed = needed.add(price);
            covered = covered.add(price.subtract(left));
            row.set(i, row.get(i).add(left));
          }
        }
      }
      return byMonth;
    }

    /// The plan's credits that begin with a part.
    private void open(List<Lot> lots, int part) {
      var at = parts.get(part).from();
      for (var credits : plan.credits()) {
        var reset = reset(credits, at);
        var isNew = part == 0 || !reset.equals(reset(credits, parts.get(part - 1).from()));
        if (credits.credits().unit().equals(unit) && isNew) {
          var amount = PlanGrants.full(plan, credits, items).amount();
          var end = credits.livesFor().map(at::plus).orElse(Instant.MAX);
          lots.add(new Lot(amount, end.isBefore(reset.until()) ? end : reset.until()));
          included = included.add(amount);
        }
      }
      lots.sort(Comparator.comparing((Lot lot) -> lot.until));
    }

    private Period reset(PlanCredits credits, Instant at) {
      return credits.reset().containing(at, ZoneOffset.UTC, period.from());
    }

    /// What lots leave of a price.
    private static BigDecimal taken(List<Lot> lots, BigDecimal price, Instant end) {
      var left = price;
      for (var lot : lots) {
        left = left.subtract(lot.take(left, end));
      }
      return left;
    }

    /// What packs of earlier months leave of a month's shortfall, with what it costs as overage.
    private List<CheapestPacks.Piece> beyondPacks(Period month, List<BigDecimal> row) {
      var pieces = new ArrayList<CheapestPacks.Piece>();
      for (var i = 0; i < row.size(); i++) {
        var left = taken(packed, row.get(i), month.until());
        if (left.signum() > 0) {
          var action = acts.all().get(i).action().name();
          var price = OverageBill.price(plan, action);
          var each = price.flatMap(one -> one.each().in(currency)).orElse(Money.zero(currency));
          var per = price.map(one -> one.per()).orElse(BigDecimal.ONE);
          pieces.add(new CheapestPacks.Piece(action, left, each, per));
        }
      }
      return pieces;
    }

    private List<CheapestPacks.Offer> offers() {
      return catalog.packs().values().stream()
          .filter(pack -> pack.credits().unit().equals(unit))
          .flatMap(pack -> price(pack).map(price -> new CheapestPacks.Offer(pack, price)).stream())
          .toList();
    }

    private Optional<Money> price(CreditPack pack) {
      return committed
          .flatMap(month -> Committing.price(month, pack))
          .or(() -> pack.price().in(currency));
    }
  }

  private static BigDecimal sum(List<BigDecimal> amounts) {
    return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
