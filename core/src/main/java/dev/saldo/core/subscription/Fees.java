package dev.saldo.core.subscription;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.PlanSale;
import dev.saldo.core.catalog.Product;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is paid in advance for an interval: the plan, its seats, products.
public final class Fees {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Catalog catalog;
  private final Plan plan;
  private final Items items;
  private final Currency currency;
  private final Interval interval;

  public Fees(Catalog catalog, Plan plan, Items items, Currency currency, Interval interval) {
    this.catalog = catalog;
    this.plan = plan;
    this.items = items;
    this.currency = currency;
    this.interval = interval;
  }

  /// The fees of a whole interval; a plan without a price has no line.
  public List<LineItem> of(Period whole) {
    var lines = new ArrayList<LineItem>();
    price()
        .ifPresent(each ->
            lines.add(
                line(
                    LineKind.PLAN,
                    plan.name(),
                    plan.title(),
                    plan.sale().perSeat() ? items.seats() : 1,
                    Optional.of("seat").filter(_ -> plan.sale().perSeat()),
                    each,
                    each,
                    whole)));
    items.products().forEach((name, quantity) -> lines.add(product(name, quantity, whole)));
    return lines;
  }

  /// What is paid once, of what wasn't paid before.
  public List<LineItem> setups(Set<String> paid) {
    var lines = new ArrayList<LineItem>();
    if (!paid.contains(setupName(plan))) {
      plan.sale()
          .setup()
          .ifPresent(
              fee -> lines.add(setup(setupName(plan), plan.title(), PriceMath.in(fee, currency))));
    }
    for (var name : items.products().keySet()) {
      var product = catalog.sale().product(name).orElseThrow();
      if (!paid.contains(name)) {
        product
            .setup()
            .ifPresent(fee -> lines.add(setup(name, product.title(), PriceMath.in(fee, currency))));
      }
    }
    return lines;
  }

  /// What a plan's setup is remembered by; no product has such a name.
  static String setupName(Plan plan) {
    return "plan/" + plan.name();
  }

  /// The part of a fee for the part of an interval: amount × seconds ÷ seconds, exact.
  public static LineItem share(LineItem fee, Period part, Period whole) {
    if (part.equals(whole)) {
      return fee;
    }
    var amount = PriceMath.part(fee.amount(), seconds(part), seconds(whole));
    return new LineItem(
        fee.kind(),
        fee.code(),
        fee.title(),
        fee.quantity(),
        fee.unit(),
        fee.unitPrice(),
        fee.shares(),
        amount,
        Optional.of(part),
        fee.costCentre(),
        fee.evidence());
  }

  /// What is given back of a fee.
  public static LineItem givenBack(LineItem fee) {
    return new LineItem(
        fee.kind(),
        fee.code(),
        fee.title(),
        fee.quantity().negate(),
        fee.unit(),
        fee.unitPrice(),
        fee.shares(),
        fee.amount().negated(),
        fee.period(),
        fee.costCentre(),
        fee.evidence());
  }

  static BigDecimal seconds(Period period) {
    var length = period.length();
    return BigDecimal.valueOf(length.getSeconds()).add(BigDecimal.valueOf(length.getNano(), 9));
  }

  private LineItem product(String name, int quantity, Period whole) {
    var product = catalog.sale().product(name).orElseThrow();
    var each = price(product);
    var off = product.discount(quantity);
    var reduced = each.times(HUNDRED.subtract(off).movePointLeft(2));
    return line(
        LineKind.PRODUCT, name, product.title(), quantity, Optional.empty(), each, reduced, whole);
  }

  private LineItem line(
      LineKind kind,
      String code,
      String title,
      int quantity,
      Optional<String> unit,
      Money list,
      Money each,
      Period whole) {
    var reduced =
        items
            .overrides()
            .discount()
            .map(off -> each.times(HUNDRED.subtract(off).movePointLeft(2)))
            .orElse(each);
    var count = BigDecimal.valueOf(quantity);
    return new LineItem(
        kind,
        code,
        title,
        count,
        unit,
        Optional.of(reduced),
        List.of(),
        reduced.times(count),
        Optional.of(whole),
        Optional.empty(),
        Optional.empty());
  }

  private Optional<Money> price() {
    var negotiated = items.overrides().price();
    if (negotiated.isPresent()) {
      return negotiated.map(this::ofInterval);
    }
    var listed = plan.sale().price();
    if (interval == Interval.YEAR
        && plan.sale().annual().orElse(null) instanceof PlanSale.Annual.Fixed(var amounts)) {
      return Optional.of(PriceMath.in(amounts, currency));
    }
    return listed.map(amounts -> ofInterval(PriceMath.in(amounts, currency)));
  }

  private Money price(Product product) {
    var negotiated = Optional.ofNullable(items.overrides().products().get(product.name()));
    return ofInterval(
        negotiated.orElseGet(() -> {
          var listed = Optional.ofNullable(product.soldOn().get(plan.name()));
          return PriceMath.in(listed.orElseThrow(), currency);
        }));
  }

  /// A monthly price for the interval: twelve months less the discount of an annual contract.
  private Money ofInterval(Money month) {
    var months = month.times(BigDecimal.valueOf(interval.months()));
    return interval == Interval.YEAR
            && plan.sale().annual().orElse(null) instanceof PlanSale.Annual.Discounted(var off)
        ? months.times(HUNDRED.subtract(off).movePointLeft(2))
        : months;
  }

  private LineItem setup(String code, String title, Money fee) {
    return new LineItem(
        LineKind.SETUP,
        code,
        title,
        BigDecimal.ONE,
        Optional.empty(),
        Optional.of(fee),
        List.of(),
        fee,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
