package dev.saldo.core.subscription;

import dev.saldo.core.catalog.Amounts;
import dev.saldo.core.catalog.OveragePrice;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.PlanCredits;
import dev.saldo.core.catalog.PlanSale;
import dev.saldo.core.catalog.Price;
import dev.saldo.core.catalog.UsageTerms;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a plan of a [Shelf] costs, while it is being written down.
public final class Offer {
  private Optional<Amounts> price = Optional.empty();
  private boolean perSeat;
  private Optional<String> title = Optional.empty();
  private Optional<Amounts> setup = Optional.empty();
  private Optional<PlanSale.Annual> annual = Optional.empty();
  private Optional<Amounts> minimum = Optional.empty();
  private Optional<PlanSale.Trial> trial = Optional.empty();
  private final List<UsageTerms> usage = new ArrayList<>();
  private final Map<String, OveragePrice> overage = new HashMap<>();
  private final List<PlanCredits> credits = new ArrayList<>();

  public Offer price(String amount) {
    price = Optional.of(Prices.amounts(amount));
    return this;
  }

  public Offer perSeat() {
    perSeat = true;
    return this;
  }

  public Offer setup(String amount) {
    setup = Optional.of(Prices.amounts(amount));
    return this;
  }

  public Offer annualLess(String percent) {
    annual = Optional.of(new PlanSale.Annual.Discounted(new BigDecimal(percent)));
    return this;
  }

  public Offer annual(String amount) {
    annual = Optional.of(new PlanSale.Annual.Fixed(Prices.amounts(amount)));
    return this;
  }

  public Offer minimum(String amount) {
    minimum = Optional.of(Prices.amounts(amount));
    return this;
  }

  public Offer trial(Duration lasts, boolean converts) {
    trial = Optional.of(new PlanSale.Trial(lasts, converts));
    return this;
  }

  public Offer credits(PlanCredits more) {
    credits.add(more);
    return this;
  }

  public Offer overage(String action, String amount, String per) {
    overage.put(action, new OveragePrice(action, Prices.amounts(amount), new BigDecimal(per)));
    return this;
  }

  /// Billed above what is included in the period.
  public Offer usage(String meter, String included, Price above) {
    return usage(meter, included, UsageTerms.Per.PERIOD, UsageTerms.Above.BILLED, above);
  }

  public Offer daily(String meter, String included, Price above) {
    return usage(meter, included, UsageTerms.Per.DAY, UsageTerms.Above.BILLED, above);
  }

  public Offer monthly(String meter, String included, Price above) {
    return usage(meter, included, UsageTerms.Per.MONTH, UsageTerms.Above.BILLED, above);
  }

  public Offer usage(
      String meter, String included, UsageTerms.Per per, UsageTerms.Above above, Price price) {
    return usage(meter, included, List.of(), Map.of(), per, above, price);
  }

  /// What is unused is carried.
  public Offer carrying(String meter, String included, String percent, UsageTerms.Above above) {
    var rollover = new PlanCredits.Rollover(new BigDecimal(percent), Optional.empty());
    usage.add(
        new UsageTerms(
            meter,
            meter,
            "unit",
            new BigDecimal(included),
            List.of(),
            Map.of(),
            UsageTerms.Per.PERIOD,
            above,
            Prices.each("1"),
            List.of(),
            Optional.of(rollover)));
    return this;
  }

  /// The included units cover some values of the dimension.
  public Offer drawn(String meter, String included, List<String> draws, Price above) {
    return usage(
        meter, included, draws, Map.of(), UsageTerms.Per.PERIOD, UsageTerms.Above.BILLED, above);
  }

  /// Refused above what is included, though it has a price.
  public Offer blocked(String meter, String included) {
    return usage(
        meter, included, UsageTerms.Per.PERIOD, UsageTerms.Above.BLOCKED, Prices.each("0.05"));
  }

  /// Refused above what is included.
  public Offer blocked(String meter, String included, List<String> draws) {
    var prices =
        Prices.byModel(draws.stream().flatMap(one -> Stream.of(one, "0")).toArray(String[]::new));
    return usage(
        meter, included, draws, Map.of(), UsageTerms.Per.PERIOD, UsageTerms.Above.BLOCKED, prices);
  }

  /// What the lines of use say from here on, instead of the meter's name.
  public Offer titled(String words) {
    title = Optional.of(words);
    return this;
  }

  private Offer usage(
      String meter,
      String included,
      List<String> draws,
      Map<String, String> needs,
      UsageTerms.Per per,
      UsageTerms.Above above,
      Price price) {
    usage.add(
        new UsageTerms(
            meter,
            title.orElse(meter),
            "unit",
            new BigDecimal(included),
            draws,
            needs,
            per,
            above,
            price));
    return this;
  }

  Plan named(String name) {
    return new Plan(
        name,
        name,
        new PlanSale(price, perSeat, setup, annual, minimum, trial, usage, overage),
        credits,
        Set.of(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        overage.isEmpty() ? Plan.Overage.BLOCKED : Plan.Overage.BILLED);
  }
}
