package dev.saldo.core.subscription;

import dev.saldo.core.catalog.Amounts;
import dev.saldo.core.catalog.Price;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/// What a quantity costs, exact.
///
/// Multiplied first and divided last. Where decimals don't end, they are cut off after the 40th
/// digit: below, never at, any place where rounding to a minor unit turns.
public final class PriceMath {
  private static final int SUM_SCALE = 30;
  private static final MathContext CUT = new MathContext(40, RoundingMode.DOWN);

  private PriceMath() {}

  /// An amount with how it came about.
  ///
  /// @param unitPrice of one unit, where one price holds for all
  public record Priced(Money amount, Optional<Money> unitPrice, List<LineItem.Share> shares) {
    public Priced {
      shares = List.copyOf(shares);
    }
  }

  /// The price of the units above `from` up to `until`, where tiers count from zero.
  ///
  /// @param total what decides the tier of a price by volume
  /// @throws IllegalArgumentException when the price goes by a dimension, or isn't stated in the
  ///   currency: both are looked at before anything is sold
  public static Priced between(
      Price price, BigDecimal from, BigDecimal until, BigDecimal total, Currency currency) {
    var quantity = until.subtract(from);
    return switch (price) {
      case Price.Flat(var amount) -> {
        var owed = from.signum() == 0 && until.signum() > 0;
        yield single(owed ? in(amount, currency) : Money.zero(currency));
      }
      case Price.PerUnit(var each, var per) -> {
        var one = in(each, currency);
        yield new Priced(
            part(one, quantity, per),
            per.compareTo(BigDecimal.ONE) == 0 ? Optional.of(one) : exactly(one, per),
            List.of());
      }
      case Price.Package(var each, var of) -> {
        var more = packages(until, of).subtract(packages(from, of));
        yield single(in(each, currency).times(more));
      }
      case Price.Percentage percentage -> percentage(percentage, from, until, currency);
      case Price.Tiered(var mode, var tiers) ->
          mode == Price.Mode.GRADUATED
              ? graduated(tiers, from, until, currency)
              : volume(tiers, from, until, total, currency);
      case Price.ByDimension _ -> throw new IllegalArgumentException("a price by dimension");
    };
  }

  /// `money × numerator ÷ denominator`.
  public static Money part(Money money, BigDecimal numerator, BigDecimal denominator) {
    var product = money.amount().multiply(numerator);
    return new Money(money.currency(), quotient(product, denominator));
  }

  /// A sum of parts whose decimals were cut off: what is nearest to it at 30 decimals, so that
  /// parts that make a whole do.
  static Money sum(Money cut) {
    return cut.amount().scale() <= SUM_SCALE
        ? cut
        : new Money(cut.currency(), cut.amount().setScale(SUM_SCALE, RoundingMode.HALF_UP));
  }

  static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
    try {
      return dividend.divide(divisor);
    } catch (ArithmeticException _) {
      return dividend.divide(divisor, CUT);
    }
  }

  private static Optional<Money> exactly(Money each, BigDecimal per) {
    var one = quotient(each.amount(), per);
    return one.scale() <= 12 ? Optional.of(new Money(each.currency(), one)) : Optional.empty();
  }

  private static Priced graduated(
      List<Price.Tier> tiers, BigDecimal from, BigDecimal until, Currency currency) {
    var shares = new ArrayList<LineItem.Share>();
    var sum = Money.zero(currency);
    var above = BigDecimal.ZERO;
    for (var tier : tiers) {
      var end = tier.upTo().map(until::min).orElse(until);
      var quantity = end.subtract(above.max(from));
      if (quantity.signum() > 0) {
        var share = share(tier, above, quantity, above.compareTo(from) >= 0, currency);
        sum = sum.plus(share.amount());
        shares.add(share);
      }
      above = tier.upTo().orElse(until);
    }
    return new Priced(sum, Optional.empty(), shares);
  }

  private static Priced volume(
      List<Price.Tier> tiers,
      BigDecimal from,
      BigDecimal until,
      BigDecimal total,
      Currency currency) {
    if (until.compareTo(from) <= 0) {
      return single(Money.zero(currency));
    }
    var above = BigDecimal.ZERO;
    for (var tier : tiers) {
      if (tier.upTo().isEmpty() || total.compareTo(tier.upTo().get()) <= 0) {
        var share = share(tier, above, until.subtract(from), from.signum() == 0, currency);
        return new Priced(share.amount(), Optional.empty(), List.of(share));
      }
      above = tier.upTo().get();
    }
    throw new IllegalStateException("tiers that end");
  }

  /// @param entered whether the tier's own fee falls to this quantity
  private static LineItem.Share share(
      Price.Tier tier, BigDecimal above, BigDecimal quantity, boolean entered, Currency currency) {
    var each = in(tier.each(), currency);
    var flat =
        entered
            ? tier.flat().map(amounts -> in(amounts, currency)).orElse(Money.zero(currency))
            : Money.zero(currency);
    return new LineItem.Share(
        above, tier.upTo(), quantity, each, flat, each.times(quantity).plus(flat));
  }

  private static Priced percentage(
      Price.Percentage percentage, BigDecimal from, BigDecimal until, Currency currency) {
    var before = bounded(percentage, from, currency);
    var after = bounded(percentage, until, currency);
    return single(after.minus(before));
  }

  private static Money bounded(Price.Percentage percentage, BigDecimal of, Currency currency) {
    if (of.signum() <= 0) {
      return Money.zero(currency);
    }
    var share = new Money(currency, of.multiply(percentage.percent()).movePointLeft(2));
    var least = percentage.min().map(min -> in(min, currency)).orElse(share);
    var most = percentage.max().map(max -> in(max, currency));
    var raised = share.compareTo(least) < 0 ? least : share;
    return most.filter(max -> raised.compareTo(max) > 0).orElse(raised);
  }

  private static BigDecimal packages(BigDecimal quantity, BigDecimal of) {
    return quantity.divide(of, 0, RoundingMode.CEILING);
  }

  private static Priced single(Money amount) {
    return new Priced(amount, Optional.empty(), List.of());
  }

  static Money in(Amounts amounts, Currency currency) {
    return amounts
        .in(currency)
        .orElseThrow(() -> new IllegalArgumentException("no price in " + currency));
  }
}
