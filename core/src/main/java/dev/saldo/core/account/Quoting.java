package dev.saldo.core.account;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Action;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.money.Money;
import dev.saldo.core.rating.Rating;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.Quote;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What plans of a catalog would cost somebody who isn't a customer yet, and why one doesn't serve.
///
/// Acts are rated as charges are, counted by the meters and quotas that count their events, and
/// paid for by the plan's credits, then by packs or overage, whichever is cheaper.
public final class Quoting {
  private final Catalog catalog;
  private final Asked asked;
  private final PricedActs acts;

  /// What is asked for.
  ///
  /// @param items products that a plan includes needn't be bought there
  /// @param period a whole month or year in UTC
  /// @param usage in all of it, by meter and value; the empty value where none is named
  /// @param acts in the period, beside the usage
  /// @param resources how many of each kind are to be held at a time
  /// @param features that must be unlocked
  public record Asked(
      Items items,
      Interval interval,
      Currency currency,
      Period period,
      Map<String, Map<String, BigDecimal>> usage,
      List<QuotedAct> acts,
      Map<String, Long> resources,
      Set<String> features) {
    public Asked {
      acts = List.copyOf(acts);
    }

    /// Items and metered usage alone.
    public static Asked of(
        Items items,
        Interval interval,
        Currency currency,
        Period period,
        Map<String, Map<String, BigDecimal>> usage) {
      return new Asked(items, interval, currency, period, usage, List.of(), Map.of(), Set.of());
    }
  }

  /// Acts of one kind with what they cost in credits.
  ///
  /// @param each one that isn't free; empty where the action has no price
  /// @param credits all of them; empty where the action has no price
  /// @param free how many of their units cost nothing
  public record InCredits(
      QuotedAct act,
      Action action,
      Optional<Credits> each,
      Optional<Credits> credits,
      BigDecimal free) {}

  /// How acts are paid for in one unit.
  ///
  /// @param needed what they cost
  /// @param included what the plan brings in the period
  /// @param covered what of the need that pays for: credits that end before don't
  /// @param bought in packs
  /// @param overage what is billed
  public record Funded(
      Credits needed, Credits included, Credits covered, Credits bought, Credits overage) {}

  /// How many acts of one kind credits pay for alone, with nothing free.
  ///
  /// @param each what one costs
  /// @param count rounded down to whole acts
  public record Equivalent(
      QuotedAct act, Action action, Credits each, Credits credits, BigDecimal count) {}

  /// What becomes of a plan.
  public sealed interface Quoted {
    Plan plan();

    /// It serves.
    ///
    /// @param acts as they were asked for
    /// @param funded by unit
    /// @param total before tax, the sum of the rounded lines
    record Offered(
        Plan plan, List<LineItem> lines, List<InCredits> acts, List<Funded> funded, Money total)
        implements Quoted {
      public Offered {
        lines = List.copyOf(lines);
        acts = List.copyOf(acts);
        funded = List.copyOf(funded);
      }
    }

    /// It doesn't.
    record Not(Plan plan, Refusal why) implements Quoted {}
  }

  /// What came of asking.
  public sealed interface Result {
    /// Plans can be looked at.
    record Ready(Quoting quoting) implements Result {}

    /// Something can't be done on any plan.
    record Wrong(Refusal refusal) implements Result {}
  }

  private Quoting(Catalog catalog, Asked asked, PricedActs acts) {
    this.catalog = catalog;
    this.asked = asked;
    this.acts = acts;
  }

  /// Rates what is asked for.
  ///
  /// @param rating of the same catalog
  public static Result of(Catalog catalog, Rating rating, Asked asked) {
    return switch (PricedActs.of(catalog, rating, asked.acts())) {
      case PricedActs.Result.Wrong(var refusal) -> new Result.Wrong(refusal);
      case PricedActs.Result.All(var acts) -> new Result.Ready(new Quoting(catalog, asked, acts));
    };
  }

  /// Every plan, in the catalog's order.
  public List<Quoted> all() {
    return catalog.plans().values().stream().map(this::of).toList();
  }

  /// The cheapest plan that serves; the first of several.
  public static Optional<Quoted.Offered> cheapest(List<Quoted> quoted) {
    return quoted.stream()
        .filter(Quoted.Offered.class::isInstance)
        .map(Quoted.Offered.class::cast)
        .min(Comparator.comparing(Quoted.Offered::total));
  }

  /// How far an amount of credits goes for each kind of act that was asked for.
  public List<Equivalent> equivalents(Credits credits) {
    return acts.equivalents(credits);
  }

  /// One plan.
  public Quoted of(Plan plan) {
    var selling = new Selling(catalog, plan);
    var items = selling.withoutIncluded(asked.items());
    var serving = new Serving(catalog, plan, items, asked);
    var refusal = selling.refusal(items, asked.currency(), asked.interval()).or(serving::refusal);
    if (refusal.isPresent()) {
      return new Quoted.Not(plan, refusal.get());
    }
    var quote =
        new Quote(
            catalog, items, asked.interval(), asked.currency(), asked.period(), serving.usage());
    var credits = new QuotedCredits(catalog, plan, asked, items, acts, quote.committed());
    return switch (credits.covered()) {
      case QuotedCredits.Result.Short(var why) -> new Quoted.Not(plan, why);
      case QuotedCredits.Result.Covered covered -> offered(plan, quote, covered);
    };
  }

  private static Quoted offered(Plan plan, Quote quote, QuotedCredits.Result.Covered covered) {
    var lines = quote.lines(plan, covered.beyond());
    var total = quote.total(lines);
    return Decimals.fits(total.amount())
        ? new Quoted.Offered(plan, lines, covered.acts(), covered.funded(), total)
        : new Quoted.Not(
            plan,
            new Refusal.Unacceptable("", "sum_out_of_bounds", "it comes to more than can be said"));
  }
}
